"""The units that exist (data sources, models, indicators), what each reads, and the order to run them in.

A unit is one file and is found because it is there. A SQL unit begins with a comment `/* ... */` that holds
YAML front matter; the rest is one query. Lineage is read out of the query, never written by hand.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Annotated, Generic, Literal, TypeVar

import pyarrow as pa
import sqlglot
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlglot import expressions as exp

from rashinban.definitions import attached, read_yaml
from rashinban.engine import Engine
from rashinban.errors import RashinbanError, UsageError
from rashinban.schema import tables
from rashinban.schema.text import Text

_TYPES = {
    "string": pa.string(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "double": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
}

#: Relations that measure/ makes for each question; units read them beside tables, models and lookups.
ASKED: Mapping[str, Mapping[str, str]] = {
    # One row per slice, unit and work (or award...): what is being counted, with its weight in the unit.
    "counted": {
        "slice": "string",
        "unit": "string",
        "work_id": "string",
        "award_id": "string",
        "application_id": "string",
        "budget_line_id": "string",
        "weight": "double",
        "country": "string",
        "institution": "string",
        "programme": "string",
        "lag": "int32",
        "confidence": "string",
    },
    # One row per award and portfolio that it is of; measure/portfolios.py reads them in decisions/.
    "portfolio_awards": {"award_id": "string", "portfolio": "string"},
    # One row per work: its citations. Made by one of the models work_citations_<citation source>.
    "work_citations": {"work_id": "string", "citations": "int64"},
    # The citation distributions to compare with: citation_histogram of the base, or a world file.
    "reference_histogram": {
        "level": "string",
        "category": "string",
        "year": "int32",
        "type": "string",
        "citations": "int64",
        "works": "int64",
    },
    # One row per work that has a reference. Made by citation_scores_openalex or citation_scores_histogram.
    "citation_scores": {
        "work_id": "string",
        "ncs": "double",
        "top_10": "double",
        "top_1": "double",
        "top_10_nistep": "double",
        "top_1_nistep": "double",
        "reference_level": "string",
    },
}

#: Relations that linkage/ writes beside the tables of schema/.
LINKED: Mapping[str, Mapping[str, str]] = {
    "work_technology_areas": {"work_id": "string", "technology_area": "string", "alternative": "string"},
}

#: What an indicator counts, and the column that names it.
Record = Literal["works", "awards", "applications", "budget_lines"]
RECORD_IDS: Mapping[Record, str] = {
    "works": "work_id",
    "awards": "award_id",
    "applications": "application_id",
    "budget_lines": "budget_line_id",
}
Statistic = Literal["gini", "hhi", "effective_number", "top_share"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Example(_Strict):
    """A worked example: rows given, rows expected, and the arithmetic in words. It runs on every engine."""

    given: dict[str, list[dict[str, object]]]
    parameters: dict[str, object] = {}
    expect: list[dict[str, object]]
    arithmetic: str


class ModelMeta(_Strict):
    """Front matter of models/*.sql: one derived table.

    axis, keys: where the model says how works (awards, by the grain) belong to units. Keys of one axis share a work's
        weight (contributor: country, institution...); keys of different axes combine freely.
    divides: the weights are parts of money, not of credit: they hold in full counting too.
    stored: built and kept in the base; otherwise a view made when asked (it has parameters).
    """

    title: str
    grain: tuple[str, ...]
    columns: dict[str, tuple[str, str]]
    axis: (
        Literal["contributor", "technology_area", "funding", "programme", "portfolio", "topic", "money", "lag"] | None
    ) = None
    keys: tuple[str, ...] = ()
    divides: bool = False
    parameters: dict[str, object] = {}
    stored: bool = True
    cites: tuple[str, ...] = ()
    examples: Annotated[tuple[Example, ...], Field(min_length=1)]

    @property
    def record(self) -> Record | None:
        """What the rows belong to."""
        return next((record for record, column in RECORD_IDS.items() if column == self.grain[0]), None)


class Beside(_Strict):
    """What a card prints beside its number, without which the number is not to be read.

    indicator: of the works that came of the awards counted, told by the key `by`, as shares of their sum; `lags` are
        the parameters that say which years after the start are counted, the first and the last.
    told: what is to be known besides, in words.
    """

    indicator: str
    by: str
    lags: tuple[str, str]
    told: Annotated[tuple[Text, ...], Field(min_length=1)]


class IndicatorMeta(_Strict):
    """Front matter of indicators/*.sql. The query returns `slice, unit, work_id, weight, value[, base | recipient]`.

    record: what is counted: works, awards (`award_id` stands for `work_id`), applications, budget lines.
    kind: how records become the value (w weight, v value, b base, summed over the unit's records):
        sum              sum w v
        mean             sum w v / sum w, over records whose value is not null
        ratio            sum w v / sum w b
        share            sum w v / the same sum over the world (every work of the slice, weight 1)
        specialisation   share in the slice / share in the slice widened by its technology area or topic
        part             sum w v / the same sum in the slice widened by its technology area or topic
        concentration    a statistic of the sums of w v over the recipients (the query's column `recipient`)
    statistic: which, for concentration: see measure/concentration.py.
    transform: a last step on the value: `symmetric` (x-1)/(x+1); `annual_rate` x^(1/years)-1.
    contributor: the unit keys that the query itself needs (a country's institutions); one row per slice then.
    reads_keys: keys that the query reads as columns of `counted`; null where the question does not ask by them.
    requires: keys without which the figure has no meaning: amounts of two currencies are not added.
    inside: a key of which one value is asked about, no more: figures of two are not to be set side by side. Such a
        figure is told by years alone, and not of one unit, nor of what may mix several values (a portfolio).
    beside: what its card must print too.
    interval: `stability` resamples the unit's records (CWTS), `joint` the works of the slice, `recipients`, `none`.
    levels: the words for the values of an indicator that is a grade, not a quantity.
    """

    title: Text
    unit: Text
    display: Literal["count", "share", "number"]
    record: Record = "works"
    kind: Literal["sum", "mean", "ratio", "share", "specialisation", "part", "concentration"]
    statistic: Statistic | None = None
    transform: Literal["symmetric", "annual_rate"] | None = None
    contributor: tuple[str, ...] = ()
    reads_keys: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    inside: str | None = None
    beside: Beside | None = None
    definition: Text
    formula: Text
    counting: tuple[Literal["full", "fractional"], ...] = ("full", "fractional")
    interval: Literal["stability", "joint", "recipients", "none"]
    ranked: bool = True
    minimum_works: int = 0
    levels: dict[int, Text] = {}
    parameters: dict[str, object] = {}
    limits: Annotated[tuple[Text, ...], Field(min_length=1)]
    cites: Annotated[tuple[str, ...], Field(min_length=1)]
    examples: Annotated[tuple[Example, ...], Field(min_length=1)]


Meta = TypeVar("Meta", ModelMeta, IndicatorMeta)


@dataclass(frozen=True, kw_only=True)
class SqlUnit(Generic[Meta]):
    """One .sql file: its front matter, its query, and the relations that the query reads."""

    name: str
    path: Path
    meta: Meta
    sql: str
    reads: frozenset[str]


def read_unit(path: Path, meta: type[Meta]) -> SqlUnit[Meta]:
    """Read one .sql file; a mistake in its front matter is said with the file and the field."""
    text = path.read_text(encoding="utf-8")
    head, separator, sql = text.partition("*/")
    if not separator or not head.lstrip().startswith("/*"):
        raise RashinbanError(f"{path}: begins without front matter; write /* YAML */ before the query")
    try:
        front = meta.model_validate(read_yaml(head.lstrip()[2:]))
    except (ValidationError, yaml.YAMLError) as error:
        raise RashinbanError(f"{path}: front matter: {error}") from error
    sql = sql.strip().rstrip(";")
    return SqlUnit(name=path.stem, path=path, meta=front, sql=sql, reads=read_relations(sql))


