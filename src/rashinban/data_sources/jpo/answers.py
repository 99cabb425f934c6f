"""Each answer is `result` with a status, a message, how often may still be asked today, and the data.

The shapes take the fields of all questions: their names mean the same everywhere. Numbers are texts, what is not there
is an empty text, dates are YYYYMMDD.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from rashinban.reading.json import Ignored

OK = "100"
#: No data under this number; no document; a number whose data are not given.
NOTHING = frozenset(("107", "108", "111"))
USED_UP = "203"
TOKEN_IS_OVER = frozenset(("210", "212"))
#: Time ran out; too many ask at this moment; an unexpected error.
TRY_AGAIN = frozenset(("302", "303", "999"))


class Person(msgspec.Struct):
    """申請人: 1 applicant, 2 agent."""

    applicantAttorneyCd: str = ""
    name: str = ""
    applicantAttorneyClass: str = ""


class Owner(msgspec.Struct):
    """権利者."""

    rightPersonCd: str = ""
    rightPersonName: str = ""


class Priority(msgspec.Struct):
    """優先権基礎情報."""

    parisPriorityApplicationNumber: str = ""
    parisPriorityDate: str = ""
    parisPriorityCountryCd: str = ""
    nationalPriorityLawCd: str = ""
    nationalPriorityApplicationNumber: str = ""
    nationalPriorityInternationalApplicationNumber: str = ""
    nationalPriorityDate: str = ""


class Parent(msgspec.Struct):
    """原出願情報; an empty object where there is none."""

    parentApplicationNumber: str = ""
    filingDate: str = ""


class Document(msgspec.Struct):
    """One document of the file: 拒絶理由通知書 and its day."""

    legalDate: str = ""
    documentCode: str = ""
    documentDescription: str = ""


class Group(msgspec.Struct):
    """書類一覧: the documents under one number."""

    documentList: list[Document] = []


class CitedPatent(msgspec.Struct):
    """特許文献: `JPA 404087383`."""

    citationType: str = ""
    documentNumber: str = ""


class CitedText(msgspec.Struct):
    """非特許文献."""

    citationType: str = ""
    authorName: str = ""
    paperTitle: str = ""
    publicationName: str = ""
    publisher: str = ""
    issueDate: str = ""
    issueNumber: str = ""
    citationPages: str = ""


class Data(msgspec.Struct):
    """The data of any question."""

    applicationNumber: str = ""
    inventionTitle: str = ""
    designArticle: str = ""
    designClass: str = ""
    applicantAttorney: list[Person] = []
    applicantAttorneyName: str = ""
    filingDate: str = ""
    publicationNumber: str = ""
    nationalPublicationNumber: str = ""
    publicationDate: str = ""
    registrationNumber: str = ""
    registrationDate: str = ""
    internationalApplicationNumber: str = ""
    internationalPublicationNumber: str = ""
    erasureIdentifier: str = ""
    expireDate: str = ""
    disappearanceDate: str = ""
    decisionDate: str = ""
    appealTrialDecisiondDate: str = ""
    nextPensionPaymentDate: str = ""
    lastPaymentYearly: str = ""
    numberOfClaims: str = ""
    updateDate: str = ""
    rightPersonInformation: list[Owner] = []
    priorityRightInformation: list[Priority] | None = None
    parentApplicationInformation: Parent | None = None
    bibliographyInformation: list[Group] | None = None
    patentDoc: list[CitedPatent] = []
    nonPatentDoc: list[CitedText] = []
    trademarkForDisplay: str | None = None
    goodsServiceInformation: list[object] | None = None
    URL: str = ""


class Result(msgspec.Struct):
    """What was answered."""

    statusCode: str
    errorMessage: str = ""
    data: Data | None = None


class Answer(msgspec.Struct):
    """One answer of the API."""

    result: Result


class Bundle(msgspec.Struct):
    """What `fetch` keeps of one application: the answers as they came, by the name of the question."""

    application: str
    right: str
    answers: dict[str, Answer]


_NO_FACT = "about the answer, not the application"
_CODES = "a number of the document within the office"
IGNORED: Ignored = {
    Result: {"remainAccessCount": _NO_FACT},
    Person: {"repeatNumber": "the order of the list"},
    Parent: {
        "parentApplicationCategory": "that application's own record has it",
        "parentApplicationLawCode": "that application's own record has it",
    },
    Group: {"numberType": "application, publication or registration", "number": "the number itself"},
    Document: dict.fromkeys(
        (
            *("irirFlg", "availabilityFlag", "documentNumber", "versionNumber", "documentSeparator"),
            *("numberOfPages", "sizeOfDocument"),
        ),
        _CODES,
    ),
    CitedPatent: {"draftDate": "the day of the notice, which is an event", "citationOrder": "the order of the list"},
    CitedText: {
        "draftDate": "the day of the notice, which is an event",
        "citationOrder": "the order of the list",
        "documentType": "a code for the sort of text",
        "issueCountryCd": "a part of the reference",
        "issueDateType": "how exact the date is",
    },
    Data: {
        "ADPublicationNumber": "the publication number in years of the calendar",
        "ADNationalPublicationNumber": "the same",
        "internationalPublicationDate": "that publication's own record has it",
        "divisionalApplicationInformation": "later applications, whose own records name their parent",
        "principalDesignApplicationNumber": "of related designs, which are applications of their own",
        "transliteration": "of trademarks, which are not read",
        "viennaClass": "of trademarks, which are not read",
    },
}

#: The days of an application by field, in the words of the office's manual.
DAYS: Mapping[str, str] = {
    "decisionDate": "査定日",
    "appealTrialDecisiondDate": "審決日",
    "registrationDate": "登録日",
    "nextPensionPaymentDate": "次期年金納付期限",
    "expireDate": "存続期間満了年月日",
    "disappearanceDate": "本権利消滅日",
}
