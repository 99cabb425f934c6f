"""Each run writes the search index of one base and asks it a few hundred questions of each kind, each in a process.

The base is one that is built (`--base`), else a simulated world is made, parsed and linked, and the stored models that
the index reads are written. `build` is the index alone: SQL, documents and tantivy, CPU seconds of the whole process
and its largest resident size. `ask` draws its words from the titles of works in the index, seeded. CPU milliseconds are
those of the asking thread, which does all the work; wall time is what a user waits, on this machine at that moment.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rashinban.search.found import Found, Hit
    from rashinban.search.index import Index

WORKS = 30_000
SEED = 20
#: DuckDB's share; what does not fit is spilled beside the index.
MEMORY = "2GB"
#: Questions of each kind.
QUESTIONS = 200
#: To reach at a million works.
P50, P99 = 10.0, 60.0


def prepare(works: int, base: Path) -> None:
    """A simulated world as far as the index needs it."""
    command = [sys.executable, "-m", "rashinban.cli"]
    world = base.with_name(f"{base.name}-world")
    subprocess.run([*command, "simulate", "--works", str(works), "--seed", str(SEED), "--out", world], check=True)
    at = ["--base", base]
    subprocess.run([*command, "fetch", "openalex", "--from", world, *at], check=True, stderr=subprocess.DEVNULL)
    subprocess.run([*command, "parse", *at], check=True, stderr=subprocess.DEVNULL)
    subprocess.run([*command, "link", *at], check=True, stderr=subprocess.DEVNULL)
    _apart("models", base, base)


def models(base: Path) -> None:
    """The stored models that the index reads, and those that they read."""
    from rashinban import catalog
    from rashinban.engine import open_engine
    from rashinban.engine.store import write_step
    from rashinban.measure.session import Session
    from rashinban.search.write import inputs

    engine = open_engine("duckdb", memory_limit=MEMORY, temporary=base / ".spill")
    session = Session(engine, base)
    wanted = set(inputs())
    for unit in reversed(catalog.models().values()):
        if unit.name in wanted:
            wanted |= unit.reads
    for name, unit in catalog.models().items():
        if name not in wanted or not unit.meta.stored:
            continue
        for read in sorted(unit.reads):
            session.refresh(read)

        def fill(target: Path, sql: str = unit.sql, given: dict[str, object] = unit.meta.parameters) -> None:
            engine.write(sql, target, given)

        write_step(base / "kb" / name, step=f"kb/{name}", fingerprint="", fill=fill)
    engine.close()


def build(base: Path, folder: Path) -> dict[str, float]:
    """Write the index as a step, as `rashinban build` does."""
    from rashinban.engine import open_engine
    from rashinban.engine.store import write_step
    from rashinban.search.write import write_index

    engine = open_engine("duckdb", memory_limit=MEMORY, temporary=base / ".spill")
    wall, cpu = time.perf_counter(), time.process_time()
    made = write_step(
        folder, step="search", fingerprint="benchmark", fill=lambda target: write_index(engine, base, target)
    )
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    engine.close()
    records = made.about["records"]
    return {
        "documents": sum(records.values()) if isinstance(records, dict) else 0,
        "cpu": cpu,
        "wall": wall,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "megabytes": sum(entry.bytes for entry in made.files) / 1e6,
    }


def ask(folder: Path) -> dict[str, dict[str, float]]:
    """CPU and wall milliseconds of each kind of question, the median and the 99th of a hundred."""
    from rashinban.search.index import open_index

    index = open_index(folder)
    found = {}
    everything: list[tuple[float, float]] = []
    for name, questions in kinds_of_questions(index).items():
        times = []
        for question in questions:
            cpu, wall = time.thread_time(), time.perf_counter()
            question()
            times.append((1e3 * (time.thread_time() - cpu), 1e3 * (time.perf_counter() - wall)))
        found[name] = _percentiles(times)
        # Listings stand apart: no one types them.
        everything += times if not name.startswith("list") else []
    return {**found, "all searches": _percentiles(everything)}


def kinds_of_questions(index: Index) -> dict[str, list[Callable[[], Found]]]:
    """Seeded questions by kind; words, names and ids are those of records in the index."""
    draw = random.Random(SEED)
    pool = [
        hit for deep in range(0, 9_000, 1_000) for hit in index.find(kinds=["works"], limit=1_000, offset=deep).hits
    ]
    works = [draw.choice(pool) for _ in range(QUESTIONS)]
    authors = [hit for hit in index.find(kinds=["authors"], limit=QUESTIONS).hits if hit.title]
    institutions = index.find(kinds=["institutions"], limit=QUESTIONS).hits

    def words(hit: Hit, count: int) -> str:
        known = [word.strip(":,.()?") for word in (hit.title or "").split() if len(word) > 3]
        return " ".join(draw.sample(known, min(count, len(known)))).replace(":", "")

    def asked(queries: Iterable[str], **options: object) -> list[Callable[[], Found]]:
        return [lambda query=query: index.find(query, facets=["kind"], **options) for query in queries if query]

    def phrase(hit: Hit) -> str:
        return '"' + " ".join((hit.title or "").replace('"', "").split()[:3]) + '"'

    return {
        "one word": asked(words(hit, 1) for hit in works),
        "two words": asked(words(hit, 2) for hit in works),
        "three words": asked(words(hit, 3) for hit in works),
        "phrase": asked(map(phrase, works)),
        "words OR words": asked(f"{words(hit, 1)} OR {words(hit, 1)}" for hit in works),
        "word and years": asked(f"{words(hit, 1)} year:2018..2021" for hit in works),
        "prefix": asked(f"{words(hit, 1)[:5]}*" for hit in works if len(words(hit, 1)) > 5),
        "person": asked(str(hit.title) for hit in authors),
        "institution": asked(str(hit.title) for hit in institutions),
        "DOI": asked(hit.identifiers["doi"] for hit in works if "doi" in hit.identifiers),
        "misspelt": asked(_misspelt(words(hit, 1)) for hit in works),
        "list: works of an institution, newest": [
            lambda id=hit.id: index.find(kinds=["works"], filters={"institution": id}, sort="newest", facets=["year"])
            for hit in institutions
        ],
        "list: works of a country, most cited": [
            lambda code=code: index.find(
                kinds=["works"], filters={"country": code, "year": "2018..2021"}, sort="most_cited", facets=["field"]
            )
            for code in ("JP", "US", "CN", "DE", "FR")
        ],
    }


def _misspelt(word: str) -> str:
    return word[:2] + word[3:] if len(word) > 5 else ""


def _percentiles(times: list[tuple[float, float]]) -> dict[str, float]:
    cpu, wall = (sorted(column) for column in zip(*times, strict=True))
    at = [len(cpu) // 2, min(int(len(cpu) * 0.99), len(cpu) - 1)]
    return {"n": len(cpu), "cpu_50": cpu[at[0]], "cpu_99": cpu[at[1]], "wall_50": wall[at[0]], "wall_99": wall[at[1]]}


def _apart(step: str, base: Path, folder: Path) -> dict[str, object]:
    """One step in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.search", "--step", step, "--base", str(base), "--folder", str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return answer