def read_relations(sql: str) -> frozenset[str]:
    """The relations a query reads, less the names it defines itself in WITH."""
    tree = sqlglot.parse_one(sql, read="duckdb")
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    return frozenset(table.name for table in tree.find_all(exp.Table)) - own


def _sql_files(package: str) -> Iterable[Path]:
    module = importlib.import_module(package)
    for folder in module.__path__:
        yield from sorted(Path(folder).glob("*.sql"))


@cache
def models() -> Mapping[str, SqlUnit[ModelMeta]]:
    """Every derived table by name, in an order in which they can be built."""
    units = {p.stem: read_unit(p, ModelMeta) for p in _sql_files("rashinban.models")}
    try:
        order = TopologicalSorter({n: sorted(u.reads & units.keys()) for n, u in units.items()}).static_order()
        return {name: units[name] for name in order}
    except CycleError as error:
        raise RashinbanError(f"models read each other in a circle: {' -> '.join(error.args[1])}") from error


@cache
def indicators() -> Mapping[str, SqlUnit[IndicatorMeta]]:
    """Every indicator by name: ours, then those of packages with a `rashinban.indicators` entry point."""
    units = {p.stem: read_unit(p, IndicatorMeta) for p in _sql_files("rashinban.indicators")}
    for entry in entry_points(group="rashinban.indicators"):
        for path in _sql_files(entry.value):
            if path.stem in units:
                raise RashinbanError(f"{path}: indicator {path.stem!r} exists already in {units[path.stem].path}")
            units[path.stem] = read_unit(path, IndicatorMeta)
    return units


