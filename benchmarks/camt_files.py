"""Large camt.053.001.08 files to measure with: German business entries of about 1.1 kB, the same bytes everywhere.

Streams to disk; nothing is kept but the counterparties met so far. One entry in ten is from a new counterparty until
there are 20 000, the rest from known ones; or as many as are asked for, met sooner, to see what they cost in memory.
Money is int cents, and the closing balance is right, so that the proof ties out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

_SEED = 20260331
_OPENING = 1_846_237_00
_OWN_NAME = "Nordlicht Studio GmbH"
_FIRST_DAY = date(2026, 1, 2)
COUNTERPARTIES = 20_000

_NAMES = (
    "Brandhuber", "Vogelsang", "Nordlicht", "Kessler", "Ziegelmayr", "Holtkamp", "Oberländer", "Petersen", "Wiesinger",
    "Grünwald", "Sattler", "Bergmann", "Lindqvist", "Falkenhagen", "Reuß", "Thalbach", "Immendorf", "Quandel",
)  # fmt: skip
_TRADES = ("Maschinenbau", "Werbetechnik", "Logistik", "Feinkost", "Messebau", "Software", "Immobilien", "Druckerei")
_FORMS = ("GmbH", "GmbH &amp; Co. KG", "AG", "e.K.", "UG (haftungsbeschränkt)", "OHG", "SE")
_BANKS = (
    ("20050550", "HASPDEHHXXX"), ("37040044", "COBADEFFXXX"), ("50010517", "INGDDEFFXXX"), ("70020270", "HYVEDEMMXXX"),
    ("10010010", "PBNKDEFFXXX"), ("43060967", "GENODEM1GLS"), ("12030000", "BYLADEM1001"), ("70150000", "SSKMDEMMXXX"),
)  # fmt: skip
_WORDS = ("RECHNUNG", "Abschlag", "Wartung II. Quartal", "Lieferung", "Projekt Hafenkante", "Lizenzen", "Nachtrag")


def iban(bank: str, account: int) -> str:
    """A German IBAN with the right check digits (ISO 13616)."""
    basic = f"{bank}{account:010d}"
    return f"DE{98 - int(basic + '131400') % 97:02d}{basic}"


_OWN = iban("20050550", 1001)


@dataclass(frozen=True)
class Party:
    name: str
    iban: str
    bic: str


@dataclass(frozen=True)
class Booking:
    number: int
    cents: int  #: unsigned
    money_in: bool
    day: date
    party: Party
    invoice: int
    word: str

    @property
    def reference(self) -> str:
        return f"{self.day:%Y%m%d}{self.number:010d}"

    @property
    def text(self) -> str:
        return f"{self.word} RE-2026-{self.invoice:05d} vom {self.day:%d.%m.%Y} KD-NR {10000 + self.invoice % 9000}"


def edition() -> str:
    """Changes whenever this module does, and with it the bytes."""
    return sha256(Path(__file__).read_bytes()).hexdigest()[:8]


def write(path: Path, size: int, counterparties: int = COUNTERPARTIES) -> int:
    """About `size` bytes; returns the number of entries."""
    random, parties = Random(_SEED), list[Party]()
    number, closing = 0, _OPENING
    with path.open("wb") as stream:
        stream.write(_head(closing))
        while stream.tell() < size:
            number += 1
            kind, booking = _booking(random, parties, number, counterparties)
            closing += booking.cents if booking.money_in else -booking.cents
            stream.write(kind(booking).encode())
        stream.write(b"</Stmt></BkToCstmrStmt></Document>\n")
        stream.seek(0)
        stream.write(_head(closing))  # as wide as the first one
    return number


def _head(closing: int) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
        "<BkToCstmrStmt><GrpHdr><MsgId>053D2026-04-01</MsgId><CreDtTm>2026-04-01T05:12:00+02:00</CreDtTm></GrpHdr>\n"
        "<Stmt><Id>2026-003</Id><ElctrncSeqNb>3</ElctrncSeqNb><CreDtTm>2026-04-01T05:12:00+02:00</CreDtTm>"
        f"<Acct><Id><IBAN>{_OWN}</IBAN></Id><Ccy>EUR</Ccy>"
        f"<Ownr><Nm>{_OWN_NAME}</Nm></Ownr></Acct>"
        f"{_balance('OPBD', _OPENING)}{_balance('CLBD', closing)}\n"
    ).encode()


def _balance(code: str, cents: int) -> str:
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{_amount(abs(cents)).zfill(18)}</Amt>'
        f"<CdtDbtInd>{'CRDT' if cents >= 0 else 'DBIT'}</CdtDbtInd><Dt><Dt>2026-03-31</Dt></Dt></Bal>"
    )


def _amount(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def _booking(
    random: Random, parties: list[Party], number: int, counterparties: int
) -> tuple[Callable[[Booking], str], Booking]:
    share_new = max(0.1, counterparties / 400_000)
    if not parties or (random.random() < share_new and len(parties) < counterparties):
        parties.append(_party(random))
    kind, money_in = random.choices(_KINDS, _WEIGHTS)[0]
    return kind, Booking(
        number=number,
        cents=random.randrange(100, 900_000),
        money_in=money_in,
        day=_FIRST_DAY + timedelta(random.randrange(89)),
        party=random.choice(parties),
        invoice=random.randrange(100_000),
        word=random.choice(_WORDS),
    )


def _party(random: Random) -> Party:
    bank, bic = random.choice(_BANKS)
    name = f"{random.choice(_NAMES)} {random.choice(_TRADES)} {random.choice(_FORMS)}"
    return Party(name, iban(bank, random.randrange(10**9)), bic)


# ----------------------------------------------------------------------------------------------------- the entries


def _entry(booking: Booking, code: str, own_code: str, text: str, details: str) -> str:
    return (
        f'<Ntry><Amt Ccy="EUR">{_amount(booking.cents)}</Amt>{_direction(booking)}<Sts><Cd>BOOK</Cd></Sts>'
        f"<BookgDt><Dt>{booking.day}</Dt></BookgDt><ValDt><Dt>{booking.day}</Dt></ValDt>"
        f"<AcctSvcrRef>{booking.reference}</AcctSvcrRef>{_bank_code(code, own_code)}"
        f"<NtryDtls>{details}</NtryDtls><AddtlNtryInf>{text}</AddtlNtryInf></Ntry>\n"
    )


def _direction(booking: Booking) -> str:
    return f"<CdtDbtInd>{'CRDT' if booking.money_in else 'DBIT'}</CdtDbtInd>"


def _bank_code(code: str, own_code: str) -> str:
    family, subfamily = code.split("/")
    return (
        f"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>{family}</Cd><SubFmlyCd>{subfamily}</SubFmlyCd></Fmly></Domn>"
        f"<Prtry><Cd>{own_code}</Cd><Issr>DK</Issr></Prtry></BkTxCd>"
    )


def _detail(booking: Booking, refs: str, remittance: str, *, more: str = "", agent: bool = True, cents: int = 0) -> str:
    role, own_role = ("Dbtr", "Cdtr") if booking.money_in else ("Cdtr", "Dbtr")
    amount = f'<Amt Ccy="EUR">{_amount(cents or booking.cents)}</Amt>'
    bank = f"<RltdAgts><{role}Agt><FinInstnId><BICFI>{booking.party.bic}</BICFI></FinInstnId></{role}Agt></RltdAgts>"
    return (
        f"<TxDtls><Refs>{refs}</Refs>{amount}{_direction(booking)}<AmtDtls><TxAmt>{amount}</TxAmt></AmtDtls>"
        f"<RltdPties>{_side(role, booking.party.name, booking.party.iban)}{_side(own_role, _OWN_NAME, _OWN)}"
        f"</RltdPties>{bank if agent else ''}<RmtInf>{remittance}</RmtInf>{more}</TxDtls>"
    )


def _side(role: str, name: str, account: str) -> str:
    return f"<{role}><Pty><Nm>{name}</Nm></Pty></{role}><{role}Acct><Id><IBAN>{account}</IBAN></Id></{role}Acct>"


def _transfer_in(booking: Booking) -> str:
    refs = "<EndToEndId>NOTPROVIDED</EndToEndId>"
    detail = _detail(booking, refs, f"<Ustrd>{booking.text}</Ustrd>")
    return _entry(booking, "RCDT/ESCT", "NTRF+166", "SEPA-GUTSCHRIFT", detail)


def _transfer_of_two_lines(booking: Booking) -> str:
    refs = f"<EndToEndId>E2E-{booking.number}</EndToEndId>"
    remittance = f"<Ustrd>{booking.text}</Ustrd><Ustrd>abzgl. Skonto, Dank für den Auftrag</Ustrd>"
    return _entry(booking, "RCDT/ESCT", "NTRF+166", "SEPA-GUTSCHRIFT", _detail(booking, refs, remittance, agent=False))


def _transfer_with_reference(booking: Booking) -> str:
    refs = f"<EndToEndId>E2E-{booking.number}</EndToEndId>"
    reference = f"<Strd><CdtrRefInf><Ref>{creditor_reference(booking.number)}</Ref></CdtrRefInf></Strd>"
    purpose = "<Purp><Cd>SUPP</Cd></Purp>"
    detail = _detail(booking, refs, reference, more=purpose)
    return _entry(booking, "RCDT/ESCT", "NTRF+166", "SEPA-GUTSCHRIFT", detail)


def creditor_reference(number: int) -> str:
    """RF with the right check digits (ISO 11649)."""
    return f"RF{98 - int(f'{number}271500') % 97:02d}{number}"


def _transfer_out(booking: Booking) -> str:
    refs = f"<PmtInfId>LAUF-{booking.number // 40}</PmtInfId><EndToEndId>ZA-{booking.number}</EndToEndId>"
    detail = _detail(booking, refs, f"<Ustrd>{booking.text}</Ustrd>")
    return _entry(booking, "ICDT/ESCT", "NTRF+177", "SEPA-UEBERWEISUNG", detail)


def _direct_debit(booking: Booking) -> str:
    refs = f"<EndToEndId>{booking.reference}</EndToEndId><MndtId>MND-{booking.party.iban[-8:]}</MndtId>"
    detail = _detail(booking, refs, f"<Ustrd>{booking.text}</Ustrd>").replace(
        "</Nm></Pty>", "</Nm><Id><PrvtId><Othr><Id>DE98ZZZ09999999999</Id></Othr></PrvtId></Id></Pty>", 1
    )
    return _entry(booking, "RDDT/ESDD", "NDDT+105", "SEPA-LASTSCHRIFT", detail)


def _returned(booking: Booking) -> str:
    refs = f"<EndToEndId>ZA-{booking.number}</EndToEndId>"
    reason = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"
    detail = _detail(booking, refs, f"<Ustrd>RETOURE {booking.text}</Ustrd>", more=reason)
    return _entry(booking, "RCDT/RRTN", "NRTI+159", "RETOUREN", detail)


def _collective(booking: Booking) -> str:
    """Three payments of one run, whose amounts add up to the entry."""
    first, second = booking.cents // 2, booking.cents // 3
    parts = (first, second, booking.cents - first - second)
    details = "".join(
        _detail(
            booking,
            f"<EndToEndId>S{booking.number}-{place}</EndToEndId>",
            f"<Ustrd>{booking.text}</Ustrd>",
            cents=cents,
        )
        for place, cents in enumerate(parts, 1)
    )
    return _entry(booking, "ICDT/ESCT", "NTRF+191", "SAMMEL-UEBERWEISUNG", details)


def _fee(booking: Booking) -> str:
    details = f"<TxDtls><AddtlTxInf>Entgelt {booking.day:%m/%Y} Nr. {booking.number}</AddtlTxInf></TxDtls>"
    return _entry(booking, "MDOP/COMM", "NCHG+808", "ENTGELTABSCHLUSS", details)


_WEIGHED = (
    (_transfer_in, True, 40),
    (_transfer_of_two_lines, True, 14),
    (_transfer_with_reference, True, 8),
    (_transfer_out, False, 18),
    (_direct_debit, False, 14),
    (_returned, True, 2),
    (_collective, False, 2),
    (_fee, False, 2),
)
_KINDS = [(kind, money_in) for kind, money_in, _ in _WEIGHED]
_WEIGHTS = [weight for *_, weight in _WEIGHED]
