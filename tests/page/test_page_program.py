"""`reconcile review` as a process: the file it leaves behind, the PDF it fetches, and that it cannot post."""

from __future__ import annotations

import csv
import io
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from page_tools import PATIENCE_S, Person, Served, chromium, program, served
from scenario_tools import json_lines, practice
from selenium.webdriver import Chrome
from selenium.webdriver.common.keys import Keys

from importers.errors import Problem
from reconcile.errors import KanbertUnavailable


def rows(folder: Path) -> list[dict[str, str]]:
    text = (folder / "proposals.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def answers(folder: Path) -> dict[str, str]:
    return {row["proposal_id"]: row["decision"] for row in rows(folder) if row["decision"]}


@pytest.mark.parametrize(
    "number",
    [pytest.param(signal.SIGINT, id="Ctrl-C"), pytest.param(signal.SIGTERM, id="SIGTERM", marks=pytest.mark.long)],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals between processes")
def test_ended_by_a_signal_it_still_writes_the_file(books: Path, browser: Chrome, number: signal.Signals) -> None:
    with program(books) as running:
        person = Person(browser)
        person.enter(running.url)
        line = person.ids("sure")[0]
        person.go(line)
        person.press(Keys.ENTER)
        person.until(lambda: person.line != line)
        code, out = running.end(number)
    assert code == 1, "a person is still needed"
    assert "Approved, not booked: 1 payment" in out
    assert answers(books) == {line: "yes"}
    assert not list(books.glob("proposals.*.csv")), "nothing had to be set aside"


def test_what_the_page_decided_commit_posts_and_nothing_else(samples: Path, tmp_path: Path, browser: Chrome) -> None:
    """Approved in bulk, one of them taken back, one declined, one redirected: to the last payment."""
    with practice(samples, tmp_path) as kanbert:
        assert kanbert.call("run", *sorted((samples / "camt053_v08").glob("*.xml"))).returncode == 0
        with program(tmp_path, base_url=kanbert.base_url, token="practice-token-for-tests") as running:
            person = Person(browser)
            person.enter(running.url)
            ambiguous, sure = person.ids("ambiguous")[0], person.ids("sure")
            person.go(ambiguous)
            person.press("1", Keys.ENTER)
            person.until(lambda: person.standing(ambiguous) == "yes")
            person.go(sure[0])
            person.press(Keys.ENTER)
            person.until(lambda: person.standing(sure[0]) == "yes")
            person.press("x", "A")
            person.until(lambda: person.get("#bulk").is_displayed())
            person.press(Keys.ENTER)
            person.until(lambda: len(person.ids("sure", "yes")) == 35)
            person.press("u")
            person.until(lambda: len(person.ids("sure", "yes")) == 1)
            person.press("u", "u")
            person.until(lambda: not person.ids("sure", "yes"))
            person.go(sure[2])
            person.press(Keys.ENTER)
            person.until(lambda: person.standing(sure[2]) == "yes")
            assert kanbert.ours() == [], "the page posts nothing"
            running.end()
        assert answers(tmp_path) == {ambiguous: "yes", sure[2]: "yes"}
        done = kanbert.call("commit", "proposals.csv", "--yes", "--json")
        posted = [one for one in json_lines(done.stdout)[0]["rows"] if one["state"] == "confirmed"]
        assert sorted(one["proposal_id"] for one in posted) == sorted([ambiguous, sure[2]])
        assert len(kanbert.ours()) == 2


def test_a_stale_copy_of_the_file_does_not_post_what_was_undone(samples: Path, tmp_path: Path, browser: Chrome) -> None:
    """The page wrote a yes, took it back and was killed before it could write again."""
    with practice(samples, tmp_path) as kanbert:
        assert kanbert.call("run", *sorted((samples / "camt053_v08").glob("*.xml"))).returncode == 0
        with program(tmp_path) as running:
            person = Person(browser)
            person.enter(running.url)
            line = person.ids("sure")[0]
            person.go(line)
            person.press(Keys.ENTER)
            person.until(lambda: person.standing(line) == "yes")
            person.click('[data-act="save"]')
            person.until(lambda: "written" in person.said)
            person.press("u")
            person.until(lambda: person.standing(line) == "open")
            running.process.kill()
            running.process.communicate(timeout=PATIENCE_S)
        assert answers(tmp_path) == {line: "yes"}
        done = kanbert.call("commit", "proposals.csv", "--yes")
        assert (done.returncode, kanbert.ours()) == (1, [])
        assert "taken back" in done.stdout + done.stderr


def test_the_page_cannot_post(books: Path) -> None:
    """Nothing it imports can: the room of posting is not loaded, and no path of it sends one."""
    script = (
        "import sys; import reconcile.review.page.server, reconcile.review.page.application;"
        "print([name for name in sys.modules if name.startswith(('reconcile.posting', 'reconcile.kanbert', 'httpx'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=books)
    assert done.stdout.strip() == "[]"


def test_what_was_decided_in_the_file_is_taken_over(books: Path, browser: Chrome) -> None:
    """A person began in the spreadsheet: the page goes on from there, and keeps the file it cannot reproduce."""
    before = rows(books)
    before[0]["decision"], before[1]["note"] = "ja", "fragen"
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, list(before[0]), delimiter=";")
    table.writeheader()
    table.writerows(before)
    (books / "proposals.csv").write_text(text.getvalue(), encoding="utf-8")
    with program(books) as running:
        person = Person(browser)
        person.enter(running.url)
        assert person.standing(before[0]["proposal_id"]) == "yes"
        running.end()
    assert answers(books) == {before[0]["proposal_id"]: "yes"}
    assert "fragen" in (books / "proposals.1.csv").read_text(encoding="utf-8")
    assert {row["note"] for row in rows(books)} == {"", "fragen"}, "a note without an answer is kept, too"


@pytest.mark.parametrize("name", ["proposals.csv", "proposals.xlsx"])
def test_a_german_file_stays_german_and_a_workbook_a_workbook(
    samples: Path, tmp_path: Path, browser: Chrome, name: str
) -> None:
    with practice(samples, tmp_path) as kanbert:
        files = sorted((samples / "camt053_v08").glob("*.xml"))
        assert kanbert.call("run", *files, "--lang", "de", "--out", name).returncode == 0
        with program(tmp_path, "--out", name) as running:
            person = Person(browser)
            person.enter(running.url)
            line = person.ids("ambiguous")[0]
            person.go(line)
            person.press("1", Keys.ENTER)
            person.until(lambda: person.standing(line) == "yes")
            running.end()
        assert not list(tmp_path.glob("proposals.1.*")), "nothing had to be set aside"
        if name.endswith(".csv"):
            assert "Entscheidung;Ampel" in (tmp_path / name).read_text(encoding="utf-8-sig")
        done = kanbert.call("commit", name, "--yes", "--json")
        assert [one["state"] for one in json_lines(done.stdout)[0]["rows"]] == ["confirmed"]


def test_finish_writes_the_file_and_ends_the_program(books: Path, browser: Chrome) -> None:
    with program(books) as running:
        person = Person(browser)
        person.enter(running.url)
        person.press("x")
        person.until(lambda: person.said.startswith("Rejected"))
        person.click('[data-act="finish"]')
        person.until(lambda: "nothing to book" in person.text("#finished-words"))
        assert "reconcile commit" not in person.text("#finished-words")
        assert "reconcile review R-" in person.text("#finished-words")
        running.process.communicate(timeout=PATIENCE_S)
        assert running.process.returncode == 1
    assert list(answers(books).values()) == ["no"]


# ---------------------------------------------------------------------------------------------------------- the PDF

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


def test_the_pdf_of_the_practice_kanbert_comes_through_our_origin(samples: Path, tmp_path: Path) -> None:
    with practice(samples, tmp_path) as kanbert:
        assert kanbert.call("run", *sorted((samples / "camt053_v08").glob("*.xml"))).returncode == 0
        with (
            program(tmp_path, base_url=kanbert.base_url, token="practice-token-for-tests") as running,
            chromium(tmp_path) as browser,
        ):
            person = Person(browser)
            person.enter(running.url)
            person.go(person.ids("sure")[0])
            answer = fetched(browser, person.get("a.pdf").get_attribute("href") or "")
    assert answer["status"] == 200
    assert answer["start"].startswith("%PDF-")
    assert answer["type"] == "application/pdf"
    assert answer["disposition"] == 'inline; filename="RE-2026-0006.pdf"'
    assert "default-src 'none'" in answer["policy"]


def fetched(browser: Chrome, url: str) -> dict[str, Any]:
    """What the browser gets there, with its cookie."""
    script = """
      const done = arguments[arguments.length - 1];
      fetch(arguments[0]).then(async (answer) => done({
        status: answer.status, type: answer.headers.get("Content-Type"), start: (await answer.text()).slice(0, 400),
        disposition: answer.headers.get("Content-Disposition"), policy: answer.headers.get("Content-Security-Policy"),
      }));
    """
    found: dict[str, Any] = browser.execute_async_script(script, url)
    return found


def unreachable(_: str) -> bytes:
    raise KanbertUnavailable(Problem("GET", "Kanbert does not answer", "check the network"))


@pytest.mark.parametrize(
    ("fetch", "status", "words"),
    [
        (None, 409, "There is no Kanbert token here"),
        (lambda _: None, 404, "Kanbert has no PDF of this invoice"),
        (lambda _: b"<script>alert(1)</script>", 404, "Kanbert has no PDF of this invoice"),
        (unreachable, 502, "Kanbert does not answer"),
        (lambda _: PDF, 200, "%PDF-"),
    ],
    ids=["no token", "no PDF", "no PDF but a page", "unreachable", "a PDF"],
)
def test_what_comes_instead_of_a_pdf_is_said(
    books: Path, browser: Chrome, fetch: object, status: int, words: str
) -> None:
    with served(books, fetch_pdf=fetch) as page:  # type: ignore[arg-type]
        person = Person(browser)
        person.enter(page.url)
        person.go(person.ids("sure")[0])
        answer = fetched(browser, person.get("a.pdf").get_attribute("href") or "")
    assert answer["status"] == status
    assert words in answer["start"] or words in answer["start"].replace("\n", " ")


def test_only_outgoing_invoices_of_the_run_are_fetched(page: Served, person: Person, browser: Chrome) -> None:
    for item in ("x", "../../undo", "EgGhmVs2tD5a%2F..", ""):
        answer = fetched(browser, f"{page.url.split('#')[0]}documents/{item}/pdf")
        assert answer["status"] == 404, item
