"""What the details say in words and structured: remittance, references, documents, and the tags inside free text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from importers import camt_amounts, identifiers
from importers import camt_values as values
from importers.camt_fields import Record
from importers.statement import ReferredDocument
from importers.text_tags import Found, parse_tags

#: Flags of the Swiss slip reader, not text for people (formats.md 1.3).
_SLIP_FLAGS = ("?REJECT?", "?ERROR?")
#: Of a long text only so much is looked through for a number that it may already hold: the cost stays linear.
_LOOKED_AT = 10_000
SIDES = frozenset(("debtor_name", "debtor_account", "creditor_name", "creditor_account"))
_CREDIT_NOTE = "CREN"
_REMITTED = "REMI"  #: ISO 20022 external document amount type: amount remitted


@dataclass(slots=True)
class Texts:
    remittance: str
    booking_text: str  #: the bank's own words
    tags: Found  #: what was found inside the words, for fields the bank left empty
    reference: str = ""  #: the creditor reference; "" where details that stay one line have different ones
    reference_named: tuple[str, ...] = ()  #: what the file says of its kind


def texts_of(details: list[Record], entry: Record, *, of_part: bool = False) -> Texts:
    """The details' remittance information; where they have none, the entry's text is the only one (formats.md 1.3)."""
    remittance = " ".join(filter(None, map(_remittance, details))) if len(details) != 1 else _remittance(details[0])
    booking_text = values.one_line(entry.get("booking_text")) or _unused(details, remittance)
    structured = [detail for detail in details if "structured" in detail.groups]
    references = dict(pair for detail in structured for pair in _references(detail)) if structured else {}
    reference, named = next(iter(references.items())) if references else ("", ())
    if len(details) > 1 and len(references) > 1:
        remittance, reference, named = " ".join(filter(None, (remittance, *references))), "", ()
    from_entry = not of_part and not any(map(_says_something, details))
    words, tags = booking_text if from_entry else remittance, {}
    if len(details) < 2 and all(map(_lacks_fields, details)):  # of several details no id is that of the line
        tags = parse_tags(words)
        words = tags.pop("remittance", words)
        if not tags and not (from_entry or of_part):
            tags = parse_tags(booking_text)
            tags.pop("remittance", "")
    return Texts(words, tags.pop("booking_text", booking_text), tags, reference, named)


def _unused(details: list[Record], remittance: str) -> str:
    """The further text of the only detail, where it is not already the remittance: then it is the bank's word too."""
    further = values.one_line(details[0].get("further_text")) if len(details) == 1 else ""
    return "" if further == remittance else further


def _says_something(detail: Record) -> bool:
    return bool(detail.texts) or "further_text" in detail.values


def _lacks_fields(detail: Record) -> bool:
    """No reference of the payment, or nothing of the other side: it may all stand in the text (pitfalls 22)."""
    return "end_to_end_id" not in detail.values or SIDES.isdisjoint(detail.values)


def _remittance(detail: Record) -> str:
    return remittance_of(detail.texts, detail.get("further_text"))


def remittance_of(texts: Sequence[tuple[str, str]], further_text: str) -> str:
    """The unstructured text; then document numbers and further texts that it does not hold; else the further text."""
    if len(texts) == 1 and texts[0][0] == "text":
        return values.one_line(texts[0][1])
    parts = [values.joined([text for kind, text in texts if kind == "text"])]
    known = parts[0][:_LOOKED_AT]
    for kind, one in texts:
        more = values.one_line(one) if kind in ("document", "further") else ""
        if more and more not in known and not more.startswith(_SLIP_FLAGS):
            parts.append(more)
            known = f"{known} {more}"[:_LOOKED_AT]
    return " ".join(filter(None, parts)) or values.one_line(further_text)


def _references(detail: Record) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(reference, what the file says of its kind), in document order."""
    for one in detail.groups.get("structured", ()):
        for kind, text in one.texts:
            reference = identifiers.present(values.one_line(text)) if kind == "reference" else ""
            if reference:
                yield reference, (one.get("reference_type"), one.get("reference_issuer"))


# --------------------------------------------------------------------------------------------------------- documents


def documents_of(detail: Record, currency: str) -> tuple[ReferredDocument, ...]:
    if "structured" not in detail.groups:
        return ()
    found = []
    for one in detail.groups["structured"]:
        documents = one.groups.get("documents", ())
        for document in documents:
            number = next((values.one_line(text) for kind, text in document.texts if kind == "document"), "")
            kind = document.get("kind")
            minor = _amount(one, kind, currency) if len(documents) == 1 else None
            if number:
                found.append(ReferredDocument(number=number, kind=kind, day=_day(document), amount_minor=minor))
    return tuple(found)


def _day(document: Record) -> date | None:
    try:
        return values.parse_day(document.get("day"))[0]
    except ValueError:
        return None


def _amount(structured: Record, kind: str, currency: str) -> int | None:
    """What was remitted for a document, or credited by it: all three forms (formats.md 1.2), in that currency only."""
    fields: tuple[str, ...] = ("remitted",)
    typed = _REMITTED
    if kind == _CREDIT_NOTE:
        fields, typed = ("credited", "remitted"), _CREDIT_NOTE
    stated = [(structured.get(name), structured.get(f"{name}_currency")) for name in fields]
    amounts = structured.groups.get("amounts", ())
    stated += [(one.get("amount"), one.get("currency")) for one in amounts if one.get("type") == typed]
    for text, named in stated:
        if text and named in (currency, ""):
            return camt_amounts.minor_of(text, currency)
    return None
