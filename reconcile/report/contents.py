"""Everything a report says, as frozen records: what `page` draws and `numbers` writes as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reconcile import __version__
from reconcile.journal import Journal
from reconcile.records import Run
from reconcile.report import figures, tables
from reconcile.report.balances import BalanceProof, balance_proofs
from reconcile.report.history import history_of
from reconcile.report.outcomes import Outcome, ReportedLine, lines_of
from reconcile.report.safe_text import safe


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What the report was made from: enough to tell another one from it, and to check it."""

    run_id: str
    run_at: str  #: UTC, ISO 8601
    run_version: str  #: of the program that made the run
    version: str  #: of the program that made the report
    files: tuple[tuple[str, str], ...]  #: (name, SHA-256) of the statement files
    decision_files: tuple[tuple[str, str], ...]  #: (name, SHA-256) of the files approvals came from
    kanbert: str  #: base URL of the space the run read, "" of a snapshot without one
    kanbert_at: str  #: when its data were pulled, UTC
    events: int  #: in the journal
    chain_head: str  #: hash of the last event
    last_event_at: str  #: UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Lines that need no invoice, by kind."""

    kind: str
    currency: str
    lines: int
    in_minor: int
    out_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Amounts in minor units of the currency beside them."""

    today: date  #: the day of the run
    from_date: date | None
    to_date: date | None
    account_names: tuple[str, ...]
    lines: int  #: distinct lines of the statements
    repeated: int  #: how often a line stands in a further statement of the run; it counts once
    unknown: tuple[str, ...]  #: tokens of lines the journal knows nothing more of; in no sum
    balances: tuple[BalanceProof, ...]
    shares: tuple[figures.Share, ...]
    verdicts: tuple[figures.VerdictRow, ...]
    days: tuple[figures.DayFlow, ...]
    ages: tuple[figures.AgeRow, ...]
    patterns: tuple[figures.EvidencePattern, ...]
    confidence: tuple[figures.ConfidenceBin, ...]
    attention: tuple[tables.AttentionRow, ...]
    waiting: tuple[tables.WaitingRow, ...]
    largest_open_receipts: tuple[tables.WaitingRow, ...]
    differences: tuple[tables.DifferenceRow, ...]
    duplicates: tuple[tables.DuplicateRow, ...]
    changed: tuple[tables.ChangedRow, ...]
    posted: tuple[tables.PostedPayment, ...]
    left_out: tuple[LeftOut, ...]
    provenance: Provenance


def report_of(journal: Journal, run: Run, steps: tables.Steps) -> Report:
    """The report of a run as the journal stands now. `steps`: what a person does about a posting."""
    lines, unknown = lines_of(run, journal)
    history = history_of(journal.trail())
    proofs = balance_proofs(run, lines)
    posted = tables.posted_payments(lines, history)
    dates = [day for one in proofs for day in (one.from_date, one.to_date) if day]
    dates = dates or [line.line.transaction.booking_date for line in lines]
    head = journal.head
    return Report(
        today=run.today,
        from_date=min(dates, default=None),
        to_date=max(dates, default=None),
        account_names=tuple(dict.fromkeys(one.account_name for one in proofs if one.account_name)),
        lines=len(lines),
        repeated=sum(len(line.seen_in) - 1 for line in lines if line.seen_in),
        unknown=unknown,
        balances=proofs,
        shares=figures.shares(lines),
        verdicts=figures.verdicts(lines),
        days=figures.days(lines),
        ages=figures.ages(run, lines, journal.offsets()),
        patterns=figures.evidence_patterns(lines),
        confidence=figures.confidence_bins(lines),
        attention=tables.attention_rows(lines, steps),
        waiting=tables.waiting_rows(lines),
        largest_open_receipts=tables.largest_open_receipts(lines),
        differences=tables.difference_rows(lines, journal.offsets()),
        duplicates=tables.duplicate_rows(lines, {token: ids for token, (_, ids) in journal.foreign().items()}),
        changed=tables.changed_rows(lines, history),
        posted=posted,
        left_out=_left_out(lines),
        provenance=Provenance(
            run_id=run.run_id,
            run_at=next(one.at for one in journal.runs() if one.run_id == run.run_id),
            run_version=history.versions.get(run.run_id, ""),
            version=__version__,
            files=tuple((safe(name), sha256) for name, sha256 in run.files),
            decision_files=_decision_files(posted),
            kanbert=safe(run.space.base_url) if run.space else "",
            kanbert_at=run.space.pulled_at if run.space else "",
            events=head[0],
            chain_head=head[1],
            last_event_at=history.last_at,
        ),
    )


def _decision_files(posted: Iterable[tables.PostedPayment]) -> tuple[tuple[str, str], ...]:
    facts = (one.approved for one in posted)
    return tuple(sorted({(one.source, one.source_sha256) for one in facts if one.source_sha256}))


def _left_out(lines: Iterable[ReportedLine]) -> tuple[LeftOut, ...]:
    groups: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for line in lines:
        if line.outcome is Outcome.NO_INVOICE:
            groups[line.proposal.kind, line.currency].append(line.amount_minor)
    return tuple(
        LeftOut(
            kind=safe(kind),
            currency=safe(currency),
            lines=len(amounts),
            in_minor=sum(amount for amount in amounts if amount > 0),
            out_minor=-sum(amount for amount in amounts if amount < 0),
        )
        for (kind, currency), amounts in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    )
