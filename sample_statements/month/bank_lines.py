"""The month as the bank booked it, one row a line, in booking order. What each line truly pays: ../expected.csv."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from month.documents import cents
from month.parties import PARTIES, Party, rf_reference


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of booking: ISO 20022 domain, family, sub-family; the bank's own code (SWIFT + GVC); its words."""

    iso: str
    bank: str
    words: str


KINDS = {
    "transfer in": Kind("PMNT/RCDT/ESCT", "NTRF+166", "GUTSCHR. UEBERWEISUNG"),
    "instant in": Kind("PMNT/RRCT/ESCT", "NTRF+168", "ECHTZEIT-GUTSCHRIFT"),
    "foreign in": Kind("PMNT/RCDT/XBCT", "NTRF+202", "AUSLANDSGUTSCHRIFT"),
    "collection": Kind("PMNT/IDDT/ESDD", "NDDT+171", "LASTSCHRIFT EINZUG"),
    "return": Kind("PMNT/IDDT/UPDD", "NRTI+109", "RUECKLASTSCHRIFT"),
    "transfer out": Kind("PMNT/ICDT/ESCT", "NTRF+177", "ONLINE-UEBERWEISUNG"),
    "standing order": Kind("PMNT/ICDT/STDO", "NSTO+117", "DAUERAUFTRAG"),
    "salary": Kind("PMNT/ICDT/ESCT", "NTRF+116", "LOHN  GEHALT"),
    "salary batch": Kind("PMNT/ICDT/ESCT", "NTRF+191", "LOHN  GEHALT SAMMLER"),
    "direct debit": Kind("PMNT/RDDT/ESDD", "NDDT+105", "FOLGELASTSCHRIFT"),
    "card": Kind("PMNT/CCRD/POSD", "NMSC+106", "KARTENZAHLUNG"),
    "fee": Kind("ACMT/MDOP/CHRG", "NCHG+805", "ENTGELTABSCHLUSS"),
    "interest": Kind("ACMT/MCOP/INTR", "NINT+814", "HABENZINSEN"),
    "tax on interest": Kind("ACMT/MDOP/TAXE", "NMSC+835", "STEUERABZUG"),
}

#: External return reason → Textschlüsselergänzung in the bank's code (formats.md 2.5).
RETURN_SUPPLEMENT = {"AC04": "902", "MS03": "914"}


@dataclass(frozen=True, slots=True)
class Line:
    account: str  #: giro or reserve
    day: str
    amount: str  #: signed, + money in
    party: str
    kind: str
    text: str
    end_to_end: str = "NOTPROVIDED"
    mandate: str = ""
    structured: str = ""  #: creditor reference of ISO 11649, sent instead of text
    return_reason: str = ""
    original: str = ""  #: amount of the collection that came back; the rest of the line is the banks' fee
    purpose: str = ""
    ultimate: str = ""  #: ultimate debtor, money in only
    other_account: str = ""  #: an account number that is no IBAN
    batch: str = ""  #: our own order's id, for a collective booking
    batch_size: int = 0

    @property
    def amount_cents(self) -> int:
        return cents(self.amount)

    @property
    def booking_date(self) -> date:
        return date.fromisoformat(self.day)

    @property
    def counterparty(self) -> Party:
        return PARTIES[self.party]

    @property
    def booking(self) -> Kind:
        return KINDS[self.kind]

    @property
    def bank_code(self) -> str:
        supplement = RETURN_SUPPLEMENT.get(self.return_reason)
        return f"{self.booking.bank}++{supplement}" if supplement else self.booking.bank

    @property
    def creditor_id(self) -> str:
        return self.counterparty.creditor_id if self.kind == "direct debit" else ""

    @property
    def fee_cents(self) -> int:
        return -self.amount_cents - cents(self.original) if self.original else 0


OPENING = {"giro": "18462.37", "reserve": "21350.00"}


