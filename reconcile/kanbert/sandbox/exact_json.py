"""JSON whose numbers stay exact: no binary float is ever made, read or written (money.md 5).

A number with a fraction or exponent is a Decimal that remembers how it was written (`1190.00` stays `1190.00`), one
without is an int. The standard encoder cannot write a Decimal, hence the small one here.
"""

from __future__ import annotations

import json
from decimal import Decimal
from json.encoder import encode_basestring_ascii
from typing import Any, NoReturn


def decode(text: str | bytes) -> Any:
    """Raises ValueError for anything that is not JSON; `NaN` and `Infinity` are not JSON (RFC 8259, section 6)."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def encode(value: Any) -> str:
    """Compact, ASCII, in the order of the keys. Raises TypeError for a float and anything else JSON has no word for."""
    if isinstance(value, str):
        return encode_basestring_ascii(value)
    if value is None or value is True or value is False:
        return _WORDS[value]
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{encode_basestring_ascii(str(key))}:{encode(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(encode, value)) + "]"
    raise TypeError(f"{value!r} has no word in JSON; a binary float has none on purpose")


_WORDS = {None: "null", True: "true", False: "false"}


def _number(value: Decimal) -> str:
    if not value.is_finite():
        raise TypeError(f"{value} is not a JSON number")
    return str(value)


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")
