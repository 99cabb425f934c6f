"""Export, as ratios measured in the same run: works and authorships of a simulated base against a plain COPY of DuckDB.

    python -m benchmarks.export                   200,000 works, about five minutes, nearly all of them for the base
    python -m benchmarks.export --base FOLDER     a base that is there
    python -m benchmarks.export --works 20000

Each way runs in a process of its own; CPU seconds are those of the process, memory is its largest resident size. The
plain COPY writes the same rows and stops there: no hashes, no metadata, no fsync, no check of the row count.

    copy       DuckDB's COPY of each table to Parquet (zstd), CSV or JSON lines
    export     `base.export.table("works,authorships", ...)`
    chosen     `base.export.works(...)` of one country: the works that show counts, with all their tables
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TABLES = ("works", "authorships")
FORMATS = ("parquet", "csv", "jsonl")


def main() -> None:
    """Make a base where none is given, run every way, print a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--base", type=Path)
    options.add_argument("--works", type=int, default=200_000)
    options.add_argument("--way", help=argparse.SUPPRESS)
    options.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.way:
        print(json.dumps(measure(given.way, given.base, given.out)))
        return
    with tempfile.TemporaryDirectory(prefix="rashinban-export-") as folder:
        base = given.base or make_base(Path(folder), given.works)
        print(
            f"{'':<16}{'rows':>12}{'MB':>8}{'CPU s':>8}{'rows/CPU s':>12}{'MB/CPU s':>10}{'peak MB':>9}{'of COPY':>9}"
        )
        for format in FORMATS:
            copy = run(f"copy {format}", base, Path(folder))
            report(f"copy {format}", copy, copy)
            report(f"export {format}", run(f"export {format}", base, Path(folder)), copy)
        report("chosen parquet", run("chosen parquet", base, Path(folder)), None)


def make_base(folder: Path, works: int) -> Path:
    """A released base of simulated works."""
    base = folder / "base"
    for words in (
        ["simulate", "--works", str(works), "--seed", "3", "--out", str(folder / "world")],
        ["fetch", "openalex", "--from", str(folder / "world"), "--base", str(base)],
        ["update", "--base", str(base)],
    ):
        subprocess.run([sys.executable, "-m", "rashinban.cli", *words], check=True, stdout=subprocess.DEVNULL)
    return base


def run(way: str, base: Path, folder: Path) -> dict[str, float]:
    """One way in a process of its own."""
    out = folder / way.replace(" ", "-")
    command = [sys.executable, "-m", "benchmarks.export", "--way", way, "--base", str(base), "--out", str(out)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(way: str, base: Path, out: Path) -> dict[str, float]:
    """Rows, megabytes, CPU seconds and peak memory of one way, in this process."""
    kind, format = way.split()
    work = {"copy": copied, "export": exported, "chosen": chosen}[kind](base, out, format)
    before = time.process_time()
    rows = work()
    seconds = time.process_time() - before
    written = sum(path.stat().st_size for path in out.iterdir())
    return {
        "rows": rows,
        "megabytes": written / 1e6,
        "seconds": seconds,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
    }


def copied(base: Path, out: Path, format: str) -> Callable[[], int]:
    import duckdb

    said = {"parquet": "format parquet, compression zstd", "csv": "format csv, header", "jsonl": "format json"}[format]
    connection = duckdb.connect(config={"preserve_insertion_order": False})
    out.mkdir()

    def work() -> int:
        rows = 0
        for table in TABLES:
            source = base / "releases" / "current" / "kb" / table / "*.parquet"
            copy = f"copy (from read_parquet('{source}')) to '{out / table}.{format}' ({said})"
            rows += connection.execute(copy).fetchall()[0][0]
        return rows

    return work


def exported(base: Path, out: Path, format: str) -> Callable[[], int]:
    import rashinban

    opened = rashinban.open(base)
    return lambda: sum(entry.rows or 0 for entry in opened.export.table(TABLES, out, format=format).files)


def chosen(base: Path, out: Path, format: str) -> Callable[[], int]:
    import rashinban

    opened = rashinban.open(base)
    return lambda: sum(entry.rows or 0 for entry in opened.export.works(out, where=["country=JP"], format=format).files)


def report(name: str, one: dict[str, float], copy: dict[str, float] | None) -> None:
    rows, megabytes, seconds = one["rows"], one["megabytes"], one["seconds"]
    ratio = f"{seconds / copy['seconds']:.2f}" if copy else ""
    amounts = f"{rows:>12,.0f}{megabytes:>8.1f}{seconds:>8.2f}{rows / seconds:>12,.0f}{megabytes / seconds:>10.1f}"
    print(f"{name:<16}{amounts}{one['peak']:>9.0f}{ratio:>9}", flush=True)


if __name__ == "__main__":
    main()
