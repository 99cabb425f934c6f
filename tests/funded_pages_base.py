"""A base of four awards of one funder, three of CREST and one of PRESTO, with what came of them; worked by hand.

G1 (CREST, 1,000,001 yen, of which 600,000 in FY2020 and the rest in FY2021) is shared by two universities. It has W1,
which G2 has too, W2, and a patent of a company and a university. G2 (PRESTO) has 500,000 yen given to no year, and W3.
G3 (CREST) states no amount and no end, and a company takes part. G4 (CREST) has 9,000 euros.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from rashinban.engine.merge import PROVENANCE
from rashinban.engine.store import write_step
from rashinban.schema import tables
from searched_base import build_only, released, write_tables

_PEOPLE = {"G1": "女性", "G2": "男性"}

ROWS: dict[str, list[dict[str, object]]] = {
    "funders": [{"funder_id": "F1", "display_name": "Japan Science and Technology Agency", "country_code": "JP"}],
    "funder_names": [{"funder_id": "F1", "name": "科学技術振興機構"}],
    "awards": [
        {"award_id": "G1", "funder_id": "F1", "funder_award_id": "JPMJCR2001", "jgn": "JPMJCR2001", "amount": 1_000_001,
         "currency": "JPY", "title": "Machines of light & shade", "start_date": date(2020, 4, 1),
         "end_date": date(2022, 3, 31), "start_fiscal_year": 2020, "lead_name": "Ada Lee"},
        {"award_id": "G2", "funder_id": "F1", "funder_award_id": "JPMJPR2101", "jgn": "JPMJPR2101", "amount": 500_000,
         "currency": "JPY", "title": "Second", "start_date": date(2021, 4, 1), "end_date": date(2024, 3, 31),
         "start_fiscal_year": 2021},
        {"award_id": "G3", "funder_id": "F1", "funder_award_id": "JPMJCR2102", "jgn": "JPMJCR2102", "title": "Third",
         "start_date": date(2021, 10, 1), "start_fiscal_year": 2021},
        {"award_id": "G4", "funder_id": "F1", "funder_award_id": "JPMJCR1903", "jgn": "JPMJCR1903", "amount": 900_000,
         "currency": "EUR", "title": "Fourth", "start_date": date(2019, 4, 1), "end_date": date(2020, 3, 31),
         "start_fiscal_year": 2019},
    ],
    "award_amounts": [
        {"award_id": "G1", "position": 1, "fiscal_year": 2020, "kind": "total", "amount": 600_000, "currency": "JPY"},
        {"award_id": "G1", "position": 2, "fiscal_year": 2021, "kind": "total", "amount": 400_001, "currency": "JPY"},
    ],
    "award_members": [
        {"award_id": award, "position": 1, "role": "principal_investigator", "name": "Ada Lee", "gender": gender}
        for award, gender in _PEOPLE.items()
    ],
    "award_institutions": [
        {"award_id": "G1", "position": 1, "role": "recipient", "institution_id": "I1"},
        {"award_id": "G1", "position": 2, "role": "recipient", "institution_id": "I2"},
        {"award_id": "G2", "position": 1, "role": "recipient", "institution_id": "I1"},
        {"award_id": "G3", "position": 1, "role": "recipient", "institution_id": "I3"},
        {"award_id": "G4", "position": 1, "role": "recipient", "institution_id": "I1"},
    ],
    "award_outputs": [
        {"award_id": "G1", "position": 1, "kind": "patent", "claimed_by": "reported", "patent_id": "US1A",
         "year": 2022},
    ],
    "institutions": [
        {"institution_id": "I1", "country_code": "JP", "type": "education", "display_name": "Tokyo"},
        {"institution_id": "I2", "country_code": "US", "type": "education", "display_name": "Ohio"},
        {"institution_id": "I3", "country_code": "JP", "type": "company", "display_name": "Toys"},
    ],
    "works": [
        {"work_id": "W1", "publication_year": 2020, "publication_date": date(2020, 7, 1), "type": "article",
         "title": "One", "fwci": 3.0, "is_top_10_percent": True, "is_top_1_percent": False, "cited_by_count": 9},
        {"work_id": "W2", "publication_year": 2021, "publication_date": date(2021, 7, 1), "type": "article",
         "title": "Two", "fwci": 1.0, "is_top_10_percent": False, "is_top_1_percent": False, "cited_by_count": 3},
        {"work_id": "W3", "publication_year": 2022, "publication_date": date(2022, 7, 1), "type": "article",
         "title": "Three", "fwci": 0.0, "is_top_10_percent": False, "is_top_1_percent": False, "cited_by_count": 0},
    ],
    "work_awards": [
        {"work_id": "W1", "position": 1, "award_id": "G1", "funder_id": "F1"},
        {"work_id": "W1", "position": 2, "award_id": "G2", "funder_id": "F1"},
        {"work_id": "W2", "position": 1, "award_id": "G1", "funder_id": "F1"},
        {"work_id": "W3", "position": 1, "award_id": "G2", "funder_id": "F1"},
    ],
    "patents": [
        {"patent_id": "US1A", "office": "US", "title": "Lamp", "application_date": date(2021, 5, 1),
         "publication_date": date(2022, 6, 1)},
    ],
    "patent_people": [
        {"patent_id": "US1A", "position": 1, "role": "applicant", "name": "Acme Lamps Inc.", "is_organisation": True},
        {"patent_id": "US1A", "position": 2, "role": "applicant", "name": "University of Ohio", "institution_id": "I2",
         "is_organisation": True},
        {"patent_id": "US1A", "position": 3, "role": "inventor", "name": "Ada Lee"},
    ],
}  # fmt: skip


#: Tables whose rows have pages: these say where each row was found.
_RECORDS = ("funders", "awards", "institutions", "works", "patents")


def _write_with_places(folder: Path, name: str) -> None:
    """A table of kb/ with the place of each row in the file of its data source."""
    schema = tables()[name].arrow()
    for column in PROVENANCE:
        schema = schema.append(pa.field(column, pa.int64() if column == "line" else pa.string()))
    place = {"data_source": "openalex", "snapshot": "2026-11-22-funded", "part": f"{name}.jsonl"}
    rows = [{**row, **place, "line": line} for line, row in enumerate(ROWS[name], 1)]
    content = pa.Table.from_pylist(rows, schema=schema)
    write_step(
        folder / "kb" / name,
        step=f"kb/{name}",
        fingerprint=f"{name} {rows}",
        fill=lambda into: pq.write_table(content, into / "part-0.parquet"),
    )


def funded_pages_base(folder: Path) -> Path:
    """The base with a release of it, as of 25 November 2026. W1 and W2 are in the area jp20-09 (searched_base)."""
    write_tables(folder, ROWS)
    for name in _RECORDS:
        _write_with_places(folder, name)
    build_only(folder)
    return released(folder)
