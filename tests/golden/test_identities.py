"""KR1 is frozen (money.md 14): when a token here changes, money already posted would no longer be recognised.

Never regenerate `identities.json` to make this pass; a new canonicalisation is a new version beside KR1.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from importers import read
from importers.identity import Ordinals, RawLine, enriched_tokens

GOLDEN: dict[str, Any] = json.loads((Path(__file__).parent / "identities.json").read_text(encoding="utf-8"))


def raw(case: dict[str, Any]) -> RawLine:
    return RawLine(
        amount_minor=case["amount_minor"],
        currency=case["currency"],
        money_in=case["money_in"],
        parties=tuple((account, name) for account, name in case["parties"]),
        texts=tuple(case["texts"]),
    )


@pytest.mark.parametrize("case", GOLDEN["lines"], ids=lambda case: str(case["what"]))
def test_frozen_lines(case: dict[str, Any]) -> None:
    ordinals = Ordinals()
    entries = [ordinals.entry(case["account"], date.fromisoformat(case["day"]), raw(case)) for _ in case["tokens"]]
    assert [entry.token for entry in entries] == case["tokens"]
    details = [entries[0].detail(raw(detail)) for detail in case.get("details", [])]
    assert details == case.get("detail_tokens", [])


@pytest.mark.parametrize("case", GOLDEN["enriched"], ids=lambda case: str(case["what"]))
def test_frozen_details_of_notifications(case: dict[str, Any]) -> None:
    assert list(enriched_tokens(case["entry"], map(raw, case["details"]))) == case["tokens"]


@pytest.mark.parametrize("case", GOLDEN["files"], ids=lambda case: str(case["what"]))
def test_frozen_files(case: dict[str, Any], tmp_path: Path) -> None:
    """The way from the bank's words to the token is frozen too."""
    path = tmp_path / "statement"
    path.write_text(case["content"], encoding="utf-8")
    lines = [line for statement in read(path) for line in statement.transactions]
    assert [[line.entry_id, line.transaction_id] for line in lines] == case["tokens"]
