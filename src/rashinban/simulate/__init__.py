"""A small invented world in the provider's own format, with the truth beside it."""

from rashinban.simulate.snapshot import MARK, Summary, simulate

__all__ = ["MARK", "Summary", "simulate"]
