"""JATS: front matter in two languages, authors by marks and groups, licences, versions and references."""

from __future__ import annotations

import datetime
import io
import tarfile
from pathlib import Path
from typing import Any

import pytest

from rashinban.definitions import lookups, type_words
from rashinban.stages.parse import parse
from raw_base import filled_rows, parsed_rows, raw_snapshot

DATA = Path(__file__).parents[1] / "data" / "jats"
ARTICLE = (DATA / "two_languages_marks_versions.xml").read_bytes()
ID = "doi:10.1000/abc"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("jats")
    raw_snapshot(folder, "jats", "s", {"a.nxml": ARTICLE})
    report = parse(folder, data_sources=["jats"], workers=1).sources["jats"]
    assert (report["records"], report["kept"], report["unknown_fields"]) == (1, 1, {})
    assert report["refused_values"] == {
        "work_dates.kind": {"unknown type; add it to definitions/types/jats.csv as work_dates": 1},
        "work_relations.relation": {"unknown type; add it to definitions/types/jats.csv as work_relations": 1},
    }
    return folder


def of(base: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table, without the work's id and what is null."""
    rows = filled_rows(base, "jats", table)
    assert {row.pop("work_id", ID) for row in rows} <= {ID}
    return rows


def test_an_article(base: Path) -> None:
    assert of(base, "works") == [
        {
            "doi": "10.1000/abc",
            "pmid": "10000001",
            "title": "層の中の光",
            "abstract": "目的: 見る。結果: 見たx。",
            # The electronic article came out first.
            "publication_year": 2023,
            "publication_date": datetime.date(2023, 12, 31),
            "language": "ja",
            "type": "article",
            "source_id": "issn:0028-0836",
            "is_retracted": True,
            "referenced_works_count": 2,
            "volume": "12",
            "issue": "3",
            "first_page": "1",
            "last_page": "9",
        }
    ]
    assert [tuple(row.values())[1:] for row in of(base, "work_texts")] == [
        ("title", "ja", "層の中の光"),
        ("title", "en", "Light in layers α"),
        ("abstract", "ja", "目的: 見る。結果: 見たx。"),
        ("note", "ja", "A line."),
        ("abstract", "en", "To see. Seen."),
        ("funding", "ja", "本研究はJSPS科研費 JP19KK0341 の助成を受けた。"),
    ]
    assert [tuple(row.values()) for row in of(base, "work_identifiers")] == [
        ("doi", "10.1000/abc"),
        ("pmid", "10000001"),
        ("pmcid", "PMC1000001"),
    ]
    assert [tuple(row.values()) for row in of(base, "work_dates")] == [
        ("print", "2024-03"),
        ("online", "2023-12-31"),
        ("issued", "2024"),
        ("submitted", "2023-05-01"),
    ]
    assert [row["keyword"] for row in of(base, "work_keywords")] == ["光", "light"]
    assert of(base, "work_subjects") == [{"scheme": "organism", "term": "Mouse"}]


def test_authors(base: Path) -> None:
    assert of(base, "authorships") == [
        {
            "author_position": 1,
            "author_id": "orcid:0000-0001-5000-0007",
            "raw_author_name": "山田 光",
            "orcid": "0000-0001-5000-0007",
            "place": "first",
            "is_corresponding": True,
        },
        {"author_position": 2, "raw_author_name": "例研究会", "place": "last"},
    ]
    assert [tuple(row.values()) for row in of(base, "authorship_names")] == [
        (1, 1, "山田 光", "山田", "光", "ja"),
        (1, 2, "Hikari Yamada", "Yamada", "Hikari", "en"),
        (2, 1, "例研究会"),
    ]
    assert of(base, "affiliations") == [
        {
            "author_position": 1,
            "affiliation_position": 1,
            "institution_position": 1,
            "institution_id": "057zh3y96",
            "country_code": "JP",
            "raw_affiliation": "例大学、日本",
        },
        {"author_position": 1, "affiliation_position": 2, "institution_position": 1, "raw_affiliation": "例研究所"},
        # Its mark has no id: the label tells.
        {"author_position": 2, "affiliation_position": 1, "institution_position": 1, "raw_affiliation": "例研究所"},
    ]


def test_licence_funding_versions_and_references(base: Path) -> None:
    assert of(base, "work_locations") == [
        {
            "position": 1,
            "source_id": "issn:0028-0836",
            "is_oa": True,
            "version": "publishedVersion",
            "license": "cc-by-nc",
            "landing_page_url": "https://doi.org/10.1000/abc",
        }
    ]
    jsps = {"funder_id": "fundref:501100001691", "funder_name": "日本学術振興会"}
    assert of(base, "work_awards") == [
        {"position": 1, "award_id": "jgn:JP19KK0341", "funder_award_id": "19KK0341", **jsps},
        {"position": 2, "award_id": "jgn:JP20K12345", "funder_award_id": "JP20K12345", **jsps},
        {"position": 3, "funder_name": "Example Foundation"},
    ]
    assert of(base, "work_funders") == [{"funder_id": "fundref:501100001691"}]
    assert [(row["relation"], row["related_identifier"]) for row in of(base, "work_relations")] == [
        ("HasVersion", "10.1000/abc.2"),
        ("IsObsoletedBy", "10.1000/gone"),
        ("IsNewVersionOf", "10.51094/jxiv.7"),
    ]
    assert [row["cited_work_id"] for row in of(base, "citations")] == ["doi:10.1000/cited", "doi:10.1000/two"]
    assert {row["issn"] for row in of(base, "source_issns")} == {"0028-0836", "1476-4687"}


def test_articles_in_an_archive_and_in_answers_of_an_archive(tmp_path: Path) -> None:
    other = ARTICLE.replace(b"10.1000/ABC", b"10.1000/OTHER")
    both = b"<records xmlns='urn:x'>" + b"".join(
        b"<record>" + each[each.index(b"<article ") :] + b"</record>" for each in (ARTICLE, other)
    )
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in (("PMC1/a.nxml", ARTICLE), ("PMC1/a.jpg", b"?"), ("both.xml", both + b"</records>")):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    raw_snapshot(tmp_path, "jats", "s", {"a.tar.gz": packed.getvalue()})
    report = parse(tmp_path, data_sources=["jats"], workers=1).sources["jats"]
    # In an answer without the document type &alpha; is no character: that file breaks there.
    assert (report["records"], report["kept"], report["refused"]) == (2, 1, 1)
    raw_snapshot(tmp_path, "jats", "t", {"both.xml": (both + b"</records>").replace(b"&alpha;", b"a")})
    report = parse(tmp_path, data_sources=["jats"], workers=1).sources["jats"]
    assert {each["part"]: each["kept"] for each in report["by_file"]} == {"s/a.tar.gz": 1, "t/both.xml": 2}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (ARTICLE.replace(b"pub-id-type=", b"x="), "an article without DOI, PMID or PMCID"),
        (b"<article><body/></article>", "an article without front matter"),
        (ARTICLE[:-200], "invalid XML"),
    ],
)
def test_what_is_no_article_is_refused(tmp_path: Path, changed: bytes, reason: str) -> None:
    raw_snapshot(tmp_path, "jats", "s", {"a.xml": changed})
    report = parse(tmp_path, data_sources=["jats"], workers=1).sources["jats"]
    assert report["kept"] == 0
    assert [told.startswith(reason) for told in report["refused_records"]] == [True]


