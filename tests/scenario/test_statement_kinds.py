"""camt.052, .053 and .054, bundles, repeats and other formats of the same money, through the command line."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from kanbert_objects import account, booking, outgoing, payment
from scenario_tools import Practice, json_lines, practice_with

from reconcile.kanbert.sandbox import Kind

OWN = "DE89370400440532013000"
ALPHA, BETA = "RE-2026-2001", "RE-2026-2002"
REFERENCE = "<AcctSvcrRef>BANK-1</AcctSvcrRef>"


@pytest.fixture
def kanbert(tmp_path: Path) -> Iterator[Practice]:
    """Two customers with one open invoice each, of 60 and of 40, with room for more."""
    invoices = [
        outgoing(f"inv-{number}", gross, invoice_number=number, client={"id": name, "name": name}, company=None)
        for number, gross, name in ((ALPHA, "60.00", "Alpha Werke GmbH"), (BETA, "40.00", "Beta Handels AG"))
    ]
    earlier = payment("p-0", booking("b-0", "5.00", outgoing_invoice_id="old"), reference="Anzahlung 4711")
    objects = {
        Kind.PAYMENT_ACCOUNT: [account("acc-1", identifier=OWN)],
        Kind.OUTGOING_INVOICE: invoices,
        Kind.PAYMENT: [earlier],
    }
    with practice_with(objects, tmp_path) as running:
        yield running


def paid(name: str, text: str, amount: str) -> str:
    return (
        f'<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">{amount}</Amt></TxAmt></AmtDtls>'
        f"<RltdPties><Dbtr><Nm>{name}</Nm></Dbtr></RltdPties><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>"
    )


PAYMENTS = paid("Alpha Werke GmbH", ALPHA, "60.00") + paid("Beta Handels AG", BETA, "40.00")


def entry(amount: str, details: str = "", *, more: str = "", text: str = "", day: str = "2026-03-05") -> str:
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>'
        f"<BookgDt><Dt>{day}</Dt></BookgDt>{more}<NtryDtls>{details}</NtryDtls><AddtlNtryInf>{text}</AddtlNtryInf></Ntry>"
    )


def balance(code: str, amount: str, day: str) -> str:
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        f"<Dt><Dt>{day}</Dt></Dt></Bal>"
    )


_WORDS = {
    "052": ("BkToCstmrAcctRpt", "Rpt"),
    "053": ("BkToCstmrStmt", "Stmt"),
    "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}


def camt(*parts: str, kind: str = "053", statement_id: str = "S1") -> str:
    message, body = _WORDS[kind]
    return (
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{kind}.001.02"><{message}><GrpHdr><MsgId>{kind}</MsgId>'
        f"<CreDtTm>2026-03-06T06:00:00</CreDtTm></GrpHdr><{body}><Id>{statement_id}</Id>"
        f"<CreDtTm>2026-03-06T06:00:00</CreDtTm><Acct><Id><IBAN>{OWN}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
        f"{''.join(parts)}</{body}></{message}></Document>"
    )


def write(kanbert: Practice, **files: str) -> None:
    for name, text in files.items():
        (kanbert.folder / f"{name}.xml").write_text(text, encoding="utf-8")


def proposals(kanbert: Practice, *files: str, state: str = "scratch.sqlite3") -> list[dict[str, object]]:
    """What `run` proposes: verdict, warnings, amount."""
    done = kanbert.call("run", *files, "--format", "jsonl", "--out", "-", "--state", state)
    assert done.returncode == 0, done.stderr
    return json_lines(done.stdout)


def run_and_post(kanbert: Practice, *files: str, out: str, everything: bool = False) -> None:
    assert kanbert.call("run", *files, "--out", out).returncode == 0
    if everything:
        path = kanbert.folder / out
        head, *rows = path.read_bytes().decode("utf-8-sig").rstrip("\r\n").split("\r\n")
        path.write_bytes("\r\n".join([head, *(f"yes{row}" for row in rows), ""]).encode())
    else:
        assert kanbert.call("approve", out, "--sure", "--yes").returncode == 0
    done = kanbert.call("commit", out, "--yes", "--quarantine", "1")
    assert done.returncode in (0, 1), done.stderr


# ------------------------------------------------------------------------------------------------------ camt.052, .054


def test_an_intraday_report_is_used_only_on_request(kanbert: Practice) -> None:
    write(kanbert, early=camt(entry("60.00", paid("Alpha Werke GmbH", ALPHA, "60.00")), kind="052"))
    refused = kanbert.call("run", "early.xml")
    assert refused.returncode == 3
    assert "early.xml: is an intraday report (camt.052.001.02): its lines may still change. → " in refused.stderr
    assert "--intraday" in refused.stderr
    assert not (kanbert.folder / "proposals.csv").exists()
    shown = kanbert.call("inspect", "early.xml")
    assert (shown.returncode, "60.00" in shown.stdout) == (0, True)
    (one,) = proposals(kanbert, "early.xml", "--intraday")
    assert one["verdict"] == "review"
    assert "an intraday report: its lines may still change" in json.dumps(one)


def test_the_report_and_the_statement_of_the_day_are_one_line(kanbert: Practice) -> None:
    line = entry("60.00", paid("Alpha Werke GmbH", ALPHA, "60.00"))
    write(kanbert, early=camt(line, kind="052"), late=camt(line))
    run_and_post(kanbert, "early.xml", "--intraday", out="p1.csv", everything=True)
    assert len(kanbert.ours()) == 1
    run_and_post(kanbert, "late.xml", out="p2.csv", everything=True)
    assert len(kanbert.ours()) == 1


def test_the_report_says_it_in_other_words(kanbert: Practice) -> None:
    write(
        kanbert,
        early=camt(entry("60.00", paid("Alpha Werke", ALPHA, "60.00")), kind="052"),
        late=camt(entry("60.00", paid("Alpha Werke GmbH", ALPHA, "60.00"))),
    )
    both = proposals(kanbert, "early.xml", "late.xml", "--intraday")
    assert [one["verdict"] for one in both] == ["review", "review"]
    assert all("possible duplicate" in json.dumps(one) for one in both)


def test_an_mt942_is_an_intraday_report_too(kanbert: Practice, samples: Path) -> None:
    report = samples / "mt942" / "2026-03-27_giro.sta"
    refused = kanbert.call("run", report)
    assert refused.returncode == 3
    assert "is an intraday report (mt942): its lines may still change" in refused.stderr
    assert all(one["verdict"] != "sure" for one in proposals(kanbert, str(report), "--intraday"))


def test_a_notification_alone_is_refused(kanbert: Practice) -> None:
    write(kanbert, told=camt(entry("100.00", PAYMENTS, more=REFERENCE), kind="054"))
    refused = kanbert.call("run", "told.xml")
    assert refused.returncode == 3
    assert "is a notification (camt.054.001.02): it gives details to a statement" in refused.stderr


# ---------------------------------------------------------------------------------------- details from a notification


def collective(kanbert: Practice, text: str = "SAMMLER") -> None:
    write(
        kanbert,
        booked=camt(entry("100.00", more=REFERENCE, text=text)),
        told=camt(entry("100.00", PAYMENTS, more=REFERENCE), kind="054"),
        itemised=camt(entry("100.00", PAYMENTS, more=REFERENCE)),
    )


def test_the_details_settle_what_the_statement_alone_could_not(kanbert: Practice) -> None:
    collective(kanbert)
    (alone,) = proposals(kanbert, "booked.xml")
    assert alone["verdict"] != "sure"
    parts = proposals(kanbert, "booked.xml", "told.xml")
    assert sorted((one["amount_minor"], one["verdict"]) for one in parts) == [(4_000, "sure"), (6_000, "sure")]
    run_and_post(kanbert, "booked.xml", "told.xml", out="p.csv")
    assert sorted(one["value"] for one in kanbert.payments() if str(one["reference"]).startswith("KR1-")) == [40, 60]


def test_a_notification_in_a_second_run_adds_nothing_to_what_is_posted(kanbert: Practice) -> None:
    collective(kanbert)
    for number in (1, 2):
        run_and_post(kanbert, "told.xml", "booked.xml", out=f"p{number}.csv", everything=number == 2)
    assert len(kanbert.ours()) == 2


@pytest.mark.parametrize("later", ["booked.xml", "itemised.xml"])
def test_posted_in_parts_and_seen_again_in_another_shape(kanbert: Practice, later: str) -> None:
    collective(kanbert)
    run_and_post(kanbert, "booked.xml", "told.xml", out="p1.csv")
    posted = kanbert.ours()
    assert len(posted) == 2
    again = proposals(kanbert, later, state="journal.sqlite3")
    assert again
    assert all(one["verdict"] != "sure" and "possible duplicate" in json.dumps(one) for one in again)
    run_and_post(kanbert, later, out="p2.csv")
    assert kanbert.ours() == posted


def test_posted_as_one_and_seen_again_in_parts(kanbert: Practice) -> None:
    collective(kanbert, text=f"Zahlung {ALPHA}")
    run_and_post(kanbert, "booked.xml", out="p1.csv", everything=True)
    posted = kanbert.ours()
    assert len(posted) == 1
    again = proposals(kanbert, "booked.xml", "told.xml", state="journal.sqlite3")
    assert len(again) == 2
    assert all(one["verdict"] != "sure" and "possible duplicate" in json.dumps(one) for one in again)
    run_and_post(kanbert, "booked.xml", "told.xml", out="p2.csv")
    assert kanbert.ours() == posted


# ------------------------------------------------------------------------------------------- repeats, twins, bundles


LINE = entry("60.00", paid("Alpha Werke GmbH", ALPHA, "60.00"))
OTHER = entry("40.00", paid("Beta Handels AG", BETA, "40.00"), day="2026-03-06")


def test_the_same_statement_in_two_files_and_a_bundle(kanbert: Practice) -> None:
    write(kanbert, a=camt(LINE), b=camt(LINE))
    with zipfile.ZipFile(kanbert.folder / "c.zip", "w") as archive:
        archive.writestr("a.xml", camt(LINE))
        archive.writestr("__MACOSX/._a.xml", "x")
    (one,) = proposals(kanbert, "a.xml", "b.xml", "c.zip")
    assert one["verdict"] == "sure"


def test_overlapping_statements(kanbert: Practice) -> None:
    write(kanbert, early=camt(LINE), late=camt(LINE, OTHER, statement_id="S2"))
    found = proposals(kanbert, "early.xml", "late.xml")
    assert [(one["amount_minor"], one["verdict"]) for one in found] == [(6_000, "sure"), (4_000, "sure")]


def test_genuinely_equal_twins_stay_two(kanbert: Practice) -> None:
    write(kanbert, twins=camt(LINE, LINE))
    twins = proposals(kanbert, "twins.xml", "twins.xml")
    print(json.dumps(twins, indent=1))
    assert len({one["transaction_id"] for one in twins}) == 2
    assert not any("possible duplicate of" in json.dumps(one) for one in twins)


def test_another_format_of_the_same_day(kanbert: Practice) -> None:
    write(kanbert, a=camt(LINE))
    (kanbert.folder / "b.sta").write_text(
        f":20:X\n:25:{OWN}\n:28C:1/1\n:60F:C260304EUR0,00\n:61:2603050305C60,00NTRFNONREF\n"
        f":86:166?00GUTSCHRIFT?20{ALPHA}?32Alpha Werke GmbH\n:62F:C260305EUR60,00\n-\n",
        encoding="utf-8",
    )
    both = proposals(kanbert, "a.xml", "b.sta")
    assert [one["amount_minor"] for one in both] == [6_000, 6_000]
    assert all(one["verdict"] == "review" and "possible duplicate" in json.dumps(one) for one in both)


def test_inspect_shows_every_member_of_a_bundle(kanbert: Practice) -> None:
    with zipfile.ZipFile(kanbert.folder / "march.zip", "w") as archive:
        archive.writestr("a.xml", camt(LINE))
        archive.writestr("sub/b.xml", camt(OTHER, kind="052", statement_id="S2"))
    shown = json_lines(kanbert.call("inspect", "march.zip", "--json").stdout)
    assert [(one["file"], one["kind"], one["entries"]) for one in shown] == [
        ("march.zip/a.xml", "statement", 1),
        ("march.zip/sub/b.xml", "intraday", 1),
    ]
    refused = kanbert.call("run", "march.zip")
    assert refused.returncode == 3
    assert "march.zip/sub/b.xml: is an intraday report" in refused.stderr


def test_a_bundle_with_one_bad_member_is_refused_whole(kanbert: Practice) -> None:
    with zipfile.ZipFile(kanbert.folder / "march.zip", "w") as archive:
        archive.writestr("a.xml", camt(LINE))
        archive.writestr("b.xml", camt(OTHER)[:-60])
    refused = kanbert.call("run", "march.zip")
    assert (refused.returncode, "march.zip/b.xml" in refused.stderr) == (3, True)
    assert not (kanbert.folder / "proposals.csv").exists()


def test_a_missing_statement_is_named_and_forbids_nothing(kanbert: Practice) -> None:
    start, end = balance("OPBD", "90.00", "2026-03-06"), balance("CLBD", "130.00", "2026-03-06")
    write(
        kanbert,
        a=camt(balance("OPBD", "0.00", "2026-03-05"), LINE, balance("CLBD", "60.00", "2026-03-05")),
        c=camt(start, OTHER, end, statement_id="S3"),
    )
    done = kanbert.call("run", "a.xml", "c.xml", "--format", "jsonl", "--out", "-", "--state", "scratch.sqlite3")
    assert "opening balance 90.00, but statement S1 closes with 60.00 EUR: a statement between them" in done.stderr
    assert [one["verdict"] for one in json_lines(done.stdout)] == ["sure", "sure"]


def test_the_size_of_what_is_read_is_a_setting(kanbert: Practice) -> None:
    lines = [entry(f"{number}.00", paid(f"Firma {number * 7919}", ALPHA, f"{number}.00")) for number in range(1, 3000)]
    with zipfile.ZipFile(kanbert.folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", camt(*lines))
    (kanbert.folder / "config.toml").write_text("[statements]\nmax_megabytes = 1\n", encoding="utf-8")
    refused = kanbert.call("inspect", "a.zip")
    assert refused.returncode == 3
    assert "a.zip/a.xml: is more than may be unpacked of one archive. → hand in fewer" in refused.stderr
    (kanbert.folder / "config.toml").unlink()
    assert kanbert.call("inspect", "a.zip").returncode == 0
