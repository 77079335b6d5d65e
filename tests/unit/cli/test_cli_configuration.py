"""config.toml and docs/configuration.md are what the settings say, today."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from reconcile.cli.configuration import config_text, main, reference
from reconcile.settings import Settings

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(("name", "text"), [("config.toml", config_text()), ("docs/configuration.md", reference())])
def test_the_file_is_current(name: str, text: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == text, f"python -m reconcile.cli.configuration {name}"


def test_it_names_every_key_with_its_default() -> None:
    """A setting that is not in it does not exist for anybody."""
    example = tomllib.loads(config_text())
    assert Settings.model_validate(example) == Settings()
    assert _paths(example) == _paths(Settings().model_dump(mode="json"))


def _paths(content: dict[str, object], above: str = "") -> set[str]:
    """Every key by its dotted path; a section counts through its keys, an empty table by itself."""
    found = set()
    for name, value in content.items():
        found |= _paths(value, f"{above}{name}.") if isinstance(value, dict) and value else {above + name}
    return found


def test_every_line_fits_and_says_what_it_is_for() -> None:
    for line in config_text().splitlines():
        assert len(line) <= 120
        if "=" in line and not line.startswith("#"):
            assert "  # " in line, line


def test_the_lines_that_are_commented_out_are_right_when_they_are_not() -> None:
    uncommented = config_text().replace('# "DE', '"DE').replace("# party_name", "party_name")
    settings = Settings.model_validate(tomllib.loads(uncommented))
    assert settings.account_id("DE02120300000000202051") == "pa_123"
    assert settings.matching.weights == {"party_name": {"equal": 3.0, "different": -1.5}}


def test_given_values_stand_in_it_whatever_they_hold() -> None:
    text = config_text({"language": "de", "kanbert.base_url": 'https://a"b.example/api/v1'})
    settings = Settings.model_validate(tomllib.loads(text))
    assert (settings.language, settings.kanbert.base_url) == ("de", 'https://a"b.example/api/v1')


def test_it_writes_files_or_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "config.toml"), str(tmp_path / "configuration.md")]) == 0
    assert (tmp_path / "config.toml").read_text(encoding="utf-8") == config_text()
    assert main([]) == 0
    assert capsys.readouterr().out == (tmp_path / "configuration.md").read_text(encoding="utf-8")
