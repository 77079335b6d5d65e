"""How a proposals file is written; reading finds all of it out by itself (review.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reconcile.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    delimiter: Literal[";", ",", "\t"] = ";"
    decimal_mark: Literal[",", "."] = ","
    bom: bool = True
    line_end: Literal["\r\n", "\n"] = "\r\n"
    language: Literal["en", "de"] = "en"  #: of headers, words and sentences

    @property
    def spoken(self) -> Language:
        return Language(self.language)
