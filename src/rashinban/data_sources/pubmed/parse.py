"""A record of PubMed becomes a work with its authors, texts, terms, references, grants and related articles."""

from __future__ import annotations

import re

from rashinban.data_sources.pubmed import parts
from rashinban.data_sources.pubmed.dates import date
from rashinban.data_sources.pubmed.ignored import IGNORED
from rashinban.data_sources.pubmed.people import add_authors
from rashinban.data_sources.pubmed.record import Found, find_parts, first
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading import xml
from rashinban.reading.files import sampled
from rashinban.reading.xml import Element, Reading
from rashinban.schema import ids, kinds
from rashinban.schema.languages import language
from rashinban.snapshots.raw import RawFile

#: Formulas are in a prefix that the DTD binds, which is never loaded.
_MATHS = b'xmlns:mml="http://www.w3.org/1998/Math/MathML"'
#: What stands for a title where there is none in English.
_NO_TITLE = re.compile(r"\[?not available\]?\.?", re.I)
_TRANSLATED = re.compile(r"\[(.*)\]\.?", re.S)


def parser(file: RawFile) -> Parser:
    """A parser for the records of one file."""
    return sampled(_parse)


def _parse(record: bytes, rows: Rows, *, watched: bool) -> None:
    if b"<mml:" in record and b"xmlns:mml" not in record:
        head, end, rest = record.partition(b">")
        record = head + b" " + _MATHS + end + rest
    reading = Reading(xml.parse(record), watched=watched)
    _read(reading, find_parts(reading), rows)
    reading.notice_unread(rows, IGNORED)


def _read(reading: Reading, found: Found, rows: Rows) -> None:
    citation, article, data = found.citation, found.article, found.data
    own: dict[str, str | None] = {}
    for each in data.get("ArticleIdList", ()):
        own = {**parts.identifiers(reading, each, rows, "works.doi"), **own}
    own["pmid"] = reading.text(first(citation, "PMID")) or own.get("pmid")
    for place in article.get("ELocationID", ()):
        kind, text = reading.attribute(place, "EIdType"), reading.text(place)
        if reading.attribute(place, "ValidYN") != "N" and kind == "doi" and not own.get("doi"):
            own["doi"] = rows.take(kinds.doi, text, "works.doi")
    if not own["pmid"]:
        raise Refused("a record without a PMID", column="works.pmid")
    work_id = ids.best("works", own)
    assert work_id is not None
    rows["work_identifiers"].extend((work_id, scheme, value) for scheme, value in own.items() if value)
    parts.add_isbns(reading, found, work_id, rows)

    issue = found.issue
    subjects = parts.Subjects(work_id, rows)
    type_, retracted = parts.work_type(reading, article.get("PublicationTypeList", []), subjects, rows)
    parts.add_terms(reading, citation, subjects)
    parts.add_keywords(reading, citation.get("KeywordList", []), work_id, rows)
    printed = date(reading, issue.get("PubDate"), rows, "works.publication_year")
    year, day, created = _dates(reading, found, printed, work_id, rows)
    title, abstract, code = _texts(reading, found, work_id, rows)
    pages = _pages(reading, first(article, "Pagination"))
    add_authors(reading, article.get("AuthorList", []), work_id, rows)
    parts.add_grants(reading, article.get("GrantList", []), work_id, rows)
    cited = parts.add_relations(reading, {**citation, **article}, work_id, rows)
    cited |= parts.references(reading, data.get("ReferenceList", ()), rows)
    cited.pop(work_id, None)
    rows["citations"].extend((work_id, other) for other in cited)
    rows.add(
        "works",
        work_id=work_id,
        doi=own.get("doi"),
        pmid=own["pmid"],
        title=title,
        abstract=abstract,
        publication_year=year,
        publication_date=rows.take(kinds.date, day, "works.publication_date"),
        language=code,
        type=found.type or type_,
        source_id=parts.add_journal(reading, first(article, "Journal"), first(citation, "MedlineJournalInfo"), rows),
        is_retracted=retracted,
        referenced_works_count=len(cited) if "ReferenceList" in data else None,
        volume=reading.text(issue.get("Volume")),
        issue=reading.text(issue.get("Issue")),
        first_page=pages[0],
        last_page=pages[1],
        created_date=created,
        updated_date=date(reading, first(citation, "DateRevised"), rows, "works.updated_date"),
    )


