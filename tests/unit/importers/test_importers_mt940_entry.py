"""`:61:` and balances: signs, funds codes, years, amounts, type codes; what is none is refused (pitfalls 36 to 43)."""

from __future__ import annotations

from datetime import date

import pytest
from mt940_texts import END, HEAD, booking, refused, statement

from importers.mt940_entry import (
    GrammarError,
    StatementLine,
    parse_amount,
    parse_balance,
    parse_day,
    parse_line,
    stated,
)
from importers.statement import Original


def line(text: str, currency: str = "EUR", near: date | None = None) -> StatementLine:
    return parse_line(text.split("\n"), currency, near)


@pytest.mark.parametrize(
    ("mark", "minor", "reversal", "expected"),
    [
        ("C", 1250, False, False),
        ("D", -1250, False, False),
        ("RC", -1250, True, False),
        ("RD", 1250, True, False),
        ("EC", 1250, False, True),
        ("ED", -1250, False, True),
        ("CR", 1250, False, False),
        ("DR", -1250, False, False),
        ("RCR", -1250, True, False),
        ("RDR", 1250, True, False),
        ("ECR", 1250, False, True),
        ("d", -1250, False, False),
    ],
)
def test_the_mark_gives_the_sign_and_an_r_behind_it_is_the_funds_code(
    mark: str, minor: int, reversal: bool, expected: bool
) -> None:
    read = line(f"2603020302{mark}12,50NTRFNONREF")
    assert (read.amount_minor, read.is_reversal, read.is_expected, read.warnings) == (minor, reversal, expected, ())


def test_a_funds_code_of_another_currency_is_told() -> None:
    assert line("260302CD1,00NTRFX", "USD").warnings == ()
    assert line("260302CR1,00NTRFX", "GBP").warnings == ("funds code R is not the third letter of GBP",)


def test_an_expected_line_is_not_booked() -> None:
    assert not booking(":61:2603020302EC12,50NTRFNONREF").is_booked
    assert booking(":61:2603020302C12,50NTRFNONREF").is_booked


def test_a_reversal_is_known_as_one_and_its_sign_is_final() -> None:
    one = statement(HEAD + ":61:2603020302RC12,50NTRFNONREF\n:62F:C260302EUR87,50\n")
    assert (one.proof.value, one.transactions[0].amount_minor) == ("ties_out", -1250)


# -------------------------------------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("value", "entry", "booked"),
    [
        ("260302", "0302", date(2026, 3, 2)),
        ("260302", "", date(2026, 3, 2)),
        ("260302", "    ", date(2026, 3, 2)),
        ("251231", "0102", date(2026, 1, 2)),
        ("260102", "1231", date(2025, 12, 31)),
        ("260105", "0205", date(2026, 2, 5)),  # a month later in January: no rule about months is enough
        ("251130", "0103", date(2026, 1, 3)),
        ("000103", "1230", date(1999, 12, 30)),
    ],
)
def test_the_entry_date_has_the_year_nearest_to_the_value_date(value: str, entry: str, booked: date) -> None:
    assert line(f"{value}{entry}C1,00NTRFX").booking_date == booked


def test_equally_near_years_are_decided_by_the_statement_date() -> None:
    value = date(2024, 7, 1)
    assert (value - date(2023, 12, 31)).days == (date(2024, 12, 31) - value).days
    assert line("2407011231C1,00NTRFX", near=date(2024, 1, 2)).booking_date == date(2023, 12, 31)
    assert line("2407011231C1,00NTRFX", near=date(2025, 1, 2)).booking_date == date(2024, 12, 31)


def test_two_digits_of_the_year() -> None:
    assert [parse_day(text)[0].year for text in ("000101", "791231", "800101", "991231")] == [2000, 2079, 1980, 1999]


@pytest.mark.parametrize(
    ("text", "day"), [("160230", date(2016, 2, 29)), ("150231", date(2015, 2, 28)), ("260400", date(2026, 4, 1))]
)
def test_a_day_the_calendar_does_not_know_is_the_nearest_and_told(text: str, day: date) -> None:
    assert parse_day(text) == (day, f"the date {text} does not exist and was read as {day.isoformat()}")
    assert booking(f":61:{text}C1,00NTRFX").warnings == (parse_day(text)[1],)


@pytest.mark.parametrize("text", ["261301", "260001", "260332", "260399"])
def test_what_is_no_date_at_all_is_refused(text: str) -> None:
    with pytest.raises(GrammarError, match="is not a date"):
        parse_day(text)
    (problem,) = refused(HEAD + f":61:{text}C1,00NTRFX\n" + END)
    assert problem.startswith("statement.sta:5, :61:: ")


# ------------------------------------------------------------------------------------------------------------ amounts


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("12,50", "EUR", 1250),
        ("12.50", "EUR", 1250),
        ("4,", "EUR", 400),
        ("0,", "EUR", 0),
        ("79,7", "EUR", 7970),
        ("000000123,00", "EUR", 12300),
        ("0000000000000000,00", "TRY", 0),
        ("1000,00", "JPY", 1000),
        ("1,234", "KWD", 1234),
        ("500", "EUR", 50000),
    ],
)
def test_amounts(text: str, currency: str, minor: int) -> None:
    assert parse_amount(text, currency) == minor
    assert line(f"260302C{text}NTRFX", currency).amount_minor == minor


