"""The shapes of camt entries, and how to pick a record out of the text of an entry of a known shape.

A shape is the sequence of an entry's tags, with their attributes. What it means is not written down a second time:
`camt_fields.gather` is run once over the shape with numbers for texts, and where the numbers come out is where the
texts belong. `gather` may look at whether a text is blank, and at nothing else of it; so a plan holds where the same
texts are blank as in the entry it was learned from, and another one is learned where others are.

Entries of a shape are found in one of two ways. At first by their tags: the text is cut at every bracket, and the tags
are looked up. A shape that comes back often gets a pattern of its own, which is tried before and is twice as fast.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from importers.camt_fields import ENTRY_NAMES, Record, gather
from importers.camt_plain import Layout, layout_of
from importers.camt_plans import RecordPlan, picker

_MAX_SHAPES = 512  #: a hostile file has as many as it likes
_MAX_TAGS = 20_000  #: characters of all tags of a shape; a collective entry of thousands is not worth remembering
_OFTEN = 32  #: entries of a shape before it gets a pattern, whose making costs as much as reading a hundred entries
_MAX_PATTERNS = 128
_MAX_RIVALS = 4  #: patterns to try on one entry

NAME = r"[A-Za-z_][A-Za-z0-9_.-]{0,99}"
_ATTRIBUTE = re.compile(rf' +({NAME})="([^"<&\t\n]*)"')
_START = re.compile(rf"({NAME})((?:{_ATTRIBUTE.pattern})*) *(/?)")
_UNKNOWN_REFERENCE = re.compile("&(?!(?:amp|lt|gt|quot|apos);)")

_strip = str.strip

_Tokens = list[str]  #: of an entry: text, tag, text, tag, ... text; the tags at the odd places, without brackets


class Shapes:
    """The shapes of a file's entries seen so far."""

    def __init__(self, prefix: str) -> None:
        """`prefix` of every name, with its colon, or ""."""
        self._prefix = prefix
        self._plans: dict[object, Plan | None] = {}  #: by tags, or by tags and which texts are blank
        self._frequent: dict[int, list[Plan]] = {}  #: those with a pattern, by their number of `<`
        self._patterns = 0

    def cut(self, entry: str) -> Cut | None:
        """One entry, whose start tag is cut off and whose brackets come in turn; None for one that is not plain, or
        in which a text is blank after all."""
        referring = "&" in entry
        if referring and _UNKNOWN_REFERENCE.search(entry):
            return None
        for plan in self._frequent.get(entry.count("<"), ()):
            match = plan.match(entry)
            if match:
                texts: Sequence[str] = match.groups()
                break
        else:
            tokens = entry.replace(">", "<").split("<")
            found = self._plan_of(tokens)
            if found is None:
                return None
            plan, texts = found, found.filled(tokens)
        if referring:
            texts = [*map(_resolved, texts)]
        stripped = [*map(_strip, texts)]
        return (plan, texts, stripped) if all(stripped) else None

    def _plan_of(self, tokens: _Tokens) -> Plan | None:
        tags = "<".join(tokens[1::2])
        plan = self._plans[tags] if tags in self._plans else self._learned(tags, tags, tokens)
        if plan is not None and not plan.fits(tokens):
            key = tags, *(bool(tokens[place].strip()) for place in plan.looked_at)
            plan = self._plans[key] if key in self._plans else self._learned(key, tags, tokens)
        if plan is not None and plan.fits(tokens):
            self._count(plan, tokens)
            return plan
        return None

    def _learned(self, key: object, tags: str, tokens: _Tokens) -> Plan | None:
        if len(self._plans) >= _MAX_SHAPES or len(tags) > _MAX_TAGS:
            return None
        plan = self._plans[key] = _plan(tags.split("<"), tokens, self._prefix)
        return plan

    def _count(self, plan: Plan, tokens: _Tokens) -> None:
        plan.seen += 1
        if plan.seen == _OFTEN and self._patterns < _MAX_PATTERNS:
            rivals = self._frequent.setdefault(len(tokens) // 2, [])
            if len(rivals) < _MAX_RIVALS:
                self._patterns += 1
                plan.match = _pattern(tokens, plan)
                rivals.append(plan)


def _resolved(text: str) -> str:
    if "&" in text:
        for name, character in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("apos", "'"), ("amp", "&")):
            text = text.replace(f"&{name};", character)
    return text


# -------------------------------------------------------------------------------------------------------------- plans


@dataclass(slots=True)
class Plan:
    """Where the texts of an entry belong, as long as just those are blank that were when it was learned."""

    root: RecordPlan
    layout: Layout | None  #: of a shape without anything unusual
    looked_at: tuple[int, ...]  #: places of tokens
    filled_places: tuple[int, ...]  #: of these, in the order of the document
    filled: Callable[[_Tokens], Sequence[str]]
    blank: Callable[[_Tokens], Sequence[str]]
    depth: int
    seen: int = 0
    match: Callable[[str], re.Match[str] | None] = lambda _: None

    def fits(self, tokens: _Tokens) -> bool:
        return all(map(_strip, self.filled(tokens))) and not any(map(_strip, self.blank(tokens)))


#: An entry cut out of the text: its plan, its filled texts, and these without blanks around them. A bare tuple,
#: because there are as many as entries.
Cut = tuple[Plan, Sequence[str], list[str]]


