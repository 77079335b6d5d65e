"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 3 672 724 proposals on worlds of all families to
train on: 10 000 lines, seeds 11 to 60, 100 000 lines, seeds 31 to 35, each counted from its family's first.
The words are explained in `calibration`.
"""

from __future__ import annotations

SURE = (2604912, 2604929)  #: (right, seen)

# fmt: off
#: (below what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
    (-2.94, -4.94), (-1.73, -2.14), (-1.39, -1.83), (-1.1, -1.49), (-0.85, -0.55), (-0.41, -0.51), (0.0, 0.04),
    (0.2, 0.21), (0.41, 0.3), (0.62, 0.42), (0.85, 0.59), (1.1, 1.15), (1.39, 1.36), (1.73, 1.54), (2.2, 2.03),
    (2.94, 2.42),
)
EXPERIENCE: dict[str, float] = {
    "": 3.69, "account: shared": 0.9, "collective: 2 ways or more": -1.72, "collective: 3 ways or more": -1.15,
    "collective: 7 ways or more": -0.78, "collective: listed and paid short": -5.07,
    "collective: listed in part": -2.16, "collective: listed, a number like it, by account": -1.24,
    "collective: listed, named in short, by account": 1.63, "collective: listed, named in short, by name": 0.78,
    "collective: listed, named, by a shared account": 1.56, "collective: listed, named, by account": 2.51,
    "collective: listed, named, by name": 1.82, "collective: one way": 3.12, "date: early": -0.36,
    "date: in time": 2.46, "date: late": 2.61, "date: near due": 3.13, "date: overdue": 2.34,
    "discount: 2 ways or more": 1.06, "discount: a number like it, by a shared account": -1.63,
    "discount: not named, by name": 2.85, "discount: one way": 1.65, "doubted date: before": -4.23,
    "doubted date: in time": 2.53, "doubted date: just before": 1.48, "doubted date: late": 2.07,
    "doubted date: long overdue": -3.76, "doubted date: near due": 3.25, "doubted date: overdue": 2.61,
    "doubted title: part": 1.54, "doubted title: same": 3.77, "name: similar": 2.67, "netting: 2 ways or more": -0.65,
    "netting: 3 ways or more": 0.92, "netting: listed in part": -2.75, "netting: listed, named, by account": 0.8,
    "netting: one way": 3.24, "overpayment: named, payer unknown": -2.39, "overpayment: one way": -0.5,
    "overpayment: the only open document of this payer": -1.11,
    "overpayment: the only open document of this title": 2.23,
    "overpayment: the only open document with a number like one in the text": 2.28,
    "part payment: a number like it, by account": -1.17, "part payment: named in short, by a shared account": 0.98,
    "part payment: named in short, by account": 0.95, "part payment: named in short, by name": 1.32,
    "part payment: named, by account": 1.68, "part payment: named, by name": 1.27,
    "part payment: named, payer unknown": -4.25, "part payment: not named, by account": -1.92,
    "part payment: not named, by name": 0.48, "part payment: the only open document of this payer": -1.74,
    "part payment: the only open document of this title": 2.44,
    "part payment: the only open document with a number like one in the text": 2.08,
    "part payment: the open amount nearest to it": -0.43, "several, date: early": -2.72,
    "several, date: just before": 4.22, "several, date: late": 2.09, "several, date: long overdue": -3.52,
    "several, date: near due": 2.25, "several, date: overdue": 0.27, "single: 2 ways or more": -0.28,
    "single: 3 ways or more": -1.23, "single: a number like it, by a shared account": 1.18,
    "single: a number like it, by account": 0.56, "single: a number like it, by name": 0.15,
    "single: a number like it, payer unknown": 0.03, "single: named, by a shared account": -0.49,
    "single: named, by account": -0.82, "single: named, payer unknown": -1.08,
    "single: not named, payer unknown": -5.02, "stated: same": 1.86, "title: same": 5.29, "a near rival": -0.73,
    "a near rival, 2 ways or more": -0.6, "a near rival, 3 ways or more": 1.18, "a near rival, named": 0.02,
    "a near rival, not named": 0.54, "a new account, named": 1.7, "a new account, not named": -0.71,
    "a paid twin, not named": -1.55, "a rest": -10.68, "a twin claimed, 2 ways or more": 3.42,
    "an unknown number, named": -0.8, "an unknown number, not named": -0.45, "another amount nearer": 0.32,
    "another date": -5.03, "another date, 2 ways or more": 0.88, "another date, not named": -1.79, "another day": 1.75,
    "another month": -3.08, "another month, 2 ways or more": 0.87, "another month, 3 ways or more": 2.85,
    "another month, not named": -1.61, "another named": 0.68, "another named, named": 1.11,
    "another named, not named": 2.14, "another of its kind": -2.23, "another of its kind, 2 ways or more": 2.12,
    "another of its kind, named": -2.02, "another of its kind, not named": -4.92, "another party meant": -0.91,
    "another payee": -3.49, "another payee, not named": -0.9, "another title": -5.59, "contested": -1.87,
    "contested, 3 ways or more": 1.06, "contested, early": 1.97, "contested, late": -1.49, "contested, near due": -1.05,
    "contested, overdue": -1.18, "discount": 2.72, "far above": -4.94, "far above, named": -2.12,
    "gravest: a near rival": -1.28, "gravest: a new account": -1.3, "gravest: a paid twin": 0.69,
    "gravest: a rest": -2.73, "gravest: a twin claimed": -3.63, "gravest: an unknown number": -0.74,
    "gravest: another amount nearer": -0.83, "gravest: another date": -2.03, "gravest: another day": -2.99,
    "gravest: another month": -1.39, "gravest: another named": 0.05, "gravest: another of its kind": -0.23,
    "gravest: another party meant": -0.91, "gravest: another payee": -2.78, "gravest: another title": -5.14,
    "gravest: another's account": 1.82, "gravest: contested": -1.59, "gravest: far above": -3.66,
    "gravest: late discount": 0.58, "gravest: like a discount": -0.62, "gravest: no account": 0.7,
    "gravest: not every way tried": -1.22, "gravest: one digit away": -0.84, "gravest: other words": -1.94,
    "gravest: others add up": -0.28, "gravest: paid before the invoice": -2.45, "gravest: perhaps paid before": -1.92,
    "gravest: seldom met": -5.19, "gravest: something taken off": -0.46, "late discount": 3.79, "like a discount": 2.22,
    "like a discount, named": 1.18, "no account, named": 1.58, "no account, not named": 1.33,
    "not every way tried": -0.68, "other words": -2.49, "other words, 2 ways or more": 3.04, "other words, named": 1.11,
    "other words, not named": -4.82, "others add up, not named": -0.88, "overpayment": -1.27,
    "paid before the invoice": -0.62, "paid before the invoice, 3 ways or more": 1.71,
    "paid before the invoice, 4 ways or more": -1.11, "paid before the invoice, 7 ways or more": -1.44,
    "paid before the invoice, named": -3.28, "paid before the invoice, not named": 3.87,
    "perhaps paid before, 3 ways or more": 0.95, "perhaps paid before, in time": 0.91,
    "perhaps paid before, just before": -2.1, "perhaps paid before, late": 0.5,
    "perhaps paid before, long overdue": -1.29, "perhaps paid before, named": 0.5, "single": -0.64,
    "sum says 0 or more": -1.9, "sum says 0.2 or more": -0.56, "sum says 0.95 or more": 1.05,
    "sum says 0.99 or more": 1.15, "sum says 0.999 or more": 0.65,
}
