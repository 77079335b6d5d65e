"""What stands around the entries of one `Stmt`: account, period, balances, page; and the proof at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from importers import amounts, verify
from importers import camt_values as values
from importers.camt_entries import Context
from importers.camt_fields import Record
from importers.errors import Problem, excerpt_of
from importers.events import Entry, Event, Footer, Header
from importers.identifiers import account_id
from importers.identity import Ordinals
from importers.statement import Balance, Kind, Proof, Source

_REMEDY = "ask the bank for a corrected file; nothing of this one was used"
_OPENING = ("OPBD", "PRCD")  #: in this order, then the first ITBD (formats.md 1.4.1)
_CLOSING = ("CLBD",)  #: then the last ITBD
_INTERIM = "ITBD"


class StatementReading:
    """The statement we are in. `begun` yields the header before the first entry, `footer` closes it."""

    def __init__(
        self,
        *,
        source: Source,
        kind: Kind,
        created: str,
        message_id: str,
        warnings: tuple[str, ...],
        place: str,
        problem: Callable[[Problem], None],
    ) -> None:
        self.record = Record()
        self.header: Header | None = None
        self.ordinals = Ordinals()
        self._source = source
        self._kind = kind
        self._created = created
        self._message_id = message_id
        self._place = place
        self._problem = problem
        self._warnings = dict.fromkeys(warnings)
        self._tally = _Tally()

    # ------------------------------------------------------------------------------------------------- beginning

    def begun(self, seen: dict[tuple[str, str], StatementReading], entry_currency: str) -> Iterator[Event]:
        """The header, once: everything before the first entry is known now, and that entry's currency."""
        if self.header is not None:
            return
        record = self.record
        account = account_id(record.get("account"))
        self._balances = self._read_balances()
        self.header = Header(
            source=self._source,
            kind=self._kind,
            statement_id=record.get("statement_id"),
            account=account,
            account_name=values.one_line(record.get("account_name")),
            currency=self._currency() or entry_currency,
            from_date=self._day("from"),
            to_date=self._day("to"),
            page=record.get("page"),
        )
        self._join_pages(seen)
        currency, day = self.header.currency, self._fallback_day()
        self.context = Context(account, currency, day, self.ordinals, self._problem, self._message_id)
        self._warnings.update(dict.fromkeys(self._header_warnings()))
        yield self.header

    def _currency(self) -> str:
        return self.record.get("account_currency") or next((one.currency for one in self._balances), "")

    def _join_pages(self, seen: dict[tuple[str, str], StatementReading]) -> None:
        """Pages of one statement count equal lines together; a second copy of a page counts anew (money.md 14)."""
        assert self.header is not None
        key = (self.header.account, self.header.statement_id)
        earlier = seen.get(key)
        if earlier is not None and all(key):
            if self._fingerprint() == earlier._fingerprint():
                self._warnings[f"statement {key[1]} stands in the file twice; equal lines count once"] = None
            else:
                self.ordinals = earlier.ordinals
        seen[key] = self

    def _fingerprint(self) -> tuple[object, ...]:
        return self.header and self.header.page, tuple(self._balances), self.record.get("created")

    def _header_warnings(self) -> Iterator[str]:
        assert self.header is not None
        yield from verify.account_flaws(self.header.account)
        copy = self.record.get("copy")
        if copy:
            yield f"the bank marks this statement as a copy ({copy}): its lines may be known already"

    def _day(self, name: str) -> date | None:
        text = self.record.get(name)
        try:
            return values.parse_day(text)[0] if text else None
        except ValueError as error:
            self._warnings[f"{name}: {excerpt_of(text)} {error}"] = None
            return None

    def _fallback_day(self) -> tuple[date, str] | None:
        """For entries without a date: closing balance, end of the period, creation (formats.md 1.4, pitfalls 29)."""
        assert self.header is not None
        closing = self._closing()
        if closing is not None and closing.day is not None:
            return closing.day, "the closing balance's date"
        if self.header.to_date is not None:
            return self.header.to_date, "the statement's last day"
        for text in (self.record.get("created"), self._created):
            try:
                return values.parse_day(text)[0], "the statement's creation date"
            except ValueError:
                continue
        return None

    # -------------------------------------------------------------------------------------------------- balances

    def _read_balances(self) -> list[Balance]:
        """Those the proof needs, in the account's currency where several are given; of a part of the account
        (`SubTp`) only where there is none of the whole (formats.md 1.4.1)."""
        self._balance_records = list(self.record.groups.get("balances", []))
        whole = [one for one in self._balance_records if not one.get("subtype")]
        found = [self._balance(one) for one in whole or self._balance_records]
        known = [balance for balance in found if balance is not None]
        currency = self.record.get("account_currency") or next((one.currency for one in known), "")
        return [one for one in known if one.currency == currency] or known

    def _balance(self, record: Record) -> Balance | None:
        code = record.get("code")
        if code not in (*_OPENING, *_CLOSING, _INTERIM):
            return None
        text, direction = record.get("amount"), record.get("direction") or "CRDT"
        if not text:
            self._warnings[f"balance {code} has no amount"] = None
            return None
        currency = record.get("currency") or self.record.get("account_currency")
        try:
            minor, warning = values.parse_amount(text, currency)
            sign = 1 if values.parse_money_in(direction) else -1
        except ValueError as error:
            shown = excerpt_of(f"{text} {direction}")
            self._problem(Problem(f"{self._place}, Bal {code}", str(error), _REMEDY, shown, code="camt-balance"))
            return None
        if warning:
            self._warnings[f"balance {code}: {warning}"] = None
        return Balance(amount_minor=sign * minor, currency=currency, day=self._balance_day(record, code), code=code)

    def _balance_day(self, record: Record, code: str) -> date | None:
        text = record.get("day")
        try:
            return values.parse_day(text)[0] if text else None
        except ValueError as error:
            self._warnings[f"balance {code}: {excerpt_of(text)} {error}"] = None
            return None

    def _opening(self) -> Balance | None:
        interim = self._of(_INTERIM)
        start = self._of("OPBD") or self._of("PRCD")
        if start:
            return start[0]
        return interim[0] if interim and (len(interim) > 1 or self._of("CLBD")) else None

    def _closing(self) -> Balance | None:
        ends = self._of("CLBD") or self._of(_INTERIM)
        return ends[-1] if ends else None

    def _of(self, code: str) -> Sequence[Balance]:
        return [balance for balance in self._balances if balance.code == code]

    # ------------------------------------------------------------------------------------------------------- end

    def count(self, entry: Entry) -> None:
        self._tally.add(entry)

    def footer(self) -> Footer:
        """The proof; where it fails and turning exactly the reversals round repairs it, they are turned."""
        if self.record.groups.get("balances", []) != self._balance_records:  # some stood after the entries
            self._balances = self._read_balances()
        opening, closing = self._opening(), self._closing()
        proof, differences = self._prove(opening, closing, 0)
        turned = False
        if proof is Proof.DIFFERS and self._tally.reversals:
            repaired, _ = self._prove(opening, closing, self._tally.reversals)
            turned = repaired is Proof.TIES_OUT
        if turned:
            proof = Proof.TIES_OUT
            differences = (verify.TURNED,)
        warnings = (*self._warnings, *differences, *self._end_warnings(opening))
        return Footer(
            opening=opening,
            closing=closing,
            proof=proof,
            reversals_flipped=turned,
            warnings=warnings,
            evidence=tuple(self._derived(opening, closing)),
        )

    def _derived(self, opening: Balance | None, closing: Balance | None) -> Iterator[str]:
        """The opening balance nobody states follows from the closing one; it proves nothing (Wise, formats.md 1.5)."""
        if opening is None and closing is not None and closing.code in _CLOSING:
            came, went = self._tally.turnover(closing.currency)
            start = amounts.exact_text(closing.amount_minor - came + went, closing.currency)
            yield f"no opening balance is stated; {start} {closing.currency} follows from the closing one, unproven"

    def _prove(self, opening: Balance | None, closing: Balance | None, turned: int) -> tuple[Proof, tuple[str, ...]]:
        currency = opening.currency if opening else ""
        came, went = self._tally.turnover(currency)
        others = sorted(other or "no currency" for other in self._tally.came if other != currency)
        if opening and closing and others:
            return Proof.UNTESTABLE, (f"entries in {', '.join(others)} on an account in {currency}: no balance proof",)
        shift = -2 * turned
        return verify.prove(opening, closing, came + max(shift, 0), went + max(-shift, 0))

    def _end_warnings(self, opening: Balance | None) -> Iterator[str]:
        previous = self._of("PRCD")
        if opening and previous and previous[0].amount_minor != opening.amount_minor:
            yield "the opening balance is not the closing balance of the previous statement"
        stated = self.record.get("stated_entries")
        if stated.isdecimal() and int(stated) != self._tally.entries:
            yield f"the statement says it has {int(stated)} entries, but it has {self._tally.entries}"
        currency = self.header.currency if self.header else ""
        for name, said, place in (("stated_credit", "come in", 0), ("stated_debit", "gone out", 1)):
            minor = self._stated_sum(name, currency)
            sums = [booked_sums[place] for booked_sums in self._tally.sums(currency)]
            if minor is not None and minor not in sums:
                texts = [amounts.exact_text(one, currency) for one in (minor, sums[0])]
                yield f"the statement says {texts[0]} {currency} have {said}, but it is {texts[1]}"

    def _stated_sum(self, name: str, currency: str) -> int | None:
        """Unsigned; banks also write a sign (Wise). None where nothing readable is stated: totals are advisory."""
        text = self.record.get(name).lstrip("-")
        try:
            return values.parse_amount(text, currency)[0] if text else None
        except ValueError:
            return None


