"""What a format can say about rows: amounts in one, two or a directed column, details, totals, pending lines, fees."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from csv_texts import SIGNED, TWO, minors, one, read_as, refused


def test_money_out_is_positive_on_a_card(tmp_path: Path) -> None:
    assert minors(tmp_path, "inverted = true\n" + SIGNED, "Tag;Betrag\n01.02.2026;12,50\n02.02.2026;-3\n") == [
        -1250,
        300,
    ]


@pytest.mark.parametrize(
    ("debits", "rows", "expected"),
    [
        ("positive", "01.02.2026;12,50;\n01.02.2026;;3\n", [-1250, 300]),
        ("negative", "01.02.2026;-12,50;\n01.02.2026;;3\n", [-1250, 300]),
        ("positive", "01.02.2026;0,00;3\n01.02.2026;4;0,00\n", [300, -400]),
        ("positive", "01.02.2026;;-5\n", [-500]),
    ],
)
def test_two_columns(tmp_path: Path, debits: str, rows: str, expected: list[int]) -> None:
    assert minors(tmp_path, TWO.replace('"positive"', f'"{debits}"'), "Tag;Soll;Haben\n" + rows) == expected


@pytest.mark.parametrize(
    ("debits", "row", "said"),
    [
        ("positive", "-12,50;", '"-12,50" is a debit with a minus sign'),
        ("negative", "12,50;", '"12,50" is a debit without a minus sign'),
        ("positive", "1;2", "the row has both a credit and a debit"),
        ("positive", ";", "the cells of credit and debit are both empty"),
    ],
)
def test_a_sign_against_the_declared_rule_is_refused(tmp_path: Path, debits: str, row: str, said: str) -> None:
    toml = TWO.replace('"positive"', f'"{debits}"')
    assert said in refused(tmp_path, toml, f"Tag;Soll;Haben\n01.02.2026;;1\n01.02.2026;{row}\n")


DIRECTED = SIGNED + 'direction = "Art"\n[direction]\nin = ["H", "Bij"]\nout = ["S", "Af"]\n'


def test_a_direction_column_signs_the_amount(tmp_path: Path) -> None:
    assert minors(tmp_path, DIRECTED, "Tag;Betrag;Art\n01.02.2026;12,50;S\n01.02.2026;3;bij\n") == [-1250, 300]


@pytest.mark.parametrize(
    ("row", "said"), [("1;X", "is no known direction of a booking"), ("-1;S", "has a sign of its own beside")]
)
def test_a_direction_is_never_guessed(tmp_path: Path, row: str, said: str) -> None:
    assert said in refused(tmp_path, DIRECTED, f"Tag;Betrag;Art\n01.02.2026;{row}\n")


def test_the_currency_stands_in_a_column_a_name_a_cell_or_above(tmp_path: Path) -> None:
    in_name = SIGNED.replace('"Betrag"', '"Betrag ({currency})"')
    assert one(tmp_path, in_name, "Tag;Betrag (CHF)\n01.02.2026;1\n").currency == "CHF"
    assert one(tmp_path, in_name, "Tag;Betrag (€)\n01.02.2026;1\n").currency == "EUR"
    assert one(tmp_path, SIGNED, "Tag;Betrag\n01.02.2026;1.234,56 EUR\n").transactions[0].amount_minor == 123456
    assert one(tmp_path, SIGNED, "Tag;Betrag\n01.02.2026;1,50 €\n").currency == "EUR"
    above = SIGNED + '[preamble]\ncurrency = "Währung"\n'
    assert one(tmp_path, above, 'Währung:;"=""CHF"""\n\nTag;Betrag\n01.02.2026;1\n').currency == "CHF"
    saldo = SIGNED + '[preamble]\nclosing = "Saldo"\n'
    assert one(tmp_path, saldo, "Saldo: CHF 5,00;\n\nTag;Betrag\n01.02.2026;1\n").currency == "CHF"


def test_two_currencies_in_the_names_are_no_format(tmp_path: Path) -> None:
    toml = TWO.replace('"Soll"', '"Soll {currency}"').replace('"Haben"', '"Haben {currency}"')
    assert "no known format" in refused(tmp_path, toml, "Tag;Soll CHF;Haben EUR\n01.02.2026;1;\n")


