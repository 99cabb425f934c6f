"""Each row is one award or one output that a researcher's record lists; the provider has put them there."""

from __future__ import annotations

import re

from rashinban.data_sources.nrid.shapes import Fiscal, Product, Project, Value, Values, listed, main_text
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.schema import ids, kinds, patent_numbers
from rashinban.schema.japanese import first_day, isbn, kakenhi_number, last_day, naid

_CLAIMED = "matched"
_NUMBER = re.compile(r"KAKENHI-[A-Z]+-(.+)")
_DIGITS = re.compile(r"\d{1,9}", re.A)


def add_awards(rows: Rows, author_id: str, projects: list[Project]) -> None:
    """Add the projects, each under the first number that names it."""
    for position, project in enumerate(projects, 1):
        printed = [text for text in listed(project.source.kakenhi if project.source else None) if text]
        record = printed[0] if printed else None
        found = _NUMBER.fullmatch(record or "")
        number = found[1] if found else record
        roles = [role.code for role in listed(project.role) if role.code]
        titles = [text for title in listed(project.title) if (text := main_text(title.name))]
        rows.add(
            "author_awards",
            author_id=author_id,
            position=position,
            award_id=_award_id(record),
            funder_award_id=number,
            title=titles[0] if titles else None,
            role=roles[0] if roles else None,
            start_date=_bound(rows, project.since, "author_awards.start_date"),
            end_date=_bound(rows, project.until, "author_awards.end_date"),
            claimed_by=_CLAIMED,
        )


def _award_id(record: str | None) -> str | None:
    """`KAKENHI-PROJECT-20K00001` -> `jgn:JP20K00001`, as the award's record has it; older ones by the record's id."""
    if record is None:
        return None
    try:
        return ids.scheme_id("jgn", f"JP{kakenhi_number(record)}")
    except Refused:
        return ids.scheme_id("award", record)


def _bound(rows: Rows, fiscal: Fiscal | None, column: str) -> str | None:
    """The first day of the first fiscal year, or the last day of the last one."""
    if fiscal is None or fiscal.fiscal is None or not fiscal.fiscal.year:
        return None
    year = rows.take(kinds.year, str(fiscal.fiscal.year), column)
    if year is None:
        return None
    return (first_day(year) if column.endswith("start_date") else last_day(year)).isoformat()


def add_works(rows: Rows, author_id: str, products: list[Product]) -> None:
    """Add the outputs."""
    for position, product in enumerate(products, 1):
        year = str(product.date.year) if product.date and product.date.year else None
        rows.add(
            "author_works",
            author_id=author_id,
            position=position,
            work_id=_work_id(rows, product),
            patent_id=_patent_id(rows, product),
            title=main_text(product.title) or main_text(product.other_title),
            kind=rows.type_of("author_works", "nrid", product.type, "author_works.kind"),
            year=rows.take(kinds.year, year, "author_works.year"),
            source_name=next(
                filter(
                    None,
                    map(main_text, (product.journal, product.other_journal, product.organizer, product.publisher)),
                ),
                None,
            ),
            identifier=next(
                (number for patent in listed(product.patent) for number in listed(patent.application)), None
            ),
            claimed_by=_CLAIMED,
        )


def _work_id(rows: Rows, product: Product) -> str | None:
    found: dict[str, str] = {}
    for scheme, kind, values in (
        ("doi", kinds.doi, _values(product.doi)),
        ("pmid", _pmid, listed(product.pmid)),
        ("naid", naid, _values(product.naid)),
        ("isbn", isbn, _values(product.isbn) if product.type == "Book" else []),
    ):
        for value in values:
            if clean := rows.take(kind, value, "author_works.work_id"):
                found.setdefault(scheme, clean)
    return ids.best("works", found)


def _pmid(text: str) -> str:
    if not _DIGITS.fullmatch(text):
        raise Refused("not a PMID (digits)", found=text)
    return text


def _values(values: Values | None) -> list[str]:
    found = [each.value if isinstance(each, Value) else each for each in listed(values)]
    return [value for value in found if value]


def _patent_id(rows: Rows, product: Product) -> str | None:
    numbers = [number for patent in listed(product.patent) for number in listed(patent.publication)]
    taken = (rows.take(patent_numbers.publication_text, number, "author_works.patent_id") for number in numbers)
    return next(filter(None, taken), None)
