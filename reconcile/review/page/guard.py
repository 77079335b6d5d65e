"""Who may talk to the page: one browser on this machine, and no other site through it (security.md).

Loopback alone does not keep other web sites out: a name may be made to point to 127.0.0.1 (DNS rebinding), a form on
any site may be sent there. Hence an exact host, a cookie no other site can send, an origin and a token on every POST.
Pure: headers in, the refusal in words or `""` out.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

MAX_BODY_BYTES = 1_000_000


@dataclass
class Guard:
    """The secrets of one server. `invitation` opens the page once; then the cookie stands for it."""

    port: int
    invitation: str
    cookie: str
    csrf: str
    used: bool = field(default=False)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def cookie_name(self) -> str:
        """Cookies know no ports: two pages at once must not take each other's."""
        return f"reconcile-{self.port}"

    def against(self, method: str, headers: Mapping[str, str]) -> str:
        """Why any request with these headers is refused; `""` when it may go on to what asks for the cookie."""
        if headers.get("host", "") != self.host:
            return "this address is not the page's own"
        if method not in ("GET", "POST"):
            return "the page knows no such request"
        if headers.get("sec-fetch-site", "same-origin") not in _SITES[method]:
            return "another site asked for this"
        if method == "POST" and headers.get("origin", "") != f"http://{self.host}":
            return "another site asked for this"
        if method == "POST" and headers.get("content-type", "").split(";")[0].strip() != "application/json":
            return "the page sends JSON only"
        return ""

    def knows(self, cookies: Mapping[str, str]) -> bool:
        return _same(cookies.get(self.cookie_name, ""), self.cookie)

    def is_token(self, csrf: str) -> bool:
        return _same(csrf, self.csrf)

    def admit(self, invitation: str) -> bool:
        """True once, for the right invitation."""
        if self.used or not _same(invitation, self.invitation):
            return False
        self.used = True
        return True


#: A person may type the address (`none`); nothing but the page itself may post.
_SITES = {"GET": ("same-origin", "none"), "POST": ("same-origin",)}


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())
