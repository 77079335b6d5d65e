"""camt.052, 053 and 054, every version, streamed: memory stays flat however large the file. The only importer of lxml.

Dispatch is on local names, whatever the prefix, namespace or envelope (formats.md 1.1). Safety (security.md): no
DOCTYPE, no entities, no network, no deeper than 64 elements, no text above 1 MB; comments and processing instructions
are not there.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from importers.camt_entries import read_entry
from importers.camt_fields import ENTRY_NAMES, MESSAGE_NAMES, STATEMENT_NAMES, Record, gather
from importers.camt_plain import may_be_plain, read_plain
from importers.camt_scan import EntryScan, Run
from importers.camt_shapes import record_of
from importers.camt_statement import StatementReading
from importers.errors import Problem, StatementRefused, excerpt_of
from importers.events import Event
from importers.recognition import doctype_refused
from importers.statement import Kind
from importers.statement_file import StatementFile
from importers.xml_bytes import XmlBytes, examine

MAX_DEPTH = 64
MAX_TEXT_BYTES = 1_000_000
_MAX_PROBLEMS = 20
_AGAIN = "export it again, or ask the bank for a whole file; nothing of this one was used"


@dataclass(frozen=True, slots=True)
class _Message:
    number: str
    kind: Kind
    body: str  #: the repeated child that holds balances and entries


MESSAGES = {
    "BkToCstmrStmt": _Message("camt.053", Kind.STATEMENT, "Stmt"),
    "BkToCstmrAcctRpt": _Message("camt.052", Kind.INTRADAY, "Rpt"),
    "BkToCstmrDbtCdtNtfctn": _Message("camt.054", Kind.NOTIFICATION, "Ntfctn"),
}
_V01 = "V01"  #: what version .01 appends to the message's name
_BODIES = frozenset(message.body for message in MESSAGES.values())
_TAGS = [f"{{*}}{name}" for name in (*MESSAGES, *(name + _V01 for name in MESSAGES), *_BODIES, "Ntry")]

_VERSION = re.compile(r"camt\.05[234]\.\d{3}\.\d{2}")
KNOWN_VERSIONS = frozenset(f"001.{version:02}" for version in range(1, 15))
#: Where the namespace says no version, the first feature found in the head decides (formats.md 1.2).
_FEATURES = (
    ("001.08", re.compile(r"<(?:[\w.-]+:)?Pty>|<(?:[\w.-]+:)?Sts>\s*<")),
    ("001.04", re.compile(r"<(?:[\w.-]+:)?BICFI>|<(?:[\w.-]+:)?Rcrd>")),
    ("001.02", re.compile(r"<(?:[\w.-]+:)?BIC>|<(?:[\w.-]+:)?Sts>\s*[A-Z]")),
)

#: Is there an element more than MAX_DEPTH deep: asked of the root, and of a body, which is the third or below.
_too_deep = etree.XPath("boolean(" + "/".join(["*"] * MAX_DEPTH) + ")")
_body_too_deep = etree.XPath("boolean(" + "/".join(["*"] * (MAX_DEPTH - 2)) + ")")

#: Entries are dropped from the tree by the batch: cheaper than one by one, and memory is as flat.
_BATCH = 64


def stream(file: StatementFile, *, scanned: bool = True) -> Iterator[Event]:
    """Header, entries, footer per `Stmt`; raises StatementRefused with all problems of the file at its end.

    With `scanned=False` the parser goes through every entry itself (camt_scan): slower, and nothing else may differ.
    """
    content = examine(file)
    scanned = scanned and content.is_utf8
    try:
        yield from _Reading(file, content, EntryScan(f"run-{file.sha256}") if scanned else None).events()
    except StatementRefused:
        if scanned:  # said as the parser alone would: it knows the column and the last whole entry
            deque(stream(file, scanned=False), maxlen=0)
        raise


class _Reading:
    def __init__(self, file: StatementFile, content: XmlBytes, scan: EntryScan | None) -> None:
        self.file = file
        self.content = content
        self.scan = scan
        self.runs: deque[Run] = deque()  #: cut out, their placeholders not yet met
        self.problems: list[Problem] = []
        self.unnamed_problems = 0
        self.entries = 0  #: of the whole file
        self.last_entry = Record()
        self.entry_line = 0
        self.messages = 0
        self.bodies = 0
        self.body: StatementReading | None = None  #: the statement we are in
        self.element: etree._Element | None = None  #: its `Stmt`, `Rpt` or `Ntfctn`
        self.read_up_to: etree._Element | None = None  #: the entry before, while it is still in the tree
        self.undropped = 0  #: entries read and still in the tree
        self.seen: dict[tuple[str, str], StatementReading] = {}
        self._local = _LocalNames()

    # ------------------------------------------------------------------------------------------------- the file

    def events(self) -> Iterator[Event]:
        for kind, element in self._elements():
            name = self._local[element.tag]
            if name == "Ntry":
                if kind == "end":
                    yield from self._entry(element)
            elif name in _BODIES:
                yield from self._begin(element) if kind == "start" else self._end(element)
            elif kind == "start":
                self._message(element)
        if not self.messages:
            remedy = "export the statement as camt.053"
            raise self.file.refused("is XML, but no bank statement", remedy, code="xml-no-statement")
        if not self.bodies:
            sentence = "is a message of the bank without any statement in it"
            raise self.file.refused(sentence, _AGAIN, code="camt-no-statement")
        self._refuse_if_any()

    def _elements(self) -> Iterator[tuple[object, etree._Element]]:
        parser = etree.XMLPullParser(
            events=("start", "end"),
            tag=_TAGS,
            encoding="utf-8" if self.content.is_utf8 else None,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for part in self.scan.parts(self._chunks()) if self.scan else self._chunks():
                parser.feed(part if isinstance(part, bytes) else self._cut_out(part))
                yield from parser.read_events()
            root = parser.close()
        except etree.XMLSyntaxError as error:
            yield from parser.read_events()
            raise self._broken(error) from None
        self._check_tree(root)

    def _chunks(self) -> Iterator[bytes]:
        texts = _TextLimit()
        for chunk in self.content.chunks():
            if texts.exceeded_by(chunk):
                raise self._long_text()
            yield chunk

    def _cut_out(self, run: Run) -> bytes:
        assert self.scan is not None
        self.runs.append(run)
        return self.scan.placeholder(run)

    def _check_tree(self, element: etree._Element) -> None:
        root = element.getroottree().getroot()
        if element.getroottree().docinfo.internalDTD is not None:
            raise doctype_refused(self.file)
        if _too_deep(root):
            raise self._nested(root)

    def _nested(self, element: etree._Element) -> StatementRefused:
        return self.file.refused(
            f"nests elements more than {MAX_DEPTH} deep, which no statement does",
            "do not use this file",
            code="xml-too-deep",
            at=self._at(element),
        )

    def _long_text(self) -> StatementRefused:
        after = f", after Ntry {self.entries}" if self.entries else ""
        return self.file.refused(
            f"holds a text of more than {MAX_TEXT_BYTES // 1_000_000} MB, which no statement does",
            "do not use this file",
            code="xml-long-text",
            at=after,
        )

    def _at(self, element: etree._Element) -> str:
        return f":{self._line(element)}"

    def _line(self, element: etree._Element) -> int:
        return (element.sourceline or 0) + self.content.line_offset

    def _message(self, element: etree._Element) -> None:
        self._check_tree(element)
        self.messages += 1

    # -------------------------------------------------------------------------------------------- the statements

    def _begin(self, element: etree._Element) -> Iterator[Event]:
        name, parent = _local(element), _local(element.getparent())
        message = MESSAGES.get(parent.removesuffix(_V01))
        if self.body is None and message is not None and message.body == name:
            self._check_tree(element)
            self.bodies += 1
            before = list(element.itersiblings(preceding=True))[::-1]
            group_header = gather(before, MESSAGE_NAMES, Record())
            format_name, warning = _format(element, message, parent.endswith(_V01), self.file.head_text)
            warnings = (*self.content.warnings, *filter(None, (warning,)))
            place = f"{self.file.name}{self._at(element)}, {name}"
            source = self.file.source(format_name)
            self.element = element
            self.body = StatementReading(
                source=source,
                kind=message.kind,
                created=group_header.get("created"),
                message_id=group_header.get("message_id") if message.kind is Kind.NOTIFICATION else "",
                warnings=warnings,
                place=place,
                problem=self._problem,
            )
        yield from ()

    def _end(self, element: etree._Element) -> Iterator[Event]:
        body = self.body
        if body is None or self.element is not element:
            return
        self._check_tree(element)
        rest = element[:] if self.read_up_to is None else list(self.read_up_to.itersiblings())
        self._header(body, rest)
        yield from body.begun(self.seen, "")
        yield body.footer()
        self.body = self.element = self.read_up_to = None
        element.clear(keep_tail=True)

    def _header(self, body: StatementReading, children: list[etree._Element]) -> None:
        gather(children, STATEMENT_NAMES, body.record)

    def _entry(self, element: etree._Element) -> Iterator[Event]:
        """An entry, or the placeholder of a run of them."""
        run = self.runs.popleft() if self.scan and self.scan.is_placeholder(element) else None
        body, parent = self.body, element.getparent()
        if body is None or parent is None or parent is not self.element:
            return
        if before := self._new_siblings(element):
            self._header(body, before)
        line = self._line(element)
        if run is None:
            record = gather(element, ENTRY_NAMES, Record())
            if body.header is None:
                yield from body.begun(self.seen, record.get("currency"))
            yield from self._read(body, record, line)
        else:
            if sum(1 for _ in element.iterancestors()) + run.depth > MAX_DEPTH:
                raise self._nested(parent)
            yield from self._run(body, run, line)
        self.read_up_to = element
        self.undropped += 1
        if self.undropped >= _BATCH:
            self._drop_read(parent, element)

    def _read(self, body: StatementReading, record: Record, line: int) -> Iterator[Event]:
        self.entries += 1
        self.last_entry = record
        self.entry_line = line
        entry = read_entry(record, body.context, self._place, line)
        if entry is not None:
            body.count(entry)
            if not self.problems:
                yield entry

    def _run(self, body: StatementReading, run: Run, line: int) -> Iterator[Event]:
        """The hot loop of a large file: plain entries become events at once, all others by way of a record."""
        if body.header is None:
            yield from body.begun(self.seen, record_of(run.cuts[0]).get("currency"))
        context, count, quick = body.context, body.count, may_be_plain(body.context)
        for cut, offset in zip(run.cuts, run.lines, strict=True):
            plan, texts, stripped = cut
            layout = plan.layout
            entry = read_plain(layout, texts, stripped, context, line + offset) if quick and layout else None
            if entry is None:
                yield from self._read(body, record_of(cut), line + offset)
                continue
            self.entries += 1
            count(entry)
            if not self.problems:
                yield entry
        self.last_entry = record_of(run.cuts[-1])

    def _place(self) -> str:
        """Of the entry just read."""
        return f"{self.file.name}:{self.entry_line}, Ntry {self.entries}"

    def _new_siblings(self, element: etree._Element) -> list[etree._Element]:
        """What stands between the entry before and this one, in document order: at first the statement's header."""
        found = []
        sibling = element.getprevious()
        while sibling is not None and sibling is not self.read_up_to:
            found.append(sibling)
            sibling = sibling.getprevious()
        return found[::-1]

    def _drop_read(self, parent: etree._Element, element: etree._Element) -> None:
        """Keeps memory flat. The element itself stays: the parser may still be at its tail."""
        if _body_too_deep(parent):
            raise self._nested(parent)
        del parent[: parent.index(element)]
        self.undropped = 0

    # ----------------------------------------------------------------------------------------------- the problems

    def _problem(self, problem: Problem) -> None:
        if len(self.problems) < _MAX_PROBLEMS:
            self.problems.append(problem)
        else:
            self.unnamed_problems += 1

    def _refuse_if_any(self) -> None:
        if self.unnamed_problems:
            more = f"has {self.unnamed_problems} more problems of this kind"
            self.problems.append(Problem(self.file.name, more, _AGAIN, code="file-more-problems"))
        if self.problems:
            raise StatementRefused(*self.problems)

    def _broken(self, error: etree.XMLSyntaxError) -> StatementRefused:
        line, column = error.position
        at = f":{line + self.content.line_offset}, column {column}"
        whole = f"the last whole entry is number {self.entries}" if self.entries else "there is no whole entry"
        described = " ".join(filter(None, map(self.last_entry.get, ("booking_date", "amount", "currency"))))
        shown = f" ({described})" if described else ""
        if error.code in (etree.ErrorTypes.ERR_DOCUMENT_END, etree.ErrorTypes.ERR_RESERVED_XML_NAME) and self.messages:
            sentence = "goes on after the end of the statement: two documents in one file"
            remedy = "split the file, one document each, or export it again"
            return self.file.refused(sentence, remedy, code="xml-two-documents", at=at)
        reason = excerpt_of(re.sub(r",? line \d+.*", "", error.msg))
        sentence = f"is not well-formed XML; {whole}{shown}"
        return self.file.refused(sentence, _AGAIN, code="xml-broken", at=at, excerpt=reason)


