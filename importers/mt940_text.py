"""What `:86:` says about one booking: German structured, Dutch slash codes, free text; and MultiCash's `:NS:`.

Peers differ most in how they join what a bank has cut. Here physical wraps are undone, and subfields are joined
without adding or stripping a blank (formats.md 2.4, pitfalls 41).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from importers import gvc
from importers.text_tags import parse_tags

#: GVC, then the separator of the subfields: what stands after the code if two digits follow. `?` as a rule, `>` in
#: the Netherlands, others are on record; a mark of ordinary text (`717.76`) is none.
_STRUCTURED = re.compile(r"\s*(\d{3}|(?=\?))([?<>~@&|^!#$%*])(?=\d\d)", re.ASCII)

#: Unstructured by its code (DK), which may as well be the payer's own digits: neither is lost if they stand apart.
_UNSTRUCTURED = re.compile(r"\A(\s*999)(?=[^\W_])")

_BOOKING_TEXT, _BANK, _ACCOUNT, _NAME, _NAME_2, _SUPPLEMENT = "00", "30", "31", "32", "33", "34"
_PURPOSE = frozenset((*map(str, range(20, 30)), *map(str, range(60, 66))))
_KEYS = _PURPOSE | frozenset(("00", "10", "11", "70", "71", *map(str, range(30, 40))))
_KEY = f"({'|'.join(sorted(_KEYS))})"
_SUBFIELD = 27  #: letters in a subfield; a name this long goes on in the next one
_WRAP = 65  #: letters in a physical line

#: A return reason of ISO 20022 as a word of its own, looked for in returns only.
_REASON = re.compile(
    r"(?<![A-Z0-9])(?:AC0[1-6]|AC1[34]|AG0[12]|AM0[1-9]|BE0[1-8]|MD0[1-8]|MS0[23]|RC0[1-9]|RR0[1-4])(?![A-Z0-9])"
)

#: `:NS:` of MultiCash: purpose, name, the bank's words, bank code, account; each line begins with two digits.
_NS_LINE = re.compile(r"(\d\d)(.*)", re.ASCII | re.DOTALL)
_NS_PURPOSE = frozenset(f"{number:02d}" for number in range(1, 15))


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Readable, not yet judged: an account may be a wrong one."""

    gvc: str = ""
    booking_text: str = ""
    remittance: str = ""
    name: str = ""
    account: str = ""
    bic: str = ""
    ultimate_name: str = ""
    creditor_reference: str = ""
    end_to_end_id: str = ""
    mandate_id: str = ""
    creditor_id: str = ""
    batch_id: str = ""
    bank_reference: str = ""
    purpose: str = ""
    return_reason: str = ""
    original: str = ""  #: amounts as the bank wrote them
    charges: str = ""
    is_free: bool = False  #: no subfields: what the bank knows of the other side stands in the text, if anywhere


def read_text(lines: list[str]) -> Text:
    """The physical lines of all `:86:` of one booking, readable."""
    text = "".join(lines)
    mark = _STRUCTURED.match(text)
    if mark and text[mark.end() : mark.end() + 2] in _KEYS:
        return _structured(mark.group(1), _subfields(text[mark.start(2) :], mark.group(2)))
    free = text if text.lstrip().startswith("/") else _UNSTRUCTURED.sub(r"\1 ", _unwrapped(lines), count=1)
    return _tagged(free, Text(remittance=_one_line(free), is_free=True))


def _subfields(text: str, separator: str) -> list[tuple[str, str]]:
    """Key and value, in the bank's order. Where no known key follows, the separator is text: `Frage? Rechnung`."""
    cut = re.split(re.escape(separator) + _KEY, text)
    return list(zip(cut[1::2], cut[2::2], strict=True))


def _structured(code: str, subfields: list[tuple[str, str]]) -> Text:
    values = dict(reversed(subfields))  # of a repeated one the first counts
    purpose = "".join(value for key, value in subfields if key in _PURPOSE)
    words = _one_line(values.get(_BOOKING_TEXT, ""))
    if not purpose and (len(words) > _SUBFIELD or parse_tags(words)):  # the purpose in ?00 (pitfalls 42)
        purpose, words = words, ""
    code = "" if code == "000" else code
    first, second = values.get(_NAME, ""), values.get(_NAME_2, "")
    found = Text(
        gvc=code,
        booking_text=words or gvc.text_of(code),
        remittance=_one_line(purpose),
        name=_one_line(first + ("" if len(first) >= _SUBFIELD else " ") + second),
        account=_one_line(values.get(_ACCOUNT, "")),
        bic=_bic(values.get(_BANK, "")),
        return_reason=gvc.return_reason(code, values.get(_SUPPLEMENT, "").strip()),
    )
    return _with_reason(_tagged(purpose, found))


def _tagged(text: str, found: Text) -> Text:
    """What tags inside the text say, where no subfield says it."""
    tags = parse_tags(text, found.account)
    if not tags:
        return found
    return replace(
        found,
        booking_text=found.booking_text or tags.get("booking_text", ""),
        remittance=tags.get("remittance", ""),
        name=found.name or tags.get("counterparty_name", ""),
        account=found.account or tags.get("counterparty_iban", ""),
        bic=found.bic or tags.get("counterparty_bic", ""),
        ultimate_name=tags.get("ultimate_name", ""),
        creditor_reference=tags.get("creditor_reference", ""),
        end_to_end_id=tags.get("end_to_end_id", ""),
        mandate_id=tags.get("mandate_id", ""),
        creditor_id=tags.get("creditor_id", ""),
        batch_id=tags.get("batch_id", ""),
        bank_reference=tags.get("bank_reference", ""),
        purpose=tags.get("purpose", ""),
        return_reason=found.return_reason or tags.get("return_reason", ""),
        original=tags.get("original", ""),
        charges=tags.get("charges", ""),
    )


def _with_reason(found: Text) -> Text:
    if found.return_reason or not gvc.is_return(found.gvc):
        return found
    named = _REASON.search(found.remittance[:1000])
    return replace(found, return_reason=named.group()) if named else found


def _bic(text: str) -> str:
    """?30 holds a BIC or, without SEPA, the German bank code of eight digits."""
    text = _one_line(text)
    return "" if text.isdigit() else text


def read_ns(lines: list[str]) -> Text:
    """The `:NS:` behind a booking."""
    values: dict[str, list[str]] = {}
    for line in lines:
        match = _NS_LINE.match(line)
        if match:
            values.setdefault("text" if match.group(1) in _NS_PURPOSE else match.group(1), []).append(match.group(2))

    def joined(*keys: str) -> str:
        return _one_line(" ".join(value for key in keys for value in values.get(key, [])))

    return _tagged(
        "".join(values.get("text", [])),
        Text(remittance=joined("text"), name=joined("15", "16"), booking_text=joined("17"), account=joined("34")),
    )


def _unwrapped(lines: list[str]) -> str:
    """Free text: a full line was cut anywhere; a shorter one ended."""
    return "".join(line if len(line) >= _WRAP else line + " " for line in lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())
