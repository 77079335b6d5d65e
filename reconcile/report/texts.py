"""The report's own words: name → (English, German). Both are read by bookkeepers, so both say what is meant."""

from __future__ import annotations

MONTHS = (
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"),
)

TEXTS: dict[str, tuple[str, str]] = {
    # ------------------------------------------------------------------------------------------------------ head
    "title": ("Bank reconciliation", "Bankabstimmung"),
    "run_of": (
        "Run {run} of {moment}, state of the journal: {last}",
        "Lauf {run} vom {moment}, Stand des Journals: {last}",
    ),
    "contents": ("Contents", "Inhalt"),
    "lines": ("Lines", "Umsätze"),
    "money_in": ("Money in", "Eingänge"),
    "money_out": ("Money out", "Ausgänge"),
    "in_short": ("in {currency}", "Eingang {currency}"),
    "out_short": ("out", "Ausgang"),
    "proved": ("Balances proved", "Salden bewiesen"),
    "proved_of": ("{proved} of {all}", "{proved} von {all}"),
    "tile_posted": ("Posted in Kanbert", "In Kanbert gebucht"),
    "tile_waiting": ("Wait for a person", "Warten auf Entscheidung"),
    "tile_attention": ("Need attention", "Zu klären"),
    "of_lines": ("one line|{count} lines", "ein Umsatz|{count} Umsätze"),
    "all_done": (
        "Every balance is proved and nothing waits for a person.",
        "Alle Salden sind bewiesen, nichts wartet auf eine Entscheidung.",
    ),
    "not_done": ("To do: {todo}.", "Zu tun: {todo}."),
    # one | many
    "todo_balance": (
        "one balance is not proved|{count} balances are not proved",
        "ein Saldo ist nicht bewiesen|{count} Salden sind nicht bewiesen",
    ),
    "todo_attention": ("settle one payment|settle {count} payments", "eine Zahlung klären|{count} Zahlungen klären"),
    "todo_waiting": ("decide one line|decide {count} lines", "einen Umsatz entscheiden|{count} Umsätze entscheiden"),
    "todo_approved": (
        "post one approved line|post {count} approved lines",
        "einen freigegebenen Umsatz buchen|{count} freigegebene Umsätze buchen",
    ),
    "todo_by_hand": (
        "book one difference by hand in Kanbert|book {count} differences by hand in Kanbert",
        "eine Differenz von Hand in Kanbert ausbuchen|{count} Differenzen von Hand in Kanbert ausbuchen",
    ),
    # -------------------------------------------------------------------------------------------------- balances
    "balances": ("Balance proof", "Saldenbeweis"),
    "balances_lead": (
        (
            "Opening balance plus money in minus money out must be the closing balance of each "
            "statement, and every line of the statement must be accounted for in this run."
        ),
        (
            "Anfangssaldo plus Eingänge minus Ausgänge muss für jeden Auszug den Endsaldo ergeben, und "
            "jeder Umsatz des Auszugs muss in diesem Lauf enthalten sein."
        ),
    ),
    "statement": ("Statement", "Auszug"),
    "period": ("Period", "Zeitraum"),
    "opening": ("Opening", "Anfangssaldo"),
    "closing": ("Closing", "Endsaldo"),
    "proof": ("Proof", "Beweis"),
    "proof_ok": ("✓ ties out", "✓ stimmt"),
    "proof_differs": ("✗ differs by {amount}", "✗ weicht ab um {amount}"),
    "proof_untestable": ("? no balances in the file", "? Datei ohne Salden"),
    "proof_incomplete": ("✗ lines missing in the run", "✗ Umsätze fehlen im Lauf"),
    "no_statements": (
        ("This run was recorded by a version that did not keep the balances. Run the statements again to prove them."),
        ("Dieser Lauf stammt von einer Version, die keine Salden aufbewahrt hat. Für den Beweis den Lauf wiederholen."),
    ),
    "repeated": (
        (
            "One line stands in a second statement of this run; it counts once.|{count} lines stand in "
            "a further statement of this run; each counts once."
        ),
        (
            "Ein Umsatz steht in einem zweiten Auszug dieses Laufs; er zählt einmal.|{count} Umsätze "
            "stehen in einem weiteren Auszug dieses Laufs; jeder zählt einmal."
        ),
    ),
    "unknown": (
        ("Lines of the statements that were settled before and that this journal holds nothing about: {tokens}."),
        ("Umsätze der Auszüge, die schon erledigt waren und über die dieses Journal nichts enthält: {tokens}."),
    ),
    # ---------------------------------------------------------------------------------------------------- shares
    "shares": ("Where the lines went", "Wo die Umsätze geblieben sind"),
    "shares_title": (
        "Lines, money in and money out by what became of them",
        "Umsätze, Eingänge und Ausgänge nach Verbleib",
    ),
    "shares_lead": (
        "Every line of the statements stands in exactly one row; the sums are those of the statements.",
        "Jeder Umsatz der Auszüge steht in genau einer Zeile; die Summen sind die der Auszüge.",
    ),
    "outcome": ("What became of it", "Verbleib"),
    "total": ("Total", "Summe"),
    "outcome_posted": ("posted", "gebucht"),
    "outcome_approved": ("approved, not posted yet", "freigegeben, noch nicht gebucht"),
    "outcome_attention": ("needs attention", "zu klären"),
    "outcome_proposed": ("waits, invoice proposed", "wartet, Rechnung vorgeschlagen"),
    "outcome_unmatched": ("waits, no invoice proposed", "wartet, ohne Vorschlag"),
    "outcome_declined": ("declined", "abgelehnt"),
    "outcome_no_invoice": ("needs no invoice", "braucht keine Rechnung"),
    "left_out": ("Lines that need no invoice", "Umsätze, die keine Rechnung brauchen"),
    "kind": ("Kind", "Art"),
    # ------------------------------------------------------------------------------------------------------ days
    "days": ("Matched and open money per day", "Zugeordnetes und offenes Geld je Tag"),
    "days_lead": (
        "Money in stands above the line, money out below it, on the day the bank booked it.",
        "Eingänge stehen über der Linie, Ausgänge darunter, am Buchungstag der Bank.",
    ),
    "days_title_day": ("Money per booking day", "Geld je Buchungstag"),
    "days_title_week": ("Money per week of booking", "Geld je Buchungswoche"),
    "days_title_month": ("Money per month of booking", "Geld je Buchungsmonat"),
    "days_description": (
        "From {first} to {last}: {money_in} in, {money_out} out. The exact sums stand in the table.",
        (
            "Vom {first} bis {last}: {money_in} Eingänge, {money_out} Ausgänge. Die genauen Summen "
            "stehen in der Tabelle."
        ),
    ),
    "from_week": ("week from {day}", "Woche ab {day}"),
    "from_month": ("month from {day}", "Monat ab {day}"),
    "open": ("open", "offen"),
    "matched_in": ("In, matched", "Eingang zugeordnet"),
    "open_in": ("In, open", "Eingang offen"),
    "matched_out": ("Out, matched", "Ausgang zugeordnet"),
    "open_out": ("Out, open", "Ausgang offen"),
    "none_in": ("In, needs no invoice", "Eingang braucht keine"),
    "none_out": ("Out, needs no invoice", "Ausgang braucht keine"),
    "days_note": (
        "Matched: posted or approved. Open: waits for a person, needs attention or was declined.",
        "Zugeordnet: gebucht oder freigegeben. Offen: wartet, ist zu klären oder wurde abgelehnt.",
    ),
    # ------------------------------------------------------------------------------------------------------ ages
    "ages": ("Open invoices by age", "Offene Posten nach Alter"),
    "ages_lead": (
        "All open documents in Kanbert when the run was made, by days past their due date on {day}.",
        "Alle offenen Belege in Kanbert zum Zeitpunkt des Laufs, nach Tagen seit Fälligkeit am {day}.",
    ),
    "ages_title_in": ("Outgoing invoices: customers owe", "Ausgangsrechnungen: Forderungen"),
    "ages_title_out": ("Incoming invoices: we owe", "Eingangsrechnungen: Verbindlichkeiten"),
    "still_open": ("still open", "noch offen"),
    "posted_since": ("posted by this run", "mit diesem Lauf gebucht"),
    "age": ("Past due", "Überfällig"),
    "age_not_due": ("not due yet", "nicht fällig"),
    "age_1_30": ("1–30 days", "1–30 Tage"),
    "age_31_60": ("31–60 days", "31–60 Tage"),
    "age_61_90": ("61–90 days", "61–90 Tage"),
    "age_over_90": ("over 90 days", "über 90 Tage"),
    "age_no_due_date": ("no due date", "ohne Fälligkeit"),
    "documents": ("Documents", "Belege"),
    "side_outgoing_invoice": ("Outgoing invoices", "Ausgangsrechnungen"),
    "side_incoming_invoice": ("Incoming invoices", "Eingangsrechnungen"),
    "side_outgoing_credit": ("Outgoing credit notes", "Ausgangsgutschriften"),
    "side_incoming_credit": ("Incoming credit notes", "Eingangsgutschriften"),
    "open_at_run": ("Open at the run", "Offen beim Lauf"),
    "left": ("Still open", "Noch offen"),
    "unknown_open": (
        (
            "One document is in no sum: Kanbert contradicts itself about its open amount.|{count} "
            "documents are in no sum: Kanbert contradicts itself about their open amounts."
        ),
        (
            "Ein Beleg ist in keiner Summe: Kanbert widerspricht sich über seinen offenen "
            "Betrag.|{count} Belege sind in keiner Summe: Kanbert widerspricht sich über ihre offenen "
            "Beträge."
        ),
    ),
    "no_open_documents": ("Nothing was open.", "Es war nichts offen."),
    # -------------------------------------------------------------------------------------------------- evidence
    "evidence": ("What the proposals rested on", "Worauf die Vorschläge beruhten"),
    "evidence_lead": (
        "Proposals that name an invoice, by what spoke for them, and what a person made of them.",
        "Vorschläge mit Rechnung, nach dem, was für sie sprach, und was ein Mensch daraus gemacht hat.",
    ),
    "pattern": ("Evidence", "Indizien"),
    "proposals": ("Proposals", "Vorschläge"),
    "answer_kept": ("kept", "übernommen"),
    "answer_changed": ("changed", "geändert"),
    "answer_declined": ("declined", "abgelehnt"),
    "answer_open": ("not decided", "nicht entschieden"),
    "signal_creditor_reference": ("reference", "Referenz"),
    "signal_invoice_number": ("number", "Nummer"),
    "signal_open_amount": ("amount", "Betrag"),
    "signal_known_account": ("account", "Konto"),
    "signal_party_name": ("name", "Name"),
    "signal_booking_date": ("date", "Datum"),
    "signal_title": ("title", "Titel"),
    "signal_stated_date": ("date in the text", "Datum im Text"),
    "signal_month": ("month in the text", "Monat im Text"),
    "signal_amount_chance": ("other amounts", "andere Beträge"),
    "signal_prior": ("to begin with", "zu Beginn"),
    "signal_tried": ("experience", "Erfahrung"),
    "signal_none": ("date or title only", "nur Datum oder Titel"),
    "confidence": ("Confidence against outcomes", "Sicherheit und Ausgang"),
    "confidence_title": ("Proposals by confidence", "Vorschläge nach Sicherheit"),
    "confidence_lead": (
        (
            "The probability shown with each proposal, and what a person made of it. Well calibrated "
            "means: of the proposals at 95 %, about 95 in 100 are kept."
        ),
        (
            "Die angezeigte Wahrscheinlichkeit jedes Vorschlags und was ein Mensch daraus gemacht hat. "
            "Gut geeicht heißt: von den Vorschlägen bei 95 % werden etwa 95 von 100 übernommen."
        ),
    ),
    "verdict": ("Judged", "Urteil"),
    "verdicts": ("Judgement and outcome", "Urteil und Verbleib"),
    # ---------------------------------------------------------------------------------------------------- tables
    "attention": ("Needs attention", "Zu klären"),
    "attention_lead": (
        ("Payments that were refused, went stale, are uncertain or are with a person, with Kanbert's own words."),
        (
            "Zahlungen, die zurückgewiesen wurden, überholt oder ungewiss sind oder geklärt werden "
            "müssen, mit Kanberts Worten."
        ),
    ),
    "what_to_do": ("What to do", "Was zu tun ist"),
    "waiting": ("Waits for a person", "Wartet auf eine Entscheidung"),
    "waiting_lead": (
        "Decide these in the proposals file or on the review page.",
        "Diese Umsätze in der Vorschlagsdatei oder auf der Prüfseite entscheiden.",
    ),
    "waiting_look": ("To be looked at one by one", "Einzeln anzusehen"),
    "waiting_sure": ("Sure, may be approved together", "Sicher, gemeinsam freizugeben"),
    "receipts": ("Largest open receipts", "Größte offene Eingänge"),
    "receipts_lead": (
        "Money that has arrived and is not booked to an invoice, the {count} largest.",
        "Geld, das eingegangen und keiner Rechnung zugebucht ist, die {count} größten Beträge.",
    ),
    "differences": ("Differences by kind", "Differenzen nach Art"),
    "differences_lead": (
        (
            "Gaps between what was paid and what was open. What is posted and marked “by hand” stands "
            "in Kanbert as open or as overpaid until a person books it there: nothing but the money "
            "received is ever posted."
        ),
        (
            "Abweichungen zwischen Zahlung und offenem Betrag. Was gebucht und mit „von Hand“ "
            "bezeichnet ist, bleibt in Kanbert offen oder überzahlt, bis ein Mensch es dort ausbucht: "
            "gebucht wird nur das erhaltene Geld."
        ),
    ),
    "difference": ("Difference", "Differenz"),
    "by_hand": ("by hand in Kanbert", "von Hand in Kanbert"),
    "credit note": ("credit note to offset", "Gutschrift zu verrechnen"),
    "duplicates": ("Suspected duplicates", "Mögliche Doppelte"),
    "duplicates_lead": (
        "Lines that may be the same money as another one. None of them is ever sure.",
        "Umsätze, die dasselbe Geld sein können wie ein anderer. Keiner davon gilt je als sicher.",
    ),
    "suspicion": ("Why", "Warum"),
    "changed": ("Changed by hand", "Von Hand geändert"),
    "changed_lead": (
        "Proposals approved with other invoices or amounts, and decisions with a note.",
        ("Vorschläge, die mit anderen Rechnungen oder Beträgen freigegeben wurden, und Entscheidungen mit Notiz."),
    ),
    "proposed": ("Proposed", "Vorgeschlagen"),
    "decided": ("Decided", "Entschieden"),
    "note": ("Note", "Notiz"),
    "posted": ("Posted payments", "Gebuchte Zahlungen"),
    "posted_lead": (
        "Who approved each payment, when and from which file, when it was sent and what came back.",
        ("Wer jede Zahlung wann und aus welcher Datei freigegeben hat, wann sie gesendet wurde und was zurückkam."),
    ),
    "date": ("Date", "Datum"),
    "amount": ("Amount", "Betrag"),
    "counterparty": ("Counterparty and text", "Gegenseite und Text"),
    "invoice": ("Invoice", "Rechnung"),
    "approved": ("Approved", "Freigegeben"),
    "sent": ("Sent and answered", "Gesendet und beantwortet"),
    "payment": ("payment", "Zahlung"),
    "state": ("State", "Stand"),
    "why": ("Why", "Warum"),
    "corrected": ("corrected", "korrigiert"),
    "none": ("None.", "Keine."),
    # ---------------------------------------------------------------------------------------------------- footer
    "provenance": ("Where these numbers come from", "Woher diese Zahlen kommen"),
    "files": ("Statement files", "Kontoauszüge"),
    "decision_files": ("Files approvals came from", "Dateien mit Freigaben"),
    "sha256": ("SHA-256", "SHA-256"),
    "run": ("Run", "Lauf"),
    "made_by": ("made by version {version}", "gemacht mit Version {version}"),
    "report_by": ("Report by", "Bericht von"),
    "journal": ("Journal", "Journal"),
    "journal_head": ("{events} events, last {last}, chain head", "{events} Ereignisse, zuletzt {last}, Kettenkopf"),
    "kanbert": ("Kanbert", "Kanbert"),
    "pulled": ("read {moment}", "gelesen {moment}"),
    "times": ("All times are {zone}.", "Alle Zeiten in {zone}."),
    # ----------------------------------------------------------------------------------------------------- explain
    "explain_chance": ("{percent} likely to be right", "zu {percent} wahrscheinlich richtig"),
    "explain_row": ("row {row} of the proposals file", "Zeile {row} der Vorschlagsdatei"),
    "explain_line": ("Bank line", "Umsatz"),
    "explain_no_invoice": ("no invoice", "keine Rechnung"),
    "explain_rest": ("{amount} left over", "{amount} Rest"),
    "explain_open": ("of {amount} open", "von {amount} offen"),
    "explain_open_unknown": ("of an unknown open amount", "von unbekanntem offenem Betrag"),
    "explain_still_open": ("{amount} open", "{amount} offen"),
    "explain_decided": ("Decided", "Entschieden"),
    "explain_stands": ("Today", "Heute"),
    "explain_evidence": ("What speaks for it and against it", "Was dafür und was dagegen spricht"),
    "explain_sum": ("sum", "Summe"),
    "explain_shown": ("in the end", "am Ende"),
    "explain_reached": ("{percent} likely to be right", "zu {percent} wahrscheinlich richtig"),
    "explain_unknown": ("nothing known: {names}", "nichts bekannt: {names}"),
    "explain_runner_up": ("Runner-up {place}", "Nächster Kandidat {place}"),
    "explain_against": ("Not sure", "Unsicher"),
    "explain_missing": ("To be sure", "Was fehlt"),
    "explain_how": (
        (
            "How to read the numbers: they add up. +4.6 makes a candidate a hundred times likelier, "
            "−4.6 a hundred times less likely; below 0 in the end it is more likely wrong than right. "
            "“Experience” is how often such proposals were right when they were tried."
        ),
        (
            "So lesen sich die Zahlen: sie werden addiert. +4,6 macht einen Kandidaten hundertmal "
            "wahrscheinlicher, −4,6 hundertmal unwahrscheinlicher; unter 0 am Ende ist er eher falsch "
            "als richtig. „Erfahrung“ ist, wie oft solche Vorschläge richtig waren, als sie erprobt "
            "wurden."
        ),
    ),
}
