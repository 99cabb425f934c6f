"""Each rule here is about what a record points to: identifiers, registration, relations, funding, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashinban.data_sources.jpcoar.judged import Breach, Judged, attribute, text
from rashinban.reading.jpcoar.words import vocabulary

_DOI_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/(10\..+)", re.I)
_IDENTIFIERS = {"DOI": _DOI_ADDRESS, "HDL": re.compile(r"https?://hdl\.handle\.net/.+", re.I)}
_REGISTERED = re.compile(r"10\..+/.+")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dX]", re.A)
_SOURCES = {
    "ISSN": _ISSN,
    "PISSN": _ISSN,
    "EISSN": _ISSN,
    "NCID": re.compile(r"(?:A[AN]|B[ABCDN])\d{7,8}[\dX]?", re.A),
}
_JGN = re.compile(r"JP[0-9A-Za-z]+", re.A)


def breaches(judged: Judged) -> Iterator[Breach]:
    yield from _identifiers(judged)
    for path, name, rule_words in (
        ("jpcoar:relation/jpcoar:relatedIdentifier", "identifierType", "related identifier"),
        ("jpcoar:fundingReference/jpcoar:funderIdentifier", "funderIdentifierType", "funder identifier"),
        ("jpcoar:sourceIdentifier", "identifierType", "source identifier"),
    ):
        for element in judged.all(path):
            word = vocabulary(rule_words).get(attribute(element, name) or "")
            if word and word.note == "discouraged" and judged.version != "1.0":
                yield judged.breach("identifier_type_discouraged", element, f"{word.term} {text(element)}")
    for element in judged.all("jpcoar:sourceIdentifier"):
        shape = _SOURCES.get(attribute(element, "identifierType") or "")
        if shape and not shape.fullmatch(text(element)):
            yield judged.breach("identifier_mismatch", element)
    yield from _funding(judged)


def _identifiers(judged: Judged) -> Iterator[Breach]:
    dois = set()
    for element in judged.all("jpcoar:identifier"):
        kind, printed = attribute(element, "identifierType") or "", text(element)
        shape = _IDENTIFIERS.get(kind)
        if shape and not shape.fullmatch(printed):
            yield judged.breach("identifier_mismatch", element)
        if kind == "DOI":
            found = _DOI_ADDRESS.fullmatch(printed)
            dois.add((found[1] if found else printed).lower())
    for element in judged.all("jpcoar:identifierRegistration"):
        kind, printed = attribute(element, "identifierType") or "", text(element)
        if kind == "PMID":
            yield judged.breach("registration_not_supported", element)
        elif not _REGISTERED.fullmatch(printed):
            yield judged.breach("identifier_mismatch", element)
        if printed.lower() not in dois:
            yield judged.breach("registration_mismatch", element)


def _funding(judged: Judged) -> Iterator[Breach]:
    for reference in judged.all("jpcoar:fundingReference"):
        if not judged.children(reference, "jpcoar:funderName"):
            yield judged.breach("funder_name_not_found", reference)
    for element in judged.all("jpcoar:fundingReference/jpcoar:awardNumber"):
        kind = attribute(element, "awardNumberType")
        if kind == "JGN" and not _JGN.fullmatch(text(element)):
            yield judged.breach("award_number_format", element)
        elif kind is not None and kind != "JGN":
            yield judged.breach("award_number_type", element, kind)
