"""Questions to a base of eight works, six of them articles and reviews; every figure worked by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rashinban.errors import UsageError
from rashinban.measure import estimate
from rashinban.measure.answer import Measured
from rashinban.measure.question import ask
from rashinban.measure.records import records
from rashinban.measure.session import Session
from rashinban.measure.show import show


@pytest.fixture(autouse=True)
def few_works_are_ranked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The base is too small for anybody to be ranked by the usual rule."""
    monkeypatch.setattr(estimate, "RANKED_WORKS", 1)


def values(session: Session, indicator: str, *by: str, where: Any = (), **options: str) -> dict[Any, Any]:
    """One indicator's values by its keys."""
    answer = show(session, ask(by, where, **options), [indicator], release="tiny")
    return {
        (tuple(row.keys.values()) if len(row.keys) > 1 else next(iter(row.keys.values()), None)): row.measured[
            indicator
        ].value
        for row in answer.rows
    }


def test_fractional_counts_add_up_to_the_works(session: Session) -> None:
    # W1: JP 1/2, US 1/2. W2: JP. W3: US. W4: JP 1/2, unknown 1/2. W5: DE. W6: JP 1/2, DE 1/2.
    found = values(session, "p", "country")
    assert found == {"JP": 0.5 + 1 + 0.5 + 0.5, "US": 0.5 + 1, "DE": 1 + 0.5, None: 0.5}
    assert sum(found.values()) == 6


def test_full_counts_count_a_work_once_in_each_country(session: Session) -> None:
    assert values(session, "p", "country", counting="full") == {"JP": 4, "US": 2, "DE": 2, None: 1}


def test_without_keys_the_works_of_the_universe_are_counted(session: Session) -> None:
    assert values(session, "p") == {None: 6}


def test_other_types_are_counted_when_asked_for_but_never_retracted_works(session: Session) -> None:
    assert values(session, "p", "country", where=["type=dataset"]) == {"JP": 1}
    assert values(session, "p", "country", where=["type=article|dataset", "country=JP"]) == {"JP": 0.5 + 1 + 0.5 + 1}


def test_the_share_in_the_top_leaves_out_what_is_not_observed(session: Session) -> None:
    # JP: W1 1/2 of top, of W1 1/2 + W2 1 + W4 1/2 + W6 1/2. DE: W5 is not observed, W6 is not top.
    found = values(session, "pp_top_10", "country")
    assert found["JP"] == pytest.approx(0.5 / 2.5)
    assert found["US"] == pytest.approx(1.5 / 1.5)
    assert found["DE"] == 0.0
    answer = show(session, ask(["country"]), ["pp_top_10"], release="tiny")
    coverage = {row.keys["country"]: row.measured["pp_top_10"].coverage for row in answer.rows}
    assert coverage["DE"] == pytest.approx(0.5 / 1.5)
    assert coverage["JP"] == 1.0


def test_a_value_that_nobody_observed_is_not_zero(session: Session) -> None:
    found = values(session, "mncs", "institution", where={"topic": "T2", "type": "article"})
    # I3 has W5 (not observed) and half of W6 (0.0); alone in 2021 with W5 only, nothing would be left.
    assert found["I3"] == 0.0
    only = show(session, ask([], {"institution": "I3", "topic": "T2"}), ["mncs"], release="tiny").rows[0]
    assert only.measured["mncs"].observed == 1
    assert only.measured["mncs"].works == 2


def test_shares_are_of_all_works_of_the_slice(session: Session) -> None:
    found = values(session, "p_share", "country", "year")
    # 2020: W1, W2. JP 0.5 + 1 of 2; US 0.5 of 2.
    assert found[("JP", 2020)] == pytest.approx(1.5 / 2)
    assert found[("US", 2020)] == pytest.approx(0.5 / 2)
    # 2021: W3..W6, four works.
    assert found[("US", 2021)] == pytest.approx(1 / 4)


def test_a_filter_on_the_unit_leaves_its_rank_among_all(session: Session) -> None:
    answer = show(session, ask(["country"], {"country": "US", "topic": "T1|T2"}), ["p"], release="tiny")
    assert [dict(row.keys) for row in answer.rows] == [{"country": "US"}]
    measured = answer.rows[0].measured["p"]
    assert (measured.rank, measured.of) == (2, 3)


