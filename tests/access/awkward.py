"""Each record is one that a page must bear: markup and script in titles, many authors, names in three scripts, gaps."""

from __future__ import annotations

from typing import Any

Record = dict[str, Any]

AT = "https://openalex.org/"
KYOTO: Record = {
    "id": f"{AT}I1",
    "display_name": "Kyoto <b>University</b>",
    "ror": "https://ror.org/02kpeqv85",
    "country_code": "JP",
    "type": "education",
}
FUNDER: Record = {"id": f"{AT}F1", "display_name": "Fund & <i>Trust</i>"}


def author(number: int, name: str, **more: object) -> Record:
    return {
        "author_position": "middle",
        "author": {"id": f"{AT}A{number}", "display_name": name, "orcid": None},
        "raw_author_name": name,
        "institutions": [KYOTO],
        "affiliations": [{"raw_affiliation_string": "Kyoto", "institution_ids": [KYOTO["id"]]}],
        "countries": ["JP"],
        **more,
    }


#: W1: script in the title, retracted, sixty authors, an award, a free copy that is not the first location.
W1: Record = {
    "id": f"{AT}W1",
    "doi": "https://doi.org/10.1000/a<b>(c)",
    "title": "<script>alert(1)</script> CO<sub>2</sub> &amp; 量子",
    "display_name": "x",
    "publication_year": 2020,
    "publication_date": "2020-05-01",
    "type": "article",
    "language": "en",
    "is_retracted": True,
    "is_paratext": False,
    "cited_by_count": 7,
    "authorships": [author(number, f"Author {number}") for number in range(1, 61)],
    "primary_location": {"source": {"id": f"{AT}S1", "display_name": "Journal <One>", "type": "journal"}},
    "locations": [
        {"is_oa": False, "landing_page_url": "javascript:alert(2)", "pdf_url": None},
        {"is_oa": True, "landing_page_url": "https://example.org/free", "pdf_url": "https://example.org/free.pdf"},
    ],
    "open_access": {"is_oa": True, "oa_status": "green"},
    "abstract_inverted_index": {"</script><script>alert(3)</script>": [0]},
    "funders": [FUNDER],
    "awards": [
        {"id": f"{AT}G1", "funder_id": FUNDER["id"], "funder_display_name": "x", "funder_award_id": "JP 19KK/0341"}
    ],
    "referenced_works": [f"{AT}W2", f"{AT}W999"],
    "updated_date": "2026-01-01",
}
#: W2: nothing but what a record must have.
W2: Record = {"id": f"{AT}W2", "updated_date": "2026-01-01"}

PERSON: Record = {
    "id": f"{AT}A1",
    "orcid": "https://orcid.org/0000-0002-1825-0097",
    "display_name": "Taro Yamada",
    "display_name_alternatives": ["山田 太郎", "ヤマダ タロウ", "T. <Yamada>"],
    "affiliations": [{"institution": KYOTO, "years": [2020, 2019, 2018, 2015]}],
    "updated_date": "2026-01-01",
}

FILES: dict[str, list[Record]] = {"works.jsonl.gz": [W1, W2], "authors.jsonl.gz": [PERSON]}

#: An id of the researcher that is gone.
MERGED = {"merged_ids/authors/2026-01-02.csv": b"merge_date,id,merge_into_id\n2026-01-02,A77,A1\n"}
