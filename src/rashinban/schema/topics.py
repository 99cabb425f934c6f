"""What works are about: OpenAlex topics under subfields, fields and domains; and the older concepts."""

from __future__ import annotations

from rashinban.schema.core import Column, Table

TOPICS = Table(
    name="topics",
    doc="Each row is one topic with the subfield, field and domain above it.",
    key=("topic_id",),
    record="topics",
    mentioned=True,
    newest="works_count",
    columns=(
        Column(name="topic_id", type="string", doc="OpenAlex topic id, T and digits", required=True),
        Column(name="display_name", type="string", doc="name"),
        Column(name="subfield_id", type="string", doc="four digits (ASJC code)"),
        Column(name="subfield_name", type="string", doc="name of the subfield"),
        Column(name="field_id", type="string", doc="two digits (ASJC code)"),
        Column(name="field_name", type="string", doc="name of the field"),
        Column(name="domain_id", type="string", doc="1 life, 2 social, 3 physical, 4 health sciences"),
        Column(name="domain_name", type="string", doc="name of the domain"),
        Column(name="description", type="string", doc="what the topic covers"),
        Column(name="works_count", type="int64", doc="works in the provider's whole index"),
        Column(name="created_date", type="string", doc="when the provider made the record, ISO 8601"),
        Column(name="updated_date", type="string", doc="when the provider last changed the record, ISO 8601"),
    ),
)

CONCEPTS = Table(
    name="concepts",
    doc="Each row is one concept of OpenAlex's retired concept tree.",
    key=("concept_id",),
    record="concepts",
    mentioned=True,
    newest="works_count",
    columns=(
        Column(name="concept_id", type="string", doc="OpenAlex concept id, C and digits", required=True),
        Column(name="display_name", type="string", doc="name"),
        Column(name="level", type="int32", doc="0 is the root level"),
        Column(name="wikidata_id", type="string", doc="Q and digits"),
        Column(name="works_count", type="int64", doc="works in the provider's whole index"),
        Column(name="created_date", type="string", doc="when the provider made the record, ISO 8601"),
        Column(name="updated_date", type="string", doc="when the provider last changed the record, ISO 8601"),
    ),
)
