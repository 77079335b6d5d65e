"""Numbers in texts that are no document's: what counts as known beside them."""

from __future__ import annotations

import pytest
from matching_builders import PAYER, known, make_item, make_line, paid, proposal

from reconcile.records import OpenItem, Proposal, Verdict


def of_two(text: str, amount: int, *items: OpenItem) -> Proposal:
    return proposal(make_line(amount, text, "Müller GmbH", PAYER), *items, accounts=(known(),))


@pytest.mark.parametrize("order", ["PO-77123", "4600219987"])
def test_an_order_that_both_documents_carry_is_known(order: str) -> None:
    items = (make_item(references=(order,)), make_item("RE-2026-0099", 50_000, references=(order,)))
    one = of_two(order, 119_000, *items)
    assert (one.verdict, paid(one), one.warnings) == (Verdict.SURE, {"RE-2026-0098": 119_000}, ())
    both = of_two(order, 169_000, *items)
    assert paid(both) == {"RE-2026-0098": 119_000, "RE-2026-0099": 50_000}
    assert both.warnings == ("the text names none of these documents",)


def test_an_order_of_other_documents_than_the_one_paid_is_a_doubt_of_its_own() -> None:
    others = [make_item(f"RE-2026-01{n}", 50_000 + n, references=("PO-77123",)) for n in (10, 20)]
    one = of_two("PO-77123", 119_000, make_item(), *others)
    assert one.verdict is Verdict.REVIEW
    assert "the text holds 77123, which is a reference of RE-2026-0110" in one.warnings


def test_a_part_of_an_order_number_is_not_known() -> None:
    items = (make_item(references=("4600219987",)), make_item("RE-2026-0099", 50_000, references=("4600219987",)))
    one = of_two("219987", 119_000, *items)
    assert one.warnings == ("the text holds 219987, which is no document's number",)
