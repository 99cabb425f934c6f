"""One `rdf:RDF` of SRU or OAI-PMH, DC-NDL (RDF), as an entry: its BibResource, and the address of its admin record."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rashinban.data_sources.ndl.entry import Entry
from rashinban.errors import Refused
from rashinban.reading.xml import Element, Reading, local, namespace

_DC = "http://purl.org/dc/elements/1.1/"
_NO_TABLE = "there is no table for it"
_BIB = "RDF/BibResource"

#: Of a path in a record why it is not read.
IGNORED: Mapping[str, str] = {
    "RDF/BibAdminResource": "about the record in the catalogue; its address is read",
    "RDF/Item": "the pieces that libraries hold",
    f"{_BIB}/record": "the address of a piece, or of the admin record",
    f"{_BIB}/price": "the price in a shop",
    f"{_BIB}/extent": "pages and size of the piece; " + _NO_TABLE,
    f"{_BIB}/publisher": "a publisher without an identifier; " + _NO_TABLE,
    f"{_BIB}/digitizedPublisher": "a publisher without an identifier; " + _NO_TABLE,
    f"{_BIB}/dateDigitized": "of the copy, not of the work",
    f"{_BIB}/edition": _NO_TABLE,
    f"{_BIB}/genre": "the material, which materialType says",
    f"{_BIB}/audience": "for whom it is; " + _NO_TABLE,
    f"{_BIB}/spatial": "places that the material is of; " + _NO_TABLE,
    f"{_BIB}/temporal": "times that the material is of; " + _NO_TABLE,
    f"{_BIB}/seriesCreator": "the series is kept as a note",
    f"{_BIB}/partInformation": "parts of the contents, with their authors; " + _NO_TABLE,
    f"{_BIB}/contributor": "not a creator; " + _NO_TABLE,
    f"{_BIB}/originalLanguage": "of the original, where this is a translation",
    f"{_BIB}/publicationPeriodicity": "how often a serial appears; " + _NO_TABLE,
    f"{_BIB}/publicationStatus": "whether a serial still appears; " + _NO_TABLE,
    f"{_BIB}/publicationDate": "the printed date once more",
    f"{_BIB}/issue": "the number of the issue counted from the first; `number` is that in the volume",
    f"{_BIB}/accessRights": "where in the library it may be seen",
    f"{_BIB}/rights": "rights in the digitised copy",
    f"{_BIB}/rightsHolder": "rights in the digitised copy",
    f"{_BIB}/format": "format of files; " + _NO_TABLE,
    f"{_BIB}/sameAs": "an address of the digitised copy, as the identifier NDLJP is",
    f"{_BIB}/thumbnail": "a picture of the cover",
    f"{_BIB}/isReplacedBy": "the next title of a serial, without an identifier",
    f"{_BIB}/replaces": "the title of a serial before this one, without an identifier",
    f"{_BIB}/relation": "another record of the catalogue, by its address",
    f"{_BIB}/isVersionOf": "another record of the catalogue, by its address",
    f"{_BIB}/hasVersion": "another record of the catalogue, by its address",
    f"{_BIB}/references": "another record of the catalogue, by its address",
    f"{_BIB}/degreeGrantor/Agent/transcription": "the reading of a university's name",
    f"{_BIB}/seriesTitle/Description/transcription": "the series is kept as a note",
    f"{_BIB}/volume/Description/transcription": "a number has no reading of its own",
    "//@about": "addresses of authorities beside their names",
    "//@lang": "languages of notes; that of the work is in `language`",
    "//@datatype": "how a value is written, used where it matters",
    "//@label": "names of addresses that are not read",
}
_ISSN_LINK = re.compile(r"/issnl?/(\d{7}[\dXx])/?$")
#: http://id.ndl.go.jp/class/ndlc/ZD12, http://id.ndl.go.jp/auth/ndlsh/00560369
_CLASS_LINK = re.compile(r"/(?:class|auth)/(\w+)/([^/?#]+)/?$")
#: Names in the catalogue have dates of life behind them: 村上, 春樹, 1949-
_LIFE = re.compile(r",\s*(?:\d{3,4}|\d{4}\?)?\s*-\s*(?:\d{4})?$")


def read_rdf(reading: Reading, root: Element) -> Entry:
    """The entry of a record. NDL gives a second BibResource that only names the pieces."""
    resources = reading.many(root, "BibResource")
    admin = reading.one(root, "BibAdminResource")
    if not resources:
        raise Refused("a record of DC-NDL without BibResource")
    address = reading.attribute(admin, "about") or reading.attribute(resources[0], "about")
    entry = Entry(address=address.removesuffix("#material") if address else None)
    for resource in resources:
        _read(reading, resource, entry)
    return entry


def _read(reading: Reading, bib: Element, entry: Entry) -> None:
    def value(name: str) -> str | None:
        return _value(reading, reading.one(bib, name))

    entry.language = entry.language or reading.text(bib, "language")
    entry.country = entry.country or reading.text(bib, "publicationPlace")
    entry.volume = entry.volume or value("volume")
    entry.journal = entry.journal or reading.text(bib, "publicationName")
    entry.journal_volume = entry.journal_volume or reading.text(bib, "publicationVolume")
    entry.issue = entry.issue or reading.text(bib, "number")
    entry.pages = entry.pages or reading.text(bib, "pageRange")
    entry.date = entry.date or reading.text(bib, "issued")
    entry.printed_date = entry.printed_date or reading.text(bib, "date")
    entry.granted = entry.granted or reading.text(bib, "dateGranted")
    for each in reading.many(bib, "materialType"):
        if label := reading.attribute(each, "label") or reading.text(each):
            entry.materials.append(label)
        reading.attribute(each, "resource")
    _read_titles(reading, bib, entry)
    _read_creators(reading, bib, entry)
    for each in reading.many(bib, "identifier"):
        if text := reading.text(each):
            datatype = reading.attribute(each, "datatype") or "other"
            entry.identifiers.append((datatype.rpartition("/")[2], text))
    for each in reading.many(bib, "isPartOf"):
        if issn := _ISSN_LINK.search(reading.attribute(each, "resource") or ""):
            entry.identifiers.append(("ISSN", issn[1]))
    _read_subjects(reading, bib, entry)
    entry.links += [link for each in reading.many(bib, "seeAlso") if (link := reading.attribute(each, "resource"))]


def _value(reading: Reading, element: Element | None) -> str | None:
    """`<rdf:Description><rdf:value>`, or the text itself."""
    if element is None:
        return None
    return reading.text(element, "Description/value") or (None if len(element) else reading.text(element))


def _read_titles(reading: Reading, bib: Element, entry: Entry) -> None:
    whole: str | None = None
    for each in reading.many(bib, "title"):
        if namespace(each) == _DC:
            text, kana = _value(reading, each), reading.text(each, "Description/transcription")
            entry.text("title", text, kana)
        else:
            whole = reading.text(each)
    if whole and not any(text.kind == "title" for text in entry.texts):
        entry.text("title", whole)
    # `dcterms:title` is the title with its volume and subtitle: another form where it differs.
    elif whole and not any(text.text == whole for text in entry.texts):
        entry.text("alternative", whole)
    for kind, name in (("alternative", "alternative"), ("subtitle", "volumeTitle"), ("note", "seriesTitle")):
        for each in reading.many(bib, name):
            kana = reading.text(each, "Description/transcription") if kind != "note" else None
            entry.text(kind, _value(reading, each), kana)
    entry.text("abstract", reading.text(bib, "abstract"))
    for each in reading.many(bib, "tableOfContents"):
        entry.text("contents", reading.text(each))
    for text in reading.texts(bib, "description"):
        entry.text("note", text)
    entry.text("note", reading.text(bib, "degreeName"))
    entry.text("note", reading.text(bib, "dissertationNumber"))
    entry.text("note", reading.text(bib, "degreeGrantor/Agent/name") or reading.text(bib, "degreeGrantor"))


def _read_creators(reading: Reading, bib: Element, entry: Entry) -> None:
    stated = []
    for each in reading.many(bib, "creator"):
        if local(each) == "creator" and namespace(each) == _DC:
            # The statement of responsibility: `村上春樹 著`.
            stated.append(reading.text(each))
            continue
        name = reading.text(each, "Agent/name")
        kana = reading.text(each, "Agent/transcription")
        reading.passed(each.find("{*}Agent/{*}description"))
        if name:
            entry.creators.append((_LIFE.sub("", name), _LIFE.sub("", kana) if kana else None))
    names = [name for name, _ in entry.creators]
    for statement in stated:
        if statement not in names:
            entry.text("note", statement)


def _read_subjects(reading: Reading, bib: Element, entry: Entry) -> None:
    for each in reading.many(bib, "subject"):
        link = _CLASS_LINK.search(reading.attribute(each, "resource") or "")
        if link:
            entry.subjects.append((link[1], link[2], link[2]))
            continue
        text = _value(reading, each)
        described = reading.one(each, "Description")
        about = _CLASS_LINK.search(reading.attribute(described, "about") or "")
        reading.text(described, "transcription")
        datatype = reading.attribute(each, "datatype")
        if text and about:
            entry.subjects.append((about[1], text, about[2]))
        elif text:
            scheme = datatype.rpartition("/")[2] if datatype else "subject"
            entry.subjects.append((scheme, text, text if datatype else None))
