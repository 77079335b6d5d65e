"""Is the file whole, and do its rows stand under their columns? Else it is refused in one sentence, not row by row."""

from __future__ import annotations

import re

from importers.errors import Problem, excerpt_of
from reconcile.errors import ProposalsRefused
from reconcile.language import Language, phrase
from reconcile.records import Verdict, is_proposal_id
from reconcile.review.table import WRITE_ANEW, Record, Table

_AN_ID = re.compile(r"(?<![A-Z])P-[B-DF-HJ-NP-TV-X]{14}(?![A-Z])")
_LIGHTS = frozenset(phrase(verdict.value, language).casefold() for verdict in Verdict for language in Language)


def refuse_broken(table: Table) -> None:
    """Raises ProposalsRefused where rows of ours have lost their id, or have it in another column."""
    broken = [record for record in table.records if _is_broken(table, record)]
    if broken:
        last = table.records[-1]
        cut_off = broken == [last] and len(last.cells) < table.width
        raise ProposalsRefused(_cut_off(table, last) if cut_off else _shifted(table, broken))


def _is_broken(table: Table, record: Record) -> bool:
    proposal_id = table.cell(record, "proposal_id")
    if is_proposal_id(proposal_id.replace(" ", "").upper()):
        return False
    elsewhere = any(_AN_ID.search(cell) for cell in record.cells if cell != proposal_id)
    too_short = len(record.cells) < table.width and table.cell(record, "light").casefold() in _LIGHTS
    return elsewhere or too_short


def _cut_off(table: Table, record: Record) -> Problem:
    sentence = "the file ends in the middle of a row: it was cut off"
    remedy = f"copy the whole file again, or {WRITE_ANEW}"
    return Problem(table.place(record), sentence, remedy, _excerpt(record), code="proposals-cut-off")


def _shifted(table: Table, broken: list[Record]) -> Problem:
    sentence = (
        f"{len(broken)} of {len(table.records)} rows do not stand under the columns of the header, "
        "as when a spreadsheet opens or saves the file with another delimiter"
    )
    remedy = (
        "open the file as `reconcile run` wrote it and name its delimiter when asked, or work in the xlsx form: "
        "reconcile run FILE --format xlsx"
    )
    return Problem(table.place(broken[0]), sentence, remedy, _excerpt(broken[0]), code="proposals-delimiter")


def _excerpt(record: Record) -> str:
    return excerpt_of(" | ".join(record.cells))
