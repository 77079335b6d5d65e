"""Tags inside a bank's free text: `EREF+.. SVWZ+..`, `/EREF/../REMI/..`, `EREF: .. IBAN: ..`, `End-to-End-Ref.: ..`;
and the words one bank writes before each thing, as its format declares them: `IBAN Auftraggeber: ..`.

A fallback only, for what the statement does not say in a field of its own (formats.md 1.4.6, 2.4). No text is lost:
what is no value of a tag goes back to the remittance information.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Self

from importers.identifiers import clean, iban_at, is_bic, looks_like_iban, present

Found = dict[str, str]

#: DK identifiers (formats.md 2.4.1) -> our fields; "" where we have none. `remittance` is SEPA's AT-05.
_DK = {
    "EREF": "end_to_end_id",
    "KREF": "batch_id",
    "MREF": "mandate_id",
    "BREF": "bank_reference",
    "RREF": "",
    "CRED": "creditor_id",
    "DEBT": "",
    "COAM": "charges",
    "OAMT": "original",
    "SVWZ": "remittance",
    "PURP": "purpose",
    "MDAT": "",
    "ABWA": "ultimate_name",
    "ABWE": "ultimate_name",
    "IBAN": "counterparty_iban",
    "BIC": "counterparty_bic",
}
#: Dutch codes (formats.md 2.4.2) -> our fields.
_SLASH = {
    "EREF": "end_to_end_id",
    "PREF": "batch_id",
    "MARF": "mandate_id",
    "CSID": "creditor_id",
    "RTRN": "return_reason",
    "REMI": "remittance",
    "USTD": "remittance",
    "STRD": "creditor_reference",
    "IBAN": "counterparty_iban",
    "BIC": "counterparty_bic",
    "NAME": "counterparty_name",
    "PURP": "purpose",
    "OCMT": "original",
    "CHGS": "charges",
    "CNTP": "",
    "ULTD": "",
    "ULTB": "",
    "ORDP": "",
    "BENM": "",
    "TRTP": "booking_text",
    "RTYP": "booking_text",
    **dict.fromkeys(("TRCD", "ISDT", "NRTX", "PIND", "ACCW", "IACC", "ADDR", "SVCL", "NATE", "ASNB", "OSDR"), ""),
}
#: What a bank prints in words -> our fields.
_LABELS = {
    r"end-to-end-ref": "end_to_end_id",
    r"mandatsref": "mandate_id",
    r"mandatsreferenz": "mandate_id",
    r"gl(?:ä|ae|a|\ufffd)ubiger-id": "creditor_id",
    r"kundenreferenz": "batch_id",
}
#: Only a bank writes these; beside none of them `IBAN: ...` is the payer's own sentence and stays one.
_BANKS_OWN = {"end_to_end_id", "mandate_id", "creditor_id"}
#: Payers write these too: the bank's stand behind one of its own.
_ANYBODYS = {"counterparty_iban", "counterparty_bic", "batch_id"}
_NAMES = {"counterparty_name", "ultimate_name", "booking_text"}
_ID_LENGTH = 35  #: ISO 20022 Max35Text

#: Banks cut an identifier at a joint of two subfields: `SV WZ+`, `CR ED+` (pitfalls 41).
_PLUS_MARK = re.compile("(?:" + "|".join(" ?".join(tag) for tag in _DK if tag != "BIC") + r"|(?<![A-Z])B ?I ?C)\+")
_SLASH_MARK = re.compile("/(" + "|".join(_SLASH) + ")(?=/)")
#: Where a text ends just at a joint of two subfields, no blank is left before these.
_GLUED = ("EREF", "MREF", "CRED", "SVWZ", "ABWA", "ABWE", "IBAN", "BIC")
_LABEL_MARK = re.compile(
    rf"((?<!\w)(?:{'|'.join(_DK)})|{'|'.join(_GLUED)}):"
    rf"|((?<!\w)(?i:{'|'.join(_LABELS)})|(?i:end-to-end-ref))\.?:"
)
#: In several words.
_NONE = re.compile(r"(?:nicht angegeben|not provided|keine information vorhanden)\b", re.IGNORECASE)
_IBAN_RUN = re.compile(r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]){10,30}", re.ASCII)


def parse_tags(text: str, account: str = "") -> Found:
    """Our field names -> values, and `remittance` with all text that is no such value, one line; {} without any tag.

    Fields: end_to_end_id, mandate_id, creditor_id, batch_id, bank_reference, counterparty_name, counterparty_iban,
    counterparty_bic, ultimate_name, creditor_reference, return_reason, purpose, booking_text; `original` and `charges`
    as the bank wrote them (`EUR11,85`). Placeholders such as NOTPROVIDED are left out. Of equal tags the first counts.
    `account`: the counterparty's, as a field of its own says it; an equal one behind `IBAN:` is the bank's.
    """
    found: Found = {}
    rest, tagged = text, False
    for style in (_slashes, _pluses, partial(_labels, account=account)):
        left = style(rest, found)
        if left is not None:
            rest, tagged = left, True
    if not tagged:
        return {}
    found["remittance"] = " ".join(rest.split())
    return {name: value for name, value in found.items() if value or name == "remittance"}


# ------------------------------------------------------------------------------------------------ as a format declares

_OF_A_PARTY = {
    "name": "counterparty_name",
    "iban": "counterparty_iban",
    "bic": "counterparty_bic",
    "ultimate_name": "ultimate_name",
}
_DEBTORS = {f"debtor_{what}": field for what, field in _OF_A_PARTY.items()}  #: the counterparty's in a line of money in
_CREDITORS = {f"creditor_{what}": field for what, field in _OF_A_PARTY.items()}  #: and of money out
_BEGINNINGS = ("debtor_name", "creditor_name")  #: what the first cell of the text can begin with
#: What a label can say.
LABELLED = frozenset(("remittance", "end_to_end_id", "mandate_id", "creditor_id", "batch_id", *_DEBTORS, *_CREDITORS))


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one bank. The first cell of the text (the label "") begins with a name, if it has a semicolon."""

    mark: re.Pattern[str]
    fields: Mapping[str, Sequence[str]]  #: label -> our fields
    first: Sequence[str]  #: the fields of the beginning

    @classmethod
    def of(cls, labels: Mapping[str, Sequence[str]]) -> Self:
        """`labels`: our field -> what stands before its value, without the colon. Raises ValueError."""
        fields: dict[str, list[str]] = {}
        for field, words in labels.items():
            for word in words:
                if word != word.strip() or ":" in word or (not word and field not in _BEGINNINGS):
                    raise ValueError(
                        f"{word!r} is no label of {field}: it is written without blanks around it or a colon"
                    )
                fields.setdefault(word, []).append(field)
        for word, said in fields.items():
            if any(len([field for field in said if field not in owners]) > 1 for owners in (_DEBTORS, _CREDITORS)):
                raise ValueError(f"the label {word!r} says two things: {', '.join(said)}")
        first = fields.pop("", [])
        if not fields:
            raise ValueError("[labels] has no label but the beginning of the text")
        longest_first = "|".join(re.escape(word) for word in sorted(fields, key=len, reverse=True))
        return cls(re.compile(rf"({longest_first}):"), fields, first)


