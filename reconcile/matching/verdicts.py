"""What may be called sure: money.md 11, one function per gate. Every gate that closes leaves a doubt with its words."""

# ruff: noqa: ARG001 -- every gate has the same two arguments, whichever it reads

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reconcile.matching import payer_verdicts
from reconcile.matching.classify import speaks_of_less, speaks_of_part
from reconcile.matching.likeness import is_near, is_one_error_from
from reconcile.matching.missing import is_identified, is_named
from reconcile.matching.scoring import level_of, place_of
from reconcile.matching.settled import named_but_settled
from reconcile.matching.solution import LISTED_IN_PART, PAID_SHORT, Doubt, Solution
from reconcile.matching.unread import SHORTEST, SHORTEST_PART
from reconcile.matching.world import World
from reconcile.records import DifferenceKind, OpenItem

Gate = Callable[[Solution, World], Iterator[Doubt]]

#: Levels of `booking_date` at which a twin of the document may be meant.
LATE = tuple(level_of("booking_date", level) for level in ("overdue", "long overdue"))
#: Levels at which nobody pays: the document was not written yet.
BEFORE = tuple(level_of("booking_date", level) for level in ("before", "just before"))

WEAK_EVIDENCE = "the evidence is not strong enough"


def flags(solution: Solution, world: World) -> Iterator[Doubt]:
    """No failed balance proof, duplicate flag or unverified bank format."""
    for flag in world.lines[solution.line].flags:
        yield Doubt(flag)


def safe_items(solution: Solution, world: World) -> Iterator[Doubt]:
    """Every document may be posted to."""
    for item in _items(solution, world):
        for reason in item.unsafe:
            yield Doubt(f"{item.number}: {reason}")


def nothing_taken_off(solution: Solution, world: World) -> Iterator[Doubt]:
    """The text of a part payment does not say why it is less; nor that of a payment in full that it is, where no number
    says of what."""
    transaction, may_be_another = world.lines[solution.line].transaction, _is_full_and_unnamed(solution)
    if (_is_part(solution) or may_be_another) and speaks_of_less(transaction):
        yield Doubt("the text speaks of something taken off", sort="something taken off")
    if may_be_another and speaks_of_part(transaction.remittance) and not _asks_for_a_part(solution, world):
        yield Doubt("the text speaks of a part payment", sort="other words")


def _asks_for_a_part(solution: Solution, world: World) -> bool:
    """The document is of a part itself, or a part of it was paid before."""
    paid = abs(world.lines[solution.line].transaction.amount_minor)
    return any(paid != item.gross_minor or speaks_of_part(item.title) for item in _items(solution, world))


def _is_full_and_unnamed(solution: Solution) -> bool:
    place = place_of("open_amount")
    in_full = solution.kind == "single" and solution.levels[place] == level_of("open_amount", "exact")
    return in_full and not is_named(solution.levels)


def nothing_unread(solution: Solution, world: World) -> Iterator[Doubt]:
    """Where the amount is not that of the documents, or none is named, nothing in the text looks like the number of
    something we do not know."""
    is_odd = _is_part(solution) or solution.kind == "overpayment" or solution.guess == LISTED_IN_PART
    if not is_odd and is_named(solution.levels):
        return
    text, numbers = world.lines[solution.line].transaction.remittance, [item.number for item in _items(solution, world)]
    unread = world.texts.unread(solution.line, numbers, SHORTEST_PART if is_odd else SHORTEST)
    alike = [(other, number) for number in numbers for other in world.other_numbers.like(number, text, unread)]
    unknown = [one for one in unread if not _is_mistyped(one, solution, world)]
    if alike:
        other, number = alike[0]
        yield Doubt(f"the text holds {other}, a number like {number}, but no document's", sort="another of its kind")
    elif unknown:
        yield Doubt(f"the text holds {unknown[0]}, which is no document's number", sort="an unknown number")


def _is_part(solution: Solution) -> bool:
    """Less was paid than is open of the documents: what is missing has a reason that may stand in the text."""
    return solution.kind == "part payment" or solution.guess == PAID_SHORT


def _is_mistyped(number: str, solution: Solution, world: World) -> bool:
    """The number of the one document, but for one error, and its amount exactly, which its party owes only once."""
    place, exact = place_of("open_amount"), level_of("open_amount", "exact")
    if len(solution.shares) != 1 or solution.levels[place] != exact:
        return False
    item = solution.shares[0].item
    return is_near(number, world.items[item].number) and not world.item_columns["twin"][item]


