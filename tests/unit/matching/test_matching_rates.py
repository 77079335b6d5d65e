"""An exchange rate in a text is no number, neither of a document nor an unknown one."""

from __future__ import annotations

import pytest
from matching_builders import PAYER, known, make_item, make_line, paid, proposal

from reconcile.matching.reading.doubtful import states_a_rate
from reconcile.records import Verdict

OWN, STRANGERS = make_item("RE-2026-0098"), make_item("10812", party="Papier AG")
RATES = ["Kurs 1,0812", "KURS: 1.0812", "Wechselkurs 1,0812", "Umrechnungskurs 1,0812", "exchange rate 1.0812",
         "rate of exchange 1.0812", "cours 1,0812", "cambio 1,0812", "Kurs EUR/USD 1,0812",
         "zum Kurs von 1,0812"]  # fmt: skip
NONE = ["Kurs 10812", "Sprachkurs 10812", "Rechnung 10812", "10812", "Kurs Rechnung 10812", "Parcours 10812"]


@pytest.mark.parametrize("text", RATES)
def test_a_rate_is_no_number(text: str) -> None:
    assert states_a_rate(text)
    line = make_line(119_000, f"USD 1.286,63 {text}", "Müller GmbH", PAYER)
    one = proposal(line, OWN, STRANGERS, accounts=(known(),))
    assert (one.verdict, paid(one), one.warnings) == (Verdict.SURE, {"RE-2026-0098": 119_000}, ())


@pytest.mark.parametrize("text", NONE)
def test_without_decimals_it_is_a_number(text: str) -> None:
    assert not states_a_rate(text)
    one = proposal(make_line(119_000, text, "Papier AG"), OWN, STRANGERS)
    assert (one.verdict, paid(one)) == (Verdict.SURE, {"10812": 119_000})


@pytest.mark.parametrize(
    "text", ["Kurs 12.03.2026", "Sprachkurs 1,0812", "Rate 1,0812", "Kurs 2026.0812", "Kurs 1,0812/3"]
)
def test_a_day_a_count_and_a_course_are_no_rates(text: str) -> None:
    assert not states_a_rate(text)
