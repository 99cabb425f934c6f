"""Each record is a DOI whose resource is an award; it becomes an award and its people."""

from __future__ import annotations

from rashinban.data_sources.datacite.links import award_of, funder_of
from rashinban.data_sources.datacite.people import affiliations_of, identifiers_of, orcid_of, printed_name
from rashinban.data_sources.datacite.shapes import Contributor, Doi, FundingReference
from rashinban.data_sources.datacite.values import ror_of
from rashinban.engine.rows import Rows
from rashinban.reading.markup import plain_text
from rashinban.schema import ids
from rashinban.schema.languages import language_code
from rashinban.schema.partial_dates import day_of, span

#: Kinds of contributors that take part in an award, and their role in it.
_ROLES = {
    "ProjectLeader": "principal_investigator",
    "ProjectManager": "co_investigator",
    "ProjectMember": "co_investigator",
    "Researcher": "co_investigator",
    "WorkPackageLeader": "co_investigator",
    "ContactPerson": "contact",
    "HostingInstitution": "host",
}


def add_award(own: str, doi: Doi, rows: Rows) -> None:
    """Add one award. Its first funding reference says who pays, its date of validity from when to when."""
    award_id = award_of(FundingReference(award_uri=own)) or ids.scheme_id("award-doi", own)
    rows.own_id = award_id
    reference = next(iter(doi.funding_references or ()), FundingReference())
    texts = _add_texts(award_id, doi, rows)
    valid = next((str(date.date) for date in doi.dates or () if date.date_type == "Valid" and date.date), None)
    start, _, end = (rows.take(span, valid, "awards.start_date") or "").partition("/")
    leads = [each for each in doi.contributors or () if each.contributor_type == "ProjectLeader"]
    lead = next((each for each in leads if identifiers_of(each, rows).get("orcid")), leads[0] if leads else None)
    number = str(reference.award_number) if reference.award_number else None
    rows.add(
        "awards",
        award_id=award_id,
        jgn=award_id.removeprefix("jgn:") if award_id.startswith("jgn:") else None,
        funder_id=funder_of(reference, rows),
        funder_award_id=number,
        title=texts.get("title"),
        description=texts.get("summary"),
        doi=own,
        start_date=day_of(start),
        end_date=day_of(end),
        lead_name=printed_name(lead) if lead else None,
        lead_orcid=orcid_of(lead, "awards.lead_orcid", rows) if lead else None,
        institution_id=_institution(lead, rows)[0] if lead else None,
        created_date=doi.created or None,
        updated_date=doi.updated or None,
    )
    scheme, own_number = award_id.split(":", 1)
    known = dict.fromkeys([(scheme, own_number), ("award-doi", own), ("funder-award-id", number or "")])
    for scheme, identifier in known:
        if identifier:
            rows.add("award_identifiers", award_id=award_id, scheme=scheme, identifier=identifier)
    position = 0
    for each in doi.contributors or ():
        role = _ROLES.get(each.contributor_type or "")
        if role is not None:
            position += 1
            institution, printed = _institution(each, rows)
            rows.add(
                "award_members",
                award_id=award_id,
                position=position,
                author_id=ids.best("authors", {"orcid": orcid_of(each, "award_members.author_id", rows)}),
                name=printed_name(each),
                role=role,
                institution_id=institution,
                institution_name=printed,
            )


def _add_texts(award_id: str, doi: Doi, rows: Rows) -> dict[str, str]:
    found = [("title", title.title, title.lang) for title in doi.titles or ()]
    found += [("summary", each.description, each.lang) for each in doi.descriptions or ()]
    main: dict[str, str] = {}
    position = 0
    for kind, marked, lang in found:
        if text := plain_text(marked):
            position += 1
            main.setdefault(kind, text)
            code = rows.take(language_code, lang, "award_texts.language")
            rows.add("award_texts", award_id=award_id, position=position, kind=kind, language=code, text=text)
    return main


def _institution(person: Contributor, rows: Rows) -> tuple[str | None, str | None]:
    for affiliation in affiliations_of(person):
        return ror_of(affiliation, rows), plain_text(affiliation.name)
    return None, None
