"""A work or project that a profile lists, with the identifiers that the entry carries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rashinban.data_sources.researchmap.shapes import IGNORED, Listed, Project, WorkIdentifiers
from rashinban.definitions import type_words
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.award_numbers import award_ids
from rashinban.reading.json import notice_unknown
from rashinban.reading.mending import mended
from rashinban.schema import ids, kinds, tables
from rashinban.schema.identifiers import arxiv, pmid
from rashinban.schema.japanese import amount_jpy, crid, isbn, language, naid, ncid
from rashinban.schema.partial_dates import partial_date, year_of
from rashinban.schema.patent_numbers import publication_text

#: Sections whose entries are works; of a book the ISBN and NCID are its own.
KIND_OF_WORKS = frozenset(
    ("published_papers", "misc", "books_etc", "presentations", "works", "industrial_property_rights")
)
_BOOKS = "books_etc"
_GOES_ON = "9999"


def add_work(section: str, number: int, fields: dict[str, Any], author_id: str, rows: Rows) -> None:
    """Add one listed work."""
    notice_unknown(fields, Listed, section, IGNORED, rows)
    work = mended(fields, Listed, section, rows)
    rows.add(
        "author_works",
        author_id=author_id,
        position=number,
        work_id=work_id(work.identifiers, section, rows),
        patent_id=patent_id(work.patent_publication_number or work.patent_announcement_number),
        title=_title(work),
        kind=kind_of(section, work.kind, rows),
        year=year_of(rows.take(partial_date, _date(work), "author_works.year")),
        source_name=next((t.first for t in (work.publication_name, work.event, work.publisher) if t and t.first), None),
        identifier=work.patent_number
        or work.patent_publication_number
        or work.patent_announcement_number
        or work.application_number,
        claimed_by=_claimed_by(work.creator_type, work.modifier_type),
        is_public=True if work.display == "disclosed" else None,
    )


def mention(author_id: str, name: str | None, rows: Rows) -> None:
    """A short form of the author, for a section that comes without its profile."""
    row = {"author_id": author_id, "display_name": name}
    rows.mention("authors", tuple(row.get(column) for column in tables()["authors"].names))


def _title(work: Listed) -> str | None:
    """In the language of the work where the entry tells it, else in Japanese first."""
    title = work.title
    if title is None:
        return None
    codes = {_language(code) for code in work.languages}
    return (title.en or title.ja) if codes == {"en"} else title.first


def _language(code: str) -> str | None:
    try:
        return language(code)[0]
    except Refused:
        return None


def _date(work: Listed) -> str | None:
    """The date of the work; of a right the last step that it came to."""
    return (
        work.publication_date
        or work.from_event_date
        or work.from_date
        or work.registration_date
        or work.issue_date
        or work.patent_announcement_date
        or work.application_date
    )


def kind_of(section: str, printed: str | None, rows: Rows) -> str | None:
    """Our kind by section and type; an unknown type is noted, and the section decides."""
    entity, words = "author_works", type_words("researchmap")
    if printed and (entity, f"{section}/{printed}") in words:
        return words[entity, f"{section}/{printed}"]
    if printed:
        rows.type_of(entity, "researchmap", f"{section}/{printed}", "author_works.kind")
    return rows.type_of(entity, "researchmap", section, "author_works.kind")


def patent_id(printed: str | None) -> str | None:
    """The publication that a number names (`特開2021-090037`), where its own writing says which it is."""
    try:
        return publication_text(printed) if printed else None
    except Refused:
        return None


def work_id(told: WorkIdentifiers | None, section: str, rows: Rows) -> str | None:
    """The id of the work by the first identifier of each scheme."""
    if told is None:
        return None
    schemes: Mapping[str, tuple[list[str], Callable[[str], str]]] = {
        "doi": (told.doi, kinds.doi),
        "pmid": (told.pm_id, pmid),
        "arxiv": (told.arxiv_id, arxiv),
        "crid": (told.cinii_cr_id, crid),
        "naid": (told.cinii_na_id, naid),
        "ncid": (told.cinii_nc_id if section == _BOOKS else [], ncid),
        "isbn": (told.isbn if section == _BOOKS else [], isbn),
    }
    found: dict[str, str | None] = {}
    for scheme, (values, kind) in schemes.items():
        for value in values:
            found[scheme] = found.get(scheme) or rows.take(kind, value, "author_works.work_id")
    return ids.best("works", found)


def _claimed_by(creator: str | None, modifier: str | None) -> str | None:
    """An entry that somebody else made and the person has changed since is the person's too."""
    if "myself" in (creator, modifier):
        return "reported"
    return "matched" if creator else None


def add_project(number: int, fields: dict[str, Any], author_id: str, rows: Rows) -> None:
    """Add one listed project."""
    section, table = "research_projects", "author_awards"
    notice_unknown(fields, Project, section, IGNORED, rows)
    project = mended(fields, Project, section, rows)
    funder = project.offer_organization.first if project.offer_organization else None
    funder_id = type_words("researchmap").get(("funders", funder or ""))
    typed = next(iter(project.identifiers.grant_number if project.identifiers else []), None)
    named = award_ids(typed, funder_id) if typed else []
    amount, currency = _amount(project, rows)
    rows.add(
        table,
        author_id=author_id,
        position=number,
        award_id=named[0][0] if named else None,
        funder_id=funder_id,
        funder_award_id=typed,
        title=project.research_project_title.first if project.research_project_title else None,
        funder_name=funder,
        funding_type=next((t.first for t in (project.category, project.system_name) if t and t.first), None),
        role=project.research_project_owner_role,
        start_date=rows.take(partial_date, project.from_date, f"{table}.start_date"),
        end_date=rows.take(partial_date, None if project.to_date == _GOES_ON else project.to_date, f"{table}.end_date"),
        amount=amount,
        currency=currency,
        claimed_by=_claimed_by(project.creator_type, project.modifier_type),
        is_public=True if project.display == "disclosed" else None,
    )


def _amount(project: Project, rows: Rows) -> tuple[int | None, str | None]:
    """The total in minor units; researchmap gives yen where it names no currency."""
    total = project.overall_grant_amount.total_cost if project.overall_grant_amount else None
    if total in (None, ""):
        return None, None
    code = project.currency_code or "JPY"
    take = (lambda value: amount_jpy(value, "円")) if code == "JPY" else (lambda value: kinds.money(value, code))
    return rows.take(take, total, "author_awards.amount") or (None, None)
