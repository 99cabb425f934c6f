"""Each record is one grant that a funder registered with Crossref; it becomes an award, its people and amounts."""

from __future__ import annotations

from rashinban.data_sources.crossref.funding import award_of_doi
from rashinban.data_sources.crossref.people import full_name, institution_id, orcid_of, printed_affiliation
from rashinban.data_sources.crossref.shapes import Amount, Investigator, Project, Work
from rashinban.data_sources.crossref.values import date_of, first_date, funder_id
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.markup import plain_text
from rashinban.schema import ids, kinds
from rashinban.schema.languages import language_code
from rashinban.schema.partial_dates import day_of, year_of

_NOTHING = Project()
_ROLES = (
    ("lead_investigator", "principal_investigator"),
    ("co_lead_investigator", "co_investigator"),
    ("investigator", "co_investigator"),
)


def add_award(doi: str, work: Work, rows: Rows) -> None:
    """Add one award. Its first project is the award's; texts, people and amounts are those of all its projects."""
    award_id = award_of_doi(doi)
    if award_id is None:
        raise Refused("not a DOI of an award", column="DOI", found=doi)
    rows.own_id = award_id
    projects = work.project or [_NOTHING]
    first = projects[0]
    funding = next((each for each in first.funding or () if each.funder), None)
    paid_by = funder_id(funding.funder, rows) if funding and funding.funder else None
    titles = _add_texts(award_id, projects, rows)
    lead = next((person for person in first.lead_investigator or ()), None)
    amount = _money(first.award_amount, rows) or next(
        (found for each in first.funding or () if (found := _money(each.award_amount, rows))), None
    )
    start = first_date(first.award_start or work.award_start or first.award_planned_start, "awards.start_date", rows)
    end = first_date(first.award_end or first.award_planned_end, "awards.end_date", rows)
    rows.add(
        "awards",
        award_id=award_id,
        jgn=award_id.removeprefix("jgn:") if award_id.startswith("jgn:") else None,
        funder_id=paid_by,
        funder_award_id=work.award or None,
        title=titles.get("title"),
        description=titles.get("summary"),
        doi=doi,
        amount=amount[0] if amount else None,
        currency=amount[1] if amount else None,
        funding_type=funding.type if funding else None,
        funder_scheme=funding.scheme if funding else None,
        start_date=day_of(start),
        end_date=day_of(end),
        lead_name=full_name(lead) if lead else None,
        lead_orcid=orcid_of(lead, "awards.lead_orcid", rows) if lead and lead.orcid else None,
        institution_id=_institution(lead, rows)[0] if lead else None,
        created_date=work.created.date_time if work.created else None,
        updated_date=work.deposited.date_time if work.deposited else None,
    )
    scheme, identifier = award_id.split(":", 1)
    known = dict.fromkeys([(scheme, identifier), ("award-doi", doi), ("funder-award-id", work.award or "")])
    for own_scheme, own in known:
        if own:
            rows.add("award_identifiers", award_id=award_id, scheme=own_scheme, identifier=own)
    _add_members(award_id, projects, rows)
    _add_amounts(award_id, projects, rows)
    _add_outputs(award_id, work, rows)


def _add_texts(award_id: str, projects: list[Project], rows: Rows) -> dict[str, str]:
    """Add titles and summaries in every language; gives the first of each kind."""
    found: dict[tuple[str, str | None, str], None] = {}
    for project in projects:
        for title in project.project_title or ():
            if text := plain_text(title.title):
                found["title", rows.take(language_code, title.language, "award_texts.language"), text] = None
        for description in project.project_description or ():
            if text := plain_text(description.description):
                found["summary", rows.take(language_code, description.language, "award_texts.language"), text] = None
    main: dict[str, str] = {}
    for position, (kind, code, text) in enumerate(found, 1):
        main.setdefault(kind, text)
        rows.add("award_texts", award_id=award_id, position=position, kind=kind, language=code, text=text)
    return main


def _institution(person: Investigator, rows: Rows) -> tuple[str | None, str | None]:
    """Id and name of the first affiliation."""
    for affiliation in person.affiliation or ():
        printed = printed_affiliation(affiliation)
        return institution_id(affiliation, printed, rows), printed
    return None, None


def _add_members(award_id: str, projects: list[Project], rows: Rows) -> None:
    position = 0
    for project in projects:
        for field, role in _ROLES:
            people: list[Investigator] = getattr(project, field) or []
            for person in people:
                position += 1
                orcid = orcid_of(person, "award_members.author_id", rows) if person.orcid else None
                institution, printed = _institution(person, rows)
                rows.add(
                    "award_members",
                    award_id=award_id,
                    position=position,
                    author_id=ids.best("authors", {"orcid": orcid}),
                    name=full_name(person),
                    role=role,
                    institution_id=institution,
                    institution_name=printed,
                    start_fiscal_year=year_of(date_of(person.role_start, "award_members.start_fiscal_year", rows)),
                    end_fiscal_year=year_of(date_of(person.role_end, "award_members.end_fiscal_year", rows)),
                )


def _money(amount: Amount | None, rows: Rows) -> tuple[int, str] | None:
    if amount is None or amount.amount is None:
        return None
    try:
        if not amount.currency:
            raise Refused("an amount without a currency", found=amount.amount)
        return kinds.money(amount.amount, amount.currency)
    except Refused as refused:
        rows.refuse_value("award_amounts.amount", refused.reason, f"{amount.amount} {amount.currency}")
        return None


def _add_amounts(award_id: str, projects: list[Project], rows: Rows) -> None:
    """The whole award's amount of each project; where it has none, what each funder gives."""
    position = 0
    for project in projects:
        stated = (
            [project.award_amount] if project.award_amount else [each.award_amount for each in project.funding or ()]
        )
        for found in filter(None, (_money(amount, rows) for amount in stated)):
            position += 1
            rows.add(
                "award_amounts",
                award_id=award_id,
                position=position,
                kind="total",
                amount=found[0],
                currency=found[1],
            )


def _add_outputs(award_id: str, work: Work, rows: Rows) -> None:
    """The works that the grant is said to finance."""
    position = 0
    for other in (work.relation or {}).get("finances", ()):
        doi = (
            rows.take(kinds.doi, other.id, "award_outputs.work_id") if (other.id_type or "").lower() == "doi" else None
        )
        if doi:
            position += 1
            rows.add(
                "award_outputs",
                award_id=award_id,
                position=position,
                kind="other",
                claimed_by="reported",
                work_id=ids.scheme_id("doi", doi),
            )
