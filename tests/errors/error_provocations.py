"""How each error is provoked: by the command a user types, with files as they come. Code → what makes it appear."""

from __future__ import annotations

import csv
import io
import os
import sqlite3
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing
from xml.sax.saxutils import escape

from error_scene import GIRO, Scene

PROVOCATIONS: dict[str, Callable[[Scene], Sequence[str]]] = {}


def provokes(code: str) -> Callable[[Callable[[Scene], Sequence[str]]], Callable[[Scene], Sequence[str]]]:
    def register(provoke: Callable[[Scene], Sequence[str]]) -> Callable[[Scene], Sequence[str]]:
        assert code not in PROVOCATIONS, code
        PROVOCATIONS[code] = provoke
        return provoke

    return register


def by_content(code: str, name: str, content: str | bytes) -> None:
    """`reconcile inspect` of a file with this content."""
    provokes(code)(lambda scene: ("inspect", scene.write(name, content)))


# ------------------------------------------------------------------------------------------------------------ the file

by_content("file-empty", "march.xml", "")
by_content("file-nul", "march.csv", b"Datum;Betrag\0\0;x\n1;2\0\0\n")
by_content("file-unknown", "march.txt", "Guten Tag,\nanbei der Kontoauszug.\n")
provokes("file-missing")(lambda _: ("inspect", "march.xml"))
provokes("file-pdf")(lambda scene: ("inspect", scene.sample("refused/statement.pdf")))
provokes("file-web-page")(lambda scene: ("inspect", scene.sample("refused/session_expired.xml")))


@provokes("file-folder")
def file_folder(scene: Scene) -> Sequence[str]:
    scene.write("statements/march.xml", "")
    return ("inspect", "statements")


@provokes("file-unreadable")
def file_unreadable(scene: Scene) -> Sequence[str]:
    return ("inspect", "m" * 300 + ".xml")


if os.name == "posix":

    @provokes("file-special")
    def file_special(scene: Scene) -> Sequence[str]:
        os.mkfifo(scene.folder / "march.xml")
        return ("inspect", "march.xml")


@provokes("file-too-large")
def file_too_large(scene: Scene) -> Sequence[str]:
    scene.write("config.toml", "[statements]\nmax_megabytes = 1\n")
    return ("inspect", scene.write("march.xml", b" " * (1 << 21)))


_SPARKASSE = "csv_sparkasse_camt/2026-03_giro.csv"


@provokes("file-more-problems")
def file_more_problems(scene: Scene) -> Sequence[str]:
    name = scene.sample(_SPARKASSE)
    path = scene.folder / name
    path.write_bytes(path.read_bytes().replace(b'.03.26";"', b'.13.26";"'))
    return ("inspect", name)


# --------------------------------------------------------------------------------------------------------- zip bundles


