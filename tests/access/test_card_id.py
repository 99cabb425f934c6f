"""A card's id is read back as it was written, whatever stands in its values; nothing else is read."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashinban.access.card_id import CardId, read_card_id, write_card_id
from rashinban.errors import UsageError
from rashinban.measure.question import ALTERNATIVES, CITATION_SOURCES, Filter, Question, ask

RELEASE = "2026-02-01-bdc380de"


def test_an_id_says_filters_then_options_then_release() -> None:
    question = ask((), ["year=2018..2021", "country=JP", "technology_area=jp20-09"], counting="full")
    text = write_card_id("pp_top_10", question, RELEASE)
    assert text == (
        f"pp_top_10/country=JP;technology_area=jp20-09;year=2018..2021;full;openalex;cited_by_count;standard/{RELEASE}"
    )
    assert read_card_id(text) == CardId(
        "pp_top_10",
        {"country": ("JP",), "technology_area": ("jp20-09",), "year": "2018..2021"},
        {"counting": "full", "reference": "openalex", "citations": "cited_by_count", "alternative": "standard"},
        RELEASE,
    )


def test_a_number_without_filters_has_an_id() -> None:
    text = write_card_id("p", ask(), RELEASE)
    assert text == f"p/fractional;openalex;cited_by_count/{RELEASE}"
    assert read_card_id(text).where == {}


def test_marks_of_the_id_inside_a_value_are_written_as_digits() -> None:
    where = {"topic": ["a;b/c", "1..2", "d=e,f|g%2F~"], "type": "総説"}
    question = ask((), where, reference="world:/srv/world 2026.parquet")
    text = write_card_id("mncs", question, RELEASE)
    assert text == (
        "mncs/topic=1~2E~2E2,a~3Bb~2Fc,d~3De~2Cf~7Cg~252F~7E;type=~E7~B7~8F~E8~AA~AC"
        f";fractional;world:~2Fsrv~2Fworld~202026.parquet;cited_by_count/{RELEASE}"
    )
    read = read_card_id(text)
    assert read.where == {"topic": ("1..2", "a;b/c", "d=e,f|g%2F~"), "type": ("総説",)}
    assert read.options["reference"] == "world:/srv/world 2026.parquet"


def test_one_number_has_one_id_however_it_is_asked() -> None:
    one = ask((), ["country=KR|JP|JP", "year=2020"])
    other = ask((), {"year": 2020, "country": ["JP", "KR"]})
    assert write_card_id("p", one, RELEASE) == write_card_id("p", other, RELEASE)


def test_options_left_out_at_the_end_are_the_usual_ones() -> None:
    read = read_card_id(f"pp_top_10/country=JP;fractional;openalex/{RELEASE}")
    assert ask((), read.where, **read.options) == ask((), {"country": "JP"})


_values = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_filters = st.dictionaries(
    st.sampled_from(["topic", "type", "source", "language"]), st.sets(_values, min_size=1, max_size=3)
)
_questions = st.builds(
    lambda filters, years, counting, reference, citations, alternative: Question(
        where=(
            *(Filter(key=key, values=tuple(sorted(values))) for key, values in filters.items()),
            Filter(key="technology_area", values=("jp20-09",)),
            *([Filter(key="year", lower=min(years), upper=max(years))] if years else []),
        ),
        counting=counting,
        reference=f"world:{reference}",
        citations=citations,
        alternative=alternative,
    ),
    _filters,
    st.lists(st.integers(1, 9999), max_size=2),
    st.sampled_from(["full", "fractional"]),
    _values,
    st.sampled_from(CITATION_SOURCES),
    st.sampled_from(ALTERNATIVES),
)


@given(_questions)
def test_any_question_comes_back_and_stands_in_an_address_as_it_is(question: Question) -> None:
    text = write_card_id("p", question, RELEASE)
    assert re.fullmatch(r"[A-Za-z0-9._~:;=,/-]+", text)
    assert unquote(text) == text == quote(text, safe=";/=,:")
    read = read_card_id(text)
    again = ask((), read.where, **read.options)
    assert write_card_id("p", again, RELEASE) == text
    assert {f.key: set(f.values) for f in again.where} == {f.key: set(f.values) for f in question.where}
    assert (again.counting, again.reference, again.citations, again.alternative) == (
        question.counting, question.reference, question.citations, question.alternative,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "three parts"),
        ("p/country=JP", "three parts"),
        (f"p/../{RELEASE}/x", "three parts"),
        (f"../country=JP/{RELEASE}", "not the name of an indicator"),
        (f"P/country=JP/{RELEASE}", "not the name of an indicator"),
        ("p/country=JP/..", "not the name of a release"),
        ("p/country=JP/", "not the name of a release"),
        ("p/country=JP/a\n", "not the name of a release"),
        (f"p/country=JP;country=KR;full/{RELEASE}", "each key once"),
        (f"p/full;country=JP/{RELEASE}", "before the options"),
        (f"p/=JP/{RELEASE}", "each key once"),
        (f"p/country=J P/{RELEASE}", "~ and two digits"),
        (f"p/country=JP|KR/{RELEASE}", "~ and two digits"),
        (f"p/topic=a%2Fb/{RELEASE}", "~ and two digits"),
        (f"p/topic=~2/{RELEASE}", "~ and two digits"),
        (f"p/topic=~2f/{RELEASE}", "~ and two digits"),
        (f"p/topic=a..b/{RELEASE}", "~ and two digits"),
        (f"p/topic=日本/{RELEASE}", "~ and two digits"),
        (f"p/topic=~C0~AF/{RELEASE}", "not UTF-8"),
        (f"p/topic=~ED~A0~80/{RELEASE}", "not UTF-8"),
        (f"p/;full/{RELEASE}", "none of them empty"),
        (f"p/full;local;network;broad;more/{RELEASE}", "at most"),
        (f"p/topic={'x' * 5000}/{RELEASE}", "longer than"),
    ],
)
def test_what_is_no_id_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        read_card_id(text)


def test_words_that_do_not_exist_are_refused_by_those_who_know_them() -> None:
    read = read_card_id(f"p/cntry=JP;half/{RELEASE}")
    with pytest.raises(UsageError, match="key 'cntry' is not known"):
        ask((), read.where, **read.options)
    with pytest.raises(UsageError, match="counting 'half' is not known"):
        ask((), {}, **read.options)
