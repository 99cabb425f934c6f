"""A simulated snapshot is a folder in the layout of OpenAlex's, with SIMULATED.json in its root and truth/ beside.

funding/ is a data source of its own: the awards of Japan as a spreadsheet, with its own SIMULATED.json.

Parts are drawn from generators of their own (SeedSequence with the part's number as key), so any number of
processes writes the same bytes.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from isal import isal_zlib

from rashinban.engine.store import write_json
from rashinban.errors import UsageError
from rashinban.simulate import awards, entities, sheet, truth, truth_of_money
from rashinban.simulate.draw import Part, draw
from rashinban.simulate.ids import FIRST, MERGED, Floats
from rashinban.simulate.people import merged
from rashinban.simulate.records import Renderer, updated_date
from rashinban.simulate.world import Plan, World

#: The file that says that a snapshot is invented; readers look for it in the root.
MARK = "SIMULATED.json"
_AUTHORS_PER_FILE = 200_000
_LINES_PER_WRITE = 500


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What was written."""

    out: Path
    works: int
    records: int
    authors: int
    bytes: int
    parts: int

    def text(self) -> str:
        """One line for people."""
        return (
            f"SIMULATED: {self.works:,} works ({self.records:,} records) and {self.authors:,} authors in {self.out}, "
            f"{self.bytes / 1e6:,.0f} MB packed; the truth is in {self.out / 'truth'}"
        )


