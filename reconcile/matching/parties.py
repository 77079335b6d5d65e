"""Who is who: parties of open items, their accounts, and payer names resolved to them.

Every distinct payer name is resolved once, however many lines carry it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cdist, cpdist

from reconcile.matching.columns import Coded
from reconcile.matching.reading.joins import Groups, are_in
from reconcile.matching.reading.runs import Bools, Ints
from reconcile.matching.reading.text import fold_name
from reconcile.records import KnownAccount, OpenItem, Side

#: From this length on, a name that ends where the other goes on was cut by a bank (27, 35 and 70 characters are usual).
CUT_NAME = 14
_CUT_SCORE = 95
_HELD_SCORE = 75  #: of `Anna Schmidt` and `Fotografie Anna Schmidt`: similar
_LEAST_HELD = 7  #: letters, with the blank, of a name that another one holds


class AccountFact(IntEnum):
    """What the counterparty's account says about a party."""

    NOTHING = 0
    KNOWN = 1  #: this party's account, and nobody else's
    SHARED = 2  #: this party's account, but others use it too (payment provider, family of firms)
    NEW = 3  #: the party's accounts are known, this is none of them
    OTHER = 4  #: the account is known to be another party's
    LEARNED = 5  #: another line of this run pays a document of this party, named and exact, from this account


#: Facts that speak for the party.
OWN_ACCOUNTS = (AccountFact.KNOWN, AccountFact.SHARED, AccountFact.LEARNED)

_SIDES = tuple(Side)


class Lesson(NamedTuple):
    """A line of this run that shows whose account it is."""

    line: int
    iban: str
    party: int
    day: date
    document: str  #: that it paid

    @property
    def provenance(self) -> str:
        return f"this run's payment of {self.day} for {self.document}"


