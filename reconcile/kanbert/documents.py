"""Invoices as listed: read once, one per id, and what could not be read of each (api.md U21, F38, F50)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.exact_json import dumps
from reconcile.kanbert.schemas import InvoiceObject, read_object
from reconcile.kanbert.texts import one_line
from reconcile.records import Side

Invoice = TypeVar("Invoice", bound=InvoiceObject)


class Key(NamedTuple):
    """A document; ids are unique only within their list."""

    side: Side
    item_id: str


@dataclass(frozen=True, slots=True)
class Listed(Generic[Invoice]):
    """A document and the reasons why what is read of it cannot be trusted."""

    key: Key
    invoice: Invoice
    doubts: tuple[str, ...]


def listed(model: type[Invoice], side: Side, contents: Iterable[ApiObject]) -> tuple[list[Listed[Invoice]], list[str]]:
    """One document per id, whatever the order of `contents`; and a warning for each that has no id."""
    versions: dict[str, list[ApiObject]] = defaultdict(list)
    warnings = []
    for content in contents:
        item_id = id_of(content)
        if item_id:
            versions[item_id].append(content)
        else:
            warnings.append(f"an {side} document without an id is left out: {_called(content)}")
    return [one_listed(model, side, distinct(copies)) for copies in versions.values()], warnings


def one_listed(model: type[Invoice], side: Side, versions: Sequence[ApiObject]) -> Listed[Invoice]:
    """The first of several versions stands for all, in doubt."""
    invoice, unreadable = read_object(model, versions[0])
    doubts = [f"{name} cannot be read" for name in unreadable]
    if len(versions) > 1:
        doubts.append("Kanbert listed it twice with different contents (U21)")
    if not invoice.id.isprintable() or not invoice.id:
        doubts.append("its id cannot be used (U28)")
    return Listed(Key(side, invoice.id), invoice, tuple(doubts))


def distinct(copies: Sequence[ApiObject]) -> Sequence[ApiObject]:
    """The different contents among objects of one id, in an order of their own."""
    if len(copies) == 1:
        return copies
    texts = {dumps(one): one for one in copies}
    return [texts[text] for text in sorted(texts)]


def id_of(content: ApiObject) -> str:
    one = content.get("id")
    return str(one) if isinstance(one, str) or type(one) is int else ""


def _called(content: ApiObject) -> str:
    number, title = content.get("invoice_number"), content.get("title")
    return one_line(f"{number or ''} {title or ''}")[:80] or "it has no number and no title either"
