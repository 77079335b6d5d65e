"""Evidence × weights → log-odds → probability; and the same sum written out.

    log-odds(candidate) = prior + Σ weight(signal, level)
    probability         = e^log-odds / (1 + Σ e^log-odds over all rivals)

The 1 is "no invoice at all". So two equal candidates can never both be certain, whatever their evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from importers.amounts import shown
from reconcile.matching import signals
from reconcile.matching.rules import Rules
from reconcile.matching.signals import NOTHING_KNOWN
from reconcile.records import Allocation, Alternative, Evidence, Proposal

Levels = NDArray[Any]  #: int8, shape (pairs, signals)
Floats = NDArray[np.float64]

PRIOR = "prior"
#: Evidence of this name turns the sum into the probability shown: how often such proposals were right.
TRIED = "tried"


class Scale:
    """The weights as arrays, in the order of `signals.SIGNALS`.

    Raises ValueError when a table names a signal or a level that does not exist, or lacks one that does.
    """

    def __init__(self, rules: Rules) -> None:
        unknown = sorted(set(rules.weights) - {one.name for one in signals.SIGNALS})
        if unknown:
            raise ValueError(f"weights name an unknown signal: {unknown[0]}")
        self.prior = rules.prior
        self.tables = [_table(one, rules) for one in signals.SIGNALS]
        self.before = Evidence(signal=PRIOR, finding="before any evidence", log_odds=rules.prior)
        #: of each signal, by level, what it says; placeholders are not filled in
        self.evidence = [_evidence(one, table) for one, table in zip(signals.SIGNALS, self.tables, strict=True)]
        self._major = np.array([not one.minor for one in signals.SIGNALS])

    def log_odds(self, levels: Levels) -> Floats:
        scores: Floats = self.prior + self._weighed(levels).sum(axis=1)
        return scores

    def log_odds_of(self, levels: Sequence[int]) -> float:
        """Of one candidate."""
        return float(self.log_odds(np.array([levels], dtype=np.int8))[0])

    def major_log_odds(self, levels: Levels) -> Floats:
        """Without the minor signals, which never decide between candidates that are equal otherwise."""
        scores: Floats = self.prior + self._weighed(levels)[:, self._major].sum(axis=1)
        return scores

    def _weighed(self, levels: Levels) -> Floats:
        return np.stack([table[levels[:, place]] for place, table in enumerate(self.tables)], axis=1)


def _table(one: signals.Signal, rules: Rules) -> Floats:
    try:
        given = rules.table(one.name)
    except KeyError:
        raise ValueError(f"signal {one.name} has no weights") from None
    for level in given:
        if level not in one.levels:
            raise ValueError(f"signal {one.name} has no level {level!r}")
    for level in one.levels[1:]:
        if level not in given:
            raise ValueError(f"signal {one.name} has no weight for {level!r}")
    return np.array([0.0, *(given[level] for level in one.levels[1:])])


def _evidence(one: signals.Signal, table: Floats) -> list[Evidence]:
    said = zip(one.findings, table.tolist(), strict=True)
    return [Evidence(signal=one.name, finding=finding, log_odds=log_odds) for finding, log_odds in said]


def probabilities(log_odds: Sequence[float]) -> list[float]:
    """Of each of a few rivals, normalised against all of them and against "none of them" (log-odds 0)."""
    top = max(log_odds, default=0.0)
    top = max(top, 0.0)
    weights = [exp(one - top) for one in log_odds]
    total = sum(weights) + exp(-top)
    return [weight / total for weight in weights]


@cache
def place_of(signal: str) -> int:
    return next(place for place, one in enumerate(signals.SIGNALS) if one.name == signal)


@cache
def level_of(signal: str, level: str) -> int:
    return signals.SIGNALS[place_of(signal)].levels.index(level)


def evidence_of(levels: Sequence[int], scale: Scale, words: dict[str, str]) -> tuple[Evidence, ...]:
    """One Evidence per signal, the prior first; `words` fill the findings' placeholders."""
    found = (findings[level] for findings, level in zip(scale.evidence, levels, strict=True))
    return (scale.before, *(one if "{" not in one.finding else _worded(one, words) for one in found))


