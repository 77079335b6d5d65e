"""From a seed and a size to a world: books and bank lines in the program's own nouns, and the truth about each line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from importers.identity import Ordinals, RawLine
from importers.statement import Original, Transaction
from reconcile.collector import resting_collector
from reconcile.records import BankLine, Books, Document, KnownAccount, OpenItem, PaymentAccount, Side
from worlds.ahead import lead_of, pay_ahead
from worlds.calendar import day_of
from worlds.cast import House, OwnAccount, Party, cast
from worlds.dice import Dice
from worlds.hints import deal_hints
from worlds.index import Index
from worlds.ledger import Doc, Pay, ledger
from worlds.mixtures import Mixtures
from worlds.noise import Stray, Strays, own_account
from worlds.numbering import number_all
from worlds.oracle import Oracle
from worlds.payers import Payers
from worlds.setting import Setting, setting_of
from worlds.steady import give_habits
from worlds.truth import Truth
from worlds.wording import Text, Writer
from worlds.words import Words

#: Documents a line needs on average, retainers' leftovers and unpaid ones included: sizes the cast.
_DOCUMENTS_PER_LINE = 1.0
_HOME = "EUR"
_BOOKING_TEXTS = {
    "PMNT/RCDT/ESCT": "GUTSCHR. UEBERWEISUNG",
    "PMNT/ICDT/ESCT": "SEPA-UEBERWEISUNG",
    "PMNT/ICDT/STDO": "DAUERAUFTRAG",
    "PMNT/RDDT/ESDD": "FOLGELASTSCHRIFT",
    "PMNT/IDDT/ESDD": "LASTSCHRIFTEINZUG",
    "PMNT/IDDT/UPDD": "RETOURENBELASTUNG",
    "PMNT/CCRD/POSD": "KARTENZAHLUNG",
    "PMNT/CCRD/CWDL": "BARGELDAUSZAHLUNG",
    "PMNT/RCDT/BOOK": "UMBUCHUNG",
    "ACMT/MDOP/CHRG": "ENTGELT",
    "ACMT/MDOP/INTR": "ZINSEN",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """`truths[i]` is about `lines[i]`; lines stand in order of date, as statements do."""

    seed: int
    family: str
    books: Books
    lines: tuple[BankLine, ...]
    truths: tuple[Truth, ...]
    docs: tuple[Doc, ...]  #: the generator's own view, for export and report
    houses: tuple[House, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the oracle says, as places of payments."""

    decided: set[int]
    oldest_right: set[int]


@resting_collector()
def world_of(seed: int, size: int) -> World:
    """`size` bank lines and about as many documents. Of which family: `mixtures.family_of`.

    The same seed and size give the same world, byte for byte, on every platform.
    """
    setting = setting_of(seed)
    family, words, mix = setting.family, setting.words, setting.mix
    strays_wanted = round(size * mix.of("noise"))
    houses = cast(Dice(seed, "cast"), setting, size=round((size - strays_wanted) * _DOCUMENTS_PER_LINE))
    give_habits(Dice(seed, "habits"), mix, houses)
    book = ledger(Dice(seed, "ledger"), setting, houses, payments=size - strays_wanted)
    pay_ahead(Dice(seed, "ahead"), mix, book)
    number_all(Dice(seed, "numbers"), book.docs, family)
    parties = [party for house in houses for party in (*house.customers, *house.suppliers)]
    _dress(seed, words, mix, book.pays, parties)
    strays = Strays(Dice(seed, "noise"), words, houses, _visible(book.docs), family).make(mix, strays_wanted)
    texts = _texts(seed, setting, book.docs, book.pays)
    oracle = Oracle(book.docs, book.pays, lead=lead_of(mix))
    decided = oracle.decided()
    known = Known(decided, oracle.oldest_first(decided))
    lines, truths = _lines(family, houses=houses, pays=book.pays, strays=strays, texts=texts, known=known)
    return World(
        seed=seed,
        family=family,
        books=_books(houses, book.docs, parties, family, digest=_digest(seed, size)),
        lines=tuple(lines),
        truths=tuple(truths),
        docs=tuple(book.docs),
        houses=tuple(houses),
    )


def _visible(docs: Iterable[Doc]) -> list[Doc]:
    return [doc for doc in docs if doc.booked and not doc.credit]


def _dress(seed: int, words: Words, mix: Mixtures, pays: Sequence[Pay], parties: Sequence[Party]) -> None:
    dice = Dice(seed, "payers")
    for place, pay in enumerate(pays):
        pay.place = place
        pay.party.lines += 1
    mixed = list(parties)
    dice.shuffle(mixed)
    payers = Payers(dice, words, mix)
    payers.name(mixed)
    payers.dress(pays, parties)


def _texts(seed: int, setting: Setting, docs: Sequence[Doc], pays: Sequence[Pay]) -> list[Text]:
    deal_hints(Dice(seed, "hints"), setting.mix, pays)
    writer = Writer(Dice(seed, "texts"), setting, Index(docs))
    return [writer.text_of(pay) for pay in pays]


# ------------------------------------------------------------------------------------------------------------- lines


