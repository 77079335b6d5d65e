"""docs/errors.md: every error with its code, what is behind it and a message that was really provoked.

    python tests/errors/error_catalogue.py docs/errors.md

`WORDS` says what the message itself has no room for. `FROZEN` holds messages of what no test can provoke. A test fails when the document is not what this
writes, when a code of the source is not in it, and when it explains a code that is gone.
"""
# ruff: noqa: E501 - tables of sentences, one a line

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from error_provocations import PROVOCATIONS
from error_provocations_kanbert import kanbert_silent  # noqa: F401 - registers the others, too
from error_provocations_page import ON_PAGE
from error_scene import scene

from importers.errors import Problem

_HEAD = """\
# Errors: every code, what is behind it, what to do

Written by `python tests/errors/error_catalogue.py docs/errors.md`; the examples are what the program printed when the error
was provoked, the others are marked *(not provoked)*.

A message says where, what stands there, what is wrong, and after the arrow what to do. At its end stands its code in
brackets: the words may change, the code does not. All problems of a file are named at once, and nothing of a refused file
is used. The exit code says who has to act:

| exit code | means | who acts |
|---|---|---|
| 0 | done | nobody |
| 1 | done, a person is needed: rows undecided, rejected, stale or for a person | the bookkeeper |
| 2 | usage, configuration, missing token | whoever set it up |
| 3 | input refused: nothing of the refused file was used | whoever made the file |
| 4 | Kanbert unreachable, another commit holds the lock, or something is uncertain | nobody: run it again |
| 5 | stopped by a safety check: token refused, control query, first payment, journal | a person looks before anything else |
| 70 | our bug: the lines printed are the report | we |
| 130 | stopped with Ctrl-C | nobody: nothing is lost, run it again |
"""

