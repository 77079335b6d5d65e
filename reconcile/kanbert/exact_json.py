"""JSON with every digit kept: a number with a fraction is a Decimal going in and the same digits going out.

Strict on the way in (security.md, "JSON/CSV edge cases"): no NaN or Infinity, at most 64 levels, UTF-8 only.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any, NoReturn

#: Deeper nesting than any accounting object has; keeps every later recursion far from Python's own limit.
MAX_DEPTH = 64
_HALF_PAIR = re.compile("[\ud800-\udfff]")


class JsonError(ValueError):
    """The text is not JSON we accept; the message says why in one clause."""


def loads(content: bytes) -> Any:
    """The JSON value of `content`; numbers with a fraction or an exponent as Decimal. Raises JsonError."""
    try:
        value = json.loads(content.decode("utf-8"), parse_float=Decimal, parse_constant=_refuse_constant)
    except RecursionError:
        raise JsonError("nested too deeply") from None
    except ArithmeticError:
        raise JsonError("a number with an impossible exponent") from None
    except ValueError as error:
        raise JsonError(str(error)) from None
    if not _depth_within(value, MAX_DEPTH):
        raise JsonError(f"nested deeper than {MAX_DEPTH} levels")
    return value


def dumps(value: Any) -> str:
    """`value` as compact JSON on one line, Decimals with exactly their digits. Floats are a bug (money.md 5)."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, dict):
        return "{" + ",".join([f"{_quoted(key)}:{dumps(one)}" for key, one in value.items()]) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join([dumps(one) for one in value]) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    assert isinstance(value, int), f"{type(value).__name__} in JSON"
    return str(value)


def number_text(value: Decimal) -> str:
    """`1E-7` as `0.0000001`, as a person would write it; exponents that would flood the page stay exponents."""
    assert value.is_finite(), f"{value} in JSON"
    _, _, power = value.as_tuple()
    return f"{value:f}" if isinstance(power, int) and -40 <= power <= 0 else str(value)


def _quoted(text: str) -> str:
    """Readable UTF-8, except where half a surrogate pair makes that impossible."""
    if text.isascii() or not _HALF_PAIR.search(text):
        return encode_basestring(text)
    return encode_basestring_ascii(text)


def _depth_within(value: Any, levels: int) -> bool:
    if isinstance(value, dict):
        return levels > 0 and all(_depth_within(one, levels - 1) for one in value.values() if type(one) in (dict, list))
    if isinstance(value, list):
        return levels > 0 and all(_depth_within(one, levels - 1) for one in value if type(one) in (dict, list))
    return True


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")