def identified(solution: Solution, world: World) -> Iterator[Doubt]:
    """A number, a reference or an account says whose payment this is; name, title and amount alone are a likelihood."""
    if solution.levels and not is_identified(solution.levels):
        yield Doubt("no number, reference or account confirms it", of_evidence=True)


def no_settled_document(solution: Solution, world: World) -> Iterator[Doubt]:
    """The text names no document that is paid already: of the same party; where it names none that is open, of any."""
    parties = {item.party_id for item in _items(solution, world)}
    for document in world.settled.named(solution.line):
        if document.party_id in parties or (solution.levels and not is_named(solution.levels)):
            yield Doubt(named_but_settled(document), sort="settled already")


def not_before_the_invoice(solution: Solution, world: World) -> Iterator[Doubt]:
    """Nobody pays long before the invoice is written: the number is mistyped, or the date is. Nor does anybody shortly
    before without saying which: the one before it was meant."""
    if solution.levels and solution.levels[place_of("booking_date")] in BEFORE:
        yield Doubt("paid before the invoice date", sort="paid before the invoice")


def no_open_credit_note(solution: Solution, world: World) -> Iterator[Doubt]:
    """A part payment of a party with an open credit note may be a netting (money.md 9)."""
    if _is_part(solution) and any(world.item_columns["credited"][item] for item in solution.about):
        yield Doubt("an open credit note of this party may have been taken off", sort="something taken off")


def no_refund(solution: Solution, world: World) -> Iterator[Doubt]:
    """The text does not speak of money given back (money.md 1)."""
    if solution.line in world.said.refunded:
        yield Doubt("the text speaks of a refund", sort="other words")


def certain_discount(solution: Solution, world: World) -> Iterator[Doubt]:
    """A discount is deducted only where it can be seen that Kanbert has not deducted it already (money.md 7)."""
    for share in solution.shares:
        item = world.items[share.item]
        if share.discount and not item.discount_certain:
            yield Doubt(f"{item.number}: it cannot be seen whether Kanbert already deducted the discount")


def no_discount_remainder(solution: Solution, world: World) -> Iterator[Doubt]:
    """What an earlier payment left open as its discount is not owed as if nothing had been agreed (money.md 7)."""
    for item in _items(solution, world):
        left = item.open_minor if item.settled_minor and item.terms_minor else None
        if left is not None and abs(left - item.terms_minor) <= 1:
            yield Doubt(f"what is open of {item.label} is the discount of its terms")


def no_credit_note(solution: Solution, world: World) -> Iterator[Doubt]:
    """A credit note is netted by a person (money.md 9)."""
    for share in solution.shares:
        if share.is_credit:
            yield Doubt(f"credit note {world.items[share.item].label} is netted: a person offsets it in Kanbert")


def fully_allocated(solution: Solution, world: World) -> Iterator[Doubt]:
    """Nothing of the line is left over."""
    if solution.rest:
        yield Doubt("more was paid than is open")
        if solution.rest > sum(share.signed for share in solution.shares):
            yield Doubt("more than twice of it was paid", sort="far above")


def nothing_else_fits(solution: Solution, world: World) -> Iterator[Doubt]:
    """Leave-one-out: without the chosen documents nothing is left that is nearly as good; for a part payment,
    nothing whose amount is exact (money.md 10, 11)."""
    if not solution.rivals:
        return
    rival = solution.rivals[0]
    if solution.log_odds - rival.log_odds < world.rules.sure_margin:
        text = WEAK_EVIDENCE if solution.equal > 1 else f"{world.items[rival.item].label} fits nearly as well"
        yield Doubt(text, sort="a near rival", of_evidence=True)
    place, exact = place_of("open_amount"), level_of("open_amount", "exact")
    if solution.kind == "part payment" and any(one.levels[place] == exact for one in solution.rivals):
        yield Doubt("another open invoice has exactly this amount", sort="a near rival")
    if solution.kind == "part payment":
        yield from _unknown_rivals(solution, world)


def _unknown_rivals(solution: Solution, world: World) -> Iterator[Doubt]:
    """Of a rival whose open amount is unknown, this may be the exact amount (money.md 10)."""
    amount = abs(world.lines[solution.line].transaction.amount_minor)
    for item in (world.items[one.item] for one in solution.rivals):
        if item.open_minor is None and item.gross_minor >= amount:
            yield Doubt(f"the open amount of {item.label} is unknown and may be this")


