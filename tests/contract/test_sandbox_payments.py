"""What a POST does to the practice Kanbert's books (api.md 5), and when it refuses, over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import count
from threading import Thread
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kanbert_objects import account, booking, incoming, money, outgoing, payment, payment_body
from sandbox_tools import TOKEN, Practice, errors_of, exact, practice, where

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox import Kind, Phase, Request, State

OUT, IN = "/payments/outgoing-invoice", "/payments/incoming-invoice"
GONE = "2026-02-20T10:00:00Z"
NUMBERS = count(1)

OBJECTS = {
    Kind.PAYMENT_ACCOUNT: [account("account-1"), account("account-gone", deleted_at=GONE)],
    Kind.OUTGOING_INVOICE: [
        outgoing("draft", status="open"),
        outgoing("bookable", status="bookable"),
        outgoing("gone", deleted_at=GONE),
        outgoing("cancelled", payment_status="cancelled"),
        outgoing("paid", payment_status="paid"),
        outgoing("sumless", sum_gross=None),
        outgoing("credit", "-20.00", is_credit=True),
    ],
    Kind.INCOMING_INVOICE: [incoming("raw", status="ready_for_accounting"), incoming("credit", type="Credit")],
}


@pytest.fixture(scope="module")
def kanbert() -> Iterator[Practice]:
    with practice(OBJECTS) as running:
        yield running


def new(kanbert: Practice, kind: Kind, gross: str, **fields: Any) -> str:
    """The id of a document of its own for one test."""
    document_id = f"d-{next(NUMBERS)}"
    make = outgoing if kind is Kind.OUTGOING_INVOICE else incoming
    kanbert.state.add(kind, make(document_id, gross, **fields))
    return document_id


def status_of(kanbert: Practice, kind: Kind, document_id: str) -> str:
    status: str = kanbert.get(f"/{kind}/{document_id}").json()["payment_status"]
    return status


def test_the_payment_that_comes_back_is_the_one_that_was_sent(kanbert: Practice) -> None:
    first, second = (new(kanbert, Kind.OUTGOING_INVOICE, "100.00") for _ in range(2))
    body = payment_body((first, money("60.10")), (second, money("39.95")), iban="DE02120300000000202051", bic="")
    response = kanbert.post(OUT, body)
    assert response.status_code == 200
    stored = exact(response)
    assert stored["value"] == money("100.05")
    assert stored["date_of_payment"] == "2026-03-02"
    assert (stored["type"], stored["reference"]) == ("in", "KR1-TEST")
    assert (stored["iban"], stored["bic"]) == ("DE02120300000000202051", None)
    assert stored["payment_account"]["identifier"] == "DE89370400440532013000"
    assert stored["created_at"] == stored["updated_at"] == "2026-03-02T08:30:00Z"
    assert stored["deleted_at"] is None
    assert [(one["outgoing_invoice_id"], one["incoming_invoice_id"], one["value"]) for one in stored["bookings"]] == [
        (first, None, money("60.10")),
        (second, None, money("39.95")),
    ]
    ids = [stored["id"], *(one["id"] for one in stored["bookings"])]
    assert len(set(ids)) == 3
    assert all(ids)


def test_it_can_be_read_back_at_once(kanbert: Practice) -> None:
    invoice = new(kanbert, Kind.OUTGOING_INVOICE, "10.00")
    stored = exact(kanbert.post(OUT, payment_body((invoice, 10), reference="KR1-READBACK RE 7")))
    filters = [where("reference", "contains", "KR1-READBACK"), where("archived", "eq", "with")]
    assert exact(kanbert.get("/payments", filter=filters))["data"] == [stored]
    assert kanbert.ids("/payments", where("outgoing_invoice.id", "eq", invoice)) == [stored["id"]]


def test_an_outgoing_invoice_goes_from_open_over_partly_paid_to_paid(kanbert: Practice) -> None:
    invoice = new(kanbert, Kind.OUTGOING_INVOICE, "119.00")
    for value, status in (("19.00", "partly_paid"), ("99.99", "partly_paid"), ("0.01", "paid")):
        assert kanbert.post(OUT, payment_body((invoice, money(value)))).status_code == 200
        assert status_of(kanbert, Kind.OUTGOING_INVOICE, invoice) == status


def test_an_incoming_invoice_goes_from_open_over_partial_to_paid(kanbert: Practice) -> None:
    invoice = new(kanbert, Kind.INCOMING_INVOICE, "59.50")
    for value, status in (("9.50", "partial"), ("50.00", "paid")):
        assert kanbert.post(IN, payment_body((invoice, money(value)), side="incoming")).status_code == 200
        assert status_of(kanbert, Kind.INCOMING_INVOICE, invoice) == status
    document = exact(kanbert.get(f"/incoming-invoices/{invoice}"))
    assert [line["value"] for line in document["payments"]] == [money("9.50"), money("50.00")]
    assert document["updated_at"] == "2026-03-02T08:30:00Z"


def test_what_earlier_payments_settled_counts(kanbert: Practice) -> None:
    invoice = new(kanbert, Kind.OUTGOING_INVOICE, "100.00", payment_status="partly_paid")
    kanbert.state.add(Kind.PAYMENT, payment("before", booking("b-before", "70.00", outgoing_invoice_id=invoice)))
    kanbert.state.add(
        Kind.PAYMENT, payment("undone", booking("b-undone", "25.00", outgoing_invoice_id=invoice), deleted_at=GONE)
    )
    assert errors_of(kanbert.post(OUT, payment_body((invoice, money("30.01")))))
    assert kanbert.post(OUT, payment_body((invoice, money("30.00")))).status_code == 200
    assert status_of(kanbert, Kind.OUTGOING_INVOICE, invoice) == "paid"


def test_money_given_back_does_not_settle(kanbert: Practice) -> None:
    """api.md U3, U4: `out` on an outgoing invoice is accepted; that nothing turns paid is how a client notices."""
    invoice = new(kanbert, Kind.OUTGOING_INVOICE, "50.00")
    assert kanbert.post(OUT, payment_body((invoice, 60), type="out")).status_code == 200
    assert status_of(kanbert, Kind.OUTGOING_INVOICE, invoice) == "open"


def test_two_equal_posts_are_two_payments(kanbert: Practice) -> None:
    invoice = new(kanbert, Kind.OUTGOING_INVOICE, "100.00")
    body = payment_body((invoice, 40), reference="KR1-TWIN")
    first, second = (exact(kanbert.post(OUT, body)) for _ in range(2))
    assert first["id"] != second["id"]
    assert kanbert.ids("/payments", where("reference", "eq", "KR1-TWIN")) == [first["id"], second["id"]]


def test_a_race_for_the_last_open_amount_has_one_winner(kanbert: Practice) -> None:
    invoice = new(kanbert, Kind.OUTGOING_INVOICE, "100.00")
    body = payment_body((invoice, 100), reference="KR1-RACE")
    with ThreadPoolExecutor(8) as pool:
        statuses = [one.status_code for one in pool.map(lambda _: kanbert.post(OUT, body), range(8))]
    assert sorted(statuses) == [200, *[422] * 7]
    assert len(kanbert.ids("/payments", where("reference", "eq", "KR1-RACE"))) == 1


def test_between_deciding_and_storing_nobody_else_decides() -> None:
    """What the race above shows by chance, shown for certain: the books are locked while a decision is pending."""
    free: list[bool] = []

    def try_lock(state: State) -> None:
        taken = state.lock.acquire(blocking=False)
        if taken:
            state.lock.release()
        free.append(taken)

    def look(phase: Phase, request: Request) -> None:
        stranger = Thread(target=try_lock, args=(watched.state,))
        stranger.start()
        stranger.join()

    with practice(OBJECTS, faults=look) as watched:
        watched.post(OUT, payment_body(("draft", 5)))
    assert free == [False, False]


# ----------------------------------------------------------------------------------------------------- exact numbers


@pytest.mark.parametrize("text", ["0.30", "0.3", "1190.00", "1190.0", "1190", "0.1000000001", "9999999999999.99"])
def test_numbers_stand_on_the_wire_as_they_were_given(kanbert: Practice, text: str) -> None:
    invoice = new(kanbert, Kind.OUTGOING_INVOICE, text)
    assert f'"sum_gross":{text},' in kanbert.get(f"/outgoing-invoices/{invoice}").text
    response = kanbert.client.post(OUT, content=_body_with(invoice, text))
    assert response.status_code == 200, response.text
    assert f'"value":{text},' in response.text
    assert f'"value":{text},' in kanbert.get("/payments", filter=[where("outgoing_invoice.id", "eq", invoice)]).text
    assert status_of(kanbert, Kind.OUTGOING_INVOICE, invoice) == "paid"


def _body_with(invoice: str, text: str) -> bytes:
    from reconcile.kanbert.sandbox.exact_json import encode

    return encode(payment_body((invoice, 424242))).replace("424242", text).encode("ascii")


def test_a_tenth_and_two_tenths_are_three_tenths(kanbert: Practice) -> None:
    invoice = new(kanbert, Kind.OUTGOING_INVOICE, "0.30")
    stored = kanbert.post(OUT, payment_body((invoice, money("0.1")), (invoice, money("0.2"))))
    assert '"value":0.3,' in stored.text
    assert status_of(kanbert, Kind.OUTGOING_INVOICE, invoice) == "paid"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=6), st.integers(0, 10**9))
def test_conservation(kanbert: Practice, cents: list[int], rest: int) -> None:
    """Whatever is posted is booked exactly, and decides the status together with the gross sum."""
    gross = Decimal(sum(cents) + rest).scaleb(-2)
    invoice = new(kanbert, Kind.OUTGOING_INVOICE, str(gross))
    for value in cents:
        stored = exact(kanbert.post(OUT, payment_body((invoice, Decimal(value).scaleb(-2)))))
        assert stored["value"] == Decimal(value).scaleb(-2)
    assert kanbert.state.settled(invoice) + Decimal(rest).scaleb(-2) == gross
    assert status_of(kanbert, Kind.OUTGOING_INVOICE, invoice) == ("partly_paid" if rest else "paid")


# ------------------------------------------------------------------------------------------------------------ refused


def faulty_bodies() -> dict[str, tuple[ApiObject, str]]:
    good = ("target", 5)
    return {
        "no type": (payment_body(good, type=None), "type"),
        "unknown type": (payment_body(good, type="sideways"), "type"),
        "no account": (payment_body(good, payment_account_id=None), "payment_account_id"),
        "unknown account": (payment_body(good, payment_account_id="nobody"), "payment_account_id"),
        "archived account": (payment_body(good, payment_account_id="account-gone"), "payment_account_id"),
        "no reference": (payment_body(good, reference=None), "reference"),
        "empty reference": (payment_body(good, reference=""), "reference"),
        "blank reference": (payment_body(good, reference="  "), "reference"),
        "reference no text": (payment_body(good, reference=5), "reference"),
        "no date": (payment_body(good, date_of_payment=None), "date_of_payment"),
        "no such date": (payment_body(good, date_of_payment="2026-02-30T12:00:00Z"), "date_of_payment"),
        "day without a time": (payment_body(good, date_of_payment="2026-03-02"), "date_of_payment"),
        "time without a zone": (payment_body(good, date_of_payment="2026-03-02T12:00:00"), "date_of_payment"),
        "German date": (payment_body(good, date_of_payment="02.03.2026"), "date_of_payment"),
        "first moment": (payment_body(good, date_of_payment="0001-01-01T00:00:00+14:00"), "date_of_payment"),
        "no bookings": (payment_body(good, bookings=None), "bookings"),
        "empty bookings": (payment_body(), "bookings"),
        "bookings no array": (payment_body(good, bookings="all"), "bookings"),
        "booking no object": (payment_body(good, bookings=["target"]), "bookings.0.value"),
        "no invoice": (payment_body(good, bookings=[{"value": 5}]), "bookings.0.outgoing_invoice_id"),
        "unknown invoice": (payment_body(good, ("nobody", 5)), "bookings.1.outgoing_invoice_id"),
        "draft": (payment_body(("draft", 5)), "bookings.0.outgoing_invoice_id"),
        "bookable": (payment_body(("bookable", 5)), "bookings.0.outgoing_invoice_id"),
        "archived": (payment_body(("gone", 5)), "bookings.0.outgoing_invoice_id"),
        "cancelled": (payment_body(("cancelled", 5)), "bookings.0.outgoing_invoice_id"),
        "without a sum": (payment_body(("sumless", 5)), "bookings.0.outgoing_invoice_id"),
        "credit": (payment_body(("credit", 5)), "bookings.0.outgoing_invoice_id"),
        "paid": (payment_body(("paid", 5)), "bookings.0.value"),
        "no value": (payment_body(good, bookings=[{"outgoing_invoice_id": "target"}]), "bookings.0.value"),
        "value a text": (payment_body(("target", "5.00")), "bookings.0.value"),
        "value true": (payment_body(("target", True)), "bookings.0.value"),
        "value zero": (payment_body(("target", 0)), "bookings.0.value"),
        "value negative": (payment_body(("target", money("-5.00"))), "bookings.0.value"),
        "value enormous": (payment_body(("target", money("1E+400"))), "bookings.0.value"),
        "value noise": (payment_body(("target", money("0.30000000000000004"))), "bookings.0.value"),
        "too much": (payment_body(("target", money("100.01"))), "bookings.0.value"),
        "too much together": (payment_body(("target", 60), ("target", 41)), "bookings.1.value"),
        "iban no text": (payment_body(good, iban=5), "iban"),
        "wrong side's party": (payment_body(good, supplier_name="Papier & Co."), "supplier_name"),
        "unknown field": (payment_body(good, value=5), "value"),
        "unknown field of a booking": (
            payment_body(good, bookings=[{"outgoing_invoice_id": "target", "value": 5, "discount": 1}]),
            "bookings.0.discount",
        ),
    }


@pytest.mark.parametrize("name", faulty_bodies())
def test_a_faulty_body_is_refused_by_its_field_and_nothing_is_stored(kanbert: Practice, name: str) -> None:
    if kanbert.state.find(Kind.OUTGOING_INVOICE, "target") is None:
        kanbert.state.add(Kind.OUTGOING_INVOICE, outgoing("target", "100.00"))
    body, key = faulty_bodies()[name]
    before = kanbert.payments()
    assert key in errors_of(kanbert.post(OUT, body))
    assert kanbert.payments() == before
    assert status_of(kanbert, Kind.OUTGOING_INVOICE, "target") == "open"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"type": NaN}'])
def test_what_is_no_object_lacks_every_field(kanbert: Practice, content: bytes) -> None:
    response = kanbert.client.post(OUT, content=content)
    assert response.json()["message"] == "The type field is required. (and 4 more errors)"
    assert list(errors_of(response)) == ["type", "payment_account_id", "reference", "date_of_payment", "bookings"]


def test_one_error_is_not_counted_and_two_are_one_more(kanbert: Practice) -> None:
    one = kanbert.post(OUT, payment_body(("nobody", 5))).json()
    assert one == {
        "message": "The selected bookings.0.outgoing_invoice_id is invalid.",
        "errors": {"bookings.0.outgoing_invoice_id": ["The selected bookings.0.outgoing_invoice_id is invalid."]},
    }
    two = kanbert.post(OUT, payment_body(("nobody", 0))).json()
    assert two["message"].endswith("is invalid. (and 1 more error)")
    three = kanbert.post(OUT, payment_body(("nobody", 0), reference=None)).json()
    assert three["message"] == "The reference field is required. (and 2 more errors)"


def test_json_must_be_called_json(kanbert: Practice) -> None:
    response = kanbert.client.post(OUT, content=b"{}", headers={"Content-Type": "text/plain"})
    assert "bookings" in errors_of(response)


def test_who_does_not_ask_for_json_is_redirected_instead_of_told(kanbert: Practice) -> None:
    """api.md 1; nothing is stored, and the redirect is never to be followed."""
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    response = httpx.post(kanbert.base_url + OUT, content=b"{}", headers=headers)
    assert response.status_code == 302


def test_an_incoming_document_must_be_a_booked_invoice(kanbert: Practice) -> None:
    for document_id in ("raw", "credit", "draft"):
        response = kanbert.post(IN, payment_body((document_id, 5), side="incoming"))
        assert list(errors_of(response)) == ["bookings.0.incoming_invoice_id"], document_id


def test_the_practice_can_be_lenient_about_overpayment() -> None:
    objects = {Kind.PAYMENT_ACCOUNT: [account()], Kind.OUTGOING_INVOICE: [outgoing("o", "10.00")]}
    with practice(objects, overpayment_allowed=True) as lenient:
        for _ in range(2):
            assert lenient.post(OUT, payment_body(("o", 11))).status_code == 200
        assert status_of(lenient, Kind.OUTGOING_INVOICE, "o") == "paid"


# ------------------------------------------------------------------------------------------------------------ offsets


def offset_body(side: str, invoice: str, credit: str, value: Any) -> ApiObject:
    return {
        "reference": "KR1-OFFSET",
        "date_of_payment": "2026-03-02T12:00:00Z",
        f"{side}_invoice_id": invoice,
        f"{side}_credit_id": credit,
        "value": value,
    }


def test_an_outgoing_offset_settles_both(kanbert: Practice) -> None:
    invoice = new(kanbert, Kind.OUTGOING_INVOICE, "100.00")
    credit = new(kanbert, Kind.OUTGOING_INVOICE, "-20.00", is_credit=True)
    bookings = exact(kanbert.post(f"{OUT}-credit", offset_body("outgoing", invoice, credit, money("20.00"))))
    assert [(one["outgoing_invoice_id"], one["reference_outgoing_invoice_id"]) for one in bookings] == [
        (invoice, credit),
        (credit, invoice),
    ]
    assert {one["reference"] for one in bookings} == {"KR1-OFFSET"}
    assert len({one["id"] for one in bookings}) == 2
    assert status_of(kanbert, Kind.OUTGOING_INVOICE, invoice) == "partly_paid"
    assert status_of(kanbert, Kind.OUTGOING_INVOICE, credit) == "paid"
    assert kanbert.ids("/payments", where("reference", "contains", "KR1-OFFSET")) == []  # U12: no read-back
    assert errors_of(kanbert.post(OUT, payment_body((invoice, money("80.01")))))
    assert kanbert.post(OUT, payment_body((invoice, 80))).status_code == 200


def test_an_incoming_offset_carries_a_title(kanbert: Practice) -> None:
    invoice = new(kanbert, Kind.INCOMING_INVOICE, "50.00")
    credit = new(kanbert, Kind.INCOMING_INVOICE, "50.00", type="Credit")
    bookings = exact(kanbert.post(f"{IN}-credit", offset_body("incoming", invoice, credit, 50)))
    assert {one["title"] for one in bookings} == {"KR1-OFFSET"}
    assert all("reference" not in one for one in bookings)
    for document_id in (invoice, credit):
        assert status_of(kanbert, Kind.INCOMING_INVOICE, document_id) == "paid"
        (line,) = exact(kanbert.get(f"/incoming-invoices/{document_id}"))["payments"]
        assert line["title"] == "KR1-OFFSET"


def test_two_offsets_have_different_ids(kanbert: Practice) -> None:
    invoice = new(kanbert, Kind.OUTGOING_INVOICE, "100.00")
    credit = new(kanbert, Kind.OUTGOING_INVOICE, "-20.00", is_credit=True)
    answers = [exact(kanbert.post(f"{OUT}-credit", offset_body("outgoing", invoice, credit, 5))) for _ in range(2)]
    assert len({one["id"] for bookings in answers for one in bookings}) == 4


@pytest.mark.parametrize(
    ("invoice", "credit", "value", "key"),
    [
        ("big", "credit", money("20.01"), "value"),
        ("big", "credit", 0, "value"),
        ("small", "credit", money("10.01"), "value"),
        ("big", "big", 5, "outgoing_credit_id"),
        ("credit", "credit", 5, "outgoing_invoice_id"),
        ("draft", "credit", 5, "outgoing_invoice_id"),
        ("", "credit", 5, "outgoing_invoice_id"),
        ("big", "nobody", 5, "outgoing_credit_id"),
    ],
)
def test_an_offset_that_cannot_be_is_refused(
    kanbert: Practice, invoice: str, credit: str, value: Any, key: str
) -> None:
    if kanbert.state.find(Kind.OUTGOING_INVOICE, "big") is None:
        kanbert.state.add(Kind.OUTGOING_INVOICE, outgoing("big", "1000.00"))
        kanbert.state.add(Kind.OUTGOING_INVOICE, outgoing("small", "10.00"))
    assert key in errors_of(kanbert.post(f"{OUT}-credit", offset_body("outgoing", invoice, credit, value)))


def test_the_same_history_gives_the_same_ids() -> None:
    objects = {Kind.PAYMENT_ACCOUNT: [account()], Kind.OUTGOING_INVOICE: [outgoing("o", "10.00")]}
    answers = []
    for _ in range(2):
        with practice(objects) as kanbert_again:
            answers.append(kanbert_again.post(OUT, payment_body(("o", 1))).content)
    assert answers[0] == answers[1]
