"""What a read that was answered but not with 200 means, and who must act (api.md 9; commit-protocol F8-F14)."""

from __future__ import annotations

from importers.errors import Problem
from reconcile.errors import KanbertUnavailable, ReconcileError, SafetyStop, SettingsError


class QuestionRefused(SafetyStop):
    """400 or 422: Kanbert does not understand a filter or a page size (U10, U20)."""


class TokenRefused(SafetyStop):
    """401: missing, expired or revoked (U30)."""


class ScopeMissing(SafetyStop):
    """403: the token is known and may not do this."""


_Meaning = tuple[type[ReconcileError], str, str, str]  #: kind, sentence, remedy, code

#: Worth another try: timeouts, "too early", throttling; every 5xx as well.
_TRANSIENT = frozenset((408, 425, 429))


def is_transient(status: int) -> bool:
    return status in _TRANSIENT or status >= 500


def refusal_of(place: str, status: int, excerpt: str) -> ReconcileError:
    """The error for an answer `status` to a read at `place`; `excerpt` is already redacted."""
    kind, sentence, remedy, code = _meaning(status)
    words = f"{sentence} (HTTP {status})"
    return kind(Problem(place=place, excerpt=excerpt, sentence=words, remedy=remedy, code=code))


def _meaning(status: int) -> _Meaning:
    if is_transient(status):
        return KanbertUnavailable, "Kanbert could not answer", "run it again later; nothing was lost", "kanbert-busy"
    if 300 <= status < 400:
        remedy = "set base_url to the address of the API itself, https://api.kanbert.com/api/v1"
        return (
            SettingsError,
            "the base URL leads somewhere else, and redirects are never followed",
            remedy,
            "kanbert-redirect",
        )
    if status in (404, 405, 419):
        return (
            SettingsError,
            "this address is not Kanbert's API",
            "check base_url: it ends in /api/v1",
            "kanbert-address",
        )
    return _STOPS.get(status, _UNFORESEEN)


_UNFORESEEN = (
    SafetyStop,
    "an answer nobody foresaw",
    "report this with the status; nothing was changed",
    "kanbert-status",
)
_QUESTION = (
    QuestionRefused,
    "Kanbert does not understand the question",
    "report this: the program and Kanbert disagree about filters; nothing may be posted until it is solved",
    "kanbert-question",
)
_STOPS: dict[int, _Meaning] = {
    400: _QUESTION,
    422: _QUESTION,
    401: (
        TokenRefused,
        "Kanbert does not accept the token",
        "make a new token in Kanbert under Settings → Apps & API and put it where the old one was",
        "kanbert-token",
    ),
    403: (
        ScopeMissing,
        "the token may not do this",
        "give it the scopes payments:read, payments:write, incoming-invoice:read and outgoing-invoice:read",
        "kanbert-scope",
    ),
}
