"""What a camt line says: texts, references, documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from camt_texts import detail, entry, lines_of


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (["RE-2026-", "0042"], "RE-2026- 0042"),
        (["x" * 139 + "R", "E-1"], "x" * 139 + "RE-1"),
        (["x" * 139 + " ", "RE-1"], "x" * 139 + " RE-1"),
        (["y" * 34 + "R", "E-2026-0042"], "y" * 34 + "RE-2026-0042"),
        (["y" * 34 + "R", "y" * 20, "E-2026"], "y" * 34 + "R " + "y" * 20 + " E-2026"),
    ],
)
def test_lines_of_remittance_join(tmp_path: Path, texts: list[str], joined: str) -> None:
    (line,) = lines_of(tmp_path, entry("1", detail(texts=texts)))
    assert line.remittance == joined


def test_fallback_texts(tmp_path: Path) -> None:
    further = detail(more="<AddtlTxInf>from the detail</AddtlTxInf>")
    more = "<AddtlNtryInf>from the entry</AddtlNtryInf>"
    first, second = lines_of(tmp_path, entry("1", further, more=more), entry("2", detail(), more=more))
    assert (first.remittance, first.booking_text) == ("from the detail", "from the entry")
    assert (second.remittance, second.booking_text) == ("from the entry", "from the entry")


def test_invoice_numbers_of_structured_remittance_are_kept(tmp_path: Path) -> None:
    structured = (
        "<Strd><RfrdDocInf><Nb>RE-7</Nb></RfrdDocInf></Strd><Strd><RfrdDocInf><Nb>RE-8</Nb></RfrdDocInf>"
        "<AddtlRmtInf>?REJECT?0</AddtlRmtInf></Strd>"
    )
    one = f"<TxDtls><RmtInf><Ustrd>see RE-7</Ustrd>{structured}</RmtInf></TxDtls>"
    assert lines_of(tmp_path, entry("1", one))[0].remittance == "see RE-7 RE-8"


@pytest.mark.parametrize("placeholder", ["NOTPROVIDED", "NONREF", "NotProvided"])
def test_placeholders_are_absent(tmp_path: Path, placeholder: str) -> None:
    one = f"<TxDtls><Refs><EndToEndId>{placeholder}</EndToEndId></Refs></TxDtls>"
    assert lines_of(tmp_path, entry("1", one))[0].end_to_end_id == ""


def test_comments_do_not_cut_a_text(tmp_path: Path) -> None:
    assert lines_of(tmp_path, entry("1", detail()).replace("<NtryDtls>", "<!-- x --><NtryDtls>"))
    one = "<TxDtls><RmtInf><Ustrd>RE-2026<!-- x -->-0042<?pi?></Ustrd></RmtInf></TxDtls>"
    assert lines_of(tmp_path, entry("1", one))[0].remittance == "RE-2026-0042"
