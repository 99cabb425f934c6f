"""Each row is one technology area of one work: the definitions of definitions/technology_areas, applied."""

from rashinban.linkage.technology_areas.matcher import FOUND, TEXTS, Matcher, explain, match, matcher
from rashinban.linkage.technology_areas.tables import link_technology_areas

__all__ = ["FOUND", "TEXTS", "Matcher", "explain", "link_technology_areas", "match", "matcher"]
