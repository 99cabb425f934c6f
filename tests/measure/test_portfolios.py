"""A portfolio is a choice of awards: each once and whole, in every figure; its versions stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from asked_cells import values
from rashinban.access.cards import compose
from rashinban.definitions.portfolios import Portfolio
from rashinban.engine import Engine, open_engine
from rashinban.errors import BaseDamaged, RashinbanError, UsageError
from rashinban.measure.portfolios import FOLDER, add_portfolio, check_portfolio, kept, portfolios
from rashinban.measure.session import Session
from rashinban.schema.text import Text

#: G1 and G2 are of jst-strategic, G1 and G3 begin in 2020, I2 takes part in G1 and G5.
PARTS = ({"programme": "jst-strategic"}, {"year": 2020, "funder": ("fundref:2", "fundref:1")}, {"institution": "I2"})


def portfolio(**changed: object) -> Portfolio:
    given = {"portfolio": "both", "labels": Text(en="Both", ja="両方"), "parts": PARTS, **changed}
    return Portfolio.model_validate(given)


@pytest.fixture
def asked(funded_base: Path, tmp_path: Path) -> Iterator[Session]:
    engine = open_engine("duckdb")
    yield Session(engine, funded_base, tmp_path)
    engine.close()


def test_an_award_of_several_parts_counts_once(asked: Session) -> None:
    add_portfolio(asked.base, portfolio())
    # jst-strategic: G1, G2, G4; 2020: G1, G3; I2: G1, G5.
    assert values(asked, "awards", where=["portfolio=both"]) == {None: 5.0}
    # I2 has a third of G1 and all of G5; an award of the portfolio counts whole.
    assert values(asked, "amount", where=["portfolio=both", "currency=JPY"]) == {None: 1_800_001.0}


def test_awards_that_the_portfolio_leaves_out_are_in_no_part(asked: Session) -> None:
    add_portfolio(asked.base, portfolio(without=("G1", "G9")))
    assert values(asked, "awards", where=["portfolio=both"]) == {None: 4.0}
    assert values(asked, "amount", where=["portfolio=both", "currency=JPY"]) == {None: 800_000.0}


def test_a_portfolio_combines_with_every_other_key(asked: Session) -> None:
    add_portfolio(asked.base, portfolio(parts=({"programme": "crest"},)))
    add_portfolio(asked.base, portfolio(portfolio="other", parts=({"year": "2021..2022"},)))
    assert values(asked, "awards", "portfolio") == {"both": 2.0, "other": 3.0}
    assert values(asked, "amount", "institution", where=["portfolio=both", "currency=JPY"]) == pytest.approx(
        dict.fromkeys(("I1", "I2", "I3"), 1_000_001 / 3), abs=1e-6
    )
    # The works that came of it: W3 of G1 alone, W1 of G1 and G2.
    assert values(asked, "p", where=["portfolio=both"]) == {None: 1.5}
    assert values(asked, "p", "portfolio", "cohort") == {("both", 2020): 1.5, ("other", 2021): 0.5}


def test_a_changed_portfolio_is_a_new_version_and_the_old_one_answers_still(asked: Session) -> None:
    assert add_portfolio(asked.base, portfolio()).name == "both:1"
    assert add_portfolio(asked.base, portfolio()).name == "both:1"
    assert add_portfolio(asked.base, portfolio(parts=({"programme": "crest"},))).name == "both:2"
    assert values(asked, "awards", where=["portfolio=both"]) == {None: 2.0}
    assert values(asked, "awards", where=["portfolio=both:1"]) == {None: 5.0}
    assert values(asked, "awards", where=["portfolio=both:1|both:2"])[None] == 7.0
    # By the name that was asked for, each.
    assert values(asked, "awards", "portfolio", where=["portfolio=both:1|both"]) == {"both:1": 5.0, "both": 2.0}
    assert {name: one.version for name, one in portfolios(asked.base).items()} == {"both": 2}


def test_a_card_names_the_version_that_answers_it(asked: Session) -> None:
    from rashinban.measure.question import ask

    add_portfolio(asked.base, portfolio(parts=({"programme": "crest"},), without=("G4",)))
    about = {
        "id": "r1",
        "simulated": True,
        "sources": [],
        "as_of": "2026-01-01",
        "code_version": "0",
        "made_at": "2026-01-01",
    }
    card = compose(asked, ask((), ["portfolio=both"], record="awards"), "awards", about)
    assert card.id == "awards/portfolio=both:1;fractional;openalex;cited_by_count/r1"
    assert "--where portfolio=both:1" in card.rebuild
    assert card.notes[-1].en == "Portfolio both:1: programme=crest; without G4"
    assert card.title.en == "Both: Number of awards"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nothing", "portfolio 'nothing' is not known; known are both"),
        ("both:3", "both has the versions 1 to 1"),
        ("plans/both", "is not known"),
        ("both:01", "both has the versions 1 to 1"),
    ],
)
def test_a_portfolio_that_is_not_there_is_said(asked: Session, name: str, said: str) -> None:
    add_portfolio(asked.base, portfolio())
    with pytest.raises(UsageError, match=said):
        values(asked, "awards", where=[f"portfolio={name}"])


def test_without_any_portfolio_there_is_nothing_to_answer_by(asked: Session) -> None:
    assert values(asked, "awards", "portfolio") == {}
    with pytest.raises(UsageError, match="known are none; add one with `rashinban portfolio add FILE`"):
        kept(asked.base, "energy")


GOOD = """portfolio: energy
labels: {en: Energy, ja: エネルギー}
parts:
  - {programme: crest}
  - PART
