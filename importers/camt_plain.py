"""The short way for the entries nearly all of a large file are: one detail, and nothing unusual about it.

From the picked texts of an entry of a known shape straight to its transaction, without a record in between, three
times as fast as `camt_entries.read_entry`. That one says what an entry means; here only what is left of it where all
these hold, and None in every other case, so that the entry goes the long way:

- by its shape (`layout_of`): one detail with an end-to-end id and at least one side, without charges, documents,
  proprietary references or a pointer to other messages, with at most one creditor reference, and every amount in one
  currency of two digits. Fields are listed, so that a new one in `camt_fields` makes the shape unusual;
- by its texts (`read_plain`): days and direction as the schema has them, no reversal, no larger batch, every
  stated amount the entry's own, the counterparty not ourselves.

What the two ways give for one entry is compared, event for event, over the corpus and all the traps
(test_importers_camt_scan.py, test_importers_camt_plain.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from importers import amounts, gvc, identifiers
from importers import camt_values as values
from importers.camt_entries import Context
from importers.camt_lines import CODES, CREDITOR, DEBTOR, Codes, Role, codes_of, first_present
from importers.camt_plans import RecordPlan, picker
from importers.camt_remittance import SIDES, remittance_of
from importers.events import Entry
from importers.identifiers import Reference, present
from importers.identity import canonical_account, canonical_amount, canonical_list, canonical_text
from importers.quick_records import quick, quick_row
from importers.statement import Transaction

_new_entry = quick(Entry)
_new_transaction = quick_row(Transaction)

#: The amounts that may stand beside an entry's own and mean nothing as long as they are the same.
_AMOUNTS = ("amount", "instructed_amount", "transaction_amount", "counter_amount", "announced_amount")
_CURRENCIES = ("currency", "amount_currency", *(name.replace("amount", "currency") for name in _AMOUNTS[1:]))
_RATES = ("instructed_rate", "transaction_rate", "counter_rate", "announced_rate")  #: of no use without a conversion
_IGNORED = frozenset((*_AMOUNTS, *_CURRENCIES, *_RATES, *CODES, "direction"))

#: What is taken of an entry, of its detail and of the side that is the counterparty; `read_plain` unpacks it.
_OF_ENTRY = (
    *("amount", "booking_date", "value_date", "reversal", "status"),
    *("bank_reference", "booking_text", "batch_payment", "batch_message", "batch_size"),
)
_OF_DETAIL = (
    *("batch_payment", "bank_reference", "uetr", "transaction_id", "end_to_end_id", "mandate_id"),
    *("return_reason", "creditor_id", "purpose", "further_text"),
)
_ENTRY_FIELDS = _IGNORED.union(_OF_ENTRY, ("entry_reference",))
_DETAIL_FIELDS = _IGNORED.union(
    _OF_DETAIL, *((role.name, role.account, role.bank, role.ultimate) for role in (DEBTOR, CREDITOR))
)

_PLAIN_AMOUNT = re.compile(r"\d{1,15}\.\d\d", re.ASCII).fullmatch  #: of a currency of two digits
_NOT_REVERSED = ("", "false", "0")
_ALONE = ("", "1")  #: payments in the batch

_Pick = Callable[[Sequence[str]], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the texts of a usual shape stand, once those of `constants` follow them."""

    constants: tuple[str, ...]
    currency: str
    direction: int
    amounts: tuple[int, ...]  #: all but the entry's own
    codes: _Pick  #: those of the entry, then those of the detail
    debtor: _Pick  #: everything, with the debtor as the counterparty
    creditor: _Pick
    texts: tuple[tuple[str, int], ...]  #: (kind, place) of the remittance texts, taken as they are
    only_text: int  #: the place of the only one, an unstructured one; else -1
    reference: int  #: the place among the texts of the creditor reference, -1 without one
    reference_named: _Pick


# ------------------------------------------------------------------------------------------------- usual shapes


