"""What the documents promise of Kanbert, asked of the practice Kanbert always and of a real one on request.

    RECONCILE_CONTRACT_URL=https://api.kanbert.com/api/v1 KANBERT_TOKEN=... \\
        python -m pytest tests/contract/test_kanbert_contract_suite.py

Of a real one only the reading part is asked: the client of this file refuses to send anything but GET there, at most 50
requests a minute, to the one host that is named. What it asks decides the unknowns of api.md 10 that can be decided by
reading: a failure names the assumption that is wrong. A list without rows, or a scope the token lacks, is a loud skip.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import pytest
from kanbert_contract import Contract
from kanbert_objects import account, booking, incoming, money, outgoing, payment, payment_body
from sandbox_tools import TOKEN, Practice, practice

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox import Kind, Personality
from reconcile.kanbert.sandbox.exact_json import decode, encode

REMOTE = os.environ.get("RECONCILE_CONTRACT_URL", "")
CONTRACT = Contract.stored()
GONE = "2026-02-20T10:00:00Z"
LISTS = [str(kind) for kind in Kind]
ARCHIVABLE = ["payment-accounts", "payments", "outgoing-invoices"]
NEVER = "KR1-NEVERNEVERNEVER0"

OBJECTS: dict[Kind, list[ApiObject]] = {
    Kind.PAYMENT_ACCOUNT: [account(), account("account-gone", deleted_at=GONE)],
    Kind.OUTGOING_INVOICE: [
        outgoing("o-1", "119.00", sum_net=money("100.00"), sum_tax=money("19.00"), payment_status="partly_paid"),
        *(outgoing(f"o-{number:03}", "50.10") for number in range(64)),
        outgoing("o-credit", "-20.00", is_credit=True),
    ],
    Kind.INCOMING_INVOICE: [incoming("i-1"), incoming("i-2", invoice_number=None), incoming("i-c", type="Credit")],
    Kind.PAYMENT: [
        payment("p-1", booking("b-1", "19.00", outgoing_invoice_id="o-1"), reference="RE 1 February"),
        payment("p-2", booking("b-2", "5.00", incoming_invoice_id="i-1"), type="out", reference="bill 1"),
        payment("p-gone", booking("b-3", "9.00", outgoing_invoice_id="o-1"), reference="undone", deleted_at=GONE),
    ],
}


@dataclass(frozen=True)
class Space:
    """A Kanbert to ask, with its answers read exactly and held against the contract."""

    client: httpx.Client

    def get(self, path: str, **query: Any) -> httpx.Response:
        """`filter` is a text, or a tree to be sent as JSON; `size` and `cursor` without their brackets."""
        if not isinstance(query.get("filter", ""), str):
            query["filter"] = encode(query["filter"])
        renamed = {f"page[{key}]" if key in ("size", "cursor") else key: value for key, value in query.items()}
        response = self.client.get(path, params=renamed)
        if response.status_code == 403:
            pytest.skip(f"THE TOKEN LACKS THE SCOPE OF {path}: {response.text[:200]}")
        return response

    def page(self, path: str, **query: Any) -> Any:
        response = self.get(path, **query)
        assert response.status_code == 200, response.text[:500]
        return decode(response.content)

    def rows(self, path: str, **query: Any) -> list[ApiObject]:
        """Of the first page; a list without any is skipped."""
        found: list[ApiObject] = self.page(path, **query)["data"]
        if not found and "filter" not in query:
            pytest.skip(f"{path} HAS NO ROWS: nothing of it was checked")
        return found

    def ids(self, path: str, **query: Any) -> set[str]:
        return {str(one["id"]) for one in self.page(path, **{"size": 100, **query})["data"]}


def condition(field: str, op: str, value: Any) -> ApiObject:
    return {"field": field, "op": op, "value": value}


@pytest.fixture(scope="module", params=["practice", *(["remote"] if REMOTE else [])])
def space(request: pytest.FixtureRequest) -> Iterator[Space]:
    if request.param == "practice":
        with practice(OBJECTS) as kanbert:
            yield Space(kanbert.client)
        return
    token = os.environ.get("KANBERT_TOKEN")
    if not token:
        pytest.fail("RECONCILE_CONTRACT_URL needs KANBERT_TOKEN beside it")
    with httpx.Client(
        base_url=REMOTE,
        headers={"Authorization": f"Bearer {token}", "Accept": "application/json"},
        event_hooks={"request": [reading_only], "response": [hold_against_contract]},
        timeout=60,
        trust_env=False,
    ) as client:
        yield Space(client)


def reading_only(request: httpx.Request) -> None:
    """Of a real Kanbert nothing is asked that could change it, and never in a hurry."""
    home = urlsplit(REMOTE)
    assert request.method == "GET", "the contract suite only reads"
    assert (request.url.scheme, request.url.netloc.decode()) == (home.scheme, home.netloc), "another host"
    if not is_this_machine(home.hostname or ""):
        assert home.scheme == "https", "a token goes over TLS"
        time.sleep(1.2)


def is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def hold_against_contract(response: httpx.Response) -> None:
    path = response.request.url.path.removeprefix(urlsplit(REMOTE).path)
    operation = CONTRACT.operation("GET", path)
    schema = operation["responses"].get(str(response.status_code)) if operation else None
    if schema is not None and response.headers.get("content-type", "").startswith("application/json"):
        faults = CONTRACT.faults(schema, decode(response.read()))
        assert not faults, f"{response.request.url}: {faults[:5]}"


# --------------------------------------------------------------------------------------------------- who may ask


@pytest.mark.parametrize("path", LISTS)
def test_without_a_token_nothing_is_shown(space: Space, path: str) -> None:
    response = space.client.get(path, headers={"Authorization": "Bearer wrong"})
    assert response.status_code == 401
    assert isinstance(response.json()["message"], str)


# --------------------------------------------------------------------------------------------------------- pages


@pytest.mark.parametrize("path", LISTS)
def test_a_page_is_the_documented_envelope(space: Space, path: str) -> None:
    page = space.page(path, size=2)
    assert {"data", "links", "meta"} <= set(page)
    assert page["meta"]["per_page"] == 2, "U20: the page size asked for is not the one used"
    assert len(page["data"]) <= 2
    assert "next_cursor" in page["meta"]


def test_a_page_has_thirty_rows_unless_asked(space: Space) -> None:
    assert space.page("outgoing-invoices")["meta"]["per_page"] == 30


def test_a_hundred_rows_a_page_are_granted(space: Space) -> None:
    assert space.page("outgoing-invoices", size=100)["meta"]["per_page"] == 100, "U20"


@pytest.mark.parametrize("path", LISTS)
def test_cursors_lead_to_every_row_once(space: Space, path: str) -> None:
    """At most five pages of a real one; enough to see a row twice or a cursor that goes in circles."""
    size = 20
    seen: list[str] = []
    cursors: list[str] = []
    cursor: dict[str, str] = {}
    for _ in range(5):
        page = space.page(path, size=size, **cursor)
        seen += [one["id"] for one in page["data"]]
        following = page["meta"]["next_cursor"]
        if following is None:
            break
        assert len(page["data"]) == size, "U21: a page before the last one is full"
        cursors.append(following)
        cursor = {"cursor": following}
    assert len(seen) == len(set(seen)), "U21: a row came twice"
    assert len(cursors) == len(set(cursors)), "a cursor came back"
    if len(seen) <= 100:
        assert set(seen[:100]) <= space.ids(path), "U21: two ways through the list show different rows"


# ------------------------------------------------------------------------------------------------------- objects


def test_amounts_are_major_units_with_two_decimals(space: Space) -> None:
    rows = space.rows("outgoing-invoices", size=100)
    sums = [one["sum_gross"] for one in rows if one.get("sum_gross") is not None]
    assert all(isinstance(one, int | Decimal) for one in sums), "U2: amounts are texts"
    assert all(one == round(Decimal(one), 2) for one in sums), "U2: amounts carry a rest below a cent"
    whole = [one for one in sums if one == int(one)]
    assert len(sums) < 20 or len(whole) < len(sums), "U1: cents?"


def test_net_and_tax_are_the_gross(space: Space) -> None:
    for path in ("outgoing-invoices", "incoming-invoices"):
        rows = [one for one in space.rows(path, size=100) if None not in (one.get("sum_net"), one.get("sum_gross"))]
        right = [one for one in rows if one["sum_net"] + one["sum_tax"] == one["sum_gross"]]
        assert len(right) * 10 >= len(rows) * 9, f"{path}: U1, U31: net and tax are not the gross"


KNOWN = {
    "outgoing-invoices": {
        "status": {"estimate", "open", "bookable", "booked"},
        "payment_status": {"open", "partly_paid", "paid", "cancelled"},
    },
    "incoming-invoices": {
        "type": {"Invoice", "Credit"},
        "status": {"open", "ready_for_accounting", "booked"},
        "payment_status": {"open", "paid", "partial"},
    },
    "payments": {"type": {"in", "out"}},
    "payment-accounts": {"type": {"account", "employee_expenses"}},
}


@pytest.mark.parametrize("path", LISTS)
def test_the_words_are_the_known_ones(space: Space, path: str) -> None:
    for name, words in KNOWN[path].items():
        assert {one[name] for one in space.rows(path, size=100)} <= words, f"{path}.{name} (api.md 8)"


def test_payments_come_with_their_bookings(space: Space) -> None:
    for one in space.rows("payments", size=100):
        assert isinstance(one.get("bookings"), list), "U8: the list of payments shows no bookings"
        total = sum((Decimal(booked["value"]) for booked in one["bookings"]), Decimal(0))
        assert total == one["value"], "U17: a payment is not the sum of its bookings"


def test_customers_pay_in_and_suppliers_are_paid_out(space: Space) -> None:
    expected = {"outgoing_invoice_id": "in", "incoming_invoice_id": "out"}
    rows = space.rows("payments", size=100)
    for key, word in expected.items():
        types = [one["type"] for one in rows if any(booked.get(key) for booked in one.get("bookings") or ())]
        assert types.count(word) * 2 >= len(types), f"U3: payments of {key} are mostly not {word}"


@pytest.mark.parametrize("path", ["outgoing-invoices", "incoming-invoices"])
def test_a_document_by_its_id_is_the_one_of_the_list(space: Space, path: str) -> None:
    listed = space.rows(path, size=1)[0]
    one = space.page(f"{path}/{quote(str(listed['id']), safe='')}")
    for name in ("id", "status", "payment_status", "sum_gross", "invoice_number"):
        assert one[name] == listed[name]


@pytest.mark.parametrize("path", ["outgoing-invoices", "incoming-invoices"])
def test_an_unknown_id_is_404(space: Space, path: str) -> None:
    assert space.get(f"{path}/no-such-document").status_code == 404


def test_the_document_of_an_invoice_is_a_pdf_or_nothing(space: Space) -> None:
    listed = space.rows("outgoing-invoices", size=1)[0]
    response = space.get(f"outgoing-invoices/{quote(str(listed['id']), safe='')}/pdf")
    if response.headers.get("content-type", "").startswith("application/pdf"):
        assert response.content.startswith(b"%PDF-")
    else:
        assert response.status_code in (200, 204, 404)


# ------------------------------------------------------------------------------------------------------- filters


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "broken", ['[{"field":"shoe_size","op":"eq","value":"1"}]', '[{"field":', "shoe_size eq 1", "title eq"]
)
def test_a_filter_that_is_not_understood_is_refused(space: Space, path: str, broken: str) -> None:
    assert space.get(path, filter=broken).status_code == 400, "api.md 4: it is ignored instead"


def test_an_operator_that_is_not_allowed_is_refused(space: Space) -> None:
    for path, field in (("payments", "payment_account.id"), ("outgoing-invoices", "status")):
        assert space.get(path, filter=[condition(field, "contains", "a")]).status_code == 400


def test_a_token_that_cannot_exist_finds_nothing(space: Space) -> None:
    assert space.ids("payments", filter=[condition("reference", "contains", NEVER)]) == set(), "U9: filter ignored"


def test_a_payment_is_found_by_its_own_reference(space: Space) -> None:
    named = [one for one in space.rows("payments", size=100) if one["reference"].strip()]
    if not named:
        pytest.skip("NO PAYMENT HAS A REFERENCE: the positive control was not checked")
    for reference in {named[0]["reference"], named[0]["reference"].swapcase()}:
        found = space.ids("payments", filter=[condition("reference", "contains", reference)])
        assert named[0]["id"] in found, "U9: contains does not find, or minds the case"


@pytest.mark.parametrize("side", ["outgoing", "incoming"])
def test_a_payment_is_found_by_its_invoice(space: Space, side: str) -> None:
    rows = [one for one in space.rows("payments", size=100) if one.get("bookings")]
    pairs = [(one["id"], booked.get(f"{side}_invoice_id")) for one in rows for booked in one["bookings"]]
    settled = [(payment_id, invoice) for payment_id, invoice in pairs if invoice]
    if not settled:
        pytest.skip(f"NO PAYMENT SETTLES AN {side.upper()} INVOICE: the positive control was not checked")
    payment_id, invoice = settled[0]
    found = space.ids("payments", filter=[condition(f"{side}_invoice.id", "eq", invoice)])
    assert payment_id in found, "U9"
    assert space.ids("payments", filter=[condition(f"{side}_invoice.id", "in", [invoice])]) == found


@pytest.mark.parametrize("path", ARCHIVABLE)
def test_archived_rows_are_hidden_unless_asked_for(space: Space, path: str) -> None:
    """U10, on the first hundred rows of each kind."""
    shown, hidden = (
        space.page(path, size=100, filter=[condition("archived", "eq", word)])["data"] for word in ("without", "only")
    )
    assert all(one["deleted_at"] is None for one in shown)
    assert all(one["deleted_at"] is not None for one in hidden)
    assert all(one["deleted_at"] is None for one in space.page(path, size=100)["data"]), "U10: shown by default"
    assert space.get(path, filter=[condition("archived", "eq", "with")]).status_code == 200


def test_the_text_form_means_the_same(space: Space) -> None:
    as_json = [condition("status", "eq", "booked"), condition("payment_status", "in", ["open", "partly_paid"])]
    as_text = "status eq 'booked' and payment_status in ['open', \"partly_paid\"]"
    assert space.ids("outgoing-invoices", filter=as_json) == space.ids("outgoing-invoices", filter=as_text)


def test_a_tree_means_the_same_as_its_list(space: Space) -> None:
    both = [condition("status", "eq", "booked"), condition("is_credit", "eq", False)]
    assert space.ids("outgoing-invoices", filter=both) == space.ids("outgoing-invoices", filter={"and": both})


def test_a_filter_holds(space: Space) -> None:
    rows = space.page("outgoing-invoices", size=100, filter=[condition("payment_status", "eq", "open")])["data"]
    assert {one["payment_status"] for one in rows} <= {"open"}
    dated = space.page("payments", size=100, filter=[condition("date_of_payment", "ge", "2026-01-01")])["data"]
    assert all(one["date_of_payment"] >= "2026-01-01" for one in dated)


# ----------------------------------------------------------------------------- the writing part: practice Kanbert only

PAYMENT = set(CONTRACT.schemas["Payment"]["properties"])
PAYMENT_BOOKING = set(CONTRACT.schemas["PaymentBooking"]["properties"])


@pytest.mark.parametrize("side", ["outgoing", "incoming"])
def test_a_payment_has_exactly_the_documented_fields(side: str) -> None:
    with practice(OBJECTS) as kanbert:
        body = payment_body((f"{side[0]}-1", 5), side=side, reference=NEVER, iban="DE02120300000000202051")
        stored = kanbert.post(f"/payments/{side}-invoice", body).json()
        assert set(stored) == PAYMENT
        assert [set(one) for one in stored["bookings"]] == [PAYMENT_BOOKING]
        assert set(stored["payment_account"]) == set(CONTRACT.schemas["PaymentAccount"]["properties"])
        assert stored["type"] == {"outgoing": "in", "incoming": "out"}[side]


@pytest.mark.parametrize(
    ("side", "kind"), [("outgoing", "OutgoingReferenceBooking"), ("incoming", "IncomingReferenceBooking")]
)
def test_an_offset_has_exactly_the_documented_fields(side: str, kind: str) -> None:
    objects = {**OBJECTS, Kind.OUTGOING_INVOICE: [outgoing("o-1"), outgoing("o-c", "-20.00", is_credit=True)]}
    with practice(objects) as kanbert:
        body = {
            "reference": NEVER,
            "date_of_payment": "2026-03-02T12:00:00Z",
            f"{side}_invoice_id": f"{side[0]}-1",
            f"{side}_credit_id": f"{side[0]}-c",
            "value": 5,
        }
        bookings = kanbert.post(f"/payments/{side}-invoice-credit", body).json()
        assert [set(one) for one in bookings] == [set(CONTRACT.schemas[kind]["properties"])] * 2


def test_the_sample_agency_has_exactly_the_documented_fields() -> None:
    from reconcile.cli.samples import sample_folder
    from reconcile.kanbert.sandbox import State

    names = {"payment-accounts": "PaymentAccount", "payments": "Payment"}
    names |= {"outgoing-invoices": "OutgoingInvoice", "incoming-invoices": "IncomingInvoice"}
    with State() as state:
        state.load(sample_folder() / "kanbert")
        for kind in Kind:
            documented = set(CONTRACT.schemas[names[kind]]["properties"]) - {"computed_fields"}
            for one in state.documents(kind):
                assert set(one) == documented, (kind, one["id"])


# ------------------------------------------------------------------------------------- the suite itself, from outside


def asked_from_outside(kanbert: Practice) -> subprocess.CompletedProcess[str]:
    """This file against a base URL, as a person does it."""
    environment = {**os.environ, "RECONCILE_CONTRACT_URL": kanbert.base_url, "KANBERT_TOKEN": TOKEN}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "remote", __file__]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_another_kanbert_is_only_read() -> None:
    with practice(OBJECTS) as kanbert:
        done = asked_from_outside(kanbert)
        assert done.returncode == 0, done.stdout
        assert "skipped" not in done.stdout
        assert len(kanbert.box.log) > 50
        assert {record.method for record in kanbert.box.log} == {"GET"}


@pytest.mark.parametrize(
    ("personality", "named"),
    [
        (Personality.FILTER_IGNORED, "U9"),
        (Personality.AMOUNTS_IN_CENTS, "U1"),
        pytest.param(Personality.FILTER_EMPTY, "U9", marks=pytest.mark.long),
        pytest.param(Personality.NUMBERS_AS_LONG_FLOATS, "U2", marks=pytest.mark.long),
        pytest.param(Personality.BOOKINGS_MISSING, "U8", marks=pytest.mark.long),
        pytest.param(Personality.PAYMENT_TYPE_SWAPPED, "U3", marks=pytest.mark.long),
        pytest.param(Personality.PAGE_SIZE_CAPPED, "U20", marks=pytest.mark.long),
        pytest.param(Personality.ROWS_REPEATED, "U21", marks=pytest.mark.long),
        pytest.param(Personality.ROWS_SKIPPED, "U21", marks=pytest.mark.long),
    ],
)
def test_a_wrong_assumption_is_named(personality: Personality, named: str) -> None:
    with practice(OBJECTS, personalities=[personality], checked=False) as kanbert:
        done = asked_from_outside(kanbert)
    assert done.returncode == 1, done.stdout
    assert f"AssertionError: {named}" in done.stdout, done.stdout
