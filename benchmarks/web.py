"""Each row is one kind of page of a served base: how long a reader waits, cold (first time) and warm (again).

One process serves, this one asks over loopback. Cold is the first request for an address after the start; warm is the
same address again. `raw` is the same base asked without us, in the same run: one DuckDB query that reads the kept
figures of one area, and one search in the bare index. Then 50 readers ask at once, each for addresses of its own.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

WORKS = 1_000_000
READERS = 50
SECONDS = 20.0
SEED = 11
_QUERIES = (
    "quantum", "battery", "vaccine development", '"machine learning"', "qubit OR photon", "carbon NOT capture",
    "neuro*", "量子", "電池", "半導体", "year:2018..2021 cancer", "title:climate", "author:tanaka", "fusion energy",
)  # fmt: skip


def make_base(works: int, folder: Path) -> Path:
    """A base of simulated works, made by the commands a user would give; one that is there is taken as it is."""
    base = folder / "base"
    if not (base / "releases" / "current").exists():
        for arguments in (
            [
                "simulate",
                "--works",
                str(works),
                "--seed",
                str(SEED),
                "--out",
                str(folder / "world"),
                "--processes",
                "2",
            ],
            ["fetch", "openalex", "--from", str(folder / "world"), "--base", str(base)],
            ["update", "--base", str(base)],
        ):
            subprocess.run([sys.executable, "-m", "rashinban.cli", *arguments], check=True)
    return base


def addresses(base: Path, each: int) -> dict[str, list[str]]:
    """Addresses of pages by kind, drawn from the records of the release with a fixed seed."""
    kb = base / "releases" / "current" / "kb"
    draw = random.Random(SEED)

    def some(table: str, key: str) -> list[str]:
        found = pq.read_table(sorted((kb / table).glob("*.parquet")), columns=[key])[key]
        return [str(found[draw.randrange(len(found))]) for _ in range(each)]

    countries = ["JP", "US", "CN", "DE", "GB", "FR", "KR", "IN", "IT", "CA"]
    areas = [f"jp20-{number:02}" for number in range(1, 21)] + [f"p7-{number:02}" for number in range(1, 17)]
    return {
        "home": ["/?lang=ja", "/?lang=en"],
        "superiority": ["/superiority", "/superiority?indicator=pp_top_10", "/superiority?list=p7"],
        "area": [f"/area/{area}" for area in draw.sample(areas, min(each, len(areas)))],
        "country": [f"/country/{code}" for code in countries[:each]],
        "compare": [f"/compare?country=JP|{code}" for code in countries[1:each]],
        "groups": ["/groups"],
        "card": [
            f"/card/{name}?country={draw.choice(countries)}&technology_area={draw.choice(areas)}"
            for name in ("p", "p_share", "p_top_10_share", "pp_top_10", "mncs") * max(each // 5, 1)
        ],
        "work": [f"/work/{key}" for key in some("works", "work_id")],
        "author": [f"/author/{key}" for key in some("authors", "author_id")],
        "institution": [f"/institution/{key}" for key in some("institutions", "institution_id")],
        "source": [f"/source/{key}" for key in some("sources", "source_id")],
        "funder": [f"/funder/{key}" for key in some("funders", "funder_id")],
        "topic": [f"/topic/{key}" for key in some("topics", "topic_id")],
        "search": [f"/search?q={_coded(query)}" for query in _QUERIES[: max(each, 5)]],
        "method": ["/indicators", "/indicators/pp_top_10", "/indicators/rca"],
    }


def _coded(text: str) -> str:
    from urllib.parse import quote

    return quote(text)


class Server:
    """`rashinban serve` in a process of its own; `first` is the time from its start to the first whole page."""

    def __init__(self, base: Path) -> None:
        command = [sys.executable, "-m", "rashinban.cli", "serve", "--base", str(base), "--port", "0"]
        began = time.perf_counter()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self.process.stdout
        said = self.process.stdout.readline()
        self.port = int(said.split("http://127.0.0.1:")[1].split("/")[0])
        self.get("/")
        self.first = time.perf_counter() - began

    def get(self, address: str, connection: http.client.HTTPConnection | None = None) -> float:
        """Seconds until the whole answer was there; anything but 200 ends the benchmark."""
        used = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        began = time.perf_counter()
        used.request("GET", address, headers={"Accept-Encoding": "gzip"})
        answer = used.getresponse()
        answer.read()
        taken = time.perf_counter() - began
        if connection is None:
            used.close()
        if answer.status != 200:
            raise SystemExit(f"{address}: {answer.status}")
        return taken

    def cpu(self) -> float:
        """CPU seconds that the server has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def pages(server: Server, wanted: Mapping[str, Sequence[str]]) -> list[dict[str, object]]:
    """One row per kind of page: how many, and the seconds of each, cold and warm."""
    rows: list[dict[str, object]] = []
    for kind, listed in wanted.items():
        spent = server.cpu()
        cold = [server.get(address) for address in listed]
        spent = server.cpu() - spent
        warm = [server.get(address) for address in listed]
        rows.append({"kind": kind, "cold": cold, "warm": warm, "cpu": spent / len(listed)})
    return rows


