"""DataCite: JSON with and without its wrapping, XML within OAI-PMH; awards; what is refused."""

from __future__ import annotations

import io
import json
import tarfile
from datetime import date
from pathlib import Path

import pytest

from parsed_files import Parsed

DATA = Path(__file__).parents[1] / "data" / "datacite"
LINES = "lines_wrapped_flat_and_malformed.jsonl"
XML = "award_and_creators_in_one.xml"


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Parsed:
    return Parsed(tmp_path_factory.mktemp("lines"), "datacite", {LINES: (DATA / LINES).read_bytes()})


@pytest.fixture(scope="module")
def xml(tmp_path_factory: pytest.TempPathFactory) -> Parsed:
    return Parsed(tmp_path_factory.mktemp("xml"), "datacite", {XML: (DATA / XML).read_bytes()})


def test_works(lines: Parsed) -> None:
    assert lines.filled("works") == [
        {
            "work_id": "doi:10.5000/a",
            "doi": "10.5000/a",
            "title": "氷のデータ",
            "abstract": "Cold & dry.",
            "publication_year": 2024,
            "publication_date": date(2024, 5, 6),
            "language": "ja",
            "type": "dataset",
            "source_id": "issn:0286-861X",
            "volume": "2",
            "issue": "7",
            "first_page": "9",
            "created_date": "2024-05-07T00:00:00Z",
            "updated_date": "2024-05-08T00:00:00Z",
        },
        {
            "work_id": "doi:10.5000/b",
            "doi": "10.5000/b",
            "title": "A thesis",
            "publication_year": 2020,
            "type": "dissertation",
        },
        {"work_id": "doi:10.5000/c", "doi": "10.5000/c"},
    ]
    assert lines.rows("work_texts", "work_id", "kind", "language", "text") == [
        ("doi:10.5000/a", "title", "ja", "氷のデータ"),
        ("doi:10.5000/a", "title", "en", "Data of ice"),
        ("doi:10.5000/a", "abstract", "en", "Cold & dry."),
        ("doi:10.5000/a", "note", None, "Series 3"),
        ("doi:10.5000/b", "title", None, "A thesis"),
    ]
    assert lines.rows("work_dates", "kind", "date") == [
        ("issued", "2024-05-06"),
        ("collected", "2023-01-01/2023-12-31"),
        ("available", "2026-01-01"),
    ]
    assert lines.rows("work_identifiers", "scheme", "identifier") == [
        ("doi", "10.5000/a"),
        ("arxiv", "2201.06719"),
        ("lab number", "77"),
        ("doi", "10.5000/b"),
        ("doi", "10.5000/c"),
    ]
    assert lines.rows("work_subjects", "scheme", "term") == [("fos", "Physical sciences")]
    assert lines.rows("work_keywords", "keyword") == [("ice",)]


def test_creators(lines: Parsed) -> None:
    columns = ("work_id", "author_position", "author_id", "raw_author_name", "orcid", "place")
    assert lines.rows("authorships", *columns) == [
        ("doi:10.5000/a", 1, "orcid:0000-0002-1825-0097", "Yamada, Taro", "0000-0002-1825-0097", "first"),
        ("doi:10.5000/a", 2, None, "Example Group", None, "last"),
        ("doi:10.5000/b", 1, None, None, None, "first"),
    ]
    assert lines.rows("authorship_names", "author_position", "name", "family_name", "given_name") == [
        (1, "Yamada, Taro", "Yamada", "Taro"),
        (2, "Example Group", None, None),
    ]
    assert lines.rows("authorship_identifiers", "author_position", "scheme", "identifier") == [
        (1, "orcid", "0000-0002-1825-0097"),
        (2, "ror", "057zh3y96"),
    ]
    assert lines.rows("affiliations", "author_position", "institution_id", "raw_affiliation") == [
        (1, None, "Example University"),
        (2, "057zh3y96", "Example University"),
    ]


def test_links_and_funding(lines: Parsed) -> None:
    assert lines.rows("work_relations", "relation", "related_scheme", "related_identifier", "related_work_id") == [
        ("IsSupplementTo", "doi", "10.1000/jex.1", "doi:10.1000/jex.1"),
        ("Cites", "doi", "10.1000/cited", "doi:10.1000/cited"),
        ("IsPartOf", "hdl", "10419/1", "hdl:10419/1"),
    ]
    assert lines.rows("citations", "work_id", "cited_work_id") == [("doi:10.5000/a", "doi:10.1000/cited")]
    columns = ("position", "source_id", "is_oa", "license", "landing_page_url", "access", "embargo_end")
    assert lines.rows("work_locations", *columns)[0] == (
        *(1, "issn:0286-861X", None, "https://creativecommons.org/licenses/by/4.0/", "https://data.example.org/a"),
        *("embargoed", date(2026, 1, 1)),
    )
    assert lines.rows("work_funders", "funder_id") == [("fundref:501100001691",)]
    assert lines.rows(
        "work_awards", "position", "award_id", "funder_id", "funder_award_id", "funder_name", "title"
    ) == [
        (1, "jgn:JP19KK0341", "fundref:501100001691", "19KK0341", "JSPS", "Ice"),
        (2, None, None, None, "A Foundation", None),
        (3, None, None, None, "A Ministry", None),
    ]


