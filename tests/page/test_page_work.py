"""A day of work at the page: how many key presses it takes, how long one waits; keys alone, the mouse alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from page_runs import record
from page_tools import Person, Served, served
from selenium.webdriver import Chrome
from selenium.webdriver.common.keys import Keys

from reconcile.journal import Journal
from reconcile.language import Language
from reconcile.seams import SystemClock

#: What issue 7 allows for 60 sure lines and 14 others.
MOST_PRESSES = 80
#: From the key to the next line, in the middle and at 95 %, on a machine that may be busy with other tests.
MOST_MS = (150.0, 500.0)


def decided(folder: Path) -> dict[str, bool]:
    with Journal(folder / "journal.sqlite3", clock=SystemClock(), read_only=True) as journal:
        return {one.proposal.proposal_id: one.approved for one in journal.decisions().values()}


@pytest.fixture
def month(tmp_path: Path) -> Iterator[Served]:
    """60 sure lines and 14 others."""
    record(tmp_path, 60, 14)
    with served(tmp_path) as made:
        yield made


def test_a_month_in_eighty_key_presses(month: Served, browser: Chrome) -> None:
    """The others first, each looked at and decided: part payments approved, candidates taken, unmatched rejected;
    then all sure ones after the question. Keys only; every press is counted."""
    person = Person(browser)
    person.enter(month.url)
    for _ in range(14):
        line = person.line
        light = person.get(f"#q-{line}").get_attribute("data-light")
        if light == "unmatched":
            person.press("x")
        elif light == "ambiguous":
            person.press("1")
            person.until(lambda: person.find('[data-take][aria-pressed="true"]'))
            person.press(Keys.ENTER)
        else:
            person.press(Keys.ENTER)
        person.until(lambda line=line: person.line != line)
    person.press("A")
    person.until(lambda: person.get("#bulk").is_displayed())
    assert person.text("#bulk-title") == "Approve 60 payments?"
    person.press(Keys.ENTER)
    person.until(lambda: person.text("#progress").startswith("74 of 74 decided"))
    answers = decided(month.folder)
    assert (len(answers), sum(answers.values())) == (74, 69)
    print(f"{person.presses} key presses for 60 sure lines and 14 others")
    assert person.presses <= MOST_PRESSES


def test_the_mouse_alone_is_enough(month: Served, browser: Chrome) -> None:
    """Approve, reject, take a candidate, split, search, undo, filter, bulk: no key is pressed."""
    person = Person(browser)
    person.enter(month.url)
    ambiguous, unmatched = person.ids("ambiguous")[0], person.ids("unmatched")[0]
    person.click(f"#q-{ambiguous} a")
    person.until(lambda: person.line == ambiguous)
    person.click("[data-take]")
    person.until(lambda: person.find('[data-take][aria-pressed="true"]'))
    person.click('[data-act="approve"]')
    person.until(lambda: person.standing(ambiguous) == "yes")
    person.click('[data-filter="unmatched"]')
    person.until(lambda: person.line == unmatched)
    person.click('.invoice [data-act="search"]')
    person.until(lambda: person.all("#hits li"))
    person.click("#hits li")
    person.until(lambda: person.find(".invoice .text b"))
    person.click('.actions [data-act="split"]')
    person.until(lambda: person.get("#editor").is_displayed())
    person.click('.actions [data-act="reject"]')
    person.until(lambda: person.standing(unmatched) == "no")
    person.click('[data-act="undo"]')
    person.until(lambda: person.standing(unmatched) == "open")
    person.click('[data-filter=""]')
    person.click('[data-act="bulk"]')
    person.until(lambda: person.get("#bulk").is_displayed())
    person.click("#bulk-yes")
    person.until(lambda: len(person.ids("sure", "yes")) == 60)
    person.click('[data-act="help"]')
    person.until(lambda: person.get("#help").is_displayed())
    person.click("#help button")
    assert len(decided(month.folder)) == 61


def test_everything_can_be_reached_with_the_tab_key(month: Served, browser: Chrome) -> None:
    """Whoever cannot use a mouse and knows no letters: tab and Enter. The focus is always visible."""
    person = Person(browser)
    person.enter(month.url)
    reached = set()
    for _ in range(400):
        person.press(Keys.TAB)
        act = browser.execute_script(
            "const one = document.activeElement, {act, filter} = one.dataset;"
            "return [act || filter || one.name || '', getComputedStyle(one).outlineStyle !== 'none', one.tagName]"
        )
        reached.add(act[0])
        assert act[1] or act[2] in ("BODY", "MAIN"), act
        if {"bulk", "note", "finish", "sure"} <= reached:
            break
    assert {"approve", "reject", "later", "split", "search", "note", "undo", "bulk", "save", "finish"} <= reached
    line = person.line
    browser.execute_script("document.querySelector('.actions [data-act=reject]').focus()")
    person.press(Keys.ENTER)
    person.until(lambda: person.standing(line) == "no")
    assert list(decided(month.folder).values()) == [False], "Enter meant the button that had the focus"


def test_a_screen_reader_finds_its_way(month: Served, browser: Chrome) -> None:
    person = Person(browser)
    person.enter(month.url)
    assert browser.execute_script("return document.activeElement.id") == "headline"
    assert [one.aria_role for one in person.all("main, nav.queue, header.top")] == ["banner", "navigation", "main"]
    for selector in ("button", "input", "select", "dialog", "section", "[role=img]", "nav", "progress"):
        for one in person.all(selector):
            if one.is_displayed():
                assert one.accessible_name, one.get_attribute("outerHTML")
    live = person.get("#outcome")
    assert (live.aria_role, live.get_attribute("aria-live")) == ("status", "polite")
    assert person.get("#problems").aria_role == "alert"
    person.press("x")
    person.until(lambda: person.said.startswith("Rejected"))
    assert browser.execute_script("return document.activeElement.id") == "headline", "the new line is read out"


def test_german_and_back(month: Served, browser: Chrome) -> None:
    person = Person(browser)
    person.enter(month.url)
    person.click('[data-language="de"]')
    person.until(lambda: person.get("html").get_attribute("lang") == "de" and person.find("#queue [aria-current]"))
    assert "Freigeben" in person.text(".actions")
    assert "Teilzahlung" in person.text("#headline")
    assert "," in person.text("#headline .amount")
    english = ("Approve", "Reject", "undecided", "Invoice", "Amount", "Search", "number", "amount exact", "Bank line")
    shown = person.text("body")
    assert [word for word in english if word in shown] == []
    person.press("e")
    person.until(lambda: person.get("#editor").is_displayed())
    person.press(*"0,01", Keys.ENTER)
    person.until(lambda: person.text("#problems"))
    assert "has no kind" not in person.text("#problems")
    person.press(Keys.ESCAPE)
    person.click('[data-language="en"]')
    person.until(lambda: person.get("html").get_attribute("lang") == "en")


def test_the_language_may_be_asked_for(tmp_path: Path, browser: Chrome) -> None:
    record(tmp_path, 1, 3)
    with served(tmp_path, language=Language.DE) as made:
        person = Person(browser)
        person.enter(made.url)
        assert "Ablehnen" in person.text(".actions")


def test_light_and_dark_are_kept(month: Served, browser: Chrome) -> None:
    person = Person(browser)
    person.enter(month.url)
    paper = "return getComputedStyle(document.body).backgroundColor"
    light = browser.execute_script(paper)
    person.click('[data-act="theme"]')
    dark = browser.execute_script(paper)
    assert light != dark
    browser.refresh()
    person.ready()
    assert browser.execute_script(paper) == dark
    person.click('[data-act="theme"]')
    assert browser.execute_script(paper) == light


def through_a_thousand(folder: Path, browser: Chrome, presses: int) -> list[float]:
    """Milliseconds from the key press to the next line on the screen, measured there: moving, then deciding."""
    record(folder, 900, 100)
    with served(folder) as made:
        person = Person(browser)
        person.enter(made.url)
        assert len(person.ids()) == 1000
        browser.execute_script(_STOPWATCH)
        for key in ["j"] * presses + ["x"] * presses:
            before = person.line
            person.press(key)
            person.until(lambda before=before: person.line != before)
        person.until(lambda: len(browser.execute_script("return window.times")) == 2 * presses)
        return sorted(browser.execute_script("return window.times"))


def test_a_thousand_lines_on_one_page(tmp_path: Path, browser: Chrome) -> None:
    through_a_thousand(tmp_path, browser, 3)
    assert list(decided(tmp_path).values()) == [False] * 3


@pytest.mark.long
def test_a_thousand_lines_without_a_wait(tmp_path: Path, browser: Chrome) -> None:
    """Timed, so for a machine that does nothing else."""
    times = through_a_thousand(tmp_path, browser, 25)
    print(f"1 000 lines: {times[25]:.0f} ms in the middle, {times[47]:.0f} ms at 95 %, {times[-1]:.0f} ms at most")
    assert times[25] < MOST_MS[0]
    assert times[47] < MOST_MS[1]
    assert len(decided(tmp_path)) == 25


#: Until the frame after the one in which the line has changed.
_STOPWATCH = """
  window.times = [];
  let pressed = 0;
  document.addEventListener("keydown", (event) => { pressed = event.timeStamp; }, true);
  new MutationObserver(() => requestAnimationFrame(() => {
    if (pressed) window.times.push(performance.now() - pressed);
    pressed = 0;
  })).observe(document.querySelector("#line"), { childList: true });
