"""Real accidents with CSV exports, each as a test named after its number in the collection (pitfalls 48 to 60).

The texts are ours; the layouts are the banks' (importers/formats).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from csv_texts import SIGNED, one, packaged, read_as, refused

from importers.csv_formats import packaged as formats
from importers.errors import StatementRefused
from importers.statement import Proof

DKB = (
    '"Girokonto";"DE02120300000000202051"\n"Kontostand vom 31.03.2026:";"1.361,16\u00a0€"\n""\n'
    '"Buchungsdatum";"Wertstellung";"Status";"Zahlungspflichtige*r";"Zahlungsempfänger*in";"Verwendungszweck";'
    '"Umsatztyp";"IBAN";"Betrag (€)";"Gläubiger-ID";"Mandatsreferenz";"Kundenreferenz"\n'
)


def dkb(amount: str, *, status: str = "Gebucht", text: str = "RE 1") -> str:
    return f'"31.03.26";"31.03.26";"{status}";"Wir";"Sie";"{text}";"Ausgang";"DE1";"{amount}";"";"";""\n'


@pytest.mark.parametrize(
    ("text", "minor"), [("-1.000", -100000), ("-1.000,00 €", -100000), ("200", 20000), ("-62,3", -6230)]
)
def test_pitfall_48_the_thousands_mark_is_no_decimal_mark(tmp_path: Path, text: str, minor: int) -> None:
    (statement,) = packaged(tmp_path, DKB + dkb(text))
    assert statement.transactions[0].amount_minor == minor


BOTH = SIGNED.replace('"1.234[,56]"', '["1.234[,56]", "1,234[.56]"]')


def test_pitfall_48_a_column_decides_and_an_undecided_one_is_refused(tmp_path: Path) -> None:
    content = "Tag;Betrag\n01.02.2026;1.234\n02.02.2026;{}\n"
    assert one(tmp_path, BOTH, content.format("12,50")).transactions[0].amount_minor == 123400
    assert '"1.234" can be read as 1.234[,56] or 1,234[.56]' in refused(tmp_path, BOTH, content.format("12.345"))
    assert '"1.234" can be read as' in refused(tmp_path, BOTH, content.format("7"))


DAYS = SIGNED.replace('"dd.mm.yyyy"', '["d/m/yyyy", "m/d/yyyy"]')


def test_pitfall_48_day_and_month_are_decided_the_same_way(tmp_path: Path) -> None:
    content = "Tag;Betrag\n2/3/2026;1\n{};2\n"
    european, american = (one(tmp_path, DAYS, content.format(day)) for day in ("28/3/2026", "3/28/2026"))
    assert str(european.transactions[0].booking_date) == "2026-03-02"
    assert str(american.transactions[0].booking_date) == "2026-02-03"
    assert '"2/3/2026" can be two days' in refused(tmp_path, DAYS, content.format("4/5/2026"))
    assert "is a day that does not exist" in refused(tmp_path, DAYS, content.format("28/28/2026"))


@pytest.mark.parametrize("marks", ["\ufeff", "\ufeff\ufeff", "\ufeff "])
def test_pitfall_49_byte_order_marks_before_the_first_column(tmp_path: Path, marks: str) -> None:
    statement = one(tmp_path, SIGNED, marks + '"Tag";"Betrag"\n"01.02.2026";"1"\n')
    assert (statement.entries, statement.transactions[0].amount_minor) == (1, 100)


@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize("label", ["Betrag (€)", "Betrag"])
@pytest.mark.parametrize("above", ["", "\n"])
def test_pitfall_50_dkb_keeps_changing(tmp_path: Path, delimiter: str, label: str, above: str) -> None:
    content = (above + DKB + dkb("-62,3")).replace("Betrag (€)", label).replace(";", delimiter)
    (statement,) = packaged(tmp_path, content)
    assert (statement.source.format, statement.transactions[0].amount_minor) == ("csv:dkb_giro_2023", -6230)
    assert statement.closing is not None
    assert statement.closing.amount_minor == 136116


@pytest.mark.parametrize("saldo", ["", "Saldo;Währung;"])
@pytest.mark.parametrize("category", ["", "Kategorie;"])
def test_pitfall_51_ing_with_and_without_its_optional_columns(tmp_path: Path, saldo: str, category: str) -> None:
    cells = ("105,50;USD;" if saldo else "") + "-5,50;EUR"
    content = (
        "Umsatzanzeige;Datei erstellt am: 28.12.2026\n\nIBAN;DE02 1203 0000 0000 2020 51\nKunde;Muster GmbH\n\n"
        f"Buchung;Valuta;Auftraggeber/Empfänger;Buchungstext;{category}Verwendungszweck;{saldo}Betrag;Währung\n"
        f"28.12.2026;28.12.2026;Sie;Lastschrift;{'x;' if category else ''}RE 1;{cells}\n"
    )
    (statement,) = packaged(tmp_path, content, encoding="cp1252")
    (line,) = statement.transactions
    assert (line.amount_minor, line.currency, line.remittance) == (-550, "EUR", "RE 1")
    assert (statement.account, statement.account_name) == ("DE02120300000000202051", "Muster GmbH")


def test_pitfall_52_deutsche_bank_in_latin_1_with_its_footer(tmp_path: Path) -> None:
    content = (
        "Umsätze\nKonto;Filial-/Kontonummer;IBAN;Währung\nGiro;111 1;DE02120300000000202051;EUR\n\n"
        "Letzter Kontostand;;;;1.100,00;EUR\n"
        "Buchungstag;Wert;Umsatzart;Begünstigter / Auftraggeber;Verwendungszweck;IBAN / Kontonummer;BIC;Kundenreferenz;"
        "Mandatsreferenz;Gläubiger ID;Fremde Gebühren;Betrag;Abweichender Empfänger;Anzahl der Aufträge;"
        "Anzahl der Schecks;Soll;Haben;Währung\n"
        "1.3.2026;1.3.2026;Lastschrift;Sie;RE 1;;;;;;;-12,9;;;;-12,9;;EUR\n"
        "2.3.2026;2.3.2026;Gutschrift;Sie;RE 2;;;;;;;1.000;;;;;1.000;EUR\n"
        "Kontostand;31.3.2026;;;2.087,10;EUR\n"
    )
    (statement,) = packaged(tmp_path, content, encoding="cp1252")
    assert [line.amount_minor for line in statement.transactions] == [-1290, 100000]
    assert (statement.account, statement.proof) == ("DE02120300000000202051", Proof.TIES_OUT)


ING_NL = (
    '"Datum","Naam / Omschrijving","Rekening","Tegenrekening","Code","Af Bij","Bedrag (EUR)","{}",'
    '"Mededelingen"\n"20260301","Sie","NL1","NL2","GT","Af","1.012,50","Overschrijving","RE 1"\n'
)
N26 = (
    '"Datum","Empfänger","Kontonummer","Transaktionstyp","Verwendungszweck","Kategorie","Betrag (EUR)","{}"\n'
    '"2026-03-01","Sie","NL2","Überweisung","RE 1","","-1012.5",""\n'
)


@pytest.mark.parametrize(("content", "name"), [(ING_NL, "ing_nl"), (N26, "n26")])
def test_pitfall_53_labels_are_renamed_translated_and_recased(tmp_path: Path, content: str, name: str) -> None:
    english = {
        "Datum": "Date",
        "Empfänger": "Payee",
        "Kontonummer": "Account number",
        "Transaktionstyp": "Transaction type",
    }
    english |= {"Verwendungszweck": "Payment reference", "Betrag": "Amount"}
    variants = [content.format(word) for word in ("MutatieSoort", "Mutatiesoort")]
    if name == "ing_nl":
        variants.append(variants[0].replace(",", ";").replace("1;012", "1.012").replace(";50", ",50"))
    else:
        translated = variants[0]
        for word, other in english.items():
            translated = translated.replace(word, other)
        variants.append(translated)
    for variant in variants:
        (statement,) = packaged(tmp_path, variant)
        assert (statement.source.format, statement.transactions[0].amount_minor) == (f"csv:{name}", -101250)


def test_pitfall_53_ubs_in_four_languages_is_one_format() -> None:
    (ubs,) = [one_format for one_format in formats() if one_format.name == "ubs"]
    assert len(ubs.columns["booking_date"].plain) >= 4


def test_pitfall_54_pending_rows_are_shown_and_never_booked(tmp_path: Path) -> None:
    (statement,) = packaged(tmp_path, DKB + dkb("-1", status="Vorgemerkt") + dkb("-2"))
    assert [(line.amount_minor, line.is_booked) for line in statement.transactions] == [(-100, False), (-200, True)]


def test_pitfall_55_equal_bookings_of_one_day_stay_two(tmp_path: Path) -> None:
    (twice,), (once,) = packaged(tmp_path, DKB + dkb("-1") + dkb("-1")), packaged(tmp_path, DKB + dkb("-1"))
    tokens = [line.transaction_id for line in twice.transactions]
    assert len(set(tokens)) == 2
    assert once.transactions[0].transaction_id == tokens[0], "an overlapping export has the same tokens"


def test_pitfall_56_provider_fees_are_part_of_the_line_and_the_balance_proves_it(tmp_path: Path) -> None:
    content = (
        "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n"
        "CARD_PAYMENT,Current,2026-01-30 10:00:00,2026-01-31 11:00:00,a,-14.69,1.01,CHF,COMPLETED,984.30\n"
        "TOPUP,Current,2026-02-01 10:00:00,2026-02-01 11:00:00,b,100.00,0.00,CHF,COMPLETED,1084.30\n"
        "CARD_PAYMENT,Current,2026-02-02 10:00:00,,c,-5.00,0.00,CHF,PENDING,\n"
        "CARD_PAYMENT,Current,2026-02-02 10:00:00,2026-02-03 11:00:00,d,-9.00,0.00,CHF,REVERTED,\n"
    )
    (statement,) = packaged(tmp_path, content)
    assert [(line.amount_minor, line.charges_minor, line.is_booked) for line in statement.transactions] == [
        (-1570, 101, True),
        (10000, 0, True),
        (-500, 0, False),
        (-900, 0, False),
    ]
    assert statement.proof is Proof.TIES_OUT
    (wrong,) = packaged(tmp_path, content.replace("1084.30", "1085.31"))
    assert wrong.proof is Proof.DIFFERS


def test_pitfall_56_only_rows_that_change_the_balance_of_a_wallet_are_booked(tmp_path: Path) -> None:
    content = (
        "Datum,Uhrzeit,Name,Typ,Status,Währung,Brutto,Gebühr,Netto,Transaktionscode,Rechnungsnummer,Artikelbezeichnung,"
        "Guthaben,Betreff,Hinweis,Auswirkung auf Guthaben\n"
        '01.02.2026,1,Sie,Zahlung,Abgeschlossen,EUR,"100,00","-2,84","97,16",T1,RE 1,,"97,16",,,Haben\n'
        '02.02.2026,1,Sie,Autorisierung,Abgeschlossen,EUR,"-11,00","0,00","-11,00",T2,,,"97,16",,,Memo\n'
        '03.02.2026,1,Sie,Umrechnung,Abgeschlossen,EUR,"-50,00","0,00","-50,00",T3,,,"47,16",,,Soll\n'
        '03.02.2026,1,Sie,Umrechnung,Abgeschlossen,USD,"57,00","0,00","57,00",T4,,,"57,00",,,Haben\n'
    )
    euro, dollar = packaged(tmp_path, content)
    assert [(line.amount_minor, line.charges_minor, line.is_booked) for line in euro.transactions] == [
        (9716, 284, True),
        (-1100, 0, False),
        (-5000, 0, True),
    ]
    assert (dollar.currency, dollar.transactions[0].amount_minor) == ("USD", 5700)


def test_pitfall_57_references_a_spreadsheet_shortened_are_never_used(tmp_path: Path) -> None:
    toml = SIGNED + 'end_to_end_id = "E2E"\nbank_reference = "Nr"\n'
    content = "Tag;Betrag;E2E;Nr\n01.02.2026;1;6,17761250170673E+025;8.82931E+13\n02.02.2026;1;RE-1E+5;1E5\n"
    damaged, whole = one(tmp_path, toml, content).transactions
    assert (damaged.end_to_end_id, damaged.bank_reference) == ("", "")
    assert damaged.warnings == (
        "a spreadsheet program shortened 6,17761250170673E+025: it is not used",
        "a spreadsheet program shortened 8.82931E+13: it is not used",
    )
    assert (whole.end_to_end_id, whole.bank_reference, whole.warnings) == ("RE-1E+5", "1E5", ())
    assert "is not a number" in refused(tmp_path, SIGNED, "Tag;Betrag\n01.02.2026;6,17E+25\n")


def test_pitfall_58_details_of_a_collective_booking_are_not_counted(tmp_path: Path) -> None:
    content = (
        '"Datum";"Buchungstext";"Whg";"Betrag Detail";"ZKB-Referenz";"Referenznummer";"Belastung CHF";"Gutschrift CHF";'
        '"Valuta";"Saldo CHF"\n'
        '"10.02.2026";"Belastungen (2)";"";"";"Q1";"";"1\'000.00";"";"10.02.2026";"26\'910.77"\n'
        '"";"Miete";"CHF";"600.00";"";"";"";"";"";""\n'
        '"";"Strom";"CHF";"400.00";"";"";"";"";"";""\n'
        '"09.02.2026";"Gutschrift";"";"";"L1";"";"";"243.03";"09.02.2026";"27\'910.77"\n'
    )
    (statement,) = packaged(tmp_path, content)
    assert [line.amount_minor for line in statement.transactions] == [-100000, 24303]
    assert statement.transactions[0].remittance == "Belastungen (2) Miete Strom"
    assert (statement.currency, statement.proof) == ("CHF", Proof.TIES_OUT)


def test_pitfall_58_a_purchase_on_a_card_is_money_out(tmp_path: Path) -> None:
    content = (
        "Transaction date,Description,Merchant,Card number,Currency,Amount,Foreign Currency,Amount in foreign currency,"
        "Debit/Credit,Status,Merchant Category,Registered Category\n"
        "03.10.2026,Tools,Tools Ltd,0000 12** **** 1234,CHF,25.70,USD,29.00,Debit,Posted,,\n"
        "04.10.2026,Thank you,,0000 12** **** 1234,CHF,-500.00,,,Credit,Posted,,\n"
        "15.10.2026,Tools,Tools Ltd,0000 12** **** 1234,,,USD,12.18,Debit,Pending,,\n"
    )
    (statement,) = packaged(tmp_path, content)
    assert [line.amount_minor for line in statement.transactions] == [-2570, 50000]
    assert "left out: line 4" in str(statement.warnings)


def test_pitfall_59_quotation_marks_line_breaks_and_lost_letters(tmp_path: Path) -> None:
    content = (
        "IBAN;Booked At;Text;Credit/Debit Amount;Balance;Valuta Date\n"
        'CH9300762011623852957;2026-01-10 00:00:00.0;"Eink\ufffdufe 12.01.;-103.06;5473.35;2026-01-11 00:00:00.0\n'
        ";;Details dazu;;;\n"
        'CH9300762011623852957;2026-01-12 00:00:00.0;"""A; B""";3.06;5476.41;2026-01-12 00:00:00.0\n'
    )
    (statement,) = packaged(tmp_path, content)
    assert [line.amount_minor for line in statement.transactions] == [-10306, 306]
    assert statement.transactions[0].remittance == "Eink\ufffdufe 12.01. Details dazu"
    assert {
        "some letters were lost before the file reached us (U+FFFD)",
        "quotation marks do not pair up (line 2): the file was read line by line",
    } <= set(statement.warnings)


def test_pitfall_60_header_only_formulas_nul_bytes_and_rubbish(tmp_path: Path) -> None:
    (empty,) = packaged(tmp_path, DKB)
    assert (empty.entries, "the file has no bookings" in empty.warnings) == (0, True)
    formula = '=HYPERLINK(""http://x"")'
    (kept,) = packaged(tmp_path, DKB + dkb("-1", text=formula))
    assert kept.transactions[0].remittance == '=HYPERLINK("http://x")', "kept as it is; writers neutralise it"
    with pytest.raises(StatementRefused, match="NUL bytes"):
        packaged(tmp_path, DKB + dkb("-1\0"))
    with pytest.raises(StatementRefused):
        read_as(tmp_path, SIGNED, bytes(range(1, 256)) * 4)


def test_pitfall_60_two_encodings_in_one_file(tmp_path: Path) -> None:
    """Not UTF-8 then; each letter of the other part shows, and nothing is lost."""
    content = "Tag;Betrag;T\n01.02.2026;1;Mü\n".encode() + "02.02.2026;2;Mü\n".encode("cp1252")
    lines = one(tmp_path, SIGNED + 'remittance = "T"\n', content).transactions
    assert [line.remittance for line in lines] == ["MÃ¼", "Mü"]
