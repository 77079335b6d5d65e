"""Laws of the importers: amounts and their texts, tokens and their order, versions, re-import."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from importers import amounts, read
from importers.camt_values import joined
from importers.csv_shapes import number_parser
from importers.errors import StatementRefused
from importers.identity import Ordinals, RawLine
from importers.statement import Proof, Transaction

CURRENCIES = st.sampled_from(["EUR", "CHF", "JPY", "KWD"])
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=30)
LINES = st.builds(
    RawLine,
    amount_minor=st.integers(0, 10**12),
    currency=CURRENCIES,
    money_in=st.booleans(),
    parties=st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
    texts=st.lists(TEXT, max_size=3).map(tuple),
)
DAY = date(2026, 3, 2)
OWN = "DE02120300000000202051"


@given(st.integers(0, 10**15), CURRENCIES)
def test_parsing_undoes_writing(minor: int, currency: str) -> None:
    assert amounts.parse_iso(amounts.exact_text(minor, currency), currency) == minor


@given(st.integers(-(10**12), 10**12))
def test_a_csv_number_undoes_writing(minor: int) -> None:
    parse = number_parser("1.234,56")
    plain = amounts.exact_text(minor, "EUR", mark=",")
    marked = f"{amounts.to_decimal(minor, 'EUR'):,f}".translate(str.maketrans(",.", ".,"))
    assert parse(plain, "EUR") == parse(marked, "EUR") == minor


@given(st.text("0123456789.,+-eE_ '", max_size=12))
def test_an_iso_amount_is_exact_or_refused(text: str) -> None:
    try:
        minor = amounts.parse_iso(text, "EUR")
    except amounts.AmountError:
        return
    assert Decimal(text.strip()) == amounts.to_decimal(minor, "EUR")


@given(st.lists(LINES, max_size=12), st.randoms(use_true_random=False))
def test_tokens_do_not_depend_on_order_and_are_never_shared(lines: list[RawLine], random: object) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = (sorted(tokens(order)) for order in (lines, shuffled))
    assert first == second
    assert len(set(first)) == len(lines), "equal twins stay two"


def tokens(lines: list[RawLine]) -> list[str]:
    ordinals = Ordinals()
    return [ordinals.entry(OWN, DAY, line).token for line in lines]


@given(st.lists(LINES, min_size=1, max_size=8), st.integers(1, 8))
def test_overlapping_statements_give_the_same_tokens(lines: list[RawLine], count: int) -> None:
    assert tokens(lines)[:count] == tokens(lines[:count])


@given(st.lists(st.text("ab ", min_size=1, max_size=8), max_size=4))
def test_joining_loses_no_letter(texts: list[str]) -> None:
    assert joined(texts).replace(" ", "") == "".join(texts).replace(" ", "")


# ----------------------------------------------------------------------------------------- a statement in two versions

BOOKING = st.tuples(
    st.integers(0, 10**9), st.booleans(), st.integers(0, 27), TEXT.map(str.strip), st.lists(TEXT, max_size=2)
)


def camt(bookings: list[tuple[int, bool, int, str, list[str]]], version: str) -> str:
    opening = 12345
    closing = opening + sum(minor if money_in else -minor for minor, money_in, *_ in bookings)
    return (
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt><Stmt><Id>1</Id>'
        f"<Acct><Id><IBAN>{OWN}</IBAN></Id><Ccy>EUR</Ccy></Acct>{_balance('OPBD', opening)}{_balance('CLBD', closing)}"
        f"{''.join(_entry(booking, version) for booking in bookings)}</Stmt></BkToCstmrStmt></Document>"
    )


def _balance(code: str, minor: int) -> str:
    amount, sign = amounts.exact_text(abs(minor), "EUR"), "CRDT" if minor >= 0 else "DBIT"
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount}</Amt>'
        f"<CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>2026-03-31</Dt></Dt></Bal>"
    )


def _entry(booking: tuple[int, bool, int, str, list[str]], version: str) -> str:
    minor, money_in, offset, name, texts = booking
    role, new = "Dbtr" if money_in else "Cdtr", version == "08"
    named = f"<Nm>{escape(name)}</Nm>"
    lines = "".join(f"<Ustrd>{escape(text)}</Ustrd>" for text in texts)
    return (
        f'<Ntry><Amt Ccy="EUR">{amounts.exact_text(minor, "EUR")}</Amt>'
        f"<CdtDbtInd>{'CRDT' if money_in else 'DBIT'}</CdtDbtInd><Sts>{'<Cd>BOOK</Cd>' if new else 'BOOK'}</Sts>"
        f"<BookgDt><Dt>{DAY + timedelta(offset)}</Dt></BookgDt><NtryDtls><TxDtls><RltdPties>"
        f"<{role}>{f'<Pty>{named}</Pty>' if new else named}</{role}></RltdPties><RmtInf>{lines}</RmtInf>"
        f"</TxDtls></NtryDtls></Ntry>"
    )


def lines_of(text: str) -> tuple[Transaction, ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statement.xml"
        path.write_text(text, encoding="utf-8")
        (statement,) = read(path)
        assert list(read(path)) == [statement], "reading again changes nothing"
    assert statement.proof is Proof.TIES_OUT
    return statement.transactions


@settings(max_examples=40, deadline=None)
@given(st.lists(BOOKING, max_size=5))
def test_both_versions_give_the_same_lines(bookings: list[tuple[int, bool, int, str, list[str]]]) -> None:
    old, new = lines_of(camt(bookings, "02")), lines_of(camt(bookings, "08"))
    assert old == new
    assert [line.amount_minor for line in new] == [minor if money_in else -minor for minor, money_in, *_ in bookings]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    whole = camt([(1050, True, 0, "Müller", ["RE-1"]), (99, False, 1, "x", [])], "08").encode()
    start = data.draw(st.integers(0, len(whole)))
    damaged = whole[:start] + data.draw(st.binary(max_size=4)) + whole[start + data.draw(st.integers(0, 20)) :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statement.xml"
        path.write_bytes(damaged)
        try:
            statements = list(read(path))
        except StatementRefused as refused:
            said = [problem.sentence and problem.remedy for problem in refused.problems]
        else:
            said = [statement.source.format for statement in statements]
    assert all(said)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(min_size=1, max_size=200), st.text('";,\n\r\t<ab1.äé\0', min_size=1).map(str.encode)))
def test_rubbish_is_refused_in_words(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rubbish"
        path.write_bytes(content)
        try:
            list(read(path))
        except StatementRefused:
            return
    raise AssertionError("rubbish was read as a statement")
