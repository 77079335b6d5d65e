"""What a POST body must look like before it is compared with the books (api.md 5.1 to 5.3).

All faults of a body are collected and reported at once, in the wording and with the keys of the framework (api.md 9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox.exact_json import decode
from reconcile.kanbert.sandbox.messages import Request, invalid

#: Of openapi.yaml; the vendor states none.
LONGEST_REFERENCE = 140

#: Beyond these a number is no amount, and sums would no longer be exact in 28 digits.
_MOST_DIGITS_BEFORE, _MOST_DIGITS_AFTER = 13, 10


@dataclass(slots=True)
class Faulty:
    """The faults of one body, by field."""

    errors: dict[str, list[str]] = field(default_factory=dict)

    def add(self, key: str, text: str) -> None:
        self.errors.setdefault(key, []).append(text)

    def refuse_if_any(self) -> None:
        """Raises Refusal (422)."""
        if self.errors:
            raise invalid(self.errors)


def read_body(request: Request) -> ApiObject:
    """The JSON object of a request; what is none is an empty one, as the framework sees it: every field is missing."""
    if "json" not in request.headers.get("content-type", "").lower():
        return {}
    try:
        body = decode(request.body)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


class Reader:
    """Takes the fields of one object and notes what is wrong with them."""

    def __init__(self, content: ApiObject, faulty: Faulty, prefix: str = "") -> None:
        self._content = content
        self._faulty = faulty
        self._prefix = prefix

    def fault(self, name: str, text: str) -> None:
        """`text` is the sentence after the name of the field."""
        key = self._prefix + name
        self._faulty.add(key, f"The {key.replace('_', ' ')} field {text}.")

    def only(self, *names: str) -> None:
        """openapi.yaml: additionalProperties false."""
        for name in self._content:
            if name not in names:
                self.fault(name, "is prohibited")

    def required(self, name: str) -> Any:
        """None, and a fault, when it is missing, null, or empty."""
        value = self._content.get(name)
        if value is None or value in ([], {}) or (isinstance(value, str) and not value.strip()):
            self.fault(name, "is required")
            return None
        return value

    def text(self, name: str, longest: int | None = None) -> str:
        value = self.required(name)
        if value is not None and not isinstance(value, str):
            self.fault(name, "must be a string")
        elif value is not None and longest is not None and len(value) > longest:
            self.fault(name, f"must not be greater than {longest} characters")
        return value if isinstance(value, str) else ""

    def optional_text(self, name: str) -> str | None:
        """An empty text is null (api.md 5.1)."""
        value = self._content.get(name)
        if value is not None and not isinstance(value, str):
            self.fault(name, "must be a string")
        return value if isinstance(value, str) and value else None

    def word(self, name: str, *words: str) -> str:
        value = self.text(name)
        if value and value not in words:
            self._faulty.add(self._prefix + name, f"The selected {self._prefix}{name} is invalid.")
        return value

    def day(self, name: str) -> date | None:
        """The UTC day of a timestamp."""
        value = self.text(name)
        if not value:
            return None
        try:
            return _utc_day(value)
        except (ValueError, OverflowError):
            self.fault(name, "must be a valid date")
            return None

    def amount(self, name: str) -> Decimal:
        """A JSON number above 0; 0, and a fault, for anything else."""
        value = self.required(name)
        if value is None:
            return Decimal(0)
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not _is_amount(Decimal(value)):
            self.fault(name, "must be a number")
            return Decimal(0)
        if value <= 0:
            self.fault(name, "must be greater than 0")
        return Decimal(value)

    def items(self, name: str) -> list[tuple[str, Reader]]:
        """(prefix, reader) of each object of a non-empty array."""
        value = self.required(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(name, "must be an array")
            return []
        prefixes = [f"{self._prefix}{name}.{index}." for index in range(len(value))]
        contents = [one if isinstance(one, dict) else {} for one in value]
        pairs = zip(prefixes, contents, strict=True)
        return [(prefix, Reader(content, self._faulty, prefix)) for prefix, content in pairs]


def _is_amount(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_MOST_DIGITS_AFTER and value.adjusted() < _MOST_DIGITS_BEFORE


#: openapi.yaml says date-time, which is RFC 3339, section 5.6: with seconds and a zone.
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,12})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


def _utc_day(text: str) -> date:
    if not _DATE_TIME.fullmatch(text):
        raise ValueError("a date-time is expected")
    return datetime.fromisoformat(text.upper()).astimezone(UTC).date()
