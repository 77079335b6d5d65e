"""What one line pays, before it is put into words. Amounts are absolute minor units; `wording` adds the sign.

What is made many times for each line is a named tuple: made in a third of the time of a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import fields as fields_of
from operator import attrgetter
from typing import Any, NamedTuple

from importers.quick_records import quick, quick_row
from reconcile.records import DifferenceKind, Verdict

#: Guesses (`Solution.guess`) where the text names documents: not all that add up; all, the last of them in part.
LISTED_IN_PART, PAID_SHORT = "listed in part", "listed and paid short"


class Share(NamedTuple):
    """What an item gets of a line; of a credit note, what it takes off."""

    item: int
    taken: int
    discount: int = 0
    kind: DifferenceKind = DifferenceKind.NONE
    is_credit: bool = False

    @property
    def signed(self) -> int:
        return -self.taken if self.is_credit else self.taken


class Rival(NamedTuple):
    """A candidate that was not chosen."""

    item: int
    levels: tuple[int, ...]
    log_odds: float
    probability: float


class Doubt(NamedTuple):
    """A reason against "sure", and the fact that would remove it ("" when no single fact would)."""

    text: str
    missing: str = ""
    sort: str = ""  #: for calibration: doubts of one sort were wrong about equally often; "" = says nothing of that
    of_evidence: bool = False  #: stronger evidence would remove it: which, `missing` says when it is put into words


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """What one line pays. Σ signed + rest is the amount of the line."""

    line: int
    kind: str = ""
    shares: tuple[Share, ...] = ()
    rest: int
    difference_kind: DifferenceKind = DifferenceKind.NONE
    about: tuple[int, ...] = ()  #: items the evidence is about: the shares' items, or the one that cannot be booked
    levels: tuple[int, ...] = ()  #: evidence for `about`, empty = none
    told_of: tuple[int, ...] = ()  #: of `about`, those of which its words are true; () = all
    log_odds: float = 0.0
    probability: float = 0.0
    rivals: tuple[Rival, ...] = ()
    equal: int = 1  #: equally good answers, this one included
    guess: str = ""  #: found among the payer's documents without being named: how
    portion: str = ""  #: of a guess beside an amount that does not fit: what was paid of the document, `portions`
    pace: str = ""  #: how often other payments of the party took as many days, `pace`; "" = not known
    tried: str = ""  #: how often such proposals were right when tried, in words
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def changed(self, **fields: Any) -> Solution:
        """As `dataclasses.replace`, which is five times as slow."""
        values = list(_values_of(self))
        for name, value in fields.items():
            values[_PLACES[name]] = value
        return _made(*values)

    @property
    def is_part(self) -> bool:
        """Less was paid than is open of the documents: what is missing has a reason that may stand in the text."""
        return self.kind == "part payment" or self.guess == PAID_SHORT

    @property
    def is_unmatched(self) -> bool:
        return not self.kind


_PLACES = {one.name: place for place, one in enumerate(fields_of(Solution))}
_values_of = attrgetter(*_PLACES)
_made = quick_row(Solution)
#: As `Solution`, faster: for the places that make most of them.
solution_of = quick(Solution)


class Answer(NamedTuple):
    solution: Solution
    verdict: Verdict
