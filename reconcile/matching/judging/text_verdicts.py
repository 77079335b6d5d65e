"""Gates that ask what else the text says: another day, month or title, something taken off. See `verdicts`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from importers.amounts import exact_text
from reconcile.matching.knowing.world import World
from reconcile.matching.reading.charges import are_borne_by_us, was_converted
from reconcile.matching.reading.counted import amounts_in
from reconcile.matching.reading.likeness import is_one_error_from
from reconcile.matching.reading.otherwise import is_paid_without_tax, several_documents, why_less
from reconcile.matching.reading.phrases import (
    charges_said,
    speaks_of_an_order,
    speaks_of_less,
    speaks_of_part,
    speaks_of_part_of_one,
    speaks_of_the_rest,
    surely_speaks_of_less,
)
from reconcile.matching.reading.portions import LIKE_ONE
from reconcile.matching.reading.said_years import speaks_of_an_earlier_year, speaks_of_an_invoice_of_an_earlier_year
from reconcile.matching.reading.short_numbers import goes_on_in_short
from reconcile.matching.reading.text import fold, words_of
from reconcile.matching.reading.texts import amount_of
from reconcile.matching.reading.unread import only_digits
from reconcile.matching.scoring import level_of, place_of
from reconcile.matching.solution import Doubt, Solution
from reconcile.matching.weighing.levels import has_number_like_it, is_counted_like, is_exact, is_named, says_which
from reconcile.records import OpenItem, Side


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
    if not solution.is_part:
        is_said = _is_full_and_unnamed(solution) and surely_speaks_of_less(transaction)
    else:
        is_last = solution.kind == "part payment" and not speaks_of_part(transaction)
        if is_last and speaks_of_the_rest(transaction):
            yield Doubt("the text speaks of the rest, and more than this is open", sort="something taken off")
        if was_converted(transaction):
            yield Doubt("it was converted, so what is missing may be due to the rate", sort="something taken off")
        is_said = _says_why_it_is_less(solution, world)
    if is_said:
        yield Doubt("the text speaks of something taken off", sort="something taken off")


def _says_why_it_is_less(solution: Solution, world: World) -> bool:
    transaction = world.lines[solution.line].transaction
    if speaks_of_less(transaction) or _says_beside_the_title(why_less(transaction), solution, world):
        return True
    return any(is_paid_without_tax(transaction, item.gross_minor) for item in items_of(solution, world))


def no_charges(solution: Solution, world: World) -> Iterator[Doubt]:
    """What is less than the invoice is no reminder's fee, no interest on it, nor what banks took on the way; nor is,
    where no number says of what, anything else. What the title says itself is no charge beside it."""
    if not (solution.is_part or _is_full_and_unnamed(solution)):
        return
    if solution.is_part and solution.line in world.said.returned:
        yield Doubt("the text speaks of a returned debit", sort="other words")
    transaction = world.lines[solution.line].transaction
    said = charges_said(transaction, surely=not solution.is_part)
    is_borne = solution.is_part and are_borne_by_us(transaction)
    if is_borne or _says_beside_the_title(said, solution, world):
        yield Doubt("the text speaks of charges or interest", sort="other words")


def _says_beside_the_title(said: str, solution: Solution, world: World) -> bool:
    """Words the text says, folded, which no title of the documents says too."""
    return bool(said) and not any(said in fold(item.title) for item in items_of(solution, world))


def no_other_money(solution: Solution, world: World) -> Iterator[Doubt]:
    """Where no number says which document is meant, the text does not say that it is other money: paid once more, or
    somebody's wages; nor, of one that is named and of which nothing is paid yet, that it was paid before. What the
    title says itself is none."""
    if not solution.levels:
        return
    if not is_named(solution.levels):
        said = world.said.other_money(solution.line, party_names_of(solution, world))
        if _says_beside_the_title(said, solution, world):
            yield Doubt("the text speaks of something else than an invoice", sort="other words")
        return
    said = world.said.once_more(solution.line) if _is_all_of_it(solution, world) else ""
    if _says_beside_the_title(said, solution, world):
        yield Doubt("the text says that it was paid before", sort="other words")


def _is_all_of_it(solution: Solution, world: World) -> bool:
    """One document, of which nothing was paid before."""
    paid = abs(world.lines[solution.line].transaction.amount_minor)
    return solution.kind == "single" and [item.gross_minor for item in items_of(solution, world)] == [paid]


def no_other_documents(solution: Solution, world: World) -> Iterator[Doubt]:
    """What pays one document does not speak of several; nor, where a number names it, of more right behind that."""
    if not solution.levels or len(solution.shares) > 1:
        return
    if is_named(solution.levels):
        said = world.lines[solution.line].transaction.remittance
        is_said = solution.line in world.said.of_more or goes_on_in_short(said, world.items[solution.about[0]].number)
        text = "the text speaks of several documents"
    else:
        said = several_documents(world.lines[solution.line].transaction)
        is_said = _says_beside_the_title(said, solution, world)
        by_advice = "avis" in said or "advice" in said
        text = "an advice may list several documents" if by_advice else "the text speaks of several documents"
    if not is_said:
        return
    is_whole = solution.kind == "single" and is_exact(solution.levels)
    if is_whole or (solution.is_part and speaks_of_part(world.lines[solution.line].transaction)):
        yield Doubt(text, sort="several meant")
    elif solution.portion in LIKE_ONE:
        yield Doubt(text, sort="nearly one of several")
    else:
        yield Doubt(text, sort="one of several")


def no_other_amount(solution: Solution, world: World) -> Iterator[Doubt]:
    """Where no number says which document is meant, the text does not state what is open of another one of its party,
    in place of what was paid."""
    if not _is_full_and_unnamed(solution):
        return
    transaction = world.lines[solution.line].transaction
    stated = amounts_in(fold(transaction.remittance))
    if not stated or amount_of(transaction) in stated:
        return
    others = world.fellows.others(solution.shares[0].item, world.line_columns["day"][solution.line])
    for one in map(world.items.__getitem__, others):
        if one.open_minor and exact_text(abs(one.open_minor), transaction.currency) in stated:
            yield Doubt(f"the text states just what is open of {one.label}", sort="another title")
            return


def no_part_payment(solution: Solution, world: World) -> Iterator[Doubt]:
    """A payment in full is not called a part of something, where no number says of what."""
    is_said = _is_full_and_unnamed(solution) and speaks_of_part(world.lines[solution.line].transaction)
    if is_said and not asks_for_a_part(solution, world):
        yield Doubt("the text speaks of a part payment", sort="other words")


#: In titles, as `Anzahlungsrechnung`.
_OF_PARTS = (
    "rate", "teil", "anzahl", "abschlag", "akonto", "conto", "acompte", "acconto", "voraus", "vorschus", "instalment",
    "installment", "part ",
)  # fmt: skip


def asks_for_a_part(solution: Solution, world: World) -> bool:
    """The document is of a part itself, as bills of utilities and leasing are, but not of what is ordered; or a part of
    it was paid before."""
    transaction, (item,) = world.lines[solution.line].transaction, items_of(solution, world)
    paid, title = abs(transaction.amount_minor), fold(item.title)
    is_of_one = speaks_of_an_order(transaction) or speaks_of_part_of_one(transaction)
    is_by_the_month = item.side is Side.INCOMING and not is_of_one
    is_of_part = is_by_the_month or any(word in title for word in _OF_PARTS)
    return is_of_part or paid != item.gross_minor


def _is_full_and_unnamed(solution: Solution) -> bool:
    return solution.kind == "single" and is_exact(solution.levels) and not is_named(solution.levels)


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
        text = f"the text speaks of what {paid.label} is for, of which nothing is open any more"
        yield Doubt(text, sort="settled already")


def no_other_month(solution: Solution, world: World) -> Iterator[Doubt]:
    """The text does not speak of another month than the document is for, nor of another part or year of the same; a
    number like the document's may be the contract's, unless it is said to be an invoice's."""
    if not solution.levels or is_named(solution.levels) or _is_of_an_invoice(solution, world):
        return
    for share in solution.shares:
        label = world.items[share.item].label
        if world.titles.counts_otherwise(solution.line, share.item):
            yield Doubt(f"the text counts otherwise than the title of {label}", sort="another month")
        elif world.titles.speaks_of_another_month(solution.line, share.item):
            yield Doubt(f"the text speaks of another month than {label} is for", sort="another month")


