"""A line at its turn: of a document paid in part, what depends on the rest is judged anew."""

from __future__ import annotations

from datetime import date

import pytest
from matching_builders import make_item, make_line, on, proposals

from reconcile.matching import Rules, signals
from reconcile.matching.columns import Columns
from reconcile.matching.rules import DEFAULT_WEIGHTS
from reconcile.matching.signals import SIGNALS, Cases, signal


@signal(much="much is open", little="little is open")
def size(line: Columns, item: Columns, link: Columns) -> Cases:
    """Reads what is open only where there is money in at all."""
    if not (line["flow"] > 0).any():
        return []
    return [("much", item["open"] > 100_000), ("little", item["open"] <= 100_000)]


def test_a_signal_that_reads_the_rest_only_sometimes_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signals, "SIGNALS", (*SIGNALS, size))
    rules = Rules(weights={**DEFAULT_WEIGHTS, "size": {"much": 0.5, "little": 0.6}})
    first = make_line(50_000, "RE-2026-0098", "Müller")
    second = on(date(2026, 3, 20), make_line(30_000, "RE-2026-0098", "Müller"))
    before, after = proposals([first, second], make_item(), rules=rules)
    assert [before.evidence[-2].finding, after.evidence[-2].finding] == ["much is open", "little is open"]
    assert [before.evidence[-2].signal, after.evidence[-2].signal] == ["size", "size"]
