"""The client against a pretended transport: paging, patience, the origin guard, and what becomes of a POST."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest

from reconcile.errors import KanbertUnavailable, ReconcileError, SafetyStop, SettingsError
from reconcile.kanbert import client as client_module
from reconcile.kanbert import pages
from reconcile.kanbert.answers import Delivery, Heard, PostAnswer
from reconcile.kanbert.client import Condition, KanbertClient
from reconcile.kanbert.lists import Listing, ListName
from reconcile.kanbert.origin import check_token
from reconcile.kanbert.refusals import QuestionRefused, ScopeMissing, TokenRefused
from reconcile.records import Side
from reconcile.seams import FixedClock

REMOTE = "https://api.kanbert.example/api/v1"
LOCAL = "http://127.0.0.1:8765/api/v1"
TOKEN = "sentinel-7f3c9b-token"
START = datetime(2026, 3, 2, 9, tzinfo=UTC)

Handler = Callable[[httpx.Request], httpx.Response]


def page(rows: list[Any], next_cursor: Any = None, **meta: Any) -> dict[str, Any]:
    return {"data": rows, "links": [], "meta": {"per_page": 100, "next_cursor": next_cursor, **meta}}


class Fake:
    """A transport that remembers what it was asked and answers in turn; the last answer repeats."""

    def __init__(self, *answers: httpx.Response | Exception | Handler) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, httpx.Response) else answer(request)


def a_client(fake: Handler, base_url: str = REMOTE, clock: FixedClock | None = None) -> KanbertClient:
    return KanbertClient(base_url, TOKEN, clock=clock or FixedClock(START), transport=httpx.MockTransport(fake))


def ok(content: Any, **headers: str) -> httpx.Response:
    return httpx.Response(200, json=content, headers=headers)


# --------------------------------------------------------------------------------------------------------------- asking


def test_a_read_carries_token_accept_and_user_agent() -> None:
    fake = Fake(ok(page([])))
    a_client(fake).payment_accounts()
    request = fake.requests[0]
    assert str(request.url.copy_with(query=None)) == f"{REMOTE}/payment-accounts"
    assert request.headers["Authorization"] == f"Bearer {TOKEN}"
    assert request.headers["Accept"] == "application/json"
    assert request.headers["User-Agent"].startswith("kanbert-reconcile/")
    assert "sort" not in request.url.params


def test_conditions_are_sent_as_one_compact_json_array() -> None:
    fake = Fake(ok(page([])))
    a_client(fake).payments(Condition("reference", "contains", "KR1-A"), Condition("archived", "eq", "with"))
    assert fake.requests[0].url.params["filter"] == (
        '[{"field":"reference","op":"contains","value":"KR1-A"},{"field":"archived","op":"eq","value":"with"}]'
    )


def test_numbers_keep_their_digits() -> None:
    fake = Fake(httpx.Response(200, text='{"data":[{"id":"a","value":0.10},{"id":"b","value":7}],"meta":{}}'))
    first, second = a_client(fake).payments()
    assert str(first["value"]) == "0.10"
    assert isinstance(first["value"], Decimal)
    assert second["value"] == 7


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        (Condition("reference", "contains", "KR1-A"), ["a"]),
        (Condition("reference", "eq", "kr1-a rent"), []),
        (Condition("outgoing_invoice.id", "eq", "inv-1"), ["a", "d"]),
        (Condition("incoming_invoice.id", "eq", "inc-9"), ["a", "d"]),
        (Condition("payment_account.id", "in", ("acc-1", "acc-2")), ["a", "b", "c", "d"]),
        (Condition("payment_account.id", "nin", ("acc-1", "acc-2")), ["c", "d"]),
        (Condition("date_of_payment", "gte", "2026-03-01"), ["b", "c", "d"]),
        (Condition("archived", "eq", "only"), ["b", "c", "d"]),
        (Condition("archived", "eq", "with"), ["a", "b", "c", "d"]),
        (Condition("archived", "eq", "without"), ["a", "c", "d"]),
        (Condition("iban", "isnull"), ["b", "c", "d"]),
    ],
)
def test_what_visibly_fails_a_condition_never_reaches_the_caller(condition: Condition, kept: list[str]) -> None:
    """The server ignores every filter (U9); a field an object does not show cannot be judged and keeps its row."""
    rows: list[dict[str, Any]] = [
        {
            "id": "a",
            "reference": "KR1-A rent",
            "iban": "DE1",
            "date_of_payment": "2026-02-28",
            "deleted_at": None,
            "payment_account": {"id": "acc-1"},
            "bookings": [{"outgoing_invoice_id": "inv-0"}, {"outgoing_invoice_id": "inv-1"}],
        },
        {
            "id": "b",
            "reference": "kr1-a",
            "iban": None,
            "date_of_payment": "2026-03-01T10:00:00Z",
            "deleted_at": "2026-03-02T00:00:00Z",
            "payment_account": {"id": "acc-2"},
            "bookings": [{"outgoing_invoice_id": "inv-2", "incoming_invoice_id": None}],
        },
        {"id": "c", "reference": None, "bookings": [{"outgoing_invoice_id": None, "incoming_invoice_id": "inc-1"}]},
        {"id": "d", "reference": "x"},
    ]
    found = a_client(Fake(ok(page(rows)))).payments(condition)
    assert [row["id"] for row in found] == kept


# --------------------------------------------------------------------------------------------------------------- paging


def test_pages_follow_only_the_cursor_and_keep_filter_and_size() -> None:
    hostile = {"next_page_url": "https://evil.example/p2", "next_cursor_url": "https://evil.example/p2", "path": "x"}
    fake = Fake(ok(page([{"id": "a"}], "c1", **hostile)), ok(page([{"id": "b"}, {"id": "a"}], None, **hostile)))
    rows = a_client(fake).payments(Condition("type", "eq", "in"))
    assert [row["id"] for row in rows] == ["a", "b"]
    assert {request.url.host for request in fake.requests} == {"api.kanbert.example"}
    assert [request.url.params.get("page[cursor]") for request in fake.requests] == [None, "c1"]
    assert {request.url.params["filter"] for request in fake.requests} == {'[{"field":"type","op":"eq","value":"in"}]'}
    assert {request.url.params["page[size]"] for request in fake.requests} == {"100"}


def test_a_repeated_row_is_listed_once_in_its_later_state() -> None:
    fake = Fake(ok(page([{"id": "a", "n": 1}, {"id": "b"}], "c1")), ok(page([{"id": "a", "n": 2}, {"id": "c"}])))
    assert [(row["id"], row.get("n")) for row in a_client(fake).payments()] == [("a", 2), ("b", None), ("c", None)]


def test_rows_without_an_id_are_kept() -> None:
    assert len(a_client(Fake(ok(page([{"x": 1}, {"x": 2}, {"id": None}])))).payments()) == 3


def test_a_repeated_cursor_stops() -> None:
    counter = iter(range(1000))
    fake = Fake(lambda _: ok(page([{"id": str(next(counter))}], "same")))
    with pytest.raises(SafetyStop, match=r"GET /payments, page 2: the same cursor came twice"):
        a_client(fake).payments()


def test_a_cursor_cycle_of_two_stops() -> None:
    counter = iter(range(1000))
    fake = Fake(lambda _: ok(page([{"id": str(n := next(counter))}], f"c{n % 2}")))
    with pytest.raises(SafetyStop, match="the same cursor"):
        a_client(fake).payments()
    assert len(fake.requests) == 3


def test_pages_that_bring_nothing_new_stop() -> None:
    counter = iter(range(1000))
    fake = Fake(lambda _: ok(page([{"id": "a"}], f"c{next(counter)}")))
    with pytest.raises(SafetyStop, match="nothing new"):
        a_client(fake).payments()


def test_a_list_without_an_end_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MAX_PAGES", 7)
    counter = iter(range(1000))
    fake = Fake(lambda _: ok(page([{"id": str(n := next(counter))}], f"c{n}")))
    with pytest.raises(SafetyStop, match="no end after 7 pages"):
        a_client(fake, LOCAL).payments()
    assert len(fake.requests) == 7


@pytest.mark.parametrize(
    "content",
    [
        [],
        {"data": []},
        {"meta": {}},
        {"data": {}, "meta": {}},
        {"data": [], "meta": []},
        {"data": ["x"], "meta": {}},
        page([], 5),
        page([], ""),
        "text",
        None,
    ],
)
def test_what_is_no_page_is_never_taken_for_an_empty_list(content: Any) -> None:
    with pytest.raises(KanbertUnavailable, match="GET /payments, page 1"):
        a_client(Fake(ok(content))).payments()


@pytest.mark.parametrize(
    "body",
    [
        b"<html>maintenance</html>",
        b"",
        b'{"data":[{"id":"a","value":NaN}],"meta":{}}',
        b'{"data":[{"id":"a","value":Infinity}],"meta":{}}',
        b'{"data":[{"id":"a","value":1e99999999999999999999}],"meta":{}}',
        b'{"data":[' + b"[" * 100_000 + b"]" * 100_000 + b'],"meta":{}}',
        b'{"data":[' + b"[" * 90 + b"]" * 90 + b'],"meta":{}}',
        b'{"data":[' + b"9" * 5000 + b'],"meta":{}}',
        b'{"data":[{"id":"\xff"}],"meta":{}}',
    ],
)
def test_bodies_that_are_no_usable_json_are_refused(body: bytes) -> None:
    with pytest.raises(KanbertUnavailable, match="not usable JSON"):
        a_client(Fake(httpx.Response(200, content=body))).payments()


def test_a_page_of_html_is_passed_over() -> None:
    """A proxy's page with status 200 in front of the answer."""
    fake = Fake(httpx.Response(200, content=b"<html>"), ok(page([{"id": "a"}])))
    assert [row["id"] for row in a_client(fake).payments()] == ["a"]
    assert len(fake.requests) == 2


