"""J-STAGE: articles and issues of feeds; errors that come with success; names that cannot be paired."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsed_records import named, parsed_folder
from rashinban.data_sources import jstage
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.snapshots.raw import RawFile

DATA = Path(__file__).parents[1] / "data" / "jstage"
ARTICLES = DATA / "articles_warning_blank_issn_years_unequal_names.xml"
STEEL = "doi:10.99999/example.12.3_45"
SOIL = "url:https://www.jstage.jst.go.jp/article/soilexample/7/0/7_1/_article"


def parsed(path: Path) -> tuple[Rows, list[str]]:
    """The rows of a file, and why records were refused."""
    file = RawFile(data_source="jstage", snapshot="s", name=path.name, path=path)
    rows, refused = Rows(), []
    parse = jstage.parser(file)
    for _, record in jstage.records(file):
        try:
            if isinstance(record, Refused):
                raise record
            parse(record, rows)
        except Refused as error:
            refused.append(error.reason)
    return rows, refused


def test_articles_of_an_answer_that_warns() -> None:
    rows, refused = parsed(ARTICLES)
    assert refused == []
    assert named(rows, "works") == [
        {
            "work_id": STEEL,
            "doi": "10.99999/example.12.3_45",
            "title": "鋼の未来",
            "publication_year": 2013,
            "type": "article",
            "source_id": "issn:1884-4375",
            "volume": "12",
            "issue": "3",
            "first_page": "45",
            "last_page": "52",
            "updated_date": "2017-02-16T09:00:00+09:00",
        },
        {
            "work_id": SOIL,
            "title": "On soils",
            "publication_year": 2011,
            "type": "article",
            "source_id": "cdjournal:soilexample",
            "volume": "7",
            "updated_date": "2014-01-01T09:00:00+09:00",
        },
    ]
    assert rows["work_texts"] == [
        (STEEL, 1, "title", "ja", None, "鋼の未来"),
        (STEEL, 2, "title", "en", None, "Steel's future"),
        (SOIL, 1, "title", "en", None, "On soils"),
    ]
    assert rows["work_dates"] == [(STEEL, "issued", "2013"), (SOIL, "issued", "2011/2012")]
    assert rows["work_identifiers"] == [
        (STEEL, "doi", "10.99999/example.12.3_45"),
        (STEEL, "url", "https://www.jstage.jst.go.jp/article/example/12/3/12_45/_article"),
        (STEEL, "jstage", "example/12/3/12_45"),
        (SOIL, "url", SOIL.removeprefix("url:")),
        (SOIL, "jstage", "soilexample/7/0/7_1"),
    ]
    assert rows.unknown_fields == {"entry/weather": 1}


def test_names_are_paired_where_the_lists_are_equally_long() -> None:
    rows, _ = parsed(ARTICLES)
    assert [(row[0], *row[3:5], row[6]) for row in rows["authorships"]] == [
        (STEEL, None, "羅針 盤", "first"),
        (STEEL, None, "例 花", "last"),
        (SOIL, None, "A. Soil", "first"),
        (SOIL, None, "B. Clay", "last"),
    ]
    assert [row[1:7] for row in rows["authorship_names"] if row[0] == STEEL] == [
        (1, 1, "羅針 盤", "羅針", "盤", "ja"),
        (1, 2, "Ban RASHIN", "RASHIN", "Ban", "en"),
        (2, 1, "例 花", "例", "花", "ja"),
        (2, 2, "Hana Rei", None, None, "en"),
    ]
    assert rows.refused == [("authorship_names.name", "1 names in ja for 2 in en: whose they are is not said", "土 一")]


def test_issues_give_their_journal() -> None:
    rows, refused = parsed(DATA / "issues.xml")
    source = "issn:1884-4375"
    assert named(rows, "sources") == [
        {"source_id": source, "display_name": "例学会誌", "updated_date": "2001-04-01T00:00:00+09:00"}
    ]
    assert rows["source_issns"] == [(source, "1884-4375"), (source, "2186-3725")]
    assert rows["source_identifiers"] == [(source, "cdjournal", "example")]
    assert sorted(rows["source_names"]) == [
        (source, "Example Journal", "en", "title"),
        (source, "例学会誌", "ja", "title"),
    ]
    assert refused == ["an issue of a journal without ISSN or code"]
    assert rows.unknown_fields == {}


@pytest.mark.parametrize(
    ("status", "message", "refused"),
    [
        ("ERR_001", "ERR_001", []),
        ("ERR_004", "count is wrong", ["J-STAGE answered ERR_004: count is wrong; fetch again"]),
        ("SYS_ERR_009", "SYS_ERR_009", ["J-STAGE answered SYS_ERR_009; fetch again"]),
    ],
)
def test_an_error_within_a_success_is_told(tmp_path: Path, status: str, message: str, refused: list[str]) -> None:
    path = tmp_path / "answer.xml"
    told = f"<result><status>{status}</status><message>{message}</message></result>"
    path.write_text(f'<feed xmlns="http://www.w3.org/2005/Atom">{told}</feed>')
    rows, reasons = parsed(path)
    assert (reasons, rows.tables) == (refused, {})


def test_an_article_that_nothing_names_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "answer.xml"
    path.write_text("<feed><entry><article_title><en>Lost</en></article_title></entry></feed>")
    assert parsed(path)[1] == ["an article without DOI and without an address"]


@pytest.mark.shared
def test_every_sample(shared: Path) -> None:
    found = parsed_folder(jstage, shared / "samples" / "jstage")
    assert found.kept_of == {"list.xml": 1, "search.xml": 3, "search_warn002_2entries.xml": 2}
    assert (found.reasons, found.unknown, found.repeated_keys()) == ([], {}, {})
    assert found.sizes() == {
        "works": 5,
        "work_identifiers": 14,
        "work_texts": 9,
        "work_dates": 5,
        "work_locations": 5,
        "authorships": 9,
        "authorship_names": 11,
        "sources": 5,
        "source_issns": 8,
        "source_identifiers": 5,
        "source_names": 9,
    }
    # Two of the five articles name their authors in lists of different length.
    assert [row[2] for row in found.refused_values] == ["Sakae Takahashi", "菅本 守"]
