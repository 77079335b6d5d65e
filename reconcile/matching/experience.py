"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 793 088 proposals on worlds of the train, drill
and field families: 10 000 lines, seeds 11 to 16, 2011 to 2016, 3011 to 3016;
100 000 lines, seeds 31 to 33, 2031 to 2033, 3031 to 3033.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (569606, 569611)

# fmt: off
#: (what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-6.35, -4.84), (-2.5, -2.52), (-1.95, -2.18), (-1.51, -1.56), (-1.19, -1.34), (-1.02, -1.32), (-0.76, -0.7),
    (-0.48, -0.16), (-0.07, 0.05), (0.34, 0.21), (0.51, 0.47), (0.74, 0.54), (0.94, 1.13), (1.23, 1.3), (1.59, 1.54),
    (1.96, 1.92), (2.62, 2.55), (2.94, 2.94),
)
EXPERIENCE: dict[str, float] = {
    "": 3.58, "account: known": 0.65, "account: learned": 0.4, "account: other": 1.13, "account: shared": 1.46,
    "chance: rare": 0.62, "collective: 2 ways": -1.18, "collective: 3 ways": -2.83,
    "collective: listed and paid short": -3.0, "collective: listed in part": -1.91,
    "collective: listed, a number like it, by account": 0.49, "collective: listed, named in short, by account": 0.59,
    "collective: listed, named in short, by name": 0.53, "collective: listed, named in short, payer unknown": -1.13,
    "collective: listed, named, by a shared account": 0.64, "collective: listed, named, by account": 2.47,
    "collective: listed, named, by name": 1.1, "collective: one way": 3.04, "date: early": -1.68, "date: in time": 2.8,
    "date: late": 2.07, "date: near due": 3.02, "date: overdue": 1.96, "discount: named, by account": 0.26,
    "discount: not named, by a shared account": 0.45, "discount: not named, by name": 1.44, "discount: one way": 2.61,
    "doubted account: known": 0.37, "doubted account: learned": 0.43, "doubted account: shared": 0.7,
    "doubted date: early": -2.01, "doubted date: in time": 1.16, "doubted date: late": 1.26,
    "doubted date: long overdue": -3.17, "doubted date: near due": 2.88, "doubted date: overdue": 0.57,
    "doubted stated: same": 0.39, "doubted title: part": -0.74, "doubted title: same": 4.25, "name: equal": 0.49,
    "name: similar": 1.6, "netting: 2 ways": -1.06, "netting: listed in part": -2.69,
    "netting: listed, named, by account": 0.43, "netting: listed, named, by name": 0.49,
    "netting: named, by account": -1.62, "netting: none listed, by name": 1.95, "netting: one way": 1.55,
    "overpayment: 2 ways": -0.77, "overpayment: named, by a shared account": -1.03,
    "overpayment: named, by account": -0.46, "overpayment: named, payer unknown": -1.21, "overpayment: one way": -0.69,
    "overpayment: the only open document of this payer": -0.66,
    "overpayment: the only open document of this title": 1.86,
    "overpayment: the only open document with a number like one in the text": 1.54,
    "overpayment: the open amount nearest to it": -0.38, "part payment: named in short, by name": 2.04,
    "part payment: named, by a shared account": -0.62, "part payment: named, by account": 1.83,
    "part payment: named, by name": 2.36, "part payment: named, payer unknown": -3.76,
    "part payment: not named, by account": -1.76, "part payment: not named, by name": -0.43,
    "part payment: the only open document of this payer": -1.91,
    "part payment: the only open document of this title": 1.51,
    "part payment: the only open document with a number like one in the text": 0.87,
    "part payment: the open amount nearest to it": -1.32, "single: 2 ways": -0.91, "single: 3 ways": -1.21,
    "single: a number like it, by a shared account": 1.12, "single: a number like it, by account": 1.52,
    "single: a number like it, by name": 1.54, "single: named in short, by a shared account": -1.19,
    "single: named in short, by account": -1.09, "single: named in short, payer unknown": -0.27,
    "single: named, by a shared account": -0.98, "single: named, by account": -1.17, "single: named, by name": -0.47,
    "single: named, payer unknown": -0.31, "single: not named, by a shared account": 0.8,
    "single: not named, by account": 1.09, "single: not named, by name": 1.62,
    "single: not named, payer unknown": -4.47, "stated: same": 1.34, "title: same": 3.88, "a near rival": -0.85,
    "a near rival, 2 ways": -0.6, "a near rival, not named": -0.83, "a new account": -0.75,
    "a new account, named": 3.24, "a new account, not named": 0.84, "a paid twin": 0.4, "a paid twin, not named": -1.09,
    "a rest": -8.12, "a twin claimed": -0.5, "a twin claimed, 2 ways": 3.31, "a twin claimed, 3 ways": 2.73,
    "an unknown number, 2 ways": 0.49, "an unknown number, 3 ways": 0.59, "an unknown number, named": -0.81,
    "an unknown number, not named": 0.24, "another amount nearer": 0.34, "another amount nearer, named": 0.82,
    "another date": -4.91, "another date, not named": -0.79, "another named": 0.65, "another named, named": 1.35,
    "another named, not named": 1.38, "another of its kind": -0.54, "another of its kind, 2 ways": 1.86,
    "another of its kind, 3 ways": 1.49, "another of its kind, named": -2.71, "another of its kind, not named": -4.69,
    "another title": -4.47, "another title, not named": -0.33, "another's account, named": 1.45, "collective": -0.97,
    "contested": -3.59, "contested, 2 ways": -0.67, "contested, 3 ways": -0.19, "contested, not named": -0.64,
    "discount": 2.98, "far above": -4.47, "far above, named": -1.7, "gravest: a near rival": 0.17,
    "gravest: a new account": -1.48, "gravest: a paid twin": 0.03, "gravest: a rest": -2.63,
    "gravest: a twin claimed": -1.8, "gravest: an unknown number": 0.34, "gravest: another amount nearer": 1.42,
    "gravest: another date": -2.88, "gravest: another named": 0.7, "gravest: another of its kind": -0.23,
    "gravest: another title": -4.47, "gravest: another's account": 2.12, "gravest: contested": 0.26,
    "gravest: far above": -2.56, "gravest: late discount": 0.65, "gravest: like a discount": 0.38,
    "gravest: no account": 1.38, "gravest: not every way tried": 0.11, "gravest: one digit away": 1.06,
    "gravest: others add up": -0.16, "gravest: perhaps paid before": -0.28, "gravest: seldom met": -4.45,
    "gravest: something taken off": 0.71, "late discount": 2.87, "late discount, named": 0.35, "like a discount": 3.02,
    "like a discount, named": 0.32, "no account": 0.31, "no account, named": 1.25, "no account, not named": -2.52,
    "not every way tried": -0.9, "one digit away": -0.51, "others add up, not named": -0.34, "overpayment": -1.77,
    "perhaps paid before, 2 ways": -0.38, "perhaps paid before, 3 ways": -0.89, "perhaps paid before, named": 0.9,
    "perhaps paid before, not named": -1.02, "single": -1.09, "something taken off": -0.7,
    "something taken off, named": 0.31, "something taken off, not named": 0.38, "sum says 0 or more": -1.64,
    "sum says 0.5 or more": -0.88, "sum says 0.95 or more": 0.57, "sum says 0.99 or more": 0.59,
    "sum says 0.999 or more": 0.33,
}
