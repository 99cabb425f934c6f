"""Each record is one work; it becomes rows of works and of the tables that come with a work."""

from __future__ import annotations

from rashinban.data_sources.openalex.authorships import add_authorships
from rashinban.data_sources.openalex.funding import add_funding
from rashinban.data_sources.openalex.mentions import concept_id, source_id, topic_id
from rashinban.data_sources.openalex.shapes import Location, Source, Venue, Work
from rashinban.data_sources.openalex.values import (
    abstract_text,
    digits,
    quoted_abstract,
    take,
    take_id,
    take_year,
    work_ids,
)
from rashinban.definitions import lookups
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.schema import kinds

_OA_STATUS = frozenset({"diamond", "gold", "hybrid", "bronze", "green", "closed"})


def work_types() -> dict[str, str]:
    """The type of a work by the word that was found: OpenAlex's own words and the Crossref words before 2023."""
    table = lookups()["work_types"]
    return dict(zip(table["found"].to_pylist(), table["type"].to_pylist(), strict=True))


_TYPES = work_types()


def add_work(work: Work, rows: Rows) -> None:
    """Add one work and all that comes with it."""
    work_id = take_id(work.id, "W", rows, "works.work_id")
    if work_id is None:
        raise Refused("a work without a work id", column="id", found=work.id)
    primary = _add_locations(work_id, work, rows)
    topic = _add_topics(work_id, work, rows)
    _add_work_row(work_id, work, primary, topic, rows)
    if work.authorships:
        add_authorships(work_id, work.authorships, rows)
    if work.referenced_works:
        _add_citations(work_id, work.referenced_works, rows)
    if work.counts_by_year:
        _add_citation_years(work_id, work, rows)
    if work.concepts:
        _add_concepts(work_id, work, rows)
    if work.keywords:
        _add_keywords(work_id, work, rows)
    if work.funders or work.awards or work.grants:
        add_funding(work_id, work, rows)


def _add_work_row(work_id: str, work: Work, source: str | None, topic: str | None, rows: Rows) -> None:
    ids, access, biblio, percentile = work.ids, work.open_access, work.biblio, work.citation_normalized_percentile
    year, date = work.publication_year, work.publication_date
    if year is not None and not kinds.EARLIEST_YEAR <= year <= kinds.LATEST_YEAR:
        year = take_year(year, rows, "works.publication_year")
    if date is not None and not kinds.EARLIEST_YEAR <= date.year <= kinds.LATEST_YEAR:
        rows.refuse_value("works.publication_date", f"year outside {kinds.EARLIEST_YEAR}..{kinds.LATEST_YEAR}", date)
        date = None
    doi = work.doi or (ids.doi if ids else None)
    rows["works"].append(
        (
            work_id,
            take(kinds.doi, doi, rows, "works.doi") if doi else None,
            take(digits, str(ids.pmid), rows, "works.pmid") if ids and ids.pmid else None,
            take(digits, str(ids.mag), rows, "works.mag") if ids and ids.mag else None,
            work.title or work.display_name or None,
            _abstract(work, rows),
            year,
            date,
            work.language or None,
            _type(work.type, rows),
            source,
            topic,
            work.is_retracted,
            work.is_paratext,
            work.is_xpac,
            access.is_oa if access else None,
            _oa_status(access.oa_status, rows) if access else None,
            access.any_repository_has_fulltext if access else None,
            work.cited_by_count,
            work.referenced_works_count,
            work.fwci,
            _share(percentile.value, rows) if percentile else None,
            percentile.is_in_top_1_percent if percentile else None,
            percentile.is_in_top_10_percent if percentile else None,
            (biblio.volume or None) if biblio else None,
            (biblio.issue or None) if biblio else None,
            (biblio.first_page or None) if biblio else None,
            (biblio.last_page or None) if biblio else None,
            work.created_date or None,
            work.updated_date or work.updated or None,
        )
    )


