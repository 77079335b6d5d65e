"""Damaged and invented MT940 files: read or refused, no exception of another kind, never slow, never silently empty.

An input is made from its number alone: a failure names the number that repeats it; numbers that once failed are kept.
The long form (RECONCILE_LONG=1) goes through 20 000 inputs, the short form through 300.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from time import process_time

import damages
import pytest

from importers import read, recognition
from importers.errors import StatementRefused
from importers.statement import Proof, Statement
from importers.statement_file import open_file
from importers.verify import turnover

SAMPLES = Path(__file__).resolve().parents[2] / "sample_statements"
SHORT, LONG = 300, 20_000
LIMIT = 1.0  #: seconds of computing for one input

#: Numbers of inputs that once found a fault, in the short form too: pages that went to a statement not their own.
KEPT: tuple[int, ...] = (2447, 2517)

_DUTCH = """{1:F01INGBNL2ABXXX0000000000}{2:I940INGBNL2AXXXN}{4:
:20:P1\n:25:NL47INGB0000000001EUR\n:28C:9/1\n:60F:C260227EUR1,00
:61:2603020302RC100,00NDDTEREF//66\n/TRCD/01018/
:86:/EREF/E2E//MARF/M-1//CSID/NL53ZZZ341191060000//CNTP/NL91ABNA0417164300/ABNANL2A/JAN///REMI/USTD//RE-1 10
:37:00/\n:86:/RTRN/MD06/\n:62M:D260302EUR99,00\n:65:C260303EUR1,00\n:86:/SUM/1/1/1,00/1,00/\n-}{5:}
{1:F01INGBNL2ABXXX0000000000}{2:I940INGBNL2AXXXN}{4:
:20:P1\n:25:NL47INGB0000000001EUR\n:28C:9/2\n:60M:D260302EUR99,00
:61:260230    ED0,50 NRTINONREF          NAME\n/OCMT/USD0,60//CHGS/EUR0,10/EXCH/1,2/
:NS:01text\n15name\n17words\n340000004279070017\n:62F:D260302EUR99,00\n:64:D260302EUR99,00\n-}
"""
WHOLE = [path.read_bytes() for folder in ("mt940", "mt942") for path in sorted((SAMPLES / folder).iterdir())]
WHOLE = [content[:4000] for content in WHOLE] + [
    _DUTCH.encode(),
    _DUTCH.encode("utf-16"),
    _DUTCH.replace("RE-1", "Müller Rüdiger Łódź").encode(),
    _DUTCH.replace("RE-1", "átutalás jóváírása összevont").encode("cp852"),
    ("@@" + _DUTCH.replace("\n", "@@")).encode(),
]

#: What a careless or hostile hand might put anywhere.
SCRAPS = [
    scrap.encode("latin-1")
    for scrap in (
        *(f"\r\n:{tag}:" for tag in ("20", "21", "25", "25P", "28C", "34F", "13D", "60F", "60M", "61", "62F", "62M")),
        *(f"\n:{tag}:" for tag in ("64", "65", "86", "90C", "90D", "NS", "77E", "940", "00", "")),
        *("\n-", "\n-\n", "-}", "{4:", "{1:F01}{2:O942}{4:", "\n:\n86:", "@@", "@@:61:", "\x1a", "\x01", "\x03", "\0"),
        *(
            "\r",
            "\n",
            "\r\n",
            " ",
            "    ",
            "\t",
            "\xa0",
            "\x85",
            "\x81",
            "\xff",
            "\xe4",
            "\xef\xbb\xbf",
            "\xc3",
            "\xfe\xff",
        ),
        *(
            "C",
            "D",
            "RC",
            "RD",
            "EC",
            "d",
            "R",
            ",",
            ".",
            "1.234,56",
            "12,345",
            "0,",
            ",5",
            "9" * 40,
            "-1",
            "1e9",
            "NaN",
        ),
        *(
            "260230",
            "260300",
            "261301",
            "000000",
            "999999",
            "JPY",
            "KWD",
            "EUR",
            "XXX",
            "NTRF",
            "NOV ",
            "S051",
            "//",
            "/",
        ),
        *(
            "?20",
            "?21",
            "?99",
            "?",
            "??",
            ">20",
            "166?",
            "999~20",
            "EREF+",
            "SV WZ+",
            "SVWZ+",
            "OAMT+",
            "COAM+1,",
            "ABWA+",
        ),
        *("/REMI/", "/EREF/", "/CNTP/", "/OCMT/EUR1,00/", "/CHGS/EUR", "EREF: ", "IBAN: DE", "RF18539007547034"),
        *("X" * 65, "x" * 61 + " 10\n:20:37", "A" * 5000, "/REMI" * 300, "E R E F" * 300, "DE12 " * 300, " " * 2000),
    )
]


def _put(random: Random, content: bytes) -> bytes:
    place = random.randrange(len(content) + 1)
    return content[:place] + random.choice(SCRAPS) + content[place + random.choice((0, 0, 1, 5, 20)) :]


def _lines(random: Random, content: bytes) -> bytes:
    """Lines in another order, or some of them again and again."""
    lines = content.split(b"\n")
    start, end = sorted((random.randrange(len(lines) + 1), random.randrange(len(lines) + 1)))
    some = lines[start:end]
    random.shuffle(some)
    return b"\n".join(lines[:start] + some * random.choice((1, 1, 2, 9)) + lines[end:])


DAMAGES: tuple[damages.Damage, ...] = (_put, _put, _put, damages.cut, damages.end, damages.copy, damages.byte, _lines)


def damaged(number: int) -> bytes:
    random = Random(number)
    if number % 5 == 0:  # invented: scraps in any order
        return b":20:" + b"".join(random.choice(SCRAPS) for _ in range(random.randrange(1, 60)))
    content = random.choice(WHOLE)
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        content = random.choice(DAMAGES)(random, content)[:200_000] or b" "
    return content


def examined(number: int, path: Path) -> bool:
    """Whether the input was read."""
    seconds, statements = seconds_for(damaged(number), path)
    assert seconds < LIMIT, f"input {number} took {seconds:.1f} s"
    for one in statements:
        assert sound(one), f"input {number}"
    return bool(statements)


def seconds_for(content: bytes, path: Path) -> tuple[float, list[Statement]]:
    path.write_bytes(content)
    start, said = process_time(), "read"
    try:
        statements = list(read(path))
    except StatementRefused as refused:
        statements, said = [], str(refused)
    assert said == "read" or " → " in said
    return process_time() - start, statements


def sound(one: Statement) -> bool:
    """A proof is arithmetic, tokens are unique, nothing is empty without a word."""
    came, went = turnover(one.transactions, None)
    opening, closing = one.opening, one.closing
    proved = opening is not None and closing is not None
    ties = opening is not None and closing is not None and opening.amount_minor + came - went == closing.amount_minor
    return (
        one.entries == len({line.transaction_id for line in one.transactions}) == len(one.transactions)
        and (one.proof is Proof.UNTESTABLE or (proved and (one.proof is Proof.TIES_OUT) == ties))
        and (bool(one.transactions) or proved or bool(one.warnings) or one.source.format == "mt942")
        and all(line.line > 0 and line.currency == one.currency for line in one.transactions)
    )


HEAD = ":20:X\n:25:12030000/1\n:28C:1/1\n:60F:C260301EUR0,00\n"
LINE = ":61:2603020302CR1,00NTRFNONREF\n"
PAGE = ":20:X\n:25:1\n:28C:1/1\n:60M:C260301EUR0,00\n:62M:C260301EUR0,00\n"

#: Long and monotonous, so that whatever grows faster than the file is seen.
MONOTONOUS = {
    "one line": HEAD + LINE + ":86:" + "A" * 900_000,
    "subfields": HEAD + LINE + ":86:166" + "?20AB" * 100_000,
    "tags": HEAD + LINE + ":86:166?20" + "EREF+" * 100_000,
    "cut tags": HEAD + LINE + ":86:166?20" + "E R E F" * 100_000,
    "slashes": HEAD + LINE + ":86:/EREF/" + "/REMI/" * 100_000,
    "labels": HEAD + LINE + ":86:EREF: " + "IBAN: " * 80_000,
    "accounts": HEAD + LINE + ":86:166?20IBAN+" + "DE12 " * 100_000,
    "blanks": HEAD + LINE + ":86:" + " " * 900_000,
    "short lines": HEAD + LINE + ":86:" + "x\n" * 100_000,
    "texts": HEAD + LINE + ":86:x\n" * 50_000,
    "dashes": HEAD + "-\n" * 200_000,
    "colons": HEAD + LINE + ":86:" + ":\n" * 100_000,
    "statements": PAGE.replace("60M", "60F").replace("62M", "62F") * 2_500,
    "pages": PAGE * 2_500,
    "heads": ":20:X\n" * 5_000,
    "no bookings": HEAD + ":61:X\n" * 40_000,
    "digits": HEAD + ":61:" + "1" * 900_000,
    "blocks": "{4:" * 3_000 + ":20:X",
    "amounts": HEAD + LINE + "/OCMT/EUR" * 80_000,
}


@pytest.mark.parametrize("content", MONOTONOUS.values(), ids=MONOTONOUS.keys())
def test_long_and_monotonous_files_take_no_longer(content: str, tmp_path: Path) -> None:
    assert seconds_for(content.encode(), tmp_path / "input")[0] < LIMIT


@pytest.mark.parametrize("number", KEPT)
def test_inputs_that_once_found_a_fault(number: int, tmp_path: Path) -> None:
    examined(number, tmp_path / "input")


def test_the_short_form(tmp_path: Path) -> None:
    read_ones = sum(examined(number, tmp_path / "input") for number in range(SHORT))
    assert 20 < read_ones < SHORT - 20, "inputs should be neither hopeless nor harmless"


@pytest.mark.long
def test_the_long_form(tmp_path: Path) -> None:
    for number in range(SHORT, LONG):
        examined(number, tmp_path / "input")


def test_undamaged_inputs_are_claimed_by_this_reader(tmp_path: Path) -> None:
    for content in WHOLE:
        (tmp_path / "input").write_bytes(content)
        assert recognition.is_mt940(open_file(tmp_path / "input"))
