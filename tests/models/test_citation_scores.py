"""Published examples of top-x % counting, and what must hold in every field, year and type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chain import chain
from rashinban.engine import Engine, open_engine

SCORES = ["citation_histogram", "citation_reference", "citation_cells", "citation_scores_histogram"]
HISTOGRAM = ["citation_histogram"]


def works(cell: str, citations: Sequence[int]) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Works of one subfield, and their citations."""
    ids = [f"{cell}-{i}" for i in range(len(citations))]
    universe = [
        {"work_id": key, "year": 2020, "type": "article", "subfield": cell, "field": "f", "domain": "d"} for key in ids
    ]
    return (
        [{**row, "in_universe": True} for row in universe],
        [{"work_id": key, "citations": number} for key, number in zip(ids, citations, strict=True)],
    )


def scores(engine: Engine, cells: dict[str, Sequence[int]], minimum_cell: int = 1) -> list[dict[str, object]]:
    """The scores of every work, with its cell and citations, in the order of the cells."""
    universe: list[dict[str, object]] = []
    counts: list[dict[str, object]] = []
    for cell, citations in cells.items():
        found = works(cell, citations)
        universe += found[0]
        counts += found[1]
    chain(engine, HISTOGRAM, {"universe": universe, "work_citations": counts})
    engine.define("reference_histogram", "select * from citation_histogram")
    chain(engine, SCORES[1:], {}, minimum_cell=minimum_cell)
    return engine.query(
        "select s.*, u.subfield, w.citations from citation_scores_histogram as s"
        " join universe as u on u.work_id = s.work_id join work_citations as w on w.work_id = s.work_id"
    ).to_pylist()


def by_citations(rows: Sequence[dict[str, object]], column: str) -> dict[object, object]:
    """The one score that works with equal citations have."""
    found = {(row["citations"], row[column]) for row in rows}
    assert len(found) == len({citations for citations, _ in found}), "equal works have equal scores"
    return dict(found)


def test_pathos_example_of_ties(duckdb: Engine) -> None:
    # PathOS: five works cited 0, 1, 2, 2, 3; top half: F = 1, C = D = 0.75, together 2.5. Here twenty uncited
    # works are put below them: 2.5 is now the top tenth of 25.
    rows = scores(duckdb, {"c": [0] * 20 + [0, 1, 2, 2, 3]})
    assert by_citations(rows, "top_10") == {0: 0.0, 1: 0.0, 2: (2.5 - 1) / 2, 3: 1.0}
    assert sum(row["top_10"] for row in rows) == 0.75 + 0.75 + 1  # type: ignore[misc]


def test_top_10_and_top_1_of_twenty_works(duckdb: Engine) -> None:
    rows = scores(duckdb, {"c": [0] * 12 + [1] * 5 + [2] * 2 + [9]})
    assert by_citations(rows, "top_10") == {0: 0.0, 1: 0.0, 2: (2 - 1) / 2, 9: 1.0}
    assert by_citations(rows, "top_1") == {0: 0.0, 1: 0.0, 2: 0.0, 9: 0.2}
    assert by_citations(rows, "ncs") == {0: 0.0, 1: 1 / 0.9, 2: 2 / 0.9, 9: 9 / 0.9}


def test_nistep_example_of_a_hundred_papers(duckdb: Engine) -> None:
    # 7 of 100 papers qualify; A has 4, B 2, C 1: 5.7, 2.9, 1.4. Four more tie at the threshold.
    rows = scores(duckdb, {"c": [0] * 89 + [5] * 4 + [6, 7, 8, 9, 10, 11, 12]})
    adjusted = by_citations(rows, "top_10_nistep")
    assert adjusted == {0: 0.0, 5: 0.0} | {citations: pytest.approx(10 / 7, abs=1e-12) for citations in range(6, 13)}
    assert [round(papers * 10 / 7, 1) for papers in (4, 2, 1)] == [5.7, 2.9, 1.4]
    assert sum(row["top_10_nistep"] for row in rows) == pytest.approx(10, abs=1e-9)  # type: ignore[misc]
    assert by_citations(rows, "top_10")[5] == (10 - 7) / 4


def test_exact_tenth_has_no_tie(duckdb: Engine) -> None:
    # 18 of 20 works have at most 1 citation: exactly 90 %, which 0.9 x 20 in floating point need not be.
    rows = scores(duckdb, {"c": [1] * 18 + [2, 3]})
    assert by_citations(rows, "top_10") == {1: 0.0, 2: 1.0, 3: 1.0}
    assert by_citations(rows, "top_10_nistep") == {1: 0.0, 2: 1.0, 3: 1.0}


def test_nobody_cited(duckdb: Engine) -> None:
    rows = scores(duckdb, {"c": [0] * 50})
    assert {(row["ncs"], row["top_10"], row["top_1"], row["top_10_nistep"]) for row in rows} == {(1.0, 0.1, 0.01, None)}


def test_small_cells_use_the_level_above(duckdb: Engine) -> None:
    rows = scores(duckdb, {"large": [0] * 30 + [4] * 20, "small": [10] * 10}, minimum_cell=50)
    levels = Counter((row["subfield"], row["reference_level"]) for row in rows)
    assert levels == {("large", "subfield"): 50, ("small", "field"): 10}
    # The field has 20 x 4 + 10 x 10 = 180 citations on 60 works.
    assert {row["ncs"] for row in rows if row["subfield"] == "small"} == {10 / (180 / 60)}


CELLS = st.dictionaries(
    st.sampled_from(["1", "2", "3", "4"]),
    st.lists(st.integers(0, 12) | st.integers(0, 10_000), min_size=1, max_size=130),
    min_size=1,
)


@given(cells=CELLS)
@settings(max_examples=40, deadline=None)
def test_every_cell_holds_exactly_x(cells: dict[str, list[int]]) -> None:
    engine = open_engine("duckdb")
    try:
        rows = scores(engine, cells)
    finally:
        engine.close()
    for cell, citations in cells.items():
        inside = [row for row in rows if row["subfield"] == cell]
        n = len(citations)
        assert len(inside) == n
        assert sum(row["top_10"] for row in inside) == pytest.approx(n / 10, abs=1e-9)  # type: ignore[misc]
        assert sum(row["top_1"] for row in inside) == pytest.approx(n / 100, abs=1e-9)  # type: ignore[misc]
        # ncs has mean 1, and is 1 for all where nobody is cited.
        assert sum(row["ncs"] for row in inside) == pytest.approx(n, rel=1e-9)  # type: ignore[misc]
        for column, share in (("top_10_nistep", 10), ("top_1_nistep", 100)):
            adjusted = [row[column] for row in inside]
            if adjusted[0] is None:
                assert set(adjusted) == {None}
            else:
                assert sum(adjusted) == pytest.approx(n / share, abs=1e-9)  # type: ignore[arg-type]
