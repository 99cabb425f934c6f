"""Each field is one way to find a record: words in a place, a key that works are counted by, an id, an order."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import tantivy

from rashinban.schema.text import Text

#: What is searched: the tables of entities, by the word for their records.
KINDS: Mapping[str, Text] = {
    "works": Text(en="Works", ja="論文・成果"),
    "authors": Text(en="Researchers", ja="研究者"),
    "institutions": Text(en="Institutions", ja="機関"),
    "sources": Text(en="Journals and repositories", ja="雑誌・リポジトリ"),
    "funders": Text(en="Funders", ja="資金配分機関"),
    "awards": Text(en="Awards", ja="研究課題"),
    "patents": Text(en="Patents", ja="特許"),
    "topics": Text(en="Topics", ja="トピック"),
    "technology_areas": Text(en="Technology areas", ja="技術領域"),
    "sentences": Text(en="Sentences of strategies", ja="戦略・計画の文"),
}

#: Places where words are looked for, and what a word found there counts for. Each has a twin `<place>_ja` of bigrams.
PLACES: Mapping[str, float] = {
    "names": 4.0,
    "title": 4.0,
    "people": 3.0,
    "keywords": 1.5,
    "venue": 1.0,
    "abstract": 1.0,
}
#: Names are not stemmed: Waters is not Water.
UNSTEMMED = ("names", "people")

#: Keys that a record has values of, spelled as in --by and --where.
KEYS = (
    "type", "language", "topic", "subfield", "field", "domain", "source", "oa_route", "country", "institution",
    "author", "funder", "award", "technology_area",
)  # fmt: skip

#: A token of more bytes than this is left out: it is no word.
LONGEST_WORD = 64


@cache
def schema() -> tantivy.Schema:
    """The fields of the index.

    ids: every id of the record, as search/ids.py keeps them. acknowledged: award numbers on a work.
    exact: whole titles and names, folded. spelling: words of titles and names as they are written.
    shown: what a hit is made of. newest, cited, weight: orders; weight is relevance's softly growing factor.
    """
    builder = tantivy.SchemaBuilder()
    for place in PLACES:
        analyser = "names" if place in UNSTEMMED else "english"
        builder.add_text_field(place, tokenizer_name=analyser)
        builder.add_text_field(twin(place), tokenizer_name="bigrams")
    builder.add_text_field("spelling", tokenizer_name="names", index_option="basic")
    for name in ("exact", "ids", "acknowledged"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("kind", *KEYS):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_unsigned_field("year", indexed=True, fast=True)
    builder.add_unsigned_field("newest", fast=True)
    builder.add_unsigned_field("cited", fast=True)
    builder.add_float_field("weight", fast=True)
    builder.add_bytes_field("shown", stored=True)
    return builder.build()


def twin(place: str) -> str:
    """The field with the bigrams of a place."""
    return f"{place}_ja"


@cache
def analysers() -> Mapping[str, tantivy.TextAnalyzer]:
    """How a text becomes tokens; the same for records and for queries."""

    def words() -> tantivy.TextAnalyzerBuilder:
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        for each in (
            tantivy.Filter.remove_long(LONGEST_WORD), tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold()
        ):  # fmt: skip
            builder = builder.filter(each)
        return builder

    return {
        "names": words().build(),
        "english": words().filter(tantivy.Filter.stemmer("english")).build(),
        # search/text.py has cut the runs already.
        "bigrams": tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build(),
    }


def tokens(place: str, text: str) -> list[str]:
    """The tokens of a folded text in a place."""
    return analysers()["names" if place in UNSTEMMED or place == "spelling" else "english"].analyze(text)


def with_analysers(index: tantivy.Index) -> tantivy.Index:
    """The index, knowing our analysers: they are not kept in its files."""
    for name, analyser in analysers().items():
        index.register_tokenizer(name, analyser)
    return index
