"""Single words of the core in German: verdicts, kinds, directions, states. A word has one meaning in all the tables."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # verdicts
    "sure": "sicher",
    "review": "prüfen",
    "ambiguous": "mehrdeutig",
    "unmatched": "nicht zugeordnet",
    "ignored": "ausgenommen",
    # direction, side, document
    "in": "Eingang",
    "out": "Ausgang",
    "incoming": "eingehend",
    "outgoing": "ausgehend",
    "invoice": "Rechnung",
    "credit": "Gutschrift",
    # where a decision was made
    "review page": "Prüfseite",
    # what a line is
    "single": "Einzelzahlung",
    "collective": "Sammelüberweisung",
    "netting": "Verrechnung",
    "return": "Rückläufer",
    "own transfer": "Umbuchung",
    "interest": "Zinsen",
    "social insurance": "Sozialversicherung",
    "fee": "Bankgebühr",
    "card": "Kartenzahlung",
    "salary": "Lohn und Gehalt",
    "tax": "Steuer",
    "other": "Sonstiges",
    "nothing found": "nichts gefunden",
    "unknown": "unbekannt",
    # answers
    "yes": "ja",
    "no": "nein",
    # kinds of difference
    "discount": "Skonto",
    "part payment": "Teilzahlung",
    "overpayment": "Überzahlung",
    "bank fee": "Bankspesen",
    "small difference": "Kleindifferenz",
    # a part of a split
    "{count_part} of {count_all}": "{count_part} von {count_all}",
    # states of a posting
    "ready": "bereit",
    "sending": "wird gesendet",
    "posted": "angenommen",
    "confirmed": "gebucht",
    "uncertain": "ungewiss",
    "rejected": "zurückgewiesen",
    "stale": "überholt",
    "declined": "abgelehnt",
    "approved": "freigegeben",
    "with a person": "zu klären",
    "conflict": "Widerspruch",
    "undecided": "unentschieden",
}
