"""What a word is worth: word → log-odds of being right; and how often what was called sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from 392 500 proposals on worlds of the train
family: 10 000 lines, seeds 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22; 100 000 lines, seeds 31, 32, 33, 34.
The words are explained in `calibration`.
"""

from __future__ import annotations

#: (right, seen)
SURE = (291899, 291901)

# fmt: off
EXPERIENCE: dict[str, float] = {
    "": 5.02, "collective: 2 ways": -0.2, "collective: 3 ways": -1.73, "collective: listed and paid short": -0.76,
    "collective: listed in part": -3.13, "collective: listed, a number like it, by account": 0.51,
    "collective: listed, named in short, by account": 0.82, "collective: listed, named in short, by name": 0.8,
    "collective: listed, named in short, payer unknown": -0.83, "collective: listed, named, by account": 2.46,
    "collective: listed, named, by name": 0.78, "collective: listed, named, payer unknown": 0.2,
    "collective: none listed, by account": -0.71, "collective: none listed, by name": -0.7, "collective: one way": 1.55,
    "discount: a number like it, by account": 0.16, "discount: a number like it, by name": 0.04,
    "discount: a number like it, payer unknown": 0.03, "discount: named in short, by account": 0.03,
    "discount: named in short, payer unknown": 0.02, "discount: named, by account": 0.24,
    "discount: named, by name": 0.03, "discount: named, payer unknown": 0.02, "discount: not named, by account": 0.93,
    "discount: not named, by name": 0.7, "discount: one way": 1.54, "netting: 2 ways": 0.19, "netting: 3 ways": 0.44,
    "netting: listed in part": -1.92, "netting: listed, named in short, by account": 0.74,
    "netting: listed, named in short, by name": 0.25, "netting: listed, named, by account": 1.1,
    "netting: listed, named, by name": 0.72, "netting: listed, named, payer unknown": 0.15,
    "netting: named, by account": 0.3, "netting: none listed, by account": -0.84,
    "netting: none listed, by name": -0.03, "netting: one way": -0.03, "overpayment: 2 ways": -1.08,
    "overpayment: named in short, by account": 0.7, "overpayment: named in short, by name": 0.22,
    "overpayment: named, by account": -0.6, "overpayment: named, by name": -1.0,
    "overpayment: named, payer unknown": -0.95, "overpayment: one way": -1.65,
    "overpayment: the only open document of this payer": -0.33,
    "overpayment: the only open document of this title": 0.6,
    "overpayment: the only open document with a number like one in the text": 1.08,
    "overpayment: the open amount nearest to it": -0.7, "part payment: 2 ways": -1.21, "part payment: 3 ways": 0.96,
    "part payment: a number like it, by account": 0.29, "part payment: named in short, by account": 2.44,
    "part payment: named in short, by name": 3.56, "part payment: named, by account": 2.83,
    "part payment: named, by name": 2.4, "part payment: named, payer unknown": -1.33,
    "part payment: not named, by account": 0.81, "part payment: not named, by name": 0.77,
    "part payment: one way": -0.44, "part payment: the only open document of this payer": -1.1,
    "part payment: the only open document of this title": -0.14,
    "part payment: the only open document with a number like one in the text": 1.26,
    "part payment: the open amount nearest to it": -0.74, "single: 2 ways": -0.66, "single: 3 ways": -0.87,
    "single: a number like it, by account": 1.48, "single: a number like it, by name": 1.88,
    "single: a number like it, payer unknown": 0.01, "single: named in short, by account": -1.08,
    "single: named in short, by name": -0.62, "single: named in short, payer unknown": 0.69,
    "single: named, by account": -1.3, "single: named, by name": -0.81, "single: named, payer unknown": -1.12,
    "single: not named, by account": 1.53, "single: not named, by name": 1.77,
    "single: not named, payer unknown": -3.03, "single: one way": 0.94, "a near rival": -1.38, "a new account": -0.53,
    "a paid twin": 0.12, "an unknown number": -0.59, "another named": -0.39, "another's account": 0.36,
    "collective": -0.37, "contested": -2.9, "discount": 2.26, "gravest: a near rival": -0.51,
    "gravest: a new account": -1.67, "gravest: a paid twin": -1.42, "gravest: an unknown number": -1.17,
    "gravest: another named": 0.52, "gravest: another's account": 1.06, "gravest: contested": -1.63,
    "gravest: late discount": 0.16, "gravest: like a discount": 0.12, "gravest: no account": -0.53,
    "gravest: not every way tried": 0.23, "gravest: one digit away": 0.65, "gravest: paid before the invoice": -3.5,
    "gravest: perhaps paid before": -0.71, "gravest: something taken off": 0.28, "late discount": 3.36,
    "like a discount": 2.3, "netting": 0.6, "no account": 0.2, "not every way tried": 0.34, "one digit away": -1.42,
    "overpayment": -1.19, "paid before the invoice": -3.5, "part payment": -0.7, "perhaps paid before": -0.71,
    "single": -0.6, "something taken off": -0.57, "sum says 0 or more": -2.09, "sum says 0.5 or more": -0.97,
    "sum says 0.8 or more": 0.43, "sum says 0.95 or more": 0.7, "sum says 0.99 or more": 0.81,
    "sum says 0.999 or more": 1.11,
}
