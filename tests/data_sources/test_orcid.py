"""ORCID: profiles in XML and JSON and in the yearly archive; nothing that is not public is kept anywhere."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

import pytest

from parsed_records import named
from rashinban.data_sources import orcid
from rashinban.data_sources.orcid.files import public
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.snapshots.raw import RawFile
from rashinban.stages.parse import parse
from raw_base import parsed_rows, raw_snapshot

DATA = Path(__file__).parents[1] / "data" / "orcid"
XML = (DATA / "two_versions_hidden_post_ror.xml").read_bytes()
JSON = (DATA / "json_values_and_milliseconds.json").read_bytes()
ME = "orcid:0000-0001-5000-0007"


def raw(path: Path) -> RawFile:
    return RawFile(data_source="orcid", snapshot="s", name=path.name, path=path)


def rows_of(record: bytes) -> Rows:
    rows = Rows()
    orcid.parser(raw(DATA / "x"))(public(record), rows)
    return rows


def test_a_profile_in_xml() -> None:
    rows = rows_of(XML)
    assert named(rows, "authors") == [
        {
            "author_id": ME,
            "orcid": "0000-0001-5000-0007",
            "display_name": "H. Yamada",
            "works_count": 2,
            "created_date": "2014-03-01T09:00:00.000Z",
            "updated_date": "2026-05-02T10:11:12.131Z",
        }
    ]
    assert [row["name"] for row in named(rows, "author_names")] == ["H. Yamada", "Hikari Yamada", "山田 光"]
    assert rows["author_identifiers"] == [
        (ME, "orcid", "0000-0001-5000-0007"),
        (ME, "scopus-author", "57000000001"),
        (ME, "Example Staff Number", "A-7"),
    ]
    assert named(rows, "author_affiliations") == [
        {
            "author_id": ME,
            "position": 1,
            "kind": "employment",
            "institution_id": "057zh3y96",
            "institution_name": "Example Institute",
            "department": "Physics",
            "role": "Professor",
            "start_date": "2020",
        },
        {
            "author_id": ME,
            "position": 2,
            "kind": "education",
            "institution_id": "grid:grid.26999.3d",
            "institution_name": "Example University",
            "role": "PhD",
            "start_date": "2010-04",
            "end_date": "2013-03-31",
        },
        {"author_id": ME, "position": 3, "kind": "other", "institution_name": "Example Society"},
    ]
    assert named(rows, "author_works") == [
        {
            "author_id": ME,
            "position": 1,
            "work_id": "doi:10.1000/abc",
            "title": "As its author prefers it",
            "kind": "journal-article",
            "year": 2018,
            "source_name": "Journal of Examples",
            "claimed_by": "reported",
            "is_public": True,
        },
        {
            "author_id": ME,
            "position": 2,
            "title": "A chapter",
            "kind": "book-chapter",
            "claimed_by": "matched",
            "is_public": True,
        },
    ]
    assert named(rows, "author_awards") == [
        {
            "author_id": ME,
            "position": 1,
            "award_id": "jgn:JP19KK0341",
            "funder_id": "fundref:501100001691",
            "funder_award_id": "JP19KK0341",
            "title": "Light in layers",
            "funder_name": "Japan Society for the Promotion of Science",
            "funding_type": "grant",
            "start_date": "2019-10",
            "claimed_by": "reported",
            "is_public": True,
        }
    ]
    assert rows.refused == [("author_works.year", "year outside 1000..2050", "0000")]
    assert rows.unknown_fields == {}


def test_a_profile_in_json_says_the_same() -> None:
    rows = rows_of(JSON)
    assert named(rows, "authors") == [
        {
            "author_id": ME,
            "orcid": "0000-0001-5000-0007",
            "display_name": "Hikari Yamada",
            "works_count": 1,
            # 1393664400 and 1777716672.131 seconds after 1970.
            "created_date": "2014-03-01T09:00:00.000Z",
            "updated_date": "2026-05-02T10:11:12.131Z",
        }
    ]
    assert [row["name"] for row in named(rows, "author_names")] == ["Hikari Yamada", "山田 光"]
    assert named(rows, "author_affiliations") == named(rows_of(XML), "author_affiliations")[:1]
    assert named(rows, "author_works") == named(rows_of(XML), "author_works")[:1]
    assert (rows.refused, rows.unknown_fields) == ([], {})


@pytest.mark.parametrize("record", [XML, XML.decode().replace("UTF-8", "UTF-16", 1).encode("utf-16"), JSON])
def test_what_is_not_public_is_gone_before_it_is_parsed(record: bytes) -> None:
    told = public(record).decode()
    assert "Hidden" not in told
    assert "山田 光" in told
    assert b"Hidden" in record.replace(b"\0", b"")


def test_a_refused_profile_is_kept_without_what_is_not_public(tmp_path: Path) -> None:
    wrong = XML.replace(b"0000-0001-5000-0007", b"0000-0001-5000-0008")
    raw_snapshot(
        tmp_path, "orcid", "s", {"wrong.xml": wrong, "private.xml": b'<employment visibility="private">x</employment>'}
    )
    report = parse(tmp_path, data_sources=["orcid"], workers=1).sources["orcid"]
    assert report["refused_records"] == {"ORCID check digit is wrong": 1, "the record is not public": 1}
    refused = {row["reason"]: row["raw"] for row in parsed_rows(tmp_path, "orcid", "_refused")}
    assert refused["the record is not public"] is None
    assert "Yamada" in refused["ORCID check digit is wrong"]
    assert all("Hidden" not in path.read_bytes().decode("latin-1") for path in tmp_path.rglob("parsed/**/*.parquet"))
    whole = "".join(row["raw"] or "" for row in parsed_rows(tmp_path, "orcid", "_refused"))
    assert "Hidden" not in whole


ERROR = b"""<error:error xmlns:error="http://www.orcid.org/ns/error"><error:response-code>409</error:response-code>
<error:developer-message>409 Conflict: The ORCID record is locked. ORCID https://orcid.org/0000-0001-5000-0007
</error:developer-message><error:user-message>The ORCID record is locked.</error:user-message></error:error>"""


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (ERROR, "ORCID gives no record: The ORCID record is locked."),
        (b'{"response-code": 404, "developer-message": "none", "user-message": "No such record."}',
         "ORCID gives no record: No such record."),
        (XML.replace(b"history:claimed>", b"history:deactivation-date>"),
         "its owner has deactivated the record"),
        (b"<works path='/0000-0001-5000-0007/works'/>", "not a whole record: a part of one would stand for all of it"),
        (b'{"a b": 1, "person": 1}', "JSON that no record of ORCID could be: Invalid tag name 'a b'"),
        (b"[1]", "not a record"),
        (b"{", "invalid JSON: Input data was truncated"),
    ],
)  # fmt: skip
def test_what_is_no_profile_is_refused(record: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        rows_of(record)
    assert refused.value.reason == reason


def test_an_unknown_type_is_set_aside_and_an_unknown_field_told() -> None:
    rows = rows_of(
        XML.replace(b">book-chapter<", b">hologram<").replace(b"<work:type>", b"<work:new>1</work:new><work:type>")
    )
    reason = "unknown type; add it to definitions/types/orcid.csv as author_works"
    assert ("author_works.kind", reason, "hologram") in rows.refused
    # The version that its author does not prefer is passed over whole.
    assert rows.unknown_fields == {"record/activities-summary/works/group/work-summary/new": 2}


def test_an_archive_of_summaries(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in (("s/007/a.xml", XML), ("s/readme.txt", b"?"), ("s/008/b.xml", ERROR)):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    raw_snapshot(tmp_path, "orcid", "s", {"summaries.tar.gz": gzip.compress(packed.getvalue())})
    report = parse(tmp_path, data_sources=["orcid"], workers=1).sources["orcid"]
    assert (report["records"], report["kept"], report["refused"]) == (2, 1, 1)
    assert [row["_line"] for row in parsed_rows(tmp_path, "orcid", "authors", provenance=True)] == [1]


@pytest.mark.shared
def test_every_sample_is_read(shared: Path, tmp_path: Path) -> None:
    folder = shared / "samples" / "orcid"
    found = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".xml", ".json", ".gz")}
    raw_snapshot(tmp_path, "orcid", "s", found)
    report = parse(tmp_path, data_sources=["orcid"], workers=1).sources["orcid"]
    assert {each["part"][2:]: (each["records"], each["kept"], each["refused"]) for each in report["by_file"]} == {
        # Seven profiles and one that is locked.
        "ORCID_2022_10_summaries.tar.gz": (8, 7, 1),
        # Private items, answers that are no record, and the model's record of 8888-8888-8888-8880.
        "employment-full-3.0.xml": (1, 0, 1),
        "error-3.0.xml": (1, 0, 1),
        "funding-full-3.0.xml": (1, 0, 1),
        "record-3.0.xml": (1, 0, 1),
        "record-full-3.0.json": (1, 1, 0),
        "search-3.0.xml": (1, 0, 1),
        "work-full-3.0.xml": (1, 0, 1),
        "works-3.0.xml": (1, 0, 1),
    }
    assert report["unknown_fields"] == {}
    assert report["refused_values"] == {"author_works.work_id": {"not a DOI (10.registrant/suffix)": 1}}
    # 551 versions of works in 460 groups; the JSON record has one more work.
    assert report["rows"]["author_works"] == 460 + 1
    assert report["expectations_broken"] == []
    by_person = [row for row in parsed_rows(tmp_path, "orcid", "author_works") if "4231-1897" in row["author_id"]]
    assert len({row["position"] for row in by_person}) == len(by_person) == max(row["position"] for row in by_person)
