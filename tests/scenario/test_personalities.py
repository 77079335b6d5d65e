"""Whatever Kanbert turns out to be like: the same open items, or unknown ones, or a refusal; never a wrong amount.

docs/kanbert.md has the table "personality → what the program does"; it is held against what happens here.
Two seeds each; twenty with RECONCILE_LONG=1.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from scenario_tools import TOKEN

from importers import read
from importers.statement import Statement
from reconcile.cli import main
from reconcile.cli.arguments import parse
from reconcile.cli.composition import books_of, history_since, reading_journal_of, settings_of
from reconcile.errors import ReconcileError
from reconcile.kanbert import client as client_module
from reconcile.kanbert.client import KanbertClient
from reconcile.kanbert.open_items import incoming_item, outgoing_item
from reconcile.kanbert.pulling import pull
from reconcile.kanbert.sandbox import Sandbox, State, running
from reconcile.kanbert.sandbox.personalities import Personality
from reconcile.kanbert.snapshot import read_snapshot
from reconcile.records import Books, OpenItem, Run, Side, Verdict
from reconcile.seams import SystemClock

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sample_statements"
GIRO = SAMPLES / "camt053_v08" / "2026-03_giro.xml"
SEEDS = 2
SAME, UNKNOWN, REFUSED = "same", "unknown", "refused"

Key = tuple[Side, str]


@dataclass(frozen=True)
class Seen:
    """What a pull and the derivation of open items ended with."""

    outcome: str
    words: str = ""


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting 60 s for an answer that never comes is the same as waiting for a third of one."""
    monkeypatch.setattr(client_module, "_TIMEOUT", httpx.Timeout(0.3))


@cache
def statements() -> tuple[Statement, ...]:
    return tuple(read(GIRO))


def pulled(*personalities: Personality, seed: int = 0) -> Books:
    settings = settings_of(parse(["--config", str(SAMPLES / "config.toml"), "pull", "--snapshot", "x"]))
    with State() as state:
        state.load(SAMPLES / "kanbert")
        box = Sandbox(state, SystemClock(), tokens=(TOKEN,), personalities=personalities, seed=seed)
        with running(box) as base_url, KanbertClient(base_url, TOKEN, clock=SystemClock()) as client:
            snapshot = pull(client, clock=SystemClock(), since=history_since(statements()), currency_known=True)
    return books_of(snapshot, settings, statements())


@cache
def true_items() -> dict[Key, OpenItem]:
    return by_key(pulled())


@cache
def true_amounts() -> dict[Key, int | None]:
    """Of settled documents and drafts too, which are no open items until something about them cannot be understood."""
    snapshot = read_snapshot(SAMPLES / "kanbert")
    zone = ZoneInfo("Europe/Berlin")
    outgoing = [outgoing_item(one, snapshot.payments, zone=zone) for one in snapshot.outgoing]
    incoming = [incoming_item(one, snapshot.payments, home_currency="EUR", zone=zone) for one in snapshot.incoming]
    return {(one.side, one.item_id): one.open_minor for one in outgoing + incoming}


def by_key(books: Books) -> dict[Key, OpenItem]:
    return {(one.side, one.item_id): one for one in books.items}


def seen(personality: Personality, seed: int) -> Seen:
    try:
        books = pulled(personality, seed=seed)
    except ReconcileError as error:
        return Seen(REFUSED, str(error))
    found, true = by_key(books), expected(personality)
    assert not true.keys() - found.keys(), "an open item disappeared"
    doubtful = [key for key, item in found.items() if not is_true(item, true.get(key))]
    for key in doubtful:
        assert found[key].unsafe, f"nobody warns of {found[key]}"
        assert found[key].open_minor in (None, true[key].open_minor if key in true else true_amounts()[key])
    return Seen(UNKNOWN if doubtful else SAME, "; ".join(sorted({found[key].unsafe[0] for key in doubtful})))


def is_true(item: OpenItem, true: OpenItem | None) -> bool:
    return true is not None and (item.open_minor, item.unsafe) == (true.open_minor, true.unsafe)


