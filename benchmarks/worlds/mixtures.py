"""The shares of `world_mixtures.toml`, for one of the families."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "world_mixtures.toml"
FAMILIES = ("train", "drill", "field", "trail", "habit", "test")
#: Seeds of the family that is never trained on; its first five are the frozen worlds.
TEST_SEEDS = range(1001, 2000)
#: Seeds of the second family to train on: other words, other number schemes, and harder than the first.
DRILL_SEEDS = range(2001, 3000)
#: Seeds of the third: once more its own words, number schemes and habits of payers and of their programs.
FIELD_SEEDS = range(3001, 4000)
#: Seeds of the fourth, made as the third was: strangers to all of the others.
TRAIL_SEEDS = range(4001, 5000)
#: Seeds of the fifth, whose payers have habits; its words are strangers to the others' too.
HABIT_SEEDS = range(5001, 6000)
_SEEDS = {
    "test": TEST_SEEDS,
    "drill": DRILL_SEEDS,
    "field": FIELD_SEEDS,
    "trail": TRAIL_SEEDS,
    "habit": HABIT_SEEDS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One phenomenon; `bound` and `limit` are what issue D asks of a world ("at most", 0.56)."""

    name: str
    of: str
    value: float
    why: str
    bound: str = ""
    limit: float = 0.0


def family_of(seed: int) -> str:
    return next((family for family, seeds in _SEEDS.items() if seed in seeds), "train")


def shares(family: str) -> dict[str, Share]:
    """All phenomena, in the order of the file."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: _share(name, table, family) for name, table in tables.items()}


def _share(name: str, table: dict[str, str | float], family: str) -> Share:
    bound, _, limit = str(table.get("issue", "")).rpartition(" ")
    return Share(
        name=name,
        of=str(table["of"]),
        value=float(table[family]),
        why=str(table["why"]),
        bound=bound,
        limit=float(limit or 0),
    )


@dataclass(frozen=True, slots=True)
class Mixtures:
    """`of("noise")` is a share; `among("mangled")` the weights of all `mangled_…`, by the rest of their names."""

    shares: dict[str, Share]

    def of(self, name: str) -> float:
        return self.shares[name].value

    def among(self, prefix: str, *names: str) -> list[tuple[str, float]]:
        return [(name, self.of(f"{prefix}_{name}")) for name in names]
