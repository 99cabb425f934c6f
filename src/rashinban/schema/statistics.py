"""What people bring in spreadsheets: published statistics, lines of public budgets, numbers of applications."""

from __future__ import annotations

from rashinban.schema.core import Column, Table

OBSERVATIONS = Table(
    name="observations",
    doc="Each row is one published value of one series for one subject and period.",
    key=("observation_id",),
    key_of=("series", "subject", "period", "breakdown", "vintage"),
    record="observations",
    columns=(
        Column(
            name="observation_id",
            type="string",
            doc="series/subject/period/breakdown/vintage, without those that are null",
            required=True,
        ),
        Column(name="series", type="string", doc="id of the series, as the mapping file names it", required=True),
        Column(
            name="subject",
            type="string",
            doc="country (JP), prefecture, institution: as the mapping file says",
            required=True,
        ),
        Column(name="period", type="int32", doc="calendar or fiscal year", kind="year", required=True),
        Column(name="period_kind", type="string", doc="CY or FY", required=True),
        Column(name="breakdown", type="string", doc="sector, sex, field...: `sector=university`; null: the whole"),
        Column(name="vintage", type="string", doc="edition or day of publication; null where not stated"),
        Column(name="value", type="double", doc="the value in `unit`; null: the publication has a blank or a mark"),
        Column(name="mark", type="string", doc="the mark in place of a value, or its footnote: e, p, .., x"),
        Column(name="unit", type="string", doc="unit: persons, JPY, share...", required=True),
    ),
)

BUDGET_LINES = Table(
    name="budget_lines",
    doc="Each row is one line of a public budget in one fiscal year.",
    key=("budget_line_id",),
    record="budget_lines",
    columns=(
        Column(
            name="budget_line_id", type="string", doc="the line's own number, else made of its words", required=True
        ),
        Column(name="ministry", type="string", doc="ministry or agency as printed"),
        Column(name="programme", type="string", doc="programme or project as printed"),
        Column(name="title", type="string", doc="the line as printed"),
        Column(
            name="fiscal_year", type="int32", doc="fiscal year, April to March in Japan", kind="year", required=True
        ),
        Column(
            name="kind",
            type="string",
            doc="initial, supplementary, fund (paid into a fund that is spent over years) or request",
            required=True,
        ),
        Column(name="status", type="string", doc="planned or actual", required=True),
        Column(name="amount", type="int64", doc="minor units of the currency", kind="money", required=True),
        Column(name="currency", type="string", doc="ISO 4217 code", kind="currency", required=True),
        Column(name="source", type="string", doc="what was published and where, in words"),
    ),
)

APPLICATIONS = Table(
    name="applications",
    doc="Each row is one group of applications to one programme in one fiscal year, and how many of them were awarded.",
    key=("application_id",),
    key_of=("funder_id", "programme", "fiscal_year", "institution_id", "institution_name", "gender", "career_stage"),
    record="applications",
    columns=(
        Column(
            name="application_id",
            type="string",
            doc="funder/programme/fiscal year/institution/gender/career stage, without those that are null",
            required=True,
        ),
        Column(name="funder_id", type="string", doc="funder, as awards name it"),
        Column(name="programme", type="string", doc="programme or category as printed"),
        Column(name="fiscal_year", type="int32", doc="fiscal year of the call", kind="year", required=True),
        Column(name="institution_id", type="string", doc="the applicants' institution, where given by an id"),
        Column(name="institution_name", type="string", doc="the applicants' institution as printed"),
        Column(name="gender", type="string", doc="the applicants' gender in the provider's word, where told apart"),
        Column(
            name="career_stage",
            type="string",
            doc="the applicants' career stage in the provider's word, where told apart",
        ),
        Column(name="applied", type="int32", doc="applications; null: the publication has a blank or a mark"),
        Column(name="awarded", type="int32", doc="of these, awarded; null: the publication has a blank or a mark"),
        Column(name="source", type="string", doc="what was published and where, in words"),
    ),
)
