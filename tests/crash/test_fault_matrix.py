"""18 faults of a POST x 6 faults of every read after it x first, middle, last row: table B5 to the letter.

The short form takes each pair of faults at one of the three rows, the nightly form all 324 cells:

    RECONCILE_LONG=1 python -m pytest tests/crash/test_fault_matrix.py
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import httpx
import pytest
from posting_world import (
    QUARANTINE_S,
    PostFault,
    World,
    answered_with,
    dropped_after,
    dropped_before,
    garbage_after,
    garbage_before,
    refused,
    status,
    three,
    timed_out_before,
    token,
    until_done,
    works,
    zombie,
)

ORDER = (2, 1, 3)  #: the lines of `three` as they are sent


@dataclass(frozen=True)
class Row:
    """What B5 asks for: the state while nothing can be read, the exit code, payments then, and the state in the end."""

    fault: PostFault
    state: str
    codes: tuple[int, ...]
    there: int
    end: str = "confirmed"
    again: bool = False  #: tried again in the same run, once the reads before it work


def timed_out_after(world: World, request: httpx.Request) -> httpx.Response:
    world.apply(request)
    return timed_out_before(world, request)


POSTS: dict[str, Row] = {
    "F1 no connection": Row(refused, "ready", (4, 5), 0, again=True),
    "F2 reset before": Row(dropped_before, "uncertain", (4, 5), 0),
    "F2 reset after": Row(dropped_after, "uncertain", (4, 5), 1),
    "F2 timeout before": Row(timed_out_before, "uncertain", (4, 5), 0),
    "F2 timeout after": Row(timed_out_after, "uncertain", (4, 5), 1),
    "F3 500": Row(status(500), "uncertain", (4, 5), 0),
    "F3 503": Row(status(503), "uncertain", (4, 5), 0),
    "F4 504 applied": Row(status(504, applied=True), "uncertain", (4, 5), 1),
    "F5 zombie": Row(zombie(300), "uncertain", (4, 5), 0),
    "F7 garbage": Row(garbage_before, "uncertain", (4, 5), 0),
    "F7 garbage applied": Row(garbage_after, "uncertain", (4, 5), 1),
    "F7 no id": Row(answered_with(id=None), "uncertain", (4, 5), 1),
    "F8 other value": Row(answered_with(value=1), "with a person", (5,), 1, end="with a person"),
    "F9 429": Row(status(429, retry_after="7"), "ready", (4, 5), 0, again=True),
    "F10 401": Row(status(401), "ready", (5,), 0),
    "F12 422": Row(status(422), "rejected", (1, 4, 5), 0, end="rejected"),
    "F13 302 applied": Row(status(302, applied=True), "uncertain", (5,), 1),
    "F14 409 applied": Row(status(409, applied=True), "uncertain", (4, 5), 1),
}


def half(content: bytes) -> Iterator[bytes]:
    yield content
    raise httpx.RemoteProtocolError("closed within the body")


class _Half(httpx.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        return half(b'{"data": [')


def lost(request: httpx.Request) -> httpx.Response | None:
    raise httpx.ConnectError("refused")


def silent(request: httpx.Request) -> httpx.Response | None:
    raise httpx.ReadTimeout("60 s")


def finds_nothing(request: httpx.Request) -> httpx.Response | None:
    if "reference" not in request.url.params.get("filter", ""):
        return None
    return httpx.Response(200, json={"data": [], "links": [], "meta": {"next_cursor": None}})


GETS: dict[str, Callable[[httpx.Request], httpx.Response | None]] = {
    "500": lambda _: httpx.Response(500, json={"message": "Server Error"}),
    "no connection": lost,
    "timeout": silent,
    "HTML": lambda _: httpx.Response(200, html="<h1>Good morning</h1>"),
    "half an answer": lambda _: httpx.Response(200, stream=_Half()),
    "finds nothing": finds_nothing,
}


def then_reads(fault: PostFault, read: Callable[[httpx.Request], httpx.Response | None]) -> PostFault:
    """From this POST on no read works."""

    def both(world: World, request: httpx.Request) -> httpx.Response:
        world.get_fault = read
        return fault(world, request)

    return both


def a_cell(folder: Path, post: str, get: str, place: int) -> None:
    row, blind = POSTS[post], get == "finds nothing"
    world = World(folder)
    decisions = three(world)
    victim = token(ORDER[place])
    world.post_faults = [*[None] * place, then_reads(row.fault, GETS[get])]
    report = world.commit(decisions)
    if blind and row.again:  # its absence before the next try is believed; its presence is not seen yet
        assert world.states()[victim] == "posted"
    else:
        assert world.states()[victim] == row.state, report
        assert len(world.ours().get(victim, ())) == row.there
        assert report.exit_code in row.codes, report
    assert blind or len(world.posts) == place + 1, "a POST without a read before it"
    world.get_fault = works
    world.pass_time(QUARANTINE_S + 1)
    final = until_done(world, decisions)
    assert world.states()[victim] == row.end, final
    assert {world.states()[token(one)] for one in ORDER if token(one) != victim} == {"confirmed"}
    assert {len(found) for found in world.ours().values()} == {1}, "double"
    assert len(world.ours().get(victim, ())) == (row.end != "rejected")
    assert final.exit_code == (0 if row.end == "confirmed" else 1)
    world.state.close()


def test_it_has_as_many_cells_as_it_says() -> None:
    assert (len(POSTS), len(GETS)) == (18, 6)


@pytest.mark.parametrize("post", POSTS)
def test_a_fault_of_a_post_and_of_every_read_after_it(tmp_path: Path, post: str) -> None:
    for number, get in enumerate(GETS):
        a_cell(tmp_path / str(number), post, get, (number + list(POSTS).index(post)) % 3)


@pytest.mark.long
@pytest.mark.parametrize("post", POSTS)
def test_the_whole_matrix(tmp_path: Path, post: str) -> None:
    for get, place in product(GETS, range(3)):
        a_cell(tmp_path / f"{place}-{list(GETS).index(get)}", post, get, place)
