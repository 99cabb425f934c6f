"""Descriptions of GakuNin RDM: a registration with its files, the metadata of a file, definitions of forms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parsed_records import parsed
from rashinban.data_sources import grdm

DATA = Path(__file__).parents[1] / "data" / "grdm"
WORK = "doi:10.5555/lake.data"
EMPTY = "a registration without any description of data of the form e-rad-metadata-1"


def test_a_registration_is_one_data_set_a_file() -> None:
    found = parsed(grdm, DATA / "registration_two_files_names_in_parts_closed_description.json")
    assert (found.kept, found.refused_records) == (1, [(2, "the description itself is not open")])
    assert (found.refused_values, found.unknown) == ([], {"grdm.grdm-file:new-question": 1})
    assert found.of("works") == [
        {
            "work_id": WORK,
            "doi": "10.5555/lake.data",
            "title": "湖の水温",
            "abstract": "Hourly values.",
            "publication_year": 2025,
            "publication_date": date(2025, 9, 15),
            "type": "dataset",
        }
    ]
    assert found.of("authorships", "author_position", "author_id", "raw_author_name", "place") == [
        (1, "erad:10203040", "湖山, 水子", "first"),
        (2, None, "川上 魚太", "last"),
    ]
    assert found.of("authorship_names", "name", "family_name", "given_name", "language") == [
        ("湖山, 水子", "湖山", "水子", "ja"),
        ("Koyama, Mizuko", "Koyama", "Mizuko", "en"),
        ("川上 魚太", "川上", "魚太", "ja"),
    ]
    assert found.of("work_awards") == [
        {
            "work_id": WORK,
            "position": 1,
            "award_id": "jgn:JP19KK0341",
            "funder_id": "erad-funder:1025",
            "funder_award_id": "JP19KK0341",
            "funder_name": "独立行政法人日本学術振興会",
            "title": "湖の研究",
        }
    ]
    assert found.of("awards_mentions", "funder_scheme") == ["科学研究費助成事業"]
    assert found.of("work_locations", "is_oa", "license", "access", "embargo_end", "landing_page_url") == [
        (None, "cc-by", "embargoed", date(2026, 9, 15), "https://doi.org/10.5555/lake.data")
    ]
    # The file refers to the field of the project, 389.
    assert found.of("work_subjects", "scheme", "term") == [
        ("erad-field", "環境"),
        ("erad-field", "Environmental Science"),
    ]
    assert found.of("work_relations", "relation", "related_scheme", "related_identifier") == [
        ("IsIdenticalTo", "local", "00001")
    ]
    notes = [text for kind, text in found.of("work_texts", "kind", "text") if kind == "note"]
    assert sorted(notes) == [
        "DataManager: データ管理室",
        "HostingInstitution: 湖水大学 [ror:057zh3y96]",
        "rights: CC BY 4.0 Attribution International",
        "rights: CC BY 4.0 表示 国際",
        "rights: free of charge",
        "rights: 無償",
    ]


def test_a_manuscript_is_a_copy_of_its_article() -> None:
    found = parsed(grdm, DATA / "file_metadata_of_manuscript_inactive_form.json")
    assert (found.kept, found.refused_records, found.unknown) == (1, [], {})
    assert found.of("works", "title", "type", "publication_date", "volume") == [
        ("Lakes get warm", "article", date(2025, 11, 1), "7")
    ]
    assert found.of("work_identifiers", "scheme", "identifier") == [("doi", "10.5555/lake.article")]
    assert found.of("work_relations", "relation", "related_identifier") == [
        ("IsVersionOf", "10.5555/lake.article"),
        ("IsSupplementedBy", "10.5555/lake.data"),
    ]
    assert found.of("work_locations", "version", "is_oa") == [("acceptedVersion", True)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[1]", "not a registration"),
        ('{"data": []}', EMPTY),
        (
            '{"title-of-dataset": {"value": "x"}}',
            EMPTY,
        ),
        ("{", "invalid JSON: Input data was truncated"),
    ],
)
def test_what_is_no_registration_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text)
    assert parsed(grdm, path).refused_records == [(1, reason)]


@pytest.mark.shared
def test_definitions_of_forms_are_refused_as_what_they_are(shared: Path) -> None:
    folder = shared / "samples" / "grdm"
    found = {path.stem: parsed(grdm, path).refused_records for path in sorted(folder.glob("*.json"))}
    assert found == {
        "e-rad-metadata-1": [(1, "the definition of a form, not a registration")],
        "e-rad-metadata-mappings": [(1, "the mapping of a form to WEKO, not a registration")],
        "ms2-mibyodb-metadata": [(1, "the definition of a form, not a registration")],
    }
