"""Pulling, and the snapshot folder: exact round trip, no half folder, refusals a person can act on."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reconcile.errors import SnapshotRefused
from reconcile.kanbert import snapshot as module
from reconcile.kanbert.exact_json import loads
from reconcile.kanbert.snapshot import Snapshot, read_snapshot, space_of, write_snapshot
from reconcile.records import Space
from reconcile.seams import FixedClock, write_atomic

CLOCK = FixedClock(datetime(2026, 3, 2, 9, tzinfo=UTC))
SPACE = Space(base_url="http://127.0.0.1:1/api/v1", account_ids=("a", "b"), pulled_at="2026-03-02T09:00:00.000Z")
LINES = {
    "payment-accounts.jsonl": '{"id":"b","title":"Girokonto ü"}\n{"id":"a"}\n',
    "outgoing-invoices.jsonl": '{"id":"1","sum_gross":1200.00,"new":{"x":[0.30000000000000004,null]}}\n',
    "incoming-invoices.jsonl": "",
    "payments.jsonl": '{"id":"p","value":"12.50","bookings":[{"value":12.5}]}\n',
}


def objects(text: str) -> tuple[Any, ...]:
    return tuple(loads(line.encode()) for line in text.splitlines())


def a_snapshot(space: Space | None = SPACE) -> Snapshot:
    accounts, outgoing, incoming, payments = (objects(text) for text in LINES.values())
    return Snapshot(payment_accounts=accounts, outgoing=outgoing, incoming=incoming, payments=payments, space=space)


def contents(folder: Path) -> dict[str, str]:
    return {one.name: one.read_text(encoding="utf-8") for one in folder.iterdir()}


def leftovers(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.parent.iterdir() if one != folder)


def test_a_snapshot_is_written_and_read_back_to_the_digit(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "kanbert"
    write_snapshot(a_snapshot(), folder)
    written = contents(folder)
    space = written.pop("snapshot.json")
    assert written == LINES
    assert loads(space.encode()) == {
        "base_url": SPACE.base_url,
        "account_ids": ["a", "b"],
        "pulled_at": SPACE.pulled_at,
        "counts": {name: len(text.splitlines()) for name, text in LINES.items()},
    }
    assert read_snapshot(folder) == a_snapshot()
    assert leftovers(folder) == []


@pytest.mark.parametrize(
    ("name", "rest", "number"), [("payments.jsonl", "", 0), ("payment-accounts.jsonl", '{"id":"a"}\n', 1)]
)
def test_a_list_that_ends_early_is_refused_by_its_count(tmp_path: Path, name: str, rest: str, number: int) -> None:
    """Empty, or cut off just at the end of a line: no line of it is wrong."""
    folder = tmp_path / "kanbert"
    write_snapshot(a_snapshot(), folder)
    (folder / name).write_text(rest, encoding="utf-8")
    with pytest.raises(SnapshotRefused) as refused:
        read_snapshot(folder)
    (problem,) = refused.value.problems
    assert (problem.place, problem.code) == (str(folder / name), "snapshot-count")
    assert problem.sentence == f"holds {number} objects, and snapshot.json says {len(LINES[name].splitlines())}"
    assert problem.remedy == "pull the snapshot again"


def test_a_snapshot_of_before_the_counts_is_read_as_ever(tmp_path: Path) -> None:
    folder = tmp_path / "kanbert"
    write_snapshot(a_snapshot(), folder)
    about = loads((folder / "snapshot.json").read_bytes())
    del about["counts"]
    (folder / "snapshot.json").write_text(json.dumps(about), encoding="utf-8")
    assert read_snapshot(folder) == a_snapshot()


def test_a_file_is_not_called_missing(tmp_path: Path) -> None:
    (tmp_path / "empty.xml").touch()
    with pytest.raises(SnapshotRefused, match="is a file, and a snapshot is a folder"):
        read_snapshot(tmp_path / "empty.xml")


def test_what_is_partial_and_what_was_odd_is_kept(tmp_path: Path) -> None:
    pulled = replace(a_snapshot(), partial=("outgoing", "payments"), notes=("unstable listing (U21)",))
    write_snapshot(pulled, tmp_path / "kanbert")
    assert read_snapshot(tmp_path / "kanbert") == pulled


def test_a_snapshot_replaces_the_older_one_wholly(tmp_path: Path) -> None:
    folder = tmp_path / "kanbert"
    write_snapshot(a_snapshot(), folder)
    write_snapshot(replace(a_snapshot(space=None), payments=()), folder)
    assert sorted(contents(folder)) == sorted(LINES)
    assert read_snapshot(folder) == replace(a_snapshot(space=None), payments=())
    assert leftovers(folder) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps access rights elsewhere")
def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "kanbert"
    write_snapshot(a_snapshot(), folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()} == {0o600}


class Killed(BaseException):
    """As good as a kill: nothing of ours may catch it."""


@pytest.mark.parametrize("survived", range(5))
@pytest.mark.parametrize("existing", [True, False])
def test_killed_while_writing_the_folder_is_the_old_one_or_none(
    survived: int, existing: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kanbert"
    if existing:
        write_snapshot(replace(a_snapshot(), payments=()), folder)
    count = iter(range(100))

    def dying(path: Path, content: bytes) -> None:
        if next(count) == survived:
            raise Killed
        write_atomic(path, content)

    monkeypatch.setattr(module, "write_atomic", dying)
    with pytest.raises(Killed):
        write_snapshot(a_snapshot(), folder)
    assert folder.exists() == existing
    if existing:
        assert read_snapshot(folder).payments == ()


def test_when_the_new_folder_cannot_be_moved_the_old_one_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kanbert"
    write_snapshot(a_snapshot(space=None), folder)
    real: Callable[[Path, Path], Path] = Path.rename

    def refusing(self: Path, target: Path) -> Path:
        if self.name.endswith(".partial"):
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(SnapshotRefused, match="cannot be written: Permission denied"):
        write_snapshot(a_snapshot(), folder)
    assert read_snapshot(folder) == a_snapshot(space=None)
    assert leftovers(folder) == []


def test_nobody_loses_other_files_to_a_mistyped_folder(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(SnapshotRefused, match=r'"letters.txt" holds other files.*choose an empty or a new folder'):
        write_snapshot(a_snapshot(), tmp_path)
    assert contents(tmp_path) == {"letters.txt": "dear"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "kanbert"
    path.write_bytes(b"")
    with pytest.raises(SnapshotRefused, match="is a file"):
        write_snapshot(a_snapshot(), path)


# ------------------------------------------------------------------------------------------------------------- reading


def a_folder(tmp_path: Path, **files: str | bytes | None) -> Path:
    """The folder of LINES, with changes: `payments="…"`; None leaves the file out."""
    named = {name: text.encode() for name, text in LINES.items()}
    for key, content in files.items():
        name = "snapshot.json" if key == "snapshot" else key.replace("_", "-") + ".jsonl"
        if content is None:
            del named[name]
        else:
            named[name] = content.encode() if isinstance(content, str) else content
    for name, raw in named.items():
        (tmp_path / name).write_bytes(raw)
    return tmp_path


def test_a_snapshot_made_by_hand_has_no_space(tmp_path: Path) -> None:
    assert read_snapshot(a_folder(tmp_path)) == a_snapshot(space=None)


def test_byte_order_mark_blank_lines_and_carriage_returns_are_harmless(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, payments=b'\xef\xbb\xbf{"id":"p"}\r\n\r\n{"id":"q"}')
    assert [one["id"] for one in read_snapshot(folder).payments] == ["p", "q"]


def test_line_separators_inside_a_text_do_not_split_a_line(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, payments='{"id":"p\u2028\u0085q"}\n')
    assert read_snapshot(folder).payments[0]["id"] == "p\u2028\u0085q"


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(SnapshotRefused, match=r"nowhere: there is no such folder. → run `reconcile pull` first"):
        read_snapshot(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"payments": None}, "payments.jsonl: is missing. → pull the snapshot again"),
        ({"payments": '{"id":"p"}\n{"id":'}, 'payments.jsonl:2: "{"id":" this line is no JSON: '),
        ({"payments": "[]"}, 'payments.jsonl:1: "[]" this line is JSON but no object. → '),
        ({"payments": '{"v":NaN}'}, 'payments.jsonl:1: "{"v":NaN}" this line is no JSON: NaN'),
        ({"payments": b'{"v":"\xff"}'}, "payments.jsonl:1: "),
        ({"payments": '{"iban":"DE89370400440532013000"'}, '"{"iban":"DE…3000"" this line is no JSON'),
        ({"snapshot": "[]"}, "snapshot.json: "),
        ({"snapshot": ""}, "snapshot.json: does not name base_url"),
        ({"snapshot": '{"base_url":"x","account_ids":[1],"pulled_at":"y"}'}, "snapshot.json: does not name base_url"),
        ({"snapshot": '{"base_url":"x","account_ids":[],"pulled_at":"y","notes":"z"}'}, "snapshot.json: does not name"),
    ],
)
def test_refusals_say_where_what_and_what_next(files: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(SnapshotRefused) as caught:
        read_snapshot(a_folder(tmp_path, **files))
    assert message in str(caught.value).replace(" : ", ": ")
    assert str(tmp_path) in str(caught.value)


def test_all_problems_at_once_but_not_too_many(tmp_path: Path) -> None:
    with pytest.raises(SnapshotRefused) as caught:
        read_snapshot(a_folder(tmp_path, payments="x\n" * 50, incoming_invoices=None))
    assert len(caught.value.problems) == 20
    assert "incoming-invoices.jsonl" in str(caught.value)


# --------------------------------------------------------------------------------------------------------------- origin


def test_the_space_is_the_same_whatever_the_order_of_its_accounts() -> None:
    one = space_of("https://x.example/api/v1/", [{"id": "b"}, {"id": "a"}, {"id": "b"}, {"id": None}, {}], CLOCK)
    assert one == Space(
        base_url="https://x.example/api/v1", account_ids=("a", "b"), pulled_at="2026-03-02T09:00:00.000Z"
    )
