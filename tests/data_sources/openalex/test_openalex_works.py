"""Works of OpenAlex of every age, whole rows worked out by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rashinban.schema import tables
from rashinban.stages.parse import parse
from raw_base import parsed_rows, raw_snapshot

DATA = Path(__file__).parents[2] / "data" / "openalex"

Rows = list[dict[str, Any]]

UNKNOWN_TYPE = "unknown work type; add it to definitions/lookups/work_types.csv"
NO_YEAR = "year outside 1000..2050"
NO_STATUS = "none of bronze, closed, diamond, gold, green, hybrid"
NEGATIVE = "Expected `int` >= 0"
TOO_FAR = "a word at a position outside 0..99,999"
NO_INDEX = "not an inverted index: JSON is malformed: invalid character (byte 4)"


class Parsed:
    """The base of one parse."""

    def __init__(self, base: Path, records: Iterable[dict[str, Any] | str]) -> None:
        self.base = base
        lines = [
            json.loads((DATA / record).read_text(encoding="utf-8")) if isinstance(record, str) else record
            for record in records
        ]
        raw_snapshot(base, "openalex", "s", {"works.jsonl": "\n".join(json.dumps(line) for line in lines).encode()})
        self.report = parse(base, workers=1).sources["openalex"]

    def __getitem__(self, table: str) -> Rows:
        return parsed_rows(self.base, "openalex", table)

    def tuples(self, table: str) -> list[tuple[Any, ...]]:
        return [tuple(row.values()) for row in self[table]]

    @property
    def set_aside(self) -> list[tuple[str, str, str]]:
        return [(row["column"], row["reason"], row["found"]) for row in self["_refused"]]


def changed(name: str, **fields: Any) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return record | fields


def authors(*authorships: dict[str, Any]) -> dict[str, Any]:
    """A work with these authors; each is given without what an author always has."""
    return {
        "id": "https://openalex.org/W9",
        "type": "article",
        "authorships": [
            {"author_position": "middle", "author": {"id": "https://openalex.org/A1"}, **each} for each in authorships
        ],
    }


def institution(number: int, country: str | None) -> dict[str, Any]:
    return {"id": f"https://openalex.org/I{number}", "display_name": f"U{number}", "country_code": country}


def at(raw: str | None, *numbers: int) -> dict[str, Any]:
    return {
        "raw_affiliation_string": raw,
        "institution_ids": [f"https://openalex.org/I{number}" for number in numbers],
    }


def test_work_of_2026(tmp_path: Path) -> None:
    parsed = Parsed(tmp_path, ["work_2026.json"])

    assert parsed["works"] == [
        {
            "work_id": "W2000000001",
            "doi": "10.1000/blue.rock-7",
            "pmid": "38000001",
            "mag": "2000000001",
            "title": "Blue rocks of the sea",
            "abstract": "Rocks are blue, seas are too.",
            "publication_year": 2024,
            "publication_date": date(2024, 3, 5),
            "language": "en",
            "type": "article",
            "source_id": "S100",
            "primary_topic_id": "T10965",
            "is_retracted": False,
            "is_paratext": False,
            "is_xpac": False,
            "is_oa": True,
            "oa_status": "diamond",
            "has_repository_copy": True,
            "cited_by_count": 12,
            "referenced_works_count": 2,
            "fwci": 2.0,
            "citation_percentile": 0.95,
            "is_top_1_percent": False,
            "is_top_10_percent": True,
            "volume": "3",
            "issue": None,
            "first_page": "7",
            "last_page": "19",
            "created_date": "2024-03-06T00:00:00",
            "updated_date": "2026-01-15T10:20:30.123456",
        }
    ]
    assert parsed.tuples("authorships") == [
        ("W2000000001", 1, "A1", "Hanako Aoki", "H. Aoki", "0000-0002-1825-0097", "first", True),
        ("W2000000001", 2, "A2", "Ben Ode", "Ben Ode", None, "last", False),
    ]
    # Aoki: two affiliations, 1/2 each; the first is shared by two institutions, 1/4 each. So JP has 1/4 + 1/2.
    assert parsed.tuples("affiliations") == [
        ("W2000000001", 1, 1, 1, "I1", "JP", "First University and Second Institute"),
        ("W2000000001", 1, 1, 2, "I2", "US", "First University and Second Institute"),
        ("W2000000001", 1, 2, 1, "I1", "JP", "First University, Tokyo"),
        ("W2000000001", 2, 1, 1, None, "NG", "Lagos, Nigeria"),
    ]
    assert parsed.tuples("citations") == [("W2000000001", "W1"), ("W2000000001", "W2")]
    assert parsed.tuples("work_topics") == [("W2000000001", "T10965", 0.9, 1), ("W2000000001", "T10577", 0.5, 2)]
    assert parsed.tuples("work_concepts") == [("W2000000001", "C127313418", 0.78)]
    assert parsed.tuples("work_keywords") == [("W2000000001", "Rock", 0.7)]
    assert parsed.tuples("work_citation_years") == [("W2000000001", 2025, 9), ("W2000000001", 2024, 3)]
    assert parsed.tuples("work_funders") == [("W2000000001", "F1"), ("W2000000001", "F2")]
    assert parsed.tuples("work_awards") == [
        ("W2000000001", 1, "G1", "F1", "JP19K00001", None, None),
        ("W2000000001", 2, "G2", "F2", "42", None, None),
    ]
    repository = "https://repository.example.ac.jp/1"
    assert parsed.tuples("work_locations") == [
        (
            "W2000000001",
            1,
            "S100",
            True,
            "publishedVersion",
            "cc-by",
            "https://doi.org/10.1000/blue.rock-7",
            None,
            None,
            None,
        ),
        ("W2000000001", 2, None, True, "acceptedVersion", None, repository, f"{repository}.pdf", None, None),
    ]
    assert parsed.report["refused_values"] == {}
    assert parsed.report["unknown_fields"] == {}


def test_mentions_of_a_work_of_2026(tmp_path: Path) -> None:
    parsed = Parsed(tmp_path, ["work_2026.json", changed("work_2026.json", id="https://openalex.org/W7")])

    def mentioned(table: str) -> Rows:
        return [{k: v for k, v in row.items() if v is not None} for row in parsed[f"{table}_mentions"]]

    assert mentioned("institutions") == [
        {
            "institution_id": "I1",
            "ror_id": "057zh3y96",
            "display_name": "First University",
            "country_code": "JP",
            "type": "education",
        },
        {"institution_id": "I2", "display_name": "Second Institute", "country_code": "US", "type": "facility"},
    ]
    assert mentioned("sources") == [
        {
            "source_id": "S100",
            "display_name": "Rocks",
            "issn_l": "2049-3630",
            "type": "journal",
            "publisher_id": "P10",
            "is_oa": True,
            "is_in_doaj": True,
            "is_core": False,
        }
    ]
    assert mentioned("topics") == [
        {
            "topic_id": "T10965",
            "display_name": "Geology",
            "subfield_id": "1904",
            "subfield_name": "Earth-Surface Processes",
            "field_id": "19",
            "field_name": "Earth and Planetary Sciences",
            "domain_id": "3",
            "domain_name": "Physical Sciences",
        },
        {"topic_id": "T10577", "display_name": "Seas"},
    ]
    assert mentioned("concepts") == [
        {"concept_id": "C127313418", "display_name": "Geology", "level": 0, "wikidata_id": "Q1069"}
    ]
    assert mentioned("funders") == [
        {"funder_id": "F1", "display_name": "Rock Fund"},
        {"funder_id": "F2", "display_name": "Sea Fund"},
    ]
    assert mentioned("awards") == [
        {
            "award_id": "G1",
            "funder_id": "F1",
            "funder_award_id": "JP19K00001",
            "jgn": "JP19K00001",
            "title": "Blue rocks",
        },
        {"award_id": "G2", "funder_id": "F2", "funder_award_id": "42"},
    ]


def test_a_new_name_is_a_new_mention(tmp_path: Path) -> None:
    renamed = authors({"institutions": [institution(1, "JP") | {"display_name": "Renamed"}]})
    parsed = Parsed(tmp_path, [authors({"institutions": [institution(1, "JP")]}), renamed])
    assert [(row["institution_id"], row["display_name"]) for row in parsed["institutions_mentions"]] == [
        ("I1", "U1"),
        ("I1", "Renamed"),
    ]


def test_work_of_2021(tmp_path: Path) -> None:
    """Venues in place of locations, MAG's own types and ids, an index quoted as text, one address per author."""
    parsed = Parsed(tmp_path, ["work_2021_host_venue_and_mag_types.json"])

    (work,) = parsed["works"]
    assert {key: value for key, value in work.items() if value is not None} == {
        "work_id": "W2100000002",
        "mag": "2100000002",
        "title": "Sur les roches bleues",
        "abstract": "Roches bleues bleues",
        "publication_year": 1998,
        "publication_date": date(1998, 1, 1),
        "type": "article",
        "source_id": "S100",
        "is_retracted": False,
        "is_paratext": False,
        "is_oa": True,
        "oa_status": "green",
        "cited_by_count": 3,
        "volume": "1",
        "issue": "2",
        "first_page": "3",
        "last_page": "4",
        "updated_date": "2021-11-02",
    }
    assert parsed.tuples("work_locations") == [
        ("W2100000002", 1, "S100", False, "publishedVersion", None, "https://example.org/1", None, None, None),
        ("W2100000002", 2, None, True, "submittedVersion", "cc-by", "https://example.org/2", None, None, None),
    ]
    both = "First University; A place nobody knows"
    assert parsed.tuples("affiliations") == [
        ("W2100000002", 1, 1, 1, "I1", "JP", both),
        ("W2100000002", 1, 2, 1, None, None, both),
        ("W2100000002", 2, 1, 1, None, None, "Rue de la Roche, Paris"),
    ]
    assert [row["author_id"] for row in parsed["authorships"]] == ["A1", None, "A3"]
    # The score is a text where a number must be: set aside, the concept stays.
    assert parsed.tuples("work_concepts") == [("W2100000002", "C127313418", None)]
    assert parsed.set_aside == [("works.concepts[].score", "Expected `float | null`, got `str`", "0.78")]


