"""Lists that go on with the last digits only are written out; years, parts and amounts are none."""

from __future__ import annotations

import pytest

from reconcile.matching.reading.tails import tails_in


@pytest.mark.parametrize(
    ("text", "written_out"),
    [
        ("2026-0412/13", "2026-0412 2026-0413"),
        ("RE-2026-0412/13/14", "re-2026-0412 re-2026-0413 re-2026-0414"),
        ("Rechnungen 412/13", "rechnungen 412 rechnungen 413"),
        ("RE 412/13", "re412 re413"),
        ("2026/0412+13", "2026/0412 2026/0413"),
        ("Kunde 412/13", "kunde 412 kunde 413"),  # and so no document's
        ("412/413", ""),  # found as it is
        ("RE 118/26", ""),
        ("RE-2026-0420/21", ""),  # may be the year
        ("0412/11", ""),
        ("0412/99", ""),
        ("0412/13.50", ""),
        ("412/13 %", ""),
        ("12/13", ""),
        ("vom 2026-03-10/11", ""),
        ("412 / 13", ""),
    ],
)
def test_the_last_digits_go_on_a_list(text: str, written_out: str) -> None:
    assert dict(tails_in(["", text, "7/8"])) == ({1: written_out} if written_out else {})
