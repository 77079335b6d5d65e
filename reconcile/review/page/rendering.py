"""Views → HTML, by jinja2 with every text escaped; how amounts and days are written in the page's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from importers.amounts import exact_text, shown
from importers.errors import Problem
from reconcile.language import Language, numeral, phrase
from reconcile.records import Alternative, Decision, DifferenceKind, OpenItem, Proposal, Verdict
from reconcile.review.cells import in_groups, one_line
from reconcile.review.page.review import ORDER, Line, Review, Standing
from reconcile.review.page.viewing import View
from reconcile.review.page.words import sentence, states_of, word
from reconcile.review.rows import warnings_of

FOLDER = Path(__file__).parent

#: Symbol beside word and colour: no meaning is carried by colour alone (review.md).
LIGHTS = {Verdict.SURE: "●", Verdict.REVIEW: "▲", Verdict.AMBIGUOUS: "◆", Verdict.UNMATCHED: "○"}
STANDINGS = {
    Standing.OPEN: "·",
    Standing.YES: "✓",
    Standing.NO: "✗",
    Standing.SETTLED: "■",
    Standing.SUPERSEDED: "↷",
}
GRADES = {"for": "✓", "against": "✗", "silent": "·"}
OF_INVOICE = tuple(kind.value for kind in DifferenceKind if kind is not DifferenceKind.OVERPAYMENT)
OF_REST = ("", *(kind.value for kind in (DifferenceKind.OVERPAYMENT, DifferenceKind.BANK_FEE)), "small difference")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["groups"] = in_groups
    made.filters["one_line"] = one_line
    made.filters["chance"] = chance
    made.globals.update(
        lights=LIGHTS, standings=STANDINGS, grades=GRADES, of_invoice=OF_INVOICE, of_rest=OF_REST, verdicts=ORDER
    )
    return made


class Pen:
    """Writes in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def words(self, key: str, **values: object) -> str:
        return word(key, self.language, **values)

    def core(self, text: str) -> str:
        """A sentence of the core, in the page's language where it has one."""
        plain = one_line(text)
        return sentence(plain, self.language) or phrase(plain, self.language)

    def money(self, minor: int | None, currency: str) -> str:
        """Without a sign; `12 450.10`, in German `12.450,10`."""
        if minor is None:
            return self.words("unknown")
        return numeral(shown(abs(minor), currency), self.language)

    def typed(self, minor: int, currency: str) -> str:
        """As it stands in an input."""
        return exact_text(abs(minor), currency, mark="," if self.language is Language.DE else ".")

    def day(self, one: date | None) -> str:
        if one is None:
            return ""
        if self.language is Language.DE:
            return f"{one:%d.%m.%Y}"
        return f"{one.day} {_MONTHS[one.month - 1]} {one.year}"

    def short_day(self, one: date) -> str:
        """Without the year: a statement is of one."""
        return f"{one:%d.%m.}" if self.language is Language.DE else f"{one.day} {_MONTHS[one.month - 1]}"

    def problem(self, one: Problem) -> dict[str, str]:
        said = {"sentence": self.core(one.sentence), "remedy": self.core(one.remedy), "excerpt": one.excerpt}
        return said | {"code": one.code}

    def render(self, name: str, **values: object) -> str:
        own: dict[str, Callable[..., str]] = {
            "t": self.words,
            "core": self.core,
            "money": self.money,
            "typed": self.typed,
            "kanbert_state": lambda state: states_of(state, self.language),
            "day": self.day,
        }
        own["short_day"] = self.short_day
        return _environment().get_template(name).render(**own, lang=self.language.value, **values)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def decided_words(pen: Pen, decision: Decision) -> str:
    """The same of an answer; where a part of the payment was approved, `1 076.95 of 1 077.00 EUR`."""
    approved = sum(one.allocated_minor for one in decision.allocations) if decision.approved else None
    return line_words(pen, decision.proposal, approved)


def line_words(pen: Pen, proposal: Proposal, part_minor: int | None = None) -> str:
    """How a person recognises a line: `3 808.00 EUR · Brandhuber & Voss`."""
    one = proposal.line.transaction
    amount = pen.money(one.amount_minor, one.currency)
    if part_minor not in (None, one.amount_minor):
        amount = pen.words("part_of", part=pen.money(part_minor, one.currency), whole=amount)
    name = one_line(one.counterparty_name) or one_line(one.remittance)[:40] or pen.words("no_text")
    return f"{amount} {one.currency} · {name}"


def page(pen: Pen, review: Review, csrf: str, view: View | None, theme: str = "") -> str:
    lines = review.lines()
    return pen.render(
        "page.html",
        run=review.run,
        lines=lines,
        csrf=csrf,
        theme=theme,
        counts=Counter(line.proposal.verdict for line in lines),
        progress=progress(pen, lines),
        detail=detail(pen, review, view) if view else "",
        current=view.line.line_id if view else "",
    )


def detail(pen: Pen, review: Review, view: View) -> str:
    return pen.render(
        "detail.html",
        view=view,
        total=len(review.proposals),
        note=review.note_of(view.proposal),
        warnings=warnings_of(view.proposal),
        doubt=review.doubt(view.proposal) if view.line.may_be_decided else "",
    )


def queue_item(pen: Pen, line: Line) -> str:
    return pen.render("queue_item.html", line=line)


def progress(pen: Pen, lines: Sequence[Line]) -> str:
    done = sum(line.standing is not Standing.OPEN for line in lines)
    return pen.render("progress.html", done=done, total=len(lines))


def hits(pen: Pen, items: Sequence[OpenItem], proposal: Proposal) -> str:
    return pen.render("hits.html", items=items, transaction=proposal.line.transaction)


def bulk(pen: Pen, proposals: Sequence[Proposal]) -> str:
    """The question: how many, and how much of which currency in which direction."""
    sums: Counter[tuple[str, str]] = Counter()
    counts: Counter[tuple[str, str]] = Counter()
    for one in proposals:
        transaction = one.line.transaction
        key = (transaction.direction, transaction.currency)
        sums[key] += abs(transaction.amount_minor)
        counts[key] += 1
    rows = [(direction, currency, counts[direction, currency], total) for (direction, currency), total in sums.items()]
    return pen.render("bulk.html", count=len(proposals), rows=sorted(rows))


def chance(alternative: Alternative) -> str:
    """`45 %`; a probability is not money."""
    return f"{round(alternative.probability * 100)} %"
