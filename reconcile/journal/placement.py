"""Does a file lie on a network file system? Its locks and SQLite's write-ahead log need one machine's own disk.

Told where the system tells it: Linux (mountinfo), Windows (drive type, UNC paths), macOS (mount). Where nothing is
told, the answer is `""`: it is not known to be one.
"""

from __future__ import annotations

import ctypes
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath

#: As Linux and macOS call them.
_NETWORK = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afpfs", "afs", "ncpfs", "ceph", "glusterfs", "lustre"),
        *("webdav", "davfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.glusterfs"),
        *("macfuse", "osxfuse", "beegfs", "ocfs2", "gfs2"),
    }
)
_DRIVE_REMOTE = 4  #: GetDriveTypeW
_MOUNT_LINE = re.compile(r"^.* on (?P<at>/.*) \((?P<kind>[^,)]+)")


def network_file_system(path: Path) -> str:
    """What the file system is called when it is one, else `""`; a system that does not answer is no proof."""
    place = _existing(path)
    try:
        if sys.platform == "win32":
            return _of_windows(str(place))
        if sys.platform == "darwin":
            told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False).stdout
            return of_mounts(_mac_mounts(told), place.as_posix())
        return of_mounts(linux_mounts(Path("/proc/self/mountinfo").read_text("utf-8", "replace")), place.as_posix())
    except (OSError, subprocess.SubprocessError):
        return ""


def of_mounts(mounts: list[tuple[str, str]], place: str) -> str:
    """`mounts`: (where, kind); of several that hold the place, the innermost and latest counts."""
    wanted, found = PurePosixPath(place), ("", "")
    for at, kind in mounts:
        if wanted.is_relative_to(at) and len(at) >= len(found[0]):
            found = (at, kind)
    return found[1] if found[1] in _NETWORK else ""


def linux_mounts(text: str) -> list[tuple[str, str]]:
    """Of /proc/self/mountinfo: the fifth field is where, the first after ` - ` is the kind; blanks stand as \\040."""
    mounts = []
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) > 4 and after:
            at = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found.group(1), 8)), fields[4])
            mounts.append((at, after.split(" ")[0]))
    return mounts


def _mac_mounts(text: str) -> list[tuple[str, str]]:
    return [(found["at"], found["kind"]) for line in text.splitlines() if (found := _MOUNT_LINE.match(line))]


def _of_windows(place: str) -> str:
    if place.startswith(("\\\\", "//")) and not place.startswith(("\\\\?\\", "\\\\.\\")):
        return "a network share"
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - not there on other systems, nor in their type stubs
    drive = place[:3] if place[1:2] == ":" else ""
    return "a network drive" if drive and kernel.GetDriveTypeW(drive) == _DRIVE_REMOTE else ""


def _existing(path: Path) -> Path:
    """The path itself, or the nearest folder above it that is there; links followed."""
    place = path.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    return place.resolve()
