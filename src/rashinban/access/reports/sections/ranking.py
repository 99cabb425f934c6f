"""Units in the order of one indicator, with intervals and places: a picture of the first, and a table of more numbers.

The filter of the report on the same key is not asked: it says which unit is one's own, and that one is always shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from rashinban.access.charts.dots import DotRow, dots
from rashinban.access.charts.frame import NARROW, WIDE
from rashinban.access.reports.asking import Asking
from rashinban.access.reports.model import Block, Figure, Paragraph, Section, Table
from rashinban.access.reports.parts import Line, down, heads, is_few, rows, section
from rashinban.access.reports.spec import Indicators, SectionSpec, Top
from rashinban.access.serialisers.display import place
from rashinban.access.serialisers.wording import headline
from rashinban.catalog import indicator

last = False


class Spec(SectionSpec):
    """indicators: the first is drawn and orders; all are columns. sentence: whether one's own number is said."""

    show: Literal["ranking"]
    by: str
    indicators: Indicators
    top: Top = 15
    picture: bool = True
    table: bool = True
    sentence: bool = True
    half: bool = False
    drawn: Annotated[int, Field(ge=3, le=40)] = 15


def build(asking: Asking, spec: Spec, level: int) -> list[Section]:
    first = spec.indicators[0]
    own = asking.selection.where.get(spec.by)
    answer = asking.show(spec.indicators, [spec.by], without=[spec.by])
    found = [row for row in answer.rows if row.keys[spec.by] is not None]
    found.sort(key=lambda row: (*down(row.measured[first], first), str(row.keys[spec.by])))
    kept = [row for at, row in enumerate(found) if at < spec.top or str(row.keys[spec.by]) == own]
    names = asking.names(spec.by, [row.keys[spec.by] for row in kept])
    lines = [
        Line(name=names[key], where={spec.by: key}, seen=row.measured, own=key == own)
        for row in kept
        for key in [str(row.keys[spec.by])]
    ]
    blocks: list[Block] = []
    if own is not None and spec.sentence:
        card, note = asking.card(first)
        blocks.append(Paragraph(text=str(headline(card, asking.language)), notes=(note,)))
    if not lines:
        return [section(asking, spec, level, *blocks, Paragraph(text=_nothing(asking, spec)))]
    noted = asking.notes(spec.indicators if spec.table else [first])
    about = asking.subject(first, without=[spec.by])
    figure = _figure(asking, spec, lines, about, noted) if spec.picture else None
    if figure is not None:
        blocks.append(figure)
    elif not spec.table:
        blocks.append(Paragraph(text=_nothing(asking, spec), notes=noted))
    if spec.table:
        ranked = any(line.seen[first].rank is not None for line in lines)
        named = asking.word(f"report_by_{spec.by}", otherwise=spec.by.replace("_", " "))
        blocks.append(
            Table(
                number=asking.gathered.next("table"),
                name=named,
                caption=asking.word(
                    "report_ranking_table", by=named.lower(), indicator=asking.title(first), about=about
                ),
                columns=heads(asking, named, spec.indicators, placed=ranked),
                rows=rows(asking, spec.indicators, lines, first if ranked else ""),
                notes=noted,
                command=asking.command(spec.indicators, [spec.by], without=[spec.by]),
                more=asking.more(len(kept), len(found)),
            )
        )
    return [section(asking, spec, level, *blocks)]


def _nothing(asking: Asking, spec: Spec) -> str:
    first = spec.indicators[0]
    return asking.word("report_nothing_of", indicator=asking.title(first), about=asking.subject(first))


def _figure(asking: Asking, spec: Spec, lines: Sequence[Line], about: str, noted: tuple[int, ...]) -> Figure | None:
    first = spec.indicators[0]
    seen = [line for line in lines if not is_few(first, line.seen[first]) and line.seen[first].value is not None]
    shown = [line for at, line in enumerate(seen) if at < spec.drawn or line.own]
    width = NARROW if spec.half else WIDE
    display = indicator(first).meta.display
    if not shown:
        return None
    ranked = any(line.seen[first].rank is not None for line in shown)
    drawn = dots(
        [
            DotRow(
                name=line.name,
                seen=line.seen[first],
                text=place(line.seen[first].rank, line.seen[first].rank_lower, line.seen[first].rank_upper),
                own=line.own,
            )
            for line in shown
        ],
        display,
        asking.language,
        width,
        head=asking.label("rank_interval" if width >= WIDE else "rank") if ranked else "",
    )
    if drawn is None:
        return None
    told = asking.word("report_joint").join(
        f"{line.name} {asking.number(line.seen[first].value, display)}" for line in shown
    )
    title = asking.title(first)
    return Figure(
        number=asking.gathered.next("figure"),
        spec=drawn,
        caption=asking.word("report_ranking_figure", indicator=title, about=about)
        + (asking.word("report_whiskers") if any(line.seen[first].lower is not None for line in shown) else ""),
        alt=asking.word("report_ranking_alt", indicator=title, about=about, told=told),
        notes=noted[:1],
        half=spec.half,
    )
