"""`reconcile doctor`: each check is ok, or says what is wrong and what to do; it never writes to Kanbert."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from scenario_tools import TOKEN, reconcile

from reconcile.cli import main
from reconcile.cli.verbs.doctor import _no_lock
from reconcile.kanbert import client as client_module
from reconcile.kanbert.sandbox import Kind, Sandbox, State, running
from reconcile.kanbert.sandbox.personalities import Personality
from reconcile.seams import SystemClock

GIRO = "camt053_v08/2026-03_giro.xml"
Finding = dict[str, Any]


@dataclass
class Patient:
    folder: Path
    capsys: pytest.CaptureFixture[str]
    boxes: list[Sandbox]

    def findings(self, *argv: str | Path) -> tuple[int, list[Finding]]:
        self.capsys.readouterr()
        code = main(["doctor", "--json", *map(str, argv)])
        said = self.capsys.readouterr()
        assert "Traceback" not in said.err, said.err
        told = json.loads(said.out)
        assert told["exit_code"] == code
        found: list[Finding] = told["findings"]
        for one in found:
            assert one["level"] == "ok" or one["remedy"], one
            assert {"ok": (0,), "warning": (1,), "problem": (2, 3, 4, 5)}[one["level"]].count(one["exit_code"]), one
        assert all(record.method == "GET" for box in self.boxes for record in box.log)
        return code, found

    def complaints(self, *argv: str | Path) -> dict[str, str]:
        """check → level and words of what is not ok."""
        return {
            one["check"]: f"{one['level']}: {one['words']}" for one in self.findings(*argv)[1] if one["level"] != "ok"
        }


@pytest.fixture
def patient(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Patient:
    shutil.copyfile(samples / "config.toml", tmp_path / "config.toml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KANBERT_TOKEN", TOKEN)
    monkeypatch.delenv("KANBERT_TOKEN_FILE", raising=False)
    return Patient(tmp_path, capsys, [])


Healthy = Callable[..., Sandbox]


@pytest.fixture
def healthy(patient: Patient, samples: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Healthy]:
    """Makes a practice Kanbert with the sample month; keywords go to the Sandbox."""
    with State() as state:
        state.load(samples / "kanbert")
        servers = []

        def make(**options: Any) -> Sandbox:
            box = Sandbox(state, SystemClock(), **{"tokens": (TOKEN,), **options})
            server = running(box)
            servers.append(server)
            patient.boxes.append(box)
            monkeypatch.setenv("KANBERT_BASE_URL", server.__enter__())
            return box

        yield make
        for server in servers:
            server.__exit__(None, None, None)


def test_all_is_well(patient: Patient, healthy: Healthy, samples: Path) -> None:
    healthy()
    code, found = patient.findings("--statement", samples / GIRO)
    assert code == 0
    assert [one["check"] for one in found] == [
        *("configuration", "token", "address", "token", "scopes", "accounts", "accounts"),
        *(
            "payments filter",
            "document filters",
            "archived payments",
            "bookings",
            "in and out",
            "amounts",
            "home currency",
        ),
        *("clock", "page size", "list lag", "stable lists", "rate", "journal"),
    ]


def test_a_real_process_says_it_in_words(samples: Path, tmp_path: Path) -> None:
    shutil.copyfile(samples / "config.toml", tmp_path / "config.toml")
    with State() as state:
        state.load(samples / "kanbert")
        with running(Sandbox(state, SystemClock(), tokens=(TOKEN,))) as base_url:
            done = reconcile("doctor", folder=tmp_path, base_url=base_url, token=TOKEN)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "● ok       stable lists" in done.stdout
    assert "Nothing was changed" in done.stderr


def test_a_missing_home_currency_is_named(patient: Patient, healthy: Healthy) -> None:
    """The sample invoices are in three currencies, so only the configuration can say."""
    healthy()
    (patient.folder / "config.toml").unlink()
    said = patient.complaints()
    assert list(said) == ["home currency"]
    assert said["home currency"].startswith("warning: outgoing invoices are in CHF, EUR, USD, so the home currency ")


# ------------------------------------------------------------------------------------------- before Kanbert is asked


def test_a_configuration_that_cannot_be_read(patient: Patient) -> None:
    (patient.folder / "config.toml").write_text("[kanbert]\ntoken = 'x'\n", encoding="utf-8")
    code, found = patient.findings()
    assert (code, len(found), found[0]["check"]) == (2, 1, "configuration")


def test_no_token_and_then_the_journal_is_looked_at_all_the_same(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KANBERT_TOKEN")
    code, found = patient.findings()
    assert code == 2
    assert [one["check"] for one in found] == ["configuration", "token", "address", "journal"]
    assert "KANBERT_TOKEN is not set" in found[1]["words"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps access rights elsewhere")
@pytest.mark.parametrize(("mode", "level"), [(0o600, "ok"), (0o400, "ok"), (0o644, "problem"), (0o640, "problem")])
def test_the_mode_of_the_token_file(
    patient: Patient, healthy: Healthy, monkeypatch: pytest.MonkeyPatch, mode: int, level: str
) -> None:
    healthy()
    (patient.folder / "token").write_text(TOKEN, encoding="utf-8")
    (patient.folder / "token").chmod(mode)
    monkeypatch.delenv("KANBERT_TOKEN")
    monkeypatch.setenv("KANBERT_TOKEN_FILE", "token")
    found = patient.findings()[1][1]
    assert (found["check"], found["level"]) == ("token", level)
    assert "chmod 600" in found["remedy"] if level == "problem" else f"mode {mode:04o}" in found["words"]


@pytest.mark.parametrize(
    ("url", "level", "said"),
    [
        ("http://api.kanbert.example/api/v1", "problem", "unencrypted"),
        ("https://user@api.kanbert.example/api/v1", "problem", "carries a name"),
    ],
)
def test_addresses(patient: Patient, monkeypatch: pytest.MonkeyPatch, url: str, level: str, said: str) -> None:
    monkeypatch.setenv("KANBERT_BASE_URL", url)
    code, found = patient.findings()
    assert (code, found[2]["level"]) == (2, level)
    assert said in found[2]["words"]


def test_nobody_answers(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KANBERT_BASE_URL", "http://127.0.0.1:9/api/v1")
    code, found = patient.findings()
    assert code == 4
    assert "does not answer" in found[3]["words"]
    assert [one["check"] for one in found[4:]] == ["journal"]


# ------------------------------------------------------------------------------------------------ token and accounts


def test_a_token_nobody_knows(patient: Patient, healthy: Healthy) -> None:
    healthy(tokens=("another",))
    code, found = patient.findings()
    assert (code, found[3]["check"]) == (5, "token")
    assert "Settings → Apps & API" in found[3]["remedy"]
    assert found[4]["check"] == "journal"


@pytest.mark.parametrize("missing", ["payments:read", "incoming-invoice:read", "outgoing-invoice:read"])
def test_a_scope_that_is_missing_is_named(patient: Patient, healthy: Healthy, missing: str) -> None:
    scopes = {"payments:read", "payments:write", "incoming-invoice:read", "outgoing-invoice:read"} - {missing}
    healthy(tokens={TOKEN: scopes})
    assert patient.complaints()["scopes"] == f"problem: the token may not read everything: it lacks {missing}"


def test_accounts_that_take_no_posting(patient: Patient, healthy: Healthy, samples: Path) -> None:
    box = healthy()
    accounts = box.state.documents(Kind.PAYMENT_ACCOUNT)
    giro = next(one for one in accounts if one["identifier"] == "DE27200505500000001001")
    box.state.add(Kind.PAYMENT_ACCOUNT, {**giro, "id": "twin"})
    (patient.folder / "config.toml").write_text('[accounts]\n"DE97200505500000001002" = "gone"\n', encoding="utf-8")
    found = [one for one in patient.findings("--statement", samples / GIRO)[1] if one["check"] == "accounts"]
    said = " ".join(f"{one['level']} {one['words']}" for one in found)
    assert "problem [accounts] maps DE97…1002 to gone" in said
    assert "warning DE27…1001 is the IBAN of several accounts" in said
    assert "warning the statement's account DE27…1001 is several accounts in Kanbert" in said


def test_a_statement_that_is_none(patient: Patient, healthy: Healthy) -> None:
    healthy()
    (patient.folder / "x.xml").write_bytes(b"%PDF-1.7")
    assert main(["doctor", "--statement", "x.xml"]) == 3


def test_a_kanbert_that_does_not_answer_says_nothing_of_the_token(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KANBERT_BASE_URL", "http://127.0.0.1:9/api/v1")
    found = patient.findings()[1]
    assert [(one["check"], one["level"]) for one in found][3:] == [("Kanbert", "problem"), ("journal", "ok")]


# ---------------------------------------------------------------------------------------------------- personalities

#: personality → the check that notices it, and how gravely.
NOTICED = {
    Personality.FILTER_IGNORED: {"payments filter": "problem", "document filters": "warning"},
    Personality.FILTER_EMPTY: {"payments filter": "problem", "document filters": "warning"},
    Personality.ARCHIVED_REFUSED: {"archived payments": "problem"},
    Personality.AMOUNTS_IN_CENTS: {"amounts": "warning"},
    Personality.BOOKINGS_MISSING: {"bookings": "problem"},
    Personality.REDIRECTED: {"Kanbert": "problem"},
}


@pytest.mark.parametrize("personality", list(Personality))
def test_every_personality(
    patient: Patient, healthy: Healthy, monkeypatch: pytest.MonkeyPatch, personality: Personality
) -> None:
    """Whatever Kanbert is like, the doctor ends with findings; what it is there to notice, it notices."""
    monkeypatch.setattr(client_module, "_TIMEOUT", httpx.Timeout(0.3))
    healthy(personalities=(personality,), seed=1)
    levels = {check: words.split(":")[0] for check, words in patient.complaints().items()}
    assert NOTICED.get(personality, {}).items() <= levels.items()


# ---------------------------------------------------------------------------------------------------------- journal


def test_a_damaged_journal(patient: Patient, healthy: Healthy) -> None:
    healthy()
    (patient.folder / "journal.sqlite3").write_bytes(b"no database" * 100)
    assert patient.complaints()["journal"].startswith("problem")


def test_a_journal_in_use(patient: Patient, healthy: Healthy, samples: Path) -> None:
    from reconcile.posting.lock import only_commit

    healthy()
    main(["run", str(samples / GIRO)])
    assert "journal" not in patient.complaints()
    with only_commit(patient.folder / "journal.lock", SystemClock()):
        assert "another commit is running" in patient.complaints()["journal"]


def test_a_journal_that_can_only_be_read(
    patient: Patient, healthy: Healthy, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    healthy()
    main(["run", str(samples / GIRO)])
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    assert "can be read and not written" in patient.complaints()["journal"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "cannot be written to (No space left on device)"),
        (PermissionError(errno.EACCES, "Permission denied"), "cannot be written to (Permission denied)"),
        (OSError(errno.ENOLCK, "No locks available"), "takes no lock"),
        (NotImplementedError(), "takes no lock"),  # so the lock calls a file system that knows none
    ],
)
def test_a_folder_that_cannot_be_written_to_is_not_one_without_locks(error: Exception, said: str) -> None:
    finding = _no_lock("journal", error)
    assert said in finding.words
    assert finding.exit_code == 2
