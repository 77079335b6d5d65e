"""IBAN, BIC and creditor references: cleaned, recognised, checked. The only importer of schwifty.

What the bank wrote is kept either way: a wrong check digit is a warning on the transaction, never a reason to drop it.
A statement repeats its few counterparties, so every answer is remembered per distinct value.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

import schwifty
from stdnum import iso11649
from stdnum.ch import esr

_IBAN_SHAPE = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}", re.ASCII)
_BIC_SHAPE = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", re.ASCII)
_GERMAN_ACCOUNT = re.compile(r"(\d{8})/(\d{1,10})", re.ASCII)
_ABSENT = {"NOTPROVIDED", "NOT PROVIDED", "NOTAVAILABLE", "NONREF"}
_QRR_SHAPE = re.compile(r"\d{27}", re.ASCII)
_RF_SHAPE = re.compile(r"RF\d{2}[A-Z0-9]{1,21}", re.ASCII)


class Reference(StrEnum):
    """The kinds of structured creditor reference that carry check digits we know."""

    NONE = ""
    RF = "RF"  #: ISO 11649
    QRR = "QRR"  #: Swiss QR and ISR reference, 27 digits, modulo 10 recursive


def clean(text: str) -> str:
    """Without blanks, upper case: the electronic form of an IBAN, BIC or reference."""
    return "".join(text.split()).upper()


def looks_like_iban(text: str) -> bool:
    return _IBAN_SHAPE.fullmatch(clean(text)) is not None


@lru_cache(maxsize=65536)
def account_id(text: str) -> str:
    """An IBAN in its electronic form; any other account id as it is."""
    return clean(text) if looks_like_iban(text) else text


@lru_cache(maxsize=8192)
def german_iban(text: str) -> str:
    """The IBAN of `bank code/account number`, "" unless the bank code is a known German one.

    It holds both numbers, so that another account can never have it; where a bank deviates from the rule nobody has it.
    """
    match = _GERMAN_ACCOUNT.fullmatch(text)
    if match is None:
        return ""
    iban = schwifty.IBAN.generate("DE", bank_code=match.group(1), account_code=match.group(2).zfill(10))
    return str(iban) if iban.bank is not None else ""


def present(text: str) -> str:
    """Placeholders for "none" are none (formats.md 1.3)."""
    return "" if text.upper() in _ABSENT else text


@lru_cache(maxsize=65536)
def is_iban(text: str) -> bool:
    """Country, length, structure and check digits (ISO 13616)."""
    candidate = clean(text)
    return _IBAN_SHAPE.fullmatch(candidate) is not None and schwifty.IBAN(candidate, allow_invalid=True).is_valid


@lru_cache(maxsize=8192)
def is_bic(text: str) -> bool:
    """Shape and country (ISO 9362)."""
    candidate = clean(text)
    return _BIC_SHAPE.fullmatch(candidate) is not None and schwifty.BIC(candidate, allow_invalid=True).is_valid


@lru_cache(maxsize=65536)
def reference_kind(text: str) -> Reference:
    """Which check-digit rule `text` satisfies; NONE for every other number, which is no fault."""
    candidate = clean(text)
    if _RF_SHAPE.fullmatch(candidate) and iso11649.is_valid(candidate):
        return Reference.RF
    if _QRR_SHAPE.fullmatch(candidate) and esr.is_valid(candidate):
        return Reference.QRR
    return Reference.NONE


@lru_cache(maxsize=65536)
def counterparty(account: str, bic: str) -> tuple[str, str, tuple[str, ...]]:
    """Account id and BIC in their electronic form, and what fails validation, as warnings on a transaction.

    Account ids that are no IBAN are left alone.
    """
    account, bic, found = account_id(account), clean(bic), []
    if looks_like_iban(account) and not is_iban(account):
        found.append(f"counterparty account {account} is not a valid IBAN")
    if bic and not is_bic(bic):
        found.append(f"counterparty BIC {bic} is not valid")
    return account, bic, tuple(found)


def reference_flaws(reference: str) -> tuple[str, ...]:
    """A warning where a reference has the shape of RF or QRR and the wrong check digits."""
    if not reference or reference_kind(reference) is not Reference.NONE:
        return ()
    shaped = clean(reference)
    wrong = _RF_SHAPE.fullmatch(shaped) or _QRR_SHAPE.fullmatch(shaped)
    return (f"creditor reference {reference} has wrong check digits",) if wrong else ()
