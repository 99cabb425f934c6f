"""Systems of research information: each kind of record, numbers of two versions, what is refused, and a harvest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from oai_provider import FIVE, Repository
from parsed_base import kb
from parsed_records import Parsed, parsed, parsed_folder
from provider import Provider, playing
from rashinban.data_sources import cerif
from rashinban.errors import UsageError
from rashinban.snapshots.draft import Draft, no_progress
from rashinban.stages.check import check
from rashinban.stages.link import link
from rashinban.stages.parse import parse
from raw_base import raw_snapshot

DATA = Path(__file__).parents[1] / "data" / "cerif"
EACH_KIND = DATA / "each_kind_in_a_japanese_system.xml"
HOST = "cris.example.ac.jp"
ARTICLE, DATA_SET, AWARD, PERSON = (
    "doi:10.1000/compass",
    "doi:10.1000/data",
    "jgn:JP19K00001",
    "orcid:0000-0002-1825-0097",
)


@pytest.fixture(scope="module")
def found() -> Parsed:
    return parsed(cerif, EACH_KIND)


def test_in_is_kept_and_refused(found: Parsed) -> None:
    assert (found.kept, found.refused_records, found.unknown) == (
        9,
        [
            (10, "a programme is no award"),
            (11, "there is no table of equipment"),
            (12, "deleted by the system"),
            (13, "not a record of OpenAIRE's CERIF"),
        ],
        {},
    )
    assert found.refused_values == [
        ("patent_classes.scheme", "neither IPC nor CPC", "https://example.org/own"),
        ("author_identifiers.identifier", "not an author's number in Scopus (digits)", "no"),
    ]


def test_a_publication_and_a_data_set_are_works(found: Parsed) -> None:
    assert found.of("works") == [
        {
            "work_id": ARTICLE,
            "doi": "10.1000/compass",
            "title": "羅針盤",
            "abstract": "北を指す。",
            "publication_year": 2025,
            "language": "ja",
            "type": "article",
            "source_id": "issn:0286-861X",
            "volume": "3",
            "issue": "1",
            "first_page": "e12",
            "updated_date": "2026-11-01T00:00:00Z",
        },
        {
            "work_id": DATA_SET,
            "doi": "10.1000/data",
            "title": "Bearings",
            "publication_year": 2024,
            "publication_date": date(2024, 5, 1),
            "type": "dataset",
            "updated_date": "2026-11-03T00:00:00Z",
        },
    ]
    assert found.of("work_texts", "work_id", "kind", "language", "text") == [
        (ARTICLE, "title", "en", "A compass"),
        (ARTICLE, "title", "ja", "羅針盤"),
        (ARTICLE, "abstract", "ja", "北を指す。"),
        (ARTICLE, "note", None, "editor: 北極 星"),
        (DATA_SET, "title", "en", "Bearings"),
        (DATA_SET, "note", None, "version: 2"),
    ]
    assert found.of("work_identifiers", "scheme", "identifier") == [
        ("doi", "10.1000/compass"),
        ("oai", f"oai:{HOST}:Publications/1"),
        ("doi", "10.1000/data"),
        ("oai", f"oai:{HOST}:Products/51"),
    ]
    assert found.of("work_dates", "kind", "date") == [
        ("issued", "2025-04"),
        ("collected", "2020-01-01/2020-12-31"),
        ("available", "2024-05-01"),
    ]
    assert found.of("work_relations", "work_id", "relation", "related_work_id") == [
        (ARTICLE, "References", DATA_SET),
        (DATA_SET, "IsPartOf", f"oai:oai:{HOST}:Publications/8"),
        (DATA_SET, "IsPartOf", "isbn:9784003101018"),
    ]
    assert found.of("citations") == [{"work_id": ARTICLE, "cited_work_id": DATA_SET}]
    assert found.of("work_locations") == [
        {
            "work_id": ARTICLE,
            "position": 1,
            "source_id": "issn:0286-861X",
            "license": "cc-by",
            "access": "embargoed",
            "embargo_end": date(2026, 4, 1),
        },
        {"work_id": DATA_SET, "position": 1, "pdf_url": "https://cris.example.ac.jp/b.csv"},
    ]
    assert found.of("work_awards") == [
        {
            "work_id": ARTICLE,
            "position": 1,
            "award_id": AWARD,
            "funder_id": "fundref:501100001691",
            "funder_award_id": "19K00001",
            "funder_name": "日本学術振興会",
            "title": "北への道",
        }
    ]


def test_the_institution_of_an_author_is_the_nearest_with_a_ror_id(found: Parsed) -> None:
    assert found.of("authorships", "work_id", "author_id", "raw_author_name", "place") == [
        (ARTICLE, PERSON, "羅針 花子", "first"),
        (ARTICLE, None, "Compass Group", "last"),
        (DATA_SET, f"person:{HOST}:Persons/21", "羅針 花子", "first"),
    ]
    assert found.of("affiliations", "institution_id", "raw_affiliation") == [("057zh3y96", "航海学科, 例大学")]
    assert found.of("author_affiliations") == [
        {
            "author_id": PERSON,
            "position": 1,
            "kind": "employment",
            "institution_id": "057zh3y96",
            "institution_name": "例大学",
            "department": "航海学科",
            "start_date": "2020-04-01",
        }
    ]


def test_a_journal_is_a_source_and_a_person_a_profile(found: Parsed) -> None:
    assert found.of("sources", "source_id", "display_name", "type") == [("issn:0286-861X", "航海学", "journal")]
    assert found.of("source_names", "name", "kind") == [("航", "abbreviation"), ("航海学", "title")]
    assert found.of("authors") == [
        {
            "author_id": PERSON,
            "orcid": "0000-0002-1825-0097",
            "display_name": "羅針 花子",
            "updated_date": "2026-11-05T00:00:00Z",
        }
    ]
    assert found.of("author_identifiers", "scheme", "identifier") == [
        ("orcid", "0000-0002-1825-0097"),
        ("person", f"{HOST}:Persons/21"),
    ]


def test_organisations_are_institutions_and_funders(found: Parsed) -> None:
    department, society = f"org:{HOST}:OrgUnits/31", f"org:{HOST}:OrgUnits/33"
    assert found.of("institutions", "institution_id", "display_name", "type", "homepage_url") == [
        (department, "航海学科", "education", "https://nav.example.ac.jp"),
        (society, "日本学術振興会", None, None),
    ]
    assert found.of("institution_names", "name", "language", "kind") == [
        ("航海学科", "ja", "label"),
        ("Navigation", "en", "label"),
        ("NAV", None, "acronym"),
        ("日本学術振興会", "ja", "label"),
    ]
    assert found.of("institution_relations") == [
        {"institution_id": department, "related_id": "057zh3y96", "relation": "parent"}
    ]
    assert found.of("funders", "funder_id", "display_name") == [("fundref:501100001691", "日本学術振興会")]


def test_a_project_and_its_grant_are_one_award(found: Parsed) -> None:
    (project,) = found.of("awards")
    grant = found.of("awards_mentions")[1]
    assert project == {
        "award_id": AWARD,
        "funder_id": "fundref:501100001691",
        "funder_award_id": "19K00001",
        "jgn": "JP19K00001",
        "title": "北への道",
        "description": "北へ行く。",
        "funding_type": "grant",
        "funder_scheme": "基盤研究(C)",
        "start_date": date(2019, 4, 1),
        "status": "Finished",
        "lead_name": "羅針 花子",
        "lead_orcid": "0000-0002-1825-0097",
        "updated_date": "2026-11-07T00:00:00Z",
    }
    assert grant == {
        "award_id": AWARD,
        "jgn": "JP19K00001",
        "title": "基盤研究(C) 北への道",
        "doi": "10.52926/jp19k00001",
        "amount": 4_290_000,
        "currency": "JPY",
        "funding_type": "grant",
        "start_date": date(2019, 4, 1),
        "end_date": date(2022, 3, 31),
        "updated_date": "2026-11-08T00:00:00Z",
    }
    assert found.of("award_texts", "position", "kind", "text") == [
        (1, "title", "北への道"),
        (2, "acronym", "NORTH"),
        (3, "summary", "北へ行く。"),
        (101, "title", "基盤研究(C) 北への道"),
    ]
    assert found.of("award_members", "author_id", "name", "role", "institution_id", "department") == [
        (PERSON, "羅針 花子", "principal_investigator", "057zh3y96", "航海学科"),
        (None, "北極 星", "other", None, None),
    ]
    assert found.of("award_institutions", "role", "institution_id", "institution_name") == [
        ("coordinator", "057zh3y96", "例大学"),
        ("participant", None, "灯台会社"),
    ]


def test_a_patent(found: Parsed) -> None:
    assert found.of("patents") == [
        {
            "patent_id": "JP2021090037A",
            "office": "JP",
            "title": "方位を示す装置",
            "language": "ja",
            "application_date": date(2019, 12, 4),
            "grant_date": date(2023, 1, 10),
            "updated_date": "2026-11-04T00:00:00Z",
        }
    ]
    assert found.of("patent_people", "role", "name", "is_organisation") == [
        ("inventor", "羅針, 花子", False),
        ("owner", "例大学", True),
    ]
    assert found.of("patent_classes", "scheme", "symbol") == [("cpc", "G01C17/02")]


def test_patents_by_their_application_and_by_the_page_of_their_publication() -> None:
    found = parsed(cerif, DATA / "patents_by_application_and_by_page.xml")
    assert found.of("patents", "patent_id", "application_id") == [
        ("application:IB2014066015W", "IB2014066015W"),
        ("WO2015071852A2", "IB2014066015W"),
    ]
    assert found.reasons == ["no number of a patent"]


def test_version_1_1_and_a_field_that_nobody_knows() -> None:
    found = parsed(cerif, DATA / "version_1_1_numbers_without_kind.xml")
    assert found.unknown == {"Project/NewField": 1, "Project/NewField/@kind": 1}
    assert found.of("funders", "funder_id") == ["fundref:501100000780"]
    assert found.of("institutions", "institution_id", "homepage_url") == [
        ("org:cris.example.org:OrgUnits/310001", "https://europa.eu/")
    ]
    assert found.of("awards", "award_id", "funder_id") == [("ec:283595", "fundref:501100000780")]


def test_link_joins_what_a_systems_records_say_of_each_other(tmp_path: Path) -> None:
    raw_snapshot(tmp_path, "cerif", "2026-11-22", {"a.xml": EACH_KIND.read_bytes()})
    parse(tmp_path, workers=1)
    link(tmp_path, known_areas={})
    # The data set names its author by the system's number alone; the person's own record has the ORCID.
    assert kb(tmp_path, "authorships", "work_id", "author_id") == [
        (ARTICLE, PERSON),
        (ARTICLE, None),
        (DATA_SET, PERSON),
    ]
    assert kb(tmp_path, "awards", "award_id", "title", "lead_name") == [(AWARD, "北への道", "羅針 花子")]
    assert kb(tmp_path, "award_amounts", "award_id", "amount") == [(AWARD, 4_290_000)]
    assert len(kb(tmp_path, "award_texts")) == 4
    assert not [each for each in check(tmp_path) if each.fault and "/kb/" in each.where]


@pytest.fixture
def provider() -> Iterator[Provider]:
    with playing() as played:
        yield played


def test_a_harvest_takes_the_newest_version(tmp_path: Path, provider: Provider) -> None:
    formats = ("oai_dc", "oai_cerif_openaire", "oai_cerif_openaire_v1_2")
    address = Repository(records=FIVE, size=10, prefixes=formats).play(provider)
    draft = Draft(tmp_path / "draft")
    environment = {"RASHINBAN_CERIF": address}
    fetched = cerif.fetch(
        lambda _: draft.open(), {}, environment=environment, progress=no_progress, sleep=lambda _: None
    )
    fetched.draft.close()
    assert sorted(fetched.draft.entries) == ["oai_cerif_openaire_v1_2/page-000001.xml.gz"]


def test_a_system_must_be_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="which repository"):
        cerif.fetch(lambda _: Draft(tmp_path), {}, environment={}, progress=no_progress)


@pytest.mark.shared
def test_every_sample(shared: Path) -> None:
    found = parsed_folder(cerif, shared / "samples" / "openaire_cerif")
    # 121 records and three answers that have none; each record but four is there in both versions.
    assert found.counts == (103, 21)
    assert {reason: found.reasons.count(reason) for reason in found.reasons} == {
        "there is no table of equipment": 4,
        "there is no table of events": 2,
        "a call is no award": 1,
        "a programme is no award": 9,
        "deleted by the system": 2,
        "an answer to Identify, which has no records; fetch ListRecords": 1,
        "an answer to ListMetadataFormats, which has no records; fetch ListRecords": 1,
        "an answer to ListSets, which has no records; fetch ListRecords": 1,
    }
    assert found.unknown == {}
    # ORCIDs that the guidelines made up to show the ends of its two blocks.
    assert [value for _, _, value in found.refused_values] == [
        "https://orcid.org/0009-0000-0000-0000",
        "https://orcid.org/0009-0010-0000-0000",
    ]
    sizes = found.sizes()
    assert {table: sizes[table] for table in ("works", "sources", "authors", "institutions", "awards", "patents")} == {
        "works": 20,
        "sources": 4,
        "authors": 36,
        "institutions": 25,
        "awards": 7,
        "patents": 4,
    }
