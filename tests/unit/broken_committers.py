"""Committers broken on purpose (commit-protocol B7): each is one patch; whoever tests must notice every one.

`tests/unit/posting/test_posting_mutants.py` has a history made for each; the random histories of `tests/crash` meet
them all.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from itertools import count

import pytest

from reconcile.errors import KanbertUnavailable
from reconcile.journal import State
from reconcile.kanbert.answers import Delivery, PostAnswer
from reconcile.kanbert.client import KanbertClient
from reconcile.kanbert.conditions import Condition
from reconcile.posting import audit, control, facts, offsets, offsetting, outcome, readback, resolving, sending
from reconcile.posting.outcome import Outcome
from reconcile.posting.readback import Found, find
from reconcile.posting.session import Session
from reconcile.records import Offset, Posting, Side

Patch = Callable[[pytest.MonkeyPatch], None]


def answers_as(state: State, *which: Delivery | int) -> Patch:
    """A committer that takes these answers for something they are not."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        true = outcome.outcome_of

        def wrong(answer: PostAnswer, posting: Posting) -> Outcome:
            if answer.delivery in which or answer.status in which:
                return Outcome(state=state, words="mutant", payment_id="made-up" if state is State.POSTED else "")
            return true(answer, posting)

        monkeypatch.setattr(sending, "outcome_of", wrong)

    return patch


def no_quarantine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "rested", lambda *_: True)


def no_second_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "gap_s", property(lambda _: 0.0))
    no_read_back(monkeypatch)


def no_read_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """No search right before the POST; the facts still are read."""
    true = sending.Sending._may_be_sent

    def blind(self: sending.Sending, name: str) -> bool:
        session = self._session
        session.find = lambda _: Found()  # type: ignore[method-assign, assignment]
        try:
            return true(self, name)
        finally:
            del session.find

    monkeypatch.setattr(sending.Sending, "_may_be_sent", blind)


def failed_read_is_absence(monkeypatch: pytest.MonkeyPatch) -> None:
    def hopeful(self: Session, name: str) -> Found:
        try:
            return find(self.kanbert, name)
        except KanbertUnavailable:
            return Found()

    monkeypatch.setattr(Session, "find", hopeful)


def no_control_query(monkeypatch: pytest.MonkeyPatch) -> None:
    def trusting(session: Session) -> str:
        session.searchable = True
        return "mutant"

    monkeypatch.setattr("reconcile.posting.commit.run_control_queries", trusting)


def blind_to_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    without = Condition("archived", "eq", "without")
    for module in (readback, control, audit):
        monkeypatch.setattr(module, "WITH_ARCHIVED", without)


def never_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (facts, resolving):
        monkeypatch.setattr(module, "booked_by_hand", lambda *_, **__: iter(()))


def sending_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(session: Session) -> None:
        for state in session.in_state(State.SENDING):
            session.move(state.token, State.READY, step="recover", words="mutant")

    monkeypatch.setattr("reconcile.posting.commit.recover", forgetful)


def recorded_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """The attempt is written to the journal when the answer is there, not before the first byte is sent."""

    def careless(self: sending.Sending, name: str) -> Outcome:
        session = self._session
        posting = session.of(name).posting
        answer = session.kanbert.post_payment(posting.side, posting.body)
        session.journal.start_attempt(session.commit_id, name)
        session.touched.add(name)
        found = outcome.outcome_of(answer, posting)
        self._record(name, found, answer)
        return found

    monkeypatch.setattr(sending.Sending, "_attempt", careless)


def both(one: Patch, other: Patch) -> Patch:
    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        one(monkeypatch)
        other(monkeypatch)

    return patch


def blind_and_careless(monkeypatch: pytest.MonkeyPatch) -> None:
    blind_to_deleted(monkeypatch)
    never_by_hand(monkeypatch)


def forgets_what_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "unseen_minor", lambda *_: 0)


def no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reconcile.posting.commit.only_commit", lambda *_: nullcontext())


def a_token_for_each_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    true = KanbertClient.post_payment
    attempts = count()

    def renamed(self: KanbertClient, side: Side, body: bytes) -> PostAnswer:
        return true(self, side, body.replace(b"KR1-000", b"KR1-%03d" % (next(attempts) % 1000)))

    monkeypatch.setattr(KanbertClient, "post_payment", renamed)


def silent_about_doubles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "_unexpected", lambda *_: "")


def unclear_offset_is_resent(monkeypatch: pytest.MonkeyPatch) -> None:
    true = offsets.outcome_of_offset

    def hopeful(answer: PostAnswer, offset: Offset) -> Outcome:
        found = true(answer, offset)
        return Outcome(state=State.READY, words="mutant") if found.state is State.HUMAN else found

    monkeypatch.setattr(offsetting, "outcome_of_offset", hopeful)


def offset_under_way_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(session: Session) -> None:
        for one in session.journal.offsets():
            if one.state is State.SENDING:
                session.journal.move_offset(one.offset, State.READY, words="mutant")

    monkeypatch.setattr("reconcile.posting.commit.recover_offsets", forgetful)


#: name -> the patch
BROKEN: dict[str, Patch] = {
    "a 5xx is taken as not applied, and no read-back": both(answers_as(State.READY, 500), no_read_back),
    "silence is taken as not applied, and no read-back": both(answers_as(State.READY, Delivery.UNKNOWN), no_read_back),
    "silence is taken as not applied": answers_as(State.READY, Delivery.UNKNOWN),
    "silence is taken as success": answers_as(State.POSTED, Delivery.UNKNOWN),
    "a garbage 200 is trusted": answers_as(State.POSTED, 200),
    "silence is taken as a refusal": answers_as(State.REJECTED, Delivery.UNKNOWN),
    "no quarantine": no_quarantine,
    "sending is taken as not begun": sending_is_ready,
    "the attempt is recorded after the POST": recorded_after,
    "one look instead of two, and no read-back": no_second_look,
    "a failed read is an absence": failed_read_is_absence,
    "no control query": no_control_query,
    "no read-back": no_read_back,
    "blind to deleted payments": blind_and_careless,
    "payments by hand are ignored": never_by_hand,
    "no lock": no_lock,
    "a token for each attempt": a_token_for_each_attempt,
    "doubles are not reported": silent_about_doubles,
    "what is under way is forgotten": forgets_what_is_under_way,
    "an unclear offset is sent again": unclear_offset_is_resent,
    "an offset under way is taken as not begun": offset_under_way_is_ready,
}
