"""`reconcile approve PROPOSALS --sure`: the bulk decision, after showing count and sum. Posts nothing."""

from __future__ import annotations

import hashlib
from argparse import Namespace
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from importers.amounts import AmountError, to_minor
from importers.errors import Problem
from reconcile.cli.composition import journal_of, settings_of
from reconcile.cli.deciding import read_file, read_proposals
from reconcile.cli.talk import Talk
from reconcile.cli.wording import command, count_and_sum
from reconcile.errors import SettingsError
from reconcile.journal import ON_SERVER, Journal, decision_digest
from reconcile.records import Decision, Proposal
from reconcile.seams import random_token, write_atomic


def execute(arguments: Namespace) -> int:
    from reconcile.review.approving import approve_sure, is_as_proposed, mark

    talk = Talk(arguments)
    limit = _limit(arguments.max_amount)
    content, name = read_file(arguments.proposals), str(arguments.proposals)
    with journal_of(arguments, settings_of(arguments)) as journal:
        found = read_proposals(arguments.proposals, content, journal)
        for row in found.blocked:
            talk.warn(row.problem)
        sure = approve_sure(found.undecided, max_amount=limit)
        doubts = _doubts(sure, journal)
        for proposal_id, doubt in doubts.items():
            talk.warn(f"{proposal_id} is left to a person: {doubt}")
        ids = {one.proposal_id for one in sure} - doubts.keys()
        # What the file would say with a yes in it: a person may have begun to edit rows without deciding them.
        said = read_proposals(arguments.proposals, mark(content, ids, file_name=name), journal)
        decisions = [one for one in said.decisions if one.proposal.proposal_id in ids and is_as_proposed(one)]
        chosen = [one.proposal for one in decisions]
        for edited in sorted(ids - {one.proposal_id for one in chosen}):
            talk.warn(f"{edited} is left to a person: its rows are not as proposed any more")
        if not chosen:
            if talk.json:
                talk.data({"approved": []})
            talk.result("Nothing sure is left undecided in this file.")
            talk.note(
                f"Next: decide the rest in {arguments.proposals}, then: "
                f"{command(arguments, 'commit', arguments.proposals)}"
            )
            return 1 if found.blocked else 0
        if not talk.agreed(f"Approve {count_and_sum(chosen)}?", without_asking=arguments.yes):
            talk.note("Nothing was approved.")
            return 1
        marked = mark(content, [one.proposal_id for one in chosen], file_name=name)
        write_atomic(arguments.proposals, marked)
        journal.record_decisions(
            decisions,
            source=str(arguments.proposals.resolve()),
            source_sha256=hashlib.sha256(marked).hexdigest(),
            action=random_token(),
        )
    if talk.json:
        talk.data({"approved": [one.proposal_id for one in chosen]})
    talk.result(f"Approved: {count_and_sum(chosen)}. Nothing is booked yet.")
    talk.note(f"Next: {command(arguments, 'commit', arguments.proposals, '--dry-run')}    then without --dry-run")
    return 1 if found.blocked else 0


def _doubts(proposals: Sequence[Proposal], journal: Journal) -> dict[str, str]:
    """proposal id -> why it is no longer for a bulk answer: the file may be older than what a person said since."""
    found = ((one.proposal_id, _doubt(one, journal)) for one in proposals)
    return {proposal_id: words for proposal_id, words in found if words}


def _doubt(proposal: Proposal, journal: Journal) -> str:
    transaction = proposal.line.transaction
    seen, posting = journal.decision_seen(transaction.transaction_id), journal.posting(transaction.transaction_id)
    if seen is not None and not seen.decision.approved:
        return f"it was declined ({seen.source})"
    if posting is not None and posting.state in ON_SERVER:
        return f"its posting is {posting.state}"
    if journal.superseded(proposal.proposal_id):
        return "a later run proposed this line again: decide there"
    if seen is not None and seen.digest != decision_digest(Decision.as_proposed(proposal, approved=True)):
        return f"it was approved otherwise ({seen.source})"
    # What was posted since the run may make a line a look-alike (money.md 14).
    conflict = journal.entry_conflict(transaction.transaction_id, transaction.entry_id)
    return journal.untold_look_alike(proposal.line) or conflict


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
