"""A record in the application profile of the OpenAIRE Guidelines for Literature Repositories 4.0."""

from __future__ import annotations

from rashinban.access.oai.formats import Format
from rashinban.access.oai.funding import write_funding
from rashinban.access.oai.record import Record
from rashinban.access.oai.vocabularies import OPEN, VERSIONS, access_right, iso_639_3, work_type
from rashinban.access.oai.xml import Element, below, root, write

OAIRE = "http://namespace.openaire.eu/schema/oaire/"
DATACITE = "http://datacite.org/schema/kernel-4"
DC = "http://purl.org/dc/elements/1.1/"
SCHEMA = "https://www.openaire.eu/schema/repo-lit/4.0/openaire.xsd"


def oai_openaire(record: Record) -> Element:
    made = root(OAIRE, "resource", {None: OAIRE, "datacite": DATACITE, "dc": DC}, SCHEMA)
    write(below(made, DATACITE, "titles"), DATACITE, "title", record.title, lang=record.language)
    _creators(made, record)
    write_funding(made, OAIRE, record.funding)
    if record.doi and record.page:
        alternates = below(made, DATACITE, "alternateIdentifiers")
        write(alternates, DATACITE, "alternateIdentifier", record.page, alternateIdentifierType="URL")
    if record.venue and record.venue.issns:
        related = below(made, DATACITE, "relatedIdentifiers")
        for issn in record.venue.issns:
            write(
                related,
                DATACITE,
                "relatedIdentifier",
                issn,
                relatedIdentifierType="ISSN",
                relationType="IsPartOf",
            )
    write(made, DC, "language", iso_639_3(record.language))
    write(made, DC, "publisher", record.venue.publisher if record.venue else None)
    if record.issued:
        write(below(made, DATACITE, "dates"), DATACITE, "date", record.issued, dateType="Issued")
    if record.type:
        found = work_type(record.type)
        write(
            made,
            OAIRE,
            "resourceType",
            found.coar.label,
            resourceTypeGeneral=found.openaire,
            uri=found.coar.uri,
        )
    for notice in record.notices:
        write(made, DC, "description", notice.en, lang="en")
        write(made, DC, "description", notice.ja, lang="ja")
    write(made, DC, "description", record.abstract, lang=record.language)
    write(made, DATACITE, "identifier", record.address, identifierType="DOI" if record.doi else "URL")
    right = access_right(record.is_oa)
    if right:
        write(made, DATACITE, "rights", right.label, rightsURI=right.uri)
    words = tuple(dict.fromkeys((*record.subjects, *record.keywords)))
    if words:
        subjects = below(made, DATACITE, "subjects")
        for word in words:
            write(subjects, DATACITE, "subject", word)
    write(made, OAIRE, "licenseCondition", record.license)
    version = VERSIONS.get(record.version or "")
    if version:
        write(made, OAIRE, "version", version.label, uri=version.uri)
    write(made, OAIRE, "file", record.full_text, accessRightsURI=OPEN.uri, objectType="fulltext")
    _citation(made, record)
    return made


def _creators(made: Element, record: Record) -> None:
    if not record.creators:
        return
    creators = below(made, DATACITE, "creators")
    for creator in record.creators:
        element = below(creators, DATACITE, "creator")
        write(element, DATACITE, "creatorName", creator.name)
        write(
            element,
            DATACITE,
            "nameIdentifier",
            creator.orcid,
            nameIdentifierScheme="ORCID",
            schemeURI="https://orcid.org",
        )
        for affiliation in creator.affiliations:
            write(element, DATACITE, "affiliation", affiliation.name)


def _citation(made: Element, record: Record) -> None:
    """The journal that the work appeared in, and where in it."""
    if record.venue is None or record.venue.type != "journal":
        return
    write(made, OAIRE, "citationTitle", record.venue.name)
    write(made, OAIRE, "citationVolume", record.volume)
    write(made, OAIRE, "citationIssue", record.issue)
    write(made, OAIRE, "citationStartPage", record.first_page)
    write(made, OAIRE, "citationEndPage", record.last_page)


FORMAT = Format(
    prefix="oai_openaire",
    namespace=OAIRE,
    schema=SCHEMA,
    write=oai_openaire,
    needs=frozenset({"title", "type"}),
)
