"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 2 946 831 proposals on worlds of all families to
train on: 10 000 lines, seeds 11 to 60, 100 000 lines, seeds 31 to 35, each counted from its family's first.
The words are explained in `calibration`.
"""

from __future__ import annotations

SURE = (2143489, 2143503)  #: (right, seen)

# fmt: off
#: (below what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-2.94, -4.97), (-2.2, -2.41), (-1.73, -1.99), (-1.39, -1.91), (-1.1, -1.66), (-0.85, -0.82), (-0.62, -0.8),
    (-0.41, -0.76), (-0.2, -0.28), (0.0, 0.17), (0.41, 0.22), (0.62, 0.73), (0.85, 0.79), (1.1, 0.84), (1.39, 1.17),
    (1.73, 1.58), (2.2, 2.23), (2.94, 2.62),
)
EXPERIENCE: dict[str, float] = {
    "": 4.46, "account: shared": 0.7, "collective: 2 ways or more": -3.29, "collective: 3 ways or more": -1.19,
    "collective: 7 ways or more": -0.9, "collective: listed and paid short": -2.16,
    "collective: listed, named in short, by account": 1.68, "collective: listed, named in short, payer unknown": -0.88,
    "collective: listed, named, by a shared account": 1.82, "collective: listed, named, by account": 3.02,
    "collective: listed, named, by name": 2.1, "collective: listed, named, payer unknown": -0.78,
    "collective: none listed, by name": -0.22, "collective: one way": 2.62, "date: in time": 1.88, "date: late": 1.8,
    "date: near due": 2.71, "date: overdue": 2.05, "discount: 2 ways or more": 0.96,
    "discount: a number like it, by a shared account": -1.67, "discount: not named, by name": 2.53,
    "discount: one way": 1.83, "doubted date: before": -3.63, "doubted date: in time": 1.87,
    "doubted date: just before": 1.57, "doubted date: late": 1.37, "doubted date: long overdue": -3.67,
    "doubted date: near due": 2.79, "doubted date: overdue": 2.14, "doubted title: part": 1.05,
    "doubted title: same": 2.96, "guessed, date: early": -0.81, "guessed, date: near due": 1.15,
    "guessed, date: overdue": -2.07, "name: similar": 2.66, "netting: 2 ways or more": -2.06,
    "netting: 3 ways or more": 0.71, "netting: one way": 2.65, "overpayment: a little more": 2.63,
    "overpayment: named in short, by account": 0.19, "overpayment: named, payer unknown": -2.89,
    "overpayment: one way": -0.64, "overpayment: the only open document of this payer": -2.35,
    "overpayment: the only open document of this title": -0.05,
    "overpayment: the only open document with a number like one in the text": 0.25,
    "overpayment: the open amount nearest to it": -2.7, "pace: always": 2.23, "pace: never": -1.14, "pace: often": 1.29,
    "part payment: a simple share": 2.99, "part payment: hardly anything": -6.3,
    "part payment: named in short, by a shared account": 0.87, "part payment: named in short, by account": 1.31,
    "part payment: named in short, by name": 1.28, "part payment: named, by account": 2.24,
    "part payment: named, by name": 1.83, "part payment: named, payer unknown": -4.19, "part payment: nearly all": 2.7,
    "part payment: not named, by account": -1.72, "part payment: the only open document of this payer": -2.69,
    "part payment: the only open document of this title": 1.81,
    "part payment: the only open document with a number like one in the text": 1.27,
    "part payment: the open amount nearest to it": -2.53, "several, date: early": -2.32,
    "several, date: just before": 2.03, "several, date: late": 1.87, "several, date: long overdue": -2.86,
    "several, date: near due": 2.36, "several, date: overdue": 0.92, "single: 3 ways or more": -0.57,
    "single: a number like it, by a shared account": 1.93, "single: a number like it, by account": 1.82,
    "single: a number like it, by name": 1.81, "single: a number like it, payer unknown": 0.04,
    "single: named, by a shared account": -0.21, "single: named, by account": -0.6, "single: named, by name": -0.34,
    "single: named, payer unknown": -0.97, "single: not named, by account": 0.15,
    "single: not named, payer unknown": -5.48, "stated: same": 1.79, "title: same": 5.04, "a near rival": -2.03,
    "a near rival, 2 ways or more": -0.93, "a near rival, 3 ways or more": 0.43, "a near rival, named": 1.18,
    "a near rival, not named": 0.92, "a new account": -0.74, "a new account, named": 1.54,
    "a new account, not named": -0.71, "a paid twin, not named": -1.1, "a rest": -10.54,
    "a twin claimed, 2 ways or more": 4.23, "an unknown number, named": -1.19, "another amount nearer": 0.39,
    "another date": -4.95, "another month": -3.04, "another month, 2 ways or more": 1.29,
    "another month, 3 ways or more": 2.4, "another month, not named": -1.64, "another named, named": 0.96,
    "another named, not named": 2.21, "another of its kind": -2.71, "another of its kind, 2 ways or more": 1.14,
    "another of its kind, named": -2.53, "another of its kind, not named": -4.99, "another payee": -3.17,
    "another payee, not named": -1.01, "another title": -5.14, "another's account, named": 0.22,
    "called like another, not named": -1.12, "contested": -1.23, "contested, early": 1.77, "contested, late": -1.44,
    "contested, near due": -1.13, "contested, overdue": -0.96, "discount": 2.79, "far above": -4.75,
    "far above, named": -2.41, "gravest: a near rival": -1.27, "gravest: a new account": -0.3,
    "gravest: a paid twin": 0.11, "gravest: a rest": -2.46, "gravest: a twin claimed": -4.3,
    "gravest: an unknown number": -0.56, "gravest: another amount nearer": -0.79, "gravest: another date": -3.48,
    "gravest: another day": -2.07, "gravest: another month": -1.01, "gravest: another named": 0.66,
    "gravest: another of its kind": 0.48, "gravest: another payee": -2.21, "gravest: another title": -5.12,
    "gravest: another's account": 1.92, "gravest: called like another": 0.38, "gravest: contested": -2.18,
    "gravest: far above": -3.56, "gravest: late discount": 0.54, "gravest: like a discount": -0.83,
    "gravest: no account": 0.96, "gravest: not every way tried": -1.54, "gravest: one digit away": -1.04,
    "gravest: one of several": -2.98, "gravest: other words": -1.9, "gravest: others add up": -0.64,
    "gravest: paid before the invoice": -2.12, "gravest: perhaps paid before": -1.88, "gravest: seldom met": -5.31,
    "gravest: something taken off": -0.49, "late discount": 3.84, "like a discount": 2.23,
    "like a discount, named": 1.01, "no account, named": 2.29, "no account, not named": 1.13, "one of several": -3.0,
    "other words": -1.9, "other words, 2 ways or more": 2.52, "other words, not named": -4.38, "overpayment": -0.69,
    "paid before the invoice": -2.12, "paid before the invoice, 2 ways or more": 1.75,
    "paid before the invoice, 3 ways or more": 1.08, "paid before the invoice, 4 ways or more": -1.13,
    "paid before the invoice, named": -3.22, "paid before the invoice, not named": 3.6,
    "perhaps paid before, in time": 0.79, "perhaps paid before, long overdue": -1.28,
    "perhaps paid before, named": 0.84, "single": -0.64, "sum says 0 or more": -1.02, "sum says 0.95 or more": 0.8,
    "sum says 0.99 or more": 0.61,
}
