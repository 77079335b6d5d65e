"""The tables of an export and their rows. Pure; IBANs and names are whole, because an auditor is owed the records as
they are (GoBD Rz 107-112).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reconcile.export import table as columns
from reconcile.export.table import Column, Row, Table, amount, table
from reconcile.journal import KeptSource, OffsetState, PostingState, TrailRow
from reconcile.records import Decision, Proposal, Run, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A statement file of a run, and what became of its kept copy."""

    run_id: str
    file: KeptSource
    path: str  #: inside the export, `""` without a whole copy
    state: str  #: complete, missing, changed


def files_table(rows: Iterable[SourceRow]) -> Table:
    return table(
        "files.csv",
        ("Quelldateien", "Kontoauszüge, wie sie übergeben wurden, mit ihrer Prüfsumme"),
        2,
        (
            columns.RUN,
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
    return table(
        "proposals.csv",
        ("Bankbuchungen und Vorschläge", "jede Bankbuchung der Läufe und was das Programm vorschlug"),
        2,
        (
            columns.RUN,
            columns.TOKEN,
            columns.PROPOSAL,
            Column("account", "eigenes Konto"),
            columns.DAY,
            columns.DIRECTION,
            columns.AMOUNT,
            columns.CURRENCY,
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
        amount(line.amount_minor, line.currency),
        line.currency,
        line.counterparty_name,
        line.counterparty_iban,
        line.remittance,
        one.line.statement,
        one.verdict.value,
        one.kind,
        "; ".join(
            f"{part.item.label} {amount(part.allocated_minor, line.currency)} ({part.item.document.value})"
            for part in one.allocations
        ),
        "; ".join(one.reasons),
        "; ".join(one.warnings),
    )


def decisions_table(decided: Iterable[tuple[TrailRow, Decision]]) -> Table:
    return table(
        "decisions.csv",
        (
            "Entscheidungen",
            "wer was wann freigegeben, abgelehnt oder zurückgenommen hat, und wo",
        ),
        1,
        (
            columns.EVENT,
            columns.WHEN,
            columns.WHO,
            columns.VERSION,
            columns.TOKEN,
            columns.PROPOSAL,
            Column("decision", "Entscheidung in Worten"),
            Column("allocated", "Belege mit Betrag"),
            Column("rest", "nicht zugeordneter Rest", "amount"),
            Column("rest_kind", "Art des Rests"),
            columns.CURRENCY,
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
        "; ".join(f"{part.item.label} {amount(part.allocated_minor, currency)}" for part in parts),
        amount(decision.unallocated_minor, currency),
        decision.difference_kind.value,
        currency,
        decision.note,
        name,
        sha256,
    )


def postings_table(postings: Iterable[PostingState]) -> Table:
    return table(
        "postings.csv",
        ("Zahlungen", "jede freigegebene Zahlung, ihr Stand und ihre Nummer in Kanbert"),
        1,
        (
            columns.TOKEN,
            columns.PROPOSAL,
            columns.DAY,
            columns.DIRECTION,
            columns.AMOUNT,
            columns.CURRENCY,
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
        amount(posting.amount_minor, posting.currency),
        posting.currency,
        "; ".join(f"{part.number} {amount(part.value_minor, posting.currency)}" for part in posting.bookings),
        one.state.value,
        one.words,
        " ".join(one.payment_ids),
        str(one.attempts),
        str(one.decision_seq),
        posting.body_sha256,
        "; ".join(one.corrections),
    )


def offsets_table(offsets: Iterable[OffsetState]) -> Table:
    return table(
        "offsets.csv",
        ("Verrechnungen", "Gutschriften, die eine verrechnete Zahlung übrig ließ, und ihr Stand"),
        1,
        (
            Column("offset", "Kennzeichen der Verrechnung"),
            columns.TOKEN,
            columns.PROPOSAL,
            columns.DAY,
            columns.AMOUNT,
            columns.CURRENCY,
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
                amount(one.offset.value_minor, one.offset.currency),
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
    return table(
        "trail.csv",
        ("Protokoll", "jedes Ereignis des Zeitraums in der Reihenfolge des Journals"),
        1,
        (
            columns.EVENT,
            columns.WHEN,
            columns.WHO,
            columns.VERSION,
            Column("what", "was geschah"),
            columns.TOKEN,
            columns.RUN,
            columns.PROPOSAL,
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
