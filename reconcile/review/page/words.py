"""The page's own words, English and German. The core's sentences are translated by `reconcile.language`."""

from __future__ import annotations

from reconcile.language import Language

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Review", "Prüfung"),
    "skip": ("Skip to the line", "Zur Zeile springen"),
    "queue": ("Lines", "Zeilen"),
    "queue_of": ("Bank lines of this run", "Bankzeilen dieses Laufs"),
    "filter": ("Show", "Anzeigen"),
    "all": ("All", "Alle"),
    "only_open": ("undecided only", "nur unentschiedene"),
    "nothing_here": ("Nothing here with this filter.", "Mit diesem Filter gibt es nichts."),
    "progress": ("{done} of {total} decided", "{done} von {total} entschieden"),
    "standing_open": ("undecided", "unentschieden"),
    "standing_yes": ("approved", "freigegeben"),
    "standing_no": ("rejected", "abgelehnt"),
    "standing_settled": ("settled", "erledigt"),
    "standing_superseded": ("in a later run", "in späterem Lauf"),
    "later_mark": ("later", "später"),
    "edited": ("changed by hand", "von Hand geändert"),
    "line_of": ("Line {place} of {total}", "Zeile {place} von {total}"),
    "money_in": ("money in", "Eingang"),
    "money_out": ("money out", "Ausgang"),
    "bank_line": ("Bank line", "Bankzeile"),
    "invoice": ("Invoice", "Rechnung"),
    "invoices": ("{count} invoices", "{count} Rechnungen"),
    "credit": ("Credit note", "Gutschrift"),
    "comparison": ("Between them", "Dazwischen"),
    "from_party": ("From", "Von"),
    "to_party": ("To", "An"),
    "on_behalf": ("On behalf of", "Im Auftrag von"),
    "iban": ("IBAN", "IBAN"),
    "text": ("Text", "Verwendungszweck"),
    "no_text": ("no text", "kein Text"),
    "reference": ("Reference", "Referenz"),
    "end_to_end": ("End-to-end id", "End-to-End-Id"),
    "booked": ("Booked", "Gebucht"),
    "value_date": ("Value date", "Valuta"),
    "amount": ("Amount", "Betrag"),
    "statement": ("Statement", "Kontoauszug"),
    "booking_text": ("Bank's words", "Buchungstext"),
    "return_reason": ("Returned because", "Rückgabegrund"),
    "customer": ("Customer", "Kunde"),
    "supplier": ("Supplier", "Lieferant"),
    "what_for": ("For", "Für"),
    "dated": ("Dated", "Datum"),
    "due": ("Due", "Fällig"),
    "open": ("Open", "Offen"),
    "gross": ("Gross", "Brutto"),
    "unknown": ("unknown", "unbekannt"),
    "discount_until": ("Discount until", "Skonto bis"),
    "terms": ("Discount", "Skonto"),
    "allocated": ("Allocated", "Zugeordnet"),
    "discount": ("Discount", "Skonto"),
    "stays_open": ("Stays open", "Bleibt offen"),
    "sum": ("Sum", "Summe"),
    "rest": ("Rest of the payment", "Rest der Zahlung"),
    "state": ("In Kanbert", "In Kanbert"),
    "pdf": ("PDF of {number}", "PDF von {number}"),
    "no_invoice": ("No invoice is proposed.", "Es wird keine Rechnung vorgeschlagen."),
    "find_one": ("Search for one", "Eine suchen"),
    "also_claimed": (
        "{amount} of it is approved for another line of this run",
        "{amount} davon sind für eine andere Zeile dieses Laufs freigegeben",
    ),
    "amounts_equal": ("amounts equal", "Beträge gleich"),
    "too_little": ("{amount} stays open", "{amount} bleiben offen"),
    "too_much": ("{amount} too much", "{amount} zu viel"),
    "less_discount": ("less {amount} discount", "abzüglich {amount} Skonto"),
    "not_weighed": (
        "You chose this invoice: nothing but the amount was compared.",
        "Diese Rechnung haben Sie gewählt: verglichen wurde nur der Betrag.",
    ),
    "signal_invoice_number": ("Number", "Nummer"),
    "signal_creditor_reference": ("Reference", "Referenz"),
    "signal_open_amount": ("Amount", "Betrag"),
    "signal_known_account": ("Account", "Konto"),
    "signal_party_name": ("Name", "Name"),
    "signal_booking_date": ("Date", "Datum"),
    "signal_title": ("Title", "Titel"),
    "signal_stated_date": ("Date in the text", "Datum im Text"),
    "signal_month": ("Month in the text", "Monat im Text"),
    "signal_amount_chance": ("Other amounts", "Andere Beträge"),
    "silent_of": ("Nothing known of:", "Nichts bekannt zu:"),
    "grade_for": ("speaks for it", "spricht dafür"),
    "grade_against": ("speaks against it", "spricht dagegen"),
    "grade_silent": ("says nothing", "sagt nichts"),
    "reasons": ("Why", "Warum"),
    "warnings": ("Look at this", "Achtung"),
    "missing": ("What is missing", "Was fehlt"),
    "alternatives": ("Other candidates", "Andere Kandidaten"),
    "take": ("Take {number}", "{number} nehmen"),
    "chosen": ("You chose {number} instead.", "Sie haben stattdessen {number} gewählt."),
    "back_to_proposal": ("Back to the proposal", "Zurück zum Vorschlag"),
    "split": ("Split", "Aufteilen"),
    "split_of": ("Split {amount} among invoices", "{amount} auf Rechnungen aufteilen"),
    "allocate": ("Allocate", "Zuordnen"),
    "difference_kind": ("What stays open is", "Was offen bleibt, ist"),
    "rest_kind": ("The rest is", "Der Rest ist"),
    "rest_left": ("Rest", "Rest"),
    "rest_zero": ("fully allocated", "ganz zugeordnet"),
    "rest_needs_kind": ("say what the rest is", "sagen, was der Rest ist"),
    "rest_over": ("more than was paid", "mehr als bezahlt wurde"),
    "rest_unclear": ("an amount cannot be read", "ein Betrag ist nicht lesbar"),
    "remove": ("Remove {number}", "{number} entfernen"),
    "add_invoice": ("Add an invoice", "Rechnung hinzufügen"),
    "note": ("Note", "Notiz"),
    "note_hint": ("goes to the audit trail with the answer", "kommt mit der Antwort ins Prüfprotokoll"),
    "note_kept": (
        "The note is kept with the line; it goes to the audit trail with the answer.",
        "Die Notiz bleibt bei der Zeile; mit der Antwort kommt sie ins Prüfprotokoll.",
    ),
    "note_recorded": ("The note is in the audit trail.", "Die Notiz steht im Prüfprotokoll."),
    "note_gone": ("The note is gone.", "Die Notiz ist entfernt."),
    "approve": ("Approve", "Freigeben"),
    "reject": ("Reject", "Ablehnen"),
    "later": ("Later", "Später"),
    "undo": ("Undo", "Rückgängig"),
    "search": ("Search", "Suchen"),
    "search_for": ("Number, name, title or amount", "Nummer, Name, Titel oder Betrag"),
    "search_title": ("Search the open invoices of this run", "In den offenen Rechnungen dieses Laufs suchen"),
    "search_none": ("No open invoice has all these words.", "Keine offene Rechnung enthält all diese Wörter."),
    "search_hits": ("{count} shown", "{count} angezeigt"),
    "close": ("Close", "Schließen"),
    "cancel": ("Cancel", "Abbrechen"),
    "bulk": ("Approve all shown sure lines", "Alle angezeigten sicheren Zeilen freigeben"),
    "bulk_short": ("All sure", "Alle sicheren"),
    "bulk_count": ("Approve {count} payments?", "{count} Zahlungen freigeben?"),
    "bulk_one": ("Approve 1 payment?", "1 Zahlung freigeben?"),
    "bulk_none": ("No undecided sure line is shown.", "Keine offene sichere Zeile wird angezeigt."),
    "bulk_in": ("{count} in", "{count} Eingänge"),
    "bulk_out": ("{count} out", "{count} Ausgänge"),
    "bulk_nothing_booked": (
        "Nothing is booked: that is done by reconcile commit.",
        "Gebucht wird nichts: das tut erst reconcile commit.",
    ),
    "help": ("Keys", "Tasten"),
    "help_title": ("Keys", "Tastatur"),
    "key_move": ("next, previous line", "nächste, vorige Zeile"),
    "key_approve": ("approve and go on", "freigeben und weiter"),
    "key_reject": ("reject and go on", "ablehnen und weiter"),
    "key_later": ("later: leave it undecided and go on", "später: offen lassen und weiter"),
    "key_take": ("take a candidate", "einen Kandidaten nehmen"),
    "key_search": ("search for an invoice", "eine Rechnung suchen"),
    "key_split": ("split the payment", "die Zahlung aufteilen"),
    "key_note": ("write a note", "eine Notiz schreiben"),
    "key_undo": ("undo, as often as you like", "rückgängig, beliebig oft"),
    "key_bulk": ("approve all shown sure lines", "alle angezeigten sicheren Zeilen freigeben"),
    "key_help": ("this list", "diese Liste"),
    "key_escape": ("back: close, or return to the proposal", "zurück: schließen, oder zum Vorschlag"),
    "save": ("Write file", "Datei schreiben"),
    "finish": ("Finish", "Beenden"),
    "finish_hint": (
        "Write the proposals file and end the page",
        "Die Vorschlagsdatei schreiben und die Seite beenden",
    ),
    "saved": ("{path} written.", "{path} geschrieben."),
    "finished": (
        "Done. {path} is written. Nothing is booked yet.",
        "Fertig. {path} ist geschrieben. Gebucht ist noch nichts.",
    ),
    "finished_none": (
        "{path} is written. Nothing of it is approved, so there is nothing to book.",
        "{path} ist geschrieben. Nichts davon ist freigegeben, also gibt es nichts zu buchen.",
    ),
    "finished_back": (
        "To go on deciding, in the terminal:",
        "Um weiter zu entscheiden, im Terminal:",
    ),
    "finished_next": ("Next, in the terminal:", "Weiter im Terminal:"),
    "may_close": ("You may close this page.", "Sie können diese Seite schließen."),
    "theme": ("Light or dark", "Hell oder dunkel"),
    "language": ("Language", "Sprache"),
    "part_of": ("{part} of {whole}", "{part} von {whole}"),
    "said_yes": ("Approved: {line}.", "Freigegeben: {line}."),
    "said_no": ("Rejected: {line}.", "Abgelehnt: {line}."),
    "said_later": ("Left for later: {line}.", "Für später: {line}."),
    "said_bulk": ("Approved {count} sure lines.", "{count} sichere Zeilen freigegeben."),
    "undone": ("Taken back: {line}.", "Zurückgenommen: {line}."),
    "undone_bulk": ("Taken back: {count} lines.", "Zurückgenommen: {count} Zeilen."),
    "undo_none": (
        "There is nothing to take back. What is posted is corrected in Kanbert.",
        "Es gibt nichts zurückzunehmen. Was gebucht ist, wird in Kanbert korrigiert.",
    ),
    "all_decided": ("Every line is decided.", "Alle Zeilen sind entschieden."),
    "problems": ("Not recorded", "Nicht gespeichert"),
    "gone": (
        "The page does not answer: was reconcile review ended? Every decision up to now is in the journal.",
        "Die Seite antwortet nicht: wurde reconcile review beendet? Alle Entscheidungen bis hier stehen im Journal.",
    ),
    "settled_by": ("Its posting is {state}.", "Ihre Buchung ist {state}."),
    "superseded_by": (
        "A later run proposed this line again: decide there.",
        "Ein späterer Lauf hat diese Zeile neu vorgeschlagen: dort entscheiden.",
    ),
    "doubt_since": ("Since this run: {words}", "Seit diesem Lauf: {words}"),
    "enter_title": ("Opening the review page …", "Die Prüfseite wird geöffnet …"),
    "enter_failed": (
        "This address was used already or is incomplete. Run reconcile review again and open the address it prints.",
        "Diese Adresse wurde schon benutzt oder ist unvollständig. Bitte reconcile review neu starten.",
    ),
    "no_script": (
        "This page needs JavaScript; it loads it from this machine only.",
        "Diese Seite braucht JavaScript; sie lädt es nur von diesem Rechner.",
    ),
    "no_token": (
        "There is no Kanbert token here (KANBERT_TOKEN), so the PDF cannot be fetched.",
        "Hier ist kein Kanbert-Token gesetzt (KANBERT_TOKEN), darum kann das PDF nicht geholt werden.",
    ),
    "no_pdf": ("Kanbert has no PDF of this invoice.", "Kanbert hat kein PDF dieser Rechnung."),
    "unsaid": (
        "Left empty in the file, because no file can say it: {list}",
        "In der Datei leer gelassen, weil keine Datei es sagen kann: {list}",
    ),
}


