"""What two texts have in common is, asked of all pairs at once, what it is asked of each."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reconcile.matching.columns import Coded, coded
from reconcile.matching.finding.pair_texts import near_numbers, title_shares
from reconcile.matching.reading.likeness import LONGEST_SAID, is_near, share_of_title, words_in
from reconcile.matching.reading.months import MONTHS

WORDS = ("Imagefilm", "imagefilm", "Teil", "1", "Größe", "Groesse", "kg", "Αθήνα", "Januar", "2026", "film\nTeil", "")
RUNS = ("2026", "118", "0118", "20261", "12345", "12354", "1234", "RE", "１２３４５", "x" * 24, "\n")
said = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
numbered = st.lists(st.sampled_from(RUNS), max_size=5).map("-".join)


def _all_pairs(lines: list[str], items: list[str]) -> tuple[np.ndarray, np.ndarray]:
    line, item = np.divmod(np.arange(len(lines) * len(items)), len(items))
    return line, item


def _coded(texts: list[str]) -> Coded:
    return coded(np.array(texts, dtype=object))


@settings(deadline=None)
@given(st.lists(said, min_size=1, max_size=4), st.lists(said, min_size=1, max_size=4))
@example([f"{'x' * (LONGEST_SAID - 4)} Teil 1"], ["Tei", "Teil 1"])
def test_shares_of_titles(texts: list[str], titles: list[str]) -> None:
    line, item = _all_pairs(texts, titles)
    expected = [share_of_title(title, text) for text in texts for title in titles]
    shares, silent, monthless = title_shares(texts, _coded(titles), line, item)
    assert shares.tolist() == expected
    said = frozenset().union(*map(words_in, titles))
    assert silent.tolist() == [place for place, text in enumerate(texts) if said.isdisjoint(words_in(text))]
    assert monthless.tolist() == [place for place, text in enumerate(texts) if MONTHS.isdisjoint(words_in(text))]


@settings(deadline=None)
@given(st.lists(numbered, min_size=1, max_size=4), st.lists(numbered, min_size=1, max_size=4))
@example(["Rechnung und noch viel mehr 123"], ["12345"])
def test_near_numbers(texts: list[str], numbers: list[str]) -> None:
    line, item = _all_pairs(texts, numbers)
    expected = [is_near(text, number) for text in texts for number in numbers]
    assert near_numbers(texts, numbers, line, item).tolist() == expected


@pytest.mark.parametrize("texts", [[], ["Rechnung 12345"]])
def test_no_pairs_at_all(texts: list[str]) -> None:
    none = np.zeros(0, dtype=np.int64)
    shares, _, _ = title_shares(texts, _coded([]), none, none)
    assert shares.tolist() == near_numbers(texts, [], none, none).tolist() == []
