"""The tables of an export: what each column is, and its rows. Pure; every cell is text.

Amounts are unsigned with a direction beside them, so that no cell begins like a formula (security.md); IBANs and names
are whole, because an auditor is owed the records as they are (GoBD Rz 107-112).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from importers.amounts import exact_text
from reconcile.journal import KeptSource, OffsetState, PostingState, TrailRow
from reconcile.records import Decision, Proposal, Run, Side
from reconcile.review.cells import guarded, one_line

Kind = Literal["text", "amount", "day", "number"]
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    means: str  #: in German, as the auditor's software shows it
    kind: Kind = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    file: str
    title: str
    means: str
    columns: tuple[Column, ...]
    keys: int  #: so many of the first columns tell one row from another
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A statement file of a run, and what became of its kept copy."""

    run_id: str
    file: KeptSource
    path: str  #: inside the export, `""` without a whole copy
    state: str  #: complete, missing, changed


_TOKEN = Column("token", "Kennzeichen der Bankbuchung")
_RUN = Column("run_id", "Abgleichslauf")
_PROPOSAL = Column("proposal_id", "Vorschlag")
_EVENT = Column("event", "laufende Nummer im Journal", "number")
_WHEN = Column("time_utc", "Zeitpunkt (UTC)")
_WHO = Column("operator", "Benutzer des Betriebssystems")
_VERSION = Column("program_version", "Programmversion")
_DAY = Column("booking_date", "Buchungstag der Bank", "day")
_DIRECTION = Column("direction", "in = Geldeingang, out = Geldausgang")
_AMOUNT = Column("amount", "Betrag ohne Vorzeichen", "amount")
_CURRENCY = Column("currency", "Währung")


def files_table(rows: Iterable[SourceRow]) -> Table:
    return _table(
        "files.csv",
        ("Quelldateien", "Kontoauszüge, wie sie übergeben wurden, mit ihrer Prüfsumme"),
        2,
        (
            _RUN,
            Column("sha256", "SHA-256 der Datei"),
            Column("name", "Dateiname bei der Übergabe"),
            Column("bytes", "Größe in Bytes", "number"),
            Column("kept", "complete = unverändert beigelegt; missing, changed = Kopie fehlt oder weicht ab"),
            Column("path", "Datei in diesem Export"),
            Column("parts_sha256", "SHA-256 der gelesenen Teile (bei ZIP die Mitglieder)"),
        ),
        (
            (
                one.run_id,
                one.file.sha256,
                one.file.name,
                str(one.file.size),
                one.state,
                one.path,
                " ".join(one.file.parts),
            )
            for one in rows
        ),
    )


def proposals_table(runs: Iterable[Run]) -> Table:
    return _table(
        "proposals.csv",
        ("Bankbuchungen und Vorschläge", "jede Bankbuchung der Laeufe und was das Programm vorschlug"),
        2,
        (
            _RUN,
            _TOKEN,
            _PROPOSAL,
            Column("account", "eigenes Konto"),
            _DAY,
            _DIRECTION,
            _AMOUNT,
            _CURRENCY,
            Column("counterparty", "Gegenpartei"),
            Column("counterparty_iban", "Konto der Gegenpartei"),
            Column("remittance", "Verwendungszweck"),
            Column("statement", "Kontoauszug"),
            Column("verdict", "Urteil: sure, review, ambiguous, unmatched, ignored"),
            Column("kind", "Art"),
            Column("proposed", "vorgeschlagene Belege mit Betrag"),
            Column("why", "Begründung"),
            Column("warning", "Warnungen"),
        ),
        (_proposal(run, one) for run in runs for one in run.proposals),
    )


def _proposal(run: Run, one: Proposal) -> Row:
    line = one.line.transaction
    return (
        run.run_id,
        line.transaction_id,
        one.proposal_id,
        line.account,
        line.booking_date.isoformat(),
        line.direction,
        _amount(line.amount_minor, line.currency),
        line.currency,
        line.counterparty_name,
        line.counterparty_iban,
        line.remittance,
        one.line.statement,
        one.verdict.value,
        one.kind,
        "; ".join(
            f"{part.item.label} {_amount(part.allocated_minor, line.currency)} ({part.item.document.value})"
            for part in one.allocations
        ),
        "; ".join(one.reasons),
        "; ".join(one.warnings),
    )


def decisions_table(decided: Iterable[tuple[TrailRow, Decision]]) -> Table:
    return _table(
        "decisions.csv",
        (
            "Entscheidungen",
            "wer was wann freigegeben, abgelehnt oder zurückgenommen hat, und wo",
        ),
        1,
        (
            _EVENT,
            _WHEN,
            _WHO,
            _VERSION,
            _TOKEN,
            _PROPOSAL,
            Column("decision", "Entscheidung in Worten"),
            Column("allocated", "Belege mit Betrag"),
            Column("rest", "nicht zugeordneter Rest", "amount"),
            Column("rest_kind", "Art des Rests"),
            _CURRENCY,
            Column("note", "Notiz"),
            Column("source", "Vorschlagsdatei oder Prüfseite"),
            Column("source_sha256", "SHA-256 der Vorschlagsdatei"),
        ),
        (_decision(row, decision) for row, decision in decided),
    )


