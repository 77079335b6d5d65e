"""How the report speaks: its own words (`texts`), the core's sentences (`reconcile.language`), amounts and days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from importers.amounts import exponent, shown
from reconcile.language import Language, numeral, phrase
from reconcile.records import shown_chance
from reconcile.report.figures import Age
from reconcile.report.outcomes import Answer, Outcome
from reconcile.report.texts import MONTHS, TEXTS


@dataclass(frozen=True, slots=True)
class Words:
    language: Language
    zone: ZoneInfo

    def __call__(self, key: str, **values: object) -> str:
        """The report's own text of that name. Raises KeyError for a name that does not exist."""
        text = TEXTS[key][self._place]
        return text.format(**values) if values else text

    def counted(self, key: str, number: int) -> str:
        """Of a text `one|many`."""
        one, many = self(key).split("|")
        return one if number == 1 else many.format(count=self.count(number))

    @property
    def _place(self) -> int:
        return 1 if self.language is Language.DE else 0

    def phrase(self, text: str) -> str:
        """A sentence or word of the core."""
        return phrase(text, self.language)

    def outcome(self, one: Outcome) -> str:
        return self(f"outcome_{one.value}")

    def answer(self, one: Answer) -> str:
        return self(f"answer_{one.value}")

    def age(self, one: Age) -> str:
        return self(f"age_{one.value}")

    # ------------------------------------------------------------------------------------------------ numbers, days

    def money(self, minor: int, currency: str) -> str:
        """`−1 200.00 EUR`, in German `−1.200,00 EUR`: all digits, a real minus."""
        return f"{self.amount(minor, currency)}\u00a0{currency}"

    def amount(self, minor: int, currency: str) -> str:
        return numeral(shown(minor, currency), self.language)

    def whole(self, minor: int, currency: str) -> str:
        """Of an axis: without the digits after the mark where they are all zero."""
        text, digits = self.amount(minor, currency), exponent(currency)
        return text[: -digits - 1] if digits and not minor % 10**digits else text

    def count(self, number: int) -> str:
        return numeral(f"{number:,}".replace(",", "\u202f"), self.language)

    def percent(self, ten_thousandths: int) -> str:
        """`99.5 %`, as short as it is exact."""
        whole, rest = divmod(ten_thousandths, 100)
        text = f"{whole}.{rest:02}".rstrip("0").rstrip(".")
        return f"{numeral(text, self.language)}\u202f%"

    def chance(self, probability: float) -> str:
        """`84.67 %`; never a rounded 100 %: that is what a person may be told of nothing."""
        return self.percent(shown_chance(probability))

    def weight(self, log_odds: float) -> str:
        """`+4.50`, `−1.00`."""
        return numeral(f"{log_odds:+.2f}".replace("-", "−"), self.language)

    def day(self, one: date | None) -> str:
        if one is None:
            return ""
        return (
            f"{one:%d.%m.%Y}" if self.language is Language.DE else f"{one.day}\u00a0{self._month(one)}\u00a0{one.year}"
        )

    def _month(self, one: date) -> str:
        return MONTHS[self._place][one.month - 1]

    def period(self, first: date | None, last: date | None) -> str:
        """`1–31 Mar 2026`, `01.–31.03.2026`: as short as it stays clear."""
        if first is None or last is None or first == last:
            return self.day(first or last)
        if (first.year, first.month) != (last.year, last.month):
            return f"{self.day(first)} – {self.day(last)}"
        return f"{first:%d}.–{self.day(last)}" if self.language is Language.DE else f"{first.day}–{self.day(last)}"

    def day_of(self, start: date, step: str) -> str:
        """A bucket of the days chart in words."""
        return self.day(start) if step == "day" else self(f"from_{step}", day=self.day(start))

    def tick(self, start: date, step: str) -> str:
        if step == "month":
            return f"{self._month(start)} {start:%y}"
        return f"{start.day}.{start.month}." if self.language is Language.DE else f"{start.day} {self._month(start)}"

    def moment(self, at: str) -> str:
        """A moment of the journal (UTC, ISO 8601) in the zone of the report, to the minute."""
        if not at:
            return ""
        local = datetime.fromisoformat(at).astimezone(self.zone)
        return f"{self.day(local.date())} {local:%H:%M}"
