"""Verbs, flags, exit codes and every printed word; the composition root: only here are parts constructed.

Exit codes (review.md): 0 done · 1 done, a person is needed · 2 usage, configuration, token · 3 input refused ·
4 Kanbert unreachable, lock held or something uncertain · 5 stopped by a safety check · 70 our bug. The highest holds.
Heavy imports wait until a verb needs them: `--help` answers at once.
"""

from __future__ import annotations

import codecs
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from reconcile.cli.arguments import parse

if TYPE_CHECKING:
    from reconcile.errors import SettingsError

EXIT_INTERRUPTED = 130
EXIT_BUG = 70


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; the exit code. Prints to stdout what was asked for, to stderr everything else."""
    _never_fail_on_encoding()
    arguments = parse(sys.argv[1:] if argv is None else list(argv))
    code = 0
    try:
        code = _run_verb(arguments)
        sys.stdout.flush()  # while what fails can still be told
    except KeyboardInterrupt:
        print("\nstopped. Nothing is lost; run the same command again.", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _discard_output()
    except OSError as error:
        _discard_output()
        code = max(code, _tell_unusable(error))
    return code


def _run_verb(arguments: Namespace) -> int:
    from importers.errors import StatementRefused
    from reconcile.cli.talk import complain
    from reconcile.cli.verbs import execute
    from reconcile.errors import ReconcileError

    try:
        return execute(arguments)
    except StatementRefused as refusal:
        complain(refusal)
        return 3
    except ReconcileError as error:
        complain(error)
        return error.exit_code
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except OSError as error:
        if error.errno is None or isinstance(error, ConnectionError):
            _report_bug()
            return EXIT_BUG
        _drop_what_cannot_be_printed()
        return _tell_unusable(error)
    except Exception:  # noqa: BLE001 - the last resort: whatever else arrives here is our bug, and says so
        _report_bug()
        return EXIT_BUG


def _tell_unusable(error: OSError) -> int:
    """The exit code, which holds even where there is no space for the words."""
    from reconcile.cli.talk import complain
    from reconcile.errors import SettingsError

    with suppress(OSError):
        complain(_unusable(error))
    return SettingsError.exit_code


def _drop_what_cannot_be_printed() -> None:
    """So that the same failure is not told again when the program ends."""
    try:
        sys.stdout.flush()
    except OSError:
        _discard_output()


def _discard_output() -> None:
    from reconcile.cli.talk import discard

    discard(sys.stdout)


def _unusable(error: OSError) -> SettingsError:
    """A file of the user's the system does not let us use: no rights, no folder, no space, open in a spreadsheet.
    Reading and writing what is open names no file."""
    from importers.errors import Problem
    from reconcile.errors import SettingsError

    sentence = f"the system does not allow to use it ({error.strerror or type(error).__name__})"
    remedy = "check the folder, its rights and its space, and that no program has it open; then run the same again"
    place = "a file, or what was to be printed" if error.filename is None else str(error.filename)
    return SettingsError(Problem(place, sentence, remedy, code="file-system"))


def _report_bug() -> None:
    import traceback

    traceback.print_exc()
    print("\nThis is a bug in reconcile, not yours. Nothing was posted after this point.", file=sys.stderr)
    print("→ Please report the lines above. `reconcile status` shows what is posted.", file=sys.stderr)


def _never_fail_on_encoding() -> None:
    """A console that cannot show `●` shows `?`; it must not end the program. An amount keeps its sign."""
    codecs.register_error("reconcile", _in_plain_letters)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="reconcile")


#: Minus, narrow and no-break blanks, dashes, ellipsis, arrow: what amounts, days and sentences of ours are made of.
_PLAIN = {"\u2212": "-", "\u202f": " ", "\xa0": " ", "–": "-", "—": "-", "…": "...", "→": "->", "€": "EUR"}


def _in_plain_letters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_PLAIN.get(one, "?") for one in error.object[error.start : error.end]), error.end
