"""What a person may do in the proposals file, and what it means (review.md, commit-protocol F30-F32)."""

from __future__ import annotations

import pytest
from review_builders import (
    allocation,
    as_bytes,
    as_table,
    discounted,
    edited,
    item,
    netted,
    overpaid,
    paid_out,
    proposal,
    read,
    several,
    single,
    split,
    transaction,
    unmatched,
)

from reconcile.errors import ProposalsRefused
from reconcile.records import Decision, DifferenceKind, Document, OpenItem, Proposal, Side
from reconcile.review.columns import COLUMNS
from reconcile.review.finding import items_meant, items_near
from reconcile.review.proposals import Layout, ProposalsRead, read_file, write_csv

Edits = dict[str, str]


def after(one: Proposal, *edits: Edits, items: tuple[object, ...] = ()) -> ProposalsRead:
    """`one` written, row n changed by the n-th edit, read back."""

    def apply(rows: list[dict[str, str]]) -> None:
        for row, edit in zip(rows, edits, strict=False):
            row.update(edit)

    return read(edited([one], apply), [one], items)  # type: ignore[arg-type]


def decided(one: Proposal, *edits: Edits, items: tuple[object, ...] = ()) -> Decision:
    found = after(one, *edits, items=items)
    assert not found.blocked, [str(row.problem) for row in found.blocked]
    return found.decisions[0]


def blocked(one: Proposal, *edits: Edits, items: tuple[object, ...] = ()) -> str:
    found = after(one, *edits, items=items)
    assert not found.decisions
    assert not found.undecided
    assert {row.proposal_id for row in found.blocked} == {one.proposal_id}
    return str(found.blocked[0].problem)


def refused(content: bytes, *known: Proposal) -> str:
    with pytest.raises(ProposalsRefused) as caught:
        read(content, known)
    return str(caught.value)


YES = {"decision": "yes"}

# ---------------------------------------------------------------------------------------------------------- decisions


@pytest.mark.parametrize("word", ["yes", "y", "ja", "j", "x", "ok", "✓", "1", "true", "wahr", "YES", "True", "WAHR"])
def test_words_for_yes(word: str) -> None:
    decision = decided(single(), {"decision": f" {word} "})
    assert decision.approved
    assert decision.allocations == single().allocations


@pytest.mark.parametrize("word", ["no", "n", "nein", "-", "0", "false", "falsch", "NEIN", "'-"])
def test_words_for_no(word: str) -> None:
    assert not decided(single(), {"decision": word}).approved


@pytest.mark.parametrize("word", ["maybe", "yess", "2", "?", "yes no", "=1"])
def test_any_other_word_blocks_the_row(word: str) -> None:
    assert blocked(single(), {"decision": word}) == (
        f'p.csv:2, column "decision": "{word}" is neither a yes nor a no. → write yes or no, or leave it empty'
    )


def test_nothing_written_is_undecided_whatever_else_was_typed() -> None:
    found = after(single(), {"invoice": "RE-NONE", "allocate": "lots", "note": "ask them"})
    assert [one.proposal_id for one in found.undecided] == [single().proposal_id]
    assert not found.decisions
    assert not found.blocked


def test_a_no_needs_nothing_else_and_keeps_its_note() -> None:
    decision = decided(unmatched(), {"decision": "no", "note": "'=private", "invoice": "RE-NONE"})
    assert (decision.approved, decision.note, decision.unallocated_minor) == (False, "=private", 5000)


def test_a_yes_without_an_invoice_blocks() -> None:
    assert blocked(unmatched(), YES) == (
        'p.csv:2, column "invoice": there is a yes, but no invoice to book it on. '
        "→ type the number of an open invoice, or answer no"
    )


def test_mixed_decisions_block_that_proposal_alone() -> None:
    def edit(rows: list[dict[str, str]]) -> None:
        for row, word in zip(rows, ("yes", "yes", "no", "yes"), strict=True):
            row["decision"] = word

    known = [single(), split()]
    found = read(edited(known, edit), known)
    assert [one.proposal.proposal_id for one in found.decisions] == [single().proposal_id]
    assert [str(row.problem) for row in found.blocked] == [
        (
            'p.csv:3, column "decision": "yes" the rows of one payment are decided differently (2 yes, 1 no). '
            "→ decide all of them alike; write 0 under allocate to leave one invoice out"
        )
    ]


