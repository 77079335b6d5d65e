"""A zip archive of statement files, as German banks deliver them since 2025. Nothing is ever written to disk.

Safety (security.md, pitfall 32): a member is a counted stream, and what the archive says about its size is not
trusted. Names never touch a file system; those that try to leave a folder refuse the archive all the same, because
nothing harmless has them. The archive is used whole or not at all, and all problems are told together.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from importers.errors import Problem, StatementRefused, excerpt_of
from importers.events import Event, Footer
from importers.statement_file import HEAD_BYTES, READ_BYTES, StatementFile, examined

MAX_MEMBERS = 1000
MAX_RATIO = 200  #: real statements shrink to a twentieth, seldom to a fiftieth
_MAX_DIRECTORY_BYTES = 4 << 20
_MAX_PROBLEMS = 20
_SHOWN = 5  #: copies that are named

_AGAIN = "download it again; nothing of this one was used"
_FEWER = "hand in fewer statements at a time, or allow more: max_megabytes under [statements] in config.toml"
_NOT_THIS = "do not use this file; download it again from online banking"
#: What the standard library raises for a damaged archive or member.
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError, RuntimeError)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1

StreamOne = Callable[[StatementFile], Iterator[Event]]


def stream(file: StatementFile, stream_one: StreamOne, max_bytes: int) -> Iterator[Event]:
    """The events of every member, each a file of its own by `stream_one`; a member that is there twice counts once.

    Raises StatementRefused with the problems of all members, at its end. `max_bytes`: of all members, unpacked.
    """
    problems: list[Problem] = []
    with _opened(file) as archive:
        members = list(_distinct(_members(file, archive, _Budget(max_bytes), problems)))
        if not members and not problems:
            sentence = "is a zip archive without any statement in it"
            raise file.refused(sentence, "hand in the statements themselves", code="zip-empty")
        for member, copies in members:
            try:
                for event in stream_one(member):
                    if not problems:
                        yield _with_note(event, copies)
            except StatementRefused as refusal:
                problems += refusal.problems
            except (zipfile.BadZipFile, zlib.error, EOFError) as error:
                problems.append(_damaged(member.name, error))
    if len(problems) > _MAX_PROBLEMS:
        more = f"has {len(problems) - _MAX_PROBLEMS} more problems of this kind"
        problems[_MAX_PROBLEMS:] = [Problem(file.name, more, _AGAIN, code="file-more-problems")]
    if problems:
        raise StatementRefused(*problems)


def _with_note(event: Event, copies: list[str]) -> Event:
    if not copies or not isinstance(event, Footer):
        return event
    more = f" and {len(copies) - _SHOWN} more" if len(copies) > _SHOWN else ""
    note = f"the same file is in the archive again, as {', '.join(copies[:_SHOWN])}{more}; it counts once"
    return replace(event, warnings=(*event.warnings, note))


# --------------------------------------------------------------------------------------------------- the directory


class _Capped(io.FileIO):
    """No single read is larger than a directory of MAX_MEMBERS can be: its stated size is not trusted."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            position = self.tell()
            size = self.seek(0, io.SEEK_END) - position
            self.seek(position)
        if size > _MAX_DIRECTORY_BYTES:
            raise zipfile.BadZipFile("the directory is too large")
        return super().read(size) or b""


@contextmanager
def _opened(file: StatementFile) -> Iterator[zipfile.ZipFile]:
    """Raises StatementRefused for an archive that cannot be opened, or that no honest program packed."""
    with _Capped(file.path) as content:
        try:
            archive = zipfile.ZipFile(cast(BinaryIO, content))
        except (*_DAMAGE, NotImplementedError) as error:
            raise StatementRefused(_damaged(file.name, error)) from None
        with archive:
            flaws = list(_flaws(file, archive.infolist()))
            if flaws:
                raise StatementRefused(*flaws)
            yield archive


def _damaged(place: str, error: Exception) -> Problem:
    reason = excerpt_of(str(error) or type(error).__name__)
    return Problem(place, "is not a whole zip archive", _AGAIN, reason, code="zip-damaged")


