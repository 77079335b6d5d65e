"""Own accounts that no line can be posted to: what is wrong and what to do, in the same words in every verb."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.cli.wording import short_account
from reconcile.lines import own_account
from reconcile.records import PaymentAccount
from reconcile.settings import Settings


def unmapped(iban: str, accounts: Sequence[PaymentAccount], settings: Settings) -> tuple[str, str] | None:
    """(words, remedy) unless Kanbert has just one live bank account for this IBAN (money.md 3)."""
    if own_account(iban, accounts, settings.account_id) is not None:
        return None
    of_it = [one for one in accounts if iban and one.iban == iban]
    if not iban:
        remedy = "say it with --account IBAN, or as account under [statements] in config.toml"
        return "the statement names no account of its own", remedy
    what, remedy = "unknown", f'enter its IBAN in Kanbert, or say in config.toml: [accounts] "{iban}" = "ID"'
    if chosen := settings.account_id(iban):
        what, remedy = f"mapped to {chosen}, which is no live bank account", "correct [accounts] in config.toml"
    elif of_it and all(one.archived for one in of_it):
        what, remedy = "archived", "restore it in Kanbert, or map another one"
    elif len([one for one in of_it if one.is_bank_account and not one.archived]) > 1:
        what, remedy = "several accounts", f'say which in config.toml: [accounts] "{iban}" = "ID"'
    return f"the statement's account {short_account(iban)} is {what} in Kanbert", remedy
