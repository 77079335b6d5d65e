"""Gates that ask which numbers and references the line holds beside the documents' own. See `verdicts`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reconcile.matching.judging.text_verdicts import items_of
from reconcile.matching.knowing.reference_tails import is_built_otherwise
from reconcile.matching.knowing.references import is_anothers, is_miswritten
from reconcile.matching.knowing.settled import named_but_settled
from reconcile.matching.knowing.world import World
from reconcile.matching.reading.counted import other_amount
from reconcile.matching.reading.likeness import is_near
from reconcile.matching.reading.other_numbers import like_a_reference, may_be_mistyped
from reconcile.matching.reading.stray_numbers import may_be_stray
from reconcile.matching.reading.text import fold, squeeze
from reconcile.matching.reading.texts import amount_of
from reconcile.matching.reading.title_numbers import is_said_in_title
from reconcile.matching.reading.unread import SHORTEST, SHORTEST_PART, only_digits
from reconcile.matching.scoring import place_of
from reconcile.matching.solution import LISTED_IN_PART, Doubt, Solution
from reconcile.matching.weighing.levels import is_exact, is_named, is_quoted_in_short
from reconcile.records import OpenItem

#: No form of a number spans it.
_APART = " | "


def nothing_unread(solution: Solution, world: World) -> Iterator[Doubt]:
    """Where the amount is not that of the documents, or none is named, nothing in the text looks like the number of
    something we do not know. What several documents carry (an order) names none of them, but is known."""
    is_odd = solution.is_part or solution.kind == "overpayment" or solution.guess == LISTED_IN_PART
    if not is_odd and is_named(solution.levels):
        return
    transaction = world.lines[solution.line].transaction
    # What a program of the payer's wrote is no sentence: only what is in the form of ours is looked for in it.
    text = _APART.join(filter(None, (transaction.remittance, transaction.end_to_end_id)))
    numbers = [item.number for item in items_of(solution, world)]
    paid = [one.number for one in world.settled.named(solution.line)]  # the gate `no_settled_document` speaks of these
    unread = world.texts.unread(solution.line, [*numbers, *paid], SHORTEST_PART if is_odd else SHORTEST)
    carried = _references_of(items_of(solution, world)) if unread else set[str]()
    own = world.recurring.of(solution.line, unread) if unread and not is_odd else frozenset[str]()
    titles = [item.title for item in items_of(solution, world) if item.title] if unread else []
    unread = [
        one
        for one in unread
        if only_digits(one) not in carried
        and one not in own
        and not any(is_said_in_title(one, text, title) for title in titles)
    ]
    alike = [
        (other, item.number)
        for item in items_of(solution, world)
        for other in world.other_numbers.like(item.number, text, unread, item.side)
    ]
    if alike and paid:
        known = {*map(squeeze, paid)}
        alike = [(other, number) for other, number in alike if squeeze(other) not in known]
    unknown = [one for one in unread if not _is_mistyped(one, solution, world)]
    if unknown and not is_odd:
        unknown = [one for one in unknown if not _is_the_payers_own(one, solution, world)]
    if alike:
        other, number = alike[0]
        sort = "one digit away" if is_near(other, number) else "another of its kind"
        said = world.known_numbers.said(other, text, items_of(solution, world)[0])
        yield Doubt(said or f"the text holds {other}, a number like {number}, but no document's", sort=sort)
    elif unknown:
        yield Doubt(_what_it_is(unknown[0], solution, world), sort="an unknown number")


def _is_the_payers_own(number: str, solution: Solution, world: World) -> bool:
    """The text says so, it is not in the form of the document's, and nobody's in the books."""
    if number not in world.texts.of_the_payers_own(solution.line):
        return False
    text = fold(world.lines[solution.line].transaction.remittance)
    items = items_of(solution, world)
    return not any(
        _is_written_like(number, item.number, text) or world.known_numbers.is_of(number, item) for item in items
    )


def _is_written_like(number: str, own: str, folded: str) -> bool:
    """Behind the letters the document's number begins with; or with a slash where that has one."""
    letters = re.match("[a-z]+", fold(own))
    if "/" in number and "/" in own:
        return True
    return letters is not None and re.search(rf"\b{letters[0]}[^a-z0-9]{{0,3}}{re.escape(number)}", folded) is not None


def _what_it_is(number: str, solution: Solution, world: World) -> str:
    """Asked only once a number is a doubt: what we know of it. Nothing of this makes the line surer."""
    transaction = world.lines[solution.line].transaction
    text = transaction.remittance
    if amount := other_amount(fold(text), number, amount_of(transaction)):
        return f"the text holds {amount}, another amount than was paid"
    if said := world.known_numbers.said(number, text, items_of(solution, world)[0]):
        return said
    carrier = _carrier_of(number, solution, world)
    if carrier:
        return f"the text holds {number}, which is a reference of {carrier.label}"
    return f"the text holds {number}, which is no document's number"


