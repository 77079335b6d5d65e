"""The routes of the review page. GET changes nothing; `guard` says who may ask at all; `Review` decides.

Handlers run on one event loop and talk to the journal without a break in between, so decisions come one after the
other. Only a PDF is fetched beside it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from importers.errors import Problem
from reconcile.errors import ReconcileError
from reconcile.language import Language
from reconcile.records import OpenItem, Side
from reconcile.review.finding import search
from reconcile.review.page import rendering
from reconcile.review.page.guard import HEADERS, MAX_BODY_BYTES, Guard
from reconcile.review.page.posted import Bulk, Malformed, Noted, Posted
from reconcile.review.page.rendering import FOLDER, Pen
from reconcile.review.page.review import Done, Line, Refused, Review, Standing
from reconcile.review.page.saving import Saved
from reconcile.review.page.viewing import Others, View, view

#: The invoice as its customer got it; None when Kanbert has none. May raise ReconcileError.
FetchPdf = Callable[[str], bytes | None]


@dataclass
class Page:
    """What the handlers share. It has no way to Kanbert but `fetch_pdf`, and none to post."""

    review: Review
    guard: Guard
    room: str  #: first part of every path: so the cookie goes to no other server of this machine
    language: Language
    save: Callable[[], Saved]
    fetch_pdf: FetchPdf | None
    stop: Callable[[], None] = field(default=lambda: None)
    failure: Exception | None = None
    fetching: asyncio.Lock = field(default_factory=asyncio.Lock)  #: the client is for serial use

    @property
    def pen(self) -> Pen:
        return Pen(self.language)

    @property
    def url(self) -> str:
        return f"http://{self.guard.host}/{self.room}/#{self.guard.invitation}"


def application(page: Page) -> ASGIApp:
    def bound(handler: Callable[[Page, Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        async def handle(request: Request) -> Response:
            return await _answered(page, request, handler)

        return handle

    routes = [
        Route("/", bound(_page), methods=["GET"]),
        Route("/lines/{line}", bound(_line), methods=["GET"]),
        Route("/search", bound(_search), methods=["GET"]),
        Route("/documents/{item}/pdf", bound(_pdf), methods=["GET"]),
        Route("/session", bound(_session), methods=["POST"]),
        Route("/lines/{line}", bound(_decide), methods=["POST"]),
        Route("/lines/{line}/note", bound(_note), methods=["POST"]),
        Route("/bulk", bound(_bulk), methods=["POST"]),
        Route("/undo", bound(_undo), methods=["POST"]),
        Route("/save", bound(_save), methods=["POST"]),
        Route("/finish", bound(_finish), methods=["POST"]),
        Route("/settings", bound(_settings), methods=["POST"]),
        Mount("/static", StaticFiles(directory=FOLDER / "static")),
    ]
    return _Guarded(Starlette(routes=[Mount(f"/{page.room}", routes=routes)]), page.guard)


class _Guarded:
    """In front of everything: refuses, limits the body, and puts the safety headers on every answer."""

    def __init__(self, inner: ASGIApp, guard: Guard) -> None:
        self._inner = inner
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        request = Request(scope)
        inner = self._inner
        if refused := self._guard.against(request.method, request.headers):
            inner = Response(refused, 403, media_type="text/plain")
        elif not request.headers.get("content-length", "0").isdigit() or "transfer-encoding" in request.headers:
            inner = Response("the length of the request is not said", 411, media_type="text/plain")
        elif int(request.headers.get("content-length", "0")) > MAX_BODY_BYTES:
            inner = Response("the request is too large", 413, media_type="text/plain")
        await inner(scope, receive, send_safely)


#: Paths that may be asked for without the cookie: nothing of the run is in them.
_PUBLIC = ("/session",)


async def _answered(page: Page, request: Request, handler: Callable[[Page, Request], Awaitable[Response]]) -> Response:
    """One handler, behind cookie and token, with refusals as answers and bugs remembered."""
    if (closed := _closed(page, request)) is not None:
        return closed
    try:
        return await handler(page, request)
    except Refused as refused:
        return _refusal(page, request, refused.problems, 409)
    except Malformed as error:
        return _plain(str(error), 400)
    except ReconcileError as error:
        return _refusal(page, request, error.problems, 502)
    except Exception as error:  # noqa: BLE001 - raised again when the server ends
        page.failure = error
        page.stop()
        return _plain("This is a bug in reconcile. What was decided up to now is in the journal.", 500)


def _closed(page: Page, request: Request) -> Response | None:
    """The answer to whoever has no cookie, or posts without the page's token."""
    path = request.url.path.removeprefix(f"/{page.room}")
    if path in _PUBLIC:
        return None
    if not page.guard.knows(request.cookies):
        return HTMLResponse(page.pen.render("enter.html"), 401) if path == "/" else _plain("not signed in", 401)
    if request.method == "POST" and not page.guard.is_token(request.headers.get("x-csrf-token", "")):
        return _plain("the page's token is missing", 403)
    return None


