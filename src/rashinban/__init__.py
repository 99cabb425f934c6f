"""Rashinban: every number an evidence card, from raw records to a rebuildable figure."""

__version__ = "0.1.0"
