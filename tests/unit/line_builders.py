"""Statements and transactions for tests; every argument has a plain default."""

from __future__ import annotations

from datetime import date
from typing import Any

from importers.statement import Proof, Source, Statement, Transaction

OWN = "DE02120300000000202051"


def transaction(token: str, amount_minor: int = 10_000, day: int = 2, **fields: Any) -> Transaction:
    values: dict[str, Any] = {
        "transaction_id": token,
        "entry_id": token,
        "account": OWN,
        "booking_date": date(2026, 3, day),
        "value_date": None,
        "amount_minor": amount_minor,
        "currency": "EUR",
    }
    return Transaction(**(values | fields))


def statement(*transactions: Transaction, name: str = "a.xml", **fields: Any) -> Statement:
    values: dict[str, Any] = {
        "source": Source(path=name, sha256=f"sha of {name}", format="camt.053.001.08"),
        "statement_id": "3/2026",
        "account": OWN,
        "currency": "EUR",
        "from_date": date(2026, 3, 1),
        "to_date": date(2026, 3, 31),
        "opening": None,
        "closing": None,
        "proof": Proof.TIES_OUT,
        "entries": len(transactions),
        "transactions": transactions,
    }
    return Statement(**(values | fields))