def test_a_unit_of_few_works_has_no_rank(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    # 2021: DE has W5 and half of W6, JP halves of W4 and W6, US only W3.
    monkeypatch.setattr(estimate, "RANKED_WORKS", 2)
    rows = show(session, ask(["country"], {"year": "2021..2021"}), ["p"], release="tiny").rows
    assert {row.keys["country"]: row.measured["p"].rank for row in rows} == {"DE": 1, "JP": 2, "US": None, None: None}


def test_records_that_do_not_differ_have_no_interval(session: Session) -> None:
    # Both of the United States' works are in the top: their resampling would always give 1.
    row = show(session, ask([], {"country": "US"}), ["pp_top_10"], release="tiny").rows[0].measured["pp_top_10"]
    assert (row.value, row.lower, row.upper) == (1.0, None, None)


def test_specialisation_compares_the_area_with_everything(session: Session) -> None:
    # Area: W1, W3, W6. JP: (0.5 + 0.5) of 2.5; world: 3 of 6 -> (1 / 2.5) / (3 / 6) = 0.8.
    found = values(session, "rca", "country", where={"technology_area": "jp20-09"})
    assert found["JP"] == pytest.approx((1 / 2.5) / (3 / 6))
    assert found["US"] == pytest.approx((1.5 / 1.5) / (3 / 6))
    by_area = values(session, "rca", "country", "technology_area")
    assert by_area[("JP", "jp20-09")] == pytest.approx(found["JP"])
    symmetric = values(session, "rsi", "country", where={"technology_area": "jp20-09"})
    assert symmetric["JP"] == pytest.approx((0.8 - 1) / (0.8 + 1))


def test_specialisation_without_an_area_says_so(session: Session) -> None:
    answer = show(session, ask(["country"]), ["p", "rca"], release="tiny")
    assert all(row.measured["rca"].value is None for row in answer.rows)
    assert answer.notes[0].en.startswith("rca compares an area with everything else")


def test_growth_compares_the_halves_of_the_window(session: Session) -> None:
    # Two years: halves of one year, one year apart. JP 1.5 in 2020, 1.0 in 2021: 1.0 / 1.5 - 1.
    found = values(session, "growth", "country", where={"year": "2020..2021"})
    assert found["JP"] == pytest.approx(1.0 / 1.5 - 1)


def test_international_works_are_counted_in_full(session: Session) -> None:
    # JP has W1 (JP, US), W2, W4 (JP and unknown), W6 (JP, DE): two of four.
    found = values(session, "pp_int_collab", "country", counting="full")
    assert found["JP"] == pytest.approx(2 / 4)
    with pytest.raises(UsageError, match="full"):
        values(session, "pp_int_collab", "country", counting="fractional")


def test_concentration_is_of_the_whole_slice(session: Session) -> None:
    # Top works by country: JP 0.5 (W1), US 0.5 + 1 (W1, W3); 2 in all: (0.25)^2 + (0.75)^2.
    assert values(session, "hhi") == {None: pytest.approx(0.25**2 + 0.75**2)}
    with pytest.raises(UsageError, match="leave out country"):
        values(session, "hhi", "country")


def test_the_records_behind_a_number_give_the_number(session: Session) -> None:
    table = records(session, ask([], {"country": "JP"}), "p_top_10")
    rows = table.select(["work_id", "weight", "value", "contribution"]).to_pylist()
    assert rows[0] == {"work_id": "W1", "weight": 0.5, "value": 1.0, "contribution": 0.5}
    assert sum(row["contribution"] for row in rows) == 0.5
    assert {row["work_id"] for row in rows} == {"W1", "W2", "W4", "W6"}


def test_institution_and_country_together_come_from_the_same_address(session: Session) -> None:
    found = values(session, "p", "country", "institution")
    assert found[("JP", "I1")] == 2.5
    assert ("US", "I1") not in found


def test_kept_answers_are_the_computed_ones(session: Session) -> None:
    from rashinban.catalog import indicator
    from rashinban.measure.kept import stored_cells
    from rashinban.measure.show import measure

    question = ask(["country", "field"]).canonical()
    kept = stored_cells(session.folder, "pp_top_10", question)
    computed = measure(session, question, [indicator("pp_top_10")])[0]["pp_top_10"]
    assert kept == computed
    assert kept is not None and kept[("17", "JP")].value == pytest.approx(0.5 / 1.5)


def test_one_slice_of_a_kept_answer_is_the_answer_to_a_filter(session: Session) -> None:
    from rashinban.catalog import indicator
    from rashinban.measure.kept import stored_cells
    from rashinban.measure.show import measure

    question = ask(["country"], {"field": "17", "country": "JP"}).canonical()
    assert question.by == ("country", "field")
    kept = stored_cells(session.folder, "pp_top_10", question)
    # JP's works of field 17: the same 0.5 of 1.5 as in the answer of all fields.
    assert kept is not None and {name for name, _ in kept} == {"17"}
    assert kept[("17", "JP")].value == pytest.approx(0.5 / 1.5)
    assert kept == measure(session, question, [indicator("pp_top_10")])[0]["pp_top_10"]
    assert stored_cells(session.folder, "pp_top_10", ask(["country"], {"field": "17|31"}).canonical()) is None


def test_the_kept_cells_of_some_units_are_those_among_the_cells_of_all(session: Session) -> None:
    from rashinban.measure.kept import stored_cells

    question = ask(["country", "field"]).canonical()
    everyone = stored_cells(session.folder, "pp_top_10", question)
    assert everyone is not None and {unit for _, unit in everyone} > {"JP"}
    own = stored_cells(session.folder, "pp_top_10", question, ["JP"])
    assert own == {key: cell for key, cell in everyone.items() if key[1] == "JP"}


def test_people_are_never_put_in_the_order_of_a_figure(session: Session) -> None:
    answer = show(session, ask(["author"]), ["p"], release="tiny")
    keys = [row.keys["author"] for row in answer.ordered().rows if row.keys["author"] is not None]
    assert keys == sorted(keys)
    assert all(row.measured["p"].rank is None for row in answer.rows)
    with pytest.raises(UsageError, match="people are not put in the order of a figure"):
        answer.ordered("p")


def test_many_cells_stand_in_the_order_of_units_as_well(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rashinban.catalog import indicator
    from rashinban.measure import kept
    from rashinban.measure.show import measure

    question = ask(["country", "field"]).canonical()
    cells = measure(session, question, [indicator("p")])[0]["p"]
    monkeypatch.setattr(kept, "TOGETHER", 2)
    folder = tmp_path / "indicators" / "p"
    folder.mkdir(parents=True)
    kept.write_cells(folder, {question: cells})
    own = {key: one for key, one in cells.items() if key[1] == "JP"}
    assert len(own) == 2 and kept.stored_cells(tmp_path, "p", question, ["JP"]) == own
    assert kept.stored_cells(tmp_path, "p", question) == cells
    one = ask(["country"], {"field": "17"}).canonical()
    assert kept.stored_cells(tmp_path, "p", one) == {key: cell for key, cell in cells.items() if key[0] == "17"}


def test_the_leaders_are_the_first_by_rank_then_by_works(tmp_path: Path) -> None:
    from rashinban.measure import kept

    cells = {
        ("17", "DE"): Measured(value=0.3, rank=2, works=40),
        ("17", "JP"): Measured(value=0.9, works=3),
        ("17", "KR"): Measured(value=0.1, works=9),
        ("17", "US"): Measured(value=0.5, rank=1, works=50),
        ("17", None): Measured(value=0.4, works=70),
        ("31", "FR"): Measured(value=1.0, rank=1, works=99),
    }
    folder = tmp_path / "indicators" / "p"
    folder.mkdir(parents=True)
    kept.write_cells(folder, {ask(["country", "field"]).canonical(): cells})
    asked = ask(["country"], {"field": "17"}).canonical()
    assert kept.stored_leaders(tmp_path, "p", asked, 3) == ["US", "DE", "KR"]
    assert kept.stored_leaders(tmp_path, "p", ask(["country"], {"year": "2020"}).canonical(), 3) is None


def test_a_rate_over_years_is_not_taken_from_the_answer_of_single_years(session: Session) -> None:
    from rashinban.measure.kept import stored_cells

    assert stored_cells(session.folder, "growth", ask(["country"], {"year": "2020"}).canonical()) is None


@pytest.mark.parametrize(
    ("by", "where", "said"),
    [
        (["contry"], (), "key 'contry' is not known"),
        ((), ["country"], "write KEY=VALUE"),
        ((), ["year=2021..2018"], "runs backwards"),
        ((), ["year=now"], "a year is a whole number"),
        ((), ["year=99999999999999999999"], "a year is a number from 1 to 9999"),
        ((), ["year=1..99999"], "a year is a number from 1 to 9999"),
        ((), ["field=17..31"], "only whole numbers take a range"),
        ((), ["country=JP", "country=US"], "write country=A|B"),
        ((), ["country=Japan"], "country 'Japan' is not known; write two capital letters"),
        ((), ["region=EU28"], "region 'EU28' is not known"),
        ((), ["technology_area=quantum"], "quantum"),
    ],
)
def test_wrong_words_are_said_with_the_right_ones(by: list[str], where: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said.replace("|", r"\|")):
        ask(by, where)
