"""What a person said on the page → the rows a proposals file would hold → the same reading, hence the same checks.

There is no second rule book: conservation, never above open, kinds of differences are judged by `reading` alone.
And backwards: a decision of the journal as rows, so that the file on disk says what the page decided.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from importers.amounts import exact_text
from importers.errors import Problem
from reconcile.journal import decision_digest
from reconcile.language import Language
from reconcile.records import Decision, OpenItem, Proposal, Verdict
from reconcile.review.allocating import NO_INVOICE, FindItems
from reconcile.review.cells import one_line
from reconcile.review.layout import Layout
from reconcile.review.proposals import csv_of, xlsx_of
from reconcile.review.reading import read_csv
from reconcile.review.rows import Row, rows_of
from reconcile.review.wording import Answer

#: What problems name as their place: there is no file and no line.
PLACE = "page"


@dataclass(frozen=True, slots=True)
class Part:
    """One row of the split editor, as typed."""

    item: OpenItem
    allocate: str
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A person's answer to one proposal. `parts` None: as proposed."""

    approved: bool
    note: str = ""
    parts: tuple[Part, ...] | None = None
    rest_kind: str = ""


def decide(proposal: Proposal, said: Said, find_items: FindItems) -> Decision | tuple[Problem, ...]:
    """The decision, or what to mend, exactly as if it stood in the proposals file."""
    found = read_csv(
        csv_of(answered(proposal, said), Layout()),
        file_name=PLACE,
        find_proposal=lambda proposal_id: proposal if proposal_id == proposal.proposal_id else None,
        find_items=find_items,
    )
    if found.decisions:
        return found.decisions[0]
    return tuple(_by_key(row.problem) for row in found.blocked)


def _by_key(problem: Problem) -> Problem:
    """What the file is told by a number in a cell, the page is told by a key."""
    if problem.sentence != NO_INVOICE:
        return problem
    return replace(problem, remedy="search for the invoice (/), or reject the line (x)")


def answered(proposal: Proposal, said: Said, mark: str = ",", language: Language = Language.EN) -> list[Row]:
    """The rows of the proposal with the editable cells filled in."""
    stored = rows_of(proposal, mark, language)
    rows = stored if said.parts is None or not said.approved else _edited(proposal, said, stored)
    answer = (Answer.YES if said.approved else Answer.NO).value
    return [{**row, "decision": answer, "note": one_line(said.note) if row is rows[0] else ""} for row in rows]


def _edited(proposal: Proposal, said: Said, stored: Sequence[Row]) -> list[Row]:
    """One row a part. A part of the proposal keeps its row; what is left out of it is a 0; what is new is a copy of
    the first row, in an order that does not depend on the editor, so that rows and decision are one to one."""
    place = {one.item.item_id: index for index, one in enumerate(proposal.allocations)}
    kept = {place[part.item.item_id]: part for part in said.parts or () if part.item.item_id in place}
    new = [part for part in said.parts or () if part.item.item_id not in place]
    new.sort(key=lambda part: (part.item.number, part.item.item_id))
    rows: list[Row] = []
    for index, row in enumerate(stored):
        copies = new if index == 0 else []
        if index in kept:
            rows.append({**row, **_cells(kept[index], said.rest_kind)})
        elif not copies:
            rows.append({**row, "allocate": "0", "difference_kind": ""})
        rows += [{**row, "invoice": one_line(one.item.number), **_cells(one, said.rest_kind)} for one in copies]
    return rows


def _cells(part: Part, rest_kind: str) -> Row:
    """One column holds two things: what stays open of the invoice, else what the rest of the payment is."""
    return {"allocate": one_line(part.allocate), "difference_kind": part.kind or rest_kind}


# --------------------------------------------------------------------------------------------------------- backwards


def said_by(decision: Decision, mark: str = ",") -> Said:
    """The answer that leads to this decision."""
    proposal = decision.proposal
    as_proposed = (decision.allocations, decision.difference_kind) == (proposal.allocations, _rest_kind_of(proposal))
    if as_proposed or not decision.approved:
        return Said(approved=decision.approved, note=decision.note)
    currency = proposal.line.transaction.currency
    parts = tuple(
        Part(one.item, exact_text(abs(one.allocated_minor), currency, mark=mark), one.difference_kind.value)
        for one in decision.allocations
    )
    return Said(approved=True, note=decision.note, parts=parts, rest_kind=decision.difference_kind.value)


def _rest_kind_of(proposal: Proposal) -> str:
    return proposal.difference_kind.value if proposal.unallocated_minor else ""


@dataclass(frozen=True, slots=True)
class Written:
    """The proposals file, and the proposals whose decision no file can say: their rows are left undecided."""

    content: bytes
    unsaid: tuple[Proposal, ...]


def file_of(
    proposals: Sequence[Proposal],
    decision_of: Callable[[Proposal], Decision | None],
    find_items: FindItems,
    layout: Layout,
    *,
    note_of: Callable[[Proposal], str] = lambda _: "",
    as_workbook: bool = False,
) -> Written:
    """All rows of a run with what is decided; read back before it is believed. `note_of` a line not decided yet."""
    rows: list[Row] = []
    unsaid: list[Proposal] = []
    for proposal in proposals:
        if proposal.verdict is Verdict.IGNORED:
            continue
        decision = decision_of(proposal)
        if decision is not None and not _reads_back(decision, find_items):
            unsaid.append(proposal)
            decision = None
        mark, spoken = layout.decimal_mark, layout.spoken
        said = said_by(decision, mark) if decision else None
        fresh = answered(proposal, said, mark, spoken) if said else rows_of(proposal, mark, spoken)
        if said is None and (note := note_of(proposal)):
            fresh[0] = {**fresh[0], "note": note}
        rows += fresh
    return Written(xlsx_of(rows, layout) if as_workbook else csv_of(rows, layout), tuple(unsaid))


def _reads_back(decision: Decision, find_items: FindItems) -> bool:
    again = decide(decision.proposal, said_by(decision), find_items)
    return isinstance(again, Decision) and decision_digest(again) == decision_digest(decision)
