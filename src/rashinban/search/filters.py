"""Each query here is a condition on a key, on the year or on the kind of a record: the words of --where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tantivy import FieldType, Occur, Query

from rashinban.errors import UsageError
from rashinban.search.fields import KEYS, schema
from rashinban.search.syntax import Years, normal, years

#: Values that one filter may have.
MOST_VALUES = 1_000
_LAST_YEAR = 9_999


def filtered(filters: Mapping[str, object]) -> list[Query]:
    """The queries of filters: one value or several of a key, or years as `2018..2021` or (2018, 2021).

    They count nothing for the order.
    """
    found = []
    for key, given in filters.items():
        if key != "year" and key not in KEYS:
            raise UsageError(f"search: filter {str(key)[:40]!r} is not known; known are year, {', '.join(KEYS)}")
        query = _filter_years(given) if key == "year" else of_key(key, _filter_values(key, given))
        found.append(Query.const_score_query(query, 0.0))
    return found


def _filter_values(key: str, given: object) -> list[str]:
    values = given.split("|") if isinstance(given, str) else [given] if isinstance(given, int) else given
    if not isinstance(values, Iterable):
        raise UsageError(f"search: filter {key}={given!r} is no value; write one, or several with | between")
    found = [normal(str(value)) for value in values]
    if not 0 < len(found) <= MOST_VALUES:
        raise UsageError(f"search: filter {key} has {len(found):,} values; give 1 to {MOST_VALUES:,}")
    return found


def _filter_years(given: object) -> Query:
    if isinstance(given, str):
        each = [in_years(years(text)) for text in _filter_values("year", given)]
        return Query.boolean_query([(Occur.Should, one) for one in each])
    pair = (given, given) if isinstance(given, int) else given
    if isinstance(pair, Sequence) and len(pair) == 2:
        lower, upper = pair
        ends = [end for end in (lower, upper) if end is not None]
        if all(isinstance(end, int) for end in ends) and ends == sorted(ends):
            return in_years(Years(lower=lower, upper=upper))
    raise UsageError(f"search: filter year={str(given)[:40]!r} is no year; write 2020, 2018..2021 or (2018, 2021)")


def of_kinds(kinds: Iterable[str]) -> Query:
    """Records of these kinds; it counts nothing for the order."""
    return Query.const_score_query(Query.term_set_query(schema(), "kind", list(kinds)), 0.0)


def of_key(key: str, values: list[str]) -> Query:
    """Records that have one of these values of a key; each counts the same."""
    if len(values) == 1:
        return Query.const_score_query(Query.term_query(schema(), key, values[0]), 1.0)
    return Query.const_score_query(Query.term_set_query(schema(), key, values), 1.0)


def in_years(asked: Years) -> Query:
    """An open range is one to the end of what a year can be: years are four digits."""
    lower = min(max(asked.lower or 0, 0), _LAST_YEAR)
    upper = min(max(_LAST_YEAR if asked.upper is None else asked.upper, 0), _LAST_YEAR)
    return Query.range_query(schema(), "year", FieldType.Unsigned, lower, upper)


def both(one: Query, other: Query) -> Query:
    return Query.boolean_query([(Occur.Must, one), (Occur.Must, other)])
