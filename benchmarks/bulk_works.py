"""Records of works as Crossref and DataCite write them, invented here, each of another number and other people."""

from __future__ import annotations

import json


def orcid(number: int) -> str:
    """A valid ORCID: the check character is that of ISO 7064."""
    digits = f"{15_000_000 + number % 20_000_000:015d}"
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    whole = digits + ("X" if check == 10 else str(check))
    return "-".join(whole[at : at + 4] for at in range(0, 16, 4))


def issn(number: int) -> str:
    """A valid ISSN: the check digit is that of ISO 3297."""
    digits = f"{number % 9_999_999:07d}"
    check = -sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True)) % 11
    return f"{digits[:4]}-{digits[4:]}{'X' if check == 10 else check}"


SENTENCE = "Distributed measurement of thermal conductivity in layered oxides shows a dependence on grain size. "


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _parts(year: int, *more: int) -> dict[str, object]:
    return {"date-parts": [[year, *more]]}


def _moment(year: int, month: int, day: int) -> dict[str, object]:
    text = f"{year}-{month:02d}-{day:02d}T09:21:23Z"
    return {**_parts(year, month, day), "date-time": text, "timestamp": 1639387283862}


def crossref(number: int) -> bytes:
    """A journal article: four authors, every second with an ORCID, 30 references, an abstract on every third work."""
    year, month, day = 2000 + number % 25, 1 + number % 12, 1 + number % 28
    issns = [issn(number % 1000 * 2), issn(number % 1000 * 2 + 1)]
    work: dict[str, object] = {
        "indexed": {**_moment(2025, 2, 3), "version": "3.45.0"},
        "reference-count": 30,
        "publisher": "Example Society of Materials",
        "issue": str(1 + number % 12),
        "license": [
            {
                "start": _moment(year, month, day),
                "content-version": version,
                "delay-in-days": 0,
                "URL": "https://creativecommons.org/licenses/by/4.0/",
            }
            for version in ("tdm", "vor")
        ],
        "content-domain": {"domain": ["example.org"], "crossmark-restriction": True},
        "short-container-title": [f"J. Ex. Mat. {number % 1000}"],
        "published-print": _parts(year, month),
        "DOI": f"10.1000/jem.{year}.{number}",
        "type": "journal-article",
        "created": _moment(year, month, day),
        "page": f"{number % 900}-{number % 900 + 9}",
        "update-policy": "https://doi.org/10.1000/crossmark",
        "source": "Crossref",
        "is-referenced-by-count": number % 50,
        "title": [f"Thermal conductivity of layered oxides <i>x</i> = {number}: theory &amp; experiment"],
        "prefix": "10.1000",
        "volume": str(number % 90),
        "author": [
            {
                **({"ORCID": f"https://orcid.org/{orcid(number * 4 + place)}"} if place % 2 else {}),
                "authenticated-orcid": False,
                "given": f"Hanako {chr(65 + number % 26)}.",
                "family": f"Yamada{number * 4 + place}",
                "sequence": "first" if place == 0 else "additional",
                "affiliation": [{"name": f"Department {number % 700}, Example University, Tokyo, Japan"}],
            }
            for place in range(4)
        ],
        "member": "9999",
        "published-online": _parts(year, month, day),
        "reference": [
            {
                "key": f"ref{place}",
                "doi-asserted-by": "publisher",
                **({"DOI": f"10.1000/{'JEM' if place % 2 else 'jem'}.{number * 31 + place}"} if place % 3 else {}),
                **(
                    {"unstructured": f"Author A, Author B. {SENTENCE[:60]}. J Ex Mat {1990 + place}; 12: 3-14."}
                    if place % 3 == 0
                    else {"author": "Suzuki", "volume": "12", "first-page": "101", "journal-title": "J. Ex. Mat."}
                ),
                "year": str(1990 + place),
            }
            for place in range(30)
        ],
        "container-title": [f"Journal of Example Materials {number % 1000}"],
        "original-title": [],
        "language": "en",
        "link": [
            {
                "URL": f"https://example.org/{number}.{suffix}",
                "content-type": f"application/{suffix}",
                "content-version": "vor",
                "intended-application": use,
            }
            for suffix, use in (("pdf", "text-mining"), ("xml", "text-mining"), ("pdf", "similarity-checking"))
        ],
        "deposited": _moment(2024, 5, 6),
        "score": 0.0,
        "resource": {"primary": {"URL": f"https://example.org/articles/{number}"}},
        "subtitle": [],
        "short-title": [],
        "issued": _parts(year, month),
        "references-count": 30,
        "journal-issue": {"issue": "3", "published-print": _parts(year, month)},
        "alternative-id": [f"S{number:016d}"],
        "URL": f"https://doi.org/10.1000/jem.{year}.{number}",
        "relation": {},
        "ISSN": issns,
        "issn-type": [{"type": kind, "value": each} for kind, each in zip(("print", "electronic"), issns, strict=True)],
        "subject": [],
        "published": _parts(year, month),
        "assertion": [
            {"value": "2024-05-06", "name": "received", "label": "Received", "group": {"name": "history"}},
            {"value": "2024-06-07", "name": "accepted", "label": "Accepted", "group": {"name": "history"}},
        ],
    }
    if number % 3 == 0:
        work["abstract"] = f"<jats:title>Abstract</jats:title><jats:p>{SENTENCE * 14}</jats:p>"
    if number % 4 == 0:
        work["funder"] = [
            {
                "DOI": "10.13039/501100001691",
                "name": "Japan Society for the Promotion of Science",
                "doi-asserted-by": "publisher",
                "award": [f"JP{10 + number % 15}H{number % 100_000:05d}"],
            }
        ]
    return _dumped(work)


