"""Ingest, as ratios measured in the same run: our parser against the floor and against plain ways to do it.

    python benchmarks/ingest.py                      60,000 invented works, about two minutes
    python benchmarks/ingest.py --works 300000       as in the design's measurements

The input has the shape of OpenAlex works of 2026, about 9 kB of JSON each: four authorships, fifteen references,
two topics, an abstract on six works in ten. Each way runs in a process of its own; CPU seconds are those of
the process and its children, memory the largest resident size of one process.

    floor          gunzip with isal and parse every line with simdjson, nothing kept
    duckdb         read_json with a declared schema, then six tables of Parquet; no abstracts
    plain          gzip, json and csv of the standard library, as in OpenAlex's own how-to; a tenth of the input
    rashinban      the parse stage: all tables, abstracts, value kinds, checksums, refusals

Two processes have to start, that is import their modules, before they parse; one process has them already. How long
that takes is measured with two files of one work each: it does not grow with the input, so the ratio is told with
and without it. Modules are compiled by then, as in an installed program, whatever the environment says.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

FILES = 4


# --- the input -------------------------------------------------------------------------------------------


def invented_works(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Works that are invented; sizes and shares are those measured on real ones."""
    draw = random.Random(seed)
    syllables = ["ka", "ri", "mo", "ten", "sol", "gra", "ph", "ion", "ter", "al", "qu", "an", "tum", "neu", "ro", "bio"]
    words = ["".join(draw.choices(syllables, k=draw.randint(1, 4))) for _ in range(20_000)]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    text = _drawn(draw, words, weights)
    countries = ["JP", "US", "CN", "DE", "GB", "FR", "KR", "IN", "BR", "SA"]
    for number in range(count):
        work = 2_000_000_000 + number * 7 + seed
        source = 100_000 + int(draw.random() ** 4 * 20_000)
        title = " ".join(next(text) for _ in range(draw.randint(6, 14)))
        if draw.random() < 0.02:
            title = "量子計算機における誤り訂正符号の評価について" + title
        topics = [_topic(10_000 + draw.randint(0, 4_500), words, draw) for _ in range(draw.choice((1, 2, 2, 3)))]
        location = _location(work, source, words)
        yield {
            "id": f"https://openalex.org/W{work}",
            "doi": f"https://doi.org/10.1000/{words[number % 997]}.{work}",
            "title": title,
            "display_name": title,
            "publication_year": 2000 + number % 25,
            "publication_date": f"{2000 + number % 25}-{1 + number % 12:02d}-{1 + number % 28:02d}",
            "ids": {"openalex": f"https://openalex.org/W{work}", "doi": f"https://doi.org/10.1000/{work}"},
            "language": "en",
            "primary_location": location,
            "type": "article",
            "indexed_in": ["crossref"],
            "open_access": {
                "is_oa": number % 2 == 0,
                "oa_status": "gold" if number % 2 == 0 else "closed",
                "oa_url": None,
                "any_repository_has_fulltext": False,
            },
            "authorships": [_authorship(draw, words, countries) for _ in range(draw.choice((2, 3, 4, 5, 6)))],
            "institutions": [],
            "countries_distinct_count": 1,
            "institutions_distinct_count": 2,
            "corresponding_author_ids": [],
            "corresponding_institution_ids": [],
            "apc_list": None,
            "apc_paid": None,
            "fwci": round(draw.expovariate(1), 4),
            "has_fulltext": False,
            "cited_by_count": int(draw.expovariate(0.1)),
            "citation_normalized_percentile": {
                "value": round(draw.random(), 6),
                "is_in_top_1_percent": False,
                "is_in_top_10_percent": number % 10 == 0,
            },
            "cited_by_percentile_year": {"min": 90, "max": 94},
            "biblio": {"volume": "12", "issue": "3", "first_page": "101", "last_page": "113"},
            "is_retracted": False,
            "is_paratext": False,
            "is_xpac": False,
            "primary_topic": topics[0],
            "topics": topics,
            "keywords": [
                {"id": f"https://openalex.org/keywords/{word}", "display_name": word, "score": 0.5}
                for word in draw.sample(words[:5000], 3)
            ],
            "concepts": [
                {
                    "id": f"https://openalex.org/C{10_000 + words.index(word)}",
                    "wikidata": "https://www.wikidata.org/wiki/Q1069",
                    "display_name": word,
                    "level": 1,
                    "score": 0.61,
                }
                for word in draw.sample(words[:2000], 3)
            ],
            "mesh": [],
            "locations_count": 2,
            "locations": [location, _location(work, 50_000 + number % 3_000, words)],
            "best_oa_location": location if number % 2 == 0 else None,
            "sustainable_development_goals": [],
            "awards": [],
            "funders": [
                {
                    "id": f"https://openalex.org/F{4320320000 + number % 700}",
                    "display_name": words[number % 700],
                    "ror": None,
                }
            ]
            if number % 4 == 0
            else [],
            "referenced_works_count": 15,
            "referenced_works": [
                f"https://openalex.org/W{2_000_000_000 + draw.randint(0, 10**9)}" for _ in range(draw.randint(5, 25))
            ],
            "related_works": [f"https://openalex.org/W{2_000_000_000 + draw.randint(0, 10**9)}" for _ in range(6)],
            "abstract_inverted_index": _index(text, draw) if draw.random() < 0.6 else None,
            "counts_by_year": [{"year": 2025 - year, "cited_by_count": 3} for year in range(number % 6)],
            "updated_date": "2026-01-15T10:20:30.123456",
            "created_date": "2016-06-24T00:00:00",
        }


