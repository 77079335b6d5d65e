"""What `doctor` concludes from what Kanbert says: clock, rate, lists, directions, units."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import httpx
import pytest
from open_item_builders import a_bill, a_payment, an_invoice, on
from pretended_kanbert import NOW, Kanbert

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.checkup import Finding, Level, examine
from reconcile.kanbert.client import KanbertClient
from reconcile.kanbert.lists import ListName
from reconcile.records import PaymentAccount
from reconcile.seams import FixedClock

CENTS = Decimal("119.07")
REMOTE = "https://api.kanbert.example/api/v1"


class Talkative(Kanbert):
    """Sends headers with every answer."""

    headers: dict[str, str] = {}  # noqa: RUF012 - replaced, never changed

    def __call__(self, request: httpx.Request) -> httpx.Response:
        answer = super().__call__(request)
        answer.headers = httpx.Headers({**answer.headers, **self.headers}, encoding="latin-1")
        return answer


def examined(
    kanbert: Kanbert, lines: Sequence[int] = (), base_url: str = REMOTE, home_currency: str = ""
) -> dict[str, Finding]:
    """By check, the gravest of each."""

    def no_accounts(_: Sequence[PaymentAccount]) -> list[Finding]:
        return []

    clock = FixedClock(NOW)
    with KanbertClient(base_url, "t" * 20, clock=clock, transport=httpx.MockTransport(kanbert)) as client:
        found = list(examine(client, clock, check_accounts=no_accounts, lines=lines, home_currency=home_currency))
    assert all(one.remedy for one in found if one.level is not Level.OK)
    return {one.check: one for one in sorted(found, key=lambda one: one.exit_code)}


def a_space(payments: int = 5, **how: Any) -> Talkative:
    rows = [a_payment(on(f"x{n}", 5), id=f"p{n}", reference=f"RE-2026-{n:04}") for n in range(payments)]
    lists = {ListName.OUTGOING: [an_invoice(id=f"i{n}", sum_gross=CENTS) for n in range(20)], ListName.PAYMENTS: rows}
    return Talkative(lists, **how)


def test_all_is_well() -> None:
    found = examined(a_space(), base_url="http://127.0.0.1:1/api/v1")
    assert {one.level for one in found.values()} == {Level.OK}
    assert len(found) == 14, sorted(found)  # accounts are judged elsewhere


@pytest.mark.parametrize(
    ("date", "level", "said"),
    [
        ("Mon, 02 Mar 2026 09:00:30 GMT", Level.OK, "agrees"),
        ("Mon, 02 Mar 2026 10:00:00 +0100", Level.OK, "agrees"),
        ("Mon, 02 Mar 2026 09:05:00 GMT", Level.WARNING, "300 s behind"),
        ("Mon, 02 Mar 2026 08:00:00 GMT", Level.WARNING, "3600 s ahead of"),
        ("", Level.OK, "does not say"),
        ("yesterday", Level.OK, "does not say"),
    ],
)
def test_the_clock(date: str, level: Level, said: str) -> None:
    kanbert = a_space()
    kanbert.headers = {"Date": date}
    found = examined(kanbert)["clock"]
    assert (found.level, said in found.words) == (level, True), found


@pytest.mark.parametrize(
    ("limit", "remaining", "level"),
    [
        ("", "", Level.OK),
        ("60", "59", Level.OK),
        ("60", "4", Level.WARNING),
        ("x", "y", Level.OK),
        ("60", "\u00b2", Level.OK),  # a digit to Python, and no number
    ],
)
def test_the_rate(limit: str, remaining: str, level: Level) -> None:
    """U22."""
    kanbert = a_space()
    kanbert.headers = {"X-RateLimit-Limit": limit, "X-RateLimit-Remaining": remaining}
    assert examined(kanbert)["rate"].level is level


def test_few_payments_mean_a_stop_after_the_first_posting() -> None:
    """U3, money.md 13; not against this machine."""
    assert "confirm the direction (U3)" in examined(a_space(4))["in and out"].words
    assert examined(a_space(4), base_url="http://127.0.0.1:1/api/v1")["in and out"].level is Level.OK


def test_without_a_payment_nothing_can_be_searched_for() -> None:
    found = examined(a_space(0))
    assert (found["payments filter"].level, found["payments filter"].exit_code) == (Level.WARNING, 1)


def test_payments_not_found_by_their_document() -> None:
    """U9."""
    found = examined(a_space(finds_nothing=frozenset(("outgoing_invoice.id",))))["payments filter"]
    assert (found.level, found.exit_code) == (Level.PROBLEM, 5)
    assert "by the outgoing document it pays" in found.words


def test_documents_not_found_by_their_status() -> None:
    """U9: `pull` copes, so it is no problem to the other checks either."""
    found = examined(a_space(refused=lambda one: one.field == "payment_status"))
    assert (found["document filters"].level, found["stable lists"].level) == (Level.WARNING, Level.OK)
    assert found["stable lists"].words == "not tried"


@pytest.mark.parametrize(
    ("refused", "level"),
    [((), Level.OK), (("with",), Level.OK), (("only",), Level.OK), (("with", "only"), Level.PROBLEM)],
)
def test_archived_payments(refused: tuple[str, ...], level: Level) -> None:
    """U10."""
    kanbert = a_space(refused=lambda one: one.field == "archived" and one.value in refused)
    assert examined(kanbert)["archived payments"].level is level


def test_a_condition_on_archived_that_is_ignored() -> None:
    heeded = frozenset(("reference", "payment_status", "outgoing_invoice.id"))
    assert examined(a_space(understood=heeded))["archived payments"].level is Level.WARNING


def test_an_unstable_list() -> None:
    """U21."""

    def fickle(rows: list[ApiObject], number: int) -> list[ApiObject]:
        return rows[: len(rows) - number % 2] if rows and "sum_gross" in rows[0] else rows

    found = examined(a_space(show=fickle))["stable lists"]
    assert (found.level, "(U21)" in found.words) == (Level.WARNING, True)


def test_cents() -> None:
    """U1: a suspicion alone is a warning, with a statement it is a problem."""
    kanbert = a_space()
    whole = {"sum_net": 10000, "sum_tax": 1900, "sum_gross": 11900}
    kanbert.lists[ListName.OUTGOING] = [an_invoice(id=f"i{n}", **whole) for n in range(20)]
    assert examined(kanbert)["amounts"].level is Level.WARNING
    assert examined(kanbert, lines=[11900])["amounts"].level is Level.PROBLEM
    assert examined(kanbert, lines=[1190000])["amounts"].level is Level.OK


EURO, SWISS = an_invoice(id="i1"), an_invoice(id="i2", currency="CHF")
SAID = "supplier invoices are taken to be in {}: {}"
UNMATCHED = "so the home currency cannot be known, and every supplier invoice stays unmatched"


@pytest.mark.parametrize(
    ("outgoing", "bills", "configured", "level", "said"),
    [
        ([EURO], 1, "", Level.OK, SAID.format("EUR", "the outgoing invoices looked at, as none is configured")),
        ([EURO, SWISS], 1, "CHF", Level.OK, SAID.format("CHF", "[company] currency")),
        ([EURO, SWISS], 1, "", Level.WARNING, f"outgoing invoices are in CHF, EUR, {UNMATCHED}"),
        (
            [], 1, "", Level.WARNING,
            "no booked outgoing invoice shows the home currency, and every supplier invoice stays unmatched",
        ),
        (
            [], 0, "", Level.OK,
            "no booked outgoing invoice shows the home currency; no supplier invoice needs it yet",
        ),
    ],
    ids=["theirs", "configured", "two", "none", "not needed"],
)  # fmt: skip
def test_the_home_currency(outgoing: list[ApiObject], bills: int, configured: str, level: Level, said: str) -> None:
    """U16, money.md 6."""
    kanbert = a_space()
    kanbert.lists[ListName.OUTGOING] = outgoing
    kanbert.lists[ListName.INCOMING] = [a_bill(id=f"b{n}") for n in range(bills)]
    found = examined(kanbert, home_currency=configured)["home currency"]
    assert (found.level, found.words) == (level, said)
    assert ("[company] currency" in found.remedy) == (level is Level.WARNING)


def test_a_small_page() -> None:
    """U20."""
    assert examined(a_space(page_limit=7))["page size"].words == "7 rows a page (U20)"
