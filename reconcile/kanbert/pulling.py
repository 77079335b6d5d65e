"""Reading Kanbert: everything, or only what can still matter, and never less than that (api.md U9, U10, U21).

What can still matter: every document that is not paid or cancelled, every payment on one of these whatever its date,
and the payments and documents since a day, from which the matcher learns. Open items are derived from the first two
alone, so they are the same as after reading everything. A filter is believed only after it found a row known to be
there; where it does not, the whole list is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from typing import TYPE_CHECKING

from importers.errors import Problem
from reconcile.errors import KanbertUnavailable
from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.conditions import Condition, holds
from reconcile.kanbert.documents import id_of
from reconcile.kanbert.lists import ONLY_ARCHIVED, WITH_ARCHIVED, ListName
from reconcile.kanbert.open_amounts import CANCELLED, PAYMENT_STATUSES
from reconcile.kanbert.pages import key_of
from reconcile.kanbert.refusals import QuestionRefused
from reconcile.kanbert.snapshot import Snapshot, space_of
from reconcile.records import Side
from reconcile.seams import Clock

if TYPE_CHECKING:
    from reconcile.kanbert.client import KanbertClient

#: The matcher learns whose account is whose from the payments of a year and a bit: who pays once a year is known.
HISTORY = timedelta(days=400)
#: What is settled; everything else, a word nobody knows included, can still matter.
_SETTLED = {Side.OUTGOING: ("paid", CANCELLED), Side.INCOMING: ("paid",)}
#: Finds them.
UNSETTLED = {side: Condition("payment_status", "nin", words) for side, words in _SETTLED.items()}
_LIST = {Side.OUTGOING: ListName.OUTGOING, Side.INCOMING: ListName.INCOMING}
#: Ids of one question; with their quotes and commas percent-encoded far below the 8 kB a server may allow an address.
_IDS_LENGTH = 1500
#: More documents that come and go between readings are no unstable list but a broken one.
_MOST_REREAD = 200

Progress = Callable[[str, int], None]


def pull(
    client: KanbertClient,
    *,
    clock: Clock,
    since: date | None = None,
    currency_known: bool = False,
    on_progress: Progress | None = None,
) -> Snapshot:
    """Read what can still matter and what happened from `since` on; everything with `since=None`.

    `currency_known`: a home currency is configured; without it all outgoing invoices are read, because all of them
    decide it (money.md 6). `on_progress(list, rows so far)` after each page. Raises what the client's reads raise.

    Payments come last: one booked meanwhile contradicts its invoice and makes it unknown, never too open (U7).
    """
    pulling = _Pulling(client, on_progress or (lambda *_: None))
    accounts = pulling.whole(ListName.ACCOUNTS)
    documents = {
        side: pulling.documents(side, since, whole=side is Side.OUTGOING and not currency_known) for side in Side
    }
    payments = pulling.payments(documents, since)
    return Snapshot(
        payment_accounts=tuple(accounts),
        outgoing=tuple(documents[Side.OUTGOING]),
        incoming=tuple(documents[Side.INCOMING]),
        payments=tuple(payments),
        space=space_of(client.base_url, accounts, clock),
        partial=tuple(pulling.partial),
        notes=tuple(pulling.notes),
    )


class _Pulling:
    """One pull: what it learned about Kanbert's filters, and what a person should know of it."""

    def __init__(self, client: KanbertClient, on_progress: Progress) -> None:
        self._client = client
        self._on_progress = on_progress
        self._archived: tuple[Condition, ...] = (WITH_ARCHIVED,)
        self.partial: list[str] = []
        self.notes: list[str] = []

    # ---------------------------------------------------------------------------------------------------- lists

    def whole(self, name: ListName, *conditions: Condition) -> list[ApiObject]:
        return self._client.listing(name, *conditions, on_rows=self._telling(name)).rows

    def _keys(self, name: ListName, *conditions: Condition) -> set[str]:
        """A second reading, with pages of another size: what is lost between two pages is another row this time."""
        size = self._client.page_size
        return self._client.keys(name, *conditions, page_size=size - size // 8, on_rows=self._telling(name, "again"))

    def _telling(self, *words: str) -> Callable[[int], None]:
        kind = " ".join(words).replace("-", " ")
        return lambda rows: self._on_progress(kind, rows)

    # ------------------------------------------------------------------------------------------------ documents

    def documents(self, side: Side, since: date | None, *, whole: bool) -> list[ApiObject]:
        if since is None or whole or not self._knows_unsettled(side):
            return self._stable(side)
        found = {key_of(row): row for row in self._stable(side, UNSETTLED[side])}
        for row in self.whole(_LIST[side], Condition("date_of_invoice", "gte", since.isoformat())):
            found.setdefault(key_of(row), row)
        self.partial.append(side.value)
        return list(found.values())

    def _knows_unsettled(self, side: Side) -> bool:
        sample = self._client.first_page(_LIST[side]).rows
        if not sample or finds_by_status(self._client, side, sample):
            return True
        self.notes.append(f"{side} documents are not found by their payment status, so all of them were read (U9)")
        return False

    def _stable(self, side: Side, *conditions: Condition) -> list[ApiObject]:
        """Two readings should show the same documents, else a third and one of them; whatever is not in all of them is
        asked for by its id (U21)."""
        rows = {key_of(row): row for row in self.whole(_LIST[side], *conditions)}
        readings = [set(rows), self._keys(_LIST[side], *conditions)]
        if readings[0] != readings[1]:
            readings.append(self._keys(_LIST[side], *conditions))
        always = set.intersection(*readings)
        fickle = set.union(*readings) - always
        if fickle and readings[2] not in readings[:2]:
            self.notes.append(
                f"unstable listing: {len(fickle)} of the {side} documents are shown by one reading and not by another; "
                "they were asked for one by one (U21)"
            )
        if len(fickle) > _MOST_REREAD:
            raise _never_the_same(_LIST[side])
        again = {key: self._reread(side, key, conditions) for key in sorted(fickle)}
        return [row for key in [*rows, *sorted(fickle - set(rows))] if (row := again.get(key, rows.get(key)))]

    def _reread(self, side: Side, item_id: str, conditions: Sequence[Condition]) -> ApiObject | None:
        read = self._client.outgoing_invoice if side is Side.OUTGOING else self._client.incoming_invoice
        row = read(item_id)
        return row if row is not None and all(holds(row, one) for one in conditions) else None

    # ------------------------------------------------------------------------------------------------- payments

    def payments(self, documents: Mapping[Side, Iterable[ApiObject]], since: date | None) -> list[ApiObject]:
        """Archived ones too, for the audit; open items never count them."""
        sample = self._client.first_page(ListName.PAYMENTS).rows
        self._learn_archived(sample)
        if since is not None and self._finds_by_document(sample):
            try:
                found = self._payments_since(since, documents, sample)
            except _NotUnderstood:
                self.notes.append(_BY_DOCUMENT)
            else:
                self.partial.append("payments")
                return list(found.values())
        return list(self._agreed([self._archived]).values())

    def _payments_since(
        self, since: date, documents: Mapping[Side, Iterable[ApiObject]], sample: Iterable[ApiObject]
    ) -> dict[str, ApiObject]:
        recent = self._read([(Condition("date_of_payment", "gte", since.isoformat()), *self._archived)])
        known = {key_of(row): row for row in sample} | recent
        found = dict(known)
        for side, rows in documents.items():
            unsettled = [row for row in rows if holds(row, UNSETTLED[side])]
            unpaid = [id_of(row) for row in unsettled if row.get("payment_status") == "open"]
            begun = [id_of(row) for row in unsettled if row.get("payment_status") != "open"]
            # A payment on an unpaid document contradicts its status anyway; missed on a begun one, too much seems open.
            paying = self._read(self._paying(side, unpaid)) | self._agreed(self._paying(side, begun))
            _check_all_found(known, paying, {(side, item_id) for item_id in (*unpaid, *begun)})
            found |= paying
        return found

    def _paying(self, side: Side, item_ids: Iterable[str]) -> list[tuple[Condition, ...]]:
        return [(paid_on(side, some), *self._archived) for some in _portions(filter(None, item_ids))]

    def _read(self, questions: Iterable[tuple[Condition, ...]]) -> dict[str, ApiObject]:
        rows: dict[str, ApiObject] = {}
        for conditions in questions:
            listing = self._client.listing(ListName.PAYMENTS, *conditions)
            if listing.outside and any(one.field != WITH_ARCHIVED.field for one in conditions):
                raise _NotUnderstood
            rows.update((key_of(row), row) for row in listing.rows)
            self._on_progress("payments", len(rows))
        return rows

    def _agreed(self, questions: Sequence[tuple[Condition, ...]]) -> dict[str, ApiObject]:
        """Two readings in a row that show the same payments: one that is missed would leave too much open (U21)."""
        rows = self._read(questions)
        again = self._keys_of(questions)
        if again != set(rows):
            rows = self._read(questions)
        if again != set(rows):
            raise _never_the_same(ListName.PAYMENTS)
        return rows

    def _keys_of(self, questions: Iterable[tuple[Condition, ...]]) -> set[str]:
        return {key for conditions in questions for key in self._keys(ListName.PAYMENTS, *conditions)}

    def _learn_archived(self, sample: Sequence[ApiObject]) -> None:
        """Can archived payments be seen beside live ones, by `archived eq with` or in two questions (U10, `lists`)?"""
        for condition in (WITH_ARCHIVED, ONLY_ARCHIVED):
            try:
                shown = self._client.first_page(ListName.PAYMENTS, condition)
            except QuestionRefused:
                continue
            live = {key_of(row) for row in shown.rows if not row.get("deleted_at")}
            if condition is ONLY_ARCHIVED or not sample or live:
                return
            break  # a question that hides what is there (U9)
        self._archived = ()
        self.notes.append("archived payments cannot be seen, so nothing tells whether one was deleted (U10)")

    def _finds_by_document(self, sample: Sequence[ApiObject]) -> bool:
        """Are known payments found by the documents they pay (U9)? Where there is no payment, none can be missed."""
        if not sample:
            return True
        known = {side: (row, item_id) for row in reversed(sample) for side, item_id in documents_paid_by(row)}
        finds = self._client.finds
        if known and all(finds(ListName.PAYMENTS, row, paid_on(side, (one,))) for side, (row, one) in known.items()):
            return True
        self.notes.append(_BY_DOCUMENT)
        return False


class _NotUnderstood(Exception):
    """Kanbert sent payments that were not asked for, or not all that were."""


def _check_all_found(
    known: Mapping[str, ApiObject], paying: Mapping[str, ApiObject], asked: Set[tuple[Side, str]]
) -> None:
    """A live payment known otherwise and not found by the document it pays: older ones may be missed, too (U9)."""
    for key, row in known.items():
        if key not in paying and not row.get("deleted_at") and not asked.isdisjoint(documents_paid_by(row)):
            raise _NotUnderstood


_BY_DOCUMENT = "payments are not found by the documents they pay, so all of them were read (U9)"


def finds_by_status(client: KanbertClient, side: Side, sample: Iterable[ApiObject]) -> bool:
    """Is a document found by its own payment status, through the operator the pull relies on (U9)?"""
    known = next((row for row in sample if row.get("payment_status") in PAYMENT_STATUSES[side]), None)
    if known is None:
        return False
    others = tuple(sorted(PAYMENT_STATUSES[side] - {known["payment_status"]}))
    return client.finds(_LIST[side], known, Condition("payment_status", "nin", others))


def documents_paid_by(payment: ApiObject) -> Iterator[tuple[Side, str]]:
    bookings = payment.get("bookings")
    for booking in bookings if isinstance(bookings, list) else ():
        live = isinstance(booking, dict) and not booking.get("deleted_at")
        for side in Side if live else ():
            item_id = booking.get(f"{side}_invoice_id")
            if isinstance(item_id, str) and item_id:
                yield side, item_id


def paid_on(side: Side, item_ids: tuple[str, ...]) -> Condition:
    return Condition(f"{side}_invoice.id", "in", item_ids)


def _portions(item_ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """As many ids as fit into one question."""
    portion: list[str] = []
    length = 0
    for item_id in item_ids:
        size = len(item_id.encode()) + 8
        if portion and length + size > _IDS_LENGTH:
            yield tuple(portion)
            portion, length = [], 0
        portion.append(item_id)
        length += size
    if portion:
        yield tuple(portion)


def _never_the_same(name: ListName) -> KanbertUnavailable:
    return KanbertUnavailable(
        Problem(
            place=f"GET /{name}",
            sentence="the list shows other rows at each reading, so what is open cannot be known (U21)",
            remedy="run it again when nobody is booking; if it stays, report it",
            code="kanbert-changing-list",
        )
    )
