"""Lines whose text names documents that are paid together: do these add up, or these and others of their party?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reconcile.matching.choosing.few_more import MOST_MORE, filled_up
from reconcile.matching.choosing.reductions import Reductions
from reconcile.matching.choosing.rivals import Rivals
from reconcile.matching.choosing.settling import Settling, fits
from reconcile.matching.choosing.sums import FEW_COINCIDENCES, Ways, coincidences, count_ways
from reconcile.matching.choosing.unlisted import taken_before
from reconcile.matching.knowing.world import Role
from reconcile.matching.reading.likeness import is_near
from reconcile.matching.scoring import level_of, place_of
from reconcile.matching.signals import SIGNALS
from reconcile.matching.solution import LISTED_IN_PART, PAID_SHORT, Doubt, Share, Solution, solution_of
from reconcile.matching.weighing.turn import Candidate, Ledger, Scored, Turn
from reconcile.records import DifferenceKind

#: Of more other documents of a party than this, not all sets are tried beside the named ones.
_MOST_OTHERS = 12


class Lists:
    """Reads the ledger, never writes it."""

    def __init__(self, scored: Scored, settling: Settling, rivals: Rivals) -> None:
        self._world, self._items, self._rules = scored.world, scored.world.items, scored.world.rules
        self._scale, self._settling, self._rivals = scored.scale, settling, rivals
        self._reductions = Reductions(scored.world, settling)
        columns = scored.item_columns
        self._party, self._credit = columns["party"].data, columns["credit"].data  # read cell by cell
        self._credited = columns["credited"].data
        self._currency, self._due = columns["currency"], columns["due_day"]

    def collective(self, turn: Turn, listed: list[Candidate], ledger: Ledger) -> Solution | None:
        """Several numbers in the text whose open amounts, each plain or discounted in term, are the line exactly;
        a list may go on in short (`RE-2026-0101, 0102`) with documents of the same party, and name a credit note."""
        parties = {self._party[one.item] for one in listed}
        for members in self._lists(turn, listed, parties):
            ways, shares = self._sum_up(turn, members, ledger) if len(members) > 1 else (0, ())
            if ways:
                return self._together(turn, members, shares, ways)
        if len(parties) > 1:
            return None
        return self._completed(turn, listed, ledger) or self._less_a_discount(turn, listed, ledger)

    def _lists(self, turn: Turn, listed: list[Candidate], parties: set[int]) -> Iterator[list[Candidate]]:
        """As named; where none of them alone is the line, with what is named in short, with credit notes, with both."""
        yield listed
        if any(fits(one) for one in listed):
            return
        short = self._named_in_short(turn, parties)
        credits_ = [one for one in turn.nettable if self._party[one.item] in parties]
        if short:
            yield [*listed, *short]
        if credits_:
            yield [*credits_, *listed]
        if credits_ and short:
            yield [*credits_, *listed, *short]

    def _named_in_short(self, turn: Turn, parties: set[int]) -> list[Candidate]:
        weak = [one for one in turn.live if one.weak and not one.named and one.role == Role.BOOKABLE]
        return [one for one in weak if self._party[one.item] in parties]

    def _sum_up(self, turn: Turn, members: list[Candidate], ledger: Ledger) -> tuple[int, tuple[Share, ...]]:
        """In how many ways the members, all of them, add up to the line, and one of them."""
        if len(members) > self._rules.max_listed or not all(one.known for one in members):
            return 0, ()
        least, most = self._settling.reach(turn, members, ledger)
        if not least <= turn.amount <= most:
            return 0, ()
        options = [self._settling.options(turn, one, ledger) for one in members]
        found = count_ways(options, turn.amount, every=True, max_sums=self._rules.max_sums)
        return (found.ways, found.shares) if found else (0, ())

    def _together(self, turn: Turn, members: list[Candidate], shares: tuple[Share, ...], ways: int) -> Solution:
        """As probable as its weakest member, with the amounts adding up in place of that member's own amount."""
        weakest = self._weakest(members, "sum")
        probability, rivals = self._rivals.against(turn, weakest.log_odds, {one.item for one in members})
        parties = len({self._party[one.item] for one in members})
        doubts = [Doubt(f"invoices of {parties} parties in one payment", sort="several parties")] if parties > 1 else []
        return solution_of(
            line=turn.line, kind=_kind_of(shares), shares=shares, rest=0, about=tuple(one.item for one in members),
            told_of=_told_of(weakest, [self._among_fellows(one) for one in members]), levels=weakest.levels,
            log_odds=weakest.log_odds, probability=probability / ways, rivals=rivals, equal=ways, doubts=tuple(doubts),
        )  # fmt: skip

    def _weakest(self, members: list[Candidate], amount: str) -> Candidate:
        """With `amount` in place of what its own amount says."""
        found = [self._with_amount(self._among_fellows(one), amount) for one in members]
        return min(found, key=lambda one: (one.log_odds, one.item))

    def _with_amount(self, one: Candidate, amount: str) -> Candidate:
        """What the whole list says of the amount, in place of what it says beside this document alone."""
        return self._at_level(one, place_of("open_amount"), level_of("open_amount", amount))

    def _at_level(self, one: Candidate, place: int, level: int) -> Candidate:
        table = self._scale.tables[place]
        levels = (*one.levels[:place], level, *one.levels[place + 1 :])
        return one._replace(levels=levels, log_odds=float(one.log_odds - table[one.levels[place]] + table[level]))

    def _among_fellows(self, one: Candidate) -> Candidate:
        """The number of a fellow of the list is no other document: a shortened number counts for what it is."""
        place = place_of("invoice_number")
        other, weak = level_of("invoice_number", "other"), level_of("invoice_number", "weak") if one.weak else 0
        if one.levels[place] != other:
            return one
        return self._at_level(one, place, weak)

    # -- with documents the text does not name

    def _completed(self, turn: Turn, listed: list[Candidate], ledger: Ledger) -> Solution | None:
        """The named documents and others of their party, those with a number like one in the text first: a list with
        a wrong digit, cut off, or with a credit note left out. None when one of them alone is the line."""
        if any(fits(one) for one in listed) or not all(one.known for one in listed):
            return None
        least, most = self._settling.reach(turn, listed, ledger)
        if turn.amount < least and not self._credited[listed[0].item]:
            return None
        others = self._others_of_party(turn, listed, ledger)
        if not self._may_reach(turn.amount, least, most, others, ledger):
            return None
        named = [self._settling.options(turn, one, ledger) for one in listed]
        shares = [Share(item, ledger.rest[item], is_credit=bool(self._credit[item])) for item in others]
        text = self._world.lines[turn.line].transaction.remittance
        alike = [share for share in shares if is_near(text, self._items[share.item].number)]
        for chosen, all_of_them in ((alike, True), (shares, False)):
            if 0 < len(chosen) <= _MOST_OTHERS:
                options = [*named, *([share] for share in chosen)]
                must = frozenset(choices[0].item for choices in (options if all_of_them else named))
                found = count_ways(options, turn.amount, fewest=2, must=must, max_sums=self._rules.max_sums)
                if found and (all_of_them or coincidences(options, turn.amount, must) < FEW_COINCIDENCES):
                    return self._listed_in_part(turn, listed, found, ledger)
        return self._filled_up(turn, listed, named, shares, ledger)

    def _filled_up(
        self,
        turn: Turn,
        listed: list[Candidate],
        named: list[list[Share]],
        others: list[Share],
        ledger: Ledger,
    ) -> Solution | None:
        """Of many other documents, or where many sets add up by chance, only a few are tried together."""
        found = filled_up(named, others, turn.amount)
        if found is None:
            return None
        text = f"of {len(others)} other open documents at most {MOST_MORE} together were added up"
        solution = self._listed_in_part(turn, listed, found, ledger)
        return solution.changed(doubts=(*solution.doubts, Doubt(text, sort="not every way tried")))

    def _others_of_party(self, turn: Turn, listed: list[Candidate], ledger: Ledger) -> list[int]:
        """Open documents of the party, credit notes among them, that the line may pay and the text does not name."""
        first, taken = listed[0].item, {one.item for one in listed}
        found = self._world.fellows.still_owed(self._party[first], self._currency[first], turn.day, ledger.rest)
        return [item for item in found if item not in taken]

    def _may_reach(self, amount: int, least: int, most: int, others: Sequence[int], ledger: Ledger) -> bool:
        """Whether it lies between the least and the most that come together with others; most do not."""
        for item in others:
            if self._credit[item]:
                least -= ledger.rest[item]
            else:
                most += ledger.rest[item]
        return least <= amount <= most

    def _listed_in_part(self, turn: Turn, listed: list[Candidate], found: Ways, ledger: Ledger) -> Solution:
        best = max(listed, key=lambda one: (one.log_odds, -one.item))
        chosen = {share.item for share in found.shares}
        probability, rivals = self._rivals.against(turn, best.log_odds, chosen)
        named = [one.item for one in listed]
        odd = taken_before(turn.amount, named, sorted(chosen - {*named}), ledger, self._world)
        return solution_of(
            line=turn.line, kind=_kind_of(found.shares), shares=found.shares, rest=0, told_of=_told_of(best, listed),
            about=tuple(share.item for share in found.shares), levels=best.levels, log_odds=best.log_odds,
            probability=probability / found.ways, rivals=rivals, equal=found.ways, guess=LISTED_IN_PART,
            doubts=(Doubt("the text does not name all of these documents"), *odd),
        )  # fmt: skip

    # -- less a discount that no terms allow

    def _less_a_discount(self, turn: Turn, listed: list[Candidate], ledger: Ledger) -> Solution | None:
        """Documents paid less a percentage, late or never agreed: all of them, else some, where only these come to the
        line. Those named in short count where the others alone are less than it. A person is asked (money.md 7)."""
        if any(fits(one) for one in listed):
            return None
        is_less = turn.amount < sum(one.rest for one in listed)
        members = listed if is_less else [*listed, *self._named_in_short(turn, {self._party[listed[0].item]})]
        if len({one.piece for one in members}) < len(members):  # one piece of text is one document
            return None
        if not all(one.known and one.party_agrees for one in members):
            return None
        if not 1 < len(members) <= self._rules.max_listed:
            return None
        members = sorted(members, key=self._in_time)
        shares = self._reductions.shares(turn, members, ledger, of_some=is_less)
        return self._discounted(turn, members, shares, ledger) if shares else None

    def _in_time(self, one: Candidate) -> tuple[int, str, int]:
        return int(self._due[one.item]), self._items[one.item].label, one.item

    def _discounted(self, turn: Turn, members: list[Candidate], shares: tuple[Share, ...], ledger: Ledger) -> Solution:
        shares, doubts = self._settling.explained(members, shares, ledger)
        weakest = self._weakest(members, "part")
        probability, rivals = self._rivals.against(turn, weakest.log_odds, {one.item for one in members})
        return self._short(turn, members, shares, weakest, doubts).changed(probability=probability, rivals=rivals)

    # -- that do not add up

    def not_adding_up(self, turn: Turn, listed: list[Candidate]) -> Solution:
        return self._paid_short(turn, listed) or self._not_explained(turn, listed)

    def _paid_short(self, turn: Turn, listed: list[Candidate]) -> Solution | None:
        """All documents of the list, the last of them in part."""
        places = sorted(listed, key=self._in_time)
        before, last = sum(one.rest for one in places[:-1]), places[-1]
        in_part = turn.amount - before
        if len({self._party[one.item] for one in listed}) > 1:
            return None
        if not all(one.known and one.party_agrees for one in listed) or not 0 < in_part < last.rest:
            return None
        shares = [Share(one.item, one.rest) for one in places[:-1]]
        shares.append(Share(last.item, in_part, 0, DifferenceKind.PART_PAYMENT))
        best = self._with_amount(max(listed, key=lambda one: (one.log_odds, -one.item)), "part")
        return self._short(turn, places, tuple(shares), best)

    def _short(
        self,
        turn: Turn,
        members: Sequence[Candidate],
        shares: tuple[Share, ...],
        evidence: Candidate,
        doubts: tuple[Doubt, ...] = (),
    ) -> Solution:
        less = Doubt("less was paid than the documents the text names add up to")
        return solution_of(
            line=turn.line, kind="collective", shares=shares, rest=0, about=tuple(one.item for one in members),
            told_of=_told_of(evidence, members), levels=evidence.levels, log_odds=evidence.log_odds, probability=0.5,
            guess=PAID_SHORT, doubts=(less, *doubts),
        )  # fmt: skip

    def _not_explained(self, turn: Turn, listed: list[Candidate]) -> Solution:
        numbers = ", ".join(sorted(self._items[one.item].label for one in listed))
        about = self._against_all(turn, listed)
        answer = self._rivals.by_hand(turn, about, f"the text names {numbers}, but the amounts do not add up")
        return answer.changed(
            kind="collective", about=tuple(one.item for one in listed), told_of=_told_of(about, listed)
        )

    def _against_all(self, turn: Turn, listed: list[Candidate]) -> Candidate:
        """The first, its amount held against what is open of all: more than is open of one is less than all that the
        text names."""
        together = sum(one.rest for one in listed)
        if turn.amount == together or not all(one.known for one in listed):
            return listed[0]
        return self._with_amount(listed[0], "part" if turn.amount < together else "above")


