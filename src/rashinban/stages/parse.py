"""Parse: every raw file becomes one part, rows by table; in = kept + refused, file by file."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType

from isal import isal_zlib

from rashinban import catalog
from rashinban.engine.parts import FOUND_KEPT, PartWriter, markers, remove_part, stem, sweep
from rashinban.engine.store import fingerprint, room_for
from rashinban.errors import BaseDamaged, RashinbanError, Refused
from rashinban.snapshots.manifest import raw_files
from rashinban.snapshots.raw import Damaged, RawFile, Record, lines
from rashinban.stages.parse_report import Counts, ParseReport, read_counts, write_report

#: Told what is being done, how many files are done and how many there are.
Progress = Callable[[str, int, int], None]

#: Calls a function with each job, wherever that is; the answers in the order of the jobs.
Runner = Callable[[Callable[["Job"], "str | None"], Sequence["Job"]], Sequence["str | None"]]

#: What is kept of a refused record.
_RAW_KEPT = 4096

#: Work smaller than this is done sooner by one process than two processes start.
_SMALL = 4 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Job:
    """One raw file to parse: `mark` is a hash of its bytes and of the code that reads it."""

    file: RawFile
    folder: Path
    mark: str

    @property
    def stem(self) -> str:
        return stem(self.file.snapshot, self.file.name)


def parse(
    base: Path,
    *,
    data_sources: Sequence[str] | None = None,
    workers: int | None = None,
    runner: Runner | None = None,
    progress: Progress = lambda what, done, total: None,
) -> ParseReport:
    """Parse the raw files that are new or changed. The caller holds the base (engine.lock.hold).

    A part is whole when its marker is there; a process killed before leaves nothing that counts. runner: what
    spreads the files over machines (`SparkEngine.map_files`), instead of `workers` processes here.
    """
    names = list(data_sources) if data_sources else _present(base)
    jobs: list[Job] = []
    for name in names:
        jobs += _stale(base, name)
    if runner:
        _run_elsewhere(jobs, runner, progress)
    else:
        run_jobs(jobs, workers or _processors(), progress)
    return write_report(base, names)


def _present(base: Path) -> list[str]:
    """The data sources that something was fetched from, or parsed from earlier."""
    found = {path.name for kind in ("raw", "parsed") for path in (base / kind).glob("*") if path.is_dir()}
    return sorted(name for name in found if not name.startswith("."))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _stale(base: Path, name: str) -> list[Job]:
    """What is to be parsed of one data source. Parts whose raw file is gone are removed."""
    module = catalog.data_source(name)
    folder = base / "parsed" / name
    sweep(folder)
    code = _code(module)
    # The snapshot is not in the mark: its name has the day of fetching, and equal content is to be marked alike.
    jobs = [
        Job(file=file, folder=folder, mark=fingerprint(file.name, file.sha256, code)) for file in raw_files(base, name)
    ]
    for job in jobs:
        if not job.file.path.is_file():
            raise BaseDamaged(f"{job.file.path}: missing; delete {job.file.path.parent} and fetch again")
    wanted = {job.stem for job in jobs}
    for old in list(markers(folder)):
        if old not in wanted:
            remove_part(folder, old)
    return [job for job in jobs if read_counts(folder, job.stem).fingerprint != job.mark]


def _code(module: ModuleType) -> str:
    """A hash of what turns bytes into rows: the data source's modules, value kinds, tables, lookups."""
    from rashinban import reading, schema
    from rashinban.definitions import lookups, types_path
    from rashinban.engine import parts, rows, table_writer
    from rashinban.schema import tables
    from rashinban.snapshots import raw

    files = [Path(str(shared.__file__)) for shared in (parts, rows, table_writer, raw)] + [Path(__file__)]
    for package in (reading, schema):
        files += _sources(Path(package.__path__[0]))
    for folder in getattr(module, "__path__", ()):
        files += [path for path in _sources(Path(folder)) if path.stem != "fetch"]
    if not hasattr(module, "__path__"):
        files.append(Path(str(module.__file__)))
    words = types_path(module.DATA_SOURCE.name)
    files += [words] if words.is_file() else []
    return fingerprint(
        [(path.name, path.read_text(encoding="utf-8")) for path in files],
        {name: str(table.parsed()) for name, table in tables().items()},
        {name: table.to_pydict() for name, table in lookups().items()},
    )


