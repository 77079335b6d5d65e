"""The report of a run: what the journal says about it, as records (`contents`), as one JSON object (`numbers`) and as
one offline HTML page (`page`).

Reads the journal and nothing else, so the same journal gives the same bytes. Every sum is over integers in minor units;
only the geometry of the charts is floating point.
"""

from __future__ import annotations

from reconcile.report.contents import Report, report_of
from reconcile.report.numbers import as_object

__all__ = ["Report", "as_object", "report_of"]
