"""JSON with every digit kept: a number with a fraction is a Decimal going in and the same digits going out.

Strict on the way in (security.md, "JSON/CSV edge cases"): no NaN or Infinity, at most 64 levels, UTF-8 only.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import lru_cache
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
    kind = type(value)
    if kind is dict:
        return "{" + ",".join([f"{_key(key)}:{dumps(one)}" for key, one in value.items()]) + "}"
    if kind is list or kind is tuple:
        return "[" + ",".join([dumps(one) for one in value]) + "]"
    return _quoted(value) if kind is str else _scalar(value)


def _scalar(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, str):  # an enum of texts
        return _quoted(str(value))
    assert isinstance(value, int), f"{type(value).__name__} in JSON"
    return str(int(value))


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


@lru_cache(maxsize=1024)
def _key(text: str) -> str:
    """Objects of one list have the same keys."""
    return _quoted(text)


def _depth_within(value: Any, levels: int) -> bool:
    """Level by level: what `json` gives has no type but these two that holds others."""
    layer = [value]
    for _ in range(levels):
        inner: list[Any] = []
        for one in layer:
            if type(one) is dict:
                inner.extend(one.values())
            elif type(one) is list:
                inner.extend(one)
        layer = [one for one in inner if type(one) is dict or type(one) is list]
        if not layer:
            return True
    return False


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")