#: Signals whose words name documents.
_NAMING = tuple(place for place, one in enumerate(SIGNALS) if any("{number}" in words for words in one.findings))
_NUMBER = place_of("invoice_number")
_WRITTEN = tuple(level_of("invoice_number", name) for name in ("whole", "digits", "sequence"))
#: What the text holds of a number written so, it holds of one that is written better.
_LESS_EXACTLY = (*_WRITTEN[1:], *(level_of("invoice_number", name) for name in ("near", "weak")))


def _told_of(evidence: Candidate, listed: Sequence[Candidate]) -> tuple[int, ...]:
    """The documents of which the words of the evidence are true, its own among them."""
    return tuple(one.item for one in listed if one.item == evidence.item or _is_said_of(evidence.levels, one.levels))


def _is_said_of(said: tuple[int, ...], levels: tuple[int, ...]) -> bool:
    return all(
        not said[place] or said[place] == levels[place] or (place == _NUMBER and _is_written_better(said, levels))
        for place in _NAMING
    )


def _is_written_better(said: tuple[int, ...], levels: tuple[int, ...]) -> bool:
    return said[_NUMBER] in _LESS_EXACTLY and levels[_NUMBER] in _WRITTEN and levels[_NUMBER] < said[_NUMBER]


def _kind_of(shares: Sequence[Share]) -> str:
    return "netting" if any(share.is_credit for share in shares) else "collective"
