"""Each file is a few OpenAlex works, one a line, written by hand; some lines are not to be taken."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from rashinban.snapshots.raw import RawFile
from rashinban.stages.parse import Job, parse_file


def work(number: int, year: int, countries: Sequence[str], cited: int) -> bytes:
    """A work with one author in each country."""
    authorships = [
        {
            "author_position": "first" if position == 0 else "last",
            "author": {
                "id": f"https://openalex.org/A{number}{position}",
                "display_name": f"Author {number}-{position}",
            },
            "raw_author_name": f"Author {number}-{position}",
            "countries": [country],
            "institutions": [
                {
                    "id": f"https://openalex.org/I{ord(country[0])}",
                    "display_name": f"University of {country}",
                    "country_code": country,
                    "type": "education",
                }
            ],
        }
        for position, country in enumerate(countries)
    ]
    record = {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.1234/{number}",
        "title": f"地震 study {number}",
        "publication_year": year,
        "type": "article",
        "is_retracted": False,
        "is_paratext": False,
        "cited_by_count": cited,
        "authorships": authorships,
        "referenced_works": [f"https://openalex.org/W{number - 1}"],
        "updated_date": "2026-01-02T00:00:00",
    }
    return json.dumps(record, ensure_ascii=False).encode()


FILES = {
    "part_000.jsonl.gz": [
        work(1, 2018, ["JP"], 3),
        work(2, 2018, ["JP", "US"], 0),
        b"{not json}",
        work(3, 2019, ["FR", "JP"], 10),
    ],
    "part_001.jsonl.gz": [work(4, 2019, ["US"], 7), work(5, 2202, ["DE"], 1), work(6, 2020, [], 0)],
    "part_002.jsonl.gz": [],
}


def write_files(folder: Path) -> list[RawFile]:
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, lines in FILES.items():
        path = folder / name
        path.write_bytes(gzip.compress(b"".join(line + b"\n" for line in lines), mtime=0))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        files.append(RawFile(data_source="openalex", snapshot="2026-01-02-x", name=name, path=path, sha256=digest))
    return files


def jobs(files: Sequence[RawFile], parsed: Path) -> list[Job]:
    return [Job(file=file, folder=parsed, mark=file.sha256) for file in files]


def parse_here(files: Sequence[RawFile], parsed: Path) -> None:
    for job in jobs(files, parsed):
        parse_file(job)


def parsed_tables(parsed: Path) -> dict[str, pa.Table | str]:
    """Every Parquet table and marker under a folder, by its path in it."""
    found: dict[str, pa.Table | str] = {}
    for path in sorted(parsed.rglob("*.parquet")):
        found[path.relative_to(parsed).as_posix()] = pq.ParquetFile(path).read()
    for path in sorted(parsed.rglob("*.json")):
        found[path.relative_to(parsed).as_posix()] = path.read_text(encoding="utf-8")
    return found