def test_work_of_2023(tmp_path: Path) -> None:
    """Grants in place of awards; institutions that are not told apart by affiliation; a keyword twice."""
    parsed = Parsed(tmp_path, ["work_2023_grants_and_institutions_without_affiliations.json"])

    both = "First University, Tokyo; Second Institute, Boston"
    assert parsed.tuples("affiliations") == [
        ("W2200000003", 1, 1, 1, "I1", "JP", both),
        ("W2200000003", 1, 2, 1, "I2", "US", both),
        ("W2200000003", 2, 1, 1, None, "NG", None),
        ("W2200000003", 2, 2, 1, None, "KE", None),
    ]
    assert parsed.tuples("work_funders") == [("W2200000003", "F1"), ("W2200000003", "F2")]
    assert parsed.tuples("work_awards") == [("W2200000003", 1, "jgn:JP19K00001", "F1", "JP19K00001", None, None)]
    assert parsed.tuples("work_keywords") == [("W2200000003", "rock", 0.5)]
    assert parsed.tuples("citations") == [("W2200000003", "W1"), ("W2200000003", "W2")]


def test_grants_beside_awards_are_counted_once(tmp_path: Path) -> None:
    grants = [
        {"funder": "https://openalex.org/F1", "funder_display_name": "Rock Fund", "award_id": "JP19K00001"},
        {"funder": "https://openalex.org/F3", "funder_display_name": "Sky Fund", "award_id": "7"},
    ]
    parsed = Parsed(tmp_path, [changed("work_2026.json", grants=grants)])
    assert [row[1:] for row in parsed.tuples("work_awards")] == [
        (1, "G1", "F1", "JP19K00001", None, None),
        (2, "G2", "F2", "42", None, None),
        (3, None, "F3", "7", None, None),
    ]
    assert [row[1] for row in parsed.tuples("work_funders")] == ["F1", "F2", "F3"]