class _Tally:
    """What has gone by: enough for the proof, without keeping an entry."""

    def __init__(self) -> None:
        self.entries = 0
        self.reversals = 0  #: signed sum of the booked reversals
        self.came: dict[str, int] = {}
        self.went: dict[str, int] = {}
        self._waiting: dict[str, tuple[int, int]] = {}  #: in and out, of entries that are not booked

    def add(self, entry: Entry) -> None:
        """An entry of netted details counts as what it is to the account: one amount."""
        self.entries += 1
        lines = entry.transactions
        first = lines[0]
        minor, currency = first.amount_minor, first.currency
        if len(lines) > 1:
            minor = sum([line.amount_minor for line in lines])
        if not first.is_booked:
            came, went = self._waiting.get(currency, (0, 0))
            self._waiting[currency] = came + max(minor, 0), went + max(-minor, 0)
            return
        if currency not in self.came:
            self.came[currency] = self.went[currency] = 0
        if minor > 0:
            self.came[currency] += minor
        else:
            self.went[currency] -= minor
        if entry.is_reversal:
            self.reversals += minor

    def sums(self, currency: str) -> Sequence[tuple[int, int]]:
        """In and out, both ≥ 0: of the booked entries, and with those that are not."""
        came, went = self.turnover(currency)
        more = self._waiting.get(currency, (0, 0))
        return (came, went), (came + more[0], went + more[1])

    def turnover(self, currency: str) -> tuple[int, int]:
        return self.came.get(currency, 0), self.went.get(currency, 0)
