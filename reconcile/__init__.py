"""Bank statements in, Kanbert payments out: matched, explained, approved by a person, posted exactly once.

`docs/architecture.md` shows the rooms; `reconcile.pipeline` shows the whole program on one screen.
"""

__version__ = "0.1.0"
