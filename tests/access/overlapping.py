"""Awards of two programmes with planted overlap: CREST (three) and Moonshot (three), led by four people with an ORCID.

C1 and M1: one leader and the same words. C2 and M2: one leader, other words, M2 begins half a year after C2 ended.
C3 and M3: Japanese titles alike, M3's leader has no ORCID and its period is not known. G11 is C1's record of another
year, of the same number: no overlap. M4 is C2's leader again, but years later. G8 is PRESTO's, of C3's leader.
C1 to C3 are G1 to G3, M1 to M4 are G4 to G7.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from rashinban.engine import open_engine
from rashinban.stages.update import update
from raw_base import raw_snapshot

AT = "https://openalex.org/"
_RUST = "Rust resistance genes of wheat landraces in mountain valleys"
_QUBITS = "量子コンピュータの誤り訂正符号の設計と実装"


def _award(id: int, scheme: str, number: str, title: str, orcid: int | None, start: str | None, end: str | None) -> Any:
    lead: dict[str, Any] = {"given_name": "Ada", "family_name": f"Lee {orcid or ''}".strip()}
    if orcid:
        lead["orcid"] = ORCIDS[orcid]
    return {
        "id": f"{AT}G{id}", "display_name": title, "funder_scheme": scheme, "funder_award_id": number,
        "lead_investigator": lead, "start_date": start, "end_date": end, "updated_date": "2026-01-01",
    }  # fmt: skip


#: Of persons that do not exist; the last character is the checksum of ISO 7064.
ORCIDS = {
    1: "https://orcid.org/0000-0002-1825-0097",
    2: "https://orcid.org/0000-0001-5109-3700",
    3: "https://orcid.org/0000-0002-1694-233X",
}
AWARDS = [
    _award(1, "CREST", "JPMJCR2001", _RUST, 1, "2020-04-01", "2023-03-31"),
    _award(11, "CREST", "JPMJCR2001", _RUST, 1, "2021-04-01", "2022-03-31"),
    _award(2, "CREST", "JPMJCR2002", "Superfluid turbulence near absolute zero", 2, "2018-04-01", "2020-03-31"),
    _award(3, "CREST", "JPMJCR2003", _QUBITS, 3, "2020-04-01", "2023-03-31"),
    _award(4, "Moonshot", "JPMJMS2001", f"{_RUST}.", 1, "2021-04-01", "2025-03-31"),
    _award(5, "Moonshot", "JPMJMS2002", "Elderly drivers and their new glasses", 2, "2020-10-01", "2022-03-31"),
    _award(6, "Moonshot", "JPMJMS2003", "誤り訂正符号の設計による量子コンピュータ", None, None, None),
    _award(7, "Moonshot", "JPMJMS2004", "Snow on bamboo roofs of tea houses", 2, "2023-04-01", "2025-03-31"),
    _award(8, "さきがけ", "JPMJPR2001", "Rye", 3, "2020-04-01", "2023-03-31"),
]  # fmt: skip


def overlapping_base(folder: Path) -> Path:
    """A released base of these awards and their leaders."""
    people = [
        {"id": f"{AT}A{each}", "orcid": orcid, "display_name": f"Ada Lee {each}", "updated_date": "2026-01-01"}
        for each, orcid in ORCIDS.items()
        if each != 3
    ]
    work = {
        "id": f"{AT}W1",
        "title": "A work",
        "type": "article",
        "publication_year": 2021,
        "updated_date": "2026-01-01",
    }
    files = {"awards.jsonl.gz": AWARDS, "authors.jsonl.gz": people, "works.jsonl.gz": [work]}
    raw = {name: gzip.compress("\n".join(map(json.dumps, rows)).encode(), mtime=0) for name, rows in files.items()}
    raw_snapshot(folder, "openalex", "2026-11-22-overlapping", raw)
    engine = open_engine("duckdb")
    update(folder, engine, workers=1)
    engine.close()
    return folder
