"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 2 943 917 proposals on worlds of the train, drill,
field and trail families: 10 000 lines, seeds 11 to 60, 2011 to 2060, 3011 to 3060, 4011 to 4060;
100 000 lines, seeds 31 to 35, 2031 to 2035, 3031 to 3035, 4031 to 4035.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (2117308, 2117322)

# fmt: off
#: (below what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-2.94, -4.98), (-2.2, -2.28), (-1.73, -1.98), (-1.39, -1.9), (-1.1, -1.71), (-0.2, -0.21), (0.0, -0.01),
    (0.41, 0.09), (0.62, 0.58), (0.85, 0.65), (1.1, 0.94), (1.39, 1.31), (1.73, 1.68), (2.2, 1.85), (2.94, 2.77),
)
EXPERIENCE: dict[str, float] = {
    "": 5.48, "account: shared": 0.66, "collective: 2 ways or more": -4.3, "collective: 3 ways or more": -0.92,
    "collective: 7 ways or more": -0.68, "collective: listed and paid short": -3.5, "collective: listed in part": -0.78,
    "collective: listed, named in short, by account": 2.1, "collective: listed, named in short, by name": 1.4,
    "collective: listed, named in short, payer unknown": -0.34, "collective: listed, named, by a shared account": 2.41,
    "collective: listed, named, by account": 3.81, "collective: listed, named, by name": 2.7,
    "collective: one way": 1.85, "date: in time": 0.7, "date: late": 0.22, "date: near due": 1.39,
    "date: overdue": 0.42, "discount: a number like it, by a shared account": -1.83,
    "discount: not named, by a shared account": 0.71, "discount: not named, by name": 2.51, "discount: one way": 1.72,
    "doubted date: before": -3.85, "doubted date: early": -1.77, "doubted date: in time": 0.79,
    "doubted date: just before": 1.0, "doubted date: long overdue": -4.39, "doubted date: near due": 1.7,
    "doubted date: overdue": 0.68, "doubted title: part": 1.36, "doubted title: same": 3.95, "name: similar": 2.51,
    "netting: 2 ways or more": -3.11, "netting: 3 ways or more": 1.2, "netting: listed in part": -2.0,
    "netting: listed, named, by account": 1.83, "netting: listed, named, by name": 1.03,
    "netting: named, by account": -2.36, "netting: none listed, by name": 0.57, "netting: one way": 2.18,
    "overpayment: named, payer unknown": -2.23, "overpayment: one way": -0.37,
    "overpayment: the only open document of this payer": -3.14,
    "overpayment: the only open document of this title": 0.18,
    "overpayment: the only open document with a number like one in the text": 0.63,
    "overpayment: the open amount nearest to it": -1.99, "part payment: named in short, by a shared account": 0.91,
    "part payment: named in short, by account": 1.0, "part payment: named in short, by name": 1.81,
    "part payment: named, by account": 2.01, "part payment: named, by name": 1.92,
    "part payment: named, payer unknown": -4.06, "part payment: not named, by account": -2.05,
    "part payment: not named, by name": -1.5, "part payment: the only open document of this payer": -3.68,
    "part payment: the only open document of this title": 0.4,
    "part payment: the only open document with a number like one in the text": 0.14,
    "part payment: the open amount nearest to it": -2.24, "several, date: early": -1.94,
    "several, date: just before": 2.57, "several, date: late": 1.13, "several, date: long overdue": -3.4,
    "several, date: near due": 2.48, "single: 3 ways or more": -0.62,
    "single: a number like it, by a shared account": 0.9, "single: a number like it, by account": 1.01,
    "single: a number like it, by name": 1.27, "single: named in short, by account": -0.65,
    "single: named, by a shared account": -0.45, "single: named, by account": -0.85,
    "single: named, payer unknown": -1.16, "single: not named, by name": -0.07,
    "single: not named, payer unknown": -5.82, "stated: same": 1.65, "title: same": 5.2, "a near rival": -1.7,
    "a near rival, 2 ways or more": -2.13, "a near rival, 3 ways or more": 0.47, "a near rival, named": 0.2,
    "a new account": -1.02, "a new account, named": 3.06, "a paid twin, not named": -1.11, "a rest": -9.88,
    "a twin claimed, 2 ways or more": 4.31, "an unknown number, named": -1.28, "another amount nearer": 0.12,
    "another date": -5.76, "another named, named": 1.06, "another named, not named": 2.16, "another of its kind": -5.13,
    "another of its kind, 2 ways or more": 0.36, "another of its kind, named": -2.49,
    "another of its kind, not named": -4.29, "another payee": -3.42, "another payee, not named": -1.03,
    "another title": -5.33, "another title, 2 ways or more": 1.93, "another title, 3 ways or more": 4.24,
    "another title, 4 ways or more": 1.32, "another title, not named": -6.13, "another's account, named": 0.44,
    "contested": -2.93, "contested, 2 ways or more": -1.48, "contested, 4 ways or more": -0.2, "contested, early": 2.35,
    "contested, just before": 1.99, "contested, late": -1.19, "contested, near due": -1.04, "contested, overdue": -0.86,
    "discount": 3.52, "far above": -5.7, "far above, named": -2.05, "gravest: a near rival": -0.46,
    "gravest: a new account": -1.89, "gravest: a paid twin": -0.24, "gravest: a rest": -3.01,
    "gravest: a twin claimed": -4.41, "gravest: an unknown number": -0.47, "gravest: another amount nearer": -0.33,
    "gravest: another date": -3.22, "gravest: another day": -1.44, "gravest: another named": 0.57,
    "gravest: another of its kind": 3.46, "gravest: another payee": -2.8, "gravest: another title": -2.75,
    "gravest: another's account": 1.84, "gravest: contested": -0.68, "gravest: far above": -3.36,
    "gravest: late discount": 0.56, "gravest: like a discount": -0.76, "gravest: no account": 0.75,
    "gravest: not every way tried": -1.83, "gravest: one digit away": -0.88, "gravest: other words": -2.38,
    "gravest: others add up": -0.47, "gravest: paid before the invoice": -2.2, "gravest: perhaps paid before": -2.29,
    "gravest: seldom met": -5.2, "gravest: something taken off": -0.45, "late discount": 3.97, "like a discount": 2.39,
    "like a discount, named": 1.12, "no account, named": 1.47, "no account, not named": 1.33,
    "not every way tried": -0.91, "other words": -2.38, "other words, not named": -2.38,
    "others add up, not named": -0.88, "overpayment": -1.32, "paid before the invoice": -2.2,
    "paid before the invoice, 2 ways or more": 0.65, "paid before the invoice, 3 ways or more": 1.29,
    "paid before the invoice, 4 ways or more": -0.72, "paid before the invoice, named": -3.49,
    "paid before the invoice, not named": 3.57, "perhaps paid before, in time": 0.84,
    "perhaps paid before, long overdue": -1.0, "perhaps paid before, named": 1.24,
    "perhaps paid before, not named": -0.66, "single": -0.13, "sum says 0 or more": -1.54,
    "sum says 0.95 or more": 0.71, "sum says 0.99 or more": 0.56,
}
