"""Questions about five awards, every figure worked by hand; money keeps its total to the yen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from asked_cells import cells, values
from rashinban.catalog import Statistic
from rashinban.engine import Engine
from rashinban.errors import UsageError
from rashinban.measure.concentration import statistic
from rashinban.measure.coverage import coverage
from rashinban.measure.question import ask, record_of
from rashinban.measure.records import records
from rashinban.measure.session import Session
from rashinban.measure.show import show


def close(found: Mapping[Any, float | None]) -> dict[Any, object]:
    return {key: None if value is None else pytest.approx(value, abs=1e-9) for key, value in found.items()}


# --- awards and money ---------------------------------------------------------------------------------------------


def test_awards_are_shared_and_add_up(funded: Session) -> None:
    # G1 a third each for JP, US, DE; G2 JP; G3 two thirds DE, one JP, by their money; G4 nobody; G5 US.
    found = values(funded, "awards", "country")
    assert found == close({"JP": 1 / 3 + 1 + 1 / 3, "US": 1 / 3 + 1, "DE": 1 / 3 + 2 / 3, None: 1.0})
    assert sum(value or 0 for value in found.values()) == pytest.approx(5, abs=1e-9)


def test_in_full_counting_each_has_the_award_whole(funded: Session) -> None:
    assert values(funded, "awards", "country", counting="full") == {"JP": 3.0, "US": 2.0, "DE": 2.0, None: 1.0}


def test_awards_by_programme_stand_at_each_level(funded: Session) -> None:
    assert values(funded, "awards", "programme") == {
        "crest": 2.0, "presto": 1.0, "jst-strategic": 3.0, "kakenhi": 1.0, "kakenhi-c": 1.0, None: 1.0,
    }  # fmt: skip


def test_amounts_of_two_currencies_are_never_added(funded: Session) -> None:
    assert values(funded, "amount", "currency") == {"JPY": 1_800_001.0, "EUR": 900.0, None: None}
    for where in ([], ["currency=JPY|EUR"]):
        with pytest.raises(UsageError, match="amount is of one currency at a time: add currency to --by, or write"):
            values(funded, "amount", where=where)


@pytest.mark.parametrize("by", ["institution", "country", "fiscal_year", "year", "funder", "status"])
def test_every_allocation_keeps_its_total_to_the_yen(funded: Session, by: str) -> None:
    found = values(funded, "amount", by, where=["currency=JPY"])
    assert round(sum(value or 0 for value in found.values())) == 1_800_001
    assert sum(value or 0 for value in found.values()) == pytest.approx(1_800_001, abs=1e-6)


def test_declared_shares_are_those_of_the_money(funded: Session) -> None:
    assert values(funded, "amount", "institution", where=["currency=EUR"]) == close({"I3": 600.0, "I1": 300.0})


def test_whole_amounts_are_not_spread_over_years(funded: Session) -> None:
    found = values(funded, "amount", "fiscal_year", where=["currency=JPY"])
    assert found == close({2020: 600_000.0, 2021: 400_001.0, None: 800_000.0})
    assert values(funded, "amount", where=["currency=JPY", "fiscal_year=2021..2030"]) == close({None: 400_001.0})


def test_years_of_an_award_divide_its_money_in_full_counting_too(funded: Session) -> None:
    both = ["currency=JPY", "fiscal_year=2020..2021"]
    assert values(funded, "amount", "country", where=both, counting="full") == close(
        dict.fromkeys(("JP", "US", "DE"), 1_000_001.0)
    )
    # Three institutions, each in both years, are asked for and not asked by: the award is there once.
    table = records(
        funded, ask((), [*both, "institution=I1|I2|I3"], counting="full", record="awards"), "amount"
    ).to_pylist()
    assert [(row["award_id"], row["contribution"]) for row in table] == [("G1", pytest.approx(1_000_001.0))]


def test_regions_and_ranges_of_years(funded: Session) -> None:
    assert values(funded, "awards", where=["region=G7", "year=2021..2022"]) == close({None: 1 + 1})
    assert values(funded, "awards", where=["year=2020"]) == {None: 2.0}


def test_records_of_a_number_are_its_awards(funded: Session) -> None:
    question = ask((), ["funder=fundref:1", "currency=JPY", "institution=I1"], record="awards")
    table = records(funded, question, "amount")
    assert table.column_names == [
        "award_id", "funder_award_id", "title", "year", "funder", "scheme", "amount", "currency",
        "weight", "value", "contribution",
    ]  # fmt: skip
    rows = table.select(["award_id", "year", "amount", "value"]).to_pylist()
    assert rows == [
        {"award_id": "G2", "year": 2021, "amount": 500_000, "value": 500_000.0},
        {"award_id": "G1", "year": 2020, "amount": 1_000_001, "value": 1_000_001.0},
    ]
    own = cells(funded, "amount", where=["funder=fundref:1", "currency=JPY", "institution=I1"])[None]
    assert sum(table["contribution"].to_pylist()) == pytest.approx(own.value)
    assert own.works == table.num_rows


# --- live, length, outputs ----------------------------------------------------------------------------------------


def test_live_awards_on_a_day(funded: Session) -> None:
    one = cells(funded, "live_awards", where=["date=2022-01-01"])[None]
    # G3 has ended; of G4 nobody knows the end.
    assert (one.value, one.observed, one.works, one.coverage) == (3.0, 4, 5, pytest.approx(4 / 5))
    assert values(funded, "live_awards", where=["date=2022-04-01"]) == {None: 1.0}


@pytest.mark.parametrize(
    ("name", "where", "said"),
    [
        ("live_awards", [], "live_awards is of one date at a time: write --where date="),
        ("live_awards", ["date=2022-13-01"], "write one day, for example date=2026-04-01"),
        ("live_awards", ["date=2022-01-01|2023-01-01"], "write one day"),
        ("awards", ["date=2022-01-01"], "awards is not of one date: leave out date"),
        ("awards", ["lag=1"], "awards is not told by lag"),
        ("awards", ["source=S1"], "key 'source' is not known"),
        ("awards", ["programme=forrest"], "programme 'forrest' is not known"),
        ("gini", ["currency=JPY", "institution=I1"], "leave out institution"),
    ],
)
def test_wrong_words_are_said_with_the_mend(funded: Session, name: str, where: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        values(funded, name, where=where)


def test_works_and_awards_are_asked_for_apart() -> None:
    with pytest.raises(UsageError, match="p counts works, amount counts awards: ask for them apart"):
        record_of(["p", "amount"])


def test_a_date_is_no_key_to_answer_by(funded: Session) -> None:
    with pytest.raises(UsageError, match="date is one value for the whole question"):
        values(funded, "live_awards", "date")


def test_outputs_by_cohort_and_lag_with_the_unseen_part_marked(funded: Session) -> None:
    found = cells(funded, "outputs", "year", "lag", where=["date=2022-12-31"])
    # W1 is of G1 and G2, a half each; for G2 it came a year before the start. W3 came to G1 after a year.
    assert {key: one.value for key, one in found.items() if key[0] == 2020} == {
        (2020, 0): 0.5, (2020, 1): 1.0, (2020, 2): 0.0, **{(2020, lag): None for lag in range(3, 8)},
    }  # fmt: skip
    assert {key: one.value for key, one in found.items() if key[0] == 2021} == {
        (2021, 0): 0.0, (2021, 1): 0.0, **{(2021, lag): None for lag in range(2, 8)},
    }  # fmt: skip
    # G3's funder lists no outputs at all: of the two awards of 2020 one is seen.
    assert found[2020, 0].coverage == 0.5
    assert values(funded, "patents", "year", "lag", where=["date=2023-06-30", "lag=2..3"])[2020, 2] == 1.0


def test_outputs_of_all_lags_are_divided_among_their_awards(funded: Session) -> None:
    found = values(funded, "outputs", "programme", where=["date=2022-12-31"])
    assert (found["crest"], found["presto"], found["jst-strategic"]) == (1.5, 0.5, 2.0)
    with pytest.raises(UsageError, match="fractional counting only"):
        values(funded, "outputs", where=["date=2022-12-31"], counting="full")


def test_time_to_output_and_co_funding(funded: Session) -> None:
    assert values(funded, "years_to_output", "programme")["crest"] == pytest.approx((0 * 0.5 + 1 * 1) / 1.5)
    assert values(funded, "years_to_output", "programme")["presto"] is None
    # Of G1's two publications one is G2's too.
    assert values(funded, "pp_cofunded", "programme")["crest"] == 0.5
    # G1 and G5: 730 and 365 days; G3 366; G2 1,096.
    assert values(funded, "award_years")[None] == pytest.approx((730 + 1096 + 366 + 365) / 4 / 365.25)


def test_works_are_asked_by_programme_cohort_and_lag(funded: Session) -> None:
    assert values(funded, "p", "programme") == {"crest": 1.5, "presto": 0.5, "jst-strategic": 2.0}
    assert values(funded, "p", "cohort", "lag", where=["programme=jst-strategic"]) == {
        (2020, 0): 0.5, (2020, 1): 1.0, (2021, None): 0.5,
    }  # fmt: skip
    assert values(funded, "p", "programme", counting="full") == {"crest": 2.0, "presto": 1.0, "jst-strategic": 2.0}
    assert values(funded, "p_top_10", where=["programme=crest"]) == {None: 0.5}
    assert values(funded, "p", "confidence") == {"exact-id": 2.0}
    assert values(funded, "p", where=["programme=crest", "confidence=inferred"]) == {}
    # Without a programme no level of the tree is counted twice.
    assert values(funded, "p", "cohort") == {2020: 1.5, 2021: 0.5}


def test_coverage_is_of_awards(funded: Session) -> None:
    count, shares = coverage(funded, ask((), (), record="awards"))
    assert count == 5
    assert shares == {
        "amount": 0.8, "year": 1.0, "period": 0.8, "institution": 0.8, "country": 0.8, "programme": 0.8, "output": 0.6,
    }  # fmt: skip


@pytest.mark.spark
def test_both_engines_give_the_same_answers(funded: Session, funded_base: Path, spark: Engine) -> None:
    other = Session(spark, funded_base)
    asked: tuple[tuple[str, tuple[str, ...], list[str], str], ...] = (
        ("awards", ("country", "programme"), [], "full"),
        ("amount", ("institution", "fiscal_year"), ["currency=JPY"], "full"),
        ("amount", ("country", "currency"), ["fiscal_year=2020..2021"], "fractional"),
        ("gini", ("currency",), [], "fractional"),
        ("top_share", ("currency", "year"), [], "fractional"),
        ("outputs", ("year", "lag"), ["date=2022-12-31"], "fractional"),
        ("p", ("programme", "cohort", "lag"), [], "full"),
    )
    for name, by, where, counting in asked:
        own, others = (cells(session, name, *by, where=where, counting=counting) for session in (funded, other))
        assert own.keys() == others.keys()
        for key, one in own.items():
            assert others[key].value == (None if one.value is None else pytest.approx(one.value, rel=1e-12)), key
            assert others[key].lower == (None if one.lower is None else pytest.approx(one.lower, rel=1e-9)), key


# --- concentration ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "amounts", "value"),
    [
        ("gini", [1, 2, 3, 4], 0.25),
        ("gini", [5, 5, 5], 0.0),
        ("hhi", [0.2, 0.3, 0.5], 0.38),
        ("effective_number", [0.2, 0.3, 0.5], 1 / 0.38),
        ("effective_number", [7, 7, 7, 7], 4.0),
        ("top_share", [1] * 9 + [11], 11 / 20),
        ("top_share", [3, 3, 3], 0.1),
        # A tenth of fifteen is one and a half: the largest, and half of the next.
        ("top_share", [*range(1, 16)], (15 + 14 / 2) / 120),
    ],
)
def test_statistics_are_those_of_the_definition(name: Statistic, amounts: list[float], value: float) -> None:
    column = np.array(sorted(amounts), dtype=float)
    found = statistic(name, column, np.ones((len(column), 1)))
    assert found.tolist() == [pytest.approx(value, abs=1e-12)]


@pytest.mark.parametrize("name", ["gini", "hhi", "effective_number", "top_share"])
def test_a_sample_counts_a_recipient_as_often_as_it_is_drawn(name: Statistic) -> None:
    times = np.array([[2.0, 0.0, 1.0], [0.0, 3.0, 1.0], [1.0, 0.0, 1.0]])
    found = statistic(name, np.array([1.0, 2.0, 4.0]), times)
    drawn = [[1.0, 1.0, 4.0], [2.0, 2.0, 2.0], [1.0, 2.0, 4.0]]
    alone = [statistic(name, np.array(one), np.ones((3, 1)))[0] for one in drawn]
    assert found.tolist() == pytest.approx(alone, abs=1e-12)


def test_concentration_is_of_the_recipients_of_a_slice(funded: Session) -> None:
    third = 1_000_001 / 3
    low, middle, high = sorted((third + 500_000, third + 300_000, third))
    whole = low + middle + high
    one = cells(funded, "gini", "currency")["JPY"]
    assert one.value == pytest.approx((-2 * low + 2 * high) / (3 * whole))
    assert (one.works, one.observed, one.coverage, one.interval) == (3, 3, 1.0, "recipients")
    assert one.lower is not None and one.upper is not None and one.lower <= one.value <= one.upper
    assert one == cells(funded, "gini", where=["currency=JPY"])[None]
    shares = (low / whole, middle / whole, high / whole)
    assert values(funded, "amount_hhi", "currency")["JPY"] == pytest.approx(sum(share**2 for share in shares))


def test_one_recipient_alone_has_no_interval(funded: Session) -> None:
    one = cells(funded, "effective_number", "programme", where=["currency=JPY"])["presto"]
    assert (one.value, one.lower, one.interval) == (1.0, None, "none")


def test_awards_without_an_amount_or_a_recipient_are_in_the_coverage(funded: Session) -> None:
    one = cells(funded, "top_share", "currency")[None]
    assert (one.value, one.works, one.observed, one.coverage) == (None, 1, 0, 0.0)
    table = records(funded, ask((), ["currency=EUR"], record="awards"), "gini")
    assert [(row["recipient"], row["contribution"]) for row in table.to_pylist()] == [
        ("I3", pytest.approx(600.0)),
        ("I1", pytest.approx(300.0)),
    ]


# --- leaving awards out, parts of the money -----------------------------------------------------------------------


def test_awards_that_skew_a_total_can_be_left_out(funded: Session) -> None:
    assert values(funded, "amount", "currency", where=["award!=G1"]) == {"JPY": 800_000.0, "EUR": 900.0, None: None}
    assert values(funded, "awards", where=["award!=G1|G3"]) == {None: 3.0}
    # What is not known is not what was named: G4 and G5 and all others without that status stay.
    assert values(funded, "awards", where=["status!=completed"]) == {None: 5.0}


def test_only_single_values_are_left_out(funded: Session) -> None:
    with pytest.raises(UsageError, match="programme!=: only what a record has one of can be left out"):
        values(funded, "awards", where=["programme!=crest"])
    with pytest.raises(UsageError, match="year!=2019..2020: what is left out is written out"):
        values(funded, "awards", where=["year!=2019..2020"])


def test_the_part_of_an_area_is_of_all_money_of_the_unit(funded: Session) -> None:
    whole = values(funded, "amount", "funder", where=["currency=JPY"])
    inside = values(funded, "amount", "funder", where=["currency=JPY", "technology_area=jp20-09"])
    part = values(funded, "amount_part", "funder", where=["currency=JPY", "technology_area=jp20-09"])
    assert part.keys() == inside.keys() and part
    for key, value in part.items():
        assert value == pytest.approx((inside[key] or 0) / (whole[key] or 1))


def test_outputs_add_up_over_the_sureness_of_their_links(funded: Session) -> None:
    day = "date=2022-12-31"
    whole = values(funded, "outputs", "programme", where=[day])["crest"]
    by_confidence = values(funded, "outputs", "confidence", where=[day, "programme=crest"])
    assert by_confidence == {"exact-id": 1.5, "number-in-text": 0.0, "inferred": 0.0}
    assert sum(value or 0 for value in by_confidence.values()) == whole
    assert values(funded, "outputs", where=[day, "programme=crest", "confidence=number-in-text|inferred"]) == {
        None: 0.0
    }
    by_lag = values(funded, "outputs", "lag", where=[day, "programme=crest", "confidence=exact-id", "lag=0..1"])
    assert by_lag == {0: 0.5, 1: 1.0}
    with pytest.raises(UsageError, match="awards is not told by confidence"):
        values(funded, "awards", "confidence")


def test_a_day_that_one_indicator_reads_may_stand_beside_others(funded: Session) -> None:
    question = ask(("programme",), ["date=2022-12-31"], record="awards")
    rows = show(funded, question, ["awards", "outputs"], release="").rows
    crest = next(row.measured for row in rows if row.keys["programme"] == "crest")
    assert (crest["awards"].value, crest["outputs"].value) == (2.0, 1.5)


def test_outputs_per_award_add_up_over_lags(funded: Session) -> None:
    found = values(funded, "outputs_per_award", "year", "lag", where=["date=2022-12-31"])
    # Of the two awards of 2020 G3's funder lists nothing: G1 alone is seen, with 0.5 and then 1 more.
    assert {key: value for key, value in found.items() if key[0] == 2020 and key[1] < 4} == {
        (2020, 0): 0.5, (2020, 1): 1.5, (2020, 2): 1.5, (2020, 3): None,
    }  # fmt: skip
    # W1 came to G2 before its start: in the whole of all times, in no lag. CREST: (1.5 + 0) / 2.
    assert values(funded, "outputs_per_award", "programme", where=["date=2022-12-31"])["crest"] == 0.75
    both = ["date=2022-12-31", "programme=crest", "confidence=exact-id|inferred"]
    assert values(funded, "outputs_per_award", where=both) == {None: 0.75}


def test_shares_of_the_money_are_of_all_awards(funded: Session) -> None:
    found = values(funded, "amount_share", "institution", where=["currency=JPY"])
    amounts = values(funded, "amount", "institution", where=["currency=JPY"])
    assert found == {key: pytest.approx((value or 0) / 1_800_001) for key, value in amounts.items()}
    assert sum(value or 0 for value in found.values()) == pytest.approx(1)