def test_every_type_is_one_of_ours() -> None:
    ours = set(lookups()["work_types"]["type"].to_pylist())
    assert {found for (entity, _), found in type_words("jats").items() if entity == "works"} <= ours


@pytest.mark.shared
def test_every_sample_is_read(shared: Path, tmp_path: Path) -> None:
    folder = shared / "samples" / "jats"
    found = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".xml", ".nxml")}
    assert len(found) == 7
    raw_snapshot(tmp_path, "jats", "s", found)
    report = parse(tmp_path, data_sources=["jats"], workers=1).sources["jats"]
    assert {(each["records"], each["kept"], each["refused"]) for each in report["by_file"]} == {(1, 1, 0)}
    assert (report["unknown_fields"], report["refused_values"]) == ({}, {})
    assert report["expectations_broken"] == []
    works = {row["doi"]: row for row in parsed_rows(tmp_path, "jats", "works")}
    told = {doi: (row["type"], row["publication_year"], row["referenced_works_count"]) for doi, row in works.items()}
    assert told == {
        "10.1186/1472-6831-8-11": ("article", 2008, 28),
        "10.1038/sj.bjc.6605965": ("article", 2010, 31),
        "10.1136/bmjopen-2013-003269": ("article", 2014, 0),
        "10.5334/cstp.77": ("article", 2017, 27),
        "10.7554/elife.1234567890": ("article", 2023, 8),
        "10.7554/elife.15743": ("erratum", 2016, None),
        "10.7554/elife.66683": ("other", 2021, None),
    }
    assert report["rows"]["authorships"] == 4 + 46 + 3 + 4 + 5 + 6 + 7
