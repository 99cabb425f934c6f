"""Each table is what parse and link would make of a simulated snapshot, without the JSON between: for benchmarks.

Two things differ from the long way: titles, abstracts and addresses are null, and the technology areas are
the planted ones (in all three alternatives; `narrow` leaves a second area out).
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from rashinban.engine.store import write_json
from rashinban.schema import tables
from rashinban.simulate import tables_of_money, truth, truth_of_money
from rashinban.simulate.asjc import DOMAINS, FIELDS, SUBFIELDS
from rashinban.simulate.catalogue import FIRST_TOPIC, funders, institutions, sources, topics
from rashinban.simulate.countries import COUNTRIES
from rashinban.simulate.draw import COUNTRY_ONLY, KNOWN, NOTHING, OA_STATUSES, Part, draw
from rashinban.simulate.ids import FIRST, MERGED, Floats, Ints
from rashinban.simulate.records import COUNTED_YEARS, yearly
from rashinban.simulate.snapshot import MARK, checked
from rashinban.simulate.world import (
    AREA_COUNT,
    PARATEXT,
    SUBFIELD_IDS,
    TOPICS_PER_SUBFIELD,
    TYPES,
    Plan,
    World,
)

_AREAS = pa.array(truth.AREA_IDS)
_CODES = pa.array([c.code for c in COUNTRIES])


def simulate_tables(
    works: int,
    seed: int,
    out: Path,
    *,
    first_year: int = 2012,
    last_year: int = 2025,
    references: float = 10.0,
    processes: int = 1,
    part_works: int = 100_000,
) -> None:
    """Write <out>/<table>/part-NNNNN.parquet for a world of so many works, a part at a time, and <out>/truth."""
    plan = checked(works, seed, first_year, last_year, references, part_works)
    world = World(plan)
    for name, columns in _entities(world):
        _write(out, name, 0, columns)
    write = partial(_write_part, plan, out)
    if processes > 1 and plan.parts > 1:
        with ProcessPoolExecutor(min(processes, plan.parts), multiprocessing.get_context("spawn")) as pool:
            total, money = _added(pool.map(write, range(plan.parts)))
    else:
        total, money = _added(map(write, range(plan.parts)))
    (out / "truth").mkdir(exist_ok=True)
    truth.write_units(out / "truth", world, total)
    truth.write_parameters(out / "truth", world)
    truth_of_money.write(out / "truth", world, money)
    write_json(out / MARK, {"simulated": True, "works": works, "seed": seed})


def _added(parts: Iterable[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    total, money = np.zeros(1), np.zeros(1)
    for sums, of_money in parts:
        total, money = total + sums, money + of_money
    return total, money


_worlds: dict[Plan, World] = {}


def _write_part(plan: Plan, out: Path, number: int) -> tuple[Floats, Floats]:
    if plan not in _worlds:
        _worlds[plan] = World(plan)
    world = _worlds[plan]
    part = draw(world, number)
    for name, columns in _works(world, part):
        _write(out, name, number, columns)
    return truth.sums(world, part), truth_of_money.sums(world, part)


def _write(out: Path, name: str, number: int, columns: Mapping[str, pa.Array]) -> None:
    """Write one part of a table; declared columns that are not given are null."""
    rows = len(next(iter(columns.values())))
    if name in tables():
        schema = tables()[name].arrow()
        columns = {f.name: columns[f.name] if f.name in columns else pa.nulls(rows, f.type) for f in schema}
        table = pa.table({key: value.cast(schema.field(key).type) for key, value in columns.items()}, schema=schema)
    else:
        table = pa.table(dict(columns))
    (out / name).mkdir(parents=True, exist_ok=True)
    pq.write_table(table, out / name / f"part-{number:05d}.parquet", compression="zstd", compression_level=1)


def _ids(letter: str, number: Ints, known: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] | None = None) -> pa.Array:
    """Short ids, null where not known."""
    import pyarrow.compute as pc

    written = truth.ids(letter, number)
    return written if known is None else pc.if_else(pa.array(known), written, pa.scalar(None, pa.string()))


def _chosen(names: pa.Array, at: Ints) -> pa.Array:
    return names.take(pa.array(at))


def _works(world: World, part: Part) -> Iterator[tuple[str, dict[str, pa.Array]]]:
    n = part.works
    work_id = truth.ids("W", part.number)
    topic_names = pa.array([f"T{FIRST_TOPIC + t}" for t in range(len(SUBFIELD_IDS) * TOPICS_PER_SUBFIELD)])
    yield (
        "works",
        {
            "work_id": work_id,
            "publication_year": pa.array(part.year),
            "language": _chosen(pa.array(["en", "ja"]), part.japanese.astype(np.int64)),
            "type": _chosen(pa.array([t[0] for t in TYPES]), part.type),
            "source_id": _ids("S", part.source),
            "primary_topic_id": _chosen(topic_names, part.topics[:, 0]),
            "is_retracted": pa.array(part.retracted),
            "is_paratext": pa.array(part.type == PARATEXT),
            "is_xpac": pa.array(np.zeros(n, dtype=np.bool_)),
            "is_oa": pa.array(part.oa > 0),
            "oa_status": _chosen(pa.array(OA_STATUSES), part.oa),
            "cited_by_count": pa.array(part.citations),
            "referenced_works_count": pa.array(np.diff(part.reference_offset)),
            "fwci": pa.array(np.round(part.citations / world.cell_mean[part.cell], 4)),
            "citation_percentile": pa.array(np.round(world.percentile(part.cell, part.citations), 7)),
            "is_top_1_percent": pa.array(part.citations >= world.cell_top_1[part.cell]),
            "is_top_10_percent": pa.array(part.citations >= world.cell_top_10[part.cell]),
        },
    )
    yield from _people(world, part, work_id)
    owner = np.repeat(np.arange(n), np.diff(part.reference_offset))
    # A merged id is followed when the base is linked; a work cited under both ids is one citation.
    pairs = np.sort(owner * (1 << 34) + (part.reference - FIRST) % MERGED)
    yield (
        "citations",
        {"work_id": _chosen(work_id, pairs >> 34), "cited_work_id": _ids("W", pairs & ((1 << 34) - 1))},
    )
    row, place = np.nonzero(part.topics >= 0)
    position = (np.cumsum(part.topics >= 0, axis=1))[row, place]
    yield (
        "work_topics",
        {
            "work_id": _chosen(work_id, row),
            "topic_id": _chosen(topic_names, part.topics[row, place]),
            "score": pa.array(1.0 / position),
            "position": pa.array(position),
        },
    )
    counts = np.array(yearly(part.citations, world.plan.last_year - part.year)).reshape(n, COUNTED_YEARS)
    row, place = np.nonzero(counts)
    yield (
        "work_citation_years",
        {
            "work_id": _chosen(work_id, row),
            "year": pa.array(world.plan.last_year - place),
            "cited_by_count": pa.array(counts[row, place]),
        },
    )
    yield from tables_of_money.works(world, part, work_id)
    yield "work_technology_areas", _areas(part, work_id)


def _areas(part: Part, work_id: pa.Array) -> dict[str, pa.Array]:
    home, second = np.flatnonzero(part.strand < AREA_COUNT), np.flatnonzero(part.second >= 0)
    works, areas, alternatives = [], [], []
    for number in range(3):
        narrow = number == 1
        works += [home] if narrow else [home, second]
        areas += [part.strand[home]] if narrow else [part.strand[home], part.second[second]]
        alternatives.append(np.full(home.size + (0 if narrow else second.size), number))
    return {
        "work_id": _chosen(work_id, np.concatenate(works)),
        "technology_area": _chosen(_AREAS, np.concatenate(areas)),
        "alternative": _chosen(pa.array(["standard", "narrow", "broad"]), np.concatenate(alternatives)),
        "matched_by": pa.array(["phrase"]).take(pa.array(np.zeros(sum(map(len, works)), dtype=np.int64))),
    }


def _people(world: World, part: Part, work_id: pa.Array) -> Iterator[tuple[str, dict[str, pa.Array]]]:
    position = np.arange(part.author.size) - part.author_offset[part.author_work] + 1
    end = np.diff(part.author_offset)[part.author_work]
    place = np.where(position == 1, 0, np.where(position == end, 2, 1))
    yield (
        "authorships",
        {
            "work_id": _chosen(work_id, part.author_work),
            "author_position": pa.array(position),
            "author_id": _ids("A", np.maximum(part.author, 0), part.author >= 0),
            "place": _chosen(pa.array(["first", "middle", "last"]), place),
            "is_corresponding": pa.array(place == 0),
        },
    )
    one = np.flatnonzero(part.affiliation != NOTHING)
    two = np.flatnonzero((part.affiliation == KNOWN) & (part.second_institution >= 0))
    row = np.concatenate([one, two])
    order = np.argsort(row, kind="stable")
    institution = np.concatenate([part.institution[one], part.second_institution[two]])[order]
    affiliation = np.concatenate([np.ones(one.size, np.int64), np.full(two.size, 2)])[order]
    row = row[order]
    known = part.affiliation[row] == KNOWN
    located = known | (part.affiliation[row] == COUNTRY_ONLY)
    country = np.where(known, world.institution_country[institution], part.author_country[row])
    yield (
        "affiliations",
        {
            "work_id": _chosen(work_id, part.author_work[row]),
            "author_position": pa.array(position[row]),
            "affiliation_position": pa.array(affiliation),
            "institution_position": pa.array(np.ones(row.size, np.int64)),
            "institution_id": _ids("I", institution, known),
            "country_code": _CODES.take(pa.array(country, mask=~located)),
        },
    )


def _entities(world: World) -> Iterator[tuple[str, dict[str, pa.Array]]]:
    houses = institutions(world)
    catalogued = {
        "institution_id": pa.array([h.id.rsplit("/", 1)[1] for h in houses]),
        "ror_id": pa.array([h.ror.rsplit("/", 1)[1] for h in houses]),
        "display_name": pa.array([h.display_name for h in houses]),
        "country_code": pa.array([h.country_code for h in houses]),
        "type": pa.array([h.type for h in houses]),
    }
    firms = tables_of_money.firms(world)
    yield "institutions", {name: pa.concat_arrays([values, firms[name]]) for name, values in catalogued.items()}
    yield from tables_of_money.entities(world)
    subfields = [SUBFIELD_IDS[t // TOPICS_PER_SUBFIELD] for t in range(len(SUBFIELD_IDS) * TOPICS_PER_SUBFIELD)]
    fields = [s[:2] for s in subfields]
    domains = [FIELDS[f][1] for f in fields]
    yield (
        "topics",
        {
            "topic_id": pa.array([str(t["id"]).rsplit("/", 1)[1] for t in topics()]),
            "display_name": pa.array([str(t["display_name"]) for t in topics()]),
            "subfield_id": pa.array(subfields),
            "subfield_name": pa.array([SUBFIELDS[s] for s in subfields]),
            "field_id": pa.array(fields),
            "field_name": pa.array([FIELDS[f][0] for f in fields]),
            "domain_id": pa.array(domains),
            "domain_name": pa.array([DOMAINS[d] for d in domains]),
        },
    )
    journals = sources(world)
    yield (
        "sources",
        {
            "source_id": pa.array([str(s["id"]).rsplit("/", 1)[1] for s in journals]),
            "display_name": pa.array([str(s["display_name"]) for s in journals]),
            "type": pa.array([str(s["type"]) for s in journals]),
        },
    )
    payers = funders(world)
    yield (
        "funders",
        {
            "funder_id": pa.array([str(f["id"]).rsplit("/", 1)[1] for f in payers]),
            "display_name": pa.array([str(f["display_name"]) for f in payers]),
            "country_code": pa.array([COUNTRIES[k].code for k in world.funder_country.tolist()]),
        },
    )
