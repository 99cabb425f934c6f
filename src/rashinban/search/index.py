"""An index is the searchable records of one release: opened once, read by many threads, never changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from tantivy import Occur, Query

from rashinban.engine.store import Manifest, read_manifest
from rashinban.errors import NotBuilt, UsageError
from rashinban.schema.text import Text
from rashinban.search import ids
from rashinban.search.compiler import Compiler
from rashinban.search.documents import exact
from rashinban.search.fields import KEYS, KINDS, schema
from rashinban.search.filters import filtered, of_kinds
from rashinban.search.found import Bucket, Found, Hit
from rashinban.search.marks import marked
from rashinban.search.reader import Reader
from rashinban.search.spelling import suggestion
from rashinban.search.syntax import Part, normal, parse

Sort = Literal["relevance", "newest", "most_cited"]
SORTS: tuple[str, ...] = get_args(Sort)
_ORDERED: Mapping[str, str] = {"newest": "newest", "most_cited": "cited"}

#: Hits in one answer; for more there is `rows`.
MOST_HITS = 1_000
#: How far into the list an answer may reach.
DEEPEST = 10_000
#: Hits that `rows` gives at most.
MOST_ROWS = 100_000
#: Values of a facet; of years all.
_BUCKETS, _YEARS = 20, 1_000
#: With fewer hits than this a misspelling is looked for.
_FEW = 3
#: Records that may share an id, at most.
_SAME = 20


def open_index(folder: Path) -> Index:
    """The index in a folder (`<release>/search`). The same folder, written anew, is opened anew."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise NotBuilt(f"{folder}: there is no search index; run `rashinban update`")
    return _opened(os.fspath(folder.resolve()), manifest.fingerprint)


@lru_cache(maxsize=8)
def _opened(folder: str, fingerprint: str) -> Index:
    manifest = read_manifest(Path(folder))
    if manifest is None:
        raise NotBuilt(f"{folder}: there is no search index; run `rashinban update`")
    return Index(Path(folder), manifest)


