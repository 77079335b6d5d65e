"""Tags in a bank's free text become fields, and no word of the payer is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.text_tags import Labels, parse_labels, parse_tags

IBAN = "DE02500105170137075030"
OTHER_IBAN = "AT611904300234573201"
BANK = Labels.of(
    {
        "debtor_name": ["Payer", ""],
        "debtor_iban": ["IBAN Payer"],
        "debtor_bic": ["BIC Payer"],
        "creditor_name": ["Payee"],
        "creditor_iban": ["IBAN Payee", "Acct"],
        "creditor_ultimate_name": ["Last Payee"],
        "creditor_id": ["Creditor"],
        "end_to_end_id": ["Own ref."],
        "remittance": ["Text", "Ref"],
    }
)


@pytest.mark.parametrize(
    "text",
    ["", "Rechnung RE-2026-0042", "bitte auf IBAN: DE02 5001 0517 0137 0750 30 zahlen", "1/2/2026", "a/REMI b", "EREF"],
)
def test_free_text_has_no_tags(text: str) -> None:
    assert parse_tags(text) == {}


def test_german_identifiers() -> None:
    text = "EREF+E-7KREF+K 1MREF+M5CRED+DE98ZZZ09999999999OAMT+EUR 50,00COAM+3,00SVWZ+RE-2026-0042 vom 3.2.ABWA+Ada"
    assert parse_tags(text) == {
        "end_to_end_id": "E-7",
        "batch_id": "K 1",
        "mandate_id": "M5",
        "creditor_id": "DE98ZZZ09999999999",
        "original": "EUR 50,00",
        "charges": "3,00",
        "ultimate_name": "Ada",
        "remittance": "RE-2026-0042 vom 3.2.",
    }


def test_identifiers_cut_by_a_joint() -> None:
    assert parse_tags("CR ED+DE98ZZZ09999999999SV WZ+RE-7") == {
        "creditor_id": "DE98ZZZ09999999999",
        "remittance": "RE-7",
    }


def test_text_before_the_first_tag_is_kept() -> None:
    assert parse_tags("RE-7 EREF+NOTPROVIDED") == {"remittance": "RE-7"}


def test_a_value_too_long_for_an_id_gives_the_rest_back() -> None:
    found = parse_tags("EREF+E-7 Rechnungen RE-2026-0042 und RE-2026-0043")
    assert found == {"end_to_end_id": "E-7", "remittance": "Rechnungen RE-2026-0042 und RE-2026-0043"}


def test_plain_labels_after_the_text() -> None:
    text = f"RE-7 danke EREF: E-7 MREF: M5 CRED: DE98ZZZ09999999999 IBAN: {IBAN} BIC: INGDDEFFXXX ABWA: Ada Kling"
    assert parse_tags(text) == {
        "end_to_end_id": "E-7",
        "mandate_id": "M5",
        "creditor_id": "DE98ZZZ09999999999",
        "counterparty_iban": IBAN,
        "counterparty_bic": "INGDDEFFXXX",
        "ultimate_name": "Ada Kling",
        "remittance": "RE-7 danke",
    }


def test_labels_give_back_what_follows_the_first_word() -> None:
    text = "End-to-End-Ref.: 4711 Mandatsref: M 5 GLÄUBIGER-ID: DE98ZZZ09999999999 Kundenreferenz: K1 RE-8"
    assert parse_tags(text) == {
        "end_to_end_id": "4711",
        "mandate_id": "M",
        "creditor_id": "DE98ZZZ09999999999",
        "batch_id": "K1",
        "remittance": "5 RE-8",
    }


@pytest.mark.parametrize(
    "words",
    ["Kundenreferenz: RE-2026-0421", "Rechnung 7 IBAN: wie gehabt", "RE-7 BIC: siehe Brief", f"RE-7 IBAN: {IBAN} danke",
     "Kundenreferenz: 4711 Rechnung RE-2026-0472"],
)  # fmt: skip
def test_labels_of_the_payer_before_those_of_the_bank_are_text(words: str) -> None:
    assert parse_tags(f"{words} End-to-End-Ref.: NOTPROVIDED") == {"remittance": words}


def test_a_label_of_the_bank_with_another_value_is_text() -> None:
    found = parse_tags("RE-7 EREF: E-7 IBAN: wie gehabt BIC: siehe Brief")
    assert found == {"end_to_end_id": "E-7", "remittance": "RE-7 IBAN: wie gehabt BIC: siehe Brief"}


@pytest.mark.parametrize("joint", ["", " "])
def test_an_account_known_otherwise_shows_that_the_label_is_the_banks(joint: str) -> None:
    text = f"Danke KB-34{joint}IBAN: {IBAN} BIC: HYVEDEMM"
    assert parse_tags(text) == parse_tags(text, "DE02120300000000202051") == {}
    assert parse_tags(text, IBAN) == {
        "counterparty_iban": IBAN,
        "counterparty_bic": "HYVEDEMM",
        "remittance": "Danke KB-34",
    }


@pytest.mark.parametrize("label", ["EREF:", "END-TO-END-REF.:", "End-to-End-Ref.:"])
def test_a_label_right_behind_the_text(label: str) -> None:
    found = parse_tags(f"RE-7{label} RE-8 IBAN: {IBAN}")
    assert (found["end_to_end_id"], found["remittance"]) == ("RE-8", "RE-7")


def test_none_may_be_said_in_several_words() -> None:
    assert parse_tags("Rg KB-38 End-to-End-Ref.: nicht angegeben") == {"remittance": "Rg KB-38"}
    found = parse_tags("RE-8 End-to-End-Ref.: nicht angegeben Mandatsref: M5")
    assert found == {"mandate_id": "M5", "remittance": "RE-8"}


def test_labels_inside_the_german_remittance() -> None:
    found = parse_tags(f"SVWZ+RE-7 EREF: E-7 IBAN: {IBAN}")
    assert found == {"end_to_end_id": "E-7", "counterparty_iban": IBAN, "remittance": "RE-7"}


def test_dutch_codes() -> None:
    text = (
        "/TRTP/SEPA Incasso/CSID/NL98ZZZ999999990000/NAME/Kling/NV/MARF/M5/REMI/RE 7/ 8/IBAN/NL91ABNA0417164300"
        "/BIC/ABNANL2A/EREF/E-7"
    )
    assert parse_tags(text) == {
        "booking_text": "SEPA Incasso",
        "creditor_id": "NL98ZZZ999999990000",
        "counterparty_name": "Kling/NV",
        "mandate_id": "M5",
        "counterparty_iban": "NL91ABNA0417164300",
        "counterparty_bic": "ABNANL2A",
        "end_to_end_id": "E-7",
        "remittance": "RE 7/ 8",
    }


def test_dutch_counterparty_and_return() -> None:
    text = (
        "/RTRN/MS03//CNTP/NL91ABNA0417164300/ABNANL2A/A. Kling/Utrecht///ULTD//NAME/Ada//REMI/USTD//RE-7/PURP//CD/EPAY/"
    )
    assert parse_tags(text) == {
        "return_reason": "MS03",
        "counterparty_iban": "NL91ABNA0417164300",
        "counterparty_bic": "ABNANL2A",
        "counterparty_name": "A. Kling",
        "ultimate_name": "Ada",
        "purpose": "EPAY",
        "remittance": "RE-7",
    }


def test_a_structured_dutch_reference() -> None:
    assert parse_tags("/EREF/E-7/REMI/STRD/CUR/9001000000001") == {
        "end_to_end_id": "E-7",
        "creditor_reference": "9001000000001",
        "remittance": "",
    }


def test_the_first_of_equal_tags_counts() -> None:
    assert parse_tags("EREF+1 EREF+2")["end_to_end_id"] == "1"


def test_long_text_takes_linear_time() -> None:
    for evil in ("S V W Z " * 20_000, "/" * 100_000, "/EREF" * 30_000, "IBAN: " * 20_000, "DE02" + "0 " * 50_000):
        parse_tags("EREF+" + evil)


@pytest.mark.parametrize(
    ("text", "money_in", "found"),
    [
        (
            f"Payer: Ada & Co KG Ref: RE-7 IBAN Payer: {IBAN} BIC Payer: INGDDEFFXXX",
            True,
            {
                "counterparty_name": "Ada & Co KG",
                "counterparty_iban": IBAN,
                "counterparty_bic": "INGDDEFFXXX",
                "remittance": "RE-7",
            },
        ),
        (
            "SEPA Payee: AdaAcct: AT61 1904 3002 3457 3201 B-Z Last Payee: Bob Text: RE-7 Own ref.: not provided X",
            False,
            {
                "counterparty_name": "Ada",
                "counterparty_iban": OTHER_IBAN,
                "ultimate_name": "Bob",
                "remittance": "SEPA B-Z RE-7 X",
            },
        ),
        (
            "Payer: we Creditor: C-1 Payee: Ada",
            False,
            {"counterparty_name": "Ada", "creditor_id": "C-1", "remittance": "Payer: we"},
        ),
        (
            "Ada AG; Marktgasse 1; Bern Text: RE-7",
            True,
            {"counterparty_name": "Ada AG", "remittance": "Marktgasse 1; Bern RE-7"},
        ),
        ("Ada AG; Marktgasse 1 Text: RE-7", False, {"remittance": "Ada AG; Marktgasse 1 RE-7"}),
        ("Fees of May Text: 3", True, {"remittance": "Fees of May 3"}),
        ("RE-7 of Payee and Text", True, {}),
    ],
)
def test_what_a_bank_labels(text: str, money_in: bool, found: dict[str, str]) -> None:
    assert parse_labels(text, BANK, money_in=money_in, first=text.partition(" Text:")[0]) == found


def test_a_name_ends_within_the_first_cell() -> None:
    """What stands in the cells behind it is no name: UBS leaves the address out at times."""
    text = "Ada AG Ref. RE-7; Text: thanks"
    assert parse_labels(text, BANK, money_in=True, first="Ada AG") == {"remittance": "Ada AG Ref. RE-7; thanks"}


def test_of_two_accounts_of_one_label_neither_is_believed() -> None:
    """The payer can write the bank's words too, before the bank does."""
    text = f"Payer: Ada Text: Bonus IBAN Payer: {OTHER_IBAN} IBAN Payer: {IBAN}"
    found = parse_labels(text, BANK, money_in=True)
    rest = f"Bonus IBAN Payer: {OTHER_IBAN} IBAN Payer: {IBAN}"
    assert found == {"counterparty_name": "Ada", "remittance": rest}
    twice = parse_labels(f"IBAN Payer: {IBAN} Text: x IBAN Payer: {IBAN}", BANK, money_in=True)
    assert twice == {"counterparty_iban": IBAN, "remittance": "x"}


@given(
    st.lists(
        st.sampled_from(
            ["Payer:", "Payee:", "IBAN Payer:", "Acct:", "Text:", "Own ref.:", "Ada", "RE-7", IBAN, "x;", "4711"]
        ),
        max_size=12,
    ),
    st.booleans(),
)
def test_no_word_of_a_labelled_text_is_lost(words: list[str], money_in: bool) -> None:
    text = " ".join(words)
    found = parse_labels(text, BANK, money_in=money_in) or {"remittance": text}
    kept = " ".join(found.values())
    assert all(word.strip(";") in kept for word in words if not word.endswith(":"))
