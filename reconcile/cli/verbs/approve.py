"""`reconcile approve PROPOSALS --sure`: the bulk decision, after showing count and sum. Posts nothing."""

from __future__ import annotations

import hashlib
from argparse import Namespace
from decimal import Decimal, InvalidOperation

from importers.amounts import AmountError, to_minor
from importers.errors import Problem
from reconcile.cli.composition import journal_of, settings_of
from reconcile.cli.deciding import read_file, read_proposals
from reconcile.cli.talk import Talk
from reconcile.cli.wording import count_and_sum
from reconcile.errors import SettingsError
from reconcile.journal import Journal
from reconcile.records import Decision, Proposal
from reconcile.seams import random_token, write_atomic


def execute(arguments: Namespace) -> int:
    from reconcile.review.approving import approve_sure, mark

    talk = Talk(arguments)
    limit = _limit(arguments.max_amount)
    content = read_file(arguments.proposals)
    with journal_of(arguments, settings_of(arguments)) as journal:
        found = read_proposals(arguments.proposals, content, journal)
        for row in found.blocked:
            talk.warn(row.problem)
        chosen = [one for one in approve_sure(found.undecided, max_amount=limit) if _is_still_sure(one, journal, talk)]
        if not chosen:
            if talk.json:
                talk.data({"approved": []})
            talk.result("Nothing sure is left undecided in this file.")
            talk.note(f"Next: decide the rest in {arguments.proposals}, then: reconcile commit {arguments.proposals}")
            return 1 if found.blocked else 0
        if not talk.agreed(f"Approve {count_and_sum(chosen)}?", without_asking=arguments.yes):
            talk.note("Nothing was approved.")
            return 1
        marked = mark(content, [one.proposal_id for one in chosen])
        write_atomic(arguments.proposals, marked)
        journal.record_decisions(
            [_yes(one) for one in chosen],
            source=str(arguments.proposals.resolve()),
            source_sha256=hashlib.sha256(marked).hexdigest(),
            action=random_token(),
        )
    if talk.json:
        talk.data({"approved": [one.proposal_id for one in chosen]})
    talk.result(f"Approved: {count_and_sum(chosen)}. Nothing is booked yet.")
    talk.note(f"Next: reconcile commit {arguments.proposals} --dry-run    then without --dry-run")
    return 1 if found.blocked else 0


def _is_still_sure(proposal: Proposal, journal: Journal, talk: Talk) -> bool:
    """What was posted since the run may make a line a look-alike (money.md 14)."""
    transaction = proposal.line.transaction
    doubt = journal.untold_look_alike(proposal.line) or journal.entry_conflict(
        transaction.transaction_id, transaction.entry_id
    )
    if doubt:
        talk.warn(f"{proposal.proposal_id} is left to a person: {doubt}")
    return not doubt


def _yes(proposal: Proposal) -> Decision:
    return Decision(
        proposal=proposal,
        approved=True,
        allocations=proposal.allocations,
        unallocated_minor=proposal.unallocated_minor,
        difference_kind=proposal.difference_kind,
    )


def _limit(text: str | None) -> Decimal | None:
    """`--max-amount 500` or `500,00`, in the currency of each line."""
    if text is None:
        return None
    try:
        value = Decimal(text.replace(",", "."))
        to_minor(value, "")
    except (InvalidOperation, AmountError):
        value = Decimal(-1)
    if value <= 0:
        raise SettingsError(
            Problem(
                "command line, --max-amount",
                "is not an amount above zero",
                "write it like 500 or 499.90",
                text,
                code="usage-max-amount",
            )
        )
    return value
