"""Each value is the names of one thing as a sentence may have them: labels, other names, amounts, quoted beginnings."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from rashinban.definitions.areas import Area
from rashinban.definitions.phrases import has_japanese, normal, patterns
from rashinban.definitions.queries import Query, parse

#: Entity (technology_area, programme, objective...) -> id -> its names.
Known = Mapping[str, Mapping[str, "Names"]]

#: Entities that may share a name, as an area and a wider one do. Of others, a name of two is nobody's.
SHARING = frozenset(("technology_area", "objective", "measure", "indicator"))

#: `Small/Startup Business Innovation Research (SBIR)`: what stands in brackets is a name of its own.
_BRACKETS = re.compile(r"\s*[(（]([^()（）]{2,40})[)）]")


@dataclass(frozen=True, kw_only=True)
class Names:
    """The names of one thing.

    labels: its own names. aliases: others. queries: what else names it (a technology area's phrases), unless one of
    `excluded` holds. amounts: `30 trillion yen`, `30兆円`; they count beside one of the words `about`. begins: how
    the sentences begin that a definition quotes; they count in the text of `edition` only.
    """

    labels: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    queries: tuple[Query, ...] = ()
    excluded: tuple[Query, ...] = ()
    amounts: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    edition: str | None = None


def areas_as_names(areas: Mapping[str, Area]) -> dict[str, Names]:
    """Technology areas by their labels and by the phrases of their standard definition.

    Phrases that the definition looks for in titles alone are left out: a sentence is no title. An area that is like
    another takes its phrases too.
    """
    return {
        name: Names(
            labels=(entry.labels.ja, entry.labels.en),
            queries=tuple(_queries(entry, areas)),
            excluded=tuple(parse(text) for text in entry.exclude),
        )
        for name, entry in areas.items()
    }


def _queries(entry: Area, areas: Mapping[str, Area]) -> Iterator[Query]:
    for clause in entry.clauses():
        if clause.like:
            yield from _queries(areas[clause.like], areas)
        elif clause.query is not None and "abstract" in clause.fields:
            yield clause.query


def with_aliases(known: Known) -> dict[str, dict[str, Names]]:
    """The names with those of aliases.csv and what stands in brackets, without names that two things have."""
    further: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in _rows("aliases.csv"):
        further[row["entity"], row["id"]].append(row["name"])
    found = {}
    for entity, things in known.items():
        made = {
            name: replace(own, aliases=(*own.aliases, *_in_brackets(own.labels), *further[entity, name]))
            for name, own in things.items()
        }
        found[entity] = made if entity in SHARING else _unshared(made)
    return found


def _in_brackets(labels: Iterable[str]) -> Iterator[str]:
    for label in labels:
        if inner := _BRACKETS.findall(label):
            yield from inner
            yield _BRACKETS.sub("", label).strip()


def _unshared(things: Mapping[str, Names]) -> dict[str, Names]:
    times = Counter(
        plain for own in things.values() for plain in {normal(name) for name in (*own.labels, *own.aliases)}
    )

    def alone(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if times[normal(name)] == 1)

    return {name: replace(own, labels=alone(own.labels), aliases=alone(own.aliases)) for name, own in things.items()}


def is_name(text: str) -> bool:
    """Whether a text says enough to be looked for: two letters of Japanese, or two in capitals, or four."""
    plain = normal(text).strip()
    if has_japanese(plain):
        return len(plain) > 1
    return len(plain) > 3 or (len(plain) > 1 and text.isupper())


def found_as(name: str) -> tuple[str, ...]:
    """The patterns of a name; none where it says too little."""
    return patterns(name) if is_name(name) else ()


@cache
def not_meant() -> Mapping[str, tuple[str, ...]]:
    """Pattern of a name -> patterns of longer phrases in which it means something else: `space`, `physical space`."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows("not_meant.csv"):
        for pattern in patterns(row["name"]):
            found[pattern].extend(patterns(row["within"]))
    return {pattern: tuple(longer) for pattern, longer in found.items()}


def _rows(name: str) -> list[dict[str, str]]:
    with (files("rashinban.linkage.strategy_sentences") / name).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))
