"""Reading a proposals file back against the journal: what `approve` and `commit` share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from importers.errors import Problem
from reconcile.errors import ProposalsRefused
from reconcile.records import OpenItem, Proposal

if TYPE_CHECKING:
    from reconcile.journal import Journal
    from reconcile.review.reading import ProposalsRead


def read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ProposalsRefused(
            Problem(
                str(path),
                f"the proposals file cannot be read ({reason})",
                "check the path, or: reconcile run FILE",
                code="proposals-unreadable",
            )
        ) from None


def read_proposals(path: Path, content: bytes, journal: Journal) -> ProposalsRead:
    """The decisions in the file, checked against the stored runs. Raises ProposalsRefused, and SafetyStop
    for a damaged journal."""
    from reconcile.review.finding import items_meant, items_near
    from reconcile.review.reading import read_file as read_back

    def find_items(proposal: Proposal, number: str) -> list[OpenItem]:
        run = journal.run(proposal.run_id)
        items = run.items if run else ()
        return items_meant(items, number) or items_near(items, number)

    try:
        return read_back(
            content,
            file_name=str(path),
            find_proposal=journal.find_proposal,
            find_items=find_items,
            journal=str(journal.path.resolve()),
        )
    except ProposalsRefused:
        journal.verify()  # a damaged journal may lack what the file speaks of: then it is not the file that is wrong
        raise
