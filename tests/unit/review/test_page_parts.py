"""The pure parts of the review page: colours, words, shared words, what is shown, what the search finds."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_builders import allocation, discounted, item, netted, overpaid, proposal, several, single, transaction

from reconcile.kanbert.open_amounts import PAYMENT_STATUSES
from reconcile.language import Language
from reconcile.matching.signals import SIGNALS
from reconcile.records import Alternative, Decision, DifferenceKind, Evidence, OpenItem, Proposal
from reconcile.report.texts import TEXTS as TEXTS_OF
from reconcile.review.finding import search
from reconcile.review.page import rendering, words
from reconcile.review.page.comparing import SIGNALS as SHOWN
from reconcile.review.page.comparing import Grade, Piece, evidence_for, findings, shared_words
from reconcile.review.page.guard import Guard
from reconcile.review.page.rendering import FOLDER, Pen
from reconcile.review.page.review import Line, Standing
from reconcile.review.page.viewing import Others, View, as_much_as_possible, view
from reconcile.review.page.words import keys, word

# ------------------------------------------------------------------------------------------------------------ colours

CSS = (FOLDER / "static" / "page.css").read_text(encoding="utf-8")
COLOURS = {name: pair for name, *pair in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", CSS)}

#: Text on its ground, as the style sheet puts them together (WCAG 2.2 AA: 4.5).
TEXTS = (
    *(("ink", ground) for ground in ("paper", "card", "raised", "chosen")),
    *(("soft", ground) for ground in ("paper", "card", "raised", "chosen")),
    *((colour, "paper") for colour in ("sure", "review", "ambiguous", "unmatched", "yes", "no")),
    *((colour, "chosen") for colour in ("sure", "review", "ambiguous", "unmatched", "yes", "no", "accent")),
    *((colour, "card") for colour in ("accent", "no", "yes", "sure", "review", "ambiguous", "unmatched")),
    *((f"on-{name}", name) for name in ("accent", "yes", "no", "mark", "warn", "bad")),
)
#: Edges of what can be operated, and the mark of the focus (3).
EDGES = (("edge", "card"), ("edge", "paper"), ("accent", "card"), ("accent", "paper"))


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("pair", "least"), [*((one, 4.5) for one in TEXTS), *((one, 3.0) for one in EDGES)], ids=str)
def test_contrast_is_enough_for_weak_eyes(pair: tuple[str, str], least: float, theme: int) -> None:
    front, ground = (COLOURS[name][theme] for name in pair)
    assert contrast(front, ground) >= least


def test_what_kanbert_says_of_a_document_is_said_in_the_language_of_the_page() -> None:
    assert words.states_of("booked / partly_paid", Language.DE) == "gebucht / teilweise bezahlt"
    assert words.states_of("booked / half", Language.DE) == "gebucht / half", "a word nobody knows stays"
    assert words.states_of("booked / open", Language.EN) == "booked / open"
    known = {one for of_side in PAYMENT_STATUSES.values() for one in of_side}
    assert all(words.states_of(one, Language.DE) != one for one in known)


def test_every_colour_of_the_style_sheet_is_one_of_the_pairs() -> None:
    used = set(re.findall(r"(?:^|[ ;{])(?:color|background): var\(--([\w-]+)\)", CSS))
    assert used <= {name for pair in (*TEXTS, *EDGES) for name in pair}
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert not re.findall(r"(?:color|background): #", CSS), "colours stand in one place"


# -------------------------------------------------------------------------------------------------------------- words


def test_every_word_of_the_templates_and_the_code_exists_in_both_languages() -> None:
    sources = [
        *(FOLDER / "templates").glob("*.html"),
        *(path for path in FOLDER.glob("*.py") if path.name != "words.py"),
    ]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    asked = set(re.findall(r"""\bt\(\s*["'](\w+)["'](?!\s*~)""", text)) | set(re.findall(r'words\("(\w+)"', text))
    assert asked <= keys()
    for key in keys():
        values = dict.fromkeys(re.findall(r"\{(\w+)\}", _raw(key)), "x")
        english, german = (word(key, language, **values) for language in Language)
        assert english
        assert german
    unused = {key for key in keys() if f'"{key}"' not in text and f"'{key}'" not in text}
    assert {key for key in unused if not key.startswith(("standing_", "signal_", "grade_"))} == set()


def test_every_signal_has_a_name_on_the_page() -> None:
    assert {f"signal_{one.name}" for one in SIGNALS} <= keys()


def test_every_signal_of_the_matcher_is_shown_and_no_other() -> None:
    """What the sum rests on has to stand under `Between them`, or a person decides on less than the program did."""
    evidence = [Evidence(signal=one.name, finding="x", log_odds=1.0) for one in SIGNALS]
    assert sorted(one.signal for one in findings(evidence)) == sorted(one.name for one in SIGNALS)
    assert sorted(SHOWN) == sorted(one.name for one in SIGNALS)


def _raw(key: str) -> str:
    return " ".join(words._WORDS[key])


# ------------------------------------------------------------------------------------------------------- shared words


def marked(one: Proposal, text: str) -> list[str]:
    shared = shared_words(one, [part.item for part in one.allocations])
    return [piece.text for piece in shared.pieces(text) if piece.marked]


@pytest.mark.parametrize(
    ("remittance", "invoice", "wanted"),
    [
        ("Rechnung RE-2026-0101 danke", "RE-2026-0101", ["RE-2026-0101"]),
        ("RE 2026/0101", "RE-2026-0101", ["RE 2026/0101"]),
        ("re20260101", "RE-2026-0101", ["re20260101"]),
        ("RE-2026-0102", "RE-2026-0101", []),
        ("2026 im Jahr", "RE-2026-0101", []),
        ("=1+1 <script>", "RE-2026-0101", []),
    ],
)
def test_an_invoice_number_is_found_however_it_is_written(remittance: str, invoice: str, wanted: list[str]) -> None:
    one = proposal(allocation(item(invoice), 120000), line=transaction(remittance=remittance, counterparty_name="X"))
    assert marked(one, remittance) == wanted


def test_umlauts_are_one_word_however_the_bank_writes_them() -> None:
    of = item(party_names=("Müller Möbel GmbH",), title="Straße")
    for name in ("MUELLER MOEBEL GMBH", "Muller Mobel GmbH", "Müller Möbel"):
        one = proposal(allocation(of, 120000), line=transaction(counterparty_name=name, remittance="Strasse"))
        assert marked(one, "Müller Möbel GmbH") == ["Müller", "Möbel"]
        assert marked(one, "Straße") == ["Straße"]


@given(st.text(max_size=80), st.text(max_size=30), st.text(max_size=30))
def test_marking_changes_no_letter(text: str, number: str, name: str) -> None:
    of = item(number, party_names=(name,))
    one = proposal(allocation(of, 120000), line=transaction(remittance=text, counterparty_name=name))
    pieces: list[Piece] = shared_words(one, [of]).pieces(text)
    assert "".join(piece.text for piece in pieces) == text


# ------------------------------------------------------------------------------------------------------ what is shown


def line_of(one: Proposal) -> Line:
    return Line(proposal=one, place=1, standing=Standing.OPEN, state="", decision=None, version=0)


def shown(one: Proposal, chosen: OpenItem | None = None, *, claimed: int = 0, taken: int = 0) -> View:
    """`claimed`, `taken`: of each invoice, by other lines."""
    documents = [part.item.item_id for part in one.allocations]
    others = Others(dict.fromkeys(documents, claimed), dict.fromkeys(documents, taken))
    return view(line_of(one), {}, others, chosen)


@pytest.mark.parametrize("one", several(), ids=lambda one: one.line.transaction.transaction_id)
def test_what_is_shown_adds_up_to_the_line(one: Proposal) -> None:
    seen = shown(one)
    booked = sum(-part.allocated_minor if part.is_credit else part.allocated_minor for part in seen.bookings)
    assert booked + seen.rest_minor == abs(one.line.transaction.amount_minor)


def test_what_other_lines_take_does_not_stay_open() -> None:
    one = proposal(allocation(item(open_minor=803_250), 203_250), line=transaction(amount_minor=203_250))
    assert shown(one).bookings[0].left_minor == 600_000
    assert shown(one, claimed=400_000, taken=200_000).bookings[0].left_minor == 0
    assert shown(one, claimed=803_250).bookings[0].left_minor == 0


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.EN, "1 000.00 of 1 210.00 EUR"),
        (Language.DE, "1.000,00 von 1.210,00 EUR"),
    ],
)
def test_what_is_approved_is_the_part_on_invoices(language: Language, said: str) -> None:
    """An overpayment is not approved whole: the rest stays with a person."""
    one = overpaid()
    part = replace(one.allocations[0], allocated_minor=100000)
    decision = Decision(
        proposal=one,
        approved=True,
        allocations=(part,),
        unallocated_minor=one.line.transaction.amount_minor - 100000,
        difference_kind=one.difference_kind,
    )
    assert rendering.decided_words(Pen(language), decision).replace("\u202f", " ").startswith(f"{said} · ")
    declined = Decision.as_proposed(one, approved=False)
    assert rendering.decided_words(Pen(language), declined) == rendering.line_words(Pen(language), one)
    whole = Decision.as_proposed(single(), approved=True)
    assert " of " not in rendering.decided_words(Pen(Language.EN), whole)


