"""The tables peers read say what the world says, and the plainest peer runs on them with nothing installed."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from score import read_claims, score
from world import world_of
from worlds.build import World

PEERS = Path(__file__).resolve().parents[3] / "benchmarks" / "peers"


@pytest.fixture(scope="module")
def world() -> World:
    return world_of(7, 1000)


@pytest.fixture(scope="module")
def folder(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tables")
    code = (
        "import sys; sys.path[:0] = sys.argv[2:]; from tables import write_tables; from world import world_of; "
        "from pathlib import Path; write_tables(world_of(7, 1000), Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", code, str(made), str(PEERS), str(PEERS.parent)], check=True)
    return made


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_hold_every_line_and_document(world: World, folder: Path) -> None:
    lines, documents = _rows(folder / "lines.csv"), _rows(folder / "documents.csv")
    assert [row["unique_id"] for row in lines] == [truth.line for truth in world.truths]
    assert sum(int(row["amount"]) for row in lines) == sum(line.transaction.amount_minor for line in world.lines)
    assert {row["unique_id"] for row in documents} == {item.item_id for item in world.books.items}


def test_the_best_number_is_mostly_the_true_one(world: World, folder: Path) -> None:
    """Peers are helped: where the number is printed, it is found for them."""
    numbers = {row["unique_id"]: row["number"] for row in _rows(folder / "documents.csv")}
    found = {row["unique_id"]: row["number"] for row in _rows(folder / "lines.csv")}
    printed = [one for one in world.truths if "text printed" in one.traits and len(one.allocations) == 1]
    hits = sum(found[one.line] == numbers[one.allocations[0][0]] for one in printed)
    assert hits > 0.9 * len(printed)


def test_vlookup_runs_and_is_right_but_finds_little(world: World, folder: Path) -> None:
    command = [sys.executable, str(PEERS / "vlookup.py"), str(folder)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert json.loads(printed)["claims"] > 100
    found = score(world.truths, read_claims(folder / "claims.csv"))
    assert found.booking.precision > 0.95
    assert 0.3 < found.booking.recall < 0.75


def test_versions_of_peers_are_pinned() -> None:
    for path in (PEERS / "requirements").glob("*.txt"):
        lines = path.read_text(encoding="utf-8").split()
        assert lines
        assert all("==" in line for line in lines)
