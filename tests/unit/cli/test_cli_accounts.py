"""reconcile.cli.accounts: an own account that takes no posting is named with what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconcile.cli.accounts import unmapped
from reconcile.records import PaymentAccount
from reconcile.settings import Settings

IBAN = "DE02120300000000202051"
GIRO = PaymentAccount(account_id="pa-1", title="Giro", iban=IBAN, is_bank_account=True, archived=False)


def test_one_live_account_is_fine() -> None:
    assert unmapped(IBAN, [GIRO], Settings()) is None
    other = replace(GIRO, iban="")
    assert unmapped(IBAN, [other], Settings(accounts={IBAN: "pa-1"})) is None


@pytest.mark.parametrize(
    ("iban", "accounts", "mapped", "words", "remedy"),
    [
        (
            IBAN,
            [],
            {},
            "DE02…2051 is unknown",
            f'enter its IBAN in Kanbert, or say in config.toml: [accounts] "{IBAN}"',
        ),
        (IBAN, [replace(GIRO, archived=True)], {}, "is archived", "restore it"),
        (IBAN, [GIRO, replace(GIRO, account_id="pa-2")], {}, "is several accounts", "say which"),
        (IBAN, [GIRO], {IBAN: "gone"}, "is mapped to gone, which is no live bank account", "correct [accounts]"),
        ("", [GIRO], {}, "names no account of its own", "say it with --account IBAN"),
    ],
)
def test_what_takes_no_posting(
    iban: str, accounts: list[PaymentAccount], mapped: dict[str, str], *, words: str, remedy: str
) -> None:
    found = unmapped(iban, accounts, Settings(accounts=mapped))
    assert found is not None
    assert words in found[0]
    assert remedy in found[1]
