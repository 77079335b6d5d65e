"""Matching: bank lines and open items in, proposals out. Pure: no files, no clock, no network, no settings.

`propose` is the whole core on one screen. The rooms, each of which knows only those before it: `reading` what texts
say; beside the rooms what all speak of (`columns`, `parties`, `signals`, `scoring`, `solution`); `knowing` what is
known once for all lines; `returning` what needs no matching; `finding` candidates; `weighing` them; `judging` what
may be sure; `choosing` one consistent solution; `telling` it in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter

from reconcile.collector import resting_collector
from reconcile.matching.choosing.allocation import allocate
from reconcile.matching.finding.candidates import find_candidates
from reconcile.matching.knowing.originals import Counterparties
from reconcile.matching.knowing.world import build_world
from reconcile.matching.returning.exclusion import Rest, settle_beforehand
from reconcile.matching.returning.paid_again import PaidAgain
from reconcile.matching.rules import Rules
from reconcile.matching.solution import Answer
from reconcile.matching.telling.elsewhere import Elsewhere
from reconcile.matching.telling.missing import Missing
from reconcile.matching.telling.pace import Pace
from reconcile.matching.telling.wording import Words, worded
from reconcile.matching.weighing.turn import Scored, score_pairs
from reconcile.records import BankLine, Books, Proposal

__all__ = ["Rules", "match", "propose"]


def propose(lines: Sequence[BankLine], books: Books, rules: Rules, *, run_id: str) -> tuple[Proposal, ...]:
    """One proposal per line, in the order given; what is proposed for a line depends on no order.

    Raises ColumnError when a record holds what its column cannot (an amount that is no int64), ValueError when the
    weights name what does not exist.
    """
    return match(lines, books, rules).proposals(run_id)


_by_time = attrgetter(
    "transaction.booking_date", "transaction.transaction_id", "transaction.amount_minor", "transaction.remittance"
)
_by_identity = attrgetter("side", "item_id", "number")


def _in_time(lines: Sequence[BankLine]) -> list[int]:
    times = list(map(_by_time, lines))
    return sorted(range(len(lines)), key=times.__getitem__)


@resting_collector()
def match(lines: Sequence[BankLine], books: Books, rules: Rules) -> Matched:
    """The answers, not yet in words. Raises what `propose` raises."""
    order = _in_time(lines)
    in_time = [lines[place] for place in order]
    world = build_world(in_time, books, sorted(books.items, key=_by_identity), rules)
    scored = score_pairs(world, find_candidates(world))
    world.texts.forget_pieces()
    theirs = Counterparties(*(world.line_columns[column].tolist() for column in ("iban", "name")))
    settled, doubts, back = settle_beforehand(in_time, theirs, world.said, books.payments, rules.max_key_holders)
    answers = allocate(scored, settled, doubts, world.said)
    again = PaidAgain(in_time, world.settled, world.booked, world.lately)
    rest, pace = Rest(in_time, world.said, again, back), Pace(answers, world)
    return Matched(scored, order, [pace.told(rest.explained(answer)) for answer in answers])


@dataclass(frozen=True, slots=True)
class Matched:
    """What each line pays, in time order. `order`: the place of each in the list that was given."""

    scored: Scored
    order: list[int]
    answers: list[Answer]

    @resting_collector()
    def proposals(self, run_id: str) -> tuple[Proposal, ...]:
        """In the order given, each with its words."""
        world = self.scored.world
        words = Words(run_id, world, Missing(world), Elsewhere((solution for solution, _ in self.answers), world))
        in_time = [worded(solution, verdict, words) for solution, verdict in self.answers]
        return tuple(proposal for _, proposal in sorted(zip(self.order, in_time, strict=True), key=itemgetter(0)))
