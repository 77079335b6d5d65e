"""The personalities of the way there and back, as faults: drawn for each request from the seed (api.md 11.6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from email.utils import format_datetime
from fractions import Fraction

from reconcile.kanbert.sandbox.chance import between, choose, happens
from reconcile.kanbert.sandbox.faults import Fault, FaultKind, Phase
from reconcile.kanbert.sandbox.foreign import foreign_url
from reconcile.kanbert.sandbox.messages import Request
from reconcile.kanbert.sandbox.personalities import Personality
from reconcile.seams import Clock

_QUARTER, _EIGHTH, _HALF = Fraction(1, 4), Fraction(1, 8), Fraction(1, 2)
_REDIRECTS = (301, 302, 303, 307, 308)

#: (probability, method, fault): what does not depend on the request.
_PLAIN: Mapping[Personality, tuple[Fraction, Fault]] = {
    Personality.HTML_200: (_QUARTER, Fault(kind=FaultKind.GARBAGE_BEFORE, method="")),
    Personality.HTML_502: (_QUARTER, Fault(kind=FaultKind.STATUS_BEFORE, method="", status=502)),
    Personality.HTML_503: (_QUARTER, Fault(kind=FaultKind.STATUS_BEFORE, method="", status=503)),
    Personality.THROTTLED_WITHOUT_TIME: (_QUARTER, Fault(kind=FaultKind.STATUS_BEFORE, method="", status=429)),
    Personality.HANGING: (_EIGHTH, Fault(kind=FaultKind.HANG_BEFORE, method="")),
    Personality.APPLIED_THEN_500: (_HALF, Fault(kind=FaultKind.STATUS_AFTER, status=500)),
    Personality.APPLIED_THEN_502: (_HALF, Fault(kind=FaultKind.STATUS_AFTER, status=502)),
    Personality.APPLIED_THEN_503: (_HALF, Fault(kind=FaultKind.STATUS_AFTER, status=503)),
    Personality.APPLIED_THEN_504: (_HALF, Fault(kind=FaultKind.STATUS_AFTER, status=504)),
    Personality.APPLIED_THEN_HTML: (_HALF, Fault(kind=FaultKind.GARBAGE_AFTER)),
    Personality.APPLIED_THEN_DROPPED: (_HALF, Fault(kind=FaultKind.DROP_AFTER)),
    Personality.APPLIED_THEN_HANGING: (_HALF, Fault(kind=FaultKind.HANG_AFTER)),
}

_NEVER = (Fraction(0), Fault(kind=FaultKind.DROP_BEFORE))


class Misfortunes:
    """A source of faults. `abroad` is the origin that foreign redirects lead to."""

    def __init__(self, personalities: Collection[Personality], seed: int, clock: Clock, abroad: str) -> None:
        self._personalities = [one for one in Personality if one in personalities]  # in an order of their own
        self._seed = seed
        self._clock = clock
        self._abroad = abroad
        self._number = 0

    def __call__(self, phase: Phase, request: Request) -> Fault | None:
        if phase is Phase.BEFORE:
            self._number += 1
        for personality in self._personalities:
            probability, fault = _PLAIN.get(personality) or self._made(personality, request) or _NEVER
            fits = fault.kind.phase is phase and fault.fits(request)
            if fits and happens(probability, self._seed, personality, self._number):
                return fault
        return None

    def _made(self, personality: Personality, request: Request) -> tuple[Fraction, Fault] | None:
        """What depends on the number of the request, on the time, or on the URL."""

        def number(least: int, most: int) -> int:
            return between(least, most, self._seed, personality, "amount", self._number)

        made: tuple[Fraction, Fault] | None = None
        match personality:
            case Personality.THROTTLED:
                made = _QUARTER, _throttled(str(number(1, 5)))
            case Personality.THROTTLED_UNTIL_DATE:
                until = (self._clock.now() + timedelta(seconds=number(1, 5))).replace(microsecond=0)
                made = _QUARTER, _throttled(format_datetime(until, usegmt=True))
            case Personality.SLOW:
                made = _QUARTER, Fault(kind=FaultKind.SLOW_AFTER, method="", amount=number(2, 5))
            case Personality.HALF_WRITTEN:
                made = _QUARTER, Fault(kind=FaultKind.TRUNCATE_AFTER, method="GET", amount=number(0, 400))
            case Personality.APPLIED_THEN_HALF_WRITTEN:
                made = _HALF, Fault(kind=FaultKind.TRUNCATE_AFTER, amount=number(0, 400))
            case Personality.ZOMBIE:
                made = _HALF, Fault(kind=FaultKind.ZOMBIE, amount=number(1, 600))
            case Personality.REDIRECTED:
                made = _QUARTER, self._redirect(request.origin + request.path)
            case Personality.REDIRECTED_ABROAD:
                place = foreign_url(request.origin, request.path, self._abroad, self._seed, self._number)
                made = _QUARTER, self._redirect(place)
        return made

    def _redirect(self, location: str) -> Fault:
        status = choose(_REDIRECTS, self._seed, "redirect", self._number)
        return Fault(kind=FaultKind.STATUS_BEFORE, method="", status=status, headers={"Location": location})


def _throttled(retry_after: str) -> Fault:
    headers = {"Retry-After": retry_after, "X-RateLimit-Limit": "60", "X-RateLimit-Remaining": "0"}
    return Fault(kind=FaultKind.STATUS_BEFORE, method="", status=429, headers=headers)


def expiry_of(personalities: Collection[Personality], seed: int) -> int | None:
    """At which of its requests the token is refused for the first time; None: it does not expire (U30)."""
    return between(6, 40, seed, "expiry") if Personality.TOKEN_EXPIRES in personalities else None
