"""What providers beside OpenAlex say of a work: texts by language, identifiers, subjects, relations, dates, costs."""

from __future__ import annotations

from rashinban.schema.core import Column, Table
from rashinban.schema.works import WORK_ID

POSITION = Column(name="position", type="int32", doc="order in the record, from 1", required=True)
LANGUAGE = Column(
    name="language", type="string", doc="language as ISO 639-1 (639-3 where there is none); null: not stated"
)
SCRIPT = Column(
    name="script", type="string", doc="Kana or Latn where a text is a reading or a romanisation (ISO 15924); else null"
)

WORK_TEXTS = Table(
    name="work_texts",
    doc="Each row is one title, abstract or note of one work in one language.",
    key=("work_id", "position"),
    record="works",
    columns=(
        WORK_ID,
        POSITION,
        Column(
            name="kind",
            type="string",
            doc="title, subtitle, alternative, abstract, contents, funding (who paid, in words) or note",
            required=True,
        ),
        LANGUAGE,
        SCRIPT,
        Column(name="text", type="string", doc="the text as given, markup removed", required=True),
    ),
)

WORK_IDENTIFIERS = Table(
    name="work_identifiers",
    doc="Each row is one identifier of one work.",
    key=("work_id", "scheme", "identifier"),
    record="works",
    columns=(
        WORK_ID,
        Column(name="scheme", type="string", doc="a scheme of schema/ids.py, or the provider's word", required=True),
        Column(name="identifier", type="string", doc="clean, as the scheme writes it", required=True),
    ),
)

WORK_SUBJECTS = Table(
    name="work_subjects",
    doc="Each row is one term of a classification or thesaurus that a provider gave one work.",
    key=("work_id", "scheme", "term"),
    record="works",
    columns=(
        WORK_ID,
        Column(name="scheme", type="string", doc="mesh, ndc, ndlc, ddc, fos, lcsh, jel...", required=True),
        Column(name="term", type="string", doc="the term in words, else its code", required=True),
        Column(name="code", type="string", doc="the term's code"),
        Column(name="is_major", type="bool", doc="a main subject of the work (MeSH)"),
    ),
)

WORK_RELATIONS = Table(
    name="work_relations",
    doc="Each row says how one work relates to another thing, in DataCite's words.",
    key=("work_id", "relation", "related_scheme", "related_identifier"),
    record="works",
    columns=(
        WORK_ID,
        Column(
            name="relation",
            type="string",
            doc="DataCite relation type: IsVersionOf, IsSupplementTo, IsPartOf, Reviews, IsIdenticalTo...",
            required=True,
        ),
        Column(name="related_scheme", type="string", doc="scheme of the other thing's identifier", required=True),
        Column(name="related_identifier", type="string", doc="the other thing's identifier", required=True),
        Column(name="related_work_id", type="string", doc="its id, where the scheme is one of works"),
    ),
)

WORK_DATES = Table(
    name="work_dates",
    doc="Each row is one dated event of one work.",
    key=("work_id", "kind", "date"),
    record="works",
    columns=(
        WORK_ID,
        Column(
            name="kind",
            type="string",
            doc="issued, online, print, available, submitted, accepted, created, updated, collected, valid...",
            required=True,
        ),
        Column(
            name="date", type="string", doc="ISO 8601, as exact as given: 2024, 2024-05 or 2024-05-31", required=True
        ),
    ),
)

WORK_COSTS = Table(
    name="work_costs",
    doc="Each row is one amount that an institution paid to have one work published.",
    key=("work_id", "institution_name", "year", "kind"),
    record="works",
    columns=(
        WORK_ID,
        Column(name="institution_name", type="string", doc="who paid, as printed", required=True),
        Column(name="institution_id", type="string", doc="who paid, where it is resolved"),
        Column(name="year", type="int32", doc="year in which it was paid", kind="year", required=True),
        Column(name="kind", type="string", doc="apc, bpc or another charge", required=True),
        Column(name="amount", type="int64", doc="minor units of the currency", kind="money"),
        Column(name="currency", type="string", doc="ISO 4217 code", kind="currency"),
        Column(name="is_hybrid", type="bool", doc="the journal is hybrid"),
    ),
)
