"""The objects of DataCite's metadata: what of them is read. XML is turned into the same objects."""

from __future__ import annotations

import msgspec


class Shape(msgspec.Struct, gc=False, rename="camel"):
    """An object. Every field may be absent or null."""


class NameIdentifier(Shape):
    name_identifier: str | None = None
    name_identifier_scheme: str | None = None


class Affiliation(Shape):
    name: str | None = None
    affiliation_identifier: str | None = None
    affiliation_identifier_scheme: str | None = None


#: Lists of one were objects in some years of the data file, and affiliations texts.
Affiliations = list[Affiliation | str] | Affiliation | str
NameIdentifiers = list[NameIdentifier] | NameIdentifier


class Creator(Shape):
    name: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    lang: str | None = None
    affiliation: Affiliations | None = None
    name_identifiers: NameIdentifiers | None = None


class Contributor(Creator):
    contributor_type: str | None = None


class Title(Shape):
    title: str | None = None
    title_type: str | None = None
    lang: str | None = None


class Description(Shape):
    description: str | None = None
    description_type: str | None = None
    lang: str | None = None


class Container(Shape):
    identifier: str | None = None
    identifier_type: str | None = None
    title: str | None = None
    volume: str | int | None = None
    issue: str | int | None = None
    first_page: str | int | None = None
    last_page: str | int | None = None


class Subject(Shape):
    subject: str | None = None
    subject_scheme: str | None = None
    classification_code: str | None = None


class Date(Shape):
    date: str | int | None = None
    date_type: str | None = None


class Types(Shape):
    resource_type_general: str | None = None
    resource_type: str | None = None


class Identifier(Shape):
    identifier: str | None = None
    identifier_type: str | None = None


class AlternateIdentifier(Shape):
    alternate_identifier: str | None = None
    alternate_identifier_type: str | None = None


class RelatedIdentifier(Shape):
    related_identifier: str | None = None
    related_identifier_type: str | None = None
    relation_type: str | None = None


class RelatedItemIdentifier(Shape):
    related_item_identifier: str | None = None
    related_item_identifier_type: str | None = None


class RelatedItem(Shape):
    related_item_type: str | None = None
    relation_type: str | None = None
    related_item_identifier: RelatedItemIdentifier | None = None
    titles: list[Title] | None = None
    volume: str | int | None = None
    issue: str | int | None = None
    first_page: str | int | None = None
    last_page: str | int | None = None


class Rights(Shape):
    rights: str | None = None
    rights_uri: str | None = None
    rights_identifier: str | None = None


class FundingReference(Shape):
    funder_name: str | None = None
    funder_identifier: str | None = None
    funder_identifier_type: str | None = None
    award_number: str | int | None = None
    award_uri: str | None = None
    award_title: str | None = None


class Doi(Shape):
    """One DOI: `attributes` of the API, a whole line in some years of the data file, `resource` in XML."""

    doi: str
    identifiers: list[Identifier] | None = None
    alternate_identifiers: list[AlternateIdentifier] | None = None
    creators: list[Creator] | None = None
    titles: list[Title] | None = None
    container: Container | None = None
    publication_year: int | str | None = None
    subjects: list[Subject] | None = None
    contributors: list[Contributor] | None = None
    dates: list[Date] | None = None
    language: str | None = None
    types: Types | None = None
    related_identifiers: list[RelatedIdentifier] | None = None
    related_items: list[RelatedItem] | None = None
    rights_list: list[Rights] | None = None
    descriptions: list[Description] | None = None
    funding_references: list[FundingReference] | None = None
    url: str | None = None
    created: str | None = None
    updated: str | None = None


class Record(Shape):
    """What JSON:API puts around a DOI."""

    attributes: Doi
