"""What is planted adds up: shares sum to one, the mean propensity is a tenth, numbers are given out once."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from rashinban.schema import kinds, tables
from rashinban.simulate import ids, simulate_tables, truth
from rashinban.simulate.countries import COUNTRIES
from rashinban.simulate.draw import Part, draw
from rashinban.simulate.people import distinct, orcid_texts
from rashinban.simulate.world import Plan, World, foreign_share

PLAN = Plan(works=20_001, seed=3, part_works=5_001)


@pytest.fixture(scope="module")
def world() -> World:
    return World(PLAN)


@pytest.fixture(scope="module")
def parts(world: World) -> list[Part]:
    return [draw(world, part) for part in range(PLAN.parts)]


def test_foreign_share_of_a_team_worked_by_hand() -> None:
    # n = 2: the second author is abroad for certain (at least one is); with chance .10 the first is half abroad.
    # n = 3: E max(1, Binomial(2, .45)) = 2 x .45 + .55^2 = 1.2025.
    assert foreign_share(np.array([1, 2, 3])).tolist() == pytest.approx(
        [0.0, (1 + 0.05) / 2, (2 * 0.45 + 0.55**2 + 0.05) / 3]
    )


def test_shares_sum_to_one_and_the_mean_propensity_is_a_tenth(world: World) -> None:
    assert world.lead.sum(axis=2) == pytest.approx(1.0)
    assert world.mixed.sum(axis=2) == pytest.approx(1.0)
    assert (world.mixed * world.top_10).sum(axis=2) == pytest.approx(0.10)
    assert world.block_share.sum() == pytest.approx(1.0)
    assert 0 < world.top_10.min() < world.top_10.max() < 1


def test_mixed_share_is_what_the_draw_gives(world: World, parts: list[Part]) -> None:
    """Fractional shares of countries over all works against the planted ones: within 3 standard errors."""
    total = np.zeros(len(COUNTRIES))
    for part in parts:
        size = np.diff(part.author_offset)[part.author_work]
        total += np.bincount(part.author_country, weights=1 / size, minlength=total.size)
    expected = (world.mixed * world.block_share.T[:, :, None]).sum(axis=(0, 1))
    error = np.sqrt(expected * (1 - expected) / PLAN.works)
    # The first author of a mixed team is half abroad (a tenth of these teams), which `total` does not see.
    assert np.abs(total / PLAN.works - expected).max() < 3 * error.max() + 0.003


def test_every_work_has_one_number_whatever_the_parts(parts: list[Part]) -> None:
    assert np.concatenate([part.number for part in parts]).tolist() == list(range(PLAN.works))


def test_top_tenth_of_every_cell_is_drawn_as_planted(world: World, parts: list[Part]) -> None:
    for part in parts:
        top = part.quantile >= 0.90
        assert top.sum() == pytest.approx(part.planted.sum(), abs=1)
        assert ((part.citations >= world.cell_top_10[part.cell]) == top).all()
        assert ((part.citations >= world.cell_top_1[part.cell]) == (part.quantile >= 0.99)).all()
        cells = np.bincount(part.cell, weights=top - part.planted)
        assert np.abs(cells).max() < 1.0


def test_observed_weights_never_exceed_the_work(world: World, parts: list[Part]) -> None:
    weight = truth.observed(world, parts[0]).sum(axis=1)
    nothing_missing = np.ones(parts[0].works, dtype=np.bool_)
    nothing_missing[parts[0].author_work[np.isin(parts[0].affiliation, (1, 2))]] = False
    assert weight[nothing_missing] == pytest.approx(1.0)
    assert weight[~nothing_missing].max() < 1.0


def test_nobody_stands_twice_on_a_work(parts: list[Part]) -> None:
    part = parts[0]
    known = part.author >= 0
    pairs = part.author_work[known] * (1 << 34) + part.author[known]
    assert distinct(pairs).size == pairs.size


def test_network_citations_follow_the_planted_ones(world: World, parts: list[Part]) -> None:
    cited = np.concatenate([part.reference for part in parts]) - ids.FIRST
    received = np.bincount(cited % ids.MERGED, minlength=PLAN.works)
    planted = np.concatenate([part.citations for part in parts])
    year = np.concatenate([part.year for part in parts])
    old = year <= PLAN.first_year + 3
    assert np.corrcoef(np.log1p(received[old]), np.log1p(planted[old]))[0, 1] > 0.6


def test_identifiers_are_taken_by_the_value_kinds() -> None:
    for number in (0, 1, 12_345, 99_999):
        kinds.ror_id(ids.ror(number))
        kinds.issn(ids.issn(number))
        assert kinds.orcid(ids.orcid(number)) in ids.orcid(number)
    numbers = np.arange(200)
    texts = [text.strip('"') for text in orcid_texts(numbers)]
    assert all(text in ("null", ids.orcid(n)) for n, text in enumerate(texts))
    assert "null" in texts


def test_tables_have_the_declared_columns_and_do_not_depend_on_processes(tmp_path: Path) -> None:
    for name, processes in (("one", 1), ("two", 2)):
        simulate_tables(600, 9, tmp_path / name, processes=processes, part_works=200)
    found = {path.name for path in (tmp_path / "one").iterdir() if path.is_dir()} - {"truth", "work_technology_areas"}
    for name in sorted(found):
        assert pq.read_schema(tmp_path / "one" / name / "part-00000.parquet").names == list(tables()[name].names)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.parquet"))
    assert sum(path.parts[0] == "works" for path in files) == 3
    for path in files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()


def test_years_of_growth_show_in_the_planted_shares(world: World) -> None:
    china = next(n for n, country in enumerate(COUNTRIES) if country.code == "CN")
    shares = (world.lead[:, :, china] * world.block_share.T).sum(axis=0) / world.block_share.sum(axis=1)
    assert all(later > earlier for earlier, later in pairwise(shares.tolist()))
