"""`reconcile init`: a folder to begin with, nothing overwritten, nothing asked where nobody can answer."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest
from scenario_tools import command, environment, json_lines, reconcile

from reconcile.cli.configuration import config_text
from reconcile.settings import DEFAULT_BASE_URL, load


def test_it_makes_a_folder_ready_and_says_what_comes_next(tmp_path: Path) -> None:
    done = reconcile("init", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.toml", "formats", "statements"]
    text = (tmp_path / "config.toml").read_text(encoding="utf-8")
    assert text == config_text({"statements.formats": "formats"})
    for word in ("KANBERT_TOKEN", "reconcile doctor", "reconcile run"):
        assert word in done.stderr
    assert "config.toml" in done.stdout


def test_what_it_writes_is_what_the_other_verbs_read(tmp_path: Path) -> None:
    base_url = "https://books.example/api/v1"
    done = reconcile("init", "march", "--lang", "de", "--base-url", base_url + "/", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    settings = load(tmp_path / "march" / "config.toml", {})
    assert (settings.language, settings.kanbert.base_url) == ("de", base_url)
    checked = reconcile("doctor", folder=tmp_path / "march")
    assert "config.toml is readable" in checked.stdout
    assert "KANBERT_TOKEN is not set" in checked.stdout


def test_it_overwrites_nothing_and_may_be_called_again(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('language = "de"\n', encoding="utf-8")
    (tmp_path / "statements").mkdir()
    (tmp_path / "statements" / "a.xml").write_text("mine", encoding="utf-8")
    done = reconcile("init", "--lang", "en", "--json", folder=tmp_path)
    assert done.returncode == 0
    assert json_lines(done.stdout) == [
        {"folder": str(tmp_path.resolve()), "created": ["formats"], "kept": ["config.toml"]}
    ]
    assert (tmp_path / "config.toml").read_text(encoding="utf-8") == 'language = "de"\n'
    assert (tmp_path / "statements" / "a.xml").read_text(encoding="utf-8") == "mine"
    assert "change nothing" in done.stderr


def test_an_address_a_token_must_not_go_to_makes_nothing(tmp_path: Path) -> None:
    done = reconcile("init", "march", "--base-url", "http://books.example", folder=tmp_path)
    assert done.returncode == 2
    assert "unencrypted" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_the_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "march").write_text("", encoding="utf-8")
    done = reconcile("init", "march", folder=tmp_path)
    assert done.returncode == 2
    assert "→" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="file modes and terminals are POSIX")
def test_only_the_owner_may_read_what_it_makes(tmp_path: Path) -> None:
    assert reconcile("init", "march", folder=tmp_path).returncode == 0
    for path in (tmp_path / "march", *(tmp_path / "march").iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")
def test_on_a_terminal_it_asks_and_takes_the_default_for_an_empty_answer(tmp_path: Path) -> None:
    own, theirs = os.openpty()
    try:
        os.write(own, b"fr\nde\n\n")
        subprocess.run(
            command("init"), cwd=tmp_path, env=environment("", ""), stdin=theirs, stderr=theirs, check=True, timeout=60
        )
        shown = os.read(own, 1 << 16).decode("utf-8")
    finally:
        os.close(own)
        os.close(theirs)
    assert shown.count("Language of proposals") == 2  # asked again after "fr"
    settings = load(tmp_path / "config.toml", {})
    assert (settings.language, settings.kanbert.base_url) == ("de", DEFAULT_BASE_URL)
