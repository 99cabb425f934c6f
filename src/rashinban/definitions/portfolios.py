"""Each portfolio is a named choice of awards, put together from funders, programmes, years, areas: a decision as data.

    portfolio: energy-crest
    labels: {en: "CREST and SBIR phase 3, energy", ja: CRESTとSBIRフェーズ3（エネルギー）}
    parts:
      - {programme: crest, technology_area: jp17-11}
      - {programme: sbir-phase-3, year: 2022..2026}
    without: [G4401]

An award is of the portfolio where it fits all conditions of any part; it then counts once and whole. Conditions are
the words of --where. `without` names awards that are left out: a few large grants can hide what the others do.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from rashinban.definitions.documents import Document
from rashinban.definitions.plan_faults import read_shape
from rashinban.schema.text import Text

HOW = "docs/how-to/compose-a-portfolio.md"

Value = str | int
#: A condition as the user writes it: one value, `A|B`, a range, or a list of values.
Condition = Value | Annotated[tuple[Value, ...], Field(min_length=1, max_length=10_000)]
Part = Annotated[dict[str, Condition], Field(min_length=1, max_length=20)]


class Portfolio(BaseModel):
    """One portfolio as written; what its parts ask is checked where questions are (measure/portfolios.py)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    portfolio: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
    labels: Text
    note: Text | None = None
    parts: Annotated[tuple[Part, ...], Field(min_length=1, max_length=50)]
    without: Annotated[tuple[str, ...], Field(max_length=10_000)] = ()

    def where(self, part: Part) -> Mapping[str, object]:
        """The conditions of one part as measure.question.ask takes them."""
        return {key: value if isinstance(value, tuple) else str(value) for key, value in part.items()}

    def text(self) -> Text:
        """What it holds, in words that a reader can check: `programme=crest and year=2018..2020; or funder=F1`."""
        parts = [
            [f"{key}={'|'.join(map(str, value)) if isinstance(value, tuple) else value}" for key, value in part.items()]
            for part in self.parts
        ]
        en, ja = "; or ".join(map(" and ".join, parts)), "、または".join("かつ".join(part) for part in parts)
        if self.without:
            en += f"; without {', '.join(self.without)}"
            ja += f"（{'、'.join(self.without)}を除く）"
        return Text(en=en, ja=ja)


def read_portfolio(path: Path) -> tuple[Portfolio, Document]:
    """The portfolio of a file, by its shape alone; RashinbanError with every mistake, a line each."""
    return read_shape(path, Portfolio, begin="portfolio: my-portfolio", how=HOW)