def test_reduced_work(tmp_path: Path) -> None:
    """No ids, locations or topics; positions with gaps: the words are those that are there, in order."""
    parsed = Parsed(tmp_path, ["work_reduced_no_ids_no_topics.json"])
    (work,) = parsed["works"]
    assert (work["work_id"], work["source_id"], work["abstract"]) == ("W2300000004", "S100", "A b c")
    assert (work["mag"], work["primary_topic_id"], work["updated_date"]) == (None, None, None)
    assert parsed.tuples("work_locations") == [
        ("W2300000004", 1, "S100", True, None, None, "https://doi.org/10.1000/4", None, None, None)
    ]


def test_work_with_nothing_but_an_id(tmp_path: Path) -> None:
    parsed = Parsed(tmp_path, ["work_nulls_everywhere.json"])
    assert parsed["works"] == [dict.fromkeys(tables()["works"].names) | {"work_id": "W2400000005"}]
    assert parsed.report["rows"] == {"works": 1}
    assert parsed.report["refused_values"] == {}


def test_work_as_openalexr_wrote_it(tmp_path: Path) -> None:
    """The R package's flat row: one institution per author, a grant's missing number left out of the list."""
    parsed = Parsed(tmp_path, ["work_openalexr_flat.json"])
    (work,) = parsed["works"]
    assert {
        key: work[key] for key in ("work_id", "doi", "mag", "title", "abstract", "source_id", "is_oa", "volume")
    } == {
        "work_id": "W2500000006",
        "doi": "10.1000/6",
        "mag": "2500000006",
        "title": "Flat",
        "abstract": "Roches bleues.",
        "source_id": "S100",
        "is_oa": True,
        "volume": "9",
    }
    assert parsed.tuples("affiliations") == [
        ("W2500000006", 1, 1, 1, "I1", "JP", "First University, Tokyo"),
        ("W2500000006", 2, 1, 1, None, None, "Lagos"),
    ]
    assert [row[1] for row in parsed.tuples("work_funders")] == ["F1", "F2"]
    assert [row[2:] for row in parsed.tuples("work_awards")] == [(None, "F2", "42", None, None)]
    assert parsed.report["unknown_fields"] == {}


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        # Nothing is known: the author has no affiliation.
        ({}, []),
        ({"institutions": [], "countries": [], "affiliations": []}, []),
        # An affiliation that names an institution twice names it once.
        ({"institutions": [institution(1, "JP")], "affiliations": [at("a", 1, 1)]}, [(1, 1, "I1", "JP", "a")]),
        # An institution of the author that no affiliation names is an affiliation of its own.
        (
            {"institutions": [institution(1, "JP"), institution(2, "US")], "affiliations": [at("a", 1)]},
            [(1, 1, "I1", "JP", "a"), (2, 1, "I2", "US", None)],
        ),
        # An affiliation names an institution that is not in the author's list: its country is not known.
        (
            {"institutions": [institution(1, "JP")], "affiliations": [at("a", 1), at("b", 2)]},
            [(1, 1, "I1", "JP", "a"), (2, 1, "I2", None, "b")],
        ),
        # Ids of affiliations as nulls, in short form.
        (
            {
                "institutions": [institution(1, "JP")],
                "affiliations": [{"raw_affiliation_string": "a", "institution_ids": [None, "I1"]}],
            },
            [(1, 1, "I1", "JP", "a")],
        ),
        ({"affiliations": [{"raw_affiliation_string": "a", "institution_ids": None}]}, [(1, 1, None, None, "a")]),
        # One country that no institution accounts for goes to every affiliation without a country.
        (
            {
                "institutions": [institution(1, "JP")],
                "countries": ["JP", "US"],
                "affiliations": [at("a", 1), at("b"), at("c")],
            },
            [(1, 1, "I1", "JP", "a"), (2, 1, None, "US", "b"), (3, 1, None, "US", "c")],
        ),
        # Several go in order; where they do not reach, the country stays unknown.
        (
            {"countries": ["JP", "US"], "affiliations": [at("a"), at("b"), at("c")]},
            [(1, 1, None, "JP", "a"), (2, 1, None, "US", "b"), (3, 1, None, None, "c")],
        ),
        # An institution without a country takes the one that was read from the address.
        (
            {"institutions": [institution(1, None)], "countries": ["AE"], "affiliations": [at("a", 1)]},
            [(1, 1, "I1", "AE", "a")],
        ),
        # Every affiliation has its country: one more country in the list adds nothing.
        (
            {"institutions": [institution(1, "JP")], "countries": ["JP", "US"], "affiliations": [at("a", 1)]},
            [(1, 1, "I1", "JP", "a")],
        ),
        # Only countries are known: each is an affiliation.
        ({"countries": ["JP", "US", "JP"]}, [(1, 1, None, "JP", None), (2, 1, None, "US", None)]),
        # Only addresses are known: each is one.
        ({"raw_affiliation_strings": ["a", "b"]}, [(1, 1, None, None, "a"), (2, 1, None, None, "b")]),
    ],
)
def test_affiliations(tmp_path: Path, author: dict[str, Any], expected: list[tuple[Any, ...]]) -> None:
    # Twice: the second time the institutions are known already, which is another way through the parser.
    parsed = Parsed(tmp_path, [authors(author, author)])
    assert parsed.tuples("affiliations") == [("W9", position, *row) for position in (1, 2) for row in expected]


