"""What texts say of money that is not just the payment of its one document: that it is paid once more or given back, is
somebody's wages, or is of several documents; and why a part payment is less. Asked of what is nearly sure only."""

from __future__ import annotations

import re
from collections.abc import Iterable

from importers.statement import Transaction
from reconcile.matching.reading.invoice_words import AN_INVOICE, SEVERAL_INVOICES, any_of
from reconcile.matching.reading.text import fold, words_like

#: Of what no number names. A bank's own words for money in (`SEPA-Gutschrift`, `Gutschrift aus Überweisung`) are none.
_OTHER_MONEY = re.compile(
    words_like(
        "irrtum", "versehentlich", "aus versehen", "pfändung", "insolvenzquote", "insolvenzmasse", "insolvenzverfahren",
        "schadenersatz", "schadensersatz", "rückläufer", "zurückgebucht", "geld zurück", "kam zurück", "zurückgekommen",
        "umbuchung", "par erreur", "per errore", "in error", "by mistake", "saisie-arrêt", "pignoramento",
        "risarcimento", "dommages-intérêts", "umsatzsteuererstattung", "steuererstattung", "vorsteuererstattung",
        "rückvergütung", "kulanz", "sicherheitsleistung", "vertragsstrafe", "bürgschaft",
    ).pattern
    + r"|\b(?:guthaben|provision|privat)\b|\bbitte zuruck\b|\bersatz fur (?:die |den )?(?:ruck|erste|fehl)"
    + r"|\b(?:2\.|zweite|doppelte|erneute|nochmalige|second[oa]?|deuxieme) (?:zahlung|uberweisung|payment|paiement"
    r"|pagamento)\b"
    r"|\b(?:zahlung|uberweisung|payment|paiement|pagamento) (?:erneut|doppelt|nochmals?|again|twice)\b"
    r"|(?<!sepa[- ])(?<!echtzeit[- ])(?<!instant )(?<!zur )(?<!als )\bgutschrift(?:en)?\b"
    r"(?!,? (?:auf\b|instant|uberw|aus (?:uberw|daur|sepa|echt|ausland|instant)))"
    r"|\b(?:avoir|nota (?:di )?credito|credit note)\b"
)  # fmt: skip
#: Of money out: what people are paid who work for us or own us, and may be suppliers as well. Whole words:
#: `Lohnbuchhaltung`.
_TO_PEOPLE = words_like(
    "gehalt", "gehaltszahlung", "lohn", "lohnzahlung", "monatslohn", "salär", "auslagen", "auslagenerstattung",
    "auslagenersatz", "spesen", "spesenabrechnung", "reisekosten", "reisekostenabrechnung", "löhne", "gehälter",
    "weihnachtsgeld", "urlaubsgeld", "abfindung", "privatentnahme", "entnahme", "salary", "wages",
    "payroll", "salaire", "salaires", "note de frais", "stipendio", "stipendi", "salario", "nota spese",
    "nettolohn", "bruttolohn", "arbeitslohn", "aushilfslohn", "aushilfslöhne", "werkstudentenlohn", "restlohn",
    "geschäftsführergehalt", "gf-gehalt", "nettogehalt", "lohnvorschuss", "gehaltsvorschuss", "lohnfortzahlung",
    "verdienstabrechnung", "praktikumsvergütung", "praktikantenvergütung", "ausbildungsvergütung", "bezüge",
    "tantieme", "tantiemen", "bonus", "bonuszahlung", "minijob", "vwl", "vermögenswirksame",
    "verpflegungsmehraufwand", "dividende", "dividenden", "ausschüttung", "gewinnausschüttung", "vorabausschüttung",
    "gewinnvorab", "vorabgewinn", "gewinnanteil", "gewinnentnahme", "sachentnahme", "unternehmerlohn",
    "gesellschafterverrechnung", "dividend", "dividends",
    whole=True,
)  # fmt: skip
#: Of money in: what is given, lent or compensated. Whole words: `Fördermittelberatung` is what an invoice is for.
_FROM_OTHERS = words_like(
    "gehalt", "lohn", "salär", "rente", "dividende", "mitgliedsbeitrag", "beitragsguthaben", "versicherungsleistung",
    "kurzarbeitergeld", "eingliederungszuschuss", "zuschuss", "fördermittel", "corona-hilfe", "wages", "salary",
    "dividend", "grant", "gift", "rebate", "reimbursement", "bank error", "salaire", "prêt", "subvention", "indemnité",
    "dépôt de garantie", "restitution", "stipendio", "prestito", "donazione", "indennizzo", "restituzione", "salaris",
    "lening", "borg", "borgsom", "subsidie", "schadevergoeding", "terugbetaling", "creditnota", whole=True,
)  # fmt: skip
#: ISO 20022 purposes that say the same: wages, loans, dividends, taxes, and, of money in, benefits, interest, gifts.
_PURPOSES = frozenset(("SALA", "PAYR", "BONU", "PENS", "LOAN", "LOAR", "DIVD", "DIVI", "TAXS", "VATX"))
_PURPOSES_IN = _PURPOSES | {"BENE", "SSBE", "INTE", "CHAR"}


