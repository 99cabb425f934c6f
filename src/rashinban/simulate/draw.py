"""Each part is about 100,000 works as arrays: who, where, when, how often cited, what cited. No text yet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rashinban.simulate.acknowledged import Works, acknowledge
from rashinban.simulate.countries import JAPAN
from rashinban.simulate.ids import Floats, Ints, unit
from rashinban.simulate.people import another_institution, draw_authors, institution_of, skewed
from rashinban.simulate.references import draw_references, pick
from rashinban.simulate.world import (
    ABROAD,
    AREA_COUNT,
    BOTH,
    MERIT,
    PARATEXT,
    RETRACTED,
    SECOND_AREA,
    SUBFIELD_IDS,
    TOPICS_PER_SUBFIELD,
    TYPES,
    UNIVERSE_TYPES,
    K,
    S,
    T,
    World,
)

Bools = NDArray[np.bool_]

#: What is known of an author's affiliation.
KNOWN, NOTHING, ADDRESS_ONLY, COUNTRY_ONLY = 0, 1, 2, 3
OA_STATUSES = ("closed", "gold", "diamond", "hybrid", "bronze", "green")


@dataclass(frozen=True, kw_only=True)
class Part:
    """The works of one part, in order of their numbers; `author_*` and `reference_*` are flat, with offsets."""

    number: Ints
    year: Ints
    strand: Ints
    second: Ints  # second technology area, or -1
    subfield: Ints
    topics: Ints  # three columns
    type: Ints
    lead: Ints
    propensity: Floats  # e_i
    planted: Floats  # p_i
    quantile: Floats  # u_i in its cell
    cell: Ints
    citations: Ints
    retracted: Bools
    day: Ints
    source: Ints
    oa: Ints
    japanese: Bools
    has_abstract: Bools
    funder: Ints  # or -1
    award: Ints  # or -1
    second_award: Ints  # of another programme, or -1
    twin: Bools  # an older copy of the record exists too
    author_offset: Ints
    author_work: Ints
    author: Ints  # -1 where the profile is not resolved
    author_country: Ints
    affiliation: Ints  # KNOWN ... COUNTRY_ONLY
    institution: Ints
    second_institution: Ints  # or -1
    reference_offset: Ints
    reference: Ints  # ids, not numbers: some are merged ones

    @property
    def works(self) -> int:
        return int(self.number.size)

    @property
    def universe(self) -> Bools:
        """Articles and reviews that are not retracted: what publication indicators count."""
        return np.isin(self.type, UNIVERSE_TYPES) & ~self.retracted


def draw(world: World, part: int) -> Part:
    """Draw one part; the same plan and part give the same arrays in any process."""
    plan = world.plan
    rng = plan.rng(1, part)
    n = plan.part_size(part)
    block = np.repeat(np.arange(world.blocks.size), world.blocks.ravel())
    extra = rng.choice(world.blocks.size, size=n - block.size, p=world.block_share.ravel())
    block = np.concatenate([block, extra])
    year, strand = np.divmod(block, S)
    subfield = world.strand_subfields[strand, pick(rng, np.array([0.60, 0.25, 0.15]), n)]
    kind = pick(rng, np.array([t[1] for t in TYPES]), n)

    lead = _country(world.lead_cumulative, strand, year, rng.random(n))
    size = np.searchsorted(world.team_cumulative, rng.random(n), side="right") + 1
    mixed = (rng.random(n) < world.international[lead]) & (size >= 2)
    partners = np.stack([_abroad(world, rng, strand, year, lead) for _ in range(2)], axis=1)

    work = np.repeat(np.arange(n), size)
    offset = np.concatenate([[0], np.cumsum(size)])
    first, last = offset[:-1], offset[1:] - 1
    away = (rng.random(work.size) < ABROAD) & mixed[work]
    away[first] = False
    nobody = mixed & (np.bincount(work, weights=away, minlength=n) == 0)
    away[last[nobody]] = True
    which = (rng.random(work.size) < 0.30).astype(np.int64)
    country = np.where(away, partners[work, which], lead[work])
    both = mixed & (rng.random(n) < BOTH)

    chance = world.top_10[strand[work], year[work], country]
    chance[first] = np.where(both, (chance[first] + world.top_10[strand, year, partners[:, 0]]) / 2, chance[first])
    propensity = np.bincount(work, weights=chance, minlength=n) / size
    planted = rng.beta(propensity * MERIT, (1 - propensity) * MERIT)

    cell = (subfield * plan.years + year) * T + kind
    quantile = _quantiles(rng, cell, planted)
    citations = world.citations(cell, quantile)

    slot = np.arange(n)
    laid = int(world.blocks.sum())
    slot[np.lexsort((-quantile[:laid], block[:laid]))] = np.arange(laid)
    number = world.number(np.full(n, part), slot)

    author = draw_authors(world, rng, country, strand[work], work)
    home = institution_of(world, np.maximum(author, 0), country, year[work])
    affiliation = _affiliations(world, rng, country)
    other = np.where(rng.random(work.size) < 0.05, another_institution(world, rng, country), -1)
    other[first] = np.where(both, another_institution(world, rng, partners[:, 0]), other[first])
    other = np.where(other == home, -1, other)
    # The split author of a mixed team is always observed: it carries the planted share of two countries.
    affiliation[first[both]] = KNOWN
    author = np.where(rng.random(work.size) < 0.005, -1, author)

    cited_offset, reference = draw_references(world, rng, strand, year, kind, number)
    japanese = (lead == JAPAN) & (rng.random(n) < 0.35)
    source = world.source_start[strand] + skewed(rng, np.diff(world.source_start)[strand], 1.6)
    funder, award = _funding(world, rng, lead)
    funder, award, second_award = acknowledge(
        world,
        plan.rng(4, part),
        Works(lead=lead, year=year, strand=strand, type=kind, propensity=propensity, planted=planted, home=home[first]),
        funder,
        award,
    )
    order = np.argsort(number)
    return _reordered(
        order,
        number=number,
        year=year + plan.first_year,
        strand=strand,
        second=_second_area(rng, strand),
        subfield=subfield,
        topics=_topics(rng, subfield, strand, world),
        type=kind,
        lead=lead,
        propensity=propensity,
        planted=planted,
        quantile=quantile,
        cell=cell,
        citations=citations,
        retracted=rng.random(n) < RETRACTED,
        day=rng.integers(0, 365, n),
        source=source,
        oa=_open_access(world, rng, lead, source, year),
        japanese=japanese,
        has_abstract=(rng.random(n) < 0.60) & (kind != PARATEXT),
        funder=funder,
        award=award,
        second_award=second_award,
        twin=rng.random(n) < 0.005,
        author_offset=offset,
        author=author,
        author_country=country,
        affiliation=affiliation,
        institution=home,
        second_institution=other,
        reference_offset=cited_offset,
        reference=reference,
    )


def _country(cumulative: Floats, strand: Ints, year: Ints, u: Floats) -> Ints:
    out = np.empty(strand.size, dtype=np.int64)
    for start in range(0, strand.size, 50_000):
        rows = slice(start, start + 50_000)
        out[rows] = (cumulative[strand[rows], year[rows]] <= u[rows, None]).sum(axis=1)
    return np.minimum(out, K - 1)


def _abroad(world: World, rng: np.random.Generator, strand: Ints, year: Ints, lead: Ints) -> Ints:
    """A partner country by lead shares, never the lead itself: u runs over [0, 1) less the lead's stretch."""
    width = world.lead[strand, year, lead]
    before = world.lead_cumulative[strand, year, lead] - width
    u = rng.random(strand.size) * (1 - width)
    u = np.where(u >= before, u + width, u)
    found = _country(world.lead_cumulative, strand, year, u)
    # Rounding at the lead's own edges: its neighbour takes the place.
    return np.where(found == lead, (lead + 1) % K, found)


