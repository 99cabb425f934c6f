"""Each funding is one funder that a work acknowledges, with the numbers of its awards as typed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rashinban.data_sources.jalc.shapes import Fund
from rashinban.engine.rows import Rows
from rashinban.reading.works import Work, mention_award
from rashinban.schema import ids, kinds
from rashinban.schema.award_numbers import award_id as systematic_id
from rashinban.schema.identifiers import fundref

#: JaLC's words for registries of funders that are ours.
_REGISTRIES = {"fundref": "fundref", "crossref funder": "fundref", "ror": "ror-funder", "e-rad_funder": "erad-funder"}
_BETWEEN_NUMBERS = re.compile(r"\s*[,、，;；]\s*")


def add_funding(work: Work, funds: Iterable[Fund], rows: Rows) -> None:
    """Add the funders and awards; a funder who is named without a number is an award without one."""
    for fund in funds:
        name = next((each.funder_name for each in fund.funder_name if each.funder_name), None)
        funder_id = _funder(fund, name, rows)
        work.funder(funder_id)
        numbers = [
            (number, group.project_name)
            for group in fund.award_number_group_list
            for each in group.award_number_list
            for number in _BETWEEN_NUMBERS.split((each.award_number or "").strip())
            if number
        ]
        for number, title in numbers or ([] if funder_id else [(None, None)]):
            award_id = systematic_id(number, (funder_id,))
            if award_id:
                mention_award(rows, award_id, funder_id=funder_id, funder_award_id=number, title=title or None)
            work.award(
                award_id=award_id, funder_id=funder_id, funder_award_id=number, funder_name=name, title=title or None
            )


def _funder(fund: Fund, name: str | None, rows: Rows) -> str | None:
    found: dict[str, str] = {}
    for each in fund.funder_identifier_list:
        scheme = _REGISTRIES.get((each.type or "").lower())
        written = (each.funder_identifier or "").strip()
        if scheme == "fundref":
            number = rows.take(fundref, written, "funders.crossref_funder_id")
        elif scheme == "ror-funder":
            number = rows.take(kinds.ror_id, written, "funders.ror_id")
        else:
            number = written or None
        if scheme and number:
            found.setdefault(scheme, number)
    funder_id = ids.best("funders", found)
    if funder_id:
        rows.mention_of(
            "funders",
            funder_id=funder_id,
            display_name=name,
            ror_id=found.get("ror-funder"),
            crossref_funder_id=found.get("fundref"),
        )
    return funder_id
