"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 793 098 proposals on worlds of the train, drill
and field families: 10 000 lines, seeds 11 to 16, 2011 to 2016, 3011 to 3016;
100 000 lines, seeds 31 to 33, 2031 to 2033, 3031 to 3033.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (569683, 569688)

# fmt: off
#: (what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-6.38, -5.64), (-2.44, -2.22), (-1.94, -2.11), (-1.58, -1.68), (-1.21, -1.28), (-0.9, -0.87), (-0.51, -0.49),
    (-0.17, -0.29), (0.22, 0.19), (0.53, 0.42), (0.71, 0.76), (0.96, 1.11), (1.19, 1.29), (1.49, 1.43), (1.94, 1.89),
    (2.6, 2.54), (2.94, 2.94),
)
EXPERIENCE: dict[str, float] = {
    "": 4.24, "account: known": 0.41, "account: other": 0.81, "account: shared": 1.31, "chance: rare": 0.73,
    "collective: 2 ways or more": -3.07, "collective: 3 ways or more": -1.1, "collective: listed and paid short": -2.57,
    "collective: listed in part": -1.28, "collective: listed, a number like it, by account": 0.6,
    "collective: listed, named in short, by account": 0.75, "collective: listed, named in short, by name": 0.63,
    "collective: listed, named in short, payer unknown": -1.55, "collective: listed, named, by a shared account": 0.73,
    "collective: listed, named, by account": 2.72, "collective: listed, named, by name": 1.07,
    "collective: listed, named, payer unknown": -0.58, "collective: one way": 1.77, "date: early": -2.09,
    "date: in time": 1.91, "date: late": 1.14, "date: near due": 2.13, "date: overdue": 1.02,
    "discount: 2 ways or more": 0.4, "discount: not named, by name": 1.66, "discount: one way": 2.42,
    "doubted account: learned": 0.04, "doubted account: shared": 0.66, "doubted date: early": -1.61,
    "doubted date: in time": 1.1, "doubted date: long overdue": -3.42, "doubted date: near due": 1.68,
    "doubted date: overdue": 0.81, "doubted title: part": -0.54, "doubted title: same": 3.55, "name: similar": 1.98,
    "netting: 2 ways or more": -1.78, "netting: 3 ways or more": 0.35, "netting: 4 ways or more": 1.34,
    "netting: listed in part": -2.26, "netting: listed, named, by account": 1.06,
    "netting: listed, named, by name": 0.51, "netting: named, by account": -1.42, "netting: none listed, by name": 1.75,
    "netting: one way": 1.44, "overpayment: 2 ways or more": -1.0, "overpayment: named, by a shared account": -0.99,
    "overpayment: named, by account": -0.2, "overpayment: named, payer unknown": -1.51, "overpayment: one way": -0.66,
    "overpayment: the only open document of this payer": -1.64,
    "overpayment: the only open document of this title": 1.78,
    "overpayment: the only open document with a number like one in the text": 1.45,
    "overpayment: the open amount nearest to it": -0.47, "part payment: named in short, by name": 1.93,
    "part payment: named, by a shared account": -0.74, "part payment: named, by account": 2.08,
    "part payment: named, by name": 2.2, "part payment: named, payer unknown": -3.87,
    "part payment: not named, by account": -1.28, "part payment: the only open document of this payer": -2.78,
    "part payment: the only open document of this title": 1.54,
    "part payment: the only open document with a number like one in the text": 0.91,
    "part payment: the open amount nearest to it": -1.28, "several, date: early": -2.35, "several, date: late": 1.65,
    "several, date: long overdue": -1.83, "several, date: near due": 2.24, "several, date: overdue": 0.42,
    "single: 2 ways or more": -1.06, "single: 3 ways or more": -0.91, "single: 4 ways or more": 0.19,
    "single: a number like it, by a shared account": 1.5, "single: a number like it, by account": 2.15,
    "single: a number like it, by name": 1.83, "single: named in short, by a shared account": -0.92,
    "single: named in short, by account": -0.38, "single: named, by a shared account": -0.69,
    "single: named, by account": -0.45, "single: named, payer unknown": -0.24,
    "single: not named, by a shared account": 0.7, "single: not named, by account": 1.41,
    "single: not named, by name": 1.59, "single: not named, payer unknown": -4.81, "stated: same": 1.61,
    "title: same": 4.28, "a near rival": -0.55, "a near rival, 2 ways or more": -0.87,
    "a near rival, 3 ways or more": 0.35, "a near rival, 7 ways or more": 0.39, "a new account": -0.82,
    "a new account, named": 3.23, "a new account, not named": 1.26, "a paid twin, not named": -0.92, "a rest": -7.97,
    "a twin claimed": -0.43, "a twin claimed, 2 ways or more": 3.24, "an unknown number, 3 ways or more": 0.83,
    "an unknown number, named": -0.73, "an unknown number, not named": 0.77, "another amount nearer": 0.93,
    "another date": -4.98, "another date, not named": -0.66, "another named": 0.53, "another named, named": 1.31,
    "another named, not named": 1.53, "another of its kind": -0.62, "another of its kind, 2 ways or more": 1.51,
    "another of its kind, 4 ways or more": -0.57, "another of its kind, named": -2.7,
    "another of its kind, not named": -4.4, "another title": -4.62, "another title, not named": -0.37,
    "another's account, named": 1.28, "contested": -3.77, "contested, 2 ways or more": -0.6,
    "contested, 3 ways or more": 0.44, "contested, not named": -0.45, "discount": 2.82, "far above": -4.35,
    "far above, named": -1.79, "gravest: a near rival": -0.43, "gravest: a new account": -1.87,
    "gravest: a paid twin": 0.21, "gravest: a rest": -2.85, "gravest: a twin claimed": -2.34,
    "gravest: an unknown number": 0.01, "gravest: another amount nearer": 0.46, "gravest: another date": -3.21,
    "gravest: another named": 0.44, "gravest: another of its kind": -0.44, "gravest: another title": -4.62,
    "gravest: another's account": 1.99, "gravest: contested": 0.23, "gravest: far above": -2.63,
    "gravest: late discount": 0.58, "gravest: like a discount": 0.38, "gravest: no account": 1.13,
    "gravest: not every way tried": -0.13, "gravest: one digit away": 0.78, "gravest: others add up": -0.34,
    "gravest: paid before the invoice": -3.98, "gravest: perhaps paid before": -0.72, "gravest: seldom met": -2.87,
    "gravest: something taken off": 0.36, "late discount": 2.74, "like a discount": 2.48, "no account, named": 1.29,
    "no account, not named": -1.69, "not every way tried": -1.12, "one digit away": -0.6, "overpayment": -1.66,
    "paid before the invoice": -3.98, "perhaps paid before, 3 ways or more": 0.36,
    "perhaps paid before, 4 ways or more": -1.65, "perhaps paid before, named": 0.85,
    "perhaps paid before, not named": -0.54, "single": -1.32, "something taken off": -0.68,
    "something taken off, named": 0.4, "sum says 0 or more": -2.1, "sum says 0.2 or more": -0.52,
    "sum says 0.95 or more": 1.15, "sum says 0.99 or more": 1.11, "sum says 0.999 or more": 0.89,
}