def _worded(one: Evidence, words: dict[str, str]) -> Evidence:
    return Evidence(signal=one.signal, finding=one.finding.format_map(words), log_odds=one.log_odds)


def total(evidence: Sequence[Evidence]) -> float:
    """What the signals add up to."""
    return sum(one.log_odds for one in evidence if one.signal != TRIED)


def total_tried(evidence: Sequence[Evidence]) -> float:
    """What leads from the sum to the probability shown; 0 where nothing was tried."""
    return sum(one.log_odds for one in evidence if one.signal == TRIED)


# ---------------------------------------------------------------------------------------------------------- explain


def explain(proposal: Proposal) -> list[str]:
    """The sum behind a proposal, signal by signal, its runners-up with theirs, and the smallest missing fact."""
    kind = f" ({proposal.kind})" if proposal.kind else ""
    return [
        f"{proposal.proposal_id}   {proposal.verdict.value}{kind}: {'; '.join(proposal.reasons)}",
        *_bank_line(proposal),
        *(_allocated(allocation) for allocation in proposal.allocations),
        *_sum_lines(proposal.evidence, proposal.confidence),
        *(line for place, one in enumerate(proposal.alternatives, 1) for line in _runner_up(place, one)),
        *(f"warning: {warning}" for warning in proposal.warnings),
        *([f"missing: {proposal.missing}"] if proposal.missing else []),
    ]


def _bank_line(proposal: Proposal) -> list[str]:
    one = proposal.line.transaction
    amount = f"{shown(abs(one.amount_minor), one.currency)} {one.currency}"
    head = f"  {one.booking_date}  {one.direction}  {amount}  {one.counterparty_name}".rstrip()
    return [head, f"  {one.remittance}"] if one.remittance else [head]


def _allocated(one: Allocation) -> str:
    """`→ RE-2026-0015  4 000.00 EUR of 8 032.50 open (part payment)  Medizintechnik Rautenberg`."""
    item = one.item
    still_open = "an unknown amount" if item.open_minor is None else shown(item.open_minor, item.currency)
    kind = f" ({one.difference_kind.value})" if one.difference_kind.value else ""
    amount = f"{shown(abs(one.allocated_minor), item.currency)} {item.currency} of {still_open} open{kind}"
    return f"  → {item.label}  {amount}  {item.party_name}".rstrip()


def _sum_lines(evidence: Sequence[Evidence], probability: float) -> list[str]:
    """What was found, with its log-odds; what nothing is known of stands in one line."""
    if not evidence:
        return []
    found = [one for one in evidence if one.finding != NOTHING_KNOWN and one.signal != TRIED]
    tried = [one for one in evidence if one.signal == TRIED]
    unknown = [one.signal for one in evidence if one.finding == NOTHING_KNOWN]
    width = max(len(one.signal) for one in evidence)
    shown_as, reached = ("shown", total(evidence) + total_tried(evidence)) if tried else ("sum", total(evidence))
    return [
        *(f"    {one.signal:<{width}}  {one.log_odds:+7.2f}  {one.finding}" for one in found),
        *(f"    {'sum':<{width}}  {total(evidence):+7.2f}" for _ in tried),
        *(f"    {one.signal:<{width}}  {one.log_odds:+7.2f}  {one.finding}" for one in tried),
        f"    {shown_as:<{width}}  {reached:+7.2f}  probability {probability:.4f}",
        *([f"    {NOTHING_KNOWN} of {', '.join(unknown)}"] if unknown else []),
    ]


def _runner_up(place: int, one: Alternative) -> list[str]:
    return [
        f"  runner-up {place}: {one.number} {one.party_name}".rstrip(),
        *_sum_lines(one.evidence, one.probability),
    ]
