"""The report on a telephone: words are read, not spelled letter by letter."""

from __future__ import annotations

from pathlib import Path

from scenario_tools import reconcile
from selenium.webdriver import Chrome

#: Every cell's width in the size of the letters.
_WIDTHS = """
  const root = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return [...document.querySelectorAll("td")].map((one) => one.getBoundingClientRect().width / root);
"""


def test_no_column_of_the_report_is_squeezed_on_a_telephone(books: Path, browser: Chrome) -> None:
    done = reconcile("report", "--out", "report.html", "--lang", "de", folder=books)
    assert done.returncode == 0, done.stderr
    metrics = {"width": 420, "height": 860, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        browser.get((books / "report.html").as_uri())
        assert min(browser.execute_script(_WIDTHS)) >= 4.9
        assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