def _carrier_of(number: str, solution: Solution, world: World) -> OpenItem | None:
    """Another document of the party that carries it."""
    digits, day = only_digits(number), world.line_columns["day"][solution.line]
    fellows = (world.items[other] for share in solution.shares for other in world.fellows.others(share.item, day))
    return next((one for one in fellows if digits in _references_of([one])), None)


def _references_of(items: Iterable[OpenItem]) -> set[str]:
    """Their digits."""
    return {only_digits(reference) for item in items for reference in item.references} - {""}


def _is_mistyped(number: str, solution: Solution, world: World) -> bool:
    """The number of the one document, but for one error, and its amount exactly, which its party owes only once."""
    if len(solution.shares) != 1 or not is_exact(solution.levels):
        return False
    item = solution.shares[0].item
    record = world.items[item]
    return may_be_mistyped(number, record.number, record.side) and not world.item_columns["twin"][item]


def not_only_the_last_digits(solution: Solution, world: World) -> Iterator[Doubt]:
    """What is less or more than the invoice is not told by the last digits of its number: last year's ends so, too."""
    if _is_odd_by_text(solution) and is_quoted_in_short(solution.levels):
        (document,) = items_of(solution, world)
        text = f"the text holds only the last digits of {document.label}, and the amount is another"
        yield Doubt(text, sort="an unknown number")


def _is_odd_by_text(solution: Solution) -> bool:
    """Another amount than that of its one document, which only the text may name."""
    is_odd = solution.is_part or solution.kind == "overpayment"
    return is_odd and len(solution.shares) == 1 and not solution.levels[place_of("creditor_reference")]


def no_stray_number(solution: Solution, world: World) -> Iterator[Doubt]:
    """What is less or more than the invoice is not told by a few digits among other words: a time, a postcode, an order
    has them too."""
    if not _is_odd_by_text(solution):
        return
    (document,), transaction = items_of(solution, world), world.lines[solution.line].transaction
    if not is_named(solution.levels):
        return
    names, of_invoices = (transaction.counterparty_name, *document.party_names), world.texts.of_invoices(solution.line)
    if may_be_stray(transaction.remittance, document.number, amount_of(transaction), of_invoices, names):
        text = f"the text holds digits of {document.label}, but no word says that they number an invoice"
        yield Doubt(text, sort="an unknown number")


def no_like_reference(solution: Solution, world: World) -> Iterator[Doubt]:
    """Where no number says which document is meant, the text does not name another contract than the document does."""
    if len(solution.shares) != 1 or not solution.levels or is_named(solution.levels):
        return
    (document,), transaction = items_of(solution, world), world.lines[solution.line].transaction
    if document.references and (found := like_a_reference(document.references, transaction.remittance)):
        other, own = found
        text = f"the text holds {other}, a number like {own}, which {document.label} carries"
        yield Doubt(text, sort="another of its kind")


def no_settled_document(solution: Solution, world: World) -> Iterator[Doubt]:
    """The text names no document that is paid already: of the same party; where it names none that is open, of any."""
    parties = {item.party_id for item in items_of(solution, world)}
    named = bool(solution.levels) and is_named(solution.levels)
    for document in world.settled.named(solution.line, by_text=not named):
        if document.party_id in parties or (solution.levels and not named):
            yield Doubt(named_but_settled(document), sort="settled already")


def no_settled_one_quoted_alike(solution: Solution, world: World) -> Iterator[Doubt]:
    """What is quoted by its last digits is not as well a document that is paid already."""
    if not solution.levels or not is_quoted_in_short(solution.levels):
        return
    text = world.lines[solution.line].transaction.remittance
    for item in items_of(solution, world):
        if paid := world.settled.quoted_alike(text, item):
            yield Doubt(named_but_settled(paid), sort="settled already")


def not_superseded(solution: Solution, world: World) -> Iterator[Doubt]:
    """None of the documents is recorded twice and paid once, nor corrected by another."""
    for share in solution.shares if world.superseded else ():
        if share.item in world.superseded:
            yield world.superseded[share.item]


def no_other_reference(solution: Solution, world: World) -> Iterator[Doubt]:
    """The structured reference of the line is not another than that which a document asks for; nor, where it asks for
    none, built of another number."""
    reference = world.lines[solution.line].transaction.creditor_reference
    for item in items_of(solution, world) if reference and solution.levels else ():
        is_its = bool(solution.levels[place_of("creditor_reference")])
        if why := of_another_reference(reference, item, world, is_its=is_its):
            yield Doubt(why, sort="another of its kind")


def of_another_reference(reference: str, item: OpenItem, world: World, *, is_its: bool) -> str:
    """Why a line's structured reference is not this document's; "" when nothing says so. `is_its`: it names it."""
    if is_anothers(reference, item.references):
        return f"the line's reference is not that of {item.label}"
    if is_its:
        is_wrong = is_miswritten(reference, item.references)
        return "the check digits of the line's reference are wrong: it may be another's" if is_wrong else ""
    if paid := world.settled.at_end(reference, item):
        return f"the line's reference ends with the number of {paid.label}, of which nothing is open any more"
    is_another = is_built_otherwise(reference, item.number)
    return f"the line's reference is not that of {item.label}" if is_another else ""
