"""What texts say of a payment: that it is less, a part, set off against a credit note; or that money came back."""

from __future__ import annotations

import re

from importers.statement import Transaction
from reconcile.matching.reading.text import fold, words_like

#: As payers and banks also say of other things: a person may object to an invoice, and goods come back too.
CAME_BACK = (
    "rückgabe", "rückleitung", "rücklauf", "rückruf", "rückbelast", "rückgängig", "widerspr", "stornier",
    "zurückgegeben", "zurückgewiesen", "zurückgebucht", "zurücküberw", "zurückgesandt", "zurückgeleitet",
    "unzustellbar", "unanbringlich", "nicht zustellbar", "nicht ausführbar", "nicht ausgeführt", "nicht gutgeschrieben",
    "konto erloschen", "konto aufgelöst", "konto geschlossen", "konto gesperrt", "konto unbekannt", "kein konto",
    "kontoverbindung erloschen", "falsche iban", "iban falsch", "iban ungültig", "empfänger unbekannt",
    "mangels deckung", "keine deckung", "fehlüberweisung", "irrläufer",
    "return to sender", "rejected", "recall", "reversal", "reversed", "bounced", "refused",
    "undeliverable", "unable to apply", "account closed", "closed account", "unknown account", "insufficient funds",
    "storno", "fehlbuchung", "korrekturbuchung", "irrtum", "rücklast", "scheckrückgabe", "scheckrücklauf",
    "rejet", "impayé", "retourné", "insolut", "respint", "stornat",
    "lastschriftrückg", "dishonour",
)  # fmt: skip
#: No beginnings of words: abbreviations, and the return reasons of ISO 20022, which some banks print and nothing else.
CAME_BACK_WHOLE = (
    "rls", "rückl", "rck", "rej", "retour", "unpaid", "protest",
    "ac01", "ac03", "ac04", "ac06", "ac13", "ac14", "ag01", "ag02", "am02", "am04", "am05", "be01", "be04", "be05",
    "cnor", "dnor", "dupl", "focr", "frad", "md01", "md02", "md06", "md07", "ms02", "ms03", "rc01", "rr01", "rr02",
    "rr03", "rr04", "sl01", "svnr", "upay",
)  # fmt: skip
_CAME_BACK = re.compile(f"{words_like(*CAME_BACK).pattern}|{words_like(*CAME_BACK_WHOLE, whole=True).pattern}")
#: As we write when we give something back ourselves, and others to us.
_GIVEN_BACK = re.compile(
    r"\b(?:zuruck(?:gezahlt|bezahlt|erstattet)?|retour|(?:ruck)?erstattung|ruckz(?:ahlung)?|refund(?:ed)?"
    r"|rembours(?:e|ement)|rimbors(?:o|ato))\b"
)
#: What somebody laid out is repaid as well; and of what was paid twice one payment stays.
_OF_ELSE = re.compile(r"\b(?:auslage|spesen|reisekosten|kaution|pfand|steur|doppel|expense|frais|spese|deposit)")
_CREDITED = re.compile(
    r"(?<!sepa[- ])(?<!echtzeit)(?<!echtzeit[- ])"
    r"\b(?:gutschrift|verrechn|saldier|rechnungskorrektur|bonus|credit note|netting|offset)"
)


def came_back(transaction: Transaction) -> bool:
    """Words that speak of money that came back, where there is such money. They alone make no line a return."""
    return _CAME_BACK.search(fold(f"{transaction.booking_text} {transaction.remittance}")) is not None


def gives_back(transaction: Transaction) -> bool:
    """Words that speak of money given back by whoever got it. They too say nothing alone."""
    said = fold(transaction.remittance)
    return _GIVEN_BACK.search(said) is not None and _OF_ELSE.search(said) is None


def speaks_of_credit(transaction: Transaction) -> bool:
    """The payer has a credit note, or sets something off."""
    return _CREDITED.search(fold(transaction.remittance)) is not None


_LESS_WORDS = words_like(
    "gutschrift", "abz", "verrechn", "minus", "skonto", "einbehalt", "gs", "less", "saldier", "gekürzt", "kürzung",
)  # fmt: skip


def speaks_of_less(transaction: Transaction) -> bool:
    """Something was taken off: a credit note, a discount, a deduction."""
    return _LESS_WORDS.search(fold(transaction.remittance)) is not None or "./." in transaction.remittance


#: That it is paid now; `Rest folgt` is what a first part says.
_REST = re.compile(
    r"\b(?:rest(?:zahlung|betrag|summe|schuld|forderung)?|schlus(?:zahlung|rate)|final payment|solde)\b"
    r"(?! (?:folgt|kommt|spater|nach|am|bis|im|in|ab|offen|wird|uberweise|zahle|follows|later)\b)"
)


def speaks_of_the_rest(transaction: Transaction) -> bool:
    """What is left of a document is paid."""
    return _REST.search(fold(transaction.remittance)) is not None