class Parties:
    """Parties by code, in the order of first appearance."""

    def __init__(self, items: Sequence[OpenItem], accounts: Sequence[KnownAccount]) -> None:
        self._code: dict[tuple[Side, str], int] = {}
        self._strangers: dict[tuple[Side, str], int] = {}  #: parties without an open item, by negative code
        self.names: list[set[str]] = []  #: folded, by party code
        self.sides: list[Side] = []
        self._of_outgoing: dict[tuple[str, tuple[str, ...]], int] = {}
        self._of_incoming: dict[tuple[str, tuple[str, ...]], int] = {}
        self.of_items = [self._admit(item) for item in items]
        self._by_account: dict[tuple[Side, str], dict[int, str]] = defaultdict(dict)
        self._has_account: set[int] = set()
        self._lessons: dict[tuple[Side, str], dict[int, list[Lesson]]] = defaultdict(dict)
        self.teachers: set[int] = set()  #: lines that have shown whose account it is
        self._first_lesson: dict[int, Lesson] = {}  #: by party, the earliest
        for account in sorted(accounts, key=lambda one: (one.side, one.iban, one.party_id, one.provenance)):
            self._learn(account)

    def _admit(self, item: OpenItem) -> int:
        """The documents of a party have the same names, nearly always: such a party is known at once."""
        known = self._of_outgoing if item.side is Side.OUTGOING else self._of_incoming
        code = known.get((item.party_id, item.party_names)) if item.party_id else None
        if code is None:
            code = known[item.party_id, item.party_names] = self._found(item)
        return code

    def _found(self, item: OpenItem) -> int:
        folded = [name for name in map(fold_name, item.party_names) if name]
        identity = item.party_id or "name:" + (folded[0] if folded else item.item_id)
        code = self._code.setdefault((item.side, identity), len(self.names))
        if code == len(self.names):
            self.names.append(set())
            self.sides.append(item.side)
        self.names[code].update(folded)
        return code

    def _learn(self, account: KnownAccount) -> None:
        """Parties without an open item are learned too: their account then belongs to somebody else."""
        if not account.iban:
            return
        identity = (account.side, account.party_id or "name:" + fold_name(account.party_name))
        code = self._code.get(identity)
        if code is None:
            code = self._strangers.setdefault(identity, -1 - len(self._strangers))
        self._has_account.add(code)
        self._by_account[account.side, account.iban].setdefault(code, account.provenance)

    @cached_property
    def items(self) -> list[list[int]]:
        """The items of each party, by its code."""
        found: list[list[int]] = [[] for _ in self.names]
        for item, party in enumerate(self.of_items):
            found[party].append(item)
        return found

    def learn(self, lessons: Iterable[Lesson]) -> None:
        """What this run shows about accounts. It never silences the alarm of a new account (`account_fact`)."""
        for lesson in lessons:
            self.teachers.add(lesson.line)
            taught = self._lessons[self.sides[lesson.party], lesson.iban]
            taught.setdefault(lesson.party, []).append(lesson)
            first = self._first_lesson.setdefault(lesson.party, lesson)
            if lesson.line < first.line:
                self._first_lesson[lesson.party] = lesson

    def has_moved(self, party: int, iban: str, line: int) -> bool:
        """An earlier line of this run has paid the party first at another account; "" is no account."""
        first = self._first_lesson.get(party)
        return first is not None and first.line < line and iban not in {"", first.iban}

    def of_account(self, iban: str) -> list[int]:
        """Codes of the parties with open items that use this account, on either side."""
        owners = [known.get((side, iban), {}) for side in Side for known in (self._by_account, self._lessons)]
        return sorted({code for codes in owners for code in codes if code >= 0}) if iban else []

    def seen_fact(self, iban: str, party: int, line: int) -> AccountFact:
        """`account_fact`, and what other lines than this one have shown."""
        fact = self.account_fact(iban, party)
        taught = self._lessons.get((self.sides[party], iban), {})
        if fact in (AccountFact.KNOWN, AccountFact.SHARED) or self._lesson_of(iban, party, line) is None:
            return fact
        return AccountFact.LEARNED if len(taught) == 1 and fact is not AccountFact.OTHER else AccountFact.SHARED

    def _lesson_of(self, iban: str, party: int, line: int) -> Lesson | None:
        """The first. Nobody is their own witness: what the line itself has taught does not count."""
        taught = self._lessons.get((self.sides[party], iban), {}).get(party, ()) if iban else ()
        return next((lesson for lesson in taught if lesson.line != line), None)

    def account_fact(self, iban: str, party: int) -> AccountFact:
        if not iban:
            return AccountFact.NOTHING
        owners = self._by_account.get((self.sides[party], iban), {})
        if party in owners:
            return AccountFact.KNOWN if len(owners) == 1 else AccountFact.SHARED
        if owners:
            return AccountFact.OTHER
        return AccountFact.NEW if party in self._has_account else AccountFact.NOTHING

    def seen_facts(self, ibans: Coded, parties: Ints, lines: Ints) -> Ints:
        """`seen_fact` of each account, party and line, the accounts as places among their texts."""
        accounts = [(side, iban) for iban in ibans.texts for side in _SIDES]
        of_party = np.array([_SIDES.index(side) for side in self.sides], dtype=np.int64)
        asked = ibans.codes * len(_SIDES) + of_party[parties]
        owners, own = _owners([self._by_account.get(one, {}) for one in accounts], asked, parties)
        lessons = [self._lessons.get(one, {}) for one in accounts]
        taught, learned = _owners(lessons, asked, parties)
        learned &= ~self._alone(lessons, lines, asked, parties)  # nobody is their own witness
        has_account = np.array([party in self._has_account for party in range(len(self.names))], dtype=bool)
        cases = {
            AccountFact.NOTHING: np.array([not iban for _, iban in accounts], dtype=bool)[asked],
            AccountFact.KNOWN: own & (owners == 1),
            AccountFact.LEARNED: ~own & learned & (taught == 1) & (owners == 0),
            AccountFact.SHARED: own | learned,
            AccountFact.OTHER: owners > 0,
            AccountFact.NEW: has_account[parties],
        }
        return np.select(list(cases.values()), list(cases)).astype(np.int64)

    def _alone(
        self, lessons: Sequence[Mapping[int, list[Lesson]]], lines: Ints, accounts: Ints, parties: Ints
    ) -> Bools:
        """Nobody but the line itself has taught that the account is the party's. `lessons`: of each account."""
        width = len(self.names)
        alone = [
            (taught[0].line * len(lessons) + account) * width + party
            for account, of_account in enumerate(lessons)
            for party, taught in of_account.items()
            if len(taught) == 1
        ]
        return are_in((lines * len(lessons) + accounts) * width + parties, np.sort(np.array(alone, dtype=np.int64)))

    def pays(self, party: int) -> int:
        """Which way money from or to this party runs: +1 a customer's, in; −1 a supplier's, out."""
        return 1 if self.sides[party] is Side.OUTGOING else -1

    def has_account(self, party: int) -> bool:
        """Some account of this party is known."""
        return party in self._has_account

    def provenance(self, iban: str, party: int, line: int) -> str:
        known = self._by_account.get((self.sides[party], iban), {}).get(party, "")
        lesson = None if known else self._lesson_of(iban, party, line)
        return lesson.provenance if lesson else known


