"""A record is one journal of the Directory of Open Access Journals: a row of its CSV, in the headers of any year.

What DOAJ says of charges, licences, review and preservation is not read: a journal's charge today is no cost of a work,
and a work's licence is told with its own record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading import byte_rows
from rashinban.reading.byte_rows import records
from rashinban.reading.columns import Columns
from rashinban.reading.markup import plain_text
from rashinban.schema import DataSource, Expectation, ids, kinds
from rashinban.schema.countries import country_of_name
from rashinban.schema.partial_dates import moment
from rashinban.snapshots.raw import RawFile

DATA_SOURCE = DataSource(
    name="doaj",
    title="Directory of Open Access Journals",
    url="https://doaj.org/docs/public-data-dump/",
    licence="CC0-1.0",
    terms="Metadata of journals are free of copyright (CC0) as DOAJ states since 2022; older lists were CC-BY-SA.",
    citation="Directory of Open Access Journals. Journal CSV. https://doaj.org",
    tables=("sources", "source_issns", "source_names", "source_identifiers"),
    expectations=(
        Expectation(table="sources", column="display_name", minimum=1.0, why="each journal has a title"),
        Expectation(table="sources", column="country_code", minimum=0.99, why="each publisher has a country"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]

_POLICY = "how the journal works; no column, and no indicator asks"
_CHARGE = "a price today, which is no cost of a work"
_LICENCE = "the licence of a work is told with its own record"
_PUBLISHER = "publishers go by ids, which DOAJ does not give"
_SUBJECT = "works have topics of their own"
_OLD = "only in lists until 2016"
COLUMNS = Columns(
    meaning={
        "title": ("Journal title", "Title"),
        "other_title": ("Alternative title", "Title.Alternative"),
        "toc": ("URL in DOAJ",),
        "print": ("Journal ISSN (print version)", "ISSN"),
        "online": ("Journal EISSN (online version)", "EISSN"),
        "country": ("Country of publisher", "Country"),
        "added": ("Added on Date", "Added.on.date"),
        "updated": ("Last updated Date",),
        "listed": ("Content.in.DOAJ",),
    },
    ignored={
        "Journal URL": "the journal's own page",
        "Identifier": "the journal's own page",
        "A": "the number of the row, under no header",
        "Start.Year": _OLD,
        "End.Year": _OLD,
        "Further.Information": _OLD,
        "When did the journal start to publish all content using an open license?": "no column for the year",
        "Continues": "the earlier title has an ISSN and a record of its own",
        "Continued By": "the later title has an ISSN and a record of its own",
        "Number of Article Records": "what DOAJ holds",
        "Most Recent Article Added": "what DOAJ holds",
        "Does the journal comply to DOAJ's definition of open access?": "every journal listed does",
        "DOAJ Seal": "a seal that DOAJ gave until 2025",
        **dict.fromkeys(("Keywords", "Keyword", "LCC Codes", "Subjects"), _SUBJECT),
        **dict.fromkeys(("Languages in which the journal accepts manuscripts", "Language"), _POLICY),
        **dict.fromkeys(
            (
                *("Publisher", "Society or institution", "Country of society or institution"),
                *("Other organisation", "Country of other organisation"),
            ),
            _PUBLISHER,
        ),
        **dict.fromkeys(
            (
                *("Journal license", "License attributes", "URL for license terms", "CC.License"),
                "Machine-readable CC licensing information embedded or displayed in articles",
                "URL to an example page with embedded licensing information",
                *("Author holds copyright without restrictions", "Copyright information URL"),
            ),
            _LICENCE,
        ),
        **dict.fromkeys(
            (
                *("APC", "APC information URL", "APC amount", "Publication.fee"),
                "Journal waiver policy (for developing country authors etc)",
                *("Waiver policy information URL", "Has other fees", "Other fees information URL"),
            ),
            _CHARGE,
        ),
        **dict.fromkeys(
            (
                *("Review process", "Review process information URL", "Journal plagiarism screening policy"),
                *("Plagiarism information URL", "URL for journal's aims & scope", "URL for the Editorial Board page"),
                *("URL for journal's instructions for authors", "Preservation Services"),
                "Average number of weeks between article submission and publication",
                *("Preservation Service: national library", "Preservation information URL", "Deposit policy directory"),
                *("URL for deposit policy", "Persistent article identifiers", "Article metadata includes ORCIDs"),
                "Journal complies with I4OC standards for open citations",
                *("URL for journal's Open Access statement", "Subscribe to Open", "Mirror Journal"),
                "Open Journals Collective",
            ),
            _POLICY,
        ),
    },
    absent=frozenset(("NA",)),
)

_TOC = re.compile(r"https?://(?:www\.)?doaj\.org/toc/([0-9a-zA-Z-]+)")


def parser(file: RawFile) -> Parser:
    """A parser for the rows of one list."""
    return byte_rows.parser(file, parse)


def parse(row: Mapping[str, str], rows: Rows) -> None:
    """Add the rows of one journal."""
    cells = COLUMNS.cells(row, rows)
    listed = cells.get("listed", "Yes")
    if listed != "Yes":
        raise Refused("not listed any more", column="sources.is_in_doaj", found=listed)
    toc = _TOC.fullmatch(cells.get("toc", ""))
    issns = [
        issn for name in ("print", "online") if (issn := rows.take(kinds.issn, cells.get(name), "source_issns.issn"))
    ]
    own = f"doaj:{toc[1]}" if toc else None
    source_id = ids.best("sources", {"issn": next(iter(issns), None), "source": own})
    if source_id is None:
        raise Refused("a journal without an ISSN or a page in DOAJ", column="sources.source_id", found=cells)
    title = plain_text(cells.get("title"))
    rows.add(
        "sources",
        source_id=source_id,
        display_name=title,
        type="journal",
        country_code=rows.take(country_of_name, cells.get("country"), "sources.country_code"),
        is_oa=True,
        is_in_doaj=True,
        created_date=rows.take(moment, cells.get("added"), "sources.created_date"),
        updated_date=rows.take(moment, cells.get("updated"), "sources.updated_date"),
    )
    for issn in dict.fromkeys(issns):
        rows.add("source_issns", source_id=source_id, issn=issn)
    names = {plain_text(cells.get("other_title")): "alternative", title: "title"}
    for name, kind in names.items():
        if name:
            rows.add("source_names", source_id=source_id, name=name, kind=kind)
    if toc:
        rows.add("source_identifiers", source_id=source_id, scheme="doaj", identifier=toc[1])
