"""Each concentration is one statistic of how much each recipient of a slice has, with its interval.

Notation: x_i, i = 1..n, what recipient i has, in ascending order; s_i = x_i / sum x.

    gini               sum (2 i - n - 1) x_i / (n sum x): 0 where all have the same, (n - 1) / n where one has all
    hhi                sum s_i^2: 1/n .. 1
    effective_number   1 / hhi: n equal recipients would be as concentrated
    top_share          what the tenth of the recipients with most has, of all; where a tenth is no whole number, the
                       recipient at its edge counts in part, so that equal recipients give a tenth

Recipients are those who have something: a sum of zero or less (money paid back) makes no recipient. With
population=eligible the institutions like them that have nothing are among the n as well, with 0: every institution of
the base, unless closed, that has the country and the type of a recipient of the slice (engine/slices.py). Who might
have applied is not known, and this stands for it: the Gini coefficient is higher, the more so the more they are.

Interval, level 95 %: n are drawn with replacement from the n, 1,000 times, seeded by n; elements 25 and 975 (from 0) of
the sorted statistics. None above JOINT_RECORDS, and none where a sample may hold nobody who has something.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from rashinban.catalog import IndicatorMeta, SqlUnit, Statistic
from rashinban.engine import slices
from rashinban.measure import estimate
from rashinban.measure.answer import Measured
from rashinban.measure.estimate import Array
from rashinban.measure.question import Question
from rashinban.measure.session import Session

#: The part of the recipients whose share top_share tells.
TOP = 0.1


def concentrations(
    session: Session, question: Question, unit: SqlUnit[IndicatorMeta], parameters: Mapping[str, object]
) -> dict[tuple[str, str | None], Measured]:
    """The cells of a concentration: one for each slice, of the awards in `counted_units`."""
    if unit.meta.statistic is None:
        raise ValueError(f"{unit.path}: a concentration without `statistic`")
    session.engine.define("counted", "select * from counted_units")
    eligible = parameters.get("population") == "eligible"
    if eligible:
        session.prepare(question, frozenset({"institutions"}))
    rows = session.engine.query(slices.recipients(unit.sql, eligible=eligible), parameters).to_pylist()
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["slice"], []).append(row)
    return {(name, ""): _measured(unit.meta, several, eligible=eligible) for name, several in found.items()}


def _measured(meta: IndicatorMeta, rows: list[dict[str, Any]], *, eligible: bool) -> Measured:
    amounts = np.sort(np.array([row["a"] for row in rows if row["a"] is not None], dtype=np.float64))
    some = amounts[amounts > 0]
    # Whoever is eligible and paid more back than was got has nothing.
    amounts = np.maximum(amounts, 0) if eligible else some
    first = rows[0]
    counted = Measured(
        value=None,
        works=int(first["works"]),
        observed=int(first["observed"]),
        coverage=first["weight_observed"] / first["weight"] if first["weight"] else None,
        population=len(amounts),
        without=len(amounts) - len(some),
    )
    if meta.statistic is None or not len(some):
        return counted
    value = float(statistic(meta.statistic, amounts, np.ones((len(amounts), 1)))[0])
    lower, upper = _interval(meta.statistic, amounts)
    method = "none" if lower is None else "recipients"
    return replace(counted, value=value, lower=lower, upper=upper, interval=method)


def _interval(name: Statistic, amounts: Array) -> tuple[float | None, float | None]:
    if not 1 < len(amounts) <= estimate.JOINT_RECORDS:
        return None, None
    times = estimate.draws(len(amounts), estimate.generator("recipients", str(len(amounts))))
    with np.errstate(invalid="ignore"):
        # Of a sample in which nobody has anything there is no statistic, and then no interval.
        lower, upper = estimate.bounds(statistic(name, amounts, times)[:, None])
    if np.isnan(lower[0]):
        return None, None
    return float(lower[0]), float(upper[0])


def statistic(name: Statistic, amounts: Array, times: Array) -> Array:
    """A statistic of each sample: amounts ascend, times says how often each is in the sample (amounts x samples)."""
    column = amounts[:, None]
    total = amounts @ times
    if name in ("hhi", "effective_number"):
        hhi: Array = (amounts**2 @ times) / total**2
        return hhi if name == "hhi" else 1 / hhi
    size = times.sum(axis=0)
    upto = np.cumsum(times, axis=0)
    if name == "gini":
        # A recipient drawn c times has the places upto - c + 1 .. upto, whose weights 2 i - n - 1 sum to this.
        places = times * (2 * upto - times - size)
        gini: Array = (amounts @ places) / (size * total)
        return gini
    # How many of the TOP places from the top fall on each recipient.
    taken = np.clip(TOP * size - (size - upto), 0, times)
    share: Array = (column * taken).sum(axis=0) / total
    return share