def _lines(
    family: str,
    *,
    houses: Sequence[House],
    pays: Sequence[Pay],
    strays: Sequence[Stray],
    texts: Sequence[Text],
    known: Known,
) -> tuple[list[BankLine], list[Truth]]:
    ordinals: dict[tuple[str, int, int], Ordinals] = {}
    lines, truths = [], []
    for one in _in_time_order(pays, strays):
        if isinstance(one, Pay):
            own = own_account(one.party, houses, _currency_of(one))
            transaction = _of_pay(one, own, texts[one.place], day_of(family, one.day), ordinals)
            truth = _truth_of_pay(transaction.transaction_id, one, known)
        else:
            own = one.own
            transaction = _of_stray(one, day_of(family, one.day), ordinals)
            truth = Truth(line=transaction.transaction_id, reason=one.reason, traits=("noise", *one.traits))
        lines.append(_bank_line(transaction, own))
        truths.append(truth)
    return lines, truths


def _in_time_order(pays: Sequence[Pay], strays: Sequence[Stray]) -> list[Pay | Stray]:
    """Payments and strays of a day are mixed by amount, which says nothing."""
    together: list[Pay | Stray] = [*pays, *strays]
    together.sort(key=lambda one: (one.day, abs(one.amount) % 997))
    return together


def _currency_of(pay: Pay) -> str:
    doc = pay.docs[0][0] if pay.docs else pay.about[0]
    return doc.currency if doc.currency != "USD" else doc.party.house.currency


def _of_pay(
    pay: Pay, own: OwnAccount, text: Text, day: date, ordinals: dict[tuple[str, int, int], Ordinals]
) -> Transaction:
    party = pay.party
    if pay.kind == "returned":
        code = "PMNT/IDDT/UPDD"
    elif pay.collected:
        code = "PMNT/IDDT/ESDD"
    else:
        code = "PMNT/RCDT/ESCT" if pay.amount > 0 else "PMNT/ICDT/ESCT"
    original = None
    if pay.kind == "foreign":
        original = Original(amount_minor=pay.about[0].open, currency="USD", rate="1.084")
    return _transaction(
        own,
        day,
        pay.amount,
        ordinals,
        name=party.payer_name,
        iban=pay.account,
        ultimate=party.ultimate_name,
        text=text,
        code=code,
        mandate=f"M-{party.number}" if pay.collected else "",
        return_reason="MS03" if pay.kind == "returned" else "",
        original=original,
    )


def _of_stray(stray: Stray, day: date, ordinals: dict[tuple[str, int, int], Ordinals]) -> Transaction:
    return _transaction(
        stray.own,
        day,
        stray.amount,
        ordinals,
        name=stray.name,
        iban=stray.iban,
        text=Text(stray.text),
        code=stray.code,
        mandate=stray.mandate,
        purpose=stray.purpose,
    )


def _transaction(
    own: OwnAccount,
    day: date,
    amount: int,
    ordinals: dict[tuple[str, int, int], Ordinals],
    *,
    name: str,
    iban: str,
    text: Text,
    code: str,
    ultimate: str = "",
    mandate: str = "",
    purpose: str = "",
    return_reason: str = "",
    original: Original | None = None,
) -> Transaction:
    """With the token the camt reader gives the same line (`importers.identity`), one statement an account and month."""
    booking_text = _BOOKING_TEXTS[code]
    remittance = " ".join(text.remittance.split())
    written = tuple(filter(None, (remittance, text.reference))) or (booking_text,)
    party = (own.iban, own.holder) if return_reason else (iban, name)  # a return names the roles of what it returns
    raw = RawLine(amount_minor=abs(amount), currency=own.currency, money_in=amount > 0, parties=(party,), texts=written)
    counter = ordinals.setdefault((own.iban, day.year, day.month), Ordinals())
    token = counter.entry(own.iban, day, raw).token
    return Transaction(
        transaction_id=token,
        entry_id=token,
        account=own.iban,
        booking_date=day,
        value_date=day,
        amount_minor=amount,
        currency=own.currency,
        status="BOOK",
        counterparty_name=name,
        counterparty_iban=iban,
        ultimate_name=ultimate,
        remittance=remittance,
        creditor_reference=text.reference,
        reference_kind=text.kind,
        end_to_end_id=text.end_to_end,
        mandate_id=mandate,
        return_reason=return_reason,
        bank_code=code,
        booking_text=booking_text,
        purpose=purpose,
        original=original,
    )


def statement_label(transaction: Transaction) -> str:
    day = transaction.booking_date
    return f"{transaction.account[-6:]}_{day.year}-{day.month:02d}.xml · {day.month}/{day.year}"


def _bank_line(transaction: Transaction, own: OwnAccount) -> BankLine:
    label = statement_label(transaction)
    return BankLine(transaction=transaction, statement=label, own_account_id=own.account_id, seen_in=(label,))