#: Area → its codes → what is behind them.
WORDS: dict[str, dict[str, str]] = {
    "The statement file": {
        "file-missing": "Nothing lies under this name. A blank or an umlaut in a name wants quotation marks in a shell.",
        "file-empty": "Downloads that were cut off, and periods without bookings at some banks.",
        "file-folder": "A folder was named. The shell turns `statements/*.xml` into the files in it.",
        "file-special": "A pipe or a device can be read only once; every file is read twice, to digest and to understand.",
        "file-unreadable": "The system does not hand it over: rights, a program that locks it, a damaged disk.",
        "file-too-large": "A limit against mistakes and attacks; a year of a large company is far below it.",
        "file-nul": "A damaged download, or a file of another kind under the wrong name.",
        "file-pdf": "A PDF is a picture of numbers: a comma read wrong is wrong money, so it is not guessed at.",
        "file-office": "A workbook instead of the bank's own file. What went through a spreadsheet may have lost digits.",
        "file-web-page": "The browser saved the page that asks for the password instead of the statement.",
        "file-unknown": "Recognised by its content, not its name; see [formats.md](formats.md) for what is read.",
        "file-two-readers": "Mostly a format of your own whose column names stand in a file of another kind; else a fault of this program.",
        "file-more-problems": "The first twenty problems are named one by one; mostly all have one cause.",
    },
    "Zip bundles": {
        "zip-damaged": "The download was cut off, or it is no zip at all.",
        "zip-empty": "Nothing in it but folders.",
        "zip-nested": "An archive in an archive is how archives attack; banks do not do it.",
        "zip-too-many": "More members than any bank packs.",
        "zip-member": "A member's name would leave its folder, is a link, or is encrypted: no bank packs such files.",
        "zip-name-twice": "Two members with one name: which one counts cannot be known.",
        "zip-overstated": "Members overlap: a trick by which small archives pretend to be huge.",
        "zip-bomb": "It grows beyond all measure while it is unpacked. Nothing is written to disk.",
        "zip-too-large": "All members together are above `max_megabytes`.",
    },
    "XML and camt": {
        "xml-no-statement": "XML of another program. Banks call the right one camt.053, *Kontoauszug* or *eKontoauszug*.",
        "xml-other-message": "A message of the same family with another purpose, such as a payment order.",
        "xml-broken": "Mostly cut off. What was read before the place is not used either.",
        "xml-two-documents": "Two files were joined into one.",
        "xml-doctype": "A document type can make a program read other files of the machine or grow without end.",
        "xml-encoding": "The first line names an encoding nobody has.",
        "xml-encoding-broken": "The letters are not in the encoding the file declares, nor in Windows-1252.",
        "xml-long-text": "No field of a statement is this long.",
        "xml-too-deep": "No statement nests this deep.",
        "camt-no-statement": "The envelope is there and empty. It is refused, because it would look like a quiet month.",
        "camt-entry": "An entry whose amount, direction or date cannot be read as the standard writes it.",
        "camt-balance": "A balance that cannot be read: without it the statement cannot be proved.",
    },
    "CSV": {
        "csv-unknown": "A layout nobody has described yet. The message holds the lines that describe it: "
        "[add-a-bank.md](add-a-bank.md).",
        "csv-cell": "A cell that has not the shape its layout has. Often a spreadsheet saved the file.",
        "csv-row": "A row with too many or too few cells, or one that is neither a booking nor a total.",
        "csv-undecided": "`1.234` and `03.04.2026` mean two things, and no other row decides. It is never guessed.",
        "csv-column-twice": "Two columns have one name, and it is one that is needed.",
        "csv-sign": "A column such as `S/H` says the opposite of the sign of the amount.",
        "csv-quotes": "A quotation mark opens and is not closed, so rows may have run into each other.",
        "csv-encoding": "Bytes that are letters in neither encoding.",
        "csv-two-formats": "Two layouts fit equally well, one of them mostly your own.",
        "csv-format": "One of your own layouts has a mistake; the line says which.",
        "csv-formats-folder": "The folder of your own layouts is not where `config.toml` says.",
    },
    "MT940": {
        "mt940-field": "A field that breaks its grammar, such as a `:61:` that ends in the middle.",
        "mt940-no-field": "It begins like MT940 and holds none of its fields.",
        "mt940-encoding": "Its first bytes promise UTF-16, and the rest is not.",
    },
    "run": {
        "run-target": "The proposals were to go where no file can be: nothing was read, no run recorded.",
        "target-in-use": "What stands at `--out` is moved aside: the journal, the configuration and what is read must stay.",
        "run-proposals": "The file a run wrote was given as a statement.",
        "run-intraday": "camt.052 and MT942 show the day while it goes on; what they show may still change.",
        "run-notification": "A camt.054 explains entries of a camt.053; booked from alone, money could be booked twice.",
        "run-file-changed": "The file was written to while it was read.",
        "run-unknown": "Runs are named `R-…`; `reconcile status` lists them.",
    },
    "Configuration, token, flags": {
        "config-unreadable": "`--config` names a file that is not there or not yours.",
        "config-encoding": "TOML is UTF-8; an old editor saved it otherwise.",
        "config-toml": "Texts stand in quotation marks; the message names line and column.",
        "config-key": "A key nobody knows is refused, because a misspelt setting that is ignored is worse.",
        "config-value": "[configuration.md](configuration.md) says what each key may be.",
        "config-weight": "Signals and levels are listed in [matching.md](matching.md).",
        "config-token": "Configuration files get copied, mailed and shown.",
        "token-missing": "Made in Kanbert under Settings → Apps & API.",
        "token-file": "`KANBERT_TOKEN_FILE` or `token_file` names a file that cannot be read.",
        "token-file-empty": "The file is there, the token is not.",
        "token-file-open": "Whoever can read the token can book in your name.",
        "token-blanks": "A token is one word; often its quotation marks were copied along.",
        "token-command-line": "Other users see the command lines of a machine, and the shell keeps them.",
        "base-url": "The token is sent encrypted, to this address and to no other.",
        "folder-unwritable": "`reconcile init` cannot write there.",
        "usage": "A flag or verb that does not exist; `reconcile VERB --help` begins with examples.",
        "file-system": "A file to be written lies in a folder that is absent, full, not yours, or is open elsewhere.",
        "usage-max-amount": "An amount like 500 or 499.90, in the currency of each line.",
        "usage-account": "An own account that has the form of an IBAN and wrong check digits: a line posted to it would be posted nowhere.",
        "usage-out": "A table in a file that ends in .pdf or .xls opens in no program.",
        "usage-port": "Another program listens there.",
        "quarantine-too-short": "A quarter of an hour is how long a server may still apply what it did not answer.",
    },
    "The proposals file": {
        "proposals-unreadable": "It is not there, or the spreadsheet still has it open.",
        "proposals-no-columns": "Another file, or its header line was deleted.",
        "proposals-encoding": "Neither UTF-8, UTF-16 nor Windows-1252.",
        "proposals-quotes": "A quotation mark in a note opened a cell and did not close it.",
        "proposals-column-twice": "A column was copied.",
        "proposals-cut-off": "The file ends in the middle of a row.",
        "proposals-delimiter": "Saved with another delimiter than its header: its cells stand under wrong columns.",
        "proposals-workbook": "Damaged, with a password, or no workbook at all.",
        "proposals-two-sheets": "A copied sheet.",
        "proposals-unmarked": "Read, yes; but decisions are written back only into CSV and XLSX.",
        "proposals-decision": "`yes` or `no`, `ja` or `nein`; all rows of one payment are decided alike.",
        "proposals-invoice": "The number of an open document of this run; a few near ones are suggested.",
        "proposals-allocate": "An amount, unsigned, at most what is open and what was paid.",
        "proposals-difference-kind": "What stays open or is left over needs a kind.",
        "proposals-part": "A split payment is decided with all its parts, or not at all.",
        "proposals-proposal-id": "The id at the end of the row carries check letters; it was mistyped or removed.",
        "proposals-other-journal": "The file was written with another journal, or with one that was lost.",
        "proposals-more": "The first rows are named one by one.",
        "proposals-changed": "Only decision, invoice, allocate, difference_kind and note are read; another cell says "
        "something else than was written, so this row is not used.",
    },
    "The review page": {
        "page-line-unknown": "The page is older than the run.",
        "page-decided-elsewhere": "Another window, or the file, decided this line first.",
        "page-count-changed": "What was counted is not what would be approved now.",
        "page-settled": "Something of this line is in Kanbert; that is corrected there.",
        "page-superseded": "A later run proposed the line again; decide there.",
        "page-invoice-unknown": "The invoice was not open when the run was made.",
        "page-file-unwritable": "The decisions are in the journal already; only the file is old.",
    },
    "Snapshots": {
        "snapshot-missing": "No such folder.",
        "snapshot-file": "One of its four lists is missing.",
        "snapshot-line": "A line that is no JSON object, mostly cut off.",
        "snapshot-count": "A list holds more or fewer objects than were written: a copy ended early, or it was edited.",
        "snapshot-origin": "`snapshot.json` says which Kanbert it came from; it was changed.",
        "snapshot-other-files": "A mistyped folder must not cost you its files.",
        "snapshot-unwritable": "It cannot be written there.",
    },
    "Kanbert": {
        "kanbert-silent": "No answer: network, proxy, or Kanbert is down. Reads were tried again before this was said.",
        "kanbert-certificate": "Somebody may stand between you and Kanbert; nothing was sent.",
        "kanbert-busy": "It answered that it cannot answer now.",
        "kanbert-token": "Expired, revoked or mistyped.",
        "kanbert-scope": "The token may read or write less than is needed.",
        "kanbert-address": "Something answers there, and it is not the API.",
        "kanbert-redirect": "A redirect could lead the token elsewhere, so none is followed.",
        "kanbert-question": "It does not understand a filter this program relies on.",
        "kanbert-status": "An answer the documents do not know.",
        "kanbert-answer": "No JSON, or not what was asked for: a proxy's page, a cut-off body.",
        "kanbert-endless-list": "A list that does not end cannot be trusted to be whole.",
        "kanbert-changing-list": "Somebody books while it is read, or the list is not stable.",
        "kanbert-other-document": "It was asked for one document and gave another.",
        "kanbert-id": "An id that could lead to another path.",
        "kanbert-other-address": "The last line of defence of the token.",
    },
    "commit": {
        "commit-running": "One commit at a time; the lock goes with the process that holds it.",
        "commit-other-kanbert": "Proposals, journal and address must belong to one Kanbert.",
        "commit-space-unknown": "A snapshot without `snapshot.json` is posted only to the practice Kanbert.",
        "commit-refusals": "Several refusals in a row have one cause; the rest was not tried.",
        "commit-later": "Kanbert asks to wait longer than a commit waits.",
        "commit-person": "What Kanbert shows is not what was sent.",
        "commit-stopped": "An answer after which nothing more may be sent.",
        "control-query": "What it does not find must not be taken for absent, else it would be posted twice.",
        "control-direction": "Earlier payments contradict the meaning of `in` and `out`.",
        "control-bookings": "Without them no open amount can be checked before posting.",
        "control-nothing-to-search": "In an empty Kanbert an absence proves nothing.",
        "first-payment": "The first of its kind is looked at by a person: `reconcile commit --confirm-canary`.",
        "first-payment-unseen": "Acknowledged, but the list does not show it.",
        "first-payment-unmoved": "The payment is there, its invoice is as open as before.",
        "offset-not-sent": "The credit offset was not sent; nothing of it was booked.",
        "offset-stopped": "The answer to a credit offset was unclear; a person looks, nothing more was sent.",
        "note-without-payment": "A note is kept with the payment it is about.",
        "payment-unknown": "`reconcile status` lists the payments of this journal.",
        "proposal-unknown": "Ids are in the last columns of the proposals file.",
    },
    "The journal and exports": {
        "journal-folder": "The journal is one file, with its lock and the kept statement files beside it.",
        "journal-missing": "Nothing was run here yet, or the journal lies elsewhere.",
        "journal-disk": "It cannot be opened, read or written. Without a record nothing is sent.",
        "journal-closed": "A write failed before; from then on nothing is sent.",
        "journal-damaged": "The file is broken; the reading verbs still show what can be read.",
        "journal-changed": "Each event carries the hash of the one before; this one was edited afterwards.",
        "journal-version": "An event of a newer program; the message names its version.",
        "journal-sources-unwritable": "Every statement file is kept unmodified beside the journal; here it could not be.",
        "journal-source-changed": "The kept copy is not what was read: its SHA-256 differs.",
        "journal-on-network": "Locks of network drives do not hold between machines, nor does SQLite's write-ahead log.",
        "export-period": "From the earlier day to the later one.",
        "export-folder-there": "Nothing is mixed into an existing folder.",
        "export-unwritable": "It cannot be written there.",
    },
    "The practice Kanbert": {
        "sandbox-host": "It is for this machine alone.",
        "sandbox-port": "Another program listens there.",
        "sandbox-personality": "`--list-personalities` shows the names.",
        "sandbox-fault": "`KIND[(NUMBER)][,method=M][,path=ENDING][,skip=N][,times=N][,rate=R]`.",
        "sandbox-log": "The file of `--oracle-log` cannot be written.",
    },
}

