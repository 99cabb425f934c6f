"""The board of a plan: every target with its status by the printed rule, the reason in words, and its values drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rashinban.access.plan_drawn import line_drawn, sourced
from rashinban.access.plans import caveats, mark, plan_status, target_words
from rashinban.access.reports.asking import Asking
from rashinban.access.reports.model import Block, Cell, Column, Figure, Paragraph, Row, Section, Table
from rashinban.access.reports.parts import section
from rashinban.access.reports.spec import SectionSpec
from rashinban.access.serialisers.display import NOT_OBSERVED
from rashinban.measure.plans.board import Board
from rashinban.measure.plans.board import Line as Target
from rashinban.measure.plans.rule import STATUSES, Status
from rashinban.measure.plans.words import RULE_WORDS, STATUS_WORDS, period, quantity
from rashinban.schema.text import Text

last = False


class Spec(SectionSpec):
    """status: only these. values: whether the values of each target that has some are drawn, with their table."""

    show: Literal["board"]
    status: tuple[Status, ...] = ()
    values: bool = True


def build(asking: Asking, spec: Spec, level: int) -> list[Section]:
    assert asking.plan is not None
    board = plan_status(asking.base, asking.plan, as_of=asking.day)
    asking.gathered.boards.append(board)
    lines = [line for line in board.lines if not spec.status or line.verdict.status in spec.status]
    counts = asking.word("report_joint").join(
        f"{asking.say(STATUS_WORDS[status])} {count}" for status, count in _counts(board)
    )
    rule = asking.gathered.remark(
        asking.say(RULE_WORDS), f"rashinban plan status {asking.plan} --as-of {asking.day.isoformat()}"
    )
    blocks: list[Block] = [
        Paragraph(text=asking.word("report_board_counts", lines=len(board.lines), counts=counts), notes=(rule,)),
        Paragraph(text=asking.say(board.guard), kind="warning"),
        # That the base is simulated stands on the first page.
        *(Paragraph(text=asking.say(one), kind="warning") for one in caveats(board, asking.base)[board.simulated :]),
    ]
    if not lines:
        blocks.append(Paragraph(text=asking.word("report_nothing")))
        return [section(asking, spec, level, *blocks)]
    blocks.append(_table(asking, board, lines))
    found = [section(asking, spec, level, *blocks)]
    if spec.values:
        found += [one for line in lines if (one := _values(asking, line, level + 1)) is not None]
    return found


def _counts(board: Board) -> list[tuple[Status, int]]:
    found = board.counts()
    return [(status, found[status]) for status in STATUSES]


def _table(asking: Asking, board: Board, lines: Sequence[Target]) -> Table:
    language = asking.language
    return Table(
        number=asking.gathered.next("table"),
        name=asking.word("report_board"),
        caption=asking.word("report_board_table", plan=asking.say(board.plan.labels), day=board.as_of.isoformat()),
        columns=(
            Column(head=asking.word("report_objective"), width=1.5),
            Column(head=asking.word("report_target"), width=1.7),
            Column(head=asking.word("report_baseline"), width=1.05),
            Column(head=asking.word("report_newest"), width=1.05),
            Column(head=asking.word("report_status"), width=1.15),
            Column(head=asking.word("report_reason"), width=3.2),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=asking.say(line.objective.labels)),
                    Cell(
                        text=asking.say(line.indicator.labels) if line.indicator else "–",
                        below=mark(line.target, language) + target_words(line.target, line.indicator, language)
                        if line.target and line.indicator
                        else "",
                    ),
                    _baseline(asking, line),
                    _newest(asking, line),
                    Cell(text=asking.say(STATUS_WORDS[line.verdict.status])),
                    Cell(text=asking.say(line.reason)),
                )
            )
            for line in lines
        ),
        command=f"rashinban plan status {board.plan.plan} --as-of {board.as_of.isoformat()} --release {board.release}",
    )


def _baseline(asking: Asking, line: Target) -> Cell:
    """From where the target sets out, and whose year that is; a baseline without a source is marked as such."""
    base = line.target.baseline if line.target is not None else None
    if base is None or line.indicator is None:
        return Cell(text="–")
    value = quantity(base.value, line.indicator.unit, asking.language)
    year = asking.say(period(base.year, line.indicator))
    return Cell(text=mark(base, asking.language) + value, below=year, value=base.value if base.sourced else None)


def _newest(asking: Asking, line: Target) -> Cell:
    """The newest value that is compared: of a target that is a sum, the sum up to then."""
    newest = line.verdict.newest
    if newest is None or line.indicator is None:
        return Cell(text=NOT_OBSERVED[asking.language])
    value = quantity(newest.value, line.indicator.unit, asking.language)
    year = asking.say(period(newest.year, line.indicator))
    total = line.verdict.goal is not None and line.verdict.goal.total
    return Cell(
        text=value,
        below=asking.word("report_total_by", year=year) if total else year,
        value=newest.value, lower=newest.lower, upper=newest.upper,
    )  # fmt: skip


def _values(asking: Asking, line: Target, level: int) -> Section | None:
    """The values behind one target; nothing where there is no target or no value."""
    indicator, target, values = line.indicator, line.target, line.values
    if indicator is None or target is None or values is None or not values.points:
        return None
    name = asking.say(indicator.labels)
    goal = target_words(target, indicator, asking.language)
    blocks: list[Block] = [
        Paragraph(
            lead=asking.say(STATUS_WORDS[line.verdict.status]) + asking.label("colon"), text=asking.say(line.reason)
        )
    ]
    display = "share" if indicator.unit == "share" else "number"
    drawn = line_drawn(line, asking.language)

    def told(value: float) -> str:
        return quantity(value, indicator.unit, asking.language)

    if drawn is not None:
        points = asking.word("report_joint").join(f"{point.year} {told(point.value)}" for point in values.points)
        blocks.append(
            Figure(
                number=asking.gathered.next("figure"),
                spec=drawn,
                caption=asking.word("report_values_figure", indicator=name, target=goal)
                + (asking.word("report_target_drawn") if sourced(line) else asking.word("report_target_not_drawn")),
                alt=asking.word("report_trend_alt", indicator=name, about=goal, told=points),
            )
        )
    blocks.append(
        Table(
            number=asking.gathered.next("table"),
            name=name,
            caption=asking.word("report_values_table", indicator=name, unit=_unit(asking, values.unit)),
            columns=(
                Column(head=asking.word("report_year")),
                Column(head=asking.label("value"), display=display),
                Column(head=asking.label("interval"), display="place"),
            ),
            rows=tuple(
                Row(
                    cells=(
                        Cell(text=f"{values.years}{point.year}" if values.years == "FY" else str(point.year)),
                        Cell(text=told(point.value), value=point.value, lower=point.lower, upper=point.upper),
                        Cell(
                            text="–"
                            if point.lower is None or point.upper is None
                            else f"{told(point.lower)} – {told(point.upper)}"
                        ),
                    )
                )
                for point in values.points
            ),
            command=values.rebuild,
        )
    )
    return Section(heading=name, level=level, blocks=tuple(blocks))


def _unit(asking: Asking, unit: str) -> str:
    known = {"share": Text(en="share", ja="割合"), "rank": Text(en="place", ja="順位")}
    return asking.say(known[unit]) if unit in known else unit