def test_a_body_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "MAX_BODY_BYTES", 1000)
    fake = Fake(lambda _: httpx.Response(200, content=(b"x" * 100 for _ in range(1000))))
    with pytest.raises(KanbertUnavailable, match="longer than 1000 bytes"):
        a_client(fake, LOCAL).payments()


def test_a_dripping_body_is_given_up() -> None:
    clock = FixedClock(START)

    def drip() -> Iterator[bytes]:
        while True:
            clock.sleep(10)
            yield b" "

    fake = Fake(lambda _: httpx.Response(200, content=drip()))
    with pytest.raises(KanbertUnavailable, match="not complete"):
        a_client(fake, LOCAL, clock).payments()


# ------------------------------------------------------------------------------------------------------------- patience


@pytest.mark.parametrize(
    "failure",
    [
        httpx.ConnectError("no route"),
        httpx.ConnectTimeout("slow"),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("cut"),
        httpx.Response(429),
        httpx.Response(500, json={"message": "Server Error"}),
        httpx.Response(503, text="<html>"),
    ],
)
def test_reads_are_tried_again_and_then_succeed(failure: httpx.Response | Exception) -> None:
    fake, clock = Fake(failure, failure, ok(page([{"id": "a"}]))), FixedClock(START)
    assert len(a_client(fake, REMOTE, clock).payments()) == 1
    assert len(fake.requests) == 3
    assert clock.now() - START == timedelta(seconds=5)  # 1 + 4


