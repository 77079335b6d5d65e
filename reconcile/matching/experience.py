"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 1 642 918 proposals on worlds of the train, drill,
field and trail families: 10 000 lines, seeds 11 to 16, 2011 to 2016, 3011 to 3016, 4011 to 4016;
100 000 lines, seeds 31 to 35, 2031 to 2035, 3031 to 3035, 4031 to 4035.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (1169636, 1169646)

# fmt: off
#: (what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-6.55, -4.68), (-2.56, -2.65), (-1.94, -1.97), (-1.32, -1.55), (-0.69, -0.61), (-0.27, -0.29), (0.14, 0.19),
    (0.53, 0.58), (0.71, 0.67), (0.92, 0.9), (1.29, 1.32), (1.58, 1.58), (1.92, 1.83), (2.69, 2.81), (2.94, 2.94),
)
EXPERIENCE: dict[str, float] = {
    "": 4.07, "account: known": 0.34, "account: other": 0.47, "account: shared": 1.69, "chance: rare": 0.56,
    "collective: 2 ways or more": -2.73, "collective: 3 ways or more": -1.02, "collective: 7 ways or more": -0.89,
    "collective: listed and paid short": -3.15, "collective: listed in part": -1.39,
    "collective: listed, named in short, by account": 1.1, "collective: listed, named in short, by name": 0.94,
    "collective: listed, named in short, payer unknown": -1.35, "collective: listed, named, by a shared account": 1.14,
    "collective: listed, named, by account": 3.19, "collective: listed, named, by name": 1.91,
    "collective: one way": 1.86, "date: early": -1.09, "date: in time": 2.0, "date: late": 1.25, "date: near due": 2.29,
    "date: overdue": 1.45, "discount: 2 ways or more": 0.7, "discount: not named, by name": 2.14,
    "discount: not named, payer unknown": -1.61, "discount: one way": 1.92, "doubted account: shared": 0.89,
    "doubted date: early": -0.96, "doubted date: in time": 1.4, "doubted date: just before": 2.97,
    "doubted date: late": 0.83, "doubted date: long overdue": -3.88, "doubted date: near due": 2.3,
    "doubted date: overdue": 1.68, "doubted title: same": 3.73, "name: similar": 2.77, "netting: 2 ways or more": -1.39,
    "netting: 4 ways or more": 0.93, "netting: listed in part": -2.08, "netting: listed, named, by account": 1.18,
    "netting: listed, named, by name": 0.76, "netting: named, by account": -2.75, "netting: none listed, by name": 0.37,
    "netting: one way": 1.72, "overpayment: 2 ways or more": -0.64, "overpayment: named, by a shared account": -0.73,
    "overpayment: named, payer unknown": -1.21, "overpayment: one way": -0.89,
    "overpayment: the only open document of this payer": -1.35,
    "overpayment: the only open document of this title": 2.15,
    "overpayment: the only open document with a number like one in the text": 2.05,
    "overpayment: the open amount nearest to it": -0.17, "part payment: named in short, by account": 0.77,
    "part payment: named in short, by name": 2.35, "part payment: named, by a shared account": -0.77,
    "part payment: named, by account": 2.14, "part payment: named, by name": 2.99,
    "part payment: named, payer unknown": -3.53, "part payment: not named, by account": -1.07,
    "part payment: not named, by name": -1.05, "part payment: the only open document of this payer": -2.48,
    "part payment: the only open document of this title": 2.08,
    "part payment: the only open document with a number like one in the text": 1.13,
    "part payment: the open amount nearest to it": -1.06, "several, date: early": -1.75,
    "several, date: just before": 2.79, "several, date: late": 1.0, "several, date: long overdue": -3.67,
    "several, date: near due": 2.11, "single: 3 ways or more": -0.63,
    "single: a number like it, by a shared account": 1.1, "single: a number like it, by account": 1.99,
    "single: a number like it, by name": 1.9, "single: named in short, by a shared account": -0.56,
    "single: named in short, by account": -0.07, "single: named, by a shared account": -0.69,
    "single: named, by account": -0.3, "single: not named, by account": 1.03, "single: not named, by name": 1.02,
    "single: not named, payer unknown": -4.82, "stated: same": 2.01, "title: same": 4.94, "a near rival": -0.82,
    "a near rival, 2 ways or more": -1.11, "a near rival, 3 ways or more": 0.59, "a near rival, 4 ways or more": -0.13,
    "a new account": -0.84, "a new account, named": 3.13, "a new account, not named": 1.97,
    "a paid twin, not named": -1.41, "a rest": -8.68, "a twin claimed": -0.41, "a twin claimed, 2 ways or more": 3.07,
    "an unknown number, named": -1.24, "another amount nearer": 0.99, "another date": -5.5,
    "another date, not named": -1.02, "another named": 0.63, "another named, named": 1.23,
    "another named, not named": 1.99, "another of its kind": -3.65, "another of its kind, 2 ways or more": 1.04,
    "another of its kind, named": -2.76, "another of its kind, not named": -4.33, "another title": -5.33,
    "another's account, named": 1.26, "contested": -3.19, "contested, 2 ways or more": -1.1, "contested, early": 2.19,
    "contested, just before": 2.28, "contested, late": -1.23, "contested, near due": -0.91, "contested, overdue": -0.97,
    "discount": 2.62, "far above": -5.23, "far above, named": -1.99, "gravest: a near rival": -0.6,
    "gravest: a new account": -2.07, "gravest: a paid twin": 0.18, "gravest: a rest": -2.92,
    "gravest: a twin claimed": -2.51, "gravest: an unknown number": -0.12, "gravest: another amount nearer": -0.39,
    "gravest: another date": -2.61, "gravest: another named": 0.22, "gravest: another of its kind": 2.59,
    "gravest: another title": -4.77, "gravest: another's account": 2.22, "gravest: contested": -0.02,
    "gravest: far above": -2.82, "gravest: late discount": 0.41, "gravest: like a discount": 0.4,
    "gravest: no account": 0.93, "gravest: not every way tried": -0.18, "gravest: one digit away": 0.02,
    "gravest: others add up": 0.03, "gravest: paid before the invoice": -3.87, "gravest: perhaps paid before": -1.51,
    "gravest: seldom met": -4.54, "gravest: something taken off": 0.42, "late discount": 3.54, "like a discount": 2.64,
    "no account, named": 1.65, "no account, not named": -1.79, "not every way tried": -1.14, "one digit away": -0.72,
    "overpayment": -1.52, "paid before the invoice": -3.87, "paid before the invoice, 2 ways or more": 2.08,
    "paid before the invoice, 3 ways or more": 1.46, "paid before the invoice, 4 ways or more": -0.68,
    "paid before the invoice, 7 ways or more": -0.55, "paid before the invoice, not named": 5.76,
    "perhaps paid before, 2 ways or more": 0.39, "perhaps paid before, 3 ways or more": 0.39,
    "perhaps paid before, in time": 0.79, "perhaps paid before, named": 0.94, "perhaps paid before, not named": -0.96,
    "perhaps paid before, overdue": -0.87, "single": -1.28, "something taken off": -0.7, "sum says 0 or more": -1.69,
    "sum says 0.2 or more": -0.43, "sum says 0.95 or more": 1.05, "sum says 0.99 or more": 1.14,
    "sum says 0.999 or more": 0.86,
}
