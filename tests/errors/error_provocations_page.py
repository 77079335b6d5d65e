"""How the refusals of the review page are provoked: the real verb, and a browser that asks over HTTP."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any, Self

import httpx
from error_scene import Scene

#: Code → what a person does on the page, how it is done, and what the page answers.
ON_PAGE: dict[str, tuple[str, Callable[[Scene], dict[str, str]]]] = {}


class Window:
    """The open page, as the browser has it."""

    def __init__(self, url: str) -> None:
        room, _, invitation = url.partition("#")
        origin = room.rsplit("/", 2)[0]
        self._http = httpx.Client(base_url=room, headers={"Origin": origin}, trust_env=False, timeout=30)
        self._http.post("session", json={"invitation": invitation}).raise_for_status()
        found = re.search(r'name="csrf" content="(\w+)"', self.get(""))
        assert found
        self._http.headers["X-CSRF-Token"] = found[1]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(self, path: str) -> str:
        return self._http.get(path).text

    def post(self, path: str, body: object) -> Any:
        return self._http.post(path, json=body).json()

    def lines(self, light: str) -> list[str]:
        """Ids of the lines with this light, as they stand on the page."""
        items = re.findall(r"<li[^>]*>", self.get(""))
        return [found[1] for one in items if f'data-light="{light}"' in one and (found := _ID.search(one))]

    def approve(self, line: str) -> Any:
        """As one who saw the line when nobody had decided it."""
        said = {"approved": True, "parts": None, "rest_kind": "", "note": "", "version": 0, "next": ""}
        return self.post(f"lines/{line}", said)


_ID = re.compile(r'data-id="(P-\w+)"')


def refused(answer: Any) -> dict[str, str]:
    (problem,) = answer["problems"]
    return dict(problem)


def on_page(code: str, deed: str) -> Callable[[Callable[[Scene], dict[str, str]]], Callable[[Scene], dict[str, str]]]:
    def register(provoke: Callable[[Scene], dict[str, str]]) -> Callable[[Scene], dict[str, str]]:
        ON_PAGE[code] = deed, provoke
        return provoke

    return register


def with_window(scene: Scene, act: Callable[[Window], Any], *argv: str) -> dict[str, str]:
    def person(url: str) -> Any:
        with Window(url) as window:
            return act(window)

    answer, _, _ = scene.review(person, *argv)
    return refused(answer)


@on_page("page-line-unknown", "A window that was left open asks for a line of an earlier run.")
def line_unknown(scene: Scene) -> dict[str, str]:
    scene.proposals()
    return with_window(scene, lambda window: json.loads(window.get("lines/P-BCDFGHJKLMNPQR")))


@on_page("page-decided-elsewhere", "Two windows show a line; both say yes.")
def decided_elsewhere(scene: Scene) -> dict[str, str]:
    scene.proposals()

    def act(window: Window) -> Any:
        line = window.lines("sure")[0]
        window.approve(line)
        return window.approve(line)

    return with_window(scene, act)


@on_page("page-count-changed", "All sure lines are counted; before that is confirmed, another window says yes to one.")
def count_changed(scene: Scene) -> dict[str, str]:
    scene.proposals()

    def act(window: Window) -> Any:
        lines = window.lines("sure")
        counted = window.post("bulk", {"lines": lines, "confirmed": []})["confirmed"]
        window.approve(lines[0])
        return window.post("bulk", {"lines": lines, "confirmed": counted})

    return with_window(scene, act)


@on_page("page-settled", "The line was posted; somebody says yes to it again.")
def settled(scene: Scene) -> dict[str, str]:
    scene.kanbert()
    scene.approved()
    scene.call("commit", "proposals.csv", "--yes", "--quarantine", "2")
    return with_window(scene, lambda window: window.approve(window.lines("sure")[0]))


@on_page("page-superseded", "The statement was run again; somebody decides on the page of the first run.")
def superseded(scene: Scene) -> dict[str, str]:
    scene.proposals()
    _, said = scene.call("status", "--json")
    (first,) = set(re.findall(r"R-[B-Z]{10}", said))
    scene.call("run", scene.statement(), "--snapshot", "kanbert", "--today", "2026-04-02")
    return with_window(scene, lambda window: window.approve(window.lines("sure")[0]), first)


@on_page("page-invoice-unknown", "An invoice is chosen that the run did not know.")
def invoice_unknown(scene: Scene) -> dict[str, str]:
    scene.proposals()
    return with_window(scene, lambda window: json.loads(window.get(f"lines/{window.lines('sure')[0]}?choose=absent")))


@on_page(
    "journal-closed", "Another program kept the journal locked when a line was decided; somebody decides the next."
)
def journal_closed(scene: Scene) -> dict[str, str]:
    scene.proposals()

    def act(window: Window) -> Any:
        lines = window.lines("sure")
        with closing(sqlite3.connect(scene.folder / "journal.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert refused(window.approve(lines[0]))["code"] == "journal-disk"
        return window.approve(lines[1])

    return with_window(scene, act)


@on_page("page-file-unwritable", "The page is to write the file where no file can be.")
def file_unwritable(scene: Scene) -> dict[str, str]:
    scene.proposals()
    target = f"{scene.write('books', 'a file, not a folder')}/proposals.csv"
    return with_window(scene, lambda window: window.post("save", {}), "--out", target)