def test_reads_give_up_after_four_tries_and_never_return_an_empty_list() -> None:
    fake, clock = Fake(httpx.ConnectError("no route to host")), FixedClock(START)
    with pytest.raises(KanbertUnavailable, match=f"ConnectError: no route to host.*{REMOTE} does not answer"):
        a_client(fake, REMOTE, clock).payments()
    assert len(fake.requests) == 4
    assert clock.now() - START == timedelta(seconds=15)


def test_waits_against_this_machine_are_short() -> None:
    fake, clock = Fake(httpx.Response(429, headers={"Retry-After": "60"})), FixedClock(START)
    with pytest.raises(KanbertUnavailable, match="HTTP 429"):
        a_client(fake, LOCAL, clock).payments()
    assert len(fake.requests) == 4
    assert clock.now() - START <= timedelta(seconds=0.6)


def test_retry_after_is_obeyed_in_seconds_and_as_a_date() -> None:
    at = "Mon, 02 Mar 2026 09:01:40 GMT"  # 100 s after START, 70 s after the first wait
    fake = Fake(
        httpx.Response(429, headers={"Retry-After": "30"}),
        httpx.Response(429, headers={"Retry-After": at}),
        ok(page([])),
    )
    clock = FixedClock(START)
    assert a_client(fake, REMOTE, clock).payments() == []
    assert clock.now() - START == timedelta(seconds=100)


