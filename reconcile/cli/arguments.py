"""The command line: verbs and flags, and nothing heavier than argparse."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from reconcile import __version__

PROGRAM = "reconcile"
OVERVIEW = """\
examples:
  reconcile demo                                     the whole loop on sample data; needs nothing
  reconcile init                                     a commented config.toml and the folders for your files
  reconcile inspect 2026-03.xml                      what is in a statement file
  reconcile run 2026-03.xml                          match it against Kanbert, write proposals.csv
  reconcile review                                   decide on a local page, one key a line
  reconcile approve proposals.csv --sure             approve what is sure, after showing count and sum
  reconcile commit proposals.csv                     post what is approved, exactly once
  reconcile status                                   what is posted, refused, uncertain, and what to do next
"""


class _Parser(argparse.ArgumentParser):
    """Help that starts with examples."""

    def format_help(self) -> str:
        examples, self.epilog = self.epilog or "", None
        text = super().format_help()
        self.epilog = examples
        return f"{examples.rstrip()}\n\n{text}"

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"command line: {message}. → see: {self.prog} --help  [usage]\n")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The parsed command line; prints help or usage and exits (0 or 2) by itself."""
    if any(word == "--token" or word.startswith("--token=") for word in argv) and "sandbox" not in argv:
        sys.stderr.write(
            "command line, --token: a token on the command line is seen by every program and kept in the shell's "
            "history. → set KANBERT_TOKEN or KANBERT_TOKEN_FILE instead  [token-command-line]\n"
        )
        raise SystemExit(2)
    return whole_parser().parse_args(argv)


def whole_parser() -> argparse.ArgumentParser:
    common = _common_flags()
    parser = _Parser(
        prog=PROGRAM,
        description="Bank statements in, Kanbert payments out: matched, explained, decided by you, posted once.",
        epilog=OVERVIEW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common],
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    verbs = _Verbs(parser, common)
    for add in (*_READING, *_DECIDING, *_PRACTICE):
        add(verbs)
    return parser


class _Verbs:
    """Adds verbs that look alike: summary, examples first, common flags."""

    def __init__(self, parser: _Parser, common: _Parser) -> None:
        self._verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=_Parser)
        self._common = common

    def add(self, name: str, summary: str, *examples: str) -> argparse.ArgumentParser:
        return self._verbs.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.",
            epilog="examples:\n" + "\n".join(f"  {PROGRAM} {name} {example}".rstrip() for example in examples),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[self._common],
        )


def _common_flags() -> _Parser:
    """Accepted before and after the verb; SUPPRESS keeps the one from wiping out the other."""
    flags = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    group = flags.add_argument_group("common")
    group.add_argument("--config", type=Path, metavar="FILE", help="configuration (default: ./config.toml if there)")
    group.add_argument("--state", type=Path, metavar="FILE", help="the journal (default: beside the configuration)")
    group.add_argument("--json", action="store_true", help="machine-readable result on stdout")
    group.add_argument("-q", "--quiet", action="store_true", help="results and errors only")
    group.add_argument("-v", "--verbose", action="count", help="more detail")
    group.add_argument("--no-color", action="store_true", help="no colours (also: NO_COLOR)")
    return flags


def _init(verbs: _Verbs) -> None:
    verb = verbs.add(
        "init", "make a folder ready: a commented config.toml, folders for your files", "", "books --lang de"
    )
    verb.add_argument("folder", nargs="?", type=Path, default=Path(), metavar="DIR", help="default: this folder")
    verb.add_argument(
        "--lang", choices=("en", "de"), help="language of proposals, review page and report (default: en)"
    )
    verb.add_argument("--base-url", metavar="URL", help="where your Kanbert answers (default: its own address)")
    verb.add_argument("--yes", action="store_true", help="do not ask; without a terminal nothing is asked")


def _inspect(verbs: _Verbs) -> None:
    verb = verbs.add(
        "inspect", "show format, account, balances and lines of statement files", "2026-03.xml", "*.xml --json"
    )
    verb.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _what_files_leave_out(verb)


def _pull(verbs: _Verbs) -> None:
    verb = verbs.add(
        "pull",
        "save Kanbert's open items, payments and accounts as a snapshot folder",
        "--snapshot kanbert",
        "--snapshot kanbert --all",
    )
    verb.add_argument("--snapshot", required=True, type=Path, metavar="DIR", help="folder to write")
    verb.add_argument("--all", action="store_true", help="settled documents of every year too; open items are the same")


