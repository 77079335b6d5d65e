"""`reconcile commit PROPOSALS`: post what is approved, exactly once. Running it again is the recovery."""

from __future__ import annotations

import hashlib
from argparse import Namespace
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from importers.amounts import shown
from reconcile.cli.asked_again import asked_again, where_to_decide
from reconcile.cli.composition import journal_of, kanbert_of, options_of, settings_of
from reconcile.cli.deciding import read_file, read_proposals
from reconcile.cli.payments import light, offset_line, overbooked, posting_line, sums
from reconcile.cli.progress import Watched, progress
from reconcile.cli.signals import stop_on_signal
from reconcile.cli.talk import Talk
from reconcile.cli.wording import command, count, waiting_words
from reconcile.errors import SafetyStop
from reconcile.records import Offset, Posting, Proposal, Run, Space, Verdict

if TYPE_CHECKING:
    from reconcile.journal import Journal
    from reconcile.posting import CommitReport, RowOutcome
    from reconcile.posting.kanbert import Kanbert
    from reconcile.review.reading import ProposalsRead
    from reconcile.settings import Settings

QUIET = ("confirmed", "declined")  #: states that need no line of their own
MAY_BE_SENT = ("uncertain", "sending")  #: states that another `commit` settles, after the quarantine
AT_ONCE = ("posted", "ready")  #: another `commit` reads the one back and sends the other, which provably was not sent


@dataclass(frozen=True, slots=True)
class Decided:
    """The proposals file as read: what it decides, and what still waits for a person."""

    found: ProposalsRead
    sha256: str
    runs: tuple[Run, ...]

    @property
    def waiting(self) -> list[Proposal]:
        """Rows without an answer, and proposals of the same runs that the file does not hold any more (F31)."""
        read = {one.proposal_id for one in self.found.undecided} | {row.proposal_id for row in self.found.blocked}
        read |= {one.proposal.proposal_id for one in self.found.decisions}
        absent = [one for run in self.runs for one in run.proposals if one.proposal_id not in read]
        return [*self.found.undecided, *(one for one in absent if one.verdict is not Verdict.IGNORED)]

    @property
    def space(self) -> Space | None:
        """The Kanbert the proposals were made for; None when they disagree, which only a loopback address accepts."""
        spaces = {run.space for run in self.runs}
        return spaces.pop() if len(spaces) == 1 else None

    @property
    def exit_code(self) -> int:
        return 1 if self.waiting or self.found.blocked else 0


@dataclass(frozen=True, slots=True)
class Left:
    """What a person is asked for after a commit."""

    again_file: Path | None  #: with the rows it proposed again just now
    elsewhere: Mapping[str, int]  #: run id -> lines it proposed again earlier
    to_mend: bool  #: rows of this very file


def execute(arguments: Namespace) -> int:
    from reconcile.posting import dry_run

    talk = Talk(arguments)
    settings = settings_of(arguments)
    content = read_file(arguments.proposals)
    with journal_of(arguments, settings) as journal:
        decided = _read(arguments, content, journal, talk)
        if arguments.dry_run:
            return _rehearse(decided, journal, settings, talk, with_offsets=arguments.credit_offsets)
        planned = dry_run(journal, decided.found.decisions, source_sha256=decided.sha256)
        to_send, offsets = planned.postings, planned.offsets if arguments.credit_offsets else ()
        if (to_send or offsets) and not talk.agreed(_question(to_send, offsets), without_asking=arguments.yes):
            talk.note("Nothing was posted.")
            return 1
        report = _commit(arguments, settings, decided, journal, len(to_send))
        again = _propose_again(arguments, settings, journal, decided, report, talk=talk)
        _tell(report, decided, journal, talk=talk, again=again)
        left = _left(report, decided, journal, again)
        for words in where_to_decide(left.elsewhere, arguments):
            talk.result(words)
    talk.note(f"Next: {_next(report, decided, arguments, left)}")
    return max(report.exit_code, decided.exit_code)


def _question(to_send: Sequence[Posting], offsets: Sequence[Offset]) -> str:
    more = f" and {count(len(offsets), 'credit offset')}" if offsets else ""
    return f"Post {count(len(to_send), 'payment')}{_of(sums(to_send))}{more}?"


def _read(arguments: Namespace, content: bytes, journal: Journal, talk: Talk) -> Decided:
    found = read_proposals(arguments.proposals, content, journal)
    for row in found.blocked:
        talk.warn(row.problem)
    run_ids = {one.run_id for one in found.undecided} | {one.proposal.run_id for one in found.decisions}
    runs = tuple(run for run_id in sorted(run_ids) if (run := journal.run(run_id)) is not None)
    return Decided(found, hashlib.sha256(content).hexdigest(), runs)


