"""The token of a bank line: `KR1-` + 16 characters, the same for the same line in every file, run and machine.

It stands in every payment we send, and it is how a payment is found again and never sent twice (money.md 14,
commit-protocol B1). Therefore THIS CANONICALISATION IS FROZEN under the name `KR1`: a change, however small, needs a
new version beside it, and `tests/golden/identities.json` fails when any token changes.

The token is computed over what the bank wrote about the money, not over what we read out of it (join rules, fallback
texts, validated ids) and not over the bank's own references, which differ between deliveries of one booking.

Byte layout. Fields are joined by US (0x1F), the items of a list by RS (0x1E); neither can occur in a field, because
blanks of every kind are collapsed and both count as blanks. All text is UTF-8.

    entry   `KR1` US account US booking date US amount US currency US direction
                  US counterparties US texts US ordinal
    detail  entry GS (0x1D) amount US currency US direction US counterparties US texts US ordinal
    charge  entry GS `CHARGES` US amount US currency, where the bank's charges are a part of their own of a split entry;
            no detail begins so, because an amount is digits, and an entry has one such part at most

    account         own account: NFKC, all blanks removed, upper case
    booking date    YYYY-MM-DD
    amount          unsigned, in minor units, decimal digits without leading zeros
    currency        as written by the bank, "" where nobody says
    direction       `C` money in, `D` money out, as the bank's indicator says, never flipped
    counterparties  list: per detail in document order its account (blanks removed, upper case), else its name (as text)
    texts           list: the remittance texts, unjoined, in document order
    text            NFKC, runs of blanks collapsed to one, none at the ends, upper case; empty ones are left out
    ordinal         1, 2, 3 ... among otherwise identical entries of one statement, all its pages; for details: of
                    one entry

A detail that came from a notification (camt.054, `importers.enrichment`) and not with the entry has bytes of its own,
which no detail in the file can have, because the statement may be delivered again with details in it:

    enriched  `KR1E` US token of the entry US amount US currency US direction US counterparties US texts US ordinal

In an MT940 or MT942 the account is `:25:` as it stands, there are no counterparties, and the one text is all `:86:` of
the booking put together without any blank (without `:86:` its `:NS:`, else the supplementary details of `:61:`), read
as UTF-8 where the file is, else as Windows-1252. Nothing read out of the text is in it, and no blank, because physical
wraps eat them: a reader that learns to read more never changes a token.

The token is `KR1-` and the first 80 bits of the SHA-256 of these bytes as 16 characters of Crockford's base32.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

_FIELD, _ITEM, _DETAIL = "\x1f", "\x1e", "\x1d"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = tuple(high + low for high in _CROCKFORD for low in _CROCKFORD)


def canonical_text(text: str) -> str:
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(plain.split()).upper()


def canonical_account(text: str) -> str:
    return canonical_text(text).replace(" ", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLine:
    """What the bank wrote about one entry or one detail of it."""

    amount_minor: int  #: unsigned
    currency: str
    money_in: bool  #: by the bank's indicator
    parties: tuple[tuple[str, str], ...]  #: (account, name) of the counterparty, per detail in document order
    texts: tuple[str, ...]  #: remittance texts, unjoined, in document order


def _fields(line: RawLine) -> str:
    assert line.amount_minor >= 0, "the identity holds the unsigned amount"
    parties = canonical_list([canonical_account(account) or canonical_text(name) for account, name in line.parties])
    texts = canonical_list([canonical_text(text) for text in line.texts])
    amount = canonical_amount(line.amount_minor, line.currency, money_in=line.money_in)
    return f"{amount}{_FIELD}{parties}{_FIELD}{texts}"


def canonical_amount(minor: int, currency: str, *, money_in: bool) -> str:
    """`minor` is unsigned."""
    return f"{minor}{_FIELD}{currency}{_FIELD}{'C' if money_in else 'D'}"


def canonical_list(items: list[str]) -> str:
    return items[0] if len(items) == 1 else _ITEM.join(filter(None, items))


def _token(sha256: bytes) -> str:
    high, low = int.from_bytes(sha256[:5], "big"), int.from_bytes(sha256[5:10], "big")
    return (
        f"KR1-{_PAIRS[high >> 30]}{_PAIRS[high >> 20 & 1023]}{_PAIRS[high >> 10 & 1023]}{_PAIRS[high & 1023]}"
        f"{_PAIRS[low >> 30]}{_PAIRS[low >> 20 & 1023]}{_PAIRS[low >> 10 & 1023]}{_PAIRS[low & 1023]}"
    )


@lru_cache(maxsize=1024)  # a statement has one account and few days
def _beginning(account: str, day: date) -> str:
    return f"KR1{_FIELD}{canonical_account(account)}{_FIELD}{day.isoformat()}{_FIELD}"


@dataclass(slots=True)
class Ordinals:
    """Hands out identities and counts equal ones: one per statement, with all its pages."""

    _seen: set[bytes] = field(default_factory=set)
    _equal: dict[bytes, int] = field(default_factory=dict)  #: how often, of those seen more than once

    def entry(self, account: str, day: date, line: RawLine) -> EntryIdentity:
        """The identity of the next entry of own `account`, booked on `day`."""
        return EntryIdentity(*self._numbered(_beginning(account, day) + _fields(line)))

    def plain(self, account: str, day: date, amount: str, party: str, texts: str) -> str:
        """The token of the next entry with one detail, as `entry` gives it, of parts that are canonical already.

        `amount` is that with currency and direction (`canonical_amount`), `party` and `texts` are the two lists.
        """
        return self._numbered(f"{_beginning(account, day)}{amount}{_FIELD}{party}{_FIELD}{texts}")[1]

    def _numbered(self, text: str) -> tuple[str, str]:
        sha256 = hashlib.sha256(text.encode())
        key = sha256.digest()[:15]  # 15 bytes are 48 in memory, 16 are 64: it counts at a million lines
        ordinal = 1
        if key in self._seen:
            ordinal = self._equal[key] = self._equal.get(key, 1) + 1
        else:
            self._seen.add(key)
        number = f"{_FIELD}{ordinal}"
        sha256.update(number.encode())
        return text + number, _token(sha256.digest())


def enriched_tokens(entry_token: str, details: Iterable[RawLine]) -> tuple[str, ...]:
    """The tokens of details that a notification gives to the entry of `entry_token`, in their order."""
    ordinals = Ordinals()
    return tuple(ordinals._numbered(_FIELD.join(("KR1E", entry_token, _fields(line))))[1] for line in details)


@dataclass(slots=True)
class EntryIdentity:
    """An entry's identity, from which those of its details follow."""

    _text: str
    token: str
    _details: Ordinals | None = None
    raw_details: list[RawLine] = field(default_factory=list)  #: as they came

    def detail(self, line: RawLine) -> str:
        """The token of the entry's next detail."""
        self.raw_details.append(line)
        self._details = self._details or Ordinals()
        return self._details._numbered(f"{self._text}{_DETAIL}{_fields(line)}")[1]

    def charge(self, amount_minor: int, currency: str) -> str:
        """The token of the charges (unsigned) that the bank took out of, or put on top of, the details' sum."""
        text = f"{self._text}{_DETAIL}" + _FIELD.join(("CHARGES", str(amount_minor), currency))
        return _token(hashlib.sha256(text.encode()).digest())
