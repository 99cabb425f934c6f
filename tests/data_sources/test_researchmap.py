"""researchmap: profiles of V2 and V1; what is not disclosed is neither in a table nor in what is kept of refusals."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from rashinban.definitions import type_words
from rashinban.schema import tables
from rashinban.stages.parse import parse
from raw_base import filled_rows, parsed_rows, raw_snapshot

DATA = Path(__file__).parents[1] / "data" / "researchmap"
EXPORT = (DATA / "export_closed_fields_and_entries.jsonl").read_bytes()
ME, OTHER = "orcid:0000-0001-5000-0007", "rm:R000000002"
HIDDEN = "its owner does not show it to everybody"


def parsed(base: Path, files: dict[str, bytes]) -> dict[str, Any]:
    raw_snapshot(base, "researchmap", "s", files)
    report = parse(base, data_sources=["researchmap"], workers=1).sources["researchmap"]
    assert_nothing_hidden_is_kept(base)
    return dict(report)


def assert_nothing_hidden_is_kept(base: Path) -> None:
    """No table, no refusal, no marker and no report has a word of what is hidden in the files of these tests."""
    for table in (base / "parsed" / "researchmap").iterdir():
        if table.is_dir() and not table.name.startswith("_parts"):
            rows = parsed_rows(base, "researchmap", table.name)
            assert "SECRET" not in json.dumps(rows, ensure_ascii=False, default=str), table.name
    for path in (base / "parsed").rglob("*.json"):
        assert "SECRET" not in path.read_text(encoding="utf-8"), path


def rows_of(base: Path, table: str) -> list[dict[str, Any]]:
    return filled_rows(base, "researchmap", table)


def test_an_export(tmp_path: Path) -> None:
    report = parsed(tmp_path, {"export.jsonl": EXPORT})
    # Two persons, an instruction to delete, and a line of something else.
    assert (report["records"], report["kept"], report["refused"]) == (4, 2, 2)
    assert report["unknown_fields"] == {}
    assert rows_of(tmp_path, "authors") == [
        {"author_id": ME, "orcid": "0000-0001-5000-0007", "display_name": "山田 光"}
    ]
    # Of the other person the export has only works.
    assert rows_of(tmp_path, "authors_mentions") == [{"author_id": OTHER}]
    assert rows_of(tmp_path, "author_names") == [
        {"author_id": ME, "name": "山田 光", "language": "ja"},
        {"author_id": ME, "name": "Hikari Yamada", "language": "en"},
    ]
    assert [(row["scheme"], row["identifier"]) for row in rows_of(tmp_path, "author_identifiers")] == [
        ("orcid", "0000-0001-5000-0007"),
        ("erad", "30123456"),
        ("rm", "yamada_hikari"),
        ("rm", "R000000001"),
    ]
    assert rows_of(tmp_path, "author_affiliations") == [
        {
            "author_id": ME,
            "position": 1,
            "kind": "employment",
            "institution_name": "例大学",
            "department": "理学部",
            "is_current": True,
        },
        {"author_id": ME, "position": 2, "kind": "employment", "role": "顧問", "is_current": True},
        {
            "author_id": ME,
            "position": 3,
            "kind": "education",
            "institution_name": "例大学",
            "role": "博士（理学）",
            "end_date": "2013-03",
        },
        {
            "author_id": ME,
            "position": 101,
            "kind": "employment",
            "institution_name": "例大学",
            "department": "理学部",
            "role": "教授",
            "start_date": "2020-04",
            "is_current": True,
        },
    ]
    own = {"author_id": ME, "is_public": True}
    assert rows_of(tmp_path, "author_works") == [
        {
            **own,
            "position": 103,
            "work_id": "doi:10.1000/abc",
            "title": "Light in layers",
            "kind": "journal-article",
            "year": 2024,
            "source_name": "Journal of Examples",
        },
        {
            **own,
            "position": 105,
            "work_id": "isbn:9784003101018",
            "title": "光の本",
            "kind": "book",
            "year": 2019,
            "source_name": "例書店",
        },
        {
            **own,
            "position": 106,
            "title": "光について",
            "kind": "presentation",
            "year": 2023,
            "source_name": "例学会",
        },
        {
            **own,
            "position": 107,
            "patent_id": "JP2021090037A",
            "title": "光の装置",
            "kind": "patent",
            "year": 2019,
            "identifier": "特開2021-090037",
        },
        {
            "author_id": OTHER,
            "position": 201,
            "title": "Another person",
            "kind": "other",
            "year": 2001,
            "is_public": True,
        },
    ]
    assert rows_of(tmp_path, "author_awards") == [
        {
            **own,
            "position": 108,
            "award_id": "jgn:JP19H01234",
            "funder_id": "fundref:501100001691",
            "funder_award_id": "19H01234",
            "title": "層の中の光の研究",
            "funder_name": "日本学術振興会",
            "funding_type": "基盤研究(B)",
            "role": "principal_investigator",
            "start_date": "2019-04",
            "end_date": "2022-03",
            "amount": 17290000,
            "currency": "JPY",
        }
    ]


def test_what_is_hidden_is_told_by_its_flag_alone(tmp_path: Path) -> None:
    parsed(tmp_path, {"export.jsonl": EXPORT})
    refused = rows_of(tmp_path, "_refused")
    told = {(row["line"], row["column"], row["found"]) for row in refused if row["reason"] == HIDDEN}
    assert told == {
        (1, "nickname", "no flag"),
        (1, "birth_date", "no flag"),
        (1, "identifiers.j_global_id", "no flag"),
        (1, "family_name.ja-Kana", "closed"),
        (1, "given_name.ja-Kana", "closed"),
        (1, "affiliations.job", "researchers_only"),
        (1, "affiliations.affiliation", "closed"),
        (1, "affiliations.section", "closed"),
        (1, "education 102", "researchers_only"),
        (1, "published_papers 104", "closed"),
        (11, "misc 202", "no flag"),
    }
    whole = [row for row in refused if row["whole_record"]]
    assert [(row["line"], row["reason"], row.get("raw"), row.get("found")) for row in whole] == [
        (13, "an instruction to delete an entry, no record", None, None),
        (14, "not a record of researchmap; its text is not kept", None, None),
    ]
    reason = "unknown type; add it to definitions/types/researchmap.csv as author_works"
    assert ("presentations/talk_of_tomorrow", reason) in {(row.get("found"), row["reason"]) for row in refused}


@pytest.mark.parametrize(
    "content",
    [
        b'{"insert": {"type": "misc", "id": "1", "user_id": "R1"}, "merge": {"paper_title": "SECRET',
        b'[{"paper_title": "SECRET"}, {"paper_title": "SECRET',
        b'{"@type": "misc", "rm:id": "1", "display": "closed", "paper_title": {"ja": "SECRET"}}',
        b'{"insert": {"type": "misc", "id": "1"}, "merge": {"display": "disclosed", "paper_title": {"ja": "SECRET"}}}',
        b"<feed><id>https://api.researchmap.jp/x</id><entry>SECRET</entry></feed>",
        b"<feed><id>https://api.researchmap.jp/opensearch/user/a?type=basic</id><entry>SECRET",
        b"SECRET",
        b'{"a": 1}\nSECRET\n{"insert": "SECRET"}\n',
    ],
)
def test_what_cannot_be_read_is_refused_without_its_text(tmp_path: Path, content: bytes) -> None:
    report = parsed(tmp_path, {"a.json": content})
    assert report["kept"] == 0
    assert report["refused"] == report["records"] > 0
    assert all(row.get("raw") is None for row in rows_of(tmp_path, "_refused"))


def test_a_packed_file_that_breaks_off_keeps_no_half_line(tmp_path: Path) -> None:
    import gzip
    import os

    # Bytes that do not pack, so that the break is within the second line.
    noise = os.urandom(200_000).hex().encode()
    line = b'{"insert":{"type":"misc","id":"1","user_id":"R1"},"merge":{"display":"disclosed"}}\n'
    packed = gzip.compress(line + b'{"insert":{"type":"misc"},"merge":{"display":"closed","x":"SECRET' + noise)
    report = parsed(tmp_path, {"a.jsonl.gz": packed[: len(packed) // 2]})
    assert (report["kept"], report["refused"]) == (1, 1)
    assert [row["raw"] for row in rows_of(tmp_path, "_refused") if row["whole_record"]] == [""]


API = {
    "@context": "https://api.researchmap.jp/researcher.jsonld",
    "@id": "https://api.researchmap.jp/yamada_hikari",
    "@type": "researchers",
    "rm:user_id": "R000000001",
    "rm:modified": "2026-01-02T03:04:05Z",
    "permalink": "yamada_hikari",
    "family_name": {"ja": "山田"},
    "given_name": {"ja": "光"},
    "@graph": [
        {
            "@id": "https://api.researchmap.jp/yamada_hikari/research_interests",
            "@type": "research_interests",
            "items": [{"rm:id": "1", "keyword": {"ja": "光"}}],
        }
    ],
}
LIST = {
    "@id": "https://api.researchmap.jp/yamada_hikari/misc?limit=1000&start=1",
    "@type": "misc",
    "total_items": 2,
    "items": [
        {
            "@id": "https://api.researchmap.jp/yamada_hikari/misc/11",
            "@type": "misc",
            "rm:id": "11",
            "rm:user_id": "R000000001",
            "rm:creator_type": "institution",
            "display": "disclosed",
            "paper_title": {"ja": "一つ"},
        },
        {"rm:id": "12", "rm:creator_type": "myself", "paper_title": {"ja": "二つ"}, "new_field": 1},
    ],
}


def test_answers_of_the_api_make_one_profile(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in (API, LIST))
    report = parsed(tmp_path, {"yamada_hikari.jsonl": lines.encode()})
    assert (report["records"], report["kept"]) == (1, 1)
    assert report["unknown_fields"] == {"misc.new_field": 1}
    (author,) = rows_of(tmp_path, "authors")
    assert author == {
        "author_id": "rm:yamada_hikari",
        "display_name": "山田 光",
        "updated_date": "2026-01-02T03:04:05Z",
    }
    told = [(row["position"], row["title"], row["claimed_by"]) for row in rows_of(tmp_path, "author_works")]
    assert told == [(11, "一つ", "matched"), (12, "二つ", "reported")]
    # The public API shows no entry that is not public; the second one does not say so itself.
    assert [row.get("is_public") for row in rows_of(tmp_path, "author_works")] == [True, None]


def test_lines_for_import_have_no_numbers_yet(tmp_path: Path) -> None:
    body = '"similar_merge":{"display":"disclosed","paper_title":{"en":"TITLE"}}'
    line = '{"insert":{"type":"misc","user_id":"R1"},' + body + "}\n"
    parsed(tmp_path, {"import.jsonl": "".join(line.replace("TITLE", title) for title in "ab").encode()})
    assert [(row["author_id"], row["position"], row["title"]) for row in rows_of(tmp_path, "author_works")] == [
        ("rm:R1", 1000, "a"),
        ("rm:R1", 1001, "b"),
    ]


FEED = """<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"
 xmlns:rm="http://api.researchmap.jp/ns/" xml:lang="ja"><title>x</title>