def _flaws(file: StatementFile, members: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    """What is wrong with the archive itself, before a byte is unpacked."""
    if len(members) > MAX_MEMBERS:
        sentence = f"holds {len(members)} files; {MAX_MEMBERS} are the most that are read"
        yield Problem(file.name, sentence, "hand in fewer statements at a time", code="zip-too-many")
        return
    if any(member.orig_filename == "[Content_Types].xml" for member in members):
        remedy = "choose camt.053 (XML) or CSV where online banking exports the statement"
        yield Problem(file.name, "is an Office document (Excel, Word)", remedy, code="file-office")
        return
    if sum(member.compress_size for member in members) > file.size:
        yield Problem(file.name, "says it holds more than it does", _NOT_THIS, code="zip-overstated")
    for name, times in Counter(member.orig_filename for member in members).items():
        if times > 1:
            yield Problem(_place(file, name), f"stands in the archive {times} times", _AGAIN, code="zip-name-twice")
    for member in members:
        if sentence := _flaw(member):
            yield Problem(_place(file, member.orig_filename), sentence, _NOT_THIS, code="zip-member")


def _flaw(member: zipfile.ZipInfo) -> str:
    name, mode = member.orig_filename, member.external_attr >> 16
    if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/"):
        return "is a member that would leave the folder it is unpacked to"
    if "\\" in name or "\0" in name:
        return "has a name that no honest archive has"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link or a device, not a file"
    if member.flag_bits & _ENCRYPTED:
        return "is encrypted"
    if member.compress_type not in _METHODS:
        return "is packed in a way that is not read"
    return ""


def _place(file: StatementFile, member: str) -> str:
    return f"{file.name}/{excerpt_of(member)}"


# ----------------------------------------------------------------------------------------------------- the members


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked of this archive, in bytes; what a refused member has used is used."""

    left: int


def _members(
    file: StatementFile, archive: zipfile.ZipFile, budget: _Budget, problems: list[Problem]
) -> Iterator[StatementFile]:
    """The members that may be statements; a damaged, an empty, an oversized one becomes a problem instead."""
    for info in archive.infolist():
        if info.is_dir() or _is_of_the_system(info.orig_filename):
            continue
        try:
            yield _member(file, archive, info, budget)
        except StatementRefused as refusal:
            problems += refusal.problems
        except _DAMAGE as error:
            problems.append(_damaged(_place(file, info.orig_filename), error))


def _is_of_the_system(name: str) -> bool:
    """What macOS adds to every archive."""
    parts = name.split("/")
    return "__MACOSX" in parts or parts[-1] == ".DS_Store"


def _member(file: StatementFile, archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> StatementFile:
    def opened() -> BinaryIO:
        return cast(BinaryIO, archive.open(info))

    place = _place(file, info.orig_filename)
    with opened() as content:
        chunks = _counted(place, content, info.compress_size, budget)
        path = f"{file.path}/{info.orig_filename}"
        member = examined(chunks, opened, path=path, name=place, archive=file.path)
    head = member.head
    return replace(member, open=lambda: io.BytesIO(head)) if member.size <= HEAD_BYTES else member


def _counted(place: str, content: BinaryIO, packed_bytes: int, budget: _Budget) -> Iterator[bytes]:
    size = 0
    while chunk := content.read(READ_BYTES):
        size += len(chunk)
        budget.left -= len(chunk)
        if size > MAX_RATIO * packed_bytes:
            sentence = f"unpacks to more than {MAX_RATIO} times its size, which no statement does"
            raise StatementRefused(Problem(place, sentence, _NOT_THIS, code="zip-bomb"))
        if budget.left < 0:
            sentence = "is more than may be unpacked of one archive"
            raise StatementRefused(Problem(place, sentence, _FEWER, code="zip-too-large"))
        yield chunk


def _distinct(members: Iterator[StatementFile]) -> Iterator[tuple[StatementFile, list[str]]]:
    """Each content once, with the names of its copies."""
    found: dict[str, tuple[StatementFile, list[str]]] = {}
    for member in members:
        if member.sha256 in found:
            found[member.sha256][1].append(member.name)
        else:
            found[member.sha256] = (member, [])
    yield from found.values()
