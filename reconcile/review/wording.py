"""The words a person may write into the editable columns (review.md, columns 1 and 15)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from reconcile.language import Language, phrase
from reconcile.records import DifferenceKind


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    OPEN = ""


_ANSWERS = {
    **dict.fromkeys(["yes", "y", "ja", "j", "x", "ok", "✓", "1", "true", "wahr"], Answer.YES),
    **dict.fromkeys(["no", "n", "nein", "-", "0", "false", "falsch"], Answer.NO),
    "": Answer.OPEN,
}

_KINDS = {
    **{kind.value: kind for kind in DifferenceKind},
    "skonto": DifferenceKind.DISCOUNT,
    "teilzahlung": DifferenceKind.PART_PAYMENT,
    "überzahlung": DifferenceKind.OVERPAYMENT,
    "bankspesen": DifferenceKind.BANK_FEE,
    "kleindifferenz": DifferenceKind.SMALL_DIFFERENCE,
}

KINDS = tuple(kind for kind in DifferenceKind if kind)
#: What the rest of a payment can be; the other kinds say what stays open of an invoice.
REST_KINDS = (DifferenceKind.OVERPAYMENT, DifferenceKind.BANK_FEE, DifferenceKind.SMALL_DIFFERENCE)


def shown_kinds(kinds: Sequence[DifferenceKind], language: Language) -> str:
    """As they stand in a file of that language."""
    return " / ".join(phrase(kind.value, language) for kind in kinds)


def answer_of(cell: str) -> Answer | None:
    """None: not one of the words, hence no decision."""
    return _ANSWERS.get(_plain(cell))


def kind_of(cell: str) -> DifferenceKind | None:
    """None: not one of the words."""
    return _KINDS.get(_plain(cell))


def _plain(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", cell).casefold().split())
