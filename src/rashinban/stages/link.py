"""Link: parsed rows of all data sources become the tables of kb/, each written only when its inputs changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from rashinban import catalog, linkage
from rashinban.definitions import lookups
from rashinban.definitions.areas import Area, areas
from rashinban.engine import Engine, merge, open_engine, same
from rashinban.engine.spill import SPILL
from rashinban.engine.store import fingerprint, read_manifest, sha256_file, sweep_steps, write_json, write_step
from rashinban.errors import NotBuilt
from rashinban.linkage.records import writing
from rashinban.linkage.records.precedence import compared
from rashinban.linkage.records.same import PROVIDER, identifier_tables, uses
from rashinban.linkage.records.standing import Records
from rashinban.schema import Table, tables
from rashinban.schema.references import references
from rashinban.stages.derived import derived
from rashinban.stages.parsed import PartFiles, finished_parts, part_files

#: Told what is being done, how many steps are done and how many there are.
Progress = Callable[[str, int, int], None]

#: Written when every table of kb/ is as planned; publish asks for it.
DONE = "link.json"


@dataclass(frozen=True, kw_only=True)
class Linked:
    """What a run of link did. circle: ids merged into each other in a circle, the first ten."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    rows: Mapping[str, int]
    as_of: str | None
    circle: tuple[str, ...]


def link(
    base: Path,
    *,
    engine: Engine | None = None,
    progress: Progress | None = None,
    known_areas: Mapping[str, Area] | None = None,
) -> Linked:
    """Bring kb/ up to date with parsed/. The caller holds the base (engine.lock.hold).

    known_areas: the technology areas to find; those that are defined, unless given.
    """
    known = areas() if known_areas is None else known_areas
    files = part_files(base, finished_parts(base))
    if not files:
        raise NotBuilt(
            f"{base}: nothing is parsed; run `rashinban fetch DATA_SOURCE --from PATH`, then `rashinban parse`"
        )
    sweep_steps(base / "kb")
    planned = _plan(files, known)
    stale = [name for name, mark in planned.items() if not _is_fresh(base, name, mark)]
    if stale:
        running = engine or open_engine("duckdb", temporary=base / SPILL)
        try:
            _write(base, files, planned, stale, known, running, progress or (lambda what, done, of: None))
        finally:
            if engine is None:
                running.close()
    manifests = {name: manifest for name in planned if (manifest := read_manifest(base / "kb" / name))}
    as_of = manifests["works"].about.get("as_of")
    circle = manifests["merged_ids"].about.get("circle")
    write_json(base / "kb" / DONE, {"tables": planned, "as_of": as_of})
    return Linked(
        written=tuple(sorted(stale)),
        unchanged=tuple(sorted(planned.keys() - set(stale))),
        rows={name: manifest.rows for name, manifest in manifests.items()},
        as_of=str(as_of) if as_of else None,
        circle=tuple(circle) if isinstance(circle, list) else (),
    )