def _sources(folder: Path) -> list[Path]:
    """The code of a package and the tables beside it, those of the packages below it too."""
    return sorted(path for path in folder.rglob("*.*") if path.is_file() and path.suffix != ".pyc")


def run_jobs(jobs: list[Job], workers: int, progress: Progress) -> None:
    """Parse files, the largest first: one after the other, or in as many processes as `workers`."""
    sizes = {job: job.file.path.stat().st_size for job in jobs}
    jobs = sorted(jobs, key=lambda job: -sizes[job])
    workers = min(workers, len(jobs))
    if workers <= 1 or sum(sizes.values()) < _SMALL:
        for done, job in enumerate(jobs):
            progress(job.file.part, done, len(jobs))
            parse_file(job)
    else:
        _run_in_processes(jobs, workers, progress)
    if jobs:
        progress("parsed", len(jobs), len(jobs))


def _run_in_processes(jobs: list[Job], workers: int, progress: Progress) -> None:
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    waiting: dict[Future[None], Job] = {pool.submit(parse_file, job): job for job in jobs}
    try:
        for done, finished in enumerate(as_completed(waiting)):
            progress(waiting[finished].file.part, done, len(jobs))
            finished.result()
    except BrokenProcessPool as error:
        raise RashinbanError(
            "a parsing process was ended from outside, most likely for want of memory; "
            "run again with --workers 1: files that are parsed are kept"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _run_elsewhere(jobs: list[Job], runner: Runner, progress: Progress) -> None:
    progress("in parallel", 0, len(jobs))
    said = [bad for bad in runner(parse_file_and_say, jobs) if bad]
    if said:
        raise RashinbanError(said[0])
    if jobs:
        progress("parsed", len(jobs), len(jobs))


def parse_file_and_say(job: Job) -> str | None:
    """Parse one raw file far from the caller; bad news is an answer there, so that it arrives as it was said."""
    try:
        parse_file(job)
    except RashinbanError as error:
        return str(error)
    return None


def parse_file(job: Job) -> None:
    """Parse one raw file into its part. This is the unit of work, whether a pool runs it or Spark."""
    module = catalog.data_source(job.file.data_source)
    counts = Counts()
    writer = PartWriter(job.folder, job.stem, job.file.part, counts.refuse_values)
    try:
        with room_for(job.folder):
            with _no_garbage_collection():
                _parse_records(job, module, writer, counts)
                writer.finish()
            counts.rows, counts.present = writer.counts, writer.present
            writer.publish(counts.marker(job.mark, job.file))
    except BaseException:
        writer.abandon()
        raise


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Rows have no cycles: looking for them in millions of fresh tuples would cost a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
        # What was frozen is collected again; at exit DuckDB would else name its objects as leaked.
        gc.unfreeze()


def _parse_records(job: Job, module: ModuleType, writer: PartWriter, counts: Counts) -> None:
    rows = writer.rows
    read = module.parser(job.file)
    checksum = isal_zlib.crc32
    part = job.file.part
    try:
        for line, record in getattr(module, "records", lines)(job.file):
            if not record:
                counts.blank += 1
                continue
            counts.records += 1
            try:
                if isinstance(record, Refused):
                    raise record
                read(record, rows)
            except Refused as refused:
                writer.take_back()
                counts.refuse_record(refused)
                writer.refuse([_refusal(part, line, refused, record)])
                continue
            except Exception as error:
                error.add_note(f"while parsing {part}, record {line}: a fault of the parser, not of the record")
                raise
            counts.kept += 1
            writer.keep(line, checksum(record), len(record))
    except Damaged as damage:
        counts.damaged = str(damage)
        counts.records += 1
        counts.refuse_record(Refused(str(damage)))
        end = Refused(f"{damage} after {counts.records - 1:,} records; fetch the file again")
        writer.refuse([_refusal(part, counts.records + counts.blank, end, damage.rest)])
    counts.unknown_fields = dict(rows.unknown_fields)


def _refusal(part: str, line: int, refused: Refused, record: bytes | Refused) -> tuple[object, ...]:
    raw = None if isinstance(record, Refused) else record[:_RAW_KEPT].decode("utf-8", "backslashreplace")
    found = None if refused.found is None else str(refused.found)[:FOUND_KEPT]
    return part, line, refused.column, refused.reason, found, raw, True


__all__ = ["Job", "ParseReport", "Progress", "Record", "parse", "parse_file"]