#: Code → exit code and message, for what nothing here can provoke: it needs a network drive, a Kanbert on another
#: machine with a certificate the world trusts, or a fault of this program.
FROZEN: dict[str, tuple[int, str]] = {
    "kanbert-other-address": (5, "request to Kanbert: was about to leave for another address and was not sent"),
    "commit-space-unknown": (5, "commit: these proposals do not say which Kanbert they were made for. → run it again"),
    "first-payment": (5, "KR1-…: payment 17 is the first of its kind. → look at it, then --confirm-canary"),
    "journal-on-network": (
        5,
        "/mnt/share: the journal lies on a network file system (cifs), where its lock protects nobody. → move it to a disk of this machine and name it: --state, or [state] journal in config.toml",
    ),
}

_UNSTEADY = (
    (re.compile(r"127\.0\.0\.1:\d+|localhost:\d+"), "127.0.0.1:8765"),
    (re.compile(r"\b[PRC]-[BCDFGHJKLMNPQRSTVWXYZ]{10,}|\bKR1-[0-9A-F]{16}"), "…"),
    (re.compile(r"(?<=--port )\d+|(?<=port: \")\d+|(?<=', )\d+(?=\))"), "8765"),
    (re.compile(r"process \d+|since \d{4}-\S+"), "…"),
    (re.compile(r"(?<=\[SSL).*?(?=\" Kanbert)"), "…"),
    (re.compile(r"(?<=the journal cannot be opened \().*(?=\)\. →)"), "…"),
    (re.compile(r"(?<=the journal is damaged \().*(?=\)\. →)"), "…"),
    (re.compile(r"(?<=payment )[0-9a-f]{20}"), "…"),
)


