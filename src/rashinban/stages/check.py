"""Each finding is one thing in the base that is not as it should be: where, what, and how to mend it.

`check` reads every byte of the base once. Coverage (references to works that were not loaded) is counted
and told apart from faults: a slice of the world always has some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from rashinban.engine import Engine, compare, open_engine
from rashinban.engine.spill import SPILL
from rashinban.engine.store import Manifest, read_manifest, verify_step
from rashinban.errors import RashinbanError
from rashinban.measure.question import Question
from rashinban.measure.session import Session
from rashinban.schema import Table, tables
from rashinban.schema.references import references
from rashinban.search import write as search
from rashinban.snapshots.manifest import verify
from rashinban.stages import decisions, money
from rashinban.stages.parsed import Part, finished_parts
from rashinban.stages.release import CURRENT, RELEASES, open_release, read_release
from rashinban.stages.tenures import HARVEST

#: Told what is being checked, how many things are done and how many there are.
Progress = Callable[[str, int, int], None]

#: Models whose weights sum to 1 over the rows of each work, or of each award.
CONSERVED = {
    "institution_weights": ("work_id",),
    "country_weights": ("work_id",),
    "author_weights": ("work_id",),
    "award_institution_weights": ("award_id",),
    "award_country_weights": ("award_id",),
    "award_year_weights": ("award_id",),
}
TOLERANCE = "1e-9"

_UPDATE = "run `rashinban update`"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """fault: a breach, for which the command line ends with 1. Otherwise it is coverage, for reading."""

    where: str
    what: str
    mend: str
    fault: bool = True


def check(base: Path, *, engine: Engine | None = None, progress: Progress | None = None) -> list[Finding]:
    """Everything that is wrong with a base, and how far its references reach. No fault means no breach."""
    say = progress or (lambda what, done, of: None)
    running = engine or open_engine("duckdb", temporary=base / SPILL)
    rounds: list[tuple[str, Callable[[], Iterator[Finding]]]] = [
        ("raw", lambda: _raw(base)),
        ("parsed", lambda: _parsed(base)),
        ("kb, indicators and search", lambda: _steps(base)),
        ("arithmetic of link", lambda: _arithmetic(base)),
        ("keys", lambda: _rows(base, running, _sound(base, found))),
        ("weights", lambda: _weights(base, running, _sound(base, found))),
        ("top weights", lambda: _top_weights(base, running, _sound(base, found))),
        ("money", lambda: _money(base, running, _sound(base, found))),
        ("decisions", lambda: _decisions(base)),
        ("releases", lambda: _releases(base)),
    ]
    found: list[Finding] = []
    try:
        for done, (what, look) in enumerate(rounds):
            say(what, done, len(rounds))
            found += _told(base, what, look)
        say("checked", len(rounds), len(rounds))
    finally:
        if engine is None:
            running.close()
    return found


def _told(base: Path, what: str, look: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """The findings of one round; a base so damaged that the round cannot go on is a finding too."""
    try:
        return list(look())
    except RashinbanError as error:
        return [Finding(where=str(base), what=f"{what}: {error}", mend=_UPDATE)]


def _line(text: str) -> Finding:
    """A finding out of `where: what; mend`."""
    where, _, rest = text.partition(": ")
    what, _, mend = rest.rpartition("; ")
    return Finding(where=where, what=what or rest, mend=mend or _UPDATE)


def _raw(base: Path) -> Iterator[Finding]:
    for folder in sorted((base / "raw").glob("*")):
        if folder.is_dir() and not folder.name.startswith("."):
            yield from map(_line, verify(base, folder.name))


def _parsed(base: Path) -> Iterator[Finding]:
    parts = finished_parts(base)
    for part in parts:
        counts = part.counts
        if counts.get("records") != _number(counts.get("kept")) + _number(counts.get("refused")):
            what = f"{counts.get('records')} records in, {counts.get('kept')} kept, {counts.get('refused')} refused"
            yield Finding(where=str(part.marker), what=what, mend=_again(part))
        rows = counts.get("rows")
        for relation, promised in (rows if isinstance(rows, dict) else {}).items():
            path = part.marker.parents[1] / relation / f"{part.stem}.parquet"
            there = _rows_in(path)
            if there != promised:
                yield Finding(where=str(path), what=f"{there} rows, marker says {promised}", mend=_again(part))


def _rows_in(path: Path) -> int | str:
    try:
        return int(pq.read_metadata(path).num_rows)
    except FileNotFoundError:
        return 0
    except (OSError, pa.ArrowInvalid):
        return "no readable"


def _of_marker(part: Part, relation: str) -> int:
    rows = part.counts.get("rows")
    return _number(rows.get(relation)) if isinstance(rows, dict) else 0


def _again(part: Part) -> str:
    return f"delete {part.marker} and run `rashinban update`"


def _steps(base: Path) -> Iterator[Finding]:
    for kind in ("kb", "indicators", HARVEST):
        for folder in sorted((base / kind).glob("*")):
            if folder.is_dir() and not folder.name.startswith("."):
                yield from map(_line, verify_step(folder))
    if (base / search.STEP).is_dir():
        yield from map(_line, verify_step(base / search.STEP))


def _arithmetic(base: Path) -> Iterator[Finding]:
    """Every parsed row is in a table, or was put aside for a counted reason."""
    parts = finished_parts(base)
    for name, table in tables().items():
        manifest = read_manifest(base / "kb" / name)
        # Claims, and tables that are read off others, have no parsed rows of their own.
        if manifest is None or "parsed" not in manifest.about:
            continue
        about, where = manifest.about, str(base / "kb" / name)
        parsed = sum(_of_marker(part, name) for part in parts)
        aside = {word: _number(about.get(word)) for word in ("superseded", "merged", "copy", "repeated")}
        kept = _number(about.get("kept"))
        if parsed != kept + sum(aside.values()):
            told = " + ".join([f"{kept} kept", *(f"{n} {word}" for word, n in aside.items())])
            yield Finding(where=where, what=f"{parsed} rows parsed, but {told}", mend=_UPDATE)
        further = _number(about.get("mentioned")) + _number(about.get("named")) - _number(about.get("joined"))
        if table.is_entity and manifest.rows != kept + further:
            what = f"{manifest.rows} rows, but {kept} kept and {further} from mentions"
            yield Finding(where=where, what=what, mend=_UPDATE)


def _sound(base: Path, found: list[Finding]) -> dict[str, Manifest]:
    """The steps of kb/ whose bytes are as promised: only those can be asked about their rows."""
    damaged = {finding.where for finding in found if finding.fault}
    steps = {folder.name: folder for folder in (base / "kb").glob("*") if not folder.name.startswith(".")}
    return {
        name: manifest
        for name, folder in sorted(steps.items())
        if (manifest := read_manifest(folder)) and not damaged & {str(folder / entry.name) for entry in manifest.files}
    }


def _rows(base: Path, engine: Engine, sound: Mapping[str, Manifest]) -> Iterator[Finding]:
    """Keys are unique, required columns are there; references that find no record are counted."""
    present = {name: manifest for name, manifest in sound.items() if name in tables()}
    for name in present:
        engine.attach(name, sorted((base / "kb" / name).glob("*.parquet")), tables()[name].arrow())
    for name, manifest in present.items():
        table, where = tables()[name], str(base / "kb" / name)
        repeated = _one(engine, compare.repeated_keys(name, table.key))
        if repeated:
            what = f"{repeated:,} keys ({', '.join(table.key)}) are there more than once"
            yield Finding(where=where, what=what, mend=f"delete {where} and {_UPDATE}")
        required = [column.name for column in table.columns if column.required]
        for column, missing in engine.query(compare.nulls(name, required)).to_pylist()[0].items():
            if missing:
                yield Finding(where=where, what=f"{missing:,} rows without {column}", mend=_UPDATE)
        yield from _reach(engine, table, manifest, present, where)


def _reach(
    engine: Engine, table: Table, manifest: Manifest, present: Mapping[str, Manifest], where: str
) -> Iterator[Finding]:
    for column, entities in references(table).items():
        known = [(entity, tables()[entity].key[0]) for entity in entities if entity in present]
        if column == table.key[0] and table.is_entity or not known or not manifest.rows:
            continue
        row = engine.query(compare.pointing_nowhere(table.name, column, known)).to_pylist()[0]
        if not row["missing"]:
            continue
        # A row that comes with a record must find that record; what it points at may not have been loaded.
        own = column == table.key[0] == tables()[table.record].key[0]
        what = f"{row['missing']:,} of {row['given']:,} {column} find no record"
        yield Finding(where=where, what=what, mend=_UPDATE if own else "fetch more to reach them", fault=own)


def _weights(base: Path, engine: Engine, sound: Mapping[str, Manifest]) -> Iterator[Finding]:
    for model, grain in CONSERVED.items():
        if model not in sound:
            continue
        engine.attach(model, sorted((base / "kb" / model).glob("*.parquet")))
        off = _one(engine, compare.unconserved(model, grain, TOLERANCE))
        if off:
            what = (
                f"weights of {off:,} {'awards' if 'award_id' in grain else 'works'} do not sum to 1 within {TOLERANCE}"
            )
            yield Finding(where=str(base / "kb" / model), what=what, mend="report it: this is a mistake in the model")


def _top_weights(base: Path, engine: Engine, sound: Mapping[str, Manifest]) -> Iterator[Finding]:
    """In each field, year and type of the base, the works' weights in the top 10 % sum to a tenth of them."""
    # A damaged table is named already; what the reference reads follows from universe and works.
    if not {"universe", "works"} <= sound.keys():
        return
    session = Session(engine, base)
    session.prepare(Question(reference="local"), frozenset({"reference_histogram", "citation_reference"}))
    for share, column in (("1e-1", "10"), ("1e-2", "1")):
        query = compare.unequal_top("reference_histogram", "citation_reference", column, share, TOLERANCE)
        off = _one(engine, query)
        if off:
            what = f"top {column} % weights do not sum to {share} of the works in {off:,} cells"
            mend = "report it: this is a mistake in the model"
            yield Finding(where=str(base / "kb" / "works"), what=what, mend=mend)


