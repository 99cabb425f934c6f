"""The objects of Crossref's JSON (works, journals, funders): what of them is read."""

from __future__ import annotations

import msgspec

_CAPITALS = {"doi", "url", "issn", "isbn", "orcid"}


def _as_printed(name: str) -> str:
    """`published_print` -> `published-print`, `doi` -> `DOI`."""
    return name.upper() if name in _CAPITALS else name.replace("_", "-")


class Shape(msgspec.Struct, gc=False, rename=_as_printed):
    """An object. Every field may be absent or null: deposits of thirty years have little in common."""


class Date(Shape):
    """`{"date-parts": [[2025, 8]]}`; `[[null]]` where nothing is known. Grants have strings in it."""

    date_parts: list[list[int | str | None]] | None = None
    date_time: str | None = None


class Id(Shape):
    id: str | None = None
    id_type: str | None = None


class Institution(Shape):
    """An affiliation; `place` and `department` are lists of texts."""

    name: str | None = None
    id: list[Id] | None = None
    department: list[str] | None = None
    place: list[str] | None = None


class Role(Shape):
    role: str | None = None


class Person(Shape):
    """A contributor: a person with given and family name, or only one of them, or a group with `name`."""

    orcid: str | list[str] | None = None
    suffix: str | None = None
    given: str | None = None
    family: str | None = None
    name: str | None = None
    affiliation: list[Institution] | None = None
    role: list[Role] | None = None


class Reference(Shape):
    doi: str | None = None


class License(Shape):
    start: Date | None = None
    content_version: str | None = None
    delay_in_days: int | None = None
    url: str | None = None


class Link(Shape):
    url: str | None = None
    content_type: str | None = None
    content_version: str | None = None
    intended_application: str | None = None


class Funder(Shape):
    doi: str | None = None
    name: str | None = None
    award: list[str] | None = None
    id: list[Id] | None = None


class Update(Shape):
    doi: str | None = None
    type: str | None = None


class Related(Shape):
    id: str | None = None
    id_type: str | None = None


class Primary(Shape):
    url: str | None = None


class Resource(Shape):
    primary: Primary | None = None


class FreeToRead(Shape):
    start_date: Date | None = None


class Trial(Shape):
    clinical_trial_number: str | None = None


class Amount(Shape):
    amount: int | float | str | None = None
    currency: str | None = None


class Funding(Shape):
    type: str | None = None
    scheme: str | None = None
    award_amount: Amount | None = None
    funder: Funder | None = None


class Title(Shape):
    title: str | None = None
    language: str | None = None


class Description(Shape):
    description: str | None = None
    language: str | None = None


class Investigator(Person):
    role_start: Date | None = None
    role_end: Date | None = None


class Project(Shape):
    """What a grant pays for. Dates come bare or in a list."""

    project_title: list[Title] | None = None
    project_description: list[Description] | None = None
    lead_investigator: list[Investigator] | None = None
    co_lead_investigator: list[Investigator] | None = None
    investigator: list[Investigator] | None = None
    award_amount: Amount | None = None
    award_start: Date | list[Date] | None = None
    award_end: Date | list[Date] | None = None
    award_planned_start: Date | list[Date] | None = None
    award_planned_end: Date | list[Date] | None = None
    funding: list[Funding] | None = None


class Work(Shape):
    """A work, or a grant: that one has `project` and `award`."""

    doi: str
    type: str | None = None
    subtype: str | None = None
    title: list[str] | None = None
    original_title: list[str] | None = None
    short_title: list[str] | None = None
    subtitle: list[str] | None = None
    abstract: str | None = None
    language: str | None = None
    author: list[Person] | None = None
    container_title: list[str] | None = None
    issn: list[str] | None = None
    isbn: list[str] | None = None
    alternative_id: list[str] | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    article_number: str | None = None
    issued: Date | None = None
    published_print: Date | None = None
    published_online: Date | None = None
    published_other: Date | None = None
    posted: Date | None = None
    accepted: Date | None = None
    approved: Date | None = None
    content_created: Date | None = None
    content_updated: Date | None = None
    created: Date | None = None
    deposited: Date | None = None
    references_count: int | None = None
    reference_count: int | None = None
    reference: list[Reference] | None = None
    funder: list[Funder] | None = None
    license: list[License] | None = None
    link: list[Link] | None = None
    resource: Resource | None = None
    url: str | None = None
    free_to_read: FreeToRead | None = None
    relation: dict[str, list[Related]] | None = None
    update_to: list[Update] | None = None
    updated_by: list[Update] | None = None
    clinical_trial_number: list[Trial] | None = None
    subject: list[str] | None = None
    project: list[Project] | None = None
    award: str | None = None
    award_start: Date | list[Date] | None = None


class Journal(Shape):
    """A record of `/journals`."""

    title: str
    issn: list[str] | None = None


class FunderRecord(Shape):
    """A record of `/funders`."""

    id: str
    name: str
    alt_names: list[str] | None = None
    uri: str | None = None
