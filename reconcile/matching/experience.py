"""What a word (`calibration`) is worth: word → log-odds of being right; how often what was sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 2 331 326 proposals on worlds of all families to
train on: 10 000 lines, seeds 11 to 40, 100 000 lines, seeds 31 to 33, 10 000 lines by the week, seeds 41 to 60, each
counted from its family's first.
"""

from __future__ import annotations

SURE = (1718922, 1718938)  #: (right, seen)
# fmt: off
#: (below what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-2.94, -4.77), (-2.2, -2.48), (-1.73, -2.17), (-1.39, -1.93), (-1.1, -1.49), (-0.85, -1.33), (-0.62, -0.98),
    (-0.41, -0.54), (-0.2, -0.2), (0.0, -0.08), (0.2, 0.19), (0.41, 0.33), (0.62, 0.62), (0.85, 0.93), (1.1, 1.04),
    (1.39, 1.33), (1.73, 1.68), (2.2, 2.19), (2.94, 2.58),
)
EXPERIENCE: dict[str, float] = {
    "": 4.02, "account: new": -1.71, "account: other": -0.5, "account: shared": 0.83, "chance: rare": -0.74,
    "chance: seldom": -0.43, "collective: 2 ways or more": -2.65, "collective: 3 ways or more": -0.66,
    "collective: 4 ways or more": -0.38, "collective: 7 ways or more": -0.88,
    "collective: listed and paid short": -1.18, "collective: none listed, by name": -0.25, "collective: one way": 2.27,
    "date: in time": 2.77, "date: late": 3.45, "date: near due": 3.8, "date: overdue": 3.05,
    "doubted account: known": -0.24, "doubted account: new": -0.51, "doubted account: other": -0.3,
    "doubted chance: rare": -0.19, "doubted chance: seldom": -0.14, "doubted date: in time": 1.94,
    "doubted date: just before": -1.99, "doubted date: late": 2.23, "doubted date: long overdue": -2.83,
    "doubted date: near due": 3.27, "doubted date: overdue": 2.91, "doubted name: equal": 0.15,
    "doubted stated: same": 1.19, "doubted title: part": 0.61, "doubted title: same": 2.65,
    "guessed, date: early": -1.09, "guessed, date: late": -0.27, "guessed, date: near due": 0.97,
    "guessed, date: overdue": -2.06, "name: equal": 0.49, "name: similar": 2.61, "netting: 2 ways or more": -1.63,
    "netting: 3 ways or more": 1.11, "netting: one way": 2.04, "overpayment: a little more": 2.59,
    "overpayment: named, payer unknown": -1.66, "overpayment: the only open document of this payer": -0.32,
    "overpayment: the only open document of this title": 1.81,
    "overpayment: the only open document with a number like one in the text": 1.76,
    "overpayment: the open amount nearest to it": -1.14, "pace: always": 2.02, "pace: never": -1.01,
    "pace: never, another often": -1.84, "pace: often": 1.32, "pace: seldom": 0.26,
    "pace: seldom, another often": -1.46, "part payment: a simple share": 3.24, "part payment: hardly anything": -5.86,
    "part payment: named in short, by account": 1.22, "part payment: named, by account": 1.12,
    "part payment: named, payer unknown": -4.36, "part payment: nearly all": 2.47,
    "part payment: the only open document of this payer": -2.0,
    "part payment: the only open document of this title": 1.94,
    "part payment: the only open document with a number like one in the text": 1.11,
    "part payment: the open amount nearest to it": -2.46, "several, date: early": -2.69, "several, date: late": 2.37,
    "several, date: long overdue": -2.57, "several, date: near due": 2.28, "several, date: overdue": 1.42,
    "single: 3 ways or more": -0.59, "single: a number like it, by a shared account": 1.79,
    "single: a number like it, by account": 1.62, "single: a number like it, by name": 1.53,
    "single: named, by account": -0.23, "single: named, payer unknown": -1.0, "single: not named, by name": -0.13,
    "single: not named, payer unknown": -4.06, "stated: same": 1.64, "title: same": 4.63, "a near rival": -1.74,
    "a near rival, 3 ways or more": 0.37, "a near rival, 4 ways or more": -0.33, "a near rival, named": 1.04,
    "a near rival, not named": 1.05, "a new account": -1.0, "a new account, named": 1.27,
    "a new account, not named": -1.52, "a paid twin": 0.53, "a rest": -10.28, "a twin claimed": -0.3,
    "a twin claimed, 2 ways or more": 3.76, "a twin claimed, 3 ways or more": -0.68, "an unknown number": -0.22,
    "an unknown number, named": -1.0, "another date": -4.93, "another month": -2.54,
    "another month, 3 ways or more": 3.27, "another month, not named": -1.75, "another named": 0.9,
    "another of its kind": -3.32, "another of its kind, 2 ways or more": 1.46, "another of its kind, named": -2.43,
    "another of its kind, not named": -4.79, "another payee": -3.56, "another title": -4.6, "contested": -2.39,
    "contested, 3 ways or more": 0.42, "contested, early": 1.43, "contested, just before": 1.36,
    "contested, late": -1.0, "contested, near due": -0.57, "contested, not named": 0.63, "discount": 3.91,
    "far above": -4.91, "gravest: a near rival": -1.24, "gravest: a new account": 0.1, "gravest: a paid twin": -1.6,
    "gravest: a rest": -2.36, "gravest: a twin claimed": -2.94, "gravest: an unknown number": 0.16,
    "gravest: another amount nearer": -0.48, "gravest: another date": -2.92, "gravest: another day": -2.81,
    "gravest: another month": -0.45, "gravest: another named": 0.88, "gravest: another of its kind": 1.18,
    "gravest: another payee": -2.03, "gravest: another title": -4.59, "gravest: another's account": 0.74,
    "gravest: called like another": -0.66, "gravest: contested": -0.42, "gravest: far above": -4.41,
    "gravest: late discount": 0.67, "gravest: like a discount": -0.21, "gravest: named later": -0.57,
    "gravest: no account": 1.16, "gravest: not every way tried": -1.56, "gravest: one digit away": 1.0,
    "gravest: one of several": -4.51, "gravest: other words": -2.96, "gravest: others add up": -0.53,
    "gravest: paid before the invoice": -2.97, "gravest: paid lately": -2.85, "gravest: perhaps paid before": -2.05,
    "gravest: seldom met": -3.96, "gravest: something taken off": 0.48, "late discount": 3.08, "like a discount": 2.33,
    "named later, in time": -2.4, "one digit away, named": -1.52, "other words, 2 ways or more": 2.59,
    "other words, not named": -4.68, "overpayment": -2.89, "paid before the invoice": -2.97,
    "paid before the invoice, not named": 10.21, "paid lately": -1.48, "paid lately, not named": 1.42,
    "perhaps paid before, 2 ways or more": 1.33, "perhaps paid before, 3 ways or more": 0.35,
    "perhaps paid before, in time": 0.73, "perhaps paid before, late": -0.65, "perhaps paid before, named": 1.14,
    "perhaps paid before, overdue": -0.88, "single": -1.46, "something taken off": -0.77, "sum says 0 or more": -1.41,
    "sum says 0.2 or more": -0.68, "sum says 0.5 or more": -0.49, "sum says 0.95 or more": 1.01,
    "sum says 0.99 or more": 1.03, "sum says 0.999 or more": 0.67,
}