def test_each_currency_is_a_statement_of_its_own(tmp_path: Path) -> None:
    toml = SIGNED + 'currency = "W"\n'
    found = read_as(tmp_path, toml, "Tag;Betrag;W\n01.02.2026;1;EUR\n01.02.2026;2;USD\n02.02.2026;3;EUR\n")
    assert [(statement.currency, statement.entries) for statement in found] == [("EUR", 2), ("USD", 1)]


def test_several_columns_of_text_are_joined_and_all_in_the_token(tmp_path: Path) -> None:
    toml = SIGNED + 'remittance = "A"\nremittance_2 = "B"\n'
    lines = [one(tmp_path, toml, f"Tag;Betrag;A;B\n01.02.2026;1;x;{text}\n").transactions[0] for text in ("y", "z")]
    assert [line.remittance for line in lines] == ["x y", "x z"]
    assert lines[0].transaction_id != lines[1].transaction_id


def test_references_inside_the_text_fill_what_no_column_says(tmp_path: Path) -> None:
    toml = "tags = true\n" + SIGNED + 'remittance = "T"\nmandate_id = "M"\ncounterparty_iban = "I"\n'
    text = "EREF+E-1 MREF+M-1 CRED+DE98ZZZ09999999999 SVWZ+RE 1"
    content = f"Tag;Betrag;T;M;I\n01.02.2026;1;{text};M-2;N/A\n"
    (line,) = one(tmp_path, toml, content).transactions
    assert (line.end_to_end_id, line.mandate_id, line.creditor_id) == ("E-1", "M-2", "DE98ZZZ09999999999")
    assert (line.remittance, line.counterparty_iban) == ("RE 1", "")
    (plain,) = one(tmp_path, toml.replace("tags = true", "tags = false"), content).transactions
    assert (plain.remittance, plain.transaction_id) == (text, line.transaction_id)


def test_labels_inside_the_text_say_who_it_was(tmp_path: Path) -> None:
    toml = SIGNED + 'remittance = "T"\n'
    labels = '[labels]\ndebtor_name = "Von"\ndebtor_iban = "Konto"\nremittance = "Zweck"\n'
    content = "Tag;Betrag;T\n01.02.2026;1;Von: Ada Zweck: RE 1 Konto: DE02500105170137075030\n"
    (line,) = one(tmp_path, toml + labels, content).transactions
    assert (line.counterparty_name, line.counterparty_iban) == ("Ada", "DE02500105170137075030")
    (plain,) = one(tmp_path, toml, content).transactions
    assert (line.remittance, plain.counterparty_name) == ("RE 1", "")
    assert plain.transaction_id == line.transaction_id, "the token is over what the bank wrote"


def test_an_account_somewhere_in_the_text(tmp_path: Path) -> None:
    toml = "account_in_text = true\n" + SIGNED + 'remittance = "T"\n[constants]\naccount = "AT611904300234573201"\n'
    content = "Tag;Betrag;T\n01.02.2026;-1;AT611904300234573201 an DE02500105170137075030 Ada RE 1\n"
    (line,) = one(tmp_path, toml, content).transactions
    assert (line.counterparty_iban, line.remittance) == ("DE02500105170137075030", content.splitlines()[1][14:])
    (plain,) = one(tmp_path, toml.replace("= true", "= false"), content).transactions
    assert (plain.counterparty_iban, plain.transaction_id) == ("", line.transaction_id)


def test_of_two_columns_of_one_name_the_neighbour_is_meant(tmp_path: Path) -> None:
    toml = SIGNED + 'currency = "Währung"\n[optional]\nbalance = "Saldo"\n[after]\ncurrency = "amount"\n'
    statement = one(tmp_path, toml, "Tag;Saldo;Währung;Betrag;Währung\n01.02.2026;9;USD;1;EUR\n")
    assert statement.transactions[0].currency == "EUR"


def test_a_column_without_a_name(tmp_path: Path) -> None:
    toml = SIGNED + 'direction = ""\n[after]\ndirection = "amount"\n[direction]\nin = ["H"]\nout = ["S"]\n'
    assert minors(tmp_path, toml, "Tag;;Betrag;\n01.02.2026;x;12,50;S\n") == [-1250]


