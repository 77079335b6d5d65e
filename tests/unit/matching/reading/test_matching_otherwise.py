"""Texts that speak of other money, of somebody's wages, of several documents, or of why a part is paid."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from matching_builders import PAYER, known, make_bill, make_item, make_line, paid, proposal

from reconcile.records import Proposal, Side, Verdict

NUMBER = "RE-2026-0098"
SOMETHING_ELSE = "the text speaks of something else than an invoice"
SEVERAL = "the text speaks of several documents"


def came(text: str, amount: int = 119_000, title: str = "") -> Proposal:
    line = make_line(amount, text, "Müller GmbH", PAYER)
    return proposal(line, make_item(title=title), accounts=(known(),))


def sent(text: str, title: str = "", number: str = "12", **facts: Any) -> Proposal:
    line = make_line(-50_000, text, "Anna Huber", PAYER, **facts)
    bill = make_bill(number, party="Anna Huber", title=title)
    return proposal(line, bill, accounts=(known(PAYER, "Anna Huber", Side.INCOMING),))


# ----------------------------------------------------------------------------------------------------- other money


@pytest.mark.parametrize(
    "text",
    ["irrtümlich", "Geld zurück bitte", "Ersatz für Rückläufer", "nochmal, erste Zahlung kam zurück", "zweite Zahlung",
     "erneute Zahlung", "2. Zahlung", "versehentlich", "aus Versehen", "Umbuchung", "Insolvenzquote",
     "Pfändung", "Schadenersatz", "Schadensersatz", "Gutschrift",
     "Rückvergütung", "aus Kulanz",
     "Ihre Gutschrift vom 01.03.", "deuxième paiement", "secondo pagamento", "payment again", "par erreur", "avoir"],
)  # fmt: skip
def test_other_money_of_just_the_amount_is_not_sure(text: str) -> None:
    one = came(text)
    assert (one.verdict, one.warnings) == (Verdict.REVIEW, (SOMETHING_ELSE,))
    assert came(text, title=f"{text}, Beratung").verdict is Verdict.SURE, "the title says it"


@pytest.mark.parametrize(
    "text",
    ["Gehalt März", "Zuschuss EnEff-118", "Beitragsguthaben 02/2026", "Salary March", "Grant 26-118", "Salaire mars",
     "Prêt 118", "Stipendio marzo", "Lening 118", "Terugbetaling borg", "Restituzione", "Mitgliedsbeitrag 2026"],
)  # fmt: skip
def test_wages_grants_and_loans_are_no_payment_of_an_invoice(text: str) -> None:
    assert came(text).verdict is Verdict.REVIEW


@pytest.mark.parametrize(
    "text", ["Fördermittelberatung", "Gehaltsabrechnung", "Grantler", "Rentenberatung", "Giftschrank"]
)
def test_longer_words_are_what_an_invoice_may_be_for(text: str) -> None:
    assert came(text).verdict is Verdict.SURE


@pytest.mark.parametrize(
    ("purpose", "verdict"), [("SALA", Verdict.REVIEW), ("LOAN", Verdict.REVIEW), ("GDDS", Verdict.SURE)]
)
def test_what_the_bank_says_a_payment_is_for_counts(purpose: str, verdict: Verdict) -> None:
    line = make_line(119_000, "", "Müller GmbH", PAYER, purpose=purpose)
    assert proposal(line, make_item(), accounts=(known(),)).verdict is verdict


@pytest.mark.parametrize(
    "text", ["Verzugspauschale RE-2026-0098", "Trinkgeld RE-2026-0098", "Mahnpauschale RE-2026-0098"]
)
def test_what_is_paid_beside_an_invoice_is_no_part_of_it(text: str) -> None:
    assert came(text, 4_000).verdict is Verdict.REVIEW


@pytest.mark.parametrize(
    "text",
    ["SEPA-Gutschrift", "SEPA Gutschrift", "Gutschrift aus Überweisung", "Gutschrift aus Dauerauftrag",
     "Gutschrift auf Ihr Konto", "Gutschrift Überw.", "Echtzeitgutschrift", "Überweisungsgutschrift", "zur Gutschrift",
     "Zweite Rate", "Rückmeldung", "bitte zurückrufen", "nochmals vielen Dank", "Rücklaufventil", "Pfandgeld",
     "Insolvenzberatung", "saisie de données", "Umbau", "Zahlung", "mit Folie versehen", "Versand", "Zahlung 2 von 3"],
)  # fmt: skip
def test_words_that_only_look_so_say_nothing(text: str) -> None:
    assert came(text).verdict is Verdict.SURE


@pytest.mark.parametrize(
    ("text", "booking_text"),
    [
        ("GUTSCHRIFT", "GUTSCHRIFT"),
        ("Gutschrift Müller GmbH", "Gutschrift Müller GmbH"),
        ("Gutschrift Mueller GmbH Website", ""),
        ("Gutschrift Auftraggeber: Müller GmbH Rechnung", ""),
        ("GUTSCHRIFT DE02120300000000202051 AUFTRAGGEBER: MUELLER GMBH", ""),
    ],
)
def test_the_banks_own_word_for_money_in_is_no_credit_note(text: str, booking_text: str) -> None:
    line = make_line(119_000, text, "Müller GmbH", PAYER, booking_text=booking_text)
    assert proposal(line, make_item(), accounts=(known(),)).verdict is Verdict.SURE


@pytest.mark.parametrize(
    "text",
    ["Gutschrift", "Gutschrift GS-12", "Gutschrift zu RE-2026", "unsere Gutschrift Müller GmbH", "Gutschrift Huber KG",
     "Gutschrift Müller GmbH abzgl. Gutschrift", "Gutschrift DE99120300000000202051"],
)  # fmt: skip
def test_a_credit_note_the_payer_speaks_of_is_asked_about(text: str) -> None:
    assert SOMETHING_ELSE in came(text).warnings


def test_of_a_line_without_a_name_the_one_of_the_documents_party_counts() -> None:
    line = make_line(119_000, "Gutschrift Müller GmbH")
    assert SOMETHING_ELSE not in proposal(line, make_item(party="Müller GmbH")).warnings
    assert SOMETHING_ELSE in proposal(line, make_item(party="Huber KG")).warnings


def test_the_banks_word_for_money_in_says_nothing_of_money_out() -> None:
    assert SOMETHING_ELSE in sent("Gutschrift Anna Huber").warnings


@pytest.mark.parametrize(
    "text",
    ["Umbuchung", "Gutschrift auf Ihr Konto", "nochmals vielen Dank", "zweite Rate", "nochmals lieben Dank",
     "und nochmals sorry für die Verspätung", "merci encore une fois", "nochmals zugesandte Rechnung",
     "erneut per Mail erhalten", "erneut beauftragt", "Visitenkarten doppelt laminiert",
     "zweite Zahlung lt. Angebot"],
)  # fmt: skip
def test_a_number_says_more_than_such_words(text: str) -> None:
    assert came(f"{NUMBER} {text}").verdict is Verdict.SURE


@pytest.mark.parametrize(
    "text",
    [
        "zweite Zahlung",
        "nochmals",
        "erneute Überweisung",
        "deuxième paiement",
        "doppelt",
        "2.Zahlung",
        "2x bezahlt",
        "paid twice",
        "duplicate payment",
        "Zweitzahlung",
    ],
)
def test_what_was_paid_before_is_not_open_altogether(text: str) -> None:
    for said in (f"{NUMBER} {text}", f"{text} {NUMBER}"):
        assert came(said).warnings == ("the text says that it was paid before",)
        assert came(said, title=f"Druck, {text}").verdict is Verdict.SURE, "the title says it"


def test_a_rest_of_an_earlier_year_is_of_another_document() -> None:
    assert came("Rest aus 2025").verdict is Verdict.REVIEW
    assert came("Rest aus 2026").verdict is Verdict.SURE
    assert came("Restaurant 2025").verdict is Verdict.SURE


@pytest.mark.parametrize(
    "word",
    [
        "doppelte Zahlung",
        "Rückz.",
        "RLS",
        "Rückabwicklung",
        "storniert",
        "Fehlbuchung",
        "annulé",
        "cancelled",
        "doppelt überwiesen",
    ],
)
def test_money_that_is_to_be_given_back_is_not_sure_whatever_number_it_says(word: str) -> None:
    for text in (f"{word} {NUMBER}", f"{NUMBER} {word}"):
        assert came(text).verdict is not Verdict.SURE


@pytest.mark.parametrize("word", ["Rückzugsort", "RLSA", "doppelte Menge", "Fehlbestand", "Rückmeldung"])
def test_beginnings_of_such_words_say_nothing(word: str) -> None:
    assert came(f"{NUMBER} {word}").verdict is Verdict.SURE


def test_an_abbreviation_may_be_what_the_named_document_is_for() -> None:
    assert came(f"{NUMBER} RLS", title="RLS Messe").verdict is Verdict.SURE


# ------------------------------------------------------------------------------------------------- what people are paid


@pytest.mark.parametrize(
    ("text", "of_money_in"),
    [
        ("Gehalt", Verdict.REVIEW),
        ("Gehalt März", Verdict.REVIEW),
        ("Lohn 03/2026", Verdict.REVIEW),
        ("salaire", Verdict.REVIEW),
        ("Auslagen", Verdict.SURE),
        ("Auslagenerstattung März", Verdict.SURE),
        ("Privatentnahme", Verdict.UNMATCHED),
    ],
)
def test_what_people_are_paid_is_no_bill_of_theirs(text: str, of_money_in: Verdict) -> None:
    """A customer's text may speak of the expenses an invoice passes on, and not of wages."""
    assert sent(text).verdict is not Verdict.SURE
    assert came(text).verdict is of_money_in


