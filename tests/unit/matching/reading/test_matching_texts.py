"""All lines' texts are read at once: what is found in each is what is found in it alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matching_builders import make_line

from reconcile.matching.reading.texts import Texts
from reconcile.matching.reading.unread import SHORTEST_PART

PIECES = (
    "RE-2026-0007", "2026/118", "4711", "12-3", "03/2026", "vom 12.03.2026", "12.03.2026", "Kd-Nr. 4711",
    "Kundennummer", "EUR 1.203,00", "1.203,00 EUR", "DE89 3704 0044 0532 0130 00", "Müller", "0012", "1012-1015", "\n",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=5).map(" ".join)


@settings(deadline=None)
@given(st.lists(texts, max_size=5))
def test_unread_numbers_are_those_of_each_text_alone(remittances: list[str]) -> None:
    lines = [make_line(100, text) for text in remittances]
    together = Texts(lines)
    for place, line in enumerate(lines):
        for shortest in (SHORTEST_PART, 5):
            alone = Texts([line]).unread(0, ["RE-2026-0007"], shortest)
            assert together.unread(place, ["RE-2026-0007"], shortest) == alone


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Rechnung 2026/118 und 99321", ["2026/118", "99321"]),
        ("RE-2026-0007 vom 12.03.2026, 1.203,00 EUR", []),
        ("0007", []),
        ("03/2026 und 12-3", []),
        ("Kundennummer 471100", []),
        ("DE89 3704 0044 0532 0130 00", []),
        ("/2026/-118-/ 0-0-123456", ["2026/-118", "0-0-123456"]),
        ("", []),
    ],
)
def test_unread_numbers(text: str, unread: list[str]) -> None:
    assert Texts([make_line(100, text)]).unread(0, ["RE-2026-0007"]) == unread


def test_zeros_count_for_the_length_of_an_unread_number() -> None:
    """`202502-075,060,067` names three documents."""
    texts = Texts([make_line(100, "202502-075,060,07")])
    assert texts.unread(0, ["202502-075"], SHORTEST_PART) == ["060"]


def test_the_documents_between_stand_in_a_text_of_their_own() -> None:
    found = Texts([make_line(100, ""), make_line(100, "1012-1014 25.06.2025", creditor_reference="RF18539007547034")])
    assert found.folded.split("\n") == ["1012-1014 25.06.2025", "1012 1013 1014", "rf18539007547034"]
    assert found.line.tolist() == [1, 1, 1]
    assert found.lines_at([0, 19, 21, 40]) == [1, 1, -1, -1]
