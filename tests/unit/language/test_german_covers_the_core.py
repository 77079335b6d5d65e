"""Every sentence the core can say has German words: as it stands in the code, and as samples and worlds make it."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from worlds.build import world_of

from importers import read
from reconcile import pipeline
from reconcile.cli.composition import books_of, rules_of
from reconcile.journal import Journal
from reconcile.journal.states import State
from reconcile.kanbert.snapshot import read_snapshot
from reconcile.language import Language, is_known, phrase
from reconcile.language.german_kanbert import KANBERT
from reconcile.language.german_matching import MATCHING
from reconcile.language.german_posting import POSTING
from reconcile.language.german_words import WORDS
from reconcile.matching import Rules, propose
from reconcile.matching.signals import SIGNALS
from reconcile.records import DifferenceKind, Document, Proposal, Side, Verdict
from reconcile.seams import SystemClock
from reconcile.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
CORE = ROOT / "reconcile"

# -------------------------------------------------------------------------------------------- as it stands in the code

#: Module → the functions in which every text with a blank is a sentence for people, beside those that make a doubt of
#: one, or an explanation.
SPEAKING = {
    "matching/telling/elsewhere.py": {"_reason"},
    "matching/telling/wording.py": {"_reasons", "_warnings", "_missing"},
    "matching/choosing/solver.py": {"_single", "_already", "_named_but"},
    "matching/choosing/lists.py": {"_not_explained"},
    "matching/choosing/nearest.py": {"_outstanding"},
    "matching/returning/exclusion.py": {"_given_back", "_refund"},
    "matching/knowing/classify.py": {"returned"},
    "matching/knowing/settled.py": {"named_but_settled"},
    "matching/knowing/booked.py": {"booked_by_hand"},
    "matching/returning/paid_again.py": {"said"},
    "lines.py": {"_statement_flags", "_currency_flag"},
    "journal/duplicates.py": {"entry_conflict"},
    "kanbert/open_items.py": {"_outgoing", "_incoming", "_barred", "_given_back", "_other_sums", "_day"},
    "kanbert/documents.py": {"listed", "one_listed"},
    "kanbert/open_amounts.py": {"amounts_of", "_minor", "_contradictions"},
    "kanbert/directions.py": {"contradiction"},
    "kanbert/home_currency.py": {"home_currency_of"},
    "posting/plan.py": {
        "_place", "overruled", "_under_way", "_line_objections", "_document_objections", "_amount_objections",
        "_account_objection",
    },
    "posting/facts.py": {"booked_by_hand", "_changes", "now_belongs"},
    "posting/readback.py": {"trouble"},
    "posting/resolving.py": {"recover", "_declare_absent"},
}  # fmt: skip
#: Texts with a blank inside those functions that are no sentence of their own: another one is completed with them.
NO_SENTENCE = {
    "an unknown currency", "no currency", "not known", "this party", "another party", "the due date",
    "the invoice date", "the discount date", "a payment", "nothing found is no trouble and no success",
}  # fmt: skip
#: What a placeholder may hold; a sentence is known when it is with one of these in each of its places.
VALUES = ("RE-1", "3", "2026-03-05", "amount exact", "5.20", "sum_gross", "is archived or unknown in Kanbert")


MADE_OF_SENTENCES = {"Doubt", "Explanation"}


def _modules() -> list[str]:
    matching = (path for path in sorted((CORE / "matching").rglob("*.py")) if _makers(path))
    return sorted({*SPEAKING, *(path.relative_to(CORE).as_posix() for path in matching)})


def _makers(path: Path) -> set[str]:
    """Functions that make something of a sentence."""
    return {
        function.name
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        and any(isinstance(node, ast.Call) and _is_maker(node.func) for node in ast.walk(function))
    }


def _is_maker(called: ast.expr) -> bool:
    return isinstance(called, ast.Name) and called.id in MADE_OF_SENTENCES


@pytest.mark.parametrize("module", _modules())
def test_every_sentence_in_the_code_is_known(module: str) -> None:
    listed = SPEAKING.get(module, set())
    silent = [name for name in sorted(listed) if not list(_sentences(CORE / module, {name}))]
    assert silent == [], "functions that say nothing: the list above is out of date"
    sentences = list(_sentences(CORE / module, listed | _makers(CORE / module)))
    assert [pieces for pieces in sentences if not _known_with_some_values(pieces)] == []


_Pieces = Sequence[str | None]


def _sentences(path: Path, functions: set[str]) -> Iterator[_Pieces]:
    """Each text as its pieces; None stands for a value."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef) and function.name in functions:
            inside = {
                id(part) for node in ast.walk(function) if isinstance(node, ast.JoinedStr) for part in node.values
            }
            inside.add(id(function.body[0].value) if isinstance(function.body[0], ast.Expr) else 0)  # the docstring
            inside |= {
                id(node.value) for node in ast.walk(function) if isinstance(node, ast.keyword) and node.arg == "sort"
            }
            for node in ast.walk(function):
                if isinstance(node, ast.JoinedStr):
                    pieces: _Pieces = [
                        str(part.value) if isinstance(part, ast.Constant) else None for part in node.values
                    ]
                    if any(piece and piece.strip(" :;,|") for piece in pieces):
                        yield pieces
                elif isinstance(node, ast.Constant) and id(node) not in inside and _is_sentence(node.value):
                    yield [str(node.value)]


