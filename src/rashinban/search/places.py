"""Each query here is words, looked for in some of the places that a record has."""

from __future__ import annotations

from collections.abc import Sequence

from tantivy import Occur, Query

from rashinban.errors import UsageError
from rashinban.search.fields import LONGEST_WORD, PLACES, schema, tokens, twin
from rashinban.search.syntax import Term
from rashinban.search.text import bigrams, folded, runs, split

#: Of a word found in several places the best counts whole, the others this much.
_TIE = 0.1
_SHORTEST_PREFIX = 3


def anywhere(term: Term, places: Sequence[str]) -> Query | None:
    """The words in any of the places; each of a term's runs and its spaced words must be found."""
    text = folded(term.text)
    found = [query for run in runs(text) if (query := _run(run, places)) is not None]
    words = split(term.text)[0]
    query = _prefix(words, term.text, places) if term.prefix and not found else _words(words, term.text, places)
    if query is not None:
        found.append(query)
    if not found:
        return None
    return found[0] if len(found) == 1 else Query.boolean_query([(Occur.Must, each) for each in found])


def _words(words: str, text: str, places: Sequence[str]) -> Query | None:
    found = []
    for place in places:
        each = tokens(place, words)
        if each:
            found.append(_weighed(_in_row(place, each), place))
    if not found and any(c.isalnum() for c in words):
        raise UsageError(
            f"search: {text[:40]!r} is longer than the {LONGEST_WORD} letters of a word; write its beginning"
        )
    return _best(found)


def _run(run: str, places: Sequence[str]) -> Query | None:
    """A run of kanji or kana, anywhere within a longer one."""
    if len(run) == 1:
        # Every character begins a token: a bigram, or itself at the end of a run.
        return _best([_weighed(Query.regex_query(schema(), twin(place), f"{run}.?"), place) for place in places])
    row = bigrams(run).split()[:-1]
    return _best([_weighed(_in_row(twin(place), row), place) for place in places])


def _prefix(words: str, text: str, places: Sequence[str]) -> Query | None:
    each = tokens("spelling", words)
    if not each:
        return None
    *before, last = each
    if len(last) < _SHORTEST_PREFIX:
        raise UsageError(f"search: {text}* is too short; write {_SHORTEST_PREFIX} letters at least before the *")
    # Stems lose endings: `computat*` is found in `spelling`, which keeps the words of titles and names as they are.
    fields = [*places, *(["spelling"] if {"title", "names"} & set(places) else [])]
    query = _best([_weighed(Query.regex_query(schema(), field, f"{last}.*"), field) for field in fields])
    rest = [_best([_weighed(_in_row(p, tokens(p, word)), p) for p in places if tokens(p, word)]) for word in before]
    parts = [part for part in [query, *rest] if part is not None]
    return parts[0] if len(parts) == 1 else Query.boolean_query([(Occur.Must, part) for part in parts])


def _in_row(field: str, row: list[str]) -> Query:
    if len(row) == 1:
        return Query.term_query(schema(), field, row[0])
    return Query.phrase_query(schema(), field, list(row))


def _weighed(query: Query, place: str) -> Query:
    weight = PLACES.get(place, 1.0)
    return query if weight == 1.0 else Query.boost_query(query, weight)


def _best(queries: list[Query]) -> Query | None:
    if len(queries) < 2:
        return queries[0] if queries else None
    return Query.disjunction_max_query(queries, _TIE)
