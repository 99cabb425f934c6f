"""Each part of a query becomes one query of the index: where its words are looked for, and what they count for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from tantivy import Occur, Query

from rashinban.definitions import lookups
from rashinban.errors import Refused, UsageError
from rashinban.schema.ids import entity_of
from rashinban.search import ids
from rashinban.search.documents import exact
from rashinban.search.fields import PLACES, schema
from rashinban.search.filters import both, in_years, of_key, of_kinds
from rashinban.search.found import Hit
from rashinban.search.places import anywhere
from rashinban.search.syntax import IDENTIFIERS, And, Not, Or, Part, Term, Years, is_common
from rashinban.search.text import folded, runs

#: A name that fits more records than this says too little to stand for their works.
MOST_NAMED = 1_000
#: What a name or title that is the query, whole, counts for.
_EXACT = 60.0
#: What words in a row count for, beside the words by themselves.
_ROW = 2.0
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
        # One word is a row of one: it may be an institution's name too.
        query = self.part(And((part,)) if isinstance(part, Term) else part)
        if query is None:
            raise UsageError(f"search: {text[:40]!r} has no letter or digit to look for; write a word")
        better = []
        if name := exact(text):
            same = Query.term_query(schema(), "exact", name)
            better.append(Query.const_score_query(same, _EXACT))
        if isinstance(part, And) and all(isinstance(each, Term) and not each.field for each in part.parts):
            # Words as a row, in the order in which they were written, before the same words apart.
            row = Term(text=" ".join(each.text for each in part.parts if isinstance(each, Term)), phrase=True)
            if (phrase := anywhere(row, ["names", "title", "people"])) is not None:
                better.append(Query.boost_query(phrase, _ROW))
        return Query.boolean_query([(Occur.Must, query), *((Occur.Should, each) for each in better)])

    def of_records(self, records: Iterable[Hit], text: str) -> Query:
        """Records found by their id, and after each what belongs to it: the works of a researcher, of an award."""
        found: list[Query] = []
        for one in records:
            record = both(Query.term_query(schema(), "ids", one.id), of_kinds([one.kind]))
            found.append(Query.boost_query(record, _EXACT))
            found += [of_key(key, [one.id]) for key, owner in _NAMED.items() if owner == one.kind]
            if one.kind == "awards":
                found += _acknowledged(text)
        return Query.boolean_query([(Occur.Should, each) for each in found])

    def part(self, part: Part) -> Query | None:
        """The query of one part; None where it has nothing to look for (a hyphen by itself)."""
        if isinstance(part, Years):
            return in_years(part)
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
            return anywhere(term, list(PLACES))
        if term.field in _PLACE_OF:
            return anywhere(term, [_PLACE_OF[term.field]])
        if term.field in ids.SCHEMES and term.field != "award" or term.field == "id" or term.field in IDENTIFIERS:
            return self._id(term.field, term.text)
        if term.field == "country":
            return of_key("country", [_country(term.text)])
        if term.field in _NAMED:
            return self._named(term)
        return of_key(term.field, [term.text if term.field.endswith("field") else term.text.lower()])

    def _all(self, part: And) -> Query | None:
        must: list[Query] = []
        should: list[Query] = []
        but: list[Query] = []
        common = [each for each in part.parts if is_common(each)]
        demanded = [each for each in part.parts if not is_common(each)]
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
        return Query.boolean_query([(Occur.Should, query), (Occur.Should, of_key("institution", institutions[part]))])

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
        return self._resolve(both(same, of_kinds([kind])), MOST_NAMED) or []

    def _named(self, term: Term) -> Query | None:
        """Records that have a key's value, and the value's own record; the value is an id or a name."""
        key = str(term.field)
        kind = _NAMED[key]
        by_id = list(dict.fromkeys(ids.possible(term.text)))
        if key == "technology_area":
            by_id.append(term.text.lower())
        one = Query.boolean_query([(Occur.Should, Query.term_query(schema(), "ids", each)) for each in by_id])
        values = self._resolve(both(one, of_kinds([kind])), MOST_NAMED) or []
        alternatives: list[Query] = []
        if not values:
            names = anywhere(term, ["title", "names"] if key == "award" else ["names"])
            if names is None:
                return None
            found = self._resolve(both(names, of_kinds([kind])), MOST_NAMED)
            if found is None and key not in _PRINTED:
                raise UsageError(
                    f"search: {key}:{term.text} fits more than {MOST_NAMED:,} {kind.replace('_', ' ')}; "
                    "write more of the name, or the id"
                )
            values = found or []
            if key in _PRINTED:
                printed = anywhere(term, [_PRINTED[key]])
                alternatives += [both(names, of_kinds([kind])), *([printed] if printed else [])]
        if values:
            alternatives += [of_key(key, values), both(Query.term_set_query(schema(), "ids", values), of_kinds([kind]))]
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
            if scheme == "id":
                wanted = list(ids.possible(text))
            else:
                wanted = [ids.kept(scheme, ids.SCHEMES[scheme](text) if scheme in ids.SCHEMES else text)]
        except Refused as error:
            raise UsageError(f"search: {scheme}:{text[:60]}: {error}") from error
        record = Query.term_set_query(schema(), "ids", wanted)
        owners = self._resolve(record, MOST_NAMED) or []
        named = {"orcid": "authors", "ror": "institutions", "issn": "sources"}.get(scheme) or entity_of(scheme)
        key = next((key for key, kind in _NAMED.items() if kind == named), None)
        if key and owners:
            return Query.boolean_query([(Occur.Should, record), (Occur.Should, of_key(key, owners))])
        return record


def _all_but(queries: list[Query]) -> Query:
    everything = Query.const_score_query(Query.all_query(), 0.0)
    return Query.boolean_query([(Occur.Must, everything), *((Occur.MustNot, query) for query in queries)])


def _is_name(text: str) -> bool:
    """Whether a single word may be guessed to be an institution's name: kanji, or an acronym in capitals."""
    return (bool(runs(folded(text))) and len(text) > 2) or (text.isupper() and len(text) > 2)


def _acknowledged(text: str) -> list[Query]:
    """Works that print an award number, whether or not there is a record of the award."""
    try:
        number = ids.award_number(text)
    except Refused:
        return []
    return [of_key("acknowledged", [number]), of_key("ids", [ids.kept("award", number)])]


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
