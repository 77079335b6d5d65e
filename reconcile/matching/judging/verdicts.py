"""What may be called sure: money.md 11, one function per gate. Every gate that closes leaves a doubt with its words."""

# ruff: noqa: ARG001 -- every gate has the same two arguments, whichever it reads

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from reconcile.matching.judging import number_verdicts, payer_verdicts, text_verdicts
from reconcile.matching.judging.text_verdicts import items_of, near_ones
from reconcile.matching.knowing.world import World
from reconcile.matching.reading.phrases import speaks_of_part
from reconcile.matching.scoring import level_of, place_of
from reconcile.matching.solution import Doubt, Solution
from reconcile.matching.weighing.levels import holds_a_number, is_exact, is_identified, is_named, says_which
from reconcile.records import DifferenceKind, Document, OpenItem, Side

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
    for item in items_of(solution, world):
        for reason in item.unsafe:
            yield Doubt(f"{item.number}: {reason}")


def identified(solution: Solution, world: World) -> Iterator[Doubt]:
    """A number, a reference or an account says whose payment this is; name, title and amount alone are a likelihood."""
    if solution.levels and not is_identified(solution.levels):
        yield Doubt("no number, reference or account confirms it", of_evidence=True)


def not_before_the_invoice(solution: Solution, world: World) -> Iterator[Doubt]:
    """Nobody pays long before the invoice is written: the number is mistyped, or the date is; where number and amount
    are one document's alone, the date. Nor does anybody shortly before without saying which: the one before it was
    meant."""
    if solution.levels and solution.levels[place_of("booking_date")] in BEFORE:
        text = "paid before the invoice date"
        if _is_this_alone(solution, world):
            yield Doubt(text, sort="paid in advance")
        else:
            yield Doubt(text, sort="paid before the invoice")


def _is_this_alone(solution: Solution, world: World) -> bool:
    """Named, of its amount exactly, which the party owes only once: no wrong digit leads here."""
    levels, (item, *_) = solution.levels, solution.about
    return is_exact(levels) and is_named(levels) and not world.item_columns["owed_twice"][item]


def no_open_credit_note(solution: Solution, world: World) -> Iterator[Doubt]:
    """A part payment of a party with an open credit note may be a netting (money.md 9)."""
    if solution.is_part and any(world.item_columns["credited"][item] for item in solution.about):
        yield Doubt("an open credit note of this party may have been taken off", sort="something taken off")


def nothing_adds_up(solution: Solution, world: World) -> Iterator[Doubt]:
    """What is less than the one document is not just what is open between us the other way; nor is what is paid two
    other documents (money.md 10: nothing else fits)."""
    if not solution.is_part or len(solution.shares) != 1:
        return
    (share,) = solution.shares
    still_open = world.items[share.item].open_minor
    other = world.named_parties.bill_of(solution.line, share.item, (still_open or 0) - share.taken)
    if other is not None:
        text = f"what is less is just what is open of {world.items[other].label}"
        yield Doubt(text, sort="something taken off")
    yield from _two_others(solution, world)


def certain_discount(solution: Solution, world: World) -> Iterator[Doubt]:
    """A discount is deducted only where it can be seen that Kanbert has not deducted it already (money.md 7)."""
    for share in solution.shares:
        item = world.items[share.item]
        if share.discount and not item.discount_certain:
            yield Doubt(f"{item.number}: it cannot be seen whether Kanbert already deducted the discount")


def no_discount_remainder(solution: Solution, world: World) -> Iterator[Doubt]:
    """What an earlier payment left open as its discount is not owed as if nothing had been agreed (money.md 7)."""
    for item in items_of(solution, world):
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
    if solution.kind == "part payment" and any(is_exact(one.levels) for one in solution.rivals):
        yield Doubt("another open invoice has exactly this amount", sort="a near rival")
    if solution.kind == "part payment":
        yield from _unknown_rivals(solution, world)


def _unknown_rivals(solution: Solution, world: World) -> Iterator[Doubt]:
    """Of a rival whose open amount is unknown, this may be the exact amount (money.md 10)."""
    amount = abs(world.lines[solution.line].transaction.amount_minor)
    for item in (world.items[one.item] for one in solution.rivals):
        if item.open_minor is None and item.gross_minor >= amount:
            yield Doubt(f"the open amount of {item.label} is unknown and may be this")


def _two_others(solution: Solution, world: World) -> Iterator[Doubt]:
    """Two of a few other documents of the party come to this amount, where the text does not say that it is a part: the
    number may be mistaken. Of many some two always do."""
    (document, *_), transaction = solution.about, world.lines[solution.line].transaction
    amount, day = abs(transaction.amount_minor), transaction.booking_date.toordinal()
    others = [world.items[other] for other in world.fellows.others(document, day)]
    others = [
        other for other in others if other.document is Document.INVOICE and other.currency == transaction.currency
    ]
    if len(others) > _FEW or speaks_of_part(transaction):
        return
    seen: dict[int, OpenItem] = {}
    for other in others:
        still_open = other.open_minor or 0
        if still_open and amount - still_open in seen:
            first = seen[amount - still_open]
            yield Doubt(f"{first.label} and {other.label} together are just this amount", sort="a near rival")
            return
        seen[still_open] = other


