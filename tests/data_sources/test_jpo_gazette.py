"""JPO gazettes: names with ideographic blanks, lines broken within Japanese, several encodings, classes of Japan."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from parsed_records import parsed
from rashinban.data_sources import jpo_gazette

DATA = Path(__file__).parents[1] / "data" / "jpo_gazette"
GRANT = DATA / "grant_division_two_addresses_line_breaks.xml"


def test_a_grant() -> None:
    found = parsed(jpo_gazette, GRANT)
    assert found.counts == (1, 0)
    assert found.of("patents") == [
        {
            "patent_id": "JP7500001B2",
            "office": "JP",
            "kind_code": "B2",
            "type": "grant",
            "application_id": "JP2021123456",
            "title": "全固体電池の製造方法",
            "abstract": "【課題】速く作る。【選択図】図１",
            "language": "ja",
            "application_date": date(2021, 7, 28),
            "priority_date": date(2016, 7, 7),
            "publication_date": date(2024, 6, 17),
            "registration_number": "7500001",
            "claims_count": 3,
        }
    ]
    assert found.of("patent_texts", "kind", "language", "text")[2] == ("first-claim", "ja", "電池を製造する方法。")
    assert found.of("patent_people", "role", "name", "address", "identifier") == [
        ("applicant", "見本株式会社", "東京都千代田区１番 / Chiyoda-ku, Tokyo", "000000001"),
        ("agent", "渡辺　一郎", None, "100000001"),
        ("inventor", "山田 太郎", "東京都千代田区１番", None),
    ]
    assert found.of("patent_priorities", "relation", "application_id", "date") == [
        ("priority", "US62359703", date(2016, 7, 7)),
        ("division", "JP2018566929", date(2017, 6, 12)),
    ]
    assert found.of("patent_classes", "scheme", "symbol", "is_first", "is_inventive", "version") == [
        ("ipc", "H01M10/0585", True, True, "2010-01-01"),
        ("ipc", "H01M10/0562", False, False, "2010-01-01"),
        ("fi", "H01M10/0585", True, None, None),
        ("fi", "B09B3/00,304H", False, None, None),
        ("f-term", "5H029AJ14", None, None, None),
    ]
    assert found.of("patent_citations", "cited_patent_id", "text", "cited_by") == [
        ("JPH0487383A", None, "examiner"),
        (None, "国際公開第２０１２／１２３４５６号（ＷＯ，Ａ１）", "examiner"),
    ]


def test_what_is_not_known_is_told() -> None:
    found = parsed(jpo_gazette, GRANT)
    assert found.unknown == {"jp-official-gazette/bibliographic-data/new-field": 1}
    assert found.refused_values == [("patent_classes.symbol", "not a symbol of FI (H01L21/78 M)", "あ")]


def test_encodings_and_archives(tmp_path: Path) -> None:
    """Older gazettes are in Shift_JIS or EUC-JP, as their first line says; a zip has images beside them."""
    text = GRANT.read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "gazettes.zip", "w") as archive:
        for name, encoding in (("a", "Shift_JIS"), ("b", "EUC-JP"), ("c", "UTF-8")):
            # The hyphen of full width is one that Python's names of these encodings write in two ways.
            document = text.replace("UTF-8", encoding).replace("－", "-")
            archive.writestr(f"{name}.xml", document.encode(encoding))
        archive.writestr("a.tif", b"II*")
        archive.writestr("d.xml", "<us-patent-grant/>")
    found = parsed(jpo_gazette, tmp_path / "gazettes.zip")
    assert (found.counts, found.reasons) == ((3, 1), ["the root is not jp-official-gazette"])
    assert found.of("patents", "title") == ["全固体電池の製造方法"] * 3


@pytest.mark.shared
def test_the_published_gazettes(shared: Path) -> None:
    known = {}
    for path in sorted((shared / "samples" / "jpo_gazette").glob("*.xml")):
        found = parsed(jpo_gazette, path)
        assert (found.counts, found.unknown, found.refused_values) == ((1, 0), {}, [])
        (known[path.name],) = found.of("patents", "patent_id", "application_id", "registration_number")
    assert known == {
        "jp_example1.xml": ("JP2021044377A", "JP2019165329", None),
        "jp_example2.xml": ("JP2021044249A", "JP2020185474", "6828214"),
        "jp_example3.xml": ("JP2021041306A", "JP2019162830", None),
    }
