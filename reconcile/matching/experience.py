"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 2 945 783 proposals on worlds of the train, drill,
field and trail families: 10 000 lines, seeds 11 to 60, 2011 to 2060, 3011 to 3060, 4011 to 4060;
100 000 lines, seeds 31 to 35, 2031 to 2035, 3031 to 3035, 4031 to 4035.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (2141222, 2141236)

# fmt: off
#: (below what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-2.94, -4.64), (-1.73, -2.03), (-1.1, -1.68), (-0.85, -0.86), (-0.41, -0.82), (-0.2, -0.24), (0.0, 0.17),
    (0.41, 0.21), (0.85, 0.64), (1.1, 1.09), (1.39, 1.15), (1.73, 1.59), (2.2, 1.94), (2.94, 2.85),
)
EXPERIENCE: dict[str, float] = {
    "": 4.52, "account: new": -0.9, "account: shared": 0.98, "collective: 2 ways or more": -3.36,
    "collective: 3 ways or more": -1.03, "collective: 7 ways or more": -0.77,
    "collective: listed and paid short": -4.06, "collective: listed in part": -1.99,
    "collective: listed, a number like it, by a shared account": 0.8,
    "collective: listed, named in short, by account": 1.05, "collective: listed, named in short, by name": 0.61,
    "collective: listed, named in short, payer unknown": -1.05, "collective: listed, named, by a shared account": 1.47,
    "collective: listed, named, by account": 2.57, "collective: listed, named, by name": 1.72,
    "collective: listed, named, payer unknown": -1.13, "collective: one way": 2.95, "date: early": -1.07,
    "date: in time": 1.47, "date: late": 1.41, "date: near due": 2.49, "date: overdue": 1.56,
    "discount: a number like it, by a shared account": -1.67, "discount: not named, by name": 2.58,
    "discount: one way": 2.12, "doubted date: before": -4.21, "doubted date: early": -1.05,
    "doubted date: in time": 1.42, "doubted date: just before": 1.06, "doubted date: late": 0.77,
    "doubted date: long overdue": -4.1, "doubted date: near due": 2.24, "doubted date: overdue": 1.81,
    "doubted title: part": 0.88, "doubted title: same": 2.67, "name: similar": 3.27, "netting: 2 ways or more": -2.05,
    "netting: 3 ways or more": 0.85, "netting: listed in part": -2.7, "netting: listed, named, by account": 0.76,
    "netting: one way": 2.85, "overpayment: 2 ways or more": -0.14,
    "overpayment: named in short, by a shared account": 0.83, "overpayment: named, payer unknown": -2.1,
    "overpayment: the only open document of this payer": -2.08,
    "overpayment: the only open document of this title": 1.14,
    "overpayment: the only open document with a number like one in the text": 1.59,
    "overpayment: the open amount nearest to it": -0.96, "part payment: named in short, by a shared account": 1.3,
    "part payment: named in short, by account": 1.67, "part payment: named in short, by name": 2.05,
    "part payment: named, by account": 2.22, "part payment: named, by name": 1.9,
    "part payment: named, payer unknown": -3.98, "part payment: not named, by account": -1.97,
    "part payment: the only open document of this payer": -2.66,
    "part payment: the only open document of this title": 0.82,
    "part payment: the only open document with a number like one in the text": 1.2,
    "part payment: the open amount nearest to it": -1.24, "several, date: early": -1.7, "several, date: in time": 0.62,
    "several, date: just before": 2.56, "several, date: late": 1.64, "several, date: long overdue": -3.13,
    "several, date: near due": 3.05, "several, date: overdue": 0.67, "single: 2 ways or more": -0.73,
    "single: 3 ways or more": -1.21, "single: a number like it, by a shared account": 1.8,
    "single: a number like it, by account": 1.82, "single: a number like it, by name": 1.89,
    "single: a number like it, payer unknown": -0.06, "single: named, by a shared account": -0.68,
    "single: named, by account": -1.1, "single: named, by name": -0.85, "single: named, payer unknown": -1.29,
    "single: not named, payer unknown": -5.14, "stated: same": 1.71, "title: same": 5.16, "a near rival": -1.74,
    "a near rival, 2 ways or more": -1.4, "a near rival, 3 ways or more": 1.04, "a near rival, named": 0.69,
    "a near rival, not named": 1.19, "a new account": -0.82, "a new account, named": 3.07,
    "a paid twin, not named": -1.19, "a rest": -10.82, "a twin claimed, 2 ways or more": 4.57,
    "an unknown number, named": -1.13, "another amount nearer": 1.16, "another date": -5.41,
    "another date, 2 ways or more": 0.4, "another date, not named": 1.28, "another named, named": 0.58,
    "another named, not named": 2.12, "another of its kind": -5.22, "another of its kind, 2 ways or more": 1.75,
    "another of its kind, named": -1.93, "another of its kind, not named": -4.91, "another payee": -3.19,
    "another payee, not named": -1.11, "another title": -4.73, "another title, 2 ways or more": 1.8,
    "another title, 3 ways or more": 3.91, "another title, 4 ways or more": 0.7, "another title, not named": -2.59,
    "contested": -1.19, "contested, 3 ways or more": 0.68, "contested, early": 2.22, "contested, late": -1.29,
    "contested, near due": -0.94, "contested, overdue": -1.26, "discount": 2.79, "far above": -4.79,
    "far above, named": -2.35, "gravest: a near rival": -0.84, "gravest: a new account": -1.37,
    "gravest: a paid twin": 0.02, "gravest: a rest": -2.52, "gravest: a twin claimed": -4.65,
    "gravest: an unknown number": -0.49, "gravest: another amount nearer": -0.54, "gravest: another date": -3.88,
    "gravest: another day": -1.15, "gravest: another named": 0.94, "gravest: another of its kind": 2.76,
    "gravest: another payee": -2.15, "gravest: another title": -1.77, "gravest: another's account": 2.14,
    "gravest: contested": -2.19, "gravest: far above": -3.41, "gravest: late discount": 0.64,
    "gravest: like a discount": -0.82, "gravest: no account": 0.75, "gravest: not every way tried": -1.37,
    "gravest: one digit away": 0.87, "gravest: other words": -1.58, "gravest: others add up": -0.99,
    "gravest: paid before the invoice": -1.6, "gravest: perhaps paid before": -1.49, "gravest: seldom met": -5.03,
    "gravest: something taken off": -0.41, "late discount": 3.6, "like a discount": 2.4, "like a discount, named": 1.11,
    "no account, named": 2.56, "no account, not named": 1.45, "one digit away": -0.87, "one digit away, named": -0.98,
    "other words": -1.58, "other words, 2 ways or more": 1.17, "other words, not named": -3.69, "overpayment": -1.75,
    "paid before the invoice": -1.6, "paid before the invoice, 2 ways or more": 1.55,
    "paid before the invoice, 3 ways or more": 1.34, "paid before the invoice, named": -3.76,
    "paid before the invoice, not named": 3.61, "perhaps paid before, 3 ways or more": 0.85,
    "perhaps paid before, in time": 0.84, "perhaps paid before, long overdue": -1.25,
    "perhaps paid before, named": 0.83, "perhaps paid before, overdue": -0.93, "single": -0.54,
    "sum says 0 or more": -1.34, "sum says 0.95 or more": 1.05, "sum says 0.99 or more": 1.09,
    "sum says 0.999 or more": 0.74,
}
