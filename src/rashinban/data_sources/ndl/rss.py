"""One `<item>` of the OpenSearch answer, RSS 2.0 with DC-NDL (Simple), as an entry."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from rashinban.data_sources.ndl.entry import Entry, read_together
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.xml import Element, Reading, local, namespace

_DC = "http://purl.org/dc/elements/1.1/"
_DCTERMS = "http://purl.org/dc/terms/"
_NO_TABLE = "there is no table for it"

#: Of a path in an item why it is not read.
IGNORED: Mapping[str, str] = {
    "item/guid": "the address that `link` is",
    "item/price": "the price in a shop",
    "item/extent": "pages and size of the piece; " + _NO_TABLE,
    "item/publisher": "a publisher without an identifier; " + _NO_TABLE,
    "item/digitizedPublisher": "a publisher without an identifier; " + _NO_TABLE,
    "item/dateDigitized": "of the copy, not of the work",
    "item/genre": "the material, which `category` says",
    "item/genreTranscription": "the material, which `category` says",
    "item/materialType": "the material, which `category` says",
    "item/seriesTitleTranscription": "the series is kept as a note",
    "item/seriesCreator": "the series is kept as a note",
    "item/volumeTranscription": "a number has no reading of its own",
    "item/partCreator": "who made parts of the contents, which are kept as one text",
    "item/partTitleTranscription": "readings of parts of the contents, which are kept as one text",
    "item/edition": "in the printed date or the title where it matters; " + _NO_TABLE,
    "item/sourceIdentifier": "the piece that a copy was made of",
    "item/format": "format of files; " + _NO_TABLE,
    "item/thumbnail": "a picture of the cover",
    "item/sameAs": "an address of the digitised copy, as the identifier NDLJP is",
    "item/isReplacedBy": "the address of the next title of a serial, without an identifier",
    "item/spatial": "places that the material is of; " + _NO_TABLE,
    "item/temporal": "times that the material is of; " + _NO_TABLE,
    "item/audience": "for whom it is; " + _NO_TABLE,
    "item/accessRights": "where in the library it may be seen",
    "item/rights": "rights in the digitised copy",
    "item/rightsHolder": "rights in the digitised copy",
    "//@type": "how a value is written, used where it matters",
    "item/issue": "the number of the issue counted from the first; `number` is that in the volume",
}


def read_item(reading: Reading, item: Element, rows: Rows) -> Entry:
    """The entry of an item."""
    entry = Entry(
        address=reading.text(item, "link"),
        materials=reading.texts(item, "category"),
        language=reading.text(item, "language"),
        country=reading.text(item, "publicationPlace"),
        volume=reading.text(item, "volume"),
        journal=reading.text(item, "publicationName"),
        journal_volume=reading.text(item, "publicationVolume"),
        issue=reading.text(item, "number"),
        pages=reading.text(item, "pageRange"),
        date=reading.text(item, "date"),
        printed_date=reading.text(item, "issued"),
        updated=_day(reading.text(item, "pubDate"), rows),
    )
    _read_titles(reading, item, entry, rows)
    creators = [text for each in _of(item, "creator", _DC) if (text := reading.text(each))]
    readings = reading.texts(item, "creatorTranscription")
    entry.creators = read_together(creators, readings, rows, "authorship_names.name")
    # `author` is the creators and the statement of responsibility in one line, commas between.
    author = reading.text(item, "author")
    if author != ",".join(creators):
        entry.text("note", author)
    entry.text("abstract", reading.text(item, "abstract"))
    for text in reading.texts(item, "tableOfContents"):
        entry.text("contents", text)
    for each in reading.many(item, "identifier"):
        if text := reading.text(each):
            entry.identifiers.append((_word(reading, each) or "other", text))
    for each in reading.many(item, "subject"):
        if text := reading.text(each):
            scheme = _word(reading, each)
            entry.subjects.append((scheme or "subject", text, text if scheme and scheme != "NDLSH" else None))
    entry.links = [link for each in reading.many(item, "seeAlso") if (link := reading.attribute(each, "resource"))]
    reading.passed(item.find("description"))  # RSS: the other fields once more, as HTML
    for each in [*_of(item, "description", _DC), *_of(item, "description", _DCTERMS)]:
        text = reading.text(each)
        # The last note is the date once more.
        if text and text != entry.date:
            entry.text("note", text)
    return entry


def _read_titles(reading: Reading, item: Element, entry: Entry, rows: Rows) -> None:
    reading.passed(item.find("title"))  # RSS: `dc:title` once more
    title = next((reading.text(each) for each in _of(item, "title", _DC)), None)
    entry.text("title", title or reading.text(item, "title"), reading.text(item, "titleTranscription"))
    for kind, name in (("alternative", "alternative"), ("subtitle", "volumeTitle")):
        texts = reading.texts(item, name)
        readings = reading.texts(item, f"{name}Transcription")
        for text, kana in read_together(texts, readings, rows, "work_texts.text"):
            entry.text(kind, text, kana)
    for text in reading.texts(item, "seriesTitle"):
        entry.text("note", text)
    parts = reading.texts(item, "partTitle")
    entry.text("contents", " / ".join(parts))


def _of(item: Element, name: str, space: str) -> list[Element]:
    """The elements of a name in one namespace: `title` is RSS's, `dc:title` the catalogue's."""
    return [each for each in item if local(each) == name and namespace(each) == space]


def _word(reading: Reading, element: Element) -> str | None:
    """The scheme of a value: `dcndl:NDC10` -> NDC10."""
    written = reading.attribute(element, "type")
    return written.rpartition(":")[2] if written else None


def _day(text: str | None, rows: Rows) -> str | None:
    """The moment in ISO 8601, from the form of mail and RSS."""

    def moment(written: str) -> str:
        try:
            return parsedate_to_datetime(written).isoformat()
        except ValueError:
            raise Refused("not a date of RSS (Wed, 6 Feb 2019 23:22:46 +0900)", found=written) from None

    return rows.take(moment, text, "works.updated_date")