<id>https://api.researchmap.jp/opensearch/user/yamada?type={0}&amp;display=item</id>{1}</feed>"""
BASIC = FEED.format(
    "basic",
    """<entry rm:type="basic"><title>山田　光</title><id>https://api.researchmap.jp/opensearch/user/yamada?type=basic</id>
<author xml:lang="ja"><name>山田　光</name><rm:nameKana rm:disclose="researcher">SECRET</rm:nameKana></author>
<author xml:lang="en"><name>Yamada Hikari</name></author>
<rm:affiliation rm:disclose="public"><id>1</id><name>例大学</name></rm:affiliation>
<rm:section rm:disclose="private">SECRET</rm:section><rm:job rm:disclose="public">教授</rm:job>
<rm:orcidid rm:disclose="public">0000-0001-5000-0007</rm:orcidid><rm:eradid>SECRET</rm:eradid></entry>""",
)
PAPERS = FEED.format(
    "paper",
    """<entry rm:type="paper" rm:disclose="public"><title>一つ</title>
<id>https://api.researchmap.jp/opensearch/user/yamada?type=paper&amp;dataid=31</id><author><name>山田 光</name></author>
<rm:journal></rm:journal><rm:publicationName>例誌</rm:publicationName><rm:publicationDate>20160900</rm:publicationDate>
<rm:paperType><id>1</id><name>研究論文（学術雑誌）</name></rm:paperType><rm:doi>10.1000/ABC</rm:doi></entry>
<entry rm:type="paper" rm:disclose="private"><title>SECRET</title>
<id>https://api.researchmap.jp/opensearch/user/yamada?type=paper&amp;dataid=32</id></entry>""",
)