# ------------------------------------------------------------------------------------------ rows that are no bookings

DETAILS = 'without_amount = "continues"\n' + SIGNED + 'remittance = "Text"\n'


def test_details_go_on_with_the_row_above_and_move_nothing(tmp_path: Path) -> None:
    content = "Tag;Betrag;Text;Einzel\n01.02.2026;-30;Sammler;\n;;Miete;10\n;;Strom;20\n02.02.2026;5;x;\n"
    collective, other = one(tmp_path, DETAILS, content).transactions
    assert (collective.amount_minor, collective.remittance, other.remittance) == (-3000, "Sammler Miete Strom", "x")
    alone = one(tmp_path, DETAILS, "Tag;Betrag;Text;Einzel\n01.02.2026;-30;Sammler;\n").transactions[0]
    assert alone.transaction_id == collective.transaction_id, "a bank lets one export the details or not"


def test_a_delimiter_inside_a_text_never_hides_a_booking(tmp_path: Path) -> None:
    """The amount has moved out of its column: the row looks like details, and is a booking."""
    toml = 'without_amount = "continues"\n' + TWO.replace('"Tag"', '"Tag"\nremittance = "Text"\nbalance = "Saldo"')
    head = "Tag;Text;Soll;Haben;Saldo\n01.02.2026;x;;1;1\n"
    assert "the row has 6 cells, but there are 5 columns" in refused(tmp_path, toml, head + "02.02.2026;a ; b;;5;6\n")
    assert "has a day and a balance, but no amount" in refused(tmp_path, toml, head + "02.02.2026;a;;;6\n")


def test_a_row_without_an_amount_is_refused_where_the_format_knows_none(tmp_path: Path) -> None:
    assert "the cell is empty" in refused(tmp_path, SIGNED, "Tag;Betrag\n01.02.2026;1\n02.02.2026;\n")


def test_rows_that_move_no_money_are_left_out_and_told(tmp_path: Path) -> None:
    statement = one(
        tmp_path, 'without_amount = "left out"\n' + SIGNED, "Tag;Betrag;X\n01.02.2026;1;\n02.02.2026;;250 Aktien\n"
    )
    assert statement.entries == 1
    assert 'no bookings, left out: line 3 "02.02.2026; 250 Aktien"' in statement.warnings


def test_totals_are_left_out_and_told_and_nothing_else(tmp_path: Path) -> None:
    toml = "other_rows = true\n" + SIGNED
    statement = one(tmp_path, toml, "Tag;Betrag\n01.02.2026;1\nTotal;1\n")
    assert [line.amount_minor for line in statement.transactions] == [100]
    assert 'no bookings, left out: line 3 "Total; 1"' in statement.warnings
    assert '"2x.02.2026" is not a date' in refused(tmp_path, toml, "Tag;Betrag\n01.02.2026;1\n2x.02.2026;1\n")
    assert "is not a date" in refused(tmp_path, SIGNED, "Tag;Betrag\n01.02.2026;1\nTotal;1\n")


def test_a_column_of_directions_the_format_does_not_read_must_agree(tmp_path: Path) -> None:
    def rows(second: str) -> str:
        return f"Tag;Betrag;S/H\n01.02.2026;1;H\n02.02.2026;{second}\n"

    assert minors(tmp_path, SIGNED, rows("-2;S")) == [100, -200]
    assert minors(tmp_path, SIGNED, rows("2;S H")) == [100, 200]  # a column of something else
    said = refused(tmp_path, SIGNED, rows("2;S"))
    assert said.startswith('t.csv:3, column "S/H": "s" says the opposite of the amount, which is read as money in')


@pytest.mark.parametrize("below", ["", "02.02.2026;2\n"])
def test_bookings_above_the_column_names_are_never_lost(tmp_path: Path, below: str) -> None:
    said = refused(tmp_path, SIGNED, f"Konto;123\n01.02.2026;1\nTag;Betrag\n{below}")
    assert said.startswith('t.csv:3: "01.02.2026; 1" bookings stand above the column names')
    assert minors(tmp_path, SIGNED, f"Zeitraum;01.02.2026\n01.02.2026;Nr. 5\nTag;Betrag\n{below}") == [200] * bool(
        below
    )


