"""Where works appear: journals, book series, repositories, conferences; and who publishes them."""

from __future__ import annotations

from rashinban.schema.core import Column, Table

SOURCES = Table(
    name="sources",
    doc="Each row is one source: a journal, book series, conference, repository or platform.",
    key=("source_id",),
    record="sources",
    mentioned=True,
    newest="works_count",
    columns=(
        Column(
            name="source_id",
            type="string",
            doc="OpenAlex source id (S and digits), else as schema/ids.py says",
            required=True,
        ),
        Column(name="display_name", type="string", doc="name"),
        Column(name="issn_l", type="string", doc="linking ISSN", kind="issn"),
        Column(name="type", type="string", doc="journal, repository, conference, ebook platform, book series..."),
        Column(name="publisher_id", type="string", doc="host organisation: a publisher (P) or institution (I)"),
        Column(name="country_code", type="string", doc="ISO 3166-1 alpha-2", kind="country_code"),
        Column(name="is_oa", type="bool", doc="all its works are free"),
        Column(name="is_in_doaj", type="bool", doc="listed in the Directory of Open Access Journals"),
        Column(name="is_core", type="bool", doc="in the core list of the CWTS Leiden Ranking Open Edition"),
        Column(name="works_count", type="int64", doc="works in the provider's whole index"),
        Column(name="cited_by_count", type="int64", doc="citations in the provider's whole index"),
        Column(name="created_date", type="string", doc="when the provider made the record, ISO 8601"),
        Column(name="updated_date", type="string", doc="when the provider last changed the record, ISO 8601"),
    ),
)

SOURCE_ISSNS = Table(
    name="source_issns",
    doc="Each row is one ISSN of one source.",
    key=("source_id", "issn"),
    record="sources",
    columns=(
        Column(name="source_id", type="string", doc="OpenAlex source id", required=True),
        Column(name="issn", type="string", doc="ISSN", kind="issn", required=True),
    ),
)

SOURCE_NAMES = Table(
    name="source_names",
    doc="Each row is one further name of one source.",
    key=("source_id", "name", "language"),
    record="sources",
    columns=(
        Column(name="source_id", type="string", doc="source id", required=True),
        Column(name="name", type="string", doc="the name", required=True),
        Column(name="language", type="string", doc="ISO 639-1 code; null where not stated"),
        Column(name="kind", type="string", doc="title, abbreviation, alternative or former"),
    ),
)

SOURCE_IDENTIFIERS = Table(
    name="source_identifiers",
    doc="Each row is one identifier of one source beside its ISSNs.",
    key=("source_id", "scheme", "identifier"),
    record="sources",
    columns=(
        Column(name="source_id", type="string", doc="source id", required=True),
        Column(name="scheme", type="string", doc="source-ncid, cdjournal, nlm, ...", required=True),
        Column(name="identifier", type="string", doc="clean, as the scheme writes it", required=True),
    ),
)

PUBLISHERS = Table(
    name="publishers",
    doc="Each row is one publisher.",
    key=("publisher_id",),
    record="publishers",
    newest="works_count",
    columns=(
        Column(name="publisher_id", type="string", doc="OpenAlex publisher id, P and digits", required=True),
        Column(name="display_name", type="string", doc="name"),
        Column(name="parent_publisher_id", type="string", doc="the publisher that owns it"),
        Column(name="country_code", type="string", doc="ISO 3166-1 alpha-2", kind="country_code"),
        Column(name="ror_id", type="string", doc="ROR id", kind="ror_id"),
        Column(name="works_count", type="int64", doc="works in the provider's whole index"),
        Column(name="created_date", type="string", doc="when the provider made the record, ISO 8601"),
        Column(name="updated_date", type="string", doc="when the provider last changed the record, ISO 8601"),
    ),
)
