"""The texts payers and banks write for a payment whose hint is dealt; and how well such a text names its documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from worlds import hints, numbers
from worlds.calendar import day_of, month_name
from worlds.dice import Dice
from worlds.habits import Drawn, kept
from worlds.index import Index
from worlds.ledger import Doc, Pay
from worlds.setting import Setting

_FIELD = 140  #: characters of SEPA's unstructured remittance information
_WRAPS = (35, 70)
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Text:
    remittance: str = ""
    reference: str = ""  #: structured
    end_to_end: str = ""
    kind: str = ""  #: of the structured reference


class Writer:
    def __init__(self, dice: Dice, setting: Setting, index: Index) -> None:
        mix = setting.mix
        self.dice, self.words, self.index, self.family = dice, setting.words, index, setting.family
        self._decoys = [
            (mix.of("decoy_date"), "decoys_date"),
            (mix.of("decoy_amount"), "decoys_amount"),
            (mix.of("decoy_customer_number"), "decoys_customer"),
            (mix.of("decoy_longer_number"), "decoys_long"),
        ]
        self._line_s_way = -1
        self._longer: list[str] = []  #: numbers seen before, to be hidden inside longer ones

    def _way(self, pay: Pay) -> int:
        """Which of his ways a payer with habits writes this line in; below 0 it is none of them."""
        habit = pay.party.habit
        return self.dice.below(habit.ways) if habit is not None and self.dice.chance(habit.keeps) else -1

    def _again(self, pay: Pay, what: str, draw: Callable[[], Drawn]) -> Drawn:
        return kept(pay.party.habit, what, self._line_s_way, draw)

    # ----------------------------------------------------------------------------------------------------- by hint

    def text_of(self, pay: Pay) -> Text:
        """Sets `pay.named` and `pay.written` too."""
        docs = [doc for doc, _ in pay.docs] or pay.about
        if pay.kind == "returned":
            pay.named, pay.written = "alone", (docs[0].number,)
            return Text(f"RETOURE SEPA-Lastschrift {docs[0].number}", "", docs[0].number)
        pay.traits.append(f"text {pay.info}")
        self._line_s_way = self._way(pay)
        text = self._by_hint(pay, docs)
        if pay.info != hints.STRUCTURED and len(self._longer) < 500:
            self._longer.append("".join([char for char in docs[0].number if char.isdigit()]))
        return text

    def _by_hint(self, pay: Pay, docs: list[Doc]) -> Text:
        dice = self.dice
        if pay.info == hints.PRINTED:
            return self._printed(pay, docs)
        if pay.info == hints.MANGLED:
            return self._mangled(pay, docs)
        if pay.info == hints.STRUCTURED:
            pay.named = "alone"
            generic = (
                self._from("texts_nothing", pay, "") if self._again(pay, "generic", partial(dice.chance, 0.25)) else ""
            )
            return Text(generic, docs[0].reference, kind=pay.party.house.reference_kind)
        if pay.info == hints.END_TO_END:
            pay.named = "alone" if all(self.index.names_alone(doc.number, doc) for doc in docs[:1]) else "party"
            pay.named, pay.written = (pay.named, (docs[0].number,)) if len(docs) == 1 else ("", ())
            return Text(self._from("texts_nothing", pay, ""), "", docs[0].number[:35])
        if pay.info == hints.TITLE:
            return self._title(pay, docs)
        return self._useless(pay, docs)

    def _useless(self, pay: Pay, docs: list[Doc]) -> Text:
        """A customer number, or nothing at all."""
        standing = pay.party.standing_order
        if pay.info == hints.CUSTOMER:
            text = self._finish(self._from("texts_customer", pay, ""), pay, docs, ())
            return Text(text, "", self._other_id(pay))
        fee = pay.party.habit is not None and pay.party.retainer and pay.party.sign > 0
        unlisted = "texts_standing" if standing or fee else "texts_nothing"
        text = self._from(unlisted if pay.listed else "texts_unlisted", pay, "")
        decoys = () if standing or fee else self._decoys[:1] + self._decoys[3:]
        return Text(self._finish(text, pay, docs, decoys), "", self._other_id(pay))

    def _printed(self, pay: Pay, docs: list[Doc]) -> Text:
        written = [doc.number for doc in docs]
        text = self._finish(self._from(self._template(pay), pay, self._list(written, pay)), pay, docs, self._decoys)
        kept = [number for number in written if number in text]
        if len(kept) < len(written):
            pay.traits.append("list cut")
        else:
            pay.written = tuple(written)
            pay.named = "alone" if all(map(self.index.names_alone, written, docs)) else "party"
        return Text(text, "", docs[0].number[:35] if pay.collected else self._other_id(pay))

    def _title(self, pay: Pay, docs: list[Doc]) -> Text:
        doc = docs[0]
        if doc.order and self._again(pay, "order", partial(self.dice.chance, 0.5)):
            pay.named = "alone" if self.index.order_is_unique(doc) else "party"
            text = self._from("texts_order", pay, "").replace("{order}", doc.order)
        else:
            pay.named = "party" if self.index.title_is_unique(doc) else ""
            text = self._from("texts_title", pay, "").replace("{title}", self._month(pay, doc) or doc.title)
        if len(docs) > 1:
            pay.named = ""
        return Text(self._finish(text, pay, docs, ()), "", self._other_id(pay))

    def _month(self, pay: Pay, doc: Doc) -> str:
        """What payers of fees with habits write of its title: mostly the month; "" for all other documents."""
        party, when = pay.party, day_of(self.family, doc.day)
        if party.habit is None or not party.retainer or not doc.title.startswith(party.service):
            return ""
        month, short = month_name(when), f"{when.month:02d}/{when.year % 100}"
        return self._again(pay, "month", partial(self.dice.pick, ("{0}", "{0}", "{0} {1}", "{2}", "{3}"))).format(
            month, when.year, short, doc.title
        )

    # ---------------------------------------------------------------------------------------------------- mangling

    def _mangled(self, pay: Pay, docs: list[Doc]) -> Text:
        if pay.mangle in ("cut", "wrapped") and len(docs) == 1:
            return self._misplaced(pay, docs)
        written = [doc.number for doc in docs]
        span = _range(docs)
        if pay.mangle == "short" and all(numbers.running(number) for number in written):
            written = [numbers.running(number) for number in written]
            listed = self._list(written, pay)
        elif len(docs) > 1 and span:
            pay.mangle = "range"
            listed = span
        elif len(docs) > 1 and pay.mangle == "prefix_missing":
            written = [written[0], *(self._mangle(doc.number, pay) for doc in docs[1:])]
            listed = self._list(written, pay)
        else:
            place = self.dice.below(len(written))
            written[place] = self._mangle(written[place], pay)
            listed = self._list(written, pay)
        pay.traits.append(f"mangled {pay.mangle.replace('_', ' ')}")
        pay.written = tuple(written)
        text = self._from(self._template(pay), pay, listed)
        if len(docs) > 1 and pay.mangle == "short":
            text = text.replace("Rechnung ", "Rechnungen ").replace("RECHNUNG ", "RECHNUNGEN ")
        text = self._finish(text, pay, docs, self._decoys)
        pay.named = "alone" if all(map(self.index.names_alone, written, docs)) else "party"
        if any(map(self.index.is_anothers, written, docs)):
            pay.traits.append("names another's number")
        return Text(text, "", self._other_id(pay))

    def _mangle(self, number: str, pay: Pay) -> str:
        """The payment's own way where this number admits it; else a way that always does."""
        dice = self.dice
        ways = {
            "prefix_missing": lambda: numbers.without_prefix(number, dice),
            "blanks_inside": lambda: numbers.with_blanks(number, dice),
            "separators": lambda: numbers.other_separators(number, dice),
            "zeros_dropped": lambda: numbers.without_zeros(number),
            "short": lambda: numbers.running(number),
            "digit_wrong": lambda: numbers.digit_wrong(number, dice),
            "digits_swapped": lambda: numbers.digits_swapped(number, dice),
        }
        others = ["zeros_dropped", "prefix_missing", "separators"]
        dice.shuffle(others)
        for kind in (pay.mangle, *others, "blanks_inside", "digit_wrong"):
            found = ways[kind]() if kind in ways else ""
            if found and found != number:
                pay.mangle = kind
                return found
        raise AssertionError(number)

    def _misplaced(self, pay: Pay, docs: list[Doc]) -> Text:
        """The number stands where the field ends, or where the bank breaks its lines."""
        dice, number = self.dice, docs[0].number
        inside = dice.between(1, max(1, len(number) - 1))
        pay.traits.append(f"mangled {pay.mangle}")
        if pay.mangle == "cut":
            limit = dice.pick((27, 35, _FIELD))
            lead = self._filler(pay, limit - inside)
            text = f"{lead}{number}"[:limit]
            pay.written = (text[len(lead) :],)
            pay.named = "party" if inside >= 3 else ""
            return Text(text, "", self._other_id(pay))
        limit = dice.pick(_WRAPS)
        lead = self._filler(pay, limit - inside)
        whole = f"{lead}{number}"
        text = f"{whole[:limit]} {whole[limit:]} {day_of(self.family, docs[0].day):%d.%m.%Y}"
        if dice.chance(0.35):  # the other way round: the blank before the number fell on the break and is gone
            text = f"{lead.rstrip()}{number} KD {pay.party.number}"
            pay.traits.append("wrapped without blank")
        pay.written = (number,)
        pay.named = "alone" if self.index.names_alone(number, docs[0]) else "party"
        return Text(text[:_FIELD], "", self._other_id(pay))

    def _filler(self, pay: Pay, length: int) -> str:
        """Text of exactly `length` characters, ending in a blank where there is room for a word; it tells nothing."""
        words = f"Zahlung von {pay.party.firm.name} an {pay.party.house.name} für erbrachte Leistungen laut Vertrag, "
        text = f"{words}{words}zu Rechnung"[: max(0, length - 1)].rstrip()
        return f"{text}{'.' * (length - 1 - len(text))} " if length > 0 else ""

    # ------------------------------------------------------------------------------------------------------- words

    def _template(self, pay: Pay) -> str:
        if pay.kind == "netted" and len(pay.docs) == 2:
            return "texts_net"
        special = {"instalment": "texts_instalment", "partial": "texts_partial", "discount": "texts_discount"}
        if pay.kind in special and self._again(pay, "says why", partial(self.dice.chance, 0.5)):
            return special[pay.kind]
        return "texts_dated" if self._again(pay, "dates", partial(self.dice.chance, 0.15)) else "texts_one"

    def _list(self, written: Sequence[str], pay: Pay) -> str:
        if pay.kind == "netted" and len(written) == 2:
            return "\x1f".join(written)
        return self._again(pay, "listing", partial(self.dice.pick, self.words["listing"])).join(written)

    def _from(self, name: str, pay: Pay, number: str) -> str:
        template = self._again(pay, name, partial(self.dice.pick, self.words[name]))
        first, _, credit = number.partition("\x1f")
        if credit and "{credit}" not in template:
            first = f"{first} {credit}"
        day = (pay.docs[0][0] if pay.docs else pay.about[0]).day
        percent = pay.docs[0][0].percent or 2 if pay.docs else 2
        values = {
            "num": first,
            "credit": credit,
            "date": self._date(pay, day),
            "cust": pay.party.number,
            "first": pay.party.firm.owner.split(" ", maxsplit=1)[0],
            "part": pay.part[0],
            "parts": pay.part[1],
            "percent": percent,
            "order": "{order}",
            "title": "{title}",
        }
        return template.format_map(values) if "{" in template else template

    def _date(self, pay: Pay, day: int) -> str:
        when, drawn = day_of(self.family, max(0, day)), self._again(pay, "date", self.dice.random)
        if drawn < 0.5:
            return f"{when.day:02d}.{when.month:02d}.{when.year}"
        return f"{when.day}.{when.month}.{when.year % 100:02d}" if drawn < 0.85 else f"{when.month:02d}/{when.year}"

    def _finish(self, text: str, pay: Pay, docs: Sequence[Doc], decoys: Sequence[tuple[float, str]]) -> str:
        """With what misleads, as the bank shows it: sometimes capitals, never more than the field holds."""
        dice = self.dice
        for share, name in decoys:
            if self._again(pay, name, partial(dice.chance, share)):
                text += self._decoy(name, pay, docs)
        if self._again(pay, "capitals", partial(dice.chance, 0.18)):
            text = text.translate(_WRITTEN_OUT).upper() if pay.info != hints.PRINTED else text
        return text[:_FIELD].strip()

    def _decoy(self, name: str, pay: Pay, docs: Sequence[Doc]) -> str:
        dice, amount = self.dice, abs(pay.amount)
        long = dice.pick(self._longer) if self._longer else "4711"
        pay.traits.append(name.replace("_", " "))
        return self._again(pay, f"words of {name}", partial(dice.pick, self.words[name])).format_map(
            {
                "date": self._date(pay, docs[0].day),
                "amount": f"{amount // 100},{amount % 100:02d}",
                "cust": pay.party.number,
                "long": dice.digits(3) + long + dice.digits(2),
            }
        )

    def _other_id(self, pay: Pay) -> str:
        """End-to-end ids that mean nothing to us; most payers give none."""
        dice = self.dice
        if self._again(pay, "no id", partial(dice.chance, 0.62)):
            return ""
        if pay.party.sign < 0 or self._again(pay, "id", partial(dice.chance, 0.5)):
            return f"{dice.letters(4, 'ABCDEF0123456789')}-{dice.digits(8)}"
        return f"E{dice.digits(10)}"


def _range(docs: Sequence[Doc]) -> str:
    """ "1012-1015" where the documents are exactly those numbers; else ""."""
    ends = [numbers.sequence_key(doc.number) for doc in docs]
    if not all(ends) or len({len(end) for end in ends}) > 1 or len({doc.number[: -len(ends[0])] for doc in docs}) > 1:
        return ""
    values = sorted(int(end) for end in ends)
    if values != list(range(values[0], values[0] + len(values))) or not docs[0].number.endswith(ends[0]):
        return ""
    by_value = sorted(docs, key=lambda doc: int(numbers.sequence_key(doc.number)))
    return f"{by_value[0].number}-{by_value[-1].number[-len(ends[0]) :]}"