def test_a_split_half_decided_blocks() -> None:
    assert "(2 yes, 1 empty)" in blocked(split(), YES, YES)


def test_a_split_with_a_part_filtered_away_is_not_decided() -> None:
    content = edited([split()], lambda rows: [row.update(YES) for row in rows] and rows.pop(1))
    found = read(content, [split()])
    assert not found.decisions
    assert "part 2 of 3 of this split is missing" in str(found.blocked[0].problem)


def test_a_credit_note_beside_its_invoice_is_read_with_its_sign() -> None:
    decision = decided(netted(), YES, YES)
    assert [one.allocated_minor for one in decision.allocations] == [100000, -20000]


# ---------------------------------------------------------------------------------------------------------- allocate


def test_less_than_proposed_leaves_a_rest_that_needs_a_kind() -> None:
    edit = {**YES, "allocate": "1100,00"}
    assert blocked(single(), edit) == (
        'p.csv:2, column "difference_kind": the rest of the payment, 100.00 EUR, has no kind. → allocate it, or write '
        "overpayment / bank fee / small difference there; the other kinds are about what stays open of an invoice"
    )
    decision = decided(single(), {**edit, "difference_kind": "Überzahlung"})
    assert (decision.allocations[0].allocated_minor, decision.unallocated_minor) == (110000, 10000)
    assert decision.difference_kind is DifferenceKind.OVERPAYMENT


def test_a_part_payment_does_not_name_the_rest_of_the_line() -> None:
    edit = {**YES, "allocate": "1100,00", "difference_kind": "part payment"}
    assert "has no kind" in blocked(single(), edit)


def test_more_than_open_blocks() -> None:
    line = transaction(200000)
    one = proposal(allocation(item(), 120000), line=line, rest_kind=DifferenceKind.OVERPAYMENT)
    assert blocked(one, {**YES, "allocate": "1200,01"}) == (
        'p.csv:2, column "allocate": "1200,01" is more than is open of RE-2026-0101, 1200,00. '
        "→ allocate at most that, and name the rest under difference_kind"
    )


def test_more_than_the_line_blocks() -> None:
    one = proposal(allocation(item(open_minor=500000), 120000, DifferenceKind.PART_PAYMENT))
    assert "0.01 EUR more is allocated than was paid" in blocked(one, {**YES, "allocate": "1200,01"})
    one = proposal(allocation(item(open_minor=None), 120000))
    assert "more is allocated than was paid" in blocked(one, {**YES, "allocate": "1300"})


@pytest.mark.parametrize(
    "cell", ["-5", "=5", "1.2.3", "12,345", "1.23,4", "1e2", "viel", "0.500", "١٢", "1200,000", "1" * 40]
)
def test_what_is_no_amount_blocks(cell: str) -> None:
    if cell == "12,345":  # thousands: twelve thousand, more than is open
        assert "more than is open" in blocked(single(), {**YES, "allocate": cell})
    else:
        assert "is not an amount" in blocked(single(), {**YES, "allocate": cell})


def test_an_emptied_amount_blocks() -> None:
    assert "how much" in blocked(single(), {**YES, "allocate": ""})


def test_an_amount_with_two_meanings_blocks() -> None:
    line, bill = transaction(1234000, currency="KWD"), item(open_minor=1234000, currency="KWD")
    one = proposal(allocation(bill, 1234000), line=line)
    assert "can mean two amounts" in blocked(one, {**YES, "allocate": "1.234"})
    assert decided(one, {**YES, "allocate": "1234.000"}).allocations == one.allocations


def test_a_small_amount_of_a_three_digit_currency_is_as_written() -> None:
    line, bill = transaction(1500, currency="KWD"), item(open_minor=1500, currency="KWD")
    one = proposal(allocation(bill, 1500), line=line)
    assert decided(one, YES).allocations == one.allocations


def test_zero_leaves_one_invoice_of_a_split_out() -> None:
    edit = {**YES, "difference_kind": "overpayment"}
    decision = decided(split(), edit, {**YES, "allocate": "0"}, YES)
    assert [one.item.number for one in decision.allocations] == ["RE-2026-0201", "RE-2026-0203"]
    assert (decision.unallocated_minor, decision.difference_kind) == (50000, DifferenceKind.OVERPAYMENT)


def test_nothing_allocated_blocks() -> None:
    assert "nothing is allocated" in blocked(single(), {**YES, "allocate": "0"})


