"""Citations between loaded works, counted again by hand on a generated network."""

from __future__ import annotations

import random

from chain import chain
from rashinban.engine import Engine


def test_network_with_and_without_self_citations(duckdb: Engine) -> None:
    rng = random.Random(7)
    ids = [f"W{i}" for i in range(60)]
    authors = {key: rng.sample([*"ABCDEFGHIJ", None], k=rng.randint(0, 4)) for key in ids}
    pairs = {(rng.choice([*ids, "W999"]), rng.choice([*ids, "W888"])) for _ in range(400)}
    given = {
        "works": [{"work_id": key} for key in ids],
        "citations": [{"work_id": citing, "cited_work_id": cited} for citing, cited in pairs],
        "authorships": [
            {"work_id": key, "author_position": place, "author_id": author}
            for key in ids
            for place, author in enumerate(authors[key], start=1)
        ],
    }
    chain(duckdb, ["work_citations_network", "work_citations_network_without_self"], given)
    shared = {
        (citing, cited) for citing, cited in pairs if {*authors.get(citing, ())} & {*authors.get(cited, ())} - {None}
    }
    for model, left_out in (("work_citations_network", set()), ("work_citations_network_without_self", shared)):
        rows = duckdb.query(f"select work_id, citations from {model}").to_pylist()
        assert {row["work_id"]: row["citations"] for row in rows} == {
            key: sum(cited == key and citing in authors for citing, cited in pairs - left_out) for key in ids
        }
    assert shared, "the network has self-citations"


def test_same_author_twice_is_one_self_citation(duckdb: Engine) -> None:
    given = {
        "works": [{"work_id": "W1"}, {"work_id": "W2"}],
        "citations": [{"work_id": "W2", "cited_work_id": "W1"}],
        "authorships": [
            {"work_id": key, "author_position": place, "author_id": "A1"} for key in ("W1", "W2") for place in (1, 2)
        ],
    }
    chain(duckdb, ["work_citations_network_without_self"], given)
    assert duckdb.query(
        "select * from work_citations_network_without_self order by work_id nulls last"
    ).to_pylist() == [
        {"work_id": "W1", "citations": 0},
        {"work_id": "W2", "citations": 0},
    ]
