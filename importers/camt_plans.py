"""What is known of all entries of one shape: where among an entry's texts those of each of its records stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from importers.camt_fields import Record


def picker(places: Sequence[int]) -> Callable[[Sequence[str]], Sequence[Any]]:
    """Takes the texts at `places`: a tuple where there are several."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda texts: [texts[place] for place in places]


@dataclass(slots=True)
class RecordPlan:
    """Which of an entry's filled texts are one record's."""

    places: dict[str, int]  #: field -> place of its text
    constants: dict[str, str]  #: values from attributes
    ranks: dict[str, int]
    texts: tuple[tuple[str, int], ...]  #: (kind, place)
    groups: tuple[tuple[str, tuple[RecordPlan, ...]], ...]
    _names: tuple[str, ...] = field(init=False)
    _pick: Callable[[Sequence[str]], Sequence[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._names, self._pick = tuple(self.places), picker(tuple(self.places.values()))

    def record(self, texts: Sequence[str], stripped: Sequence[str]) -> Record:
        """Called for every entry that is not read in another way (camt_plain): a hot spot."""
        record = Record()
        record.values = dict(zip(self._names, self._pick(stripped)))  # noqa: B905 - as many, and strict costs
        if self.constants:
            record.values |= self.constants
        if self.ranks:
            record.ranks |= self.ranks
        for kind, place in self.texts:
            record.texts.append((kind, texts[place]))
        for name, plans in self.groups:
            record.groups[name] = [plan.record(texts, stripped) for plan in plans]
        return record
