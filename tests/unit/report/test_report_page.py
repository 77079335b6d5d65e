"""The page: harmless whatever stands in the data, the same bytes every time, legible in both languages and in grey."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from report_world import ZONE, Month, the_month

from importers.identifiers import is_iban
from reconcile.language import Language
from reconcile.report import Report
from reconcile.report.charts import Chart, nice_step
from reconcile.report.page import page_of
from reconcile.report.safe_text import masked_account, safe
from reconcile.report.texts import TEXTS
from reconcile.report.view import View
from reconcile.report.words import Words

TEMPLATES = Path(__file__).resolve().parents[3] / "reconcile" / "report" / "templates"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "</title></svg><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% for x in y %}",
    "javascript:alert(1)",
    "&lt;script&gt;&#x3c;b&#62;",
    "<!-- --><iframe srcdoc='<script>1</script>'>",
    "'; DROP TABLE event; --",
    '=HYPERLINK("http://evil.example")',
    "invoice\u202egpj.exe\u2066\u200b",
    "line\r\nbreak\x00\x1b[31m",
    "DE89 3704 0044 0532 0130 00",
)


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    return the_month(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def report(month: Month) -> Report:
    return month.report()


@dataclass
class Seen(HTMLParser):
    """What a browser would make of it."""

    tags: Counter[str] = field(default_factory=Counter)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    open_tags: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    VOID = frozenset({"meta", "br", "rect", "line", "circle", "path"})

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in self.VOID:
            self.open_tags.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open_tags.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def seen(page: bytes) -> Seen:
    parser = Seen()
    parser.feed(page.decode())
    parser.close()
    assert parser.open_tags == []
    return parser


def with_texts(value: Any, hostile: str) -> Any:
    """The same records with the text instead of every free text of a bank, a payer, a server or a person."""
    free = {"counterparty", "remittance", "words", "note", "number", "party", "account_name", "statement", "source"}
    free |= {"numbers", "payment_id", "missing", "by", "kanbert", "kind"}
    if is_dataclass(value) and not isinstance(value, type):
        named = {
            one.name: safe(hostile)
            if one.name in free and isinstance(getattr(value, one.name), str) and one.name != "kind"
            else with_texts(getattr(value, one.name), hostile)
            for one in fields(value)
        }
        return replace(value, **named)
    if isinstance(value, tuple):
        return tuple(safe(hostile) if type(one) is str and " " in one else with_texts(one, hostile) for one in value)
    return value


def test_who_decided_on_the_page_is_said_in_the_language_of_the_report(report: Report) -> None:
    one = report.posted[0]
    page = replace(one.approved, source="review page", source_sha256="")
    file = replace(one.approved, source="tax", source_sha256="ab" * 32)
    said = replace(report, posted=(replace(one, approved=page), replace(one, approved=file)))
    german, english = (page_of(said, language, ZONE).decode() for language in (Language.DE, Language.EN))
    assert ('<small class="text">Prüfseite</small>' in german, "review page" in german) == (True, False)
    assert '<small class="text">review page</small>' in english
    assert '<small class="text">tax</small>' in german, "the name of a file is no word of ours"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_stay_texts(report: Report, hostile: str) -> None:
    few = replace(report, waiting=report.waiting[:40], posted=report.posted[:20])
    honest = seen(page_of(few, Language.EN, ZONE))
    attacked = page_of(with_texts(few, hostile), Language.EN, ZONE)
    found = seen(attacked)
    assert set(found.tags) == set(honest.tags), "a text made an element"
    assert {(tag, name) for tag, name, _ in found.attributes} == {(tag, name) for tag, name, _ in honest.attributes}
    assert sum(word.strip() == safe(hostile) for word in found.words) > 100, "the text is not shown as it is"
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\u200b]", attacked.decode())
    assert "DE89 3704" not in attacked.decode()


def test_no_script_and_no_resource_from_anywhere(report: Report) -> None:
    page = page_of(report, Language.DE, ZONE)
    found = seen(page)
    assert not {"script", "link", "img", "iframe", "object", "embed", "form", "input", "base", "image", "use"} & set(
        found.tags
    )
    for tag, name, value in found.attributes:
        assert not name.startswith("on"), (tag, name)
        assert name not in ("src", "srcset", "action", "background", "style"), (tag, name)
        if name in ("href", "xlink:href"):
            assert value.startswith("#"), value
    style = re.search(r"<style>(.*?)</style>", page.decode(), re.DOTALL)
    assert style is not None
    assert set(re.findall(r"url\((.*?)\)", style[1])) <= {"#hatch-approved", "#hatch-attention", "#hatch-unmatched"}
    assert "@import" not in style[1]
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    (policy,) = [value for tag, name, value in found.attributes if tag == "meta" and value.startswith("default-src")]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_the_same_journal_gives_the_same_bytes(month: Month, report: Report) -> None:
    for language in Language:
        assert page_of(month.report(), language, ZONE) == page_of(report, language, ZONE)


def test_no_whole_iban_anywhere(month: Month, report: Report) -> None:
    ibans = {one.account for statement in month.statements for one in statement.transactions}
    ibans |= {one.counterparty_iban for statement in month.statements for one in statement.transactions}
    ibans = {one for one in ibans if is_iban(one)}
    assert len(ibans) > 100
    page = page_of(report, Language.EN, ZONE).decode()
    assert not [one for one in ibans if one in page]
    account = report.balances[0].account
    assert re.fullmatch("[A-Z]{2}…[A-Z0-9]{4}", account)
    assert account in page


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("von DE89 3704 0044 0532 0130 00 RE-1", "von DE…3000 RE-1"),
        ("at611904300234573201.", "AT…3201."),
        ("CH93 0076 2011 6238 5295 7", "CH…2957"),
        ("IBANDE89370400440532013000 RE-1", "IBANDE…3000 RE-1"),
        ("DE89370400440532013000DE89370400440532013000", "DE…3000DE…3000"),
        ("DE89\u00a03704\u202f0044\n0532\t0130  00", "DE…3000"),
        ("DE89-3704-0044-0532-0130-00, DE 89 3704.0044.0532.0130.00", "DE…3000, DE…3000"),
        ("RE2026000123456", "RE2026000123456"),  # an invoice number
        ("aa76c638dec7e4b84b39", "aa76c638dec7e4b84b39"),  # a payment's id
        ("DE89370400440532013001", "DE89370400440532013001"),  # wrong check digits: no account
    ],
)
def test_ibans_are_masked_and_ids_are_not(text: str, shown: str) -> None:
    assert safe(text) == shown
    assert safe(shown) == shown


def test_accounts_are_masked() -> None:
    assert masked_account("DE02 1203 0000 0000 2020 51") == "DE…2051"
    assert masked_account("20040000/1234567") == "…4567"


def test_every_row_is_on_the_page_once_in_its_table(report: Report) -> None:
    page = page_of(report, Language.EN, ZONE).decode()
    waiting = sorted(report.waiting, key=lambda row: row.verdict == "sure")  # those to be looked at come first
    for name, ids in (
        ("posted", [row.bank.token for row in report.posted]),
        ("waiting", [row.bank.proposal_id for row in waiting]),
        ("changed", [row.bank.proposal_id for row in report.changed]),
        ("attention", [row.bank.token for row in report.attention]),
    ):
        section = re.search(rf'<section id="{name}">.*?</section>', page, re.DOTALL)
        assert section is not None
        assert re.findall(r'<span class="id">((?:KR1|P)-\w+)</span>', section[0]) == ids, name


def test_tables_have_headers_and_charts_say_what_they_show(report: Report) -> None:
    page = page_of(report, Language.EN, ZONE).decode()
    for table in re.findall(r"<table>.*?</table>", page, re.DOTALL):
        assert "<thead>" in table
        assert all('scope="' in cell for cell in re.findall(r"<th(?: [^>]*)?>", table))
        columns = {len(re.findall(r"<t[hd][ >]", row)) for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)}
        whole = [row for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL) if "colspan" not in row]
        assert len({len(re.findall(r"<t[hd][ >]", row)) for row in whole}) == 1, columns
    charts = re.findall(r'<svg viewBox[^>]* role="img".*?</svg>', page, re.DOTALL)
    assert len(charts) >= 5
    for chart in charts:
        names = re.search(r'aria-labelledby="(\S+) (\S+)"', chart)
        assert names is not None
        assert f'<title id="{names[1]}">' in chart
        assert f'<desc id="{names[2]}">' in chart
    headings = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    links = re.findall(r'href="#([^"]+)"', page)
    assert len(links) >= 8
    assert set(links) <= set(ids)


def test_both_languages_say_the_same_numbers(report: Report) -> None:
    english, german = (page_of(report, language, ZONE).decode() for language in Language)
    assert '<html lang="en">' in english
    assert '<html lang="de">' in german
    begin, end = r"(?<=>)−?\d{1,3}", r"\d\d(?=[<\u00a0])"
    amounts = [
        re.findall(rf"{begin}(?:{mark}\d{{3}})*{point}{end}", page)
        for page, mark, point in ((english, "\u202f", r"\."), (german, r"\.", ","))
    ]
    assert [re.sub(r"\D", "", one) for one in amounts[1]] == [re.sub(r"\D", "", one) for one in amounts[0]]
    assert len(amounts[0]) > 500


def test_every_text_is_used_and_has_both_languages() -> None:
    room = TEMPLATES.parent
    files = [path for path in (*room.glob("*.py"), *TEMPLATES.iterdir()) if path.name != "texts.py"]
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    families = ("outcome_", "answer_", "age_", "signal_", "side_", "days_title_", "from_")
    for key, (english, german) in TEXTS.items():
        assert f'"{key}"' in source or f"'{key}'" in source or key.startswith(families), f"{key} is used nowhere"
        assert english.count("|") == german.count("|"), key
        for one, other in zip(english.split("|"), german.split("|"), strict=True):
            assert one, key
            assert set(re.findall(r"{\w+}", one)) == set(re.findall(r"{\w+}", other)), key


@pytest.mark.parametrize(
    ("minor", "currency", "english"),
    [
        (-120000, "EUR", "−1_200.00"),
        (0, "EUR", "0.00"),
        (1234567, "JPY", "1_234_567"),
        (9_007_199_254_740_993, "EUR", "90_071_992_547_409.93"),
    ],
)
def test_amounts_are_exact_in_both_languages(minor: int, currency: str, english: str) -> None:
    shown = f"{english.replace('_', chr(0x202F))}\u00a0{currency}"
    assert Words(Language.EN, ZONE).money(minor, currency) == shown
    assert Words(Language.DE, ZONE).money(minor, currency) == shown.replace(".", ",").replace("\u202f", ".")


def test_days_and_moments() -> None:
    english, german = Words(Language.EN, ZONE), Words(Language.DE, ZoneInfo("Europe/Vienna"))
    assert english.period(date(2026, 3, 1), date(2026, 3, 31)) == "1–31\u00a0Mar\u00a02026"
    assert german.period(date(2026, 3, 1), date(2026, 3, 31)) == "01.–31.03.2026"
    assert german.period(date(2025, 12, 1), date(2026, 1, 31)) == "01.12.2025 – 31.01.2026"
    assert german.moment("2026-03-20T23:30:00.000Z") == "21.03.2026 00:30"
    assert english.percent(9_950) == "99.5\u202f%"
    assert german.percent(9_950) == "99,5\u202f%"


# ----------------------------------------------------------------------------------------------------------- charts


def charts_of(report: Report) -> list[Chart]:
    view = View(report, Words(Language.EN, ZONE))
    return [
        *(view.shares_chart(shares) for _, shares in view.shares),
        *(view.days_chart(days) for _, days in view.days),
        *(view.ages_chart(rows) for rows in view.ages),
        view.confidence_chart(),
    ]


def test_nothing_of_a_chart_lies_outside_it(report: Report) -> None:
    for chart in charts_of(report):
        assert chart.bars
        for bar in chart.bars:
            assert bar.width > 0
            assert bar.height > 0
            assert bar.x >= 0
            assert bar.x + bar.width <= chart.width + 1e-6
            assert bar.y >= 0
            assert bar.y + bar.height <= chart.height + 1e-6
        for label in chart.labels:
            assert 0 <= label.x <= chart.width
            assert 0 < label.y <= chart.height


def test_the_bars_of_a_share_chart_are_its_whole(report: Report) -> None:
    view = View(report, Words(Language.EN, ZONE))
    for _, shares in view.shares:
        rows = {bar.y: 0.0 for bar in view.shares_chart(shares).bars}
        for bar in view.shares_chart(shares).bars:
            rows[bar.y] += bar.width
        assert all(width == pytest.approx(624.0) for width in rows.values())


def test_equal_amounts_are_equally_long(report: Report) -> None:
    view = View(report, Words(Language.EN, ZONE))
    ((_, days),) = view.days
    chart = view.days_chart(days)
    total = sum(one.in_minor + one.out_minor for one in days)
    drawn = sum(bar.height for bar in chart.bars)
    one = max(chart.bars, key=lambda bar: bar.height)
    amount = int(re.sub(r"\D", "", one.tip.rpartition(": ")[2]))
    assert one.height / drawn == pytest.approx(amount / total)


@pytest.mark.parametrize(
    ("largest", "step"), [(1, 1), (4, 1), (5, 2), (37, 10), (61, 20), (99_999, 50_000), (10**9, 5 * 10**8)]
)
def test_nice_steps(largest: int, step: int) -> None:
    assert nice_step(largest, 4) == step


# ------------------------------------------------------------------------------------------------------------ legible


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_texts_have_the_contrast_of_aa() -> None:
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    named = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", style))
    for colour in (named["ink"], named["quiet"], named["accent"], named["warn"], "#17508a"):
        assert contrast(colour, "#ffffff") >= 4.5, colour


def test_fills_that_touch_differ_in_grey_or_in_pattern() -> None:
    """Colour never alone: printed in grey, neighbours are still told apart; every bar has an outline of 3 : 1."""
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    fills = dict(re.findall(r"\.fill-(\w+)(?:, [^{]*)? \{ fill: ([^;]+); \}", style))
    plain = {name: fill for name, fill in fills.items() if fill.startswith("#")}
    assert {"posted", "proposed", "declined", "no_invoice"} <= set(plain)
    for before, after in pairwise(sorted(plain.values(), key=luminance)):
        assert contrast(before, after) >= 1.4, (before, after)
    outline = re.search(r"rect \{ stroke: (#[0-9a-f]{6})", style)
    assert outline is not None
    assert contrast(outline[1], "#ffffff") >= 3
