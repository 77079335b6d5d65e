"""config.toml + environment → frozen Settings. Unknown keys are refused with a suggestion, never ignored.

Precedence: flag > environment > config.toml > default (review.md). The token comes from the environment or from a file
only its owner can read; anywhere else it is refused, because arguments and configuration files get shown and copied.
"""

from __future__ import annotations

import json
import os
import stat
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from importers.errors import Problem
from reconcile.errors import SettingsError

DEFAULT_FILE = "config.toml"
DEFAULT_BASE_URL = "https://api.kanbert.com/api/v1"


class _Section(BaseModel):
    # Strict: TOML has types of its own, and "yes" is no truth value there.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Kanbert(_Section):
    base_url: str = Field(
        default=DEFAULT_BASE_URL, description="Where your Kanbert answers; KANBERT_BASE_URL overrides it."
    )
    token_file: str = Field(default="", description="A file only you can read (0600) with the API token, nothing else.")


def _currency_code(code: str) -> str:
    if code and not (len(code) == 3 and code.isascii() and code.isupper()):
        raise ValueError("a currency is three capital letters, like EUR")
    return code


class Company(_Section):
    currency: str = Field(
        default="", description="Home currency of incoming invoices; empty: that of all outgoing ones."
    )
    timezone: str = Field(
        default="Europe/Berlin", description="In which zone Kanbert's timestamps become calendar days."
    )

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("no such time zone; write it like Europe/Berlin") from error
        return name

    @field_validator("currency")
    @classmethod
    def _code(cls, code: str) -> str:
        return _currency_code(code)


class Statements(_Section):
    formats: str = Field(default="", description="A folder with CSV formats of your own; docs/add-a-bank.md.")
    account: str = Field(default="", description="Own IBAN of CSV files that name none; --account overrides it.")
    currency: str = Field(default="", description="Currency of CSV files that name none; --currency overrides it.")
    max_megabytes: int = Field(
        default=2048, ge=1, description="Of one statement file, or of all members of a zip, unpacked."
    )

    @field_validator("currency")
    @classmethod
    def _code(cls, code: str) -> str:
        return _currency_code(code)


class State(_Section):
    journal: str = Field(
        default="journal.sqlite3", description="The journal, beside this file; back it up, never edit it."
    )
    sources: str = Field(
        default="", description="Where statement files are kept unmodified; empty: beside the journal."
    )

    @field_validator("journal")
    @classmethod
    def _a_file(cls, path: str) -> str:
        if not path.strip():
            raise ValueError("it is empty; name a file, like journal.sqlite3")
        return path


class Proposals(_Section):
    delimiter: Literal[";", ",", "\t"] = Field(default=";", description="Between columns.")
    decimal_mark: Literal[",", "."] = Field(default=",", description="In amounts.")
    bom: bool = Field(default=True, description="A byte order mark at the start, so that Excel reads umlauts right.")
    line_end: Literal["crlf", "lf"] = Field(default="crlf", description="At the end of each row.")
    language: Literal["", "en", "de"] = Field(default="", description="Of the proposals alone, or as above.")


class Matching(_Section):
    sure_probability: float = Field(
        default=0.995, ge=0.5, lt=1, description="Below this probability nothing is called sure."
    )
    weights: dict[str, dict[str, float]] = Field(
        default_factory=dict,
        description="Overrides by signal and level, in log-odds; docs/matching.md.",
        examples=["party_name = { equal = 3.0, different = -1.5 }"],
    )


class Settings(_Section):
    """Everything an operator can set. `folder` is where config.toml stands: relative paths start there."""

    language: Literal["en", "de"] = Field(default="en", description="Of the proposals, the review page and the report.")
    kanbert: Kanbert = Kanbert()
    company: Company = Company()
    accounts: dict[str, str] = Field(
        default_factory=dict,
        description="Own IBAN = id of the payment account in Kanbert, where its `identifier` is not the IBAN.",
        examples=['"DE02120300000000202051" = "pa_123"'],
    )
    statements: Statements = Statements()
    state: State = State()
    proposals: Proposals = Proposals()
    matching: Matching = Matching()
    folder: Path = Field(default=Path(), exclude=True)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.company.timezone)

    @property
    def journal_path(self) -> Path:
        return self.folder / self.state.journal

    @property
    def formats_folder(self) -> Path | None:
        return self.folder / self.statements.formats if self.statements.formats else None

    @property
    def max_statement_bytes(self) -> int:
        return self.statements.max_megabytes << 20

    def account_id(self, iban: str) -> str | None:
        """The configured payment account of an own IBAN, blanks ignored."""
        wanted = "".join(iban.split()).upper()
        return next((ident for key, ident in self.accounts.items() if "".join(key.split()).upper() == wanted), None)