def packed(*members: tuple[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members:
            archive.writestr(zipfile.ZipInfo(name), member, zipfile.ZIP_DEFLATED)
    return content.getvalue()


by_content("file-office", "march.xlsx", packed(("[Content_Types].xml", b"<Types/>")))
by_content("zip-empty", "march.zip", packed())
by_content("zip-damaged", "march.zip", b"PK\x03\x04 cut off")
by_content("zip-nested", "march.zip", packed(("inner.zip", packed(("a.xml", b"<a/>")))))
by_content("zip-too-many", "march.zip", packed(*((f"{number}.xml", b"") for number in range(1001))))
by_content("zip-member", "march.zip", packed(("../march.xml", b"<a/>")))
by_content("zip-bomb", "march.zip", packed(("march.csv", b"a;b\n" + b"0" * (8 << 20))))


@provokes("zip-too-large")
def zip_too_large(scene: Scene) -> Sequence[str]:
    scene.write("config.toml", "[statements]\nmax_megabytes = 1\n")
    rows = b"".join(b"%d;%d\n" % (number, number**3) for number in range(60_000))
    return ("inspect", scene.write("march.zip", packed(("march.csv", rows))))


@provokes("zip-overstated")
def zip_overstated(scene: Scene) -> Sequence[str]:
    """Its directory claims more bytes than the file has, as where members overlap."""
    content = bytearray(packed(("march.csv", b"Tag;Summe\n")))
    packed_size = content.index(b"PK\x01\x02") + 20
    content[packed_size : packed_size + 4] = (1 << 24).to_bytes(4, "little")
    return ("inspect", scene.write("march.zip", bytes(content)))


@provokes("zip-name-twice")
def zip_name_twice(scene: Scene) -> Sequence[str]:
    content = packed(("march1.xml", b"<a/>"), ("march2.xml", b"<b/>")).replace(b"march2", b"march1")
    return ("inspect", scene.write("march.zip", content))


# ----------------------------------------------------------------------------------------------------------------- XML

by_content("xml-no-statement", "march.xml", '<?xml version="1.0"?><Invoice/>')
by_content("xml-encoding", "march.xml", '<?xml version="1.0" encoding="klingon"?><Document><BkToCstmrStmt/></Document>')
by_content("xml-encoding-broken", "march.xml", b"<Document><BkToCstmrStmt>\x81</BkToCstmrStmt></Document>")
by_content("xml-two-documents", "march.xml", "<Document><BkToCstmrStmt/></Document>\n<Document/>")
by_content("camt-no-statement", "march.xml", "<Document><BkToCstmrStmt></BkToCstmrStmt></Document>")
by_content(
    "xml-too-deep", "march.xml", "<Document><BkToCstmrStmt>" + "<a>" * 70 + "</a>" * 70 + "</BkToCstmrStmt></Document>"
)
by_content(
    "xml-long-text", "march.xml", f"<Document><BkToCstmrStmt><a>{'x' * (11 << 20)}</a></BkToCstmrStmt></Document>"
)
provokes("xml-broken")(lambda scene: ("inspect", scene.sample("refused/cut_off.xml")))
provokes("xml-doctype")(lambda scene: ("inspect", scene.sample("refused/document_type.xml")))
provokes("xml-other-message")(lambda scene: ("inspect", scene.sample("refused/payment_order.xml")))
provokes("camt-entry")(lambda scene: ("inspect", scene.sample("refused/unclear_amounts.xml")))


@provokes("camt-balance")
def camt_balance(scene: Scene) -> Sequence[str]:
    name = scene.statement()
    path = scene.folder / name
    path.write_text(path.read_text(encoding="utf-8").replace(">18462.37<", ">18.462,37<"), encoding="utf-8")
    return ("inspect", name)


# ---------------------------------------------------------------------------------------------------------------- CSV

_MINE = 'title = "Mine"\ndate = {date}\nnumber = "1.234,56"\n[columns]\nbooking_date = "Tag"\namount = "Summe"\n{more}'


def own_format(
    scene: Scene, content: str, *, date: str = '"dd.mm.yyyy"', more: str = "", copies: int = 1
) -> Sequence[str]:
    """A CSV with a format of the user's own."""
    scene.write("config.toml", '[statements]\nformats = "formats"\n')
    constants = '[constants]\ncurrency = "EUR"\naccount = "DE02120300000000202051"\n'
    for copy in range(copies):
        scene.write(f"formats/mine{copy or ''}.toml", _MINE.format(date=date, more=more + constants))
    return ("inspect", scene.write("march.csv", content))


provokes("csv-unknown")(lambda scene: ("inspect", scene.sample("refused/unknown_columns.csv")))
provokes("csv-cell")(lambda scene: ("inspect", scene.sample("refused/unclear_amount.csv")))
provokes("csv-row")(lambda scene: own_format(scene, "Tag;Summe\n01.03.2026;1,00;surplus;cells\n"))
provokes("csv-two-formats")(lambda scene: own_format(scene, "Tag;Summe\n01.03.2026;1,00\n", copies=2))
provokes("csv-sign")(lambda scene: own_format(scene, "Tag;Summe;S/H\n01.03.2026;1,00;S\n02.03.2026;-2,00;H\n"))
provokes("csv-encoding")(lambda scene: own_format(scene, "Tag;Summe\n01.03.2026;1,00\n") and spoilt(scene))
provokes("csv-quotes")(lambda scene: own_format(scene, 'Tag;Summe\n"01.03.2026;1,00\n02.03.2026;2,00\n03.03.2026;x\n'))
provokes("csv-column-twice")(lambda scene: own_format(scene, "Tag;Summe;Summe\n01.03.2026;1,00;2,00\n"))
provokes("csv-undecided")(
    lambda scene: own_format(scene, "Tag;Summe\n03.04.2026;1,00\n", date='["dd.mm.yyyy", "mm.dd.yyyy"]')
)
provokes("file-two-readers")(
    lambda scene: own_format(scene, "Tag;Summe\n01.03.2026;1,00\n:20:STARTUMS\n:25:10020030/1234567\n")
)
provokes("csv-format")(lambda scene: own_format(scene, "Tag;Summe\n", more='surprise = "x"\n'))


def spoilt(scene: Scene) -> Sequence[str]:
    with (scene.folder / "march.csv").open("ab") as file:
        file.write(b"02.03.2026;2,00\x81\n")
    return ("inspect", "march.csv")


@provokes("csv-formats-folder")
def csv_formats_folder(scene: Scene) -> Sequence[str]:
    scene.write("config.toml", '[statements]\nformats = "absent"\n')
    return ("inspect", scene.write("march.csv", "Tag;Summe\n01.03.2026;1,00\n"))


# -------------------------------------------------------------------------------------------------------------- MT940

provokes("mt940-field")(lambda scene: ("inspect", scene.sample("refused/statement.sta")))
by_content("mt940-no-field", "march.sta", b"Umsaetze\x01:20:STARTUMS\x01:25:10020030/1234567")
by_content(
    "mt940-encoding", "march.sta", b"\xff\xfe" + ":20:X\r\n:25:1/2\r\n".encode("utf-16-le") + b"\x00\xd8\r\0\n\0"
)


# ---------------------------------------------------------------------------------------------------------------- run


provokes("journal-folder")(lambda _: ("status", "--state", "."))
provokes("target-in-use")(
    lambda scene: ("report", "--out", scene.proposals().replace("proposals.csv", "journal.sqlite3"))
)
provokes("run-target")(lambda scene: ("run", scene.statement(), "--out", "nowhere/proposals.csv"))
provokes("run-proposals")(lambda scene: ("run", scene.proposals()))


@provokes("run-intraday")
def run_intraday(scene: Scene) -> Sequence[str]:
    return ("run", scene.sample("mt942/2026-03-27_giro.sta"), "--snapshot", scene.snapshot())


@provokes("run-notification")
def run_notification(scene: Scene) -> Sequence[str]:
    name = scene.statement()
    path = scene.folder / name
    text = path.read_text(encoding="utf-8").replace("camt.053.001.08", "camt.054.001.08")
    path.write_text(
        text.replace("BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn")
        .replace("<Stmt>", "<Ntfctn>")
        .replace("</Stmt>", "</Ntfctn>"),
        encoding="utf-8",
    )
    return ("run", name, "--snapshot", scene.snapshot())


# ------------------------------------------------------------------------------------------ configuration, token, usage


def configured(code: str, content: str | bytes) -> None:
    provokes(code)(lambda scene: ("--config", scene.write("config.toml", content), "run", scene.statement()))


configured("config-key", '[kanbert]\nbase_ulr = "https://books.example/api/v1"\n')
configured("config-value", "[matching]\nsure_probability = 1.5\n")
configured("config-toml", "language = de\n")
configured("config-encoding", "[company]\ncurrency = 'Ä'\n".encode("latin-1"))
configured("config-token", '[kanbert]\ntoken = "secret"\n')
configured("token-missing", "")
configured("token-file", '[kanbert]\ntoken_file = "absent"\n')
provokes("config-unreadable")(lambda _: ("--config", "absent.toml", "status"))


@provokes("config-weight")
def config_weight(scene: Scene) -> Sequence[str]:
    scene.write("config.toml", "[matching.weights]\nparty_nam = { equal = 3.0 }\n")
    return ("run", scene.statement(), "--snapshot", scene.snapshot())


@provokes("token-file-empty")
def token_file_empty(scene: Scene) -> Sequence[str]:
    (scene.folder / scene.write("token", "")).chmod(0o600)
    scene.write("config.toml", '[kanbert]\ntoken_file = "token"\n')
    return ("run", scene.statement())


if os.name == "posix":

    @provokes("token-file-open")
    def token_file_open(scene: Scene) -> Sequence[str]:
        (scene.folder / scene.write("token", "secret")).chmod(0o644)
        scene.write("config.toml", '[kanbert]\ntoken_file = "token"\n')
        return ("run", scene.statement())


@provokes("token-blanks")
def token_blanks(scene: Scene) -> Sequence[str]:
    scene.environment["KANBERT_TOKEN"] = "two words"
    return ("run", scene.statement())


@provokes("base-url")
def base_url(scene: Scene) -> Sequence[str]:
    scene.environment |= {"KANBERT_TOKEN": "practice", "KANBERT_BASE_URL": "http://books.example/api/v1"}
    return ("run", scene.statement())


@provokes("folder-unwritable")
def folder_unwritable(scene: Scene) -> Sequence[str]:
    scene.write("books", "a file, not a folder")
    return ("init", "books")


provokes("usage")(lambda _: ("commit", "proposals.csv", "--force"))
provokes("token-command-line")(lambda _: ("pull", "--snapshot", "kanbert", "--token", "secret"))
provokes("file-system")(lambda scene: ("report", "--out", f"{scene.proposals()}/report.html"))
provokes("usage-max-amount")(lambda scene: ("approve", scene.proposals(), "--sure", "--max-amount", "viel"))


@provokes("quarantine-too-short")
def quarantine_too_short(scene: Scene) -> Sequence[str]:
    scene.environment |= {"KANBERT_TOKEN": "practice", "KANBERT_BASE_URL": "https://books.invalid/api/v1"}
    return ("commit", scene.proposals(), "--yes", "--quarantine", "2")


# ------------------------------------------------------------------------------------------------- the proposals file


def decided(code: str, light: str = "sure", **cells: str) -> None:
    """A commit of the proposals after these cells of the first such row were changed."""
    provokes(code)(lambda scene: ("commit", scene.edited(lambda rows: rows[0].update(cells), light), "--dry-run"))


decided("proposals-decision", decision="vielleicht")
decided("proposals-invoice", decision="yes", invoice="RE-2026-9999")
decided("proposals-allocate", decision="yes", allocate="eine Mark")
decided("proposals-difference-kind", decision="yes", difference_kind="Trinkgeld")
decided("proposals-changed", decision="yes", amount="1,00")
decided("proposals-proposal-id", decision="yes", proposal_id="P-BCDFGHJKLMNPQR")
provokes("proposals-unreadable")(lambda _: ("commit", "absent.csv", "--dry-run"))
provokes("proposals-workbook")(lambda scene: ("approve", scene.write("proposals.xlsx", b"PK\x03\x04"), "--sure"))
provokes("proposals-no-columns")(lambda scene: ("approve", scene.write("notes.csv", "a;b\n1;2\n"), "--sure"))
provokes("proposals-encoding")(lambda scene: ("approve", scene.write("p.csv", b"decision\x81;proposal_id\n"), "--sure"))


@provokes("proposals-two-sheets")
def proposals_two_sheets(scene: Scene) -> Sequence[str]:
    from xlsxwriter import Workbook

    path = scene.folder / scene.proposals()
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
    with Workbook(str(scene.folder / "proposals.xlsx")) as workbook:
        for name in ("Proposals", "Proposals (2)"):
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return ("commit", "proposals.xlsx", "--dry-run")


_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    '<office:body><office:spreadsheet><table:table table:name="Proposals">{}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)


@provokes("proposals-unmarked")
def proposals_unmarked(scene: Scene) -> Sequence[str]:
    """As LibreOffice saves it in its own form."""
    path = scene.folder / scene.proposals()
    rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";")
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = ("".join(cell.format(escape(one)) for one in row) for row in rows)
    table = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind.decode()}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    scene.write(
        "proposals.ods",
        packed(
            ("mimetype", kind),
            ("content.xml", _ODS.format(table).encode()),
            ("META-INF/manifest.xml", manifest.encode()),
        ),
    )
    return ("approve", "proposals.ods", "--sure", "--yes")


