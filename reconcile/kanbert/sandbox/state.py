"""What the practice Kanbert remembers: four lists of API objects in SQLite, exactly as loaded, unknown fields kept.

Beside each object stand the few columns that lists are narrowed by; every decision is made on the object itself.
The lock of a state is held by whoever reads and then writes: `with state.lock: ...` (two threads, one payment).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from threading import RLock
from typing import Any
from weakref import finalize

from importers.errors import Problem, excerpt_of
from reconcile.errors import SnapshotRefused
from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox.exact_json import decode, encode
from reconcile.kanbert.sandbox.moments import day_of
from reconcile.kanbert.sandbox.settlements import settlements


class Kind(StrEnum):
    """The four lists; also the names of the files of a snapshot folder (review.md)."""

    PAYMENT_ACCOUNT = "payment-accounts"
    OUTGOING_INVOICE = "outgoing-invoices"
    INCOMING_INVOICE = "incoming-invoices"
    PAYMENT = "payments"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    sequence: int  #: place in the list, the primary key of the real one
    text: str  #: the object as JSON, as it was loaded

    @property
    def document(self) -> ApiObject:
        document: ApiObject = decode(self.text)
        return document


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """Conditions the columns can decide. Rows that pass need not fit the filter, rows that fail cannot."""

    words: tuple[tuple[str, tuple[str, ...]], ...] = ()  #: (status or payment_status, one of these)
    days: tuple[tuple[str, str], ...] = ()  #: (eq, lt, le, gt, ge; day) of the date of a payment or an invoice

    archived: str = "without"  #: with, only, without
    reference_parts: tuple[str, ...] = ()  #: case-folded, all contained in the reference of a payment
    settles: tuple[str, ...] = ()  #: documents a payment must settle one of; empty: any
    nothing: bool = False  #: no row passes


_SCHEMA = """
CREATE TABLE IF NOT EXISTS document (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    archived INTEGER NOT NULL,
    reference TEXT NOT NULL,
    status TEXT,
    payment_status TEXT,
    day TEXT,
    body TEXT NOT NULL,
    UNIQUE (kind, id)
) STRICT;
-- A page is found in this index alone: rows that fail cost a step of it, not a read of their body.
CREATE INDEX IF NOT EXISTS document_listed
    ON document (kind, sequence, archived, status, payment_status, day, reference);
