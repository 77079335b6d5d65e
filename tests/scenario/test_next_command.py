"""What is printed after `Next:` can be typed as it stands, whatever configuration and journal a command was given."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

from scenario_tools import Practice, practice


def told(kanbert: Practice, *words: str) -> tuple[str, str]:
    done = kanbert.call(*words)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout, done.stderr


def test_every_next_command_goes_on_with_the_same_books(samples: Path, tmp_path: Path) -> None:
    shutil.copytree(samples / "camt053_v08", tmp_path / "in")
    (tmp_path / "my books").mkdir()
    with practice(samples, tmp_path) as kanbert:
        shutil.move(tmp_path / "config.toml", tmp_path / "my books" / "config.toml")
        where = ["--config", "my books/config.toml", "--state", "kept.sqlite3"]
        commands = [["reconcile", "inspect", "in/2026-03_giro.xml", *where]]
        while len(commands) < 5:
            words = [one for one in commands[-1][1:] if one != "--dry-run"]
            _, said = told(kanbert, *words, *(["--yes"] if words[0] in ("approve", "commit") else []))
            (found,) = re.findall(r"Next: (?:decide .*?, then: )?(reconcile .*?)(?:    .*)?$", said, re.MULTILINE)
            commands.append(shlex.split(found.replace("\\", "/")))
            assert set(where) <= set(commands[-1])
        assert [one[1] for one in commands] == ["inspect", "run", "approve", "commit", "commit"]
        assert "sure" in told(kanbert, "status", "--state", "kept.sqlite3")[0]
        said = json.loads(told(kanbert, "status", "--json", "--state", "kept.sqlite3")[0])
    assert said["next"].endswith(" --state kept.sqlite3") or " --state kept.sqlite3    " in said["next"]
    assert not (tmp_path / "journal.sqlite3").exists()
