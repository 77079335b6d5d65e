"""The review page as a person meets it: the real program, a real Chromium, real key presses."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue

import pytest
from scenario_tools import command, environment, reconcile
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains, Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from reconcile.journal import Journal
from reconcile.language import Language
from reconcile.review.layout import Layout
from reconcile.review.page.application import FetchPdf, Page
from reconcile.review.page.review import Review
from reconcile.review.page.saving import ProposalsFile
from reconcile.review.page.server import guard_of, listening, port_of, serve
from reconcile.seams import SystemClock, random_token

#: Until a test gives up: the machine may be busy with other things. No test waits so long for what comes.
PATIENCE_S = 120.0

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--force-color-profile=srgb"),
)


@dataclass
class Served:
    """An open page."""

    url: str
    folder: Path
    end: Callable[[], object]  #: as Ctrl-C does, without an answer


@contextmanager
def served(folder: Path, *, fetch_pdf: FetchPdf | None = None, language: Language = Language.EN) -> Iterator[Served]:
    """The page of the latest run in `folder`, in a thread of its own, which alone has the journal."""
    ready: Queue[tuple[str, Callable[[], None]]] = Queue()

    def work() -> None:
        with Journal(folder / "journal.sqlite3", clock=SystemClock()) as journal, listening(0) as listener:
            run = journal.latest_run()
            assert run is not None
            review = Review(run, journal, random_token)
            file = ProposalsFile(folder / "proposals.csv", Layout())
            page = Page(
                review=review,
                guard=guard_of(port_of(listener), random_token),
                room="room",
                language=language,
                save=lambda: file.write(review),
                fetch_pdf=fetch_pdf,
            )
            serve(page, listener, lambda url: ready.put((url, page.stop)))
            file.write(review)

    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(work)
        url, stop = ready.get(timeout=PATIENCE_S)

        def end() -> None:
            stop()
            working.result(timeout=PATIENCE_S)

        try:
            yield Served(url, folder, end)
        finally:
            end()


@dataclass
class Program:
    """`reconcile review` as a process of its own."""

    process: subprocess.Popen[str]
    url: str

    def end(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """Ctrl-C; the exit code and what it said on stdout."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        out, _ = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, out


@contextmanager
def program(folder: Path, *argv: str, base_url: str = "", token: str = "") -> Iterator[Program]:
    process = subprocess.Popen(
        command("review", "--no-browser", *argv),
        cwd=folder,
        env=environment(base_url, token),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/\S+", first)
        assert found, first
        yield Program(process, found.group())
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=PATIENCE_S)


def run_samples(samples: Path, folder: Path, *argv: str | Path) -> None:
    """The sample month, matched."""
    shutil.copyfile(samples / "config.toml", folder / "config.toml")
    files = sorted((samples / "camt053_v08").glob("*.xml"))
    done = reconcile("run", *files, "--snapshot", samples / "kanbert", *argv, folder=folder)
    assert done.returncode == 0, done.stderr


# --------------------------------------------------------------------------------------------------------- a browser


@contextmanager
def chromium(folder: Path, width: int = 1366, height: int = 768, *flags: str) -> Iterator[Chrome]:
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (browser and driver):
        pytest.skip("THERE IS NO CHROMIUM HERE: the review page is not tested in a browser")
    options = ChromeOptions()
    options.binary_location = browser
    for flag in (*FLAGS, *flags, f"--user-data-dir={folder / 'chromium'}", f"--window-size={width},{height}"):
        options.add_argument(flag)
    made = Chrome(options=options, service=Service(driver))
    made.set_window_size(width, height)
    inner = made.execute_script("return [outerWidth - innerWidth, outerHeight - innerHeight]")
    made.set_window_size(width + inner[0], height + inner[1])
    try:
        yield made
    finally:
        made.quit()


@dataclass
class Person:
    """Who sits in front of the page; counts what they press."""

    browser: Chrome
    presses: int = 0
    waited_s: list[float] = field(default_factory=list)

    def enter(self, url: str) -> None:
        self.browser.get(url)
        self.ready()

    def ready(self) -> None:
        """The page's script has run: it points at the line."""
        self.until(lambda: self.find("#queue [aria-current]"))

    def press(self, *keys: str) -> None:
        """One key at a time, to whatever has the focus."""
        for key in keys:
            self.presses += 1
            ActionChains(self.browser).send_keys(key).perform()

    def find(self, selector: str) -> WebElement | None:
        found = self.browser.find_elements(By.CSS_SELECTOR, selector)
        return found[0] if found else None

    def get(self, selector: str) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def click(self, selector: str) -> None:
        self.get(selector).click()

    def text(self, selector: str) -> str:
        return self.get(selector).text

    def until(self, condition: object, timeout_s: float = PATIENCE_S) -> None:
        def holds(_: object) -> bool:
            try:
                return bool(condition())  # type: ignore[operator]
            except WebDriverException:
                return False

        WebDriverWait(self.browser, timeout_s, poll_frequency=0.01).until(holds)

    # ------------------------------------------------------------------------------------------------- the page

    @property
    def line(self) -> str:
        """The id of the line on the right."""
        return self.get(".line").get_attribute("data-id") or ""

    @property
    def said(self) -> str:
        return self.text("#outcome")

    def standing(self, line_id: str) -> str:
        return self.get(f"#q-{line_id}").get_attribute("data-standing") or ""

    def ids(self, light: str = "", standing: str = "") -> list[str]:
        selector = "#queue .item" + (f"[data-light={light}]" if light else "")
        selector += f"[data-standing={standing}]" if standing else ""
        return [one.get_attribute("data-id") or "" for one in self.all(selector)]

    def go(self, line_id: str) -> None:
        """Straight to a line, without a key."""
        self.browser.execute_script("document.querySelector(arguments[0]).click()", f"#q-{line_id} a")
        self.until(lambda: self.line == line_id)

    def errors(self) -> list[str]:
        """What the browser's console complains of: scripts, and everything the content policy refused."""
        return [str(one["message"]) for one in self._log() if one["level"] == "SEVERE"]

    def _log(self) -> list[dict[str, object]]:
        log: list[dict[str, object]] = self.browser.get_log("browser")  # type: ignore[no-untyped-call]
        return log


def now_s() -> float:
    return time.perf_counter()