def _dates(
    reading: Reading, found: Found, printed: str | None, work_id: str, rows: Rows
) -> tuple[int | None, str | None, str | None]:
    """Year, full day and date of entry; every date becomes a row.

    The year is the issue's, as it is cited. The day is the issue's too, else that of the electronic article where it
    lies in the same year.
    """
    kept = {("issued", printed): None}
    online = [date(reading, each, rows, "work_dates.date") for each in found.article.get("ArticleDate", ())]
    for each, element in zip(online, found.article.get("ArticleDate", ()), strict=True):
        reading.attribute(element, "DateType")
        kept["online", each] = None
    created = None
    for history in found.data.get("History", ()):
        for event in history:
            status = reading.attribute(event, "PubStatus")
            kind = rows.type_of("work_dates", "pubmed", status, "work_dates.kind")
            moment = date(reading, event, rows, "work_dates.date")
            if status == "entrez":
                created = moment
            if kind:
                kept[kind, moment] = None
    rows["work_dates"].extend((work_id, kind, moment) for kind, moment in kept if moment)
    known = printed or next((each for each in online if each), None)
    days = [each for each in (printed, *online) if each and len(each) == 10 and known and each[:4] == known[:4]]
    return (int(known[:4]) if known else None), (days[0] if days else None), created


def _texts(reading: Reading, found: Found, work_id: str, rows: Rows) -> tuple[str | None, str | None, str | None]:
    """Title and abstract to show, and the language of the work; every text becomes a row.

    A title in brackets is NLM's translation into English: the title in its own language comes first.
    """
    codes = [reading.text(each) for each in found.article.get("Language", ())]
    languages = [code[0] for each in codes if (code := rows.take(language, each, "works.language"))]
    own = next((code for code in languages if code != "en"), None)
    told: list[tuple[str, str | None, str]] = []
    vernacular = reading.text(first(found.article, "VernacularTitle"))
    if vernacular:
        told.append(("title", own, vernacular))
    title = reading.text(first(found.article, "ArticleTitle"))
    if title and not _NO_TITLE.fullmatch(title):
        translated = _TRANSLATED.fullmatch(title) if own else None
        told.append(("title", "en" if translated or not own else own, translated[1] if translated else title))
    for element in found.article.get("Abstract", ()):
        if text := _abstract(reading, element):
            told.append(("abstract", "en", text))
    for element in found.citation.get("OtherAbstract", ()):
        reading.attribute(element, "Type")
        code = rows.take(language, reading.attribute(element, "Language"), "work_texts.language")
        if text := _abstract(reading, element):
            told.append(("abstract", code[0] if code else None, text))
    rows["work_texts"].extend(
        (work_id, position, kind, code, None, text) for position, (kind, code, text) in enumerate(told, 1)
    )
    main = {kind: text for kind, _, text in reversed(told)}
    return main.get("title"), main.get("abstract"), languages[0] if languages else None


def _abstract(reading: Reading, element: Element) -> str | None:
    """The parts of an abstract, one a line, each behind its label."""
    lines = []
    for part in element:
        if part.tag == "AbstractText" and (text := reading.text(part)):
            label = reading.attribute(part, "Label")
            lines.append(f"{label}: {text}" if label and label != "UNLABELLED" else text)
    return "\n".join(lines) or None


def _pages(reading: Reading, pagination: Element | None) -> tuple[str | None, str | None]:
    """First and last page: `819-23` -> 819 and 823, `e120` -> e120 and none."""
    if pagination is None:
        return None, None
    start, end = reading.text(pagination, "StartPage"), reading.text(pagination, "EndPage")
    printed = reading.text(pagination, "MedlinePgn")
    if start or not printed:
        return start, end
    start, _, end = re.split("[;,]", printed, maxsplit=1)[0].partition("-")
    start, end = start.strip(), end.strip()
    if start.isdigit() and end.isdigit() and len(end) < len(start):
        end = start[: len(start) - len(end)] + end
    return start or None, end or None
