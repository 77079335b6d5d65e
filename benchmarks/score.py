"""How good is a list of (line, document, value, confidence)? Scored against a world's truth, whoever made it.

    python benchmarks/score.py truth.csv claims.csv

`claims.csv` has the columns line, document, minor, confidence and, if it has one, sure (0 or 1). Amounts are signed
minor units as in `reconcile.records`. Words used:

    booking         a pair (line, document); value-exact: with the true amount
    whole           a line whose claims are exactly its true allocations, amounts included
    noise           a line that belongs to no document
    confidence      of a line: the lowest of its claims
    coverage at p   lines right in the longest prefix, by falling confidence, of which at least p are whole, as a share
                    of all lines that have something to book. Among equal confidences the wrong ones come first
    ECE             expected calibration error: |share whole - mean confidence| per bin of a tenth, weighted by lines

A line a person has to handle (returned debit, refund ...) may be claimed for exactly its own documents: that is neither
right nor wrong, unless it is called sure.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from worlds.ceiling import ceiling_of
from worlds.truth import Truth, read_truth

#: 95 % of a normal distribution lies within this many standard deviations (Wilson's interval).
_Z = 1.959964
BINS = 10
PRECISIONS = (0.999, 0.9999, 1.0)


class Claim(NamedTuple):
    """One booking somebody proposes."""

    line: str
    document: str
    minor: int
    confidence: float
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Right ones among the claimed and among the true."""

    right: int
    claimed: int
    true: int

    @property
    def precision(self) -> float:
        return self.right / self.claimed if self.claimed else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.claimed + self.true) if self.claimed + self.true else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Lines whose confidence is at least `low` and below the next bin's."""

    low: float
    lines: int
    predicted: float  #: mean confidence
    observed: float  #: share that is whole
    interval: tuple[float, float]  #: of the observed share, 95 %, Wilson


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    booking: Rates
    value_exact: Rates
    whole: Rates
    noise_lines: int
    noise_proposed: int
    noise_sure: int
    sure: int  #: lines called sure
    sure_wrong: tuple[str, ...]  #: lines called sure that are not whole
    coverage: Mapping[float, float]  #: by precision; 1.0: the longest prefix without an error
    ece: float
    bins: tuple[Bin, ...]
    by_trait: Mapping[str, Rates]  #: whole lines, by what made them hard

    @property
    def coverage_before_first_error(self) -> float:
        return self.coverage[1.0]


class _Line(NamedTuple):
    """A claimed line, judged."""

    confidence: float
    whole: bool
    sure: bool
    truth: Truth


def score(truths: Iterable[Truth], claims: Iterable[Claim]) -> Score:
    """Raises ValueError when a claim is about a line the truth does not know, or claims a document twice."""
    by_line = {truth.line: truth for truth in truths}
    claimed = _by_line(claims, by_line)
    judged = [_judged(by_line[line], group) for line, group in claimed.items() if not _excused(by_line[line], group)]
    booking, value_exact = _bookings(by_line, claimed)
    to_book = sum(1 for truth in by_line.values() if truth.allocations)
    bins = _bins(judged)
    noise = [truth for truth in by_line.values() if truth.is_noise]
    return Score(
        booking=booking,
        value_exact=value_exact,
        whole=Rates(right=sum(one.whole for one in judged), claimed=len(judged), true=to_book),
        noise_lines=len(noise),
        noise_proposed=sum(1 for truth in noise if truth.line in claimed),
        noise_sure=sum(1 for one in judged if one.sure and one.truth.is_noise),
        sure=sum(1 for one in judged if one.sure),
        sure_wrong=tuple(sorted(one.truth.line for one in judged if one.sure and not one.whole)),
        coverage=coverage([(one.confidence, one.whole) for one in judged], to_book, PRECISIONS),
        ece=sum(abs(one.observed - one.predicted) * one.lines for one in bins) / max(1, len(judged)),
        bins=bins,
        by_trait=_by_trait(by_line, judged),
    )


