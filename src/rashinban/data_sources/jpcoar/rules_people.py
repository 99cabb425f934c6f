"""Each rule here is about the people and organisations of a record: names and their identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashinban.data_sources.jpcoar.judged import Breach, Judged, attribute, language, text
from rashinban.reading import xml
from rashinban.reading.jpcoar.words import vocabulary
from rashinban.reading.xml import Element

_SHAPES = {
    scheme: re.compile(shape, re.A)
    for scheme, shape in {
        "e-Rad": r"\d{8}",
        "e-Rad_Researcher": r"\d{8}",
        "NRID": r"\d{13}",
        "ORCID": r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]",
        "ISNI": r"\d{15}[\dX]",
        "VIAF": r"\d+",
        "AID": r"D[AB]\d{7}[\dX]",
        "kakenhi": r"\d{5}",
        "Ringgold": r"(?:RIN)?\d+",
        "GRID": r"grid\.\d+\.[0-9a-z]+",
        # The guideline of 2.0 writes a ROR id as its address, others without.
        "ROR": r"(?:https://ror\.org/)?0[a-hj-km-np-tv-z0-9]{6}\d{2}",
    }.items()
}
_ADDRESSES = {
    scheme: re.compile(shape, re.A)
    for scheme, shape in {
        "NRID": r"https?://nrid\.nii\.ac\.jp/(?:[a-z]{2}/)?nrid/\d{13}/?",
        "ORCID": r"https?://orcid\.org/\d{4}-\d{4}-\d{4}-\d{3}[\dX]",
        "ISNI": r"https?://(?:www\.)?isni\.org/(?:isni/)?\d{15}[\dX]",
        "VIAF": r"https?://(?:www\.)?viaf\.org/viaf/\d+",
        "GRID": r"https?://www\.grid\.ac/institutes/grid\.\d+\.[0-9a-z]+",
        "ROR": r"https://ror\.org/.+",
    }.items()
}
#: A longer name without a comma is that of an organisation, as a rule.
_LONGEST_PERSON = 20


def breaches(judged: Judged) -> Iterator[Breach]:
    for element in judged.anywhere("jpcoar:nameIdentifier"):
        yield from _identifier(judged, element)
    for name in ("jpcoar:creator/jpcoar:creatorName", "jpcoar:contributor/jpcoar:contributorName"):
        for element in judged.all(name):
            printed = text(element)
            is_organisation = attribute(element, "nameType") == "Organizational"
            if not is_organisation and len(printed) < _LONGEST_PERSON and not re.search(r".,\s*.", printed):
                yield judged.breach("name_without_comma", element)
    for name in ("jpcoar:familyName", "jpcoar:givenName"):
        for element in judged.anywhere(name):
            if (language(element) or "").startswith("ja-"):
                yield judged.breach("reading_in_name_part", element)
    for element in judged.all("jpcoar:contributor"):
        if attribute(element, "contributorType") is None:
            yield judged.breach("contributor_type_not_found", element, "")


def _identifier(judged: Judged, element: Element) -> Iterator[Breach]:
    scheme = attribute(element, "nameIdentifierScheme") or ""
    printed = text(element)
    is_address = printed.startswith(("http://", "https://"))
    if is_address and scheme != "ROR":
        yield judged.breach("name_identifier_is_uri", element)
    word = vocabulary("name identifier").get(scheme)
    # kakenhi numbers are what names the grantor of a degree.
    of_grantor = xml.local(element.getparent()) == "degreeGrantor"
    if word and word.note == "discouraged" and judged.version != "1.0" and not of_grantor:
        yield judged.breach("name_identifier_discouraged", element, scheme)
    shape = _SHAPES.get(scheme)
    if shape and not shape.fullmatch(printed):
        yield judged.breach("name_identifier_mismatch", element)
    address = attribute(element, "nameIdentifierURI")
    expected = _ADDRESSES.get(scheme)
    if address and expected and not expected.fullmatch(address):
        yield judged.breach("name_identifier_uri_mismatch", element, address)
