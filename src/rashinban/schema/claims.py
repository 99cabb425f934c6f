"""What several data sources say of one thing where they disagree; the entity's table holds one of them."""

from __future__ import annotations

from rashinban.schema.core import Column, Table

CLAIMS = Table(
    name="claims",
    doc=(
        "Each row is what one data source says of one column of one record where two sources differ. "
        "Which of them stands in the record's table is decided in definitions/lookups/precedence.csv."
    ),
    key=("table_name", "id", "column_name", "data_source"),
    record="claims",
    columns=(
        Column(name="table_name", type="string", doc="table of the record", required=True),
        Column(name="id", type="string", doc="key of the record in that table", required=True),
        Column(name="column_name", type="string", doc="column on which the sources differ", required=True),
        Column(name="data_source", type="string", doc="who says it", required=True),
        Column(name="value", type="string", doc="what it says, as text", required=True),
    ),
)
