"""Each location is one copy of the work in the repository: the item's page with its first full text, then more files.

A copy that is under embargo is neither open nor closed here: `is_oa` is null and `embargo_end` says from when it is
open, so that the same file gives the same rows on any day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from rashinban.reading.jpcoar import words
from rashinban.reading.jpcoar.dates import full_day
from rashinban.reading.jpcoar.links import Header, Identified, host_of, url
from rashinban.reading.jpcoar.record import Record
from rashinban.reading.xml import Element
from rashinban.schema import ids
from rashinban.schema.licences import licence_word

_IS_OA = {"open": True, "restricted": False, "metadata only": False}


@dataclass(frozen=True, kw_only=True)
class _File:
    """One file of the item that is a copy of the work, or of a part of it."""

    address: str
    available: Date | None


def add_locations(
    record: Record, work_id: str, found: Identified, header: Header, version: str | None, *, is_paper: bool
) -> None:
    """Add where the copies are, and mention the repository."""
    rows = record.rows
    host = host_of(header)
    source_id = ids.scheme_id("source", host) if host else None
    if source_id:
        rows.mention_of("sources", source_id=source_id, display_name=host, type="repository")
    access = _access(record)
    licence = _licence(record)
    available = _available(record)
    # Data in the item of a paper are not a copy of it: reading/jpcoar/links.py makes relations of them.
    copies = _files(record, ("fulltext",) if is_paper else ("fulltext", "dataset", "software"))
    embargo_end = (available or next((each.available for each in copies), None)) if access == "embargoed" else None
    for position in range(1, max(len(copies), 1) + 1):
        file = copies[position - 1] if copies else None
        rows.add(
            "work_locations",
            work_id=work_id,
            position=position,
            source_id=source_id,
            is_oa=_IS_OA.get(access or ""),
            version=version,
            license=licence,
            landing_page_url=_landing_page(found.own) if position == 1 else None,
            pdf_url=file.address if file else None,
            access=access,
            embargo_end=embargo_end,
        )


def _landing_page(own: dict[str, str]) -> str | None:
    if "url" in own:
        return own["url"]
    if "hdl" in own:
        return f"https://hdl.handle.net/{own['hdl']}"
    return f"https://doi.org/{own['doi']}" if "doi" in own else None


def _access(record: Record) -> str | None:
    """The access right by its address, else by its word."""
    for element in record.each(record.root, "dcterms:accessRights"):
        address = record.attribute(element, "resource")
        printed = record.text(element)
        word = words.by_uri("access rights").get(address or "")
        if word:
            return word.ours
        return words.ours("access rights", printed, "work_locations.access", record.rows)
    return None


def version_of(record: Record) -> tuple[str | None, str | None]:
    """The publishing version in JPCOAR's word (AM) and in ours (acceptedVersion), by its address, else by its word."""
    for element in record.each(record.root, "oaire:version"):
        address = record.attribute(element, "resource")
        printed = record.text(element)
        word = words.by_uri("version").get(address or "")
        if word:
            return word.term, word.ours
        return printed, words.ours("version", printed, "work_locations.version", record.rows)
    return None, None


def _available(record: Record) -> Date | None:
    for element in record.each(record.root, "datacite:date"):
        if record.attribute(element, "dateType") == "Available":
            return full_day(record.text(element), "work_locations.embargo_end", record.rows)
    return None


def _licence(record: Record) -> str | None:
    """The licence of the first right that has an address: `cc-by` for those of Creative Commons, else the address."""
    addresses = [record.attribute(element, "resource") for element in record.each(record.root, "dc:rights")]
    return next((licence_word(address) for address in addresses if address), None)


def _files(record: Record, wanted: tuple[str, ...]) -> list[_File]:
    found: list[_File] = []
    for file in record.each(record.root, "jpcoar:file"):
        for element in record.each(file, "jpcoar:URI"):
            kind = record.attribute(element, "objectType")
            address = record.rows.take(url, record.text(element), "work_locations.pdf_url")
            # Repositories before 2.0 often leave the type out where there is one file, the full text.
            if address and (kind in wanted or kind is None):
                found.append(_File(address=address, available=_file_day(record, file)))
    return found


def _file_day(record: Record, file: Element) -> Date | None:
    for element in record.each(file, "datacite:date"):
        if record.attribute(element, "dateType") == "Available":
            return full_day(record.text(element), "work_locations.embargo_end", record.rows)
    return None