def expected(personality: Personality) -> dict[Key, OpenItem]:
    if personality is not Personality.DISCOUNT_GRANTED:
        return true_items()
    return {
        key: replace(one, open_minor=one.open_minor and one.open_minor - one.discount_minor)
        for key, one in true_items().items()
    }


# ----------------------------------------------------------------------------------------------------------- the table


@cache
def promised() -> dict[str, set[str]]:
    """personality → the outcomes the document names."""
    text = (ROOT / "docs" / "kanbert.md").read_text(encoding="utf-8")
    table = text.split("## Personalities", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| `([\w-]+)` \| ([a-z, ]+) \|", table, re.MULTILINE)
    return {name: set(words.split(", ")) for name, words in rows}


def test_the_table_names_every_personality() -> None:
    assert sorted(promised()) == sorted(one.value for one in Personality)
    assert set().union(*promised().values()) <= {SAME, UNKNOWN, REFUSED}


@pytest.mark.parametrize("personality", list(Personality))
def test_open_items_are_the_same_or_unknown_or_refused(personality: Personality) -> None:
    for seed in range(SEEDS):
        found = seen(personality, seed)
        assert found.outcome in promised()[personality.value], found


@pytest.mark.long
@pytest.mark.parametrize("personality", list(Personality))
def test_twenty_seeds_of_each(personality: Personality) -> None:
    found = [seen(personality, seed) for seed in range(20)]
    assert {one.outcome for one in found} == promised()[personality.value], found


def test_a_discount_already_granted_is_not_deducted_again() -> None:
    """U31."""
    with_terms = {key for key, one in true_items().items() if one.discount_minor}
    assert len(with_terms) == 4
    items = by_key(pulled(Personality.DISCOUNT_GRANTED))
    assert {items[key].discount_minor for key in with_terms} == {0}
    assert all(items[key].terms_minor for key in with_terms)


# ------------------------------------------------------------------------------------------------------- the whole run

#: What changes the objects themselves; the rest is the same to `run` as it is to a pull.
OBJECTS = [
    *(Personality.NUMBERS_AS_STRINGS, Personality.NUMBERS_AS_LONG_FLOATS, Personality.AMOUNTS_IN_CENTS),
    *(Personality.OUT_NEGATIVE, Personality.BOOKINGS_MISSING, Personality.UNKNOWN_ENUMS, Personality.NULL_REQUIRED),
    *(Personality.PAYMENT_TYPE_SWAPPED, Personality.ROWS_SKIPPED, Personality.FILTER_EMPTY, Personality.REDIRECTED),
]


def ran(folder: Path, monkeypatch: pytest.MonkeyPatch, *personalities: Personality) -> tuple[int, Run | None]:
    folder.mkdir()
    shutil.copyfile(SAMPLES / "config.toml", folder / "config.toml")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("KANBERT_TOKEN", TOKEN)
    with State() as state:
        state.load(SAMPLES / "kanbert")
        with running(Sandbox(state, SystemClock(), tokens=(TOKEN,), personalities=personalities, seed=3)) as base_url:
            monkeypatch.setenv("KANBERT_BASE_URL", base_url)
            code = main(["run", str(GIRO), "--today", "2026-04-01"])
    if code:
        return code, None
    arguments = parse(["status"])
    with reading_journal_of(arguments, settings_of(arguments)) as journal:
        return code, journal.latest_run()


def sure_of(run: Run) -> dict[str, Any]:
    return {
        one.line.transaction.transaction_id: [(part.item.item_id, part.allocated_minor) for part in one.allocations]
        for one in run.proposals
        if one.verdict is Verdict.SURE
    }


def test_nothing_becomes_sure_that_was_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sure proposal is the same as with an ordinary Kanbert, or is not sure."""
    _, usual = ran(tmp_path / "usual", monkeypatch)
    assert usual is not None
    truth = sure_of(usual)
    assert len(truth) >= 20
    for personality in OBJECTS:
        code, run = ran(tmp_path / personality.value, monkeypatch, personality)
        said = capsys.readouterr().err
        assert "Traceback" not in said, said
        assert run is not None or (code in (2, 4, 5) and "→" in said), (personality, said)
        assert run is None or sure_of(run).items() <= truth.items(), personality
