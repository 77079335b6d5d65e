"""Kanbert's objects as open items: a table of what api.md 10 leaves unknown, and what must come of each."""

from __future__ import annotations

import gc
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from open_item_builders import a_bill, a_payment, an_invoice, books, on, the_bill, the_item

from reconcile.kanbert.answers import ApiObject
from reconcile.records import Document, KnownAccount, OpenItem, Side

# --------------------------------------------------------------------------------------------------------- one document


def test_an_open_invoice_in_full() -> None:
    invoice = an_invoice(reference=" PO\n 12 ", po_number="4500", external_id="4500", title="Web\tsite")
    assert the_item(invoice) == OpenItem(
        item_id="inv-1",
        side=Side.OUTGOING,
        document=Document.INVOICE,
        number="RE-2026-0007",
        title="Web site",
        party_id="cli-1",
        party_names=("Süß GmbH", "Bäckerei Süß"),
        currency="EUR",
        gross_minor=11900,
        settled_minor=0,
        open_minor=11900,
        invoice_date=date(2026, 2, 1),
        due_date=date(2026, 2, 28),
        references=("PO 12", "4500"),
        state="booked / open",
        updated_at="2026-02-01T00:00:00Z",
    )


def test_an_open_bill_in_full() -> None:
    item = the_bill(a_bill())
    assert (item.side, item.document, item.number) == (Side.INCOMING, Document.INVOICE, "4711")
    assert (item.party_id, item.party_names, item.references) == ("sup-1", ("Papier AG",), ("X-9",))
    assert (item.currency, item.gross_minor, item.open_minor, item.unsafe) == ("EUR", 5950, 5950, ())


@pytest.mark.parametrize(
    ("value", "open_minor"),
    [
        (119, 11900),
        ("119.00", 11900),
        ("119", 11900),
        (Decimal("119.0"), 11900),
        (Decimal("118.99999999999999"), 11900),  # binary noise (money.md 5)
        (Decimal("119.004"), None),
        (Decimal("1E+30"), None),
        ("1,19", None),
        ("119 EUR", None),
        (119.0, None),  # a float is a bug before it is an amount
        (True, None),
        (None, None),
        ([], None),
    ],
)
def test_amounts_land_on_cents_or_are_unknown(value: Any, open_minor: int | None) -> None:
    """U2."""
    item = the_item(an_invoice(sum_gross=value))
    assert item.open_minor == open_minor
    assert (open_minor is None) == any("sum_gross" in reason for reason in item.unsafe)


