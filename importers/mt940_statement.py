"""One statement of an MT940, or one report of an MT942: what stands around its bookings, and the proof at its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from importers import amounts, identifiers, verify
from importers.errors import Problem, excerpt_of
from importers.events import Event, Footer, Header
from importers.identity import Ordinals
from importers.mt940_booking import Bookings, Draft
from importers.mt940_bytes import Letters
from importers.mt940_entry import GrammarError, parse_amount, parse_balance, parse_day
from importers.mt940_lines import KNOWN, Field
from importers.statement import Balance, Kind
from importers.statement_file import StatementFile
from importers.verify import turnover

_REMEDY = "ask the bank for a corrected file; nothing of this one was used"
_CODES = {"60F": "OPBD", "60M": "ITBD", "62F": "CLBD", "62M": "ITBD"}

#: These end a statement that has bookings or a closing balance; `:20:` ends any.
_BEGINS = frozenset(("25", "25P", "28", "28C", "60F", "60M", "34F", "13", "13D"))

_WITH_CURRENCY = re.compile(r"(.*\d) ?([A-Z]{3})", re.ASCII)
_TOTAL = re.compile(r"(\d{1,5})([A-Z]{3})(\d{1,18}(?:[.,]\d{0,3})?)\s*", re.ASCII)
MAX_PROBLEMS = 20
_INFORMATION = 200  #: letters of the statement's own text that are shown


@dataclass(slots=True)
class Page:
    """A statement that a following page goes on with."""

    statement_id: str
    number: str
    count: int
    closing: Balance | None
    ordinals: Ordinals


@dataclass(slots=True)
class FileReading:
    """What the statements of one file share."""

    file: StatementFile
    letters: Letters
    problems: list[Problem] = field(default_factory=list)  #: the first MAX_PROBLEMS
    more_problems: int = 0
    has_statement: bool = False
    bare: Field | None = None  #: the first head of a statement without a body
    pages: dict[str, Page] = field(default_factory=dict)  #: own account → the statement that is not yet complete
    seen: set[tuple[object, ...]] = field(default_factory=set)

    def complain(self, at: Field, sentence: str) -> None:
        place = f"{self.file.name}:{at.line}, :{at.tag}:"
        excerpt = excerpt_of(self.letters.text(at.lines[0]))
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(place, sentence, _REMEDY, excerpt))
        else:
            self.more_problems += 1


class StatementReading:
    """Takes the fields of one statement in order. Its header waits until the currency is known."""

    def __init__(self, reading: FileReading, earlier: StatementReading | None) -> None:
        """`earlier`: the statement before, under the same `:20:`."""
        self._reading = reading
        self._letters = reading.letters
        self._reference: str = earlier._reference if earlier else ""
        self._account: str = earlier._account if earlier else ""
        self._number: str = earlier._number if earlier else ""
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
        self._ended = False
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
        self._account = self._letters.text(one.lines[0]).strip()

    def _take_number(self, one: Field) -> None:
        self._number = one.lines[0].strip()

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

    def _take_available(self, one: Field) -> None:
        """Available balances are no part of the proof."""

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
        page = self._page()
        self._bookings = Bookings(
            account=account,
            account_raw=self._account,
            currency=self._currency,
            near=self._near,
            ordinals=page.ordinals,
            letters=self._letters,
        )
        self._id, self._count = page.statement_id, page.count
        yield Header(
            source=self._reading.file.source("mt942" if self._kind is Kind.INTRADAY else "mt940"),
            kind=self._kind,
            statement_id=page.statement_id,
            account=account,
            account_name=self._holder,
            currency=self._currency,
            from_date=None,
            to_date=None,
            page=str(page.count),
        )
        for draft in self._waiting:
            yield from self._entry(draft)

    @property
    def _kind(self) -> Kind:
        return Kind.INTRADAY if self._interim and self._opening is None else Kind.STATEMENT

    def _account_parts(self) -> tuple[str, str]:
        """Own account, and the currency that some banks write behind it; bank code and number become an IBAN."""
        text = self._account.strip("/ ")
        match = None if identifiers.is_iban(text) else _WITH_CURRENCY.fullmatch(text)
        number, currency = (match.group(1), match.group(2)) if match else (text, "")
        return identifiers.german_iban(number) or identifiers.account_id(number), currency

    # -------------------------------------------------------------------------------------------------------- pages

    def _page(self) -> Page:
        """`:60M:` goes on with the statement of this account that ended with `:62M:`; all else begins a new one."""
        earlier = self._reading.pages.pop(self._account, None)
        opening = self._opening[1] if self._opening else None
        if opening is not None and opening.code == "ITBD":
            if earlier is not None and (_joins(earlier, opening) or earlier.number == _half(self._number)):
                if not _joins(earlier, opening):
                    self._warn("this page does not begin with the balance that the page before it ended with")
                return Page(earlier.statement_id, earlier.number, earlier.count + 1, None, earlier.ordinals)
            self._warn("the page before this one is missing: it begins with an intermediate balance")
        day = self._near.isoformat() if self._near else ""
        statement_id = " ".join(filter(None, (self._number or self._reference, day)))
        return Page(statement_id, _half(self._number), 1, None, Ordinals())

    # ---------------------------------------------------------------------------------------------------------- end

    def end(self) -> Iterator[Event]:
        """The rest of the statement and its footer."""
        yield from self._flush()
        self._look_for_a_body()
        yield from self._begun()
        assert self._bookings is not None
        opening, closing = self._in_currency(self._opening), self._in_currency(self._closing)
        proof, differences = verify.prove(opening, closing, self._came, self._went)
        self._check_totals()
        self._warn(*differences, *verify.account_flaws(self._bookings.account), *self._missing())
        self._warn(*self._twice(opening, closing))
        if closing is not None and closing.code == "ITBD":
            self._reading.pages[self._account] = Page(
                self._id, _half(self._number), self._count, closing, self._bookings.ordinals
            )
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
        copy = (self._account, self._id, self._count, opening, closing, self._entries, self._came, self._went)
        if self._entries and copy in self._reading.seen:
            yield f"statement {self._id} stands in the file twice; equal lines count once"
        self._reading.seen.add(copy)

    def _check_totals(self) -> None:
        """`:90D:` and `:90C:` are advisory: number and sum of the bookings."""
        for one in self._totals:
            match = _TOTAL.fullmatch(one.lines[0])
            if match is None:
                self._warn(f"the total {excerpt_of(self._letters.text(one.lines[0]))} is not readable")
                continue
            counted = (self._credits, self._came) if one.tag == "90C" else (self._debits, self._went)
            try:
                stated = (int(match.group(1)), parse_amount(match.group(3), match.group(2)))
            except GrammarError as error:
                self._warn(str(error))
                continue
            if stated != counted:
                self._warn(f"total {_shown(stated, match.group(2))} stated, {_shown(counted, match.group(2))} read")

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


def _half(number: str) -> str:
    """`00084/002`: the statement's number, without its page."""
    return number.partition("/")[0]


def _joins(page: Page, opening: Balance) -> bool:
    closing = page.closing
    return closing is not None and (closing.amount_minor, closing.currency) == (opening.amount_minor, opening.currency)


def _shown(total: tuple[int, int], currency: str) -> str:
    return f"{total[0]} × {amounts.exact_text(total[1], currency)} {currency}"
