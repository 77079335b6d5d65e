"""`reconcile pull --snapshot DIR`: Kanbert's data as files, to work without network and to keep what a run saw."""

from __future__ import annotations

from argparse import Namespace

from reconcile.cli.composition import settings_of, snapshot_of
from reconcile.cli.progress import progress
from reconcile.cli.talk import Talk
from reconcile.cli.wording import command, count, day
from reconcile.seams import SystemClock


def execute(arguments: Namespace) -> int:
    from reconcile.kanbert.pulling import HISTORY
    from reconcile.kanbert.snapshot import check_replaceable, write_snapshot

    talk = Talk(arguments)
    settings = settings_of(arguments)
    check_replaceable(arguments.snapshot)  # before minutes are spent on it
    since = None if arguments.all else (SystemClock().now() - HISTORY).astimezone(settings.zone).date()
    with progress(talk, "asking Kanbert") as shown:
        snapshot = snapshot_of(None, settings, since=since, on_progress=shown.rows)
        shown.step(f"writing {arguments.snapshot}")
        write_snapshot(snapshot, arguments.snapshot)
    counts = {
        "payment_accounts": len(snapshot.payment_accounts),
        "outgoing_invoices": len(snapshot.outgoing),
        "incoming_invoices": len(snapshot.incoming),
        "payments": len(snapshot.payments),
    }
    for note in snapshot.notes:
        talk.warn(note)
    if talk.json:
        talk.data({"snapshot": str(arguments.snapshot), **counts, "partial": snapshot.partial, "notes": snapshot.notes})
    talk.result(
        f"{arguments.snapshot} written: {count(counts['outgoing_invoices'], 'outgoing invoice')}, "
        f"{count(counts['incoming_invoices'], 'incoming document')}, {count(counts['payments'], 'payment')}, "
        f"{count(counts['payment_accounts'], 'payment account')}."
    )
    if snapshot.partial and since is not None:
        talk.note(f"Everything open, and what happened since {day(since)}; all of it: reconcile pull --all")
    talk.note(f"Next: {command(arguments, 'run', 'FILE', '--snapshot', arguments.snapshot)}")
    return 0