@pytest.mark.parametrize("text", ["1.234,56", "1,234,56", "12,345", "1000,50JPY", "12 50", "", "1e3", "-5,00", "+5,00"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    currency = "JPY" if "JPY" in text else "EUR"
    with pytest.raises(GrammarError):
        line(f"260302C{text.removesuffix('JPY')}NTRFX", currency)


def test_an_amount_without_comma_needs_a_type_code_to_end_it() -> None:
    with pytest.raises(GrammarError, match="where the amount ends cannot be known"):
        line("260302C500REF")


def test_a_zero_amount_is_a_line_of_information_with_a_direction() -> None:
    into, out = booking(":61:260302C0,00NMSCX"), booking(":61:260302D0,00NMSCX")
    assert (into.amount_minor, out.amount_minor) == (0, 0)
    assert into.transaction_id != out.transaction_id


@pytest.mark.parametrize("cut", ["260302C", "260302C1", "260302C10,", "260302C10,00", "2603", "", "260302X1,00NTRF"])
def test_a_cut_off_line_is_refused(cut: str) -> None:
    assert len(refused(HEAD + f":61:{cut}")) == 1


@pytest.mark.parametrize(
    "wrapped", ["1811261126CR\n30,00N062NONREF", "1811261126CR30,0\n0N062NONREF", "18112611\n26CR30,00N062X"]
)
def test_a_line_wrapped_anywhere_in_front_of_the_type_code(wrapped: str) -> None:
    assert line(wrapped).amount_minor == 3000


# --------------------------------------------------------------------------------------------- type code, references


@pytest.mark.parametrize(
    ("rest", "type_code", "reference", "bank"),
    [
        ("NTRFNONREF//B1", "NTRF", "", "B1"),
        ("NTRFKREF+", "NTRF", "", ""),
        ("NMSCRE-2026-1//NONREF", "NMSC", "RE-2026-1", ""),
        ("NOV NONREF", "NOV", "", ""),
        ("N031", "N031", "", ""),
        ("S05168790452", "S051", "68790452", ""),
        (" NTRIKREF+//2016", "NTRI", "", "2016"),
        ("FMSC01916//NONREF", "FMSC", "01916", ""),
        ("//19239810200", "", "", "19239810200"),
        ("REF", "", "REF", ""),
        ("NTRFA/B//C/D", "NTRF", "A/B", "C/D"),
    ],
)
def test_type_code_and_references(rest: str, type_code: str, reference: str, bank: str) -> None:
    read = line(f"260302C1,00{rest}")
    assert (read.type_code, read.reference, read.bank_reference) == (type_code, reference, bank)
    assert ("the line has no type code" in read.warnings) == (not type_code)


def test_what_stands_behind_a_padded_reference_and_on_further_lines_are_details() -> None:
    read = line("260302D1,00N0440121470966      W.P. Jansen\nmore")
    assert (read.reference, read.details) == ("0121470966", "W.P. Jansenmore")


# ------------------------------------------------------------------------------------------------ original and charges


def test_original_amount_and_charges_of_a_return() -> None:
    one = booking(":61:2603020302DR12,35NRTINONREF", "/OCMT/EUR11,85//CHGS/EUR0,50/", ":86:109?00RETOURE?20x")
    assert one.original == Original(amount_minor=1185, currency="EUR")
    assert one.charges_minor == 50


def test_charges_that_do_not_explain_the_difference_are_no_part_of_the_amount() -> None:
    one = booking(":61:2603020302DR12,35NRTINONREF", "/OCMT/EUR11,85//CHGS/EUR0,70/")
    assert (one.original, one.charges_minor) == (Original(amount_minor=1185, currency="EUR"), 0)


def test_a_foreign_original_with_its_rate() -> None:
    one = booking(":61:2603020302DR40,00NTRFNONREF", "/OCMT/USD43,50/EXCH/1,0875/")
    assert one.original == Original(amount_minor=4350, currency="USD", rate="1,0875")


def test_an_original_like_the_amount_says_nothing() -> None:
    assert booking(":61:2603020302DR40,00NTRFNONREF", "/OCMT/EUR40,00/").original is None


def test_the_tags_oamt_and_coam_say_it_too() -> None:
    one = booking(":61:2603020302DR12,35NRTINONREF", ":86:109?20EREF+E1?21OAMT+11,85?22COAM+0,50?23SVWZ+Rueckgabe")
    assert (one.original, one.charges_minor) == (Original(amount_minor=1185, currency="EUR"), 50)
    assert one.remittance == "Rueckgabe"


def test_stated_takes_only_whole_amounts() -> None:
    assert stated("/OCMT/EUR1.234,56/") == (None, None, "")
    assert stated("/CHGS/EUR1,/") == (None, ("EUR", "1,"), "")


# ----------------------------------------------------------------------------------------------------------- balances


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("C260301EUR100,00", "EUR", 10000),
        ("D260301EUR0,5", "EUR", -50),
        ("C2603015105,00", "EUR", 510500),
        ("C260301EUR000000009265.12", "EUR", 926512),
        ("C260301EUR100,\n00", "EUR", 10000),
        ("C260301EUR1\n00,00", "EUR", 10000),
    ],
)
def test_balances(text: str, currency: str, minor: int) -> None:
    balance, warning = parse_balance(text.split("\n"), "EUR", "OPBD")
    assert (balance.amount_minor, balance.currency, balance.day, warning) == (minor, currency, date(2026, 3, 1), "")


@pytest.mark.parametrize(
    "text", ["INVALID", "C260301EURO0,00", "C260301EUR100", "C260301EUR1 00,00", "X260301EUR1,00", ""]
)
def test_what_is_no_balance_is_refused(text: str) -> None:
    with pytest.raises(GrammarError):
        parse_balance([text], "EUR", "OPBD")
    (problem,) = refused(HEAD.replace("C260227EUR100,00", text) + ":61:260302C1,00NTRFX\n:62F:C260302EUR1,00\n")
    assert problem.startswith("statement.sta:4, :60F:")
