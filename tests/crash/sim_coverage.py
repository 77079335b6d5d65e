"""What a set of histories has met: faults, rows of commit-protocol B5, edges of the state machine (simulation.md 6).

A row counts as reached when the journal, the report or the oracle shows its required behaviour, not when its cause was
only drawn.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from sim_oracle import struck
from sim_play import Played

from reconcile.kanbert.sandbox import Personality

#: Rows this simulation cannot reach, and the test that does.
ELSEWHERE = {
    "F18": "tests/unit/test_journal_log.py::test_every_commit_is_synced",
    "F30": "tests/unit/review/test_proposals_reading.py::test_a_changed_protected_cell_blocks_the_row_by_name",
    "F31": "tests/unit/review/test_proposals_reading.py::test_unknown_ids_refuse_the_file_and_are_named",
    "F32": "tests/unit/review/test_proposals_damage.py::test_known_damage_is_no_change",
    "F33": "tests/scenario/test_same_money_twice.py::test_a_statement_downloaded_again_under_its_old_name",
    "F34": "tests/scenario/test_statement_kinds.py::test_overlapping_statements",
    "F35": "tests/scenario/test_statement_kinds.py::test_another_format_of_the_same_day",
    "F36": "tests/unit/matching/knowing/test_matching_classify.py::test_a_return_is_for_a_person_whatever_it_names",
    "F37": "tests/unit/importers/test_importers_camt_balances.py::test_pending_entries_are_read_but_not_proved",
}
ROWS = frozenset(f"F{number}" for number in range(1, 51)) - ELSEWHERE.keys()

#: How the words of a change of state begin -> the row of B5 it belongs to.
_BY_WORDS = {
    "not sent: no connection": "F1",
    "no whole answer came back": "F2",
    "Kanbert stored payment": "F8",
    "Kanbert asked for a pause": "F9",
    "the token was refused": "F10",
    "the token may not post": "F11",
    "Kanbert refused it": "F12",
    "the address takes no payments": "F13",
    "Kanbert redirected": "F13",
    "acknowledged by Kanbert but missing": "F42",
    "given up after": "F48",
}
#: What stands anywhere in them.
_WITHIN = {
    "without a payment; it may": "F7",
    "Kanbert answered 4": "F14",
    "was changed to": "F26",
    "now belongs to": "F26",
    "replaced by a new decision": "F26",
    "is open": "F27",
    "not booked in Kanbert": "F27",
    "cancelled in Kanbert": "F27",
    "archived in Kanbert": "F27",
    "is no longer in Kanbert": "F28",
    "add up to": "F29",
    "was deleted in Kanbert": "F43",
    "no longer in Kanbert under its token": "F43",
    "a word this program does not know": "F50",
    "sum_gross": "F50",
}
#: What ended a run.
_BY_STOP = {
    "does not find payment": "F40",
    "finds payments for a reference that does not exist": "F40",
    "belongs to another Kanbert": "F46",
}
_BEFORE_J3 = ("J0 before", "J0 after", "J2 before", "J2 after", "facts before", "read-back before", "J3 before")
_UNDER_WAY = ("J3 after", "J4 before")
_AFTER_J4 = ("J4 after", "J5 before", "canary read back")
_PAGES = {Personality.ROWS_REPEATED, Personality.PAGE_SIZE_IGNORED, Personality.PAGE_SIZE_CAPPED}
_URLS = {Personality.HOSTILE_NEXT_URL, Personality.FOREIGN_URLS}


class Coverage:
    def __init__(self) -> None:
        self.histories = 0
        self.faults: Counter[str] = Counter()
        self.rows: Counter[str] = Counter()
        self.edges: Counter[tuple[str, str]] = Counter()
        self.offset_edges: Counter[tuple[str, str]] = Counter()
        self.labels: Counter[str] = Counter()  #: crash points at which it died
        self.ended: Counter[str] = Counter()
        self.commits = self.posts = self.offsets = self.requests = self.crashes = 0

    def add(self, played: Played) -> None:
        self.histories += 1
        self.faults += struck(played.world)
        self.rows += rows_of(played)
        self.edges += played.oracle.edges
        self.offset_edges += played.oracle.offsets.edges
        self.offsets += len(played.oracle.offsets.posts)
        self.labels += Counter(played.labels)
        self.ended += played.ended
        self.commits += len(played.reports)
        self.posts += len(played.oracle.posts)
        self.requests += played.world.requests_seen
        self.crashes += len(played.labels) + sum(
            number for kind, number in played.world.fired.items() if " die" in kind
        )

    def __str__(self) -> str:
        counters = (self.faults, self.rows, self.edges, self.offset_edges, self.labels)
        parts = (*(sorted(one.items()) for one in counters), self.ended)
        sums = f"{self.histories} histories, {self.commits} commits, {self.crashes} crashes"
        sums += f", {self.posts} POSTs of payments, {self.offsets} of offsets"
        return "\n".join([f"{sums}, {self.requests} requests", *map(str, parts)])


def rows_of(played: Played) -> Counter[str]:
    found: Counter[str] = Counter()
    for move in played.oracle.moves:
        found += _of_move(move)
    found += _of_posts(played)
    found += _of_reports(played)
    found += _of_world(played)
    found["F49"] += len(played.oracle.offsets.moves)
    for rows, labels in (("F15", _BEFORE_J3), ("F16", _UNDER_WAY), ("F17", _AFTER_J4)):
        found[rows] += sum(label in labels for label in played.labels)
    for name in ("F19", "F20", "F22", "F25"):
        found[name] += played.facts[name]
    return found


def _of_move(move: dict[str, Any]) -> Counter[str]:
    words = str(move["words"])
    rows = [row for beginning, row in _BY_WORDS.items() if words.startswith(beginning)]
    rows += [row for part, row in _WITHIN.items() if part in words and row not in rows]
    if move["step"] == "outcome" and 500 <= move["status"] <= 599:
        rows.append("F3")
    return Counter(set(rows))


def _of_posts(played: Played) -> Counter[str]:
    """What became of a POST whose fault the oracle knows."""
    found: Counter[str] = Counter()
    ends = {move["token"]: move["to"] for move in played.oracle.moves}
    times: Counter[tuple[str, str]] = Counter()
    makers: dict[str, set[int]] = {}
    for token, digest, strike, machine in played.oracle.posts:
        end = ends.get(token, "")
        found["F4"] += strike == "status_after" and end == "confirmed"
        found["F5"] += "zombie" in strike and end == "confirmed" and token not in played.oracle.excused
        found["F6"] += "zombie" in strike and token in played.oracle.excused and len(played.live.get(token, ())) > 1
        found["F16"] += strike.startswith("die")
        times[token, digest] += 1
        makers.setdefault(token, set()).add(machine)
    found["F23"] += sum(len(makers[token]) > 1 and len(played.live.get(token, ())) > 1 for token in makers)
    if "upgrade" in played.books.deeds_done:
        found["F47"] += sum(number > 1 for number in times.values())
    return found


def _of_reports(played: Played) -> Counter[str]:
    found: Counter[str] = Counter()
    for report in played.reports:
        stop = str(report.stopped or "")
        states = {row.state for row in report.rows}
        found.update({row for words, row in _BY_STOP.items() if words in stop})
        notes = " ".join(report.notes)
        found["F24"] += "stopped on request" in notes
        found["F21"] += "this journal did not send" in notes and "confirmed" in states
        read_failed = bool(report.stopped) and report.exit_code == 4 and "POST" not in stop
        found["F41"] += read_failed and bool(states & {"uncertain", "posted"})
        found["F45"] += "(401)" in stop and "confirmed" in states
        found["F49"] += sum("not posted by default" in row.words for row in report.offset_rows)
    return found


def _of_world(played: Played) -> Counter[str]:
    """What Kanbert was like, or people did, and everything came to its end all the same."""
    found: Counter[str] = Counter()
    world = played.world
    followed = world.pages_followed > 0 and played.ended["confirmed"] > 0
    found["F38"] += followed and bool(_PAGES & set(world.history.personalities))
    found["F39"] += followed and bool(_URLS & set(world.history.personalities))
    edited = {token for payment, token in played.oracle.by_hand.items() if not payment.startswith("same-")}
    to_people = {move["token"] for move in played.oracle.moves if move["to"] == "with a person"}
    found["F44"] += len(edited & to_people)
    return found