def _commit(arguments: Namespace, settings: Settings, decided: Decided, journal: Journal, to_send: int) -> CommitReport:
    from reconcile.posting import Committer
    from reconcile.seams import SystemClock

    with kanbert_of(settings) as kanbert, progress(Talk(arguments), "checking what Kanbert has") as shown:
        watched = cast("Kanbert", Watched(kanbert, shown, to_send))
        committer = Committer(journal, watched, SystemClock(), options_of(arguments, settings, decided.space))
        source = str(arguments.proposals.resolve())
        journal.record_decisions(decided.found.decisions, source=source, source_sha256=decided.sha256)
        with stop_on_signal(committer):
            return committer.commit(decided.found.decisions)


def _propose_again(
    arguments: Namespace, settings: Settings, journal: Journal, decided: Decided, report: CommitReport, *, talk: Talk
) -> Path | None:
    """Rows whose facts changed go into a file of their own; not where the run itself was stopped."""
    from reconcile.cli.again import propose_again, rows_again

    reasons = rows_again(report.rows, journal) if report.stopped is None else {}
    runs = [run for run in decided.runs if any(_token(one) in reasons for one in run.proposals)]
    return propose_again(arguments, settings, journal, runs, reasons, talk=talk) if runs else None


def _token(proposal: Proposal) -> str:
    return proposal.line.transaction.transaction_id


def _rehearse(decided: Decided, journal: Journal, settings: Settings, talk: Talk, *, with_offsets: bool) -> int:
    """The exact bodies on stdout, one a line; everything else is talk."""
    from reconcile.posting import dry_run
    from reconcile.posting.offsets import by_hand

    report = dry_run(journal, decided.found.decisions, source_sha256=decided.sha256)
    offsets = report.offsets if with_offsets else ()
    left = [] if with_offsets else [f"{offset_line(one)} {by_hand(one)}" for one in report.offsets]
    refused = _refused(decided, journal, settings) if report.postings or offsets else None
    code = max(report.exit_code, decided.exit_code, 1 if left else 0, refused.exit_code if refused else 0)
    if talk.json:
        talk.data(_rehearsal_object(report, offsets, code))
    else:
        for body in (*(one.body for one in report.postings), *(one.body for one in offsets)):
            talk.verbatim(body.decode("utf-8"))
    for row in report.rows:
        if row.state not in QUIET:
            talk.warn(f"{_bank_line(row.token, decided)}  {row.state}: {row.words}")
    for words in (*left, *overbooked(report.postings, decided.found.decisions)):
        talk.warn(words)
    if offsets:
        talk.note(f"{count(len(offsets), 'offset')} would follow, each when its payment is confirmed.")
    talk.note(f"{count(len(report.postings), 'payment')} would be sent{_of(sums(report.postings))}. Nothing was sent.")
    if refused:
        talk.warn("None of them would be sent from here: commit will refuse.")
        talk.complain(refused)
    elif report.postings:
        talk.note("Nothing was asked of Kanbert: what is open there is compared by commit, as it sends each payment.")
    return code


def _refused(decided: Decided, journal: Journal, settings: Settings) -> SafetyStop | None:
    """Why a commit would send none of it, as far as that is known without asking Kanbert."""
    from reconcile.kanbert.origin import checked_base_url, is_loopback
    from reconcile.posting.control import check_url

    url = checked_base_url(settings.kanbert.base_url)
    made_for = decided.space.base_url if decided.space else None
    belongs_to = known.base_url if (known := journal.space()) else None
    try:
        check_url(made_for, belongs_to, url, is_loopback=is_loopback(url))
    except SafetyStop as stop:
        return stop
    return None


def _rehearsal_object(report: CommitReport, offsets: Sequence[Offset], code: int) -> dict[str, object]:
    return {
        "exit_code": code,
        "payments": [
            {"transaction_id": one.token, "endpoint": one.side.value, "body": one.body.decode("utf-8")}
            for one in report.postings
        ],
        "offsets": [
            {"token": one.token, "endpoint": f"{one.side.value}-credit", "body": one.body.decode("utf-8")}
            for one in offsets
        ],
        "rows": [_row_object(row) for row in report.rows],
    }


