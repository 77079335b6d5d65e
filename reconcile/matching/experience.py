"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 608 414 proposals on worlds of the train and
drill families: 10 000 lines, seeds 11 to 16, 2011 to 2016; 100 000 lines, seeds 31 to 33, 2031 to 2034.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (444256, 444258)

# fmt: off
#: (what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-5.94, -4.26), (-2.44, -2.28), (-2.0, -1.96), (-1.61, -1.45), (-1.0, -1.29), (-0.5, -0.26), (-0.3, 0.06),
    (0.0, 0.09), (0.45, 0.34), (0.74, 0.44), (0.96, 0.99), (1.26, 1.27), (1.58, 1.6), (2.03, 2.01), (2.61, 2.46),
    (2.94, 2.94),
)
EXPERIENCE: dict[str, float] = {
    "": 1.38, "account: known": 0.81, "account: learned": 0.73, "account: other": 0.61, "account: shared": 2.31,
    "chance: rare": 0.66, "chance: seldom": 0.2, "collective: 2 ways": -0.81, "collective: 3 ways": -2.7,
    "collective: listed and paid short": -3.12, "collective: listed in part": -1.31,
    "collective: listed, named in short, by account": 0.35, "collective: listed, named in short, by name": 0.43,
    "collective: listed, named, by a shared account": 0.57, "collective: listed, named, by account": 1.54,
    "collective: listed, named, by name": 0.41, "collective: none listed, by name": 0.6, "collective: one way": 3.85,
    "date: early": -1.45, "date: in time": 3.0, "date: late": 2.29, "date: near due": 3.29, "date: overdue": 2.67,
    "discount: a number like it, by account": 0.24, "discount: named, by account": 0.27,
    "discount: not named, by account": 1.01, "discount: not named, by name": 0.82, "discount: one way": 3.17,
    "doubted account: known": 0.73, "doubted account: learned": 0.85, "doubted account: new": 0.29,
    "doubted account: other": 0.25, "doubted account: shared": 1.54, "doubted chance: seldom": -0.28,
    "doubted date: early": -2.6, "doubted date: in time": 0.76, "doubted date: late": 0.91,
    "doubted date: near due": 2.49, "doubted date: overdue": 0.26, "doubted name: close": 0.57,
    "doubted name: different": 0.72, "doubted name: equal": 0.68, "doubted name: similar": 1.8,
    "doubted stated: same": 0.39, "doubted title: same": 3.81, "name: different": 0.3, "name: equal": 0.67,
    "name: similar": 1.62, "netting: listed in part": -1.64, "netting: listed, named, by account": 0.6,
    "netting: listed, named, by name": 0.43, "netting: none listed, by name": 1.24, "netting: one way": 2.41,
    "overpayment: 2 ways": -1.46, "overpayment: named, by a shared account": -1.85,
    "overpayment: named, by account": -0.74, "overpayment: named, by name": -0.36,
    "overpayment: named, payer unknown": -1.18, "overpayment: one way": 0.25,
    "overpayment: the only open document of this payer": -0.24,
    "overpayment: the only open document of this title": 2.52,
    "overpayment: the only open document with a number like one in the text": 1.81, "part payment: 2 ways": -0.66,
    "part payment: a number like it, by account": 0.57, "part payment: named in short, by account": 3.84,
    "part payment: named in short, by name": 5.43, "part payment: named, by a shared account": 2.25,
    "part payment: named, by account": 5.64, "part payment: named, by name": 5.63,
    "part payment: not named, by account": 0.52, "part payment: not named, by name": 0.8, "part payment: one way": 0.72,
    "part payment: the only open document of this payer": 2.12,
    "part payment: the only open document of this title": 4.38,
    "part payment: the only open document with a number like one in the text": 4.65,
    "part payment: the open amount nearest to it": 2.86, "single: 2 ways": -0.84, "single: 3 ways": -0.55,
    "single: a number like it, by a shared account": 1.14, "single: a number like it, by account": 1.69,
    "single: a number like it, by name": 2.21, "single: named in short, by a shared account": -0.89,
    "single: named in short, by account": -1.06, "single: named in short, by name": 0.33,
    "single: named in short, payer unknown": -0.36, "single: named, by a shared account": -0.97,
    "single: named, by account": -0.88, "single: named, by name": 0.43, "single: not named, by a shared account": -0.52,
    "single: not named, by account": 0.19, "single: not named, by name": 1.09,
    "single: not named, payer unknown": -3.86, "single: one way": 0.84, "stated: same": 1.27, "title: same": 3.54,
    "a near rival": -1.49, "a near rival, 2 ways": 0.35, "a near rival, 3 ways": 0.26, "a new account": -0.71,
    "a paid twin": 0.46, "a twin claimed": 0.2, "a twin claimed, 2 ways": 3.83, "a twin claimed, 3 ways": 3.52,
    "another amount nearer": 0.65, "another date": -3.66, "another named": 0.71, "another of its kind": -1.89,
    "another of its kind, 2 ways": 2.31, "another of its kind, 3 ways": 1.71, "another title": -1.59,
    "collective": 0.34, "contested": -3.92, "contested, 2 ways": 1.21, "contested, 3 ways": 0.94, "discount": 3.42,
    "far above": -4.05, "gravest: a near rival": 0.66, "gravest: a new account": -0.64, "gravest: a paid twin": -0.01,
    "gravest: a twin claimed": -3.87, "gravest: an unknown number": -0.66, "gravest: another amount nearer": 2.25,
    "gravest: another date": -3.32, "gravest: another named": 0.9, "gravest: another of its kind": -1.89,
    "gravest: another title": -1.59, "gravest: another's account": 2.62, "gravest: contested": 0.41,
    "gravest: far above": -3.6, "gravest: late discount": 0.62, "gravest: like a discount": 0.33,
    "gravest: no account": 0.38, "gravest: not every way tried": -1.04, "gravest: one digit away": 0.85,
    "gravest: perhaps paid before": 0.95, "gravest: seldom met": -8.97, "gravest: something taken off": 0.1,
    "late discount": 4.04, "like a discount": 3.41, "netting": 0.83, "no account": 0.32, "not every way tried": -0.31,
    "one digit away": -0.91, "overpayment": -1.21, "part payment": -2.82, "perhaps paid before": -0.59,
    "perhaps paid before, 2 ways": 0.35, "perhaps paid before, 3 ways": -0.84, "single": -0.55,
    "something taken off": -0.57, "sum says 0 or more": -1.42, "sum says 0.5 or more": -0.74,
    "sum says 0.8 or more": 0.22, "sum says 0.95 or more": 0.65, "sum says 0.99 or more": 0.86,
    "sum says 0.999 or more": 0.43,
}
