"""One run under review: what is decided, by whom, what stands next; every decision goes to the journal at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain

from importers.errors import Problem
from reconcile.journal import ON_SERVER, DecisionSeen, Journal
from reconcile.records import Allocation, Decision, OpenItem, Proposal, Run, Verdict
from reconcile.review.approving import approve_sure
from reconcile.review.cells import one_line
from reconcile.review.finding import items_meant
from reconcile.review.page.answering import Said, decide

SOURCE = "review page"

#: What needs a person comes first.
ORDER = (Verdict.REVIEW, Verdict.AMBIGUOUS, Verdict.UNMATCHED, Verdict.SURE)


class Standing(StrEnum):
    """Where a line stands, in the order it can be read off the journal."""

    SETTLED = "settled"  #: posted, or on its way, or with a person
    SUPERSEDED = "superseded"  #: a later run proposes it again
    YES = "yes"
    NO = "no"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One proposal as it stands now."""

    proposal: Proposal
    place: int  #: 1-based, in the queue
    standing: Standing
    state: str  #: of its posting, "" when there is none
    decision: Decision | None
    version: int  #: the event of the latest word on it: whoever answers must have seen it

    @property
    def line_id(self) -> str:
        return self.proposal.proposal_id

    @property
    def may_be_decided(self) -> bool:
        return self.standing in (Standing.YES, Standing.NO, Standing.OPEN)


@dataclass(frozen=True, slots=True)
class Done:
    """What an action changed."""

    decisions: tuple[Decision, ...]
    undone: bool = False


