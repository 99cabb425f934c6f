"""A record of junii2 or of plain Dublin Core, written in the words of JPCOAR: junii2.csv and dublin_core.csv say how.

junii2 was the schema of Japan's repositories until JPCOAR 1.0; IRDB turns the one into the other in the same way. Plain
Dublin Core says less: people without identifiers, no version, no award, and what an identifier is of must be read off
its shape.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.jpcoar import Builder
from rashinban.reading.jpcoar.links import url
from rashinban.reading.jpcoar.words import vocabulary
from rashinban.reading.xml import Element, Reading, local
from rashinban.schema import kinds
from rashinban.schema.identifiers import handle

_IGNORED_JUNII2 = {
    "junii2/@version": "of the schema; 3.0 and 3.1 say the same here",
    "junii2/type": "the type in words of the repository beside NIItype",
    "junii2/identifier": "a number in the repository beside its URI",
    "junii2/source": "in words, beside the journal's own elements",
    "junii2/relation": "in words, of no stated kind",
    "junii2/coverage": "in words; places have no table yet",
    "junii2/spatial": "in words; places have no table yet",
    "junii2/NIIspatial": "in words; places have no table yet",
    "junii2/selfDOI/@ra": "the agency that registered the DOI",
    "junii2/creator/@id": "the number of the author in the repository or in NII's author file, of no stated scheme",
    "junii2/contributor/@id": "the number in the repository or in NII's author file, of no stated scheme",
}
_IGNORED_DUBLIN_CORE = {
    "dc/format": "of the files",
    "dc/source": "journal, volume and pages in one text",
    "dc/relation": "in words or addresses, of no stated kind",
    "dc/coverage": "in words; places have no table yet",
}
#: What an identifier of plain Dublin Core is, by the kind that takes it.
_SHAPES: tuple[tuple[str, Callable[[str], str]], ...] = (("DOI", kinds.doi), ("HDL", handle), ("URI", url))
_ISSN = re.compile(r"(?:[ep]?issn:?\s*)?\d{4}-?\d{3}[\dX]", re.I | re.A)
_NCID = re.compile(r"(?:ncid:?\s*)?A[AN]\d{7}[\dX]", re.I | re.A)
_COAR_VERSION = re.compile(r"info:eu-repo/semantics/(\w+)", re.A)


@cache
def _paths(name: str) -> dict[str, str]:
    with (files("rashinban.data_sources.jpcoar") / name).open(encoding="utf-8") as stream:
        return {row["element"]: row["path"] for row in csv.DictReader(stream)}


def from_junii2(root: Element, rows: Rows) -> Element:
    """A junii2 element as a JPCOAR element."""
    reading, builder = Reading(root), Builder()
    version = reading.text(root, "textversion")
    for number, element in enumerate(root):
        name = local(element)
        path = _paths("junii2.csv").get(name)
        text = reading.text(element) if path else None
        if not path or not text:
            continue
        if name == "NIItype":
            text = _word("junii2 type", text, "works.type", rows)
        elif name == "textversion":
            text = _word("junii2 text version", text, "work_locations.version", rows)
        elif name == "doi" and version == "publisher":
            # The DOI of the published version, which this copy is; of an author's version it is a version only.
            path = path.replace("isVersionOf", "isIdenticalTo")
        if text:
            _put(reading, builder, element, path, text, number)
    reading.notice_unread(rows, _IGNORED_JUNII2)
    return builder.root


def _word(name: str, printed: str, column: str, rows: Rows) -> str | None:
    word = vocabulary(name).get(printed)
    if word is None:
        rows.refuse_value(column, f"no {name}; add it to reading/jpcoar/words.csv if it is one", printed)
    return word.ours if word else None


def from_dublin_core(root: Element, rows: Rows) -> Element:
    """An element of oai_dc as a JPCOAR element."""
    reading, builder = Reading(root), Builder()
    for number, element in enumerate(root):
        name = local(element)
        path = _paths("dublin_core.csv").get(name)
        text = reading.text(element) if path or name == "identifier" else None
        if not text:
            continue
        if name == "identifier":
            path = _identifier(text)
            if path is None:
                rows.refuse_value("work_identifiers.identifier", "neither DOI, handle, address, ISSN nor NCID", text)
        elif name == "type" and (found := _COAR_VERSION.fullmatch(text)):
            # Repositories say version and type in the same element, for DRIVER and OpenAIRE.
            path, text = "oaire:version", _VERSIONS.get(found[1], "")
        elif name == "type":
            junii2 = vocabulary("junii2 type").get(text)
            text = (junii2.ours if junii2 else None) or text
        if path and text:
            _put(reading, builder, element, path, text, number)
    reading.notice_unread(rows, _IGNORED_DUBLIN_CORE)
    return builder.root


_VERSIONS = {"publishedVersion": "VoR", "acceptedVersion": "AM", "submittedVersion": "SMUR", "draft": "AO"}


def _identifier(text: str) -> str | None:
    if _ISSN.fullmatch(text):
        return "jpcoar:sourceIdentifier@identifierType=ISSN"
    if _NCID.fullmatch(text):
        return "jpcoar:sourceIdentifier@identifierType=NCID"
    for scheme, kind in _SHAPES:
        try:
            kind(text)
        except Refused:
            continue
        return f"jpcoar:identifier@identifierType={scheme}"
    return None


def _put(reading: Reading, builder: Builder, element: Element, path: str, text: str, number: int) -> None:
    keys = [number] * (path.count("/") + 1)
    builder.put(path, text, keys)
    lang = reading.attribute(element, "lang")
    if lang:
        builder.put(f"{path}/@xml:lang", lang, keys)
