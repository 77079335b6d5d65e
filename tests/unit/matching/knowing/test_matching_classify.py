"""Lines that pay no invoice: returns, own transfers, and the ignored kinds; never when an open item claims the line."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from matching_builders import OWN, PAYER, known, make_bill, make_item, make_line, on, paid, proposal, proposals

from reconcile.matching import Rules
from reconcile.records import Verdict


@pytest.mark.parametrize(
    ("kind", "amount", "facts"),
    [
        ("fee", -990, {"bank_code": "PMNT/MDOP/CHRG"}),
        ("fee", -990, {"bank_code": "NMSC+805+0000"}),
        ("fee", -990, {"booking_text": "ENTGELTABSCHLUSS"}),
        ("fee", -990, {"text": "Kontoführung 03/2026"}),
        ("card", -4_290, {"bank_code": "PMNT/CCRD/POSD"}),
        ("card", -4_290, {"bank_code": "106"}),
        ("card", -4_290, {"booking_text": "KARTENZAHLUNG"}),
        ("salary", -300_000, {"bank_code": "PMNT/ICDT/SALA"}),
        ("salary", -300_000, {"text": "Gehalt März"}),
        ("salary", -300_000, {"bank_code": "PMNT/ICDT/ESCT", "gvc": "153"}),
        ("tax", -80_000, {"name": "Finanzamt Mitte"}),
        ("tax", 8_000, {"name": "Finanzkasse", "text": "Erst USt"}),
        ("tax", -4_100, {"name": "Bundeskasse Trier", "text": "Kfz-Steuer B-AB 123"}),
        ("tax", -81_234, {"text": "USTVA 02/2026"}),
        ("social insurance", -61_200, {"name": "AOK Nordost", "text": "Beitraege 03.2026"}),
        ("social insurance", -61_200, {"name": "DAK-Gesundheit"}),
        ("social insurance", -61_200, {"name": "SUVA"}),
        ("card", -4_290, {"text": "VISA Abrechnung 03/2026"}),
        ("interest", 12, {"bank_code": "ACMT/MDOP/INTR"}),
        ("interest", 12, {"text": "Habenzinsen"}),
        ("own transfer", -50_000, {"iban": PAYER}),
        ("other", 0, {}),
        ("other", 119_000, {"status": "PDNG", "text": "RE-2026-0098"}),
    ],
)
def test_what_explains_a_line_is_ignored_with_its_reason(kind: str, amount: int, facts: dict[str, Any]) -> None:
    one = proposal(make_line(amount, **facts), make_item(), rules=Rules(own_ibans=frozenset((PAYER,))))
    assert (one.verdict, one.kind, paid(one), one.unallocated_minor) == (Verdict.IGNORED, kind, {}, amount)
    assert one.reasons


def test_the_code_that_says_so_is_the_one_shown() -> None:
    assert proposal(make_line(-300_000, bank_code="PMNT/ICDT/ESCT", gvc="153")).reasons == ("salary: bank code 153",)
    assert proposal(make_line(-990, bank_code="NMSC+805", gvc="805")).reasons == ("bank fee: bank code NMSC+805",)


@pytest.mark.parametrize(
    ("amount", "facts"),
    [
        (990, {"text": "Kontoführung"}),
        (61_200, {"name": "AOK Nordost"}),
        (-61_200, {"name": "Dakota GmbH"}),
        (-990, {"text": "Feestbedarf", "name": "Lohnmann GmbH"}),
        (-990, {"bank_code": "NDDT+105+9200+805", "name": "Versicherung"}),
        (300_000, {"text": "Gehalt"}),
    ],
)
def test_nothing_is_ignored_on_a_hunch(amount: int, facts: dict[str, Any]) -> None:
    assert proposal(make_line(amount, **facts)).verdict is Verdict.UNMATCHED


def test_an_open_item_that_claims_the_line_goes_before_every_kind() -> None:
    line = make_line(text="RE-2026-0098 Kontoführung Gehalt", name="Müller", bank_code="PMNT/RCDT/INTR", iban=PAYER)
    one = proposal(line, make_item(), rules=Rules(own_ibans=frozenset((PAYER,))))
    assert (one.verdict, list(paid(one))) == (Verdict.REVIEW, ["RE-2026-0098"])
    assert one.warnings == ("the counterparty is an account of our own",)
    assert proposal(line, make_item()).verdict is Verdict.SURE


def test_the_accounts_of_the_statements_are_our_own() -> None:
    other = make_line(100, account="DE1", text="a")
    moved = make_line(-5_000, iban="DE1", text="Umbuchung")
    assert [one.kind for one in proposals([other, moved])] == ["", "own transfer"]


@pytest.mark.parametrize(
    "facts",
    [
        {"return_reason": "AC04"},
        {"bank_code": "PMNT/IDDT/UPDD"},
        {"bank_code": "PMNT/ICDT/RRTN"},
        {"bank_code": "NDDT+109+9200+914"},
        {"bank_code": "159"},
        {"bank_code": "NRTI"},
        {"text": "RÜCKLASTSCHRIFT RE-2026-0098"},
        {"booking_text": "Lastschrift Rücklastschrift"},
        {"text": "Rückbelastung RE-2026-0098"},
    ],
)
def test_a_return_is_for_a_person_whatever_it_names(facts: dict[str, Any]) -> None:
    line = make_line(-119_000, **{"text": "RE-2026-0098", "name": "Müller", **facts})
    one = proposal(line, make_item())
    assert (one.verdict, one.kind, paid(one)) == (Verdict.REVIEW, "return", {})
    assert any("by hand" in warning for warning in one.warnings)


@pytest.mark.parametrize("booking_text", ["", "SEPA-GUTSCHRIFT", "Echtzeitgutschrift"])
@pytest.mark.parametrize(
    "text",
    [
        "RE-2026-0098 nach Rücklastschrift",
        "RE-2026-0098 wegen Rücklastschrift",
        "Ausgleich Rücklastschrift RE-2026-0098",
        "RE-2026-0098 inkl. Rücklastschriftgebühr",
        "RE-2026-0098 + 0,00 Rücklastschriftkosten",
    ],
)
def test_who_pays_after_a_returned_debit_pays(text: str, booking_text: str) -> None:
    line = make_line(text=text, name="Müller", iban=PAYER, booking_text=booking_text)
    one = proposal(line, make_item(), accounts=(known(),))
    assert (one.kind, paid(one)) == ("single", {"RE-2026-0098": 119_000})
    back = proposal(make_line(-119_000, text, "Müller", PAYER), make_item(), accounts=(known(),))
    assert (back.kind, paid(back)) == ("return", {})


def test_a_refund_is_not_offered_an_equal_bill_of_somebody_else() -> None:
    line = make_line(-50_000, "Rückzahlung RE-2026-0442", "Müller GmbH", PAYER)
    one = proposal(line, make_bill())
    assert (one.kind, paid(one)) == ("return", {})
    assert "the text speaks of a refund" in one.reasons
    own = make_line(-50_000, "Rückzahlung RE-2026-0442", "Papier AG", PAYER)
    assert paid(proposal(own, make_bill())) == {"4711-88": -50_000}


@pytest.mark.parametrize("text", ["Rücklastschriftentgelt RE-2026-0098", "RE-2026-0098 wegen Rücklastschrift"])
def test_the_charge_of_a_returned_debit_is_no_part_of_the_invoice(text: str) -> None:
    one = proposal(make_line(850, text, "Müller", PAYER), make_item(), accounts=(known(),))
    assert one.verdict is not Verdict.SURE


@pytest.mark.parametrize(
    "text",
    [
        "RE-2026-0098 nach Rücklastschrift, Rücklastschrift",
        "Gutschrift nach Rücklastschrift RE-2026-0098",
        "Gutschrift RE-2026-0098 nach Rücklastschrift",
        "Sparkasse Eisenach Rücklastschrift RE-2026-0098",
        "Danach Rücklastschrift RE-2026-0098",
        "SEPA-Gutschrift Rücklastschrift RE-2026-0098",
        "Überweisung vom 10.03.2026 wegen Rücküberweisung AC01",
        "Ueberweisung 10.03.2026 wegen Rückbuchung",
        "Wertstellung 11.03.26 wegen Rücklastschrift RE-2026-0098",
        "RE-2026-0098 wegen Rücküberweisung",
        "Betrag EUR 1190 plus Rücklastschrift",
        "Betrag 1.190,00 nach Rücklastschrift",
    ],
)
def test_what_the_bank_gives_back_is_a_return_all_the_same(text: str) -> None:
    assert proposal(make_line(text=text, name="Müller", iban=PAYER), make_item(), accounts=(known(),)).kind == "return"


def test_a_return_and_the_line_it_gives_back_cancel_out_and_a_retry_is_booked() -> None:
    original = make_line(text="RE-2026-0098", name="Müller", iban=PAYER, end_to_end_id="E2E-1")
    back = on(date(2026, 3, 13), make_line(-119_300, "Retoure", return_reason="MS03", end_to_end_id="E2E-1"))
    retry = on(date(2026, 3, 20), original)
    first, second, third = proposals([original, back, retry], make_item())
    assert (first.kind, first.verdict, paid(first)) == ("return", Verdict.REVIEW, {})
    assert "returned on 2026-03-13" in first.warnings
    assert any("gives back the line of 2026-03-11" in warning for warning in second.warnings)
    assert (third.verdict, list(paid(third))) == (Verdict.SURE, ["RE-2026-0098"])


def test_a_return_that_may_mean_several_lines_leaves_none_of_them_sure() -> None:
    lines = [make_line(text=f"RE-2026-009{n}", name="Müller", iban=PAYER) for n in (8, 9)]
    back = on(date(2026, 3, 13), make_line(-119_000, "Rückgabe", "Müller", return_reason="AC04"))
    first, second, _ = proposals([*lines, back], make_item(), make_item("RE-2026-0099"))
    for one in (first, second):
        assert one.verdict is Verdict.REVIEW
        assert one.allocations
        assert "may have been returned on 2026-03-13" in one.warnings


def test_a_return_settles_no_line_of_another_party() -> None:
    original = make_line(text="RE-2026-0098", name="Müller")
    back = on(date(2026, 3, 13), make_line(-119_000, "Retoure", "Ganz Andere"))
    first, second = proposals([original, back], make_item())
    assert (first.kind, first.verdict) == ("single", Verdict.REVIEW), "nobody else is known who paid as much"
    assert not any("gives back" in warning for warning in second.warnings)


def test_a_refund_nothing_claims_is_for_a_person() -> None:
    one = proposal(make_line(-5_000, "Erstattung Auslagen", "Müller"))
    assert (one.verdict, one.kind) == (Verdict.REVIEW, "return")


def test_a_refund_is_shown_beside_the_payment_it_gives_back_which_stays_paid() -> None:
    payment = make_line(text="RE-2026-0098", name="Müller", iban=PAYER)
    refund = on(date(2026, 3, 20), make_line(-119_000, "Erstattung doppelt berechnet", "Müller", PAYER))
    stranger = on(date(2026, 3, 20), make_line(-119_000, "Erstattung doppelt berechnet", "Ganz Andere"))
    first, second, third = proposals([payment, refund, stranger], make_item())
    assert (first.verdict, list(paid(first))) == (Verdict.SURE, ["RE-2026-0098"])
    assert (second.verdict, second.kind, paid(second)) == (Verdict.REVIEW, "return", {})
    assert any("gives back the line of 2026-03-11" in warning for warning in second.warnings)
    assert not any("gives back" in warning for warning in third.warnings)


def test_a_refund_that_names_an_invoice_is_not_sure() -> None:
    one = proposal(make_line(text="Erstattung RE-2026-0098", name="Müller"), make_item())
    assert (one.verdict, list(paid(one))) == (Verdict.REVIEW, ["RE-2026-0098"])
    assert "the text speaks of a refund" in one.warnings


def test_the_own_account_of_the_statement_does_not_make_every_line_a_transfer() -> None:
    assert proposal(make_line(text="x", iban="DE77")).verdict is Verdict.UNMATCHED
    assert proposal(make_line(text="x", iban=OWN)).kind == "own transfer"


@pytest.mark.parametrize("text", ["Postenentgelt 0003979", "Kontoführung 0003979", "Lohnsteuer 0003979"])
def test_a_number_in_the_banks_own_words_makes_no_part_payment(text: str) -> None:
    bill = make_bill("0003979", 355_280)
    one = proposal(make_line(-1_173, text), bill)
    assert (one.verdict, paid(one)) == (Verdict.UNMATCHED, {})
    assert "the text names 0003979, of which another amount is open" in one.warnings
    for mine in (make_line(-1_173, text, "Papier AG"), make_line(-355_280, text)):
        assert paid(proposal(mine, bill)), "the supplier's name, or its amount"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SVS Elektro GmbH", ""),
        ("IKK Kälte", "Wartung"),
        ("Immo GmbH", "Miete Barmer Str. 12"),
        ("VBG Bau", "Lieferung"),
    ],
)
def test_names_like_those_of_insurers_are_nobodys_contribution(name: str, text: str) -> None:
    assert proposal(make_line(-40_000, text, name), make_item()).verdict is Verdict.UNMATCHED


def test_words_of_a_kind_are_shown_as_they_are_written() -> None:
    one = proposal(make_line(-61_200, "Beiträge 03.2026", "Techniker Krankenkasse"), make_item())
    assert one.reasons == ('social insurance: the text says "krankenkasse"',)


def test_a_word_that_explains_a_line_does_not_hide_what_its_known_payer_owes() -> None:
    line = make_line(123_477, "Rg. 98 Gewerbesteuererklärung", "Sabine Huber")
    assert paid(proposal(line, make_item(amount=123_477, party="Sabine Huber"))) == {"RE-2026-0098": 123_477}
