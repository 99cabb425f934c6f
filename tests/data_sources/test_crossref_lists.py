"""Lists of Crossref: funders that were replaced, ISSNs without hyphens, titles without any."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsed_records import parsed
from rashinban.data_sources import crossref_lists

DATA = Path(__file__).parents[1] / "data" / "crossref_lists"


def test_funders() -> None:
    found = parsed(crossref_lists, DATA / "funders.csv")
    assert found.of("funders") == [
        {"funder_id": "fundref:100000001", "display_name": "Ice, Snow & Rain", "crossref_funder_id": "100000001"}
    ]
    assert found.refused_records == [
        (3, "replaced by another funder, which the list does not name"),
        (4, "not a DOI of a funder (10.13039/digits)"),
    ]


def test_titles() -> None:
    found = parsed(crossref_lists, DATA / "titles.csv")
    assert found.of("sources") == [
        {"source_id": "issn:0286-861X", "display_name": "Journal of Ice"},
        {"source_id": "source:crossref:50201", "display_name": "A book"},
    ]
    assert found.of("source_issns", "issn") == ["0286-861X", "1884-4375"]
    assert found.of("source_identifiers", "scheme", "identifier") == [("crossref", "50200"), ("crossref", "50201")]
    assert [value for _, _, value in found.refused_values] == ["02868611"]
    assert found.unknown == {"colour": 1}


@pytest.mark.shared
def test_real_excerpts(shared: Path) -> None:
    folder = shared / "samples" / "other_bibliographic"
    found = parsed(crossref_lists, folder / "titleFile.csv")
    assert (found.kept, found.refused_records, found.refused_values, found.unknown) == (20, [], [], {})
    found = parsed(crossref_lists, folder / "funderNames.csv")
    # One name begins with a quotation mark within quotation marks, which nobody can undo.
    assert (found.kept, [line for line, _ in found.refused_records], found.unknown) == (9, [2, 6], {})
