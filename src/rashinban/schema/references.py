"""Which columns hold ids of which entities: read off the column's name, as names mean the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping

from rashinban.schema.core import Table, tables

#: Columns whose name does not say it, or says something else.
_STATED: Mapping[str, tuple[str, ...]] = {
    # A host organisation is a publisher or, for a university press, an institution.
    "publisher_id": ("publishers", "institutions"),
    "related_id": ("institutions",),
    # The number that the funder gave the award is no id of ours.
    "funder_award_id": (),
    "crossref_funder_id": (),
}

#: First characters of the ids of an entity. ROR ids begin with 0.
LETTERS: Mapping[str, str] = {
    "authors": "A",
    "awards": "G",
    "concepts": "C",
    "funders": "F",
    "institutions": "I0",
    # Patents go by the number of their publication, which no letter begins.
    "patents": "",
    "publishers": "P",
    "sources": "S",
    "topics": "T",
    "works": "W",
}


def references(table: Table) -> Mapping[str, tuple[str, ...]]:
    """The columns of a table that hold ids of entities, its own key included, with the entities' tables."""
    keys = {entity.key[0]: name for name, entity in tables().items() if name in LETTERS}
    found: dict[str, tuple[str, ...]] = {}
    for column in table.names:
        if column in _STATED:
            found[column] = _STATED[column]
            continue
        named = [name for key, name in keys.items() if column == key or column.endswith(f"_{key}")]
        if named:
            found[column] = tuple(named)
    return {column: entities for column, entities in found.items() if entities}
