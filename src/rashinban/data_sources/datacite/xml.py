"""A `resource` of kernel 4 (and, as far as it goes, of kernels 2 and 3) becomes the object that JSON would be."""

from __future__ import annotations

from typing import TypeVar

from rashinban.data_sources.datacite import shapes
from rashinban.data_sources.datacite.ignored import IGNORED_XML
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.xml import Element, Reading, local, parse

AnyCreator = TypeVar("AnyCreator", bound=shapes.Creator)


def read(record: bytes, rows: Rows) -> shapes.Doi:
    """The object of one `resource`; what nobody reads is told."""
    root = parse(record)
    if local(root) != "resource":
        raise Refused(f"not a resource of DataCite but {local(root)}")
    reading = Reading(root)
    doi = _doi(reading, root)
    reading.notice_unread(rows, IGNORED_XML)
    return doi


def _doi(r: Reading, root: Element) -> shapes.Doi:
    identifier = r.text(root, "identifier")
    if not identifier:
        raise Refused("a resource without identifier", column="identifier")
    years = r.texts(root, "publicationYear")
    languages = r.texts(root, "language")
    return shapes.Doi(
        doi=identifier,
        alternate_identifiers=[
            shapes.AlternateIdentifier(
                alternate_identifier=r.text(each),
                alternate_identifier_type=r.attribute(each, "alternateIdentifierType"),
            )
            for each in r.many(root, "alternateIdentifiers/alternateIdentifier")
        ],
        creators=_creators(r, root),
        titles=_titles(r, root),
        # A work in two languages may say each of these twice; the first counts.
        publication_year=years[0] if years else None,
        language=languages[0] if languages else None,
        subjects=[
            shapes.Subject(
                subject=r.text(each),
                subject_scheme=r.attribute(each, "subjectScheme"),
                classification_code=r.attribute(each, "classificationCode"),
            )
            for each in r.many(root, "subjects/subject")
        ],
        contributors=[
            _person(r, each, shapes.Contributor(contributor_type=r.attribute(each, "contributorType")))
            for each in r.many(root, "contributors/contributor")
        ],
        dates=[
            shapes.Date(date=r.text(each), date_type=r.attribute(each, "dateType"))
            for each in r.many(root, "dates/date")
        ],
        types=shapes.Types(
            resource_type=r.text(root, "resourceType"),
            resource_type_general=r.attribute(r.one(root, "resourceType"), "resourceTypeGeneral"),
        ),
        related_identifiers=[
            shapes.RelatedIdentifier(
                related_identifier=r.text(each),
                related_identifier_type=r.attribute(each, "relatedIdentifierType"),
                relation_type=r.attribute(each, "relationType"),
            )
            for each in r.many(root, "relatedIdentifiers/relatedIdentifier")
        ],
        related_items=[_item(r, each) for each in r.many(root, "relatedItems/relatedItem")],
        rights_list=[
            shapes.Rights(
                rights=r.text(each),
                rights_uri=r.attribute(each, "rightsURI"),
                rights_identifier=r.attribute(each, "rightsIdentifier"),
            )
            for each in (*r.many(root, "rightsList/rights"), *r.many(root, "rights"))
        ],
        descriptions=[
            shapes.Description(
                description=r.text(each),
                description_type=r.attribute(each, "descriptionType"),
                lang=r.attribute(each, "lang"),
            )
            for each in r.many(root, "descriptions/description")
        ],
        funding_references=[
            shapes.FundingReference(
                funder_name=r.text(each, "funderName"),
                funder_identifier=r.text(each, "funderIdentifier"),
                funder_identifier_type=r.attribute(r.one(each, "funderIdentifier"), "funderIdentifierType"),
                award_number=r.text(each, "awardNumber"),
                award_uri=r.attribute(r.one(each, "awardNumber"), "awardURI"),
                award_title=r.text(each, "awardTitle"),
            )
            for each in r.many(root, "fundingReferences/fundingReference")
        ],
    )


def _titles(r: Reading, parent: Element) -> list[shapes.Title]:
    return [
        shapes.Title(title=r.text(each), title_type=r.attribute(each, "titleType"), lang=r.attribute(each, "lang"))
        for each in r.many(parent, "titles/title")
    ]


def _creators(r: Reading, root: Element) -> list[shapes.Creator]:
    """The creators. Some depositors put all of them into one `creator`: each name begins another one then."""
    found = []
    for each in r.many(root, "creators/creator"):
        runs: list[list[Element]] = []
        for child in each:
            if local(child) == "creatorName" or not runs:
                runs.append([])
            runs[-1].append(child)
        found += [_person(r, run, shapes.Creator()) for run in runs]
    return found


def _person(r: Reading, children: Element | list[Element], person: AnyCreator) -> AnyCreator:
    """Fill in what the elements say of one person or organisation."""
    affiliations: list[shapes.Affiliation | str] = []
    identifiers: list[shapes.NameIdentifier] = []
    for child in children:
        word, text = local(child), r.text(child)
        if word in ("creatorName", "contributorName"):
            person.name, person.lang = text, r.attribute(child, "lang")
        elif word == "givenName":
            person.given_name = text
        elif word == "familyName":
            person.family_name = text
        elif word == "nameIdentifier":
            scheme = r.attribute(child, "nameIdentifierScheme")
            identifiers.append(shapes.NameIdentifier(name_identifier=text, name_identifier_scheme=scheme))
        elif word == "affiliation":
            affiliations.append(
                shapes.Affiliation(
                    name=text,
                    affiliation_identifier=r.attribute(child, "affiliationIdentifier"),
                    affiliation_identifier_scheme=r.attribute(child, "affiliationIdentifierScheme"),
                )
            )
    person.affiliation, person.name_identifiers = affiliations, identifiers
    return person


def _item(r: Reading, item: Element) -> shapes.RelatedItem:
    identifier = r.one(item, "relatedItemIdentifier")
    return shapes.RelatedItem(
        related_item_type=r.attribute(item, "relatedItemType"),
        relation_type=r.attribute(item, "relationType"),
        related_item_identifier=shapes.RelatedItemIdentifier(
            related_item_identifier=r.text(identifier),
            related_item_identifier_type=r.attribute(identifier, "relatedItemIdentifierType"),
        ),
        titles=_titles(r, item),
        volume=r.text(item, "volume"),
        issue=r.text(item, "issue"),
        first_page=r.text(item, "firstPage"),
        last_page=r.text(item, "lastPage"),
    )
