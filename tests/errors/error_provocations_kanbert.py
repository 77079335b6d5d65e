"""How errors are provoked that need a Kanbert: its answers to a run, and a commit that is stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count

from error_provocations import provokes
from error_scene import GIRO, Scene, Twist, straight

from reconcile.kanbert.exact_json import loads
from reconcile.kanbert.sandbox import Kind, Request, Response, State
from reconcile.kanbert.sandbox.exact_json import encode
from reconcile.kanbert.sandbox.faults import Fault, FaultKind

# ------------------------------------------------------------------------------------------------- Kanbert's answers


def answered(code: str, fault: str) -> None:
    """A run while every read is answered like this."""

    def provoke(scene: Scene) -> Sequence[str]:
        scene.kanbert(f"{fault},method=GET,rate=1")
        return ("run", scene.statement())

    provokes(code)(provoke)


answered("kanbert-busy", "status_before(503)")
answered("kanbert-redirect", "status_before(302)")
answered("kanbert-address", "status_before(404)")
answered("kanbert-scope", "status_before(403)")
answered("kanbert-question", "status_before(422)")
answered("kanbert-status", "status_before(418)")
answered("kanbert-answer", "garbage_before")


@provokes("kanbert-token")
def kanbert_token(scene: Scene) -> Sequence[str]:
    scene.kanbert()
    scene.environment["KANBERT_TOKEN"] = "revoked"
    return ("run", scene.statement())


@provokes("kanbert-silent")
def kanbert_silent(scene: Scene) -> Sequence[str]:
    scene.environment |= {"KANBERT_TOKEN": "practice", "KANBERT_BASE_URL": "http://127.0.0.1:9/api/v1"}
    return ("run", scene.statement())


@provokes("kanbert-certificate")
def kanbert_certificate(scene: Scene) -> Sequence[str]:
    """Something answers there, without TLS."""
    scene.kanbert()
    scene.environment["KANBERT_BASE_URL"] = scene.environment["KANBERT_BASE_URL"].replace("http:", "https:")
    return ("run", scene.statement())


@provokes("kanbert-endless-list")
def kanbert_endless_list(scene: Scene) -> Sequence[str]:
    page = b'{"data": [{"id": "1"}], "meta": {"next_cursor": "again"}}'
    scene.kanbert(Fault(kind=FaultKind.STATUS_BEFORE, status=200, method="GET", body=page))
    return ("run", scene.statement())


@provokes("kanbert-changing-list")
def kanbert_changing_list(scene: Scene) -> Sequence[str]:
    """Each reading of the payments lacks another one."""
    lacking = count()

    def restless(state: State, request: Request, answer: Callable[[], Response]) -> Response:
        response = answer()
        if request.path != "/api/v1/payments" or not request.query:
            return response
        page = loads(response.body)
        if page["data"]:
            page["data"].pop(next(lacking) % len(page["data"]))
        return replace(response, body=encode(page).encode())

    scene.kanbert(twist=restless)
    return ("run", scene.statement())


@provokes("run-file-changed")
def run_file_changed(scene: Scene) -> Sequence[str]:
    """Somebody saves the file again while Kanbert is asked."""
    path = scene.folder / scene.statement()
    content = path.read_bytes()

    def meanwhile(state: State, request: Request, answer: Callable[[], Response]) -> Response:
        path.write_bytes(content + b"\n")
        return answer()

    scene.kanbert(twist=meanwhile)
    return ("run", path.name)


# ------------------------------------------------------------------------------------------------------------- commit

_COMMIT = ("commit", "proposals.csv", "--yes", "--quarantine", "2")


def posted(code: str, *faults: Fault, personality: str = "", twist: Twist = straight) -> None:
    """A commit of what was approved, to a Kanbert that is not as it should be."""

    def provoke(scene: Scene) -> Sequence[str]:
        scene.call("approve", scene.proposals(), "--sure", "--yes")
        scene.kanbert(*faults, personality=personality, twist=twist)
        return _COMMIT

    provokes(code)(provoke)


posted("control-query", personality="filter-empty")
posted("control-direction", personality="payment-type-swapped")
posted("control-bookings", personality="bookings-missing")


@provokes("commit-other-kanbert")
def commit_other_kanbert(scene: Scene) -> Sequence[str]:
    scene.kanbert()
    scene.approved()
    scene.environment["KANBERT_BASE_URL"] = scene.environment["KANBERT_BASE_URL"].replace("127.0.0.1", "localhost")
    return _COMMIT


@provokes("commit-refusals")
def commit_refusals(scene: Scene) -> Sequence[str]:
    scene.kanbert("status_before(422),method=POST,rate=1")
    scene.approved()
    return _COMMIT


@provokes("commit-running")
def commit_running(scene: Scene) -> Sequence[str]:
    from reconcile.journal import Journal
    from reconcile.posting.lock import only_commit
    from reconcile.seams import SystemClock

    scene.kanbert()
    scene.approved()
    with Journal(scene.folder / "journal.sqlite3", clock=SystemClock(), read_only=True) as journal:
        scene.open.enter_context(only_commit(journal.lock_path, SystemClock()))
    return _COMMIT


def _another_document(state: State, request: Request, answer: Callable[[], Response]) -> Response:
    asked = request.path.rpartition("/")[2]
    response = answer()
    if request.path != f"/api/v1/outgoing-invoices/{asked}":
        return response
    return replace(response, body=response.body.replace(f'"{asked}"'.encode(), b'"another"'))


def _forgotten(state: State, request: Request, answer: Callable[[], Response]) -> Response:
    """The payment is stored, the invoice stays as it was."""
    before = [dict(one) for one in state.documents(Kind.OUTGOING_INVOICE)]
    response = answer()
    if request.method == "POST":
        for document in before:
            state.replace(Kind.OUTGOING_INVOICE, document)
    return response


_RETRY_LATER = Fault(kind=FaultKind.STATUS_BEFORE, status=429, headers={"Retry-After": "600"})

posted("commit-later", _RETRY_LATER)
posted("commit-stopped", Fault(kind=FaultKind.STATUS_BEFORE, status=403))
posted("commit-person", Fault(kind=FaultKind.GARBAGE_AFTER), personality="date-day-later")
posted("first-payment-unseen", personality="list-lag")
posted("first-payment-unmoved", twist=_forgotten)
posted("kanbert-other-document", twist=_another_document)


@provokes("control-nothing-to-search")
def control_nothing_to_search(scene: Scene) -> Sequence[str]:
    scene.write(f"{scene.snapshot()}/payments.jsonl", "")
    scene.statement()
    scene.call("run", GIRO, "--snapshot", "kanbert", "--today", "2026-04-01")
    scene.call("approve", "proposals.csv", "--sure", "--yes")
    scene.kanbert(Fault(kind=FaultKind.DROP_AFTER))
    return _COMMIT


@provokes("kanbert-id")
def kanbert_id(scene: Scene) -> Sequence[str]:
    """The id of an invoice that is paid in the statement would lead to another path."""
    path = scene.folder / scene.snapshot() / "outgoing-invoices.jsonl"
    rows = path.read_text(encoding="utf-8").splitlines()
    paid = next(place for place, row in enumerate(rows) if '"RE-2026-0010"' in row)
    rows[paid] = '{"id": "..",' + rows[paid].partition(",")[2]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    scene.statement()
    scene.call("run", GIRO, "--snapshot", "kanbert", "--today", "2026-04-01")
    scene.call("approve", "proposals.csv", "--sure", "--yes")
    scene.kanbert()
    return _COMMIT


# ------------------------------------------------------------------------------------------------------ credit offsets


def offset(code: str, status: int) -> None:
    """A commit of the netted payment, whose offset is answered like this."""

    def netted(rows: list[dict[str, str]]) -> None:
        for row in rows:
            row["decision"] = "yes" if row["kind"] == "netting" else ""

    def provoke(scene: Scene) -> Sequence[str]:
        scene.edited(netted, "")
        scene.kanbert(Fault(kind=FaultKind.STATUS_BEFORE, status=status, path_ending="-credit"))
        return (*_COMMIT, "--credit-offsets")

    provokes(code)(provoke)


offset("offset-not-sent", 429)
offset("offset-stopped", 403)
