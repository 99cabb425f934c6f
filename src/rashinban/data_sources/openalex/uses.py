"""Each row is one place where a work can be found, one reference of it, or its citations in one year."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from rashinban.data_sources.openalex.mentions import source_id
from rashinban.data_sources.openalex.shapes import CountOfYear, Location, Source, Venue, Work
from rashinban.data_sources.openalex.values import short_ids, take_id, take_year
from rashinban.engine.rows import Column, Rows
from rashinban.schema import kinds


def add_locations(work: Work, rows: Rows) -> str | None:
    """Add the places where a work is, the primary one first; gives the source of that one."""
    locations, primary = work.locations, work.primary_location
    if not locations:
        locations = [primary] if primary is not None else _venues(work)
    elif primary is not None and not _same(primary, locations[0]):
        locations = [primary, *(other for other in locations if not _same(primary, other))]
    positions, sources, is_oa, versions, licenses, pages, pdfs, access, embargoes = rows.lists("work_locations")
    known = rows.known
    first = None
    for position, location in enumerate(locations, 1):
        short = None
        source = location.source
        if source is not None:
            seen = known.get(source.id)
            short = source_id(source, rows) if seen is None or seen[0] != source.display_name else seen[1]
        if position == 1:
            first = short
        positions.append(position)
        sources.append(short)
        is_oa.append(location.is_oa)
        versions.append(location.version)
        licenses.append(location.license)
        pages.append(location.landing_page_url)
        pdfs.append(location.pdf_url)
        access.append(None)
        embargoes.append(None)
    return first


def _same(one: Location, other: Location) -> bool:
    return (
        one.landing_page_url == other.landing_page_url
        and (one.source.id if one.source else None) == (other.source.id if other.source else None)
        and one.pdf_url == other.pdf_url
    )


def _venues(work: Work) -> list[Location]:
    """The places of a record from before 2023."""
    venues: list[Venue] = [work.host_venue] if work.host_venue else []
    return [
        Location(
            source=Source(id=venue.id, display_name=venue.display_name, issn_l=venue.issn_l, type=venue.type),
            is_oa=venue.is_oa,
            version=venue.version,
            license=venue.license,
            landing_page_url=venue.url,
        )
        for venue in venues + (work.alternate_host_venues or [])
    ]


def add_citations(references: list[str], rows: Rows) -> None:
    """Add the references of a work, each once. They are shortened later, see whole_citations."""
    (cited,) = rows.lists("citations")
    rows.whole.setdefault("citations", whole_citations)
    cited.extend(references if len(set(references)) == len(references) else dict.fromkeys(references))


def whole_citations(columns: list[Column], owners: np.ndarray, rows: Rows) -> tuple[list[Column], np.ndarray]:
    """Shorten the ids of the works cited, dozens a work, all together."""
    odd = []

    def clean(number: int, text: str) -> str | None:
        odd.append(number)
        rows.record = int(owners[number])
        return take_id(text, "W", rows, "citations.cited_work_id")

    short = short_ids(columns[0].combine_chunks(), "W", clean)
    if odd:
        # What was refused is no citation, and two ways to write an id are one.
        first: dict[tuple[int, str], int] = {}
        for number, pair in enumerate(zip(owners.tolist(), short.to_pylist(), strict=True)):
            if pair[1] is not None:
                first.setdefault(pair, number)
        kept = np.array(list(first.values()), np.int64)
        short, owners = short.take(pa.array(kept)), owners[kept]
    return [short], owners


def add_citation_years(counts: list[CountOfYear], rows: Rows) -> None:
    """Add the citations that a work received by year."""
    years, cited = rows.lists("work_citation_years")
    seen = set()
    for entry in counts:
        year = entry.year
        if year is not None and not kinds.EARLIEST_YEAR <= year <= kinds.LATEST_YEAR:
            year = take_year(year, rows, "work_citation_years.year")
        if year is not None and entry.cited_by_count is not None and year not in seen:
            seen.add(year)
            years.append(year)
            cited.append(entry.cited_by_count)
