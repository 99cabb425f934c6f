"""What a person's profile lists: works and awards as the person, or somebody for the person, entered them.

A line of a profile is a claim, not a work: it becomes one by the identifier that it carries, or not at all.
"""

from __future__ import annotations

from rashinban.schema.core import Column, Table

_AUTHOR_ID = Column(name="author_id", type="string", doc="whose profile", required=True)
_POSITION = Column(
    name="position",
    type="int32",
    doc="order in the profile, from 1; the provider's own number of the line, where it numbers lines",
    required=True,
)
_CLAIMED_BY = Column(
    name="claimed_by",
    type="string",
    doc="reported (by the person) or matched (by the provider, or by an organisation that may write to the profile)",
)
_IS_PUBLIC = Column(
    name="is_public", type="bool", doc="everybody may see it, where the record says so; others are not kept at all"
)

AUTHOR_WORKS = Table(
    name="author_works",
    doc="Each row is one work that one profile lists.",
    key=("author_id", "position"),
    record="authors",
    columns=(
        _AUTHOR_ID,
        _POSITION,
        Column(name="work_id", type="string", doc="the work, where the line carries a DOI or another id of works"),
        Column(name="patent_id", type="string", doc="the patent, where the line carries its number of publication"),
        Column(name="title", type="string", doc="title as printed"),
        Column(
            name="kind",
            type="string",
            doc=(
                "journal-article, conference-paper, presentation, book, book-chapter, review, report, preprint, "
                "thesis, patent, dataset, software, web, event or other"
            ),
        ),
        Column(name="year", type="int32", doc="calendar year", kind="year"),
        Column(name="source_name", type="string", doc="journal, conference or publisher as printed"),
        Column(name="identifier", type="string", doc="number as printed, where it is none of a work: of a patent"),
        _CLAIMED_BY,
        _IS_PUBLIC,
    ),
)

AUTHOR_AWARDS = Table(
    name="author_awards",
    doc="Each row is one award that one profile lists.",
    key=("author_id", "position"),
    record="authors",
    columns=(
        _AUTHOR_ID,
        _POSITION,
        Column(name="award_id", type="string", doc="the award, where the line carries a number that names one"),
        Column(name="funder_id", type="string", doc="funder, where the line names it by an id"),
        Column(name="funder_award_id", type="string", doc="the funder's own number, as typed"),
        Column(name="title", type="string", doc="title as printed"),
        Column(name="funder_name", type="string", doc="funder as printed"),
        Column(name="funding_type", type="string", doc="the provider's word: grant, award, contract, salary-award..."),
        Column(
            name="role", type="string", doc="principal_investigator, co_investigator or others, as the provider writes"
        ),
        Column(name="start_date", type="string", doc="ISO 8601, as exact as given"),
        Column(name="end_date", type="string", doc="ISO 8601, as exact as given; null: goes on or not stated"),
        Column(name="amount", type="int64", doc="amount in minor units of the currency", kind="money"),
        Column(name="currency", type="string", doc="ISO 4217 code", kind="currency"),
        _CLAIMED_BY,
        _IS_PUBLIC,
    ),
)
