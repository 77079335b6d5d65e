"""Balances, proofs, pages and totals of a camt statement."""

from __future__ import annotations

from pathlib import Path

import pytest
from camt_texts import balance, detail, document, entry, read_text, refusal, statement

from importers.statement import Proof


@pytest.mark.parametrize(
    ("balances", "proof"),
    [
        ([("OPBD", "100"), ("CLBD", "110.50")], Proof.TIES_OUT),
        ([("PRCD", "100"), ("CLBD", "110.50"), ("CLAV", "1")], Proof.TIES_OUT),
        ([("ITBD", "100"), ("ITBD", "110.50")], Proof.TIES_OUT),
        ([("OPBD", "100"), ("ITBD", "110.50")], Proof.TIES_OUT),
        ([("OPBD", "100"), ("CLBD", "110.51")], Proof.DIFFERS),
        ([("CLBD", "110.50")], Proof.UNTESTABLE),
        ([("ITBD", "110.50")], Proof.UNTESTABLE),
        ([("OPAV", "100"), ("CLAV", "110.50")], Proof.UNTESTABLE),
        ([], Proof.UNTESTABLE),
    ],
)
def test_the_proof(tmp_path: Path, balances: list[tuple[str, str]], proof: Proof) -> None:
    (one,) = read_text(tmp_path, document(statement(*(balance(*pair) for pair in balances), entry("10.50"))))
    assert one.proof is proof


def test_a_failing_proof_spells_out_the_difference(tmp_path: Path) -> None:
    parts = (balance("OPBD", "100", money_in=False), balance("CLBD", "5"), entry("10.50"), entry("3", money_in=False))
    (one,) = read_text(tmp_path, document(statement(*parts)))
    (warning,) = one.warnings
    assert warning == (
        "the balance does not tie out: opening -100.00 + in 10.50 - out 3.00 = -92.50 EUR, "
        "but the closing balance is 5.00; difference 97.50"
    )


def test_pending_entries_are_read_but_not_proved(tmp_path: Path) -> None:
    parts = (balance("OPBD", "0"), balance("CLBD", "1"), entry("1"), entry("99", status="PDNG"))
    (one,) = read_text(tmp_path, document(statement(*parts)))
    assert (one.proof, one.entries, [line.is_booked for line in one.transactions]) == (Proof.TIES_OUT, 2, [True, False])


def test_reversals_are_turned_only_if_that_repairs_the_proof(tmp_path: Path) -> None:
    undone = entry("30", money_in=False, more="<RvslInd>true</RvslInd>")
    for closing, minor, proof in (
        ("70", -3000, Proof.TIES_OUT),
        ("130", 3000, Proof.TIES_OUT),
        ("99", -3000, Proof.DIFFERS),
    ):
        parts = (balance("OPBD", "100"), balance("CLBD", closing), undone)
        (one,) = read_text(tmp_path, document(statement(*parts)))
        assert (one.transactions[0].amount_minor, one.proof) == (minor, proof)
        assert any("turned round" in warning for warning in one.warnings) == (minor > 0)


def test_an_entry_in_another_currency_makes_the_proof_untestable(tmp_path: Path) -> None:
    parts = (balance("OPBD", "0"), balance("CLBD", "1"), entry("1"), entry("1", currency="USD"))
    (one,) = read_text(tmp_path, document(statement(*parts)))
    assert one.proof is Proof.UNTESTABLE
    assert one.warnings == ("entries in USD on an account in EUR: no balance proof",)


def test_pages_of_one_statement_are_one(tmp_path: Path) -> None:
    pages = [
        statement(balance(*first), balance(*last), entry("5"), head=f"<StmtPgntn><PgNb>{page}</PgNb></StmtPgntn>")
        for page, first, last in ((1, ("OPBD", "0"), ("ITBD", "5")), (2, ("ITBD", "5"), ("CLBD", "10")))
    ]
    (one,) = read_text(tmp_path, document(*pages))
    assert (one.proof, one.entries) == (Proof.TIES_OUT, 2)
    assert len({line.transaction_id for line in one.transactions}) == 2


def test_a_statement_without_entries_is_one(tmp_path: Path) -> None:
    (one,) = read_text(tmp_path, document(statement(balance("OPBD", "1"), balance("CLBD", "1"))))
    assert (one.entries, one.transactions, one.proof) == (0, (), Proof.TIES_OUT)


def test_a_message_without_statement_is_refused(tmp_path: Path) -> None:
    assert "without any statement in it" in refusal(tmp_path, document())


def test_a_bad_own_iban_and_bad_ids_are_flagged_and_kept(tmp_path: Path) -> None:
    one = detail(account="DE00500105170137075030", bic="X", reference="RF00539007547034")
    (found,) = read_text(tmp_path, document(statement(entry("1", one), account="DE99120300000000202051")))
    assert found.warnings == ("own account DE99120300000000202051 is not a valid IBAN",)
    assert found.transactions[0].counterparty_iban == "DE00500105170137075030"
    assert [warning.split()[1] for warning in found.transactions[0].warnings] == ["account", "BIC", "reference"]


def test_no_account_is_a_warning(tmp_path: Path) -> None:
    (one,) = read_text(tmp_path, document(f"<Stmt>{entry('1')}</Stmt>"))
    assert (one.account, one.currency) == ("", "EUR")
    assert one.warnings == ("the statement does not name its account",)
