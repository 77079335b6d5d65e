"""Folding: what is the same becomes the same, what is not stays apart."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.matching.text import (
    fold,
    fold_name,
    plain,
    reference_keys,
    squeeze,
)


@pytest.mark.parametrize("spelling", ["Müller", "Mueller", "MULLER", "Mu\u0308ller", "ＭÜＬＬＥＲ"])
def test_umlauts_fold_three_ways(spelling: str) -> None:
    assert fold(spelling) == "muller"


def test_sharp_s_folds_like_ss_and_s() -> None:
    assert fold("Größe") == fold("Groesse") == fold("Grose")


@settings(deadline=None)
@given(st.text("aeousbäß", max_size=12))
def test_folding_goes_from_left_to_right_once(text: str) -> None:
    assert fold(text) == re.sub("ae|oe|ue|ss", lambda match: match.group()[0], plain(text))


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


def test_structured_references_carry_their_payload() -> None:
    assert "4711" in reference_keys("RF18 000 4711")
    assert "20260098" in reference_keys("000000000000000000202600985")
    assert reference_keys("NOTPROVIDED") == ()


def test_placeholders_are_nothing() -> None:
    assert squeeze("NOTPROVIDED") == squeeze("not provided") == ""


@settings(deadline=None)
@given(st.text(max_size=40))
def test_folding_is_idempotent_enough_to_compare(text: str) -> None:
    assert fold_name(text) == fold_name(text.upper().lower()) or not text.isascii()
