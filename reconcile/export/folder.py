"""Writes an export: whole or not at all, for its owner alone, the same bytes each time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from reconcile.export.description import index_text, index_xml
from reconcile.export.period import Chosen, Period, choose
from reconcile.export.table import Table
from reconcile.export.tables import (
    SourceRow,
    decisions_table,
    files_table,
    offsets_table,
    postings_table,
    proposals_table,
    trail_table,
)
from reconcile.journal import Journal, KeptSource, Sources, sha256_of
from reconcile.journal.log import Event
from reconcile.seams import private_folder

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_SENT = frozenset({"intent", "sending", "move", "offset", "offset_sending", "offset_move"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """`lost`: kept statement files that are missing or were changed."""

    events: int
    tables: tuple[Table, ...]
    lost: tuple[SourceRow, ...]
    chain: str  #: `""` when the chain of the journal is whole, else what is wrong with it


def export(journal: Journal, sources: Sources, period: Period, folder: Path) -> Exported | None:
    """Writes `folder`, which must not exist; None, and no folder, when nothing belongs to the period.

    Raises OSError, and then leaves no folder either.
    """
    chosen = choose(journal.events, period)
    if not chosen.seqs:
        return None
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    private_folder(partial)
    try:
        done = _Writing(journal, sources, chosen, partial).everything(period)
        partial.replace(folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return done


class _Writing:
    def __init__(self, journal: Journal, sources: Sources, chosen: Chosen, folder: Path) -> None:
        self._journal, self._sources, self._chosen, self._folder = journal, sources, chosen, folder
        self._sums: dict[str, str] = {}

    def everything(self, period: Period) -> Exported:
        journal, chosen = self._journal, self._chosen
        trail = [row for row in journal.trail() if row.seq in chosen.seqs]
        files = list(self._files())
        said = journal.decisions_by_event()
        tables = (
            files_table(files),
            proposals_table(run for name in self._runs() if (run := journal.run(name)) is not None),
            decisions_table((row, said[row.seq]) for row in trail if row.seq in said),
            postings_table(one for one in journal.postings() if one.token in chosen.tokens),
            offsets_table(one for one in journal.offsets() if one.offset.line_token in chosen.tokens),
            trail_table(trail),
        )
        for table in tables:
            self._write(table.file, [_csv([tuple(column.name for column in table.columns), *table.rows])])
        self._write("requests.jsonl", (_json(asdict(row)) for row in trail if row.kind in _SENT))
        self._write("events.jsonl", map(_event_json, self._events()))
        self._write("chain.csv", self._chain())
        first, last = period.first.isoformat(), period.last.isoformat()
        broken = journal.chain_trouble()
        self._write("index.xml", [index_xml(tables, first, last)])
        self._write("INDEX.txt", [index_text(tables, first, last, self._about(broken))])
        sums = "".join(f"{self._sums[name]}  {name}\n" for name in sorted(self._sums))
        self._write("SHA256SUMS", [sums])
        lost = tuple(one for one in files if one.state != "complete")
        return Exported(events=len(chosen.seqs), tables=tables, lost=lost, chain=broken)

    def _about(self, broken: str) -> list[str]:
        name = self._journal.path.name
        chosen = f"{name}: {len(self._chosen.seqs)} Ereignisse ausgewählt / events chosen"
        whole = "Prüfkette vollständig und unverändert / the chain is whole and unchanged"
        return [chosen, f"Prüfkette NICHT in Ordnung / the chain is BROKEN: {broken}" if broken else whole]

    def _runs(self) -> list[str]:
        return [one.run_id for one in self._journal.runs() if one.run_id in self._chosen.runs]

    def _events(self) -> Iterator[Event]:
        return (event for event in self._journal.events() if event.seq in self._chosen.seqs)

    def _chain(self) -> Iterator[str]:
        """From the first event on, because only so can the place of the chosen ones in it be checked."""
        yield "seq;kind;chosen;prev_hash;hash\r\n"
        last = max(self._chosen.seqs)
        for event in self._journal.events():
            if event.seq > last:
                break
            is_chosen = int(event.seq in self._chosen.seqs)
            yield f"{event.seq};{event.kind};{is_chosen};{event.prev_hash};{event.hash}\r\n"

    # ---------------------------------------------------------------------------------------------------- the files

    def _files(self) -> Iterator[SourceRow]:
        for run in self._journal.runs():
            if run.run_id not in self._chosen.runs:
                continue
            kept = self._journal.sources(run.run_id)
            known = {part for one in kept for part in one.parts}
            older = [KeptSource(name=name, sha256=sha256, size=0) for name, sha256 in run.files if sha256 not in known]
            for one in (*kept, *older):
                yield self._file(run.run_id, one)

    def _file(self, run_id: str, file: KeptSource) -> SourceRow:
        name = f"files/{file.sha256[:16]}-{_UNSAFE.sub('_', file.name)[-60:]}"
        found = sha256_of(self._sources.path_of(file.sha256))
        if found != file.sha256:
            return SourceRow(run_id=run_id, file=file, path="", state="changed" if found else "missing")
        if name not in self._sums:
            private_folder(self._folder / "files")
            target = self._folder / name
            shutil.copyfile(self._sources.path_of(file.sha256), target)
            target.chmod(0o600)
            self._sums[name] = sha256_of(target)
        return SourceRow(run_id=run_id, file=file, path=name, state="complete")

    def _write(self, name: str, pieces: Iterable[str]) -> None:
        digest = hashlib.sha256()
        with (self._folder / name).open("xb") as file:
            for piece in pieces:
                content = piece.encode("utf-8", "surrogatepass")
                digest.update(content)
                file.write(content)
        (self._folder / name).chmod(0o600)
        self._sums[name] = digest.hexdigest()


def _csv(rows: Iterable[tuple[str, ...]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _event_json(event: Event) -> str:
    return _json({name: getattr(event, name) for name in event.__slots__})
