"""Money is a signed integer of minor units of its currency, and never a float (money.md 4, 5).

Strict on the way in: an amount has one of the shapes named here or it is refused. Exact on the way out.
"""

from __future__ import annotations

import re
from decimal import Decimal

#: Digits after the mark, ISO 4217; every currency not named here has two.
_EXPONENTS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"), 0),
    **dict.fromkeys(("RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}

#: ISO 20022 `ActiveOrHistoricCurrencyAndAmount`: unsigned, at most 18 digits, 5 of them after the dot. ASCII only:
#: `Decimal` alone would also take NaN, 1e3, 1_000 and full-width digits.
_ISO_AMOUNT = re.compile(r"\+?(\d{1,18}(?:\.\d{0,5})?|\.\d{1,5})", re.ASCII)

#: The same with more digits after the dot, for callers that tolerate noise.
_NOISY_AMOUNT = re.compile(r"\+?(\d{1,18}\.\d{6,24})", re.ASCII)

#: Binary noise a producer left behind (money.md 5).
NOISE = Decimal("0.0000001")


class AmountError(ValueError):
    """The text is not an amount of that currency; the message says why in one clause."""


def exponent(currency: str) -> int:
    return _EXPONENTS.get(currency, 2)


def to_minor(value: Decimal, currency: str, *, noise: Decimal = NOISE) -> int:
    """`value` in major units as minor units, exactly; a rest of at most `noise` is dropped.

    Raises AmountError when more is left over or the value is not finite.
    """
    if not value.is_finite() or abs(value) >= Decimal(10) ** 18:
        raise AmountError(f"{value} is not an amount")
    scaled = value.scaleb(exponent(currency))
    whole = scaled.to_integral_value()
    if abs(scaled - whole).scaleb(-exponent(currency)) > noise:
        raise AmountError(f"{value} has more digits than {currency or 'the currency'} knows")
    return int(whole)


def parse_iso(text: str, currency: str, *, noise: Decimal = NOISE) -> int:
    """An unsigned ISO 20022 amount (`"1200.5"`) as minor units ≥ 0. Raises AmountError.

    With `noise` above the default, digits past the schema's fifth are allowed too: `100.0000000000005` is on record.
    """
    stripped = text.strip(" \t\r\n")
    match = _ISO_AMOUNT.fullmatch(stripped)
    if match is None and noise > NOISE:
        match = _NOISY_AMOUNT.fullmatch(stripped)
    if match is None:
        raise AmountError("is not an amount: digits with at most one dot are expected")
    whole, _, fraction = match.group(1).partition(".")
    digits = exponent(currency)
    if len(fraction) <= digits:  # nearly always: no Decimal needed
        return int(whole + fraction.ljust(digits, "0"))
    return to_minor(Decimal(match.group(1)), currency, noise=noise)


def to_decimal(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-exponent(currency))


def exact_text(minor: int, currency: str, *, mark: str = ".") -> str:
    """`-120000` EUR as `-1200.00`: always the currency's full digits, no thousands marks."""
    return f"{to_decimal(minor, currency):f}".replace(".", mark)


def shown(minor: int, currency: str) -> str:
    """For people: thousands set apart by a narrow no-break blank, `12 450.10`; a minus as wide as a plus, `−12.30`."""
    return f"{to_decimal(minor, currency):,f}".replace(",", "\u202f").replace("-", "−")
