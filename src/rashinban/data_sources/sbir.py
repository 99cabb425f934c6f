"""A record is one row of SBIR.gov's table of awards: what a small business got in one year under one contract.

A contract that runs for several years may have a row for each, so a row brings a part of an award: the amount of its
year. The company and its research partner (STTR) are its institutions. Rows of the NIH and the NSF carry the
award numbers of those agencies, by which they are joined with the agencies' own records.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping

from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading import byte_rows
from rashinban.reading.byte_rows import records
from rashinban.reading.columns import Columns
from rashinban.reading.markup import plain_text
from rashinban.schema import DataSource, Expectation, ids, kinds
from rashinban.schema.partial_dates import us_day
from rashinban.snapshots.raw import RawFile

DATA_SOURCE = DataSource(
    name="sbir",
    title="SBIR.gov: awards of the Small Business Innovation Research programmes",
    url="https://www.sbir.gov/data-resources",
    licence="public domain",
    terms="Works of the United States government. The table names contacts with telephone and mail address, which are "
    "not read.",
    citation="U.S. Small Business Administration. SBIR.gov award data. https://www.sbir.gov/data-resources",
    tables=(
        *("awards", "award_identifiers", "award_texts", "award_subjects", "award_members", "award_amounts"),
        *("award_institutions", "institutions"),
    ),
    parts=("awards",),
    expectations=(
        Expectation(table="awards", column="title", minimum=0.99, why="each award has a title"),
        Expectation(table="award_amounts", column="fiscal_year", minimum=0.99, why="each row is of one year"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]

_ADDRESS = "a personal address is not needed to count or to find"
COLUMNS = Columns(
    meaning={
        "company": ("Company",),
        "title": ("Award Title",),
        "agency": ("Agency",),
        "branch": ("Branch",),
        "phase": ("Phase",),
        "program": ("Program",),
        "tracking": ("Agency Tracking Number",),
        "contract": ("Contract",),
        "start": ("Proposal Award Date",),
        "end": ("Contract End Date",),
        "solicitation": ("Solicitation Number",),
        "topic": ("Topic Code",),
        "year": ("Award Year",),
        "amount": ("Award Amount",),
        "uei": ("UEI",),
        "duns": ("Duns", "DUNS"),
        "city": ("City",),
        "abstract": ("Abstract",),
        "contact": ("Contact Name",),
        "contact_title": ("Contact Title",),
        "lead": ("PI Name",),
        "lead_title": ("PI Title",),
        "partner": ("RI Name",),
        "partner_contact": ("RI POC Name",),
    },
    ignored={
        "Solicitation Year": "of the call, which is read by its number",
        "Solicitation Close Date": "of the call, which is read by its number",
        "Proposal Receipt Date": "before the award",
        "Date of Notification": "before the award",
        "HUBZone Owned": "who owns the company: no column, and no indicator asks",
        "Socially and Economically Disadvantaged": "who owns the company: no column, and no indicator asks",
        "Woman Owned": "who owns the company: no column, and no indicator asks",
        "Number Employees": "the company's size at the time",
        "Company Website": "the company's own page",
        "Address1": "of the address the city is read",
        "Address2": "of the address the city is read",
        "State": "of the address the city is read",
        "Zip": "of the address the city is read",
        **dict.fromkeys(
            ("Contact Phone", "Contact Email", "PI Phone", "PI Email", "RI POC Phone", "RI POC Email"), _ADDRESS
        ),
    },
    absent=frozenset(("N/A", "NA", "null")),
)

_NIH_PROJECT = re.compile(r"\d?([A-Z]\d{2}[A-Z]{2}\d{6})(?:-\d{2}[A-Z0-9]*)?", re.A)
_NSF = re.compile(r"\d{7}", re.A)
_UEI = re.compile(r"[A-Z0-9]{12}", re.A)
_DUNS = re.compile(r"(\d{9})(?:\d{4})?", re.A)
_NSF_NAME, _NIH_NAME = "National Science Foundation", "National Institutes of Health"


def parser(file: RawFile) -> Parser:
    """A parser for the rows of one table."""
    return byte_rows.parser(file, parse)


def parse(row: Mapping[str, str], rows: Rows) -> None:
    """Add what one row says of its award."""
    cells = COLUMNS.cells(row, rows)
    get = cells.get
    numbers = _identifiers(cells)
    award_id = ids.best("awards", numbers)
    if award_id is None:
        raise Refused("a row without a contract or tracking number", column="awards.award_id", found=get("title"))
    for scheme, identifier in numbers.items():
        rows.add("award_identifiers", award_id=award_id, scheme=scheme, identifier=identifier)
    title, abstract = plain_text(get("title")), plain_text(get("abstract"))
    for kind, text in (("title", title), ("summary", abstract)):
        if text:
            rows.add("award_texts", award_id=award_id, position=_place(kind, text), kind=kind, language="en", text=text)
    _add_amount(rows, award_id, cells)
    company = _add_institutions(rows, award_id, cells)
    _add_members(rows, award_id, cells, company)
    programme = " ".join(filter(None, (get("program"), get("phase")))) or None
    office = " / ".join(filter(None, (get("agency"), get("branch")))) or None
    said = (("programme", programme), ("agency", office), ("topic", get("topic")), ("call", get("solicitation")))
    for subject, said_of in said:
        if said_of:
            rows.add("award_subjects", award_id=award_id, scheme=subject, term=said_of)
    rows.add(
        "awards",
        award_id=award_id,
        funder_id=rows.type_of("funders", "sbir", get("agency"), "awards.funder_id"),
        funder_award_id=get("contract") or get("tracking"),
        title=title,
        description=abstract,
        funding_type=get("program"),
        funder_scheme=programme,
        start_date=rows.take(us_day, get("start"), "awards.start_date"),
        end_date=rows.take(us_day, get("end"), "awards.end_date"),
        lead_name=get("lead"),
        institution_id=company,
    )


def _identifiers(cells: dict[str, str]) -> dict[str, str]:
    """The numbers of the award by scheme; `award` is the agency's tracking number, where there is no contract."""
    contract = "".join(cells.get("contract", "").upper().split())
    found: dict[str, str] = {}
    project = _NIH_PROJECT.fullmatch(contract)
    if project and cells.get("branch") == _NIH_NAME:
        found["nih"] = project[1]
    elif _NSF.fullmatch(contract) and cells.get("agency") == _NSF_NAME:
        found["nsf"] = contract
    if contract:
        found["sbir"] = contract
    elif "tracking" in cells:
        found["award"] = f"sbir:{cells['tracking']}"
    return found


