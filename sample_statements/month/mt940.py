"""MT940 as German banks send it, structured `:86:` with SEPA identifiers, Windows-1252; and MT942, one day's report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from month.bank_lines import OPENING, Line, closing_cents, lines_of
from month.documents import cents
from month.parties import OWN_ACCOUNTS, OWN_CREDITOR_ID

_PHYSICAL, _SUBFIELD = 65, 27  #: letters in a line, in a subfield
_PURPOSE_KEYS = (*range(20, 30), *range(60, 64))


def render(account: str) -> bytes:
    """The account's whole March, one statement."""
    body = (
        ":20:STARTUMSE",
        *_account(account, "00003/001"),
        f":60F:{_balance('260301', cents(OPENING[account]))}",
        *_bookings(lines_of(account)),
        f":62F:{_balance('260331', closing_cents(account))}",
        "-",
    )
    return _bytes(body)


def render_interim(account: str, day: str) -> bytes:
    """What an MT942 says at noon of `day`: the bookings so far, no balances, and totals."""
    lines = [line for line in lines_of(account) if line.day == day]
    out = [-line.amount_cents for line in lines if line.amount_cents < 0]
    into = [line.amount_cents for line in lines if line.amount_cents >= 0]
    body = (
        ":20:STARTDISPE",
        *_account(account, "00091/001"),
        ":34F:EUR0,00",
        f":13D:{_short(day)}1200+0200",
        *_bookings(lines),
        f":90D:{len(out)}EUR{_amount(sum(out))}",
        f":90C:{len(into)}EUR{_amount(sum(into))}",
        "-",
    )
    return _bytes(body)


def _bytes(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode("cp1252")


def _account(account: str, number: str) -> tuple[str, str]:
    own = OWN_ACCOUNTS[account]
    return f":25:{own.bank_code}/{own.account}", f":28C:{number}"


def _bookings(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        swift, _, code = line.booking.bank.partition("+")
        mark = "C" if line.amount_cents >= 0 else "D"
        day = _short(line.day)
        yield f":61:{day}{day[2:]}{mark}R{_amount(abs(line.amount_cents))}{swift}{'KREF+' if line.batch else 'NONREF'}"
        if line.original:
            yield f"/OCMT/EUR{_amount(cents(line.original))}//CHGS/EUR{_amount(line.fee_cents)}/"
        yield from _cut(f":86:{code}{_text(line)}", _PHYSICAL)


def _text(line: Line) -> str:
    """The subfields: an identifier begins one, and goes on in the next without being repeated."""
    cuts = [piece for text in _identified(line) for piece in _cut(text, _SUBFIELD)]
    purpose = "".join(f"?{key}{piece}" for key, piece in zip(_PURPOSE_KEYS[: len(cuts)], cuts, strict=True))
    party, supplement = line.counterparty, line.bank_code.partition("++")[2]
    names = "".join(
        f"?{key}{piece}" for key, piece in zip((32, 33), _cut(party.statement_name, _SUBFIELD), strict=False)
    )
    account = party.iban or line.other_account
    return (
        f"?00{line.booking.words}?109301{purpose}"
        f"{f'?30{party.bic}' if party.bic else ''}{f'?31{account}' if account else ''}{names}"
        f"{f'?34{supplement}' if supplement else ''}"
    )


def _identified(line: Line) -> Iterator[str]:
    own = OWN_CREDITOR_ID if line.kind in ("collection", "return") else line.creditor_id
    named = (
        ("KREF", line.batch),
        ("EREF", "" if line.batch or not line.counterparty.name else line.end_to_end),
        ("MREF", line.mandate),
        ("CRED", own),
        ("PURP", line.purpose),
        ("SVWZ", line.structured or line.text),
        ("ABWA", line.ultimate),
    )
    return (f"{identifier}+{value}" for identifier, value in named if value)


def _cut(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


def _short(day: str) -> str:
    return day.replace("-", "")[2:]


def _balance(day: str, amount: int) -> str:
    return f"{'D' if amount < 0 else 'C'}{day}EUR{_amount(abs(amount))}"


def _amount(minor: int) -> str:
    return f"{minor // 100},{minor % 100:02d}"
