"""NDL Search: books, serials, theses and articles in RSS and RDF; readings of whom; dates as printed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from parsed_records import named, parsed_folder
from rashinban.data_sources import ndl
from rashinban.data_sources.ndl.entry import first_and_last
from rashinban.data_sources.ndl.parse import parse
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.snapshots.raw import RawFile

DATA = Path(__file__).parents[1] / "data" / "ndl"
BOOK = "ncid:BB26545198"
THESIS = "doi:10.99999/thesis.1"


def parsed(name: str) -> Rows:
    path = DATA / name
    file = RawFile(data_source="ndl", snapshot="s", name=name, path=path)
    rows, read = Rows(), ndl.parser(file)
    for _, record in ndl.records(file):
        assert isinstance(record, bytes)
        read(record, rows)
    return rows


def of(rows: Rows, table: str, work_id: str) -> list[tuple[object, ...]]:
    """The rows of one work, without its id."""
    return [row[1:] for row in rows[table] if row[0] == work_id]


@pytest.fixture(scope="module")
def rss() -> Rows:
    return parsed("book_serial_thesis_fewer_readings.xml")


@pytest.fixture(scope="module")
def sru() -> Rows:
    return parsed("sru_article_of_the_index_and_record_as_text.xml")


def test_a_book(rss: Rows) -> None:
    assert named(rss, "works")[0] == {
        "work_id": BOOK,
        "title": "羅針盤の例 : 入門",
        "publication_year": 2018,
        "language": "ja",
        "type": "book",
        "volume": "2",
        "updated_date": "2019-02-06T23:22:46+09:00",
    }
    assert of(rss, "work_dates", BOOK) == [("issued", "2018-07")]
    assert of(rss, "work_identifiers", BOOK) == [
        ("ndlbib", "000001234567"),
        ("isbn", "9784003101018"),
        ("jpno", "23164695"),
        ("ncid", "BB26545198"),
        ("ndlsearch", "R100000002-I000001234567"),
        ("url", "https://ndlsearch.ndl.go.jp/books/R100000002-I000001234567"),
    ]
    assert of(rss, "work_relations", BOOK) == [("IsPartOf", "isbn", "9784003101018", "isbn:9784003101018")]
    assert of(rss, "work_subjects", BOOK) == [
        ("subject", "羅針盤", None, None),
        ("ndc10", "557.1", "557.1", None),
        ("ndlsh", "航海計器", None, None),
    ]
    assert [row[1:] for row in of(rss, "work_texts", BOOK)] == [
        ("title", None, None, "羅針盤の例 : 入門"),
        ("title", "ja", "Kana", "ラシンバン ノ レイ : ニュウモン"),
        ("subtitle", None, None, "応用編"),
        ("subtitle", "ja", "Kana", "オウヨウヘン"),
        ("note", None, None, "例叢書"),
        ("note", None, None, "Rashin, Ban,例, 花,Ban Rashin 著,例花 訳"),
        ("note", None, None, "索引あり"),
    ]


def test_a_reading_belongs_to_the_name_that_is_not_in_latin_letters(rss: Rows) -> None:
    assert of(rss, "authorship_names", BOOK) == [
        (1, 1, "Rashin, Ban", "Rashin", "Ban", None, None),
        (2, 1, "例, 花", "例", "花", None, None),
        (2, 2, "レイ, ハナ", "レイ", "ハナ", "ja", "Kana"),
    ]


def test_a_serial_is_a_source(rss: Rows) -> None:
    source = "issn:0286-861X"
    assert named(rss, "sources") == [
        {
            "source_id": source,
            "display_name": "例の雑誌",
            "type": "journal",
            "country_code": "JP",
            "updated_date": "2023-05-01T19:59:38+09:00",
        }
    ]
    assert rss["source_issns"] == [(source, "0286-861X")]
    assert rss["source_identifiers"] == [
        (source, "source-ncid", "AN00123456"),
        (source, "source", "ndl-R100000002-I000000012345"),
        (source, "ndlbib", "000000012345"),
        (source, "ndlsearch", "R100000002-I000000012345"),
    ]
    assert sorted(rss["source_names"]) == [
        (source, "レイ ノ ザッシ", None, "alternative"),
        (source, "例の雑誌", None, "title"),
    ]


def test_a_thesis_with_an_award(rss: Rows) -> None:
    assert named(rss, "works")[1] == {
        "work_id": THESIS,
        "doi": "10.99999/thesis.1",
        "title": "博士論文の例",
        "type": "dissertation",
    }
    assert of(rss, "work_awards", THESIS) == [(1, "jgn:JP19KK0341", None, "19KK0341", None, None)]
    assert of(rss, "authorship_names", THESIS) == [(1, 1, "例 一", "例", "一", None, None)]


def test_what_cannot_be_taken_is_noted(rss: Rows) -> None:
    assert rss.refused == [
        ("work_identifiers.identifier", "ErrorISBN: wrong by the catalogue's own word", "4-00-310101-5"),
        ("authorship_names.name", "2 readings for 1 names: whose is not said", ["レイ ハジメ", "レイ イチ"]),
        ("works.publication_date", "not a date (2024, 2024-05 or 2024-05-31)", "平成5"),
        ("works.type", "unknown type; add it to definitions/types/ndl.csv as works", "巻物"),
    ]
    assert rss.unknown_fields == {"item/smell": 1}


def test_an_article_of_the_index_in_rdf(sru: Rows) -> None:
    own = "url:https://ndlsearch.ndl.go.jp/books/R000000004-I2860000"
    assert named(sru, "works") == [
        {
            "work_id": own,
            "title": "例の伝説",
            "publication_year": 1987,
            "language": "ja",
            "type": "article",
            "source_id": "issn:0286-861X",
            "volume": "53",
            "issue": "4",
            "first_page": "590",
            "last_page": "593",
        }
    ]
    assert [row[1:] for row in of(sru, "work_texts", own)] == [
        ("title", None, None, "例の伝説"),
        ("title", "ja", "Kana", "レイ ノ デンセツ"),
        ("alternative", None, None, "例の伝説--歴史の交錯"),
        ("note", None, None, "記事種別: 書評"),
        ("note", None, None, "例 洋子 著"),
    ]
    assert of(sru, "authorship_names", own) == [
        (1, 1, "例, 洋子", "例", "洋子", None, None),
        (1, 2, "レイ, ヨウコ", "レイ", "ヨウコ", "ja", "Kana"),
    ]
    assert of(sru, "work_subjects", own) == [
        ("ndlc", "ZD12", "ZD12", None),
        ("ndlsh", "伝説", "00560369", None),
        ("ndc8", "388", "388", None),
    ]
    assert of(sru, "work_dates", own) == [("issued", "1987-10")]
    # Numbers of the index of articles are not those of books: seven digits are not filled up with zeros.
    assert sru.refused == [("work_identifiers.identifier", "not an NDL bibliographic id (9 or 12 digits)", "2860000")]
    assert sru.unknown_fields == {}


def test_a_record_that_is_written_as_text(sru: Rows) -> None:
    assert named(sru, "sources") == [
        {"source_id": "issn:0286-861X", "display_name": "例史学"},
        {"source_id": "source:ndl-R100000002-I034000000", "display_name": "新聞の例", "type": "other"},
    ]


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ("p590～593", ("590", "593")),
        ("12-15", ("12", "15")),
        ("A3", ("A3", None)),
        ("12-15, 20", ("12-15, 20", None)),
        (None, (None, None)),
    ],
)
def test_pages(pages: str | None, found: tuple[str | None, str | None]) -> None:
    assert first_and_last(pages) == found


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (b"<item><title>x</title></item>", "a record without identifier and address"),
        (b"<RDF/>", "a record of DC-NDL without BibResource"),
        (b"<item>", "invalid XML"),
    ],
)
def test_records_that_are_none_are_refused(record: bytes, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        parse(record, Rows())
    assert caught.value.reason.startswith(reason)


@pytest.mark.shared
def test_every_sample(shared: Path) -> None:
    found = parsed_folder(ndl, shared / "samples" / "ndl")
    assert found.kept_of == {"opensearch_12items.xml": 12, "opensearch_1item.xml": 1}
    assert (found.reasons, found.unknown, found.refused_values, found.repeated_keys()) == ([], {}, [], {})
    assert found.sizes() == {
        "works": 13,
        "work_identifiers": 62,
        "work_texts": 52,
        "work_subjects": 20,
        "work_dates": 13,
        "work_locations": 13,
        "authorships": 12,
        "authorship_names": 23,
    }
    works = found.of("works")
    assert Counter(work["type"] for work in works) == {"book": 8, "other": 5}
    # The twelfth of the twelve is a record of the union catalogue, by its NCID.
    assert works[11]["work_id"] == "ncid:BB00006697"
