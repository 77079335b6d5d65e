"""What Kanbert held at one moment: kept as a folder of JSON Lines, read back (review.md, "Machine interfaces").

Every line is one API object with exactly the fields and digits Kanbert sent; nothing is interpreted here.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeGuard

from importers.errors import Problem, excerpt_of
from reconcile.collector import resting_collector
from reconcile.errors import SnapshotRefused
from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.documents import id_of
from reconcile.kanbert.exact_json import JsonError, dumps, loads
from reconcile.kanbert.redaction import masked_ibans
from reconcile.records import Space
from reconcile.seams import Clock, random_token, timestamp, write_atomic

#: File of each field of `Snapshot`.
FILES = {
    "payment_accounts": "payment-accounts.jsonl",
    "outgoing": "outgoing-invoices.jsonl",
    "incoming": "incoming-invoices.jsonl",
    "payments": "payments.jsonl",
}
SPACE_FILE = "snapshot.json"
#: Ours, and what file managers leave behind.
_OURS = frozenset((*FILES.values(), SPACE_FILE, ".DS_Store", "Thumbs.db", "desktop.ini"))
_MOST_PROBLEMS = 20
_PULL_AGAIN = "pull the snapshot again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """`space` is None for a snapshot made by hand: it is posted only to a loopback address."""

    payment_accounts: tuple[ApiObject, ...]
    outgoing: tuple[ApiObject, ...]
    incoming: tuple[ApiObject, ...]
    payments: tuple[ApiObject, ...]
    space: Space | None
    partial: tuple[str, ...] = ()  #: fields above that hold only what can still matter, not the whole list
    notes: tuple[str, ...] = ()  #: what was odd while it was pulled, for a person


def space_of(base_url: str, accounts: Iterable[ApiObject], clock: Clock) -> Space:
    """The fingerprint of a Kanbert: its address and the payment accounts it showed, sorted (commit-protocol F46)."""
    ids = tuple(sorted({item_id for item_id in map(id_of, accounts) if item_id}))
    return Space(base_url=base_url.rstrip("/"), account_ids=ids, pulled_at=timestamp(clock))


# -------------------------------------------------------------------------------------------------------------- writing


def write_snapshot(snapshot: Snapshot, folder: Path) -> None:
    """Make `folder` hold exactly this snapshot, readable by its owner only.

    It is written beside `folder` and then put in its place: killed at any moment, `folder` holds the old snapshot, the
    new one, or does not exist. Raises SnapshotRefused when `folder` holds anything else or cannot be written.
    """
    folder = folder.absolute()
    check_replaceable(folder)
    fresh = folder.with_name(f".{folder.name}.{random_token()[:8]}.partial")
    try:
        _write_all(snapshot, fresh)
        _put_in_place(fresh, folder)
    except OSError as error:
        sentence = f"cannot be written: {error.strerror or error}"
        raise _refused(folder, sentence, "choose another folder", code="snapshot-unwritable") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _write_all(snapshot: Snapshot, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    for field, name in FILES.items():
        lines = [f"{dumps(one)}\n" for one in getattr(snapshot, field)]
        write_atomic(folder / name, "".join(lines).encode("utf-8"))
    if snapshot.space is not None:
        counts = {name: len(getattr(snapshot, field)) for field, name in FILES.items()}
        beside = {"partial": snapshot.partial, "notes": snapshot.notes, "counts": counts}
        content = asdict(snapshot.space) | {name: one for name, one in beside.items() if one}
        write_atomic(folder / SPACE_FILE, f"{dumps(content)}\n".encode())


def _put_in_place(fresh: Path, folder: Path) -> None:
    """A folder cannot replace a full one in one step; the old one steps aside and returns if the new one cannot."""
    if not folder.exists():
        fresh.rename(folder)
        return
    aside = fresh.with_suffix(".old")
    folder.rename(aside)
    try:
        fresh.rename(folder)
    except OSError:
        aside.rename(folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def check_replaceable(folder: Path) -> None:
    """Only a snapshot is ever replaced by a snapshot; nobody loses other files to a mistyped folder.

    Raises SnapshotRefused.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise _refused(folder, "is a file, not a folder", "choose another folder", code="snapshot-unwritable")
    foreign = sorted({one.name for one in folder.iterdir()} - _OURS)
    if foreign:
        sentence = "holds other files, and writing a snapshot replaces the whole folder"
        remedy = "choose an empty or a new folder"
        raise _refused(folder, sentence, remedy, excerpt_of(foreign[0]), code="snapshot-other-files")