@provokes("proposals-part")
def proposals_part(scene: Scene) -> Sequence[str]:
    def change(rows: list[dict[str, str]]) -> None:
        first = next(row for row in rows if row["part"].startswith("1 of "))
        same = [row for row in rows if row["proposal_id"] == first["proposal_id"]]
        for row in same:
            row["decision"] = "yes"
        same[-1]["proposal_id"] = next(row["proposal_id"] for row in rows if not row["part"])

    return ("commit", scene.edited(change), "--dry-run")


@provokes("proposals-other-journal")
def proposals_other_journal(scene: Scene) -> Sequence[str]:
    name = scene.edited(lambda rows: rows[0].update(decision="yes"))
    return ("commit", name, "--dry-run", "--state", "another.sqlite3")


@provokes("proposals-more")
def proposals_more(scene: Scene) -> Sequence[str]:
    def mistype(rows: list[dict[str, str]]) -> None:
        for number, row in enumerate(rows):
            row["proposal_id"] = f"P-{number}"

    return ("commit", scene.edited(mistype), "--dry-run")


def rewritten(code: str, change: Callable[[str], str]) -> None:
    def provoke(scene: Scene) -> Sequence[str]:
        path = scene.folder / scene.proposals()
        path.write_text(change(path.read_text(encoding="utf-8-sig")), encoding="utf-8", newline="")
        return ("commit", path.name, "--dry-run")

    provokes(code)(provoke)


