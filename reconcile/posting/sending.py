"""One posting: facts, read-back, J3, POST, J4; the first of each endpoint verified to its end (B4-6, B4-7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from importers.errors import Problem
from reconcile import seams
from reconcile.errors import KanbertUnavailable
from reconcile.journal import PostingState, State
from reconcile.kanbert.answers import PostAnswer
from reconcile.kanbert.directions import COMPARABLE
from reconcile.posting.control import refuse_unsearchable
from reconcile.posting.facts import Fact, judge, read_fact, read_facts
from reconcile.posting.outcome import Outcome, Then, outcome_of
from reconcile.posting.plan import UNTOLD, overruled
from reconcile.posting.session import Session, stop
from reconcile.records import Side

MOST_TRIES = 5  #: of one row in one run, F1 and F9
MOST_REFUSALS = 3  #: one after the other, F12
LONGEST_WAIT_S = 120.0  #: F9
_LOOK = "look at this payment in Kanbert; nothing more was sent"


@dataclass
class Endpoint:
    """One of the two POST endpoints during a run."""

    side: Side
    verified: bool = False  #: its canary was read back and moved its invoice


class Sending:
    """Posts what is `ready`, serially."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._refusals = 0

    def post_all(self, tokens: Sequence[str]) -> None:
        """`tokens`: of `ready` postings. Raises what must end the run; everything done so far is in the journal."""
        for side in Side:
            states = [self._session.of(token) for token in tokens]
            queue = [one for one in states if one.posting.side is side and one.state is State.READY]
            self._post_side(Endpoint(side), _canary_first(queue))

    def _post_side(self, endpoint: Endpoint, queue: Sequence[str]) -> None:
        if queue:
            self._stop_at_earlier_canary(endpoint.side)
        for token in queue:
            if self._session.stop_requested():
                self._session.note("stopped on request: the posting under way was finished, the others were not begun")
                return
            sent = self._post(token)
            state = self._session.of(token).state
            if sent and state in (State.POSTED, State.CONFIRMED) and not endpoint.verified:
                self._verify_canary(endpoint, token)
            elif state is State.UNCERTAIN and not endpoint.verified:
                words = f"the first posting to {endpoint.side.value} invoices is uncertain, so the others wait"
                self._session.note(words)
                refuse_unsearchable(self._session)
                return

    # ------------------------------------------------------------------------------------------------- one row

    def _post(self, token: str) -> bool:
        """True when a POST of this row was made and something of it may be in Kanbert."""
        for attempt in range(1, MOST_TRIES + 1):
            if not self._may_be_sent(token):
                return False
            outcome = self._attempt(token)
            if outcome.then is not Then.WAIT:
                return self._follow(token, outcome)
            self._wait(token, outcome, attempt)
            if self._session.stop_requested():
                return False
        raise AssertionError("unreachable: the last wait raises")

    def _may_be_sent(self, token: str) -> bool:
        """Fresh facts, then the read-back that precedes every attempt, the first included (money.md 15)."""
        session = self._session
        seams.crash_point("facts before")
        state = session.of(token)
        facts = read_facts(session.kanbert, state, session.options)
        judgement = judge(state, facts, session.on_server(), session.knows_beside(token))
        seams.crash_point("read-back before")
        found = session.find(token)
        if not found.nothing:
            session.settle(token, found, step="read-back")
            return False
        if judgement.state is not State.READY:
            session.move(token, judgement.state, step="refresh", words=judgement.words)
            return False
        if conflict := self._posted_meanwhile(state):
            session.move(token, State.STALE, step="refresh", words=conflict)
            return False
        self._facts = facts
        return not session.withheld and not self._overruled(state)

    def _posted_meanwhile(self, state: PostingState) -> str:
        """What this very run posted may be the same money (money.md 14)."""
        journal = self._session.journal
        if conflict := journal.entry_conflict(state.token, state.line.entry_id):
            return conflict
        seen = journal.decision_seen(state.token)
        look_alike = journal.untold_look_alike(seen.decision.proposal.line) if seen else ""
        return f"{look_alike}, {UNTOLD}" if look_alike else ""

    def _overruled(self, state: PostingState) -> bool:
        """A decision made since the plan, on the review page for instance, ends the posting (money.md 15)."""
        ended = overruled(state, self._session.journal.decision_seen(state.token))
        if ended is not None:
            self._session.move(ended.token, ended.to, step="decision", words=ended.words)
        return ended is not None

    def _attempt(self, token: str) -> Outcome:
        session = self._session
        posting = session.of(token).posting
        seams.crash_point("J3 before")
        session.journal.start_attempt(session.commit_id, token)
        session.touched.add(token)
        session.sent.add(token)
        seams.crash_point("J3 after")
        answer = session.kanbert.post_payment(posting.side, posting.body)
        seams.crash_point("J4 before")
        outcome = outcome_of(answer, posting)
        self._record(token, outcome, answer)
        seams.crash_point("J4 after")
        return outcome

    def _record(self, token: str, outcome: Outcome, answer: PostAnswer) -> None:
        """J4, durable before the next POST."""
        self._session.journal.move(
            token,
            outcome.state,
            step="outcome",
            words=outcome.words,
            payment_ids=(outcome.payment_id,) if outcome.payment_id else (),
            status=answer.status,
            answer_sha256=answer.body_sha256,
            answer=answer.text,
        )
        self._refusals = self._refusals + 1 if outcome.state is State.REJECTED else 0

    def _follow(self, token: str, outcome: Outcome) -> bool:
        if outcome.then is Then.STOP:
            raise stop(
                outcome.words,
                "settle this first, then run `reconcile commit` again",
                code="commit-stopped",
                place=token,
            )
        if self._refusals >= MOST_REFUSALS:
            remedy = "look at the reasons in `reconcile status`; the other rows were not sent"
            words = f"Kanbert refused {self._refusals} postings one after the other"
            raise stop(words, remedy, code="commit-refusals", place=token)
        if outcome.then is Then.READ_BACK:
            found = self._session.find(token)
            if not found.nothing and self._session.settle(token, found, step="read-back") is State.HUMAN:
                raise stop(self._session.of(token).words, _LOOK, code="commit-person", place=token)
        return outcome.state is not State.REJECTED

    def _wait(self, token: str, outcome: Outcome, attempt: int) -> None:
        """F1: 5 s, 10 s ...; F9: as long as Kanbert asks. Raises KanbertUnavailable when that is too long."""
        backoff_s = self._session.gap_s / 6 * 2 ** (attempt - 1)
        wait_s = backoff_s if outcome.wait_s is None else outcome.wait_s
        if attempt == MOST_TRIES or wait_s > LONGEST_WAIT_S:
            when = f"in {ceil(wait_s / 60)} minutes" if wait_s > LONGEST_WAIT_S else "later"
            remedy = f"nothing of it was booked; run `reconcile commit` again {when}"
            raise KanbertUnavailable(Problem(token, outcome.words, remedy, code="commit-later"))
        self._session.clock.sleep(wait_s)

    # ------------------------------------------------------------------------------------------------- the canary

    def _verify_canary(self, endpoint: Endpoint, token: str) -> None:
        """Found by its token, equal, and its invoices moved; else nothing more is sent (api.md 10, canary rule)."""
        session, before = self._session, self._facts
        self._read_back_canary(token)
        if session.of(token).state is State.HUMAN:
            raise stop(session.of(token).words, _LOOK, code="commit-person", place=token)
        if not self._moved(token, before):
            words = "Kanbert shows the payment, but its invoice did not change as expected"
            ids = session.of(token).payment_ids
            session.move(token, State.HUMAN, step="confirm", words=f"{words}; look at both", ids=ids)
            remedy = "look at both in Kanbert; nothing more was sent"
            raise stop(words, remedy, code="first-payment-unmoved", place=token)
        endpoint.verified = session.searchable = True
        self._stop_after_canary(endpoint.side, token)

    def _read_back_canary(self, token: str) -> None:
        session = self._session
        for wait_s in _looks(session.gap_s):
            session.clock.sleep(wait_s)
            if session.of(token).state is not State.POSTED:
                return
            found = session.find(token)
            seams.crash_point("canary read back")
            if not found.nothing:
                session.settle(token, found, step="confirm")
                return
        raise stop(
            "Kanbert acknowledged the first posting but does not show it",
            "nothing more was sent; look for it in Kanbert, then run `reconcile commit` again",
            code="first-payment-unseen",
            place=token,
        )

    def _moved(self, token: str, before: Sequence[Fact]) -> bool:
        """Each invoice has at least our value settled, and Kanbert's own payment status agrees with that (U3, U7)."""
        session = self._session
        state = session.of(token)
        for wait_s in _looks(session.gap_s):
            session.clock.sleep(wait_s)
            if all(_fact_moved(session, state, fact) for fact in before):
                return True
        return False

    def _stop_at_earlier_canary(self, side: Side) -> None:
        """The first posting of an earlier run still waits for a person to look at it: nothing is added to it."""
        earlier = [one for one in self._session.on_server() if one.posting.side is side and one.attempts]
        if earlier:
            self._stop_after_canary(side, earlier[0].token)

    def _stop_after_canary(self, side: Side, token: str) -> None:
        session = self._session
        if session.kanbert.is_loopback or session.comparable.get(side, 0) >= COMPARABLE:
            return
        if session.journal.canary_confirmed(session.kanbert.base_url, side):
            return
        name = f"payment {session.of(token).payment_id}".strip()
        raise stop(
            f"{name} is the first of its kind, and too few earlier ones confirm what `in` and `out` mean",
            "look at it in Kanbert; if it is right, run `reconcile commit --confirm-canary`",
            code="first-payment",
            place=token,
        )


def _fact_moved(session: Session, state: PostingState, before: Fact) -> bool:
    item = before.item
    assert item is not None, "a posting to a vanished invoice"
    assert item.open_minor is not None, "a posting to an unknown open amount"
    value = sum(one.value_minor for one in state.posting.bookings if one.item_id == before.item_id)
    today = read_fact(session.kanbert, state.posting.side, before.item_id, item.currency, session.options).item
    return today is not None and today.open_minor is not None and today.open_minor <= item.open_minor - value


def _canary_first(states: Sequence[PostingState]) -> list[str]:
    """The smallest payment first, the others as they stand (money.md 13)."""
    tokens = [state.token for state in states]
    if not states:
        return tokens
    canary = min(states, key=lambda state: (state.posting.amount_minor, state.token)).token
    return [canary, *(token for token in tokens if token != canary)]


def _looks(gap_s: float) -> tuple[float, ...]:
    """Pauses before each look: at once, then over 60 s (U13), in proportion against loopback."""
    return (0.0, gap_s / 30, gap_s / 6, gap_s * 0.8, gap_s)
