"""Each entry becomes one work, with what it says of its authors, journal and identifiers."""

from __future__ import annotations

import hashlib
import re

from rashinban.data_sources.bibliography.entry import Entry
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.works import Author, SourceName, Work, add_source
from rashinban.schema import ids, kinds
from rashinban.schema.identifiers import arxiv, pmcid, pmid
from rashinban.schema.japanese import isbn, match_key
from rashinban.schema.partial_dates import day_of, year_of

_WEB = re.compile(r"https?://\S+", re.I)
_DOI_PAGE = re.compile(r"https?://(?:dx\.)?doi\.org/(10\.\S+)", re.I)


def add_work(entry: Entry, rows: Rows) -> None:
    """Add the rows of one entry. Refused: an entry without a title."""
    title = ": ".join(filter(None, (entry.title, entry.subtitle)))
    if not title:
        raise Refused("an entry without a title", column="works.title", found=entry.type)
    type_ = rows.type_of("works", "bibliography", entry.type, "works.type")
    numbers = _identifiers(entry, rows)
    issns, isbns = _standard_numbers(entry, rows)
    books = isbns if type_ == "book" else []
    url = entry.url if entry.url and _WEB.fullmatch(entry.url) else None
    found = {**numbers, "isbn": next(iter(books), None), "url": url, "row": _hash(title, entry)}
    work = Work(ids.best("works", found) or "", rows)
    for scheme, identifier in (*numbers.items(), *(("isbn", each) for each in isbns), ("url", url)):
        work.identifier(scheme, identifier)
    language, _ = work.language(entry.language)
    work.text("title", title, language)
    work.text("abstract", entry.abstract, language)
    for word in entry.keywords:
        work.keyword(word)
    work.date("issued", entry.date)
    work.authors([Author(names=(name,)) for name in entry.authors])
    names = [SourceName(name=entry.container)] if entry.container else []
    source_id = add_source(rows, issns=issns, identifiers=(), names=names) if issns else None
    if url or source_id:
        work.location(source_id=source_id, landing_page_url=url)
    rows.add(
        "works",
        work_id=work.work_id,
        doi=numbers["doi"],
        pmid=numbers["pmid"],
        title=work.main(work.titles, language),
        abstract=work.main(work.abstracts, language),
        publication_year=year_of(entry.date),
        publication_date=day_of(entry.date),
        language=language,
        type=type_,
        source_id=source_id,
        volume=entry.volume,
        issue=entry.issue,
        first_page=entry.pages,
        last_page=entry.last_page,
    )


def _identifiers(entry: Entry, rows: Rows) -> dict[str, str | None]:
    column = "work_identifiers.identifier"
    page = _DOI_PAGE.fullmatch(entry.url or "")
    return {
        "doi": rows.take(kinds.doi, entry.doi or (page[1] if page else None), "works.doi"),
        "pmid": rows.take(pmid, entry.pmid, "works.pmid"),
        "pmcid": rows.take(pmcid, entry.pmcid, column),
        "arxiv": rows.take(arxiv, entry.arxiv, column),
    }


def _standard_numbers(entry: Entry, rows: Rows) -> tuple[list[str], list[str]]:
    """ISSNs and ISBNs: RIS has one tag for both, told apart by their length."""
    issns, isbns = [], []
    for each in entry.standard_numbers:
        digits = re.sub(r"[^0-9Xx]", "", each)
        if len(digits) in (10, 13):
            isbns.append(rows.take(isbn, each, "work_identifiers.identifier"))
        else:
            issns.append(rows.take(kinds.issn, each, "source_issns.issn"))
    return [each for each in issns if each], [each for each in isbns if each]


def _hash(title: str, entry: Entry) -> str:
    first = entry.authors[0].family or entry.authors[0].full if entry.authors else ""
    said = "\x1f".join((match_key(title), str(year_of(entry.date) or ""), match_key(first)))
    return f"bibliography:{hashlib.sha256(said.encode()).hexdigest()[:16]}"
