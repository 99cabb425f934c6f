"""Concentration among those who got something, and among all like them: twelve institutions, worked by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from asked_cells import cells, values
from rashinban.engine import Engine, open_engine
from rashinban.errors import UsageError
from rashinban.measure.session import Session

Written = Callable[[Path, Mapping[str, list[dict[str, object]]]], None]

#: Country and type. I1, I2, I3 and I4 get money; I5 paid back more than it got.
INSTITUTIONS = {
    "I1": ("JP", "education"),
    "I2": ("JP", "education"),
    "I3": ("JP", "company"),
    "I4": ("US", "education"),
    "I5": ("JP", "education"),
    "I6": ("JP", "education"),
    "I7": ("JP", "company"),
    "company-abroad": ("US", "company"),
    "hospital": ("JP", "healthcare"),
    "no-country": (None, "education"),
    "no-type": ("JP", None),
    "closed": ("JP", "education"),
}
MONEY = {"I1": (600, "JPY"), "I2": (200, "JPY"), "I3": (200, "JPY"), "I4": (700, "USD"), "I5": (-50, "JPY")}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, written: Written) -> Path:
    folder = tmp_path_factory.mktemp("eligible")
    rows: dict[str, list[dict[str, object]]] = {
        "institutions": [
            {
                "institution_id": id,
                "country_code": country,
                "type": kind,
                "status": "withdrawn" if id == "closed" else None,
            }
            for id, (country, kind) in INSTITUTIONS.items()
        ],
        "awards": [
            {"award_id": f"G-{id}", "amount": amount, "currency": currency, "start_fiscal_year": 2020}
            for id, (amount, currency) in MONEY.items()
        ],
        "award_institutions": [
            {"award_id": f"G-{id}", "position": 1, "role": "recipient", "institution_id": id} for id in MONEY
        ],
    }
    written(folder, rows)
    return folder


@pytest.fixture
def session(base: Path) -> Iterator[Session]:
    engine = open_engine("duckdb")
    yield Session(engine, base)
    engine.close()


JPY = "currency=JPY"
ELIGIBLE = "population=eligible"


def test_the_eligible_are_like_a_recipient_and_those_without_money_count_as_nothing(session: Session) -> None:
    among = cells(session, "gini", where=[JPY])[None]
    # 200, 200, 600: (-2 x 200 + 0 x 200 + 2 x 600) / (3 x 1,000)
    assert (among.value, among.population, among.without) == (pytest.approx(800 / 3000), 3, 0)
    of_all = cells(session, "gini", where=[JPY, ELIGIBLE])[None]
    # Universities and firms of Japan are like a recipient: I1, I2, I5, I6 and I3, I7. 0, 0, 0, 200, 200, 600:
    # (1 x 200 + 3 x 200 + 5 x 600) / (6 x 1,000). I5 paid back more than it got, and has nothing.
    assert (of_all.value, of_all.population, of_all.without) == (pytest.approx(3800 / 6000), 6, 3)
    # What was seen is the same: four awards, all with an amount and an institution.
    assert (
        (of_all.works, of_all.observed, of_all.coverage) == (among.works, among.observed, among.coverage) == (4, 4, 1)
    )


def test_the_tenth_with_most_is_a_tenth_of_the_eligible(session: Session) -> None:
    assert values(session, "top_share", where=[JPY]) == {None: pytest.approx(0.3 * 600 / 1000)}
    assert values(session, "top_share", where=[JPY, ELIGIBLE]) == {None: pytest.approx(0.6 * 600 / 1000)}
    assert values(session, "top_share", where=[JPY, "population=recipients"]) == values(
        session, "top_share", where=[JPY]
    )


def test_each_slice_has_its_own_eligible(session: Session) -> None:
    found = cells(session, "gini", "currency", where=[ELIGIBLE])
    # Dollars went to one university of the United States, and no other is loaded.
    assert (found["USD"].value, found["USD"].population, found["USD"].without) == (0.0, 1, 0)
    assert found["JPY"] == cells(session, "gini", where=[JPY, ELIGIBLE])[None]


def test_awards_among_the_eligible(session: Session) -> None:
    # I1 to I5 have one each, I6 and I7 none: (-2 + 0 + 2 + 4 + 6) / (7 x 5)
    one = cells(session, "awards_gini", where=[ELIGIBLE])[None]
    assert (one.value, one.population, one.without) == (pytest.approx(10 / 35), 7, 2)
    assert values(session, "awards_gini") == {None: 0.0}


def test_without_money_nobody_is_like_a_recipient(session: Session) -> None:
    one = cells(session, "gini", where=[JPY, ELIGIBLE, "award=G-I5"])[None]
    assert (one.value, one.lower, one.population, one.without) == (None, None, 1, 1)


def test_the_population_is_one_of_two_words(session: Session) -> None:
    with pytest.raises(UsageError, match="population=all: write population=recipients or population=eligible"):
        values(session, "gini", where=[JPY, "population=all"])
    with pytest.raises(UsageError, match="write population=recipients or population=eligible"):
        values(session, "gini", where=[JPY, "population=eligible|recipients"])
    with pytest.raises(UsageError, match="amount_hhi is not of one population: leave out population"):
        values(session, "amount_hhi", where=[JPY, ELIGIBLE])
    with pytest.raises(UsageError, match="effective_number is not of one population"):
        values(session, "effective_number", where=[JPY, ELIGIBLE])
    with pytest.raises(UsageError, match="population is one value for the whole question"):
        values(session, "gini", "population", where=[JPY])


@pytest.mark.spark
def test_both_engines_have_the_same_eligible(session: Session, base: Path, spark: Engine) -> None:
    other = Session(spark, base)
    own, others = (cells(one, "gini", "currency", where=[ELIGIBLE]) for one in (session, other))
    assert {key: (one.value, one.population, one.without) for key, one in own.items()} == {
        key: (one.value, one.population, one.without) for key, one in others.items()
    }