@pytest.mark.parametrize(
    ("status", "paid", "open_minor"),
    [
        ("open", None, 11900),
        ("open", "0.01", None),
        ("open", "119", None),
        ("partly_paid", "19", 10000),
        ("partly_paid", None, None),
        ("partly_paid", "119", None),
        ("partly_paid", "120", None),
        ("partly_paid", "-5", None),
        ("partial", "19", None),  # the incoming word
        ("paid", "119", 0),
        ("paid", "120", 0),
        ("paid", "118.99", None),
        ("paid", None, None),
        ("cancelled", None, 0),
        ("cancelled", "50", 0),
        ("reminded", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_the_payment_status_must_tell_the_same_story(status: Any, paid: str | None, open_minor: int | None) -> None:
    """U7, and open enums."""
    payments = [a_payment(on("inv-1", Decimal(paid)))] if paid else []
    item = the_item(an_invoice(payment_status=status), *payments)
    assert item.open_minor == open_minor
    settles = status in ("open", "partly_paid") and open_minor is not None
    assert (item.unsafe == ()) == settles
    if open_minor is None:
        assert ("(U4)" if paid == "-5" else "(U7)") in "".join(item.unsafe)


@pytest.mark.parametrize(
    ("status", "paid", "open_minor"),
    [("open", None, 5950), ("partial", "9.5", 5000), ("partly_paid", "9.5", None), ("paid", "59.50", 0)],
)
def test_incoming_documents_have_their_own_words(status: str, paid: str | None, open_minor: int | None) -> None:
    payments = [a_payment(on("inc-1", Decimal(paid), Side.INCOMING))] if paid else []
    assert the_bill(a_bill(payment_status=status), *payments).open_minor == open_minor


def test_the_reason_shows_both_sums() -> None:
    item = the_item(an_invoice(), a_payment(on("inv-1", Decimal("20.5"))))
    assert item.unsafe == ("Kanbert calls it open, but its payments add up to 20.50 of 119.00 (U7)",)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": "estimate"}, "not booked"),
        ({"status": "open"}, "not booked"),
        ({"status": "bookable"}, "not booked"),
        ({"status": "Booked"}, "a word this program does not know"),
        ({"status": None}, "a word this program does not know"),
        ({"deleted_at": "2026-02-01T00:00:00Z"}, "archived"),
        ({"deleted_at": True}, "deleted_at cannot be read"),
        ({"currency": None}, "no currency"),
        ({"currency": "EURO"}, "no currency"),
        ({"title": {"de": "x"}}, "title cannot be read"),
        ({"payment_due_date": "soon"}, "due date cannot be read"),
        ({"payment_due_date": "2026-02-30"}, "due date cannot be read"),
        ({"date_of_invoice": "20260101"}, "invoice date cannot be read"),
        ({"is_credit": None}, "credit note"),
        ({"is_credit": "yes"}, "is_credit cannot be read"),
        ({"sum_gross": Decimal("-119")}, "negative"),
        ({"client": "cli-1"}, "client cannot be read"),
        ({"discounts": [{"is_payment_discount": "x"}]}, "discounts cannot be read"),
        ({"id": "a\nb"}, "id cannot be used"),
    ],
)
def test_what_bars_a_posting(changes: ApiObject, reason: str) -> None:
    item = the_item(an_invoice(**changes))
    assert reason in "; ".join(item.unsafe)


@pytest.mark.parametrize("status", ["open", "ready_for_accounting", "paid", ""])
def test_an_incoming_document_must_be_booked_as_well(status: str) -> None:
    item = the_bill(a_bill(status=status))
    assert item.unsafe
    assert item.open_minor == 5950


def test_missing_fields_and_extra_ones_are_no_accident() -> None:
    item = the_item({"id": "inv-1", "new": {"deep": [1]}, "sum_gross": 5, "payment_status": "open", "currency": "EUR"})
    assert (item.open_minor, item.number, item.party_id, item.party_names) == (500, "", "", ())
    assert item.unsafe == ("its status (none) is a word this program does not know",)


@pytest.mark.parametrize(("gross", "paid"), [("-119", "-19"), ("-119", "19"), ("119", "-19"), ("119", "19")])
def test_credit_notes_are_positive_whatever_sign_kanbert_uses(gross: str, paid: str) -> None:
    """U24."""
    credit = an_invoice(is_credit=True, sum_gross=Decimal(gross), payment_status="partly_paid")
    item = the_item(credit, a_payment(on("inv-1", Decimal(paid))))
    assert (item.document, item.gross_minor, item.settled_minor, item.open_minor) == (
        Document.CREDIT,
        11900,
        1900,
        10000,
    )
    assert the_bill(a_bill(type="Credit", sum_gross=Decimal(-5))).open_minor == 500


def test_an_unknown_kind_of_document_is_unknown() -> None:
    item = the_bill(a_bill(type="Receipt"))
    assert item.open_minor is None
    assert item.unsafe == ("Kanbert calls it Receipt: neither Invoice nor Credit",)


def test_yen_have_no_cents() -> None:
    item = the_item(an_invoice(currency="jpy", sum_gross=5000))
    assert (item.currency, item.open_minor) == ("JPY", 5000)
    assert the_item(an_invoice(currency="JPY", sum_gross=Decimal("5000.5"))).open_minor is None


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2026-01-31T22:59:59Z", date(2026, 1, 31)),
        ("2026-01-31T23:00:00Z", date(2026, 2, 1)),
        ("2026-07-31T22:00:00.000000Z", date(2026, 8, 1)),
        ("2026-01-31T23:30:00+01:00", date(2026, 1, 31)),
        ("2026-01-31T23:30:00", date(2026, 1, 31)),
        ("2026-01-31", date(2026, 1, 31)),
        ("", None),
        (None, None),
    ],
)
def test_timestamps_become_days_in_the_configured_zone(stamp: Any, day: date | None) -> None:
    """money.md 12."""
    assert the_item(an_invoice(payment_due_date=stamp)).due_date == day


