"""The account is one party's, the words are another's, and both owe as much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from matching_builders import PAYER, known, make_bill, make_item, make_line, paid, proposal

from reconcile.records import OpenItem, Proposal, Side, Verdict

OTHER = make_item("RE-2026-0050", 119_000, "Schulze AG")


def answer(text: str, other: OpenItem = OTHER, **line: str) -> Proposal:
    given = make_line(119_000, text, "Müller GmbH", PAYER, **line)
    return proposal(given, make_item(), other, accounts=(known(),))


@pytest.mark.parametrize("text", ["Zahlung für Schulze AG", "SCHULZE", "Miete Fa. Schulze"])
def test_the_text_names_another_who_owes_as_much(text: str) -> None:
    one = answer(text)
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0098": 119_000})
    assert one.warnings == ("Schulze AG is named as well, and of RE-2026-0050 just this amount is open",)


def test_a_number_says_more() -> None:
    assert answer("RE-2026-0098 Projekt Schulze").verdict is Verdict.SURE


@pytest.mark.parametrize(
    "other",
    [
        make_item("RE-2026-0050", 118_999, "Schulze AG"),
        make_item("RE-2026-0050", 119_000, "Schulze AG", currency="CHF"),
        make_item("RE-2026-0050", 119_000, "Schulze AG", invoice_date=date(2026, 5, 1)),
        make_bill("4711", 119_000, "Schulze AG"),
        make_item("RE-2026-0050", 119_000, "Schulze Druckerei AG"),
    ],
    ids=["another amount", "another currency", "not written yet", "we owe it", "more words in the name"],
)
def test_who_does_not_owe_it_or_is_not_named_says_nothing(other: OpenItem) -> None:
    assert answer("Danke, Schulze AG", other).verdict is Verdict.SURE


def test_one_word_of_what_the_document_is_for_is_nobodys_name() -> None:
    line = make_line(119_000, "Service März", "Müller GmbH", PAYER)
    firm = make_item("RE-2026-0050", 119_000, "IT Service AG")
    for title, is_sure in (("Service Telefonanlage", True), ("Website", False)):
        one = proposal(line, make_item(title=title), firm, accounts=(known(),))
        assert (one.verdict is Verdict.SURE) == is_sure


def test_a_name_within_the_partys_own_is_not_anothers() -> None:
    holding = make_item("RE-2026-0050", 119_000, "Müller")
    both = make_item(party="Müller Logistik GmbH"), holding
    line = make_line(119_000, "Müller Logistik sagt danke", "Müller Logistik GmbH", PAYER)
    assert proposal(line, *both, accounts=(known(PAYER, "Müller Logistik GmbH"),)).verdict is Verdict.SURE


@pytest.mark.parametrize("names", [("Schulze AG", "Schulze Druckerei AG"), ("Schulze Druckerei AG", "Schulze AG")])
def test_one_of_several_names_is_enough(names: tuple[str, str]) -> None:
    """Whether the shorter one, which is within the payer's own, came first was chance."""
    items = make_item(party="Müller Schulze GmbH"), replace(OTHER, party_names=names)
    line = make_line(119_000, "Müller Schulze für Schulze Druckerei", "Müller Schulze GmbH", PAYER)
    assert proposal(line, *items, accounts=(known(PAYER, "Müller Schulze GmbH"),)).verdict is Verdict.REVIEW


def test_the_same_name_of_another_legal_form_is_another_party() -> None:
    items = make_item(), make_item("RE-2026-0050", 119_000, "Müller KG")
    line = make_line(119_000, "", "Müller GmbH", PAYER)
    one = proposal(line, *items, accounts=(known(PAYER, "Müller KG"),))
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0050": 119_000})


def test_a_bill_of_another_supplier() -> None:
    items = make_bill(), make_bill("77", 50_000, "Stift GmbH")
    line = make_line(-50_000, "Rechnung Stift GmbH", "Papier AG", PAYER)
    one = proposal(line, *items, accounts=(known(PAYER, "Papier AG", Side.INCOMING),))
    assert one.verdict is Verdict.REVIEW


def test_paid_for_a_sister_firm_of_ours_whose_name_shares_a_word() -> None:
    """One word in common was enough to take it for the payer's own."""
    items = make_item(party="Lumen Software GmbH"), make_item("RE-2026-0050", 119_000, "Lumen Akademie GmbH")
    accounts = (known(PAYER, "Lumen Software GmbH"),)
    for name, is_sure in (("Lumen Akademie GmbH", False), ("Lumen Software", True), ("Lumen Verwaltung", True)):
        line = make_line(119_000, "", "Lumen Software GmbH", PAYER, ultimate_name=name)
        assert (proposal(line, *items, accounts=accounts).verdict is Verdict.SURE) == is_sure, name


