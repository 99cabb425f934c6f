"""Each record is one journal or one funder as Crossref lists them."""

from __future__ import annotations

from rashinban.data_sources.crossref.shapes import FunderRecord, Journal
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.works import SourceName, add_source
from rashinban.schema import ids, kinds
from rashinban.schema.identifiers import fundref


def add_journal(journal: Journal, rows: Rows) -> None:
    """Add a journal by its ISSNs."""
    issns = [clean for each in journal.issn or () if (clean := rows.take(kinds.issn, each, "source_issns.issn"))]
    rows.own_id = add_source(rows, issns=issns, identifiers=[], names=[SourceName(name=journal.title)])
    if rows.own_id is None:
        raise Refused("a journal without an ISSN", column="ISSN", found=journal.title)


def add_funder(record: FunderRecord, rows: Rows) -> None:
    """Add a funder with its further names."""
    try:
        number = fundref(record.uri or record.id)
    except Refused as refused:
        raise Refused(refused.reason, column="id", found=record.id) from None
    funder_id = rows.own_id = ids.scheme_id("fundref", number)
    rows.add("funders", funder_id=funder_id, display_name=record.name, crossref_funder_id=number)
    rows.add("funder_identifiers", funder_id=funder_id, scheme="fundref", identifier=number)
    for name in dict.fromkeys(each for each in record.alt_names or () if each and each != record.name):
        rows.add("funder_names", funder_id=funder_id, name=name)
