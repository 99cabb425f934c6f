"""A person becomes an author's profile, an organisation an institution, and a funder too where it has a funder's id."""

from __future__ import annotations

from rashinban.data_sources.cerif.record import Cris
from rashinban.errors import Refused
from rashinban.reading.works import name_of_parts
from rashinban.reading.xml import Element
from rashinban.schema import ids
from rashinban.schema.partial_dates import partial_date


def add_person(cris: Cris, element: Element, day: str | None) -> None:
    """Add the profile of a person, with the names of the organisations that it belongs to."""
    found = cris.person(element)
    author_id = ids.best("authors", found)
    if author_id is None:
        raise Refused("no identifier of the person", column="authors.author_id")
    name = name_of_parts(*cris.name_of(element), language=None)
    rows, reading = cris.rows, cris.reading
    rows.add(
        "authors",
        author_id=author_id,
        orcid=found.get("orcid"),
        display_name=name.full if name else None,
        updated_date=day,
    )
    if name:
        rows.add("author_names", author_id=author_id, name=name.full)
    for scheme, identifier in found.items():
        rows.add("author_identifiers", author_id=author_id, scheme=scheme, identifier=identifier)
    for position, link in enumerate(reading.many(element, "Affiliation"), 1):
        unit = reading.one(link, "OrgUnit")
        if unit is None:
            continue
        organisation = cris.organisation(unit)
        institution = organisation.institution
        ends = (reading.attribute(link, "startDate"), reading.attribute(link, "endDate"))
        first, last = (rows.take(partial_date, end, "author_affiliations.start_date") for end in ends)
        rows.add(
            "author_affiliations",
            author_id=author_id,
            position=position,
            kind="employment",
            institution_id=cris.mention(institution),
            institution_name=institution.name,
            department=organisation.name if organisation != institution else None,
            start_date=first,
            end_date=last,
        )
        reading.passed(unit)


def add_organisation(cris: Cris, element: Element, day: str | None) -> None:
    """Add an institution with its names, identifiers and what it is part of."""
    organisation = cris.organisation(element)
    institution_id = organisation.institution_id
    if institution_id is None:
        raise Refused("no identifier of the organisation", column="institutions.institution_id")
    rows, reading = cris.rows, cris.reading
    pages = [text for text in reading.texts(element, "ElectronicAddress") if text.startswith(("http:", "https:"))]
    # Version 1.1 has the page among the identifiers, without a type.
    pages += [text for scheme, text in organisation.others if scheme == "other" and text.startswith("http")]
    rows.add(
        "institutions",
        institution_id=institution_id,
        ror_id=organisation.ids.get("ror"),
        display_name=organisation.name,
        type=cris.word("institutions", element, "Type", "institutions.type"),
        homepage_url=pages[0] if pages else None,
        updated_date=day,
    )
    for name in dict.fromkeys(organisation.names):
        rows.add(
            "institution_names", institution_id=institution_id, name=name.text, language=name.language, kind="label"
        )
    if organisation.acronym:
        rows.add("institution_names", institution_id=institution_id, name=organisation.acronym, kind="acronym")
    numbers = [(scheme, number) for scheme, number in organisation.ids.items() if scheme != "ror"]
    for scheme, identifier in dict.fromkeys([*numbers, *organisation.others]):
        if identifier not in pages:
            rows.add("institution_identifiers", institution_id=institution_id, scheme=scheme, identifier=identifier)
    for wider in organisation.wider:
        if related := cris.mention(wider):
            rows.add("institution_relations", institution_id=institution_id, related_id=related, relation="parent")
    for unit in reading.many(element, "PartOf/OrgUnit"):
        reading.passed(unit)
    if "fundref" in organisation.ids:
        funder_id = ids.scheme_id("fundref", organisation.ids["fundref"])
        rows.add(
            "funders",
            funder_id=funder_id,
            display_name=organisation.name,
            ror_id=organisation.ids.get("ror"),
            crossref_funder_id=organisation.ids["fundref"],
            updated_date=day,
        )
        names = {name.text: name.language for name in organisation.names}
        if organisation.acronym:
            names.setdefault(organisation.acronym, None)
        for text, language in names.items():
            rows.add("funder_names", funder_id=funder_id, name=text, language=language)
        for scheme, number in (("fundref", organisation.ids["fundref"]), ("funder", organisation.ids.get("org"))):
            if number:
                rows.add("funder_identifiers", funder_id=funder_id, scheme=scheme, identifier=number)
