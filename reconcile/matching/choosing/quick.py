"""Quick answers in the walk: one document of the line's fits and none is near it; the others are untouched or paid.

What else the text names is misread then: a stranger's number of another amount. What has to be weighed (a list, a part,
a twin that was paid, a document paid in part) is left to the solver. A property test holds the two to the same answer,
word by word.
"""

from __future__ import annotations

import numpy as np

from reconcile.matching.judging import number_verdicts, payer_verdicts, verdicts
from reconcile.matching.judging.clear import WithoutDoubt
from reconcile.matching.judging.judge import OF_DOCUMENTS, OF_THE_LINE
from reconcile.matching.judging.verdicts import GATES, Gate
from reconcile.matching.knowing.world import Role
from reconcile.matching.reading.runs import Bools
from reconcile.matching.scoring import level_of, place_of, probabilities
from reconcile.matching.solution import Rival, Share, Solution, solution_of
from reconcile.matching.weighing.levels import has_its_name
from reconcile.matching.weighing.turn import Ledger, Scored
from reconcile.records import DifferenceKind

#: Of a document that no column speaks against, these do not object: columns answer them. A new gate is asked until it
#: is named here.
_IN_COLUMNS = frozenset((
    *OF_THE_LINE,
    *OF_DOCUMENTS,
    *(verdicts.not_before_the_invoice, verdicts.no_open_credit_note, verdicts.nothing_adds_up, verdicts.identified),
    *(verdicts.certain_discount, verdicts.no_credit_note, verdicts.fully_allocated, verdicts.nothing_else_fits),
    *(verdicts.no_misread_number, verdicts.probable_enough, number_verdicts.no_other_reference),
    *(number_verdicts.not_only_the_last_digits, number_verdicts.no_stray_number),
    *(payer_verdicts.supplier_account, payer_verdicts.payee, payer_verdicts.ultimate_party),
))  # fmt: skip
#: Those that may, where its text does not name it in full.
_OF_TEXTS = tuple(gate for gate in GATES if gate not in _IN_COLUMNS)