@pytest.mark.parametrize(
    "text",
    ["Nettolohn März", "Gehaltsvorschuss", "GF-Gehalt 03/26", "Tantieme 2025", "Bonus 2025", "Minijob", "Gewinnvorab",
     "Vorabausschüttung", "Sachentnahme", "Sicherheitsleistung", "Teilzahlung", "2. Teilbetrag", "Rate 2/3"],
)  # fmt: skip
def test_what_owners_and_people_get_and_parts_of_one_are_no_bill_in_full(text: str) -> None:
    assert sent(text).verdict is Verdict.REVIEW


@pytest.mark.parametrize("text", ["Abschlag März", "Leasing Rate 14", "Nebenkosten Vorauszahlung", "Bonusheft Druck"])
def test_bills_by_the_month_are_called_so(text: str) -> None:
    assert sent(text).verdict is Verdict.SURE


@pytest.mark.parametrize(
    "facts",
    [{"purpose": "SALA"}, {"purpose": "LOAN"}, {"bank_code": "PMNT/ICDT/SALA"}, {"gvc": "153"},
     {"bank_code": "PMNT/ICDT/ESCT", "gvc": "153"}, {"booking_text": "LOHN GEHALT"}],
)  # fmt: skip
def test_a_code_for_wages_is_no_bill(facts: dict[str, str]) -> None:
    assert SOMETHING_ELSE in sent("März", **facts).warnings
    assert sent("März", purpose="SUPP").verdict is Verdict.SURE


