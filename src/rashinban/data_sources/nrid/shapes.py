"""Each shape is what is read of one object of a researcher in KAKEN's JSON; what is known and not read has its reason.

The definition (KAKEN_researcher_JSON_definition_document of NII) writes `util` where answers have `until`, and lists
where answers have one object or one text: both are taken.
"""

from __future__ import annotations

from typing import Any

import msgspec

from rashinban.reading.json import Ignored
from rashinban.schema.japanese import trim_cjk


class Text(msgspec.Struct):
    text: str | None = None
    lang: str | None = None


Texts = list[Text] | Text | str
Words = list[str] | str


class Day(msgspec.Struct):
    year: int | str | None = msgspec.field(default=None, name="commonEra:year")
    month: int | str | None = None
    day: int | str | None = None


class PersonName(msgspec.Struct):
    full: Texts | None = msgspec.field(default=None, name="humanReadableValue")
    family: Texts | None = msgspec.field(default=None, name="name:familyName")
    given: Texts | None = msgspec.field(default=None, name="name:givenName")


class Institution(msgspec.Struct):
    name: Texts | None = msgspec.field(default=None, name="humanReadableValue")
    nii: str | None = msgspec.field(default=None, name="id:institution:kakenhi")
    mext: str | None = msgspec.field(default=None, name="id:institution:mext")
    erad: str | None = msgspec.field(default=None, name="id:institution:erad")


class Named(msgspec.Struct):
    name: Texts | None = msgspec.field(default=None, name="humanReadableValue")


class Affiliation(msgspec.Struct):
    since: Day | None = None
    until: Day | None = None
    util: Day | None = None
    institution: Institution | None = msgspec.field(default=None, name="affiliation:institution")
    department: Named | None = msgspec.field(default=None, name="affiliation:department")
    job_title: Named | None = msgspec.field(default=None, name="affiliation:jobTitle")


class PersonSource(msgspec.Struct):
    kakenhi: Words | None = msgspec.field(default=None, name="id:person:kakenhi")
    pseudo: Words | None = msgspec.field(default=None, name="id:person:erad_pseudo_unique")


class ProjectSource(msgspec.Struct):
    kakenhi: Words | None = msgspec.field(default=None, name="id:project:kakenhi")


class FiscalYear(msgspec.Struct):
    year: int | str | None = msgspec.field(default=None, name="commonEra:year")


class Fiscal(msgspec.Struct):
    fiscal: FiscalYear | None = msgspec.field(default=None, name="fiscal:year")


class Role(msgspec.Struct):
    code: str | None = msgspec.field(default=None, name="code:roleInProject:kakenhi")


class Project(msgspec.Struct):
    source: ProjectSource | None = msgspec.field(default=None, name="recordSource")
    role: list[Role] | Role | None = None
    title: list[Named] | Named | None = None
    since: Fiscal | None = None
    until: Fiscal | None = None


class Value(msgspec.Struct):
    value: str | None = None


class PatentNumber(msgspec.Struct):
    application: Words | None = msgspec.field(default=None, name="applicationNumber")
    publication: Words | None = msgspec.field(default=None, name="publicationNumber")


Values = list[Value] | Value | str


class Product(msgspec.Struct):
    type: str | None = msgspec.field(default=None, name="resourceType")
    doi: Values | None = msgspec.field(default=None, name="id:doi")
    pmid: Words | None = msgspec.field(default=None, name="id:pmid")
    naid: Values | None = msgspec.field(default=None, name="id:naid")
    isbn: Values | None = msgspec.field(default=None, name="source:isbn")
    patent: list[PatentNumber] | PatentNumber | None = msgspec.field(default=None, name="id:patentId")
    title: Texts | None = msgspec.field(default=None, name="title:main")
    other_title: Texts | None = msgspec.field(default=None, name="title:alternative")
    journal: Texts | None = msgspec.field(default=None, name="source:title")
    other_journal: Texts | None = msgspec.field(default=None, name="source:alternativeTitle")
    organizer: Texts | None = msgspec.field(default=None, name="contributor:organizer:unparsed")
    publisher: Texts | None = msgspec.field(default=None, name="contributor:publisher:unparsed")
    date: Day | None = msgspec.field(default=None, name="date:publicationDate")


