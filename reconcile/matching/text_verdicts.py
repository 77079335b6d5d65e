"""Gates that ask what else the text says: another number, day, month or title, something taken off. See `verdicts`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reconcile.matching.likeness import is_near, is_one_error_from
from reconcile.matching.missing import has_number_like_it, is_named
from reconcile.matching.phrases import charges_said, speaks_of_less, speaks_of_part, surely_speaks_of_less
from reconcile.matching.references import is_anothers
from reconcile.matching.scoring import level_of, place_of
from reconcile.matching.settled import named_but_settled
from reconcile.matching.solution import LISTED_IN_PART, Doubt, Solution
from reconcile.matching.text import fold, squeeze, words_of
from reconcile.matching.unread import SHORTEST, SHORTEST_PART, only_digits
from reconcile.matching.world import World
from reconcile.matching.year_forms import speaks_of_an_earlier_year
from reconcile.records import OpenItem, Side


def nothing_unread(solution: Solution, world: World) -> Iterator[Doubt]:
    """Where the amount is not that of the documents, or none is named, nothing in the text looks like the number of
    something we do not know. What several documents carry (an order) names none of them, but is known."""
    is_odd = solution.is_part or solution.kind == "overpayment" or solution.guess == LISTED_IN_PART
    if not is_odd and is_named(solution.levels):
        return
    text = world.lines[solution.line].transaction.remittance
    numbers = [item.number for item in items_of(solution, world)]
    paid = [one.number for one in world.settled.named(solution.line)]  # the gate `no_settled_document` speaks of these
    known, carried = [*numbers, *paid], _references_of(items_of(solution, world))
    unread = world.texts.unread(solution.line, known, SHORTEST_PART if is_odd else SHORTEST)
    unread = [one for one in unread if only_digits(one) not in carried]
    others = ((other, number) for number in numbers for other in world.other_numbers.like(number, text, unread))
    alike = [(other, number) for other, number in others if squeeze(other) not in set(map(squeeze, paid))]
    always = frozenset[str]() if is_odd or not unread else world.recurring.of(solution.line)
    unknown = [one for one in unread if one not in always and not _is_mistyped(one, solution, world)]
    if alike:
        other, number = alike[0]
        yield Doubt(f"the text holds {other}, a number like {number}, but no document's", sort="another of its kind")
    elif unknown:
        carrier = _carrier_of(unknown[0], solution, world)
        carried_by = f"the text holds {unknown[0]}, which is a reference of {carrier.label}" if carrier else ""
        text = carried_by or f"the text holds {unknown[0]}, which is no document's number"
        yield Doubt(text, sort="an unknown number")


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
    place, exact = place_of("open_amount"), level_of("open_amount", "exact")
    if len(solution.shares) != 1 or solution.levels[place] != exact:
        return False
    item = solution.shares[0].item
    return is_near(number, world.items[item].number) and not world.item_columns["twin"][item]


def no_settled_document(solution: Solution, world: World) -> Iterator[Doubt]:
    """The text names no document that is paid already: of the same party; where it names none that is open, of any."""
    parties = {item.party_id for item in items_of(solution, world)}
    named = bool(solution.levels) and is_named(solution.levels)
    for document in world.settled.named(solution.line, by_text=not named):
        if document.party_id in parties or (solution.levels and not is_named(solution.levels)):
            yield Doubt(named_but_settled(document), sort="settled already")


def no_other_reference(solution: Solution, world: World) -> Iterator[Doubt]:
    """The structured reference of the line is not another than that which a document asks for."""
    reference = world.lines[solution.line].transaction.creditor_reference
    for item in items_of(solution, world) if reference else ():
        if is_anothers(reference, item.references):
            yield Doubt(f"the line's reference is not that of {item.label}", sort="another of its kind")


def no_refund(solution: Solution, world: World) -> Iterator[Doubt]:
    """The text does not speak of money given back (money.md 1)."""
    if solution.line in world.said.refunded and not title_says_it(solution, world):
        yield Doubt("the text speaks of a refund", sort="other words")


def title_says_it(solution: Solution, world: World) -> bool:
    """Every word of the text that speaks of other money is one of what a named document is for: `Spendenmailing`,
    `Stornobedingungen`."""
    if not solution.levels or not is_named(solution.levels):
        return False
    words = world.said.words_against(solution.line)
    return bool(words) and words <= {word for item in items_of(solution, world) for word in words_of(item.title)}


def nothing_taken_off(solution: Solution, world: World) -> Iterator[Doubt]:
    """The text of a part payment does not say why it is less; nor that of a payment in full that it is, where no number
    says of what."""
    transaction = world.lines[solution.line].transaction
    if solution.is_part:
        is_said = speaks_of_less(transaction)
    else:
        is_said = _is_full_and_unnamed(solution) and surely_speaks_of_less(transaction)
    if is_said:
        yield Doubt("the text speaks of something taken off", sort="something taken off")


def no_charges(solution: Solution, world: World) -> Iterator[Doubt]:
    """What is less than the invoice is no reminder's fee, and no interest on it; nor is, where no number says of what,
    anything else. What the title says itself is no charge beside it."""
    if not (solution.is_part or _is_full_and_unnamed(solution)):
        return
    said = charges_said(world.lines[solution.line].transaction, surely=not solution.is_part)
    if said and not any(said in fold(item.title) for item in items_of(solution, world)):
        yield Doubt("the text speaks of charges or interest", sort="other words")


def no_part_payment(solution: Solution, world: World) -> Iterator[Doubt]:
    """A payment in full is not called a part of something, where no number says of what."""
    is_said = _is_full_and_unnamed(solution) and speaks_of_part(world.lines[solution.line].transaction)
    if is_said and not _asks_for_a_part(solution, world):
        yield Doubt("the text speaks of a part payment", sort="other words")


#: In titles, as `Anzahlungsrechnung`.
_OF_PARTS = (
    "rate", "teil", "anzahl", "abschlag", "akonto", "conto", "acompte", "acconto", "voraus", "vorschuss", "instalment",
    "installment", "part ",
)  # fmt: skip


def _asks_for_a_part(solution: Solution, world: World) -> bool:
    """The document is of a part itself, as bills of utilities and leasing are; or a part of it was paid before."""
    (item,), paid = items_of(solution, world), abs(world.lines[solution.line].transaction.amount_minor)
    title = item.title.lower()
    is_of_part = item.side is Side.INCOMING or any(word in title for word in _OF_PARTS)
    return is_of_part or paid != item.gross_minor


def _is_full_and_unnamed(solution: Solution) -> bool:
    place = place_of("open_amount")
    in_full = solution.kind == "single" and solution.levels[place] == level_of("open_amount", "exact")
    return in_full and not is_named(solution.levels)


def no_other_title(solution: Solution, world: World) -> Iterator[Doubt]:
    """The text does not say what another document of this party is for, word by word, and of these less."""
    if is_named(solution.levels):
        return
    items = [share.item for share in solution.shares]
    other = world.titles.said_instead(solution.line, items)
    if other is not None:
        yield Doubt(f"the text says what {world.items[other].label} is for", sort="another title")
    paid = world.titles.said_of_settled(solution.line, items)
    if paid is not None and not has_number_like_it(solution.levels):
        text = f"the text says what {paid.label} is for, of which nothing is open any more"
        yield Doubt(text, sort="settled already")


def no_other_month(solution: Solution, world: World) -> Iterator[Doubt]:
    """The text does not speak of another month than the document is for, nor of another part or year of the same; where
    it holds no number like the document's."""
    if not solution.levels or is_named(solution.levels) or has_number_like_it(solution.levels):
        return
    for share in solution.shares:
        label = world.items[share.item].label
        if world.titles.counts_otherwise(solution.line, share.item):
            yield Doubt(f"the text counts otherwise than the title of {label}", sort="another month")
        elif world.titles.speaks_of_another_month(solution.line, share.item):
            yield Doubt(f"the text speaks of another month than {label} is for", sort="another month")


