"""fetch: bytes from the user's disk or from a provider become one snapshot of raw/, dated and hashed.

The work is done in a draft beside the snapshots; the base is held only for the moment in which the draft
takes its name. A fetch that was interrupted leaves its draft, and the same call continues it.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Protocol, cast

from rashinban import __version__, catalog
from rashinban.engine import lock
from rashinban.engine.store import fingerprint
from rashinban.errors import BaseInUse, RashinbanError, SourceError, UsageError
from rashinban.schema import DataSource
from rashinban.snapshots import files
from rashinban.snapshots.draft import Beside, Draft, Fetched, OnProgress, OpenDraft, clear_disk_errors, no_progress
from rashinban.snapshots.manifest import (
    RawManifest,
    content_hash,
    folder_of,
    snapshot_id,
    snapshots,
    sync_folder,
    write_manifest,
)


@dataclass(frozen=True, kw_only=True)
class FetchReport:
    """What a fetch brought. `new` is false where a snapshot of the same content was there already."""

    data_source: str
    snapshot: str
    new: bool
    files: int
    bytes: int
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def text(self) -> str:
        """What a person is told: one line, and one for each thing to know."""
        state = "" if self.new else " (was there already)"
        size = f"{self.files} files, {self.bytes / 1e6:,.1f} MB"
        lines = [f"{self.data_source} {self.snapshot}: {size}{state}"]
        lines += [f"  left out: {name}" for name in self.left_out]
        return "\n".join([*lines, *(f"  {note}" for note in self.notes)])


class Fetcher(Protocol):
    """What a data source's module offers as `fetch`; its `SELECTION` names the words that it knows."""

    def __call__(
        self,
        open_draft: OpenDraft,
        selection: Mapping[str, object],
        *,
        environment: Mapping[str, str],
        progress: OnProgress,
        sleep: Callable[[float], None],
    ) -> Fetched: ...


def fetch(
    base: Path,
    data_source: str,
    *,
    selection: Mapping[str, object] | None = None,
    from_paths: Sequence[Path] = (),
    fresh: bool = False,
    wait: float = 60.0,
    progress: OnProgress = no_progress,
    environment: Mapping[str, str] | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    sleep: Callable[[float], None] = time.sleep,
) -> FetchReport:
    """Fetch from a provider by `selection`, or copy `from_paths`, into raw/<data_source>/<snapshot>.

    fresh: throw away what an interrupted fetch of the same selection left, instead of continuing it; and fetch all
        where a fetcher would ask only for what changed since its last snapshot of the selection.
    wait: seconds that the present holder of the base is given when the snapshot is published.
    """
    module = catalog.data_source(data_source)
    declared = cast(DataSource, module.DATA_SOURCE)
    chosen = dict(selection or {})
    beside = _beside(module, chosen, from_paths)
    folder = folder_of(base, data_source)
    try:
        with clear_disk_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RashinbanError(
            f"{folder}: cannot be made ({error.strerror}); choose another folder with --base"
        ) from error
    if from_paths:
        fetched, left_out = _copied(folder, from_paths, progress, beside)
    else:
        opener = _Opener(folder, chosen, fresh=fresh)
        try:
            fetched = fetcher(module, data_source)(
                opener,
                chosen,
                environment=os.environ if environment is None else environment,
                progress=progress,
                sleep=sleep,
            )
        except BaseException:
            opener.close()
            raise
        left_out = ()
    try:
        if beside:
            declared = replace(declared, licence=beside.licence, terms=beside.terms)
        report = _publish(base, declared, chosen, fetched, now(), wait)
    finally:
        fetched.draft.close()
    return replace(report, left_out=left_out)


def _beside(module: ModuleType, selection: Mapping[str, object], paths: Sequence[Path]) -> Beside | None:
    """What the data source puts beside the files of `--from`, where it puts anything there."""
    if not paths:
        return None
    make = getattr(_fetching_module(module), "beside", None)
    if make is None and selection:
        raise UsageError(f"--from takes files as they are: leave out {', '.join(selection)}")
    return cast("Beside | None", make(selection, paths)) if make else None


def selection_words(data_source: str) -> Mapping[str, str]:
    """The words that a selection of this data source may have, each with what it takes."""
    return cast(Mapping[str, str], getattr(_fetching_module(catalog.data_source(data_source)), "SELECTION", {}))


