"""Which amount a camt line has, how an entry is split, on which day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from camt_texts import balance, detail, document, entry, lines_of, read_text, refusal, statement

from importers.statement import Original


@pytest.mark.parametrize("version", ["02", "04", "08"])
def test_a_collective_entry_splits_when_the_sums_agree(tmp_path: Path, version: str) -> None:
    parts = [detail(name=name, amount=amount, version=version) for name, amount in (("A", "10.00"), ("B", "2.50"))]
    first, second = lines_of(tmp_path, entry("12.50", *parts, version=version), version=version)
    assert [line.amount_minor for line in (first, second)] == [1000, 250]
    assert first.entry_id == second.entry_id
    assert len({first.entry_id, first.transaction_id, second.transaction_id}) == 3


@pytest.mark.parametrize(
    ("amounts", "currency"),
    [(("10.00", "2.49"), "EUR"), (("10.00", ""), "EUR"), (("10.00", "2.50"), "USD"), (("12.50", "12.50"), "EUR")],
    ids=["sum", "one missing", "other currency", "each the total"],
)
def test_no_split_when_anything_does_not_fit(tmp_path: Path, amounts: tuple[str, str], currency: str) -> None:
    parts = [detail(name="A", amount=one, currency=currency, texts=["x"]) for one in amounts]
    (line,) = lines_of(tmp_path, entry("12.50", *parts))
    assert (line.amount_minor, line.counterparty_name, line.remittance) == (1250, "A", "x x")
    assert line.transaction_id == line.entry_id
    assert "were not split" in line.warnings[0]


def test_netted_details_keep_their_own_signs(tmp_path: Path) -> None:
    plus = detail(amount="1000.00", more="<CdtDbtInd>CRDT</CdtDbtInd>")
    minus = detail(amount="200.00", more="<CdtDbtInd>DBIT</CdtDbtInd>")
    assert [line.amount_minor for line in lines_of(tmp_path, entry("800.00", plus, minus))] == [100000, -20000]


def test_a_contradicting_sign_of_a_detail_is_ignored(tmp_path: Path) -> None:
    parts = [detail(amount=amount, more="<CdtDbtInd>DBIT</CdtDbtInd>") for amount in ("1.00", "2.00")]
    assert [line.amount_minor for line in lines_of(tmp_path, entry("3.00", *parts))] == [100, 200]


def test_a_batch_without_details_says_so(tmp_path: Path) -> None:
    batch = "<Btch><MsgId>MSG</MsgId><PmtInfId> PMT </PmtInfId><NbOfTxs>57</NbOfTxs></Btch>"
    (line,) = lines_of(tmp_path, entry("99.00", batch))
    assert line.batch_id == "PMT"
    assert line.warnings == ("collective booking of 57 payments, delivered with no details",)


@pytest.mark.parametrize(
    ("written", "day", "warned"),
    [
        ("<Dt>2026-03-01+01:00</Dt>", date(2026, 3, 1), False),
        ("<DtTm>2026-03-01T23:59:59.123456789-11:00</DtTm>", date(2026, 3, 1), False),
        ("<Dt>2026-03-01T00:00:00Z</Dt>", date(2026, 3, 1), False),
        ("<DtTm>2026-03-01T24:00:00</DtTm>", date(2026, 3, 1), True),
    ],
)
def test_the_day_is_taken_as_written(tmp_path: Path, written: str, day: date, warned: bool) -> None:
    (line,) = lines_of(tmp_path, entry("1").replace("<Dt>2026-03-02</Dt>", written))
    assert (line.booking_date, bool(line.warnings)) == (day, warned)


def test_booking_dates_fall_back_and_say_so(tmp_path: Path) -> None:
    bare = entry("1").replace("<BookgDt><Dt>2026-03-02</Dt></BookgDt>", "{}")
    valued = bare.format("<ValDt><Dt>2026-03-05</Dt></ValDt>")
    closing = balance("CLBD", "2", day="2026-03-31")
    (one,) = read_text(tmp_path, document(statement(closing, valued, bare.format(""))))
    assert [line.booking_date for line in one.transactions] == [date(2026, 3, 5), date(2026, 3, 31)]
    assert one.transactions[0].warnings == ("no booking date; the value date was taken",)
    assert one.transactions[1].warnings == ("no booking date; the closing balance's date 2026-03-31 was taken",)


@pytest.mark.parametrize(("written", "minor"), [("000000000000149.87", 14987), ("80", 8000), ("80.", 8000)])
def test_amounts_of_the_schema(tmp_path: Path, written: str, minor: int) -> None:
    (line,) = lines_of(tmp_path, entry(written))
    assert (line.amount_minor, line.warnings) == (minor, ())


@pytest.mark.parametrize("written", ["100.0000000000005", "100.0004"])
def test_noise_is_dropped_with_a_warning(tmp_path: Path, written: str) -> None:
    (line,) = lines_of(tmp_path, entry(written))
    assert (line.amount_minor, line.warnings) == (10000, (f"amount {written} was read as 100.00",))


@pytest.mark.parametrize("written", ["-1.00", "1,00", "1e2", "1_000", "NaN", "", "100.006", "١٠", "1 000", "0x1"])
def test_anything_else_is_refused(tmp_path: Path, written: str) -> None:
    assert "t.xml:2, Ntry 1, Amt" in refusal(tmp_path, document(statement(entry(written))))


def test_currencies_have_their_own_digits(tmp_path: Path) -> None:
    yen, dinar = lines_of(tmp_path, entry("500", currency="JPY"), entry("1.234", currency="KWD"))
    assert (yen.amount_minor, dinar.amount_minor) == (500, 1234)


# --------------------------------------------------------------------------------------------- charges and originals


def charges(*amounts: str, included: str = "", currency: str = "EUR", direction: str = "DBIT") -> str:
    """As in versions 03 and later."""
    flag = f"<ChrgInclInd>{included}</ChrgInclInd>" if included else ""
    records = [
        f'<Rcrd><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>{flag}</Rcrd>'
        for amount in amounts
    ]
    return f"<Chrgs>{''.join(records)}</Chrgs>"


@pytest.mark.parametrize(("money_in", "total"), [(False, "1526.00"), (True, "1474.00")])
@pytest.mark.parametrize("at_entry", [True, False])
def test_charges_are_a_part_of_their_own(tmp_path: Path, money_in: bool, total: str, at_entry: bool) -> None:
    """1000 + 500 paid and 26 of charges: the entry says 1526 out, or 1474 in (pitfalls 3)."""
    more = charges("26.00") if at_entry else ""
    each = "" if at_entry else charges("13.00")
    parts = [detail(name="A", amount=amount, money_in=money_in, more=each) for amount in ("1000.00", "500.00")]
    lines = lines_of(tmp_path, entry(total, *parts, money_in=money_in, more=more))
    sign = 1 if money_in else -1
    assert [line.amount_minor for line in lines] == [sign * 100000, sign * 50000, -2600]
    assert [line.charges_minor for line in lines] == [0, 0, 2600]
    assert (lines[2].counterparty_name, lines[2].entry_id) == ("", lines[0].entry_id)
    assert len({line.transaction_id for line in lines} | {lines[0].entry_id}) == 4


@pytest.mark.parametrize("stated", ["25.99", "26.01", ""])
def test_a_rest_that_is_not_exactly_the_charges_is_not_split_off(tmp_path: Path, stated: str) -> None:
    parts = [detail(amount=amount, money_in=False) for amount in ("1000.00", "500.00")]
    (line,) = lines_of(tmp_path, entry("1526.00", *parts, money_in=False, more=charges(stated) if stated else ""))
    assert (line.amount_minor, line.charges_minor) == (-152600, 0)
    assert "were not split" in line.warnings[0]


def test_charges_of_the_wrong_direction_are_not_split_off(tmp_path: Path) -> None:
    parts = [detail(amount=amount, money_in=False) for amount in ("1000.00", "500.00")]
    (line,) = lines_of(tmp_path, entry("1474.00", *parts, money_in=False, more=charges("26.00")))
    assert line.amount_minor == -147400


@pytest.mark.parametrize(
    ("detail_amount", "stated", "part"),
    [
        ("50.00", charges("3.00"), 300),  # by the sum
        ("53.00", charges("3.00"), 0),  # stated, but no part of the amount
        ("53.00", charges("3.00", included="true"), 300),  # the bank says so
        ("50.00", charges("3.00", included="false"), 0),  # the bank says the contrary
        ("50.00", charges("1.00", "2.00"), 300),
        ("50.00", charges("3.00", currency="USD"), 0),
        ("50.00", charges("3.00", direction="CRDT"), 0),
        ("50.00", charges("x"), 0),
        ("50.00", '<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">3.00</TtlChrgsAndTaxAmt></Chrgs>', 300),
        ("50.00", '<Chrgs><Amt Ccy="EUR">3.00</Amt></Chrgs>', 300),  # versions 01, 02
    ],
)
@pytest.mark.parametrize("at_entry", [True, False])
def test_charges_count_only_as_part_of_the_amount(
    tmp_path: Path, detail_amount: str, stated: str, part: int, at_entry: bool
) -> None:
    one = detail(amount=detail_amount, money_in=False, more="" if at_entry else stated)
    (line,) = lines_of(tmp_path, entry("53.00", one, money_in=False, more=stated if at_entry else ""))
    assert (line.amount_minor, line.charges_minor) == (-5300, part)


def test_charges_taken_off_money_in(tmp_path: Path) -> None:
    (line,) = lines_of(tmp_path, entry("47.00", detail(amount="50.00", more=charges("3.00"))))
    assert (line.amount_minor, line.charges_minor) == (4700, 300)


def fx(element: str, amount: str, currency: str, rate: str = "") -> str:
    exchange = f"<CcyXchg><SrcCcy>USD</SrcCcy><XchgRate>{rate}</XchgRate></CcyXchg>" if rate else ""
    return f'<{element}><Amt Ccy="{currency}">{amount}</Amt>{exchange}</{element}>'


@pytest.mark.parametrize("at_entry", [True, False])
def test_the_original_amount_and_rate(tmp_path: Path, at_entry: bool) -> None:
    """Both amounts as the bank wrote them; the account's currency is what is booked (pitfalls 5)."""
    amounts = f"<AmtDtls>{fx('InstdAmt', '25.00', 'USD')}{fx('TxAmt', '21.51', 'EUR', '1.1622')}</AmtDtls>"
    one = entry("21.51", "" if at_entry else f"<TxDtls>{amounts}</TxDtls>", more=amounts if at_entry else "")
    (line,) = lines_of(tmp_path, one)
    assert (line.amount_minor, line.currency) == (2151, "EUR")
    assert line.original == Original(amount_minor=2500, currency="USD", rate="1.1622")


