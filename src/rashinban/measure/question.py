"""Each question is indicators, the keys to answer by, and the filters: the same words in CLI, Python and REST."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from rashinban import catalog
from rashinban.catalog import ModelMeta, Record, SqlUnit
from rashinban.definitions import lookups
from rashinban.definitions.areas import area
from rashinban.definitions.programmes import programme
from rashinban.definitions.subdivisions import known_subdivision
from rashinban.errors import UsageError
from rashinban.measure.counted import COUNTED

Counting = Literal["full", "fractional"]

CITATION_SOURCES = ("cited_by_count", "counts_by_year", "network", "network_without_self")
ALTERNATIVES = ("standard", "narrow", "broad")
#: Among whom a concentration is: those who got something, or also the institutions like them that got nothing.
POPULATIONS = ("recipients", "eligible")


#: At the end of a key: whoever has one of the values is left out.
WITHOUT = "!"


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One condition on one key: one of `values`, or lower <= key <= upper; with `without`, none of `values`."""

    key: str
    values: tuple[str, ...] = ()
    lower: int | None = None
    upper: int | None = None
    without: bool = False

    @property
    def word(self) -> str:
        """The key as the user writes it: `award!` in `award!=G1|G2`."""
        return f"{self.key}{WITHOUT}" if self.without else self.key

    def text(self) -> str:
        """The condition as the user writes it."""
        return f"{self.word}={'|'.join(self.values) if self.values else f'{self.lower}..{self.upper}'}"


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked: all of it, so that equal questions have equal answers.

    record: what is counted; the indicators asked for say it, and it is not written.
    """

    by: tuple[str, ...] = ()
    where: tuple[Filter, ...] = ()
    counting: Counting = "fractional"
    reference: str = "openalex"
    citations: str = "cited_by_count"
    alternative: str = "standard"
    record: Record = "works"

    def axis(self, key: str) -> str | None:
        """The axis of a key, or None for an attribute of the record."""
        return axis_of(key, self.record)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that is asked by or filtered on, without repeats."""
        return tuple(dict.fromkeys([*self.by, *(f.key for f in self.where)]))

    def on(self, axis: str) -> tuple[str, ...]:
        """The keys that belong to one axis."""
        return tuple(key for key in self.keys if self.axis(key) == axis)

    @property
    def units(self) -> tuple[str, ...]:
        """The by-keys that say whose works they are: country, institution, author, region."""
        return tuple(key for key in self.by if self.axis(key) == "contributor")

    @property
    def slices(self) -> tuple[str, ...]:
        """The other by-keys: they cut the world into slices, and shares and ranks are taken within each."""
        return tuple(key for key in self.by if self.axis(key) != "contributor")

    def filter(self, key: str) -> Filter | None:
        """What a key must be; None where nothing is asked of it. What is left out is in `where` alone."""
        return next((f for f in self.where if f.key == key and not f.without), None)

    def canonical(self) -> Question:
        """The question whose cells answer this one: keys in fixed order, contributor filters left to the end.

        A filter that pins a key to one value makes a slice of that value: `--by country --where year=2020` is one
        slice of `--by country,year`, drawn alike, so that both print the same figures to the last digit.
        """
        where = tuple(sorted((f for f in self.where if f.key not in self.units), key=lambda f: f.word))
        pinned = {
            f.key
            for f in where
            if len(f.values) == 1 and not f.without and self.axis(f.key) not in ("contributor", "parameter")
        }
        return replace(self, by=(*sorted(self.units), *sorted(pinned | set(self.slices))), where=where)

    @property
    def pinned(self) -> Mapping[str, str] | None:
        """The slices that filters pin to one value each; None where a filter asks for anything else.

        With such filters only, the answer is a part of that to the same question without filters.
        """
        found = {f.key: f.values[0] for f in self.where if len(f.values) == 1 and f.key in self.by and not f.without}
        return found if len(found) == len(self.where) else None

    def text(self) -> str:
        """The question in one line, as options of the command."""
        where = " ".join(f"--where {f.text()}" for f in sorted(self.where, key=lambda f: f.word))
        by = f"--by {','.join(self.by)}" if self.by else ""
        options = [f"--counting {self.counting}", f"--reference {self.reference}"]
        if self.citations != "cited_by_count":
            options.append(f"--citations {self.citations}")
        if self.alternative != "standard":
            options.append(f"--alternative {self.alternative}")
        return " ".join(part for part in [by, where, *options] if part)