def _plain(text: str, status: int) -> Response:
    return Response(text, status, media_type="text/plain")


def _refusal(page: Page, request: Request, problems: Iterable[Problem], status: int) -> Response:
    """Beside the line, in words; and the line as it stands now, in case it moved on."""
    content: dict[str, Any] = {"problems": [page.pen.problem(one) for one in problems]}
    line_id = request.path_params.get("line", "")
    if line_id in {one.proposal_id for one in page.review.proposals}:
        content["lines"] = {line_id: rendering.queue_item(page.pen, page.review.line(line_id))}
    return JSONResponse(content, status)


# ---------------------------------------------------------------------------------------------------------- reading


async def _page(page: Page, request: Request) -> Response:
    lines = page.review.lines()
    wanted = request.query_params.get("line", "")
    known = {line.line_id: line for line in lines}
    first = known.get(wanted) or next(
        (one for one in lines if one.standing is Standing.OPEN), lines[0] if lines else None
    )
    shown = _view(page, first) if first else None
    return HTMLResponse(rendering.page(page.pen, page.review, page.guard.csrf, shown))


def _view(page: Page, line: Line, chosen: OpenItem | None = None) -> View:
    others = Others(page.review.claimed(line.proposal), page.review.taken(line.proposal))
    return view(line, page.review.items, others, chosen)


def _detail(page: Page, line_id: str, chosen: OpenItem | None = None) -> str:
    return rendering.detail(page.pen, page.review, _view(page, page.review.line(line_id), chosen))


async def _line(page: Page, request: Request) -> Response:
    choose = request.query_params.get("choose", "")
    chosen = page.review.items.get(choose)
    if choose and chosen is None:
        sentence = "this invoice is not among the open items of the run"
        raise Refused(Problem("page", sentence, "search for it again", code="page-invoice-unknown"))
    return HTMLResponse(_detail(page, request.path_params["line"], chosen))


async def _search(page: Page, request: Request) -> Response:
    proposal = page.review.line(request.query_params.get("line", "")).proposal
    amount = proposal.line.transaction.amount_minor
    side = Side.OUTGOING if amount > 0 else Side.INCOMING
    items = [item for item in page.review.run.items if item.side is side and item.number]
    found = search(items, request.query_params.get("words", "")[:200], near_minor=amount)
    return HTMLResponse(rendering.hits(page.pen, found, proposal))


async def _pdf(page: Page, request: Request) -> Response:
    """Only invoices of this run; only what begins like a PDF; shown by the browser, never taken for a page of ours."""
    item = page.review.items.get(request.path_params["item"])
    if item is None or item.side is not Side.OUTGOING:
        return _message(page, page.pen.words("no_pdf"), 404)
    if page.fetch_pdf is None:
        return _message(page, page.pen.words("no_token"), 409)
    try:
        async with page.fetching:
            content = await asyncio.to_thread(page.fetch_pdf, item.item_id)
    except ReconcileError as error:
        return _message(page, " ".join(page.pen.core(f"{one}") for one in error.problems), 502)
    if content is None or not content.startswith(b"%PDF-"):
        return _message(page, page.pen.words("no_pdf"), 404)
    name = "".join(char for char in item.number if char.isascii() and (char.isalnum() or char in "-_")) or "invoice"
    return Response(
        content, media_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'}
    )


def _message(page: Page, text: str, status: int) -> Response:
    return HTMLResponse(page.pen.render("message.html", text=text, up="../../"), status)


# --------------------------------------------------------------------------------------------------------- deciding


async def _posted(request: Request) -> Any:
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError):
        raise Malformed("the body is not JSON") from None


