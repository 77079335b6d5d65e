"""The fast way through the entries of a camt: plain ones are cut out of the text, the parser gets all that is left.

A bank writes a million entries in a few shapes: the same tags in the same order, only the texts differ. An entry of a
known shape is picked out of its text by position, several times faster than through an XML tree. In its place the
parser (`importers.camt`) gets one empty placeholder for the whole run, so that it alone still says what stands where:
in which statement the entries lie, what stands between them, and whether the document is well-formed.

Nothing is assumed of an entry that is not proven here, and what cannot be proven goes to the parser as it stands:

- Characters: the chunks are UTF-8. One pass shows that no byte is there that XML forbids, and that `<` and `>` come in
  turn; so there is no `>` in a text, no `<` in an attribute, no `]]>`, and every `<` begins a tag.
- Markup: a shape is taken apart once and strictly: names, double-quoted attributes without references, end tags that
  match. A comment, a CDATA section, an instruction, a namespace declaration or a foreign prefix make no shape.
- Surroundings: a `<!`, or a `<?` after the XML declaration, ends the cutting for the rest of the file. So no entry is
  cut out of a comment, and no entity was declared.
- References: only the five that every XML document knows.

What a shape means is not written down a second time: `camt_fields.gather` is run once over the shape with numbers for
texts, and where the numbers come out is where the texts belong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from importers.camt_fields import ENTRY_NAMES, Element, Record, gather

_MAX_WAITING = 1 << 20  #: bytes kept back until an entry ends
_MAX_SHAPES = 512  #: a hostile file has as many as it likes
_MAX_TAGS = 20_000  #: characters of all tags of a shape; a collective entry of thousands is not worth remembering

#: Bytes of no interest to `_is_plain`: all but brackets, what XML forbids, lone carriage returns, and 0xEF, with which
#: the forbidden U+FFFE and U+FFFF begin and hardly a character of a bank's.
_HARMLESS = bytes(sorted({*range(0x20, 0x100), 0x09, 0x0A} - {*b"<>", 0xEF}))

_NAME = r"[A-Za-z_][A-Za-z0-9_.-]{0,99}"
_FIRST_ENTRY = re.compile(rf"<((?:{_NAME}:)?)Ntry>".encode())
_ATTRIBUTE = re.compile(rf' +({_NAME})="([^"<&\t\n]*)"')
_START = re.compile(rf"({_NAME})((?:{_ATTRIBUTE.pattern})*) *(/?)")
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

_strip = str.strip

_Tokens = list[str]  #: of an entry: text, tag, text, tag, ... text; the tags at the odd places, without brackets


@dataclass(slots=True)
class Run:
    """Entries that follow each other, cut out of the text."""

    records: list[Record] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)  #: of each record, from the line of the first, which is 0
    line_ends: int = 0
    depth: int = 0  #: of elements; an `Ntry` alone is 1

    def add(self, record: Record, depth: int, line_ends: int) -> None:
        self.records.append(record)
        self.lines.append(self.line_ends)
        self.line_ends += line_ends
        self.depth = max(self.depth, depth)


class EntryScan:
    """Takes a document apart into runs of entries and all the rest, in the document's order.

    `placeholder` gives what stands for a run in what the parser gets; `mark` is an attribute's name that the document
    does not hold.
    """

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._started = self._ended = False
        self._shapes: _Shapes | None = None
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
            self._shapes = _Shapes(prefix)
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
            found = self._shapes.record(entry)
            if found is not None:
                run.add(*found, entry.count("\n"))
                continue
            if run.records:
                yield run
                run = Run()
            text = f"{self._begin}{entry}".encode()
            if self._is_clouded(text):
                yield self._begin.join(("", *entries[place:])).encode()
                return
            yield text
        if run.records:
            yield run

    def _is_clouded(self, text: bytes) -> bool:
        """Something begins in `text` in which a `<` may begin no tag. Nothing is cut out any more."""
        self._ended = self._ended or b"<!" in text or b"<?" in text[0 if self._started else 2 :]
        self._started = True
        return self._ended


def _is_plain(entries: bytes) -> bool:
    left = entries.translate(None, _HARMLESS)
    return left == b"<>" * (len(left) // 2)


# ------------------------------------------------------------------------------------------------------------- shapes


class _Shapes:
    """The plans of the shapes seen so far."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._plans: dict[object, _Plan | None] = {}  #: by tags, or by tags and which texts are blank

    def record(self, entry: str) -> tuple[Record, int] | None:
        """Of one entry, whose start tag is cut off, the record and the depth; None for one that is not plain."""
        tokens = entry.replace(">", "<").split("<")
        tags = "<".join(tokens[1::2])
        try:
            plan = self._plans[tags]
        except KeyError:
            plan = self._learned(tags, tags, tokens)
        if plan is None or ("&" in entry and not _resolve(tokens)):
            return None
        record = plan.record(tokens)
        if record is None:
            record = self._other(tags, plan, tokens)
        return None if record is None else (record, plan.depth)

    def _other(self, tags: str, plan: _Plan, tokens: _Tokens) -> Record | None:
        """The same tags, but other texts are blank."""
        key = tags, *(bool(tokens[place].strip()) for place in plan.looked_at)
        other = self._plans[key] if key in self._plans else self._learned(key, tags, tokens)
        return None if other is None else other.record(tokens)

    def _learned(self, key: object, tags: str, tokens: _Tokens) -> _Plan | None:
        if len(self._plans) >= _MAX_SHAPES or len(tags) > _MAX_TAGS:
            return None
        plan = self._plans[key] = _plan(tags.split("<"), tokens, self._prefix)
        return plan


