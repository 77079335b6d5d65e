"""`reconcile explain PROPOSAL`: the evidence behind one proposal, from the journal."""

from __future__ import annotations

from argparse import Namespace

from importers.errors import Problem
from reconcile.cli.composition import reading_journal_of, settings_of
from reconcile.cli.talk import Talk
from reconcile.errors import InputRefused
from reconcile.journal import Journal
from reconcile.records import Proposal


def execute(arguments: Namespace) -> int:
    from reconcile.matching import explain
    from reconcile.review.proposals import write_jsonl

    talk = Talk(arguments)
    with reading_journal_of(arguments, settings_of(arguments)) as journal:
        proposal = _find(journal, arguments.proposal)
    if talk.json:
        print(write_jsonl([proposal]).decode(), end="")
    for line in explain(proposal):
        talk.result(line)
    return 0


def _find(journal: Journal, wanted: str) -> Proposal:
    """By proposal id in any run, or by transaction id in the latest run that proposed it."""
    if proposal := journal.find_proposal(wanted):
        return proposal
    for summary in reversed(journal.runs()):
        run = journal.run(summary.run_id)
        for candidate in run.proposals if run else ():
            if candidate.line.transaction.transaction_id == wanted:
                return candidate
    raise InputRefused(
        Problem(
            "command line, PROPOSAL",
            "no run in this journal has such a proposal",
            "copy the proposal_id from the proposals file, or name its journal with --state",
            wanted,
            code="proposal-unknown",
        )
    )
