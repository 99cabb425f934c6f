"""How well reported outputs are found among works by their words, on real lists; precision, recall, F1, and by what.

Labelled: the papers of DBLP stand as reported outputs (title, authors, venue, year; no DOI on either side), those of
the ACM as loaded works. Half of the outputs, those with an even first byte of sha1(id), were looked at while the rules
were written; the figures to believe are of the rest. All works are there for both halves, so that a wrong one can be
taken.

Not labelled: a thousand outputs that holders of UKRI grants reported, against every work of OpenAlex at hand. Nearly
none of these is one of them, so that what is found is to be looked at: it is printed, pair by pair.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from rashinban.engine import Engine, open_engine
from rashinban.linkage.award_outputs import READS, link_award_outputs
from rashinban.schema import tables

Rows = Mapping[str, list[dict[str, object]]]


def attach(engine: Engine, base: Rows) -> None:
    """Name the rows as relations of a base; the tables without rows are empty."""
    for name in READS:
        schema = pa.schema([field.with_nullable(True) for field in tables()[name].arrow()])
        empty = dict.fromkeys(schema.names)
        rows = [{**empty, **row} for row in base.get(name, ())]
        engine.attach_table(name, pa.Table.from_pylist(rows, schema=schema))


def found_by(base: Rows) -> tuple[dict[str, dict[str, object]], dict[str, object], float]:
    """What is found for each output, by the award that lists it; what was done; CPU seconds."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine("duckdb", temporary=Path(folder))
        try:
            attach(engine, base)
            started = time.process_time()
            about = link_award_outputs(engine, Path(folder) / "found")
            seconds = time.process_time() - started
            rows = pq.read_table(Path(folder) / "found").to_pylist()
        finally:
            engine.close()
    return {row["award_id"]: row for row in rows}, about, seconds


def table(path: Path, delimiter: str) -> list[list[str]]:
    """The rows of a file of delimited text, without its header."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, delimiter=delimiter))[1:]


def is_seen(output: str) -> bool:
    """Whether an output is of the half that was looked at."""
    return hashlib.sha1(output.encode()).digest()[0] % 2 == 0


def judge_papers(folder: Path, *, seen: bool, errors: bool) -> None:
    """Print how the papers of DBLP are found among those of the ACM."""
    dblp, acm = table(folder / "dblp.csv.gz", "%"), table(folder / "acm.csv.gz", "%")
    labels = {dblp[int(one)][0]: acm[int(other)][0] for one, other in table(folder / "gt.csv.gz", "%")}
    base: Rows = {
        "award_outputs": [
            {
                "award_id": number,
                "position": 1,
                "kind": "journal-article",
                "title": title,
                "people": authors,
                "source_name": venue,
                "year": int(year),
            }
            for number, title, authors, venue, year in dblp
        ],
        "works": [
            {
                "work_id": number,
                "title": title,
                "publication_year": int(year) if year else None,
                "type": "article",
                "source_id": venue,
            }
            for number, title, _, venue, year in acm
        ],
        "authorships": [
            {"work_id": number, "author_position": place, "raw_author_name": name.strip()}
            for number, _, authors, *_ in acm
            for place, name in enumerate(authors.split(","), 1)
            if name.strip()
        ],
        "sources": [{"source_id": venue, "display_name": venue} for venue in sorted({row[3] for row in acm})],
    }
    found, about, seconds = found_by(base)
    asked = [number for number, *_ in dblp if is_seen(number) == seen]
    right = sum(number in found and found[number]["work_id"] == labels.get(number) for number in asked)
    wrong = sum(number in found for number in asked) - right
    total = sum(number in labels for number in asked)
    print(f"outputs {len(asked)}, with a work {total}: {rates(right, wrong, total - right)}")
    print(f"all {about['outputs']}: {about['matched']}; {about['unmatched']}")
    print(f"{(len(dblp) + len(acm)) / seconds:,.0f} titles per CPU second")
    if errors:
        ours, theirs = {row[0]: row[1:] for row in dblp}, {row[0]: row[1:] for row in acm}
        for number in asked:
            given, label = found.get(number), labels.get(number)
            if (given["work_id"] if given else None) != label:
                print(" ", "wrong" if given else "missed", ours[number])
                print("      label", theirs.get(label or ""))
                if given:
                    print("      found", theirs[str(given["work_id"])])


def rates(right: int, wrong: int, missed: int) -> str:
    """Precision, recall and F1 with what they are made of."""
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"P {precision:.4f}  R {recall:.4f}  F1 {both:.4f}  ({right} right, {wrong} wrong, {missed} missed)"


def main() -> None:
    """Print the figures of the outputs that the rules were not written on; with --seen, of the others instead."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks.award_outputs", description=__doc__)
    arguments.add_argument("data", type=Path, help="folder of er-dblp-acm and ukri-outputs-to-openalex")
    arguments.add_argument("--seen", action="store_true", help="the half on which the rules were written, with errors")
    given = arguments.parse_args()
    judge_papers(given.data / "er-dblp-acm", seen=given.seen, errors=given.seen)


if __name__ == "__main__":
    main()
