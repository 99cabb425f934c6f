"""Each value is why a field of DataCite's JSON, or a path of its XML, is not read. Any other such field is reported."""

from __future__ import annotations

from collections.abc import Mapping

from rashinban.data_sources.datacite.shapes import (
    Affiliation,
    Container,
    Contributor,
    Creator,
    Date,
    Doi,
    FundingReference,
    NameIdentifier,
    Record,
    RelatedIdentifier,
    RelatedItem,
    Rights,
    Subject,
    Types,
)
from rashinban.reading.json import Ignored

_COPY = "says what another field says"
_MACHINE = "for DataCite's own machinery"
_USE = "counted by DataCite, of which nobody says from where"
_ADDRESS = "where the scheme is explained"
_FORM = "of files, which have no table"
_ITEM = "of the other thing, not of this work"

_OF_PEOPLE = {"nameType": "whether a person or an organisation, which the identifiers say more surely"}


def _each(reason: str, fields: str) -> dict[str, str]:
    return dict.fromkeys(fields.split(), reason)


IGNORED: Ignored = {
    Record: {
        "id": "the DOI",
        "type": "always dois",
        "relationships": "the client and provider that registered the DOI, and DataCite's links between DOIs",
    },
    Doi: {
        "id": "the DOI",
        "publisher": "a name, at times with a ROR id of the repository; works have no column for it",
        "geoLocations": "places that data are about have no table",
        "xml": "the same record in XML, in base64",
        "version": "the version's number; versions are related through relatedIdentifiers",
        "published": "the date of Issued",
        "contentUrl": "addresses of files",
        "reason": _MACHINE,
        **_each(_COPY, "prefix suffix"),
        **_each(_MACHINE, "registered metadataVersion schemaVersion source isActive state media providerId clientId"),
        **_each(_FORM, "sizes formats"),
        **_each(
            _USE,
            "viewCount viewsOverTime downloadCount downloadsOverTime referenceCount citationCount citationsOverTime "
            "partCount partOfCount versionCount versionOfCount",
        ),
    },
    NameIdentifier: {"schemeUri": _ADDRESS},
    Affiliation: {"schemeUri": _ADDRESS},
    Creator: _OF_PEOPLE,
    Contributor: _OF_PEOPLE,
    Container: {"type": "series, or repository", "chapterNumber": _ITEM, "edition": _ITEM, "number": _ITEM},
    Subject: {"schemeUri": _ADDRESS, "valueUri": _ADDRESS, "lang": "terms are kept in any language"},
    Date: {"dateInformation": "what the date is about, in words"},
    Types: _each("derived from resourceTypeGeneral", "ris bibtex citeproc schemaOrg"),
    RelatedIdentifier: {
        "resourceTypeGeneral": _ITEM,
        "relationTypeInformation": "the relation in words",
        **_each("of metadata in another scheme", "relatedMetadataScheme schemeUri schemeType"),
    },
    RelatedItem: _each(
        _ITEM, "creators contributors publicationYear number numberType publisher edition relationTypeInformation"
    ),
    Rights: {"rightsIdentifierScheme": _ADDRESS, "schemeUri": _ADDRESS, "lang": "the licence is the same"},
    FundingReference: {"schemeUri": _ADDRESS},
}

#: Paths of XML. `//x` is an element or attribute anywhere.
IGNORED_XML: Mapping[str, str] = {
    "resource/identifier/@identifierType": "always DOI",
    "resource/publisher": IGNORED[Doi]["publisher"],
    "resource/geoLocations": IGNORED[Doi]["geoLocations"],
    "resource/version": IGNORED[Doi]["version"],
    "resource/sizes": _FORM,
    "resource/formats": _FORM,
    "resource/dates/date/@dateInformation": IGNORED[Date]["dateInformation"],
    "resource/subjects/subject/@lang": IGNORED[Subject]["lang"],
    "resource/subjects/subject/@valueURI": _ADDRESS,
    "resource/rightsList/rights/@lang": IGNORED[Rights]["lang"],
    "resource/rightsList/rights/@rightsIdentifierScheme": _ADDRESS,
    "resource/relatedIdentifiers/relatedIdentifier/@resourceTypeGeneral": _ITEM,
    "resource/relatedIdentifiers/relatedIdentifier/@relationTypeInformation": "the relation in words",
    "resource/relatedIdentifiers/relatedIdentifier/@relatedMetadataScheme": "of metadata in another scheme",
    "resource/relatedItems/relatedItem/relatedItemIdentifier/@relatedMetadataScheme": "of metadata in another scheme",
    **{f"resource/relatedItems/relatedItem/{name}": _ITEM for name in IGNORED[RelatedItem]},
    "//@nameType": _OF_PEOPLE["nameType"],
    "//@schemeURI": _ADDRESS,
    "//@schemeType": "of metadata in another scheme",
    "//geoLocationPlace": IGNORED[Doi]["geoLocations"],
}
