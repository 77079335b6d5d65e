"""Of lines that nothing names: the one party that pays, and what is open between us and it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reconcile.matching.parties import OWN_ACCOUNTS, AccountFact
from reconcile.matching.scoring import level_of, place_of
from reconcile.matching.signals import NAME_CLOSE, NAME_EQUAL, SIGNALS
from reconcile.matching.weighing.turn import Ledger, Scored


@dataclass(frozen=True, slots=True)
class Payer:
    party: int
    account: AccountFact
    name_score: int

    def levels(self, amount: str, date: str = "") -> tuple[int, ...]:
        """The evidence for any document of this party, the amount being found as said, and the date."""
        levels = [0] * len(SIGNALS)
        levels[place_of("open_amount")] = level_of("open_amount", amount)
        if date:
            levels[place_of("booking_date")] = level_of("booking_date", date)
        if self.account in OWN_ACCOUNTS:
            levels[place_of("known_account")] = level_of("known_account", self.account.name.lower())
        if self.name_score >= NAME_CLOSE:
            equal = "equal" if self.name_score >= NAME_EQUAL else "close"
            levels[place_of("party_name")] = level_of("party_name", equal)
        return tuple(levels)


#: No line: everybody is a witness.
_NOBODY = -1


class Question(NamedTuple):
    """A line nothing explains, whose payer is known."""

    line: int
    amount: int
    day: int
    currency: str
    payer: Payer


class Payers:
    def __init__(self, scored: Scored) -> None:
        self._scored = scored
        self._world = scored.world
        self._due = scored.item_columns["due_day"].data  # read cell by cell
        self._found: dict[tuple[str, str, str, int, int], Payer | None] = {}

    def question(self, line: int) -> Question | None:
        """None when the payer is not known."""
        columns, payer = self._scored.line_columns, self._payer(line)
        amount, day = int(columns["amount"][line]), int(columns["day"][line])
        return Question(line, amount, day, columns["currency"][line], payer) if payer else None

    def _payer(self, line: int) -> Payer | None:
        """The one party the line's account, else its names, stand for: found once for all lines that say the same."""
        columns = self._scored.line_columns
        iban, name, ultimate = (str(columns[column][line]) for column in ("iban", "name", "ultimate"))
        witness = line if line in self._world.parties.teachers else _NOBODY
        said = (iban, name, ultimate, int(columns["flow"][line]), witness)
        if said not in self._found:
            self._found[said] = self._find(*said)
        return self._found[said]

    def _find(self, iban: str, name: str, ultimate: str, flow: int, line: int) -> Payer | None:
        """`line`: who asks, where it has taught something itself."""
        parties = self._world.parties
        owners = [code for code in parties.of_account(iban) if parties.seen_fact(iban, code, line) in OWN_ACCOUNTS]
        floor = self._world.rules.name_floor
        codes = owners or [code for one in (name, ultimate) if one for code in self._world.names.resolve(one, floor)]
        of_side = sorted({code for code in codes if parties.pays(code) == flow})
        if len(of_side) != 1:
            return None
        score = max(self._world.names.score(one, of_side[0]) for one in (name, ultimate))
        return Payer(of_side[0], parties.seen_fact(iban, of_side[0], line), score)

    def open_items(self, question: Question, ledger: Ledger) -> list[int]:
        """Of this payer, in the line's currency, not dated after the line; the oldest first. What an earlier line left
        over as a small difference is nobody's payment."""
        party, items = question.payer.party, self._world.items
        still_open = self._world.fellows.still_owed(party, question.currency, question.day, ledger.rest)
        payable = [item for item in still_open if not items[item].unsafe and not self._is_left_over(item, ledger)]
        return sorted(payable, key=lambda item: (self._due[item], items[item].number, item))

    def _is_left_over(self, item: int, ledger: Ledger) -> bool:
        rest, at_first = ledger.rest[item], ledger.open[item]
        return rest < at_first and self._world.rules.is_small(rest, at_first)