PartyKey = tuple[Side, str]


def party_key(item: OpenItem) -> PartyKey:
    """Whose document it is, open or paid: paid ones have no party code."""
    return item.side, item.party_id or item.party_name


def _owners(groups: Sequence[Mapping[int, object]], asked: Ints, parties: Ints) -> tuple[Ints, Bools]:
    """Of each account asked for, how many parties have it, and whether the party beside it has."""
    count = np.array(list(map(len, groups)), dtype=np.int64)[asked]
    with_items = [[code for code in codes if code >= 0] for codes in groups]
    return count, Groups.of(with_items).hold(asked, parties)


class NameIndex:
    """Folded payer names against the parties' names, each distinct name once."""

    def __init__(self, names: Sequence[Iterable[str]]) -> None:
        self._names = [sorted(of_party) for of_party in names]
        self._exact: dict[str, list[int]] = defaultdict(list)
        by_word: dict[str, list[int]] = defaultdict(list)
        by_prefix: dict[str, list[int]] = defaultdict(list)
        self._frequency: Counter[str] = Counter()  # how many parties have the word
        self._sorted: list[str] = []  # all names of all parties, of each party one behind the other
        for party, of_party in enumerate(self._names):
            places = range(len(self._sorted), len(self._sorted) + len(of_party))
            self._sorted += map(_alphabetical, of_party)
            for name in of_party:
                self._exact[name].append(party)
                by_prefix[name[:CUT_NAME]].append(party)
            for word in {word for name in of_party for word in name.split()}:
                by_word[word] += places
                self._frequency[word] += 1
        self._party = np.repeat(np.arange(len(self._names)), np.array(list(map(len, self._names)), dtype=np.int64))
        self._lengths = np.array(list(map(len, self._sorted)), dtype=np.int64)
        self._by_word = {word: np.array(places, dtype=np.int64) for word, places in by_word.items()}
        self._by_prefix = {start: np.array(parties, dtype=np.int64) for start, parties in by_prefix.items()}
        self._resolved: dict[tuple[str, int], list[int]] = {}

    def score(self, name: str, party: int) -> int:
        """Similarity 0..100 of a folded name and a party; −1 when either has no name."""
        word = _alphabetical(name)
        ratios = ((other, fuzz.ratio(word, _alphabetical(other))) for other in self._names[party])
        return max((_similarity(name, other, ratio) for other, ratio in ratios), default=-1)

    def scores(self, names: Sequence[str], parties: Sequence[int]) -> list[int]:
        """`score` of each folded name and the party beside it."""
        firsts = [self._names[party][0] if self._names[party] else "" for party in parties]
        scores = _similarities(names, firsts)
        for place in [place for place, party in enumerate(parties) if len(self._names[party]) > 1]:
            others = self._names[parties[place]]
            scores[place] = max(_similarities([names[place]] * len(others), others))
        return scores

    def resolve(self, name: str, floor: int) -> list[int]:
        """Parties a folded name may mean: those of exactly that name, else the similar ones among its neighbours."""
        if name in self._exact:
            return self._exact[name]
        if (name, floor) not in self._resolved:
            self._resolved[name, floor] = self._similar_parties(name, floor)
        return self._resolved[name, floor]

    def _similar_parties(self, name: str, floor: int) -> list[int]:
        return [party for party in self._neighbours(name, floor).tolist() if self.score(name, party) >= floor]

    def _neighbours(self, name: str, floor: int) -> Ints:
        """Parties that share the first 14 characters, or one of the two rarest words and have a name that may be as
        similar as `floor` asks (none far longer or shorter is), or one that holds the words of the other."""
        words = sorted((word for word in set(name.split()) if word in self._by_word), key=self._rarity)[:2]
        near = np.concatenate([_NOBODY, *(self._by_word[word] for word in words)])
        held = near[self._ratios(name, near, fuzz.token_set_ratio, 100) > 0] if len(words) > 1 else _NOBODY
        near = near[200 * np.minimum(self._lengths[near], len(name)) >= floor * (self._lengths[near] + len(name))]
        near = near[self._ratios(name, near, fuzz.ratio, floor - 1) > 0]
        cut = self._by_prefix.get(name[:CUT_NAME], _NOBODY) if len(name) >= CUT_NAME else _NOBODY
        return np.unique(np.concatenate([self._party[near], self._party[held], cut]))

    def _ratios(self, name: str, near: Ints, scorer: Callable[..., float], floor: int) -> NDArray[np.float64]:
        """Of the name and each of those names, 0 where it is below `floor`."""
        others = [self._sorted[one] for one in near.tolist()]
        found: NDArray[np.float64] = cdist(
            [_alphabetical(name)], others, scorer=scorer, score_cutoff=floor, dtype=np.float64
        )[0]
        return found

    def _rarity(self, word: str) -> tuple[int, str]:
        return self._frequency[word], word


