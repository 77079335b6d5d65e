"""The details a notification (camt.054) has of an entry that came without them in a statement (camt.053). Pure.

A collective booking is one entry in the statement and its payments stand in the notification (formats.md 1.4.4). The
details move over only where both entries are provably the same one: same money on the same account and day, at least
one common reference, none that contradicts, and exactly one candidate on either side. Everything else is left as it
is, with a note. A notification is never booked itself (pitfall 11).

The entry keeps its token, which is computed on the statement alone; details have tokens of their own
(`identity.enriched_tokens`, money.md 14).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from importers.amounts import exact_text
from importers.identity import enriched_tokens
from importers.statement import EntryLink, Kind, Statement, Transaction

_QR_INSTITUTES = range(30000, 32000)  #: of a QR-IBAN of Switzerland and Liechtenstein (formats.md 4)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of a statement or of a notification."""

    link: EntryLink
    lines: tuple[Transaction, ...]
    file: str

    @property
    def money(self) -> tuple[int, str, date]:
        return sum(line.amount_minor for line in self.lines), self.lines[0].currency, self.lines[0].booking_date

    @property
    def words(self) -> str:
        amount, currency, day = self.money
        return f"{day} {exact_text(amount, currency)} {currency}"


def enriched(statements: Sequence[Statement]) -> list[Statement]:
    """The same statements in the same order; what is done does not depend on that order."""
    wanting = _entries(statements, Kind.STATEMENT)
    offered = _entries(statements, Kind.NOTIFICATION)
    candidates = _candidates(wanting, offered)
    wanted_by = Counter(key for keys in candidates.values() for key in keys)
    sure = {key: keys[0] for key, keys in candidates.items() if len(keys) == 1 and wanted_by[keys[0]] == 1}
    found = {key: offered[sure[key]] if key in sure else None for key in candidates}
    unused = set(offered).difference(sure.values())
    return [
        _left_over(one, unused) if one.kind is Kind.NOTIFICATION else _given(one, found) if one.links else one
        for one in statements
    ]


# ------------------------------------------------------------------------------------------- which entry is which


_Key = tuple[str, str, str, str]


def _entries(statements: Sequence[Statement], kind: Kind) -> dict[_Key, _Entry]:
    """Each once, however many files it stands in. Only booked ones, and of statements only those not split."""
    found: dict[_Key, _Entry] = {}
    for statement in statements:
        if statement.kind is not kind or not statement.links:
            continue
        lines = _by_entry(statement)
        for link in statement.links:
            file = statement.source.path.replace("\\", "/").rpartition("/")[2]
            entry = _Entry(link, lines.get(link.entry_id, ()), file)
            if not entry.lines or not all(line.is_booked for line in entry.lines):
                continue
            if kind is Kind.NOTIFICATION or len(entry.lines) == 1:
                found.setdefault(_key(link), entry)
    return found


def _by_entry(statement: Statement) -> dict[str, tuple[Transaction, ...]]:
    lines: defaultdict[str, list[Transaction]] = defaultdict(list)
    for line in statement.transactions:
        lines[line.entry_id].append(line)
    return {entry_id: tuple(some) for entry_id, some in lines.items()}


def _key(link: EntryLink) -> _Key:
    """The message is left out: a copy is another message."""
    return link.entry_id, link.bank_reference, link.batch, link.entry_reference


def _candidates(wanting: Mapping[_Key, _Entry], offered: Mapping[_Key, _Entry]) -> dict[_Key, list[_Key]]:
    """Entry of a statement -> the entries of notifications that are provably the same; only where there are any."""
    of_money: defaultdict[tuple[int, str, date], list[_Key]] = defaultdict(list)
    for key, entry in offered.items():
        of_money[entry.money].append(key)
    found = {
        key: [other for other in of_money.get(entry.money, ()) if _is_the_same(entry, offered[other])]
        for key, entry in wanting.items()
    }
    return {key: keys for key, keys in found.items() if keys}


