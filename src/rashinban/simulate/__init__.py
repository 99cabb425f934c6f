"""A small invented world in the provider's own format, with the truth beside it."""

from rashinban.simulate.snapshot import MARK, Summary, simulate
from rashinban.simulate.tables import simulate_tables

__all__ = ["MARK", "Summary", "simulate", "simulate_tables"]
