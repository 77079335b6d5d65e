"""A practice Kanbert with one open invoice, RE-2026-2001 of Firma Quasar GmbH over 3000.00, and bank lines of that
payer as a savings bank exports them (CSV-CAMT V2)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kanbert_objects import account, booking, outgoing, payment
from scenario_tools import Practice, practice_with

from reconcile.kanbert.sandbox import Kind

OWN = "DE89370400440532013000"
_HEADER = (
    '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Glaeubiger ID";"Mandatsreferenz";'
    '"Kundenreferenz (End-to-End)";"Sammlerreferenz";"Lastschrift Ursprungsbetrag";"Auslagenersatz Ruecklastschrift";'
    '"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Waehrung";"Info"'
)


@contextmanager
def one_invoice(folder: Path, *more_accounts: str) -> Iterator[Practice]:
    """`more_accounts`: IBANs of our own beside `OWN`."""
    earlier = payment("p-0", booking("b-0", "5.00", outgoing_invoice_id="old"), reference="Anzahlung 4711")
    client = {"id": "c-1", "name": "Firma Quasar GmbH"}
    invoice = outgoing("inv-1", "3000.00", invoice_number="RE-2026-2001", client=client, company=None)
    objects = {
        Kind.PAYMENT_ACCOUNT: [
            account(f"acc-{number}", identifier=iban) for number, iban in enumerate((OWN, *more_accounts), 1)
        ],
        Kind.OUTGOING_INVOICE: [invoice],
        Kind.PAYMENT: [earlier],
    }
    with practice_with(objects, folder) as running:
        yield running


def write_line(path: Path, text: str, amount: str, *, day: str = "05.03.26", iban: str = "") -> None:
    """A statement of one line. `amount` as the bank writes it: `400,00`."""
    cells = [OWN, day, day, "GUTSCHRIFT", text, *[""] * 6]
    cells += ["Firma Quasar GmbH", iban, "", amount, "EUR", "Umsatz gebucht"]
    row = ";".join(f'"{cell}"' for cell in cells)
    path.write_text(f"{_HEADER}\n{row}\n", encoding="utf-8")
