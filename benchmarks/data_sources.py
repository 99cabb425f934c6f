"""Parsing of bulk files of providers beside OpenAlex, as ratios measured in the same run.

    python benchmarks/data_sources.py                       every format, 60 MB each
    python benchmarks/data_sources.py --only crossref --megabytes 200

Each format is a record written here by hand, in the size that the provider's records have on average, repeated with
other identifiers and names. It is read twice, each time in a process of its own: by the parse stage (all tables,
value kinds, refusals, Parquet), and by a plain decoder that keeps nothing. What is told is megabytes per CPU second,
the ratio of the two, and the largest memory of the process. A format is one line of FORMATS.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from bulk_awards import PROJECTS, SITES, project, site
from bulk_people import article, profile
from bulk_works import SENTENCE, crossref, datacite, issn, orcid


@dataclass(frozen=True, kw_only=True)
class Format:
    """A bulk format: `record` gives the bytes of the record of a number, `decode` is the plain decoder of one."""

    name: str
    data_source: str
    file: str
    record: Callable[[int], bytes]
    decode: str = "json"
    head: bytes = b""
    between: bytes = b"\n"
    tail: bytes = b"\n"


def uspto(number: int) -> bytes:
    """A grant as the USPTO publishes it: 3 inventors, 40 patents and 10 texts cited, 8 classes, 60 KB of text."""

    def symbol(scheme: str, place: int) -> str:
        marks = (
            f"<symbol-position>{'L' if place else 'F'}</symbol-position><classification-value>I</classification-value>"
        )
        return (
            f"<classification-{scheme}><{scheme.removesuffix('r')}-version-indicator><date>20130101</date>"
            f"</{scheme.removesuffix('r')}-version-indicator><section>H</section><class>01</class><subclass>M</subclass>"
            f"<main-group>{10 + place}</main-group><subgroup>0562</subgroup>{marks}<action-date><date>20240102</date>"
            "</action-date><generating-office><country>US</country></generating-office><classification-status>B"
            f"</classification-status><classification-data-source>H</classification-data-source></classification-{scheme}>"
        )

    def cited(place: int) -> str:
        if place >= 40:
            text = f"Doe et al., &#x201c;Layered oxides {number}&#x201d;, J. Ex. Mat. {place}, pp. 1-10, 2012."
            return (
                f'<us-citation><nplcit num="{place}"><othercit>{text}</othercit></nplcit>'
                "<category>cited by applicant</category></us-citation>"
            )
        return (
            f'<us-citation><patcit num="{place}"><document-id><country>US</country><doc-number>'
            f"{7_000_000 + (number * 40 + place) % 4_000_000}</doc-number><kind>B2</kind><name>Doe</name><date>20120500"
            "</date></document-id></patcit><category>cited by examiner</category><classification-cpc-text>H01M 10/0562"
            "</classification-cpc-text></us-citation>"
        )

    people = "".join(
        f'<inventor sequence="{place:03d}" designation="us-only"><addressbook><last-name>Doe{number % 9000}</last-name>'
        f"<first-name>Jane {place}</first-name><address><city>Portland</city><state>OR</state><country>US</country>"
        "</address></addressbook></inventor>"
        for place in range(3)
    )
    paragraphs = "".join(f'<p id="p-{n}" num="{n}">{SENTENCE * 6}<b>{n}</b></p>' for n in range(100))
    claims = "".join(
        f'<claim id="CLM-{n}" num="{n}"><claim-text>{n}. A cell, {SENTENCE * 3}</claim-text></claim>'
        for n in range(1, 19)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v47-2022-02-17.dtd" [ ]>\n'
        '<us-patent-grant lang="EN" date-produced="20231215" date-publ="20240102"><us-bibliographic-data-grant>'
        f"<publication-reference><document-id><country>US</country><doc-number>{11_000_000 + number}</doc-number>"
        "<kind>B2</kind><date>20240102</date></document-id></publication-reference>"
        '<application-reference appl-type="utility"><document-id><country>US</country>'
        f"<doc-number>{17_000_000 + number}</doc-number><date>20201215</date></document-id></application-reference>"
        f"<classifications-ipcr>{''.join(symbol('ipcr', n) for n in range(3))}</classifications-ipcr>"
        f"<classifications-cpc><main-cpc>{symbol('cpc', 0)}</main-cpc><further-cpc>"
        f"{''.join(symbol('cpc', n) for n in range(1, 5))}</further-cpc></classifications-cpc>"
        f"<invention-title>Layered oxide {number}</invention-title>"
        f"<us-references-cited>{''.join(map(cited, range(50)))}</us-references-cited>"
        "<number-of-claims>18</number-of-claims>"
        "<us-parties><us-applicants><us-applicant><addressbook><orgname>Example Inc.</orgname><address><city>Portland"
        f"</city><country>US</country></address></addressbook></us-applicant></us-applicants>"
        f"<inventors>{people}</inventors>"
        f'</us-parties></us-bibliographic-data-grant><abstract id="abstract"><p>{SENTENCE * 6}</p></abstract>'
        f'<description id="description">{paragraphs}</description><claims id="claims">{claims}</claims>'
        "</us-patent-grant>"
    ).encode()


FORMATS = (
    Format(
        name="crossref, a list in a document",
        data_source="crossref",
        file="0.json",
        record=crossref,
        head=b'{"items":[',
        between=b",",
        tail=b"]}",
    ),
    Format(name="crossref, lines", data_source="crossref", file="0.jsonl", record=crossref),
    Format(name="datacite, lines", data_source="datacite", file="part_0.jsonl", record=datacite),
    Format(
        name="orcid, archive of summaries",
        data_source="orcid",
        file="summaries.tar",
        record=lambda number: profile(number, orcid),
        decode="xml",
        between=b"",
        tail=bytes(1024),
    ),
    Format(
        name="pubmed, baseline",
        data_source="pubmed",
        file="pubmed26n0001.xml",
        record=lambda number: article(number, orcid, issn),
        decode="xml",
        head=b'<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n',
        tail=b"</PubmedArticleSet>\n",
    ),
    Format(name="nih, projects", data_source="nih", file="0.csv", record=project, decode="csv", head=PROJECTS),
    Format(name="nih, sites", data_source="nih", file="0.csv", record=site, decode="csv", head=SITES),
    Format(name="uspto, red book", data_source="uspto", file="ipg.xml", record=uspto, decode="xml"),
)


# --- the two ways ----------------------------------------------------------------------------------------


def write(form: Format, folder: Path, megabytes: int) -> None:
    """The file, of about so many megabytes."""
    size, number = 0, 0
    with (folder / form.file).open("wb") as stream:
        stream.write(form.head)
        while not number or size < megabytes * 1_000_000:
            record = form.record(number)
            size += stream.write(form.between if number else b"") + stream.write(record)
            number += 1
        stream.write(form.tail)


def _raw(form: Format, folder: Path) -> Any:
    from rashinban.snapshots.raw import RawFile

    return RawFile(data_source=form.data_source, snapshot="2026-11-22", name=form.file, path=folder / form.file)


def by_rashinban(form: Format, folder: Path) -> float:
    """CPU seconds of the parse stage for the file; fails where anything is refused or not known."""
    from rashinban.stages.parse import Job, parse_file
    from rashinban.stages.parse_report import read_counts

    # A process reads thousands of files: what it loads for its first record is not counted.
    (folder / "first").mkdir()
    write(form, folder / "first", 0)
    parse_file(Job(file=_raw(form, folder / "first"), folder=folder / "first", mark=""))
    job = Job(file=_raw(form, folder), folder=folder / "parsed", mark="")
    began = time.process_time()
    parse_file(job)
    spent = time.process_time() - began
    counts = read_counts(job.folder, job.stem)
    if counts.refused or counts.unknown_fields or counts.damaged:
        raise SystemExit(f"{form.name}: {counts.refused:,} refused, unknown {counts.unknown_fields}, {counts.damaged}")
    return spent


def plainly(form: Format, folder: Path) -> float:
    """CPU seconds of decoding every record into plain objects and keeping none; cutting the file is not counted."""
    import msgspec
    from lxml import etree

    decode: Callable[[bytes], object] = {
        "json": msgspec.json.decode,
        "xml": etree.fromstring,
        "csv": lambda row: next(csv.reader([row.decode()])),
    }[form.decode]
    records: Iterator[tuple[int, bytes]]
    records = importlib.import_module(f"rashinban.data_sources.{form.data_source}").records(_raw(form, folder))
    spent = 0.0
    while batch := [record for _, record in islice(records, 1000)]:
        began = time.process_time()
        for record in batch:
            decode(record)
        spent += time.process_time() - began
    return spent


WAYS = {"plain decoder": plainly, "rashinban": by_rashinban}


def measured(form: Format, way: str, folder: Path) -> tuple[float, float]:
    """CPU seconds and the largest memory in MB, in a process of its own."""
    command = [sys.executable, __file__, "--way", way, "--folder", str(folder), "--only", form.name]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found["seconds"], found["megabytes"]


def main() -> None:
    """Print one line a format."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--only", default="", help="formats whose name holds this")
    arguments.add_argument("--megabytes", type=int, default=60)
    arguments.add_argument("--way", choices=list(WAYS), help=argparse.SUPPRESS)
    arguments.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    forms = [form for form in FORMATS if given.only in form.name]
    if given.way:
        seconds = WAYS[given.way](forms[0], given.folder)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "megabytes": memory}))
        return
    print(f"{'format':34} {'MB':>5} {'MB/s':>7} {'decode MB/s':>12} {'ratio':>6} {'memory MB':>10}")
    for form in forms:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            write(form, folder, given.megabytes)
            size = (folder / form.file).stat().st_size / 1e6
            plain, _ = measured(form, "plain decoder", folder)
            ours, memory = measured(form, "rashinban", folder)
        row = (size / ours, size / plain, ours / plain, memory)
        print(f"{form.name:34} {size:5.0f} {row[0]:7.1f} {row[1]:12.1f} {row[2]:6.2f} {row[3]:10.0f}", flush=True)


if __name__ == "__main__":
    main()
