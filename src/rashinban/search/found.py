"""Each value is what a search found: a hit is one record as a list shows it, a bucket one value of a facet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rashinban.schema.text import Text


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One record. What was not observed is None or empty; researchers have no citations here, and no score.

    title: of a work or award, else the name. names: its other names. people: the first authors, or who leads an
    award; people_total says how many there are. venue: the source of a work, the funder of an award, the institution
    of a researcher. identifiers: scheme to id. marks: (from, to) in the title where words of the query stand.
    """

    kind: str
    id: str
    title: str | None = None
    names: tuple[str, ...] = ()
    year: int | None = None
    type: str | None = None
    cited_by_count: int | None = None
    is_retracted: bool | None = None
    people: tuple[str, ...] = ()
    people_total: int = 0
    venue: str | None = None
    country: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """One value of a facet and how many of the records found have it."""

    value: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Found:
    """The answer to one search.

    total: records found, all of them; hits: those asked for. direct: the record whose id the query is.
    did_you_mean: the query with the nearest spelling that does find something. searched: in how many records.
    notes: what a reader should know or try, in both languages.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[Bucket, ...]] = field(default_factory=dict)
    direct: Hit | None = None
    did_you_mean: str | None = None
    searched: int = 0
    notes: tuple[Text, ...] = ()
