"""`:86:` in its structures, `:NS:`, and the German business transaction code (pitfalls 40 to 42, 46)."""

from __future__ import annotations

import pytest
from mt940_texts import booking, text

from importers import gvc
from importers.mt940_text import read_text

IBAN = "DE02500105170137075030"


def test_the_german_structure() -> None:
    one = text(
        f"166?00SEPA-GUTSCHRIFT?109301?20EREF+E2E-7?21MREF+M-1?22CRED+DE98ZZZ09999999999?23SVWZ+RE-2026-0042"
        f"?30INGDDEFFXXX?31{IBAN}?32MUSTER GMBH?34000?60ABWA+Anna Andere"
    )
    assert (one.bank_code, one.gvc, one.booking_text) == ("NTRF+166", "166", "SEPA-GUTSCHRIFT")
    assert (one.counterparty_name, one.counterparty_iban, one.counterparty_bic) == ("MUSTER GMBH", IBAN, "INGDDEFFXXX")
    assert (one.end_to_end_id, one.mandate_id, one.creditor_id) == ("E2E-7", "M-1", "DE98ZZZ09999999999")
    assert (one.remittance, one.ultimate_name) == ("RE-2026-0042", "Anna Andere")


@pytest.mark.parametrize(
    ("field", "remittance"),
    [
        ("166?20Rechnung?21 RE-1", "Rechnung RE-1"),
        ("166?20Rechnung ?21RE-1", "Rechnung RE-1"),
        ("166?20RE-2026-?210042", "RE-2026-0042"),
        ("166?20SV?21WZ+RE-1", "RE-1"),
        ("166?20SV ?21WZ+RE-1", "RE-1"),
        ("166?20Frage? Rechnung RE-1", "Frage? Rechnung RE-1"),
        ("166?20Wann?99 Euro?21 RE-1", "Wann?99 Euro RE-1"),
        ("166?60b?20a", "ba"),
        ("166?20a?20b", "ab"),
        ("166?00SVWZ+RE-1 in the wrong subfield", "RE-1 in the wrong subfield"),
        ("166?00EINE LANGE RECHNUNGSNUMMER RE-1", "EINE LANGE RECHNUNGSNUMMER RE-1"),
        ("166?00GUTSCHRIFT", "GUTSCHRIFT"),
        ("?20without?21 a code", "without a code"),
        ("000>10123>20Factuur>21 RE-1", "Factuur RE-1"),
        ("166~20RE-1~32MUSTER", "RE-1"),
        ("717.76.000.09 BTW F 611,53", "717.76.000.09 BTW F 611,53"),
        ("166 20 text", "166 20 text"),
        ("166?77text?20more", "166?77text?20more"),
        ("free text", "free text"),
    ],
)
def test_how_the_purpose_is_put_together(field: str, remittance: str) -> None:
    assert text(field).remittance == remittance


def test_subfields_are_joined_over_physical_wraps() -> None:
    one = booking(":61:260302C1,00NTRFX", ":86:166?00GUTSCHRIFT?20SVWZ+RE-2026-00", "42?3", "2MUS", "TER GMBH?33 AG")
    assert (one.remittance, one.counterparty_name) == ("RE-2026-0042", "MUSTER GMBH AG")


def test_a_full_name_goes_on_in_the_next_subfield_and_a_short_one_does_not() -> None:
    full = "M" * 27
    assert text(f"166?32{full}?33ANN").counterparty_name == f"{full}ANN"
    assert text("166?32EWALD?33MUSTERMANN").counterparty_name == "EWALD MUSTERMANN"


def test_of_a_repeated_bank_or_account_the_first_counts() -> None:
    one = text(f"166?30INGDDEFFXXX?30COBADEFFXXX?31{IBAN}?311")
    assert (one.counterparty_bic, one.counterparty_iban) == ("INGDDEFFXXX", IBAN)


def test_a_german_bank_code_is_no_bic() -> None:
    one = text("051?00UEBERWEISUNG?3010020030?310234567?32MUELLER")
    assert (one.counterparty_bic, one.counterparty_iban, one.warnings) == ("", "0234567", ())


def test_free_text_goes_on_after_a_full_line_and_ends_with_a_short_one() -> None:
    full = "x" * 61 + " RE-"
    assert read_text([full, "2026-1", "next"]).remittance == full + "2026-1 next"


def test_dutch_slash_codes() -> None:
    one = booking(
        ":61:2603020302C1,00NTRFNONREF",
        ":86:/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/J.",
        " Jansen/REMI/RE-2026/0042/EREF/E2E-7",
    )
    assert (one.booking_text, one.counterparty_name) == ("SEPA OVERBOEKING", "J. Jansen")
    assert (one.counterparty_iban, one.counterparty_bic) == ("NL91ABNA0417164300", "ABNANL2A")
    assert (one.remittance, one.end_to_end_id) == ("RE-2026/0042", "E2E-7")


def test_several_fields_86_belong_together() -> None:
    one = booking(":61:2603020302C1,00NTRFNONREF", ":86:/EREF/E2E-7//REMI/RE-", ":86:2026-0042/")
    assert (one.end_to_end_id, one.remittance) == ("E2E-7", "RE-2026-0042")
    assert booking(":61:260302C1,00NTRFX", ":86:one", ":86:two").remittance == "one two"


