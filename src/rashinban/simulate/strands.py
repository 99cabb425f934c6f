"""All strands of the invented world, those in technology areas first."""

from __future__ import annotations

from rashinban.simulate.strand import Strand
from rashinban.simulate.strands_in_areas import AREAS
from rashinban.simulate.strands_outside import OUTSIDE

STRANDS: tuple[Strand, ...] = AREAS + OUTSIDE

__all__ = ["AREAS", "OUTSIDE", "STRANDS", "Strand"]
