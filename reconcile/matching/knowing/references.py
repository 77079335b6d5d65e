"""Structured creditor references, in the payment and on the documents.

A reference carries a payload (customer and invoice number) and check digits. It names a document when the reference, or
its payload, is one the document carries; valid check digits alone say nothing about whose reference it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from importers import identifiers
from importers.identifiers import Reference
from importers.statement import Transaction
from reconcile.matching.knowing.quotable import Quotable
from reconcile.matching.reading.joins import are_in
from reconcile.matching.reading.offers import Offers, offers
from reconcile.matching.reading.runs import Hashes, Ints, Keys, Runs, cut, joined_runs
from reconcile.matching.reading.text import MIN_REFERENCE, Strength, reference_keys, squeeze
from reconcile.matching.reading.texts import Texts

#: Where a reference may stand in free text; its check digits decide. What comes first is quickly looked for.
_RF = re.compile(r"rf(?<=\brf)[0-9]{2}(?: ?[a-z0-9]{4}){0,5} ?[a-z0-9]{1,4}\b")
_QRR = re.compile(r"[0-9][0-9](?<=\b[0-9]{2})(?:[0-9]{25}|(?: [0-9]{5}){5})\b")


PaidReferences = tuple[list[int], list[str]]


def paid_references(transactions: Sequence[Transaction], texts: Texts) -> PaidReferences:
    """(position of the transaction, key) of every structured reference a payment carries."""
    given = ((place, one.creditor_reference) for place, one in enumerate(transactions) if one.creditor_reference)
    found = list(references_in(texts.folded))
    written = zip(texts.lines_at([place for place, _ in found]), (text for _, text in found), strict=True)
    rows = [(place, key) for place, text in (*given, *written) if place >= 0 for key in reference_keys(text)]
    return [place for place, _ in rows], [key for _, key in rows]


def is_anothers(reference: str, own: Iterable[str]) -> bool:
    """A structured reference, where those of the document are of the same kind and are others."""
    kind = identifiers.reference_kind(reference)
    theirs = [one for one in own if identifiers.reference_kind(one) is kind] if kind is not Reference.NONE else []
    keys = {key for one in theirs for key in reference_keys(one)}
    return bool(theirs) and keys.isdisjoint(reference_keys(reference))


def is_miswritten(reference: str, own: Iterable[str]) -> bool:
    """It has the form of a structured reference and other check digits than it should: its number may be misread. What
    a document asks for so is its reference all the same."""
    whole = squeeze(reference)
    if not identifiers.has_checked_form(whole) or identifiers.reference_kind(reference) is not Reference.NONE:
        return False
    return whole not in map(squeeze, own)


def references_in(folded: str) -> Iterator[tuple[int, str]]:
    """(place, text) of references with valid check digits that stand in folded free text."""
    for match in _RF.finditer(folded):
        yield from ((match.start(), text) for text in _longest_valid(match.group()))
    for match in _QRR.finditer(folded):
        if identifiers.reference_kind(match.group()) is Reference.QRR:
            yield match.start(), match.group()


def _longest_valid(text: str) -> Iterator[str]:
    """A reference is followed by words: of the groups that may belong to it, as many as the check digits allow."""
    groups = text.split(" ")
    for count in range(len(groups), 0, -1):
        candidate = " ".join(groups[:count])
        if identifiers.reference_kind(candidate) is Reference.RF:
            yield candidate
            return


def reference_offers(texts: Quotable, asked: Hashes) -> Offers:
    """What documents offer to be found by, if it is asked for: their numbers and texts, whole, without leading zeros,
    and digits alone."""
    numbers = _whole_offers(texts.numbers, np.arange(len(texts.numbers.first) - 1), np.sort(asked))
    return numbers + _whole_offers(texts.further, texts.item, np.sort(asked))


def _whole_offers(runs: Runs, items: Ints, asked: Hashes) -> Offers:
    opening = np.zeros(len(runs.text), dtype=bool)
    firsts = runs.first[:-1][runs.count > 0]
    opening[firsts] = True
    forms = (
        joined_runs(runs, runs.raw),
        joined_runs(runs, runs.raw.unless(opening, runs.bare)),
        bare_digits(runs),
    )
    strength = np.full(len(items), Strength.WHOLE, dtype=np.int8)
    return offers(
        [(form, strength, (form.length >= MIN_REFERENCE) & are_in(form.hash, asked)) for form in forms], items
    )


def bare_digits(runs: Runs) -> Keys:
    """Of each text its digits alone, without leading zeros."""
    first = np.zeros(len(runs.text), dtype=bool)
    places = np.flatnonzero(runs.digits)
    first[places[np.unique(runs.text[places], return_index=True)[1]]] = True
    return joined_runs(runs, runs.raw.unless(first, runs.bare), runs.digits)


def keys_of(texts: Sequence[str]) -> Hashes:
    """The key of each text as a whole: letters and digits only."""
    runs = cut(texts)
    return joined_runs(runs, runs.raw).hash
