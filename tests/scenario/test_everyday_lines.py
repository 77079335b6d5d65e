"""What payers write every day: of what everybody is sure no question is asked, and what must be asked is asked.

Generated worlds do not show what a new gate costs in everyday words; `everyday_lines.csv` does, in each style
of numbers.
"""

from __future__ import annotations

from collections import Counter

import pytest
from everyday_payers import STYLES, answers, read_table

#: Rows times styles not answered as the table expects, by what it expects. Fewer are better.
MISSED = {"sure": 181, "asked": 44}
ROWS = read_table()


@pytest.mark.parametrize("style", STYLES)
def test_what_everyday_lines_are_answered(style: str) -> None:
    otherwise = []
    for row, payment, proposal in answers(ROWS, style):
        answer, text = payment.answered(proposal), payment.line.transaction.remittance
        if answer == row.expected and style in row.missed:
            otherwise.append(f"{text!r} beside {row.beside} is {answer}, as expected: no longer `missed`")
        elif answer != row.expected and (style not in row.missed or (row.expected, answer) == ("sure", "wrong")):
            otherwise.append(f"{text!r} beside {row.beside} is {answer}, not {row.expected}: {proposal.warnings}")
    assert not otherwise, "\n".join(("", *otherwise))


def test_the_misses_are_counted() -> None:
    missed: Counter[str] = Counter()
    for row in ROWS:
        missed[row.expected] += len(row.missed)
    assert missed == MISSED


def test_the_table_says_what_it_means() -> None:
    assert {row.expected for row in ROWS} == set(MISSED)
    assert len({(row.beside, row.text) for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert row.theme
        assert row.missed <= set(STYLES), row
