"""What a file is, by its content: the things people hand in instead of a statement, and whether it is a camt.

Only the standard library: this runs before any reader is loaded.
"""

from __future__ import annotations

import re

from importers.errors import StatementRefused
from importers.statement_file import StatementFile

_AGAIN = "export the statement again from online banking, as camt.053"

#: Bank to customer: statement, account report, debit credit notification.
_CAMT = re.compile(r"<(?:[\w.-]+:)?BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)")
#: A field of an MT940 or MT942 where a line begins, whatever ends the one before it.
_MT940 = re.compile(r"(?:^|[\r\n\x00-\x03\x1a]|@@|\{4:)-?:(?:20|25P?|28C?|34F|60[FM]|61|62[FM]|64|65|86):")
_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_ISO_MESSAGE = re.compile(r"\b([a-z]{4}\.\d{3}\.\d{3}\.\d{2})\b")
_PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)

#: ISO 20022 messages that are handed in by mistake.
OTHER_MESSAGES = {
    "pain.001": "a payment order, not a statement",
    "pain.002": "the bank's answer to a payment order, not a statement",
    "pain.008": "a direct debit order, not a statement",
    "camt.029": "the bank's answer to an inquiry, not a statement",
}


def is_xml(file: StatementFile) -> bool:
    return file.head_text.startswith("<")


def is_camt(file: StatementFile) -> bool:
    return is_xml(file) and _CAMT.search(file.head_text) is not None


def is_mt940(file: StatementFile) -> bool:
    return not is_xml(file) and _MT940.search(file.head_text) is not None


def is_zip(file: StatementFile) -> bool:
    return file.head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def refuse_foreign(file: StatementFile) -> None:
    """Raises StatementRefused for what is certainly no statement, whatever reader might be tempted."""
    head, text = file.head, file.head_text
    if head.lstrip().startswith(b"%PDF-"):
        raise file.refused(
            "is a PDF, made for people",
            "choose camt.053 (XML) where online banking exports the statement",
            code="file-pdf",
            excerpt=text[:8],
        )
    if is_zip(file):
        raise file.refused("is a zip inside a zip", "unpack the outer one and hand in what is in it", code="zip-nested")
    if re.match(r"(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<html)\b", text, re.IGNORECASE):
        raise file.refused(
            "is a web page: the banking session had expired when the file was saved",
            "log in again and " + _AGAIN,
            code="file-web-page",
            excerpt=_title(text),
        )
    prolog = _PROLOG.match(text)
    if is_xml(file) and prolog and text.startswith("<!DOCTYPE", prolog.end()):
        raise doctype_refused(file, text[prolog.end() :])


def doctype_refused(file: StatementFile, excerpt: str = "") -> StatementRefused:
    return file.refused(
        "declares a document type, which no bank's statement does and which can hide harmful content",
        "do not use this file; " + _AGAIN,
        code="xml-doctype",
        excerpt=excerpt.partition("\n")[0],
    )


def refused_unknown(file: StatementFile) -> StatementRefused:
    """Nobody reads it: say what it is, as far as can be told."""
    text = file.head_text
    if is_xml(file):
        return _refused_xml(file)
    if not file.marked_encoding and b"\0" in file.head.rstrip(b"\0"):
        return file.refused("holds NUL bytes and is no text file", _AGAIN, code="file-nul", excerpt=text[:40])
    from importers import delimited

    return delimited.refused_unknown(file) or file.refused(
        "is none of the known statement formats: camt, MT940, CSV", _AGAIN, code="file-unknown", excerpt=text[:80]
    )


def _refused_xml(file: StatementFile) -> StatementRefused:
    text = file.head_text
    message, root = _ISO_MESSAGE.search(text), _ROOT.search(text)
    if message is None:
        name = root.group(1) if root else ""
        shown = f"<{name}>" if name else text[:80]
        return file.refused("is XML, but no bank statement", _AGAIN, code="xml-no-statement", excerpt=shown)
    words = OTHER_MESSAGES.get(message.group(1)[:8], "and holds no bank statement")
    return file.refused(f"is a {message.group(1)}: {words}", _AGAIN, code="xml-other-message")


def _title(text: str) -> str:
    found = re.search(r"<title[^>]{0,200}>([^<]{0,200})", text, re.IGNORECASE)
    return found.group(1) if found else text[:80]
