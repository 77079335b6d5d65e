"""The answer for one line: single, collective, part, too much, duplicate, nothing. Reads the ledger, writes nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np

from reconcile.matching.likeness import is_near
from reconcile.matching.rules import DATE_GRACE
from reconcile.matching.scoring import level_of, place_of, probabilities
from reconcile.matching.solution import LISTED_IN_PART, PAID_SHORT, Doubt, Rival, Share, Solution
from reconcile.matching.sums import Ways, coincidences, count_ways, options_of
from reconcile.matching.turn import Candidate, Ledger, Scored, Turn
from reconcile.matching.unlisted import rest_among
from reconcile.matching.world import Role
from reconcile.records import DifferenceKind

#: More other documents of a party than this are not tried beside the named ones.
_MOST_OTHERS = 12
#: Above so many sets that would add up by chance, one that does says too little.
_FEW_COINCIDENCES = 0.02

#: The sort of doubt where the text names what the answer does not pay.
ANOTHER_NAMED = "another named"
#: The same, of the payer's own document in another currency.
ANOTHER_CURRENCY = "another currency"

BY_HAND = "a person handles it by hand"


class Solver:
    """Answers for one line at a time. Reads the ledger, never writes it."""

    def __init__(self, scored: Scored, no_invoice: frozenset[int] = frozenset()) -> None:
        """`no_invoice`: lines that speak of money no invoice asks for; they must name the document they pay."""
        self._no_invoice = no_invoice
        self._world = scored.world
        self._items = scored.world.items
        self._columns = scored.item_columns
        self._rules = scored.world.rules
        self._scale = scored.scale
        self._credits: dict[int, list[int]] = defaultdict(list)
        for item in np.flatnonzero(self._columns["credit"] & self._columns["open_known"]).tolist():
            self._credits[int(self._columns["party"][item])].append(item)

    def solve(self, turn: Turn, ledger: Ledger) -> Solution:
        listed = [one for one in turn.live if one.named and one.role == Role.BOOKABLE]
        gone = [one for one in turn.candidates if one.named and one.role == Role.BOOKABLE and one.is_gone]
        if gone and not listed and not self._fits_another(turn, gone, ledger):
            return self._duplicate(turn, gone, ledger)
        together = self._collective(turn, listed, ledger) if listed else None
        answer = together or self._single(turn, listed, ledger)
        unpaid = self._left_unpaid(turn, answer)
        return answer.changed(doubts=(*answer.doubts, *unpaid)) if unpaid else answer

    def _fits_another(self, turn: Turn, gone: list[Candidate], ledger: Ledger) -> bool:
        """The paid document the text names never had this amount, and one of the payer's own has: a digit is wrong."""
        same = any(ledger.open[one.item] == turn.amount for one in gone)
        return not same and any(one.party_agrees and self._fits(one) for one in turn.live)

    # -- one to many

    def _collective(self, turn: Turn, listed: list[Candidate], ledger: Ledger) -> Solution | None:
        """Several numbers in the text whose open amounts, each plain or discounted in term, are the line exactly;
        a list may go on in short (`RE-2026-0101, 0102`) with documents of the same party, and name a credit note."""
        parties = {self._party(one) for one in listed}
        short = [one for one in turn.live if one.weak and one.role == Role.BOOKABLE and self._party(one) in parties]
        credits_ = [one for one in turn.nettable if self._party(one) in parties]
        for members in (listed, [*listed, *short], [*credits_, *listed], [*credits_, *listed, *short]):
            ways, shares = self._sum_up(turn, members, ledger) if len(members) > 1 else (0, ())
            if ways:
                return self._together(turn, members, shares, ways)
        return self._completed(turn, listed, ledger) if len(parties) == 1 else None

    def _completed(self, turn: Turn, listed: list[Candidate], ledger: Ledger) -> Solution | None:
        """The named documents and others of their party, those with a number like one in the text first: a list with
        a wrong digit, cut off, or with a credit note left out. None when one of them alone is the line."""
        if any(self._fits(one) for one in listed) or not all(one.known for one in listed):
            return None
        others = self._others_of_party(turn, listed, ledger)
        text = self._world.lines[turn.line].transaction.remittance
        alike = [item for item in others if is_near(text, self._items[item].number)]
        must = frozenset(one.item for one in listed)
        named = [self._options(turn, one, ledger) for one in listed]
        for chosen, all_of_them in ((alike, True), (others, False)):
            if not 0 < len(chosen) <= _MOST_OTHERS:
                continue
            needed = must | frozenset(chosen) if all_of_them else must
            options = [
                *named,
                *([Share(item, int(ledger.rest[item]), is_credit=self._is_credit(item))] for item in chosen),
            ]
            found = count_ways(options, turn.amount, fewest=2, must=needed, max_sums=self._rules.max_sums)
            if found and (all_of_them or coincidences(options, turn.amount) < _FEW_COINCIDENCES):
                return self._listed_in_part(turn, listed, found, ledger)
        return None

    def _others_of_party(self, turn: Turn, listed: list[Candidate], ledger: Ledger) -> list[int]:
        """Open documents of the party, credit notes among them, that the line may pay and the text does not name."""
        first, taken = listed[0], {one.item for one in listed}
        currency = self._columns["currency"][first.item]
        found = self._world.fellows.still_owed(self._party(first), currency, turn.day, ledger.rest)
        return [item for item in found if item not in taken]

    def _is_credit(self, item: int) -> bool:
        return bool(self._columns["credit"][item])

    def _listed_in_part(self, turn: Turn, listed: list[Candidate], found: Ways, ledger: Ledger) -> Solution:
        best = max(listed, key=lambda one: (one.log_odds, -one.item))
        chosen = {share.item for share in found.shares}
        probability, rivals = self._against(turn, best.log_odds, chosen)
        netted = any(share.is_credit for share in found.shares)
        rests = rest_among(sorted(chosen - {one.item for one in listed}), ledger, self._world)
        return Solution(
            line=turn.line, kind="netting" if netted else "collective", shares=found.shares, rest=0,
            about=tuple(share.item for share in found.shares), levels=best.levels, log_odds=best.log_odds,
            probability=probability / found.ways, rivals=rivals, equal=found.ways, guess=LISTED_IN_PART,
            doubts=(Doubt("the text does not name all of these documents"), *rests),
        )  # fmt: skip

    def _sum_up(self, turn: Turn, members: list[Candidate], ledger: Ledger) -> tuple[int, tuple[Share, ...]]:
        """In how many ways the members, all of them, add up to the line, and one of them."""
        if len(members) > self._rules.max_listed or not all(one.known for one in members):
            return 0, ()
        options = [self._options(turn, one, ledger) for one in members]
        found = count_ways(options, turn.amount, every=True, max_sums=self._rules.max_sums)
        return (found.ways, found.shares) if found else (0, ())

    def _options(self, turn: Turn, one: Candidate, ledger: Ledger) -> list[Share]:
        if one.role == Role.NETTABLE:
            return [Share(one.item, one.rest, is_credit=True)]
        in_term = turn.day <= self._columns["discount_day"][one.item] and one.rest == ledger.open[one.item]
        return options_of(one.item, one.rest, int(self._columns["discount"][one.item]) if in_term else 0)

    def _together(self, turn: Turn, members: list[Candidate], shares: tuple[Share, ...], ways: int) -> Solution:
        """As probable as its weakest member, with the amounts adding up in place of that member's own amount."""
        place, level = place_of("open_amount"), level_of("open_amount", "sum")
        table = self._scale.tables[place]
        members = [self._among_fellows(one) for one in members]
        weakest = min(members, key=lambda one: (one.log_odds - table[one.levels[place]], one.item))
        levels = (*weakest.levels[:place], level, *weakest.levels[place + 1 :])
        log_odds = float(weakest.log_odds - table[weakest.levels[place]] + table[level])
        chosen = {one.item for one in members}
        probability, rivals = self._against(turn, log_odds, chosen)
        parties = len({self._party(one) for one in members})
        doubts = [Doubt(f"invoices of {parties} parties in one payment", sort="several parties")] if parties > 1 else []
        netted = any(share.is_credit for share in shares)
        return Solution(
            line=turn.line, kind="netting" if netted else "collective", shares=shares, rest=0,
            about=tuple(one.item for one in members), levels=levels, log_odds=log_odds,
            probability=probability / ways, rivals=rivals, equal=ways, doubts=tuple(doubts),
        )  # fmt: skip

    def _among_fellows(self, one: Candidate) -> Candidate:
        """The number of a fellow of the list is no other document: a shortened number counts for what it is."""
        place = place_of("invoice_number")
        other, weak = level_of("invoice_number", "other"), level_of("invoice_number", "weak") if one.weak else 0
        if one.levels[place] != other:
            return one
        table = self._scale.tables[place]
        levels = (*one.levels[:place], weak, *one.levels[place + 1 :])
        return replace(one, levels=levels, log_odds=float(one.log_odds - table[other] + table[weak]))

    # -- one to one

    def _single(self, turn: Turn, listed: list[Candidate], ledger: Ledger) -> Solution:
        live = turn.live
        shares = probabilities([one.log_odds for one in live])
        if not live or sum(shares) < self._rules.propose_probability:
            return self._none(turn, ledger)
        chosen, equal = self._choose(turn, live)
        if turn.line in self._no_invoice and not chosen.named:
            return self._none(turn, ledger)
        if chosen.role == Role.CREDIT:
            return self._by_hand(turn, chosen, f"credit note {self._number(chosen)}: a person books it in Kanbert")
        if not chosen.known:
            return self._by_hand(turn, chosen, f"the open amount of {self._number(chosen)} is not known")
        solution = self._settled(turn, chosen, ledger)
        several = len({(one.span, one.item if one.span < 0 else 0) for one in listed}) > 1
        if solution is None or (several and not self._fits(chosen)):
            return self._does_not_add_up(turn, listed) if listed else self._none(turn, ledger)
        twins = [] if chosen.named else self._paid_twins(turn, ledger)
        doubts, equal = (*solution.doubts, *twins), max(equal, solution.equal)
        return self._with_evidence(turn, chosen, solution, doubts=doubts, equal=equal)

    def _paid_twins(self, turn: Turn, ledger: Ledger) -> list[Doubt]:
        """Without a number, what is left after a twin was paid in this file is no proof: this line may pay it again."""
        gone = [one for one in turn.candidates if one.is_gone and one.party_agrees and ledger.claims.get(one.item)]
        twins = [one for one in gone if ledger.open[one.item] == turn.amount]
        return [Doubt(f"possible duplicate: {self._already(one, ledger)}", sort="a paid twin") for one in twins]

    def _choose(self, turn: Turn, live: list[Candidate]) -> tuple[Candidate, int]:
        """The best candidate and how many are equal to it; among equal ones the oldest."""
        top = max(one.log_odds for one in live)
        near = [one for one in live if one.log_odds >= top - self._rules.equal_margin]
        taken = [one for one in turn.candidates if one.role <= Role.CREDIT and one not in near]
        tentative = [one for one in taken if one.rivalry >= top - self._rules.equal_margin]
        return min(near, key=self._oldest_of_the_best), len(near) + len(tentative)

    def _oldest_of_the_best(self, one: Candidate) -> tuple[float, int, str, str]:
        record = self._items[one.item]
        age = record.due_date or record.invoice_date
        return -one.major, age.toordinal() if age else 10**9, record.number, record.item_id

    def _settled(self, turn: Turn, one: Candidate, ledger: Ledger) -> Solution | None:
        """How the line settles the item; None when the amount does not fit and the text does not name the item."""
        kept = Solution(line=turn.line, rest=0)
        options = self._options(turn, one, ledger)
        exact = next((share for share in options if share.taken == turn.amount), None)
        if exact:
            return kept.changed(kind=exact.kind.value or "single", shares=(exact,))
        if turn.amount > one.rest:
            over = turn.amount - one.rest
            excess = DifferenceKind.OVERPAYMENT
            full = kept.changed(kind="overpayment", shares=(options[0],), rest=over, difference_kind=excess)
            return full if one.named else None
        part = self._netted(turn, one, ledger) or self._part(turn, one, ledger)
        return part if one.named or part.doubts else None

    def _netted(self, turn: Turn, one: Candidate, ledger: Ledger) -> Solution | None:
        """Less than open by just an open credit note of this party: it was taken off, said or not."""
        gap = one.rest - turn.amount
        fitting = [item for item in self._credits.get(self._party(one), ()) if ledger.rest[item] == gap]
        fitting = [item for item in fitting if self._may_be_taken_off(item, turn, one)]
        if not fitting:
            return None
        shares = (Share(one.item, one.rest), Share(fitting[0], gap, is_credit=True))
        return Solution(line=turn.line, kind="netting", shares=shares, rest=0, equal=len(fitting))

    def _may_be_taken_off(self, item: int, turn: Turn, one: Candidate) -> bool:
        """Nobody takes off what was not credited yet, or in another currency."""
        columns = self._columns
        in_time = columns["invoice_day"][item] <= turn.day + DATE_GRACE
        return bool(in_time and columns["currency"][item] == columns["currency"][one.item])

    def _part(self, turn: Turn, one: Candidate, ledger: Ledger) -> Solution:
        """Less than open: the line's full amount on the invoice (money.md 10), and what speaks against a plain part."""
        gap = one.rest - turn.amount
        kind, doubts = DifferenceKind.PART_PAYMENT, []
        discount = int(self._columns["discount"][one.item])
        if discount and gap == discount and one.rest == ledger.open[one.item]:
            last_day = self._items[one.item].discount_date
            text = f"discount taken after its last day {last_day}" if last_day else "discount not in term"
            doubts.append(Doubt(text, sort="late discount"))
        elif one.named and self._rules.is_small(gap, one.rest):
            kind = DifferenceKind.SMALL_DIFFERENCE
            doubts.append(Doubt("a small difference stays open"))
        elif self._is_discount_of_terms(one, gap):
            doubts.append(Doubt("the difference is the discount of its terms, which cannot be deducted again"))
        elif one.named and self._looks_like_discount(gap, one.rest):
            text = "the difference looks like a discount Kanbert does not show"
            doubts.append(Doubt(text, sort="like a discount"))
        share = Share(one.item, turn.amount, 0, kind)
        return Solution(line=turn.line, kind="part payment", shares=(share,), rest=0, doubts=tuple(doubts))

    def _is_discount_of_terms(self, one: Candidate, gap: int) -> bool:
        terms_minor = self._items[one.item].terms_minor
        return terms_minor > 0 and abs(gap - terms_minor) <= 1

    def _looks_like_discount(self, gap: int, rest: int) -> bool:
        """Within one minor unit of a usual rate: payers round either way."""
        return any(abs(gap * 1000 - rest * rate) <= 1000 for rate in self._rules.usual_discounts_per_mille)

    def _fits(self, one: Candidate) -> bool:
        place = place_of("open_amount")
        return one.levels[place] in (level_of("open_amount", "exact"), level_of("open_amount", "discount"))

    # -- answers without an allocation

    def _none(self, turn: Turn, ledger: Ledger) -> Solution:
        """Nothing fits; or what fits was paid by an earlier line."""
        gone = [one for one in turn.candidates if one.role == Role.BOOKABLE and one.is_gone and one.party_agrees]
        paid = [one for one in gone if turn.amount == ledger.open[one.item]]
        if paid:
            return self._duplicate(turn, paid, ledger)
        _, rivals = self._against(turn, -np.inf, set())
        nothing = 1.0 - sum(one.probability for one in rivals)
        return Solution(line=turn.line, rest=turn.amount, rivals=rivals, probability=nothing)

    def _duplicate(self, turn: Turn, gone: list[Candidate], ledger: Ledger) -> Solution:
        """Only the earliest full payment claims an invoice; a later one is never booked on it."""
        warnings = [f"possible duplicate: {self._already(one, ledger)}" for one in gone]
        answer = self._by_hand(turn, gone[0], *warnings)
        return answer.changed(kind="overpayment", difference_kind=DifferenceKind.OVERPAYMENT)

    def _already(self, one: Candidate, ledger: Ledger) -> str:
        lines = [self._world.lines[line].transaction for line in ledger.claims.get(one.item, ())]
        if not lines:
            return f"{self._number(one)} is already settled in Kanbert"
        days = ", ".join(sorted({line.booking_date.isoformat() for line in lines}))
        return f"{self._number(one)} is already paid by the line of {days}"

    def _does_not_add_up(self, turn: Turn, listed: list[Candidate]) -> Solution:
        return self._paid_short(turn, listed) or self._not_explained(turn, listed)

    def _paid_short(self, turn: Turn, listed: list[Candidate]) -> Solution | None:
        """All documents of the list, the last of them in part."""
        places = sorted(listed, key=lambda one: (int(self._columns["due_day"][one.item]), self._number(one), one.item))
        before, last = sum(one.rest for one in places[:-1]), places[-1]
        in_part = turn.amount - before
        if len({self._party(one) for one in listed}) > 1 or not all(one.known and one.party_agrees for one in listed):
            return None
        if not 0 < in_part < last.rest:
            return None
        shares = tuple(Share(one.item, one.rest) for one in places[:-1])
        best = max(listed, key=lambda one: (one.log_odds, -one.item))
        return Solution(
            line=turn.line, kind="collective", rest=0, guess=PAID_SHORT,
            shares=(*shares, Share(last.item, in_part, 0, DifferenceKind.PART_PAYMENT)),
            about=tuple(one.item for one in places), levels=best.levels, log_odds=best.log_odds, probability=0.5,
            doubts=(Doubt("less was paid than the documents the text names add up to"),),
        )  # fmt: skip

    def _not_explained(self, turn: Turn, listed: list[Candidate]) -> Solution:
        numbers = ", ".join(sorted(self._number(one) for one in listed))
        answer = self._by_hand(turn, listed[0], f"the text names {numbers}, but the amounts do not add up")
        return answer.changed(kind="collective", about=tuple(one.item for one in listed))

    def _by_hand(self, turn: Turn, about: Candidate, *warnings: str) -> Solution:
        """A document is claimed, but nothing can be booked on it: a person decides."""
        probability, rivals = self._against(turn, about.log_odds, {about.item})
        return Solution(
            line=turn.line, kind="other", rest=turn.amount, about=(about.item,), levels=about.levels,
            log_odds=about.log_odds, probability=probability, rivals=rivals, warnings=warnings,
            doubts=(Doubt(BY_HAND),),
        )  # fmt: skip

    # -- against the rivals

    def _with_evidence(
        self, turn: Turn, chosen: Candidate, solution: Solution, *, doubts: tuple[Doubt, ...], equal: int
    ) -> Solution:
        probability, rivals = self._against(turn, chosen.log_odds, {chosen.item})
        return replace(
            solution, about=(chosen.item,), levels=chosen.levels, log_odds=chosen.log_odds, probability=probability,
            rivals=rivals, doubts=doubts, equal=equal,
        )  # fmt: skip

    def _against(self, turn: Turn, log_odds: float, chosen: set[int]) -> tuple[float, tuple[Rival, ...]]:
        """Probability of the chosen, and the others with theirs, the best first: leave-one-out reads the first."""
        others = [one for one in turn.candidates if one.role <= Role.CREDIT and one.item not in chosen]
        scores = [max(one.log_odds if one.is_live else -np.inf, one.rivalry) for one in others]
        kept = [(one, score) for one, score in zip(others, scores, strict=True) if score > -np.inf]
        shares = probabilities([log_odds, *(score for _, score in kept)])
        rivals = [
            Rival(one.item, one.levels, score, share) for (one, score), share in zip(kept, shares[1:], strict=True)
        ]
        ordered = sorted(rivals, key=lambda rival: (-rival.log_odds, self._items[rival.item].number, rival.item))
        return shares[0], tuple(ordered)

    def _left_unpaid(self, turn: Turn, answer: Solution) -> list[Doubt]:
        """Documents the text names, of this party or as the only ones, that the answer does not pay."""
        named = [one for one in turn.candidates if one.named and one.item not in answer.about]
        if len(answer.about) == 1:
            chosen = next(one for one in turn.candidates if one.item == answer.about[0])
            named = [one for one in named if not self._is_misread(one, chosen)]
        return [
            Doubt(self._named_but(one), sort=ANOTHER_CURRENCY if self._is_foreign(one) else ANOTHER_NAMED)
            for one in named
            if one.party_agrees or not answer.about or one.is_live
        ]

    def _is_misread(self, other: Candidate, chosen: Candidate) -> bool:
        """What names a stranger's document of another amount is a customer number, a month, or the chosen number
        read twice: the chosen one is named, its amount exact, and its party the payer or the piece of text the same."""
        same_piece = chosen.span >= 0 and chosen.span == other.span
        settled = chosen.named and self._fits(chosen) and (chosen.party_agrees or same_piece)
        return settled and other.role <= Role.CREDIT and not other.party_agrees and not self._fits(other)

    def _is_foreign(self, one: Candidate) -> bool:
        """It is what the line is about, and may not be booked: nothing else is guessed (money.md 8)."""
        return one.role == Role.CURRENCY and one.party_agrees

    def _named_but(self, one: Candidate) -> str:
        record = self._items[one.item]
        if one.role == Role.CURRENCY:
            return f"{record.label} is named, but its currency is {record.currency or 'not known'}"
        if one.role in (Role.NETTABLE, Role.WRONG_WAY):
            return f"{record.document.value} {record.label} is named, but is not settled by money in this direction"
        return f"the text also names {record.label}"

    def _party(self, one: Candidate) -> int:
        return int(self._columns["party"][one.item])

    def _number(self, one: Candidate) -> str:
        return self._items[one.item].label
