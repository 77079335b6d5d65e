"""Numbers in texts that count money or parts and number no document: `1190,00`, `Akonto 1000`, `Rate 3/10`."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: With decimals; `26.07` is a day, a month as well.
_AMOUNT = re.compile(
    r"(?<![0-9][.,'])(?P<whole>[1-9][0-9]{0,2}(?P<grouped>[.'][0-9]{3})+|[1-9][0-9]*)"
    r"(?P<mark>,|(?<=[0-9]{3})\.)(?P<cents>[0-9]{2}|--?)(?![0-9]|[/.,-][0-9])"
)
_PART = re.compile(r"(?P<part>[0-9]{1,2})/(?P<parts>[0-9]{1,2})")
#: Before a number; folded, umlauts without their dots.
_OF_A_PART = re.compile(
    r"\b(?:(?:teil|an|abschlags?|akonto|voraus|be)?zahlung|uberweisung|ausgleich|begleichung|betreff"
    r"|teil(?:betrag)?|abschlag|akonto|a[ -]conto|acompte|acconto"
    r"|vorschuss|raten?|tz|instal{1,2}ment|tranche)[ .:]*(?:(?:nr|no)[ .:]*)?$"
)
_LOOKED_BACK = 24  #: characters


#: `3038.23`, the year behind the point.
_POINTED = re.compile(r"[0-9]\.[0-9]{2}$")


def is_counted(text: str, start: int, end: int, paid: str, numbers: Iterable[str]) -> bool:
    """What stands there among folded texts is the amount that was paid, and none of the `numbers` is written like it;
    or, behind a word for a part or for paying, it is one part of several or that amount without decimals. `paid`:
    `1190.00`; another amount may be what is meant instead."""
    mark, amount = _amount_at(text, start)
    if amount == paid and (mark == "," or not any(map(_POINTED.search, numbers))):
        return True
    token = text[start:end]
    part = _PART.fullmatch(token)
    if not (f"{token}.00" == paid or (part and int(part["part"]) <= int(part["parts"]))):
        return False
    return _OF_A_PART.search(text[max(0, start - _LOOKED_BACK) : start]) is not None


def amounts_in(text: str) -> set[str]:
    """With decimals, in a folded text, as `1190.00`."""
    return {amount for found in _AMOUNT.finditer(text) if (amount := _amount_at(text, found.start())[1])}


def other_amount(text: str, number: str, paid: str) -> str:
    """The number in a folded text with the decimals behind its comma, `1611,26`, where that is another amount than was
    `paid`; else ""."""
    if f"{number}," not in text:  # hardly ever, and each number would be a pattern of its own
        return ""
    standing = re.search(rf"(?<![0-9/.,'-]){re.escape(number)}(?=,[0-9-])", text)
    mark, amount = _amount_at(text, standing.start()) if standing else ("", "")
    found = _AMOUNT.match(text, standing.start()) if standing and mark == "," and amount != paid else None
    return found.group() if found else ""


def _amount_at(text: str, start: int) -> tuple[str, str]:
    """(what stands before its decimals, the amount as `1190.00`); empty where it is none: `1012,13` may be two
    documents that follow one another."""
    found = _AMOUNT.match(text, start)
    if found is None or (not found["grouped"] and found["cents"] == f"{int(found['whole'][-2:]) + 1:02d}"):
        return "", ""
    cents = found["cents"] if found["cents"].isdecimal() else "00"
    return found["mark"], f"{re.sub('[^0-9]', '', found['whole'])}.{cents}"