def _run(verbs: _Verbs) -> None:
    verb = verbs.add(
        "run",
        "match statement files against open invoices and write proposals; books nothing",
        "2026-03.xml",
        "giro.xml savings.csv --out march.xlsx --lang de",
        "umsaetze.csv --account DE02120300000000202051",
        "2026-03.xml --snapshot kanbert --format jsonl --out -",
    )
    verb.add_argument("files", nargs="+", type=Path, metavar="FILE")
    verb.add_argument("--snapshot", type=Path, metavar="DIR", help="take Kanbert's data from this folder; no network")
    _what_files_leave_out(verb)
    verb.add_argument("--intraday", action="store_true", help="use intraday reports (camt.052, MT942) too")
    verb.add_argument("--out", metavar="PATH", help="proposals file (default: proposals.csv; - is stdout)")
    verb.add_argument(
        "--format", action="append", choices=("csv", "xlsx", "jsonl"), help="repeatable (default: csv, or as PATH ends)"
    )
    verb.add_argument("--lang", choices=("en", "de"), help="of the proposals (default: that of the configuration)")
    verb.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help="the day this run takes place, to repeat it")


def _explain(verbs: _Verbs) -> None:
    verb = verbs.add(
        "explain",
        "show the evidence for one proposal, signal by signal, with the runners-up",
        "P-BCDFGHJKLMNPQR",
        "17 --lang de",
        "RE-2026-0033",
    )
    verb.add_argument(
        "proposal",
        metavar="PROPOSAL",
        help="proposal_id or transaction_id; of the latest run also a row of its file (header: 1) or an invoice number",
    )
    verb.add_argument("--lang", choices=("en", "de"), help="language (default: that of the configuration)")


def _doctor(verbs: _Verbs) -> None:
    verb = verbs.add(
        "doctor",
        "check configuration, token, accounts, Kanbert's filters and the journal; changes nothing",
        "",
        "--statement 2026-03.xml",
    )
    verb.add_argument("--statement", type=Path, metavar="FILE", help="also check this file's account and amounts")
    _what_files_leave_out(verb)


