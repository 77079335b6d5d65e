"""Numbers in payers' texts: found however quoted, never inside another number; and all at once as one by one."""

from __future__ import annotations

import number_oracle as oracle
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matching_builders import make_item, make_line, proposal

from reconcile.matching.knowing.numbers import named_in
from reconcile.matching.knowing.references import references_in
from reconcile.matching.reading import runs
from reconcile.matching.reading.blanked import without_ibans
from reconcile.matching.reading.offers import KeyIndex, number_offers, text_offers
from reconcile.matching.reading.pieces import cut_pieces
from reconcile.matching.reading.ranges import ranges_in
from reconcile.matching.reading.text import IN_FULL, Strength, plain_lines

HOLDERS = 12


def named(
    texts: list[str], numbers: list[str], further: list[str] | None = None, written: list[int] | None = None
) -> list[dict[int, Strength]]:
    """Per text: item → strength. `further`: one more text per item, `written`: the year of each. The whole of a short
    number is short here: it has tests of its own (`test_matching_short_numbers`)."""
    years = None if written is None else np.array(written, dtype=np.int64)
    offers = number_offers(runs.cut(numbers), np.arange(len(numbers)), years)
    if further is not None:
        offers = offers + text_offers(
            runs.cut(further), np.arange(len(further)), np.full(len(further), Strength.REFERENCE)
        )
    (piece,) = cut_pieces([plain_lines(texts)])
    found = named_in(piece, KeyIndex(offers, HOLDERS), printed=Strength.SHORT)
    per_text: list[dict[int, Strength]] = [{} for _ in texts]
    for text, item, strength in zip(found.text, found.item, found.strength, strict=True):
        per_text[text][int(item)] = Strength(int(strength))
    return per_text


def strength_of(text: str, number: str, written: int = 0) -> Strength:
    return named([text], [number], written=[written])[0].get(0, Strength.NONE)


def test_text_is_cut_into_runs_of_letters_and_digits() -> None:
    found = runs.cut(["RE-2025/00123", "", "AR 4711"])
    assert found.words(np.arange(5)) == ["re", "2025", "00123", "ar", "4711"]
    assert found.first.tolist() == [0, 3, 3, 5]
    assert found.glued.tolist() == [False, True, True, False, False]


@pytest.mark.parametrize(
    "quoted",
    ["RE-2025-00123", "RE 2025 00123", "re2025/00123", "RE-2025-123", "2025-00123", "RE-2025-001 23", "RE00123"],
)
def test_a_number_is_found_however_it_is_quoted(quoted: str) -> None:
    assert strength_of(quoted, "RE-2025-00123") >= IN_FULL


@pytest.mark.parametrize("other", ["RE-2025-001234", "2025001230", "RE-2025-00124", "9912025123", "RE-2024-00123"])
def test_a_longer_or_another_number_is_not_found(other: str) -> None:
    assert strength_of(other, "RE-2025-00123") < IN_FULL


def test_more_of_a_number_is_stronger_than_less() -> None:
    quoted = ["RE-2025-00123", "2025 123", "RE 123", "Nr 123", "Nr 124"]
    strengths = [strength_of(text, "RE-2025-00123") for text in quoted]
    assert strengths == [Strength.WHOLE, Strength.DIGITS, Strength.SEQUENCE, Strength.SHORT, Strength.NONE]