@pytest.mark.parametrize(
    ("fields", "column", "reason", "found"),
    [
        ({"type": "data-set-paper"}, "works.type", UNKNOWN_TYPE, "data-set-paper"),
        ({"publication_year": 2202}, "works.publication_year", NO_YEAR, "2202"),
        ({"publication_date": "2202-01-01"}, "works.publication_date", NO_YEAR, "2202-01-01"),
        ({"publication_date": "2024-02-30"}, "works.publication_date", "Invalid RFC3339 encoded date", "2024-02-30"),
        ({"publication_year": "2024"}, "works.publication_year", "Expected `int | null`, got `str`", "2024"),
        ({"cited_by_count": -1}, "works.cited_by_count", NEGATIVE, "-1"),
        ({"cited_by_count": 12.5}, "works.cited_by_count", "Expected `int | null`, got `float`", "12.5"),
        ({"title": ["Blue"]}, "works.title", "Expected `str | null`, got `array`", "['Blue']"),
        ({"doi": "https://doi.org/oops"}, "works.doi", "not a DOI (10.registrant/suffix)", "https://doi.org/oops"),
        ({"open_access": {"oa_status": "platinum"}}, "works.oa_status", NO_STATUS, "platinum"),
        ({"citation_normalized_percentile": {"value": 99.5}}, "works.citation_percentile", "outside 0..1", "99.5"),
        ({"counts_by_year": [{"year": 5777, "cited_by_count": 1}]}, "work_citation_years.year", NO_YEAR, "5777"),
        ({"referenced_works": ["A1"]}, "citations.cited_work_id", "not an OpenAlex id (W and digits)", "A1"),
        ({"abstract_inverted_index": {"far": [100_000]}}, "works.abstract", TOO_FAR, "100000"),
        ({"abstract_inverted_index": "no index"}, "works.abstract", NO_INDEX, "no index"),
        (
            {"abstract_inverted_index": {"b": [-1]}},
            "works.abstract_inverted_index",
            "Expected `int` >= 0",
            "{'b': [-1]}",
        ),
    ],
)
def test_a_bad_value_is_set_aside_and_the_work_stays(
    tmp_path: Path, fields: dict[str, Any], column: str, reason: str, found: str
) -> None:
    parsed = Parsed(tmp_path, [{"id": "https://openalex.org/W9"} | fields, "work_2026.json"])
    assert [row["work_id"] for row in parsed["works"]] == ["W9", "W2000000001"]
    (row,) = parsed["_refused"]
    assert row == {
        "file": "s/works.jsonl",
        "line": 1,
        "column": column,
        "reason": reason,
        "found": found,
        "raw": None,
        "whole_record": False,
    }
    table, name = column.split(".")
    if table == "works" and name in parsed["works"][0]:
        assert parsed["works"][0][name] is None
    assert (parsed.report["records"], parsed.report["kept"], parsed.report["refused"]) == (2, 2, 0)
    assert sum(parsed.report["refused_values"][column].values()) == 1


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"cited_by_count": 12.0}, "cited_by_count", 12),
        ({"publication_date": "2024-02-29T00:00:00"}, "publication_date", date(2024, 2, 29)),
        ({"title": "Blue\x00 rocks \\u0000"}, "title", "Blue rocks \\u0000"),
        ({"doi": "https://dx.doi.org/10.1000/ABC%2F1."}, "doi", "10.1000/abc/1"),
        ({"title": "", "display_name": "Shown"}, "title", "Shown"),
        ({"title": ""}, "title", None),
        ({"language": ""}, "language", None),
        ({"type": "monograph"}, "type", "book"),
        ({"abstract": "Plain."}, "abstract", "Plain."),
        ({"updated": "2023-01-01"}, "updated_date", "2023-01-01"),
        ({"publication_year": 1774}, "publication_year", 1774),
    ],
)
def test_what_can_be_mended_is(tmp_path: Path, fields: dict[str, Any], name: str, value: object) -> None:
    assert Parsed(tmp_path, [{"id": "https://openalex.org/W9"} | fields])["works"][0][name] == value