async def _session(page: Page, request: Request) -> Response:
    body = await _posted(request)
    invitation = body.get("invitation") if isinstance(body, dict) else None
    if not isinstance(invitation, str) or not page.guard.admit(invitation):
        return _plain("this invitation is not valid, or was used", 403)
    answer = Response(status_code=204)
    answer.set_cookie(
        page.guard.cookie_name, page.guard.cookie, path=f"/{page.room}/", httponly=True, samesite="strict"
    )
    return answer


async def _decide(page: Page, request: Request) -> Response:
    line_id = request.path_params["line"]
    posted = Posted.read(await _posted(request), page.review.items)
    done = page.review.answer(line_id, posted.said, posted.version)
    key = "said_yes" if posted.said.approved else "said_no"
    words = rendering.decided_words(page.pen, done.decisions[0])
    following = posted.next or line_id
    return _done(page, done, page.pen.words(key, line=words), following)


async def _note(page: Page, request: Request) -> Response:
    """Beside a line, before or after its answer: nobody loses what they wrote by going on to another line."""
    line_id = request.path_params["line"]
    posted = Noted.read(await _posted(request))
    page.review.note(line_id, posted.note, posted.version)
    line = page.review.line(line_id)
    key = ("note_recorded" if line.decision else "note_kept") if posted.note.strip() else "note_gone"
    return JSONResponse({"say": page.pen.words(key), "version": line.version})


async def _undo(page: Page, request: Request) -> Response:
    await _posted(request)
    done = page.review.undo()
    if not done.decisions:
        return JSONResponse({"say": page.pen.words("undo_none")})
    shown = page.review.id_of(done.decisions[0])
    if len(done.decisions) == 1:
        line = rendering.line_words(page.pen, page.review.line(shown).proposal)
        return _done(page, done, page.pen.words("undone", line=line), shown)
    return _done(page, done, page.pen.words("undone_bulk", count=len(done.decisions)), shown)


async def _bulk(page: Page, request: Request) -> Response:
    """First the question with count and sum; confirmed it is done, unless something moved in between."""
    posted = Bulk.read(await _posted(request))
    chosen = page.review.sure(posted.lines)
    if not posted.confirmed:
        ids = [one.proposal_id for one in chosen]
        return JSONResponse({"html": rendering.bulk(page.pen, chosen), "confirmed": ids})
    done = page.review.approve(posted.confirmed, posted.lines)
    return _done(page, done, page.pen.words("said_bulk", count=len(done.decisions)), "")


def _done(page: Page, done: Done, say: str, following: str) -> Response:
    changed = [page.review.id_of(one) for one in done.decisions]
    lines = {line_id: rendering.queue_item(page.pen, page.review.line(line_id)) for line_id in changed}
    content = {"say": say, "lines": lines, "progress": rendering.progress(page.pen, page.review.lines())}
    if following:
        content |= {"id": following, "line": _detail(page, following)}
    return JSONResponse(content)


# ----------------------------------------------------------------------------------------------------------- around


async def _save(page: Page, request: Request) -> Response:
    await _posted(request)
    saved = _saved(page)
    return JSONResponse({"say": f"{page.pen.words('saved', path=saved.path.name)} {_unsaid(page, saved)}".strip()})


async def _finish(page: Page, request: Request) -> Response:
    await _posted(request)
    saved = _saved(page)
    page.stop()
    standings = [line.standing for line in page.review.lines()]
    values = {
        "path": saved.path,
        "unsaid": _unsaid(page, saved),
        "approved": Standing.YES in standings,
        "waiting": Standing.OPEN in standings,
        "run_id": page.review.run.run_id,
    }
    return HTMLResponse(page.pen.render("finished.html", **values))


def _saved(page: Page) -> Saved:
    try:
        return page.save()
    except OSError as error:
        sentence, remedy = (
            "the proposals file cannot be written",
            "close it in the spreadsheet, or free some space, and try again",
        )
        raise Refused(Problem("page", sentence, remedy, error.strerror or "", code="page-file-unwritable")) from error


def _unsaid(page: Page, saved: Saved) -> str:
    lines = ", ".join(rendering.line_words(page.pen, one) for one in saved.unsaid)
    return page.pen.words("unsaid", list=lines) if lines else ""


async def _settings(page: Page, request: Request) -> Response:
    body = await _posted(request)
    language = body.get("language") if isinstance(body, dict) else None
    if language not in tuple(Language):
        raise Malformed("no such language")
    page.language = Language(language)
    return JSONResponse({})
