"""A tenure is a stretch of time in which one release is the current one; it says since when each record is as it is.

A harvester asks for what changed since it came last. What changed *here* is told neither by the provider's
`updated_date`, which may be older than the last harvest when a release brings it, nor by the release, which can
become current a second time. So every change of `current` makes a tenure, numbered from 1:

    harvest/<number>/records/   every work with the tenure in which its record became what it is, or was deleted
    harvest/<number>/sets/      the sets of these records
    harvest/since.json          since when each tenure runs, written after `current` has moved

The rows are carried from tenure to tenure, so what `release prune` removes is remembered here as deleted.
The time is written last: whoever harvested before that moment and asks for what came after it misses nothing.
Equal content has the equal release id all the same, because none of this is part of a release.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pyarrow as pa

from rashinban import catalog
from rashinban.engine import Engine, open_engine
from rashinban.engine.spill import SPILL
from rashinban.engine.store import read_manifest, write_json, write_step
from rashinban.errors import BaseDamaged
from rashinban.stages.release import ABOUT, RELEASES, current_release

HARVEST = "harvest"
SINCE = "since.json"

_UTC = "%Y-%m-%dT%H:%M:%SZ"

#: Raised by hand when records are written differently from the same data: then all of them are new.
WRITTEN = 1

#: What the records are made of.
TABLES = (
    "affiliations",
    "authorships",
    "awards",
    "funders",
    "institution_names",
    "institutions",
    "publishers",
    "source_issns",
    "sources",
    "topics",
    "work_awards",
    "work_funders",
    "work_keywords",
    "work_locations",
    "work_technology_areas",
    "works",
)

#: Another number is another set of columns in records/.
LAYOUT = 2

RECORDS = pa.schema(
    [
        pa.field("work_id", pa.string()),
        pa.field("tenure", pa.int32()),
        pa.field("deleted", pa.bool_()),
        pa.field("mark", pa.uint64()),
        pa.field("sets", pa.string()),
        pa.field("has_title", pa.bool_()),
        pa.field("has_type", pa.bool_()),
        pa.field("has_year", pa.bool_()),
    ]
)


@dataclass(frozen=True, kw_only=True)
class Tenure:
    """One tenure: its number, its release, and since when each tenure up to it has run.

    since: number -> UTC time. The newest may be missing for a moment, or after a kill until the next publish:
        its records then changed no later than now.
    """

    number: int
    release: str
    folder: Path
    since: Mapping[int, datetime]


def tenure_of(base: Path, release: str, number: int | None = None) -> Tenure | None:
    """The newest tenure of a release, or the one with this number; None where there is none."""
    for folder in _folders(base) if number is None else [_folder(base, number)]:
        manifest = read_manifest(folder)
        if manifest is not None and manifest.about.get("release") == release:
            if manifest.about.get("layout") != LAYOUT:
                raise BaseDamaged(f"{folder}: of another version; delete {base / HARVEST} and run `rashinban update`")
            return Tenure(number=int(folder.name), release=release, folder=folder, since=_since(base))
    return None


def prepare_tenure(base: Path, release: str) -> None:
    """Write the rows of the tenure that begins when this release becomes the current one."""
    current = current_release(base)
    # A release that was made current by an earlier version of the program has no tenure: the last one that has.
    before = (tenure_of(base, current) if current else None) or _last_dated(base)
    number = before.number + 1 if before else 1
    engine = open_engine("duckdb", temporary=base / SPILL)

    def fill(target: Path) -> Mapping[str, object]:
        _write(engine, base / RELEASES / release / "kb", before, number, target)
        return {"release": release, "number": number, "layout": LAYOUT}

    try:
        write_step(_folder(base, number), step=f"{HARVEST}/{number}", fingerprint=f"{number} {release}", fill=fill)
    finally:
        engine.close()


def begin_tenure(base: Path, now: datetime) -> None:
    """Say since when the current release is served, unless that is said; tenures of removed releases go."""
    release = current_release(base)
    tenure = tenure_of(base, release) if release else None
    if tenure is None:
        raise BaseDamaged(f"{base / HARVEST}: no tenure of the current release {release}; run `rashinban update`")
    if tenure.number not in tenure.since:
        # Never before the tenure before it, whatever the clock does: a harvester would miss the change.
        moment = max([now, *tenure.since.values()])
        times = {number: tenure.since.get(number, moment) for number in range(1, tenure.number + 1)}
        told = {str(number): time.astimezone(UTC).strftime(_UTC) for number, time in times.items()}
        write_json(base / HARVEST / SINCE, told)
    for folder in _folders(base):
        manifest = read_manifest(folder)
        gone = manifest is None or not (base / RELEASES / str(manifest.about.get("release")) / ABOUT).is_file()
        if gone and folder != tenure.folder:
            shutil.rmtree(folder)


def _write(engine: Engine, kb: Path, before: Tenure | None, number: int, target: Path) -> None:
    for name in TABLES:
        engine.attach(name, sorted((kb / name).glob("*.parquet")), catalog.relation_schema(name))
    engine.define("harvested", _query("harvested"), {"written": WRITTEN}, keep=True)
    engine.attach("before", sorted((before.folder / "records").glob("*.parquet")) if before else [], RECORDS)
    engine.write(_query("tenure_records"), target / "records", {"tenure": number})
    engine.attach("records", sorted((target / "records").glob("*.parquet")))
    engine.write(_query("tenure_sets"), target / "sets")


def _query(name: str) -> str:
    return (files("rashinban.stages") / f"{name}.sql").read_text(encoding="utf-8")


def _folder(base: Path, number: int) -> Path:
    return base / HARVEST / f"{number:06}"


def _folders(base: Path) -> list[Path]:
    """The tenures, newest first."""
    found = [path for path in (base / HARVEST).glob("[0-9]*") if path.is_dir()]
    return sorted(found, key=lambda path: int(path.name), reverse=True)


def _last_dated(base: Path) -> Tenure | None:
    for folder in _folders(base):
        manifest = read_manifest(folder)
        if manifest is not None and int(folder.name) in _since(base):
            return tenure_of(base, str(manifest.about.get("release")), int(folder.name))
    return None


def _since(base: Path) -> dict[int, datetime]:
    path = base / HARVEST / SINCE
    if not path.is_file():
        return {}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {int(n): datetime.strptime(t, _UTC).replace(tzinfo=UTC) for n, t in told.items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise BaseDamaged(f"{path}: not numbers with times ({error}); delete it and run `rashinban update`") from error