@pytest.mark.parametrize("day", ["'01.02.2026", "\u200e01.02.2026", "Mo, 01.02.2026", "O1.02.2026"])
def test_a_damaged_date_beside_an_amount_is_no_total(tmp_path: Path, day: str) -> None:
    toml = "other_rows = true\n" + SIGNED
    assert "is not a date" in refused(tmp_path, toml, f"Tag;Betrag\n01.02.2026;1\n{day};1\n")


def test_a_second_list_is_another_account_and_refused(tmp_path: Path) -> None:
    content = "Tag;Betrag\n01.02.2026;1\nTag;Betrag\n01.02.2026;2\n"
    assert "a second list begins here" in refused(tmp_path, "other_rows = true\n" + SIGNED, content)


def test_labels_below_the_rows(tmp_path: Path) -> None:
    toml = (
        SIGNED
        + '[footer]\nignore = ["Umsatztotal"]\nclosing = "Endstand *"\nopening = "Anfang"\nend = ["Disclaimer"]\n'
    )
    content = (
        "Tag;Betrag\n01.02.2026;1,50\nUmsatztotal;1,50\nEndstand am 1.2.;EUR 3,50\nAnfang;2,00\n"
        "Disclaimer:\n01.02.2026;9\n"
    )
    statement = one(tmp_path, toml, content)
    assert (statement.entries, statement.proof) == (1, "ties_out")
    assert (
        statement.opening and statement.opening.amount_minor,
        statement.closing and statement.closing.amount_minor,
    ) == (
        200,
        350,
    )


def test_labels_above_the_rows(tmp_path: Path) -> None:
    toml = (
        SIGNED
        + '[preamble]\naccount = "Konto"\naccount_name = "Inhaber"\nclosing = "Kontostand *"\n'
        + '[preamble_columns]\ncurrency = "Währung"\n'
    )
    content = (
        "Konto:;DE02 1203 0000 0000 2020 51 / Giro\nInhaber;Muster GmbH\nArt;Währung\nGiro;EUR\n"
        "Kontostand vom 1.2.:;7,00\nTag;Betrag\n01.02.2026;1\n"
    )
    statement = one(tmp_path, toml, content)
    assert (statement.account, statement.account_name, statement.currency) == (
        "DE02120300000000202051",
        "Muster GmbH",
        "EUR",
    )
    assert statement.closing is not None
    assert (statement.closing.amount_minor, statement.closing.code, statement.proof) == (700, "CLBD", "untestable")


# ------------------------------------------------------------------------------------------------------ pending lines


def test_a_word_in_place_of_the_date_is_pending(tmp_path: Path) -> None:
    toml = 'pending = ["offen"]\n' + SIGNED + 'value_date = "Wert"\n'
    statement = one(tmp_path, toml, "Tag;Betrag;Wert\noffen;1;05.02.2026\noffen;2;\n01.02.2026;3;01.02.2026\n")
    assert [(line.status, line.amount_minor) for line in statement.transactions] == [("PDNG", 100), ("", 300)]
    assert statement.transactions[0].booking_date == date(2026, 2, 5)
    assert 'left out: line 3 "offen; 2"' in str(statement.warnings)


def test_a_line_without_a_booking_date_is_pending_and_keeps_its_token(tmp_path: Path) -> None:
    toml = SIGNED + 'trade_date = "Abschluss"\n'
    before, after = (
        one(tmp_path, toml, f"Tag;Betrag;Abschluss\n{day};1;01.02.2026\n").transactions[0] for day in ("", "03.02.2026")
    )
    assert (before.status, before.booking_date) == ("PDNG", date(2026, 2, 1))
    assert (after.status, after.booking_date) == ("", date(2026, 2, 3))
    assert before.transaction_id == after.transaction_id