def _money(base: Path, engine: Engine, sound: Mapping[str, Manifest]) -> Iterator[Finding]:
    """Amounts, years and numbers of awards, applications and budgets that can hardly be right."""
    for where, what, mend in money.doubts(base, engine, sound):
        yield Finding(where=where, what=what, mend=mend, fault=False)


def _decisions(base: Path) -> Iterator[Finding]:
    """What people decided can be read: no entry is missing between others, each has its shape."""
    for where, what, mend in decisions.doubts(base):
        yield Finding(where=where, what=what, mend=mend)


def _releases(base: Path) -> Iterator[Finding]:
    link = base / RELEASES / CURRENT
    if link.is_symlink():
        yield from _told(base, "current release", lambda: iter(() if open_release(base) else ()))
    for folder in sorted((base / RELEASES).glob("*")):
        if folder.is_symlink() or folder.name.startswith(".") or not folder.is_dir():
            continue
        about = read_release(folder)
        steps = about.get("steps")
        for step, mark in (steps if isinstance(steps, dict) else {}).items():
            manifest = read_manifest(folder / step)
            if manifest is not None and manifest.fingerprint != mark:
                yield Finding(
                    where=str(folder / step), what="not the step that the release names", mend=_remove(folder)
                )
            if manifest is None or not _same_files(base / step, folder / step, manifest):
                for finding in map(_line, verify_step(folder / step)):
                    yield Finding(where=finding.where, what=finding.what, mend=_remove(folder))


def _same_files(step: Path, linked: Path, manifest: Manifest) -> bool:
    """Whether a release's files are the very files of the base's step, whose hashes were verified already."""
    try:
        return all((step / entry.name).samefile(linked / entry.name) for entry in manifest.files)
    except OSError:
        return False


def _remove(folder: Path) -> str:
    return f"delete {folder} and run `rashinban update`"


def _one(engine: Engine, query: str) -> int:
    return int(engine.query(query)["n"][0].as_py())


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