def _truth_of_pay(line: str, pay: Pay, known: Known) -> Truth:
    decidable = pay.place in known.decided
    return Truth(
        line=line,
        allocations=tuple((doc.item_id, minor) for doc, minor in pay.docs),
        reason=pay.reason,
        about=tuple(doc.item_id for doc in pay.about),
        reversal_minor=-pay.amount if pay.kind == "returned" else 0,
        decidable=decidable or not pay.docs,
        value_decidable=(decidable and not pay.short) or not pay.docs,
        oldest_is_right=pay.place in known.oldest_right,
        traits=(pay.kind, *(trait for trait in pay.traits if trait != pay.kind)),
    )


# ------------------------------------------------------------------------------------------------------------- books


def _books(
    houses: Sequence[House], docs: Sequence[Doc], parties: Sequence[Party], family: str, *, digest: str
) -> Books:
    items = sorted((open_item(doc, family) for doc in docs), key=lambda item: (item.side, item.number, item.item_id))
    return Books(
        items=tuple(items),
        payment_accounts=tuple(
            sorted(
                (_payment_account(one) for house in houses for one in house.accounts), key=lambda one: one.account_id
            )
        ),
        known_accounts=tuple(_known_accounts(parties, docs, family)),
        home_currency=_HOME,
        space=None,
        digest=digest,
    )


def _digest(seed: int, size: int) -> str:
    """Stands for the digest of the API's objects, of which there are none."""
    return hashlib.sha256(f"world {seed} {size}".encode()).hexdigest()


def _payment_account(own: OwnAccount) -> PaymentAccount:
    return PaymentAccount(
        account_id=own.account_id, title=own.title, iban=own.iban, is_bank_account=True, archived=False
    )


def references_of(doc: Doc) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in (doc.reference, doc.order) if text))


def open_item(doc: Doc, family: str) -> OpenItem:
    """As `reconcile.kanbert.open_items` derives it: incoming documents have no currency, account or terms of theirs."""
    party, outgoing = doc.party, doc.party.sign > 0
    written = day_of(family, doc.day)
    partly = "partly_paid" if outgoing else "partial"
    status = "booked" if doc.booked else "bookable" if outgoing else "open"
    terms = doc.discount if outgoing and not doc.credit else 0
    return OpenItem(
        item_id=doc.item_id,
        side=Side.OUTGOING if outgoing else Side.INCOMING,
        document=Document.CREDIT if doc.credit else Document.INVOICE,
        number=doc.number,
        title=doc.title,
        party_id=party.party_id,
        party_names=party.shown,
        currency=doc.currency if outgoing else _HOME,
        gross_minor=doc.gross,
        settled_minor=doc.settled,
        open_minor=doc.open,
        invoice_date=written,
        due_date=day_of(family, doc.day + party.due_days),
        discount_minor=terms,
        discount_date=day_of(family, doc.discount_day) if terms else None,
        terms_minor=terms,
        discount_certain=doc.certain or not terms,
        references=references_of(doc) if outgoing else (),
        state=f"{status} / {partly if doc.settled else 'open'}",
        unsafe=() if doc.booked else (f"it is not booked in Kanbert but {status}",),
        updated_at=f"{written.isoformat()}T09:15:00Z",
    )


def _known_accounts(parties: Sequence[Party], docs: Sequence[Doc], family: str) -> Iterator[KnownAccount]:
    """Master data where the party has any document, and an earlier payment, of a document long settled."""
    with_documents = {doc.party.party_id for doc in docs}
    found = {}
    for party in parties:
        side = Side.OUTGOING if party.sign > 0 else Side.INCOMING
        if party.known == "master data" and party.party_id in with_documents:
            found[side, party.party_id, party.iban] = _known(party, side, party.iban, "master data")
        if party.known == "history":
            since = f"payment of {earlier_payment_day(family, party).isoformat()} for {earlier_number(party)}"
            found[side, party.party_id, party.payer_iban] = _known(party, side, party.payer_iban, since)
    yield from (found[place] for place in sorted(found))


def _known(party: Party, side: Side, iban: str, provenance: str) -> KnownAccount:
    return KnownAccount(iban=iban, party_id=party.party_id, party_name=party.shown[0], side=side, provenance=provenance)


def earlier_payment_day(family: str, party: Party) -> date:
    return date.fromordinal(day_of(family, 0).toordinal() - 10 - party.due_days)


def earlier_number(party: Party) -> str:
    """Of the settled document whose payment taught us the account."""
    return f"ALT-{party.number or '1'}"


# ------------------------------------------------------------------------------------------------------- fingerprint


def fingerprint(world: World) -> str:
    """SHA-256 over everything a program sees and the truth; a change of a frozen world shows here."""
    digest = hashlib.sha256()
    for part in (world.lines, world.books, world.truths):
        digest.update(canonical(part).encode())
    return digest.hexdigest()


def canonical(value: object) -> str:
    """Text of records, independent of `repr` and of the Python version.

    A field at its default is left out, so that a field the program gains later changes no fingerprint.
    """
    if is_dataclass(value):
        said = [
            (one.name, getattr(value, one.name)) for one in fields(value) if getattr(value, one.name) != one.default
        ]
        return f"<{'|'.join([f'{name}={canonical(content)}' for name, content in said])}>"
    if isinstance(value, tuple):
        return f"({','.join([canonical(one) for one in value])})"
    return value.isoformat() if isinstance(value, date) else str(value)
