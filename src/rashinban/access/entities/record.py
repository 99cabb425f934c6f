"""Each record is one entity as the release has it: its row, and the rows of other tables that belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from rashinban import catalog
from rashinban.access.entities.ids import resolve
from rashinban.access.entities.kinds import Kind, kind_of
from rashinban.definitions.areas import areas
from rashinban.engine import listing
from rashinban.engine.merge import PROVENANCE
from rashinban.errors import BaseDamaged, NotFound
from rashinban.measure.question import Question
from rashinban.measure.session import Session
from rashinban.schema import tables
from rashinban.search.index import open_index
from rashinban.search.write import STEP

Row = dict[str, Any]

#: Definitions, in no table; they have ids, and works belong to them.
TECHNOLOGY_AREAS = "technology_areas"


def record(session: Session, kind: str, any_id: str) -> Mapping[str, Any]:
    """One entity by an id in any usual form.

    `kind` and `id` say which; `merged_from` is the id that was asked for, where another one stands for it now. Then
    the columns of its row; what belongs to it, in lists or as one object; `works_in_release`, how many works of the
    release name it; and `provenance`, the place in the file of the data source that it was taken from.
    NotFound where there is no such record, UsageError where several have the id.
    """
    if kind == TECHNOLOGY_AREAS:
        return _area(session, any_id)
    sort = kind_of(kind)
    found = resolve(session, sort, any_id)
    row = _row(session, sort, found.id)
    made: Row = {"kind": kind, "id": found.id, "merged_from": found.merged_from}
    made |= {column: row[column] for column in sort.table.names}
    made |= {name: next(iter(_part(session, sort, name, found.id)), None) for name in sort.ones}
    parts = {name: _part(session, sort, name, found.id) for name in sort.parts}
    made |= _of_work(parts) if kind == "works" else parts
    made |= {name: _listed(session, table, found.id) for name, table in sort.listed.items()}
    if sort.counted:
        made["works_in_release"] = _works(session, sort.counted, found.id)
    made["provenance"] = {column: row[column] for column in PROVENANCE}
    return made


def _row(session: Session, kind: Kind, key: str) -> Row:
    # An id that the index knew has not touched the table yet.
    session.prepare(Question(), frozenset({kind.name}))
    rows: list[Row] = session.engine.query(listing.row_with(kind.name, kind.key), {"value": key}).to_pylist()
    if len(rows) != 1:
        raise BaseDamaged(f"{session.folder / 'kb' / kind.name}: {len(rows)} rows of {key}; run `rashinban check`")
    return rows[0]


def _part(session: Session, kind: Kind, name: str, key: str) -> list[Row]:
    """The rows of one part, in the order of its query."""
    sql = _query(name if name == "claims" else f"{kind.name}_{name}")
    session.prepare(Question(), _reads(sql))
    parameters = {"id": key, **({"table_name": kind.name} if name == "claims" else {})}
    rows: list[Row] = session.engine.query(sql, parameters).to_pylist()
    return rows


def _listed(session: Session, name: str, key: str) -> list[Row]:
    """The rows of a table that belong to a record, without its id, in the order of the table's key."""
    table = tables()[name]
    session.prepare(Question(), frozenset({name}))
    columns = [column for column in table.names if column != table.key[0]]
    sql = listing.part_with(name, table.key[0], columns, table.key[1:])
    rows: list[Row] = session.engine.query(sql, {"value": key}).to_pylist()
    return rows


def _of_work(parts: dict[str, list[Row]]) -> Row:
    """The parts of a work: affiliations stand with their author, technology areas have their names."""
    by_author = _grouped(parts.pop("affiliations"), "author_position")
    for authorship in parts["authorships"]:
        authorship["affiliations"] = [
            {name: value for name, value in affiliation.items() if name != "author_position"}
            for affiliation in by_author.get(authorship["author_position"], [])
        ]
    references = [each["cited_work_id"] for each in parts.pop("references")]
    known = areas()
    for area in parts["technology_areas"]:
        labels = known[area["technology_area"]].labels if area["technology_area"] in known else None
        area |= {"label_en": labels.en if labels else None, "label_ja": labels.ja if labels else None}
    return {**parts, "references": references}


def _works(session: Session, key: str, value: str) -> int | None:
    """How many works of the release name it, of all types; None in a release from before there was a search index."""
    if not (session.folder / STEP).is_dir():
        return None
    index = open_index(session.folder / STEP)
    return index.find(kinds=("works",), filters={key: value}, limit=0).total


def _area(session: Session, any_id: str) -> Row:
    """A technology area as it is defined, with how well the definition was measured."""
    found = areas().get(any_id.strip())
    if found is None:
        raise NotFound(f"no technology area {any_id[:80]!r}; `rashinban areas list` and /api/areas have them all")
    return {
        "kind": TECHNOLOGY_AREAS,
        "id": found.id,
        "merged_from": None,
        **found.model_dump(mode="json", exclude={"id"}),
        "validated": found.validated,
        "works_in_release": _works(session, "technology_area", found.id),
    }


def _grouped(rows: Iterable[Row], column: str) -> dict[Any, list[Row]]:
    return {key: list(found) for key, found in groupby(rows, key=lambda row: row[column])}


@cache
def _query(name: str) -> str:
    return (files("rashinban.access.entities") / "queries" / f"{name}.sql").read_text(encoding="utf-8")


@cache
def _reads(sql: str) -> frozenset[str]:
    return catalog.read_relations(sql)
