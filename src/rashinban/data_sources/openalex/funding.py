"""Each row is one funder, or one award, that a work acknowledges."""

from __future__ import annotations

from rashinban.data_sources.openalex.mentions import funder_id, mention_award
from rashinban.data_sources.openalex.shapes import ShortFunder, Work
from rashinban.data_sources.openalex.values import take_id
from rashinban.engine.rows import Rows
from rashinban.schema.award_numbers import award_id as systematic_id


def add_funding(work_id: str, work: Work, rows: Rows) -> None:
    """Add the funders and awards of a work."""
    funders, awards = _funding(work, rows)
    rows["work_funders"].extend([(work_id, short) for short in funders])
    rows["work_awards"].extend(
        [
            (work_id, position, award_id, paid_by, number if number != award_id else None, None, None)
            for position, ((paid_by, number), award_id) in enumerate(awards.items(), 1)
        ]
    )


#: Funder and number of an award, to its id.
Awards = dict[tuple["str | None", "str | None"], "str | None"]


def _funding(work: Work, rows: Rows) -> tuple[dict[str, None], Awards]:
    """Funders and awards of a work: `funders` and `awards` since 2026, `grants` from 2022 to 2025.

    A record may have both; a grant whose funder and number an award has already is the same award.
    """
    funders: dict[str, None] = {}
    awards: Awards = {}
    for funder in work.funders or ():
        if short := funder_id(funder, rows):
            funders[short] = None
    for award in work.awards or ():
        paid_by = _funder(award.funder_id, award.funder_display_name, funders, rows)
        award_id = take_id(award.id, "G", rows, "work_awards.award_id")
        if award_id is not None:
            mention_award(award_id, paid_by, award, rows)
        if award_id is not None or award.funder_award_id:
            awards.setdefault((paid_by, award.funder_award_id or award_id), award_id)
    for grant in work.grants or ():
        paid_by = _funder(grant.funder, grant.funder_display_name, funders, rows)
        if grant.award_id:
            awards.setdefault((paid_by, grant.award_id), systematic_id(grant.award_id, (paid_by,)))
    return funders, awards


def _funder(written: str | None, name: str | None, funders: dict[str, None], rows: Rows) -> str | None:
    """The funder of an award, which is a funder of the work too."""
    if not written:
        return None
    known = rows.known.get(written)
    if known is not None and known[0] == name:
        short: str | None = known[2]
    else:
        short = funder_id(ShortFunder(id=written, display_name=name), rows)
    if short is not None:
        funders.setdefault(short)
    return short