def not_only_counted(solution: Solution, world: World) -> Iterator[Doubt]:
    """Where only what the text counts tells the document from others of its amount, a person reads it: `Wohnung 4 B`,
    `3/10 Rate` and `Stellplatz 3 und 4` count in many ways."""
    if not solution.levels or says_which(solution.levels) or not is_counted_like(solution.levels):
        return
    for share in solution.shares:
        if world.item_columns["owed_twice"][share.item]:
            label = world.items[share.item].label
            yield Doubt(f"only what the text counts tells {label} from others of this amount", sort="a near rival")
            return


def _is_of_an_invoice(solution: Solution, world: World) -> bool:
    """The number in the text that may mean the document stands behind a word for an invoice."""
    if not has_number_like_it(solution.levels):
        return False
    said = list(filter(None, map(only_digits, world.texts.of_invoices(solution.line))))
    return any(only_digits(item.number).endswith(one) for item in items_of(solution, world) for one in said)


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


_NOT_AS_PRINTED = tuple(level_of("invoice_number", level) for level in ("sequence", "short", "near"))


def no_other_year(solution: Solution, world: World) -> Iterator[Doubt]:
    """Of a number quoted in short, or with a digit wrong, the text says no earlier year than its own; where it names
    none, no invoice of an earlier year."""
    if not solution.levels:
        return
    in_short = solution.levels[place_of("invoice_number")] in _NOT_AS_PRINTED
    if not in_short and is_named(solution.levels):
        return
    speaks = speaks_of_an_earlier_year if in_short else speaks_of_an_invoice_of_an_earlier_year
    text = world.lines[solution.line].transaction.remittance
    for item in items_of(solution, world):
        if speaks(text, item):
            yield Doubt(f"the text speaks of an earlier year than that of {item.label}", sort="another day")
            return


def near_ones(item: int, line: int, world: World, *, same_amount: bool) -> Iterator[int]:
    """Open documents of the same party, written by the day of the line, whose number is one error from the item's;
    `same_amount`: of which the same is open."""
    day = world.day_of(line).toordinal()
    number, amount = world.items[item].number, world.items[item].open_minor
    for other in world.fellows.others(item, day, of_open=amount if same_amount else None):
        record = world.items[other]
        if record.open_minor != 0 and is_one_error_from(number, record.number):
            yield other


def items_of(solution: Solution, world: World) -> list[OpenItem]:
    return [world.items[share.item] for share in solution.shares]


def party_names_of(solution: Solution, world: World) -> list[str]:
    """Of the documents' parties."""
    return [name for item in items_of(solution, world) for name in item.party_names]