rewritten("proposals-column-twice", lambda text: text.replace("direction;", "amount;", 1))
rewritten("proposals-quotes", lambda text: text + 'yes;"sure')
rewritten("proposals-cut-off", lambda text: text.rstrip()[:-120])
rewritten(
    "proposals-delimiter", lambda text: "\n".join([text.splitlines()[0], *(f";{row}" for row in text.splitlines()[1:])])
)


# ----------------------------------------------------------------------------------------------- snapshots, the journal


def from_snapshot(code: str, name: str, content: str) -> None:
    def provoke(scene: Scene) -> Sequence[str]:
        scene.write(f"{scene.snapshot()}/{name}", content)
        return ("run", scene.statement(), "--snapshot", "kanbert")

    provokes(code)(provoke)


from_snapshot("snapshot-line", "payments.jsonl", '{"id": "1"\n')
from_snapshot("snapshot-origin", "snapshot.json", "{}")
from_snapshot(
    "snapshot-count",
    "snapshot.json",
    '{"base_url": "http://127.0.0.1:1", "account_ids": [], "pulled_at": "", "counts": {"payments.jsonl": 999}}',
)
provokes("snapshot-missing")(lambda scene: ("run", scene.statement(), "--snapshot", "absent"))


@provokes("snapshot-file")
def snapshot_file(scene: Scene) -> Sequence[str]:
    (scene.folder / scene.snapshot() / "payments.jsonl").unlink()
    return ("run", scene.statement(), "--snapshot", "kanbert")


