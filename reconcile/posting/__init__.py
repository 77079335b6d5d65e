"""Money leaves here. `commit.Committer` is the door; `plan`, `body` and `outcome` are pure."""

from reconcile.posting.commit import Committer
from reconcile.posting.options import Options
from reconcile.posting.rehearsal import dry_run
from reconcile.posting.report import CommitReport, RowOutcome

__all__ = ["CommitReport", "Committer", "Options", "RowOutcome", "dry_run"]
