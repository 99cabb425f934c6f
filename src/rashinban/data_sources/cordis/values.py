"""Each value is one text of CORDIS, cleaned: grant numbers, euro, days and moments, numbers of organisations."""

from __future__ import annotations

import re

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.schema import ids, kinds

COMMISSION = "fundref:501100000780"

_GRANT = re.compile(r"[A-Z0-9][A-Z0-9./_*-]{1,39}", re.A)
_PIC = re.compile(r"\d{9}", re.A)
_RCN = re.compile(r"\d{1,10}", re.A)


def grant(text: str) -> str:
    """The id of an award by its grant number: `691102` -> `ec:691102`; older ones have letters: `AIR21353`."""
    number = text.strip().upper()
    if not _GRANT.fullmatch(number):
        raise Refused("not a grant number", column="awards.award_id", found=text)
    return ids.scheme_id("ec", number)


def of_rcn(text: str) -> str:
    """The id of an award by CORDIS's record number, where nothing else is known."""
    if not _RCN.fullmatch(text.strip()):
        raise Refused("not a record number of CORDIS", column="awards.award_id", found=text)
    return ids.scheme_id("cordis-rcn", text.strip())


def organisation(number: str | None, rcn: str | None = None) -> str | None:
    """The id of an organisation: by its PIC (nine digits), else the number of its CORDIS record."""
    if number and _PIC.fullmatch(number):
        return ids.scheme_id("org", f"pic:{number}")
    if number:
        return ids.scheme_id("org", f"cordis:{number}")
    return ids.scheme_id("org", f"cordis-rcn:{rcn}") if rcn else None


def mention(rows: Rows, institution_id: str | None, name: str | None, country: str | None, city: str | None) -> None:
    """Name an organisation in its short form, where it has an id."""
    if institution_id:
        rows.mention_of(
            "institutions", institution_id=institution_id, display_name=name, country_code=country, city=city
        )


def euro(text: str) -> int:
    """Cents of euro: `972000`, `972000.5`; in CSV tables a comma stands before the cents: `1034,25`."""
    return kinds.money(text.strip().replace(",", "."), "EUR")[0]
