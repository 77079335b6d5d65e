"""reconcile.lines: each transaction once, own accounts mapped by money.md 3, look-alikes flagged by money.md 14."""

from __future__ import annotations

from datetime import date

import pytest
from line_builders import OWN, statement, transaction

from importers.statement import Balance, Kind, Proof, Source
from reconcile.lines import bank_lines, own_account, statements_seen
from reconcile.records import PaymentAccount


def account(account_id: str, iban: str = OWN, *, bank: bool = True, archived: bool = False) -> PaymentAccount:
    return PaymentAccount(account_id=account_id, title="", iban=iban, is_bank_account=bank, archived=archived)


def nothing_configured(_iban: str) -> None:
    return None


def test_repeats_of_a_line_fall_away_and_do_not_flag_it() -> None:
    one = transaction("KR1-A")
    lines = bank_lines([statement(one, name="a.xml"), statement(one, name="b.xml")], [], nothing_configured)
    assert [line.transaction.transaction_id for line in lines] == ["KR1-A"]
    assert lines[0].flags == ()


def test_an_entry_in_another_currency_than_its_account_is_never_sure() -> None:
    dollars = statement(transaction("KR1-A", currency="USD"), transaction("KR1-B"))
    (one, other) = bank_lines([dollars], [], nothing_configured)
    assert (one.flags, other.flags) == (("an entry in USD on an account in EUR",), ())


def test_twins_of_one_statement_stay_two_and_do_not_flag_each_other() -> None:
    lines = bank_lines([statement(transaction("KR1-A"), transaction("KR1-B"))], [], nothing_configured)
    assert [line.flags for line in lines] == [(), ()]


def test_look_alikes_of_different_statements_flag_each_other() -> None:
    lines = bank_lines(
        [statement(transaction("KR1-A"), name="a.xml"), statement(transaction("KR1-B"), name="b.csv")],
        [],
        nothing_configured,
    )
    assert [line.flags for line in lines] == [
        ("possible duplicate of a line in b.csv · 3/2026",),
        ("possible duplicate of a line in a.xml · 3/2026",),
    ]


def test_files_of_equal_name_in_different_folders_are_different_statements() -> None:
    lines = bank_lines(
        [statement(transaction("KR1-A"), name="x/a.csv"), statement(transaction("KR1-B"), name="y/a.csv")],
        [],
        nothing_configured,
    )
    assert all(line.flags for line in lines)


def test_the_order_of_the_files_does_not_matter() -> None:
    first = statement(transaction("KR1-A", day=3), transaction("KR1-C", day=1), name="a.xml")
    second = statement(transaction("KR1-B", day=2), transaction("KR1-D", day=3), name="b.xml")
    assert bank_lines([first, second], [], nothing_configured) == bank_lines([second, first], [], nothing_configured)


def test_what_forbids_sure_is_named() -> None:
    unverified = Source(path="u.csv", sha256="u", format="csv:somebank", verified=False)
    lines = bank_lines(
        [statement(transaction("KR1-A"), proof=Proof.DIFFERS, source=unverified)], [], nothing_configured
    )
    assert lines[0].flags == (
        "the statement's balances do not tie out",
        "the layout csv:somebank is not verified on a real file",
    )


@pytest.mark.parametrize(
    ("accounts", "expected"),
    [
        ([account("pa_1")], "pa_1"),
        ([account("pa_1"), account("pa_2")], None),  # several = unmapped
        ([account("pa_1", archived=True)], None),
        ([account("pa_1", bank=False)], None),
        ([account("pa_1", archived=True), account("pa_2")], "pa_2"),
        ([account("pa_1", iban="DE99")], None),
        ([], None),
    ],
)
def test_exactly_one_live_bank_account_with_our_iban(accounts: list[PaymentAccount], expected: str | None) -> None:
    assert own_account(OWN, accounts, nothing_configured) == expected


def test_a_configured_account_must_exist_and_be_usable() -> None:
    assert own_account(OWN, [account("pa_1", iban="")], lambda _: "pa_1") == "pa_1"
    assert own_account(OWN, [account("pa_1", archived=True)], lambda _: "pa_1") is None
    assert own_account(OWN, [account("pa_1")], lambda _: "pa_9") is None


def test_an_account_without_iban_is_never_mapped_by_accident() -> None:
    assert own_account("", [account("pa_1", iban="")], nothing_configured) is None


