"""Each word is a term of one controlled vocabulary of JPCOAR: its address, the versions that have it, our word for it.

words.csv holds them: vocabulary, term, uri, since and until (versions of the schema; no `until`: still there), ours
(the word of our tables; empty where the term has none), note (`discouraged` since 2.0, `paper`, `thesis`...).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rashinban.engine.rows import Rows

#: Versions of the schema, the oldest first.
VERSIONS = ("1.0", "2.0", "2.1")


@dataclass(frozen=True, kw_only=True)
class Word:
    """One term; see the columns above."""

    term: str
    uri: str | None
    versions: frozenset[str]
    ours: str | None
    note: str | None


@cache
def vocabulary(name: str) -> Mapping[str, Word]:
    """The words of one vocabulary by their terms."""
    return _all()[name]


@cache
def _all() -> Mapping[str, Mapping[str, Word]]:
    found: dict[str, dict[str, Word]] = {}
    with (files("rashinban.reading.jpcoar") / "words.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            first = VERSIONS.index(row["since"] or VERSIONS[0])
            last = VERSIONS.index(row["until"] or VERSIONS[-1])
            found.setdefault(row["vocabulary"], {})[row["term"]] = Word(
                term=row["term"],
                uri=row["uri"] or None,
                versions=frozenset(VERSIONS[first : last + 1]),
                ours=row["ours"] or None,
                note=row["note"] or None,
            )
    return found


def ours(name: str, term: str | None, column: str, rows: Rows) -> str | None:
    """Our word for a term. A term that the vocabulary does not have is refused, one without a word of ours is None."""
    if not term:
        return None
    word = vocabulary(name).get(term)
    if word is None:
        rows.refuse_value(column, f"no {name} of JPCOAR; add it to reading/jpcoar/words.csv if it is one", term)
        return None
    return word.ours


@cache
def by_uri(name: str) -> Mapping[str, Word]:
    """The words of one vocabulary by their addresses."""
    return {word.uri: word for word in vocabulary(name).values() if word.uri}
