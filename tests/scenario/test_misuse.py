"""Bad input gives place, sentence, remedy and the right exit code; nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from scenario_tools import Practice, practice, reconcile

from reconcile.errors import SettingsError
from reconcile.kanbert.sandbox import Sandbox, State, running
from reconcile.seams import SystemClock

GIRO = "camt053_v08/2026-03_giro.xml"


@pytest.fixture
def kanbert(samples: Path, tmp_path: Path) -> Iterator[Practice]:
    with practice(samples, tmp_path) as running:
        yield running


def message(text: str) -> str:
    """The error: one line that ends in what to do."""
    assert "Traceback" not in text, text
    assert "→" in text, text
    return text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("statement.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF"),
        ("page.xml", b"<!DOCTYPE html><html><body>Sitzung abgelaufen</body></html>", "web page"),
        ("entity.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Document>&b;</Document>', "DOCTYPE"),
        ("empty.xml", b"", "empty"),
    ],
)
def test_what_is_no_statement_is_refused(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    for verb in (("inspect",), ("run", "--snapshot", ".")):
        done = reconcile(verb[0], name, *verb[1:], folder=tmp_path)
        assert done.returncode == 3, done.stderr
        assert done.stdout == ""
        assert said in message(done.stderr)
        assert name in done.stderr


def test_of_two_files_of_one_name_it_is_said_which_is_meant(tmp_path: Path) -> None:
    for month, content in (("march", b"<Document>"), ("april", b"")):
        (tmp_path / month).mkdir()
        (tmp_path / month / "giro.xml").write_bytes(content)
    done = reconcile("inspect", "march/giro.xml", "april/giro.xml", "may/giro.xml", folder=tmp_path)
    assert done.returncode == 3
    places = [line.partition(":")[0] for line in done.stderr.splitlines() if "→" in line]
    assert places == [str(Path(month, "giro.xml")) for month in ("march", "april", "may")]
    assert str(tmp_path) not in done.stderr
    whole = reconcile("inspect", tmp_path / "april" / "giro.xml", folder=tmp_path)
    assert whole.stderr.startswith(str(tmp_path / "april" / "giro.xml"))


def test_a_proposals_file_is_named_as_it_was_given(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "march").mkdir()
    path = Path("march", "proposals.csv")
    done = reconcile("run", samples / GIRO, "--snapshot", samples / "kanbert", "--out", path, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / path).read_text(encoding="utf-8-sig")
    (tmp_path / path).write_text(text.replace("\n;", "\nperhaps;", 1), encoding="utf-8-sig")
    assert f'{path}:2, column "decision"' in reconcile("approve", path, "--sure", "--yes", folder=tmp_path).stderr
    refused = reconcile("run", path, "--snapshot", samples / "kanbert", folder=tmp_path)
    assert refused.stderr.startswith(f"{path}: is a proposals file")
    assert f"reconcile commit {path};" in refused.stderr


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    done = reconcile("inspect", "absent.xml", folder=tmp_path)
    assert done.returncode == 3
    assert "absent.xml" in message(done.stderr)


def test_one_refused_file_does_not_hide_the_others(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_bytes(b"%PDF-1.7")
    done = reconcile("inspect", "bad.xml", samples / GIRO, "--json", folder=tmp_path)
    assert done.returncode == 3
    assert done.stdout.count("\n") == 1
    assert "bad.xml" in done.stderr


def test_a_run_with_a_refused_file_writes_nothing(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_bytes(b"%PDF-1.7")
    done = reconcile("run", samples / GIRO, "bad.xml", "--snapshot", samples / "kanbert", folder=tmp_path)
    assert done.returncode == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.xml"]


@pytest.mark.parametrize("form", [("--format", "csv", "--lang", "de"), ("--format", "xlsx")])
def test_a_proposals_file_is_no_statement(samples: Path, tmp_path: Path, form: tuple[str, ...]) -> None:
    run = reconcile("run", samples / GIRO, "--snapshot", samples / "kanbert", *form, folder=tmp_path)
    assert run.returncode in (0, 1), run.stderr
    (written,) = tmp_path.glob(f"proposals.{form[1]}")
    before = written.read_bytes()
    done = reconcile("run", written.name, "--snapshot", samples / "kanbert", folder=tmp_path)
    assert done.returncode == 3
    assert f"reconcile commit {written.name}" in message(done.stderr)
    assert written.read_bytes() == before


def test_a_port_that_is_none_is_refused_as_such(tmp_path: Path) -> None:
    for verb in ("review", "sandbox"):
        done = reconcile(verb, "--port", "99999", folder=tmp_path)
        assert (done.returncode, "'99999' is no port" in message(done.stderr)) == (2, True)


def test_without_a_token_the_remedy_is_named(samples: Path, tmp_path: Path) -> None:
    done = reconcile("run", samples / GIRO, folder=tmp_path)
    assert done.returncode == 2
    assert "KANBERT_TOKEN" in message(done.stderr)


def test_a_token_on_the_command_line_is_refused_and_not_repeated(tmp_path: Path) -> None:
    done = reconcile("pull", "--snapshot", "s", "--token", "s3cret", folder=tmp_path)
    assert done.returncode == 2
    assert "s3cret" not in done.stdout + done.stderr


def test_a_wrong_token_stops_before_anything_is_posted(kanbert: Practice, samples: Path) -> None:
    assert kanbert.call("run", samples / GIRO).returncode == 0
    assert kanbert.call("approve", "proposals.csv", "--sure", "--yes").returncode == 0
    for verb in (("pull", "--snapshot", "s"), ("run", samples / GIRO), ("commit", "proposals.csv", "--yes")):
        done = kanbert.call(*verb, token="wrong-token-value")
        assert done.returncode == 5, done.stderr
        assert "wrong-token-value" not in message(done.stderr) + done.stdout
    assert "Next: reconcile commit proposals.csv    once what stopped it is mended" in done.stderr, "no need to wait"
    assert "payments not begun: the run stopped before" in done.stdout
    assert "KR1-" not in done.stdout
    assert kanbert.ours() == []


def test_when_kanbert_is_down_nothing_is_lost(kanbert: Practice, samples: Path) -> None:
    assert kanbert.call("run", samples / GIRO).returncode == 0
    assert kanbert.call("approve", "proposals.csv", "--sure", "--yes").returncode == 0
    decided = (kanbert.folder / "proposals.csv").read_bytes()
    down = kanbert.call("commit", "proposals.csv", "--yes", "--quarantine", "2", base_url="http://127.0.0.1:9/api/v1")
    assert down.returncode in (4, 5), down.stderr
    message(down.stderr)
    assert (kanbert.folder / "proposals.csv").read_bytes() == decided
    up = kanbert.call("commit", "proposals.csv", "--yes", "--quarantine", "2")
    assert up.returncode == 1, up.stderr
    assert len(kanbert.ours()) == len(set(kanbert.ours())) >= 20


def test_a_damaged_row_is_named_and_the_others_are_posted(kanbert: Practice, samples: Path) -> None:
    assert kanbert.call("run", samples / GIRO).returncode == 0
    assert kanbert.call("approve", "proposals.csv", "--sure", "--yes").returncode == 0
    path = kanbert.folder / "proposals.csv"
    lines = path.read_bytes().decode("utf-8-sig").split("\r\n")
    place = next(number for number, line in enumerate(lines) if line.startswith("yes;"))
    cells = lines[place].split(";")
    token = next(cell for cell in cells if cell.startswith("KR1-"))
    cells[3] = "987654,32"  # the amount of the transaction, a cell nobody may edit
    lines[place] = ";".join(cells)
    path.write_text("\r\n".join(lines), encoding="utf-8-sig", newline="")
    done = kanbert.call("commit", "proposals.csv", "--yes", "--quarantine", "2")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "amount" in message(done.stderr)
    assert token not in kanbert.ours()
    assert len(kanbert.ours()) >= 19


def test_a_file_that_is_no_proposals_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    done = reconcile("approve", "notes.csv", "--sure", "--yes", folder=tmp_path)
    assert done.returncode == 3, done.stderr
    message(done.stderr)


def test_a_quarantine_too_short_for_the_real_one_is_refused(samples: Path, tmp_path: Path) -> None:
    reconcile("run", samples / GIRO, "--snapshot", samples / "kanbert", folder=tmp_path)
    done = reconcile(
        *("commit", "proposals.csv", "--yes", "--quarantine", "2"),
        folder=tmp_path,
        base_url="https://kanbert.invalid/api/v1",
        token="t",
    )
    assert done.returncode in (2, 5), done.stderr
    message(done.stderr)


def test_the_practice_kanbert_never_listens_to_others() -> None:
    with State() as state, pytest.raises(SettingsError), running(Sandbox(state, SystemClock()), host="0.0.0.0"):  # noqa: S104
        pytest.fail("it listens")


def test_an_account_kanbert_does_not_know_is_said_by_the_run(samples: Path, tmp_path: Path) -> None:
    shutil.copytree(samples / "kanbert", tmp_path / "kanbert")
    accounts = tmp_path / "kanbert" / "payment-accounts.jsonl"
    rows = accounts.read_text(encoding="utf-8")
    done = reconcile("run", samples / GIRO, "--snapshot", "kanbert", folder=tmp_path)
    assert "is unknown in Kanbert" not in done.stderr
    accounts.write_text(rows.replace("DE27200505500000001001", "DE02120300000000202051"), encoding="utf-8")
    done = reconcile("run", samples / GIRO, "--snapshot", "kanbert", folder=tmp_path)
    assert done.returncode == 0
    what = "! the statement's account DE27…1001 is unknown in Kanbert, so nothing of its 63 lines can be posted. → "
    remedy = (
        'enter its IBAN in Kanbert, or say in config.toml: [accounts] "DE27200505500000001001" = "ID"; then run again'
    )
    assert f"{what}{remedy}" in done.stderr
    assert "Next: mend the account named above, in Kanbert or under [accounts] of config.toml; then run again\n" in (
        done.stderr
    )


def test_nothing_sure_is_not_to_be_approved_next(samples: Path, tmp_path: Path) -> None:
    """The account without invoices: its lines are own transfers and interest."""
    (tmp_path / "kanbert").mkdir()
    for name in ("payment-accounts", "outgoing-invoices", "incoming-invoices", "payments"):
        accounts = (samples / "kanbert" / "payment-accounts.jsonl").read_bytes() if name == "payment-accounts" else b""
        (tmp_path / "kanbert" / f"{name}.jsonl").write_bytes(accounts)
    done = reconcile("run", samples / GIRO, "--snapshot", "kanbert", folder=tmp_path)
    assert "Next: open proposals.csv, decide, then: reconcile commit proposals.csv\n" in done.stderr, done.stdout


def test_a_month_handed_in_in_two_formats_is_said_to_count_once(samples: Path, tmp_path: Path) -> None:
    both = samples / GIRO, samples / "csv_sparkasse_camt" / "2026-03_giro.csv"
    done = reconcile("run", *both, "--snapshot", samples / "kanbert", folder=tmp_path)
    assert f"! also in {both[0]}, and counted once: 60 of its 63 lines" in done.stderr
    alone = reconcile("run", both[0], "--snapshot", samples / "kanbert", folder=tmp_path)
    assert "counted once" not in alone.stderr
