"""The nouns that travel between the rooms. Frozen, standard library only (and the importers' own nouns).

Money is a signed integer of minor units. `allocated_minor` has the sign of its transaction for invoices and the
opposite sign for credit notes; for every proposal and decision

    sum(allocated_minor) + unallocated_minor == transaction.amount_minor          (money.md 4)

is asserted here, at construction, so that neither a file nor a table can hold anything else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from importers.statement import Transaction

# --------------------------------------------------------------------------------------------- what Kanbert holds


class Side(StrEnum):
    """Which list of Kanbert a document comes from; also which payment endpoint settles it."""

    OUTGOING = "outgoing"  #: we wrote it, a customer pays: money in
    INCOMING = "incoming"  #: a supplier wrote it, we pay: money out


class Document(StrEnum):
    INVOICE = "invoice"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """An invoice or credit note and what is still open of it. Amounts are positive; `document` carries the sign."""

    item_id: str  #: Kanbert's id, opaque
    side: Side
    document: Document
    number: str  #: invoice number; of an incoming document the supplier's number
    title: str
    party_id: str  #: client or supplier id, "" when unknown
    party_names: tuple[str, ...]  #: the name to show first: company name, then client name
    currency: str  #: "" when it cannot be known (money.md 6)
    gross_minor: int
    settled_minor: int
    open_minor: int | None  #: None: unknown, because what Kanbert says contradicts itself (api.md U7)
    invoice_date: date | None
    due_date: date | None
    discount_minor: int = 0  #: early-payment discount still to be deducted, 0 when none or already granted
    discount_date: date | None = None  #: last day of the discount, counts as in term (money.md 7)
    terms_minor: int = 0  #: what its discount terms grant on the gross, whether or not it may still be deducted
    discount_certain: bool = True  #: False: cannot be seen whether Kanbert already deducted it (U31)
    references: tuple[str, ...] = ()  #: further texts a payer may quote: reference, PO number, external id
    state: str = ""  #: "booked / partly_paid", as Kanbert says it
    unsafe: tuple[str, ...] = ()  #: reasons why nothing may be posted to it; empty = may be posted
    updated_at: str = ""

    @property
    def label(self) -> str:
        """How a person finds it in Kanbert: its number, else its title, else its id."""
        return self.number or self.title or self.item_id

    @property
    def party_name(self) -> str:
        return self.party_names[0] if self.party_names else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAccount:
    """One of our own accounts in Kanbert."""

    account_id: str
    title: str
    iban: str  #: Kanbert's `identifier`, blanks removed, upper case; "" when it has none
    is_bank_account: bool  #: type `account`, not `employee_expenses`
    archived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAccount:
    """A party's bank account and how we know it."""

    iban: str
    party_id: str
    party_name: str
    side: Side
    provenance: str  #: "master data", "payment of 2026-02-02 for RE-2026-0007"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedPayment:
    """A payment Kanbert shows, as the bank booked it: what a returned debit or a refund may give back."""

    day: date
    amount_minor: int  #: money in positive, money out negative
    currency: str
    iban: str  #: of the counterparty; "" where Kanbert shows none
    party_names: tuple[str, ...]
    documents: tuple[str, ...]  #: those it settled, as a person finds them
    numbers: tuple[str, ...]  #: of those that have one
    token: str = ""  #: of the line we posted it from; "" where somebody else booked it


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Which Kanbert the data came from; a commit refuses proposals of another space (commit-protocol F46)."""

    base_url: str
    account_ids: tuple[str, ...]
    pulled_at: str  #: ISO 8601, UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Everything the matcher needs to know of Kanbert, derived once per run."""

    items: tuple[OpenItem, ...]
    payment_accounts: tuple[PaymentAccount, ...]
    known_accounts: tuple[KnownAccount, ...]
    home_currency: str  #: "" when it cannot be decided (money.md 6)
    space: Space | None
    digest: str  #: SHA-256 over the API objects these were derived from
    warnings: tuple[str, ...] = ()
    payments: tuple[BookedPayment, ...] = ()  #: the latest first
    settled: tuple[OpenItem, ...] = ()  #: documents of which nothing is open any more, as far as they are known


# ------------------------------------------------------------------------------------------------- what is matched


#: How a flag begins that warns of the same money in another statement.
POSSIBLE_DUPLICATE = "possible duplicate"
LooseKey = tuple[str, date, int]


def loose_keys(account: str, own_account_id: str, day: date, amounts: set[int]) -> frozenset[LooseKey]:
    """Account, date and amount, of the line and of its whole entry. The account as the bank wrote it and as Kanbert
    knows it: one file may say IBAN, another a number."""
    accounts = {account, f"Kanbert {own_account_id}"} if own_account_id else {account}
    return frozenset((name, day, amount) for name in accounts for amount in amounts)


