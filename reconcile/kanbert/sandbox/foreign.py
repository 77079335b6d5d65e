"""URLs that look like home and are not: where a compromised Kanbert could send a client to (security.md)."""

from __future__ import annotations

from urllib.parse import urlsplit

from reconcile.kanbert.sandbox.chance import choose

#: Reserved, it exists nowhere (RFC 2606); tests name a listener of their own instead.
NOWHERE = "https://kanbert.invalid"


def foreign_urls(home: str, path: str, abroad: str) -> tuple[str, ...]:
    """Every disguise of `abroad` + `path`. `home` and `abroad` are origins: scheme, host, port.

    Those whose host is fixed (punycode, other schemes) lead away from home as well, though not to `abroad`.
    """
    own, other = urlsplit(home), urlsplit(abroad)
    port = f":{other.port}" if other.port else ""
    return (
        f"{abroad}{path}",
        f"//{other.netloc}{path}",
        f"{other.scheme.upper()}://{other.netloc}{path}",
        f"{other.scheme}://{own.netloc}@{other.netloc}{path}",
        f"{other.scheme}://{own.hostname}:token@{other.netloc}{path}",
        f"{other.scheme}://{other.netloc}\\@{own.netloc}{path}",
        f"\\\\{other.netloc}{path.replace('/', chr(92))}",
        f"{other.scheme}:\t//{other.netloc}{path}".replace("\t", "%09"),
        f"{other.scheme}://{other.netloc}{path}#{home}",
        f"{other.scheme}://{other.netloc}/?{home}{path}",
        f"{other.scheme}://localhost{port}{path}",
        f"{other.scheme}://2130706433{port}{path}",
        f"{other.scheme}://[::ffff:127.0.0.1]{port}{path}",
        f"{own.scheme}://{own.hostname}.kanbert.invalid{path}",
        f"{own.scheme}://xn--kanbrt-bva.invalid{path}",
        f"{'http' if own.scheme == 'https' else 'https'}://{own.netloc}{path}",
        f"{own.scheme}://{own.hostname}:9{path}",
        f"ftp://{other.netloc}{path}",
        "file:///etc/hostname",
    )


def foreign_url(home: str, path: str, abroad: str, seed: int, *labels: object) -> str:
    return choose(foreign_urls(home, path, abroad), seed, *labels)
