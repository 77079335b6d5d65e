"""The sheets beside the proposals: what they come to, and how to decide in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from textwrap import wrap
from typing import TYPE_CHECKING

from reconcile.language import Language, phrase
from reconcile.records import Verdict
from reconcile.review.layout import Layout
from reconcile.review.rows import Row

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_SPLIT = (
    "To split a payment, lift the protection of the sheet (no password), copy the whole row, and give each copy its "
    "invoice and amount. All rows of one payment need the same decision."
)
_HOW = (
    "Only the yellow columns are read back. Everything else is for you to read; a change there is named, never used.",
    "decision: yes posts the row, no declines it, empty leaves it for later. Only `reconcile commit` posts anything.",
    "invoice: choose or type another number to book the payment there. It is checked against the open invoices.",
    "allocate: how much of the payment goes to this invoice, at most what is open; 0 leaves the invoice out.",
    "difference_kind: what the rest is: discount, part payment, overpayment, bank fee or small difference.",
    "note: goes to the audit trail with your decision.",
    _SPLIT,
    "Rows may be sorted, filtered or deleted: what is not in the file is not decided.",
    "Keep the columns from `line` on as they are: the program finds the rows again by them.",
)
_LIGHTS = {
    Verdict.SURE: "number and amount agree, and nothing else comes close",
    Verdict.REVIEW: "probable, but somebody should look: the column `why` says what is missing",
    Verdict.AMBIGUOUS: "several invoices fit equally well",
    Verdict.UNMATCHED: "no open invoice was found",
}
_ACROSS = 110  #: characters of an instruction
_COUNTED = "As proposed, before anybody decided. Each bank line counts once, whatever it is split into."


def write_totals(workbook: Workbook, rows: Sequence[Row], layout: Layout) -> None:
    """Bank lines by light, counted and summed by direction and currency: as text, like everything in the file."""
    sheet = workbook.add_worksheet(phrase("Totals", layout.spoken))
    lines = list({row.get("proposal_id", ""): row for row in rows}.values())
    kinds = sorted({(row["currency"], row["direction"]) for row in lines})
    names = [phrase(verdict.value, layout.spoken) for verdict in _LIGHTS]
    bold, plain = (workbook.add_format({"num_format": "@", "bold": bold}) for bold in (True, False))
    right, sums = (workbook.add_format({"num_format": "@", "bold": bold, "align": "right"}) for bold in (True, False))
    headers = [phrase("Bank lines", layout.spoken), *(f"{direction}, {currency}" for currency, direction in kinds)]
    for column, header in enumerate(headers, 1):
        sheet.write_string(0, column, header, right)
    for place, name in enumerate([*names, phrase("all", layout.spoken)], 1):
        of_it = [row for row in lines if row["light"] == name or place > len(names)]
        is_last = place > len(names)
        sheet.write_string(place, 0, name, bold if is_last else plain)
        for column, text in enumerate([str(len(of_it)), *_sums(of_it, kinds, layout.decimal_mark)], 1):
            sheet.write_string(place, column, text, right if is_last else sums)
    sheet.write_string(len(names) + 3, 0, phrase(_COUNTED, layout.spoken))
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, len(headers), 16)
    sheet.ignore_errors({"number_stored_as_text": "A1:Z20"})
    _finish(sheet)


def _sums(rows: Sequence[Row], kinds: Sequence[tuple[str, str]], mark: str) -> list[str]:
    """One per currency and direction; the digits are those of the amounts added."""
    found: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        kind = row["currency"], row["direction"]
        found[kind] = found.get(kind, Decimal()) + Decimal(row["amount"].replace(mark, "."))
    return [f"{found[kind]:f}".replace(".", mark) if kind in found else "" for kind in kinds]


def write_instructions(workbook: Workbook, language: Language, colours: Mapping[Verdict, tuple[str, str]]) -> None:
    sheet = workbook.add_worksheet(phrase("Instructions", language))
    wrapped = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    title = workbook.add_format({"num_format": "@", "bold": True, "font_size": 13})
    sheet.write_string(0, 0, phrase("How to decide", language), title)
    for line, sentence in enumerate(_HOW, 1):
        said = phrase(sentence, language)
        sheet.set_row(line, 4 + 16 * len(wrap(said, _ACROSS)))
        sheet.write_string(line, 0, str(line), wrapped)
        sheet.write_string(line, 1, said, wrapped)
    first = len(_HOW) + 2
    sheet.write_string(first, 0, phrase("What the light means", language), title)
    for line, (verdict, words) in enumerate(_LIGHTS.items(), first + 1):
        fill, letters = colours[verdict]
        look = {"num_format": "@", "bold": True, "bg_color": fill, "font_color": letters, "valign": "top"}
        sheet.write_string(line, 0, phrase(verdict.value, language), workbook.add_format(look))
        sheet.write_string(line, 1, phrase(words, language), wrapped)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, _ACROSS)
    sheet.ignore_errors({"number_stored_as_text": "A1:A20"})
    _finish(sheet)


def _finish(sheet: Worksheet) -> None:
    """A4, one page across; nothing to edit."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect()
