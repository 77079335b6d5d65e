"""Thousands of random histories in virtual time: nothing is lost, nothing is doubled (simulation.md 3.1, 4, 5, 6).

The short form plays a few hundred seeds. The nightly form plays 10 000 and every mutant:

    RECONCILE_LONG=1 python -m pytest -s tests/crash/test_simulation.py
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from broken_committers import BROKEN
from sim_coverage import ELSEWHERE, ROWS, Coverage
from sim_histories import History, Round, Strike, history
from sim_offsets import OFFSET_EDGES
from sim_oracle import ALL_FAULTS, EDGES
from sim_play import Played, play
from sim_world import Violation

ROOT = Path(__file__).resolve().parents[2]
REGRESSIONS = ROOT / "tests" / "regressions.txt"
SHORT, NIGHTLY = 160, 16_000
MOST_MUTANT_SEEDS = 3_000
MOST_SHRINKING = 300
#: Takes a Kanbert that answers right and does something else: test_acknowledged_but_not_shown_is_for_a_person.
UNSHOWN = ("posted", "with a person")
OFFSET_LABELS = tuple(f"offset {step} {when}" for step in ("J3", "J4") for when in ("before", "after"))

#: mutant -> a seed whose history kills it; the nightly form looks for the first one.
KILLED_BY: dict[str, int] = {
    "a 5xx is taken as not applied, and no read-back": 22,
    "silence is taken as not applied, and no read-back": 22,
    "silence is taken as not applied": 87,
    "silence is taken as success": 19,
    "a garbage 200 is trusted": 59,
    "silence is taken as a refusal": 19,
    "no quarantine": 209,
    "the attempt is recorded after the POST": 0,
    "one look instead of two, and no read-back": 22,
    "no control query": 792,
    "no read-back": 22,
    "blind to deleted payments": 324,
    "no lock": 16,
    "a token for each attempt": 0,
    "payments by hand are ignored": 324,
    "what is under way is forgotten": 664,
    "sending is taken as not begun": 306,
    "doubles are not reported": 0,
    "a failed read is an absence": 1061,
    "an unclear offset is sent again": 119,
    "an offset under way is taken as not begun": 348,
}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """In memory where there is such a place: a history syncs its journals some hundred times."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    usable = memory.is_dir() and os.access(memory, os.W_OK)
    with TemporaryDirectory(dir=memory if usable else tmp_path) as name:
        yield Path(name) / "world"


def lived(folder: Path, one: History) -> Played:
    """Plays it; a violation is shown with its seed, the smallest history that still has it, and what happened."""
    try:
        return play(folder, one)
    except Exception as error:  # noqa: BLE001 - whatever it was, it is shown
        least = shrunk(folder, one, error)
        pytest.fail(f"seed {one.seed}: {error}\nadd it to tests/regressions.txt\n{least}\n{told(folder, least)}")


def shrunk(folder: Path, one: History, error: Exception) -> History:
    """Greedily: whatever can be left out while the same invariant still breaks."""
    tries = 0
    while tries < MOST_SHRINKING:
        for smaller in one.smaller():
            tries += 1
            if _same(folder, smaller, error):
                one = smaller
                break
        else:
            return one
    return one


def _same(folder: Path, one: History, error: Exception) -> bool:
    try:
        play(folder, one)
    except Exception as found:  # noqa: BLE001 - whatever it was, it is compared
        return _kind(found) == _kind(error)
    return False


def _kind(error: Exception) -> str:
    return str(error).split(" ", 1)[0] if isinstance(error, Violation) else type(error).__name__


def told(folder: Path, one: History) -> str:
    """The oracle log and the journals of a history that fails."""
    played = Played(folder / "told", one)
    with suppress(Exception):
        played.play()
    lines = [record.line() for record in played.world.oracle_log()]
    return "\n".join([*lines, *map(str, played.oracle.moves)])


# ------------------------------------------------------------------------------------------------------- the histories


def test_some_random_histories_end_well(folder: Path) -> None:
    coverage = Coverage()
    for seed in range(SHORT):
        coverage.add(lived(folder, history(seed)))
    assert coverage.ended["confirmed"] > SHORT / 2, coverage
    assert len(coverage.rows) >= 25, coverage


@pytest.mark.long
def test_ten_thousand_random_histories_end_well(folder: Path) -> None:
    coverage = Coverage()
    for seed in range(NIGHTLY):
        coverage.add(lived(folder, history(seed)))
    print(coverage)
    assert {fault for fault in ALL_FAULTS if coverage.faults[fault] < 20} == set()
    assert {row for row in ROWS if coverage.rows[row] < 5} == set()
    assert {edge for edge in EDGES if coverage.edges[edge] < 20} == set()
    reachable = OFFSET_EDGES - {UNSHOWN}
    assert {edge for edge in reachable if coverage.offset_edges[edge] < 20} == set()
    assert {label for label in OFFSET_LABELS if coverage.labels[label] < 5} == set()


def test_seeds_that_once_failed(folder: Path) -> None:
    for line in REGRESSIONS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            lived(folder, history(int(line.split()[0])))


def test_the_same_seed_is_the_same_history(folder: Path) -> None:
    """Same oracle log, same journal, to the last hash."""

    def trace(seed: int) -> tuple[list[str], str]:
        played = lived(folder, history(seed))
        with played.world.journal(0) as journal:
            return [record.line() for record in played.world.oracle_log()], journal.head[1]

    for seed in range(5):
        assert trace(seed) == trace(seed)
    assert trace(5) != trace(6)


# --------------------------------------------------------------------------------------------------------- is it honest


@pytest.mark.parametrize("name", KILLED_BY)
def test_a_broken_committer_does_not_survive(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """At a seed known to kill it; the true one lives through it."""
    seed = KILLED_BY[name]
    play(folder, history(seed))
    BROKEN[name](monkeypatch)
    with pytest.raises((Violation, AssertionError)):
        play(folder, history(seed))


@pytest.mark.long
@pytest.mark.parametrize("name", BROKEN)
def test_random_histories_kill_every_broken_committer(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    BROKEN[name](monkeypatch)
    for seed in range(MOST_MUTANT_SEEDS):
        try:
            play(folder, history(seed))
        except AssertionError as error:
            print(f'\n    "{name}": {seed},  # {error}')
            return
    pytest.fail(f"{name} lives: the generator is too weak")


def test_a_violation_is_shown_with_little_around_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The attempt that is recorded too late needs one round, one line, no fault."""
    name = "the attempt is recorded after the POST"
    BROKEN[name](monkeypatch)
    one = history(KILLED_BY[name])
    least = shrunk(folder, one, _error(folder, one))
    assert (least.rounds, len(least.lines)) == ((), 1)
    assert str(_error(folder, least)).startswith("I2")


def _error(folder: Path, one: History) -> Exception:
    with pytest.raises(AssertionError) as caught:
        play(folder, one)
    return caught.value


def test_rows_out_of_reach_are_shown_by_tests_that_exist() -> None:
    for row, place in ELSEWHERE.items():
        path, _, name = place.partition("::")
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert name in names, f"{row}: {place}"


def test_a_history_loses_its_parts_one_by_one() -> None:
    one = replace(history(1), rounds=(Round(strikes=(Strike("refuse"), None), crash_at=3),))
    smaller = list(one.smaller())
    assert any(not part.rounds for part in smaller)
    assert any(part.rounds and part.rounds[0].strikes == (None, None) for part in smaller)
    assert any(part.rounds and part.rounds[0].crash_at == 0 for part in smaller)
