"""Tables of WEKO: five rows of head, line breaks in cells, items that are not public, properties by their columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from parsed_records import parsed
from rashinban.data_sources import weko_tsv
from rashinban.data_sources.weko_tsv.columns import is_known, properties, taken_apart
from rashinban.data_sources.weko_tsv.files import Row
from rashinban.data_sources.weko_tsv.parse import parse
from rashinban.engine.rows import Rows
from rashinban.reading.sheets import delimited_rows

DATA = Path(__file__).parents[1] / "data" / "weko_tsv"
WORK = "doi:10.5555/weko.41"


def test_items() -> None:
    found = parsed(weko_tsv, DATA / "line_break_in_title_private_item_unknown_column.tsv")
    assert found.kept == 2
    # Line 6 is the first item, and its title has a line break: the second begins at line 8.
    assert found.refused_records == [(8, "the item is not public")]
    assert found.unknown == {"item_9999.subitem_future": 1, ".colour": 1}
    assert found.refused_values == []
    first, second = found.of("works")
    assert first == {
        "work_id": WORK,
        "doi": "10.5555/weko.41",
        "title": "Sounds of forests",
        "publication_year": 2025,
        "publication_date": date(2025, 10, 1),
        "language": "en",
        "type": "article",
        "source_id": "issn:0286-861X",
    }
    # An item that is to be imported has no number and no page yet.
    assert second["work_id"].startswith("row:") and second["title"] == "新しい"
    assert found.of("work_texts", "work_id", "language", "text")[:2] == [
        (WORK, "ja", "森の音"),
        (WORK, "en", "Sounds of forests"),
    ]
    assert found.of("work_identifiers", "scheme", "identifier") == [
        ("weko", "repository.example.ac.jp/41"),
        ("url", "https://repository.example.ac.jp/records/41"),
        ("hdl", "20.500.9999/41"),
        ("doi", "10.5555/weko.41"),
        ("doi", "10.5555/forest.41"),
    ]
    # The property is called item_1617186419668 and known by its columns; the number stands in the address alone.
    assert found.of("authorships", "author_id", "raw_author_name") == [("erad:10203040", "Moriyama, Otoko")]
    assert found.of("authorship_names", "name", "language") == [("森山, 音子", "ja"), ("Moriyama, Otoko", "en")]
    assert found.of("affiliations", "raw_affiliation") == ["森林大学"]
    assert found.of("work_awards", "award_id", "funder_name") == [("jgn:JP19KK0341", "日本学術振興会")]
    assert found.of("work_dates", "kind", "date") == [("issued", "2025-10-01"), ("available", "2026-02-01")]
    assert found.of("work_locations")[0] == {
        "work_id": WORK,
        "position": 1,
        "source_id": "source:repository.example.ac.jp",
        "is_oa": True,
        "version": "publishedVersion",
        "landing_page_url": "https://repository.example.ac.jp/records/41",
        "pdf_url": "https://repository.example.ac.jp/files/41.pdf",
        "access": "open",
    }


def test_another_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("id\ttitle\n1\tx\n")
    assert parsed(weko_tsv, path).refused_records == [(1, "no table of WEKO: its first cell is #ItemType")]


def test_a_row_that_is_wider_than_its_head(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("#ItemType\tx\ty\n#.id\t.uri\n#ID\tURI\n#\t\n#\t\n1\t\t\n2\t\tmore\n")
    found = parsed(weko_tsv, path)
    assert (found.kept, found.refused_records) == (1, [(7, "3 cells under a head of 2")])


def test_parts_of_a_column() -> None:
    path = ".metadata.item_30002_creator2[3].creatorAffiliations[1].affiliationNames[0].affiliationName"
    column = taken_apart(path)
    assert column is not None
    assert (column.name, column.index) == ("item_30002_creator2", 3)
    assert (column.leaf, column.places) == ("creatorAffiliations[].affiliationNames[].affiliationName", (1, 0))
    assert taken_apart(".publish_status") is None


@pytest.mark.shared
def test_every_column_of_the_samples_is_known(shared: Path) -> None:
    """Both samples are empty tables with their head: no item in them, and every column read or known to be ignored."""
    counted = {}
    for path in sorted((shared / "samples" / "irdb_weko_tsv").glob("*.tsv")):
        found = parsed(weko_tsv, path)
        assert (found.kept, found.refused_records) == (0, [])
        head = list(delimited_rows(iter([path.read_bytes()])))[1][1]
        assert isinstance(head, list)
        kinds = properties(head)
        for name in head:
            column = taken_apart(name)
            assert column is None or is_known(kinds.get(column.name), column.leaf), name
        rows = Rows()
        cells = dict.fromkeys(head, "x") | {".publish_status": "public"}
        parse(msgspec.json.encode(Row(type_address="https://a.example/items", properties=kinds, cells=cells)), rows)
        assert rows.unknown_fields == {}, path.name
        counted[path.name] = len(head)
    assert counted == {"default_itemtype_full_30002.tsv": 226, "jircas_itemtype_40039.tsv": 192}
