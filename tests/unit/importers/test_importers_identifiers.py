"""Creditor references by their check digits, and how seldom a random number passes for one."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator

import pytest
import schwifty

from importers.identifiers import (
    Reference,
    creditor_id,
    iban_at,
    is_iban,
    only_iban,
    present,
    reference_flaws,
    reference_kind,
)

SWISS, GERMAN, OWN = "CH9300762011623852957", "DE02500105170137075030", "AT611904300234573201"


@pytest.mark.parametrize(
    ("text", "country", "kind"),
    [
        ("RF18 5390 0754 7034", "", Reference.RF),
        ("rf18539007547034", "", Reference.RF),
        ("RF19539007547034", "", Reference.NONE),
        ("21 00000 00003 13947 14300 09017", "", Reference.QRR),
        ("210000000003139471430009018", "", Reference.NONE),
        ("10000000003139471430009017", "", Reference.NONE),  # 26 digits
        ("+++010/8068/17183+++", "", Reference.OGM),
        ("***010/8068/17183***", "", Reference.OGM),
        ("+++010/8068/17184+++", "", Reference.NONE),
        ("+++010/8068/17183***", "", Reference.NONE),
        ("010806817183", "BE", Reference.OGM),
        ("010806817183", "DE", Reference.NONE),
        ("1232", "FI", Reference.VIITE),
        ("00000000000000001232", "FI", Reference.VIITE),
        ("1233", "FI", Reference.NONE),
        ("1232", "DE", Reference.NONE),
        ("0000", "FI", Reference.NONE),
        ("2345676", "NO", Reference.KID),  # modulo 10
        ("12345678903", "NO", Reference.KID),
        ("974760673", "NO", Reference.KID),  # modulo 11
        ("06-", "NO", Reference.KID),  # modulo 11, control 10
        ("2345677", "NO", Reference.NONE),
        ("2345676", "SE", Reference.NONE),
        ("", "FI", Reference.NONE),
        ("-", "NO", Reference.NONE),
        ("RE-2026-0042", "NO", Reference.NONE),
    ],
)
def test_kinds(text: str, country: str, kind: Reference) -> None:
    assert reference_kind(text, country=country) is kind


@pytest.mark.parametrize(
    ("named", "kind"),
    [
        (("QRR", ""), Reference.QRR),
        (("ISR Reference", ""), Reference.ISR),
        (("SCOR", "BBA"), Reference.OGM),
        (("SCOR", "ISO"), Reference.RF),
        (("SCOR", "CUR"), Reference.CUR),
        (("SCOR", ""), Reference.NONE),
    ],
)
def test_the_file_decides_before_any_check_digit(named: tuple[str, ...], kind: Reference) -> None:
    assert reference_kind("4711", named=named) is kind


@pytest.mark.parametrize("length", [6, 8, 10, 12, 16, 20, 26, 28])
def test_a_random_number_is_no_reference(length: int) -> None:
    """Outside the countries of the short national forms nothing but 27 digits is even looked at."""
    dice = random.Random(length)
    numbers = ["".join(dice.choice("0123456789") for _ in range(length)) for _ in range(2000)]
    assert not any(reference_kind(number, country="DE") for number in numbers)


def test_a_wrong_check_digit_is_said_only_of_forms_that_are_unmistakable() -> None:
    assert reference_flaws("RF00539007547034") == ("creditor reference RF00539007547034 has wrong check digits",)
    assert reference_flaws("2345677") == ()


@pytest.mark.parametrize(
    ("text", "read"), [("de98 zzz0 9999 9999 99", "DE98ZZZ09999999999"), ("DE97ZZZ09999999999", "")]
)
def test_creditor_ids(text: str, read: str) -> None:
    assert creditor_id(text) == read


def test_placeholders() -> None:
    assert [present(text) for text in ("NotProvided", "keine Information vorhanden", "NONREF", "RE-1")] == [
        "",
        "",
        "",
        "RE-1",
    ]


def test_an_iban_is_what_schwifty_says_it_is() -> None:
    """Every pair of letters as a country; right and wrong lengths, structures and check digits."""
    seeded = random.Random(13616)
    letters = string.ascii_uppercase
    valid = 0
    for country in (first + second for first in letters for second in letters):
        for text in ibans(country, seeded):
            said = schwifty.IBAN(text, allow_invalid=True).is_valid
            assert is_iban(text) == said, text
            valid += said
    assert valid > 200


def ibans(country: str, seeded: random.Random) -> Iterator[str]:
    alphabets = (string.digits, string.digits + string.ascii_uppercase)
    for length in (15, 18, 20, 22, 24, 27, seeded.randrange(14, 35)):
        yield with_check_digits(country, "".join(seeded.choices(seeded.choice(alphabets), k=length - 4)))
    try:
        right = str(schwifty.IBAN.random(country, random=seeded))
    except schwifty.exceptions.SchwiftyException:
        return
    yield right
    yield right[:-1] + ("1" if right[-1] != "1" else "2")
    yield f"{country}{(int(right[2:4]) + 97) % 100:02}{right[4:]}"  # the same remainder, where it is 00, 01 or 99
    yield f"{right}0"
    yield right.lower()


def with_check_digits(country: str, rest: str) -> str:
    number = int("".join(str(int(character, 36)) for character in f"{rest}{country}00"))
    return f"{country}{98 - number % 97:02}{rest}"


@pytest.mark.parametrize("text", ["NOTPROVIDED", "notprovided", "NONREF"])
def test_a_placeholder_is_no_reference(text: str) -> None:
    assert present(text) == ""


def test_a_reference_is_kept_as_it_is() -> None:
    assert present("0") == "0"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"GUTSCHRIFT {SWISS} ABSENDER: MUSTER AG", SWISS),
        ("LASTSCHRIFT CH93 0076 2011 6238 5295 7 MUSTER AG", SWISS),
        (f"von {SWISS} an {SWISS}", SWISS),
        (f"Umbuchung auf {OWN} von {SWISS}", SWISS),
        (f"von {SWISS}, Rest von {GERMAN}", ""),
        (f"Umbuchung auf {OWN}", ""),
        ("CH93 0076 2011 6238 5295 8", ""),
        (f"{SWISS}0 X{SWISS} {SWISS}a", ""),
        ("", ""),
    ],
)
def test_the_one_iban_of_a_text(text: str, found: str) -> None:
    assert only_iban(text, OWN) == found


@pytest.mark.parametrize("own", ["0137075030", "50010517/137075030", GERMAN])
def test_our_own_account_is_not_the_other_side_however_it_is_written(own: str) -> None:
    assert only_iban(f"von {SWISS} an {GERMAN}", own) == SWISS
    assert only_iban(f"an {GERMAN}", own) == ""


def test_an_iban_ends_where_its_country_says() -> None:
    assert iban_at(f"{GERMAN} DANKE") == (GERMAN, 22)
    assert iban_at(f"x {GERMAN}", 2) == (GERMAN, 24)
    assert iban_at("XX02500105170137075030") is None
    assert iban_at(GERMAN[:-1]) is None