def fetcher(module: ModuleType, data_source: str) -> Fetcher:
    """The `fetch` of a data source."""
    found = getattr(_fetching_module(module), "fetch", None)
    if not callable(found):
        raise UsageError(f"{data_source} cannot be fetched from its provider; give files with --from")
    return cast(Fetcher, found)


def _fetching_module(module: ModuleType) -> ModuleType:
    """A data source that is a package keeps its fetching in the module `fetch`."""
    inner = f"{module.__name__}.fetch"
    if hasattr(module, "__path__") and importlib.util.find_spec(inner):
        return importlib.import_module(inner)
    return module


class _Opener:
    """Opens the draft of one fetch; equal arguments name the same draft."""

    def __init__(self, folder: Path, selection: Mapping[str, object], *, fresh: bool) -> None:
        self.folder, self.selection, self.fresh = folder, selection, fresh
        self.opened: list[Draft] = []

    def __call__(self, asked: object) -> Draft:
        folder = self.folder / f".fetch-{fingerprint(dict(self.selection), asked)[:16]}"
        if self.fresh:
            Draft(folder).open().discard()
        draft = Draft(folder, earlier=() if self.fresh else self._earlier()).open()
        self.opened.append(draft)
        return draft

    def _earlier(self) -> list[RawManifest]:
        """Snapshots of the same selection, as a manifest writes it."""
        written = json.loads(json.dumps(dict(self.selection), default=str))
        found = snapshots(self.folder.parents[1], self.folder.name)
        return [manifest for manifest in found if manifest.selection == written]

    def close(self) -> None:
        for draft in self.opened:
            draft.close()


def _copied(
    folder: Path, paths: Sequence[Path], progress: OnProgress, beside: Beside | None
) -> tuple[Fetched, tuple[str, ...]]:
    found = files.find(paths)
    added = beside.files if beside else {}
    for name, path in found.files:
        if name in added:
            raise UsageError(f"{path}: {name} is the name of a file that goes beside it; rename the file")
    _sweep(folder)
    draft = Draft(folder / f".copy-{os.getpid()}").open()
    try:
        for name, data in added.items():
            draft.write(name, data, source=name)
        files.copy(found, draft, progress)
    except BaseException:
        draft.discard()
        raise
    return Fetched(draft=draft, notes=beside.notes if beside else ()), found.left_out


def _sweep(folder: Path) -> None:
    """Remove half copies that killed processes left; a copy that is running holds its lock."""
    for left in folder.glob(".copy-*"):
        with suppress(BaseInUse):
            Draft(left).open().discard()


def _publish(
    base: Path,
    declared: DataSource,
    selection: Mapping[str, object],
    fetched: Fetched,
    moment: datetime,
    wait: float,
) -> FetchReport:
    """Give the draft its name among the snapshots, unless one with the same content is there."""
    draft = fetched.draft
    entries = tuple(sorted(draft.entries.values(), key=lambda entry: entry.name))
    if not entries:
        draft.discard()
        raise SourceError(f"{declared.name}: nothing matches {_words(selection)}; nothing was fetched")
    report = FetchReport(
        data_source=declared.name,
        snapshot=snapshot_id(moment, entries),
        new=True,
        files=len(entries),
        bytes=sum(entry.bytes for entry in entries),
        notes=fetched.notes,
    )
    folder = folder_of(base, declared.name)
    with lock.hold(base, wait=wait):
        known = {manifest.content: manifest.snapshot for manifest in snapshots(base, declared.name)}
        content = content_hash(entries)
        if content in known:
            draft.discard()
            return replace(report, snapshot=known[content], new=False)
        draft.tidy()
        manifest = RawManifest(
            data_source=declared.name,
            snapshot=report.snapshot,
            files=entries,
            licence=declared.licence,
            terms=declared.terms,
            selection=selection,
            fetched_at=moment.isoformat(timespec="seconds"),
            version=__version__,
        )
        with clear_disk_errors(folder):
            write_manifest(draft.files, manifest)
            sync_folder(draft.files)
            draft.files.rename(folder / report.snapshot)
            sync_folder(folder)
        draft.discard()
    return report


def _words(selection: Mapping[str, object]) -> str:
    return ", ".join(f"{word} {value}" for word, value in selection.items()) or "the selection"
