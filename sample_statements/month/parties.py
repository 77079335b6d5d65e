"""Everyone in the month, all invented. The bank codes exist; the account numbers are plain running numbers."""

from __future__ import annotations

from dataclasses import dataclass

from schwifty import IBAN

#: Bank code → BIC. A bank code says the country: eight digits are German, five Austrian.
BANKS = {
    "20050550": "HASPDEHHXXX",
    "20070000": "DEUTDEHHXXX",
    "20190003": "GENODEF1HH2",
    "20000000": "MARKDEF1200",
    "21050000": "HSHNDEHHXXX",
    "25050180": "SPKHDE2HXXX",
    "29050101": "SBREDE22XXX",
    "43060967": "GENODEM1GLS",
    "50010517": "INGDDEFFXXX",
    "10050000": "BELADEBEXXX",
    "12030000": "BYLADEM1001",
    "37040044": "COBADEFFXXX",
    "20111": "GIBAATWWXXX",
}


@dataclass(frozen=True, slots=True)
class Party:
    """A client, supplier or anyone else on the other side of a bank line."""

    name: str  #: as Kanbert has it
    bank_code: str = ""  #: "" for a party without an account at a bank we see
    account: int = 0
    printed: str = ""  #: as the payer's bank prints it, where that differs from `name`
    shortcode: str = ""
    address: str = ""  #: street, then place
    account_on_file: bool = False  #: Kanbert's master data carries the account (`company.iban`)
    tax_uid: str = ""
    creditor: int = 0  #: number inside the SEPA creditor identifier, for those who collect direct debits

    @property
    def iban(self) -> str:
        return iban_of(self.bank_code, self.account) if self.bank_code else ""

    @property
    def bic(self) -> str:
        return BANKS[self.bank_code] if self.bank_code else ""

    @property
    def statement_name(self) -> str:
        return self.printed or self.name

    @property
    def creditor_id(self) -> str:
        return creditor_id_of(self.creditor) if self.creditor else ""


def iban_of(bank_code: str, account: int) -> str:
    """A valid IBAN of that bank for an invented running account number."""
    country = "AT" if len(bank_code) == 5 else "DE"
    return str(IBAN.generate(country, bank_code=bank_code, account_code=str(account)))


def creditor_id_of(number: int) -> str:
    """SEPA creditor identifier, `DE` + check digits + ZZZ + 11 digits; the ZZZ is left out of the check (EPC262-08)."""
    national = f"{number:011d}"
    return f"DE{98 - int(f'{national}131400') % 97:02d}ZZZ{national}"


def rf_reference(body: str) -> str:
    """Structured creditor reference of ISO 11649 over a body of digits."""
    return f"RF{98 - int(f'{body}271500') % 97:02d}{body}"


OWN_NAME = "Nordlicht Studio GmbH"
OWN_CREDITOR_ID = creditor_id_of(1999)
GIRO = Party(OWN_NAME, "20050550", 1001)
RESERVE = Party(OWN_NAME, "20050550", 1002)
OWN_ACCOUNTS = {"giro": GIRO, "reserve": RESERVE}

