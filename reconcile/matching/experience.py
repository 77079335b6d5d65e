"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 2 949 857 proposals on worlds of all families to
train on: 10 000 lines, seeds 11 to 60, 100 000 lines, seeds 31 to 35, each counted from its family's first.
The words are explained in `calibration`.
"""

from __future__ import annotations

SURE = (2147350, 2147364)  #: (right, seen)

# fmt: off
#: (below what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-2.94, -5.11), (-2.2, -2.61), (-1.73, -1.99), (-1.1, -1.66), (-0.85, -1.06), (-0.41, -0.69), (-0.2, -0.29),
    (0.0, -0.02), (0.2, 0.18), (0.41, 0.21), (0.62, 0.6), (0.85, 0.91), (1.1, 0.98), (1.39, 1.2), (1.73, 1.65),
    (2.2, 2.2), (2.94, 2.62),
)
EXPERIENCE: dict[str, float] = {
    "": 4.06, "account: shared": 1.05, "collective: 2 ways or more": -2.1, "collective: 3 ways or more": -1.29,
    "collective: 7 ways or more": -0.86, "collective: listed and paid short": -4.22,
    "collective: listed in part": -2.15, "collective: listed, named in short, by account": 1.74,
    "collective: listed, named in short, by name": 0.99, "collective: listed, named, by a shared account": 1.84,
    "collective: listed, named, by account": 3.01, "collective: listed, named, by name": 2.26,
    "collective: none listed, by account": -0.94, "collective: none listed, by name": -1.14,
    "collective: one way": 3.66, "date: early": 0.5, "date: in time": 1.99, "date: late": 1.47,
    "date: long overdue": -5.51, "date: near due": 2.78, "discount: 2 ways or more": 0.99,
    "discount: a number like it, by a shared account": -1.75, "discount: not named, by name": 2.5,
    "discount: one way": 1.88, "doubted date: before": -4.59, "doubted date: early": 0.59,
    "doubted date: in time": 1.43, "doubted date: just before": 1.24, "doubted date: late": 0.89,
    "doubted date: long overdue": -5.55, "doubted date: near due": 2.32, "doubted title: part": 1.08,
    "doubted title: same": 3.37, "name: similar": 2.79, "netting: 2 ways or more": -1.89,
    "netting: 3 ways or more": 0.67, "netting: listed in part": -2.06, "netting: listed, named, by account": 1.65,
    "netting: listed, named, by name": 0.93, "netting: one way": 2.85, "overpayment: a little more": 2.6,
    "overpayment: named in short, by account": 1.4, "overpayment: named in short, by name": 0.62,
    "overpayment: named, by account": 1.22, "overpayment: named, payer unknown": -2.03, "overpayment: one way": -0.64,
    "overpayment: the only open document of this payer": -3.22,
    "overpayment: the only open document of this title": -1.02, "overpayment: the open amount nearest to it": -3.53,
    "pace: always": 2.21, "pace: never": -1.1, "pace: often": 1.3, "part payment: a simple share": 3.02,
    "part payment: hardly anything": -6.26, "part payment: named in short, by a shared account": 1.28,
    "part payment: named in short, by account": 2.48, "part payment: named in short, by name": 2.37,
    "part payment: named, by a shared account": 1.15, "part payment: named, by account": 3.43,
    "part payment: named, by name": 2.77, "part payment: named, payer unknown": -3.38, "part payment: nearly all": 2.52,
    "part payment: not named, by name": 1.15, "part payment: the only open document of this payer": -3.89,
    "part payment: the open amount nearest to it": -3.68, "several, date: early": -1.92,
    "several, date: just before": 1.96, "several, date: late": 1.76, "several, date: long overdue": -3.06,
    "several, date: near due": 2.25, "several, date: overdue": 0.8, "single: 3 ways or more": -0.6,
    "single: a number like it, by a shared account": 1.53, "single: a number like it, by account": 1.41,
    "single: a number like it, by name": 1.55, "single: a number like it, payer unknown": -0.05,
    "single: named, by a shared account": -0.08, "single: named, by account": -0.45,
    "single: not named, payer unknown": -5.75, "stated: same": 1.92, "title: part": 0.75, "title: same": 5.14,
    "a near rival": -2.23, "a near rival, 2 ways or more": -1.42, "a near rival, 3 ways or more": 0.51,
    "a near rival, named": 0.11, "a new account": -0.74, "a new account, named": 1.4, "a new account, not named": -0.84,
    "a paid twin, not named": -1.07, "a rest": -10.55, "a twin claimed, 2 ways or more": 4.18,
    "an unknown number, named": -1.19, "another amount nearer": 0.55, "another date": -5.09, "another month": -2.86,
    "another month, 2 ways or more": 1.08, "another month, 3 ways or more": 2.67, "another month, not named": -1.86,
    "another named": 0.69, "another named, not named": 2.13, "another of its kind": -3.24,
    "another of its kind, 2 ways or more": 0.95, "another of its kind, named": -2.55,
    "another of its kind, not named": -5.13, "another payee": -2.98, "another payee, not named": -0.9,
    "another title": -4.71, "called like another, not named": -1.01, "contested": -1.64, "contested, in time": -0.7,
    "contested, late": -2.13, "contested, near due": -1.81, "discount": 2.88, "far above": -4.65,
    "far above, named": -2.37, "gravest: a near rival": 0.2, "gravest: a new account": 0.32,
    "gravest: a paid twin": 0.49, "gravest: a rest": -2.26, "gravest: a twin claimed": -4.02,
    "gravest: an unknown number": -0.14, "gravest: another amount nearer": 0.61, "gravest: another date": -3.02,
    "gravest: another day": -1.56, "gravest: another month": -0.98, "gravest: another named": 0.48,
    "gravest: another of its kind": 1.44, "gravest: another payee": -2.17, "gravest: another title": -4.67,
    "gravest: another's account": 2.27, "gravest: called like another": 0.73, "gravest: contested": -1.0,
    "gravest: far above": -3.15, "gravest: late discount": 0.69, "gravest: like a discount": -0.67,
    "gravest: no account": 1.46, "gravest: not every way tried": -1.27, "gravest: one digit away": -0.21,
    "gravest: one of several": -3.11, "gravest: other words": -1.68, "gravest: others add up": 0.18,
    "gravest: paid before the invoice": -1.69, "gravest: perhaps paid before": -1.69, "gravest: seldom met": -5.2,
    "gravest: something taken off": 0.51, "late discount": 3.18, "like a discount": 1.72,
    "like a discount, named": 1.22, "no account, named": 1.98, "no account, not named": 1.07, "one of several": -3.16,
    "other words": -1.68, "other words, 2 ways or more": 2.25, "other words, not named": -4.15,
    "others add up, not named": -0.53, "overpayment": -1.11, "paid before the invoice": -1.69,
    "paid before the invoice, 2 ways or more": 1.65, "paid before the invoice, 3 ways or more": 1.13,
    "paid before the invoice, 4 ways or more": -1.14, "paid before the invoice, named": -3.53,
    "paid before the invoice, not named": 3.2, "perhaps paid before, early": -0.93,
    "perhaps paid before, in time": 0.64, "perhaps paid before, long overdue": -0.93,
    "perhaps paid before, named": 1.22, "something taken off": -0.74, "sum says 0 or more": -1.04,
    "sum says 0.95 or more": 0.84, "sum says 0.99 or more": 0.75,
}
