"""Any sane proposal, in texts that try to be formulas, numbers, dates and other files."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from review_builders import allocation, item, proposal, transaction

from reconcile.records import Allocation, Alternative, DifferenceKind, Document, OpenItem, Proposal, Side, Verdict
from reconcile.review.cells import one_line
from reconcile.review.proposals import Layout

PAYLOADS = (
    "=1+1",
    "+43 1 234",
    "-2026/7",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r\n=cmd|' /C calc'!A0",
    "\u200b=1+1",
    ' =HYPERLINK("http://x";"y")',
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "'=1+1",
    "''-1",
    "' =1",
    '"=1+1"',
)

#: Several of them become each other in a spreadsheet.
NUMBERS = (
    *PAYLOADS,
    "RE-2026-0101",
    "RE-2026-0102",
    "re-2026-0101",
    "000123",
    "00123",
    "123",
    "9e12",
    "9000000000000",
    "210000000003139471430009017",
    "210000000003139471430009025",
    "1200,00",
    "1200",
    "1.200",
    "3-2026",
    "2026-03-01",
    "TRUE",
    "MAR1",
    "RE „5“",
)

_CHARS = "ab ÄßłÉ;,\t\n\"'“’=+-@0129.E…–✓\u00a0\u202e"
texts = st.one_of(st.sampled_from(PAYLOADS), st.sampled_from(NUMBERS), st.text(_CHARS, max_size=30))
amounts = st.one_of(st.integers(1, 10**6), st.sampled_from([1, 100, 120000, 123400, 10**11]))
layouts = st.builds(
    Layout,
    delimiter=st.sampled_from([";", ",", "\t"]),
    decimal_mark=st.sampled_from([",", "."]),
    bom=st.booleans(),
    line_end=st.sampled_from(["\r\n", "\n"]),
    language=st.sampled_from(["en", "de"]),
)
_OF_REST = st.sampled_from([DifferenceKind.OVERPAYMENT, DifferenceKind.BANK_FEE, DifferenceKind.SMALL_DIFFERENCE])


@st.composite
def items(draw: st.DrawFn, side: Side, place: str) -> OpenItem:
    number = draw(st.sampled_from(NUMBERS))
    return item(number, draw(amounts), item_id=f"{draw(st.sampled_from(['inv', '=9', '0']))}{place}", side=side)


@st.composite
def allocations(draw: st.DrawFn, sign: int, of: OpenItem) -> Allocation:
    """Whole, in part, or discounted; the open amount known or not."""
    assert of.open_minor is not None
    minor = draw(st.one_of(st.just(of.open_minor), st.integers(1, of.open_minor)))
    kind, gap = DifferenceKind.NONE, of.open_minor - minor
    if gap:
        kind = draw(st.sampled_from([DifferenceKind.NONE, DifferenceKind.DISCOUNT, DifferenceKind.PART_PAYMENT]))
    discount = sign * gap if kind is DifferenceKind.DISCOUNT else 0
    known = of if draw(st.integers(0, 5)) else replace(of, open_minor=None)
    return allocation(known, sign * minor, kind, discount)


@st.composite
def proposals(draw: st.DrawFn, place: int = 0) -> Proposal:
    sign, side = draw(st.sampled_from([(1, Side.OUTGOING), (-1, Side.INCOMING)]))
    count = draw(st.integers(0, 3))
    found = [draw(items(side, f"-{place}-{index}")) for index in range(count)]
    parts = [draw(allocations(sign, of)) for of in {one_line(of.number): of for of in found}.values()]
    rest = draw(st.one_of(st.just(0), amounts)) if parts else draw(amounts)
    if len(parts) > 1 and draw(st.booleans()):
        parts[-1], rest = _as_credit(parts, rest)
    line = transaction(
        sum(one.allocated_minor for one in parts) + sign * rest,
        transaction_id=f"KR1-{place:016d}",
        counterparty_name=draw(texts),
        remittance=draw(texts),
        creditor_reference=draw(st.sampled_from(["", "RF18539007547034", "210000000003139471430009017", "000123"])),
        bank_reference=draw(texts),
        line=draw(st.integers(0, 2000)),
    )
    one = proposal(
        *parts,
        line=line,
        verdict=draw(st.sampled_from([Verdict.SURE, Verdict.REVIEW, Verdict.AMBIGUOUS])),
        rest_kind=draw(_OF_REST) if rest and parts else DifferenceKind.NONE,
        confidence=draw(st.floats(0, 1)),
        warnings=tuple(draw(st.lists(texts, max_size=2))),
    )
    other = Alternative(item_id="x", number=draw(texts), party_name="", open_minor=draw(amounts), probability=0.1)
    return replace(one, alternatives=(other,))


def _as_credit(parts: list[Allocation], rest: int) -> tuple[Allocation, int]:
    """The last part as a credit note taken off; the rest grows until the line keeps its direction."""
    last = parts[-1]
    credit = replace(
        last,
        item=replace(last.item, document=Document.CREDIT),
        allocated_minor=-last.allocated_minor,
        discount_minor=0,
        difference_kind=DifferenceKind.NONE,
    )
    left = sum(abs(one.allocated_minor) for one in parts[:-1]) - abs(last.allocated_minor)
    return credit, rest if left + rest > 0 else rest - left + 1


@st.composite
def runs(draw: st.DrawFn) -> list[Proposal]:
    return [draw(proposals(place)) for place in range(draw(st.integers(1, 4)))]