@cache
def data_sources() -> Mapping[str, ModuleType]:
    """Every provider's module by name."""
    return {name: data_source(name) for name in _loaders()}


@cache
def _loaders() -> Mapping[str, Callable[[], ModuleType]]:
    """How each provider's module is had: ours, then those with a `rashinban.data_sources` entry point."""
    import rashinban.data_sources as package

    found: dict[str, Callable[[], ModuleType]] = {
        module.name: partial(importlib.import_module, f"{package.__name__}.{module.name}")
        for module in pkgutil.iter_modules(package.__path__)
    }
    for entry in entry_points(group="rashinban.data_sources"):
        if entry.name in found:
            raise RashinbanError(f"{entry.value}: data source {entry.name!r} exists already; give it another name")
        found[entry.name] = entry.load
    return dict(sorted(found.items()))


def indicator(name: str) -> SqlUnit[IndicatorMeta]:
    """One indicator, or the words that exist."""
    return _one(indicators(), name, "indicator")


def data_source(name: str) -> ModuleType:
    """One provider's module, or the words that exist. The others are not imported: there are many."""
    return _one(_loaders(), name, "data source")()


Unit = TypeVar("Unit")


def _one(units: Mapping[str, Unit], name: str, word: str) -> Unit:
    try:
        return units[name]
    except KeyError:
        raise UsageError(f"{word} {name!r} is not known; known are {', '.join(units)}") from None


def relation_schema(name: str) -> pa.Schema:
    """The columns of any relation a unit may read: a table of the base, a model, a lookup, or `counted`."""
    named = {**ASKED, **LINKED}
    if name in named:
        return pa.schema([(column, _TYPES[kind]) for column, kind in named[name].items()])
    if name in tables():
        return tables()[name].arrow()
    if name in models():
        return pa.schema([(column, _TYPES[kind]) for column, (kind, _) in models()[name].meta.columns.items()])
    if name in attached():
        return attached()[name].schema
    raise RashinbanError(f"relation {name!r} is no table, model or lookup")


def run_example(unit: SqlUnit[ModelMeta] | SqlUnit[IndicatorMeta], example: Example, engine: Engine) -> pa.Table:
    """Run a unit's query on the rows that its example gives."""
    for name in sorted(unit.reads):
        if name not in example.given and name in attached():
            engine.attach_table(name, attached()[name])
        else:
            schema = relation_schema(name)
            rows = example.given.get(name, [])
            unknown = {key for row in rows for key in row} - set(schema.names)
            if unknown:
                raise RashinbanError(f"{unit.path}: example gives {name} unknown columns {sorted(unknown)}")
            engine.attach_table(name, pa.Table.from_pylist(rows, schema=schema))
    return engine.query(unit.sql, {**unit.meta.parameters, **example.parameters})
