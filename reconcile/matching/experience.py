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
    (-6.0, -4.96), (-2.44, -2.56), (-1.99, -2.14), (-1.58, -1.64), (-1.19, -1.33), (-1.0, -1.05), (-0.76, -0.99),
    (-0.55, -0.83), (-0.29, 0.08), (0.01, 0.1), (0.32, 0.28), (0.51, 0.3), (0.73, 0.52), (0.97, 0.98), (1.24, 1.27),
    (1.54, 1.59), (2.02, 1.95), (2.6, 2.54), (2.94, 2.94),
)
EXPERIENCE: dict[str, float] = {
    "": 2.85, "account: known": 0.75, "account: learned": 0.66, "account: other": 0.52, "account: shared": 1.29,
    "chance: rare": 0.61, "collective: 2 ways": -1.1, "collective: 3 ways": -2.77,
    "collective: listed and paid short": -3.01, "collective: listed in part": -2.16,
    "collective: listed, a number like it, by account": 0.36, "collective: listed, named in short, by account": 0.53,
    "collective: listed, named in short, by name": 0.6, "collective: listed, named in short, payer unknown": -1.16,
    "collective: listed, named, by a shared account": 0.48, "collective: listed, named, by account": 1.91,
    "collective: listed, named, by name": 0.88, "collective: none listed, by name": 0.36, "collective: one way": 3.28,
    "date: early": -1.81, "date: in time": 2.43, "date: late": 1.7, "date: near due": 2.71, "date: overdue": 2.09,
    "discount: not named, by a shared account": 0.3, "discount: not named, by account": 1.15,
    "discount: not named, by name": 0.95, "discount: one way": 2.72, "doubted account: known": 0.44,
    "doubted account: learned": 0.54, "doubted account: shared": 0.58, "doubted chance: seldom": -0.31,
    "doubted date: early": -2.31, "doubted date: in time": 1.09, "doubted date: late": 1.26,
    "doubted date: long overdue": -2.72, "doubted date: near due": 2.88, "doubted date: overdue": 0.55,
    "doubted name: similar": 1.36, "doubted stated: same": 0.39, "doubted title: part": -2.97,
    "doubted title: same": 3.83, "name: different": 0.52, "name: equal": 0.63, "name: similar": 1.8,
    "netting: 2 ways": -0.34, "netting: 3 ways": -0.14, "netting: listed in part": -2.35,
    "netting: listed, named, by account": 0.55, "netting: listed, named, by name": 0.62,
    "netting: none listed, by name": 0.97, "netting: one way": 1.54, "overpayment: 2 ways": -1.11,
    "overpayment: named in short, by account": -0.56, "overpayment: named, by a shared account": -0.95,
    "overpayment: named, by account": -0.67, "overpayment: named, by name": -0.43,
    "overpayment: named, payer unknown": -1.12, "overpayment: one way": -0.21,
    "overpayment: the only open document of this payer": -0.67,
    "overpayment: the only open document of this title": 2.03,
    "overpayment: the only open document with a number like one in the text": 1.53,
    "overpayment: the open amount nearest to it": -0.38, "part payment: named in short, by a shared account": 0.45,
    "part payment: named in short, by account": 0.98, "part payment: named in short, by name": 2.68,
    "part payment: named in short, payer unknown": -6.25, "part payment: named, by account": 2.41,
    "part payment: named, by name": 2.75, "part payment: named, payer unknown": -3.1,
    "part payment: not named, by account": -1.08, "part payment: not named, by name": -0.49,
    "part payment: the only open document of this payer": -1.2,
    "part payment: the only open document of this title": 1.08,
    "part payment: the only open document with a number like one in the text": 1.57,
    "part payment: the open amount nearest to it": -0.46, "single: 2 ways": -0.69, "single: 3 ways": -0.81,
    "single: a number like it, by a shared account": 1.55, "single: a number like it, by account": 1.79,
    "single: a number like it, by name": 2.08, "single: a number like it, payer unknown": -0.3,
    "single: named in short, by a shared account": -0.49, "single: named in short, by account": -1.22,
    "single: named in short, payer unknown": -0.47, "single: named, by a shared account": -0.6,
    "single: named, by account": -1.18, "single: named, by name": -0.29, "single: named, payer unknown": -0.17,
    "single: not named, by a shared account": 0.67, "single: not named, by account": 0.73,
    "single: not named, by name": 1.36, "single: not named, payer unknown": -4.13, "single: one way": 0.58,
    "stated: same": 1.4, "title: same": 3.58, "a near rival": -1.23, "a near rival, 2 ways": -0.34,
    "a new account": -0.56, "a new account, named": 3.09, "a new account, not named": 1.3, "a paid twin": 0.43,
    "a paid twin, not named": -0.73, "a rest": -6.2, "a twin claimed, 2 ways": 3.56, "a twin claimed, 3 ways": 3.04,
    "an unknown number, named": -1.22, "another amount nearer": 0.35, "another amount nearer, named": 0.98,
    "another date": -3.93, "another date, not named": -1.37, "another named": 0.74, "another named, named": 0.46,
    "another named, not named": 1.18, "another of its kind": -0.4, "another of its kind, 2 ways": 2.28,
    "another of its kind, 3 ways": 1.95, "another of its kind, named": -2.78, "another of its kind, not named": -4.35,
    "another title": -1.1, "another title, 3 ways": -0.44, "another title, not named": -1.85,
    "another's account, named": 1.27, "collective": -0.58, "contested": -3.74, "discount": 3.25, "far above": -4.08,
    "far above, named": -1.62, "gravest: a near rival": 0.09, "gravest: a new account": -1.46,
    "gravest: a paid twin": 0.02, "gravest: a rest": -3.76, "gravest: a twin claimed": -2.61,
    "gravest: an unknown number": 0.0, "gravest: another amount nearer": 1.57, "gravest: another date": -2.62,
    "gravest: another named": 0.79, "gravest: another of its kind": -0.4, "gravest: another title": -1.1,
    "gravest: another's account": 2.07, "gravest: contested": 0.25, "gravest: far above": -2.75,
    "gravest: late discount": 0.79, "gravest: like a discount": 0.7, "gravest: no account": 0.93,
    "gravest: not every way tried": -0.63, "gravest: one digit away": 0.83, "gravest: perhaps paid before": 0.25,
    "gravest: seldom met": -4.72, "gravest: something taken off": 0.89, "late discount": 2.93, "like a discount": 3.36,
    "no account": 0.36, "no account, named": 1.3, "no account, not named": -2.04, "one digit away": -0.58,
    "one digit away, not named": 0.31, "overpayment": -1.53, "perhaps paid before": -0.5,
    "perhaps paid before, 2 ways": 0.4, "perhaps paid before, 3 ways": -0.36, "perhaps paid before, named": 0.82,
    "perhaps paid before, not named": -0.7, "single": -0.92, "something taken off": -0.62, "sum says 0 or more": -1.53,
    "sum says 0.5 or more": -0.88, "sum says 0.95 or more": 0.65, "sum says 0.99 or more": 0.74,
    "sum says 0.999 or more": 0.44,
}