def test_the_primary_location_comes_first(tmp_path: Path) -> None:
    record = changed("work_2026.json")
    record["locations"].reverse()
    parsed = Parsed(tmp_path, [record])
    assert [(row["position"], row["source_id"]) for row in parsed["work_locations"]] == [(1, "S100"), (2, None)]
    assert parsed["works"][0]["source_id"] == "S100"


def test_the_primary_topic_comes_first(tmp_path: Path) -> None:
    record = changed("work_2026.json")
    record["topics"].reverse()
    assert [row[1:] for row in Parsed(tmp_path, [record]).tuples("work_topics")] == [
        ("T10965", 0.9, 1),
        ("T10577", 0.5, 2),
    ]


def test_an_orcid_that_is_no_one_s_is_set_aside_for_that_author_only(tmp_path: Path) -> None:
    record = changed("work_2026.json")
    record["authorships"][1]["author"]["orcid"] = "https://orcid.org/0000-0002-1825-0098"
    parsed = Parsed(tmp_path, [record])
    assert [row["orcid"] for row in parsed["authorships"]] == ["0000-0002-1825-0097", None]
    assert parsed.set_aside == [
        ("authorships.orcid", "ORCID check digit is wrong", "https://orcid.org/0000-0002-1825-0098")
    ]


def test_a_list_of_authors_that_was_cut_is_reported(tmp_path: Path) -> None:
    parsed = Parsed(tmp_path, [changed("work_2026.json", is_authors_truncated=True)])
    assert len(parsed["authorships"]) == 2
    cut = "the API left authors out; fetch the work alone, or from the snapshot"
    assert parsed.set_aside == [("works.authorships", cut, "2")]


