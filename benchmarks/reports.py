"""Each row is one report: the time of the whole command, of making it from the release, and of writing each format.

The long one is a country over the twenty technology areas of a list, a chapter each with numbers, a ranking drawn and
tabled, and the course of the years: more than 20 pages. The promise is a PDF of 20 pages in under 20 s, all in: the
start of the program, the questions to the base, pictures, fonts, pages. `cpu` is what this work costs on a machine that
does other things too. Each report is a process of its own, as the command is.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from io import BytesIO
from pathlib import Path

SECONDS, PAGES = 20.0, 20
WORKS = 20_000
LONG = """template: long
labels: {en: A country over all areas, ja: 国の全領域}
title: {en: "{country} area by area", ja: "領域別に見た{country}"}
defaults: {country: JP}
sections:
  - show: each
    by: technology_area
    list: jp20
    heading: {en: "{technology_area}", ja: "{technology_area}"}
    sections:
      - show: numbers
        indicators: [p, p_top_10_share, pp_top_10]
      - show: ranking
        by: country
        indicators: [p_top_10_share, p, pp_top_10]
        sentence: false
        top: 12
      - show: trend
        by: country
        indicators: [p_share]
        table: false
"""
REPORTS = {
    "brief": ["--where", "technology_area=jp20-03"],
    "country": [],
    "long": [],
}


def one(name: str, file: str, base: Path, language: str, where: list[str]) -> dict[str, object]:
    """Make one report in this process and write it in every format."""
    started, cpu = time.perf_counter(), time.process_time()
    from pypdf import PdfReader

    from rashinban.access.api import Base
    from rashinban.access.reports.make import chosen, make
    from rashinban.access.reports.template import find_template, read_template
    from rashinban.access.reports.writers import FORMATS, write

    with Base(base) as opened:
        report = make(
            opened,
            read_template(find_template(file)),
            chosen(where),
            language="ja" if language == "ja" else "en",
            day=date(2026, 1, 1),
        )
        made = time.perf_counter()
        written = write(report, "pdf")
    row: dict[str, object] = {
        "report": name,
        "pages": len(PdfReader(BytesIO(written)).pages),
        "make": made - started,
        "pdf": time.perf_counter() - made,
        "whole": time.perf_counter() - started,
        "cpu": time.process_time() - cpu,
        "numbers": len(report.evidence),
    }
    for format in FORMATS:
        if format != "pdf":
            begun = time.perf_counter()
            write(report, format)
            row[format] = time.perf_counter() - begun
    return row


def make_base(folder: Path) -> Path:
    """The simulated base of the demo, by the command a user would give."""
    command = [
        sys.executable,
        "-m",
        "rashinban.cli",
        "demo",
        "--no-serve",
        "--works",
        str(WORKS),
        "--folder",
        str(folder),
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / "base"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--base", type=Path, help="a base to report on; else the demo's is made")
    arguments.add_argument("--language", default="ja", choices=("ja", "en"))
    arguments.add_argument("--one", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.one:
        where = [word for word in REPORTS[given.one[0]] if word != "--where"]
        print(json.dumps(one(given.one[0], given.one[1], given.base, given.language, where)))
        return
    with tempfile.TemporaryDirectory() as folder:
        base = given.base or make_base(Path(folder) / "demo")
        long = Path(folder) / "long.yml"
        long.write_text(LONG, encoding="utf-8")
        rows = []
        for name in REPORTS:
            command = [sys.executable, "-m", "benchmarks.reports", "--base", str(base), "--language", given.language]
            command += ["--one", name, str(long) if name == "long" else name]
            started = time.perf_counter()
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            rows.append(json.loads(done.stdout.splitlines()[-1]) | {"process": time.perf_counter() - started})
    columns = ("pages", "numbers", "make", "pdf", "whole", "cpu", "html", "docx", "xlsx", "pptx")
    print(f"{'report':<10}" + "".join(f"{column:>9}" for column in columns))
    for row in rows:
        shown = [f"{row[column]:>9}" if isinstance(row[column], int) else f"{row[column]:>8.1f}s" for column in columns]
        print(f"{row['report']:<10}" + "".join(shown))
    last = rows[-1]
    enough = last["pages"] >= PAGES and last["whole"] / last["pages"] * PAGES < SECONDS
    print(
        f"{PAGES} pages at the pace of the long report: {last['whole'] / last['pages'] * PAGES:.1f} s "
        f"(promise: under {SECONDS:.0f} s): {'kept' if enough else 'NOT kept'}; "
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    sys.exit(not enough)


if __name__ == "__main__":
    main()