def _what_files_leave_out(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--account", metavar="IBAN", help="own account of CSV files that name none")
    verb.add_argument("--currency", type=_currency, metavar="CODE", help="currency of CSV files that name none")


def _review(verbs: _Verbs) -> None:
    verb = verbs.add(
        "review",
        "decide on the local review page; it records decisions and cannot post",
        "",
        "R-BCDFGHJKLM --lang de",
        "--no-browser --port 8080",
    )
    verb.add_argument("run", nargs="?", metavar="RUN", help="run_id (default: the latest run of whole statements)")
    verb.add_argument(
        "--out",
        type=Path,
        metavar="PATH",
        help="proposals file to write (default: proposals.csv; of rows asked again proposals.again.csv)",
    )
    verb.add_argument("--port", type=_port, default=0, metavar="N", help="default: a free one")
    verb.add_argument("--no-browser", action="store_true", help="print the address, open nothing")
    verb.add_argument("--lang", choices=("en", "de"), help="language of the page (default: as configured)")


def _approve(verbs: _Verbs) -> None:
    verb = verbs.add(
        "approve",
        "approve proposals in bulk, after showing count and sum",
        "proposals.csv --sure",
        "proposals.csv --sure --max-amount 500",
    )
    verb.add_argument("proposals", type=Path, metavar="PROPOSALS")
    verb.add_argument("--sure", action="store_true", required=True, help="those that are sure; nothing else in bulk")
    verb.add_argument("--max-amount", metavar="X", help="leave larger payments to a look of their own")
    verb.add_argument("--yes", action="store_true", help="do not ask; without a terminal nothing is asked")


def _commit(verbs: _Verbs) -> None:
    verb = verbs.add(
        "commit",
        "post what is approved to Kanbert, exactly once; running it again is the recovery",
        "proposals.csv --dry-run",
        "proposals.csv",
    )
    verb.add_argument("proposals", type=Path, metavar="PROPOSALS")
    verb.add_argument("--dry-run", action="store_true", help="print the exact bodies, send nothing")
    verb.add_argument("--confirm-canary", action="store_true", help="you looked at the first payment in Kanbert")
    verb.add_argument(
        "--credit-offsets",
        action="store_true",
        help="post the offsets of netted payments too, each once; nothing can read them back",
    )
    verb.add_argument(
        "--quarantine",
        type=float,
        default=900.0,
        metavar="SECONDS",
        help="how long an uncertain posting rests before its absence is believed (default 900; "
        "less only against this machine)",
    )
    verb.add_argument("--yes", action="store_true", help="do not ask; without a terminal nothing is asked")


def _status(verbs: _Verbs) -> None:
    verb = verbs.add(
        "status",
        "say what is posted, refused and uncertain, and the next command",
        "",
        "--payment KR1-0123456789ABCDEF",
        '--payment KR1-0123456789ABCDEF --note "deleted in Kanbert, booked on RE-2026-0007 by hand"',
    )
    verb.add_argument("--payment", metavar="TOKEN", help="one payment, and how a person corrects it in Kanbert")
    verb.add_argument("--note", metavar="TEXT", help="with --payment: record what you corrected in Kanbert by hand")


def _report(verbs: _Verbs) -> None:
    verb = verbs.add(
        "report",
        "write one offline HTML file about a run: balances, what became of the lines, what is left to do",
        "",
        "R-BCDFGHJKLM --out march.html --lang de",
        "--json",
    )
    verb.add_argument("run", nargs="?", metavar="RUN", help="run_id (default: the latest run)")
    verb.add_argument("--out", metavar="PATH", help="the file to write (default: report.html; - is stdout)")
    verb.add_argument("--lang", choices=("en", "de"), help="language (default: that of the configuration)")


def _export(verbs: _Verbs) -> None:
    verb = verbs.add(
        "export",
        "write a period of the journal for a tax auditor: statements, decisions, payments, requests, answers",
        "--from 2026-01-01 --to 2026-12-31 audit-2026",
    )
    verb.add_argument("--from", dest="first", required=True, type=_day, metavar="DAY", help="first day, YYYY-MM-DD")
    verb.add_argument("--to", dest="last", required=True, type=_day, metavar="DAY", help="last day, included")
    verb.add_argument("folder", type=Path, metavar="DIR", help="folder to write; must not exist")


def _sandbox(verbs: _Verbs) -> None:
    verb = verbs.add(
        "sandbox",
        "run the practice Kanbert on 127.0.0.1",
        "",
        "--load kanbert --port 8765 --token practice",
        "--personality numbers-as-strings,list-lag --seed 3",
        "--fault 'status_after(503)' --fault drop_before,method=GET,rate=0.05 --oracle-log oracle.jsonl",
        "--generate 100000",
    )
    verb.add_argument("--load", type=Path, metavar="DIR", help="snapshot folder (default: the sample agency)")
    verb.add_argument("--port", type=_port, default=8765, metavar="N", help="default 8765; 0 takes a free one")
    verb.add_argument("--host", default="127.0.0.1", metavar="H", help="a loopback address; others are refused")
    verb.add_argument("--token", default="practice", metavar="T", help='bearer token it accepts ("practice")')
    verb.add_argument(
        "--personality",
        action="append",
        metavar="NAME[,NAME]",
        help="let it be as the real one may turn out to be; repeatable",
    )
    verb.add_argument("--list-personalities", action="store_true", help="show their names, and what each does")
    verb.add_argument(
        "--fault",
        action="append",
        metavar="SPEC",
        help="KIND[(NUMBER)][,method=M][,path=ENDING][,skip=N][,times=N][,rate=R]; repeatable, each in its turn "
        "unless it has a rate",
    )
    verb.add_argument(
        "--seed", type=int, default=0, metavar="N", help="decides which requests and rows are concerned (default 0)"
    )
    verb.add_argument("--oracle-log", type=Path, metavar="FILE", help="write what really happened, a line a request")
    verb.add_argument(
        "--generate", type=_count, default=0, metavar="N", help="make N outgoing and N/4 incoming invoices, to measure"
    )


def _demo(verbs: _Verbs) -> None:
    verb = verbs.add("demo", "the whole loop on sample data against the practice Kanbert", "", "--dir my-first-month")
    verb.add_argument("--dir", type=Path, metavar="DIR", help="where to leave its files (default: a new folder)")


def _completion(verbs: _Verbs) -> None:
    verb = verbs.add(
        "completion",
        "print what teaches your shell to complete verbs, flags and files with TAB",
        'bash           in ~/.bashrc: eval "$(reconcile completion bash)"',
        'zsh            in ~/.zshrc, after compinit: eval "$(reconcile completion zsh)"',
        "fish > ~/.config/fish/completions/reconcile.fish",
        "powershell     in $PROFILE: reconcile completion powershell | Out-String | Invoke-Expression",
    )
    verb.add_argument("shell", choices=("bash", "zsh", "fish", "powershell"), metavar="SHELL")


def _port(text: str) -> int:
    if not re.fullmatch(r"\d{1,5}", text, re.ASCII) or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a number from 0 to 65535")
    return int(text)


def _currency(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text!r} is no currency; write it like CHF")
    return text


def _count(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,6}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 9999999")
    return int(text)


def _day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it like 2026-03-31")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not in the calendar") from None


#: In the order of the overview: what reads, what decides and posts, what is for practice and comfort.
_READING = (_init, _inspect, _pull, _run, _explain, _doctor)
_DECIDING = (_review, _approve, _commit, _status, _report, _export)
_PRACTICE = (_sandbox, _demo, _completion)
