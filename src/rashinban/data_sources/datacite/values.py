"""Single values as DataCite has them: names of schemes, identifiers within them, dates and ranges of dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rashinban.data_sources.datacite.shapes import Affiliation, NameIdentifier
from rashinban.definitions import type_words
from rashinban.engine.rows import Rows
from rashinban.schema import kinds
from rashinban.schema.identifiers import arxiv, handle, pmcid, pmid
from rashinban.schema.japanese_ids import isbn

NAME = "datacite"
#: DataCite's words: (what they are of, the word) -> ours.
WORDS = type_words(NAME)


def scheme_of(printed: str) -> str:
    """Our word for a scheme of identifiers; depositors invent some, which stay as they are, in small letters."""
    return WORDS.get(("identifiers", printed.lower()), printed.lower())


_KINDS: Mapping[str, Callable[[str], str]] = {
    "doi": kinds.doi,
    "issn": kinds.issn,
    "isbn": isbn,
    "arxiv": arxiv,
    "pmid": pmid,
    "hdl": handle,
    "pmcid": pmcid,
}


def clean(scheme: str, identifier: str | None, column: str, rows: Rows) -> str | None:
    """An identifier as its scheme writes it."""
    return rows.take(_KINDS.get(scheme, str.strip), identifier, column) or None


def ror_of(affiliation: Affiliation, rows: Rows) -> str | None:
    """The ROR id of an affiliation, its institution mentioned once."""
    written, name = affiliation.affiliation_identifier, affiliation.name
    if not written or (affiliation.affiliation_identifier_scheme or "").upper() != "ROR":
        return None
    # One id comes with many names, of departments.
    key = f"{written} {name}"
    seen: str | None = rows.known.get(key)
    if seen is not None:
        return seen
    ror = rows.take(kinds.ror_id, written, "affiliations.institution_id")
    if ror is not None:
        rows.mention_of("institutions", institution_id=ror, ror_id=ror, display_name=name or None)
        rows.known[key] = ror
    return ror


def name_identifier(found: NameIdentifier, rows: Rows) -> tuple[str, str] | None:
    """Scheme and identifier of a person or an organisation; an ORCID is left as it is written."""
    printed, scheme = found.name_identifier, found.name_identifier_scheme
    if not printed or not scheme:
        return None
    if scheme == "ORCID":
        # Some have the address twice: https://orcid.org/https://orcid.org/0000-0002-1825-0097
        return "orcid", printed if printed.count("://") < 2 else printed[printed.rindex("http") :]
    kind: Callable[[str], str] = kinds.ror_id if scheme == "ROR" else str.strip
    identifier = rows.take(kind, printed, "authorship_identifiers.identifier")
    return (scheme.lower(), identifier) if identifier else None
