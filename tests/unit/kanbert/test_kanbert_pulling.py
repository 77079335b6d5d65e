"""Pulling: what can still matter is never less than what open items need, and no filter is believed unproven."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pretended_kanbert import BASE_URL, NOW, Kanbert, Show

from reconcile.errors import KanbertUnavailable
from reconcile.kanbert import pulling
from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.conditions import Condition
from reconcile.kanbert.lists import ListName
from reconcile.kanbert.open_items import derive_books
from reconcile.kanbert.pulling import pull
from reconcile.kanbert.snapshot import Snapshot
from reconcile.records import OpenItem, Space
from reconcile.seams import FixedClock

BERLIN = ZoneInfo("Europe/Berlin")
SINCE = date(2026, 1, 1)
OLD, RECENT = "2025-03-01", "2026-02-01"


def an_invoice(item_id: str, payment_status: str = "open", day: str = RECENT, **changes: Any) -> ApiObject:
    return {
        "id": item_id,
        "invoice_number": f"RE-{item_id}",
        "status": "booked",
        "payment_status": payment_status,
        "is_credit": False,
        "currency": "EUR",
        "sum_gross": Decimal("119.00"),
        "date_of_invoice": f"{day}T00:00:00Z",
        "discounts": [],
        "deleted_at": None,
    } | changes


def a_bill(item_id: str, payment_status: str = "open", day: str | None = RECENT) -> ApiObject:
    return {
        "id": item_id,
        "invoice_number": f"R-{item_id}",
        "type": "Invoice",
        "status": "booked",
        "payment_status": payment_status,
        "sum_gross": Decimal("119.00"),
        "date_of_invoice": day and f"{day}T00:00:00Z",
    }


def a_payment(payment_id: str, item_id: str, value: str, day: str = RECENT, side: str = "outgoing") -> ApiObject:
    ids: ApiObject = {"outgoing_invoice_id": None, "incoming_invoice_id": None}
    return {
        "id": payment_id,
        "type": "in" if side == "outgoing" else "out",
        "date_of_payment": day,
        "reference": f"paid {item_id}",
        "iban": None,
        "value": Decimal(value),
        "bookings": [{"id": f"b-{payment_id}", **ids, f"{side}_invoice_id": item_id, "value": Decimal(value)}],
        "deleted_at": None,
    }


ACCOUNT = {"id": "acc-1", "title": "Giro", "identifier": "DE89370400440532013000", "type": "account"}


def a_space(**how: Any) -> Kanbert:
    """One old and one recent document of each status on each side; part payments long before SINCE."""
    days = (OLD, RECENT)
    outgoing = [an_invoice(f"o-{word}-{day}", word, day) for word in ("open", "partly_paid", "paid") for day in days]
    incoming = [a_bill(f"i-{word}-{day}", word, day) for word in ("open", "partial", "paid") for day in days]
    payments = [
        payment
        for side, rows in (("outgoing", outgoing), ("incoming", incoming))
        for row in rows
        for payment in _payments_on(row, side)
    ]
    gone = {**payments[0], "id": "gone", "deleted_at": "2026-02-02T00:00:00Z"}
    return Kanbert(
        {
            ListName.ACCOUNTS: [ACCOUNT],
            ListName.OUTGOING: outgoing,
            ListName.INCOMING: incoming,
            ListName.PAYMENTS: [*payments, gone],
        },
        **how,
    )


def _payments_on(row: ApiObject, side: str) -> list[ApiObject]:
    if row["payment_status"] == "open":
        return []
    value, day = ("119.00", row["date_of_invoice"][:10]) if row["payment_status"] == "paid" else ("19.00", OLD)
    return [a_payment(f"p-{row['id']}", row["id"], value, day, side)]


def pulled(kanbert: Kanbert, since: date | None = SINCE, *, currency_known: bool = True) -> Snapshot:
    with kanbert.client() as client:
        return pull(client, clock=FixedClock(NOW), since=since, currency_known=currency_known)


def ids(rows: tuple[ApiObject, ...]) -> list[str]:
    return sorted(str(row["id"]) for row in rows)


def open_items(snapshot: Snapshot) -> list[OpenItem]:
    """Of documents that Kanbert does not call settled."""
    items = derive_books(snapshot, home_currency="EUR", zone=BERLIN).items
    return [one for one in items if not one.state.endswith(("/ paid", "/ cancelled"))]


# ------------------------------------------------------------------------------------------------------ what is read


def test_everything() -> None:
    told: list[tuple[str, int]] = []
    with a_space().client() as client:
        snapshot = pull(client, clock=FixedClock(NOW), on_progress=lambda kind, rows: told.append((kind, rows)))
    assert (len(snapshot.outgoing), len(snapshot.incoming), len(snapshot.payments)) == (6, 6, 9)
    assert (snapshot.partial, snapshot.notes) == ((), ())
    assert snapshot.space == Space(base_url=BASE_URL, account_ids=("acc-1",), pulled_at="2026-03-02T09:00:00.000Z")
    assert told == [
        ("payment accounts", 1),
        ("outgoing invoices", 6),
        ("outgoing invoices again", 6),
        ("incoming invoices", 6),
        ("incoming invoices again", 6),
        ("payments", 9),
        ("payments again", 9),
    ]


def test_what_can_still_matter_and_what_teaches() -> None:
    snapshot = pulled(a_space())
    assert f"o-paid-{OLD}" not in ids(snapshot.outgoing)
    assert f"o-paid-{RECENT}" in ids(snapshot.outgoing)
    assert f"i-paid-{OLD}" not in ids(snapshot.incoming)
    assert snapshot.partial == ("outgoing", "incoming", "payments")
    assert snapshot.notes == ()
    assert open_items(snapshot) == open_items(pulled(a_space(), since=None))
    assert [one.open_minor for one in open_items(snapshot) if "part" in one.state] == [10000] * 4


def test_without_a_configured_currency_all_outgoing_invoices_are_read() -> None:
    """All of them decide the home currency (money.md 6)."""
    kanbert = a_space()
    kanbert.lists[ListName.OUTGOING].append(an_invoice("dollar", "paid", OLD, currency="USD"))
    snapshot = pulled(kanbert, currency_known=False)
    assert snapshot.partial == ("incoming", "payments")
    assert derive_books(snapshot, home_currency="", zone=BERLIN).home_currency == ""


def test_a_partial_list_decides_no_home_currency() -> None:
    books = derive_books(pulled(a_space()), home_currency="", zone=BERLIN)
    assert books.home_currency == ""
    assert "holds only what can still matter" in " ".join(books.warnings)


def test_archived_payments_are_read_and_never_counted() -> None:
    snapshot = pulled(a_space())
    assert "gone" in ids(snapshot.payments)
    begun = next(one for one in open_items(snapshot) if one.item_id == f"o-partly_paid-{OLD}")
    assert begun.settled_minor == 1900


def test_an_empty_space() -> None:
    snapshot = pulled(Kanbert({}))
    assert (snapshot.outgoing, snapshot.incoming, snapshot.payments, snapshot.notes) == ((), (), (), ())


def test_a_word_nobody_knows_can_still_matter() -> None:
    kanbert = a_space()
    kanbert.lists[ListName.OUTGOING].append(an_invoice("odd", "reminded", OLD))
    assert "odd" in ids(pulled(kanbert).outgoing)


def test_many_ids_are_asked_for_in_portions() -> None:
    kanbert = a_space()
    kanbert.lists[ListName.OUTGOING] += [an_invoice(f"{number:036}", "open", OLD) for number in range(200)]
    pulled(kanbert)
    asked = [one for one in kanbert.asked(ListName.PAYMENTS, "outgoing_invoice.id") if len(one) > 1]
    assert {item_id for some in asked for item_id in some} >= {f"{number:036}" for number in range(200)}
    assert max(len(str(request.url)) for request in kanbert.requests) < 4000


# --------------------------------------------------------------------------------------------- filters that do not work

FIELDS = ["payment_status", "date_of_invoice", "date_of_payment", "outgoing_invoice.id", "incoming_invoice.id"]


@pytest.mark.parametrize(
    ("field", "fault"),
    [(field, fault) for field in FIELDS for fault in ("ignored", "empty")]
    + [(field, "refused") for field in FIELDS if not field.startswith("date")],
)
def test_u09_whatever_a_filter_does_the_open_items_are_the_same(field: str, fault: str) -> None:
    faults: dict[str, dict[str, Any]] = {
        "ignored": {"understood": frozenset(FIELDS) - {field} | {"archived"}},
        "empty": {"finds_nothing": frozenset((field,))},
        "refused": {"refused": lambda one: one.field == field},
    }
    snapshot = pulled(a_space(**faults[fault]))
    assert open_items(snapshot) == open_items(pulled(a_space(), since=None))
    if not field.startswith("date"):
        assert "(U9)" in " ".join(snapshot.notes)


class OnlyTheFirst(Kanbert):
    """Of several ids in one question it looks for the first."""

    def _holds(self, row: ApiObject, condition: Condition) -> bool:
        if condition.field.endswith("_invoice.id"):
            condition = Condition(condition.field, "in", condition.value[:1])  # type: ignore[index]
        return super()._holds(row, condition)


@pytest.mark.parametrize(
    "kanbert",
    [
        a_space(page_limit=5, finds_nothing=frozenset(("incoming_invoice.id",))),
        OnlyTheFirst(a_space().lists, page_limit=5),
    ],
    ids=["of one side nothing", "the first of several"],
)
def test_u09_payments_missed_by_their_document_are_noticed_by_recent_ones(kanbert: Kanbert) -> None:
    """The first page shows no payment to try the filter with, and a bill was paid before and after SINCE."""
    others = [a_payment(f"n{number}", f"o-paid-{RECENT}", "0.01") for number in range(6)]
    second = a_payment("second", f"i-partial-{RECENT}", "50.00", RECENT, "incoming")
    kanbert.lists[ListName.PAYMENTS] = [*others, *kanbert.lists[ListName.PAYMENTS], second]
    snapshot = pulled(kanbert)
    assert next(one for one in open_items(snapshot) if one.item_id == f"i-partial-{RECENT}").open_minor == 5000
    assert "(U9)" in " ".join(snapshot.notes)


def test_u09_a_filter_that_no_list_heeds() -> None:
    snapshot = pulled(a_space(understood=frozenset()))
    assert open_items(snapshot) == open_items(pulled(a_space(), since=None))
    assert len(snapshot.notes) == 3


@pytest.mark.parametrize(
    ("refused", "note"), [({"with"}, False), ({"with", "only"}, True), ({"with", "only", "without"}, True)]
)
def test_u10_archived_payments_that_cannot_be_asked_for(refused: set[str], note: bool) -> None:
    snapshot = pulled(a_space(refused=lambda one: one.field == "archived" and one.value in refused))
    assert ("gone" in ids(snapshot.payments)) is not note
    assert ("(U10)" in " ".join(snapshot.notes)) is note
    assert open_items(snapshot) == open_items(pulled(a_space()))


# ------------------------------------------------------------------------------------------------------ unstable lists


def losing(item_id: str, *questions: int) -> Show:
    """Loses a row in those answers, counted from 1, that would show it."""
    count = iter(range(1, 10_000))

    def show(rows: list[ApiObject], _: int) -> list[ApiObject]:
        if all(row["id"] != item_id for row in rows) or next(count) not in questions:
            return rows
        return [row for row in rows if row["id"] != item_id]

    return show


@pytest.mark.parametrize("lost_in", [(), (1,), (2,), (3,), (1, 3), (2, 3)])
def test_u21_a_document_that_comes_and_goes_is_not_lost(lost_in: tuple[int, ...]) -> None:
    kanbert = a_space(show=losing(f"o-open-{OLD}", *lost_in))
    snapshot = pulled(kanbert, since=None)
    assert open_items(snapshot) == open_items(pulled(a_space(), since=None))
    assert snapshot.notes == ()


def test_u21_a_list_never_the_same_is_asked_for_one_by_one() -> None:
    def fickle(rows: list[ApiObject], number: int) -> list[ApiObject]:
        return rows if "date_of_payment" in rows[0] or len(rows) < 3 else rows[: number % 3] + rows[number % 3 + 1 :]

    snapshot = pulled(a_space(show=lambda rows, number: fickle(rows, number) if rows else rows), since=None)
    assert open_items(snapshot) == open_items(pulled(a_space(), since=None))
    assert [note.split(":")[0] for note in snapshot.notes] == ["unstable listing"] * 2


def test_u21_a_document_settled_meanwhile_is_let_go() -> None:
    kanbert = a_space()
    settled = kanbert.lists[ListName.OUTGOING][0]

    def settling(rows: list[ApiObject], _: int) -> list[ApiObject]:
        if kanbert.asked(ListName.OUTGOING)[3:]:  # from the second reading on
            settled["payment_status"] = "cancelled"
        return rows

    kanbert.show = settling
    assert settled["id"] not in ids(pulled(kanbert).outgoing)


def test_u21_a_broken_list_ends_the_pull(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulling, "_MOST_REREAD", 0)
    with pytest.raises(KanbertUnavailable, match="other rows at each reading"):
        pulled(a_space(show=losing(f"o-open-{OLD}", 1)), since=None)


@pytest.mark.parametrize("since", [SINCE, None])
def test_u21_a_missed_payment_never_leaves_too_much_open(since: date | None) -> None:
    """Two part payments, one of which only every second answer shows."""
    kanbert = a_space()
    kanbert.lists[ListName.PAYMENTS].append(a_payment("second", f"o-partly_paid-{OLD}", "50.00", OLD))
    kanbert.show = lambda rows, number: [row for row in rows if row["id"] != "second" or number % 2]
    with suppress(KanbertUnavailable):
        begun = next(one for one in open_items(pulled(kanbert, since)) if one.item_id == f"o-partly_paid-{OLD}")
        assert begun.open_minor == 5000


def test_u21_payments_that_are_never_the_same_end_the_pull() -> None:
    kanbert = a_space()
    kanbert.show = lambda rows, number: rows[: number % 5] if rows and "bookings" in rows[0] else rows
    with pytest.raises(KanbertUnavailable, match=r"GET /payments: the list shows other rows at each reading.*U21"):
        pulled(kanbert, since=None)


def test_readings_differ_in_their_page_size() -> None:
    kanbert = a_space(page_limit=3)
    pulled(kanbert, since=None)
    sizes = [one.url.params["page[size]"] for one in kanbert.requests if one.url.path.endswith("/payments")]
    assert set(sizes) == {"3"}  # too small to differ
    kanbert = a_space()
    pulled(kanbert, since=None)
    sizes = [one.url.params["page[size]"] for one in kanbert.requests if one.url.path.endswith("/payments")]
    assert set(sizes) == {"100", "88"}


# ----------------------------------------------------------------------------------------------------- generated states

DAYS = st.dates(date(2024, 6, 1), date(2026, 3, 1)).map(date.isoformat)
VALUES = st.sampled_from(["19.00", "50.00", "119.00", "119.01"])


@st.composite
def spaces(draw: st.DrawFn) -> dict[ListName, list[ApiObject]]:
    words = ["open", "partly_paid", "paid", "cancelled", "reminded"]
    outgoing = [an_invoice(f"o{n}", draw(st.sampled_from(words)), draw(DAYS)) for n in range(draw(st.integers(0, 6)))]
    incoming = [
        a_bill(f"i{n}", draw(st.sampled_from(["open", "partial", "paid", "odd"])), draw(st.none() | DAYS))
        for n in range(draw(st.integers(0, 4)))
    ]
    payments: list[ApiObject] = []
    for side, rows in (("outgoing", outgoing), ("incoming", incoming)):
        for row in rows:
            for _ in range(draw(st.integers(0, 2))):
                payment = a_payment(f"p{len(payments)}", row["id"], draw(VALUES), draw(DAYS), side)
                payments.append(payment | {"deleted_at": draw(st.sampled_from([None, None, "2026-01-01T00:00:00Z"]))})
    return {ListName.OUTGOING: outgoing, ListName.INCOMING: incoming, ListName.PAYMENTS: payments}


@settings(max_examples=60, deadline=None)
@given(spaces(), st.integers(1, 4))
def test_open_items_are_the_same_as_after_reading_everything(
    lists: dict[ListName, list[ApiObject]], page_limit: int
) -> None:
    part = pulled(Kanbert(dict(lists), page_limit=page_limit))
    assert open_items(part) == open_items(pulled(Kanbert(dict(lists)), since=None))
    assert part == pulled(Kanbert(dict(lists), page_limit=page_limit))
