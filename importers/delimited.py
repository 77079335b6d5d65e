"""Any CSV, driven by a declarative format (`importers.csv_formats`); the column names say which one.

Strict: a cell that does not have the declared shape, a missing cell, an unknown status refuse the file, with the place.
What proves it stands in `importers.csv_balances`; a CSV without balances cannot be proved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from importers import csv_balances, csv_detection, csv_signs, csv_text, verify
from importers.csv_booking import Booking
from importers.csv_detection import Layout
from importers.csv_rows import RowReader
from importers.csv_shapes import is_parsed, split_money
from importers.errors import Problem, StatementRefused, excerpt_of
from importers.events import Entry, Event, Footer, Header
from importers.statement_file import StatementFile

_MAX_PROBLEMS = 20
_SPOKEN = {"\t": "TAB"}


def claims(file: StatementFile) -> bool:
    """Raises StatementRefused where one of the user's own formats is wrong."""
    return bool(csv_detection.layouts(file))


def stream(file: StatementFile) -> Iterator[Event]:
    """One statement per account and currency, in the order they appear; raises StatementRefused."""
    layouts = csv_detection.layouts(file)
    if len(layouts) > 1:
        names = " and ".join(layout.format.name for layout in layouts)
        remedy = "make the column names of the formats distinct"
        raise file.refused(f"fits more than one CSV format: {names}", remedy, code="csv-two-formats")
    layout = layouts[0]
    csv_detection.refuse_twins(file, layout)
    codec, warnings = csv_text.encoding(file, layout.encoding)
    table = csv_text.table(file, codec, layout.delimiter, _first_line(layout), _row_test(layout))
    reader = RowReader(layout, file.name, file.given)
    reader.read(table.rows)
    _refuse(file, table.problem, reader.problems)
    if problem := csv_signs.contradiction(layout, table.rows, reader.bookings, file.name):
        raise StatementRefused(problem)
    found = "column names in" if layout.has_names else "rows of its shape from"
    evidence = (
        f"{layout.format.title}: {found} line {layout.line}",
        f"delimiter {_SPOKEN.get(layout.delimiter, layout.delimiter)}, read as {codec}",
    )
    groups = _groups(reader)
    for (account, currency), bookings in groups.items():
        proved = _proved(reader, bookings, currency, alone=len(groups) == 1)
        yield _header(file, layout, reader, (account, currency), bookings)
        yield from (Entry((one.transaction,)) for one in bookings)
        yield Footer(
            opening=proved.opening,
            closing=proved.closing,
            proof=proved.proof,
            warnings=(
                *warnings,
                *table.warnings,
                *_notes(account, currency, bookings),
                *reader.notes,
                *proved.warnings,
            ),
            evidence=evidence,
        )


def refused_unknown(file: StatementFile) -> StatementRefused | None:
    """For a CSV no format has: the columns it has, and the lines that would make it readable. None for other texts."""
    from importers import csv_guess

    seen = csv_detection.names_seen(file)
    if seen is None:
        return None
    listed = ", ".join(excerpt_of(name, 40) for name in seen.names[:20])
    return file.refused(
        f"is a CSV, but no known format has its columns: {listed}",
        "export camt.053 instead; or save these lines, corrected, as my_bank.toml in the folder that config.toml names "
        f"under [statements] formats (docs/add-a-bank.md):\n\n{csv_guess.toml(seen)}",
        code="csv-unknown",
    )


def _first_line(layout: Layout) -> int:
    """Of the rows; what stands above the column names need not be a CSV at all."""
    return layout.line + 1 if layout.has_names else layout.line


def _row_test(layout: Layout) -> Callable[[str], bool]:
    """Whether a line inside a cell looks like a row of its own: a quotation mark before it was never closed."""
    place, columns, readings = layout.index["booking_date"], len(layout.columns), layout.format.dates

    def looks_like_row(line: str) -> bool:
        cells = line.split(layout.delimiter)
        if len(cells) < columns:
            return False
        return any(is_parsed(parse, cells[place].strip(' "')) for parse in readings)

    return looks_like_row


def _refuse(file: StatementFile, malformed: Problem | None, problems: list[Problem]) -> None:
    if not problems:
        return
    found = [malformed, *problems] if malformed else problems
    if len(found) > _MAX_PROBLEMS:
        more = f"has {len(found) - _MAX_PROBLEMS} more problems of this kind"
        raise StatementRefused(
            *found[:_MAX_PROBLEMS], Problem(file.name, more, csv_text.AGAIN, code="file-more-problems")
        )
    raise StatementRefused(*found)


def _groups(reader: RowReader) -> dict[tuple[str, str], list[Booking]]:
    groups: dict[tuple[str, str], list[Booking]] = {}
    for one in reader.bookings:
        groups.setdefault((one.transaction.account, one.transaction.currency), []).append(one)
    return groups or {(reader.cells.fixed.get("account", ""), reader.cells.fixed.get("currency", "")): []}


def _proved(reader: RowReader, bookings: list[Booking], currency: str, *, alone: bool) -> csv_balances.Proved:
    """Balances above and below the rows are used where there is one statement they can be about."""
    opening, closing = (_labelled(reader, field, currency) if alone else None for field in ("opening", "closing"))
    return csv_balances.prove(bookings, opening, closing, currency)


def _labelled(reader: RowReader, field: str, currency: str) -> int | None:
    text, own = split_money(reader.cells.fixed.get(field, ""))
    if not text or (own and currency and own != currency):
        return None
    try:
        return reader.cells.numbers.minor(text, currency)
    except ValueError:
        reader.cells.notes.append(f'the {field} balance "{text}" cannot be read')
        return None


def _header(
    file: StatementFile, layout: Layout, reader: RowReader, group: tuple[str, str], bookings: list[Booking]
) -> Header:
    days = [one.transaction.booking_date for one in bookings]
    return Header(
        source=file.source(f"csv:{layout.format.name}", verified=layout.format.verified),
        statement_id="",
        account=group[0],
        account_name=reader.cells.fixed.get("account_name", ""),
        currency=group[1],
        from_date=min(days, default=None),
        to_date=max(days, default=None),
    )


def _notes(account: str, currency: str, bookings: list[Booking]) -> Iterator[str]:
    yield from verify.account_flaws(account)
    if bookings and not currency:
        yield (
            "the file does not name its currency, so none of its lines can be matched: say it with --currency CHF, or "
            "under [statements] in config.toml"
        )
    if not bookings:
        yield "the file has no bookings"