def attributes(record: Record = "works") -> Mapping[str, str]:
    """Keys that a work (or award) has one value of, with their types: year, type, field..."""
    meta = catalog.models()[COUNTED[record].universe].meta
    return {key: meta.columns[key][0] for key in meta.keys}


@cache
def axes(record: Record = "works") -> Mapping[str, list[SqlUnit[ModelMeta]]]:
    """For each axis the models that say how works (or awards) belong to its keys, smallest grain first."""
    found: dict[str, list[SqlUnit[ModelMeta]]] = {}
    for unit in catalog.models().values():
        if unit.meta.axis and unit.meta.record == record:
            found.setdefault(unit.meta.axis, []).append(unit)
    return {axis: sorted(units, key=lambda u: len(u.meta.grain)) for axis, units in found.items()}


@cache
def axis_of(key: str, record: Record = "works") -> str | None:
    """The axis of a key; `parameter` for a word of Counted.parameters; None for an attribute of the record."""
    for axis, units in axes(record).items():
        if any(key in unit.meta.keys for unit in units):
            return axis
    return "parameter" if key in COUNTED[record].parameters else None


@cache
def is_whole(key: str, record: Record = "works") -> bool:
    """Whether the values of a key are whole numbers: year, lag..."""
    universe = catalog.models()[COUNTED[record].universe]
    metas = [universe.meta, *(unit.meta for units in axes(record).values() for unit in units)]
    return any(key in meta.keys and meta.columns[key][0] in ("int32", "int64") for meta in metas)


def known_keys(record: Record = "works") -> tuple[str, ...]:
    """Every word that may stand in --by and --where of a question about works (or awards)."""
    on_axes = [key for units in axes(record).values() for unit in units for key in unit.meta.keys]
    return tuple(dict.fromkeys([*on_axes, *attributes(record), *COUNTED[record].parameters]))


@cache
def all_keys() -> tuple[str, ...]:
    """The words of questions about any record."""
    return tuple(dict.fromkeys(key for record in COUNTED for key in known_keys(record)))


def record_of(indicators: Iterable[str]) -> Record:
    """What the indicators of one question count; UsageError where they count different things."""
    found = {name: catalog.indicator(name).meta.record for name in indicators}
    if len(set(found.values())) > 1:
        told = ", ".join(f"{name} counts {record}" for name, record in found.items())
        raise UsageError(f"{told}: ask for them apart")
    return next(iter(found.values()), "works")


def ask(
    by: Iterable[str] = (),
    where: Mapping[str, object] | Iterable[str] = (),
    *,
    counting: str = "fractional",
    reference: str = "openalex",
    citations: str = "cited_by_count",
    alternative: str = "standard",
    record: str = "works",
) -> Question:
    """A question from the user's words. `where` is a mapping, or texts `KEY=VALUE`.

    record: what the indicators count (record_of). VALUE is one value, `A|B`, or a range `2018..2021`; `KEY!=A|B`
    leaves A and B out. Unknown words raise UsageError naming the known ones.
    """
    keys = tuple(dict.fromkeys(by))
    _one_of("record", record, tuple(COUNTED))
    counted: Record = next(known for known in COUNTED if known == record)
    filters = tuple(_filter(key, value, counted) for key, value in _pairs(where))
    for key in [*keys, *(f.key for f in filters)]:
        if key not in known_keys(counted):
            raise UsageError(f"key {key!r} is not known; known are {', '.join(known_keys(counted))}")
    for key in keys:
        if axis_of(key, counted) == "parameter":
            raise UsageError(f"{key} is one value for the whole question: write --where {key}=...")
    for item in filters:
        _known_values(item)
    repeated = [f.word for i, f in enumerate(filters) if any(f.word == g.word for g in filters[:i])]
    if repeated:
        raise UsageError(f"--where {repeated[0]} is given twice; write {repeated[0]}=A|B")
    _one_of("counting", counting, ("full", "fractional"))
    _one_of("citations", citations, CITATION_SOURCES)
    _one_of("alternative", alternative, ALTERNATIVES)
    if reference not in ("openalex", "local") and not reference.startswith("world:"):
        raise UsageError(f"reference {reference!r} is not known; use openalex, local or world:FILE")
    return Question(
        by=keys,
        where=filters,
        counting="full" if counting == "full" else "fractional",
        reference=reference,
        citations=citations,
        alternative=alternative,
        record=counted,
    )


