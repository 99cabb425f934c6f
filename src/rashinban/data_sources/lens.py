"""A record is one publication in an export of The Lens as CSV: a row under the header of its year.

Headers have changed over the years; `COLUMNS` lists those that mean the same. Numbers are DOCDB's, with blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date as Date
from functools import partial

from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.columns import Columns
from rashinban.reading.patents import PatentRows, export_rows
from rashinban.schema import DataSource, Expectation, ids, kinds, patent_numbers, patent_symbols
from rashinban.snapshots.raw import RawFile, Record

DATA_SOURCE = DataSource(
    name="lens",
    title="The Lens, patent exports",
    url="https://www.lens.org",
    licence="terms of The Lens",
    terms="Exports of the free account are for personal and public-benefit use; other use needs a subscription. The "
    "underlying data come from the EPO's DOCDB, the USPTO, IP Australia and WIPO.",
    citation="The Lens, Cambia. https://www.lens.org",
    tables=(
        *("patents", "patent_texts", "patent_people", "patent_classes", "patent_citations", "patent_priorities"),
        "patent_identifiers",
    ),
    expectations=(
        Expectation(table="patents", column="publication_date", minimum=0.99, why="each publication has a day"),
        Expectation(table="patents", column="title", minimum=0.95, why="old publications alone have none"),
    ),
)

_ELSEWHERE = "said again in another column"
#: What a column means, and the headers that it has had: exports until 2019, later ones, and cleaned copies.
COLUMNS = Columns(
    meaning={
        "number": ("Publication Number", "Display Key", "publication_number"),
        "day": ("Publication Date", "publication_date"),
        "year": ("Publication Year", "publication_year"),
        "application": ("Application Number",),
        "filed": ("Application Date",),
        "priorities": ("Priority Numbers", "priority_numbers"),
        "earliest": ("Earliest Priority Date",),
        "title": ("Title", "title"),
        "abstract": ("Abstract",),
        "applicants": ("Applicants", "applicants_use_me"),
        "inventors": ("Inventors", "inventors_useme"),
        "owners": ("Owners",),
        "url": ("URL", "url"),
        "lens": ("Lens ID",),
        "cited": ("Cited Count", "Cited by Patent Count", "cited_count"),
        "family": ("Simple Family Size",),
        "cpc": ("CPC Classifications", "cpc_codes_useme"),
        "ipc": ("IPCR Classifications", "ipc_codes"),
        "uspc": ("US Classifications",),
        "texts": ("Non-Patent Citations", "NPL Citations", "non_patent_citations"),
        "dois": ("DOI(s)", "NPL Resolved External ID(s)", "dois"),
        "pmids": ("PubMed Id(s)",),
        "status": ("Legal Status",),
    },
    ignored={
        "#": "the number of the row",
        "Jurisdiction": _ELSEWHERE,
        "Kind": _ELSEWHERE,
        "Type": "the kind of document says it",
        "Document Type": "the kind of document says it",
        "Full Text": "what The Lens has",
        "Has Full Text": "what The Lens has",
        "Extended Family Size": "a count of the extended family, which is not ours",
        "extended_family_size": "a count of the extended family, which is not ours",
        "Sequence Count": "a count of sequences",
        "Cites Patent Count": "a count of what the export does not list",
        "NPL Citation Count": "the texts are listed",
        "NPL Resolved Citation Count": "the ids are listed",
        "NPL Resolved Lens ID(s)": "ids of works in The Lens, beside their DOIs",
        **dict.fromkeys(
            (
                *("applicants_organisations_only", "ipc_short", "ipc_subclass", "priority_country_code"),
                *("priority_country_name", "priority_year", "publication_country_code", "publication_country_name"),
                "title_phrases",
            ),
            "made from other columns by who cleaned the copy",
        ),
    },
)

_LENS_ID = re.compile(r"lens\.org/(?:lens/patent/)?(\d{3}(?:-\d{3}){3}-\d{2}[\dX])\b", re.A)
_SHORT_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})", re.A)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.A)
_BETWEEN = re.compile(r"\s*;;\s*|;\s+")
_ROLES = (("applicants", "applicant"), ("inventors", "inventor"), ("owners", "owner"))


def records(file: RawFile) -> Iterator[Record]:
    """The rows of the export."""
    return export_rows(file)


def parser(file: RawFile) -> Parser:
    """A parser for the rows of one export."""
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
    code = re.search(r"(?<=\d)[A-Z]\d?$", patent.patent_id)
    kind = code[0] if code else None
    year = rows.take(kinds.year, get("year"), "patents.publication_date")
    dated = partial(day, near=year)
    filed = rows.take(patent_numbers.application_text, get("application"), "patents.application_id")
    priorities = [
        claim
        for printed in _parts(get("priorities"))
        if (claim := rows.take(patent_numbers.application_text, printed, "patent_priorities.application_id"))
    ]
    days = [rows.take(patent_numbers.day, printed, "patent_priorities.date") for _, printed in priorities]
    own = filed[0] if filed else None
    earliest = min((each for each in days if each), default=None)
    rows.add(
        "patents",
        patent_id=patent.patent_id,
        office=patent.patent_id[:2],
        kind_code=kind,
        type=patent_numbers.document_kind(patent.patent_id[:2], kind),
        application_id=own,
        title=get("title") or None,
        abstract=get("abstract") or None,
        application_date=rows.take(dated, get("filed"), "patents.application_date"),
        priority_date=earliest or rows.take(dated, get("earliest"), "patents.priority_date"),
        publication_date=rows.take(dated, get("day"), "patents.publication_date"),
        family_size=rows.take(_count, get("family"), "patents.family_size"),
        cited_by_count=rows.take(_count, get("cited"), "patents.cited_by_count"),
        status=get("status") or None,
    )
    patent.text("title", get("title"))
    patent.text("abstract", get("abstract"))
    for name, role in _ROLES:
        for person in _parts(get(name)):
            patent.person(role, person)
    for scheme, kinds_of in (("cpc", patent_symbols.cpc), ("ipc", patent_symbols.ipc), ("uspc", us_class)):
        for printed in _parts(get(scheme)):
            is_locarno = scheme == "uspc" and re.fullmatch(r"\d{4}", printed)
            patent.symbol(*(("locarno", patent_symbols.locarno) if is_locarno else (scheme, kinds_of)), printed)
    for (number, _), date in zip(priorities, days, strict=True):
        # DOCDB lists the application itself among the priorities of its family.
        if number != own:
            patent.priority("priority", number, date)
    _citations(patent, cells)
    url = get("url") or None
    lens = _LENS_ID.search(url or "")
    patent.identifier("lens", get("lens") or (lens[1] if lens else None))
    patent.identifier("url", None if lens else url)


def _citations(patent: PatentRows, cells: Mapping[str, str]) -> None:
    """Texts and works are two lists, of which nobody says which belong together: a DOI in a text is that text's."""
    texts = re.split(r"\s*;;\s*", cells.get("texts", ""))
    for text in texts:
        patent.citation(text=text or None)
    printed = cells.get("texts", "").lower()
    for scheme, kind, name in (("doi", kinds.doi, "dois"), ("pmid", _pmid, "pmids")):
        for each in _parts(cells.get(name)):
            if name == "dois" and not re.search(r"10\.\d{4,}/", each):
                # The newer exports mix DOIs with ids of other schemes.
                continue
            found = patent.rows.take(kind, each, "patent_citations.cited_work_id")
            if found and not (scheme == "doi" and found in printed):
                patent.citation(work=ids.scheme_id(scheme, found))


