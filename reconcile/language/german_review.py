"""What is wrong with an answer, in the proposals file or on the review page, in German."""

from __future__ import annotations

REVIEW: dict[str, str] = {
    "there is a yes, but no invoice to book it on": "freigegeben, aber ohne Rechnung, auf die gebucht wird",
    "search for the invoice (/), or reject the line (x)": "die Rechnung suchen (/) oder die Zeile ablehnen (x)",
    "there is a yes, but nothing is allocated": "freigegeben, aber es ist nichts zugeordnet",
    "write an amount, or answer no": "einen Betrag angeben oder ablehnen",
    "type the number of an open invoice, or answer no": "eine offene Rechnung wählen oder ablehnen",
    "type the number of an open invoice (near: {numbers}), or answer no": (
        "eine offene Rechnung wählen (ähnlich: {numbers}) oder ablehnen"
    ),
    "no open document has this number": "kein offener Beleg hat diese Nummer",
    "type the number as Kanbert shows it, or answer no": "die Nummer wie in Kanbert schreiben oder ablehnen",
    "type the number as Kanbert shows it (near: {numbers}), or answer no": (
        "die Nummer wie in Kanbert schreiben (ähnlich: {numbers}) oder ablehnen"
    ),
    "can be {number} as a spreadsheet damaged it, or the open invoice {typed}": (
        "kann {number} sein, von der Tabellenkalkulation beschädigt, oder die offene Rechnung {typed}"
    ),
    "write the number in full, with its leading zeros, outside Excel": (
        "die Nummer vollständig schreiben, mit führenden Nullen, außerhalb von Excel"
    ),
    "{count} open documents have this number: {shown}": "{count} offene Belege haben diese Nummer: {shown}",
    "answer no here and book this line in Kanbert": "hier ablehnen und diese Zeile in Kanbert buchen",
    "it is not said how much of the payment goes to this invoice": (
        "es ist nicht gesagt, wie viel der Zahlung auf diese Rechnung geht"
    ),
    "write the amount, or 0 for nothing": "den Betrag angeben, oder 0 für nichts",
    "can mean two amounts": "kann zwei Beträge bedeuten",
    "is not an amount above or equal to zero": "ist kein Betrag ab null",
    "write it without thousands marks and in full, like {number}": (
        "ohne Tausenderpunkte und vollständig schreiben, wie {number}"
    ),
    "is more than is open of {number}, {open}": "ist mehr, als von {number} offen ist, {open}",
    "allocate at most that, and name the rest under {column}": (
        "höchstens so viel zuordnen und sagen, was der Rest ist"
    ),
    "is none of the kinds": "ist keine der Differenzarten",
    "write {kinds}, or nothing": "Skonto, Teilzahlung, Überzahlung, Bankspesen, Kleindifferenz oder nichts angeben",
    "two rows of this payment go to the same invoice": "zwei Zeilen dieser Zahlung gehen auf dieselbe Rechnung",
    "put them into one row": "in eine Zeile zusammenfassen",
    "{amount} {currency} more is allocated than was paid": "{amount} {currency} mehr zugeordnet, als bezahlt wurde",
    "allocate less": "weniger zuordnen",
    "the rest of the payment, {amount} {currency}, has no kind": (
        "für den Rest der Zahlung, {amount} {currency}, ist nicht gesagt, was er ist"
    ),
    "the rest of the payment, {amount} {currency}, has two kinds": (
        "für den Rest der Zahlung, {amount} {currency}, ist zweierlei gesagt"
    ),
    "allocate it, or write {kinds} there; the other kinds are about what stays open of an invoice": (
        "zuordnen, oder sagen, was er ist: Überzahlung, Bankspesen oder Kleindifferenz"
    ),
    "what is wrong with it is corrected in Kanbert: reconcile status --payment {token}": (
        "was daran falsch ist, wird in Kanbert korrigiert: reconcile status --payment {token}"
    ),
    "its posting is {said}": "ihre Buchung ist {said}",
}
