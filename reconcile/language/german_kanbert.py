"""What the reading of Kanbert's data objects to, in German: why nothing may be posted to a document.

The numbers in brackets (U7) are those of docs/kanbert.md.
"""

from __future__ import annotations

KANBERT: dict[str, str] = {
    "{number}: {said}": "{number}: {said}",
    # kanbert/open_items.py
    "other invoices name it as their master: whether it is owed beside them is not documented": (
        "andere Rechnungen nennen sie als ihre Hauptrechnung: ob sie daneben geschuldet ist, ist nicht dokumentiert"
    ),
    "it has no currency": "keine Währung angegeben",
    "Kanbert does not say whether it is a credit note": "Kanbert sagt nicht, ob es eine Gutschrift ist",
    "Kanbert calls it {word}: neither Invoice nor Credit": "Kanbert nennt es {word}: weder Invoice noch Credit",
    "it is archived in Kanbert": "in Kanbert archiviert",
    "it is not booked in Kanbert but {status}": "in Kanbert nicht festgeschrieben (booked), sondern {status}",
    "it is {status} in Kanbert": "in Kanbert auf {status}",
    "its status {status} is a word this program does not know": "den Status {status} kennt dieses Programm nicht",
    "payment {text_id} is of type {kind}: whether it settles or gives back is unknown (U4)": (
        "Zahlung {text_id} ist vom Typ {kind}: ob sie begleicht oder zurückgibt, ist nicht bekannt (U4)"
    ),
    "payment {text_id} books a negative value on it: what that means is unknown (U4)": (
        "Zahlung {text_id} bucht einen negativen Betrag darauf: was das heißt, ist nicht bekannt (U4)"
    ),
    "it shows payments of {amount_itself}, but the payments on it add up to {amount_elsewhere} (U25)": (
        "es zeigt Zahlungen von {amount_itself}, aber die Zahlungen darauf ergeben {amount_elsewhere} (U25)"
    ),
    "the discount date cannot be read": "das Skontodatum ist nicht lesbar",
    "the due date cannot be read": "die Fälligkeit ist nicht lesbar",
    "the invoice date cannot be read": "das Rechnungsdatum ist nicht lesbar",
    "{field} cannot be read": "{field} ist nicht lesbar",
    # kanbert/documents.py
    "Kanbert listed it twice with different contents (U21)": (
        "Kanbert hat es zweimal mit verschiedenem Inhalt gelistet (U21)"
    ),
    "its id cannot be used (U28)": "seine Id ist nicht verwendbar (U28)",
    # kanbert/open_amounts.py
    "{field} is missing (U2)": "{field} fehlt (U2)",
    "a payment is missing (U2)": "der Betrag einer Zahlung fehlt (U2)",
    "{field}: {text} (U2)": "{field} ist als Betrag nicht verwendbar (U2)",
    "a payment: {text} (U2)": "der Betrag einer Zahlung ist nicht verwendbar (U2)",
    "its amount is negative although it is no credit note (U24)": (
        "der Betrag ist negativ, obwohl es keine Gutschrift ist (U24)"
    ),
    "Kanbert calls its payment {status}, a word this program does not know (U7)": (
        "Kanbert nennt den Zahlungsstand {status}, das kennt dieses Programm nicht (U7)"
    ),
    "Kanbert calls it {status}, but its payments add up to {amount_paid} of {amount_total} (U7)": (
        "Kanbert nennt es {status}, aber die Zahlungen ergeben {amount_paid} von {amount_total} (U7)"
    ),
    # kanbert/settlement.py
    "payment {text_id} does not say what it pays (U8)": "Zahlung {text_id} sagt nicht, was sie bezahlt (U8)",
    "payment {text_id} has a booking that cannot be read (U8)": (
        "Zahlung {text_id} hat eine Buchung, die nicht lesbar ist (U8)"
    ),
    "payment {text_id} does not show which document it pays (U8)": (
        "Zahlung {text_id} zeigt nicht, welchen Beleg sie bezahlt (U8)"
    ),
    "payment {text_id} and {count} more: each does not say what it pays (U8)": (
        "Zahlung {text_id} und {count} weitere sagen nicht, was sie bezahlen (U8)"
    ),
    "payment {text_id} and {count} more: each has a booking that cannot be read (U8)": (
        "Zahlung {text_id} und {count} weitere haben eine Buchung, die nicht lesbar ist (U8)"
    ),
    "payment {text_id} and {count} more: each does not show which document it pays (U8)": (
        "Zahlung {text_id} und {count} weitere zeigen nicht, welchen Beleg sie bezahlen (U8)"
    ),
    "payment {text_id} does not show how much it pays (U2)": "Zahlung {text_id} zeigt nicht, wie viel sie bezahlt (U2)",
    "payment {text_id} books one value on two documents (U19)": (
        "Zahlung {text_id} bucht einen Betrag auf zwei Belege (U19)"
    ),
    # kanbert/directions.py, plausibility.py, home_currency.py: what is wrong with the data as a whole
    "{count_odd} of {count} payments on {said} invoices are not of type `{kind}` (U3)": (
        "{count_odd} von {count} Zahlungen auf Rechnungen ({said}) sind nicht vom Typ `{kind}` (U3)"
    ),
    "all {count} sums of documents are whole numbers and far above what the bank's lines show: "
    "Kanbert seems to count in cents (U1)": (
        "alle {count} Belegsummen sind ganze Zahlen und weit über den Beträgen der Bank: Kanbert zählt anscheinend in "
        "Cent (U1)"
    ),
    "all {count} sums of documents are whole numbers: if they look a hundred times too large, "
    "Kanbert counts in cents (U1)": (
        "alle {count} Belegsummen sind ganze Zahlen: sehen sie hundertmal zu groß aus, zählt Kanbert in Cent (U1)"
    ),
    '{said}: supplier invoices stay unmatched until config.toml says [company] currency = "EUR", or whichever it is': (
        "{said}: Eingangsrechnungen bleiben ohne Vorschlag, bis in config.toml [company] currency = "
        '"EUR" (oder die richtige Währung) steht'
    ),
    "the pulled data holds only what can still matter, which does not show the home currency": (
        "die geholten Daten enthalten nur, was noch zählt, und zeigen die Hauswährung nicht"
    ),
    "Kanbert names no currency for incoming documents": "Kanbert nennt für Eingangsrechnungen keine Währung",
    "outgoing invoice {number} has no currency, so the home currency cannot be known": (
        "Ausgangsrechnung {number} hat keine Währung, daher ist die Hauswährung nicht bekannt"
    ),
    "no booked outgoing invoice shows the home currency": (
        "keine festgeschriebene Ausgangsrechnung zeigt die Hauswährung"
    ),
    "outgoing invoices are in {currencies}, so the home currency cannot be known": (
        "Ausgangsrechnungen sind in {currencies}, daher ist die Hauswährung nicht bekannt"
    ),
}
