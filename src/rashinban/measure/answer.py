"""Each answer row is one unit in one slice: its keys, and for each indicator value, interval, rank, coverage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from rashinban.errors import UsageError
from rashinban.measure.question import Question, is_whole
from rashinban.schema.text import Text

if TYPE_CHECKING:
    import pandas
    import polars

#: No unit of these keys is ever ranked.
NEVER_RANKED = frozenset({"author"})

#: What every indicator says of every row. None is "not observed" or "not applicable", never 0.
FIELDS = ("value", "lower", "upper", "rank", "rank_lower", "rank_upper", "works", "coverage")


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One indicator of one row.

    works: records behind it. coverage: share of the row's weight whose value is observed.
    interval, ranked: how they were made: stability, joint, analytic or none.
    population, without: how many institutions a concentration is among, and how many of them have nothing.
    """

    value: float | None
    lower: float | None = None
    upper: float | None = None
    rank: int | None = None
    rank_lower: int | None = None
    rank_upper: int | None = None
    works: int = 0
    coverage: float | None = None
    observed: int = 0
    of: int = 0
    interval: str = "none"
    ranked: str = "none"
    population: int = 0
    without: int = 0

    def fields(self) -> dict[str, float | int | None]:
        return {name: getattr(self, name) for name in FIELDS}


@dataclass(frozen=True, kw_only=True)
class Row:
    """The keys of one row (None: not known) and its indicators by name."""

    keys: Mapping[str, str | int | None]
    measured: Mapping[str, Measured]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Rows, the question, and notes that must be read with them."""

    question: Question
    indicators: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[Text, ...]
    release: str

    def objects(self) -> list[dict[str, Any]]:
        """One object per row: the keys, then per indicator an object of FIELDS."""
        return [{**row.keys, **{name: row.measured[name].fields() for name in self.indicators}} for row in self.rows]

    def flat(self) -> list[dict[str, Any]]:
        """One flat row each: the keys, then `<indicator>` and `<indicator>_<field>`."""
        return [
            {
                **row.keys,
                **{
                    (name if field == "value" else f"{name}_{field}"): value
                    for name in self.indicators
                    for field, value in row.measured[name].fields().items()
                },
            }
            for row in self.rows
        ]

    def to_arrow(self) -> pa.Table:
        """The flat rows as an Arrow table; columns have their types also when there are no rows."""
        whole = ("rank", "rank_lower", "rank_upper", "works")
        fields: list[pa.Field] = [
            pa.field(key, pa.int64() if is_whole(key, self.question.record) else pa.string())
            for key in self.question.by
        ]
        fields += [
            pa.field(name if field == "value" else f"{name}_{field}", pa.int64() if field in whole else pa.float64())
            for name in self.indicators
            for field in FIELDS
        ]
        return pa.Table.from_pylist(self.flat(), schema=pa.schema(fields))

    def to_pandas(self) -> pandas.DataFrame:
        """The flat rows as a pandas data frame (pandas must be installed)."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """The flat rows as a Polars data frame (Polars must be installed)."""
        import polars

        frame = polars.from_arrow(self.to_arrow())
        assert isinstance(frame, polars.DataFrame)
        return frame

    def ordered(self, order_by: str | None = None) -> Answer:
        """Rows by one indicator, largest first, or by a key (`-name`: the other way round).

        Not observed comes last; units that could not be assigned come after all others. People are never put in the
        order of a figure: rows of researchers are in the order of their ids.
        """
        people = NEVER_RANKED & set(self.question.by)
        word = order_by or (next(iter(people)) if people else self.indicators[0] if self.indicators else "")
        name, turned = word.removeprefix("-"), word.startswith("-")
        if name in self.indicators and people:
            raise UsageError(f"--order-by {word!r}: people are not put in the order of a figure; use a key")
        if name in self.indicators:
            rows = sorted(self.rows, key=lambda row: _place(row.measured[name].value, smallest=turned))
        elif name in self.question.by:
            rows = sorted(self.rows, key=lambda row: str(row.keys[name] or ""), reverse=turned)
        else:
            known = ", ".join([*self.indicators, *self.question.by])
            raise UsageError(f"--order-by {word!r} is not in the answer; known are {known}")
        return replace(self, rows=tuple(sorted(rows, key=self._unassigned)))

    def _unassigned(self, row: Row) -> bool:
        units: Sequence[str] = self.question.units
        return bool(units) and all(row.keys[key] is None for key in units)


def _place(value: float | None, *, smallest: bool) -> tuple[bool, float]:
    if value is None:
        return (True, 0.0)
    return (False, value if smallest else -value)
