"""Each funding reference is one award of one funder that made a work possible.

An award's id is its JGN (体系的番号), from the number or from its address; a number without one is kept as typed. A
programme (fundingStream) has no table of its own: it goes to the award that is mentioned, as its scheme.
"""

from __future__ import annotations

from collections.abc import Callable

from rashinban.errors import Refused
from rashinban.reading.jpcoar import words
from rashinban.reading.jpcoar.record import Record, main
from rashinban.reading.xml import Element
from rashinban.schema import ids, japanese, kinds
from rashinban.schema.identifiers import fundref, isni

_KAKEN = "https://kaken.nii.ac.jp/"


def _erad_funder(text: str) -> str:
    """The e-Rad code of a funder, three or four digits."""
    value = text.strip()
    if not value.isdigit() or not value.isascii() or len(value) > 5:
        raise Refused("not an e-Rad code of a funder (digits, such as 1025)", found=text)
    return value


_KINDS: dict[str, Callable[[str], str]] = {
    "fundref": fundref,
    "erad-funder": _erad_funder,
    "ror-funder": kinds.ror_id,
    "isni": isni,
}


def add_funding(record: Record, work_id: str, language: str | None) -> None:
    """Add funders and awards of a work, and mention both."""
    rows = record.rows
    funders: dict[str, None] = {}
    for position, reference in enumerate(record.each(record.root, "jpcoar:fundingReference"), 1):
        name = main(record.texts(reference, "jpcoar:funderName"), language)
        funder_id = _funder(record, reference)
        if funder_id is not None:
            funders[funder_id] = None
            rows.mention_of(
                "funders",
                funder_id=funder_id,
                display_name=name.text if name else None,
                ror_id=_value(funder_id, "ror-funder"),
                crossref_funder_id=_value(funder_id, "fundref"),
            )
        title = main(record.texts(reference, "jpcoar:awardTitle"), language)
        programme = main(record.texts(reference, "jpcoar:fundingStream"), language)
        number, award_id = _award(record, reference)
        if award_id is not None:
            rows.mention_of(
                "awards",
                award_id=award_id,
                funder_id=funder_id,
                funder_award_id=number,
                title=title.text if title else None,
                funder_scheme=programme.text if programme else None,
            )
        rows.add(
            "work_awards",
            work_id=work_id,
            position=position,
            award_id=award_id,
            funder_id=funder_id,
            funder_award_id=number,
            funder_name=name.text if name else None,
            title=title.text if title else None,
        )
    for funder_id in funders:
        rows.add("work_funders", work_id=work_id, funder_id=funder_id)


def _value(identifier: str, scheme: str) -> str | None:
    return identifier.removeprefix(f"{scheme}:") if identifier.startswith(f"{scheme}:") else None


def _funder(record: Record, reference: Element) -> str | None:
    """The id of the funder, where its identifier is of a scheme that names funders."""
    for element in record.each(reference, "jpcoar:funderIdentifier", "datacite:funderIdentifier"):
        printed = record.text(element)
        column = "work_funders.funder_id"
        scheme = words.ours("funder identifier", record.attribute(element, "funderIdentifierType"), column, record.rows)
        value = record.rows.take(_KINDS.get(scheme or "", str), printed, column)
        # GRID and ISNI name an institution, and a funder only by the way; no id of funders is made of them.
        if value and scheme in ids.SCHEMES["funders"]:
            return ids.scheme_id(scheme, value)
    return None


def _award(record: Record, reference: Element) -> tuple[str | None, str | None]:
    """The number as typed, and the award's id: its JGN, else the number that its address has."""
    for element in record.each(reference, "jpcoar:awardNumber", "datacite:awardNumber"):
        number = record.text(element)
        address = record.attribute(element, "awardURI")
        if record.attribute(element, "awardNumberType") == "JGN":
            jgn = record.rows.take(japanese.jgn, number, "work_awards.award_id")
        else:
            jgn = _quietly(japanese.jgn, number)
        if jgn is None and address and address.startswith(_KAKEN):
            # KAKEN names the award by its number; its JGN is JP and the number.
            kakenhi = _quietly(japanese.kakenhi_number, address)
            jgn = f"JP{kakenhi}" if kakenhi else None
        if jgn is None:
            jgn = _quietly(japanese.jgn, address)
        return number, ids.scheme_id("jgn", jgn) if jgn else None
    return None, None


def _quietly(kind: Callable[[str], str], text: str | None) -> str | None:
    """The value where the text is one; a text that need not be one is not refused."""
    try:
        return kind(text) if text else None
    except Refused:
        return None
