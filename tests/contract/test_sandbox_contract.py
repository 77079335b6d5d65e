"""The contract itself: it is the one of openapi.yaml, it can fail, and the builders keep it.

That every answer of the practice Kanbert keeps it is checked by the client of `sandbox_tools` in every other test here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from kanbert_contract import FILE, Contract, derived, written
from kanbert_objects import account, booking, incoming, outgoing, payment, payment_body
from sandbox_tools import practice

from reconcile.kanbert.sandbox import Kind
from reconcile.kanbert.sandbox.exact_json import decode
from reconcile.kanbert.sandbox.fields import FIELDS, SORTS, Type

ROOT = Path(__file__).parents[2]
OPENAPI = ROOT / "docs" / "kanbert-openapi.yaml"
CONTRACT = Contract.stored()


def schema(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def test_the_stored_contract_is_openapi_yaml() -> None:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed: the stored contract was not compared")
    assert FILE.read_text(encoding="utf-8") == written(derived(yaml.safe_load(OPENAPI.read_text(encoding="utf-8"))))


def test_the_contract_is_the_one_written_for_this_project() -> None:
    given = ROOT.parent / "shared" / "kanbert" / "openapi.yaml"
    if not given.exists():
        pytest.skip("../shared/kanbert is not beside this checkout: docs/kanbert-openapi.yaml was not compared")
    assert OPENAPI.read_bytes() == given.read_bytes()


def test_the_builders_keep_the_contract() -> None:
    built = {
        "PaymentAccount": account(),
        "OutgoingInvoice": outgoing("o"),
        "IncomingInvoice": incoming("i"),
        "Payment": payment("p", booking("b", "1.00", outgoing_invoice_id="o")),
        "NewOutgoingInvoicePayment": payment_body(("o", 1)),
        "NewIncomingInvoicePayment": payment_body(("i", 1), side="incoming"),
    }
    assert [fault for name, one in built.items() for fault in CONTRACT.faults(schema(name), one, name)] == []


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("PaymentAccount", {**account(), "is_default": 1}, "$.is_default"),
        ("PaymentAccount", {**account(), "owner": {"id": "u"}}, "$.owner"),
        ("PaymentAccount", {key: one for key, one in account().items() if key != "identifier"}, "$.identifier"),
        ("Payment", {**payment("p"), "value": "1.00"}, "$.value"),
        ("Payment", {**payment("p"), "date_of_payment": "2026-03-02T12:00:00Z"}, "$.date_of_payment"),
        ("Payment", {**payment("p"), "created_at": "2026-03-02"}, "$.created_at"),
        ("Payment", {**payment("p"), "bookings": [{}]}, "$.bookings[0].id"),
        ("IncomingInvoice", {**incoming("i"), "type": "invoice"}, "$.type"),
        ("NewOutgoingInvoicePayment", payment_body(("o", 1), colour="red"), "$.colour"),
        ("NewOutgoingInvoicePayment", payment_body(), "$.bookings"),
        ("CursorPage", {"data": [], "links": [], "meta": {"per_page": 1}}, "$.meta.next_cursor"),
        ("ValidationError", {"message": "m", "errors": {"a": "text"}}, "$.errors.a"),
    ],
)
def test_a_breach_of_the_contract_is_found(name: str, value: Any, place: str) -> None:
    assert [fault.partition(":")[0] for fault in CONTRACT.faults(schema(name), value)][:1] == [place]


def test_a_checked_client_really_checks() -> None:
    with practice({Kind.PAYMENT_ACCOUNT: [{"id": "no account at all"}]}) as kanbert:  # noqa: SIM117
        with pytest.raises(AssertionError, match="missing"):
            kanbert.get("/payment-accounts")


@pytest.mark.parametrize("kind", Kind)
def test_filters_and_sorts_are_the_documented_ones(kind: Kind) -> None:
    operation = CONTRACT.operations[f"GET /{kind}"]
    assert set(FIELDS[kind]) == set(operation["filterable"])
    assert SORTS[kind] == set(operation.get("sortable", ()))
    closed = {name: one.words for name, one in FIELDS[kind].items() if one.type in (Type.ENUM, Type.ARCHIVED)}
    assert all(closed.values())


def test_the_contract_is_plain_json_without_prose() -> None:
    assert not {"description", "summary", "note"} & set(_keys(decode(FILE.read_bytes())))


def _keys(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(key for one in value.values() for key in _keys(one))]
    return [key for one in value for key in _keys(one)] if isinstance(value, list) else []
