"""Printed on A4 by a real Chromium: every row is there once, whole, under its header, inside the page."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from report_world import ZONE, the_month

from reconcile.language import Language
from reconcile.report.page import page_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PDFTOTEXT = shutil.which("pdftotext")
SWITCHES = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer"),
)
A4 = (595, 842)  # points
MARGIN = 30  #: points that stay white; the page asks for 13 mm, which are 37

pytestmark = pytest.mark.skipif(
    CHROMIUM is None or PDFTOTEXT is None, reason="CHROMIUM OR PDFTOTEXT IS ABSENT: the printed report is not tested"
)


@pytest.fixture(scope="module", params=list(Language))
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The page and its PDF; of the long tables a good part."""
    month = the_month(tmp_path_factory.getbasetemp())
    report = month.report()
    sure = [row for row in report.waiting if row.verdict == "sure"][:60]
    others = [row for row in report.waiting if row.verdict != "sure"][:60]
    bank = replace(others[0].bank, counterparty="X" * 140, remittance="9" * 140)
    unbroken = replace(others[0], bank=bank, warnings=("W" * 140,), reasons=("R" * 140,))
    page = page_of(replace(report, waiting=(unbroken, *others[1:], *sure)), request.param, ZONE)
    return page.decode(), printed_in(tmp_path_factory.mktemp("print"), page)


def printed_in(folder: Path, page: bytes) -> Path:
    (folder / "report.html").write_bytes(page)
    pdf = folder / "report.pdf"
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [str(CHROMIUM), *SWITCHES, profile, f"--print-to-pdf={pdf}", (folder / "report.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return pdf


def pages_of(pdf: Path) -> list[str]:
    done = subprocess.run([str(PDFTOTEXT), "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    return done.stdout.decode().split("\f")[:-1]


def test_every_row_is_printed_as_often_as_it_stands_on_the_page(printed: tuple[str, Path]) -> None:
    page, pdf = printed
    pattern = r"\b(?:KR1-[0-9A-Z]{16}|P-[A-Z]{14})\b"
    expected = Counter(re.findall(pattern, page))
    found = Counter(re.findall(pattern, "\n".join(pages_of(pdf))))
    assert found == expected
    assert len(expected) > 150


def test_no_row_is_cut_by_the_end_of_a_page(printed: tuple[str, Path]) -> None:
    """Its amount stands on the page on which its id does."""
    page, pdf = printed
    pages = pages_of(pdf)
    rows = re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
    checked = 0
    for row in rows:
        ids = re.findall(r'<span class="id">((?:KR1|P)-\w+)</span>', row)
        amount = re.search(r'<td class="money">([^<\u00a0]+)\u00a0', row)
        if not ids or amount is None:
            continue
        holding = [number for number, text in enumerate(pages) if ids[0] in text]
        assert any(amount[1].replace("\u202f", " ") in _plain(pages[number]) for number in holding), ids
        checked += 1
    assert checked > 150


def _plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_headers_are_repeated_and_pages_are_numbered(printed: tuple[str, Path]) -> None:
    page, pdf = printed
    pages = pages_of(pdf)
    german = '<html lang="de">' in page
    header = "Freigegeben" if german else "Approved"
    posted = page[page.index('<section id="posted">') :]
    tokens = re.findall(r"KR1-[0-9A-Z]{16}", posted[: posted.index("</section>")])
    with_rows = {number for number, text in enumerate(pages) if any(token in text for token in tokens)}
    assert len(with_rows) >= 4
    first_of_table = min(
        number for number in with_rows if "Gebuchte Zahlungen" in pages[number] or "Posted payments" in pages[number]
    )
    for number in with_rows:
        if number >= first_of_table:
            assert header in pages[number], number
    for number, text in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in text


def boxes_of(pdf: Path) -> str:
    done = subprocess.run([str(PDFTOTEXT), "-bbox", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    return done.stdout.decode()


_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">')


def title_height(boxes: str) -> float:
    """Of the first word, in points."""
    _, top, _, bottom = _WORD.findall(boxes)[0]
    return float(bottom) - float(top)


def test_nothing_leaves_the_page(printed: tuple[str, Path], tmp_path: Path) -> None:
    page, pdf = printed
    boxes = boxes_of(pdf)
    sizes = {
        (round(float(width)), round(float(height)))
        for width, height in re.findall(r'<page width="([\d.]+)" height="([\d.]+)"', boxes)
    }
    assert sizes == {A4}
    words = _WORD.findall(boxes)
    assert len(words) > 3000
    narrow = re.sub(r"<table.*?</table>", "", page, flags=re.DOTALL)  # in whatever font this machine has
    unshrunk = title_height(boxes_of(printed_in(tmp_path, narrow.encode())))
    shrunk = "the browser shrank the pages, because something was wider than the paper"
    assert title_height(boxes) == pytest.approx(unshrunk, rel=0.01), shrunk
    for left, top, right, bottom in words:
        assert float(left) >= MARGIN, (left, top)
        assert float(right) <= A4[0] - MARGIN, (right, top)
        assert float(top) >= MARGIN
        assert float(bottom) <= A4[1] - 10  # the page number stands in the margin


def test_columns_do_not_run_into_each_other(printed: tuple[str, Path]) -> None:
    """On no line of a page do two words overlap."""
    _, pdf = printed
    done = subprocess.run([str(PDFTOTEXT), "-bbox", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    for page in done.stdout.decode().split("<page ")[1:]:
        lines: dict[float, list[tuple[float, float, str]]] = {}
        for left, top, right, text in re.findall(
            r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)<', page
        ):
            lines.setdefault(float(top), []).append((float(left), float(right), text))
        for words in lines.values():
            for one, other in pairwise(sorted(words)):
                assert one[1] <= other[0] + 0.6, (one, other)
