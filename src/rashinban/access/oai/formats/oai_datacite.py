"""A record in the DataCite Metadata Schema, kernel 4.

The schema demands a creator and a publisher; where none is known stands `:unav`, its own word for a value that is
unavailable (appendix 3 of its documentation).
"""

from __future__ import annotations

from rashinban.access.oai.formats import Format
from rashinban.access.oai.funding import write_funding
from rashinban.access.oai.record import Record
from rashinban.access.oai.vocabularies import access_right, work_type
from rashinban.access.oai.xml import Element, below, root, write

DATACITE = "http://datacite.org/schema/kernel-4"
SCHEMA = "http://schema.datacite.org/meta/kernel-4/metadata.xsd"
UNAVAILABLE = ":unav"


def oai_datacite(record: Record) -> Element:
    made = root(DATACITE, "resource", {None: DATACITE}, SCHEMA)
    kind = "DOI" if record.doi else "URL" if record.address.startswith("http") else "OAI"
    write(made, DATACITE, "identifier", record.doi or record.address, identifierType=kind)
    _creators(made, record)
    write(below(made, DATACITE, "titles"), DATACITE, "title", record.title, lang=record.language)
    publisher = record.venue.publisher if record.venue else None
    write(made, DATACITE, "publisher", publisher or UNAVAILABLE)
    write(made, DATACITE, "publicationYear", str(record.year))
    if record.type:
        write(made, DATACITE, "resourceType", record.type, resourceTypeGeneral=work_type(record.type).datacite)
    _list(made, "subjects", "subject", (*record.subjects, *record.keywords))
    if record.issued:
        write(below(made, DATACITE, "dates"), DATACITE, "date", record.issued, dateType="Issued")
    write(made, DATACITE, "language", record.language)
    _alternates(made, record)
    _rights(made, record)
    _descriptions(made, record)
    write_funding(made, DATACITE, record.funding)
    _container(made, record)
    return made


def _creators(made: Element, record: Record) -> None:
    creators = below(made, DATACITE, "creators")
    for creator in record.creators:
        element = below(creators, DATACITE, "creator")
        write(element, DATACITE, "creatorName", creator.name)
        if creator.orcid:
            write(
                element,
                DATACITE,
                "nameIdentifier",
                f"https://orcid.org/{creator.orcid}",
                nameIdentifierScheme="ORCID",
                schemeURI="https://orcid.org",
            )
        for affiliation in creator.affiliations:
            ror = affiliation.ror_id
            write(
                element,
                DATACITE,
                "affiliation",
                affiliation.name,
                affiliationIdentifier=f"https://ror.org/{ror}" if ror else None,
                affiliationIdentifierScheme="ROR" if ror else None,
                schemeURI="https://ror.org" if ror else None,
            )
    if not record.creators:
        write(below(creators, DATACITE, "creator"), DATACITE, "creatorName", UNAVAILABLE)


def _list(made: Element, outer: str, inner: str, texts: tuple[str, ...]) -> None:
    if texts:
        element = below(made, DATACITE, outer)
        for text in dict.fromkeys(texts):
            write(element, DATACITE, inner, text)


def _alternates(made: Element, record: Record) -> None:
    alternates = (("OpenAlex", record.page), ("PMID", record.pmid))
    if any(value for _, value in alternates):
        element = below(made, DATACITE, "alternateIdentifiers")
        for kind, value in alternates:
            write(element, DATACITE, "alternateIdentifier", value, alternateIdentifierType=kind)


def _rights(made: Element, record: Record) -> None:
    right = access_right(record.is_oa)
    if right or record.license:
        element = below(made, DATACITE, "rightsList")
        write(element, DATACITE, "rights", right.label if right else None, rightsURI=right.uri if right else None)
        write(element, DATACITE, "rights", record.license)


def _descriptions(made: Element, record: Record) -> None:
    if record.notices or record.abstract:
        element = below(made, DATACITE, "descriptions")
        for notice in record.notices:
            write(element, DATACITE, "description", notice.en, lang="en", descriptionType="Other")
            write(element, DATACITE, "description", notice.ja, lang="ja", descriptionType="Other")
        write(element, DATACITE, "description", record.abstract, lang=record.language, descriptionType="Abstract")


def _container(made: Element, record: Record) -> None:
    """The journal that the work appeared in. Repositories and platforms contain no works in this sense."""
    venue = record.venue
    if venue is None or venue.type != "journal":
        return
    items = below(made, DATACITE, "relatedItems")
    item = below(items, DATACITE, "relatedItem", relatedItemType="Journal", relationType="IsPublishedIn")
    if venue.issns:
        write(item, DATACITE, "relatedItemIdentifier", venue.issns[0], relatedItemIdentifierType="ISSN")
    write(below(item, DATACITE, "titles"), DATACITE, "title", venue.name)
    write(item, DATACITE, "volume", record.volume)
    write(item, DATACITE, "issue", record.issue)
    write(item, DATACITE, "firstPage", record.first_page)
    write(item, DATACITE, "lastPage", record.last_page)


FORMAT = Format(
    prefix="oai_datacite",
    namespace=DATACITE,
    schema=SCHEMA,
    write=oai_datacite,
    needs=frozenset({"title", "type", "year"}),
)
