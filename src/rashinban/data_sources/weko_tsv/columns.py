"""Each column is one value of an item: `.metadata.item_30002_title0[1].subitem_title` is the second title.

The middle part is the repository's own name of a property and differs between item types; what is below it does
not. columns.csv says for each property what its columns are in the words of JPCOAR, or why they are not read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_COLUMN = re.compile(r"\.metadata\.(?P<name>item_\w+?)(?:\[(?P<index>\d+)\])?\.(?P<leaf>.+)")
_INDEX = re.compile(r"\[(\d+)\]")
#: The columns of catalog are known as a whole.
_WHOLE = "*"
_CATALOG = "catalog_"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column taken apart: the property's own name, its place, and the leaf with the places that are in it."""

    name: str
    index: int
    leaf: str
    places: tuple[int, ...]


def taken_apart(path: str) -> Column | None:
    """The parts of a column of metadata, None for a column of another kind."""
    found = _COLUMN.fullmatch(path)
    if not found:
        return None
    leaf = found["leaf"]
    return Column(
        name=found["name"],
        index=int(found["index"] or 0),
        leaf=_INDEX.sub("[]", leaf),
        places=tuple(int(place) for place in _INDEX.findall(leaf)),
    )


@cache
def _known() -> Mapping[str, Mapping[str, str | None]]:
    """By property and leaf the path in JPCOAR, None where the column is not read."""
    found: dict[str, dict[str, str | None]] = {}
    with (files("rashinban.data_sources.weko_tsv") / "columns.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            found.setdefault(row["property"], {})[row["leaf"]] = row["path"] or None
    return found


def properties(paths: Iterable[str]) -> dict[str, str]:
    """By a property's own name the property that it is: the one that knows most of its columns, where one knows any."""
    leaves: dict[str, set[str]] = {}
    for path in paths:
        column = taken_apart(path)
        if column:
            leaves.setdefault(column.name, set()).add(column.leaf)
    found = {}
    for name, own in leaves.items():
        if any(leaf.startswith(_CATALOG) for leaf in own):
            found[name] = "catalog"
            continue
        best = max(_known(), key=lambda each: len(own & _known()[each].keys()))
        if own & _known()[best].keys():
            found[name] = best
    return found


def is_known(property: str | None, leaf: str) -> bool:
    """Whether a column is read, or not read for a reason."""
    known = _known().get(property or "", {})
    return leaf in known or _WHOLE in known


def path_of(property: str | None, leaf: str) -> str | None:
    """The path in JPCOAR of a column, None where it is not read."""
    return _known().get(property or "", {}).get(leaf)
