"""Each list is the records of one kind that filters choose, page by page, in an order that does not change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa

from rashinban.access.entities.cursor import Cursor, plain_place, read_cursor
from rashinban.access.entities.kinds import RISING, Kind, kind_of
from rashinban.engine import listing
from rashinban.engine.listing import Order, Within
from rashinban.engine.slices import Condition
from rashinban.errors import UsageError
from rashinban.measure.counting import prepare
from rashinban.measure.question import Filter, Question, ask, axes, axis_of, known_keys
from rashinban.measure.session import Session

#: Rows of one page.
MOST_ROWS = 200
USUAL_ROWS = 25

#: The order of a list that names none: by id.
BY_ID = "id"


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One page of a list. count: rows of the whole list. next_cursor: None on the last page."""

    kind: str
    rows: pa.Table
    count: int
    next_cursor: str | None


def entities(
    session: Session,
    kind: str,
    where: Mapping[str, object] | Iterable[str] = (),
    *,
    sort: str = BY_ID,
    per_page: int = USUAL_ROWS,
    cursor: str | None = None,
    select: Iterable[str] = (),
    alternative: str = "standard",
) -> Listed:
    """A page of the records of a kind.

    where: filters as in `show`; see words_of for those of a kind. Works of every type are listed, also those that
    publication indicators leave out. sort: `id`, or a word of the kind; records without a value come last.
    select: columns of the table; without it all but long texts.
    """
    sort_of = kind_of(kind)
    columns = _columns(sort_of, select)
    if isinstance(per_page, bool) or not 1 <= per_page <= MOST_ROWS:
        raise UsageError(f"per_page {per_page}: write a number from 1 to {MOST_ROWS}")
    question, others = _asked(sort_of, where, alternative)
    order = _order(sort_of, sort)
    conditions, within = _conditions(sort_of, question, others)
    prepare(session, question, frozenset({kind, *(each.relation for each in within)}))
    of = f"{session.folder.name} {kind} {sort} {question.text()} {sorted(others.items())}"
    after = read_cursor(cursor, of) if cursor else None
    count = after.count if after else _size(session, sort_of, conditions, within)
    page = listing.page(
        kind, sort_of.key, order, conditions, within,
        after=after is not None, after_nothing=after is not None and after.place is None,
    )  # fmt: skip
    begun = {"after_key": after.key, "after_place": after.place} if after else {}
    # One more than shown tells whether there is a next page.
    found = session.engine.query(page.sql, {**page.parameters, **begun, "most": per_page + 1}).to_pylist()
    shown = found[:per_page]
    last = shown[-1] if len(found) > per_page else None
    following = Cursor(key=last["key"], place=plain_place(last["place"]), count=count) if last else None
    return Listed(
        kind=kind,
        rows=_rows(session, sort_of, columns, [row["key"] for row in shown]),
        count=count,
        next_cursor=following.write(of) if following else None,
    )


def words_of(kind: str) -> tuple[str, ...]:
    """The words that filter lists of a kind."""
    sort_of = kind_of(kind)
    counted = [key for key in known_keys() if axis_of(key)] if kind == "works" else []
    return tuple(dict.fromkeys([*sort_of.filters, *sort_of.through, *counted]))


def sorts_of(kind: str) -> tuple[str, ...]:
    """The words that order lists of a kind."""
    return (BY_ID, *kind_of(kind).sorts)


def _columns(kind: Kind, select: Iterable[str]) -> tuple[str, ...]:
    known = kind.table.names
    wanted = tuple(dict.fromkeys(select))
    for column in wanted:
        if column not in known:
            raise UsageError(f"select {column[:80]!r}: no column of {kind.name}; known are {', '.join(known)}")
    return wanted or tuple(column for column in known if column not in kind.hidden)