# ----------------------------------------------------------------------------------------------------------- settlement


def test_deleted_payments_and_bookings_settle_nothing() -> None:
    gone = "2026-02-03T00:00:00Z"
    item = the_item(
        an_invoice(payment_status="partly_paid"),
        a_payment(on("inv-1", Decimal(19)), id="p1"),
        a_payment(on("inv-1", Decimal(50)), id="p2", deleted_at=gone),
        a_payment(on("inv-1", Decimal(50), deleted_at=gone), on("inv-9", Decimal(1)), id="p3", value=1),
    )
    assert (item.settled_minor, item.open_minor) == (1900, 10000)


def test_only_bookings_on_this_document_of_this_side_count() -> None:
    item = the_item(
        an_invoice(payment_status="partly_paid"),
        a_payment(on("inv-1", Decimal(9)), on("inv-2", Decimal(50)), on("inv-1", Decimal(10), Side.INCOMING)),
    )
    assert item.settled_minor == 900


@pytest.mark.parametrize("bookings", ["absent", None, "text", {"a": 1}])
def test_without_bookings_in_the_list_every_open_amount_is_unknown(bookings: Any) -> None:
    """U8."""
    payment = a_payment(bookings=bookings)
    if bookings == "absent":
        del payment["bookings"]
    derived = books((an_invoice(),), (a_bill(),), (payment, payment | {"id": "pay-2"}))
    assert [item.open_minor for item in derived.items] == [None, None]
    expected = "payment pay-1 and 1 more: each does not say what it pays (U8)"
    assert all(expected in item.unsafe for item in derived.items)
    assert derived.warnings == (expected,)


def test_a_booking_that_hides_the_incoming_document_makes_the_bills_unknown() -> None:
    """The stored schema of a booking has no incoming_invoice_id (api.md 5.4, U8)."""
    payment = a_payment({"id": "b", "value": Decimal(5), "outgoing_invoice_id": None})
    derived = books((an_invoice(),), (a_bill(),), (payment,))
    assert {item.side: item.open_minor for item in derived.items} == {Side.OUTGOING: 11900, Side.INCOMING: None}


@pytest.mark.parametrize("booking", ["x", None, {}, {"outgoing_invoice_id": ["inv-1"], "value": 1}, {"value": 1}])
def test_an_unreadable_booking_makes_everything_unknown(booking: Any) -> None:
    derived = books((an_invoice(),), (a_bill(),), (a_payment(bookings=[booking], value=None),))
    assert [item.open_minor for item in derived.items] == [None, None]


@pytest.mark.parametrize("value", [None, "5 EUR", Decimal("5.001")])
def test_a_booking_without_a_clear_value_makes_its_document_unknown(value: Any) -> None:
    other = an_invoice(id="inv-2", invoice_number="RE-2")
    derived = books((an_invoice(payment_status="partly_paid"), other), (), (a_payment(on("inv-1", value)),))
    assert {item.item_id: item.open_minor for item in derived.items} == {"inv-1": None, "inv-2": 11900}


