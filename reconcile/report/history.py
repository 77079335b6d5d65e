"""What the audit trail says about single lines: who decided, when, in which file, when it was sent, what came back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reconcile.journal import TrailRow
from reconcile.report.safe_text import safe


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """Who said it, when and where; `source_sha256` of the file, `""` where it was said on the page or on the line."""

    by: str = ""
    at: str = ""  #: UTC, ISO 8601
    source: str = ""
    source_sha256: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFacts:
    """The last answer of Kanbert to a payment that was sent."""

    sent_at: str = ""
    status: int = 0  #: HTTP; 0: no whole answer
    answer_sha256: str = ""


@dataclass
class History:
    """`decisions` by event number, `answers` by token, `versions` by run."""

    decisions: dict[int, DecisionFacts] = field(default_factory=dict)
    answers: dict[str, AnswerFacts] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    last_at: str = ""

    def decision(self, seq: int) -> DecisionFacts:
        return self.decisions.get(seq, DecisionFacts())

    def answer(self, token: str) -> AnswerFacts:
        return self.answers.get(token, AnswerFacts())


def history_of(trail: Iterable[TrailRow]) -> History:
    history = History()
    for row in trail:
        history.last_at = row.at
        if row.kind == "run":
            history.versions[row.run_id] = row.version
        elif row.kind == "decision":
            name, sha256 = row.files[0] if row.files else (_where(row.what), "")
            history.decisions[row.seq] = DecisionFacts(
                by=safe(row.who), at=row.at, source=safe(name), source_sha256=sha256, note=safe(row.note)
            )
        elif row.kind == "sending":
            history.answers[row.token] = AnswerFacts(sent_at=row.at)
        elif row.kind == "move" and row.answer_sha256:
            before = history.answer(row.token)
            history.answers[row.token] = AnswerFacts(
                sent_at=before.sent_at, status=row.status, answer_sha256=row.answer_sha256
            )
    return history


def _where(what: str) -> str:
    """`approved for RE-1 in review page` → `review page`."""
    return what.rpartition(" in ")[2] if " in " in what else ""