def _tell(report: CommitReport, decided: Decided, journal: Journal, *, talk: Talk, again: Path | None) -> None:
    postings = {one.token: one.posting for one in journal.postings()}
    unbegun = [row for row in report.rows if row.state == "ready" and row.token not in postings]
    rows = report.rows if talk.verbose else [row for row in report.rows if row not in unbegun]
    for row in rows:
        if row.state not in QUIET or (talk.verbose and row.token in report.changed):
            line = posting_line(postings[row.token]) if row.token in postings else _bank_line(row.token, decided)
            talk.result(f"  {light(row.state, talk)}  {line}  {row.words}".rstrip())
    if unbegun and not talk.verbose:
        talk.result(f"  {light('ready', talk)}  {count(len(unbegun), 'payment')} not begun: the run stopped before")
    offsets = {one.offset.token: one.offset for one in journal.offsets()}
    for row in report.offset_rows:
        talk.result(f"  {light(row.state, talk)}  {offset_line(offsets[row.token])}  {row.words}".rstrip())
    for note in report.notes:
        talk.warn(note)
    if report.stopped is not None:
        talk.complain(report.stopped)
    if talk.json:
        talk.data(_object(report, decided, again))
    _tell_posted(report, postings, talk)
    if again:
        talk.result(f"To be decided again, on today's facts: {again} written.")
    if decided.waiting:
        talk.result(f"Waiting for a person: {waiting_words(decided.waiting)}.")


def _tell_posted(report: CommitReport, postings: Mapping[str, Posting], talk: Talk) -> None:
    """What this commit posted, and apart from it what others had: only who sent a payment posted it."""
    done, found = (sums([postings[row.token] for row in rows]) for rows in (report.posted, report.found))
    talk.result(f"Posted and read back: {count(len(report.posted), 'payment')}{_of(done)}.")
    if report.found:
        talk.result(
            f"Sent by an earlier commit, found in Kanbert now: {count(len(report.found), 'payment')}{_of(found)}."
        )
    if report.posted_before:
        talk.result(f"Posted before, not sent again: {count(len(report.posted_before), 'payment')}.")


def _bank_line(token: str, decided: Decided) -> str:
    """How a person finds the row again: the bank line as it stands in the file."""
    found = [one.proposal.line.transaction for one in decided.found.decisions]
    for one in found:
        if one.transaction_id == token:
            amount = f"{shown(abs(one.amount_minor), one.currency)} {one.currency}"
            return f"{token}  {one.booking_date}  {one.direction:<3} {amount:>15}  {one.counterparty_name}"
    return token


def _of(words: str) -> str:
    return f": {words}" if words else ""


def _object(report: CommitReport, decided: Decided, again: Path | None) -> dict[str, object]:
    return {
        "exit_code": max(report.exit_code, decided.exit_code),
        "counts": report.counts,
        "undecided": len(decided.waiting),
        "blocked": len({row.proposal_id for row in decided.found.blocked}),
        "rows": [_row_object(row) | {"sent_now": row.token in report.sent} for row in report.rows],
        "offsets": [_row_object(row) for row in report.offset_rows],
        "notes": list(report.notes),
        "proposals_again": str(again) if again else "",
    }


def _row_object(row: RowOutcome) -> dict[str, object]:
    return {
        "transaction_id": row.token,
        "proposal_id": row.proposal_id,
        "state": row.state,
        "payment_id": row.payment_id,
        "words": row.words,
    }


def _when(report: CommitReport, states: set[str], minutes: int) -> str:
    """What to wait for before the next `commit`, if anything."""
    waits = ["once what stopped it is mended"] if report.stopped else []
    if minutes and states & set(MAY_BE_SENT):
        waits.append(f"in {count(minutes, 'minute')}, when what is uncertain may be judged")
    return f"    {' and '.join(waits)}" if waits else ""


def _left(report: CommitReport, decided: Decided, journal: Journal, again_file: Path | None) -> Left:
    elsewhere = Counter[str]() if again_file else asked_again(journal, decided.runs)
    stale = [row for row in report.rows if row.state == "stale" and not journal.superseded(row.proposal_id)]
    return Left(again_file, elsewhere, bool(stale) or any(row.state == "conflict" for row in report.rows))


def _next(report: CommitReport, decided: Decided, arguments: Namespace, left: Left) -> str:
    asked = ["--credit-offsets"] if arguments.credit_offsets else []
    again = command(arguments, "commit", arguments.proposals, *asked)
    states = {row.state for row in report.rows}
    if report.stopped or states & {*MAY_BE_SENT, *AT_ONCE}:
        return again + _when(report, states, round(arguments.quarantine / 60))
    return _for_a_person(decided, arguments, left, again) or command(arguments, "status")


def _for_a_person(decided: Decided, arguments: Namespace, left: Left, again: str) -> str:
    """ "" where nothing is left to a person."""
    if left.again_file:
        return f"decide the rows of {left.again_file}, then: {command(arguments, 'commit', left.again_file)}"
    if left.to_mend:
        return f"mend the rows named above, or run the statement again where it says so, then: {again}"
    if decided.found.blocked:
        return f"mend the rows named above in {arguments.proposals}, then: {again}"
    if left.elsewhere:
        return f"{command(arguments, 'review', next(iter(left.elsewhere)))}    to decide what was proposed again"
    return f"decide the rest in {arguments.proposals}, then: {again}" if decided.waiting else ""
