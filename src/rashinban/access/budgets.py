"""Each branch is the budget of one programme within a ministry: its years, and the lines that they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files

from rashinban.access.programmes import in_tree
from rashinban.definitions.programmes import ancestors
from rashinban.measure.answer import Measured, Row
from rashinban.measure.question import Question
from rashinban.measure.session import Session

#: The kinds of budget in the order in which a year sees them, and what each may be.
KINDS = ("request", "initial", "supplementary", "fund")
STATUSES = ("planned", "actual")

#: One column: a kind of budget, planned or actual. Two of them are never added together.
Column = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line as it was published; `programme` is the one of the definitions that it names, None where none."""

    id: str
    year: int
    ministry: str | None
    scheme: str | None
    title: str | None
    column: Column
    programme: str | None
    is_part: bool
    source: str | None


@dataclass(kw_only=True)
class Branch:
    """One programme (or, of a line that names none, a project as printed) within a ministry: its years.

    seen: by year and column; lines: those that are its own, not those of programmes below.
    """

    programme: str | None
    scheme: str | None
    level: int
    seen: dict[int, dict[Column, Measured]] = field(default_factory=dict)
    lines: dict[int, list[Line]] = field(default_factory=dict)

    def all_lines(self) -> list[Line]:
        """Its own lines, those of the newest year first."""
        return [line for year in sorted(self.lines, reverse=True) for line in self.lines[year]]


def budget_lines(session: Session, currency: str) -> list[Line]:
    """Every line in one currency, those within others too."""
    session.prepare(Question(record="budget_lines"), frozenset({"budget_universe"}))
    query = (files("rashinban.access") / "budget_lines.sql").read_text(encoding="utf-8")
    return [
        Line(
            id=row["budget_line_id"], year=row["year"], ministry=row["ministry"], scheme=row["scheme"],
            title=row["title"], column=(row["kind"], row["status"]), programme=row["programme"],
            is_part=row["is_part"], source=row["source"],
        )
        for row in session.engine.query(query, {"currency": currency}).to_pylist()
    ]  # fmt: skip


def columns_of(found: Iterable[Column]) -> list[Column]:
    """The columns that are there, in the order of KINDS and STATUSES; words that are neither come last."""

    def place(column: Column) -> tuple[int, str, int, str]:
        kind, status = column
        return (
            KINDS.index(kind) if kind in KINDS else len(KINDS),
            kind,
            STATUSES.index(status) if status in STATUSES else len(STATUSES),
            status,
        )

    return sorted(set(found), key=place)


def tree(
    programmes: Sequence[Row], schemes: Sequence[Row], lines: Sequence[Line]
) -> Mapping[str | None, Sequence[Branch]]:
    """The branches of each ministry: programmes in the order of their tree, then projects of no known programme.

    programmes: the budget by ministry, programme, fiscal_year, kind, status; schemes: the same by scheme besides. A
    ministry that is not said, or that is several, comes last.
    """
    found: dict[str | None, dict[tuple[str | None, str | None], Branch]] = {}

    def branch(ministry: str | None, programme: str | None, scheme: str | None) -> Branch:
        level = 0 if programme is None else len(ancestors(programme)) - 1
        made = Branch(programme=programme, scheme=scheme, level=level)
        return found.setdefault(ministry, {}).setdefault((programme, scheme), made)

    for row in programmes:
        if row.keys["programme"] is not None:
            _put(branch(_text(row.keys["ministry"]), _text(row.keys["programme"]), None), row)
    for row in schemes:
        if row.keys["programme"] is None:
            _put(branch(_text(row.keys["ministry"]), None, _text(row.keys["scheme"])), row)
    for line in lines:
        own = (line.programme, None) if line.programme is not None else (None, line.scheme)
        one = found.get(line.ministry, {}).get(own)
        if one is not None:
            one.lines.setdefault(line.year, []).append(line)
    order = {name: place for place, (name, _) in enumerate(in_tree())}
    return {
        ministry: sorted(
            branches.values(),
            key=lambda one: (
                one.programme is None, order.get(one.programme or "", 0), one.scheme is None, one.scheme or "",
            ),
        )
        for ministry, branches in sorted(found.items(), key=lambda pair: (pair[0] is None, pair[0] or ""))
    }  # fmt: skip


def _put(one: Branch, row: Row) -> None:
    year = row.keys["fiscal_year"]
    assert isinstance(year, int)
    column = (str(row.keys["kind"]), str(row.keys["status"]))
    one.seen.setdefault(year, {})[column] = row.measured["budget"]


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value)