def test_who_has_just_the_name_of_another_party_is_that_party_whatever_it_owes() -> None:
    items = make_item(party="Windpark Alt I GmbH & Co. KG"), make_item("RE-2026-0050", 44_400, "Windpark Alt II GmbH")
    line = make_line(119_000, "Rechnung", "Windpark Alt II GmbH", PAYER)
    one = proposal(line, *items, accounts=(known(PAYER, "Windpark Alt I GmbH & Co. KG"),))
    assert one.verdict is Verdict.REVIEW
    assert "Windpark Alt II GmbH is another party of the books" in one.warnings


def test_who_is_only_called_like_another_at_this_ones_account_is_shown_as_likely_but_never_sure() -> None:
    """A name chance repeats says less than words that name another."""
    items = make_item(party="Windpark Alt I GmbH & Co. KG"), make_item("RE-2026-0050", 44_400, "Windpark Alt II GmbH")
    accounts = (known(PAYER, "Windpark Alt I GmbH & Co. KG"),)
    called = make_line(119_000, "Rechnung", "Windpark Alt II GmbH", PAYER)
    meant = make_line(119_000, "Rechnung für Windpark Alt II GmbH", "Windpark Alt I GmbH & Co. KG", PAYER)
    one, other = (proposal(line, *items, accounts=accounts) for line in (called, meant))
    assert one.verdict is other.verdict is Verdict.REVIEW
    assert other.confidence <= 0.5
    assert one.confidence > 0.9


def test_more_that_speaks_for_another_is_never_likelier() -> None:
    items = make_item(party="Windpark Alt I GmbH & Co. KG"), make_item("RE-2026-0050", 44_400, "Windpark Alt II GmbH")
    line = make_line(119_000, "Rechnung für Windpark Alt II", "Windpark Alt II GmbH", PAYER)
    assert proposal(line, *items, accounts=(known(PAYER, "Windpark Alt I GmbH & Co. KG"),)).confidence <= 0.5


@pytest.mark.parametrize(
    ("own", "title", "text", "verdict"),
    [
        ("Alpha I GmbH", "", "für Alpha II", Verdict.REVIEW),
        ("Alpha I GmbH", "", "für die Firma Alpha-II; Ref 5", Verdict.REVIEW),
        ("Alpha I GmbH", "", "für Alpha I", Verdict.SURE),
        ("Alpha II Berlin GmbH", "", "für Alpha II", Verdict.SURE),  # the payer's own, cut
        ("Müller GmbH", "Alpha II März", "für Alpha II März", Verdict.SURE),  # what it is for
    ],
)
def test_a_text_for_a_party_of_nearly_this_ones_name(own: str, title: str, text: str, verdict: Verdict) -> None:
    items = make_item(party=own, title=title), make_item("RE-2026-0050", 44_400, "Alpha II GmbH")
    assert proposal(make_line(119_000, text, own, PAYER), *items, accounts=(known(PAYER, own),)).verdict is verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("für Meier AG", Verdict.REVIEW),
        ("im Auftrag von Meier AG", Verdict.REVIEW),
        ("i.A. Meier, Rechnung", Verdict.REVIEW),
        ("RE-2026-0098 für Meier AG", Verdict.SURE),
        ("Danke an Meier AG", Verdict.SURE),
        ("für Februar", Verdict.SURE),
    ],
)
def test_whom_the_text_says_it_is_paid_for(text: str, verdict: Verdict) -> None:
    items = make_item(), make_item("RE-2026-0077", 77_700, "Meier AG")
    assert proposal(make_line(119_000, text, "Müller GmbH", PAYER), *items, accounts=(known(),)).verdict is verdict


HUSUM, PLOEN = (
    make_item(number, 35_700, party)
    for number, party in [("RE-2026-0042", "Fitness Point Husum"), ("RE-2026-0043", "Fitness Point Plön")]
)


@pytest.mark.parametrize("name", ["Fitness Point Husum", "FITNESS POINT HUSUM GMBH"])
def test_a_named_document_is_a_question_where_the_payer_owes_as_much_itself(name: str) -> None:
    line = make_line(35_700, "RE-2026-0043", name)
    one = proposal(line, HUSUM, PLOEN)
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0043": 35_700})
    said = "the payer is called like Fitness Point Husum, of which RE-2026-0042 is open with just this amount"
    assert one.warnings == (said,)
    assert proposal(line, replace(HUSUM, open_minor=35_600), PLOEN).verdict is Verdict.SURE
    at_its_account = make_line(35_700, "RE-2026-0043", name, PAYER)
    accounts = (known(party="Fitness Point Plön"),)
    assert proposal(at_its_account, HUSUM, PLOEN, accounts=accounts).verdict is Verdict.SURE


def test_a_name_nearly_the_same_is_still_another_customers() -> None:
    """So alike that one counts as the other: houses of one street."""
    street = "Wohnungseigentümergemeinschaft Hauptstraße München Nummer 11"
    named, own = (make_item(f"RE-2026-004{house}", 35_700, f"{street}{house}") for house in (2, 3))
    line = make_line(35_700, named.number, f"{street}3")
    assert proposal(line, named, own).verdict is Verdict.REVIEW
