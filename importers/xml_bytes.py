"""The bytes of an XML file made safe to parse: encoding, byte order mark, leading blank line, trailing padding.

Real exports declare UTF-8 and hold Windows-1252, begin with a blank line, end in NUL padding (pitfalls 28, formats.md
1.6). Each is mended only where nothing about the money can change, and said as a warning.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from importers.statement_file import StatementFile

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_SINGLE_BYTE = re.compile(r"(?:iso8859-\d+|cp125\d|cp437|cp85\d|mac-roman|koi8-[ru])")
_C1 = re.compile(rb"[\x80-\x9f]")
_AGAIN = "export the statement again, as UTF-8"


@dataclass(frozen=True, slots=True)
class XmlBytes:
    file: StatementFile
    start: int
    end: int
    codec: str  #: the Python codec to translate from; "" when the parser reads the bytes as they are
    line_offset: int  #: lines cut off in front
    warnings: tuple[str, ...]
    is_utf8: bool = True  #: what `chunks` yields is UTF-8, whatever the declaration says

    def chunks(self) -> Iterator[bytes]:
        """UTF-8, or UTF-16/32 with its byte order mark."""
        pieces = self.file.chunks(self.start, self.end)
        if not self.codec:
            yield from pieces
            return
        decoder = codecs.getincrementaldecoder(self.codec)()
        for piece in pieces:
            yield decoder.decode(piece).encode()
        yield decoder.decode(b"", final=True).encode()


def examine(file: StatementFile) -> XmlBytes:
    """Raises StatementRefused for an encoding that cannot be read."""
    if file.marked_encoding not in ("", "utf-8-sig"):
        return XmlBytes(file, 0, file.size, "", 0, (), is_utf8=False)
    mark = len(codecs.BOM_UTF8) if file.marked_encoding else 0
    body = file.head[mark:].lstrip()
    start = len(file.head) - len(body)
    warnings = []
    if start > mark:
        warnings.append("blank lines before the XML declaration were skipped")
    end = file.content_end
    if b"\0" in _tail(file, end):
        warnings.append("NUL padding at the end of the file was skipped")
    codec, warning = _codec(file, body, start, end)
    return XmlBytes(file, start, end, codec, file.head[:start].count(b"\n"), (*warnings, *filter(None, (warning,))))


def _tail(file: StatementFile, end: int) -> bytes:
    return b"".join(file.chunks(end, min(file.size, end + 65536)))


def _codec(file: StatementFile, body: bytes, start: int, end: int) -> tuple[str, str]:
    """(codec to translate from or "", warning or "")."""
    found = _DECLARED.match(body)
    declared = found.group(1).decode() if found else "utf-8"
    codec = _known_codec(file, declared)
    if _SINGLE_BYTE.fullmatch(codec):
        hidden = codec == "iso8859-1" and any(_C1.search(chunk) for chunk in file.chunks(start, end))
        if not hidden:
            return _readable(file, start, end, codec, declared), ""
        codec = _readable(file, start, end, "cp1252", declared)
        return codec, f"declared as {declared}, read as Windows-1252, whose characters it holds"
    line = file.undecodable_line(start, end, "utf-8")
    if line is not None:
        codec = _readable(file, start, end, "cp1252", declared)
        return codec, f"line {line} is not {declared} as declared; the file was read as Windows-1252"
    return "", "" if codec in ("utf-8", "ascii") else f"declared as {declared}, but it is UTF-8"


def _known_codec(file: StatementFile, declared: str) -> str:
    try:
        codec = codecs.lookup(declared).name
    except LookupError:
        codec = ""
    if codec in ("utf-8", "ascii") or codec.startswith("utf-16") or _SINGLE_BYTE.fullmatch(codec):
        return codec
    raise file.refused("declares an encoding that no bank uses", _AGAIN, code="xml-encoding", excerpt=declared)


def _readable(file: StatementFile, start: int, end: int, codec: str, declared: str) -> str:
    line = file.undecodable_line(start, end, codec)
    if line is not None:
        sentence = f"is neither {declared} as declared nor {codec}"
        raise file.refused(sentence, _AGAIN, code="xml-encoding-broken", at=f":{line}")
    return codec