def test_a_retry_after_beyond_two_minutes_ends_the_run_at_once() -> None:
    fake, clock = Fake(httpx.Response(429, headers={"Retry-After": "121"})), FixedClock(START)
    with pytest.raises(KanbertUnavailable):
        a_client(fake, REMOTE, clock).payments()
    assert (len(fake.requests), clock.now()) == (1, START)


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (401, TokenRefused, "new token"),
        (403, ScopeMissing, "scopes payments:read"),
        (404, SettingsError, "/api/v1"),
        (405, SettingsError, "/api/v1"),
        (419, SettingsError, "/api/v1"),
        (418, SafetyStop, "nobody foresaw"),
        (204, SafetyStop, "nobody foresaw"),
    ],
)
def test_other_statuses_stop_at_the_first_answer(status: int, kind: type[ReconcileError], words: str) -> None:
    fake = Fake(httpx.Response(status, json={"message": "Nope."}))
    with pytest.raises(kind, match=words) as caught:
        a_client(fake).payments()
    assert len(fake.requests) == 1
    assert caught.type is kind
    assert f"HTTP {status}" in str(caught.value)
    assert '"Nope."' in str(caught.value)


@pytest.mark.parametrize("status", [400, 422])
def test_a_question_is_asked_again_with_the_documented_page_size_before_it_stops(status: int) -> None:
    """U20."""
    fake = Fake(httpx.Response(status, json={"message": "Nope."}))
    with pytest.raises(QuestionRefused, match=f'"Nope." Kanbert does not understand the question.*HTTP {status}'):
        a_client(fake).payments()
    assert [request.url.params["page[size]"] for request in fake.requests] == ["100", "30"]


def test_a_refused_page_size_is_not_asked_for_again() -> None:
    """U20."""
    fake = Fake(lambda request: ok(page([])) if request.url.params["page[size]"] == "30" else httpx.Response(422))
    one = a_client(fake)
    assert one.payments() == one.payments() == []
    assert [request.url.params["page[size]"] for request in fake.requests] == ["100", "30", "30"]


def test_an_accepted_page_size_is_not_what_a_400_is_about() -> None:
    fake = Fake(ok(page([])), httpx.Response(400))
    one = a_client(fake)
    one.payments()
    with pytest.raises(QuestionRefused):
        one.payments(Condition("reference", "eq", "x"))
    assert len(fake.requests) == 2


@pytest.mark.parametrize(("per_page", "used"), [(50, "50"), (500, "100"), (0, "100"), ("50", "100"), (None, "100")])
def test_what_kanbert_puts_on_a_page_is_asked_for_next_time(per_page: Any, used: str) -> None:
    """U20; within one list the size stays, because the cursor belongs to it."""
    counter = iter(range(10))
    fake = Fake(lambda _: ok(page([{"id": str(n := next(counter))}], "c1" if n == 0 else None, per_page=per_page)))
    one = a_client(fake)
    one.payments()
    one.payments()
    assert [request.url.params["page[size]"] for request in fake.requests] == ["100", "100", used]


def of_two_kinds(request: httpx.Request) -> httpx.Response:
    """Refuses `archived eq with`, knows `only`, and hides archived payments from everybody else."""
    asked = json.loads(request.url.params.get("filter", "[]"))
    wanted = [one["value"] for one in asked if one["field"] == "archived"]
    if wanted == ["with"]:
        return httpx.Response(400, json={"message": "archived"})
    gone = {"id": "gone", "reference": "x", "deleted_at": "2026-01-01T00:00:00Z"}
    return ok(page([gone] if wanted == ["only"] else [{"id": "live", "reference": "x", "deleted_at": None}]))


def test_archived_payments_are_asked_for_in_two_questions_where_one_is_refused() -> None:
    """U10; the refused question is not repeated."""
    fake = Fake(of_two_kinds)
    one = a_client(fake)
    asked = (Condition("reference", "eq", "x"), Condition("archived", "eq", "with"))
    assert [row["id"] for row in one.payments(*asked)] == ["live", "gone"]
    assert len(fake.requests) == 4  # refused with 100 and with 30 rows, live, archived
    assert [row["id"] for row in one.payments(*asked)] == ["live", "gone"]
    assert len(fake.requests) == 6
    assert json.loads(fake.requests[4].url.params["filter"]) == [{"field": "reference", "op": "eq", "value": "x"}]