def test_what_a_bill_is_for_may_be_called_so() -> None:
    assert sent("Lohnbuchhaltung März").verdict is Verdict.SURE
    assert sent("Gehaltscoaching").verdict is Verdict.SURE
    assert sent("Auslagen März", title="Auslagen März").verdict is Verdict.SURE
    assert sent("Auslagen 2026-0012", number="2026-0012").verdict is Verdict.SURE


@pytest.mark.parametrize(
    "text", ["Anzahlung Bestellung", "Vorkasse Bestellung", "Vorauszahlung Auftrag", "acompte devis"]
)
def test_what_is_paid_ahead_of_an_order_is_no_bill_that_is_there(text: str) -> None:
    assert "the text speaks of a part payment" in sent(text).warnings
    assert sent(text, title="Anzahlungsrechnung").verdict is Verdict.SURE
    assert came(text).verdict is Verdict.REVIEW


@pytest.mark.parametrize("text", ["Abschlag März", "Vorauszahlung Gas März", "Leasingrate 5/36", "acompte électricité"])
def test_bills_by_the_month_are_of_parts(text: str) -> None:
    assert sent(text).verdict is Verdict.SURE


# ------------------------------------------------------------------------------------------------------ why it is less


@pytest.mark.parametrize(
    "text",
    ["ohne MwSt", "ohne USt", "§13b netto", "reverse charge", "autoliquidation", "7% MwSt", "7 % USt", "sans TVA",
     "senza IVA", "Mahnung", "2. Mahnung", "Porto zu", "Reklamation", "Widerruf", "Vergleich", "strittig",
     "Differenz zu", "Guthaben", "avoir", "nota di credito", "credit note", "unter Vorbehalt", "Rabatt",
     "rappel", "reminder", "o. MwSt", "Nettobetrag", "moins escompte", "déduction faite de la retenue", "rabais",
     "trattenuta", "meno abbuono", "short paid", "wg. Mängeln", "ohne Position 3", "- Provision"],
)  # fmt: skip
def test_a_part_that_says_why_it_is_less_is_no_plain_one(text: str) -> None:
    for said in (f"{text} {NUMBER}", f"{NUMBER} {text}"):
        one = came(said, 50_000)
        assert (one.verdict, paid(one)) == (Verdict.REVIEW, {NUMBER: 50_000})
        assert came(said).verdict is Verdict.SURE, "in full"
    assert came(f"{NUMBER} {text}", 50_000, title=f"Beratung {text}").verdict is Verdict.SURE, "the title says it"


