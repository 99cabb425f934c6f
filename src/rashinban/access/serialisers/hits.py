"""Each row is one hit of a search, as a table has it: several people or names are joined with a semicolon."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from rashinban.search.found import Hit

_SCHEMES = ("doi", "orcid", "ror", "issn", "pmid", "award")
_OTHER_THAN_TEXT = {
    "year": pa.int32(),
    "cited_by_count": pa.int64(),
    "people_total": pa.int64(),
    "is_retracted": pa.bool_(),
}


def hits_table(hits: Sequence[Hit]) -> pa.Table:
    """The hits in their order; what was not observed is null."""
    columns: dict[str, list[object]] = {
        "kind": [hit.kind for hit in hits],
        "id": [hit.id for hit in hits],
        "title": [hit.title for hit in hits],
        "names": ["; ".join(hit.names) or None for hit in hits],
        "year": [hit.year for hit in hits],
        "type": [hit.type for hit in hits],
        "cited_by_count": [hit.cited_by_count for hit in hits],
        "is_retracted": [hit.is_retracted for hit in hits],
        "people": [_people(hit) for hit in hits],
        "people_total": [hit.people_total if hit.people else None for hit in hits],
        "venue": [hit.venue for hit in hits],
        "country": [hit.country for hit in hits],
        **{scheme: [hit.identifiers.get(scheme) for hit in hits] for scheme in _SCHEMES},
    }
    return pa.table(
        {name: pa.array(values, _OTHER_THAN_TEXT.get(name, pa.string())) for name, values in columns.items()}
    )


def _people(hit: Hit) -> str | None:
    more = hit.people_total - len(hit.people)
    return ("; ".join(hit.people) + (f" and {more} more" if more > 0 else "")) or None
