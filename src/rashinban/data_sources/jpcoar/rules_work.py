"""Each rule here is about what a work is: required elements, access, rights, type, version, thesis, files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashinban.data_sources.jpcoar.judged import Breach, Judged, attribute, language, text
from rashinban.reading.jpcoar.words import by_uri, vocabulary

_EMBARGOED = "embargoed access"
_DOCTORAL = "doctoral thesis"
_THESIS_PARTS = ("dcndl:dissertationNumber", "dcndl:degreeName", "dcndl:dateGranted", "jpcoar:degreeGrantor")
_VERSION_NUMBER = re.compile(r"\d+(?:\.\d+)*[-0-9A-Za-z]*", re.A)
_THESIS_NUMBER = re.compile(r"[甲乙他]第\d+号")
_MIME_TYPE = re.compile(r"(?:application|audio|example|font|image|model|text|video)/\w\S*", re.A)
_WORDS = re.compile("年|巻|号|vol|issue|no\\.", re.I)


def breaches(judged: Judged) -> Iterator[Breach]:
    yield from _required(judged)
    yield from _access(judged)
    yield from _publication(judged)
    yield from _thesis(judged)
    yield from _files(judged)


def _thesis_types() -> frozenset[str | None]:
    return frozenset(word.uri for word in vocabulary("resource type").values() if word.note == "thesis")


def _required(judged: Judged) -> Iterator[Breach]:
    if not any(text(title) for title in judged.all("dc:title")):
        yield judged.missing("title_not_found", "dc:title")
    types = judged.all("dc:type")
    if not types:
        yield judged.missing("type_not_found", "dc:type")
    if judged.version != "1.0" and not judged.all("jpcoar:identifier"):
        yield judged.missing("identifier_not_found", "jpcoar:identifier")
    for element in types:
        address, printed = attribute(element, "resource"), text(element)
        word = vocabulary("resource type").get(printed)
        if word and word.uri and address and address.rstrip("/") != word.uri:
            yield judged.breach("type_mismatch", element, f"{printed} {address}")
        is_thesis = address in _thesis_types() or (word is not None and word.note == "thesis")
        if is_thesis and not judged.all("jpcoar:creator"):
            yield judged.missing("creator_not_found_in_thesis", "jpcoar:creator")


def _access(judged: Judged) -> Iterator[Breach]:
    for element in judged.all("dcterms:accessRights"):
        address, printed = attribute(element, "resource"), text(element)
        word = by_uri("access rights").get(address or "")
        if address is None:
            yield judged.breach("access_rights_without_uri", element)
        elif word is None:
            yield judged.breach("access_rights_unknown_uri", element, address)
        elif word.term != printed:
            yield judged.breach("access_rights_mismatch", element, f"{printed} {address}")
        if printed == _EMBARGOED or (word and word.term == _EMBARGOED):
            dates = [attribute(date, "dateType") for date in judged.all("datacite:date")]
            if "Available" not in dates:
                yield judged.breach("embargo_without_date", element)
    for element in judged.all("dc:rights"):
        if attribute(element, "resource") is None and re.search(r"creative[\s-]*commons", text(element), re.I):
            yield judged.breach("rights_uri_not_found", element)


def _publication(judged: Judged) -> Iterator[Breach]:
    for publisher in judged.all("jpcoar:publisher"):
        if len(publisher) and not judged.children(publisher, "jpcoar:publisherName"):
            yield judged.breach("publisher_name_not_found", publisher)
    for path in ("jpcoar:publisher/dcndl:publicationPlace", "jpcoar:conference/jpcoar:conferenceCountry"):
        for element in judged.all(path):
            if not re.fullmatch("[A-Za-z]{3}", text(element)):
                yield judged.breach("country_format", element)
    for path in ("datacite:version", "jpcoar:file/datacite:version"):
        for element in judged.all(path):
            if not _VERSION_NUMBER.fullmatch(text(element)):
                yield judged.breach("version_number_format", element)
    for path in ("jpcoar:volume", "jpcoar:issue"):
        for element in judged.all(path):
            if _WORDS.search(text(element)):
                yield judged.breach("volume_with_words", element)
    for element in judged.all("oaire:version"):
        address, printed = attribute(element, "resource"), text(element)
        word = vocabulary("version").get(printed)
        if word is None or word.uri != address:
            yield judged.breach("version_mismatch", element, f"{printed} {address or ''}".strip())
        relations = [attribute(relation, "relationType") for relation in judged.all("jpcoar:relation")]
        if not printed.endswith("VoR") and printed != "NA" and "isVersionOf" not in relations:
            yield judged.missing("version_relation_not_found", "jpcoar:relation")


def _thesis(judged: Judged) -> Iterator[Breach]:
    uri = vocabulary("resource type")[_DOCTORAL].uri
    if not any(attribute(each, "resource") == uri or text(each) == _DOCTORAL for each in judged.all("dc:type")):
        return
    for name in _THESIS_PARTS:
        if not judged.all(name):
            yield judged.missing("dissertation_details_not_found", name)
    for element in judged.all("dcndl:dissertationNumber"):
        if not _THESIS_NUMBER.match(text(element)):
            yield judged.breach("dissertation_number_format", element)
    names = judged.all("dcndl:degreeName")
    stated = [said for name in names if (said := language(name))]
    if stated and "en" not in stated:
        yield judged.breach("degree_name_english_not_found", names[0])
    for element in judged.all("jpcoar:degreeGrantor/jpcoar:nameIdentifier"):
        if attribute(element, "nameIdentifierScheme") != "kakenhi":
            yield judged.breach("degree_grantor_kakenhi_not_found", element)


def _files(judged: Judged) -> Iterator[Breach]:
    for element in judged.anywhere("jpcoar:URI"):
        if attribute(element, "objectType") is None:
            yield judged.breach("file_type_not_found", element)
    for element in judged.anywhere("jpcoar:mimeType"):
        if not _MIME_TYPE.fullmatch(text(element)):
            yield judged.breach("mime_type_format", element)
    for element in judged.all("jpcoar:file/jpcoar:extent"):
        if not re.search(r"\d", text(element)):
            yield judged.breach("extent_format", element)
