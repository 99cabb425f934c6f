"""Each part of a query becomes one query of the index: where its words are looked for, and what they count for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from tantivy import FieldType, Occur, Query

from rashinban.definitions import lookups
from rashinban.errors import Refused, UsageError
from rashinban.search import ids
from rashinban.search.documents import exact
from rashinban.search.fields import KEYS, LONGEST_WORD, PLACES, schema, tokens, twin
from rashinban.search.found import Hit
from rashinban.search.syntax import And, Not, Or, Part, Term, Years
from rashinban.search.text import bigrams, folded, runs, split

#: A name that fits more records than this says too little to stand for their works.
MOST_NAMED = 1_000
#: Of a word found in several places the best counts whole, the others this much.
_TIE = 0.1
#: What a name or title that is the query, whole, counts for.
_EXACT = 60.0
#: What words in a row count for, beside the words by themselves.
_ROW = 2.0
#: Words too common to be asked for by themselves; in a phrase they count.
_COMMON = frozenset(
    "a an and are as at be by for from in into is it its of on or that the to was were with".split()  # noqa: SIM905
)
_SHORTEST_PREFIX = 3
#: Words of a row that together may be the name of an institution.
_LONGEST_NAME = 8

#: Fields of the syntax whose words are looked for in one place.
_PLACE_OF: Mapping[str, str] = {"title": "title", "abstract": "abstract", "name": "names", "keyword": "keywords"}
#: Keys whose values are records with names, and the kind of those.
_NAMED: Mapping[str, str] = {
    "institution": "institutions", "topic": "topics", "funder": "funders", "technology_area": "technology_areas",
    "source": "sources", "author": "authors", "award": "awards",
}  # fmt: skip
#: Of these the name stands on the work itself too.
_PRINTED: Mapping[str, str] = {"author": "people", "source": "venue"}

#: The ids of the records that a query finds, at most so many; None where there are more.
Resolve = Callable[[Query, int], "list[str] | None"]


class Compiler:
    """Makes queries of one index. `resolve` asks the index itself: `institution:東京大学` is the works of that id."""

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve

    def whole(self, part: Part, text: str) -> Query:
        """The query for everything a user wrote; a record whose name is just that comes first."""
        query = self.part(part)
        if query is None:
            raise UsageError(f"search: {text[:40]!r} has no letter or digit to look for; write a word")
        better = []
        if name := exact(text):
            same = Query.term_query(schema(), "exact", name)
            better.append(Query.const_score_query(same, _EXACT))
        if isinstance(part, And) and all(isinstance(each, Term) and not each.field for each in part.parts):
            # Words as a row, in the order in which they were written, before the same words apart.
            row = Term(text=" ".join(each.text for each in part.parts if isinstance(each, Term)), phrase=True)
            if (phrase := _anywhere(row, ["names", "title"])) is not None:
                better.append(Query.boost_query(phrase, _ROW))
        return Query.boolean_query([(Occur.Must, query), *((Occur.Should, each) for each in better)])

    def of_records(self, records: Iterable[Hit], text: str) -> Query:
        """Records found by their id, and after each what belongs to it: the works of a researcher, of an award."""
        found: list[Query] = []
        for one in records:
            record = _both(Query.term_query(schema(), "ids", one.id), of_kinds([one.kind]))
            found.append(Query.boost_query(record, _EXACT))
            found += [_key(key, [one.id]) for key, owner in _NAMED.items() if owner == one.kind]
            if one.kind == "awards":
                found += _acknowledged(text)
        return Query.boolean_query([(Occur.Should, each) for each in found])

    def part(self, part: Part) -> Query | None:
        """The query of one part; None where it has nothing to look for (a hyphen by itself)."""
        if isinstance(part, Years):
            return _years(part)
        if isinstance(part, Term):
            return self.term(part)
        if isinstance(part, Not):
            query = self.part(part.part)
            return None if query is None else _all_but([query])
        if isinstance(part, Or):
            found = [query for each in part.parts if (query := self.part(each)) is not None]
            return Query.boolean_query([(Occur.Should, query) for query in found]) if found else None
        return self._all(part)

    def term(self, term: Term) -> Query | None:
        """The query of one word or phrase."""
        if term.field is None:
            return _anywhere(term, list(PLACES))
        if term.field in _PLACE_OF:
            return _anywhere(term, [_PLACE_OF[term.field]])
        if term.field in ids.SCHEMES and term.field != "award" or term.field == "id":
            return self._id(term.field, term.text)
        if term.field == "country":
            return _key("country", [_country(term.text)])
        if term.field in _NAMED:
            return self._named(term)
        return _key(term.field, [term.text if term.field.endswith("field") else term.text.lower()])

    def _all(self, part: And) -> Query | None:
        must: list[Query] = []
        should: list[Query] = []
        but: list[Query] = []
        common = [each for each in part.parts if _is_common(each)]
        demanded = [each for each in part.parts if not _is_common(each)]
        institutions = self._institutions(part.parts)
        for each in demanded or common:
            query = self.part(each.part) if isinstance(each, Not) else self.part(each)
            if query is not None:
                (but if isinstance(each, Not) else must).append(self._or_at(query, each, institutions))
        for each in common if demanded else ():
            query = self.part(each)
            if query is not None:
                should.append(query)
        if not must and not but:
            return None
        if not must:
            return _all_but(but)
        return Query.boolean_query(
            [
                *((Occur.Must, query) for query in must),
                *((Occur.Should, query) for query in should),
                *((Occur.MustNot, query) for query in but),
            ]
        )

    def _or_at(self, query: Query, part: Part, institutions: Mapping[Part, list[str]]) -> Query:
        """Words that are an institution's name are also true of the works from there."""
        if part not in institutions:
            return query
        return Query.boolean_query([(Occur.Should, query), (Occur.Should, _key("institution", institutions[part]))])

    def _institutions(self, parts: Sequence[Part]) -> Mapping[Part, list[str]]:
        """For each word of an AND that belongs to a row of words naming an institution: the institution's ids."""
        found: dict[Part, list[str]] = {}
        at = 0
        while at < len(parts):
            for end in range(min(at + _LONGEST_NAME, len(parts)), at, -1):
                row = [each for each in parts[at:end] if isinstance(each, Term) and not each.field and not each.prefix]
                # A single common word is no name to be guessed at (`Nature`); kanji and capitals are.
                if len(row) < end - at or (end - at == 1 and not _is_name(row[0].text)):
                    continue
                named = self._called(" ".join(each.text for each in row), "institutions")
                if named:
                    found |= dict.fromkeys(row, named)
                    at = end - 1
                    break
            at += 1
        return found

    def _called(self, name: str, kind: str) -> list[str]:
        """The ids of the records of a kind whose name is just this."""
        same = Query.term_query(schema(), "exact", exact(name))
        return self._resolve(_both(same, of_kinds([kind])), MOST_NAMED) or []

    def _named(self, term: Term) -> Query | None:
        """Records that have a key's value, and the value's own record; the value is an id or a name."""
        key = str(term.field)
        kind = _NAMED[key]
        by_id = list(dict.fromkeys(ids.possible(term.text)))
        if key == "technology_area":
            by_id.append(term.text.lower())
        one = Query.boolean_query([(Occur.Should, Query.term_query(schema(), "ids", each)) for each in by_id])
        values = self._resolve(_both(one, of_kinds([kind])), MOST_NAMED) or []
        alternatives: list[Query] = []
        if not values:
            names = _anywhere(term, ["title", "names"] if key == "award" else ["names"])
            if names is None:
                return None
            found = self._resolve(_both(names, of_kinds([kind])), MOST_NAMED)
            if found is None and key not in _PRINTED:
                raise UsageError(
                    f"search: {key}:{term.text} fits more than {MOST_NAMED:,} {kind.replace('_', ' ')}; "
                    "write more of the name, or the id"
                )
            values = found or []
            if key in _PRINTED:
                printed = _anywhere(term, [_PRINTED[key]])
                alternatives += [_both(names, of_kinds([kind])), *([printed] if printed else [])]
        if values:
            alternatives += [_key(key, values), _both(Query.term_set_query(schema(), "ids", values), of_kinds([kind]))]
        if key == "award":
            alternatives += _acknowledged(term.text)
        return (
            Query.boolean_query([(Occur.Should, each) for each in alternatives])
            if alternatives
            else Query.empty_query()
        )

    def _id(self, scheme: str, text: str) -> Query:
        """The record with an id, and for an ORCID or ROR id what belongs to that record."""
        try:
            wanted = list(ids.possible(text)) if scheme == "id" else [ids.kept(scheme, ids.SCHEMES[scheme](text))]
        except Refused as error:
            raise UsageError(f"search: {scheme}:{text[:60]}: {error}") from error
        record = Query.term_set_query(schema(), "ids", wanted)
        owners = self._resolve(record, MOST_NAMED) or []
        keys = {"orcid": "author", "ror": "institution", "issn": "source"}
        if scheme in keys and owners:
            return Query.boolean_query([(Occur.Should, record), (Occur.Should, _key(keys[scheme], owners))])
        return record