def test_where_archived_payments_cannot_be_seen_at_all_nothing_is_called_absent() -> None:
    fake = Fake(lambda request: httpx.Response(400) if "archived" in str(request.url) else ok(page([])))
    with pytest.raises(QuestionRefused):
        a_client(fake).payments(Condition("archived", "eq", "with"))


def test_rows_that_fail_the_filter_are_counted() -> None:
    """U9: a filter that was not understood is noticed."""
    rows = [{"id": "a", "type": "in"}, {"id": "b", "type": "out"}]
    one = a_client(Fake(ok(page(rows))))
    assert one.listing(ListName.PAYMENTS, Condition("type", "eq", "in")) == Listing([rows[0]], outside=1)
    assert one.first_page(ListName.PAYMENTS) == Listing(rows)


def test_progress_is_told_after_each_page() -> None:
    told: list[int] = []
    fake = Fake(ok(page([{"id": "a"}, {"id": "b"}], "c1")), ok(page([{"id": "c"}])))
    a_client(fake).listing(ListName.OUTGOING, on_rows=told.append)
    assert told == [2, 3]


def test_what_the_headers_say_is_kept_clean() -> None:
    headers = {"Date": "Mon, 02 Mar 2026 09:00:00 GMT", "X-RateLimit-Remaining": TOKEN, "X-RateLimit-Limit": "60"}
    one = a_client(Fake(ok(page([]), **headers)))
    one.payments()
    assert one.heard == Heard("Mon, 02 Mar 2026 09:00:00 GMT", "60", "[token]")


@pytest.mark.parametrize("target", ["https://evil.example/", "/login", f"{REMOTE}/payments"])
def test_redirects_are_never_followed(target: str) -> None:
    fake = Fake(httpx.Response(302, headers={"Location": target}))
    with pytest.raises(SettingsError, match="base URL leads somewhere else"):
        a_client(fake).payments()
    assert len(fake.requests) == 1


def test_cookies_are_not_sent_back() -> None:
    fake = Fake(ok(page([]), **{"Set-Cookie": "laravel_session=abc; Path=/"}))
    one = a_client(fake)
    one.payments()
    one.payments()
    assert "Cookie" not in fake.requests[1].headers


# ------------------------------------------------------------------------------------------------------------ one by id


def test_one_document_by_its_quoted_id() -> None:
    fake = Fake(ok({"id": "a/b ?#%2e"}))
    found = a_client(fake).outgoing_invoice("a/b ?#%2e")
    assert found == {"id": "a/b ?#%2e"}
    assert fake.requests[0].url.raw_path == b"/api/v1/outgoing-invoices/a%2Fb%20%3F%23%252e"


def test_a_missing_document_is_none() -> None:
    assert a_client(Fake(httpx.Response(404, json={"message": "No query results"}))).incoming_invoice("x") is None


@pytest.mark.parametrize("item_id", ["", ".", "..", "a\nb", "\ud800"])
def test_ids_that_could_lead_elsewhere_are_not_asked_for(item_id: str) -> None:
    fake = Fake(ok({}))
    with pytest.raises(SafetyStop, match="no usable id"):
        a_client(fake).incoming_invoice(item_id)
    assert fake.requests == []


@pytest.mark.parametrize("content", [b"null", b"[]", b'"x"', b"5"])
def test_a_document_that_is_none_is_not_taken_for_a_missing_one(content: bytes) -> None:
    with pytest.raises(KanbertUnavailable, match="not one JSON object"):
        a_client(Fake(httpx.Response(200, content=content))).outgoing_invoice("x")


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (httpx.Response(200, content=b"%PDF-1.7", headers={"Content-Type": "application/pdf; x=1"}), b"%PDF-1.7"),
        (httpx.Response(200, json={"id": "x"}), None),
        (httpx.Response(200, content=b"%PDF-1.7"), None),
        (httpx.Response(404), None),
    ],
)
def test_only_what_is_called_a_pdf_is_the_document(answer: httpx.Response, found: bytes | None) -> None:
    fake = Fake(answer)
    assert a_client(fake).outgoing_invoice_pdf("a/b") == found
    assert fake.requests[0].url.raw_path == b"/api/v1/outgoing-invoices/a%2Fb/pdf"
    assert fake.requests[0].headers["Accept"].startswith("application/pdf")


