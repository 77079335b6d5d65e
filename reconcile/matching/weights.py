"""What each finding is worth, in log-odds, as fitted to generated worlds; `rules` says what a weight means.

Written by `python benchmarks/train_weights.py --write`, not by hand, from 77 145 candidates of worlds of 10 000 lines,
seeds 11, 12, 13, 2011, 2012, 2013, with the judgements of `rules` as the middle of the fit.
"""

from __future__ import annotations

#: Of a candidate before any evidence, against "no invoice at all".
PRIOR = -4.1

#: signal → level → log-odds
TRAINED: dict[str, dict[str, float]] = {
    "creditor_reference": {
        "same": 10.0,
    },
    "invoice_number": {
        "whole": 7.9,
        "digits": 6.5,
        "sequence": 4.0,
        "reference": 4.0,
        "short": 4.0,
        "near": 4.0,
        "weak": 2.0,
        "other": -2.8,
    },
    "open_amount": {
        "exact": 4.3,
        "sum": 4.3,
        "unlisted": 3.0,
        "discount": 4.1,
        "late discount": 1.0,
        "part": -1.0,
        "above": -1.5,
    },
    "known_account": {
        "known": 3.9,
        "shared": 1.6,
        "learned": 3.5,
        "new": -0.6,
        "other": -1.5,
    },
    "party_name": {
        "equal": 2.9,
        "close": 2.0,
        "similar": 0.5,
        "different": -1.5,
    },
    "booking_date": {
        "before": -3.0,
        "just before": -2.6,
        "early": 0.0,
        "in time": 0.8,
        "near due": 1.3,
        "late": -0.1,
        "overdue": -1.3,
        "long overdue": -2.1,
        "undated": 0.0,
    },
    "title": {
        "same": 2.5,
        "part": 1.0,
    },
    "stated_date": {
        "same": 2.1,
    },
    "month": {
        "said": 2.5,
        "dated": 1.0,
        "another": -2.0,
        "counted": 2.5,
        "otherwise": -2.0,
    },
    "amount_chance": {
        "rare": 1.5,
        "seldom": 0.6,
    },
}