def test_an_edited_discount_is_computed_from_what_is_open() -> None:
    line = transaction(117600)
    one = proposal(allocation(item(), 117600, DifferenceKind.DISCOUNT, 2400), line=line)
    other = item("RE-2026-0999", 600)

    def edit(rows: list[dict[str, str]]) -> None:
        rows.append({**rows[0], **YES, "invoice": other.number, "allocate": "6", "difference_kind": ""})
        rows[0].update(YES, allocate="1170")

    content = edited([one], edit)
    first, second = read(content, [one], [other]).decisions[0].allocations
    assert (first.allocated_minor, first.discount_minor, second.allocated_minor) == (117000, 3000, 600)


# -------------------------------------------------------------------------------------------------------------- kinds


def test_kinds_of_the_rest_and_of_the_invoice_come_back_as_stored() -> None:
    for one in (overpaid(), discounted()):
        decision = decided(one, YES)
        assert (decision.allocations, decision.difference_kind) == (one.allocations, one.difference_kind)


def test_a_kind_of_the_rest_no_row_had_room_for_is_kept() -> None:
    part = allocation(item(), 110000, DifferenceKind.PART_PAYMENT)
    one = proposal(part, line=transaction(121000), rest_kind=DifferenceKind.BANK_FEE)
    decision = decided(one, YES)
    assert (decision.allocations, decision.difference_kind) == (one.allocations, DifferenceKind.BANK_FEE)


def test_a_changed_id_in_a_split_is_named() -> None:
    message = blocked(split(), YES, {**YES, "invoice_id": "inv-RE-2026-0999"}, YES)
    assert message.startswith('p.csv:3, column "invoice_id": "inv-RE-2026-0999" cannot be changed here')
    message = blocked(split(), YES, {**YES, "invoice_id": "inv-RE-2026-0203"}, YES)
    assert message.startswith('p.csv:3, column "part": "2 of 3" cannot be changed here')


def test_a_rest_without_a_kind_blocks_even_when_nothing_was_edited() -> None:
    one = proposal(allocation(item(), 120000), line=transaction(121000))
    assert "the rest of the payment, 10.00 EUR, has no kind" in blocked(one, YES)


def test_calling_the_difference_a_discount_takes_it_off() -> None:
    part = allocation(item(), 117600, DifferenceKind.PART_PAYMENT)
    one = proposal(part, line=transaction(117600))
    decision = decided(one, {**YES, "difference_kind": "discount"})
    found = decision.allocations[0]
    assert (found.difference_kind, found.discount_minor) == (DifferenceKind.DISCOUNT, 2400)
    undone = decided(discounted(), {**YES, "difference_kind": "Teilzahlung"}).allocations[0]
    assert (undone.difference_kind, undone.discount_minor) == (DifferenceKind.PART_PAYMENT, 0)


def test_an_unknown_kind_blocks() -> None:
    assert blocked(overpaid(), {**YES, "difference_kind": "tip"}) == (
        'p.csv:2, column "difference_kind": "tip" is none of the kinds. '
        "→ write discount / part payment / overpayment / bank fee / small difference, or nothing"
    )


def test_two_kinds_of_one_rest_block() -> None:
    first, second = {**YES, "difference_kind": "overpayment"}, {**YES, "difference_kind": "bank fee"}
    assert "has two kinds" in blocked(split(), first, second, {**YES, "allocate": "0"})


# ----------------------------------------------------------------------------------------------------------- redirect


def test_another_number_redirects() -> None:
    other = item("RE-2026-0999", 120000)
    decision = decided(single(), {**YES, "invoice": "RE-2026-0999"}, items=(item(), other))
    assert [(one.item, one.allocated_minor) for one in decision.allocations] == [(other, 120000)]


def test_a_redirect_to_a_smaller_invoice_needs_an_amount() -> None:
    other = item("RE-2026-0999", 80000)
    assert "more than is open" in blocked(single(), {**YES, "invoice": "RE-2026-0999"}, items=(other,))


def test_a_discount_is_not_carried_over_to_another_invoice() -> None:
    other = item("RE-2026-0999", 500000)
    found = decided(discounted(), {**YES, "invoice": "RE-2026-0999"}, items=(other,)).allocations[0]
    assert (found.difference_kind, found.discount_minor) == (DifferenceKind.NONE, 0)


