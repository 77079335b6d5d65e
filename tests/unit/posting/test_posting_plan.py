"""Which decisions become postings, which do not and why (money.md 1-3, 9, 15). Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from posting_world import account, bank_line, decision, incoming, item_of, outgoing, token

from reconcile.journal import DecisionSeen, LineSeen, PostingState, State, decision_digest
from reconcile.posting.plan import Known, Plan, accounts_of, plan, posting_of
from reconcile.records import Booking, Decision, DifferenceKind, OpenItem

NOW = datetime(2026, 3, 20, tzinfo=UTC)
RE_1, RE_2 = item_of(outgoing("re-1", "100.00")), item_of(outgoing("re-2", "50.00"))
CREDIT = item_of(outgoing("gs-1", "20.00", is_credit=True))
ER_1 = item_of(incoming("er-1", "80.00"))


def yes(
    *parts: tuple[OpenItem, int], amount: int = 10_000, line: dict[str, Any] | None = None, **fields: Any
) -> Decision:
    return decision(bank_line(1, amount, **(line or {})), *parts, **fields)


def known(*decisions: Decision, **fields: Any) -> Known:
    latest = {
        one.proposal.line.transaction.transaction_id: DecisionSeen(7, decision_digest(one), one, "a.csv")
        for one in decisions
    }
    values: dict[str, Any] = {
        "postings": {},
        "latest": latest,
        "superseded": frozenset(),
        "entry_conflicts": {},
        "look_alikes": {},
        "accounts": {"acc-1": ""},
    }
    return Known(**(values | fields))


def planned(one: Decision, **fields: Any) -> Plan:
    return plan([one], known(one, **fields))


def before(one: Decision, state: State, decision_seq: int = 7) -> dict[str, PostingState]:
    posting = posting_of(one, 1)
    line = LineSeen(
        proposal_id="P",
        token=posting.token,
        entry_id=posting.token,
        account="A",
        booking_date=posting.booking_date,
        amount_minor=1,
        statement="s",
    )
    found = PostingState(
        token=posting.token,
        state=state,
        generation=1,
        attempts=0,
        payment_id="",
        words="so it was",
        posting=posting,
        line=line,
        snapshot=(),
        decision_seq=decision_seq,
        changed_at=NOW,
    )
    return {posting.token: found}


def bookings(made: Plan) -> list[tuple[str, int]]:
    return [(one.item_id, one.value_minor) for intent in made.intents for one in intent.posting.bookings]


# --------------------------------------------------------------------------------------------------- what is posted


def test_a_line_in_pays_outgoing_invoices_in_one_payment() -> None:
    made = planned(yes((RE_1, 10_000), (RE_2, 5_000), amount=15_000))
    assert bookings(made) == [("re-1", 10_000), ("re-2", 5_000)]
    assert (made.to_send, made.rows) == ((token(1),), ())


def test_a_line_out_pays_incoming_documents() -> None:
    assert bookings(planned(yes((ER_1, -8_000), amount=-8_000))) == [("er-1", 8_000)]


def test_a_netted_credit_note_lowers_its_one_invoice() -> None:
    """money.md 9: 100 - 20 = 80; the 20 are for a person."""
    assert bookings(planned(yes((RE_1, 10_000), (CREDIT, -2_000), amount=8_000))) == [("re-1", 8_000)]


def test_a_rest_with_a_kind_is_posted_without_the_rest() -> None:
    one = yes((RE_1, 10_000), amount=10_300, kind=DifferenceKind.OVERPAYMENT)
    assert bookings(planned(one)) == [("re-1", 10_000)]


# ----------------------------------------------------------------------------------------------------- what is not


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (yes(), "no invoice is chosen"),
        (yes((RE_1, 10_000), amount=10_300), "the rest of 3.00 has no kind: say what it is"),
        (yes((ER_1, 8_000), amount=8_000), "money in pays outgoing invoices, money out incoming ones"),
        (yes((RE_1, -8_000), amount=-8_000), "money in pays outgoing invoices, money out incoming ones"),
        (yes((RE_1, 5_000), (RE_1, 5_000)), "one document is named twice"),
        (yes((RE_1, 10_000), (RE_2, 5_000), (CREDIT, -2_000), amount=13_000), "several invoices beside a credit note"),
        (yes((CREDIT, 2_000 * -1), amount=-2_000 * -1, kind=DifferenceKind.OVERPAYMENT), "no invoice is chosen"),
        (
            yes((RE_1, 10_000), amount=8_000, kind=DifferenceKind.BANK_FEE),
            "more is allocated than the 80.00 of the line",
        ),
        (yes((RE_2, 6_000), amount=6_000), "RE-2: more than its open amount"),
        (yes((RE_1, 10_000), line={"own_account_id": None}), "is not mapped to exactly one account"),
        (yes((RE_1, 10_000), line={"own_account_id": "acc-9"}), "our account is archived or unknown in Kanbert"),
        (yes((RE_1, 10_000), line={"status": "PDNG"}), "the bank has not booked this line yet"),
        (yes((RE_1, 10_000), line={"currency": "CHF"}), "RE-1 is in EUR, the line in CHF"),
        (yes((replace(RE_1, open_minor=None), 10_000)), "the open amount of RE-1 is unknown"),
        (yes((replace(RE_1, unsafe=("it is archived",)), 10_000)), "nothing may be posted to RE-1: it is archived"),
        (yes((replace(RE_1, currency=""), 10_000)), "RE-1 is in an unknown currency, the line in EUR"),
    ],
)
def test_why_an_approved_row_is_not_posted(one: Decision, words: str) -> None:
    made = planned(one)
    assert (made.intents, made.to_send) == ((), ())
    assert [row.state for row in made.rows] == ["conflict"]
    assert words in made.rows[0].words


def test_an_entry_posted_in_another_form_is_for_a_person() -> None:
    made = planned(yes((RE_1, 10_000)), entry_conflicts={token(1): "another split of its entry was already posted"})
    assert (made.intents, made.rows[0].state) == ((), "conflict")


def test_only_the_decision_in_the_journal_counts() -> None:
    one = yes((RE_1, 10_000))
    overruled = plan([one], known(replace(one, approved=False)))
    assert [(row.state, row.words) for row in overruled.rows] == [
        ("undecided", "a later decision in the journal says otherwise: decide it on the review page")
    ]
    unrecorded = plan([one], known())
    assert [row.words for row in unrecorded.rows] == [
        "its decision was taken back, or never recorded: decide it on the review page"
    ]
    assert overruled.intents == unrecorded.intents == ()


# ------------------------------------------------------------------------------------------------------ generations


@pytest.mark.parametrize("state", [State.SENDING, State.UNCERTAIN, State.POSTED, State.CONFIRMED, State.HUMAN])
def test_what_may_be_in_kanbert_takes_no_new_decision(state: State) -> None:
    one = yes((RE_1, 10_000))
    same = planned(one, postings=before(one, state))
    assert (same.follow, same.rows, same.intents) == ((token(1),), (), ())
    new = planned(one, postings=before(one, state, decision_seq=3))
    assert (new.intents, new.to_send, new.rows[0].state) == ((), (), "conflict")
    declined = planned(replace(one, approved=False), postings=before(one, state, decision_seq=3))
    assert (declined.withdrawals, declined.rows[0].state) == ((), "conflict")


@pytest.mark.parametrize("state", [State.REJECTED, State.STALE, State.DECLINED])
def test_what_ended_empty_takes_a_new_generation_from_a_new_decision_only(state: State) -> None:
    one = yes((RE_1, 10_000))
    same = planned(one, postings=before(one, state))
    assert (same.intents, same.rows[0].state) == ((), state.value)
    new = planned(one, postings=before(one, state, decision_seq=3))
    assert [intent.posting.generation for intent in new.intents] == [2]
    assert new.intents[0].posting.token == token(1)


def test_a_ready_posting_is_sent_replaced_or_declined() -> None:
    one = yes((RE_1, 10_000))
    assert planned(one, postings=before(one, State.READY)).to_send == (token(1),)
    replaced = planned(one, postings=before(one, State.READY, decision_seq=3))
    assert [step.to for step in replaced.withdrawals] == [State.STALE]
    assert [intent.posting.generation for intent in replaced.intents] == [2]
    declined = planned(replace(one, approved=False), postings=before(one, State.READY, decision_seq=3))
    assert [step.to for step in declined.withdrawals] == [State.DECLINED]
    assert declined.intents == ()


def test_a_row_of_an_older_run_is_stale_and_so_is_its_ready_posting() -> None:
    """F31."""
    one = yes((RE_1, 10_000))
    made = planned(one, superseded=frozenset({one.proposal.proposal_id}), postings=before(one, State.READY))
    assert [step.to for step in made.withdrawals] == [State.STALE]
    assert [row.state for row in made.rows] == ["stale"]


def test_which_accounts_take_postings() -> None:
    found = accounts_of(
        [
            account("a"),
            account("b", type="employee_expenses"),
            account("c", deleted_at="2026-01-01T00:00:00Z"),
            account("d", type="wallet"),
        ]
    )
    assert {name: bool(reason) for name, reason in found.items()} == {"a": False, "b": True, "c": True, "d": True}


# ------------------------------------------------------------------------------------------------------------- laws


@given(
    st.lists(st.integers(1, 10_000), min_size=1, max_size=4),
    st.integers(0, 500),
    st.sampled_from(list(DifferenceKind)),
)
def test_the_sum_sent_is_positive_and_never_above_the_line(values: list[int], rest: int, kind: DifferenceKind) -> None:
    """money.md 2."""
    items = [replace(RE_1, item_id=f"re-{place}", open_minor=10_000) for place in range(len(values))]
    one = yes(*zip(items, values, strict=True), amount=sum(values) + rest, kind=kind)
    made = planned(one)
    assert bool(made.intents) == (rest == 0 or kind is not DifferenceKind.NONE)
    for intent in made.intents:
        booked: tuple[Booking, ...] = intent.posting.bookings
        assert all(booking.value_minor > 0 for booking in booked)
        assert intent.posting.amount_minor <= one.proposal.line.transaction.amount_minor
