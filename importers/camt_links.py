"""What ties an entry of a camt.053 to the same entry of a camt.054, which has its details (formats.md 1.4.4)."""

from __future__ import annotations

from importers.camt_fields import Record
from importers.identifiers import present
from importers.identity import EntryIdentity
from importers.statement import EntryLink


def link(entry: Record, identity: EntryIdentity, message_id: str) -> EntryLink | None:
    """After the entry was read. `message_id`: of a notification, "" in a statement. None for the usual entry of a
    statement, which came with its one detail or was split."""
    details = len(entry.groups.get("details", ()))
    if not message_id and (identity.raw_details or not _may_have_more(entry, details)):
        return None
    payment, message = entry.get("batch_payment"), entry.get("batch_message")
    return EntryLink(
        entry_id=identity.token,
        bank_reference=_told(entry.get("bank_reference")),
        batch=f"{message} {payment}" if message and payment else "",
        entry_reference=_told(entry.get("entry_reference")),
        message=message_id or entry.get("details_in"),
        details=details,
        raw=tuple(identity.raw_details) if message_id else (),
    )


def _told(reference: str) -> str:
    """A reference of nothing but zeros would tie together what has nothing to do with each other."""
    return present(reference) if reference.strip("0") else ""


def _may_have_more(entry: Record, details: int) -> bool:
    said = entry.values.get
    return details != 1 or said("batch_size", "1") not in ("", "1") or bool(said("details_in"))
