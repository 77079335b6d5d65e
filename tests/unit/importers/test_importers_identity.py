"""The token: what it depends on, what it must not depend on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from camt_texts import OTHER, OWN, balance, detail, document, entry, lines_of, read_text, statement

from importers.identity import Ordinals, RawLine

LINE = RawLine(amount_minor=1050, currency="EUR", money_in=True, parties=((OTHER, "Ada"),), texts=("RE-1",))
DAY = date(2026, 3, 2)


def token(line: RawLine, account: str = OWN, day: date = DAY) -> str:
    return Ordinals().entry(account, day, line).token


def test_its_shape() -> None:
    assert len(token(LINE)) == 20
    assert token(LINE).startswith("KR1-")
    assert set(token(LINE)[4:]) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


@pytest.mark.parametrize(
    "other",
    [
        replace(LINE, amount_minor=1051),
        replace(LINE, currency="USD"),
        replace(LINE, money_in=False),
        replace(LINE, parties=((OWN, "Ada"),)),
        replace(LINE, texts=("RE-2",)),
        replace(LINE, texts=("RE-1", "RE-1")),
        replace(LINE, texts=("RE", "-1")),
    ],
)
def test_every_field_counts(other: RawLine) -> None:
    assert token(other) != token(LINE)


def test_account_and_day_count() -> None:
    assert len({token(LINE), token(LINE, account=OTHER), token(LINE, day=date(2026, 3, 3))}) == 3


@pytest.mark.parametrize(
    "same",
    [
        replace(LINE, parties=(("de02 5001 0517 0137 0750 30", "Ada"),)),
        replace(LINE, parties=((OTHER, "Somebody else"),)),  # the account decides
        replace(LINE, texts=("  re-1\n",)),
        replace(LINE, texts=("RE-1", " ")),
        replace(LINE, texts=("\uff32\uff25-1",)),  # full-width letters
    ],
)
def test_writing_does_not_count(same: RawLine) -> None:
    assert token(same) == token(LINE)


def test_without_account_the_name_counts() -> None:
    ada, grace = (replace(LINE, parties=(("", name),)) for name in ("Ada", "Grace"))
    assert token(ada) != token(grace)
    assert token(ada) == token(replace(LINE, parties=(("", " ADA "),)))


def test_separators_cannot_be_forged() -> None:
    assert token(replace(LINE, texts=("a\x1eb",))) == token(replace(LINE, texts=("a b",)))
    assert token(replace(LINE, texts=("a\x1eb",))) != token(replace(LINE, texts=("a", "b")))


def test_equal_twins_stay_two_and_stable() -> None:
    def tokens() -> list[str]:
        ordinals = Ordinals()
        return [ordinals.entry(OWN, DAY, LINE).token for _ in range(3)]

    assert len(set(tokens())) == 3
    assert tokens() == tokens()


def test_the_banks_own_references_do_not_count(tmp_path: Path) -> None:
    refs = "<Refs><AcctSvcrRef>{0}</AcctSvcrRef><EndToEndId>{0}</EndToEndId></Refs>"
    first, second = (
        lines_of(tmp_path, entry("1", detail(texts=["x"], more=refs.format(n)), more=f"<AcctSvcrRef>{n}</AcctSvcrRef>"))
        for n in (1, 2)
    )
    assert first[0].transaction_id == second[0].transaction_id
    assert first[0].bank_reference != second[0].bank_reference


def test_turning_a_reversal_round_keeps_its_token(tmp_path: Path) -> None:
    undone = entry("30", money_in=False, more="<RvslInd>true</RvslInd>")
    tokens = {
        read_text(tmp_path, document(statement(balance("OPBD", "100"), balance("CLBD", closing), undone)))[0]
        .transactions[0]
        .transaction_id
        for closing in ("70", "130")
    }
    assert len(tokens) == 1


def test_pages_count_together_copies_anew(tmp_path: Path) -> None:
    twin = entry("5", detail(texts=["same"]))
    pages = [statement(twin, head=f"<StmtPgntn><PgNb>{page}</PgNb></StmtPgntn>") for page in (1, 2)]
    (paged,) = read_text(tmp_path, document(*pages))
    assert len({line.transaction_id for line in paged.transactions}) == 2
    whole = statement(balance("OPBD", "0"), balance("CLBD", "5"), twin)
    first, copy = read_text(tmp_path, document(whole, whole))
    assert first.transactions[0].transaction_id == copy.transactions[0].transaction_id
    assert copy.warnings == ("statement S1 stands in the file twice; equal lines count once",)


def test_other_statements_start_anew(tmp_path: Path) -> None:
    twin = entry("5", detail(texts=["same"]))
    first, second = read_text(tmp_path, document(statement(twin), statement(twin, statement_id="S2")))
    assert first.transactions[0].transaction_id == second.transactions[0].transaction_id


def test_the_token_of_charges_is_frozen_and_no_details() -> None:
    """Written down once; it must never change (money.md 14)."""
    entry_identity = Ordinals().entry(OWN, DAY, LINE)
    charge = entry_identity.charge(2600, "EUR")
    details = [
        replace(LINE, amount_minor=2600, money_in=False, parties=(), texts=texts) for texts in ((), ("CHARGES",))
    ]
    assert charge == "KR1-TN7ZDBDSQ8T9AD2A"
    assert charge not in {entry_identity.token, *map(entry_identity.detail, details)}
    assert charge != entry_identity.charge(2601, "EUR")
    assert charge != Ordinals().entry(OWN, DAY, replace(LINE, texts=())).charge(2600, "EUR")
