"""Each row is one institution that an award's money goes to; each post is where a member was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rashinban.reading.grant_awards.element import Award, order, positions
from rashinban.reading.xml import Element
from rashinban.schema import ids

_ERAD = re.compile(r"\d{10}", re.A)


@dataclass(frozen=True, kw_only=True)
class Post:
    """An institution by its id and as printed, with department and post."""

    institution_id: str | None = None
    institution_name: str | None = None
    department: str | None = None
    job_title: str | None = None

    def mention(self, award: Award) -> None:
        """Name the institution in its short form."""
        if self.institution_id:
            award.mention("institutions", institution_id=self.institution_id, display_name=self.institution_name)


def institution_codes(award: Award) -> dict[str, str]:
    """NII's codes of institutions by those of the ministry, where the record has both for one institution."""
    found = {}
    for element in award.many("grantList/grant/institution"):
        nii, mext = award.attribute(element, "niiCode"), award.attribute(element, "mextCode")
        award.reading.passed(element)
        if nii and mext:
            found[mext] = nii
    return found


def read_institutions(award: Award, summaries: list[Element]) -> str | None:
    """Add the institutions of the summary, named as in the Japanese one; the id of the first."""
    found: dict[str, tuple[Post, str | None]] = {}
    for summary in summaries:
        for element in order(award, award.reading.many(summary, "institution")):
            code, name, activity = (
                award.attribute(element, "niiCode"),
                award.text(element),
                award.attribute(element, "type"),
            )
            post = Post(institution_id=institution_id(nii=code), institution_name=name)
            if place := award.attribute(element, "sequence") or code or name:
                found.setdefault(place, (post, activity))
    position = positions()
    for post, activity in found.values():
        post.mention(award)
        award.rows.add(
            "award_institutions",
            award_id=award.award_id,
            position=next(position),
            role="recipient",
            institution_id=post.institution_id,
            institution_name=post.institution_name,
            activity=activity,
        )
    return next(iter(found.values()))[0].institution_id if found else None


def posts(award: Award, variants: list[Element], codes: Mapping[str, str]) -> tuple[Post, ...]:
    """The posts of the first variant of a member that has any."""
    return next(filter(None, [_posts(award, each, codes) for each in variants]), ())


def _posts(award: Award, member: Element, codes: Mapping[str, str]) -> tuple[Post, ...]:
    """Those in `affiliation`; the provider is giving up the one that stands outside."""
    reading = award.reading
    listed = [*reading.many(member, "affiliation"), *reading.many(member, "attribute/affiliation")]
    outside = _post(award, member, codes)
    found = [_post(award, each, codes) for each in order(award, listed)] or [outside]
    return tuple(post for post in found if post != Post())


def _post(award: Award, element: Element, codes: Mapping[str, str]) -> Post:
    institution = award.reading.one(element, "institution")
    nii = award.attribute(institution, "niiCode"), award.attribute(institution, "institutionCode")
    mext, erad = award.attribute(institution, "mextCode"), award.attribute(institution, "eradCode")
    return Post(
        institution_id=institution_id(nii=nii[0] or nii[1] or codes.get(mext or ""), mext=mext, erad=erad),
        institution_name=award.text(institution),
        department=award.text(element, "department"),
        job_title=award.text(element, "jobTitle"),
    )


def institution_id(*, nii: str | None, mext: str | None = None, erad: str | None = None) -> str | None:
    """By NII's code, else that of e-Rad, else that of the ministry (the number of KAKENHI's institutions)."""
    if nii:
        return ids.scheme_id("nii", nii)
    if erad and _ERAD.fullmatch(erad):
        return ids.scheme_id("erad-org", erad)
    return ids.scheme_id("mext", mext) if mext else None
