"""An agency whose customers each pay with one everyday text: the rows of `everyday_lines.csv`, put beside invoices.

In a text `{number}` is the number of the invoice meant and `{last}` its last digits, `{fellow}` is that of the payer's
other invoice, `{unknown}` one in the same form that is no document's. `{gross}`, the same as the Swiss write it
`{francs}`, `{net}` and `{tax}` are amounts, `{payer}` is the payer's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from csv import DictReader
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from matching_builders import RUN, known, make_books, make_item, make_line

from reconcile.matching import Rules, propose
from reconcile.records import BankLine, KnownAccount, OpenItem, Proposal, Side, Verdict

TABLE = Path(__file__).parent / "everyday_lines.csv"
#: How an agency numbers its invoices, by an example: the form of a number, and of its last digits.
STYLES = {
    "RE-2026-0347": ("RE-2026-0{0}", "{0}"),
    "R26/347": ("R26/{0}", "{0}"),
    "10347": ("10{0}", "{0}"),
    "4347": ("4{0}", "4{0}"),
    "R-347": ("R-{0}", "{0}"),
    "47/26": ("{0}/26", "{0}"),
}
#: Any two of these differ in two digits: none is another one mistyped.
_SEQUENCES = tuple(f"{one}{two}{(2 * one + 3 * two + 1) % 10}" for two in (4, 7, 3, 8, 5, 6, 9) for one in range(1, 10))
#: For numbers of two digits. None is a day.
_SHORT = tuple(f"{(9 - one - two) % 9 + 1}{one}" for two in range(9) for one in range(1, 10))
_PAYERS = (
    *("Ackermann Holzbau GmbH", "Bichler Keramik KG", "Cordes Yachten GmbH", "Dallmann Feinkost OHG"),
    *("Ebersold Optik AG", "Fankhauser Velos AG", "Gruberlein Textil GmbH", "Hinterseer Sport GmbH"),
    *("Isenring Metallbau AG", "Jagschitz Moden KG", "Kirchhain Saatgut GmbH", "Lohmeier Orgelbau OHG"),
    *("Mitterndorf Gastro KG", "Nüsslein Spielwaren OHG", "Oberholzer Garten AG", "Pfaffinger Instrumente GmbH"),
)
#: What is particular about the invoice meant and the payer's other one, by what the table calls it.
_TITLES = {
    "months": ("Wartung Februar 2026", "Wartung Januar 2026"),
    "titles": ("Relaunch Website", "Fotoaufnahmen Produkte"),
    "titled": ("Wartung Februar 2026", "Fotoaufnahmen Produkte"),
}
_EQUAL = ("same amount", "months", "titles")


@dataclass(frozen=True, slots=True)
class Row:
    """One text of the table. `missed`: the styles in which the matcher does not answer what is expected, yet."""

    theme: str
    expected: str
    missed: frozenset[str]
    beside: str
    text: str


def read_table() -> list[Row]:
    """A row of one cell is a heading."""
    rows, theme = [], ""
    with TABLE.open(encoding="utf-8", newline="") as file:
        for cells in DictReader(file, delimiter=";"):
            if cells["text"] is None:
                theme = cells["expected"]
                continue
            missed = frozenset(STYLES if cells["missed"] == "every" else cells["missed"].split())
            rows.append(Row(theme, cells["expected"], missed, cells["beside"], cells["text"]))
    return rows


@dataclass(frozen=True, slots=True)
class Payment:
    """A payer's line and what there is to pay: the invoice meant, of 1 March, and the other one, of 2 February."""

    line: BankLine
    meant: OpenItem
    fellow: OpenItem
    account: KnownAccount

    def answered(self, proposal: Proposal) -> str:
        """`sure` of the invoice meant, `asked`, or `wrong`: sure of something else."""
        if proposal.verdict is not Verdict.SURE:
            return "asked"
        paid = {one.item.number: one.allocated_minor for one in proposal.allocations}
        return "sure" if paid == {self.meant.number: self.line.transaction.amount_minor} else "wrong"


