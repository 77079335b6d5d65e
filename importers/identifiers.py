"""IBAN, BIC and creditor references: cleaned, recognised, checked. The only importer of schwifty.

What the bank wrote is kept either way: a wrong check digit is a warning on the transaction, never a reason to drop it.
A statement repeats its few counterparties, so answers are remembered per distinct value: as many as a few megabytes
hold, because a large file has more counterparties than that.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

import schwifty
from stdnum import iso11649, luhn
from stdnum.be import ogm_vcs
from stdnum.ch import esr
from stdnum.eu import at_02

_IBAN_SHAPE = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}", re.ASCII)
_IBAN_START = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2})\d{2}", re.ASCII)
_BIC_SHAPE = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", re.ASCII)
_GERMAN_ACCOUNT = re.compile(r"(\d{8})/(\d{1,10})", re.ASCII)
_ABSENT = {"NOTPROVIDED", "NOT PROVIDED", "NOTAVAILABLE", "NONREF", "KEINE INFORMATION VORHANDEN"}
_QRR_SHAPE = re.compile(r"\d{27}", re.ASCII)
_RF_SHAPE = re.compile(r"RF\d{2}[A-Z0-9]{1,21}", re.ASCII)


_OGM_MARKED = re.compile(r"(\+{3}|\*{3})\d{3}/\d{4}/\d{5}\1", re.ASCII)
_OGM_SHAPE = re.compile(r"\d{12}", re.ASCII)
_VIITE_SHAPE = re.compile(r"0*\d{4,20}", re.ASCII)
_KID_SHAPE = re.compile(r"\d{2,24}[\d-]", re.ASCII)


class Reference(StrEnum):
    """The kinds of structured creditor reference we know."""

    NONE = ""
    RF = "RF"  #: ISO 11649
    QRR = "QRR"  #: Swiss QR reference, 27 digits, modulo 10 recursive
    ISR = "ISR"  #: its predecessor, of the same form; only where the file says so
    OGM = "OGM"  #: Belgian, 12 digits, modulo 97
    VIITE = "VIITE"  #: Finnish viitenumero, weights 7-3-1
    KID = "KID"  #: Norwegian, modulo 10 or 11
    CUR = "CUR"  #: Dutch acceptgiro; only where the file says so


#: What a file says in `Tp` or `Issr` of the reference (formats.md 1.3) -> its kind.
_NAMED = {
    "QRR": Reference.QRR,
    "ISR": Reference.ISR,
    "ISR REFERENCE": Reference.ISR,
    "ISO": Reference.RF,
    "BBA": Reference.OGM,
    "CUR": Reference.CUR,
}


def clean(text: str) -> str:
    """Without blanks, upper case: the electronic form of an IBAN, BIC or reference."""
    return "".join(text.split()).upper()


def looks_like_iban(text: str) -> bool:
    return _IBAN_SHAPE.fullmatch(clean(text)) is not None


@lru_cache(maxsize=4096)
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


def is_iban(text: str) -> bool:
    """Country, length, structure and check digits (ISO 13616)."""
    candidate = clean(text)
    return _IBAN_SHAPE.fullmatch(candidate) is not None and _is_valid(candidate)


def iban_at(text: str, start: int = 0) -> tuple[str, int] | None:
    """The valid IBAN that begins there, in groups or in one piece, and where it ends; None where no such one is."""
    spec = _iban_spec(text[start : start + 2])
    run = _letters(spec[0]).match(text, start) if spec else None
    iban = clean(run.group()) if run else ""
    return (iban, run.end()) if run and _is_valid(iban) else None


def only_iban(text: str, but: str = "") -> str:
    """The one valid IBAN in the text, of those other than `but`, an IBAN or an account number as banks wrote
    them before (`12030000/202051`); "" where there is none, or more than one."""
    own = clean(but).rpartition("/")[2].lstrip("0")
    starts = (mark.start() for mark in _IBAN_START.finditer(text))
    found = {iban[0] for start in starts if (iban := iban_at(text, start))}
    others = [iban for iban in found if not (own and iban.endswith(own))]
    return others[0] if len(others) == 1 else ""


@lru_cache(maxsize=64)
def _letters(count: int) -> re.Pattern[str]:
    """So many, blanks between them or none, and no other behind them."""
    return re.compile(rf"[A-Z0-9](?: ?[A-Z0-9]){{{count - 1}}}(?![A-Za-z0-9])", re.ASCII)


_DIGITS = {ord(letter): str(value) for value, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 10)}


def _is_valid(iban: str) -> bool:
    """As `schwifty.IBAN.is_valid`, which takes ten times as long: a large file has a hundred thousand accounts."""
    spec = _iban_spec(iban[:2])
    if spec is None or len(iban) != spec[0] or not spec[1].match(iban, 4):
        return False
    expected = 98 - int(f"{iban[4:]}{iban[:2]}00".translate(_DIGITS)) % 97
    return int(iban[2:4]) == expected


@lru_cache(maxsize=1024)  # of 676
def _iban_spec(country: str) -> tuple[int, re.Pattern[str]] | None:
    """Length of an IBAN, and the structure of what follows its check digits; None for a country that has none."""
    try:
        spec = schwifty.IBAN(f"{country}00", allow_invalid=True).spec
    except schwifty.exceptions.SchwiftyException:
        return None
    return spec.iban_length, re.compile(spec.regex.pattern.removeprefix("^"))


@lru_cache(maxsize=8192)
def is_bic(text: str) -> bool:
    """Shape and country (ISO 9362)."""
    candidate = clean(text)
    return _BIC_SHAPE.fullmatch(candidate) is not None and schwifty.BIC(candidate, allow_invalid=True).is_valid


@lru_cache(maxsize=1024)  # of one line asked twice; of different lines they rarely are the same
def reference_kind(text: str, *, named: tuple[str, ...] = (), country: str = "") -> Reference:
    """The kind the file names (`named`: type and issuer), else the one whose shape and check digits `text` has.

    NONE for every other number, which is no fault. A check digit alone proves little: one random number in ten has a
    right one (dependencies.md). So only long or marked forms are recognised anywhere, the short national ones only on
    an account of their `country` (the first two letters of the own IBAN).
    """
    for name in named:
        if found := _NAMED.get(name.strip().upper()):
            return found
    candidate = clean(text)
    return next((kind for kind, fits in _RULES if fits(candidate, country)), Reference.NONE)


def has_checked_form(text: str) -> bool:
    """RF (ISO 11649) or 27 digits (QRR, ISR), whatever its check digits are."""
    candidate = clean(text)
    return _RF_SHAPE.fullmatch(candidate) is not None or _QRR_SHAPE.fullmatch(candidate) is not None


def _is_rf(text: str, _: str) -> bool:
    return _RF_SHAPE.fullmatch(text) is not None and iso11649.is_valid(text)


def _is_qrr(text: str, _: str) -> bool:
    return _QRR_SHAPE.fullmatch(text) is not None and esr.is_valid(text)


def _is_ogm(text: str, country: str) -> bool:
    """Marked with `+++` or `***` anywhere; bare digits only on a Belgian account."""
    shaped = _OGM_MARKED.fullmatch(text) or (country == "BE" and _OGM_SHAPE.fullmatch(text))
    return bool(shaped) and ogm_vcs.is_valid(text.strip("*").strip("+"))


def _is_viite(text: str, country: str) -> bool:
    """The last digit makes the sum of the others, weighted 7, 3, 1 from the right, end in 0."""
    if country != "FI" or not _VIITE_SHAPE.fullmatch(text):
        return False
    digits = [int(digit) for digit in text.lstrip("0")]
    weighted = sum(digit * (7, 3, 1)[place % 3] for place, digit in enumerate(reversed(digits[:-1])))
    return len(digits) >= 4 and (weighted + digits[-1]) % 10 == 0


def _is_kid(text: str, country: str) -> bool:
    """Modulo 10 (Luhn) or modulo 11 with weights 2 to 7 from the right, where `-` stands for 10."""
    if country != "NO" or not _KID_SHAPE.fullmatch(text):
        return False
    if text.isdigit() and luhn.is_valid(text):
        return True
    weighted = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(text[:-1])))
    return "0123456789-"[-weighted % 11] == text[-1]


_RULES = (
    (Reference.RF, _is_rf),
    (Reference.QRR, _is_qrr),
    (Reference.OGM, _is_ogm),
    (Reference.VIITE, _is_viite),
    (Reference.KID, _is_kid),
)


@lru_cache(maxsize=8192)
def creditor_id(text: str) -> str:
    """A SEPA creditor identifier (AT-02) in its electronic form; "" for every other id of a party."""
    candidate = clean(text)
    return candidate if at_02.is_valid(candidate) else ""


def checked_counterparty(account: str, bic: str) -> tuple[str, str, tuple[str, ...]]:
    """Account id and BIC in their electronic form, and what fails validation, as warnings on a transaction.

    Account ids that are no IBAN are left alone.
    """
    iban, bic, found = clean(account), clean(bic), []
    is_shaped = _IBAN_SHAPE.fullmatch(iban) is not None
    if is_shaped and not _is_valid(iban):
        found.append(f"counterparty account {iban} is not a valid IBAN")
    if bic and not is_bic(bic):
        found.append(f"counterparty BIC {bic} is not valid")
    return iban if is_shaped else account, bic, tuple(found)


counterparty = lru_cache(maxsize=4096)(checked_counterparty)


def reference_flaws(reference: str) -> tuple[str, ...]:
    """A warning where a reference has the shape of RF or QRR and the wrong check digits."""
    if not reference or reference_kind(reference) is not Reference.NONE:
        return ()
    shaped = clean(reference)
    wrong = _RF_SHAPE.fullmatch(shaped) or _QRR_SHAPE.fullmatch(shaped)
    return (f"creditor reference {reference} has wrong check digits",) if wrong else ()