#: Of a document in full that is named: it was paid before. `nochmals vielen Dank` says nothing.
_ONCE_MORE = re.compile(
    r"\b(?:2\.|2te|zweite|doppelte|erneute|nochmalige|second|double|duplicate|deuxieme|seconda)"
    r" ?(?:zahlung|uberweisung|payment|paiement|pagamento)\b"
    r"|\b(?:nochmals?|erneut|noch ?(?:ein)?mal|wiederholt|doppelt|2x|zum zweiten mal)\b"
    r"(?=\W*(?:$|(?:be|ge)?zahl|uberw|angewies|[a-z]{0,4}[ ./-]?[0-9]))"
    r"|\bzweitzahlung\b|\bpaid (?:again|twice)\b|\bsecond time\b",
    re.MULTILINE,
)
#: Thanks and excuses; the invoice was sent again, or the work done; the next of several parts.
_OF_ELSE = re.compile(
    r"\b(?:dank|merci|grazie|thank|sorry|entschuld|gute|zugesandt|geschickt|gesendet|erhalten|beauftragt|angebot|auftrag"
    r"|projekt|rate|teil)"
)


#: Folded: beginnings of words without which none of these stands there.
ONCE_MORE = (
    *("2.", "2te ", "2x", "zweit", "doppelt", "erneut", "nochmal", "noch ", "wiederholt", "zum zweiten", "second"),
    *("double ", "duplicate ", "deuxieme ", "paid again", "paid twice"),
)


def once_more(transaction: Transaction) -> str:
    """The words, folded, that say that it was paid before; "" where none do."""
    said = fold(transaction.remittance)
    found = _ONCE_MORE.search(said)
    return found.group() if found and not _OF_ELSE.search(said) else ""


#: As a bank begins the text of money in; an account may stand between (PostFinance).
_BANKS_CREDIT = re.compile(r"\W*gutschrift\b(?: [a-z]{2}[0-9]{2}[a-z0-9]{11,30}\b)?[ :]*")
_ORDERED_BY = re.compile(r"auftraggeber:")


def other_money(transaction: Transaction, names: Iterable[str] = ()) -> str:
    """The words, folded, that speak of other money than a document's, where none is named; "" where none do. `names`:
    of the payer, beside those the line has."""
    said = fold(transaction.remittance)
    if transaction.amount_minor > 0:
        said = said[_end_of_the_banks_credit(said, transaction, names) :]
    found = _OTHER_MONEY.search(said)
    if found is None:
        comes_in = transaction.amount_minor > 0
        if transaction.purpose in (_PURPOSES_IN if comes_in else _PURPOSES):
            return transaction.purpose
        found = (_FROM_OTHERS if comes_in else _TO_PEOPLE).search(said)
    return found.group() if found else ""


def _end_of_the_banks_credit(said: str, transaction: Transaction, names: Iterable[str]) -> int:
    """Of a folded text: where the bank's own word for money in ends. It is the bank's where that is all it says, or
    where the payer follows, named as such or just by the name: whose credit note is meant would name us."""
    begins = _BANKS_CREDIT.match(said)
    if begins is None:
        return 0
    rest = said[begins.end() :]
    is_the_banks = not rest and said == fold(transaction.booking_text)
    if is_the_banks or _ORDERED_BY.match(rest):
        return begins.end()
    payers = filter(None, map(fold, (transaction.counterparty_name, transaction.ultimate_name, *names)))
    named = any(re.match(rf"{re.escape(name)}(?!\w)", rest) for name in payers)
    return begins.end() if named else 0


