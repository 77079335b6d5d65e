"""One `Ntry`: what it says becomes one transaction, or one per detail where the bank itemises it and the sums agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from importers import camt_values as values
from importers import identifiers
from importers.camt_fields import Record
from importers.errors import Problem, excerpt_of
from importers.events import Entry
from importers.identity import EntryIdentity, Ordinals, RawLine
from importers.statement import Transaction

_REMEDY = "ask the bank for a corrected file; nothing of this one was used"

#: Flags of the Swiss slip reader, not text for people (formats.md 1.3).
_SLIP_FLAGS = ("?REJECT?", "?ERROR?")


@dataclass(slots=True)
class Context:
    """What an entry needs to know of its statement."""

    account: str
    currency: str  #: for entries that name none
    fallback_day: tuple[date, str] | None  #: for entries without a date, and where it comes from
    ordinals: Ordinals
    problem: Callable[[Problem], None]


@dataclass(slots=True)
class _Reading:
    """The values of one entry, as far as they could be read."""

    place: str
    problem: Callable[[Problem], None]
    failed: bool = False
    warnings: list[str] = field(default_factory=list)

    def complain(self, what: str, excerpt: str, sentence: str) -> None:
        self.failed = True
        self.problem(Problem(f"{self.place}, {what}", sentence, _REMEDY, excerpt_of(excerpt)))

    def warn(self, warning: str) -> None:
        if warning:
            self.warnings.append(warning)


@dataclass(slots=True, kw_only=True)
class _Money:
    minor: int  #: unsigned
    money_in: bool

    @property
    def signed(self) -> int:
        return self.minor if self.money_in else -self.minor


def read_entry(record: Record, context: Context, place: str, line: int) -> Entry | None:
    """None when something could not be read; `context.problem` was then told what."""
    reading = _Reading(place, context.problem)
    currency = record.get("currency") or context.currency
    if not currency:
        reading.warn("no currency is named anywhere; two digits after the mark are assumed")
    money = _money(record, currency, reading)
    days = _days(record, context, reading)
    reversal = _flag(record, reading)
    if reading.failed or money is None or days is None:
        return None
    details = record.groups.get("details", [])
    parts = _split(details, money, currency)
    identity = context.ordinals.entry(context.account, days[0], _raw_entry(record, details, money, currency))
    build = _Builder(record, context.account, currency, days, tuple(reading.warnings), identity, line)
    if parts is None:
        return Entry((build.whole(details, money),), reversal)
    pairs = zip(details, parts, strict=True)
    return Entry(tuple(build.part(detail, part) for detail, part in pairs), reversal)


def _money(record: Record, currency: str, reading: _Reading) -> _Money | None:
    minor, money_in = None, None
    text = record.get("amount")
    try:
        minor, warning = values.parse_amount(text, currency)
        reading.warn(warning)
    except ValueError as error:
        reading.complain("Amt", text, str(error) if text else "the entry has no amount")
    indicator = record.get("direction")
    try:
        money_in = values.parse_money_in(indicator)
    except ValueError as error:
        reading.complain("CdtDbtInd", indicator, str(error) if indicator else "the entry does not say in or out")
    return None if minor is None or money_in is None else _Money(minor=minor, money_in=money_in)


def _days(record: Record, context: Context, reading: _Reading) -> tuple[date, date | None] | None:
    """Booking and value date; the booking date falls back to the value date, then to the statement's."""
    booking = _day(record, "booking_date", "BookgDt", reading)
    value = _day(record, "value_date", "ValDt", reading)
    if booking is not None:
        return booking, value
    if value is not None:
        reading.warn("no booking date; the value date was taken")
        return value, value
    if context.fallback_day is not None:
        day, origin = context.fallback_day
        reading.warn(f"no booking date; {origin} {day} was taken")
        return day, None
    if not reading.failed:
        reading.complain("BookgDt", "", "neither the entry nor the statement has a date")
    return None


