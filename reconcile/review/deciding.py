"""All rows of one proposal → its decision, nothing yet, or what to mend (review.md, commit-protocol F30-F32)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from importers.amounts import exact_text
from importers.errors import Problem
from reconcile.language import phrase
from reconcile.records import Decision, DifferenceKind, Proposal
from reconcile.review.allocating import FindItems, Part, Unclear, allocation_of, of_rest, part_of
from reconcile.review.placing import FileRow, PlacedRow, place, stored_rows, tampering
from reconcile.review.rows import rest_kind, rest_minor
from reconcile.review.wording import REST_KINDS, Answer, answer_of, shown_kinds


class ProposalRows:
    """The rows of one proposal, each beside the booking it was written for."""

    def __init__(self, proposal: Proposal, rows: Sequence[FileRow]) -> None:
        self.proposal = proposal
        self.rows = rows
        self.stored = stored_rows(proposal)
        found = [place(row, proposal, self.stored) for row in rows]
        self.placed = [one for one in found if isinstance(one, PlacedRow)]
        self.unplaced = [one for one in found if isinstance(one, Problem)]

    def contradictions(self) -> list[Problem]:
        """The same (proposal, invoice) twice with different decisions: the whole file is refused (F31)."""
        return [
            row.row.problem("decision", f"the same proposal and invoice are decided differently in line {line}", _ONE)
            for row, first in self._repeated()
            if answer_of(row.row.cell("decision")) is not answer_of(first.row.cell("decision"))
            for line in [first.row.record.line]
        ]

    def repetitions(self) -> list[Problem]:
        return [
            row.row.problem("invoice", f"the same proposal and invoice stand in line {first.row.record.line} too", _ONE)
            for row, first in self._repeated()
        ]

    def _repeated(self) -> list[tuple[PlacedRow, PlacedRow]]:
        seen: dict[tuple[str, str], PlacedRow] = {}
        pairs = [(row, seen.setdefault(row.key(self.stored), row)) for row in self.placed]
        return [(row, first) for row, first in pairs if row is not first]


_ONE = "delete one of the two rows"


def decide(rows: ProposalRows, find_items: FindItems) -> Decision | list[Problem] | None:
    """A decision; problems that block this proposal alone; None while it is undecided."""
    problems = [*rows.unplaced, *(problem for row in rows.placed if (problem := tampering(row)))]
    problems += [*rows.repetitions(), *_unknown_words(rows.rows)]
    if problems:
        return problems
    answers = {answer_of(row.cell("decision")) for row in rows.rows}
    if answers == {Answer.OPEN}:
        return None
    if len(answers) > 1:
        return [_mixed(rows)]
    if missing := _missing_parts(rows):
        return [missing]
    return _approved(rows, find_items) if answers == {Answer.YES} else _declined(rows)


def _unknown_words(rows: Sequence[FileRow]) -> list[Problem]:
    unknown = [row for row in rows if answer_of(row.cell("decision")) is None]
    return [row.problem("decision", "is neither a yes nor a no", _yes_or_no(row)) for row in unknown]


def _yes_or_no(row: FileRow) -> str:
    yes, no = (phrase(answer, row.table.language) for answer in (Answer.YES, Answer.NO))
    return f"write {yes} or {no}, or leave it empty"


def _mixed(rows: ProposalRows) -> Problem:
    counts = Counter(answer_of(row.cell("decision")) or Answer.OPEN for row in rows.rows)
    shown = ", ".join(f"{counts[answer]} {answer or 'empty'}" for answer in Answer if counts[answer])
    sentence = f"the rows of one payment are decided differently ({shown})"
    row = rows.rows[0]
    remedy = f"decide all of them alike; write 0 under {row.header('allocate')} to leave one invoice out"
    return row.problem("decision", sentence, remedy)


def _missing_parts(rows: ProposalRows) -> Problem | None:
    """A split is decided only as a whole: filtered rows leave it undecided, and say so."""
    missing = sorted(set(range(len(rows.stored))) - {row.part for row in rows.placed})
    if not missing:
        return None
    shown = ", ".join(rows.stored[part].get("part") for part in missing)
    sentence = f"part {shown} of this split is missing in the file, so nothing of it is decided"
    row = rows.rows[0]
    remedy = f"bring the row back; write 0 under {row.header('allocate')} to leave its invoice out"
    return row.problem("part", sentence, remedy)


def note_of(rows: ProposalRows) -> str:
    ordered = sorted(rows.placed, key=lambda row: (row.part, row.row.cell("note")))
    return "; ".join(dict.fromkeys(note for row in ordered if (note := row.row.cell("note"))))


def _declined(rows: ProposalRows) -> Decision:
    return Decision.as_proposed(rows.proposal, approved=False, note=note_of(rows))


# ------------------------------------------------------------------------------------------------------------- a yes


def _approved(rows: ProposalRows, find_items: FindItems) -> Decision | list[Problem]:
    parts: list[Part] = []
    problems: list[Problem] = []
    for row in rows.placed:
        try:
            part = part_of(row, rows.proposal, find_items, alone=len(rows.placed) == 1)
        except Unclear as unclear:
            problems.append(unclear.problem)
            continue
        parts += [part] if part else []
    problems = problems or _against(parts, rows)
    return problems or _with_rest(sorted(parts, key=lambda part: part.order), rows)


def _against(parts: Sequence[Part], rows: ProposalRows) -> list[Problem]:
    row = rows.rows[0]
    if not parts:
        return [row.problem("allocate", "there is a yes, but nothing is allocated", "write an amount, or answer no")]
    counts = Counter(part.item.item_id for part in parts)
    twice = [part for part in parts if counts[part.item.item_id] > 1]
    return [
        part.placed.row.problem("invoice", "two rows of this payment go to the same invoice", "put them into one row")
        for part in twice[1:]
    ]


def _with_rest(parts: Sequence[Part], rows: ProposalRows) -> Decision | list[Problem]:
    proposal, row = rows.proposal, parts[0].placed.row
    transaction = proposal.line.transaction
    # Signs do not depend on the rest; what the differences are called does.
    rest = rest_minor(transaction.amount_minor, tuple(allocation_of(part, proposal, 0) for part in parts))
    if rest < 0:
        over = f"{exact_text(-rest, transaction.currency)} {transaction.currency}"
        return [row.problem("allocate", f"{over} more is allocated than was paid", "allocate less")]
    allocations = tuple(allocation_of(part, proposal, rest) for part in parts)
    kinds = _rest_kinds(parts, rest, proposal)
    if rest and len(kinds) != 1:
        return [_unnamed_rest(rest, row, rows, several=bool(kinds))]
    return Decision(
        proposal=proposal,
        approved=True,
        allocations=allocations,
        unallocated_minor=transaction.amount_minor - sum(one.allocated_minor for one in allocations),
        difference_kind=kinds.pop() if kinds else DifferenceKind.NONE,
        note=note_of(rows),
    )


def _rest_kinds(parts: Sequence[Part], rest: int, proposal: Proposal) -> set[DifferenceKind]:
    stored = rest_kind(proposal)
    kinds = {of_rest(part, rest, stored) for part in parts} - {DifferenceKind.NONE}
    as_stored = all(part.untouched for part in parts) and len(parts) == len(proposal.allocations)
    # With a difference of its own on every invoice, no row had room to show the kind of the rest.
    return {stored} - {DifferenceKind.NONE} if as_stored else kinds


def _unnamed_rest(rest: int, row: FileRow, rows: ProposalRows, *, several: bool) -> Problem:
    currency = rows.proposal.line.transaction.currency
    what = "has two kinds" if several else "has no kind"
    sentence = f"the rest of the payment, {exact_text(rest, currency)} {currency}, {what}"
    kinds = shown_kinds(REST_KINDS, row.table.language)
    remedy = f"allocate it, or write {kinds} there; the other kinds are about what stays open of an invoice"
    return row.problem("difference_kind", sentence, remedy)
