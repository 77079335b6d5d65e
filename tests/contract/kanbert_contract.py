"""The shapes of openapi.yaml without its prose, and a check of a value against them; no dependency.

`kanbert_contract.json` is derived from `docs/kanbert-openapi.yaml`, one operation or schema a line:

    python tests/contract/kanbert_contract.py docs/kanbert-openapi.yaml      (needs PyYAML)
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_suffix(".json")

_KEPT = ("$ref", "type", "enum", "format", "required", "minItems", "minLength")
_NAMED_ERRORS = {"Invalid": "ValidationError"}


class Contract:
    def __init__(self, content: dict[str, Any]) -> None:
        self.operations: dict[str, dict[str, Any]] = content["operations"]
        self.schemas: dict[str, Any] = content["schemas"]

    @classmethod
    def stored(cls) -> Contract:
        return cls(json.loads(FILE.read_text(encoding="utf-8")))

    def operation(self, method: str, path: str) -> dict[str, Any] | None:
        """`path` is the real one, below the base path; None when it is no operation of the API."""
        for name, operation in self.operations.items():
            verb, template = name.split(" ")
            pattern = re.sub(r"\{[^}]*}", "[^/]+", template)
            if verb == method and re.fullmatch(pattern, path):
                return operation
        return None

    def faults(self, schema: Any, value: Any, place: str = "$") -> list[str]:
        """What is wrong with a value, whose numbers are int and Decimal; empty when nothing is."""
        return list(self._faults(schema, value, place))

    def _faults(self, schema: Any, value: Any, place: str) -> Iterator[str]:
        if schema is True:
            return
        if "$ref" in schema:
            yield from self._faults(self.schemas[schema["$ref"].rpartition("/")[2]], value, place)
        for part in schema.get("allOf", ()):
            yield from self._faults(part, value, place)
        if "anyOf" in schema and all(self.faults(part, value, place) for part in schema["anyOf"]):
            yield f"{place}: fits none of {len(schema['anyOf'])} forms"
        yield from _plain_faults(schema, value, place)
        if isinstance(value, dict):
            yield from self._object_faults(schema, value, place)
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from self._faults(schema.get("items", True), item, f"{place}[{index}]")

    def _object_faults(self, schema: dict[str, Any], value: dict[str, Any], place: str) -> Iterator[str]:
        yield from (f"{place}.{name}: missing" for name in schema.get("required", ()) if name not in value)
        properties = schema.get("properties", {})
        for name, item in value.items():
            inner = properties.get(name, schema.get("additionalProperties", True))
            if inner is False:
                yield f"{place}.{name}: not in the contract"
            else:
                yield from self._faults(inner, item, f"{place}.{name}")


def _plain_faults(schema: dict[str, Any], value: Any, place: str) -> Iterator[str]:
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(_is_of(one, value) for one in types):
        yield f"{place}: {value!r} is not of type {types}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is none of {schema['enum']}"
    if isinstance(value, str) and not _is_formatted(schema.get("format", ""), value):
        yield f"{place}: {value!r} is not a {schema['format']}"
    if isinstance(value, list) and len(value) < schema.get("minItems", 0):
        yield f"{place}: too few items"
    if isinstance(value, str) and len(value) < schema.get("minLength", 0):
        yield f"{place}: too short"


def _is_of(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    classes: dict[str, Any] = {
        "string": str,
        "integer": int,
        "number": (int, Decimal),
        "object": dict,
        "array": list,
        "null": type(None),
    }
    return name in classes and isinstance(value, classes[name])


def _is_formatted(name: str, text: str) -> bool:
    try:
        if name == "date":
            return date.fromisoformat(text).isoformat() == text
        return name != "date-time" or ("T" in text and datetime.fromisoformat(text).tzinfo is not None)
    except ValueError:
        return False


# ------------------------------------------------------------------------------------------ derived from openapi.yaml


def derived(document: dict[str, Any]) -> dict[str, Any]:
    operations = {
        f"{method.upper()} {path}": _operation(operation)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }
    schemas = {name: _shape(schema) for name, schema in document["components"]["schemas"].items()}
    return {"operations": operations, "schemas": schemas}


def _operation(operation: dict[str, Any]) -> dict[str, Any]:
    responses = {status: _response(response) for status, response in operation["responses"].items()}
    kept: dict[str, Any] = {"scopes": operation["x-required-scopes"], "responses": responses}
    if "requestBody" in operation:
        kept["request"] = _json_schema(operation["requestBody"])
    for name in ("x-filterable", "x-not-filterable", "x-sortable"):
        if name in operation:
            kept[name.removeprefix("x-")] = _without_notes(operation[name])
    return kept


def _without_notes(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_notes(one) for key, one in value.items() if key != "note"}
    return value


def _response(response: dict[str, Any]) -> Any:
    if "$ref" not in response:
        return _json_schema(response)
    name = response["$ref"].rpartition("/")[2]
    return {"$ref": _NAMED_ERRORS.get(name, "ErrorMessage")}


def _json_schema(holder: dict[str, Any]) -> Any:
    content = holder.get("content", {}).get("application/json")
    return _shape(content["schema"]) if content else True


def _shape(schema: Any) -> Any:
    if not isinstance(schema, dict):
        return schema
    shape = {key: schema[key] for key in _KEPT if key in schema}
    if schema.get("x-open-enum"):  # it may grow: an unknown word is no breach of the contract
        shape.pop("enum", None)
    for key in ("anyOf", "allOf"):
        if key in schema:
            shape[key] = [_shape(part) for part in schema[key]]
    for key in ("items", "additionalProperties"):
        if key in schema:
            shape[key] = _shape(schema[key])
    if "properties" in schema:
        shape["properties"] = {name: _shape(part) for name, part in schema["properties"].items()}
    return shape


def written(content: dict[str, Any]) -> str:
    groups = []
    for group, members in content.items():
        lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(member)}" for name, member in members.items())
        groups.append(f"{json.dumps(group)}: {{\n{lines}\n}}")
    return "{\n" + ",\n".join(groups) + "\n}\n"


if __name__ == "__main__":
    yaml = importlib.import_module("yaml")
    openapi = yaml.safe_load(Path(sys.argv[1]).read_text(encoding="utf-8"))
    FILE.write_text(written(derived(openapi)), encoding="utf-8", newline="\n")