def _day(record: Record, name: str, what: str, reading: _Reading) -> date | None:
    text = record.get(name)
    if not text:
        return None
    try:
        day, warning = values.parse_day(text)
    except ValueError as error:
        reading.complain(what, text, str(error))
        return None
    reading.warn(warning)
    return day


def _flag(record: Record, reading: _Reading) -> bool:
    text = record.get("reversal")
    try:
        return values.parse_flag(text)
    except ValueError as error:
        reading.complain("RvslInd", text, str(error))
        return False


# ------------------------------------------------------------------------------------------------------ the split


def _split(details: list[Record], money: _Money, currency: str) -> list[_Money] | None:
    """The amounts of the details, or None where the entry stays one line (formats.md 1.4.3).

    Only if every detail has an amount in the entry's currency and they add up to the entry exactly: unsigned, or
    signed where details of both directions are netted. Never smeared, never rounded.
    """
    if len(details) < 2:
        return None
    minors = [_detail_minor(detail, currency) for detail in details]
    if None in minors:
        return None
    known = [minor for minor in minors if minor is not None]
    if sum(known) == money.minor:
        return [_Money(minor=minor, money_in=money.money_in) for minor in known]
    signed = [
        _Money(minor=minor, money_in=(detail.get("direction") or _word(money)) == "CRDT")
        for minor, detail in zip(known, details, strict=True)
    ]
    return signed if sum(part.signed for part in signed) == money.signed else None


def _word(money: _Money) -> str:
    return "CRDT" if money.money_in else "DBIT"


def _detail_minor(detail: Record, currency: str) -> int | None:
    """The first amount in the entry's currency; noise and nonsense count as none."""
    for name in ("amount", "transaction", "counter", "instructed"):
        text = detail.get("amount" if name == "amount" else f"{name}_amount")
        if text and detail.get(f"{name}_currency") in (currency, ""):
            try:
                return values.parse_amount(text, currency)[0]
            except ValueError:
                return None
    return None


# --------------------------------------------------------------------------------------------------- the identity


def _raw_entry(record: Record, details: list[Record], money: _Money, currency: str) -> RawLine:
    """Frozen with KR1, see `importers.identity`: each detail's texts, else its further text, else the entry's."""
    texts = tuple(text for detail in details for text in _raw_texts(detail)) or (record.get("booking_text"),)
    parties = tuple(_raw_party(detail, money.money_in) for detail in details)
    return RawLine(amount_minor=money.minor, currency=currency, money_in=money.money_in, parties=parties, texts=texts)


def _raw_detail(detail: Record, part: _Money, currency: str) -> RawLine:
    """Frozen with KR1."""
    return RawLine(
        amount_minor=part.minor,
        currency=currency,
        money_in=part.money_in,
        parties=(_raw_party(detail, part.money_in),),
        texts=_raw_texts(detail),
    )


def _raw_texts(detail: Record) -> tuple[str, ...]:
    """Frozen with KR1."""
    return tuple(text for _, text in detail.texts) or tuple(filter(None, (detail.get("further_text"),)))


def _raw_party(detail: Record, money_in: bool) -> tuple[str, str]:
    """Frozen with KR1: (account, name) of the debtor of money in, the creditor of money out."""
    role = "debtor" if money_in else "creditor"
    return detail.get(f"{role}_account"), detail.get(f"{role}_name")


# ----------------------------------------------------------------------------------------------- the transactions


