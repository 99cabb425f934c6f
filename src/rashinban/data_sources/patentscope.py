"""A record is one publication in a list exported from WIPO's PATENTSCOPE as CSV.

Numbers are WIPO's own (US20090208610, kr1020130075110) and have no kind of document, so neither have the ids made of
them. `NA`, which copies that went through R have, is no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date as Date

from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.columns import Columns
from rashinban.reading.patents import PatentRows, application, export_rows
from rashinban.schema import DataSource, Expectation, kinds, patent_numbers, patent_symbols
from rashinban.snapshots.raw import RawFile, Record

DATA_SOURCE = DataSource(
    name="patentscope",
    title="WIPO PATENTSCOPE, exported lists of results",
    url="https://patentscope.wipo.int",
    licence="terms of use of PATENTSCOPE",
    terms="Lists of results may be exported with a free account; automatic queries and bulk copying are not allowed.",
    citation="World Intellectual Property Organization. PATENTSCOPE.",
    tables=(
        *("patents", "patent_texts", "patent_people", "patent_classes", "patent_priorities", "patent_identifiers"),
    ),
    expectations=(
        Expectation(table="patents", column="title", minimum=0.95, why="lists of results show titles"),
        Expectation(table="patents", column="publication_date", minimum=0.95, why="lists of results show the day"),
    ),
)

COLUMNS = Columns(
    meaning={
        "number": ("Publication Number",),
        "day": ("Publication Date",),
        "application": ("Application Number",),
        "filed": ("Application Date",),
        "country": ("Country",),
        "title": ("Title",),
        "abstract": ("Abstract",),
        "priorities": ("Priority Data", "Priorities Data"),
        "ipc": ("IPC", "I P C"),
        "applicants": ("Applicants",),
        "inventors": ("Inventors",),
    },
    ignored={
        "FP Image": "the address of a drawing",
        "Image": "the address of a drawing",
        "Application Id": "a key of the database",
        "National Phase Entries": "applications of their own",
    },
    absent=frozenset(("NA",)),
)

_DAY = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})", re.A)
#: `60/225,166 14.08.2000 US`, `10110621 2002-04-15T23:59:59.000Z US`; and `EP 20120626 12173640.9`.
_PRIORITY = re.compile(
    r"\s*(?:(?P<number>\S.*?)\s+(?P<day>\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4})(?:T[\d:.]+Z)?\s+(?P<country>[A-Z]{2})"
    r"|(?P<first>[A-Z]{2})\s+(?P<eight>\d{8})\s+(?P<last>\S+?))\s*(?:,\s+|,?$)",
    re.A,
)


def records(file: RawFile) -> Iterator[Record]:
    """The rows of the list."""
    return export_rows(file)


def parser(file: RawFile) -> Parser:
    """A parser for the rows of one list."""
    return parse


def parse(record: bytes, rows: Rows) -> None:
    """Add the rows of one publication."""
    cells = COLUMNS.read(record, rows)
    number = cells.get("number", "")
    try:
        patent_id = patent_numbers.publication_text(number)
    except Refused as refused:
        raise Refused(refused.reason, column="patents.patent_id", found=number) from None
    _add(PatentRows(rows, patent_id), cells)


def _add(patent: PatentRows, cells: Mapping[str, str]) -> None:
    rows, get = patent.rows, cells.get
    office = patent.patent_id[:2]
    priorities = list(_priorities(patent, get("priorities", "")))
    filed = rows.take(day, get("filed"), "patents.application_date")
    rows.add(
        "patents",
        patent_id=patent.patent_id,
        office=office,
        application_id=application(
            rows,
            get("country") or office,
            get("application"),
            None,
            "patents.application_id",
            year=filed.year if filed else None,
        ),
        title=get("title"),
        abstract=get("abstract"),
        application_date=filed,
        priority_date=min((date for _, date in priorities if date), default=None),
        publication_date=rows.take(day, get("day"), "patents.publication_date"),
    )
    patent.text("title", get("title"))
    patent.text("abstract", get("abstract"))
    for role, name in (("applicant", "applicants"), ("inventor", "inventors")):
        for person in get(name, "").split(";"):
            patent.person(role, person.strip())
    for text in get("ipc", "").split(";"):
        printed = rows.take(patent_symbols.ipc_printed, text.strip(), "patent_classes.symbol")
        if printed:
            patent.symbol(
                *("ipc", patent_symbols.ipc, printed.symbol),
                is_first=printed.is_first,
                is_inventive=printed.is_inventive,
                version=printed.version,
            )
    for number, date in priorities:
        patent.priority("priority", number, date)


def _priorities(patent: PatentRows, printed: str) -> Iterator[tuple[str | None, Date | None]]:
    """The claims between square brackets; what is no claim is noted as a whole."""
    text = printed.strip().removeprefix("[").removesuffix("]")
    at = 0
    while at < len(text):
        found = _PRIORITY.match(text, at)
        if not found:
            patent.rows.refuse_value(
                "patent_priorities.application_id", "not a priority (number, day, country)", text[at:]
            )
            return
        at = found.end()
        date = patent.rows.take(day, found["day"] or found["eight"], "patent_priorities.date")
        number = application(
            patent.rows,
            *(found["country"] or found["first"], found["number"] or found["last"], None),
            "patent_priorities.application_id",
            year=date.year if date else None,
        )
        yield number, date


def day(text: str) -> Date:
    """A day: `21.08.2009`, `20090821`, `2009-08-21`."""
    if found := _DAY.fullmatch(text):
        return kinds.date(f"{found[3]}-{found[2]}-{found[1]}")
    return patent_numbers.day(text)
