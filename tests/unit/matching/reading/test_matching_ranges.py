"""Ranges in payers' texts: written out where they are ranges, and only there."""

from __future__ import annotations

import pytest

from reconcile.matching.reading.ranges import ranges_in


@pytest.mark.parametrize(
    ("text", "written_out"),
    [
        ("1012-1015", "1012 1013 1014 1015"),
        ("RE-2026-0101 bis 0103", "re-2026-0101 re-2026-0102 re-2026-0103"),
        ("2025/477-478 DANKE", "2025/477 2025/478"),
        ("RE-2026-0098-101", "re-2026-0098 re-2026-0099 re-2026-0100 re-2026-0101"),
        ("RG BH202409-162-163", "bh202409-162 bh202409-163"),
        ("2024/06/2054-2055 Zlg", "2024/06/2054 2024/06/2055"),
        ("2024/06/2054 - 2024/06/2055", "2024/06/2054 2024/06/2055"),
        ("1188-89", "1188 1189"),
        ("2026-0007", ""),
        ("1012-1012", ""),
        ("2026-0101-2026-0103", "2026-0101 2026-0102 2026-0103"),
        ("26/7 bis 26/9", "26/7 26/8 26/9"),
        ("2025-09-114", ""),
        ("118/26-120/26", "118/26 119/26 120/26"),
        ("KB0118/26 bis KB0120/26", "kb0118/26 kb0119/26 kb0120/26"),
        ("RE 118-2026 - 120-2026", "re118-2026 re119-2026 re120-2026"),
        ("Miete 01/26-03/26", ""),
        ("118/25-120/26", ""),
        ("118/26-120/26/7", ""),
        ("vom 1.3.2026", ""),
        ("vom 2026-01-28", ""),
        ("Luzern/CH 2026-01-28T12:12", ""),
        ("v.2026-01-28", ""),
        ("RE 2026-0128-0130", "re 2026-0128 re 2026-0129 re 2026-0130"),
        ("Hotel 2026/03/12-18", "12 13 14 15 16 17 18"),  # bare days, which name nothing
        ("2026-03-11T17.48 Debitk.1 2027-12", ""),
        (
            "RE-2026-03-11",
            "re-2026-03 re-2026-04 re-2026-05 re-2026-06 re-2026-07 re-2026-08 re-2026-09 re-2026-10 re-2026-11",
        ),
        ("1000-9999", ""),
        ("RE-2026-2031", ""),
        ("RE-2001-2003", "re-2001 re-2002 re-2003"),
        ("inkl. 19% USt, 1012-1013", "1012 1013"),
        ("RE-2026-RE-2028", "re-2026 re-2027 re-2028"),
        ("RE 2026 - 2028", "re2026 re2027 re2028"),
        ("Auftrag 2026-0012-13", "auftrag 2026-0012 auftrag 2026-0013"),
        ("Kunden-Nr.: 1012-1013", "kunden 1012 kunden 1013"),
        ("Kunde 4711, Rechnungen: 1012-1013", "rechnungen 1012 rechnungen 1013"),
    ],
)
def test_a_range_names_its_ends_and_the_documents_between(text: str, written_out: str) -> None:
    assert ranges_in([text]).get(0, "") == written_out
    assert ranges_in(["1-2\n", "", text, "7-8"]) == {0: "1 2", 3: "7 8", **({2: written_out} if written_out else {})}