def datacite(number: int) -> bytes:
    """A data set: three creators with an ORCID and a ROR id, five words, a description, four related DOIs."""
    year, month, day = 2005 + number % 20, 1 + number % 12, 1 + number % 28
    doi = f"10.5000/example.{number}"
    moment = f"{year}-{month:02d}-{day:02d}T10:11:12Z"
    counts = ("view", "download", "reference", "citation", "part", "partOf", "version", "versionOf")
    attributes = {
        "doi": doi,
        "identifiers": [{"identifier": f"https://data.example.org/{number}", "identifierType": "URL"}],
        "creators": [_creator(number, place) for place in range(3)],
        "titles": [{"title": f"Measurements of thermal conductivity, series {number}"}],
        "publisher": "Example Repository",
        "container": {},
        "publicationYear": year,
        "subjects": [{"subject": f"{word} {number % 50}"} for word in ("oxide", "heat", "grain", "layer", "film")],
        "contributors": [],
        "dates": [{"date": moment[:10], "dateType": "Issued"}, {"date": str(year), "dateType": "Available"}],
        "language": "en",
        "types": {
            "ris": "DATA",
            "bibtex": "misc",
            "citeproc": "dataset",
            "schemaOrg": "Dataset",
            "resourceType": "Dataset",
            "resourceTypeGeneral": "Dataset",
        },
        "relatedIdentifiers": [
            {
                "relationType": relation,
                "relatedIdentifier": f"10.5000/example.{number * 5 + place}",
                "relatedIdentifierType": "DOI",
            }
            for place, relation in enumerate(("IsVersionOf", "IsSupplementTo", "References", "Cites"))
        ],
        "relatedItems": [],
        "sizes": ["1 MB"],
        "formats": ["text/csv"],
        "version": "1.0",
        "rightsList": [
            {
                "rights": "Creative Commons Attribution 4.0 International",
                "rightsUri": "https://creativecommons.org/licenses/by/4.0/legalcode",
                "schemeUri": "https://spdx.org/licenses/",
                "rightsIdentifier": "cc-by-4.0",
                "rightsIdentifierScheme": "SPDX",
            }
        ],
        "descriptions": [{"description": f"<p>{SENTENCE * 8}</p>", "descriptionType": "Abstract"}],
        "geoLocations": [],
        "fundingReferences": [],
        "url": f"https://data.example.org/{number}",
        "contentUrl": None,
        "metadataVersion": 3,
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "source": "mds",
        "isActive": True,
        "state": "findable",
        "reason": None,
        **{f"{each}Count": 0 for each in counts},
        "created": moment,
        "registered": moment,
        "published": str(year),
        "updated": moment,
    }
    relationships = {"client": {"data": {"id": "example.repository", "type": "clients"}}}
    return _dumped({"id": doi, "type": "dois", "attributes": attributes, "relationships": relationships})


def _creator(number: int, place: int) -> dict[str, object]:
    family = f"Yamada{number * 3 + place}"
    return {
        "name": f"{family}, Hanako",
        "nameType": "Personal",
        "givenName": "Hanako",
        "familyName": family,
        "affiliation": [
            {
                "name": f"Example University {number % 300}",
                "schemeUri": "https://ror.org",
                "affiliationIdentifier": "https://ror.org/057zh3y96",
                "affiliationIdentifierScheme": "ROR",
            }
        ],
        "nameIdentifiers": [
            {
                "schemeUri": "https://orcid.org",
                "nameIdentifier": f"https://orcid.org/{orcid(number * 3 + place)}",
                "nameIdentifierScheme": "ORCID",
            }
        ],
    }
