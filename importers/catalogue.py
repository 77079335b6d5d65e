"""docs/formats.md, written from the readers and the format files themselves: what is read, what is refused, the limits.

    python -m importers.catalogue docs/formats.md

A test fails when the file is not what this writes.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from importers import archive, camt, recognition, statement_file
from importers.statement import Kind

_COUNTRIES = {
    "DE": "Germany",
    "AT": "Austria",
    "CH": "Switzerland",
    "NL": "Netherlands",
    "BE": "Belgium",
    "LU": "Luxembourg",
    "IE": "Ireland",
    "LT": "Lithuania",
}
_KINDS = {
    Kind.STATEMENT: "booked from",
    Kind.INTRADAY: "only with `run --intraday`, and never sure: its lines may still change",
    Kind.NOTIFICATION: "never booked; gives its details to the entries of a statement",
}
_EVIDENCE = {
    "real file": "real file",
    "bank page": "the bank's own page",
    "other parsers": "other parsers only, so that its lines are never sure",
}
_MT_WORDS = "bare or in SWIFT blocks; `:86:` structured (`?20`, `/EREF/`, `EREF+`) or not"
_MT = (("MT940", _MT_WORDS, Kind.STATEMENT), ("MT942", _MT_WORDS, Kind.INTRADAY))


def catalogue() -> str:
    return "\n".join([*_head(), *_messages(), *_layouts(), *_bundles(), *_refused()]) + "\n"


def _head() -> Iterator[str]:
    yield "# Formats"
    yield ""
    yield "<!-- Written by `python -m importers.catalogue docs/formats.md` from the readers; do not edit. -->"
    yield ""
    yield "The content of a file says what it is, never its name. `reconcile inspect FILE` shows what was recognised."
    yield ""


def _messages() -> Iterator[str]:
    versions = sorted(camt.KNOWN_VERSIONS)
    yield "## camt and MT"
    yield ""
    yield "| format | versions | what a run does with it |"
    yield "|---|---|---|"
    for message in camt.MESSAGES.values():
        span = f"{message.number}.{versions[0]} to .{versions[-1][-2:]}"
        yield f"| {message.number} | {span}; a later one by the newest rules, with a warning | {_KINDS[message.kind]} |"
    for name, what, kind in _MT:
        yield f"| {name} | {what} | {_KINDS[kind]} |"
    yield ""
    yield "Any namespace or none, any prefix, any envelope; several statements, accounts, days and pages in a file."
    yield "Opening balance and entries must give the closing balance: a statement that does not tie out is read with a"
    yield "warning, and none of its lines is sure. Pending and informational entries are shown and never matched."
    yield ""


# --------------------------------------------------------------------------------------------------------- CSV layouts


def _layouts() -> Iterator[str]:
    formats = _formats()
    counted = Counter(one["evidence"] for one in formats.values())
    yield f"## CSV: {len(formats)} layouts"
    yield ""
    yield "The columns named here identify a layout, wherever they stand; a column may also have other names."
    yield "A bank that is not here takes ten lines: [add-a-bank.md](add-a-bank.md). Known from:"
    yield ""
    for name, words in _EVIDENCE.items():
        yield f"- {words}: {counted[name]}"
    yield ""
    yield "| country | layout | name | columns | evidence |"
    yield "|---|---|---|---|---|"
    ranks = list(_COUNTRIES)
    ordered = sorted(formats.items(), key=lambda pair: (ranks.index(pair[1]["country"]), pair[1]["title"].casefold()))
    for name, one in ordered:
        country, evidence = _COUNTRIES[one["country"]], _EVIDENCE[one["evidence"]]
        yield f"| {country} | {_cell(one['title'])} | `{name}` | {_columns(one)} | {evidence} |"
    yield ""
    in_text = [
        f"`{name}`" for name, one in ordered if any(one.get(key) for key in ("tags", "labels", "account_in_text"))
    ]
    yield "Where the bank puts the other side's account, name or references into the text, they are read there:"
    yield f"{', '.join(in_text)}; and the one account in an unstructured `:86:`."
    yield ""
    yield "These name no account of their own; `--account` says it, or `account` under `[statements]` in config.toml:"
    yield f"{', '.join(f'`{name}`' for name, one in ordered if not _says(one, 'account'))}."
    yield "The same for the currency, with `--currency`:"
    yield f"{', '.join(f'`{name}`' for name, one in ordered if not _says(one, 'currency'))}."
    yield ""


def _says(content: Mapping[str, Any], field: str) -> bool:
    """Whether a file of this format can name it: in a column or its name, beside the rows, or as a constant."""
    tables = ("columns", "optional", "preamble", "preamble_columns", "footer", "constants")
    fields = {*content.get("row", ()), *(named for table in tables for named in content.get(table, ()))}
    fields = {named.removesuffix("?") for named in fields}
    in_names = field == "currency" and ("{currency}" in str(content.get("columns", {})) or "credit_currency" in fields)
    return field in fields or in_names


def _formats() -> dict[str, dict[str, Any]]:
    """name -> the content of its file, in the order of the names."""
    folder = resources.files("importers").joinpath("formats")
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    return {one.name.removesuffix(".toml"): tomllib.loads(one.read_text(encoding="utf-8")) for one in files}


def _columns(content: Mapping[str, Any]) -> str:
    names = [names if isinstance(names, str) else names[0] for names in content.get("columns", {}).values()]
    return ", ".join(map(_cell, names)) if names else "none: told by the shape of every cell"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


# ------------------------------------------------------------------------------------------------- bundles, refusals


def _bundles() -> Iterator[str]:
    yield "## Zip bundles"
    yield ""
    yield "Every member is read as a file of its own, never unpacked to disk; what macOS adds is passed over. A bundle"
    yield "is used whole or not at all: a member that is no statement refuses it, by name. The same file twice counts"
    yield "once."
    yield ""
    yield "| limit | value |"
    yield "|---|---|"
    largest = f"{statement_file.MAX_BYTES >> 20} MB; `max_megabytes` under `[statements]` in config.toml"
    yield f"| a file, or all members of a bundle unpacked | {largest} |"
    yield f"| members of a bundle | {archive.MAX_MEMBERS} |"
    yield f"| a member may unpack to | {archive.MAX_RATIO} times its size |"
    yield f"| depth of XML elements | {camt.MAX_DEPTH} |"
    yield f"| length of a text in XML | {camt.MAX_TEXT_BYTES // 1_000_000} MB |"
    yield ""


def _refused() -> Iterator[str]:
    yield "## What is refused"
    yield ""
    yield "A refusal names the place, what stands there, what is wrong and what to do; all problems of a file at once."
    yield "Nothing of a refused file is used."
    yield ""
    yield "- What is no statement, by its right name: a PDF, the web page of an expired session, an Office document."
    for name, words in sorted(recognition.OTHER_MESSAGES.items()):
        yield f"- {name}: {words}."
    yield "- XML that declares a document type, is not well-formed, was cut off, or holds two documents."
    yield "- An entry without amount, direction or date; an amount or a date that has not the very shape it must have."
    yield "- A CSV no layout knows (with the columns it has), a row or a cell that does not fit its layout, NUL bytes."
    yield "- An archive that is damaged, encrypted or nested, or has a member with a name that would leave its folder."
    yield "- Text that is neither in the encoding it declares nor in Windows-1252."


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(catalogue(), end="")
        return 0
    Path(arguments[0]).write_text(catalogue(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
