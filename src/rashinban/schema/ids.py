"""An id is OpenAlex's where OpenAlex has the record; any other goes by its strongest identifier, `doi:10.1000/x`.

Two providers that give the same identifier thus give the same id, and link needs no guess to join them. A record
that carries several identifiers is joined through each of them (`<entity>_identifiers`); which of the ids stands is
decided by the order of SCHEMES. Institutions go by the bare ROR id, patents by the number of their publication
(`JP2021090037A`): those schemes are the only ones of their kind.
"""

from __future__ import annotations

from collections.abc import Mapping

from rashinban.errors import Refused

#: By entity the schemes of identifiers that name one record and no other, the strongest first. Schemes differ
#: between entities, so that an id says what it is of.
SCHEMES: Mapping[str, tuple[str, ...]] = {
    "works": (
        "doi",
        "pmid",
        "pmcid",
        "arxiv",
        "hdl",
        "crid",
        "naid",
        "ncid",
        "ndlbib",
        "isbn",
        "oai",
        "rm-work",
        "kaken-product",
        "weko",
        "url",
        "row",
    ),
    "authors": ("orcid", "erad", "nrid", "jglobal", "rm", "kaken-person", "scopus-author", "isni", "person"),
    "institutions": ("grid", "nii", "mext", "erad-org", "nid", "isni-org", "org"),
    "funders": ("fundref", "ror-funder", "erad-funder", "funder"),
    "sources": ("issn", "source-ncid", "cdjournal", "source"),
    "awards": (
        "jgn",
        "ec",
        "nih",
        "nsf",
        "sbir",
        "ukri",
        "award-doi",
        "kaken",
        "amed",
        "nih-appl",
        "cordis-rcn",
        "rm-project",
        "award",
    ),
    # An application has a publication for each of its stages; what is known of it alone goes to one of them.
    "patents": ("application",),
}

#: The schemes through which records are joined. An ISBN or NCID is the book's, and its chapters' records have it too;
#: a person may have several Scopus profiles; numbers of one file (`row`, `weko`) mean nothing elsewhere. A provider's
#: own number (`person`, `org`...) has the provider's name in it and joins what its records say of each other.
JOINING: Mapping[str, tuple[str, ...]] = {
    "works": ("doi", "pmid", "pmcid", "arxiv", "hdl", "crid", "naid", "ndlbib", "oai"),
    "authors": ("orcid", "erad", "nrid", "jglobal", "rm", "kaken-person", "person"),
    "institutions": ("ror", "nii", "mext", "erad-org", "nid", "org"),
    "funders": ("fundref", "ror-funder", "erad-funder", "funder"),
    "sources": ("issn", "source-ncid", "cdjournal", "source"),
    "awards": (
        *("jgn", "ec", "nih", "nsf", "sbir", "ukri", "award-doi", "kaken", "amed", "nih-appl", "cordis-rcn"),
        "award",
    ),
    "patents": ("application",),
}

#: Columns of an entity's own table that hold an identifier: entity -> column -> scheme.
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "works": {"doi": "doi", "pmid": "pmid"},
    "authors": {"orcid": "orcid"},
    "institutions": {"ror_id": "ror"},
    "funders": {"ror_id": "ror-funder", "crossref_funder_id": "fundref"},
    "sources": {"issn_l": "issn"},
    "awards": {"doi": "award-doi", "jgn": "jgn"},
    "patents": {"application_id": "application"},
}

_ENTITIES: Mapping[str, str] = {scheme: entity for entity, schemes in SCHEMES.items() for scheme in schemes}


def scheme_id(scheme: str, identifier: str) -> str:
    """`doi`, `10.1000/x` -> `doi:10.1000/x`. The identifier is clean already (schema/kinds.py)."""
    if scheme not in _ENTITIES:
        raise ValueError(f"no scheme {scheme!r}; known are {', '.join(_ENTITIES)}")
    if not identifier or len(identifier) > 1024:
        raise Refused("an identifier is empty or longer than 1,024 characters", found=identifier)
    return f"{scheme}:{identifier}"


def best(entity: str, found: Mapping[str, str | None]) -> str | None:
    """The id of a record from its identifiers by scheme: the strongest there is, None where there is none."""
    for scheme in SCHEMES[entity]:
        identifier = found.get(scheme)
        if identifier:
            return scheme_id(scheme, identifier)
    return None


def entity_of(scheme: str) -> str | None:
    """The entity whose records a scheme names: `jgn` -> `awards`."""
    return _ENTITIES.get(scheme)
