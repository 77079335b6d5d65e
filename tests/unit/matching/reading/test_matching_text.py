"""Folding: what is the same becomes the same, what is not stays apart."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reconcile.matching
from reconcile.matching.reading.text import (
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


@pytest.mark.parametrize(
    "form",
    [
        "Gesellschaft mbH", "Gesellschaft m.b.H.", "Ges.m.b.H.", "Ges. m. b. H.", "Ges. mbH", "GesmbH", "G.m.b.H.",
        "Aktiengesellschaft", "Sàrl", "S.à r.l.", "S.r.l.", "S.p.A.", "e. K.", "e.Kfr.", "u. Co. KG", "& Co KG",
        "Kommanditgesellschaft", "Gesellschaft bürgerlichen Rechts", "eingetragene Genossenschaft", "Limited", "N.V.",
    ],
)  # fmt: skip
def test_a_legal_form_is_the_same_spelled_out(form: str) -> None:
    assert fold_name(f"Müller {form}") == fold_name("Müller") == "muller"


@pytest.mark.parametrize(
    "behind",
    [
        " c/o Hausverwaltung Berg", ", c/o Berg", " (c/o Berg)", " z.Hd. Frau Huber", " z. Hd. Herrn Huber",
        " z. H. Huber", " zHd Huber", " zu Händen Buchhaltung", ", Attn. Accounts", " attn: Huber", " p.A. Treuhand AG",
        " p/a Treuhand AG",
    ],
)  # fmt: skip
def test_whom_letters_reach_a_party_through_is_not_its_name(behind: str) -> None:
    assert fold_name(f"Müller GmbH{behind}") == "muller"


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("c/o Müller", "muller"),
        ("z.Hd. Müller", "z hd muller"),
        ("Müller ZH", "muller zh"),
        ("Müller PA", "muller pa"),
        ("Day Spa Müller", "day spa muller"),
        ("Gesellschaft für Design mbH", "gesellschaft fur design"),
        ("Beethoven Gesellschaft e.V.", "beethoven gesellschaft"),
        ("Attendorn Handels AG", "attendorn handels"),
        ("Prêt à Porter", "pret a porter"),
    ],
)
def test_what_only_looks_like_a_form_or_an_addition_stays(name: str, folded: str) -> None:
    assert fold_name(name) == folded


@pytest.mark.parametrize(("name", "folded"), [("AG", "ag"), ("Aktiengesellschaft", "aktiengesellschaft")])
def test_a_name_of_nothing_but_legal_forms_stays(name: str, folded: str) -> None:
    assert fold_name(name) == folded
    assert fold_name("Gesellschaft mbH") == "gesellschaft"


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


def test_words_to_be_found_in_folded_text_are_folded() -> None:
    """`retenue` is `retenu` there, and would never be found. Those of `plain` text keep their vowels."""
    plain_ones = {"short_numbers", "unread", "said_numbers", "counted", "doubtful", "payers_own"}
    for info in pkgutil.walk_packages(reconcile.matching.__path__, "reconcile.matching."):
        module = importlib.import_module(info.name)
        patterns = [one.pattern for one in vars(module).values() if isinstance(one, re.Pattern)]
        unfolded = [word for one in patterns for word in re.findall(r"[a-z]*(?:ae|oe|ue|ss)[a-z]*", one)]
        assert not unfolded or info.name.rpartition(".")[2] in plain_ones, (info.name, unfolded)
