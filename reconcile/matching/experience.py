"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 1 642 929 proposals on worlds of the train, drill,
field and trail families: 10 000 lines, seeds 11 to 16, 2011 to 2016, 3011 to 3016, 4011 to 4016;
100 000 lines, seeds 31 to 35, 2031 to 2035, 3031 to 3035, 4031 to 4035.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (1170679, 1170687)

# fmt: off
#: (what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-6.54, -4.72), (-2.56, -2.71), (-1.93, -2.06), (-1.51, -1.62), (-1.24, -1.3), (-1.01, -0.97), (-0.56, -0.62),
    (-0.3, -0.35), (-0.06, 0.25), (0.23, 0.28), (0.52, 0.46), (0.73, 0.71), (0.96, 0.83), (1.24, 1.19), (1.53, 1.56),
    (1.94, 1.95), (2.65, 2.65), (2.94, 2.94),
)
EXPERIENCE: dict[str, float] = {
    "": 4.37, "account: known": 0.34, "account: shared": 0.7, "chance: seldom": -0.77,
    "collective: 2 ways or more": -3.68, "collective: 3 ways or more": -1.01, "collective: 7 ways or more": -0.84,
    "collective: listed and paid short": -3.7, "collective: listed in part": -1.23,
    "collective: listed, named in short, by account": 1.25, "collective: listed, named in short, by name": 1.03,
    "collective: listed, named in short, payer unknown": -0.87, "collective: listed, named, by a shared account": 1.96,
    "collective: listed, named, by account": 3.42, "collective: listed, named, by name": 2.09,
    "collective: none listed, by account": 0.21, "collective: one way": 1.71, "date: in time": 2.46, "date: late": 1.68,
    "date: near due": 2.77, "date: overdue": 1.83, "discount: not named, by name": 2.07, "discount: one way": 1.64,
    "doubted account: shared": -0.21, "doubted date: early": -0.36, "doubted date: in time": 2.01,
    "doubted date: just before": 3.03, "doubted date: late": 1.38, "doubted date: long overdue": -3.37,
    "doubted date: near due": 2.92, "doubted date: overdue": 2.18, "doubted title: part": 1.13,
    "doubted title: same": 3.67, "name: similar": 2.08, "netting: 2 ways or more": -2.06,
    "netting: 4 ways or more": 1.09, "netting: listed in part": -2.51, "netting: listed, named, by account": 0.74,
    "netting: listed, named, by name": 0.52, "netting: named, by account": -3.21, "netting: none listed, by name": 0.65,
    "netting: one way": 2.44, "overpayment: 2 ways or more": -0.39, "overpayment: named, by a shared account": -0.05,
    "overpayment: named, payer unknown": -1.88, "overpayment: one way": -0.96,
    "overpayment: the only open document of this payer": -1.75,
    "overpayment: the only open document of this title": 1.75,
    "overpayment: the only open document with a number like one in the text": 1.83,
    "overpayment: the open amount nearest to it": -0.55, "part payment: named in short, by account": 0.61,
    "part payment: named in short, by name": 1.89, "part payment: named, by account": 2.22,
    "part payment: named, by name": 2.92, "part payment: named, payer unknown": -4.07,
    "part payment: not named, by account": -1.68, "part payment: not named, by name": -1.67,
    "part payment: the only open document of this payer": -2.77,
    "part payment: the only open document of this title": 1.28,
    "part payment: the only open document with a number like one in the text": 1.02,
    "part payment: the open amount nearest to it": -1.33, "several, date: early": -1.86,
    "several, date: just before": 2.74, "several, date: late": 0.91, "several, date: long overdue": -3.76,
    "several, date: near due": 2.29, "single: 3 ways or more": -0.98,
    "single: a number like it, by a shared account": 1.24, "single: a number like it, by account": 1.15,
    "single: a number like it, by name": 1.15, "single: a number like it, payer unknown": -0.07,
    "single: named in short, by a shared account": -0.14, "single: named in short, by account": -0.52,
    "single: named, by a shared account": -0.03, "single: named, by account": -0.73,
    "single: not named, by name": -0.06, "single: not named, payer unknown": -4.98, "stated: same": 1.76,
    "title: same": 4.48, "a near rival": -1.16, "a near rival, 2 ways or more": -0.78,
    "a near rival, 3 ways or more": 0.75, "a new account": -1.37, "a new account, named": 3.08,
    "a new account, not named": 1.62, "a paid twin, not named": -1.25, "a rest": -8.83,
    "a twin claimed, 2 ways or more": 3.7, "an unknown number, named": -1.45, "another amount nearer": 0.81,
    "another date": -5.68, "another day": 1.64, "another named, named": 1.14, "another named, not named": 2.02,
    "another of its kind": -3.68, "another of its kind, 2 ways or more": 1.23, "another of its kind, named": -2.93,
    "another of its kind, not named": -4.01, "another payee": -3.51, "another payee, not named": -1.03,
    "another title": -4.68, "another title, 2 ways or more": 2.25, "another title, 3 ways or more": 4.0,
    "another title, not named": -3.94, "another's account, named": 1.16, "contested": -3.17,
    "contested, 2 ways or more": -0.49, "contested, early": 2.39, "contested, just before": 2.33,
    "contested, late": -1.26, "contested, near due": -0.97, "contested, overdue": -0.96, "discount": 2.76,
    "far above": -5.31, "far above, named": -1.97, "gravest: a near rival": -0.51, "gravest: a new account": -1.72,
    "gravest: a paid twin": 0.27, "gravest: a rest": -2.91, "gravest: a twin claimed": -3.45,
    "gravest: an unknown number": -0.11, "gravest: another amount nearer": -0.39, "gravest: another date": -2.3,
    "gravest: another named": 0.76, "gravest: another of its kind": 2.65, "gravest: another payee": -2.58,
    "gravest: another title": -2.87, "gravest: another's account": 2.15, "gravest: contested": -0.15,
    "gravest: far above": -2.94, "gravest: late discount": 0.41, "gravest: like a discount": 0.47,
    "gravest: no account": 1.15, "gravest: not every way tried": -0.48, "gravest: one digit away": -0.25,
    "gravest: other words": -2.29, "gravest: others add up": -0.62, "gravest: paid before the invoice": -3.74,
    "gravest: perhaps paid before": -1.69, "gravest: seldom met": -4.15, "gravest: something taken off": 0.4,
    "late discount": 3.59, "like a discount": 2.28, "no account, named": 1.04, "not every way tried": -0.95,
    "one digit away": -0.58, "other words": -2.29, "other words, not named": -2.29, "overpayment": -1.35,
    "paid before the invoice": -3.74, "paid before the invoice, 2 ways or more": 1.96,
    "paid before the invoice, 3 ways or more": 1.74, "paid before the invoice, 4 ways or more": -0.68,
    "paid before the invoice, not named": 5.77, "perhaps paid before, 2 ways or more": 0.73,
    "perhaps paid before, 3 ways or more": 0.65, "perhaps paid before, in time": 0.79,
    "perhaps paid before, named": 1.01, "perhaps paid before, not named": -0.75, "perhaps paid before, overdue": -0.93,
    "single": -0.74, "something taken off": -0.68, "sum says 0 or more": -1.35, "sum says 0.95 or more": 0.76,
    "sum says 0.99 or more": 0.56,
}
