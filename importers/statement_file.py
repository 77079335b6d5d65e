"""A file as it was handed in: its bytes, never its name, say what it is."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from importers.errors import Problem, StatementRefused, excerpt_of
from importers.statement import Source

#: Enough to see what a file is: preamble and column names of a CSV, envelope and first entries of a camt.
HEAD_BYTES = 65536
_CHUNK_BYTES = 131072
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


@dataclass(frozen=True)
class StatementFile:
    path: str  #: as given by the caller
    name: str  #: for messages
    size: int
    sha256: str
    head: bytes  #: the first HEAD_BYTES
    open: Callable[[], BinaryIO]  #: the content from its first byte, seekable; a member of an archive is never on disk

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
        return Source(path=self.path, sha256=self.sha256, format=format_name, verified=verified)

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` to before `end`, in pieces."""
        left = (self.size if end is None else end) - start
        with self.open() as stream:
            stream.seek(start)
            while left > 0 and (chunk := stream.read(min(left, _CHUNK_BYTES))):
                left -= len(chunk)
                yield chunk

    @cached_property
    def content_end(self) -> int:
        """Where the content ends and padding (NUL, SUB, blanks) begins."""
        end = self.size
        with self.open() as stream:
            while end > 0:
                start = max(0, end - HEAD_BYTES)
                stream.seek(start)
                kept = stream.read(end - start).rstrip(_PADDING)
                if kept:
                    return start + len(kept)
                end = start
        return 0

    def undecodable_line(self, start: int, end: int, codec: str) -> int | None:
        """The first line, 1-based, that is not `codec`; None when all are."""
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

    def refused(self, sentence: str, remedy: str, *, at: str = "", excerpt: str = "") -> StatementRefused:
        return StatementRefused(Problem(f"{self.name}{at}", sentence, remedy, excerpt_of(excerpt)))


def open_file(path: str | Path) -> StatementFile:
    """Raises StatementRefused when there is nothing to read: missing, a folder, unreadable, empty."""
    given = Path(path)

    def refused(sentence: str, remedy: str) -> StatementRefused:
        return StatementRefused(Problem(given.name or str(given), sentence, remedy))

    if given.is_dir():
        raise refused("is a folder, not a file", "name the files in it, for example with *.xml")
    try:
        with given.open("rb") as stream:
            size, sha256, head = _digest(stream)
    except FileNotFoundError:
        raise refused("does not exist", "check the path and the spelling") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refused(f"cannot be read ({reason})", "check that you may read it and that no program locks it") from None
    if size == 0:
        raise refused("is empty", "export it again: the download was cut off or the period has no data")
    file = StatementFile(
        path=str(path), name=given.name, size=size, sha256=sha256, head=head, open=lambda: given.open("rb")
    )
    if file.content_end == 0:
        raise refused("holds nothing but blanks", "export it again: the download was cut off or the period has no data")
    return file


def _digest(stream: BinaryIO) -> tuple[int, str, bytes]:
    head = stream.read(HEAD_BYTES)
    size, digest = len(head), hashlib.sha256(head)
    while chunk := stream.read(1 << 20):
        size += len(chunk)
        digest.update(chunk)
    return size, digest.hexdigest(), head
