"""Which work a reported output is, where the report gives no id of one: told by title, year, people and journal."""

from __future__ import annotations

from rashinban.schema.awards import AWARD_ID
from rashinban.schema.core import Column, Table
from rashinban.schema.work_parts import POSITION
from rashinban.schema.works import WORK_ID

AWARD_OUTPUT_WORKS = Table(
    name="award_output_works",
    doc=(
        "Each row is one output of award_outputs that names no loaded work by an id, with the loaded work that it is "
        "by its words. All of these are inferred; an output that fits several works equally well has no row."
    ),
    key=("award_id", "position"),
    record="awards",
    columns=(
        AWARD_ID,
        POSITION,
        WORK_ID,
        Column(
            name="title",
            type="string",
            doc="same: letter for letter; main: one lacks the subtitle; near: a few letters differ in one place",
            required=True,
        ),
        Column(name="year", type="string", doc="same, next (a year apart), or unknown on one side", required=True),
        Column(name="people", type="string", doc="same (a name is shared), or unknown on one side", required=True),
        Column(name="source", type="string", doc="same (journal or book), other, or unknown", required=True),
        Column(name="pages", type="string", doc="same (volume and first page), other, or unknown", required=True),
    ),
)
