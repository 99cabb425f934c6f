"""Indicators by a key as a table; with `list`, the technology areas of a published list, by its order or a figure."""

from __future__ import annotations

from typing import Literal

from rashinban.access.reports.asking import Asking
from rashinban.access.reports.model import Paragraph, Section, Table
from rashinban.access.reports.parts import Line, area_list, down, heads, rows, section
from rashinban.access.reports.spec import Indicators, SectionSpec, Top

last = False

_IN_ORDER = ("year", "fiscal_year", "lag")


class Spec(SectionSpec):
    """order: the indicator by which the rows stand; else the list's order, or the first indicator."""

    show: Literal["table"]
    by: str
    indicators: Indicators
    list: str | None = None
    order: str | None = None
    top: Top = 20


def build(asking: Asking, spec: Spec, level: int) -> list[Section]:
    answer = asking.show(spec.indicators, [spec.by], without=[spec.by] if spec.list else [])
    seen = {str(row.keys[spec.by]): row.measured for row in answer.rows if row.keys[spec.by] is not None}
    # Years and the like have an order of their own.
    counted = spec.by in _IN_ORDER
    order = spec.order or (None if spec.list or counted else spec.indicators[0])
    keys = area_list(spec.list) if spec.list else sorted(seen, key=int) if counted else sorted(seen)
    if order is not None:
        keys.sort(key=lambda key: down(seen.get(key, {}).get(order), order))
    shown = keys[: spec.top]
    names = asking.names(spec.by, shown)
    lines = [Line(name=names[key], where={spec.by: key}, seen=seen.get(key, {})) for key in shown]
    if not lines:
        return [section(asking, spec, level, Paragraph(text=asking.word("report_nothing")))]
    named = asking.word(f"report_by_{spec.by}", otherwise=spec.by.replace("_", " "))
    table = Table(
        number=asking.gathered.next("table"),
        name=named,
        caption=asking.word("report_table", by=named.lower(), about=asking.subject(spec.indicators[0])),
        columns=heads(asking, named, spec.indicators, placed=False),
        rows=rows(asking, spec.indicators, lines),
        notes=asking.notes(spec.indicators),
        command=asking.command(spec.indicators, [spec.by]),
        more=asking.more(len(shown), len(keys)),
    )
    return [section(asking, spec, level, table)]
