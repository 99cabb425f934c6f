"""Each function answers for any author by number: where he works in a year, his ORCID, whether his id was merged."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rashinban.simulate.ids import Ints, hashed, unit
from rashinban.simulate.world import S, World

Bools = NDArray[np.bool_]
_FOUR = [f"{n:04d}" for n in range(10_000)]


def skewed(rng: np.random.Generator, size: Ints, power: float) -> Ints:
    """A number below `size`, small ones most often: chance of rank r ~ r^(1/power - 1)."""
    return np.minimum((size * rng.random(size.size) ** power).astype(np.int64), size - 1)


def merged(number: Ints, salt: int, every: int) -> Bools:
    """Which things have a second id that was merged into theirs."""
    which: Bools = hashed(number, salt) % np.uint64(every) == 0
    return which


def distinct(keys: Ints) -> Ints:
    """The different keys in order. Sorting is several times faster here than numpy's hashing `unique`."""
    ordered = np.sort(keys)
    new = np.ones(ordered.size, dtype=np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    return ordered[new]


def draw_authors(world: World, rng: np.random.Generator, country: Ints, strand: Ints, work: Ints) -> Ints:
    """Authors of the country and strand, a few of them often; nobody twice on one work, -1 where none is left."""
    pool = country * S + strand
    start, size = world.author_start[pool], np.diff(world.author_start)[pool]
    rank = skewed(rng, size, 2.2)
    for _ in range(4):
        again = _repeated(work, start + rank)
        rank[again] = rng.integers(0, size[again])
    return np.where(_repeated(work, start + rank), -1, start + rank)


def _repeated(work: Ints, author: Ints) -> Bools:
    """Rows whose author stands on the same work in an earlier row."""
    key = work * (1 << 34) + author
    order = np.argsort(key, kind="stable")
    again = np.zeros(key.size, dtype=np.bool_)
    again[order[1:]] = key[order[1:]] == key[order[:-1]]
    return again


def institution_of(world: World, author: Ints, country: Ints, year: Ints) -> Ints:
    """An author's institution in a year (from 0): fixed by the number; 15 % move once, within the country."""
    moved = (unit(author, 11) < 0.15) & (year >= (unit(author, 12) * world.plan.years).astype(np.int64))
    u = np.where(moved, unit(author, 14), unit(author, 13))
    size = np.diff(world.institution_start)[country]
    home: Ints = world.institution_start[country] + np.minimum((size * u**1.8).astype(np.int64), size - 1)
    return home


def another_institution(world: World, rng: np.random.Generator, country: Ints) -> Ints:
    """Any institution of the country, large ones most often."""
    return world.institution_start[country] + skewed(rng, np.diff(world.institution_start)[country], 1.8)


def orcid_texts(author: Ints) -> list[str]:
    """The ORCIDs of the third of the profiles that have one, as JSON; null for the others (see ids.orcid)."""
    value = author + 900_060_000_000
    total = np.zeros(author.size, dtype=np.int64)
    for power in range(14, -1, -1):
        total = (total + value // 10**power % 10) * 2
    check = (12 - total % 11) % 11
    has = unit(author, 44) < 0.35
    second, third, rest = value // 10**7 % 10_000, value // 1000 % 10_000, value % 1000
    return [
        f'"https://orcid.org/0009-{_FOUR[b]}-{_FOUR[c]}-{_FOUR[d][1:]}{"0123456789X"[x]}"' if h else "null"
        for h, b, c, d, x in zip(
            has.tolist(), second.tolist(), third.tolist(), rest.tolist(), check.tolist(), strict=True
        )
    ]
