"""Patents, one publication a record: texts, people, classes, citations, priorities, events and other numbers."""

from __future__ import annotations

from rashinban.schema.core import Column, Table
from rashinban.schema.work_parts import LANGUAGE, POSITION

PATENT_ID = Column(
    name="patent_id",
    type="string",
    doc="publication number in DOCDB form, office + number + kind, no blanks: US11234567B2, JP2021090037A; without "
    "kind where the record has none; application:JP2020123456 where it has no publication (schema/patent_numbers.py)",
    required=True,
)

PATENTS = Table(
    name="patents",
    doc="Each row is one publication of a patent application, a grant, a utility model or a design.",
    key=("patent_id",),
    record="patents",
    mentioned=True,
    columns=(
        PATENT_ID,
        Column(name="office", type="string", doc="WIPO ST.3 code of the office: JP, US, EP, WO...", required=True),
        Column(name="kind_code", type="string", doc="WIPO ST.16 kind: A, A1, B2..."),
        Column(name="type", type="string", doc="application, grant, utility-model, design, plant or other"),
        Column(
            name="application_id",
            type="string",
            doc="office + application number: JP2019219632, US15123456; a letter behind it where it is no application "
            "for a patent, JP2020015234F",
        ),
        Column(name="family_id", type="string", doc="DOCDB simple family, where given"),
        Column(name="title", type="string", doc="title in the language of the record"),
        Column(name="abstract", type="string", doc="abstract in the language of the record"),
        Column(name="language", type="string", doc="language of title and abstract, ISO 639-1"),
        Column(name="application_date", type="date", doc="day of filing", kind="date"),
        Column(name="priority_date", type="date", doc="earliest priority claimed, else null", kind="date"),
        Column(name="publication_date", type="date", doc="day of this publication", kind="date"),
        Column(name="grant_date", type="date", doc="day of grant or registration, where given", kind="date"),
        Column(name="registration_number", type="string", doc="number of the right, where it has one of its own (JP)"),
        Column(name="claims_count", type="int32", doc="number of claims"),
        Column(name="family_size", type="int32", doc="publications of the simple family, as the provider counts them"),
        Column(name="cited_by_count", type="int64", doc="patents that cite it, as the provider counts them"),
        Column(name="status", type="string", doc="the provider's word, where given"),
        Column(name="updated_date", type="string", doc="when the provider last changed the record, ISO 8601"),
    ),
)

PATENT_TEXTS = Table(
    name="patent_texts",
    doc="Each row is one title or abstract of one patent in one language.",
    key=("patent_id", "position"),
    record="patents",
    columns=(
        PATENT_ID,
        POSITION,
        Column(name="kind", type="string", doc="title, abstract or first-claim", required=True),
        LANGUAGE,
        Column(name="text", type="string", doc="the text, markup removed", required=True),
    ),
)

PATENT_PEOPLE = Table(
    name="patent_people",
    doc="Each row is one inventor, applicant, owner or agent of one patent.",
    key=("patent_id", "position"),
    record="patents",
    one_source="patent_people",
    columns=(
        PATENT_ID,
        POSITION,
        Column(name="role", type="string", doc="inventor, applicant, owner or agent", required=True),
        Column(name="sequence", type="int32", doc="order within the role, from 1"),
        Column(name="name", type="string", doc="name as printed; of parts: family name, given name"),
        Column(name="name_latin", type="string", doc="the name in Latin script, where both are given"),
        Column(name="is_organisation", type="bool", doc="an organisation; null where not stated"),
        Column(name="country_code", type="string", doc="country of residence", kind="country_code"),
        Column(name="address", type="string", doc="address or city as printed"),
        Column(name="identifier", type="string", doc="the office's own number of the person or applicant"),
        Column(name="institution_id", type="string", doc="institution, where it is resolved"),
    ),
)

PATENT_CLASSES = Table(
    name="patent_classes",
    doc="Each row is one class of one patent.",
    key=("patent_id", "scheme", "symbol"),
    record="patents",
    columns=(
        PATENT_ID,
        Column(name="scheme", type="string", doc="ipc, cpc, fi, f-term, uspc, locarno or jp-design", required=True),
        Column(
            name="symbol",
            type="string",
            doc="H01M10/0562: no blanks, leading zeros of the group removed",
            required=True,
        ),
        Column(name="is_first", type="bool", doc="the first or main class"),
        Column(name="is_inventive", type="bool", doc="inventive (I) and not additional (A), where stated"),
        Column(name="version", type="string", doc="version date of the scheme, where stated"),
    ),
)

PATENT_CITATIONS = Table(
    name="patent_citations",
    doc="Each row is one document that one patent cites: a patent, a work, or a text nobody has resolved.",
    key=("patent_id", "position"),
    record="patents",
    one_source="patent_citations",
    columns=(
        PATENT_ID,
        POSITION,
        Column(name="cited_patent_id", type="string", doc="the patent that is cited, DOCDB form"),
        Column(name="cited_work_id", type="string", doc="the work that is cited, where a DOI or another id is given"),
        Column(name="text", type="string", doc="the reference as printed, for what is no patent"),
        Column(name="category", type="string", doc="the examiner's mark: X, Y, A..."),
        Column(name="cited_by", type="string", doc="examiner, applicant, third-party or other"),
        Column(name="phase", type="string", doc="the stage in which it was cited, in the office's word or code"),
    ),
)

PATENT_PRIORITIES = Table(
    name="patent_priorities",
    doc="Each row is one earlier application that one patent claims priority of, or descends from.",
    key=("patent_id", "position"),
    record="patents",
    one_source="patent_priorities",
    columns=(
        PATENT_ID,
        POSITION,
        Column(
            name="relation", type="string", doc="priority, pct, division, continuation, provisional...", required=True
        ),
        Column(name="application_id", type="string", doc="office + application number", required=True),
        Column(name="date", type="date", doc="day of that filing", kind="date"),
    ),
)

PATENT_EVENTS = Table(
    name="patent_events",
    doc="Each row is one dated event in the life of one patent: examination, registration, lapse.",
    key=("patent_id", "position"),
    record="patents",
    one_source="patent_events",
    columns=(
        PATENT_ID,
        POSITION,
        Column(name="code", type="string", doc="the office's code of the event"),
        Column(name="text", type="string", doc="the event in the office's words"),
        Column(name="detail", type="string", doc="what the office says further: owner, number of the document..."),
        Column(name="date", type="date", doc="the day", kind="date"),
    ),
)

PATENT_IDENTIFIERS = Table(
    name="patent_identifiers",
    doc="Each row is one further number of one patent: of another publication of its application, of its right...",
    key=("patent_id", "scheme", "identifier"),
    record="patents",
    columns=(
        PATENT_ID,
        Column(
            name="scheme",
            type="string",
            doc="publication (of the same application, DOCDB form), application, registration, lens or url",
            required=True,
        ),
        Column(name="identifier", type="string", doc="the number or address", required=True),
    ),
)
