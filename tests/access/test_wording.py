"""Sentences of a card in both languages, from what was asked and what was seen."""

from __future__ import annotations

from datetime import date

import pytest

from rashinban import catalog
from rashinban.access.wording import (
    UNVALIDATED,
    not_observed,
    quality_text,
    subject_text,
    universe_text,
    window_text,
    year_text,
)
from rashinban.definitions.area_models import Quality
from rashinban.measure.answer import Measured
from rashinban.measure.question import Filter, Question
from rashinban.schema.text import Text

YEARS = Filter(key="year", lower=2018, upper=2021)


def test_years() -> None:
    assert year_text(YEARS) == Text(en="2018–2021", ja="2018〜2021年")
    assert year_text(Filter(key="year", values=("2018", "2020"))) == Text(en="2018 or 2020", ja="2018年・2020年")


def test_whose_number_of_what() -> None:
    question = Question(where=(Filter(key="country", values=("JP",)), YEARS, Filter(key="type", values=("review",))))
    named = {
        "country": [Text(en="Japan", ja="日本")],
        "year": [Text(en="year=2018..2021", ja="year=2018..2021")],
        "type": [Text(en="review", ja="review")],
    }
    assert subject_text(question, named) == Text(en="Japan, 2018–2021 (review)", ja="日本・2018〜2021年（review）")
    assert subject_text(Question(), {}) == Text(en="All countries", ja="全世界")


def test_which_works() -> None:
    assert universe_text(Question()) == Text(
        en="works of type article and review; no retracted works, no paratext",
        ja="文献種別が原著論文（article）と総説（review）の論文。撤回論文と、目次などの付随的な文書（paratext）を除く",
    )
    assert universe_text(Question(where=(Filter(key="type", values=("review",)),))) == Text(
        en="works of type review; no retracted works, no paratext",
        ja="文献種別がreviewの論文。撤回論文と、目次などの付随的な文書（paratext）を除く",
    )


@pytest.mark.parametrize(
    ("question", "cited", "said"),
    [
        (Question(), False, Text(en="all years of publication", ja="全ての出版年")),
        (
            Question(where=(YEARS,), citations="network"),
            True,
            Text(
                en="published 2018–2021; all citations up to the date of the data",
                ja="2018〜2021年に出版。被引用はデータの基準日までの全て",
            ),
        ),
        (
            Question(where=(YEARS,), citations="counts_by_year"),
            True,
            Text(
                en="published 2018–2021; citations of 5 years, beginning with the year of publication",
                ja="2018〜2021年に出版。被引用は出版年を含む5年間",
            ),
        ),
    ],
)
def test_the_period(question: Question, cited: bool, said: Text) -> None:
    assert window_text(question, cited=cited) == said


def test_the_quality_of_a_definition() -> None:
    judged = Quality(
        sample="s.csv",
        n=200,
        precision=0.915,
        precision_interval=(0.87, 0.95),
        recall_pool=None,
        recall_interval=None,
        judged_by=1,
        version=1,
        date=date(2026, 1, 15),
    )
    assert quality_text(None) == UNVALIDATED
    assert quality_text(judged) == Text(
        en="precision 91.5\u00a0%, recall in the pool not observed, on 200 judged works (2026-01-15)",
        ja="適合率91.5%、標本内の再現率観測なし（判定した論文200件、2026-01-15）",
    )


def test_what_is_not_seen_is_said_with_its_share() -> None:
    own = Measured(value=0.1, coverage=0.95)
    assert not_observed(own, {"country": 0.83, "citation_score": 1.0}) == (
        Text(
            en="17.0\u00a0% of the works of the slice name no country; they are in no country's figure",
            ja="対象論文の17.0%は国が不明で、どの国の値にも入っていない",
        ),
        Text(
            en="the value of 5.0\u00a0% of this unit's weight is not observed and left out",
            ja="この単位の重みの5.0%は値が観測されず、除いている",
        ),
    )
    assert not_observed(Measured(value=None), {"country": None, "citation_score": None}) == ()


def test_every_limit_and_title_is_in_japanese() -> None:
    for name, unit in catalog.indicators().items():
        meta = unit.meta
        for text in [meta.title, meta.definition, *meta.limits]:
            assert any("ぁ" <= letter <= "鿿" for letter in text.ja), (name, text)
