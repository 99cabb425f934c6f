"""The cells that answer one indicator, by the values of the keys asked by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rashinban.measure.answer import Measured
from rashinban.measure.question import ask, record_of
from rashinban.measure.session import Session
from rashinban.measure.show import show

Cells = Mapping[Any, Measured]


def cells(session: Session, name: str, *by: str, where: Any = (), **options: str) -> Cells:
    """One indicator by its keys."""
    question = ask(by, where, record=record_of([name]), **options)
    rows = show(session, question, [name], release="").rows
    return {
        (tuple(row.keys.values()) if len(row.keys) > 1 else next(iter(row.keys.values()), None)): row.measured[name]
        for row in rows
    }


def values(session: Session, name: str, *by: str, where: Any = (), **options: str) -> dict[Any, float | None]:
    return {key: one.value for key, one in cells(session, name, *by, where=where, **options).items()}
