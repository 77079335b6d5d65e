"""One `commit` in a process of its own, to be killed: commits every decision of a journal and exits with its code.

python commit_child.py JOURNAL BASE_URL QUARANTINE      (the token comes from KANBERT_TOKEN)
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from reconcile.journal import Journal
from reconcile.kanbert.client import KanbertClient
from reconcile.posting import Committer, Options
from reconcile.seams import SystemClock


def main(path: str, base_url: str, quarantine: str) -> int:
    clock = SystemClock()
    with (
        Journal(Path(path), clock=clock, who="child") as journal,
        KanbertClient(base_url, os.environ["KANBERT_TOKEN"], clock=clock) as kanbert,
    ):
        committer = Committer(journal, kanbert, clock, Options(quarantine_s=float(quarantine)))
        return committer.commit(list(journal.decisions().values())).exit_code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
