"""Each event is one thing that came of an award, with the day or year when: a work, a data set, a patent, a company.

A company is of an award as applicant or owner of a patent that came of it, or by taking part in the award. It is told
by its institution's type or by its legal form in its name; any other organisation is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from rashinban.measure.question import Question
from rashinban.measure.session import Session

Kind = Literal["work", "dataset", "patent", "company"]

#: Of more than these of one kind the earliest are told; `more` says how many are not.
MOST = 2_000
_KINDS: Mapping[str, Kind] = {"publication": "work", "dataset": "dataset", "patent": "patent"}
_FORM = re.compile(
    r"株式会社|有限会社|合同会社|（株）|\(株\)"
    r"|\b(?:inc|corp|corporation|ltd|limited|llc|plc|gmbh|k\.?k|pty|s\.?a\.?s|s\.?r\.?l)\b\.?|\bco\.",
    re.IGNORECASE,
)

_READS = frozenset(
    {"award_links", "works", "patents", "patent_people", "institutions", "award_institution_weights", "listing_funders"}
)
_OUTPUTS = """
select
    award_links.kind,
    award_links.work_id,
    award_links.patent_id,
    coalesce(works.title, patents.title) as title,
    works.work_id is not null as work_loaded,
    patents.patent_id is not null as patent_loaded,
    coalesce(works.publication_date, patents.publication_date) as day,
    award_links.year,
    award_links.output
from award_links
left join works on works.work_id = award_links.work_id
left join patents on patents.patent_id = award_links.patent_id
where award_links.award_id = $award and award_links.kind in ('publication', 'dataset', 'patent')
order by coalesce(year(works.publication_date), year(patents.publication_date), award_links.year) nulls last,
    award_links.output
"""
# Whether the awards of its funder have outputs of a kind at all: if not, that none is linked says nothing.
_OBSERVED = "select kind from listing_funders where funder = $funder"
_APPLICANTS = """
select
    coalesce(patent_people.institution_id, patent_people.name) as id,
    coalesce(min(institutions.display_name), min(patent_people.name)) as name,
    min(institutions.institution_id) as institution_id,
    min(institutions.type) as type,
    min(coalesce(patents.application_date, patents.publication_date)) as day,
    min(award_links.year) as year
from award_links
inner join patent_people on patent_people.patent_id = award_links.patent_id
inner join patents on patents.patent_id = award_links.patent_id
left join institutions on institutions.institution_id = patent_people.institution_id
where award_links.award_id = $award and patent_people.role in ('applicant', 'owner')
    and coalesce(patent_people.is_organisation, true)
group by coalesce(patent_people.institution_id, patent_people.name)
"""
_PARTICIPANTS = """
select institutions.institution_id, institutions.display_name as name
from award_institution_weights
inner join institutions on institutions.institution_id = award_institution_weights.institution
where award_institution_weights.award_id = $award and institutions.type = 'company'
group by institutions.institution_id, institutions.display_name
order by institutions.institution_id
"""


@dataclass(frozen=True, kw_only=True)
class Happened:
    """when: a day, or a year alone; None where neither is known. id: of the record, where it is loaded."""

    when: date | int | None
    name: str
    id: str | None
    how: Literal["output", "applicant", "participant"] = "output"


@dataclass(frozen=True, kw_only=True)
class Came:
    """All of one kind, the earliest first; None where it is not observed, which is not none. more: not told."""

    kind: Kind
    events: Sequence[Happened] | None
    more: int = 0


def came_of(session: Session, award: Mapping[str, Any]) -> list[Came]:
    """What came of an award (a record of it): works, data sets where there are some, patents, companies."""
    session.prepare(Question(), _READS)
    rows = session.engine.query(_OUTPUTS, {"award": award["award_id"]}).to_pylist()
    known = set(session.engine.query(_OBSERVED, {"funder": award["funder_id"] or ""}).column("kind").to_pylist())
    known |= {row["kind"] for row in rows}
    by_kind: dict[Kind, list[Happened]] = {kind: [] for kind in _KINDS.values()}
    for row in rows:
        by_kind[_KINDS[row["kind"]]].append(_output(row))
    found = [
        Came(
            kind=kind,
            events=by_kind[kind][:MOST] if word in known else None,
            more=max(0, len(by_kind[kind]) - MOST),
        )
        for word, kind in _KINDS.items()
        if kind != "dataset" or by_kind[kind]
    ]
    companies = _companies(session, award)
    return [*found, Came(kind="company", events=companies if companies or "patent" in known else None)]


def _output(row: Mapping[str, Any]) -> Happened:
    id = row["patent_id"] if row["patent_loaded"] else row["work_id"] if row["work_loaded"] else None
    return Happened(when=row["day"] or row["year"], name=row["title"] or row["output"], id=id)


def _companies(session: Session, award: Mapping[str, Any]) -> list[Happened]:
    """Each company once, when it first was one of the award's."""
    found: dict[str, Happened] = {}
    for one in (*_participants(session, award), *_applicants(session, award)):
        known = found.get(one.id or one.name)
        if known is None or _before(one.when, known.when):
            found[one.id or one.name] = one
    return sorted(found.values(), key=lambda one: (one.when is None, _year(one.when), one.name))


def _participants(session: Session, award: Mapping[str, Any]) -> Iterator[Happened]:
    for row in session.engine.query(_PARTICIPANTS, {"award": award["award_id"]}).to_pylist():
        start = award["start_date"] or award["start_fiscal_year"]
        yield Happened(
            when=start, name=row["name"] or row["institution_id"], id=row["institution_id"], how="participant"
        )


def _applicants(session: Session, award: Mapping[str, Any]) -> Iterator[Happened]:
    for row in session.engine.query(_APPLICANTS, {"award": award["award_id"]}).to_pylist():
        is_company = row["type"] == "company" if row["type"] else bool(_FORM.search(row["name"] or ""))
        if is_company:
            yield Happened(when=row["day"] or row["year"], name=row["name"], id=row["institution_id"], how="applicant")


def _before(one: date | int | None, other: date | int | None) -> bool:
    return one is not None and (other is None or _year(one) < _year(other))


def _year(when: date | int | None) -> int:
    return when.year if isinstance(when, date) else when or 0
