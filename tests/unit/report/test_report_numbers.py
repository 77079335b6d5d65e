"""The numbers tie out: every total is computed again, from the files and the journal, without the report's own code."""

from __future__ import annotations

import json
import shutil
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from posting_world import World
from report_world import TODAY, Month, decided, matched, month_of, the_month
from review_builders import item

from importers.statement import Proof, Transaction
from reconcile.journal import State
from reconcile.records import Document, Run, Side, Verdict
from reconcile.report import Report, as_object
from reconcile.report.figures import Age, ages, confidence_bins
from reconcile.report.outcomes import Outcome


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    return the_month(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def report(month: Month) -> Report:
    return month.report()


def lines_of_files(month: Month) -> dict[str, Transaction]:
    return {one.transaction_id: one for statement in month.statements for one in statement.transactions}


def test_every_line_of_the_files_is_in_exactly_one_outcome(month: Month, report: Report) -> None:
    lines = lines_of_files(month).values()
    assert report.lines == len(lines) == 1000
    assert sum(one.lines for one in report.shares) == len(lines)
    for currency in {one.currency for one in lines}:
        shares = [one for one in report.shares if one.currency == currency]
        amounts = [one.amount_minor for one in lines if one.currency == currency]
        assert sum(one.in_minor for one in shares) == sum(amount for amount in amounts if amount > 0)
        assert sum(one.out_minor for one in shares) == -sum(amount for amount in amounts if amount < 0)


def test_the_balance_proof_is_the_files(month: Month, report: Report) -> None:
    assert len(report.balances) == len(month.statements)
    by_name = {one.statement: one for one in report.balances}
    for statement in month.statements:
        name = f"{statement.source.path.replace(chr(92), '/').rsplit('/', 1)[-1]} · {statement.statement_id}"
        proof = by_name[name]
        amounts = [one.amount_minor for one in statement.transactions]
        assert statement.opening is not None
        assert statement.closing is not None
        assert proof.opening_minor == statement.opening.amount_minor
        assert proof.closing_minor == statement.closing.amount_minor
        assert proof.in_minor - proof.out_minor == sum(amounts)
        assert proof.opening_minor + proof.in_minor - proof.out_minor == proof.closing_minor
        assert statement.proof is Proof.TIES_OUT
        assert proof.is_proved
        assert proof.lines == proof.lines_held == len(amounts)


def test_a_statement_that_does_not_tie_out_says_by_how_much(month: Month) -> None:
    run = month.run()
    wrong = replace(run.statements[0], closing_minor=(run.statements[0].closing_minor or 0) + 7)
    (proof, *others) = balances_of(month, replace(run, statements=(wrong, *run.statements[1:])))
    assert proof.difference_minor == 7
    assert not proof.is_proved
    assert all(one.is_proved for one in others)


def test_a_line_the_run_lacks_is_missed(month: Month) -> None:
    run = month.run()
    proofs = balances_of(month, replace(run, proposals=run.proposals[1:]))
    (missing,) = [one for one in proofs if not one.complete]
    assert missing.lines_held == missing.lines - 1
    assert not missing.is_proved


def balances_of(month: Month, run: Run) -> Any:
    from reconcile.report.balances import balance_proofs
    from reconcile.report.outcomes import lines_of

    with month.journal() as journal:
        return balance_proofs(run, lines_of(run, journal)[0])


def test_what_became_of_each_line_is_what_the_journal_says(month: Month, report: Report) -> None:
    run, expected = month.run(), Counter[str]()
    with month.journal() as journal:
        states = {one.token: one.state for one in journal.postings()}
        decisions = journal.decisions()
    for proposal in run.proposals:
        token = proposal.line.transaction.transaction_id
        state, decision = states.get(token), decisions.get(token)
        if state is State.CONFIRMED:
            expected["posted"] += 1
        elif state is not None:
            expected["attention"] += 1
        elif decision is not None:
            expected["approved" if decision.approved else "declined"] += 1
        elif proposal.verdict is Verdict.IGNORED:
            expected["no_invoice"] += 1
        else:
            expected["proposed" if proposal.allocations else "unmatched"] += 1
    counted = Counter[str]()
    for share in report.shares:
        counted[share.outcome.value] += share.lines
    assert counted == expected
    assert counted["posted"] > 40
    assert counted["attention"] == 3
    assert counted["declined"] > 0


def test_posted_money_is_what_was_sent(month: Month, report: Report) -> None:
    """The bodies on their way to Kanbert, and what Kanbert holds, have the sum the report shows."""
    held = month.world.ours()
    posted = {one.bank.token: one for one in report.posted}
    assert set(posted) == {token for token, payments in held.items() if len(payments) == 1}
    with month.journal() as journal:
        values = {one.token: one.posting.amount_minor for one in journal.postings()}
    for token, one in posted.items():
        assert sum(part.amount_minor for part in one.bookings) == values[token]
        assert one.payment_id == str(held[token][0]["id"])
        assert (one.approved.source, one.approved.source_sha256) == ("proposals.csv", "ab" * 32)
        assert one.approved.by.startswith("tester")
        assert one.answer.status in (200, 201)
        assert one.answer.sent_at >= one.approved.at


def test_money_per_day_adds_up_to_the_files(month: Month, report: Report) -> None:
    expected: defaultdict[tuple[date, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in lines_of_files(month).values():
        expected[one.booking_date, one.currency][one.amount_minor < 0] += abs(one.amount_minor)
    counted: defaultdict[tuple[date, str], list[int]] = defaultdict(lambda: [0, 0])
    for flow in report.days:
        counted[flow.day, flow.currency][0] += flow.in_minor
        counted[flow.day, flow.currency][1] += flow.out_minor
    assert counted == expected


def test_open_invoices_by_age_add_up_to_what_was_open(month: Month, report: Report) -> None:
    open_items = [one for one in month.books.items if one.open_minor is None or one.open_minor > 0]
    assert sum(row.documents for row in report.ages) == len(open_items)
    for side in Side:
        for document in Document:
            of_it = [one for one in open_items if (one.side, one.document) == (side, document)]
            rows = [row for row in report.ages if (row.side, row.document) == (side, document)]
            assert sum(row.open_minor for row in rows) == sum(one.open_minor or 0 for one in of_it)
            late = [one for one in of_it if one.due_date and 0 < (TODAY - one.due_date).days <= 30]
            assert sum(row.documents for row in rows if row.age is Age.TO_30) == len(late)
    assert sum(row.posted_minor for row in report.ages) == sum(
        part.amount_minor for one in report.posted for part in one.bookings
    )


@pytest.mark.parametrize(
    ("late", "age"),
    [
        *((-5, "not_due"), (0, "not_due"), (1, "1_30"), (30, "1_30"), (31, "31_60"), (60, "31_60")),
        *((61, "61_90"), (90, "61_90"), (91, "over_90")),
    ],
)
def test_an_invoice_ages_from_the_day_after_it_is_due(month: Month, late: int, age: str) -> None:
    run = replace(month.run(), items=(item(due_date=TODAY - timedelta(days=late)),))
    (row,) = ages(run, ())
    assert row.age == age


def test_invoices_without_due_date_or_open_amount_are_shown_and_in_no_sum(month: Month) -> None:
    run = replace(month.run(), items=(item("A", None), item("B", 500, due_date=None), item("C", 0)))
    rows = ages(run, ())
    assert [(row.age.value, row.documents, row.open_minor, row.unknown) for row in rows] == [
        ("1_30" if (TODAY - date(2026, 3, 1)).days > 0 else "not_due", 1, 0, 1),
        ("no_due_date", 1, 500, 0),
    ]


def test_patterns_and_confidence_count_the_same_proposals(month: Month, report: Report) -> None:
    naming = [one for one in month.run().proposals if one.allocations]
    for rows in (report.patterns, report.confidence):
        assert sum(row.proposals for row in rows) == len(naming)
        assert all(row.kept + row.changed + row.declined + row.open == row.proposals for row in rows)
    assert [sum(getattr(row, answer) for row in report.patterns) for answer in ("kept", "changed", "declined")] == [
        sum(getattr(row, answer) for row in report.confidence) for answer in ("kept", "changed", "declined")
    ]
    sure = [one for one in naming if one.confidence >= 0.995]
    assert report.confidence[-1].proposals == len(sure)
    assert report.confidence[-1].high == 10_000


def test_a_person_kept_what_they_did_not_change(month: Month, report: Report) -> None:
    answered = Counter[str]()
    for decision in decided(month.run(), every=8 if len(report.posted) < 200 else 1):
        if not decision.approved:
            answered["declined"] += bool(decision.proposal.allocations)
        else:
            answered["kept" if decision.allocations == decision.proposal.allocations else "changed"] += 1
    for answer in ("kept", "changed", "declined"):
        assert sum(getattr(row, answer) for row in report.patterns) == answered[answer], answer
    changed = [row for row in report.changed if row.answer == "changed"]
    assert len(changed) == answered["changed"] > 0
    assert any(row.decision.note == "checked by phone" for row in report.changed)


def test_confidence_lies_in_its_bin(month: Month) -> None:
    run = month.run()
    with month.journal() as journal:
        from reconcile.report.outcomes import lines_of

        lines = lines_of(run, journal)[0]
    chosen = next(line for line in lines if line.proposal.allocations)
    for confidence, low in (
        (0.0, 0),
        (0.4999, 0),
        (0.5, 5_000),
        (0.99, 9_900),
        (0.9949, 9_900),
        (0.995, 9_950),
        (1.0, 9_950),
    ):
        one = replace(chosen, proposal=replace(chosen.proposal, confidence=confidence))
        assert [row.low for row in confidence_bins([one]) if row.proposals] == [low]


def test_what_waits_and_what_needs_attention_is_listed_line_by_line(report: Report) -> None:
    shares: Counter[Outcome] = Counter()
    for one in report.shares:
        shares[one.outcome] += one.lines
    assert len(report.waiting) == shares[Outcome.PROPOSED] + shares[Outcome.UNMATCHED]
    assert len(report.attention) == shares[Outcome.ATTENTION]
    assert len(report.posted) == shares[Outcome.POSTED]
    assert sum(row.lines for row in report.left_out) == shares[Outcome.NO_INVOICE]
    states = Counter(row.state for row in report.attention)
    assert states == {"rejected": 2, "uncertain": 1}
    assert all(row.steps for row in report.attention)
    assert any("said the server" in row.words for row in report.attention)


def test_the_largest_open_receipts_are_the_largest(report: Report) -> None:
    receipts = sorted((row.bank.amount_minor for row in report.waiting if row.bank.amount_minor > 0), reverse=True)
    assert [row.bank.amount_minor for row in report.largest_open_receipts] == receipts[:15]


def test_discounts_of_posted_payments_are_for_a_person(month: Month, report: Report) -> None:
    """money.md 7: what stays open is listed for a person to write off."""
    with month.journal() as journal:
        posted = {one.token for one in journal.postings() if one.state is State.CONFIRMED}
        expected = {
            (decision.proposal.line.transaction.transaction_id, part.item.number): part.item.open_minor
            - part.allocated_minor
            for decision in journal.decisions().values()
            for part in decision.allocations
            if decision.approved and part.discount_minor > 0 and part.item.open_minor is not None
            if decision.proposal.line.transaction.transaction_id in posted
        }
    rows = [row for row in report.differences if row.kind == "discount" and row.by_hand and row.bank.amount_minor > 0]
    assert {(row.bank.token, row.number): row.amount_minor for row in rows} == expected
    assert expected


def test_the_json_object_has_the_same_numbers_and_no_float(report: Report) -> None:
    written = json.dumps(as_object(report))
    read = json.loads(written, parse_float=lambda text: pytest.fail(f"{text} is a float"))
    assert read["lines"] == report.lines
    assert sum(one["in_minor"] for one in read["shares"]) == sum(one.in_minor for one in report.shares)
    assert read["provenance"]["chain_head"] == report.provenance.chain_head
    assert len(read["posted"]) == len(report.posted)


def test_a_second_run_reports_the_whole_month_too(month: Month, tmp_path: Path) -> None:
    """What was settled before is no proposal of the second run, and still a line of its statements."""
    first = month.report()
    shutil.copyfile(month.world.folder / "journal.sqlite3", tmp_path / "journal.sqlite3")
    again = replace(month, world=World(tmp_path))
    with again.world.journal() as journal:
        run = matched(month.statements, month.books, journal)
    second = replace(again, run_id=run.run_id).report()
    assert run.run_id != month.run_id
    assert second.lines == first.lines
    assert second.unknown == ()
    assert all(one.is_proved for one in second.balances)
    for outcome in (Outcome.POSTED, Outcome.DECLINED):
        assert [one for one in second.shares if one.outcome is outcome] == [
            one for one in first.shares if one.outcome is outcome
        ]
    assert {one.bank.token for one in second.posted} == {one.bank.token for one in first.posted}


def test_a_run_without_decisions_is_reported(tmp_path: Path) -> None:
    report = month_of(tmp_path, seed=8, size=1000).report()
    assert (report.posted, report.attention, report.changed) == ((), (), ())
    assert sum(one.lines for one in report.shares) == 1000