def record_of(cut: Cut) -> Record:
    plan, texts, stripped = cut
    return plan.root.record(texts, stripped)


def _pattern(tokens: _Tokens, plan: Plan) -> Callable[[str], re.Match[str] | None]:
    """Matches entries of one shape with the blanks of `tokens` between the tags; its groups are the filled texts.

    No text holds `<`, so nothing can match in two ways, nothing need be tried again (`*+`), and the time is that of
    one pass. An entry with other blanks is found by its tags.
    """
    filled, parts = set(plan.filled_places), []
    for place, token in enumerate(tokens):
        if place % 2:
            parts.append(f"<{re.escape(token)}>")
        elif place in filled:
            parts.append("([^<]*+)")
        else:
            parts.append("[^<]*+" if token.strip() else re.escape(token))
    return re.compile("".join(parts)).fullmatch


def _plan(tags: list[str], tokens: _Tokens, prefix: str) -> Plan | None:
    """None where the tags are not exactly one element, or not plain."""
    trial = _Trial(tokens)
    root = trial.tree(tags, prefix)
    if root is None:
        return None
    try:
        record = gather(root, ENTRY_NAMES, Record())
        looked_at = tuple(sorted(trial.looked_at))
        filled = tuple(place for place in looked_at if tokens[place].strip())
        blank = tuple(place for place in looked_at if place not in filled)
        record_plan = _record_plan(record, {place: order for order, place in enumerate(filled)})
    except _NoNumber:
        return None
    layout = layout_of(record_plan, len(filled))
    return Plan(record_plan, layout, looked_at, filled, picker(filled), picker(blank), trial.depth)


class _NoNumber(Exception):
    """`gather` made something of a text; such a record cannot be planned."""


def _record_plan(record: Record, order: dict[int, int]) -> RecordPlan:
    """`order` of the filled texts by place."""
    numbered = {name: _number(text) for name, text in record.values.items()}
    return RecordPlan(
        places={name: order[place] for name, place in numbered.items() if place is not None},
        constants={name: text for name, text in record.values.items() if numbered[name] is None},
        ranks=dict(record.ranks),
        texts=tuple((kind, order[_number_of_all(text)]) for kind, text in record.texts),
        groups=tuple(
            (name, tuple(_record_plan(inner, order) for inner in group)) for name, group in record.groups.items()
        ),
    )


def _numbered(place: int) -> str:
    """Instead of a text. The blanks tell whether `gather` takes a text as it is or stripped; U+0001 is in no XML."""
    return f" \x01{place}\x01 "


def _number(text: str) -> int | None:
    """The place of a stripped text; None for what comes from an attribute."""
    if "\x01" not in text:
        return None
    place = int(text.strip("\x01")) if text.strip() == text else -1
    if place < 0:
        raise _NoNumber
    return place


def _number_of_all(text: str) -> int:
    """The place of a text that was taken as it is."""
    place = int(text.strip(" \x01")) if text.startswith(" \x01") and text.endswith("\x01 ") else -1
    if place < 0:
        raise _NoNumber
    return place


@dataclass(slots=True)
class _Numbered:
    """An element as `gather` sees one, with a number for its text."""

    tag: str
    attributes: dict[str, str]
    place: int  #: of its text's token; 0 is never that of a child: an empty-element tag, without text
    trial: _Trial
    children: list[_Numbered] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.trial.look_at(self.place) if self.place else ""

    def get(self, key: str, /) -> str | None:
        return self.attributes.get(key)

    def __getitem__(self, key: slice, /) -> Sequence[_Numbered]:
        return self.children[key]


class _Trial:
    """Takes a shape apart, and sees at which texts `gather` looks."""

    def __init__(self, tokens: _Tokens) -> None:
        self._tokens = tokens
        self.depth = 1
        self.looked_at: dict[int, None] = {}

    def look_at(self, place: int) -> str:
        self.looked_at[place] = None
        return _numbered(place) if self._tokens[place].strip() else ""

    def tree(self, tags: list[str], prefix: str) -> _Numbered | None:
        """The `Ntry` that the tags after its start tag make; None unless they are exactly that."""
        root = _Numbered("Ntry", {}, 0, self)
        open_elements = [root]
        for place, tag in enumerate(tags):
            if not open_elements:  # after its end tag
                return None
            if tag == f"/{prefix}{open_elements[-1].tag}":
                open_elements.pop()
                continue
            element = self._element(tag, prefix, 0 if tag.endswith("/") else 2 * place + 2)
            if element is None:
                return None
            open_elements[-1].children.append(element)
            if not tag.endswith("/"):
                open_elements.append(element)
            self.depth = max(self.depth, len(open_elements) + tag.endswith("/"))
        return None if open_elements else root

    def _element(self, tag: str, prefix: str, place: int) -> _Numbered | None:
        found = _START.fullmatch(tag.removeprefix(prefix))
        if found is None or not tag.startswith(prefix):
            return None
        pairs = _ATTRIBUTE.findall(found.group(2))
        attributes = dict(pairs)
        if len(attributes) < len(pairs) or "xmlns" in attributes:
            return None
        return _Numbered(found.group(1), attributes, place, self)
