"""One grantAward becomes one award, with its identifiers, funder, period and status; its parts are in their modules."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from functools import cache
from importlib.resources import files

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading import xml
from rashinban.reading.grant_awards import amounts, institutions, outputs, people, texts
from rashinban.reading.grant_awards.element import Award
from rashinban.reading.grant_awards.ignored import IGNORED
from rashinban.reading.xml import Element, Reading
from rashinban.schema import ids, kinds
from rashinban.schema.japanese import date_ja, first_day, fiscal_year, jgn, kakenhi_number, last_day

#: Which paragraphs say best what an award is about, the best first.
_DESCRIBING = (
    "abstract",
    "outline_of_research_initial",
    "outline_of_research_screening",
    "purpose",
    "outline_of_research_achievement",
    "outline_of_research_performance",
)
#: The words of the definition for the kinds of identifier.
_DOI, _JGN = "doi", "nationalAwardNumber"


@dataclass(frozen=True, kw_only=True)
class Agency:
    """A funder as records name it: its code in e-Rad, and its name. A programme stands for the funder of its awards."""

    erad_funder: str
    name: str
    is_programme: bool


@cache
def agencies() -> Mapping[str, Agency]:
    """By code or name of an agency, from agencies.csv beside this module."""
    with (files(__package__) / "agencies.csv").open(encoding="utf-8") as stream:
        return {
            row["agency"]: Agency(
                erad_funder=row["erad_funder"], name=row["name"], is_programme=row["is_programme"] == "yes"
            )
            for row in csv.DictReader(stream)
        }


def parse(record: bytes, rows: Rows, *, watched: bool = True) -> None:
    """Append the rows of one grantAward."""
    award = Award(reading=Reading(xml.parse(record), watched=watched), rows=rows)
    record_id = award.attribute(award.root, "id")
    if not record_id:
        raise Refused("a grantAward without @id", column="@id")
    identifiers = _identifiers(award, record_id)
    best = ids.best("awards", dict(reversed(identifiers)))
    award.award_id = best or ids.scheme_id("award", record_id)
    award.read_years()
    for scheme, identifier in identifiers:
        rows.add("award_identifiers", award_id=award.award_id, scheme=scheme, identifier=identifier)
    summaries = award.summaries()
    described = texts.read(award, summaries)
    texts.read_subjects(award, summaries)
    codes = institutions.institution_codes(award)
    lead = people.read_members(award, summaries, codes)
    institution_id = institutions.read_institutions(award, summaries)
    amount, currency = amounts.read(award, summaries)
    outputs.read(award)
    period = _period(award, summaries)
    rows.add(
        "awards",
        award_id=award.award_id,
        funder_id=_funder_id(award, summaries),
        funder_award_id=award.attribute(award.root, "awardNumber"),
        title=next((text for summary in summaries if (text := award.text(summary, "title"))), None),
        description=next((described[kind] for kind in _DESCRIBING if kind in described), None),
        doi=next((identifier for scheme, identifier in identifiers if scheme == "award-doi"), None),
        amount=amount,
        currency=currency,
        funding_type=award.attribute(award.root, "projectType"),
        funder_scheme=_scheme(award, summaries),
        start_date=period.start,
        end_date=period.end,
        start_fiscal_year=period.first_year,
        end_fiscal_year=period.last_year,
        status=_status(award, summaries),
        lead_name=lead.name if lead else None,
        lead_orcid=lead.orcid if lead else None,
        institution_id=institution_id or (lead.institution_id if lead else None),
        created_date=award.text(award.root, "created"),
        updated_date=award.text(award.root, "modified"),
    )
    award.reading.notice_unread(rows, IGNORED)


def _identifiers(award: Award, record_id: str) -> list[tuple[str, str]]:
    """Schemes and identifiers, each once, those that the provider put into their normal form first.

    A subsidy and a fund that go on as one project have a number each: both are numbers of this award.
    """
    found: dict[tuple[str, str], None] = {}
    rows = award.rows
    for element in (*award.many("identifier"), *award.many("grantAwardInfo/identifier")):
        printed, value = award.attribute(element, "type"), award.text(element, "normalizedValue")
        if printed == _JGN:
            if number := rows.take(jgn, value, "award_identifiers.identifier"):
                found["jgn", number] = None
        elif printed == _DOI:
            if doi := rows.take(kinds.doi, value, "awards.doi"):
                found["award-doi", doi] = None
        else:
            rows.refuse_value("award_identifiers.scheme", "an identifier of a type that is not known", printed)
    numbers = [
        award.attribute(award.root, "awardNumber"),
        *(award.attribute(each, "awardNumber") for each in award.many("summary/awardNumber")),
        *(award.text(each) for each in award.many("awardNumberList/awardNumber")),
    ]
    is_kakenhi = award.attribute(award.root, "recordSet") == "kakenhi" or record_id.startswith("KAKENHI-")
    for number in dict.fromkeys(number for number in numbers if number):
        found.update(dict.fromkeys(_forms(number, is_kakenhi)))
    found["award", record_id] = None
    return list(found)


def _forms(number: str, is_kakenhi: bool) -> list[tuple[str, str]]:
    """An award's number in the schemes that know numbers of its shape, else as the provider's own word."""
    try:
        if is_kakenhi:
            clean = kakenhi_number(number)
            return [("jgn", f"JP{clean}"), ("kaken", clean)]
        return [("jgn", jgn(number))]
    except Refused:
        # Numbers of areas, and those of before 1985 (X00090----130001), have other shapes.
        return [("award-number", number)]


def _funder_id(award: Award, summaries: list[Element]) -> str | None:
    """The agency that the record names: by its code in e-Rad, else by NII's own code."""
    named = [award.reading.one(summary, "agency") for summary in summaries]
    for code, name in [(award.attribute(agency, "niiCode"), award.text(agency)) for agency in named]:
        known = agencies().get(code or "") or agencies().get(name or "")
        if known:
            found = ids.scheme_id("erad-funder", known.erad_funder)
            award.mention("funders", funder_id=found, display_name=known.name)
            return found
        if code or name:
            found = ids.scheme_id("funder", f"nii-{code}" if code else str(name))
            award.mention("funders", funder_id=found, display_name=name)
            return found
    return None


