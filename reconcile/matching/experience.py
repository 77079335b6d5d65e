"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 392 797 proposals on worlds of the train
family: 10 000 lines, seeds 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22; 100 000 lines, seeds 31, 32, 33, 34.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (297059, 297061)

# fmt: off
EXPERIENCE: dict[str, float] = {
    "": 5.4, "collective: 2 ways": -0.45, "collective: 3 ways": -1.74, "collective: listed and paid short": -0.83,
    "collective: listed in part": -3.64, "collective: listed, a number like it, by account": 0.6,
    "collective: listed, named in short, by account": 0.81, "collective: listed, named in short, by name": 0.95,
    "collective: listed, named in short, payer unknown": -0.82, "collective: listed, named, by account": 2.33,
    "collective: listed, named, by name": 0.54, "collective: listed, named, payer unknown": 0.19,
    "collective: none listed, by account": -0.59, "collective: none listed, by name": -0.57,
    "collective: one way": 1.52, "discount: a number like it, by account": 0.1,
    "discount: a number like it, by name": 0.02, "discount: a number like it, payer unknown": 0.03,
    "discount: named in short, by account": 0.03, "discount: named in short, payer unknown": 0.02,
    "discount: named, by account": 0.21, "discount: named, by name": 0.02, "discount: named, payer unknown": 0.02,
    "discount: not named, by account": 0.89, "discount: not named, by name": 0.6, "discount: one way": 1.48,
    "netting: 2 ways": 0.55, "netting: 3 ways": 0.19, "netting: listed in part": -1.97,
    "netting: listed, named in short, by account": 0.68, "netting: listed, named in short, by name": 0.23,
    "netting: listed, named, by account": 1.01, "netting: listed, named, by name": 0.66,
    "netting: listed, named, payer unknown": 0.15, "netting: named, by account": 0.32,
    "netting: none listed, by account": -0.78, "netting: none listed, by name": 0.03, "netting: one way": -0.27,
    "overpayment: 2 ways": -1.15, "overpayment: named in short, by account": 0.33,
    "overpayment: named in short, by name": 0.31, "overpayment: named, by account": -0.64,
    "overpayment: named, by name": -0.42, "overpayment: named, payer unknown": -1.28, "overpayment: one way": -1.73,
    "overpayment: the only open document of this payer": -0.81,
    "overpayment: the only open document of this title": 1.84,
    "overpayment: the only open document with a number like one in the text": 1.13,
    "overpayment: the open amount nearest to it": -1.06, "part payment: 2 ways": -2.01,
    "part payment: a number like it, by account": 0.15, "part payment: named in short, by account": 2.13,
    "part payment: named in short, by name": 3.46, "part payment: named, by account": 2.58,
    "part payment: named, by name": 2.4, "part payment: named, payer unknown": -1.41,
    "part payment: not named, by account": 0.59, "part payment: not named, by name": 0.81,
    "part payment: one way": -1.39, "part payment: the only open document of this payer": -1.27,
    "part payment: the only open document of this title": 1.57,
    "part payment: the only open document with a number like one in the text": 1.38,
    "part payment: the open amount nearest to it": -0.57, "single: 2 ways": -0.83, "single: 3 ways": -1.02,
    "single: a number like it, by account": 1.58, "single: a number like it, by name": 1.9,
    "single: a number like it, payer unknown": 0.59, "single: named in short, by account": -1.14,
    "single: named in short, by name": -0.72, "single: named in short, payer unknown": 0.36,
    "single: named, by account": -1.51, "single: named, by name": -0.98, "single: named, payer unknown": -1.12,
    "single: not named, by account": 1.53, "single: not named, by name": 1.74,
    "single: not named, payer unknown": -3.12, "single: one way": 0.95, "a near rival": -1.51, "a new account": -0.64,
    "a paid twin": 0.26, "an unknown number": 0.04, "another amount nearer": -0.73, "another named": -0.64,
    "another title": -1.89, "another's account": 0.41, "collective": -0.66, "contested": -2.99, "discount": 1.98,
    "gravest: a near rival": -0.5, "gravest: a new account": -1.67, "gravest: a paid twin": -1.86,
    "gravest: an unknown number": -1.67, "gravest: another amount nearer": 0.29, "gravest: another named": 0.51,
    "gravest: another title": -1.89, "gravest: another's account": 1.51, "gravest: contested": -1.62,
    "gravest: late discount": 0.15, "gravest: like a discount": 0.11, "gravest: no account": -0.68,
    "gravest: not every way tried": 0.19, "gravest: one digit away": 0.67, "gravest: paid before the invoice": -3.43,
    "gravest: perhaps paid before": -0.01, "gravest: something taken off": 0.39, "late discount": 3.38,
    "like a discount": 2.32, "netting": 0.46, "no account": 0.2, "not every way tried": 0.29, "one digit away": -1.28,
    "overpayment": -0.89, "paid before the invoice": -3.43, "part payment": 0.01, "perhaps paid before": -1.47,
    "single": -0.9, "something taken off": -0.55, "sum says 0 or more": -1.97, "sum says 0.5 or more": -0.9,
    "sum says 0.8 or more": 0.33, "sum says 0.95 or more": 0.54, "sum says 0.99 or more": 0.67,
    "sum says 0.999 or more": 1.32,
}
