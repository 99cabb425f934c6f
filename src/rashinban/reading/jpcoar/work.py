"""Each item of a repository is one work, with its texts, people, dates, funding, relations and copies."""

from __future__ import annotations

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.jpcoar import words
from rashinban.reading.jpcoar.copies import add_locations, version_of
from rashinban.reading.jpcoar.dates import add_dates
from rashinban.reading.jpcoar.funding import add_funding
from rashinban.reading.jpcoar.links import Header, add_identifiers, add_relations, identify, page, source
from rashinban.reading.jpcoar.notes import add_texts
from rashinban.reading.jpcoar.people import add_creators
from rashinban.reading.jpcoar.record import Record
from rashinban.reading.xml import Element
from rashinban.schema import japanese

#: What is known and not read, each with the reason.
IGNORED = {
    "jpcoar/creator/@creatorType": "the part that a creator has in the work (著, 編); authorships do not tell parts",
    "jpcoar/geoLocation": "places on earth have no table yet",
    "jpcoar/subject/@subjectURI": "the address of a term, which its scheme and words name already",
    "jpcoar/originalLanguage": "of a translated or reprinted book; its own language is read",
    "jpcoar/extent": "physical size",
    "jpcoar/format": "physical format",
    "jpcoar/publisher/publisherDescription": "which volumes a publisher of an old book brought out",
    "jpcoar/publisher/location": "place of printing of old books",
    "jpcoar/publisher/publicationPlace": "place of printing of old books",
    "jpcoar/datasetSeries": "says that the record is of a collection, which its type does not become",
    "jpcoar/catalog": "describes the database that the item comes from, not the item",
    "jpcoar/file": "sizes, formats and files that are no copy of the work (thumbnails, summaries) have no table",
    "jpcoar/fundingReference/funderIdentifier/@funderIdentifierTypeURI": "the address of the list of funders",
    "jpcoar/fundingReference/fundingStreamIdentifier": "code of a programme; the programme is read by its name",
    "//nameIdentifier/@nameIdentifierURI": "the identifier again, as an address",
    "//holdingAgentNameIdentifier/@nameIdentifierURI": "the identifier again, as an address",
    "jpcoar/fundingReference/awardNumber/@fundingStreamIdentifierTypeURI": "of the programme; WEKO writes it here too",
    "//conferenceDate/@starYear": "startYear as an official sample of version 1.0 misspells it",
}


def add_item(root: Element, rows: Rows, header: Header) -> str:
    """Add the rows of one JPCOAR element, and give the id of the work. Refused where nothing identifies it."""
    record = Record(root, rows)
    language = _language(record)
    found = identify(record, header)
    work_id = found.work_id
    printed_type = record.first(root, "dc:type")
    for element in record.each(root, "dc:type"):
        record.attribute(element, "resource")
    word = words.vocabulary("resource type").get(printed_type or "")
    is_paper = word is not None and word.note == "paper"
    version_word, version = version_of(record)
    loose = add_relations(
        record, work_id, found, is_paper=is_paper, is_manuscript=is_paper and version_word in ("AM", "AO")
    )
    add_identifiers(record, work_id, found)
    source_id = source(record)
    if source_id is None:
        loose += [f"source: {text.text}" for text in record.texts(root, "jpcoar:sourceTitle")]
    title, abstract = add_texts(record, work_id, language, loose)
    year, day = add_dates(record, work_id)
    rows.add(
        "works",
        work_id=work_id,
        doi=found.own.get("doi"),
        title=title,
        abstract=abstract,
        publication_year=year,
        publication_date=day,
        language=language,
        type=_type(printed_type, rows),
        source_id=source_id,
        volume=page(record, "jpcoar:volume"),
        issue=page(record, "jpcoar:issue"),
        first_page=page(record, "jpcoar:pageStart"),
        last_page=page(record, "jpcoar:pageEnd"),
        updated_date=header.datestamp,
    )
    add_creators(record, work_id, language)
    _add_subjects(record, work_id)
    add_funding(record, work_id, language)
    add_locations(record, work_id, found, header, version, is_paper=is_paper)
    record.reading.notice_unread(rows, IGNORED)
    return work_id


def _type(printed: str | None, rows: Rows) -> str | None:
    """Our type for the resource type; WEKO and junii2 have further words for it."""
    further = words.vocabulary("further resource type").get(printed or "")
    return further.ours if further else words.ours("resource type", printed, "works.type", rows)


def _language(record: Record) -> str | None:
    """The first language of the work that is one: works have one column for it. `und` and `mul` name none."""
    found = []
    for element in record.each(record.root, "dc:language"):
        printed = record.text(element)
        try:
            found += [japanese.language(printed)[0]] if printed else []
        except Refused as refused:
            record.rows.refuse_value("works.language", refused.reason, printed)
    return found[0] if found else None


def _add_subjects(record: Record, work_id: str) -> None:
    """Add the terms. Where a scheme writes numbers or letters only (NDC 007), term and code are one."""
    found: dict[tuple[str, str], str | None] = {}
    for element in record.each(record.root, "jpcoar:subject"):
        record.language(element)
        printed = record.attribute(element, "subjectScheme")
        scheme = words.ours("subject", printed, "work_subjects.scheme", record.rows) or "keyword"
        term = record.text(element)
        if term:
            found.setdefault((scheme, term), term if term.isascii() and scheme in _CODES else None)
    for (scheme, term), code in found.items():
        record.rows.add("work_subjects", work_id=work_id, scheme=scheme, term=term, code=code)


_CODES = frozenset(("ndc", "ndlc", "ddc", "lcc", "udc", "jel"))