def _quantiles(rng: np.random.Generator, cell: Ints, planted: Floats) -> Floats:
    """Quantiles in the cell: in the top tenth with probability p_i, uniform inside and outside of it.

    The works of a cell stand in random order and every tenth unit of cumulated p is taken (systematic
    sampling with unequal probabilities): each work keeps its p_i, and each cell has its tenth, as in
    a real world, where the top 10 % of a cell is 10 % of it.
    """
    order = np.lexsort((rng.random(cell.size), cell))
    cumulative = np.cumsum(planted[order]) + rng.random()
    crossed = np.floor(cumulative) - np.floor(cumulative - planted[order])
    top = np.zeros(cell.size, dtype=np.bool_)
    top[order] = crossed > 0.5
    inside = rng.random(cell.size)
    return np.where(top, 0.90 + 0.10 * inside, 0.90 * np.maximum(inside, 1e-12))


def _affiliations(world: World, rng: np.random.Generator, country: Ints) -> Ints:
    """Half of what is missing has nothing, half an address that nobody resolved; 2 % have a country only."""
    u = rng.random(country.size)
    missing = world.missing[country]
    return np.select(
        [u < missing / 2, u < missing, u < missing + 0.02], [NOTHING, ADDRESS_ONLY, COUNTRY_ONLY], default=KNOWN
    )


