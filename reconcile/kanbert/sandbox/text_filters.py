"""The text form of filters (api.md 4): `title contains "Acme" and (created_at >= "2024-01-01" or client.name is null)`.

It becomes the tree the JSON form writes, so both have one meaning. Where the documents are silent: `and` binds tighter
than `or`, a backslash takes the next character of a text literally, and a word without quotes is a special value
(`today-30d`), true or false, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from reconcile.kanbert.sandbox.messages import Refusal, refusal

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<text>"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+')
    | (?P<number>-?\d{1,30}(?:\.\d{1,30})?(?![\w.-]))
    | (?P<symbol>!=|<=|>=|<|>|=|\(|\)|\[|\]|,)
    | (?P<word>[A-Za-z_][\w.:]*+(?:[+-]\d{1,5}d\b)?)
    )""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_SYMBOLS = {"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
_NULL_TESTS = frozenset({"isnull", "isnotnull", "notnull"})
_RELATION_TESTS = frozenset({"any", "none", "all"})
_SPECIAL = re.compile(r"me\.id|now|sow|eow|som|eom|today(?:[+-]\d{1,5}d)?", re.ASCII)
_DEEPEST = 20


class _Token(NamedTuple):
    kind: str
    text: str


def parse(text: str) -> Any:
    """The tree of the JSON form. Raises Refusal (400) naming where it stops making sense."""
    return _Parser(text).whole()


def _tokens(text: str) -> Iterator[_Token]:
    place = 0
    while text[place:].strip():
        found = _TOKEN.match(text, place)
        if found is None:
            raise refusal(400, f"The filter is not understood at {text[place:].strip()[:30]!r}.")
        assert found.lastgroup is not None
        yield _Token(found.lastgroup, found[found.lastgroup])
        place = found.end()


class _Parser:
    def __init__(self, text: str) -> None:
        self._waiting = list(_tokens(text))
        self._waiting.reverse()
        self._depth = 0

    def whole(self) -> Any:
        tree = self._either()
        if self._waiting:
            raise self._puzzled()
        return tree

    def _either(self) -> Any:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise refusal(400, "The filter is nested too deeply.")
        members = [self._both()]
        while self._accept("word", "or"):
            members.append(self._both())
        self._depth -= 1
        return members[0] if len(members) == 1 else {"or": members}

    def _both(self) -> Any:
        members = [self._factor()]
        while self._accept("word", "and"):
            members.append(self._factor())
        return members[0] if len(members) == 1 else {"and": members}

    def _factor(self) -> Any:
        if self._accept("symbol", "("):
            return self._closed()
        name = self._take("word").text
        return {"field": name, **self._test()}

    def _closed(self) -> Any:
        """What stands before a closing parenthesis; the opening one is taken."""
        tree = self._either()
        if not self._accept("symbol", ")"):
            raise self._puzzled()
        return tree

    def _test(self) -> dict[str, Any]:
        op = self._operator()
        if op == "is":
            negated = self._accept("word", "not")
            if not self._accept("word", "null"):
                raise self._puzzled()
            return {"op": "isnotnull" if negated else "isnull"}
        if op in _NULL_TESTS:
            return {"op": op}
        if op in _RELATION_TESTS:
            if not self._accept("symbol", "("):
                raise self._puzzled()
            return {"op": op, "value": self._closed()}
        if op == "count":
            return {"op": op, "value": {"op": self._operator(), "value": self._value()}}
        return {"op": op, "value": self._value()}

    def _operator(self) -> str:
        if self._waiting and self._waiting[-1].text in _SYMBOLS and self._waiting[-1].kind == "symbol":
            return _SYMBOLS[self._waiting.pop().text]
        return self._take("word").text.lower()

    def _value(self) -> Any:
        if self._accept("symbol", "["):
            return self._list()
        token = self._waiting.pop() if self._waiting else None
        if token is None:
            raise self._puzzled()
        if token.kind == "text":
            return re.sub(r"\\(.)", r"\1", token.text[1:-1], flags=re.DOTALL)
        if token.kind == "number":
            return Decimal(token.text) if "." in token.text else int(token.text)
        word = token.text.lower()
        if token.kind == "word" and word in ("true", "false"):
            return word == "true"
        if token.kind == "word" and _SPECIAL.fullmatch(word):
            return word
        raise refusal(400, f"The filter value {token.text[:30]!r} is not understood; texts stand in quotes.")

    def _list(self) -> list[Any]:
        if self._accept("symbol", "]"):
            return []
        values = [self._value()]
        while self._accept("symbol", ","):
            values.append(self._value())
        if not self._accept("symbol", "]"):
            raise self._puzzled()
        return values

    def _accept(self, kind: str, text: str) -> bool:
        if self._waiting and self._waiting[-1].kind == kind and self._waiting[-1].text.lower() == text:
            self._waiting.pop()
            return True
        return False

    def _take(self, kind: str) -> _Token:
        if not self._waiting or self._waiting[-1].kind != kind:
            raise self._puzzled()
        return self._waiting.pop()

    def _puzzled(self) -> Refusal:
        if not self._waiting:
            return refusal(400, "The filter ends too early.")
        return refusal(400, f"The filter is not understood at {self._waiting[-1].text[:30]!r}.")