def _known_values(item: Filter) -> None:
    """Refuse values of keys whose values are a list of ours; a misspelt one would count nothing, silently."""
    if item.key == "technology_area":
        for value in item.values:
            area(value)
    elif item.key == "programme":
        for value in item.values:
            programme(value)
    elif item.key == "other":
        if len(item.values) != 1:
            raise UsageError(f"{item.text()[:80]}: write one programme, for example other=sip")
        programme(item.values[0])
    elif item.key == "date":
        _known_day(item)
    elif item.key == "population":
        if len(item.values) != 1 or item.values[0] not in POPULATIONS:
            raise UsageError(f"{item.text()[:80]}: write population={' or population='.join(POPULATIONS)}")
    elif item.key == "subdivision":
        for value in item.values:
            known_subdivision(value)
    elif item.key in ("country", "region"):
        known = lookups()["countries" if item.key == "country" else "regions"].column(0).to_pylist()
        for value in item.values:
            if value not in known:
                hint = "two capital letters (ISO 3166-1), for example JP" if item.key == "country" else ", ".join(known)
                raise UsageError(f"{item.key} {value!r} is not known; write {hint}")


def _one_of(word: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise UsageError(f"{word} {value!r} is not known; use {', '.join(known)}")


def _pairs(where: Mapping[str, object] | Iterable[str]) -> list[tuple[str, object]]:
    if isinstance(where, Mapping):
        return list(where.items())
    pairs: list[tuple[str, object]] = []
    for text in where:
        key, separator, value = text.partition("=")
        if not separator or not key or not value:
            raise UsageError(f"--where {text!r}: write KEY=VALUE, for example country=JP or year=2018..2021")
        pairs.append((key, value))
    return pairs


def _filter(word: str, value: object, record: Record) -> Filter:
    """One filter of the user's: `word` is a key, with WITHOUT behind it where values are to be left out."""
    key = word.removesuffix(WITHOUT)
    found = _wanted(key, value, record)
    if key == word or key not in known_keys(record):
        return found
    if axis_of(key, record) is not None:
        single = ", ".join(attributes(record))
        raise UsageError(f"{word}=: only what a record has one of can be left out ({single})")
    if not found.values:
        raise UsageError(f"{word}={value}: what is left out is written out, {word}=A|B, not as a range")
    return replace(found, without=True)


def _wanted(key: str, value: object, record: Record) -> Filter:
    if isinstance(value, str) and ".." in value:
        lower, _, upper = value.partition("..")
        if not (lower.lstrip("-").isdigit() and upper.lstrip("-").isdigit()):
            raise UsageError(f"{key}={value}: a range is two whole numbers, for example 2018..2021")
        if int(lower) > int(upper):
            raise UsageError(f"{key}={value}: the range runs backwards; write {key}={upper}..{lower}")
        if not is_whole(key, record):
            ranged = ", ".join(word for word in known_keys(record) if is_whole(word, record))
            raise UsageError(f"{key}={value}: only whole numbers take a range ({ranged}); write {key}=A|B")
        for number in (lower, upper):
            _known_number(number, f"{key}={value}", key)
        return Filter(key=key, lower=int(lower), upper=int(upper))
    if isinstance(value, str):
        values: tuple[str, ...] = tuple(value.split("|"))
    elif isinstance(value, Iterable):
        values = tuple(str(item) for item in value)
    else:
        values = (str(value),)
    if is_whole(key, record):
        for number in values:
            _known_number(number, f"{key}={'|'.join(values)}", key)
    return Filter(key=key, values=values)


def _known_number(text: str, given: str, key: str) -> None:
    """Refuse what can be no year (or lag in years); it would count nothing, silently."""
    if not (text.isascii() and text.isdigit()):
        raise UsageError(f"{given[:80]}: a year is a whole number")
    if len(text) > 4 or (int(text) == 0 and key != "lag"):
        raise UsageError(f"{given[:80]}: a year is a number from 1 to 9999")


def _known_day(item: Filter) -> None:
    """Refuse what is no single day."""
    try:
        (day,) = item.values
        date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"{item.text()[:80]}: write one day, for example date=2026-04-01") from None
