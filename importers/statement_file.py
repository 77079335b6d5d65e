"""A file as it was handed in: its bytes, never its name, say what it is."""

from __future__ import annotations

import codecs
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from importers.errors import Problem, StatementRefused, excerpt_of
from importers.statement import Source

#: Enough to see what a file is: preamble and column names of a CSV, envelope and first entries of a camt.
HEAD_BYTES = 65536
_CHUNK_BYTES = 131072
READ_BYTES = 1 << 20
MAX_BYTES = 2 << 30  #: of a file, or of all members of an archive together
_SHORTER = "export a shorter period, or allow more: max_megabytes under [statements] in config.toml"
_PADDING = b"\0\x1a \t\r\n"

_MARKS = (  # longest first: the mark of UTF-32LE begins with that of UTF-16LE
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody says of files that do not say it: many banks' CSV name no account, and some no currency."""

    account: str = ""  #: own IBAN, or the name the account goes by; as `identifiers.account_id` writes it
    currency: str = ""  #: ISO 4217


NOTHING_GIVEN = Given()


@dataclass(frozen=True)
class StatementFile:
    path: str  #: as given by the caller
    name: str  #: for messages
    size: int
    sha256: str
    head: bytes  #: the first HEAD_BYTES
    content_end: int  #: where the content ends and padding (NUL, SUB, blanks) begins
    is_utf8: bool  #: every byte of it
    open: Callable[[], BinaryIO]  #: the content from its first byte, seekable; a member of an archive is never on disk
    formats: Path | None = None  #: where the user's own CSV formats are
    given: Given = NOTHING_GIVEN
    archive: str = ""  #: path of the archive it is a member of, "" for a file of its own

    @cached_property
    def marked_encoding(self) -> str:
        """The encoding the first bytes prove: a byte order mark, or `<` in two bytes; "" without proof."""
        return next((name for mark, name in _MARKS if self.head.startswith(mark)), "")

    @cached_property
    def head_text(self) -> str:
        """The head, readable enough to recognise the file by; never the source of a value."""
        text = self.head.decode(self.marked_encoding or "utf-8", "replace")
        return text.lstrip("\ufeff \t\r\n")

    def source(self, format_name: str, *, verified: bool = True) -> Source:
        return Source(
            path=writable(self.path),
            sha256=self.sha256,
            format=format_name,
            verified=verified,
            archive=writable(self.archive),
        )

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` to before `end`, in pieces."""
        left = (self.size if end is None else end) - start
        if left <= 0:
            return  # opening a member of an archive only to find its end would decompress all of it
        with self.open() as stream:
            stream.seek(start)
            while left > 0 and (chunk := stream.read(min(left, _CHUNK_BYTES))):
                left -= len(chunk)
                yield chunk

    def undecodable_line(self, start: int, end: int, codec: str) -> int | None:
        """The first line, 1-based, that is not `codec`; None when all are."""
        if codec == "utf-8" and self.is_utf8:
            return None
        decoder, line = codecs.getincrementaldecoder(codec)(), 1 + self.head[:start].count(b"\n")
        for chunk in self.chunks(start, end):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].count(b"\n")
            line += chunk.count(b"\n")
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return line
        return None

    def refused(self, sentence: str, remedy: str, *, code: str, at: str = "", excerpt: str = "") -> StatementRefused:
        return StatementRefused(Problem(f"{self.name}{at}", sentence, remedy, excerpt_of(excerpt), code=code))


def writable(text: str) -> str:
    """A name as it can be written down. On Linux it may hold bytes that are no text: where they are UTF-8 and only the
    system does not know (`LC_ALL=C`), they are read; the others, mostly of an old Windows, become `?`."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        try:
            return os.fsencode(text).decode("utf-8", "replace").replace("\ufffd", "?")
        except UnicodeEncodeError:
            return text.encode("utf-8", "replace").decode()
    return text


def open_file(path: str | Path, max_bytes: int = MAX_BYTES) -> StatementFile:
    """Raises StatementRefused when there is nothing to read: missing, a folder, unreadable, empty, too large."""
    given = Path(path)

    def refused(sentence: str, remedy: str, *, code: str) -> StatementRefused:
        return StatementRefused(Problem(given.name or str(given), sentence, remedy, code=code))

    try:
        if given.is_dir():
            raise refused("is a folder, not a file", "name the files in it, for example with *.xml", code="file-folder")
        if given.exists() and not given.is_file():  # a pipe can be read once only, some devices for ever
            raise refused("is no ordinary file", "save it as a file and name that", code="file-special")
        if given.stat().st_size > max_bytes:
            raise refused(f"is larger than the {max_bytes} bytes that are read", _SHORTER, code="file-too-large")
        with given.open("rb") as stream:
            return examined(
                iter(lambda: stream.read(READ_BYTES), b""), lambda: given.open("rb"), path=str(path), name=given.name
            )
    except FileNotFoundError:
        raise refused("does not exist", "check the path and the spelling", code="file-missing") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        remedy = "check that you may read it and that no program locks it"
        raise refused(f"cannot be read ({reason})", remedy, code="file-unreadable") from None


def examined(
    chunks: Iterable[bytes], opener: Callable[[], BinaryIO], *, path: str, name: str, archive: str = ""
) -> StatementFile:
    """All that is known of a file before it is read, in one pass: each pass decompresses a member of an archive anew.

    Raises StatementRefused when there is nothing to read, and what `chunks` raises.
    """
    head, size, content_end, digest = b"", 0, 0, hashlib.sha256()
    utf8 = _Utf8()
    for chunk in chunks:
        head += chunk[: HEAD_BYTES - len(head)]
        if kept := len(chunk.rstrip(_PADDING)):
            content_end = size + kept
        size += len(chunk)
        digest.update(chunk)
        utf8.feed(chunk)
    file = StatementFile(
        path=path,
        name=name,
        size=size,
        sha256=digest.hexdigest(),
        head=head,
        content_end=content_end,
        is_utf8=utf8.ends_well(),
        open=opener,
        archive=archive,
    )
    if not content_end:
        what = "holds nothing but blanks" if size else "is empty"
        remedy = "export it again: the download was cut off or the period has no data"
        raise file.refused(what, remedy, code="file-empty")
    return file


class _Utf8:
    """Is it UTF-8, as far as it has gone by?"""

    def __init__(self) -> None:
        self._decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()

    def feed(self, chunk: bytes, *, final: bool = False) -> None:
        try:
            if self._decoder is not None:
                self._decoder.decode(chunk, final)
        except UnicodeDecodeError:
            self._decoder = None

    def ends_well(self) -> bool:
        self.feed(b"", final=True)
        return self._decoder is not None
