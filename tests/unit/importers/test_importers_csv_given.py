"""What somebody says of a CSV that does not name its account or its currency; what the file says comes first."""

from __future__ import annotations

from pathlib import Path

import pytest
from csv_texts import SIGNED, TWO, one, refused

from importers import Given

OWN, OTHER = "DE02120300000000202051", "AT611904300234573201"
GIVEN = Given(account=OWN, currency="CHF")
PLAIN = "Tag;Betrag\n01.02.2026;12,50\n02.02.2026;-3\n"


def test_what_the_file_leaves_open_is_taken_as_given_and_said(tmp_path: Path) -> None:
    found = one(tmp_path, SIGNED, PLAIN, given=GIVEN)
    assert (found.account, found.currency) == (OWN, "CHF")
    assert {(line.account, line.currency) for line in found.transactions} == {(OWN, "CHF")}
    assert f"the file does not name its account; {OWN} is taken, as given" in found.warnings
    assert "the file does not name its currency; CHF is taken, as given" in found.warnings
    assert not any("cannot be matched" in words for words in found.warnings)


def test_the_lines_are_the_same_as_if_the_format_said_it(tmp_path: Path) -> None:
    said = one(tmp_path, f'{SIGNED}[constants]\naccount = "{OWN}"\ncurrency = "CHF"\n', PLAIN)
    given = one(tmp_path, SIGNED, PLAIN, given=GIVEN)
    assert given.transactions == said.transactions
    assert one(tmp_path, SIGNED, PLAIN).account == ""


def test_an_empty_file_is_of_the_given_account_too(tmp_path: Path) -> None:
    assert one(tmp_path, SIGNED, "Tag;Betrag\n", given=GIVEN).account == OWN


@pytest.mark.parametrize(
    ("toml", "content"),
    [
        (SIGNED + 'account = "Konto"\n', f"Tag;Betrag;Konto\n01.02.2026;1;{OTHER}\n"),
        (SIGNED + '[preamble]\naccount = "Konto"\n', f"Konto: {OTHER};\n\nTag;Betrag\n01.02.2026;1\n"),
        (SIGNED + f'[constants]\naccount = "{OTHER}"\n', "Tag;Betrag\n01.02.2026;1\n"),
    ],
)
def test_an_account_the_file_names_is_its_own(tmp_path: Path, toml: str, content: str) -> None:
    assert one(tmp_path, toml, content, given=GIVEN).account == OTHER


def test_an_account_that_is_missing_in_one_row_is_not_filled_in(tmp_path: Path) -> None:
    content = "Tag;Betrag;Konto\n01.02.2026;1;\n"
    assert one(tmp_path, SIGNED + 'account = "Konto"\n', content, given=GIVEN).account == ""


@pytest.mark.parametrize(
    ("toml", "content"),
    [
        (SIGNED + 'currency = "W"\n', "Tag;Betrag;W\n01.02.2026;1;EUR\n"),
        (SIGNED.replace('"Betrag"', '"Betrag ({currency})"'), "Tag;Betrag (EUR)\n01.02.2026;1\n"),
        (SIGNED, "Tag;Betrag\n01.02.2026;1,50 €\n"),
        (SIGNED + '[preamble]\nclosing = "Saldo"\n', "Saldo: EUR 5,00;\n\nTag;Betrag\n01.02.2026;1\n"),
        (
            TWO.replace('"Soll"', '"Soll"\ncredit_currency = "W"'),
            "Tag;Soll;Haben;W\n01.02.2026;;3;EUR\n",
        ),
    ],
)
def test_a_currency_the_file_names_is_its_own(tmp_path: Path, toml: str, content: str) -> None:
    (line,) = one(tmp_path, toml, content, given=GIVEN).transactions
    assert line.currency == "EUR"


def test_an_amount_beside_another_currency_is_still_refused(tmp_path: Path) -> None:
    toml = SIGNED + '[constants]\ncurrency = "CHF"\n'
    assert "is EUR, but the booking is in CHF" in refused(tmp_path, toml, "Tag;Betrag\n01.02.2026;1,50 €\n")
