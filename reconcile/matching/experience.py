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
    (-6.38, -5.51), (-2.53, -2.53), (-2.03, -2.02), (-1.58, -1.57), (-1.23, -1.31), (-0.94, -0.99), (-0.7, -0.6),
    (-0.49, -0.44), (-0.16, -0.26), (0.15, 0.21), (0.29, 0.24), (0.53, 0.51), (0.72, 0.74), (1.14, 1.21), (1.49, 1.41),
    (1.95, 1.86), (2.66, 2.73), (2.94, 2.94),
)
EXPERIENCE: dict[str, float] = {
    "": 3.75, "account: known": 0.42, "account: other": 1.08, "account: shared": 1.35, "chance: rare": 0.58,
    "collective: 2 ways": -0.73, "collective: 3 ways": -1.21, "collective: 4 ways or more": -1.39,
    "collective: 7 ways or more": -1.55, "collective: listed and paid short": -2.44,
    "collective: listed in part": -1.48, "collective: listed, named in short, by account": 0.63,
    "collective: listed, named in short, by name": 0.53, "collective: listed, named in short, payer unknown": -1.41,
    "collective: listed, named, by a shared account": 0.64, "collective: listed, named, by account": 2.57,
    "collective: listed, named, by name": 0.91, "collective: one way": 3.38, "date: early": -1.66,
    "date: in time": 2.44, "date: late": 1.75, "date: near due": 2.63, "date: overdue": 1.64, "discount: 2 ways": 0.8,
    "discount: not named, by a shared account": 0.36, "discount: not named, by name": 1.54, "discount: one way": 1.95,
    "doubted account: learned": 0.06, "doubted account: shared": 0.66, "doubted date: early": -0.74,
    "doubted date: in time": 1.95, "doubted date: late": 0.84, "doubted date: long overdue": -2.76,
    "doubted date: near due": 2.53, "doubted date: overdue": 1.67, "doubted title: part": -0.52,
    "doubted title: same": 3.7, "name: similar": 1.5, "netting: 2 ways": -2.32, "netting: 3 ways": -1.43,
    "netting: listed in part": -2.29, "netting: listed, named, by account": 0.81,
    "netting: listed, named, by name": 0.53, "netting: named, by account": -1.41, "netting: none listed, by name": 1.76,
    "overpayment: 2 ways": -0.63, "overpayment: named, by a shared account": -1.09,
    "overpayment: named, by account": -0.19, "overpayment: named, payer unknown": -1.33, "overpayment: one way": -0.98,
    "overpayment: the only open document of this payer": -0.54,
    "overpayment: the only open document of this title": 1.93,
    "overpayment: the only open document with a number like one in the text": 1.59,
    "overpayment: the open amount nearest to it": -0.32, "part payment: named in short, by name": 1.84,
    "part payment: named, by a shared account": -0.91, "part payment: named, by account": 1.85,
    "part payment: named, by name": 2.14, "part payment: named, payer unknown": -3.9,
    "part payment: not named, by account": -1.51, "part payment: one way": -0.54,
    "part payment: the only open document of this payer": -1.82,
    "part payment: the only open document of this title": 1.55,
    "part payment: the only open document with a number like one in the text": 0.92,
    "part payment: the open amount nearest to it": -1.28, "several, date: early": -2.44, "several, date: late": 1.45,
    "several, date: long overdue": -1.8, "several, date: near due": 2.37, "several, date: overdue": 0.27,
    "single: 3 ways": -0.71, "single: 7 ways or more": -0.39, "single: a number like it, by a shared account": 1.43,
    "single: a number like it, by account": 2.02, "single: a number like it, by name": 1.75,
    "single: named in short, by a shared account": -0.9, "single: named in short, by account": -0.37,
    "single: named, by a shared account": -0.65, "single: named, by account": -0.43,
    "single: named, payer unknown": -0.27, "single: not named, by a shared account": 0.91,
    "single: not named, by account": 1.56, "single: not named, by name": 1.78, "single: not named, payer unknown": -4.2,
    "stated: same": 1.32, "title: same": 3.83, "a near rival": -0.5, "a near rival, 2 ways": -0.54,
    "a near rival, 4 ways or more": -0.55, "a near rival, not named": -0.45, "a new account": -0.74,
    "a new account, named": 3.06, "a new account, not named": 1.0, "a paid twin, not named": -1.11, "a rest": -8.08,
    "a twin claimed, 2 ways": 2.74, "a twin claimed, 3 ways": 2.24, "a twin claimed, 4 ways or more": 2.15,
    "a twin claimed, 7 ways or more": 1.9, "an unknown number, named": -1.02, "an unknown number, not named": 0.32,
    "another amount nearer": 1.0, "another date": -5.05, "another date, not named": -0.77, "another named": 0.6,
    "another named, named": 1.08, "another named, not named": 1.34, "another of its kind": -0.69,
    "another of its kind, 2 ways": 1.69, "another of its kind, 3 ways": 1.62,
    "another of its kind, 7 ways or more": 0.64, "another of its kind, named": -2.87,
    "another of its kind, not named": -4.69, "another title": -4.66, "another title, not named": -0.46,
    "another's account, named": 1.23, "collective": -1.51, "contested": -3.77, "contested, 2 ways": -0.56,
    "contested, not named": -0.62, "discount": 2.75, "far above": -4.44, "far above, named": -1.85,
    "gravest: a near rival": -0.66, "gravest: a new account": -2.01, "gravest: a paid twin": 0.02,
    "gravest: a rest": -2.84, "gravest: a twin claimed": -2.19, "gravest: an unknown number": -0.02,
    "gravest: another amount nearer": 0.2, "gravest: another date": -3.24, "gravest: another named": 0.35,
    "gravest: another of its kind": -0.47, "gravest: another title": -4.66, "gravest: another's account": 1.83,
    "gravest: contested": 0.0, "gravest: far above": -2.76, "gravest: late discount": 0.49,
    "gravest: like a discount": 0.32, "gravest: no account": 1.09, "gravest: not every way tried": 0.05,
    "gravest: one digit away": 0.45, "gravest: others add up": -0.56, "gravest: perhaps paid before": -1.08,
    "gravest: seldom met": -4.97, "gravest: something taken off": 0.36, "late discount": 2.65, "like a discount": 2.46,
    "netting": 1.24, "no account, named": 1.16, "no account, not named": -2.17, "not every way tried": -1.02,
    "one digit away": -0.61, "overpayment": -1.48, "part payment": 0.53, "perhaps paid before, 3 ways": 1.12,
    "perhaps paid before, 4 ways or more": -1.25, "perhaps paid before, 7 ways or more": -1.12,
    "perhaps paid before, named": 0.9, "perhaps paid before, not named": -1.11, "single": -1.54,
    "something taken off": -0.68, "sum says 0 or more": -2.4, "sum says 0.2 or more": -0.93,
    "sum says 0.5 or more": -0.46, "sum says 0.8 or more": 0.48, "sum says 0.95 or more": 1.17,
    "sum says 0.99 or more": 1.17, "sum says 0.999 or more": 0.97,
}
