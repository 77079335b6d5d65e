"""The proposals file on disk says what the page decided. A file somebody else changed meanwhile is set aside first."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from reconcile.records import Proposal
from reconcile.review.columns import headers
from reconcile.review.csv_file import read_csv_file
from reconcile.review.layout import Layout
from reconcile.review.page.answering import Written, file_of
from reconcile.review.page.review import Review
from reconcile.review.sheet import is_workbook, read_sheet
from reconcile.seams import moved_aside, write_atomic


@dataclass(frozen=True, slots=True)
class Saved:
    path: Path
    unsaid: tuple[Proposal, ...]  #: left empty in the file
    set_aside: Path | None  #: where the file went that stood there


@dataclass
class ProposalsFile:
    """`known`: bytes whose content is in the journal, so that nothing is lost when they are replaced."""

    path: Path
    layout: Layout
    known: set[bytes] = field(default_factory=set)

    def know(self, review: Review) -> None:
        """What the file would say now may be replaced: the journal has it."""
        self.known.add(self._content(review).content)

    def _content(self, review: Review) -> Written:
        workbook = self.path.suffix.lower() == ".xlsx"
        return file_of(
            review.run.proposals,
            review.decision_of,
            review.find_items,
            self.layout,
            note_of=review.undecided_note,
            as_workbook=workbook,
        )

    def write(self, review: Review) -> Saved:
        """Raises OSError."""
        written = self._content(review)
        before = self.path.read_bytes() if self.path.exists() else None
        aside = None
        if before is not None and before not in self.known and before != written.content:
            aside = moved_aside(self.path)
        if before != written.content:
            write_atomic(self.path, written.content)
        self.known.add(written.content)
        return Saved(self.path, written.unsaid, aside)


def language_of(content: bytes, file_name: str) -> Literal["en", "de"]:
    """Of its headers: a German file stays one. Raises ProposalsRefused."""
    workbook = is_workbook(content)
    table = read_sheet(content, file_name).table if workbook else read_csv_file(content, file_name).table
    return "de" if table.headers["decision"] == headers("de")[0] else "en"
