"""NIH: years of one project, a subproject, mixed encodings, lines within quotes, tables as R packages write them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parsed_records import Parsed, parsed
from rashinban.data_sources import nih

DATA = Path(__file__).parents[1] / "data" / "nih"
LIGHT, CENTRE = "nih:R01CA999001", "nih:P30AG999002"


@pytest.fixture(scope="module")
def projects() -> Parsed:
    return parsed(nih, DATA / "projects_two_years_a_subproject_and_latin1.csv")


def test_each_year_of_a_project_brings_a_part_of_one_award(projects: Parsed) -> None:
    assert (projects.kept, projects.refused_records, projects.unknown) == (3, [], {"MOON_PHASE": 3})
    first, second = projects.of("awards")
    assert first == {
        "award_id": LIGHT,
        "funder_id": "fundref:100000054",
        "funder_award_id": "R01CA999001",
        "title": "Light in cells",
        "funding_type": "Non-SBIR/STTR RPGs",
        "funder_scheme": "R01",
        "start_date": date(2013, 7, 1),
        "end_date": date(2018, 6, 30),
        "lead_name": "AOKI, AYA",
        "institution_id": "org:duns:041027822",
        "updated_date": "2014-06-15",
    }
    assert (second["title"], second["end_date"]) == ("Light in cells, continued", date(2019, 6, 30))
    # The number of an amount is four times that of its application, and one for each kind.
    assert projects.of("award_amounts", "award_id", "position", "fiscal_year", "kind", "amount", "currency") == [
        (LIGHT, 4 * 9000001 + 1, 2014, "total", 30_000_000, "USD"),
        (LIGHT, 4 * 9000001 + 2, 2014, "direct", 20_000_000, "USD"),
        (LIGHT, 4 * 9000001 + 3, 2014, "indirect", 10_000_000, "USD"),
        (LIGHT, 4 * 9000002 + 1, 2015, "total", 31_000_000, "USD"),
    ]
    assert projects.of("award_identifiers", "award_id", "scheme", "identifier")[:3] == [
        (LIGHT, "nih", "R01CA999001"),
        (LIGHT, "nih-appl", "9000001"),
        (LIGHT, "nih-full", "5R01CA999001-02"),
    ]


def test_investigators_of_two_years_have_the_same_numbers(projects: Parsed) -> None:
    columns = ("award_id", "author_id", "name", "role", "institution_id", "department")
    aoki = (LIGHT, "person:nih-1111111", "AOKI, AYA", "principal_investigator", "org:duns:041027822", "PHYSICS")
    assert projects.of("award_members", *columns) == [
        aoki,
        (LIGHT, "person:nih-2222222", "KATO, KEN", "principal_investigator", None, None),
        aoki,
        (CENTRE, "person:nih-3333333", "DURAND, RENÉ", "co_investigator", None, None),
    ]
    places = projects.of("award_members", "position")
    assert places[0] == places[2]
    assert len(set(places)) == 3
    sites = projects.of("award_institutions", "position", "institution_name", "role", "country_code")
    assert sites[0] == sites[1]
    assert sites[2][1:] == ("CLINIQUE EXAMPLE", "participant", "FR")


def test_a_subproject_says_nothing_of_the_project_as_a_whole(projects: Parsed) -> None:
    assert CENTRE not in projects.of("awards", "award_id")
    assert CENTRE not in projects.of("award_amounts", "award_id")
    assert projects.of("award_texts", "award_id", "kind", "text") == [
        (LIGHT, "title", "Light in cells"),
        (LIGHT, "outline", 'Public health, "in short".'),
        (LIGHT, "title", "Light in cells, continued"),
        (CENTRE, "note", "Core C"),
    ]
    assert projects.of("awards_mentions") == [
        {"award_id": CENTRE, "funder_id": "fundref:100000049", "funder_award_id": "P30AG999002"}
    ]


def test_a_row_that_is_not_utf8_is_read_as_windows_1252_and_noted(projects: Parsed) -> None:
    assert [(column, reason) for column, reason, _ in projects.refused_values] == [
        ("*", "not UTF-8; read as Windows-1252")
    ]


def test_subjects(projects: Parsed) -> None:
    assert projects.of("award_subjects", "scheme", "term", "code")[:5] == [
        ("keyword", "Cells", None),
        ("keyword", "Light", None),
        ("institute", "NATIONAL CANCER INSTITUTE", "CA"),
        ("section", "Biomedical Testing", "BMT"),
        ("activity", "R01", None),
    ]


def test_links_to_publications_and_patents() -> None:
    found = parsed(nih, DATA / "publications.csv")
    assert (found.kept, found.refused_records) == (2, [(4, "not a PMID (digits)")])
    assert found.of("award_outputs", "award_id", "position", "kind", "claimed_by", "work_id") == [
        (LIGHT, 25000001, "journal-article", "matched", "pmid:25000001"),
        (CENTRE, 25000001, "journal-article", "matched", "pmid:25000001"),
    ]
    found = parsed(nih, DATA / "patents.csv")
    assert (found.kept, found.refused_records) == (1, [(3, "not a core project number")])
    assert found.of("award_outputs", "award_id", "kind", "claimed_by", "patent_id", "title", "source_name") == [
        (LIGHT, "patent", "reported", "US8476032", "Lamp, small", "EXAMPLE UNIVERSITY")
    ]


def test_abstracts_go_by_the_application_and_may_have_lines() -> None:
    found = parsed(nih, DATA / "abstracts_lines_in_quotes.csv")
    assert (found.kept, found.refused_records) == (1, [(6, "a quotation mark that is never closed")])
    assert found.of("award_texts", "award_id", "kind", "text") == [
        ("nih-appl:9000001", "summary", 'We shine light. It is "bright". The end.')
    ]


def test_tables_of_r_have_numbers_with_a_point() -> None:
    found = parsed(nih, DATA / "sites_of_r.csv")
    assert found.refused_records == [
        (4, "a row without duns"),
        (5, "not a number of up to nine digits"),
        (6, "3 cells under a header of 2"),
    ]
    assert found.of("award_institutions", "award_id", "position", "role", "institution_id") == [
        ("nih-appl:100053", 75258780, "recipient", "org:duns:075258780"),
        ("nih-appl:100053", 616845814, "recipient", "org:duns:616845814"),
    ]


def test_a_table_that_is_none_of_nih_is_refused_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    assert parsed(nih, path).refused_records == [(2, "the header is of no table of NIH ExPORTER that is read here")]


#: File -> kept, and why the others were refused.
WHOLE = {
    "clinical_studies": (19_567, {}),
    "org_info": (8_189, {"a row without duns": 1_630}),
    "patents": (38_494, {"not the number of a US publication": 2}),
    "project_io": (224_899, {}),
    "project_pis": (317_564, {"a row without person": 7_162}),
    "project_orgs": (1_190_626, {"a row without duns": 171}),
}


@pytest.mark.shared
def test_the_whole_set_is_kept_or_refused(shared: Path, tmp_path: Path) -> None:
    from rashinban.snapshots.raw import RawFile
    from rashinban.stages.parse import Job, parse_file
    from rashinban.stages.parse_report import read_counts

    rows = {}
    for name, (kept, refused) in WHOLE.items():
        file = RawFile(
            data_source="nih", snapshot="s", name=f"{name}.csv.gz", path=shared / "nih-exporter" / f"{name}.csv.gz"
        )
        job = Job(file=file, folder=tmp_path / "nih", mark="")
        parse_file(job)
        counts = read_counts(job.folder, job.stem)
        assert (name, counts.kept, counts.refused_records) == (name, kept, refused)
        assert (counts.unknown_fields, counts.refused_values, counts.damaged) == ({}, {}, None)
        rows[name] = counts.rows
    sites = {"_refused": 171, "award_institutions": 1_190_626, "awards_mentions": 1_186_517}
    assert rows["project_orgs"] == sites
    assert rows["project_io"] == {"award_amounts": 224_899, "awards": 224_899}