def parse_labels(text: str, labels: Labels, *, money_in: bool, first: str = "") -> Found:
    """As `parse_tags`, by a bank's own labels. {} without any of them. `first`: the cell the text begins with.

    What is said twice in different words, by bank and payer, is believed of neither, and stays in the text; so does
    what is the account owner's.
    """
    marks = [(mark.start(), mark.end(), mark.group(1)) for mark in labels.mark.finditer(text)]
    if not marks:
        return {}
    told = [
        (_own_field(labels.fields[label], money_in=money_in), f"{label}:", value.strip(" ,;"))
        for (_, _, label), (_, value) in zip(marks, _values(text, marks), strict=True)
    ]
    times = Counter(field for field, value in {(field, value) for field, _, value in told})
    found: Found = {}
    rest = [_beginning(text[: marks[0][0]], first, _own_field(labels.first, money_in=money_in), found)]
    for field, label, value in told:
        if field == "remittance":
            rest.append(value)
        elif not field or times[field] > 1:
            rest.append(f"{label} {value}")
        else:
            rest.append(_keep(field, value, found, first_word=True))
    found["remittance"] = " ".join(" ".join(rest).split())
    return {name: value for name, value in found.items() if value or name == "remittance"}


def _own_field(fields: Sequence[str], *, money_in: bool) -> str:
    """Ours for a line of that direction, "" for what is the account owner's."""
    others, owners = (_DEBTORS, _CREDITORS) if money_in else (_CREDITORS, _DEBTORS)
    kept = next((field for field in fields if field not in owners), "")
    return others.get(kept, kept)


def _beginning(text: str, first: str, field: str, found: Found) -> str:
    """`Muster AG; Bahnhofstrasse 1; ...`"""
    name, mark, _ = first.partition(";")
    if not (field and mark and text.startswith(first)):
        return text
    found[field] = " ".join(name.split())
    return text[len(name) + len(mark) :]


# --------------------------------------------------------------------------------------------------- the three styles