def test_what_is_refused(lines: Parsed) -> None:
    assert lines.counts == {LINES: (4, 3, 1, {"doi.titels": 1})}
    assert lines.refused_values == [
        ("doi.titles[].title", "Expected `str | null`, got `array`", "['no', 'text']"),
        (
            "work_relations.relation",
            "unknown type; add it to definitions/types/datacite.csv as work_relations",
            "Befriends",
        ),
        ("works.type", "unknown type; add it to definitions/types/datacite.csv as works", "Hologram"),
    ]


def test_an_award_in_xml(xml: Parsed) -> None:
    assert xml.filled("awards") == [
        {
            "award_id": "award-doi:10.5000/award",
            "funder_id": "ror-funder:057zh3y96",
            "funder_award_id": "123",
            "title": "Study of ice",
            "description": "All about ice.",
            "doi": "10.5000/award",
            "start_date": date(2025, 1, 1),
            "end_date": date(2027, 12, 31),
            "lead_name": "Yamada, Taro",
            "lead_orcid": "0000-0002-1825-0097",
            "institution_id": "057zh3y96",
        }
    ]
    assert xml.rows("award_members", "author_id", "name", "role", "institution_id", "institution_name") == [
        ("orcid:0000-0002-1825-0097", "Yamada, Taro", "principal_investigator", "057zh3y96", "Example University")
    ]


def test_creators_that_were_put_into_one(xml: Parsed) -> None:
    assert xml.rows("authorships", "author_position", "raw_author_name", "place") == [
        (1, "Lee, Ann", "first"),
        (2, "Yamada, Taro", "last"),
    ]
    assert xml.rows("affiliations", "author_position", "raw_affiliation") == [(1, "One"), (2, "Two")]
    columns = ("work_id", "publication_year", "type", "source_id", "volume", "first_page", "last_page")
    assert xml.rows("works", *columns) == [("doi:10.5000/two-in-one", 2015, "article", "issn:0286-861X", "4", "5", "6")]
    assert xml.counts == {XML: (2, 2, 0, {"resource/novelty": 1})}


def test_pages_and_archives_are_the_same_as_lines(tmp_path: Path) -> None:
    records = [json.loads(line) for line in (DATA / LINES).read_text(encoding="utf-8").splitlines()]
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for number, record in enumerate(records):
            data = json.dumps(record).encode()
            info = tarfile.TarInfo(f"dois/10.5000/part_{number}.jsonl")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    page = json.dumps({"data": records, "meta": {"total": 4}, "links": {}}).encode()
    single = json.dumps({"data": records[0]}).encode()
    found = Parsed(tmp_path, "datacite", {"page.json": page, "all.tar.gz": packed.getvalue(), "one.json": single})
    assert found.counts == {
        "page.json": (4, 3, 1, {"doi.titels": 1}),
        "all.tar.gz": (4, 3, 1, {"doi.titels": 1}),
        "one.json": (1, 1, 0, {}),
    }


#: Samples by their number of records; nothing of them is refused, no field unknown.
SAMPLES = {
    "alexandria3k_datacite.tar.gz": 10,
    "bolognese_datacite-example-affiliation.xml": 1,
    "bolognese_datacite-multiple-language.xml": 1,
    "bolognese_datacite-xml-lang.xml": 1,
    "bolognese_datacite_malformed_creator.xml": 1,
    "bolognese_funding_reference.xml": 1,
    "jSonFile_1_new_dump.json": 2,
    "rest_arxiv.json": 1,
    "rest_cdl-uci.json": 1,
    "rest_dryad.json": 1,
    "rest_figshare.json": 1,
    "sample_datacite.ndjson": 6,
    **{
        f"xml_4.6/datacite-example-{name}-v4.xml": 1
        for name in (
            *("award", "coverage", "dataset", "full", "instrument", "multilingual", "parallel-languages", "project"),
            *("relateditem1", "relateditem2", "relateditem3", "translation-original", "translation-translated"),
        )
    },
}


@pytest.mark.shared
def test_real_records_are_kept_whole(tmp_path: Path, shared: Path) -> None:
    folder = shared / "samples" / "datacite"
    found = Parsed(tmp_path, "datacite", {name: (folder / name).read_bytes() for name in SAMPLES})
    assert found.counts == {name: (count, count, 0, {}) for name, count in SAMPLES.items()}
    # The official examples have numbers that are none.
    isbn, issn = "not an ISBN (10 or 13 digits with their check digit)", "ISSN check digit is wrong"
    assert found.refused_values == [
        ("source_issns.issn", issn, "1234-5678"),
        *[("work_relations.related_identifier", issn, "1234-5678")] * 3,
        ("work_relations.related_identifier", "not a handle (http://hdl.handle.net/prefix/suffix)", "1234.1675"),
        *[("work_relations.related_identifier", isbn, "0-12-345678-1")] * 2,
        ("works.language", "names no language", "mul"),
    ]
    grouped = [row for row in found.rows("authorships", "work_id", "raw_author_name") if "oi2018" in row[0]]
    assert grouped == [
        ("doi:10.25670/oi2018-001on", name) for name in ("Grošelj, Blaž", "Oražem, Miha", "Kovač, Viljem")
    ]
    assert [
        row for row in found.rows("work_awards", "work_id", "funder_id", "funder_award_id") if "8404" in row[0]
    ] == [
        ("doi:10.5281/zenodo.8404", "fundref:501100000780", "288535"),
        ("doi:10.5281/zenodo.8404", "fundref:501100000780", "317879"),
    ]
