"""Each area is one technology of a published list, defined as a set of works: phrases, topics, exclusions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import yaml
from pydantic import ValidationError

from rashinban.definitions import read_yaml
from rashinban.definitions.area_models import (
    ALTERNATIVES,
    AlternativeName,
    Area,
    AreaList,
    Clause,
    Quality,
    SearchField,
)
from rashinban.definitions.queries import All, Not, Phrase, Query, choices
from rashinban.errors import RashinbanError, UsageError

__all__ = [
    "ALTERNATIVES",
    "AlternativeName",
    "Area",
    "AreaList",
    "Clause",
    "Quality",
    "SearchField",
    "area",
    "area_lists",
    "areas",
    "fingerprint",
    "in_order",
    "openalex_filters",
    "read_list",
]

#: OpenAlex takes at most 100 values joined with `|`; its whole request may have about 4,000 characters.
_VALUES_OF_FILTER, _LENGTH_OF_SEARCH = 100, 3_000


def read_list(path: Path) -> AreaList:
    """Read one file; every mistake is said with the file, the area, the field and the mend."""
    try:
        raw = read_yaml(path.read_text(encoding="utf-8"))
        return AreaList.model_validate(raw)
    except yaml.YAMLError as error:
        raise RashinbanError(f"{path}: not YAML: {' '.join(str(error).split())}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise RashinbanError(f"{path}: cannot be read ({error})") from error
    except ValidationError as error:
        faults = "\n".join(_fault(raw, fault["loc"], fault["msg"]) for fault in error.errors())
        raise RashinbanError(f"{path}: {faults}") from error


def _fault(raw: object, location: tuple[int | str, ...], message: str) -> str:
    where, rest = "", location
    if location[:1] == ("areas",) and len(location) > 1 and isinstance(raw, dict):
        area = raw["areas"][location[1]]
        name = area.get("id") if isinstance(area, dict) else None
        where, rest = f"area {name or f'number {int(location[1]) + 1}'}: ", location[2:]
    named = ".".join(str(part) for part in rest) or "whole entry"
    known = "; the fields are listed in docs/how-to/define-a-technology-area.md"
    return f"{where}{named}: {message.removeprefix('Value error, ')}{known if 'Extra inputs' in message else ''}"


def area_lists(folder: Path | None = None) -> Iterator[tuple[Path, AreaList]]:
    """The lists shipped with the program, then those of the user's own folder."""
    shipped = Path(str(files("rashinban.definitions") / "technology_areas"))
    if folder is not None and not folder.is_dir():
        raise UsageError(f"folder of definitions {folder} does not exist")
    for place in (shipped, folder):
        for path in sorted(place.glob("*.yml")) if place else ():
            yield path, read_list(path)


@cache
def areas(folder: Path | None = None) -> Mapping[str, Area]:
    """Every area by id: ours, then the user's; an area that `like` names comes before those that name it."""
    found: dict[str, Area] = {}
    places: dict[str, Path] = {}
    for path, entries in area_lists(folder):
        for entry in entries.areas:
            if entry.id in found:
                raise RashinbanError(f"{path}: area {entry.id}: id is taken by {places[entry.id]}; choose another id")
            found[entry.id], places[entry.id] = entry, path
    for entry in found.values():
        for other in entry.likes():
            if other not in found:
                raise RashinbanError(
                    f"{places[entry.id]}: area {entry.id}: like: {other!r} is not known; known are {', '.join(found)}"
                )
    try:
        TopologicalSorter({entry.id: entry.likes() for entry in found.values()}).prepare()
    except CycleError as error:
        raise RashinbanError(f"areas are like each other in a circle: {' -> '.join(error.args[1])}") from error
    return found


def area(area_id: str, folder: Path | None = None) -> Area:
    """One area, or the ids that exist."""
    known = areas(folder)
    if area_id not in known:
        raise UsageError(f"technology area {area_id!r} is not known; known are {', '.join(known)}")
    return known[area_id]


def in_order(known: Mapping[str, Area]) -> tuple[Area, ...]:
    """The areas in an order in which an area comes after those it is like."""
    order = TopologicalSorter({entry.id: [x for x in entry.likes() if x in known] for entry in known.values()})
    return tuple(known[name] for name in order.static_order())


def fingerprint(entry: Area, known: Mapping[str, Area] | None = None) -> str:
    """A hash of what the area takes: equal for equal sets of works; labels and quality do not change it."""
    known = known if known is not None else areas()
    matter = entry.model_dump(mode="json", include={"include", "exclude", "alternatives"})
    parts = [matter, *(fingerprint(known[other], known) for other in entry.likes())]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]


def openalex_filters(area_id: str, folder: Path | None = None) -> list[dict[str, str]]:
    """Parameters of OpenAlex API calls that together bring every work the area could take, in any alternative.

    What NOT refuses is brought too, and the matcher decides. OpenAlex knows whole words, with their plurals, and no
    `*`: a phrase with `*` is asked for as the words before it, so write out the words that matter besides.
    """
    known, own = areas(folder), area(area_id, folder)
    topics: dict[str, None] = {}
    searches: dict[str, None] = {}
    for entry in (own, *(known[name] for name in _all_likes(own, known))):
        topics.update(dict.fromkeys(entry.topics()))
        for clause in entry.clauses("broad"):
            if clause.query is not None:
                searches.update(dict.fromkeys(_openalex_search(choice) for choice in choices(clause.query)))
    ids = list(topics)
    groups = [ids[i : i + _VALUES_OF_FILTER] for i in range(0, len(ids), _VALUES_OF_FILTER)]
    calls = [{"filter": f"topics.id:{'|'.join(group)}"} for group in groups]
    return calls + [{"filter": f"title_and_abstract.search:{text}"} for text in _joined(list(searches))]


def _all_likes(entry: Area, known: Mapping[str, Area]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for other in entry.likes():
        found[other] = None
        found.update(dict.fromkeys(_all_likes(known[other], known)))
    return tuple(found)


def _openalex_search(query: Query) -> str:
    if isinstance(query, Phrase):
        # A comma ends a filter in OpenAlex's syntax, a bar is its OR.
        return '"' + query.text.removesuffix("*").replace(",", " ").replace("|", " ").strip() + '"'
    if isinstance(query, Not):
        raise ValueError("NOT alone cannot be searched")
    parts = [_openalex_search(part) for part in query.parts if not isinstance(part, Not)]
    word = " AND " if isinstance(query, All) else " OR "
    return parts[0] if len(parts) == 1 else f"({word.join(parts)})"


def _joined(searches: list[str]) -> Iterator[str]:
    batch: list[str] = []
    for search in searches:
        if batch and sum(len(quote(part)) + len("%20OR%20") for part in [*batch, search]) > _LENGTH_OF_SEARCH:
            yield " OR ".join(batch)
            batch = []
        batch.append(search)
    if batch:
        yield " OR ".join(batch)
