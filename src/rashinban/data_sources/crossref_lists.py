"""A record is one row of a list that Crossref publishes: a title of its title list, or a funder of its registry as CSV.

The lists are for those who want names and identifiers of journals and funders without the works.
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
from rashinban.snapshots.raw import RawFile

DATA_SOURCE = DataSource(
    name="crossref_lists",
    title="Crossref: title list and funder registry as CSV",
    url="https://www.crossref.org/documentation/funder-registry/accessing-the-funder-registry/",
    licence="CC0-1.0 (funder registry); facts of the title list are free of copyright",
    terms="Crossref places no restriction on its metadata; the Open Funder Registry is CC0.",
    citation="Crossref. Title list; Open Funder Registry. https://www.crossref.org",
    tables=("sources", "source_issns", "source_names", "source_identifiers", "funders", "funder_identifiers"),
    expectations=(
        Expectation(table="funders", column="display_name", minimum=1.0, why="an id without a name says nothing"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]

COLUMNS = Columns(
    meaning={
        "funder": ("uri",),
        "name": ("primary_name_display",),
        "replaced": ("replaced",),
        "title": ("JournalTitle",),
        "number": ("JournalID",),
        "print": ("pissn",),
        "online": ("eissn",),
        "others": ("additionalIssns",),
    },
    ignored={
        "Publisher": "publishers go by ids, which the list does not give",
        "doi": "the DOI of the title, which names no work",
        "(year1)[volume1]issue1,issue2,issue3(year2)[volume2]issue4,issues5": "which issues were deposited",
    },
)
_FUNDER = re.compile(r"https?://(?:dx\.)?doi\.org/10\.13039/(\d+)", re.A)


def parser(file: RawFile) -> Parser:
    """A parser for the rows of one list."""
    return byte_rows.parser(file, parse)


def parse(row: Mapping[str, str], rows: Rows) -> None:
    """Add the rows of one title or funder."""
    cells = COLUMNS.cells(row, rows)
    if "funder" in cells:
        _funder(cells, rows)
    else:
        _title(cells, rows)


def _funder(cells: Mapping[str, str], rows: Rows) -> None:
    found = _FUNDER.fullmatch(cells["funder"])
    if not found:
        raise Refused("not a DOI of a funder (10.13039/digits)", column="funders.funder_id", found=cells["funder"])
    if "replaced" in cells:
        raise Refused("replaced by another funder, which the list does not name", found=cells["funder"])
    funder_id = ids.scheme_id("fundref", found[1])
    rows.add("funders", funder_id=funder_id, display_name=plain_text(cells.get("name")), crossref_funder_id=found[1])
    rows.add("funder_identifiers", funder_id=funder_id, scheme="fundref", identifier=found[1])


def _title(cells: Mapping[str, str], rows: Rows) -> None:
    printed = [cells.get("print"), cells.get("online"), *cells.get("others", "").split(";")]
    taken = (rows.take(kinds.issn, each.strip(), "source_issns.issn") for each in printed if each)
    issns = list(dict.fromkeys(issn for issn in taken if issn))
    number = cells.get("number")
    own = f"crossref:{number}" if number else None
    source_id = ids.best("sources", {"issn": next(iter(issns), None), "source": own})
    if source_id is None:
        raise Refused("a title without an ISSN or a number", column="sources.source_id", found=dict(cells))
    title = plain_text(cells.get("title"))
    rows.add("sources", source_id=source_id, display_name=title)
    for issn in issns:
        rows.add("source_issns", source_id=source_id, issn=issn)
    if title:
        rows.add("source_names", source_id=source_id, name=title, kind="title")
    if number:
        rows.add("source_identifiers", source_id=source_id, scheme="crossref", identifier=number)
