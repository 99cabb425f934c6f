"""Each area is one technology of a published list, defined as a set of works: phrases, topics, exclusions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from rashinban.definitions.queries import All, Not, Phrase, Query, choices, parse
from rashinban.errors import RashinbanError, UsageError

SearchField = Literal["title", "abstract", "keywords"]
AlternativeName = Literal["standard", "narrow", "broad"]
ALTERNATIVES: tuple[AlternativeName, ...] = ("standard", "narrow", "broad")
Relation = Literal["same", "narrower", "broader", "overlaps"]
AreaId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
TopicId = Annotated[str, Field(pattern=r"^T[0-9]+$")]
Share = Annotated[float, Field(ge=0, le=1)]
#: OpenAlex takes at most 100 values joined with `|`, and servers refuse addresses of some thousand characters.
_VALUES_OF_FILTER, _LENGTH_OF_SEARCH = 100, 1_500


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Strict):
    """One text in both languages."""

    ja: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]


class Clause(_Strict):
    """One way to belong to an area; exactly one of the first four.

    query_en, query_ja: a query over the text (definitions/queries.py).
    topics: OpenAlex topics, id to name; the name is there for the reader and checked against OpenAlex's table.
    like: another area: every work of it, in the same alternative, belongs here too.
    fields: where a query is looked for.
    """

    query_en: str | None = None
    query_ja: str | None = None
    topics: Annotated[dict[TopicId, str], Field(min_length=1)] | None = None
    like: AreaId | None = None
    fields: Annotated[tuple[SearchField, ...], Field(min_length=1)] = ("title", "abstract")

    @property
    def query(self) -> Query | None:
        text = self.query_en or self.query_ja
        return parse(text) if text else None

    @field_validator("query_en", "query_ja")
    @classmethod
    def _readable(cls, text: str | None) -> str | None:
        if text is not None:
            parse(text)
        return text

    @model_validator(mode="after")
    def _one(self) -> Clause:
        given = [name for name in ("query_en", "query_ja", "topics", "like") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"has {' and '.join(given) or 'none'} of query_en, query_ja, topics, like; give one")
        if "fields" in self.model_fields_set and self.query is None:
            raise ValueError("`fields` belongs to a query; remove it")
        return self


class Narrow(_Strict):
    """The narrow alternative: the same queries in fewer fields, topics with more demands, further exclusions.

    topics: `none`; `confirmed`, a primary topic counts where a phrase occurs as well; `primary`.
    """

    fields: tuple[SearchField, ...] = ("title",)
    topics: Literal["none", "confirmed", "primary"] = "confirmed"
    exclude: tuple[str, ...] = ()


class Broad(_Strict):
    """The broad alternative: the same queries in more fields, topics at any position, further clauses."""

    fields: tuple[SearchField, ...] = ("title", "abstract")
    topics: Literal["primary", "any"] = "any"
    any: tuple[Clause, ...] = ()


class Alternatives(_Strict):
    """What else the area could have meant; value and rank under each make the definition band.

    Narrow lies within standard and standard within broad, by construction: see Narrow and Broad.
    """

    narrow: Narrow = Narrow()
    broad: Broad = Broad()


class Quality(_Strict):
    """How well the definition does on a labelled sample. An area without one is unvalidated.

    precision: of the sampled works that the area takes, the share judged relevant. recall_pool: of the sampled works
    judged relevant, the share that the area takes. Both with Wilson 95 % intervals. version: of the area, then.
    """

    sample: str
    n: Annotated[int, Field(gt=0)]
    precision: Share | None
    precision_interval: tuple[Share, Share] | None
    recall_pool: Share | None
    recall_interval: tuple[Share, Share] | None
    judged_by: Annotated[int, Field(gt=0)]
    kappa: Annotated[float, Field(ge=-1, le=1)] | None = None
    version: Annotated[int, Field(gt=0)]
    date: date


class Include(_Strict):
    any: Annotated[tuple[Clause, ...], Field(min_length=1)]


class Patents(_Strict):
    """CPC symbols, each standing for itself and everything below it."""

    cpc: tuple[Annotated[str, Field(pattern=r"^[A-HY][0-9]{2}([A-Z]([0-9]{1,4}(/[0-9]{2,6})?)?)?$")], ...] = ()


class Area(_Strict):
    """One technology area; `version` rises with every change of what it takes."""

    id: AreaId
    labels: Text
    description: Text
    version: Annotated[int, Field(gt=0)]
    valid_from: date
    lists: dict[str, Relation] = {}
    include: Include
    exclude: tuple[str, ...] = ()
    patents: Patents = Patents()
    alternatives: Alternatives = Alternatives()
    quality: Quality | None = None
    sources: tuple[str, ...] = ()

    @field_validator("exclude")
    @classmethod
    def _readable(cls, texts: tuple[str, ...]) -> tuple[str, ...]:
        for text in texts:
            parse(text)
        return texts

    @property
    def validated(self) -> bool:
        return self.quality is not None and self.quality.version == self.version

    def clauses(self, alternative: AlternativeName = "standard") -> tuple[Clause, ...]:
        return self.include.any + (self.alternatives.broad.any if alternative == "broad" else ())

    def likes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(clause.like for clause in self.clauses("broad") if clause.like))

    def topics(self) -> Mapping[str, str]:
        """Every topic of the area, in any alternative."""
        return {t: name for clause in self.clauses("broad") for t, name in (clause.topics or {}).items()}


class AreaList(_Strict):
    """One file: a published list with its areas in order."""

    list: AreaId
    labels: Text
    publisher: Text
    valid_from: date
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    notes: str = ""
    areas: Annotated[tuple[Area, ...], Field(min_length=1)]


def read_list(path: Path) -> AreaList:
    """Read one file; every mistake is said with the file, the area, the field and the mend."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
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

    A superset: what NOT refuses is brought too, and the matcher decides. OpenAlex stems words, so `*` is left out.
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
        if batch and sum(len(part) + 4 for part in [*batch, search]) > _LENGTH_OF_SEARCH:
            yield " OR ".join(batch)
            batch = []
        batch.append(search)
    if batch:
        yield " OR ".join(batch)
