"""What a reader says while it goes through a file: header, entries, footer, for each statement in turn.

A huge file is consumed event by event and never becomes one list. Nothing may be used before the last event has
arrived: a file whose last line is broken is refused whole, and that is known only at its end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from importers.statement import Balance, EntryLink, Kind, Proof, Source, Statement, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A statement begins."""

    source: Source
    kind: Kind = Kind.STATEMENT
    statement_id: str
    account: str
    account_name: str
    currency: str
    from_date: date | None
    to_date: date | None
    page: str = ""  #: the statement's page number where the bank counts pages


@dataclass(frozen=True, slots=True)
class Entry:
    """One booking as the bank books it: one transaction, or its details where it is itemised."""

    transactions: tuple[Transaction, ...]
    is_reversal: bool = False  #: ISO 20022 `RvslInd`: undoes an earlier entry
    link: EntryLink | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """A statement ends. The signs of its reversals are final only now (formats.md 1.4.2)."""

    opening: Balance | None
    closing: Balance | None
    proof: Proof
    reversals_flipped: bool = False  #: the entries with `is_reversal` count with the opposite sign
    warnings: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


Event = Header | Entry | Footer


@dataclass(slots=True)
class _Draft:
    header: Header
    entries: list[Entry]
    footer: Footer | None = None


def assemble(events: Iterator[Event]) -> list[Statement]:
    """All statements of a file, its pages put together; raises whatever the events raise."""
    from importers import verify

    drafts: list[_Draft] = []
    for event in events:
        match event:
            case Header():
                drafts.append(_Draft(event, []))
            case Entry():
                drafts[-1].entries.append(event)
            case Footer():
                drafts[-1].footer = event
    return [verify.bound(pages) for pages in _by_statement(drafts)]


def _by_statement(drafts: list[_Draft]) -> Iterator[list[tuple[Header, list[Entry], Footer]]]:
    """Pages of one statement (same account and id, different page numbers) belong together; all else stands alone.

    Only pages of one file: those of two files count equal lines each for itself.
    """
    chains: list[list[_Draft]] = []
    of_key: dict[object, list[list[_Draft]]] = {}
    copies: Counter[object] = Counter()
    for draft in drafts:
        key, page = _key(draft.header), draft.header.page
        same = of_key.setdefault(key, []) if page else []
        copy = copies[key, page]  # a page goes to the first chain without it: the chains with it are the first ones
        copies[key, page] += 1
        if copy < len(same):
            same[copy].append(draft)
        else:
            same.append([draft])
            chains.append(same[-1])
    for chain in chains:
        yield [(one.header, one.entries, one.footer) for one in chain if one.footer is not None]


def _key(header: Header) -> tuple[str, str, str]:
    return header.source.sha256, header.account, header.statement_id