def _is_the_same(entry: _Entry, notified: _Entry) -> bool:
    """At least one reference in common, none against it."""
    if not _same_account(entry, notified):
        return False
    here, there = entry.link, notified.link
    pairs = [(here.bank_reference, there.bank_reference), (here.batch, there.batch), (here.message, there.message)]
    if any(one and other and one != other for one, other in pairs[:2]):
        return False
    agreed = any(one and one == other for one, other in pairs)
    return agreed or (here.entry_reference == there.entry_reference and _is_qr_iban(here.entry_reference))


def _same_account(entry: _Entry, notified: _Entry) -> bool:
    """The notification may name the QR-IBAN the money was sent to, the statement then names it as the entry's."""
    own, theirs = entry.lines[0].account, notified.lines[0].account
    return bool(own) and (own == theirs or (theirs == entry.link.entry_reference and _is_qr_iban(theirs)))


def _is_qr_iban(text: str) -> bool:
    institute = text[4:9]
    return text[:2] in ("CH", "LI") and len(text) == 21 and institute.isdecimal() and int(institute) in _QR_INSTITUTES


# ------------------------------------------------------------------------------------------------ what becomes of it


def _given(statement: Statement, found: Mapping[_Key, _Entry | None]) -> Statement:
    """The statement with its entries itemised, and a note for each that was, or could not be."""
    links = {link.entry_id: link for link in statement.links}
    lines: list[Transaction] = []
    notes: list[str] = []
    for line in statement.transactions:
        link = links.get(line.entry_id)
        if link is None or _key(link) not in found:
            lines.append(line)
            continue
        details, note = _itemised(line, link, found[_key(link)])
        lines += details
        notes.append(f"{_Entry(link, (line,), '').words}: {note}")
    return replace(statement, transactions=tuple(lines), warnings=(*statement.warnings, *notes))


def _itemised(whole: Transaction, link: EntryLink, notified: _Entry | None) -> tuple[list[Transaction], str]:
    """The lines that stand for `whole` now, and what was done in words. `notified`: None where several could be it."""
    if notified is None:
        return [whole], "more than one entry of a notification could have its details; it stays one line"
    details, source = notified.lines, notified.file
    if link.details >= notified.link.details:
        return [whole], f"{source} has no more details of it than the statement"
    if len(details) == 1 and notified.link.details == 1:
        return [_detail(details[0], whole, whole.transaction_id)], f"its details are from {source}"
    if len(details) < 2 or len(details) != len(notified.link.raw):
        return [whole], f"its details in {source} do not add up to it; it stays one line"
    tokens = enriched_tokens(whole.entry_id, notified.link.raw)
    parts = [_detail(one, whole, token) for one, token in zip(details, tokens, strict=True)]
    assert sum(part.amount_minor for part in parts) == whole.amount_minor, "details add up to their entry"
    return parts, f"its {len(parts)} details are from {source}"


def _detail(detail: Transaction, whole: Transaction, token: str) -> Transaction:
    """What the notification says about a payment, under what the statement says about the booking."""
    return replace(
        detail,
        transaction_id=token,
        entry_id=whole.entry_id,
        account=whole.account,
        value_date=whole.value_date,
        status=whole.status,
        batch_id=whole.batch_id or detail.batch_id,
        bank_reference=detail.bank_reference or whole.bank_reference,
        bank_code=detail.bank_code or whole.bank_code,
        booking_text=detail.booking_text or whole.booking_text,
        line=whole.line,
        warnings=(*whole.warnings, *detail.warnings),
    )


def _left_over(notification: Statement, unused: set[_Key]) -> Statement:
    left = sum(_key(link) in unused for link in notification.links)
    if not left:
        return notification
    note = f"{left} of its {notification.entries} entries give no details to the statements handed in; none is booked"
    return replace(notification, warnings=(*notification.warnings, note))
