"""Entities: single records with all that belongs to them, and lists of records, as the release has them."""

from rashinban.access.entities.kinds import KINDS, Kind, kind_of
from rashinban.access.entities.listing import Listed, entities
from rashinban.access.entities.record import record

__all__ = ["KINDS", "Kind", "Listed", "entities", "kind_of", "record"]
