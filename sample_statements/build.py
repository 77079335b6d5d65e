"""Writes the sample month: four statement formats and the practice Kanbert's snapshot, from one table of facts.

    python sample_statements/build.py [FOLDER]     FOLDER defaults to this one

The facts stand in `month/`; `expected.csv` is written by hand and never touched here. The same bytes every time: no
clock, no randomness. Needs schwifty (for valid IBANs) and nothing else outside the standard library.
"""

from __future__ import annotations

import sys
from pathlib import Path

from month import bundle, camt, csv_camt, kanbert, mt940
from month.parties import OWN_ACCOUNTS


def rendered() -> dict[str, bytes]:
    """Path below the folder → content, for every generated file."""
    files = {f"kanbert/{name}": content for name, content in kanbert.render().items()}
    for account in OWN_ACCOUNTS:
        files[f"camt053_v02/2026-03_{account}.xml"] = camt.render(account, camt.V02)
        files[f"camt053_v08/2026-03_{account}.xml"] = camt.render(account, camt.V08)
        files[f"csv_sparkasse_camt/2026-03_{account}.csv"] = csv_camt.render(account)
        files[f"mt940/2026-03_{account}.sta"] = mt940.render(account)
    statements = {account: files[f"camt053_v08/2026-03_{account}.xml"] for account in OWN_ACCOUNTS}
    files["camt053_zip/2026-03.zip"] = bundle.render(statements)
    files["mt942/2026-03-27_giro.sta"] = mt940.render_interim("giro", "2026-03-27")
    return files


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else Path(__file__).parent
    files = rendered()
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    print(f"{len(files)} files written to {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
