"""One proposal explained to a bookkeeper, as lines of text: what came in, what is proposed, the sum of the evidence
written out, the runners-up with theirs, what is against it, and the smallest missing fact. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from reconcile.records import Allocation, Alternative, Decision, Evidence, Proposal
from reconcile.report.texts import TEXTS
from reconcile.report.words import Words

WIDTH = 100
_NAMES, _SIGNALS = 13, 17  #: columns of the headings, and of the signals' names

_PRIOR, _TRIED, _NOTHING_KNOWN = "prior", "tried", "nothing known"  # `matching.scoring`, `matching.signals`


def explanation(
    proposal: Proposal, words: Words, *, row: int = 0, decided: Decision | None = None, stands: str = ""
) -> list[str]:
    """`row` of the proposals file, 0: it has none; `decided`: the decision in force; `stands`: what became of it, in
    the reader's language."""
    return list(_lines(proposal, words, row, decided, stands))


def _lines(proposal: Proposal, words: Words, row: int, decided: Decision | None, stands: str) -> Iterator[str]:
    yield from _head(proposal, words, row)
    yield ""
    yield from _bank_line(proposal, words)
    yield from _named(words("proposed"), _parts(proposal, words) or [words("explain_no_invoice")])
    if decided and decided.approved and _parts(decided, words) != _parts(proposal, words):
        yield from _named(words("explain_decided"), _parts(decided, words))
    if stands:
        yield from _named(words("explain_stands"), [stands])
    if proposal.evidence:
        yield ""
        yield from _sum(proposal, words)
    for place, one in enumerate(proposal.alternatives, 1):
        yield ""
        yield from _runner_up(place, one, proposal, words)
    notes = [
        *_named(words("explain_against"), [words.phrase(one) for one in _warnings(proposal)]),
        *_named(words("explain_missing"), [words.phrase(proposal.missing)] if proposal.missing else []),
    ]
    if not proposal.evidence:
        notes = [*_named(words("why"), [words.phrase(one) for one in proposal.reasons]), *notes]
    if notes:
        yield ""
        yield from notes
    if proposal.evidence:
        yield ""
        yield from wrap(words("explain_how"), WIDTH)


def _head(proposal: Proposal, words: Words, row: int) -> Iterator[str]:
    kind = f" ({words.phrase(proposal.kind)})" if proposal.kind else ""
    chance = words("explain_chance", percent=words.chance(proposal.confidence)) if proposal.allocations else ""
    where = words("explain_row", row=row) if row else ""
    parts = [f"{words.phrase(proposal.verdict.value)}{kind}", chance, where]
    yield from _hanging(f"{proposal.proposal_id}   ", ", ".join(part for part in parts if part))


def _bank_line(proposal: Proposal, words: Words) -> Iterator[str]:
    one = proposal.line.transaction
    way = words.phrase(one.direction)
    amount = words.money(abs(one.amount_minor), one.currency)
    head = f"{words.day(one.booking_date)}   {way} {amount}   {one.counterparty_name}".rstrip()
    yield from _named(
        words("explain_line"), [head, *([one.remittance] if one.remittance else []), proposal.line.statement]
    )


def _parts(of: Proposal | Decision, words: Words) -> list[str]:
    """Its invoices and what is left over, a line each."""
    shown = [_allocated(one, words) for one in of.allocations]
    if of.allocations and of.unallocated_minor:
        line = of.line if isinstance(of, Proposal) else of.proposal.line
        kind = words.phrase(of.difference_kind.value)
        rest = words("explain_rest", amount=words.money(abs(of.unallocated_minor), line.transaction.currency))
        shown.append(f"{rest}{f' ({kind})' if kind else ''}")
    return shown


def _allocated(one: Allocation, words: Words) -> str:
    """`RE-2026-0015   4 000.00 EUR of 8 032.50 open (part payment)   Medizintechnik Rautenberg`."""
    item = one.item
    amount = words.money(abs(one.allocated_minor), item.currency)
    if item.open_minor is None:
        still_open = words("explain_open_unknown")
    else:
        still_open = words("explain_open", amount=words.amount(item.open_minor, item.currency))
    kind = f" ({words.phrase(one.difference_kind.value)})" if one.difference_kind else ""
    return f"{item.label}   {amount} {still_open}{kind}   {item.party_name}".rstrip()


def _sum(proposal: Proposal, words: Words) -> Iterator[str]:
    yield words("explain_evidence")
    yield from _weights(proposal.evidence, words, proposal.confidence if proposal.allocations else None)


def _runner_up(place: int, one: Alternative, proposal: Proposal, words: Words) -> Iterator[str]:
    currency = proposal.line.transaction.currency
    still_open = (
        ""
        if one.open_minor is None
        else f"   {words('explain_still_open', amount=words.money(one.open_minor, currency))}"
    )
    yield from _hanging(f"{words('explain_runner_up', place=place)}   ", f"{one.number}{still_open}   {one.party_name}")
    yield from _weights(one.evidence, words, one.probability)


def _weights(evidence: Sequence[Evidence], words: Words, probability: float | None) -> Iterator[str]:
    """The sum line by line; what nothing is known of stands in one line and weighs nothing. `probability` None: there
    is nothing that could be right."""
    found = [one for one in evidence if one.finding != _NOTHING_KNOWN and one.signal != _TRIED]
    tried = [one for one in evidence if one.signal == _TRIED]
    total = sum(one.log_odds for one in evidence if one.signal != _TRIED)
    reached = "" if probability is None else words("explain_reached", percent=words.chance(probability))
    for one in found:
        yield from _weight(one.log_odds, signal_name(one.signal, words), words.phrase(one.finding), words)
    yield from _weight(total, words("explain_sum"), "" if tried else reached, words)
    for one in tried:
        yield from _weight(one.log_odds, signal_name(one.signal, words), words.phrase(one.finding), words)
        total += one.log_odds
    if tried:
        yield from _weight(total, words("explain_shown"), reached, words)
    unknown = [signal_name(one.signal, words) for one in evidence if one.finding == _NOTHING_KNOWN]
    if unknown:
        yield from wrap(
            words("explain_unknown", names=", ".join(unknown)), WIDTH, initial_indent="  ", subsequent_indent="  "
        )


def _weight(log_odds: float, name: str, finding: str, words: Words) -> Iterator[str]:
    head = f"  {words.weight(log_odds):>7}  {name:<{_SIGNALS}} "
    yield from _hanging(head, finding)


def signal_name(signal: str, words: Words) -> str:
    """As a bookkeeper would call it; a signal of one's own by its name."""
    key = f"signal_{signal}"
    return words(key) if key in TEXTS else signal.replace("_", " ")


def _warnings(proposal: Proposal) -> list[str]:
    return list(dict.fromkeys(one for one in (*proposal.warnings, *proposal.line.flags) if one))


def _named(name: str, texts: Sequence[str]) -> Iterator[str]:
    """Texts below each other beside their heading, wrapped."""
    for place, text in enumerate(texts):
        yield from _hanging(f"{name if not place else '':<{_NAMES}} ", text)


def _hanging(head: str, text: str) -> Iterator[str]:
    if not text:
        yield head.rstrip()
        return
    yield from wrap(text, WIDTH, initial_indent=head, subsequent_indent=" " * len(head), drop_whitespace=True)
