"""Lines that pay no invoice: what is left out before matching, what is a return, and what explains an ignored line.

Conservative: an `ignored` kind is only asked for when no open item claims the line. Codes first (ISO 20022 bank
transaction codes, DK Geschäftsvorfallcodes GVC), then words of the bank, then words of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from importers.gvc import is_return
from importers.statement import Transaction
from reconcile.matching.reading.otherwise import AND_OTHERS, ONCE_MORE, once_more, other_money
from reconcile.matching.reading.phrases import CAME_BACK, CAME_BACK_WHOLE
from reconcile.matching.reading.runs import line_ends
from reconcile.matching.reading.text import fold, fold_lines, words_like, words_of
from reconcile.records import BankLine, Books


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a line pays no invoice."""

    kind: str
    reason: str
    by_code: bool = False  #: the bank's code says so, not only a word


def left_out(transaction: Transaction) -> Explanation | None:
    """Pending lines (commit-protocol F37) and lines of nothing take no part at all."""
    if not transaction.is_booked:
        return Explanation("other", f"not booked yet ({transaction.status})")
    if transaction.amount_minor == 0:
        return Explanation("other", "amount is zero")
    return None


# ---------------------------------------------------------------------------------------------------------- returns

#: ISO: returned transfer, unpaid direct debit / cheque / card, payment reversals; SWIFT NRTI.
_RETURN_CODES = frozenset(("RRTN", "UPDD", "UPCT", "UPCQ", "UPCC", "PRDD", "RPCR", "NRTI"))


_WRITTEN: dict[str, str] = {}  #: words as people write them, by what they are folded


def _words(*words: str, whole: bool = False) -> re.Pattern[str]:
    _WRITTEN.update({fold(word): word for word in words})
    return words_like(*words, whole=whole)


_RETURNED = (
    "rücklastschrift", "lastschriftrückgabe", "lastschrift-rückgabe", "retoure", "rücküberweisung", "rückbuchung",
    "nicht eingelöst", "returned", "chargeback", "unpaid direct debit", "überweisungsrückgabe", "lastschriftrückläufer",
    "rückgabe lastschrift", "rückgabe sepa-lastschrift", "rückgabe sepa-basislastschrift",
    "rückgabe sepa-firmenlastschrift", "return of funds",
)  # fmt: skip
_RETURN_WORDS = _words(*_RETURNED)
#: Of money out, as banks call a returned debit; customers charge back costs as well.
_CHARGED_BACK = "rückbelastung"
_CHARGED_BACK_WORD = _words(_CHARGED_BACK)
_REFUNDED = (
    "erstattung", "rückerstattung", "teilerstattung", "rückzahlung", "teilrückzahlung", "refund", "storno",
    "fehlüberweisung", "doppelzahlung", "doppelt bezahlt", "überzahlung", "guthabenauszahlung", "auszahlung guthaben",
    "remboursement", "rimborso", "doppelte zahlung", "zahlung doppelt", "doppelüberweisung", "doppelt gezahlt",
    "doppelt überwiesen", "rückabwicklung", "stornier", "fehlbuchung", "cancelled", "annulé", "annulation", "annullat",
)  # fmt: skip
_REFUNDED_WHOLE = ("rückz", "rls")
_NO_INVOICE = (
    "kaution", "mietkaution", "darlehen", "gesellschafterdarlehen", "tilgung", "spende", "schenkung", "privateinlage",
    "gesellschaftereinlage", "privatentnahme", "deposit", "loan", "donation", "cauzione",
)  # fmt: skip