def _is_sentence(value: object) -> bool:
    return isinstance(value, str) and " " in value.strip(" ,;:") and value not in NO_SENTENCE


def _known_with_some_values(pieces: _Pieces) -> bool:
    choices = [VALUES if piece is None else (piece,) for piece in pieces]
    return any(is_known("".join(words)) for words in itertools.product(*choices))


# ---------------------------------------------------------------------------------------------------- as it is declared


def test_every_finding_and_missing_fact_of_a_signal_is_known() -> None:
    values = {"number": "RE-1", "party": "Müller", "provenance": "master data"}
    findings = [words.format(**values) for one in SIGNALS for words in one.findings]
    facts = [f"would be sure if {one.missing[1].format(**values)}" for one in SIGNALS if one.missing]
    assert [text for text in findings + facts if not is_known(text)] == []


def test_every_word_of_the_records_is_known() -> None:
    words = [str(word) for kind in (Verdict, Document, Side, DifferenceKind, State) for word in kind if word]
    assert [word for word in words if not is_known(word)] == []


def test_words_of_one_list_stay_apart() -> None:
    for kind in (Verdict, Document, Side, DifferenceKind, State):
        words = [phrase(str(word), Language.DE) for word in kind if word]
        assert len(words) == len(set(words)), kind


def test_german_is_german() -> None:
    """A sentence copied and not translated, or a placeholder lost on the way."""
    same = {"{number}: {said}"}
    for english, german in {**WORDS, **MATCHING, **KANBERT, **POSTING}.items():
        assert english != german or english in same
        assert " ".join(german.split()) == german


# ------------------------------------------------------------------------------------------------------- as it is said


def said_by(proposals: Iterable[Proposal]) -> set[str]:
    texts: set[str] = set()
    for one in proposals:
        texts |= {one.kind, one.missing, *one.reasons, *one.warnings, *one.line.flags}
        texts |= {part.finding for part in one.evidence}
    return texts


@pytest.mark.parametrize("seed", [12, 31])
def test_everything_said_in_a_train_world_is_known(seed: int) -> None:
    world = world_of(seed, 1000)
    texts = said_by(propose(world.lines, world.books, Rules(), run_id="R-WORLD"))
    assert len(texts) > 500
    assert [text for text in texts if not is_known(text)] == []


def test_everything_said_about_the_samples_is_known(tmp_path: Path) -> None:
    samples = ROOT / "sample_statements"
    files = [samples / "camt053_v08" / name for name in ("2026-03_giro.xml", "2026-03_reserve.xml")]
    statements = [statement for path in files for statement in read(path)]
    settings = Settings()
    books = books_of(read_snapshot(samples / "kanbert"), settings, statements)
    rules = rules_of(settings, books, statements)
    with Journal(tmp_path / "journal.sqlite3", clock=SystemClock()) as journal:
        run = pipeline.propose_run(statements, books, journal, rules, configured=lambda _: None, today=date(2026, 4, 1))
    texts = said_by(run.proposals)
    assert len(texts) > 30
    assert [text for text in texts if not is_known(text)] == []
