"""Each suggestion is the query with a word that the index does not know, or hardly, put in its nearest spelling."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tantivy import Query

from rashinban.search.fields import PLACES, schema, tokens
from rashinban.search.reader import Reader
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


def suggestion(reader: Reader, tree: Part, text: str, is_better: Callable[[Part, str], bool]) -> str | None:
    """The query in the nearest spelling, or None where that does not find more (`is_better`)."""
    mended = text
    # From the end, so that the places of the words before stay.
    for term in sorted(_terms(tree), key=lambda each: each.start, reverse=True):
        written = mended[term.start : term.end]
        for word in tokens("spelling", split(term.text)[0]):
            near = _nearest(reader, word)
            at = written.lower().find(word)
            if near and at >= 0:
                written = written[:at] + near + written[at + len(word) :]
        mended = mended[: term.start] + written + mended[term.end :]
    if mended == text:
        return None
    better = parse(mended)
    return mended if better is not None and is_better(better, mended) else None


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


def _nearest(reader: Reader, word: str) -> str | None:
    """The nearest word of titles and names, of equally near ones the most frequent; None where the word is known."""
    if len(word) < _SHORTEST or any(c.isdigit() for c in word):
        return None
    known = _frequency(reader, word)
    for distance in (1, 2) if len(word) >= _LONG else (1,):
        query = Query.fuzzy_term_query(schema(), "spelling", word, distance, True)
        near: set[str] = set()
        for hit in reader.search(query, _LOOKED_AT, count=False)[1]:
            for name in filter(None, (hit.title, *hit.names)):
                near.update(each for each in tokens("spelling", split(name)[0]) if _within(each, word, distance))
        near.discard(word)
        if near:
            best = max(near, key=lambda each: (_frequency(reader, each), each))
            return best if _frequency(reader, best) >= max(_RATHER * known, 1) else None
        if known > 1:
            return None
    return None


def _frequency(reader: Reader, word: str) -> int:
    """In how many records a word occurs, in the place where most have it."""
    frequencies = [reader.frequency("spelling", word)]
    for place in PLACES:
        frequencies += [reader.frequency(place, token) for token in tokens(place, word)]
    return max(frequencies)


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
