"""Each function gives what the awards of the invented Japan are called, who leads them, and who gets their money."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from rashinban.simulate.catalogue import Institution
from rashinban.simulate.countries import JAPAN
from rashinban.simulate.ids import Ints, hashed, orcid, ror, unit
from rashinban.simulate.names import AFTER, BEFORE, BETWEEN, person
from rashinban.simulate.people import institution_of
from rashinban.simulate.programmes import PAYERS, PROGRAMMES
from rashinban.simulate.strands import STRANDS
from rashinban.simulate.world import S, World

#: First number of the ROR ids of firms and of funders; those of institutions begin with 0.
FIRST_FIRM, FIRST_FUNDER = 60_000, 50_000
_TITLES = ("{}の基盤技術の創出", "{}に関する研究", "{}の新展開", "次世代{}の学理", "{}の長期観測と解析")
_TITLES_EN = (
    "Foundations of {}",
    "A study of {}",
    "New developments in {}",
    "Principles of next-generation {}",
    "Long-term records of {}",
)
_TITLES_OF_FIRMS = ("{}の実証事業", "{}の実用化開発")
_TITLES_OF_FIRMS_EN = ("Demonstration of {}", "Development of {} towards use")


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """One institution, or one firm that stands in no catalogue; the ROR id without its address."""

    ror: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Lead:
    """Who leads an award; without ORCID in firms."""

    first: str
    last: str
    between: str
    orcid: str | None

    @property
    def name(self) -> str:
        """As the profile of the author is called."""
        return self.first + self.between + self.last


def titles(world: World) -> list[tuple[str, str]]:
    """The title of each award in Japanese and in English."""
    funding = world.funding
    mixed = hashed(np.arange(funding.awards), 91)
    found = []
    for g, s, mix in zip(funding.programme.tolist(), funding.strand.tolist(), mixed.tolist(), strict=True):
        new = PROGRAMMES[g].new
        ja, en = (_TITLES_OF_FIRMS, _TITLES_OF_FIRMS_EN) if new else (_TITLES, _TITLES_EN)
        strand = STRANDS[s]
        of = mix // 7 % len(strand.phrases_ja)
        place = mix % len(ja)
        found.append((ja[place].format(strand.phrases_ja[of]), en[place].format(strand.phrases[of])))
    return found


def recipient(world: World, houses: list[Institution], number: int) -> Recipient:
    """An institution of the world, or a firm by its number from `Funding.firms`."""
    if number < world.funding.firms:
        house = houses[number]
        return Recipient(ror=house.ror.rsplit("/", 1)[1], name=house.display_name)
    firm = number - world.funding.firms
    return Recipient(ror=ror(FIRST_FIRM + firm).rsplit("/", 1)[1], name=f"株式会社架空ベンチャー{firm + 1}")


def funder_ror(number: int) -> str:
    """The ROR id of a funder of the world."""
    return ror(FIRST_FUNDER + number)


def leads(world: World) -> list[Lead]:
    """Who leads each award: an author with an ORCID who works at its first institution in its first year.

    One of its strand where there is one; the leader of a firm is nobody who writes.
    """
    funding, plan = world.funding, world.plan
    first, last = int(world.author_start[JAPAN * S]), int(world.author_start[(JAPAN + 1) * S])
    authors = np.arange(first, last)
    authors = authors[unit(authors, 44) < 0.35]
    strand = np.searchsorted(world.author_start, authors, side="right") - 1 - JAPAN * S
    by_place: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    anywhere: dict[tuple[int, int], list[int]] = defaultdict(list)
    years = sorted(set(funding.cohort.tolist()))
    for cohort in years:
        here = np.full(authors.size, JAPAN)
        home = institution_of(world, authors, here, np.full(authors.size, cohort - plan.first_year))
        for author, s, house in zip(authors.tolist(), strand.tolist(), home.tolist(), strict=True):
            by_place[cohort, house, s].append(author)
            anywhere[cohort, house].append(author)
    turn = hashed(np.arange(funding.awards), 92).tolist()
    chosen: list[int] = []
    for a, (cohort, house, s) in enumerate(
        zip(funding.cohort.tolist(), funding.lead.tolist(), funding.strand.tolist(), strict=True)
    ):
        there = by_place.get((cohort, house, s)) or anywhere.get((cohort, house)) or []
        # Low numbers write most.
        chosen.append(there[int((turn[a] % 1000 / 1000) ** 3 * len(there))] if there else -1)
    return _named(np.array(chosen, dtype=np.int64), int(world.author_start[-1]))


def _named(author: Ints, beyond: int) -> list[Lead]:
    """Leads by author number; -1 is a name that no author has."""
    unknown = author < 0
    number = np.where(unknown, beyond + np.arange(author.size), author)
    parts = person(number, np.full(author.size, JAPAN))
    return [
        Lead(first=BEFORE[i], between=BETWEEN[j], last=AFTER[k], orcid=None if nobody else orcid(n))
        for n, nobody, i, j, k in zip(number.tolist(), unknown.tolist(), *parts, strict=True)
    ]


def payer(world: World, a: int) -> tuple[int, str]:
    """Number in the world and Japanese name of the funder of an award."""
    place = PROGRAMMES[int(world.funding.programme[a])].payer
    return int(world.funder_start[JAPAN]) + place, PAYERS[place][1]