def _place(*said: str | None) -> int:
    """A number within an award for what a row says, whichever row of the award says it."""
    return zlib.crc32("\x1f".join(each or "" for each in said).encode()) & 0x7FFFFFFF


def _add_amount(rows: Rows, award_id: str, cells: dict[str, str]) -> None:
    year = rows.take(kinds.year, cells.get("year"), "award_amounts.fiscal_year")
    amount = rows.take(dollars, cells.get("amount"), "award_amounts.amount")
    if amount is not None:
        rows.add(
            "award_amounts",
            award_id=award_id,
            position=_place(str(year), cells.get("phase"), cells.get("tracking")),
            fiscal_year=year,
            kind="total",
            amount=amount,
            currency="USD",
        )


def _add_institutions(rows: Rows, award_id: str, cells: dict[str, str]) -> str | None:
    """Add the company and its partner; the id of the company."""
    column = "award_institutions.institution_id"
    company = rows.take(_uei, cells.get("uei"), column) or rows.take(_duns, cells.get("duns"), column)
    parties = (
        ("recipient", company, cells.get("company"), cells.get("city"), "small business"),
        ("subcontractor", None, cells.get("partner"), None, "research institution"),
    )
    for role, institution, name, city, activity in parties:
        if name:
            rows.add(
                "award_institutions",
                award_id=award_id,
                position=_place(role, institution or name),
                role=role,
                institution_id=institution,
                institution_name=name,
                country_code="US" if role == "recipient" else None,
                city=city,
                activity=activity,
            )
    if company:
        rows.mention_of(
            "institutions",
            institution_id=company,
            display_name=cells.get("company"),
            country_code="US",
            type="company",
            city=cells.get("city"),
        )
    return company


def _add_members(rows: Rows, award_id: str, cells: dict[str, str], company: str | None) -> None:
    at, partner = cells.get("company"), cells.get("partner")
    people = (
        ("principal_investigator", cells.get("lead"), cells.get("lead_title"), company, at),
        ("contact", cells.get("contact"), cells.get("contact_title"), company, at),
        ("contact", cells.get("partner_contact"), None, None, partner),
    )
    for role, name, post, institution, printed in people:
        if name:
            rows.add(
                "award_members",
                award_id=award_id,
                position=_place(role, name, printed),
                name=name,
                role=role,
                institution_id=institution,
                institution_name=printed,
                job_title=post,
            )


def _uei(text: str) -> str:
    if not _UEI.fullmatch(text.upper()):
        raise Refused("not a UEI (twelve letters and digits)", found=text)
    return ids.scheme_id("org", f"uei:{text.upper()}")


def _duns(text: str) -> str:
    """By the nine digits of a DUNS number; four more name a place of the company."""
    found = _DUNS.fullmatch(text.replace("-", ""))
    if not found:
        raise Refused("not a DUNS number (nine digits)", found=text)
    return ids.scheme_id("org", f"duns:{found[1]}")


def dollars(text: str) -> int:
    """Cents: `150000.0000`, `1,000,000`, `$99,999.50`."""
    plain = re.sub(r"(\.\d\d)0+$", r"\1", text.removeprefix("$"))
    return kinds.money(plain, "USD")[0]
