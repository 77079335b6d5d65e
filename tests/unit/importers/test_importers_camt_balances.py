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


# --------------------------------------------------------------------------------- pages, several balances, advice


def page(number: int, *parts: str) -> str:
    return statement(*parts, head=f"<StmtPgntn><PgNb>{number}</PgNb><LastPgInd>true</LastPgInd></StmtPgntn>")


UNDONE = entry("30", money_in=False, more="<RvslInd>true</RvslInd>")


@pytest.mark.parametrize(("closing", "minor"), [("80", -3000), ("140", 3000)])
@pytest.mark.parametrize("repeated", [True, False])
def test_reversals_over_pages(tmp_path: Path, closing: str, minor: int, repeated: bool) -> None:
    """Each page repeats the balances of the whole, or they are chained by ITBD."""
    whole = (balance("OPBD", "100"), balance("CLBD", closing))
    between = str(int(closing) - 10)
    first = whole if repeated else (balance("OPBD", "100"), balance("ITBD", between))
    second = whole if repeated else (balance("ITBD", between), balance("CLBD", closing))
    (one,) = read_text(tmp_path, document(page(1, *first, UNDONE), page(2, *second, entry("10"))))
    assert (one.proof, [line.amount_minor for line in one.transactions]) == (Proof.TIES_OUT, [minor, 1000])
    assert any("turned round" in warning for warning in one.warnings) == (minor > 0)
    assert not any("does not tie out" in warning for warning in one.warnings)


def test_what_no_turning_repairs_stays_as_the_bank_says(tmp_path: Path) -> None:
    whole = (balance("OPBD", "100"), balance("CLBD", "99"))
    (one,) = read_text(tmp_path, document(page(1, *whole, UNDONE), page(2, *whole, entry("10"))))
    assert (one.proof, one.transactions[0].amount_minor) == (Proof.DIFFERS, -3000)


def test_pages_with_another_currency_are_untestable(tmp_path: Path) -> None:
    whole = (balance("OPBD", "0"), balance("CLBD", "10"))
    (one,) = read_text(tmp_path, document(page(1, *whole, entry("10")), page(2, *whole, entry("1", currency="USD"))))
    assert one.proof is Proof.UNTESTABLE


def test_the_previous_closing_is_the_opening_only_without_one(tmp_path: Path) -> None:
    parts = [balance("PRCD", "99"), balance("OPBD", "100"), balance("CLBD", "101")]
    (one,) = read_text(tmp_path, document(statement(*parts, entry("1"))))
    assert (one.opening and one.opening.code, one.proof) == ("OPBD", Proof.TIES_OUT)
    assert one.warnings == ("the opening balance is not the closing balance of the previous statement",)


@pytest.mark.parametrize("code", ["FWAV", "CLAV", "XPCD", "INFO", "OPAV", "ITAV"])
def test_other_balances_are_never_the_closing_one(tmp_path: Path, code: str) -> None:
    parts = [balance("OPBD", "0"), balance("CLBD", "1"), balance(code, "77")]
    (one,) = read_text(tmp_path, document(statement(*parts, entry("1"))))
    assert (one.closing and one.closing.amount_minor, one.proof) == (100, Proof.TIES_OUT)


@pytest.mark.parametrize("account_currency", ["<Ccy>EUR</Ccy>", ""])
def test_balances_in_several_currencies(tmp_path: Path, account_currency: str) -> None:
    parts = [balance("OPBD", "0"), balance("CLBD", "1"), balance("CLBD", "7", currency="USD")]
    text = document(statement(*parts, entry("1"))).replace("<Ccy>EUR</Ccy>", account_currency)
    (one,) = read_text(tmp_path, text)
    assert (one.currency, one.proof) == ("EUR", Proof.TIES_OUT)


def test_balances_of_a_part_of_the_account_do_not_count_beside_the_whole(tmp_path: Path) -> None:
    part = balance("CLBD", "7").replace("</Tp>", "<SubTp><Prtry>DE00</Prtry></SubTp></Tp>")
    (one,) = read_text(tmp_path, document(statement(balance("OPBD", "0"), balance("CLBD", "1"), part, entry("1"))))
    assert one.proof is Proof.TIES_OUT


def test_a_balance_without_direction_is_a_credit(tmp_path: Path) -> None:
    bare = balance("CLBD", "1").replace("<CdtDbtInd>CRDT</CdtDbtInd>", "")
    (one,) = read_text(tmp_path, document(statement(balance("OPBD", "0"), bare, entry("1"))))
    assert one.proof is Proof.TIES_OUT


def test_an_overdrawn_account_is_signed_once(tmp_path: Path) -> None:
    parts = [balance("OPBD", "5", money_in=False), balance("CLBD", "15", money_in=False)]
    (one,) = read_text(tmp_path, document(statement(*parts, entry("10", money_in=False))))
    assert (one.opening and one.opening.amount_minor, one.closing and one.closing.amount_minor) == (-500, -1500)
    assert one.proof is Proof.TIES_OUT


def test_an_opening_nobody_states_is_derived_and_proves_nothing(tmp_path: Path) -> None:
    (one,) = read_text(tmp_path, document(statement(balance("CLBD", "10"), entry("15"), entry("2", money_in=False))))
    assert (one.opening, one.proof, one.warnings) == (None, Proof.UNTESTABLE, ())
    assert one.evidence == ("no opening balance is stated; -3.00 EUR follows from the closing one, unproven",)


def totals(entries: str, came: str, went: str) -> str:
    return (
        f"<TxsSummry><TtlNtries><NbOfNtries>{entries}</NbOfNtries></TtlNtries><TtlCdtNtries><Sum>{came}</Sum>"
        f"</TtlCdtNtries><TtlDbtNtries><Sum>{went}</Sum></TtlDbtNtries></TxsSummry>"
    )


@pytest.mark.parametrize(
    ("stated", "warnings"),
    [
        (totals("3", "12.00", "-2.00"), ()),
        (totals("3", "10.00", "2"), ()),  # without the pending one
        (totals("x", "", "y"), ()),
        (
            totals("4", "13.00", "1.00"),
            (
                "the statement says it has 4 entries, but it has 3",
                "the statement says 13.00 EUR have come in, but it is 10.00",
                "the statement says 1.00 EUR have gone out, but it is 2.00",
            ),
        ),
    ],
)
def test_totals_are_advice(tmp_path: Path, stated: str, warnings: tuple[str, ...]) -> None:
    entries = (entry("10"), entry("2", money_in=False), entry("2", status="PDNG"))
    parts = (stated, balance("OPBD", "0"), balance("CLBD", "8"), *entries)
    (one,) = read_text(tmp_path, document(statement(*parts)))
    assert (one.proof, one.warnings) == (Proof.TIES_OUT, warnings)
