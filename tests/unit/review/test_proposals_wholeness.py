"""A file that was cut off, or whose cells were glued or shifted, is refused in one sentence."""

from __future__ import annotations

import csv
import io

import pytest
from review_builders import as_table, read, several, single, split

from reconcile.errors import ProposalsRefused
from reconcile.review.proposals import Layout, write_csv

KNOWN = several()


def refused(content: bytes) -> str:
    with pytest.raises(ProposalsRefused) as error:
        read(content, KNOWN)
    return str(error.value)


def decided() -> bytes:
    return write_csv(KNOWN).replace(b"\r\n;", b"\r\nyes;")


def test_wherever_the_file_is_cut_nothing_changes_and_one_sentence_says_so() -> None:
    content = decided()
    whole = {one.proposal.proposal_id: one for one in read(content, KNOWN).decisions}
    cut_off = 0
    for length in range(len(content) - 1, 400, -1):
        try:
            found = read(content[:length], KNOWN)
        except ProposalsRefused as error:
            sentences = str(error).splitlines()
        else:
            sentences = []
        assert len(sentences) <= 1, sentences
        cut_off += "was cut off" in "".join(sentences)
        if sentences:
            continue
        assert {one.proposal.proposal_id: one for one in found.decisions}.items() <= whole.items()
        assert len({row.proposal_id for row in found.blocked} - {KNOWN[6].proposal_id}) <= 1
    assert cut_off > 1000


def test_the_sentence_of_a_file_that_was_cut_off() -> None:
    content = write_csv([single(), split()]).rpartition(b"inv-RE")[0]
    message = refused(content)
    assert message.startswith('p.csv:5: "| review | 2026-03-05 | 1200,00')
    assert '" the file ends in the middle of a row: it was cut off. → copy the whole file again, or ' in message


def test_rows_in_one_cell_each() -> None:
    """Opened with a comma as delimiter and saved: what holds a comma is quoted, the header is not."""
    header, *rows = decided().decode("utf-8-sig").splitlines()
    text = io.StringIO(newline="")
    csv.writer(text).writerows([row] for row in rows)
    message = refused(f"{header}\r\n{text.getvalue()}".encode())
    assert message.startswith('p.csv:2: "yes;sure;2026-03-05;')
    sentence = "10 of 10 rows do not stand under the columns of the header, as when a spreadsheet opens or saves the "
    assert f"{sentence}file with another delimiter. → " in message
    assert "\n" not in message


def test_the_whole_header_in_one_cell() -> None:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([row] for row in decided().decode("utf-8-sig").splitlines())
    message = refused(text.getvalue().encode())
    assert message.startswith('p.csv:1: "decision;light;date;')
    assert "the whole header stands in one cell, as when a spreadsheet saves the file with another delimiter" in message
    assert "\n" not in message


def test_decimal_commas_that_became_columns() -> None:
    rows = as_table(decided())
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    message = refused("\r\n".join(lines).encode())
    assert "rows do not stand under the columns of the header" in message
    assert "\n" not in message


def test_a_persons_own_rows_and_columns_are_no_damage() -> None:
    rows = [[*line, "", "mine"] for line in csv.reader(io.StringIO(decided().decode("utf-8-sig")), delimiter=";")]
    rows += [["Summe", "", "", "1.234,00"], ["checked by Anna"]]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    assert read(text.getvalue().encode(), KNOWN).decisions == read(decided(), KNOWN).decisions


@pytest.mark.parametrize("layout", [Layout(), Layout(language="de"), Layout(delimiter=",", decimal_mark=".")])
def test_a_whole_file_is_whole(layout: Layout) -> None:
    assert len(read(write_csv(KNOWN, layout), KNOWN).undecided) == 7