def _parts(cell: str | None) -> list[str]:
    return [part for each in _BETWEEN.split(cell or "") if (part := each.strip())]


def _count(text: str) -> int:
    if not text.isdigit():
        raise Refused("not a count", found=text)
    return int(text)


def _pmid(text: str) -> str:
    if not re.fullmatch(r"\d{1,9}", text):
        raise Refused("not a PubMed id", found=text)
    return text


def day(text: str, *, near: int | None) -> Date:
    """A day: `2013-04-25`, `2002-8-7`, `25/04/13`, of which the century is the one nearest to the year `near`."""
    if found := _ISO_DAY.fullmatch(text):
        return kinds.date(f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}")
    found = _SHORT_DAY.fullmatch(text)
    if not found:
        raise Refused("not a day (2013-04-25 or 25/04/13)", found=text)
    year = int(found[3])
    if len(found[3]) == 2:
        if near is None:
            raise Refused("a year of two digits, and no column with the year of publication", found=text)
        year = min((1800 + year, 1900 + year, 2000 + year), key=lambda each: abs(each - near))
    return kinds.date(f"{year}-{int(found[2]):02d}-{int(found[1]):02d}")


def us_class(text: str) -> str:
    """A class of the USPTO: `426/231`, with or without the X of a cross-reference.

    Refused where class and subclass run together: exports have lost the blanks that part them, but for designs.
    """
    value = re.sub(r"^X\s*", "", text)
    if "/" not in value and not value.startswith("D"):
        raise Refused("class and subclass run together", found=text)
    return patent_symbols.uspc(value)
