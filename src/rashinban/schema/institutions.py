"""Institutions: universities, companies, hospitals, agencies; their names and how they belong together."""

from __future__ import annotations

from rashinban.schema.core import Column, Table

INSTITUTION_ID = Column(
    name="institution_id", type="string", doc="OpenAlex id (I and digits), else ROR id", required=True
)

INSTITUTIONS = Table(
    name="institutions",
    doc="Each row is one institution.",
    key=("institution_id",),
    record="institutions",
    mentioned=True,
    newest="works_count",
    columns=(
        INSTITUTION_ID,
        Column(name="ror_id", type="string", doc="ROR id, nine characters", kind="ror_id"),
        Column(name="display_name", type="string", doc="name that the provider shows"),
        Column(name="country_code", type="string", doc="ISO 3166-1 alpha-2", kind="country_code"),
        Column(
            name="type",
            type="string",
            doc="education, healthcare, company, archive, nonprofit, government, facility, funder or other",
        ),
        Column(name="city", type="string", doc="city"),
        Column(
            name="subdivision_code",
            type="string",
            doc="ISO 3166-2: prefecture, state, province; `JP-13` is Tokyo (ROR)",
            kind="subdivision_code",
        ),
        Column(name="subdivision_name", type="string", doc="name of the subdivision as printed (ROR)"),
        Column(name="latitude", type="double", doc="degrees north"),
        Column(name="longitude", type="double", doc="degrees east"),
        Column(name="homepage_url", type="string", doc="home page"),
        Column(name="status", type="string", doc="active, inactive or withdrawn (ROR)"),
        Column(name="established", type="int32", doc="year of foundation (ROR)"),
        Column(name="works_count", type="int64", doc="works in the provider's whole index"),
        Column(name="cited_by_count", type="int64", doc="citations in the provider's whole index"),
        Column(name="created_date", type="string", doc="when the provider made the record, ISO 8601"),
        Column(name="updated_date", type="string", doc="when the provider last changed the record, ISO 8601"),
    ),
)

INSTITUTION_NAMES = Table(
    name="institution_names",
    doc="Each row is one name of one institution.",
    key=("institution_id", "name", "kind", "language"),
    record="institutions",
    columns=(
        INSTITUTION_ID,
        Column(name="name", type="string", doc="the name", required=True),
        Column(name="language", type="string", doc="ISO 639 code; null where not stated"),
        Column(name="kind", type="string", doc="label, display, alias or acronym", required=True),
    ),
)

INSTITUTION_RELATIONS = Table(
    name="institution_relations",
    doc="Each row says how one institution relates to another.",
    key=("institution_id", "related_id", "relation"),
    record="institutions",
    columns=(
        INSTITUTION_ID,
        Column(name="related_id", type="string", doc="the other institution, same id scheme", required=True),
        Column(
            name="relation",
            type="string",
            doc="parent, child, related, successor or predecessor: what the other one is to this one",
            required=True,
        ),
    ),
)

INSTITUTION_IDENTIFIERS = Table(
    name="institution_identifiers",
    doc="Each row is one identifier of one institution in another scheme.",
    key=("institution_id", "scheme", "identifier"),
    record="institutions",
    columns=(
        INSTITUTION_ID,
        Column(name="scheme", type="string", doc="grid, isni, wikidata, fundref, wikipedia", required=True),
        Column(name="identifier", type="string", doc="as the scheme writes it", required=True),
    ),
)
