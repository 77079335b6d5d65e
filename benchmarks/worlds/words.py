"""A family's word lists (`words_train.toml`, `words_drill.toml` and so on)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class NoiseKind:
    """A kind of line that belongs to no document. Amounts in minor units; `way`: +1 in, -1 out, 0 either."""

    reason: str
    way: int
    weight: float
    name: str
    text: tuple[str, ...]
    low: int
    high: int
    code: str
    purpose: str = ""


class Words:
    """`words["trades"]` is a list of texts."""

    def __init__(self, family: str) -> None:
        path = Path(__file__).resolve().parent / f"words_{family}.toml"
        tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        self.noise = [NoiseKind(**(one | {"text": tuple(one["text"])})) for one in tables.pop("noise")]
        self._lists: dict[str, tuple[str, ...]] = {name: tuple(words) for name, words in tables.items()}

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self._lists[name]
