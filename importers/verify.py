"""What makes a statement trustworthy: the balances tie out, the own account is a real one.

A failing proof is a warning on the statement, never a refusal: banks' own exports fail it (formats.md 1.4.1), and a
person may accept it; but no line of such a statement is ever sure (money.md 11).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from importers import amounts
from importers.events import Entry, Footer, Header
from importers.statement import Balance, Proof, Statement, Transaction

_UNTIED = "the balance does not tie out"
TURNED = "the balance ties out only with the reversals counted the other way; they were turned round"


def booked(transactions: Iterable[Transaction]) -> Iterable[Transaction]:
    return (transaction for transaction in transactions if transaction.is_booked)


def prove(opening: Balance | None, closing: Balance | None, came: int, went: int) -> tuple[Proof, tuple[str, ...]]:
    """Opening + `came` − `went` (both ≥ 0, booked entries only) = closing? With the difference spelled out if not."""
    if opening is None or closing is None:
        return Proof.UNTESTABLE, ()
    if opening.currency != closing.currency:
        return Proof.UNTESTABLE, (f"opening balance in {opening.currency}, closing balance in {closing.currency}",)
    difference = closing.amount_minor - (opening.amount_minor + came - went)
    if difference == 0:
        return Proof.TIES_OUT, ()
    currency, reached = opening.currency, opening.amount_minor + came - went
    start, end, gap = (_text(minor, currency) for minor in (opening.amount_minor, closing.amount_minor, difference))
    counted = f"opening {start} + in {_text(came, currency)} - out {_text(went, currency)} = {_text(reached, currency)}"
    return Proof.DIFFERS, (f"{_UNTIED}: {counted} {currency}, but the closing balance is {end}; difference {gap}",)


def _text(minor: int, currency: str) -> str:
    return amounts.exact_text(minor, currency)


def account_flaws(account: str) -> tuple[str, ...]:
    """Warnings about the own account; the empty one and an IBAN with a wrong check digit."""
    from importers import identifiers

    if not account:
        return ("the statement does not name its account",)
    if identifiers.looks_like_iban(account) and not identifiers.is_iban(account):
        return (f"own account {account} is not a valid IBAN",)
    return ()


def flipped(transaction: Transaction) -> Transaction:
    """A reversal whose sign only the balance could tell."""
    note = "sign turned round: the balance ties out only with this reversal counted the other way"
    return replace(transaction, amount_minor=-transaction.amount_minor, warnings=(*transaction.warnings, note))


def bound(pages: Sequence[tuple[Header, list[Entry], Footer]]) -> Statement:
    """The pages of one statement as one: opening of the first, closing of the last, proof over all."""
    header, first, last = pages[0][0], pages[0][2], pages[-1][2]
    warnings = tuple(dict.fromkeys(warning for *_, footer in pages for warning in footer.warnings))
    if len(pages) == 1:
        lines, proof = _lines(pages, turned=False), first.proof
    else:
        lines, proof, differences = _over_pages(pages, first.opening, last.closing)
        warnings = (*(warning for warning in warnings if not warning.startswith(_UNTIED)), *differences)
    days = [line.booking_date for line in lines]
    return Statement(
        source=header.source,
        kind=header.kind,
        statement_id=header.statement_id,
        account=header.account,
        account_name=header.account_name,
        currency=header.currency,
        from_date=header.from_date or min(days, default=None),
        to_date=pages[-1][0].to_date or max(days, default=None),
        opening=first.opening,
        closing=last.closing,
        proof=proof,
        entries=sum(len(entries) for _, entries, _ in pages),
        transactions=lines,
        warnings=warnings,
        evidence=first.evidence,
        links=tuple(entry.link for _, entries, _ in pages for entry in entries if entry.link is not None),
    )


def turnover(lines: Iterable[Transaction], balance: Balance | None) -> tuple[int, int]:
    """Booked money in and out, both ≥ 0, in the currency of `balance`."""
    signed = [line.amount_minor for line in booked(lines) if balance is None or line.currency == balance.currency]
    return sum(minor for minor in signed if minor > 0), -sum(minor for minor in signed if minor < 0)


_Pages = Sequence[tuple[Header, list[Entry], Footer]]


def _over_pages(
    pages: _Pages, opening: Balance | None, closing: Balance | None
) -> tuple[tuple[Transaction, ...], Proof, tuple[str, ...]]:
    """Where each page repeats the balances of the whole, only now can be seen which way the reversals count."""
    as_read = _lines(pages, turned=False)
    others = opening and {line.currency for line in booked(as_read)} - {opening.currency}
    if others:
        return as_read, Proof.UNTESTABLE, ()  # each page has said why
    proof, differences = prove(opening, closing, *turnover(as_read, opening))
    if proof is Proof.DIFFERS:
        turned = _lines(pages, turned=True)
        if prove(opening, closing, *turnover(turned, opening))[0] is Proof.TIES_OUT:
            return turned, Proof.TIES_OUT, (TURNED,)
    return as_read, proof, differences


def _lines(pages: _Pages, *, turned: bool) -> tuple[Transaction, ...]:
    """With the reversals of a page turned round where its own balances say so, or everywhere."""
    return tuple(
        flipped(line) if entry.is_reversal and (turned or footer.reversals_flipped) else line
        for _, entries, footer in pages
        for entry in entries
        for line in entry.transactions
    )
