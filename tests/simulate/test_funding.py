"""The awards of the invented Japan add up, are recognised, and come through the ordinary chain as they were planted."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from scipy.integrate import quad
from scipy.stats import beta

from parsed_base import kb
from rashinban.schema.japanese import fiscal_year, jgn
from rashinban.simulate import simulate
from rashinban.simulate.acknowledged import (
    AWARDED,
    Works,
    first_chances,
    lag_chances,
    may_acknowledge,
    second_chances,
)
from rashinban.simulate.draw import Part, draw
from rashinban.simulate.funding import INDIRECT, G, cohorts, counts
from rashinban.simulate.programmes import LAGS, PROGRAMMES
from rashinban.simulate.sheet import MAPPING
from rashinban.simulate.world import MERIT, Plan, World
from rashinban.stages.fetch import fetch
from rashinban.stages.link import link
from rashinban.stages.parse import parse

PLAN = Plan(works=20_001, seed=3, part_works=20_001)


@pytest.fixture(scope="module")
def world() -> World:
    return World(PLAN)


@pytest.fixture(scope="module")
def part(world: World) -> Part:
    return draw(world, 0)


def _works(part: Part) -> Works:
    return Works(
        lead=part.lead,
        year=part.year - PLAN.first_year,
        strand=part.strand,
        type=part.type,
        propensity=part.propensity,
        planted=part.planted,
        home=np.zeros(part.works, dtype=np.int64),
    )


def test_money_of_an_award_is_the_same_by_institution_and_by_year(world: World) -> None:
    funding = world.funding
    by_part = np.bincount(funding.part_award, weights=funding.part_direct)
    award, _, direct = funding.yearly()
    assert by_part.tolist() == funding.direct.tolist()
    assert np.bincount(award, weights=direct).tolist() == funding.direct.tolist()
    assert (funding.part_direct > 0).all()
    pairs = set(zip(funding.part_award.tolist(), funding.part_recipient.tolist(), strict=True))
    assert len(pairs) == funding.part_award.size, "a recipient stands once in an award"
    for g, programme in enumerate(PROGRAMMES):
        assert funding.direct[funding.programme == g].sum() == counts(PLAN)[g] * programme.money
    # 1,000 yen of direct costs have 300 of indirect ones.
    assert INDIRECT == 300 / 1000


def test_numbers_are_systematic_and_given_once(world: World) -> None:
    numbers = world.funding.numbers
    assert len(set(numbers)) == len(numbers)
    assert [jgn(number) for number in numbers] == numbers


def test_awards_start_in_their_fiscal_year_and_end_with_one(world: World) -> None:
    funding = world.funding
    starts = set()
    for a, (g, cohort) in enumerate(zip(funding.programme.tolist(), funding.cohort.tolist(), strict=True)):
        first, last = funding.period(a)
        assert fiscal_year(first.isoformat()) == cohort
        assert last == date(cohort + PROGRAMMES[g].years, 3, 31)
        starts.add((first.year - cohort, first.month))
    # January of the next calendar year is the same fiscal year.
    assert {(0, 4), (0, 10), (0, 12), (1, 1)} == starts


def test_every_programme_and_fiscal_year_has_awards(world: World) -> None:
    assert set(world.funding.cells) == {(g, cohort) for g in range(G) for cohort in cohorts(PLAN, g)}


@pytest.mark.parametrize("propensity", [0.03, 0.09, 0.2])
@pytest.mark.parametrize("effect", [0.8, 1.0, 1.6])
def test_a_programme_has_effect_times_the_propensity(propensity: float, effect: float) -> None:
    """Over p ~ Beta(e M, (1 - e) M): the mean of tilt is 1, that of tilt x p is effect x e."""
    merit = beta(propensity * MERIT, (1 - propensity) * MERIT)

    def tilt(p: float) -> float:
        return 1 + (effect - 1) * (MERIT + 1) * (p - propensity) / (1 - propensity)

    # E g(p) with the quantile function: the density has a pole at 0.
    whole = quad(lambda u: tilt(merit.ppf(u)), 0, 1, limit=200)[0]
    of_top = quad(lambda u: tilt(merit.ppf(u)) * merit.ppf(u), 0, 1, limit=200)[0]
    assert whole == pytest.approx(1.0, abs=1e-3)
    assert of_top == pytest.approx(effect * propensity, rel=1e-3)


def test_chances_are_chances(part: Part) -> None:
    works = _works(part)
    rows = may_acknowledge(works, part.funder)
    some = works.taken(rows)
    first = first_chances(PLAN, some)
    assert first.min() >= 0
    assert first.sum(axis=1).max() <= 1
    # A work whose merit is what was expected of it, p = e, acknowledges an award with the chance A.
    expected = first_chances(PLAN, Works(**{**vars(some), "planted": some.propensity}))
    assert expected.sum(axis=1) == pytest.approx(AWARDED)
    chosen = np.argmax(first, axis=1)
    second = second_chances(PLAN, some, chosen)
    assert second.sum(axis=1) == pytest.approx([PROGRAMMES[g].cofunded for g in chosen])
    assert (second[np.arange(chosen.size), chosen] == 0).all()
    lags = lag_chances(PLAN)
    begun = np.array([[PLAN.first_year + y in cohorts(PLAN, g) for g in range(G)] for y in range(PLAN.years)])
    assert lags.sum(axis=2) == pytest.approx(begun.astype(float))
    assert lags[7, 4] == pytest.approx(PROGRAMMES[4].lag), "in the eighth year every lag is possible"


def test_works_acknowledge_awards_of_their_time_of_two_programmes(world: World, part: Part) -> None:
    funding = world.funding
    for award in (part.award, part.second_award):
        rows = np.flatnonzero((award >= funding.first) & (award < funding.first + funding.awards))
        lag = part.year[rows] - funding.cohort[award[rows] - funding.first]
        assert rows.size > 50
        assert lag.min() >= 0
        assert lag.max() < LAGS
    both = np.flatnonzero(part.second_award >= 0)
    one, two = (funding.programme[award[both] - funding.first] for award in (part.award, part.second_award))
    assert (one != two).all()


def test_the_list_of_awards_comes_through_the_chain_to_the_yen(tmp_path: Path) -> None:
    out, base = tmp_path / "world", tmp_path / "base"
    simulate(400, 5, out, references=1.0)
    fetch(base, "openalex", from_paths=[out])
    fetch(base, "spreadsheet", selection={"mapping": MAPPING}, from_paths=[out / "funding"])
    parse(base, workers=1)
    report = json.loads((base / "parsed" / "spreadsheet" / "report.json").read_text(encoding="utf-8"))
    assert (report["refused"], report["refused_values"], report["unknown_fields"]) == (0, {}, {})
    link(base, known_areas={})
    names = ("award_id", "jgn", "start_fiscal_year", "amount", "end_date")
    awards = [row for row in kb(base, "awards", *names) if row[1] is not None]
    # OpenAlex and the list have one award under its systematic number; OpenAlex knows no fiscal year.
    columns = ("award_id", "jgn", "fiscal_year", "amount", "end_date")
    assert awards == _truth(out, "awards", *columns)
    years = _truth(out, "award_years", "award_id", "fiscal_year", "direct", "indirect", "is_planned")
    listed = [
        (award, year, kind, amount, planned)
        for award, year, *costs, planned in years
        for kind, amount in zip(("direct", "indirect"), costs, strict=True)
    ]
    assert kb(base, "award_amounts", "award_id", "fiscal_year", "kind", "amount", "is_planned") == listed
    # The last year of the world is 2025.
    assert {year for _, year, *_, planned in years if planned} == {2026, 2027, 2028, 2029, 2030, 2031}
    parts = ("award_id", "institution_id", "amount")
    assert kb(base, "award_institutions", *parts) == _truth(out, "award_institutions", *parts)


def _truth(world: Path, name: str, *columns: str) -> list[tuple[object, ...]]:
    table = pq.read_table(world / "truth" / f"{name}.parquet")
    return sorted(zip(*(table[column].to_pylist() for column in columns), strict=True), key=repr)
