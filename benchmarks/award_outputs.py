"""How well reported outputs are found among works by their words, on real lists; precision, recall, F1, and by what.

Labelled: the papers of DBLP stand as reported outputs (title, authors, venue, year; no DOI on either side), those of
the ACM as loaded works. Half of the outputs, those with an even first byte of sha1(id), were looked at while the rules
were written; the figures to believe are of the rest. All works are there for both halves, so that a wrong one can be
taken.

Labelled, too: works of OpenAlex are outputs, and those of one corpus of them the works.

Not labelled: a thousand publications reported under grants of UKRI, against every work of OpenAlex at hand. Nearly none
of these is one of them, so that what is found is printed, to be looked at.

Planted: the same thousand as works, each in a few of the ways in which an index writes a title otherwise, among all
others; and with --rows a large list of outputs and works, for time and memory.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import html
import json
import random
import re
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import cast

import pyarrow as pa
import pyarrow.parquet as pq

from rashinban.engine import Engine, open_engine
from rashinban.linkage.award_outputs import READS, link_award_outputs
from rashinban.linkage.award_outputs.titles import key as title_key
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
    return hashlib.sha1(output.encode(), usedforsecurity=False).digest()[0] % 2 == 0


def judge_papers(folder: Path, *, seen: bool) -> None:
    """Print how the papers of DBLP are found among those of the ACM."""
    dblp, acm = table(folder / "dblp.csv.gz", "%"), table(folder / "acm.csv.gz", "%")
    labels = {dblp[int(one)][0]: acm[int(other)][0] for one, other in table(folder / "gt.csv.gz", "%")}
    outputs = [
        output(number, title, authors, venue, year, seen=is_seen(number))
        for number, title, authors, venue, year in dblp
    ]
    works = [work(number, title, authors.split(","), venue, year) for number, title, authors, venue, year in acm]
    judge("papers of DBLP among those of the ACM", outputs, works, labels, seen=seen)


Said = Mapping[str, object]


def output(number: str, title: str, people: str, venue: str, year: str, *, seen: bool) -> Said:
    """A row of award_outputs, with whether it was looked at."""
    return {
        "award_id": number,
        "position": 1,
        "kind": "journal-article",
        "title": title,
        "people": people,
        "source_name": venue or None,
        "year": year_of(year),
        "seen": seen,
    }


def work(number: str, title: str, people: list[str], venue: str, year: str) -> Said:
    """A row of works, with the names of its authors and its source."""
    return {
        "work_id": number,
        "title": title,
        "publication_year": year_of(year),
        "type": "article",
        "source_id": venue or None,
        "people": [name.strip() for name in people if name.strip()],
    }


def year_of(text: str) -> int | None:
    """The first year in a text."""
    found = re.search(r"(?:19|20)\d\d", text)
    return int(found.group()) if found else None


def rows_of(outputs: list[Said], works: list[Said]) -> Rows:
    """The rows of a base with these outputs and works."""
    return {
        "award_outputs": [{name: value for name, value in each.items() if name != "seen"} for each in outputs],
        "works": [{name: value for name, value in each.items() if name != "people"} for each in works],
        "authorships": [
            {"work_id": each["work_id"], "author_position": place, "raw_author_name": name}
            for each in works
            for place, name in enumerate(cast("list[str]", each["people"]), 1)
        ],
        "sources": [
            {"source_id": source, "display_name": source}
            for source in sorted({str(each["source_id"]) for each in works if each["source_id"]})
        ],
    }


def judge(what: str, outputs: list[Said], works: list[Said], labels: Mapping[str, str], *, seen: bool) -> None:
    """Print precision, recall and F1 over one half of the outputs; of the half that was looked at, the errors too."""
    found, about, seconds = found_by(rows_of(outputs, works))
    asked = [each for each in outputs if each["seen"] == seen]
    given = {str(each["award_id"]): found.get(str(each["award_id"]), {}).get("work_id") for each in asked}
    right = sum(work_id is not None and work_id == labels.get(number) for number, work_id in given.items())
    wrong = sum(work_id is not None for work_id in given.values()) - right
    total = sum(number in labels for number in given)
    print(f"{what}: {len(outputs)} outputs, {len(works)} works")
    print(f"  {len(asked)} judged, {total} have a work: {rates(right, wrong, total - right)}")
    print(f"  all: {about['matched']}\n  none: {about['unmatched']}")
    print(f"  {(len(outputs) + len(works)) / seconds:,.0f} titles per CPU second")
    if seen:
        described = {str(each["work_id"]): list(each.values())[1:] for each in works}
        for each in asked:
            number = str(each["award_id"])
            if given[number] != labels.get(number):
                print("   ", "wrong" if given[number] else "missed", list(each.values())[3:7])
                print("        label", described.get(labels.get(number, "")))
                if given[number]:
                    print("        found", described[str(given[number])])


def judge_corpus(folder: Path) -> None:
    """Print how the works of OpenAlex are found among those of one corpus, by title, first author and year alone.

    Six of ten are not in the corpus. OpenAlex has articles and their preprints as works of their own, so that another
    edition of the same work is counted apart.
    """
    outputs: list[Said] = []
    works: list[Said] = []
    for number, title, names, year, _ in records(folder / "works_all_latest.jsonl.gz"):
        outputs.append(output(number, title, "".join(names[:1]), "", year, seen=False))
    for number, title, names, year, kind in records(folder / "works_2026-01.jsonl.gz"):
        works.append({**work(number, title, names, "", year), "type": kind})
    found, about, _ = found_by(rows_of(outputs, works))
    loaded = {str(each["work_id"]): title_key(str(each["title"])) for each in works}
    given = {number: str(row["work_id"]) for number, row in found.items()}
    right = sum(number == work_id for number, work_id in given.items())
    asked = {str(each["award_id"]): title_key(str(each["title"])) for each in outputs}
    edition = sum(number != own and asked[number] == loaded[own] for number, own in given.items())
    there = sum(number in loaded for number in asked)
    print(f"works of OpenAlex among {len(works)} of them: {len(outputs)} outputs, of which {there} are there")
    print(f"  right {right}, another edition {edition}, wrong {len(given) - right - edition}")
    print(f"  all: {about['matched']}\n  none: {about['unmatched']}")


def records(path: Path) -> Iterator[tuple[str, str, list[str], str, str]]:
    """Id, title, authors, year and type of each work of OpenAlex that has a title."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for record in map(json.loads, stream):
            if record["title"]:
                names = [each["raw_author_name"] or "" for each in record["authorships"]]
                number = record["id"].rpartition("/")[2]
                yield number, record["title"], names, str(record["publication_year"]), record["type"]


