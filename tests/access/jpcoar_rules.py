"""Each finding is a breach of a rule that IRDB checks at harvest and the XSD of JPCOAR 2.0 does not know.

Written down from the rules of JPCOAR's guideline; the names of the findings are those of the conformance cases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

NAMES = {
    "jpcoar": "https://github.com/JPCOAR/schema/blob/master/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "datacite": "https://schema.datacite.org/meta/kernel-4/",
    "oaire": "http://namespace.openaire.eu/schema/oaire/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RESOURCE = f"{{{NAMES['rdf']}}}resource"

#: Texts that must name their language; within one parent no language twice, except where `*` stands.
TEXTS = (
    "dc:title",
    "*dcterms:alternative",
    "jpcoar:creator/jpcoar:creatorName",
    "jpcoar:creator/jpcoar:familyName",
    "jpcoar:creator/jpcoar:givenName",
    "*jpcoar:creator/jpcoar:creatorAlternative",
    "jpcoar:creator/jpcoar:affiliation/jpcoar:affiliationName",
    "*jpcoar:subject",
    "*dc:rights",
    "*datacite:description",
    "*dc:publisher",
    "jpcoar:fundingReference/jpcoar:funderName",
    "jpcoar:fundingReference/jpcoar:awardTitle",
    "jpcoar:sourceTitle",
)

NAME_IDENTIFIERS = {
    "ORCID": (r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", r"https://orcid\.org/\d{4}-\d{4}-\d{4}-\d{3}[\dX]"),
    "ROR": (r"0[a-hj-km-np-tv-z0-9]{6}\d{2}", r"https://ror\.org/.+"),
    "ISNI": (r"\d{15}[\dX]", r"https?://(www\.)?isni\.org/isni/\d{15}[\dX]"),
    "e-Rad_Researcher": (r"\d{8}", r".*"),
}
IDENTIFIERS = {"DOI": r"https?://doi\.org/10\..*", "HDL": r"https?://hdl\.handle\.net/.*"}
ISSNS = dict.fromkeys(("ISSN", "PISSN", "EISSN"), r"\d{4}-?\d{3}[\dX]")
RIGHTS = {
    "http://purl.org/coar/access_right/c_f1cf": "embargoed access",
    "http://purl.org/coar/access_right/c_14cb": "metadata only access",
    "http://purl.org/coar/access_right/c_abf2": "open access",
    "http://purl.org/coar/access_right/c_16ec": "restricted access",
}


def breaches(record: etree._Element) -> set[str]:
    """The rules that a jpcoar element breaks."""
    return set(_texts(record)) | set(_identifiers(record)) | set(_access(record)) | set(_rest(record))


def _find(element: etree._Element, path: str) -> list[etree._Element]:
    return list(element.findall(path, NAMES))


def _texts(record: etree._Element) -> Iterator[str]:
    for entry in TEXTS:
        path = entry.removeprefix("*")
        if any(found.get(LANG) is None for found in _find(record, path)):
            yield "xmllang_not_found"
        outer, _, inner = path.rpartition("/")
        for parent in _find(record, outer) if outer else [record]:
            told = Counter(found.get(LANG) for found in _find(parent, inner))
            if not entry.startswith("*") and any(count > 1 for count in told.values()):
                yield "xmllang_duplicated"


def _identifiers(record: etree._Element) -> Iterator[str]:
    for found in _find(record, ".//jpcoar:nameIdentifier"):
        value, address = NAME_IDENTIFIERS.get(found.get("nameIdentifierScheme", ""), (".*", ".*"))
        if (found.text or "").startswith("http"):
            yield "name_identifier_content_is_uri"
        elif not re.fullmatch(value, found.text or ""):
            yield "name_identifier_mismatch"
        if not re.fullmatch(address, found.get("nameIdentifierURI", "") or "") and found.get("nameIdentifierURI"):
            yield "name_identifier_mismatch"
    for path, forms in (("jpcoar:identifier", IDENTIFIERS), ("jpcoar:sourceIdentifier", ISSNS)):
        for found in _find(record, path):
            if not re.fullmatch(forms.get(found.get("identifierType", ""), ".*"), found.text or ""):
                yield "identifier_type_mismatch"


def _access(record: etree._Element) -> Iterator[str]:
    for found in _find(record, "dcterms:accessRights"):
        if found.get(RESOURCE) is None:
            yield "access_rights_without_rdf_resource"
        elif RIGHTS.get(found.get(RESOURCE, "")) != found.text:
            yield "access_rights_wrong_url"
        elif found.text == "embargoed access" and not _find(record, "datacite:date[@dateType='Available']"):
            yield "embargoed_without_date"
    for found in _find(record, "oaire:version"):
        version = not _find(record, "jpcoar:relation[@relationType='isVersionOf']")
        if found.text not in ("VoR", "CVoR", "EVoR") and version:
            yield "vor_relation_not_found"


def _rest(record: etree._Element) -> Iterator[str]:
    for found in _find(record, ".//jpcoar:awardNumber[@awardNumberType='JGN']"):
        if not re.match("JP[0-9a-zA-Z]+", found.text or ""):
            yield "award_number_format_error"
    for path in ("jpcoar:volume", "jpcoar:issue"):
        if any(re.search("年|vol|巻|号|issue", found.text or "", re.IGNORECASE) for found in _find(record, path)):
            yield "volume_unnecessary_chars"
