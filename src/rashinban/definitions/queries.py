"""Each value is one query of a technology area: phrases joined with AND, OR, NOT and parentheses.

    "quantum comput*" OR qubit* OR ("ion trap" AND quantum) OR ("quantum dot" NOT display*)

A bare word is a phrase of one word; several words take quotes. NOT binds before AND, AND before OR; `a NOT b` is
`a AND NOT b`. Operators are in capitals. A query that matches a text without any of its phrases is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from rashinban.definitions.phrases import patterns


@dataclass(frozen=True)
class Phrase:
    """True where the phrase occurs."""

    text: str


@dataclass(frozen=True)
class Not:
    """True where its part is not."""

    part: Query


@dataclass(frozen=True)
class All:
    """True where each part is."""

    parts: tuple[Query, ...]


@dataclass(frozen=True)
class AnyOf:
    """True where one part is, at least."""

    parts: tuple[Query, ...]


Query = Phrase | Not | All | AnyOf
_TOKEN = re.compile(r'\s*(?:(?P<quoted>"[^"]*")|(?P<mark>[()])|(?P<word>[^\s()"]+))')
_OPERATORS = ("AND", "OR", "NOT")


@cache
def parse(text: str) -> Query:
    """Read a query; ValueError says what is wrong, after which words, and the mend."""
    tokens = _tokens(text)
    query, rest = _read_or(tokens)
    if rest:
        raise ValueError(f"{_shown(rest[0])} was not expected {_after(tokens, rest)}; join phrases with AND, OR or NOT")
    if holds(query, lambda _: False, lambda _: False):
        raise ValueError("the query is true of a text without any of its phrases; add a phrase that must occur")
    for phrase in phrases(query):
        patterns(phrase)
    return query


def _tokens(text: str) -> tuple[str, ...]:
    text = text.replace("“", '"').replace("”", '"')
    found, position = [], 0
    while text[position:].strip():
        token = _TOKEN.match(text, position)
        if token is None:
            raise ValueError(f"a quote is not closed: {text[position:].strip()[:40]}")
        found.append(token.group().strip())
        position = token.end()
    if not found:
        raise ValueError("the query is empty; write a phrase")
    return tuple(found)


def _read_or(tokens: tuple[str, ...]) -> tuple[Query, tuple[str, ...]]:
    part, rest = _read_and(tokens)
    parts = [part]
    while rest[:1] == ("OR",):
        part, rest = _read_and(rest[1:])
        parts.append(part)
    return (parts[0] if len(parts) == 1 else AnyOf(tuple(parts))), rest


def _read_and(tokens: tuple[str, ...]) -> tuple[Query, tuple[str, ...]]:
    part, rest = _read_not(tokens)
    parts = [part]
    while rest[:1] in (("AND",), ("NOT",)):
        part, rest = _read_not(rest[1:] if rest[0] == "AND" else rest)
        parts.append(part)
    return (parts[0] if len(parts) == 1 else All(tuple(parts))), rest


def _read_not(tokens: tuple[str, ...]) -> tuple[Query, tuple[str, ...]]:
    if not tokens:
        raise ValueError("the query ends where a phrase was expected; remove the last operator")
    head, rest = tokens[0], tokens[1:]
    if head == "NOT":
        part, rest = _read_not(rest)
        return Not(part), rest
    if head == "(":
        part, rest = _read_or(rest)
        if rest[:1] != (")",):
            raise ValueError("a parenthesis is not closed; add `)`")
        return part, rest[1:]
    if head == ")" or head in _OPERATORS:
        raise ValueError(f"{_shown(head)} stands where a phrase was expected; put a phrase before it")
    return Phrase(head.strip('"').strip()), rest


def _shown(token: str) -> str:
    return token if token.startswith('"') else f"`{token}`"


def _after(tokens: tuple[str, ...], rest: tuple[str, ...]) -> str:
    before = tokens[: len(tokens) - len(rest)]
    return f"after {' '.join(before[-3:])}"


def holds(query: Query, found: Callable[[str], bool], denied: Callable[[str], bool]) -> bool:
    """Whether the query is true, where `found` answers for phrases that must occur and `denied` for those under NOT.

    The two differ because a phrase under NOT is looked for in the title and the abstract whatever fields the
    query searches: a search of the titles alone then never finds a work that a search of both refuses.
    """
    if isinstance(query, Phrase):
        return found(query.text)
    if isinstance(query, Not):
        return not holds(query.part, denied, found)
    if isinstance(query, All):
        return all(holds(part, found, denied) for part in query.parts)
    return any(holds(part, found, denied) for part in query.parts)


def phrases(query: Query) -> Iterator[str]:
    """Every phrase of the query, in order."""
    if isinstance(query, Phrase):
        yield query.text
    elif isinstance(query, Not):
        yield from phrases(query.part)
    else:
        for part in query.parts:
            yield from phrases(part)


def wanted(query: Query, *, under_not: bool = False) -> Iterator[str]:
    """The phrases of which one must occur for the query to be true: those under an even number of NOTs."""
    if isinstance(query, Phrase):
        if not under_not:
            yield query.text
    elif isinstance(query, Not):
        yield from wanted(query.part, under_not=not under_not)
    else:
        for part in query.parts:
            yield from wanted(part, under_not=under_not)


def choices(query: Query) -> tuple[Query, ...]:
    """The parts of which any one is enough."""
    return query.parts if isinstance(query, AnyOf) else (query,)