def simulate(
    works: int,
    seed: int,
    out: Path,
    *,
    first_year: int = 2012,
    last_year: int = 2025,
    references: float = 10.0,
    processes: int = 1,
    part_works: int = 100_000,
) -> Summary:
    """Write an invented world of so many works under `out`; the same arguments give the same bytes.

    `references` is the mean number of references of a work to works of the world; `part_works` the size of a part.
    """
    plan = checked(works, seed, first_year, last_year, references, part_works)
    if out.exists() and any(out.iterdir()):
        raise UsageError(f"{out}: not empty; give a new folder")
    (out / "truth" / "works").mkdir(parents=True)
    world = World(plan)
    authors = int(world.author_start[-1])
    written = [
        _write(_file(out, "institutions", world, 0), entities.institution_records(world)),
        _write(_file(out, "sources", world, 0), entities.source_records(world)),
        _write(_file(out, "topics", world, 0), entities.topic_records(world)),
        _write(_file(out, "funders", world, 0), entities.funder_records(world)),
        _write(_file(out, "publishers", world, 0), entities.publisher_records(world)),
        _write(_file(out, "awards", world, 0), awards.award_records(world)),
    ]
    _write_sheet(out / sheet.FOLDER, world)
    _write_merged(out, world)
    files = range(-(-authors // _AUTHORS_PER_FILE))
    total, money = np.zeros(1), np.zeros(1)
    with _executor(plan, out, min(processes, plan.parts + len(files))) as pool:
        parts = [pool.submit(_works, part) for part in range(plan.parts)]
        people = [pool.submit(_authors, file) for file in files]
        records = 0
        for job in parts:
            part_sums, of_money, lines, size = job.result()
            total, money = total + part_sums, money + of_money
            records += lines
            written.append(size)
        written += [job.result() for job in people]
    truth.write_units(out / "truth", world, total)
    truth.write_parameters(out / "truth", world)
    truth_of_money.write(out / "truth", world, money)
    write_json(out / "truth" / "truth.json", {"formulas": (truth.__doc__ or "").strip(), "plan": asdict(plan)})
    _mark(out, plan)
    return Summary(out=out, works=works, records=records, authors=authors, bytes=sum(written), parts=plan.parts)


def _mark(folder: Path, plan: Plan) -> None:
    write_json(folder / MARK, {"simulated": True, "generator": "rashinban simulate", **asdict(plan)})


def _write_sheet(folder: Path, world: World) -> None:
    """Write the list of Japan's awards, another data source: in a folder of its own, marked as well."""
    folder.mkdir()
    sheet.write_sheet(folder / sheet.FILE, world)
    _mark(folder, world.plan)


def checked(works: int, seed: int, first_year: int, last_year: int, references: float, part_works: int) -> Plan:
    """The plan, or what is wrong with it."""
    if works < 1 or part_works < 1 or seed < 0 or references < 0:
        raise UsageError(f"works {works}, seed {seed}, references {references}: works from 1, the others from 0")
    if not 1950 <= first_year <= last_year <= 2100:
        raise UsageError(f"years {first_year}..{last_year}: give first and last between 1950 and 2100")
    return Plan(
        works=works,
        seed=seed,
        first_year=first_year,
        last_year=last_year,
        references=references,
        part_works=part_works,
    )


class _Here(Executor):
    """Runs jobs in this process, one after the other."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        job: Future[object] = Future()
        job.set_result(fn(*args, **kwargs))
        return job


def _executor(plan: Plan, out: Path, processes: int) -> Executor:
    if processes <= 1:
        _start(plan, out)
        return _Here()
    return ProcessPoolExecutor(
        processes, multiprocessing.get_context("spawn"), initializer=_start, initargs=(plan, out)
    )


_job: tuple[Path, Renderer] | None = None


def _start(plan: Plan, out: Path) -> None:
    """Once in each process: the world and the text that records share."""
    global _job
    _job = (out, Renderer(World(plan)))


def _here() -> tuple[Path, Renderer]:
    if _job is None:
        raise RuntimeError("a job ran before its process was started")
    return _job


def _works(number: int) -> tuple[Floats, Floats, int, int]:
    """Write one part of the works and its truth; gives its sums, those of money, and records and bytes."""
    out, renderer = _here()
    world = renderer.world
    part = draw(world, number)
    older: list[str] = []
    lines = _keeping(older, world, part, renderer.works(part, world.plan.rng(2, number)))
    size = _write(_file(out, "works", world, number), lines)
    folder = out / "works" / f"updated_date={world.plan.last_year}-06-15"
    size += _write(folder / f"part_{number:03d}.gz", older)
    pq.write_table(truth.works_table(world, part), out / "truth" / "works" / f"part-{number:05d}.parquet")
    return truth.sums(world, part), truth_of_money.sums(world, part), part.works + len(older), size


def _keeping(older: list[str], world: World, part: Part, lines: Iterable[str]) -> Iterator[str]:
    """Pass lines on and add older copies to `older`: of one work in 200, and of those with a merged id under it.

    The older copy was counted half a year earlier, so it has fewer citations.
    """
    updated = f'"updated_date":"{updated_date(world.plan.last_year, 0)}'
    before = f'"updated_date":"{world.plan.last_year}-06-15'
    old_id = merged(part.number, 21, 300)
    has_older = (part.twin | old_id).tolist()
    for w, line in enumerate(lines):
        yield line
        if has_older[w]:
            count, number = int(part.citations[w]), int(part.number[w]) + FIRST
            copy = line.replace(f'"cited_by_count":{count},"cit', f'"cited_by_count":{count * 4 // 5},"cit')
            copy = copy.replace(updated, before)
            older.append(copy.replace(f"W{number}", f"W{number + MERGED}") if old_id[w] else copy)


def _authors(file: int) -> int:
    out, renderer = _here()
    world = renderer.world
    first, last = file * _AUTHORS_PER_FILE, min((file + 1) * _AUTHORS_PER_FILE, int(world.author_start[-1]))
    return _write(_file(out, "authors", world, file), entities.author_records(world, first, last))


def _file(out: Path, entity: str, world: World, number: int) -> Path:
    """Where a part stands: sixty dates in turn, then the next part number."""
    folder = out / entity / f"updated_date={updated_date(world.plan.last_year, number)}"
    return folder / f"part_{number // 60:03d}.gz"


def _write(path: Path, lines: Iterable[str]) -> int:
    """Write lines as gzip without a time stamp, a few at a time so that memory stays flat; gives the bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    packer = isal_zlib.compressobj(1, wbits=31)
    waiting: list[str] = []
    with path.open("wb") as stream:
        for line in lines:
            waiting.append(line)
            if len(waiting) == _LINES_PER_WRITE:
                stream.write(packer.compress(_encoded(waiting)))
                waiting.clear()
        stream.write(packer.compress(_encoded(waiting)))
        stream.write(packer.flush())
    return path.stat().st_size


def _encoded(lines: list[str]) -> bytes:
    """Line by line: one line with Japanese would make the whole text several times as wide."""
    return b"".join([line.encode() + b"\n" for line in lines])


def _write_merged(out: Path, world: World) -> None:
    for kind in entities.MERGES:
        by_date: dict[str, list[str]] = {}
        for day, old, new in entities.merged_rows(world, kind):
            by_date.setdefault(day, ["merge_date,id,merge_into_id"]).append(f"{day},{old},{new}")
        for day, rows in by_date.items():
            _write(out / "merged_ids" / kind / f"{day}.csv.gz", rows)
