"""What a line pays: single, collective, discount, part, too much, duplicate, and what is not decided."""

from __future__ import annotations

from datetime import date

import pytest
from matching_builders import PAYER, known, make_bill, make_item, make_line, on, paid, proposal, proposals

from reconcile.records import Document, Side, Verdict


def test_number_and_exact_amount_are_sure() -> None:
    one = proposal(make_line(text="RE-2026-0098", name="Müller"), make_item())
    assert (one.verdict, one.kind, paid(one), one.unallocated_minor) == (
        Verdict.SURE, "single", {"RE-2026-0098": 119_000}, 0,
    )  # fmt: skip


def test_a_line_out_pays_a_bill_with_negative_amounts() -> None:
    one = proposal(make_line(-50_000, "4711-88", "Papier AG"), make_bill())
    assert (one.verdict, paid(one)) == (Verdict.SURE, {"4711-88": -50_000})


def test_account_name_and_exact_amount_are_sure_without_a_number() -> None:
    one = proposal(make_line(text="Danke", name="Müller", iban=PAYER), make_item(), accounts=(known(),))
    assert one.verdict is Verdict.SURE
    assert any("account known from payment of 2026-02-02" in reason for reason in one.reasons)


def test_a_name_alone_says_what_is_missing() -> None:
    one = proposal(make_line(text="Danke", name="Müller", iban=PAYER), make_item())
    assert one.verdict is Verdict.REVIEW
    assert one.missing == "would be sure if this account were known to be Müller GmbH's"


def test_twin_retainers_are_ambiguous_and_the_oldest_is_proposed() -> None:
    older = make_item("RE-2026-0099", invoice_date=date(2026, 2, 27), due_date=date(2026, 3, 13))
    newer = make_item("RE-2026-0098")
    one = proposal(make_line(name="Müller", iban=PAYER), newer, older, accounts=(known(),))
    assert (one.verdict, paid(one)) == (Verdict.AMBIGUOUS, {"RE-2026-0099": 119_000})
    assert [other.number for other in one.alternatives] == ["RE-2026-0098"]
    assert "2 equal open invoices" in one.reasons
    assert one.alternatives[0].probability <= 0.5
    assert one.confidence < 0.9


def test_two_payments_for_twins_are_both_ambiguous_and_pay_both() -> None:
    line = make_line(name="Müller", iban=PAYER)
    both = proposals([line, on(date(2026, 3, 12), line)], make_item(), make_item("RE-2026-0099"), accounts=(known(),))
    assert [one.verdict for one in both] == [Verdict.AMBIGUOUS] * 2
    assert [list(paid(one)) for one in both] == [["RE-2026-0098"], ["RE-2026-0099"]]


def test_the_twin_the_text_names_is_sure() -> None:
    one = proposal(make_line(text="RE 2026 99", name="Müller"), make_item(), make_item("RE-2026-0099"))
    assert (one.verdict, list(paid(one))) == (Verdict.SURE, ["RE-2026-0099"])


# ----------------------------------------------------------------------------------------------- parts and too much


def test_an_exact_amount_of_a_known_payer_is_not_sure_beside_an_unknown_number() -> None:
    line = make_line(119_000, "Zahlung R2023-77470", "Müller GmbH", PAYER)
    assert proposal(line, make_item(), accounts=(known(),)).verdict is Verdict.REVIEW


@pytest.mark.parametrize("text", ["RE-2023-7747", "re 2023/07747", "Nachzahlung RE2023 774"])
def test_a_number_as_the_writer_of_the_document_numbers_is_said_to_be_one(text: str) -> None:
    one = proposal(make_line(119_000, text, "Müller GmbH", PAYER), make_item(), accounts=(known(),))
    assert one.verdict is Verdict.REVIEW
    assert [warning for warning in one.warnings if "a number like RE-2026-0098, but no document's" in warning]


@pytest.mark.parametrize("text", ["Bescheid 2023-7747", "KB-2023-7747", "RE-2023-7747012", "RE-202-7747"])
def test_a_number_built_otherwise_is_only_unknown(text: str) -> None:
    one = proposal(make_line(119_000, text, "Müller GmbH", PAYER), make_item(), accounts=(known(),))
    assert one.verdict is Verdict.REVIEW
    assert [warning for warning in one.warnings if warning.endswith("which is no document's number")]


def test_an_unknown_number_but_for_one_digit_the_documents_own_is_sure_where_the_amount_is_owed_once() -> None:
    line = make_line(119_000, "Rechnung RE-2026-0089", "Müller GmbH", PAYER)
    twin = make_item("RE-2026-0011", 119_000, open_minor=0, settled_minor=119_000)
    assert proposal(line, make_item(), accounts=(known(),)).verdict is Verdict.SURE
    assert proposal(line, make_item(), twin, accounts=(known(),)).verdict is not Verdict.SURE


