"""Each forecast is a ledger of decisions/foresight: made, changed and resolved by entries that stay as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from rashinban.engine.ledger import Entry, append, entries
from rashinban.errors import NotFound, UsageError
from rashinban.measure.foresight.forecasts import (
    Expectation,
    Forecast,
    Made,
    Resolution,
    read_forecast,
    resolved,
    shape_told,
    updated,
)

#: Within a base.
FOLDER = Path("decisions") / "foresight"

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.A)
_Shape = TypeVar("_Shape", bound=BaseModel)


def forecasts(base: Path) -> Sequence[Forecast]:
    """Every forecast of a base, in the order in which they resolve."""
    found = [
        read_forecast(folder.name, written)
        for folder in sorted((base / FOLDER).glob("*"))
        if folder.is_dir() and (written := entries(folder))
    ]
    return sorted(found, key=lambda one: (one.made.resolves_on, one.id))


def forecast(base: Path, forecast_id: str) -> Forecast:
    """One forecast. NotFound names some that are there."""
    written = entries(base / FOLDER / forecast_id) if _ID.fullmatch(forecast_id) else ()
    if not written:
        known = [one.id for one in forecasts(base)]
        told = (
            f"known are {', '.join(known[:20])}" if known else "there is none yet; see `rashinban forecast add --help`"
        )
        raise NotFound(f"forecast {forecast_id[:80]!r} is not known; {told}")
    return read_forecast(forecast_id, written)


def add(base: Path, forecast_id: str, made: Mapping[str, object], *, now: datetime) -> Forecast:
    """Write a new forecast down. `made`: the fields of Made; its id must be free."""
    if not _ID.fullmatch(forecast_id):
        raise UsageError(f"{forecast_id[:80]!r} is no id; write small letters, digits and hyphens: `fusion-2030`")
    first = _shaped(Made, {**made, "expected": {**_group(made["expected"]), "recorded": now.isoformat()}})
    if first.expected.on > now.date():
        raise UsageError(f"made on {first.expected.on}, which has not come yet; leave the day out for today")

    def make(before: Sequence[Entry]) -> Entry:
        if before:
            raise UsageError(f"forecast {forecast_id} is there already; change it with `rashinban forecast update`")
        return {"made": first.model_dump(mode="json", exclude_none=True)}

    append(base / FOLDER / forecast_id, make)
    return forecast(base, forecast_id)


def update(base: Path, forecast_id: str, expected: Mapping[str, object], *, now: datetime) -> Forecast:
    """Write a change of mind down. `expected`: the fields of Expectation."""
    given = _shaped(Expectation, {**expected, "recorded": now.isoformat()})
    if given.on > now.date():
        raise UsageError(f"changed on {given.on}, which has not come yet; leave the day out for today")
    return _further(base, forecast_id, "updated", given, lambda before: updated(before, given))


def resolve(
    base: Path, forecast_id: str, resolution: Mapping[str, object], *, correct: bool = False, now: datetime
) -> Forecast:
    """Write down what came of it. `resolution`: the fields of Resolution; a second one only with `correct`."""
    given = _shaped(Resolution, {**resolution, "recorded": now.isoformat()})
    return _further(base, forecast_id, "resolved", given, lambda before: resolved(before, given, correct=correct))


def _further(
    base: Path, forecast_id: str, word: str, given: BaseModel, allowed: Callable[[Forecast], None]
) -> Forecast:
    forecast(base, forecast_id)

    def make(before: Sequence[Entry]) -> Entry:
        allowed(read_forecast(forecast_id, before))
        return {word: given.model_dump(mode="json", exclude_none=True)}

    append(base / FOLDER / forecast_id, make)
    return forecast(base, forecast_id)


def _group(given: object) -> Mapping[str, object]:
    assert isinstance(given, Mapping)
    return given


def _shaped(shape: type[_Shape], given: Mapping[str, object]) -> _Shape:
    try:
        return shape.model_validate(given)
    except ValidationError as error:
        raise UsageError(shape_told(error)) from error
