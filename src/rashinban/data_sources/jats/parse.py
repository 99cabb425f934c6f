"""An article in JATS becomes a work with its authors, texts by language, funding, related articles and references."""

from __future__ import annotations

from rashinban.data_sources.jats import parts
from rashinban.data_sources.jats.ignored import IGNORED
from rashinban.data_sources.jats.people import add_authors
from rashinban.data_sources.jats.text import date, identifier, text_of
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading import entities, xml
from rashinban.reading.files import sampled
from rashinban.reading.works import Work
from rashinban.reading.xml import Element, Reading, local
from rashinban.schema import ids
from rashinban.schema.languages import language
from rashinban.schema.partial_dates import day_of, year_of
from rashinban.snapshots.raw import RawFile

#: What a date of publication is of, by its type and format.
_ONLINE = frozenset(("epub", "epub-original", "electronic", "online", "epreprint"))
_PRINT = frozenset(("ppub", "print"))
#: Dates that are not the publication of the article.
_NOT_ISSUED = frozenset(("preprint", "nihms-submitted", "pmc-release", "retracted", "corrected", "dryad", "epreprint"))


def parser(file: RawFile) -> Parser:
    """A parser for the articles of one file."""
    return sampled(_parse)


def _parse(record: bytes, rows: Rows, *, watched: bool) -> None:
    document, unknown = entities.declared(record)
    for name in unknown:
        rows.refuse_value("*", "a character by a name that no standard has", f"&{name};")
    reading = Reading(xml.parse(document), watched=watched)
    _read(reading, rows)
    reading.notice_unread(rows, IGNORED)


def _read(reading: Reading, rows: Rows) -> None:
    root = reading.root
    front = reading.one(root, "front")
    meta = reading.one(front, "article-meta") if front is not None else None
    if front is None or meta is None:
        raise Refused("an article without front matter", found=local(root))
    own, versions = _identifiers(reading, meta, rows)
    work_id = ids.best("works", own)
    if work_id is None:
        raise Refused("an article without DOI, PMID or PMCID", column="works.work_id")
    work = Work(work_id, rows)
    for scheme, value in own.items():
        work.identifier(scheme, value)
    for version in versions:
        work.relation("HasVersion", "doi", version)
    code = rows.take(language, reading.attribute(root, "lang"), "works.language") or (None, None)
    _texts(reading, meta, work, code[0], rows)
    published = _dates(reading, meta, work, rows)
    parts.add_keywords(reading, meta, work)
    add_authors(reading, meta, work_id, rows)
    parts.add_funding(reading, meta, work, rows)
    retracted = parts.add_relations(reading, meta, work, rows)
    source_id = parts.add_journal(reading, front, rows)
    parts.add_location(reading, meta, work, own.get("doi"), source_id)
    first = reading.text(meta, "fpage")
    place = reading.text(meta, "elocation-id")
    rows.add(
        "works",
        work_id=work_id,
        doi=own.get("doi"),
        pmid=own.get("pmid"),
        title=work.main(work.titles, code[0]),
        abstract=work.main(work.abstracts, code[0]),
        publication_year=year_of(published),
        publication_date=day_of(published),
        language=code[0],
        type=rows.type_of("works", "jats", reading.attribute(root, "article-type"), "works.type"),
        source_id=source_id,
        is_retracted=retracted,
        referenced_works_count=parts.add_references(root, reading, work_id, rows),
        volume=reading.text(meta, "volume"),
        issue=reading.text(meta, "issue"),
        first_page=first or place,
        last_page=reading.text(meta, "lpage"),
    )