def test_tags_in_free_text() -> None:
    one = text("Miete EREF: E2E-7 MREF: M-1 CRED: DE98ZZZ09999999999")
    assert (one.end_to_end_id, one.mandate_id, one.creditor_id) == ("E2E-7", "M-1", "DE98ZZZ09999999999")


def test_a_text_that_is_nothing_but_a_creditor_reference() -> None:
    assert text("166?20SVWZ+RF18 5390 0754 7034").creditor_reference == "RF18539007547034"
    assert text("166?20SVWZ+RF19 5390 0754 7034").creditor_reference == ""


# ------------------------------------------------------------------------------------------------- :61: and :86:


@pytest.mark.parametrize(
    ("reference", "field", "read"),
    [
        ("RE-1", "text", ("RE-1", "", "", "text")),
        ("RE-1", "166?20EREF+E2E-7", ("E2E-7", "", "", "RE-1")),
        ("RE-1", "191?20text", ("", "RE-1", "", "text")),
        ("0266050522", "text", ("", "", "", "text")),
        ("NL47INGB0000000001", "text", ("", "", "NL47INGB0000000001", "text")),
    ],
)
def test_the_reference_for_the_owner(reference: str, field: str, read: tuple[str, ...]) -> None:
    one = booking(f":61:260302C1,00NTRF{reference}", f":86:{field}")
    assert (one.end_to_end_id, one.batch_id, one.counterparty_iban, one.remittance) == read


def test_without_a_field_86_the_line_speaks_for_itself() -> None:
    assert booking(":61:260302C1,00NTRFRE-1").remittance == "RE-1"
    assert booking(":61:260302C1,00NTRF4711").remittance == "4711"
    assert booking(":61:260302C1,00NTRFNONREF", "CARD PAYMENT").remittance == "CARD PAYMENT"


def test_supplementary_details_are_text_unless_they_are_codes_or_an_account() -> None:
    assert booking(":61:260302C1,00NTRFX", "FEE", ":86:text").remittance == "text FEE"
    assert booking(":61:260302C1,00NTRFX", "text", ":86:the text").remittance == "the text"
    assert booking(":61:260302C1,00NTRFX", "/TRCD/01018/", ":86:text").remittance == "text"
    one = booking(":61:260302C1,00NTRFX", "NL91ABNA0417164300", ":86:text")
    assert (one.remittance, one.counterparty_iban) == ("text", "NL91ABNA0417164300")


def test_the_notes_of_multicash() -> None:
    one = booking(
        ":61:260302D1,00S051", ":NS:01Rechnung", "02RE-1", "15Muster", "16GmbH", "17LASTSCHRIFT", "340000004279070017"
    )
    assert (one.remittance, one.counterparty_name, one.booking_text) == ("Rechnung RE-1", "Muster GmbH", "LASTSCHRIFT")
    assert one.counterparty_iban == "0000004279070017"


# ------------------------------------------------------------------------------------------------------------ returns


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("109?00RETOURE?20EREF+E1?34914", "MS03"),
        ("159?00RETOURE?20x?34901", "AC01"),
        ("108?00RETOURE?20SVWZ+Retoure AC04 Konto", "AC04"),
        ("109?00RETOURE?20SVWZ+XAC04Y", ""),
        ("109?00RETOURE?20x?34905", ""),
        ("166?00GUTSCHRIFT?20SVWZ+Vertrag AC04?34914", ""),
        ("105?00LASTSCHRIFT?20x?34992", ""),
        ("/RTYP/SEPA Incasso Terugboeking/RTRN/MD06/REMI/RE-1", "MD06"),
    ],
)
def test_the_reason_of_a_return(field: str, reason: str) -> None:
    assert text(field).return_reason == reason


def test_the_code_speaks_where_the_bank_does_not() -> None:
    assert text("166?20RE-1").booking_text == "SEPA-Gutschrift"
    assert text("999?20RE-1").booking_text == ""
    assert text("000?20RE-1").bank_code == "NTRF"


def test_what_a_code_means() -> None:
    assert gvc.is_return("109")
    assert not gvc.is_return("166")
    assert gvc.is_collective("191")
    assert gvc.return_reason("109", "902") == "AC04"
    assert gvc.return_reason("105", "902") == ""
    assert {gvc.text_of(code) for code in ("", "1", "000")} == {""}


def test_the_code_never_turns_the_sign() -> None:
    """Solaris: 166, money received, on a debit: `:61:` wins."""
    one = booking(":61:2603020302D5,00NTRFNONREF", ":86:166?00GUTSCHRIFT?20x")
    assert one.amount_minor == -500


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("99920260501", "999 20260501"),
        ("999foo", "999 foo"),
        ("999 foo", "999 foo"),
        ("999,50 EUR", "999,50 EUR"),
        ("16620260501", "16620260501"),
        ("RE 9991", "RE 9991"),
    ],
)
def test_the_code_of_free_text_is_a_word_of_its_own(field: str, shown: str) -> None:
    assert text(field).remittance == shown


def test_the_one_account_in_a_free_text_is_the_other_sides() -> None:
    """Austrian and Swiss banks write the text as it is printed; where there are subfields, a text is the payer's."""
    assert text(f"MUSTER GMBH RE-7 {IBAN}").counterparty_iban == IBAN
    assert text(f"MUSTER GMBH RE-7 {IBAN} fuer AT611904300234573201").counterparty_iban == ""
    assert text(f"166?00GUTSCHRIFT?20SVWZ+bitte auf {IBAN}?32MUSTER GMBH").counterparty_iban == ""