def test_a_name_with_a_full_stop_ends_the_sentence() -> None:
    said = word("said_no", Language.EN, line="5.00 EUR · Speicherboden e.V.")
    assert said == "Rejected: 5.00 EUR · Speicherboden e.V."


def test_the_page_and_explain_call_a_signal_the_same() -> None:
    for key in sorted(one for one in keys() if one.startswith("signal_")):
        assert tuple(word(key, one).casefold() for one in Language) == tuple(one.casefold() for one in TEXTS_OF[key])


def test_a_discount_leaves_nothing_open_and_an_overpayment_leaves_a_rest() -> None:
    assert shown(discounted()).bookings[0].left_minor == 0
    assert (shown(overpaid()).rest_minor, shown(overpaid()).rest_kind) == (1000, DifferenceKind.OVERPAYMENT)
    assert shown(netted()).rest_minor == 0


@pytest.mark.parametrize(
    ("open_minor", "discount", "wanted"),
    [
        (120000, 0, (120000, 0, DifferenceKind.NONE)),
        (100000, 0, (100000, 0, DifferenceKind.NONE)),
        (150000, 0, (120000, 0, DifferenceKind.PART_PAYMENT)),
        (122400, 2400, (120000, 2400, DifferenceKind.DISCOUNT)),
        (122400, 2000, (120000, 0, DifferenceKind.PART_PAYMENT)),
        (None, 0, (120000, 0, DifferenceKind.NONE)),
    ],
)
def test_a_chosen_invoice_takes_as_much_as_it_can(
    open_minor: int | None, discount: int, wanted: tuple[int, int, DifferenceKind]
) -> None:
    one = as_much_as_possible(item(open_minor=open_minor, discount_minor=discount), 120000)
    assert (one.allocated_minor, one.discount_minor, one.difference_kind) == wanted