def statement_keys(origins: Iterable[str], day: date, amount: int) -> frozenset[LooseKey]:
    """A statement in the place of its account."""
    return frozenset((origin, day, amount) for origin in origins)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLine:
    """A transaction with the facts around it that decide whether it may ever be called sure."""

    transaction: Transaction
    statement: str  #: "2026-03.xml · 3/2026"
    own_account_id: str | None  #: the Kanbert account it is posted to; None: unmapped, never sure (money.md 3)
    flags: tuple[str, ...] = ()  #: reasons against "sure": failed balance proof, possible duplicate, unverified format
    entry_minor: int = 0  #: of the whole entry, where this is one of its parts; 0: the transaction is the entry
    seen_in: tuple[str, ...] = ()  #: the statements it stands in, by content; file names may repeat
    told_of: tuple[str, ...] = ()  #: tokens of the look-alikes its flags warn of: a `yes` is a decision about these

    @property
    def origins(self) -> frozenset[str]:
        """What tells one statement from another; lines that share one do not flag each other (money.md 14)."""
        return frozenset(self.seen_in or (self.statement,))

    @property
    def loose_keys(self) -> frozenset[LooseKey]:
        """Equal for the same money in another file or format; only ever flags (commit-protocol B1)."""
        one = self.transaction
        amounts = {one.amount_minor, self.entry_minor or one.amount_minor}
        return loose_keys(one.account, self.own_account_id or "", one.booking_date, amounts)


class Verdict(StrEnum):
    SURE = "sure"
    REVIEW = "review"
    AMBIGUOUS = "ambiguous"
    UNMATCHED = "unmatched"
    IGNORED = "ignored"


class DifferenceKind(StrEnum):
    """What the gap between the open amount and the allocation (or the line and its allocations) is."""

    NONE = ""
    DISCOUNT = "discount"
    PART_PAYMENT = "part payment"
    OVERPAYMENT = "overpayment"
    BANK_FEE = "bank fee"
    SMALL_DIFFERENCE = "small difference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """Part of a transaction applied to an open item."""

    item: OpenItem  #: as it stood when proposed: the drift check compares it with Kanbert's today
    allocated_minor: int
    discount_minor: int = 0  #: sign of its allocation, outside the sum (review.md)
    difference_kind: DifferenceKind = DifferenceKind.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One signal's finding for the chosen allocation, in log-odds (natural logarithm); 0 = nothing known."""

    signal: str
    finding: str  #: in words, as it stands in the `why` column
    log_odds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A runner-up."""

    item_id: str
    number: str
    party_name: str
    open_minor: int | None
    probability: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What we think one transaction pays, and why. Without allocations it explains why there are none."""

    proposal_id: str
    run_id: str
    line: BankLine
    verdict: Verdict
    kind: str  #: single, collective, discount, part payment, overpayment, netting, return, own transfer, fee ...
    confidence: float  #: probability of exactly these allocations, 0..1
    allocations: tuple[Allocation, ...]
    unallocated_minor: int
    difference_kind: DifferenceKind = DifferenceKind.NONE  #: of the unallocated rest
    evidence: tuple[Evidence, ...] = ()
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    missing: str = ""  #: the smallest missing fact: "would be sure if ..."

    def __post_init__(self) -> None:
        assert_conserved(self.line.transaction, self.allocations, self.unallocated_minor)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSeen:
    """What a run keeps of a statement, so that its balance can be proved again from the journal alone."""

    origin: str  #: as in BankLine.seen_in
    statement: str  #: as in BankLine
    sha256: str  #: of the file
    format: str
    kind: str  #: statement, intraday or notification (`importers.statement.Kind`)
    account: str
    account_name: str
    currency: str
    from_date: date | None
    to_date: date | None
    opening_minor: int | None  #: None: the file has none
    closing_minor: int | None
    in_minor: int  #: booked lines in the statement's currency, unsigned
    out_minor: int
    proof: str  #: ties_out, differs or untestable (`importers.statement.Proof`)
    entries: int  #: as the bank books them
    lines: int  #: transactions read


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One `reconcile run`: what went in and what was proposed."""

    run_id: str
    files: tuple[tuple[str, str], ...]  #: (name, SHA-256) of every statement file
    today: date
    space: Space | None
    items: tuple[OpenItem, ...]  #: what was open: a person may redirect a proposal to any of them
    proposals: tuple[Proposal, ...]
    repeats: tuple[tuple[str, tuple[str, ...]], ...] = ()  #: (token, statements) of lines that needed no proposal
    statements: tuple[StatementSeen, ...] = ()  #: empty in runs of a program that did not keep them
    again_of: tuple[str, ...] = ()  #: the runs whose rows are proposed again here, because their facts changed

    def proposal(self, proposal_id: str) -> Proposal | None:
        return next((one for one in self.proposals if one.proposal_id == proposal_id), None)


# ------------------------------------------------------------------------------------------------- what is decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's answer to one proposal, with their edits applied."""

    proposal: Proposal  #: as stored in the journal, never as read from the file
    approved: bool
    allocations: tuple[Allocation, ...]
    unallocated_minor: int
    difference_kind: DifferenceKind = DifferenceKind.NONE
    note: str = ""

    def __post_init__(self) -> None:
        assert_conserved(self.proposal.line.transaction, self.allocations, self.unallocated_minor)

    @classmethod
    def as_proposed(cls, proposal: Proposal, *, approved: bool, note: str = "") -> Decision:
        """Nothing edited."""
        return cls(
            proposal=proposal, approved=approved, allocations=proposal.allocations,
            unallocated_minor=proposal.unallocated_minor, difference_kind=proposal.difference_kind, note=note,
        )  # fmt: skip


