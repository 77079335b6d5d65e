"""The matching benchmark fails when money is at stake, and only then; its figures over seeds are medians and sums."""

from __future__ import annotations

from dataclasses import replace

import match as benchmark
import pytest
from score import Claim, Score, score
from worlds.build import world_of
from worlds.ceiling import ceiling_of

WORLD = world_of(1, 1000)
NOISE = next(truth for truth in WORLD.truths if truth.is_noise)
BOOKED = next(truth for truth in WORLD.truths if len(truth.allocations) == 1)


def run_of(found: Score | None, *, size: int = 1000, seconds: float = 1.0) -> benchmark.Run:
    return benchmark.Run(
        program="propose", seed=1, size=size, seconds=seconds, worked=seconds, megabytes=100.0, found=found,
        ceiling=ceiling_of(WORLD.truths),
    )  # fmt: skip


def scored(*claims: Claim) -> Score:
    return score(WORLD.truths, claims)


def test_noise_called_sure_fails_always() -> None:
    document, minor = BOOKED.allocations[0]
    found = scored(Claim(NOISE.line, document, minor, 0.99, sure=True))
    assert len(list(benchmark._missed([run_of(found)], strictly=False))) == 1
    assert len(list(benchmark._missed([run_of(found)], strictly=True))) == 2


def test_a_wrong_sure_one_fails_the_short_form() -> None:
    document, minor = BOOKED.allocations[0]
    wrong = scored(Claim(BOOKED.line, document, minor + 1, 0.99, sure=True))
    assert list(benchmark._missed([run_of(wrong)], strictly=True)) == [
        "seed 1, 1000 lines: 1 lines called sure are wrong"
    ]
    right = scored(Claim(BOOKED.line, document, minor, 0.99, sure=True))
    assert not list(benchmark._missed([run_of(right)], strictly=True))


def test_growth_is_the_power_of_the_size() -> None:
    runs = [run_of(None, size=1000, seconds=2.0), run_of(None, size=4000, seconds=16.0)]
    assert benchmark._exponent(runs, "propose", 1000, 4000) == "1.50"
    assert benchmark._exponent(runs, "splink", 1000, 4000) == "-"


def test_bins_of_several_seeds_are_taken_together() -> None:
    document, minor = BOOKED.allocations[0]
    found = scored(Claim(BOOKED.line, document, minor, 0.95))
    (row,) = list(benchmark.reliability([found, found]))[2:]
    assert row.startswith("| 0.9-1.0 | 2 | 0.9500 | 1.0000 |")


def test_the_report_names_every_size_once() -> None:
    document, minor = BOOKED.allocations[0]
    one = run_of(scored(Claim(BOOKED.line, document, minor, 0.95)))
    text = "\n".join(benchmark._report([one, replace(one, size=2000, seconds=2.0)]))
    assert text.count("1000 lines, seeds 1") == text.count("2000 lines, seeds 1") == 1
    assert "| propose | 1.00 |" in text


@pytest.mark.parametrize(("text", "seeds"), [("1001-1003", [1001, 1002, 1003]), ("1,7-8", [1, 7, 8])])
def test_seeds_are_read_as_ranges(text: str, seeds: list[int]) -> None:
    assert benchmark.seeds_of(text) == seeds
