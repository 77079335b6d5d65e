"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 2 945 532 proposals on worlds of the train, drill,
field and trail families: 10 000 lines, seeds 11 to 60, 2011 to 2060, 3011 to 3060, 4011 to 4060;
100 000 lines, seeds 31 to 35, 2031 to 2035, 3031 to 3035, 4031 to 4035.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (2142672, 2142686)

# fmt: off
#: (below what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-2.94, -4.81), (-2.2, -2.03), (-1.73, -1.96), (-1.39, -1.68), (-1.1, -1.57), (-0.85, -1.47), (-0.62, -0.64),
    (-0.2, -0.33), (0.0, 0.09), (0.41, 0.26), (0.62, 0.49), (0.85, 0.64), (1.1, 0.84), (1.39, 1.23), (1.73, 1.62),
    (2.2, 1.92), (2.94, 2.87),
)
EXPERIENCE: dict[str, float] = {
    "": 4.53, "account: shared": 1.13, "collective: 2 ways or more": -2.95, "collective: 3 ways or more": -1.05,
    "collective: 7 ways or more": -0.81, "collective: listed and paid short": -3.39,
    "collective: listed in part": -1.33, "collective: listed, a number like it, by a shared account": 0.98,
    "collective: listed, named in short, by account": 1.39, "collective: listed, named in short, payer unknown": -0.52,
    "collective: listed, named, by a shared account": 1.8, "collective: listed, named, by account": 2.96,
    "collective: listed, named, by name": 1.97, "collective: listed, named, payer unknown": -0.61,
    "collective: one way": 2.31, "date: early": -1.12, "date: in time": 1.29, "date: late": 1.23, "date: near due": 2.1,
    "date: overdue": 1.51, "discount: a number like it, by a shared account": -1.69,
    "discount: not named, by name": 2.7, "discount: one way": 1.62, "doubted date: before": -4.53,
    "doubted date: early": -0.95, "doubted date: in time": 1.44, "doubted date: just before": 0.95,
    "doubted date: late": 0.83, "doubted date: long overdue": -3.84, "doubted date: near due": 2.23,
    "doubted date: overdue": 1.71, "doubted title: part": 1.09, "doubted title: same": 2.85, "name: similar": 2.6,
    "netting: 2 ways or more": -1.61, "netting: 3 ways or more": 0.87, "netting: listed in part": -2.07,
    "netting: listed, named, by account": 1.25, "netting: one way": 2.38, "overpayment: named, payer unknown": -2.29,
    "overpayment: one way": -0.65, "overpayment: the only open document of this payer": -2.17,
    "overpayment: the only open document of this title": 0.99,
    "overpayment: the only open document with a number like one in the text": 1.46,
    "overpayment: the open amount nearest to it": -1.09, "part payment: named in short, by a shared account": 0.95,
    "part payment: named in short, by account": 1.18, "part payment: named in short, by name": 1.65,
    "part payment: named, by account": 2.03, "part payment: named, by name": 1.74,
    "part payment: named, payer unknown": -3.8, "part payment: not named, by account": -1.57,
    "part payment: the only open document of this payer": -2.59,
    "part payment: the only open document of this title": 1.86,
    "part payment: the only open document with a number like one in the text": 1.23,
    "part payment: the open amount nearest to it": -1.19, "several, date: early": -2.15,
    "several, date: just before": 2.84, "several, date: late": 1.11, "several, date: long overdue": -3.49,
    "several, date: near due": 2.29, "single: 3 ways or more": -0.33,
    "single: a number like it, by a shared account": 1.8, "single: a number like it, by account": 1.77,
    "single: a number like it, by name": 1.79, "single: named, by a shared account": -0.6,
    "single: named, by account": -1.02, "single: named, by name": -0.77, "single: named, payer unknown": -1.18,
    "single: not named, by account": 0.16, "single: not named, payer unknown": -5.02, "stated: same": 1.67,
    "title: same": 5.0, "a near rival": -1.73, "a near rival, 2 ways or more": -1.26,
    "a near rival, 3 ways or more": 0.28, "a near rival, named": 0.82, "a near rival, not named": 1.09,
    "a new account, named": 1.93, "a new account, not named": -0.49, "a paid twin, not named": -1.33, "a rest": -10.69,
    "a twin claimed, 2 ways or more": 3.69, "an unknown number, named": -1.23, "another amount nearer": 0.32,
    "another date": -5.28, "another month": -2.86, "another month, 2 ways or more": 1.44,
    "another month, 3 ways or more": 2.32, "another month, not named": -1.79, "another named, named": 0.81,
    "another named, not named": 2.06, "another of its kind": -2.43, "another of its kind, 2 ways or more": 1.63,
    "another of its kind, named": -2.28, "another of its kind, not named": -4.95, "another payee": -3.61,
    "another payee, not named": -0.87, "another title": -5.71, "contested": -1.07, "contested, early": 2.17,
    "contested, late": -1.28, "contested, near due": -0.89, "contested, overdue": -1.03, "discount": 3.37,
    "far above": -4.68, "far above, named": -2.51, "gravest: a near rival": -0.99, "gravest: a new account": -1.37,
    "gravest: a paid twin": 0.03, "gravest: a rest": -2.42, "gravest: a twin claimed": -3.81,
    "gravest: an unknown number": -0.62, "gravest: another amount nearer": -0.76, "gravest: another date": -3.47,
    "gravest: another day": -0.99, "gravest: another month": -1.4, "gravest: another named": 0.86,
    "gravest: another of its kind": -0.08, "gravest: another party meant": -1.58, "gravest: another payee": -2.45,
    "gravest: another title": -5.07, "gravest: another's account": 2.09, "gravest: contested": -2.43,
    "gravest: far above": -3.47, "gravest: late discount": 0.48, "gravest: like a discount": -0.89,
    "gravest: no account": 0.77, "gravest: not every way tried": -1.4, "gravest: one digit away": 0.19,
    "gravest: other words": -1.92, "gravest: others add up": -0.85, "gravest: paid before the invoice": -2.71,
    "gravest: perhaps paid before": -1.56, "gravest: seldom met": -5.2, "gravest: something taken off": -0.47,
    "late discount": 3.85, "like a discount": 2.35, "like a discount, named": 1.0, "no account, named": 2.47,
    "no account, not named": 1.25, "one digit away, named": -1.25, "other words": -2.55,
    "other words, 2 ways or more": 2.73, "other words, not named": -4.06, "overpayment": -0.86,
    "paid before the invoice, 2 ways or more": 0.87, "paid before the invoice, 3 ways or more": 0.59,
    "paid before the invoice, named": -4.14, "paid before the invoice, not named": 2.71,
    "perhaps paid before, in time": 0.83, "perhaps paid before, long overdue": -1.26,
    "perhaps paid before, named": 0.73, "perhaps paid before, overdue": -0.8, "single": -0.52,
    "sum says 0 or more": -1.64, "sum says 0.2 or more": -0.4, "sum says 0.95 or more": 0.99,
    "sum says 0.99 or more": 1.07, "sum says 0.999 or more": 0.68,
}
