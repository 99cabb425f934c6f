"""dblp: named characters without the DTD, numbers of homonyms, preprints, pages of persons, a dump that breaks off."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsed_records import parsed
from rashinban.data_sources import dblp

DATA = Path(__file__).parents[1] / "data" / "dblp"


def test_a_dump() -> None:
    found = parsed(dblp, DATA / "dump_with_entities_homonyms_and_no_end.xml")
    assert found.kept == 3
    assert found.refused_records == [
        (4, "the page of a person, which is no publication"),
        (5, "the file ends within an element phdthesis"),
    ]
    assert found.unknown == {"article/colour": 1, "&zork;": 1}
    assert found.of("works") == [
        {
            "work_id": "doi:10.1000/ice",
            "doi": "10.1000/ice",
            "title": "On ice & snow at α.",
            "publication_year": 2015,
            "type": "article",
            "volume": "58",
            "issue": "7",
            "first_page": "12",
            "last_page": "13",
            "updated_date": "2020-06-15",
        },
        {
            "work_id": "row:dblp:journals/corr/x",
            "title": "A preprint.",
            "publication_year": 2021,
            "type": "preprint",
            "updated_date": "2021-01-01",
        },
        {
            "work_id": "row:dblp:conf/ice/y",
            "title": "A &zork; word.",
            "type": "article",
            "updated_date": "2021-01-01",
        },
    ]
    assert found.of("authorships", "author_id", "raw_author_name", "place") == [
        ("orcid:0000-0002-1825-0097", "Jürgen Müller", "first"),
        (None, "Mia Mori", "last"),
        (None, "Ken Kato", "first"),
    ]
    assert found.of("work_locations", "landing_page_url") == [
        "https://doi.org/10.1000/ICE",
        "https://www.wikidata.org/entity/Q1",
    ]
    assert [(column, value) for column, _, value in found.refused_values] == [("works.publication_year", "20211")]


@pytest.mark.shared
def test_a_real_excerpt(shared: Path) -> None:
    found = parsed(dblp, shared / "samples" / "other_bibliographic" / "dblp.xml.gz")
    assert (found.kept, found.refused_records, found.refused_values, found.unknown) == (91, [], [], {})
    assert len(found.rows["authorships"]) == 153
    assert found.of("works", "work_id", "title", "publication_year")[0] == (
        "doi:10.1145/602421.602422",
        "The decay and failures of web references.",
        2003,
    )
