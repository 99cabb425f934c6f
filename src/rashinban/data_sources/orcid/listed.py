"""Works and awards that a profile lists: claims, each with the identifiers that it carries."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rashinban.data_sources.orcid.profile import Profile, is_public, parts_of
from rashinban.reading.award_numbers import award_ids
from rashinban.reading.xml import Element
from rashinban.schema import ids, kinds
from rashinban.schema.identifiers import arxiv, fundref, handle, pmcid, pmid
from rashinban.schema.japanese_ids import isbn

#: ORCID's words for identifiers of works: our scheme and its kind.
_OF_WORKS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "doi": ("doi", kinds.doi),
    "pmid": ("pmid", pmid),
    "pmc": ("pmcid", pmcid),
    "arxiv": ("arxiv", arxiv),
    "handle": ("hdl", handle),
}


def read_works(profile: Profile) -> int:
    """Add the works; returns how many."""
    reading, rows = profile.reading, profile.rows
    position = 0
    for group in reading.many(reading.root, "activities-summary/works/group"):
        version = profile.preferred(group, "work-summary")
        if version is None:
            continue
        position += 1
        parts = parts_of(version)
        kind = rows.type_of("author_works", "orcid", reading.text(parts.get("type")), "author_works.kind")
        date = profile.date(parts.get("publication-date"), "author_works.year")
        rows["author_works"].append(
            (
                profile.author_id,
                position,
                _work_id(profile, group, kind),
                None,
                reading.text(parts.get("title"), "title"),
                kind,
                int(date[:4]) if date else None,
                reading.text(parts.get("journal-title")),
                None,
                profile.claimed_by(parts.get("source")),
                is_public(version),
            )
        )
    return position


def _work_id(profile: Profile, group: Element, kind: str | None) -> str | None:
    """The id of the work by identifiers that are its own, not those of the book or journal that it is in."""
    reading, rows, column = profile.reading, profile.rows, "author_works.work_id"
    found: dict[str, str | None] = {}
    for each in reading.many(group, "external-ids/external-id"):
        parts = parts_of(each)
        value = reading.text(parts.get("external-id-normalized"))
        value = reading.text(parts.get("external-id-value")) if value is None else value
        scheme = reading.text(parts.get("external-id-type"))
        if reading.text(parts.get("external-id-relationship")) not in ("self", None) or not scheme or not value:
            continue
        if scheme in _OF_WORKS:
            ours, kind_of = _OF_WORKS[scheme]
            found[ours] = found.get(ours) or rows.take(kind_of, value, column)
        elif scheme == "isbn" and kind == "book":
            found["isbn"] = rows.take(isbn, value, column)
    return ids.best("works", found) if found else None


def read_awards(profile: Profile) -> None:
    """Add the awards."""
    reading = profile.reading
    position = 0
    for group in reading.many(reading.root, "activities-summary/fundings/group"):
        version = profile.preferred(group, "funding-summary")
        if version is None:
            continue
        position += 1
        parts = parts_of(version)
        funder_id = _funder(profile, parts.get("organization"))
        award_id, number = _award(profile, group, funder_id)
        profile.rows.add(
            "author_awards",
            author_id=profile.author_id,
            position=position,
            award_id=award_id,
            funder_id=funder_id,
            funder_award_id=number,
            title=reading.text(parts.get("title"), "title"),
            funder_name=reading.text(parts.get("organization"), "name"),
            funding_type=reading.text(parts.get("type")),
            start_date=profile.date(parts.get("start-date"), "author_awards.start_date"),
            end_date=profile.date(parts.get("end-date"), "author_awards.end_date"),
            claimed_by=profile.claimed_by(parts.get("source")),
            is_public=is_public(version),
        )


def _award(profile: Profile, group: Element, funder_id: str | None) -> tuple[str | None, str | None]:
    """The id of the award, where a DOI or a number names it, and the first number as typed."""
    reading = profile.reading
    best: str | None = None
    first: str | None = None
    for each in reading.many(group, "external-ids/external-id"):
        scheme, value = reading.text(each, "external-id-type"), reading.text(each, "external-id-value")
        reading.text(each, "external-id-relationship")
        reading.text(each, "external-id-normalized")
        if not value:
            continue
        if scheme == "doi" or "doi.org/" in value:
            doi = profile.rows.take(kinds.doi, value, "author_awards.award_id")
            best = best or (ids.scheme_id("award-doi", doi) if doi else None)
        else:
            first = first or value
            best = best or next((award_id for award_id, _ in award_ids(value, funder_id)), None)
    return best, first


def _funder(profile: Profile, organisation: Element | None) -> str | None:
    scheme, found = profile.disambiguated(organisation)
    column = "author_awards.funder_id"
    if not found:
        return None
    if scheme == "ROR":
        ror_id = profile.rows.take(kinds.ror_id, found, column)
        return ids.scheme_id("ror-funder", ror_id) if ror_id else None
    if scheme != "FUNDREF":
        return None
    number = profile.rows.take(fundref, found, column)
    return ids.scheme_id("fundref", number) if number else None