def test_another_document_than_the_one_asked_for_stops() -> None:
    with pytest.raises(SafetyStop, match="another document"):
        a_client(Fake(ok({"id": "b"}))).outgoing_invoice("a")


# --------------------------------------------------------------------------------------------------------------- origin


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/api/v1/payments",
        "https://api.kanbert.example:444/api/v1/payments",
        "http://api.kanbert.example/api/v1/payments",
        "https://user@api.kanbert.example/api/v1/payments",
        "https://api.kanbert.example/other/payments",
        "https://api.kanbert.example/api/v1/../../oauth/token",
        "https://api.kanbert.example.evil.example/api/v1/payments",
        "https://api.kanbert.example@evil.example/api/v1/payments",
        "https://xn--nxasmq6b.example/api/v1/payments",
    ],
)
def test_the_guard_lets_nothing_leave_for_another_address(url: str) -> None:
    fake = Fake(ok({}))
    guard = client_module._OriginGuard(httpx.MockTransport(fake), REMOTE)
    with httpx.Client(transport=guard, base_url=REMOTE, headers={"Authorization": TOKEN}) as http:
        with pytest.raises(SafetyStop, match="not sent"):
            http.get(url)
        assert http.get(f"{REMOTE}/payments").status_code == 200
    assert len(fake.requests) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://api.kanbert.example/api/v1",
        "http://127.0.0.1.evil.example/api/v1",
        "ftp://127.0.0.1/",
        "https://",
        "api.kanbert.com",
        "",
        "https://user:hidden-password@api.kanbert.example/api/v1",
        "https://api.kanbert.example/api/v1?x=hidden-password",
        "https://api.kanbert.example/api/v1#hidden-password",
        "https://api.kanbert.example/api/../v1",
        "https://api.kanbert.example:99999/api/v1",
        "https://\u0430pi.kanbert.example/api/v1",
    ],
)
def test_base_urls_a_token_must_not_go_to(url: str) -> None:
    with pytest.raises(SettingsError, match="base URL of Kanbert") as caught:
        a_client(Fake(ok({})), url)
    assert "hidden-password" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/api/v1/", "http://localhost/api", "http://[::1]:80/api/v1", "https://x.example:8/a"]
)
def test_base_urls_that_are_fine(url: str) -> None:
    one = a_client(Fake(ok(page([]))), url)
    assert one.payments() == []
    assert one.base_url == url.rstrip("/")


@pytest.mark.parametrize("token", ["", "a b", "a\n", "t\u00f6ken", " x"])
def test_tokens_that_are_none(token: str) -> None:
    with pytest.raises(SettingsError, match="token of Kanbert"):
        KanbertClient(REMOTE, token, clock=FixedClock(START), transport=httpx.MockTransport(Fake(ok({}))))


# ----------------------------------------------------------------------------------------------------------------- pace


def test_never_more_than_fifty_requests_in_a_minute() -> None:
    clock, moments = FixedClock(START), list[datetime]()
    one = a_client(Fake(ok(page([]))), REMOTE, clock)
    for _ in range(170):
        one.payment_accounts()
        moments.append(clock.now())
    for moment in moments:
        assert sum(moment <= other < moment + timedelta(minutes=1) for other in moments) <= 50
    assert clock.now() - START == timedelta(minutes=3)


def test_slower_when_the_server_says_it_is_nearly_used_up() -> None:
    clock = FixedClock(START)
    one = a_client(Fake(ok(page([]), **{"X-RateLimit-Remaining": "4"})), REMOTE, clock)
    for _ in range(3):
        one.payment_accounts()
    assert clock.now() - START == timedelta(seconds=10)


def test_no_budget_against_this_machine() -> None:
    clock = FixedClock(START)
    one = a_client(Fake(ok(page([]), **{"X-RateLimit-Remaining": "0"})), LOCAL, clock)
    for _ in range(120):
        one.payment_accounts()
    assert clock.now() == START


