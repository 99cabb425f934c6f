"""CORDIS: a project in XML, the tables of a programme, decimal commas, two grants' worth of roles and results."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from parsed_records import parsed
from rashinban.data_sources import cordis

DATA = Path(__file__).parents[1] / "data" / "cordis"
ICE = "ec:699999"
INSTITUTIONS = ("position", "role", "institution_id", "institution_name", "country_code", "city", "amount")


def test_a_project_in_xml() -> None:
    found = parsed(cordis, DATA / "project_h2020.xml")
    assert (found.kept, found.refused_records, found.unknown) == (1, [], {"project/weather": 1})
    assert [(column, value) for column, _, value in found.refused_values] == [
        ("award_institutions.role", "friend"),
        ("awards.end_date", "2019-12-32"),
    ]
    assert found.of("awards") == [
        {
            "award_id": ICE,
            "funder_id": "fundref:501100000780",
            "funder_award_id": "699999",
            "title": "Ice for Europe",
            "description": "We study ice. And snow.",
            "doi": "10.3030/699999",
            "amount": 90_000_000,
            "currency": "EUR",
            "funding_type": "/RIA",
            "funder_scheme": "H2020-EU.1.1.",
            "start_date": date(2016, 1, 1),
            "status": "CLOSED",
            "institution_id": "org:pic:999999999",
            "created_date": "2016-03-03T16:40:32",
            "updated_date": "2023-04-05T12:52:10",
        }
    ]
    assert found.of("award_identifiers", "scheme", "identifier") == [
        ("ec", "699999"),
        ("award-doi", "10.3030/699999"),
        ("cordis-rcn", "200000"),
    ]
    assert found.of("award_texts", "position", "kind", "language", "text") == [
        (1, "title", "en", "Ice for Europe"),
        (2, "acronym", None, "ICE-4"),
        (3, "summary", "en", "We study ice. And snow."),
    ]
    assert found.of("award_amounts", "kind", "amount", "currency") == [
        ("contribution", 90_000_000, "EUR"),
        ("cost", 100_000_050, "EUR"),
    ]


def test_participants_in_the_order_of_the_form() -> None:
    found = parsed(cordis, DATA / "project_h2020.xml")
    assert found.of("award_institutions", *INSTITUTIONS) == [
        (1, "coordinator", "org:pic:999999999", "PANEPISTIMIO EXAMPLE", "GR", "ATHINA", 60_000_000),
        (2, "participant", "org:cordis-rcn:2", "EXAMPLE LTD", "GB", "LONDON", 25_000_000),
        (3, "other", None, "A FRIEND", None, None, None),
    ]
    assert found.of("award_institutions", "activity")[0] == "Higher or Secondary Education Establishments"
    assert found.of("institutions_mentions", "institution_id", "country_code") == [
        ("org:pic:999999999", "GR"),
        ("org:cordis-rcn:2", "GB"),
    ]


def test_classes_and_results() -> None:
    found = parsed(cordis, DATA / "project_h2020.xml")
    assert found.of("award_subjects", "scheme", "term", "code") == [
        ("programme", "EXCELLENT SCIENCE - European Research Council (ERC)", "H2020-EU.1.1."),
        ("programme", "A part", "H2020-EU.1.1.1."),
        ("topic", "ERC Advanced Grant", "ERC-ADG-2015"),
        ("call", "ERC-2015", "ERC-2015"),
        ("euroscivoc", "glaciology", "/23/1"),
        ("funding-scheme", "Research and Innovation action", "/RIA"),
    ]
    assert found.of("award_outputs") == [
        {
            "award_id": ICE,
            "position": 1,
            "kind": "journal-article",
            "claimed_by": "reported",
            "work_id": "doi:10.1000/ice",
            "title": "Ice is cold",
            "people": "A. Aoki, B. Baba",
            "source_name": "J. Ice",
            "volume": "17/1",
            "pages": "1-8",
            "year": 2017,
            "identifier": "699999_1_PUBLI",
            "is_reviewed": True,
        },
        {
            "award_id": ICE,
            "position": 2,
            "kind": "web",
            "claimed_by": "matched",
            "title": "Ice news",
            "source_name": "CORDIS",
            "identifier": "4-ice",
        },
    ]


def test_the_tables_of_a_programme_in_one_zip(tmp_path: Path) -> None:
    path = tmp_path / "cordis.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("project.csv", "organization.csv"):
            archive.write(DATA / name, name)
        archive.writestr("webLink.csv", "id;physUrl;projectID\n1;https://example.org;699999\n")
    found = parsed(cordis, path)
    assert found.kept == 3
    assert found.refused_records == [(7, "the header is of no table of CORDIS that is read here")]
    assert found.unknown == {"sweets": 1}
    (award,) = found.of("awards")
    assert (award["title"], award["amount"], award["end_date"]) == ("Ice; for Europe", 90_000_000, date(2019, 12, 31))
    assert found.of("award_amounts", "position", "kind", "amount") == [
        (1, "contribution", 90_000_000),
        (2, "cost", 100_000_050),
    ]
    # 599999,5 euro stay with the coordinator after what third parties get.
    assert found.of("award_institutions", *INSTITUTIONS[1:]) == [
        ("coordinator", "org:pic:999999999", "PANEPISTIMIO EXAMPLE", "GR", "ATHINA", 59_999_950),
        ("participant", None, "EXAMPLE LTD", "GB", "LONDON", None),
    ]
    assert [(reason, value) for _, reason, value in found.refused_values] == [
        ("amount finer than the minor unit of EUR", "0,333")
    ]
    assert found.of("award_subjects", "scheme", "term") == [("funding-scheme", "ERC-ADG"), ("call", "ERC-2015")]


def test_links_by_record_number() -> None:
    found = parsed(cordis, DATA / "links_of_fp7.csv")
    assert found.refused_records == [(3, "not a record number of CORDIS")]
    assert found.of("award_institutions", "award_id", "role", "institution_id") == [
        ("cordis-rcn:92257", "participant", "org:pic:999733023")
    ]


@pytest.mark.shared
def test_real_projects(shared: Path) -> None:
    found = parsed(cordis, shared / "samples" / "cordis" / "cordis_project_1.xml")
    assert (found.kept, found.refused_records, found.refused_values, found.unknown) == (1, [], [], {})
    (award,) = found.of("awards")
    assert {name: award[name] for name in ("award_id", "doi", "amount", "status", "funder_scheme", "funding_type")} == {
        "award_id": "ec:691102",
        "doi": "10.3030/691102",
        "amount": 97_200_000,
        "status": "CLOSED",
        "funder_scheme": "H2020-EU.1.3.",
        "funding_type": "/MSCA-RISE",
    }
    shares = found.of("award_institutions", "amount")
    # The shares of the seven participants add up to the Union's contribution.
    assert (len(shares), sum(shares)) == (7, 97_200_000)
    outputs = found.of("award_outputs", "kind")
    assert {kind: outputs.count(kind) for kind in outputs} == {
        "other": 44,
        "journal-article": 7,
        "presentation": 9,
        "thesis": 1,
        "web": 1,
    }
    assert sum(work is not None for work in found.of("award_outputs", "work_id")) == 7
    found = parsed(cordis, shared / "samples" / "cordis" / "cordis_project_2.xml")
    assert (found.kept, found.refused_records, found.refused_values, found.unknown) == (1, [], [], {})
    assert found.of("awards", "award_id", "amount", "start_date", "funder_scheme") == [
        ("ec:AIR21353", 57_000_000, date(1993, 9, 1), "FP3-AIR")
    ]
    assert found.of("award_institutions", "institution_name", "country_code", "role")[0] == (
        "MADAUS AG",
        "DE",
        "coordinator",
    )


#: File -> kept, why others were refused, how many values were set aside.
WHOLE = {
    "cordisref-H2020programmes": (1_223, [], 0),
    "cordisref-H2020topics": (1_578, ["a row without its term"], 0),
    "fp7edges": (135_670, [], 0),
    "fp7org_sod16": (31_055, [], 2),
}


@pytest.mark.shared
def test_the_whole_set_of_fp7(shared: Path) -> None:
    organisations: set[str] = set()
    linked: set[str] = set()
    for name, (kept, refused, values) in WHOLE.items():
        found = parsed(cordis, shared / "eu-fp7-grants" / f"{name}.csv.gz")
        assert (name, found.kept, [reason for _, reason in found.refused_records]) == (name, kept, refused)
        assert (len(found.refused_values), found.unknown) == (values, {})
        organisations |= set(found.of("institutions_mentions", "institution_id"))
        linked |= set(found.of("award_institutions", "institution_id"))
    # 30,973 organisations; of those that the links name, the few without a row.
    assert len(organisations) == 30_973
    assert len(linked - organisations) / len(linked) < 0.01