def reported(data: Path) -> list[Said]:
    """The publications reported under grants of UKRI; each stands under an award of its own."""
    rows = table(data / "ukri-outputs-to-openalex" / "input_ukri_sampled_1k.csv.gz", ",")
    return [
        output(f"{place}", title, author, "", year, seen=True) for place, (_, title, year, author) in enumerate(rows)
    ]


def at_hand(data: Path) -> Iterator[Said]:
    """The works of OpenAlex in the folders beside, each id once."""
    told: set[str] = set()
    for path in sorted(data.glob("openalex-*/*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for record in map(json.loads, stream):
                number = str(record.get("id")).rpartition("/")[2]
                title = record.get("display_name")
                if number[:1] == "W" and title and number not in told:
                    told.add(number)
                    names = [each["author"].get("display_name") or "" for each in record.get("authorships") or ()]
                    names += [each.get("au_display_name") or "" for each in record.get("author") or ()]
                    yield work(number, title, names, "", str(record.get("publication_year") or ""))
    columns = ["reference_id", "reference_title", "reference_year"]
    for row in pq.read_table(
        data / "openalex-cited-references-isu" / "references.parquet", columns=columns
    ).to_pylist():
        number = str(row["reference_id"]).rpartition("/")[2]
        if row["reference_title"] and number not in told:
            told.add(number)
            yield work(number, row["reference_title"], [], "", str(row["reference_year"] or ""))


def show_reported(outputs: list[Said], works: list[Said]) -> None:
    """Print what is found for the reported publications among the works at hand."""
    found, about, _ = found_by(rows_of(outputs, works))
    described = {str(each["work_id"]): list(each.values())[1:] for each in works}
    print(f"publications reported to UKRI: {len(outputs)}, works of OpenAlex at hand: {len(works)}; none has a DOI")
    print(f"  found {about['rows']}: {about['matched']}\n  none: {about['unmatched']}")
    for each in outputs:
        if own := found.get(str(each["award_id"])):
            print("   ", list(each.values())[3:7], "\n       ", described[str(own["work_id"])])


def show_planted(outputs: list[Said], works: list[Said]) -> None:
    """Print how many of the reported publications are found when each is a work, written in another way."""
    ways: Mapping[str, Callable[[str], str]] = {
        "as it is": lambda title: title,
        "in capitals, without full stop": lambda title: html.unescape(title).rstrip(".").upper(),
        "marked up, with entities": lambda title: re.sub(r"(\w{5,})", r"<i>\1</i>", title, count=1).replace(
            "-", "&#8211;"
        ),
        "without what follows the colon": lambda title: title.partition(": ")[0],
        "a letter lost": lambda title: title[: len(title) // 2] + title[len(title) // 2 + 1 :],
        "a note behind it": lambda title: f"{title.rstrip('.')} (preprint)",
        "as another part": lambda title: f"{title.rstrip('.')}: Part II",
        "a reply to it": lambda title: f"Reply to: {title}",
        "its erratum": lambda title: f"Erratum: {title}",
    }
    for name, written in ways.items():
        planted = [
            work(
                f"P{each['award_id']}", written(str(each["title"])), _signed(str(each["people"])), "", str(each["year"])
            )
            for each in outputs
        ]
        found, _, _ = found_by(rows_of(outputs, [*works, *planted]))
        right = sum(row["work_id"] == f"P{award_id}" for award_id, row in found.items())
        print(f"  planted {name:34} taken for the output {right / len(outputs):.3f}, another work {len(found) - right}")


def _signed(people: str) -> list[str]:
    """`Temple SE` as a work has it, behind another author."""
    family, _, initials = people.rpartition(" ")
    return ["Ada B. Cooper", f"{'. '.join(initials)}. {family}"]


def show_large(outputs: list[Said], rows: int) -> None:
    """Print time and memory of many outputs among three times as many works, whose titles share words."""
    draw = random.Random(7)
    words = sorted({word for each in outputs for word in str(each["title"]).split() if len(word) > 3})

    def title() -> str:
        if draw.random() < 0.02:
            return draw.choice(("Introduction", "Editorial", "Effects of", "Preface to the second edition of the book"))
        return " ".join(["Effects of", *draw.choices(words, k=draw.randint(4, 12))])

    titles = [title() for _ in range(3 * rows)]
    people = [f"{draw.choice(words)} {draw.choice(words)}" for _ in titles]
    numbers = [f"W{place}" for place in range(len(titles))]
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine("duckdb", temporary=Path(folder), memory_limit="2GB")
        attach(engine, {})
        made: dict[str, dict[str, list[str] | list[int]]] = {
            "works": {"work_id": numbers, "title": titles, "publication_year": [2020] * len(titles)},
            "authorships": {
                "work_id": numbers,
                "author_position": [1] * len(titles),
                "raw_author_name": people,
            },
            # Every other output is a work; those between have a title of nobody.
            "award_outputs": {
                "award_id": [f"G{place}" for place in range(rows)],
                "position": [1] * rows,
                "kind": ["journal-article"] * rows,
                "title": [titles[place] if place % 2 else title() for place in range(rows)],
                "people": people[:rows],
                "year": [2020] * rows,
            },
        }
        for name, columns in made.items():
            schema = tables()[name].arrow()
            rows_of_it = len(next(iter(columns.values())))
            arrays = [pa.array(columns.get(field.name) or [None] * rows_of_it, field.type) for field in schema]
            loose = pa.schema([field.with_nullable(True) for field in schema])
            path = Path(folder) / f"{name}.parquet"
            pq.write_table(pa.Table.from_arrays(arrays, schema=loose), path)
            engine.attach(name, [path])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started, used = time.monotonic(), time.process_time()
        about = link_award_outputs(engine, Path(folder) / "found")
        seconds, cpu = time.monotonic() - started, time.process_time() - used
        engine.close()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{rows:,} outputs among {3 * rows:,} works: {seconds:.0f} s ({cpu:.0f} of CPU), found {about['rows']:,}")
    print(f"  none: {about['unmatched']}; peak memory {after / 2**20:.1f} GiB, {before / 2**20:.1f} before")


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
    arguments.add_argument("--rows", type=int, help="outputs of the large run; none unless given")
    given = arguments.parse_args()
    judge_papers(given.data / "er-dblp-acm", seen=given.seen)
    judge_corpus(given.data / "openalex-works-geoscience")
    outputs, works = reported(given.data), list(at_hand(given.data))
    show_reported(outputs, works)
    show_planted(outputs, works)
    if given.rows:
        show_large(outputs, given.rows)


if __name__ == "__main__":
    main()
