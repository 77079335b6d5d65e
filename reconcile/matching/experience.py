"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 1 642 919 proposals on worlds of the train, drill,
field and trail families: 10 000 lines, seeds 11 to 16, 2011 to 2016, 3011 to 3016, 4011 to 4016;
100 000 lines, seeds 31 to 35, 2031 to 2035, 3031 to 3035, 4031 to 4035.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (1169642, 1169652)

# fmt: off
#: (what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-6.49, -4.82), (-2.39, -2.59), (-2.01, -2.1), (-1.6, -1.74), (-1.22, -1.36), (-0.96, -0.71), (-0.7, -0.53),
    (-0.18, -0.18), (0.2, 0.28), (0.65, 0.7), (0.95, 0.95), (1.27, 1.35), (1.56, 1.48), (1.91, 1.83), (2.62, 2.49),
    (2.94, 2.94),
)
EXPERIENCE: dict[str, float] = {
    "": 3.97, "account: known": 0.34, "account: other": 0.47, "account: shared": 1.5, "chance: rare": 0.56,
    "collective: 2 ways or more": -2.83, "collective: 3 ways or more": -1.0, "collective: 7 ways or more": -0.88,
    "collective: listed and paid short": -3.06, "collective: listed in part": -1.36,
    "collective: listed, named in short, by account": 1.07, "collective: listed, named in short, by name": 0.92,
    "collective: listed, named in short, payer unknown": -1.3, "collective: listed, named, by a shared account": 1.02,
    "collective: listed, named, by account": 3.24, "collective: listed, named, by name": 1.97,
    "collective: none listed, by account": 0.16, "collective: one way": 1.82, "date: early": -0.96,
    "date: in time": 2.02, "date: late": 1.3, "date: near due": 2.33, "date: overdue": 1.52,
    "discount: 2 ways or more": 1.06, "discount: named, by account": 0.64, "discount: not named, by name": 2.14,
    "discount: not named, payer unknown": -1.72, "discount: one way": 1.44, "doubted account: learned": 0.11,
    "doubted account: shared": 1.02, "doubted date: early": 0.89, "doubted date: in time": 1.79,
    "doubted date: just before": 3.56, "doubted date: late": 0.71, "doubted date: long overdue": -3.49,
    "doubted date: near due": 2.37, "doubted date: overdue": 1.59, "doubted title: same": 3.54, "name: similar": 2.76,
    "netting: 2 ways or more": -1.36, "netting: 4 ways or more": 1.05, "netting: listed in part": -2.16,
    "netting: listed, named, by account": 1.09, "netting: listed, named, by name": 0.71,
    "netting: named, by account": -2.85, "netting: none listed, by name": 0.4, "netting: one way": 1.83,
    "overpayment: 2 ways or more": -0.55, "overpayment: named, by a shared account": -0.72,
    "overpayment: named, payer unknown": -1.18, "overpayment: one way": -0.9,
    "overpayment: the only open document of this payer": -1.3, "overpayment: the only open document of this title": 2.2,
    "overpayment: the only open document with a number like one in the text": 2.11,
    "overpayment: the open amount nearest to it": -0.12, "part payment: named in short, by account": 0.76,
    "part payment: named in short, by name": 2.34, "part payment: named, by a shared account": -0.84,
    "part payment: named, by account": 2.16, "part payment: named, by name": 3.01,
    "part payment: named, payer unknown": -3.44, "part payment: not named, by account": -0.73,
    "part payment: the only open document of this payer": -2.38,
    "part payment: the only open document of this title": 2.19,
    "part payment: the only open document with a number like one in the text": 1.24,
    "part payment: the open amount nearest to it": -0.95, "several, date: early": -1.5, "several, date: in time": 0.49,
    "several, date: just before": 3.19, "several, date: late": 1.2, "several, date: long overdue": -3.22,
    "several, date: near due": 2.2, "single: 3 ways or more": -0.15,
    "single: a number like it, by a shared account": 1.06, "single: a number like it, by account": 2.0,
    "single: a number like it, by name": 1.86, "single: named in short, by a shared account": -0.69,
    "single: named in short, by account": -0.12, "single: named, by a shared account": -0.84,
    "single: named, by account": -0.37, "single: not named, by account": 1.12, "single: not named, by name": 1.15,
    "single: not named, payer unknown": -4.74, "stated: same": 2.01, "title: same": 4.94, "a near rival": -0.89,
    "a near rival, 2 ways or more": -1.15, "a new account": -0.89, "a new account, named": 3.17,
    "a new account, not named": 1.92, "a paid twin, not named": -1.54, "a rest": -8.69, "a twin claimed": -0.39,
    "a twin claimed, 2 ways or more": 3.09, "an unknown number, named": -1.25, "another amount nearer": 1.0,
    "another date": -5.89, "another date, not named": -1.07, "another named": 0.61, "another named, named": 1.23,
    "another named, not named": 1.95, "another of its kind": -4.56, "another of its kind, 2 ways or more": 0.95,
    "another of its kind, 4 ways or more": -0.5, "another of its kind, named": -2.79,
    "another of its kind, not named": -4.44, "another title": -5.68, "another's account, named": 1.31,
    "contested": -3.27, "contested, 2 ways or more": -1.01, "discount": 2.5, "far above": -5.24,
    "far above, named": -2.01, "gravest: a near rival": -0.63, "gravest: a new account": -2.02,
    "gravest: a paid twin": 0.16, "gravest: a rest": -2.94, "gravest: a twin claimed": -2.58,
    "gravest: an unknown number": -0.15, "gravest: another amount nearer": -0.16, "gravest: another date": -2.33,
    "gravest: another named": 0.2, "gravest: another of its kind": 3.47, "gravest: another title": -4.53,
    "gravest: another's account": 2.23, "gravest: contested": -0.77, "gravest: far above": -2.84,
    "gravest: late discount": 0.39, "gravest: like a discount": 0.42, "gravest: no account": 0.94,
    "gravest: not every way tried": -0.21, "gravest: one digit away": 0.04, "gravest: others add up": 0.41,
    "gravest: paid before the invoice": -3.75, "gravest: perhaps paid before": -1.53, "gravest: seldom met": -4.64,
    "gravest: something taken off": 0.37, "late discount": 3.24, "like a discount": 2.22, "no account, named": 1.7,
    "no account, not named": -1.85, "not every way tried": -1.14, "one digit away": -0.77, "others add up": -0.57,
    "overpayment": -1.45, "paid before the invoice": -3.75, "paid before the invoice, 2 ways or more": 2.3,
    "paid before the invoice, 3 ways or more": 1.11, "paid before the invoice, 4 ways or more": -0.99,
    "paid before the invoice, 7 ways or more": -1.13, "paid before the invoice, not named": 6.75,
    "perhaps paid before, 2 ways or more": 0.25, "perhaps paid before, 3 ways or more": 0.85,
    "perhaps paid before, 4 ways or more": -1.42, "perhaps paid before, named": 0.98,
    "perhaps paid before, not named": -1.6, "single": -1.3, "something taken off": -0.7, "sum says 0 or more": -1.63,
    "sum says 0.2 or more": -0.37, "sum says 0.95 or more": 1.07, "sum says 0.99 or more": 1.14,
    "sum says 0.999 or more": 0.85,
}
