"""The statements of a day in one zip, as German banks hand them out since 2025: one camt.053 per account."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from month.parties import OWN_ACCOUNTS

_PACKED_AT = (2026, 4, 1, 6, 0, 0)


def render(statements: Mapping[str, bytes]) -> bytes:
    """`statements`: our account's short name → its file. Stored, not deflated: the same bytes with every zlib."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for number, (account, statement) in enumerate(statements.items(), 1):
            name = f"2026-03-31_C53_{OWN_ACCOUNTS[account].iban}_EUR_{number:06}.xml"
            member = zipfile.ZipInfo(name, _PACKED_AT)
            member.create_system, member.external_attr = 3, 0o644 << 16
            archive.writestr(member, statement)
    return content.getvalue()