def test_findings_are_of_what_is_shown() -> None:
    mine = (Evidence(signal="party_name", finding="name equal", log_odds=2.0),)
    theirs = (
        Evidence(signal="prior", finding="before any evidence", log_odds=-3.0),
        Evidence(signal="booking_date", finding="paid late", log_odds=-1.0),
        Evidence(signal="title", finding="nothing known", log_odds=0.0),
    )
    other = item("RE-2", item_id="other")
    rival = Alternative(item_id="other", number="RE-2", party_name="", open_minor=1, probability=0.2, evidence=theirs)
    one = replace(single(), evidence=mine, alternatives=(rival,))
    assert evidence_for(one, [one.allocations[0].item]) == mine
    assert evidence_for(one, [other]) == theirs
    assert evidence_for(one, [item("RE-3", item_id="third")]) == ()
    assert [(found.signal, found.grade) for found in findings(theirs)] == [
        ("booking_date", Grade.AGAINST),
        ("title", Grade.SILENT),
    ]


@pytest.mark.parametrize("language", list(Language))
def test_hostile_texts_stay_texts(language: Language) -> None:
    """Names, texts, numbers and titles come from strangers."""
    evil = "<script>alert(1)</script>\"' onload=x {{ 7*7 }}"
    of = item(evil, party_names=(evil,), title=evil, state=evil, unsafe=(evil,))
    line = transaction(counterparty_name=evil, remittance=evil, booking_text=evil, ultimate_name=evil)
    one = proposal(allocation(of, 120000), line=line, reasons=(evil,), warnings=(evil,), missing=evil)
    pen = Pen(language)
    html = pen.render("detail.html", view=shown(one), total=1, warnings=[evil], doubt=evil, note=evil)
    html += rendering.queue_item(pen, line_of(one)) + rendering.hits(pen, [of], one)
    seen = Tags()
    seen.feed(html)
    assert "script" not in seen.names
    assert not [name for name in seen.attributes if name.startswith("on") or name == "style"]
    assert "49" not in re.sub(r"\d{4}", "", html.replace("&#34;", "").replace("&#39;", ""))


class Tags(HTMLParser):
    """What a browser would make of it."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)


# --------------------------------------------------------------------------------------------------------- the search

ITEMS = (
    item("RE-2026-0101", 120000, party_names=("Müller GmbH",), title="Webpflege"),
    item("RE-2026-0102", 50000, party_names=("Huber KG",), title="Plakat", references=("PO-77",)),
    item("2026-9", 50001, party_names=("Huber KG",), title="Flyer"),
)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("0101", ["RE-2026-0101"]),
        ("re20260102", ["RE-2026-0102"]),
        ("muller web", ["RE-2026-0101"]),
        ("MÜLLER", ["RE-2026-0101"]),
        ("huber", ["RE-2026-0102", "2026-9"]),
        ("500,00", ["RE-2026-0102"]),
        ("500.01", ["2026-9"]),
        ("po-77", ["RE-2026-0102"]),
        ("huber web", []),
        ("2026-9", ["2026-9"]),
        ("", ["RE-2026-0102", "2026-9", "RE-2026-0101"]),
    ],
)
def test_the_search_finds_what_has_all_the_words_nearest_amount_first(words: str, wanted: list[str]) -> None:
    assert [one.number for one in search(ITEMS, words, near_minor=-50000)] == wanted


# ---------------------------------------------------------------------------------------------------------- the guard


def test_an_invitation_is_good_for_one() -> None:
    guard = Guard(8080, invitation="a" * 32, cookie="b" * 32, csrf="c" * 32)
    assert not guard.admit("")
    assert not guard.admit("ä")
    assert guard.admit("a" * 32)
    assert not guard.admit("a" * 32)
    assert guard.knows({"reconcile-8080": "b" * 32})
    assert not guard.knows({"reconcile-8081": "b" * 32})


def test_templates_have_no_style_and_no_script_of_their_own() -> None:
    """The content policy would refuse them."""
    for path in (FOLDER / "templates").glob("*.html"):
        text = Path(path).read_text(encoding="utf-8")
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=|https?:", text), path.name
