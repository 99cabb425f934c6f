"""Each report is plain data in one language: sections of paragraphs, figures and tables, and notes that prove them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from rashinban.access.charts.frame import Spec
from rashinban.access.serialisers.display import Language


@dataclass(frozen=True, kw_only=True)
class Note:
    """One footnote: what a number means and how far it is seen; its card, and the command that gives it again."""

    number: int
    text: str
    card: str = ""
    command: str = ""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One number of the report with what its card says, for the sheet of cards.

    note: the footnote that says more; None for the cells of a table, whose notes stand at the table.
    """

    card: str
    indicator: str
    title: str
    subject: str
    unit: str
    display: str
    value: float | None
    lower: float | None
    upper: float | None
    rank: int | None
    rank_lower: int | None
    rank_upper: int | None
    records: int
    definition: str
    coverage: str
    command: str
    note: int | None = None


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """lead: bold words before the text. kind: warning is what must be read with the numbers."""

    text: str
    lead: str = ""
    notes: tuple[int, ...] = ()
    kind: Literal["plain", "item", "warning"] = "plain"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A picture. alt: what it shows, for those who cannot see it. half: two of them stand side by side."""

    number: int
    spec: Spec
    caption: str
    alt: str
    notes: tuple[int, ...] = ()
    half: bool = False


@dataclass(frozen=True, kw_only=True)
class Column:
    """display: text, place (of a rank), count, share or number."""

    head: str
    display: str = "text"
    #: Of the widths of all columns, the part of this one.
    width: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell as it is printed; value, lower and upper are the same number for those who calculate with it.

    value: None also where it was seen but rests on too few records to be printed. below: a second line, its doubt.
    """

    text: str
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    below: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """own: the row that the report is about."""

    cells: tuple[Cell, ...]
    own: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """name: a short one, for the tab of a sheet. more: that these are the first of many rows, where they are."""

    number: int
    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[int, ...] = ()
    command: str = ""
    more: str = ""


Block: TypeAlias = Paragraph | Figure | Table


@dataclass(frozen=True, kw_only=True)
class Section:
    """heading: empty where a report begins without one, and while sections are made, where it goes on."""

    heading: str
    level: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Source:
    """One snapshot that the release was made of."""

    title: str
    snapshot: str
    fetched: str
    licence: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """The whole document.

    pages: at most so many in PDF; None is any. made: what stands at the foot of every page. warnings: what must be
    read with every number of it.
    """

    name: str
    title: str
    subtitle: str
    language: Language
    day: date
    release: str
    made: str
    simulated: bool
    warnings: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    evidence: tuple[Evidence, ...]
    sources: tuple[Source, ...]
    cite: str
    command: str
    code: str
    pages: int | None = None

    def note(self, number: int) -> Note:
        return self.notes[number - 1]


def side_by_side(blocks: Iterable[Block]) -> list[tuple[Block, ...]]:
    """The blocks in their order; two figures of half the width that follow each other are one group."""
    found: list[tuple[Block, ...]] = []
    for block in blocks:
        before = found[-1] if found else ()
        beside = isinstance(block, Figure) and block.half and len(before) == 1
        if beside and isinstance(before[0], Figure) and before[0].half:
            found[-1] = (*before, block)
        else:
            found.append((block,))
    return found


def joined(sections: Iterable[Section]) -> list[Section]:
    """The sections with those that have no heading put under the one before."""
    found: list[Section] = []
    for one in sections:
        if found and not one.heading:
            before = found[-1]
            found[-1] = Section(heading=before.heading, level=before.level, blocks=(*before.blocks, *one.blocks))
        else:
            found.append(one)
    return found