def _abstract(work: Work, rows: Rows) -> str | None:
    index = work.abstract_inverted_index
    if not index:
        return work.abstract or None
    try:
        text = quoted_abstract(index) if isinstance(index, str) else abstract_text(index)
    except Refused as refused:
        rows.refuse_value("works.abstract", refused.reason, refused.found)
        text = None
    return text or work.abstract or None


def _type(found: str | None, rows: Rows) -> str | None:
    if not found:
        return None
    known = _TYPES.get(found)
    if known is None:
        rows.refuse_value("works.type", "unknown work type; add it to definitions/lookups/work_types.csv", found)
    return known


def _oa_status(found: str | None, rows: Rows) -> str | None:
    if not found or found in _OA_STATUS:
        return found or None
    rows.refuse_value("works.oa_status", f"none of {', '.join(sorted(_OA_STATUS))}", found)
    return None


def _share(found: float | None, rows: Rows) -> float | None:
    if found is None or 0 <= found <= 1:
        return found
    rows.refuse_value("works.citation_percentile", "outside 0..1", found)
    return None


def _add_locations(work_id: str, work: Work, rows: Rows) -> str | None:
    """Add the places where the work is; gives the source of the primary one, which comes first."""
    locations = work.locations
    if not locations:
        locations = [work.primary_location] if work.primary_location else _venues(work)
    elif (primary := work.primary_location) and not _same(primary, locations[0]):
        locations = [primary, *(other for other in locations if not _same(primary, other))]
    if not locations:
        return None
    added = rows["work_locations"]
    first = None
    for position, location in enumerate(locations, 1):
        source = source_id(location.source, rows) if location.source else None
        if position == 1:
            first = source
        added.append(
            (
                work_id,
                position,
                source,
                location.is_oa,
                location.version,
                location.license,
                location.landing_page_url,
                location.pdf_url,
            )
        )
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


def _add_topics(work_id: str, work: Work, rows: Rows) -> str | None:
    """Add the topics, the primary one first; gives that one."""
    topics, primary = work.topics or (), work.primary_topic
    if primary is None and not topics:
        return None
    ids: dict[str, float | None] = {}
    if primary is not None and (first := topic_id(primary, rows)):
        ids[first] = primary.score
    for topic in topics:
        if short := topic_id(topic, rows):
            ids.setdefault(short, topic.score)
    rows["work_topics"].extend(
        [(work_id, short, score, position) for position, (short, score) in enumerate(ids.items(), 1)]
    )
    return next(iter(ids), None)


def _add_citations(work_id: str, references: list[str], rows: Rows) -> None:
    ids = work_ids(references)
    if ids is None:
        taken = [take_id(text, "W", rows, "citations.cited_work_id") for text in references]
        ids = [short for short in taken if short is not None]
    rows["citations"].extend([(work_id, cited) for cited in dict.fromkeys(ids)])


def _add_citation_years(work_id: str, work: Work, rows: Rows) -> None:
    years: dict[int, int] = {}
    for entry in work.counts_by_year or ():
        year = take_year(entry.year, rows, "work_citation_years.year")
        if year is not None and entry.cited_by_count is not None:
            years.setdefault(year, entry.cited_by_count)
    rows["work_citation_years"].extend([(work_id, year, count) for year, count in years.items()])


def _add_concepts(work_id: str, work: Work, rows: Rows) -> None:
    scores: dict[str, float | None] = {}
    for concept in work.concepts or ():
        if short := concept_id(concept, rows):
            scores.setdefault(short, concept.score)
    rows["work_concepts"].extend([(work_id, short, score) for short, score in scores.items()])


def _add_keywords(work_id: str, work: Work, rows: Rows) -> None:
    scores: dict[str, float | None] = {}
    for keyword in work.keywords or ():
        if text := keyword.display_name or keyword.keyword:
            scores.setdefault(text, keyword.score)
    rows["work_keywords"].extend([(work_id, text, score) for text, score in scores.items()])
