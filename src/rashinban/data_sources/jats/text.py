"""The text of an element without the marks of notes that stand in it, and its identifiers and dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.xml import Element, Reading, local
from rashinban.schema import ids, kinds
from rashinban.schema.identifiers import arxiv, fundref, pmcid, pmid
from rashinban.schema.partial_dates import date_of_parts, partial_date

#: What in a title or an address is no part of it; formulas stand there as MathML already.
_MARKS = frozenset(("xref", "fn", "label", "institution-id", "email", "target", "tex-math"))


def text_of(reading: Reading, element: Element | None, without: frozenset[str] = _MARKS) -> str | None:
    """The text with that of the elements below it, except for some; all of it counts as read."""
    if element is None:
        return None
    reading.passed(element)
    pieces: list[str] = []
    _gather(element, pieces, without)
    return " ".join("".join(pieces).split()) or None


def _gather(element: Element, pieces: list[str], without: frozenset[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        name = local(child)
        if name == "break":
            pieces.append(" ")
        elif name not in without:
            _gather(child, pieces, without)
        pieces.append(child.tail or "")


def date(reading: Reading, element: Element, rows: Rows, column: str) -> str | None:
    """ISO 8601, as exact as given; a season or a date in words gives its year."""
    parts = [reading.text(element, part) for part in ("year", "month", "day")]
    try:
        if parts[0]:
            return date_of_parts(parts[0], parts[1], parts[2] if parts[1] else None)
        whole = reading.attribute(element, "iso-8601-date")
        return partial_date(whole) if whole else None
    except Refused as refused:
        rows.refuse_value(column, refused.reason, "-".join(part for part in parts if part))
    return rows.take(lambda year: date_of_parts(year), parts[0], column)


_SCHEMES = {"doi": "doi", "pmid": "pmid", "pmc": "pmcid", "pmcid": "pmcid", "arxiv": "arxiv"}
_KINDS: Mapping[str, Callable[[str], str]] = {"doi": kinds.doi, "pmid": pmid, "pmcid": pmcid, "arxiv": arxiv}


def identifier(printed: str | None, text: str | None, rows: Rows, column: str) -> tuple[str, str] | None:
    """Our scheme and the clean identifier, where the kind that is printed is one that names works."""
    scheme = _SCHEMES.get((printed or "").lower())
    if scheme is None or not text:
        return None
    value = rows.take(_KINDS[scheme], text, column)
    return (scheme, value) if value else None


def organisation(reading: Reading, element: Element, rows: Rows, column: str) -> tuple[str | None, str | None]:
    """ROR id and funder id that an affiliation or funding source carries."""
    ror: str | None = None
    funder: str | None = None
    for each in element.iter("{*}institution-id"):
        printed, text = (reading.attribute(each, "institution-id-type") or "").lower(), reading.text(each)
        if not text:
            continue
        if printed == "ror" or "ror.org/" in text:
            ror = ror or rows.take(kinds.ror_id, text, column)
        elif "10.13039/" in text or printed in ("fundref", "open-funder-registry"):
            funder = funder or _fundref(text, rows)
    return ror, funder


def _fundref(text: str, rows: Rows) -> str | None:
    number = rows.take(fundref, text, "work_funders.funder_id")
    return ids.scheme_id("fundref", number) if number else None