@dataclass(slots=True)
class _Builder:
    entry: Record
    account: str
    currency: str
    days: tuple[date, date | None]
    warnings: tuple[str, ...]
    identity: EntryIdentity
    line: int

    def whole(self, details: list[Record], money: _Money) -> Transaction:
        """The entry as one line; of several details only what they have in common."""
        detail = details[0] if len(details) == 1 else _common(details)
        return self._transaction(self.identity.token, detail, money, _collective(self.entry, len(details)), whole=True)

    def part(self, detail: Record, part: _Money) -> Transaction:
        token = self.identity.detail(_raw_detail(detail, part, self.currency))
        return self._transaction(token, detail, part, (), whole=False)

    def _transaction(
        self, token: str, detail: Record, money: _Money, notes: tuple[str, ...], *, whole: bool
    ) -> Transaction:
        entry = self.entry
        role = _counterparty_role(detail, money.money_in, self.account)
        remittance, from_entry = _remittance(entry, detail, whole=whole)
        iban = detail.get(f"{role}_account")
        bic = detail.get(f"{role}_bank")
        reference = next((text for kind, text in detail.texts if kind == "reference"), "")
        counterparty, reference = identifiers.account_id(iban), identifiers.present(values.one_line(reference))
        return Transaction(
            transaction_id=token,
            entry_id=self.identity.token,
            account=self.account,
            booking_date=self.days[0],
            value_date=self.days[1],
            amount_minor=money.signed,
            currency=self.currency,
            status=entry.get("status").upper(),
            counterparty_name=values.one_line(detail.get(f"{role}_name")),
            counterparty_iban=counterparty,
            counterparty_bic=identifiers.clean(bic),
            ultimate_name=values.one_line(detail.get(f"ultimate_{role}")),
            remittance=remittance,
            creditor_reference=reference,
            end_to_end_id=identifiers.present(detail.get("end_to_end_id")),
            mandate_id=identifiers.present(detail.get("mandate_id")),
            return_reason=detail.get("return_reason"),
            batch_id=entry.get("batch_payment") or entry.get("batch_message") or detail.get("batch_payment"),
            bank_reference=detail.get("bank_reference") or entry.get("bank_reference"),
            bank_code=_bank_code(entry) or _bank_code(detail),
            booking_text="" if from_entry else values.one_line(entry.get("booking_text")),
            line=self.line,
            warnings=(*self.warnings, *notes, *identifiers.flaws(counterparty, identifiers.clean(bic), reference)),
        )


def _counterparty_role(detail: Record, money_in: bool, account: str) -> str:
    """Of money in the debtor, of money out the creditor; a return names the roles of the original payment, and then
    the side that is ourselves is not the counterparty."""
    role, other = ("debtor", "creditor") if money_in else ("creditor", "debtor")
    own = identifiers.clean(account)
    ours = own and identifiers.clean(detail.get(f"{role}_account")) == own
    theirs = detail.get(f"{other}_account")
    return other if ours and theirs and identifiers.clean(theirs) != own else role


def _remittance(entry: Record, detail: Record, *, whole: bool) -> tuple[str, bool]:
    """The remittance text and whether it is the entry's own booking text, the last resort."""
    text = values.joined([text for kind, text in detail.texts if kind == "text"])
    more = [values.one_line(text) for kind, text in detail.texts if kind in ("document", "further")]
    for one in more:
        if one not in text and not one.startswith(_SLIP_FLAGS):
            text = f"{text} {one}".strip()
    text = text or values.one_line(detail.get("further_text"))
    if text or not whole:
        return text, False
    return values.one_line(entry.get("booking_text")), True


def _bank_code(record: Record) -> str:
    """ "PMNT/RCDT/ESCT", else the bank's own code."""
    domain = [code for code in map(record.get, ("domain", "family", "subfamily")) if code]
    return "/".join(domain) or record.get("proprietary")


def _collective(entry: Record, details: int) -> tuple[str, ...]:
    size = entry.get("batch_size")
    if details > 1:
        return (f"collective booking; its {details} details do not add up to it and were not split",)
    if size.isdecimal() and int(size) > max(1, details):
        return (f"collective booking of {int(size)} payments, delivered with {details or 'no'} details",)
    return ()


def _common(details: list[Record]) -> Record:
    """What all details agree on, and all their texts."""
    common = Record()
    if details:
        first = details[0].values.items()
        common.values = {slot: text for slot, text in first if all(one.values.get(slot) == text for one in details)}
        common.texts = [pair for detail in details for pair in detail.texts if pair[0] != "reference"]
        references = {text for detail in details for kind, text in detail.texts if kind == "reference"}
        common.texts += [("reference", references.pop())] if len(references) == 1 else []
    return common
