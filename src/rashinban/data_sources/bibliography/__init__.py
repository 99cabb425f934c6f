"""Exports of reference managers: BibTeX, RIS and CSL-JSON.

An entry is a work by its DOI, PMID, arXiv number, the ISBN of a book or its address, else by a hash of its title, year
and first author (`row:`): a key such as `Smith2014` means nothing outside one person's library, but two libraries that
hold the same entry give the same id.
"""

from __future__ import annotations

from rashinban.data_sources.bibliography.files import parser, records
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="bibliography",
    title="Exports of reference managers (BibTeX, RIS, CSL-JSON)",
    url="https://citationstyles.org",
    licence="that of the file",
    terms="What was exported belongs to whom it came from: abstracts are often the publisher's. See the terms of the "
    "database that the entries were taken from.",
    citation="Bibliography given by the user.",
    tables=(
        *("works", "work_identifiers", "work_texts", "work_keywords", "work_dates", "work_locations"),
        *("authorships", "authorship_names", "sources", "source_issns", "source_names"),
    ),
    expectations=(
        Expectation(table="works", column="title", minimum=1.0, why="an entry without a title cannot be found again"),
        Expectation(table="works", column="publication_year", minimum=0.9, why="nearly every entry has a year"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]