def no_other_date(solution: Solution, world: World) -> Iterator[Doubt]:
    """The text does not state the date of another document of this party, and of none of these; where it names them,
    that of a twin one digit away: number and date contradict each other then, and the amount tells nothing."""
    items = [share.item for share in solution.shares]
    if not is_named(solution.levels):
        other = world.dates.stated_instead(solution.line, items)
    else:
        other = next(_of_a_near_twin(solution.line, items, world), None)
    if other is not None:
        yield Doubt(f"the text states the date of {world.items[other].label}", sort="another date")


def _of_a_near_twin(line: int, items: Sequence[int], world: World) -> Iterator[int]:
    """Documents of the same amount, their numbers one error from one of the items', whose dates the text states."""
    for item in items:
        days = world.dates.days_against(line, item) if world.item_columns["owed_twice"][item] else ()
        near = near_ones(item, line, world, same_amount=True) if days else ()
        yield from (other for other in near if other not in items and world.item_columns["invoice_day"][other] in days)


def no_date_of_its_own(solution: Solution, world: World) -> Iterator[Doubt]:
    """Where no number says which document is meant, the text states no other date than its own."""
    if not solution.levels or is_named(solution.levels) or solution.guess:
        return
    for share in solution.shares:
        if world.dates.states_another_day(solution.line, share.item):
            label = world.items[share.item].label
            yield Doubt(f"the text states another date than that of {label}", sort="another day")
            return


def no_other_year(solution: Solution, world: World) -> Iterator[Doubt]:
    """Of a number quoted in short, the text says no earlier year than the one that was left out."""
    if not solution.levels or solution.levels[place_of("invoice_number")] != level_of("invoice_number", "sequence"):
        return
    text = world.lines[solution.line].transaction.remittance
    for item in items_of(solution, world):
        if speaks_of_an_earlier_year(text, item):
            yield Doubt(f"the text speaks of an earlier year than that of {item.label}", sort="another day")
            return


def near_ones(item: int, line: int, world: World, *, same_amount: bool) -> Iterator[int]:
    """Open documents of the same party, written by the day of the line, whose number is one error from the item's;
    `same_amount`: of which the same is open."""
    day = world.lines[line].transaction.booking_date.toordinal()
    number, amount = world.items[item].number, world.items[item].open_minor
    for other in world.fellows.others(item, day, of_open=amount if same_amount else None):
        record = world.items[other]
        if record.open_minor != 0 and is_one_error_from(number, record.number):
            yield other


def items_of(solution: Solution, world: World) -> list[OpenItem]:
    return [world.items[share.item] for share in solution.shares]
