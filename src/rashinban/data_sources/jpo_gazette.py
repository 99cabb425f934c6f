"""A record is one publication in the Japan Patent Office's official gazette: an XML document jp-official-gazette.

The format is of the ST.36 family. Elements are found by their local names, with or without the prefix `jp`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date as Date

from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.files import sampled
from rashinban.reading.members import members
from rashinban.reading.patents import PatentRows, application, publication
from rashinban.reading.xml import Element, Reading, local, parse
from rashinban.schema import DataSource, Expectation, patent_numbers, patent_symbols
from rashinban.schema.japanese_keys import trim_cjk
from rashinban.snapshots.raw import RECORD_LIMIT, RawFile, Record

DATA_SOURCE = DataSource(
    name="jpo_gazette",
    title="Japan Patent Office, official gazette (XML)",
    url="https://www.publication.jpo.go.jp/",
    licence="terms of the Japan Patent Office",
    terms="Gazettes are published by law; bulk download is open to those who apply to the office for it.",
    citation="Japan Patent Office. Official Gazette (公開特許公報, 特許公報).",
    tables=(
        *("patents", "patent_texts", "patent_people", "patent_classes", "patent_citations", "patent_priorities"),
        *("patent_events", "patent_identifiers"),
    ),
    expectations=(
        Expectation(table="patents", column="title", minimum=1.0, why="the office asks for a title"),
        Expectation(
            table="patents", column="application_id", minimum=1.0, why="each publication names its application"
        ),
        Expectation(table="patents", column="claims_count", minimum=0.95, why="designs alone have no claims"),
    ),
)

ROOT = "jp-official-gazette"
_TEXT = "text that no table has"
_OFFICE = "how the office worked on it, no fact about the patent"
IGNORED: Mapping[str, str] = {
    "//@dtd-version": "about the file",
    "//@sequence": "the order of the elements",
    "//@num": "numbers of paragraphs and claims",
    "//@lang": "Japanese, but for the second address of an applicant",
    "//@country": "JP",
    f"{ROOT}/@kind-of-jp": "the letter of kind-of-st16",
    **{
        f"{ROOT}/{part}": _TEXT
        for part in (
            *("description", "drawings", "claims", "overflow", "written-amendment-group", "foreign-language-body"),
            *("image-of-bibliographic-data", "image-of-chosen-drawing", "search-report-data", "abstract-correction"),
        )
    },
    "//publication-reference/document-id/kind": "kind-of-st16 in words",
    "//number-of-claims/@adopted-law": "claims, or inventions under the law before 1988",
    "//figure-to-publish": _OFFICE,
    "//request-for-examination": _OFFICE,
    "//filing-form": _OFFICE,
    "//total-pages": _OFFICE,
    "//application-in-foreign-language": _OFFICE,
    "//theme-code-info": "the first five characters of the F-terms",
    "//classification-ipc/edition": "empty since the edition of 2006",
    "//classification-national/country": "JP",
    "//main-clsf/@facet": "facets stand beside the classes",
    "//further-clsf/@facet": "facets stand beside the classes",
    "//agent/@kind": "representative or sub-representative",
    "//priority-claim/@kind": "every kind of claim is one of priority",
    "//division/@kind": "patent, utility model or design, which its own record says",
    "//printed-with-grant/@kind": "patent or utility model, which the publication says",
}
#: Behind a cited document: （ＪＰ，Ａ）.
_COUNTRY_AND_KIND = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")


def records(file: RawFile) -> Iterator[Record]:
    """The XML files of an archive, or the file itself; images and lists beside them are passed over."""
    wanted = (".xml",)
    for number, member in enumerate(members(file, lambda name: name.lower().endswith(wanted)), 1):
        try:
            yield number, member.refused or member.whole(RECORD_LIMIT)
        except Refused as refused:
            yield number, refused


def parser(file: RawFile) -> Parser:
    """A parser for the publications of one file; some of them are looked through for unknown fields."""
    return sampled(_parse)


def _parse(record: bytes, rows: Rows, *, watched: bool) -> None:
    root = parse(record)
    if local(root) != ROOT:
        raise Refused(f"the root is not {ROOT}", found=local(root))
    _Gazette(Reading(root, watched=watched), rows).add()


class _Gazette:
    def __init__(self, reading: Reading, rows: Rows) -> None:
        self.reading, self.rows = reading, rows
        found = reading.one(reading.root, "bibliographic-data")
        if found is None:
            raise Refused("no bibliographic data")
        self.biblio = found

    def add(self) -> None:
        reading, rows, biblio = self.reading, self.rows, self.biblio
        kind = reading.attribute(reading.root, "kind-of-st16")
        number, published = self._number("publication-reference/document-id")
        country = reading.text(biblio, "publication-reference/document-id/country") or "JP"
        patent_id = publication(rows, country, number, kind, "patents.patent_id")
        if patent_id is None:
            raise Refused("no number of a publication", column="patents.patent_id", found=number)
        self.patent = patent = PatentRows(rows, patent_id)
        filed_number, filed = self._number("application-reference/document-id")
        what = patent_numbers.document_kind("JP", kind)
        right, granted = self._number("dates-of-public-availability/printed-with-grant/document-id")
        title, abstract = self._text(biblio, "invention-title"), self._text(reading.root, "abstract")
        priorities = list(self._priorities())
        claims = reading.text(biblio, "number-of-claims")
        language = patent.language(reading.attribute(reading.root, "lang"))
        published_day = patent.day(published, "patents.publication_date")
        rows.add(
            "patents",
            patent_id=patent_id,
            office="JP",
            kind_code=kind,
            type=what,
            application_id=application(
                rows,
                "JP",
                filed_number,
                {"utility-model": "U", "design": "F"}.get(what or ""),
                "patents.application_id",
            ),
            title=title,
            abstract=abstract,
            language=language,
            application_date=patent.day(filed, "patents.application_date"),
            priority_date=min((day for relation, _, day in priorities if day and relation == "priority"), default=None),
            publication_date=published_day,
            registration_number=right or (number if what == "grant" else None),
            claims_count=int(claims) if claims and claims.isdigit() else None,
        )
        patent.text("title", title, language)
        patent.text("abstract", abstract, language)
        patent.text("first-claim", self._text(reading.root, "claims/claim"), language)
        for relation, application_id, day in priorities:
            patent.priority(relation, application_id, day)
        if right:
            patent.event(code="printed-with-grant", text=None, date=patent.day(granted, "patent_events.date"))
        self._people()
        self._classes()
        for text in self._cited():
            self._cite(text)
        reading.notice_unread(rows, IGNORED)

    def _text(self, element: Element, path: str) -> str | None:
        """The text with the line breaks of pretty-printing taken out, which Japanese has no blanks for."""
        found = self.reading.one(element, path)
        if found is None:
            return None
        self.reading.text(found)
        return trim_cjk("".join(found.itertext())) or None

    def _number(self, path: str) -> tuple[str | None, str | None]:
        """Number and day of a document-id."""
        reading = self.reading
        return reading.text(self.biblio, f"{path}/doc-number"), reading.text(self.biblio, f"{path}/date")

    def _priorities(self) -> Iterator[tuple[str, str | None, Date | None]]:
        reading = self.reading
        for claim in reading.many(self.biblio, "priority-claims/priority-claim"):
            yield self._priority("priority", claim, reading.text(claim, "country") or "JP")
        for group in reading.many(self.biblio, "related-documents/*"):
            for parent in reading.many(group, "relation/parent-doc/document-id"):
                yield self._priority(local(group), parent, reading.text(parent, "country") or "JP")

    def _priority(self, relation: str, element: Element, country: str) -> tuple[str, str | None, Date | None]:
        number, printed = self.reading.text(element, "doc-number"), self.reading.text(element, "date")
        day = self.rows.take(patent_numbers.day, printed, "patent_priorities.date")
        year = day.year if day else None
        found = application(self.rows, country, number, None, "patent_priorities.application_id", year=year)
        return relation, found, day

    def _people(self) -> None:
        parties = self.reading.one(self.biblio, "parties")
        if parties is None:
            return
        for element in parties.iter("{*}applicant", "{*}agent", "{*}inventor", "{*}grantee"):
            # A second address of the same person, in another language, has no name.
            books = self.reading.many(element, "addressbook")
            role = {"grantee": "owner"}.get(local(element), local(element))
            names = [name for book in books if (name := self._text(book, "name"))]
            addresses = [where for book in books if (where := self._text(book, "address/text"))]
            codes = [code for book in books if (code := self.reading.text(book, "registered-number"))]
            self.patent.person(
                role,
                names[0] if names else None,
                latin=names[1] if len(names) > 1 else None,
                address=" / ".join(addresses) or None,
                identifier=codes[0] if codes else None,
            )

    def _classes(self) -> None:
        reading, rows = self.reading, self.rows
        for group in reading.many(self.biblio, "classification-ipc"):
            for element in group.iter("{*}main-clsf", "{*}further-clsf"):
                printed = rows.take(patent_symbols.ipc_printed, reading.text(element), "patent_classes.symbol")
                if printed:
                    self.patent.symbol(
                        *("ipc", patent_symbols.ipc, printed.symbol),
                        is_first=local(element) == "main-clsf",
                        is_inventive=printed.is_inventive,
                        version=printed.version,
                    )
        for group in reading.many(self.biblio, "classification-national"):
            for element in group.iter("{*}main-clsf", "{*}further-clsf"):
                self.patent.symbol(
                    "fi", patent_symbols.fi, reading.text(element), is_first=local(element) == "main-clsf"
                )
        for term in reading.many(self.biblio, "f-term-info/f-term"):
            self.patent.symbol("f-term", patent_symbols.f_term, reading.text(term))

    def _cited(self) -> Iterator[str]:
        """What the gazette of a grant lists as references."""
        for group in self.reading.many(self.biblio, "references-cited"):
            for element in group.iter("{*}text"):
                if text := self.reading.text(element):
                    yield text

    def _cite(self, text: str) -> None:
        try:
            found = patent_numbers.publication_text(_COUNTRY_AND_KIND.sub("", text))
        except Refused:
            # A reference to anything else than a patent stays as it is printed.
            self.patent.citation(text=text, cited_by="examiner")
        else:
            self.patent.citation(patent=found, cited_by="examiner")
