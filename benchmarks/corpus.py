"""Every file of the corpus against its facts: counts, sums, opening, closing; and what hostile files do to us.

    python benchmarks/corpus.py [--corpus DIR] [--kind camt|mt|csv|zip|hostile] [--only SUBSTRING] [--verbose]

The facts were counted by a script that shares nothing with our readers (manifest.jsonl). Prints per kind how many
files agree, are refused by design (tests/golden/corpus_facts.py holds the one list, with reasons), differ, crash, are
silently empty or have a wrong sign. A hostile file is read in a process of its own, because its time and memory count:
under 1 s of processor time and 256 MB. Exits 1 on any disagreement, 0 when the corpus is absent (and says so).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "golden")]

from corpus_comparison import DISAGREEMENTS, Outcome, compared, met  # noqa: E402 - the path comes first
from corpus_facts import LISTED  # noqa: E402

from importers import read  # noqa: E402
from importers.errors import StatementRefused  # noqa: E402

#: What we call a kind -> the kinds of the manifest.
_MANIFEST_KINDS = {"camt": ("camt",), "mt": ("mt", "empty"), "csv": ("csv",), "zip": ("zip",)}
KINDS = (*_MANIFEST_KINDS, "hostile")
MAX_SECONDS, MAX_MB = 1.0, 256
MAX_LISTED = 0.02  #: at most this share of the files may be refused or differ by design
_HOSTILE = "_own_hostile"
_TIMEOUT_S = 60


def main() -> int:
    arguments = _arguments()
    if arguments.child:
        return _child(arguments.child, json.loads(arguments.case))
    corpus: Path = arguments.corpus
    if not (corpus / "manifest.jsonl").exists():
        print(f"SKIPPED, NOTHING WAS CHECKED: there is no corpus in {corpus}", file=sys.stderr)
        return 0
    facts = [json.loads(line) for line in (corpus / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    kinds = arguments.kind or KINDS
    outcomes = Counter[Outcome]()
    for kind in _MANIFEST_KINDS:
        if kind in kinds:
            outcomes += _kind(kind, facts, arguments)
    failures = sum(outcomes[outcome] for outcome in DISAGREEMENTS)
    if "hostile" in kinds:
        failures += _hostile(arguments)
    share = _share_listed(outcomes)
    print(f"excused by the committed list: {share:.1%} of the files we claim; peak memory {_peak_mb():.0f} MB")
    if share > MAX_LISTED and set(KINDS) <= set(kinds) and not arguments.only:
        failures += 1
        print(f"THE LIST IS TOO LONG: more than {MAX_LISTED:.0%} ({len(LISTED)} files)")
    print(f"{failures} disagreements")
    return 1 if failures else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus", metavar="DIR")
    parser.add_argument("--kind", action="append", choices=KINDS, help="repeatable (default: all)")
    parser.add_argument("--only", default="", metavar="SUBSTRING", help="of the path")
    parser.add_argument("--verbose", action="store_true", help="name every file that does not simply agree")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--case", help=argparse.SUPPRESS)
    return parser.parse_args()


# ------------------------------------------------------------------------------------------------------ real files


def _kind(kind: str, facts: list[dict[str, Any]], arguments: argparse.Namespace) -> Counter[Outcome]:
    start, outcomes, entries, slowest = perf_counter(), Counter[Outcome](), 0, (0.0, "")
    for fact in facts:
        if fact["kind"] not in _MANIFEST_KINDS[kind] or not _wanted(fact["path"], arguments):
            continue
        began = perf_counter()
        result = compared(fact, arguments.corpus, LISTED)
        slowest = max(slowest, (perf_counter() - began, fact["path"]))
        outcomes[result.outcome] += 1
        entries += result.entries
        if result.outcome in DISAGREEMENTS or (arguments.verbose and result.outcome is not Outcome.AGREES):
            print(f"  {result.outcome}: {fact['path']}: {result.detail}")
    words = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.most_common())
    print(f"{kind:<9}{outcomes.total()} files, {entries} entries: {words or 'nothing'}")
    print(f"         {perf_counter() - start:.1f} s; the slowest took {slowest[0]:.2f} s: {slowest[1]}")
    if kind == "csv":
        unknown = outcomes[Outcome.UNKNOWN_LAYOUT]
        print(f"         {outcomes.total() - unknown} of layouts we claim, {unknown} refused as an unknown layout")
    return outcomes


def _wanted(path: str, arguments: argparse.Namespace) -> bool:
    return arguments.only in path and not path.startswith(_HOSTILE)


def _share_listed(outcomes: Counter[Outcome]) -> float:
    """Of the files we claim to read, how many only the committed list excuses."""
    claimed = outcomes.total() - outcomes[Outcome.UNKNOWN_LAYOUT]
    return (outcomes[Outcome.BY_DESIGN] + outcomes[Outcome.KNOWN_DIFFERENCE]) / max(claimed, 1)


# --------------------------------------------------------------------------------------------------- hostile files


def _hostile(arguments: argparse.Namespace) -> int:
    folder = arguments.corpus / _HOSTILE
    cases = [json.loads(line) for line in (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
    cases = [case for case in cases if arguments.only in case["path"]]
    failures, worst_s, worst_mb = 0, 0.0, 0.0
    for case in cases:
        unmet, seconds, megabytes, said = _in_a_child(folder / case["path"], case)
        worst_s, worst_mb = max(worst_s, seconds), max(worst_mb, megabytes)
        failures += bool(unmet)
        if unmet or arguments.verbose:
            print(f"  {unmet or 'met'}: {case['path']}: {seconds:.2f} s, {megabytes:.0f} MB: {said}")
    print(f"hostile  {len(cases)} files: {len(cases) - failures} as expected, {failures} not")
    print(f"         at most {worst_s:.2f} s and {worst_mb:.0f} MB for one")
    return failures


def _in_a_child(path: Path, case: dict[str, Any]) -> tuple[str, float, float, str]:
    """(what is not met, processor seconds, peak MB, what the reader said)."""
    command = [sys.executable, __file__, "--child", str(path), "--case", json.dumps(case)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", timeout=_TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        return f"hangs for more than {_TIMEOUT_S} s", float(_TIMEOUT_S), 0.0, ""
    if done.returncode:
        return "crash", 0.0, 0.0, done.stderr[-400:]
    answer = json.loads(done.stdout)
    unmet: str = answer["unmet"]
    if answer["seconds"] > MAX_SECONDS or answer["megabytes"] > MAX_MB:
        unmet = f"{unmet}; more than {MAX_SECONDS} s or {MAX_MB} MB".strip("; ")
    return unmet, answer["seconds"], answer["megabytes"], answer["said"]


def _child(path: Path, case: dict[str, Any]) -> int:
    """Reads one file and prints what came of it; anything but a refusal ends the process with a traceback."""
    try:
        statements = list(read(path))
    except StatementRefused as refusal:
        unmet, said = met(case, refusal), str(refusal)
    else:
        unmet, said = met(case, statements), f"{len(statements)} statements read"
    print(json.dumps({"unmet": unmet, "said": said, "seconds": process_time(), "megabytes": _peak_mb()}))
    return 0


def _peak_mb() -> float:
    """Peak resident memory of this process; 0 where the system does not tell (Windows)."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    sys.exit(main())