class Said:
    """What lines say in the words of the bank and the payer, folded once for all of them."""

    def __init__(self, lines: Sequence[BankLine], own_ibans: frozenset[str]) -> None:
        self._lines, self._own_ibans = lines, own_ibans
        transactions = (line.transaction for line in lines)
        self._text = fold_lines([f"{one.booking_text} {one.remittance}" for one in transactions])
        self._ends = line_ends(self._text)
        self._explained: dict[int, Explanation | None] = {}

    def _saying(self, words: Sequence[str], whole: Sequence[str] = ()) -> frozenset[int]:
        """Positions of the lines with a word that begins like one of these, or is one of the `whole`."""
        found = [place for word in words for place in _beginnings(fold(word), self._text)]
        found += [place for word in whole for place in _beginnings(fold(word), self._text, whole=True)]
        return frozenset(np.searchsorted(self._ends, found).tolist())

    @cached_property
    def returned(self) -> frozenset[int]:
        """Positions of the lines that hold a word for a return."""
        return self._saying((*_RETURNED, _CHARGED_BACK))

    @cached_property
    def refunded(self) -> frozenset[int]:
        """Positions of the lines that speak of money given back. A softer sign: it decides only when no open item
        claims the line, else it is a doubt."""
        return self._saying(_REFUNDED, _REFUNDED_WHOLE)

    @cached_property
    def came_back(self) -> frozenset[int]:
        """Positions of the lines that speak of money that came back: as `phrases.came_back`, of all lines at once."""
        return self._saying(CAME_BACK, CAME_BACK_WHOLE)

    @cached_property
    def no_invoice(self) -> frozenset[int]:
        """Positions of the lines that speak of money no invoice asks for, our own between our accounts among them."""
        return self._saying(_NO_INVOICE) | self.own

    def words_against(self, line: int) -> frozenset[str]:
        """The words, folded, by which the line is among `refunded` or `no_invoice`; none where it is a phrase."""
        one = self._lines[line].transaction
        said, beginnings = f"{one.booking_text} {one.remittance}", [fold(word) for word in (*_REFUNDED, *_NO_INVOICE)]
        if any(" " in phrase and phrase in fold(said) for phrase in beginnings):
            return frozenset()
        whole = {fold(word) for word in _REFUNDED_WHOLE}
        return frozenset(word for word in words_of(said) if word.startswith(tuple(beginnings)) or word in whole)

    @cached_property
    def of_more(self) -> frozenset[int]:
        """Positions of the lines that speak of more documents right behind a number: `RE-2026-0098 u.a.`."""
        places = [place for words in AND_OTHERS for place in _beginnings(words, self._text, whole=True)]
        behind = [place for place in places if self._text[:place].rstrip(" ,;")[-1:].isdigit()]
        return frozenset(np.searchsorted(self._ends, behind).tolist())

    @cached_property
    def paid_once_more(self) -> frozenset[int]:
        """Positions of the lines that say that it was paid before."""
        return frozenset(place for place in self._saying(ONCE_MORE) if self.once_more(place))

    def once_more(self, line: int) -> str:
        return once_more(self._lines[line].transaction)

    @cached_property
    def own(self) -> frozenset[int]:
        """Positions of the lines from or to an account of our own."""
        ibans = enumerate(line.transaction.counterparty_iban for line in self._lines)
        return frozenset(position for position, iban in ibans if iban in self._own_ibans)

    def other_money(self, line: int, payers: Sequence[str]) -> str:
        """The words of the text that speak of other money than a document's, where it names none; of money out the
        bank's code or word for wages says so too. `payers`: names of whose document it would be."""
        transaction = self._lines[line].transaction
        said = other_money(transaction, payers)
        why = None if said or transaction.amount_minor > 0 else self.explained(line)
        if why is None or why.kind != "salary":
            return said
        return why.reason if why.by_code or _WAGES.search(fold(transaction.booking_text)) else said

    def explained(self, line: int) -> Explanation | None:
        """What kind of line without an invoice this is by its codes and words, None when nothing says so."""
        if line not in self._explained:
            self._explained[line] = explained(self._lines[line].transaction)
        return self._explained[line]


def _beginnings(word: str, text: str, *, whole: bool = False) -> Iterator[int]:
    """Where a word of the text begins like this, or is it: as `\\b` in a pattern, which is slower over all lines at
    once."""
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        is_word = not whole or end == len(text) or not _is_of_word(text[end])
        if is_word and not (place and _is_of_word(text[place - 1])):
            yield place
        place = text.find(word, place + 1)


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def returns_of(lines: Sequence[BankLine], said: Said) -> dict[int, str]:
    """Position → why this line is a return; of those that are none, nothing."""
    transactions = [line.transaction for line in lines]
    codes = {code for code in {one.bank_code for one in transactions} if is_return_code(code)}
    coded = [place for place, one in enumerate(transactions) if one.return_reason or one.bank_code in codes]
    found = {place: returned(lines[place].transaction) for place in sorted({*coded, *said.returned})}
    return {place: why for place, why in found.items() if why}


@lru_cache(maxsize=4096)
def is_return_code(bank_code: str) -> bool:
    codes, gvc = _codes(bank_code)
    return bool(codes & _RETURN_CODES) or is_return(gvc)


