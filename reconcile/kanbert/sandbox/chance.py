"""Draws that a seed and the names of what is drawn for decide: the same history has the same luck, whatever its order.

Independent of each other, so that one more draw never changes another one (as a shared generator's would).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from fractions import Fraction
from typing import TypeVar

_Choice = TypeVar("_Choice")
_BYTES = 8


def draw(seed: int, *labels: object) -> int:
    """A number from 0 to 2**64 - 1."""
    text = "\x1f".join(map(str, (seed, *labels)))
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:_BYTES], "big")


def happens(probability: Fraction, seed: int, *labels: object) -> bool:
    return Fraction(draw(seed, *labels), 256**_BYTES) < probability


def between(least: int, most: int, seed: int, *labels: object) -> int:
    """Both ends included."""
    return least + draw(seed, *labels) % (most - least + 1)


def choose(choices: Sequence[_Choice], seed: int, *labels: object) -> _Choice:
    return choices[draw(seed, *labels) % len(choices)]
