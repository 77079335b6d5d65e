"""Where parts are made: settings, journal, Kanbert. Nothing else in the program constructs them."""

from __future__ import annotations

import getpass
import os
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from importers.errors import Problem
from reconcile import settings as configuration
from reconcile.errors import InputRefused, SettingsError
from reconcile.seams import SystemClock

if TYPE_CHECKING:
    from importers.statement import Statement
    from reconcile.journal import Journal, Sources
    from reconcile.kanbert.client import KanbertClient
    from reconcile.kanbert.snapshot import Snapshot
    from reconcile.matching import Rules
    from reconcile.posting import Options
    from reconcile.records import Books, Space
    from reconcile.review.layout import Layout
    from reconcile.settings import Settings


def settings_of(arguments: Namespace) -> Settings:
    return configuration.load(getattr(arguments, "config", None), os.environ)


def journal_path(arguments: Namespace, settings: Settings) -> Path:
    """Raises SettingsError for a folder: nothing could lie beside it, neither lock nor statement files."""
    given: Path | None = getattr(arguments, "state", None)
    path = settings.journal_path if given is None else given
    if not path.name or path.is_dir():
        remedy = "name a file, like journal.sqlite3: --state, or [state] journal in config.toml"
        raise SettingsError(Problem(str(path), "is a folder, and the journal is a file", remedy, code="journal-folder"))
    return path


def journal_of(arguments: Namespace, settings: Settings) -> Journal:
    from reconcile.journal import Journal

    return Journal(journal_path(arguments, settings), clock=SystemClock(), who=_who())


def reading_journal_of(arguments: Namespace, settings: Settings) -> Journal:
    """The journal, to read it: none is made where there is none. Raises InputRefused."""
    from reconcile.journal import Journal

    path = journal_path(arguments, settings)
    if not path.exists():
        remedy = "run `reconcile run FILE` first, or name the journal with --state"
        raise InputRefused(Problem(str(path), "there is no journal here", remedy, code="journal-missing"))
    return Journal(path, clock=SystemClock(), read_only=True)


def sources_of(arguments: Namespace, settings: Settings) -> Sources:
    """Where the statement files are kept: the configured folder, else `journal.sources` beside `journal.sqlite3`."""
    from reconcile.journal import Sources

    if settings.state.sources:
        return Sources(settings.folder / settings.state.sources)
    return Sources(journal_path(arguments, settings).with_suffix(".sources"))


def kanbert_of(settings: Settings) -> AbstractContextManager[KanbertClient]:
    from reconcile.kanbert.client import KanbertClient

    token = configuration.token(settings, os.environ)
    return KanbertClient(settings.kanbert.base_url, token, clock=SystemClock())


def snapshot_of(
    folder: Path | None,
    settings: Settings,
    *,
    since: date | None = None,
    on_progress: Callable[[str, int], None] | None = None,
) -> Snapshot:
    """Kanbert's data, from a folder or over the network: what can still matter and what happened from `since` on."""
    from reconcile.kanbert.pulling import pull
    from reconcile.kanbert.snapshot import read_snapshot

    if folder is not None:
        return read_snapshot(folder)
    with kanbert_of(settings) as kanbert:
        return pull(
            kanbert,
            clock=SystemClock(),
            since=since,
            currency_known=bool(settings.company.currency),
            on_progress=on_progress,
        )


def history_since(statements: Sequence[Statement]) -> date | None:
    """From which day on a run wants to know what was paid: it follows from the files, not from today. None: ever."""
    from reconcile.kanbert.pulling import HISTORY

    days = [line.booking_date for statement in statements for line in statement.transactions]
    return min(days) - HISTORY if days and min(days) - date.min > HISTORY else None


def books_of(snapshot: Snapshot, settings: Settings, statements: Sequence[Statement] = ()) -> Books:
    """`statements`: what is to be matched, by which the unit of Kanbert's amounts is judged."""
    return books_for(snapshot, settings, [line.amount_minor for one in statements for line in one.transactions])


def books_for(snapshot: Snapshot, settings: Settings, lines: Sequence[int]) -> Books:
    """`lines`: the amounts of what is to be matched, in minor units."""
    from reconcile.kanbert.open_items import derive_books

    return derive_books(snapshot, home_currency=settings.company.currency, zone=settings.zone, lines=lines)


def rules_of(settings: Settings, books: Books, statements: Sequence[Statement]) -> Rules:
    """The matcher's rules: the configured ones over the defaults, and which accounts are our own."""
    from reconcile.matching import Rules
    from reconcile.matching.rules import default_weights

    own = {statement.account for statement in statements} | {account.iban for account in books.payment_accounts}
    weights = {signal: dict(levels) for signal, levels in default_weights().items()}
    for signal, levels in settings.matching.weights.items():
        if unknown := sorted({signal} - set(weights)) or sorted(set(levels) - set(weights[signal])):
            known = ", ".join(sorted(weights.get(signal, weights)))
            place = f"configuration, matching.weights.{signal}"
            remedy = f"known here: {known}"
            raise SettingsError(Problem(place, "no such weight", remedy, unknown[0], code="config-weight"))
        weights[signal] |= levels
    return Rules(
        sure_probability=settings.matching.sure_probability,
        weights=weights,
        own_ibans=frozenset(iban for iban in own if iban),
    )


def options_of(arguments: Namespace, settings: Settings, space: Space | None) -> Options:
    """How this commit is to run; `space` is that of the run the proposals come from."""
    from reconcile.posting import Options

    return Options(
        quarantine_s=arguments.quarantine,
        confirm_canary=arguments.confirm_canary,
        credit_offsets=arguments.credit_offsets,
        space=space,
        zone=settings.zone,
        home_currency=settings.company.currency,
    )


def layout_of(settings: Settings, language: Literal["en", "de"] | None = None) -> Layout:
    """How proposals are written; `language`: that of the command line."""
    from reconcile.review.layout import Layout

    wanted = settings.proposals
    return Layout(
        delimiter=wanted.delimiter,
        decimal_mark=wanted.decimal_mark,
        bom=wanted.bom,
        line_end="\r\n" if wanted.line_end == "crlf" else "\n",
        language=language or wanted.language or settings.language,
    )


def today_of(arguments: Namespace, settings: Settings) -> date:
    given: date | None = arguments.today
    return given or SystemClock().now().astimezone(settings.zone).date()


def _who() -> str:
    """The user of the operating system, for the audit trail."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
