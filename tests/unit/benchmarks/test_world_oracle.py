"""What is decidable, on books small enough to decide by hand; and the parts worlds are made of."""

from __future__ import annotations

import pytest
from stdnum import iso11649, luhn
from stdnum.be import ogm_vcs
from stdnum.ch import esr
from worlds import names, numbers, references
from worlds.cast import House, OwnAccount, Party
from worlds.dice import Dice, deck
from worlds.hints import TITLE
from worlds.index import Index
from worlds.ledger import Doc, Pay
from worlds.names import Firm
from worlds.oracle import Oracle

from importers.identifiers import is_iban


def _party(name: str = "Adler GmbH") -> Party:
    own = OwnAccount("acc", "Giro", "DE00", "EUR", "Studio")
    house = House("Studio", "DE", "EUR", "{n}", "{n}", 0, "AB", "", False, [own], 190)
    return Party(name, 1, Firm(name, name, "", name), (name,), house, "1", f"IBAN {name}", "", 1.0)


def _doc(party: Party, number: str, open_minor: int, *, day: int = 0, credit: bool = False, discount: int = 0) -> Doc:
    doc = Doc(f"id {number}", party, day, open_minor, open_minor, f"Title {number}", credit=credit, discount=discount)
    doc.currency, doc.number = "EUR", number
    doc.key, doc.squeezed = numbers.key(number), numbers.squeezed(number)
    return doc


def _pay(*docs: Doc, amount: int | None = None, named: str = "", day: int = 30, visible: bool = True) -> Pay:
    booked = [(doc, -doc.open if doc.credit else doc.open) for doc in docs]
    total = sum(minor for _, minor in booked) if amount is None else amount
    pay = Pay("plain", docs[0].party, day, total, booked)
    pay.named, pay.name_shows_party = named, visible
    return pay


def _decided(docs: list[Doc], *pays: Pay, lead: int = 0) -> list[bool]:
    for place, pay in enumerate(pays):
        pay.place = place
    found = Oracle(docs, pays, lead=lead).decided()
    return [pay.place in found for pay in pays]


def test_a_number_of_its_own_decides() -> None:
    docs = [_doc(_party(), "A1", 100), _doc(_party("Berg AG"), "A2", 100)]
    assert _decided(docs, _pay(docs[0], named="alone", visible=False)) == [True]


def test_equal_retainers_without_a_number_are_undecidable() -> None:
    party = _party()
    docs = [_doc(party, "A1", 100), _doc(party, "A2", 100, day=10)]
    assert _decided(docs, _pay(docs[0])) == [False]


def test_an_invoice_dated_days_later_is_open_where_payments_come_ahead() -> None:
    party = _party()
    docs = [_doc(party, "A1", 100, day=33), _doc(party, "A2", 100, day=34)]
    assert _decided(docs, _pay(docs[0]), lead=3) == [True]
    assert _decided(docs, _pay(docs[1]), lead=3) == [False]
    assert _decided(docs, _pay(docs[0])) == [False]


def test_an_invoice_already_dated_goes_before_one_that_is_not() -> None:
    party = _party()
    docs = [_doc(party, "A1", 100), _doc(party, "A2", 100, day=31)]
    assert _decided(docs, _pay(docs[0]), lead=3) == [True]
    assert _decided(docs, _pay(docs[1]), lead=3) == [False]
    assert _decided(docs, _pay(docs[1], day=29), _pay(docs[0], day=20), lead=3) == [True, True]


def test_a_later_month_is_no_rival() -> None:
    party = _party()
    docs = [_doc(party, "A1", 100), _doc(party, "A2", 100, day=31)]
    assert _decided(docs, _pay(docs[0], day=30)) == [True]


def test_what_others_settle_for_certain_drops_out() -> None:
    party = _party()
    docs = [_doc(party, "A1", 100), _doc(party, "A2", 100)]
    assert _decided(docs, _pay(docs[0]), _pay(docs[1], named="alone")) == [True, True]


def test_an_invisible_payer_is_decided_only_by_an_amount_nobody_else_owes() -> None:
    one, other = _doc(_party(), "A1", 12345), _doc(_party("Berg AG"), "B1", 12345)
    assert _decided([one], _pay(one, visible=False)) == [True]
    assert _decided([one, other], _pay(one, visible=False)) == [False]


def test_an_account_learned_from_a_decided_line_shows_the_party() -> None:
    party, rival = _party(), _doc(_party("Berg AG"), "B1", 100)
    docs = [_doc(party, "A1", 100), _doc(party, "A2", 777)]
    hidden, teacher = _pay(docs[0], visible=False), _pay(docs[1], named="alone", visible=False)
    hidden.account = teacher.account = "DE99"
    assert _decided([*docs, rival], hidden, teacher) == [True, True]
    teacher.account = "DE98"
    assert _decided([*docs, rival], hidden, teacher) == [False, True]


def test_a_set_counts_only_when_it_is_the_only_one() -> None:
    party = _party()
    docs = [_doc(party, "A1", 100), _doc(party, "A2", 250), _doc(party, "A3", 30, credit=True)]
    assert _decided(docs, _pay(*docs)) == [True]
    rivals = [*docs, _doc(party, "A4", 220)]
    assert _decided(rivals, _pay(*docs)) == [False]  # 100 + 220 is 320 too


def test_a_set_with_a_discount_is_another_reading() -> None:
    party = _party()
    docs = [_doc(party, "A1", 100), _doc(party, "A2", 250), _doc(party, "A3", 260, discount=10)]
    assert _decided(docs, _pay(docs[0], docs[1])) == [False]