def provoked(code: str) -> tuple[str, int, str]:
    """The command, its exit code and the first line it said with this code, without what differs from day to day."""
    with tempfile.TemporaryDirectory() as name, scene(Path(name)) as here:
        argv = PROVOCATIONS[code](here)
        exit_code, said = here.call(*argv)
        lines = [line for line in said.replace(str(Path(name).resolve()), "…").splitlines() if f"  [{code}]" in line]
    assert lines, f"{code} was not said: {said[-2000:]}"
    return steady(" ".join(("reconcile", *argv))), exit_code, steady(lines[0].removeprefix("! "))


def answered(code: str) -> str:
    """What the review page says, as a line; it shows the same without the place."""
    with tempfile.TemporaryDirectory() as name, scene(Path(name)) as here:
        said = ON_PAGE[code][1](here)
    problem = Problem("page", said["sentence"], said["remedy"], said["excerpt"], code=said["code"])
    return steady(f"{problem}  [{problem.code}]")


def steady(text: str) -> str:
    for pattern, instead in _UNSTEADY:
        text = pattern.sub(instead, text)
    return re.sub(r"m{50,}", "mmm…", text)


def document() -> str:
    return _HEAD + "".join(_areas())


def _areas() -> Iterator[str]:
    for area, codes in WORDS.items():
        yield f"\n## {area}\n"
        for code, words in codes.items():
            yield f"\n### `{code}`\n\n{words}\n\n{_example(code)}"


def _example(code: str) -> str:
    if code in FROZEN:
        exit_code, message = FROZEN[code]
        return f"Exit code {exit_code} *(not provoked)*:\n\n```\n{message}  [{code}]\n```\n"
    if code in ON_PAGE:
        return f"On the page of `reconcile review`. {ON_PAGE[code][0]}\n\n```\n{answered(code)}\n```\n"
    command, exit_code, message = provoked(code)
    return f"Exit code {exit_code}:\n\n```\n$ {command}\n{message}\n```\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(document(), encoding="utf-8", newline="\n")
