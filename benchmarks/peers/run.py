"""Every peer on one world, each in its own virtual environment; seconds, peak memory and quality of each.

python benchmarks/peers/run.py --seed 1001 --size 10000 [--only splink] [--environments FOLDER] [--details]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent.parent)]

from score import Score, read_claims, score, table  # noqa: E402
from tables import write_tables  # noqa: E402
from worlds.build import World, world_of  # noqa: E402

#: Name → (adapter, requirements or None: the standard library is enough).
PEERS = {
    "vlookup": ("vlookup.py", None),
    "bankstatementparser": ("bankstatementparser_adapter.py", "bankstatementparser.txt"),
    "splink": ("splink_adapter.py", "splink.txt"),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1001)
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--only", choices=list(PEERS))
    parser.add_argument("--environments", type=Path, default=Path(tempfile.gettempdir()) / "reconcile-peers")
    parser.add_argument("--details", action="store_true", help="the whole score of each")
    given = parser.parse_args()
    world = world_of(given.seed, given.size)
    print(f"seed {given.seed}, {len(world.lines)} lines, {len(world.books.items)} documents")
    print(f"{'peer':<22}{'seconds':>9}{'MB':>7}{'P':>8}{'R':>8}{'F1':>8}{'value F1':>9}{'99.9 %':>8}{'noise':>7}")
    with tempfile.TemporaryDirectory() as folder:
        write_tables(world, Path(folder))
        for name in [given.only] if given.only else PEERS:
            figures, found = _measured(name, world, Path(folder), given.environments)
            print(_row(name, figures, found), flush=True)
            if given.details:
                print(*table(found), sep="\n")
    return 0


def _measured(name: str, world: World, folder: Path, environments: Path) -> tuple[dict[str, float], Score]:
    adapter, requirements = PEERS[name]
    python = environment(environments / name, requirements)
    command = [str(python), str(HERE / adapter), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        printed, memory = _waited(process)
    if process.returncode:
        raise SystemExit(f"{name} failed with exit code {process.returncode}")
    figures = json.loads(printed.splitlines()[-1])
    return figures | {"megabytes": memory}, score(world.truths, read_claims(folder / "claims.csv"))


def _waited(process: subprocess.Popen[str]) -> tuple[str, float]:
    """Output and peak memory in MB; 0 where the system does not tell (Windows)."""
    assert process.stdout is not None
    printed = process.stdout.read()
    if not hasattr(os, "wait4"):
        process.wait()
        return printed, 0.0
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return printed, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def environment(folder: Path, requirements: str | None) -> Path:
    """The Python of a virtual environment that has what the file asks for; made once."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = folder / "installed"
    wanted = (HERE / "requirements" / requirements).read_text(encoding="utf-8") if requirements else ""
    if not done.exists() or done.read_text(encoding="utf-8") != wanted:
        venv.create(folder, with_pip=bool(requirements), clear=True)
        if requirements:
            install = [str(python), "-m", "pip", "install", "-q", "-r", str(HERE / "requirements" / requirements)]
            subprocess.run(install, check=True)
        done.write_text(wanted, encoding="utf-8")
    return python


def _row(name: str, figures: dict[str, float], found: Score) -> str:
    booking = found.booking
    return (
        f"{name:<22}{figures['seconds']:>9.2f}{figures['megabytes']:>7.0f}{booking.precision:>8.3f}{booking.recall:>8.3f}"
        f"{booking.f1:>8.3f}{found.value_exact.f1:>9.3f}{found.coverage[0.999]:>8.3f}{found.noise_proposed:>7}"
    )


if __name__ == "__main__":
    sys.exit(main())
