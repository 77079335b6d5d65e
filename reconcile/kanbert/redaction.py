"""Words of a server or a library, made fit for logs and reports: no token, no whole IBAN, 200 printable characters."""

from __future__ import annotations

import re

from importers.errors import excerpt_of

#: Compact or in groups of four, as printed on invoices.
_IBAN = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z]{2})\d{2}(?:[A-Za-z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)(?![A-Za-z0-9])"
)


#: Shorter ones could be guessed anyway.
_SHORTEST_SECRET = 12


def masked_ibans(text: str) -> str:
    """`DE89 3704 0044 0532 0130 00` as `DE…3000`: country and last four (security.md, GDPR row)."""
    return _IBAN.sub(lambda match: f"{match.group(1)}…{match.group(0).replace(' ', '')[-4:]}", text)


class Redactor:
    """Knows the token so that nobody else has to; never shows it."""

    __slots__ = ("__secret",)

    def __init__(self, secret: str) -> None:
        self.__secret = secret

    def __repr__(self) -> str:
        return "Redactor(…)"

    def __call__(self, text: str, limit: int = 200) -> str:
        """`text` on one line without the token, IBANs masked, at most `limit` characters."""
        if self.__secret:
            text = text.replace(self.__secret, "[token]")
        return excerpt_of(masked_ibans(text[: 20 * limit]), limit)

    def without_secret(self, content: bytes) -> bytes:
        """`content` as it may be kept: a server that echoes the token does not get it into our records.

        A word as short as the practice Kanbert's token is no secret, and stands in honest ids.
        """
        if len(self.__secret) < _SHORTEST_SECRET:
            return content
        escaped = self.__secret.replace("/", "\\/")  # as PHP writes JSON
        return content.replace(self.__secret.encode(), b"[token]").replace(escaped.encode(), b"[token]")
