"""What changed since an earlier release, and why: each number of the report then and now, and what was made anew.

Left out where no earlier release is named (`--since`).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose
from typing import Any, Literal

from rashinban.access.api import Base
from rashinban.access.card import Card
from rashinban.access.plans import plan_status
from rashinban.access.reports.asking import Asking
from rashinban.access.reports.gathered import Asked
from rashinban.access.reports.model import Block, Cell, Column, Paragraph, Row, Section, Table
from rashinban.access.reports.parts import section
from rashinban.access.reports.spec import SectionSpec, Top
from rashinban.access.serialisers.display import between, column
from rashinban.errors import RashinbanError
from rashinban.measure.plans.board import Board
from rashinban.measure.plans.words import STATUS_WORDS
from rashinban.stages.diff import ROUNDING, ReleaseDiff, release_diff

last = True


class Spec(SectionSpec):
    """top: how many numbers are compared at most, in the order of the report."""

    show: Literal["changes"]
    top: Top = 40


def build(asking: Asking, spec: Spec, level: int) -> list[Section]:
    if asking.since is None:
        return []
    base = asking.base
    found = release_diff(base.folder, asking.since, base.release, engine=base.session.engine, rows=False)
    command = f"rashinban release diff {found.before} {found.after}"
    note = asking.gathered.remark(asking.word("report_changes_note"), command)
    asked = asking.gathered.asked[: spec.top]
    with Base(base.folder, release=asking.since) as old:
        pairs = [(one, _then(old, one)) for one in asked]
        boards = [_statuses(asking, board, old) for board in asking.gathered.boards]
    moved = sum(isinstance(before, str) or not _same(before, one.card) for one, before in pairs)
    told = asking.word("report_changes", moved=moved, of=len(pairs)) if pairs else ""
    blocks: list[Block] = [
        Paragraph(
            text=asking.word("report_changes_since", before=found.before, after=found.after) + told, notes=(note,)
        ),
        *_reasons(asking, found),
    ]
    if pairs:
        blocks.append(_table(asking, pairs, found, command))
    for board in boards:
        blocks.append(board or Paragraph(text=asking.word("report_changes_no_status")))
    return [section(asking, spec, level, *blocks)]


def _then(old: Base, one: Asked) -> Card | str:
    """The same number in the earlier release, or why that release cannot be asked for it."""
    options: dict[str, Any] = dict(one.selection.options)
    try:
        return old.card(one.indicator, one.selection.where, **options)
    except RashinbanError as error:
        # An earlier release may lack a table that the question needs; the row says so.
        return str(error)


def _same(before: Card, after: Card) -> bool:
    if before.value is None or after.value is None:
        return before.value is after.value
    return isclose(before.value, after.value, rel_tol=ROUNDING, abs_tol=ROUNDING)


def _reasons(asking: Asking, found: ReleaseDiff) -> list[Paragraph]:
    if not found.reasons:
        return [Paragraph(text=asking.word("diff_no_reason"))]
    return [
        Paragraph(
            lead=asking.word(f"reason_{one.kind}") + asking.label("colon"),
            text=f"{one.what} ({asking.word(f'change_{one.change}')})",
            kind="item",
        )
        for one in found.reasons
    ]


def _table(asking: Asking, pairs: Sequence[tuple[Asked, Card | str]], found: ReleaseDiff, command: str) -> Table:
    return Table(
        number=asking.gathered.next("table"),
        name=asking.word("report_changed"),
        caption=asking.word("report_changes_table"),
        columns=(
            Column(head=asking.label("name"), width=3.0),
            Column(head=found.before, width=1.4),
            Column(head=found.after, width=1.4),
            Column(head=asking.word("report_changed"), width=1.6),
        ),
        rows=tuple(Row(cells=_cells(asking, one, before)) for one, before in pairs),
        command=command,
    )


def _cells(asking: Asking, one: Asked, before: Card | str) -> tuple[Cell, ...]:
    old = None if isinstance(before, str) else before
    values = column([old.value if old else None, one.card.value], one.card.display, asking.language)
    cells = [
        Cell(
            text=text,
            value=card.value if card else None,
            lower=card.interval.lower if card and card.interval else None,
            upper=card.interval.upper if card and card.interval else None,
            below=between(card.interval.lower, card.interval.upper, card.display, asking.language)
            if card and card.interval
            else "",
        )
        for card, text in zip((old, one.card), values, strict=True)
    ]
    moved = Cell(text=asking.word(f"report_{_verdict(old, one.card)}"), below=before if isinstance(before, str) else "")
    return (Cell(text=asking.say(one.card.title)), *cells, moved)


def _verdict(before: Card | None, after: Card) -> str:
    """How a number moved. within: the new value lies in the interval of the old one."""
    if before is None or (before.value is None) is not (after.value is None):
        return "not_comparable"
    if _same(before, after) or before.value is None or after.value is None:
        return "unchanged"
    if before.interval is not None and before.interval.lower <= after.value <= before.interval.upper:
        return "within"
    return "higher" if after.value > before.value else "lower"


def _statuses(asking: Asking, now: Board, old: Base) -> Table | None:
    """The targets whose status is another one; seen from the same day, so that only the data differ."""
    then = plan_status(old, now.plan.plan, as_of=now.as_of)
    moved = [
        (before, after)
        for before, after in zip(then.lines, now.lines, strict=True)
        if before.verdict.status != after.verdict.status
    ]
    if not moved:
        return None
    return Table(
        number=asking.gathered.next("table"),
        name=asking.word("report_status"),
        caption=asking.word("report_changes_board", before=then.release, after=now.release),
        columns=(
            Column(head=asking.word("report_target"), width=2.5),
            Column(head=then.release, width=1.2),
            Column(head=now.release, width=1.2),
            Column(head=asking.word("report_reason"), width=3.0),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=asking.say((after.indicator or after.objective).labels)),
                    Cell(text=asking.say(STATUS_WORDS[before.verdict.status])),
                    Cell(text=asking.say(STATUS_WORDS[after.verdict.status])),
                    Cell(text=asking.say(after.reason)),
                )
            )
            for before, after in moved
        ),
    )
