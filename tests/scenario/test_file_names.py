"""Names that are no text: zips from Windows unpacked on Linux, and systems that know no umlauts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from scenario_tools import Practice, command, environment, practice

from importers.statement_file import writable

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there every name is text")

GIRO = "camt053_v08/2026-03_giro.xml"
PLAIN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}


def call(kanbert: Practice, *words: str | bytes, **more: str | bytes) -> tuple[int, str]:
    """As the shell does it: bytes."""
    given = environment(kanbert.base_url, "practice-token-for-tests").items()
    told = {os.fsencode(name): os.fsencode(value) for name, value in (*given, *more.items())}
    argv = [os.fsencode(one) for one in (*command(), *words)]
    done = subprocess.run(argv, cwd=kanbert.folder, env=told, capture_output=True, check=False)
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert "Traceback" not in said, said
    return done.returncode, said


def put(kanbert: Practice, samples: Path, name: bytes) -> bytes:
    (kanbert.folder / os.fsdecode(name)).write_bytes((samples / GIRO).read_bytes())
    return name


def test_a_name_that_is_no_text_goes_all_the_way(samples: Path, tmp_path: Path) -> None:
    with practice(samples, tmp_path) as kanbert:
        statement, proposals = put(kanbert, samples, b"Kontoausz\xfcge.xml"), b"V\xe4.csv"
        who: dict[str, str | bytes] = dict.fromkeys(("USER", "LOGNAME"), b"j\xfcrgen")
        code, said = call(kanbert, "run", statement, "--out", proposals, **who)
        assert code == 0, said
        code, said = call(kanbert, "approve", proposals, "--sure", "--yes")
        assert code == 0, said
        code, said = call(kanbert, "commit", proposals, "--yes", "--quarantine", "1")
        assert code == 1, said
        assert kanbert.ours()
        for verb in (("status",), ("report",), ("export", "--from", "2026-01-01", "--to", "2099-12-31", "audit")):
            code, said = call(kanbert, *verb)
            assert code == 0, said
        code, said = call(kanbert, "status", "--json", "-q")
        assert json.loads(said)["runs"][0]["files"] == ["Kontoausz?ge.xml"]


def test_an_umlaut_on_a_system_that_knows_none(samples: Path, tmp_path: Path) -> None:
    with practice(samples, tmp_path) as kanbert:
        name = put(kanbert, samples, "Kontoauszüge.xml".encode())
        code, said = call(kanbert, "run", name, **PLAIN)
        assert code == 0, said
        code, said = call(kanbert, "status", "--json", "-q")
        assert json.loads(said)["runs"][0]["files"] == ["Kontoauszüge.xml"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [(b"giro.xml", "giro.xml"), ("ü€.xml".encode(), "ü€.xml"), (b"\xfc.xml", "?.xml")],
)
def test_names_as_they_are_written_down(name: bytes, expected: str) -> None:
    assert writable(os.fsdecode(name)) == expected
    assert writable(name.decode("ascii", "surrogateescape")) == expected