def test_an_invoice_typed_into_an_unmatched_row_takes_the_line_or_what_is_open() -> None:
    decision = decided(unmatched(5000), {**YES, "invoice": "RE-1"}, items=(item("RE-1", 9000),))
    assert (decision.allocations[0].allocated_minor, decision.unallocated_minor) == (5000, 0)
    edit = {**YES, "invoice": "RE-1"}
    assert "10.00 EUR, has no kind" in blocked(unmatched(5000), edit, items=(item("RE-1", 4000),))
    decision = decided(unmatched(5000), {**edit, "difference_kind": "overpayment"}, items=(item("RE-1", 4000),))
    assert (decision.allocations[0].allocated_minor, decision.unallocated_minor) == (4000, 1000)


def test_a_lost_zero_suggests_the_number_with_it_first() -> None:
    one = proposal(allocation(item("RE-2026-0006"), 120000))
    others = [item(f"RE-2026-00{number}6", 50000) for number in (1, 3, 4)]
    content = edited([one], lambda rows: rows[0].update(decision="yes", invoice="RE-2026-006"))
    (row,) = read_file(
        content, file_name="p.csv", find_proposal=lambda _: one, find_items=lambda _, number: items_near(others, number)
    ).blocked
    assert "(near: RE-2026-0006, " in row.problem.remedy
    assert items_near([*others, item("RE-2026-0006")], "RE-2026-006")[0].number == "RE-2026-0006"


def test_an_invoice_nobody_knows_blocks_with_suggestions() -> None:
    assert blocked(single(), {**YES, "invoice": "RE-2026-0110"}) == (
        'p.csv:2, column "invoice": "RE-2026-0110" no open document has this number. '
        "→ type the number as Kanbert shows it (near: RE-2026-0101), or answer no"
    )


def test_a_number_of_several_documents_blocks_and_names_them() -> None:
    twins = (item("7", 100, item_id="a"), item("7", 200, item_id="b", side=Side.INCOMING))
    message = blocked(unmatched(), {**YES, "invoice": "7"}, items=twins)
    assert "2 open documents have this number: 7 Huber GmbH (outgoing invoice, 1.00); 7 Huber GmbH (incoming" in message


def test_a_copied_row_splits_the_payment() -> None:
    other = item("RE-2026-0999", 50000)

    def edit(rows: list[dict[str, str]]) -> None:
        rows.append({**rows[0], **YES, "invoice": "RE-2026-0999", "allocate": "500"})
        rows[0].update(YES, allocate="700,00", difference_kind="part payment")

    found = read(edited([single()], edit), [single()], [other])
    assert [(one.item.number, one.allocated_minor) for one in found.decisions[0].allocations] == [
        ("RE-2026-0101", 70000),
        ("RE-2026-0999", 50000),
    ]


def test_a_redirect_to_a_credit_note_of_the_wrong_side_does_not_crash() -> None:
    credit = item("GS-1", 120000, document=Document.CREDIT)
    message = blocked(single(), {**YES, "invoice": "GS-1"}, items=(credit,))
    assert "the rest of the payment, 2400.00 EUR" in message
    decision = decided(single(), {**YES, "invoice": "GS-1", "difference_kind": "overpayment"}, items=(credit,))
    assert (decision.allocations[0].allocated_minor, decision.unallocated_minor) == (-120000, 240000)


def test_a_number_that_lost_its_zeros_is_not_a_redirect_unless_both_are_open() -> None:
    one = proposal(allocation(item("000123"), 120000))
    edit = {**YES, "invoice": "123"}
    assert decided(one, edit, items=(item("000123"),)).allocations == one.allocations
    message = blocked(one, edit, items=(item("000123"), item("123")))
    assert 'column "invoice": "123" can be 000123 as a spreadsheet damaged it, or the open invoice 123' in message


def test_two_rows_on_one_invoice_block() -> None:
    def edit(rows: list[dict[str, str]]) -> None:
        rows.append({**rows[0], **YES, "invoice": "RE 1", "allocate": "1"})
        rows.append({**rows[0], **YES, "invoice": "RE  1.", "allocate": "1"})
        rows[0].update(YES, allocate="1198")

    same = item("RE 1", 500)
    content = edited([single()], edit)
    known = {single().proposal_id: single()}
    from reconcile.review.proposals import read_csv

    found = read_csv(content, file_name="p.csv", find_proposal=known.get, find_items=lambda _p, _n: [same])
    assert "two rows of this payment go to the same invoice" in str(found.blocked[0].problem)


