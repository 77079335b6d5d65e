"""A customer pays an invoice a second time, and the second payment comes with the next statement."""

from __future__ import annotations

from collections.abc import Iterator
from csv import DictReader
from pathlib import Path

import pytest
from kanbert_objects import account, booking, outgoing, payment
from scenario_tools import Practice, practice_with

from reconcile.kanbert.sandbox import Kind

OWN = "DE89370400440532013000"
HEADER = (
    '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Glaeubiger ID";"Mandatsreferenz";'
    '"Kundenreferenz (End-to-End)";"Sammlerreferenz";"Lastschrift Ursprungsbetrag";"Auslagenersatz Ruecklastschrift";'
    '"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Waehrung";"Info"'
)


@pytest.fixture
def kanbert(tmp_path: Path) -> Iterator[Practice]:
    earlier = payment("p-0", booking("b-0", "5.00", outgoing_invoice_id="old"), reference="Anzahlung 4711")
    client = {"id": "c-1", "name": "Firma Quasar GmbH"}
    invoice = outgoing("inv-1", "3000.00", invoice_number="RE-2026-2001", client=client, company=None)
    objects = {
        Kind.PAYMENT_ACCOUNT: [account("acc-1", identifier=OWN)],
        Kind.OUTGOING_INVOICE: [invoice],
        Kind.PAYMENT: [earlier],
    }
    with practice_with(objects, tmp_path) as running:
        yield running


def statement(folder: Path, name: str, day: str, text: str) -> str:
    cells = [OWN, day, day, "GUTSCHRIFT", text, *[""] * 6]
    cells += ["Firma Quasar GmbH", "DE75512108001245126199", "", "3000,00", "EUR", "Umsatz gebucht"]
    row = ";".join(f'"{cell}"' for cell in cells)
    (folder / name).write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    return name


@pytest.mark.parametrize("text", ["RE-2026-2001", "Ueberweisung"])
def test_the_next_run_says_that_it_may_be_paid_twice(kanbert: Practice, text: str) -> None:
    first = statement(kanbert.folder, "march.csv", "05.03.26", "RE-2026-2001")
    assert kanbert.call("run", first).returncode == 0
    path = kanbert.folder / "proposals.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("\n;", "\nyes;"), encoding="utf-8-sig")
    assert kanbert.call("commit", "proposals.csv", "--yes", "--quarantine", "2").returncode == 0
    second = statement(kanbert.folder, "april.csv", "02.04.26", text)
    assert kanbert.call("run", second, "--out", "next.csv").returncode == 0
    (row,) = DictReader((kanbert.folder / "next.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    assert (row["light"], row["invoice"]) == ("unmatched", "")
    assert row["warning"].startswith("possible duplicate: ")
    assert "RE-2026-2001" in row["warning"]