def returned(transaction: Transaction) -> str:
    """Why this is a return, "" when it is none: a reason code, a bank code, or the bank's or payer's own word."""
    if transaction.return_reason:
        return f"return reason {transaction.return_reason}"
    if is_return_code(transaction.bank_code):
        return f"bank code {transaction.bank_code}"
    words = [*_RETURN_WORDS.finditer(fold(transaction.booking_text)), *_said_of_it(transaction)]
    return f'the text says "{_WRITTEN[words[0].group()]}"' if words else ""


#: `Rechnung 25890 nach Rücklastschrift`, `Ausgleich Rücklastschrift 25890`: whose debit came back pays by transfer.
#: `Gutschrift nach Rücklastschrift` is the bank's, and what is of a day or an amount (`vom 10.03.2026 wegen`).
_PAID_ANEW = re.compile(
    r"(?!.*(?<!sepa[- ])(?<!echtzeit[- ])gutschrift)(?:.*(?<!eur )(?<!chf )(?<![^\s])"
    r"(?![0-9]{1,2}\.[0-9]{1,2}\.|[0-9]{4}-[0-9]{2}-|[0-9.']*,[0-9]{2}\b|[0-9]{1,2}:)[^\s]*[0-9][a-z]?,?"
    r" (?:nach|wegen|wg\.?|inkl\.?|incl\.?|plus|zzgl\.?)|(?:.*\b)?ausgleich(?: fur| nach| zur?)?)"
    r" (?:der |die |ihrer )?",
    re.DOTALL,
)
#: Of transfers that come back only banks speak.
_OF_DEBITS = re.compile(r"rucklastschrift|lastschrift|nicht eingelost|unpaid direct debit")
#: The payer of the invoice pays it too.
_FEE = re.compile(r"s?[- ]?(?:gebuhr|kosten|spesen|entgelt)")


def _said_of_it(transaction: Transaction) -> Iterator[re.Match[str]]:
    """Words of a return in the text, but for those with which money in says that it makes one good."""
    said = fold(transaction.remittance)
    for word in _RETURN_WORDS.finditer(said):
        is_paid = _PAID_ANEW.fullmatch(said[: word.start()]) or _FEE.match(said, word.end())
        if not (transaction.amount_minor > 0 and is_paid and _OF_DEBITS.search(word.group())):
            yield word
    if transaction.amount_minor < 0:
        yield from _CHARGED_BACK_WORD.finditer(said)


