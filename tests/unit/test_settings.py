"""reconcile.settings: precedence, refusals with their exact words, and that config.toml tells every key."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

import pytest

from reconcile.cli.composition import journal_path, layout_of
from reconcile.errors import SettingsError
from reconcile.settings import DEFAULT_BASE_URL, Settings, load, token


def config(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load(None, {})
    assert settings.kanbert.base_url == DEFAULT_BASE_URL
    assert settings.journal_path == Path("journal.sqlite3")


def test_environment_overrides_the_file(tmp_path: Path) -> None:
    path = config(tmp_path, '[kanbert]\nbase_url = "https://a.example/api"\n')
    assert load(path, {}).kanbert.base_url == "https://a.example/api"
    assert load(path, {"KANBERT_BASE_URL": "http://127.0.0.1:1/api/v1"}).kanbert.base_url == "http://127.0.0.1:1/api/v1"


def test_a_value_where_a_table_belongs_is_named_and_no_bug(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="kanbert"):
        load(config(tmp_path, "kanbert = 5"), {"KANBERT_BASE_URL": "http://127.0.0.1:1/api/v1"})


def test_paths_start_beside_the_file(tmp_path: Path) -> None:
    assert (
        load(config(tmp_path, '[state]\njournal = "kept/j.sqlite3"\n'), {}).journal_path == tmp_path / "kept/j.sqlite3"
    )


@pytest.mark.parametrize("empty", ["", " "])
def test_a_journal_without_a_name_is_refused(tmp_path: Path, empty: str) -> None:
    with pytest.raises(SettingsError, match=r"state\.journal: .*it is empty; name a file, like journal\.sqlite3"):
        load(config(tmp_path, f'[state]\njournal = "{empty}"\n'), {})


@pytest.mark.parametrize("given", ["", ".", "..", "kept"])
def test_a_folder_is_no_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kept").mkdir()
    with pytest.raises(SettingsError, match="is a folder, and the journal is a file"):
        journal_path(Namespace(state=Path(given)), Settings())


def test_formats_of_ones_own_stand_beside_the_file(tmp_path: Path) -> None:
    assert load(config(tmp_path, '[statements]\nformats = "mine"\n'), {}).formats_folder == tmp_path / "mine"
    assert load(config(tmp_path, ""), {}).formats_folder is None


def test_an_unknown_key_is_refused_with_a_suggestion(tmp_path: Path) -> None:
    path = config(tmp_path, '[kanbert]\nbase_ulr = "x"\n')
    with pytest.raises(SettingsError) as error:
        load(path, {})
    assert str(error.value) == f'{path}, kanbert.base_ulr: no such setting. → did you mean "base_url"?'
    assert error.value.exit_code == 2


@pytest.mark.parametrize("text", ['token = "s3cret"', '[kanbert]\ntoken = "s3cret"'])
def test_a_token_in_the_file_is_refused_and_not_repeated(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError, match="does not belong into a configuration file") as error:
        load(config(tmp_path, text), {})
    assert "s3cret" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[company]\ntimezone = "Europe/Atlantis"', "no such time zone; write it like Europe/Berlin"),
        ('[company]\ncurrency = "euro"', '"euro" cannot stand there: a currency is three capital letters, like EUR'),
        ("[matching]\nsure_probability = 1.5", "1.5 cannot stand there: it must be below 1.0"),
        ('[matching]\nsure_probability = "0,99"', "a number is expected, with a point and without quotes"),
        ("[matching]\nsure_probability = nan", "a finite number is expected"),
        ("[matching.weights]\nparty_name = { equal = inf }", "a finite number is expected"),
        ("[matching.weights]\nparty_name = 3", "3 cannot stand there: a table of several lines is expected"),
        ('language = "fr"', "\"fr\" cannot stand there: it may be 'en' or 'de'"),
        ("[statements]\nmax_megabytes = 0", "0 cannot stand there: it must be at least 1"),
        ("[statements]\nmax_megabytes = 2.5", "2.5 cannot stand there: a whole number is expected"),
        ("[statements]\nmax_megabytes = true", "a whole number is expected, without quotes"),
        ('[proposals]\nbom = "yes"', '"yes" cannot stand there: true or false is expected, without quotes'),
        ("[state]\njournal = 3", "3 cannot stand there: a text in quotes is expected"),
        ("[[proposals]]\nbom = true", "a section is expected, begun by a line with its name in [brackets]"),
        ("x =", "not valid TOML"),
    ],
)
def test_values_that_cannot_be_are_refused_in_our_own_words(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError) as error:
        load(config(tmp_path, text), {})
    assert words in str(error.value)
    assert "Input should" not in str(error.value)


def test_what_may_be_a_token_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as error:
        load(config(tmp_path, 'kanbert = "s3cret"\n[company]\ncurrency = "' + "s3cret" * 10 + '"'), {})
    assert "s3cret" not in str(error.value)


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path / "absent.toml", {})


def test_the_token_comes_from_the_environment_or_a_private_file(tmp_path: Path) -> None:
    assert token(Settings(), {"KANBERT_TOKEN": " abc "}) == "abc"
    file = tmp_path / "token"
    file.write_text("abc\n", encoding="utf-8")
    file.chmod(0o600)
    assert token(Settings(), {"KANBERT_TOKEN_FILE": str(file)}) == "abc"


def test_without_a_token_the_remedy_is_named() -> None:
    with pytest.raises(SettingsError, match="KANBERT_TOKEN is not set"):
        token(Settings(), {})


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_a_token_file_others_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("abc", encoding="utf-8")
    file.chmod(0o644)
    with pytest.raises(SettingsError, match="others can read"):
        token(Settings(), {"KANBERT_TOKEN_FILE": str(file)})


def test_account_ids_are_found_whatever_the_blanks() -> None:
    settings = Settings(accounts={"DE02 1203 0000 0000 2020 51": "pa_1"})
    assert settings.account_id("DE02120300000000202051") == "pa_1"
    assert settings.account_id("DE00") is None


def test_one_language_for_everything_unless_the_proposals_have_their_own(tmp_path: Path) -> None:
    def spoken(text: str) -> tuple[str, str]:
        settings = load(config(tmp_path, text), {})
        return settings.language, layout_of(settings).language

    assert spoken("") == ("en", "en")
    assert spoken('language = "de"') == ("de", "de")
    assert spoken('language = "de"\n[proposals]\nlanguage = "en"\n') == ("de", "en")


@pytest.mark.parametrize("text", ["proposals = 3", 'language = "fr"', '[proposals]\nlanguage = "fr"'])
def test_a_language_nobody_speaks_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError):
        load(config(tmp_path, text), {})
