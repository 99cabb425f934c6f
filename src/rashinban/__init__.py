"""Rashinban: every number an evidence card, from raw records to a rebuildable figure.

import rashinban
base = rashinban.open("base")
base.show("p,pp_top_10", by="country", where={"year": "2018..2021"}).to_arrow()
base.card("pp_top_10", {"country": "JP"}).json()
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from rashinban.access.api import Base

__version__ = "0.1.0"

__all__ = ["__version__", "open"]


def open(folder: str | os.PathLike[str] | None = None, *, release: str | None = None) -> Base:
    """A release of a base: the folder given, else $RASHINBAN_BASE, else ./base; the current release or a named one."""
    from rashinban.access.api import Base

    return Base(folder, release=release)
