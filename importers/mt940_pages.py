"""What the statements of one MT940 share: its problems, and which of them go on with an earlier one, page by page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from importers.errors import Problem, excerpt_of
from importers.identity import Ordinals
from importers.mt940_bytes import Letters
from importers.mt940_lines import Field
from importers.statement import Balance
from importers.statement_file import StatementFile

MAX_PROBLEMS = 20
_REMEDY = "ask the bank for a corrected file; nothing of this one was used"


@dataclass(frozen=True, slots=True)
class Page:
    """A statement that a following page goes on with."""

    statement_id: str
    number: str
    count: int
    closing: Balance | None
    ordinals: Ordinals


@dataclass(slots=True)
class FileReading:
    """What the statements of one file share."""

    file: StatementFile
    letters: Letters
    problems: list[Problem] = field(default_factory=list)  #: the first MAX_PROBLEMS
    more_problems: int = 0
    has_statement: bool = False
    bare: Field | None = None  #: the first head of a statement without a body
    pages: dict[str, Page] = field(default_factory=dict)  #: own account → the statement that is not yet complete
    seen: set[tuple[object, ...]] = field(default_factory=set)
    titles: Counter[tuple[str, str]] = field(default_factory=Counter)

    def complain(self, at: Field, sentence: str) -> None:
        place = f"{self.file.name}:{at.line}, :{at.tag}:"
        excerpt = excerpt_of(self.letters.text(at.lines[0]))
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(place, sentence, _REMEDY, excerpt, code="mt940-field"))
        else:
            self.more_problems += 1

    def page(self, account: str, number: str, title: str, opening: Balance | None) -> tuple[Page, str]:
        """The page that begins now, and a warning or "".

        `:60M:` goes on with the statement of this account that ended with `:62M:`; all else begins a new one.
        """
        earlier = self.pages.pop(account, None)
        if opening is None or opening.code != "ITBD":
            return self._new(account, number, title), ""
        if earlier is not None and (_joins(earlier, opening) or earlier.number == _half(number) != ""):
            page = Page(earlier.statement_id, earlier.number, earlier.count + 1, None, earlier.ordinals)
            if _joins(earlier, opening):
                return page, ""
            return page, "this page does not begin with the balance that the page before it ended with"
        missing = "the page before this one is missing: it begins with an intermediate balance"
        return self._new(account, number, title), missing

    def _new(self, account: str, number: str, title: str) -> Page:
        """A page must find its own statement: the second one of that account and title is told from the first."""
        self.titles[account, title] += 1
        count = self.titles[account, title]
        return Page(title if count == 1 else f"{title} ({count})", _half(number), 1, None, Ordinals())


def _half(number: str) -> str:
    """`00084/002`: the statement's number, without its page."""
    return number.partition("/")[0]


def _joins(page: Page, opening: Balance) -> bool:
    closing = page.closing
    return closing is not None and (closing.amount_minor, closing.currency) == (opening.amount_minor, opening.currency)
