"""Numbers that many documents share name one document beside the payer, and nobody's without."""

from __future__ import annotations

from matching_builders import PAYER, known, make_item, make_line, paid, proposal, proposals

from reconcile.records import OpenItem, Verdict

#: More holders than a key may have.
OTHERS = 20


def _crowd(number: str) -> list[OpenItem]:
    return [
        make_item(number, 500_00 + place, item_id=f"other-{place}", party=f"Firma {chr(65 + place)}{place}")
        for place in range(OTHERS)
    ]


def test_a_number_everybody_has_names_the_payers_own_document() -> None:
    mine, twin = make_item("000284", 120_00), make_item("000285", 120_00)
    by_name = proposal(make_line(120_00, "ReNr 000284", name="Müller GmbH"), mine, twin, *_crowd("000284"))
    assert paid(by_name) == {"000284": 120_00}


def test_beside_the_payers_account_it_is_as_good_as_any_number() -> None:
    mine, crowd = make_item("2025-3707", 120_00), _crowd("2025-3707")
    one = proposal(make_line(120_00, "Rechnung 2025-3707", iban=PAYER), mine, *crowd, accounts=(known(),))
    assert (paid(one), one.verdict) == ({"2025-3707": 120_00}, Verdict.SURE)
    assert "number 2025-3707 in text" in one.reasons


def test_without_the_payer_it_names_nobody() -> None:
    crowd = _crowd("000284")
    one = proposal(make_line(120_00, "ReNr 000284", name="Fremde Leute"), make_item("000284", 120_00), *crowd)
    assert one.verdict is not Verdict.SURE
    assert not any("number" in reason for reason in one.reasons)


def test_it_does_not_matter_how_many_others_hold_it() -> None:
    line = make_line(80_00, "Rg. 000284", name="Müller GmbH")
    mine = make_item("000284", 120_00)
    (few,), (many,) = (proposals([line], mine, *_crowd("000284")[:count]) for count in (3, OTHERS))
    assert paid(few) == paid(many) == {"000284": 80_00}
    assert (few.kind, few.verdict) == (many.kind, many.verdict)
