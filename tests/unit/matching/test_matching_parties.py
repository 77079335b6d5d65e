"""Names resolved to parties: better resembles better."""

from __future__ import annotations

from reconcile.matching.parties import NameIndex
from reconcile.matching.text import fold_name


def index(*names: str) -> NameIndex:
    return NameIndex([{fold_name(name)} for name in names])


def test_better_resembles_better() -> None:
    names = index("Bäckerei Sonnenschein GmbH")
    ranked = ["Baeckerei Sonnenschein", "Bäckerei Sonnenschien", "Bäckerei Mondschein", "Stadtwerke"]
    scores = [names.score(fold_name(name), 0) for name in ranked]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_a_name_cut_by_the_bank_is_close() -> None:
    names = index("Ingenieurbüro Hochschwarzwald Planung")
    assert names.resolve(fold_name("Ingenieurbüro Hochschwarz"), 88) == [0]


def test_swapped_words_are_close() -> None:
    assert index("Max Mustermann").resolve("mustermann max", 88) == [0]


def test_an_equal_name_ends_the_search() -> None:
    assert index("Nordlicht Media", "Nordlicht Medien").resolve("nordlicht media", 88) == [0]


def test_a_name_without_a_shared_rare_word_has_no_neighbours() -> None:
    assert index("Alpha Technik").resolve("beta handel", 1) == []


def test_no_name_is_nothing_known() -> None:
    assert NameIndex([set()]).score("alpha", 0) == index("Alpha").score("", 0) == -1
