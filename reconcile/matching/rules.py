"""What the matcher is told: weights, margins, thresholds. Every default stands here with its meaning.

A weight is a difference in log-odds (natural logarithm): +4.6 makes a candidate a hundred times likelier, 0 says
nothing. What stands here are judgements of the relative strength of evidence. They are the middle of a fit to
generated worlds (`benchmarks/train_weights.py`); its results, in `weights`, are the defaults, and a level without one
keeps its judgement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconcile.matching.weights import PRIOR, TRAINED

Weights = Mapping[str, Mapping[str, float]]

#: Days: invoices are sometimes dated a little after the payment.
DATE_GRACE = 3

#: signal → level → log-odds. `nothing known` weighs 0 by construction and is not listed.
JUDGED_WEIGHTS: Weights = {
    "creditor_reference": {"same": 10.0},
    "invoice_number": {
        "whole": 8.0,
        "digits": 6.5,
        "sequence": 4.0,
        "reference": 4.0,
        "short": 4.0,
        "near": 4.0,
        "weak": 2.0,
        "other": -3.0,
    },
    "open_amount": {
        "exact": 4.5,
        "sum": 4.5,
        "unlisted": 3.0,
        "discount": 4.0,
        "late discount": 1.0,
        "part": -1.0,
        "above": -1.5,
    },
    "known_account": {"known": 4.0, "shared": 1.5, "learned": 3.5, "new": -0.5, "other": -1.5},
    "party_name": {"equal": 3.0, "close": 2.0, "similar": 0.5, "different": -1.5},
    "booking_date": {
        "before": -3.0,
        "just before": -2.6,
        "early": 0.0,
        "in time": 0.8,
        "near due": 1.0,
        "late": 0.0,
        "overdue": -1.0,
        "long overdue": -2.0,
        "undated": 0.0,
    },
    "title": {"same": 2.5, "part": 1.0},
    "stated_date": {"same": 2.0},
    "month": {"said": 2.5, "dated": 1.0, "another": -2.0, "counted": 2.5, "otherwise": -2.0},
    "amount_chance": {"rare": 1.5, "seldom": 0.7},
}
JUDGED_PRIOR = -4.0

#: signal → level → log-odds, as trained.
DEFAULT_WEIGHTS: Weights = {name: {**levels, **TRAINED.get(name, {})} for name, levels in JUDGED_WEIGHTS.items()}


def default_weights() -> Weights:
    return {name: dict(levels) for name, levels in DEFAULT_WEIGHTS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Everything about matching that a setting may change. `Rules()` works.

    Raises ValueError when a threshold cannot mean anything.
    """

    #: signal → level → log-odds. A signal left out keeps its defaults; config.toml overrides single levels
    weights: Weights = field(default_factory=default_weights)
    #: log-odds of a candidate before any evidence, against "no invoice at all"
    prior: float = PRIOR
    #: a proposal less probable than this is never sure (money.md 11)
    sure_probability: float = 0.995
    #: below this, all candidates together, the line is called unmatched
    propose_probability: float = 0.5
    #: leave-one-out: the best rival must be this much worse, in log-odds; 4 is about 55 : 1
    sure_margin: float = 4.0
    #: candidates closer than this are equal: the answer is "ambiguous"; wider than what plausible dates can differ by
    equal_margin: float = 1.5
    #: a number key held by more open items than this is no key
    max_key_holders: int = 12
    #: an amount owed by more open items than this says nothing by itself
    max_amount_holders: int = 3
    #: more listed numbers than this are left to a person
    max_listed: int = 40
    #: the sums of listed numbers, each plain or discounted, are searched up to this many partial sums
    max_sums: int = 4096
    #: name similarity 0..100 from which a name makes a candidate (together with the amount)
    name_floor: int = 88
    #: a gap of at most this many minor units *and* `small_difference_per_mille` is called a small difference
    small_difference_minor: int = 500
    small_difference_per_mille: int = 10
    #: early-payment discounts payers usually take, per mille: such a gap is asked about, never called a part payment
    usual_discounts_per_mille: tuple[int, ...] = (10, 15, 20, 25, 30, 35, 40, 50)
    #: our own accounts: money to or from them is a transfer (`Books.payment_accounts` are added)
    own_ibans: frozenset[str] = frozenset()
    #: runners-up kept on a proposal
    max_alternatives: int = 8

    def __post_init__(self) -> None:
        for name in ("sure_probability", "propose_probability"):
            if not 0.0 < getattr(self, name) < 1.0:
                raise ValueError(f"{name} must lie between 0 and 1, not {getattr(self, name)}")
        for name in ("sure_margin", "equal_margin"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} must be above 0, not {getattr(self, name)}")
        if self.equal_margin > self.sure_margin:
            raise ValueError("equal_margin must not be above sure_margin: equal candidates would be sure")

    def is_small(self, gap: int, whole: int) -> bool:
        """A small difference, in minor units of the same currency."""
        return gap <= self.small_difference_minor and gap * 1000 <= whole * self.small_difference_per_mille

    def table(self, signal: str) -> Mapping[str, float]:
        """The weights of one signal: the ones given, else the defaults. Raises KeyError: a signal without a weight."""
        return self.weights[signal] if signal in self.weights else DEFAULT_WEIGHTS[signal]
