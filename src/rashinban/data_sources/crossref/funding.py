"""Each row is one funder, or one award, that a work acknowledges."""

from __future__ import annotations

from rashinban.data_sources.crossref.shapes import Related, Work
from rashinban.data_sources.crossref.values import funder_id
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.award_numbers import award_ids
from rashinban.reading.works import mention_award
from rashinban.schema import award_numbers, kinds

#: Crossref's prefix of the awards of JST, whose DOIs end with the JGN.


def add_funding(work_id: str, work: Work, rows: Rows) -> None:
    """Add the funders and award numbers of a work, and the grants that it relates to.

    A funder with neither a number in a registry nor an award number is a row of work_awards that has its name only.
    """
    funders: dict[str, None] = {}
    #: award_id, funder_id, number as typed, funder's name
    awards: dict[tuple[str | None, str | None, str | None, str | None], None] = {}
    for funder in work.funder or ():
        paid_by = funder_id(funder, rows)
        if paid_by is not None:
            funders[paid_by] = None
        for typed in filter(None, funder.award or ()):
            named: list[tuple[str | None, str]] = [*award_ids(typed, paid_by)]
            for award_id, number in named or [(award_of_doi(typed), typed)]:
                awards[award_id, paid_by, number, funder.name or None] = None
        if paid_by is None and funder.name and not funder.award:
            awards[None, None, None, funder.name] = None
    for other in (work.relation or {}).get("is-financed-by", ()):
        awards[_financing(other, rows), None, None, None] = None
    awards.pop((None, None, None, None), None)
    if funders:
        rows["work_funders"].extend([(work_id, funder) for funder in funders])
    for position, (award, payer, number_typed, name) in enumerate(awards, 1):
        rows["work_awards"].append((work_id, position, award, payer, number_typed, name, None))
        if award is not None:
            mention_award(rows, award, funder_id=payer, funder_award_id=number_typed)


def _financing(other: Related, rows: Rows) -> str | None:
    doi = rows.take(kinds.doi, other.id, "work_awards.award_id") if (other.id_type or "").lower() == "doi" else None
    return award_of_doi(doi) if doi else None


def award_of_doi(text: str) -> str | None:
    """The id of an award of which the DOI is given: `10.52926/jpmjcr2112` -> `jgn:JPMJCR2112`. None for no DOI."""
    if "10." not in text:
        return None
    try:
        doi = kinds.doi(text)
    except Refused:
        return None
    return award_numbers.award_of_doi(doi)
