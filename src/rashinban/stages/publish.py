"""Publish: the finished steps of kb/, indicators/ and search/ become a release under an id made of what is in them."""

from __future__ import annotations

import errno
import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from rashinban import __version__, catalog
from rashinban.definitions import attached
from rashinban.definitions.areas import areas
from rashinban.definitions.areas import fingerprint as area_fingerprint
from rashinban.definitions.plans import shipped
from rashinban.engine.store import (
    MANIFEST,
    Manifest,
    fingerprint,
    read_manifest,
    room_for,
    sha256_file,
    sync_file,
    sync_folder,
    write_json,
)
from rashinban.errors import BaseDamaged, NotBuilt
from rashinban.measure.coverage import STEP
from rashinban.schema import tables
from rashinban.search import write as search
from rashinban.snapshots.manifest import RawManifest, snapshots
from rashinban.stages.link import DONE
from rashinban.stages.release import ABOUT, RELEASES, current_release, point_current
from rashinban.stages.tenures import begin_tenure, prepare_tenure, tenure_of

#: A file in a snapshot's folder by which the simulator says that nothing in it is real.
SIMULATED = "SIMULATED.json"

_CANNOT_LINK = (errno.EPERM, errno.EXDEV, errno.ENOTSUP, errno.EMLINK)


def publish(base: Path, *, now: datetime | None = None) -> str:
    """Make a release of what is built, and make it current. The same content has the same id: then nothing is done.

    The caller holds the base (engine.lock.hold).
    """
    steps = _steps(base)
    linked = _linked(base, steps)
    sources = [_source(base, raw) for raw in raw_snapshots(base)]
    definitions = current_definitions(base)
    mark = fingerprint(
        {step: manifest.fingerprint for step, manifest in steps.items()},
        # The day of fetching is no part of the content.
        sorted([source["data_source"], source["sha256"]] for source in sources),
        definitions,
        __version__,
    )
    as_of = linked.get("as_of")
    release = f"{as_of or 'undated'}-{mark[:8]}"
    folder = base / RELEASES / release
    if not (folder / ABOUT).is_file():
        about = {
            "id": release,
            "as_of": as_of,
            "made_at": (now or datetime.now(UTC)).isoformat(timespec="seconds"),
            "code_version": __version__,
            "previous": current_release(base),
            "simulated": any(source["simulated"] for source in sources),
            "sources": sources,
            "definitions": definitions,
            "steps": {step: manifest.fingerprint for step, manifest in steps.items()},
            # The index has records, told in its manifest, and no rows.
            "rows": {step: manifest.rows for step, manifest in steps.items() if step != search.STEP},
            "fingerprint": mark,
        }
        with room_for(folder):
            _build(base, folder, steps, about)
    if current_release(base) != release or tenure_of(base, release) is None:
        prepare_tenure(base, release)
        with room_for(folder):
            point_current(base, release)
    begin_tenure(base, now or datetime.now(UTC))
    return release


def raw_snapshots(base: Path) -> list[RawManifest]:
    """Every snapshot of every data source."""
    folders = sorted(p for p in (base / "raw").glob("*") if p.is_dir() and not p.name.startswith("."))
    return [manifest for folder in folders for manifest in snapshots(base, folder.name)]


def current_definitions(base: Path) -> dict[str, str]:
    """What figures depend on besides data: every unit, lookup, technology area, plan and decision, by a hash."""
    paths = [unit.path for unit in catalog.models().values()] + [unit.path for unit in catalog.indicators().values()]
    found = {f"{path.parent.name}/{path.stem}": sha256_file(path)[:32] for path in paths}
    found |= {f"lookups/{name}": fingerprint(table.to_pylist()) for name, table in attached().items()}
    known = areas()
    found |= {f"technology_areas/{name}": area_fingerprint(entry, known) for name, entry in known.items()}
    # Plans of the base's own are decisions.
    plans = shipped()
    found |= {f"plans/{name}": sha256_file(path)[:32] for name, path in plans.places.items()}
    lists = {path for path in plans.places_of_indicators.values() if path not in plans.places.values()}
    found |= {f"plans/indicators/{path.stem}": sha256_file(path)[:32] for path in lists}
    decisions = sorted(p for p in (base / "decisions").rglob("*") if p.is_file())
    found |= {p.relative_to(base).as_posix(): sha256_file(p)[:32] for p in decisions}
    return dict(sorted(found.items()))


def _steps(base: Path) -> dict[str, Manifest]:
    """The finished steps that belong in a release. Steps of units that no longer exist stay behind."""
    models = [name for name, unit in catalog.models().items() if unit.meta.stored]
    wanted = {"kb": [*tables(), "work_technology_areas", *models], "indicators": [*catalog.indicators(), STEP]}
    found = {}
    for kind, names in wanted.items():
        for name in sorted(names):
            manifest = read_manifest(base / kind / name)
            if manifest is not None:
                found[f"{kind}/{name}"] = manifest
    index = read_manifest(base / search.STEP)
    if index is not None:
        found[search.STEP] = index
    return found


def _linked(base: Path, steps: dict[str, Manifest]) -> dict[str, object]:
    """What link said when it was done, if the tables are still those."""
    path = base / "kb" / DONE
    if not path.is_file():
        raise NotBuilt(f"{base}: nothing is linked; run `rashinban update`")
    linked: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    planned = linked.get("tables")
    for name, mark in (planned if isinstance(planned, dict) else {}).items():
        if f"kb/{name}" not in steps or steps[f"kb/{name}"].fingerprint != mark:
            raise NotBuilt(f"{base / 'kb' / name}: link did not finish; run `rashinban update`")
    return linked


def _source(base: Path, raw: RawManifest) -> dict[str, object]:
    folder = base / "raw" / raw.data_source / raw.snapshot
    return {
        "data_source": raw.data_source,
        "snapshot": raw.snapshot,
        "fetched_at": raw.fetched_at,
        "licence": raw.licence,
        "terms": raw.terms,
        "selection": dict(raw.selection),
        "sha256": raw.content,
        "files": len(raw.files),
        "bytes": sum(entry.bytes for entry in raw.files),
        "simulated": (folder / SIMULATED).is_file() or any(Path(e.name).name == SIMULATED for e in raw.files),
    }


def _build(base: Path, folder: Path, steps: dict[str, Manifest], about: dict[str, object]) -> None:
    """Put the links together beside their place, make them durable, and rename."""
    beside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        for step, manifest in steps.items():
            for name in [*(entry.name for entry in manifest.files), MANIFEST]:
                _link(base / step / name, beside / step / name)
            for entry in manifest.files:
                if (beside / step / entry.name).stat().st_size != entry.bytes:
                    raise BaseDamaged(
                        f"{base / step / entry.name}: not as long as its manifest says; run `rashinban check`"
                    )
        for path in sorted(p for p in beside.rglob("*") if p.is_dir()):
            sync_folder(path)
        write_json(beside / ABOUT, about)
        # A folder of this name without release.json is left from a process that was killed while removing it.
        shutil.rmtree(folder, ignore_errors=True)
        beside.rename(folder)
        sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _link(source: Path, target: Path) -> None:
    """A second name for a file; a copy where the file system has no links."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise BaseDamaged(f"{source}: missing; delete {source.parent} and run `rashinban update`") from None
    except OSError as error:
        if error.errno not in _CANNOT_LINK:
            raise
        shutil.copyfile(source, target)
        sync_file(target)