def test_a_detail_in_the_payers_currency_is_the_original(tmp_path: Path) -> None:
    (line,) = lines_of(tmp_path, entry("300.00", detail(amount="3255", currency="JPY")))
    assert (line.amount_minor, line.original) == (30000, Original(amount_minor=3255, currency="JPY"))


def test_a_returned_debit_keeps_the_original_apart_from_the_fee(tmp_path: Path) -> None:
    """`InstdAmt` is what was collected, the entry is that and the bank's fee (pitfalls 6)."""
    one = f"<TxDtls><AmtDtls>{fx('InstdAmt', '50.00', 'EUR')}</AmtDtls>{charges('3.00')}</TxDtls>"
    (line,) = lines_of(tmp_path, entry("53.00", one, money_in=False))
    assert (line.amount_minor, line.charges_minor) == (-5300, 300)
    assert line.original == Original(amount_minor=5000, currency="EUR")
    assert line.warnings == ()


def test_what_equals_the_booked_amount_is_no_original(tmp_path: Path) -> None:
    one = f"<TxDtls><AmtDtls>{fx('InstdAmt', '50.00', 'EUR')}{fx('TxAmt', '50', 'EUR')}</AmtDtls></TxDtls>"
    assert lines_of(tmp_path, entry("50.00", one))[0].original is None


def test_one_detail_of_another_amount_is_said(tmp_path: Path) -> None:
    """Only the first of many details was delivered: the entry counts."""
    (line,) = lines_of(tmp_path, entry("860.00", detail(amount="10.00")))
    assert line.amount_minor == 86000
    assert line.warnings == ("its only detail names 10.00 EUR; the amount of the entry was taken",)


def test_each_detail_with_its_own_amount_of_version_two(tmp_path: Path) -> None:
    """`AmtDtls/TxAmt`, not the batch's total (pitfalls 4)."""
    parts = [detail(amount=amount, version="02", more=charges("0.00")) for amount in ("1.10", "2.20")]
    batch = '<Btch><NbOfTxs>2</NbOfTxs><TtlAmt Ccy="EUR">3.30</TtlAmt></Btch>'
    lines = lines_of(tmp_path, entry("3.30", batch, *parts, version="02"), version="02")
    assert [line.amount_minor for line in lines] == [110, 220]