# -------------------------------------------------------------------------------------------------------------- posting


def post(*answers: httpx.Response | Exception | Handler, side: Side = Side.OUTGOING) -> tuple[PostAnswer, Fake]:
    fake = Fake(*answers)
    with a_client(fake, LOCAL) as one:
        return one.post_payment(side, b'{"type":"in"}'), fake


@pytest.mark.parametrize(("side", "path"), [(Side.OUTGOING, "outgoing-invoice"), (Side.INCOMING, "incoming-invoice")])
def test_a_post_sends_the_very_bytes_on_a_connection_of_its_own(side: Side, path: str) -> None:
    answer, fake = post(ok({"id": "p1", "value": 1.10}), side=side)
    request = fake.requests[0]
    assert (request.method, request.url.raw_path.decode()) == ("POST", f"/api/v1/payments/{path}")
    assert request.content == b'{"type":"in"}'
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["Connection"] == "close"
    assert answer.delivery is Delivery.ANSWERED
    assert answer.status == 200
    assert answer.payload == {"id": "p1", "value": Decimal("1.1")}
    assert answer.detail == ""
    assert len(answer.body_sha256) == 64


@pytest.mark.parametrize("side", list(Side))
def test_an_offset_is_sent_once_and_answered_by_its_bookings(side: Side) -> None:
    """U12: what comes back is an array."""
    fake = Fake(ok([{"id": "o1", "value": 1.10}, {"id": "o2"}]))
    answer = a_client(fake, LOCAL).post_offset(side, b'{"value":1.10}')
    assert fake.requests[0].url.raw_path.decode() == f"/api/v1/payments/{side.value}-invoice-credit"
    assert (answer.status, answer.payload, answer.detail) == (200, None, "")
    assert answer.payloads == ({"id": "o1", "value": Decimal("1.1")}, {"id": "o2"})
    lost, fake = post(httpx.ReadTimeout("60 s"))
    assert (lost.delivery, lost.payloads, len(fake.requests)) == (Delivery.UNKNOWN, (), 1)


@pytest.mark.parametrize(
    "error",
    [
        httpx.ConnectError("refused"),
        httpx.ConnectTimeout("slow"),
        httpx.ConnectError("[SSL] certificate verify failed"),
    ],
)
def test_without_a_connection_nothing_was_sent(error: Exception) -> None:
    answer, fake = post(error)
    assert answer.delivery is Delivery.NOT_SENT
    assert len(fake.requests) == 1
    assert str(error) in answer.detail


def cut_body() -> Iterator[bytes]:
    yield b'{"id":'
    raise httpx.RemoteProtocolError("peer closed connection")


@pytest.mark.parametrize(
    "failure",
    [
        httpx.ReadTimeout("60 s"),
        httpx.WriteTimeout("60 s"),
        httpx.ReadError("reset"),
        httpx.WriteError("broken pipe"),
        httpx.RemoteProtocolError("garbage"),
        httpx.LocalProtocolError("odd"),
        httpx.CloseError("close"),
        OSError("odd"),
        lambda _: httpx.Response(200, content=cut_body()),
        lambda _: httpx.Response(200, content=b"no gzip", headers={"Content-Encoding": "gzip"}),
    ],
)
def test_anything_else_is_unknown_and_never_sent_again(failure: Exception | Handler) -> None:
    answer, fake = post(failure)
    assert answer.delivery is Delivery.UNKNOWN
    assert (answer.status, answer.payload) == (0, None)
    assert len(fake.requests) == 1
    assert answer.detail


@pytest.mark.parametrize("status", [302, 401, 403, 404, 409, 419, 429, 500, 502, 503, 504])
def test_every_whole_answer_is_told_and_never_sent_again(status: int) -> None:
    answer, fake = post(httpx.Response(status, json={"message": "Payment could not be saved"}))
    assert (answer.delivery, answer.status) == (Delivery.ANSWERED, status)
    assert answer.detail == "Payment could not be saved"
    assert len(fake.requests) == 1


def test_a_422_names_its_fields() -> None:
    answer, _ = post(
        httpx.Response(422, json={"message": "Odd.", "errors": {"bookings.0.value": ["too\nmuch", "odd"], "x": "one"}})
    )
    assert answer.errors == {"bookings.0.value": ("too much", "odd"), "x": ("one",)}