# ---------------------------------------------------------------------------------------------------- protected cells


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("amount", "1200,01"),
        ("date", "2026-03-07"),
        ("direction", "out"),
        ("currency", "USD"),
        ("counterparty", "Gruber GmbH"),
        ("remittance", ""),
        ("invoice_id", "inv-RE-2026-0102"),
        ("invoice_id", ""),
        ("transaction_id", "KR1-0123456789ABCDEG"),
        ("run_id", "R-BBBBBBBBBB"),
        ("open_amount", "1300,00"),
        ("confidence", "0,9"),
        ("line", "7"),
        ("warning", "looked at it"),
    ],
)
@pytest.mark.parametrize("decision", ["yes", "no", ""])
def test_a_changed_protected_cell_blocks_the_row_by_name(column: str, value: str, decision: str) -> None:
    message = blocked(single(), {"decision": decision, column: value})
    assert message.startswith(f'p.csv:2, column "{column}":')
    assert ("cannot be changed here; what was written is" in message) == (column not in ("line", "warning"))


def test_the_message_of_a_changed_cell() -> None:
    assert blocked(single(), {**YES, "amount": "1,00"}) == (
        'p.csv:2, column "amount": "1,00" cannot be changed here; what was written is "1200,00". '
        "→ restore it; or take the row from the file as `reconcile run` wrote it"
    )


def test_several_changed_cells_of_a_row_are_one_message() -> None:
    found = after(single(), {**YES, "amount": "1,00", "iban": "DE02"})
    (row,) = found.blocked
    assert str(row.problem).startswith(
        'p.csv:2, column "amount": "1,00" cannot be changed here; what was written is "1200,00"; nor can iban. '
        "→ restore them; or take the row"
    )


def test_the_id_of_another_proposal_is_one_message() -> None:
    """As when one column alone is sorted: each row says something else than what was stored, in nearly every cell."""
    one, other = single(), unmatched()

    def swap(rows: list[dict[str, str]]) -> None:
        rows[0]["proposal_id"], rows[1]["proposal_id"] = rows[1]["proposal_id"], rows[0]["proposal_id"]
        rows[0]["decision"] = "yes"

    found = read(edited([one, other], swap), [one, other])
    assert (found.decisions, found.undecided) == ((), ())
    assert [row.proposal_id for row in found.blocked] == [other.proposal_id, one.proposal_id]
    assert [row.problem.place for row in found.blocked] == [f'p.csv:{line}, column "proposal_id"' for line in (2, 3)]
    assert "is the id of another row" in found.blocked[0].problem.sentence


# ----------------------------------------------------------------------------------------------------- the whole file


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "p.csv:1: is no proposals file: no column decision and no column proposal_id. → "),
        (b"decision;light\r\nyes;sure\r\n", 'p.csv:1: "decision | light" is no proposals file: no column proposal_id.'),
        (b"decision;decision;proposal_id\r\n", 'p.csv:1: "decision" this column stands in the file twice.'),
        (b"Entscheidung;decision;proposal_id\r\n", 'p.csv:1: "decision" this column stands in the file twice.'),
        (b"decision;proposal_id\r\n\x81\xff", "p.csv: is neither UTF-8, UTF-16 nor Windows-1252 text."),
        (b"decision;proposal_id\r\n\x00\x00a\x00", "p.csv: is neither UTF-8, UTF-16 nor Windows-1252 text."),
        (b'decision;proposal_id\r\n"yes;P-X\r\n', 'p.csv:2: ""yes;P-X" a quotation mark opens a cell'),
    ],
)
def test_what_is_no_proposals_file_is_refused(content: bytes, message: str) -> None:
    assert refused(content).startswith(message)


def test_unknown_ids_refuse_the_file_and_are_named() -> None:
    content = edited([single(), split()], lambda rows: rows[0].update(YES))
    message = refused(content, split())
    assert message == (
        f'p.csv:2, column "proposal_id": "{single().proposal_id}" this proposal is not in the journal. '
        "→ give the journal the file was written with (--state), or write the proposals again: reconcile run FILE"
    )


def test_a_mistyped_id_is_called_so() -> None:
    wrong = single().proposal_id[:-1] + ("B" if single().proposal_id[-1] != "B" else "C")
    content = edited([single()], lambda rows: rows[0].update(proposal_id=wrong))
    assert f'"{wrong}" is mistyped: its check letters do not fit' in refused(content, single())


