"""What the answer to a POST means (commit-protocol B5). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from reconcile.journal import State
from reconcile.kanbert.answers import Delivery, PostAnswer
from reconcile.posting.readback import differences
from reconcile.records import Posting


class Then(Enum):
    """What the run does next."""

    GO_ON = "go on"
    READ_BACK = "read back once, now"  #: F7, F14
    WAIT = "wait, then try this row again"  #: F1, F9
    STOP = "stop the run"  #: F8, F10, F11, F13


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    state: State
    words: str
    then: Then = Then.GO_ON
    payment_id: str = ""
    wait_s: float | None = None  #: what Kanbert asked for (429)


def outcome_of(answer: PostAnswer, posting: Posting) -> Outcome:
    """One row of B5. Everything that is not provably applied or provably not applied is uncertain."""
    if answer.delivery is Delivery.NOT_SENT:
        return Outcome(state=State.READY, words=_said("not sent: no connection", answer), then=Then.WAIT)  # F1
    if answer.delivery is Delivery.UNKNOWN:
        return _uncertain("no whole answer came back", answer, Then.GO_ON)  # F2
    if 200 <= answer.status <= 299:
        return _accepted(answer, posting)
    return refused(answer)


def _accepted(answer: PostAnswer, posting: Posting) -> Outcome:
    payment_id = answer.payload.get("id") if answer.payload else None
    if answer.status not in (200, 201) or answer.payload is None or not isinstance(payment_id, str) or not payment_id:
        return _uncertain(f"Kanbert answered {answer.status} without a payment", answer, Then.READ_BACK)  # F7
    wrong = differences(answer.payload, posting, strict=False)
    if wrong:  # F8
        words = f"Kanbert stored payment {payment_id} otherwise than it was sent: {wrong}"
        return Outcome(state=State.HUMAN, words=words, then=Then.STOP, payment_id=payment_id)
    return Outcome(state=State.POSTED, words="acknowledged, not read back yet", payment_id=payment_id)


#: F10, F11, F13: provably not applied, and the next row would fare no better. A token may expire mid-run (U30).
_NOT_APPLIED_STOP = {
    401: "the token was refused (401): renew it",
    403: "the token may not post (403): it needs the scope payments:write",
    **{status: f"the address takes no payments ({status}): check the base URL" for status in (404, 405, 419)},
}


def refused(answer: PostAnswer) -> Outcome:
    """Of an answer that is no 2xx."""
    status = answer.status
    if status == 422:  # F12; perhaps because of mixed customers (U18) or a closed period (U27)
        return Outcome(state=State.REJECTED, words=_server_texts(answer))
    if status == 429:  # F9
        words = _said("Kanbert asked for a pause (429)", answer)
        return Outcome(state=State.READY, words=words, then=Then.WAIT, wait_s=answer.retry_after_s)
    if status in _NOT_APPLIED_STOP:
        return Outcome(state=State.READY, words=_NOT_APPLIED_STOP[status], then=Then.STOP)
    what, then = f"Kanbert answered {status}", Then.GO_ON  # F3
    if 300 <= status <= 399:  # F13
        what, then = f"Kanbert redirected the posting ({status}): check the base URL", Then.STOP
    elif 400 <= status <= 499:  # F14
        then = Then.READ_BACK
    return _uncertain(what, answer, then)


def _uncertain(what: str, answer: PostAnswer, then: Then) -> Outcome:
    return Outcome(state=State.UNCERTAIN, words=_said(f"{what}; it may have been booked", answer), then=then)


def _said(words: str, answer: PostAnswer) -> str:
    if not answer.detail:
        return words
    return f"{words[:-1]}: {answer.detail})" if words.endswith(")") else f"{words} ({answer.detail})"


def _server_texts(answer: PostAnswer) -> str:
    texts = [f"{field}: {' '.join(texts)}" for field, texts in answer.errors.items()]
    return "Kanbert refused it: " + ("; ".join(texts) or answer.detail or "422 without a reason")