@dataclass(frozen=True, kw_only=True)
class _Period:
    start: Date | None = None
    end: Date | None = None
    first_year: int | None = None
    last_year: int | None = None


def _period(award: Award, summaries: list[Element]) -> _Period:
    """Days where the record has them, else those of its fiscal years: the end year N ends in March of N + 1.

    Projects that go on have only the years that the search works with.
    """
    rows, reading = award.rows, award.reading
    period, *others = (*(each for summary in summaries for each in reading.many(summary, "periodOfAward")), None)
    if period is None:
        return _Period()
    for other in others:
        reading.passed(other)
    start = rows.take(date_ja, award.text(period, "startDate"), "awards.start_date")
    end = rows.take(date_ja, _shown(award, reading.one(period, "endDate")), "awards.end_date")
    first = award.fiscal_year(award.text(period, "startFiscalYear"), "awards.start_fiscal_year")
    last = award.fiscal_year(_shown(award, reading.one(period, "endFiscalYear")), "awards.end_fiscal_year")
    searched = award.attribute(period, "searchStartFiscalYear"), award.attribute(period, "searchEndFiscalYear")
    first = first or (fiscal_year(start) if start else award.fiscal_year(searched[0], "awards.start_fiscal_year"))
    if last is None and end is None and not _is_withheld(award, period):
        last = award.fiscal_year(searched[1], "awards.end_fiscal_year")
    elif last is None and end is not None:
        last = fiscal_year(end)
    return _Period(
        start=start or (first_day(first) if first else None),
        end=end or (last_day(last) if last else None),
        first_year=first,
        last_year=last,
    )


def _shown(award: Award, end: Element | None) -> str | None:
    """The end of an award, unless the provider marks it as not to be shown."""
    text = award.text(end)
    return None if end is not None and award.flag(end, "nondisclosure") else text


def _is_withheld(award: Award, period: Element) -> bool:
    ends = (award.reading.one(period, name) for name in ("endDate", "endFiscalYear"))
    return any(award.flag(end, "nondisclosure") for end in ends if end is not None)


def _scheme(award: Award, summaries: list[Element]) -> str | None:
    """The programme: the one that the provider counts the award under, else the last step of the printed path."""
    paths = ("category", "categoryFc")
    found = [
        [award.text(each) for path in paths for each in award.reading.many(summary, path)] for summary in summaries
    ]
    return next((steps[-1] for steps in found if steps), None)


def _status(award: Award, summaries: list[Element]) -> str | None:
    """adopted, granted, ceased, suspended, project_closed, declined or discontinued."""
    found = [award.attribute(award.reading.one(summary, "projectStatus"), "statusCode") for summary in summaries]
    return next(filter(None, found), None)
