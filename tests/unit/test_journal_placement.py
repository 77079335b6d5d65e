"""A journal on a network file system is recognised where the system tells it, and no commit is made with it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from posting_world import World

from reconcile.errors import SafetyStop
from reconcile.journal import placement
from reconcile.journal.placement import linux_mounts, network_file_system, of_mounts

MOUNTINFO = r"""22 28 0:21 / /sys rw,nosuid - sysfs sysfs rw
28 1 254:1 / / rw,relatime - ext4 /dev/vda1 rw
40 28 0:45 / /home rw,relatime shared:12 - nfs4 server:/export/home rw,vers=4.2
41 40 254:2 / /home/eva/local\040disk rw - xfs /dev/vdb1 rw
42 28 0:46 / /mnt/share rw - cifs //server/books rw
43 28 0:47 / /mnt/share2 rw - ext4 /dev/vdc1 rw
not a line of it
"""
MAC = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//eva@server/books on /Volumes/books (smbfs, nodev, nosuid, mounted by eva)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/eva/journal.sqlite3", "nfs4"),
        ("/home", "nfs4"),
        ("/home/eva/local disk/journal.sqlite3", ""),
        ("/mnt/share/x", "cifs"),
        ("/mnt/share2/x", ""),
        ("/mnt/shared/x", ""),
        ("/srv/x", ""),
    ],
)
def test_the_innermost_mount_decides(place: str, kind: str) -> None:
    assert of_mounts(linux_mounts(MOUNTINFO), place) == kind


def test_what_macos_says() -> None:
    mounts = placement._mac_mounts(MAC)
    assert of_mounts(mounts, "/Volumes/books/journal.sqlite3") == "smbfs"
    assert of_mounts(mounts, "/Users/eva/journal.sqlite3") == ""


def test_a_share_of_windows() -> None:
    assert placement._of_windows("\\\\server\\books\\journal.sqlite3") == "a network share"


@pytest.mark.skipif(sys.platform != "linux", reason="mountinfo is Linux's")
def test_this_machine_answers_about_a_file_that_is_not_there_yet(tmp_path: Path) -> None:
    assert network_file_system(tmp_path / "not" / "there" / "journal.sqlite3") == ""


def test_a_system_that_does_not_answer_is_no_proof(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object) -> str:
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", refuse)
    assert network_file_system(tmp_path) == ""


def test_no_commit_with_a_journal_on_a_share(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    world = World(tmp_path)
    monkeypatch.setattr("reconcile.posting.lock.network_file_system", lambda _: "nfs4")
    with pytest.raises(SafetyStop, match="lies on a network file system \\(nfs4\\)"):
        world.commit([])
    assert world.posts == []
