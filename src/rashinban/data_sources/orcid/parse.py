"""A profile of ORCID becomes an author with names, ids, posts, and the works and awards that the profile lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from rashinban.data_sources.orcid.ignored import IGNORED
from rashinban.data_sources.orcid.listed import read_awards, read_works
from rashinban.data_sources.orcid.profile import Profile, parts_of
from rashinban.data_sources.orcid.tree import tree
from rashinban.definitions import type_words
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.files import sampled
from rashinban.reading.xml import Element, Reading, local
from rashinban.schema import ids, kinds
from rashinban.snapshots.raw import RawFile

#: Sections of posts with our kind of them. `employments` hold `employment-summary`.
_POSTS: Mapping[str, str] = {
    "employments": "employment",
    "educations": "education",
    "qualifications": "education",
    "distinctions": "other",
    "invited-positions": "other",
    "memberships": "other",
    "services": "other",
}


def parser(file: RawFile) -> Parser:
    """A parser for the profiles of one file."""
    return sampled(_parse)


def _parse(record: bytes, rows: Rows, *, watched: bool) -> None:
    _read(Reading(tree(record), watched=watched), rows)


def _read(reading: Reading, rows: Rows) -> None:
    root = reading.root
    if local(root) == "error":
        said = reading.text(root, "user-message") or "no reason given"
        raise Refused(f"ORCID gives no record: {said}", found=reading.text(root, "developer-message"))
    found = reading.text(root, "orcid-identifier/path")
    if local(root) != "record" or not found:
        raise Refused("not a whole record: a part of one would stand for all of it", found=local(root))
    try:
        orcid = kinds.orcid(found)
    except Refused as refused:
        raise Refused(refused.reason, column="authors.orcid", found=found) from None
    if reading.text(root, "history/deactivation-date"):
        raise Refused("its owner has deactivated the record", found=orcid)
    profile = Profile(reading, rows, ids.scheme_id("orcid", orcid))
    display_name = _names(profile)
    _identifiers(profile, orcid)
    _posts(profile)
    listed = read_works(profile)
    read_awards(profile)
    rows.add(
        "authors",
        author_id=profile.author_id,
        orcid=orcid,
        display_name=display_name,
        works_count=listed,
        created_date=_moment(reading.text(root, "history/submission-date")),
        updated_date=_moment(reading.text(root, "history/last-modified-date")),
    )
    reading.notice_unread(rows, IGNORED)


def _names(profile: Profile) -> str | None:
    """Add the forms of the name; returns the one to show: the credit name, else given and family name."""
    reading = profile.reading
    name = reading.one(reading.root, "person/name")
    parts = [reading.text(name, part) for part in ("given-names", "family-name")]
    forms = [reading.text(name, "credit-name"), " ".join(filter(None, parts))]
    forms += reading.texts(reading.root, "person/other-names/other-name/content")
    told = list(dict.fromkeys(form for form in forms if form))
    for form in told:
        profile.rows.add("author_names", author_id=profile.author_id, name=form)
    return told[0] if told and told[0] in forms[:2] else None


def _identifiers(profile: Profile, orcid: str) -> None:
    reading, words = profile.reading, type_words("orcid")
    pairs = {("orcid", orcid): None}
    for each in reading.many(reading.root, "person/external-identifiers/external-identifier"):
        printed, value = reading.text(each, "external-id-type"), reading.text(each, "external-id-value")
        reading.text(each, "external-id-relationship")
        reading.text(each, "external-id-normalized")
        if printed and value:
            # Any organisation may name a kind of identifier: one that nobody has looked at keeps its word.
            pairs[words.get(("author_identifiers", printed), printed), value] = None
    profile.rows["author_identifiers"].extend((profile.author_id, *pair) for pair in pairs)


def _posts(profile: Profile) -> None:
    reading, position = profile.reading, 0
    for section, kind in _POSTS.items():
        name = f"{section.removesuffix('s')}-summary"
        for group in reading.many(reading.root, f"activities-summary/{section}/affiliation-group"):
            post = profile.preferred(group, name)
            if post is None:
                continue
            position += 1
            parts = parts_of(post)
            organisation = parts.get("organization")
            profile.rows.add(
                "author_affiliations",
                author_id=profile.author_id,
                position=position,
                kind=kind,
                institution_id=_institution(profile, organisation),
                institution_name=reading.text(organisation, "name"),
                department=reading.text(parts.get("department-name")),
                role=reading.text(parts.get("role-title")),
                start_date=profile.date(parts.get("start-date"), "author_affiliations.start_date"),
                end_date=profile.date(parts.get("end-date"), "author_affiliations.end_date"),
            )


def _institution(profile: Profile, organisation: Element | None) -> str | None:
    scheme, found = profile.disambiguated(organisation)
    if found and (scheme == "ROR" or "ror.org/" in found):
        return profile.rows.take(kinds.ror_id, found, "author_affiliations.institution_id")
    if found and scheme == "GRID" and found.startswith("grid."):
        return ids.scheme_id("grid", found)
    # RINGGOLD and LEI are no schemes of ours, FUNDREF names funders: the name stands alone.
    return None


def _moment(text: str | None) -> str | None:
    """ISO 8601. In JSON moments are milliseconds since 1970."""
    if text and text.isascii() and text.isdigit() and len(text) < 15:
        moment = datetime.fromtimestamp(int(text) / 1000, UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return text
