"""config.toml and docs/configuration.md, written from `Settings` itself: every key, what it means, what it may be.

    python -m reconcile.cli.configuration config.toml docs/configuration.md

`reconcile init` writes the former for a user. A test fails when either file is not what this writes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from reconcile.settings import Settings

_COMMENT_COLUMN = 46

_HEAD = """\
# reconcile: every setting there is, with its default. Remove a line and the default holds.
# Precedence: flag > environment > this file. The API token never stands here: set KANBERT_TOKEN or KANBERT_TOKEN_FILE.
"""

_REFERENCE_HEAD = """\
# Configuration: every key of config.toml

Written by `python -m reconcile.cli.configuration docs/configuration.md` from the settings themselves; `reconcile init`
writes a `config.toml` with all of them. Every key may be left out. A key nobody knows is refused with a suggestion.

What counts first: a flag, then the environment, then `config.toml`, then the default. `config.toml` is looked for in
the folder the command runs in; `--config FILE` names another. Paths in it start at the folder it lies in.

| environment | means |
|---|---|
| `KANBERT_TOKEN` | the API token; never a flag and never in config.toml, where others see it |
| `KANBERT_TOKEN_FILE` | instead: a file only you can read (0600) that holds the token and nothing else |
| `KANBERT_BASE_URL` | overrides `[kanbert] base_url` |
| `NO_COLOR` | set to anything: no colours |
"""

#: What the annotations do not say.
_WORDS = {
    "kanbert.base_url": "a URL; http:// only for this machine itself",
    "kanbert.token_file": "a path, or empty",
    "company.currency": "three capital letters like `EUR`, or empty",
    "company.timezone": "a name like `Europe/Vienna`",
    "statements.account": "an IBAN, or as the account is called under `[accounts]`; empty: none",
    "statements.currency": "three capital letters like `EUR`, or empty",
    "state.journal": "a path",
    "accounts": 'lines like `"IBAN" = "id"`',
    "matching.weights": "lines like `signal = { level = 1.5 }`",
}


def config_text(given: Mapping[str, str] | None = None) -> str:
    """A commented config.toml with every key at its default, or as `given`: `{"kanbert.base_url": "https://..."}`."""
    values = given or {}
    lines = [_HEAD]
    for path, field in _keys(Settings):
        if _is_section(field):
            lines.append(f"\n[{path}]\n")
        elif _is_table(field):
            lines.append(f"\n# {field.description}\n[{path}]\n" + "".join(f"# {one}\n" for one in field.examples or ()))
        else:
            name = path.rpartition(".")[2]
            line = f"{name} = {_toml(values.get(path, _default(field)))}"
            lines.append(("\n" if "." not in path else "") + f"{line:<{_COMMENT_COLUMN - 1}}# {_comment(field)}\n")
    return "".join(lines)


def reference() -> str:
    """docs/configuration.md."""
    return _REFERENCE_HEAD + "".join(_reference_rows())


def _reference_rows() -> Iterator[str]:
    head = "| key | default | may be | means |\n|---|---|---|---|\n"
    yield f"\n## Above all sections\n\n{head}"
    for path, field in _keys(Settings):
        if _is_section(field):
            yield f"\n## [{path}]\n\n{head}"
            continue
        if _is_table(field) and "." not in path:
            yield f"\n## [{path}]\n\n{head}"
        default = "nothing" if _is_table(field) else f"`{_toml(_default(field))}`"
        meaning = (field.description or "").replace("|", "\\|")
        yield f"| `{path}` | {default} | {_WORDS.get(path) or _may_be(field)} | {meaning} |\n"


def _keys(model: type[BaseModel], above: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Every key and section in order, by its dotted path; a table of a section after the section's other keys."""
    fields = [pair for pair in model.model_fields.items() if not pair[1].exclude]
    for name, field in sorted(fields, key=lambda pair: _is_table(pair[1]) and bool(above)):
        yield f"{above}{name}", field
        if _is_section(field):
            assert isinstance(field.annotation, type)
            yield from _keys(field.annotation, f"{above}{name}.")


def _is_section(field: FieldInfo) -> bool:
    return isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)


def _is_table(field: FieldInfo) -> bool:
    return get_origin(field.annotation) is dict


def _default(field: FieldInfo) -> Any:
    return field.get_default(call_default_factory=True)


def _comment(field: FieldInfo) -> str:
    """What it means and, of a choice, what there is to choose from."""
    words = field.description or ""
    if get_origin(field.annotation) is not Literal:
        return words
    return f"{words.rstrip('.')}: {' or '.join(map(_toml, get_args(field.annotation)))}"


def _toml(value: str | bool | int | float) -> str:
    """JSON's strings, numbers and truths are TOML's as well."""
    return json.dumps(value, ensure_ascii=False)


def _may_be(field: FieldInfo) -> str:
    if get_origin(field.annotation) is Literal:
        shown = (f"`{_toml(choice)}`" for choice in get_args(field.annotation))
        return ", ".join(shown)
    if field.annotation is bool:
        return "`true`, `false`"
    names = {int: "a whole number", float: "a number", str: "a path, or empty"}
    assert isinstance(field.annotation, type)
    set_bounds = ((words, getattr(one, name, None)) for one in field.metadata for name, words in _BOUNDS.items())
    bounds = [f"{words} {bound}" for words, bound in set_bounds if bound is not None]
    return " ".join([names[field.annotation], " and ".join(bounds)]).rstrip()


_BOUNDS = {"ge": "from", "gt": "above", "le": "up to", "lt": "below"}


def main(arguments: list[str]) -> int:
    for name in arguments:
        text = config_text() if name.endswith(".toml") else reference()
        Path(name).write_text(text, encoding="utf-8", newline="\n")
    if not arguments:
        print(reference(), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
