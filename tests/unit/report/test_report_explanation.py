"""`explain` for a bookkeeper: the sum adds up as written, nothing is left in jargon, everything fits 100 columns."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from matching_builders import PAYER, known, make_item, make_line, proposal
from report_world import ZONE, Month, the_month

from reconcile.language import Language
from reconcile.matching import scoring
from reconcile.matching.signals import NOTHING_KNOWN, SIGNALS
from reconcile.records import Decision, Proposal
from reconcile.report import explanation as room
from reconcile.report.explanation import explanation
from reconcile.report.texts import TEXTS
from reconcile.report.words import Words

ENGLISH, GERMAN = Words(Language.EN, ZONE), Words(Language.DE, ZONE)


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    return the_month(tmp_path_factory.getbasetemp())


def twins() -> Proposal:
    return proposal(make_line(name="Müller", iban=PAYER), make_item(), make_item("RE-2026-0099"), accounts=(known(),))


def test_the_constants_are_those_of_matching() -> None:
    assert (room._PRIOR, room._TRIED, room._NOTHING_KNOWN) == (scoring.PRIOR, scoring.TRIED, NOTHING_KNOWN)


@pytest.mark.parametrize("words", [ENGLISH, GERMAN], ids=["en", "de"])
def test_every_proposal_of_a_month_fits_a_hundred_columns(month: Month, words: Words) -> None:
    for one in month.run().proposals:
        for line in explanation(one, words, row=12, stands="waits"):
            assert len(line) <= room.WIDTH, line
            assert line == line.rstrip()


def test_the_sum_is_the_sum_of_its_lines(month: Month) -> None:
    found = [one for one in month.run().proposals if one.evidence]
    assert len(found) > 500
    for one in found:
        lines = explanation(one, ENGLISH)
        first = lines.index("What speaks for it and against it")
        blocks = "\n".join(lines[first:]).split("\n\n")[: 1 + len(one.alternatives)]
        for block in blocks:
            weights = re.findall(r"^ +([+−]\d+\.\d\d)  (.{1,17})", block, re.MULTILINE)
            parts = [
                _number(weight) for weight, name in weights if name.strip() not in ("sum", "in the end", "experience")
            ]
            (total,) = [_number(weight) for weight, name in weights if name.strip() == "sum"]
            assert total == pytest.approx(sum(parts), abs=0.005 * len(parts) + 0.005)


def _number(text: str) -> float:
    return float(text.replace("−", "-"))


def test_every_signal_has_a_name_of_the_field() -> None:
    for one in SIGNALS:
        assert f"signal_{one.name}" in TEXTS, one.name
    text = "\n".join((*explanation(twins(), ENGLISH), *explanation(twins(), GERMAN)))
    assert not [one.name for one in SIGNALS if "_" in one.name and one.name in text]
    for jargon in ("log-odds", "prior", "open_amount"):
        assert jargon not in text


def test_the_missing_fact_and_the_runner_up_are_said() -> None:
    text = "\n".join(explanation(twins(), ENGLISH))
    assert re.search(r"^Runner-up 1   RE-2026-0099   1\u202f190\.00\u00a0EUR open   Müller GmbH$", text, re.MULTILINE)
    assert "To be sure    would be sure if the text named RE-2026-0098" in text
    german = "\n".join(explanation(twins(), GERMAN))
    assert "wäre sicher, wenn der Text RE-2026-0098 nennen würde" in german
    assert re.search(r"\+\d,\d\d", german), "log-odds with a comma"


def test_nothing_is_a_hundred_percent() -> None:
    certain = replace(twins(), confidence=1.0)
    assert "99.99\u202f% likely" in explanation(certain, ENGLISH)[0]
    assert "%" not in explanation(proposal(make_line(text="danke")), ENGLISH)[0]


def test_what_was_decided_otherwise_is_named() -> None:
    """The proposal stays as it was made; what was posted is another invoice."""
    one = twins()
    other = replace(one.allocations[0], item=make_item("RE-2026-0099"))
    decided = replace(Decision.as_proposed(one, approved=True), allocations=(other,))
    text = "\n".join(explanation(one, ENGLISH, decided=decided, stands="posted"))
    assert re.search(r"^Proposed +RE-2026-0098 .*\nDecided +RE-2026-0099 .*\nToday +posted$", text, re.MULTILINE)
    assert re.search(r"^Entschieden +RE-2026-0099", "\n".join(explanation(one, GERMAN, decided=decided)), re.MULTILINE)
    kept, declined = (Decision.as_proposed(one, approved=yes) for yes in (True, False))
    for same in (kept, declined):
        assert "Decided" not in "\n".join(explanation(one, ENGLISH, decided=same))


def test_without_an_invoice_nothing_is_likely_to_be_right() -> None:
    one = twins()
    paid_before = replace(
        one, allocations=(), unallocated_minor=one.line.transaction.amount_minor, alternatives=(), confidence=0.9999
    )
    assert "no invoice" in (text := "\n".join(explanation(paid_before, ENGLISH)))
    assert "likely to be right" not in text


def test_a_long_text_of_the_payer_is_wrapped_not_cut() -> None:
    text = " ".join(f"wort{number}" for number in range(60))
    printed = " ".join(" ".join(explanation(proposal(make_line(text=text)), ENGLISH)).split())
    assert text in printed
