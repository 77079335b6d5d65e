"""What proves a CSV: balances around the rows, the running balance in either order, day by day; and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from csv_texts import SIGNED, one

from importers.statement import Proof, Statement

RUNNING = SIGNED + 'balance = "Saldo"\n'


def read_rows(folder: Path, *rows: str, toml: str = RUNNING) -> Statement:
    return one(folder, toml, "Tag;Betrag;Saldo\n" + "".join(f"{row}\n" for row in rows))


OLDEST = ("01.02.2026;10;110", "01.02.2026;-5;105", "02.02.2026;1;106", "03.02.2026;-6;100")


def ends(statement: Statement) -> tuple[int | None, int | None]:
    opening, closing = (one.amount_minor if one else None for one in (statement.opening, statement.closing))
    return opening, closing


@pytest.mark.parametrize("rows", [OLDEST, OLDEST[::-1]], ids=["oldest first", "newest first"])
def test_the_running_balance_proves_row_by_row(tmp_path: Path, rows: tuple[str, ...]) -> None:
    statement = read_rows(tmp_path, *rows)
    assert (statement.proof, ends(statement)) == (Proof.TIES_OUT, (10000, 10000))
    assert statement.opening is not None
    assert statement.opening.code == "ITBD"


@pytest.mark.parametrize("place", range(1, 4))
@pytest.mark.parametrize("order", [1, -1])
def test_a_wrong_sign_anywhere_fails_the_proof_with_its_place(tmp_path: Path, place: int, order: int) -> None:
    rows = list(OLDEST)[::order]
    place = place if order == 1 else 3 - place
    day, amount, balance = rows[place].split(";")
    rows[place] = f"{day};{-int(amount)};{balance}"
    statement = read_rows(tmp_path, *rows)
    assert statement.proof is Proof.DIFFERS
    assert "the balance does not tie out" in str(statement.warnings)
    assert "expected after line" in str(statement.warnings)


def test_a_missing_row_fails_the_proof(tmp_path: Path) -> None:
    assert read_rows(tmp_path, OLDEST[0], *OLDEST[2:]).proof is Proof.DIFFERS


def test_bookings_of_one_day_in_any_order(tmp_path: Path) -> None:
    """Banks shuffle a day's bookings; the last balance of each day still follows from the day before."""
    shuffled = ("01.02.2026;10;110", "02.02.2026;4;108", "02.02.2026;-6;104", "03.02.2026;2;110")
    statement = read_rows(tmp_path, *shuffled)
    assert (statement.proof, ends(statement)) == (Proof.TIES_OUT, (10000, 11000))
    assert read_rows(tmp_path, *shuffled[:2], "02.02.2026;6;104", shuffled[3]).proof is Proof.DIFFERS


def test_a_balance_on_some_rows_only(tmp_path: Path) -> None:
    statement = read_rows(
        tmp_path, "01.02.2026;10;", "01.02.2026;-5;105", "02.02.2026;1;", "03.02.2026;-6;100", "03.02.2026;1;"
    )
    assert (statement.proof, ends(statement)) == (Proof.TIES_OUT, (10000, 10100))


@pytest.mark.parametrize("rows", [OLDEST[:1], ("01.02.2026;10;7", "01.02.2026;3;99")], ids=["one row", "one day"])
def test_what_has_nothing_to_be_compared_with_proves_nothing(tmp_path: Path, rows: tuple[str, ...]) -> None:
    assert read_rows(tmp_path, *rows).proof is Proof.UNTESTABLE


def test_pending_lines_count_where_the_bank_gives_them_a_balance(tmp_path: Path) -> None:
    toml = RUNNING + 'status = "S"\n[status]\nBOOK = ["ok"]\nPDNG = ["wait"]\n'
    rows = "01.02.2026;10;110;ok\n02.02.2026;{};wait\n03.02.2026;1;{};ok\n"
    for pending, after in (("-5;105", "106"), ("-5;", "111")):
        statement = one(tmp_path, toml, "Tag;Betrag;Saldo;S\n" + rows.format(pending, after))
        assert (statement.proof, statement.entries) == (Proof.TIES_OUT, 3)


def test_a_balance_that_cannot_be_read_is_a_note(tmp_path: Path) -> None:
    statement = read_rows(tmp_path, *OLDEST[:2], "02.02.2026;1;970,45 986,35", OLDEST[3])
    assert statement.proof is Proof.TIES_OUT
    assert 'line 4: the balance "970,45 986,35" cannot be read' in statement.warnings


AROUND = SIGNED + '[preamble]\nopening = "Alt"\nclosing = "Neu"\n'


@pytest.mark.parametrize(("closing", "proof"), [("105,50", Proof.TIES_OUT), ("105,51", Proof.DIFFERS)])
def test_balances_above_the_rows(tmp_path: Path, closing: str, proof: Proof) -> None:
    statement = one(tmp_path, AROUND, f"Alt;100,00 EUR\nNeu;{closing}\nTag;Betrag\n01.02.2026;10\n02.02.2026;-4,5\n")
    assert statement.proof is proof
    if proof is Proof.DIFFERS:
        assert "opening 100.00 + in 10.00 - out 4.50 = 105.50" in str(statement.warnings)


def test_balances_are_not_guessed_onto_two_statements(tmp_path: Path) -> None:
    from csv_texts import read_as

    toml = AROUND.replace('amount = "Betrag"\n', 'amount = "Betrag"\ncurrency = "W"\n')
    found = read_as(tmp_path, toml, "Alt;1\nNeu;2\nTag;Betrag;W\n01.02.2026;10;EUR\n02.02.2026;-4,5;USD\n")
    assert [(one.opening, one.proof) for one in found] == [(None, Proof.UNTESTABLE)] * 2


def test_an_unreadable_balance_above_is_a_note(tmp_path: Path) -> None:
    statement = one(tmp_path, AROUND, "Alt;--100,00\nNeu;1\nTag;Betrag\n01.02.2026;10\n")
    assert 'the opening balance "--100,00" cannot be read' in statement.warnings
    assert statement.proof is Proof.UNTESTABLE
