"""Each export is a new folder or zip file outside the base: tables with a data package, cards with an RO-Crate."""

from rashinban.access.export.export import Export

__all__ = ["Export"]
