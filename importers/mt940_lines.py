"""From the physical lines of an MT940 to its fields: `:61:...` and the lines that go on with it.

What stands around the fields is no part of them: SWIFT blocks, a bank's own header lines, prose before the first tag,
the `-` that ends a message, control characters (formats.md 2.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

#: Beside the tags: a message begins (`text` is its SWIFT header), a message ends.
BEGIN, END = "{", "-"

#: Fields of MT940 and MT942, and the `:NS:` of the MultiCash world.
_HEAD = frozenset(("20", "21", "25", "25P", "28", "28C", "60F", "60M", "34F", "13", "13D"))

#: Only these go on with a statement; after any other the `-` before it did end a message.
_GOES_ON = frozenset(("61", "86", "62F", "62M", "64", "65", "90C", "90D", "NS"))
KNOWN = _HEAD | _GOES_ON
_CLOSES = frozenset(("62F", "62M"))

#: In these a line that looks like a tag but is none of ours is text: `2016-09-12T16` / `:26:37`.
_FREE_TEXT = frozenset(("61", "86", "NS"))

_TAG = re.compile(r"-?:(\d{2,3}[A-Z]?|NS[A-Z]?):", re.ASCII)
_ENVELOPE = re.compile(r"-\}|\{[1-5]:")
_CONTROLS = "\x00\x01\x02\x03\x1a\ufeff"
_RABOBANK = "940"  #: `:940:` heads the message

_FULL_LINE = 60  #: SWIFT wraps at 65; a line this long was wrapped, not ended
_HOUR = re.compile(r"(?<!\d)[0-2]\d$", re.ASCII)
_MINUTES = re.compile(r":[0-5]\d:[0-5]\d(?!\d)", re.ASCII)


@dataclass(slots=True)
class Field:
    tag: str
    line: int  #: 1-based, where it begins
    lines: list[str] = field(default_factory=list)  #: without the tag, raw

    @property
    def text(self) -> str:
        """Wraps undone: they are physical and stand for nothing."""
        return "".join(self.lines)


def fields(lines: Iterable[str]) -> Iterator[Field]:
    """The fields in order; `BEGIN` and `END` between messages."""
    reader = _Fields()
    for number, line in _physical(lines):
        yield from reader.take(number, line)
    yield from reader.finish()


def _physical(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Numbered lines. Where a file writes `@@` for a line's end (BTX, FinTS) it is one."""
    numbered = iter(enumerate(lines, 1))
    first = next(((number, line) for number, line in numbered if line.strip(_CONTROLS + " \t-")), None)
    if first is None:
        return
    marked = "@@:" in first[1]
    for number, line in chain((first,), numbered):
        if marked and "@@" in line:
            yield from ((number, part) for part in line.split("@@"))
        else:
            yield number, line


class _Fields:
    """The field we are in, and the lines after a `-` until it is clear whether it ended the message."""

    def __init__(self) -> None:
        self._current: Field | None = None
        self._held: list[str] | None = None
        self._is_closed = False  #: the statement has its closing balance

    def take(self, number: int, raw: str) -> Iterator[Field]:
        line = raw.strip(_CONTROLS)
        if _ENVELOPE.match(line):
            yield from self._envelope(number, line)
            return
        found = _TAG.match(line)
        tag = found.group(1) if found else ""
        if found and not self._is_text(tag, line):
            yield from self._begin(tag, number, line[found.end() :])
        elif self._held is not None:
            self._held.append(line)
        elif line.rstrip() == "-":
            self._held = [line]
        elif self._current is not None:
            yield from self._continue(number, line)

    def _is_text(self, tag: str, line: str) -> bool:
        current = self._current
        if current is None or current.tag not in _FREE_TEXT or self._held is not None:
            return False
        if tag not in KNOWN and tag != _RABOBANK:
            return True
        before = current.lines[-1]
        return len(before) >= _FULL_LINE and bool(_HOUR.search(before)) and _MINUTES.match(line) is not None

    def _continue(self, number: int, line: str) -> Iterator[Field]:
        assert self._current is not None
        if self._current.lines[-1] == ":" and (cut := _TAG.match(":" + line)) and cut.group(1) in KNOWN:
            self._current.lines.pop()  # wrapped within the tag
            yield from self._begin(cut.group(1), number, line[cut.end() - 1 :])
        else:
            self._current.lines.append(line)

    def _begin(self, tag: str, number: int, text: str) -> Iterator[Field]:
        goes_on = tag in _GOES_ON and not (self._is_closed and tag == "61")
        if self._held is not None and goes_on and self._current is not None:
            self._current.lines += self._held  # a line of text that is a dash
            self._held = None
        yield from self._closed()
        self._is_closed = tag in _CLOSES or (self._is_closed and tag in _GOES_ON)
        if tag == _RABOBANK:
            yield Field(BEGIN, number, [tag])
        else:
            self._current = Field(tag, number, [text])

    def _envelope(self, number: int, line: str) -> Iterator[Field]:
        """`{1:..}{2:..}{4:` or `-}{5:..}`, with or without a first tag behind it."""
        yield from self._closed()
        if line.startswith("-}"):
            yield Field(END, number, [])
            line = line[2:]
        header, opened, rest = line.rpartition("{4:")
        if (header or rest).strip():
            yield Field(BEGIN, number, [header or rest])
        if opened and rest.strip():
            yield from self.take(number, rest)

    def _closed(self) -> Iterator[Field]:
        if self._current is not None:
            yield self._current
        if self._held is not None:
            yield Field(END, 0, [])
        self._current = self._held = None

    def finish(self) -> Iterator[Field]:
        yield from self._closed()
