"""Lines that look like money already posted or declined (money.md 14). Pure: reads the fold, decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from reconcile.journal.fold import Fold
from reconcile.journal.states import ON_SERVER, State
from reconcile.records import POSSIBLE_DUPLICATE, BankLine, LooseKey, statement_keys

#: token -> the statements it stands in now, beside those the journal has seen it in
Here = Mapping[str, frozenset[str]]
#: loose key -> the statements a posted line was seen in -> the first token seen in just these
_Posted = dict[LooseKey, dict[frozenset[str], str]]
#: loose key -> the lines a person decided and Kanbert has nothing of, each with what was decided
_Decided = defaultdict[LooseKey, list[tuple[BankLine, str]]]


def duplicate_flags(fold: Fold, lines: Sequence[BankLine]) -> dict[str, str]:
    """token -> warning: the account, date and amount were posted, approved or declined under another token of another
    statement. What was posted is also asked for again before each POST; an answer alone only ever flags."""
    here = {_token(line): line.origins for line in lines}
    posted: _Posted = {}
    decided = _decided(fold)
    return {
        _token(line): words
        for line in lines
        if (words := _flag(fold, line, here, posted) or _answered(fold, line, here, decided))
    }


def look_alikes(fold: Fold, line: BankLine) -> tuple[str, ...]:
    """The posted lines that look like this one, by what the journal has seen."""
    here = {_token(line): line.origins}
    own = _seen_in(fold, here, _token(line))
    tokens = {token for key in line.loose_keys for token in fold.by_day.get(key, ())} - {_token(line)}
    posted = sorted(token for token in tokens if fold.postings[token].state in ON_SERVER)
    others = [token for token in posted if not _seen_in(fold, here, token) & own]
    return (*others, *_of_another_account(fold, line))


def untold_look_alike(fold: Fold, line: BankLine) -> str:
    """One the flags of the line did not warn of, in words: nobody has decided about that yet."""
    untold = [token for token in look_alikes(fold, line) if token not in line.told_of]
    return _words(fold, untold[0]) if untold else ""


def is_another_line(fold: Fold, token: str, than: str) -> bool:
    """This journal has it on the server, or both were seen in one statement."""
    posting = fold.postings.get(token)
    known = posting is not None and posting.state in ON_SERVER
    return known or bool(_seen_in(fold, {}, token) & _seen_in(fold, {}, than))


def entry_conflict(fold: Fold, token: str, entry_id: str, here: Here | None = None) -> str:
    """Why this line goes to a person: its entry, or another split of its entry, was already posted; else `""`."""
    for other in sorted(fold.by_entry.get(entry_id, ())):
        if other == token or fold.postings[other].state not in ON_SERVER:
            continue
        if entry_id in {other, token}:
            return f"the same entry was already posted in another form as {other}"
        if not _seen_in(fold, here or {}, token) & _seen_in(fold, here or {}, other):
            return f"another split of its entry was already posted as {other}"
    return ""


def _flag(fold: Fold, line: BankLine, here: Here, posted: _Posted) -> str:
    if conflict := entry_conflict(fold, _token(line), line.transaction.entry_id, here):
        return f"{POSSIBLE_DUPLICATE}: {conflict}"
    if others := _of_another_account(fold, line):
        return _words(fold, others[0])
    return _look_alike(fold, line, here, posted)


def _look_alike(fold: Fold, line: BankLine, here: Here, posted: _Posted) -> str:
    """Lines that stand in one statement, then or now, are two lines and not one line twice."""
    seen_in = _seen_in(fold, here, _token(line))
    for key in sorted(line.loose_keys):
        if key not in posted:
            posted[key] = _posted(fold, here, key)
        for statements, other in posted[key].items():
            if not statements & seen_in:
                return _words(fold, other)
    return ""


def _of_another_account(fold: Fold, line: BankLine) -> list[str]:
    """What was posted from this very statement as a line of another account: a CSV may leave open which it is of, and
    then whoever reads it says so, and may have said otherwise before."""
    one = line.transaction
    keys = statement_keys(line.origins, one.booking_date, one.amount_minor)
    tokens = sorted({token for key in keys for token in fold.by_day.get(key, ())})
    found = ((token, fold.postings[token]) for token in tokens)
    return [token for token, it in found if it.state in ON_SERVER and it.line.account != one.account]


def _decided(fold: Fold) -> _Decided:
    """What a person said no to, and nothing of it is in Kanbert; what they said yes to, and it may still be sent."""
    found: _Decided = defaultdict(list)
    for token, seen in fold.decisions.items():
        posting = fold.postings.get(token)
        state = posting.state if posting else State.READY
        if state is State.READY or (not seen.decision.approved and state not in ON_SERVER):
            line = seen.decision.proposal.line
            for key in line.loose_keys:
                found[key].append((line, "approved" if seen.decision.approved else "declined"))
    return found


def _answered(fold: Fold, line: BankLine, here: Here, decided: _Decided) -> str:
    """The same money in another statement, to which somebody has answered."""
    seen_in = _seen_in(fold, here, _token(line)) | line.origins
    for key in sorted(line.loose_keys):
        for other, answer in decided.get(key, ()):
            token = _token(other)
            if token != _token(line) and not seen_in & (_seen_in(fold, here, token) | other.origins):
                return f"{POSSIBLE_DUPLICATE} of {token}, {answer} from {other.statement}"
    return ""


def _words(fold: Fold, other: str) -> str:
    found = fold.postings[other]
    return f"{POSSIBLE_DUPLICATE} of {other}, {found.state} from {found.line.statement}"


def _posted(fold: Fold, here: Here, key: LooseKey) -> dict[frozenset[str], str]:
    tokens = [token for token in sorted(fold.by_day.get(key, ())) if fold.postings[token].state in ON_SERVER]
    return {_seen_in(fold, here, token): token for token in reversed(tokens)}


def _seen_in(fold: Fold, here: Here, token: str) -> frozenset[str]:
    nothing: frozenset[str] = frozenset()
    return frozenset(fold.statements.get(token, nothing)) | here.get(token, nothing)


def _token(line: BankLine) -> str:
    return line.transaction.transaction_id
