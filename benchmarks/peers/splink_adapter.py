"""Splink 5 on DuckDB: links lines and documents by number, amount, name and account, trained on the data itself."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import splink.comparison_library as cl
from adapter import Pair, one_to_one, run
from pyarrow import Table, csv, string
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

_TEXTS = ("unique_id", "day", "currency", "name", "iban", "number", "digits")
_LEAST = 0.5


def prepare(folder: Path) -> tuple[Table, Table]:
    logging.disable(logging.WARNING)
    options = csv.ConvertOptions(
        column_types=dict.fromkeys(_TEXTS, string()), null_values=[""], strings_can_be_null=True
    )
    return tuple(csv.read_csv(folder / name, convert_options=options) for name in ("lines.csv", "documents.csv"))


def match(prepared: object) -> Iterable[Pair]:
    lines, documents = prepared  # type: ignore[misc]
    api = DuckDBAPI()
    tables = [
        api.register(lines, dataset_display_name="lines"),
        api.register(documents, dataset_display_name="documents"),
    ]
    linker = Linker(tables, _settings())
    linker.training.estimate_probability_two_random_records_match([block_on("number", "amount")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("number"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name", "amount"))
    found = linker.inference.predict(threshold_match_probability=_LEAST)
    amounts = dict(zip(lines["unique_id"].to_pylist(), lines["amount"].to_pylist(), strict=True))
    return one_to_one(_pair(row, amounts) for row in found.as_record_list())


def _settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.LevenshteinAtThresholds("number", [1, 2]),
            cl.ExactMatch("amount"),
            cl.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.8]),
            cl.ExactMatch("iban"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("number"),
            block_on("digits"),
            block_on("name", "amount"),
            block_on("iban", "amount"),
        ],
        retain_matching_columns=False,
    )


def _pair(row: dict[str, Any], amounts: dict[str, int]) -> Pair:
    sides = {row["source_dataset_l"]: row["unique_id_l"], row["source_dataset_r"]: row["unique_id_r"]}
    line = sides["lines"]
    return line, sides["documents"], amounts[line], row["match_probability"]


if __name__ == "__main__":
    run(prepare, match)