def of_kinds(kinds: Iterable[str]) -> Query:
    """Records of these kinds; it counts nothing for the order."""
    return Query.const_score_query(Query.term_set_query(schema(), "kind", list(kinds)), 0.0)


def filtered(filters: Mapping[str, object]) -> list[Query]:
    """The queries of filters: one value or several of a key, or years as `2018..2021` or (2018, 2021).

    They count nothing for the order.
    """
    found = []
    for key, given in filters.items():
        if key == "year":
            found.append(Query.const_score_query(_filter_years(given), 0.0))
        elif key in KEYS:
            values = given.split("|") if isinstance(given, str) else [given] if isinstance(given, int) else given
            if not isinstance(values, Iterable):
                raise UsageError(f"search: filter {key}={given!r} is no value; write one, or several with | between")
            found.append(Query.const_score_query(_key(key, [str(value) for value in values]), 0.0))
        else:
            raise UsageError(f"search: filter {key!r} is not known; known are year, {', '.join(KEYS)}")
    return found


def surface(term: Term) -> list[str]:
    """The words of a term in which a spelling mistake can be: those in spaced scripts."""
    return tokens("spelling", split(term.text)[0])


def _filter_years(given: object) -> Query:
    from rashinban.search.syntax import years

    if isinstance(given, int):
        return _years(Years(lower=given, upper=given))
    if isinstance(given, str):
        return Query.boolean_query([(Occur.Should, _years(years(each))) for each in given.split("|")])
    if isinstance(given, Sequence) and len(given) == 2 and all(isinstance(y, int | None) for y in given):
        return _years(Years(lower=given[0], upper=given[1]))
    raise UsageError(f"search: filter year={given!r} is no year; write 2020, 2018..2021 or a pair (2018, 2021)")


