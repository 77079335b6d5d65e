"""The report as one offline HTML page: no script, no external resource, every text escaped."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reconcile.language import Language
from reconcile.report.contents import Report
from reconcile.report.outcomes import Answer, Outcome
from reconcile.report.view import View
from reconcile.report.words import Words


def page_of(report: Report, language: Language, zone: ZoneInfo) -> bytes:
    """UTF-8. Moments are shown in `zone`."""
    words = Words(language, zone)
    style = _environment().get_template("report.css").render()
    text = (
        _environment()
        .get_template("report.html")
        .render(
            report=report,
            view=View(report, words),
            words=words,
            style=Markup(style),  # noqa: S704 - our own file; nothing of a user is in it
            style_hash=_hash_of(style),
            answers=tuple(Answer),
            outcomes=Outcome,
        )
    )
    return text.encode("utf-8")


def _hash_of(style: str) -> str:
    """By which the page's content policy knows our style sheet, and lets no other one in."""
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("reconcile.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
