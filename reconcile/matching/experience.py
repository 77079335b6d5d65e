"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 2 945 623 proposals on worlds of the train, drill,
field and trail families: 10 000 lines, seeds 11 to 60, 2011 to 2060, 3011 to 3060, 4011 to 4060;
100 000 lines, seeds 31 to 35, 2031 to 2035, 3031 to 3035, 4031 to 4035.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (2140107, 2140121)

# fmt: off
#: (below what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-2.94, -4.89), (-1.73, -1.97), (-1.39, -1.68), (-1.1, -1.61), (-0.85, -0.97), (-0.62, -0.6), (-0.41, -0.5),
    (-0.2, -0.29), (0.0, 0.2), (0.62, 0.22), (1.1, 0.72), (1.39, 1.23), (1.73, 1.62), (2.2, 1.87), (2.94, 2.85),
)
EXPERIENCE: dict[str, float] = {
    "": 4.15, "account: shared": 1.12, "collective: 2 ways or more": -2.56, "collective: 3 ways or more": -1.07,
    "collective: 7 ways or more": -0.8, "collective: listed and paid short": -3.62, "collective: listed in part": -1.41,
    "collective: listed, a number like it, by a shared account": 0.95,
    "collective: listed, named in short, by account": 1.37, "collective: listed, named in short, by name": 0.86,
    "collective: listed, named in short, payer unknown": -0.78, "collective: listed, named, by a shared account": 1.68,
    "collective: listed, named, by account": 2.89, "collective: listed, named, by name": 1.99,
    "collective: listed, named, payer unknown": -0.64, "collective: one way": 2.52, "date: early": -0.8,
    "date: in time": 1.83, "date: late": 1.68, "date: near due": 2.61, "date: overdue": 1.88,
    "discount: a number like it, by a shared account": -1.67, "discount: not named, by name": 2.64,
    "discount: one way": 1.65, "doubted date: before": -3.95, "doubted date: early": -0.65,
    "doubted date: in time": 1.87, "doubted date: just before": 1.21, "doubted date: late": 1.25,
    "doubted date: long overdue": -3.57, "doubted date: near due": 2.69, "doubted date: overdue": 2.24,
    "doubted title: part": 1.15, "doubted title: same": 2.77, "name: similar": 2.85, "netting: 2 ways or more": -1.28,
    "netting: 3 ways or more": 0.88, "netting: listed in part": -2.08, "netting: listed, named, by account": 1.22,
    "netting: one way": 2.26, "overpayment: 2 ways or more": 0.39,
    "overpayment: named in short, by a shared account": 0.8, "overpayment: named, payer unknown": -2.22,
    "overpayment: the only open document of this payer": -1.72,
    "overpayment: the only open document of this title": 1.54,
    "overpayment: the only open document with a number like one in the text": 1.98,
    "overpayment: the open amount nearest to it": -0.59, "part payment: named in short, by a shared account": 1.42,
    "part payment: named in short, by account": 1.66, "part payment: named in short, by name": 2.29,
    "part payment: named, by account": 2.18, "part payment: named, by name": 1.83,
    "part payment: named, payer unknown": -4.0, "part payment: not named, by account": -1.73,
    "part payment: the only open document of this payer": -2.28,
    "part payment: the only open document of this title": 2.22,
    "part payment: the only open document with a number like one in the text": 1.52,
    "part payment: the open amount nearest to it": -0.86, "several, date: early": -2.26,
    "several, date: just before": 2.11, "several, date: late": 1.1, "several, date: long overdue": -3.54,
    "several, date: near due": 2.26, "single: 3 ways or more": -0.37,
    "single: a number like it, by a shared account": 1.81, "single: a number like it, by account": 1.76,
    "single: a number like it, by name": 1.9, "single: named, by a shared account": -0.65,
    "single: named, by account": -1.06, "single: named, by name": -0.81, "single: named, payer unknown": -1.3,
    "single: not named, payer unknown": -5.12, "stated: same": 1.66, "title: same": 5.07, "a near rival": -1.39,
    "a near rival, 2 ways or more": -0.81, "a near rival, 3 ways or more": 0.33, "a near rival, named": 1.1,
    "a near rival, not named": 1.21, "a new account": -0.89, "a new account, named": 3.05,
    "a paid twin, not named": -1.22, "a rest": -10.93, "a twin claimed, 2 ways or more": 3.52,
    "an unknown number, named": -1.15, "another amount nearer": 1.25, "another date": -5.34, "another month": -2.45,
    "another month, 2 ways or more": 1.51, "another month, 3 ways or more": 2.31, "another month, not named": -1.45,
    "another named, named": 0.53, "another named, not named": 2.1, "another of its kind": -5.39,
    "another of its kind, 2 ways or more": 1.84, "another of its kind, named": -2.03,
    "another of its kind, not named": -4.98, "another payee": -3.25, "another payee, not named": -1.07,
    "another title": -6.02, "contested": -2.5, "contested, 3 ways or more": 0.22, "contested, early": 2.25,
    "contested, just before": 1.72, "contested, late": -1.33, "contested, near due": -0.95, "contested, overdue": -1.25,
    "discount": 3.36, "far above": -4.8, "far above, named": -2.38, "gravest: a near rival": -1.32,
    "gravest: a new account": -1.34, "gravest: a paid twin": 0.02, "gravest: a rest": -2.36,
    "gravest: a twin claimed": -3.62, "gravest: an unknown number": -0.55, "gravest: another amount nearer": -0.65,
    "gravest: another date": -3.31, "gravest: another day": -1.01, "gravest: another month": -1.84,
    "gravest: another named": 0.91, "gravest: another of its kind": 2.93, "gravest: another payee": -2.28,
    "gravest: another title": -4.79, "gravest: another's account": 2.09, "gravest: contested": -0.94,
    "gravest: far above": -3.45, "gravest: late discount": 0.53, "gravest: like a discount": -0.89,
    "gravest: no account": 0.73, "gravest: not every way tried": -1.35, "gravest: one digit away": -0.13,
    "gravest: other words": -1.6, "gravest: others add up": -1.03, "gravest: paid before the invoice": -1.44,
    "gravest: perhaps paid before": -2.2, "gravest: seldom met": -5.05, "gravest: something taken off": -0.44,
    "late discount": 3.72, "like a discount": 2.51, "like a discount, named": 1.06, "no account, named": 2.52,
    "no account, not named": 1.44, "one digit away": -0.9, "other words": -1.6, "other words, 2 ways or more": 1.28,
    "other words, not named": -3.59, "overpayment": -1.74, "paid before the invoice": -1.44,
    "paid before the invoice, 2 ways or more": 1.3, "paid before the invoice, 3 ways or more": 0.66,
    "paid before the invoice, named": -3.65, "paid before the invoice, not named": 3.32,
    "perhaps paid before, 2 ways or more": 0.92, "perhaps paid before, in time": 0.78,
    "perhaps paid before, long overdue": -1.09, "perhaps paid before, named": 1.42,
    "perhaps paid before, overdue": -0.8, "single": -0.61, "sum says 0 or more": -1.65, "sum says 0.2 or more": -0.42,
    "sum says 0.95 or more": 1.03, "sum says 0.99 or more": 1.12, "sum says 0.999 or more": 0.74,
}