def layout_of(entry: RecordPlan, texts: int) -> Layout | None:
    """`texts`: how many an entry of the shape has. None for a shape with anything unusual."""
    detail = _only_detail(entry)
    currency = entry.constants.get("currency")
    if detail is None or not currency or amounts.exponent(currency) != 2:
        return None
    if not {"amount", "direction", "booking_date"} <= entry.places.keys() or not _is_usual(entry, detail, currency):
        return None
    structured = _group(detail, "structured")
    references = [(one, place) for one in structured for kind, place in one.texts if kind == "reference"]
    if len(references) > 1:
        return None
    constants = [""]

    def places(plan: RecordPlan, *names: str) -> list[int]:
        """A text that comes from an attribute, or is absent, is put behind the others."""
        found = []
        for name in names:
            constant = plan.constants.get(name, "")
            if name not in plan.places and constant not in constants:
                constants.append(constant)
            found.append(plan.places[name] if name in plan.places else texts + constants.index(constant))
        return found

    def all_of(role: Role) -> _Pick:
        side = (role.name, role.account, role.bank, role.ultimate)
        return picker([*places(entry, *_OF_ENTRY), *places(detail, *_OF_DETAIL), *places(detail, *side)])

    named, reference = references[0] if references else (entry, -1)
    return Layout(
        currency=currency,
        direction=entry.places["direction"],
        amounts=tuple(
            plan.places[name]
            for plan in (entry, detail)
            for name in _AMOUNTS
            if name in plan.places and (plan is detail or name != "amount")
        ),
        codes=picker([*places(entry, *CODES), *places(detail, *CODES)]),
        debtor=all_of(DEBTOR),
        creditor=all_of(CREDITOR),
        texts=detail.texts,
        only_text=detail.texts[0][1] if [kind for kind, _ in detail.texts] == ["text"] else -1,
        reference=reference,
        reference_named=picker(places(named, "reference_type", "reference_issuer")),
        constants=tuple(constants),
    )


def _only_detail(entry: RecordPlan) -> RecordPlan | None:
    details = _group(entry, "details")
    return details[0] if len(details) == 1 and len(entry.groups) == 1 else None


def _group(plan: RecordPlan, name: str) -> tuple[RecordPlan, ...]:
    return next((plans for group, plans in plan.groups if group == name), ())


def _fields(plan: RecordPlan) -> frozenset[str]:
    return frozenset((*plan.places, *plan.constants))


def _is_usual(entry: RecordPlan, detail: RecordPlan, currency: str) -> bool:
    of_detail = _fields(detail)
    groups = {name for name, _ in detail.groups}
    return (
        _fields(entry) <= _ENTRY_FIELDS
        and of_detail <= _DETAIL_FIELDS
        and groups <= {"structured"}
        and not any(one.groups for one in _group(detail, "structured"))
        and "end_to_end_id" in of_detail
        and not SIDES.isdisjoint(of_detail)
        and (bool(detail.texts) or "further_text" in of_detail)
        and _in_one_currency(entry, currency)
        and _in_one_currency(detail, currency)
    )


def _in_one_currency(plan: RecordPlan, currency: str) -> bool:
    own = "currency" if "currency" in plan.constants else "amount_currency"
    named = {"amount": own} | {name: name.replace("amount", "currency") for name in _AMOUNTS[1:]}
    return all(plan.constants.get(named[name]) == currency for name in _AMOUNTS if name in plan.places)


# ------------------------------------------------------------------------------------------------ usual entries


def may_be_plain(context: Context) -> bool:
    """In a statement of a known account; the entries of a notification carry what ties them to a statement's."""
    return bool(context.account) and not context.message_id