def crowd(server: Server, wanted: Mapping[str, Sequence[str]], readers: int, seconds: float) -> list[float]:
    """Seconds of each page of many readers at once; each reads in an order of its own, and thinks for no moment."""
    everything = [address for listed in wanted.values() for address in listed]
    until = time.perf_counter() + seconds

    def read(number: int) -> list[float]:
        order = random.Random(number).sample(everything, len(everything))
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        taken: list[float] = []
        while time.perf_counter() < until:
            # A page in ten is new to the server: another address for the same thing.
            address = order[len(taken) % len(order)]
            if len(taken) % 10 == 9 and "lang=" not in address:
                address += f"{'&' if '?' in address else '?'}lang={'ja' if number % 2 else 'en'}"
            taken.append(server.get(address, connection))
        connection.close()
        return taken

    with ThreadPoolExecutor(readers) as pool:
        return [one for listed in pool.map(read, range(readers)) for one in listed]


def raw(base: Path) -> dict[str, float]:
    """Seconds of the same base asked without us: median of twenty."""
    release = base / "releases" / "current"
    cells = release / "indicators" / "p_share" / "cells.parquet"
    connection = duckdb.connect()
    question = "--by country,technology_area --counting fractional --reference openalex"

    def kept() -> None:
        connection.execute(
            "select * from read_parquet($path) where question = $question and slice = 'jp20-09'",
            {"path": str(cells), "question": question},
        ).fetchall()

    import tantivy

    index = tantivy.Index.open(str(release / "search"))
    searcher = index.searcher()
    # One word of the titles, as the index holds it: no query is read and no hit is made out.
    query = tantivy.Query.term_query(index.schema, "title", "quantum")

    def searched() -> None:
        searcher.search(query, 20)

    return {"kept figures of an area, DuckDB": _median(kept), "twenty hits, bare index": _median(searched)}


def _median(work: Callable[[], None]) -> float:
    taken = []
    for _ in range(20):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return sorted(taken)[10]


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    arguments.add_argument("--works", type=int, default=WORKS)
    arguments.add_argument("--folder", type=Path, help="where the base is, or is made; else a temporary folder")
    arguments.add_argument("--each", type=int, default=10, help="addresses of each kind")
    arguments.add_argument("--readers", type=int, default=READERS)
    arguments.add_argument("--seconds", type=float, default=SECONDS)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        base = make_base(given.works, given.folder or Path(temporary))
        wanted = addresses(base, given.each)
        bare = raw(base)
        server = Server(base)
        try:
            works = json.loads((base / "releases" / "current" / "release.json").read_text())["rows"]["kb/works"]
            print(f"{works:,} works; first page {server.first:.2f} s after `serve`")
            rows = pages(server, wanted)
            _print_pages(rows)
            for name, seconds in bare.items():
                print(f"raw: {name}: {seconds * 1000:.1f} ms")
            taken = crowd(server, wanted, given.readers, given.seconds)
            print(
                f"{given.readers} readers at once: {len(taken):,} pages, {len(taken) / given.seconds:.0f} a second, "
                f"p50 {percentile(taken, 0.5) * 1000:.0f} ms, p95 {percentile(taken, 0.95) * 1000:.0f} ms"
            )
        finally:
            server.stop()


def _print_pages(rows: Sequence[Mapping[str, object]]) -> None:
    print(f"{'page':<14}{'n':>4}{'cold p50':>10}{'cold p95':>10}{'CPU ms':>8}{'warm p50':>10}{'warm p95':>10}   (ms)")
    everything: dict[str, list[float]] = {"cold": [], "warm": []}
    for row in rows:
        cold, warm = row["cold"], row["warm"]
        assert isinstance(cold, list) and isinstance(warm, list) and isinstance(row["cpu"], float)
        everything["cold"] += cold
        everything["warm"] += warm
        figures = [
            percentile(cold, 0.5),
            percentile(cold, 0.95),
            row["cpu"],
            percentile(warm, 0.5),
            percentile(warm, 0.95),
        ]
        a, b, c, d, e = (1000 * one for one in figures)
        print(f"{row['kind']:<14}{len(cold):>4}{a:>10.0f}{b:>10.0f}{c:>8.0f}{d:>10.1f}{e:>10.1f}")
    cold, warm = everything["cold"], everything["warm"]
    figures = [percentile(cold, 0.5), percentile(cold, 0.95), percentile(warm, 0.5), percentile(warm, 0.95)]
    a, b, d, e = (1000 * one for one in figures)
    print(f"{'all':<14}{len(cold):>4}{a:>10.0f}{b:>10.0f}{'':>8}{d:>10.1f}{e:>10.1f}")


if __name__ == "__main__":
    main()
