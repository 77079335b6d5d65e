"""Laws of the MT940 reader: what was written is read back; joints, wraps and pages change nothing."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from importers import amounts, read
from importers.identifiers import german_iban
from importers.mt940_entry import parse_amount, parse_day
from importers.mt940_text import read_text
from importers.statement import Proof, Statement

DAY = date(2026, 1, 15)
MARKS = {"C": 1, "D": -1, "RC": -1, "RD": 1, "CR": 1, "DR": -1, "RCR": -1, "RDR": 1}
#: What a bank prints: no separator, no `+` that could make a tag, nothing a blank-insensitive reader would fold.
WORDS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzäöüß0123456789.,-()", min_size=1, max_size=40)
SENTENCES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


@dataclass(frozen=True, slots=True)
class Booking:
    mark: str
    minor: int
    value: int  #: days after DAY
    booked: int  #: days after the value date
    text: str
    name: str
    reference: str

    @property
    def signed(self) -> int:
        return MARKS[self.mark] * self.minor

    @property
    def days(self) -> tuple[date, date]:
        value = DAY + timedelta(self.value)
        return value + timedelta(self.booked), value


BOOKINGS = st.builds(
    Booking,
    mark=st.sampled_from(sorted(MARKS)),
    minor=st.integers(0, 10**12),
    value=st.integers(-400, 400),
    booked=st.integers(-150, 150),
    text=SENTENCES,
    name=WORDS,
    reference=st.from_regex(r"[A-Z]{2}[0-9]{1,8}", fullmatch=True),
)


def money(minor: int) -> str:
    return f"{minor // 100},{minor % 100:02d}"


def balance(tag: str, minor: int) -> str:
    return f":{tag}:{'D' if minor < 0 else 'C'}260115EUR{money(abs(minor))}"


def cut(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


def written(one: Booking, wrap: int) -> list[str]:
    booked, value = one.days
    purpose = "".join(f"?{key}{part}" for key, part in zip([*range(20, 30), *range(60, 64)], _parts(one), strict=False))
    text = f":86:166?00GUTSCHRIFT{purpose}?32{one.name}"
    return [
        f":61:{value:%y%m%d}{booked:%m%d}{one.mark}{money(one.minor)}NTRFNONREF//{one.reference}",
        *cut(text, wrap),
    ]


def _parts(one: Booking) -> list[str]:
    return [f"EREF+{one.reference}", *cut(f"SVWZ+{one.text}", 27)]


def page(number: int, opening: tuple[str, int], bookings: list[Booking], closing: str, wrap: int) -> list[str]:
    end = opening[1] + sum(one.signed for one in bookings)
    lines = [line for one in bookings for line in written(one, wrap)]
    head = [":20:STARTUMS", ":25:12030000/202051", f":28C:7/{number}", balance(*opening)]
    return [*head, *lines, balance(closing, end), "-"]


def document(pages: list[list[Booking]], wrap: int = 65, ending: str = "\r\n") -> str:
    lines, opening = [], 12345
    for number, bookings in enumerate(pages, 1):
        first, last = number == 1, number == len(pages)
        start = ("60F" if first else "60M", opening)
        lines += page(number, start, bookings, "62F" if last else "62M", wrap)
        opening += sum(one.signed for one in bookings)
    return "".join(line + ending for line in lines)


def statements(content: bytes) -> list[Statement]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statement"
        path.write_bytes(content)
        found = list(read(path))
        assert list(read(path)) == found, "reading again changes nothing"
    return found


def facts(one: Statement) -> list[tuple[object, ...]]:
    return [
        (
            *(line.amount_minor, (line.booking_date, line.value_date), line.remittance, line.counterparty_name),
            *(line.end_to_end_id, line.bank_reference, line.transaction_id),
        )
        for line in one.transactions
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(BOOKINGS, max_size=6), st.sampled_from(["utf-8", "cp1252"]))
def test_what_was_written_is_read_back(bookings: list[Booking], codec: str) -> None:
    (one,) = statements(document([bookings]).encode(codec))
    read_back = [line[:-1] for line in facts(one)]
    assert read_back == [
        (each.signed, each.days, each.text, each.name, each.reference, each.reference) for each in bookings
    ]
    assert (one.proof, one.account) == (Proof.TIES_OUT, german_iban("12030000/202051"))
    assert len({line.transaction_id for line in one.transactions}) == len(bookings), "equal twins stay two"


@settings(max_examples=60, deadline=None)
@given(st.lists(BOOKINGS, min_size=1, max_size=4), st.integers(20, 80), st.sampled_from(["\n", "\r", "\r\n"]))
def test_neither_wraps_nor_line_ends_change_anything(bookings: list[Booking], wrap: int, ending: str) -> None:
    (first,) = statements(document([bookings]).encode())
    (second,) = statements(document([bookings], wrap, ending).encode())
    assert facts(first) == facts(second)


@settings(max_examples=60, deadline=None)
@given(st.lists(BOOKINGS, min_size=1, max_size=6), st.data())
def test_pages_change_nothing(bookings: list[Booking], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(bookings)))
    (whole,) = statements(document([bookings]).encode())
    (paged,) = statements(document([bookings[:at], bookings[at:]]).encode())
    assert facts(whole) == facts(paged)
    assert (whole.proof, whole.opening, whole.statement_id) == (paged.proof, paged.opening, paged.statement_id)


@settings(max_examples=60, deadline=None)
@given(st.lists(BOOKINGS, min_size=1, max_size=5), st.integers(1, 5))
def test_overlapping_statements_give_the_same_tokens(bookings: list[Booking], count: int) -> None:
    (whole,) = statements(document([bookings]).encode())
    (part,) = statements(document([bookings[:count]]).encode())
    assert [line.transaction_id for line in whole.transactions][:count] == [
        line.transaction_id for line in part.transactions
    ]


@given(st.integers(0, 10**15), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_amounts(minor: int, currency: str) -> None:
    text = amounts.exact_text(minor, currency, mark=",")
    assert parse_amount(text, currency) == parse_amount(f"000{text}", currency) == minor


@given(st.dates(date(1980, 1, 1), date(2079, 12, 31)))
def test_days(day: date) -> None:
    assert parse_day(f"{day:%y%m%d}") == (day, "")


@given(SENTENCES, st.integers(1, 27))
def test_a_purpose_is_joined_as_it_was_cut(text: str, width: int) -> None:
    parts = cut(text, max(width, -(-len(text) // 10)))
    field = "166" + "".join(f"?{key}{part}" for key, part in zip(range(20, 30), parts, strict=False))
    assert read_text([field]).remittance == text
