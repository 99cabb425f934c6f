"""What sections are made of: paragraphs of a template's words, rows of figures, names of areas in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashinban.access.reports.asking import Asking
from rashinban.access.reports.model import Block, Cell, Column, Paragraph, Row, Section
from rashinban.access.reports.spec import SectionSpec
from rashinban.access.serialisers.display import column, intervals, place
from rashinban.access.serialisers.wording import FEW_WORKS
from rashinban.catalog import indicator
from rashinban.definitions.areas import area_lists
from rashinban.errors import UsageError
from rashinban.measure.answer import Measured


def section(asking: Asking, spec: SectionSpec, level: int, *blocks: Block) -> Section:
    """A section with the template's own words before what it shows."""
    text = asking.fill(spec.text)
    own = [Paragraph(text=part.strip()) for part in text.split("\n\n") if part.strip()]
    return Section(heading=asking.fill(spec.heading), level=level, blocks=(*own, *blocks))


def area_list(name: str | None) -> list[str]:
    """The technology areas of a published list, in its order."""
    known = {entry.list: entry for _, entry in area_lists()}
    if name not in known:
        raise UsageError(f"list {name!r} of technology areas is not known; known are {', '.join(known)}")
    return [entry.id for entry in known[name].areas]


def is_few(name: str, seen: Measured | None) -> bool:
    """Whether a number rests on too few records to be printed. A plain count is what it is."""
    return seen is not None and seen.works < FEW_WORKS and indicator(name).meta.kind != "sum"


def down(seen: Measured | None, name: str) -> tuple[bool, float]:
    """The largest first; what cannot be read comes last, with more records first."""
    if seen is None or seen.value is None or is_few(name, seen):
        return True, -float(seen.works if seen else 0)
    return False, -seen.value


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row before it is written: its name, the filters that choose its cards, its numbers by indicator."""

    name: str
    where: Mapping[str, str]
    seen: Mapping[str, Measured]
    own: bool = False


def heads(asking: Asking, first: str, names: Sequence[str], *, placed: bool) -> tuple[Column, ...]:
    """The columns of a table of figures: its units, then each indicator, and a place where there is one."""
    return (
        Column(head=first, width=2.2),
        *(Column(head=asking.head(name), display=indicator(name).meta.display, width=1.2) for name in names),
        *([Column(head=asking.label("rank_interval"), display="place", width=1.0)] if placed else []),
    )


def rows(asking: Asking, names: Sequence[str], lines: Sequence[Line], placed: str = "") -> tuple[Row, ...]:
    """The rows of a table of figures; their numbers become evidence. placed: the indicator whose place is printed."""
    columns = [_column(asking, name, [line.seen.get(name) for line in lines]) for name in names]
    made = []
    for number, line in enumerate(lines):
        asking.cells(names, line.where, line.seen)
        one = line.seen.get(placed)
        at = place(one.rank, one.rank_lower, one.rank_upper) if one is not None and placed else ""
        cells = (Cell(text=line.name), *(column[number] for column in columns))
        made.append(Row(cells=(*cells, Cell(text=at or "–")) if placed else cells, own=line.own))
    return tuple(made)


def _column(asking: Asking, name: str, seen: Sequence[Measured | None]) -> list[Cell]:
    """One indicator down the rows, with the same decimals; of few records only how many they are."""
    display, record = indicator(name).meta.display, indicator(name).meta.record
    # What is not printed must not choose the decimals of what is.
    shown = [None if is_few(name, one) else one for one in seen]
    values = column([one.value if one else None for one in shown], display, asking.language)
    ends = intervals([(one.lower, one.upper) if one else (None, None) for one in shown], display, asking.language)
    found = []
    for one, kept, value, between in zip(seen, shown, values, ends, strict=True):
        if kept is not None and kept.value is not None:
            found.append(Cell(text=value, below=between, value=kept.value, lower=kept.lower, upper=kept.upper))
        elif one is not None and one.works:
            found.append(Cell(text=asking.word("report_few", count=one.works, records=asking.counted(record))))
        else:
            found.append(Cell(text="–"))
    return found
