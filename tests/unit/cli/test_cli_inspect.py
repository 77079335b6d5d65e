"""reconcile inspect: what a line shows beside its amount."""

from __future__ import annotations

from line_builders import transaction

from reconcile.cli.verbs.inspect import _line


def test_a_pending_line_and_one_in_another_currency_say_so() -> None:
    assert _line(transaction("KR1-A", remittance="RE-1"), "EUR").split() == ["2026-03-02", "100.00", "RE-1"]
    waiting = transaction("KR1-A", remittance="RE-1", status="PDNG", currency="USD")
    assert _line(waiting, "EUR").split() == ["2026-03-02", "100.00", "USD", "(PDNG)", "RE-1"]
