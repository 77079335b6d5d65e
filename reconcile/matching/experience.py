"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 1 642 904 proposals on worlds of the train, drill,
field and trail families: 10 000 lines, seeds 11 to 16, 2011 to 2016, 3011 to 3016, 4011 to 4016;
100 000 lines, seeds 31 to 35, 2031 to 2035, 3031 to 3035, 4031 to 4035.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (1170329, 1170338)

# fmt: off
#: (what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-6.59, -4.94), (-2.37, -2.51), (-1.99, -1.95), (-1.65, -1.55), (-1.19, -1.43), (-1.04, -0.95), (-0.72, -0.65),
    (-0.5, -0.37), (-0.15, -0.17), (0.11, 0.23), (0.3, 0.25), (0.47, 0.36), (0.72, 0.76), (0.97, 1.07), (1.27, 1.32),
    (1.52, 1.47), (1.9, 1.87), (2.67, 2.63), (2.94, 2.94),
)
EXPERIENCE: dict[str, float] = {
    "": 3.98, "account: known": 0.34, "account: other": 0.5, "account: shared": 1.51, "chance: rare": 0.57,
    "collective: 2 ways or more": -2.93, "collective: 3 ways or more": -1.08, "collective: 7 ways or more": -0.93,
    "collective: listed and paid short": -2.98, "collective: listed in part": -1.37,
    "collective: listed, named in short, by account": 1.1, "collective: listed, named in short, by name": 0.94,
    "collective: listed, named in short, payer unknown": -1.27, "collective: listed, named, by a shared account": 1.07,
    "collective: listed, named, by account": 3.3, "collective: listed, named, by name": 2.0,
    "collective: none listed, by account": 0.19, "collective: one way": 1.81, "date: early": -1.04,
    "date: in time": 1.96, "date: late": 1.22, "date: near due": 2.29, "date: overdue": 1.32,
    "discount: 2 ways or more": 1.06, "discount: named, by account": 0.65, "discount: not named, by name": 2.07,
    "discount: not named, payer unknown": -1.73, "discount: one way": 1.47, "doubted account: shared": 0.98,
    "doubted date: early": 0.77, "doubted date: in time": 1.7, "doubted date: just before": 3.62,
    "doubted date: late": 0.62, "doubted date: long overdue": -3.54, "doubted date: near due": 2.28,
    "doubted date: overdue": 1.49, "doubted name: similar": 0.46, "doubted title: same": 4.25, "name: similar": 2.78,
    "netting: 2 ways or more": -1.46, "netting: 4 ways or more": 0.99, "netting: listed in part": -2.19,
    "netting: listed, named, by account": 0.88, "netting: listed, named, by name": 0.71,
    "netting: named, by account": -2.86, "netting: none listed, by name": 0.37, "netting: one way": 1.9,
    "overpayment: 2 ways or more": -0.63, "overpayment: named, by a shared account": -0.73,
    "overpayment: named, payer unknown": -1.23, "overpayment: one way": -0.82,
    "overpayment: the only open document of this payer": -1.39,
    "overpayment: the only open document of this title": 2.11,
    "overpayment: the only open document with a number like one in the text": 2.02,
    "overpayment: the open amount nearest to it": -0.22, "part payment: named in short, by account": 0.82,
    "part payment: named in short, by name": 2.37, "part payment: named, by a shared account": -0.76,
    "part payment: named, by account": 2.24, "part payment: named, by name": 3.04,
    "part payment: named, payer unknown": -3.45, "part payment: not named, by account": -0.8,
    "part payment: the only open document of this payer": -2.39,
    "part payment: the only open document of this title": 2.18,
    "part payment: the only open document with a number like one in the text": 1.24,
    "part payment: the open amount nearest to it": -0.97, "several, date: early": -1.88,
    "several, date: just before": 3.09, "several, date: late": 1.21, "several, date: long overdue": -3.39,
    "several, date: near due": 2.12, "single: 3 ways or more": -0.51,
    "single: a number like it, by a shared account": 0.8, "single: a number like it, by account": 2.08,
    "single: a number like it, by name": 1.82, "single: named in short, by a shared account": -0.65,
    "single: named in short, by account": -0.09, "single: named, by a shared account": -0.8,
    "single: named, by account": -0.33, "single: not named, by account": 1.17, "single: not named, by name": 1.24,
    "single: not named, payer unknown": -4.76, "stated: same": 2.03, "title: same": 4.95, "a near rival": -0.91,
    "a near rival, 2 ways or more": -0.91, "a new account": -0.9, "a new account, named": 3.24,
    "a new account, not named": 1.9, "a paid twin, not named": -1.55, "a rest": -8.62, "a twin claimed": -0.39,
    "a twin claimed, 2 ways or more": 3.22, "an unknown number, named": -1.22, "another amount nearer": 0.94,
    "another date": -5.92, "another date, not named": -0.97, "another named": 0.56, "another named, named": 1.25,
    "another named, not named": 1.93, "another of its kind": -4.53, "another of its kind, 2 ways or more": 1.15,
    "another of its kind, 4 ways or more": -0.57, "another of its kind, named": -2.73,
    "another of its kind, not named": -4.42, "another title": -5.67, "another's account, named": 1.32,
    "contested": -3.27, "contested, 2 ways or more": -0.71, "discount": 2.54, "far above": -5.23,
    "far above, named": -1.98, "gravest: a near rival": -0.59, "gravest: a new account": -1.98,
    "gravest: a paid twin": 0.2, "gravest: a rest": -2.91, "gravest: a twin claimed": -2.67,
    "gravest: an unknown number": -0.12, "gravest: another amount nearer": 0.07, "gravest: another date": -2.45,
    "gravest: another named": 0.28, "gravest: another of its kind": 3.47, "gravest: another title": -4.52,
    "gravest: another's account": 2.26, "gravest: contested": -0.71, "gravest: far above": -2.81,
    "gravest: late discount": 0.4, "gravest: like a discount": 0.42, "gravest: no account": 0.94,
    "gravest: not every way tried": -0.26, "gravest: one digit away": 0.11, "gravest: others add up": 0.45,
    "gravest: paid before the invoice": -3.82, "gravest: perhaps paid before": -1.52, "gravest: seldom met": -4.59,
    "gravest: something taken off": 0.41, "late discount": 3.29, "like a discount": 2.27, "no account, named": 1.75,
    "no account, not named": -1.88, "not every way tried": -1.07, "one digit away": -0.78, "others add up": -0.59,
    "overpayment": -1.45, "paid before the invoice": -3.82, "paid before the invoice, 2 ways or more": 2.31,
    "paid before the invoice, 3 ways or more": 1.42, "paid before the invoice, 4 ways or more": -0.96,
    "paid before the invoice, 7 ways or more": -1.13, "paid before the invoice, not named": 6.71,
    "perhaps paid before, 2 ways or more": 0.6, "perhaps paid before, 3 ways or more": 0.63,
    "perhaps paid before, 4 ways or more": -1.64, "perhaps paid before, named": 1.03,
    "perhaps paid before, not named": -1.4, "single": -1.26, "something taken off": -0.69, "sum says 0 or more": -1.44,
    "sum says 0.2 or more": -0.31, "sum says 0.95 or more": 1.06, "sum says 0.99 or more": 1.12,
    "sum says 0.999 or more": 0.83,
}