def read_plain(layout: Layout, texts: Sequence[str], stripped: list[str], context: Context, line: int) -> Entry | None:
    """The hot spot of a large file. `stripped` are the `texts` without blanks around them.

    None, before anything was counted, where the entry must go the long way.
    """
    known = [*stripped, *layout.constants]
    indicator = known[layout.direction]
    money_in = indicator == "CRDT"
    if not money_in and indicator != "DBIT":
        return None
    # fmt: off
    (
        amount, booking_date, value_date, reversal, status,
        entry_reference, booking_text, entry_payment, entry_message, batch_size,
        detail_payment, detail_reference, uetr, transaction_id, end_to_end_id, mandate_id,
        return_reason, creditor_id, purpose, further_text,
        name, account_text, bank, ultimate,
    ) = (layout.debtor if money_in else layout.creditor)(known)
    # fmt: on
    own = context.account
    days = _days(booking_date, value_date)
    codes: Codes = _codes(layout.codes(known), own[:2])
    account, bic, flaws, party = _party(account_text, bank)
    if (
        days is None
        or not _PLAIN_AMOUNT(amount)
        or reversal not in _NOT_REVERSED
        or batch_size not in _ALONE
        or account == own  # who is the counterparty then, `camt_lines` knows
    ):
        return None
    for place in layout.amounts:
        if known[place] != amount:
            return None
    returned = codes.returned or return_reason
    if returned and not (account or name):
        return None

    remittance, canonical = _remittance(layout, texts, further_text)
    reference, kind = "", Reference.NONE
    if layout.reference >= 0:
        reference, kind, more = _reference(layout, texts, known, own[:2])
        flaws += more
    booking_text = values.one_line(booking_text)
    if not booking_text and further_text:
        further_text = values.one_line(further_text)
        booking_text = "" if further_text == remittance else further_text
    if returned:
        return_reason = values.one_line(return_reason) or gvc.return_reason(codes.gvc, codes.supplement)

    minor = int(amount.replace(".", ""))
    day, value_day = days
    currency = layout.currency
    stated = canonical_amount(minor, currency, money_in=money_in)
    token = context.ordinals.plain(own, day, stated, party or canonical_text(name), canonical)
    transaction = _new_transaction(  # in the order of its fields
        token,
        token,  # of the entry, which is this line
        own,
        day,
        value_day,
        minor if money_in else -minor,
        currency,
        status.upper(),
        name and present(values.one_line(name)),
        account,
        bic,
        ultimate and present(values.one_line(ultimate)),
        remittance,
        reference,
        kind,
        present(end_to_end_id),
        mandate_id and present(mandate_id),
        return_reason,
        first_present((entry_payment, entry_message, detail_payment)),
        first_present((detail_reference, entry_reference, uetr, transaction_id)),
        codes.bank_code,
        codes.gvc,
        booking_text,
        creditor_id and identifiers.creditor_id(creditor_id),
        purpose and present(purpose),
        0,  # charges
        None,  # original amount
        (),  # documents
        line,
        flaws,
    )
    return _new_entry((transaction,))


def _remittance(layout: Layout, texts: Sequence[str], further_text: str) -> tuple[str, str]:
    """As one line, and the canonical list of its texts for the identity."""
    if layout.only_text >= 0:
        text = texts[layout.only_text]
        line = values.one_line(text)
        return line, line.upper() if text.isascii() else canonical_text(text)
    kinds = [(kind, texts[place]) for kind, place in layout.texts]
    raw = [text for _, text in kinds] or [further_text]
    return remittance_of(kinds, further_text), canonical_list([canonical_text(text) for text in raw])


def _reference(
    layout: Layout, texts: Sequence[str], known: Sequence[str], country: str
) -> tuple[str, Reference, tuple[str, ...]]:
    """The creditor reference, its kind and what is wrong with it."""
    reference = present(values.one_line(texts[layout.reference]))
    named = tuple(layout.reference_named(known)) if reference else ()
    kind = identifiers.reference_kind(reference, named=named, country=country)
    return reference, kind, identifiers.reference_flaws(reference)


@lru_cache(maxsize=1024)  # a statement has few
def _days(booking: str, value: str) -> tuple[date, date | None] | None:
    """None where one of them is none, or something has to be said about it."""
    try:
        (day, warning), (value_day, more) = values.parse_day(booking), values.parse_day(value) if value else (None, "")
    except ValueError:
        return None
    return None if warning or more else (day, value_day)


@lru_cache(maxsize=1024)  # an account knows few
def _codes(texts: tuple[str, ...], country: str) -> Codes:
    return codes_of(texts[: len(CODES)], texts[len(CODES) :], country)


@lru_cache(maxsize=32768)  # at most 16 MB
def _party(account: str, bic: str) -> tuple[str, str, tuple[str, ...], str]:
    """What `identifiers.checked_counterparty` gives, and the account's canonical form in an identity.

    Equal texts are kept once, which makes it half as large.
    """
    account_id, clean_bic, flaws = identifiers.checked_counterparty(account, bic)
    canonical = canonical_account(account)
    account_id = account if account_id == account else account_id
    return (
        account_id,
        bic if clean_bic == bic else clean_bic,
        flaws,
        account_id if canonical == account_id else canonical,
    )