"""


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("{programme: forrest}", "mine.yml:5: parts 2: programme 'forrest' is not known"),
        ("{colour: red}", "mine.yml:5: parts 2: key 'colour' is not known; known are"),
        ("{year: 2021..2019}", "mine.yml:5: parts 2: year=2021..2019: the range runs backwards"),
        ("{date: 2026-04-01}", "mine.yml:5: parts 2.date"),
        ('{date: "2026-04-01"}', "date chooses no awards; ask for it with --where"),
        ("{portfolio: other}", "a portfolio is made of awards, not of portfolios"),
        ("{}", "mine.yml:5: parts 2: "),
    ],
)
def test_every_mistake_of_a_file_is_said_with_its_line(tmp_path: Path, part: str, said: str) -> None:
    path = tmp_path / "mine.yml"
    path.write_text(GOOD.replace("PART", part), encoding="utf-8")
    with pytest.raises(RashinbanError) as error:
        check_portfolio(path)
    assert said in str(error.value)


def test_a_file_is_a_portfolio_and_back(tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    path.write_text(GOOD.replace("PART", "{year: 2020..2022, funder: [F1, F2]}"), encoding="utf-8")
    read = check_portfolio(path)
    add_portfolio(tmp_path, read)
    assert kept(tmp_path, "energy").portfolio == read


def test_a_damaged_entry_is_said(asked: Session) -> None:
    add_portfolio(asked.base, portfolio())
    (asked.base / FOLDER / "both" / "000001.json").write_text('{"portfolio": 3}', encoding="utf-8")
    with pytest.raises(BaseDamaged, match="entry 000001.json is no portfolio"):
        kept(asked.base, "both")


@pytest.mark.spark
def test_both_engines_hold_the_same_awards(funded_base: Path, tmp_path: Path, spark: Engine) -> None:
    other = Session(spark, funded_base, tmp_path)
    add_portfolio(tmp_path, portfolio(without=("G1",)))
    assert values(other, "awards", where=["portfolio=both"]) == {None: 4.0}
    add_portfolio(tmp_path, portfolio())
    assert values(other, "p", "portfolio") == {"both": 2.0}


def test_works_of_a_portfolio_are_listed(asked: Session) -> None:
    from rashinban.access.entities import entities

    add_portfolio(asked.base, portfolio(parts=({"programme": "presto"},)))
    assert entities(asked, "works", {"portfolio": "both"}).rows["work_id"].to_pylist() == ["W1"]
    with pytest.raises(UsageError, match="portfolio 'none' is not known; known are both"):
        entities(asked, "works", {"portfolio": "none"})
