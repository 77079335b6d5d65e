"""What can happen to the bytes of any file on its way: shared by the fuzzing of all readers."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Damage = Callable[[Random, bytes], bytes]


def cut(random: Random, content: bytes) -> bytes:
    place = random.randrange(len(content) + 1)
    return content[:place] + content[place + random.choice((1, 5, 50, 500)) :]


def end(random: Random, content: bytes) -> bytes:
    return content[: random.randrange(1, len(content) + 1)]


def copy(random: Random, content: bytes) -> bytes:
    place, start = random.randrange(len(content) + 1), random.randrange(len(content) + 1)
    return content[:place] + content[start : start + random.randrange(800)] + content[place:]


def byte(random: Random, content: bytes) -> bytes:
    place = random.randrange(len(content))
    return content[:place] + bytes([random.randrange(256)]) + content[place + 1 :]
