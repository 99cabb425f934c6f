"""Each value is why a field of Crossref's JSON is not read. Any field that is neither read nor here is reported."""

from __future__ import annotations

from rashinban.data_sources.crossref.shapes import (
    Amount,
    Date,
    FreeToRead,
    Funder,
    FunderRecord,
    Id,
    Institution,
    Investigator,
    Journal,
    Person,
    Reference,
    Related,
    Resource,
    Role,
    Trial,
    Update,
    Work,
)
from rashinban.reading.json import Ignored

_UNSTRUCTURED = "a reference without a DOI names no work; matching texts to works is guessing"
_NO_ID = "no identifier and no column for it"
_COPY = "says what another field says"
_MACHINE = "for Crossref's own machinery"


def _each(reason: str, fields: str) -> dict[str, str]:
    return dict.fromkeys(fields.split(), reason)


IGNORED: Ignored = {
    Work: {
        "is-referenced-by-count": "citations among Crossref's members; works.cited_by_count is OpenAlex's count",
        "indexed": _MACHINE,
        "score": _MACHINE,
        "source": "always Crossref",
        "prefix": "the beginning of the DOI",
        "member": "Crossref's number of the publisher; publishers have OpenAlex's ids",
        "publisher": _NO_ID,
        "publisher-location": _NO_ID,
        "published": "issued, as print and online dates give it",
        "short-container-title": _COPY,
        "issn-type": _COPY,
        "isbn-type": _COPY,
        "journal-issue": _COPY,
        "content-domain": "where Crossmark may be shown",
        "update-policy": "the page that explains corrections",
        "archive": "names of archives that keep a copy, no identifiers",
        "assertion": "what the publisher prints beside the work, in words of its own",
        "editor": "editors of the book or issue are no authors: they would take a share of the work",
        "translator": "translators are no authors: they would take a share of the work",
        "chair": "chairs of a conference are no authors: they would take a share of the work",
        "event": _NO_ID,
        "institution": "of a preprint or a dissertation: the host's name, which is no affiliation of an author",
        "standards-body": _NO_ID,
        "degree": _NO_ID,
        "review": "stage and recommendation of a peer review; what it reviews is in relation",
        "group-title": "the shelf of a preprint server, in its own words",
        "edition-number": _NO_ID,
        "component-number": _NO_ID,
        "part-number": _NO_ID,
        "issue-title": _NO_ID,
        "special-numbering": _NO_ID,
        "proceedings-subject": _NO_ID,
        "description": _NO_ID,
        "version": "the version's number; versions are related through relation",
        "status": _MACHINE,
        "aliases": "DOIs that lead to this one, without saying what they named",
        "award-planned-start": _COPY,
        "award-end": _COPY,
    },
    Date: {"timestamp": _COPY, "version": _MACHINE},
    Institution: {"acronym": _COPY},
    Id: {"asserted-by": _MACHINE},
    Person: {
        "sequence": "the order of the list",
        "authenticated-orcid": "whether ORCID itself confirmed the id",
        "prefix": _NO_ID,
    },
    Investigator: {
        "sequence": "the order of the list",
        "authenticated-orcid": "whether ORCID itself confirmed the id",
        "prefix": _NO_ID,
        "alternate-name": "a further form of the name; the first is the printed one",
    },
    Role: {"vocabulary": "always Crossref's"},
    Reference: {
        "unstructured": _UNSTRUCTURED,
        "key": "the publisher's label of the reference",
        "doi-asserted-by": "who found the DOI",
        **_each(
            _UNSTRUCTURED,
            "author article-title journal-title volume-title series-title volume issue first-page year edition issn "
            "isbn issn-type isbn-type component standard-designator standards-body type id",
        ),
    },
    Funder: {"doi-asserted-by": "who found the DOI", "award-info": _COPY},
    Update: {
        "label": _COPY,
        "updated": "the date of the other record",
        "source": "publisher, or Retraction Watch",
        "record-id": "Retraction Watch's number",
    },
    Related: {"asserted-by": "which of the two works says so"},
    Resource: {"secondary": "further addresses of the same page"},
    FreeToRead: {"end-date": "hardly ever given"},
    Trial: {"registry": _NO_ID, "type": _NO_ID},
    Amount: {"percentage": "share of the whole"},
    Journal: _each(
        "statistics of what the publisher deposits",
        "publisher counts breakdowns flags coverage coverage-type subjects last-status-check-time issn-type",
    ),
    FunderRecord: _each(
        "statistics, and places in words",
        "location replaces replaced-by tokens hierarchy hierarchy-names descendants descendant-work-count work-count "
        "country",
    ),
}
