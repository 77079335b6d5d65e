"""Each open question of api.md 10 by its number: the assumption, what notices that it is wrong, what happens then.

docs/kanbert.md has the table; the last tests here hold it against the code. Questions about a posting are tested where
postings are: the table names the test.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from open_item_builders import BERLIN, a_bill, a_payment, an_invoice, books, on, the_bill, the_item

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.open_items import derive_books
from reconcile.kanbert.snapshot import Snapshot
from reconcile.records import Books, Document, Side

ROOT = Path(__file__).resolve().parents[3]


# ------------------------------------------------------------------------------------------------------- unit, numbers


def judged(documents: tuple[ApiObject, ...], *lines: int) -> Books:
    snapshot = Snapshot(payment_accounts=(), outgoing=documents, incoming=(), payments=(), space=None)
    return derive_books(snapshot, home_currency="EUR", zone=BERLIN, lines=lines)


IN_CENTS = {"sum_net": 10000, "sum_tax": 1900, "sum_gross": 11900}
SEVEN = tuple(an_invoice(id=f"i{n}", **IN_CENTS) for n in range(7))


def test_u01_cents_are_suspected_and_with_a_statement_proven() -> None:
    assert "(U1)" in judged(SEVEN).warnings[0]
    assert {one.open_minor for one in judged(SEVEN).items} == {1190000}  # nothing to compare with yet
    against_a_statement = judged(SEVEN, 11900, -500, 23800)
    assert {one.open_minor for one in against_a_statement.items} == {None}
    assert all("seems to count in cents (U1)" in " ".join(one.unsafe) for one in against_a_statement.items)


@pytest.mark.parametrize("text", [False, True])
def test_u01_cents_may_come_as_texts_or_with_noise(text: bool) -> None:
    noise = Decimal("1e-9")
    noisy: dict[str, Any] = {name: f"{one}.00" if text else one + noise for name, one in IN_CENTS.items()}
    assert {one.open_minor for one in judged(tuple(one | noisy for one in SEVEN), 11900).items} == {None}


def test_u01_round_sums_of_the_size_of_the_statement_are_no_cents() -> None:
    assert judged(SEVEN, 1190000, 1190000 // 10).warnings == ()
    assert judged(SEVEN[:6], 11900).warnings == ()  # 18 sums prove nothing
    assert judged((*SEVEN, an_invoice(sum_tax=Decimal("0.01"))), 11900).warnings == ()


@pytest.mark.parametrize("value", [Decimal("119.004"), "1,19", True, Decimal("1E+30")])
def test_u02_numbers_that_are_no_cents_are_unknown(value: Any) -> None:
    assert the_item(an_invoice(sum_gross=value)).open_minor is None


@pytest.mark.parametrize("value", [Decimal("9E+999999"), 10**400])
def test_u02_numbers_whose_sum_overflows_are_unknown(value: Any) -> None:
    bookings = [on("inv-1", value)] * 2
    item = the_item(an_invoice(sum_gross=value), a_payment(bookings=bookings, value=value))
    assert item.open_minor is None
    assert the_item(an_invoice(sum_gross="119.0000000001")).open_minor == 11900


# --------------------------------------------------------------------------------------------------- direction of money


def some_payments(number: int, side: Side, **changes: Any) -> tuple[ApiObject, ...]:
    return tuple(a_payment(on(f"x{n}", Decimal(5), side), id=f"x{n}", **changes) for n in range(number))


@pytest.mark.parametrize(("side", "wrong"), [(Side.OUTGOING, "out"), (Side.INCOMING, "in"), (Side.OUTGOING, "Eingang")])
def test_u03_five_payments_that_say_otherwise_bar_every_posting(side: Side, wrong: str) -> None:
    kinds = {Side.OUTGOING: (an_invoice(),), Side.INCOMING: (a_bill(),)}
    payments = some_payments(5, side, type=wrong)
    derived = books(kinds[Side.OUTGOING], kinds[Side.INCOMING], payments, home_currency="EUR")
    doubted = {one.side for one in derived.items if "(U3)" in " ".join(one.unsafe)}
    assert doubted == {side}
    assert "5 of 5 payments" in derived.warnings[0]


def test_u03_fewer_say_nothing_and_neither_do_our_own() -> None:
    four = some_payments(4, Side.OUTGOING, type="out")
    ours = some_payments(20, Side.OUTGOING, type="out", reference="KR1-0A1B2C3D4E5F6G7H")
    gone = some_payments(20, Side.OUTGOING, type="out", deleted_at="2026-01-01T00:00:00Z")
    assert books((an_invoice(),), (), (*four, *ours, *gone)).items[0].unsafe == ()
    assert books((an_invoice(),), (), some_payments(3, Side.OUTGOING, type="out")).warnings == ()


@pytest.mark.parametrize("word", ["out", "sideways", None])
def test_u04_money_given_back_leaves_the_open_amount_unknown(word: str | None) -> None:
    paid = a_payment(on("inv-1", Decimal(50)))
    back = a_payment(on("inv-1", Decimal(20)), id="pay-2", type=word)
    item = the_item(an_invoice(payment_status="partly_paid"), paid, back)
    assert item.open_minor is None
    assert "(U4)" in item.unsafe[0]


def test_u04_a_negative_booking_leaves_the_open_amount_unknown() -> None:
    """Even where the sum would agree with the status."""
    paid = a_payment(on("inv-1", Decimal(50)))
    back = a_payment(on("inv-1", Decimal(-20)), id="pay-2")
    item = the_item(an_invoice(payment_status="partly_paid"), paid, back)
    assert item.open_minor is None
    assert "pay-2 books a negative value" in item.unsafe[0]


def test_an_invoice_others_call_their_master_is_not_posted_to() -> None:
    """Nothing says whether it is owed beside its parts; a credit note is no part."""
    master, part = an_invoice(id="m"), an_invoice(id="part", master_invoice_id="m")
    items = {one.item_id: one for one in books(outgoing=(master, part)).items}
    assert "whether it is owed beside them" in items["m"].unsafe[0]
    assert (items["m"].open_minor, items["part"].unsafe) == (11900, ())
    note = an_invoice(id="note", is_credit=True, master_invoice_id="m")
    assert not any(one.unsafe for one in books(outgoing=(master, note)).items if one.item_id == "m")


def test_u06_only_what_is_booked_open_and_live_is_paid() -> None:
    for changes in ({"status": "bookable"}, {"deleted_at": "2026-02-01T00:00:00Z"}, {"payment_status": "cancelled"}):
        assert the_item(an_invoice(**changes)).unsafe
    assert the_bill(a_bill(status="ready_for_accounting")).unsafe


# -------------------------------------------------------------------------------------------------------- open amounts


def test_u07_a_status_that_contradicts_the_payments() -> None:
    for status, paid in (("open", "1"), ("partly_paid", "119"), ("paid", "118.99"), ("reminded", "1")):
        item = the_item(an_invoice(payment_status=status), a_payment(on("inv-1", Decimal(paid))))
        assert (item.open_minor, "(U7)" in " ".join(item.unsafe)) == (None, True)


def test_u08_a_payment_that_does_not_say_what_it_pays() -> None:
    derived = books((an_invoice(),), (a_bill(),), (a_payment(bookings=None),), home_currency="EUR")
    assert [one.open_minor for one in derived.items] == [None, None]
    assert "(U8)" in " ".join(derived.warnings)


def test_u16_a_bill_is_in_the_home_currency_or_in_none() -> None:
    assert the_bill(a_bill(), home_currency="").unsafe
    two = (an_invoice(id="a"), an_invoice(id="b", currency="USD"))
    assert books(two, (a_bill(),)).home_currency == ""


def test_u17_a_payment_is_the_sum_of_its_bookings_or_unknown() -> None:
    item = the_item(an_invoice(payment_status="partly_paid"), a_payment(on("inv-1", Decimal(19)), value=Decimal(20)))
    assert (item.open_minor, item.unsafe) == (None, ("payment pay-1 is not the sum of its bookings (U17)",))


def test_u19_one_value_on_two_documents() -> None:
    both = on("inv-1", Decimal(19), incoming_invoice_id="inc-1")
    assert "(U19)" in " ".join(the_item(an_invoice(payment_status="partly_paid"), a_payment(both)).unsafe)


def test_u24_the_sign_of_a_credit_note_is_shown_and_never_relied_on() -> None:
    for gross in (Decimal(119), Decimal(-119)):
        item = the_item(an_invoice(is_credit=True, sum_gross=gross))
        assert (item.document, item.open_minor) == (Document.CREDIT, 11900)
    assert "(U24)" in " ".join(the_item(an_invoice(sum_gross=Decimal(-119))).unsafe)


@pytest.mark.parametrize(
    ("shown", "open_minor"),
    [
        ([{"value": Decimal("9.50")}], 5000),
        ([{"value": "9.5"}], 5000),
        ([{"value": Decimal("-9.50")}], 5000),  # `out` may be negative
        ([{"value": Decimal("4.50")}, {"value": 5}], 5000),
        ([{"value": Decimal("19.50")}], None),
        ([{"value": Decimal("9.50")}, {"value": Decimal("10")}], None),
        ([{"value": None}], 5000),
        ([{"payment_type": "payment"}], 5000),
        ([], 5000),
        (None, 5000),
        ("x", None),
    ],
)
def test_u25_what_a_bill_shows_of_its_payments_is_a_cross_check(shown: Any, open_minor: int | None) -> None:
    paid = a_payment(on("inc-1", Decimal("9.50"), Side.INCOMING))
    item = the_bill(a_bill(payment_status="partial", payments=shown), paid)
    assert item.open_minor == open_minor
    assert (open_minor is None) == bool(item.unsafe)


def test_u25_without_the_key_there_is_nothing_to_check() -> None:
    paid = a_payment(on("inc-1", Decimal("9.50"), Side.INCOMING))
    assert the_bill(a_bill(payment_status="partial"), paid).open_minor == 5000


def test_u28_ids_are_opaque_and_unusable_ones_are_barred() -> None:
    assert the_item(an_invoice(id="A/b?ü%2e")).unsafe == ()
    assert "(U28)" in " ".join(the_item(an_invoice(id="a\nb")).unsafe)


TERMS = {"payment_discount": Decimal(2), "payment_discount_due_date": "2026-02-10T22:30:00Z"}


@pytest.mark.parametrize(
    ("changes", "deducted", "certain"),
    [
        ({"discounts": [{"is_payment_discount": False}]}, 238, True),
        ({"discounts": [{"is_payment_discount": True}]}, 0, True),
        ({"discounts": None}, 238, False),
        ({"sum_gross": Decimal("116.62")}, 0, True),
        ({"sum_gross": Decimal("110")}, 220, False),
        ({"sum_net": None}, 238, False),
    ],
)
def test_u31_a_discount_that_may_be_granted_already(changes: ApiObject, deducted: int, certain: bool) -> None:
    item = the_item(an_invoice(**TERMS | changes))
    assert (item.discount_minor, item.discount_certain) == (deducted, certain)


# ----------------------------------------------------------------------------------------------------------- the table


def rows() -> dict[int, tuple[str, ...]]:
    """number → cells of docs/kanbert.md."""
    text = (ROOT / "docs" / "kanbert.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if re.match(r"\| U\d", line)]
    cells = [tuple(cell.strip() for cell in line.strip("| ").split(" | ")) for line in lines]
    return {int(one[0][1:]): one for one in cells}


def test_every_question_is_in_the_table() -> None:
    assert sorted(rows()) == list(range(1, 32))


@pytest.mark.parametrize("number", range(1, 32))
def test_every_question_is_named_where_the_table_says(number: int) -> None:
    _, _, where, _, tests = rows()[number]
    named = re.findall(r"`([\w/]+\.py)`", where)
    assert named
    for path in named:
        assert re.search(rf"\bU{number}\b", (ROOT / path).read_text(encoding="utf-8")), path
    for file, test in re.findall(r"`(\w+)::(\w+)`", tests):
        found = list((ROOT / "tests").rglob(f"{file}.py"))
        assert len(found) == 1, file
        assert re.search(rf"^def {test}\b", found[0].read_text(encoding="utf-8"), re.MULTILINE), test
    assert "::" in tests
