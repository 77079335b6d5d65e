"""A month for the report: a train world of 1 000 lines, matched, decided and posted for real, to a practice Kanbert in
process; some decisions are edited, some declined, some postings meet a fault."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import posting_world
from world import world_of
from worlds.export import export

from importers import read
from importers.chain import chained
from importers.statement import Statement
from reconcile.journal import Journal
from reconcile.kanbert.open_items import derive_books
from reconcile.kanbert.snapshot import read_snapshot
from reconcile.matching import Rules
from reconcile.pipeline import propose_run
from reconcile.posting.correcting import correction_steps
from reconcile.records import Books, Decision, DifferenceKind, Proposal, Run, Verdict
from reconcile.report import Report, report_of

ZONE = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 1, 20)


@dataclass(frozen=True)
class Month:
    """What went in, and the world with the journal of it."""

    world: posting_world.World
    statements: Sequence[Statement]
    books: Books
    run_id: str

    def journal(self) -> Journal:
        return Journal(self.world.folder / "journal.sqlite3", clock=self.world.clock, read_only=True)

    def run(self) -> Run:
        with self.journal() as journal:
            run = journal.run(self.run_id)
        assert run is not None
        return run

    def report(self) -> Report:
        with self.journal() as journal:
            run = journal.run(self.run_id)
            assert run is not None
            return report_of(journal, run, correction_steps)


def month_of(folder: Path, *, seed: int, size: int) -> Month:
    """Read and matched; nothing decided."""
    export(world_of(seed, size), folder)
    world = posting_world.World(folder)
    world.state.load(folder / "kanbert")
    statements = chained([one for path in sorted((folder / "statements").iterdir()) for one in read(path)])
    books = derive_books(read_snapshot(folder / "kanbert"), home_currency="EUR", zone=ZONE)
    with world.journal() as journal:
        run_id = matched(statements, books, journal).run_id
    return Month(world, statements, books, run_id)


def matched(statements: Sequence[Statement], books: Books, journal: Journal) -> Run:
    return propose_run(statements, books, journal, Rules(), configured=lambda _iban: None, today=TODAY)


#: What meets the first posts; the rest works.
FAULTS: tuple[posting_world.PostFault | None, ...] = (
    posting_world.status(422),
    None,
    posting_world.status(422),
    posting_world.dropped_before,
    None,
)


def decided(run: Run, *, every: int = 1) -> list[Decision]:
    """The sure ones approved, some of them edited or with a note, others declined; one in `every` at all."""
    chosen = [one for one in run.proposals if one.verdict in (Verdict.SURE, Verdict.REVIEW)][::every]
    return [decision for place, one in enumerate(chosen) if (decision := _decided(one, place))]


def _decided(proposal: Proposal, place: int) -> Decision | None:
    as_proposed = Decision.as_proposed(proposal, approved=proposal.verdict is Verdict.SURE)
    if proposal.verdict is Verdict.REVIEW:
        return as_proposed if place % 3 == 0 else None  # a no
    if place % 11 == 0:
        return replace(as_proposed, note="checked by phone")
    return _edited(as_proposed) if place % 7 == 0 else as_proposed


def _edited(decision: Decision) -> Decision:
    """One minor unit is kept back from the first invoice, as a bank fee."""
    first, *others = decision.allocations
    sign = 1 if first.allocated_minor > 0 else -1
    if abs(first.allocated_minor) == 1:
        return decision
    return replace(
        decision,
        allocations=(replace(first, allocated_minor=first.allocated_minor - sign), *others),
        unallocated_minor=decision.unallocated_minor + sign,
        difference_kind=DifferenceKind.BANK_FEE,
    )


@cache
def the_month(folder: Path) -> Month:
    """The month every test of the report looks at, made once a process: in the long form every proposal is decided and
    posted, else one in eight. Nobody writes to its journal."""
    every = 1 if os.environ.get("RECONCILE_LONG") == "1" else 8
    return with_decisions(month_of(folder / "month", seed=7, size=1000), every=every)


def with_decisions(month: Month, *, every: int) -> Month:
    """Decided and committed, with `FAULTS` on the way."""
    decisions = decided(month.run(), every=every)
    with month.world.journal() as journal:
        journal.record_decisions(decisions, source="march/proposals.csv", source_sha256="ab" * 32)
    month.world.post_faults = list(FAULTS)
    month.world.commit(decisions)
    return month