def test_a_429_says_when() -> None:
    assert post(httpx.Response(429, headers={"Retry-After": "7"}))[0].retry_after_s == 7
    assert post(httpx.Response(429))[0].retry_after_s is None
    assert post(httpx.Response(429, headers={"Retry-After": "soon"}))[0].retry_after_s is None


@pytest.mark.parametrize("body", [b"<html>ok</html>", b"", b"[]", b'"x"', b'{"id":', b'{"id":NaN}'])
def test_an_answer_that_is_no_object_has_no_payload(body: bytes) -> None:
    answer, _ = post(httpx.Response(200, content=body))
    assert (answer.delivery, answer.payload) == (Delivery.ANSWERED, None)


# -------------------------------------------------------------------------------------------------------------- secrets

IBAN = "DE89370400440532013000"


def test_details_show_neither_token_nor_iban_and_are_short() -> None:
    noise = f"Bearer {TOKEN} for {IBAN} and DE89 3704 0044 0532 0130 00, KR1-0A1B2C3D4E5F6G7H\r\n" + "x" * 500
    answer, _ = post(httpx.Response(500, json={"message": noise}))
    assert answer.detail.startswith("Bearer [token] for DE…3000 and DE…3000, KR1-0A1B2C3D4E5F6G7H xxx")
    assert len(answer.detail) == 200
    assert answer.detail.isprintable()


@pytest.mark.parametrize(
    "failure",
    [
        httpx.ConnectError(f"no {TOKEN} {IBAN}"),
        httpx.Response(401, json={"message": f"{TOKEN} {IBAN}"}),
        httpx.Response(500, text=f"<b>{TOKEN}</b> {IBAN}"),
        httpx.Response(200, text=f"{TOKEN} {IBAN}"),
        httpx.Response(302, headers={"Location": f"https://evil.example/{TOKEN}"}),
    ],
)
def test_no_error_and_no_log_holds_the_token(
    failure: httpx.Response | Exception, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    one = a_client(Fake(failure), LOCAL)
    with pytest.raises(ReconcileError) as caught:
        one.payments(Condition("iban", "eq", IBAN))
    answer = one.post_payment(Side.INCOMING, b"{}")
    chain = [repr(error) for error in _chain(caught.value)]
    shown = "\n".join([str(caught.value), *chain, caplog.text, repr(one), repr(vars(one)), repr(answer)])
    assert TOKEN not in shown
    assert IBAN not in "\n".join([str(caught.value), *chain, caplog.text, answer.detail])


def test_a_token_echoed_as_php_writes_json_is_not_kept() -> None:
    token = "12|secret/with/strokes"
    fake = Fake(httpx.Response(200, text=json.dumps(page([{"id": "1", "title": token}])).replace("/", "\\/")))
    with KanbertClient(LOCAL, token, clock=FixedClock(START), transport=httpx.MockTransport(fake)) as one:
        assert one.payments() == [{"id": "1", "title": "[token]"}]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def test_the_json_a_request_would_send_is_valid() -> None:
    fake = Fake(ok(page([])))
    conditions = (Condition("is_credit", "eq", False), Condition("sum_gross", "gt", Decimal("0.10")))
    a_client(fake).outgoing_invoices(*conditions, Condition("status", "in", ("booked",)), Condition("x", "isnull"))
    assert json.loads(fake.requests[0].url.params["filter"]) == [
        {"field": "is_credit", "op": "eq", "value": False},
        {"field": "sum_gross", "op": "gt", "value": 0.1},
        {"field": "status", "op": "in", "value": ["booked"]},
        {"field": "x", "op": "isnull", "value": None},
    ]


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("", "is empty or holds blanks"),
        ("two words", "is empty or holds blanks"),
        ("line\nend", "is empty or holds blanks"),
        ("prüfung", "holds a letter or sign that no token has"),
        ("5€", "holds a letter or sign that no token has"),
        ("a\x07b", "holds a letter or sign that no token has"),
    ],
)
def test_what_is_wrong_with_a_token_is_said_and_nothing_of_it(token: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as error:
        check_token(token)
    assert not token or token not in str(error.value)
