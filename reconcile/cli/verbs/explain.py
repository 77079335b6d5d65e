"""`reconcile explain PROPOSAL`: the evidence behind one proposal, from the journal."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from importers.errors import Problem
from reconcile.cli.composition import reading_journal_of, settings_of
from reconcile.cli.talk import Talk
from reconcile.errors import InputRefused
from reconcile.journal import Journal
from reconcile.records import Evidence, Proposal, Run, Verdict, is_proposal_id

if TYPE_CHECKING:
    from reconcile.report.outcomes import ReportedLine
    from reconcile.report.words import Words

NEAR = 3


def execute(arguments: Namespace) -> int:
    from reconcile.language import Language
    from reconcile.report.explanation import explanation
    from reconcile.report.outcomes import line_of
    from reconcile.report.words import Words

    talk = Talk(arguments)
    settings = settings_of(arguments)
    words = Words(Language(arguments.lang or settings.language), settings.zone)
    with reading_journal_of(arguments, settings) as journal:
        proposal = _find(journal, arguments.proposal)
        line, run = line_of(proposal, journal), journal.run(proposal.run_id)
    if talk.json:
        talk.data(_object(line))
    row = _rows(run).get(proposal.proposal_id, 0) if run else 0
    for text in explanation(proposal, words, row=row, decided=line.decision, stands=_stands(line, words)):
        talk.result(text)
    return 0


def _stands(line: ReportedLine, words: Words) -> str:
    """`posted: …` in Kanbert's words, where there are any."""
    said = words.outcome(line.outcome)
    return f"{said}: {words.phrase(line.posting.words)}" if line.posting else said


def _object(line: ReportedLine) -> dict[str, object]:
    """The proposal as `run --format jsonl` writes it, with its evidence, its runners-up' and what became of it."""
    from reconcile.review.proposals import write_jsonl

    proposal = line.proposal
    plain: dict[str, object] = json.loads(write_jsonl([proposal]))
    plain["kind"] = proposal.kind
    plain["evidence"] = _evidence(proposal.evidence)
    plain["alternatives_evidence"] = [_evidence(one.evidence) for one in proposal.alternatives]
    plain["missing"] = proposal.missing
    plain["outcome"] = line.outcome.value
    return plain


def _evidence(evidence: tuple[Evidence, ...]) -> list[dict[str, object]]:
    return [{"signal": one.signal, "finding": one.finding, "log_odds": round(one.log_odds, 4)} for one in evidence]


# ------------------------------------------------------------------------------------------------- which one is meant


def _find(journal: Journal, wanted: str) -> Proposal:
    """By proposal id in any run; by transaction id in the latest run that proposed it; in the latest run of whole
    statements by row number of its file, or by an invoice number that one proposal alone names, where a commit asked
    it again the newer one. Raises InputRefused."""
    name = wanted.strip()
    if proposal := journal.find_proposal(name.upper()) or _by_token(journal, name.upper()):
        return proposal
    runs = _latest(journal)
    if not runs:
        raise _unknown(name, "no run in this journal has such a proposal", "run `reconcile run FILE` first")
    proposals = {one.line.transaction.transaction_id: one for run in runs for one in run.proposals}.values()
    named = [one for one in proposals if name.casefold() in {text.casefold() for text in _numbers(one)}]
    if len(named) == 1:
        return named[0]
    if named:
        ids = ", ".join(one.proposal_id for one in named)
        raise _unknown(name, f"{len(named)} proposals of the latest run name this invoice", f"choose one: {ids}")
    if name.isascii() and name.isdecimal():
        return _by_row(runs[0], name)
    raise _unknown(name, *_near(proposals, name))


def _latest(journal: Journal) -> list[Run]:
    """The latest run, and before it those of which a commit proposed rows again in it: the whole one first."""
    run = journal.latest_run()
    if run is None:
        return []
    earlier = [found for name in run.again_of if (found := journal.run(name)) is not None]
    return sorted([*earlier, run], key=lambda one: len(one.again_of))


def _by_token(journal: Journal, token: str) -> Proposal | None:
    for summary in reversed(journal.runs()):
        run = journal.run(summary.run_id)
        for candidate in run.proposals if run else ():
            if candidate.line.transaction.transaction_id == token:
                return candidate
    return None


def _by_row(run: Run, row: str) -> Proposal:
    rows = {str(number): one for one, number in _all_rows(run)}
    if (found := rows.get(row)) is not None:
        return found
    last = len(rows) + 1
    raise _unknown(
        row, "the proposals file of the latest run has no such row", f"its rows are 2 to {last}; 1 is the header"
    )


def _all_rows(run: Run) -> Iterator[tuple[Proposal, int]]:
    """Each row of the file as `run` wrote it, numbered as a spreadsheet does: the header is row 1."""
    number = 1
    for one in run.proposals:
        if one.verdict is not Verdict.IGNORED:
            for _ in range(max(1, len(one.allocations))):
                number += 1
                yield one, number


def _rows(run: Run) -> dict[str, int]:
    """proposal_id → its first row."""
    return {one.proposal_id: number for one, number in reversed(list(_all_rows(run)))}


def _numbers(proposal: Proposal) -> set[str]:
    return {one.item.number for one in proposal.allocations} - {""}


def _near(proposals: Collection[Proposal], name: str) -> tuple[str, str]:
    """What to say of a name nobody has: mistyped, or of another journal."""
    known = [one.proposal_id for one in proposals]
    known += [one.line.transaction.transaction_id for one in proposals]
    known += sorted({number for one in proposals for number in _numbers(one)})
    near = get_close_matches(name.upper(), known, n=NEAR, cutoff=0.7)
    sentence = "no run in this journal has such a proposal"
    if name.upper().startswith("P-") and not is_proposal_id(name.upper()):
        sentence = "this is mistyped: the check letters of the id do not fit"
    if near:
        return sentence, f"is one of these meant: {', '.join(near)}?"
    return sentence, "copy the proposal_id from the proposals file, or name its journal with --state"


def _unknown(wanted: str, sentence: str, remedy: str) -> InputRefused:
    return InputRefused(Problem("command line, PROPOSAL", sentence, remedy, wanted, code="proposal-unknown"))