def _by_line(claims: Iterable[Claim], known: Mapping[str, Truth]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.line not in known:
            raise ValueError(f"{claim.line} is no line of this world")
        if any(other.document == claim.document for other in found[claim.line]):
            raise ValueError(f"{claim.document} is claimed twice for {claim.line}")
        found[claim.line].append(claim)
    return found


def _excused(truth: Truth, group: Sequence[Claim]) -> bool:
    """Shown to a person with the document it is about: no booking, hence no error."""
    if not truth.about or truth.allocations or truth.reason == "duplicate":
        return False
    return not any(claim.sure for claim in group) and {claim.document for claim in group} <= set(truth.about)


def _judged(truth: Truth, group: Sequence[Claim]) -> _Line:
    whole = {(claim.document, claim.minor) for claim in group} == set(truth.allocations)
    return _Line(min(claim.confidence for claim in group), whole, any(claim.sure for claim in group), truth)


def _bookings(by_line: Mapping[str, Truth], claimed: Mapping[str, list[Claim]]) -> tuple[Rates, Rates]:
    right = exact = total = 0
    for line, group in claimed.items():
        truth = by_line[line]
        if _excused(truth, group):
            continue
        values = dict(truth.allocations)
        total += len(group)
        right += sum(claim.document in values for claim in group)
        exact += sum(values.get(claim.document) == claim.minor for claim in group)
    true = sum(len(truth.allocations) for truth in by_line.values())
    return Rates(right=right, claimed=total, true=true), Rates(right=exact, claimed=total, true=true)


def coverage(ranked: Iterable[tuple[float, bool]], to_book: int, precisions: Sequence[float]) -> dict[float, float]:
    """(confidence, right) in any order → for each precision the share of `to_book` its longest prefix gets right."""
    found = dict.fromkeys(precisions, 0.0)
    right = 0
    for place, (_, is_right) in enumerate(sorted(ranked, key=lambda one: (-one[0], one[1])), start=1):
        right += is_right
        for precision in precisions:
            if right >= precision * place:
                found[precision] = right / max(1, to_book)
    return found


def _bins(judged: Iterable[_Line]) -> tuple[Bin, ...]:
    groups: dict[int, list[_Line]] = defaultdict(list)
    for one in judged:
        groups[min(BINS - 1, int(one.confidence * BINS))].append(one)
    return tuple(_bin(place, groups[place]) for place in sorted(groups))


def _bin(place: int, lines: Sequence[_Line]) -> Bin:
    right = sum(one.whole for one in lines)
    return Bin(
        low=place / BINS,
        lines=len(lines),
        predicted=sum(one.confidence for one in lines) / len(lines),
        observed=right / len(lines),
        interval=wilson(right, len(lines)),
    )


def wilson(right: int, total: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927): sensible where the share is 0 or 1, unlike the normal one."""
    if not total:
        return 0.0, 1.0
    share, spread = right / total, _Z * _Z / total
    middle = share + spread / 2
    reach = (spread * (share * (1 - share) + spread / 4)) ** 0.5
    low, high = (middle - reach) / (1 + spread), (middle + reach) / (1 + spread)
    return (0.0 if right == 0 else max(0.0, low)), (1.0 if right == total else min(1.0, high))


def _by_trait(by_line: Mapping[str, Truth], judged: Iterable[_Line]) -> dict[str, Rates]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for truth in by_line.values():
        for trait in truth.traits if truth.allocations else ():
            counts[trait][2] += 1
    for one in judged:
        for trait in one.truth.traits if one.truth.allocations else ():
            counts[trait][0] += one.whole
            counts[trait][1] += 1
    return {trait: Rates(right=n[0], claimed=n[1], true=n[2]) for trait, n in sorted(counts.items())}


# --------------------------------------------------------------------------------------------------------------- words


def table(found: Score, ceiling: tuple[float, float] | None = None) -> Iterator[str]:
    """The score in lines of text; `ceiling`: of booking F1 and value-exact F1."""
    of_ceiling = [f"{rates.f1 / top:.4f} of its ceiling {top:.4f}" for rates, top in _tops(found, ceiling)] or ["", ""]
    yield f"{'':<22}{'precision':>10}{'recall':>10}{'F1':>10}"
    rows = (("booking", found.booking, of_ceiling[0]), ("value-exact", found.value_exact, of_ceiling[1]))
    for name, rates, note in (*rows, ("whole transaction", found.whole, "")):
        yield f"{name:<22}{rates.precision:>10.4f}{rates.recall:>10.4f}{rates.f1:>10.4f}  {note}".rstrip()
    for precision, share in found.coverage.items():
        name = "before first error" if precision == 1 else f"coverage at {precision:.2%}"
        yield f"{name:<22}{share:>10.4f}"
    yield f"{'called sure':<22}{found.sure:>10}{len(found.sure_wrong):>10} wrong"
    noise = f"{found.noise_proposed:>10} proposed, {found.noise_sure} called sure"
    yield f"{'noise lines':<22}{found.noise_lines:>10}{noise}"
    yield f"{'calibration error':<22}{found.ece:>10.4f}"
    yield f"{'bin':<22}{'lines':>10}{'predicted':>10}{'observed':>10}  95 % interval"
    for one in found.bins:
        name = f"{one.low:.1f}-{one.low + 1 / BINS:.1f}"
        low, high = one.interval
        yield f"{name:<22}{one.lines:>10}{one.predicted:>10.4f}{one.observed:>10.4f}  {low:.4f}-{high:.4f}"
    yield f"{'whole, by trait':<30}{'lines':>10}{'claimed':>10}{'precision':>10}{'recall':>10}"
    for trait, rates in found.by_trait.items():
        yield f"{trait:<30}{rates.true:>10}{rates.claimed:>10}{rates.precision:>10.4f}{rates.recall:>10.4f}"


def _tops(found: Score, ceiling: tuple[float, float] | None) -> list[tuple[Rates, float]]:
    return list(zip((found.booking, found.value_exact), ceiling, strict=True)) if ceiling else []


def read_claims(path: Path) -> Iterator[Claim]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sure = row.get("sure", "0") == "1"
            yield Claim(row["line"], row["document"], int(row["minor"]), float(row["confidence"]), sure)


def main() -> int:
    parser = argparse.ArgumentParser(description="Score claimed bookings against a world's truth.")
    parser.add_argument("truth", type=Path)
    parser.add_argument("claims", type=Path)
    given = parser.parse_args()
    truths = list(read_truth(given.truth))
    top = ceiling_of(truths)
    print(*table(score(truths, read_claims(given.claims)), (top.booking_f1, top.value_f1)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