def _drawn(draw: random.Random, words: list[str], weights: list[float]) -> Iterator[str]:
    while True:
        yield from draw.choices(words, weights, k=10_000)


def _index(text: Iterator[str], draw: random.Random) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for position in range(draw.randint(60, 200)):
        index.setdefault(next(text), []).append(position)
    return index


def _topic(number: int, words: list[str], draw: random.Random) -> dict[str, Any]:
    field = 11 + number % 26
    return {
        "id": f"https://openalex.org/T{number}",
        "display_name": f"{words[number % 4000]} and {words[number % 3989]} studies",
        "score": round(draw.random(), 4),
        "subfield": {"id": f"https://openalex.org/subfields/{field}{number % 10:02d}", "display_name": words[number]},
        "field": {"id": f"https://openalex.org/fields/{field}", "display_name": words[field]},
        "domain": {"id": f"https://openalex.org/domains/{1 + field % 4}", "display_name": "Physical Sciences"},
    }


def _location(work: int, source: int, words: list[str]) -> dict[str, Any]:
    publisher = f"https://openalex.org/P{4310320000 + source % 300}"
    return {
        "id": f"doi:10.1000/{work}",
        "is_oa": False,
        "landing_page_url": f"https://doi.org/10.1000/{work}",
        "pdf_url": None,
        "source": {
            "id": f"https://openalex.org/S{source}",
            "display_name": f"Journal of {words[source % 9000]} {words[source % 83]}",
            "issn_l": "2049-3630",
            "issn": ["2049-3630"],
            "is_oa": False,
            "is_in_doaj": False,
            "is_core": True,
            "host_organization": publisher,
            "host_organization_name": words[source % 300],
            "host_organization_lineage": [publisher],
            "host_organization_lineage_names": [words[source % 300]],
            "type": "journal",
        },
        "license": None,
        "license_id": None,
        "version": "publishedVersion",
        "is_accepted": True,
        "is_published": True,
        "raw_source_name": words[source % 9000],
        "raw_type": "journal-article",
    }


def _authorship(draw: random.Random, words: list[str], countries: list[str]) -> dict[str, Any]:
    number = int(draw.random() ** 2 * 3_000_000)
    place = int(draw.random() ** 5 * 20_000)
    name = f"{words[number % 3001].title()} {words[number % 7919].title()}"
    country = countries[place % len(countries)]
    identifier = f"https://openalex.org/I{4210000000 + place}"
    institution = {
        "id": identifier,
        "display_name": f"University of {words[place % 9973].title()}",
        "ror": None,
        "country_code": country,
        "type": "education",
        "lineage": [identifier],
    }
    address = f"Department of {words[number % 499]}, University of {words[place % 9973].title()}, {country}"
    return {
        "author_position": "middle",
        "author": {
            "id": f"https://openalex.org/A{5000000000 + number}",
            "display_name": name,
            "orcid": _orcid(number) if number % 4 else None,
        },
        "institutions": [institution],
        "countries": [country],
        "is_corresponding": False,
        "raw_author_name": name,
        "raw_affiliation_strings": [address],
        "affiliations": [{"raw_affiliation_string": address, "institution_ids": [identifier]}],
    }


def _orcid(number: int) -> str:
    digits = f"{15_000_000 + number:015d}"
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    digits += "X" if check == 10 else str(check)
    return f"https://orcid.org/{digits[:4]}-{digits[4:8]}-{digits[8:12]}-{digits[12:]}"


