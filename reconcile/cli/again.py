"""Rows a commit refused because their facts changed are proposed again, in a file of their own (issue E).

Nothing is overwritten and nothing is booked: a person decides anew, on today's open amounts.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile import pipeline
from reconcile.cli.composition import books_for, layout_of, rules_of, snapshot_of
from reconcile.cli.talk import Talk
from reconcile.errors import ReconcileError
from reconcile.posting.plan import UNTOLD
from reconcile.records import Run
from reconcile.review.proposals import write_csv, write_xlsx
from reconcile.seams import SystemClock, write_atomic

if TYPE_CHECKING:
    from reconcile.journal import Journal
    from reconcile.posting import RowOutcome
    from reconcile.settings import Settings


def rows_again(rows: Sequence[RowOutcome], journal: Journal) -> dict[str, str]:
    """token -> why: the rows whose answer cannot be carried out and that no other row asks about already."""
    return {row.token: row.words for row in rows if _is_asked_again(row, journal)}


def _is_asked_again(row: RowOutcome, journal: Journal) -> bool:
    if row.state not in ("stale", "rejected") and UNTOLD not in row.words:
        return False
    posting, latest = journal.posting(row.token), journal.decision_seen(row.token)
    overruled = posting is not None and (latest is None or latest.seq != posting.decision_seq)
    return not overruled and not journal.superseded(row.proposal_id)


def propose_again(
    arguments: Namespace,
    settings: Settings,
    journal: Journal,
    runs: Sequence[Run],
    reasons: dict[str, str],
    *,
    talk: Talk,
) -> Path | None:
    """The file with the fresh rows beside the proposals file; None when it cannot be made, which is said.

    Never raises what Kanbert, the disk or the journal may do: what was posted before has still to be reported.
    """
    try:
        return _written(arguments.proposals, settings, journal, _with_ancestors(runs, journal), reasons)
    except ReconcileError as error:
        talk.complain(error)
    except OSError as error:
        talk.complain(f"{error.filename or arguments.proposals}: {error.strerror or type(error).__name__}")
    talk.warn("the rows that need a new decision could not be proposed again: run the statement again")
    return None


def _written(
    proposals: Path, settings: Settings, journal: Journal, runs: Sequence[Run], reasons: dict[str, str]
) -> Path:
    from reconcile.kanbert.pulling import HISTORY

    path = _free_name(proposals)
    lines = [one.line.transaction for run in runs for one in run.proposals]
    first = min(line.booking_date for line in lines)
    books = books_for(snapshot_of(None, settings, since=first - HISTORY), settings, [one.amount_minor for one in lines])
    rules = rules_of(settings, books, ())
    rules = replace(rules, own_ibans=rules.own_ibans | {one.account for one in lines})
    today = SystemClock().now().astimezone(settings.zone).date()
    run = pipeline.propose_again(runs, reasons, books, journal, rules, today=today)
    layout = layout_of(settings)
    content = write_xlsx(run.proposals, layout) if path.suffix.lower() == ".xlsx" else write_csv(run.proposals, layout)
    write_atomic(path, content)
    return path


def _with_ancestors(runs: Sequence[Run], journal: Journal) -> list[Run]:
    """The other lines of the month still claim their invoices when rows are asked for a third time."""
    ids = dict.fromkeys(name for run in runs for name in (*run.again_of, run.run_id))
    return [run for name in ids if (run := journal.run(name)) is not None]


def _free_name(path: Path) -> Path:
    """`proposals.again.csv`, then `proposals.again.1.csv`: no file of anybody's is overwritten."""
    stem, number = path.stem.removesuffix(".again"), 0
    fresh = path.with_name(f"{stem}.again{path.suffix}")
    while fresh.exists():
        number += 1
        fresh = path.with_name(f"{stem}.again.{number}{path.suffix}")
    return fresh
