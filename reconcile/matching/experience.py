"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 607 965 proposals on worlds of the train and
drill families: 10 000 lines, seeds 11 to 16, 2011 to 2016; 100 000 lines, seeds 31 to 33, 2031 to 2034.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (444026, 444028)

# fmt: off
#: (what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-6.12, -4.73), (-2.44, -2.56), (-2.03, -2.08), (-1.63, -1.81), (-1.01, -1.38), (-0.04, 0.18), (0.46, 0.44),
    (0.71, 0.61), (0.98, 0.92), (1.26, 1.3), (1.56, 1.5), (2.0, 2.06), (2.55, 2.36), (2.94, 2.94),
)
EXPERIENCE: dict[str, float] = {
    "": 3.06, "account: known": 0.72, "account: learned": 0.63, "account: other": 0.54, "account: shared": 1.56,
    "chance: rare": 0.6, "collective: 2 ways": -1.15, "collective: 3 ways": -2.74,
    "collective: listed and paid short": -2.88, "collective: listed in part": -2.02,
    "collective: listed, a number like it, by account": 0.44, "collective: listed, named in short, by account": 0.56,
    "collective: listed, named in short, by name": 0.6, "collective: listed, named in short, payer unknown": -1.13,
    "collective: listed, named, by a shared account": 0.35, "collective: listed, named, by account": 1.8,
    "collective: listed, named, by name": 0.67, "collective: listed, named, payer unknown": -0.26,
    "collective: none listed, by name": 0.35, "collective: one way": 3.25, "date: early": -1.92, "date: in time": 2.38,
    "date: late": 1.48, "date: near due": 2.44, "date: overdue": 1.92, "discount: 2 ways": 0.43,
    "discount: not named, by account": 1.38, "discount: not named, by name": 0.6, "discount: one way": 2.72,
    "doubted account: known": 0.45, "doubted account: learned": 0.53, "doubted account: shared": 0.85,
    "doubted date: early": -2.3, "doubted date: in time": 1.1, "doubted date: late": 1.23,
    "doubted date: long overdue": -2.75, "doubted date: near due": 2.89, "doubted date: overdue": 0.58,
    "doubted name: different": 0.11, "doubted name: similar": 1.59, "doubted stated: same": 0.38,
    "doubted title: part": -2.95, "doubted title: same": 4.08, "name: different": 0.91, "name: equal": 0.5,
    "name: similar": 2.05, "netting: 2 ways": -0.49, "netting: 3 ways": -0.38, "netting: listed in part": -2.25,
    "netting: listed, named in short, by account": 0.34, "netting: listed, named, by account": 0.6,
    "netting: listed, named, by name": 0.63, "netting: none listed, by name": 1.16, "netting: one way": 1.14,
    "overpayment: 2 ways": -1.66, "overpayment: named in short, by account": -0.33,
    "overpayment: named, by a shared account": -1.25, "overpayment: named, by account": -0.42,
    "overpayment: named, payer unknown": -1.27, "overpayment: one way": -0.74,
    "overpayment: the only open document of this payer": -0.28,
    "overpayment: the only open document of this title": 2.44,
    "overpayment: the only open document with a number like one in the text": 1.99, "part payment: 2 ways": -0.55,
    "part payment: named in short, by a shared account": 0.52, "part payment: named in short, by account": 1.06,
    "part payment: named in short, by name": 2.7, "part payment: named in short, payer unknown": -6.12,
    "part payment: named, by a shared account": -0.4, "part payment: named, by account": 2.36,
    "part payment: named, by name": 2.7, "part payment: named, payer unknown": -3.2,
    "part payment: not named, by account": -0.88, "part payment: not named, by name": -0.54,
    "part payment: the only open document of this payer": -0.98,
    "part payment: the only open document of this title": 1.32,
    "part payment: the only open document with a number like one in the text": 1.71,
    "part payment: the open amount nearest to it": -0.29, "single: 2 ways": -0.76, "single: 3 ways": -0.85,
    "single: a number like it, by a shared account": 1.39, "single: a number like it, by account": 1.92,
    "single: a number like it, by name": 2.32, "single: named in short, by a shared account": -0.82,
    "single: named in short, by account": -0.96, "single: named in short, payer unknown": -0.43,
    "single: named, by a shared account": -0.76, "single: named, by account": -1.09, "single: named, by name": -0.19,
    "single: not named, by a shared account": 0.4, "single: not named, by account": 0.8,
    "single: not named, by name": 1.43, "single: not named, payer unknown": -4.34, "single: one way": 0.54,
    "stated: same": 1.05, "title: same": 3.52, "a near rival": -1.06, "a near rival, 2 ways": -0.32,
    "a new account": -0.47, "a new account, named": 3.02, "a new account, not named": 1.26, "a paid twin": 0.38,
    "a paid twin, not named": -0.73, "a rest": -5.8, "a twin claimed, 2 ways": 3.62, "a twin claimed, 3 ways": 2.97,
    "an unknown number, named": -1.09, "another amount nearer, named": 1.23, "another date": -4.07,
    "another date, not named": -1.37, "another named": 0.69, "another named, named": 0.8,
    "another named, not named": 1.22, "another of its kind": -0.51, "another of its kind, 2 ways": 2.27,
    "another of its kind, 3 ways": 1.76, "another of its kind, named": -2.64, "another of its kind, not named": -4.28,
    "another title": -1.17, "another title, 3 ways": -0.52, "another title, not named": -1.89,
    "another's account, named": 0.36, "collective": -0.64, "contested": -3.7, "contested, named": 0.31,
    "discount": 3.16, "far above": -4.06, "far above, named": -1.64, "gravest: a near rival": -0.13,
    "gravest: a new account": -1.6, "gravest: a paid twin": -0.03, "gravest: a rest": -4.24,
    "gravest: a twin claimed": -2.73, "gravest: an unknown number": -0.12, "gravest: another amount nearer": 1.67,
    "gravest: another date": -2.62, "gravest: another named": 0.73, "gravest: another of its kind": -0.51,
    "gravest: another title": -1.17, "gravest: another's account": 1.59, "gravest: contested": -0.03,
    "gravest: far above": -2.84, "gravest: late discount": 0.72, "gravest: like a discount": 0.66,
    "gravest: no account": 0.83, "gravest: not every way tried": -0.7, "gravest: one digit away": 0.49,
    "gravest: perhaps paid before": 0.27, "gravest: seldom met": -4.67, "gravest: something taken off": 0.76,
    "late discount": 3.03, "like a discount": 3.4, "netting": 0.27, "no account": 0.33, "no account, named": 0.91,
    "no account, not named": -1.92, "one digit away": -0.31, "overpayment": -1.45, "part payment": -0.26,
    "perhaps paid before": -0.31, "perhaps paid before, 3 ways": -0.81, "perhaps paid before, named": 0.5,
    "perhaps paid before, not named": -0.71, "single": -1.07, "something taken off": -0.63, "sum says 0 or more": -1.54,
    "sum says 0.5 or more": -0.9, "sum says 0.95 or more": 0.67, "sum says 0.99 or more": 0.72,
    "sum says 0.999 or more": 0.42,
}
