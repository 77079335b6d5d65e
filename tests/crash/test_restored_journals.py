"""A journal that was lost, or is yesterday's copy: what is in Kanbert is adopted, never posted a second time (F21).

The short form plays 20 cases, the nightly form 200:

    RECONCILE_LONG=1 python -m pytest -s tests/crash/test_restored_journals.py
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from sim_histories import QUARANTINE, Deed, History, Money, Paper, Round, Strike
from sim_play import play

SHORT, NIGHTLY = 20, 200
#: What may have been applied although nobody heard of it, or not; none of it arrives later (that is F6 and F23).
_UNCLEAR = (
    *(
        Strike(kind)
        for kind in ("drop_before", "drop_after", "garbage_before", "garbage_after", "die_before", "die_after")
    ),
    *(Strike(kind, code) for kind in ("status_before", "status_after") for code in (500, 503)),
    Strike("status_before", 401),
)


def a_case(seed: int) -> History:
    """Three equal part payments on one invoice: Kanbert would take any of them twice."""
    chance = random.Random(seed)

    def strikes() -> tuple[Strike | None, ...]:
        return tuple(chance.choice((None, None, *_UNCLEAR)) for _ in range(chance.randint(0, 4)))

    def back() -> Deed:
        return Deed(chance.choice(("restore", "restore", "lose")), chance.randrange(100))

    before = tuple(
        Round(
            strikes=strikes(), crash_at=chance.choice((0, chance.randint(1, 60))), pause_s=chance.choice((1, 300, 901))
        )
        for _ in range(chance.randint(1, 3))
    )
    after = tuple(
        Round(deeds=(back(),), strikes=strikes(), pause_s=chance.choice((1, 60, QUARANTINE + 1)))
        for _ in range(chance.randint(1, 3))
    )
    lines = tuple(Money(2_000, ((0, 2_000),), incoming=False, kind="part") for _ in range(3))
    return History(
        seed=seed, papers=(Paper(incoming=False, gross=20_000),), lines=lines, rounds=before + after, overpaying=True
    )


@pytest.mark.parametrize("number", [SHORT, pytest.param(NIGHTLY, marks=pytest.mark.long)])
def test_nothing_is_posted_twice_whatever_copy_is_restored(tmp_path: Path, number: int) -> None:
    facts: Counter[str] = Counter()
    for seed in range(number):
        played = play(tmp_path / str(seed), a_case(seed))
        assert not played.oracle.excused, "a case that proves nothing"
        assert not played.oracle.excused_all, "a case that proves nothing"
        assert {len(found) for found in played.live.values()} == {1}, seed
        assert len(played.live) == 3, (seed, "lost")
        assert played.ended == {"confirmed": 3}, (seed, played.ended)
        facts += Counter({name: bool(played.facts[name]) for name in ("restored", "lost")})
    print(f"{number} cases, {dict(facts)}: 0 double, 0 lost")
    assert facts["restored"] + facts["lost"] >= number
