"""Each suggestion is the query with a word that the index does not know, or hardly, put in its nearest spelling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from tantivy import Query

from rashinban.search.documents import hit
from rashinban.search.fields import PLACES, schema, tokens
from rashinban.search.syntax import And, Not, Or, Part, Term, parse
from rashinban.search.text import split

#: A shorter word has too many neighbours.
_SHORTEST = 4
#: Letters that may differ: one in a short word, two in a longer one.
_LONG = 8
#: Records looked at for words near a misspelt one.
_LOOKED_AT = 200
#: A word that occurs is only called a misspelling of one that is so many times as frequent.
_RATHER = 20


class _Index(Protocol):
    @property
    def searcher(self) -> object: ...

    def count(self, tree: Part, text: str, kinds: Sequence[str], chosen: Sequence[Query]) -> int: ...


def suggestion(
    index: _Index, tree: Part, text: str, found: int, kinds: Sequence[str], chosen: Sequence[Query]
) -> str | None:
    """The query in the spelling that finds more than `found`, or None."""
    mended = text
    # From the end, so that the places of the words before stay.
    for term in sorted(_terms(tree), key=lambda each: each.start, reverse=True):
        written = mended[term.start : term.end]
        for word in tokens("spelling", split(term.text)[0]):
            near = _nearest(index.searcher, word)
            at = written.lower().find(word)
            if near and at >= 0:
                written = written[:at] + near + written[at + len(word) :]
        mended = mended[: term.start] + written + mended[term.end :]
    if mended == text:
        return None
    better = parse(mended)
    return mended if better is not None and index.count(better, mended, kinds, chosen) > found else None


def _terms(part: Part) -> Iterator[Term]:
    """The words that must be found; what stands after NOT is not mended."""
    if isinstance(part, Term):
        if part.field in (None, "title", "abstract", "name", "author", "keyword", "source", "institution", "funder"):
            yield part
    elif isinstance(part, And | Or):
        for each in part.parts:
            yield from _terms(each)
    elif isinstance(part, Not):
        return


def _nearest(searcher: object, word: str) -> str | None:
    """The nearest word of titles and names, of equally near ones the most frequent; None where the word is known."""
    from typing import Any, cast

    reader = cast(Any, searcher)
    if len(word) < _SHORTEST or any(c.isdigit() for c in word):
        return None
    known = _frequency(reader, word)
    for distance in (1, 2) if len(word) >= _LONG else (1,):
        query = Query.fuzzy_term_query(schema(), "spelling", word, distance, True)
        near: Counter[str] = Counter()
        for _, address in reader.search(query, limit=_LOOKED_AT, count=False).hits:
            shown = hit(reader.doc(address).get_first("shown"))
            for name in filter(None, (shown.title, *shown.names)):
                near.update(each for each in set(tokens("spelling", split(name)[0])) if _within(each, word, distance))
        near.pop(word, None)
        if near:
            best = max(near, key=lambda each: (_frequency(reader, each), each))
            return best if _frequency(reader, best) >= max(_RATHER * known, 1) else None
        if known > 1:
            return None
    return None


def _frequency(searcher: object, word: str) -> int:
    """In how many records a word occurs, in the place where most have it."""
    from typing import Any, cast

    reader = cast(Any, searcher)
    frequencies = [reader.doc_freq("spelling", word)]
    for place in PLACES:
        frequencies += [reader.doc_freq(place, token) for token in tokens(place, word)]
    return int(max(frequencies))


def _within(one: str, other: str, most: int) -> bool:
    """Whether two words differ by at most so many letters changed, added, left out, or swapped with the next."""
    if abs(len(one) - len(other)) > most:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        two_before, before = before, row
        row = [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return False
    return row[-1] <= most
