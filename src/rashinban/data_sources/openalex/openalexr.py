"""Each record is one work as the R package openalexR wrote it before 2025: one flat row with nested lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COLUMNS = """
id display_name author ab publication_date so so_id issn_l url pdf_url license version first_page last_page volume
issue is_oa is_oa_anywhere oa_status any_repository_has_fulltext language grants cited_by_count counts_by_year
publication_year ids doi type referenced_works is_paratext is_retracted concepts topics host_organization oa_url
cited_by_api_url related_works oa_input relevance_score
"""
#: Columns that are read; and those that are known and not needed.
COLUMNS = frozenset(_COLUMNS.split())


Record = dict[str, object]

_FUNDER = re.compile(r"https://openalex\.org/F[0-9]+")


def is_flat(record: Record) -> bool:
    """Whether a record is such a row: `author` is there in place of `authorships`, `ab` in place of the index."""
    return "ab" in record and "so_id" in record and "authorships" not in record


def nested(flat: Record) -> Record:
    """The record as OpenAlex itself would have given it, as far as the row still tells."""
    source = {"id": flat.get("so_id"), "display_name": flat.get("so"), "issn_l": flat.get("issn_l")}
    names = ("id", "doi", "publication_date", "publication_year", "language", "type", "is_paratext", "is_retracted")
    lists = ("cited_by_count", "counts_by_year", "referenced_works", "concepts", "topics")
    return {
        **{name: flat[name] for name in names + lists if name in flat},
        "title": flat.get("display_name"),
        "abstract": flat.get("ab"),
        "ids": dict(_ids(flat.get("ids"))),
        "primary_location": {
            "source": source if source["id"] else None,
            "landing_page_url": flat.get("url"),
            **{name: flat.get(name) for name in ("pdf_url", "license", "version", "is_oa")},
        },
        "open_access": {
            "is_oa": flat.get("is_oa_anywhere"),
            **{name: flat.get(name) for name in ("oa_status", "any_repository_has_fulltext")},
        },
        "biblio": {name: flat.get(name) for name in ("volume", "issue", "first_page", "last_page")},
        "authorships": [_authorship(row) for row in _objects(flat.get("author"))],
        "grants": list(_grants(flat.get("grants"))),
    }


def _objects(value: object) -> Iterator[Record]:
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            yield item


def _authorship(row: Record) -> Record:
    institution = {
        "id": row.get("institution_id"),
        **{name: row.get(f"institution_{name}") for name in ("display_name", "ror", "country_code", "type")},
    }
    return {
        "author_position": row.get("author_position"),
        "author": {
            "id": row.get("au_id"),
            "display_name": row.get("au_display_name"),
            "orcid": row.get("au_orcid"),
        },
        "institutions": [institution] if institution["id"] else [],
        "raw_affiliation_string": row.get("au_affiliation_raw"),
    }


def _ids(values: object) -> Iterator[tuple[str, str]]:
    """The scheme of an id by its looks: R has lost the names."""
    for value in values if isinstance(values, list) else ():
        if isinstance(value, str):
            if "doi.org/" in value:
                yield "doi", value
            elif "pubmed" in value:
                yield "pmid", value
            elif value.isdigit():
                yield "mag", value


def _grants(values: object) -> Iterator[Record]:
    """Funder, name and number follow each other in one list; R drops a number or a name that is null."""
    texts = [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
    starts = [place for place, text in enumerate(texts) if _FUNDER.fullmatch(text)]
    for start, end in zip(starts, [*starts[1:], len(texts)], strict=False):
        funder, name, number, *_ = [*texts[start:end], None, None]
        yield {"funder": funder, "funder_display_name": name, "award_id": number}
