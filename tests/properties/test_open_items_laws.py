"""Laws of open items, whatever Kanbert holds: conservation, indifference to order, deleted payments are nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from reconcile.kanbert.open_items import derive_books, outgoing_item
from reconcile.kanbert.snapshot import Snapshot
from reconcile.records import Books, OpenItem

BERLIN = ZoneInfo("Europe/Berlin")
Object = dict[str, Any]

IDS = st.sampled_from(["1", "2", "3"])
CENTS = st.integers(-30000, 30000).map(lambda cents: Decimal(cents) / 100)
WORDS = ["open", "partly_paid", "partial", "paid", "cancelled", "odd", None]


@st.composite
def invoices(draw: st.DrawFn) -> Object:
    return {
        "id": draw(IDS),
        "invoice_number": draw(st.sampled_from(["RE-1", "RE-2", None])),
        "status": draw(st.sampled_from(["booked", "booked", "open", None])),
        "payment_status": draw(st.sampled_from(WORDS)),
        "currency": draw(st.sampled_from(["EUR", "EUR", "CHF", None])),
        "is_credit": draw(st.sampled_from([False, False, True, None])),
        "type": draw(st.sampled_from(["Invoice", "Credit", "odd"])),
        "sum_gross": draw(st.one_of(CENTS, st.none(), st.just("12.5"))),
        "client": draw(st.sampled_from([None, {"id": "c", "name": "C"}, {"id": "d", "name": "D"}])),
        "supplier": {"id": "s", "name": "S"},
        "deleted_at": draw(st.sampled_from([None, None, "2026-01-01T00:00:00Z"])),
    }


@st.composite
def bookings(draw: st.DrawFn) -> Object:
    booking: Object = {"value": draw(st.one_of(CENTS, st.none()))}
    for name in ("outgoing_invoice_id", "incoming_invoice_id"):
        if draw(st.booleans()):
            booking[name] = draw(st.one_of(IDS, st.none()))
    return booking


@st.composite
def payments(draw: st.DrawFn) -> Object:
    payment: Object = {
        "id": draw(st.sampled_from(["p", "q", "r", "s"])),
        "type": draw(st.sampled_from(["in", "in", "in", "out", "out", "sideways", None])),
        "iban": draw(st.sampled_from([None, "DE89370400440532013000", "CH9300762011623852957"])),
        "date_of_payment": draw(st.sampled_from([None, "2026-01-02", "2026-02-03"])),
        "value": draw(st.one_of(CENTS, st.none())),
        "deleted_at": draw(st.sampled_from([None, None, "2026-01-01T00:00:00Z"])),
    }
    if draw(st.integers(0, 9)):
        payment["bookings"] = draw(st.lists(bookings(), max_size=3))
    return payment


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    return Snapshot(
        payment_accounts=tuple(draw(st.lists(st.fixed_dictionaries({"id": IDS, "title": IDS}), max_size=3))),
        outgoing=tuple(draw(st.lists(invoices(), max_size=4))),
        incoming=tuple(draw(st.lists(invoices(), max_size=4))),
        payments=tuple(draw(st.lists(payments(), max_size=5))),
        space=None,
    )


def derived(snapshot: Snapshot) -> Books:
    return derive_books(snapshot, home_currency="", zone=BERLIN)


def an_invoice(gross: int, status: str) -> Object:
    amount = Decimal(gross) / 100
    return {"id": "1", "status": "booked", "payment_status": status, "currency": "EUR", "sum_gross": amount}


def paid(values: list[int]) -> list[Object]:
    return [
        {"id": f"p{number}", "type": "in", "bookings": [{"outgoing_invoice_id": "1", "value": Decimal(value) / 100}]}
        for number, value in enumerate(values)
    ]


@given(snapshots())
def test_an_item_is_known_whole_or_not_at_all(snapshot: Snapshot) -> None:
    for item in derived(snapshot).items:
        assert item.gross_minor >= 0
        if item.open_minor is None:
            assert item.unsafe
        else:
            assert 0 < item.open_minor <= item.gross_minor
            assert item.open_minor + item.settled_minor == item.gross_minor


@given(st.integers(1, 10**9), st.lists(st.integers(1, 10**8), max_size=6))
def test_open_and_settled_are_the_gross(gross: int, values: list[int]) -> None:
    settled = sum(values)
    status = "open" if not settled else "partly_paid" if settled < gross else "paid"
    item = outgoing_item(an_invoice(gross, status), paid(values), zone=BERLIN)
    assert item.settled_minor == settled
    assert item.open_minor == max(0, gross - settled)


@given(st.integers(1, 1000), st.lists(st.integers(-500, 500), max_size=4), st.sampled_from(WORDS))
def test_what_can_be_posted_to_is_open_and_agrees_with_its_status(
    gross: int, values: list[int], status: str | None
) -> None:
    item = outgoing_item(an_invoice(gross, status or ""), paid(values), zone=BERLIN)
    if not item.unsafe:
        assert item.open_minor == gross - sum(values)
        assert item.open_minor > 0
        assert status == ("open" if item.open_minor == gross else "partly_paid")


@given(snapshots(), st.randoms(use_true_random=False))
def test_the_order_of_the_lists_is_irrelevant(snapshot: Snapshot, random: Any) -> None:
    def shuffled(objects: tuple[Object, ...]) -> tuple[Object, ...]:
        return tuple(random.sample(objects, len(objects)))

    other = Snapshot(
        payment_accounts=shuffled(snapshot.payment_accounts),
        outgoing=shuffled(snapshot.outgoing),
        incoming=shuffled(snapshot.incoming),
        payments=shuffled(snapshot.payments),
        space=None,
    )
    assert derived(other) == derived(snapshot)


def without_digest(books: Books) -> tuple[Any, ...]:
    return books.items, books.payment_accounts, books.known_accounts, books.home_currency, books.warnings


@given(snapshots(), payments())
def test_a_deleted_payment_changes_nothing(snapshot: Snapshot, payment: Object) -> None:
    deleted = payment | {"id": "deleted", "deleted_at": "2026-02-01T00:00:00Z"}
    more = Snapshot(
        payment_accounts=snapshot.payment_accounts,
        outgoing=snapshot.outgoing,
        incoming=snapshot.incoming,
        payments=(*snapshot.payments, deleted),
        space=None,
    )
    assert without_digest(derived(more)) == without_digest(derived(snapshot))


@given(st.lists(st.integers(1, 300), min_size=1, max_size=4), st.integers(1, 300))
def test_one_more_payment_never_makes_more_open(values: list[int], more: int) -> None:
    def item(settled: list[int]) -> OpenItem:
        total = sum(settled)
        return outgoing_item(an_invoice(1000, "partly_paid" if total < 1000 else "paid"), paid(settled), zone=BERLIN)

    before, after = item(values).open_minor, item([*values, more]).open_minor
    assert before is not None
    assert after is not None
    assert after == max(0, before - more)


def test_reasons_stand_in_the_same_order_however_the_payments_are_listed() -> None:
    document = {**an_invoice(1, "open"), "invoice_number": "VR-1"}
    payments = tuple(
        {"id": name, "type": "in", "value": Decimal(0), "bookings": [{"value": Decimal(0), "incoming_invoice_id": "1"}]}
        for name in ("p", "q")
    )
    there, back = (
        derived(Snapshot(payment_accounts=(), outgoing=(), incoming=(document,), payments=order, space=None))
        for order in (payments, payments[::-1])
    )
    assert any("payment p is of type in" in reason for reason in there.items[0].unsafe)
    assert there.items == back.items
