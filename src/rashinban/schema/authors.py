"""Researchers, as profiles that a provider has put together from works. No score of a person is kept."""

from __future__ import annotations

from rashinban.schema.core import Column, Table
from rashinban.schema.work_parts import LANGUAGE, POSITION, SCRIPT

AUTHORS = Table(
    name="authors",
    doc="Each row is one researcher's profile.",
    key=("author_id",),
    record="authors",
    mentioned=True,
    newest="works_count",
    columns=(
        Column(
            name="author_id",
            type="string",
            doc="OpenAlex author id (A and digits), else as schema/ids.py says",
            required=True,
        ),
        Column(name="orcid", type="string", doc="ORCID, with hyphens", kind="orcid"),
        Column(name="display_name", type="string", doc="name that the provider shows"),
        Column(name="last_institution_id", type="string", doc="last known institution"),
        Column(name="works_count", type="int64", doc="works in the provider's whole index"),
        Column(name="created_date", type="string", doc="when the provider made the record, ISO 8601"),
        Column(name="updated_date", type="string", doc="when the provider last changed the record, ISO 8601"),
    ),
)

AUTHOR_NAMES = Table(
    name="author_names",
    doc="Each row is one form of a researcher's name.",
    key=("author_id", "name"),
    record="authors",
    columns=(
        Column(name="author_id", type="string", doc="OpenAlex author id", required=True),
        Column(name="name", type="string", doc="a name form as found", required=True),
        LANGUAGE,
        SCRIPT,
    ),
)

AUTHOR_AFFILIATION_YEARS = Table(
    name="author_affiliation_years",
    doc="Each row says that a researcher's works of one year name one institution.",
    key=("author_id", "institution_id", "year"),
    record="authors",
    columns=(
        Column(name="author_id", type="string", doc="OpenAlex author id", required=True),
        Column(name="institution_id", type="string", doc="OpenAlex institution id", required=True),
        Column(name="year", type="int32", doc="calendar year", kind="year", required=True),
    ),
)

AUTHOR_IDENTIFIERS = Table(
    name="author_identifiers",
    doc="Each row is one identifier of one researcher.",
    key=("author_id", "scheme", "identifier"),
    record="authors",
    columns=(
        Column(name="author_id", type="string", doc="author id", required=True),
        Column(name="scheme", type="string", doc="orcid, erad, nrid, rm, jglobal, scopus-author...", required=True),
        Column(name="identifier", type="string", doc="clean, as the scheme writes it", required=True),
    ),
)

AUTHOR_AFFILIATIONS = Table(
    name="author_affiliations",
    doc="Each row is one post, or one course of study, of one researcher, as the provider's profile has it.",
    key=("author_id", "position"),
    record="authors",
    one_source="author_affiliations",
    columns=(
        Column(name="author_id", type="string", doc="author id", required=True),
        POSITION,
        Column(name="kind", type="string", doc="employment, education or other", required=True),
        Column(name="institution_id", type="string", doc="institution, where the record names it by an id"),
        Column(name="institution_name", type="string", doc="institution as printed"),
        Column(name="department", type="string", doc="department as printed"),
        Column(name="role", type="string", doc="post or degree as printed"),
        Column(name="start_date", type="string", doc="ISO 8601, as exact as given"),
        Column(name="end_date", type="string", doc="ISO 8601, as exact as given; null: goes on or not stated"),
        Column(name="is_current", type="bool", doc="goes on, where the record says so"),
    ),
)
