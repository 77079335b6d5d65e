"""English words → German: values survive, nested sentences are German too, the unknown stays English."""

from __future__ import annotations

import pytest

from reconcile.language import Language, is_known, phrase


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("sure", "sicher"),
        ("part payment", "Teilzahlung"),
        ("2 of 3", "2 von 3"),
        ("number RE-2026-0006 in text", "Nummer RE-2026-0006 im Text"),
        ("but name different", "aber Name anders"),
        (
            "account known from payment of 2026-02-02 for RE-2026-0007",
            "Konto bekannt aus der Zahlung vom 02.02.2026 für RE-2026-0007",
        ),
        (
            "would be sure if this account were known to be Müller's",
            "wäre sicher, wenn dieses Konto als Konto von Müller bekannt wäre",
        ),
        (
            "Kanbert shows this amount as paid on 2026-03-11 for RE-1, RE-2",
            "Kanbert zeigt diesen Betrag als bezahlt am 11.03.2026 für RE-1, RE-2",
        ),
        (
            "paid 15 days after the invoice, about as 2 of 2 other payments of this party",
            "15 Tage nach der Rechnung bezahlt, etwa wie 2 von 2 anderen Zahlungen dieses Partners",
        ),
        (
            "RE-1 would have fitted, but the line of 2026-08-26 is to pay a part of it",
            "RE-1 hätte gepasst, aber die Buchung vom 26.08.2026 soll einen Teil davon bezahlen",
        ),
        (
            "possible duplicate: RE-1 is already paid by the line of 2026-03-01, 2026-03-02",
            "mögliche Doppelzahlung: RE-1 ist schon mit der Buchung vom 01.03.2026, 02.03.2026 bezahlt",
        ),
        ("amount exact; name equal", "Betrag stimmt genau; Name gleich"),
        ('bank fee: the text says "entgelt"', "Bankgebühr: im Text steht „entgelt“"),
    ],
)
def test_german(english: str, german: str) -> None:
    assert phrase(english, Language.DE) == german
    assert phrase(english, Language.EN) == english
    assert is_known(english)


@pytest.mark.parametrize(
    "unknown",
    [
        "a sentence nobody ever wrote",
        "but a sentence nobody ever wrote",
        "amount exact; a sentence nobody ever wrote",
        "3 of many",
    ],
)
def test_what_is_not_known_stays_english_as_a_whole(unknown: str) -> None:
    assert phrase(unknown, Language.DE) == unknown
    assert not is_known(unknown)
