"""The whole program on one screen: statements and open items in, proposals out. Receives its parts, constructs none.

statements = [s for path in paths for s in importers.read(path)]     files in           (cli)
books      = derive_books(snapshot)                                  Kanbert in         (cli)
run        = propose_run(statements, books, journal, ...)            this module
write_csv(run.proposals)                                             a file out         (cli)
... a person decides ...
Committer(...).commit(decisions)                                     money out          (posting)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING

from importers.statement import Statement
from reconcile import __version__
from reconcile.lines import AccountLookup, bank_lines, statements_seen
from reconcile.matching import Rules, propose
from reconcile.records import BankLine, Books, Proposal, Run, Verdict, make_run_id

if TYPE_CHECKING:
    from reconcile.journal import Journal


def propose_run(
    statements: Sequence[Statement],
    books: Books,
    journal: Journal,
    rules: Rules,
    *,
    configured: AccountLookup,
    today: date,
) -> Run:
    """Match every line that is neither posted nor declined, and record the run; books nothing.

    Deterministic: the same statements, books, rules, day and journal give the same run, in any order of the files.
    """
    lines = bank_lines(statements, books.payment_accounts, configured)
    undecided = _flagged(journal.undecided(lines), journal, journal.duplicate_flags(lines))
    proposed = {line.transaction.transaction_id for line in undecided}
    files = _files(statements)
    run_id = make_run_id(
        __version__,
        today.isoformat(),
        books.digest,
        _digest(rules),
        *(sha256 for _, sha256 in files),
        *(f"{line.transaction.transaction_id} {line.own_account_id} {line.flags}" for line in undecided),
    )
    run = Run(
        run_id=run_id,
        files=files,
        today=today,
        space=books.space,
        items=books.items,
        proposals=propose(undecided, books, rules, run_id=run_id),
        repeats=tuple(
            (line.transaction.transaction_id, line.seen_in)
            for line in lines
            if line.transaction.transaction_id not in proposed
        ),
        statements=statements_seen(statements),
    )
    journal.record_run(run)
    return run


def propose_again(
    runs: Sequence[Run], reasons: Mapping[str, str], books: Books, journal: Journal, rules: Rules, *, today: date
) -> Run:
    """Propose some lines of earlier runs anew, against today's books, and record that as a run of its own.

    `reasons`: token -> why its answer could not be carried out. All undecided lines of those runs are matched, so that
    each invoice is still claimed by whom it belongs to; only the lines asked for are recorded. None of them is sure:
    a person said something about this line already, and it did not hold.
    """
    lines = {one.line.transaction.transaction_id: one.line for run in runs for one in run.proposals}
    flags = journal.duplicate_flags(list(lines.values()))
    open_lines = _flagged(journal.undecided(list(lines.values())), journal, flags)
    run_id = make_run_id(
        __version__,
        today.isoformat(),
        books.digest,
        _digest(rules),
        *(run.run_id for run in runs),
        *(f"{token} {reasons[token]}" for token in sorted(reasons)),
        *(f"{line.transaction.transaction_id} {line.flags}" for line in open_lines),
    )
    run = Run(
        run_id=run_id,
        files=tuple(sorted({file for one in runs for file in one.files})),
        today=today,
        space=books.space,
        items=books.items,
        proposals=tuple(
            _again(one, reasons[token])
            for one in propose(open_lines, books, rules, run_id=run_id)
            if (token := one.line.transaction.transaction_id) in reasons
        ),
        again_of=tuple(one.run_id for one in runs),
    )
    journal.record_run(run)
    return run


def _again(proposal: Proposal, reason: str) -> Proposal:
    verdict = Verdict.REVIEW if proposal.verdict is Verdict.SURE else proposal.verdict
    return replace(proposal, verdict=verdict, warnings=(f"decide again: {reason}", *proposal.warnings))


def _flagged(lines: Iterable[BankLine], journal: Journal, flags: Mapping[str, str]) -> list[BankLine]:
    """The lines, with what the journal knows against them, and of which lines it warns."""
    return [
        replace(
            line,
            flags=tuple(dict.fromkeys((*line.flags, flags[line.transaction.transaction_id]))),
            told_of=tuple(sorted({*line.told_of, *journal.look_alikes(line)})),
        )
        if line.transaction.transaction_id in flags
        else line
        for line in lines
    ]


def _digest(rules: Rules) -> str:
    """The rules as text that does not depend on the order of a set, which differs from process to process."""
    return json.dumps(asdict(rules), sort_keys=True, default=sorted)


def _files(statements: Sequence[Statement]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({(_name(statement.source.path), statement.source.sha256) for statement in statements}))


def _name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]