@provokes("snapshot-other-files")
def snapshot_other_files(scene: Scene) -> Sequence[str]:
    scene.write("photos/holiday.jpg", b"")
    return ("pull", "--snapshot", "photos")


@provokes("snapshot-unwritable")
def snapshot_unwritable(scene: Scene) -> Sequence[str]:
    return ("pull", "--snapshot", scene.write("kanbert", ""))


def tampered(scene: Scene, *statements: str) -> Sequence[str]:
    """A commit after somebody worked on the journal with a database program."""
    name = scene.proposals()
    with closing(sqlite3.connect(scene.folder / "journal.sqlite3", isolation_level=None)) as database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            database.execute(statement)
    scene.environment |= {"KANBERT_TOKEN": "practice", "KANBERT_BASE_URL": "http://127.0.0.1:9/api/v1"}
    return ("commit", name, "--yes", "--quarantine", "2")


provokes("journal-changed")(
    lambda scene: tampered(scene, "UPDATE event SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 1")
)


@provokes("journal-damaged")
def journal_damaged(scene: Scene) -> Sequence[str]:
    """Bytes of its index are gone, as after a fault of the disk."""
    argv = tampered(scene, "PRAGMA wal_checkpoint(TRUNCATE)")
    path = scene.folder / "journal.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        ((page_size,),) = database.execute("PRAGMA page_size").fetchall()
        ((index_root,),) = database.execute("SELECT max(rootpage) FROM sqlite_master WHERE type = 'index'").fetchall()
    content = bytearray(path.read_bytes())
    middle = (index_root - 1) * page_size + page_size // 2
    content[middle : middle + page_size // 2] = bytes(page_size // 2)
    path.write_bytes(bytes(content))
    return argv


@provokes("journal-version")
def journal_version(scene: Scene) -> Sequence[str]:
    """A decision as a later version may write it, in an unbroken chain."""
    from reconcile.journal.log import Entry, EventLog

    argv = tampered(scene)
    log = EventLog(scene.folder / "journal.sqlite3")
    decision = Entry("decision", "KR1-0000000000000001", '{"shape": 2}')
    log.append([decision], at="2027-01-01T00:00:00.000Z", who="x", version="9.0.0")
    log.close()
    return argv


@provokes("journal-sources-unwritable")
def journal_sources_unwritable(scene: Scene) -> Sequence[str]:
    scene.write("journal.sources", "a file, not a folder")
    return ("run", scene.statement(), "--snapshot", scene.snapshot())


@provokes("journal-source-changed")
def journal_source_changed(scene: Scene) -> Sequence[str]:
    """Somebody opened the kept copy and saved it."""
    scene.proposals()
    (kept,) = (scene.folder / "journal.sources").iterdir()
    kept.chmod(0o600)
    kept.write_bytes(kept.read_bytes() + b"\n")
    return ("run", GIRO, "--snapshot", "kanbert")


@provokes("export-unwritable")
def export_unwritable(scene: Scene) -> Sequence[str]:
    scene.proposals()
    return ("export", "--from", "2026-03-01", "--to", "2026-03-31", "proposals.csv/audit")


@provokes("usage-port")
def usage_port(scene: Scene) -> Sequence[str]:
    scene.proposals()
    scene.kanbert()
    port = scene.environment["KANBERT_BASE_URL"].split(":")[2].split("/")[0]
    return ("review", "--no-browser", "--port", port)


provokes("usage-account")(lambda _: ("inspect", GIRO, "--account", "DE02120300000000202052"))
provokes("usage-out")(lambda _: ("run", GIRO, "--snapshot", "kanbert", "--out", "march.pdf"))
provokes("journal-missing")(lambda _: ("explain", "P-BCDFGHJKLMNPQR"))
provokes("journal-disk")(
    lambda scene: ("approve", scene.proposals(), "--sure", "--state", "proposals.csv/journal.sqlite3")
)
provokes("proposal-unknown")(lambda scene: scene.proposals() and ("explain", "P-BCDFGHJKLMNPQR"))
provokes("payment-unknown")(lambda scene: scene.proposals() and ("status", "--payment", "KR1-0123456789ABCDEF"))
provokes("note-without-payment")(lambda scene: scene.proposals() and ("status", "--note", "deleted in Kanbert"))
provokes("run-unknown")(lambda scene: scene.proposals() and ("report", "R-BCDFGHJKLM"))
provokes("export-period")(
    lambda scene: scene.proposals() and ("export", "--from", "2026-04-01", "--to", "2026-03-01", "audit")
)
provokes("export-folder-there")(
    lambda scene: scene.proposals() and ("export", "--from", "2026-03-01", "--to", "2026-03-31", "kanbert")
)


# ------------------------------------------------------------------------------------------------------------- sandbox

provokes("sandbox-fault")(lambda _: ("sandbox", "--fault", "explode"))
provokes("sandbox-personality")(lambda _: ("sandbox", "--personality", "grumpy"))
provokes("sandbox-host")(lambda _: ("sandbox", "--host", "0.0.0.0"))  # noqa: S104
provokes("sandbox-log")(lambda _: ("sandbox", "--oracle-log", "absent/oracle.jsonl"))


@provokes("sandbox-port")
def sandbox_port(scene: Scene) -> Sequence[str]:
    scene.kanbert()
    port = scene.environment["KANBERT_BASE_URL"].split(":")[2].split("/")[0]
    return ("sandbox", "--port", port)


__all__ = ["GIRO", "PROVOCATIONS"]
