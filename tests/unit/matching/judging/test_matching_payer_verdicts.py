"""Who paid whom, and for whom: what a text with the right number and amount does not make sure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matching_builders import PAYER, RUN, known, make_bill, make_books, make_item, make_line, proposal

from reconcile.matching import Rules, propose
from reconcile.records import BankLine, OpenItem, PaymentAccount, Proposal, Side, Verdict

OWN_OTHER = "DE97200505500000001002"
STRANGER = "DE75512108001245126199"
RESERVE = PaymentAccount(account_id="a2", title="Reserve", iban=OWN_OTHER, is_bank_account=True, archived=False)


def answer(line: BankLine, *items: OpenItem) -> Proposal:
    books = replace(make_books(*items), payment_accounts=(RESERVE,))
    return propose([line], books, Rules(), run_id=RUN)[0]


@pytest.mark.parametrize("amount", [119_000, -50_000])
def test_what_comes_from_an_account_of_our_own_is_never_sure_whatever_it_names(amount: int) -> None:
    line = make_line(amount, "Umbuchung RE-2026-0098 4711-88", "Nordlicht Studio GmbH", OWN_OTHER)
    one = answer(line, make_item(), make_bill())
    assert one.verdict is Verdict.REVIEW
    assert "the counterparty is an account of our own" in one.warnings


def test_what_comes_from_an_account_of_our_own_and_names_nothing_is_a_transfer_whatever_is_open() -> None:
    one = answer(make_line(119_000, "Umbuchung", "Müller GmbH", OWN_OTHER), make_item())
    assert (one.verdict, one.kind) == (Verdict.IGNORED, "own transfer")


def test_a_bill_paid_to_somebody_else_is_not_sure() -> None:
    one = proposal(make_line(-50_000, "RG 4711-88", "Stift GmbH", STRANGER), make_bill())
    assert (one.verdict, one.warnings) == (Verdict.REVIEW, ("it was paid to somebody of another name",))


@pytest.mark.parametrize("name", ["Papier AG", "Papier Handel Berlin", "AG Papier", ""])
def test_a_word_of_the_name_is_enough(name: str) -> None:
    assert proposal(make_line(-50_000, "RG 4711-88", name, STRANGER), make_bill()).verdict is Verdict.SURE


def test_an_account_known_as_the_suppliers_says_more_than_a_name() -> None:
    accounts = (known(STRANGER, "Papier AG", Side.INCOMING),)
    one = proposal(make_line(-50_000, "RG 4711-88", "Factoring Nord", STRANGER), make_bill(), accounts=accounts)
    assert one.verdict is Verdict.SURE


def test_a_customer_may_be_paid_for_by_anybody() -> None:
    one = proposal(make_line(119_000, "RE-2026-0098", "Erika Beispiel", STRANGER), make_item())
    assert one.verdict is Verdict.SURE


@pytest.mark.parametrize("amount", [84_567, -84_567])
@pytest.mark.parametrize("others", [(), ("Schulze AG",)])
def test_a_payment_for_somebody_else_is_not_sure_by_the_account(amount: int, others: tuple[str, ...]) -> None:
    side = Side.OUTGOING if amount > 0 else Side.INCOMING
    items = [
        make_item(number, 84_567, party, side=side)
        for number, party in (("RE-2026-0098", "Müller GmbH"), *(("RE-2026-0099", one) for one in others))
    ]
    line = make_line(amount, "", "Müller GmbH", PAYER, ultimate_name="Schulze AG")
    one = proposal(line, *items, accounts=(known(side=side),))
    assert one.verdict is not Verdict.SURE
    assert "it was paid for Schulze AG" in one.warnings


def test_a_number_says_more_than_an_unknown_person_it_was_paid_for() -> None:
    line = make_line(119_000, "RE-2026-0098", "Müller GmbH", PAYER, ultimate_name="Erika Beispiel")
    assert proposal(line, make_item()).verdict is Verdict.SURE


def test_a_number_does_not_say_more_than_another_customer_it_was_paid_for() -> None:
    line = make_line(119_000, "RE-2026-0098", "Müller GmbH", PAYER, ultimate_name="Schulze AG")
    one = proposal(line, make_item(), make_item("RE-2026-0044", 7_700, "Schulze AG"))
    assert (one.verdict, one.warnings) == (Verdict.REVIEW, ("it was paid for Schulze AG",))


def test_whom_a_payment_service_paid_for_is_the_party() -> None:
    line = make_line(119_000, "RE-2026-0098", "Zahlungsdienst", STRANGER, ultimate_name="Müller GmbH")
    assert proposal(line, make_item()).verdict is Verdict.SURE


def test_a_payee_who_is_another_supplier_is_asked_about_though_a_word_is_the_same() -> None:
    line = make_line(-50_000, "4711-88", "Papier Express AG", STRANGER)
    other = make_bill("99", 1_000, "Papier Express AG")
    assert proposal(line, make_bill()).verdict is Verdict.SURE
    one = proposal(line, make_bill(), other)
    assert (one.verdict, one.warnings) == (Verdict.REVIEW, ("it was paid to somebody of another name",))


@pytest.mark.parametrize(
    ("name", "text", "owed_to"),
    [
        ("Kern Steuerberatung", "Rechnung RE-2026-0098, Mandant Schulze Druck GmbH", "Schulze Druck GmbH"),
        ("Hausverwaltung Brenner", "RE-2026-0098 WEG Lindenallee 14", "WEG Lindenallee 14"),
        ("Schulze Druck GmbH, Hamburg", "RE-2026-0098", "Schulze Druck GmbH"),
    ],
)
def test_a_strangers_number_is_not_sure_where_the_one_it_names_owes_just_as_much(
    name: str, text: str, owed_to: str
) -> None:
    """One slipped digit explains the line as well."""
    mine = make_item(party="WEG Lindenallee 12")
    theirs = make_item("RE-2026-0531", party=owed_to)
    one = answer(make_line(119_000, text, name, STRANGER), mine, theirs)
    assert one.verdict is Verdict.REVIEW
    assert [words.count(owed_to) for words in one.warnings] == [1]
    less = replace(theirs, open_minor=119_100, gross_minor=119_100)
    assert answer(make_line(119_000, text, name, STRANGER), mine, less).verdict is Verdict.SURE, "of another amount"
    at_home = make_line(119_000, text, "WEG Lindenallee 12", STRANGER)
    assert answer(at_home, mine, theirs).verdict is Verdict.SURE, "paid by its own party"


@pytest.mark.parametrize(
    ("party", "payee", "is_sure"),
    [
        ("Stadtwerke Hamburg GmbH", "Stadtwerke Hannover GmbH", False),
        ("Hofmann Text", "Hoffmann Text", False),
        ("Hofmann Text", "Hofmann Texte", True),  # nobody's name
        ("Hofmann Text", "Hofmann Text", True),
    ],
)
@pytest.mark.parametrize("number", ["2026-009", "80114"])
def test_who_is_called_just_like_another_supplier_is_that_one(
    party: str, payee: str, is_sure: bool, number: str
) -> None:
    bill, others = make_bill("2026-001", 48_790, party), make_bill(number, 7_710, "Hoffmann Text")
    third = make_bill("551", 9_910, "Stadtwerke Hannover GmbH")
    one = proposal(make_line(-48_790, "2026-001", payee, PAYER), bill, others, third)
    assert (one.verdict is Verdict.SURE) is is_sure, one.warnings