def test_many_unknown_ids_are_summed_up() -> None:
    many = [proposal(line=transaction(transaction_id=f"KR1-{number}")) for number in range(30)]
    lines = refused(write_csv([*many, single()]), single()).splitlines()
    assert len(lines) == 21
    assert "10 more ids are not known" in lines[-1]


def test_a_file_of_another_journal_is_refused_in_one_sentence() -> None:
    content = write_csv([single(), split()])
    with pytest.raises(ProposalsRefused) as caught:
        read_file(
            content,
            file_name="p.csv",
            find_proposal=lambda _: None,
            find_items=lambda _p, _n: [],
            journal="/books/journal.sqlite3",
        )
    assert str(caught.value) == (
        "p.csv: none of its 2 proposals is in the journal /books/journal.sqlite3. "
        "→ give the journal the file was written with (--state), or write the proposals again: reconcile run FILE"
    )


def test_a_decision_without_an_id_refuses_and_a_total_of_a_person_does_not() -> None:
    blank = dict.fromkeys(as_table(write_csv([single()]))[0], "")
    content = edited([single()], lambda rows: rows.append({**blank, "counterparty": "Total", "amount": "1200"}))
    assert len(read(content, [single()]).undecided) == 1
    content = edited([single()], lambda rows: rows.append({**blank, **YES}))
    assert "a decision without its proposal" in refused(content, single())


def test_the_same_row_twice_blocks_when_equal_and_refuses_when_not() -> None:
    def twice(first: str, second: str) -> bytes:
        rows = as_table(write_csv([single()]))
        return as_bytes([{**rows[0], "decision": first}, {**rows[0], "decision": second}])

    for word in ("yes", "no", ""):
        found = read(twice(word, word), [single()])
        assert [str(row.problem) for row in found.blocked] == [
            (
                'p.csv:3, column "invoice": "RE-2026-0101" the same proposal and invoice stand in line 2 too. '
                "→ delete one of the two rows"
            )
        ]
    for first, second in (("yes", "no"), ("yes", ""), ("no", "yes"), ("yes", "maybe")):
        assert "the same proposal and invoice are decided differently in line 2" in refused(
            twice(first, second), single()
        )


def test_the_same_invoice_under_another_spelling_is_still_the_same() -> None:
    content = edited([single()], lambda rows: rows.append({**rows[0], "decision": "no", "invoice": "re 2026 0101"}))
    found = read(content, [single()])  # blanks instead of dashes: another number
    assert found.blocked
    content = edited([single()], lambda rows: rows.append({**rows[0], "decision": "no", "invoice": "re-2026-0101 "}))
    assert "decided differently" in refused(content, single())


# ------------------------------------------------------------------------------------------------------ other layouts


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_any_delimiter_encoding_and_language(delimiter: str, encoding: str, language: str) -> None:
    layout = Layout(delimiter=delimiter, bom=False, language=language, decimal_mark=".")  # type: ignore[arg-type]
    content = write_csv(several(), layout).decode().encode(encoding)
    found = read(content, several())
    assert not found.blocked
    assert len(found.undecided) == 7


def test_only_the_two_needed_columns_are_enough_for_a_single() -> None:
    content = f"decision;proposal_id\nyes;{single().proposal_id}\n".encode()
    assert read(content, [single()]).decisions[0].allocations == single().allocations
    content = f"decision;proposal_id\nyes;{split().proposal_id}\n".encode()
    assert "cannot be told which of the 3 parts" in str(read(content, [split()]).blocked[0].problem)


def test_german_headers_name_the_column_in_messages() -> None:
    content = write_csv([single()], Layout(language="de")).replace(b"1200,00;Eingang", b"1300,00;Eingang")
    assert str(read(content, [single()]).blocked[0].problem).startswith('p.csv:2, column "Betrag": "1300,00"')


def test_a_separator_line_and_blank_rows_are_skipped() -> None:
    text = write_csv([paid_out()], Layout(bom=False)).decode()
    found = read(("sep=;\r\n\r\n" + text.replace("\r\n", "\r\n;;;\r\n")).encode(), [paid_out()])
    assert len(found.undecided) == 1