# fmt: off
CLIENTS = {
    "alpenrand": Party("Alpenrand Uhren AG", shortcode="ALP", address="Seequai 4, 9999 Felsenau",
        tax_uid="CHE-000.000.001"),
    "bellweather": Party("Bellweather Labs Inc.", printed="BELLWEATHER LABS INC", shortcode="BEL",
        address="12 Orchard Row, Fairhollow, OR"),
    "brandhuber": Party("Brandhuber & Voss Maschinenbau GmbH", "20070000", 2101, shortcode="BVM",
        address="Werkring 18, 21899 Lohbrook", account_on_file=True),
    "deichperle": Party("Deichperle Getränke GmbH", "21050000", 2102, printed="DEICHPERLE GETRAENKE GMBH",
        shortcode="DPG", address="Am Siel 3, 25799 Westerkoog", account_on_file=True),
    "elbinsel": Party("Wohnbau Elbinsel eG", "20190003", 2103, shortcode="WEI", address="Brackweg 40, 21199 Hamburg",
        account_on_file=True),
    "fjordblick": Party("Fjordblick Reisen GmbH", "37040044", 2104, shortcode="FJR",
        address="Kompassgasse 7, 24199 Förde"),
    "gruenspecht": Party("Grünspecht Biomarkt eG", "43060967", 2105, printed="GBM EG ZENTRALKASSE", shortcode="GBM",
        address="Wiesengrund 1, 22999 Ahornsee"),
    "harmsen": Party("Holzmanufaktur Harmsen e.K.", "20050550", 2106, shortcode="HMH",
        address="Spänestraße 9, 21599 Buchhain"),
    "kulturverein": Party("Kulturverein Speicherboden e.V.", "43060967", 2107, shortcode="KVS",
        address="Alter Boden 2, 20499 Hamburg", account_on_file=True),
    "leuchtfeuer": Party("Leuchtfeuer Software GmbH", "10050000", 2108, shortcode="LFS",
        address="Linsenweg 5, 10999 Berlin", account_on_file=True),
    "luetjenwald": Party("Stiftung Lütjenwald", "25050180", 2109, printed="Stiftung Luetjenwald", shortcode="SLW",
        address="Gutshof 1, 29499 Lütjenwald"),
    "moewenflug": Party("Café Möwenflug GmbH", "20050550", 2110, printed="CAFE MOEWENFLUG GMBH", shortcode="CMF",
        address="Uferpromenade 11, 22599 Hamburg"),
    "nebelhorn": Party("Nebelhorn Verlag GmbH", "29050101", 2111, shortcode="NHV",
        address="Setzergang 6, 28199 Bremen", account_on_file=True),
    "querwind": Party("Querwind Energie GmbH", "21050000", 2112, shortcode="QWE",
        address="Rotorallee 20, 25899 Nordermarsch", account_on_file=True),
    "rautenberg": Party("Medizintechnik Rautenberg GmbH & Co. KG", "25050180", 2113,
        printed="Medizintechnik Rautenberg GmbH + Co. KG", shortcode="MTR", address="Laborstraße 33, 30999 Hannover",
        account_on_file=True),
    "rosenquist": Party("Rosenquist Mode GmbH", "50010517", 2114, shortcode="RQM",
        address="Fadengasse 8, 60999 Frankfurt"),
    "seewolke": Party("Seewolke Immobilien GmbH", "20070000", 2115, shortcode="SWI",
        address="Kaimauer 14, 20899 Hamburg"),
    "sievers": Party("Praxisgemeinschaft Dr. Sievers", "50010517", 2116, printed="Praxisgem. Dr. Sievers + Partner",
        shortcode="PDS", address="Lindenhof 2, 22399 Hamburg"),
    "stadtwerke": Party("Stadtwerke Möllnau GmbH", "20050550", 2117, printed="STADTWERKE MOELLNAU GMBH",
        shortcode="SWM", address="Pumpwerk 1, 23899 Möllnau", account_on_file=True),
    "steindlhuber": Party("Kaffeerösterei Steindlhuber GmbH", "20111", 2118, shortcode="KSH",
        address="Mahlgasse 3, 1999 Wien", tax_uid="ATU00000001"),
    "thoms": Party("Kanzlei Thoms & Wiebe PartG mbB", "20190003", 2119, printed="Thoms u. Wiebe PartG mbB",
        shortcode="KTW", address="Aktengang 10, 20399 Hamburg"),
    "tidenhub": Party("Tidenhub Logistik GmbH", "20070000", 2120, printed="TIDENHUB LOGISTIK GMBH", shortcode="THL",
        address="Containerweg 77, 21129 Hamburg"),
    "wattwind": Party("Yogahaus Wattwind GmbH", "12030000", 2121, shortcode="YWW",
        address="Dünenpfad 2, 25999 Sandhörn"),
    "zollhaus": Party("Zollhaus Hotel Betriebs GmbH", "37040044", 2122, shortcode="ZHB",
        address="Zollbrücke 1, 20459 Hamburg"),
}
# fmt: on

# fmt: off
SUPPLIERS = {
    "ahrendt": Party("Steuerkanzlei Ahrendt & Kollegen", "20190003", 3101,
        printed="Steuerkanzlei Ahrendt u. Kollegen"),
    "albers": Party("Illustration Jo Albers", "43060967", 3102, printed="Jo Albers"),
    "bohn": Party("Mareike Bohn, Text", "50010517", 3103, printed="Mareike Bohn"),
    "ewerlin": Party("Druckhaus Ewerlin GmbH", "37040044", 3104),
    "farbenfroh": Party("Farbenfroh Werbetechnik GmbH", "20050550", 3105),
    "kleinschmidt": Party("Bürobedarf Kleinschmidt KG", "29050101", 3106),
    "kranich": Party("Softwareschmiede Kranich GmbH", "10050000", 3107),
    "lohmann": Party("Papierwerk Lohmann GmbH", "25050180", 3108),
    "petersen": Party("Lichtbild Petersen", "20050550", 3109, printed="Ove Petersen Lichtbild"),
    "serverhafen": Party("Serverhafen Hosting GmbH", "10050000", 3110, creditor=3110),
    "speicherhof": Party("Vermietung Speicherhof GbR", "20070000", 3111),
    "tiedemann": Party("Messebau Tiedemann GmbH", "21050000", 3112),
}
# fmt: on

#: Parties Kanbert does not know, or not under that name or account.
# fmt: off
OTHERS = {
    "assekuranz": Party("Assekuranz Hanseboje VVaG", "25050180", 4101, creditor=4101),
    "backstube": Party("BACKSTUBE DEICHGRAF//HAMBURG/DE"),
    "brodersen": Party("Henrike Brodersen", "12030000", 4102),
    "ewerlin_new": Party("Druckhaus Ewerlin GmbH", "50010517", 4103),
    "finanzamt": Party("Finanzamt Hamburg", "20000000", 4104, creditor=4104),
    "krankenkasse": Party("BKK Elbstrand", "20050550", 4105, creditor=4105),
    "oltmanns": Party("Katrin Oltmanns", "12030000", 4106),
    "polaris": Party("Polaris Beteiligungen SE", "37040044", 4107, printed="POLARIS BETEILIGUNGEN SE"),
    "reinders": Party("Svea Reinders", "20190003", 4108),
    "tankhof": Party("TANKHOF OST 0815//HAMBURG/DE"),
    "bank": Party(""),
    "staff": Party(""),
}
# fmt: on

PARTIES = {**CLIENTS, **SUPPLIERS, **OTHERS, **OWN_ACCOUNTS}