def make_input(folder: Path, works: int) -> int:
    """Write the works as gzip files of lines; gives the bytes of JSON in them."""
    import msgspec
    from isal import igzip

    size = 0
    encode = msgspec.json.encode
    for number in range(FILES):
        # The compression of the public files, which zlib made at its usual level, is 7 to 1; isal's best comes near.
        with igzip.open(folder / f"part_{number:03d}.gz", "wb", compresslevel=3) as stream:
            for work in invented_works(works // FILES, seed=number):
                line = encode(work)
                size += len(line) + 1
                stream.write(line + b"\n")
    return size


# --- the ways ----------------------------------------------------------------------------------------------


def floor(files: list[Path], _: Path) -> None:
    import simdjson

    from rashinban.snapshots.raw import chunks

    parser = simdjson.Parser()
    for path in files:
        held = b""
        for chunk in chunks(path):
            *whole, held = (held + chunk).split(b"\n")
            for line in whole:
                parser.parse(line)


def duckdb(files: list[Path], out: Path) -> None:
    import duckdb as database

    numbered = "struct(id varchar, display_name varchar)"
    topic = f"struct(id varchar, display_name varchar, score double, subfield {numbered}, field {numbered})"
    institution = "struct(id varchar, display_name varchar, ror varchar, country_code varchar, type varchar)"
    columns = {
        "id": "varchar",
        "doi": "varchar",
        "title": "varchar",
        "publication_year": "integer",
        "publication_date": "date",
        "type": "varchar",
        "language": "varchar",
        "cited_by_count": "bigint",
        "is_retracted": "boolean",
        "fwci": "double",
        "authorships": "struct(author_position varchar, author struct(id varchar, display_name varchar, orcid varchar)"
        f", institutions {institution}[], raw_author_name varchar)[]",
        "topics": f"{topic}[]",
        "referenced_works": "varchar[]",
        "funders": f"{numbered}[]",
    }
    declared = ", ".join(f"{name}: '{kind}'" for name, kind in columns.items())
    connection = database.connect(config={"threads": 2})
    names = ", ".join(f"'{path}'" for path in files)
    connection.execute(
        f"create temp table staged as select * from "
        f"read_json([{names}], format='newline_delimited', maximum_object_size=67108864, columns={{{declared}}})"
    )
    flat = "id, doi, title, publication_year, publication_date, type, language, cited_by_count, is_retracted, fwci"
    tables = {
        "works": f"select {flat} from staged",
        "authorships": "select id, a.author.id, a.author.display_name, a.author.orcid, a.raw_author_name "
        "from (select id, unnest(authorships) as a from staged)",
        "institutions": "select id, i.id, i.country_code, i.display_name "
        "from (select id, unnest(a.institutions) as i from (select id, unnest(authorships) as a from staged))",
        "citations": "select id, unnest(referenced_works) from staged",
        "topics": "select id, t.id, t.score from (select id, unnest(topics) as t from staged)",
        "funders": "select id, f.id from (select id, unnest(funders) as f from staged)",
    }
    for name, query in tables.items():
        connection.execute(f"copy ({query}) to '{out / name}.parquet' (format parquet, compression zstd)")


def plain(files: list[Path], out: Path) -> None:
    import csv
    import gzip

    names = ("works", "authorships", "citations", "topics", "locations", "funders")
    with ExitStack() as stack:
        streams = {
            name: stack.enter_context(gzip.open(out / f"{name}.csv.gz", "wt", encoding="utf-8")) for name in names
        }
        _flatten(files, {name: csv.writer(stream) for name, stream in streams.items()})


def _flatten(files: list[Path], to: dict[str, Any]) -> None:
    import gzip

    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                work = json.loads(line)
                index = work["abstract_inverted_index"]
                to["works"].writerow(
                    [work[name] for name in ("id", "doi", "title", "publication_year", "publication_date", "type")]
                    + [work["cited_by_count"], work["is_retracted"], json.dumps(index) if index else ""]
                )
                for authorship in work["authorships"]:
                    for institution in authorship["institutions"]:
                        author = authorship["author"]
                        to["authorships"].writerow(
                            [work["id"], authorship["author_position"], author["id"], author["display_name"]]
                            + [institution["id"], institution["country_code"], authorship["raw_author_name"]]
                        )
                to["citations"].writerows([work["id"], cited] for cited in work["referenced_works"])
                to["topics"].writerows([work["id"], topic["id"], topic["score"]] for topic in work["topics"])
                to["locations"].writerows(
                    [work["id"], place["source"]["id"], place["landing_page_url"], place["is_oa"]]
                    for place in work["locations"]
                )
                to["funders"].writerows([work["id"], funder["id"]] for funder in work["funders"])


def rashinban_with(workers: int) -> Callable[[list[Path], Path], None]:
    def run(files: list[Path], out: Path) -> None:
        from rashinban.snapshots.raw import RawFile
        from rashinban.stages.parse import Job, run_jobs

        jobs = [
            Job(
                file=RawFile(data_source="openalex", snapshot="invented", name=path.name, path=path),
                folder=out,
                mark="benchmark",
            )
            for path in files
        ]
        run_jobs(jobs, workers, lambda what, done, total: None)

    return run


def starting(files: list[Path], out: Path) -> None:
    """What two processes take that have next to nothing to parse."""
    import gzip

    from rashinban.stages import parse

    # Files as small as these would be parsed by one process.
    parse._SMALL = 0
    with gzip.open(files[0]) as stream:
        line = stream.readline()
    small = [out / f"{number}.jsonl" for number in range(2)]
    for path in small:
        path.write_bytes(line)
    rashinban_with(2)(small, out / "parsed")


WAYS: dict[str, Callable[[list[Path], Path], None]] = {
    "floor": floor,
    "duckdb": duckdb,
    "plain": plain,
    "rashinban, 1 process": rashinban_with(1),
    "rashinban, 2 processes": rashinban_with(2),
    "start of 2 processes": starting,
}


# --- measuring -----------------------------------------------------------------------------------------------


def measure(way: str, files: list[Path]) -> dict[str, float]:
    """Run one way in this process. Modules are imported before, except by processes that the way starts."""
    for module in ("duckdb", "simdjson", "rashinban.stages.parse", "rashinban.data_sources.openalex"):
        importlib.import_module(module)
    out = Path(tempfile.mkdtemp(prefix="ingest-out-"))
    before = cpu_seconds()
    try:
        began = time.perf_counter()
        WAYS[way](files, out)
        wall = time.perf_counter() - began
    finally:
        shutil.rmtree(out, ignore_errors=True)
    largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"wall": wall, "cpu": cpu_seconds() - before, "memory": largest / 1024}


