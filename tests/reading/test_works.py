"""The parts of a work: markup, names, keys that are kept to once, authors without anything, journals named again."""

from __future__ import annotations

from parsed_records import named
from rashinban.engine.rows import Rows
from rashinban.reading.works import (
    Author,
    Name,
    SourceName,
    Work,
    add_source,
    name_as_printed,
    name_of_parts,
)

OWN = "doi:10.1000/x"


def test_the_order_of_a_name_is_that_of_its_script() -> None:
    assert name_of_parts("羅針", "盤", "ja") == Name(full="羅針 盤", family="羅針", given="盤", language="ja")
    assert name_of_parts("Rashin", "Ban ", "en") == Name(full="Ban Rashin", family="Rashin", given="Ban", language="en")
    assert name_of_parts(None, "例研究グループ", None) == Name(full="例研究グループ")
    assert name_of_parts(" ", None, "ja") is None
    assert name_as_printed("角, 征典", "ja", "Kana") == Name(
        full="角, 征典", family="角", given="征典", language="ja", script="Kana"
    )


def test_each_key_is_kept_to_once() -> None:
    rows = Rows()
    work = Work(OWN, rows)
    for _ in range(2):
        work.identifier("isbn", "9784003101018")
        work.text("title", "A", "en")
        work.text("title", "い", "ja")
        work.text("title", "イ", "ja", "Kana")
        work.subject("ndc", "557.1", "557.1")
        work.keyword("rice")
        work.date("issued", "2024")
        work.cites("10.1000/y")
        work.relation("IsPartOf", "isbn", "9784003101018")
        work.relation("IsPartOf", "issn", "0286-861X")
    assert {table: len(found) for table, found in rows.tables.items()} == {
        "work_identifiers": 1,
        "work_texts": 3,
        "work_subjects": 1,
        "work_keywords": 1,
        "work_dates": 1,
        "citations": 1,
        "work_relations": 2,
    }
    assert work.titles == [("A", "en"), ("い", "ja")]
    assert (work.main(work.titles, "ja"), work.main(work.titles, "fr"), work.main([], "ja")) == ("い", "A", None)
    # Only identifiers of works give the id of a work.
    assert [row[4] for row in rows["work_relations"]] == ["isbn:9784003101018", None]


def test_an_author_without_anything_keeps_the_place() -> None:
    rows = Rows()
    Work(OWN, rows).authors([Author(names=()), Author(names=[Name(full="B")], identifiers=[("nrid", "1000050123456")])])
    assert named(rows, "authorships") == [
        {"work_id": OWN, "author_position": 1, "place": "first"},
        {
            "work_id": OWN,
            "author_position": 2,
            "author_id": "nrid:1000050123456",
            "raw_author_name": "B",
            "place": "last",
        },
    ]
    Work("doi:10.1000/y", rows).authors([Author(names=[Name(full="alone")])])
    assert rows["authorships"][-1][6] == "first"


def test_a_journal_is_added_the_first_time_and_known_by_its_strongest_identifier() -> None:
    rows = Rows()
    for _ in range(2):
        found = add_source(
            rows,
            issns=["0286-861X", "0286-861X"],
            identifiers=[("cdjournal", "x")],
            names=[SourceName(name="X", kind="abbreviation"), SourceName(name="Xxx"), SourceName(name="X")],
        )
        assert found == "issn:0286-861X"
    assert named(rows, "sources") == [{"source_id": "issn:0286-861X", "display_name": "Xxx"}]
    assert rows["source_issns"] == [("issn:0286-861X", "0286-861X")]
    assert sorted(row[1] for row in rows["source_names"]) == ["X", "Xxx"]
    assert add_source(rows, issns=[], identifiers=[("cdjournal", "y")], names=[]) == "cdjournal:y"
    assert add_source(rows, issns=[], identifiers=[], names=[SourceName(name="Nameless")]) is None
