"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 793 134 proposals on worlds of the train, drill
and field families: 10 000 lines, seeds 11 to 16, 2011 to 2016, 3011 to 3016;
100 000 lines, seeds 31 to 33, 2031 to 2033, 3031 to 3033.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (569987, 569992)

# fmt: off
#: (what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-6.31, -4.91), (-2.48, -2.53), (-1.93, -2.12), (-1.51, -1.56), (-1.22, -1.5), (-1.02, -1.3), (-0.75, -0.71),
    (-0.49, -0.03), (-0.29, 0.02), (0.01, 0.05), (0.41, 0.32), (0.74, 0.56), (0.95, 1.12), (1.24, 1.29), (1.6, 1.55),
    (1.97, 1.93), (2.6, 2.53), (2.94, 2.94),
)
EXPERIENCE: dict[str, float] = {
    "": 3.57, "account: known": 0.66, "account: learned": 0.4, "account: other": 1.14, "account: shared": 1.44,
    "chance: rare": 0.61, "collective: 2 ways": -1.18, "collective: 3 ways": -2.82,
    "collective: listed and paid short": -2.98, "collective: listed in part": -1.81,
    "collective: listed, a number like it, by account": 0.46, "collective: listed, named in short, by account": 0.59,
    "collective: listed, named in short, by name": 0.51, "collective: listed, named in short, payer unknown": -1.12,
    "collective: listed, named, by a shared account": 0.65, "collective: listed, named, by account": 2.46,
    "collective: listed, named, by name": 1.05, "collective: one way": 3.05, "date: early": -1.7, "date: in time": 2.82,
    "date: late": 2.05, "date: near due": 3.01, "date: overdue": 1.95, "discount: named, by account": 0.27,
    "discount: not named, by a shared account": 0.45, "discount: not named, by name": 1.44, "discount: one way": 2.58,
    "doubted account: known": 0.36, "doubted account: learned": 0.43, "doubted account: shared": 0.69,
    "doubted date: early": -2.05, "doubted date: in time": 1.07, "doubted date: late": 1.18,
    "doubted date: long overdue": -3.29, "doubted date: near due": 2.8, "doubted date: overdue": 0.49,
    "doubted stated: same": 0.39, "doubted title: part": -0.77, "doubted title: same": 4.19, "name: equal": 0.49,
    "name: similar": 1.59, "netting: 2 ways": -1.05, "netting: listed in part": -2.65,
    "netting: listed, named, by account": 0.42, "netting: listed, named, by name": 0.49,
    "netting: named, by account": -1.62, "netting: none listed, by name": 1.96, "netting: one way": 1.56,
    "overpayment: 2 ways": -0.75, "overpayment: named, by a shared account": -1.02,
    "overpayment: named, by account": -0.44, "overpayment: named, payer unknown": -1.22, "overpayment: one way": -0.66,
    "overpayment: the only open document of this payer": -0.68,
    "overpayment: the only open document of this title": 1.83,
    "overpayment: the only open document with a number like one in the text": 1.56,
    "overpayment: the open amount nearest to it": -0.41, "part payment: named in short, by account": 0.39,
    "part payment: named in short, by name": 1.99, "part payment: named, by a shared account": -0.48,
    "part payment: named, by account": 1.83, "part payment: named, by name": 2.33,
    "part payment: named, payer unknown": -3.76, "part payment: not named, by account": -1.62,
    "part payment: not named, by name": -0.46, "part payment: the only open document of this payer": -1.88,
    "part payment: the only open document of this title": 1.52,
    "part payment: the only open document with a number like one in the text": 0.86,
    "part payment: the open amount nearest to it": -1.31, "single: 2 ways": -0.85, "single: 3 ways": -1.17,
    "single: a number like it, by a shared account": 1.09, "single: a number like it, by account": 1.47,
    "single: a number like it, by name": 1.5, "single: named in short, by a shared account": -1.23,
    "single: named in short, by account": -1.09, "single: named in short, payer unknown": -0.3,
    "single: named, by a shared account": -1.0, "single: named, by account": -1.2, "single: named, by name": -0.52,
    "single: named, payer unknown": -0.35, "single: not named, by a shared account": 0.75,
    "single: not named, by account": 1.05, "single: not named, by name": 1.56, "single: not named, payer unknown": -4.5,
    "stated: same": 1.33, "title: same": 3.87, "a near rival": -0.86, "a near rival, 2 ways": -0.62,
    "a near rival, not named": -0.84, "a new account": -0.78, "a new account, named": 3.29,
    "a new account, not named": 0.89, "a paid twin": 0.39, "a paid twin, not named": -1.04, "a rest": -8.16,
    "a twin claimed": -0.51, "a twin claimed, 2 ways": 3.34, "a twin claimed, 3 ways": 2.72,
    "an unknown number, 2 ways": 0.48, "an unknown number, 3 ways": 0.57, "an unknown number, named": -0.78,
    "an unknown number, not named": 0.31, "another amount nearer, named": 0.88, "another date": -4.92,
    "another date, not named": -0.76, "another named": 0.68, "another named, named": 1.33,
    "another named, not named": 1.38, "another of its kind": -0.58, "another of its kind, 2 ways": 1.83,
    "another of its kind, 3 ways": 1.48, "another of its kind, named": -2.71, "another of its kind, not named": -4.64,
    "another title": -4.47, "another's account, named": 1.47, "collective": -0.95, "contested": -3.59,
    "contested, 2 ways": -0.71, "contested, 3 ways": -0.2, "contested, not named": -0.62, "discount": 2.99,
    "far above": -4.44, "far above, named": -1.67, "gravest: a near rival": 0.26, "gravest: a new account": -1.42,
    "gravest: a paid twin": 0.08, "gravest: a rest": -2.61, "gravest: a twin claimed": -1.8,
    "gravest: an unknown number": 0.36, "gravest: another amount nearer": 1.51, "gravest: another date": -2.85,
    "gravest: another named": 0.76, "gravest: another of its kind": -0.16, "gravest: another title": -4.47,
    "gravest: another's account": 2.17, "gravest: contested": 0.34, "gravest: far above": -2.52,
    "gravest: late discount": 0.66, "gravest: like a discount": 0.41, "gravest: no account": 1.41,
    "gravest: not every way tried": 0.12, "gravest: one digit away": 0.9, "gravest: others add up": -0.76,
    "gravest: perhaps paid before": -0.18, "gravest: seldom met": -4.42, "gravest: something taken off": 0.74,
    "late discount": 2.91, "late discount, named": 0.36, "like a discount": 2.93, "like a discount, named": 0.35,
    "no account": 0.31, "no account, named": 1.29, "no account, not named": -2.46, "not every way tried": -0.91,
    "one digit away": -0.25, "others add up": 0.51, "others add up, not named": -0.82, "overpayment": -1.76,
    "perhaps paid before, 2 ways": -0.46, "perhaps paid before, 3 ways": -0.94, "perhaps paid before, named": 0.84,
    "perhaps paid before, not named": -0.99, "single": -1.02, "something taken off": -0.73,
    "something taken off, named": 0.41, "something taken off, not named": 0.37, "sum says 0 or more": -1.65,
    "sum says 0.5 or more": -0.89, "sum says 0.95 or more": 0.57, "sum says 0.99 or more": 0.58,
    "sum says 0.999 or more": 0.32,
}
