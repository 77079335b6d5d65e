"""A payment that a later line may have taken back, though that line names nobody or only a bank, is not sure."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from matching_builders import PAYER, known, make_bill, make_item, make_line, on, paid, proposals

from reconcile.records import BankLine, Proposal, Verdict

CAME = date(2026, 3, 2)
WARNING = "may have been returned on 2026-03-05"


def came(text: str = "RE-2026-0098", amount: int = 119_000, **facts: Any) -> BankLine:
    return on(CAME, make_line(amount, text, **{"name": "Müller GmbH", "iban": PAYER, **facts}))


def taken(text: str, amount: int = -119_000, after: int = 3, **facts: Any) -> BankLine:
    return on(CAME + timedelta(days=after), make_line(amount, text, **facts))


def first_of(*lines: BankLine, party: str = "Müller GmbH") -> Proposal:
    items = make_item(party=party), make_item("RE-2026-0100", party="Schulze AG"), make_bill()
    first = proposals(list(lines), *items, accounts=(known(),))[0]
    assert (first.verdict is Verdict.SURE) == (not first.warnings)
    assert abs(sum(paid(first).values())) == abs(lines[0].transaction.amount_minor)
    return first


@pytest.mark.parametrize(
    "back",
    [
        taken("RE-2026-0098"),
        taken("RE-2026-0098", -119_410),
        taken("Rückgabe RE-2026-0098"),
        taken("Storno RE-2026-0098"),
        taken("Erstattung RE-2026-0098", name="Sparkasse Nord"),
        taken("Rückbelastung RE-2026-0098", name="Ganz Andere", iban="DE02500105170137075030"),
        taken("", -119_300, return_reason="AC04"),
        taken("", -119_000, return_reason="MD06", name="Sparkasse Nord"),
        taken("Storno wg. Fehlbuchung", name="Sparkasse Nord"),
        taken("Rückgabe"),
        taken("", booking_text="RUECKBELASTUNG"),
        taken("Rücklastschrift", -119_410, charges_minor=410),
        taken("Rejet de prélèvement"),
        taken("impayé", -119_500),
        taken("insoluto"),
        taken("unpaid"),
        taken("REJ"),
        taken("AC04", -119_300),
        taken("MS02 EREF+NOTPROVIDED"),
        taken("Rückl. Müller"),
        taken("Scheckrückgabe"),
        taken("Recall FRAD"),
        taken("IRRTUEMLICHE GUTSCHRIFT"),
        taken("Lastschrift Retour 5,00 Spesen", -119_500),
        taken("SEPA RLS Müller GmbH", -119_305),
        taken("RUECKLASTSCHRIFT 1190,00 ENTGELT 3,00", -119_300),
    ],
)
def test_a_line_of_nobody_that_may_have_taken_a_payment_back_leaves_it_not_sure(back: BankLine) -> None:
    assert first_of(came(), back).warnings == (WARNING,)


@pytest.mark.parametrize(
    "back",
    [
        taken("RE-2026-0098", name="Ganz Andere", iban="DE02500105170137075030"),  # somebody's own number
        taken("RE-2026-0098", -119_000, account="DE1"),
        taken("RE-2026-0098", -122_000),  # no bank charges so much
        taken("RE-2026-0098", -118_900),
        taken("RE-2026-0097"),
        taken("Gutschrift GS-55 zu RE-2026-0098"),
        taken(""),
        taken("Miete", name="Haus AG"),
        taken("Storno RE-2026-0055"),
        taken("Storno wg. Fehlbuchung", after=-1),
        taken("Storno wg. Fehlbuchung", after=401),
        taken("Storno wg. Fehlbuchung", currency="CHF"),
        taken("Storno wg. Fehlbuchung", -118_000),
        taken("Fehlüberweisung, bitte retour", name="Ganz Andere", iban="DE02500105170137075030"),
        taken("Zweite Rate"),
        taken("Rückleuchte"),
        taken("Rückmeldung"),
        taken("AC041"),
        taken("RLSA Bau"),
        taken("Rejuvenation"),
        taken("Erstattungspauschale"),
        taken("zurück", name="Ganz Andere", iban="DE02500105170137075030"),
    ],
)
def test_a_line_of_another_kind_leaves_it_sure(back: BankLine) -> None:
    assert first_of(came(), back).verdict is Verdict.SURE


def test_a_debit_of_ours_that_comes_back_without_a_name_is_not_sure() -> None:
    sent = on(CAME, make_line(-50_000, "4711-88", "Papier AG", PAYER))
    assert first_of(sent, taken("Lastschriftrückgabe", 50_000)).warnings == (WARNING,)
    assert first_of(sent, taken("4711-88", 48_800, charges_minor=1_200)).warnings == (WARNING,)
    assert first_of(sent, taken("Rückgabe", 48_800, charges_minor=1_200)).warnings == (WARNING,)
    assert first_of(sent, taken("Rückgabe", 48_800)).verdict is Verdict.SURE


def test_one_mandate_says_which_of_many_dearer_ones() -> None:
    others = [came(f"Kurs {n}", 119_000 + n, name=f"Gast {n}", iban="") for n in range(5)]
    back = taken("", -119_300, return_reason="AC04", mandate_id="MND-77")
    assert first_of(came(mandate_id="MND-77"), *others, back).warnings == (WARNING,)
    assert first_of(came(), *others, back).verdict is Verdict.SURE, "a bank's charge may lie beside any of them"
    assert first_of(came(), *others[:2], back).warnings == (WARNING,)


def test_the_amount_in_the_text_says_which_of_many_dearer_ones() -> None:
    others = [came(f"Kurs {n}", 119_000 + n, name=f"Gast {n}", iban="") for n in range(1, 6)]
    back = taken("RUECKLASTSCHRIFT 1.190,00 ENTGELT 3,00", -119_300)
    assert first_of(came(), *others, back).warnings == (WARNING,)
    assert first_of(came(), *others, taken("RUECKLASTSCHRIFT ENTGELT 3,00", -119_300)).verdict is Verdict.SURE


def test_what_is_as_much_is_meant_rather_than_what_is_less_by_a_charge() -> None:
    other = came("RE-2026-0100", 119_300, name="Schulze AG", iban="")
    assert first_of(came(), other, taken("", -119_300, return_reason="AC04")).verdict is Verdict.SURE


def test_all_of_just_the_amount_may_be_meant() -> None:
    lines = [came(), came("RE-2026-0100", name="Schulze AG", iban=""), taken("Rückgabe"), taken("Rückgabe", after=9)]
    for order in permutations(lines):
        found = {one.line.transaction.remittance: one.warnings for one in proposals(list(order), make_item(), ITEM)}
        assert found["RE-2026-0098"] == found["RE-2026-0100"] == (WARNING,)


ITEM = make_item("RE-2026-0100", party="Schulze AG")


def test_a_return_of_somebody_who_paid_in_this_run_is_theirs() -> None:
    theirs = came("Kurs", 5_000, name="Anna Huber", iban="DE02500105170137075030")
    back = taken("Rücklastschrift", name="Anna Huber", iban="DE02500105170137075030")
    assert first_of(came(), theirs, back).verdict is Verdict.SURE
    assert first_of(came(), back).warnings == (WARNING,), "the bank's customer is not always the payer we know"


def test_a_bank_that_takes_its_fees_is_nobodys_counterparty() -> None:
    sent = on(CAME, make_line(-50_000, "4711-88", "Papier AG", PAYER))
    fee = on(CAME, make_line(-490, "Kontoführung", "Sparkasse Nord"))
    assert first_of(sent, fee, taken("Lastschriftrückgabe", 50_000, name="Sparkasse Nord")).warnings == (WARNING,)


@pytest.mark.parametrize("name", ["", "Sparkasse Nord"])
@pytest.mark.parametrize("dearer", [0, 410])
def test_a_return_that_names_nobody_we_paid_with_leaves_what_it_names_not_sure(name: str, dearer: int) -> None:
    first = on(CAME, make_line(119_000, "RE-2026-0098", "Müller GmbH", PAYER))
    other = on(CAME, make_line(119_000, "RE-2026-0100", "Schulze AG"))
    back = on(date(2026, 3, 5), make_line(-119_000 - dearer, "RETOURE RE-2026-0098", name))
    items = make_item(), make_item("RE-2026-0100", party="Schulze AG")
    for order in permutations([first, other, back]):
        answers = {one.line.transaction.remittance: one for one in proposals(list(order), *items)}
        assert answers["RE-2026-0098"].warnings == ("may have been returned on 2026-03-05",)
        assert answers["RE-2026-0100"].verdict is Verdict.SURE


def test_a_postcode_of_an_address_joins_no_payment_to_another() -> None:
    """Of one town, of about one amount, and of nobody's name."""
    street = "Hafenstr. 1; 20095 Hamburg; DE"
    first = came(f"Müller GmbH; {street} RE-2026-0098")
    assert first_of(first, taken(f"Kurierdienst; {street} R-00977", -119_400)).warnings == ()
    for text in (f"Müller GmbH; {street} RE-2026-0098", "20095 Hamburg Hafenstr. RE-2026-0098"):
        assert first_of(first, taken(text, -119_400)).warnings == (WARNING,)


def test_a_number_without_a_house_in_front_is_no_postcode() -> None:
    first = came("RE-2026-0098; 20095 Hamburg")
    assert first_of(first, taken("Retour 20095 Hamburg", -119_000)).warnings == (WARNING,)
