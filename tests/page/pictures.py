"""The pictures of the review page in the documents, made from the sample month: `python tests/page/pictures.py [DIR]`.

With a folder: every view at both sizes, light and dark, in both languages, to be looked at.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / folder) for folder in ("page", "scenario", "contract")]

from page_tools import Person, chromium, run_samples, served  # noqa: E402  (a script of its own)
from selenium.webdriver import Chrome  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

from reconcile.language import Language  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
#: Of the documents' pictures: they are kept in the repository.
SMALL = 0.75


def ambiguous(person: Person) -> None:
    person.go(person.ids("ambiguous")[0])


def part_payment(person: Person) -> None:
    person.go(person.ids("review")[5])


def collective(person: Person) -> None:
    person.go(person.ids("review")[11])


def split(person: Person) -> None:
    person.go(person.ids("review")[2])
    person.press("e")
    person.until(lambda: person.get("#editor").is_displayed())
    person.press(*"1000")


def chosen(person: Person) -> None:
    person.go(person.ids("ambiguous")[2])
    person.press("1")
    person.until(lambda: person.find('[data-take][aria-pressed="true"]'))


def refused(person: Person) -> None:
    person.go(person.ids("unmatched")[0])
    person.press(Keys.ENTER)
    person.until(lambda: person.text("#problems"))


def search(person: Person) -> None:
    person.go(person.ids("review")[2])
    person.press("/")
    person.until(lambda: person.all("#hits li"))


def bulk(person: Person) -> None:
    person.press("A")
    person.until(lambda: person.get("#bulk").is_displayed())


def helped(person: Person) -> None:
    person.press("?")
    person.until(lambda: person.get("#help").is_displayed())


def decided(person: Person) -> None:
    bulk(person)
    person.press(Keys.ENTER)
    person.until(lambda: len(person.ids("sure", "yes")) == len(person.ids("sure")))
    person.go(person.ids("sure")[5])


VIEWS: dict[str, Callable[[Person], None]] = {
    "ambiguous": ambiguous,
    "part-payment": part_payment,
    "collective": collective,
    "split": split,
    "chosen": chosen,
    "refused": refused,
    "search": search,
    "bulk": bulk,
    "keys": helped,
    "decided": decided,
}

#: name → view, language, dark, size: what the documents show.
SHOWN = {
    "review": ("ambiguous", Language.EN, False, (1366, 768)),
    "review-split": ("split", Language.EN, False, (1366, 768)),
    "review-bulk": ("bulk", Language.EN, False, (1366, 768)),
    "review-dunkel": ("part-payment", Language.DE, True, (1366, 768)),
}


def picture(
    books: Path, browser: Chrome, view: str, language: Language, *, dark: bool, path: Path, scale: float
) -> None:
    with served(books, language=language) as page:
        person = Person(browser)
        person.enter(page.url)
        browser.execute_script("setTheme(arguments[0])", "dark" if dark else "light")
        VIEWS[view](person)
        path.write_bytes(_shot(browser, scale))


def _shot(browser: Chrome, scale: float) -> bytes:
    """The window, drawn anew at that scale: letters stay sharp."""
    size = browser.execute_script("return [innerWidth, innerHeight]")
    clip = {"x": 0, "y": 0, "width": size[0], "height": size[1], "scale": scale}
    taken = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png", "clip": clip})
    return base64.b64decode(taken["data"])


def main() -> None:
    everything = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run_samples(ROOT / "sample_statements", folder)
        kept = (folder / "journal.sqlite3").read_bytes()
        wanted = SHOWN
        if everything:
            sizes = ((1366, 768), (1920, 1080))
            wanted = {
                f"{view}-{language}-{'dark' if dark else 'light'}-{size[0]}": (view, language, dark, size)
                for view in VIEWS
                for language, dark, size in zip((Language.EN, Language.DE), (False, True), sizes, strict=True)
            } | {
                f"{view}-{language}-{'dark' if dark else 'light'}-{size[0]}": (view, language, dark, size)
                for view in ("ambiguous", "split")
                for language, dark, size in zip((Language.EN, Language.DE), (True, False), reversed(sizes), strict=True)
            }
        target = everything or PICTURES
        target.mkdir(parents=True, exist_ok=True)
        for title, (view, language, dark, size) in wanted.items():
            for left in folder.glob("journal.sqlite3*"):
                left.unlink()
            (folder / "journal.sqlite3").write_bytes(kept)
            with chromium(folder / title, *size, "--disable-lcd-text") as browser:
                picture(
                    folder,
                    browser,
                    view,
                    language,
                    dark=dark,
                    path=target / f"{title}.png",
                    scale=1 if everything else SMALL,
                )


if __name__ == "__main__":
    main()
