"""MT940 and MT942 as files: envelopes, encodings, statements, pages, kinds, tokens, refusals (pitfalls 43 to 47)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from mt940_texts import END, HEAD, booking, refused, statement, statements, text

import importers
from importers import read
from importers.statement import Kind, Proof

LINE = ":61:2603020302C1,00NTRFNONREF\n:86:text\n"
WHOLE = HEAD + LINE + ":62F:C260302EUR101,00\n-\n"


def facts(content: str | bytes) -> list[tuple[object, ...]]:
    return [
        (one.account, one.statement_id, one.proof, [(line.amount_minor, line.remittance) for line in one.transactions])
        for one in statements(content)
    ]


PLAIN = facts(WHOLE)


def test_a_plain_statement() -> None:
    one = statement(WHOLE)
    assert (one.source.format, one.kind, one.account) == ("mt940", Kind.STATEMENT, "DE02120300000000202051")
    assert (one.statement_id, one.currency, one.entries) == ("7/1 2026-02-27", "EUR", 1)
    assert (one.from_date, one.to_date) == (date(2026, 3, 2), date(2026, 3, 2))
    assert one.opening is not None
    assert one.closing is not None
    assert (one.opening.code, one.closing.code, one.proof) == ("OPBD", "CLBD", Proof.TIES_OUT)
    assert (one.warnings, one.evidence) == ((), ("MT940, read as utf-8",))
    assert one.transactions[0].line == 5


# ---------------------------------------------------------------------------------------------------------- envelopes


@pytest.mark.parametrize(
    "content",
    [
        WHOLE.replace("\n", "\r\n"),
        WHOLE.replace("\n", "\r"),
        WHOLE.replace("\n", "\r\r\n"),
        "\n\n" + WHOLE,
        "ABNANL2A\n940\nABNANL2A\n" + WHOLE,
        ":940:\n" + WHOLE,
        "{1:F01ACMEDEFFAXXX0000000000}{2:O940DEUTDEFFXXXXN}{4:\n" + WHOLE[:-2] + "-}{5:{MAC:0}}\x03",
        "{1:F01ACMEDEFFAXXX0000000000}{2:O940DEUTDEFFXXXXN}{4:" + WHOLE[:-2] + "-}",
        "\x01{1:F01}\n{2:I940}\n{4:\n" + WHOLE[:-2] + "-}\x03",
        "\x01\n" + WHOLE[:-2] + "-\x03",
        "-\n" + WHOLE,
        "\x1a" + WHOLE + "\x1a",
        WHOLE + "\0\0\0",
        "\ufeff" + WHOLE,
        WHOLE.replace(":61:", "-:61:").replace(":62F:", "-:62F:"),
        "@@" + WHOLE.replace("\n", "@@"),
        "Dear customer,\nyour statement:\n\n" + WHOLE + "\nKind regards\n- your bank -\n",
        WHOLE + "'HNSHA:6:2+2''HNHBS:7:1+2'\n",
        WHOLE.replace(":61:", "-\n:61:"),
    ],
)
def test_what_stands_around_the_fields_changes_nothing(content: str) -> None:
    assert facts(content) == PLAIN


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig"])
def test_marked_encodings(codec: str) -> None:
    assert facts(WHOLE.replace("text", "Müller €").encode(codec)) == facts(WHOLE.replace("text", "Müller €"))


def test_lines_that_look_like_tags_are_text() -> None:
    assert text("Rechnung\n:Nummer 7\n:26:37 Uhr").remittance == "Rechnung :Nummer 7 :26:37 Uhr"


def test_a_time_wrapped_between_hour_and_minutes_is_text_even_where_the_minutes_are_a_tag() -> None:
    full = "x" * 58 + " 08"
    assert text(f"{full}\n:20:37 Uhr").remittance.startswith(f"{full} :20:37 Uhr"[:40])
    assert booking(":61:260302C1,00NTRFX", f":86:{full}", ":20:37 Uhr").remittance.endswith(":20:37 Uhr")


def test_a_tag_wrapped_within_itself() -> None:
    assert booking(":61:260302C1,00NTRFX", ":", "86:166?20RE-1").remittance == "RE-1"


def test_a_dash_alone_is_text_where_the_statement_goes_on() -> None:
    one = statement(
        HEAD + ":61:2603020302C1,00NTRFNONREF\n:86:first\n-\nsecond\n" + LINE + ":62F:C260302EUR102,00\n-\n"
    )
    assert [line.remittance for line in one.transactions] == ["first - second", "text"]
    assert one.proof is Proof.TIES_OUT


def test_the_text_of_the_statement_is_kept_apart_from_its_last_line() -> None:
    one = statement(
        HEAD + ":86:before\n" + LINE + ":62F:C260302EUR101,00\n:86:after\nthe end\n:65:C260303EUR1,00\n:86:x\n"
    )
    assert [line.remittance for line in one.transactions] == ["text"]
    assert one.evidence[1:] == ("the bank says: before after the end x",)


# ---------------------------------------------------------------------------------------------------------- encodings


def test_utf8_wrapped_within_a_letter() -> None:
    raw = WHOLE.encode().replace(b"text", b"a" * 61 + b"M\xc3\n\xbcller")
    (line,) = statement(raw).transactions
    assert line.remittance.endswith("aMüller")


@pytest.mark.parametrize(
    ("codec", "words", "told"),
    [
        ("cp1252", "Müller Straße – 5 €", "cp1252"),
        ("latin-1", "Grüße an Jürgen Müßig, façade, Ærø", "cp1252"),
        ("cp852", "átutalás jóváírása összevont utánvét díj jutalék", "cp852"),
        ("cp1252", "l’eau d’une façade, j’ai été là – où", "cp1252"),
        ("cp1250", "zażółć gęślą jaźń łódź złoty wpłata", "cp1250"),
        ("utf-8", "zażółć gęślą jaźń", "utf-8"),
    ],
)
def test_the_ladder_of_encodings(codec: str, words: str, told: str) -> None:
    one = statement(WHOLE.replace("text", words).encode(codec))
    assert one.transactions[0].remittance == words
    assert one.evidence == (f"MT940, read as {told}",)


def test_two_letters_are_no_evidence_for_a_code_page() -> None:
    assert statement(WHOLE.replace("text", "belüli átutalás").encode("cp852")).evidence == ("MT940, read as cp1252",)


def test_one_sign_again_and_again_is_no_evidence() -> None:
    words = "Preis pro kg€kg, km€km, lb€lb, oz€oz"
    assert statement(WHOLE.replace("text", words).encode("cp1252")).transactions[0].remittance == words


def test_blanks_that_do_not_break_are_no_evidence_either() -> None:
    blanks = WHOLE.replace("text", "Rechnung\xa0Nr.\xa0und\xa0Summe\xa0zu\xa0Buch")
    assert statement(blanks.encode("cp1252")).evidence == ("MT940, read as cp1252",)


def test_no_byte_is_dropped_and_what_is_no_letter_is_shown_and_told() -> None:
    (line,) = statement(WHOLE.encode().replace(b"text", b"A\x81B\x8dC\x00D\x1bE")).transactions
    assert line.remittance == "A\ufffdB\ufffdC\ufffdD\ufffdE"
    assert line.warnings == ("letters that could not be read are shown as \ufffd",)


def test_the_token_does_not_depend_on_how_code_pages_are_told_apart() -> None:
    """Alone the letters look like Windows-1252, among many others like code page 852: the same line."""
    few = WHOLE.encode().replace(b"text", b"tutal\xa0s")
    many = few.replace(b":20:STARTUMS", b":20:j\xa2v\xa0\xa1r\xa0sa \x94sszevont ut\xa0nv\x82t jutal\x82k")
    first, second = statement(few), statement(many)
    assert first.evidence != second.evidence
    assert first.transactions[0].transaction_id == second.transactions[0].transaction_id


# --------------------------------------------------------------------------------------------------------- identities


def test_wraps_and_blanks_do_not_change_a_token() -> None:
    fields = [
        "166?20SVWZ+RE-1 vielen?21 Dank?32MUSTER",
        "166?20SVWZ+RE-1\n vielen?21\nDank?32 MUSTER",
        "166?20SVWZ+RE-1vielen?21Dank?32MUSTER",
    ]
    assert len({text(field).transaction_id for field in fields}) == 1
    assert text("166?20SVWZ+RE-2?32MUSTER").transaction_id != text(fields[0]).transaction_id


@pytest.mark.parametrize("words", ["à la carte … façade", "Müller € – Ærø"])
def test_the_token_is_the_same_in_utf8_and_windows_1252(words: str) -> None:
    content = WHOLE.replace("text", words)
    first, second = (statement(content.encode(codec)).transactions[0] for codec in ("utf-8", "cp1252"))
    assert (first.remittance, first.transaction_id) == (second.remittance, second.transaction_id)


def test_twins_stay_two_and_keep_their_tokens_in_a_longer_statement() -> None:
    twins = statement(HEAD + LINE * 2 + ":62F:C260302EUR102,00\n").transactions
    assert len({line.transaction_id for line in twins}) == 2
    assert statement(WHOLE).transactions[0].transaction_id == twins[0].transaction_id


def test_the_token_knows_nothing_of_what_was_read_out_of_the_text() -> None:
    """References of the bank differ between deliveries of one booking."""
    tokens = {
        booking(f":61:2603020302C1,00{rest}", ":86:x").transaction_id for rest in ("NTRFNONREF", "NMSCA//B", "NTRF")
    }
    assert len(tokens) == 1


# ------------------------------------------------------------------------------------------- accounts and currencies


@pytest.mark.parametrize(
    ("field", "account"),
    [
        ("DE02120300000000202051", "DE02120300000000202051"),
        ("DE02120300000000202051EUR", "DE02120300000000202051"),
        ("DE02 1203 0000 0000 2020 51 EUR", "DE02120300000000202051"),
        ("DE02120300000000202051\nBYLADEM1001", "DE02120300000000202051"),
        ("12030000/202051", "DE02120300000000202051"),
        ("12030000/0000202051EUR", "DE02120300000000202051"),
        ("12345678/202051", "12345678/202051"),
        ("99999999/301086000EUR", "99999999/301086000"),
        ("0800003200000001610722 EUR", "0800003200000001610722"),
        ("TRIODOSBANK/0454545454", "TRIODOSBANK/0454545454"),
    ],
)
def test_the_own_account(field: str, account: str) -> None:
    for tag in (":25:", ":25P:"):
        assert statement(WHOLE.replace(":25:12030000/202051", tag + field)).account == account


def test_a_balance_without_currency_letters_has_that_of_the_other_one() -> None:
    one = statement(WHOLE.replace("C260302EUR101,00", "C260302101,00"))
    assert one.closing is not None
    assert (one.closing.currency, one.proof) == ("EUR", Proof.TIES_OUT)
    one = statement(WHOLE.replace("C260227EUR100,00", "C260227100,00"))
    assert (one.currency, one.transactions[0].currency, one.proof) == ("EUR", "EUR", Proof.TIES_OUT)


def test_a_file_that_begins_with_a_booking_is_told_what_it_lacks() -> None:
    one = statement(":61:2603020302C1,00NTRFNONREF\n:86:text\n:62F:C260302JPY101\n".replace("JPY101", "KWD101,000"))
    assert (one.account, one.currency, one.proof) == ("", "KWD", Proof.UNTESTABLE)
    assert one.transactions[0].amount_minor == 1000
    assert one.warnings == (
        "the statement does not name its account",
        "the statement has no opening balance: its beginning may be missing",
    )


def test_a_failing_proof_is_told_with_the_difference() -> None:
    one = statement(WHOLE.replace("EUR101,00", "EUR102,00"))
    assert one.proof is Proof.DIFFERS
    assert "difference 1.00" in one.warnings[0]


# -------------------------------------------------------------------------------------------- statements and pages


def page(number: str, opening: str, lines: str, closing: str) -> str:
    return f":20:X\n:25:12030000/202051\n:28C:{number}\n:{opening}\n{lines}:{closing}\n-\n"


TWO_PAGES = page("9/1", "60F:C260301EUR0,00", LINE, "62M:C260302EUR1,00") + page(
    "9/2", "60M:C260302EUR1,00", LINE + LINE, "62F:C260302EUR3,00"
)


def test_pages_are_one_statement_and_prove_together() -> None:
    one = statement(TWO_PAGES)
    assert (one.statement_id, one.entries, one.proof, one.warnings) == ("9/1 2026-03-01", 3, Proof.TIES_OUT, ())
    assert len({line.transaction_id for line in one.transactions}) == 3, "equal lines count over all pages"


def test_a_second_copy_of_the_pages_counts_anew() -> None:
    first, second = statements(TWO_PAGES + TWO_PAGES)
    assert first.proof is second.proof is Proof.TIES_OUT
    assert [line.transaction_id for line in first.transactions] == [line.transaction_id for line in second.transactions]
    assert "stands in the file twice" in second.warnings[0]


def test_a_page_goes_to_its_own_statement_where_another_has_the_same_number_and_day() -> None:
    alone = page("9/1", "60F:C260301EUR0,00", "", "62F:C260301EUR0,00")
    first, second = statements(alone + TWO_PAGES)
    assert (first.entries, second.entries) == (0, 3)
    assert first.proof is second.proof is Proof.TIES_OUT
    assert (first.statement_id, second.statement_id) == ("9/1 2026-03-01", "9/1 2026-03-01 (2)")


def test_a_missing_page_is_told() -> None:
    last = TWO_PAGES[TWO_PAGES.index(":20:X", 5) :]
    assert "the page before this one is missing" in statement(last).warnings[0]
    gap = statement(TWO_PAGES.replace("60M:C260302EUR1,00", "60M:C260302EUR2,00"))
    assert gap.proof is Proof.DIFFERS or "does not begin with the balance" in gap.warnings[0]
    assert any("does not begin with the balance" in warning for warning in gap.warnings)


def test_statements_with_page_numbers_but_whole_balances_stand_alone() -> None:
    first, second = statements(
        page("0/1", "60F:C260301EUR0,00", LINE, "62F:C260302EUR1,00")
        + page("0/2", "60F:C260302EUR1,00", LINE, "62F:C260302EUR2,00")
    )
    assert first.proof is second.proof is Proof.TIES_OUT
    assert first.statement_id != second.statement_id


def test_accounts_and_statements_under_one_head() -> None:
    content = ":20:X\n:25:A1\n:28C:1\n:60F:C260301EUR0,00\n:62F:C260301EUR0,00\n:25:B2\n:60F:C260301USD0,00\n" + (
        LINE.replace("CR", "C") + ":62F:C260302USD1,00\n:60F:C260302USD1,00\n:62F:C260303USD1,00\n"
    )
    assert [(one.account, one.currency, one.entries, one.proof) for one in statements(content)] == [
        ("A1", "EUR", 0, Proof.TIES_OUT),
        ("B2", "USD", 1, Proof.TIES_OUT),
        ("B2", "USD", 0, Proof.TIES_OUT),
    ]


def test_an_unknown_field_is_left_out_and_told() -> None:
    one = statement(WHOLE.replace(":28C:7/1\n", ":28C:7/1\n:77E:something\n"))
    assert one.warnings == ("the field :77E: is not known and was left out",)


def test_a_head_without_a_body_after_whole_statements_is_told() -> None:
    first, second = statements(WHOLE + ":20:NEXT\n:25:1\n")
    assert (first.warnings, second.entries) == ((), 0)
    assert any("the file may be cut off" in warning for warning in second.warnings)


# -------------------------------------------------------------------------------------------------------------- MT942

INTERIM = ":20:X\n:25:12030000/202051\n:28C:1/1\n:34F:EUR0,00\n:13D:2603021200+0100\n" + LINE
TOTALS = ":90D:0EUR0,00\n:90C:1EUR1,00\n-\n"


def test_an_interim_report() -> None:
    one = statement(INTERIM + TOTALS)
    assert (one.source.format, one.kind, one.proof) == ("mt942", Kind.INTRADAY, Proof.UNTESTABLE)
    assert (one.currency, one.statement_id, one.warnings) == ("EUR", "1/1 2026-03-02", ())


def test_its_totals_are_advisory() -> None:
    one = statement(INTERIM + TOTALS.replace("1EUR1,00", "2EUR5,00") + ":86:end\n")
    assert one.warnings == ("total 2 × 5.00 EUR stated, 1 × 1.00 EUR read",)
    assert "is not readable" in statement(INTERIM + ":90C:x\n").warnings[0]


def test_a_report_is_known_by_its_totals_alone() -> None:
    one = statement(":20:X\n:25:12030000/202051\n" + LINE + ":90C:1EUR1,00\n")
    assert one.kind is Kind.INTRADAY


@pytest.mark.parametrize("header", ["{2:O942DEUTDEFFXXXXN}", "{2:I942DEUTDEFFXXXXN}"])
def test_a_report_is_known_by_its_swift_header(header: str) -> None:
    bare = ":20:X\n:25:12030000/202051\n:28C:1/1\n" + LINE + "-}\n"
    assert statement("{1:F01}" + header + "{4:\n" + bare).kind is Kind.INTRADAY
    assert statement("{1:F01}\n" + header + "\n{3:{108:X}}\n{4:\n" + bare).kind is Kind.INTRADAY
    assert statement("{1:F01}{2:O940DEUTDEFFXXXXN}{4:\n" + bare).kind is Kind.STATEMENT


def test_a_statement_with_totals_stays_a_statement() -> None:
    one = statement(HEAD + ":13D:2603021200+0100\n" + LINE + ":62F:C260302EUR101,00\n")
    assert (one.kind, one.source.format) == (Kind.STATEMENT, "mt940")


# ----------------------------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEAD + ":61:INVALID\n" + END, ':5, :61:: "INVALID" is not a booking'),
        (HEAD + ":61:260302C1,00\n" + END, "ends after the amount: it is cut off"),
        (HEAD.replace("C260227EUR100,00", "INVALID") + END, ':4, :60F:: "INVALID" is not a balance'),
        (HEAD + END + LINE, "is read"),
        (HEAD + ":62F:C260301EUR1,00\n" + LINE, "a booking stands after the end of its statement"),
        (HEAD + ":62F:C260301EUR1,00\n:62F:C260301EUR2,00\n", "the statement has two closing balances"),
        (HEAD.replace(":28C:", ":25:DE1\n:28C:") + END, "the statement is of two accounts: 12030000/202051 before"),
        (":20:X\n:25:1\n", "no statement follows: neither a balance nor a booking"),
        (":25:1\n", "no statement follows"),
        (":86:text\n", "no statement follows"),
        (HEAD + LINE[:-1] + "x" * 1_000_001, "has more than a million letters of text"),
    ],
)
def test_what_is_refused_and_why(content: str, said: str) -> None:
    if said == "is read":
        assert len(statements(content)) == 2, "a fragment after the end of a message stands alone"
        return
    (problem,) = refused(content)
    assert problem.startswith("statement.sta:")
    assert said in problem
    assert " → " in problem


def test_several_problems_are_told_together_and_a_flood_is_counted() -> None:
    problems = refused(HEAD + ":61:X\n" + LINE + ":61:261302C1,00NTRFX\n:62F:nothing\n")
    assert [problem.partition(" ")[0] for problem in problems] == [
        "statement.sta:5,",
        "statement.sta:8,",
        "statement.sta:9,",
    ]
    flood = refused(HEAD + ":61:X\n" * 100)
    assert len(flood) == 21
    assert "has 80 more problems of this kind" in flood[-1]


def test_a_promise_of_utf16_that_is_not_kept(tmp_path: Path) -> None:
    (problem,) = refused(b"\xff\xfe" + WHOLE.encode("utf-16-le") + b"\x00\xd8x")
    assert "is not utf-16, as its first bytes say" in problem or "NUL" in problem


def test_the_reader_is_chosen_by_content_only(tmp_path: Path) -> None:
    path = tmp_path / "whatever.xml"
    path.write_text(WHOLE, encoding="utf-8")
    assert next(read(path)).source.format == "mt940"
    assert [reader.name for reader in importers.READERS].count("mt940") == 1
