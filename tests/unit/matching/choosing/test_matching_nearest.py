"""Of a document named whole no neighbour is offered instead; of a number that is nobody's, the one like it is."""

from __future__ import annotations

from datetime import date

from matching_builders import PAYER, known, make_item, make_line, on, paid, proposals

from reconcile.records import Proposal, Verdict

NAMED, NEXT = make_item("RE-2026-0445", 108_171), make_item("RE-2026-0446", 71_043)


def come(text: str) -> tuple[Proposal, ...]:
    """Less than either document; later the first is paid in full."""
    lines = [
        on(date(2026, 3, day), make_line(amount, said, "Müller GmbH", PAYER))
        for day, amount, said in ((12, 50_000, text), (16, 108_171, "Rechnung RE-2026-0445"))
    ]
    return proposals(lines, NAMED, NEXT, accounts=(known(),))


def test_what_names_a_document_whole_is_not_its_neighbours() -> None:
    first, second = come("Anzahlung RE-2026-0445")
    assert (first.verdict, paid(first)) == (Verdict.UNMATCHED, {})
    assert "RE-2026-0445 is proposed for the line of 2026-03-16" in first.warnings
    assert paid(second) == {"RE-2026-0445": 108_171}


def test_a_number_that_is_nobodys_is_the_one_like_it() -> None:
    first, _ = come("Anzahlung RE-2026-0447")
    assert (first.verdict, paid(first)) == (Verdict.REVIEW, {"RE-2026-0446": 50_000})


def test_without_a_number_the_only_one_left_is_offered() -> None:
    first, _ = come("Danke")
    assert (first.verdict, paid(first)) == (Verdict.REVIEW, {"RE-2026-0446": 50_000})
