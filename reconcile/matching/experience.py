"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 2 944 355 proposals on worlds of the train, drill,
field and trail families: 10 000 lines, seeds 11 to 60, 2011 to 2060, 3011 to 3060, 4011 to 4060;
100 000 lines, seeds 31 to 35, 2031 to 2035, 3031 to 3035, 4031 to 4035.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (2116961, 2116975)

# fmt: off
#: (below what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-2.94, -4.96), (-1.73, -2.1), (-1.39, -1.65), (-1.1, -1.62), (-0.85, -0.92), (-0.41, -0.41), (-0.2, -0.32),
    (0.41, 0.21), (0.62, 0.51), (1.1, 0.78), (1.39, 1.32), (1.73, 1.6), (2.2, 1.83), (2.94, 2.74),
)
EXPERIENCE: dict[str, float] = {
    "": 4.71, "account: shared": 1.02, "collective: 2 ways or more": -3.17, "collective: 3 ways or more": -1.11,
    "collective: 7 ways or more": -0.79, "collective: listed and paid short": -3.6, "collective: listed in part": -1.22,
    "collective: listed, a number like it, by a shared account": 1.07,
    "collective: listed, named in short, by account": 1.51, "collective: listed, named in short, by name": 0.96,
    "collective: listed, named in short, payer unknown": -0.55, "collective: listed, named, by a shared account": 1.9,
    "collective: listed, named, by account": 3.14, "collective: listed, named, by name": 2.23,
    "collective: one way": 2.09, "date: in time": 1.58, "date: late": 1.11, "date: near due": 2.29,
    "date: overdue": 1.32, "discount: a number like it, by a shared account": -1.83,
    "discount: not named, by a shared account": 0.69, "discount: not named, by name": 2.67, "discount: one way": 1.58,
    "doubted date: before": -3.97, "doubted date: early": -0.76, "doubted date: in time": 1.59,
    "doubted date: just before": 1.11, "doubted date: late": 0.8, "doubted date: long overdue": -3.89,
    "doubted date: near due": 2.36, "doubted date: overdue": 1.57, "doubted title: part": 1.35,
    "doubted title: same": 3.82, "name: similar": 2.51, "netting: 2 ways or more": -2.03,
    "netting: 3 ways or more": 1.02, "netting: listed in part": -2.29, "netting: listed, named, by account": 1.2,
    "netting: listed, named, by name": 0.67, "netting: named, by account": -2.95, "netting: none listed, by name": 0.67,
    "netting: one way": 2.27, "overpayment: named, payer unknown": -1.69, "overpayment: one way": -0.46,
    "overpayment: the only open document of this payer": -1.71,
    "overpayment: the only open document of this title": 1.64,
    "overpayment: the only open document with a number like one in the text": 1.95,
    "overpayment: the open amount nearest to it": -0.57, "part payment: named in short, by a shared account": 1.02,
    "part payment: named in short, by account": 0.98, "part payment: named in short, by name": 1.99,
    "part payment: named, by account": 1.84, "part payment: named, by name": 1.77,
    "part payment: named, payer unknown": -3.95, "part payment: not named, by account": -1.53,
    "part payment: the only open document of this payer": -2.84,
    "part payment: the only open document of this title": 1.18,
    "part payment: the only open document with a number like one in the text": 1.11,
    "part payment: the open amount nearest to it": -1.39, "several, date: early": -2.06,
    "several, date: just before": 2.11, "several, date: late": 1.11, "several, date: long overdue": -3.46,
    "several, date: near due": 2.26, "single: 3 ways or more": -0.34,
    "single: a number like it, by a shared account": 1.14, "single: a number like it, by account": 1.09,
    "single: a number like it, by name": 1.37, "single: named in short, by account": -0.71,
    "single: named, by a shared account": -0.49, "single: named, by account": -0.89,
    "single: named, payer unknown": -1.12, "single: not named, by name": -0.07,
    "single: not named, payer unknown": -5.31, "stated: same": 1.64, "title: same": 5.22, "a near rival": -1.55,
    "a near rival, 2 ways or more": -1.17, "a near rival, 3 ways or more": 0.29, "a near rival, named": -0.06,
    "a new account": -1.16, "a new account, named": 3.1, "a paid twin, not named": -1.02, "a rest": -10.13,
    "a twin claimed, 2 ways or more": 3.71, "an unknown number, named": -1.3, "another amount nearer": 0.98,
    "another date": -5.39, "another named, named": 1.1, "another named, not named": 2.33, "another of its kind": -5.2,
    "another of its kind, 2 ways or more": 1.46, "another of its kind, named": -2.45,
    "another of its kind, not named": -5.19, "another payee": -3.3, "another payee, not named": -1.11,
    "another title": -5.13, "another title, 2 ways or more": 2.04, "another title, 3 ways or more": 4.15,
    "another title, 4 ways or more": 1.12, "another title, not named": -5.23, "another's account, named": 0.4,
    "contested": -2.52, "contested, 3 ways or more": 0.03, "contested, 4 ways or more": -0.69, "contested, early": 2.35,
    "contested, just before": 1.71, "contested, late": -1.18, "contested, near due": -0.91, "contested, overdue": -0.95,
    "discount": 2.99, "far above": -5.29, "far above, named": -2.17, "gravest: a near rival": 0.04,
    "gravest: a new account": -1.57, "gravest: a paid twin": -0.15, "gravest: a rest": -2.87,
    "gravest: a twin claimed": -3.75, "gravest: an unknown number": -0.31, "gravest: another amount nearer": -0.61,
    "gravest: another date": -3.17, "gravest: another day": -1.0, "gravest: another named": 0.59,
    "gravest: another of its kind": 3.02, "gravest: another payee": -2.56, "gravest: another title": -2.55,
    "gravest: another's account": 1.94, "gravest: contested": -1.07, "gravest: far above": -3.44,
    "gravest: late discount": 0.49, "gravest: like a discount": -0.84, "gravest: no account": 0.93,
    "gravest: not every way tried": -1.34, "gravest: one digit away": -0.17, "gravest: other words": -2.33,
    "gravest: others add up": -0.41, "gravest: paid before the invoice": -1.51, "gravest: perhaps paid before": -1.5,
    "gravest: seldom met": -5.21, "gravest: something taken off": 0.17, "late discount": 3.54, "like a discount": 2.17,
    "like a discount, named": 1.07, "no account, named": 1.36, "no account, not named": 1.39,
    "not every way tried": -1.1, "one digit away": -0.62, "other words": -2.33, "other words, not named": -2.33,
    "others add up, not named": -0.8, "overpayment": -1.93, "paid before the invoice": -1.51,
    "paid before the invoice, 2 ways or more": 1.35, "paid before the invoice, 3 ways or more": 0.53,
    "paid before the invoice, named": -3.71, "paid before the invoice, not named": 3.23,
    "perhaps paid before, in time": 0.81, "perhaps paid before, long overdue": -1.28,
    "perhaps paid before, named": 0.72, "perhaps paid before, overdue": -0.77, "single": -0.79,
    "something taken off": -0.7, "sum says 0 or more": -1.67, "sum says 0.2 or more": -0.41,
    "sum says 0.95 or more": 0.93, "sum says 0.99 or more": 1.09, "sum says 0.999 or more": 0.63,
}
