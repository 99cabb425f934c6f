"""Ids that a provider has withdrawn in favour of another."""

from __future__ import annotations

from rashinban.schema.core import Column, Table

MERGED_IDS = Table(
    name="merged_ids",
    doc="Each row says that an id was merged into another; chains are followed when the base is linked.",
    key=("id",),
    record="merged_ids",
    columns=(
        Column(name="id", type="string", doc="the id that is gone", required=True),
        Column(name="merged_into_id", type="string", doc="the id that stands for it", required=True),
        Column(name="updated_date", type="string", doc="date of the merge, ISO 8601"),
    ),
)
