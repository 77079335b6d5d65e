"""The fast way through the entries of a camt: plain ones are cut out of the text, the parser gets all that is left.

A bank writes a million entries in a few shapes: the same tags in the same order, only the texts differ. An entry of a
known shape is picked out of its text by position, several times faster than through an XML tree. In its place the
parser (`importers.camt`) gets one empty placeholder for the whole run, so that it alone still says what stands where:
in which statement the entries lie, what stands between them, and whether the document is well-formed.

Nothing is assumed of an entry that is not proven here, and what cannot be proven goes to the parser as it stands:

- Characters: the chunks are UTF-8. One pass shows that no byte is there that XML forbids, and that `<` and `>` come in
  turn; so there is no `>` in a text, no `<` in an attribute, no `]]>`, and every `<` begins a tag.
- Markup: a shape (`camt_shapes`) is taken apart once and strictly. A comment, a CDATA section, an instruction, a
  namespace declaration or a foreign prefix make no shape.
- Surroundings: a `<!`, or a `<?` after the XML declaration, ends the cutting for the rest of the file. So no entry is
  cut out of a comment, and no entity was declared.
- References: only the five that every XML document knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from importers.camt_fields import Element
from importers.camt_shapes import NAME, Cut, Shapes

_MAX_WAITING = 1 << 20  #: bytes kept back until an entry ends

#: Bytes of no interest to `_is_plain`: all but brackets, what XML forbids, lone carriage returns, and 0xEF, with which
#: the forbidden U+FFFE and U+FFFF begin and hardly a character of a bank's.
_HARMLESS = bytes(sorted({*range(0x20, 0x100), 0x09, 0x0A} - {*b"<>", 0xEF}))

_FIRST_ENTRY = re.compile(rf"<((?:{NAME}:)?)Ntry>".encode())


@dataclass(slots=True)
class Run:
    """Entries that follow each other, cut out of the text."""

    cuts: list[Cut] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)  #: of each entry, from the line of the first, which is 0
    line_ends: int = 0
    depth: int = 0  #: of elements; an `Ntry` alone is 1

    def add(self, cut: Cut, line_ends: int) -> None:
        self.cuts.append(cut)
        self.lines.append(self.line_ends)
        self.line_ends += line_ends
        self.depth = max(self.depth, cut[0].depth)


class EntryScan:
    """Takes a document apart into runs of entries and all the rest, in the document's order.

    `placeholder` gives what stands for a run in what the parser gets; `mark` is an attribute's name that the document
    does not hold.
    """

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._started = self._ended = False
        self._shapes: Shapes | None = None
        self._begin = self._end = ""  #: the tags of an entry

    def is_placeholder(self, element: Element) -> bool:
        return element.get(self._mark) is not None

    def placeholder(self, run: Run) -> bytes:
        """As many lines long as the run, so that the parser keeps counting right."""
        return f'{self._begin[:-1]} {self._mark}=""/>'.encode() + b"\n" * run.line_ends

    def parts(self, chunks: Iterable[bytes]) -> Iterator[bytes | Run]:
        """`chunks` are UTF-8, together and without a byte order mark."""
        waiting = b""
        for chunk in chunks:
            text = waiting + chunk
            whole = self._whole(text)
            waiting = text[whole:]
            if whole:
                yield from self._cut(text[:whole])
            self._ended = self._ended or len(waiting) > _MAX_WAITING
            if self._ended and waiting:
                yield waiting
                waiting = b""
        if waiting:
            yield waiting

    def _whole(self, text: bytes) -> int:
        """Up to where `text` holds whole entries."""
        if self._ended:
            return 0
        if not self._begin:
            found = _FIRST_ENTRY.search(text)
            if found is None:
                return 0
            prefix = found.group(1).decode()
            self._begin, self._end = f"<{prefix}Ntry>", f"</{prefix}Ntry>"
            self._shapes = Shapes(prefix)
        end = self._end.encode()
        place = text.rfind(end)
        return 0 if place < 0 else place + len(end)

    def _cut(self, text: bytes) -> Iterator[bytes | Run]:
        before, begin, entries = text.partition(self._begin.encode())
        if self._is_clouded(before):
            yield text
            return
        if before:
            yield before
        if not begin:
            return
        if b"\r" in entries:
            entries = entries.replace(b"\r\n", b"\n")
        if _is_plain(entries):
            yield from self._runs(entries.decode().split(self._begin))
        else:
            self._is_clouded(entries)
            yield begin + entries

    def _runs(self, entries: list[str]) -> Iterator[bytes | Run]:
        assert self._shapes is not None
        run = Run()
        for place, entry in enumerate(entries):
            found = self._shapes.cut(entry)
            if found is not None:
                run.add(found, entry.count("\n"))
                continue
            if run.cuts:
                yield run
                run = Run()
            text = f"{self._begin}{entry}".encode()
            if self._is_clouded(text):
                yield self._begin.join(("", *entries[place:])).encode()
                return
            yield text
        if run.cuts:
            yield run

    def _is_clouded(self, text: bytes) -> bool:
        """Something begins in `text` in which a `<` may begin no tag. Nothing is cut out any more."""
        self._ended = self._ended or b"<!" in text or b"<?" in text[0 if self._started else 2 :]
        self._started = True
        return self._ended


def _is_plain(entries: bytes) -> bool:
    left = entries.translate(None, _HARMLESS)
    return left == b"<>" * (len(left) // 2)