class _LocalNames(dict[object, str]):
    """Full tag -> local name; the parser only reports the few tags it was asked for."""

    def __missing__(self, tag: object) -> str:
        name = self[tag] = str(tag).rpartition("}")[2]
        return name


def _local(element: etree._Element | None) -> str:
    return "" if element is None else etree.QName(element).localname


class _TextLimit:
    """A text is what stands between two `<`; seen on the bytes, so that nothing long is ever built."""

    def __init__(self) -> None:
        self._run = 0  #: bytes since the last `<`

    def exceeded_by(self, chunk: bytes) -> bool:
        last = chunk.rfind(b"<")
        if last < 0:
            self._run += len(chunk)
            return self._run > MAX_TEXT_BYTES
        longest = self._run + chunk.find(b"<")
        self._run = len(chunk) - last
        return longest > MAX_TEXT_BYTES


def _format(element: etree._Element, message: _Message, first_version: bool, head: str) -> tuple[str, str]:
    """The format's name and a warning or "": from the namespace, else from features; the message decides its number."""
    namespace = etree.QName(element).namespace or ""
    found = _VERSION.search(namespace)
    if found is None:
        seen = (version for version, feature in _FEATURES if feature.search(head))
        name = ".".join(filter(None, (message.number, "001.01" if first_version else next(seen, ""))))
        return name, f"the namespace names no camt version; read as {name}" if namespace else ""
    name = found.group()
    if not name.startswith(message.number):
        return f"{message.number}{name[8:]}", f"the namespace names {name}, but it is a {message.number}"
    if name[9:] in KNOWN_VERSIONS:
        return name, ""
    return name, f"{name} is not a version we know; it was read by the newest rules"