@pytest.mark.parametrize(
    ("text", "number", "strength"),
    [
        ("KB0751", "KB0751/26", Strength.SEQUENCE),
        ("kb 751", "KB0751/26", Strength.SEQUENCE),
        ("RE 751", "RE-751-2026", Strength.SEQUENCE),
        ("Rechnung 751", "751/2026", Strength.SHORT),
        ("751", "KB0751/26", Strength.SHORT),
        ("1745", "1745/CR/26", Strength.SHORT),
        ("KB26", "KB0751/26", Strength.NONE),
        ("2026", "751/2026", Strength.NONE),
        ("KB0752", "KB0751/26", Strength.NONE),
        ("KB0751/25", "KB0751/26", Strength.WEAK),  # it goes on, with another year
        ("KB0751", "KB0751/25", Strength.NONE),  # not written then
        ("KB0751", "KB0751/26-K", Strength.NONE),
        ("KB0751A", "KB0751/26", Strength.WEAK),
        ("25KB0751", "KB0751/26", Strength.WEAK),
        ("2025R0245", "2026R0245", Strength.WEAK),
        ("1745/CR/25", "1745/CR/26", Strength.WEAK),
        ("Nr.KB0751", "KB0751/26", Strength.SEQUENCE),
        ("KB0751/15.2.26", "KB0751/26", Strength.SEQUENCE),
        ("R0245", "2026R0245", Strength.SEQUENCE),
        ("Raum R245", "2026R0245", Strength.WEAK),
        ("1745 CR", "1745/CR/26", Strength.SEQUENCE),
        ("RE 26", "RE-2026-26", Strength.WEAK),  # the year stands in front
        ("RE 2026", "RE-2026-26", Strength.NONE),
        ("03", "12/03/2026", Strength.NONE),
    ],
)
def test_a_number_that_ends_with_its_year_is_quoted_without(text: str, number: str, strength: Strength) -> None:
    assert strength_of(text, number, written=2026) == strength


@pytest.mark.parametrize(
    ("text", "number", "strength"),
    [
        ("RE-26-0098", "RE-2026-0098", Strength.SEQUENCE),
        ("RE 0098/26", "RE-2026-0098", Strength.SEQUENCE),
        ("Rg. Nr. 0098-2026", "RE-2026-0098", Strength.SEQUENCE),
        ("26R0245", "2026R0245", Strength.SEQUENCE),
        ("KB0751/2026", "KB0751/26", Strength.SEQUENCE),
        ("Rechnung 2026/118", "118/2026", Strength.SEQUENCE),
        ("Rg 118/26", "118/2026", Strength.SEQUENCE),
        ("118/26", "118/2026", Strength.WEAK),  # of whom?
        ("LS 118/26", "RE-2026-0118", Strength.WEAK),
        ("Weg 118/26", "118/2026", Strength.WEAK),
        ("Rg 98/26", "RE-2026-0098", Strength.SHORT),
        ("Rg 11/26", "RE-2026-0011", Strength.WEAK),  # a month
        ("Miete 11/2025", "Miete 11/2025", Strength.WHOLE),
        ("Beitrag 94817110 11/2025", "Miete 11/2025", Strength.WEAK),  # everybody's month
        ("Beitrag 94817110 5/2025", "Miete 5/2025", Strength.WEAK),
        ("Rechnung 2026-05", "RE-2026-05", Strength.SEQUENCE),
        ("Rechnung 26417/6.633,77/272595", "26417", Strength.SEQUENCE),  # its amount behind it
        ("26417/03.05.2026/26418/4.5.26", "26418", Strength.SEQUENCE),  # its date
        ("Rg 26 0098", "RE-2026-0098", Strength.WEAK),
        ("Rg 198,26", "198/2026", Strength.WEAK),
        ("Rg 198.26", "198/2026", Strength.WEAK),
        ("Rg 198/26-KA", "198/2026", Strength.WEAK),
        ("Rg 2025/26", "RE-2026-2025", Strength.WEAK),
        ("Rg 11826", "118/2026", Strength.NONE),
        ("RE 01/2026", "RE-0120-2026", Strength.NONE),
        ("01/2026", "RE-2026-0120", Strength.NONE),
        ("RE 2698", "RE-2026-0098", Strength.NONE),
        ("Miete 05/2026", "2026-05", Strength.NONE),
        ("0098/25", "RE-2026-0098", Strength.WEAK),
    ],
)
def test_the_year_may_be_written_shorter_longer_and_at_the_other_side(
    text: str, number: str, strength: Strength
) -> None:
    assert strength_of(text, number, written=2026) == strength


