"""A record in JPCOAR Schema 2.0, which Japanese repositories exchange and IRDB and CiNii Research harvest.

Written by the schema's order and the rules of IRDB's harvest: every text names its language, identifiers stand
without their resolver, a manuscript points at the version of record. What the schema has no room for is left out:
pages that are no numbers, an ISSN's medium (`ISSN` is the only truth where print or electronic is not told).
"""

from __future__ import annotations

import re

from rashinban.access.oai.formats import Format
from rashinban.access.oai.record import Creator, Funding, Record
from rashinban.access.oai.vocabularies import (
    UNDETERMINED,
    VERSIONS,
    Term,
    access_right,
    iso_639_3,
    text_language,
    work_type,
)
from rashinban.access.oai.xml import Element, below, root, write

JPCOAR = "https://github.com/JPCOAR/schema/blob/master/2.0/"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
DATACITE = "https://schema.datacite.org/meta/kernel-4/"
OAIRE = "http://namespace.openaire.eu/schema/oaire/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SCHEMA = JPCOAR + "jpcoar_scm.xsd"

_PREFIXES: dict[str | None, str] = {
    "jpcoar": JPCOAR,
    "dc": DC,
    "dcterms": DCTERMS,
    "datacite": DATACITE,
    "oaire": OAIRE,
    "rdf": RDF,
}

#: Japan's grant numbers (JGN): JP and the funder's own number.
_JGN = re.compile(r"JP[0-9A-Za-z]{5,}", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]*", re.ASCII)


def jpcoar(record: Record) -> Element:
    made = root(JPCOAR, "jpcoar", _PREFIXES, SCHEMA)
    language = record.language or UNDETERMINED
    write(made, DC, "title", record.title, lang=language)
    for creator in record.creators:
        _creator(made, creator, record.language)
    _term(made, DCTERMS, "accessRights", access_right(record.is_oa))
    write(made, DC, "rights", record.license, lang="en")
    for subject in dict.fromkeys((*record.subjects, *record.keywords)):
        write(made, JPCOAR, "subject", subject, lang=text_language(subject, "en"), subjectScheme="Other")
    for notice in record.notices:
        write(made, DATACITE, "description", notice.en, lang="en", descriptionType="Other")
        write(made, DATACITE, "description", notice.ja, lang="ja", descriptionType="Other")
    write(made, DATACITE, "description", record.abstract, lang=language, descriptionType="Abstract")
    venue = record.venue
    if venue and venue.publisher:
        write(made, DC, "publisher", venue.publisher, lang=text_language(venue.publisher, record.language))
    write(made, DATACITE, "date", record.issued, dateType="Issued")
    write(made, DC, "language", iso_639_3(record.language))
    _term(made, DC, "type", work_type(record.type).jpcoar if record.type else None)
    version = VERSIONS.get(record.version or "")
    _term(made, OAIRE, "version", version)
    _identifiers(made, record, version)
    for funding in record.funding:
        _funding(made, funding, record.language)
    if venue:
        for issn in venue.issns:
            write(made, JPCOAR, "sourceIdentifier", issn, identifierType="ISSN")
        write(made, JPCOAR, "sourceTitle", venue.name, lang=text_language(venue.name, record.language))
    write(made, JPCOAR, "volume", record.volume)
    write(made, JPCOAR, "issue", record.issue)
    if all(_NUMBER.fullmatch(page) for page in (record.first_page, record.last_page) if page):
        write(made, JPCOAR, "pageStart", record.first_page)
        write(made, JPCOAR, "pageEnd", record.last_page)
    if record.full_text:
        write(below(made, JPCOAR, "file"), JPCOAR, "URI", record.full_text, objectType="fulltext")
    return made


def _creator(made: Element, creator: Creator, language: str | None) -> None:
    element = below(made, JPCOAR, "creator")
    if creator.orcid:
        _name_identifier(element, "ORCID", creator.orcid, f"https://orcid.org/{creator.orcid}")
    write(element, JPCOAR, "creatorName", creator.name, lang=text_language(creator.name, language))
    for affiliation in creator.affiliations:
        inside = below(element, JPCOAR, "affiliation")
        if affiliation.ror_id:
            _name_identifier(inside, "ROR", affiliation.ror_id, f"https://ror.org/{affiliation.ror_id}")
        written = text_language(affiliation.name, language)
        write(inside, JPCOAR, "affiliationName", affiliation.name, lang=written)
        if written != "ja":
            write(inside, JPCOAR, "affiliationName", affiliation.name_ja, lang="ja")


def _name_identifier(parent: Element, scheme: str, value: str, address: str) -> None:
    write(parent, JPCOAR, "nameIdentifier", value, nameIdentifierScheme=scheme, nameIdentifierURI=address)


def _identifiers(made: Element, record: Record, version: Term | None) -> None:
    """A DOI is of the version of record: another version has its own address and points at the DOI."""
    manuscript = version is not None and version.label != "VoR"
    own = next((copy.url for copy in record.copies if copy.url and copy.url != record.doi_url), None) or record.page
    if manuscript and record.doi_url:
        write(made, JPCOAR, "identifier", own or record.identifier, identifierType="URI")
        relation = below(made, JPCOAR, "relation", relationType="isVersionOf")
        write(relation, JPCOAR, "relatedIdentifier", record.doi_url, identifierType="DOI")
        return
    write(made, JPCOAR, "identifier", record.doi_url, identifierType="DOI")
    write(made, JPCOAR, "identifier", record.page or own or record.identifier, identifierType="URI")


def _funding(made: Element, funding: Funding, language: str | None) -> None:
    """The schema wants the funder's name: an award of an unknown funder has no place in it."""
    if not funding.funder:
        return
    element = below(made, JPCOAR, "fundingReference")
    if funding.funder_identifier:
        kind, address = funding.funder_identifier
        word = "Crossref Funder" if kind == "Crossref Funder ID" else kind
        write(element, JPCOAR, "funderIdentifier", address, funderIdentifierType=word)
    write(element, JPCOAR, "funderName", funding.funder, lang=text_language(funding.funder, language))
    write(
        element,
        JPCOAR,
        "awardNumber",
        funding.award_number,
        awardURI=funding.award_url,
        awardNumberType="JGN" if _JGN.fullmatch(funding.award_number or "") else None,
    )
    if funding.award_title:
        write(element, JPCOAR, "awardTitle", funding.award_title, lang=text_language(funding.award_title, language))


def _term(parent: Element, namespace: str, name: str, term: Term | None) -> None:
    if term:
        element = below(parent, namespace, name)
        element.set(f"{{{RDF}}}resource", term.uri)
        element.text = term.label


FORMAT = Format(prefix="jpcoar_2.0", namespace=JPCOAR, schema=SCHEMA, write=jpcoar, needs=frozenset({"title", "type"}))