@pytest.mark.parametrize(
    "text",
    ["", "lt. Mahnung", "Mahnung vom 10.03.", "Teilzahlung", "1. Rate", "inkl. MwSt", "inkl. 19% MwSt", "Portofolio",
     "Vergleichsrechner", "30 Tage netto", "Differenzierung", "Discounter", "Hauptstr. 13b", "rappel du 10.03.",
     "netto", "Provisionsabrechnung", "Menorca"],
)  # fmt: skip
def test_a_plain_part_stays_sure(text: str) -> None:
    assert came(f"{NUMBER} {text}", 50_000).verdict is Verdict.SURE


# --------------------------------------------------------------------------------------------------- several documents


@pytest.mark.parametrize(
    "text",
    ["2 Rechnungen", "zwei Rechnungen", "div. Rechnungen", "diverse", "Diverse Rg.", "Sammelüberweisung", "lt. Avis",
     "laut Avis vom 09.03.", "lt. Aufstellung", "siehe Zahlungsavis", "3 factures", "several invoices"],
)  # fmt: skip
def test_one_document_is_not_several(text: str) -> None:
    assert came(text).warnings == ("an advice may list several documents" if "avis" in text.lower() else SEVERAL,)


@pytest.mark.parametrize(
    "text",
    ["Diverse Drucksachen", "Sammelrechnung", "Sammelband", "Rechnung 2 von 3", "Avis Autovermietung", "Division",
     "Inventarliste", "siehe Rechnung", "Büromaterial diverse Farben"],
)  # fmt: skip
def test_one_document_of_several_things_is_one(text: str) -> None:
    assert came(text).verdict is Verdict.SURE


@pytest.mark.parametrize("text", ["u.a.", "u. a.", ", u.a.", "und weitere", "et autres", "ff."])
def test_more_documents_right_behind_a_number(text: str) -> None:
    assert came(f"{NUMBER} {text}").warnings == (SEVERAL,)
    assert came(f"{NUMBER}{text}" if text[0] == "," else f"{NUMBER} Website {text}").verdict is (
        Verdict.REVIEW if text[0] == "," else Verdict.SURE
    )


@pytest.mark.parametrize("text", ["u. August", "Website u.a. Hosting", "und andere Arbeiten", "uA"])
def test_more_of_anything_else_says_nothing(text: str) -> None:
    line = make_line(119_000, f"{NUMBER} Arbeiten {text}", "Müller GmbH", PAYER, booking_date=date(2026, 3, 12))
    assert proposal(line, make_item(), accounts=(known(),)).verdict is Verdict.SURE
