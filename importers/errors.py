"""What can be wrong with a statement file, said so that whoever exported it can act.

A file reports all its problems at once and is then refused whole: nothing of it is used.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in the house layout: place, excerpt, one sentence, what to do next."""

    place: str  #: where: `statement.xml:37, Ntry 4` or `statement.csv:37, column "Betrag"`
    sentence: str  #: what is wrong, one sentence without a full stop at the end of the line
    remedy: str  #: what to do next
    excerpt: str = ""  #: what stands there, at most 80 characters, or nothing
    code: str = field(default="", kw_only=True)  #: its name in docs/errors.md, `area-what`; stable, words are not

    def __str__(self) -> str:
        shown = f': "{self.excerpt}"' if self.excerpt else ":"
        return f"{self.place}{shown} {self.sentence}. → {self.remedy}"


class StatementRefused(Exception):
    """The file is not used. Whoever exported it must act."""

    def __init__(self, *problems: Problem) -> None:
        assert problems, "a refusal names at least one problem"
        self.problems: tuple[Problem, ...] = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def excerpt_of(text: str, limit: int = 80) -> str:
    """`text` on one line, unprintable characters shown as `·`, cut to `limit` characters."""
    line = "".join(char if char.isprintable() else "·" for char in " ".join(text.split()))
    return line if len(line) <= limit else line[: limit - 1] + "…"
