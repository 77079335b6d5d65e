"""What posting says, in German: why a row was not posted, and where a payment stands."""

from __future__ import annotations

POSTING: dict[str, str] = {
    # posting/plan.py
    "a later decision in the journal says otherwise: decide it on the review page": (
        "eine spätere Entscheidung im Journal lautet anders: bitte auf der Prüfseite entscheiden"
    ),
    "its decision is not in the journal": "die Entscheidung steht nicht im Journal",
    "a later run proposed this line again: decide there": (
        "ein späterer Lauf hat diese Buchung erneut vorgeschlagen: bitte dort entscheiden"
    ),
    "replaced by a new decision": "durch eine neue Entscheidung ersetzt",
    "{said}; a new decision is needed": "{said}; eine neue Entscheidung ist nötig",
    "the new decision is not carried out: the posting is {said_state} ({said_words}); to correct it: reconcile status "
    "--payment {token}; then set the row back": (
        "die neue Entscheidung wird nicht ausgeführt: Stand der Zahlung ist „{said_state}“ ({said_words}); zum "
        "Berichtigen: reconcile status --payment {token}; danach die Zeile zurücksetzen"
    ),
    "the bank has not booked this line yet": "die Bank hat diese Buchung noch nicht ausgeführt",
    "our account {account} is not mapped to exactly one account in Kanbert": (
        "unser Konto {account} ist nicht genau einem Konto in Kanbert zugeordnet"
    ),
    "our account {said}": "unser Konto {said}",
    "is archived or unknown in Kanbert": "ist in Kanbert archiviert oder unbekannt",
    "{title} is archived in Kanbert": "{title} ist in Kanbert archiviert",
    "{title} is no bank account in Kanbert": "{title} ist in Kanbert kein Bankkonto",
    "{said}, which was not known when this was decided: run the statement again, and decide on the new row": (
        "{said}; das war bei der Entscheidung nicht bekannt: den Auszug noch einmal einlesen und in der neuen Zeile "
        "entscheiden"
    ),
    "no invoice is chosen": "keine Rechnung ist gewählt",
    "money in pays outgoing invoices, money out incoming ones: the rest is for a person": (
        "Eingänge begleichen Ausgangsrechnungen, Ausgänge Eingangsrechnungen: alles andere bitte von Hand"
    ),
    "one document is named twice": "ein Beleg ist zweimal genannt",
    "several invoices beside a credit note are posted by a person": (
        "mehrere Rechnungen neben einer Gutschrift werden von Hand gebucht"
    ),
    "{number} is in an unknown currency, the line in {currency}": (
        "{number} ist in einer unbekannten Währung, die Buchung in {currency}"
    ),
    "{number} is in {currency_item}, the line in {currency}": (
        "{number} ist in {currency_item}, die Buchung in {currency}"
    ),
    "nothing may be posted to {number}: {said}": "auf {number} darf nicht gebucht werden: {said}",
    "the open amount of {number} is unknown": "der offene Betrag von {number} ist nicht bekannt",
    "nothing remains to be posted on the invoice": "für die Rechnung bleibt kein Betrag übrig",
    "more is allocated than the {amount} of the line": "es ist mehr zugeordnet als die {amount} der Buchung",
    "the rest of {amount} has no kind: say what it is": "der Rest von {amount} hat keine Differenzart: bitte angeben",
    "{number}: more than its open amount": "{number}: mehr als offen ist",
    # posting/facts.py
    "{number} is no longer in Kanbert": "{number} ist nicht mehr in Kanbert",
    "{number} is a credit note": "{number} ist eine Gutschrift",
    "{number} was changed to {amount} {currency}": "{number} wurde auf {amount} {currency} geändert",
    "{number} now belongs to another party of the same name, {party}": (
        "{number} gehört jetzt zu einem anderen Partner desselben Namens, {party}"
    ),
    "{number} now belongs to another party": "{number} gehört jetzt einem anderen Partner",
    "{number} now belongs to {party}": "{number} gehört jetzt zu {party}",
    "only {amount} of {number} is open": "von {number} sind nur {amount} offen",
    "payment {text_id} of the same day stands on the invoice, of no line we know": (
        "auf der Rechnung steht Zahlung {text_id} vom selben Tag, zu der wir keine Buchung kennen"
    ),
    # posting/readback.py, audit.py, resolving.py, session.py
    "{count} payments carry its token in Kanbert: {text_ids}; delete all but one": (
        "{count} Zahlungen in Kanbert tragen sein Kennzeichen: {text_ids}; bitte bis auf eine löschen"
    ),
    "{count} payments carry {token} in Kanbert: {text_ids}; delete all but one": (
        "{count} Zahlungen in Kanbert tragen {token}: {text_ids}; bitte bis auf eine löschen"
    ),
    "payment {text_ids} was deleted in Kanbert; it is not posted again": (
        "Zahlung {text_ids} wurde in Kanbert gelöscht; sie wird nicht noch einmal gebucht"
    ),
    "payment {text_id} differs from what was approved: {text_what}": (
        "Zahlung {text_id} weicht von der Freigabe ab: {text_what}"
    ),
    "payment {text_id} is in Kanbert although its posting is {said_state}": (
        "Zahlung {text_id} ist in Kanbert, obwohl ihr Stand „{said_state}“ ist"
    ),
    "payment {text_id} is no longer in Kanbert under its token; it is not posted again": (
        "Zahlung {text_id} ist in Kanbert nicht mehr unter ihrem Kennzeichen; sie wird nicht noch einmal gebucht"
    ),
    "acknowledged by Kanbert but missing there since": "von Kanbert angenommen, dort aber seither nicht zu finden",
    "the program ended while it was being sent; it may have been booked": (
        "das Programm endete während des Sendens; die Zahlung ist vielleicht gebucht"
    ),
    "given up after {count} attempts without an answer; it is not in Kanbert": (
        "nach {count} Versuchen ohne Antwort aufgegeben; in Kanbert ist sie nicht"
    ),
    "proven absent after the quarantine": "nach der Wartezeit nachweislich nicht in Kanbert",
    "not found by its token, and invoices that were paid in part cannot show it: look at their payments": (
        "über ihr Kennzeichen nicht gefunden, und teilweise bezahlte Rechnungen können sie nicht zeigen: bitte deren "
        "Zahlungen ansehen"
    ),
    "read back: one payment, as approved": "zurückgelesen: genau eine Zahlung, wie freigegeben",
    "not begun: the run stopped before it": "nicht begonnen: der Lauf hielt vorher an",
    "approved, not sent yet": "freigegeben, noch nicht gesendet",
    "being sent": "wird gesendet",
    # posting/outcome.py
    "not sent: no connection": "nicht gesendet: keine Verbindung",
    "not sent: no connection ({text})": "nicht gesendet: keine Verbindung ({text})",
    "no whole answer came back; it may have been booked": (
        "es kam keine vollständige Antwort; die Zahlung ist vielleicht gebucht"
    ),
    "no whole answer came back; it may have been booked ({text})": (
        "es kam keine vollständige Antwort; die Zahlung ist vielleicht gebucht ({text})"
    ),
    "Kanbert answered {count} without a payment; it may have been booked": (
        "Kanbert antwortete {count} ohne Zahlung; sie ist vielleicht gebucht"
    ),
    "Kanbert answered {count}; it may have been booked": (
        "Kanbert antwortete {count}; die Zahlung ist vielleicht gebucht"
    ),
    "Kanbert answered {count}; it may have been booked ({text})": (
        "Kanbert antwortete {count}; die Zahlung ist vielleicht gebucht ({text})"
    ),
    "Kanbert redirected the posting ({count}): check the base URL; it may have been booked": (
        "Kanbert leitete die Zahlung um ({count}): bitte die Adresse prüfen; sie ist vielleicht gebucht"
    ),
    "Kanbert stored payment {text_id} otherwise than it was sent: {text_what}": (
        "Kanbert hat Zahlung {text_id} anders gespeichert, als sie gesendet wurde: {text_what}"
    ),
    "acknowledged, not read back yet": "angenommen, noch nicht zurückgelesen",
    "the token was refused (401): renew it": "der Token wurde abgelehnt (401): bitte erneuern",
    "the token may not post (403): it needs the scope payments:write": (
        "der Token darf nicht buchen (403): er braucht das Recht payments:write"
    ),
    "the address takes no payments ({count}): check the base URL": (
        "die Adresse nimmt keine Zahlungen an ({count}): bitte die Adresse prüfen"
    ),
    "Kanbert asked for a pause (429)": "Kanbert bat um eine Pause (429)",
    "Kanbert asked for a pause (429: {text})": "Kanbert bat um eine Pause (429: {text})",
    "Kanbert refused it: 422 without a reason": "Kanbert hat sie zurückgewiesen: 422 ohne Begründung",
    "Kanbert refused it: {text}": "Kanbert hat sie zurückgewiesen: {text}",
    # posting/offsets.py, offsetting.py
    "not posted by default, because Kanbert's API cannot show it afterwards: in Kanbert, assign {amount} {currency} of "
    "credit note {number} to {invoice}; or add --credit-offsets": (
        "ohne Auftrag nicht gebucht, weil Kanberts API es danach nicht zeigen kann: in Kanbert {amount} {currency} der "
        "Gutschrift {number} mit {invoice} verrechnen; oder --credit-offsets angeben"
    ),
    "it settles neither document, so nothing would show in Kanbert whether it was made": (
        "keiner der beiden Belege wäre damit ausgeglichen, in Kanbert wäre die Verrechnung also nicht zu erkennen"
    ),
    "{number} is no credit note": "{number} ist keine Gutschrift",
    "acknowledged, and Kanbert shows {text} as paid; an offset itself cannot be read back": (
        "angenommen, und Kanbert zeigt {text} als bezahlt; die Verrechnung selbst lässt sich nicht zurücklesen"
    ),
    # pipeline.py
    "decide again: {said}": "bitte neu entscheiden: {said}",
}
