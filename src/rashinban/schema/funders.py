"""Who pays: agencies, ministries, foundations; their names and ids."""

from __future__ import annotations

from rashinban.schema.core import Column, Table

FUNDERS = Table(
    name="funders",
    doc="Each row is one funder.",
    key=("funder_id",),
    record="funders",
    mentioned=True,
    newest="works_count",
    columns=(
        Column(
            name="funder_id",
            type="string",
            doc="OpenAlex funder id (F and digits), else as schema/ids.py says",
            required=True,
        ),
        Column(name="display_name", type="string", doc="name"),
        Column(name="country_code", type="string", doc="ISO 3166-1 alpha-2", kind="country_code"),
        Column(name="ror_id", type="string", doc="ROR id", kind="ror_id"),
        Column(name="crossref_funder_id", type="string", doc="digits after 10.13039/"),
        Column(name="awards_count", type="int64", doc="awards in the provider's whole index"),
        Column(name="works_count", type="int64", doc="works in the provider's whole index"),
        Column(name="created_date", type="string", doc="when the provider made the record, ISO 8601"),
        Column(name="updated_date", type="string", doc="when the provider last changed the record, ISO 8601"),
    ),
)

FUNDER_NAMES = Table(
    name="funder_names",
    doc="Each row is one further name of one funder.",
    key=("funder_id", "name"),
    record="funders",
    columns=(
        Column(name="funder_id", type="string", doc="OpenAlex funder id", required=True),
        Column(name="name", type="string", doc="the name", required=True),
        Column(name="language", type="string", doc="ISO 639-1 code; null where not stated"),
    ),
)

FUNDER_IDENTIFIERS = Table(
    name="funder_identifiers",
    doc="Each row is one identifier of one funder.",
    key=("funder_id", "scheme", "identifier"),
    record="funders",
    columns=(
        Column(name="funder_id", type="string", doc="funder id", required=True),
        Column(name="scheme", type="string", doc="fundref, ror-funder, erad-funder, isni...", required=True),
        Column(name="identifier", type="string", doc="clean, as the scheme writes it", required=True),
    ),
)
