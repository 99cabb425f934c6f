"""Each class is one object of JaLC's JSON as its REST API gives it, versions 1 and 2; IGNORED says what is not read."""

from __future__ import annotations

import msgspec

_NO_TABLE = "there is no table for it"


class Texted(msgspec.Struct):
    lang: str | None = None


class Title(Texted):
    title: str | None = None
    subtitle: str | None = None


class PersonName(Texted):
    last_name: str | None = None
    first_name: str | None = None


class AffiliationName(Texted):
    affiliation_name: str | None = None


class AffiliationIdentifier(msgspec.Struct):
    affiliation_identifier: str | None = None
    type: str | None = None


class Affiliation(Texted):
    """In version 1 one name in one language, `sequence` joining the languages; in version 2 all names together."""

    affiliation_name: str | None = None
    sequence: str | None = None
    affiliation_name_list: list[AffiliationName] = []
    affiliation_identifier_list: list[AffiliationIdentifier] = []


class ResearcherId(msgspec.Struct):
    id_code: str | None = None
    type: str | None = None


class Creator(msgspec.Struct):
    names: list[PersonName] = []
    affiliation_list: list[Affiliation] = []
    researcher_id_list: list[ResearcherId] = []


class PublicationDate(msgspec.Struct):
    publication_year: str | None = None
    publication_month: str | None = None
    publication_day: str | None = None


class Edition(msgspec.Struct):
    variation: str | None = None


class Relation(msgspec.Struct):
    content: str | None = None
    type: str | None = None
    relation: str | None = None


class JournalId(msgspec.Struct):
    journal_id: str | None = None
    type: str | None = None
    issn_type: str | None = None


class JournalName(Texted):
    journal_title_name: str | None = None
    type: str | None = None


class Keyword(msgspec.Struct):
    keyword: str | None = None


class Subject(msgspec.Struct):
    subject: str | None = None
    subject_scheme: str | None = None


class Citation(msgspec.Struct):
    doi: str | None = None


class FunderName(Texted):
    funder_name: str | None = None


class FunderIdentifier(msgspec.Struct):
    funder_identifier: str | None = None
    type: str | None = None


class AwardNumber(msgspec.Struct):
    award_number: str | None = None


class AwardGroup(msgspec.Struct):
    award_number_list: list[AwardNumber] = []
    project_name: str | None = None


class Fund(msgspec.Struct):
    funder_name: list[FunderName] = []
    funder_identifier_list: list[FunderIdentifier] = []
    award_number_group_list: list[AwardGroup] = []


class Description(Texted):
    description: str | None = None
    type: str | None = None


class Rights(msgspec.Struct):
    rights: str | None = None
    uri: str | None = None


class DatedEvent(msgspec.Struct):
    date: str | None = None
    type: str | None = None


class AlternateIdentifier(msgspec.Struct):
    alternate_identifier: str | None = None
    type: str | None = None


class AccessRights(msgspec.Struct):
    access_rights: str | None = None
    access_rights_date: str | None = None


class Content(msgspec.Struct):
    """What `data` holds in the answer to /dois/{doi}."""

    doi: str
    content_type: str | None = None
    siteId: str | None = None
    url: str | None = None
    title_list: list[Title] = []
    creator_list: list[Creator] = []
    publication_date: PublicationDate | None = None
    date: str | None = None
    advance_date: str | None = None
    date_list: list[DatedEvent] = []
    updated_date: str | None = None
    content_language: str | None = None
    edition: Edition | None = None
    relation_list: list[Relation] = []
    alternate_identifier_list: list[AlternateIdentifier] = []
    isbn: str | None = None
    journal_id_list: list[JournalId] = []
    journal_title_name_list: list[JournalName] = []
    volume: str | None = None
    issue: str | None = None
    first_page: str | None = None
    last_page: str | None = None
    article_number: str | None = None
    keyword_list: list[Keyword] = []
    subject_list: list[Subject] = []
    description_list: list[Description] = []
    rights_list: list[Rights] = []
    access_rights: AccessRights | None = None
    citation_list: list[Citation] | None = None
    fund_list: list[Fund] = []


class Message(msgspec.Struct):
    """`errors` is what JaLC says where it has no answer."""

    errors: object = None


class Envelope(msgspec.Struct):
    data: object = None
    status: str | None = None
    apiType: str | None = None
    message: Message | None = None


_SEQUENCE = {"sequence": "the order of the list is that of the numbers", "type": "person or organisation"}

IGNORED: dict[type[msgspec.Struct], dict[str, str]] = {
    Envelope: {"apiVersion": "both versions are read alike"},
    Message: dict.fromkeys(("total", "rows", "totalPages", "page"), "how many records the answer has"),
    Content: {
        "ra": "always JaLC",
        "prefix": "the beginning of the DOI",
        "site_name": "the name of siteId, which says who registered the DOI, not where the work is",
        "publisher_list": "a publisher without an identifier; " + _NO_TABLE,
        "contributor_list": "editors and translators, not authors; " + _NO_TABLE,
        "journal_classification": "a code of JaLC's own",
        "journal_txt_lang": "the language of the journal; content_language is that of the work",
        "article_type": "a code of JaLC's own",
        "book_classification": "a code of JaLC's own",
        "isbn_type": "print or electronic; both are the work",
        "recorded_year": "the years of the journal under this title",
        "recorded_volume": "the volumes of the journal under this title",
        "recorded_issue": "the issues of the journal under this title",
        "special_issue": "the title of a special issue; " + _NO_TABLE,
        "special_issue_lang": "the language of special_issue",
        "resource_type": "free words under the content type",
        "resource_kind": "free words under the content type",
        "learning_resource_type": "free words under the content type",
        "meeting_list": "the conference; " + _NO_TABLE,
        "institution_list": "who published a report; " + _NO_TABLE,
        "repository_list": "where data are kept, by name alone; " + _NO_TABLE,
        "contract_number": "a number of the contract; its funder is not given",
        "geolocation_list": "places that data are of; " + _NO_TABLE,
        "format_list": "formats of files; " + _NO_TABLE,
        "size_list": "sizes of files; " + _NO_TABLE,
        "signature": "a checksum of the deposit",
    },
    Creator: _SEQUENCE,
    PersonName: {"prefix": "a title before the name", "suffix": "what stands behind the name"},
    AffiliationIdentifier: {"scheme_uri": "`type` names the scheme"},
    Edition: {"version": "a number without meaning elsewhere", "format": "format of the file; " + _NO_TABLE},
    Keyword: {"lang": "keywords are kept without language", **_SEQUENCE},
    Subject: {"lang": "subjects are kept without language", "scheme_uri": "subject_scheme names the scheme"},
    AwardNumber: {"type": "the shape of the number says which it is"},
    AwardGroup: {
        "program_id": "the programme is the award's, which its number names",
        "program_name": "the programme is the award's, which its number names",
    },
    Citation: dict.fromkeys(
        (
            *("sequence", "original_text", "title_list", "creator_list", "journal_title_name_list", "volume", "issue"),
            *("first_page", "last_page", "publication_date", "content_language", "edition"),
            *("special_issue", "special_issue_lang"),
        ),
        "a reference is kept by its DOI alone",
    ),
}