def test_a_counter_that_looks_like_the_year_is_none() -> None:
    numbers = ["K10359-25", "K10359-26", "KB0751/26", "KB0751/25"]
    assert named(["K10359", "KB0751"], numbers, written=[2026, 2026, 2026, 2025]) == [
        {},
        {2: Strength.SEQUENCE, 3: Strength.SEQUENCE},
    ]


@pytest.mark.parametrize(("text", "is_strong"), [("RE00098", True), ("RE 00098", True), ("RE98", False), ("98", False)])
def test_zeros_in_front_count_where_they_are_quoted(text: str, is_strong: bool) -> None:
    assert strength_of("Raum R001", "R001") < IN_FULL <= strength_of("RE001", "RE001")
    assert (strength_of(text, "RE00098") >= IN_FULL) == (strength_of(text, "RE-2026-00098") >= IN_FULL) == is_strong


def test_a_short_or_year_like_number_is_weak_alone() -> None:
    assert strength_of("2025", "2025") == strength_of("12", "12") == Strength.WEAK
    assert strength_of("4711", "4711") > Strength.WEAK


def test_a_number_without_digits_is_never_found() -> None:
    assert strength_of("Entwurf", "Entwurf") == Strength.NONE


def test_an_account_number_in_the_text_names_nothing() -> None:
    assert without_ibans("iban de89 3704 0044 0532 0130 00 re 12").split() == ["iban", "|", "re", "12"]
    assert strength_of("IBAN DE89 3704 0044 0532 0130 00", "3704") == Strength.NONE
    assert strength_of("IBAN DE88 3704 0044 0532 0130 00", "3704") > Strength.NONE, "no IBAN: its check digits fail"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("vom 12.03.2026", "12032026"),
        ("EUR 1.203,00", "120300"),
        ("Kundennummer 4711", "4711"),
        ("Kd-Nr. 4711", "4711"),
        ("Steuer-Nr 4711", "4711"),
        ("2026-03-04", "20260304"),
        ("2026-03-04T08:12:59", "081259"),
        ("1.203,00 EUR", "120300"),
    ],
)
def test_dates_amounts_and_other_numbers_are_weak(text: str, number: str) -> None:
    assert strength_of(text, number) == Strength.WEAK


@pytest.mark.parametrize("text", ["24.10.1726", "24.13.2024", "32.10.2024"])
def test_what_no_calendar_has_is_no_date(text: str) -> None:
    assert strength_of(text, text.replace(".", "/")) >= IN_FULL


@pytest.mark.parametrize("text", ["2025.2107/07.01.2025", "2025.2107-2026-03-04"])
def test_a_date_behind_a_number_does_not_make_it_longer(text: str) -> None:
    assert strength_of(text, "2025.2107") >= Strength.DIGITS
    assert strength_of("2025.2107/07/2025", "2025.2107") == Strength.WEAK


@pytest.mark.parametrize("text", ["2026-03-05-101530", "05.03.2026/101530", "101530.05.03.2026", "101530-05.03.2026"])
def test_a_time_beside_a_date_is_no_number(text: str) -> None:
    assert strength_of(text, "101530") == Strength.WEAK
    assert strength_of(text, "RE-101530") == Strength.WEAK


def test_a_number_after_an_invoice_word_is_not_doubtful() -> None:
    assert strength_of("Rechnung Nr. 4711", "4711") >= IN_FULL


def test_neighbouring_texts_do_not_run_into_each_other() -> None:
    found = named(["RE 20", "26 0007", "EUR", "4711"], ["RE-2026-0007", "4711"])
    assert found == [{}, {0: Strength.WEAK}, {}, {1: Strength.SEQUENCE}]


@pytest.mark.parametrize(
    ("text", "is_named"), [("Auftrag 2026-0012-14", False), ("Auftrag Nr. 0012-0014", False), ("Rg 2026-0012-14", True)]
)
def test_a_range_of_other_numbers_names_no_document(text: str, is_named: bool) -> None:
    assert (strength_of(ranges_in([text])[0], "RE-2026-0013") >= IN_FULL) == is_named