# -------------------------------------------------------------------------------------------------------------- reading


@resting_collector()
def read_snapshot(folder: Path) -> Snapshot:
    """Raises SnapshotRefused naming every missing file and broken line (at most 20)."""
    if folder.is_file():
        remedy = "give the folder that holds it, or run `reconcile pull` first"
        raise _refused(folder, "is a file, and a snapshot is a folder", remedy, code="snapshot-missing")
    if not folder.is_dir():
        remedy = "run `reconcile pull` first, or give its folder"
        raise _refused(folder, "there is no such folder", remedy, code="snapshot-missing")
    problems: list[Problem] = []
    accounts, outgoing, incoming, payments = (tuple(_objects(folder / name, problems)) for name in FILES.values())
    about = _about(folder / SPACE_FILE, problems)
    lists = zip(FILES.values(), (accounts, outgoing, incoming, payments), strict=True)
    problems += [] if problems else _cut_off(folder, {name: len(objects) for name, objects in lists}, about)
    if problems:
        raise SnapshotRefused(*problems[:_MOST_PROBLEMS])
    found = Snapshot(payment_accounts=accounts, outgoing=outgoing, incoming=incoming, payments=payments, space=None)
    if about is None:
        return found
    space = Space(base_url=about["base_url"], account_ids=tuple(about["account_ids"]), pulled_at=about["pulled_at"])
    return replace(found, space=space, partial=tuple(about.get("partial", ())), notes=tuple(about.get("notes", ())))


def _cut_off(folder: Path, read: Mapping[str, int], about: ApiObject | None) -> Iterator[Problem]:
    """Lists that hold another number of objects than was written: a copy that ended early is not told by its lines."""
    counts = (about or {}).get("counts") or {}
    for name, number in read.items():
        if name in counts and counts[name] != number:
            sentence = f"holds {number} objects, and snapshot.json says {counts[name]}"
            yield Problem(place=str(folder / name), sentence=sentence, remedy=_PULL_AGAIN, code="snapshot-count")


def _objects(path: Path, problems: list[Problem]) -> Iterator[ApiObject]:
    content = _bytes(path, problems)
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        value = _value(line, f"{path}:{number}", problems)
        if isinstance(value, dict):
            yield value


def _value(line: bytes, place: str, problems: list[Problem]) -> Any:
    """The line's object; None, and a problem, when it is none."""
    try:
        value = loads(line)
    except JsonError as error:
        fault = f"this line is no JSON: {error}"
    else:
        if isinstance(value, dict):
            return value
        fault = "this line is JSON but no object"
    shown = excerpt_of(masked_ibans(line[:400].decode("utf-8", "replace")))
    problems.append(Problem(place=place, excerpt=shown, sentence=fault, remedy=_PULL_AGAIN, code="snapshot-line"))
    return None


def _about(path: Path, problems: list[Problem]) -> ApiObject | None:
    """What snapshot.json says: the fields of a Space, `partial`, `notes` and, in newer ones, `counts` by file."""
    if not path.exists():
        return None
    content = _bytes(path, problems)
    value = _value(content, str(path), problems) if content.strip() else {}
    if value is None:
        return None
    texts = all(isinstance(value.get(name), str) for name in ("base_url", "pulled_at"))
    lists = all(_are_texts(value.get(name, [])) for name in ("partial", "notes"))
    counted = isinstance(value.get("counts", {}), dict)
    if not (texts and lists and counted and _are_texts(value.get("account_ids"))):
        sentence = "does not name base_url, account_ids and pulled_at"
        problems.append(Problem(place=str(path), sentence=sentence, remedy=_PULL_AGAIN, code="snapshot-origin"))
        return None
    found: ApiObject = value
    return found


def _are_texts(value: Any) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _bytes(path: Path, problems: list[Problem]) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        fault = "is missing" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
        problems.append(Problem(place=str(path), sentence=fault, remedy=_PULL_AGAIN, code="snapshot-file"))
        return b""


def _refused(folder: Path, sentence: str, remedy: str, excerpt: str = "", *, code: str) -> SnapshotRefused:
    return SnapshotRefused(Problem(place=str(folder), excerpt=excerpt, sentence=sentence, remedy=remedy, code=code))
