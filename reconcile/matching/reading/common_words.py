"""Words that stand in texts of every kind, and so say of none whose or what it is."""

from __future__ import annotations

from reconcile.matching.reading.invoice_words import INVOICE_WORDS
from reconcile.matching.reading.likeness import words_in
from reconcile.matching.reading.months import MONTH_WORDS
from reconcile.matching.reading.text import fold

#: They stand in every text and say of none what it is for.
COMMON_WORDS = frozenset(map(fold, (
    *INVOICE_WORDS,
    "und", "für", "von", "vom", "mit", "bis", "aus", "auf", "bei", "der", "die", "das", "dem", "den", "des", "eine",
    "einer", "laut", "gemäß", "ihre", "unsere", "zum", "zur", "per", "the", "for", "and", "your", "our", "from", "pour",
    "les", "del", "zahlung", "betrag", "danke", "dank",
    "eur", "chf", "euro", "gmbh", "nummer", "arbeit", "arbeiten", "gute", "guten", "monat", "monatlich", "monatliche",
    "dauerauftrag", "zahlungen", "überweisung", "herzlichen", "vielen", "besten", "alles", "lieben",
)))  # fmt: skip
#: They may be of one document more than of another, but of no party.
_OF_NO_PARTY = COMMON_WORDS | MONTH_WORDS | frozenset(map(fold, (
    "angebot", "erbrachte", "beratung", "dienstleistung", "hon", "vertrag", "ref", "referenz", "mitteilung", "verw",
    "zweck", "verwendungszweck", "notprovided", "kassenzeichen", "aktenzeichen", "buchungszeichen",
    "haushaltsstelle", "kostenstelle", "kst", "objekt", "liegenschaft", "kref", "svwz", "eref", "mref", "cred",
    "kdnr", "knr", "nrn", "deb", "kred", "lauf", "avis", "iban", "sepa", "online", "gutschrift", "qrr",
    "terminauftrag", "einzelauftrag", "sammel", "sammler", "sammelzahlung", "posten", "saldo", "ausgleich", "bez",
    "bezahlt", "bezahlung", "dat", "datum", "datiert", "dated", "date", "ausgest", "faellig", "faelligkeit",
    "vormonat", "quartal", "jahr", "rate", "teil", "anzahlung", "akonto", "netto", "brutto", "mwst", "ust", "inkl",
    "summe", "total", "gesamt", "ges", "abz", "abzgl", "abzueglich", "skto", "offen", "offene", "offener",
    "besprochen", "wie", "siehe", "gem", "sowie", "ihr", "unser", "wir", "uns", "hallo", "hier", "dankend", "dankt",
    "danken", "gruss", "gruesse", "freundliche", "freundlichen", "payment", "thanks", "thank", "you", "paiement",
    "pagamento", "merci", "grazie", "ist", "auch", "noch", "alle", "vorgang", "vorgangsnr", "kto", "ktonr", "order",
    "zlg", "zhlg", "mtl", "jhrl", "tel", "telefon", "fax", "mail", "erledigung", "prompte", "finance", "ohne",
    "vielmals", "gef", "bei", "ihnen", "euch", "sie", "lfd", "laufend", "laufende", "laufenden", "datev", "laut",
    "unter", "nach", "mandat", "lastschrift", "einzug", "standing", "transfer", "zeitraum", "periode", "ratenplan",
    "rückstand", "gesamtbetrag", "gesamtsumme", "erhalten", "paid", "bill", "number", "nummer", "code", "tan",
    "app", "gesendet", "mfg", "immer", "idnr", "lief", "rng", "handy", "vergütung", "werbekosten", "fixum",
    "banking", "firma", "regards", "kind", "best", "cheers", "liebe", "herzliche", "viele", "schöne", "gestern",
    "heute", "uhr", "uhrzeit", "telefonisch", "telefonat", "gespräch", "zusammenarbeit", "vorab", "absprache",
    "abgesprochen",
)))  # fmt: skip
#: Of such words, and of those made with them: `Monatspauschale`, `Agenturhonorar`.
_BEGINNINGS = tuple(map(fold, (
    "rechn", "zahl", "überw", "faktur", "beleg", "kund", "betrag", "pauschal", "monat", "vereinbar", "betreu",
    "agentur", "honorar", "konto", "echtzeit", "buchhalt", "debitor", "kreditor", "abschlag", "regelmäßig",
    "gebühr", "service", "beitrag", "abrechn", "dauerauf", "auftrag", "bestell", "liefer", "leistung", "projekt",
    "skonto", "begleich", "teilzahl", "rest", "schluss", "dienstleist", "beratung", "design", "grafik", "marketing",
    "werb", "kampagn", "webs", "wartung", "hosting",
)))  # fmt: skip


def says_beside(text: str, *own: str) -> list[str]:
    """Words of the text that may be somebody's: neither common, nor among these own ones, a bank's line may have cut
    them. Folded, in order; numbers are none."""
    ours = frozenset[str]().union(*map(words_in, own))
    said = words_in(text) - ours - _OF_NO_PARTY
    return sorted(
        word
        for word in said
        if not (word.isdigit() or word.startswith(_BEGINNINGS) or any(one.startswith(word) for one in ours))
    )
