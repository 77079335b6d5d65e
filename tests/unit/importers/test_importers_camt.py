"""What a camt entry becomes: signs, splits, texts, parties, dates, balances."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from camt_texts import OTHER, OWN, balance, detail, document, entry, lines_of, read_text, statement

from importers import stream
from importers.errors import StatementRefused
from importers.events import Entry, Footer, Header
from importers.statement import Proof


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(StatementRefused) as refused:
        read_text(folder, text)
    return str(refused.value)


def test_every_field_of_a_line(tmp_path: Path) -> None:
    refs = "<Refs><AcctSvcrRef>TX9</AcctSvcrRef><EndToEndId>E7</EndToEndId><MndtId>M5</MndtId></Refs>"
    one = detail(
        name="Müller & Söhne", account="de02 5001 0517 0137 0750 30", bic="INGDDEFFXXX", texts=["RE-2026-0042"],
        reference="RF18539007547034",
        more=refs + "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>",
    )  # fmt: skip
    more = (
        "<ValDt><Dt>2026-03-03</Dt></ValDt><AcctSvcrRef>N1</AcctSvcrRef><AddtlNtryInf>SEPA-GUTSCHRIFT</AddtlNtryInf>"
        "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>"
        "<Prtry><Cd>NTRF+166</Cd></Prtry></BkTxCd>"
    )
    (line,) = lines_of(tmp_path, entry("1200.5", one, more=more))
    assert (line.amount_minor, line.currency, line.status, line.direction) == (120050, "EUR", "BOOK", "in")
    assert (line.account, line.booking_date, line.value_date) == (OWN, date(2026, 3, 2), date(2026, 3, 3))
    assert (line.counterparty_name, line.counterparty_iban) == ("Müller & Söhne", OTHER)
    assert (line.counterparty_bic, line.remittance) == ("INGDDEFFXXX", "RE-2026-0042")
    assert (line.creditor_reference, line.end_to_end_id, line.mandate_id) == ("RF18539007547034", "E7", "M5")
    assert (line.return_reason, line.bank_reference, line.bank_code) == ("AC04", "TX9", "PMNT/RCDT/ESCT")
    assert (line.booking_text, line.line, line.warnings) == ("SEPA-GUTSCHRIFT", 2, ())
    assert line.transaction_id == line.entry_id


@pytest.mark.parametrize("form", ["{}", "<Pty>{}</Pty>", "<Agt><FinInstnId>{}</FinInstnId></Agt>"])
@pytest.mark.parametrize("version", ["02", "04", "08"])
def test_all_three_party_forms_in_every_version(tmp_path: Path, form: str, version: str) -> None:
    named = form.format("<Nm>Ada</Nm>")
    parties = f"<TxDtls><RltdPties><Dbtr>{named}</Dbtr><UltmtDbtr>{named}</UltmtDbtr></RltdPties></TxDtls>"
    (line,) = lines_of(tmp_path, entry("1", parties), version=version)
    assert (line.counterparty_name, line.ultimate_name) == ("Ada", "Ada")


def test_money_out_names_the_creditor(tmp_path: Path) -> None:
    both = "<TxDtls><RltdPties><Dbtr><Nm>Us</Nm></Dbtr><Cdtr><Nm>Them</Nm></Cdtr></RltdPties></TxDtls>"
    (line,) = lines_of(tmp_path, entry("7.00", both, money_in=False))
    assert (line.amount_minor, line.counterparty_name) == (-700, "Them")


def test_a_return_names_the_roles_of_the_original_payment(tmp_path: Path) -> None:
    accounts = "".join(
        f"<{role}><Nm>{name}</Nm></{role}><{role}Acct><Id><IBAN>{iban}</IBAN></Id></{role}Acct>"
        for role, name, iban in (("Dbtr", "Us", OWN), ("Cdtr", "Them", OTHER))
    )
    (line,) = lines_of(tmp_path, entry("7.00", f"<TxDtls><RltdPties>{accounts}</RltdPties></TxDtls>"))
    assert (line.counterparty_name, line.counterparty_iban) == ("Them", OTHER)


def test_a_direct_path_wins_over_a_later_one(tmp_path: Path) -> None:
    names = "<Dbtr><Pty><Nm>second</Nm></Pty><Nm>first</Nm></Dbtr>"
    (line,) = lines_of(tmp_path, entry("1", f"<TxDtls><RltdPties>{names}</RltdPties></TxDtls>"))
    assert line.counterparty_name == "first"


# ------------------------------------------------------------------------------------------------------- the split


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


# ------------------------------------------------------------------------------------------------------- the texts


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (["RE-2026-", "0042"], "RE-2026- 0042"),
        (["x" * 139 + "R", "E-1"], "x" * 139 + "RE-1"),
        (["x" * 139 + " ", "RE-1"], "x" * 139 + " RE-1"),
        (["y" * 34 + "R", "E-2026-0042"], "y" * 34 + "RE-2026-0042"),
        (["y" * 34 + "R", "y" * 20, "E-2026"], "y" * 34 + "R " + "y" * 20 + " E-2026"),
    ],
)
def test_lines_of_remittance_join(tmp_path: Path, texts: list[str], joined: str) -> None:
    (line,) = lines_of(tmp_path, entry("1", detail(texts=texts)))
    assert line.remittance == joined


def test_fallback_texts(tmp_path: Path) -> None:
    further = detail(more="<AddtlTxInf>from the detail</AddtlTxInf>")
    more = "<AddtlNtryInf>from the entry</AddtlNtryInf>"
    first, second = lines_of(tmp_path, entry("1", further, more=more), entry("2", detail(), more=more))
    assert (first.remittance, first.booking_text) == ("from the detail", "from the entry")
    assert (second.remittance, second.booking_text) == ("from the entry", "from the entry")


def test_invoice_numbers_of_structured_remittance_are_kept(tmp_path: Path) -> None:
    structured = (
        "<Strd><RfrdDocInf><Nb>RE-7</Nb></RfrdDocInf></Strd><Strd><RfrdDocInf><Nb>RE-8</Nb></RfrdDocInf>"
        "<AddtlRmtInf>?REJECT?0</AddtlRmtInf></Strd>"
    )
    one = f"<TxDtls><RmtInf><Ustrd>see RE-7</Ustrd>{structured}</RmtInf></TxDtls>"
    assert lines_of(tmp_path, entry("1", one))[0].remittance == "see RE-7 RE-8"


@pytest.mark.parametrize("placeholder", ["NOTPROVIDED", "NONREF", "NotProvided"])
def test_placeholders_are_absent(tmp_path: Path, placeholder: str) -> None:
    one = f"<TxDtls><Refs><EndToEndId>{placeholder}</EndToEndId></Refs></TxDtls>"
    assert lines_of(tmp_path, entry("1", one))[0].end_to_end_id == ""


def test_comments_do_not_cut_a_text(tmp_path: Path) -> None:
    assert lines_of(tmp_path, entry("1", detail()).replace("<NtryDtls>", "<!-- x --><NtryDtls>"))
    one = "<TxDtls><RmtInf><Ustrd>RE-2026<!-- x -->-0042<?pi?></Ustrd></RmtInf></TxDtls>"
    assert lines_of(tmp_path, entry("1", one))[0].remittance == "RE-2026-0042"


# ------------------------------------------------------------------------------------------------ dates and amounts


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


# ------------------------------------------------------------------------------------------------------ the balances


@pytest.mark.parametrize(
    ("balances", "proof"),
    [
        ([("OPBD", "100"), ("CLBD", "110.50")], Proof.TIES_OUT),
        ([("PRCD", "100"), ("CLBD", "110.50"), ("CLAV", "1")], Proof.TIES_OUT),
        ([("ITBD", "100"), ("ITBD", "110.50")], Proof.TIES_OUT),
        ([("OPBD", "100"), ("ITBD", "110.50")], Proof.TIES_OUT),
        ([("OPBD", "100"), ("CLBD", "110.51")], Proof.DIFFERS),
        ([("CLBD", "110.50")], Proof.UNTESTABLE),
        ([("ITBD", "110.50")], Proof.UNTESTABLE),
        ([("OPAV", "100"), ("CLAV", "110.50")], Proof.UNTESTABLE),
        ([], Proof.UNTESTABLE),
    ],
)
def test_the_proof(tmp_path: Path, balances: list[tuple[str, str]], proof: Proof) -> None:
    (one,) = read_text(tmp_path, document(statement(*(balance(*pair) for pair in balances), entry("10.50"))))
    assert one.proof is proof


def test_a_failing_proof_spells_out_the_difference(tmp_path: Path) -> None:
    parts = (balance("OPBD", "100", money_in=False), balance("CLBD", "5"), entry("10.50"), entry("3", money_in=False))
    (one,) = read_text(tmp_path, document(statement(*parts)))
    (warning,) = one.warnings
    assert warning == (
        "the balance does not tie out: opening -100.00 + in 10.50 - out 3.00 = -92.50 EUR, "
        "but the closing balance is 5.00; difference 97.50"
    )


def test_pending_entries_are_read_but_not_proved(tmp_path: Path) -> None:
    parts = (balance("OPBD", "0"), balance("CLBD", "1"), entry("1"), entry("99", status="PDNG"))
    (one,) = read_text(tmp_path, document(statement(*parts)))
    assert (one.proof, one.entries, [line.is_booked for line in one.transactions]) == (Proof.TIES_OUT, 2, [True, False])


def test_reversals_are_turned_only_if_that_repairs_the_proof(tmp_path: Path) -> None:
    undone = entry("30", money_in=False, more="<RvslInd>true</RvslInd>")
    for closing, minor, proof in (
        ("70", -3000, Proof.TIES_OUT),
        ("130", 3000, Proof.TIES_OUT),
        ("99", -3000, Proof.DIFFERS),
    ):
        parts = (balance("OPBD", "100"), balance("CLBD", closing), undone)
        (one,) = read_text(tmp_path, document(statement(*parts)))
        assert (one.transactions[0].amount_minor, one.proof) == (minor, proof)
        assert any("turned round" in warning for warning in one.warnings) == (minor > 0)


def test_an_entry_in_another_currency_makes_the_proof_untestable(tmp_path: Path) -> None:
    parts = (balance("OPBD", "0"), balance("CLBD", "1"), entry("1"), entry("1", currency="USD"))
    (one,) = read_text(tmp_path, document(statement(*parts)))
    assert one.proof is Proof.UNTESTABLE
    assert one.warnings == ("entries in USD on an account in EUR: no balance proof",)


def test_pages_of_one_statement_are_one(tmp_path: Path) -> None:
    pages = [
        statement(balance(*first), balance(*last), entry("5"), head=f"<StmtPgntn><PgNb>{page}</PgNb></StmtPgntn>")
        for page, first, last in ((1, ("OPBD", "0"), ("ITBD", "5")), (2, ("ITBD", "5"), ("CLBD", "10")))
    ]
    (one,) = read_text(tmp_path, document(*pages))
    assert (one.proof, one.entries) == (Proof.TIES_OUT, 2)
    assert len({line.transaction_id for line in one.transactions}) == 2


def test_a_statement_without_entries_is_one(tmp_path: Path) -> None:
    (one,) = read_text(tmp_path, document(statement(balance("OPBD", "1"), balance("CLBD", "1"))))
    assert (one.entries, one.transactions, one.proof) == (0, (), Proof.TIES_OUT)


def test_a_message_without_statement_is_refused(tmp_path: Path) -> None:
    assert "without any statement in it" in refusal(tmp_path, document())


def test_a_bad_own_iban_and_bad_ids_are_flagged_and_kept(tmp_path: Path) -> None:
    one = detail(account="DE00500105170137075030", bic="X", reference="RF00539007547034")
    (found,) = read_text(tmp_path, document(statement(entry("1", one), account="DE99120300000000202051")))
    assert found.warnings == ("own account DE99120300000000202051 is not a valid IBAN",)
    assert found.transactions[0].counterparty_iban == "DE00500105170137075030"
    assert [warning.split()[1] for warning in found.transactions[0].warnings] == ["account", "BIC", "reference"]


def test_no_account_is_a_warning(tmp_path: Path) -> None:
    (one,) = read_text(tmp_path, document(f"<Stmt>{entry('1')}</Stmt>"))
    assert (one.account, one.currency) == ("", "EUR")
    assert one.warnings == ("the statement does not name its account",)


# ----------------------------------------------------------------------------------------------------- the whole file


def test_events_come_in_order_and_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "t.xml"
    path.write_text(document(statement(entry("1"), entry("2")), statement(statement_id="S2")), encoding="utf-8")
    assert [type(event) for event in stream(path)] == [Header, Entry, Entry, Footer, Header, Footer]


def test_all_problems_at_once_and_nothing_used(tmp_path: Path) -> None:
    many = [entry("x") for _ in range(25)]
    message = refusal(tmp_path, document(statement(entry("1"), *many)))
    assert len(message.splitlines()) == 21
    assert message.splitlines()[-1].startswith("t.xml: has 5 more problems of this kind. →")


def test_a_file_too_deep_is_refused(tmp_path: Path) -> None:
    deep = "<a>" * 62 + "</a>" * 62
    assert "more than 64 deep" in refusal(tmp_path, document(statement(entry("1", more=deep))))
    assert "more than 64 deep" in refusal(tmp_path, document(statement(entry("1"), deep + "<a/>")))


def test_other_versions_are_read_with_a_warning(tmp_path: Path) -> None:
    (one,) = read_text(tmp_path, document(statement(entry("1")), version="99"))
    assert one.source.format == "camt.053.001.99"
    assert one.warnings == ("camt.053.001.99 is not a version we know; it was read by the newest rules",)


@pytest.mark.parametrize(("version", "format_name"), [("02", "camt.053.001.02"), ("08", "camt.053.001.08")])
def test_without_namespace_features_tell_the_version(tmp_path: Path, version: str, format_name: str) -> None:
    text = document(statement(entry("1", detail(name="A", version=version), version=version)))
    (one,) = read_text(tmp_path, text.replace(' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"', ""))
    assert one.source.format == format_name


@pytest.mark.parametrize(
    ("declared", "encoding", "warned"),
    [("UTF-8", "utf-8", 0), ("UTF-8", "cp1252", 1), ("ISO-8859-15", "iso8859-15", 0), ("UTF-16", "utf-16", 0)],
)
def test_encodings(tmp_path: Path, declared: str, encoding: str, warned: int) -> None:
    text = document(statement(entry("1", detail(name="Müller")))).replace("UTF-8", declared, 1)
    (one,) = read_text(tmp_path, text.encode(encoding))
    assert (one.transactions[0].counterparty_name, len(one.warnings)) == ("Müller", warned)


def test_a_long_file_is_streamed_flat(tmp_path: Path) -> None:
    """No entry is kept in the tree: the next one's preceding siblings are gone."""
    (one,) = read_text(tmp_path, document(statement(*(entry(f"{number}.00") for number in range(1, 600)))))
    assert one.entries == 599
    assert sum(line.amount_minor for line in one.transactions) == 599 * 600 // 2 * 100
