"""Before the first POST: is it the Kanbert of the journal, and is what it does not find absent? (B4-3, U3, U9, F46)"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from reconcile import seams
from reconcile.journal import State
from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.conditions import Condition
from reconcile.kanbert.directions import directions_of
from reconcile.posting.kanbert import WITH_ARCHIVED, Kanbert, invoice_key
from reconcile.posting.readback import TOKEN, is_live, payments_of, token_of
from reconcile.posting.session import Session, stop
from reconcile.records import Side

#: Payments of the last quarter teach enough, if there are so many.
_RECENT = timedelta(days=92)
_ENOUGH = 50
_PROPOSALS, _JOURNAL = "the proposals were made for", "this journal belongs to"
_OTHER_KANBERT = "check KANBERT_BASE_URL; each Kanbert space has its own journal (--state)"
_SAFE_TEXT = re.compile(r"[A-Za-z0-9-]{4,40}")


def check_space(session: Session, accounts: Sequence[ApiObject]) -> None:
    """The proposals, the journal and the base URL belong to one Kanbert, or SafetyStop (F46)."""
    url = session.kanbert.base_url
    ids = tuple(sorted(str(account.get("id")) for account in accounts))
    space, known = session.options.space, session.journal.space()
    ours = space.base_url if space else None
    check_url(ours, known.base_url if known else None, url, is_loopback=session.kanbert.is_loopback)
    if space is not None:
        _same_accounts(_PROPOSALS, space.account_ids, url, ids)
    if known is not None:
        _same_accounts(_JOURNAL, known.account_ids, url, ids)
    if known is None or set(known.account_ids) != set(ids):
        session.journal.record_space(url, ids)


def check_url(proposals: str | None, journal: str | None, url: str, *, is_loopback: bool) -> None:
    """What of `check_space` needs no network, so that a rehearsal can say it too: the base URLs. Raises SafetyStop."""
    if proposals is None and not is_loopback:
        raise stop(
            "these proposals do not say which Kanbert they were made for",
            "run `reconcile run` again with a fresh `reconcile pull`, or without --snapshot",
            code="commit-space-unknown",
        )
    for whose, other in ((_PROPOSALS, proposals), (_JOURNAL, journal)):
        if other is not None and other.rstrip("/") != url.rstrip("/"):
            sentence = f"{whose} another Kanbert ({other})"
            raise stop(sentence, _OTHER_KANBERT, code="commit-other-kanbert", excerpt=url)


def _same_accounts(whose: str, ids: Sequence[str], url: str, ids_now: Sequence[str]) -> None:
    """Accounts come and go; not one in common is another space."""
    if ids and not set(ids) & set(ids_now):
        sentence = f"{whose} another Kanbert: not one payment account is the same"
        raise stop(sentence, _OTHER_KANBERT, code="commit-other-kanbert", excerpt=url)


def run_control_queries(session: Session) -> str:
    """Positive and negative control; says in words what was tried. Raises SafetyStop when one fails (F40)."""
    kanbert = session.kanbert
    _negative(kanbert)
    sample = _sample(session)
    _check_live_ones_shown(kanbert, sample)
    _check_bookings(sample)
    session.comparable = _comparable(sample)
    control = next((part for payment in sample if (part := _safe_part(payment))), None)
    if control is None:
        return "no payment to search for: one canary may be posted"
    text, payment_id = control
    found = kanbert.payments(Condition("reference", "contains", text), WITH_ARCHIVED)
    if payment_id not in {str(one.get("id")) for one in found}:
        raise stop(
            f"Kanbert does not find payment {payment_id} by its own reference, so nothing it does not find is absent",
            "nothing was posted; report this: the filter of the payments list does not work",
            code="control-query",
        )
    _document_control(kanbert, sample)
    session.searchable = True
    return f"payment {payment_id} found by its reference"


def _negative(kanbert: Kanbert) -> None:
    token = f"KR1-{seams.random_token()[:16].upper()}"
    rows = kanbert.payments(Condition("reference", "contains", token), WITH_ARCHIVED)
    if rows:
        raise stop(
            "Kanbert finds payments for a reference that does not exist",
            "nothing was posted; report this: the filter of the payments list does not work",
            code="control-query",
            excerpt=f"{len(rows)} payments",
        )


def _sample(session: Session) -> list[ApiObject]:
    """Existing payments, our own tokens first: those of a quarter, else all, else those a plain list shows."""
    kanbert = session.kanbert
    since = (session.clock.now() - _RECENT).date().isoformat()
    sample = kanbert.payments(Condition("date_of_payment", "gte", since), WITH_ARCHIVED)
    if len(sample) < _ENOUGH:
        sample = kanbert.payments(WITH_ARCHIVED) or kanbert.payments()
    return sorted(sample, key=lambda payment: not token_of(payment))


def _safe_part(payment: ApiObject) -> tuple[str, str] | None:
    """(a part of the reference that is safe to search for, id): letters, digits and hyphens only (api.md 4)."""
    reference = str(payment.get("reference") or "")
    parts = TOKEN.findall(reference) or sorted(_SAFE_TEXT.findall(reference), key=len, reverse=True)
    return (parts[0], str(payment.get("id"))) if parts else None


def _document_control(kanbert: Kanbert, sample: Sequence[ApiObject]) -> None:
    """The same for the search by document, which every re-read of an open amount relies on."""
    for side in Side:
        known = next((pair for payment in sample if (pair := _documented(payment, side))), None)
        if known is None:
            continue
        payment_id, item_id = known
        if payment_id not in {str(one.get("id")) for one in payments_of(kanbert, side, item_id)}:
            raise stop(
                f"Kanbert does not find payment {payment_id} by the {side.value} invoice it pays",
                "nothing was posted; report this: the filter of the payments list does not work",
                code="control-query",
            )


def _documented(payment: ApiObject, side: Side) -> tuple[str, str] | None:
    for booking in payment.get("bookings") or ():
        item_id = booking.get(invoice_key(side)) if isinstance(booking, dict) else None
        if item_id:
            return str(payment.get("id")), str(item_id)
    return None


def _comparable(sample: Sequence[ApiObject]) -> dict[Side, int]:
    """How many earlier payments, not ours, confirm the meaning of in/out. Raises SafetyStop on contradiction (U3)."""
    directions = directions_of(sample)
    for one in directions.values():
        if one.contradiction:
            remedy = "nothing was posted; report this: the direction of money means something else in this Kanbert"
            raise stop(one.contradiction, remedy, code="control-direction")
    return {side: one.agreeing for side, one in directions.items()}


def _check_live_ones_shown(kanbert: Kanbert, sample: Sequence[ApiObject]) -> None:
    """A question for archived payments too that shows these alone would call every posting of ours absent (U10)."""
    if sample and not any(map(is_live, sample)) and any(map(is_live, kanbert.payments())):
        raise stop(
            "asked for archived payments too, Kanbert shows these alone, so what it does not find may be there (U10)",
            "nothing was posted; report this: the filter of the payments list does not work",
            code="control-query",
        )


def _check_bookings(sample: Sequence[ApiObject]) -> None:
    """A payments list that does not show what each pays proves no open amount. Raises SafetyStop (U8)."""
    silent = [one for one in sample if is_live(one) and not isinstance(one.get("bookings"), list)]
    if silent:
        raise stop(
            f"Kanbert does not show what payment {silent[0].get('id')} pays, so no open amount can be checked (U8)",
            "nothing was posted; report this: the payments list has no bookings",
            code="control-bookings",
        )


def refuse_unsearchable(session: Session) -> None:
    """In a space without a payment to search for, an uncertain posting is for a person (simulation.md 7)."""
    open_ends = session.in_state(State.UNCERTAIN, State.SENDING, State.POSTED)
    if session.searchable or not open_ends:
        return
    first = open_ends[0]
    raise stop(
        f"{first.token} is {first.state} and Kanbert shows no payment to search for, so its absence proves nothing",
        "look at the invoice in Kanbert; book any one payment there by hand, then run `reconcile commit` again",
        code="control-nothing-to-search",
    )
