"""Names of firms and people that do not exist, and what banks and payers make of them."""

from __future__ import annotations

from dataclasses import dataclass

from worlds.dice import Dice
from worlds.words import Words

#: Legal forms by country, the first ones commoner (each is drawn with half the weight of the one before it, or more).
FORMS = {
    "DE": ("GmbH", "GmbH & Co. KG", "AG", "UG (haftungsbeschränkt)", "KG", "OHG", "e.K.", "e.V.", "GbR"),
    "AT": ("GmbH", "GmbH & Co KG", "AG", "OG", "e.U."),
    "CH": ("AG", "GmbH", "Sàrl", "SA"),
}
#: How else the same form is written; "" is left out altogether.
SPELLINGS = {
    "GmbH": ("GMBH", "Gmbh", "G.m.b.H.", "Ges.m.b.H.", "mbH", "Gesellschaft mbH", ""),
    "GmbH & Co. KG": ("GmbH&Co.KG", "GmbH & Co KG", "GmbH u. Co. KG", "GmbH + Co. KG", "GmbH Co KG", "GmbH", ""),
    "GmbH & Co KG": ("GmbH&CoKG", "GmbH & Co. KG", "Ges.m.b.H. & Co KG", "GmbH und Co KG", ""),
    "AG": ("Aktiengesellschaft", "A.G.", "Ag", ""),
    "UG (haftungsbeschränkt)": ("UG", "UG haftungsbeschr.", "UG(haftungsbeschränkt)", "Unternehmergesellschaft", ""),
    "KG": ("K.G.", "Kommanditgesellschaft", ""),
    "OHG": ("oHG", "O.H.G.", ""),
    "e.K.": ("eK", "e. K.", "eingetragener Kaufmann", ""),
    "e.V.": ("eV", "e. V.", "EV", ""),
    "GbR": ("GBR", "Gesellschaft bürgerlichen Rechts", ""),
    "OG": ("O.G.", "Offene Gesellschaft", ""),
    "e.U.": ("eU", "e. U.", ""),
    "Sàrl": ("SARL", "S.à r.l.", "Sarl", ""),
    "SA": ("S.A.", ""),
    "": (),
}
_FOLDED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "à": "a", "ş": "s", "ë": "e"})
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_BARE = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U", "ß": "s"})
_UMLAUTS = frozenset("äöüÄÖÜß")
_CUTS = (27, 35, 70)


@dataclass(frozen=True, slots=True)
class Firm:
    """`core` is the name without its legal form; `owner` a person; a person as customer has no form."""

    name: str
    core: str
    form: str
    owner: str

    @property
    def key(self) -> str:
        return folded(self.core)


def folded(text: str) -> str:
    """What is left of a name when spelling habits are taken away: two firms with one key look alike."""
    plain = text.lower().translate(_FOLDED).replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return "".join([char for char in plain if char.isalnum()])


def surname(words: Words, dice: Dice) -> str:
    return dice.pick(words["surname_heads"]) + dice.pick(words["surname_tails"])


def person(words: Words, dice: Dice) -> str:
    return f"{dice.pick(words['first_names'])} {surname(words, dice)}"


def invented(words: Words, dice: Dice) -> str:
    """A made-up firm's word. Three parts, so that the vocabulary grows with the world."""
    middle = dice.pick(words["firm_middles"]) + (dice.pick(words["firm_middles"]) if dice.chance(0.25) else "")
    return dice.pick(words["firm_heads"]) + middle + dice.pick(words["firm_tails"])


def firm(words: Words, dice: Dice, country: str, trades: str) -> Firm:
    """`trades` names the list of trades: customers' or suppliers'."""
    first, family = dice.pick(words["first_names"]), surname(words, dice)
    owner, kind, trade = f"{first} {family}", dice.random(), dice.pick(words[trades])
    if kind < 0.07:
        return Firm(owner, owner, "", owner)
    if kind < 0.30:
        core = f"{family} {trade}"
    elif kind < 0.42:
        core = f"{family} & {surname(words, dice)}"
    elif kind < 0.52:
        core = f"{trade} {family}"
    elif kind < 0.60:
        core = f"{trade} {dice.pick(words['cities'])} {invented(words, dice)}"
    elif kind < 0.80:
        core = f"{invented(words, dice)} {trade}"
    else:
        core = invented(words, dice)
    form = legal_form(dice, country)
    return Firm(f"{core} {form}", core, form, owner)


def legal_form(dice: Dice, country: str) -> str:
    forms = FORMS[country]
    place = 0
    while place < len(forms) - 1 and dice.chance(0.55):
        place += 1
    return forms[place]


def sibling(words: Words, dice: Dice, of: Firm, country: str) -> Firm:
    """Another firm of the same people: the name of one holds nearly the whole name of the other."""
    form = legal_form(dice, country)
    if of.form and form != of.form and dice.chance(0.5):
        return Firm(f"{of.core} {form}", of.core, form, of.owner)
    core = f"{of.core} {dice.pick(words['sibling_words'])}"
    return Firm(f"{core} {form}", core, form, of.owner)


def legal_form_respelled(of: Firm, dice: Dice) -> str:
    spellings = SPELLINGS[of.form]
    return f"{of.core} {dice.pick(spellings)}".strip() if spellings else upper(of.name, dice)


def umlauts_respelled(name: str, dice: Dice) -> str:
    """Of three spellings one that differs; "" where the name has no umlaut."""
    if not _UMLAUTS & set(name):
        return ""
    return name.translate(_WRITTEN_OUT if dice.chance(0.6) else _BARE)


def upper(name: str, dice: Dice) -> str:
    written = name.translate(_WRITTEN_OUT) if dice.chance(0.6) else name.replace("ß", "SS")
    return written.upper()


def cut(name: str, dice: Dice) -> str:
    """At a field's end; "" where the name is too short to be cut."""
    shorter = [limit for limit in _CUTS if len(name) > limit]
    return name[: dice.pick(shorter)].rstrip() if shorter else ""


def reordered(of: Firm, dice: Dice) -> str:
    words = of.core.split()
    if len(words) < 2:
        return f"{of.form} {of.core}".strip() if of.form else ""
    if not of.form:
        return f"{words[-1]}, {' '.join(words[:-1])}" if dice.chance(0.6) else " ".join([words[-1], *words[:-1]])
    return f"{' '.join([*words[1:], words[0]])} {of.form}"
