"""A record is what the office says of one application: one answer of its API, or several that `fetch` has put together.

The patent is the publication of the application (JP2021090037A); a right that was granted before any publication, and
a design, go by the right's number (JP1680736S). Answers to single questions mostly name the application alone: what
they add stands under `application:JP2020123456`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date

import msgspec

from rashinban.data_sources.jpo.answers import (
    DAYS,
    IGNORED,
    NOTHING,
    OK,
    Answer,
    Bundle,
    CitedText,
    Data,
    Group,
    Parent,
    Priority,
)
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.files import numbered
from rashinban.reading.json import decode, notice_unknown, of_chunks
from rashinban.reading.members import Member
from rashinban.reading.patents import PatentRows, application, publication
from rashinban.schema import patent_numbers
from rashinban.snapshots.raw import RawFile, Record

_DOCUMENTS = (".xml", ".htm", ".html", ".sgm")
_ADDRESS = re.compile(r"/(PU|DE)/JP-(\d{4})-(\d{6})/")
_PCT = re.compile(r"([A-Z]{2})(\d{10})", re.A)
_LETTERS = {"1": None, "2": "U", "3": "F"}
_ROLES = {"1": "applicant", "2": "agent"}


def records(file: RawFile) -> Iterator[Record]:
    """The answers in a file, numbered on. Documents of the office (a zip of XML or HTM in Shift_JIS) are refused."""
    return numbered(file, ("",), _answers)


def _answers(member: Member) -> Iterator[bytes | Refused]:
    if member.suffix in _DOCUMENTS:
        yield Refused("a document of the office's file: no table has its text")
        return
    for _, record in of_chunks(member.chunks):
        yield record


def parser(file: RawFile) -> Parser:
    """A parser for the answers of one file."""
    return parse


def parse(record: bytes, rows: Rows) -> None:
    """Add the rows of one answer, or of the answers about one application."""
    found = decode(record)
    is_bundle = isinstance(found, dict) and "answers" in found
    try:
        bundle = msgspec.convert(found, Bundle) if is_bundle else None
        answers = bundle.answers if bundle else {"answer": msgspec.convert(found, Answer)}
    except msgspec.ValidationError as error:
        raise Refused(f"not an answer of the API: {error}") from None
    if isinstance(found, dict):
        for question, answer in found["answers"].items() if is_bundle else [("answer", found)]:
            notice_unknown(answer, Answer, question, IGNORED, rows)
    told = [answer.result.data for answer in answers.values() if answer.result.statusCode == OK and answer.result.data]
    if not told:
        result = next(iter(answers.values())).result if answers else None
        code = result.statusCode if result else "none"
        why = "no data" if code in NOTHING else "an error"
        raise Refused(f"the office answers with {why} ({code})", found=result.errorMessage if result else None)
    if any(data.trademarkForDisplay is not None or data.goodsServiceInformation is not None for data in told):
        raise Refused("a trademark, which is no patent", found=told[0].applicationNumber)
    _Application(told, rows, bundle.right if bundle else None).add()


class _Application:
    """One application, from what one or several answers say of it."""

    def __init__(self, told: list[Data], rows: Rows, right: str | None) -> None:
        self.told, self.rows = told, rows
        address = next((found for data in told if (found := _ADDRESS.search(data.URL))), None)
        number = self.first("applicationNumber") or (f"{address[2]}{address[3]}" if address else "")
        if not number:
            raise Refused(
                "an answer about a person's code: it names no application", found=self.first("applicantAttorneyName")
            )
        self.is_design = right == "design" or bool(self.first("designArticle")) or bool(address and address[1] == "DE")
        self.number = application(rows, "JP", number, "F" if self.is_design else None, "patents.application_id")
        if self.number is None:
            raise Refused("no number of an application", found=number)
        self.patent = PatentRows(rows, self._patent_id())

    def first(self, name: str) -> str:
        """The first text that is not empty in a field of this name."""
        return next((text for data in self.told if (text := getattr(data, name).strip())), "")

    def _patent_id(self) -> str:
        column, right = "patents.patent_id", self.first("registrationNumber")
        number = self.first("publicationNumber") or self.first("nationalPublicationNumber")
        if found := publication(self.rows, "JP", number, "A", column):
            return found
        # Only the progress says that there was no publication; other answers leave its number out.
        if right and self.is_design:
            return publication(self.rows, "JP", right, "S", column) or self._by_application()
        if right and self._is_whole() and not self.first("internationalPublicationNumber"):
            return publication(self.rows, "JP", right, "B1", column) or self._by_application()
        return self._by_application()

    def _by_application(self) -> str:
        return f"application:{self.number}"

    def _is_whole(self) -> bool:
        """Whether the progress is among the answers. Its simple form, without priorities, is a short form."""
        return any(
            data.bibliographyInformation is not None and data.priorityRightInformation is not None for data in self.told
        )

    def add(self) -> None:
        rows, patent, first = self.rows, self.patent, self.first
        title = first("inventionTitle") or first("designArticle") or None
        claims, changed = first("numberOfClaims"), patent.day(first("updateDate") or None, "patents.updated_date")
        kind = None if patent.patent_id.startswith("application:") else re.sub(r".*\d(?=[A-Z])", "", patent.patent_id)
        priorities = list(self._priorities())
        row = {
            "patent_id": patent.patent_id,
            "office": "JP",
            "kind_code": kind,
            "type": "design" if self.is_design else patent_numbers.document_kind("JP", kind),
            "application_id": self.number,
            "title": title,
            "language": "ja" if title else None,
            "application_date": patent.day(first("filingDate") or None, "patents.application_date"),
            "priority_date": min((day for _, _, day in priorities if day), default=None),
            "publication_date": patent.day(first("publicationDate") or None, "patents.publication_date"),
            "grant_date": patent.day(first("registrationDate") or None, "patents.grant_date"),
            "registration_number": first("registrationNumber") or None,
            "claims_count": int(claims) if claims.isdigit() else None,
            "status": first("erasureIdentifier") or None,
            "updated_date": changed.isoformat() if changed else None,
        }
        if self._is_whole():
            rows.add("patents", **row)
        else:
            rows.mention_of("patents", **row)
        patent.text("title", title, "ja")
        for relation, application_id, day in priorities:
            patent.priority(relation, application_id, day)
        self._relations()
        self._people()
        if design := first("designClass"):
            patent.symbol("jp-design", str.strip, design, is_first=True)
        self._citations()
        self._events()
        patent.identifier("registration", first("registrationNumber"))
        patent.identifier("application", self.number)
        patent.identifier("url", first("URL"))
        international = first("internationalPublicationNumber").removeprefix("WO")
        column = "patent_identifiers.identifier"
        patent.identifier("publication", publication(rows, "WO", international or None, None, column))

    def _priorities(self) -> Iterator[tuple[str, str | None, Date | None]]:
        """Priorities under the Paris Convention, and national ones of patents, utility models and PCT applications."""
        listed: list[Priority] = next(
            (data.priorityRightInformation for data in self.told if data.priorityRightInformation), []
        )
        column = "patent_priorities.application_id"
        for each in listed:
            if each.parisPriorityApplicationNumber:
                day = self._day(each.parisPriorityDate)
                country, number = each.parisPriorityCountryCd, each.parisPriorityApplicationNumber
                year = day.year if day else None
                yield "priority", application(self.rows, country, number, None, column, year=year), day
            day = self._day(each.nationalPriorityDate)
            if number := each.nationalPriorityApplicationNumber:
                letter = _LETTERS.get(each.nationalPriorityLawCd)
                yield "priority", application(self.rows, "JP", number, letter, column), day
            if number := each.nationalPriorityInternationalApplicationNumber:
                yield "priority", self._pct(number), day

    def _relations(self) -> None:
        parent: Parent | None = next(
            (data.parentApplicationInformation for data in self.told if data.parentApplicationInformation), None
        )
        if parent and parent.parentApplicationNumber:
            letter, column = "F" if self.is_design else None, "patent_priorities.application_id"
            number = application(self.rows, "JP", parent.parentApplicationNumber, letter, column)
            self.patent.priority("division", number, self._day(parent.filingDate))
        if international := self.first("internationalApplicationNumber"):
            self.patent.priority("pct", self._pct(international), None)

    def _pct(self, number: str) -> str | None:
        column = "patent_priorities.application_id"
        if found := _PCT.fullmatch(number):
            return application(self.rows, found[1], found[2], "W", column)
        return application(self.rows, "WO", number, None, column)

    def _day(self, text: str) -> Date | None:
        return self.patent.day(text or None, "patent_priorities.date")

    def _people(self) -> None:
        people = next((data.applicantAttorney for data in self.told if data.applicantAttorney), [])
        for person in people:
            role = _ROLES.get(person.applicantAttorneyClass)
            if role is None:
                self.rows.refuse_value(
                    "patent_people.role", "neither applicant nor agent", person.applicantAttorneyClass
                )
                continue
            self.patent.person(role, person.name.strip(), identifier=person.applicantAttorneyCd or None)
        for data in self.told:
            for owner in data.rightPersonInformation:
                self.patent.person("owner", owner.rightPersonName.strip(), identifier=owner.rightPersonCd or None)

    def _citations(self) -> None:
        """What examiners cite; each notice lists its own documents, so one may come again."""
        for data in self.told:
            for cited in data.patentDoc:
                number = self.rows.take(
                    patent_numbers.publication_text, cited.documentNumber, "patent_citations.cited_patent_id"
                )
                self.patent.citation(
                    patent=number,
                    text=None if number else cited.documentNumber,
                    cited_by="examiner",
                    phase=cited.citationType or None,
                )
            for text in data.nonPatentDoc:
                self.patent.citation(text=_reference(text), cited_by="examiner", phase=text.citationType or None)

    def _events(self) -> None:
        """The documents of the file by their days, then the days of the right."""
        groups: list[Group] = next(
            (data.bibliographyInformation for data in self.told if data.bibliographyInformation), []
        )
        for group in groups:
            for document in group.documentList:
                self.patent.event(
                    code=document.documentCode.strip() or None,
                    text=document.documentDescription.strip() or None,
                    date=self.patent.day(document.legalDate or None, "patent_events.date"),
                )
        for name, words in DAYS.items():
            if printed := self.first(name):
                years = self.first("lastPaymentYearly") if name == "nextPensionPaymentDate" else ""
                self.patent.event(
                    code=None,
                    text=words,
                    date=self.patent.day(printed, "patent_events.date"),
                    detail=f"最終納付年分 {years}" if years else None,
                )


def _reference(cited: CitedText) -> str | None:
    """The parts of a reference in the order in which the office prints them."""
    parts = (
        *(cited.authorName, cited.paperTitle, cited.publicationName, cited.publisher, cited.issueDate),
        *(cited.issueNumber, cited.citationPages),
    )
    return ", ".join(part.strip() for part in parts if part.strip()) or None