def _second_area(rng: np.random.Generator, strand: Ints) -> Ints:
    """A second technology area for some works of areas: the number of steps on is drawn, so never the same."""
    second = (strand + rng.integers(1, AREA_COUNT, strand.size)) % AREA_COUNT
    return np.where((strand < AREA_COUNT) & (rng.random(strand.size) < SECOND_AREA), second, -1)


def _topics(rng: np.random.Generator, subfield: Ints, strand: Ints, world: World) -> Ints:
    n = subfield.size
    main = subfield * TOPICS_PER_SUBFIELD + rng.integers(0, TOPICS_PER_SUBFIELD, n)
    beside = world.strand_subfields[strand, pick(rng, np.ones(3), n)] * TOPICS_PER_SUBFIELD
    beside += rng.integers(0, TOPICS_PER_SUBFIELD, n)
    far = rng.integers(0, len(SUBFIELD_IDS) * TOPICS_PER_SUBFIELD, n)
    beside = np.where(beside == main, -1, beside)
    far = np.where((far == main) | (far == beside) | (rng.random(n) < 0.4), -1, far)
    return np.stack([main, beside, far], axis=1)


def _open_access(world: World, rng: np.random.Generator, lead: Ints, source: Ints, year: Ints) -> Ints:
    """Open sources give gold or diamond; elsewhere the chance of a free copy grows with the years."""
    u = rng.random(lead.size)
    drift = year / max(1, world.plan.years - 1)
    free = 0.30 + 0.20 * drift + 0.10 * (unit(lead, 31) - 0.5)
    elsewhere = np.select([u > free, u > free * 0.62, u > free * 0.38], [0, 5, 3], default=4)
    kind = unit(source, 32)
    return np.where(kind < 0.25, 1, np.where(kind < 0.32, 2, elsewhere))


def _funding(world: World, rng: np.random.Generator, lead: Ints) -> tuple[Ints, Ints]:
    """A funder of the lead country, and in six of ten cases one of its awards."""
    funder = world.funder_start[lead] + skewed(rng, np.diff(world.funder_start)[lead], 1.5)
    award = world.award_start[funder] + skewed(rng, np.diff(world.award_start)[funder], 1.5)
    has = rng.random(lead.size) < world.funded[lead]
    return np.where(has, funder, -1), np.where(has & (rng.random(lead.size) < 0.6), award, -1)


def _reordered(order: Ints, *, author_offset: Ints, reference_offset: Ints, **columns: NDArray[np.generic]) -> Part:
    """Put works into the order of their numbers, and authors and references with them."""
    flat = {"author", "author_country", "affiliation", "institution", "second_institution"}
    people, people_offset = _gather(order, author_offset)
    cited, cited_offset = _gather(order, reference_offset)
    arranged: dict[str, NDArray[np.generic]] = {}
    for name, values in columns.items():
        arranged[name] = values[people] if name in flat else values[cited] if name == "reference" else values[order]
    return Part(
        author_offset=people_offset,
        author_work=np.repeat(np.arange(order.size), np.diff(people_offset)),
        reference_offset=cited_offset,
        **arranged,  # type: ignore[arg-type]
    )


def _gather(order: Ints, offset: Ints) -> tuple[Ints, Ints]:
    """Positions of the flat rows once their works are in another order, and the new offsets."""
    sizes = np.diff(offset)[order]
    new = np.concatenate([[0], np.cumsum(sizes)])
    return np.repeat(offset[:-1][order] - new[:-1], sizes) + np.arange(new[-1]), new