def _years(years: Years) -> Query:
    return Query.range_query(schema(), "year", FieldType.Unsigned, years.lower, years.upper)


def _both(one: Query, other: Query) -> Query:
    return Query.boolean_query([(Occur.Must, one), (Occur.Must, other)])


def _all_but(queries: list[Query]) -> Query:
    everything = Query.const_score_query(Query.all_query(), 0.0)
    return Query.boolean_query([(Occur.Must, everything), *((Occur.MustNot, query) for query in queries)])


def _key(key: str, values: list[str]) -> Query:
    if len(values) == 1:
        return Query.const_score_query(Query.term_query(schema(), key, values[0]), 1.0)
    return Query.const_score_query(Query.term_set_query(schema(), key, values), 1.0)


def _is_common(part: Part) -> bool:
    return isinstance(part, Term) and not part.field and not part.phrase and part.text.lower() in _COMMON


def _is_name(text: str) -> bool:
    """Whether a single word may be guessed to be an institution's name: kanji, or an acronym in capitals."""
    return (bool(runs(folded(text))) and len(text) > 2) or (text.isupper() and len(text) > 2)


def _anywhere(term: Term, places: Sequence[str]) -> Query | None:
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


def _acknowledged(text: str) -> list[Query]:
    """Works that print an award number, whether or not there is a record of the award."""
    try:
        number = ids.award_number(text)
    except Refused:
        return []
    return [_key("acknowledged", [number]), _key("ids", [ids.kept("award", number)])]


@cache
def _countries() -> Mapping[str, str]:
    rows = lookups()["countries"].to_pylist()
    return {
        exact(row[name]): row["country_code"] for name in ("country_code", "iso3", "name_en", "name_ja") for row in rows
    }


def _country(text: str) -> str:
    code = _countries().get(exact(text))
    if code is None:
        raise UsageError(
            f"search: country:{text[:40]} is not known; write a code such as JP, or a name such as Japan or 日本"
        )
    return code
