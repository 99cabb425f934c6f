"""Records by any of their ids and lists page by page, on a base of three works written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rashinban import catalog
from rashinban.access.entities import KINDS, entities, record
from rashinban.access.entities.listing import sorts_of, words_of
from rashinban.engine import open_engine
from rashinban.engine.store import write_step
from rashinban.errors import NotFound, UsageError
from rashinban.measure.session import Session
from rashinban.schema import tables
from rashinban.search.write import STEP, write_index

#: W1 is Sato's of Tokyo, W2 of Tokyo and Seoul, W3 names nobody. W9 was merged into W1.
KB: Mapping[str, Sequence[Mapping[str, object]]] = {
    "works": [
        {
            "work_id": "W1", "doi": "10.1000/one", "pmid": "11", "mag": "101", "title": "Rice <script>",
            "type": "article",
            "publication_year": 2020, "publication_date": date(2020, 5, 1), "source_id": "S1", "primary_topic_id": "T1",
            "cited_by_count": 7, "abstract": "Long.",
        },
        {
            "work_id": "W2", "doi": "10.1000/two", "title": "量子", "type": "review", "publication_year": 2021,
            "cited_by_count": 7,
        },
        {"work_id": "W3", "title": None, "type": "dataset", "publication_year": None},
    ],
    "merged_ids": [{"id": "W9", "merged_into_id": "W1"}, {"id": "A9", "merged_into_id": "A8"}],
    "authorships": [
        {"work_id": "W1", "author_position": 1, "author_id": "A1", "raw_author_name": "Sato, H.", "place": "first"},
        {"work_id": "W2", "author_position": 2, "author_id": None, "raw_author_name": "Kim"},
        {"work_id": "W2", "author_position": 1, "author_id": "A1", "raw_author_name": "Sato"},
    ],
    "affiliations": [
        {"work_id": "W1", "author_position": 1, "affiliation_position": 1, "institution_position": 1,
         "institution_id": "I1", "country_code": "JP", "raw_affiliation": "Tokyo"},
        {"work_id": "W1", "author_position": 1, "affiliation_position": 2, "institution_position": 1,
         "raw_affiliation": "nowhere"},
    ],
    "institutions": [
        {
            "institution_id": "I1", "ror_id": "057zh3y96", "display_name": "Tokyo", "country_code": "JP",
            "works_count": 2,
        },
        {"institution_id": "03cve4549", "ror_id": "03cve4549", "display_name": "Tsinghua", "country_code": "CN"},
    ],
    "institution_names": [{"institution_id": "I1", "name": "東京", "language": "ja", "kind": "label"}],
    "institution_relations": [{"institution_id": "I1", "related_id": "03cve4549", "relation": "related"}],
    "authors": [
        {"author_id": "A1", "orcid": "0000-0002-1825-0097", "display_name": "H. Sato"},
        {"author_id": "A2", "orcid": "0000-0001-5109-3700", "display_name": "M. Kim"},
        {"author_id": "A3", "orcid": "0000-0001-5109-3700", "display_name": "M. Kim"},
    ],
    "author_affiliation_years": [{"author_id": "A1", "institution_id": "I1", "year": year} for year in (2019, 2020)],
    "sources": [{"source_id": "S1", "display_name": "Journal", "issn_l": "0378-5955", "publisher_id": "P1"}],
    "source_issns": [{"source_id": "S1", "issn": "0286-861X"}],
    "publishers": [{"publisher_id": "P1", "display_name": "Press"}],
    "funders": [{"funder_id": "F1", "display_name": "Agency", "crossref_funder_id": "501100001691"}],
    "awards": [
        {"award_id": "G1", "funder_id": "F1", "funder_award_id": "19KK0341", "start_date": date(2019, 4, 1)},
        {"award_id": "G2", "funder_award_id": "12-AB"},
    ],
    "work_awards": [{"work_id": "W1", "position": 1, "award_id": "G1", "funder_award_id": "JP19KK0341"}],
    "topics": [{"topic_id": "T1", "display_name": "Rice", "subfield_id": "1102", "field_id": "11", "domain_id": "1"}],
    "work_topics": [{"work_id": "W1", "topic_id": "T1", "score": 0.5, "position": 1}],
    "citations": [{"work_id": "W1", "cited_work_id": "W7"}, {"work_id": "W1", "cited_work_id": "W2"}],
    "claims": [
        {"table_name": "institutions", "id": "I1", "column_name": "city", "data_source": "ror", "value": "Bunkyo"},
        {"table_name": "works", "id": "I1", "column_name": "type", "data_source": "ror", "value": "of another table"},
    ],
    "work_technology_areas": [{"work_id": "W1", "technology_area": "jp20-09", "alternative": "standard"}],
    "universe": [{"work_id": work, "in_universe": True} for work in ("W1", "W2", "W3")],
    "institution_weights": [{"work_id": "W1", "institution": "I1", "country": "JP", "weight": 1.0}],
    "country_weights": [
        {"work_id": "W1", "country": "JP", "weight": 1.0},
        {"work_id": "W2", "country": "JP", "weight": 0.5},
        {"work_id": "W2", "country": "KR", "weight": 0.5},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("entities") / "2026-01-15-0123abcd"
    for name, rows in KB.items():
        schema = tables()[name].arrow() if name in tables() else catalog.relation_schema(name)
        loose = pa.schema([pa.field(field.name, field.type) for field in schema])
        if name in KINDS:
            loose = pa.unify_schemas([loose, _PLACE])
        (folder / "kb" / name).mkdir(parents=True)
        pq.write_table(pa.Table.from_pylist(list(rows), schema=loose), folder / "kb" / name / "part-0.parquet")
    engine = open_engine("duckdb")
    write_step(folder / STEP, step=STEP, fingerprint="x", fill=lambda into: dict(write_index(engine, folder, into)))
    opened = Session(engine, folder)
    yield opened
    engine.close()


_PLACE = pa.schema(
    [("data_source", pa.string()), ("snapshot", pa.string()), ("part", pa.string()), ("line", pa.int64())]
)


@pytest.mark.parametrize(
    ("kind", "id", "key"),
    [
        ("works", "W1", "W1"),
        ("works", " https://openalex.org/w1 ", "W1"),
        ("works", "https://doi.org/10.1000/ONE", "W1"),
        ("works", "doi:10.1000/two", "W2"),
        ("works", "pmid:11", "W1"),
        ("works", "https://pubmed.ncbi.nlm.nih.gov/11/", "W1"),
        ("works", "mag:101", "W1"),
        ("authors", "https://orcid.org/0000-0002-1825-0097", "A1"),
        ("institutions", "https://ror.org/057zh3y96", "I1"),
        ("institutions", "03cve4549", "03cve4549"),
        ("sources", "0378-5955", "S1"),
        ("sources", "issn 0286861x", "S1"),
        ("publishers", "P1", "P1"),
        ("funders", "https://doi.org/10.13039/501100001691", "F1"),
        ("awards", "JP 19KK0341", "G1"),
        ("awards", "12-ab", "G2"),
        ("topics", "t1", "T1"),
    ],
)
def test_a_record_is_found_by_an_id_in_any_usual_form(session: Session, kind: str, id: str, key: str) -> None:
    assert record(session, kind, id)["id"] == key


def test_a_merged_id_leads_to_the_record_that_stands_and_says_so(session: Session) -> None:
    found = record(session, "works", "https://openalex.org/W9")
    assert (found["id"], found["merged_from"]) == ("W1", "W9")
    assert record(session, "works", "W1")["merged_from"] is None


@pytest.mark.parametrize(
    ("kind", "id"),
    [
        ("works", "W4"),
        ("works", "A1"),
        ("works", "rice"),
        ("works", "10.1000/three"),
        ("works", ""),
        ("works", "W1\n"[:-1] + "\x00"),
        ("works", "1" * 1_000_000),
        ("works", "' or 1=1 --"),
        ("authors", "A9"),
        ("authors", "0000-0000-0000-0000"),
        ("awards", "COVID-19"),
        ("technology_areas", "jp20-99"),
    ],
)
def test_what_is_no_record_is_not_found_and_the_mend_is_said(session: Session, kind: str, id: str) -> None:
    with pytest.raises(NotFound) as told:
        record(session, kind, id)
    assert "give" in str(told.value) or "areas list" in str(told.value)
    assert len(str(told.value)) < 400


def test_an_id_of_several_records_is_refused_with_their_names(session: Session) -> None:
    with pytest.raises(UsageError, match="is the id of 2 authors: A2, A3; name one"):
        record(session, "authors", "0000-0001-5109-3700")


def test_an_unknown_kind_is_refused(session: Session) -> None:
    with pytest.raises(UsageError, match="kind 'trials' is not known; known are works, authors"):
        record(session, "trials", "1")


def test_a_work_comes_with_all_that_belongs_to_it(session: Session) -> None:
    found = record(session, "works", "W1")
    assert found["authorships"] == [
        {
            "author_position": 1, "author_id": "A1", "display_name": None, "raw_author_name": "Sato, H.", "orcid": None,
            "place": "first", "is_corresponding": None,
            "affiliations": [
                {"affiliation_position": 1, "institution_id": "I1", "ror_id": "057zh3y96", "display_name": "Tokyo",
                 "country_code": "JP", "raw_affiliation": "Tokyo"},
                {"affiliation_position": 2, "institution_id": None, "ror_id": None, "display_name": None,
                 "country_code": None, "raw_affiliation": "nowhere"},
            ],
        }
    ]  # fmt: skip
    assert found["source"] == {
        "source_id": "S1", "display_name": "Journal", "issn_l": "0378-5955", "type": None, "publisher": "Press",
    }  # fmt: skip
    assert found["awards"] == [
        {"position": 1, "award_id": "G1", "funder_award_id": "19KK0341", "title": None, "funder_id": "F1",
         "funder": "Agency"}
    ]  # fmt: skip
    assert found["technology_areas"] == [
        {"technology_area": "jp20-09", "alternative": "standard", "label_en": "Quantum information science",
         "label_ja": "量子情報科学"}
    ]  # fmt: skip
    assert found["references"] == ["W2", "W7"]
    assert found["topics"][0]["field_id"] == "11"
    assert found["claims"] == found["funders"] == []
    assert found["abstract"] == "Long."


def test_a_work_of_which_nothing_is_known_has_nulls_and_no_zeros(session: Session) -> None:
    found = record(session, "works", "W3")
    assert found["title"] is found["publication_year"] is found["cited_by_count"] is found["source"] is None
    assert found["authorships"] == found["references"] == []


def test_an_institution_has_names_relations_claims_and_its_works(session: Session) -> None:
    found = record(session, "institutions", "I1")
    assert found["names"] == [{"name": "東京", "language": "ja", "kind": "label"}]
    assert found["relations"] == [
        {"relation": "related", "related_id": "03cve4549", "ror_id": "03cve4549", "display_name": "Tsinghua",
         "country_code": "CN"}
    ]  # fmt: skip
    assert found["claims"] == [{"column_name": "city", "data_source": "ror", "value": "Bunkyo"}]
    assert found["works_in_release"] == 1


def test_an_author_has_affiliations_by_year_the_newest_first(session: Session) -> None:
    found = record(session, "authors", "A1")
    assert [(row["year"], row["display_name"]) for row in found["affiliations"]] == [(2020, "Tokyo"), (2019, "Tokyo")]


def test_a_technology_area_is_its_definition(session: Session) -> None:
    found = record(session, "technology_areas", "jp20-09")
    assert found["labels"] == {"en": "Quantum information science", "ja": "量子情報科学"}
    assert found["works_in_release"] == 1


def _ids(session: Session, kind: str, *where: str, **options: object) -> list[str]:
    """Keys of all pages of one record each."""
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = entities(session, kind, where, per_page=1, cursor=cursor, **options)  # type: ignore[arg-type]
        found += page.rows.column(KINDS[kind].key).to_pylist()
        assert page.count == entities(session, kind, where, per_page=200, **options).rows.num_rows  # type: ignore[arg-type]
        cursor = page.next_cursor
        if cursor is None:
            return found


@pytest.mark.parametrize(
    ("where", "sort", "expected"),
    [
        ((), "id", ["W1", "W2", "W3"]),
        # Both have seven citations: then by id. Nobody counted those of W3: last.
        ((), "most_cited", ["W1", "W2", "W3"]),
        ((), "newest", ["W2", "W1", "W3"]),
        (("country=JP",), "newest", ["W2", "W1"]),
        (("country=KR|CN",), "id", ["W2"]),
        (("year=2018..2020",), "id", ["W1"]),
        (("year=2020|2021", "type=review"), "id", ["W2"]),
        (("field=11",), "id", ["W1"]),
        (("technology_area=jp20-09",), "id", ["W1"]),
        (("country=CN",), "id", []),
    ],
)
def test_lists_of_works(session: Session, where: tuple[str, ...], sort: str, expected: list[str]) -> None:
    assert _ids(session, "works", *where, sort=sort) == expected


def test_names_rise_and_awards_begin_with_the_newest(session: Session) -> None:
    assert _ids(session, "authors", sort="name") == ["A1", "A2", "A3"]
    assert _ids(session, "awards", sort="newest") == ["G1", "G2"]
    assert _ids(session, "sources", "publisher=P1") == ["S1"]
    assert _ids(session, "institutions", "country=JP", sort="most_works") == ["I1"]


def test_a_list_has_the_columns_selected_in_their_order_and_long_texts_only_then(session: Session) -> None:
    rows = entities(session, "works", select=("title", "work_id", "abstract"), per_page=1).rows
    assert rows.to_pylist() == [{"title": "Rice <script>", "work_id": "W1", "abstract": "Long."}]
    assert rows.column_names == ["title", "work_id", "abstract"]
    assert "abstract" not in entities(session, "works").rows.column_names


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"sort": "cited"}, "sort 'cited' is not known for works; use id, newest, most_cited"),
        ({"per_page": 0}, "per_page 0: write a number from 1 to 200"),
        ({"per_page": 10**9}, "per_page 1000000000: write a number from 1 to 200"),
        ({"select": ["password"]}, "select 'password': no column of works; known are work_id"),
        ({"where": ["colour=red"]}, "filter 'colour' is not known for works; known are year"),
        ({"where": ["year=2020", "year=2021"]}, "each key once"),
        ({"where": ["year="]}, "write KEY=VALUE"),
        ({"where": {"country": "Japan"}}, "two capital letters"),
        ({"cursor": "abc"}, "cursor: not one of ours"),
        ({"cursor": "WyIiLCAiIiwgMSwgMV0"}, "cursor: of another list"),
        ({"cursor": "x" * 1_000_000}, "cursor: not one of ours"),
    ],
)
def test_a_list_that_cannot_be_made_says_why(session: Session, asked: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told.replace("(", r"\(")):
        entities(session, "works", **asked)  # type: ignore[arg-type]


def test_a_cursor_fits_its_own_list_only(session: Session) -> None:
    cursor = entities(session, "works", sort="newest", per_page=1).next_cursor
    with pytest.raises(UsageError, match="of another list"):
        entities(session, "works", sort="most_cited", per_page=1, cursor=cursor)
    with pytest.raises(UsageError, match="of another list"):
        entities(session, "works", {"country": "JP"}, sort="newest", per_page=1, cursor=cursor)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_listed_in_every_order_and_by_every_filter(session: Session, kind: str) -> None:
    values = {"year": "2020", "country": "JP", "region": "EU27", "subdivision": "JP-13", "technology_area": "jp20-09"}
    for sort in sorts_of(kind):
        entities(session, kind, sort=sort)
    for word in words_of(kind):
        # Weights of works in these keys are models, which this base by hand has not.
        weighted = (
            "author",
            "institution",
            "region",
            "award",
            "funder",
            "programme",
            "portfolio",
            "cohort",
            "lag",
            "confidence",
        )
        if word not in weighted or kind != "works":
            entities(session, kind, {word: values.get(word, "x")})