def load(path: Path | None, environment: Mapping[str, str]) -> Settings:
    """Settings of `path`, or of ./config.toml where there is one, or the defaults. Raises SettingsError."""
    file = path or Path(DEFAULT_FILE)
    if path is None and not file.exists():
        content: dict[str, Any] = {}
    else:
        content = _read_toml(file)
    _refuse_token(file, content)
    kanbert = content.setdefault("kanbert", {})
    if isinstance(kanbert, dict) and (base_url := environment.get("KANBERT_BASE_URL")):
        kanbert["base_url"] = base_url
    try:
        settings = Settings.model_validate(content)
    except ValidationError as error:
        raise SettingsError(*(_problem(file, detail) for detail in error.errors())) from None
    return settings.model_copy(update={"folder": file.parent})


def token(settings: Settings, environment: Mapping[str, str]) -> str:
    """The API token. Raises SettingsError when there is none or its file is open to others."""
    if value := environment.get("KANBERT_TOKEN", "").strip():
        return value
    named = environment.get("KANBERT_TOKEN_FILE") or settings.kanbert.token_file
    if not named:
        raise SettingsError(
            Problem(
                "environment",
                "KANBERT_TOKEN is not set, so Kanbert cannot be asked",
                "set KANBERT_TOKEN, or KANBERT_TOKEN_FILE to a file only you can read; "
                "or work without network from a snapshot: --snapshot DIR",
                code="token-missing",
            )
        )
    return _token_of_file(settings.folder / named)


def _token_of_file(path: Path) -> str:
    try:
        mode = path.stat().st_mode
        value = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        sentence = f"the token file cannot be read ({type(error).__name__})"
        raise SettingsError(Problem(str(path), sentence, "check its path and owner", code="token-file")) from None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        remedy = f"run: chmod 600 {path}"
        raise SettingsError(Problem(str(path), "others can read the token file", remedy, code="token-file-open"))
    if not value:
        remedy = "put the API token into it"
        raise SettingsError(Problem(str(path), "the token file is empty", remedy, code="token-file-empty"))
    return value


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        sentence, remedy = f"the configuration cannot be read ({reason})", "check the path given with --config"
        raise SettingsError(Problem(str(path), sentence, remedy, code="config-unreadable")) from None
    except UnicodeDecodeError:
        sentence, remedy = "the configuration is not UTF-8 text", "save it as UTF-8 and try again"
        raise SettingsError(Problem(str(path), sentence, remedy, code="config-encoding")) from None
    except tomllib.TOMLDecodeError as error:
        sentence = f"not valid TOML: {error}"
        raise SettingsError(Problem(str(path), sentence, "correct that line", code="config-toml")) from None


def _refuse_token(path: Path, content: dict[str, Any]) -> None:
    kanbert = content.get("kanbert")
    if "token" in content or (isinstance(kanbert, dict) and "token" in kanbert):
        raise SettingsError(
            Problem(
                f"{path}, token",
                "a token does not belong into a configuration file, which gets copied and shown",
                "remove it there, revoke it in Kanbert if others saw the file, and set KANBERT_TOKEN instead",
                code="config-token",
            )
        )


def _problem(path: Path, detail: Any) -> Problem:
    where = ".".join(str(part) for part in detail["loc"])
    if detail["type"] != "extra_forbidden":
        remedy = "docs/configuration.md says what may stand there"
        return Problem(f"{path}, {where}", _what_is_wrong(detail), remedy, code="config-value")
    known = _known_keys(detail["loc"][:-1])
    close = get_close_matches(str(detail["loc"][-1]), known, n=1)
    hint = f'did you mean "{close[0]}"?' if close else f"known here: {', '.join(known)}"
    return Problem(f"{path}, {where}", "no such setting", hint, code="config-key")


_LONGEST_SHOWN = 40

#: What may stand there instead, by pydantic's kind of error; the braces are filled from what the error brings.
_EXPECTED = {
    "literal_error": "it may be {expected}",
    "string_type": "a text in quotes is expected",
    "bool_type": "true or false is expected, without quotes",
    "int_type": "a whole number is expected, without quotes",
    "int_from_float": "a whole number is expected",
    "float_type": "a number is expected, with a point and without quotes",
    "finite_number": "a finite number is expected",
    "greater_than_equal": "it must be at least {ge}",
    "less_than": "it must be below {lt}",
    "dict_type": "a table of several lines is expected",
    "model_type": "a section is expected, begun by a line with its name in [brackets]",
    "value_error": "{error}",
}


def _what_is_wrong(detail: Any) -> str:
    expected = _EXPECTED.get(detail["type"])
    words = expected.format(**detail.get("ctx", {})) if expected else str(detail["msg"])
    given = json.dumps(detail["input"], ensure_ascii=False, default=str)
    # What stands where Kanbert's address and token file belong may be the token itself.
    shown = len(given) <= _LONGEST_SHOWN and detail["loc"][0] != "kanbert"
    return f"{given if shown else 'this'} cannot stand there: {words}"


def _known_keys(location: tuple[str | int, ...]) -> list[str]:
    model: type[BaseModel] = Settings
    for part in location:
        annotation = model.model_fields[str(part)].annotation
        assert isinstance(annotation, type)
        model = annotation
    return [name for name in model.model_fields if name != "folder"]
