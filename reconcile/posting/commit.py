"""Record, send, settle: every approved payment exactly once (commit-protocol).

The invariant: no POST without a durable attempt record before it, and no second POST for a token unless its absence was
proven after the quarantine. Running it again is the recovery from everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from reconcile import seams
from reconcile.errors import KanbertUnavailable, ReconcileError
from reconcile.journal import Journal, State
from reconcile.posting.audit import end_audit, start_audit
from reconcile.posting.control import check_space, refuse_unsearchable, run_control_queries
from reconcile.posting.kanbert import Kanbert
from reconcile.posting.lock import only_commit
from reconcile.posting.offsetting import lines_paid_by, offset_all, offset_rows, recover_offsets, settled_tokens
from reconcile.posting.options import Options
from reconcile.posting.plan import Plan, accounts_of, known_of, plan
from reconcile.posting.report import CommitReport, RowOutcome, exit_code_of, row_of
from reconcile.posting.resolving import recover, resolve
from reconcile.posting.sending import Sending
from reconcile.posting.session import Session
from reconcile.records import Decision, Side
from reconcile.seams import Clock

__all__ = ["CommitReport", "Committer", "Options", "RowOutcome"]


class Committer:
    """Posts approved decisions. The decisions must have been recorded in the journal before (J1).

    `stop_requested` may be set from a signal handler: the POST under way and its J4 are finished, then the run ends
    (F24).
    """

    def __init__(self, journal: Journal, kanbert: Kanbert, clock: Clock, options: Options | None = None) -> None:
        self._journal = journal
        self._kanbert = kanbert
        self._clock = clock
        self._options = (options or Options()).checked(is_loopback=kanbert.is_loopback)
        self.stop_requested = False

    def commit(self, decisions: Sequence[Decision]) -> CommitReport:
        """Raises LockHeld, and SafetyStop for a journal that cannot be trusted, before anything is sent.

        Whatever ends the run later is in the report (`stopped`), with the state of every row.
        """
        with only_commit(self._journal.lock_path, self._clock):
            self._journal.verify()
            return self._commit(decisions)

    def _commit(self, decisions: Sequence[Decision]) -> CommitReport:
        session = self._session()
        planned: list[Plan] = []
        errors: list[ReconcileError] = []
        try:
            recover(session)
            self._prepare(session)
            recover_offsets(session)
            days = [decision.proposal.line.transaction.booking_date for decision in decisions]
            start_audit(session, days)
            resolve(session)
            planned.append(self._record_intents(session, decisions))
            refuse_unsearchable(session)
            Sending(session).post_all(planned[0].to_send)
        except ReconcileError as error:
            errors.append(error)
        settled = settled_tokens(self._journal.offsets())
        try:
            self._close(session, decisions, errors)
            if not errors:
                offset_all(session, decisions, send=self._options.credit_offsets)
        except ReconcileError as error:
            errors.append(error)
        return self._report(session, decisions, planned, errors, settled)

    def _session(self) -> Session:
        return Session(
            commit_id=f"C-{seams.random_token()[:12]}",
            journal=self._journal,
            kanbert=self._kanbert,
            clock=self._clock,
            options=self._options,
            stop_requested=lambda: self.stop_requested,
        )

    def _prepare(self, session: Session) -> None:
        """Accounts, the space, the control queries, J0."""
        self._accounts = self._kanbert.payment_accounts()
        check_space(session, self._accounts)
        if self._options.confirm_canary:
            self._confirm_canaries(session)
        control = run_control_queries(session)
        seams.crash_point("J0 before")
        self._journal.start_commit(session.commit_id, self._kanbert.base_url, control)
        seams.crash_point("J0 after")

    def _confirm_canaries(self, session: Session) -> None:
        """Only for an endpoint whose first posting there was to look at."""
        for side in Side:
            seen = session.in_state(State.CONFIRMED, State.HUMAN)
            if any(one.posting.side is side and one.payment_ids for one in seen):
                self._journal.confirm_canary(self._kanbert.base_url, side)

    def _record_intents(self, session: Session, decisions: Sequence[Decision]) -> Plan:
        """J2: withdrawals, then all intents in one transaction."""
        planned = plan(
            decisions,
            known_of(
                self._journal,
                decisions,
                latest=self._journal.decisions_seen(),
                accounts=accounts_of(self._accounts),
            ),
        )
        for one in planned.withdrawals:
            session.move(one.token, one.to, step="decision", words=one.words)
        seams.crash_point("J2 before")
        if planned.intents:
            self._journal.intend([(one.posting, one.decision, one.decision_seq) for one in planned.intents])
        seams.crash_point("J2 after")
        return planned

    def _close(self, session: Session, decisions: Sequence[Decision], errors: Sequence[ReconcileError]) -> None:
        """J5 and the end audit; not where the journal or Kanbert has failed, nor where nothing was begun."""
        unreachable = any(isinstance(error, KanbertUnavailable) for error in errors)
        if unreachable or not self._journal.writable or not session.touched:
            return
        end_audit(session, [_day(decision) for decision in decisions])

    def _report(
        self,
        session: Session,
        decisions: Sequence[Decision],
        planned: list[Plan],
        errors: list[ReconcileError],
        settled: frozenset[str],
    ) -> CommitReport:
        """J6. Where even that cannot be written, the report still says what was sent."""
        rows = self._rows(session, decisions, planned)
        offsets = self._offsets(decisions, settled)
        seams.crash_point("J6 before")
        if self._journal.writable:
            counts = dict(Counter(row.state for row in rows))
            try:
                self._journal.end_commit(
                    session.commit_id, exit_code_of([*rows, *offsets], errors), counts, session.notes
                )
            except ReconcileError as error:
                errors.append(error)
        seams.crash_point("J6 after")
        return CommitReport(
            rows=tuple(rows),
            exit_code=exit_code_of([*rows, *offsets], errors),
            notes=tuple(session.notes),
            stopped=errors[0] if errors else None,
            sent=frozenset(session.sent),
            changed=frozenset(session.touched),
            offset_rows=tuple(offsets),
        )

    def _offsets(self, decisions: Sequence[Decision], settled: frozenset[str]) -> list[RowOutcome]:
        """Those of the decided rows that this run settled, or nobody has yet; an unclear one whatever came later."""
        lines = lines_paid_by(self._journal, decisions)
        decided = {_token(one) for one in decisions}
        states = self._journal.offsets()
        told = [one for one in states if one.offset.line_token in (decided if one.state is State.HUMAN else lines)]
        tokens = [one.offset.token for one in told]
        wanted = [token for token in tokens if token not in settled]
        return offset_rows(states, wanted, asked=self._options.credit_offsets)

    def _rows(self, session: Session, decisions: Sequence[Decision], planned: list[Plan]) -> list[RowOutcome]:
        """The decided rows first, then what else is uncertain or was changed by this run."""
        states = {state.token: state for state in self._journal.postings()}
        settled = {row.token: row for one in planned for row in one.rows}
        rows = []
        for decision in {_token(one): one for one in decisions}.values():
            token, proposal_id = _token(decision), decision.proposal.proposal_id
            if token in settled:
                rows.append(settled[token])
            elif token in states:
                rows.append(row_of(states[token], proposal_id))
            else:
                words = "not begun: the run stopped before it"
                rows.append(RowOutcome(token=token, proposal_id=proposal_id, state=State.READY.value, words=words))
        shown = {row.token for row in rows}
        open_ends = (State.UNCERTAIN, State.SENDING, State.POSTED)
        others = [one for one in states.values() if one.state in open_ends or one.token in session.touched]
        return rows + [row_of(one) for one in others if one.token not in shown]


def _token(decision: Decision) -> str:
    return decision.proposal.line.transaction.transaction_id


def _day(decision: Decision) -> date:
    return decision.proposal.line.transaction.booking_date
