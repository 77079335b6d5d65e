"""Numbers in the form of a document's own that are no document's."""

from __future__ import annotations

import pytest
from matching_builders import PAYER, known, make_bill, make_item, make_line, proposal

from reconcile.matching.reading.other_numbers import OtherNumbers
from reconcile.records import Side, Verdict


@pytest.mark.parametrize(
    ("number", "text", "found"),
    [
        ("RE-2026-0098", "Rest RE-2023-7747", ["re-2023-7747"]),
        ("RE-2026-0098", "Rest RE 2023/7747", ["re 2023/7747"]),
        ("RE-2026-0098", "RE-4711", []),
        ("BR/2082/23", "Altforderung BR/74019/21", ["br/74019/21"]),  # no invoice is of the year 2082
        ("2091-23KL", "Nachzahlung 78531-21KL", ["78531-21kl"]),
        ("RE-2026-0098", "Rest RE-2082-7747", []),
        ("RE-2026-0098", "RE-2026-0099 und RE-2026-0044", []),  # near it; known
    ],
)
def test_letters_stay_years_are_years_and_digits_grow(number: str, text: str, found: list[str]) -> None:
    assert OtherNumbers([number, "RE-2026-0044"]).like(number, text, (), Side.OUTGOING) == found


@pytest.mark.parametrize(("unread", "found"), [(["86235-2021"], ["86235-2021"]), ([], [])])
def test_digits_alone_count_where_nobody_knows_them(unread: list[str], found: list[str]) -> None:
    assert OtherNumbers(["2082-2024"]).like("2082-2024", "Haftrücklass 86235-2021", unread, Side.OUTGOING) == found


@pytest.mark.parametrize(("said", "found"), [("20211173239", ["20211173239"]), ("61200482398", [])])
def test_digits_in_one_piece_are_of_a_kind_where_they_begin_alike(said: str, found: list[str]) -> None:
    assert OtherNumbers(["2024010471"]).like("2024010471", f"Insolvenzquote {said}", [said], Side.OUTGOING) == found


@pytest.mark.parametrize(
    ("text", "is_sure"),
    [
        ("Rechnung HO-03/2026", True),
        ("Rechnung HO-04/2026", False),  # the next one
        ("Rechnung HO-02/2026", False),  # an earlier one that nobody recorded
        ("Rechnung HO-0/2026", True),
    ],
)
def test_another_digit_is_another_number_of_the_suppliers(text: str, is_sure: bool) -> None:
    bill = make_bill("HO-03/2026", 47_600, "Lena Hoffmann")
    line = make_line(-47_600, text, "Lena Hoffmann", PAYER)
    one = proposal(line, bill, accounts=(known(party="Lena Hoffmann", side=Side.INCOMING),))
    assert (one.verdict is Verdict.SURE) is is_sure


def test_one_digit_more_of_our_own_numbers_is_mistyped() -> None:
    line = make_line(119_000, "Rechnung RE-2026-0099", "Müller GmbH", PAYER)
    assert proposal(line, make_item(), accounts=(known(),)).verdict is Verdict.SURE


@pytest.mark.parametrize(
    ("number", "text", "is_sure"),
    [
        ("RE-2026-0098", "Rechnung RE-2026-0097", False),
        ("RE-2026-0098", "Rechnung RE-2026-0089", True),  # two digits swapped
        ("R260017", "RE R250017 vom 10.02.2026", False),
        ("HON-10", "HON-9", False),
        ("HON-10", "Honorar HON-10 1/2", True),
        ("02/2026", "Rechnung 03/2026", False),
        ("02/2026", "Rechnung 2/26 März", True),
        ("03-26", "02-26", False),
    ],
)
def test_a_suppliers_other_number_is_another_bill(number: str, text: str, is_sure: bool) -> None:
    bill, line = make_bill(number, 48_790, "Druckhaus Berg"), make_line(-48_790, text, "Druckhaus Berg", PAYER)
    one = proposal(line, bill, accounts=(known(PAYER, "Druckhaus Berg", Side.INCOMING),))
    assert (one.verdict is Verdict.SURE) is is_sure, one.warnings


@pytest.mark.parametrize(
    ("reference", "text", "is_sure"),
    [
        ("V778812", "Vertrag V990017", False),
        ("V778812", "Vertrag V-778812", True),
        ("300123456", "Vertragskonto 300987654", False),
        ("300123456", "Rufnummer 0401234567", True),
        ("300123456", "Zählpunkt 24012345", True),
    ],
)
def test_a_number_like_a_reference_is_of_another_contract(reference: str, text: str, is_sure: bool) -> None:
    bill, line = make_bill(references=(reference,)), make_line(-50_000, text, "Papier AG", PAYER)
    one = proposal(line, bill, accounts=(known(PAYER, "Papier AG", Side.INCOMING),))
    assert (one.verdict is Verdict.SURE) is is_sure, one.warnings


@pytest.mark.parametrize("text", ["Kundenkonto 0024012345", "Berater 123456 Mandant 10001", "Lizenz 445566"])
def test_our_own_numbers_at_a_supplier_are_no_bills(text: str) -> None:
    line = make_line(-50_000, text, "Papier AG", PAYER)
    assert proposal(line, make_bill(), accounts=(known(PAYER, "Papier AG", Side.INCOMING),)).verdict is Verdict.SURE
