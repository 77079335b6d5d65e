"""Texts of banks, payers and servers as they may stand in a report: one line, nothing that steers, no whole account.

Escaping for HTML is the template's; this is about what a reader would see (security.md: IBANs to country and last 4).
"""

from __future__ import annotations

import re

from importers.errors import excerpt_of
from reconcile.kanbert.redaction import masked_ibans

LONGEST = 300

#: Turn the line round or hide a part of it; `isprintable` lets some of them pass.
_STEERING = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def safe(text: str, limit: int = LONGEST) -> str:
    """`text` on one line, IBANs masked, at most `limit` characters; the same again when applied twice."""
    return excerpt_of(_STEERING.sub("", masked_ibans(text[: 20 * limit])), limit)


def masked_account(account: str) -> str:
    """`DE…1001` of an IBAN, `…4567` of an account number; short ones as they are."""
    compact = re.sub(r"\s", "", account)
    if re.match(r"[A-Za-z]{2}\d{2}", compact) and len(compact) > 10:
        return f"{compact[:2].upper()}…{compact[-4:]}"
    return safe(compact if len(compact) <= 6 else f"…{compact[-4:]}")
