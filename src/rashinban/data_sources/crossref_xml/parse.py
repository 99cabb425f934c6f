"""A record of Crossref's XML becomes rows: every work in it, with the journal or book that they are in."""

from __future__ import annotations

from collections.abc import Iterator

from rashinban.data_sources.crossref_xml.ignored import IGNORED
from rashinban.data_sources.crossref_xml.parts import (
    add_abstracts,
    add_authors,
    add_citations,
    add_dates,
    add_funding,
    add_location,
    add_relations,
    add_titles,
)
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.files import sampled
from rashinban.reading.works import SourceName, Work, add_source
from rashinban.reading.xml import Element, Reading, local, parse
from rashinban.schema import kinds
from rashinban.schema.ids import scheme_id
from rashinban.schema.japanese_ids import isbn
from rashinban.schema.partial_dates import day_of, year_of
from rashinban.snapshots.raw import RawFile

NAME = "crossref_xml"

#: Where series, journals and proceedings say what they are called and which ISSN they have.
_CONTAINERS = ("journal_metadata", "series_metadata", "proceedings_series_metadata", "book_series_metadata")
_DATED = ("book_metadata", "book_series_metadata", "book_set_metadata", "proceedings_metadata", "journal_issue")
#: Things with a DOI that are part of a work.
_PARTS = frozenset({"component", "citation", "sa_component"})


def parser(file: RawFile) -> Parser:
    """A parser for the records of one file; the first, and every thousandth, are looked through."""
    return sampled(_parse)


def _parse(record: bytes, rows: Rows, *, watched: bool) -> None:
    root = parse(record)
    reading = Reading(root, watched=watched)
    if local(root) == "query" and root.get("status") != "resolved":
        raise Refused("Crossref has no record of it", column="status", found=root.get("status"))
    found = list(_works(root))
    if not found:
        raise Refused("no DOI in it", found=local(root))
    kept = [_add(reading, root, element, rows) for element in found]
    if not any(kept):
        raise Refused("none of its DOIs is of a work", found=", ".join(local(element) for element in found))
    reading.notice_unread(rows, IGNORED)


def _works(element: Element) -> Iterator[Element]:
    """The elements that have a DOI, but parts of a work."""
    if any(local(child) == "doi_data" for child in element):
        yield element
    for child in element:
        if local(child) not in _PARTS:
            yield from _works(child)


def _add(r: Reading, root: Element, element: Element, rows: Rows) -> bool:
    """Add one work. False where it is none: a grant."""
    if local(element) == "grant":
        r.passed(element)
        rows.refuse_value("awards.award_id", "grants are read from Crossref's JSON", r.text(element, "doi_data/doi"))
        return False
    doi = rows.take(kinds.doi, r.text(element, "doi_data/doi"), "works.doi")
    if doi is None:
        return False
    work = Work(scheme_id("doi", doi), rows)
    around = list(element.iterancestors())
    code = _language(r, element, around, work)
    add_titles(r, element, code, work)
    add_abstracts(r, element, work)
    issued = add_dates(r, element, work, rows)
    for parent in around if issued is None and local(element) not in _CONTAINERS else ():
        # A chapter or an article without a date of its own has that of its book or issue.
        held = (each for name in _DATED for each in r.many(parent, name))
        issued = issued or next((date for each in held if (date := add_dates(r, each, work, rows))), None)
    source_id = _source(r, [element, *around], rows)
    # A journal has a DOI beside those of its issues, and no volume.
    within = (
        [] if local(element) in _CONTAINERS else [element.getparent()] if local(element) == "journal_issue" else around
    )
    issue = next((one for parent in within if (one := r.one(parent, "journal_issue")) is not None), None)
    first_page = r.text(element, "pages/first_page") or r.text(r.one(element, "publisher_item"), "item_number")
    _add_identifiers(r, element, doi, work, rows)
    add_relations(r, element, work, rows)
    cited = add_citations(r, element, work, rows)
    rows.add(
        "works",
        work_id=work.work_id,
        doi=doi,
        title=work.main(work.titles, None),
        abstract=work.main(work.abstracts, None),
        publication_year=year_of(issued),
        publication_date=day_of(issued),
        language=code,
        type=rows.type_of("works", NAME, _printed_type(r, element), "works.type"),
        source_id=source_id,
        referenced_works_count=cited,
        volume=r.text(issue, "journal_volume/volume") or r.text(element, "volume"),
        issue=r.text(issue, "issue"),
        first_page=first_page,
        last_page=r.text(element, "pages/last_page"),
        **_moments(r, root),
    )
    add_location(r, element, source_id, work, rows)
    add_authors(r, element, work, rows)
    add_funding(r, element, work, rows)
    return True


def _language(r: Reading, element: Element, around: list[Element], work: Work) -> str | None:
    """The language of the work, else that of the journal that it is in."""
    stated = r.attribute(element, "language")
    for parent in around:
        for name in _CONTAINERS:
            stated = stated or r.attribute(r.one(parent, name), "language")
    return work.language(stated, "works.language")[0]


def _printed_type(r: Reading, element: Element) -> str:
    """`posted_content/preprint`: the element, and the type that it, or the book that it is in, says."""
    name = local(element)
    said = {"posted_content": "type", "content_item": "component_type", "dataset": "dataset_type"}.get(name)
    found = r.attribute(element, said) if said else None
    if name in ("book_metadata", "book_series_metadata", "book_set_metadata"):
        found = r.attribute(element.getparent(), "book_type")
    return f"{name}/{found}" if found else name


def _source(r: Reading, parents: list[Element], rows: Rows) -> str | None:
    """The journal or series that a work is in, by its ISSNs."""
    for parent in parents:
        for name in _CONTAINERS:
            found = r.one(parent, name)
            if found is None:
                continue
            printed = r.texts(found, "issn")
            issns = [clean for each in printed if (clean := rows.take(kinds.issn, each, "source_issns.issn"))]
            named = (*r.texts(found, "full_title"), *r.texts(found, "titles/title"))
            titles = [SourceName(name=text) for text in named]
            short = [SourceName(name=text, kind="abbreviation") for text in r.texts(found, "abbrev_title")]
            r.passed(r.one(found, "doi_data"))
            if issns:
                return add_source(rows, issns=issns, identifiers=[], names=[*titles, *short])
    return None


def _add_identifiers(r: Reading, element: Element, doi: str, work: Work, rows: Rows) -> None:
    work.identifier("doi", doi)
    for text in r.texts(element, "isbn"):
        work.identifier("isbn", rows.take(isbn, text, "work_identifiers.identifier"))
    item = r.one(element, "publisher_item")
    if item is not None:
        for each in r.many(item, "identifier"):
            scheme, identifier = (r.attribute(each, "id_type") or "other").lower(), r.text(each)
            if scheme != "doi":
                work.identifier(scheme, identifier)
        for each in r.many(item, "item_number"):
            work.identifier(r.attribute(each, "item_number_type") or "item-number", r.text(each))


def _moments(r: Reading, root: Element) -> dict[str, str | None]:
    """When Crossref made and last changed the record, where it is an answer."""
    found = {r.attribute(each, "name"): r.text(each) for each in r.many(root, "crm-item")}
    return {"created_date": found.get("created"), "updated_date": found.get("last-update")}
