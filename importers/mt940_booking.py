"""From a `:61:`, its `:86:` and its `:NS:` to an entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from importers import gvc, identifiers
from importers.events import Entry
from importers.identity import Ordinals, RawLine
from importers.mt940_bytes import UNREADABLE, Letters
from importers.mt940_entry import GrammarError, StatementLine, parse_amount, parse_line, stated
from importers.mt940_lines import Field
from importers.mt940_text import Text, read_ns, read_text
from importers.statement import Original, Transaction

#: `OAMT+11,85`, `COAM+EUR0,50`: an amount inside a text, in the account's currency unless it names another.
_AMOUNT = re.compile(r"\s*([A-Z]{3})?\s?(\d{1,18}[.,]\d{0,3})(?![\d.,])", re.ASCII)

_MAX_TEXT = 1_000_000  #: letters; the standard has 390 (security.md: a text has at most 1 MB)

_Stated = tuple[str, str] | None


@dataclass(slots=True)
class Draft:
    """The fields of one booking, raw."""

    head: Field
    texts: list[Field] = field(default_factory=list)  #: its `:86:`, several at some banks
    notes: list[str] = field(default_factory=list)  #: the lines of its `:NS:`


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookings:
    """Makes the entries of one statement."""

    account: str
    account_raw: str  #: `:25:` as the bank wrote it, for the identity
    currency: str
    near: date | None  #: the statement's date
    ordinals: Ordinals
    letters: Letters

    def entry(self, draft: Draft) -> Entry:
        """Raises GrammarError."""
        if sum(len(part) for one in draft.texts for part in one.lines) > _MAX_TEXT:
            raise GrammarError("has more than a million letters of text")
        line = parse_line(draft.head.lines, self.currency, self.near)
        text = self._text(draft, line)
        inside = identifiers.only_iban(text.remittance, self.account) if text.is_free else ""
        account, bic, flaws = identifiers.counterparty(text.account or inside, text.bic)
        original, charges = self._beside(line, text)
        reference = text.creditor_reference or _whole_reference(text.remittance)
        token = self._token(draft, line)
        return Entry(
            (
                Transaction(
                    transaction_id=token,
                    entry_id=token,
                    account=self.account,
                    booking_date=line.booking_date,
                    value_date=line.value_date,
                    amount_minor=line.amount_minor,
                    currency=self.currency,
                    status="PDNG" if line.is_expected else "",
                    counterparty_name=text.name,
                    counterparty_iban=account,
                    counterparty_bic=bic,
                    ultimate_name=text.ultimate_name,
                    remittance=text.remittance or text.booking_text,
                    creditor_reference=reference,
                    reference_kind=identifiers.reference_kind(reference, country=self.account[:2]),
                    end_to_end_id=text.end_to_end_id,
                    mandate_id=text.mandate_id,
                    creditor_id=text.creditor_id,
                    return_reason=text.return_reason,
                    batch_id=text.batch_id,
                    bank_reference=self.letters.text(line.bank_reference) or text.bank_reference,
                    bank_code="+".join(filter(None, (line.type_code, text.gvc))),
                    gvc=text.gvc,
                    booking_text=text.booking_text,
                    purpose=text.purpose,
                    charges_minor=charges,
                    original=original,
                    line=draft.head.line,
                    warnings=line.warnings + _unreadable(text) + flaws + identifiers.reference_flaws(reference),
                ),
            ),
            is_reversal=line.is_reversal,
        )

    def _token(self, draft: Draft, line: StatementLine) -> str:
        """Over the raw text, without blanks: wraps eat them, and some banks strip them at the joints."""
        raw = "".join(one.text for one in draft.texts) or "".join(draft.notes) or line.details
        text = "".join(self.letters.identity(raw).split())
        words = RawLine(
            amount_minor=abs(line.amount_minor),
            currency=self.currency,
            money_in=line.money_in,
            parties=(),
            texts=(text,),
        )
        return self.ordinals.entry(self.account_raw, line.booking_date, words).token

    # ----------------------------------------------------------------------------------------------------- the text

    def _text(self, draft: Draft, line: StatementLine) -> Text:
        lines = self.letters.texts([part for one in draft.texts for part in one.lines])
        text = read_text(lines)
        if draft.notes:
            text = _filled(text, read_ns(self.letters.texts(draft.notes)))
        text = _with_details(text, self.letters.text(line.details).strip())
        return _with_reference(text, self.letters.text(line.reference))

    def _beside(self, line: StatementLine, text: Text) -> tuple[Original | None, int]:
        """What was ordered, and the charges within the amount: from `:61:`, else from tags in `:86:`."""
        original, charges, rate = stated(f"{line.details} {text.remittance}")
        ordered = self._money(original or _amount_in(text.original))
        fee = self._money(charges or _amount_in(text.charges))
        moved = abs(line.amount_minor)
        if ordered == (self.currency, moved):
            ordered = None
        in_account = fee is not None and fee[0] == self.currency
        within = fee[1] if fee and in_account and _explains(moved, fee[1], ordered, self.currency) else 0
        if ordered is None:
            return None, within
        return Original(amount_minor=ordered[1], currency=ordered[0], rate=rate), within

    def _money(self, amount: _Stated) -> tuple[str, int] | None:
        """None for what is no amount: it is only said beside the booking."""
        if amount is None:
            return None
        currency = amount[0] or self.currency
        try:
            return currency, parse_amount(amount[1], currency)
        except GrammarError:
            return None


def _explains(moved: int, fee: int, ordered: tuple[str, int] | None, currency: str) -> bool:
    """The charges are part of the amount moved, as far as the ordered amount can tell."""
    if ordered is None or ordered[0] != currency:
        return fee <= moved
    return abs(moved - ordered[1]) == fee


def _amount_in(text: str) -> _Stated:
    match = _AMOUNT.match(text)
    return (match.group(1) or "", match.group(2)) if match else None


def _unreadable(text: Text) -> tuple[str, ...]:
    lost = UNREADABLE in f"{text.remittance}{text.name}{text.account}{text.end_to_end_id}"
    return (f"letters that could not be read are shown as {UNREADABLE}",) if lost else ()


def _whole_reference(text: str) -> str:
    """A text that is nothing but a creditor reference with right check digits."""
    return identifiers.clean(text) if identifiers.reference_kind(text) is not identifiers.Reference.NONE else ""


def _filled(text: Text, other: Text) -> Text:
    return text if text.remittance or text.name else other


def _with_details(text: Text, details: str) -> Text:
    """Supplementary details: codes, the counterparty's account, or words, which the text may have too."""
    if not details or details.startswith("/") or details in text.remittance:
        return text
    if details.isdigit() or identifiers.looks_like_iban(details):
        return replace(text, account=text.account or details)
    return replace(text, remittance=f"{text.remittance} {details}".strip())


def _with_reference(text: Text, reference: str) -> Text:
    """The reference for the account owner: the order's own, or the counterparty's IBAN."""
    if not reference:
        return text
    if identifiers.looks_like_iban(reference):
        return replace(text, account=text.account or reference)
    if reference.isdigit():  # an account number as well as an order's number
        return replace(text, remittance=text.remittance or reference)
    if gvc.is_collective(text.gvc):
        return replace(text, batch_id=text.batch_id or reference)
    return replace(text, end_to_end_id=text.end_to_end_id or reference, remittance=text.remittance or reference)
