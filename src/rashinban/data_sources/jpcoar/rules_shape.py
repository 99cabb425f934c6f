"""Each rule here is about the shape of a record: elements, attributes, terms, numbers, dates, languages of texts."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from rashinban.data_sources.jpcoar.judged import Breach, Judged, attribute, language, text
from rashinban.reading.jpcoar.words import VERSIONS, vocabulary
from rashinban.reading.xml import Element

#: xsd:date of the schema, and its spans.
_DATE = r"\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))?)?)?"
_DATES = re.compile(rf"{_DATE}(?:/(?:{_DATE})?)?|/{_DATE}", re.A)
_WHOLE = re.compile(r"0*[1-9]\d*", re.A)
_NUMBERS = ("jpcoar:numPages", "jpcoar:pageStart", "jpcoar:pageEnd", "jpcoar:conference/jpcoar:conferenceSequence")
_DATED = ("datacite:date", "jpcoar:file/datacite:date", "dcndl:dateGranted")
#: What a record has once; `type` has a rule of its own where it is missing.
_SINGLE = (
    "dcterms:accessRights",
    "dc:type",
    "datacite:version",
    "oaire:version",
    "jpcoar:identifierRegistration",
    "jpcoar:volume",
    "jpcoar:issue",
    "jpcoar:numPages",
    "jpcoar:pageStart",
    "jpcoar:pageEnd",
    "dcndl:dissertationNumber",
    "dcndl:dateGranted",
    "jpcoar:holdingAgent",
    "jpcoar:datasetSeries",
    "jpcoar:catalog",
)
_CLASSIFICATIONS = ("NDC", "NDLC", "DDC", "LCC", "UDC", "JEL")
_READINGS = ("ja-Kana", "ja-Latn")


def breaches(judged: Judged) -> Iterator[Breach]:
    yield from _structure(judged)
    yield from _terms(judged)
    yield from _languages(judged)
    for path in _SINGLE:
        yield from (judged.breach("element_repeated", element) for element in judged.all(path)[1:])
    for path in _NUMBERS:
        for element in judged.all(path):
            # JAIRO Cloud asks for `none` where a page is not known.
            if not _WHOLE.fullmatch(text(element)) and text(element) != "none":
                yield judged.breach("positive_integer", element)
    for path in _DATED:
        for element in judged.all(path):
            if not _DATES.fullmatch(text(element)):
                yield judged.breach("date_format", element)
    for path in ("dc:language", "dcndl:originalLanguage"):
        for element in judged.all(path):
            if not re.fullmatch("[a-z]{3}", text(element)):
                yield judged.breach("language_format", element)


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    with (files("rashinban.data_sources.jpcoar") / name).open(encoding="utf-8") as stream:
        return tuple(csv.DictReader(stream))


@cache
def _allowed(version: str) -> dict[str, frozenset[str]]:
    """By path the attributes of each element that a version has."""
    at = VERSIONS.index(version)
    return {
        row["path"]: frozenset(row["attributes"].split())
        for row in _table("structure.csv")
        if VERSIONS.index(row["since"]) <= at <= VERSIONS.index(row["until"] or VERSIONS[-1])
    }


def _structure(judged: Judged) -> Iterator[Breach]:
    allowed = _allowed(judged.version)
    for path, elements in judged.paths.items():
        attributes = allowed.get(path)
        if attributes is None:
            above = path.rpartition("/")[0]
            # What is below an unknown element is told with it.
            if not above or above in allowed:
                yield from (judged.breach("element_unknown", each, path) for each in elements)
            continue
        for element in elements:
            for name in element.attrib:
                local = name.rpartition("}")[2]
                if local not in attributes and not local.endswith("chemaLocation"):
                    yield judged.breach("attribute_unknown", element, local)


def _terms(judged: Judged) -> Iterator[Breach]:
    for row in _table("attributes.csv"):
        words = vocabulary(row["vocabulary"])
        for element in judged.all(row["path"]):
            term = attribute(element, row["attribute"]) if row["attribute"] else text(element)
            if term is None:
                continue
            word = words.get(term)
            if word is None or judged.version not in word.versions:
                yield judged.breach("term_unknown", element, term)


def _is_code(element: Element) -> bool:
    """Whether a subject is a code of a classification, which is in no language."""
    return attribute(element, "subjectScheme") in _CLASSIFICATIONS and text(element).isascii()


def _never(element: Element) -> bool:
    return False


def _languages(judged: Judged) -> Iterator[Breach]:
    for row in _table("elements.csv"):
        parent, _, name = row["path"].rpartition("/")
        for owner in judged.all(parent) if parent else [judged.root]:
            elements = judged.children(owner, name)
            if not elements:
                continue
            stated = [language(element) for element in elements]
            if row["has_language"]:
                may_lack = _is_code if row["has_language"] == "unless a code" else _never
                yield from (
                    judged.breach("xmllang_not_found", element)
                    for element, said in zip(elements, stated, strict=True)
                    if said is None and not may_lack(element)
                )
            if row["unique_language"]:
                # Two titles without a language are taken as two of one language, as IRDB does.
                seen: set[str | None] = set()
                for element, said in zip(elements, stated, strict=True):
                    if said in seen and (said is not None or row["path"] == "dc:title"):
                        yield judged.breach("xmllang_duplicated", element, said)
                    seen.add(said)
            if row["needs_japanese"] and "ja" not in stated:
                yield from (
                    judged.breach("reading_without_japanese", element)
                    for element, said in zip(elements, stated, strict=True)
                    if said in _READINGS
                )
