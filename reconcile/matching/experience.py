"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 608 414 proposals on worlds of the train and
drill families: 10 000 lines, seeds 11 to 16, 2011 to 2016; 100 000 lines, seeds 31 to 33, 2031 to 2034.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (444256, 444258)

# fmt: off
EXPERIENCE: dict[str, float] = {
    "": 1.94, "account: known": 0.78, "account: learned": 0.71, "account: other": 0.68, "account: shared": 2.24,
    "chance: rare": 0.64, "chance: seldom": 0.21, "collective: 3 ways": -1.56,
    "collective: listed and paid short": -2.39, "collective: listed in part": -1.29,
    "collective: listed, a number like it, by name": 0.23, "collective: listed, named in short, by account": 0.51,
    "collective: listed, named in short, by name": 0.63, "collective: listed, named, by a shared account": 0.65,
    "collective: listed, named, by account": 1.87, "collective: listed, named, by name": 0.84,
    "collective: listed, named, payer unknown": 0.22, "collective: none listed, by account": -0.71,
    "collective: one way": 2.24, "date: early": -1.36, "date: in time": 3.17, "date: late": 2.46,
    "date: near due": 3.44, "date: overdue": 2.87, "discount: a number like it, by account": 0.21,
    "discount: named, by account": 0.3, "discount: named, by name": 0.22, "discount: not named, by account": 0.91,
    "discount: not named, by name": 0.83, "discount: one way": 2.7, "doubted account: known": 0.75,
    "doubted account: learned": 0.89, "doubted account: new": 0.31, "doubted account: other": 0.33,
    "doubted account: shared": 1.41, "doubted chance: rare": -0.24, "doubted chance: seldom": -0.31,
    "doubted date: early": -2.36, "doubted date: in time": 0.92, "doubted date: late": 1.08,
    "doubted date: near due": 2.61, "doubted date: overdue": 0.42, "doubted name: close": 0.65,
    "doubted name: different": 0.83, "doubted name: equal": 0.75, "doubted name: similar": 1.88,
    "doubted stated: same": 0.38, "doubted title: same": 3.8, "name: different": 0.29, "name: equal": 0.64,
    "name: similar": 1.55, "netting: listed in part": -1.6, "netting: listed, named in short, by account": 0.22,
    "netting: listed, named, by account": 0.85, "netting: listed, named, by name": 0.62,
    "netting: none listed, by name": 1.31, "netting: one way": 0.41, "overpayment: 2 ways": -1.28,
    "overpayment: named in short, by account": -0.25, "overpayment: named, by a shared account": -1.97,
    "overpayment: named, by account": -0.96, "overpayment: named, by name": -0.5,
    "overpayment: named, payer unknown": -1.31, "overpayment: the only open document of this payer": -0.08,
    "overpayment: the only open document of this title": 2.55,
    "overpayment: the only open document with a number like one in the text": 1.79, "part payment: 2 ways": -0.59,
    "part payment: a number like it, by account": 0.37, "part payment: named in short, by account": 3.57,
    "part payment: named in short, by name": 5.3, "part payment: named, by a shared account": 2.09,
    "part payment: named, by account": 5.3, "part payment: named, by name": 5.39,
    "part payment: named, payer unknown": -0.25, "part payment: not named, by account": 0.5,
    "part payment: not named, by name": 0.76, "part payment: one way": 0.44,
    "part payment: the only open document of this payer": 2.17,
    "part payment: the only open document of this title": 4.32,
    "part payment: the only open document with a number like one in the text": 4.53,
    "part payment: the open amount nearest to it": 2.74, "single: 2 ways": -0.56, "single: 3 ways": -0.68,
    "single: a number like it, by a shared account": 1.17, "single: a number like it, by account": 1.54,
    "single: a number like it, by name": 2.14, "single: named in short, by a shared account": -0.81,
    "single: named in short, by account": -1.05, "single: named in short, by name": 0.33,
    "single: named in short, payer unknown": -0.35, "single: named, by a shared account": -0.83,
    "single: named, by account": -0.87, "single: named, by name": 0.44, "single: not named, by a shared account": -0.51,
    "single: not named, by name": 0.92, "single: not named, payer unknown": -3.71, "single: one way": 0.4,
    "stated: same": 1.21, "title: same": 3.47, "a near rival": -1.06, "a new account": -0.72, "a paid twin": 0.53,
    "another amount nearer": 0.57, "another date": -3.7, "another named": 0.74, "another of its kind": -1.78,
    "another title": -1.68, "collective": 0.62, "contested": -3.99, "discount": 3.2, "far above": -4.17,
    "gravest: a near rival": 0.2, "gravest: a new account": -0.76, "gravest: a paid twin": -0.05,
    "gravest: a twin claimed": -1.47, "gravest: an unknown number": -0.78, "gravest: another amount nearer": 2.05,
    "gravest: another date": -3.4, "gravest: another named": 0.76, "gravest: another of its kind": -1.78,
    "gravest: another title": -1.68, "gravest: another's account": 2.51, "gravest: contested": 0.41,
    "gravest: far above": -3.64, "gravest: late discount": 0.57, "gravest: like a discount": 0.33,
    "gravest: no account": 0.26, "gravest: not every way tried": -0.51, "gravest: one digit away": 0.59,
    "gravest: perhaps paid before": -0.29, "gravest: seldom met": -8.46, "gravest: something taken off": 0.0,
    "late discount": 3.83, "like a discount": 3.27, "netting": 1.52, "no account": 0.31, "not every way tried": -0.22,
    "one digit away": -0.78, "overpayment": -1.5, "part payment": -2.99, "perhaps paid before": -0.41, "single": -0.84,
    "something taken off": -0.6, "sum says 0 or more": -1.65, "sum says 0.5 or more": -0.87,
    "sum says 0.8 or more": 0.24, "sum says 0.95 or more": 0.83, "sum says 0.99 or more": 0.94,
    "sum says 0.999 or more": 0.51,
}