def _resolve(tokens: _Tokens) -> bool:
    """References in place; False where one is none of the five."""
    for place in range(0, len(tokens), 2):
        text = tokens[place]
        if "&" in text:
            first, *rest = text.split("&")
            pairs = [one.partition(";") for one in rest]
            if not all(end and name in _CHARACTERS for name, end, _ in pairs):
                return False
            tokens[place] = first + "".join([_CHARACTERS[name] + more for name, _, more in pairs])
    return True


# -------------------------------------------------------------------------------------------------------------- plans


@dataclass(frozen=True, slots=True)
class _RecordPlan:
    """Where one record's texts come from."""

    names: tuple[str, ...]  #: of its values, in the order in which the plan picks them
    constants: dict[str, str]  #: values from attributes
    ranks: dict[str, int]
    texts: tuple[tuple[str, int], ...]  #: (kind, place of the token)
    groups: tuple[tuple[str, tuple[_RecordPlan, ...]], ...]

    def record(self, values: Iterator[str], tokens: _Tokens) -> Record:
        """`values` go on after this record's; the hot spot of a large file."""
        record = Record()
        record.values = dict(zip(self.names, values))  # noqa: B905 - strict would ask for one value too many
        if self.constants:
            record.values |= self.constants
        if self.ranks:
            record.ranks |= self.ranks
        for kind, place in self.texts:
            record.texts.append((kind, tokens[place]))
        for name, plans in self.groups:
            record.groups[name] = [plan.record(values, tokens) for plan in plans]
        return record


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the texts of an entry belong, as long as just those are blank that were when it was learned."""

    root: _RecordPlan
    filled: Callable[[_Tokens], Sequence[str]]
    blank: Callable[[_Tokens], Sequence[str]]
    looked_at: tuple[int, ...]
    depth: int

    def record(self, tokens: _Tokens) -> Record | None:
        values = [*map(_strip, self.filled(tokens))]
        if not all(values) or _strip("".join(self.blank(tokens))):
            return None
        return self.root.record(iter(values), tokens)


def _picker(places: Sequence[int]) -> Callable[[_Tokens], Sequence[str]]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda tokens: [tokens[place] for place in places]


def _plan(tags: list[str], tokens: _Tokens, prefix: str) -> _Plan | None:
    """None where the tags are not exactly one element, or not plain."""
    trial = _Trial(tokens)
    root = trial.tree(tags, prefix)
    if root is None:
        return None
    places: list[int] = []
    try:
        record_plan = _record_plan(gather(root, ENTRY_NAMES, Record()), places)
    except _NoNumber:
        return None
    looked_at = tuple(trial.looked_at)
    filled = [place for place in looked_at if tokens[place].strip()]
    blank = [place for place in looked_at if not tokens[place].strip()]
    places += sorted(set(filled) - set(places))
    return _Plan(record_plan, _picker(places), _picker(blank), looked_at, trial.depth)


class _NoNumber(Exception):
    """`gather` made something of a text; such a record cannot be planned."""


def _record_plan(record: Record, places: list[int]) -> _RecordPlan:
    """`places` grows by where the values come from."""
    numbered = {name: _number(text) for name, text in record.values.items()}
    picked = {name: place for name, place in numbered.items() if place is not None}
    places += picked.values()
    return _RecordPlan(
        names=tuple(picked),
        constants={name: text for name, text in record.values.items() if numbered[name] is None},
        ranks=dict(record.ranks),
        texts=tuple((kind, _number_of_all(text)) for kind, text in record.texts),
        groups=tuple(
            (name, tuple(_record_plan(inner, places) for inner in group)) for name, group in record.groups.items()
        ),
    )


def _numbered(place: int) -> str:
    """Instead of a text. The blanks tell whether `gather` takes a text as it is or stripped; U+0001 is in no XML."""
    return f" \x01{place}\x01 "


def _number(text: str) -> int | None:
    """The place of a stripped text; None for what comes from an attribute."""
    if "\x01" not in text:
        return None
    place = int(text.strip("\x01")) if text.strip() == text else -1
    if place < 0:
        raise _NoNumber
    return place


def _number_of_all(text: str) -> int:
    """The place of a text that was taken as it is."""
    place = int(text.strip(" \x01")) if text.startswith(" \x01") and text.endswith("\x01 ") else -1
    if place < 0:
        raise _NoNumber
    return place


@dataclass(slots=True)
class _Numbered:
    """An element as `gather` sees one, with a number for its text."""

    tag: str
    attributes: dict[str, str]
    place: int  #: of its text's token; 0 is never that of a child: an empty-element tag, without text
    trial: _Trial
    children: list[_Numbered] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.trial.look_at(self.place) if self.place else ""

    def get(self, key: str, /) -> str | None:
        return self.attributes.get(key)

    def __getitem__(self, key: slice, /) -> Sequence[_Numbered]:
        return self.children[key]


class _Trial:
    """Takes a shape apart, and sees at which texts `gather` looks."""

    def __init__(self, tokens: _Tokens) -> None:
        self._tokens = tokens
        self.depth = 1
        self.looked_at: dict[int, None] = {}

    def look_at(self, place: int) -> str:
        self.looked_at[place] = None
        return _numbered(place) if self._tokens[place].strip() else ""

    def tree(self, tags: list[str], prefix: str) -> _Numbered | None:
        """The `Ntry` that the tags after its start tag make; None unless they are exactly that."""
        root = _Numbered("Ntry", {}, 0, self)
        open_elements = [root]
        for place, tag in enumerate(tags):
            if not open_elements:  # after its end tag
                return None
            if tag == f"/{prefix}{open_elements[-1].tag}":
                open_elements.pop()
                continue
            element = self._element(tag, prefix, 0 if tag.endswith("/") else 2 * place + 2)
            if element is None:
                return None
            open_elements[-1].children.append(element)
            if not tag.endswith("/"):
                open_elements.append(element)
            self.depth = max(self.depth, len(open_elements) + tag.endswith("/"))
        return None if open_elements else root

    def _element(self, tag: str, prefix: str, place: int) -> _Numbered | None:
        found = _START.fullmatch(tag.removeprefix(prefix))
        if found is None or not tag.startswith(prefix):
            return None
        pairs = _ATTRIBUTE.findall(found.group(2))
        attributes = dict(pairs)
        if len(attributes) < len(pairs) or "xmlns" in attributes:
            return None
        return _Numbered(found.group(1), attributes, place, self)
