"""Gates that ask who paid whom: our own account, the counterparty's, and for whom it pays. See `verdicts`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from reconcile.matching.judging.text_verdicts import items_of, party_names_of, title_says_it
from reconcile.matching.knowing.booked import booked_by_hand
from reconcile.matching.knowing.paid_lately import paid_already
from reconcile.matching.knowing.world import World
from reconcile.matching.parties import AccountFact
from reconcile.matching.reading.common_words import says_beside
from reconcile.matching.scoring import level_of, place_of
from reconcile.matching.signals import NAME_CLOSE, NAME_EQUAL, NAME_SIMILAR
from reconcile.matching.solution import Doubt, Solution
from reconcile.matching.weighing.levels import has_its_name, is_at_its_account, is_named, points_at_it, says_which
from reconcile.records import OpenItem

#: The sort of doubt where the text names what was paid lately. A standing order that quotes its first invoice for years
#: lets a month go by.
PAID_AGAIN = "paid again"
#: From one payment to the next: less than a February.
_LESS_THAN_A_MONTH = timedelta(days=27)
#: Letters; `WEG` is the beginning of many names.
_SHORTEST_OF_A_NAME = 4


def own_account(solution: Solution, world: World) -> Iterator[Doubt]:
    """The own account is mapped to one of Kanbert's (money.md 3)."""
    line = world.lines[solution.line]
    if line.own_account_id is None:
        fact = f"the own account {line.transaction.account} were mapped to an account of Kanbert"
        yield Doubt("own account is not mapped to Kanbert", fact)


def an_invoice_at_all(solution: Solution, world: World) -> Iterator[Doubt]:
    """The text does not speak of money that no invoice asks for, nor is it our own on its way."""
    if solution.line in world.said.own:
        yield Doubt("the counterparty is an account of our own", sort="our own account")
    elif solution.line in world.said.no_invoice and not title_says_it(solution, world):
        yield Doubt("the text speaks of something else than an invoice", sort="other words")


def not_booked_by_hand(solution: Solution, world: World) -> Iterator[Doubt]:
    """Nobody has booked this very payment in Kanbert."""
    documents, named = items_of(solution, world), bool(solution.levels) and is_named(solution.levels)
    for payment in world.booked.of(solution.line, documents, named=named):
        yield Doubt(booked_by_hand(payment), sort="booked by hand")


def not_paid_lately(solution: Solution, world: World) -> Iterator[Doubt]:
    """Without a word that tells the document from the last one, this is not the same payment a second time: whoever
    pays by the month lets about a month go by."""
    if solution.levels and is_named(solution.levels):
        return
    transaction = world.lines[solution.line].transaction
    payment = world.lately.last(transaction, _LESS_THAN_A_MONTH, party_names_of(solution, world))
    if payment is None or payment in world.booked.of(solution.line, items_of(solution, world)):
        return
    is_said = any(doubt.sort == "a paid twin" for doubt in solution.doubts)
    if any(document.number in payment.numbers for document in world.settled.named(solution.line)):
        yield Doubt(paid_already(payment), sort=PAID_AGAIN)
    elif not is_said and not (solution.levels and says_which(solution.levels)):
        yield Doubt(paid_already(payment), sort="paid lately")


def supplier_account(solution: Solution, world: World) -> Iterator[Doubt]:
    """Money out goes to an account this supplier is known by, where any is known; else to that at which the run paid it
    first (money.md 11)."""
    transaction = world.lines[solution.line].transaction
    if transaction.amount_minor > 0:
        return
    for share in solution.shares:
        party = world.parties.of_items[share.item]
        if not transaction.counterparty_iban and world.parties.has_account(party):
            text = "the line names no account, so a new one for this supplier would not show"
            yield Doubt(text, sort="no account")
        known = world.parties.account_fact(transaction.counterparty_iban, party)
        has_moved = world.parties.has_moved(party, transaction.counterparty_iban, solution.line)
        if known is AccountFact.NEW or (known is AccountFact.NOTHING and has_moved):
            fact = f"this account were known to be {world.items[share.item].party_name}'s"
            yield Doubt("new account for this supplier", fact, sort="a new account")
        if known is AccountFact.OTHER:
            yield Doubt("this account is known to be another supplier's", sort="another's account")


def payee(solution: Solution, world: World) -> Iterator[Doubt]:
    """Money out goes to a known account of the supplier's, or to somebody with a word of the name in common who is no
    other supplier: two may write the same number."""
    if world.lines[solution.line].transaction.amount_minor > 0 or not solution.levels:
        return
    level, account = solution.levels[place_of("party_name")], solution.levels[place_of("known_account")]
    if account not in (0, level_of("known_account", "learned")):
        return
    name = str(world.line_columns["name"][solution.line])
    if level == level_of("party_name", "different"):
        is_another = _is_anothers(name, solution, world) or not _shares_a_word(name, solution, world)
    else:
        is_another = any(is_called_another(name, world.parties.of_items[one.item], world) for one in solution.shares)
    if is_another:
        yield Doubt("it was paid to somebody of another name", sort="another payee")


def is_called_another(name: str, party: int, world: World) -> bool:
    """A folded name is just that of another party of the books, and only like this one's."""
    known = world.names.resolve(name, NAME_EQUAL) if name else ()
    return bool(known) and party not in known


