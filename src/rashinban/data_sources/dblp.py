"""A record is one publication of dblp's XML dump: an article, a paper of a conference, a book, a thesis, a data set.

The dump is in ISO-8859-1 and names other characters as its DTD does (`&uuml;`), which is not loaded. Pages of persons
(`www`) are no publications and are refused. A homonym's number (`Wei Wang 0001`) is dblp's, and no part of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading import xml
from rashinban.reading.entities import declared
from rashinban.reading.members import members
from rashinban.reading.works import Author, Work, name_as_printed
from rashinban.reading.xml import Element, Reading
from rashinban.schema import DataSource, Expectation, ids, kinds
from rashinban.schema.japanese_ids import isbn
from rashinban.schema.partial_dates import partial_date
from rashinban.snapshots.raw import RawFile, Record

DATA_SOURCE = DataSource(
    name="dblp",
    title="dblp computer science bibliography",
    url="https://dblp.org/xml/",
    licence="CC0-1.0",
    terms="All metadata are released under CC0 1.0. dblp asks to be named.",
    citation="Schloss Dagstuhl - Leibniz Center for Informatics. dblp computer science bibliography. https://dblp.org",
    tables=(
        *("works", "work_identifiers", "work_texts", "work_dates", "work_locations"),
        *("authorships", "authorship_names", "authorship_identifiers"),
    ),
    expectations=(
        Expectation(table="works", column="title", minimum=1.0, why="each publication has a title"),
        Expectation(table="works", column="publication_year", minimum=0.99, why="each publication has a year"),
    ),
)

_KINDS = (
    *("article", "inproceedings", "proceedings", "book", "incollection", "phdthesis", "mastersthesis", "data"),
    "www",
)
_SOURCE = "a journal or conference by its name; sources go by ISSN"
_AUTHORS = "authors are read"
_DBLP = "dblp's own page or key of another record"
_PUBLISHER = "publishers go by ids, which dblp does not give"
_IGNORED_FIELDS = {
    **dict.fromkeys(("journal", "booktitle", "series", "publnr", "address"), _SOURCE),
    **dict.fromkeys(("editor",), _AUTHORS),
    **dict.fromkeys(("url", "crossref", "cdrom", "rel", "stream"), _DBLP),
    **dict.fromkeys(("publisher", "school"), _PUBLISHER),
    "chapter": "the title is read",
    "note": "a remark in free text",
    "month": "the year is read",
    "cite": "numbers of dblp for a few old papers",
}
IGNORED: Mapping[str, str] = {
    **{f"{kind}/{name}": reason for kind in _KINDS for name, reason in _IGNORED_FIELDS.items()},
    "//@type": "whether a link is to an archive or a page",
    "//@bibtex": "how a title is written in BibTeX",
    "//@label": "how a link is called",
    "//@aux": "a remark on a name",
    "//@cdate": "when the record was made; when it was changed is read",
}
_DOI_PAGE = re.compile(r"https?://(?:dx\.)?doi\.org/(10\.\S+)", re.I)
_HOMONYM = re.compile(r"\s\d{4}$", re.A)


def records(file: RawFile) -> Iterator[Record]:
    """The publications of the dump, in their order."""
    number = 0
    for member in members(file, lambda name: name.lower().endswith(".xml")):
        for _, record in [(1, member.refused)] if member.refused else xml.cut(member.chunks, _KINDS):
            number += 1
            yield number, record


def parser(file: RawFile) -> Parser:
    """A parser for the publications of one dump."""
    return parse


def parse(record: bytes, rows: Rows) -> None:
    """Add the rows of one publication."""
    document, unknown = declared(record.decode("iso-8859-1").encode())
    for name in unknown:
        rows.unknown_field(f"&{name};")
    reading = Reading(xml.parse(document))
    root = reading.root
    key = reading.attribute(root, "key")
    if not key:
        raise Refused("a record without its key", column="works.work_id")
    kind = xml.local(root)
    if kind == "www":
        raise Refused("the page of a person, which is no publication", found=key)
    published = reading.attribute(root, "publtype")
    pages = (reading.text(root, "pages") or "").partition("-")
    links = reading.texts(root, "ee")
    dois = [found[1] for link in links if (found := _DOI_PAGE.fullmatch(link))]
    doi = rows.take(kinds.doi, dois[0] if dois else None, "works.doi")
    taken = [rows.take(isbn, each, "work_identifiers.identifier") for each in reading.texts(root, "isbn")]
    isbns = [each for each in taken if each]
    book = isbns[0] if isbns and kind in ("book", "proceedings") else None
    work = Work(ids.best("works", {"doi": doi, "isbn": book, "row": f"dblp:{key}"}) or "", rows)
    for scheme, identifier in (("doi", doi), *(("isbn", each) for each in isbns), ("dblp", key)):
        work.identifier(scheme, identifier)
    work.text("title", reading.text(root, "title"))
    year = rows.take(kinds.year, reading.text(root, "year"), "works.publication_year")
    work.date("issued", str(year) if year else None)
    work.authors([_author(reading, each, rows) for each in reading.many(root, "author")])
    for link in links:
        work.location(landing_page_url=link)
    printed = f"{kind}/{published.split()[0]}" if published else kind
    rows.add(
        "works",
        work_id=work.work_id,
        doi=doi,
        title=work.main(work.titles, None),
        publication_year=year,
        type=rows.type_of("works", "dblp", printed, "works.type"),
        is_retracted=True if published and "withdrawn" in published else None,
        volume=reading.text(root, "volume"),
        issue=reading.text(root, "number"),
        first_page=pages[0].strip() or None,
        last_page=pages[2].strip() or None,
        updated_date=rows.take(partial_date, reading.attribute(root, "mdate"), "works.updated_date"),
    )
    reading.notice_unread(rows, IGNORED)


def _author(reading: Reading, element: Element, rows: Rows) -> Author:
    orcid = rows.take(kinds.orcid, reading.attribute(element, "orcid"), "authorships.orcid")
    name = _HOMONYM.sub("", reading.text(element) or "")
    return Author(names=(name_as_printed(name),) if name else (), identifiers=(("orcid", orcid),) if orcid else ())