def no_misread_number(solution: Solution, world: World) -> Iterator[Doubt]:
    """An amount that is no document's own, or that a twin owes as well, confirms no number: one wrong digit, and it is
    another document of the same party (money.md 10). Alone and in full it does, unless it comes long after its day; a
    part is none of a document of which less is open. Where nothing is read, nothing is misread."""
    is_late_single = solution.kind == "single" and _is_late(solution) and holds_a_number(solution.levels)
    may_be_misread = is_late_single or solution.kind in ("part payment", "collective")
    if solution.guess or not may_be_misread:
        return
    chosen = {share.item for share in solution.shares}
    for share in solution.shares:
        whole = share.kind is not DifferenceKind.PART_PAYMENT
        if whole and not world.item_columns["owed_twice"][share.item]:
            continue
        for other in near_ones(share.item, solution.line, world, same_amount=whole):
            if other not in chosen and (whole or _may_take(world.items[other], share.taken)):
                label = world.items[other].label
                yield Doubt(f"with one digit wrong it would be {label}", sort="one digit away")
                if _is_about(world.items[other], solution.line, world):
                    text = f"this amount is within a tenth of what is open of {label}"
                    yield Doubt(text, sort="another amount nearer")
                return


def _is_late(solution: Solution) -> bool:
    return bool(solution.levels) and solution.levels[place_of("booking_date")] in LATE


def _may_take(item: OpenItem, amount: int) -> bool:
    """As much is open of the document, about, or what is open is not known: of a smaller one it would be no part."""
    return item.open_minor is None or amount <= item.open_minor or _is_close(amount, item.open_minor)


def _is_about(item: OpenItem, line: int, world: World) -> bool:
    """What the line pays is within a tenth of what is open of the document."""
    return _is_close(abs(world.lines[line].transaction.amount_minor), item.open_minor or 0)


def _is_close(amount: int, still_open: int) -> bool:
    return abs(amount - still_open) * 10 <= still_open


def not_passed_over(solution: Solution, world: World) -> Iterator[Doubt]:
    """Where nothing says which of bills that come again and again is meant, it is not one that was passed over when a
    later one was paid; nor, of a supplier's, an old one: the latest may not be recorded yet."""
    if solution.kind != "single" or solution.guess or says_which(solution.levels):
        return
    (item,), day = items_of(solution, world), world.day_of(solution.line)
    written = item.invoice_date
    if written is None:
        return
    paid = world.settled.like(item)
    later = next((one for one in paid if one.invoice_date and written < one.invoice_date <= day), None)
    if later is not None:
        yield Doubt(f"{later.label}, written later, is paid already: {item.label} may not be meant", sort="a paid twin")
    elif item.side is Side.INCOMING and len(paid) >= _AGAIN_AND_AGAIN and day > _latest_day(item, written):
        text = f"bills of this amount come again and again, and {item.label} is an old one: a later one may be missing"
        yield Doubt(text, sort="a paid twin")


def _latest_day(item: OpenItem, written: date) -> date:
    """Until then nobody takes the bill for the one of the next month."""
    return max(written + _A_MONTH, (item.due_date or written) + _DAYS_LATE)


_FEW = 4
#: Paid before.
_AGAIN_AND_AGAIN = 2
_A_MONTH, _DAYS_LATE = timedelta(days=31), timedelta(days=7)


def probable_enough(solution: Solution, world: World) -> Iterator[Doubt]:
    """The probability reaches the threshold of the rules."""
    if solution.probability < world.rules.sure_probability:
        yield Doubt(WEAK_EVIDENCE, of_evidence=True)


GATES: tuple[Gate, ...] = (
    payer_verdicts.own_account,
    flags,
    safe_items,
    text_verdicts.no_refund,
    not_before_the_invoice,
    no_open_credit_note,
    nothing_adds_up,
    payer_verdicts.an_invoice_at_all,
    number_verdicts.no_settled_document,
    number_verdicts.no_like_reference,
    number_verdicts.not_superseded,
    payer_verdicts.not_booked_by_hand,
    payer_verdicts.not_paid_lately,
    text_verdicts.nothing_taken_off,
    text_verdicts.no_charges,
    text_verdicts.no_part_payment,
    text_verdicts.no_other_money,
    text_verdicts.no_other_documents,
    number_verdicts.no_settled_one_quoted_alike,
    number_verdicts.no_other_reference,
    number_verdicts.nothing_unread,
    number_verdicts.not_only_the_last_digits,
    number_verdicts.no_stray_number,
    identified,
    certain_discount,
    no_discount_remainder,
    no_credit_note,
    fully_allocated,
    payer_verdicts.supplier_account,
    payer_verdicts.payee,
    payer_verdicts.ultimate_party,
    payer_verdicts.no_other_party,
    payer_verdicts.no_other_words_of_a_stranger,
    nothing_else_fits,
    no_misread_number,
    text_verdicts.no_other_title,
    text_verdicts.no_other_amount,
    text_verdicts.no_other_month,
    text_verdicts.not_only_counted,
    text_verdicts.no_other_date,
    text_verdicts.no_date_of_its_own,
    text_verdicts.no_other_year,
    not_passed_over,
    probable_enough,
)
