"""How regularly a party's documents are paid: what it says of a line that names none of several equal ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from matching_builders import PAYER, RUN, known, make_bill, make_books, make_item, make_line, on, proposals

from reconcile.matching import Rules, match, propose
from reconcile.records import BankLine, BookedPayment, OpenItem, Proposal, Verdict

ACCOUNT = (known(),)
FIRST_OF = [date(2026, month, 1) for month in range(1, 7)]


def month(number: int, amount: int = 119_000) -> OpenItem:
    """The retainer of a month, written on its first day."""
    day = FIRST_OF[number - 1]
    return make_item(f"RE-2026-{number:02d}77", amount, invoice_date=day, due_date=day + timedelta(14))


def standing_order(number: int, days: int, text: str = "Dauerauftrag") -> BankLine:
    return on(FIRST_OF[number - 1] + timedelta(days), make_line(119_000, text, "Müller GmbH", PAYER))


def of_pace(proposal: Proposal) -> list[str]:
    return [one for one in (*proposal.reasons, *proposal.warnings) if "after the invoice" in one]


def test_as_many_days_as_the_others() -> None:
    lines, items = [standing_order(number, 15) for number in range(1, 5)], [month(number) for number in range(1, 5)]
    _, *silent = proposals(lines, *items, accounts=ACCOUNT)
    for one in silent:
        assert of_pace(one) == ["paid 15 days after the invoice, about as 3 of 3 other payments of this party"]
        assert one.verdict is not Verdict.SURE


def test_as_many_days_as_none_of_the_others() -> None:
    """The fourth came a fortnight after the others' day."""
    lines = [*(standing_order(number, 10) for number in range(1, 4)), standing_order(4, 24)]
    *_, late = proposals(lines, *(month(number) for number in range(1, 5)), accounts=ACCOUNT)
    assert of_pace(late) == ["paid 24 days after the invoice, as none of 3 other payments of this party"]
    assert of_pace(late)[0] in late.warnings


def late_payer(days: int) -> tuple[list[BankLine], list[OpenItem]]:
    """Two other amounts paid by their numbers, so many days after their invoices."""
    items = [make_item(f"RE-2026-000{place}", 50_000 + place, invoice_date=FIRST_OF[place]) for place in (0, 1)]
    lines = [
        on(FIRST_OF[place] + timedelta(days), make_line(50_000 + place, f"RE-2026-000{place}", "Müller GmbH", PAYER))
        for place in (0, 1)
    ]
    return lines, items


@pytest.mark.parametrize(("days", "said"), [(40, 1), (9, 0)])
def test_another_that_would_keep_the_pace_is_named_and_not_chosen(days: int, said: int) -> None:
    """April's invoice is nearly due and March's long overdue; but it is in 40 days that this payer pays."""
    lines, others = late_payer(days)
    *_, last = proposals([*lines, standing_order(4, 9)], *others, month(3), month(4), accounts=ACCOUNT)
    assert [one.item.number for one in last.allocations] == ["RE-2026-0477"]
    words = "RE-2026-0377 would be paid about as long after the invoice as 2 of 2 other payments"
    assert last.warnings.count(words) == said


def test_what_kanbert_shows_of_the_pace_chooses() -> None:
    lines, items = [standing_order(4, 9)], (month(3), month(4))
    for days, number in ((40, "RE-2026-0377"), (9, "RE-2026-0477"), (20, "RE-2026-0477")):
        one = proposed(
            lines, items, [booked(month(1), days, amount_minor=60_000), *(booked(month(n), days) for n in (1, 2))]
        )
        assert ([share.item.number for share in one.allocations], one.verdict) == ([number], Verdict.AMBIGUOUS)


def test_the_same_choice_is_shown_with_less_when_it_is_out_of_step() -> None:
    """A general law of the page, not of this sample: the more of the others took as long, the likelier."""
    shown = []
    for days in (10, 24):
        lines = [*(standing_order(number, 10) for number in range(1, 4)), standing_order(4, days)]
        shown.append(proposals(lines, *(month(number) for number in range(1, 5)), accounts=ACCOUNT)[-1].confidence)
    assert shown[0] > shown[1]


def test_two_others_are_the_fewest() -> None:
    lines, items = [standing_order(number, 15) for number in (1, 2)], [month(number) for number in (1, 2)]
    assert [of_pace(one) for one in proposals(lines, *items, accounts=ACCOUNT)] == [[], []]


def test_what_is_sure_counts_whatever_it_pays() -> None:
    """Two other amounts, by their numbers."""
    others = [make_item(f"RE-2026-000{place}", 50_000 + place, invoice_date=FIRST_OF[place]) for place in (1, 2)]
    named = [
        on(FIRST_OF[place] + timedelta(15), make_line(50_000 + place, f"RE-2026-000{place}", "Müller GmbH", PAYER))
        for place in (1, 2)
    ]
    lines, items = [*named, standing_order(3, 14), standing_order(4, 14)], [*others, month(3), month(4)]
    *_, last = proposals(lines, *items, accounts=ACCOUNT)
    assert of_pace(last) == ["paid 14 days after the invoice, about as 3 of 3 other payments of this party"]


