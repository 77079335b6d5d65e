"""Lines that a later run proposed again: where to decide them, in the words every verb uses."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from reconcile.cli.wording import command, count
from reconcile.records import Proposal, Run

if TYPE_CHECKING:
    from reconcile.journal import Journal


def asked_again(journal: Journal, runs: Iterable[Run]) -> Counter[str]:
    """run id -> how many lines of `runs` it proposed again, later, without an answer yet."""
    found: Counter[str] = Counter()
    for run in runs:
        found.update(journal.asked_again(run))
    return found


def apart(journal: Journal, waiting: Sequence[Proposal]) -> Counter[str]:
    """run id -> how many of these wait in a run that is not of whole statements: no proposals file of a month has
    them."""
    runs = Counter(one.run_id for one in waiting)
    return Counter({name: n for name, n in runs.items() if (run := journal.run(name)) is not None and run.again_of})


def where_to_decide(asked: Mapping[str, int], arguments: Namespace) -> list[str]:
    """A sentence for each run of `asked`."""
    return [
        f"Proposed again, not decided: {count(number, 'line')}. Decide there: {command(arguments, 'review', run_id)}"
        for run_id, number in asked.items()
    ]
