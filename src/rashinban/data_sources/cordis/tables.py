"""Each record is one row of a CSV table and says one thing of an award, an organisation or a programme.

Several tables say things of one award, so what is numbered within an award has a number of its own: a participant its
PIC, a result a hash of its id.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

import msgspec

from rashinban.data_sources.cordis.columns import TABLES
from rashinban.data_sources.cordis.values import (
    COMMISSION,
    euro,
    grant,
    mention,
    of_rcn,
    organisation,
)
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.markup import plain_text
from rashinban.schema import ids, kinds
from rashinban.schema.languages import language
from rashinban.schema.partial_dates import moment

#: The name of the table of a row, beside its cells.
TABLE = ""
_Cells = Mapping[str, str]


def read_row(record: bytes, rows: Rows) -> None:
    """Add what one row says."""
    cells = msgspec.json.decode(record, type=dict[str, str])
    table = cells.pop(TABLE)
    _READERS[table](TABLES[table].cells(cells, rows), rows)


def _needed(cells: _Cells, name: str) -> str:
    found = cells.get(name)
    if found is None:
        raise Refused(f"a row without its {name}", found=dict(cells))
    return found


def _award(cells: _Cells, rows: Rows) -> str:
    """The award of a row that knows its project's number, mentioned in short form: the projects' table has the rest."""
    number = _needed(cells, "project")
    award_id = grant(number)
    rows.mention_of("awards", award_id=award_id, funder_id=COMMISSION, funder_award_id=number)
    return award_id


def _place(text: str) -> int:
    return zlib.crc32(text.encode()) & 0x7FFFFFFF


def _project(cells: _Cells, rows: Rows) -> None:
    number = _needed(cells, "id")
    award_id = grant(number)
    title, objective = plain_text(cells.get("title")), plain_text(cells.get("objective"))
    contribution = rows.take(euro, cells.get("contribution"), "awards.amount")
    cost = rows.take(euro, cells.get("cost"), "award_amounts.amount")
    doi = rows.take(kinds.doi, cells.get("doi"), "awards.doi")
    rows.add(
        "awards",
        award_id=award_id,
        funder_id=COMMISSION,
        funder_award_id=number,
        title=title,
        description=objective,
        doi=doi,
        amount=contribution,
        currency="EUR" if contribution is not None else None,
        funding_type=cells.get("scheme"),
        funder_scheme=cells.get("programme"),
        start_date=rows.take(kinds.date, cells.get("start"), "awards.start_date"),
        end_date=rows.take(kinds.date, cells.get("end"), "awards.end_date"),
        status=cells.get("status"),
        updated_date=rows.take(moment, cells.get("updated"), "awards.updated_date"),
    )
    for scheme, identifier in (("ec", award_id[3:]), ("award-doi", doi), ("cordis-rcn", cells.get("rcn"))):
        if identifier:
            rows.add("award_identifiers", award_id=award_id, scheme=scheme, identifier=identifier)
    texts = (("title", title), ("acronym", cells.get("acronym")), ("summary", objective))
    for position, (kind, text) in enumerate(texts, 1):
        if text:
            rows.add("award_texts", award_id=award_id, position=position, kind=kind, text=text)
    for position, (kind, amount) in enumerate((("contribution", contribution), ("cost", cost)), 1):
        if amount is not None:
            rows.add("award_amounts", award_id=award_id, position=position, kind=kind, amount=amount, currency="EUR")
    words = [("keyword", word.strip()) for word in cells.get("keywords", "").replace(";", ",").split(",")]
    named = (("funding-scheme", "scheme"), ("call", "call"), ("call", "part_of_call"))
    for scheme, term in dict.fromkeys([*((scheme, cells.get(name)) for scheme, name in named), *words]):
        if term:
            rows.add("award_subjects", award_id=award_id, scheme=scheme, term=term)


def _participant(cells: _Cells, rows: Rows) -> None:
    award_id = _award(cells, rows)
    found = organisation(cells.get("number"), cells.get("rcn"))
    name, city = plain_text(cells.get("name")), cells.get("city")
    country = rows.take(kinds.country_code, cells.get("country"), "award_institutions.country_code")
    printed = cells.get("net") or cells.get("contribution")
    amount = rows.take(euro, printed, "award_institutions.amount")
    role = rows.type_of("award_institutions", "cordis", cells.get("role"), "award_institutions.role")
    rows.add(
        "award_institutions",
        award_id=award_id,
        position=_place(f"{found or name} {role}"),
        role=role or "other",
        institution_id=found,
        institution_name=name,
        country_code=country,
        city=city,
        activity=cells.get("activity"),
        amount=amount,
        currency="EUR" if amount is not None else None,
    )
    mention(rows, found, name, country, city)


def _subject(scheme: str) -> Callable[[_Cells, Rows], None]:
    def read(cells: _Cells, rows: Rows) -> None:
        code, term = cells.get("code"), cells.get("term")
        if not code and not term:
            raise Refused("a row without a code and a title", found=dict(cells))
        award_id = _award(cells, rows)
        rows.add("award_subjects", award_id=award_id, scheme=scheme, term=term or code, code=code)

    return read


def _publication(cells: _Cells, rows: Rows) -> None:
    printed = cells.get("kind")
    doi = rows.take(kinds.doi, cells.get("doi"), "award_outputs.work_id")
    rows.add(
        "award_outputs",
        award_id=_award(cells, rows),
        position=_place(_needed(cells, "id")),
        kind=rows.type_of("award_outputs", "cordis", printed, "award_outputs.kind") or "other",
        claimed_by="reported",
        work_id=ids.scheme_id("doi", doi) if doi else None,
        title=plain_text(cells.get("title")),
        people=plain_text(cells.get("people")),
        source_name=cells.get("journal"),
        volume=cells.get("volume"),
        pages=cells.get("pages"),
        year=rows.take(kinds.year, cells.get("year"), "award_outputs.year"),
        identifier=cells.get("id"),
        is_reviewed=True if printed == "Peer reviewed articles" else None,
    )


def _deliverable(cells: _Cells, rows: Rows) -> None:
    rows.add(
        "award_outputs",
        award_id=_award(cells, rows),
        position=_place(_needed(cells, "id")),
        kind="other",
        claimed_by="reported",
        title=plain_text(cells.get("title")),
        identifier=cells.get("id"),
    )


def _link(cells: _Cells, rows: Rows) -> None:
    """A project's record number and an organisation; in which role is not said."""
    found = organisation(_needed(cells, "number"))
    award_id = of_rcn(_needed(cells, "rcn"))
    rows.mention_of("awards", award_id=award_id, funder_id=COMMISSION)
    rows.add(
        "award_institutions",
        award_id=award_id,
        position=_place(found or ""),
        role="participant",
        institution_id=found,
    )


