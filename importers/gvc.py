"""The Geschäftsvorfallcode (GVC): three digits by which German banks say what kind of booking a line is.

Only what real booking texts support (formats.md 2.5). It says nothing about the direction: `:61:` does, and the two
can contradict each other.
"""

from __future__ import annotations

#: What the bank's own words say where it sends the code without them.
_TEXTS = {
    "104": "SEPA-Firmenlastschrift",
    "105": "SEPA-Basislastschrift",
    "108": "Rückgabe SEPA-Firmenlastschrift",
    "109": "Rückgabe SEPA-Basislastschrift",
    "116": "SEPA-Überweisung",
    "117": "Dauerauftrag",
    "118": "Echtzeitüberweisung",
    "152": "Gutschrift Dauerauftrag",
    "159": "Rücküberweisung",
    "166": "SEPA-Gutschrift",
    "168": "Gutschrift Echtzeitüberweisung",
    "171": "Einzug SEPA-Basislastschrift",
    "177": "Online-Überweisung",
    "191": "Sammelüberweisung",
    "192": "Sammellastschrift",
    "194": "Sammelgutschrift",
}

_RETURNS = frozenset(("059", "108", "109", "110", "159", "160", "181", "184"))
_COLLECTIVE = frozenset(("191", "192", "194", "195", "196", "197"))

#: Textschlüsselergänzung of a return → external return reason of ISO 20022. Beside a return only: 990 to 997 of a
#: collection mean something else.
_REASONS = {
    "901": "AC01",
    "902": "AC04",
    "903": "AC06",
    "904": "AG01",
    "906": "AM04",
    "908": "BE04",
    "909": "MD01",
    "910": "MD02",
    "912": "MD06",
    "913": "MD07",
    "914": "MS03",
    "915": "RC01",
}


def text_of(gvc: str) -> str:
    return _TEXTS.get(gvc, "")


def is_return(gvc: str) -> bool:
    """A direct debit or a transfer that came back."""
    return gvc in _RETURNS


def is_collective(gvc: str) -> bool:
    """One booking for a whole order of several payments."""
    return gvc in _COLLECTIVE


def return_reason(gvc: str, supplement: str) -> str:
    """The reason a return's Textschlüsselergänzung stands for, "" where it is no return or the reason is not known."""
    return _REASONS.get(supplement, "") if is_return(gvc) else ""
