"""Each kind is one sort of entity: its table, the schemes of its ids, what belongs to a record, how lists are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rashinban.errors import UsageError
from rashinban.schema import Table, tables
from rashinban.schema.text import Text


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One sort of entity.

    name: of its table, and the word in addresses. one: what a record is called in messages.
    ids: what an id of it may look like, for people. schemes: scheme of other ids -> column of the table.
    indexed: schemes that are looked up in the search index, because the table is not in their order.
    parts: the queries (queries/<table>_<part>.sql, or queries/<part>.sql) whose rows belong to a record.
    listed: part -> the table whose rows of the record it is, as they are.
    ones: queries of one row at most, or None.
    counted: the key under which works of the release name it, if any.
    filters: word -> column of the table, for lists. through: word -> column whose id stands in another table, that
        table, and the column of it that has the value. Works have the words of `show` for what they are counted by.
    sorts: word -> column that a list is ordered by, largest first; names are in the order of the alphabet.
    hidden: columns that a list has only when they are selected.
    """

    name: str
    one: Text
    ids: str
    schemes: Mapping[str, str] = field(default_factory=dict)
    indexed: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    listed: Mapping[str, str] = field(default_factory=dict)
    ones: tuple[str, ...] = ()
    counted: str | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    through: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    sorts: Mapping[str, str] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()

    @property
    def table(self) -> Table:
        return tables()[self.name]

    @property
    def key(self) -> str:
        return self.table.key[0]


#: Columns whose values are ordered as names are.
RISING = ("display_name",)

_SIZE = {"name": "display_name", "most_works": "works_count"}

#: What can be asked for by id, except technology areas, which are definitions and in no table.
KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            name="works",
            one=Text(en="work", ja="論文・成果"),
            ids="an OpenAlex id (W123), a DOI, pmid:123, mag:123 or another identifier with its scheme (crid:123)",
            schemes={"mag": "mag"},
            indexed=("doi", "pmid"),
            ones=("source",),
            parts=(
                "authorships",
                "affiliations",
                "topics",
                "concepts",
                "keywords",
                "locations",
                "funders",
                "awards",
                "technology_areas",
                "citation_years",
                "references",
                "claims",
            ),
            listed={
                name: f"work_{name}" for name in ("texts", "identifiers", "subjects", "relations", "dates", "costs")
            },
            filters={
                "year": "publication_year",
                "type": "type",
                "language": "language",
                "topic": "primary_topic_id",
                "source": "source_id",
                "oa_route": "oa_status",
            },
            through={word: ("primary_topic_id", "topics", f"{word}_id") for word in ("subfield", "field", "domain")},
            sorts={"newest": "publication_year", "most_cited": "cited_by_count"},
            hidden=("abstract",),
        ),
        Kind(
            name="authors",
            one=Text(en="researcher", ja="研究者"),
            ids="an OpenAlex id (A123), an ORCID or another identifier with its scheme (erad:12345678)",
            indexed=("orcid",),
            parts=("names", "affiliations"),
            listed={"identifiers": "author_identifiers", "posts": "author_affiliations"},
            counted="author",
            filters={"institution": "last_institution_id"},
            sorts={"name": "display_name"},
        ),
        Kind(
            name="institutions",
            one=Text(en="institution", ja="機関"),
            ids="an OpenAlex id (I123) or a ROR id",
            schemes={"ror": "ror_id"},
            parts=("names", "relations", "identifiers", "claims"),
            counted="institution",
            filters={"country": "country_code", "type": "type"},
            sorts=_SIZE,
        ),
        Kind(
            name="sources",
            one=Text(en="source", ja="雑誌・リポジトリ"),
            ids="an OpenAlex id (S123) or an ISSN",
            schemes={"issn": "issn_l"},
            parts=("issns", "claims"),
            listed={"names": "source_names", "identifiers": "source_identifiers"},
            ones=("publisher",),
            counted="source",
            filters={"country": "country_code", "type": "type", "publisher": "publisher_id"},
            sorts={**_SIZE, "most_cited": "cited_by_count"},
        ),
        Kind(
            name="publishers",
            one=Text(en="publisher", ja="出版者"),
            ids="an OpenAlex id (P123) or a ROR id",
            schemes={"ror": "ror_id"},
            ones=("parent",),
            filters={"country": "country_code"},
            sorts=_SIZE,
        ),
        Kind(
            name="funders",
            one=Text(en="funder", ja="資金配分機関"),
            ids="an OpenAlex id (F123), a ROR id or a Crossref funder id (10.13039/123)",
            schemes={"ror": "ror_id", "crossref_funder": "crossref_funder_id"},
            parts=("names", "claims"),
            listed={"identifiers": "funder_identifiers"},
            counted="funder",
            filters={"country": "country_code"},
            sorts=_SIZE,
        ),
        Kind(
            name="awards",
            one=Text(en="award", ja="研究課題"),
            ids="an OpenAlex id (G123), a DOI, the funder's award number or a number with its scheme (jgn:JP19KK0341)",
            schemes={"doi": "doi"},
            indexed=("award",),
            ones=("funder", "institution"),
            parts=("outputs", "claims"),
            listed={
                name: f"award_{name}"
                for name in ("texts", "members", "institutions", "amounts", "subjects", "identifiers")
            },
            counted="award",
            filters={"funder": "funder_id", "institution": "institution_id"},
            sorts={"newest": "start_date"},
            hidden=("description",),
        ),
        Kind(
            name="patents",
            one=Text(en="patent", ja="特許"),
            ids="the number of its publication (JP2021090037A, US11234567B2)",
            parts=("claims",),
            listed={
                name: f"patent_{name}" for name in ("texts", "people", "classes", "citations", "priorities", "events")
            },
            filters={"office": "office", "family": "family_id", "type": "type"},
            sorts={"newest": "publication_date"},
            hidden=("abstract",),
        ),
        Kind(
            name="topics",
            one=Text(en="topic", ja="トピック"),
            ids="an OpenAlex id (T123)",
            counted="topic",
            filters={"subfield": "subfield_id", "field": "field_id", "domain": "domain_id"},
            sorts=_SIZE,
        ),
        Kind(
            name="concepts",
            one=Text(en="concept", ja="概念"),
            ids="an OpenAlex id (C123) or a Wikidata id (Q123)",
            schemes={"wikidata": "wikidata_id"},
            sorts=_SIZE,
        ),
    )
}


def kind_of(name: str) -> Kind:
    """The kind with a name, or the names that exist."""
    if name not in KINDS:
        raise UsageError(f"kind {name[:80]!r} is not known; known are {', '.join([*KINDS, 'technology_areas'])}")
    return KINDS[name]