def test_a_month_is_no_unknown_number() -> None:
    line = make_line(119_000, "Zahlung 02/2026", "Müller GmbH", PAYER)
    assert proposal(line, make_item(), accounts=(known(),)).verdict is Verdict.SURE


@pytest.mark.parametrize("text", ["Kaution", "Mietkaution Büro", "Darlehen 7"])
def test_money_no_invoice_asks_for_pays_none_that_it_does_not_name(text: str) -> None:
    line = make_line(119_000, text, "Müller GmbH", PAYER)
    assert paid(proposal(line, make_item(), accounts=(known(),))) == {}
    named = make_line(119_000, f"{text} RE-2026-0098", "Müller GmbH", PAYER)
    assert proposal(named, make_item(), accounts=(known(),)).verdict is Verdict.REVIEW


def test_an_earlier_payment_that_names_nothing_keeps_the_later_one_from_being_sure() -> None:
    early = on(date(2026, 3, 5), make_line(text="Danke", name="Müller GmbH", iban=PAYER))
    late = on(date(2026, 3, 12), make_line(text="RE-2026-0098", name="Müller GmbH", iban=PAYER))
    both = proposals([early, late], make_item(), accounts=(known(),))
    assert all(one.verdict is not Verdict.SURE for one in both)
    assert sum(bool(one.allocations) for one in both) == 1


def test_a_paid_document_of_another_amount_is_no_duplicate_where_the_payers_own_fits() -> None:
    old = make_item("RE-2026-0099", 50_000, open_minor=0, settled_minor=50_000)
    one = proposal(
        make_line(text="RE-2026-0099", name="Müller GmbH", iban=PAYER), old, make_item(), accounts=(known(),)
    )
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0098": 119_000})


@pytest.mark.parametrize("other", ["Kundennummer 4711", "KD 20260077"])
def test_what_several_documents_carry_names_none_of_them(other: str) -> None:
    items = [make_item(f"RE-2026-010{n}", 10_000 + n, references=(other,)) for n in range(3)]
    one = proposal(make_line(10_001, f"{other} Rechnung", "Müller GmbH", PAYER), *items, accounts=(known(),))
    assert paid(one) == {"RE-2026-0101": 10_001}


def test_a_second_full_payment_is_a_possible_duplicate() -> None:
    line = make_line(text="RE-2026-0098", name="Müller")
    later, earlier = proposals([on(date(2026, 3, 12), line), line], make_item())
    assert (earlier.verdict, later.verdict) == (Verdict.SURE, Verdict.REVIEW)
    assert (paid(later), later.unallocated_minor) == ({}, 119_000)
    assert later.warnings == ("possible duplicate: RE-2026-0098 is already paid by the line of 2026-03-11",)


def test_a_duplicate_is_not_booked_on_the_twin_it_does_not_name() -> None:
    line = make_line(text="RE-2026-0098", name="Müller", iban=PAYER)
    _, later = proposals(
        [line, on(date(2026, 3, 12), line)], make_item(), make_item("RE-2026-0099"), accounts=(known(),)
    )
    assert paid(later) == {}
    assert [other.number for other in later.alternatives] == ["RE-2026-0099"]


def test_two_unnamed_payments_for_one_invoice_are_neither_sure() -> None:
    line = make_line(name="Müller", iban=PAYER)
    first, second = proposals([line, on(date(2026, 3, 12), line)], make_item(), accounts=(known(),))
    assert first.verdict is Verdict.REVIEW
    assert "the line of 2026-03-12 fits RE-2026-0098 as well" in first.warnings
    assert paid(second) == {}
    assert any("possible duplicate" in warning for warning in second.warnings)


def test_a_person_who_paid_without_a_word_may_be_paying_again_with_the_number() -> None:
    vague = make_line(text="siehe Rechnung", name="Greta Vossrath")
    named = on(date(2026, 3, 20), make_line(text="RE-2026-0098", name="Greta Vossrath"))
    _, second = proposals([vague, named], make_item())
    assert (second.verdict, paid(second)) == (Verdict.REVIEW, {"RE-2026-0098": 119_000})
    assert "the line of 2026-03-11 may have paid RE-2026-0098 already" in second.warnings
    stranger = make_line(text="siehe Rechnung", name="Enno Waldner")
    assert proposals([stranger, named], make_item())[1].verdict is Verdict.SURE


def test_an_item_settled_in_kanbert_is_not_paid_again() -> None:
    one = proposal(make_line(text="RE-2026-0098", name="Müller"), make_item(settled_minor=119_000, open_minor=0))
    assert (paid(one), one.verdict) == ({}, Verdict.REVIEW)
    assert one.warnings == ("possible duplicate: RE-2026-0098 is already settled in Kanbert",)


# ------------------------------------------------------------------------------------------- what cannot be booked


