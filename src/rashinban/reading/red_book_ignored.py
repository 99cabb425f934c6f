"""Each entry is a field of the USPTO's red book that is known and not read, with the reason."""

from __future__ import annotations

from collections.abc import Mapping

ROOTS = frozenset(("us-patent-grant", "us-patent-application"))

_OF_THE_FILE = "about the file, not the patent"
_THE_OFFICES = "how the office worked on it, no fact about the patent"
IGNORED: Mapping[str, str] = {
    "//@id": _OF_THE_FILE,
    "//@num": "numbers of paragraphs and references",
    "//@file": _OF_THE_FILE,
    "//@dtd-version": _OF_THE_FILE,
    "//us-bibliographic-data-application/@country": "that of the publication",
    "//us-bibliographic-data-application/@lang": "that of the document",
    **{f"{root}/@status": _OF_THE_FILE for root in ROOTS},
    **{f"{root}/@country": "that of the publication" for root in ROOTS},
    **{f"{root}/@date-publ": "the date of the publication" for root in ROOTS},
    **{
        f"{root}/{part}": "text that no table has"
        for root in ROOTS
        for part in ("us-claim-statement", "us-math", "us-chemistry", "us-sequence-list-doc", "us-megatable-doc")
    },
    "//us-application-series-code": "the first two digits of the application number",
    "//us-exemplary-claim": _THE_OFFICES,
    "//us-field-of-classification-search": _THE_OFFICES,
    "//field-of-search": _THE_OFFICES,
    "//examiners": _THE_OFFICES,
    "//figures": "counts of drawings",
    "//us-term-of-grant": "the term follows from the dates",
    "//us-botanic": "species and variety are in the title of a plant patent",
    "//us-issued-on-continued-prosecution-application": _THE_OFFICES,
    "//rule-47-flag": _THE_OFFICES,
    "//us-deceased-inventor": "the inventor is listed among the inventors",
    "//hague-agreement-data": "numbers of international designs, whose records are not read",
    "//us-sir-flag": "the kind of document says it",
    "//classification-locarno/edition": "the class is what designs are counted by",
    "//classification-national/country": "US",
    "//classification-national/additional-info": "says that the class is free text",
    **{
        f"//{name}": "how a class was assigned, beside its place and value"
        for name in (
            *("classification-level", "classification-status", "classification-data-source", "generating-office"),
            *("action-date", "scheme-origination-code", "rank-number", "group-number"),
        )
    },
    "//us-citation/classification-cpc-text": "a class of the cited patent, which its own record has",
    "//us-citation/classification-national": "a class of the cited patent, which its own record has",
    "//citation/classification-national": "a class of the cited patent, which its own record has",
    "//citation/classification-cpc-text": "a class of the cited patent, which its own record has",
    "//patcit/document-id/name": "a name on the cited patent, which its own record has",
    "//patcit/document-id/date": "the month of the cited patent, which its own record has",
    "//parent-grant-document": "a number of the parent, which its own record has",
    "//parent-pct-document": "a number of the parent, which its own record has",
    "//parent-status": "the state of the parent, which its own record has",
    "//child-doc": "the record itself, or another parent",
    "//@sequence": "the order of the elements",
    "//@designation": "designated states",
    "//@app-type": "a word for the role",
    "//@applicant-authority-category": "a word for the role",
    "//@rep-type": "a word for the role",
    "//assignee/role": "a code for the sort of owner; whether it is an organisation is told by its name",
    "//assignee/addressbook/role": "a code for the sort of owner; whether it is an organisation is told by its name",
    "//nationality": "of persons, not asked for",
    "//us-rights": "of persons, not asked for",
    "//addressbook/department": "a part of an address",
    "//addressbook/middle-name": "within the first name as printed",
    "//priority-claim/@kind": "every kind of claim is one of priority",
    "//office-of-filing": "the country of the claim",
    "//pct-or-regional-publishing-data/document-id/date": "that publication's own record has it",
    "//related-publication/document-id/date": "that publication's own record has it",
}
