"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 2 945 765 proposals on worlds of all families to
train on: 10 000 lines, seeds 11 to 60, 100 000 lines, seeds 31 to 35, each counted from its family's first.
The words are explained in `calibration`.
"""

from __future__ import annotations

SURE = (2143490, 2143504)  #: (right, seen)

# fmt: off
#: (below what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-2.94, -5.07), (-2.2, -2.55), (-1.73, -1.99), (-1.39, -1.78), (-1.1, -1.62), (-0.85, -1.13), (-0.41, -0.64),
    (-0.2, -0.32), (0.0, 0.29), (0.62, 0.31), (0.85, 0.78), (1.1, 0.88), (1.39, 1.22), (1.73, 1.54), (2.2, 2.1),
    (2.94, 2.63),
)
EXPERIENCE: dict[str, float] = {
    "": 4.31, "account: shared": 0.69, "collective: 2 ways or more": -3.16, "collective: 3 ways or more": -1.2,
    "collective: 7 ways or more": -0.91, "collective: listed and paid short": -4.14,
    "collective: listed in part": -1.58, "collective: listed, named in short, by account": 1.76,
    "collective: listed, named in short, by name": 0.98, "collective: listed, named in short, payer unknown": -0.92,
    "collective: listed, named, by a shared account": 1.82, "collective: listed, named, by account": 3.01,
    "collective: listed, named, by name": 2.07, "collective: listed, named, payer unknown": -0.8,
    "collective: one way": 2.54, "date: early": -0.67, "date: in time": 1.98, "date: late": 1.93,
    "date: near due": 2.82, "date: overdue": 2.03, "discount: a number like it, by a shared account": -1.73,
    "discount: not named, by name": 2.58, "discount: one way": 1.43, "doubted date: before": -4.16,
    "doubted date: in time": 2.14, "doubted date: just before": 1.17, "doubted date: late": 1.76,
    "doubted date: long overdue": -3.19, "doubted date: near due": 3.01, "doubted date: overdue": 2.48,
    "doubted title: part": 1.1, "doubted title: same": 2.9, "name: similar": 2.66, "netting: 2 ways or more": -1.85,
    "netting: 3 ways or more": 0.71, "netting: listed in part": -2.57, "netting: listed, named, by account": 1.11,
    "netting: one way": 2.79, "overpayment: named, payer unknown": -2.9, "overpayment: one way": -0.52,
    "overpayment: the only open document of this payer": -2.19,
    "overpayment: the only open document of this title": 1.04,
    "overpayment: the only open document with a number like one in the text": 1.36,
    "overpayment: the open amount nearest to it": -1.11, "pace: always": 2.23, "pace: never": -1.13, "pace: often": 1.3,
    "part payment: named in short, by a shared account": 0.87, "part payment: named in short, by account": 1.32,
    "part payment: named in short, by name": 1.27, "part payment: named, by account": 2.19,
    "part payment: named, by name": 1.78, "part payment: named, payer unknown": -4.23,
    "part payment: not named, by account": -1.72, "part payment: not named, by name": 0.07,
    "part payment: the only open document of this payer": -2.39,
    "part payment: the only open document of this title": 2.08,
    "part payment: the only open document with a number like one in the text": 1.43,
    "part payment: the open amount nearest to it": -0.96, "several, date: early": -2.31,
    "several, date: just before": 1.84, "several, date: late": 1.83, "several, date: long overdue": -2.93,
    "several, date: near due": 2.32, "several, date: overdue": 0.92, "single: 3 ways or more": -0.91,
    "single: a number like it, by a shared account": 1.38, "single: a number like it, by account": 1.23,
    "single: a number like it, by name": 1.4, "single: a number like it, payer unknown": -0.13,
    "single: named, by a shared account": -0.33, "single: named, by account": -0.72, "single: named, by name": -0.46,
    "single: named, payer unknown": -1.09, "single: not named, payer unknown": -5.53, "stated: same": 1.76,
    "title: same": 5.03, "a near rival": -1.88, "a near rival, 2 ways or more": -0.6,
    "a near rival, 3 ways or more": 0.79, "a near rival, named": 0.29, "a new account": -0.78,
    "a new account, named": 1.75, "a new account, not named": -0.47, "a paid twin, not named": -1.3, "a rest": -10.59,
    "a twin claimed, 2 ways or more": 4.04, "an unknown number, named": -1.32, "another amount nearer": 0.4,
    "another date": -4.92, "another month": -3.2, "another month, 2 ways or more": 1.52,
    "another month, 3 ways or more": 2.53, "another month, not named": -1.36, "another named, named": 0.79,
    "another named, not named": 2.09, "another of its kind": -2.75, "another of its kind, 2 ways or more": 1.44,
    "another of its kind, named": -2.43, "another of its kind, not named": -4.83, "another payee": -3.18,
    "another payee, not named": -1.0, "another title": -5.37, "contested": -1.25, "contested, early": 1.97,
    "contested, late": -1.58, "contested, near due": -1.11, "contested, overdue": -1.11, "discount": 3.52,
    "far above": -4.77, "far above, named": -2.48, "gravest: a near rival": -0.67, "gravest: a new account": -0.59,
    "gravest: a paid twin": 0.21, "gravest: a rest": -2.44, "gravest: a twin claimed": -4.13,
    "gravest: an unknown number": -0.58, "gravest: another amount nearer": -0.95, "gravest: another date": -3.47,
    "gravest: another day": -1.85, "gravest: another month": -1.22, "gravest: another named": 0.71,
    "gravest: another of its kind": 0.25, "gravest: another payee": -2.24, "gravest: another title": -5.36,
    "gravest: another's account": 1.95, "gravest: contested": -2.23, "gravest: far above": -3.63,
    "gravest: late discount": 0.52, "gravest: like a discount": -0.91, "gravest: no account": 0.75,
    "gravest: not every way tried": -1.5, "gravest: one digit away": -1.17, "gravest: other words": -1.88,
    "gravest: others add up": -0.16, "gravest: paid before the invoice": -1.56, "gravest: perhaps paid before": -2.66,
    "gravest: seldom met": -5.37, "gravest: something taken off": -0.48, "late discount": 3.79, "like a discount": 2.28,
    "like a discount, named": 1.0, "no account, named": 2.34, "no account, not named": 1.13, "other words": -1.88,
    "other words, 2 ways or more": 2.63, "other words, not named": -4.46, "others add up, not named": -0.72,
    "overpayment": -0.78, "paid before the invoice": -1.56, "paid before the invoice, 2 ways or more": 1.43,
    "paid before the invoice, 3 ways or more": 1.39, "paid before the invoice, 4 ways or more": -1.11,
    "paid before the invoice, named": -3.53, "paid before the invoice, not named": 3.01,
    "perhaps paid before, 2 ways or more": 0.83, "perhaps paid before, 3 ways or more": 0.34,
    "perhaps paid before, in time": 0.73, "perhaps paid before, long overdue": -1.32,
    "perhaps paid before, named": 1.45, "single": -0.54, "sum says 0 or more": -1.03, "sum says 0.95 or more": 0.81,
    "sum says 0.99 or more": 0.62,
}