def _order(kind: Kind, sort: str) -> Order:
    if sort not in sorts_of(kind.name):
        raise UsageError(f"sort {sort[:80]!r} is not known for {kind.name}; use {', '.join(sorts_of(kind.name))}")
    column = kind.sorts.get(sort)
    return Order(column=column, rising=column in RISING)


def _asked(
    kind: Kind, where: Mapping[str, object] | Iterable[str], alternative: str
) -> tuple[Question, Mapping[str, tuple[str, ...]]]:
    """The filters that are words of `show`, as a question, and those that lists alone have."""
    pairs = dict(where.items() if isinstance(where, Mapping) else _split(where))
    for word in pairs:
        if word not in words_of(kind.name):
            known = ", ".join(words_of(kind.name)) or "none"
            raise UsageError(f"filter {word[:80]!r} is not known for {kind.name}; known are {known}")
    shared = {word: value for word, value in pairs.items() if word in known_keys()}
    others = {word: tuple(str(value).split("|")) for word, value in pairs.items() if word not in shared}
    return ask((), shared, alternative=alternative), others


def _split(where: Iterable[str]) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for text in where:
        word, separator, value = text.partition("=")
        if not separator or not value or any(word == other for other, _ in found):
            raise UsageError(f"filter {text[:80]!r}: write KEY=VALUE, each key once; several values as KEY=A|B")
        found.append((word, value))
    return found


def _conditions(
    kind: Kind, question: Question, others: Mapping[str, tuple[str, ...]]
) -> tuple[list[Condition], list[Within]]:
    """The filters as conditions on the kind's own table, and on the tables through which works belong to keys."""
    own = [_condition(kind, kind.filters[item.key], item) for item in question.where if item.key in kind.filters]
    own += [Condition(key=kind.filters[word], values=values) for word, values in others.items()]
    within = []
    for item in question.where:
        if item.key in kind.through:
            column, table, value = kind.through[item.key]
            condition = Condition(key=value, values=item.values)
            within.append(Within(column=column, relation=table, key=kind_of(table).key, conditions=[condition]))
    rest = [item for item in question.where if item.key not in kind.filters and item.key not in kind.through]
    for axis, models in axes().items():
        items = [item for item in rest if axis_of(item.key) == axis]
        if not items:
            continue
        keys = {item.key for item in items}
        model = next((model for model in models if keys <= set(model.meta.keys)), None)
        if model is None:
            raise UsageError(f"{' and '.join(sorted(keys))} cannot be combined in one list")
        conditions = [Condition(key=item.key, values=item.values) for item in items]
        within.append(Within(column=kind.key, relation=model.name, key=kind.key, conditions=conditions))
    return own, within


def _condition(kind: Kind, column: str, item: Filter) -> Condition:
    whole = next(c.type for c in kind.table.columns if c.name == column) in ("int32", "int64")
    values = tuple(int(value) if whole else value for value in item.values)
    return Condition(key=column, values=values, lower=item.lower, upper=item.upper)


def _size(session: Session, kind: Kind, conditions: list[Condition], within: list[Within]) -> int:
    asked = listing.size(kind.name, conditions, within)
    return int(session.engine.query(asked.sql, asked.parameters)["rows"][0].as_py())


def _rows(session: Session, kind: Kind, columns: tuple[str, ...], keys: list[str]) -> pa.Table:
    """The columns of these records, in this order."""
    schema = pa.schema([pa.field(c.name, c.arrow) for c in kind.table.columns if c.name in columns])
    schema = pa.schema([schema.field(column) for column in columns])
    if not keys:
        return schema.empty_table()
    names = [f"key_{number}" for number in range(len(keys))]
    read = tuple(dict.fromkeys([kind.key, *columns]))
    sql = listing.rows_of(kind.name, kind.key, read, names)
    found = session.engine.query(sql, dict(zip(names, keys, strict=True))).to_pylist()
    by_key = {row[kind.key]: row for row in found}
    return pa.Table.from_pylist([{column: by_key[key][column] for column in columns} for key in keys], schema=schema)
