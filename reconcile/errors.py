"""The exception tree. Each branch says who must act; each class carries its exit code (review.md).

    ReconcileError
    ├── SettingsError         operator      2   usage, configuration, missing token
    ├── InputRefused          whoever made it   3   nothing of the refused file was used
    │   ├── ProposalsRefused      bookkeeper: the proposals file
    │   └── SnapshotRefused       operator: the snapshot folder
    ├── KanbertUnavailable    nobody yet    4   run it again
    │   └── LockHeld              another commit is running
    └── SafetyStop            a person      5   401/403, control query, canary, journal: stopped before harm

`importers.errors.StatementRefused` (exit 3) stands beside `InputRefused`: importers know nothing of this package.
A bug is not in the tree: it is an assertion with its traceback (exit 70).
"""

from __future__ import annotations

from importers.errors import Problem


class ReconcileError(Exception):
    """Something a person can act on; `str()` is the full message, one problem a line."""

    exit_code = 70

    def __init__(self, *problems: Problem) -> None:
        assert problems, "an error names at least one problem"
        self.problems: tuple[Problem, ...] = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class SettingsError(ReconcileError):
    exit_code = 2


class InputRefused(ReconcileError):
    exit_code = 3


class ProposalsRefused(InputRefused):
    pass


class SnapshotRefused(InputRefused):
    pass


class KanbertUnavailable(ReconcileError):
    exit_code = 4


class LockHeld(KanbertUnavailable):
    pass


class SafetyStop(ReconcileError):
    exit_code = 5
