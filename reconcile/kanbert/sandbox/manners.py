"""How the pages of a list misbehave: sizes, links, rows twice or not at all (api.md 11.6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from reconcile.kanbert.sandbox.foreign import foreign_url
from reconcile.kanbert.sandbox.messages import Request
from reconcile.kanbert.sandbox.personalities import Personality
from reconcile.kanbert.sandbox.state import Row

_FIXED_SIZE, _SMALLER_CAP = 30, 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The URLs of a page. No client has a use for any of them (api.md 3)."""

    base: str  #: what the URLs of the neighbouring pages begin with
    path: str
    next_name: str = "next_page_url"
    previous_name: str = "prev_page_url"
    others: Sequence[str] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


class Manners:
    """`abroad` is the origin that hostile links lead to."""

    def __init__(self, personalities: Collection[Personality], seed: int, abroad: str) -> None:
        self._on = frozenset(personalities)
        self._seed = seed
        self._abroad = abroad
        self._visits: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()

    @property
    def skips_ties(self) -> bool:
        return Personality.UNSTABLE_SORT in self._on

    def size(self, asked: int) -> int:
        if Personality.PAGE_SIZE_IGNORED in self._on:
            return _FIXED_SIZE
        return min(asked, _SMALLER_CAP) if Personality.PAGE_SIZE_CAPPED in self._on else asked

    def disturbed(self, page: list[Row], request: Request, before: Row | None) -> list[Row]:
        """A page after the first. Asked for again it is disturbed at another place, so that two scans can tell."""
        if not self._on & {Personality.ROWS_REPEATED, Personality.ROWS_SKIPPED}:
            return page
        page, visit = list(page), (request.path, request.query)
        place = (self._seed + self._visits[visit]) % len(page)
        self._visits[visit] += 1
        if Personality.ROWS_SKIPPED in self._on and len(page) > 1:
            del page[place]
        if Personality.ROWS_REPEATED in self._on and before is not None:
            page.insert(place, before)
        return page

    def links(self, request: Request) -> Links:
        home = request.origin + request.path
        names = ("next_page_url", "prev_page_url")
        if Personality.NEXT_CURSOR_URL in self._on:
            names = ("next_cursor_url", "prev_cursor_url")
        hostile = self._on & {Personality.HOSTILE_NEXT_URL, Personality.FOREIGN_URLS}
        away = self._away(request, "base")
        base = away if hostile else home
        if Personality.FOREIGN_URLS not in self._on:
            return Links(base=base, path=home, next_name=names[0], previous_name=names[1])
        headers = {"Link": f'<{away}>; rel="next"', "Location": away, "Content-Location": away, "Refresh": f"0; {away}"}
        others = [self._away(request, "link", number) for number in range(3)]
        return Links(base=base, path=away, next_name=names[0], previous_name=names[1], others=others, headers=headers)

    def _away(self, request: Request, *labels: object) -> str:
        return foreign_url(request.origin, request.path, self._abroad, self._seed, *labels, request.query)
