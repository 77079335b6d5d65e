"""Small, sane proposals for the tests of the review room."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from importers.statement import Transaction
from reconcile.records import (
    Allocation,
    Alternative,
    BankLine,
    DifferenceKind,
    Document,
    OpenItem,
    Proposal,
    Side,
    Verdict,
    make_proposal_id,
    make_run_id,
)
from reconcile.review.proposals import Layout, ProposalsRead, read_csv, write_csv

RUN_ID = make_run_id("review tests")


def item(number: str = "RE-2026-0101", open_minor: int | None = 120000, **changes: object) -> OpenItem:
    base = OpenItem(
        item_id=f"inv-{number}",
        side=Side.OUTGOING,
        document=Document.INVOICE,
        number=number,
        title="Consulting",
        party_id="c-1",
        party_names=("Huber GmbH",),
        currency="EUR",
        gross_minor=open_minor or 0,
        settled_minor=0,
        open_minor=open_minor,
        invoice_date=date(2026, 2, 1),
        due_date=date(2026, 3, 1),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def transaction(amount_minor: int = 120000, **changes: object) -> Transaction:
    base = Transaction(
        transaction_id="KR1-0123456789ABCDEF",
        entry_id="KR1-0123456789ABCDEF",
        account="AT611904300234573201",
        booking_date=date(2026, 3, 5),
        value_date=date(2026, 3, 6),
        amount_minor=amount_minor,
        currency="EUR",
        status="BOOK",
        counterparty_name="Huber GmbH",
        counterparty_iban="AT483200000012345864",
        remittance="Rechnung RE-2026-0101",
        bank_reference="2026030500017",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def allocation(of: OpenItem, minor: int, kind: DifferenceKind = DifferenceKind.NONE, discount: int = 0) -> Allocation:
    return Allocation(item=of, allocated_minor=minor, discount_minor=discount, difference_kind=kind)


def proposal(
    *allocations: Allocation,
    line: Transaction | None = None,
    verdict: Verdict = Verdict.SURE,
    rest_kind: DifferenceKind = DifferenceKind.NONE,
    **changes: object,
) -> Proposal:
    of_line = line or transaction()
    base = Proposal(
        proposal_id=make_proposal_id(RUN_ID, of_line.transaction_id),
        run_id=RUN_ID,
        line=BankLine(transaction=of_line, statement="2026-03.xml · 3/2026", own_account_id="pa-1"),
        verdict=verdict if allocations else Verdict.UNMATCHED,
        kind="single" if allocations else "",
        confidence=0.98765 if allocations else 0.0,
        allocations=allocations,
        unallocated_minor=of_line.amount_minor - sum(one.allocated_minor for one in allocations),
        difference_kind=rest_kind,
        reasons=("number in text", "amount exact"),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def single() -> Proposal:
    return proposal(allocation(item(), 120000))


def unmatched(amount_minor: int = 5000, **changes: object) -> Proposal:
    line = transaction(amount_minor, transaction_id="KR1-UNMATCHED0000000", remittance="danke", **changes)
    return proposal(line=line, reasons=("no number and no known account",))


def split() -> Proposal:
    parts = (("RE-2026-0201", 40000), ("RE-2026-0202", 50000), ("RE-2026-0203", 30000))
    line = transaction(120000, transaction_id="KR1-SPLIT00000000000", remittance="RE 201, 202, 203")
    allocations = [allocation(item(number, minor), minor) for number, minor in parts]
    return proposal(*allocations, line=line, verdict=Verdict.REVIEW, kind="collective")


def overpaid() -> Proposal:
    line = transaction(121000, transaction_id="KR1-OVERPAID00000000")
    kind = DifferenceKind.OVERPAYMENT
    return proposal(allocation(item(), 120000), line=line, verdict=Verdict.REVIEW, rest_kind=kind, kind="overpayment")


def discounted() -> Proposal:
    line = transaction(117600, transaction_id="KR1-DISCOUNT00000000")
    part = allocation(item(discount_minor=2400), 117600, DifferenceKind.DISCOUNT, 2400)
    return proposal(part, line=line, verdict=Verdict.REVIEW, kind="discount")


def netted() -> Proposal:
    line = transaction(80000, transaction_id="KR1-NETTED0000000000")
    credit = item("GS-2026-0007", 20000, document=Document.CREDIT)
    parts = (allocation(item("RE-2026-0301", 100000), 100000), allocation(credit, -20000))
    return proposal(*parts, line=line, verdict=Verdict.REVIEW, kind="netting")


def paid_out() -> Proposal:
    """Money out to a supplier whose texts try everything."""
    supplier = item("=1+1", 25000, side=Side.INCOMING, party_names=("@SUM(A1) Lieferant; „Süß“",))
    line = transaction(
        -25000,
        transaction_id="KR1-OUT0000000000000",
        counterparty_name="+43 Telekom",
        remittance='-cmd|"/C calc"!A0\nline two',
        creditor_reference="210000000003139471430009017",
        counterparty_iban="",
        value_date=None,
        line=1234,
    )
    one = proposal(allocation(supplier, -25000), line=line, verdict=Verdict.AMBIGUOUS)
    other = Alternative(item_id="x", number="0098", party_name="Lieferant", open_minor=196000, probability=0.3)
    return replace(one, alternatives=(other,), warnings=("2 candidates",), missing="would be sure if named")


def ignored() -> Proposal:
    line = transaction(-350, transaction_id="KR1-FEE0000000000000", remittance="Kontogebühr")
    return replace(proposal(line=line), verdict=Verdict.IGNORED, kind="fee")


def several() -> tuple[Proposal, ...]:
    return single(), split(), overpaid(), discounted(), netted(), paid_out(), unmatched(), ignored()


# ------------------------------------------------------------------------------------------------ the file as a table


def as_table(content: bytes, delimiter: str = ";") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def as_bytes(rows: Sequence[dict[str, str]], delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode(encoding)


def edited(
    proposals: Sequence[Proposal], edit: Callable[[list[dict[str, str]]], object], layout: Layout | None = None
) -> bytes:
    """The written file after `edit` changed its rows in place."""
    rows = as_table(write_csv(proposals, layout or Layout()))
    edit(rows)
    return as_bytes(rows)


def read(content: bytes, proposals: Iterable[Proposal], items: Sequence[OpenItem] = ()) -> ProposalsRead:
    known = {one.proposal_id: one for one in proposals}

    def find_items(_: Proposal, number: str) -> list[OpenItem]:
        return [one for one in items if one.number == number]

    return read_csv(content, file_name="p.csv", find_proposal=known.get, find_items=find_items)
