"""Zip archives: members read as statements of their own, the archive whole or not at all, nothing ever on disk."""

from __future__ import annotations

import contextlib
import hashlib
import io
import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from camt_texts import detail, document, entry, statement

from importers import archive as module
from importers import read, stream
from importers.errors import StatementRefused
from importers.events import Entry
from importers.statement import Statement

MARCH = document(statement(entry("10.50", detail(texts=["March"])), statement_id="3"))
APRIL = document(statement(entry("20.00", detail(texts=["April"]), day="2026-04-02"), statement_id="4"))


def packed(path: Path, *members: tuple[str | zipfile.ZipInfo, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(StatementRefused) as refused:
        list(read(path))
    return str(refused.value)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return tmp_path / "bundle.zip"


def test_every_member_is_a_file_of_its_own(bundle: Path) -> None:
    packed(bundle, ("2026/march.xml", MARCH), ("april without a suffix", APRIL))
    found = list(read(bundle))
    assert [one.statement_id for one in found] == ["3", "4"]
    assert [one.source.path for one in found] == [f"{bundle}/2026/march.xml", f"{bundle}/april without a suffix"]
    assert {one.source.archive for one in found} == {str(bundle)}


def test_a_member_reads_like_the_file_itself(bundle: Path, tmp_path: Path) -> None:
    plain = tmp_path / "march.xml"
    plain.write_text(MARCH, encoding="utf-8")
    packed(bundle, ("march.xml", MARCH))
    (packed_one,), (plain_one,) = read(bundle), read(plain)
    assert packed_one.transactions == plain_one.transactions
    assert packed_one.source.sha256 == plain_one.source.sha256


def test_what_the_system_adds_is_ignored(bundle: Path) -> None:
    packed(
        bundle, ("folder/", ""), ("march.xml", MARCH), ("__MACOSX/._march.xml", b"\0\5\26\7"), (".DS_Store", b"\0\0")
    )
    assert [one.statement_id for one in read(bundle)] == ["3"]


def test_the_same_file_twice_counts_once_and_is_said(bundle: Path) -> None:
    packed(bundle, ("a.xml", MARCH), ("b.xml", MARCH))
    (one,) = read(bundle)
    assert one.warnings == ("the same file is in the archive again, as bundle.zip/b.xml; it counts once",)


def test_of_many_copies_a_few_are_named(bundle: Path) -> None:
    (found,) = read(packed(bundle, *((f"{number}.xml", MARCH) for number in range(9))))
    assert found.warnings[-1].endswith("bundle.zip/5.xml and 3 more; it counts once")


def test_equal_pages_in_two_members_stay_two_statements(bundle: Path) -> None:
    """Each file counts equal lines for itself; joined they would carry one token twice."""
    pages = [document(statement(entry(), head=f"<StmtPgntn><PgNb>{n}</PgNb></StmtPgntn>")) for n in (1, 2)]
    packed(bundle, ("1.xml", pages[0]), ("2.xml", pages[1]))
    assert len(list(read(bundle))) == 2


def test_whole_or_not_at_all_with_all_problems_together(bundle: Path) -> None:
    packed(
        bundle,
        ("march.xml", MARCH),
        ("broken.xml", MARCH[:-40]),
        ("order.pdf", b"%PDF-1.7"),
        ("empty.xml", b""),
        ("inner.zip", packed(bundle.with_name("inner"), ("x.xml", MARCH)).read_bytes()),
    )
    seen: list[Statement] = []
    with pytest.raises(StatementRefused) as refused:
        seen.extend(read(bundle))
    assert seen == []
    assert [(one.place.partition(":")[0], one.sentence.partition(";")[0]) for one in refused.value.problems] == [
        ("bundle.zip/empty.xml", "is empty"),
        ("bundle.zip/broken.xml", "is not well-formed XML"),
        ("bundle.zip/order.pdf", "is a PDF, made for people"),
        ("bundle.zip/inner.zip", "is a zip inside a zip"),
    ]


def test_many_problems_are_counted(bundle: Path) -> None:
    packed(bundle, *((f"{number}.pdf", b"%PDF-1.7 " + str(number).encode()) for number in range(30)))
    assert refusal(bundle).splitlines()[-1].startswith("bundle.zip: has 10 more problems of this kind.")


@pytest.mark.parametrize("members", [(), (("folder/", ""),), (("__MACOSX/x", "x"),)])
def test_nothing_in_it(bundle: Path, members: Iterable[tuple[str, str]]) -> None:
    packed(bundle, *members)
    assert "is a zip archive without any statement in it" in refusal(bundle)


def linked(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../evil.xml", "would leave the folder"),
        ("a/../../evil.xml", "would leave the folder"),
        ("/etc/evil.xml", "would leave the folder"),
        ("C:evil.xml", "would leave the folder"),
        ("a\\evil.xml", "has a name that no honest archive has"),
        (linked("link.xml"), "is a link or a device"),
    ],
)
def test_names_that_are_up_to_something(bundle: Path, name: str | zipfile.ZipInfo, said: str) -> None:
    packed(bundle, ("march.xml", MARCH), (name, APRIL))
    assert said in refusal(bundle)
    assert [path.name for path in bundle.parent.iterdir()] == ["bundle.zip"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice(bundle: Path) -> None:
    packed(bundle, ("a.xml", MARCH), ("a.xml", APRIL))
    assert refusal(bundle).startswith("bundle.zip/a.xml: stands in the archive 2 times. →")


def test_too_many_members(bundle: Path) -> None:
    packed(bundle, *((f"{number}.xml", "x") for number in range(module.MAX_MEMBERS + 1)))
    assert "holds 1001 files; 1000 are the most" in refusal(bundle)


def test_a_spreadsheet_is_called_one(bundle: Path) -> None:
    packed(bundle, ("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>"))
    assert refusal(bundle).startswith("bundle.zip: is an Office document (Excel, Word). →")


def test_ratio_whatever_the_archive_says(bundle: Path) -> None:
    packed(bundle, ("bomb.xml", b" " * 3_000_000))
    for stated in (3_000_000, 10):
        content = bundle.read_bytes().replace(struct.pack("<L", 3_000_000), struct.pack("<L", stated))
        bundle.write_bytes(content)
        said = refusal(bundle)
        assert "unpacks to more than 200 times its size" in said or "is not a whole zip archive" in said


def test_the_sum_of_all_members_is_limited(bundle: Path) -> None:
    both = [document(statement(*[entry(amount) for _ in range(100)])) for amount in ("1.00", "2.00")]
    packed(bundle, ("a.xml", both[0]), ("b.xml", both[1]))
    enough = len(both[0]) + len(both[1])
    with pytest.raises(StatementRefused, match=r"bundle\.zip/b\.xml: is more than may be unpacked of one archive"):
        list(read(bundle, max_bytes=enough - 1))
    assert len(list(read(bundle, max_bytes=enough))) == 2


def test_a_plain_file_has_the_same_limit(tmp_path: Path) -> None:
    (tmp_path / "march.xml").write_text(MARCH, encoding="utf-8")
    with pytest.raises(StatementRefused, match="is larger than the 100 bytes that are read"):
        list(read(tmp_path / "march.xml", max_bytes=100))


def test_members_that_share_their_bytes(bundle: Path) -> None:
    """The better zip bomb: every entry of the directory points at the same packed bytes."""
    packed(bundle, *((f"{number}.xml", MARCH) for number in range(3)))
    with zipfile.ZipFile(bundle) as archive:
        sizes = [info.compress_size for info in archive.infolist()]
    content = bundle.read_bytes()
    start = content.index(b"PK\x01\x02")
    directory = content[start:].replace(struct.pack("<L", sizes[0]), struct.pack("<L", sizes[0] * 50))
    bundle.write_bytes(content[:start] + directory)
    assert "says it holds more than it does" in refusal(bundle)


def flipped(content: bytes) -> bytes:
    at = content.index(b"PK\x01\x02") // 2
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


def encrypted(content: bytes) -> bytes:
    at = content.index(b"PK\x01\x02") + 8
    return content[:at] + bytes([content[at] | 1]) + content[at + 1 :]


def method(content: bytes) -> bytes:
    at = content.index(b"PK\x01\x02") + 10
    return content[:at] + bytes([14]) + content[at + 1 :]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda content: content[:-30], "is not a whole zip archive"),
        (lambda content: content[: len(content) // 2], "is not a whole zip archive"),
        (flipped, "is not a whole zip archive"),
        (encrypted, "is encrypted"),
        (method, "is packed in a way that is not read"),
    ],
)
def test_damage(bundle: Path, damage: Callable[[bytes], bytes], said: str) -> None:
    bundle.write_bytes(damage(packed(bundle, ("march.xml", MARCH)).read_bytes()))
    assert said in refusal(bundle)


def test_a_directory_that_does_not_fit_is_never_loaded(bundle: Path) -> None:
    packed(bundle, *((f"{'x' * 60000}{number}.xml", "x") for number in range(100)))
    assert "the directory is too large" in refusal(bundle)


def test_every_single_byte_may_be_damaged(bundle: Path) -> None:
    """Whatever byte is wrong, the answer is a refusal of ours or the very same lines."""
    content = packed(bundle, ("march.xml", MARCH)).read_bytes()
    lines = [line for one in read(bundle) for line in one.transactions]
    for at in range(0, len(content), 3):
        bundle.write_bytes(content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :])
        with contextlib.suppress(StatementRefused):
            assert [line for one in read(bundle) for line in one.transactions] == lines


def test_memory_stays_flat_for_a_large_member(bundle: Path) -> None:
    texts = io.StringIO()
    for number in range(6_000):
        words = [hashlib.sha512(b"%d %d" % (number, line)).hexdigest() for line in range(16)]
        texts.write(entry(f"{number}.01", detail(texts=words)))
    large = document(statement(texts.getvalue()))
    packed(bundle, ("large.xml", large))
    size, number = len(large), 0
    del large, texts
    tracemalloc.start()
    for event in stream(bundle):
        number += isinstance(event, Entry)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert number == 6_000
    assert size > 12_000_000
    assert peak < size / 2