def _plan(files: PartFiles, known: Mapping[str, Area]) -> dict[str, str]:
    """Step -> fingerprint, in the order of writing."""
    marks = {
        relation: {source: sorted([p.file, p.fingerprint] for p, _ in found) for source, found in sources.items()}
        for relation, sources in files.items()
    }

    def made_of(table: Table) -> str:
        """Everything the rows of a table depend on: its parts, its records' parts, merges, precedence, code."""
        relations = {table.name, f"{table.name}_mentions", table.record, "merged_ids"}
        if table.mentioned:
            # Which short form is the newest is told by the work that mentions it.
            relations.add("works")
        if table.name == "claims":
            relations |= set(compared()) | {f"{name}_mentions" for name in compared()} | {"works"}
        named = {relation for relation in (table.name, f"{table.name}_mentions", table.record) if relation in marks}
        others: dict[str, object] = {}
        if any(uses(table, marks[relation]) for relation in named) or table.name == "claims":
            # Other sources' ids are replaced by those of records that share an identifier, whoever brought them.
            for entity in {entity for entities in references(table).values() for entity in entities}:
                relations |= {entity, f"{entity}_mentions", *(each.name for each in identifier_tables(entity))}
            beside = {name: {s: of for s, of in by.items() if s != PROVIDER} for name, by in marks.items()}
            others = {name: by for name, by in beside.items() if by}
        if table.name == "authors":
            relations |= {"authorships", "works"}
        precedence = lookups()["precedence"].to_pylist() if table.is_entity or others else []
        found = {relation: marks[relation] for relation in sorted(relations & marks.keys())}
        return fingerprint(table.name, repr(table), found, others, precedence, _code("records/*.py"))

    planned = {name: made_of(table) for name, table in tables().items()}
    # Authors without a profile are read off the authorships and works that stand.
    planned["authors"] = planned.pop("authors")
    for each in derived(known):
        # A declared table that is read off others comes after them.
        planned.pop(each.name, None)
        planned[each.name] = fingerprint([planned[name] for name in each.reads], each.mark, _code(each.code))
    return planned


@cache
def _code(*patterns: str) -> str:
    """The text of the modules that decide which rows stand: with another text, tables are made again."""
    folder = Path(linkage.__file__).parent
    modules = [
        Path(merge.__file__),
        Path(same.__file__),
        *(path for pattern in patterns for path in sorted(folder.glob(pattern))),
    ]
    return fingerprint([sha256_file(path) for path in modules])


def _is_fresh(base: Path, name: str, mark: str) -> bool:
    manifest = read_manifest(base / "kb" / name)
    return manifest is not None and manifest.fingerprint == mark


def _write(
    base: Path,
    files: PartFiles,
    planned: Mapping[str, str],
    stale: Sequence[str],
    known: Mapping[str, Area],
    engine: Engine,
    say: Progress,
) -> None:
    """Write the steps that are not as planned."""
    made = [each for each in derived(known) if each.name in stale]
    stale_tables = [tables()[name] for name in stale if name not in {each.name for each in made}]
    done = 0
    if stale_tables:
        say("which copies stand", done, len(stale))
        records = Records(
            engine,
            {r: {s: [f for _, f in found] for s, found in by.items()} for r, by in files.items()},
            {
                source: frozenset(catalog.data_source(source).DATA_SOURCE.parts)
                for by in files.values()
                for source in by
            },
        )
    for table in stale_tables:
        say(table.name, done, len(stale))

        def fill(folder: Path, table: Table = table) -> Mapping[str, object]:
            return _fill(base, records, table, folder)

        write_step(base / "kb" / table.name, step=f"kb/{table.name}", fingerprint=planned[table.name], fill=fill)
        done += 1
    for each in made:
        say(each.name, done, len(stale))
        for name in each.reads:
            engine.attach(name, sorted((base / "kb" / name).glob("*.parquet")))
        write_step(
            base / "kb" / each.name,
            step=f"kb/{each.name}",
            fingerprint=planned[each.name],
            fill=partial(each.fill, engine),
        )
        done += 1
    say("linked", len(stale), len(stale))


def _fill(base: Path, records: Records, table: Table, folder: Path) -> dict[str, object]:
    """Write one table; returns what its manifest says about it."""
    if table.name == "claims":
        return writing.write_claims(records, folder)
    if not table.is_entity:
        return writing.write_children(records, table, folder)
    about = writing.write_entities(records, table, folder)
    if records.matched.get(table.name):
        about["matched"] = records.matched[table.name]
    if table.name == "authors":
        authorships = read_manifest(base / "kb" / "authorships")
        about["named"] = writing.write_named_authors(
            records, folder, base / "kb", authorships.rows if authorships else 0
        )
    if table.name == "works":
        about["as_of"] = writing.as_of(records, folder)
    if table.name == "merged_ids":
        about |= {"circle": list(records.circle.ids), "in_circles": records.circle.count}
    return about
