"""The proposals file, read back: only the editable columns count, everything else is compared with what is stored.

Refuses the whole file where it is no proposals file or contradicts itself (commit-protocol F31); blocks single
proposals, by name, for everything else (F30, F32).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from importers.errors import Problem, excerpt_of
from reconcile.errors import ProposalsRefused
from reconcile.records import Decision, OpenItem, Proposal, is_proposal_id
from reconcile.review.deciding import ProposalRows, decide
from reconcile.review.placing import FileRow
from reconcile.review.table import Table, read_table

#: So many unknown ids are named one by one.
_NAMED = 20


@dataclass(frozen=True, slots=True)
class BlockedRow:
    """Why nothing of a proposal is decided although the file says so; one per problem."""

    proposal_id: str
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalsRead:
    """Every proposal that has a row in the file is decided, undecided or blocked; each in the order of the file."""

    decisions: tuple[Decision, ...]
    undecided: tuple[Proposal, ...]
    blocked: tuple[BlockedRow, ...]


def read_csv(
    content: bytes,
    *,
    file_name: str,
    find_proposal: Callable[[str], Proposal | None],
    find_items: Callable[[Proposal, str], Sequence[OpenItem]],
) -> ProposalsRead:
    """What a person decided in the file.

    `find_proposal`: proposal id → the stored proposal. `find_items`: the open items a typed invoice number can mean;
    several or none block the row. Raises ProposalsRefused for the whole file.
    """
    table = read_table(content, file_name)
    groups = _by_proposal(table)
    proposals = _stored(groups, find_proposal)
    read = [ProposalRows(proposals[proposal_id], rows) for proposal_id, rows in groups.items()]
    contradictions = [problem for rows in read for problem in rows.contradictions()]
    if contradictions:
        raise ProposalsRefused(*contradictions)
    outcomes = [(rows.proposal, decide(rows, find_items)) for rows in read]
    return ProposalsRead(
        decisions=tuple(outcome for _, outcome in outcomes if isinstance(outcome, Decision)),
        undecided=tuple(proposal for proposal, outcome in outcomes if outcome is None),
        blocked=tuple(
            BlockedRow(proposal.proposal_id, problem)
            for proposal, outcome in outcomes
            if isinstance(outcome, list)
            for problem in outcome
        ),
    )


def proposal_id_of(row: FileRow) -> str:
    return row.cell("proposal_id").replace(" ", "").upper()


def _by_proposal(table: Table) -> dict[str, list[FileRow]]:
    """A row without id and without decision is a person's own (a total, a remark); with a decision it is refused."""
    groups: dict[str, list[FileRow]] = {}
    for record in table.records:
        row = FileRow(table, record)
        if proposal_id_of(row) or row.cell("decision"):
            groups.setdefault(proposal_id_of(row), []).append(row)
    return groups


def _stored(
    groups: Mapping[str, Sequence[FileRow]], find_proposal: Callable[[str], Proposal | None]
) -> dict[str, Proposal]:
    found = {proposal_id: find_proposal(proposal_id) if proposal_id else None for proposal_id in groups}
    unknown = [groups[proposal_id][0] for proposal_id, proposal in found.items() if proposal is None]
    if unknown:
        raise ProposalsRefused(*(_unknown(row) for row in unknown[:_NAMED]), *_further(unknown[_NAMED:]))
    return {proposal_id: proposal for proposal_id, proposal in found.items() if proposal is not None}


def _unknown(row: FileRow) -> Problem:
    proposal_id = proposal_id_of(row)
    if not proposal_id:
        return row.problem("proposal_id", "a decision without its proposal", "restore the id, or empty the decision")
    if not is_proposal_id(proposal_id):
        return row.problem("proposal_id", "is mistyped: its check letters do not fit", "restore it as it was written")
    remedy = "give the journal the file was written with (--state), or write the proposals again: reconcile run FILE"
    sentence = "this proposal is not in the journal"
    return row.problem("proposal_id", sentence, remedy, code="proposals-other-journal")


def _further(rows: Sequence[FileRow]) -> list[Problem]:
    if not rows:
        return []
    shown = excerpt_of(", ".join(proposal_id_of(row) for row in rows))
    sentence, remedy = f"{len(rows)} more ids are not known", "mend the ones above first"
    return [Problem(rows[0].table.file_name, sentence, remedy, shown, code="proposals-more")]