_NOBODY = np.zeros(0, dtype=np.int64)


def _similarities(lefts: Sequence[str], rights: Sequence[str]) -> list[int]:
    """Of folded names, one by one, 0..100; −1 where one of the two is empty. The order of words is nothing."""
    sorted_words = list(map(_alphabetical, lefts)), list(map(_alphabetical, rights))
    ratios = cpdist(*sorted_words, scorer=fuzz.ratio, dtype=np.float64).tolist()
    scores = [
        min(99, int(ratio))
        if left[:CUT_NAME] != right[:CUT_NAME] and left and right
        else _similarity(left, right, ratio)
        for left, right, ratio in zip(lefts, rights, ratios, strict=True)
    ]
    unlike = [place for place, score in enumerate(scores) if 0 < score < _HELD_SCORE]
    if unlike:
        asked = [[names[place] for place in unlike] for names in sorted_words]
        held = np.flatnonzero(cpdist(*asked, scorer=fuzz.token_set_ratio, score_cutoff=100)).tolist()
        for place in [unlike[one] for one in held]:
            scores[place] = _similarity(lefts[place], rights[place], scores[place])
    return scores


def _similarity(left: str, right: str, ratio: float) -> int:
    if not left or not right:
        return -1
    shorter, longer = sorted((left, right), key=len)
    if left[:CUT_NAME] == right[:CUT_NAME]:
        if left == right:
            return 100
        if len(shorter) >= CUT_NAME and longer.startswith(shorter):
            return _CUT_SCORE
    if ratio < _HELD_SCORE and _is_distinctive(shorter) and set(shorter.split()) <= set(longer.split()):
        return _HELD_SCORE
    return min(99, int(ratio))


def _is_distinctive(name: str) -> bool:
    """Enough of it that a longer name holds it by no chance: `jo albers`, but neither `muller` nor `dr med`."""
    return sum(len(word) > 1 for word in {*name.split()}) > 1 and len(name) >= _LEAST_HELD


@lru_cache(maxsize=65536)
def _alphabetical(name: str) -> str:
    return " ".join(sorted(name.split()))
