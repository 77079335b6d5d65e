"""Runs of any size to look at, made without files: sure lines first, then what needs a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from review_builders import allocation, item, proposal, transaction

from reconcile.journal import Journal
from reconcile.records import (
    Alternative,
    DifferenceKind,
    Evidence,
    OpenItem,
    Proposal,
    Run,
    Verdict,
    make_proposal_id,
    make_run_id,
)
from reconcile.seams import FixedClock

RUN_ID = make_run_id("page tests")
DAY = date(2026, 3, 2)
NAMES = ("Brandhuber & Voss", "Deichperle Getränke", "Stadtwerke Möllnau", "Praxis Dr. Sievers", "Zollhaus Hotel")


def record(folder: Path, sure: int, others: int) -> Run:
    """A journal in `folder` with a run of `sure` lines that are, and `others` that need a person."""
    numbers = range(1, sure + others + 1)
    items = [_item(number) for number in numbers]
    spare = [replace(one, item_id=f"{one.item_id}-b", number=f"{one.number}-B") for one in items[sure:]]
    proposals = [_sure(number, items[number - 1]) for number in numbers[:sure]]
    proposals += [_other(number, items[number - 1], spare[number - 1 - sure]) for number in numbers[sure:]]
    run = Run(
        run_id=RUN_ID,
        files=(("2026-03.xml", "0" * 64),),
        today=DAY,
        space=None,
        items=(*items, *spare),
        proposals=tuple(proposals),
    )
    with Journal(folder / "journal.sqlite3", clock=FixedClock.at_noon(DAY), who="tester") as journal:
        journal.record_run(run)
    return run


def _item(number: int) -> OpenItem:
    name = f"{NAMES[number % len(NAMES)]} {number} GmbH"
    return item(f"RE-2026-{number:04}", 10000 + 100 * number, item_id=f"inv-{number}", party_names=(name,))


def _line(number: int, of: OpenItem, verdict: Verdict) -> Proposal:
    paid = of.open_minor or 0
    line = transaction(
        paid,
        transaction_id=f"KR1-{number:016}",
        entry_id=f"KR1-{number:016}",
        booking_date=DAY + timedelta(days=number % 28),
        counterparty_name=of.party_name.upper(),
        remittance=f"Rechnung {of.number} vom 29.01.2026, Kundennummer {4000 + number}",
    )
    made = proposal(allocation(of, paid), line=line, verdict=verdict)
    return replace(
        made,
        run_id=RUN_ID,
        proposal_id=make_proposal_id(RUN_ID, line.transaction_id),
        evidence=_evidence(of),
        reasons=(f"number {of.number} in text", "amount exact", "name equal"),
    )


def _evidence(of: OpenItem) -> tuple[Evidence, ...]:
    found = (
        ("invoice_number", f"number {of.number} in text"),
        ("open_amount", "amount exact"),
        ("party_name", "name equal"),
    )
    return tuple(Evidence(signal=signal, finding=finding, log_odds=4.0) for signal, finding in found)


def _sure(number: int, of: OpenItem) -> Proposal:
    return _line(number, of, Verdict.SURE)


def _other(number: int, of: OpenItem, twin: OpenItem) -> Proposal:
    """Ambiguous, to be reviewed with a difference, and unmatched, in turn."""
    if number % 3 == 0:
        other = Alternative(
            item_id=twin.item_id,
            number=twin.number,
            party_name=twin.party_name,
            open_minor=twin.open_minor,
            probability=0.45,
        )
        made = _line(number, of, Verdict.AMBIGUOUS)
        return replace(made, alternatives=(other,), warnings=("2 candidates",), confidence=0.5)
    if number % 3 == 1:
        more = replace(of, open_minor=(of.open_minor or 0) + 5000, gross_minor=of.gross_minor + 5000)
        made = _line(number, of, Verdict.REVIEW)
        part = allocation(more, of.open_minor or 0, DifferenceKind.PART_PAYMENT)
        return replace(
            made, allocations=(part,), kind="part payment", warnings=("the text speaks of something taken off",)
        )
    made = _line(number, of, Verdict.UNMATCHED)
    amount = made.line.transaction.amount_minor
    return replace(made, allocations=(), unallocated_minor=amount, evidence=(), reasons=("no open invoice fits",))
