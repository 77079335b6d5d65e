"""Bank line and invoice side by side: which words they share, and what each signal found. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reconcile.records import Evidence, OpenItem, Proposal
from reconcile.review.finding import plain

_WORD = re.compile(r"\w+")
_UMLAUTS = re.compile("([aou])e")
#: Of these a match says nothing: legal forms, and words of every invoice.
_EMPTY = frozenset(
    ("gmbh", "mbh", "ohg", "gbr", "und", "the", "and", "for", "von", "der", "die", "das", "fur", "inc", "ltd", "vom")
)
#: Shorter ones are years, days and counts.
_DIGITS = 5
_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `marked`: the other side says it too."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class SharedWords:
    words: frozenset[str]
    numbers: tuple[str, ...]  #: letters and digits of invoice numbers

    def pieces(self, text: str) -> list[Piece]:
        """`text` cut where a shared word begins or ends; joined again it is `text`."""
        spans = _merged([*self._of_words(text), *self._of_numbers(text)])
        found: list[Piece] = []
        at = 0
        for start, end in spans:
            found += [Piece(text[at:start])] if start > at else []
            found.append(Piece(text[start:end], marked=True))
            at = end
        return found + ([Piece(text[at:])] if at < len(text) else [])

    def _of_words(self, text: str) -> Iterable[tuple[int, int]]:
        return (one.span() for one in _WORD.finditer(text) if _alike(one.group()) in self.words)

    def _of_numbers(self, text: str) -> Iterable[tuple[int, int]]:
        """Where the letters and digits of a number stand one after the other, whatever is between them."""
        kept = [(index, char) for index, char in enumerate(plain_by_char(text)) if char.isalnum()]
        compact = "".join(char for _, char in kept)
        for number in self.numbers:
            start = compact.find(number)
            while start >= 0:
                yield kept[start][0], kept[start + len(number) - 1][0] + 1
                start = compact.find(number, start + 1)


def plain_by_char(text: str) -> list[str]:
    """One character for each of the text's, so that positions hold."""
    return [(plain(char) or " ")[0] for char in text]


def shared_words(proposal: Proposal, items: Sequence[OpenItem]) -> SharedWords:
    """What the bank line and these items both say."""
    line = proposal.line.transaction
    bank = [line.counterparty_name, line.ultimate_name, line.remittance, line.creditor_reference, line.end_to_end_id]
    texts = [text for item in items for text in (item.number, item.title, *item.party_names, *item.references)]
    compact = "".join(char for char in plain_by_char(" ".join(bank)) if char.isalnum())
    numbers = {"".join(char for char in plain_by_char(item.number) if char.isalnum()) for item in items}
    return SharedWords(
        words=frozenset(_words(bank) & _words(texts)),
        numbers=tuple(sorted(one for one in numbers if len(one) >= _LETTERS and one in compact)),
    )


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for one in _WORD.findall(text) if _speaks(word := _alike(one))}


def _alike(word: str) -> str:
    """`Müller`, `Mueller` and `Muller` are one word: banks write umlauts as they can."""
    return _UMLAUTS.sub(r"\1", plain(word))


def _speaks(word: str) -> bool:
    return len(word) >= (_DIGITS if word.isdigit() else _LETTERS) and word not in _EMPTY


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


# ---------------------------------------------------------------------------------------------------------- findings


class Grade(StrEnum):
    FOR = "for"
    AGAINST = "against"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one signal says of line and invoice."""

    signal: str
    words: str  #: as the core says it, English
    grade: Grade


#: In the order a bookkeeper compares. What was true before any evidence, and how far the sum was corrected, is no
#: comparison of these two: `explain` shows it.
SIGNALS = (
    *("invoice_number", "creditor_reference", "open_amount", "known_account", "party_name", "booking_date"),
    *("title", "stated_date", "month", "amount_chance"),
)
#: As in the `why` column: smaller weights say nothing by themselves.
_WORTH_SAYING = 0.5
_NOTHING = "nothing known"


def findings(evidence: Sequence[Evidence]) -> list[Finding]:
    by_signal = {one.signal: one for one in evidence}
    return [_finding(by_signal[signal]) for signal in SIGNALS if signal in by_signal]


def _finding(one: Evidence) -> Finding:
    if one.finding == _NOTHING or abs(one.log_odds) < _WORTH_SAYING:
        return Finding(one.signal, one.finding, Grade.SILENT)
    return Finding(one.signal, one.finding, Grade.FOR if one.log_odds > 0 else Grade.AGAINST)


def evidence_for(proposal: Proposal, items: Sequence[OpenItem]) -> tuple[Evidence, ...]:
    """Of the proposal itself, or of the one runner-up a person chose; () for any other choice: nobody weighed it."""
    chosen = [item.item_id for item in items]
    if chosen == [one.item.item_id for one in proposal.allocations]:
        return proposal.evidence
    return next((one.evidence for one in proposal.alternatives if [one.item_id] == chosen), ())
