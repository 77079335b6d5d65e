"""Who a camt line is from or to: names, accounts and ids in all their forms."""

from __future__ import annotations

from pathlib import Path

import pytest
from camt_texts import OTHER, OWN, entry, lines_of


@pytest.mark.parametrize("form", ["{}", "<Pty>{}</Pty>", "<Agt><FinInstnId>{}</FinInstnId></Agt>"])
@pytest.mark.parametrize("version", ["02", "04", "08"])
def test_all_three_party_forms_in_every_version(tmp_path: Path, form: str, version: str) -> None:
    named = form.format("<Nm>Ada</Nm>")
    parties = f"<TxDtls><RltdPties><Dbtr>{named}</Dbtr><UltmtDbtr>{named}</UltmtDbtr></RltdPties></TxDtls>"
    (line,) = lines_of(tmp_path, entry("1", parties), version=version)
    assert (line.counterparty_name, line.ultimate_name) == ("Ada", "Ada")


def test_money_out_names_the_creditor(tmp_path: Path) -> None:
    both = "<TxDtls><RltdPties><Dbtr><Nm>Us</Nm></Dbtr><Cdtr><Nm>Them</Nm></Cdtr></RltdPties></TxDtls>"
    (line,) = lines_of(tmp_path, entry("7.00", both, money_in=False))
    assert (line.amount_minor, line.counterparty_name) == (-700, "Them")


def test_a_return_names_the_roles_of_the_original_payment(tmp_path: Path) -> None:
    accounts = "".join(
        f"<{role}><Nm>{name}</Nm></{role}><{role}Acct><Id><IBAN>{iban}</IBAN></Id></{role}Acct>"
        for role, name, iban in (("Dbtr", "Us", OWN), ("Cdtr", "Them", OTHER))
    )
    (line,) = lines_of(tmp_path, entry("7.00", f"<TxDtls><RltdPties>{accounts}</RltdPties></TxDtls>"))
    assert (line.counterparty_name, line.counterparty_iban) == ("Them", OTHER)


def test_a_direct_path_wins_over_a_later_one(tmp_path: Path) -> None:
    names = "<Dbtr><Pty><Nm>second</Nm></Pty><Nm>first</Nm></Dbtr>"
    (line,) = lines_of(tmp_path, entry("1", f"<TxDtls><RltdPties>{names}</RltdPties></TxDtls>"))
    assert line.counterparty_name == "first"


def parties(**roles: tuple[str, str]) -> str:
    """`Dbtr=(name, account)`; either may be ""."""
    found = ""
    for role, (name, account) in roles.items():
        found += f"<{role}><Nm>{name}</Nm></{role}>" if name else ""
        found += f"<{role}Acct><Id><IBAN>{account}</IBAN></Id></{role}Acct>" if account else ""
    return f"<RltdPties>{found}</RltdPties>"


RETURNED = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"


@pytest.mark.parametrize(
    ("named", "returned", "expected"),
    [
        ({"Dbtr": ("Us", OWN), "Cdtr": ("Them", "")}, False, "Them"),
        ({"Dbtr": ("Us", OWN)}, False, "Us"),
        ({"Cdtr": ("Them", OTHER)}, True, "Them"),
        ({"Cdtr": ("Us", OWN)}, True, ""),
        ({"Cdtr": ("Us", "")}, False, ""),
        ({"Dbtr": ("Them", ""), "Cdtr": ("Us", OWN)}, True, "Them"),
        ({"Dbtr": ("A", OWN), "Cdtr": ("B", OWN)}, False, "A"),
    ],
    ids=["own side", "only ourselves", "return", "return to us", "no return", "both sides", "own transfer"],
)
def test_we_are_never_our_own_counterparty(
    tmp_path: Path, named: dict[str, tuple[str, str]], returned: bool, expected: str
) -> None:
    text = f"<TxDtls>{parties(**named)}{RETURNED if returned else ''}</TxDtls>"
    assert lines_of(tmp_path, entry("7.00", text))[0].counterparty_name == expected


@pytest.mark.parametrize("code", ["<Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn>",
                                  "<Prtry><Cd>NRTI+159++901</Cd><Issr>DK</Issr></Prtry>"])  # fmt: skip
def test_a_return_is_also_known_by_its_bank_code(tmp_path: Path, code: str) -> None:
    text = f"<TxDtls>{parties(Cdtr=('Them', OTHER))}<BkTxCd>{code}</BkTxCd></TxDtls>"
    assert lines_of(tmp_path, entry("7.00", text))[0].counterparty_name == "Them"


@pytest.mark.parametrize("name", ["NOTPROVIDED", "keine Information vorhanden"])
def test_a_placeholder_is_no_name(tmp_path: Path, name: str) -> None:
    text = f"<TxDtls><RltdPties><Dbtr><Nm>{name}</Nm></Dbtr><UltmtDbtr><Nm>{name}</Nm></UltmtDbtr></RltdPties></TxDtls>"
    (line,) = lines_of(tmp_path, entry("1", text))
    assert (line.counterparty_name, line.ultimate_name) == ("", "")


@pytest.mark.parametrize("form", ["<Id>{}</Id>", "<Pty><Id>{}</Id></Pty>"])
@pytest.mark.parametrize("kind", ["PrvtId", "OrgId"])
@pytest.mark.parametrize(("written", "read"), [("DE98 ZZZ0 9999 9999 99", "DE98ZZZ09999999999"), ("4711", "")])
def test_the_creditor_id_in_all_forms(tmp_path: Path, form: str, kind: str, written: str, read: str) -> None:
    ids = form.format(f"<{kind}><Othr><Id>{written}</Id></Othr></{kind}>")
    text = f"<TxDtls><RltdPties><Cdtr>{ids}</Cdtr></RltdPties></TxDtls>"
    assert lines_of(tmp_path, entry("1", text, money_in=False))[0].creditor_id == read


@pytest.mark.parametrize("tag", ["BIC", "BICFI", "CmbndId/BIC"])
@pytest.mark.parametrize("agent", [True, False])
def test_the_bank_in_all_forms(tmp_path: Path, tag: str, agent: bool) -> None:
    inner = "INGDDEFFXXX"
    for name in reversed(tag.split("/")):
        inner = f"<{name}>{inner}</{name}>"
    bank = f"<FinInstnId>{inner}</FinInstnId>"
    text = f"<RltdAgts><DbtrAgt>{bank}</DbtrAgt></RltdAgts>"
    if not agent:
        text = f"<RltdPties><Dbtr><Agt>{bank}</Agt></Dbtr></RltdPties>"
    assert lines_of(tmp_path, entry("1", f"<TxDtls>{text}</TxDtls>"))[0].counterparty_bic == "INGDDEFFXXX"


@pytest.mark.parametrize("path", ["Othr/Id", "BBAN", "UPIC", "PrtryAcct/Id"])
def test_accounts_that_are_no_iban(tmp_path: Path, path: str) -> None:
    inner = "50000000054910000003"
    for name in reversed(path.split("/")):
        inner = f"<{name}>{inner}</{name}>"
    text = f"<TxDtls><RltdPties><DbtrAcct><Id>{inner}</Id></DbtrAcct></RltdPties></TxDtls>"
    assert lines_of(tmp_path, entry("1", text))[0].counterparty_iban == "50000000054910000003"