_DOCUMENTS = rf"(?:{AN_INVOICE}|rech[a-z]*|belege?n?|posten|fact[a-z]*|fatt[a-z]*)"
_SEVERAL = re.compile(
    r"\b(?:[2-9]|[1-9][0-9]|zwei|drei|vier|funf|sechs|mehrere|verschiedene|alle|two|three|several|deux|trois|plusieurs"
    rf"|du|tre|alcune) (?:offenen? )?(?:{any_of(SEVERAL_INVOICES)}|belege|posten)\b"
    rf"|^\W*div(?:\.|erse[rsn]?)\W*$|\bdiv(?:\.|erse[rsn]?\b)?(?= *{_DOCUMENTS}\b)"
    r"|\bsammel(?:uberweisung|zahlung|uberw)\b"
    r"|\b(?:lt|laut|siehe|s|gem|gemas|per|nach|selon|vedi|see|come da)\.? (?:[a-z]+ )?"
    r"(?:(?:zahlungs)?avis|aufstellung|liste)\b"
    r"|\bzahlungsavis\b|\bremittance advice\b"
)


def several_documents(transaction: Transaction) -> str:
    """The words, folded, that speak of more documents than one; "" where none do."""
    found = _SEVERAL.search(fold(transaction.remittance))
    return found.group() if found else ""


#: Directly behind a number: of more documents than are named. Whole words.
AND_OTHERS = (
    "u.a",
    "u. a",
    "u.w",
    "und andere",
    "und weitere",
    "u. weitere",
    "et autres",
    "e altre",
    "and others",
    "ff",
)

_TAX = r"(?:mwst|ust|mehrwertsteur|umsatzsteur|tva|iva|vat)\b(?!-?id)"
_WHY_LESS = re.compile(
    words_like(
        "reklamation", "reklamiert", "widerruf", "strittig", "streitig", "bestritten", "guthaben", "rabatt", "nachlass",
        "preisnachlass", "preisminderung", "mängelrüge", "unter vorbehalt", "zurückbehalt", "quellensteuer", "bauabzug",
        "steuerabzug", "reverse charge", "reverse-charge", "autoliquidation", "inversione contabile", "reclamation",
        "contestation", "contestazione", "withholding", "vergleichszahlung", "vergleichsbetrag",
        "nettobetrag", "steuerfrei", "mängel", "beanstand", "fehlmenge", "nicht geliefert", "zuviel berechnet",
        "zu viel berechnet", "déduction", "escompte", "rabais", "trattenuta", "detrazione", "deduzione", "abbuono",
        "short paid", "short payment", "underpaid",
    ).pattern
    + r"|\b(?:vergleich|differenz|difference|differenza|minderung|mangel|provision|moins|meno|litige|dispute|disputed"
    r"|discount|rebate|avoir|remise|sconto|retenu|ritenuta|reclamo|(?:nota (?:di )?credito)|(?:note|avis) de credit"
    r"|credit (?:note|memo))\b"
    r"|\bohne (?:pos(?:ition(?:en)?)?|teil)\b"
    rf"|\b(?:ohne|o\.|exkl\.?|excl\.?|sans|hors|senza|without|no) {_TAX}|§ ?13 ?b\b"
    rf"|(?<!inkl )(?<!inkl\. )(?<!incl )(?<!incl\. )(?<!inklusive )(?<![0-9.,])[0-9]{{1,2}}(?:[.,][0-9])? ?% {_TAX}"
)  # fmt: skip


def why_less(transaction: Transaction) -> str:
    """The words, folded, that say why a part is paid, so that it is no plain one; "" where none do."""
    found = _WHY_LESS.search(fold(transaction.remittance))
    return found.group() if found else ""


#: Per mille, in DE, AT and CH.
_TAX_RATES = (190, 70, 200, 130, 100, 81, 77, 38, 26, 25)
_NET = re.compile(r"\b(?:netto|net|hors taxe|ht)\b")


def is_paid_without_tax(transaction: Transaction, owed: int) -> bool:
    """The text says net, and just that is paid; of another amount it may be a term: `30 Tage netto`."""
    if _NET.search(fold(transaction.remittance)) is None:
        return False
    paid = abs(transaction.amount_minor)
    return any(abs(paid * (1000 + rate) - owed * 1000) <= 1000 + rate for rate in _TAX_RATES)
