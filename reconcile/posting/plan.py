"""Approved decisions + what the journal knows -> postings to make, and conflicts with their reason. Pure.

money.md 1-3, 9 and 15. What Kanbert says today is asked later, immediately before each posting (`facts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from importers.amounts import shown
from reconcile.journal import ENDED_EMPTY, ON_SERVER, DecisionSeen, Journal, PostingState, State, decision_digest
from reconcile.kanbert.answers import ApiObject
from reconcile.posting.body import request_body
from reconcile.posting.report import CONFLICT, UNDECIDED, RowOutcome, row_of
from reconcile.records import Allocation, Booking, Decision, DifferenceKind, Document, Posting, Side

OVERRULED = "a later decision in the journal says otherwise: decide it on the review page"
TAKEN_BACK = "its decision was taken back, or never recorded: decide it on the review page"
UNTOLD = "which was not known when this was decided: run the statement again, and decide on the new row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the journal and the list of accounts say; everything keyed by token but `superseded` and `accounts`."""

    postings: Mapping[str, PostingState]
    latest: Mapping[str, DecisionSeen]
    superseded: frozenset[str]  #: proposals a later run replaced (F31)
    entry_conflicts: Mapping[str, str]  #: money.md 14
    look_alikes: Mapping[str, str]  #: money.md 14
    accounts: Mapping[str, str] | None  #: account id -> why it takes no posting, "" when it does; None: not asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """One posting to record as `ready`, and the decision it is made from."""

    posting: Posting
    decision: Decision
    decision_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A `ready` posting that a newer decision ends (money.md 15)."""

    token: str
    to: State
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    withdrawals: tuple[Withdrawal, ...]  #: first
    intents: tuple[Intent, ...]  #: then these are recorded
    to_send: tuple[str, ...]  #: tokens, in the order of the decisions: `ready` and to be sent
    follow: tuple[str, ...]  #: tokens already on their way: only their state is reported
    rows: tuple[RowOutcome, ...]  #: settled here: declined, undecided, stale, conflicts


def known_of(
    journal: Journal,
    decisions: Sequence[Decision],
    *,
    latest: Mapping[str, DecisionSeen],
    accounts: Mapping[str, str] | None,
) -> Known:
    """What the journal knows about these decisions; `accounts` as from `accounts_of`."""
    lines = {decision.proposal.line.transaction.transaction_id: decision.proposal.line for decision in decisions}
    ids = {decision.proposal.proposal_id for decision in decisions}
    return Known(
        postings={state.token: state for state in journal.postings()},
        latest=latest,
        superseded=frozenset(filter(journal.superseded, ids)),
        entry_conflicts={
            token: words
            for token, line in lines.items()
            if (words := journal.entry_conflict(token, line.transaction.entry_id))
        },
        look_alikes={token: words for token, line in lines.items() if (words := journal.untold_look_alike(line))},
        accounts=accounts,
    )


def plan(decisions: Iterable[Decision], known: Known) -> Plan:
    steps = [step for decision in _latest_only(decisions) for step in _place(decision, known)]
    return Plan(
        withdrawals=tuple(step for step in steps if isinstance(step, Withdrawal)),
        intents=tuple(step for step in steps if isinstance(step, Intent)),
        to_send=tuple(step.token for step in steps if isinstance(step, _Send)),
        follow=tuple(step.token for step in steps if isinstance(step, _Follow)),
        rows=tuple(step for step in steps if isinstance(step, RowOutcome)),
    )


@dataclass(frozen=True, slots=True)
class _Send:
    token: str


@dataclass(frozen=True, slots=True)
class _Follow:
    token: str


_Step = Withdrawal | Intent | _Send | _Follow | RowOutcome


def _latest_only(decisions: Iterable[Decision]) -> list[Decision]:
    """One decision per transaction; a second one for the same token replaces the first."""
    return list({_token(decision): decision for decision in decisions}.values())


def _token(decision: Decision) -> str:
    return decision.proposal.line.transaction.transaction_id


def _row(decision: Decision, state: str, words: str) -> RowOutcome:
    return RowOutcome(token=_token(decision), proposal_id=decision.proposal.proposal_id, state=state, words=words)


def _place(decision: Decision, known: Known) -> Iterator[_Step]:
    token = _token(decision)
    seen, before = known.latest.get(token), known.postings.get(token)
    if seen is None or seen.digest != decision_digest(decision):
        if ended := overruled(before, seen):
            yield ended
        yield _row(decision, UNDECIDED, OVERRULED if seen else TAKEN_BACK)
    elif before is not None and before.state in ON_SERVER:
        yield from _under_way(decision, seen, before)
    elif decision.proposal.proposal_id in known.superseded:
        yield from _ended(decision, before, State.STALE, "a later run proposed this line again: decide there")
    elif not decision.approved:
        yield from _ended(decision, before, State.DECLINED, "declined")
    elif before is not None and before.state in ENDED_EMPTY and before.decision_seq == seen.seq:
        yield _row(decision, before.state.value, f"{before.words}; a new decision is needed")
    else:
        yield from _to_post(decision, seen, before, known)


def overruled(before: PostingState | None, latest: DecisionSeen | None) -> Withdrawal | None:
    """What ends a `ready` posting that was not made from the latest decision (money.md 15); None for any other."""
    if before is None or before.state is not State.READY or (latest and latest.seq == before.decision_seq):
        return None
    if latest is None:
        return Withdrawal(token=before.token, to=State.STALE, words=TAKEN_BACK)
    if not latest.decision.approved:
        return Withdrawal(token=before.token, to=State.DECLINED, words="declined")
    return Withdrawal(token=before.token, to=State.STALE, words="replaced by a new decision")


def _under_way(decision: Decision, seen: DecisionSeen, before: PostingState) -> Iterator[_Step]:
    if before.decision_seq == seen.seq:
        yield _Follow(before.token)
    else:
        words = (
            f"the new decision is not carried out: the posting is {before.state} ({before.words}); to correct it: "
            f"reconcile status --payment {before.token}; then set the row back"
        )
        yield _row(decision, CONFLICT, words)


def _ended(decision: Decision, before: PostingState | None, to: State, words: str) -> Iterator[_Step]:
    if before is not None and before.state is State.READY:
        yield Withdrawal(token=before.token, to=to, words=words)
    yield _row(decision, to.value, words)


def _to_post(decision: Decision, seen: DecisionSeen, before: PostingState | None, known: Known) -> Iterator[_Step]:
    token = _token(decision)
    reasons = list(_objections(decision, known))
    if reasons:
        if before is not None and before.state is State.READY:
            yield Withdrawal(token=token, to=State.STALE, words="; ".join(reasons))
        yield _row(decision, CONFLICT, "; ".join(reasons))
        return
    if ended := overruled(before, seen):
        yield ended
    elif before is not None and before.state is State.READY:
        yield _Send(token)
        return
    generation = before.generation + 1 if before else 1
    yield Intent(posting=posting_of(decision, generation), decision=decision, decision_seq=seen.seq)
    yield _Send(token)


def posting_of(decision: Decision, generation: int) -> Posting:
    """The payment of one approved decision that `_objections` found nothing against."""
    line = decision.proposal.line
    transaction, side = line.transaction, _side(decision)
    assert line.own_account_id, "an unmapped account"
    bookings = _bookings(decision)
    return Posting(
        token=transaction.transaction_id,
        generation=generation,
        proposal_id=decision.proposal.proposal_id,
        side=side,
        own_account_id=line.own_account_id,
        booking_date=transaction.booking_date,
        currency=transaction.currency,
        bookings=bookings,
        body=request_body(transaction, side, line.own_account_id, bookings),
    )


def _side(decision: Decision) -> Side:
    """money.md 1: a line in settles outgoing invoices, a line out incoming ones."""
    return Side.OUTGOING if decision.proposal.line.transaction.amount_minor > 0 else Side.INCOMING


def _invoices(decision: Decision) -> list[Allocation]:
    return [part for part in decision.allocations if part.item.document is Document.INVOICE]


def _bookings(decision: Decision) -> tuple[Booking, ...]:
    """Netted credit notes lower the one invoice beside them (money.md 9); they themselves are never posted."""
    credit_minor = sum(abs(part.allocated_minor) for part in decision.allocations if part not in _invoices(decision))
    return tuple(
        Booking(
            item_id=part.item.item_id,
            number=part.item.number,
            value_minor=abs(part.allocated_minor) - credit_minor,
        )
        for part in _invoices(decision)
    )


def _objections(decision: Decision, known: Known) -> Iterator[str]:
    """Why this approved decision is not posted, each reason in words."""
    yield from _line_objections(decision, known)
    yield from _document_objections(decision)
    yield from _amount_objections(decision)


def _line_objections(decision: Decision, known: Known) -> Iterator[str]:
    line = decision.proposal.line
    if not line.transaction.is_booked:
        yield "the bank has not booked this line yet"
    if conflict := known.entry_conflicts.get(_token(decision)):
        yield conflict
    elif look_alike := known.look_alikes.get(_token(decision)):
        yield f"{look_alike}, {UNTOLD}"
    if not line.own_account_id:
        yield f"our account {line.transaction.account} is not mapped to exactly one account in Kanbert"
    elif known.accounts is not None:
        reason = known.accounts.get(line.own_account_id, "is archived or unknown in Kanbert")
        if reason:
            yield f"our account {reason}"


def _document_objections(decision: Decision) -> Iterator[str]:
    items = [part.item for part in decision.allocations]
    invoices = _invoices(decision)
    currency = decision.proposal.line.transaction.currency
    if not invoices:
        yield "no invoice is chosen"
    if any(item.side is not _side(decision) for item in items):
        yield "money in pays outgoing invoices, money out incoming ones: the rest is for a person"
    if len({item.item_id for item in items}) < len(items):
        yield "one document is named twice"
    if len(invoices) < len(items) and len(invoices) != 1:
        yield "several invoices beside a credit note are posted by a person"
    for item in items:
        if item.currency != currency:
            yield f"{item.number} is in {item.currency or 'an unknown currency'}, the line in {currency}"
    for item in (part.item for part in invoices):
        if item.unsafe:
            yield f"nothing may be posted to {item.number}: {item.unsafe[0]}"
        elif item.open_minor is None:
            yield f"the open amount of {item.number} is unknown"


def _amount_objections(decision: Decision) -> Iterator[str]:
    transaction, rest = decision.proposal.line.transaction, decision.unallocated_minor
    values = [booking.value_minor for booking in _bookings(decision)]
    if any(value <= 0 for value in values):
        yield "nothing remains to be posted on the invoice"
    if sum(values) > abs(transaction.amount_minor) or (rest and (rest > 0) != (transaction.amount_minor > 0)):
        yield f"more is allocated than the {shown(abs(transaction.amount_minor), transaction.currency)} of the line"
    elif rest and decision.difference_kind is DifferenceKind.NONE:
        yield f"the rest of {shown(abs(rest), transaction.currency)} has no kind: say what it is"
    for part, value in zip(_invoices(decision), values, strict=True):
        if part.item.open_minor is not None and value > part.item.open_minor:
            yield f"{part.item.number}: more than its open amount"


def accounts_of(accounts: Sequence[ApiObject]) -> dict[str, str]:
    """account id -> why nothing is posted to it, "" when it may be (money.md 3)."""
    return {str(one.get("id")): _account_objection(one) for one in accounts}


def _account_objection(account: ApiObject) -> str:
    if account.get("deleted_at"):
        return f"{account.get('title')} is archived in Kanbert"
    return "" if account.get("type") == "account" else f"{account.get('title')} is no bank account in Kanbert"


def follow_rows(tokens: Iterable[str], postings: Mapping[str, PostingState]) -> list[RowOutcome]:
    return [row_of(postings[token]) for token in tokens]