def _decision(row: TrailRow, decision: Decision) -> Row:
    currency = decision.proposal.line.transaction.currency
    parts = decision.allocations if decision.approved else ()
    name, sha256 = row.files[0] if row.files else ("", "")
    return (
        str(row.seq),
        row.at,
        row.who,
        row.version,
        row.token,
        row.proposal_id,
        row.what,
        "; ".join(f"{part.item.label} {_amount(part.allocated_minor, currency)}" for part in parts),
        _amount(decision.unallocated_minor, currency),
        decision.difference_kind.value,
        currency,
        decision.note,
        name,
        sha256,
    )


def postings_table(postings: Iterable[PostingState]) -> Table:
    return _table(
        "postings.csv",
        ("Zahlungen", "jede freigegebene Zahlung, ihr Stand und ihre Nummer in Kanbert"),
        1,
        (
            _TOKEN,
            _PROPOSAL,
            _DAY,
            _DIRECTION,
            _AMOUNT,
            _CURRENCY,
            Column("booked_on", "Belege mit Betrag"),
            Column("state", "Stand"),
            Column("words", "Stand in Worten"),
            Column("payment_ids", "Zahlungsnummern in Kanbert"),
            Column("attempts", "Sendeversuche", "number"),
            Column("decision_event", "Entscheidung: laufende Nummer im Journal", "number"),
            Column("request_sha256", "SHA-256 der Anfrage"),
            Column("corrections", "was eine Person danach berichtigt hat"),
        ),
        map(_posting, postings),
    )


def _posting(one: PostingState) -> Row:
    posting = one.posting
    return (
        one.token,
        posting.proposal_id,
        posting.booking_date.isoformat(),
        "in" if posting.side is Side.OUTGOING else "out",
        _amount(posting.amount_minor, posting.currency),
        posting.currency,
        "; ".join(f"{part.number} {_amount(part.value_minor, posting.currency)}" for part in posting.bookings),
        one.state.value,
        one.words,
        " ".join(one.payment_ids),
        str(one.attempts),
        str(one.decision_seq),
        posting.body_sha256,
        "; ".join(one.corrections),
    )


def offsets_table(offsets: Iterable[OffsetState]) -> Table:
    return _table(
        "offsets.csv",
        ("Verrechnungen", "Gutschriften, die eine verrechnete Zahlung übrig ließ, und ihr Stand"),
        1,
        (
            Column("offset", "Kennzeichen der Verrechnung"),
            _TOKEN,
            _PROPOSAL,
            _DAY,
            _AMOUNT,
            _CURRENCY,
            Column("invoice", "Rechnung"),
            Column("credit_note", "Gutschrift"),
            Column("state", "Stand"),
            Column("words", "Stand in Worten"),
            Column("request_sha256", "SHA-256 der Anfrage"),
        ),
        (
            (
                one.offset.token,
                one.offset.line_token,
                one.offset.proposal_id,
                one.offset.day.isoformat(),
                _amount(one.offset.value_minor, one.offset.currency),
                one.offset.currency,
                one.offset.invoice_number,
                one.offset.credit_number,
                one.state.value,
                one.words,
                one.offset.body_sha256,
            )
            for one in offsets
        ),
    )


def trail_table(rows: Iterable[TrailRow]) -> Table:
    return _table(
        "trail.csv",
        ("Protokoll", "jedes Ereignis des Zeitraums in der Reihenfolge des Journals"),
        1,
        (
            _EVENT,
            _WHEN,
            _WHO,
            _VERSION,
            Column("what", "was geschah"),
            _TOKEN,
            _RUN,
            _PROPOSAL,
            Column("state", "Stand der Zahlung danach"),
            Column("payment_ids", "Zahlungsnummern in Kanbert"),
            Column("http_status", "Antwort von Kanbert", "number"),
            Column("files", "Dateien mit SHA-256"),
            Column("note", "Notiz"),
            Column("request_sha256", "SHA-256 der Anfrage"),
            Column("answer_sha256", "SHA-256 der Antwort"),
            Column("hash", "Glied der Prüfkette"),
        ),
        map(_trail, rows),
    )


def _trail(row: TrailRow) -> Row:
    return (
        str(row.seq),
        row.at,
        row.who,
        row.version,
        row.what,
        row.token,
        row.run_id,
        row.proposal_id,
        row.state,
        " ".join(row.payment_ids),
        str(row.status) if row.status else "",
        "; ".join(f"{name} {sha256}" for name, sha256 in row.files),
        row.note,
        row.request_sha256,
        row.answer_sha256,
        row.hash,
    )


def _table(file: str, says: tuple[str, str], keys: int, columns: Sequence[Column], rows: Iterable[Row]) -> Table:
    """`says`: its title and what it means."""
    return Table(
        file=file,
        title=says[0],
        means=says[1],
        columns=tuple(columns),
        keys=keys,
        rows=tuple(tuple(guarded(one_line(cell)) for cell in row) for row in rows),
    )


def _amount(minor: int, currency: str) -> str:
    return exact_text(abs(minor), currency, mark=",")
