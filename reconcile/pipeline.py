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
from reconcile.records import BankLine, Books, Run, make_run_id

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


def _flagged(lines: Iterable[BankLine], journal: Journal, flags: Mapping[str, str]) -> list[BankLine]:
    """The lines, with what the journal knows against them, and of which lines it warns."""
    return [
        replace(
            line,
            flags=(*line.flags, flags[line.transaction.transaction_id]),
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
