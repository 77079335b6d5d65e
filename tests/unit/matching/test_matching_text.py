"""Folding: what is the same becomes the same, what is not stays apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.matching.text import (
    NAMED,
    PayerText,
    Strength,
    cut,
    fold,
    fold_name,
    number_keys,
    reference_keys,
    squeeze,
)


@pytest.mark.parametrize("spelling", ["Müller", "Mueller", "MULLER", "Mu\u0308ller", "ＭÜＬＬＥＲ"])
def test_umlauts_fold_three_ways(spelling: str) -> None:
    assert fold(spelling) == "muller"


def test_sharp_s_folds_like_ss_and_s() -> None:
    assert fold("Größe") == fold("Groesse") == fold("Grose")


@pytest.mark.parametrize(
    "name",
    [
        "Müller & Söhne GmbH & Co. KG",
        "Mueller und Soehne G.m.b.H.",
        "MULLER SOHNE",
        "Müller u. Söhne e.K.",
        "Firma Müller Söhne Gesellschaft mit beschränkter Haftung",
        "Müller Söhne SARL",
    ],
)
def test_legal_forms_and_connectives_do_not_name_a_party(name: str) -> None:
    assert fold_name(name) == "muller sohne"


def test_a_name_of_nothing_but_legal_forms_stays() -> None:
    assert fold_name("AG") == "ag"


def test_text_is_cut_into_runs_of_letters_and_digits() -> None:
    assert [run.text for run in cut("RE-2025/00123")] == ["RE", "2025", "00123"]


@pytest.mark.parametrize(
    "quoted",
    ["RE-2025-00123", "RE 2025 00123", "re2025/00123", "RE-2025-123", "2025-00123", "RE-2025-001 23", "RE00123"],
)
def test_a_number_is_found_however_it_is_quoted(quoted: str) -> None:
    assert best_strength(quoted, "RE-2025-00123") >= NAMED


@pytest.mark.parametrize("other", ["RE-2025-001234", "2025001230", "RE-2025-00124", "9912025123", "RE-2024-00123"])
def test_a_longer_or_another_number_is_not_found(other: str) -> None:
    assert best_strength(other, "RE-2025-00123") < NAMED


def test_more_of_a_number_is_stronger_than_less() -> None:
    keys = number_keys("RE-2025-00123")
    assert keys["re202500123"] > keys["202500123"] > keys["re123"] > keys["123"] > Strength.NONE


def test_a_short_or_year_like_number_is_weak_alone() -> None:
    assert number_keys("2025")["2025"] == number_keys("12")["12"] == Strength.WEAK
    assert number_keys("4711")["4711"] > Strength.WEAK


def test_a_number_without_digits_has_no_keys() -> None:
    assert number_keys("Entwurf") == {}


def test_an_account_number_in_the_text_offers_no_keys() -> None:
    assert list(PayerText("IBAN DE89 3704 0044 0532 0130 00").keys(4)) == []


@pytest.mark.parametrize(
    "text",
    [
        *("vom 12.03.2026", "EUR 1.203,00", "Kundennummer 4711", "Kd-Nr. 4711", "Steuer-Nr 4711"),
        *("2026-03-04", "2026-03-04T08.12", "2026-03-04T08:12:59"),
    ],
)
def test_dates_amounts_and_other_numbers_are_doubtful(text: str) -> None:
    payer = PayerText(text)
    hits = {(first, last) for _, first, last in payer.keys(3) if first == last}
    assert hits
    assert all(payer.is_doubtful(first, last) for first, last in hits)


def test_a_number_after_an_invoice_word_is_not_doubtful() -> None:
    payer = PayerText("Rechnung Nr. 4711")
    assert [payer.is_doubtful(first, last) for key, first, last in payer.keys(1) if key == "4711"] == [False]


def test_structured_references_carry_their_payload() -> None:
    assert "4711" in reference_keys("RF18 000 4711")
    assert "20260098" in reference_keys("000000000000000000202600985")
    assert reference_keys("NOTPROVIDED") == ()


def test_placeholders_are_nothing() -> None:
    assert squeeze("NOTPROVIDED") == squeeze("not provided") == ""


@given(st.text(max_size=40))
def test_folding_is_idempotent_enough_to_compare(text: str) -> None:
    assert fold_name(text) == fold_name(text.upper().lower()) or not text.isascii()


@given(st.text(alphabet="RE0123456789-/ ", max_size=20))
def test_every_number_finds_itself(number: str) -> None:
    keys = number_keys(number)
    if keys and len(cut(number.lower())) <= 4:
        found = {key for key, _, _ in PayerText(number).keys(4)}
        assert max(keys, key=lambda key: keys[key]) in found


def best_strength(text: str, number: str) -> Strength:
    keys = number_keys(number)
    found = [keys.get(key, Strength.NONE) for key, _, _ in PayerText(text).keys(4)]
    return max(found, default=Strength.NONE)
