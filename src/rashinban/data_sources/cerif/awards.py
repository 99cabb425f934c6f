"""A project, or the grant or contract that pays for it, becomes an award; programmes and calls are none.

A project and its only grant are one award: they share an identifier, the grant's DOI or its number in the system. The
project's record says most, so the grant's is a short form, which stands where there is no project, and brings its part:
amount, texts, numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from itertools import count

from rashinban.data_sources.cerif.record import Cris, Organisation, Text
from rashinban.errors import Refused
from rashinban.reading.works import mention_award, name_of_parts
from rashinban.reading.xml import Element, local
from rashinban.schema import ids, kinds
from rashinban.schema.award_numbers import systematic
from rashinban.schema.partial_dates import day_of, partial_date

#: Types of funding that are no awards, but what awards are given under.
_PROGRAMMES = frozenset(("programme", "call", "tender"))
#: Where the texts of a grant begin among those of its project.
_TEXTS_OF_GRANTS = 101
#: The European Commission's grant numbers are one series, and CORDIS names its projects by them.
_COMMISSION = "fundref:501100000780"
_PARTS_OF_CONSORTIUM = ("Coordinator", "Partner", "Contractor", "InKindContributor", "Member")
_PARTS_OF_TEAM = ("PrincipalInvestigator", "Contact", "Member")


@dataclass(frozen=True, kw_only=True)
class Named:
    """What a record says of an award beside its texts: numbers by scheme, as typed, who paid, under which scheme.

    others: numbers of what is the same award in another record.
    """

    ids: dict[str, str]
    number: str | None
    funder: Organisation | None
    scheme: str | None
    type: str | None
    others: tuple[tuple[str, str], ...] = ()

    @property
    def award_id(self) -> str | None:
        return ids.best("awards", self.ids)


def named_project(cris: Cris, element: Element) -> Named:
    """A project by its numbers and the grant that pays for it."""
    grants = [named_funding(cris, each) for each in cris.reading.many(element, "Funded/As/Funding")]
    grants = [grant for grant in grants if grant.type not in _PROGRAMMES]
    only = grants[0] if len(grants) == 1 else None
    payers = [cris.organisation(each) for each in cris.reading.many(element, "Funded/By/OrgUnit")]
    payer = payers[0] if payers else only.funder if only else None
    number = _number(cris, element) or (only.number if only else None)
    own = _ids(cris, element, number, payer)
    return Named(
        ids={**only.ids, **own} if only else own,
        others=tuple(only.ids.items()) if only else (),
        number=number,
        funder=payer,
        scheme=next((grant.scheme for grant in grants if grant.scheme), None),
        type=only.type if only else None,
    )


def named_funding(cris: Cris, element: Element) -> Named:
    """A grant or contract, a programme or a call by its numbers."""
    payers = [cris.organisation(each) for each in cris.reading.many(element, "Funder/OrgUnit")]
    payer = payers[0] if payers else None
    number = _number(cris, element)
    doi = cris.rows.take(kinds.doi, cris.reading.text(element, "GrantDOI"), "awards.doi")
    found = _ids(cris, element, number, payer)
    if jgn := systematic(doi):
        found["jgn"] = jgn
    wider = cris.reading.one(element, "PartOf/Funding")
    return Named(
        ids=found | ({"award-doi": doi} if doi else {}),
        number=number,
        funder=payer,
        scheme=_label(cris, wider) if wider is not None else None,
        type=cris.word("fundings", element, "Type", "awards.funding_type"),
    )


def _number(cris: Cris, element: Element) -> str | None:
    """The funder's number of an award, as typed; others, such as the address of a home page, are passed over."""
    found = None
    for each in cris.reading.many(element, "Identifier"):
        printed = (cris.reading.attribute(each, "type") or "").rpartition("#")[2]
        text = cris.reading.text(each)
        if printed == "ProjectReference":
            found = found or text
    return found


def _ids(cris: Cris, element: Element, number: str | None, payer: Organisation | None) -> dict[str, str]:
    funder_id = payer.funder_id if payer else None
    own, jgn = cris.own(element), systematic(number, (funder_id,))
    found = {"jgn": jgn, "ec": number.upper() if number and funder_id == _COMMISSION else None, "award": own}
    return {scheme: identifier for scheme, identifier in found.items() if identifier}


def _label(cris: Cris, element: Element) -> str | None:
    names = cris.texts(element, "Name")
    return names[0].text if names else cris.reading.text(element, "Acronym")


def mention(cris: Cris, element: Element) -> tuple[Named, str | None]:
    """A project or funding that another record names: what it says, and its id; its short form is added."""
    is_project = local(element) == "Project"
    named = (named_project if is_project else named_funding)(cris, element)
    titles = cris.texts(element, "Title" if is_project else "Name")
    cris.reading.passed(element)
    if named.type in _PROGRAMMES or named.award_id is None:
        return named, None
    mention_award(
        cris.rows,
        named.award_id,
        funder_id=cris.mention_funder(named.funder) if named.funder else None,
        funder_award_id=named.number,
        title=titles[0].text if titles else None,
        doi=named.ids.get("award-doi"),
    )
    return named, named.award_id


def add_project(cris: Cris, element: Element, day: str | None) -> None:
    """Add a project as an award."""
    named = named_project(cris, element)
    reading = cris.reading
    titles, abstracts = cris.texts(element, "Title"), cris.texts(element, "Abstract")
    start, end = (_day(cris, reading.text(element, name), name) for name in ("StartDate", "EndDate"))
    award_id = _add(cris, element, named, titles, abstracts, (start, end), day)
    _add_consortium(cris, element, award_id)
    _add_team(cris, element, award_id)
    for each in reading.many(element, "Funded"):
        reading.passed(each)


