"""What is blanked out before numbers are looked for: account numbers, and amounts and dates listed behind numbers."""

from __future__ import annotations

import re

#: What comes first is quickly looked for.
_IBAN = re.compile(r"[a-z][a-z][0-9]{2}(?<=\b[a-z]{2}[0-9]{2})(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?\b")
#: As digits.
MONTH = r"(?:0?[1-9]|1[0-2])"
#: Behind a number and a slash, its amount or date: `26417/6633,77/272595`, `26417/03.05.2026`. But `2026/0098,99` and
#: `98/26,99/26` are lists.
_OF_A_NUMBER = re.compile(
    r"/(?<=[0-9]/)(?:(?<!20[0-9]{2}/)(?:[1-9][0-9]{0,2}(?:[.'][0-9]{3})+|[1-9][0-9]{2,}),[0-9]{2}"
    rf"|(?:[1-9]|[0-2][0-9]|3[01])\.{MONTH}\.(?:20)?[0-9]{{2}})(?![0-9])"
)


def without_ibans(text: str) -> str:
    """Account numbers blanked out: they are no invoice numbers."""
    return _IBAN.sub(lambda match: _blanked(match.group()) if _is_iban(match.group()) else match.group(), text)


def without_what_is_of_a_number(text: str) -> str:
    """Amounts and dates behind numbers and a slash blanked out: what stands on either side is not glued to them."""
    return _OF_A_NUMBER.sub(lambda match: _blanked(match.group()), text)


def _blanked(text: str) -> str:
    return " |" + " " * (len(text) - 2)


def _is_iban(text: str) -> bool:
    """ISO 13616 check digits, modulo 97; only to look away from account numbers, never to accept one."""
    squeezed = text.replace(" ", "")
    rearranged = squeezed[4:] + squeezed[:4]
    return int("".join(str(int(char, 36)) for char in rearranged)) % 97 == 1
