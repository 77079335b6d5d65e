"""How an export explains itself: `index.xml` for the auditor's software, `INDEX.txt` for the auditor. Pure.

`index.xml` follows the description standard for handing over data (Beschreibungsstandard, version of 1 September 2004),
in which German tax auditors read tables: semicolons, decimal comma, CRLF, UTF-8, one header row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from reconcile.export.table import Column, Table

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE DataSet SYSTEM "gdpdu-01-09-2004.dtd">
<DataSet>
  <Version>1.0</Version>
  <DataSupplier>
    <Name>reconcile</Name>
    <Location></Location>
    <Comment>Zahlungsabgleich mit Kanbert</Comment>
  </DataSupplier>
  <Media>
    <Name>Export</Name>
"""


def index_xml(tables: Iterable[Table], first: str, last: str) -> str:
    """`first`, `last`: days, ISO."""
    body = "".join(line for table in tables for line in _table(table, first, last))
    return f"{_HEAD}{body}  </Media>\n</DataSet>\n"


def _table(table: Table, first: str, last: str) -> Iterator[str]:
    yield "    <Table>\n"
    yield f"      <URL>{escape(table.file)}</URL>\n"
    yield f"      <Name>{escape(table.title)}</Name>\n"
    yield f"      <Description>{escape(table.means)}</Description>\n"
    yield f"      <Validity><Range><From>{first}</From><To>{last}</To></Range><Format>YYYY-MM-DD</Format></Validity>\n"
    yield "      <UTF8/>\n      <DecimalSymbol>,</DecimalSymbol>\n"
    yield "      <DigitGroupingSymbol>.</DigitGroupingSymbol>\n      <Range><From>2</From></Range>\n"
    yield "      <VariableLength>\n        <ColumnDelimiter>;</ColumnDelimiter>\n"
    yield "        <RecordDelimiter>&#13;&#10;</RecordDelimiter>\n"
    yield '        <TextEncapsulator>"</TextEncapsulator>\n'
    for number, column in enumerate(table.columns):
        element = "VariablePrimaryKey" if number < table.keys else "VariableColumn"
        yield f"        <{element}><Name>{column.name}</Name><Description>{escape(column.means)}</Description>"
        yield f"{_type(column, table, number)}</{element}>\n"
    yield "      </VariableLength>\n    </Table>\n"


def _type(column: Column, table: Table, number: int) -> str:
    if column.kind == "day":
        return "<Date><Format>YYYY-MM-DD</Format></Date>"
    if column.kind == "number":
        return "<Numeric/>"
    if column.kind == "amount":
        return f"<Numeric><Accuracy>{_digits(row[number] for row in table.rows)}</Accuracy></Numeric>"
    return "<AlphaNumeric/>"


def _digits(amounts: Iterable[str]) -> int:
    """As many as any of the currencies has; two where nothing stands."""
    return max((len(text.partition(",")[2]) for text in amounts), default=2)


def index_text(tables: Sequence[Table], first: str, last: str, journal: Sequence[str]) -> str:
    """`journal`: what is to be said about the journal and its chain, a line each."""
    listed = "\n".join(f"  {table.file:<16}{len(table.rows):>8}  {table.title}: {table.means}" for table in tables)
    said = "\n".join(f"  {line}" for line in journal)
    return f"""\
EXPORT {first} bis {last} / {first} to {last}

Zahlungsabgleich mit Kanbert (Programm reconcile). Enthalten sind alle Bankbuchungen mit einem Buchungstag im Zeitraum
mit allem, was je mit ihnen geschah, und alles, was im Zeitraum aufgezeichnet wurde.
This holds every bank line booked in the period with all that ever happened to it, and all that was recorded in it.

Tabellen / tables (CSV, UTF-8, Semikolon, Dezimalkomma, CRLF; beschrieben in index.xml), Zeilen / rows:
{listed}

Dateien / files
  files/            die Kontoauszüge, Byte für Byte wie übergeben / statements, byte by byte as handed in
  requests.jsonl    jede gesendete Anfrage und jede Antwort von Kanbert im Wortlaut / what was sent, what came back
  events.jsonl      die Ereignisse des Journals im Wortlaut / the events of the journal, verbatim
  chain.csv         die Prüfkette vom ersten Ereignis an / the hash chain from the first event on
  SHA256SUMS        Prüfsummen aller Dateien / checksums of all files: sha256sum -c SHA256SUMS

Journal
{said}

Prüfen / how to check
  1. sha256sum -c SHA256SUMS
  2. files.csv nennt zu jedem Lauf die SHA-256 der Kontoauszüge; sie sind die Namen unter files/.
     files.csv gives the SHA-256 of the statements of each run; they begin the names below files/.
  3. Der hash eines Ereignisses ist die SHA-256 von [seq,at,who,version,kind,key,payload,prev_hash] als JSON ohne
     Leerzeichen (UTF-8); prev_hash ist der hash des Ereignisses davor (chain.csv).
     The hash of an event is the SHA-256 of that JSON array without blanks; prev_hash is the hash of the one before.
  4. Eine Zahlung in Kanbert trägt das Kennzeichen (token) am Anfang ihrer Referenz.
     A payment in Kanbert carries the token at the beginning of its reference.

Zeitpunkte sind UTC. Das Journal wird nur fortgeschrieben, nie geändert; derselbe Export ergibt dieselben Bytes.
Times are UTC. The journal only ever grows; the same export gives the same bytes.
Diese Dateien enthalten personenbezogene Daten und Kontonummern. / These files hold personal data and account numbers.
"""
