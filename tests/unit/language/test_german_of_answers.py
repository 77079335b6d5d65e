"""Whatever is wrong with an answer is said in German too: every problem the page can meet, provoked."""

from __future__ import annotations

import pytest
from review_builders import item, single, unmatched

from importers.errors import Problem
from reconcile.language import is_known
from reconcile.records import Decision, OpenItem, Proposal
from reconcile.review.page.answering import Part, Said, decide
from reconcile.review.page.words import sentence

ITEM, OTHER = item("RE-2026-0900", 70000), item("RE-2026-0901", 120000)
TWIN = item("RE-2026-0901", 120000, item_id="twin")


def problems(proposal: Proposal, *parts: Part, items: tuple[OpenItem, ...] = (ITEM, OTHER)) -> list[Problem]:
    said = Said(approved=True, parts=parts or None)
    outcome = decide(proposal, said, lambda _, number: [one for one in items if one.number == number])
    assert not isinstance(outcome, Decision)
    return list(outcome)


@pytest.mark.parametrize(
    "found",
    [
        problems(unmatched()),
        problems(single(), Part(ITEM, "700,01")),
        problems(single(), Part(ITEM, "700")),
        problems(single(), Part(ITEM, "seven")),
        problems(single(), Part(ITEM, "")),
        problems(single(), Part(ITEM, "0")),
        problems(single(), Part(ITEM, "700", "rabatt")),
        problems(single(), Part(ITEM, "700"), Part(OTHER, "700")),
        problems(single(), Part(OTHER, "1200"), items=(OTHER, TWIN)),
        problems(single(), Part(OTHER, "1200"), items=()),
    ],
    ids=lambda found: found[0].sentence[:40],
)
def test_it_has_german_words(found: list[Problem]) -> None:
    for one in found:
        assert is_known(one.sentence), one.sentence
        assert is_known(one.remedy), one.remedy


def test_the_pages_own_problems_have_german_words() -> None:
    import ast
    from pathlib import Path

    from reconcile.language import Language

    folder = Path(__file__).resolve().parents[3] / "reconcile" / "review" / "page"
    for name in ("review.py", "application.py"):
        for call in ast.walk(ast.parse((folder / name).read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Problem":
                for word in (one for one in call.args[1:3] if isinstance(one, ast.Constant)):
                    assert sentence(str(word.value), Language.DE), word.value
