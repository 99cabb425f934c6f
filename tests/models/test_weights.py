"""Allocation conserves its total: the fractional weights of every work sum to 1."""

from __future__ import annotations

import random

import pytest

from chain import chain
from rashinban.engine import Engine

WEIGHTS = ["institution_weights", "country_weights", "author_weights", "work_collaboration", "region_weights"]


def record_of_works(seed: int, works: int) -> dict[str, list[dict[str, object]]]:
    """Works with all that records show: nobody, no affiliation, unresolved ones, two institutions in one address."""
    rng = random.Random(seed)
    found: dict[str, list[dict[str, object]]] = {"works": [], "authorships": [], "affiliations": [], "institutions": []}
    countries = ["JP", "US", "CN", "HK", "DE", None]
    home = {f"I{i}": rng.choice(countries) for i in range(12)}
    found["institutions"] = [
        {"institution_id": key, "country_code": country, "type": rng.choice(["education", "company", None])}
        for key, country in home.items()
    ]
    for number in range(works):
        key = {"work_id": f"W{number}"}
        found["works"].append(key)
        for author in range(1, rng.choice([0, 1, 2, 3, 7]) + 1):
            of_author = {**key, "author_position": author}
            found["authorships"].append({**of_author, "author_id": rng.choice(["A1", "A2", "A3", "A4", None])})
            for affiliation in range(1, rng.choice([0, 1, 1, 2, 3]) + 1):
                for institution in range(1, rng.choice([1, 1, 2]) + 1):
                    chosen = rng.choice([*home, None])
                    country = home[chosen] if chosen else rng.choice(countries)
                    found["affiliations"].append(
                        {
                            **of_author,
                            "affiliation_position": affiliation,
                            "institution_position": institution,
                            "institution_id": chosen,
                            # Some records leave out the country that the institution's own record has.
                            "country_code": country if rng.random() < 0.8 else None,
                        }
                    )
    return found


def test_weights_of_every_work_sum_to_one(duckdb: Engine) -> None:
    given = record_of_works(seed=1, works=400)
    chain(duckdb, WEIGHTS, given)
    for model in ("institution_weights", "country_weights", "author_weights"):
        rows = duckdb.query(f"select work_id, sum(weight) as total, min(weight) as least from {model} group by work_id")
        assert rows.num_rows == 400
        assert all(row["total"] == pytest.approx(1, abs=1e-12) and row["least"] > 0 for row in rows.to_pylist()), model


@pytest.mark.parametrize("model", WEIGHTS)
def test_grain_is_kept(model: str, duckdb: Engine) -> None:
    from rashinban import catalog

    chain(duckdb, WEIGHTS, record_of_works(seed=2, works=300))
    grain = ", ".join(catalog.models()[model].meta.grain)
    assert duckdb.query(f"select {grain} from {model} group by {grain} having count(*) > 1").to_pylist() == []


def test_weights_are_those_of_the_definition(duckdb: Engine) -> None:
    given = record_of_works(seed=3, works=200)
    chain(duckdb, ["institution_weights"], given)
    home = {row["institution_id"]: row["country_code"] for row in given["institutions"]}
    expected: dict[tuple[object, object, object], float] = {}
    for work in given["works"]:
        authors = [row for row in given["authorships"] if row["work_id"] == work["work_id"]]
        for author in authors:
            rows = [
                row
                for row in given["affiliations"]
                if (row["work_id"], row["author_position"]) == (author["work_id"], author["author_position"])
            ]
            addresses = {row["affiliation_position"] for row in rows}
            for row in rows:
                together = sum(row["affiliation_position"] == other["affiliation_position"] for other in rows)
                key = (work["work_id"], row["institution_id"], row["country_code"] or home.get(row["institution_id"]))
                expected[key] = expected.get(key, 0) + 1 / len(authors) / len(addresses) / together
            if not rows:
                key = (work["work_id"], None, None)
                expected[key] = expected.get(key, 0) + 1 / len(authors)
        if not authors:
            expected[(work["work_id"], None, None)] = 1.0
    rows = duckdb.query("select * from institution_weights").to_pylist()
    found = {(row["work_id"], row["institution"], row["country"]): row["weight"] for row in rows}
    assert found == {key: pytest.approx(weight, abs=1e-12) for key, weight in expected.items()}


def test_regions_hold_their_members(duckdb: Engine) -> None:
    chain(duckdb, WEIGHTS, record_of_works(seed=4, works=200))
    total = "select round(sum(weight), 9) as total from {} where {}"
    g7 = duckdb.query(total.format("region_weights", "region = 'G7'")).to_pylist()
    assert g7 == duckdb.query(total.format("country_weights", "country in ('JP', 'US', 'DE')")).to_pylist()
    nobody = duckdb.query(total.format("region_weights", "region is null")).to_pylist()
    assert nobody == duckdb.query(total.format("country_weights", "country is null")).to_pylist()
