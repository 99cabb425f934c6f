"""What a data source declares about itself: one `DATA_SOURCE` per module of data_sources/."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """A condition on one parse, in the source's own file: at least `minimum` of `table` have `column`.

    Breaking it does not stop the parse; report.json and `check` name it.
    """

    table: str
    column: str
    minimum: float
    why: str


@dataclass(frozen=True, kw_only=True)
class DataSource:
    """One provider: who it is, on what terms, which tables its records become.

    parts: the entities of which one record brings only a part: a year of an award, one cost of a work. The rows of all
    its records of one id stand together, each key of a table once, that of the newest snapshot; of other providers the
    newest record stands alone.
    """

    name: str
    title: str
    url: str
    licence: str
    terms: str
    citation: str
    tables: tuple[str, ...]
    expectations: tuple[Expectation, ...] = ()
    parts: tuple[str, ...] = ()
