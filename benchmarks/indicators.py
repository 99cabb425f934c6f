"""Each run asks every country x technology area indicator of one base of simulated works, in a process of its own.

The base is written straight as tables (simulate_tables) and its stored models are built: that is `build` below, and
`ask` is what the figure to reach is about: every indicator with intervals and ranks that can be had by country and
technology area (in fractional counting, those that exist in full counting only in that one), and those that describe
an area as a whole. Nothing kept is read. CPU seconds are those of the process, memory its largest resident size.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

SIZES = (30_000, 100_000, 300_000)
FULL = (300_000, 3_000_000, 10_000_000)
SEED = 20
#: DuckDB's own share of the 4 GB that the process may have.
MEMORY = "2500MB"


def run(sizes: Sequence[int], folder: Path, *, memory: str = MEMORY, profile: bool = False) -> list[dict[str, float]]:
    """One row per size: works, and CPU seconds, wall seconds and peak memory of `build` and of `ask`."""
    rows = []
    for works in sizes:
        base = folder / f"base-{works}"
        if not (base / "kb" / "works").is_dir():
            _apart("simulate", works, base, memory)
        row: dict[str, float] = {"works": works}
        for step in ("build", "ask"):
            measured = _apart(step, works, base, memory, *(["--profile"] if profile else []))
            row |= {f"{step}_{name}": value for name, value in measured.items()}
        rows.append(row)
    return rows


def print_table(rows: Sequence[dict[str, float]]) -> None:
    """Cost against size; the last column is the cost per work against that of the first row."""
    first = rows[0]
    print(
        f"{'works':>12}{'build CPU s':>13}{'build MB':>10}{'ask CPU s':>11}{'ask wall s':>12}{'ask MB':>8}"
        f"{'cells':>9}{'works x':>9}{'ask CPU x':>11}"
    )
    for row in rows:
        print(
            f"{row['works']:>12,}{row['build_cpu']:>13.1f}{row['build_memory']:>10,.0f}{row['ask_cpu']:>11.1f}"
            f"{row['ask_wall']:>12.1f}{row['ask_memory']:>8,.0f}{row['ask_cells']:>9,}"
            f"{row['works'] / first['works']:>9.1f}{row['ask_cpu'] / first['ask_cpu']:>11.1f}"
        )


def _apart(step: str, works: int, base: Path, memory: str, *more: str) -> dict[str, float]:
    """Run one step in a fresh process and read what it measured of itself."""
    command = [sys.executable, "-m", "benchmarks.indicators", "--step", step, "--sizes", str(works)]
    command += ["--folder", str(base), "--memory", memory, *more]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _step(step: str, works: int, base: Path, memory: str, *, profile: bool) -> dict[str, float]:
    wall = time.perf_counter()
    found: dict[str, float] = {}
    if step == "simulate":
        from rashinban.simulate import simulate_tables

        base.mkdir(parents=True, exist_ok=True)
        simulate_tables(works, SEED, base / "kb")
        shutil.move(base / "kb" / "truth", base / "truth")
    elif step == "build":
        _build(base, memory)
    elif profile:
        import cProfile
        import pstats

        recorded = cProfile.Profile()
        found["cells"] = recorded.runcall(_ask, base, memory)
        pstats.Stats(recorded, stream=sys.stderr).sort_stats("cumulative").print_stats(40)
    else:
        found["cells"] = _ask(base, memory)
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "cpu": used.ru_utime + used.ru_stime,
        "wall": time.perf_counter() - wall,
        "memory": used.ru_maxrss / 1024,
        **found,
    }


def _build(base: Path, memory: str) -> None:
    """Write the stored models, as `rashinban update` does before it answers the standard questions."""
    from rashinban import catalog
    from rashinban.engine import open_engine
    from rashinban.engine.store import write_step
    from rashinban.measure.session import Session

    engine = open_engine("duckdb", memory_limit=memory)
    session = Session(engine, base)
    for unit in catalog.models().values():
        if not unit.meta.stored:
            continue
        started = time.process_time()
        for name in sorted(unit.reads):
            session.refresh(name)

        def fill(target: Path, sql: str = unit.sql, given: dict[str, object] = unit.meta.parameters) -> None:
            engine.write(sql, target, given)

        write_step(base / "kb" / unit.name, step=unit.name, fingerprint="", fill=fill)
        print(f"  {unit.name}: {time.process_time() - started:.1f} CPU s", file=sys.stderr)
    engine.close()


def _ask(base: Path, memory: str) -> int:
    """Every indicator that fits: by country and technology area, else by technology area alone."""
    from rashinban import catalog
    from rashinban.engine import open_engine
    from rashinban.measure.question import Counting, Question
    from rashinban.measure.session import Session
    from rashinban.measure.show import measure

    engine = open_engine("duckdb", memory_limit=memory)
    session = Session(engine, base)
    cells = 0
    for counting in ("fractional", "full"):
        asked: Counting = counting
        for whole in (False, True):
            units = [
                unit
                for unit in catalog.indicators().values()
                if bool(unit.meta.contributor) == whole
                and asked == ("fractional" if "fractional" in unit.meta.counting else "full")
            ]
            by = ("technology_area",) if whole else ("country", "technology_area")
            started = time.process_time()
            found, _ = measure(session, Question(by=by, counting=asked), units)
            cells += sum(map(len, found.values()))
            print(
                f"  {asked} {' x '.join(by)}, {len(units)} indicators: {time.process_time() - started:.1f} CPU s",
                file=sys.stderr,
            )
    engine.close()
    return cells


def main() -> None:
    """One table of cost against size."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="works of each run")
    arguments.add_argument("--full", action="store_true", help="0.3, 3 and 10 million works")
    arguments.add_argument("--memory", default=MEMORY, help=f"DuckDB's memory limit (default {MEMORY})")
    arguments.add_argument("--folder", type=Path, help="keep the bases here; those that are there are used again")
    arguments.add_argument("--profile", action="store_true", help="print where `ask` spends its time")
    arguments.add_argument("--step", choices=["simulate", "build", "ask"], help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.step:
        measured = _step(given.step, given.sizes[0], given.folder, given.memory, profile=given.profile)
        print(json.dumps(measured))
        return
    folder = given.folder or Path(tempfile.mkdtemp(prefix="indicators-"))
    try:
        print_table(run(FULL if given.full else given.sizes, folder, memory=given.memory, profile=given.profile))
    finally:
        if not given.folder:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
