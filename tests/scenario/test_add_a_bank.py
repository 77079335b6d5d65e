"""docs/add-a-bank.md, followed literally: its file is refused first, its lines are saved, then its file is read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from scenario_tools import reconcile
from schwifty import IBAN

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "add-a-bank.md"
SAMPLES = Path(__file__).resolve().parents[2] / "sample_statements"
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


def words(command: str) -> list[str]:
    program, *rest = command.split()
    assert program == "reconcile"
    return rest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "umsaetze.csv").write_text(blocks("csv")[0], encoding="utf-8")
    return tmp_path


def save(folder: Path, *formats: str) -> None:
    (folder / "config.toml").write_text(blocks("toml")[0], encoding="utf-8")
    (folder / "formats").mkdir()
    (folder / "formats" / "my_bank.toml").write_text("\n".join(formats), encoding="utf-8")


def test_every_block_is_used_here() -> None:
    assert [name for name, _ in BLOCKS] == ["csv", "sh", "toml", "toml", "sh", "toml"]


def test_the_document_followed_literally(folder: Path) -> None:
    before, after = blocks("sh")
    refused = reconcile(*words(before), folder=folder)
    assert refused.returncode == 3
    assert "Buchung am, Wert am, Partner, Partner-IBAN, Zweck, Betrag, Währung, Kontostand" in refused.stderr
    _, ten_lines, account = blocks("toml")
    proposed = refused.stderr.split("\n\n", 1)[1]
    columns = "[columns]" + ten_lines.split("[columns]")[1]
    assert columns in proposed, "the refusal proposes the document's lines"

    save(folder, ten_lines)
    read = reconcile(*words(after), "--json", folder=folder)
    statement = json.loads(read.stdout)
    assert (read.returncode, statement["format"], statement["balance"]) == (0, "csv:my_bank", "ties_out")
    came, went = statement["transactions"]
    assert (came["amount_minor"], came["counterparty_name"]) == (380800, "Brandhuber & Voss")
    assert (went["amount_minor"], went["booking_date"], went["currency"]) == (-5820, "2026-03-03", "EUR")

    save_account = (folder / "formats" / "my_bank.toml").read_text(encoding="utf-8") + account
    (folder / "formats" / "my_bank.toml").write_text(save_account, encoding="utf-8")
    assert json.loads(reconcile(*words(after), "--json", folder=folder).stdout)["account"] == "DE75512108001245126199"


def test_the_account_of_ones_own_is_a_valid_one_and_nobody_elses() -> None:
    """With the IBAN of a payee as one's own, the payee's bill would be a transfer between own accounts."""
    (own,) = re.findall(r'account = "(\w+)"', blocks("toml")[2])
    assert IBAN(own).validate()
    assert own not in blocks("csv")[0]


def test_a_run_reads_it_too(folder: Path) -> None:
    save(folder, blocks("toml")[1])
    done = reconcile("run", "umsaetze.csv", "--snapshot", SAMPLES / "kanbert", "--out", "-", folder=folder)
    assert done.returncode == 0, done.stderr
    assert "RE-2026-0006" in done.stdout


def test_the_proposed_lines_read_the_file_as_they_are(folder: Path) -> None:
    refused = reconcile(*words(blocks("sh")[0]), folder=folder)
    save(folder, refused.stderr.split("\n\n", 1)[1])
    statement = json.loads(reconcile("inspect", "umsaetze.csv", "--json", folder=folder).stdout)
    assert [line["amount_minor"] for line in statement["transactions"]] == [380800, -5820]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('title = "x"\nnumber = "1,00"\n', "my_bank.toml: either [columns] or row says what stands where"),
        ("title = \n", "my_bank.toml: Invalid value"),
    ],
)
def test_a_wrong_format_of_ones_own_is_refused_by_name(folder: Path, wrong: str, said: str) -> None:
    save(folder, wrong)
    refused = reconcile("inspect", "umsaetze.csv", folder=folder)
    assert (refused.returncode, "docs/add-a-bank.md explains each line" in refused.stderr) == (3, True)
    assert said in refused.stderr


def test_a_missing_folder_is_refused_by_name(folder: Path) -> None:
    (folder / "config.toml").write_text(blocks("toml")[0], encoding="utf-8")
    refused = reconcile("inspect", "umsaetze.csv", folder=folder)
    assert refused.returncode == 3
    assert "formats: is no folder" in refused.stderr


def test_a_missing_folder_is_said_where_no_csv_asks_for_it_too(folder: Path) -> None:
    (folder / "config.toml").write_text('[statements]\nformats = "nope"\n', encoding="utf-8")
    giro = SAMPLES / "camt053_v08" / "2026-03_giro.xml"
    done = reconcile("run", giro, "--snapshot", SAMPLES / "kanbert", folder=folder)
    assert done.returncode == 0
    assert (
        "! nope: is no folder. → check formats under [statements] in config.toml  [csv-formats-folder]" in done.stderr
    )
    found = json.loads(reconcile("doctor", "--json", folder=folder).stdout)["findings"]
    assert [one["level"] for one in found if "nope is no folder" in one["words"]] == ["warning"]
    refused = reconcile("run", "umsaetze.csv", "--snapshot", SAMPLES / "kanbert", folder=folder)
    assert (refused.returncode, refused.stderr.count("[csv-formats-folder]")) == (3, 1)


def test_the_doctor_reads_a_statement_in_a_format_of_ones_own(folder: Path) -> None:
    save(folder, *[text for name, text in BLOCKS if name == "toml"][1:2])
    said = reconcile("doctor", "--statement", "umsaetze.csv", folder=folder)
    assert "csv-unknown" not in said.stderr