def print_table(built: dict[str, object] | None, asked: dict[str, object]) -> None:
    """Documents per CPU second, then milliseconds of each kind of question."""
    if built:
        documents, cpu = float(str(built["documents"])), float(str(built["cpu"]))
        print(
            f"{documents:,.0f} documents in {cpu:.1f} CPU s ({documents / cpu:,.0f} a CPU second; to reach 8,000), "
            f"{built['wall']:.1f} s, {built['memory']:,.0f} MB at most, index {built['megabytes']:,.0f} MB"
        )
    print(f"{'':40}{'questions':>10}{'CPU p50':>10}{'CPU p99':>10}{'wall p50':>10}{'wall p99':>10}   milliseconds")
    for name, row in asked.items():
        assert isinstance(row, dict)
        cells = "".join(f"{row[column]:>10.1f}" for column in ("cpu_50", "cpu_99", "wall_50", "wall_99"))
        print(f"{name:40}{row['n']:>10,}{cells}")
    print(f"to reach at a million works: p50 {P50:.0f}, p99 {P99:.0f}")


def main() -> None:
    """Build and ask; `--folder` keeps the index, and one that is there is only asked."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--works", type=int, default=WORKS, help="works of the simulated world")
    arguments.add_argument("--base", type=Path, help="a base that is built; else a world is simulated")
    arguments.add_argument("--folder", type=Path, help="where the index is, or is to be kept")
    arguments.add_argument("--step", choices=["models", "build", "ask"], help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.step == "models":
        models(given.base)
        print("{}")
    elif given.step == "build":
        print(json.dumps(build(given.base, given.folder)))
    elif given.step == "ask":
        print(json.dumps(ask(given.folder)))
    else:
        with tempfile.TemporaryDirectory(prefix="search-") as temporary:
            base = given.base or Path(temporary) / "base"
            if not given.base and not given.folder:
                prepare(given.works, base)
            folder = given.folder or Path(temporary) / "search"
            built = None if (folder / "manifest.json").is_file() else _apart("build", base, folder)
            print_table(built, _apart("ask", base, folder))


if __name__ == "__main__":
    main()
