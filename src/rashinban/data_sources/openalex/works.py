"""Each record is one work; it becomes a row of works, and rows of the tables that come with a work."""

from __future__ import annotations

from rashinban.data_sources.openalex.abstracts import abstract_text, quoted_abstract
from rashinban.data_sources.openalex.authorships import add_authorships
from rashinban.data_sources.openalex.funding import add_funding
from rashinban.data_sources.openalex.shapes import Ids, Work
from rashinban.data_sources.openalex.subjects import add_concepts, add_keywords, add_topics
from rashinban.data_sources.openalex.uses import add_citation_years, add_citations, add_locations
from rashinban.data_sources.openalex.values import digits, own_id, take_year
from rashinban.definitions import lookups
from rashinban.engine.rows import Row, Rows
from rashinban.errors import Refused
from rashinban.schema import kinds

_CUT_LIST = "the API left authors out; fetch the work alone, or from the snapshot"
_OA_STATUS = frozenset({"diamond", "gold", "hybrid", "bronze", "green", "closed"})


def work_types() -> dict[str | None, str | None]:
    """The type of a work by the word that was found: OpenAlex's own words and the Crossref words before 2023."""
    table = lookups()["work_types"]
    return dict(zip(table["found"].to_pylist(), table["type"].to_pylist(), strict=True))


_TYPES = work_types()


def add_work(work: Work, rows: Rows) -> None:
    """Add one work and all that comes with it."""
    work_id = rows.own_id = own_id(work.id, "W", "works", rows)
    source = add_locations(work, rows)
    topic = add_topics(work, rows) if work.topics or work.primary_topic is not None else None
    rows["works"].append(_values(work_id, work, source, topic, rows))
    if work.authorships:
        add_authorships(work.authorships, rows)
        if work.is_authors_truncated:
            # The rows are kept, but shares of the work go to those who are listed: it must be known.
            rows.refuse_value("works.authorships", _CUT_LIST, len(work.authorships))
    if work.referenced_works:
        add_citations(work.referenced_works, rows)
    if work.counts_by_year:
        add_citation_years(work.counts_by_year, rows)
    if work.concepts:
        add_concepts(work.concepts, rows)
    if work.keywords:
        add_keywords(work.keywords, rows)
    if work.funders or work.awards or work.grants:
        add_funding(work_id, work, rows)


def _values(work_id: str, work: Work, source: str | None, topic: str | None, rows: Rows) -> Row:
    """The row of works, in the order of schema/works.py."""
    ids, access, biblio, percentile = work.ids, work.open_access, work.biblio, work.citation_normalized_percentile
    year, date, type_ = work.publication_year, work.publication_date, _TYPES.get(work.type)
    if year is not None and not kinds.EARLIEST_YEAR <= year <= kinds.LATEST_YEAR:
        year = take_year(year, rows, "works.publication_year")
    if date is not None and not kinds.EARLIEST_YEAR <= date.year <= kinds.LATEST_YEAR:
        rows.refuse_value("works.publication_date", f"year outside {kinds.EARLIEST_YEAR}..{kinds.LATEST_YEAR}", date)
        date = None
    if type_ is None and work.type:
        reason = "unknown work type; add it to definitions/lookups/work_types.csv"
        rows.refuse_value("works.type", reason, work.type)
    return (
        work_id,
        _doi(work.doi or (ids.doi if ids is not None else None), rows),
        _number(ids, "pmid", rows) if ids is not None else None,
        _number(ids, "mag", rows) if ids is not None else None,
        work.title or work.display_name or None,
        _abstract(work, rows),
        year,
        date,
        work.language or None,
        type_,
        source,
        topic,
        work.is_retracted,
        work.is_paratext,
        work.is_xpac,
        access.is_oa if access is not None else None,
        _oa_status(access.oa_status, rows) if access is not None else None,
        access.any_repository_has_fulltext if access is not None else None,
        work.cited_by_count,
        work.referenced_works_count,
        work.fwci,
        _share(percentile.value, rows) if percentile is not None else None,
        percentile.is_in_top_1_percent if percentile is not None else None,
        percentile.is_in_top_10_percent if percentile is not None else None,
        (biblio.volume or None) if biblio is not None else None,
        (biblio.issue or None) if biblio is not None else None,
        (biblio.first_page or None) if biblio is not None else None,
        (biblio.last_page or None) if biblio is not None else None,
        work.created_date or None,
        work.updated_date or work.updated or None,
    )


def _doi(written: str | None, rows: Rows) -> str | None:
    if not written:
        return None
    try:
        return kinds.doi(written)
    except Refused as refused:
        rows.refuse_value("works.doi", refused.reason, written)
        return None


def _number(ids: Ids, scheme: str, rows: Rows) -> str | None:
    """A PubMed or MAG id, written as a number or with an address."""
    written = getattr(ids, scheme)
    return rows.take(digits, str(written), f"works.{scheme}") if written else None


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
