"""Each shape is one country as Natural Earth draws it; each point is one that is too small for its map."""

from __future__ import annotations

import csv
import json
from functools import cache
from importlib.resources import files
from typing import Any

import pycountry

#: Natural Earth has no ISO number for Kosovo, and the other two that have none are in no list of countries.
_WITHOUT_NUMBER = {"Kosovo": "XK"}


@cache
def topology() -> dict[str, Any]:
    """The borders as TopoJSON; its geometries are in `shapes`."""
    text = (files("rashinban.access.charts") / "geometry" / "countries-110m.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@cache
def shapes() -> tuple[tuple[str | None, dict[str, Any]], ...]:
    """Country code and geometry; Antarctica, whose ice would take a fifth of the map, is left out."""
    found = []
    for one in topology()["objects"]["countries"]["geometries"]:
        known = pycountry.countries.get(numeric=one["id"]) if "id" in one else None
        code = known.alpha_2 if known else _WITHOUT_NUMBER.get(one["properties"]["name"])
        if code != "AQ":
            found.append((code, {"type": one["type"], "arcs": one["arcs"]}))
    return tuple(found)


@cache
def points() -> dict[str, tuple[float, float]]:
    """Longitude and latitude by country code."""
    text = (files("rashinban.access.charts") / "geometry" / "small_countries.csv").read_text("utf-8")
    return {
        row["country"]: (float(row["longitude"]), float(row["latitude"])) for row in csv.DictReader(text.splitlines())
    }