"""


def test_nothing_lies_over_anything_else(matched: Path, browser: Chrome, tmp_path: Path) -> None:
    """At both sizes and in both languages, for every kind of line: no button or text is cut off or covered."""
    books = Path(shutil.copytree(matched, tmp_path / "books"))
    before = browser.get_window_size()
    for language in (Language.EN, Language.DE):
        with served(books, language=language) as made:
            person = Person(browser)
            for width, height in ((1366, 768), (1920, 1080)):
                browser.set_window_size(width, height)
                if width == 1366:
                    person.enter(made.url)
                for line in [person.ids(light)[0] for light in ("review", "ambiguous", "unmatched", "sure")]:
                    person.go(line)
                    assert browser.execute_script(_OVERLAPS) == [], (language, width, line)
    browser.set_window_size(before["width"], before["height"])


def test_half_a_screen_is_wide_enough(page: Served, browser: Chrome) -> None:
    """Beside another window: nothing sticks out to the right, and nothing has to be scrolled sideways. The actions lie
    over what is below them on purpose: they stay in sight."""
    metrics = {"width": 500, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        person = Person(browser)
        person.enter(page.url)
        for light in ("review", "ambiguous", "unmatched", "sure"):
            person.go(person.ids(light)[0])
            assert [one for one in browser.execute_script(_OVERLAPS) if one[0] != "over"] == [], light
            assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth"), light
        person.press("e")
        person.until(lambda: person.get("#editor").is_displayed())
        assert [one for one in browser.execute_script(_OVERLAPS) if one[0] != "over"] == []
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.fixture
def narrow(browser: Chrome) -> Iterator[Callable[[int, int], None]]:
    """Sets the size of the window as a tablet or a telephone has it."""

    def size(width: int, height: int) -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    yield size
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def top_is_seen(browser: Chrome) -> bool:
    """Who pays how much, and what is proposed, stands in the window and under nothing else."""
    seen: bool = browser.execute_script(
        "const one = document.querySelector('#headline'), box = one.getBoundingClientRect();"
        "return box.top >= 0 && box.bottom < innerHeight / 2"
        " && one.contains(document.elementFromPoint(box.left + 5, box.top + box.height / 2))"
    )
    return seen


@pytest.mark.parametrize(("width", "height"), [(960, 900), (420, 860), (1366, 768)])
def test_nobody_decides_a_line_whose_top_is_out_of_sight(
    month: Served, browser: Chrome, narrow: Callable[[int, int], None], width: int, height: int
) -> None:
    """However far down one has read: after every decision, tap or key the next line begins in view."""
    narrow(width, height)
    person = Person(browser)
    person.enter(month.url)
    assert top_is_seen(browser)

    def goes_on(act: Callable[[], None]) -> None:
        line = person.line
        browser.execute_script("scrollTo(0, document.body.scrollHeight)")
        act()
        person.until(lambda: person.line != line)
        person.until(lambda: top_is_seen(browser), 5)

    person.go(person.ids("review")[0])
    for act in ("approve", "reject", "later", "reject", "undo"):
        goes_on(partial(person.click, f'.actions [data-act="{act}"]'))
    for key in ("x", "s", "j", "k", "u"):
        goes_on(partial(person.press, key))
    goes_on(lambda: person.click(f"#q-{person.ids()[-1]} a"))
    goes_on(lambda: person.click("[data-filter=ambiguous]"))
    person.press("e")
    person.until(lambda: person.get("#editor").is_displayed())
    person.press(*"0,01", Keys.ENTER)
    person.until(lambda: person.text("#problems"))
    assert browser.execute_script(_WHOLLY_SEEN, person.get("#problems")), "why it was refused is read"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("width", [360, 420, 500, 700])
def test_the_amount_of_a_part_is_read_at_every_width(
    tmp_path: Path, browser: Chrome, narrow: Callable[[int, int], None], width: int, language: Language
) -> None:
    record(tmp_path, 1, 3)
    narrow(width, 860)
    with served(tmp_path, language=language) as made:
        person = Person(browser)
        person.enter(made.url)
        person.press("e")
        person.until(lambda: person.get("#editor").is_displayed())
        root_px = float(
            browser.execute_script("return parseFloat(getComputedStyle(document.documentElement).fontSize)")
        )
        assert person.get("#parts input").size["width"] >= 7 * root_px
        assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
        assert [one for one in browser.execute_script(_OVERLAPS) if one[0] != "over"] == []


#: Nothing lies over its first and its last row.
_WHOLLY_SEEN = """
  const one = arguments[0], box = one.getBoundingClientRect();
  return [box.top + 3, box.bottom - 3].every((at) => one.contains(document.elementFromPoint(box.left + 15, at)));
"""


#: Boxes that overlap or stick out of the window, and contents wider than their box.
_OVERLAPS = """
  const found = [], named = (one) => (one.className || "") + ": " + one.textContent.trim().slice(0, 40);
  const frame = ".top > *, .tools > *, .filters > *, .actions > *, .side, .between, .words > *";
  const boxes = [...document.querySelectorAll(frame)].filter((one) => one.offsetParent && one.offsetWidth);
  const line = document.querySelector("#line");
  for (const one of boxes) {
    const a = one.getBoundingClientRect();
    if (a.right > innerWidth + 1) found.push(["out", named(one)]);
    for (const other of boxes) {
      const inside = one.contains(other) || other.contains(one);
      if (inside || line.contains(one) !== line.contains(other)) continue;
      const b = other.getBoundingClientRect();
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 1) found.push(["over", named(one), named(other)]);
    }
  }
  for (const one of document.querySelectorAll(".line, .line *, .actions, .top")) {
    const block = getComputedStyle(one).display !== "inline" && !one.matches("select, input, .unseen");
    if (block && one.clientWidth && one.scrollWidth > one.clientWidth + 1) found.push(["wide", named(one)]);
  }
  return found;
"""
