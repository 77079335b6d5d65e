"""What each personality changes, and that it changes nothing else in the books (api.md 11.6). Over real HTTP."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from kanbert_objects import account, booking, incoming, money, outgoing, payment, payment_body
from sandbox_tools import TOKEN, Practice, errors_of, exact, practice, where

from reconcile.errors import SettingsError
from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox import Kind, OracleRecord, Personality
from reconcile.kanbert.sandbox.foreign import foreign_urls
from reconcile.kanbert.sandbox.personalities import named

P = Personality
OUT, IN = "/payments/outgoing-invoice", "/payments/incoming-invoice"
MANY = [outgoing(f"o-{number:03}", "119.00", title=f"T{number % 3}") for number in range(230)]
OBJECTS: dict[Kind, list[ApiObject]] = {
    Kind.PAYMENT_ACCOUNT: [account()],
    Kind.OUTGOING_INVOICE: [
        *MANY,
        outgoing("skonto", "119.00", sum_net=money("100.00"), sum_tax=money("19.00"), payment_discount=2),
        outgoing("odd", "0.30"),
    ],
    Kind.INCOMING_INVOICE: [incoming("i-1", "59.50", vats=[{"vat": 19, "value": money("9.50")}])],
    Kind.PAYMENT: [
        payment("p-in", booking("b-1", "19.00", outgoing_invoice_id="o-000"), reference="early  bird "),
        payment("p-out", booking("b-2", "9.50", incoming_invoice_id="i-1"), type="out"),
    ],
}

Check = Callable[[Practice], None]
CHECKS: dict[Personality, Check] = {}


def shows(*personalities: Personality) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        CHECKS.update(dict.fromkeys(personalities, check))
        return check

    return register


def personality_of(kanbert: Practice) -> Personality:
    (one,) = kanbert.box.personalities
    return one


def page(kanbert: Practice, path: str = "/outgoing-invoices", **query: Any) -> Any:
    response = kanbert.get(path, **query)
    assert response.status_code == 200, response.text
    return exact(response)


def scan(kanbert: Practice, size: int = 100, **query: Any) -> list[str]:
    ids, cursor = [], None
    while True:
        got = page(kanbert, size=size, **query, **({"cursor": cursor} if cursor else {}))
        ids += [one["id"] for one in got["data"]]
        cursor = got["meta"]["next_cursor"]
        if cursor is None:
            return ids


def post(kanbert: Practice, invoice: str = "o-001", value: Any = 5, **fields: Any) -> Any:
    response = kanbert.post(OUT, payment_body((invoice, value), **fields))
    assert response.status_code == 200, response.text
    return exact(response)


def outcomes(kanbert: Practice, attempt: Callable[[int], httpx.Response], times: int = 40) -> list[Any]:
    """The response of each attempt, or the class of the error it ended with."""
    results: list[Any] = []
    for number in range(times):
        try:
            results.append(attempt(number))
        except httpx.TransportError as error:
            results.append(type(error))
    return results


def reads(kanbert: Practice, times: int = 40) -> list[Any]:
    return outcomes(kanbert, lambda _: kanbert.client.get("/payment-accounts", timeout=0.5), times)


def posts(kanbert: Practice, times: int = 12) -> list[Any]:
    def one(number: int) -> httpx.Response:
        body = payment_body((f"o-{number:03}", 5), reference=f"KR1-{number}")
        return kanbert.client.post(OUT, json={**body, "bookings": body["bookings"]}, timeout=0.5)

    return outcomes(kanbert, one, times)


# --------------------------------------------------------------------------------------------------------------- pages


@shows(P.NEXT_CURSOR_URL)
def _documented_names(kanbert: Practice) -> None:
    meta = page(kanbert)["meta"]
    assert set(meta) == {"path", "per_page", "next_cursor", "next_cursor_url", "prev_cursor", "prev_cursor_url"}
    assert meta["next_cursor_url"].startswith(f"{kanbert.base_url}/outgoing-invoices?")


def leads_abroad(kanbert: Practice, url: str) -> bool:
    return not url.startswith(kanbert.base_url.removesuffix("/api/v1") + "/")


@shows(P.HOSTILE_NEXT_URL)
def _hostile_link(kanbert: Practice) -> None:
    got = page(kanbert)
    assert leads_abroad(kanbert, got["meta"]["next_page_url"])
    assert got["meta"]["path"] == f"{kanbert.base_url}/outgoing-invoices"
    assert scan(kanbert) == [one["id"] for one in OBJECTS[Kind.OUTGOING_INVOICE]]


@shows(P.FOREIGN_URLS)
def _foreign_links(kanbert: Practice) -> None:
    response = kanbert.get("/outgoing-invoices")
    body = response.json()
    urls = [body["meta"]["next_page_url"], body["meta"]["path"], *body["links"], response.headers["location"]]
    assert len(urls) == 6
    assert all(leads_abroad(kanbert, url) for url in urls)
    assert "rel=" in response.headers["link"]


@shows(P.PAGE_SIZE_IGNORED)
def _thirty_always(kanbert: Practice) -> None:
    assert [page(kanbert, size=size)["meta"]["per_page"] for size in (5, 100)] == [30, 30]
    assert len(scan(kanbert)) == 232


@shows(P.PAGE_SIZE_CAPPED)
def _twenty_five_at_most(kanbert: Practice) -> None:
    assert [len(page(kanbert, size=size)["data"]) for size in (5, 100)] == [5, 25]
    assert len(scan(kanbert)) == 232


@shows(P.ROWS_REPEATED)
def _rows_twice(kanbert: Practice) -> None:
    ids = scan(kanbert)
    assert len(ids) == 234
    assert len(set(ids)) == 232


@shows(P.ROWS_SKIPPED)
def _rows_missing(kanbert: Practice) -> None:
    scans = [set(scan(kanbert)) for _ in range(3)]
    assert [len(one) for one in scans] == [230, 230, 230]
    assert len({frozenset(one) for one in scans}) == 3, "two scans must be able to tell"


@shows(P.UNSTABLE_SORT)
def _ties_are_lost(kanbert: Practice) -> None:
    ids = scan(kanbert, size=50, sort="title")
    assert len(ids) == len(set(ids)) < 232
    assert len(scan(kanbert, size=50)) == 232


@shows(P.LIST_LAG)
def _late_in_the_list(kanbert: Practice) -> None:
    first = [post(kanbert, f"o-{number:03}", reference=f"KR1-{number}")["id"] for number in range(20)]
    condition = where("reference", "startswith", "KR1-")
    counts = []
    for _ in range(4):
        counts.append(len(kanbert.ids("/payments", condition)))
        kanbert.clock.sleep(20)
    assert counts == sorted(counts)
    assert counts[0] < 5
    assert kanbert.ids("/payments", condition) == first
    assert page(kanbert, "/outgoing-invoices/o-001")["payment_status"] == "partly_paid"


# ------------------------------------------------------------------------------------------------------------- filters


@shows(P.FILTER_IGNORED)
def _filter_without_effect(kanbert: Practice) -> None:
    assert kanbert.ids("/payments", where("reference", "eq", "never")) == ["p-in", "p-out"]
    assert kanbert.get("/payments", filter="what is this").status_code == 200


@shows(P.FILTER_EMPTY)
def _filter_without_rows(kanbert: Practice) -> None:
    assert kanbert.ids("/payments", where("type", "eq", "in")) == []
    assert len(page(kanbert, "/payments")["data"]) == 2


@shows(P.ARCHIVED_REFUSED)
def _no_archived(kanbert: Practice) -> None:
    for value in ("with", "only", "without"):
        assert kanbert.get("/payments", filter=[where("archived", "eq", value)]).status_code == 400
    assert kanbert.ids("/payments", where("type", "eq", "in")) == ["p-in"]


@shows(P.ARCHIVED_WITH_REFUSED)
def _no_archived_with(kanbert: Practice) -> None:
    statuses = [
        kanbert.get("/payments", filter=[where("archived", "eq", value)]).status_code
        for value in ("with", "only", "without")
    ]
    assert statuses == [400, 200, 200]


# ------------------------------------------------------------------------------------------------------------- numbers


@shows(P.NUMBERS_AS_STRINGS)
def _texts(kanbert: Practice) -> None:
    assert page(kanbert, "/outgoing-invoices/o-001")["sum_gross"] == "119.00"
    assert post(kanbert, value=money("5.10"))["value"] == "5.10"
    assert post(kanbert, value=5)["value"] == "5"


@shows(P.NUMBERS_AS_INTEGERS)
def _whole_numbers(kanbert: Practice) -> None:
    assert '"sum_gross":119,' in kanbert.get("/outgoing-invoices/o-001").text
    assert '"sum_gross":0.30,' in kanbert.get("/outgoing-invoices/odd").text


@shows(P.NUMBERS_AS_LONG_FLOATS)
def _noise(kanbert: Practice) -> None:
    amount = page(kanbert, "/outgoing-invoices/odd")["sum_gross"]
    assert amount != money("0.30")
    assert abs(amount - money("0.30")) < money("0.0000001")
    stored = post(kanbert, value=money("5.10"))["value"]
    assert stored != money("5.10")
    assert kanbert.payments()[-1]["value"] == money("5.10")


@shows(P.AMOUNTS_IN_CENTS)
def _cents(kanbert: Practice) -> None:
    document = page(kanbert, "/incoming-invoices/i-1")
    assert (document["sum_gross"], document["vats"]) == (5950, [{"vat": 19, "value": 950}])
    stored = post(kanbert, value=11900)
    assert (stored["value"], stored["bookings"][0]["value"]) == (11900, 11900)
    assert page(kanbert, "/outgoing-invoices/o-001")["payment_status"] == "paid"
    post(kanbert, "o-002", money("119.00"))
    assert page(kanbert, "/outgoing-invoices/o-002")["payment_status"] == "partly_paid"
    assert errors_of(kanbert.post(OUT, payment_body(("o-003", 11901))))


@shows(P.OUT_NEGATIVE)
def _negative(kanbert: Practice) -> None:
    got = {one["id"]: (one["value"], one["bookings"][0]["value"]) for one in page(kanbert, "/payments")["data"]}
    assert got == {"p-in": (19, 19), "p-out": (money("-9.50"), money("-9.50"))}
    stored = exact(kanbert.post(IN, payment_body(("i-1", 50), side="incoming")))
    assert stored["value"] == -50
    assert page(kanbert, "/incoming-invoices/i-1")["payment_status"] == "paid"


# ------------------------------------------------------------------------------------------------------------- objects


@shows(P.BOOKINGS_MISSING)
def _no_bookings(kanbert: Practice) -> None:
    assert all("bookings" not in one for one in page(kanbert, "/payments")["data"])
    assert "bookings" in post(kanbert)


@shows(P.UNKNOWN_ENUMS)
def _new_words(kanbert: Practice) -> None:
    rows = page(kanbert, size=100)["data"]
    strange = [one["id"] for one in rows if "settled_in_gold" in (one["status"], one["payment_status"])]
    assert 10 < len(strange) < 45
    again = page(kanbert, size=100)["data"]
    assert strange == [one["id"] for one in again if "settled_in_gold" in (one["status"], one["payment_status"])]


@shows(P.EXTRA_PROPERTIES)
def _surprises(kanbert: Practice) -> None:
    stored = post(kanbert)
    assert all("unheard_of" in one for one in (stored, stored["bookings"][0], stored["payment_account"]))
    assert page(kanbert, "/outgoing-invoices/o-001")["sum_gross"] == money("119.00")


@shows(P.NULL_REQUIRED)
def _nulls(kanbert: Practice) -> None:
    names = ("status", "payment_status", "currency", "sum_gross", "title", "is_credit", "date_of_invoice", "address")
    concerned = [one["id"] for one in page(kanbert, size=100)["data"] if None in [one[name] for name in names]]
    assert 10 < len(concerned) < 45


@shows(P.INCLUDES_ON_REQUEST)
def _includes(kanbert: Practice) -> None:
    assert "discounts" not in page(kanbert, size=1)["data"][0]
    assert "discounts" in page(kanbert, size=1, include="line_items,discounts")["data"][0]
    assert "discounts" in page(kanbert, "/outgoing-invoices/o-001")


@shows(P.DISCOUNT_GRANTED)
def _granted(kanbert: Practice) -> None:
    document = page(kanbert, "/outgoing-invoices/skonto")
    sums = (document["sum_gross"], document["sum_net"], document["sum_tax"])
    assert sums == (money("116.62"), money("98.00"), money("18.62"))
    assert [one["is_payment_discount"] for one in document["discounts"]] == [True]
    assert page(kanbert, "/outgoing-invoices/o-001")["discounts"] == []
    assert errors_of(kanbert.post(OUT, payment_body(("skonto", money("116.63")))))
    post(kanbert, "skonto", money("116.62"))
    assert page(kanbert, "/outgoing-invoices/skonto")["payment_status"] == "paid"


# ------------------------------------------------------------------------------------------------ what is stored of it


@shows(P.PAYMENT_TYPE_SWAPPED)
def _swapped(kanbert: Practice) -> None:
    assert {one["id"]: one["type"] for one in page(kanbert, "/payments")["data"]} == {"p-in": "out", "p-out": "in"}
    assert kanbert.ids("/payments", where("type", "eq", "in")) == ["p-out"]
    assert post(kanbert, value=119)["type"] == "in"
    assert page(kanbert, "/outgoing-invoices/o-001")["payment_status"] == "open"
    assert post(kanbert, "o-002", 119, type="out")["type"] == "out"
    assert page(kanbert, "/outgoing-invoices/o-002")["payment_status"] == "paid"


@shows(P.OVERPAYMENT_ACCEPTED)
def _overpaid(kanbert: Practice) -> None:
    assert post(kanbert, value=1000)["value"] == 1000


@shows(P.REFERENCE_CUT_20, P.REFERENCE_CUT_50, P.REFERENCE_CUT_140)
def _cut(kanbert: Practice) -> None:
    length = int(personality_of(kanbert).value.rpartition("-")[2])
    given = "KR1-" + "x" * 196
    stored = post(kanbert, reference=given)
    assert stored["reference"] == stored["bookings"][0]["reference"] == given[:length]
    assert kanbert.payments()[-1]["reference"] == given[:length]


@shows(P.REFERENCE_TRIMMED)
def _trimmed(kanbert: Practice) -> None:
    assert post(kanbert, reference="  KR1-A   b ")["reference"] == "KR1-A b"


@shows(P.REFERENCE_UPPER)
def _upper(kanbert: Practice) -> None:
    assert post(kanbert, reference="KR1-A für")["reference"] == "KR1-A FÜR"


@shows(P.DATE_DAY_EARLIER, P.DATE_DAY_LATER)
def _another_day(kanbert: Practice) -> None:
    expected = "2026-03-01" if personality_of(kanbert) is P.DATE_DAY_EARLIER else "2026-03-03"
    assert post(kanbert)["date_of_payment"] == expected
    assert kanbert.payments()[-1]["date_of_payment"] == expected


# --------------------------------------------------------------------------------------------------- there and back


@shows(P.HTML_200, P.HTML_502, P.HTML_503)
def _html(kanbert: Practice) -> None:
    status = int(personality_of(kanbert).value[-3:])
    pages = [one for one in reads(kanbert) if one.headers["content-type"].startswith("text/html")]
    assert 2 < len(pages) < 20
    assert {one.status_code for one in pages} == {status}
    answers = posts(kanbert)
    assert len(kanbert.payments()) - 2 == sum(one.headers["content-type"] == "application/json" for one in answers) < 12


@shows(P.THROTTLED, P.THROTTLED_WITHOUT_TIME, P.THROTTLED_UNTIL_DATE)
def _throttled(kanbert: Practice) -> None:
    slowed = [one for one in reads(kanbert) if one.status_code == 429]
    assert 2 < len(slowed) < 20
    for one in slowed:
        assert one.json() == {"message": "Too Many Attempts."}
        given = one.headers.get("retry-after")
        if personality_of(kanbert) is P.THROTTLED:
            assert 1 <= int(given) <= 5
        elif personality_of(kanbert) is P.THROTTLED_UNTIL_DATE:
            assert timedelta(0) < parsedate_to_datetime(given) - kanbert.clock.now() <= timedelta(seconds=5)
        else:
            assert given is None
    answers = posts(kanbert)
    assert len(kanbert.payments()) - 2 == sum(one.status_code == 200 for one in answers) < 12


@shows(P.TOKEN_EXPIRES)
def _expired(kanbert: Practice) -> None:
    statuses = [one.status_code for one in reads(kanbert, 45)]
    good = statuses.index(401)
    assert 5 <= good < 40
    assert statuses == [200] * good + [401] * (45 - good)


@shows(P.SLOW)
def _slow(kanbert: Practice) -> None:
    results = reads(kanbert, 8)
    assert 0 < results.count(httpx.ReadTimeout) < 7
    stored = len(kanbert.payments())
    assert 0 < posts(kanbert, 6).count(httpx.ReadTimeout) < 6
    assert len(kanbert.payments()) == stored + 6
    began = time.monotonic()
    while kanbert.box.log[-1].fault is None:
        kanbert.client.get("/payment-accounts", timeout=10)
    assert 1.9 < time.monotonic() - began < 9


@shows(P.HANGING)
def _hanging(kanbert: Practice) -> None:
    results = reads(kanbert, 20)
    assert 0 < results.count(httpx.ReadTimeout) < 10
    stored = len(kanbert.payments())
    answers = posts(kanbert)
    assert len(kanbert.payments()) - stored == 12 - answers.count(httpx.ReadTimeout) < 12


@shows(P.HALF_WRITTEN)
def _half(kanbert: Practice) -> None:
    results = reads(kanbert)
    assert 2 < results.count(httpx.RemoteProtocolError) < 20
    assert {one.status_code for one in posts(kanbert)} == {200}


@shows(P.REDIRECTED, P.REDIRECTED_ABROAD)
def _redirected(kanbert: Practice) -> None:
    moved = [one for one in reads(kanbert) if one.is_redirect]
    assert 2 < len(moved) < 20
    home = f"{kanbert.base_url}/payment-accounts"
    at_home = [one.headers["location"] == home for one in moved]
    assert all(at_home) if personality_of(kanbert) is P.REDIRECTED else not any(at_home)
    answers = posts(kanbert)
    assert len(kanbert.payments()) - 2 == sum(one.status_code == 200 for one in answers) < 12


# --------------------------------------------------------------------------------------------- stored, and not told


@shows(P.APPLIED_THEN_500, P.APPLIED_THEN_502, P.APPLIED_THEN_503, P.APPLIED_THEN_504)
def _applied_then_status(kanbert: Practice) -> None:
    statuses = [one.status_code for one in posts(kanbert)]
    assert set(statuses) == {200, int(personality_of(kanbert).value[-3:])}
    assert len(kanbert.payments()) == 2 + 12
    assert {one.status_code for one in reads(kanbert)} == {200}


@shows(P.APPLIED_THEN_HTML)
def _applied_then_html(kanbert: Practice) -> None:
    kinds = {(one.status_code, one.headers["content-type"]) for one in posts(kanbert)}
    assert kinds == {(200, "application/json"), (200, "text/html; charset=UTF-8")}
    assert len(kanbert.payments()) == 2 + 12


@shows(P.APPLIED_THEN_DROPPED, P.APPLIED_THEN_HALF_WRITTEN, P.APPLIED_THEN_HANGING)
def _applied_then_nothing(kanbert: Practice) -> None:
    results = posts(kanbert)
    errors = [one for one in results if isinstance(one, type)]
    assert 0 < len(errors) < 12
    assert len(kanbert.payments()) == 2 + 12


@shows(P.ZOMBIE)
def _zombie(kanbert: Practice) -> None:
    """Over real HTTP with a virtual clock: nothing is stored until time has passed."""
    results = posts(kanbert)
    lost = sum(isinstance(one, type) for one in results)
    assert 0 < lost < 12
    assert len(kanbert.payments()) == 2 + 12 - lost
    late: set[int] = set()
    for _ in range(20):
        kanbert.clock.sleep(30)
        kanbert.get("/payment-accounts")
        late.add(len(kanbert.payments()))
    assert len(kanbert.payments()) == 2 + 12
    assert len(late) > 2, "each comes in its own time"
    moments = [one["created_at"] for one in kanbert.payments()[2 + 12 - lost :]]
    assert moments == sorted(moments)
    assert "2026-03-02T08:30:00Z" not in moments


# ------------------------------------------------------------------------------------------------------------ together


def test_every_personality_is_shown() -> None:
    assert set(CHECKS) == set(Personality)


@pytest.mark.parametrize("personality", Personality)
def test_what_a_personality_changes(personality: Personality) -> None:
    with practice(OBJECTS, personalities=[personality], seed=7, checked=False) as kanbert:
        CHECKS[personality](kanbert)


@pytest.mark.parametrize("personality", Personality)
def test_the_same_seed_gives_the_same_history(personality: Personality) -> None:
    """Without a socket: status, body and oracle log, twice; with another seed the rows concerned may differ."""
    assert history(personality, 3) == history(personality, 3)


@pytest.mark.long
@pytest.mark.parametrize("personality", Personality)
def test_no_seed_breaks_the_practice_kanbert_itself(personality: Personality) -> None:
    """Whatever is drawn: an answer or a lost connection, and an oracle that knows every payment."""
    for seed in range(20):
        results = history(personality, seed)
        applied = sum(one.applied for one in results if isinstance(one, OracleRecord))
        stored = sum(isinstance(one, dict) for one in results)
        assert stored == applied + len(OBJECTS[Kind.PAYMENT]), seed


def history(personality: Personality, seed: int) -> list[Any]:
    from sandbox_tools import in_process

    with in_process(OBJECTS, personalities=[personality], seed=seed) as (call, box, clock):
        results: list[Any] = []
        for number in range(12):
            results.append(call("GET", "/outgoing-invoices", query=(("page[size]", "3"),)))
            results.append(call("POST", OUT, body=payment_body((f"o-{number:03}", 5), reference=f"KR1-{number}")))
            clock.sleep(90)
        return [*results, *box.log, *box.state.documents(Kind.PAYMENT)]


@pytest.mark.parametrize("personality", sorted(set(Personality) - {P.DISCOUNT_GRANTED}))
def test_reading_leaves_the_books_alone(personality: Personality) -> None:
    from sandbox_tools import in_process

    with in_process(OBJECTS, personalities=[personality], seed=1) as (call, box, _):
        for kind in Kind:
            for _ in range(5):
                call("GET", f"/{kind}")
        assert {kind: box.state.documents(kind) for kind in Kind} == OBJECTS


def test_personalities_act_together_whatever_their_order() -> None:
    from sandbox_tools import in_process

    pair = [P.AMOUNTS_IN_CENTS, P.NUMBERS_AS_STRINGS, P.EXTRA_PROPERTIES, P.PAGE_SIZE_CAPPED]
    bodies = []
    for order in (pair, pair[::-1]):
        with in_process(OBJECTS, personalities=order) as (call, _, _clock):
            bodies.append(call("GET", "/incoming-invoices"))
    assert bodies[0] == bodies[1]
    assert b'"sum_gross":"5950"' in bodies[0][1]


def test_a_name_nobody_has_is_a_setting_to_change() -> None:
    assert named(["zombie", "slow"]) == (P.ZOMBIE, P.SLOW)
    with pytest.raises(SettingsError, match="--list-personalities"):
        named(["zombie", "mummy"])


def test_every_personality_has_one_line() -> None:
    lines = [one.description for one in Personality]
    assert len(set(lines)) == len(lines)
    assert all(20 < len(line) < 90 and "\n" not in line for line in lines)


def test_every_disguise_leads_away_from_home() -> None:
    home, abroad = "http://127.0.0.1:8765", "http://127.0.0.1:9999"
    urls = foreign_urls(home, "/api/v1/payments", abroad)
    assert len(set(urls)) == len(urls) >= 15
    for url in urls:
        assert not url.startswith(home + "/")
        if "\\" in url:
            continue  # readers of URLs disagree about a backslash; that is the disguise
        parts = urlsplit(url)
        assert (parts.scheme, parts.hostname, parts.port) != ("http", "127.0.0.1", 8765), url


def test_the_token_is_in_no_record() -> None:
    with practice(OBJECTS, personalities=[P.TOKEN_EXPIRES]) as kanbert:
        reads(kanbert, 45)
        assert all(TOKEN not in one.line() and TOKEN not in repr(one) for one in kanbert.box.log)


def test_without_a_personality_nothing_of_this_happens() -> None:
    with practice(OBJECTS) as kanbert:
        assert {one.status_code for one in reads(kanbert)} == {200}
        assert {one.status_code for one in posts(kanbert)} == {200}
        assert len(scan(kanbert)) == 232
        assert {(one.fault, one.status) for one in kanbert.box.log} == {(None, 200)}
        assert isinstance(page(kanbert, "/outgoing-invoices/odd")["sum_gross"], Decimal)