class Refused(Exception):
    """What was asked for is not done; the problems say why and what to do."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(str(one) for one in problems))
        self.problems = problems


class Review:
    """Serial use only: the journal has one connection."""

    def __init__(self, run: Run, journal: Journal, new_action: Callable[[], str]) -> None:
        self.run = run
        self.journal = journal
        self._new_action = new_action
        asked = [one for one in run.proposals if one.verdict is not Verdict.IGNORED]
        self.proposals = sorted(asked, key=lambda one: ORDER.index(one.verdict))
        self._lines: dict[str, Line] = {}
        self._seen_at: tuple[int, str] | None = None
        self.items = {item.item_id: item for item in run.items}
        self._by_token = {_token(one): one for one in self.proposals}
        #: line id → what a person wrote beside it before deciding; the journal holds notes of decisions alone
        self.notes: dict[str, str] = {}

    # ------------------------------------------------------------------------------------------------ reading

    def lines(self) -> list[Line]:
        """All of them as they stand now; read anew only when the journal has moved on."""
        head = self.journal.head
        if head != self._seen_at:
            self._lines = {line.line_id: line for line in self._read()}
            self._seen_at = head
        return list(self._lines.values())

    def line(self, line_id: str) -> Line:
        """Raises Refused when the run has no such proposal."""
        self.lines()
        if line_id not in self._lines:
            sentence = "this run has no such line"
            raise Refused(Problem("page", sentence, "load the page again", code="page-line-unknown"))
        return self._lines[line_id]

    def _read(self) -> Iterator[Line]:
        decisions, words, current = self.journal.decisions(), self.journal.last_words(), self.journal.current()
        states = {one.token: one.state for one in self.journal.postings()}
        for place, proposal in enumerate(self.proposals, 1):
            token, state = _token(proposal), states.get(_token(proposal))
            decision = decisions.get(token)
            if decision is not None and decision.proposal.proposal_id != proposal.proposal_id:
                decision = None
            superseded = current.get(token) != proposal.proposal_id
            yield Line(
                proposal=proposal,
                place=place,
                standing=Standing.SETTLED if state in ON_SERVER else _standing(decision, superseded=superseded),
                state=state.value if state else "",
                decision=decision,
                version=words.get(token, 0),
            )

    def doubt(self, proposal: Proposal) -> str:
        """What was posted since the run may make a line a look-alike (money.md 14); else `""`."""
        transaction = proposal.line.transaction
        conflict = self.journal.entry_conflict(transaction.transaction_id, transaction.entry_id)
        return self.journal.untold_look_alike(proposal.line) or conflict

    def find_items(self, _proposal: Proposal, number: str) -> list[OpenItem]:
        return items_meant(self.run.items, number)

    def claimed(self, but: Proposal) -> dict[str, int]:
        """item id → minor units of it that other lines of this run are approved for."""
        others = (line for line in self.lines() if line.proposal is not but and line.standing is Standing.YES)
        return _taken(part for line in others if line.decision for part in line.decision.allocations)

    def taken(self, but: Proposal) -> dict[str, int]:
        """The same of other lines that are posted, or not decided: as proposed."""
        others = [line for line in self.lines() if line.proposal is not but]
        undecided = [line.proposal.allocations for line in others if line.standing is Standing.OPEN]
        posted = [line.decision.allocations for line in others if line.standing is Standing.SETTLED and line.decision]
        return _taken(chain.from_iterable(undecided + posted))

    def decision_of(self, proposal: Proposal) -> Decision | None:
        """What the file may say of it: an answer that still stands for this very proposal."""
        return None if proposal.verdict is Verdict.IGNORED else self.line(proposal.proposal_id).decision

    def note_of(self, proposal: Proposal) -> str:
        line = self.line(proposal.proposal_id)
        return line.decision.note if line.decision else self.notes.get(line.line_id, "")

    def undecided_note(self, proposal: Proposal) -> str:
        """What the file may say beside a line without an answer."""
        return self.note_of(proposal) if self.line(proposal.proposal_id).standing is Standing.OPEN else ""

    # ------------------------------------------------------------------------------------------------ deciding

    def answer(self, line_id: str, said: Said, version: int) -> Done:
        """Journal one answer. Raises Refused with what to mend; then nothing is recorded."""
        line = self.line(line_id)
        self._check(line, version)
        outcome = decide(line.proposal, said, self.find_items)
        if not isinstance(outcome, Decision):
            raise Refused(*outcome)
        self._record([outcome])
        return Done((outcome,))

    def note(self, line_id: str, text: str, version: int) -> Done:
        """Of a decided line it is journaled with the same answer; else it waits here and in the file for one."""
        line, words = self.line(line_id), one_line(text)
        if line.decision is None and line.may_be_decided:
            self._keep(line_id, words)
            return Done(())
        self._check(line, version)
        if line.decision is None or line.decision.note == words:
            return Done(())
        decision = replace(line.decision, note=words)
        self._record([decision])
        return Done((decision,))

    def _keep(self, line_id: str, words: str) -> None:
        self.notes.pop(line_id, None)
        if words:
            self.notes[line_id] = words

    def _check(self, line: Line, version: int) -> None:
        if not line.may_be_decided:
            raise Refused(_closed(line))
        if line.version != version:
            sentence = "this line was decided elsewhere in the meantime"
            raise Refused(Problem("page", sentence, "look at it again, then decide", code="page-decided-elsewhere"))

    def sure(self, line_ids: Iterable[str]) -> list[Proposal]:
        """Of these lines the ones bulk approval covers now: sure, undecided, and nothing came up since."""
        lines = [self.line(line_id) for line_id in line_ids]
        still_open = [one.proposal for one in lines if one.standing is Standing.OPEN]
        return [one for one in approve_sure(still_open) if not self.doubt(one)]

    def approve(self, counted: Sequence[str], line_ids: Collection[str]) -> Done:
        """Approve in one go what was counted and shown. Raises Refused when the journal moved on since."""
        proposals = self.sure(line_ids)
        if [one.proposal_id for one in proposals] != list(counted):
            sentence = "these lines were decided elsewhere in the meantime"
            raise Refused(Problem("page", sentence, "look at the count and the sum again", code="page-count-changed"))
        yes = [(one, Said(approved=True, note=self.note_of(one))) for one in proposals]
        outcomes = [decide(one, said, self.find_items) for one, said in yes]
        decisions = tuple(one for one in outcomes if isinstance(one, Decision))
        self._record(decisions)
        return Done(decisions)

    def undo(self) -> Done:
        """Take back what was decided last, here or in a file; `Done(())` when there is nothing."""
        group: tuple[DecisionSeen, ...] = self.journal.undoable(self._by_token.keys())
        self.journal.undo(group, source=SOURCE, action=self._new_action())
        return Done(tuple(one.decision for one in group), undone=True)

    def _record(self, decisions: Sequence[Decision]) -> None:
        self.journal.record_decisions(decisions, source=SOURCE, source_sha256="", action=self._new_action())
        for one in decisions:
            self.notes.pop(self.id_of(one), None)

    def id_of(self, decision: Decision) -> str:
        """The line of a decision in this run; it may have been made on an earlier run's proposal."""
        return self._by_token[_token(decision.proposal)].proposal_id


def _token(proposal: Proposal) -> str:
    return proposal.line.transaction.transaction_id


def _taken(parts: Iterable[Allocation]) -> dict[str, int]:
    taken: defaultdict[str, int] = defaultdict(int)
    for part in parts:
        taken[part.item.item_id] += abs(part.allocated_minor)
    return taken


def _standing(decision: Decision | None, *, superseded: bool) -> Standing:
    if superseded:
        return Standing.SUPERSEDED
    if decision is None:
        return Standing.OPEN
    return Standing.YES if decision.approved else Standing.NO


def _closed(line: Line) -> Problem:
    if line.standing is Standing.SUPERSEDED:
        sentence = "a later run proposed this line again"
        remedy = "end this page: it then says with which command to decide there"
        return Problem("page", sentence, remedy, code="page-superseded")
    sentence = "this line is settled: something of it is in Kanbert, or on its way"
    token = _token(line.proposal)
    remedy = f"what is wrong with it is corrected in Kanbert: reconcile status --payment {token}"
    return Problem("page", sentence, remedy, line.state, code="page-settled")
