"""The cost of the protocol is measured on payments that were really made; here only that the figures are whole."""

from __future__ import annotations

from protocol import measure, row


def test_five_payments_are_measured_whole() -> None:
    measured = measure(5, bare_first=True)
    assert measured.requests["POST"] == 5
    assert measured.events >= 5 * 4, "intent, attempt, answer, confirmation"
    assert 0 < measured.reads + measured.posts < measured.commit
    assert measured.bare > 0
    assert row(5, [measured]).startswith("| 5 | ")
