"""Each table of CORDIS's CSV files, told by its headers; and what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashinban.errors import Refused
from rashinban.reading.columns import Columns

_PAGE = "another page of CORDIS"
_PROJECT = {"project": ("projectID",)}
_CHANGED = {
    "contentUpdateDate": "when the text changed",
    "projectAcronym": "the project's table has it",
    "collection": "what kind of record it is",
}

TABLES: Mapping[str, Columns] = {
    "projects": Columns(
        meaning={
            "id": ("id",),
            "rcn": ("rcn",),
            "acronym": ("acronym",),
            "status": ("status",),
            "title": ("title",),
            "start": ("startDate",),
            "end": ("endDate",),
            "cost": ("totalCost",),
            "contribution": ("ecMaxContribution",),
            "programme": ("legalBasis",),
            "scheme": ("fundingScheme",),
            "call": ("masterCall",),
            "part_of_call": ("subCall",),
            "objective": ("objective",),
            "keywords": ("keywords",),
            "doi": ("grantDoi",),
            "updated": ("contentUpdateDate",),
        },
        ignored={
            "topics": "the table of topics has them with their titles",
            "ecSignatureDate": "when the grant agreement was signed; start and end are read",
            "frameworkProgramme": "codes of programmes begin with it",
            "nature": "always empty as published",
        },
    ),
    "participants": Columns(
        meaning={
            **_PROJECT,
            "number": ("organisationID",),
            "rcn": ("rcn",),
            "name": ("name",),
            "activity": ("activityType",),
            "city": ("city",),
            "country": ("country",),
            "role": ("role",),
            "contribution": ("ecContribution",),
            "net": ("netEcContribution",),
        },
        ignored={
            **_CHANGED,
            "vatNumber": "a number of the tax office",
            "shortName": "the legal name is read",
            "SME": "whether the participant is small or of medium size",
            "street": "of the address city and country are read",
            "postCode": "of the address city and country are read",
            "nutsCode": "of the address city and country are read",
            "geolocation": "of the address city and country are read",
            "organizationURL": "the participant's own page",
            "contactForm": _PAGE,
            "order": "the order of the form",
            "totalCost": "no column for what a participant spends in all",
            "endOfParticipation": "whether the participant left early",
            "active": "whether the participant still takes part",
        },
    ),
    "fields": Columns(
        meaning={**_PROJECT, "code": ("euroSciVocCode",), "term": ("euroSciVocTitle",)},
        ignored={"euroSciVocPath": "the terms above it", "euroSciVocDescription": "the title is read"},
    ),
    "programmes": Columns(
        meaning={**_PROJECT, "code": ("legalBasis",), "term": ("title",)},
        ignored={"uniqueProgrammePart": "the project's table has the project's own programme"},
    ),
    "topics": Columns(meaning={**_PROJECT, "code": ("topic",), "term": ("title",)}, ignored={}),
    "publications": Columns(
        meaning={
            **_PROJECT,
            "id": ("id",),
            "title": ("title",),
            "kind": ("isPublishedAs",),
            "people": ("authors",),
            "journal": ("journalTitle",),
            "volume": ("journalNumber",),
            "year": ("publishedYear",),
            "pages": ("publishedPages",),
            "doi": ("doi",),
        },
        ignored={
            **_CHANGED,
            "rcn": "the id is read",
            "issn": "the journal is read by its name",
            "isbn": "a book or a chapter of it: it does not tell which",
        },
    ),
    "deliverables": Columns(
        meaning={**_PROJECT, "id": ("id",), "title": ("title",)},
        ignored={
            **_CHANGED,
            "deliverableType": "outputs of this table are reports and other things alike",
            "description": "outputs have a title",
            "url": _PAGE,
            "rcn": "the id is read",
        },
    ),
    # Made of CORDIS's FP7 tables by others, who have merged organisations and named those without a PIC by a hash.
    "links": Columns(meaning={"rcn": ("projectRcn",), "number": ("new_org_id",)}, ignored={}),
    "organisations": Columns(
        meaning={
            "number": ("new_org_id",),
            "name": ("organisationName",),
            "country": ("country",),
            "city": ("city",),
        },
        ignored={
            "organisationShortName": "the name is read",
            "organizationUrl": "the organisation's own page",
            "REGION_Level_NUTS_3": "of the address city and country are read",
            "street": "of the address city and country are read",
            "postCode": "of the address city and country are read",
            "provincia": "of the address city and country are read",
        },
    ),
    "list_of_topics": Columns(
        meaning={"code": ("topicCode",), "term": ("title",), "above": ("legalBasisCode",)},
        ignored={"topicRcn": "the code is read", "legalBasisRcn": "the code is read"},
    ),
    "list_of_programmes": Columns(
        meaning={"code": ("code",), "term": ("title",), "language": ("language",)},
        ignored={"rcn": "the code is read", "shortTitle": "the title is read"},
    ),
}

#: The headers by which a table is told; the first that has all of them is it.
_TOLD: Mapping[str, frozenset[str]] = {
    "participants": frozenset(("projectID", "organisationID")),
    "fields": frozenset(("projectID", "euroSciVocCode")),
    "programmes": frozenset(("projectID", "legalBasis")),
    "topics": frozenset(("projectID", "topic")),
    "publications": frozenset(("projectID", "isPublishedAs")),
    "deliverables": frozenset(("projectID", "deliverableType")),
    "projects": frozenset(("id", "acronym", "totalCost")),
    "links": frozenset(("projectRcn", "new_org_id")),
    "organisations": frozenset(("new_org_id", "organisationName")),
    "list_of_topics": frozenset(("topicCode", "legalBasisCode")),
    "list_of_programmes": frozenset(("rcn", "code", "title", "language")),
}


def table_of(headers: Sequence[str]) -> str | Refused:
    """The name of a table, or why its rows are refused."""
    for table, wanted in _TOLD.items():
        if wanted <= set(headers):
            return table
    return Refused("the header is of no table of CORDIS that is read here", found=", ".join(headers)[:500])