#: In full and all the same less; `ohne Abzug` is the opposite. Folded `less` is the French article as well.
_TAKEN_OFF = re.compile(
    r"(?<!ohne )(?<!kein )(?<!keine )(?<!weder )"
    r"\b(?:skonto|abzug|abzgl|abzuglich|abz|einbehalt|gekurzt|kurzung|minus"
    r"|les(?= (?:[0-9.,]+ ?%|eur|chf|discount|cash|bank|fee|charge|credit|tax|withholding)))\b"
)


def surely_speaks_of_less(transaction: Transaction) -> bool:
    """Of a payment that is not: so surely that it may be of something else."""
    return _TAKEN_OFF.search(fold(transaction.remittance)) is not None or "./." in transaction.remittance


#: What an invoice asks for beside itself, once it is late or sent; `Lizenzgebühr` may be what it is for.
_SURE_CHARGES = (
    r"\b(?:mahn(?:gebuhr|kosten|spesen)|verzugs(?:zins|gebuhr|pauschale)|mahnpauschale|trinkgeld|saumnis|inkaso|zinsen\b"
    r"|rucklastschrift(?:s?gebuhr|s?kosten|s?entgelt|s?spesen)"
    r"|(?:late|reminder|dunning) fee|late payment interest|frais de rappel|interets|interesi|penalite)"
)
_CHARGES = re.compile(
    rf"{_SURE_CHARGES}|\b[a-z]*(?:gebuhr(?:en)?|spesen|kosten|entgelte?)\b"
    r"|\b(?:fees?|charges|interest|frais|spese|porto|versand|fracht|postage)\b"
    r"|(?<!lt )(?<!lt\. )(?<!laut )(?<!ihre )(?<!ihrer )(?<!gem\. )(?<!siehe )(?<!nach )\bmahnung\b(?! v(?:om|\.|\b))"
    r"|\b(?:rappel|reminder|sollecito)\b(?! (?:du|of|del|dated)\b)"
)
_CHARGES_ALONE = re.compile(_SURE_CHARGES)


def charges_said(transaction: Transaction, *, surely: bool) -> str:
    """The word, folded, that speaks of charges or interest; "" where none does."""
    found = (_CHARGES_ALONE if surely else _CHARGES).search(fold(transaction.remittance))
    return found.group() if found else ""


_PART_WORDS = words_like(
    "teilzahlung", "teilbetrag", "anzahlung", "abschlag", "abschlagszahlung", "akonto", "akontozahlung", "a conto",
    "a-conto", "acompte", "acconto", "vorauszahlung", "vorkasse", "vorschuss", "instalment", "installment",
    "part payment", "partial payment", "prepayment", whole=True,
)  # fmt: skip
#: `Rate` alone may be what the invoice is called.
_COUNTED = re.compile(r"\b[0-9]{1,2}\. ?rate\b|\brate (?:nr\.? ?)?[0-9]{1,2}\b(?![.,][0-9]|/20)")


def speaks_of_part(transaction: Transaction) -> bool:
    """One of several parts is paid, or asked for."""
    said = fold(transaction.remittance)
    return _PART_WORDS.search(said) is not None or _COUNTED.search(said) is not None


_OF_ONE = re.compile(
    r"\b(?:teilzahlung|teilbetrag|teilzlg|teilrate|part payment|partial payment)\b"
    r"|\brate (?:nr\.? ?)?[0-9]{1,2} ?(?:/|von) ?(?:[2-9]|1[0-2])\b(?![.,/][0-9])"
)


def speaks_of_part_of_one(transaction: Transaction) -> bool:
    """One of a few parts of one document, as no bill by the month is called: `Teilzahlung`, `Rate 2/3`."""
    return _OF_ONE.search(fold(transaction.remittance)) is not None


#: `Rate` and `Monatsrate` are what leasing and service are called.
_INSTALMENTS = words_like(
    "ratenzahlung", "ratenzahlungen", "ratenzlg", "teilrate", "ratenplan", "ratenvereinbarung",
    "ratenzahlungsvereinbarung", "zahlungsvereinbarung", "abzahlung", "abzahlungsrate", "tilgung", "tilgungsrate",
    "stundung", "instalments", "installments", "payment plan", whole=True,
)  # fmt: skip


def speaks_of_instalments(transaction: Transaction) -> bool:
    """Something larger is paid off, or the invoice is called so: which, only the books say."""
    return speaks_of_part(transaction) or _INSTALMENTS.search(fold(transaction.remittance)) is not None


_ADVANCE = re.compile(r"\b(?:anzahlung|vorkase)\b")
_ORDERED = re.compile(r"\b(?:bestell|auftrag|angebot|offerte|order\b|commande|devis|ordine|preventivo)")


def speaks_of_an_order(transaction: Transaction) -> bool:
    """Of a part paid, it says that the supplier has to deliver first: no bill by the month is meant."""
    said = fold(transaction.remittance)
    return _ADVANCE.search(said) is not None or _ORDERED.search(said) is not None
