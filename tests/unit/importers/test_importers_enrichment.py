"""Details of a camt.054 into the entries of a camt.053: only where both are provably the same; tokens of their own."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from camt_texts import OWN, balance, detail, document, entry, read_text, statement

from importers.enrichment import enriched
from importers.statement import Kind, Proof, Statement, Transaction

REFERENCE = "<AcctSvcrRef>BANK-1</AcctSvcrRef>"
BATCH = "<NtryDtls><Btch><MsgId>M-1</MsgId><PmtInfId>P-1</PmtInfId><NbOfTxs>2</NbOfTxs></Btch></NtryDtls>"
QR_IBAN = "CH4431999123000889012"
PAID = (
    detail(name="Alpha GmbH", texts=["RE-1"], amount="60.00", reference="RF18539007547034"),
    detail(name="Beta AG", texts=["RE-2"], amount="40.00"),
)


def notification(*entries: str, account: str = OWN, message: str = "M", statement_id: str = "N1") -> str:
    text = document(statement(*entries, account=account, statement_id=statement_id))
    text = text.replace("<MsgId>M</MsgId>", f"<MsgId>{message}</MsgId>")
    for one, other in (("BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn"), ("camt.053", "camt.054"), ("Stmt>", "Ntfctn>")):
        text = text.replace(one, other)
    return text


def read_both(folder: Path, booked: str, *notified: str) -> list[Statement]:
    found = read_text(folder, document(booked), "053.xml")
    for number, text in enumerate(notified):
        found += read_text(folder, text, f"054-{number}.xml")
    return enriched(found)


def whole(more: str = REFERENCE) -> str:
    """A statement with the entry that came without its details."""
    return statement(entry("100.00", more=more))


def details(*parts: str, more: str = REFERENCE) -> str:
    """A notification with them."""
    return notification(entry("100.00", *(parts or PAID), more=more))


def lines(folder: Path, booked: str, *notified: str) -> tuple[Transaction, ...]:
    return read_both(folder, booked, *notified)[0].transactions


def tied_by(what: str) -> tuple[str, str, str]:
    """(in the statement's entry, in the notification's entry, account of the notification)."""
    pointer = "<AddtlInfInd><MsgNmId>camt.054.001.08</MsgNmId><MsgId>M</MsgId></AddtlInfInd>"
    qr = f"<NtryRef>{QR_IBAN}</NtryRef>"
    return {
        "bank reference": (REFERENCE, REFERENCE, OWN),
        "batch": (BATCH, BATCH, OWN),
        "pointer": (pointer, "", OWN),
        "QR-IBAN": (qr, qr, OWN),
        "QR-IBAN as the account": (qr, qr, QR_IBAN),
    }[what]


@pytest.mark.parametrize("what", ["bank reference", "batch", "pointer", "QR-IBAN", "QR-IBAN as the account"])
def test_a_collective_entry_gets_its_details(tmp_path: Path, what: str) -> None:
    here, there, account = tied_by(what)
    found = lines(
        tmp_path,
        statement(entry("100.00", more=here)),
        notification(entry("100.00", *PAID, more=there), account=account),
    )
    assert [(line.amount_minor, line.counterparty_name, line.remittance) for line in found] == [
        (6_000, "Alpha GmbH", "RE-1"),
        (4_000, "Beta AG", "RE-2"),
    ]
    assert found[0].creditor_reference == "RF18539007547034"
    assert {line.account for line in found} == {OWN}


def test_the_token_of_the_entry_is_that_of_the_statement_alone(tmp_path: Path) -> None:
    booked = whole()
    (alone,) = lines(tmp_path, booked)
    parts = lines(tmp_path, booked, details())
    assert {part.entry_id for part in parts} == {alone.transaction_id}
    assert len({alone.transaction_id, *(part.transaction_id for part in parts)}) == 3


def test_details_in_the_file_have_other_tokens(tmp_path: Path) -> None:
    in_file = lines(tmp_path, statement(entry("100.00", *PAID, more=REFERENCE)))
    added = lines(tmp_path, whole(), details())
    assert not {line.transaction_id for line in in_file} & {line.transaction_id for line in added}


def test_equal_details_stay_two(tmp_path: Path) -> None:
    twins = [detail(name="Alpha GmbH", texts=["RE-1"], amount="50.00")] * 2
    found = lines(tmp_path, whole(), details(*twins))
    assert len({line.transaction_id for line in found}) == 2


def test_one_detail_fills_the_line_and_keeps_its_token(tmp_path: Path) -> None:
    booked = whole()
    only = detail(name="Alpha GmbH", texts=["RE-1"], amount="100.00")
    (alone,), (filled,) = (
        lines(tmp_path, booked),
        lines(tmp_path, booked, details(only)),
    )
    assert filled.transaction_id == filled.entry_id == alone.transaction_id
    assert (filled.counterparty_name, filled.remittance) == ("Alpha GmbH", "RE-1")


def test_what_was_done_is_said_and_the_proof_stands(tmp_path: Path) -> None:
    booked = statement(balance("OPBD", "1.00"), entry("100.00", more=REFERENCE), balance("CLBD", "101.00"))
    one, told = read_both(tmp_path, booked, details())
    assert one.warnings == ("2026-03-02 100.00 EUR: its 2 details are from 054-0.xml",)
    assert (one.proof, one.entries, one.kind) == (Proof.TIES_OUT, 1, Kind.STATEMENT)
    assert (told.kind, told.warnings) == (Kind.NOTIFICATION, ())


@pytest.mark.parametrize(
    "notified",
    [
        entry("100.01", detail(amount="60.01"), detail(amount="40.00"), more=REFERENCE),
        entry("100.00", *PAID, more=REFERENCE, money_in=False),
        entry("100.00", *PAID, more=REFERENCE, day="2026-03-03"),
        entry("100.00", *PAID, more=REFERENCE, currency="CHF"),
        entry("100.00", *PAID, more=REFERENCE, status="PDNG"),
        entry("100.00", *PAID, more=REFERENCE.replace("BANK-1", "BANK-2")),
        entry("100.00", *PAID),
        entry("100.00", *PAID, more=BATCH),
    ],
    ids=[
        "amount",
        "direction",
        "day",
        "currency",
        "pending",
        "other reference",
        "no reference",
        "other kind of reference",
    ],
)
def test_anything_that_differs_leaves_the_line_alone(tmp_path: Path, notified: str) -> None:
    one, told = read_both(tmp_path, whole(), notification(notified))
    assert [line.amount_minor for line in one.transactions] == [10_000]
    assert one.warnings == ()
    if "PDNG" not in notified:
        assert "give no details to the statements handed in" in told.warnings[-1]


def test_another_account_leaves_the_line_alone(tmp_path: Path) -> None:
    told = notification(entry("100.00", *PAID, more=REFERENCE), account="DE02500105170137075030")
    assert len(lines(tmp_path, whole(), told)) == 1


def test_a_reference_that_contradicts_outweighs_one_that_agrees(tmp_path: Path) -> None:
    other = REFERENCE.replace("BANK-1", "BANK-2")
    told = details(more=BATCH + other)
    assert len(lines(tmp_path, whole(BATCH + REFERENCE), told)) == 1


def test_running_numbers_are_no_reference(tmp_path: Path) -> None:
    number = "<NtryRef>1</NtryRef>"
    told = details(more=number)
    assert len(lines(tmp_path, whole(number), told)) == 1


def test_a_reference_of_nothing_but_zeros_ties_nothing_together(tmp_path: Path) -> None:
    zeros = "<AcctSvcrRef>000</AcctSvcrRef>"
    assert len(lines(tmp_path, whole(zeros), details(more=zeros))) == 1


def test_two_entries_of_notifications_that_could_be_it(tmp_path: Path) -> None:
    others = (detail(name="Gamma", amount="50.00"), detail(name="Delta", amount="50.00"))
    told = notification(entry("100.00", *PAID, more=REFERENCE), entry("100.00", *others, more=REFERENCE))
    one, _ = read_both(tmp_path, whole(), told)
    assert len(one.transactions) == 1
    assert one.warnings == (
        "2026-03-02 100.00 EUR: more than one entry of a notification could have its details; it stays one line",
    )


def test_two_entries_of_the_statement_that_could_be_meant(tmp_path: Path) -> None:
    booked = statement(entry("100.00", more=REFERENCE), entry("100.00", more=REFERENCE))
    assert len(lines(tmp_path, booked, details())) == 2


def test_the_same_notification_twice_is_one(tmp_path: Path) -> None:
    told = details()
    assert len(lines(tmp_path, whole(), told, told.replace("<MsgId>M<", "<MsgId>M2<"))) == 2


def test_details_that_do_not_add_up_are_not_taken(tmp_path: Path) -> None:
    short = details(PAID[0], detail(amount="39.99"))
    one, _ = read_both(tmp_path, whole(), short)
    assert len(one.transactions) == 1
    assert "stays one line" in one.warnings[0]


def test_an_entry_that_came_with_its_details_is_left_alone(tmp_path: Path) -> None:
    booked = statement(entry("100.00", *PAID, more=REFERENCE))
    told = details(detail(amount="50.00"), detail(amount="50.00"))
    assert lines(tmp_path, booked, told) == lines(tmp_path, booked)


def test_the_order_of_the_files_does_not_matter(tmp_path: Path) -> None:
    found = read_text(tmp_path, document(whole()), "053.xml")
    found += read_text(tmp_path, details(), "054.xml")
    found += read_text(tmp_path, document(statement(entry("7.00"), statement_id="S2")), "other.xml")
    for order in permutations(found):
        assert set(enriched(order)) == set(enriched(found))


def test_statements_without_notifications_are_untouched(tmp_path: Path) -> None:
    found = read_text(tmp_path, document(statement(entry("100.00", more=REFERENCE), entry("1.00", PAID[0]))))
    assert enriched(found) == found
