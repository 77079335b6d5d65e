"""The words around the proposals in the workbook, in German: names of sheets, instructions, hints beside a cell."""

from __future__ import annotations

WORKBOOK: dict[str, str] = {
    "Proposals": "Vorschläge",
    "Totals": "Summen",
    "Instructions": "Anleitung",
    "Run": "Lauf",
    # totals
    "Bank lines": "Buchungen",
    "all": "alle",
    "As proposed, before anybody decided. Each bank line counts once, whatever it is split into.": (
        "Wie vorgeschlagen, vor jeder Entscheidung. Jede Buchung zählt einmal, auch wenn sie aufgeteilt ist."
    ),
    # instructions
    "How to decide": "So entscheiden Sie",
    "Only the yellow columns are read back. Everything else is for you to read; a change there is named, never used.": (
        "Nur die gelben Spalten werden zurückgelesen. Alles andere ist zum Lesen da; eine Änderung dort wird gemeldet, "
        "nie verwendet."
    ),
    "decision: yes posts the row, no declines it, empty leaves it for later. Only `reconcile commit` posts anything.": (
        "Entscheidung: „ja“ bucht die Zeile, „nein“ lehnt sie ab, leer lässt sie offen. Gebucht wird erst mit "
        "`reconcile commit`."
    ),
    "invoice: choose or type another number to book the payment there. It is checked against the open invoices.": (
        "Rechnung: eine andere Nummer wählen oder eintippen, um die Zahlung dorthin zu buchen. Sie wird gegen die "
        "offenen Rechnungen geprüft."
    ),
    "allocate: how much of the payment goes to this invoice, at most what is open; 0 leaves the invoice out.": (
        "Zuordnen: wie viel der Zahlung auf diese Rechnung geht, höchstens der offene Betrag; 0 lässt die Rechnung weg."
    ),
    "difference_kind: what the rest is: discount, part payment, overpayment, bank fee or small difference.": (
        "Differenzart: was der Rest ist: Skonto, Teilzahlung, Überzahlung, Bankspesen oder Kleindifferenz."
    ),
    "note: goes to the audit trail with your decision.": "Notiz: kommt mit der Entscheidung ins Protokoll.",
    "To split a payment, lift the protection of the sheet (no password), copy the whole row, and give each copy its "
    "invoice and amount. All rows of one payment need the same decision.": (
        "Um eine Zahlung aufzuteilen: den Blattschutz aufheben (er hat kein Kennwort), die ganze Zeile kopieren und "
        "jeder Kopie ihre Rechnung und ihren Betrag geben. Alle Zeilen einer Zahlung brauchen dieselbe Entscheidung."
    ),
    "Rows may be sorted, filtered or deleted: what is not in the file is not decided.": (
        "Zeilen dürfen sortiert, gefiltert oder gelöscht werden: was nicht in der Datei steht, ist nicht entschieden."
    ),
    "Keep the columns from `line` on as they are: the program finds the rows again by them.": (
        "Die Spalten ab „Zeile“ bitte nicht ändern: daran findet das Programm die Zeilen wieder."
    ),
    "What the light means": "Was die Ampel bedeutet",
    "number and amount agree, and nothing else comes close": "Nummer und Betrag stimmen, und nichts anderes kommt nahe",
    "probable, but somebody should look: the column `why` says what is missing": (
        "wahrscheinlich, aber bitte ansehen: in der Spalte „Begründung“ steht, was fehlt"
    ),
    "several invoices fit equally well": "mehrere Rechnungen passen gleich gut",
    "no open invoice was found": "keine offene Rechnung gefunden",
    # hints beside a cell
    "yes, no, or leave it empty": "ja, nein oder leer lassen",
    "The proposed invoice; another number books the payment there.": (
        "Die vorgeschlagene Rechnung; eine andere Nummer bucht die Zahlung dorthin."
    ),
    "How much of the payment goes to this invoice. 0 leaves it out.": (
        "Wie viel der Zahlung auf diese Rechnung geht. 0 lässt sie weg."
    ),
    "What the difference is.": "Was die Differenz ist.",
    "Kept with your decision.": "Wird mit der Entscheidung aufbewahrt.",
    "This is none of the words of the list. Keep it?": "Das ist keines der Wörter der Liste. Trotzdem behalten?",
}
