"""CSV by declarative formats: finding the columns, strict cells, and the formats themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from importers import read
from importers.csv_formats import EVIDENCE, FormatError, packaged, parse_format
from importers.csv_shapes import date_parser, number_parser
from importers.errors import StatementRefused
from importers.statement import Proof, Statement

HEADER = (
    '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Glaeubiger ID";"Mandatsreferenz";'
    '"Kundenreferenz (End-to-End)";"Sammlerreferenz";"Lastschrift Ursprungsbetrag";"Auslagenersatz Ruecklastschrift";'
    '"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Waehrung";"Info"'
)


def row(
    amount: str = "-39,58", *, text: str = "RE 1", info: str = "Umsatz gebucht", account: str = "DE02120300000000202051"
) -> str:
    cells = (account, "28.06.24", "29.06.24", "LASTSCHRIFT", text, "", "M1", "NOTPROVIDED", "", "", "", "Müller",
             "DE02 5001 0517 0137 0750 30", "INGDDEFFXXX", amount, "EUR", info)  # fmt: skip
    return ";".join(f'"{cell}"' for cell in cells)


def read_csv(folder: Path, *lines: str, encoding: str = "cp1252", end: str = "\r\n") -> list[Statement]:
    path = folder / "t.csv"
    path.write_bytes((end.join(lines) + end).encode(encoding))
    return list(read(path))


def refusal(folder: Path, *lines: str) -> str:
    with pytest.raises(StatementRefused) as refused:
        read_csv(folder, *lines)
    return str(refused.value).partition(" → ")[0]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_row_becomes_a_line(tmp_path: Path, encoding: str, end: str) -> None:
    (one,) = read_csv(tmp_path, HEADER, row(), row("1234,00", info="Umsatz vorgemerkt"), encoding=encoding, end=end)
    out, pending = one.transactions
    assert (one.source.format, one.account, one.proof) == ("csv:sparkasse_camt", out.account, Proof.UNTESTABLE)
    assert (one.entries, one.from_date, one.to_date) == (2, date(2024, 6, 28), date(2024, 6, 28))
    assert (out.amount_minor, out.currency, out.status, out.line) == (-3958, "EUR", "BOOK", 2)
    assert (out.booking_date, out.value_date) == (date(2024, 6, 28), date(2024, 6, 29))
    assert (out.counterparty_name, out.counterparty_iban) == ("Müller", "DE02500105170137075030")
    assert (out.remittance, out.mandate_id, out.end_to_end_id, out.booking_text) == ("RE 1", "M1", "", "LASTSCHRIFT")
    assert out.transaction_id == out.entry_id
    assert (pending.amount_minor, pending.status, pending.is_booked) == (123400, "PDNG", False)
    assert "column names in line 1" in one.evidence[0]
    assert one.warnings == ()


def test_columns_are_found_below_a_preamble_and_in_any_order(tmp_path: Path) -> None:
    header = (
        '"IBAN","Betrag (€)","Buchungsdatum","Wertstellung","Status","Zahlungspflichtige*r","Zahlungsempfänger*in",'
        '"Verwendungszweck","Umsatztyp","Mandatsreferenz","Kundenreferenz","Neu"'
    )
    lines = (
        '"Girokonto","DE02120300000000202051"', '"Kontostand vom 31.03.2025:";"1.361,16 €"', '""', "", header,
        '"DE1","1.000","31.03.25","31.03.25","Gebucht","Payer","Payee","x, ""y""\nz","Eingang","","",""',
        '"DE1","-62,3","31.03.25","","Gebucht","Payer","Payee","x","Ausgang","","","neu"',
    )  # fmt: skip
    (one,) = read_csv(tmp_path, *lines, encoding="utf-8-sig", end="\n")
    came, went = one.transactions
    assert (one.account, one.currency) == ("DE02120300000000202051", "EUR")
    assert (came.amount_minor, came.counterparty_name, came.line) == (100000, "Payer", 6)
    assert (went.amount_minor, went.counterparty_name, went.value_date, went.line) == (-6230, "Payee", None, 8)
    assert came.remittance == 'x, "y" z'
    assert one.evidence == ("DKB Girokonto: column names in line 5", "delimiter ,, read as utf-8-sig")


def test_accounts_become_statements_of_their_own(tmp_path: Path) -> None:
    other = "DE02500105170137075030"
    found = read_csv(tmp_path, HEADER, row(), row(account=other), row("1,00"))
    assert [(one.account, one.entries) for one in found] == [("DE02120300000000202051", 2), (other, 1)]


def test_equal_rows_stay_two(tmp_path: Path) -> None:
    (one,) = read_csv(tmp_path, HEADER, row(), row())
    assert len({line.transaction_id for line in one.transactions}) == 2


def test_the_wording_of_the_booking_does_not_change_the_token(tmp_path: Path) -> None:
    (old,), (new,) = (read_csv(tmp_path, HEADER, row().replace("LASTSCHRIFT", word)) for word in ("A", "B"))
    assert old.transactions[0].transaction_id == new.transactions[0].transaction_id


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (row("1.234"), 't.csv:3, column "Betrag": "1.234" is not a number of the form 1234,56.'),
        (row("1.234,56"), 't.csv:3, column "Betrag": "1.234,56" is not a number of the form 1234,56.'),
        (row("1,234"), 't.csv:3, column "Betrag": "1,234" 1.234 has more digits than EUR knows.'),
        (row(""), 't.csv:3, column "Betrag": the cell is empty.'),
        (row("1E3"), 't.csv:3, column "Betrag": "1E3" is not a number of the form 1234,56.'),
        (row("EUR 1,00 CHF"), "is not a number of the form 1234,56."),
        (row("1,00 CHF"), 't.csv:3, column "Betrag": "1,00 CHF" is CHF, but the booking is in EUR.'),
        (row().replace("28.06.24", "2024-06-28"), 't.csv:3, column "Buchungstag": "2024-06-28" is not a date'),
        (row().replace("28.06.24", "31.06.24"), 't.csv:3, column "Buchungstag": "31.06.24" is a day that does not'),
        (row(info="neu"), 't.csv:3, column "Info": "neu" is no known status of a booking.'),
        ('"a";"b"', 't.csv:3: "a; b" the row has 2 cells, but there are 17 columns.'),
        (row() + ';"x"', "the row has 18 cells, but there are 17 columns."),
        (row(text="a\0b"), "t.csv:3: "),
    ],
)  # fmt: skip
def test_anything_unclear_is_refused_with_its_place(tmp_path: Path, broken: str, message: str) -> None:
    assert message in refusal(tmp_path, HEADER, row(), broken)


def test_a_named_column_twice_is_refused(tmp_path: Path) -> None:
    assert 't.csv:1, column "Betrag": two columns' in refusal(tmp_path, HEADER + ';"Betrag"', row() + ';"1,00"')


def test_header_only_is_a_statement_without_lines(tmp_path: Path) -> None:
    (one,) = read_csv(tmp_path, HEADER)
    assert (one.entries, one.warnings[-1]) == (0, "the file has no bookings")


# ---------------------------------------------------------------------------------------------------- the formats


@pytest.mark.parametrize(
    ("shape", "text", "minor"),
    [
        ("1234,56", "-1234,50", -123450),
        ("1.234,56", "1.234,56", 123456),
        ("1.234[,56]", "1.000", 100000),
        ("1.234[,56]", "200", 20000),
        ("1'234.56", "+1'234'567.80", 123456780),
        ("1234.56", "\u221239.58", -3958),
        ("1'234[.56]", "1\u2019234\u2019567", 123456700),
        ("1 234[,56]", "1\u00a0234,5", 123450),
        ("1.234[,56]", "9,90-", -990),
    ],
)
def test_numbers_of_a_shape(shape: str, text: str, minor: int) -> None:
    assert number_parser(shape)(text, "EUR") == minor


@pytest.mark.parametrize(
    "text", ["1.23", "12.34,5", "1.234.56", "1,234.56", "", "-", "1e3", "١", "1.0000", "--1", "1 000"]
)
def test_numbers_of_another_shape(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        number_parser("1.234[,56]")(text, "EUR")


@pytest.mark.parametrize(
    ("shape", "text", "day"),
    [
        ("dd.mm.yy", "01.02.79", date(2079, 2, 1)),
        ("dd.mm.yy", "01.02.80", date(1980, 2, 1)),
        ("dd.mm.yyyy", "01.02.2026", date(2026, 2, 1)),
        ("yyyy-mm-dd", "2026-02-01", date(2026, 2, 1)),
        ("dd/mm/yyyy", "01/02/2026", date(2026, 2, 1)),
        ("yyyymmdd", "20260201", date(2026, 2, 1)),
        ("d.m.yyyy", "1.2.2026", date(2026, 2, 1)),
        ("yyyy-mm-dd[ time]", "2026-02-01 00:00:00.0", date(2026, 2, 1)),
        ("yyyy-mm-dd[ time]", "2026-02-01T23:59:59+01:00", date(2026, 2, 1)),
        ("dd/mm/yy[ time]", "01/02/26, 14:42", date(2026, 2, 1)),
    ],
)
def test_dates_of_a_shape(shape: str, text: str, day: date) -> None:
    assert date_parser(shape)(text) == day


def test_the_packaged_formats_are_sound() -> None:
    """Each says where it is from and how it is known; what only other programs know is never verified."""
    assert len(packaged()) > 60
    for one in packaged():
        assert one.title
        assert len(one.country) == 2, one.name
        assert one.evidence in EVIDENCE, one.name
        assert one.verified == (one.evidence != "other parsers"), one.name


GOOD = 'date = "dd.mm.yy"\nnumber = "1234,56"\n[columns]\nbooking_date = "A"\namount = "B"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD.replace("dd.mm.yy", "dd.mm"), "x.toml: date shape 'dd.mm' must name yy or yyyy, mm and dd once each"),
        (GOOD.replace("1234,56", "1,00"), "x.toml: number shape '1,00' must be written like 1234,56 or"),
        ("colour = 1\n" + GOOD, "x.toml: unknown key colour"),
        (GOOD + 'payee = "C"\n', "x.toml: unknown field payee"),
        (GOOD.replace('amount = "B"', ""), "x.toml: [columns] must name booking_date and amount, or"),
        (GOOD + 'credit = "C"\n', "x.toml: either amount, or credit and debit"),
        (GOOD.replace('amount = "B"', 'credit = "C"\ndebit = "D"'), "x.toml: debits None is none of"),
        ('debits = "positive"\n' + GOOD, "x.toml: debits belongs to a column this format does not name"),
        ('row = ["booking_date", "amount"]\n' + GOOD, "x.toml: either [columns] or row says what stands where"),
        ('evidence = "hearsay"\n' + GOOD, "x.toml: evidence 'hearsay' is none of"),
        (GOOD + '[labels]\nbic = "BIC"\n', "x.toml: unknown labelled field bic"),
        (GOOD + '[labels]\ndebtor_name = "Von:"\n', "x.toml: 'Von:' is no label of debtor_name"),
        (GOOD + '[labels]\nremittance = ["Zweck", ""]\n', "x.toml: '' is no label of remittance"),
        (GOOD + '[labels]\ndebtor_name = ""\n', "x.toml: [labels] has no label but the beginning"),
        (GOOD + '[labels]\ndebtor_name = "A"\nmandate_id = "A"\n', "x.toml: the label 'A' says two things"),
        ("tags = true\n" + GOOD + '[labels]\nremittance = "A"\n', "x.toml: either tags, or [labels]"),
        (GOOD + '[preamble]\nbic = "BIC"\n', "x.toml: unknown label bic"),
        (GOOD.replace('"dd.mm.yy"', "7"), "x.toml: "),
        (GOOD + '[status]\nBOOK = ["x"]\n', "x.toml: [status] and the column status belong together"),
        ('delimiter = ";;"\n' + GOOD, "x.toml: delimiter ';;' is none of"),
        ("=", "x.toml: "),
        ('inverted = "false"\n' + GOOD, "x.toml: inverted is true or false, without quotation marks"),
        (GOOD.replace('"1234,56"', "[]"), "x.toml: number is an empty list"),
        (GOOD.replace('"dd.mm.yy"', "[]"), "x.toml: date is an empty list"),
        (GOOD.replace('"A"', "[]"), "x.toml: booking_date is an empty list"),
        (GOOD.replace('"A"', "5"), "x.toml: 5 is neither a text nor a list of texts"),
        (GOOD.replace('"B"', '"{currency} {currency}"'), "x.toml: a column name holds {currency} once at most"),
        (GOOD + "[constants]\ncurrency = 5\n", "x.toml: currency 5 is no text"),
        ("constants = 5\n" + GOOD, "x.toml: [constants] is a table, not a value"),
        (
            'date = "dd.mm.yy"\nnumber = "1234,56"\nrow = ["booking_date", "amount", "amount"]\n',
            "x.toml: row names amount twice",
        ),
    ],
)
def test_a_wrong_format_says_what_is_wrong(text: str, message: str) -> None:
    assert parse_format("x", GOOD).columns["amount"].match("b") == ""
    with pytest.raises(FormatError) as error:
        parse_format("x", text)
    assert str(error.value).startswith(message)


def test_one_word_is_as_good_as_a_list_of_one() -> None:
    found = parse_format("x", f'pending = "offen"\n{GOOD}direction = "C"\n[direction]\nin = "Haben"\nout = ["Soll"]\n')
    assert found.pending == {"offen"}
    assert found.directions == {"haben": 1, "soll": -1}