def test_lines_are_counted_over_cells_with_line_breaks() -> None:
    rows = as_table(write_csv([single(), unmatched()]))
    rows[0]["note"], rows[1]["decision"] = "one\r\ntwo\nthree", "perhaps"
    found = read(as_bytes(rows), [single(), unmatched()])
    assert str(found.blocked[0].problem).startswith("p.csv:5,")


def test_notes_of_all_rows_are_kept() -> None:
    decision = decided(split(), {**YES, "note": "a"}, {**YES, "note": "b"}, {**YES, "note": "a"})
    assert decision.note == "a; b"


def _read_as_a_file(one: Proposal, typed: str, *items: OpenItem) -> ProposalsRead:
    """With the look-up the commands use."""
    content = edited([one], lambda rows: rows[0].update(decision="yes", invoice=typed))
    every = [*(part.item for part in one.allocations), *items]
    return read_file(
        content, file_name="p.csv", find_proposal=lambda _: one, find_items=lambda _, number: items_meant(every, number)
    )


def test_a_redirect_a_spreadsheet_made_look_like_the_proposed_number_is_not_taken_for_it() -> None:
    """00123 was proposed, a person typed 000123, LibreOffice saved 123: that can mean either."""
    one = proposal(allocation(item("00123"), 120000))
    (row,) = _read_as_a_file(one, "123", item("000123")).blocked
    assert row.problem.sentence == "can be 00123 as a spreadsheet damaged it, or the open invoice 000123"
    assert _read_as_a_file(one, "123").decisions[0].allocations == one.allocations


def test_a_redirect_is_exact_or_a_suggestion() -> None:
    (row,) = _read_as_a_file(single(), "49", item("000049")).blocked
    assert row.problem.sentence == "no open document has this number"
    assert "(near: 000049)" in row.problem.remedy
    assert _read_as_a_file(single(), "000049", item("000049")).decisions[0].allocations[0].item.number == "000049"


def test_a_mistyped_number_is_answered_with_those_near_it() -> None:
    others = [item(f"RE-2026-{number}") for number in ("0098", "0980", "0101", "7777")]
    content = edited([single()], lambda rows: rows[0].update(decision="yes", invoice="RE-2026-0089"))
    found = read_file(
        content,
        file_name="p.csv",
        find_proposal=lambda _: single(),
        find_items=lambda _, number: items_meant(others, number) or items_near(others, number),
    )
    (row,) = found.blocked
    assert row.problem.remedy.startswith("type the number as Kanbert shows it (near: RE-2026-0098, RE-2026-0980, ")


# ------------------------------------------------------------------------------------------------------ a German file


def in_german(one: Proposal, *edits: Edits) -> str:
    """`one` written with German headers, row n changed by the n-th edit, read back."""

    def apply(rows: list[dict[str, str]]) -> None:
        for row, edit in zip(rows, edits, strict=True):
            row.update(edit)

    content = edited([one], apply, Layout(language="de"))
    open_items = [item("RE-2026-0101"), item("RE-2026-0999")]
    return str(read(content, [one], open_items).blocked[0].problem)


JA = {"Entscheidung": "ja"}


@pytest.mark.parametrize(
    ("one", "edits", "said"),
    [
        (split(), [JA, JA, {}], "write 0 under Zuordnen to leave"),
        (single(), [{**JA, "Zuordnen": "9999,00"}], "name the rest under Differenzart"),
        (single(), [{**JA, "Rechnungs-ID": "inv-1"}], "type another number under Rechnung to redirect"),
        (single(), [{**JA, "Differenzart": "Trinkgeld"}], "write Skonto / Teilzahlung / Überzahlung / Bankspesen / "),
        (overpaid(), [{**JA, "Differenzart": ""}], "or write Überzahlung / Bankspesen / Kleindifferenz there"),
        (single(), [{"Entscheidung": "vielleicht"}], "write ja or nein, or leave it empty"),
    ],
)
def test_a_german_file_is_spoken_of_by_its_own_headers(one: Proposal, edits: list[Edits], said: str) -> None:
    message = in_german(one, *edits)
    assert said in message
    assert not any(f" {column.name} " in message for column in COLUMNS if "_" in column.name)


def test_the_headers_a_german_file_has_lost_are_named_in_german() -> None:
    assert "no column Vorschlags-ID" in refused(b"Entscheidung;Betrag\r\nja;1,00\r\n")
    assert "no column Entscheidung and no column Vorschlags-ID" in refused(b"Datum;Betrag\r\n")
