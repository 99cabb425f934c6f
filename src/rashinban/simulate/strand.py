"""A strand is one line of the invented world's research: a technology area, or a field outside them.

Each work has one home strand and, in areas, sometimes a second one. The phrases put its text into
the area: they are chosen so that the shipped definition of that area matches and no other one of the
same list does. The phrases of the strands outside must match no definition.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Strand:
    """What is planted for one strand.

    area: id of the technology area; '' outside. share: of all works in the middle year, before scaling.
    growth: yearly growth of that share. baseline: mean citations of an article after many years.
    subfields: ASJC codes, with 60, 25 and 15 % of the strand's works.
    """

    area: str
    share: float
    growth: float
    baseline: float
    subfields: tuple[str, str, str]
    phrases: tuple[str, ...]
    phrases_ja: tuple[str, ...]


def area(
    number: int,
    share: float,
    growth: float,
    baseline: float,
    subfields: str,
    phrases: str,
    phrases_ja: str,
) -> Strand:
    """The strand of the technology area jp20-<number>."""
    return strand(f"jp20-{number:02d}", share, growth, baseline, subfields, phrases, phrases_ja)


def strand(
    of_area: str, share: float, growth: float, baseline: float, subfields: str, phrases: str, phrases_ja: str
) -> Strand:
    """A strand from the columns of a row: subfields with spaces between, phrases with bars."""
    first, second, third = subfields.split()
    return Strand(
        area=of_area,
        share=share,
        growth=growth,
        baseline=baseline,
        subfields=(first, second, third),
        phrases=tuple(phrases.split("|")),
        phrases_ja=tuple(phrases_ja.split("|")),
    )