class Index:
    """Answers searches. Nothing in it changes after it is opened, so threads share it."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.reader = Reader(folder)
        records = manifest.about.get("records")
        self.records: Mapping[str, int] = dict(records) if isinstance(records, dict) else {}
        self._compiler = Compiler(self.reader.ids)

    def find(
        self,
        query: str = "",
        *,
        kinds: Iterable[str] = (),
        filters: Mapping[str, object] | None = None,
        sort: str = "relevance",
        limit: int = 20,
        offset: int = 0,
        facets: Iterable[str] = (),
    ) -> Found:
        """Search. An empty query finds everything that the filters leave.

        query: see search/syntax.py; words are joined with AND. kinds: some of KINDS, else all. filters: values of KEYS
        and year, as in --where. sort: one of SORTS; records without a year or citations come last. facets: keys,
        `year` or `kind`, counted over all that is found.
        """
        text, wanted, counted = normal(query), _kinds(kinds), _words(facets)
        _bounded("limit", limit, 0, MOST_HITS)
        _bounded("offset", offset, 0, DEEPEST - limit)
        chosen = filtered(filters or {})
        tree = parse(text)
        same = self._by_id(text)
        compiled = self._query(tree, text, same, wanted, chosen)
        count, hits = self._search(compiled, sort, tree is None, limit, offset)
        did_you_mean = None
        if tree is not None and count < _FEW and not same and not self.reader.frequency("exact", exact(text)):
            did_you_mean = suggestion(
                self.reader, tree, text, lambda better, words: self.count(better, words, wanted, chosen) > count
            )
        searched = sum(self.records.get(kind, 0) for kind in wanted)
        return Found(
            query=text,
            total=count,
            hits=tuple(replace(each, marks=marked(each.title, tree)) if tree else each for each in hits),
            facets={name: self._facet(compiled, name) for name in counted},
            direct=same[0] if len(same) == 1 else None,
            did_you_mean=did_you_mean,
            searched=searched,
            notes=(_nothing(text, searched),) if not count else (),
        )

    def rows(
        self,
        query: str = "",
        *,
        kinds: Iterable[str] = (),
        filters: Mapping[str, object] | None = None,
        sort: str = "relevance",
        top: int = MOST_ROWS,
    ) -> tuple[int, list[Hit]]:
        """How many records are found, and the first `top` of them, for a file."""
        text, wanted = normal(query), _kinds(kinds)
        _bounded("top", top, 0, MOST_ROWS)
        tree = parse(text)
        compiled = self._query(tree, text, self._by_id(text), wanted, filtered(filters or {}))
        return self._search(compiled, sort, tree is None, top, 0)

    def record(self, id: str) -> Hit | None:
        """The record with an id in any usual form, or None where there is none, or more than one."""
        found = self._records(ids.possible(normal(id)))
        return found[0] if len(found) == 1 else None

    def titles(self, values: Iterable[str]) -> dict[str, str]:
        """Titles of records by their own ids, for the values of facets; one without a title is left out."""
        wanted = list(values)
        if not wanted:
            return {}
        query = Query.term_set_query(schema(), "ids", wanted)
        _, found = self.reader.search(query, len(wanted), count=False)
        return {each.id: each.title for each in found if each.title}

    def count(self, tree: Part, text: str, kinds: Sequence[str], chosen: Sequence[Query]) -> int:
        """How many records a query finds."""
        return self.reader.count(self._query(tree, text, (), kinds, chosen))

    def _query(
        self, tree: Part | None, text: str, same: Sequence[Hit], kinds: Sequence[str], chosen: Sequence[Query]
    ) -> Query:
        """Everything together; `same` are the records whose id the text is."""
        must = [] if len(kinds) == len(KINDS) else [of_kinds(kinds)]
        must += chosen
        if same:
            must.append(self._compiler.of_records(same, text))
        elif tree is not None:
            must.append(self._compiler.whole(tree, text))
        if not must:
            return Query.all_query()
        return must[0] if len(must) == 1 else Query.boolean_query([(Occur.Must, each) for each in must])

    def _search(self, query: Query, sort: str, listing: bool, limit: int, offset: int) -> tuple[int, list[Hit]]:
        if sort not in SORTS:
            raise UsageError(f"search: sort {sort!r} is not known; known are {', '.join(SORTS)}")
        order = _ORDERED.get(sort) or ("weight" if listing else None)
        return self.reader.search(query, limit, offset=offset, order_by=order, weight_by=None if order else "weight")

    def _facet(self, query: Query, name: str) -> tuple[Bucket, ...]:
        if name not in (*KEYS, "year", "kind"):
            raise UsageError(f"search: facet {name!r} is not known; known are kind, year, {', '.join(KEYS)}")
        size = _YEARS if name == "year" else _BUCKETS
        buckets = [Bucket(value=value, count=count) for value, count in self.reader.facet(query, name, size)]
        # Equal counts in the order of their values: the same answer every time.
        return tuple(sorted(buckets, key=lambda b: b.value if name == "year" else (-b.count, b.value)))

    def _by_id(self, text: str) -> list[Hit]:
        """The records whose id a whole query is: several where funders gave the same award number."""
        if not text:
            return []
        found = self._records(ids.certain(text))
        if not found:
            found = self._records(ids.perhaps(text))
            # `COVID-19` may be somebody's award number: where the words are found as well, they were meant.
            if found and self._as_words(text) > len(found):
                return []
        return found

    def _as_words(self, text: str) -> int:
        tree = parse(text)
        return 0 if tree is None else self.count(tree, text, tuple(KINDS), ())

    def _records(self, wanted: Sequence[str]) -> list[Hit]:
        """Records that have one of these ids."""
        if not wanted:
            return []
        return self.reader.search(Query.term_set_query(schema(), "ids", list(wanted)), _SAME, count=False)[1]


def _kinds(given: Iterable[str]) -> tuple[str, ...]:
    words = _words(given)
    for kind in words:
        if kind not in KINDS:
            raise UsageError(f"search: kind {kind!r} is not known; known are {', '.join(KINDS)}")
    return words or tuple(KINDS)


def _words(given: Iterable[str]) -> tuple[str, ...]:
    """Words out of one word or several."""
    return (given,) if isinstance(given, str) else tuple(dict.fromkeys(given))


def _bounded(name: str, value: int, least: int, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise UsageError(
            f"search: {name} {value!r} is not a number from {least} to {most:,}; narrow the search instead"
        )


def _nothing(text: str, searched: int) -> Text:
    if not text:
        return Text(
            en=f"none of {searched:,} records has these filters; leave one out",
            ja=f"{searched:,}件の中にこの絞り込みに合うものはありません。条件を一つ外してみてください",
        )
    return Text(
        en=f"nothing found for {text} in {searched:,} records; "
        "try fewer or other words, or load more: `rashinban fetch`",
        ja=f"{searched:,}件の中に「{text}」は見つかりません。語を減らすか言い換えるか、"
        "`rashinban fetch` でデータを追加してください",
    )
