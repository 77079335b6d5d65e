"""The letters of an MT940: which encoding, decided once for the file (formats.md 2.6).

SWIFT allows ASCII only; banks send UTF-8, Windows-1252, and in Central Europe the DOS and Windows code pages 852 and
1250. All that structures an MT940 is ASCII in each of them, so lines are cut as raw letters, one per byte, and a text
becomes readable where it is used. No byte is ever dropped: a reference could be in it.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from importers.statement_file import StatementFile

_WIDE = ("utf-16", "utf-32", "utf-16-le", "utf-16-be")
_BOM = "\xef\xbb\xbf"  #: of UTF-8, as raw letters
_SAMPLE_BYTES = 1 << 20  #: of the bytes above ASCII, enough to tell code pages apart

#: Windows-1252 as browsers read it: the five bytes without a letter become control characters, for the token only.
_CP1252 = {byte: bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
#: What is no letter to look at: shown as one that could not be read, never dropped.
UNREADABLE = "\ufffd"
_CONTROLS = {code: UNREADABLE for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) != "\t"}
_CENTRAL_EUROPEAN = ("cp852", "cp1250")

#: A byte above ASCII within a word, where only another letter can stand; but for blanks, hyphens and apostrophes.
_IN_WORD = re.compile(rb"(?<=[A-Za-z\x80-\xff])[^\x00-\x7f\xa0\xad\xb4\x91\x92\x96](?=[A-Za-z\x80-\xff])")
_ODD, _KINDS_OF_ODD = 3, 2  #: so many, so different, and a quarter of all, must be no letters before Windows-1252 goes


@dataclass(frozen=True, slots=True)
class Letters:
    """How the bytes of one file become text. `raw` is a letter a byte, except in a file that is marked as UTF-16."""

    encoding: str  #: "utf-8", "cp1252", "cp852", "cp1250", or the marked one

    def lines(self, file: StatementFile) -> Iterator[str]:
        """The raw lines, whatever ends them."""
        codec = self.encoding if self.encoding in _WIDE else "latin-1"
        with io.TextIOWrapper(file.open(), encoding=codec, newline=None) as text:
            for number, line in enumerate(text):
                yield line.rstrip("\n") if number else line.rstrip("\n").removeprefix(_BOM)

    def text(self, raw: str) -> str:
        """`raw`, readable."""
        text = self._decoded(raw)
        return text if text.isprintable() else text.translate(_CONTROLS)

    def _decoded(self, raw: str) -> str:
        if raw.isascii() or self.encoding in _WIDE:
            return raw
        if self.encoding == "cp1252":
            return raw.translate(_CP1252)
        try:
            return raw.encode("latin-1").decode(self.encoding)
        except UnicodeDecodeError:  # half a letter
            return raw.translate(_CP1252)

    def texts(self, raw: list[str]) -> list[str]:
        """Physical lines, readable; put together where a letter goes over the end of one."""
        if self.encoding == "utf-8":
            try:
                "\n".join(raw).encode("latin-1").decode()
            except UnicodeDecodeError:
                return [self.text("".join(raw))]
        return [self.text(one) for one in raw]

    def identity(self, raw: str) -> str:
        """`raw` as the token sees it: UTF-8 where the file is, else Windows-1252, however code pages are told apart."""
        if raw.isascii() or self.encoding in _WIDE or self.encoding == "utf-8":
            return self._decoded(raw)
        return raw.translate(_CP1252)


def letters_of(file: StatementFile) -> Letters:
    """Byte order mark, else strict UTF-8, else Windows-1252 unless the letters speak clearly for Central Europe.

    Raises StatementRefused where a byte order mark promises an encoding that the bytes do not keep.
    """
    marked = file.marked_encoding.removesuffix("-sig")
    if marked in _WIDE:
        line = file.undecodable_line(0, file.size, marked)
        if line is not None:
            sentence = f"is not {marked}, as its first bytes say"
            raise file.refused(sentence, "export it again as it is", code="mt940-encoding", at=f":{line}")
        return Letters(marked)
    return Letters("utf-8" if _is_utf8(file) else _code_page(file))


def _is_utf8(file: StatementFile) -> bool:
    """Strictly, but with line ends taken out: a bank that counts bytes wraps within a letter."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in file.chunks():
            decoder.decode(chunk if chunk.isascii() else chunk.replace(b"\r", b"").replace(b"\n", b""))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _code_page(file: StatementFile) -> str:
    found, seen = b"", 0
    for chunk in file.chunks():
        found += b"".join(_IN_WORD.findall(chunk))
        seen += len(chunk)
        if seen >= _SAMPLE_BYTES:
            break
    odd = _no_letters(found, "cp1252")
    if len(odd) < _ODD or len(set(odd)) < _KINDS_OF_ODD or len(odd) * 4 < len(found):
        return "cp1252"
    best = min(_CENTRAL_EUROPEAN, key=lambda codec: len(_no_letters(found, codec)))
    return best if len(_no_letters(found, best)) * 10 <= len(found) else "cp1252"


def _no_letters(found: bytes, codec: str) -> list[int]:
    """Those of these bytes, all from within words, that would not be letters."""
    letters = zip(found, found.decode(codec, "replace"), strict=True)
    return [byte for byte, letter in letters if not letter.isalpha()]
