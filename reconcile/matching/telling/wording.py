"""From a solution to a proposal: signs, words, alternatives."""

from __future__ import annotations

from typing import NamedTuple

from importers.quick_records import quick_row
from reconcile.matching.choosing.rivals import BY_HAND
from reconcile.matching.judging.verdicts import WEAK_EVIDENCE
from reconcile.matching.knowing.world import World
from reconcile.matching.rules import Rules
from reconcile.matching.scoring import TRIED, Scale, evidence_of, level_of, place_of
from reconcile.matching.signals import open_amount
from reconcile.matching.solution import PAID_SHORT, Rival, Solution
from reconcile.matching.telling.elsewhere import Elsewhere
from reconcile.matching.telling.missing import Missing, words_of
from reconcile.matching.weighing.calibration import calibrated, shift_of
from reconcile.records import Allocation, Alternative, Evidence, Proposal, Verdict, make_proposal_id

_allocation, _evidence = quick_row(Allocation), quick_row(Evidence)

#: Doubts about the strength of evidence: they are no warning, the missing fact says more.
_NO_WARNING = frozenset((WEAK_EVIDENCE, BY_HAND))


class Words(NamedTuple):
    """What is said of all answers is made from."""

    run_id: str
    world: World
    missing: Missing
    elsewhere: Elsewhere


def worded(solution: Solution, verdict: Verdict, words: Words) -> Proposal:
    """Conservation is asserted by the record itself (money.md 4)."""
    run_id, world, missing, elsewhere = words
    scale, alone = world.scale, solution.probability
    line = world.lines[solution.line]
    if solution.shares:
        solution = calibrated(solution, sure=verdict is Verdict.SURE)
        verdict = _enough_of(verdict, solution, world.rules)
    sign = -1 if line.transaction.amount_minor < 0 else 1
    left, said_missing = _left(alone, solution.probability), _missing(solution, verdict, missing)
    evidence = _evidence_said(solution, world)
    tried = [_evidence(TRIED, solution.tried, shift_of(solution))] if solution.tried else []
    return Proposal(
        proposal_id=make_proposal_id(run_id, line.transaction.transaction_id),
        run_id=run_id,
        line=line,
        verdict=verdict,
        kind=solution.kind,
        confidence=min(1.0, max(0.0, solution.probability)),
        allocations=tuple(
            _allocation(world.items[share.item], sign * share.signed, sign * share.discount, share.kind)
            for share in solution.shares
        ),
        unallocated_minor=sign * solution.rest,
        difference_kind=solution.difference_kind,
        evidence=(*evidence, *tried),
        reasons=(*_reasons(solution, evidence, scale), *elsewhere.reasons(solution)),
        warnings=_warnings(solution, said_missing),
        alternatives=tuple(
            _alternative(rival, left * rival.probability, solution.line, world)
            for rival in solution.rivals[: world.rules.max_alternatives]
        ),
        missing=said_missing,
    )


def _evidence_said(solution: Solution, world: World) -> tuple[Evidence, ...]:
    """Of documents that add up, the amount was held against one of them alone."""
    if not solution.levels:
        return ()
    evidence = evidence_of(solution.levels, world.scale, lambda: words_of(solution, world, solution.told_of))
    if not _add_up_unlisted(solution):
        return evidence
    one = evidence[_AMOUNT]
    said = _evidence(one.signal, _ALONE[solution.levels[place_of("open_amount")]], one.log_odds)
    return (*evidence[:_AMOUNT], said, *evidence[_AMOUNT + 1 :])


def _add_up_unlisted(solution: Solution) -> bool:
    """Several documents settle the line to the cent, though it is less or more than the one the evidence is about."""
    several = len(solution.shares) > 1 and not solution.rest and solution.guess != PAID_SHORT
    return several and bool(solution.levels) and solution.levels[place_of("open_amount")] in _ALONE


_AMOUNT = 1 + place_of("open_amount")  #: the prior stands before the signals
_ALONE = {
    level_of("open_amount", "part"): "less than one of these documents alone",
    level_of("open_amount", "above"): "more than one of these documents alone",
}
_ADD_UP = open_amount.findings[level_of("open_amount", "unlisted")]


def _enough_of(verdict: Verdict, solution: Solution, rules: Rules) -> Verdict:
    """A threshold above what "sure" has shown to be right leaves nothing sure."""
    too_little = verdict is Verdict.SURE and solution.probability < rules.sure_probability
    return Verdict.REVIEW if too_little else verdict


def _reasons(solution: Solution, evidence: tuple[Evidence, ...], scale: Scale) -> tuple[str, ...]:
    nothing = ["no open invoice fits"] if solution.is_unmatched and not solution.reasons else []
    equal = [f"{solution.equal} equal open invoices"] if solution.equal > 1 and solution.shares else []
    if not evidence:
        return (*solution.reasons, *nothing, *equal)
    told = scale.told(solution.levels)
    for_it = [evidence[place].finding for place in told.speaks_for]
    add_up = _add_up_unlisted(solution)
    against = [f"but {evidence[place].finding}" for place in told.speaks_against if not (add_up and place == _AMOUNT)]
    if add_up:
        for_it.append(_ADD_UP)
    return (*solution.reasons, *nothing, *equal, *for_it, *against)


def _warnings(solution: Solution, missing: str) -> tuple[str, ...]:
    """`missing`: the one fact that would lift every doubt, "" where none does."""
    if not solution.warnings and not solution.doubts and solution.equal == 1:
        return ()
    candidates = [f"{solution.equal} candidates"] if solution.equal > 1 and solution.shares else []
    doubts = [doubt.text for doubt in solution.doubts if doubt.text not in _NO_WARNING]
    said = (*solution.warnings, *candidates, *doubts)
    if not said and not missing:  # nobody is left without a reason
        said = tuple(doubt.text for doubt in solution.doubts)
    return tuple(dict.fromkeys(said))


def _missing(solution: Solution, verdict: Verdict, missing: Missing) -> str:
    """Said only where one fact would remove every doubt."""
    doubts = solution.doubts
    if verdict is Verdict.SURE or not solution.shares or not all(one.missing or one.of_evidence for one in doubts):
        return ""
    evidence = {missing.fact(solution)} if any(one.of_evidence for one in doubts) else set()
    facts = {one.missing for one in doubts if not one.of_evidence} | evidence
    fact = facts.pop() if len(facts) == 1 else ""
    return f"would be sure if {fact}" if fact else ""


def _left(alone: float, shown: float) -> float:
    """Share of the runners-up's probability that is left: together with what is shown it is never above 1."""
    return (1 - shown) / (1 - alone) if alone < shown else 1.0


def _alternative(rival: Rival, probability: float, line: int, world: World) -> Alternative:
    item = world.items[rival.item]
    about = Solution(line=line, rest=0, about=(rival.item,))
    return Alternative(
        item_id=item.item_id,
        number=item.number,
        party_name=item.party_name,
        open_minor=item.open_minor,
        probability=probability,
        evidence=evidence_of(rival.levels, world.scale, lambda: words_of(about, world)),
    )