def test_a_mistyped_number_narrows_a_visible_payer_s_documents() -> None:
    party = _party()
    docs = [_doc(party, "RE1001", 100), _doc(party, "RE2055", 100)]
    pay = _pay(docs[0], named="party")
    pay.written, pay.mangle = ("RE1002",), "digit_wrong"
    assert _decided(docs, pay) == [True]
    docs[1].number = docs[1].squeezed = docs[1].key = "RE1003"
    assert _decided(docs, pay) == [False]


def test_a_partial_payment_needs_a_number_or_a_single_invoice() -> None:
    party = _party()
    docs = [_doc(party, "A1", 1000)]
    pay = _pay(docs[0], amount=500)
    assert _decided(docs, pay) == [True]
    assert _decided([*docs, _doc(party, "A2", 2000)], pay) == [False]


def test_a_title_that_is_unique_decides_a_visible_payer() -> None:
    party = _party()
    docs = [_doc(party, "A1", 100), _doc(party, "A2", 100)]
    pay = _pay(docs[0], named="party")
    pay.info = TITLE
    assert _decided(docs, pay) == [True]


def test_what_was_returned_is_open_again() -> None:
    doc = _doc(_party(), "A1", 100)
    collected, back, again = _pay(doc, named="alone"), _pay(doc), _pay(doc, day=50)
    collected.collected = True
    back.kind, back.docs, back.about = "returned", [], [doc]
    assert _decided([doc], collected, back, again) == [True, False, True]


def test_guessing_the_oldest_is_counted_apart() -> None:
    party = _party()
    docs = [_doc(party, "A1", 100), _doc(party, "A2", 100, day=10)]
    right, wrong = _pay(docs[0]), _pay(docs[1])
    for pay, expected in ((right, {0}), (wrong, set())):
        pay.place = 0
        oracle = Oracle(docs, [pay])
        assert oracle.oldest_first(oracle.decided()) == expected


# ------------------------------------------------------------------------------------------------------------ the parts


def test_a_number_is_a_document_s_alone_however_it_is_spelt() -> None:
    party = _party()
    docs = [_doc(party, "RE-2026-0007", 1), _doc(party, "RE-2026-0008", 1), _doc(_party("B"), "AR/7", 1)]
    index = Index(docs)
    for written in ("RE-2026-0007", "RE 2026 7", "re2026-0007", "RE/2026/0007", "RE-20 26-0007", "2026-0007"):
        assert index.names_alone(written, docs[0]), written
    for written in ("0007", "7", "RE-2026-0017", "2026"):
        assert not index.names_alone(written, docs[0]), written


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("1012", "1013", True),
        ("1012", "1021", True),
        ("1012", "1102", True),
        ("1012", "2021", False),
        ("12", "123", False),
    ],
)
def test_neighbours(one: str, other: str, near: bool) -> None:
    assert numbers.neighbours(one, other) is near


def test_mangling_changes_a_number() -> None:
    dice, number = Dice("mangling"), "RE-2026-0070"
    for _ in range(50):
        assert numbers.without_prefix(number, dice) in ("2026-0070", "0070")
        assert numbers.squeezed(numbers.with_blanks(number, dice)) == "RE20260070"
        assert numbers.other_separators(number, dice) != number
        assert numbers.neighbours(numbers.digit_wrong(number, dice), number)
        assert numbers.neighbours(numbers.digits_swapped(number, dice), number)
    assert numbers.without_zeros(number) == "RE-2026-70"
    assert numbers.without_prefix("0118/2026", dice) == "0118"
    assert numbers.without_prefix("118", dice) == ""


def test_references_and_ibans_have_right_check_digits() -> None:
    dice = Dice("references")
    for sequence in (1, 7, 1234, 99999):
        assert iso11649.is_valid(references.structured("RF", f"RE-2026-{sequence}", sequence))
        assert esr.is_valid(references.structured("QRR", "", sequence))
        assert ogm_vcs.is_valid(references.structured("OGM", "", sequence))
        assert luhn.is_valid(references.structured("KID", "", sequence))
    for country in ("DE", "AT", "CH", "BE", "FI", "NO"):
        assert references.iban(dice, country)[:2] == country
        assert is_iban(references.iban(dice, country))


def test_a_finnish_reference_by_hand() -> None:
    """1 0001234: 4·7 + 3·3 + 2·1 + 1·7 + 0 + 0 + 0 + 1·3 = 49, so the check digit is 1."""
    assert references.structured("VIITE", "", 1234) == "100012341"


def test_names_are_respelt() -> None:
    dice = Dice("names")
    firm = Firm("Möll Küchenstudio GmbH", "Möll Küchenstudio", "GmbH", "Ida Möll")
    assert names.umlauts_respelled(firm.name, dice) in ("Moell Kuechenstudio GmbH", "Moll Kuchenstudio GmbH")
    assert names.upper(firm.name, dice) in ("MOELL KUECHENSTUDIO GMBH", "MÖLL KÜCHENSTUDIO GMBH")
    assert names.reordered(firm, dice) == "Küchenstudio Möll GmbH"
    assert names.cut("Möll", dice) == ""
    assert names.folded("Möll") == names.folded("Moell") == names.folded("MOLL")


def test_a_deck_holds_its_shares_exactly() -> None:
    cards = deck(Dice("deck"), 1000, [("a", 0.5), ("b", 0.25), ("c", 0.25)])
    assert [cards.count(card) for card in "abc"] == [500, 250, 250]


def test_dice_are_the_same_forever() -> None:
    dice = Dice("forever", 1)
    assert [dice.below(1000) for _ in range(5)] == FOREVER


FOREVER = [118, 548, 743, 299, 828]
