"""Each value is one evidence card: a number with everything that is needed to trust it, doubt it or redo it.

The card is plain data. JSON is its form of record; HTML, SVG and CSV are views (serialisers/).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rashinban.schema.text import Text


@dataclass(frozen=True, kw_only=True)
class Interval:
    """Where the value would lie in 95 of 100 redrawings of the works. `method` says how it was made."""

    lower: float
    upper: float
    level: float
    method: Text


@dataclass(frozen=True, kw_only=True)
class Rank:
    """The place among `of` units, with the interval of places. `method` says how it was made."""

    value: int
    lower: int | None
    upper: int | None
    of: int
    method: Text


@dataclass(frozen=True, kw_only=True)
class BandPoint:
    """The same question under one alternative definition of the technology area."""

    alternative: str
    works: int
    value: float | None
    lower: float | None
    upper: float | None
    rank: int | None


@dataclass(frozen=True, kw_only=True)
class AreaNote:
    """The technology area asked about: which version, how well it is measured, how much it matters."""

    id: str
    label: Text
    version: int
    quality: Text
    band: tuple[BandPoint, ...]


@dataclass(frozen=True, kw_only=True)
class Definition:
    """What the number means, to the last choice.

    citation_source, normalisation, reference: None where the indicator uses none.
    """

    text: Text
    formula: Text
    kind: str
    counting: str
    universe: Text
    window: Text
    citation_source: Text | None
    normalisation: Text | None
    reference: Text | None
    parameters: Mapping[str, object]
    technology_area: AreaNote | None


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How much of what should be seen is seen.

    works_in: works of the slice (all units). works_of_unit: those of the unit. works_used: those of the unit
    whose value is observed. shares: of the slice's works, the share with a country, references, topics,
    funder, citation score. not_observed: sentences.
    """

    works_in: int
    works_of_unit: int
    works_used: int
    shares: Mapping[str, float | None]
    complete_universe: bool
    not_observed: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class Point:
    """One unit of the ranking, or one year of the trend, beside the card's own number."""

    key: str
    label: Text
    value: float | None
    lower: float | None
    upper: float | None
    rank: int | None
    rank_lower: int | None
    rank_upper: int | None
    works: int


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a whole that stands beside the number: a field, with its share of the works. key: None, not known."""

    key: str | None
    label: Text
    share: float
    works: int


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What must be read with the number: the mix, by the key `by`, of the works behind it, and sentences.

    indicator, title: what the shares are parts of. command: gives them again; None where no part is seen.
    """

    by: str
    indicator: str
    title: Text
    parts: tuple[Part, ...]
    notes: tuple[Text, ...]
    command: str | None


@dataclass(frozen=True, kw_only=True)
class SourceNote:
    """One snapshot of one data source that the release was made of."""

    data_source: str
    title: str
    snapshot: str
    fetched_at: str
    licence: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """What the figure was made of and by."""

    release: str
    as_of: str
    sources: tuple[SourceNote, ...]
    code_version: str
    engine: str
    simulated: bool


@dataclass(frozen=True, kw_only=True)
class Card:
    """One number, as evidence.

    record: works or awards: what is counted, and what the counts of `coverage` are of.
    display: count, share or number: how `value` is to be printed.
    own: the key of the card's own unit among `ranking`; None where the card is of no single unit.
    beside: of indicators that are not to be read without it; None for all others.
    """

    id: str
    indicator: str
    record: str = "works"
    title: Text
    subject: Text
    own: str | None = None
    unit: Text
    display: str
    value: float | None
    interval: Interval | None
    rank: Rank | None
    definition: Definition
    coverage: Coverage
    limits: tuple[Text, ...]
    records: Mapping[str, str]
    rebuild: str
    provenance: Provenance
    cite: Mapping[str, str]
    ranking: tuple[Point, ...]
    trend: tuple[Point, ...]
    notes: tuple[Text, ...]
    beside: Beside | None = None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def json(self) -> str:
        """The card's form of record."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=1)
