"""Plays a history: rounds of `commit` with all that goes wrong, then everything heals and the books must agree."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from shutil import rmtree
from typing import Any

import pytest
from sim_books import Books
from sim_histories import HOSTILE, QUARANTINE, History, Round
from sim_oracle import Oracle
from sim_world import BASE_URL, ELSEWHERE, Crash, SimWorld, Violation, demand, raw_events

from reconcile import seams
from reconcile.errors import LockHeld, SafetyStop
from reconcile.journal.log import Event, EventLog
from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox import Kind, Personality
from reconcile.posting import CommitReport, Committer, Options
from reconcile.records import Side

MOST_HEALING = 20


class Played:
    """One history from its first commit to its last; `facts` counts what was seen, for the coverage."""

    def __init__(self, folder: Path, history: History) -> None:
        self.folder = folder
        self.history = history
        self.world = SimWorld(folder, history)
        self.oracle = Oracle(self.world)
        self.world.watcher = self.oracle
        self.books = Books(self.world, self.oracle)
        self.facts: Counter[str] = Counter()
        self.reports: list[CommitReport] = []
        self.machines: list[int] = [0]
        self.ended: Counter[str] = Counter()
        self.labels: list[str] = []  #: crash points at which it died
        self.live: dict[str, list[ApiObject]] = {}  #: our payments in the end
        self._copies: list[bytes] = []
        self._version = 0
        self._tampered = False

    # ---------------------------------------------------------------------------------------------- all of it

    def play(self) -> None:
        """Raises Violation."""
        try:
            with pytest.MonkeyPatch.context() as patch:
                self._patch = patch
                randomness = Random(self.history.seed)
                patch.setattr(seams, "random_token", lambda: f"{randomness.getrandbits(128):032x}")
                patch.setattr("reconcile.journal.journal._program_version", lambda: f"1.{self._version}")
                for one in self.history.rounds:
                    self._round(one)
                self._heal()
                self.live = self.oracle.ours()
        finally:
            self.world.state.close()

    def _round(self, one: Round) -> None:
        for deed in one.deeds:
            if deed.kind in ("restore", "lose"):
                self._restore(deed.at if deed.kind == "restore" else -1)
            elif deed.kind not in ("tamper", "other_space"):
                self.books.do(deed.kind, deed.at)
            self._version += deed.kind == "upgrade"
        kinds = {deed.kind for deed in one.deeds}
        elsewhere = "other_space" in kinds and self._knows_its_space(one.machine)
        if one.machine == 0 and "tamper" in kinds:
            self._tamper()
        self.world.begin(one)
        if one.machine not in self.machines:
            self.machines.append(one.machine)
            self.oracle.excuse_all()
        with suppress(Crash), self._misfortunes(one):
            self._commit(one.machine, ELSEWHERE if elsewhere else BASE_URL, one)
        self._patch.setattr(seams, "crash_point", lambda _: None)
        self._after(one.machine)
        self.world.clock.sleep(one.pause_s)
        self.facts["F25"] += one.pause_s < 0 and "uncertain" in self._states(one.machine).values()
        self.world.sandbox.catch_up()
        self.oracle.request_done()

    def _heal(self) -> None:
        self.world.begin(Round())
        report: dict[int, CommitReport] = {}
        for number in range(MOST_HEALING):
            posts = self._posts()
            for machine in self.machines:
                self.world.clock.sleep(QUARANTINE + 1)
                self.world.begin(Round())
                self._commit(machine)
                report[machine] = self.reports[-1]
                self._after(machine)
            if number == 3 and any(one.exit_code >= 4 for one in report.values()):
                self._help()
            quiet = posts == self._posts()  # every machine has seen what the others did last
            if number and quiet and all(one.exit_code < 4 for one in report.values()):
                break
        hostile = set(self.history.personalities) & set(HOSTILE)
        healed = all(one.exit_code < 4 for one in report.values())
        demand(hostile or healed, f"I12 not healed: {[(one.exit_code, str(one.stopped)) for one in report.values()]}")
        for machine in self.machines:
            self._ended(machine, report[machine])

    def _posts(self) -> int:
        return len(self.oracle.posts) + len(self.oracle.offsets.posts)

    def _help(self) -> None:
        """What the message of an empty space asks for: any one payment by hand (simulation.md 7)."""
        for side in Side:
            if self.world.state.find(_list(side), "helped") is None:
                self.books.settle_earlier(side, f"helped-{side.value}-{len(self.reports)}")

    def _ended(self, machine: int, report: CommitReport) -> None:
        with self.world.journal(machine) as journal:
            journal.verify()
            postings = {one.token: one for one in journal.postings()}
            offsets = journal.offsets()
        if not set(self.history.personalities) & set(HOSTILE):
            self.oracle.offsets.end_well(offsets, report, self.books.decisions)
        self.oracle.ends_well(machine, report, postings, self.books.decisions)
        self.ended += Counter(row.state for row in report.rows)

    # ---------------------------------------------------------------------------------------------- one commit

    def _commit(self, machine: int, base_url: str = BASE_URL, one: Round | None = None) -> None:
        """The decisions are recorded as the command line does it, then committed."""
        decisions = list(self.books.decisions.values())
        options = Options(home_currency="EUR", credit_offsets=self.history.offsets)
        with self.world.journal(machine) as journal, self.world.client(machine, base_url) as client:
            if not self._tampered:
                journal.record_run(self.books.run())
                journal.record_decisions(decisions, source="proposals.csv", source_sha256=self.books.source)
            committer = Committer(journal, client, self.world.clock, options)
            if one is not None:
                self._arm(one, committer)
            try:
                report = committer.commit(decisions)
            except SafetyStop as error:
                demand(self._tampered and "was changed after it was written" in str(error), f"I9 {error}")
                self.facts["F20"] += 1
                return
            finally:
                self.world.at_post = self.world.at_request = lambda _: None
        demand(not self._tampered, "I9 a journal that was changed is trusted")
        self.reports.append(report)
        self.facts[f"stopped: {str(report.stopped)[:200]}" if report.stopped else "through"] += 1

    def _arm(self, one: Round, committer: Committer) -> None:
        def stop(number: int) -> None:
            if number == one.stop_at:
                committer.stop_requested = True

        at, machine = one.beside
        begun: list[int] = []

        def beside(number: int) -> None:
            if number == at and machine >= 0 and not begun:
                begun.append(number)
                self._commit_beside(one.machine, machine)

        self.world.at_post, self.world.at_request = stop, beside

    def _commit_beside(self, running: int, machine: int) -> None:
        """A second commit in the middle of the first; nothing goes wrong with it."""
        at_post, speaker, requests = self.world.at_post, self.world.machine, self.world.requests
        if machine == running:
            with suppress(LockHeld):
                self._commit(machine)
                raise Violation("I7 two commits on one journal at once")
            self.facts["F22"] += 1
        else:
            self.machines += [machine] if machine not in self.machines else []
            self.oracle.excuse_all()
            kept, plain = self.world.round, Round(lag_s=self.world.round.lag_s)
            strikes, self.world._strikes = self.world._strikes, []
            self.world.round = plain
            self._commit(machine)
            self.oracle.read_journal(machine)
            self.world.round, self.world._strikes = kept, strikes
            self.facts["beside"] += 1
        self.world.at_post, self.world.machine, self.world.requests = at_post, speaker, requests

    def _after(self, machine: int) -> None:
        """The process has ended: its journal is closed, and read by the oracle."""
        self.oracle.journal_failed = False
        if self._tampered:
            self._tampered = False
            self.world.path_of(0).write_bytes(self._copies[-1])
            return
        self.oracle.read_journal(machine)
        if machine == 0:
            self._copies.append(self.world.path_of(0).read_bytes())

    def _knows_its_space(self, machine: int) -> bool:
        path = self.world.path_of(machine)
        return path.exists() and any(kind == "space" for _, kind, _, _, _ in raw_events(path))

    def _states(self, machine: int) -> dict[str, str]:
        return self.oracle._states[machine]

    # ---------------------------------------------------------------------------------------------- misfortunes

    @contextmanager
    def _misfortunes(self, one: Round) -> Iterator[None]:
        """Crash points and a failing journal, for one commit."""
        left = [one.crash_at]

        def point(label: str) -> None:
            left[0] -= 1
            if left[0] == 0:
                self.labels.append(label)
                raise Crash(label)

        self._patch.setattr(seams, "crash_point", point)
        original = EventLog._append
        if one.journal_error_at:
            self._patch.setattr(EventLog, "_append", self._failing(original, one))
        try:
            yield
        finally:
            self._patch.setattr(EventLog, "_append", original)

    def _failing(self, original: Callable[..., list[Event]], one: Round) -> Callable[..., list[Event]]:
        left = [one.journal_error_at + 2]  # the first two record what was decided

        def append(log: EventLog, entries: Sequence[Any], *more: Any) -> list[Event]:
            left[0] -= log.path == self.world.path_of(one.machine)
            if left[0] == 0:
                self.facts["F19"] += 1
                self.oracle.journal_failed = True
                raise sqlite3.OperationalError("database or disk is full")
            return original(log, entries, *more)

        return append

    def _restore(self, at: int) -> None:
        """An older copy of the first machine's journal, or none (-1)."""
        path = self.world.path_of(0)
        if not self._copies or not path.exists():
            return
        for name in ("-wal", "-shm"):
            path.with_name(path.name + name).unlink(missing_ok=True)
        path.write_bytes(b"" if at < 0 else self._copies[at % len(self._copies)])
        if at < 0:
            path.unlink()
        self.oracle.journal_replaced(0)
        self.facts["restored" if at >= 0 else "lost"] += 1
        self._excuse_what_is_under_way()

    def _excuse_what_is_under_way(self) -> None:
        """What that journal alone knew of, and Kanbert does not show yet, nobody can know of."""
        if Personality.LIST_LAG in self.history.personalities or any(one.lag_s for one in self.history.rounds):
            self.oracle.excuse_all()
        waiting = {late.request.body_sha256 for late in self.world.sandbox._late}
        self.oracle.excused |= {token for token, digest, _, _ in self.oracle.posts if digest in waiting}

    def _tamper(self) -> None:
        path = self.world.path_of(0)
        if self._copies and path.exists() and b"proposals.csv" in path.read_bytes():
            content = path.read_bytes()
            self._copies.append(content)
            place = content.rindex(b"proposals.csv")
            path.write_bytes(content[:place] + b"PROPOSALS.csv" + content[place + 13 :])
            self._tampered = True


def _list(side: Side) -> Kind:
    return Kind.OUTGOING_INVOICE if side is Side.OUTGOING else Kind.INCOMING_INVOICE


def play(folder: Path, history: History) -> Played:
    """Raises Violation, or whatever the program should not have raised."""
    rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    played = Played(folder, history)
    played.play()
    return played
