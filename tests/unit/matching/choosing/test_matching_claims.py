"""What lines of strangers say against the lines of who is known."""

from __future__ import annotations

from datetime import date

import pytest
from matching_builders import PAYER, RUN, known, make_bill, make_books, make_line, on, paid

from reconcile.matching import Rules, propose
from reconcile.records import Side, Verdict


@pytest.mark.parametrize("text", ["Rechnung RE-2026-0098", "Flyer", ""])
@pytest.mark.parametrize("day", [9, 11, 13])
@pytest.mark.parametrize(
    ("name", "words"), [("AOK Nord", "AOK Beitrag 02/26"), ("Peter Neu", "Danke"), ("Holz KG", "")]
)
def test_a_stranger_of_the_same_amount_takes_nothing_from_who_is_known(
    text: str, day: int, name: str, words: str
) -> None:
    bill = make_bill("RE-2026-0098", 48_790, "Druckhaus Berg")
    strangers = on(date(2026, 3, day), make_line(-48_790, words, name, "DE12500105170648489890"))
    books = make_books(bill, accounts=(known(PAYER, "Druckhaus Berg", Side.INCOMING),))
    one, other = propose([make_line(-48_790, text, "Druckhaus Berg", PAYER), strangers], books, Rules(), run_id=RUN)
    if one.line is strangers:
        one, other = other, one
    assert (one.verdict, paid(one)) == (Verdict.SURE, {"RE-2026-0098": -48_790})
    assert not other.allocations


def test_a_tax_of_just_the_amount_of_a_strangers_bill_is_a_tax() -> None:
    line = make_line(-48_790, "Umsatzsteuer 02/2026", "Finanzamt Hamburg-Nord", PAYER)
    (one,) = propose([line], make_books(make_bill("RE-2026-0098", 48_790)), Rules(), run_id=RUN)
    assert (one.verdict, one.kind) == (Verdict.IGNORED, "tax")