#: Kanbert's words on a document: what became of it, and of its payment.
_STATES = {
    "draft": "Entwurf",
    "open": "offen",
    "booked": "gebucht",
    "partly_paid": "teilweise bezahlt",
    "partial": "teilweise bezahlt",
    "paid": "bezahlt",
    "cancelled": "storniert",
}

#: The sentences of the page's own problems, in German.
_SENTENCES: dict[str, str] = {
    "this run has no such line": "diese Zeile gibt es in diesem Lauf nicht",
    "load the page again": "die Seite neu laden",
    "this line was decided elsewhere in the meantime": "diese Zeile wurde inzwischen anderswo entschieden",
    "these lines were decided elsewhere in the meantime": "diese Zeilen wurden inzwischen anderswo entschieden",
    "look at it again, then decide": "noch einmal ansehen, dann entscheiden",
    "look at the count and the sum again": "Anzahl und Summe noch einmal ansehen",
    "a later run proposed this line again": "ein späterer Lauf hat diese Zeile neu vorgeschlagen",
    "end this page: it then says with which command to decide there": (
        "diese Seite beenden: dann steht da, mit welchem Befehl dort entschieden wird"
    ),
    "this line is settled: something of it is in Kanbert, or on its way": (
        "diese Zeile ist erledigt: etwas davon ist in Kanbert oder auf dem Weg dorthin"
    ),
    "this invoice is not among the open items of the run": "diese Rechnung ist kein offener Posten dieses Laufs",
    "search for it again": "noch einmal suchen",
    "the proposals file cannot be written": "die Vorschlagsdatei kann nicht geschrieben werden",
    "close it in the spreadsheet, or free some space, and try again": (
        "in der Tabellenkalkulation schließen oder Platz schaffen, dann noch einmal versuchen"
    ),
}


def sentence(text: str, language: Language) -> str:
    """A sentence of the page's own problems; `""` when it is none of them."""
    return _SENTENCES.get(text, "") if language is Language.DE else ""


def states_of(text: str, language: Language) -> str:
    """Kanbert's own two words on a document, `booked / open`; one that is not known here stays as Kanbert says it."""
    if language is Language.EN:
        return text
    return " / ".join(_STATES.get(one, one) for one in text.split(" / "))


def word(key: str, language: Language, **values: object) -> str:
    """The words of one key, with one full stop behind `e.V.`, too. KeyError: our bug."""
    english, german = _WORDS[key]
    said = (german if language is Language.DE else english).format(**values)
    return said[:-1] if said.endswith("..") and not said.endswith("...") else said


def keys() -> frozenset[str]:
    return frozenset(_WORDS)
