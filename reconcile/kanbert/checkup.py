"""What can be learned of a Kanbert by reading alone, before anything rests on it: each check with its fix in words.

Nothing is ever posted. Questions are as small as they can be: mostly one page each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from enum import StrEnum

from importers.amounts import AmountError, to_minor
from reconcile.errors import ReconcileError
from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.client import KanbertClient
from reconcile.kanbert.conditions import Condition
from reconcile.kanbert.directions import COMPARABLE, directions_of
from reconcile.kanbert.home_currency import home_currency_of, seen_currency_of
from reconcile.kanbert.lists import ONLY_ARCHIVED, WITH_ARCHIVED, ListName
from reconcile.kanbert.open_items import payment_accounts_of
from reconcile.kanbert.pages import key_of
from reconcile.kanbert.plausibility import suspicion_of_cents
from reconcile.kanbert.pulling import UNSETTLED, documents_paid_by, finds_by_status, paid_on
from reconcile.kanbert.refusals import QuestionRefused, ScopeMissing, TokenRefused
from reconcile.kanbert.schemas import InvoiceObject, OutgoingInvoiceObject, read_object
from reconcile.records import PaymentAccount, Side
from reconcile.seams import Clock, random_token

_SCOPES = {
    ListName.ACCOUNTS: "payments:read",
    ListName.PAYMENTS: "payments:read",
    ListName.INCOMING: "incoming-invoice:read",
    ListName.OUTGOING: "outgoing-invoice:read",
}
_LIST = {Side.OUTGOING: ListName.OUTGOING, Side.INCOMING: ListName.INCOMING}
_SAFE_TEXT = re.compile(r"[A-Za-z0-9-]{4,40}")
#: Beyond it the quarantine of an uncertain posting is measured with a wrong ruler.
_MOST_SKEW_S = 60
_FEW_LEFT = 5
_REPORT = "report this; nothing may be posted until it is solved"


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    check: str
    words: str
    level: Level = Level.OK
    remedy: str = ""
    exit_code: int = 0  #: of the catalogue in reconcile/errors.py; 1 for a warning


def warning(check: str, words: str, remedy: str) -> Finding:
    return Finding(check=check, level=Level.WARNING, words=words, remedy=remedy, exit_code=1)


def problem(check: str, words: str, remedy: str, exit_code: int = 5) -> Finding:
    return Finding(check=check, level=Level.PROBLEM, words=words, remedy=remedy, exit_code=exit_code)


def problem_of(check: str, error: ReconcileError) -> Finding:
    """What was raised, as a finding with the exit code it would have ended a command with."""
    first = error.problems[0]
    excerpt = f'"{first.excerpt}" ' if first.excerpt else ""
    return problem(check, f"{first.place}: {excerpt}{first.sentence}", first.remedy, error.exit_code)


@dataclass
class _Seen:
    """First pages: enough to judge by."""

    accounts: tuple[PaymentAccount, ...] = ()
    rows: dict[ListName, list[ApiObject]] = field(default_factory=dict)
    by_status: list[Side] = field(default_factory=list)  #: whose documents are found by their payment status

    @property
    def payments(self) -> list[ApiObject]:
        return self.rows.get(ListName.PAYMENTS, [])


AccountCheck = Callable[[Sequence[PaymentAccount]], Iterable[Finding]]


def examine(
    client: KanbertClient,
    clock: Clock,
    *,
    check_accounts: AccountCheck,
    lines: Sequence[int] = (),
    home_currency: str = "",
) -> Iterator[Finding]:
    """Each finding as soon as it is known. `lines`: amounts of a statement in minor units, where there is one.
    `home_currency`: as configured.

    Raises nothing that comes from Kanbert.
    """
    seen = _Seen()
    checks: tuple[tuple[str, Callable[[], Iterable[Finding]]], ...] = (
        ("token", lambda: [_token(client, seen)]),
        ("scopes", lambda: _scopes(client, seen)),
        ("accounts", lambda: check_accounts(seen.accounts)),
        ("payments filter", lambda: _payments_filter(client, seen.payments)),
        ("document filters", lambda: _document_filters(client, seen)),
        ("archived payments", lambda: [_archived(client)]),
        ("bookings", lambda: [_bookings(seen.payments)]),
        ("in and out", lambda: _directions(client, seen.payments)),
        ("amounts", lambda: [_amounts(seen, lines)]),
        ("home currency", lambda: [_home_currency(seen, home_currency)]),
        ("clock", lambda: [_clock(client, clock)]),
        ("page size", lambda: [Finding(check="page size", words=f"{client.page_size} rows a page (U20)")]),
        ("list lag", lambda: [_lag()]),
        ("stable lists", lambda: _stable(client, seen.by_status)),
        ("rate", lambda: [_rate(client)]),
    )
    for check, finds in checks:
        try:
            yield from list(finds())
        except ReconcileError as error:
            is_first, refused = check == "token", isinstance(error, TokenRefused)
            yield problem_of("Kanbert" if is_first and not refused else check, error)  # which is silent on the token
            if is_first or refused:
                return


# -------------------------------------------------------------------------------------------------- token and scopes


def _token(client: KanbertClient, seen: _Seen) -> Finding:
    try:
        rows = client.payment_accounts()
    except ScopeMissing:
        return Finding(check="token", words="accepted")
    seen.rows[ListName.ACCOUNTS] = rows
    seen.accounts = payment_accounts_of(rows)
    return Finding(check="token", words="accepted")


def _scopes(client: KanbertClient, seen: _Seen) -> Iterator[Finding]:
    missing = []
    for name, scope in _SCOPES.items():
        try:
            if name not in seen.rows:
                seen.rows[name] = client.first_page(name).rows
        except ScopeMissing:
            missing.append(scope)
    if missing:
        wanted = ", ".join(sorted(set(missing)))
        remedy = "give it this scope in Kanbert under Settings → Apps & API"
        yield problem("scopes", f"the token may not read everything: it lacks {wanted}", remedy)
    else:
        yield Finding(check="scopes", words="all four lists can be read; payments:write shows with the first posting")


# ------------------------------------------------------------------------------------------------------ filters (U9)


def _payments_filter(client: KanbertClient, payments: Sequence[ApiObject]) -> Iterator[Finding]:
    check = "payments filter"
    nothing = client.first_page(ListName.PAYMENTS, _containing(f"KR1-{random_token()[:16].upper()}"))
    if nothing.rows or nothing.outside:
        yield problem(check, "it finds payments for a reference that does not exist (U9)", _REPORT)
        return
    known = next(((row, part) for row in payments if (part := _safe_part(row))), None)
    if known is None:
        words = "there is no payment to search for, so nothing shows whether a missing one would be found (U9)"
        yield warning(check, words, "the first `commit` posts a single payment and looks for it")
        return
    row, part = known
    if not client.finds(ListName.PAYMENTS, row, _containing(part)):
        yield problem(check, f"it does not find payment {key_of(row)[:40]} by its own reference (U9)", _REPORT)
    pairs = {side: (one, item_id) for one in reversed(payments) for side, item_id in documents_paid_by(one)}
    found = {
        side: client.finds(ListName.PAYMENTS, one, paid_on(side, (item_id,))) for side, (one, item_id) in pairs.items()
    }
    lost = [side for side in found if not found[side]]
    for side in lost:
        yield problem(check, f"it does not find a payment by the {side} document it pays (U9)", _REPORT)
    if not lost:
        yield Finding(check=check, words="finds what is there and nothing else")


def _containing(text: str) -> Condition:
    return Condition("reference", "contains", text)


def _safe_part(payment: ApiObject) -> str:
    """A part of the reference that is safe to search for: letters, digits and hyphens only (api.md 4)."""
    return max(_SAFE_TEXT.findall(str(payment.get("reference") or "")), key=len, default="")


def _document_filters(client: KanbertClient, seen: _Seen) -> Iterator[Finding]:
    check = "document filters"
    lost: list[Side] = []
    for side in Side:
        rows = seen.rows.get(_LIST[side])
        if rows:
            (seen.by_status if finds_by_status(client, side, rows) else lost).append(side)
    for side in lost:
        words = f"{side} documents are not found by their payment status (U9)"
        yield warning(check, words, "nothing to do: `pull` reads the whole list, which takes longer")
    if not lost:
        yield Finding(check=check, words="open documents are found by their payment status")


def _archived(client: KanbertClient) -> Finding:
    check, shown = "archived payments", {}
    for condition in (WITH_ARCHIVED, ONLY_ARCHIVED):
        with suppress(QuestionRefused):
            shown[condition] = client.first_page(ListName.PAYMENTS, condition)
    if not shown:
        words = "cannot be seen: a payment somebody deleted looks like one that never was, so `commit` stops (U10)"
        return problem(check, words, "report this")
    if ONLY_ARCHIVED in shown and shown[ONLY_ARCHIVED].outside:
        words = "asked for alone, live ones come too: whether a deleted payment would be seen is unknown (U10)"
        return warning(check, words, "delete no payment of this program in Kanbert while it is uncertain; report this")
    return Finding(check=check, words=f"can be seen{'' if WITH_ARCHIVED in shown else ', in a question of their own'}")


def _bookings(payments: Sequence[ApiObject]) -> Finding:
    silent = [one for one in payments if not isinstance(one.get("bookings"), list)]
    if silent:
        words = f"{len(silent)} of {len(payments)} payments do not show what they pay, so no open amount is known (U8)"
        return problem("bookings", words, _REPORT)
    return Finding(check="bookings", words="every payment shows what it pays")


def _directions(client: KanbertClient, payments: Sequence[ApiObject]) -> Iterator[Finding]:
    check = "in and out"
    directions = directions_of(payments)
    wrong = [one.contradiction for one in directions.values() if one.contradiction]
    yield from (problem(check, words, _REPORT) for words in wrong)
    few = [one.side for one in directions.values() if one.agreeing < COMPARABLE]
    if wrong:
        return
    if few and not client.is_loopback:
        words = f"fewer than {COMPARABLE} earlier payments on {' and '.join(few)} documents confirm the direction (U3)"
        yield warning(check, words, "`commit` stops after its first posting there until you looked at it in Kanbert")
        return
    yield Finding(check=check, words="earlier payments agree: customers pay `in`, suppliers are paid `out`")


def _amounts(seen: _Seen, lines: Sequence[int]) -> Finding:
    contents = [row for name in (ListName.OUTGOING, ListName.INCOMING) for row in seen.rows.get(name, ())]
    documents = [read_object(InvoiceObject, row)[0] for row in contents]
    suspicion = suspicion_of_cents(documents, list(_grosses(documents)), lines)
    if suspicion and lines:
        return problem("amounts", suspicion, _REPORT)
    if suspicion:
        return warning("amounts", suspicion, "compare an invoice in Kanbert; or: reconcile doctor --statement FILE")
    return Finding(check="amounts", words="look like euros and cents")


def _grosses(documents: Iterable[InvoiceObject]) -> Iterator[int]:
    """Roughly: whatever the currency, a hundred times is seen."""
    for one in documents:
        try:
            if one.sum_gross:
                yield to_minor(one.sum_gross, "EUR")
        except AmountError:
            continue


def _home_currency(seen: _Seen, configured: str) -> Finding:
    """Without one no supplier document is ever matched (money.md 6)."""
    check = "home currency"
    rows = seen.rows.get(ListName.OUTGOING, [])
    outgoing = [read_object(OutgoingInvoiceObject, row)[0] for row in rows]
    found, doubt = home_currency_of(configured, ()) if configured else seen_currency_of(outgoing)
    if found:
        said = "[company] currency" if configured else "the outgoing invoices looked at, as none is configured"
        return Finding(check=check, words=f"supplier invoices are taken to be in {found}: {said}")
    if not seen.rows.get(ListName.INCOMING):
        return Finding(check=check, words=f"{doubt}; no supplier invoice needs it yet")
    remedy = 'say in config.toml: [company] currency = "EUR", or whichever it is'
    return warning(check, f"{doubt}, and every supplier invoice stays unmatched", remedy)


# ----------------------------------------------------------------------------------------------------- time and lists


def _clock(client: KanbertClient, clock: Clock) -> Finding:
    check, date = "clock", client.heard.date
    try:
        theirs = parsedate_to_datetime(date)
    except (ValueError, TypeError, OverflowError):
        return Finding(check=check, words="Kanbert does not say what time it is")
    theirs = theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC)
    skew = (clock.now() - theirs).total_seconds()
    if abs(skew) <= _MOST_SKEW_S:
        return Finding(check=check, words="agrees with Kanbert's")
    way = "ahead of" if skew > 0 else "behind"
    words = f"this machine's clock is {abs(skew):.0f} s {way} Kanbert's, and quarantines are measured with it"
    return warning(check, words, "set the clock, best by switching on time from the network")


def _lag() -> Finding:
    words = "shows with the first posting of a `commit`, which is looked for over 60 s (U13)"
    return Finding(check="list lag", words=words)


def _stable(client: KanbertClient, sides: Sequence[Side]) -> Iterator[Finding]:
    check, fickle = "stable lists", 0
    for side in sides:
        first = client.keys(_LIST[side], UNSETTLED[side])
        fickle += len(first ^ client.keys(_LIST[side], UNSETTLED[side], page_size=client.page_size * 7 // 8))
    if fickle:
        words = f"{fickle} open documents are in one reading and not in another (U21)"
        yield warning(check, words, "run it again when nobody is booking; `pull` asks for such documents one by one")
    else:
        words = f"two readings show the same open documents ({' and '.join(sides)})" if sides else "not tried"
        yield Finding(check=check, words=words)


def _rate(client: KanbertClient) -> Finding:
    limit, remaining = client.heard.limit, client.heard.remaining
    if not limit and not remaining:
        return Finding(check="rate", words="Kanbert names no limit; 50 requests a minute are used at most (U22)")
    if remaining.isascii() and remaining.isdigit() and int(remaining) < _FEW_LEFT:
        remedy = "wait a minute; see whether another program uses the same token"
        return warning("rate", f"only {remaining} requests are left for now (U22)", remedy)
    words = f"{remaining or '?'} of {limit or '?'} requests left; 50 a minute are used at most"
    return Finding(check="rate", words=words)