def _slashes(text: str, found: Found) -> str | None:
    marks = [(mark.start(), mark.end(), mark.group(1)) for mark in _SLASH_MARK.finditer(text)]
    if not marks or not (text.lstrip().startswith("/") or any(code in ("EREF", "REMI") for *_, code in marks)):
        return None
    rest, ultimate = [text[: marks[0][0]]], False
    for code, raw in _values(text, marks):
        field, value = _SLASH[code], raw.strip(" /")
        if code == "CNTP":
            _counterparty(value, found)
        elif field == "remittance":
            rest.append(value)
        elif field in ("purpose", "creditor_reference"):
            found.setdefault(field, value.rpartition("/")[2])
        elif code == "NAME" and ultimate:
            found.setdefault("ultimate_name", value)
        elif field:
            rest.append(_keep(field, value, found))
        ultimate = code in ("ULTD", "ULTB")
    return " ".join(rest)


def _counterparty(value: str, found: Found) -> None:
    """ING: account/BIC/name/city."""
    fields = ("counterparty_iban", "counterparty_bic", "counterparty_name")
    for field, part in zip(fields, value.split("/"), strict=False):
        found.setdefault(field, part.strip())


def _pluses(text: str, found: Found) -> str | None:
    marks = [(mark.start(), mark.end(), clean(mark.group()[:-1])) for mark in _PLUS_MARK.finditer(text)]
    return _tagged(text, marks, _DK.__getitem__, found) if marks else None


def _labels(text: str, found: Found, *, account: str) -> str | None:
    marks = [(mark.start(), mark.end(), mark.group(1) or mark.group(2)) for mark in _LABEL_MARK.finditer(text)]
    if not marks:
        return None
    asked = [
        (_label_field(mark[2]), value.strip()) for mark, (_, value) in zip(marks, _values(text, marks), strict=True)
    ]
    are_own = [field in _BANKS_OWN or _is_account(field, value, account) for field, value in asked]
    if not any(are_own):
        return None
    first = are_own.index(True)
    kept = [
        mark
        for place, (mark, (field, value)) in enumerate(zip(marks, asked, strict=True))
        if (place >= first or field not in _ANYBODYS) and _is_of_kind(field, value)
    ]
    return _tagged(text, kept, _label_field, found, first_word=True)


def _is_account(field: str, value: str, account: str) -> bool:
    run = _IBAN_RUN.match(value) if field == "counterparty_iban" and account else None
    return run is not None and clean(run.group()) == clean(account)


def _is_of_kind(field: str, value: str) -> bool:
    """Nothing, or what such a field may hold: `IBAN: wie gehabt` is the payer's own sentence."""
    if not value or field not in ("counterparty_iban", "counterparty_bic"):
        return True
    if field == "counterparty_bic":
        return is_bic(value.partition(" ")[0])
    run = _IBAN_RUN.match(value)
    return run is not None and looks_like_iban(run.group())


def _label_field(label: str) -> str:
    return _DK.get(label) or next((field for words, field in _LABELS.items() if re.fullmatch(words, label, re.I)), "")


def _tagged(
    text: str,
    marks: list[tuple[int, int, str]],
    field_of: Callable[[str], str],
    found: Found,
    *,
    first_word: bool = False,
) -> str:
    rest = [text[: marks[0][0]]]
    for tag, value in _values(text, marks):
        field = field_of(tag)
        if field == "remittance":
            rest.append(value)
        elif field:
            rest.append(_keep(field, value.strip(), found, first_word=first_word))
    return " ".join(rest)


def _values(text: str, marks: list[tuple[int, int, str]]) -> Iterator[tuple[str, str]]:
    ends = [start for start, *_ in marks[1:]] + [len(text)]
    for (_, start, tag), end in zip(marks, ends, strict=True):
        yield tag, text[start:end]


def _keep(field: str, value: str, found: Found, *, first_word: bool = False) -> str:
    """Puts down the value; returns what cannot be part of it."""
    kept, rest = _cut(field, value, first_word=first_word)
    found.setdefault(field, present(kept))
    return rest


def _cut(field: str, value: str, *, first_word: bool) -> tuple[str, str]:
    if field in _NAMES:
        return value, ""
    if field == "counterparty_iban":
        if iban := iban_at(value):
            return iban[0], value[iban[1] :]
        run = _IBAN_RUN.match(value)
        if run and looks_like_iban(run.group()):
            return clean(run.group()), value[run.end() :]
    if none := _NONE.match(value):
        return "", value[none.end() :]
    if first_word or len(value) > _ID_LENGTH:
        word, _, rest = value.partition(" ")
        return word, rest
    return value, ""
