"""The text says, word by word, what another document of the payer is for: then this one is a question."""

from __future__ import annotations

from datetime import date

from matching_builders import PAYER, known, make_item, make_line, paid, proposal

from reconcile.records import Verdict

WORK = make_item("RE-1", 90_00, title="Imagefilm Abnahme")
ACCOUNT = (known(),)


def test_the_title_of_a_document_of_another_amount_takes_the_certainty() -> None:
    line = make_line(90_00, "Imagefilm Korrekturlauf", iban=PAYER)
    alone = proposal(line, WORK, accounts=ACCOUNT)
    beside = proposal(line, WORK, make_item("RE-2", 120_00, title="Imagefilm Korrekturlauf"), accounts=ACCOUNT)
    assert (alone.verdict, beside.verdict) == (Verdict.SURE, Verdict.REVIEW)
    assert paid(beside) == {"RE-1": 90_00}
    assert "the text says what RE-2 is for" in beside.warnings


def test_a_stranger_or_a_later_document_of_that_title_says_nothing() -> None:
    line = make_line(90_00, "Imagefilm Korrekturlauf", iban=PAYER)
    stranger = make_item("RE-2", 120_00, party="Andere AG", title="Imagefilm Korrekturlauf")
    later = make_item("RE-3", 120_00, title="Imagefilm Korrekturlauf", invoice_date=date(2026, 4, 1))
    assert proposal(line, WORK, stranger, later, accounts=ACCOUNT).verdict is Verdict.SURE


def test_a_named_document_needs_no_title() -> None:
    line = make_line(90_00, "RE-2026-0001 Imagefilm Korrekturlauf", iban=PAYER)
    mine = make_item("RE-2026-0001", 90_00, title="Imagefilm Abnahme")
    other = make_item("RE-2026-0077", 120_00, title="Imagefilm Korrekturlauf")
    assert proposal(line, mine, other, accounts=ACCOUNT).verdict is Verdict.SURE


def test_the_title_of_a_document_a_sum_leaves_out_is_said() -> None:
    line = make_line(90_00, "Imagefilm Korrekturlauf", iban=PAYER)
    sums = (make_item("RE-1", 40_00, title="Imagefilm Abnahme"), make_item("RE-2", 50_00, title="Imagefilm Musik"))
    left_out = make_item("RE-3", 120_00, title="Imagefilm Korrekturlauf")
    one = proposal(line, *sums, left_out, accounts=ACCOUNT)
    assert paid(one) == {"RE-1": 40_00, "RE-2": 50_00}
    assert "the text says what RE-3 is for" in one.warnings
    among = (sums[0], make_item("RE-2", 50_00, title="Imagefilm Korrekturlauf"))
    assert not any("is for" in text for text in proposal(line, *among, left_out, accounts=ACCOUNT).warnings)