def test_another_currency_is_shown_and_never_matches() -> None:
    one = proposal(make_line(text="RE-2026-0098", currency="CHF"), make_item())
    assert (one.verdict, paid(one)) == (Verdict.UNMATCHED, {})
    assert one.warnings == ("RE-2026-0098 is named, but its currency is EUR",)


def test_an_unknown_currency_is_said() -> None:
    one = proposal(make_line(-50_000, "4711-88", "Papier AG"), make_bill(currency=""))
    assert one.warnings == ("4711-88 is named, but its currency is not known",)


def test_the_wrong_direction_is_shown_and_never_matches() -> None:
    one = proposal(make_line(-119_000, "RE-2026-0098"), make_item())
    assert (one.verdict, paid(one)) == (Verdict.UNMATCHED, {})
    assert "RE-2026-0098 is named, but is not settled by money in this direction" in one.warnings[0]


@pytest.mark.parametrize(
    ("amount", "side"), [(50_000, Side.INCOMING), (-50_000, Side.OUTGOING)], ids=["suppliers", "ours"]
)
def test_a_credit_note_settled_by_money_is_for_a_person(amount: int, side: Side) -> None:
    credit = make_item("GS-2026-7", 50_000, "Papier AG", side=side, document=Document.CREDIT)
    one = proposal(make_line(amount, "GS-2026-7", "Papier AG"), credit)
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {})
    assert one.warnings == ("credit note GS-2026-7: a person books it in Kanbert",)


def test_a_named_credit_note_keeps_the_netted_line_from_being_sure() -> None:
    credit = make_item("GS-2026-0007", 20_000, document=Document.CREDIT)
    one = proposal(make_line(99_000, "RE-2026-0098 abzgl. GS-2026-0007", "Müller"), make_item(), credit)
    assert one.verdict is Verdict.REVIEW
    assert any("GS-2026-0007" in warning for warning in one.warnings)


def test_an_unknown_open_amount_is_shown_and_nothing_is_allocated() -> None:
    one = proposal(make_line(text="RE-2026-0098", name="Müller"), make_item(open_minor=None))
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {})
    assert "the open amount of RE-2026-0098 is not known" in one.warnings


def test_the_same_number_on_the_other_side_of_the_books_does_not_disturb() -> None:
    stranger = make_bill("RE-2026-0098", party="Ganz Andere AG")
    one = proposal(make_line(text="RE-2026-0098", name="Müller"), make_item(item_id="a"), stranger)
    assert one.verdict is Verdict.SURE


def test_what_is_left_of_twins_is_not_sure_without_a_number() -> None:
    """The vague line may be the second payment of the twin that is paid already."""
    named = make_line(text="RE-2026-0098", name="Müller", iban=PAYER)
    vague = on(date(2026, 3, 12), make_line(name="Müller", iban=PAYER))
    twins = (make_item(), make_item("RE-2026-0099"))
    first, second = proposals([named, vague], *twins, accounts=(known(),))
    assert (first.verdict, list(paid(second)), second.verdict) == (Verdict.SURE, ["RE-2026-0099"], Verdict.REVIEW)
    assert second.warnings == ("possible duplicate: RE-2026-0098 is already paid by the line of 2026-03-11",)


def test_of_what_was_paid_many_times_the_latest_are_shown() -> None:
    """A retainer paid without a word: the sixth line beside the five before, and one more than there are months."""
    days = [date(2026, month, 15) for month in range(1, 8)]
    months = [
        make_item(f"RE-2026-0{place}77", invoice_date=day.replace(day=1), due_date=day)
        for place, day in enumerate(days[:6], start=1)
    ]
    lines = [on(day, make_line(name="Müller", iban=PAYER)) for day in days]
    *_, sixth, seventh = proposals(lines, *months, accounts=(known(),))
    for one, latest in ((sixth, (5, 4, 3)), (seventh, (6, 5, 4))):
        assert [said for said in one.warnings if said.startswith("possible duplicate")] == [
            f"possible duplicate: RE-2026-0{place}77 is already proposed for the line of 2026-0{place}-15"
            for place in latest
        ]


def test_what_a_later_line_names_and_pays_in_part_is_said_to_have_fitted() -> None:
    """A forgotten number in a template: the first line is of just what was open, and not "nothing fits"."""
    item = make_item(title="Corporate Design")
    first, later = proposals(
        [
            make_line(text="Corporate Design", name="Müller", iban=PAYER),
            on(date(2026, 8, 26), make_line(60_000, "RE-2026-0098", "Müller", PAYER)),
        ],
        item,
        accounts=(known(),),
    )
    assert (first.verdict, paid(first), paid(later)) == (Verdict.UNMATCHED, {}, {"RE-2026-0098": 60_000})
    assert first.reasons == ("RE-2026-0098 would have fitted, but the line of 2026-08-26 is to pay a part of it",)
    assert later.verdict is not Verdict.SURE