def test_a_pending_line_without_an_amount_is_left_out(tmp_path: Path) -> None:
    toml = SIGNED + 'status = "S"\n[status]\nBOOK = ["ok"]\nPDNG = ["wait"]\n'
    statement = one(tmp_path, toml, "Tag;Betrag;S\n01.02.2026;;wait\n01.02.2026;2;ok\n")
    assert [line.status for line in statement.transactions] == ["BOOK"]
    assert "left out: line 2" in str(statement.warnings)


# ------------------------------------------------------------------------------------------------- fees and originals


@pytest.mark.parametrize(
    ("fees", "fee", "minor"), [("deducted", "-0,22", -1022), ("deducted", "0,22", -1022), ("included", "0,22", -1000)]
)
def test_a_fee_is_a_cost_whatever_its_sign(tmp_path: Path, fees: str, fee: str, minor: int) -> None:
    toml = f'fees = "{fees}"\n' + SIGNED + 'fee = "Gebühr"\n'
    (line,) = one(tmp_path, toml, f"Tag;Betrag;Gebühr\n01.02.2026;-10;{fee}\n").transactions
    assert (line.amount_minor, line.charges_minor) == (minor, 22)


def test_what_was_ordered_in_another_currency(tmp_path: Path) -> None:
    toml = SIGNED + 'currency = "W"\noriginal_amount = "O"\noriginal_currency = "OW"\nrate = "R"\n'
    content = "Tag;Betrag;W;O;OW;R\n01.02.2026;-10;EUR;-11,50;USD;1,15\n01.02.2026;-10;EUR;-10;EUR;\n"
    abroad, home = one(tmp_path, toml, content).transactions
    assert abroad.original is not None
    assert (abroad.original.amount_minor, abroad.original.currency, abroad.original.rate) == (1150, "USD", "1,15")
    assert home.original is None


# ------------------------------------------------------------------------------------------ files without column names

ROWS = (
    'date = "dd.mm.yyyy"\nnumber = "1.234,56"\ndelimiter = ";"\n'
    'row = ["account", "remittance", "booking_date", "amount", "currency", "timestamp?", "empty", "direction?"]\n'
    '[direction]\nin = ["H"]\nout = ["S"]\n'
)


def test_rows_of_a_shape_are_a_format(tmp_path: Path) -> None:
    content = "AT12345;x;01.02.2026;1.234,00;EUR;01.02.2026 10:11:12:131;;S\nAT12345;y;02.02.2026;2,00;EUR;;;H\n"
    statement = one(tmp_path, ROWS, content)
    assert [line.amount_minor for line in statement.transactions] == [-123400, 200]
    assert (statement.account, "rows of its shape from line 1" in statement.evidence[0]) == ("AT12345", True)


@pytest.mark.parametrize("cell", ["AT 1", "01.13.2026", "1234.00", "eur", "noon", "X"])
def test_one_cell_of_another_shape_and_it_is_another_format(tmp_path: Path, cell: str) -> None:
    good = "AT12345;x;01.02.2026;1.234,00;EUR;;;S"
    old = {
        "AT 1": "AT12345",
        "01.13.2026": "01.02.2026",
        "1234.00": "1.234,00",
        "eur": "EUR",
        "noon": ";;;S",
        "X": "S",
    }[cell]
    new = ";noon;;S" if cell == "noon" else cell
    assert "is a CSV" in refused(tmp_path, ROWS, "Was;ist;das\n" + good.replace(old, new) + "\n")


def test_a_late_row_of_another_shape_refuses_the_file(tmp_path: Path) -> None:
    good = "AT12345;x;01.02.2026;1.234,00;EUR;;;S\n"
    assert "t.csv:61" in refused(tmp_path, ROWS, good * 60 + "AT12345;x;01.02.2026;1.234,00;EUR\n")


def test_a_file_without_a_currency_says_so_and_how_to_say_it(tmp_path: Path) -> None:
    content = "Tag;Betrag\n01.02.2026;12,50\n"
    assert [note for note in one(tmp_path, SIGNED, content).warnings if "--currency CHF" in note]
    said = one(tmp_path, SIGNED + '[constants]\ncurrency = "CHF"\n', content)
    assert said.currency == said.transactions[0].currency == "CHF"
    assert not [note for note in said.warnings if "currency" in note]