def _payment(row: Row, style: str, place: int, sequences: Sequence[str]) -> Payment:
    net = 100_000 + 1_700 * place
    gross, party, iban = net * 119 // 100, _PAYERS[place], f"DE89370400440532{place:06d}"
    form, last = STYLES[style]
    number, fellow, unknown = map(form.format, sequences)
    side = Side.INCOMING if row.beside == "bill" else Side.OUTGOING
    facts: dict[str, Any] = {"party": party, "side": side, "currency": "CHF" if row.beside == "CHF" else "EUR"}
    titles = _TITLES.get(row.beside, ("", ""))
    meant = make_item(number, gross, title=titles[0], **facts)
    other_amount = gross if row.beside in _EQUAL else gross + 31_700
    facts |= {"invoice_date": date(2026, 2, 2), "due_date": date(2026, 2, 16), "title": titles[1]}
    other = make_item(fellow, other_amount, **facts)
    if row.beside == "paid":
        other = replace(other, open_minor=0, settled_minor=other_amount)
    paid = {"part": gross * 2 // 5, "less": gross * 98 // 100, "more": gross + 500, "bill": -gross}
    text = row.text.format(
        number=number,
        last=last.format(sequences[0]),
        fellow=fellow,
        unknown=unknown,
        gross=_written(gross),
        francs=f"{gross // 100_000}'{_written(gross)[1:].replace(',', '.')}",
        net=_written(net),
        tax=_written(gross - net),
        payer=party,
    )
    line = make_line(paid.get(row.beside, gross), text, party, iban, currency=facts["currency"])
    return Payment(line, meant, other, known(iban, party, side))


def _written(minor: int) -> str:
    return f"{minor // 100},{minor % 100:02d}"


def _sequences(rows: Sequence[Row], style: str) -> Iterator[Sequence[str]]:
    """Three for each row, such as no text holds by chance: its own none that only begins or ends so, either."""
    form, last = STYLES[style]
    pool = [one for one in _SHORT if int(one) > 31] if style == "47/26" else list(_SEQUENCES)
    for digits in {digits.lstrip("0") for row in rows for digits in re.findall("[0-9]+", row.text)}:
        pool = [one for one in pool if digits not in (one, last.format(one), form.format(one))]
    for row in rows:
        told = re.findall("[1-9][0-9]*", row.text) + re.findall("[0-9]+", row.text.replace("/", ""))
        found: list[str] = []
        for one in pool:
            near = style == "47/26" and set(one) & set("".join(found))
            if not near and not any(one.startswith(digits) or one.endswith(digits) for digits in told):
                found.append(one)
            if len(found) == (3 if "{unknown}" in row.text else 2):
                break
        pool = [one for one in pool if one not in found]
        yield [*found, ""][:3]


def _proposed(payments: Sequence[Payment], currency: str) -> Sequence[Proposal]:
    """What one run says of them together."""
    documents = [one for payment in payments for one in (payment.meant, payment.fellow)]
    books = make_books(*(one for one in documents if one.open_minor), accounts=tuple(one.account for one in payments))
    settled = tuple(one for one in documents if not one.open_minor)
    books = replace(books, settled=settled, home_currency=currency)
    return propose([one.line for one in payments], books, Rules(), run_id=RUN)


def answers(rows: Sequence[Row], style: str) -> Iterator[tuple[Row, Payment, Proposal]]:
    """Of each row; some of one theme, a payer each, in one run."""
    for _, group in groupby(rows, lambda row: (row.theme, row.beside == "CHF")):
        own = list(group)
        for first in range(0, len(own), len(_PAYERS)):
            together = own[first : first + len(_PAYERS)]
            numbered = zip(together, _sequences(together, style), strict=True)
            payments = [_payment(row, style, place, found) for place, (row, found) in enumerate(numbered)]
            currency = payments[0].line.transaction.currency
            yield from zip(together, payments, _proposed(payments, currency), strict=True)
