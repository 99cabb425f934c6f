"""Each value is the names of one thing as a sentence may have them: labels, other names, amounts, quoted beginnings."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from rashinban.definitions import lookups
from rashinban.definitions.phrases import has_japanese, normal, patterns
from rashinban.definitions.queries import Query

#: Entity (technology_area, programme, objective...) -> id -> its names.
Known = Mapping[str, Mapping[str, "Names"]]

#: Entities that may share a name, as an area and a wider one do. Of others, a name of two is nobody's.
SHARING = frozenset(("technology_area", "objective", "measure", "indicator"))

#: Entities with proper names: what begins with a capital in the name does so in a sentence.
PROPER = frozenset(("programme", "funder"))

#: Words that every strategy is made of.
_SUBJECTS = frozenset(
    [
        "and",
        "for",
        "in",
        "of",
        "on",
        "the",
        "development",
        "education",
        "health",
        "innovation",
        "research",
        "science",
        "sciences",
        "technology",
    ]
)

#: `Small/Startup Business Innovation Research (SBIR)`: what stands in brackets is a name of its own.
_SHORT_JAPANESE = 4
_BRACKETS = re.compile(r"\s*[(（]([^()（）]{2,40})[)）]")


@dataclass(frozen=True, kw_only=True)
class Names:
    """The names of one thing.

    labels: its own names. aliases: others. queries: what else names it (a technology area's phrases), unless one of
    `excluded` holds. amounts: `30 trillion yen`, `30兆円`; they count beside one of the words `about`. begins: how
    the sentences begin that a definition quotes; they count in the text of `edition` only. part_of: id of the whole.
    """

    labels: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    queries: tuple[Query, ...] = ()
    excluded: tuple[Query, ...] = ()
    amounts: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    edition: str | None = None
    part_of: str | None = None


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
            yield from (each for each in inner if _is_short_name(each))
            yield _BRACKETS.sub("", label).strip()


def _is_short_name(text: str) -> bool:
    """Whether what stands in brackets is a name and no explanation: SIP, K Program, 科研費, no country."""
    if normal(text) in _countries():
        return False
    if has_japanese(text):
        return len(text) <= _SHORT_JAPANESE
    return all(not word[0].islower() for word in text.split())


@cache
def _countries() -> frozenset[str]:
    rows = lookups()["countries"].to_pylist()
    return frozenset(normal(row[column]) for row in rows for column in ("name_en", "name_ja"))


def says_who(name: str) -> bool:
    """Whether a name has a word that is no subject of policy: `Research and Development` names nobody."""
    return has_japanese(name) or not set(name.lower().replace(",", " ").split()) <= _SUBJECTS


def _unshared(things: Mapping[str, Names]) -> dict[str, Names]:
    """The things without names that another has too; of a thing and its parts it is the whole that has the name."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for name, own in things.items():
        for plain in map(normal, (*own.labels, *own.aliases)):
            owners[plain].add(name)

    def is_owner(name: str, text: str) -> bool:
        return all(name == other or name in _wholes(other, things) for other in owners[normal(text)])

    return {
        name: replace(
            own,
            labels=tuple(text for text in own.labels if is_owner(name, text)),
            aliases=tuple(text for text in own.aliases if is_owner(name, text)),
        )
        for name, own in things.items()
    }


def _wholes(name: str, things: Mapping[str, Names]) -> set[str]:
    found: set[str] = set()
    at = things[name].part_of
    while at is not None and at in things and at not in found:
        found.add(at)
        at = things[at].part_of
    return found


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
