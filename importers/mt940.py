"""MT940 customer statement and MT942 interim report, as a stream of events.

Strict: what is no `:61:` of the grammar, no balance, no date refuses the file, with the place. Tolerant where banks
differ and the meaning is certain (formats.md 2). One pass; a statement waits only where it does not say its currency
before its first booking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from importers.errors import Problem, StatementRefused
from importers.events import Event
from importers.mt940_bytes import letters_of
from importers.mt940_lines import BEGIN, END, fields
from importers.mt940_pages import FileReading
from importers.mt940_statement import StatementReading
from importers.statement_file import StatementFile

_MT942 = re.compile(r"\{2:[IO]942")
_AGAIN = "export it again; nothing of this one was used"


def stream(file: StatementFile) -> Iterator[Event]:
    """Raises StatementRefused, with all problems at once, at the end of the file."""
    reading = FileReading(file, letters_of(file))
    current: StatementReading | None = None
    is_mt942 = False
    for one in fields(reading.letters.lines(file)):
        if one.tag in (BEGIN, END):
            if current:
                yield from current.end()
            current = None
            if one.tag == END or "{1:" in one.text or "{2:" in one.text:  # blocks can stand on lines of their own
                is_mt942 = _MT942.search(one.text) is not None
            continue
        if current and current.ends_before(one.tag):
            yield from current.end()
            current = StatementReading(reading, None if one.tag == "20" else current, is_mt942=is_mt942)
        current = current or StatementReading(reading, None, is_mt942=is_mt942)
        yield from current.take(one)
    if current:
        yield from current.end()
    if not reading.has_statement and not reading.problems:
        if reading.bare is None:
            raise file.refused("holds no field of a statement", _AGAIN, code="mt940-no-field")
        reading.complain(reading.bare, "no statement follows: neither a balance nor a booking")
    if reading.more_problems:
        more = f"has {reading.more_problems} more problems of this kind"
        reading.problems.append(Problem(file.name, more, _AGAIN, code="file-more-problems"))
    if reading.problems:
        raise StatementRefused(*reading.problems)
