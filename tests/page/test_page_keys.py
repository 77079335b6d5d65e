"""Every key of the review page, in a real Chromium, and what each leaves in the journal (review.md)."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_tools import Person, Served, served
from selenium.webdriver import Chrome
from selenium.webdriver.common.keys import Keys

from reconcile.cli.deciding import read_proposals
from reconcile.journal import Journal
from reconcile.records import Decision
from reconcile.seams import SystemClock


def decisions(folder: Path) -> dict[str, Decision]:
    """By line, as the journal has them now: the page still runs beside it."""
    with Journal(folder / "journal.sqlite3", clock=SystemClock(), read_only=True) as journal:
        return {one.proposal.proposal_id: one for one in journal.decisions().values()}


def at(person: Person, light: str, number: int = 0) -> str:
    """Go to the line of that light; its id."""
    line = person.ids(light)[number]
    person.go(line)
    return line


def gone_on(person: Person, line: str) -> None:
    person.until(lambda: person.line != line)


def test_it_starts_on_what_needs_a_person(person: Person) -> None:
    assert person.line == person.ids()[0]
    assert "review" in person.text("#headline")
    assert person.text("#progress").startswith(f"0 of {len(person.ids())} decided")
    assert person.get("html").get_attribute("lang") == "en"
    assert [one for one in person.errors() if "401" not in one] == []


@pytest.mark.parametrize(
    ("forth", "back"),
    [("j", "k"), (Keys.ARROW_DOWN, Keys.ARROW_UP), (Keys.DOWN, "k")],
    ids=["letters", "arrows", "both"],
)
def test_moving_decides_nothing(page: Served, person: Person, forth: str, back: str) -> None:
    ids = person.ids()
    person.press(forth, forth)
    person.until(lambda: person.line == ids[2])
    person.press(back)
    person.until(lambda: person.line == ids[1])
    person.press(back, back, back)
    person.until(lambda: person.line == ids[0])
    assert decisions(page.folder) == {}


@pytest.mark.parametrize("key", [Keys.ENTER, "a", Keys.ADD], ids=["Enter", "a", "numpad plus"])
def test_approve_and_go_on(page: Served, person: Person, key: str) -> None:
    line = at(person, "sure")
    person.press(key)
    gone_on(person, line)
    assert person.line == person.ids("sure")[1]
    assert person.said.startswith("Approved: ")
    assert person.standing(line) == "yes"
    assert {name: one.approved for name, one in decisions(page.folder).items()} == {line: True}
    assert person.text("#progress").startswith(f"1 of {len(person.ids())} decided")


@pytest.mark.parametrize("key", ["x", Keys.SUBTRACT], ids=["x", "numpad minus"])
def test_reject_and_go_on(page: Served, person: Person, key: str) -> None:
    line = at(person, "ambiguous")
    person.press(key)
    gone_on(person, line)
    assert {name: one.approved for name, one in decisions(page.folder).items()} == {line: False}
    assert person.said.startswith("Rejected: ")


def test_later_leaves_it_undecided_and_comes_back_to_it_last(page: Served, person: Person) -> None:
    review = person.ids("review")
    person.press("s")
    gone_on(person, review[0])
    assert person.line == review[1]
    assert decisions(page.folder) == {}
    assert "later" in (person.get(f"#q-{review[0]}").get_attribute("class") or "").split()


def test_a_digit_takes_the_candidate_and_escape_goes_back(page: Served, person: Person) -> None:
    line = at(person, "ambiguous")
    proposed = person.text(".invoice .text b")
    person.press("1")
    person.until(lambda: person.text(".invoice .text b") != proposed)
    taken = person.text(".invoice .text b")
    person.press(Keys.ESCAPE)
    person.until(lambda: person.text(".invoice .text b") == proposed)
    person.press("1")
    person.until(lambda: person.text(".invoice .text b") == taken)
    assert decisions(page.folder) == {}
    person.press(Keys.ENTER)
    gone_on(person, line)
    assert [part.item.number for part in decisions(page.folder)[line].allocations] == [taken]


def test_search_redirects_to_another_invoice(page: Served, person: Person) -> None:
    line = at(person, "review", 2)
    person.press("/")
    person.until(lambda: person.get("#search").is_displayed() and person.all("#hits li"))
    person.press(*"0047")
    person.until(lambda: [one.get_attribute("data-number") for one in person.all("#hits li")] == ["RE-2026-0047"])
    person.press(Keys.ENTER)
    person.until(lambda: person.text(".invoice .text b") == "RE-2026-0047")
    person.press(Keys.ENTER)
    gone_on(person, line)
    part = decisions(page.folder)[line].allocations[0]
    assert (part.item.number, part.allocated_minor, part.difference_kind.value) == (
        "RE-2026-0047",
        149940,
        "part payment",
    )


def test_search_finds_by_name_and_amount_and_says_when_nothing_fits(person: Person) -> None:
    at(person, "review", 2)
    person.press("/")
    person.until(lambda: len(person.all("#hits li")) == 9)
    person.press(*"brandhuber 3808,00")
    person.until(lambda: [one.get_attribute("data-number") for one in person.all("#hits li")] == ["RE-2026-0006"])
    person.press(*" zzz")
    person.until(lambda: "No open invoice" in person.text("#hits"))
    person.press(Keys.ESCAPE)
    person.until(lambda: not person.get("#search").is_displayed())


def test_the_split_editor_shares_a_payment_out(page: Served, person: Person) -> None:
    """The rest must reach zero or get a kind; what does not is refused beside the line, and nothing is lost."""
    line = at(person, "review", 2)
    person.press("e")
    person.until(lambda: person.get("#editor").is_displayed())
    person.press(*"1000,00")
    person.until(lambda: person.text("#rest") == "499.40")
    assert person.text("#rest-words") == "say what the rest is"
    person.press(Keys.ENTER)
    person.until(lambda: "has no kind" in person.text("#problems"))
    assert person.get("#parts input").get_attribute("value") == "1000,00"
    assert decisions(page.folder) == {}
    person.press("/")
    person.until(lambda: person.all("#hits li"))
    person.press(*"0047")
    person.until(lambda: len(person.all("#hits li")) == 1)
    person.press(Keys.ENTER)
    person.until(lambda: person.text("#rest") == "0.00")
    assert person.text("#rest-words") == "fully allocated"
    person.press(Keys.ENTER)
    gone_on(person, line)
    parts = decisions(page.folder)[line].allocations
    assert sorted((part.item.number, part.allocated_minor) for part in parts) == [
        ("RE-2026-0020", 100000),
        ("RE-2026-0047", 49940),
    ]
    person.go(line)
    assert "changed by hand" in person.text(".headline")


def test_the_rest_may_get_a_kind(page: Served, person: Person) -> None:
    line = at(person, "review", 2)
    person.press("e")
    person.until(lambda: person.get("#editor").is_displayed())
    person.press(*"1490")
    person.get('[name="rest_kind"]').send_keys("bank")
    person.until(lambda: person.text("#rest-words") == "")
    person.get("#parts input").send_keys(Keys.ENTER)
    gone_on(person, line)
    decided = decisions(page.folder)[line]
    assert (decided.unallocated_minor, decided.difference_kind.value) == (940, "bank fee")


def test_more_than_is_open_is_refused_in_words(page: Served, person: Person) -> None:
    at(person, "review", 2)
    person.press("e")
    person.until(lambda: person.get("#editor").is_displayed())
    person.press(*"1499,41", Keys.ENTER)
    person.until(lambda: "more than is open" in person.text("#problems"))
    assert decisions(page.folder) == {}
    person.press(*"1490")  # the keyboard is where it was
    assert person.get("#parts input").get_attribute("value") == "1490"


def test_an_unmatched_line_cannot_be_approved_as_it_is(page: Served, person: Person) -> None:
    line = at(person, "unmatched")
    person.press(Keys.ENTER)
    person.until(lambda: "no invoice to book it on" in person.text("#problems"))
    assert (person.line, decisions(page.folder)) == (line, {})


def test_a_note_goes_with_the_decision(page: Served, person: Person) -> None:
    line = at(person, "sure")
    person.press("n")
    person.press(*"per Telefon geklärt", Keys.ENTER)
    assert decisions(page.folder) == {}
    person.press("x")
    gone_on(person, line)
    assert decisions(page.folder)[line].note == "per Telefon geklärt"
    person.go(line)
    assert person.get("#note").get_attribute("value") == "per Telefon geklärt"


@pytest.mark.parametrize("left_by", [Keys.ENTER, Keys.ESCAPE, "click"], ids=["Enter", "Esc", "another line"])
def test_a_note_stays_with_its_line_until_the_answer(page: Served, person: Person, left_by: str) -> None:
    line, other = person.ids()[1:3]
    person.go(line)
    person.press("n", *"Rückfrage bei Huber")
    if left_by == "click":
        person.click(f"#q-{other} a")
    else:
        person.press(left_by)
        person.until(lambda: "note is kept" in person.said)
        person.press("j")
    person.until(lambda: person.line == other)
    assert person.get("#note").get_attribute("value") == ""
    person.press("k")
    person.until(lambda: person.line == line)
    assert person.get("#note").get_attribute("value") == "Rückfrage bei Huber"
    assert decisions(page.folder) == {}
    person.press("x")
    gone_on(person, line)
    assert decisions(page.folder)[line].note == "Rückfrage bei Huber"


def test_a_note_after_the_answer_is_journaled_with_it(page: Served, person: Person) -> None:
    line = at(person, "sure")
    person.press(Keys.ENTER)
    gone_on(person, line)
    person.go(line)
    person.press("n", *"mit Huber geklärt", Keys.ENTER)
    person.until(lambda: "in the audit trail" in person.said)
    found = decisions(page.folder)[line]
    assert (found.approved, found.note) == (True, "mit Huber geklärt")


def test_a_note_without_an_answer_outlives_the_program(page: Served, person: Person) -> None:
    line = person.ids()[1]
    person.go(line)
    person.press("n", *"wartet auf Gutschrift", Keys.ENTER)
    person.until(lambda: "note is kept" in person.said)
    page.end()
    content = (page.folder / "proposals.csv").read_bytes()
    assert "wartet auf Gutschrift" in content.decode()
    with Journal(page.folder / "journal.sqlite3", clock=SystemClock(), read_only=True) as journal:
        assert read_proposals(page.folder / "proposals.csv", content, journal).notes == {line: "wartet auf Gutschrift"}


def test_undo_is_unlimited_and_survives_a_reload_and_a_restart(page: Served, person: Person, browser: Chrome) -> None:
    first, second, third = person.ids("sure")[:3]
    person.go(first)
    person.press(Keys.ENTER)
    gone_on(person, first)
    person.press("x")
    gone_on(person, second)
    person.go(second)
    person.press(Keys.ENTER)
    gone_on(person, second)
    person.press("u")
    person.until(lambda: person.standing(second) == "no")
    browser.refresh()
    person.ready()
    person.press("u")
    person.until(lambda: person.standing(second) == "open")
    assert set(decisions(page.folder)) == {first}
    page.end()
    with served(page.folder) as again:
        person.enter(again.url)
        assert person.standing(first) == "yes"
        person.press("u")
        person.until(lambda: person.standing(first) == "open")
        assert person.line == first
        person.press("u")
        person.until(lambda: "nothing to take back" in person.said)
        assert decisions(page.folder) == {}
    assert third not in decisions(page.folder)


def test_bulk_approval_asks_with_count_and_sum_and_is_one_undo(page: Served, person: Person) -> None:
    person.press("A")
    person.until(lambda: person.get("#bulk").is_displayed())
    assert person.text("#bulk-title") == "Approve 36 payments?"
    assert "28 in" in person.text(".sums")
    person.press(Keys.ESCAPE)
    person.until(lambda: not person.get("#bulk").is_displayed())
    assert decisions(page.folder) == {}
    person.press("A")
    person.until(lambda: person.get("#bulk").is_displayed())
    person.press(Keys.ENTER)
    person.until(lambda: len(person.ids("sure", "yes")) == 36)
    assert len(decisions(page.folder)) == 36
    person.press("u")
    person.until(lambda: len(person.ids("sure", "open")) == 36)
    assert decisions(page.folder) == {}


def test_bulk_approval_is_of_what_is_shown(page: Served, person: Person) -> None:
    person.click('[data-filter="review"]')
    person.until(lambda: not person.get(f"#q-{person.ids('sure')[0]}").is_displayed())
    person.press("A")
    person.until(lambda: person.get("#bulk").is_displayed())
    assert "No undecided sure line" in person.text("#bulk-title")
    person.press(Keys.ENTER)
    assert decisions(page.folder) == {}


def test_help_names_the_keys(person: Person) -> None:
    person.press("?")
    person.until(lambda: person.get("#help").is_displayed())
    assert len(person.all("#help dt")) == 12
    person.press(Keys.ESCAPE)
    person.until(lambda: not person.get("#help").is_displayed())


def test_a_key_held_down_decides_one_line(page: Served, person: Person, browser: Chrome) -> None:
    line = at(person, "sure")
    for repeated in (False, True, True, True):
        browser.execute_cdp_cmd(
            "Input.dispatchKeyEvent",
            {"type": "keyDown", "key": "a", "code": "KeyA", "text": "a", "autoRepeat": repeated},
        )
    gone_on(person, line)
    assert list(decisions(page.folder)) == [line]


def test_what_two_pages_decide_at_once_is_not_overwritten(page: Served, person: Person, browser: Chrome) -> None:
    line = at(person, "sure")
    here = browser.current_window_handle
    browser.switch_to.new_window("tab")
    browser.get(page.url.split("#")[0])
    person.ready()
    person.go(line)
    person.press("x")
    gone_on(person, line)
    browser.close()
    browser.switch_to.window(here)
    person.press(Keys.ENTER)
    person.until(lambda: "decided elsewhere" in person.text("#problems"))
    assert decisions(page.folder)[line].approved is False
    assert person.standing(line) == "no"
