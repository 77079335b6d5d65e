"""How the objects of the practice Kanbert look from outside when a personality makes them look different (api.md 11.6).

Two steps, so that filters see what a consistent Kanbert would see: `meant` is another meaning of the same books (cents,
signs, directions), `shown` is another spelling of it (texts for numbers, words nobody documented, missing properties).
Without a personality of this kind an object is served to the letter as it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox.chance import choose, happens
from reconcile.kanbert.sandbox.computed import ComputedField, with_computed
from reconcile.kanbert.sandbox.exact_json import decode, encode
from reconcile.kanbert.sandbox.messages import Request
from reconcile.kanbert.sandbox.personalities import Personality
from reconcile.kanbert.sandbox.settlements import number_of
from reconcile.kanbert.sandbox.state import Kind, Row, State

_MEANING = frozenset({Personality.AMOUNTS_IN_CENTS, Personality.OUT_NEGATIVE, Personality.PAYMENT_TYPE_SWAPPED})
_SPELLING = frozenset(
    {
        Personality.BOOKINGS_MISSING,
        Personality.UNKNOWN_ENUMS,
        Personality.NULL_REQUIRED,
        Personality.INCLUDES_ON_REQUEST,
        Personality.EXTRA_PROPERTIES,
        Personality.NUMBERS_AS_INTEGERS,
        Personality.NUMBERS_AS_LONG_FLOATS,
        Personality.NUMBERS_AS_STRINGS,
    }
)

#: What an outgoing invoice has beside itself, and can be asked for with `include`.
INCLUDES = ("external_costs", "line_items", "discounts")

#: Properties that hold money wherever they stand.
_MONEY = frozenset(
    {
        *("value", "sum_net", "sum_tax", "sum_gross", "sum_external_costs", "discount_absolute"),
        *("price", "total", "total_net", "total_gross", "purchase_total"),
    }
)

_WORDS = {
    Kind.PAYMENT_ACCOUNT: ("type",),
    Kind.PAYMENT: ("type",),
    Kind.OUTGOING_INVOICE: ("status", "payment_status"),
    Kind.INCOMING_INVOICE: ("type", "status", "payment_status"),
}
_NEVER_NULL = {
    Kind.PAYMENT_ACCOUNT: ("is_default", "title", "type", "created_at"),
    Kind.PAYMENT: ("type", "reference", "value", "payment_account", "created_at"),
    Kind.OUTGOING_INVOICE: (
        *("title", "status", "payment_status", "is_credit", "date_of_invoice", "payment_due_date"),
        *("currency", "address", "sum_gross"),
    ),
    Kind.INCOMING_INVOICE: ("type", "title", "status", "payment_status", "sum_net", "sum_gross", "vats", "created_at"),
}
_QUARTER = Fraction(1, 4)
_SWAPPED = {"in": "out", "out": "in"}


class Wire:
    def __init__(self, personalities: Collection[Personality], seed: int) -> None:
        self._on = frozenset(personalities)
        self._seed = seed
        self.changes_meaning = bool(self._on & _MEANING)
        self.changes_spelling = bool(self._on & _SPELLING)

    # ---------------------------------------------------------------------------------------------------- reading

    def document(self, kind: Kind, row: Row) -> ApiObject:
        """The object filters look at."""
        return self.meant(kind, row.document) if self.changes_meaning else row.document

    def text(
        self,
        kind: Kind,
        row: Row,
        *,
        listed: bool,
        included: Collection[str] = (),
        computed: Sequence[ComputedField] = (),
    ) -> str:
        """The object as it stands in an answer. `included` are the names asked for; lists alone know them."""
        if not (self.changes_meaning or self.changes_spelling or computed):
            return row.text
        document = with_computed(self.document(kind, row), computed) if computed else self.document(kind, row)
        return encode(self.shown(kind, document, listed=listed, included=included))

    def answered(self, kind: Kind, document: ApiObject) -> ApiObject:
        """The object a POST just made, as its answer."""
        if self.changes_meaning:
            document = self.meant(kind, document)
        return self.shown(kind, document, listed=False) if self.changes_spelling else document

    def meant(self, kind: Kind, document: ApiObject) -> ApiObject:
        if kind is Kind.PAYMENT and Personality.OUT_NEGATIVE in self._on and document.get("type") == "out":
            document = _amounts_changed(document, lambda amount: -abs(amount))
        if kind is Kind.PAYMENT and Personality.PAYMENT_TYPE_SWAPPED in self._on:
            document = {**document, "type": _SWAPPED.get(document.get("type", ""), document.get("type"))}
        if Personality.AMOUNTS_IN_CENTS in self._on:
            document = _amounts_changed(document, lambda amount: _whole(amount * 100))
        return document

    def shown(self, kind: Kind, document: ApiObject, *, listed: bool, included: Collection[str] = ()) -> ApiObject:
        on, row = self._on, document["id"]
        if Personality.BOOKINGS_MISSING in on and kind is Kind.PAYMENT and listed:
            document = {name: one for name, one in document.items() if name != "bookings"}
        if Personality.INCLUDES_ON_REQUEST in on and kind is Kind.OUTGOING_INVOICE and listed:
            hidden = set(INCLUDES) - set(included)
            document = {name: one for name, one in document.items() if name not in hidden}
        for name, change in ((_integer, Personality.NUMBERS_AS_INTEGERS), (_noisy, Personality.NUMBERS_AS_LONG_FLOATS)):
            if change in on:
                document = _amounts_changed(document, name)
        if Personality.NUMBERS_AS_STRINGS in on:
            document = _walked(document, _as_text)
        if Personality.UNKNOWN_ENUMS in on and happens(_QUARTER, self._seed, "enum", row):
            document = {**document, choose(_WORDS[kind], self._seed, "enum", "which", row): "settled_in_gold"}
        if Personality.NULL_REQUIRED in on and happens(_QUARTER, self._seed, "null", row):
            document = {**document, choose(_NEVER_NULL[kind], self._seed, "null", "which", row): None}
        if Personality.EXTRA_PROPERTIES in on:
            document = _with_surprises(document)
        return document

    # ---------------------------------------------------------------------------------------------------- writing

    def as_posted(self, request: Request) -> Request:
        """The request in the words of the books. A body that is no JSON object is left for validation to refuse."""
        if not self.changes_meaning:
            return request
        try:
            body = decode(request.body)
        except ValueError:
            return request
        if not isinstance(body, dict):
            return request
        if Personality.AMOUNTS_IN_CENTS in self._on:
            body = _amounts_changed(body, lambda amount: amount / 100)
        if Personality.PAYMENT_TYPE_SWAPPED in self._on and isinstance(body.get("type"), str):
            body["type"] = _SWAPPED.get(body["type"], body["type"])
        return replace(request, body=encode(body).encode("ascii"))


class Storage:
    """What becomes of the texts and days of a posting before they are stored."""

    def __init__(self, personalities: Collection[Personality]) -> None:
        self._on = frozenset(personalities)
        cuts = {
            Personality.REFERENCE_CUT_20: 20,
            Personality.REFERENCE_CUT_50: 50,
            Personality.REFERENCE_CUT_140: 140,
        }
        self._cut = min((length for one, length in cuts.items() if one in self._on), default=None)

    @property
    def takes_any_reference(self) -> bool:
        """Whoever cuts references does not refuse long ones."""
        return self._cut is not None

    def reference(self, text: str) -> str:
        if Personality.REFERENCE_TRIMMED in self._on:
            text = " ".join(text.split())
        if Personality.REFERENCE_UPPER in self._on:
            text = text.upper()
        return text[: self._cut]

    def day(self, day: date) -> date:
        earlier = Personality.DATE_DAY_EARLIER in self._on and day > date.min
        later = Personality.DATE_DAY_LATER in self._on and day < date.max
        return day + timedelta(days=later - earlier)


# --------------------------------------------------------------------------------------------------- whole objects

_Any = TypeVar("_Any")


def _walked(value: _Any, change: Callable[[str, Any], Any], name: str = "") -> _Any:
    """A copy in which every value that is neither object nor array went through `change(name, value)`."""
    if isinstance(value, dict):
        return {key: _walked(one, change, key) for key, one in value.items()}  # type: ignore[return-value]
    if isinstance(value, list):
        return [_walked(one, change, name) for one in value]  # type: ignore[return-value]
    return change(name, value)  # type: ignore[no-any-return]


def _amounts_changed(document: ApiObject, change: Callable[[Decimal], Any]) -> ApiObject:
    def changed(name: str, value: Any) -> Any:
        is_amount = name in _MONEY and isinstance(value, int | Decimal) and not isinstance(value, bool)
        return change(Decimal(value)) if is_amount else value

    return _walked(document, changed)


def _as_text(name: str, value: Any) -> Any:
    is_number = isinstance(value, Decimal) or (name in _MONEY and isinstance(value, int))
    return str(value) if is_number and not isinstance(value, bool) else value


def _whole(amount: Decimal) -> int | Decimal:
    return int(amount) if amount == amount.to_integral_value() else amount


def _integer(amount: Decimal) -> int | Decimal:
    return _whole(amount)


def _noisy(amount: Decimal) -> Decimal:
    """0.30 is 0.300000000001 or 0.299999999999: a rest far below a cent, as 0.1 + 0.2 leaves one."""
    noise = Decimal("1E-12")
    return amount + noise if int(amount.scaleb(2)) % 2 else amount - noise


def _with_surprises(value: Any) -> Any:
    if isinstance(value, dict):
        inner = {key: _with_surprises(one) for key, one in value.items()}
        return {**inner, "unheard_of": {"deep": [1, None, "ü"], "value": "none"}, "x-empty": None}
    return [_with_surprises(one) for one in value] if isinstance(value, list) else value


# -------------------------------------------------------------------------------------------- discounts already granted


def grant_discounts(state: State) -> None:
    with state.transaction():
        for document in state.documents(Kind.OUTGOING_INVOICE):
            lowered = discount_granted(document)
            if lowered is not None:
                state.replace(Kind.OUTGOING_INVOICE, lowered)


def discount_granted(document: ApiObject) -> ApiObject | None:
    """An outgoing invoice whose early-payment discount is taken off its sums (api.md U31); None where there is none."""
    percent = number_of(document.get("payment_discount"))
    gross, net = number_of(document.get("sum_gross")), number_of(document.get("sum_net"))
    known = document.get("discounts") or []
    if not percent or gross is None or net is None or any(one.get("is_payment_discount") for one in known):
        return None
    factor = 1 - percent / 100
    new_gross, new_net = ((amount * factor).quantize(Decimal("0.01")) for amount in (gross, net))
    granted = {
        "id": f"discount-{document['id']}",
        "title": "Skonto",
        "discount_factor": percent,
        "discount_absolute": None,
        "from_parent": False,
        "is_payment_discount": True,
        "order": len(known) + 1,
    }
    sums = {"sum_gross": new_gross, "sum_net": new_net, "sum_tax": new_gross - new_net}
    return {**document, **sums, "discounts": [*known, granted]}
