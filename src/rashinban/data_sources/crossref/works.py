"""Each record is one work; it becomes a row of works, and rows of the tables that come with a work."""

from __future__ import annotations

import re
from functools import lru_cache

from rashinban.data_sources.crossref.funding import add_funding
from rashinban.data_sources.crossref.links import add_citations, add_locations, add_relations
from rashinban.data_sources.crossref.people import add_authors
from rashinban.data_sources.crossref.shapes import Date, Work
from rashinban.data_sources.crossref.values import date_of
from rashinban.engine.rows import Rows
from rashinban.reading.markup import plain_text
from rashinban.reading.works import SourceName, add_source
from rashinban.schema import kinds
from rashinban.schema.japanese_ids import isbn
from rashinban.schema.languages import language_code
from rashinban.schema.partial_dates import day_of, year_of

_PAGES = re.compile(r"\s*([^\s,;–-]+)\s*[–-]+\s*([^\s,;–-]+)\s*")


def add_work(doi: str, work: Work, rows: Rows) -> None:
    """Add one work and all that comes with it."""
    work_id = rows.own_id = f"doi:{doi}"
    code = rows.take(language_code, work.language, "works.language") if work.language else None
    title, abstract = _add_texts(work, code, rows)
    source_id = _source(work, rows)
    issued = _add_dates(work, rows)
    _add_identifiers(doi, work, rows)
    first_page, last_page = _pages(work)
    printed = f"{work.type}/{work.subtype}" if work.subtype else work.type
    retracted = any(update.type == "retraction" for update in work.updated_by) if work.updated_by else False
    rows["works"].append(
        (
            work_id,
            doi,
            None,
            None,
            title,
            abstract,
            year_of(issued),
            day_of(issued),
            code,
            rows.type_of("works", "crossref", printed, "works.type"),
            source_id,
            None,
            # Crossref does not say of a work that it is not retracted.
            retracted or None,
            None,
            None,
            None,
            None,
            None,
            None,
            work.references_count if work.references_count is not None else work.reference_count,
            None,
            None,
            None,
            None,
            work.volume or None,
            work.issue or None,
            first_page,
            last_page,
            _moment(work.created),
            _moment(work.deposited),
        )
    )
    add_locations(work, source_id, rows)
    if work.author:
        add_authors(work.author, rows)
    if work.reference or work.relation:
        add_citations(work, rows)
    if work.relation or work.update_to or work.updated_by or work.clinical_trial_number:
        add_relations(work_id, work, rows)
    if work.funder or work.relation:
        add_funding(work_id, work, rows)
    for term in dict.fromkeys(filter(None, work.subject or ())):
        rows["work_subjects"].append((work_id, "asjc", term, None, None))


def _moment(date: Date | None) -> str | None:
    return date.date_time if date is not None else None


def _add_texts(work: Work, code: str | None, rows: Rows) -> tuple[str | None, str | None]:
    """Add titles and abstract; gives the main ones. The title in the original language is the first."""
    found: dict[tuple[str, str], None] = {}
    for kind, texts in (("title", work.original_title), ("title", work.title), ("subtitle", work.subtitle)):
        for marked in texts or ():
            if text := plain_text(marked):
                found[kind, text] = None
    title = next((text for kind, text in found if kind == "title"), None)
    for marked in work.short_title or ():
        if (text := plain_text(marked)) and ("title", text) not in found:
            found["alternative", text] = None
    abstract = plain_text(work.abstract)
    if abstract:
        found["abstract", abstract] = None
    if found:
        # The language of the work is that of its first title; of the others it is not said.
        positions, kinds_, languages, scripts, texts_ = rows.lists("work_texts")
        positions.extend(range(1, len(found) + 1))
        kinds_.extend([kind for kind, _ in found])
        languages.extend([code if number == 0 and title else None for number in range(len(found))])
        scripts.extend([None] * len(found))
        texts_.extend([text for _, text in found])
    return title, abstract


def _source(work: Work, rows: Rows) -> str | None:
    """The journal or series by its ISSNs, its record made of what the work says of it. Without an ISSN: None."""
    if not work.issn:
        return None
    name = work.container_title[0] if work.container_title else None
    seen = rows.known.get(work.issn[0])
    if seen is not None and seen[0] == (name, work.issn):
        short: str | None = seen[1]
        return short
    issns = [clean for each in work.issn if (clean := rows.take(kinds.issn, each, "source_issns.issn"))]
    printed = plain_text(name)
    names = [SourceName(name=printed)] if printed else []
    source_id = add_source(rows, issns=issns, identifiers=[], names=names)
    rows.known[work.issn[0]] = ((name, work.issn), source_id)
    return source_id


#: The fields that hold a date, and what it is the date of.
_DATES = (
    ("issued", "issued"),
    ("print", "published_print"),
    ("online", "published_online"),
    ("other", "published_other"),
    ("posted", "posted"),
    ("accepted", "accepted"),
    ("approved", "approved"),
    ("created", "content_created"),
    ("updated", "content_updated"),
)


def _add_dates(work: Work, rows: Rows) -> str | None:
    """Add the dated events of a work; gives the date of publication."""
    names, dates = rows.lists("work_dates")
    issued = None
    for kind, field in _DATES:
        written = getattr(work, field)
        if written is not None and (date := date_of(written, "work_dates.date", rows)):
            names.append(kind)
            dates.append(date)
            if kind == "issued":
                issued = date
    return issued


def _add_identifiers(doi: str, work: Work, rows: Rows) -> None:
    schemes, identifiers = rows.lists("work_identifiers")
    schemes.append("doi")
    identifiers.append(doi)
    books = [clean for each in work.isbn or () if (clean := rows.take(_isbn, each, "work_identifiers.identifier"))]
    others = [each for each in work.alternative_id or () if each and each.lower() != doi]
    for scheme, found in (("isbn", books), ("alternative-id", others)):
        for identifier in dict.fromkeys(found) if found else ():
            schemes.append(scheme)
            identifiers.append(identifier)


def _isbn(text: str) -> str:
    # Records of before 2018 have an address in front.
    return isbn(text.removeprefix("http://id.crossref.org/isbn/"))


@lru_cache(maxsize=1 << 12)
def _split_pages(page: str) -> tuple[str | None, str | None]:
    found = _PAGES.fullmatch(page)
    return (found[1], found[2]) if found else (page.strip() or None, None)


def _pages(work: Work) -> tuple[str | None, str | None]:
    """First and last page; the number of an article stands for the page of one without pages."""
    return _split_pages(work.page) if work.page else (work.article_number or None, None)
