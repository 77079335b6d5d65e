"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 2 946 188 proposals on worlds of all families to
train on: 10 000 lines, seeds 11 to 60, 100 000 lines, seeds 31 to 35, each counted from its family's first.
The words are explained in `calibration`.
"""

from __future__ import annotations

SURE = (2142496, 2142510)  #: (right, seen)

# fmt: off
#: (below what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-2.94, -4.9), (-1.73, -1.98), (-1.39, -1.68), (-1.1, -1.63), (-0.41, -0.54), (-0.2, -0.31), (0.0, 0.12),
    (0.62, 0.37), (0.85, 0.82), (1.1, 0.9), (1.39, 1.21), (1.73, 1.59), (2.2, 1.95), (2.94, 2.86),
)
EXPERIENCE: dict[str, float] = {
    "": 4.38, "account: shared": 0.7, "collective: 2 ways or more": -3.21, "collective: 3 ways or more": -1.05,
    "collective: 7 ways or more": -0.8, "collective: listed and paid short": -4.04, "collective: listed in part": -1.26,
    "collective: listed, named in short, by account": 1.77, "collective: listed, named in short, by name": 1.01,
    "collective: listed, named in short, payer unknown": -0.88, "collective: listed, named, by a shared account": 1.85,
    "collective: listed, named, by account": 3.04, "collective: listed, named, by name": 2.08,
    "collective: listed, named, payer unknown": -0.57, "collective: one way": 2.44, "date: early": -0.75,
    "date: in time": 1.89, "date: late": 1.85, "date: near due": 2.71, "date: overdue": 1.98,
    "discount: a number like it, by a shared account": -1.67, "discount: not named, by name": 2.7,
    "discount: one way": 1.44, "doubted date: before": -4.54, "doubted date: early": -0.32,
    "doubted date: in time": 2.13, "doubted date: just before": 1.1, "doubted date: late": 1.52,
    "doubted date: long overdue": -3.31, "doubted date: near due": 2.96, "doubted date: overdue": 2.51,
    "doubted title: part": 1.09, "doubted title: same": 3.04, "name: similar": 2.64, "netting: 2 ways or more": -1.87,
    "netting: 3 ways or more": 0.9, "netting: listed in part": -2.2, "netting: listed, named, by account": 1.16,
    "netting: one way": 2.69, "overpayment: named, payer unknown": -2.84,
    "overpayment: the only open document of this payer": -2.24,
    "overpayment: the only open document of this title": 0.99,
    "overpayment: the only open document with a number like one in the text": 1.42,
    "overpayment: the open amount nearest to it": -1.17, "part payment: a number like it, by account": -1.02,
    "part payment: named in short, by a shared account": 0.86, "part payment: named in short, by account": 1.33,
    "part payment: named in short, by name": 1.35, "part payment: named, by account": 2.17,
    "part payment: named, by name": 1.76, "part payment: named, payer unknown": -4.27,
    "part payment: not named, by account": -1.76, "part payment: not named, by name": 0.22,
    "part payment: the only open document of this payer": -2.46,
    "part payment: the only open document of this title": 2.0,
    "part payment: the only open document with a number like one in the text": 1.37,
    "part payment: the open amount nearest to it": -1.04, "several, date: early": -2.84,
    "several, date: just before": 2.47, "several, date: late": 1.07, "several, date: long overdue": -3.58,
    "several, date: near due": 2.43, "single: 3 ways or more": -0.49,
    "single: a number like it, by a shared account": 1.86, "single: a number like it, by account": 1.66,
    "single: a number like it, by name": 1.76, "single: named, by a shared account": -0.46,
    "single: named, by account": -0.86, "single: named, by name": -0.6, "single: named, payer unknown": -1.19,
    "single: not named, payer unknown": -5.52, "stated: same": 1.75, "title: same": 5.01, "a near rival": -1.8,
    "a near rival, 2 ways or more": -0.69, "a near rival, 3 ways or more": 0.33, "a near rival, named": 1.28,
    "a near rival, not named": 1.21, "a new account, named": 1.85, "a new account, not named": -0.52,
    "a paid twin, not named": -1.16, "a rest": -10.78, "a twin claimed, 2 ways or more": 3.92,
    "an unknown number, named": -1.28, "another amount nearer": 0.28, "another date": -5.45, "another month": -2.89,
    "another month, 2 ways or more": 1.54, "another month, 3 ways or more": 2.44, "another month, not named": -1.61,
    "another named, named": 0.82, "another named, not named": 2.05, "another of its kind": -2.53,
    "another of its kind, 2 ways or more": 1.69, "another of its kind, named": -2.34,
    "another of its kind, not named": -4.85, "another payee": -3.73, "another payee, not named": -0.88,
    "another title": -5.71, "contested": -2.42, "contested, early": 2.28, "contested, just before": 1.73,
    "contested, late": -1.33, "contested, near due": -0.95, "contested, overdue": -1.19, "discount": 3.59,
    "far above": -4.79, "far above, named": -2.44, "gravest: a near rival": -1.52, "gravest: a new account": -1.35,
    "gravest: a paid twin": 0.04, "gravest: a rest": -2.42, "gravest: a twin claimed": -4.04,
    "gravest: an unknown number": -0.59, "gravest: another amount nearer": -0.85, "gravest: another date": -3.29,
    "gravest: another day": -0.6, "gravest: another month": -1.48, "gravest: another named": 0.77,
    "gravest: another of its kind": 0.03, "gravest: another party meant": -1.52, "gravest: another payee": -2.41,
    "gravest: another title": -5.07, "gravest: another's account": 2.03, "gravest: contested": -1.09,
    "gravest: far above": -3.59, "gravest: late discount": 0.5, "gravest: like a discount": -0.92,
    "gravest: no account": 0.77, "gravest: not every way tried": -1.49, "gravest: one digit away": -1.09,
    "gravest: other words": -1.89, "gravest: others add up": -0.2, "gravest: paid before the invoice": -2.41,
    "gravest: perhaps paid before": -2.37, "gravest: seldom met": -5.14, "gravest: something taken off": -0.47,
    "late discount": 3.91, "like a discount": 2.4, "like a discount, named": 0.99, "no account, named": 2.43,
    "no account, not named": 1.1, "other words": -2.57, "other words, 2 ways or more": 2.82,
    "other words, not named": -3.92, "others add up, not named": -0.69, "overpayment": -1.32,
    "paid before the invoice, 2 ways or more": 1.03, "paid before the invoice, 3 ways or more": 0.8,
    "paid before the invoice, named": -3.56, "paid before the invoice, not named": 2.33,
    "perhaps paid before, 2 ways or more": 1.04, "perhaps paid before, in time": 0.71,
    "perhaps paid before, long overdue": -1.48, "perhaps paid before, named": 1.47,
    "perhaps paid before, overdue": -0.92, "single": -0.5, "sum says 0 or more": -1.26, "sum says 0.95 or more": 0.8,
    "sum says 0.99 or more": 0.58,
}
