"""The proposals file, read back: only the editable columns count, everything else is compared with what is stored.

Refuses the whole file where it is no proposals file or contradicts itself (commit-protocol F31); blocks single
proposals, by name, for everything else (F30, F32).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from importers.errors import Problem, excerpt_of
from reconcile.errors import ProposalsRefused
from reconcile.records import Decision, Proposal, is_proposal_id
from reconcile.review.allocating import FindItems
from reconcile.review.csv_file import read_csv_file
from reconcile.review.deciding import ProposalRows, decide, note_of
from reconcile.review.placing import FileRow
from reconcile.review.sheet import is_workbook, read_sheet
from reconcile.review.table import Table
from reconcile.review.wholeness import refuse_broken
from reconcile.review.wording import answer_of

#: So many unknown ids are named one by one.
_NAMED = 20
_OTHER_JOURNAL = (
    "give the journal the file was written with (--state), or write the proposals again: reconcile run FILE"
)


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
    notes: Mapping[str, str] = field(default_factory=dict)  #: proposal id → note beside what is undecided


FindProposal = Callable[[str], Proposal | None]


def read_csv(content: bytes, *, file_name: str, find_proposal: FindProposal, find_items: FindItems) -> ProposalsRead:
    """What a person decided in a CSV file; as `read_file`."""
    return _read(read_csv_file(content, file_name).table, find_proposal, find_items, "")


def read_file(
    content: bytes, *, file_name: str, find_proposal: FindProposal, find_items: FindItems, journal: str = ""
) -> ProposalsRead:
    """What a person decided in the file, CSV or workbook.

    `find_proposal`: proposal id → the stored proposal. `find_items`: the open items a typed invoice number can mean;
    several or none block the row. `journal`: its path, for a person. Raises ProposalsRefused for the whole file.
    """
    return _read(_table(content, file_name), find_proposal, find_items, journal)


def is_proposals_file(content: bytes, file_name: str) -> bool:
    """It has the columns of one, in either form."""
    try:
        _table(content, file_name)
    except ProposalsRefused:
        return False
    return True


def _table(content: bytes, file_name: str) -> Table:
    return (read_sheet(content, file_name) if is_workbook(content) else read_csv_file(content, file_name)).table


def _read(table: Table, find_proposal: FindProposal, find_items: FindItems, journal: str) -> ProposalsRead:
    refuse_broken(table)
    groups = _by_proposal(table)
    proposals = _stored(groups, find_proposal, journal)
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
        notes={
            rows.proposal.proposal_id: note_of(rows)
            for rows, (_, outcome) in zip(read, outcomes, strict=True)
            if outcome is None and note_of(rows)
        },
    )


def proposal_id_of(row: FileRow) -> str:
    return row.cell("proposal_id").replace(" ", "").upper()


def _by_proposal(table: Table) -> dict[str, list[FileRow]]:
    """A row without id and without an answer is a person's own (a total, a remark); with an answer it is refused."""
    groups: dict[str, list[FileRow]] = {}
    for record in table.records:
        row = FileRow(table, record)
        if proposal_id_of(row) or answer_of(row.cell("decision")):
            groups.setdefault(proposal_id_of(row), []).append(row)
    return groups


def _stored(groups: Mapping[str, Sequence[FileRow]], find_proposal: FindProposal, journal: str) -> dict[str, Proposal]:
    found = {proposal_id: find_proposal(proposal_id) if proposal_id else None for proposal_id in groups}
    if len(found) > 1 and not any(found.values()) and all(map(is_proposal_id, found)):
        raise ProposalsRefused(_of_another_journal(next(iter(groups.values()))[0], len(found), journal))
    unknown = [groups[proposal_id][0] for proposal_id, proposal in found.items() if proposal is None]
    if unknown:
        raise ProposalsRefused(*(_unknown(row) for row in unknown[:_NAMED]), *_further(unknown[_NAMED:]))
    return {proposal_id: proposal for proposal_id, proposal in found.items() if proposal is not None}


def _of_another_journal(first: FileRow, number: int, journal: str) -> Problem:
    """One sentence: not a row of the file is wrong, but where it is read."""
    sentence = " ".join(["none of its", str(number), "proposals is in the journal", journal]).rstrip()
    return Problem(first.table.file_name, sentence, _OTHER_JOURNAL, code="proposals-other-journal")


def _unknown(row: FileRow) -> Problem:
    proposal_id = proposal_id_of(row)
    if not proposal_id:
        return row.problem("proposal_id", "a decision without its proposal", "restore the id, or empty the decision")
    if not is_proposal_id(proposal_id):
        return row.problem("proposal_id", "is mistyped: its check letters do not fit", "restore it as it was written")
    sentence = "this proposal is not in the journal"
    return row.problem("proposal_id", sentence, _OTHER_JOURNAL, code="proposals-other-journal")


def _further(rows: Sequence[FileRow]) -> list[Problem]:
    if not rows:
        return []
    shown = excerpt_of(", ".join(proposal_id_of(row) for row in rows))
    sentence, remedy = f"{len(rows)} more ids are not known", "mend the ones above first"
    return [Problem(rows[0].table.file_name, sentence, remedy, shown, code="proposals-more")]
