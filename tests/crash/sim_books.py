"""The papers and decisions of a history, and what people do to them in Kanbert meanwhile."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from posting_world import DAY, bank_line, decision, incoming, item_of, outgoing, payment, run_of, token
from sim_histories import History, Money
from sim_oracle import Oracle
from sim_world import SimWorld

from reconcile.kanbert.sandbox import Kind
from reconcile.posting.readback import token_of
from reconcile.records import Decision, DifferenceKind, OpenItem, Run, Side

_DIFFERENCES = {"over": DifferenceKind.OVERPAYMENT}


class Books:
    """What is in Kanbert and what was decided, by token."""

    def __init__(self, world: SimWorld, oracle: Oracle) -> None:
        self.world, self.oracle = world, oracle
        self.decisions: dict[str, Decision] = {}
        self.deeds_done: list[str] = []
        self._lines = world.history.lines
        self._made = 0
        self._run = 0
        self._fill(world.history)
        for number in range(1, len(self._lines) + 1):
            self.decide(number)

    # ---------------------------------------------------------------------------------------------- the beginning

    def _fill(self, history: History) -> None:
        for side in Side:
            for one in range(history.earlier):
                self.settle_earlier(side, f"old-{side.value}-{one}")
        for at, paper in enumerate(history.papers):
            name = paper_name(at)
            make = incoming if paper.incoming else outgoing
            marks: dict[str, Any] = {"type": "Credit"} if paper.incoming else {"is_credit": True}
            self.world.state.add(
                _kind(paper.incoming), make(name, euros(paper.gross), **(marks if paper.credit else {}))
            )
            if paper.paid:
                self._pay(name, paper.paid, f"paid-{name}", "2026-02-20")
            self.oracle.limits[name] = paper.gross - paper.paid

    def settle_earlier(self, side: Side, name: str) -> None:
        make, kind = (outgoing, Kind.OUTGOING_INVOICE) if side is Side.OUTGOING else (incoming, Kind.INCOMING_INVOICE)
        self.world.state.add(kind, make(name, "50.00", payment_status="paid"))
        self.world.state.add(Kind.PAYMENT, payment(f"pay-{name}", side, name, "50.00"))

    def decide(self, number: int) -> None:
        """A `yes` to line `number` on the papers as they stand now."""
        money = self._lines[number - 1]
        sign = -1 if money.incoming else 1
        parts = [(self.item(at), sign * value) for at, value in money.parts if not self._is_credit(at)]
        parts += [(self.item(at), -sign * value) for at, value in money.parts if self._is_credit(at)]
        line = bank_line(number, sign * money.amount, statement="2026-03.xml · 3/2026")
        self._made += 1
        made = decision(
            line,
            *parts,
            run_id=self.run_id,
            kind=_DIFFERENCES.get(money.kind, DifferenceKind.NONE),
            note=f"{self._made}",
        )
        self.decisions[token(number)] = made
        for at, _ in money.parts:
            self.oracle.limits[paper_name(at)] = max(self.oracle.limits[paper_name(at)], self._open_for_us(at))

    def _open_for_us(self, at: int) -> int:
        """What is open now, and what ours have taken of it."""
        name = paper_name(at)
        gross = round((self.paper(name)["sum_gross"] or Decimal(0)) * 100)
        others: int = sum(
            round(part["value"] * 100)
            for one in self.world.payments()
            if not token_of(one) and not one["deleted_at"]
            for part in one["bookings"]
            if name in (part["outgoing_invoice_id"], part["incoming_invoice_id"])
        )
        return gross - others

    @property
    def run_id(self) -> str:
        return f"R-BCDFGHJK{self._run:02d}"

    def run(self) -> Run:
        return run_of(list(self.decisions.values()), self.run_id)

    @property
    def source(self) -> str:
        """Changes with every decision, as the hash of a file does."""
        return f"sha-{self._made}"

    def item(self, at: int) -> OpenItem:
        name = paper_name(at)
        paid = [one for one in self.world.payments() if not one["deleted_at"] and name in str(one["bookings"])]
        return item_of(self.paper(name), paid)

    def _is_credit(self, at: int) -> bool:
        return self.world.history.papers[at].credit

    # ---------------------------------------------------------------------------------------------- papers

    def paper(self, name: str) -> dict[str, Any]:
        row = self.world.state.find(self._kind_of(name), name)
        assert row is not None
        return row.document

    def _kind_of(self, name: str) -> Kind:
        return _kind(self.world.history.papers[int(name.rsplit("-", 1)[1])].incoming)

    def _change(self, name: str, **fields: Any) -> None:
        self.world.state.replace(self._kind_of(name), self.paper(name) | fields)

    def _pay(self, name: str, minor: int, payment_id: str, day: str) -> None:
        side = Side.INCOMING if self._kind_of(name) is Kind.INCOMING_INVOICE else Side.OUTGOING
        self.world.state.add(Kind.PAYMENT, payment(payment_id, side, name, euros(minor), date_of_payment=day))
        self._recompute(name)

    def _recompute(self, name: str) -> None:
        """The payment status as Kanbert would have it."""
        paper = self.paper(name)
        if paper["payment_status"] not in ("open", "paid", "partial", "partly_paid"):
            return
        settled, gross = self.world.state.settled(name), abs(paper["sum_gross"] or Decimal(0))
        partly = "partial" if self._kind_of(name) is Kind.INCOMING_INVOICE else "partly_paid"
        self._change(name, payment_status="open" if settled <= 0 else "paid" if settled >= gross else partly)

    # ---------------------------------------------------------------------------------------------- deeds

    def do(self, kind: str, at: int) -> None:
        """What a person does. What is not possible is not done."""
        number = at % len(self._lines)
        money, name = self._lines[number], paper_name(at % len(self.world.history.papers))
        deed = getattr(self, f"deed_{kind}", None)
        if deed is None:
            self._do_to_paper(kind, name)
        else:
            deed(number + 1, money)
        self.deeds_done.append(kind)

    def _do_to_paper(self, kind: str, name: str) -> None:
        self._made += 1
        gross = self.paper(name)["sum_gross"] or Decimal(1)
        party = "supplier" if self._kind_of(name) is Kind.INCOMING_INVOICE else "client"
        changes: dict[str, dict[str, Any]] = {
            "cancel": {"payment_status": "cancelled"},
            "unbook": {"status": "open"},
            "archive": {"deleted_at": "2026-03-15T10:00:00Z"},
            "gross": {"sum_gross": gross + 1},
            "party": {party: {"id": f"party-{self._made}", "name": "Other"}},
            "strange": {"payment_status": "half"},
            "null": {"sum_gross": None},
            "manual": {"payment_status": "paid"},
        }
        rest = gross - self.world.state.settled(name)
        if kind in changes:
            self._change(name, **changes[kind])
        elif kind == "pay_part" or (kind == "pay_rest" and rest > 0):
            self._pay(name, 1 if kind == "pay_part" else int(rest * 100), f"hand-{self._made}", "2026-03-18")
        elif kind == "vanish":
            self.world.vanished.add(name)
        elif kind == "reopen":
            self._reopen(name)

    def _reopen(self, name: str) -> None:
        at = int(name.rsplit("-", 1)[1])
        gross = Decimal(euros(self.world.history.papers[at].gross))
        self._change(name, status="booked", payment_status="open", deleted_at=None, sum_gross=gross)
        self._recompute(name)
        self.world.vanished.discard(name)

    def deed_pay_same(self, number: int, money: Money) -> None:
        """The same money, booked by hand."""
        if not money.parts or self._is_credit(money.parts[0][0]):
            return
        at, value = money.parts[0]
        self._made += 1
        self._pay(paper_name(at), value, f"same-{self._made}", DAY.isoformat())
        self.oracle.by_hand[f"same-{self._made}"] = token(number)

    def deed_delete_ours(self, number: int, money: Money) -> None:
        for one in self.oracle.ours().get(token(number), []):
            self._replace_payment(one | {"deleted_at": "2026-03-20T10:00:00Z"}, money)

    def deed_edit_reference(self, number: int, money: Money) -> None:
        for one in self.oracle.ours().get(token(number), []):
            self._replace_payment(one | {"reference": "tidied up by hand"}, money)
            self.oracle.by_hand[one["id"]] = token(number)

    def _replace_payment(self, document: dict[str, Any], money: Money) -> None:
        self.world.state.replace(Kind.PAYMENT, document)
        for at, _ in money.parts:
            self._recompute(paper_name(at))

    def deed_again(self, number: int, _: Money) -> None:
        self.decide(number)

    def deed_decline(self, number: int, _: Money) -> None:
        self._made += 1
        self.decisions[token(number)] = replace(self.decisions[token(number)], approved=False, note=f"{self._made}")

    def deed_rerun(self, *_: Any) -> None:
        """A later run proposes the same lines again; the decisions stay with the earlier one."""
        self._run = min(self._run + 1, 99)

    def deed_upgrade(self, *_: Any) -> None:
        """Another version of the program from here on (F47)."""


def paper_name(at: int) -> str:
    return f"doc-{at}"


def euros(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02d}"


def _kind(is_incoming: bool) -> Kind:
    return Kind.INCOMING_INVOICE if is_incoming else Kind.OUTGOING_INVOICE
