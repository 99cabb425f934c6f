"""A record in unqualified Dublin Core: fifteen elements, every one optional, which every provider must offer."""

from __future__ import annotations

from rashinban.access.oai.formats import Format
from rashinban.access.oai.record import Record
from rashinban.access.oai.vocabularies import access_right, iso_639_3, work_type
from rashinban.access.oai.xml import Element, root, write

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"


def container() -> Element:
    """An empty description in Dublin Core."""
    return root(OAI_DC, "dc", {"oai_dc": OAI_DC, "dc": DC}, SCHEMA)


def oai_dc(record: Record) -> Element:
    made = container()

    def dc(name: str, *texts: str | None, lang: str | None = None) -> None:
        for text in texts:
            write(made, DC, name, text, lang=lang)

    dc("title", record.title, lang=record.language)
    dc("creator", *(creator.name for creator in record.creators))
    dc("subject", *record.subjects, *record.keywords)
    for notice in record.notices:
        dc("description", notice.en, lang="en")
        dc("description", notice.ja, lang="ja")
    dc("description", record.abstract, lang=record.language)
    dc("publisher", record.venue.publisher if record.venue else None)
    dc("date", record.issued)
    dc("type", work_type(record.type).coar.label if record.type else None)
    dc("identifier", record.doi_url, record.page, f"info:pmid/{record.pmid}" if record.pmid else None)
    dc("identifier", *dict.fromkeys(copy.url for copy in record.copies if copy.url and copy.url != record.doi_url))
    dc("source", _source(record))
    dc("language", iso_639_3(record.language))
    right = access_right(record.is_oa)
    dc("rights", right.label if right else None, record.license)
    return made


def _source(record: Record) -> str | None:
    """Venue, volume (issue), first page-last page, as far as they are known; then the ISSNs."""
    if record.venue is None:
        return None
    issue = f"({record.issue})" if record.issue else ""
    pages = "-".join(page for page in (record.first_page, record.last_page) if page)
    parts = (record.venue.name, f"{record.volume or ''}{issue}", pages, *(f"ISSN {i}" for i in record.venue.issns))
    return ", ".join(part for part in parts if part)


FORMAT = Format(prefix="oai_dc", namespace=OAI_DC, schema=SCHEMA, write=oai_dc)