def add_funding(cris: Cris, element: Element, day: str | None) -> None:
    """Add a grant or contract as an award."""
    named = named_funding(cris, element)
    if named.type in _PROGRAMMES:
        raise Refused(f"a {named.type} is no award", column="awards.funding_type", found=_label(cris, element))
    reading = cris.reading
    names, texts = cris.texts(element, "Name"), cris.texts(element, "Description")
    duration = reading.one(element, "Duration")
    start, end = (_day(cris, reading.attribute(duration, name), name) for name in ("startDate", "endDate"))
    _add(cris, element, named, names, texts, (start, end), day)
    for path in ("PartOf", "Funder"):
        for each in reading.many(element, path):
            reading.passed(each)


def _day(cris: Cris, printed: str | None, column: str) -> Date | None:
    return day_of(cris.rows.take(partial_date, printed, f"awards.{column}"))


def _add(
    cris: Cris,
    element: Element,
    named: Named,
    titles: list[Text],
    abstracts: list[Text],
    days: tuple[Date | None, Date | None],
    day: str | None,
) -> str:
    """Add what projects and grants have in common; the id."""
    rows, reading, award_id, is_project = cris.rows, cris.reading, named.award_id, local(element) == "Project"
    if award_id is None:
        raise Refused("no identifier of the award", column="awards.award_id")
    amount = reading.one(element, "Amount")
    money = None
    if amount is not None:
        currency = reading.attribute(amount, "currency") or ""
        money = rows.take(lambda text: kinds.money(text, currency), reading.text(amount), "awards.amount")
    leads = reading.many(element, "Team/PrincipalInvestigator/Person")
    lead = name_of_parts(*cris.name_of(leads[0]), language=None) if leads else None
    add = rows.add if is_project else rows.mention_of
    add(
        "awards",
        award_id=award_id,
        funder_id=cris.mention_funder(named.funder) if named.funder else None,
        funder_award_id=named.number,
        jgn=named.ids.get("jgn"),
        title=titles[0].text if titles else None,
        description=abstracts[0].text if abstracts else None,
        doi=named.ids.get("award-doi"),
        amount=money[0] if money else None,
        currency=money[1] if money else None,
        funding_type=named.type,
        funder_scheme=named.scheme,
        start_date=days[0],
        end_date=days[1],
        status=(reading.text(element, "Status") or "").rpartition("#")[2] or None,
        lead_name=lead.full if lead else None,
        lead_orcid=cris.person(leads[0]).get("orcid") if leads else None,
        updated_date=day,
    )
    if money:
        rows.add("award_amounts", award_id=award_id, position=1, kind="total", amount=money[0], currency=money[1])
    for scheme, identifier in dict.fromkeys([*named.ids.items(), *named.others]):
        rows.add("award_identifiers", award_id=award_id, scheme=scheme, identifier=identifier)
    acronym = reading.text(element, "Acronym")
    kinds_of_text = [*(("title", each) for each in titles), *(("summary", each) for each in abstracts)]
    if acronym:
        kinds_of_text.insert(len(titles), ("acronym", Text(text=acronym, language=None)))
    for position, (kind, text) in enumerate(dict.fromkeys(kinds_of_text), 1 if is_project else _TEXTS_OF_GRANTS):
        rows.add("award_texts", award_id=award_id, position=position, kind=kind, language=text.language, text=text.text)
    for (scheme, term), language in dict(_subjects(cris, element)).items():
        rows.add("award_subjects", award_id=award_id, scheme=scheme, term=term, language=language)
    return award_id


def _subjects(cris: Cris, element: Element) -> Iterator[tuple[tuple[str, str], str | None]]:
    for word in cris.texts(element, "Keyword"):
        yield ("keyword", word.text), word.language
    for each in cris.reading.many(element, "Subject"):
        if term := cris.reading.text(each):
            yield (cris.reading.attribute(each, "scheme") or "subject", term), None


def _add_consortium(cris: Cris, element: Element, award_id: str) -> None:
    """Add the organisations that are bound to do the work; persons among them are members."""
    position = count(1)
    for name in _PARTS_OF_CONSORTIUM:
        for link in cris.reading.many(element, f"Consortium/{name}"):
            shown = cris.reading.text(link, "DisplayName")
            unit = cris.reading.one(link, "OrgUnit")
            organisation = cris.organisation(unit) if unit is not None else None
            if organisation is not None or shown:
                cris.rows.add(
                    "award_institutions",
                    award_id=award_id,
                    position=next(position),
                    role=cris.rows.type_of("award_institutions", "cerif", name, "award_institutions.role") or "other",
                    institution_id=cris.mention(organisation) if organisation else None,
                    institution_name=(organisation.name if organisation else None) or shown,
                )
            cris.reading.passed(link)


def _add_team(cris: Cris, element: Element, award_id: str) -> None:
    """Add the persons who do the work, each with the institution that they do it at."""
    position = count(1)
    for name in _PARTS_OF_TEAM:
        for link in cris.reading.many(element, f"Team/{name}"):
            shown = cris.reading.text(link, "DisplayName")
            person = cris.reading.one(link, "Person")
            unit = cris.reading.one(link, "Affiliation/OrgUnit")
            place = cris.organisation(unit) if unit is not None else None
            found = name_of_parts(*cris.name_of(person), language=None) if person is not None else None
            cris.rows.add(
                "award_members",
                award_id=award_id,
                position=next(position),
                author_id=ids.best("authors", cris.person(person)) if person is not None else None,
                name=shown or (found.full if found else None),
                role=cris.rows.type_of("award_members", "cerif", name, "award_members.role") or "other",
                institution_id=cris.mention(place.institution) if place else None,
                institution_name=place.institution.name if place else None,
                department=place.name if place and place != place.institution else None,
            )
            cris.reading.passed(link)
