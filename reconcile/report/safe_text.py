"""Texts of banks, payers and servers as they may stand in a report: one line, nothing that steers, no whole account.

Escaping for HTML is the template's; this is about what a reader would see (security.md: IBANs to country and last 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from importers.errors import excerpt_of
from importers.identifiers import is_iban

LONGEST = 300

#: Turn the line round or hide a part of it; `isprintable` lets some of them pass.
_STEERING = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
#: Anywhere, for banks join words (`IBANDE89…`); what follows must have the check digits.
_BEGINNING = re.compile("[A-Za-z]{2} ?[0-9]{2}")
_BETWEEN_GROUPS = " -."
#: ISO 13616; and how far one reaches in groups of four.
_SHORTEST_IBAN, _FURTHEST = 15, 44


def safe(text: str, limit: int = LONGEST) -> str:
    """`text` on one line, IBANs masked, at most `limit` characters; the same again when applied twice."""
    plain = " ".join(_STEERING.sub("", text[: 20 * limit]).split())
    return excerpt_of("".join(_masked(plain)), limit)


def masked_account(account: str) -> str:
    """`DE…1001` of an IBAN, `…4567` of an account number; short ones as they are."""
    compact = re.sub(r"\s", "", account)
    if re.match(r"[A-Za-z]{2}\d{2}", compact) and len(compact) >= _SHORTEST_IBAN:
        return f"{compact[:2].upper()}…{safe(compact[-4:])}"
    return safe(compact if len(compact) <= 6 else f"…{compact[-4:]}")


def _masked(text: str) -> Iterator[str]:
    """Only what has the check digits of an IBAN: an invoice number or a payment's id may look like one."""
    done = 0
    for beginning in _BEGINNING.finditer(text):
        start = beginning.start()
        if start >= done and (end := _end_of_iban(text, start)):
            last = "".join(char for char in text[start:end] if char.isalnum())[-4:]
            yield f"{text[done:start]}{text[start : start + 2].upper()}…{last}"
            done = end
    yield text[done:]


def _end_of_iban(text: str, start: int) -> int:
    """Where the IBAN that begins here ends, compact or in groups; 0: it is none."""
    compact = ""
    for place in range(start, min(len(text), start + _FURTHEST)):
        letter = text[place]
        if letter.isascii() and letter.isalnum():
            compact += letter.upper()
        elif letter not in _BETWEEN_GROUPS:
            return 0
        if len(compact) >= _SHORTEST_IBAN and letter not in _BETWEEN_GROUPS and is_iban(compact):
            return place + 1
    return 0