# -------------------------------------------------------------------------------------------------- what is posted


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """Kanbert's word for one allocation inside a payment. Positive."""

    item_id: str
    number: str
    value_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One payment to be sent to Kanbert: one transaction, one POST (money.md 1)."""

    token: str  #: the transaction_id
    generation: int
    proposal_id: str
    side: Side
    own_account_id: str
    booking_date: date
    currency: str
    bookings: tuple[Booking, ...]
    body: bytes  #: the exact request; re-sent verbatim, never rebuilt (commit-protocol B1)

    @property
    def amount_minor(self) -> int:
        return sum(booking.value_minor for booking in self.bookings)

    @property
    def body_sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """What a netted payment leaves over: a credit note against the one invoice beside it (money.md 9). Positive."""

    token: str  #: `KRO1-…`, of line, invoice and credit note; begins the reference, and is no token of a payment
    line_token: str
    proposal_id: str
    side: Side
    invoice_id: str
    invoice_number: str
    credit_id: str
    credit_number: str
    day: date  #: booking date of the line
    currency: str
    value_minor: int
    body: bytes  #: the exact request

    @property
    def body_sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


# ---------------------------------------------------------------------------------------------------- laws and ids


def shown_chance(probability: float) -> int:
    """Ten-thousandths, the same wherever a person reads it; never all of them, nor none: that is certain of nothing."""
    return min(9_999, max(1, int(f"{probability:.4f}".replace(".", ""))))


def assert_conserved(transaction: Transaction, allocations: tuple[Allocation, ...], unallocated_minor: int) -> None:
    """Conservation and sign, money.md 4. A violation is our bug, hence an assertion."""
    total = sum(allocation.allocated_minor for allocation in allocations) + unallocated_minor
    assert total == transaction.amount_minor, f"{total} allocated of {transaction.amount_minor}"
    for allocation in allocations:
        with_line = (allocation.allocated_minor > 0) == (transaction.amount_minor > 0)
        assert allocation.allocated_minor != 0, "an allocation of nothing"
        assert with_line == (allocation.item.document is Document.INVOICE), "sign of an allocation"


#: Consonants only: no id can look like a number, a date, a month, a formula or a word (review.md).
_LETTERS = "BCDFGHJKLMNPQRSTVWX"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_PAIRS = [low + high for high in _LETTERS for low in _LETTERS]  #: two places at once, the lower one first


def _letters_of(seed: str, length: int) -> str:
    """Of the hash, as a number to the base 19, the last digits, the last first."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big") % len(_LETTERS) ** length
    letters = ""
    while len(letters) < length:
        number, pair = divmod(number, len(_PAIRS))
        letters += _PAIRS[pair]
    return letters[:length]


def make_run_id(*inputs: str) -> str:
    """`R-` + 10 letters, a hash of the run's inputs: the same inputs are the same run (money.md 16)."""
    return "R-" + _letters_of("\x1f".join(inputs), 10)


def make_proposal_id(run_id: str, transaction_id: str) -> str:
    """`P-` + 12 letters + 2 check letters."""
    body = _letters_of(f"{run_id}\x1f{transaction_id}", 12)
    return f"P-{body}{_check_letters(body)}"


def is_proposal_id(text: str) -> bool:
    """True when the check letters fit, i.e. the id was not mistyped."""
    body, check = text[2:14], text[14:]
    return text.startswith("P-") and len(text) == 16 and set(body) <= set(_LETTERS) and _check_letters(body) == check


def _check_letters(body: str) -> str:
    """Two sums modulo 19, the size of the alphabet and prime: each wrong letter, each swap of neighbours shows."""
    values = [_VALUES[letter] for letter in body]
    weighted = sum([value * place for place, value in enumerate(values, 1)])
    return _LETTERS[weighted % 19] + _LETTERS[sum(values) % 19]
