"""How a commit is to run."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from importers.errors import Problem
from reconcile.errors import SettingsError
from reconcile.records import Space

QUARANTINE_S = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    quarantine_s: float = QUARANTINE_S  #: rest of an uncertain posting before its absence may be believed
    confirm_canary: bool = False  #: a person has looked at the first posting in Kanbert (money.md 13)
    credit_offsets: bool = False  #: a person asked for the offsets of netted payments to be posted, too (F49)
    space: Space | None = None  #: of the run the proposals come from; None: only a loopback Kanbert (F46)
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Berlin"))
    home_currency: str = ""  #: what incoming documents are taken to be in; "" unknown (money.md 6)

    def checked(self, *, is_loopback: bool) -> Options:
        """Raises SettingsError for a quarantine below 900 s against anything but a loopback address."""
        if self.quarantine_s <= 0 or (self.quarantine_s < QUARANTINE_S and not is_loopback):
            raise SettingsError(
                Problem(
                    "--quarantine",
                    "less than 900 seconds is allowed against the practice Kanbert only",
                    "leave it out, or give 900 or more",
                    f"{self.quarantine_s:g}",
                    code="quarantine-too-short",
                )
            )
        return self

    def gap_s(self, *, is_loopback: bool) -> float:
        """Between two reads that must agree: 30 s; against loopback a thirtieth of the quarantine (commit-protocol)."""
        return min(30.0, self.quarantine_s / 30) if is_loopback else 30.0
