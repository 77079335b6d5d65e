"""The smallest missing fact is no lie: were it so, the proposal would be sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from matching_builders import PAYER, known, make_item, make_line, proposal
from world import World, world_of

from reconcile.matching import Rules, match, propose
from reconcile.records import BankLine, Books, KnownAccount, OpenItem, Proposal, Verdict


def test_an_account_the_line_does_not_name_is_no_fact() -> None:
    line = make_line(name="Müller GmbH")
    one = proposal(line, make_item())
    assert one.missing == "would be sure if the text named RE-2026-0098"


def test_an_account_that_is_anothers_cannot_be_this_partys_alone() -> None:
    line = make_line(name="Müller GmbH", iban=PAYER)
    assert "account" in proposal(line, make_item()).missing
    assert "account" not in proposal(line, make_item(), accounts=(known(PAYER, "Fremd AG"),)).missing


def test_an_account_under_another_name_is_not_to_be_learned() -> None:
    """PayPal's is nobody's who pays by it, whoever the text or the bank says the payment is from."""
    text = "RE-2026-0098 Müller GmbH via PayPal"
    line = make_line(119_000, text, "PayPal Europe", PAYER, ultimate_name="Müller GmbH")
    one = proposal(line, make_item("RE-2026-0099"))
    assert (one.verdict, one.missing) == (Verdict.REVIEW, "would be sure if the text named RE-2026-0099")
    own = make_line(119_000, "", "Mueller GmbH", PAYER)
    assert "account" in proposal(own, make_item("RE-2026-0099")).missing


def test_a_fact_of_the_party_does_not_tell_its_documents_apart() -> None:
    line = make_line(name="Müller GmbH", iban=PAYER)
    twins = (make_item(), make_item("RE-2026-0099"))
    assert "account" not in proposal(line, *twins).missing


def test_a_short_number_in_the_text_would_not_be_enough() -> None:
    line = make_line(name="Müller GmbH")
    assert proposal(line, make_item("731")).missing == ""
    assert proposal(line, make_item("000731")).missing == "would be sure if the text named 000731"
    assert proposal(line, make_item("731731")).missing == "would be sure if the text named 731731"


def test_a_name_alone_never_makes_sure() -> None:
    one = proposal(make_line(name="Muellerei", iban=PAYER), make_item())
    assert "name" not in one.missing


def test_what_is_said_to_be_missing_makes_sure_when_it_is_so() -> None:
    world, tried = world_of(61, 600), 0
    for one, item in missing_ones(world):
        lines, books = made_so(one, item, world)
        again = propose(lines, books, Rules(), run_id="R-B")
        found = next(other for other in again if _id(other.line) == _id(one.line))
        assert found.verdict is Verdict.SURE, (one.missing, found.warnings)
        tried += 1
    assert tried > 3


def missing_ones(world: World) -> Iterator[tuple[Proposal, OpenItem]]:
    for one in match(world.lines, world.books, Rules()).proposals("R-B"):
        if one.missing and len(one.allocations) == 1:
            yield one, one.allocations[0].item


def made_so(one: Proposal, item: OpenItem, world: World) -> tuple[Sequence[BankLine], Books]:
    transaction = one.line.transaction
    if "account were known" in one.missing:
        told = KnownAccount(
            iban=transaction.counterparty_iban, party_id=item.party_id, party_name=item.party_name, side=item.side,
            provenance="told",
        )  # fmt: skip
        return world.lines, replace(world.books, known_accounts=(*world.books.known_accounts, told))
    if "the text named" in one.missing:
        transaction = replace(transaction, remittance=f"{transaction.remittance} {item.number}")
    else:
        assert "the payer's name were" in one.missing
        transaction = replace(transaction, counterparty_name=item.party_name)
    told_line = replace(one.line, transaction=transaction)
    return [told_line if _id(line) == _id(told_line) else line for line in world.lines], world.books


def _id(line: BankLine) -> str:
    return line.transaction.transaction_id
