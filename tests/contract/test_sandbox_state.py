"""Loading a snapshot folder, what is refused of it, and a state that outlives its process."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kanbert_objects import account, booking, incoming, money, outgoing, payment, payment_body, write_snapshot
from sandbox_tools import NOW, practice

from reconcile.errors import SnapshotRefused
from reconcile.kanbert.sandbox import Kind, Request, Sandbox, State
from reconcile.kanbert.sandbox.exact_json import decode, encode
from reconcile.seams import FixedClock

OBJECTS = {
    Kind.PAYMENT_ACCOUNT: [account(unheard_of={"deep": [1, money("1.50"), None, "ü"]})],
    Kind.OUTGOING_INVOICE: [outgoing("o-1", "1190.00"), outgoing("o-2", "0.30")],
    Kind.INCOMING_INVOICE: [incoming("i-1")],
    Kind.PAYMENT: [payment("p-1", booking("b-1", "190.00", outgoing_invoice_id="o-1"))],
}


def test_a_snapshot_is_kept_to_the_letter(tmp_path: Path) -> None:
    write_snapshot(tmp_path, OBJECTS)
    with State() as state:
        state.load(tmp_path)
        for kind, members in OBJECTS.items():
            assert state.documents(kind) == members
            lines = (tmp_path / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
            rows = [state.find(kind, one["id"]) for one in members]
            assert [row and row.text for row in rows] == lines
        assert state.settled("o-1") == money("190.00")


def test_a_missing_file_is_an_empty_list(tmp_path: Path) -> None:
    write_snapshot(tmp_path, {Kind.PAYMENT: OBJECTS[Kind.PAYMENT]})
    (tmp_path / "snapshot.json").write_text("{}", encoding="utf-8")
    with State() as state:
        state.load(tmp_path)
        assert [len(state.documents(kind)) for kind in Kind] == [0, 0, 0, 1]


def test_blank_lines_and_windows_line_ends_are_nothing(tmp_path: Path) -> None:
    text = "\r\n" + encode(account("a-1")) + "\r\n\r\n" + encode(account("a-2"))
    (tmp_path / "payment-accounts.jsonl").write_bytes(text.encode())
    with State() as state:
        state.load(tmp_path)
        assert [one["id"] for one in state.documents(Kind.PAYMENT_ACCOUNT)] == ["a-1", "a-2"]


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with State() as state, pytest.raises(SnapshotRefused, match="no such folder"):
        state.load(tmp_path / "nowhere")


BROKEN_BOOKING = encode(payment("p", booking("b", "1.00", outgoing_invoice_id="o")))


@pytest.mark.parametrize(
    "line",
    [
        b'{"id": "x"',
        b"[]",
        b"17",
        b"null",
        b'{"id": 5}',
        b'{"id": ""}',
        b'{"title": "no id"}',
        b'{"id": "x", "value": NaN}',
        b'{"id": "x", "value": Infinity}',
        b'{"id": "\xff"}',
        b"[" * 100_000,
        b'{"id": "x", "value": ' + b"9" * 5000 + b"}",
        b'{"id": "known"}',
        BROKEN_BOOKING.replace("1.00", '"much"').encode(),
        b'{"id": "x", "bookings": ["all of it"]}',
        b'{"id": "x", "bookings": 5}',
    ],
)
def test_a_broken_line_is_named_and_nothing_is_loaded(tmp_path: Path, line: bytes) -> None:
    known = encode(payment("known")).encode()
    (tmp_path / "payments.jsonl").write_bytes(known + b"\n" + line + b"\n")
    with State() as state:
        with pytest.raises(SnapshotRefused) as refused:
            state.load(tmp_path)
        assert [problem.place for problem in refused.value.problems] == ["payments.jsonl:2"]
        assert "reconcile pull" in str(refused.value)
        assert state.documents(Kind.PAYMENT) == []


def test_all_broken_lines_are_named_at_once(tmp_path: Path) -> None:
    for kind in (Kind.PAYMENT, Kind.PAYMENT_ACCOUNT):
        (tmp_path / f"{kind}.jsonl").write_bytes(b"{\n{}\n")
    with State() as state, pytest.raises(SnapshotRefused) as refused:
        state.load(tmp_path)
    places = {problem.place for problem in refused.value.problems}
    assert places == {"payment-accounts.jsonl:1", "payment-accounts.jsonl:2", "payments.jsonl:1", "payments.jsonl:2"}


def test_a_state_in_a_file_outlives_its_process(tmp_path: Path) -> None:
    def post(state: State) -> str:
        body = encode(payment_body(("o-1", 10))).encode()
        headers = {"authorization": "Bearer t", "content-type": "application/json"}
        request = Request(method="POST", path="/api/v1/payments/outgoing-invoice", headers=headers, body=body)
        answered = Sandbox(state, FixedClock(NOW), tokens=["t"]).handle(request)
        assert answered.status == 200, answered.body
        payment_id: str = decode(answered.body)["id"]
        return payment_id

    with State(tmp_path / "books.db") as state:
        write_snapshot(tmp_path, OBJECTS)
        state.load(tmp_path)
        first = post(state)
    with State(tmp_path / "books.db") as state:
        second = post(state)
        assert [one["id"] for one in state.documents(Kind.PAYMENT)] == ["p-1", first, second]
        assert state.settled("o-1") == money("210.00")
    assert first != second


def test_a_transaction_is_all_or_nothing() -> None:
    def interrupted(state: State) -> None:
        with state.transaction():
            state.add(Kind.PAYMENT, OBJECTS[Kind.PAYMENT][0])
            raise RuntimeError("half way")

    with State() as state:
        with pytest.raises(RuntimeError, match="half way"):
            interrupted(state)
        assert state.documents(Kind.PAYMENT) == []
        assert state.settled("o-1") == 0


def test_an_object_can_be_changed_from_outside() -> None:
    """As another user of Kanbert would: the harness deletes a payment, and it settles nothing any more."""
    with State() as state:
        state.add(Kind.PAYMENT, OBJECTS[Kind.PAYMENT][0])
        assert state.settled("o-1") == money("190.00")
        state.replace(Kind.PAYMENT, {**OBJECTS[Kind.PAYMENT][0], "deleted_at": "2026-03-01T00:00:00Z"})
        assert state.settled("o-1") == 0
        with pytest.raises(KeyError):
            state.replace(Kind.PAYMENT, payment("nobody"))


def test_no_thread_is_left_behind() -> None:
    before = threading.active_count()
    with practice({}) as kanbert:
        kanbert.get("/payments")
        assert threading.active_count() > before
    assert threading.active_count() == before


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON_VALUES)
def test_json_keeps_every_value_and_every_digit(value: object) -> None:
    text = encode(value)
    assert decode(text) == value
    assert encode(decode(text)) == text


@pytest.mark.parametrize("value", [0.1, float("nan"), money("NaN"), money("Infinity"), object(), {1, 2}, b"x"])
def test_json_has_no_word_for_a_binary_float(value: object) -> None:
    with pytest.raises(TypeError):
        encode({"value": [value]})
