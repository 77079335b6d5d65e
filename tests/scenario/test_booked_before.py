"""Payments Kanbert shows already: what a later return gives back, and what somebody has booked by hand."""

from __future__ import annotations

from csv import DictReader
from pathlib import Path

from kanbert_objects import account, booking, outgoing, payment
from scenario_tools import Practice, practice_with

from reconcile.kanbert.sandbox import Kind

OWN = "DE89370400440532013000"
PAYER = "DE02120300000000202051"


def statement(path: Path, day: str, amount: str, *, is_return: bool) -> None:
    sign, party = ("DBIT", "Cdtr") if is_return else ("CRDT", "Dbtr")
    back = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>" if is_return else ""
    path.write_text(
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId>'
        f"<CreDtTm>{day}T06:00:00</CreDtTm></GrpHdr><Stmt><Id>{path.stem}</Id><CreDtTm>{day}T06:00:00</CreDtTm>"
        f'<Acct><Id><IBAN>{OWN}</IBAN></Id><Ccy>EUR</Ccy></Acct><Ntry><Amt Ccy="EUR">{amount}</Amt>'
        f"<CdtDbtInd>{sign}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{day}</Dt></BookgDt><NtryDtls><TxDtls><RltdPties>"
        f"<{party}><Nm>Firma Quasar GmbH</Nm></{party}><{party}Acct><Id><IBAN>{PAYER}</IBAN></Id></{party}Acct>"
        f"</RltdPties><RmtInf><Ustrd>RE-2026-2001</Ustrd></RmtInf>{back}</TxDtls></NtryDtls></Ntry></Stmt>"
        "</BkToCstmrStmt></Document>",
        encoding="utf-8",
    )


def run(kanbert: Practice, file: str, out: str) -> dict[str, str]:
    done = kanbert.call("run", file, "--out", out)
    assert done.returncode == 0, done.stderr
    with (kanbert.folder / out).open(encoding="utf-8-sig", newline="") as rows:
        (row,) = DictReader(rows, delimiter=";")
    return row


def test_a_return_of_the_next_statement_names_the_payment_in_kanbert(tmp_path: Path) -> None:
    client = {"id": "c-1", "name": "Firma Quasar GmbH"}
    earlier = payment("p-0", booking("b-0", "5.00", outgoing_invoice_id="old"), reference="Anzahlung 4711")
    objects = {
        Kind.PAYMENT_ACCOUNT: [account("acc-1", identifier=OWN)],
        Kind.OUTGOING_INVOICE: [
            outgoing("inv-1", "119.00", invoice_number="RE-2026-2001", client=client, company=None)
        ],
        Kind.PAYMENT: [earlier],
    }
    with practice_with(objects, tmp_path) as kanbert:
        statement(kanbert.folder / "march.xml", "2026-03-05", "119.00", is_return=False)
        statement(kanbert.folder / "april.xml", "2026-04-02", "122.00", is_return=True)
        assert run(kanbert, "march.xml", "march.csv")["light"] == "sure"
        assert kanbert.call("approve", "march.csv", "--sure", "--yes").returncode == 0
        assert kanbert.call("commit", "march.csv", "--yes").returncode == 0
        row = run(kanbert, "april.xml", "april.csv")
    assert row["light"] == "review"
    assert "gives back the payment of 2026-03-05 for RE-2026-2001" in row["warning"]


def test_what_somebody_has_booked_in_kanbert_by_hand_is_not_posted_a_second_time_blindly(tmp_path: Path) -> None:
    client = {"id": "c-1", "name": "Firma Quasar GmbH"}
    by_hand = payment(
        "p-1", booking("b-1", "119.00", outgoing_invoice_id="inv-1"), date_of_payment="2026-03-06", reference="Quasar"
    )
    invoice = outgoing(
        "inv-1", "238.00", invoice_number="RE-2026-2001", client=client, company=None, payment_status="partly_paid"
    )
    objects = {
        Kind.PAYMENT_ACCOUNT: [account("acc-1", identifier=OWN)],
        Kind.OUTGOING_INVOICE: [invoice],
        Kind.PAYMENT: [by_hand],
    }
    with practice_with(objects, tmp_path) as kanbert:
        statement(kanbert.folder / "march.xml", "2026-03-05", "119.00", is_return=False)
        row = run(kanbert, "march.xml", "march.csv")
    assert (row["light"], row["invoice"]) == ("review", "RE-2026-2001")
    assert "Kanbert shows this amount as paid on 2026-03-06 for RE-2026-2001" in row["warning"]