def test_a_payment_that_is_not_the_sum_of_its_bookings_is_not_believed() -> None:
    """U17."""
    item = the_item(an_invoice(payment_status="partly_paid"), a_payment(on("inv-1", Decimal(19)), value=Decimal(20)))
    assert item.open_minor is None
    assert item.unsafe == ("payment pay-1 is not the sum of its bookings (U17)",)


def test_a_negative_total_of_positive_bookings_is_still_their_sum() -> None:
    """`out` may be stored negative."""
    item = the_bill(a_bill(payment_status="partial"), a_payment(on("inc-1", Decimal(9), Side.INCOMING), value=-9))
    assert item.open_minor == 5050


def test_a_payment_listed_twice_counts_once() -> None:
    payment = a_payment(on("inv-1", Decimal(19)))
    assert the_item(an_invoice(payment_status="partly_paid"), payment, dict(payment)).settled_minor == 1900
    other = a_payment(on("inv-1", Decimal(20)))
    assert the_item(an_invoice(payment_status="partly_paid"), payment, other).open_minor is None


def test_one_value_on_two_documents_is_unknown_for_both() -> None:
    """U19."""
    booking = on("inv-1", Decimal(9)) | {"incoming_invoice_id": "inc-1"}
    derived = books((an_invoice(),), (a_bill(),), (a_payment(booking),))
    assert [item.open_minor for item in derived.items] == [None, None]


# ------------------------------------------------------------------------------------------------------------- discount

TERMS: ApiObject = {"payment_discount": Decimal("2"), "payment_discount_due_date": "2026-02-10T22:30:00Z"}


@pytest.mark.parametrize(
    ("changes", "minor", "day", "certain"),
    [
        ({}, 0, None, True),
        ({"payment_discount": 0}, 0, None, True),
        (TERMS, 238, date(2026, 2, 10), True),
        (TERMS | {"payment_discount": "2.5"}, 298, date(2026, 2, 10), True),  # 297.5 rounds up
        (TERMS | {"discounts": [{"is_payment_discount": False}]}, 238, date(2026, 2, 10), True),
        (TERMS | {"discounts": [{"is_payment_discount": True}]}, 0, None, True),
        (TERMS | {"discounts": [{}]}, 238, date(2026, 2, 10), False),
        (TERMS | {"discounts": None}, 238, date(2026, 2, 10), False),
        (TERMS | {"payment_discount_due_date": None}, 238, None, False),
        (TERMS | {"sum_gross": Decimal("116.62")}, 0, None, True),  # lowered by exactly the discount
        (TERMS | {"sum_gross": Decimal("110")}, 220, date(2026, 2, 10), False),
        (TERMS | {"sum_net": None}, 238, date(2026, 2, 10), False),
        (TERMS | {"payment_discount": 100}, 0, None, False),
        (TERMS | {"payment_discount": -2}, 0, None, False),
        (TERMS | {"is_credit": True}, 0, None, True),
    ],
)
def test_discounts(changes: ApiObject, minor: int, day: date | None, certain: bool) -> None:
    """money.md 7, U31."""
    item = the_item(an_invoice(**changes))
    assert (item.discount_minor, item.discount_date, item.discount_certain) == (minor, day, certain)


# -------------------------------------------------------------------------------------------------------- home currency


@pytest.mark.parametrize(
    ("configured", "currencies", "home"),
    [
        ("", ["EUR", "EUR"], "EUR"),
        ("", ["EUR", "CHF"], ""),
        ("", [], ""),
        ("", ["EUR", None], ""),
        ("CHF", ["EUR"], "CHF"),
        ("chf", [], "CHF"),
        ("francs", ["EUR"], ""),
    ],
)
def test_the_home_currency(configured: str, currencies: list[str | None], home: str) -> None:
    """money.md 6."""
    outgoing = tuple(an_invoice(id=f"i{n}", currency=one) for n, one in enumerate(currencies))
    derived = books(outgoing, (a_bill(),), home_currency=configured)
    bill = next(item for item in derived.items if item.side is Side.INCOMING)
    assert (derived.home_currency, bill.currency) == (home, home)
    assert (bill.unsafe == ()) == bool(home)
    assert (derived.warnings == ()) == bool(home)


