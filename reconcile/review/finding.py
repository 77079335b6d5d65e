"""The open items a person's word means: an exact number in a proposals file, a few words in the page's search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from importers.amounts import exact_text
from reconcile.records import OpenItem
from reconcile.review.cells import one_line
from reconcile.review.placing import may_mean

SHOWN = 9


def items_numbered(items: Iterable[OpenItem], number: str) -> list[OpenItem]:
    """Those with this number, whatever its case, blanks and dashes."""
    wanted = _compact(number)
    return [item for item in items if _compact(item.number) == wanted]


def items_meant(items: Iterable[OpenItem], number: str) -> list[OpenItem]:
    """In a file a spreadsheet may have saved: also those whose number it turns into this one (`000123` → `123`)."""
    every = list(items)
    exact = {item.item_id for item in items_numbered(every, number)}
    return [item for item in every if item.item_id in exact or may_mean(one_line(item.number), number)]


def items_near(items: Iterable[OpenItem], number: str) -> list[OpenItem]:
    """What a number that means none may have been meant to be: suggestions, the nearest first."""
    numbers = {item.number: item for item in items}
    same = [one for one in numbers if without_zeros(one) == without_zeros(number)]
    return [numbers[one] for one in dict.fromkeys([*same, *get_close_matches(number, numbers, n=3, cutoff=0.6)])][:3]


def without_zeros(number: str) -> str:
    """`RE-2026-006` and `RE-2026-0006` alike: leading zeros are the first thing that is lost."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", "".join(number.casefold().split()))


def _compact(number: str) -> str:
    return "".join(char for char in number.casefold() if char.isalnum())


def search(items: Iterable[OpenItem], words: str, *, near_minor: int, limit: int = SHOWN) -> list[OpenItem]:
    """Items that have every word in number, party, title, reference or amount; nearest to the amount first."""
    wanted = [plain(word) for word in words.split()]
    found = [item for item in items if all(any(word in text for text in _texts(item)) for word in wanted)]
    return sorted(found, key=lambda item: (_begins(item, wanted), _distance(item, near_minor), item.number))[:limit]


def _texts(item: OpenItem) -> Sequence[str]:
    amount = "" if item.open_minor is None else exact_text(item.open_minor, item.currency)
    texts = (item.number, _compact(item.number), item.title, *item.party_names, *item.references)
    return [*(plain(text) for text in texts), amount, amount.replace(".", ",")]


def _begins(item: OpenItem, wanted: Sequence[str]) -> bool:
    """False, hence first, where the number is what was typed."""
    return not any(plain(item.number) == word or _compact(item.number) == word for word in wanted)


def _distance(item: OpenItem, near_minor: int) -> int:
    return abs((item.open_minor or 0) - abs(near_minor))


def plain(text: str) -> str:
    """Lower case, without accents; ä is a, ß is ss."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
