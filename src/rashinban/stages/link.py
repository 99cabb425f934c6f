"""Link: parsed rows of all data sources become the tables of kb/, each written only when its inputs changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rashinban import linkage
from rashinban.definitions import lookups
from rashinban.engine import Engine, merge, open_engine
from rashinban.engine.store import fingerprint, read_manifest, sha256_file, write_json, write_step
from rashinban.errors import BaseDamaged, NotBuilt
from rashinban.linkage.institutions import match_institutions
from rashinban.linkage.records import ROR, Parsed, Records
from rashinban.schema import Table, tables

#: Told what is being done, how many steps are done and how many there are.
Progress = Callable[[str, int, int], None]

#: Written when every table of kb/ is as planned; publish asks for it.
DONE = "link.json"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One parsed part: `stem` names its files in every table of its data source."""

    data_source: str
    stem: str
    fingerprint: str
    part: str


@dataclass(frozen=True, kw_only=True)
class Linked:
    """What a run of link did."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    rows: Mapping[str, int]
    as_of: str | None
    circle: tuple[str, ...]


def finished_parts(base: Path) -> list[Part]:
    """The parts whose parse is finished, over all data sources, in the order of their names."""
    found = []
    for path in sorted((base / "parsed").glob("*/_parts/*.json")):
        try:
            marker = json.loads(path.read_text(encoding="utf-8"))
            mark, part = str(marker["fingerprint"]), str(marker["part"])
        except (ValueError, KeyError, TypeError) as error:
            raise BaseDamaged(f"{path}: not a part's marker ({error}); delete it and run `rashinban parse`") from error
        found.append(
            Part(data_source=path.parents[1].name, stem=path.name.removesuffix(".json"), fingerprint=mark, part=part)
        )
    return found


def parsed_files(base: Path, parts: list[Part]) -> dict[str, dict[str, dict[str, Path]]]:
    """relation -> data source -> the part's fingerprint -> file, for parts that have rows of the relation."""
    found: dict[str, dict[str, dict[str, Path]]] = {}
    for relation in [name + suffix for name in tables() for suffix in ("", "_mentions")]:
        for part in parts:
            path = base / "parsed" / part.data_source / relation / f"{part.stem}.parquet"
            if path.is_file():
                found.setdefault(relation, {}).setdefault(part.data_source, {})[f"{part.part} {part.fingerprint}"] = (
                    path
                )
    return found


def plan(base: Path) -> dict[str, str]:
    """The fingerprint that each table of kb/ has when it is up to date."""
    return _plan(parsed_files(base, finished_parts(base)))


def _plan(files: Mapping[str, Mapping[str, Mapping[str, Path]]]) -> dict[str, str]:
    marks = {relation: {s: sorted(p) for s, p in sources.items()} for relation, sources in files.items()}

    def made_of(table: Table) -> str:
        """Everything the rows of a table depend on: its parts, its records' parts, merges, precedence, code."""
        relations = {table.name, f"{table.name}_mentions", table.record, "merged_ids"}
        if table.record in ("institutions", "claims"):
            relations |= {"institutions", "institutions_mentions"}
        if table.name == "authors":
            relations |= {"authorships", "works"}
        precedence = lookups()["precedence"].to_pylist() if table.is_entity else []
        return fingerprint(
            table.name, repr(table), {r: marks[r] for r in sorted(relations & marks.keys())}, precedence, _code()
        )

    return {name: made_of(table) for name, table in tables().items()}


@cache
def _code() -> str:
    """The text of the modules that decide which rows stand: with another text, tables are made again."""
    modules = [Path(merge.__file__), *(Path(linkage.__file__).parent / f"{n}.py" for n in ("records", "institutions"))]
    return fingerprint([sha256_file(path) for path in modules])


def link(base: Path, *, engine: Engine | None = None, progress: Progress | None = None) -> Linked:
    """Bring kb/ up to date with parsed/. The caller holds the base (engine.lock.hold)."""
    files = parsed_files(base, finished_parts(base))
    if not files:
        raise NotBuilt(
            f"{base}: nothing is parsed; run `rashinban fetch DATA_SOURCE --from PATH`, then `rashinban parse`"
        )
    planned = _plan(files)
    present = {name: manifest for name in planned if (manifest := read_manifest(base / "kb" / name))}
    stale = [n for n, mark in planned.items() if n not in present or present[n].fingerprint != mark]
    # Authors without a profile are read off the authorships and works that stand.
    stale.sort(key=lambda name: name == "authors")
    say = progress or (lambda what, done, of: None)
    if stale:
        running = engine or open_engine("duckdb", temporary=base / ".spill")
        try:
            _write(base, files, planned, stale, running, say)
        finally:
            if engine is None:
                running.close()
    manifests = {name: read_manifest(base / "kb" / name) for name in planned}
    about = manifests["works"].about if manifests["works"] else {}
    circle = manifests["merged_ids"].about.get("circle", []) if manifests["merged_ids"] else []
    as_of = about.get("as_of")
    write_json(base / "kb" / DONE, {"tables": planned, "as_of": as_of})
    return Linked(
        written=tuple(sorted(stale)),
        unchanged=tuple(name for name in planned if name not in stale),
        rows={name: manifest.rows for name, manifest in manifests.items() if manifest},
        as_of=str(as_of) if as_of else None,
        circle=tuple(circle) if isinstance(circle, list) else (),
    )


def _write(
    base: Path,
    files: Mapping[str, Mapping[str, Mapping[str, Path]]],
    planned: Mapping[str, str],
    stale: list[str],
    engine: Engine,
    say: Progress,
) -> None:
    """Write the tables that are not as planned."""
    say("copies of one record", 0, len(stale))
    parsed: Parsed = {r: {s: list(p.values()) for s, p in sources.items()} for r, sources in files.items()}
    records = Records(engine, parsed)
    institutions = tables()["institutions"]
    matched = 0
    concerned = any(tables()[name].record in ("institutions", "claims") for name in stale)
    if concerned and len(records.sources(institutions)) > 1:
        matched = match_institutions(engine, *records.sourced(institutions), "standing_ror")
        if matched:
            records.maps[ROR] = "standing_ror"
    for done, name in enumerate(stale):
        say(name, done, len(stale))
        table = tables()[name]

        def fill(folder: Path, table: Table = table) -> Mapping[str, object]:
            if table.name == "claims":
                return records.write_claims(folder)
            if not table.is_entity:
                return records.write_children(table, folder)
            about = records.write_entities(table, folder)
            if table.name == "authors":
                authorships = read_manifest(base / "kb" / "authorships")
                about["named"] = records.write_named_authors(
                    folder, base / "kb", authorships.rows if authorships else 0
                )
            if table.name == "works":
                about["as_of"] = records.as_of(folder)
            if table.name == "merged_ids":
                about |= {"circle": list(records.circle.ids), "in_circles": records.circle.count}
            if table.name == "institutions":
                about["matched_by_ror"] = matched
            return about

        write_step(base / "kb" / name, step=f"kb/{name}", fingerprint=planned[name], fill=fill)
    say("linked", len(stale), len(stale))