class Researcher(msgspec.Struct):
    accn: str | None = None
    source: PersonSource | None = msgspec.field(default=None, name="recordSource")
    erad: Words | None = msgspec.field(default=None, name="id:person:erad")
    wrong_erad: Words | None = msgspec.field(default=None, name="id:person:erad:alternative")
    jst: Words | None = msgspec.field(default=None, name="id:person:jst")
    researchmap: Words | None = msgspec.field(default=None, name="id:person:researchmap")
    jglobal: Words | None = msgspec.field(default=None, name="id:person:jglobal")
    orcid: Words | None = msgspec.field(default=None, name="id:orcid")
    name: PersonName | None = None
    names: list[PersonName] | None = None
    current: list[Affiliation] | None = msgspec.field(default=None, name="affiliations:current")
    history: list[Affiliation] | None = msgspec.field(default=None, name="affiliations:history")
    projects: list[Project] | None = msgspec.field(default=None, name="work:project")
    products: list[Product] | None = msgspec.field(default=None, name="work:product")


_ORDER = "the order of the list tells it"
_OF_AWARD = "the award's own record has it (kaken)"
_OF_OUTPUT = "the award's own record lists the output with it (kaken); a line of a profile has no place for it"
_NO_IDS = "departments and posts have no ids of ours"
_IN_NAME_DAYS = "when a name was in use; author_names has no days"

IGNORED: Ignored = {
    Researcher: {
        "relation:relatedResource": "the projects, which are listed below",
        "ongoing": "the projects that go on, which are listed below",
    },
    Day: {"humanReadableValue": "the same in words"},
    PersonName: dict.fromkeys(("since", "until", "util", "sequence"), _IN_NAME_DAYS),
    Affiliation: {"sequence": _ORDER},
    Institution: {
        "category:institution:kakenhi": "the institution's record says what it is",
        "id:institution:jsps": "its other numbers are read",
        "id:institution:jst": "its other numbers are read",
    },
    Named: {
        f"id:{of}:{office}": _NO_IDS for of in ("department", "jobTitle") for office in ("mext", "jsps", "jst", "erad")
    },
    FiscalYear: {"firstDate:month": "always April", "firstDate:day": "always the first"},
    Role: {"humanReadableValue": "the code is read"},
    Project: dict.fromkeys(
        ("field", "category", "review_section", "section", "institution", "keyword", "projectStatus", "member"),
        _OF_AWARD,
    )
    | {"sequence": _ORDER},
    Value: {"reason": "why the provider takes it for the same article"},
    PatentNumber: {"applicationType": "the number says it"},
    Product: dict.fromkeys(
        (
            "accn",
            "recordSource",
            "attribute:reviewed",
            "attribute:invited",
            "attribute:foreign",
            "attribute:acknowledgement",
            "attribute:jointInternationalResearch",
            "attribute:creator:candidate",
            "attribute:id:doi:asWritten",
            "rights:accessLevel",
            "language",
            "relation:relatedResource",
            "id:pmcid",
            "id:jglobal",
            "id:uri",
            "source:issn",
            "source:ncid",
            "source:volume",
            "source:issue",
            "source:firstPage",
            "source:lastPage",
            "creator:unparsed",
            "contributor:patentInventor",
            "contributor:patentInventor:unparsed",
            "contributor:patentAssignee",
            "contributor:patentAssignee:unparsed",
            "date:patentApplicationDate",
            "date:patentIssueDate",
            "date:patentPublicationDate",
            "description:totalPages",
            "description:conferenceLocation",
            "description:description",
            "description:plainText",
            "description:annotation",
        ),
        _OF_OUTPUT,
    ),
}


def listed(value: Any) -> list[Any]:
    """A list, also where the provider has one thing in its place."""
    return value if isinstance(value, list) else [] if value is None else [value]


def spoken_texts(texts: Texts | None) -> list[tuple[str, str | None]]:
    """Texts with their languages, without empty ones."""
    found = [(each, None) if isinstance(each, str) else (each.text, each.lang) for each in listed(texts)]
    return [(trim_cjk(text), spoken) for text, spoken in found if text and text.strip()]


def main_text(texts: Texts | None) -> str | None:
    """The Japanese text, else the first."""
    found = spoken_texts(texts)
    return next((text for text, spoken in found if spoken == "ja"), found[0][0] if found else None)
