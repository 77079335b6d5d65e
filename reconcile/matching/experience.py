"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 1 642 919 proposals on worlds of the train, drill,
field and trail families: 10 000 lines, seeds 11 to 16, 2011 to 2016, 3011 to 3016, 4011 to 4016;
100 000 lines, seeds 31 to 35, 2031 to 2035, 3031 to 3035, 4031 to 4035.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (1169642, 1169652)

# fmt: off
#: (what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-6.52, -4.82), (-2.54, -2.62), (-2.01, -2.02), (-1.29, -1.39), (-0.97, -0.61), (-0.55, -0.39), (-0.28, -0.31),
    (-0.12, 0.08), (0.21, 0.25), (0.69, 0.61), (1.02, 1.07), (1.27, 1.41), (1.53, 1.5), (1.89, 1.76), (2.67, 2.75),
    (2.94, 2.94),
)
EXPERIENCE: dict[str, float] = {
    "": 4.12, "account: known": 0.34, "account: other": 0.48, "account: shared": 1.46, "chance: rare": 0.56,
    "collective: 2 ways or more": -2.8, "collective: 3 ways or more": -1.02, "collective: 7 ways or more": -0.89,
    "collective: listed and paid short": -3.06, "collective: listed in part": -1.29,
    "collective: listed, named in short, by account": 1.13, "collective: listed, named in short, by name": 0.97,
    "collective: listed, named in short, payer unknown": -1.31, "collective: listed, named, by a shared account": 1.19,
    "collective: listed, named, by account": 3.25, "collective: listed, named, by name": 1.99,
    "collective: one way": 1.81, "date: early": -1.15, "date: in time": 1.88, "date: late": 1.15,
    "date: near due": 2.19, "date: overdue": 1.36, "discount: 2 ways or more": 0.76,
    "discount: not named, by name": 2.27, "discount: not named, payer unknown": -1.66, "discount: one way": 1.88,
    "doubted account: shared": 0.91, "doubted date: early": -1.08, "doubted date: in time": 1.28,
    "doubted date: just before": 2.95, "doubted date: late": 0.72, "doubted date: long overdue": -3.88,
    "doubted date: near due": 2.21, "doubted date: overdue": 1.49, "doubted title: same": 3.59, "name: similar": 2.77,
    "netting: 2 ways or more": -1.47, "netting: 4 ways or more": 0.99, "netting: listed in part": -1.99,
    "netting: listed, named, by account": 1.24, "netting: listed, named, by name": 0.8,
    "netting: named, by account": -2.7, "netting: none listed, by name": 0.36, "netting: one way": 1.69,
    "overpayment: 2 ways or more": -0.63, "overpayment: named, by a shared account": -0.68,
    "overpayment: named, payer unknown": -1.2, "overpayment: one way": -0.87,
    "overpayment: the only open document of this payer": -1.44,
    "overpayment: the only open document of this title": 2.06,
    "overpayment: the only open document with a number like one in the text": 1.96,
    "overpayment: the open amount nearest to it": -0.27, "part payment: named in short, by account": 0.76,
    "part payment: named in short, by name": 2.34, "part payment: named, by a shared account": -0.74,
    "part payment: named, by account": 2.17, "part payment: named, by name": 3.02,
    "part payment: named, payer unknown": -3.48, "part payment: not named, by account": -0.95,
    "part payment: not named, by name": -0.92, "part payment: the only open document of this payer": -2.53,
    "part payment: the only open document of this title": 2.03,
    "part payment: the only open document with a number like one in the text": 1.08,
    "part payment: the open amount nearest to it": -1.11, "several, date: early": -2.09,
    "several, date: just before": 2.79, "several, date: late": 0.94, "several, date: long overdue": -3.28,
    "several, date: near due": 2.07, "single: 3 ways or more": -0.25,
    "single: a number like it, by a shared account": 1.05, "single: a number like it, by account": 1.93,
    "single: a number like it, by name": 1.78, "single: named in short, by a shared account": -0.56,
    "single: named in short, by account": -0.07, "single: named, by a shared account": -0.7,
    "single: named, by account": -0.3, "single: not named, by account": 1.05, "single: not named, by name": 1.06,
    "single: not named, payer unknown": -4.81, "stated: same": 2.01, "title: same": 4.94, "a near rival": -0.89,
    "a near rival, 2 ways or more": -1.03, "a new account": -0.87, "a new account, named": 3.14,
    "a new account, not named": 1.96, "a paid twin, not named": -1.51, "a rest": -8.68, "a twin claimed": -0.42,
    "a twin claimed, 2 ways or more": 3.08, "an unknown number, named": -1.24, "another amount nearer": 0.98,
    "another date": -5.49, "another date, not named": -1.06, "another named": 0.62, "another named, named": 1.24,
    "another named, not named": 1.99, "another of its kind": -3.65, "another of its kind, 2 ways or more": 0.95,
    "another of its kind, named": -2.76, "another of its kind, not named": -4.34, "another title": -5.32,
    "another's account, named": 1.27, "contested": -3.19, "contested, 2 ways or more": -1.19, "contested, early": 2.2,
    "contested, just before": 2.27, "contested, late": -1.24, "contested, near due": -0.93, "contested, overdue": -0.9,
    "discount": 2.64, "far above": -5.23, "far above, named": -1.99, "gravest: a near rival": -0.51,
    "gravest: a new account": -2.03, "gravest: a paid twin": 0.25, "gravest: a rest": -2.92,
    "gravest: a twin claimed": -2.53, "gravest: an unknown number": -0.11, "gravest: another amount nearer": -0.3,
    "gravest: another date": -2.59, "gravest: another named": 0.23, "gravest: another of its kind": 2.59,
    "gravest: another title": -4.77, "gravest: another's account": 2.22, "gravest: contested": -0.01,
    "gravest: far above": -2.82, "gravest: late discount": 0.4, "gravest: like a discount": 0.4,
    "gravest: no account": 0.93, "gravest: not every way tried": -0.19, "gravest: one digit away": 0.05,
    "gravest: others add up": 0.41, "gravest: paid before the invoice": -3.9, "gravest: perhaps paid before": -1.32,
    "gravest: seldom met": -4.53, "gravest: something taken off": 0.42, "late discount": 3.53, "like a discount": 2.68,
    "no account, named": 1.66, "no account, not named": -1.8, "not every way tried": -1.13, "one digit away": -0.73,
    "others add up": -0.54, "overpayment": -1.5, "paid before the invoice": -3.9,
    "paid before the invoice, 2 ways or more": 2.1, "paid before the invoice, 3 ways or more": 1.13,
    "paid before the invoice, 4 ways or more": -0.71, "paid before the invoice, 7 ways or more": -0.55,
    "paid before the invoice, not named": 5.74, "perhaps paid before, 3 ways or more": 1.34,
    "perhaps paid before, 4 ways or more": -1.35, "perhaps paid before, early": 1.0,
    "perhaps paid before, in time": 1.14, "perhaps paid before, long overdue": -0.5, "perhaps paid before, named": 0.83,
    "perhaps paid before, near due": -0.37, "perhaps paid before, not named": -1.67,
    "perhaps paid before, overdue": -0.71, "single": -1.25, "something taken off": -0.7, "sum says 0 or more": -1.66,
    "sum says 0.2 or more": -0.4, "sum says 0.95 or more": 1.06, "sum says 0.99 or more": 1.14,
    "sum says 0.999 or more": 0.87,
}