def _identifiers(reading: Reading, meta: Element, rows: Rows) -> tuple[dict[str, str | None], list[str]]:
    """Identifiers of the article by scheme, and the DOIs of its versions."""
    own: dict[str, str | None] = {}
    versions = []
    for each in reading.many(meta, "article-id"):
        printed = reading.attribute(each, "pub-id-type")
        text = reading.text(each)
        found = identifier(printed, text, rows, "works.doi")
        if found and reading.attribute(each, "specific-use") == "version":
            versions.append(found[1])
        elif found:
            own.setdefault(*found)
        elif printed and text and printed.lower() not in ("doi", "pmid", "pmc", "pmcid", "arxiv"):
            own.setdefault(printed, text)
    return own, versions


def _texts(reading: Reading, meta: Element, work: Work, own: str | None, rows: Rows) -> None:
    """Titles, abstracts, statements of funding. Those of the article's own language carry it only where it is said."""
    groups = [(group, own) for group in reading.many(meta, "title-group")]
    title = reading.one(meta, "title-group/article-title")
    if title is not None:
        work.text("title", text_of(reading, title), _language(reading, title, rows) or own)
    for group, code in groups:
        for subtitle in reading.many(group, "subtitle"):
            work.text("subtitle", text_of(reading, subtitle), code)
        for translated in reading.many(group, "trans-title-group"):
            other = _language(reading, translated, rows)
            work.text("title", text_of(reading, reading.one(translated, "trans-title")), other)
            work.text("subtitle", text_of(reading, reading.one(translated, "trans-subtitle")), other)
        for translated in reading.many(group, "trans-title"):
            work.text("title", text_of(reading, translated), _language(reading, translated, rows))
    for name, default in (("abstract", own), ("trans-abstract", None)):
        for abstract in reading.many(meta, name):
            kind = reading.attribute(abstract, "abstract-type")
            text = _abstract(reading, abstract)
            # Others are a picture, a line for the contents, or a digest for the public.
            work.text("abstract" if kind is None else "note", text, _language(reading, abstract, rows) or default)
    for statement in reading.many(meta, "funding-group/funding-statement"):
        work.text("funding", text_of(reading, statement), _language(reading, statement, rows) or own)


def _language(reading: Reading, element: Element, rows: Rows) -> str | None:
    code = rows.take(language, reading.attribute(element, "lang"), "work_texts.language")
    return code[0] if code else None


def _abstract(reading: Reading, element: Element) -> str | None:
    """Its paragraphs one after the other; the title of a part stands before its first one."""
    reading.passed(element)
    lines: list[str] = []
    heading: str | None = None
    for part in element.iter("{*}title", "{*}p", "{*}list-item"):
        if local(part) == "title":
            # The title of the whole is the word Abstract.
            heading = text_of(reading, part) if part.getparent() is not element else None
        elif text := (None if local(part) == "list-item" else text_of(reading, part)):
            lines.append(f"{heading.rstrip(':.：．')}: {text}" if heading else text)
            heading = None
    return "\n".join(lines) or None


def _dates(reading: Reading, meta: Element, work: Work, rows: Rows) -> str | None:
    """Every date becomes a row; returns the earliest on which the article came out, print or electronic."""
    issued: list[str] = []
    for each in reading.many(meta, "pub-date"):
        words = {
            reading.attribute(each, "pub-type"),
            reading.attribute(each, "date-type"),
            reading.attribute(each, "publication-format"),
        }
        found = date(reading, each, rows, "works.publication_date")
        kind = "online" if words & _ONLINE else "print" if words & _PRINT else "issued"
        if words & _NOT_ISSUED:
            kind = "available"
        elif found:
            issued.append(found)
        work.date(kind, found)
    for each in reading.many(meta, "history/date"):
        printed = reading.attribute(each, "date-type")
        work_kind = rows.type_of("work_dates", "jats", printed, "work_dates.kind")
        found = date(reading, each, rows, "work_dates.date")
        if work_kind:
            work.date(work_kind, found)
    if not issued:
        return None
    # A year alone is no earlier than a day in it.
    year = min(each[:4] for each in issued)
    return min((each for each in issued if each[:4] == year), key=lambda each: (-len(each), each))