# ---------------------------------------------------------------------------------------------------------- ignored


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of line without an invoice: ISO / SWIFT codes, GVC, words of the bank, words of the whole text."""

    kind: str
    said: str
    codes: frozenset[str] = frozenset()
    gvc: frozenset[str] = frozenset()
    bank_words: re.Pattern[str] | None = None
    any_words: re.Pattern[str] | None = None
    outgoing_only: bool = False


_INSURERS = _words(
    "krankenkasse", "dak-gesundheit", "knappschaft-bahn-see", "minijob-zentrale", "berufsgenossenschaft", "suva",
    "künstlersozialkasse", "österreichische gesundheitskasse", "ausgleichskasse", whole=True,
)  # fmt: skip
#: Names of other firms too.
_SHORT_INSURERS = _words(
    "aok", "barmer", "dak", "ikk", "bkk", "hkk", "kkh", "tk", "ögk", "svs", "sva", "vbg", whole=True
)  # fmt: skip
#: Behind a name stands ` | ` and the text (`explained`).
_SOCIAL_INSURANCE = re.compile(
    rf"{_INSURERS.pattern}(?=[^|]*\|)|{_SHORT_INSURERS.pattern}(?=[^|]*\|.*\b(?:beitrag|betriebsn))"
)

_WAGES = _words("lohn", "gehalt", "salary", "wages")

_KINDS = (
    _Kind("interest", "interest", frozenset(("INTR", "NINT")), frozenset(("814",)),
          _words("zins", "habenzins", "sollzins", "interest"), _words("habenzins", "sollzins", "dispozins")),
    _Kind("fee", "bank fee", frozenset(("CHRG", "COMM", "NCHG", "FEES")), frozenset(("805", "808", "809")),
          _words("entgelt", "gebühr", "kontoführung", "abschluss", "bankspesen", "spesen", "fee", "charges"),
          _words("kontoführung", "entgeltabrechnung", "bankgebühr", "bankspesen", "bank charge", "account fee",
                 "rechnungsabschluss", "postenentgelt", "buchungsentgelt", "buchungspostenentgelt", "kartenentgelt",
                 "überweisungsentgelt", "buchungsgebühr", "kartengebühr", "überweisungsgebühr"), outgoing_only=True),
    _Kind("card", "card payment", frozenset(("CCRD", "MCRD")), frozenset(("106",)),
          _words("kartenzahlung", "girocard", "debitkarte", "kreditkarte", "card payment", "bargeld", "geldautomat",
                 "kartenumsatz"),
          _words("kartenzahlung", "geldautomat", "kreditkartenabrechnung", "visa abrechnung", "mastercard abrechnung"),
          outgoing_only=True),
    _Kind("salary", "salary", frozenset(("SALA", "PAYR")), frozenset(("153",)),
          _WAGES,
          _words("lohn", "gehalt", "lohn/gehalt", "salary", "payroll", "monatslohn", whole=True), outgoing_only=True),
    _Kind("tax", "tax", frozenset(("TAXE", "TAXS")), frozenset(),
          _words("steuer"),
          _words("finanzamt", "finanzkasse", "hauptzollamt", "zollamt", "steuerverwaltung", "steueramt", "lohnsteuer",
                 "umsatzsteuervoranmeldung", "ust-va", "ustva", "gewerbesteuer", "körperschaftsteuer", "kfz-steuer",
                 "kraftfahrzeugsteuer")),
    _Kind("social insurance", "social insurance", frozenset(), frozenset(), None,
          _SOCIAL_INSURANCE, outgoing_only=True),
)  # fmt: skip


OWN_TRANSFER = Explanation("own transfer", "transfer between own accounts")


def explained(transaction: Transaction) -> Explanation | None:
    """What kind of line without an invoice this is by its codes and words, None when nothing says so."""
    text = fold(f"{transaction.counterparty_name} | {transaction.remittance}")
    spoken = text if _ANY_WORDS.search(text) else ""
    comes_in = transaction.amount_minor > 0
    return _explained(transaction.bank_code, transaction.gvc, transaction.booking_text, spoken, comes_in)


#: Of all kinds: where none of these stands, the text says nothing.
_ANY_WORDS = re.compile("|".join(kind.any_words.pattern for kind in _KINDS if kind.any_words))


@lru_cache(maxsize=4096)  # nearly all texts say nothing, and the words of the bank are few
def _explained(bank_code: str, code: str, booking_text: str, text: str, money_in: bool) -> Explanation | None:
    codes, gvc = _codes(bank_code)
    gvc = gvc or code
    for kind in _KINDS:
        if kind.outgoing_only and money_in:
            continue
        if codes & kind.codes or gvc in kind.gvc:
            said = bank_code if codes & kind.codes or gvc in bank_code else gvc
            return Explanation(kind.kind, f"{kind.said}: bank code {said}", by_code=True)
        if word := _word_of(kind, booking_text, text):
            return Explanation(kind.kind, f'{kind.said}: the text says "{word}"')
    return None


def _word_of(kind: _Kind, booking_text: str, text: str) -> str:
    """As people write it; "" where none says so."""
    word = kind.bank_words.search(fold(booking_text)) if kind.bank_words else None
    if word is None and kind.any_words:
        word = kind.any_words.search(text)
    return _WRITTEN[word.group()] if word else ""


@lru_cache(maxsize=4096)
def _codes(bank_code: str) -> tuple[frozenset[str], str]:
    """ISO and SWIFT codes of a bank code, and its GVC: `PMNT/IDDT/UPDD`, `NDDT+109+9200+914`, `109`."""
    parts = [part for part in re.split(r"[/+ ]", bank_code.upper()) if part]
    gvc = next((part for part in parts[:2] if re.fullmatch(r"[0-9]{3}", part)), "")
    return frozenset(part for part in parts if not part.isdigit()), gvc


def own_ibans_of(lines: Sequence[BankLine], books: Books, given: frozenset[str]) -> frozenset[str]:
    """Our own accounts: given ones, those of Kanbert, and those the statements are of."""
    pulled = {account.iban for account in books.payment_accounts}
    return frozenset((given | pulled | {line.transaction.account for line in lines}) - {""})
