"""Where the sample agency's month lies: beside the packages in a clone, inside the package in a wheel."""

from __future__ import annotations

from pathlib import Path

import reconcile


def sample_folder() -> Path:
    package = Path(reconcile.__file__).parent
    installed = package / "_samples"
    return installed if installed.is_dir() else package.parent / "sample_statements"
