"""What the matcher says, in German: reasons, warnings, missing facts, and the flags of a line.

A sentence of the core on the left as it is written there, its values in braces; how `count`, `amount`, `day` and `said`
are read stands in the package. Words are a bookkeeper's.
"""

from __future__ import annotations

MATCHING: dict[str, str] = {
    # matching/signals.py: findings
    "nothing known": "nichts bekannt",
    "before any evidence": "vor jedem Hinweis",
    "structured reference of {number}": "strukturierte Referenz von {number}",
    "number {number} in text": "Nummer {number} im Text",
    "digits of {number} in text": "Ziffern von {number} im Text",
    "{number} or its short form in text": "{number} oder die Kurzform davon im Text",
    "reference of {number} in text": "Referenz von {number} im Text",
    "last digits of {number} in text": "die letzten Ziffern von {number} im Text",
    "{number} exactly or nearly in text": "{number} genau oder fast im Text",
    "a number that may mean {number} in text": "eine Nummer im Text, die {number} meinen kann",
    "text names another document": "der Text nennt einen anderen Beleg",
    "amount exact": "Betrag stimmt genau",
    "listed amounts add up exactly": "die genannten Beträge ergeben genau die Summe",
    "open amounts add up exactly": "die offenen Beträge ergeben genau die Summe",
    "amount exact less discount in term": "Betrag stimmt genau nach Abzug des Skontos, innerhalb der Skontofrist",
    "amount exact less discount, but after its last day": (
        "Betrag stimmt genau nach Abzug des Skontos, aber nach Ablauf der Skontofrist"
    ),
    "less than open": "weniger als offen",
    "more than open": "mehr als offen",
    "less than one of these documents alone": "weniger als einer dieser Belege allein",
    "more than one of these documents alone": "mehr als einer dieser Belege allein",
    "account known from {said}": "Konto bekannt aus {said}",
    "account known from {said}, used by others too": "Konto bekannt aus {said}, auch von anderen benutzt",
    "account not known for {party}": "Konto von {party} nicht bekannt",
    "account not known for this party": "Konto dieses Partners nicht bekannt",
    "account known as another party's": "Konto als das eines anderen Partners bekannt",
    "name equal": "Name gleich",
    "name close": "Name fast gleich",
    "name similar": "Name ähnlich",
    "name different": "Name anders",
    "paid before the invoice date": "vor dem Rechnungsdatum bezahlt",
    "paid early": "früh bezahlt",
    "paid just before the invoice date": "kurz vor dem Rechnungsdatum bezahlt",
    "paid in time": "innerhalb des Zahlungsziels bezahlt",
    "paid near the due date": "um die Fälligkeit bezahlt",
    "paid late": "verspätet bezahlt",
    "paid long after the due date": "lange nach Fälligkeit bezahlt",
    "paid very long after the due date": "sehr lange nach Fälligkeit bezahlt",
    "paid after the invoice date": "nach dem Rechnungsdatum bezahlt",
    "the text states the date of {number}": "der Text nennt das Datum von {number}",
    "other open documents of this party add up to it as well": (
        "auch andere offene Belege dieses Partners ergeben zusammen diesen Betrag"
    ),
    "the text says the month {number} is for": "der Text nennt den Monat, für den {number} ist",
    "only what the text counts tells {number} from others of this amount": (
        "nur was der Text zählt, unterscheidet {number} von anderen mit diesem Betrag"
    ),
    "the text counts as the title of {number} does": "der Text zählt wie der Titel von {number}",
    "the text says the month of {number}": "der Text nennt den Monat von {number}",
    "the text says what {number} is for": "der Text sagt, wofür {number} ist",
    "the text says part of what {number} is for": "der Text sagt zum Teil, wofür {number} ist",
    "hardly any other open amount is near": "kaum ein anderer offener Betrag liegt in der Nähe",
    "few other open amounts are near": "wenige andere offene Beträge liegen in der Nähe",
    # where an account is known from
    "master data": "den Stammdaten",
    "an earlier payment": "einer früheren Zahlung",
    "payment of {day} for {number}": "der Zahlung vom {day} für {number}",
    "a payment for {number}": "einer Zahlung für {number}",
    "this run's payment of {day} for {number}": "der Zahlung vom {day} für {number} in diesem Lauf",
    # matching/telling/wording.py
    "but {said}": "aber {said}",
    "{count} equal open invoices": "{count} gleichwertige offene Rechnungen",
    "no open invoice fits": "keine offene Rechnung passt",
    "{count} candidates": "{count} Kandidaten",
    # missing facts
    "would be sure if {said}": "wäre sicher, wenn {said}",
    "the text named {number}": "der Text {number} nennen würde",
    "the payer's name were {party}": "der Name des Zahlers {party} wäre",
    "this account were known to be {party}'s": "dieses Konto als Konto von {party} bekannt wäre",
    "the own account {account} were mapped to an account of Kanbert": (
        "das eigene Konto {account} einem Konto in Kanbert zugeordnet wäre"
    ),
    # matching/judging/verdicts.py: what speaks against "sure"
    "the evidence is not strong enough": "die Hinweise sind nicht stark genug",
    "own account is not mapped to Kanbert": "das eigene Konto ist keinem Konto in Kanbert zugeordnet",
    "more than twice of it was paid": "bezahlt wurde mehr als das Doppelte davon",
    "the text speaks of something taken off": "der Text spricht von einem Abzug",
    "it was converted, so what is missing may be due to the rate": (
        "es wurde umgerechnet, was fehlt, kann also am Kurs liegen"
    ),
    "the text speaks of the rest, and more than this is open": "der Text spricht vom Rest, und offen ist mehr als das",
    "the text holds {number}, a number like {known}, but no document's": (
        "der Text enthält {number}, eine Nummer wie {known}, aber von keinem Beleg"
    ),
    "the text holds {number}, the number of {known}, of which nothing is open any more": (
        "im Text steht {number}, das ist die Nummer von {known}, davon ist nichts mehr offen"
    ),
    "the text names {number}, another document": "der Text nennt {number}, einen anderen Beleg",
    "the text holds {number}, the number of {known}": "im Text steht {number}, das ist die Nummer von {known}",
    "the text holds {number}, another amount than was paid": (
        "im Text steht {number}, ein anderer Betrag als der bezahlte"
    ),
    "the text holds {number}, which is a reference of {known}": (
        "im Text steht {number}, das ist eine Referenz von {known}"
    ),
    "the text holds {number}, which is no document's number": (
        "im Text steht {number}, das ist keine Nummer eines Belegs"
    ),
    "no number, reference or account confirms it": "keine Nummer, keine Referenz und kein Konto bestätigt es",
    "the text speaks of something else than an invoice": "der Text spricht von etwas anderem als einer Rechnung",
    "the text speaks of a part payment": "der Text spricht von einer Teilzahlung",
    "the counterparty is an account of our own": "das Konto der Gegenseite ist ein eigenes",
    "it was paid to somebody of another name": "bezahlt wurde an jemanden mit anderem Namen",
    "it was paid for {party}": "bezahlt wurde für {party}",
    "the line's reference is not that of {number}": "die Referenz der Zeile ist nicht die von {number}",
    "the check digits of the line's reference are wrong: it may be another's": (
        "die Prüfziffern der Referenz in der Zeile stimmen nicht: sie kann eine andere sein"
    ),
    "the payer has another name, and the text says {word}, which is not known to be this party's": (
        "der Zahler heißt anders, und der Text sagt {word}, was von diesem Partner nicht bekannt ist"
    ),
    "{party} is another party of the books": "{party} ist ein anderer Partner in den Büchern",
    "the payer is called like {party}, of which {number} is open with just this amount": (
        "der Zahler heißt wie {party}, und von {number} ist genau dieser Betrag offen"
    ),
    "{text}, written later, is paid already: {number} may not be meant": (
        "{text}, später geschrieben, ist schon bezahlt: vielleicht ist {number} nicht gemeint"
    ),
    "bills of this amount come again and again, and {number} is an old one: a later one may be missing": (
        "Rechnungen über diesen Betrag kommen immer wieder, und {number} ist eine alte: vielleicht fehlt eine spätere"
    ),
    "{party} is named as well, and of {number} just this amount is open": (
        "auch {party} ist genannt, und von {number} ist genau dieser Betrag offen"
    ),
    "the text speaks of what {number} is for, of which nothing is open any more": (
        "der Text spricht von dem, wofür {number} ist, davon ist aber nichts mehr offen"
    ),
    "the text counts otherwise than the title of {number}": "der Text zählt anders als der Titel von {number}",
    "the difference is a cent off the discount of its terms": (
        "die Differenz weicht um einen Cent vom Skonto der Bedingungen ab"
    ),
    "the text speaks of charges or interest": "der Text spricht von Gebühren oder Zinsen",
    "Kanbert shows this amount as paid on {day} for {numbers}": (
        "Kanbert zeigt diesen Betrag als bezahlt am {day} für {numbers}"
    ),
    "the text names {number}, of which nothing is open any more": (
        "der Text nennt {number}, davon ist nichts mehr offen"
    ),
    "{number} stands in Kanbert twice with this amount, and one of the two is paid": (
        "{number} steht mit diesem Betrag zweimal in Kanbert, und davon ist eine bezahlt"
    ),
    "by its title {number} corrects {known}": "seinem Titel nach berichtigt {number} {known}",
    "the text states another date than that of {number}": "der Text nennt ein anderes Datum als das von {number}",
    "the text speaks of an earlier year than that of {number}": "der Text nennt ein früheres Jahr als das von {number}",
    "the text speaks of another month than {number} is for": (
        "der Text spricht von einem anderen Monat als dem, für den {number} ist"
    ),
    "an open credit note of this party may have been taken off": (
        "eine offene Gutschrift dieses Partners könnte abgezogen sein"
    ),
    "the text speaks of a refund": "der Text spricht von einer Erstattung",
    "the line's reference ends with the number of {number}, of which nothing is open any more": (
        "die Referenz der Zeile endet mit der Nummer von {number}, davon ist nichts mehr offen"
    ),
    "what is less is just what is open of {number}": "was fehlt, ist genau das, was von {number} offen ist",
    "{number} and {other} together are just this amount": "{number} und {other} sind zusammen genau dieser Betrag",
    "the text says that it was paid before": "der Text sagt, dass schon einmal gezahlt wurde",
    "the text speaks of a returned debit": "der Text spricht von einer Rücklastschrift",
    "the text speaks of several documents": "der Text spricht von mehreren Belegen",
    "an advice may list several documents": "ein Avis kann mehrere Belege aufführen",
    "{number}: it cannot be seen whether Kanbert already deducted the discount": (
        "{number}: es ist nicht zu sehen, ob Kanbert das Skonto schon abgezogen hat"
    ),
    "what is open of {number} is the discount of its terms": (
        "was von {number} offen ist, ist das Skonto ihrer Zahlungsbedingungen"
    ),
    "credit note {number} is netted: a person offsets it in Kanbert": (
        "Gutschrift {number} wird verrechnet: bitte in Kanbert von Hand verrechnen"
    ),
    "more was paid than is open": "es wurde mehr bezahlt, als offen ist",
    "the line names no account, so a new one for this supplier would not show": (
        "die Buchung nennt kein Konto, ein neues dieses Lieferanten fiele also nicht auf"
    ),
    "new account for this supplier": "neues Konto bei diesem Lieferanten",
    "this account is known to be another supplier's": "dieses Konto ist als das eines anderen Lieferanten bekannt",
    "{number} is paid in parts of just this amount": "{number} wird in Teilen von genau diesem Betrag bezahlt",
    "the text holds {number}, a number like {other}, which {document} carries": (
        "der Text enthält {number}, eine Nummer wie {other}, die {document} trägt"
    ),
    "the text states just what is open of {number}": "der Text nennt genau das, was von {number} offen ist",
    "what was ordered is just what is open of {number}": "beauftragt wurde genau das, was von {number} offen ist",
    "{number} fits nearly as well": "{number} passt fast ebenso gut",
    "another open invoice has exactly this amount": "eine andere offene Rechnung hat genau diesen Betrag",
    "the open amount of {number} is unknown and may be this": (
        "der offene Betrag von {number} ist nicht bekannt und könnte dieser sein"
    ),
    "with one digit wrong it would be {number}": "mit einer falschen Ziffer wäre es {number}",
    "this amount is within a tenth of what is open of {number}": (
        "dieser Betrag liegt höchstens ein Zehntel neben dem, was von {number} offen ist"
    ),
    "{number} alone was this amount before an earlier line took of it": (
        "{number} allein war dieser Betrag, bevor eine frühere Buchung davon genommen hat"
    ),
    "what is left of {number} hangs on a payment that is not sure": (
        "was von {number} übrig ist, hängt an einer Zahlung, die nicht sicher ist"
    ),
    "of {number} an earlier line left only this open": "von {number} hat eine frühere Buchung nur dies offen gelassen",
    # matching/choosing/solver.py, settling.py, lists.py
    "credit note {number}: a person books it in Kanbert": "Gutschrift {number}: bitte in Kanbert von Hand buchen",
    "the open amount of {number} is not known": "der offene Betrag von {number} ist nicht bekannt",
    "invoices of {count} parties in one payment": "Rechnungen von {count} Partnern in einer Zahlung",
    "the text does not name all of these documents": "der Text nennt nicht alle diese Belege",
    "discount taken after its last day {day}": "Skonto abgezogen, obwohl die Frist am {day} endete",
    "discount not in term": "Skonto außerhalb der Skontofrist",
    "a small difference stays open": "eine Kleindifferenz bleibt offen",
    "what is missing is just what the bank took as its charges": (
        "was fehlt, ist genau das, was die Bank als Entgelt genommen hat"
    ),
    "the difference is the discount of its terms, which cannot be deducted again": (
        "die Differenz ist das Skonto der Zahlungsbedingungen, das nicht noch einmal abgezogen werden darf"
    ),
    "the difference looks like a discount Kanbert does not show": (
        "die Differenz sieht nach einem Skonto aus, das Kanbert nicht zeigt"
    ),
    "possible duplicate: {said}": "mögliche Doppelzahlung: {said}",
    "{number} is already settled in Kanbert": "{number} ist in Kanbert schon ausgeglichen",
    "{number} is already paid by the line of {days}": "{number} ist schon mit der Buchung vom {days} bezahlt",
    "{number} is already proposed for the line of {days}": (
        "{number} ist schon für die Buchung vom {days} vorgeschlagen"
    ),
    "{number} is proposed for the line of {days}": "{number} ist für die Buchung vom {days} vorgeschlagen",
    "{number} is paid by the line of {days}": "{number} ist mit der Buchung vom {days} bezahlt",
    "{number} would have fitted, but the line of {day} is to pay a part of it": (
        "{number} hätte gepasst, aber die Buchung vom {day} soll einen Teil davon bezahlen"
    ),
    "less was paid than the documents the text names add up to": (
        "es wurde weniger bezahlt, als die im Text genannten Belege zusammen ergeben"
    ),
    "the text names {numbers}, but the amounts do not add up": (
        "der Text nennt {numbers}, aber die Beträge ergeben nicht die Summe"
    ),
    "the text also names {number}": "der Text nennt auch {number}",
    "the text names {number}": "der Text nennt {number}",
    "the text names {number}, of which another amount is open": (
        "der Text nennt {number}, davon ist ein anderer Betrag offen"
    ),
    "{number} is named, but its currency is {currency}": "{number} ist genannt, aber in der Währung {currency}",
    "{number} is named, but its currency is not known": "{number} ist genannt, aber die Währung ist nicht bekannt",
    "{said_document} {number} is named, but is not settled by money in this direction": (
        "{said_document} {number} ist genannt, wird aber nicht durch eine Zahlung in dieser Richtung ausgeglichen"
    ),
    # matching/choosing/nearest.py, unlisted.py, allocation.py
    "the only open document with a number like one in the text": (
        "der einzige offene Beleg mit einer Nummer ähnlich der im Text"
    ),
    "the only open document of this title": "der einzige offene Beleg mit diesem Titel",
    "of {number} another line of this run is to pay {amount} {currency}, that of {day}": (
        "von {number} soll eine andere Zeile dieses Laufs {amount} {currency} bezahlen, die vom {day}"
    ),
    "of {number} {count} other lines of this run are to pay {amount} {currency}": (
        "von {number} sollen {count} andere Zeilen dieses Laufs {amount} {currency} bezahlen"
    ),
    "the text holds digits of {number}, but no word says that they number an invoice": (
        "der Text enthält Ziffern von {number}, aber kein Wort sagt, dass sie eine Rechnung bezeichnen"
    ),
    "the text holds only the last digits of {number}, and the amount is another": (
        "der Text enthält nur die letzten Ziffern von {number}, und der Betrag ist ein anderer"
    ),
    "the open amount nearest to it": "der offene Betrag, der am nächsten liegt",
    "the only open document of this payer": "der einzige offene Beleg dieses Zahlers",
    "it is exactly {fraction} of the invoice amount": "genau {fraction} des Rechnungsbetrags",
    "the text does not name this document, and the amount is another": (
        "der Text nennt diesen Beleg nicht, und der Betrag ist ein anderer"
    ),
    "they are those of the months the text says": "es sind die der Monate, von denen der Text spricht",
    "{count} open documents add up to the amount, in this way only": (
        "{count} offene Belege ergeben den Betrag, nur auf diese eine Weise"
    ),
    "{count} open documents add up to the amount: 1 of {count_ways} ways": (
        "{count} offene Belege ergeben den Betrag: eine von {count_ways} Möglichkeiten"
    ),
    "{count} open documents add up to the amount: 1 of {count_ways} or more ways": (
        "{count} offene Belege ergeben den Betrag: eine von {count_ways} oder mehr Möglichkeiten"
    ),
    "the text names none of these documents": "der Text nennt keinen dieser Belege",
    "{count} are open, of which only neighbours in time were added up": (
        "{count} sind offen, davon wurden nur zeitlich benachbarte zusammengezählt"
    ),
    "of {count} other open documents at most {count_together} together were added up": (
        "von {count} weiteren offenen Belegen wurden höchstens {count_together} zusammengezählt"
    ),
    "{number} has the same amount as one of these, and what was taken to pay it is not sure": (
        "{number} hat denselben Betrag wie einer davon, und dessen Zahlung ist nicht sicher"
    ),
    "the line of {day} fits {number} as well": "die Buchung vom {day} passt ebenso gut zu {number}",
    "the line of {day} names {number}": "die Buchung vom {day} nennt {number}",
    "the line of {day} may have paid {number} already": "die Buchung vom {day} könnte {number} schon bezahlt haben",
    # matching/weighing/calibration.py: how often such proposals were right
    "alone it says {amount}; such proposals ({list}) were right {count_right} of {count_seen} times when tried": (
        "für sich genommen {amount}; solche Vorschläge ({list}) waren {count_right} von {count_seen} Mal richtig"
    ),
    "alone it says {amount}; such proposals ({list}) were right {count_right} times in {count_seen} when tried": (
        "für sich genommen {amount}; solche Vorschläge ({list}) waren in {count_right} von {count_seen} Fällen richtig"
    ),
    "alone it says {amount}; such proposals ({list}) are judged to be right {count_right} times in {count_seen}": (
        "für sich genommen {amount}; solche Vorschläge ({list}) sind nach unserem Urteil in {count_right} von "
        "{count_seen} Fällen richtig"
    ),
    "one way": "nur eine Möglichkeit",
    "{count} ways": "{count} Möglichkeiten",
    "{count} ways or more": "{count} Möglichkeiten oder mehr",
    "by a shared account": "Zahler an einem gemeinsamen Konto erkannt",
    "by account": "Gegenseite am Konto erkannt",
    "by name": "Gegenseite am Namen erkannt",
    "payer unknown": "Zahler unbekannt",
    "named": "genannt",
    "named in short": "verkürzt genannt",
    "not named": "nicht genannt",
    "listed": "aufgezählt",
    "listed in part": "zum Teil aufgezählt",
    "none listed": "keiner aufgezählt",
    "listed and paid short": "aufgezählt und zu wenig bezahlt",
    "a number like it": "eine ähnliche Nummer",
    "nothing against it": "nichts spricht dagegen",
    "sum says {amount} or more": "Summe der Hinweise mindestens {amount}",
    "{said} and {said_more}": "{said} und {said_more}",
    "something taken off": "ein Abzug",
    "an unknown number": "eine unbekannte Nummer",
    "other words": "andere Worte",
    "several meant": "mehrere gemeint",
    "superseded": "durch einen anderen ersetzt",
    "paid before the invoice": "vor der Rechnung bezahlt",
    "paid in advance": "im Voraus bezahlt",
    "another's account": "Konto eines anderen",
    "a near rival": "ein fast gleich guter Beleg",
    "a twin claimed": "ein gleicher, anderswo vorgeschlagener Beleg",
    "a paid twin": "ein gleicher, schon bezahlter Beleg",
    "several parties": "mehrere Partner",
    "not every way tried": "nicht jede Möglichkeit versucht",
    "one digit away": "eine Ziffer daneben",
    "another amount nearer": "ein anderer Betrag liegt näher",
    "another title": "ein anderer Titel",
    "far above": "weit darüber",
    "another date": "ein anderes Datum",
    "another day": "ein anderer Tag",
    "settled already": "schon ausgeglichen",
    "a stranger's words": "Worte eines anderen Zahlers",
    "booked by hand": "von Hand gebucht",
    "another month": "ein anderer Monat",
    "our own account": "ein eigenes Konto",
    "another party meant": "ein anderer Partner gemeint",
    "another payee": "ein anderer Empfänger",
    "others add up": "andere zusammen",
    "another of its kind": "eine andere Nummer derselben Art",
    "another currency": "eine andere Währung",
    "one alone": "einer allein",
    "one of several": "eines von mehreren",
    "nearly one of several": "beinahe eines von mehreren",
    "called like another": "heißt wie ein anderer",
    "a rest": "ein Rest",
    "a new account": "ein neues Konto",
    "no account": "kein Konto",
    "late discount": "verspätetes Skonto",
    "like a discount": "ähnlich einem Skonto",
    "paid lately": "kürzlich bezahlt",
    "perhaps paid before": "vielleicht schon bezahlt",
    "named later": "später genannt",
    "may be returned": "vielleicht zurückgegeben",
    "another named": "ein anderer ist auch genannt",
    "contested": "strittig",
    # matching/telling/pace.py
    "paid {count} days after the invoice, about as {count_near} of {count_others} other payments of this party": (
        "{count} Tage nach der Rechnung bezahlt, etwa wie {count_near} von {count_others} anderen Zahlungen dieses "
        "Partners"
    ),
    "paid {count} days after the invoice, as none of {count_others} other payments of this party": (
        "{count} Tage nach der Rechnung bezahlt, wie keine der {count_others} anderen Zahlungen dieses Partners"
    ),
    "{number} would be paid about as long after the invoice as {count_near} of {count_others} other payments": (
        "{number} wäre etwa so lange nach der Rechnung bezahlt wie {count_near} von {count_others} anderen Zahlungen"
    ),
    # matching/returning/exclusion.py, classify.py
    "book this by hand in Kanbert: its payments cannot express it": (
        "bitte in Kanbert von Hand buchen: als Zahlung lässt es sich dort nicht abbilden"
    ),
    "may have been returned on {day}": "wurde vielleicht am {day} zurückgegeben",
    "as much came back on {day}: this may pay that again": (
        "ebenso viel kam am {day} zurück: vielleicht wird das noch einmal bezahlt"
    ),
    "gives back the line of {day}: {text}": "gibt die Buchung vom {day} zurück: {text}",
    "gives back part of the line of {day}: {text}": "gibt einen Teil der Buchung vom {day} zurück: {text}",
    "gives back the payment of {day} for {number}": "gibt die Zahlung vom {day} für {number} zurück",
    "gives back part of the payment of {day} for {number}": "gibt einen Teil der Zahlung vom {day} für {number} zurück",
    "may give back the line of {day}: {text}": "gibt vielleicht die Buchung vom {day} zurück: {text}",
    "may give back part of the line of {day}: {text}": (
        "gibt vielleicht einen Teil der Buchung vom {day} zurück: {text}"
    ),
    "may give back the payment of {day} for {number}": "gibt vielleicht die Zahlung vom {day} für {number} zurück",
    "may give back part of the payment of {day} for {number}": (
        "gibt vielleicht einen Teil der Zahlung vom {day} für {number} zurück"
    ),
    "returned on {day}": "am {day} zurückgegeben",
    "not booked yet ({status})": "von der Bank noch nicht gebucht ({status})",
    "amount is zero": "der Betrag ist null",
    "return reason {code}": "Rückgabegrund {code}",
    "bank code {code}": "Geschäftsvorfall {code}",
    'the text says "{word}"': "im Text steht „{word}“",
    "transfer between own accounts": "Umbuchung zwischen eigenen Konten",
    "interest: {said}": "Zinsen: {said}",
    "bank fee: {said}": "Bankgebühr: {said}",
    "card payment: {said}": "Kartenzahlung: {said}",
    "salary: {said}": "Lohn und Gehalt: {said}",
    "tax: {said}": "Steuer: {said}",
    "social insurance: {said}": "Sozialversicherung: {said}",
    # lines.py, journal/duplicates.py: flags of a line
    "the statement's balances do not tie out": "die Salden des Kontoauszugs gehen nicht auf",
    "an intraday report: its lines may still change": "untertägiger Auszug: seine Buchungen können sich noch ändern",
    "the layout {layout} is not verified on a real file": "das Format {layout} ist an keiner echten Datei geprüft",
    "an entry in {currency} on an account in {currency_own}": (
        "eine Buchung in {currency} auf einem Konto in {currency_own}"
    ),
    "an entry in no currency on an account in {currency_own}": (
        "eine Buchung ohne Währung auf einem Konto in {currency_own}"
    ),
    "an entry in {currency} on an account in none": "eine Buchung in {currency} auf einem Konto ohne Währung",
    "possible duplicate of a line in {statements}": "mögliche Doppelung einer Buchung in {statements}",
    "possible duplicate of {token}, {said} from {statement}": "mögliche Doppelung von {token}, {said}, aus {statement}",
    "the same entry was already posted in another form as {token}": (
        "dieselbe Buchung wurde schon in anderer Form als {token} gebucht"
    ),
    "another split of its entry was already posted as {token}": (
        "eine andere Aufteilung derselben Buchung wurde schon als {token} gebucht"
    ),
}