def cpu_seconds() -> float:
    """User and system time of this process and its children."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def measured_apart(way: str, files: list[Path]) -> dict[str, float]:
    command = [sys.executable, __file__, "--run", way, *map(str, files)]
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(files[0].parent / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, env=environment)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--works", type=int, default=60_000, help="how many works (default 60,000, some 590 MB)")
    arguments.add_argument("--repeat", type=int, default=1, help="the best of so many runs")
    arguments.add_argument("--only", nargs="*", choices=list(WAYS), default=list(WAYS))
    arguments.add_argument("--run", choices=list(WAYS), help=argparse.SUPPRESS)
    arguments.add_argument("files", nargs="*", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.run:
        json.dump(measure(given.run, given.files), sys.stdout)
        return
    folder = Path(tempfile.mkdtemp(prefix="ingest-"))
    try:
        size = make_input(folder, given.works)
        files = sorted(folder.glob("*.gz"))
        packed = sum(path.stat().st_size for path in files)
        print(
            f"{given.works:,} works in {FILES} files: {size / 1e6:,.0f} MB of JSON, {packed / 1e6:,.0f} MB packed; "
            f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
        )
        small = folder / "tenth.gz"
        if "plain" in given.only:
            tenth = make_tenth(files[0], small, given.works // 10)
        found = {}
        measured_apart("start of 2 processes", files)
        for way in given.only:
            runs = [measured_apart(way, [small] if way == "plain" else files) for _ in range(given.repeat)]
            best = {key: min(run[key] for run in runs) for key in runs[0]}
            read = {"plain": tenth if "plain" in given.only else 0, "start of 2 processes": 0}.get(way, size)
            found[way] = {**best, "speed": read / 1e6 / best["cpu"]}
        print_table(found, size)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_tenth(path: Path, small: Path, works: int) -> int:
    """The first works of a file, for the way that is too slow for all of them."""
    import gzip
    from itertools import islice

    with gzip.open(path, "rb") as whole, gzip.open(small, "wb") as part:
        lines = list(islice(whole, works))
        part.writelines(lines)
    return sum(map(len, lines))


def print_table(found: dict[str, dict[str, float]], size: int) -> None:
    print(f"{'':24}{'MB per CPU s':>14}{'of the floor':>14}{'x plain':>10}{'wall s':>9}{'CPU s':>9}{'memory MB':>11}")
    base, slow = (found.get(way, {}).get("speed") for way in ("floor", "plain"))
    for way, run in found.items():
        share = f"{run['speed'] / base:.0%}" if base else ""
        times = f"{run['speed'] / slow:.1f}" if slow else ""
        print(
            f"{way:24}{run['speed']:>14,.0f}{share:>14}{times:>10}"
            f"{run['wall']:>9.1f}{run['cpu']:>9.1f}{run['memory']:>11,.0f}"
        )
    if all(f"rashinban, {n}" in found for n in ("1 process", "2 processes")):
        one, two = found["rashinban, 1 process"]["wall"], found["rashinban, 2 processes"]["wall"]
        print(f"two processes are {one / two:.2f} times as fast as one (wall time)", end="")
        start = found.get("start of 2 processes", {}).get("wall")
        print(f"; {one / (two - start):.2f} times without their start of {start:.1f} s" if start else "")


if __name__ == "__main__":
    main()