def test_an_invoice_word_set_apart_is_no_part_of_the_number() -> None:
    assert set(named(["RE 2026/118"], ["RE-2026-118", "2026/118"])[0]) == {0, 1}
    assert set(named(["RE-2026-118"], ["RE-2026-118", "2026/118"])[0]) == {0}


def test_references_in_free_text_need_their_check_digits() -> None:
    assert list(references_in("danke rf18 5390 0754 7034 fuer alles")) == [(6, "rf18 5390 0754 7034")]
    assert list(references_in("rf19 5390 0754 7034")) == []
    assert list(references_in("xrf18 5390 0754 7034")) == []
    assert list(references_in("qrr 21 00000 00003 13947 14300 09017")) == [(4, "21 00000 00003 13947 14300 09017")]
    assert list(references_in("210000000003139471430009018")) == []
    assert list(references_in("1210000000003139471430009017")) == []


# ------------------------------------------------------------------------------------- all at once as one by one

PIECES = [
    "RE",
    "2026",
    "0007",
    "7",
    "07",
    "118",
    "05",
    "AR",
    "Miete",
    "Kd-Nr",
    "vom",
    "EUR",
    "1.203,00",
    "12.03.2026",
    "Ä",
    "2020",
    "26",
]
texts = st.lists(
    st.lists(st.sampled_from([*PIECES, "-", " ", "/", ". ", "\n", "\t", "_"]), max_size=9).map("".join), max_size=6
)


def not_short(found: list[dict[int, Strength]]) -> list[dict[int, Strength]]:
    """Which of the weak ones count as short has tests of its own (`test_matching_short_numbers`)."""
    short = {Strength.SHORT: Strength.WEAK}
    return [{item: short.get(strength, strength) for item, strength in one.items()} for one in found]


@settings(max_examples=400, deadline=None)
@example(payers=["1.203,00-12.03.2026"], numbers=["1.203,00"], further=[], written=[0] * 6)  # a date ends a number
@example(payers=["20267"], numbers=["2026RE7"], further=[], written=[0] * 6)  # a year is no word before a month
@given(texts, texts, texts, st.lists(st.sampled_from((0, 2020, 2026)), min_size=6, max_size=6))
def test_columns_agree_with_one_text_at_a_time(
    payers: list[str], numbers: list[str], further: list[str], written: list[int]
) -> None:
    further = [*further, *[""] * len(numbers)][: len(numbers)]
    years = written[: len(numbers)]
    assert not_short(named(payers, numbers, further, years)) == not_short(
        oracle.named(payers, numbers, further, HOLDERS, years)
    )


@settings(deadline=None)
@given(st.lists(st.text(max_size=30), max_size=5), st.lists(st.text(max_size=12), max_size=5))
def test_columns_agree_on_any_text_at_all(payers: list[str], numbers: list[str]) -> None:
    expected = oracle.named(payers, numbers, [""] * len(numbers), HOLDERS)
    assert not_short(named(payers, numbers)) == not_short(expected)


@settings(deadline=None)
@given(st.text(alphabet="RE0123456789-/ ", max_size=20))
def test_every_number_with_a_key_finds_itself(number: str) -> None:
    if oracle.number_keys(number) and len(oracle.cut(number.lower())) <= 8:
        assert strength_of(f"x {number} x", number) > Strength.NONE


@pytest.mark.parametrize("when", ["202 6-01-11T08:50", "2026-0 1-11T8:50", "2026-01-1 1T08.50", "2026-01-11 T08:50"])
def test_a_cards_time_cut_by_a_line_s_end_is_no_number(when: str) -> None:
    """RE-2026-0111 but for its zero."""
    line = make_line(-5_000, f"IKEA//Bern/CH {when}", "IKEA", bank_code="PMNT/CCRD/POSD")
    one = proposal(line, make_item("RE-2026-0111"))
    assert (one.kind, one.warnings) == ("card", ())
