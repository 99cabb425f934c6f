"""Each path is one that a profile of ORCID has and that is not read, with the reason."""

from __future__ import annotations

from collections.abc import Mapping

_PEOPLE_WRITE = "written for people; nothing counts it"
_CONTACT = "how to reach a person is not kept"
_STATE = "how the account was made and confirmed says nothing of the researcher"
_TWICE = "said again of the group, or of the whole record"
_ADDRESS = "where ORCID keeps the item; made of its number"

IGNORED: Mapping[str, str] = {
    "record/preferences": "settings of the account",
    "record/history/creation-method": _STATE,
    "record/history/completion-date": _STATE,
    "record/history/claimed": _STATE,
    "record/history/verified-email": _STATE,
    "record/history/verified-primary-email": _STATE,
    "record/history/source": _STATE,
    "record/orcid-identifier/uri": _TWICE,
    "record/orcid-identifier/host": _TWICE,
    "record/person/biography": _PEOPLE_WRITE,
    "record/person/researcher-urls": _PEOPLE_WRITE,
    "record/person/keywords": _PEOPLE_WRITE,
    "record/person/emails": _CONTACT,
    "record/person/addresses": "the country of a person is told by the posts",
    "record/activities-summary/peer-reviews": "the public counts of reviews are incomplete by design",
    "record/activities-summary/research-resources": "use of a facility is neither a work nor an award",
    "//source": "who entered an item is read where it tells a claim of the person from one of others",
    "//created-date": "items are dated by what they are of; the record by its history",
    "//last-modified-date": "items are dated by what they are of; the record by its history",
    "//@path": _ADDRESS,
    "//path": _ADDRESS,
    "//@put-code": "ORCID's number of an item; the order in the profile stands for it",
    "//put-code": "ORCID's number of an item; the order in the profile stands for it",
    "//@visibility": "what is not public is removed before",
    "//visibility": "what is not public is removed before",
    "//@display-index": "tells the preferred version, where there are several",
    "//display-index": "tells the preferred version, where there are several",
    "//address": "the place of an institution is its own record's",
    "//external-id-normalized-error": "why ORCID could not clean an identifier; we clean it ourselves",
    "//external-id-url": "made of the identifier",
    "//translated-title": "the title as printed stands",
    "//subtitle": "the title as printed stands",
    "//url": "the page of an item; its identifier names it",
    "//external-ids": "identifiers of a version are those of its group; those of a post name no institution",
}
