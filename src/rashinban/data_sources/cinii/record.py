"""One whole record (`/crid/{CRID}.json`): what it says of a work, both languages in one."""

from __future__ import annotations

from collections.abc import Mapping

from rashinban.data_sources.cinii.fields import Fields
from rashinban.data_sources.cinii.identifiers import PEOPLE, clean
from rashinban.data_sources.cinii.products import Product, affiliations_by_language, crid_of, names_by_language
from rashinban.engine.rows import Rows
from rashinban.reading.works import Author

_NO_TABLE = "there is no table for it"

#: Of a path in a record why it is not read.
IGNORED: Mapping[str, str] = {
    "record.@context": "what the names of fields mean",
    "record.resourceType": "a finer word for @type",
    "record.contributor": "not an author; " + _NO_TABLE,
    "record.dc:creator": "the statement of responsibility; the authors are in `creator`",
    "record.creator.@type": "always Researcher",
    "record.creator.role": "always the author",
    "record.creator.jpcoar:affiliation": "the affiliation once more, with its address in CiNii",
    "record.publication.dc:publisher": "a publisher without an identifier; " + _NO_TABLE,
    "record.publication.jpcoar:numPages": "first and last page say it",
    "record.publication.foreign": "whether the journal is a foreign one",
    "record.publication.jointInternationalResearch": "the award holder's word; KAKEN's own record has it",
    "record.dcterms:publisher": "a publisher without an identifier; " + _NO_TABLE,
    "record.foaf:topic.@id": "the address of a search for the keyword",
    "record.reviewed": "the award holder's word; KAKEN's own record has it",
    "record.invited": "the award holder's word; KAKEN's own record has it",
    "record.jpcoar:conferenceName": "the conference; " + _NO_TABLE,
    "record.jpcoar:conferencePlace": "the conference; " + _NO_TABLE,
    "record.jpcoar:conferenceDate": "the conference; " + _NO_TABLE,
    "record.jpcoar:conferenceSponsor": "the conference; " + _NO_TABLE,
    "record.degreeAwardInstitution.institutionIdentifier": "kept by its name alone",
    "record.prism:edition": _NO_TABLE,
    "record.printing": _NO_TABLE,
    "record.dcterms:medium": "on what it is written; " + _NO_TABLE,
    "record.dcterms:extent": "size of the piece; " + _NO_TABLE,
    "record.jpcoar:extent": "size of the piece; " + _NO_TABLE,
    "record.cinii:size": "size of the piece; " + _NO_TABLE,
    "record.format": "format of files; " + _NO_TABLE,
    "record.datacite:version": "a number without meaning elsewhere",
    "record.publicationCountryCode": "where a book was made; " + _NO_TABLE,
    "record.publicationStatusCode": "whether a serial still appears; " + _NO_TABLE,
    "record.publicationPeriodicityCode": "how often a serial appears; " + _NO_TABLE,
    "record.publicationRegularityCode": "how often a serial appears; " + _NO_TABLE,
    "record.serialsTypeCode": "a code of the union catalogue",
    "record.url.notation": "the words on a link",
    "record.dataSourceIdentifier": "where CiNii has the record from",
    "record.product": "outputs of a project, with who claims them in KAKEN's own record",
    "record.relatedProduct.@id": "the address in CiNii of the other work",
    "record.relatedProduct.@type": "what the other work is",
    "record.relatedProduct.resourceType": "what the other work is",
    "record.relatedProduct.jpcoar:relatedTitle": "the title of the other work",
    "record.project.@id": "the address in CiNii of the project",
    "record.project.@type": "always Project",
    "record.project.role": "always that the work is an output of the project",
    "record.relatedProject": "projects related to the project of the work",
}
_NOTES = ("ndl:degreeName", "ndl:dissertationNumber", "cinii:note")


def read_record(record: Fields, rows: Rows) -> Product:
    """The work of a record."""
    product = Product(
        address=record.text("@id"),
        type=record.text("@type"),
        identifiers=record.identifiers("productIdentifier"),
        language=record.text("dc:language"),
        date=record.text("dc:date"),
        rights=record.text("dc:rights"),
        access=record.text("dcterms:accessRights"),
        created=record.text("createdAt"),
        updated=record.text("modifiedAt"),
        dates=[("granted", record.text("ndl:dateGranted"))],
        addresses=[address for each in record.objects("url") if (address := each.text("@id"))],
    )
    for kind, name in (("title", "dc:title"), ("alternative", "dcterms:alternative")):
        product.texts += [(kind, text, code) for text, code in record.texts(name)]
    _read_descriptions(record, product, rows)
    for name in _NOTES:
        product.texts += [("note", text, code) for text, code in record.texts(name)]
    for each in record.objects("degreeAwardInstitution"):
        product.texts += [("note", text, code) for text, code in each.texts("jpcoar:degreeGrantorName")]
    product.authors = [_author(each, rows) for each in record.objects("creator")]
    for publication in record.objects("publication"):
        _read_publication(publication, product)
    _read_subjects(record, product)
    for each in record.objects("relatedProduct"):
        others = each.identifiers("productIdentifier")
        words = [word for word, _ in each.texts("relationType")]
        product.relations += [(word, kind, value) for word in words for kind, value in others]
    for each in record.objects("project"):
        title = next((text for text, _ in each.texts("notation")), None)
        product.projects.append((each.identifiers("projectIdentifier"), title))
    return product


def _read_descriptions(record: Fields, product: Product, rows: Rows) -> None:
    for each in record.objects("description"):
        kind = rows.type_of("texts", "cinii", (each.text("type") or "abstract").lower(), "work_texts.kind")
        flag = each.text("abstractLicenseFlag")
        texts = each.texts("notation")
        if flag == "disallow":
            rows.refuse_value("works.abstract", "CiNii may not pass this abstract on (abstractLicenseFlag)", flag)
            continue
        product.texts += [(kind or "note", text, code) for text, code in texts]
    for each in record.objects("dcterms:tableOfContents"):
        code = each.text("language")
        product.texts += [("contents", text, code) for text, _ in each.texts("dcterms:title")]


def _author(found: Fields, rows: Rows) -> Author:
    identifiers = clean(found.identifiers("personIdentifier"), PEOPLE, rows, "authorship_identifiers.identifier")
    if crid := crid_of(found.text("@id"), rows):
        identifiers.append(("crid", crid))
    return Author(
        names=names_by_language(found.texts("foaf:name"), rows),
        identifiers=identifiers,
        affiliations=affiliations_by_language(found.texts("jpcoar:affiliationName")),
    )


def _read_publication(found: Fields, product: Product) -> None:
    product.journal_identifiers = found.identifiers("publicationIdentifier")
    product.journal = found.texts("prism:publicationName")
    product.date = found.text("prism:publicationDate") or product.date
    product.volume = found.text("prism:volume")
    product.issue = found.text("prism:number")
    product.first_page = found.text("prism:startingPage")
    product.last_page = found.text("prism:endingPage")


def _read_subjects(record: Fields, product: Product) -> None:
    for topic in record.objects("foaf:topic"):
        product.keywords += [text for text, _ in topic.texts("dc:title")]
    for each in record.objects("dcterms:subject"):
        scheme = (each.text("subjectScheme") or "subject").lower()
        product.subjects += [(scheme, text, None) for text, _ in each.texts("notation")]
    for each in record.objects("dc:subject"):
        scheme, term = (each.text("@type") or "subject").rpartition(":")[2].lower(), each.text("@value")
        if term:
            product.subjects.append((scheme, term, None))
