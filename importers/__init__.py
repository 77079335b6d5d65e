"""Bank statement files in, statements out. Knows banks, nothing of invoices or Kanbert.

    for statement in read("2026-03.xml"):
        print(statement.account, statement.proof, len(statement.transactions))

Cheap to import: a reader, and lxml or schwifty with it, is loaded when a file needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from importers import recognition
from importers.events import Event, assemble
from importers.statement import Statement
from importers.statement_file import MAX_BYTES, NOTHING_GIVEN, Given, StatementFile, open_file

__all__ = ["Given", "read", "stream"]


@dataclass(frozen=True, slots=True)
class Reader:
    """`claims` looks at the content only, never at the name; `stream` may raise StatementRefused at any event."""

    name: str
    claims: Callable[[StatementFile], bool]
    stream: Callable[[StatementFile], Iterator[Event]]


def _stream_camt(file: StatementFile) -> Iterator[Event]:
    from importers import camt

    return camt.stream(file)


def _stream_mt940(file: StatementFile) -> Iterator[Event]:
    from importers import mt940

    return mt940.stream(file)


def _claims_delimited(file: StatementFile) -> bool:
    if recognition.is_xml(file):
        return False
    from importers import delimited

    return delimited.claims(file)


def _stream_delimited(file: StatementFile) -> Iterator[Event]:
    from importers import delimited

    return delimited.stream(file)


READERS: tuple[Reader, ...] = (
    Reader("camt", recognition.is_camt, _stream_camt),
    Reader("mt940", recognition.is_mt940, _stream_mt940),
    Reader("csv", _claims_delimited, _stream_delimited),
)


def stream(
    path: str | Path, *, max_bytes: int = MAX_BYTES, formats: Path | None = None, given: Given = NOTHING_GIVEN
) -> Iterator[Event]:
    """Header, entries and footer of each statement in turn, for files too large for a list.

    Nothing may be used before the iterator is exhausted: StatementRefused can come at the last line.
    `max_bytes`: of the file, or of all members of an archive, unpacked. `formats`: a folder of one's own CSV formats.
    `given`: account and currency of a CSV that does not name its own.
    """
    file = open_file(path, max_bytes)

    def stream_one(one: StatementFile) -> Iterator[Event]:
        return _stream_one(replace(one, formats=formats, given=given))

    if not recognition.is_zip(file):
        return stream_one(file)
    from importers import archive

    return archive.stream(file, stream_one, max_bytes)


def _stream_one(file: StatementFile) -> Iterator[Event]:
    recognition.refuse_foreign(file)
    claimants = [reader for reader in READERS if reader.claims(file)]
    if len(claimants) > 1:
        names = " and ".join(reader.name for reader in claimants)
        remedy = "export it as camt.053 (XML) where you can, and report this file: exactly one reader may claim it"
        raise file.refused(f"could be read as {names}", remedy, code="file-two-readers")
    if not claimants:
        raise recognition.refused_unknown(file)
    return claimants[0].stream(file)


def read(
    path: str | Path, *, max_bytes: int = MAX_BYTES, formats: Path | None = None, given: Given = NOTHING_GIVEN
) -> Iterator[Statement]:
    """The statements of a file, or of all files in a zip archive, in its order.

    Raises StatementRefused, with all problems at once, before the first statement: a file is used whole or not at all.
    """
    yield from assemble(stream(path, max_bytes=max_bytes, formats=formats, given=given))
