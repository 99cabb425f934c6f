"""The report of a plan on planted series: each target has its baseline, its newest value and a mark in its figure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import rashinban
from planned_base import AS_OF, planned_base
from rashinban.access.reports.make import make
from rashinban.access.reports.model import Figure, Report, Section, Table
from rashinban.access.reports.template import find_template, read_template
from rashinban.access.reports.writers import FORMATS, write
from rashinban.access.selection import Selection


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    folder: Path = planned_base(tmp_path_factory.mktemp("planned"))
    with rashinban.open(folder) as base:
        template = read_template(find_template("plan"))
        yield make(base, template, Selection(), language="en", day=date.fromisoformat(AS_OF), plan="planted")


def board(report: Report) -> Table:
    return next(block for block in report.sections[0].blocks if isinstance(block, Table))


def section(report: Report, heading: str) -> Section:
    return next(one for one in report.sections if one.heading == heading)


def figure(report: Report, heading: str) -> Figure:
    return next(block for block in section(report, heading).blocks if isinstance(block, Figure))


def marks(spec: Any) -> list[str]:
    """The targets that a picture marks, in words."""
    return [row["said"] for row in spec["layer"][-1].get("data", {}).get("values", []) if "shape" in row]


def test_each_target_has_its_baseline_and_its_newest_value(report: Report) -> None:
    heads = [column.head for column in board(report).columns]
    rows = {row.cells[1].text: row.cells for row in board(report).rows}
    off = dict(zip(heads, rows["Planted off"], strict=True))
    assert (off["Indicator and target"].below, off["Baseline"].text, off["Baseline"].below) == (
        "150 persons or more by FY2025", "100 persons", "FY2020",
    )  # fmt: skip
    assert (off["Newest"].text, off["Newest"].below, off["Newest"].value) == ("115 persons", "FY2023", 115)
    # Where the base has no value it says so, and never 0.
    none = dict(zip(heads, rows["Planted none"], strict=True))
    assert (none["Newest"].text, none["Newest"].value) == ("not observed", None)


def test_the_figure_of_a_target_marks_it(report: Report) -> None:
    found = figure(report, "Planted off")
    assert marks(found.spec) == ["150 persons or more by FY2025"]
    assert found.caption.startswith(
        "Planted off. Target: 150 persons or more by FY2025. Thin line with a triangle or bar"
    )


def test_a_target_without_a_source_is_not_drawn(report: Report) -> None:
    found = figure(report, "Planted lead")
    assert marks(found.spec) == []
    assert found.caption.endswith("The target has no source and is not drawn.")


@pytest.mark.parametrize("format", FORMATS)
def test_it_is_written_in_every_format(report: Report, format: str) -> None:
    assert len(write(report, format)) > 5_000