def test_an_entry_and_its_parts_flag_each_other() -> None:
    """One file itemises the entry, the other does not: the same money in two shapes."""
    whole = statement(transaction("KR1-A", 100_000), name="whole.xml")
    parts = statement(
        transaction("KR1-B", 60_000, entry_id="KR1-A"), transaction("KR1-C", 40_000, entry_id="KR1-A"), name="parts.xml"
    )
    assert all(line.flags for line in bank_lines([whole, parts], [], nothing_configured))
    assert not any(line.flags for line in bank_lines([parts], [], nothing_configured))


def test_the_parts_of_an_entry_look_like_a_line_of_their_sum() -> None:
    """Another format words the entry differently, so that not even the entry's token is shared."""
    whole = statement(transaction("KR1-X", 100_000), name="other.csv")
    parts = statement(
        transaction("KR1-B", 60_000, entry_id="KR1-A"), transaction("KR1-C", 40_000, entry_id="KR1-A"), name="parts.xml"
    )
    assert all(line.flags for line in bank_lines([whole, parts], [], nothing_configured))


def test_a_line_in_two_statements_belongs_to_both() -> None:
    """A twin in the second statement is no look-alike of the line both hold."""
    one, twin = transaction("KR1-A"), transaction("KR1-B")
    lines = bank_lines([statement(one, name="a.xml"), statement(one, twin, name="b.xml")], [], nothing_configured)
    assert [line.flags for line in lines] == [(), ()]


def test_a_notification_is_never_booked_from() -> None:
    told = statement(transaction("KR1-B"), name="054.xml", kind=Kind.NOTIFICATION)
    lines = bank_lines([statement(transaction("KR1-A")), told], [], nothing_configured)
    assert [(line.transaction.transaction_id, line.flags) for line in lines] == [("KR1-A", ())]


def test_an_intraday_line_is_never_sure_and_looks_like_the_booked_one() -> None:
    early = statement(transaction("KR1-B"), name="052.xml", kind=Kind.INTRADAY)
    booked, intraday = bank_lines([statement(transaction("KR1-A")), early], [], nothing_configured)
    assert booked.flags == ("possible duplicate of a line in 052.xml · 3/2026",)
    assert intraday.flags[0] == "an intraday report: its lines may still change"


def test_the_booked_line_counts_where_the_report_holds_the_very_same() -> None:
    early = statement(transaction("KR1-A"), name="052.xml", kind=Kind.INTRADAY, from_date=date(2026, 2, 1))
    (line,) = bank_lines([early, statement(transaction("KR1-A"))], [], nothing_configured)
    assert (line.statement, line.flags) == ("a.xml · 3/2026", ())


def test_a_member_is_named_with_its_archive() -> None:
    member = Source(path="in/march.zip/a.xml", sha256="a", format="camt.053.001.08", archive="in/march.zip")
    (line,) = bank_lines([statement(transaction("KR1-A"), source=member)], [], nothing_configured)
    assert line.statement == "march.zip/a.xml · 3/2026"


@pytest.mark.parametrize("name", ["0.xml", "z.xml"])
def test_a_line_one_statement_proves_is_proved_whatever_is_wrong_with_another(name: str) -> None:
    failed = statement(transaction("KR1-A"), name=name, proof=Proof.DIFFERS)
    (line,) = bank_lines([failed, statement(transaction("KR1-A"))], [], nothing_configured)
    assert line.flags == ()
    assert len(line.seen_in) == 2


def test_a_run_keeps_of_a_statement_what_proves_its_balance_again() -> None:
    one = statement(
        transaction("KR1-A", 10_000),
        transaction("KR1-B", -3_000),
        transaction("KR1-C", 500, status="PDNG"),
        transaction("KR1-D", 700, currency="USD"),
        opening=Balance(amount_minor=1_000, currency="EUR", day=None, code="OPBD"),
        closing=Balance(amount_minor=8_000, currency="EUR", day=None, code="CLBD"),
    )
    (seen,) = statements_seen([one, one])
    assert (seen.opening_minor, seen.in_minor, seen.out_minor, seen.closing_minor) == (1_000, 10_000, 3_000, 8_000)
    assert (seen.lines, seen.proof, seen.kind) == (4, "ties_out", "statement")
    (line, *_) = bank_lines([one], [], nothing_configured)
    assert seen.origin in line.origins


def test_what_a_run_keeps_of_its_statements_depends_on_no_order() -> None:
    both = [statement(transaction("KR1-A"), name="b.xml"), statement(transaction("KR1-B"), name="a.xml")]
    assert statements_seen(both) == statements_seen(both[::-1])
    assert len(statements_seen(both)) == 2
