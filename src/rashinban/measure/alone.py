"""Each interval here is of one unit whose records are few enough to be resampled alone (CWTS stability)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from rashinban.measure import estimate
from rashinban.measure.estimate import Array, Indices
from rashinban.measure.sums import Records

#: Units resampled at once: their samples are to fit into little memory.
_TOGETHER = 64


@dataclass(frozen=True, kw_only=True)
class Alone:
    """The units of one slice that were resampled alone, and their bounds."""

    units: Indices
    lower: Array
    upper: Array


def resampled_alone(sets: Iterable[Records]) -> dict[Records, Alone]:
    """Stability intervals of the units that are small enough, for the records of many slices and indicators.

    Units of equal size are resampled together, whatever slice and indicator they belong to: making the draws
    costs far more than using them.
    """
    found: dict[Records, Alone] = {}
    sized: dict[int, list[tuple[Records, Indices, Indices]]] = {}
    for one in dict.fromkeys(sets):
        # Records come ordered by unit: each unit's are one stretch.
        ends = np.flatnonzero(np.diff(one.unit, append=-2)) + 1
        starts = np.r_[0, ends[:-1]]
        sizes = ends - starts
        few = (sizes > 1) & (sizes <= estimate.STABILITY_RECORDS)
        starts, sizes = starts[few], sizes[few]
        nothing = np.full(len(starts), np.nan)
        found[one] = Alone(units=one.unit[starts], lower=nothing, upper=nothing.copy())
        for size in np.unique(sizes).tolist():
            places = np.flatnonzero(sizes == size)
            for some in np.array_split(places, -(-len(places) // _TOGETHER)):
                sized.setdefault(size, []).append((one, some, starts[some]))
    for size in sorted(sized):
        for several in _batches(sized.pop(size)):
            rows = [first[:, None] + np.arange(size) for _, _, first in several]
            a = np.concatenate([one.a[row] for (one, _, _), row in zip(several, rows, strict=True)])
            b = np.concatenate([one.b[row] for (one, _, _), row in zip(several, rows, strict=True)])
            lower, upper = estimate.bounds(estimate.stability(a, b))
            done = 0
            for one, places, _ in several:
                found[one].lower[places] = lower[done : done + len(places)]
                found[one].upper[places] = upper[done : done + len(places)]
                done += len(places)
    return found


def _batches(
    stretches: list[tuple[Records, Indices, Indices]],
) -> Iterable[list[tuple[Records, Indices, Indices]]]:
    """Stretches of equal size in lists of some _TOGETHER units."""
    batch: list[tuple[Records, Indices, Indices]] = []
    units = 0
    for one in stretches:
        batch.append(one)
        units += len(one[1])
        if units >= _TOGETHER:
            yield batch
            batch, units = [], 0
    if batch:
        yield batch
