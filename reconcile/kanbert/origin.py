"""Where Kanbert lives and what opens it: the one base URL every request is built from, ids in paths, the token.

security.md, "Bearer to a foreign host" and "TLS".
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, quote, urlsplit

from importers.errors import Problem, excerpt_of
from reconcile.errors import SafetyStop, SettingsError

_PLACE = "base URL of Kanbert"
_SECRETIVE = re.compile("[?#]")


def is_loopback(base_url: str) -> bool:
    """True for this machine itself: the practice Kanbert. Only there `http://`, no rate budget, no canary stop."""
    host = urlsplit(base_url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def checked_base_url(base_url: str) -> str:
    """`base_url` without a trailing slash. Raises SettingsError when a token must not be sent there."""
    try:
        parts = urlsplit(base_url.strip())
        port = parts.port
    except ValueError:
        raise _refusal(base_url, "is not a URL") from None
    fault = _fault_of(parts)
    if fault:
        raise _refusal(base_url, fault)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}{'' if port is None else f':{port}'}{parts.path.rstrip('/')}"


def check_token(token: str) -> None:
    """What is wrong is said, and nothing of the token."""
    blank = not token or any(char.isspace() for char in token)
    if blank or not token.isascii() or not token.isprintable():
        remedy = "put the token, and nothing else, into KANBERT_TOKEN or the token file"
        sentence = "is empty or holds blanks" if blank else "holds a letter or sign that no token has, like ü or €"
        raise SettingsError(Problem(place="token of Kanbert", sentence=sentence, remedy=remedy, code="token-blanks"))


def quoted_id(item_id: str, place: str) -> str:
    """Ids are opaque text from a server's body: quoted whole, and never a step to another path (U28)."""
    if item_id.strip(".") and item_id.isprintable():
        return quote(item_id, safe="")
    remedy = "report this; nothing was asked"
    sentence, shown = "is no usable id", excerpt_of(item_id)
    raise SafetyStop(Problem(place=place, excerpt=shown, sentence=sentence, remedy=remedy, code="kanbert-id"))


def _fault_of(parts: SplitResult) -> str:
    if parts.scheme not in ("https", "http") or not parts.hostname:
        return "does not begin with https:// and a host"
    if "@" in parts.netloc or parts.query or parts.fragment:
        return "carries a name, a query or a fragment"
    if not parts.geturl().isascii() or any(step in (".", "..") for step in parts.path.split("/")):
        return "has a path or characters that could lead elsewhere"
    if parts.scheme == "http" and not is_loopback(parts.geturl()):
        return "would send the token unencrypted: http:// is only for this machine"
    return ""


def _refusal(base_url: str, fault: str) -> SettingsError:
    shown = excerpt_of(_SECRETIVE.split(base_url.rsplit("@", 1)[-1])[0])  # what stands around these may be a password
    remedy = "set KANBERT_BASE_URL or [kanbert] base_url to https://api.kanbert.com/api/v1"
    return SettingsError(Problem(place=_PLACE, excerpt=shown, sentence=fault, remedy=remedy, code="base-url"))
