"""IBANs and structured creditor references with right check digits, for parties that do not exist.

Sources: ISO 13616 (IBAN), ISO 11649 (RF), SIX Implementation Guidelines QR-bill (QRR, modulo 10 recursive), Febelfin
(OGM-VCS, modulo 97), Finance Finland (viitenumero, weights 7 3 1), Bits (KID, modulo 10).
"""

from __future__ import annotations

from worlds.dice import Dice

#: Length of the BBAN and digits of the invented bank's code in it.
_BBAN = {
    "DE": (18, "9990"),
    "AT": (16, "999"),
    "CH": (17, "999"),
    "BE": (12, "999"),
    "FI": (14, "999"),
    "NO": (11, "999"),
}
_RECURSIVE = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)
#: Kind, in the importers' words, → the country whose banks use it; "" everywhere.
KINDS = {"RF": "", "QRR": "CH", "OGM": "BE", "VIITE": "FI", "KID": "NO"}


def iban(dice: Dice, country: str) -> str:
    length, bank = _BBAN[country]
    bban = bank + dice.digits(length - len(bank))
    return f"{country}{_iso7064(bban + country):02d}{bban}"


def _iso7064(text: str) -> int:
    """Check digits of ISO 7064 modulo 97-10 over letters and digits, the two check digits still "00"."""
    return 98 - int("".join([str(int(char, 36)) for char in text]) + "00") % 97


def structured(kind: str, number: str, sequence: int) -> str:
    """The creditor reference an agency of this kind prints on the invoice `number`, the `sequence`-th it wrote."""
    if kind == "RF":
        body = "".join([char for char in number.upper() if char.isascii() and char.isalnum()])[:21]
        return f"RF{_iso7064(body + 'RF'):02d}{body}"
    digits = f"{sequence:07d}"
    if kind == "QRR":
        body = f"210000{digits:0>20}"
        return body + str(_modulo10_recursive(body))
    if kind == "OGM":
        body = f"090{digits}"
        return f"{body}{int(body) % 97 or 97:02d}"
    if kind == "VIITE":
        body = f"1{digits}"
        weighted = sum(int(digit) * (7, 3, 1)[place % 3] for place, digit in enumerate(reversed(body)))
        return f"{body}{-weighted % 10}"
    assert kind == "KID", kind
    body = f"44{digits}"
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body))]
    return f"{body}{-sum(value // 10 + value % 10 for value in doubled) % 10}"


def _modulo10_recursive(digits: str) -> int:
    carry = 0
    for digit in digits:
        carry = _RECURSIVE[(carry + int(digit)) % 10]
    return (10 - carry) % 10
