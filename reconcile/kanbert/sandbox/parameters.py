"""The query of a list: what would change the list and is not known here is refused, never ignored (api.md 4)."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from reconcile.kanbert.sandbox.exact_json import encode
from reconcile.kanbert.sandbox.filters import Filter
from reconcile.kanbert.sandbox.messages import Request, refusal
from reconcile.kanbert.sandbox.personalities import Personality
from reconcile.kanbert.sandbox.state import Kind
from reconcile.kanbert.sandbox.wire import INCLUDES

_FORM_FIELD = re.compile(r"filter\[(\d{1,3})\]\[(field|op|value)\](\[\d{0,3}\])?")

_BOOLEANS = {"true": True, "false": False}


def read_filter(request: Request) -> str | None:
    """The filter as text; the form variant `filter[0][field]=...` becomes the JSON it stands for.

    Raises Refusal (400).
    """
    text = request.parameter("filter")
    conditions: dict[int, dict[str, Any]] = {}
    for name, value in request.query:
        if name.startswith("filter["):
            found = _FORM_FIELD.fullmatch(name)
            if found is None or text is not None:
                raise refusal(400, f"The filter parameter {name} is not understood.")
            condition = conditions.setdefault(int(found[1]), {})
            if found[3] is None:
                condition[found[2]] = _BOOLEANS.get(value, value) if found[2] == "value" else value
            else:
                condition.setdefault(found[2], []).append(value)
    return encode([conditions[number] for number in sorted(conditions)]) if conditions else text


def read_includes(request: Request, kind: Kind) -> tuple[str, ...]:
    """Raises Refusal (400) for anything a list does not know."""
    value = request.parameter("include")
    if value is None:
        return ()
    names = tuple(value.split(","))
    if kind is not Kind.OUTGOING_INVOICE or not set(names) <= set(INCLUDES):
        raise refusal(400, f"Requested include(s) `{value}` are not allowed.")
    return names


def refuse_archived(chosen: Filter, personalities: Collection[Personality]) -> None:
    """api.md U10. Raises Refusal (400)."""
    value = chosen.archived_given
    refused = Personality.ARCHIVED_REFUSED in personalities or (
        Personality.ARCHIVED_WITH_REFUSED in personalities and value == "with"
    )
    if value is not None and refused:
        raise refusal(400, "Filtering by archived is not allowed.")
