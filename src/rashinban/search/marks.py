"""Each mark is a part of a title, (from, to) in characters, where a word of the query stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashinban.search.fields import tokens
from rashinban.search.syntax import And, Or, Part, Term, is_common
from rashinban.search.text import UNSPACED, folded, runs, split

_WORD = re.compile(rf"[^\W_{UNSPACED}]+")


def marked(title: str | None, tree: Part) -> tuple[tuple[int, int], ...]:
    """Where words of the query stand in a title; words after NOT are not looked for."""
    if not title:
        return ()
    stems: set[str] = set()
    prefixes: list[str] = []
    found: list[tuple[int, int]] = []
    for term in _terms(tree):
        words = split(term.text)[0]
        if term.prefix:
            prefixes += tokens("spelling", words)[-1:]
        else:
            stems.update(tokens("title", words))
        for run in runs(folded(term.text)):
            # A title in the folded form has the same length unless it holds ligatures or markup: then no mark.
            same = folded(title)
            if len(same) == len(title):
                found += [match.span() for match in re.finditer(re.escape(run), same)]
    for match in _WORD.finditer(title):
        word = match[0]
        if stems.intersection(tokens("title", split(word)[0])) or any(
            written.startswith(prefix) for prefix in prefixes for written in tokens("spelling", split(word)[0])
        ):
            found.append(match.span())
    return tuple(sorted(set(found)))


def _terms(part: Part) -> Iterator[Term]:
    if isinstance(part, Term):
        if part.field in (None, "title", "name") and not is_common(part):
            yield part
    elif isinstance(part, And | Or):
        for each in part.parts:
            yield from _terms(each)
