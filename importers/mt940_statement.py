"""One statement of an MT940, or one report of an MT942: what stands around its bookings, and the proof at its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from importers import amounts, identifiers, verify
from importers.errors import excerpt_of
from importers.events import Event, Footer, Header
from importers.mt940_booking import Bookings, Draft
from importers.mt940_entry import GrammarError, parse_balance, parse_day, parse_total
from importers.mt940_lines import KNOWN, Field
from importers.mt940_pages import FileReading
from importers.statement import Balance, Kind
from importers.verify import turnover

_CODES = {"60F": "OPBD", "60M": "ITBD", "62F": "CLBD", "62M": "ITBD"}

#: These end a statement that has bookings or a closing balance; `:20:` ends any.
_BEGINS = frozenset(("25", "25P", "28", "28C", "60F", "60M", "34F", "13", "13D"))

_WITH_CURRENCY = re.compile(r"(.*\d) ?([A-Z]{3})", re.ASCII)
_INFORMATION = 200  #: letters of the statement's own text that are shown


class StatementReading:
    """Takes the fields of one statement in order. Its header waits until the currency is known."""

    def __init__(self, reading: FileReading, earlier: StatementReading | None, *, is_mt942: bool = False) -> None:
        """`earlier`: the statement before, under the same `:20:`. `is_mt942`: its SWIFT header says so."""
        self._is_mt942 = is_mt942
        self._reading = reading
        self._letters = reading.letters
        self._reference: str = earlier._reference if earlier else ""
        self._account: str = earlier._account if earlier else ""
        self._number: str = earlier._number if earlier else ""
        self._names_account = False
        self._holder = ""
        self._first: Field | None = None
        self._interim = False
        self._currency = ""
        self._near: date | None = None
        self._opening: tuple[Field, Balance] | None = None
        self._closing: tuple[Field, Balance] | None = None
        self._totals: list[Field] = []
        self._draft: Draft | None = None
        self._waiting: list[Draft] = []
        self._bookings: Bookings | None = None
        self._information: list[str] = []
        self._warnings: dict[str, None] = {}
        self._entries = 0
        self._came = self._went = 0
        self._debits = self._credits = 0

    # ------------------------------------------------------------------------------------------------------- fields

    def ends_before(self, tag: str) -> bool:
        """A field with this tag begins the next statement."""
        if tag == "20":
            return self._first is not None
        if tag in ("60F", "60M") and self._opening:
            return True
        has_body = self._closing is not None or self._entries > 0 or self._draft is not None or bool(self._waiting)
        return tag in _BEGINS and has_body

    def take(self, one: Field) -> Iterator[Event]:
        self._first = self._first or one
        if one.tag == "86":
            self._take_text(one)
        elif one.tag == "NS":
            self._take_note(one)
        else:
            yield from self._flush()
            handler = _HANDLERS.get(one.tag)
            if handler:
                handler(self, one)
            elif one.tag not in KNOWN:
                self._warn(f"the field :{one.tag}: is not known and was left out")

    def _warn(self, *warnings: str) -> None:
        self._warnings.update(dict.fromkeys(filter(None, warnings)))

    def _take_text(self, one: Field) -> None:
        if self._draft is None:
            self._information += self._letters.texts(one.lines)
        else:
            self._draft.texts.append(one)

    def _take_note(self, one: Field) -> None:
        if self._draft is None:
            named = next((line[2:] for line in one.lines if line.startswith("22")), "")
            self._holder = self._holder or self._letters.text(named).strip()
        else:
            self._draft.notes += one.lines

    def _take_reference(self, one: Field) -> None:
        self._reference = self._letters.text(one.lines[0]).strip()

    def _take_account(self, one: Field) -> None:
        account = self._letters.text(one.lines[0]).strip()
        if self._names_account and account != self._account:
            self._reading.complain(one, f"the statement is of two accounts: {excerpt_of(self._account)} before")
        self._account, self._names_account = account, True

    def _take_number(self, one: Field) -> None:
        self._number = self._letters.text(one.lines[0]).strip()

    def _take_opening(self, one: Field) -> None:
        balance = self._balance(one)
        if balance:
            self._opening = (one, balance)
            self._currency = self._currency or balance.currency
            self._near = balance.day

    def _take_closing(self, one: Field) -> None:
        if self._closing:
            self._reading.complain(one, "the statement has two closing balances")
        balance = self._balance(one)
        if balance:
            self._closing = (one, balance)
            self._currency = self._currency or balance.currency

    def _balance(self, one: Field) -> Balance | None:
        try:
            balance, warning = parse_balance(one.lines, self._currency or self._account_parts()[1], _CODES[one.tag])
        except GrammarError as error:
            self._reading.complain(one, str(error))
            return None
        self._warn(f"balance :{one.tag}: {warning}" if warning else "")
        return balance

    def _take_limit(self, one: Field) -> None:
        self._interim = True
        currency = one.lines[0][:3]
        self._currency = self._currency or (currency if re.fullmatch("[A-Z]{3}", currency, re.ASCII) else "")

    def _take_time(self, one: Field) -> None:
        self._interim = True
        try:
            self._near = parse_day(one.lines[0][:6])[0]
        except ValueError:
            self._warn(f"the report's time {excerpt_of(self._letters.text(one.lines[0]))} is not readable")

    def _take_total(self, one: Field) -> None:
        self._totals.append(one)
        self._interim = self._interim or self._opening is None

    def _take_booking(self, one: Field) -> None:
        if self._closing or self._totals:
            self._reading.complain(one, "a booking stands after the end of its statement")
        self._draft = Draft(one)

    # ----------------------------------------------------------------------------------------------------- bookings

    def _flush(self) -> Iterator[Event]:
        """The booking before is complete."""
        draft, self._draft = self._draft, None
        if draft is None:
            return
        if not self._currency and self._bookings is None:
            self._waiting.append(draft)
            return
        yield from self._begun()
        yield from self._entry(draft)

    def _entry(self, draft: Draft) -> Iterator[Event]:
        assert self._bookings is not None
        try:
            entry = self._bookings.entry(draft)
        except GrammarError as error:
            self._reading.complain(draft.head, str(error))
            return
        self._entries += 1
        minor = entry.transactions[0].amount_minor
        self._credits, self._debits = self._credits + (minor > 0), self._debits + (minor < 0)
        came, went = turnover(entry.transactions, None)
        self._came, self._went = self._came + came, self._went + went
        yield entry

    def _begun(self) -> Iterator[Event]:
        """The header, once, and what waited for it."""
        if self._bookings is not None:
            return
        account, own = self._account_parts()
        self._currency = self._currency or own
        opening = self._opening[1] if self._opening else None
        title = " ".join(filter(None, (self._number or self._reference, self._near.isoformat() if self._near else "")))
        self._here, note = self._reading.page(account, self._number, title, opening)
        self._warn(note)
        self._bookings = Bookings(
            account=account,
            account_raw=self._account,
            currency=self._currency,
            near=self._near,
            ordinals=self._here.ordinals,
            letters=self._letters,
        )
        yield Header(
            source=self._reading.file.source("mt942" if self._kind is Kind.INTRADAY else "mt940"),
            kind=self._kind,
            statement_id=self._here.statement_id,
            account=account,
            account_name=self._holder,
            currency=self._currency,
            from_date=None,
            to_date=None,
            page=str(self._here.count),
        )
        for draft in self._waiting:
            yield from self._entry(draft)

    @property
    def _kind(self) -> Kind:
        return Kind.INTRADAY if self._is_mt942 or (self._interim and self._opening is None) else Kind.STATEMENT

    def _account_parts(self) -> tuple[str, str]:
        """Own account, and the currency that some banks write behind it; bank code and number become an IBAN."""
        text = self._account.strip("/ ")
        match = None if identifiers.is_iban(text) else _WITH_CURRENCY.fullmatch(text)
        number, currency = (match.group(1), match.group(2)) if match else (text, "")
        return identifiers.german_iban(number) or identifiers.account_id(number), currency

    # ---------------------------------------------------------------------------------------------------------- end

    def end(self) -> Iterator[Event]:
        """The rest of the statement and its footer."""
        yield from self._flush()
        self._look_for_a_body()
        yield from self._begun()
        assert self._bookings is not None
        opening, closing = self._in_currency(self._opening), self._in_currency(self._closing)
        proof, differences = verify.prove(opening, closing, self._came, self._went)
        self._warn(*self._check_totals(), *differences, *verify.account_flaws(self._bookings.account), *self._missing())
        self._warn(*self._twice(opening, closing))
        if closing is not None and closing.code == "ITBD":
            self._reading.pages[self._bookings.account] = replace(self._here, closing=closing)
        yield Footer(
            opening=opening,
            closing=closing,
            proof=proof,
            warnings=tuple(self._warnings),
            evidence=tuple(self._evidence()),
        )

    def _look_for_a_body(self) -> None:
        """A statement's head alone: the only one in the file, and the file is refused; after others it is told."""
        if self._opening or self._closing or self._bookings or self._waiting or self._totals or self._interim:
            self._reading.has_statement = True
            return
        assert self._first is not None
        self._reading.bare = self._reading.bare or self._first
        self._warn(f"line {self._first.line}: neither a balance nor a booking follows; the file may be cut off")

    def _in_currency(self, found: tuple[Field, Balance] | None) -> Balance | None:
        """A balance that came without currency letters before others told them is read again."""
        if found is None or found[1].currency:
            return found[1] if found else None
        return self._balance(found[0])

    def _missing(self) -> Iterator[str]:
        if self._kind is Kind.STATEMENT:
            if self._opening is None:
                yield "the statement has no opening balance: its beginning may be missing"
            if self._closing is None:
                yield "the statement has no closing balance: its end may be missing"

    def _twice(self, opening: Balance | None, closing: Balance | None) -> Iterator[str]:
        copy = (self._account, self._number, self._near, opening, closing, self._entries, self._came, self._went)
        if self._entries and copy in self._reading.seen:
            yield f"statement {self._number or self._reference} stands in the file twice; equal lines count once"
        self._reading.seen.add(copy)

    def _check_totals(self) -> Iterator[str]:
        """`:90D:` and `:90C:` are advisory: number and sum of the bookings."""
        for one in self._totals:
            try:
                count, minor, currency = parse_total(one.lines[0])
            except GrammarError as error:
                yield f"the total {excerpt_of(self._letters.text(one.lines[0]))} {error}"
                continue
            counted = (self._credits, self._came) if one.tag == "90C" else (self._debits, self._went)
            if (count, minor) != counted:
                read, stated = (amounts.exact_text(sum_, currency) for sum_ in (counted[1], minor))
                yield f"total {count} × {stated} {currency} stated, {counted[0]} × {read} {currency} read"

    def _evidence(self) -> Iterator[str]:
        yield f"{'MT942' if self._kind is Kind.INTRADAY else 'MT940'}, read as {self._letters.encoding}"
        text = " ".join(" ".join(self._information).split())
        if text:
            yield f"the bank says: {excerpt_of(text, _INFORMATION)}"


_HANDLERS: dict[str, Callable[[StatementReading, Field], None]] = {
    "20": StatementReading._take_reference,
    "25": StatementReading._take_account,
    "25P": StatementReading._take_account,
    "28": StatementReading._take_number,
    "28C": StatementReading._take_number,
    "60F": StatementReading._take_opening,
    "60M": StatementReading._take_opening,
    "61": StatementReading._take_booking,
    "62F": StatementReading._take_closing,
    "62M": StatementReading._take_closing,
    "34F": StatementReading._take_limit,
    "13": StatementReading._take_time,
    "13D": StatementReading._take_time,
    "90C": StatementReading._take_total,
    "90D": StatementReading._take_total,
}
