"""What Kanbert holds on 31 March 2026: outgoing invoices, supplier documents, and the payments booked so far.

Amounts are net, in the document's currency; `vat` is added on top, half a cent rounds up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from month.parties import rf_reference


def cents(text: str) -> int:
    """`"1234.50"` as 123450."""
    return int(Decimal(text).scaleb(2))


def tax_cents(net: int, vat: int) -> int:
    return int((Decimal(net) * vat / 100).quantize(Decimal(1), ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class Outgoing:
    number: str  #: "" for a draft
    client: str
    title: str
    net: str
    day: str
    due_in: int = 30
    discount_in: int = 0  #: days in which 2 % may be deducted, 0: no discount agreed
    vat: int = 19
    currency: str = "EUR"
    status: str = "booked"
    cancelled: bool = False
    is_credit: bool = False
    reference: str = ""
    po_number: str = ""

    @property
    def net_cents(self) -> int:
        return cents(self.net)

    @property
    def tax_cents(self) -> int:
        sign = -1 if self.net_cents < 0 else 1
        return sign * tax_cents(abs(self.net_cents), self.vat)

    @property
    def gross_cents(self) -> int:
        return self.net_cents + self.tax_cents

    @property
    def invoice_date(self) -> date:
        return date.fromisoformat(self.day)

    @property
    def due_date(self) -> date:
        return self.invoice_date + timedelta(days=self.due_in)

    @property
    def discount_date(self) -> date | None:
        return self.invoice_date + timedelta(days=self.discount_in) if self.discount_in else None


@dataclass(frozen=True, slots=True)
class Incoming:
    number: str
    supplier: str
    title: str
    net: str
    day: str
    due_in: int = 14
    vat: int = 19
    status: str = "booked"
    kind: str = "Invoice"

    @property
    def net_cents(self) -> int:
        return cents(self.net)

    @property
    def tax_cents(self) -> int:
        return tax_cents(self.net_cents, self.vat)

    @property
    def gross_cents(self) -> int:
        return self.net_cents + self.tax_cents

    @property
    def invoice_date(self) -> date:
        return date.fromisoformat(self.day)

    @property
    def due_date(self) -> date:
        return self.invoice_date + timedelta(days=self.due_in)


@dataclass(frozen=True, slots=True)
class Booked:
    """A payment booked in Kanbert before March; `parts` are document number and amount."""

    day: str
    direction: str  #: in: outgoing invoices, out: supplier documents
    party: str
    reference: str
    parts: tuple[tuple[str, str], ...]


OUTGOING = (
    #         number          client          title                                     net        date
    Outgoing("RE-2025-0176", "rosenquist", "Lookbook Herbst", "3900.00", "2025-11-20"),
    Outgoing("RE-2025-0181", "fjordblick", "Katalog 2026, Konzept", "2480.00", "2025-12-04"),
    Outgoing("RE-2025-0185", "moewenflug", "Speisekarte", "850.00", "2025-12-11"),
    Outgoing("RE-2025-0188", "rautenberg", "Messestand, Grafik", "5600.00", "2025-12-16"),
    Outgoing("RE-2025-0190", "tidenhub", "Retainer Dezember 2025", "1500.00", "2025-12-16"),
    Outgoing("RE-2025-0192", "gruenspecht", "Wochenangebote Dezember", "1310.00", "2025-12-18"),
    Outgoing("RE-2026-0001", "stadtwerke", "Jahresbericht, Teil 1", "3250.00", "2026-01-07"),
    Outgoing("RE-2026-0002", "tidenhub", "Retainer Januar 2026", "1500.00", "2026-01-16"),
    Outgoing("RE-2026-0003", "seewolke", "Exposé Hafenblick", "1840.00", "2026-01-19"),
    Outgoing("RE-2026-0004", "wattwind", "Social-Media-Paket Januar", "350.00", "2026-01-22"),
    Outgoing("RE-2026-0005", "nebelhorn", "Herbstprogramm, Gestaltung", "6000.00", "2026-01-23"),
    Outgoing("RE-2026-0006", "brandhuber", "Relaunch Website, Etappe 2", "3200.00", "2026-01-29"),
    Outgoing("RE-2026-0007", "fjordblick", "Katalog 2026, Satz", "2730.00", "2026-01-30"),
    Outgoing("RE-2026-0008", "sievers", "Praxisflyer", "640.00", "2026-02-02"),
    Outgoing("RE-2026-0009", "stadtwerke", "Jahresbericht, Teil 2", "5200.00", "2026-02-03", po_number="4500017731"),
    Outgoing("RE-2026-0010", "deichperle", "Etikett Rhabarber", "940.00", "2026-02-04"),
    Outgoing("RE-2026-0011", "deichperle", "Etikett Holunder", "720.00", "2026-02-04"),
    Outgoing("RE-2026-0012", "seewolke", "Bauschild Quartier Ost", "2450.00", "2026-02-05"),
    Outgoing("RE-2026-0013", "deichperle", "Displaykarton", "1120.00", "2026-02-09"),
    Outgoing("RE-2026-0014", "moewenflug", "Eröffnungsplakat", "480.00", "2026-02-10"),
    Outgoing("RE-2026-0015", "rautenberg", "Produktfilm", "6750.00", "2026-02-11"),
    Outgoing("RE-2026-0016", "wattwind", "Kursplakate", "390.00", "2026-02-11"),
    Outgoing("RE-2026-0017", "leuchtfeuer", "Markenhandbuch", "4100.00", "2026-02-12"),
    Outgoing("RE-2026-0018", "bellweather", "Brand refresh", "4150.00", "2026-02-12", vat=0, currency="USD"),
    Outgoing("RE-2026-0019", "thoms", "Kanzleibroschüre", "1980.00", "2026-02-13"),
    Outgoing("RE-2026-0020", "luetjenwald", "Jahresbrief", "1260.00", "2026-02-13"),
    Outgoing("RE-2026-0021", "tidenhub", "Retainer Februar 2026", "1500.00", "2026-02-16"),
    Outgoing("RE-2026-0022", "gruenspecht", "Wochenangebote Februar", "1875.00", "2026-02-17"),
    Outgoing(
        "RE-2026-0023",
        "steindlhuber",
        "Verpackungslinie (Reverse Charge)",
        "3480.00",
        "2026-02-17",
        vat=0,
        reference=rf_reference("88417706"),
    ),
    Outgoing("RE-2026-0024", "nebelhorn", "Lesezeichen", "560.00", "2026-02-18"),
    Outgoing("RE-2026-0025", "elbinsel", "Mieterzeitung", "2360.00", "2026-02-19"),
    Outgoing("RE-2026-0026", "kulturverein", "Spielzeitheft", "1000.00", "2026-02-20", cancelled=True),
    Outgoing("RE-2026-0027", "kulturverein", "Spielzeitheft (ersetzt RE-2026-0026)", "1000.00", "2026-02-20"),
    Outgoing("RE-2026-0028", "kulturverein", "Webpflege Februar", "240.00", "2026-02-23", due_in=10),
    Outgoing("RE-2026-0029", "sievers", "Webpflege Februar", "120.00", "2026-02-23", due_in=10),
    Outgoing("RE-2026-0030", "rosenquist", "Lookbook Frühjahr", "2280.00", "2026-02-23"),
    Outgoing("RE-2026-0031", "querwind", "Bürgerdialog, Plakatserie", "3640.00", "2026-02-24", discount_in=10),
    Outgoing("RE-2026-0032", "deichperle", "Sommerkampagne, Konzept", "2500.00", "2026-02-25", discount_in=8),
    Outgoing("RE-2026-0033", "zollhaus", "Fotoproduktion Lobby", "750.00", "2026-02-26"),
    Outgoing("RE-2026-0034", "zollhaus", "Fotoproduktion Bar", "750.00", "2026-02-26"),
    Outgoing("RE-2026-0035", "zollhaus", "Türanhänger", "905.00", "2026-02-27"),
    Outgoing("RE-2026-0036", "seewolke", "Exposé Speichergasse", "1690.00", "2026-02-27"),
    Outgoing("RE-2026-0037", "brandhuber", "Ersatzteilkatalog", "2115.00", "2026-03-02"),
    Outgoing("RE-2026-0038", "alpenrand", "Schaufensterserie", "1190.00", "2026-03-03", vat=0, currency="CHF"),
    Outgoing("RE-2026-0039", "sievers", "Leitsystem Wartezimmer", "1345.50", "2026-03-03"),
    Outgoing("RE-2026-0040", "fjordblick", "Messestand, Grafik", "3050.00", "2026-03-05", discount_in=14),
    Outgoing("RE-2026-0041", "harmsen", "Katalog Massivholz", "1040.00", "2026-03-06"),
    Outgoing("RE-2026-0042", "stadtwerke", "Anzeigenserie Trinkwasser", "780.00", "2026-03-06", po_number="4500018206"),
    Outgoing("RE-2026-0043", "rautenberg", "Datenblätter", "1730.00", "2026-03-09"),
    Outgoing(
        "RK-2026-0002", "brandhuber", "Korrektur: Druckdaten nicht abgenommen", "-200.00", "2026-03-12", is_credit=True
    ),
    Outgoing("RE-2026-0044", "tidenhub", "Retainer März 2026", "1500.00", "2026-03-13"),
    Outgoing("RE-2026-0045", "elbinsel", "Aushangkästen", "1450.00", "2026-03-13"),
    Outgoing("RE-2026-0046", "elbinsel", "Beilage Nebenkosten", "310.00", "2026-03-16"),
    Outgoing("RE-2026-0047", "brandhuber", "Messefolder", "1820.00", "2026-03-16"),
    Outgoing("RE-2026-0048", "querwind", "Infobroschüre", "860.00", "2026-03-17", discount_in=10),
    Outgoing("RE-2026-0049", "leuchtfeuer", "Icon-Set", "1530.00", "2026-03-18"),
    Outgoing("RE-2026-0050", "nebelhorn", "Vorschau Herbst", "2640.00", "2026-03-26"),
    Outgoing("", "gruenspecht", "Wochenangebote März", "1875.00", "2026-03-27", status="open"),
    Outgoing("", "tidenhub", "Retainer April 2026", "1500.00", "2026-03-30", status="estimate"),
)

INCOMING = (
    #         number         supplier        title                              net        date
    Incoming("R2026-00921", "ewerlin", "Geschäftsausstattung", "1400.00", "2025-12-29"),
    Incoming("RE-2026-0006", "petersen", "Fotos Hafenblick", "1050.00", "2026-01-19"),
    Incoming("M-2026-02", "speicherhof", "Büromiete Februar 2026", "2400.00", "2026-02-01", due_in=3),
    Incoming("SH-1003977", "serverhafen", "Server Februar", "79.00", "2026-02-01"),
    Incoming("2026-03", "bohn", "Texte Seewolke", "800.00", "2026-01-28"),
    Incoming("PL-55602", "lohmann", "Musterpapiere", "375.00", "2026-02-06"),
    Incoming("WT-8802", "farbenfroh", "Fahrzeugbeschriftung Tidenhub", "2000.00", "2026-02-12"),
    Incoming("R2026-01187", "ewerlin", "Praxisflyer, Auflage 5000", "1200.00", "2026-02-18"),
    Incoming("RE-2026-0019", "petersen", "Fotoproduktion Zollhaus", "900.00", "2026-02-20"),
    Incoming("2026-07", "bohn", "Texte Jahresbericht", "1600.00", "2026-02-24"),
    Incoming("26/0312", "ahrendt", "Lohnbuchhaltung Februar", "550.00", "2026-02-27"),
    Incoming("WT-8841", "farbenfroh", "Bauschild Quartier Ost", "1300.00", "2026-03-03"),
    Incoming("M-2026-03", "speicherhof", "Büromiete März 2026", "2400.00", "2026-03-01", due_in=3),
    Incoming("SH-1004482", "serverhafen", "Server März", "79.00", "2026-03-01"),
    Incoming("R2026-01245", "ewerlin", "Mieterzeitung, Auflage 9000", "2600.00", "2026-03-04"),
    Incoming("PL-55821", "lohmann", "Displaykarton", "620.00", "2026-03-04"),
    Incoming("PL-55840", "lohmann", "Etikettenpapier", "190.00", "2026-03-05"),
    Incoming("G2026-0091", "ewerlin", "Gutschrift Praxisflyer, Farbabweichung", "100.00", "2026-03-09", kind="Credit"),
    Incoming("70023391", "kleinschmidt", "Büromaterial", "226.00", "2026-03-10", due_in=30),
    Incoming("MT-26-077", "tiedemann", "Messestand Fjordblick", "3600.00", "2026-03-11", status="ready_for_accounting"),
    Incoming("A-0326", "albers", "Illustrationen Trinkwasser", "700.00", "2026-03-12"),
    Incoming("KR-2026-118", "kranich", "Wartung Zeiterfassung", "300.00", "2026-03-24", due_in=30),
)

PAYMENTS = (
    Booked("2026-01-08", "in", "fjordblick", "RE-2025-0181", (("RE-2025-0181", "2951.20"),)),
    Booked("2026-01-12", "out", "ewerlin", "R2026-00921", (("R2026-00921", "1666.00"),)),
    Booked("2026-01-14", "in", "rautenberg", "RE-2025-0188 Messestand", (("RE-2025-0188", "6664.00"),)),
    Booked("2026-01-15", "in", "rosenquist", "RE-2025-0176 Teilzahlung", (("RE-2025-0176", "2000.00"),)),
    Booked("2026-01-20", "in", "gruenspecht", "RE-2025-0192", (("RE-2025-0192", "1558.90"),)),
    Booked("2026-01-30", "out", "petersen", "RE-2026-0006 Fotos Hafenblick", (("RE-2026-0006", "1249.50"),)),
    Booked(
        "2026-02-02",
        "in",
        "tidenhub",
        "Retainer Dezember und Januar",
        (("RE-2025-0190", "1785.00"), ("RE-2026-0002", "1785.00")),
    ),
    Booked("2026-02-02", "out", "speicherhof", "Miete 02/2026", (("M-2026-02", "2856.00"),)),
    Booked("2026-02-05", "in", "stadtwerke", "RE-2026-0001", (("RE-2026-0001", "3867.50"),)),
    Booked("2026-02-05", "out", "serverhafen", "SH-1003977", (("SH-1003977", "94.01"),)),
    Booked("2026-02-10", "out", "bohn", "2026-03 Texte Seewolke", (("2026-03", "952.00"),)),
    Booked("2026-02-16", "in", "seewolke", "RE-2026-0003", (("RE-2026-0003", "2189.60"),)),
    Booked("2026-02-17", "out", "lohmann", "PL-55602", (("PL-55602", "446.25"),)),
    Booked("2026-02-20", "in", "nebelhorn", "RE-2026-0005 1. Rate", (("RE-2026-0005", "3570.00"),)),
    Booked("2026-02-24", "in", "wattwind", "Einzug RE-2026-0004", (("RE-2026-0004", "416.50"),)),
    Booked("2026-02-26", "out", "farbenfroh", "WT-8802 Anzahlung", (("WT-8802", "1190.00"),)),
)


def settled_cents(direction: str, number: str) -> int:
    """What is booked on a document so far; the two sides may use the same number."""
    return sum(
        cents(value)
        for payment in PAYMENTS
        if payment.direction == direction
        for named, value in payment.parts
        if named == number
    )
