"""Names resolved to parties: better resembles better. What is asked of many at once is what is asked of each."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matching_builders import known, make_bill, make_item

from reconcile.matching.columns import Coded
from reconcile.matching.parties import Lesson, NameIndex, Parties
from reconcile.matching.reading.text import fold_name
from reconcile.records import Side


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


@pytest.mark.parametrize(
    ("payer", "party", "similar"),
    [
        ("Jo Albers", "Illustration Jo Albers", True),
        ("SCHMIDT, ANNA", "Praxis Dr. Anna Schmidt", True),
        ("Gruber Design, Inh. Thomas Gruber", "Gruber Design", True),
        ("CROSS ING AG TECHNOPARKSTRASSE 2 CH 8406 WINTERTHUR", "Cross Ing. AG", True),
        ("Müller GmbH", "Müller Verwaltungs GmbH", False),
        ("Dr. med.", "Gemeinschaftspraxis Dr. med. Hofer", False),
        ("Anna Schmidt", "Fotografie Hanna Schmidt", False),
    ],
)
def test_a_name_that_holds_all_of_the_other_is_similar(payer: str, party: str, similar: bool) -> None:
    """A freelancer's account has the person's name; some banks put the address behind a name."""
    names = index(party, "Stadtwerke")
    assert (names.score(fold_name(payer), 0) >= 70) == similar
    assert names.resolve(fold_name(payer), 70) == [0] * similar
    assert names.scores([fold_name(payer)], [0]) == [names.score(fold_name(payer), 0)]


def test_an_equal_name_ends_the_search() -> None:
    assert index("Nordlicht Media", "Nordlicht Medien").resolve("nordlicht media", 88) == [0]


def test_a_name_without_a_shared_rare_word_has_no_neighbours() -> None:
    assert index("Alpha Technik").resolve("beta handel", 1) == []


def test_no_name_is_nothing_known() -> None:
    assert NameIndex([set()]).score("alpha", 0) == index("Alpha").score("", 0) == -1


WORDS = st.sampled_from(
    ("nordlicht", "nordlichter", "media", "medien", "ingenieurburo hochschwarzwald", "hochschwarz", "haus")
)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


@settings(deadline=None)
@given(st.lists(st.sets(NAMES, max_size=3), max_size=5), NAMES, st.sampled_from((1, 70, 88, 95, 100)))
@example([{"nordlicht media"}], "media media", 70)
def test_similar_parties_are_those_whose_score_reaches_the_floor(
    parties: list[set[str]], name: str, floor: int
) -> None:
    names = NameIndex(parties)
    scores = names.scores([name] * len(parties), list(range(len(parties))))
    assert scores == [names.score(name, party) for party in range(len(parties))]
    reached = {party for party, score in enumerate(scores) if score >= floor}
    exact = {party for party, of_party in enumerate(parties) if name in of_party}
    assert set(names.resolve(name, floor)) <= (exact or reached)
    rare = {word for word in name.split() if any(word in other.split() for of in parties for other in of)}
    if len(rare) <= 2 and not exact:  # then no neighbour is left out
        sharing = {party for party, of in enumerate(parties) if any(rare & set(other.split()) for other in of)}
        assert set(names.resolve(name, floor)) >= reached & sharing


IBANS = ("", "DE1", "DE2", "DE3")
accounts = st.tuples(st.sampled_from(IBANS[1:]), st.sampled_from(("A", "B", "Stranger")), st.sampled_from(Side))
lessons = st.tuples(st.integers(0, 3), st.sampled_from(IBANS[1:]), st.integers(0, 2))


@settings(deadline=None)
@given(st.lists(accounts, max_size=5), st.lists(lessons, max_size=4, unique_by=lambda one: one[0]))
def test_what_accounts_say_of_parties(given: list[tuple[str, str, Side]], taught: list[tuple[int, str, int]]) -> None:
    items = [make_item("1", party="A"), make_item("2", party="B"), make_bill("3", party="A")]
    parties = Parties(items, [known(*one) for one in given])
    parties.learn(Lesson(line, iban, party, date(2026, 3, 2), "RE-1") for line, iban, party in taught)
    iban, party, line = (column.ravel() for column in np.meshgrid(range(4), range(3), range(5)))
    expected = [
        parties.seen_fact(IBANS[one], of, place)
        for one, of, place in zip(iban.tolist(), party.tolist(), line.tolist(), strict=True)
    ]
    assert parties.seen_facts(Coded(iban, list(IBANS)), party, line).tolist() == expected