def _organisation(cells: _Cells, rows: Rows) -> None:
    found = organisation(_needed(cells, "number"))
    country = rows.take(kinds.country_code, cells.get("country"), "institutions.country_code")
    mention(rows, found, cells.get("name"), country, cells.get("city"))


def _term(scheme: str) -> Callable[[_Cells, Rows], None]:
    def read(cells: _Cells, rows: Rows) -> None:
        code, above = _needed(cells, "code"), cells.get("above")
        spoken = rows.take(language, cells.get("language"), "classifications.language")
        # A topic that serves several programmes has a row under each.
        key = (scheme, above or "", code, spoken[0] if spoken else "", "")
        rows.add(
            "classifications",
            term_id=":".join(key),
            scheme=scheme,
            code=code,
            language=spoken[0] if spoken else None,
            term=_needed(cells, "term"),
            list_name=above,
            parent_code=above,
        )

    return read


_READERS: Mapping[str, Callable[[_Cells, Rows], None]] = {
    "projects": _project,
    "participants": _participant,
    "fields": _subject("euroscivoc"),
    "programmes": _subject("programme"),
    "topics": _subject("topic"),
    "publications": _publication,
    "deliverables": _deliverable,
    "links": _link,
    "organisations": _organisation,
    "list_of_topics": _term("cordis-topic"),
    "list_of_programmes": _term("cordis-programme"),
}