def test_drafts_do_not_decide_the_home_currency_but_paid_invoices_do() -> None:
    draft = an_invoice(id="d", status="open", currency="USD")
    paid = an_invoice(id="p", currency="EUR", payment_status="paid")
    payment = a_payment(on("p", Decimal(119)))
    assert books((draft, paid), (), (payment,)).home_currency == "EUR"


def test_a_single_bill_without_home_currency_is_unsafe() -> None:
    item = the_bill(a_bill(), home_currency="")
    assert item.currency == ""
    assert "[company] currency" in item.unsafe[0]


# ---------------------------------------------------------------------------------------------------------------- books


def test_settled_and_cancelled_documents_are_left_out_and_the_unknown_stay() -> None:
    invoices = (
        an_invoice(id="paid", payment_status="paid"),
        an_invoice(id="cancelled", payment_status="cancelled"),
        an_invoice(id="claims-paid", payment_status="paid"),
        an_invoice(id="open"),
    )
    derived = books(invoices, (), (a_payment(on("paid", Decimal(119))),))
    assert [(item.item_id, item.open_minor) for item in derived.items] == [("claims-paid", None), ("open", 11900)]


def test_a_document_listed_twice() -> None:
    """U21: equal copies are one; differing ones are unknown."""
    assert len(books((an_invoice(), an_invoice())).items) == 1
    (item,) = books((an_invoice(), an_invoice(sum_gross=Decimal(1)))).items
    assert item.open_minor is None
    assert "listed it twice" in item.unsafe[0]


def test_a_document_without_an_id_is_named() -> None:
    derived = books((an_invoice(id=None), an_invoice(id="", invoice_number=None, title=None)))
    assert derived.items == ()
    assert derived.warnings == (
        "an outgoing document without an id is left out: RE-2026-0007 Website",
        "an outgoing document without an id is left out: it has no number and no title either",
    )


def test_payment_accounts() -> None:
    accounts = (
        {"id": "b", "title": "Bank", "identifier": "de89 3704 0044 0532 0130 00", "type": "account"},
        {"id": "e", "title": "Cash", "identifier": None, "type": "employee_expenses"},
        {"id": "x", "title": "Old", "identifier": "DE1", "type": "account", "deleted_at": "2026-01-01T00:00:00Z"},
        {"id": "t", "title": "One", "identifier": "DE2", "type": "account"},
        {"id": "t", "title": "Two", "identifier": "DE2", "type": "account"},
        {"id": "o", "title": [], "identifier": "DE3", "type": "account"},
        {"title": "Nameless", "type": "account"},
    )
    derived = books(accounts=accounts)
    assert {one.account_id: (one.iban, one.is_bank_account, one.archived) for one in derived.payment_accounts} == {
        "b": ("DE89370400440532013000", True, False),
        "e": ("", False, False),
        "x": ("DE1", True, True),
        "t": ("DE2", False, False),
        "o": ("DE3", False, False),
    }
    assert derived.warnings == ("a payment account without an id is left out: Nameless",)