def no_misread_number(solution: Solution, world: World) -> Iterator[Doubt]:
    """An amount that is no document's own, or that a twin owes as well, confirms no number: one wrong digit, and it is
    another document of the same party (money.md 10). Alone and in full it does, unless it comes long after its day."""
    is_late_single = solution.kind == "single" and _is_late(solution)
    may_be_misread = is_late_single or solution.kind in ("part payment", "collective")
    if solution.guess or not may_be_misread:
        return
    chosen = {share.item for share in solution.shares}
    for share in solution.shares:
        whole = share.kind is not DifferenceKind.PART_PAYMENT
        if whole and not world.item_columns["owed_twice"][share.item]:
            continue
        for other in _near_ones(share.item, solution.line, world, same_amount=whole):
            if other not in chosen:
                label = world.items[other].label
                yield Doubt(f"with one digit wrong it would be {label}", sort="one digit away")
                if _is_about(world.items[other], solution.line, world):
                    text = f"this amount is within a tenth of what is open of {label}"
                    yield Doubt(text, sort="another amount nearer")
                return


def _is_late(solution: Solution) -> bool:
    return bool(solution.levels) and solution.levels[place_of("booking_date")] in LATE


def _near_ones(item: int, line: int, world: World, *, same_amount: bool) -> Iterator[int]:
    """Open documents of the same party, written by the day of the line, whose number is one error from the item's;
    `same_amount`: of which the same is open."""
    day = world.lines[line].transaction.booking_date.toordinal()
    number, amount = world.items[item].number, world.items[item].open_minor
    for other in world.fellows.others(item, day, of_open=amount if same_amount else None):
        record = world.items[other]
        if record.open_minor != 0 and is_one_error_from(number, record.number):
            yield other


def _is_about(item: OpenItem, line: int, world: World) -> bool:
    """What the line pays is within a tenth of what is open of the document."""
    amount, still_open = abs(world.lines[line].transaction.amount_minor), item.open_minor or 0
    return abs(amount - still_open) * 10 <= still_open


def no_date_of_its_own(solution: Solution, world: World) -> Iterator[Doubt]:
    """Where no number says which document is meant, the text states no other date than its own."""
    if not solution.levels or is_named(solution.levels) or solution.guess:
        return
    for share in solution.shares:
        if world.dates.states_another_day(solution.line, share.item):
            label = world.items[share.item].label
            yield Doubt(f"the text states another date than that of {label}", sort="another day")
            return


def no_other_title(solution: Solution, world: World) -> Iterator[Doubt]:
    """The text does not say what another document of this party is for, word by word, and of these less."""
    if not is_named(solution.levels):
        other = world.titles.said_instead(solution.line, [share.item for share in solution.shares])
        if other is not None:
            yield Doubt(f"the text says what {world.items[other].label} is for", sort="another title")
        for share in solution.shares if solution.levels else ():
            if world.titles.speaks_of_another_month(solution.line, share.item):
                label = world.items[share.item].label
                yield Doubt(f"the text speaks of another month than {label} is for", sort="another title")


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
        near = _near_ones(item, line, world, same_amount=True) if days else ()
        yield from (other for other in near if other not in items and world.item_columns["invoice_day"][other] in days)


def probable_enough(solution: Solution, world: World) -> Iterator[Doubt]:
    """The probability reaches the threshold of the rules."""
    if solution.probability < world.rules.sure_probability:
        yield Doubt(WEAK_EVIDENCE, of_evidence=True)


GATES: tuple[Gate, ...] = (
    payer_verdicts.own_account,
    flags,
    safe_items,
    no_refund,
    not_before_the_invoice,
    no_open_credit_note,
    payer_verdicts.an_invoice_at_all,
    no_settled_document,
    nothing_taken_off,
    nothing_unread,
    identified,
    certain_discount,
    no_discount_remainder,
    no_credit_note,
    fully_allocated,
    payer_verdicts.supplier_account,
    payer_verdicts.payee,
    payer_verdicts.ultimate_party,
    nothing_else_fits,
    no_misread_number,
    no_other_title,
    no_other_date,
    no_date_of_its_own,
    probable_enough,
)


def _items(solution: Solution, world: World) -> list[OpenItem]:
    return [world.items[share.item] for share in solution.shares]
