"""Each schema is that of one kind of record: the columns of its table, and what belongs to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rashinban.access.entities import KINDS
from rashinban.access.rest.schemas import Schema, column, columns, fixed, listed, nullable
from rashinban.engine.merge import PROVENANCE
from rashinban.schema import tables

_TEXT = {"type": "string"}
_WHOLE = {"type": "integer"}


def record_schema(kind: str) -> Schema:
    """A record of a kind, as access.entities.record gives it."""
    known = KINDS[kind]
    found: Schema = {
        "kind": {"const": kind},
        "id": _TEXT,
        "merged_from": nullable(_TEXT, "the id that was asked for, where another one stands for it now"),
        **columns(known.table),
    }
    found |= {name: _one_or_none(_PARTS[kind, name]) for name in known.ones}
    found |= {name: listed(_PARTS[kind, name]) for name in known.parts if (kind, name) in _PARTS}
    for name, table in known.listed.items():
        own = tables()[table]
        found[name] = listed(_of((table, [column for column in own.names if column != own.key[0]])))
    if kind == "works":
        found["references"] = listed(_TEXT)
    if known.counted:
        found["works_in_release"] = nullable(_WHOLE, "works of the release that name it, of all types")
    provenance = {name: nullable(_WHOLE if name == "line" else _TEXT) for name in PROVENANCE}
    return fixed({**found, "provenance": fixed(provenance)})


def list_schema(kind: str) -> Schema:
    """A page of a list: how many there are, where the next page begins, the records."""
    meta = fixed(
        {
            "release": _TEXT,
            "simulated": {"type": "boolean"},
            "count": {"type": "integer", "description": "records of the whole list"},
            "per_page": _WHOLE,
            "next_cursor": nullable(_TEXT, "null on the last page"),
        }
    )
    # Which columns a record has is the client's choice (`select`).
    return fixed({"meta": meta, "results": listed(fixed(columns(KINDS[kind].table), required=()))})


def _one_or_none(schema: Mapping[str, Any]) -> Schema:
    return {**schema, "type": ["object", "null"]}


def _of(*picked: tuple[str, Sequence[str]], **named: Mapping[str, Any]) -> Schema:
    """An object of columns of several tables; null where a joined record is not there."""
    found: Schema = {}
    for table, names in picked:
        for one in tables()[table].columns:
            if one.name in names:
                schema = column(one)
                kind = schema["type"]
                found[one.name] = schema if isinstance(kind, list) else {**schema, "type": [kind, "null"]}
    return fixed({**found, **named})


_INSTITUTION = ("institution_id", "ror_id", "display_name", "country_code")
_NAME = nullable(_TEXT)
_CLAIM = _of(("claims", ("column_name", "data_source", "value")))

#: (kind, part) -> a row of the part.
_PARTS: Mapping[tuple[str, str], Schema] = {
    ("works", "source"): _of(("sources", ("source_id", "display_name", "issn_l", "type")), publisher=_NAME),
    ("works", "authorships"): _of(
        (
            "authorships",
            (
                "author_position", "author_id", "display_name", "raw_author_name", "orcid", "place",
                "is_corresponding",
            ),
        ),
        affiliations=listed(
            _of(
                ("affiliations", ("affiliation_position", "institution_id", "country_code", "raw_affiliation")),
                ("institutions", ("ror_id", "display_name")),
            )
        ),
    ),
    ("works", "topics"): _of(
        ("work_topics", ("topic_id", "score", "position")),
        (
            "topics",
            (
                "display_name", "subfield_id", "subfield_name", "field_id", "field_name", "domain_id", "domain_name",
            ),
        ),
    ),
    ("works", "concepts"): _of(("work_concepts", ("concept_id", "score")), ("concepts", ("display_name", "level"))),
    ("works", "keywords"): _of(("work_keywords", ("keyword", "score"))),
    ("works", "locations"): _of(
        (
            "work_locations",
            (
                "position", "source_id", "is_oa", "version", "license", "landing_page_url", "pdf_url", "access",
                "embargo_end",
            ),
        ),
        source=_NAME,
        source_type=_NAME,
    ),
    ("works", "funders"): _of(("funders", ("funder_id", "display_name", "ror_id", "country_code"))),
    ("works", "awards"): _of(
        ("work_awards", ("position", "award_id", "funder_award_id", "funder_id")), title=_NAME, funder=_NAME
    ),
    ("works", "technology_areas"): fixed(
        {"technology_area": _TEXT, "alternative": _TEXT, "label_en": _NAME, "label_ja": _NAME}
    ),
    ("works", "citation_years"): _of(("work_citation_years", ("year", "cited_by_count"))),
    ("works", "claims"): _CLAIM,
    ("institutions", "claims"): _CLAIM,
    ("authors", "names"): _of(("author_names", ("name",))),
    ("authors", "affiliations"): _of(("author_affiliation_years", ("year",)), ("institutions", _INSTITUTION)),
    ("institutions", "names"): _of(("institution_names", ("name", "language", "kind"))),
    ("institutions", "relations"): _of(
        ("institution_relations", ("relation", "related_id")),
        ("institutions", ("ror_id", "display_name", "country_code")),
    ),
    ("institutions", "identifiers"): _of(("institution_identifiers", ("scheme", "identifier"))),
    ("sources", "issns"): _of(("source_issns", ("issn",))),
    ("sources", "publisher"): _of(("publishers", ("publisher_id", "display_name", "country_code"))),
    ("publishers", "parent"): _of(("publishers", ("publisher_id", "display_name"))),
    ("funders", "names"): _of(("funder_names", ("name",))),
    ("awards", "outputs"): _of(
        (
            "award_outputs",
            tuple(column for column in tables()["award_outputs"].names if column not in ("award_id", "position")),
        ),
        loaded_title=_NAME,
    ),
    ("awards", "claims"): _CLAIM,
    ("sources", "claims"): _CLAIM,
    ("funders", "claims"): _CLAIM,
    ("patents", "claims"): _CLAIM,
    ("awards", "funder"): _of(("funders", ("funder_id", "display_name", "ror_id", "country_code"))),
    ("awards", "institution"): _of(("institutions", _INSTITUTION)),
}  # fmt: skip
