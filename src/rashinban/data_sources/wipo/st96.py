"""A record is one PatentPublication of WIPO ST.96, found by local names: prefixes and versions of the schema differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date as Date

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.patents import PatentRows, application, publication
from rashinban.reading.xml import Element, Reading, local, parse
from rashinban.schema import patent_numbers, patent_symbols

ROOT = "PatentPublication"

_FILE = "about the file, not the patent"
_OWN = "that publication's own record has it"
_ASSIGNED = "how a class was assigned, beside its place and value"
IGNORED: Mapping[str, str] = {
    "//@id": _FILE,
    "//@st96Version": _FILE,
    "//@documentFileName": _FILE,
    "//@documentStatusText": _FILE,
    "//@sequenceNumber": "the order of the elements",
    "//@pNumber": "numbers of paragraphs",
    f"{ROOT}/@documentPublicationDate": "the date of the publication",
    f"{ROOT}/IPOfficeCode": "that of the publication",
    "//BibliographicData/@officeCode": "that of the publication",
    "//ApplicationNumber/IPOfficeCode": "that of the application",
    "//InventionSubjectMatterCategory": "the kind of document says it",
    "//InventionTitle/@inventionTitleCategory": "of which publication; there is one",
    **{f"{ROOT}/{part}": "text that no table has" for part in ("Description", "Claims", "ClaimStatement", "Drawings")},
    f"{ROOT}/ExternalDocumentBag": _FILE,
    "//ExemplaryClaimBag": "how the office worked on it",
    "//FigureBag": "counts of drawings",
    "//SearchField": "how the office worked on it",
    "//ExaminerBag": "how the office worked on it",
    "//ApplicantCategory": "a word for the role",
    "//DesignationCategory": "designated states",
    "//RegisteredPractitionerCategory": "a word for the role",
    "//ApplicationFilingCategory": "every kind of claim is one of priority",
    **{
        f"//{name}": _ASSIGNED
        for name in (
            *("ActionDate", "CPCClassificationStatusCode", "IPCClassificationStatusCode", "GeneratingOfficeCode"),
            *("PatentClassificationDataSourceCode", "PatentClassificationLevelCode", "CPCRankNumber", "CPCGroupNumber"),
        )
    },
    "//CitedPatentDocumentIdentification/EntityName": _OWN,
    "//CitedPatentDocumentIdentification/PatentDocumentDate": _OWN,
    "//ChildDocument": "the record itself, or another parent",
    "//ParentDocumentStatusCode": _OWN,
    "//RelatedPublication/PatentDocumentIdentification/PatentPublicationIdentification/PublicationDate": _OWN,
}

_ROLES = {
    "ApplicantBag/Applicant": "applicant",
    "InventorBag/Inventor": "inventor",
    "AssigneeBag/Assignee": "owner",
    "RegisteredPractitionerBag/RegisteredPractitioner": "agent",
}
#: Elements of RelatedDocumentBag and our words for them; the others are written in small letters.
_RELATIONS = {"ContinuationInPart": "continuation-in-part", "USProvisionalApplication": "provisional"}


def read(record: bytes, rows: Rows, watched: bool) -> None:
    """Add the rows of one publication."""
    root = parse(record)
    if local(root) != ROOT:
        raise Refused(f"the root is not {ROOT}", found=local(root))
    _Publication(Reading(root, watched=watched), rows).add()


class _Publication:
    def __init__(self, reading: Reading, rows: Rows) -> None:
        self.reading, self.rows = reading, rows
        found = reading.one(reading.root, "BibliographicData")
        if found is None:
            raise Refused("no bibliographic data")
        self.biblio: Element = found

    def add(self) -> None:
        reading, rows, root, biblio = self.reading, self.rows, self.reading.root, self.biblio
        published = reading.one(biblio, "PatentPublicationIdentification")
        patent_id = None if published is None else self._published(published, "patents.patent_id")
        if published is None or patent_id is None:
            raise Refused("no number of a publication", column="patents.patent_id")
        self.patent = patent = PatentRows(rows, patent_id)
        kind = reading.text(published, "PatentDocumentKindCode")
        what = patent_numbers.document_kind(patent_id[:2], kind)
        day = patent.day(reading.text(published, "PublicationDate"), "patents.publication_date")
        application_id, filed = self._filed(biblio, "patents.application_id", "patents.application_date")
        titles = [
            (patent.language(reading.attribute(each, "languageCode")), text)
            for each in reading.many(biblio, "InventionTitleBag/InventionTitle")
            if (text := reading.text(each))
        ]
        abstracts = [
            (patent.language(reading.attribute(each, "languageCode")), text)
            for each in reading.many(root, "Abstract")
            if (text := reading.text(each))
        ]
        language = patent.language(reading.attribute(root, "languageCode"))
        claims = reading.text(biblio, "ClaimTotalQuantity")
        counted = len(reading.many(root, "Claims/Claim")) or None
        changed = patent.day(reading.attribute(root, "creationDate"), "patents.updated_date")
        priorities = list(self._priorities())
        rows.add(
            "patents",
            patent_id=patent_id,
            office=patent_id[:2],
            kind_code=kind,
            type=what,
            application_id=application_id,
            title=titles[0][1] if titles else None,
            abstract=abstracts[0][1] if abstracts else None,
            language=language,
            application_date=filed,
            priority_date=min((day for relation, _, day in priorities if day and relation != "pct"), default=None),
            publication_date=day,
            grant_date=day if what == "grant" else None,
            claims_count=int(claims) if claims and claims.isdigit() else counted,
            updated_date=changed.isoformat() if changed else None,
        )
        for name, texts in (("title", titles), ("abstract", abstracts)):
            for own, text in texts:
                patent.text(name, text, own or language)
        patent.text("first-claim", reading.text(root, "Claims/Claim/ClaimText"), language)
        for relation, number, date in priorities:
            patent.priority(relation, number, date)
        for path, role in _ROLES.items():
            for person in reading.many(biblio, f"PartyBag/{path}"):
                self._person(role, person)
        self._classes()
        self._citations()
        reading.notice_unread(rows, IGNORED)

    def _published(self, element: Element, column: str) -> str | None:
        office, number, kind = (
            self.reading.text(element, name) for name in ("IPOfficeCode", "PublicationNumber", "PatentDocumentKindCode")
        )
        return publication(self.rows, office, number, kind, column)

    def _filed(self, element: Element, column: str, dated: str) -> tuple[str | None, Date | None]:
        """Id and day of the application that an element identifies, directly or in an ApplicationIdentification."""
        inner = self.reading.one(element, "ApplicationIdentification")
        where = element if inner is None else inner
        office, number, day = (
            self.reading.text(where, name)
            for name in ("IPOfficeCode", "ApplicationNumber/ApplicationNumberText", "FilingDate")
        )
        date = self.rows.take(patent_numbers.day, day, dated)
        return application(self.rows, office, number, None, column, year=date.year if date else None), date

    def _priorities(self) -> Iterator[tuple[str, str | None, Date | None]]:
        reading, column, dated = self.reading, "patent_priorities.application_id", "patent_priorities.date"
        for claim in reading.many(self.biblio, "PriorityClaimBag/PriorityClaim"):
            yield "priority", *self._filed(claim, column, dated)
        for related in reading.many(self.biblio, "RelatedDocumentBag/*"):
            name = local(related)
            if name == "RelatedPublication":
                for each in reading.many(related, "PatentDocumentIdentification/PatentPublicationIdentification"):
                    found = self._published(each, "patent_identifiers.identifier")
                    self.patent.identifier("publication", found)
                continue
            relation = _RELATIONS.get(name, name.lower())
            for each in reading.many(related, "ParentDocument/PatentDocumentIdentification"):
                yield relation, *self._filed(each, column, dated)
            for each in reading.many(related, "ParentDocument/PCTDocumentParent"):
                yield "pct", *self._filed(each, column, dated)

    def _person(self, role: str, person: Element) -> None:
        reading = self.reading
        contact = reading.one(person, "PublicationContact")
        if contact is None:
            contact = person
        given, middle, family, suffix = (
            reading.text(contact, f"Name/PersonName/PersonStructuredName/{part}")
            for part in ("FirstName", "MiddleName", "LastName", "NameSuffix")
        )
        forenames = " ".join(part for part in (given, middle) if part)
        own = ", ".join(part for part in (family, forenames, suffix) if part)
        own = own or reading.text(contact, "Name/PersonName/PersonFullName") or ""
        organisation = reading.text(contact, "Name/OrganizationName/OrganizationStandardName")
        places = (reading.text(contact, name) for name in ("CityName", "GeographicRegionName"))
        country, residence = reading.text(contact, "CountryCode"), reading.text(person, "ResidenceCountryCode")
        self.patent.person(
            role,
            organisation or own or reading.text(contact, "Name/EntityName"),
            # An EntityName may be a person's.
            is_organisation=True if organisation else False if own else None,
            country=country or residence,
            address=", ".join(place for place in places if place) or None,
        )

    def _classes(self) -> None:
        reading = self.reading
        for each in reading.many(self.biblio, "PatentClassificationBag/IPCRClassificationBag/IPCRClassification"):
            self._symbol("ipc", each, "Section", "IPCClassificationValueCode")
        for bag in reading.many(self.biblio, "PatentClassificationBag/CPCClassificationBag"):
            for each in bag.iter("{*}CPCClassification"):
                self._symbol("cpc", each, "CPCSection", "CPCClassificationValueCode")

    def _symbol(self, scheme: str, element: Element, section: str, valued: str) -> None:
        reading = self.reading
        first, main, sub, group, rest = (
            reading.text(element, name) or "" for name in (section, "Class", "Subclass", "MainGroup", "Subgroup")
        )
        position, value = reading.text(element, "SymbolPositionCode"), reading.text(element, valued)
        version = reading.text(element, "ClassificationVersionDate")
        self.patent.symbol(
            scheme,
            patent_symbols.ipc,
            f"{first}{main}{sub}{group}/{rest}" if group else f"{first}{main}{sub}",
            is_first=position == "F" if position else None,
            is_inventive=value == "I" if value else None,
            version=self.rows.take(patent_symbols.version, version, "patent_classes.version"),
        )

    def _citations(self) -> None:
        reading, column = self.reading, "patent_citations.cited_patent_id"
        for each in reading.many(self.biblio, "ReferenceCitationBag/ReferenceCitation"):
            office, number, kind = (
                reading.text(each, f"PatentCitation/CitedPatentDocumentIdentification/{name}")
                for name in ("IPOfficeCode", "DocumentNumber", "PatentDocumentKindCode")
            )
            word = reading.attribute(each, "citingPartyCategory")
            self.patent.citation(
                patent=publication(self.rows, office, number, kind, column),
                text=reading.text(each, "NPLCitation/NPLCitationText"),
                cited_by=self.rows.type_of("patent_citations", "wipo", word, "patent_citations.cited_by"),
            )