CREATE TABLE IF NOT EXISTS settlement (
    document_id TEXT NOT NULL,
    payment_sequence INTEGER,
    value TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS settlement_by_document ON settlement (document_id);
CREATE INDEX IF NOT EXISTS settlement_by_payment ON settlement (payment_sequence);
"""


class State:
    """`path`: a file, or ":memory:" which ends with the object. Close it, or use it as a context manager."""

    def __init__(self, path: Path | str = ":memory:") -> None:
        self.lock = RLock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        finalize(self, self._connection.close)  # Python 3.13 warns of a connection that is let go while it is open
        self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        with self.lock:
            self._connection.close()

    def __enter__(self) -> State:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and nobody else in between. Not reentrant."""
        with self.lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    # ------------------------------------------------------------------------------------------------- writing

    def add(self, kind: Kind, document: ApiObject, text: str | None = None) -> int:
        """Append an object and return its sequence. `text` is its JSON where that should be kept to the letter.

        Raises ValueError when it is no object with a new, non-empty text as its id.
        """
        document_id = _id_of(document)
        try:
            cursor = self._connection.execute(
                "INSERT INTO document (kind, id, archived, reference, status, payment_status, day, body)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (kind, document_id, *_columns(document), text or encode(document)),
            )
        except sqlite3.IntegrityError as error:
            raise ValueError(f"the id {document_id} occurs twice") from error
        assert cursor.lastrowid is not None
        self._index(kind, cursor.lastrowid, document)
        return cursor.lastrowid

    def add_all(self, kind: Kind, documents: Iterable[tuple[ApiObject, str]]) -> None:
        """Append objects with their JSON, all of them or none. Raises ValueError as `add`."""
        with self.transaction():
            for document, text in documents:
                self.add(kind, document, text)

    def replace(self, kind: Kind, document: ApiObject) -> None:
        """Put an object in the place of the one with the same id. Raises KeyError when there is none."""
        row = self.find(kind, _id_of(document))
        if row is None:
            raise KeyError(document["id"])
        self._connection.execute(
            "UPDATE document SET archived = ?, reference = ?, status = ?, payment_status = ?, day = ?, body = ?"
            " WHERE sequence = ?",
            (*_columns(document), encode(document), row.sequence),
        )
        self._index(kind, row.sequence, document)

    def settle(self, document_id: str, value: Decimal) -> None:
        """Note a settlement without a payment: a credit offset."""
        self._connection.execute("INSERT INTO settlement VALUES (?, NULL, ?)", (document_id, str(value)))

    def _index(self, kind: Kind, sequence: int, document: ApiObject) -> None:
        if kind is not Kind.PAYMENT:
            return
        self._connection.execute("DELETE FROM settlement WHERE payment_sequence = ?", (sequence,))
        rows = [(document_id, sequence, str(value)) for document_id, value in settlements(document)]
        self._connection.executemany("INSERT INTO settlement VALUES (?, ?, ?)", rows)

    # ------------------------------------------------------------------------------------------------- reading

    def find(self, kind: Kind, document_id: str) -> Row | None:
        with self.lock:
            found = self._connection.execute(
                "SELECT sequence, body FROM document WHERE kind = ? AND id = ?", (kind, document_id)
            ).fetchone()
        return None if found is None else Row(sequence=found[0], text=found[1])

    def find_external(self, kind: Kind, external_id: str, origin: str | None) -> Row | None:
        """The first with this id of another system; `origin` names the system, None: any."""
        query = (
            "SELECT sequence, body FROM document WHERE kind = ? AND json_extract(body, '$.external_id') = ?"
            " AND (? IS NULL OR json_extract(body, '$.external_origin') = ?) ORDER BY sequence LIMIT 1"
        )
        with self.lock:
            found = self._connection.execute(query, (kind, external_id, origin, origin)).fetchone()
        return None if found is None else Row(sequence=found[0], text=found[1])

    def documents(self, kind: Kind) -> list[ApiObject]:
        """All of a list, archived ones too: for tests and oracles."""
        return [row.document for row in self.rows(kind, Narrowing(archived="with"))]

    def next_sequence(self) -> int:
        """The sequence the next added object gets; the seed of its id."""
        with self.lock:
            found = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'document'").fetchone()
        return 1 if found is None else found[0] + 1

    def settled(self, document_id: str) -> Decimal:
        """What payments that are not archived, and offsets, settle of a document (api.md U7)."""
        with self.lock:
            values = self._connection.execute(
                "SELECT value FROM settlement LEFT JOIN document ON sequence = payment_sequence"
                " WHERE document_id = ? AND coalesce(archived, 0) = 0",
                (document_id,),
            ).fetchall()
        return sum((Decimal(value) for (value,) in values), Decimal(0))

    def count_settlements(self) -> int:
        """How many there are; the seed of the next offset's id."""
        with self.lock:
            found = self._connection.execute("SELECT count(*) FROM settlement").fetchone()
        return int(found[0])

    def rows(
        self, kind: Kind, narrowing: Narrowing, *, beyond: int | None = None, descending: bool = False
    ) -> Iterator[Row]:
        """In the order of the list, from the row beyond the sequence `beyond`."""
        query, values = _query(kind, narrowing, beyond, descending=descending)
        with self.lock, closing(self._connection.execute(query, values)) as cursor:
            for sequence, text in cursor:
                yield Row(sequence=sequence, text=text)

    def query_plan(self, kind: Kind, narrowing: Narrowing) -> str:
        """How SQLite finds the rows after the first page: for the test that holds its speed."""
        query, values = _query(kind, narrowing, 0, descending=False)
        with self.lock:
            return "\n".join(str(row[3]) for row in self._connection.execute(f"EXPLAIN QUERY PLAN {query}", values))

    # ------------------------------------------------------------------------------------------------- loading

    def load(self, folder: Path) -> None:
        """Add the objects of a snapshot folder; a missing file is an empty list. All of it or nothing.

        Raises SnapshotRefused naming every broken line with its file.
        """
        if not folder.is_dir():
            remedy = "name a snapshot folder"
            raise SnapshotRefused(Problem(str(folder), "there is no such folder", remedy, code="snapshot-missing"))
        with self.transaction():
            problems = [problem for kind in Kind for problem in self._load_file(kind, folder / f"{kind}.jsonl")]
            if problems:
                raise SnapshotRefused(*problems)

    def _load_file(self, kind: Kind, path: Path) -> Iterator[Problem]:
        if not path.exists():
            return
        for number, line in _lines(path):
            try:
                self._load_line(kind, line)
            except ValueError as error:
                yield _broken(f"{path.name}:{number}", line, error)

    def _load_line(self, kind: Kind, line: bytes) -> None:
        text = line.decode("utf-8").strip()
        if text:
            self.add(kind, decode(text), text)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        yield from enumerate(file, start=1)


def _broken(place: str, line: bytes, error: ValueError) -> Problem:
    excerpt = excerpt_of(line[:200].decode("utf-8", errors="replace"))
    sentence = f"this line is no object of the API ({excerpt_of(str(error), 120)})"
    remedy = "write the snapshot again with `reconcile pull --snapshot`"
    return Problem(place, sentence, remedy, excerpt, code="snapshot-line")


def _id_of(document: Any) -> str:
    document_id = document.get("id") if isinstance(document, dict) else None
    if not isinstance(document_id, str) or not document_id:
        raise ValueError("an object with a text as its id is expected")
    return document_id


def _columns(document: ApiObject) -> tuple[int, str, str | None, str | None, str | None]:
    reference = document.get("reference")
    archived = document.get("deleted_at") is not None
    status, payment_status = (_text(document.get(name)) for name in ("status", "payment_status"))
    day = day_of(document.get("date_of_payment") or document.get("date_of_invoice"))
    return int(archived), "" if reference is None else str(reference).casefold(), status, payment_status, day


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


_COMPARISONS = {"eq": "=", "lt": "<", "lte": "<=", "le": "<=", "gt": ">", "gte": ">=", "ge": ">="}


def _query(kind: Kind, narrowing: Narrowing, beyond: int | None, *, descending: bool) -> tuple[str, list[str | int]]:
    where, values = _where(kind, narrowing)
    if beyond is not None:
        where.append("sequence < ?" if descending else "sequence > ?")
        values.append(beyond)
    query = f"SELECT sequence, body FROM document WHERE {' AND '.join(where)}"
    return f"{query} ORDER BY sequence {'DESC' if descending else 'ASC'}", values


def _where(kind: Kind, narrowing: Narrowing) -> tuple[list[str], list[str | int]]:
    where, values = ["kind = ?"], [kind]
    conditions: list[tuple[str, Sequence[str]]] = [
        ("instr(reference, ?) > 0", [part]) for part in narrowing.reference_parts
    ]
    if narrowing.nothing:
        conditions.append(("0", ()))
    conditions += [(f"{column} IN ({_marks(words)})", words) for column, words in narrowing.words]
    conditions += [(f"day {_COMPARISONS[op]} ?", [day]) for op, day in narrowing.days]
    if narrowing.archived != "with":
        conditions.append((f"archived = {int(narrowing.archived == 'only')}", ()))
    if narrowing.settles:
        conditions.append((_settles(narrowing.settles), narrowing.settles))
    return where + [sql for sql, _ in conditions], [*values, *_flat(bound for _, bound in conditions)]


def _settles(document_ids: Sequence[str]) -> str:
    inner = f"SELECT payment_sequence FROM settlement WHERE document_id IN ({_marks(document_ids)})"
    return f"sequence IN ({inner})"


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))


def _flat(groups: Iterable[Sequence[str]]) -> list[str]:
    return [value for group in groups for value in group]
