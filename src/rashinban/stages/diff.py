"""What differs between two releases, and why: new data, another definition, a correction, another program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isclose
from pathlib import Path

from rashinban.engine import Engine, compare, open_engine
from rashinban.engine.spill import SPILL
from rashinban.engine.store import Manifest, read_manifest
from rashinban.measure.kept import stored_cells
from rashinban.measure.question import Question
from rashinban.schema import tables
from rashinban.stages.release import open_release, read_release

#: What people remember of a release: their values by country are compared one by one.
HEADLINE = ("p", "pp_top_10", "mncs")
#: Sums of doubles differ by this much from run to run.
ROUNDING = 1e-9


@dataclass(frozen=True, kw_only=True)
class TableDiff:
    """Rows of one table by key: only in the new release, only in the old, in both but different."""

    table: str
    rows_before: int
    rows_after: int
    added: int
    removed: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class ValueDiff:
    """A headline value of one country that is not what it was; None where the release has no such value.

    country: None for works without a known country.
    """

    indicator: str
    country: str | None
    before: float | None
    after: float | None


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One thing that is not as it was.

    kind: data, definition, correction or program; change: added, removed or changed.
    """

    kind: str
    what: str
    change: str


@dataclass(frozen=True, kw_only=True)
class ReleaseDiff:
    """From release `before` to release `after`. steps: tables, models and indicators that were made anew.

    values: HEADLINE indicators by country, in fractional counting, that changed by more than rounding.
    """

    before: str
    after: str
    tables: tuple[TableDiff, ...]
    steps: tuple[str, ...]
    values: tuple[ValueDiff, ...]
    reasons: tuple[Reason, ...]


def release_diff(
    base: Path, before: str | None, after: str | None = None, *, engine: Engine | None = None, rows: bool = True
) -> ReleaseDiff:
    """Compare two releases; `after` is the current one unless named, `before` the one that came before it.

    rows: whether rows that differ are counted, which reads every table that is not the same file.
    """
    new = open_release(base, after)
    new_about = read_release(new)
    old = open_release(base, before or str(new_about.get("previous") or new.name))
    old_about = read_release(old)
    running = engine or open_engine("duckdb", temporary=base / SPILL)
    try:
        found = tuple(_table(running, old, new, name) for name in tables() if rows and _differ(old, new, name))
    finally:
        if engine is None:
            running.close()
    old_steps, new_steps = _texts(old_about, "steps"), _texts(new_about, "steps")
    return ReleaseDiff(
        before=old.name,
        after=new.name,
        tables=tuple(diff for diff in found if diff.added or diff.removed or diff.changed),
        steps=tuple(s for s in sorted(old_steps | new_steps) if old_steps.get(s) != new_steps.get(s)),
        values=tuple(value for name in HEADLINE for value in _values(old, new, name)),
        reasons=_reasons(old_about, new_about),
    )


def _files(manifest: Manifest | None) -> list[str]:
    return sorted(entry.sha256 for entry in manifest.files) if manifest else []


def _differ(old: Path, new: Path, table: str) -> bool:
    """Whether a table may differ: the same files are the same rows."""
    before, after = read_manifest(old / "kb" / table), read_manifest(new / "kb" / table)
    return _files(before) != _files(after)


def _table(engine: Engine, old: Path, new: Path, name: str) -> TableDiff:
    table = tables()[name]
    for relation, folder in (("before", old), ("after", new)):
        engine.attach(relation, sorted((folder / "kb" / name).glob("*.parquet")), table.arrow())
    counted = engine.query(compare.changes("before", "after", table.key, table.names)).to_pylist()[0]
    rows = {folder: manifest.rows if (manifest := read_manifest(folder / "kb" / name)) else 0 for folder in (old, new)}
    return TableDiff(
        table=name,
        rows_before=rows[old],
        rows_after=rows[new],
        added=int(counted["added"]),
        removed=int(counted["removed"]),
        changed=int(counted["changed"]),
    )


def _values(old: Path, new: Path, indicator: str) -> Iterator[ValueDiff]:
    """The countries whose value changed; none where one of the releases has not answered the question ahead."""
    before, after = (stored_cells(folder, indicator, Question(by=("country",))) for folder in (old, new))
    if before is None or after is None:
        return
    for key in sorted(before.keys() | after.keys(), key=lambda key: key[1] or ""):
        was, now = (cells[key].value if key in cells else None for cells in (before, after))
        if was != now and (was is None or now is None or not isclose(was, now, rel_tol=ROUNDING, abs_tol=ROUNDING)):
            yield ValueDiff(indicator=indicator, country=key[1], before=was, after=now)


def _reasons(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[Reason, ...]:
    found = [Reason(kind="data", what=w, change=c) for w, c in _changes(_snapshots(old), _snapshots(new))]
    for what, change in _changes(_texts(old, "definitions"), _texts(new, "definitions")):
        kind = "correction" if what.startswith("decisions/") else "definition"
        found.append(Reason(kind=kind, what=what, change=change))
    if old.get("code_version") != new.get("code_version"):
        what = f"rashinban {old.get('code_version')} -> {new.get('code_version')}"
        found.append(Reason(kind="program", what=what, change="changed"))
    elif not found and _texts(old, "steps") != _texts(new, "steps"):
        found.append(Reason(kind="program", what="parsing or linking code of the same version", change="changed"))
    return tuple(found)


def _changes(old: Mapping[str, str], new: Mapping[str, str]) -> list[tuple[str, str]]:
    words = {(False, True): "added", (True, False): "removed", (True, True): "changed"}
    return [(key, words[key in old, key in new]) for key in sorted({**old, **new}) if old.get(key) != new.get(key)]


def _texts(about: Mapping[str, object], key: str) -> dict[str, str]:
    values = about.get(key)
    return {str(k): str(v) for k, v in values.items()} if isinstance(values, dict) else {}


def _snapshots(about: Mapping[str, object]) -> dict[str, str]:
    """Content of each data source's snapshots; the same bytes fetched on another day are the same."""
    sources = about.get("sources")
    found = [s for s in sources if isinstance(s, dict)] if isinstance(sources, list) else []
    return {f"{s['data_source']} {s['snapshot']}": str(s["sha256"]) for s in found}