def ultimate_party(solution: Solution, world: World) -> Iterator[Doubt]:
    """Whom the line says it was paid for is the party, and no other one we know; where no number says more, somebody
    like it."""
    columns, line = world.line_columns, solution.line
    ultimate = str(columns["ultimate"][line])
    if not ultimate or ultimate == columns["name"][line]:
        return
    scores = [world.names.score(ultimate, world.parties.of_items[share.item]) for share in solution.shares]
    shares = _shares_a_word(ultimate, solution, world, shortest=_SHORTEST_OF_A_NAME)
    is_unlike = any(0 <= score < NAME_SIMILAR for score in scores) and not shares
    if _is_anothers(ultimate, solution, world) or (is_unlike and not is_named(solution.levels)):
        name = world.lines[line].transaction.ultimate_name
        yield Doubt(f"it was paid for {name}", sort="another party meant")


def no_other_party(solution: Solution, world: World) -> Iterator[Doubt]:
    """Where no number says which document is meant, neither text nor name is that of another who owes just as much; nor
    is it from another, or for one, whatever they owe. A number names another's if the payer, at an account that is not
    known to be its, is called like somebody who owes just as much, or the text of a third one's payment names one: it
    may be mistaken."""
    if not solution.levels:
        return
    if is_named(solution.levels):
        yield from _another_owes_it(solution, world)
        return
    for share in solution.shares[:1]:
        other = world.named_parties.another_that_owes_it(solution.line, share.item)
        if other is not None:
            item = world.items[other]
            text = f"{item.party_name} is named as well, and of {item.label} just this amount is open"
            yield Doubt(text, sort="another party meant")
            return
        meant = world.named_parties.another_meant(solution.line, share.item)
        if meant is not None:
            yield Doubt(f"{world.items[meant].party_name} is another party of the books", sort="another party meant")
            return
        called = world.named_parties.another_called_so(solution.line, share.item)
        if called is not None:
            yield Doubt(f"{world.items[called].party_name} is another party of the books", sort="called like another")
            return
        yield from _somebody_known(solution.line, world.items[share.item], world)


def _somebody_known(line: int, item: OpenItem, world: World) -> Iterator[Doubt]:
    """The line is called like another party of the books, or says its whole name, whatever that owes, or nothing."""
    payer, text = str(world.line_columns["name"][line]), world.lines[line].transaction.remittance
    if called := world.known_names.another_called(payer, item):
        yield Doubt(f"{called} is another party of the books", sort="called like another")
    elif said := world.known_names.another_said(text, item, payer):
        yield Doubt(f"{said} is another party of the books", sort="another party meant")


def no_other_words_of_a_stranger(solution: Solution, world: World) -> Iterator[Doubt]:
    """Who is called otherwise and pays from the party's account may pay for others from it as well: a manager, a tax
    adviser, a payment service. Where no number says whose it is, the text says nothing that is not the party's."""
    levels = solution.levels
    if not levels or is_named(levels) or points_at_it(levels) or not is_at_its_account(levels):
        return
    if levels[place_of("party_name")] != level_of("party_name", "different"):
        return
    transaction, items = world.lines[solution.line].transaction, items_of(solution, world)
    own = (*(one for item in items for one in (item.title, *item.party_names)), transaction.counterparty_name)
    said = [word for word in says_beside(transaction.remittance, *own) if word not in world.known_names.words_of_work]
    if said:
        text = f"the payer has another name, and the text says {said[0]}, which is not known to be this party's"
        yield Doubt(text, sort="a stranger's words")


def _another_owes_it(solution: Solution, world: World) -> Iterator[Doubt]:
    if solution.kind != "single":
        return
    is_strange, at_its_account = not has_its_name(solution.levels), is_at_its_account(solution.levels)
    item = solution.shares[0].item
    if doubt := owed_by_another(solution.line, item, world, is_strange=is_strange, at_its_account=at_its_account):
        yield doubt


def owed_by_another(line: int, item: int, world: World, *, is_strange: bool, at_its_account: bool) -> Doubt | None:
    """Somebody else is named in a stranger's text, or called like the payer, and owes just as much. `is_strange`: the
    payer's name is not even close to that of the document's party; `at_its_account`: then it may be called as it
    likes."""
    other = None if at_its_account else _payer_owes_it(line, item, world, is_strange=is_strange)
    if other is not None:
        owed = world.items[other]
        text = f"the payer is called like {owed.party_name}, of which {owed.label} is open with just this amount"
        return Doubt(text, sort="called like another")
    other = world.named_parties.another_that_owes_it(line, item, by_text=at_its_account) if is_strange else None
    if other is None:
        return None
    owed = world.items[other]
    text = f"{owed.party_name} is named as well, and of {owed.label} just this amount is open"
    return Doubt(text, sort="called like another")


def _payer_owes_it(line: int, item: int, world: World, *, is_strange: bool) -> int | None:
    """A document of just the amount of somebody called like the payer, which this one's party is not; `is_strange`: the
    payer's name is not even close to the party's, so one close to another's, or that holds it, is told from it."""
    payer, like = str(world.line_columns["name"][line]), list[int]()
    if payer and is_strange:
        like = [*world.names.resolve(payer, NAME_CLOSE), *world.named_parties.named_by(payer, item)]
    return world.named_parties.payer_owes_it(line, item, payer, like)


def _is_anothers(name: str, solution: Solution, world: World) -> bool:
    """A folded name: of a party in the books, and of none of the documents'."""
    known = world.names.resolve(name, NAME_CLOSE)
    return bool(known) and {world.parties.of_items[share.item] for share in solution.shares}.isdisjoint(known)


def _shares_a_word(name: str, solution: Solution, world: World, shortest: int = 1) -> bool:
    """A folded name, with each party: a branch, a holding, a person of the name. `shortest`: letters of the word."""
    said = {word for word in name.split() if len(word) >= shortest}
    parties = {world.parties.of_items[share.item] for share in solution.shares}
    return all(
        not said.isdisjoint(word for one in world.parties.names[party] for word in one.split()) for party in parties
    )