def test_an_archive_of_v1_is_one_profile(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("paper.xml", PAPERS)
        archive.writestr("basic.xml", BASIC)
    report = parsed(tmp_path, {"v1.zip": packed.getvalue()})
    assert (report["records"], report["kept"], report["unknown_fields"]) == (1, 1, {})
    assert report["refused_values"] == {name: {HIDDEN: 1} for name in ("entry", "eradid", "nameKana", "section")}
    assert rows_of(tmp_path, "authors") == [
        {"author_id": ME, "orcid": "0000-0001-5000-0007", "display_name": "山田 光"}
    ]
    assert rows_of(tmp_path, "author_affiliations") == [
        {
            "author_id": ME,
            "position": 1,
            "kind": "employment",
            "institution_name": "例大学",
            "role": "教授",
            "is_current": True,
        }
    ]
    assert rows_of(tmp_path, "author_works") == [
        {
            "author_id": ME,
            "position": 31,
            "work_id": "doi:10.1000/abc",
            "title": "一つ",
            "kind": "journal-article",
            "year": 2016,
            "source_name": "例誌",
            "is_public": True,
        }
    ]


def test_every_kind_is_one_that_the_table_names() -> None:
    doc = next(column.doc for column in tables()["author_works"].columns if column.name == "kind")
    kinds = set(doc.replace(" or ", ", ").split(", "))
    for data_source in ("researchmap", "orcid"):
        words = type_words(data_source)
        assert {ours for (entity, _), ours in words.items() if entity == "author_works"} <= kinds


@pytest.mark.shared
def test_every_sample_is_read(shared: Path, tmp_path: Path) -> None:
    folder = shared / "samples" / "researchmap"
    found = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.suffix in (".xml", ".json", ".jsonl")
    }
    report = parsed(tmp_path, found)
    by_file = {each["part"][2:]: (each["records"], each["kept"], each["refused"]) for each in report["by_file"]}
    feeds = {name: counted for name, counted in by_file.items() if name.startswith("v1_xml/")}
    assert len(feeds) == 12
    assert set(feeds.values()) == {(1, 1, 0)}
    assert {name: counted for name, counted in by_file.items() if name not in feeds} == {
        "researchmap_test_data_2.json": (1, 1, 0),
        # Items of a repository that are to be sent to researchmap.
        "test_records_researchmap.json": (4, 0, 4),
        # 48 lines of one person.
        "v2_export_researcher.jsonl": (1, 1, 0),
    }
    assert report["unknown_fields"] == {}
    works = rows_of(tmp_path, "author_works")
    assert len([row for row in works if row["author_id"] == "jglobal:202501009329173321"]) == 4 + 18
    assert len([row for row in works if row["author_id"] == "rm:ychubachi"]) == 72
    # 60 of the 72 papers carry an NAID; none of the other identifiers is filled.
    assert len([row for row in works if row.get("work_id", "").startswith("naid:")]) == 60
    refused = rows_of(tmp_path, "_refused")
    assert all("00000000" not in json.dumps(row) for row in refused)
    hidden = {row["column"] for row in refused if row["reason"] == HIDDEN}
    assert hidden == {
        *("identifiers.erad_id", "birthDate", "email", "eradid", "gender", "handle", "kakenid", "readid", "rmid"),
    }
    kept = json.dumps([rows_of(tmp_path, table) for table in ("authors", "author_identifiers", "_refused")])
    assert "80398643" not in kept
    assert "19720120" not in kept
