"""Every digit that goes in comes out."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from reconcile.kanbert.exact_json import JsonError, dumps, loads


@pytest.mark.parametrize(
    "text",
    [
        '{"a":0.10,"b":1200.00,"c":-0.0,"d":0.30000000000000004,"e":7,"f":-0,"g":123456789012345678901234567890}',
        '{"a":0.0000001,"b":1E+400,"c":1.5E-50}',
        '{"a":[true,false,null,[],{},""]}',
        '"ä ß € \\" \\\\ \\n \\u0000 /"',
        '"\\ud800"',
        '[1,0,"1","true"]',
    ],
)
def test_what_was_read_is_written_again(text: str) -> None:
    written = dumps(loads(text.encode()))
    assert written == text.replace("-0,", "0,")
    assert dumps(loads(written.encode())) == written


@pytest.mark.parametrize(("text", "written"), [("1e-7", "0.0000001"), ("1e2", "1E+2"), ("1.0e+3", "1.0E+3")])
def test_exponents_keep_their_value(text: str, written: str) -> None:
    assert dumps(loads(text.encode())) == written
    assert Decimal(written) == Decimal(text)


def test_plain_json_agrees() -> None:
    value: Any = {"ü": [1, None, True, {"x": "\t"}], "\u2028": "\x7f"}
    assert json.loads(dumps(value)) == value
    assert "\n" not in dumps({"a": "\n\r"})


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"NaN", b"[-Infinity]", b"\xff", b"[" * 65 + b"]" * 65, b"[" * 100_000, b"1e9999999999999999999999"],
)
def test_refused(content: bytes) -> None:
    with pytest.raises(JsonError):
        loads(content)


def test_a_float_is_a_bug() -> None:
    with pytest.raises(AssertionError, match="float in JSON"):
        dumps({"value": 1.5})