def test_fields_that_nobody_knows_are_reported(tmp_path: Path) -> None:
    record = changed("work_2026.json", planet="Earth")
    record["authorships"][0]["mood"] = "blue"
    assert Parsed(tmp_path, [record, record]).report["unknown_fields"] == {
        "works.planet": 2,
        "works.authorships.mood": 2,
    }


def test_an_odd_id_leaves_its_neighbours_alone(tmp_path: Path) -> None:
    """Ids of many records are cleaned together. Two copies of a work keep their references each, link decides."""
    orcid = "https://orcid.org/0000-0002-1825-0097"
    work = {"id": "https://openalex.org/W1", "type": "article"}
    references = [f"https://openalex.org/W{number}" for number in (5, 6)]
    author = {"author_position": "first", "author": {"id": "https://openalex.org/A1", "orcid": orcid}}
    odd = {"author_position": "last", "author": {"id": "a2", "orcid": orcid[:-1] + "6"}}
    parsed = Parsed(
        tmp_path,
        [
            {**work, "referenced_works": references, "authorships": [author]},
            {**work, "referenced_works": [*references, "w5", "seven"], "authorships": [odd, author]},
        ],
    )
    assert parsed.tuples("citations") == [("W1", "W5"), ("W1", "W6"), ("W1", "W5"), ("W1", "W6")]
    assert [(row["author_id"], row["orcid"]) for row in parsed["authorships"]] == [
        ("A1", "0000-0002-1825-0097"),
        ("A2", None),
        ("A1", "0000-0002-1825-0097"),
    ]
    assert sorted(parsed.set_aside) == [
        ("authorships.orcid", "ORCID check digit is wrong", orcid[:-1] + "6"),
        ("citations.cited_work_id", "not an OpenAlex id (W and digits)", "seven"),
    ]
    assert {row["line"] for row in parsed["_refused"]} == {2}
