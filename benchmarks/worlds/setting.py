"""What all steps of making a world share."""

from __future__ import annotations

from dataclasses import dataclass, field

from worlds.mixtures import Mixtures, family_of, shares
from worlds.words import Words

_IDS, _STEP = 32**7, 1_234_567_891
_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJ"


@dataclass(slots=True)
class Ids:
    """Opaque ids whose order says nothing about age: a walk through all of them in large steps."""

    _count: int = 0

    def next(self) -> str:
        self._count += 1
        number, letters = self._count * _STEP % _IDS, []
        for _ in range(7):
            number, place = divmod(number, 32)
            letters.append(_ALPHABET[place])
        return "".join(letters)


@dataclass(slots=True)
class Setting:
    """The family's words and shares, and the ids already given."""

    family: str
    words: Words
    mix: Mixtures
    ids: Ids = field(default_factory=Ids)


def setting_of(seed: int) -> Setting:
    family = family_of(seed)
    return Setting(family, Words(family), Mixtures(shares(family)))
