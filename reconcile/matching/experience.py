"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 2 949 857 proposals on worlds of all families to
train on: 10 000 lines, seeds 11 to 60, 100 000 lines, seeds 31 to 35, each counted from its family's first.
The words are explained in `calibration`.
"""

from __future__ import annotations

SURE = (2147350, 2147364)  #: (right, seen)

# fmt: off
#: (below what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-2.94, -5.19), (-2.2, -2.56), (-1.73, -2.08), (-1.1, -1.6), (-0.85, -1.02), (-0.41, -0.66), (-0.2, -0.37),
    (0.41, 0.24), (0.62, 0.6), (0.85, 0.74), (1.1, 0.96), (1.39, 1.17), (1.73, 1.63), (2.2, 2.26), (2.94, 2.65),
)
EXPERIENCE: dict[str, float] = {
    "": 4.22, "account: shared": 0.68, "collective: 2 ways or more": -3.12, "collective: 3 ways or more": -1.25,
    "collective: 7 ways or more": -0.87, "collective: listed and paid short": -2.09,
    "collective: listed, named in short, by account": 1.71, "collective: listed, named in short, payer unknown": -1.03,
    "collective: listed, named, by a shared account": 1.51, "collective: listed, named, by account": 2.57,
    "collective: listed, named, by name": 1.71, "collective: listed, named, payer unknown": -0.91,
    "collective: one way": 2.73, "date: in time": 2.3, "date: late": 2.22, "date: near due": 3.13,
    "date: overdue": 2.52, "discount: 2 ways or more": 0.8, "discount: a number like it, by a shared account": -1.61,
    "discount: not named, by name": 2.56, "discount: one way": 1.96, "doubted date: before": -3.65,
    "doubted date: in time": 2.11, "doubted date: just before": 1.57, "doubted date: late": 1.64,
    "doubted date: long overdue": -3.61, "doubted date: near due": 3.07, "doubted date: overdue": 2.44,
    "doubted title: part": 1.03, "doubted title: same": 3.07, "guessed, date: in time": 0.6,
    "guessed, date: long overdue": -7.11, "guessed, date: near due": 1.46, "guessed, date: overdue": -1.46,
    "name: similar": 2.64, "netting: 2 ways or more": -1.96, "netting: 3 ways or more": 0.69, "netting: one way": 2.7,
    "overpayment: a little more": 2.64, "overpayment: named in short, by account": 0.52,
    "overpayment: named, payer unknown": -2.94, "overpayment: one way": -0.43,
    "overpayment: the only open document of this payer": -2.19, "overpayment: the open amount nearest to it": -2.51,
    "pace: always": 2.21, "pace: never": -1.14, "pace: often": 1.29, "part payment: a simple share": 3.05,
    "part payment: hardly anything": -6.36, "part payment: named in short, by a shared account": 0.92,
    "part payment: named in short, by account": 1.81, "part payment: named in short, by name": 1.62,
    "part payment: named, by account": 2.28, "part payment: named, by name": 1.77,
    "part payment: named, payer unknown": -4.3, "part payment: nearly all": 2.71,
    "part payment: not named, by account": -1.49, "part payment: not named, by name": 0.42,
    "part payment: the only open document of this payer": -2.7,
    "part payment: the only open document of this title": 1.74,
    "part payment: the only open document with a number like one in the text": 1.21,
    "part payment: the open amount nearest to it": -2.57, "several, date: early": -2.42,
    "several, date: just before": 1.87, "several, date: late": 1.84, "several, date: long overdue": -2.93,
    "several, date: near due": 2.32, "several, date: overdue": 0.89, "single: 3 ways or more": -0.58,
    "single: a number like it, by a shared account": 2.14, "single: a number like it, by account": 1.92,
    "single: a number like it, by name": 1.91, "single: a number like it, payer unknown": 0.06,
    "single: named, by a shared account": -0.64, "single: named, by account": -1.02, "single: named, by name": -0.76,
    "single: named, payer unknown": -1.34, "single: not named, by account": 0.14,
    "single: not named, payer unknown": -5.57, "stated: same": 1.8, "title: same": 5.01, "a near rival": -1.9,
    "a near rival, 2 ways or more": -0.61, "a near rival, 3 ways or more": 0.46, "a near rival, named": 1.4,
    "a near rival, not named": 1.01, "a new account": -0.76, "a new account, named": 1.89,
    "a new account, not named": -0.96, "a paid twin, not named": -1.05, "a rest": -10.6,
    "a twin claimed, 2 ways or more": 4.2, "an unknown number, named": -1.05, "another amount nearer": 0.43,
    "another date": -5.09, "another month": -2.93, "another month, 2 ways or more": 1.15,
    "another month, 3 ways or more": 2.64, "another month, not named": -1.87, "another named": 0.67,
    "another named, named": 1.04, "another named, not named": 2.12, "another of its kind": -3.04,
    "another of its kind, 2 ways or more": 1.25, "another of its kind, named": -2.37,
    "another of its kind, not named": -5.11, "another payee": -3.22, "another payee, not named": -0.95,
    "another title": -5.03, "another's account, named": 0.5, "called like another, not named": -1.06, "contested": -2.4,
    "contested, early": 2.01, "contested, just before": 1.16, "contested, late": -1.51, "contested, named": 0.52,
    "contested, near due": -1.21, "contested, overdue": -1.08, "discount": 2.76, "far above": -4.74,
    "far above, named": -2.33, "gravest: a near rival": -1.52, "gravest: a new account": 0.05,
    "gravest: a paid twin": 0.11, "gravest: a rest": -2.47, "gravest: a twin claimed": -4.18,
    "gravest: an unknown number": -0.42, "gravest: another amount nearer": -0.43, "gravest: another date": -3.28,
    "gravest: another day": -2.0, "gravest: another month": -1.08, "gravest: another named": 0.1,
    "gravest: another of its kind": 0.93, "gravest: another payee": -2.17, "gravest: another title": -5.01,
    "gravest: another's account": 2.04, "gravest: called like another": 0.42, "gravest: contested": -1.01,
    "gravest: far above": -3.49, "gravest: late discount": 0.56, "gravest: like a discount": -0.87,
    "gravest: no account": 1.2, "gravest: not every way tried": -1.12, "gravest: one digit away": -0.56,
    "gravest: one of several": -3.36, "gravest: other words": -1.87, "gravest: others add up": -0.08,
    "gravest: paid before the invoice": -1.89, "gravest: perhaps paid before": -2.45, "gravest: seldom met": -5.07,
    "gravest: something taken off": 0.24, "late discount": 3.77, "like a discount": 2.31,
    "like a discount, named": 1.03, "no account, named": 2.43, "no account, not named": 1.03,
    "not every way tried": -0.53, "one of several": -3.4, "other words": -1.87, "other words, 2 ways or more": 2.49,
    "other words, not named": -4.13, "others add up, not named": -0.66, "overpayment": -1.14,
    "paid before the invoice": -1.89, "paid before the invoice, 2 ways or more": 1.77,
    "paid before the invoice, 3 ways or more": 1.1, "paid before the invoice, 4 ways or more": -1.1,
    "paid before the invoice, named": -2.94, "paid before the invoice, not named": 3.45,
    "perhaps paid before, 2 ways or more": 0.81, "perhaps paid before, in time": 0.73,
    "perhaps paid before, long overdue": -1.23, "perhaps paid before, named": 1.81, "single": -0.7,
    "something taken off": -0.76, "sum says 0 or more": -1.04, "sum says 0.95 or more": 0.78,
    "sum says 0.99 or more": 0.6,
}
