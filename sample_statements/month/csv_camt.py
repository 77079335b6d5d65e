"""The Sparkasse's CSV-CAMT export: cp1252, every field quoted, newest line first, two-digit years."""

from __future__ import annotations

import csv
import io

from month.bank_lines import Line, lines_of
from month.documents import cents
from month.parties import OWN_ACCOUNTS, OWN_CREDITOR_ID

HEADER = (
    "Auftragskonto", "Buchungstag", "Valutadatum", "Buchungstext", "Verwendungszweck", "Glaeubiger ID",
    "Mandatsreferenz", "Kundenreferenz (End-to-End)", "Sammlerreferenz", "Lastschrift Ursprungsbetrag",
    "Auslagenersatz Ruecklastschrift", "Beguenstigter/Zahlungspflichtiger", "Kontonummer/IBAN", "BIC (SWIFT-Code)",
    "Betrag", "Waehrung", "Info",
)  # fmt: skip


def render(account: str) -> bytes:
    """The account's March as the portal exports it. The layout has no balances."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(_row(line) for line in reversed(lines_of(account)))
    return table.getvalue().encode("cp1252")


def _row(line: Line) -> tuple[str, ...]:
    day = f"{line.booking_date:%d.%m.%y}"
    party = line.counterparty
    return (
        OWN_ACCOUNTS[line.account].iban,
        day,
        day,
        line.booking.words,
        line.structured or line.text,
        OWN_CREDITOR_ID if line.kind in ("collection", "return") else line.creditor_id,
        line.mandate,
        "" if line.batch or not party.name else line.end_to_end,
        line.batch,
        _german(cents(line.original)) if line.original else "",
        _german(line.fee_cents) if line.original else "",
        party.statement_name,
        party.iban or line.other_account,
        party.bic,
        _german(line.amount_cents),
        "EUR",
        "Umsatz gebucht",
    )


def _german(amount: int) -> str:
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100},{abs(amount) % 100:02d}"
