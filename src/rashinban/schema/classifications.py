"""What providers file awards and works under: the terms of their own classifications, as they stood at a time."""

from __future__ import annotations

from rashinban.schema.core import Column, Table
from rashinban.schema.work_parts import LANGUAGE, SCRIPT

_SCHEME = Column(
    name="scheme",
    type="string",
    doc="kaken-category, kaken-field, kaken-review-section, kaken-agency, kaken-institution, kaken-country, kaken-code",
    required=True,
)

CLASSIFICATIONS = Table(
    name="classifications",
    doc="Each row is one term of one classification in one language, for the days on which it stood.",
    key=("term_id",),
    record="classifications",
    columns=(
        Column(
            name="term_id",
            type="string",
            doc="scheme:list:code:language:first day, kaken-field:saimoku:11:ja:2003-04-01",
            required=True,
        ),
        _SCHEME,
        Column(
            name="code", type="string", doc="the code that records have, award_subjects.code among them", required=True
        ),
        LANGUAGE,
        SCRIPT,
        Column(name="term", type="string", doc="the term in words", required=True),
        Column(name="list_name", type="string", doc="which of the scheme's lists, where it has several: saimoku..."),
        Column(name="parent_code", type="string", doc="code of the wider term; null at the top"),
        Column(name="other_codes", type="string", doc="codes of other offices for the term: mext:14 jsps:101"),
        Column(name="start_date", type="date", doc="first day of the edition; null: always", kind="date"),
        Column(name="end_date", type="date", doc="last day of the edition; null: still stands", kind="date"),
    ),
)

CLASSIFICATION_CHANGES = Table(
    name="classification_changes",
    doc="Each row is one change of one term of a classification: made, closed, moved, divided, merged or followed.",
    key=("change_id",),
    record="classification_changes",
    columns=(
        Column(name="change_id", type="string", doc="scheme:code:change:other code:day", required=True),
        _SCHEME,
        Column(name="code", type="string", doc="the term that changed", required=True),
        Column(name="term", type="string", doc="its name"),
        Column(
            name="change",
            type="string",
            doc="established, closed, classified_under, removed_from, divided_into, split_from, merged_from or "
            "succeeded_from",
            required=True,
        ),
        Column(name="related_code", type="string", doc="the other term, where there is one"),
        Column(name="related_term", type="string", doc="its name"),
        Column(name="date", type="date", doc="the day", kind="date"),
    ),
)