def test_known_accounts_and_where_we_know_them_from() -> None:
    own = "DE02120300000000202051"
    accounts = ({"id": "b", "identifier": own, "type": "account"},)
    invoices = (
        an_invoice(company={"company_name": "Süß GmbH", "iban": "DE89 3704 0044 0532 0130 00"}),
        an_invoice(id="inv-2", invoice_number="RE-2026-0002", payment_status="paid"),
    )
    bills = (a_bill(payment_status="partial"),)
    payments = (
        a_payment(on("inv-2", Decimal(100)), id="p1", iban="AT61 1904 3002 3457 3201", date_of_payment="2026-01-05"),
        a_payment(on("inv-2", Decimal(19)), id="p2", iban="at611904300234573201", date_of_payment="2026-02-02"),
        a_payment(on("inc-1", Decimal(9), Side.INCOMING), id="p3", iban="CH9300762011623852957", date_of_payment=None),
        a_payment(on("inc-1", Decimal(1), Side.INCOMING), id="p4", iban=own),
        a_payment(on("inc-1", Decimal(1), Side.INCOMING), id="p5", iban="n/a"),
        a_payment(on("inv-2", Decimal(1)), id="p6", iban="GB82WEST12345698765432", deleted_at="2026-01-01"),
    )
    found = books(invoices, bills, payments, accounts).known_accounts
    assert {(one.iban, one.party_id, one.party_name, one.side, one.provenance) for one in found} == {
        ("DE89370400440532013000", "cli-1", "Süß GmbH", Side.OUTGOING, "master data"),
        ("AT611904300234573201", "cli-1", "Süß GmbH", Side.OUTGOING, "payment of 2026-02-02 for RE-2026-0002"),
        ("CH9300762011623852957", "sup-1", "Papier AG", Side.INCOMING, "a payment for 4711"),
    }


def test_master_data_outranks_a_payment() -> None:
    iban = "DE89370400440532013000"
    invoice = an_invoice(company={"company_name": "Süß GmbH", "iban": iban}, payment_status="partly_paid")
    found = books((invoice,), (), (a_payment(on("inv-1", Decimal(1)), iban=iban),)).known_accounts
    assert [one.provenance for one in found] == ["master data"]
    assert isinstance(found[0], KnownAccount)


def test_the_collector_of_cycles_is_left_as_it_was() -> None:
    books((an_invoice(),))
    assert gc.isenabled()
    gc.disable()
    try:
        books((an_invoice(),))
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_many_warnings_are_cut() -> None:
    derived = books(tuple(an_invoice(id=None, title=f"t{n:02}") for n in range(25)))
    assert len(derived.warnings) == 21
    assert derived.warnings[-1] == "and 5 more warnings of this kind"


def test_the_digest_is_of_the_contents_not_of_their_order() -> None:
    one, two = an_invoice(), an_invoice(id="inv-2")
    assert books((one, two)).digest == books((two, one)).digest
    assert books((one, two)).digest != books((one, two | {"new": 1})).digest
    assert books((one,)).digest != books((), (one,)).digest


@pytest.mark.parametrize("text", ["a\ud800b", "a\x00b", "a\r\nb", "a\u2028b"])
def test_texts_are_one_clean_line(text: str) -> None:
    item = the_item(an_invoice(title=text, client={"id": "c", "name": text}, company=None, reference=text))
    assert (item.title, item.party_names, item.references) == ("a b", ("a b",), ("a b",))
    assert books((an_invoice(title=text),)).items[0].title == "a b"


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"status": "estimate"}, False),
        ({"status": "open", "invoice_number": None}, False),
        ({"status": "bookable", "invoice_number": None}, False),
        ({"status": "open"}, True),  # it has a number: somebody may have been sent it
        ({"status": "booked", "invoice_number": None}, True),  # odd, so it is shown
    ],
)
def test_what_nobody_was_asked_to_pay_is_no_open_item(changes: ApiObject, kept: bool) -> None:
    assert bool(books((an_invoice(**changes),)).items) == kept


@pytest.mark.parametrize("granted", [True, False])
def test_the_terms_are_known_whether_or_not_they_may_still_be_deducted(granted: bool) -> None:
    invoice = an_invoice(
        payment_discount=Decimal(2),
        payment_discount_due_date="2026-02-10T00:00:00Z",
        discounts=[{"is_payment_discount": granted}],
    )
    item = the_item(invoice)
    assert (item.terms_minor, item.discount_minor) == (238, 0 if granted else 238)
