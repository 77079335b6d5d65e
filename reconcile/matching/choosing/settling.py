"""What one document gets of a line: all of it, less its discount, with a credit note taken off, a part, too much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from reconcile.matching.choosing.sums import options_of
from reconcile.matching.knowing.world import Role
from reconcile.matching.reading.charges import were_taken
from reconcile.matching.rules import DATE_GRACE
from reconcile.matching.scoring import level_of, place_of
from reconcile.matching.solution import Doubt, Share, Solution, solution_of
from reconcile.matching.weighing.turn import Candidate, Ledger, Scored, Turn
from reconcile.records import DifferenceKind


class Settling:
    """Reads the ledger, never writes it."""

    def __init__(self, scored: Scored) -> None:
        self._lines, self._items, self._rules = scored.world.lines, scored.world.items, scored.world.rules
        self._columns = columns = scored.item_columns
        self._discount, self._party = columns["discount"].data, columns["party"].data  # read cell by cell
        self._discount_day = columns["discount_day"].data
        self._credits: dict[int, list[int]] = defaultdict(list)
        for item in np.flatnonzero(columns["credit"] & columns["open_known"]).tolist():
            self._credits[self._party[item]].append(item)

    def options(self, turn: Turn, one: Candidate, ledger: Ledger) -> list[Share]:
        """In full, and less the discount where it is in term; of a credit note, what it takes off."""
        if one.role == Role.NETTABLE:
            return [Share(one.item, one.rest, is_credit=True)]
        return options_of(one.item, one.rest, self._discount_in_term(turn, one, ledger))

    def reach(self, turn: Turn, members: Sequence[Candidate], ledger: Ledger) -> tuple[int, int]:
        """The least and the most that the members, all of them, come to."""
        least = most = 0
        for one in members:
            signed = -one.rest if one.role == Role.NETTABLE else one.rest
            most += signed
            least += signed
            if signed > 0:
                discount = self._discount_in_term(turn, one, ledger)
                least -= discount if 0 < discount < one.rest else 0
        return least, most

    def _discount_in_term(self, turn: Turn, one: Candidate, ledger: Ledger) -> int:
        """Nobody deducts it late, or once more from what is left of a document."""
        in_term = turn.day <= self._discount_day[one.item] and one.rest == ledger.open[one.item]
        return self._discount[one.item] if in_term else 0

    def settled(self, turn: Turn, one: Candidate, ledger: Ledger) -> Solution | None:
        """How the line settles the item; None when the amount does not fit and the text does not name the item."""
        options = self.options(turn, one, ledger)
        exact = next((share for share in options if share.taken == turn.amount), None)
        if exact:
            return solution_of(line=turn.line, kind=exact.kind.value or "single", shares=(exact,), rest=0)
        if turn.amount > one.rest:
            return self._overpaid(turn, one, options[0]) if one.named else None
        part = self._netted(turn, one, ledger) or self._part(turn, one, ledger)
        return part if one.named or part.doubts else None

    def _overpaid(self, turn: Turn, one: Candidate, full: Share) -> Solution:
        return solution_of(
            line=turn.line, kind="overpayment", shares=(full,), rest=turn.amount - one.rest,
            difference_kind=DifferenceKind.OVERPAYMENT,
        )  # fmt: skip

    def _netted(self, turn: Turn, one: Candidate, ledger: Ledger) -> Solution | None:
        """Less than open by just an open credit note of this party: it was taken off, said or not."""
        gap = one.rest - turn.amount
        fitting = [item for item in self._credits.get(self._party[one.item], ()) if ledger.rest[item] == gap]
        fitting = [item for item in fitting if self._may_be_taken_off(item, turn, one)]
        if not fitting:
            return None
        shares = (Share(one.item, one.rest), Share(fitting[0], gap, is_credit=True))
        return solution_of(line=turn.line, kind="netting", shares=shares, rest=0, equal=len(fitting))

    def _may_be_taken_off(self, item: int, turn: Turn, one: Candidate) -> bool:
        """Nobody takes off what was not credited yet, or in another currency."""
        columns = self._columns
        in_time = columns["invoice_day"][item] <= turn.day + DATE_GRACE
        return bool(in_time and columns["currency"][item] == columns["currency"][one.item])

    def _part(self, turn: Turn, one: Candidate, ledger: Ledger) -> Solution:
        """Less than open: the line's full amount on the invoice (money.md 10), and what speaks against a plain part."""
        gap = one.rest - turn.amount
        is_small = one.named and self._rules.is_small(gap, one.rest)
        is_usual = one.named and self._looks_like_discount(gap, one.rest)
        if not (one.named and were_taken(self._lines[turn.line].transaction, gap)):
            kind, doubts = self._why_less(one, gap, ledger, is_small=is_small, is_usual=is_usual)
        else:
            kind, doubts = DifferenceKind.BANK_FEE, (_CHARGES_TAKEN,)
        share = Share(one.item, turn.amount, 0, kind)
        return solution_of(line=turn.line, kind="part payment", shares=(share,), rest=0, doubts=doubts)

    def _why_less(
        self, one: Candidate, gap: int, ledger: Ledger, *, is_small: bool, is_usual: bool
    ) -> tuple[DifferenceKind, tuple[Doubt, ...]]:
        """What is missing of a document: its late discount, a small difference, the discount Kanbert has deducted, a
        usual discount; else a plain part payment."""
        kind, discount = DifferenceKind.PART_PAYMENT, self._discount[one.item]
        if discount and gap == discount and one.rest == ledger.open[one.item]:
            last_day = self._items[one.item].discount_date
            text = f"discount taken after its last day {last_day}" if last_day else "discount not in term"
            doubt = Doubt(text, sort="late discount")
        elif is_small:
            kind, doubt = DifferenceKind.SMALL_DIFFERENCE, Doubt("a small difference stays open")
        elif discount and abs(gap - discount) == 1 and one.rest == ledger.open[one.item]:
            doubt = Doubt("the difference is a cent off the discount of its terms")
        elif self._is_discount_of_terms(one, gap):
            doubt = Doubt("the difference is the discount of its terms, which cannot be deducted again")
        elif is_usual:
            doubt = Doubt("the difference looks like a discount Kanbert does not show", sort="like a discount")
        else:
            return kind, ()
        return kind, (doubt,)

    def explained(
        self, members: Sequence[Candidate], shares: Sequence[Share], ledger: Ledger
    ) -> tuple[tuple[Share, ...], tuple[Doubt, ...]]:
        """Shares of a list paid less a percentage, each as if it were paid alone: what is missing is asked about, and a
        discount only where the terms allow one. Whether it is small, all that is missing says together."""
        gaps = [one.rest - share.taken for one, share in zip(members, shares, strict=True)]
        is_small = self._rules.is_small(sum(gaps), sum(one.rest for one, gap in zip(members, gaps, strict=True) if gap))
        settled, doubts = [], list[Doubt]()
        for one, share, gap in zip(members, shares, gaps, strict=True):
            kind, why = share.kind, tuple[Doubt, ...]()
            if gap and kind is not DifferenceKind.DISCOUNT:
                kind, why = self._why_less(one, gap, ledger, is_small=is_small, is_usual=True)
            settled.append(share._replace(kind=kind))
            doubts += why
        return tuple(settled), tuple(dict.fromkeys(doubts))

    def less_its_terms(self, turn: Turn, one: Candidate, ledger: Ledger) -> Share | None:
        """The document less what its own terms grant, once: a discount in term, else a question."""
        in_term = self._discount_in_term(turn, one, ledger)
        discount = in_term or self._discount[one.item] or self._items[one.item].terms_minor
        if not 0 < discount < one.rest or one.rest != ledger.open[one.item]:
            return None
        taken = one.rest - discount
        return Share(one.item, taken, in_term, DifferenceKind.DISCOUNT) if in_term else Share(one.item, taken)

    def _is_discount_of_terms(self, one: Candidate, gap: int) -> bool:
        terms_minor = self._items[one.item].terms_minor
        return terms_minor > 0 and abs(gap - terms_minor) <= 1

    def _looks_like_discount(self, gap: int, rest: int) -> bool:
        """Within one minor unit of a usual rate: payers round either way."""
        return any(abs(gap * 1000 - rest * rate) <= 1000 for rate in self._rules.usual_discounts_per_mille)


_CHARGES_TAKEN = Doubt("what is missing is just what the bank took as its charges", sort="something taken off")
_AMOUNT = place_of("open_amount")
_FITTING = frozenset((level_of("open_amount", "exact"), level_of("open_amount", "discount")))


def fits(one: Candidate) -> bool:
    """The line is what is open of it, or that less its discount."""
    return one.levels[_AMOUNT] in _FITTING
