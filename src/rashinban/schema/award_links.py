"""What an award has to do with a work, a patent, a person or an institution, and how sure that is."""

from __future__ import annotations

from rashinban.schema.core import Column, Table

#: How sure a link is, the surest first.
CONFIDENCES = ("exact-id", "number-in-text", "inferred", "funder-only")

WORK_AWARD_LINKS = Table(
    name="work_award_links",
    doc=(
        "Each row links one work, patent, person or institution with one award, or with a funder alone, by the surest "
        "evidence there is."
    ),
    key=("link_id",),
    record="work_award_links",
    columns=(
        Column(
            name="link_id",
            type="string",
            doc="target_kind, target_id and the award (else funder), with /",
            required=True,
        ),
        Column(
            name="target_kind", type="string", doc="work (data sets too), patent, person or institution", required=True
        ),
        Column(name="target_id", type="string", doc="id of the work, patent, person or institution", required=True),
        Column(name="award_id", type="string", doc="the award, loaded or not; null where only the funder is named"),
        Column(name="funder_id", type="string", doc="who gave it, where known"),
        Column(
            name="confidence",
            type="string",
            doc=(
                "exact-id: a record gives the award's id or number; number-in-text: a number was read from words; "
                "inferred: a provider matched them, or a reported output was found by its words (award_output_works); "
                "funder-only: the funder is named and no award (of no use for the figures of a programme)"
            ),
            required=True,
        ),
        Column(name="evidence", type="string", doc="table and column that say so", required=True),
        Column(name="typed", type="string", doc="number, or name of the funder, as printed"),
    ),
)
