"""The pictures of the report in docs/pictures/: the sample month after `reconcile demo`, drawn by a headless Chromium.

    python docs/make_report_pictures.py

Needs chromium and pdftoppm (Debian: chromium, poppler-utils). Run it again when the report looks different.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PICTURES = Path(__file__).resolve().parent / "pictures"
CHROMIUM = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def main() -> int:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None or shutil.which("pdftoppm") is None:
        print("chromium and pdftoppm are needed", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _reconcile(folder, "demo", "--dir", "demo")
        _reconcile(folder / "demo", "report", "--lang", "en", "--out", "page.html")
        page = (folder / "demo" / "page.html").as_uri()
        draw = [browser, *CHROMIUM, f"--user-data-dir={folder / 'profile'}"]
        _run([*draw, "--window-size=1060,1120", f"--screenshot={PICTURES / 'report.png'}", page])
        _run([*draw, "--no-pdf-header-footer", f"--print-to-pdf={folder / 'page.pdf'}", page])
        for number, picture in ((2, "report-printed"), (_page_of_posted(folder / "page.pdf"), "report-posted")):
            pages = ["-f", str(number), "-l", str(number), "-singlefile"]
            _run(["pdftoppm", "-png", "-r", "80", *pages, str(folder / "page.pdf"), str(PICTURES / picture)])
    for path in sorted(PICTURES.glob("report*.png")):
        print(f"{path.name}: {path.stat().st_size // 1024} kB")
    return 0


def _page_of_posted(pdf: Path) -> int:
    """The page on which the table of posted payments begins."""
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout  # noqa: S603, S607
    return next(number for number, page in enumerate(text.split("\f"), 1) if "Posted payments" in page)


def _reconcile(folder: Path, *argv: str) -> None:
    _run([sys.executable, "-m", "reconcile", *argv], folder)


def _run(command: list[str], folder: Path | None = None) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
