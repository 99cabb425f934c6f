"""One indicator over the years: one's own line with its band among others, or several numbers year by year in a table.

With `by`, the filter of the report on that key says whose line is one's own; the others are those with most records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field

from rashinban.access.charts.frame import NARROW, WIDE
from rashinban.access.charts.trend import Line as Drawn
from rashinban.access.charts.trend import YearValue, trend
from rashinban.access.reports.asking import Asking
from rashinban.access.reports.model import Block, Figure, Paragraph, Section, Table
from rashinban.access.reports.parts import Line, heads, rows, section
from rashinban.access.reports.spec import Indicators, SectionSpec
from rashinban.catalog import indicator
from rashinban.measure.answer import Row

last = False


class Spec(SectionSpec):
    """indicators: the first is drawn; all are columns of the table of one's own years. over: the key of the years."""

    show: Literal["trend"]
    indicators: Indicators
    over: Literal["year", "fiscal_year"] = "year"
    by: str | None = None
    top: Annotated[int, Field(ge=0, le=8)] = 5
    picture: bool = True
    table: bool = True
    half: bool = False


def build(asking: Asking, spec: Spec, level: int) -> list[Section]:
    first = spec.indicators[0]
    own = asking.selection.where.get(spec.by) if spec.by else None
    blocks: list[Block] = []
    noted = asking.notes(spec.indicators if spec.table else [first])
    about = asking.subject(first)
    mine = _years(asking.show(spec.indicators, [spec.over]).rows, spec.over)
    if spec.picture:
        lines = _beside(asking, spec, own, mine) if spec.by and own else {_whose(asking) or about: mine}
        figure = _figure(asking, spec, lines, next(iter(lines)), about, noted)
        if figure is not None:
            blocks.append(figure)
    if spec.table and mine:
        years = [
            Line(name=str(row.keys[spec.over]), where={spec.over: str(row.keys[spec.over])}, seen=row.measured)
            for row in mine
        ]
        blocks.append(
            Table(
                number=asking.gathered.next("table"),
                name=asking.word("report_year"),
                caption=asking.word("report_years_table", about=about),
                columns=heads(asking, asking.word("report_year"), spec.indicators, placed=False),
                rows=rows(asking, spec.indicators, years),
                notes=noted,
                command=asking.command(spec.indicators, [spec.over]),
            )
        )
    if not blocks:
        blocks.append(Paragraph(text=_nothing(asking, spec), notes=noted))
    return [section(asking, spec, level, *blocks)]


def _years(rows: Sequence[Row], over: str) -> list[Row]:
    """The rows of known years, in their order."""
    return sorted((row for row in rows if row.keys[over] is not None), key=lambda row: int(row.keys[over] or 0))


def _whose(asking: Asking) -> str:
    """A short name of the line: of the unit that the report is about."""
    found = (asking.words.get(key) for key in ("institution", "programme", "funder", "country"))
    return next((name for name in found if name), "")


def _beside(asking: Asking, spec: Spec, own: str, mine: Sequence[Row]) -> Mapping[str, Sequence[Row]]:
    """One's own years first, then those of the units with most records."""
    assert spec.by is not None
    first = spec.indicators[0]
    found: dict[str, list[Row]] = {}
    for row in _years(asking.show([first], [spec.by, spec.over], without=[spec.by]).rows, spec.over):
        if row.keys[spec.by] is not None:
            found.setdefault(str(row.keys[spec.by]), []).append(row)
    largest = sorted(
        (key for key in found if key != own),
        key=lambda key: (-sum(row.measured[first].works for row in found[key]), key),
    )
    shown = [own, *largest[: spec.top]]
    names = asking.names(spec.by, shown)
    # Intervals of the answer by unit and year are those that the unit's place is drawn with.
    return {names[key]: found.get(key, mine if key == own else []) for key in shown}


def _nothing(asking: Asking, spec: Spec) -> str:
    first = spec.indicators[0]
    return asking.word("report_nothing_of", indicator=asking.title(first), about=asking.subject(first))


def _figure(
    asking: Asking, spec: Spec, lines: Mapping[str, Sequence[Row]], own: str, about: str, noted: tuple[int, ...]
) -> Figure | None:
    first = spec.indicators[0]
    meta = indicator(first).meta
    counted = meta.kind == "sum"
    drawn = trend(
        [
            Drawn(
                name=name,
                own=name == own,
                years=[
                    YearValue(
                        year=int(row.keys[spec.over] or 0),
                        seen=row.measured[first],
                        works=None if counted else row.measured[first].works,
                    )
                    for row in rows
                ],
            )
            for name, rows in lines.items()
        ],
        meta.display,
        asking.language,
        NARROW if spec.half else WIDE,
    )
    if drawn is None:
        return None
    told = asking.word("report_joint").join(
        f"{row.keys[spec.over]} {asking.number(row.measured[first].value, meta.display)}" for row in lines[own]
    )
    title = asking.title(first)
    return Figure(
        number=asking.gathered.next("figure"),
        spec=drawn,
        caption=asking.word("report_trend_figure", indicator=title, about=about)
        + (asking.word("report_band") if any(row.measured[first].lower is not None for row in lines[own]) else "")
        + ("" if counted else asking.word("report_dashed")),
        alt=asking.word("report_trend_alt", indicator=title, about=about, told=told),
        notes=noted[:1],
        half=spec.half,
    )
