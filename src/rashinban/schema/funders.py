"""Who pays and what was awarded."""

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
        Column(name="funder_id", type="string", doc="OpenAlex funder id, F and digits", required=True),
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
    ),
)

AWARDS = Table(
    name="awards",
    doc="Each row is one award: a grant, contract or fellowship that a funder gave.",
    key=("award_id",),
    record="awards",
    mentioned=True,
    columns=(
        Column(name="award_id", type="string", doc="OpenAlex award id, G and digits", required=True),
        Column(name="funder_id", type="string", doc="OpenAlex funder id"),
        Column(name="funder_award_id", type="string", doc="the funder's own number, as typed"),
        Column(name="title", type="string", doc="title"),
        Column(name="description", type="string", doc="summary"),
        Column(name="doi", type="string", doc="DOI of the award", kind="doi"),
        Column(
            name="amount",
            type="int64",
            doc="amount in minor units of the currency (cents; yen)",
            kind="money",
        ),
        Column(name="currency", type="string", doc="ISO 4217 code"),
        Column(name="funding_type", type="string", doc="the provider's word: grant, fellowship, contract..."),
        Column(name="funder_scheme", type="string", doc="programme or scheme in the funder's words"),
        Column(name="start_date", type="date", doc="first day", kind="date"),
        Column(name="end_date", type="date", doc="last day", kind="date"),
        Column(name="lead_name", type="string", doc="lead investigator as printed"),
        Column(name="lead_orcid", type="string", doc="ORCID of the lead investigator", kind="orcid"),
        Column(name="institution_id", type="string", doc="the lead investigator's institution"),
        Column(name="created_date", type="string", doc="when the provider made the record, ISO 8601"),
        Column(name="updated_date", type="string", doc="when the provider last changed the record, ISO 8601"),
    ),
)
