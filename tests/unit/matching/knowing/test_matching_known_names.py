"""An account that others pay from as well: managers, cash offices, tax advisers, payment services, parents."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matching_builders import PAYER, RUN, known, make_bill, make_books, make_item, make_line, paid

from reconcile.matching import Rules, propose
from reconcile.matching.knowing.known_names import KnownNames
from reconcile.records import OpenItem, Proposal, Side, Verdict

LINDEN, AHORN = "WEG Lindenallee 5", "WEG Ahornweg 7"
OPEN = make_item("RE-2026-0098", 119_000, LINDEN)
RULES = Rules(sure_probability=0.9)  #: an account alone is less sure in so small a world


def paid_before(party: str, number: str = "RE-2026-0070") -> OpenItem:
    return make_item(number, 44_400, party, open_minor=0, settled_minor=44_400)


def answer(
    text: str, payer: str, *items: OpenItem, settled: tuple[OpenItem, ...] = (), party: str = LINDEN, **line: str
) -> Proposal:
    given = make_line(119_000, text, payer, PAYER, **line)
    books = replace(make_books(*(items or (OPEN,)), accounts=(known(PAYER, party),)), settled=settled)
    return propose([given], books, RULES, run_id=RUN)[0]


# ------------------------------------------------------------------------------ whose name the text or the payer has


@pytest.mark.parametrize("text", [AHORN, "Rechnung WEG Ahornweg 7 März", "wg. weg ahornweg 7", "WEG Ahornweg 7 GmbH"])
def test_a_party_of_which_nothing_is_open_is_known_all_the_same(text: str) -> None:
    one = answer(text, LINDEN, settled=(paid_before(AHORN),))
    assert (one.verdict, one.warnings[:1]) == (Verdict.REVIEW, (f"{AHORN} is another party of the books",))


@pytest.mark.parametrize("text", ["", "Danke", "WEG Ahornweg", "Ahornweg 9", "WEG Lindenallee 5", "Ahornweg"])
def test_half_a_name_or_ones_own_says_nothing(text: str) -> None:
    assert answer(text, LINDEN, settled=(paid_before(AHORN),)).verdict is Verdict.SURE


def test_whoever_is_open_with_another_amount_is_known_too() -> None:
    kita, elb = make_item(party="Kita Sonnenblume"), make_item("RE-2026-0050", 44_400, "Elbkontor Immobilien GmbH")
    one = answer("Elbkontor Immobilien GmbH", "Kita Sonnenblume", kita, elb, party="Kita Sonnenblume")
    assert one.verdict is Verdict.REVIEW


def test_a_number_says_more_than_a_name_of_somebody_who_owes_another_amount() -> None:
    assert answer(f"RE-2026-0098 {AHORN}", LINDEN, settled=(paid_before(AHORN),)).verdict is Verdict.SURE


def test_what_the_document_is_for_may_be_called_like_somebody() -> None:
    fair = make_item(party="Kita Sonnenblume", title="Stand Messe Frankfurt")
    one = answer(
        "Messe Frankfurt", "Kita Sonnenblume", fair, settled=(paid_before("Messe Frankfurt"),), party="Kita Sonnenblume"
    )
    assert one.verdict is Verdict.SURE


def test_who_is_called_like_another_whose_bills_are_paid_is_not_sure() -> None:
    one = answer("", AHORN, settled=(paid_before(AHORN),))
    assert (one.verdict, one.warnings[:1]) == (Verdict.REVIEW, (f"{AHORN} is another party of the books",))
    assert answer("", AHORN).verdict is Verdict.SURE, "a name nobody has may be the party's other one"


def test_a_person_two_firms_have_in_common_is_no_other_party() -> None:
    ours, other = (replace(make_item(), party_names=("Alt Bau GmbH", "Jo Albers")), paid_before("Neu Bau GmbH"))
    names = KnownNames([ours], [replace(other, party_names=("Neu Bau GmbH", "Jo Albers"))])
    assert names.another_said("Jo Albers dankt", ours, "alt bau") == ""
    assert names.another_said("Neu Bau dankt", ours, "alt bau") == "Neu Bau GmbH"


def test_a_supplier_is_no_customer() -> None:
    bill = replace(make_bill("77", 44_400, AHORN), open_minor=0, settled_minor=44_400)
    assert answer(f"für {AHORN}", LINDEN, settled=(bill,)).verdict is Verdict.SURE
    assert bill.side is Side.INCOMING


# -------------------------------------------------------------------------------- what a payer of another name says

MANAGER = "Hausverwaltung Roth GmbH"


@pytest.mark.parametrize(
    "text",
    [
        "Ahornweg 7",
        "KG Lindau",
        "Mandant Zimmerei Haberland",
        "Lindenallee 5 und Ahornweg 7",
        "Zahlung von Katrin Zobel",
    ],
)
def test_a_payer_of_another_name_who_says_something_else_may_pay_for_another(text: str) -> None:
    one = answer(text, MANAGER)
    assert one.verdict is Verdict.REVIEW
    assert any("the payer has another name, and the text says" in words for words in one.warnings)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rechnung",
        "WEG Lindenallee 5",
        "Lindenallee Rechnung März 2026",
        "Zahlung KdNr. 10482",
        "Weg Lindena",
        "Hausverwaltung Roth dankt",
        "KASSENZEICHEN 0123.4567.8901",
        "Objekt Lindenallee 5",
        "RE-2026-0098 Ahorn",
    ],
)
def test_what_is_the_partys_the_payers_or_nobodys_leaves_it_sure(text: str) -> None:
    assert answer(text, MANAGER).verdict is Verdict.SURE


def test_what_the_document_is_for_is_the_partys() -> None:
    flyer = make_item("RE-2026-0098", 119_000, LINDEN, title="Flyer Frühjahr")
    assert answer("Flyer Frühjahr", MANAGER, flyer).verdict is Verdict.SURE
    assert answer("Flyer Herbst", MANAGER, flyer).verdict is Verdict.REVIEW


def test_what_any_document_is_for_is_a_word_of_work_and_nobodys_name() -> None:
    others = (make_item("RE-2026-0050", 44_400, "Kita Sonnenblume", title="Website und Flyer"),)
    assert answer("Flyer", MANAGER).verdict is Verdict.REVIEW
    assert answer("Flyer", MANAGER, OPEN, *others).verdict is Verdict.SURE
    assert (
        answer("Flyer", MANAGER, settled=(replace(paid_before(AHORN), title="Flyer Ahornweg"),)).verdict is Verdict.SURE
    )
    assert answer("Ahornweg", MANAGER, settled=(replace(paid_before(AHORN), title="Flyer Ahornweg"),)).verdict is (
        Verdict.REVIEW
    ), "somebody is called so"


def test_whoever_pays_under_the_partys_name_may_say_what_they_like() -> None:
    assert answer("Treppenhaus hinten links", LINDEN).verdict is Verdict.SURE


def test_whom_the_bank_names_behind_the_payer_is_not_the_party_for_three_letters_in_common() -> None:
    one = answer("Rechnung", MANAGER, ultimate_name=AHORN)
    assert (one.verdict, f"it was paid for {AHORN}" in one.warnings) == (Verdict.REVIEW, True)


def test_the_number_of_one_and_the_name_of_another_who_owes_as_much() -> None:
    other = make_item("RE-2026-0099", 119_000, AHORN)
    one = answer(f"Rechnung RE-2026-0098 {AHORN}", MANAGER, OPEN, other)
    assert one.verdict is Verdict.REVIEW
    assert answer(f"Rechnung RE-2026-0098 {LINDEN}", MANAGER, OPEN, other).verdict is Verdict.SURE


@pytest.mark.parametrize("text", [AHORN, "Ahornweg 7", "Rechnung Ahornweg März"])
def test_whom_a_payer_of_another_name_names_stands_first(text: str) -> None:
    other = make_item("RE-2026-0099", 119_000, AHORN)
    one = answer(text, MANAGER, OPEN, other)
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0099": 119_000})


@pytest.mark.parametrize(
    "text", ["", "Rechnung", "Lindenallee 5", "Lindenallee 5, Ahornweg 7", "WEG", "RE-2026-0098 Ahornweg"]
)
def test_where_none_or_both_are_named_the_account_says_whose_it_is(text: str) -> None:
    other = make_item("RE-2026-0099", 119_000, AHORN)
    assert paid(answer(text, MANAGER, OPEN, other)) == {"RE-2026-0098": 119_000}


def test_whoever_owes_another_amount_or_pays_under_the_partys_name_is_not_taken_for_another() -> None:
    smaller, equal = make_item("RE-2026-0099", 44_400, AHORN), make_item("RE-2026-0099", 119_000, AHORN)
    assert paid(answer("Ahornweg 7", MANAGER, OPEN, smaller)) == {"RE-2026-0098": 119_000}
    assert paid(answer("Ahornweg 7", LINDEN, OPEN, equal)) == {"RE-2026-0098": 119_000}


def test_of_two_that_the_named_party_owes_neither_is_surely_meant() -> None:
    two = make_item("RE-2026-0099", 119_000, AHORN), make_item("RE-2026-0100", 119_000, AHORN)
    one = answer("Ahornweg 7", MANAGER, OPEN, *two)
    assert one.verdict is Verdict.AMBIGUOUS
    assert set(paid(one)) < {"RE-2026-0099", "RE-2026-0100"}
