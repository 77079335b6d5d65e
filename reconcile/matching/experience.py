"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 3 671 444 proposals on worlds of all families to
train on: 10 000 lines, seeds 11 to 60, 100 000 lines, seeds 31 to 35, each counted from its family's first.
The words are explained in `calibration`.
"""

from __future__ import annotations

SURE = (2592523, 2592542)  #: (right, seen)

# fmt: off
#: (below what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-2.94, -4.84), (-1.73, -2.19), (-1.39, -1.7), (-1.1, -1.3), (-0.85, -1.02), (-0.62, -0.36), (-0.2, -0.25),
    (0.41, 0.14), (0.62, 0.4), (0.85, 0.61), (1.1, 1.11), (1.39, 1.24), (1.73, 1.6), (2.2, 2.03), (2.94, 2.5),
)
EXPERIENCE: dict[str, float] = {
    "": 4.43, "account: shared": 0.78, "collective: 2 ways or more": -2.47, "collective: 3 ways or more": -1.16,
    "collective: 7 ways or more": -0.82, "collective: listed and paid short": -4.4, "collective: listed in part": -1.85,
    "collective: listed, named in short, by account": 1.72, "collective: listed, named in short, by name": 0.95,
    "collective: listed, named, by a shared account": 1.77, "collective: listed, named, by account": 2.84,
    "collective: listed, named, by name": 2.04, "collective: listed, named, payer unknown": -0.5,
    "collective: one way": 2.61, "date: early": -0.99, "date: in time": 1.52, "date: late": 1.66,
    "date: near due": 2.18, "date: overdue": 1.42, "discount: 2 ways or more": 0.83,
    "discount: a number like it, by a shared account": -1.52, "discount: not named, by name": 2.81,
    "discount: one way": 1.83, "doubted date: before": -4.7, "doubted date: early": -0.6, "doubted date: in time": 1.81,
    "doubted date: just before": 0.88, "doubted date: late": 1.34, "doubted date: long overdue": -4.0,
    "doubted date: near due": 2.49, "doubted date: overdue": 1.91, "doubted title: part": 1.52,
    "doubted title: same": 3.6, "name: similar": 2.68, "netting: 2 ways or more": -1.43,
    "netting: 3 ways or more": 0.94, "netting: listed in part": -2.35, "netting: listed, named, by account": 1.26,
    "netting: one way": 2.74, "overpayment: named, payer unknown": -2.49, "overpayment: one way": -0.18,
    "overpayment: the only open document of this payer": -2.16,
    "overpayment: the only open document of this title": 1.18,
    "overpayment: the only open document with a number like one in the text": 1.29,
    "overpayment: the open amount nearest to it": -1.09, "part payment: named in short, by a shared account": 1.07,
    "part payment: named in short, by account": 1.24, "part payment: named in short, by name": 1.52,
    "part payment: named, by account": 1.72, "part payment: named, by name": 1.35,
    "part payment: named, payer unknown": -4.15, "part payment: not named, by account": -1.88,
    "part payment: not named, by name": 0.52, "part payment: the only open document of this payer": -2.46,
    "part payment: the only open document of this title": 1.71,
    "part payment: the only open document with a number like one in the text": 1.43,
    "part payment: the open amount nearest to it": -1.16, "several, date: early": -2.77,
    "several, date: just before": 3.68, "several, date: late": 1.99, "several, date: long overdue": -3.59,
    "several, date: near due": 2.15, "single: 2 ways or more": -0.94, "single: 3 ways or more": -1.07,
    "single: a number like it, by a shared account": 1.86, "single: a number like it, by account": 1.33,
    "single: a number like it, by name": 0.97, "single: a number like it, payer unknown": 0.66,
    "single: named, by a shared account": -0.71, "single: named, by account": -1.05, "single: named, by name": -0.74,
    "single: named, payer unknown": -1.21, "single: not named, payer unknown": -5.1, "stated: same": 1.84,
    "title: same": 5.3, "a near rival": -1.07, "a near rival, 2 ways or more": -0.72,
    "a near rival, 3 ways or more": 1.07, "a near rival, named": 0.61, "a near rival, not named": 1.25,
    "a new account, named": 1.79, "a new account, not named": -0.84, "a paid twin, not named": -1.25, "a rest": -10.55,
    "a twin claimed, 2 ways or more": 3.66, "an unknown number, named": -1.08, "an unknown number, not named": -0.63,
    "another amount nearer": 0.43, "another date": -4.89, "another date, 2 ways or more": 0.87,
    "another date, not named": -1.4, "another day": 1.28, "another month": -3.07, "another month, 2 ways or more": 0.96,
    "another month, 3 ways or more": 2.57, "another month, 4 ways or more": 0.59, "another month, not named": -1.66,
    "another named": 0.61, "another named, named": 0.8, "another named, not named": 2.0, "another of its kind": -2.32,
    "another of its kind, 2 ways or more": 2.16, "another of its kind, named": -2.14,
    "another of its kind, not named": -4.98, "another party meant": -0.94, "another party meant, not named": 0.0,
    "another payee": -3.91, "another payee, not named": -0.88, "another title": -5.6, "contested": -1.47,
    "contested, 3 ways or more": 0.95, "contested, early": 1.77, "contested, late": -1.42, "contested, near due": -0.98,
    "contested, overdue": -1.15, "discount": 2.66, "far above": -5.17, "far above, named": -2.23,
    "gravest: a near rival": -1.84, "gravest: a new account": -1.36, "gravest: a paid twin": 0.18,
    "gravest: a rest": -2.7, "gravest: a twin claimed": -3.88, "gravest: an unknown number": -0.76,
    "gravest: another amount nearer": -1.03, "gravest: another date": -2.5, "gravest: another day": -3.38,
    "gravest: another month": -1.51, "gravest: another named": 0.28, "gravest: another of its kind": -0.24,
    "gravest: another party meant": -0.94, "gravest: another payee": -2.58, "gravest: another title": -5.17,
    "gravest: another's account": 1.84, "gravest: contested": -2.05, "gravest: far above": -3.64,
    "gravest: late discount": 0.6, "gravest: like a discount": -0.77, "gravest: no account": 0.67,
    "gravest: not every way tried": -1.84, "gravest: one digit away": -0.91, "gravest: other words": -1.95,
    "gravest: others add up": -0.31, "gravest: paid before the invoice": -2.94, "gravest: perhaps paid before": -2.88,
    "gravest: seldom met": -5.33, "gravest: something taken off": -0.47, "late discount": 3.73, "like a discount": 2.39,
    "like a discount, named": 1.11, "no account, named": 2.0, "no account, not named": 1.25, "other words": -2.52,
    "other words, 2 ways or more": 3.11, "other words, named": 1.18, "other words, not named": -4.9,
    "others add up, not named": -1.01, "overpayment": -1.29, "paid before the invoice, 2 ways or more": 0.87,
    "paid before the invoice, 3 ways or more": 1.59, "paid before the invoice, 4 ways or more": -1.22,
    "paid before the invoice, 7 ways or more": -1.38, "paid before the invoice, named": -3.58,
    "paid before the invoice, not named": 3.12, "perhaps paid before, 3 ways or more": 0.8,
    "perhaps paid before, in time": 0.81, "perhaps paid before, just before": -1.88, "perhaps paid before, late": 0.48,
    "perhaps paid before, long overdue": -1.32, "perhaps paid before, named": 1.46,
    "perhaps paid before, not named": 1.05, "single": -0.37, "sum says 0 or more": -1.84, "sum says 0.2 or more": -0.55,
    "sum says 0.95 or more": 0.96, "sum says 0.99 or more": 1.01, "sum says 0.999 or more": 0.6,
}