def booked(item: OpenItem, days: int, **facts: object) -> BookedPayment:
    """What Kanbert shows of it."""
    assert item.invoice_date
    payment = BookedPayment(
        day=item.invoice_date + timedelta(days), amount_minor=item.gross_minor, currency="EUR", iban=PAYER,
        party_names=item.party_names, documents=(item.number,), numbers=(item.number,),
    )  # fmt: skip
    return replace(payment, **facts)  # type: ignore[arg-type]


def proposed(lines: list[BankLine], items: Sequence[OpenItem], payments: Sequence[BookedPayment]) -> Proposal:
    settled = [replace(item, open_minor=0, settled_minor=item.gross_minor) for item in (month(1), month(2))]
    books = replace(make_books(*items, accounts=ACCOUNT), payments=tuple(payments), settled=tuple(settled))
    return propose(lines, books, Rules(), run_id=RUN)[-1]


def test_what_kanbert_shows_as_paid_counts() -> None:
    """A Monday's statement holds one line of a payer: its habits stand in the books."""
    lines, items = [standing_order(4, 15)], (month(3), month(4))
    one = proposed(lines, items, [booked(month(1), 15), booked(month(2), 16)])
    assert of_pace(one) == ["paid 15 days after the invoice, about as 2 of 2 other payments of this party"]


@pytest.mark.parametrize(
    "facts",
    [
        {"numbers": ("RE-2026-0177", "RE-2026-0277")},  # several documents at once
        {"amount_minor": 60_000},  # a part
        {"amount_minor": -119_000},  # the other way
        {"numbers": ()},
    ],
)
def test_what_is_no_payment_of_just_one_document_in_full_does_not_count(facts: dict[str, object]) -> None:
    one = proposed([standing_order(4, 15)], (month(3), month(4)), [booked(month(n), 15, **facts) for n in (1, 2)])
    assert of_pace(one) == []


def test_two_parties_may_write_the_same_number() -> None:
    """Whose payment it was, its names say; in whatever order the documents come."""
    other = [
        replace(one, item_id=f"x-{one.item_id}", party_id="x", party_names=("Xaver KG",))
        for one in (month(5), month(6))
    ]
    theirs = [replace(one, number=f"RE-2026-{place:02d}77") for place, one in enumerate(other, start=1)]
    ours = [month(1), month(2)]
    for documents in ([*ours, *theirs], [*theirs, *ours]):
        settled = tuple(replace(one, open_minor=0, settled_minor=one.gross_minor) for one in documents)
        books = make_books(month(3), month(4), accounts=ACCOUNT)
        books = replace(books, payments=tuple(booked(one, 15) for one in ours), settled=settled)
        one = propose([standing_order(4, 15)], books, Rules(), run_id=RUN)[0]
        assert of_pace(one) == ["paid 15 days after the invoice, about as 2 of 2 other payments of this party"]


def test_another_party_of_the_same_amount_does_not_count() -> None:
    others = [
        replace(month(number), item_id=f"x{number}", number=f"X-{number}", party_id="x", party_names=("Xaver KG",))
        for number in (1, 2, 3)
    ]
    theirs = [
        on(FIRST_OF[number - 1] + timedelta(15), make_line(119_000, f"X-{number}", "Xaver KG")) for number in (1, 2, 3)
    ]
    lines = [*theirs, standing_order(3, 15), standing_order(4, 15)]
    *_, last = proposals(lines, *others, month(3), month(4), accounts=ACCOUNT)
    assert of_pace(last) == []


def test_a_supplier_of_the_same_name_does_not_count() -> None:
    bills = [make_bill(f"S-{number}", 119_000, "Müller GmbH", invoice_date=FIRST_OF[number]) for number in (0, 1, 2)]
    ours = [
        on(FIRST_OF[number] + timedelta(15), make_line(-119_000, f"S-{number}", "Müller GmbH")) for number in (0, 1, 2)
    ]
    lines = [*ours, standing_order(3, 15), standing_order(4, 15)]
    *_, last = proposals(lines, *bills, month(3), month(4), accounts=ACCOUNT)
    assert of_pace(last) == []


def test_what_is_paid_before_its_invoice_says_nothing_of_days() -> None:
    lines = [standing_order(number, -2) for number in range(1, 6)]
    for one in proposals(lines, *(month(number) for number in range(1, 6)), accounts=ACCOUNT):
        assert of_pace(one) == []


def test_whether_another_of_the_equal_ones_would_be_paid_at_the_usual_pace() -> None:
    """Who pays by number after 33 days pays a silent one of two equal retainers hardly after four."""
    usual = [make_item(f"RE-2025-{n:02d}55", 50_000 + n, invoice_date=date(2025, n, 1)) for n in (8, 9, 10)]
    named = [
        on(one.invoice_date + timedelta(33), make_line(one.open_minor, one.number, "Müller GmbH", PAYER))
        for one in usual
        if one.invoice_date and one.open_minor
    ]
    paces = []
    for retainers in ((month(2), month(3)), (month(3), make_item("RE-2026-0378", invoice_date=FIRST_OF[2]))):
        found = match([*named, standing_order(3, 4)], make_books(*usual, *retainers, accounts=ACCOUNT), Rules())
        paces.append(found.answers[-1].solution.pace)
    assert paces == ["never, another often", "never"]
