"""Reading a query: what is joined with what, and that nothing but a UsageError comes of any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashinban.errors import UsageError
from rashinban.search.compiler import Compiler
from rashinban.search.filters import filtered
from rashinban.search.index import Index
from rashinban.search.syntax import FIELDS, And, Not, Or, Part, Term, Years, normal, parse


def shape(part: Part | None) -> object:
    """A tree without the places of its words."""
    if isinstance(part, Term):
        text = f'"{part.text}"' if part.phrase else part.text
        return f"{part.field}:{text}" if part.field else text + ("*" if part.prefix else "")
    if isinstance(part, Years):
        return (part.lower, part.upper)
    if isinstance(part, Not):
        return ("not", shape(part.part))
    return None if part is None else (type(part).__name__.lower(), *map(shape, part.parts))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", None),
        ("a", "a"),
        ("a b", ("and", "a", "b")),
        ("a OR b c", ("or", "a", ("and", "b", "c"))),
        ("(a OR b) c", ("and", ("or", "a", "b"), "c")),
        ("a NOT b OR c", ("or", ("and", "a", ("not", "b")), "c")),
        ("NOT (a OR b)", ("not", ("or", "a", "b"))),
        ("a -b x-ray", ("and", "a", ("not", "b"), "x-ray")),
        ("a - b", ("and", "a", "-", "b")),
        ("a and b", ("and", "a", "and", "b")),
        ('"a  b" c*', ("and", '"a b"', "c*")),
        ("“a b” 『c』", ("and", '"a b"', '"c"')),
        ("title:a AUTHOR:b", ("and", "title:a", "author:b")),
        ("title:(a OR b)", ("or", "title:a", "title:b")),
        ('area:"a b"', 'technology_area:"a b"'),
        ("year:2018..2021 year:>2019 year:..2000", ("and", (2018, 2021), (2020, None), (None, 2000))),
        ("year:2018-2021 year:≤2000 year:=1999", ("and", (2018, 2021), (None, 2000), (1999, 1999))),
        ("Waves: a review", ("and", "Waves:", "a", "review")),
        ("at 10:30", ("and", "at", "10:30")),
        ("http://example.org/a(b", None),
        ("ａ　ＯＲ　（ｂ）", ("or", "a", "b")),
    ],
)
def test_a_query_is_read_as(query: str, expected: object) -> None:
    if query.endswith("(b"):
        with pytest.raises(UsageError, match="not closed"):
            parse(normal(query))
    else:
        assert shape(parse(normal(query))) == expected


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("a AND", "search: a word is missing at the end, after 'AND'; add it"),
        ("OR a", 'search: OR has nothing to join at the beginning; write a word before it, or "or" in small letters'),
        ("(a b", "search: a parenthesis is not closed: (a b; add )"),
        ("a) b", "search: a ) too many after 'a'; remove it or add a ( before it"),
        ("a ()", "search: a word is missing before ) after 'a ('; add it or remove the parentheses"),
        ('a "b c', 'search: a quote is not closed: "b c; add " at its end'),
        ("NOT NOT a", "search: NOT twice at 'NOT'; remove one"),
        ("title:(author:a)", "search: author: stands inside title:; put it outside of the parentheses"),
        ("year:20", "search: year:20 is no year; write year:2020, year:2018..2021 or year:>=2019"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_its_place_and_mend(query: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        parse(normal(query))
    assert str(error.value) == message


def test_an_unknown_field_names_those_that_are_known() -> None:
    with pytest.raises(UsageError) as error:
        parse("salary:100")
    assert str(error.value) == (
        f"search: field 'salary' is not known; known are {', '.join(FIELDS)}, "
        "and schemes of identifiers such as jgn, erad, crid; "
        'to search for it as words, put it in quotes: "salary:..."'
    )


def test_the_place_of_a_word_is_where_it_stands_in_the_query() -> None:
    query = normal('lasers  AND title:"dye  jets" maser*')
    tree = parse(query)
    assert isinstance(tree, And)
    assert [query[part.start : part.end] for part in tree.parts if isinstance(part, Term)] == [
        "lasers", "dye jets", "maser*",
    ]  # fmt: skip


#: Texts that are nearly queries: every mark of the language, in any order.
PIECES = st.lists(
    st.sampled_from(
        [
            *'()"*-:', " ", "AND", "OR", "NOT", "title:", "author:", "year:", "award:", "institution:", "doi:", "id:",
            "2018..2021", ">=2019", "quantum", "量子", "鉄", "ﾔﾏﾀﾞ", "é", "x-ray", "10.1000/qc.1", "W1", "😀", "\x00",
        ]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(query=st.one_of(PIECES, st.text(max_size=80)))
def test_any_text_is_answered_or_refused(index: Index, query: str) -> None:
    try:
        answer = index.find(query, facets=["kind"], limit=3)
    except UsageError as error:
        assert str(error).startswith("search: ")
        assert "\n" not in str(error)
    else:
        assert answer.total >= len(answer.hits)


@settings(max_examples=100, deadline=None)
@given(query=st.one_of(PIECES, st.text(max_size=40)))
def test_reading_loses_no_words(query: str) -> None:
    try:
        text = normal(query)
        tree = parse(text)
    except UsageError:
        return
    spots = sorted(_spots(tree)) if tree is not None else []
    assert all(0 <= start <= end <= len(text) for start, end in spots)
    assert all(end <= start for (_, end), (start, _) in zip(spots, spots[1:], strict=False))


def _spots(part: Part) -> list[tuple[int, int]]:
    if isinstance(part, Term):
        return [(part.start, part.end)]
    if isinstance(part, Not):
        return _spots(part.part)
    if isinstance(part, And | Or):
        return [spot for each in part.parts for spot in _spots(each)]
    return []


@settings(max_examples=200, deadline=None)
@given(
    filters=st.dictionaries(
        st.sampled_from(["year", "country", "author", "oa_route", "nonsense"]),
        st.one_of(
            st.text(max_size=12), st.integers(), st.floats(), st.none(), st.lists(st.text(max_size=3), max_size=3),
            st.tuples(st.integers(), st.integers()),
        ),
        max_size=3,
    )
)  # fmt: skip
def test_any_filter_is_taken_or_refused(filters: dict[str, object]) -> None:
    try:
        filtered(filters)
    except UsageError as error:
        assert "\n" not in str(error)


def test_a_name_that_fits_too_many_records_is_refused() -> None:
    crowded = Compiler(lambda query, most: None)
    tree = parse("institution:university")
    assert tree is not None
    with pytest.raises(UsageError, match="fits more than 1,000 institutions; write more of the name, or the id"):
        crowded.whole(tree, "institution:university")
