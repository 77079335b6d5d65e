"""The practice Kanbert's filters (api.md 2 and 4), over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kanbert_contract import Contract
from kanbert_objects import account, booking, incoming, money, outgoing, payment, user
from sandbox_tools import NOW, Practice, exact, practice, where

from reconcile.kanbert.sandbox import Kind
from reconcile.kanbert.sandbox.comparison import Moment
from reconcile.kanbert.sandbox.filters import compile_filter
from reconcile.kanbert.sandbox.messages import Refusal

GONE = "2026-02-20T10:00:00Z"
OPERATIONS = {
    name.removeprefix("GET "): one for name, one in Contract.stored().operations.items() if "filterable" in one
}

OBJECTS = {
    Kind.PAYMENT_ACCOUNT: [
        account("a-1", title="Main account", organization="Sparkasse", owner=user("user-practice")),
        account("a-2", title="Petty", type="employee_expenses", created_at="2026-03-02T06:00:00Z"),
        account("a-3", title="Closed", deleted_at=GONE),
    ],
    Kind.OUTGOING_INVOICE: [
        outgoing("o-1", "100.00", title="Website", client={"id": "c-1", "name": "Müller AG"}),
        outgoing("o-2", "250.50", payment_status="partly_paid", date_of_invoice="2026-03-02T00:00:00Z"),
        outgoing("o-3", "75.00", status="open", invoice_number=None),
        outgoing("o-4", "-30.00", is_credit=True, payment_status="paid", editor=None),
        outgoing("o-5", "10.00", deleted_at=GONE),
        outgoing("o-6", "0.30", payment_status="a word of tomorrow"),
    ],
    Kind.INCOMING_INVOICE: [
        incoming("i-1", "59.50", external_id="EXT-1"),
        incoming("i-2", "20.00", payment_status="partial", due_date=None, created_at="2026-03-31T23:00:00Z"),
        incoming(
            "i-3",
            "35.00",
            type="Credit",
            supplier=None,
            status="ready_for_accounting",
            created_at="2026-03-08T12:00:00Z",
        ),
    ],
    Kind.PAYMENT: [
        payment("p-1", booking("b-1", "50.00", outgoing_invoice_id="o-2"), reference="KR1-ABC RE-2"),
        payment(
            "p-2",
            booking("b-2", "1.00", outgoing_invoice_id="o-1"),
            booking("b-3", "2.00", outgoing_invoice_id="o-4"),
            iban="DE02120300000000202051",
            date_of_payment=None,
        ),
        payment("p-3", booking("b-4", "10.00", incoming_invoice_id="i-2"), type="out", date_of_payment="2026-03-02"),
        payment("p-4", booking("b-5", "5.00", outgoing_invoice_id="o-1"), reference="kr1-abc", deleted_at=GONE),
    ],
}


@pytest.fixture(scope="module")
def kanbert() -> Iterator[Practice]:
    with practice(OBJECTS) as running:
        yield running


@pytest.mark.parametrize(
    ("path", "condition", "expected"),
    [
        ("/payment-accounts", where("title", "contains", "ACCOUNT"), "a-1"),
        ("/payment-accounts", where("title", "startswith", "nothing like it"), ""),
        ("/payment-accounts", where("type", "eq", "account"), "a-1"),
        ("/payment-accounts", where("type", "ne", "account"), "a-2"),
        ("/payment-accounts", where("organisation", "eq", "sparkasse"), "a-1"),
        ("/payment-accounts", where("organisation", "isnull"), "a-2"),
        ("/payment-accounts", where("created_at", "eq", "today"), "a-2"),
        ("/payment-accounts", where("created_at", "lt", "now"), "a-1 a-2"),
        ("/payment-accounts", where("created_at", "gte", "som"), "a-2"),
        ("/payment-accounts", where("owner.id", "eq", "me.id"), "a-1"),
        ("/payment-accounts", where("owner.email", "endswith", "practice@example.com"), "a-1"),
        ("/payment-accounts", where("archived", "eq", "only"), "a-3"),
        ("/payment-accounts", where("archived", "eq", "with"), "a-1 a-2 a-3"),
        ("/payment-accounts", where("archived", "eq", "without"), "a-1 a-2"),
        ("/outgoing-invoices", where("status", "eq", "booked"), "o-1 o-2 o-4 o-6"),
        ("/outgoing-invoices", where("payment_status", "in", ["open", "partly_paid"]), "o-1 o-2 o-3"),
        ("/outgoing-invoices", where("payment_status", "nin", ["paid"]), "o-1 o-2 o-3 o-6"),
        ("/outgoing-invoices", where("payment_status", "in", []), ""),
        ("/outgoing-invoices", where("is_credit", "eq", True), "o-4"),
        ("/outgoing-invoices", where("is_credit", "ne", True), "o-1 o-2 o-3 o-6"),
        ("/outgoing-invoices", where("sum_gross", "gt", money("100.00")), "o-2"),
        ("/outgoing-invoices", where("sum_gross", "le", "0.3"), "o-4 o-6"),
        ("/outgoing-invoices", where("sum_gross", "eq", money("250.5")), "o-2"),
        ("/outgoing-invoices", where("sum_gross", "contains", "50."), "o-2"),
        ("/outgoing-invoices", where("sum_gross", "in", [75, 100]), "o-1 o-3"),
        ("/outgoing-invoices", where("date_of_invoice", "eq", "today"), "o-2"),
        ("/outgoing-invoices", where("date_of_invoice", "lt", "today-5d"), "o-1 o-3 o-4 o-6"),
        ("/outgoing-invoices", where("date_of_invoice", "ge", "2026-03-03"), ""),
        ("/outgoing-invoices", where("invoice_number", "isnull"), "o-3"),
        ("/outgoing-invoices", where("invoice_number", "like", "re-o-_"), "o-1 o-2 o-4 o-6"),
        ("/outgoing-invoices", where("client.name", "contains", "MÜLLER"), "o-1"),
        ("/outgoing-invoices", where("editor.id", "isnull"), "o-4"),
        ("/outgoing-invoices", where("company.company_name:string", "eq", "muster gmbh"), "o-1 o-2 o-3 o-4 o-6"),
        ("/incoming-invoices", where("type", "eq", "Credit"), "i-3"),
        ("/incoming-invoices", where("payment_status", "in", ["open", "partial"]), "i-1 i-2 i-3"),
        ("/incoming-invoices", where("status", "eq", "booked"), "i-1 i-2"),
        ("/incoming-invoices", where("external_id", "eq", "EXT-1"), "i-1"),
        ("/incoming-invoices", where("supplier.id", "eq", "supplier-1"), "i-1 i-2"),
        ("/incoming-invoices", where("supplier.id", "eq", "SUPPLIER-1"), ""),
        ("/incoming-invoices", where("due_date", "isnotnull"), "i-1 i-3"),
        ("/incoming-invoices", where("due_date", "ne", "2026-01-01"), "i-1 i-3"),
        ("/incoming-invoices", where("created_at", "lt", "sow"), "i-1"),
        ("/incoming-invoices", where("created_at", "le", "eow"), "i-1 i-3"),
        ("/incoming-invoices", where("created_at", "gt", "eom"), ""),
        ("/payments", where("reference", "contains", "KR1-ABC"), "p-1"),
        ("/payments", where("reference", "like", "kr1-%2"), "p-1"),
        ("/payments", where("reference", "in", ["kr1-abc re-2", "Payment p-2"]), "p-1 p-2"),
        ("/payments", where("reference", "ne", "Payment p-2"), "p-1 p-3"),
        ("/payments", where("reference", "contains", "KR1-NEVER"), ""),
        ("/payments", where("reference", "eq", "Payment p-3"), "p-3"),
        ("/payments", where("type", "eq", "out"), "p-3"),
        ("/payments", where("outgoing_invoice.id", "eq", "o-4"), "p-2"),
        ("/payments", where("outgoing_invoice.id", "in", ["o-2", "o-4"]), "p-1 p-2"),
        ("/payments", where("outgoing_invoice.id", "eq", "o-9"), ""),
        ("/payments", where("outgoing_invoice.id", "isnull"), "p-3"),
        ("/payments", where("incoming_invoice.id", "eq", "i-2"), "p-3"),
        ("/payments", where("iban", "startswith", "de02"), "p-2"),
        ("/payments", where("payment_account.id", "eq", "account-1"), "p-1 p-2 p-3"),
        ("/payments", where("payment_account.iban", "contains", "8937"), "p-1 p-2 p-3"),
        ("/payments", where("date_of_payment", "eq", "today"), "p-3"),
        ("/payments", where("date_of_payment", "le", "2026-02-10"), "p-1"),
        ("/payments", where("date_of_payment", "isnull"), "p-2"),
        ("/payments", where("archived", "eq", "only"), "p-4"),
    ],
)
def test_a_filter_chooses_its_rows(kanbert: Practice, path: str, condition: dict[str, Any], expected: str) -> None:
    assert kanbert.ids(path, condition) == expected.split()


def test_an_archived_row_is_hidden_unless_asked_for(kanbert: Practice) -> None:
    assert "o-5" not in kanbert.ids("/outgoing-invoices")
    assert "o-5" in kanbert.ids("/outgoing-invoices", where("archived", "eq", "with"))
    assert kanbert.ids("/payments", where("reference", "contains", "kr1-abc"), where("archived", "eq", "with")) == [
        "p-1",
        "p-4",
    ]


def test_an_array_means_and(kanbert: Practice) -> None:
    conditions = (where("status", "eq", "booked"), where("payment_status", "eq", "partly_paid"))
    assert kanbert.ids("/outgoing-invoices", *conditions) == ["o-2"]


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"or": [where("sum_gross", "eq", 75), where("is_credit", "eq", True)]}, "o-3 o-4"),
        ({"and": [where("sum_gross", "gt", 80), where("sum_gross", "lt", 200)]}, "o-1"),
        (
            {
                "and": [
                    where("status", "eq", "booked"),
                    {"or": [where("sum_gross", "lt", 1), where("title", "eq", "website")]},
                ]
            },
            "o-1 o-4 o-6",
        ),
        (
            [
                where("archived", "eq", "only"),
                {"or": [{"and": [where("sum_gross", "eq", 10)]}, where("title", "eq", "x")]},
            ],
            "o-5",
        ),
        (where("title", "eq", "website"), "o-1"),
    ],
)
def test_trees(kanbert: Practice, tree: Any, expected: str) -> None:
    response = kanbert.get("/outgoing-invoices", filter=tree)
    assert [one["id"] for one in response.json()["data"]] == expected.split()


FILTERABLE = [(path, name) for path, operation in OPERATIONS.items() for name in operation["filterable"]]
CHOICE = ["eq", "ne", "neq", "in", "nin", "notin"]
ORDER = ["lt", "lte", "le", "gt", "gte", "ge"]
TEXT = ["contains", "like", "startswith", "endswith"]
NULL = ["isnull", "isnotnull", "notnull"]
FAMILIES = {
    "string": [*CHOICE, *TEXT, *NULL],
    "id": [*CHOICE, *NULL],
    "enum": [*CHOICE, *NULL],
    "date": [*CHOICE, *ORDER, *NULL],
    "datetime": [*CHOICE, *ORDER, *NULL],
    "currency": [*CHOICE, *ORDER, *TEXT, *NULL],
}
GOOD_VALUES = {"string": "x", "id": "x", "boolean": True, "date": "2026-01-01", "datetime": "now", "currency": 5}


def words_of(path: str, name: str) -> list[str]:
    from reconcile.kanbert.sandbox.fields import FIELDS

    return sorted(FIELDS[Kind(path.removeprefix("/"))][name].words)


@pytest.mark.parametrize(("path", "name"), FILTERABLE)
def test_exactly_the_documented_operators_are_allowed(kanbert: Practice, path: str, name: str) -> None:
    """The table of openapi.yaml decides, operator by operator."""
    declared = OPERATIONS[path]["filterable"][name]
    family = declared["type"].split("[")[0].split("<")[0]
    allowed = set(declared.get("ops") or FAMILIES[family]) - {"any", "none", "count", "all"}
    value = GOOD_VALUES.get(family) or next(iter(words_of(path, name)), None)
    for op in [*CHOICE, *ORDER, *TEXT, *NULL, "any", "between"]:
        given = [value] if op in ("in", "nin", "notin") else value
        status = kanbert.get(path, filter=[where(name, op, given)]).status_code
        assert status == (200 if op in allowed else 400), op


@pytest.mark.parametrize("path", OPERATIONS)
def test_every_other_field_is_refused(kanbert: Practice, path: str) -> None:
    operation = OPERATIONS[path]
    unknown = {"nonsense", "deleted_at", "bookings.value", *operation.get("not-filterable", ())}
    for name in sorted(unknown - set(operation["filterable"])):
        assert kanbert.get(path, filter=[where(name, "eq", "1")]).status_code == 400, name


@pytest.mark.parametrize(
    "condition",
    [
        where("payment_status", "eq", "partial"),  # the word of the other list
        where("payment_status", "in", "open"),
        where("title", "eq", None),
        where("title", "contains", ["a"]),
        where("sum_gross", "eq", "much"),
        where("sum_gross", "gt", "NaN"),
        where("date_of_invoice", "eq", "02.03.2026"),
        where("date_of_invoice", "lt", 5),
        where("date_of_invoice", "lt", "0001-01-01T00:00:00+14:00"),
        where("is_credit", "eq", "true"),
        where("archived", "eq", "all"),
        where("line_items", "any", None),
        {"field": "title", "op": "eq", "value": "a", "case": "exact"},
        {"field": "title", "value": "a"},
        {"field": ["title"], "op": "eq", "value": "a"},
        {"title": "a"},
        {"or": []},
        {"or": [where("archived", "eq", "with")]},
        {"or": [where("title", "eq", "a")], "and": [where("title", "eq", "a")]},
        "title",
    ],
)
def test_a_condition_that_cannot_be_meant_is_refused(kanbert: Practice, condition: Any) -> None:
    assert kanbert.get("/outgoing-invoices", filter=[condition]).status_code == 400


def test_contradictory_archived_conditions_are_refused(kanbert: Practice) -> None:
    both = [where("archived", "eq", "with"), where("archived", "eq", "only")]
    assert kanbert.get("/payments", filter=both).status_code == 400


def test_a_deeply_nested_filter_is_refused(kanbert: Practice) -> None:
    tree: Any = where("title", "eq", "a")
    for _ in range(60):
        tree = {"or": [tree]}
    assert kanbert.get("/payments", filter=tree).status_code == 400
    deepest = "[" * 100_000
    assert kanbert.client.get("/payments", params={"filter": deepest[:8000]}).status_code == 400


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("/payments", 'reference contains "KR1-ABC"', "p-1"),
        ("/payments", "reference CONTAINS 'kr1-abc'", "p-1"),
        ("/payments", "reference startsWith 'KR1' AND archived eq 'with'", "p-1 p-4"),
        ("/payments", "date_of_payment is null", "p-2"),
        ("/payments", "date_of_payment IS NOT NULL and type = 'in'", "p-1"),
        ("/payments", "date_of_payment isnull", "p-2"),
        ("/payments", "date_of_payment eq today", "p-3"),
        ("/payments", "date_of_payment >= today-25d", "p-1 p-3"),
        ("/payments", "date_of_payment < today-5d", "p-1"),
        ("/payments", "outgoing_invoice.id in ['o-2', \"o-4\"]", "p-1 p-2"),
        ("/payments", "outgoing_invoice.id in []", ""),
        ("/payments", "reference != 'Payment p-2'", "p-1 p-3"),
        ("/payments", "payment_account.id = 'account-1' and not_a_word = 1", None),
        ("/payment-accounts", "owner.id eq me.id", "a-1"),
        ("/payment-accounts", "created_at < now", "a-1 a-2"),
        ("/payment-accounts", 'title contains "Pet" or (type = "account" and organisation is not null)', "a-1 a-2"),
        ("/outgoing-invoices", "sum_gross > 80 and sum_gross <= 250.50", "o-1 o-2"),
        ("/outgoing-invoices", "sum_gross < -10", "o-4"),
        ("/outgoing-invoices", "is_credit = true", "o-4"),
        ("/outgoing-invoices", "is_credit eq FALSE and status ne 'open'", "o-1 o-2 o-6"),
        ("/outgoing-invoices", "sum_gross = 75 or sum_gross = 100 and status = 'open'", "o-3"),
        ("/outgoing-invoices", "(sum_gross = 75 or sum_gross = 100) and status = 'booked'", "o-1"),
        ("/outgoing-invoices", "((title = 'website'))", "o-1"),
        ("/outgoing-invoices", "title='website'and(sum_gross=100)", "o-1"),
        ("/outgoing-invoices", "title nin ['website', 'Invoice o-2'] and sum_gross in [75, 0.3]", "o-3 o-6"),
        ("/outgoing-invoices", "company.company_name:string startswith 'MUSTER' and sum_gross gt 200", "o-2"),
        ("/incoming-invoices", "created_at gt eom", ""),
        ("/incoming-invoices", "due_date notnull", "i-1 i-3"),
        ("/incoming-invoices", "title contains 'no \\'such\\' thing'", ""),
    ],
)
def test_the_text_form_chooses_its_rows(kanbert: Practice, path: str, text: str, expected: str | None) -> None:
    response = kanbert.client.get(path, params={"filter": text, "page[size]": "100"})
    if expected is None:
        assert response.status_code == 400
        return
    assert response.status_code == 200, response.text
    assert [one["id"] for one in response.json()["data"]] == expected.split()


@pytest.mark.parametrize(
    "text",
    [
        "title",
        "title eq",
        "title eq website",
        "title eq 'a' and",
        "title eq 'a' title eq 'b'",
        "title eq 'a",
        "title is 'a'",
        "title is not 'a'",
        "title in 'a'",
        "title in ['a'",
        "title in ['a' 'b']",
        "(title eq 'a'",
        "title eq 'a')",
        "title between 'a'",
        "and title eq 'a'",
        "sum_gross eq 1.2.3",
        "sum_gross eq 2026-03-02",
        "title eq 'a' or archived eq 'with'",
        "title ~ 'a'",
        "line_items any 'a'",
        "(" * 60 + "title eq 'a'" + ")" * 60,
        "title eq 'a' " + "and title eq 'a' " * 5 + ";",
    ],
)
def test_a_text_that_cannot_be_meant_is_refused(kanbert: Practice, text: str) -> None:
    response = kanbert.client.get("/outgoing-invoices", params={"filter": text})
    assert response.status_code == 400
    assert response.json()["message"]


WORDS = st.sampled_from(
    [
        *("title", "sum_gross", "line_items", "archived", "eq", "is", "not", "null", "and", "or", "any", "count", "in"),
        *("(", ")", "[", "]", ",", "=", ">=", '"', "\\", "\x00", "ü", "'a'", "'with'", "1", "today-3d"),
    ]
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=40))
def test_no_text_is_a_bug(text: str) -> None:
    """Either a tree that compiles or a refusal; nothing else, and quickly."""
    from reconcile.kanbert.sandbox.fields import FIELDS

    with suppress(Refusal):
        compile_filter(text or None, FIELDS[Kind.OUTGOING_INVOICE], Moment(now=NOW, me="user-practice"))


def test_the_form_variant_is_the_json_one(kanbert: Practice) -> None:
    query = {
        "filter[0][field]": "status",
        "filter[0][op]": "eq",
        "filter[0][value]": "booked",
        "filter[1][field]": "payment_status",
        "filter[1][op]": "in",
        "filter[1][value][]": ["open", "partly_paid"],
        "filter[2][field]": "is_credit",
        "filter[2][op]": "eq",
        "filter[2][value]": "false",
    }
    response = kanbert.client.get("/outgoing-invoices", params=query)
    assert [one["id"] for one in response.json()["data"]] == ["o-1", "o-2"]
    by_amount = {"filter[0][field]": "sum_gross", "filter[0][op]": "gt", "filter[0][value]": "200"}
    assert [one["id"] for one in kanbert.client.get("/outgoing-invoices", params=by_amount).json()["data"]] == ["o-2"]
    nothing = {"filter[0][field]": "invoice_number", "filter[0][op]": "isnull"}
    assert [one["id"] for one in kanbert.client.get("/outgoing-invoices", params=nothing).json()["data"]] == ["o-3"]


ITEMS = {
    "r-1": [{"title": "Design", "price": money("80.00"), "amount": 2}, {"title": "Print", "price": money("5.50")}],
    "r-2": [{"title": "Print", "price": money("7.00"), "amount": 1}],
    "r-3": [],
}


@pytest.fixture(scope="module")
def related() -> Iterator[Practice]:
    rows = [outgoing(name, line_items=items) for name, items in ITEMS.items()]
    with practice({Kind.OUTGOING_INVOICE: [*rows, outgoing("r-4")]}) as running:
        yield running


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("line_items any (title eq 'design')", "r-1"),
        ("line_items any (title eq 'print' and price > 6)", "r-2"),
        ("line_items none (title contains 'sig')", "r-2 r-3 r-4"),
        ("line_items all (title eq 'Print')", "r-2 r-3 r-4"),
        ("line_items count >= 1", "r-1 r-2"),
        ("line_items count eq 0", "r-3 r-4"),
        ("line_items count ne 1 and line_items count lt 3", "r-1 r-3 r-4"),
    ],
)
def test_relations(related: Practice, text: str, expected: str) -> None:
    response = related.client.get("/outgoing-invoices", params={"filter": text})
    assert [one["id"] for one in response.json()["data"]] == expected.split()


def test_a_relation_in_json(related: Practice) -> None:
    assert related.ids("/outgoing-invoices", where("line_items", "any", [where("price", "gt", 10)])) == ["r-1"]
    assert related.ids("/outgoing-invoices", where("line_items", "count", {"op": "gt", "value": 1})) == ["r-1"]
    for condition in (
        where("line_items", "any", [where("colour", "eq", "red")]),
        where("line_items", "any", None),
        where("line_items", "count", 2),
        where("line_items", "count", {"op": "like", "value": 2}),
        where("line_items", "eq", 2),
        where("external_costs", "any", [where("total_net", "eq", 1)]),
    ):
        assert related.get("/outgoing-invoices", filter=[condition]).status_code == 400


@pytest.mark.parametrize(
    ("expression", "values"),
    [
        ("line_items.count()", [2, 1, 0, 0]),
        ("line_items.count(title eq 'print')", [1, 1, 0, 0]),
        ("line_items.sum(price)", [money("85.50"), money("7.00"), 0, 0]),
        ("line_items.sum(price, title eq 'print')", [money("5.50"), money("7.00"), 0, 0]),
        ("line_items.avg(price)", [money("42.75"), money("7"), 0, 0]),
        ("line_items.max(price)", [80, 7, 0, 0]),
        ("line_items.min(amount)", [2, 1, 0, 0]),
        ("external_costs.count()", [0, 0, 0, 0]),
    ],
)
def test_computed_fields(related: Practice, expression: str, values: list[Any]) -> None:
    query = {"computed_fields[x]": expression, "sort": "computed_fields.x"}
    rows = exact(related.client.get("/outgoing-invoices", params={**query, "sort": "invoice_number"}))["data"]
    assert [one["computed_fields"]["x"] for one in rows] == values
    lowest = exact(related.client.get("/outgoing-invoices", params=query))["data"]
    assert [one["computed_fields"]["x"] for one in lowest] == sorted(values)
    above = {**query, "filter": "computed_fields.x gt 1"}
    found = exact(related.client.get("/outgoing-invoices", params=above))["data"]
    assert [one["computed_fields"]["x"] for one in found] == sorted(value for value in values if value > 1)


@pytest.mark.parametrize(
    ("name", "expression"),
    [
        ("computed_fields[x]", "tasks.count()"),
        ("computed_fields[x]", "line_items.median(price)"),
        ("computed_fields[x]", "line_items.sum(title)"),
        ("computed_fields[x]", "line_items.sum()"),
        ("computed_fields[x]", "line_items.count(colour eq 'red')"),
        ("computed_fields[x]", "line_items"),
        ("computed_fields", "line_items.count()"),
        ("computed_fields[a b]", "line_items.count()"),
    ],
)
def test_a_computed_field_that_cannot_be_meant_is_refused(related: Practice, name: str, expression: str) -> None:
    assert related.client.get("/outgoing-invoices", params={name: expression}).status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        {"filter": '[{"field":'},
        {"filter": "[NaN]"},
        {"filter[0][field]": "reference"},
        {"filter[a][field]": "reference"},
        {"filter[0][field]": "reference", "filter[0][op]": "isnull", "filter": "reference is null"},
        {"filter[0][colour]": "red"},
        {"computed_fields[x]": "line_items.count()"},
        {"include": "line_items"},
    ],
)
def test_what_is_not_practised_is_refused_not_ignored(kanbert: Practice, query: dict[str, str]) -> None:
    assert kanbert.client.get("/payments", params=query).status_code == 400


def test_the_documented_includes_are_accepted(kanbert: Practice) -> None:
    assert kanbert.get("/outgoing-invoices", include="discounts,line_items").status_code == 200
    assert kanbert.get("/outgoing-invoices", include="discounts,payments").status_code == 400