class Quick:
    """Answers one line at a time, or leaves it to the solver. Reads the ledger, never writes it."""

    def __init__(self, scored: Scored, without_doubt: WithoutDoubt) -> None:
        self._world, self._rows = scored.world, scored.rows
        self._margin, self._sure_margin = scored.world.rules.equal_margin, scored.world.rules.sure_margin
        self._sure_probability = scored.world.rules.sure_probability
        amount = scored.levels[:, place_of("open_amount")]
        exact, discounted = amount == level_of("open_amount", "exact"), amount == level_of("open_amount", "discount")
        bookable = _bookable(scored)
        plain, several = _plain_lines(scored, bookable, exact | discounted)
        self._is_plain, self._several, self._bookable = plain.data, several.data, bookable.data
        self._named, self._fits, self._exact = scored.named.data, (exact | discounted).data, exact.data
        self._discount = scored.item_columns["discount"].data
        self._in_full = scored.in_full.data
        identified = scored.in_full | scored.by_account
        #: no gate objects that looks at one document alone, but for `_OF_TEXTS`
        self._passes = (identified & without_doubt.pairs & (exact | _certain(scored))).data

    def solve(self, line: int, ledger: Ledger) -> tuple[Solution, tuple[Gate, ...] | None] | None:
        """(what the line pays, the gates that may object, None: any). None: the solver has to look at it."""
        if not self._is_plain[line]:
            return None
        amount, _, rows = self._rows.of(line)
        found = self._best(amount, rows, ledger)
        if found is None:
            return None
        row, rivals = found
        if self._may_be_anothers(row, rivals):
            return None
        if self._several[line] and not self._is_meant_alone(row, rows, ledger):
            return None
        solution = self._solved(line, amount, row, rivals, ledger)
        return solution, self._left(row, solution)

    def _may_be_anothers(self, row: int, rivals: list[int]) -> bool:
        """As `party_named` asks: what no number names, of a payer of another name, fits others too."""
        if self._named[row] or has_its_name(self._rows.untouched[row].levels):
            return False
        return any(self._fits[rival] for rival in rivals)

    def _best(self, amount: int, rows: range, ledger: Ledger) -> tuple[int, list[int]] | None:
        """(the row that is chosen, its rivals). None when the best document does not fit or something is near it."""
        odds = self._rows.log_odds
        standing = self._standing(rows, ledger)
        if standing is None:
            return None
        live, claimed, paid = standing
        chosen = max(live, key=odds.__getitem__, default=-1)
        if chosen < 0 or not self._fits[chosen] or odds[chosen] <= 0.0:
            return None
        rivals = sorted([*live, *claimed])
        rivals.remove(chosen)
        near = odds[chosen] - self._margin
        if any(odds[row] >= near for row in rivals):
            return None
        if not self._named[chosen]:
            *_, is_payers, _ = self._rows.facts(chosen)
            if not is_payers:
                return None  # what else the line may be is the solver's question
            paid_twins = any(ledger.open[self._rows.item[row]] == amount for row in (*claimed, *paid))
            if paid_twins or any(self._named[row] for row in rows):
                return None
        return chosen, rivals

    def _standing(self, rows: range, ledger: Ledger) -> tuple[list[int], list[int], list[int]] | None:
        """(untouched, tentatively claimed as a whole, surely paid) rows. None when one is neither."""
        live, claimed, paid = [], [], []
        for row in rows:
            item = self._rows.item[row]
            rest, at_first = ledger.rest[item], ledger.open[item]
            if not self._bookable[row]:
                continue
            if rest == at_first:
                live.append(row)
            elif rest == 0 and ledger.firm[item] == at_first:
                claimed.append(row)
            elif rest == 0 and ledger.firm[item] == 0:
                paid.append(row)
            else:
                return None
        return live, claimed, paid

    def _is_meant_alone(self, chosen: int, rows: range, ledger: Ledger) -> bool:
        """The text names the document and no other that counts (`Solver._left_unpaid`), and no list with it can be the
        line: the document alone is as much, and even its discount leaves nothing for another."""
        if not self._named[chosen] or (self._exact[chosen] and self._discount[self._rows.item[chosen]]):
            return False
        span, _, _, _, is_payers, _ = self._rows.facts(chosen)
        for row in rows:
            if row != chosen and self._named[row]:
                other_span, _, _, _, agrees, _ = self._rows.facts(row)
                same_piece = span >= 0 and span == other_span
                is_live = self._bookable[row] and ledger.rest[self._rows.item[row]]
                if agrees or (is_live and (self._fits[row] or not (is_payers or same_piece))):
                    return False
        return True

    def _solved(self, line: int, amount: int, row: int, rivals: list[int], ledger: Ledger) -> Solution:
        item, log_odds = self._rows.item[row], self._rows.log_odds
        discount, kind = (
            (0, DifferenceKind.NONE) if self._exact[row] else (self._discount[item], DifferenceKind.DISCOUNT)
        )
        shares = probabilities([log_odds[row], *(log_odds[rival] for rival in rivals)])
        return solution_of(
            line=line, kind=kind.value or "single", shares=(Share(item, amount, discount, kind, False),), rest=0,
            about=(item,), levels=self._rows.untouched[row].levels, log_odds=log_odds[row], probability=shares[0],
            rivals=self._rivals(rivals, shares[1:], ledger),
        )  # fmt: skip

    def _rivals(self, rows: list[int], shares: list[float], ledger: Ledger) -> tuple[Rival, ...]:
        """The best first; of a claimed one, the evidence as it stands now, and the odds it had."""
        found = []
        for row, share in zip(rows, shares, strict=True):
            item = self._rows.item[row]
            pattern = self._rows.untouched[row] if ledger.rest[item] else self._rows.settled[row]
            found.append(Rival(item, pattern.levels, self._rows.log_odds[row], share))
        if len(found) > 1:
            found.sort(key=lambda rival: (-rival.log_odds, self._world.items[rival.item].number, rival.item))
        return tuple(found)

    def _left(self, row: int, solution: Solution) -> tuple[Gate, ...] | None:
        """The gates that may object: none where the text names the document in full; None: any."""
        if not self._passes[row] or solution.probability < self._sure_probability:
            return None
        if solution.rivals and solution.log_odds - solution.rivals[0].log_odds < self._sure_margin:
            return None
        return () if self._in_full[row] else _OF_TEXTS


def _bookable(scored: Scored) -> Bools:
    """Of each pair whether something is open that the line may pay."""
    links, items = scored.links, scored.item_columns
    is_open = items["open_known"] & (items["open"] > 0)
    bookable: Bools = (links["role"] == Role.BOOKABLE) & is_open[links["item"]]
    return bookable


def _plain_lines(scored: Scored, bookable: Bools, fits: Bools) -> tuple[Bools, Bools]:
    """Lines with a candidate that fits, all of whose candidates can be booked, or are named and run the other way or in
    another currency; and those of them in whose text more than one document may be read."""
    links, named = scored.links, scored.named
    lines, count = links["line"], len(scored.world.lines)
    only_named = (links["role"] == Role.WRONG_WAY) | (links["role"] == Role.CURRENCY)
    weak = (links["number"] > 0) & ~named
    names = np.bincount(lines[named], minlength=count)
    plain = np.bincount(lines[fits], minlength=count) > 0
    plain[lines[~bookable & ~only_named]] = False
    plain[list(scored.world.said.no_invoice)] = False
    several = names > 1
    several[lines[only_named | (weak & (names[lines] > 0))]] = True
    return plain, several


def _certain(scored: Scored) -> Bools:
    """Gate `certain_discount`."""
    return np.array([item.discount_certain for item in scored.world.items], dtype=bool)[scored.links["item"]]
