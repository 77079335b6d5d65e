"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 793 160 proposals on worlds of the train, drill
and field families: 10 000 lines, seeds 11 to 16, 2011 to 2016, 3011 to 3016;
100 000 lines, seeds 31 to 33, 2031 to 2033, 3031 to 3033.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (569725, 569730)

# fmt: off
#: (what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-6.33, -5.39), (-2.43, -2.3), (-1.91, -1.89), (-1.45, -1.64), (-0.83, -0.82), (-0.22, -0.29), (0.22, 0.22),
    (0.53, 0.36), (0.72, 0.66), (0.94, 1.06), (1.23, 1.39), (1.51, 1.46), (1.96, 1.92), (2.64, 2.61), (2.94, 2.94),
)
EXPERIENCE: dict[str, float] = {
    "": 3.82, "account: known": 0.39, "account: other": 0.84, "account: shared": 1.46, "chance: rare": 0.73,
    "collective: 2 ways": -1.03, "collective: 3 ways": -1.43, "collective: 4 ways or more": -1.75,
    "collective: 7 ways or more": -1.76, "collective: listed and paid short": -2.43,
    "collective: listed in part": -1.09, "collective: listed, a number like it, by account": 0.7,
    "collective: listed, named in short, by account": 0.83, "collective: listed, named in short, by name": 0.85,
    "collective: listed, named in short, payer unknown": -1.36, "collective: listed, named, by a shared account": 0.91,
    "collective: listed, named, by account": 2.88, "collective: listed, named, by name": 1.48,
    "collective: listed, named, payer unknown": -0.26, "collective: one way": 3.77, "date: early": -1.98,
    "date: in time": 1.94, "date: late": 1.17, "date: near due": 2.15, "date: overdue": 1.02,
    "discount: not named, by name": 1.79, "discount: one way": 2.37, "doubted account: known": 0.33,
    "doubted account: learned": 0.36, "doubted account: shared": 0.82, "doubted date: early": -1.58,
    "doubted date: in time": 1.14, "doubted date: long overdue": -3.36, "doubted date: near due": 1.7,
    "doubted date: overdue": 0.81, "doubted title: part": -0.55, "doubted title: same": 3.64, "name: equal": 0.52,
    "name: similar": 2.0, "netting: 2 ways": -2.48, "netting: 3 ways": -1.33, "netting: 4 ways or more": -0.74,
    "netting: listed in part": -1.91, "netting: listed, named, by account": 1.15,
    "netting: listed, named, by name": 0.62, "netting: named, by account": -1.38, "netting: none listed, by name": 1.94,
    "netting: one way": 0.94, "overpayment: 2 ways": -1.2, "overpayment: named, by a shared account": -0.97,
    "overpayment: named, by account": -0.34, "overpayment: named, payer unknown": -1.31, "overpayment: one way": -0.28,
    "overpayment: the only open document of this payer": -1.8,
    "overpayment: the only open document of this title": 1.59,
    "overpayment: the only open document with a number like one in the text": 1.19,
    "overpayment: the open amount nearest to it": -0.66, "part payment: named in short, by name": 2.13,
    "part payment: named, by a shared account": -0.51, "part payment: named, by account": 2.13,
    "part payment: named, by name": 2.51, "part payment: named, payer unknown": -3.53,
    "part payment: not named, by account": -1.36, "part payment: not named, by name": -0.68,
    "part payment: the only open document of this payer": -2.79,
    "part payment: the only open document of this title": 1.49,
    "part payment: the only open document with a number like one in the text": 0.94,
    "part payment: the open amount nearest to it": -1.3, "several, date: early": -2.55, "several, date: late": 1.47,
    "several, date: long overdue": -1.94, "several, date: near due": 2.17, "single: 3 ways": -0.87,
    "single: 7 ways or more": -0.2, "single: a number like it, by a shared account": 1.67,
    "single: a number like it, by account": 2.08, "single: a number like it, by name": 1.82,
    "single: named in short, by a shared account": -1.04, "single: named in short, by account": -0.7,
    "single: named, by a shared account": -0.85, "single: named, by account": -0.77,
    "single: named, payer unknown": -0.26, "single: not named, by a shared account": 0.51,
    "single: not named, by account": 1.07, "single: not named, by name": 1.56,
    "single: not named, payer unknown": -4.76, "single: one way": 1.4, "stated: same": 1.65, "title: same": 4.28,
    "a near rival": -0.59, "a near rival, 2 ways": -0.42, "a near rival, 4 ways or more": -0.66,
    "a near rival, not named": -0.01, "a new account": -0.76, "a new account, named": 3.06,
    "a new account, not named": 1.07, "a paid twin, not named": -0.81, "a rest": -7.94, "a twin claimed, 2 ways": 3.21,
    "a twin claimed, 3 ways": 2.51, "a twin claimed, 4 ways or more": 2.65, "a twin claimed, 7 ways or more": 2.18,
    "an unknown number, named": -0.81, "an unknown number, not named": 0.66, "another amount nearer": 1.15,
    "another date": -5.07, "another date, not named": -0.56, "another named": 0.51, "another named, named": 1.27,
    "another named, not named": 1.49, "another of its kind": -0.55, "another of its kind, 2 ways": 1.91,
    "another of its kind, 3 ways": 1.84, "another of its kind, 7 ways or more": 0.62,
    "another of its kind, named": -2.72, "another of its kind, not named": -4.4, "another title": -4.53,
    "another title, not named": -0.36, "another's account, named": 1.31, "collective": -2.2, "contested": -3.77,
    "contested, not named": -0.53, "discount": 2.91, "far above": -4.34, "far above, named": -1.72,
    "gravest: a near rival": -0.35, "gravest: a new account": -1.61, "gravest: a paid twin": 0.2,
    "gravest: a rest": -2.74, "gravest: a twin claimed": -2.38, "gravest: an unknown number": 0.18,
    "gravest: another amount nearer": 0.41, "gravest: another date": -3.2, "gravest: another named": 0.61,
    "gravest: another of its kind": -0.36, "gravest: another title": -4.53, "gravest: another's account": 2.06,
    "gravest: contested": 0.32, "gravest: far above": -2.58, "gravest: late discount": 0.61,
    "gravest: like a discount": 0.41, "gravest: no account": 1.46, "gravest: not every way tried": 0.06,
    "gravest: one digit away": 0.91, "gravest: others add up": -0.27, "gravest: paid before the invoice": -3.93,
    "gravest: perhaps paid before": -0.52, "gravest: seldom met": -2.77, "gravest: something taken off": 0.58,
    "late discount": 2.8, "like a discount": 2.47, "netting": 0.4, "no account, named": 1.13,
    "no account, not named": -1.93, "not every way tried": -1.1, "one digit away": -0.65, "overpayment": -1.88,
    "paid before the invoice": -3.93, "perhaps paid before, 3 ways": 0.44, "perhaps paid before, 4 ways or more": -1.8,
    "perhaps paid before, 7 ways or more": -1.74, "perhaps paid before, named": 0.8,
    "perhaps paid before, not named": -0.24, "single": -2.39, "something taken off": -0.69, "sum says 0 or more": -1.99,
    "sum says 0.2 or more": -0.52, "sum says 0.95 or more": 1.15, "sum says 0.99 or more": 1.08,
    "sum says 0.999 or more": 0.84,
}
