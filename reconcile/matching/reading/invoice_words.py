"""What people call an invoice, in the languages of our users' customers: one list for all who look for it."""

from __future__ import annotations

#: As they stand before a number. `Bill` is also somebody's name, `re` a syllable: ask what stands beside them.
INVOICE_WORDS = (
    "re", "rg", "rgn", "rnr", "rgnr", "renr", "rech", "rechn", "rechnr", "rechnung", "rechnungen", "rechnungs",
    "rechnungsnr", "rechnungsnummer", "rechnungsnummern", "rechnungsno", "invoice", "invoices", "inv", "bill", "bills",
    "faktura", "fakt", "facture", "factures", "fact", "fattura", "fatture", "fatt", "factuur", "facturen", "factuurnr",
    "factuurnummer", "factura", "facturas", "honorarnote", "honorarnoten",
)  # fmt: skip
#: Of several invoices, written out.
SEVERAL_INVOICES = (
    "rechnungen", "rgn", "invoices", "bills", "factures", "fatture", "facturen", "facturas", "honorarnoten",
)  # fmt: skip


def any_of(words: tuple[str, ...]) -> str:
    """For a regular expression, the longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


#: For a regular expression over folded text; `rechn[a-z]*` for compounds (`Rechnungsbetrag`).
AN_INVOICE = f"rechn[a-z]*|{any_of(tuple(word for word in INVOICE_WORDS if not word.startswith('rechn')))}"
