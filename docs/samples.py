"""docs/reference/samples.md: what each data source makes of real records of its provider, counted.

python docs/samples.py DATA             write the page; DATA is the folder of sample sets (README: Real data)
python docs/samples.py DATA --check     end with 1 if the page differs from what the records give now

The sample sets are other people's records and not part of this project; the page holds counts only.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rashinban import catalog
from rashinban.stages.fetch import fetch
from rashinban.stages.parse import parse

PAGE = Path(__file__).parent / "reference" / "samples.md"

#: Data source -> the files that are records of it, as patterns below the folder of sample sets.
SAMPLES: Mapping[str, Sequence[str]] = {
    "bibliography": ("samples/bibtex_ris_csl/*.bib", "samples/bibtex_ris_csl/*.ris", "samples/bibtex_ris_csl/*.json"),
    "cerif": ("samples/openaire_cerif/**/*.xml",),
    "cinii": ("samples/cinii_research/*.json",),
    "cordis": ("samples/cordis/*.xml", "eu-fp7-grants/*.csv.gz"),
    "crossref": ("samples/crossref_rest/**/*.json", "samples/crossref_rest/**/*.gz"),
    "crossref_lists": ("samples/other_bibliographic/funderNames.csv", "samples/other_bibliographic/titleFile.csv"),
    "crossref_xml": ("samples/crossref_unixref/*.xml",),
    "datacite": (
        "samples/datacite/*.xml",
        "samples/datacite/*.json",
        "samples/datacite/*.ndjson",
        "samples/datacite/*.gz",
        "samples/datacite/xml_4.6/*.xml",
    ),
    "dblp": ("samples/other_bibliographic/dblp.xml.gz",),
    "doaj": ("samples/other_bibliographic/doaj.csv", "openapc-costs/doaj*.csv.gz"),
    "epo": ("samples/epo_ops/*.xml",),
    "grdm": ("samples/grdm/*.json",),
    "jalc": ("samples/jalc/**/*.json", "samples/jalc/**/*.zip"),
    "jats": ("samples/jats/*.xml", "samples/jats/*.nxml"),
    "jpcoar": ("samples/jpcoar/**/*.xml", "samples/oai_pmh_jpcoar/*.xml"),
    "jpo": ("samples/jpo_api/*.json",),
    "jpo_gazette": ("samples/jpo_gazette/*.xml",),
    "jstage": ("samples/jstage/*.xml",),
    "kaken": ("samples/kaken/*.xml",),
    "kaken_tables": ("samples/kaken/master/*.xml",),
    "lens": ("patents-thematic/drones_*.csv.gz", "patents-thematic/pizza_lens_*.csv.gz"),
    "ndl": ("samples/ndl/*.xml",),
    "nih": ("nih-exporter/*.csv.gz",),
    "nrid": ("samples/kaken/*researchers*.json",),
    "openalex": ("samples/openalex/*.json",),
    "openapc": ("openapc-costs/[a-c]*.csv.gz",),
    "orcid": ("samples/orcid/*.xml", "samples/orcid/*.json", "samples/orcid/*.gz"),
    "patentscope": ("patents-thematic/pizza_medium.csv.gz",),
    "pubmed": ("samples/pubmed/*.xml", "samples/pubmed/*.gz"),
    "researchmap": ("samples/researchmap/**/*",),
    "ror": ("samples/ror/*_v2_*.json", "samples/ror/ror.org_*.json", "samples/ror/ror.zip", "samples/ror/jp/*.json"),
    "sbir": ("samples/sbir/*.csv",),
    "uspto": ("samples/uspto/*.zip",),
    "weko_tsv": ("samples/irdb_weko_tsv/*.tsv",),
    "wipo": ("samples/wipo_st96/*.xml",),
}

#: Files of the sample sets that are no records: pattern -> why.
NO_RECORDS: Mapping[str, str] = {
    "**/*.md": "describes the set",
    "**/*.xsd": "a schema",
    "**/*.pdf": "documentation",
    "**/*.txt": "documentation",
    "samples/ror/*schema*": "a schema",
    "samples/sbir/*columns*": "a list of columns",
    "samples/kaken/definitions/**/*": "documentation",
    "samples/jpcoar/*.zip": "schemas",
    "samples/jpcoar/**/*.json": "a schema",
    "samples/oai_pmh/**/*": "answers of the protocol, read by the harvester's tests",
    "samples/coar_notify/*": "messages of a protocol that this program does not speak",
    "samples/resourcesync/*": "lists of a protocol that this program does not speak",
    "samples/ro_crate/**/*": "crates for the checker of exported crates",
    "samples/signposting/*": "pages for clients of typed links",
}

_MOST_REASONS = 8


def files_of(data: Path, name: str) -> list[Path]:
    """The sample files of a data source, each once."""
    passed = {path for pattern in NO_RECORDS for path in data.glob(pattern)}
    found = {path for pattern in SAMPLES[name] for path in data.glob(pattern) if path.is_file()}
    return sorted(found - passed)


def report_of(data: Path, name: str, base: Path) -> Mapping[str, Any]:
    """What fetch and parse make of the samples of a data source in an empty base."""
    # Names differ by folder only in some sets: each file is given by itself, with its folder's name kept.
    fetch(base, name, from_paths=files_of(data, name))
    return parse(base, data_sources=[name], workers=1).sources[name]


def page(reports: Mapping[str, Mapping[str, Any]]) -> str:
    """The page."""
    lines = [
        "<!-- Written by docs/samples.py from real records; `make samples` writes it anew. -->\n",
        "# Real records, counted\n",
        "What each data source makes of real and official sample records of its provider. Every record is kept or "
        "refused with a reason; a value that cannot be taken is set aside with its reason, and its record kept. A "
        "field is read, or ignored for a reason that stands in the data source's file; *not known* counts fields that "
        "are neither, and must be none.\n",
        "| Data source | Files | Records | Kept | Refused | Values set aside | Fields not known |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, report in sorted(reports.items()):
        aside = sum(n for reasons in report["refused_values"].values() for n in reasons.values())
        cells = (report["files"], report["records"], report["kept"], report["refused"], aside)
        told = " | ".join(f"{n:,}" for n in cells)
        lines.append(f"| [{name}](#{name}) | {told} | {', '.join(report['unknown_fields']) or 'none'} |")
    for name, report in sorted(reports.items()):
        lines += ["", f"## {name}", "", f"{catalog.data_source(name).DATA_SOURCE.title}.", ""]
        if report["refused_records"]:
            lines += [*_reasons("Refused", report["refused_records"]), ""]
        values = {
            f"`{column}`: {reason}": n
            for column, reasons in report["refused_values"].items()
            for reason, n in reasons.items()
        }
        if values:
            lines += [*_reasons("Set aside", values), ""]
        lines += ["| Table | Rows | Share of rows that have each column |", "|---|---|---|"]
        for table, columns in report["coverage"].items():
            shares = {column: share for column, share in columns.items() if share and not column.startswith("_")}
            some = ", ".join(f"{column} {share:.0%}" for column, share in shares.items())
            lines.append(f"| {table} | {report['rows'][table]:,} | {some} |")
    return "\n".join(lines) + "\n"


def _reasons(title: str, reasons: Mapping[str, int]) -> list[str]:
    ordered = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    shown = [f"- {title} {n:,}: {reason}" for reason, n in ordered[:_MOST_REASONS]]
    rest = ordered[_MOST_REASONS:]
    return [*shown, *([f"- {title} {sum(n for _, n in rest):,} for {len(rest)} other reasons"] if rest else [])]


def made(data: Path) -> str:
    """The page as the records give it now."""
    reports = {}
    for name in SAMPLES:
        with tempfile.TemporaryDirectory() as base:
            reports[name] = report_of(data, name, Path(base))
    return page(reports)


if __name__ == "__main__":
    text = made(Path(sys.argv[1]))
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.read_text(encoding="utf-8") == text else f"{PAGE} differs; run `make samples`")
    PAGE.write_text(text, encoding="utf-8")
