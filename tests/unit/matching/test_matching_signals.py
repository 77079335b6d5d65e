"""Ranking: better evidence beats worse. No magic numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from matching_builders import PAYER, explained, known, make_item, make_line, proposal, total, tried

from reconcile.matching import Rules, scoring, signals
from reconcile.matching.columns import Columns
from reconcile.matching.rules import DEFAULT_WEIGHTS
from reconcile.matching.signals import NOTHING_KNOWN, SIGNALS, Cases, documentation, signal
from reconcile.records import Verdict

STRONG: dict[str, Any] = {"text": "RE-2026-0098", "name": "Müller", "iban": PAYER}


def confidence(amount: int = 119_000, accounts: tuple[Any, ...] = (known(),), **line: Any) -> float:
    """The evidence for the one candidate: log-odds, comparable beyond what a probability can show."""
    one = proposal(make_line(amount, **line), make_item(), accounts=accounts)
    return total(one.evidence) if one.evidence else -99.0


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"text": "RE-2026-0098"}, {"text": "2026-0098"}),
        ({"text": "2026-0098"}, {"text": "RE 98", "name": "Fremd"}),
        ({"text": "RE-2026-0098"}, {"text": "RE-2026-0098", "amount": 60_000}),
        ({"text": "RE-2026-0098", "amount": 60_000}, {"text": "RE-2026-0098", "amount": 500_000}),
        ({"text": "RE-2026-0098", "name": "Müller"}, {"text": "RE-2026-0098", "name": "Müler"}),
        ({"text": "RE-2026-0098", "name": "Müler"}, {"text": "RE-2026-0098"}),
        ({"text": "RE-2026-0098"}, {"text": "RE-2026-0098", "name": "Stadtwerke Nord"}),
        ({"text": "RE-2026-0098", "iban": PAYER}, {"text": "RE-2026-0098"}),
        ({"text": "RE-2026-0098"}, {"text": "RE-2026-0098", "iban": "DE1"}),
        ({"text": "RE-2026-0098"}, {"text": "RE-2026-0098", "booking_date": date(2026, 2, 1)}),
        ({"text": "RE-2026-0098"}, {"text": "RE-2026-0098", "booking_date": date(2027, 3, 1)}),
        ({"creditor_reference": "RE-2026-0098"}, {"text": "RE-2026-0098"}),
        ({"name": "Müller", "iban": PAYER}, {"name": "Müller"}),
    ],
)
def test_better_beats_worse(better: dict[str, Any], worse: dict[str, Any]) -> None:
    assert confidence(**better) > confidence(**worse)


def test_nothing_known_weighs_nothing() -> None:
    one = proposal(make_line(text="RE-2026-0098"), make_item(invoice_date=None, due_date=None))
    silent = [evidence for evidence in one.evidence if evidence.finding == NOTHING_KNOWN]
    assert {evidence.signal for evidence in silent} == {
        "creditor_reference",
        "known_account",
        "party_name",
        "booking_date",
        "title",
        "stated_date",
        "month",
        "amount_chance",
    }
    assert all(evidence.log_odds == 0.0 for evidence in silent)


def test_every_signal_has_a_doc_a_weight_for_every_level_and_a_line_in_the_documentation() -> None:
    for one in SIGNALS:
        assert one.doc
        assert set(DEFAULT_WEIGHTS[one.name]) == set(one.levels[1:])
        assert f"{one.name}: " in documentation()
    assert set(DEFAULT_WEIGHTS) == {one.name for one in SIGNALS}


def test_a_new_signal_is_one_function_and_one_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    @signal(round="a round amount")
    def round_amount(line: Columns, item: Columns, link: Columns) -> Cases:
        """Payers of round amounts pay invoices of round amounts."""
        return [("round", (line["amount"] % 1000 == 0) & (item["open"] % 1000 == 0))]

    before = proposal(make_line(**STRONG), make_item())
    monkeypatch.setattr(signals, "SIGNALS", (*SIGNALS, round_amount))
    with pytest.raises(ValueError, match="signal round_amount has no weights"):
        proposal(make_line(**STRONG), make_item())
    rules = Rules(weights={**DEFAULT_WEIGHTS, "round_amount": {"round": 1.25}})
    after = proposal(make_line(**STRONG), make_item(), rules=rules)
    assert total(after.evidence) == pytest.approx(total(before.evidence) + 1.25)
    assert any("round amount" in line and "+1.25" in line and "a round amount" in line for line in explained(after))
    assert "a round amount" in after.reasons
    assert "round_amount: Payers of round amounts" in documentation()


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"astrology": {"good": 1.0}}, "unknown signal: astrology"),
        ({"party_name": {"equals": 1.0}}, "party_name has no level 'equals'"),
        ({"party_name": {"equal": 1.0}}, "party_name has no weight for 'close'"),
    ],
)
def test_weights_for_what_does_not_exist_are_refused(weights: dict[str, dict[str, float]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        proposal(make_line(), make_item(), rules=Rules(weights=weights))


@pytest.mark.parametrize("wrong", [{"sure_probability": 1.0}, {"sure_margin": 0.0}, {"equal_margin": 9.0}])
def test_rules_that_mean_nothing_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Rules(**wrong)  # type: ignore[arg-type]


def test_two_equal_candidates_are_never_both_certain() -> None:
    for log_odds in (-5.0, 0.0, 5.0, 50.0, 800.0):
        shares = scoring.probabilities([log_odds, log_odds])
        assert shares[0] == shares[1] <= 0.5


def test_explain_writes_out_the_sum_it_was_decided_by() -> None:
    twins = (make_item(), make_item("RE-2026-0099"))
    one = proposal(make_line(name="Müller", iban=PAYER), *twins, accounts=(known(),))
    chosen, rival = total(one.evidence), total(one.alternatives[0].evidence)
    shares = scoring.probabilities([chosen, rival])
    assert one.confidence == pytest.approx(1 / (1 + np.exp(-chosen - tried(one.evidence))))
    assert 0.3 < one.confidence < 0.8, "nothing tells the two apart"
    left = (1 - one.confidence) * shares[1] / (1 - shares[0])
    assert one.alternatives[0].probability == pytest.approx(min(left, shares[1]))
    text = "\n".join(explained(one))
    for words in (
        f"{chosen:+.2f}",
        f"alone it says {shares[0]:.4f}; such proposals (",
        "Runner-up 1   RE-2026-0099",
        "To be sure    would be sure if the text named",
        "ambiguous",
    ):
        assert words in text
    assert one.verdict is Verdict.AMBIGUOUS


def findings(text: str, number: str, **line: Any) -> list[str]:
    one = proposal(make_line(text=text, name=line.pop("name", "Müller GmbH"), **line), make_item(number))
    return [*one.warnings, *(evidence.finding for evidence in one.evidence)]


@pytest.mark.parametrize("text", ["Kd 10023", "Vertrag 10023", "10032"])
def test_what_is_said_of_a_doubtful_number_is_true_of_the_number_itself_and_of_one_near_it(text: str) -> None:
    assert "10023 exactly or nearly in text" in findings(text, "10023")


@pytest.mark.parametrize(("text", "number"), [("Vertrag 4711", "4711"), ("98", "RE-2026-0098")])
def test_what_is_said_of_a_weak_number_is_true_of_the_number_itself_and_of_a_piece_of_it(
    text: str, number: str
) -> None:
    assert f"a number that may mean {number} in text" in findings(text, number)


@pytest.mark.parametrize(("text", "number"), [("Rechnung 4711", "4711"), ("RE 1234", "RE-2026-1234")])
def test_a_short_number_quoted_in_full_is_not_said_to_be_only_a_short_form(text: str, number: str) -> None:
    assert f"{number} or its short form in text" in findings(text, number)


@pytest.mark.parametrize("text", ["", "Beratung", "Kd 10023"])
@pytest.mark.parametrize("name", ["", "Müller GmbH"])
def test_where_nothing_identifies_it_no_name_or_amount_is_said_to_be_all_that_speaks_for_it(
    text: str, name: str
) -> None:
    said = findings(text, "10023", name=name)
    assert "no number, reference or account confirms it" in said
    assert not [words for words in said if words.startswith("only")]
