"""A doubt is a value that can be read and hardly be right: it stays as printed, and is told with its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date as Date
from functools import lru_cache

from rashinban.schema import Table
from rashinban.schema.japanese import fiscal_year

Row = Mapping[str, object]


def doubts(table: Table, row: Row, is_there: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Column and reason of each doubt about one row. is_there: whether the sheet has a column for one of the table."""
    for name in _money(table):
        amount = row.get(name)
        if isinstance(amount, int) and amount <= 0:
            yield name, "negative; it is kept as printed" if amount < 0 else "zero; it is kept as printed"
    if table.name == "awards":
        yield from _of_award(row, is_there)
    elif table.name == "applications":
        yield from _of_applications(row)


@lru_cache(maxsize=64)
def _money(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if column.kind == "money")


def _of_award(row: Row, is_there: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    start, end = row.get("start_date"), row.get("end_date")
    if row.get("amount") is not None and row.get("currency") is None:
        yield "amount", "an amount in no currency: it is in no total"
    ends = ("end_date", "end_fiscal_year")
    if all(row.get(name) is None for name in ends) and (said := [name for name in ends if is_there(name)]):
        yield said[0], "an award without an end: nobody can say when it was live"
    if isinstance(start, Date) and isinstance(end, Date) and end < start:
        yield "end_date", f"the award ends before it begins, on {start}"
    if row.get("currency") != "JPY":
        # Other funders' years begin in other months.
        return
    for name, day, year in (
        ("start_fiscal_year", start, row.get("start_fiscal_year")),
        ("end_fiscal_year", end, row.get("end_fiscal_year")),
    ):
        if isinstance(day, Date) and year is not None and fiscal_year(day) != year:
            yield name, f"{day} is in fiscal year {fiscal_year(day)}, which ends on 31 March"


def _of_applications(row: Row) -> Iterator[tuple[str, str]]:
    applied, awarded = row.get("applied"), row.get("awarded")
    for name, number in (("applied", applied), ("awarded", awarded)):
        if isinstance(number, int) and number < 0:
            yield name, "a negative number of applications"
    if isinstance(applied, int) and isinstance(awarded, int) and awarded > applied >= 0:
        yield "awarded", f"more awarded than the {applied:,} that applied"


class Twins:
    """The awards of one file by what is said of them: two numbers of one award look like two awards."""

    _SAID = ("title", "lead_name", "amount", "currency", "start_date")

    def __init__(self) -> None:
        self._seen: dict[tuple[object, ...], str] = {}

    def earlier(self, table: Table, row: Row, place: Callable[[], str]) -> str | None:
        """Where an award with another number, and the same title, lead, amount and first day, stands."""
        if table.name != "awards":
            return None
        said = tuple(row.get(name) for name in self._SAID)
        if None in said:
            return None
        here = f"{place()}: {row['award_id']}"
        before = self._seen.setdefault(said, here)
        return None if before == here else before