# fmt: off
LINES = (
    #     account  date          amount     party         kind           text
    Line("giro", "2026-03-02", "3808.00", "brandhuber", "transfer in", "RE-2026-0006 VOM 29.01.2026 KD-NR 10041"),
    Line("giro", "2026-03-02", "-420.60", "wattwind", "return",
         "RUECKGABE LASTSCHRIFT VOM 24.02.2026 RE-2026-0004 SOCIAL-MEDIA-PAKET JANUAR, KEINE ANGABE VON GRUENDEN",
         end_to_end="RE-2026-0004", mandate="NLS-M-0004", return_reason="MS03", original="416.50"),
    Line("giro", "2026-03-02", "-2856.00", "speicherhof", "standing order", "Miete 03/2026 Buero 3. OG links"),
    Line("giro", "2026-03-03", "761.60", "sievers", "transfer in", "RE-2026-0008 Praxisflyer"),
    Line("giro", "2026-03-03", "-1428.00", "ewerlin", "transfer out", "Rechnung R2026-01187, Kd.-Nr. 88120"),
    Line("giro", "2026-03-04", "6188.00", "stadtwerke", "transfer in", "RE-2026-0009 BEST 4500017731 ZAHLLAUF 0304",
         end_to_end="ZL0304-000018"),
    Line("giro", "2026-03-04", "-1071.00", "petersen", "transfer out", "RE-2026-0019 Fotoproduktion Zollhaus"),
    Line("giro", "2026-03-04", "-23.40", "backstube", "card", "2026-03-04T08.12 Debitk.1 2027-12"),
    Line("giro", "2026-03-05", "3308.20", "deichperle", "transfer in", "RE-2026-0010, RE-2026-0011, RE-2026-0013"),
    Line("giro", "2026-03-05", "2915.50", "seewolke", "transfer in", "Rechnungsnr. RE 2026/0012 Bauschild"),
    Line("giro", "2026-03-05", "142.80", "sievers", "collection", "RE-2026-0029 Webpflege Februar",
         end_to_end="RE-2026-0029", mandate="NLS-M-0006"),
    Line("giro", "2026-03-05", "285.60", "kulturverein", "collection", "RE-2026-0028 Webpflege Februar",
         end_to_end="RE-2026-0028", mandate="NLS-M-0007"),
    Line("giro", "2026-03-05", "-94.01", "serverhafen", "direct debit",
         "SH-1004482 Kundennummer 20260027 Server Maerz", end_to_end="SH-1004482", mandate="SH-M-20260027"),
    Line("giro", "2026-03-06", "4244.97", "querwind", "transfer in", "RE-2026-0031 ABZGL. 2% SKONTO 86,63"),
    Line("giro", "2026-03-06", "3248.70", "fjordblick", "transfer in", "Rechnung RE-2026-0007 Katalog"),
    Line("giro", "2026-03-09", "4000.00", "rautenberg", "transfer in", "1. Abschlag RE-2026-0015 Produktfilm"),
    Line("giro", "2026-03-09", "571.20", "moewenflug", "instant in", "Rg. 2026-0014 Plakat"),
    Line("giro", "2026-03-10", "464.10", "oltmanns", "transfer in", "RE-2026-0016 Plakate Yogahaus"),
    Line("giro", "2026-03-10", "4879.00", "polaris", "transfer in", "RE-2026-0017 / KST 4410",
         ultimate="Leuchtfeuer Software GmbH"),
    Line("giro", "2026-03-10", "-2940.18", "finanzamt", "direct debit", "LOHNST 02/26 STNR 99/999/00015",
         end_to_end="LST-0226", mandate="FA-M-9915"),
    Line("giro", "2026-03-10", "-1904.00", "bohn", "transfer out", "2026-07 Texte Jahresbericht"),
    Line("giro", "2026-03-11", "2356.20", "thoms", "transfer in", "RE-2026-0019 v. 13.02.2026"),
    Line("giro", "2026-03-11", "1499.40", "luetjenwald", "transfer in", "Jahresbrief, herzlichen Dank!"),
    Line("giro", "2026-03-11", "-289.70", "kulturverein", "return",
         "RUECKGABE LASTSCHRIFT VOM 05.03.2026 RE-2026-0028 WEBPFLEGE FEBRUAR, KONTO AUFGELOEST",
         end_to_end="RE-2026-0028", mandate="NLS-M-0007", return_reason="AC04", original="285.60"),
    Line("giro", "2026-03-12", "2231.25", "gruenspecht", "transfer in", "WERBEMITTEL KW 6-9"),
    Line("giro", "2026-03-12", "3480.00", "steindlhuber", "transfer in", "", structured=rf_reference("88417706")),
    Line("giro", "2026-03-12", "-654.50", "ahrendt", "transfer out", "26/0312 Lohnbuchhaltung Mandant 10026"),
    Line("giro", "2026-03-12", "-68.12", "tankhof", "card", "2026-03-11T17.48 Debitk.1 2027-12"),
    Line("giro", "2026-03-13", "666.40", "nebelhorn", "transfer in", "RE-2026-0024"),
    Line("giro", "2026-03-13", "3570.00", "nebelhorn", "transfer in", "RE-2026-0005 2. Rate und Rest"),
    Line("giro", "2026-03-13", "-1516.06", "farbenfroh", "transfer out", "WT-8841 abzgl. 2% Skonto"),
    Line("giro", "2026-03-16", "2720.00", "rosenquist", "transfer in", "RE-2026-0030 Lookbook"),
    Line("giro", "2026-03-16", "1077.00", "zollhaus", "transfer in", "RE-2026-0035"),
    Line("giro", "2026-03-16", "-6000.00", "reserve", "transfer out", "Ruecklage Steuern Maerz"),
    Line("giro", "2026-03-17", "2011.10", "seewolke", "transfer in", "RE-2026-00 36 Expose Speichergasse"),
    Line("giro", "2026-03-17", "2516.85", "brandhuber", "transfer in", "RE-2026-0037 VOM 02.03.2026 KD-NR 10041"),
    Line("giro", "2026-03-17", "-3094.00", "ewerlin_new", "transfer out",
         "Rechnung R2026-01245, neue Bankverbindung"),
    Line("giro", "2026-03-18", "3556.91", "fjordblick", "transfer in", "Rechnung RE-2026-0040 ./. 2 % Skonto"),
    Line("giro", "2026-03-18", "1601.15", "sievers", "transfer in", "RE-2026-0039 Leitsystem"),
    Line("giro", "2026-03-18", "2808.40", "elbinsel", "transfer in", "RE-2026-0025 MIETERZEITUNG 1/26"),
    Line("giro", "2026-03-18", "-963.90", "lohmann", "transfer out", "PL-55821 + PL-55840"),
    Line("giro", "2026-03-19", "1011.50", "moewenflug", "transfer in", "RE 2025 185 Speisekarte, sorry!"),
    Line("giro", "2026-03-19", "350.00", "brodersen", "transfer in", "Ablösung Regale Flohmarkt, Kd.-Nr. 20260048"),
    Line("giro", "2026-03-20", "892.50", "zollhaus", "transfer in", "Fotoproduktion Februar"),
    Line("giro", "2026-03-20", "892.50", "zollhaus", "transfer in", "Fotoproduktion Februar"),
    Line("giro", "2026-03-20", "2915.50", "deichperle", "transfer in", "RE-2026-0032 ABZ. SKONTO 59,50"),
    Line("giro", "2026-03-23", "928.20", "stadtwerke", "transfer in", "RE-2026-0042 BEST 4500018206 ZAHLLAUF 0323",
         end_to_end="ZL0323-000007"),
    Line("giro", "2026-03-23", "4150.00", "bellweather", "foreign in", "INVOICE RE-2026-0018 BRAND REFRESH",
         other_account="000998877001"),
    Line("giro", "2026-03-24", "1237.60", "harmsen", "transfer in", "re-2026-0041 katalog"),
    Line("giro", "2026-03-24", "1190.00", "kulturverein", "transfer in", "RE-2026-0027 Spielzeitheft"),
    Line("giro", "2026-03-24", "-4284.00", "tiedemann", "transfer out", "MT-26-077 Messestand"),
    Line("giro", "2026-03-25", "2058.70", "rautenberg", "transfer in", "RE-2026-0043 DATENBLAETTER"),
    Line("giro", "2026-03-25", "-833.00", "albers", "transfer out", "A-0326 Illustrationen"),
    Line("giro", "2026-03-25", "2500.00", "reserve", "transfer in", "Umbuchung fuer Gehaelter"),
    Line("giro", "2026-03-26", "2094.40", "elbinsel", "transfer in", "RE-2026-0045 UND -0046"),
    Line("giro", "2026-03-26", "-1812.46", "krankenkasse", "direct debit", "BEITRAG 03/2026 BETRIEBSNR 00000026",
         end_to_end="BKK-032026", mandate="BKK-M-26"),
    Line("giro", "2026-03-27", "1785.00", "tidenhub", "transfer in", "Retainer, wie besprochen"),
    Line("giro", "2026-03-27", "1927.80", "brandhuber", "transfer in", "RE-2026-0047 ABZGL. GUTSCHRIFT RK-2026-0002"),
    Line("giro", "2026-03-27", "-14210.55", "staff", "salary batch", "", batch="NLS-LOHN-2026-03", batch_size=6),
    Line("giro", "2026-03-27", "-4380.00", "reinders", "salary", "Gehalt 03/2026", purpose="SALA"),
    Line("giro", "2026-03-30", "3248.70", "fjordblick", "transfer in", "Rechnung RE-2026-0007 Katalog"),
    Line("giro", "2026-03-30", "-129.50", "assekuranz", "direct debit", "BEITRAG VERTRAG 2026-0025-77 II. QUARTAL",
         end_to_end="VB-77", mandate="AH-M-77"),
    Line("giro", "2026-03-31", "-18.90", "bank", "fee", "Entgelte 01.03.2026 - 31.03.2026"),
    Line("reserve", "2026-03-10", "-4812.37", "finanzamt", "direct debit", "UMS.ST 02/26 STNR 99/999/00015",
         end_to_end="UST-0226", mandate="FA-M-9915"),
    Line("reserve", "2026-03-16", "6000.00", "giro", "transfer in", "Ruecklage Steuern Maerz"),
    Line("reserve", "2026-03-25", "-2500.00", "giro", "transfer out", "Umbuchung fuer Gehaelter"),
    Line("reserve", "2026-03-30", "1820.70", "leuchtfeuer", "transfer in", "RE-2026-0049 Icon-Set"),
    Line("reserve", "2026-03-31", "42.16", "bank", "interest", "Zinsen 01.01.2026 - 31.03.2026"),
    Line("reserve", "2026-03-31", "-10.54", "bank", "tax on interest", "Kapitalertragsteuer 25 %"),
    Line("reserve", "2026-03-31", "-0.58", "bank", "tax on interest", "Solidaritaetszuschlag 5,5 %"),
)
# fmt: on


def lines_of(account: str) -> tuple[Line, ...]:
    return tuple(line for line in LINES if line.account == account)


def closing_cents(account: str) -> int:
    return cents(OPENING[account]) + sum(line.amount_cents for line in lines_of(account))
