"""An id in any usual form leads to the one record of the release that it means, or is refused with what is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from rashinban.access.entities.kinds import Kind
from rashinban.engine import listing
from rashinban.errors import NotFound, Refused, UsageError
from rashinban.measure.question import Question
from rashinban.measure.session import Session
from rashinban.schema import kinds as clean
from rashinban.schema.ids import entity_of
from rashinban.schema.references import LETTERS
from rashinban.search import ids as known
from rashinban.search.index import open_index
from rashinban.search.write import STEP

#: A text that is longer is no id.
LONGEST_ID = 1_000

_MAG = re.compile(r"mag:\s*(\d{1,15})", re.I | re.A)
_WIKIDATA = re.compile(
    r"(?:(?:https?://)?(?:www\.)?wikidata\.org/(?:wiki|entity)/|wikidata:\s*)?(Q\d{1,12})", re.I | re.A
)
_FUNDER = re.compile(r"(?:10\.13039/|crossref:\s*)?(\d{4,15})", re.A)


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """The key of the record that stands; `merged_from` is the id that was asked for and is gone."""

    id: str
    merged_from: str | None = None


def resolve(session: Session, kind: Kind, text: str) -> Resolved:
    """The record that an id means. NotFound where there is none, UsageError where there are several."""
    asked = text.strip()
    if not asked or len(asked) > LONGEST_ID or not asked.isprintable():
        raise NotFound(f"{asked[:80]!r} is no id of a {kind.one.en}; give {kind.ids}")
    own = _own(kind, asked)
    if own and _exists(session, kind, own):
        return Resolved(id=own)
    standing = _standing(session, own) if own else None
    if own and standing and _exists(session, kind, standing):
        return Resolved(id=standing, merged_from=own)
    found = sorted(
        {*_by_column(session, kind, asked), *_by_index(session, kind, asked), *_by_identifier(session, kind, asked)}
    )
    if len(found) > 1:
        raise UsageError(f"{asked[:80]!r} is the id of {len(found)} {kind.name}: {', '.join(found[:20])}; name one")
    if found:
        return Resolved(id=found[0])
    raise NotFound(
        f"no {kind.one.en} {asked[:80]!r} in release {session.folder.name}; give {kind.ids}, "
        f"or look for it: /search?kind={kind.name}"
    )


def _own(kind: Kind, text: str) -> str | None:
    """The text as a key of the kind's table, if it has the form of one."""
    scheme, _, identifier = text.partition(":")
    if identifier and entity_of(scheme) == kind.name:
        return text
    if kind.name == "patents":
        return text.replace(" ", "").upper()
    letters = LETTERS.get(kind.name, "")
    try:
        found = known.openalex_id(text)
    except Refused:
        return _cleaned(clean.ror_id, text) if "0" in letters else None
    return found if found[0] in letters else None


def _exists(session: Session, kind: Kind, key: str) -> bool:
    return bool(_keys(session, kind.name, kind.key, kind.key, key))


def _standing(session: Session, gone: str) -> str | None:
    """The id that stands for one that was merged away. Link has followed the chains to their ends."""
    found = _keys(session, "merged_ids", "merged_into_id", "id", gone)
    return found[0] if found else None


def _by_column(session: Session, kind: Kind, text: str) -> list[str]:
    """Keys of the records that have the text in the column of one of the kind's schemes."""
    found: list[str] = []
    for scheme, column in kind.schemes.items():
        value = _cleaned(_SCHEMES[scheme], text)
        if value is not None:
            found += _keys(session, kind.name, kind.key, column, value)
            if scheme == "issn":
                found += _keys(session, "source_issns", kind.key, "issn", value)
    return found


def _by_index(session: Session, kind: Kind, text: str) -> list[str]:
    """Ids of the records that have the text as an id of one of the kind's schemes, by the search index."""
    found: list[str] = []
    for scheme in kind.indexed:
        value = _cleaned(_SCHEMES[scheme], text)
        if value is not None:
            written = value if scheme in ("doi", "award") else f"{scheme}:{value}"
            hits = open_index(session.folder / STEP).find(written, kinds=(kind.name,), limit=20).hits
            # A text that is nobody's id is looked for as words; what it finds then is not what was asked.
            found += [hit.id for hit in hits if _cleaned(_SCHEMES[scheme], hit.identifiers.get(scheme, "")) == value]
    return found


def _by_identifier(session: Session, kind: Kind, text: str) -> list[str]:
    """Ids of the records that list the text, `jgn:JP19KK0341`, among their identifiers, by the search index."""
    scheme, _, identifier = text.partition(":")
    if not identifier or entity_of(scheme) != kind.name or not (session.folder / STEP).is_dir():
        return []
    return [hit.id for hit in open_index(session.folder / STEP).find(text, kinds=(kind.name,), limit=20).hits]


def _keys(session: Session, table: str, key: str, column: str, value: str) -> list[str]:
    session.prepare(Question(), frozenset({table}))
    found: list[str] = session.engine.query(listing.keys_with(table, key, column), {"value": value})[key].to_pylist()
    return found


def _cleaned(cleaner: Callable[[str], str], text: str) -> str | None:
    try:
        return cleaner(text)
    except Refused:
        return None


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def cleaner(text: str) -> str:
        match = pattern.fullmatch(text)
        if not match:
            raise Refused("another form", found=text)
        return match[1].upper()

    return cleaner


def _crossref_funder(text: str) -> str:
    """`https://doi.org/10.13039/501100001691` -> `501100001691`."""
    with suppress(Refused):
        text = clean.doi(text)
    return _matching(_FUNDER)(text)


_SCHEMES: Mapping[str, Callable[[str], str]] = {
    **known.SCHEMES,
    "mag": _matching(_MAG),
    "wikidata": _matching(_WIKIDATA),
    "crossref_funder": _crossref_funder,
}
